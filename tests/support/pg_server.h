#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/driver/target.h"

namespace migc::test {

/// How to reach the PostgreSQL server that tests use. Plain text only, so that it can travel in
/// environment variables.
struct PgAccess {
  std::string host = "127.0.0.1";
  std::string port;
  std::string user = "postgres";
  std::string password;       ///< empty on a private server, which trusts whom it knows
  std::string socket_folder;  ///< empty when unknown
  std::string
      scram_user;  ///< a role that has to give its password over TCP; empty when there is none
  std::string scram_password;
};

/// A private PostgreSQL server in a temporary folder: unix socket and a free port of the loopback
/// address, no fsync. Its keeper, a process of its own, stops it and removes the folder as soon as
/// the owner lets go or dies, however it dies. Binaries: `MIGC_PG_BIN`, the folders of `PATH`, the
/// newest of `/usr/lib/postgresql/*/bin`. Run by root they run as `postgres` or `nobody`, as
/// PostgreSQL refuses to run as root.
class PgServer {
 public:
  /// `settings` are further ones, `name=value`.
  [[nodiscard]] static Result<std::unique_ptr<PgServer>> start(
      const std::vector<std::string>& settings = {});

  PgServer(const PgServer&) = delete;
  PgServer& operator=(const PgServer&) = delete;
  ~PgServer();

  [[nodiscard]] const PgAccess& access() const { return access_; }

  /// Stops the server at once, as `pg_ctl stop -m immediate` does; what was not committed is lost.
  void crash();
  /// Starts it again after `crash`, and waits until it takes connections. Others may find it
  /// starting meanwhile.
  [[nodiscard]] Result<void> start_again();

 private:
  PgServer() = default;

  /// `locked` when the port was taken by somebody else meanwhile.
  [[nodiscard]] static Result<std::unique_ptr<PgServer>> start_once(
      const std::string& binaries, const std::vector<std::string>& settings);

  PgAccess access_;
  pid_t keeper_ = -1;
  int leash_ = -1;  ///< the writing end of a pipe; the keeper stops when it closes
};

/// The server of this test run: the one that `MIGC_TEST_PG_URL` names, else a private one that is
/// started now and lives until the executable ends. Null with the reason when there is none.
[[nodiscard]] const PgAccess* shared_pg_server(std::string& reason);

/// "postgresql://user@host:port/database".
[[nodiscard]] std::string pg_url(const PgAccess& access, const std::string& database);
[[nodiscard]] runtime::ConnectionTarget pg_target(const PgAccess& access,
                                                  const std::string& database);

/// An empty database of its own name, dropped at the end (whoever is still connected is thrown
/// out).
class PgDatabase {
 public:
  explicit PgDatabase(const PgAccess& access);
  PgDatabase(const PgDatabase&) = delete;
  PgDatabase& operator=(const PgDatabase&) = delete;
  ~PgDatabase();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string url() const { return pg_url(access_, name_); }
  [[nodiscard]] runtime::ConnectionTarget target() const { return pg_target(access_, name_); }

 private:
  PgAccess access_;
  std::string name_;
};

}  // namespace migc::test

/// Declares `access`, or skips the test and says why. `MIGC_TEST_REQUIRE_PG` in the environment
/// makes that a failure.
#define MIGC_NEED_PG(access)                                                                  \
  std::string access##_reason;                                                                \
  const ::migc::test::PgAccess* const access##_found =                                        \
      ::migc::test::shared_pg_server(access##_reason);                                        \
  if (access##_found == nullptr && std::getenv("MIGC_TEST_REQUIRE_PG") != nullptr)            \
    FAIL() << access##_reason;                                                                \
  if (access##_found == nullptr) GTEST_SKIP() << "no PostgreSQL server: " << access##_reason; \
  [[maybe_unused]] const ::migc::test::PgAccess& access = *access##_found

#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/driver/target.h"
#include "runtime/scratch/private_server.h"

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

/// A private PostgreSQL server (runtime/scratch/private_server.h) with a free port of the loopback
/// address and a role that has to give its password. Binaries: `MIGC_PG_BIN`, the folders of
/// `PATH`, the newest of `/usr/lib/postgresql/*/bin`.
class PgServer {
 public:
  /// `settings` are further ones, `name=value`.
  [[nodiscard]] static Result<std::unique_ptr<PgServer>> start(
      const std::vector<std::string>& settings = {});

  [[nodiscard]] const PgAccess& access() const { return access_; }

  void crash() { server_->crash(); }
  [[nodiscard]] Result<void> start_again() { return server_->start_again(); }

 private:
  PgServer() = default;

  /// `locked` when the port was taken by somebody else meanwhile.
  [[nodiscard]] static Result<std::unique_ptr<PgServer>> start_once(
      const std::string& binaries, const std::vector<std::string>& settings);

  PgAccess access_;
  std::unique_ptr<runtime::PrivateServer> server_;
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

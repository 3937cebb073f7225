#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/driver/target.h"

namespace migc::runtime {

struct PrivateServerOptions {
  std::filesystem::path binaries;            ///< the folder of `initdb` and `postgres`
  std::string port = "5432";                 ///< names the socket, and the TCP port if there is one
  bool tcp = false;                          ///< listen on 127.0.0.1 too
  std::vector<std::string> host_rules = {};  ///< lines of pg_hba.conf that come first
  std::vector<std::string> settings = {};    ///< further ones, `name=value`
};

/// The first of the folders that holds a server's programs, else the newest of
/// `/usr/lib/postgresql/*/bin`; empty: none.
[[nodiscard]] std::filesystem::path find_server_programs(
    const std::vector<std::filesystem::path>& folders);

/// A port of the loopback address that nobody listens on at this moment.
[[nodiscard]] std::string free_port();

/// A PostgreSQL server of our own in a temporary folder: a unix socket there, the superuser
/// `postgres` without a password, no fsync. Its keeper, a process of its own, stops it and removes
/// the folder as soon as the owner lets go or dies, however it dies. Run by root it runs as
/// `postgres` or `nobody`, as PostgreSQL refuses to run as root.
class PrivateServer {
 public:
  /// `locked` when the port was taken by somebody else; `io` with the server's log otherwise.
  [[nodiscard]] static Result<std::unique_ptr<PrivateServer>> start(
      const PrivateServerOptions& options);

  PrivateServer(const PrivateServer&) = delete;
  PrivateServer& operator=(const PrivateServer&) = delete;
  ~PrivateServer();

  [[nodiscard]] const std::string& socket_folder() const { return folder_; }
  [[nodiscard]] const std::string& port() const { return port_; }
  /// Over the unix socket.
  [[nodiscard]] ConnectionTarget target(std::string_view database) const;

  /// Stops the server at once, as `pg_ctl stop -m immediate` does; what was not committed is lost.
  void crash();
  /// Starts it again after `crash`, and waits until it takes connections. Others may find it
  /// starting meanwhile.
  [[nodiscard]] Result<void> start_again();

 private:
  PrivateServer() = default;

  std::string folder_, port_;
  pid_t keeper_ = -1;
  int leash_ = -1;  ///< the writing end of a pipe; the keeper stops when it closes
};

}  // namespace migc::runtime

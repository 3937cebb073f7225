#include "tests/support/pg_server.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <unistd.h>
#include <utility>
#include <vector>

#include "runtime/driver/open.h"

namespace migc::test {

namespace {

namespace fs = std::filesystem;

constexpr int attempts_at_a_port = 5;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

std::vector<fs::path> binary_folders() {
  std::vector<fs::path> folders;
  std::stringstream path(environment("PATH"));
  for (std::string folder; std::getline(path, folder, ':');) folders.emplace_back(folder);
  return folders;
}

/// `MIGC_PG_BIN` says which, or nothing does.
fs::path find_binaries() {
  const std::string given = environment("MIGC_PG_BIN");
  if (given.empty()) return runtime::find_server_programs(binary_folders());
  const fs::path found = runtime::find_server_programs({given});
  return found == fs::path(given) ? found : fs::path();
}

Result<std::unique_ptr<runtime::Driver>> connect(const PgAccess& access,
                                                 const std::string& database) {
  return runtime::open_driver(pg_target(access, database), {});
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      plain +=
          static_cast<char>(std::strtol(std::string(text.substr(i + 1, 2)).c_str(), nullptr, 16));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// Only "scheme://user[:password]@host[:port]/…": what people put into a variable for tests.
PgAccess access_from_environment(std::string_view url) {
  PgAccess access;
  url.remove_prefix(std::min(url.find("://") + 3, url.size()));
  const std::size_t at = url.find('@');
  if (at != std::string_view::npos) {
    const std::string_view account = url.substr(0, at);
    const std::size_t colon = account.find(':');
    access.user = unescaped(account.substr(0, colon));
    if (colon != std::string_view::npos) access.password = unescaped(account.substr(colon + 1));
    url.remove_prefix(at + 1);
  }
  const std::string_view place = url.substr(0, url.find('/'));
  const std::size_t colon = place.rfind(':');
  access.host = unescaped(place.substr(0, colon));
  if (colon != std::string_view::npos) access.port = place.substr(colon + 1);
  access.socket_folder = environment("MIGC_TEST_PG_SOCKET");
  access.scram_user = environment("MIGC_TEST_PG_SCRAM_USER");
  access.scram_password = environment("MIGC_TEST_PG_SCRAM_PASSWORD");
  return access;
}

Result<void> create_scram_role(PgAccess& access) {
  auto driver = connect(access, "postgres");
  if (!driver) return tl::unexpected(driver.error());
  access.scram_user = "migc_scram";
  access.scram_password = "s3cr3t/@:%";
  return (*driver)->execute(fmt::format("CREATE ROLE {} LOGIN SUPERUSER PASSWORD '{}'",
                                        access.scram_user, access.scram_password));
}

}  // namespace

Result<std::unique_ptr<PgServer>> PgServer::start(const std::vector<std::string>& settings) {
  const fs::path binaries = find_binaries();
  if (binaries.empty()) {
    return fail(
        ErrorKind::io,
        "`initdb` and `postgres` are neither in `MIGC_PG_BIN`, `PATH` nor /usr/lib/postgresql");
  }
  for (int attempt = 1;; ++attempt) {
    Result<std::unique_ptr<PgServer>> server = start_once(binaries.string(), settings);
    // Somebody may take the port between our look and the server's.
    if (server || server.error().kind != ErrorKind::locked || attempt == attempts_at_a_port)
      return server;
  }
}

Result<std::unique_ptr<PgServer>> PgServer::start_once(const std::string& binaries,
                                                       const std::vector<std::string>& settings) {
  Result<std::unique_ptr<runtime::PrivateServer>> started = runtime::PrivateServer::start(
      {.binaries = binaries,
       .port = runtime::free_port(),
       .tcp = true,
       .host_rules = {"host all migc_scram 127.0.0.1/32 scram-sha-256"},
       .settings = settings});
  if (!started) return tl::unexpected(std::move(started).error());
  std::unique_ptr<PgServer> server(new PgServer);
  server->server_ = *std::move(started);
  server->access_.port = server->server_->port();
  server->access_.socket_folder = server->server_->socket_folder();
  MIGC_TRY(create_scram_role(server->access_));
  return server;
}

const PgAccess* shared_pg_server(std::string& reason) {
  struct Shared {
    Shared() {
      if (const std::string url = environment("MIGC_TEST_PG_URL"); !url.empty()) {
        access = access_from_environment(url);
        usable = true;
        return;
      }
      auto started = PgServer::start();
      if (!started) {
        why = started.error().message + "\n" + started.error().detail;
        return;
      }
      server = *std::move(started);
      access = server->access();
      usable = true;
    }
    std::unique_ptr<PgServer> server;
    PgAccess access;
    bool usable = false;
    std::string why;
  };
  static const Shared
      shared;  // destroyed, and the server stopped with it, when the executable ends
  reason = shared.why;
  return shared.usable ? &shared.access : nullptr;
}

std::string pg_url(const PgAccess& access, const std::string& database) {
  std::string password;
  if (!access.password.empty()) {
    password = ":";
    for (const char letter : access.password) {
      const auto byte = static_cast<unsigned char>(letter);
      password += std::isalnum(byte) != 0 ? std::string(1, letter) : fmt::format("%{:02X}", byte);
    }
  }
  return fmt::format("postgresql://{}{}@{}:{}/{}", access.user, password, access.host, access.port,
                     database);
}

runtime::ConnectionTarget pg_target(const PgAccess& access, const std::string& database) {
  return {.engine = "postgres",
          .path = {},
          .host = access.host,
          .port = access.port,
          .database = database,
          .user = access.user,
          .password = access.password,
          .params = {},
          .display = fmt::format("postgresql://{}@{}:{}/{}", access.user, access.host, access.port,
                                 database)};
}

PgDatabase::PgDatabase(const PgAccess& access) : access_(access) {
  static std::atomic<int> counter = 0;
  name_ = fmt::format("migc_test_{}_{}", ::getpid(), ++counter);
  auto driver = connect(access_, "postgres");
  Result<void> made = driver ? Result<void>() : Result<void>(tl::unexpected(driver.error()));
  if (made) made = (*driver)->execute(fmt::format("CREATE DATABASE {} TEMPLATE template0", name_));
  if (!made) {
    std::fprintf(stderr, "no test database: %s\n%s\n", made.error().message.c_str(),
                 made.error().detail.c_str());
    std::abort();
  }
}

PgDatabase::~PgDatabase() {
  auto driver = connect(access_, "postgres");
  if (driver)
    static_cast<void>(
        (*driver)->execute(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_)));
}

}  // namespace migc::test

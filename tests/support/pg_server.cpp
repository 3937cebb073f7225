#include "tests/support/pg_server.h"

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <cctype>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <grp.h>
#include <pwd.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "runtime/driver/open.h"

namespace migc::test {

namespace {

namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

constexpr int attempts_at_a_port = 5;
constexpr std::chrono::seconds start_limit(60);

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

bool has_binaries(const fs::path& folder) {
  return ::access((folder / "initdb").c_str(), X_OK) == 0 &&
         ::access((folder / "postgres").c_str(), X_OK) == 0;
}

fs::path find_binaries() {
  if (const std::string given = environment("MIGC_PG_BIN"); !given.empty())
    return has_binaries(given) ? given : "";
  std::stringstream path(environment("PATH"));
  for (std::string folder; std::getline(path, folder, ':');) {
    if (has_binaries(folder)) return folder;
  }
  std::vector<std::pair<int, fs::path>> versions;
  std::error_code error;
  for (fs::directory_iterator entry("/usr/lib/postgresql", error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path folder = entry->path() / "bin";
    if (has_binaries(folder))
      versions.emplace_back(std::atoi(entry->path().filename().c_str()), folder);
  }
  return versions.empty() ? fs::path() : std::max_element(versions.begin(), versions.end())->second;
}

/// Whom the server runs as; null means ourselves.
const passwd* server_account() {
  if (::geteuid() != 0) return nullptr;
  const passwd* account = ::getpwnam("postgres");
  return account != nullptr ? account : ::getpwnam("nobody");
}

/// In a child process: turns it into the program, as the account, its talk going to the log. Does
/// not return.
[[noreturn]] void become(const Arguments& arguments, const passwd* account, const fs::path& log) {
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  const int input = ::open("/dev/null", O_RDONLY);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  if (account != nullptr && (::initgroups(account->pw_name, account->pw_gid) != 0 ||
                             ::setgid(account->pw_gid) != 0 || ::setuid(account->pw_uid) != 0)) {
    ::_exit(126);
  }
  // For the case that the keeper itself is killed; set after the change of user, which clears it.
  // SIGQUIT: at once.
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  ::setenv("LC_ALL", "C", 1);
  std::vector<char*> pointers;
  for (const std::string& argument : arguments)
    pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  ::execv(pointers.front(), pointers.data());
  ::_exit(127);
}

int run(const Arguments& arguments, const passwd* account, const fs::path& log) {
  const pid_t child = ::fork();
  if (child == 0) become(arguments, account, log);
  int status = -1;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string free_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  static_cast<void>(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size));
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(descriptor);
  return std::to_string(ntohs(address.sin_port));
}

/// What the owner asks the keeper for, in one byte.
constexpr char order_crash = 'c', order_start = 's';

void await(pid_t child) {
  int status = 0;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
}

/// The keeper's life: starts the server, does what it is told until the leash closes, cleans up.
[[noreturn]] void keep(const Arguments& postgres, const passwd* account, const std::string& folder,
                       int leash) {
  // Nothing of the tests may live on here, least of all their locks.
  if (leash > 3) ::close_range(3, static_cast<unsigned>(leash) - 1, 0);
  ::close_range(static_cast<unsigned>(leash) + 1, ~0U, 0);
  ::setsid();  // an interrupt from the terminal is for the tests; they let go of the leash
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::dup2(nowhere, descriptor);
  const auto start = [&] {
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(leash);
      become(postgres, account, fs::path(folder) / "log");
    }
    return child;
  };
  pid_t server = start();
  for (;;) {
    char order = 0;
    const ssize_t size = ::read(leash, &order, 1);
    if (size < 0 && errno == EINTR) continue;
    if (size == 1 && order == order_start) {
      server = start();
      continue;
    }
    if (server > 0) ::kill(server, SIGQUIT);
    await(server);
    server = -1;
    if (size != 1) break;
  }
  std::error_code error;
  fs::remove_all(folder, error);
  ::_exit(0);
}

/// "ready" is the eighth line that the server writes into its pid file.
bool is_ready(const fs::path& data) {
  std::ifstream stream(data / "postmaster.pid");
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    if (number == 8) return line.starts_with("ready");
  }
  return false;
}

Result<void> initialise(const fs::path& binaries, const fs::path& folder, const passwd* account) {
  const fs::path data = folder / "data";
  const fs::path log = folder / "log";
  const Arguments initdb = {(binaries / "initdb").string(),
                            "-D",
                            data.string(),
                            "-U",
                            "postgres",
                            "-A",
                            "trust",
                            "-E",
                            "UTF8",
                            "--locale=C",
                            "--no-sync"};
  if (run(initdb, account, log) != 0) return fail(ErrorKind::io, "`initdb` failed", text_of(log));
  std::ofstream hba(data / "pg_hba.conf", std::ios::trunc);
  hba << "local all all trust\n"
         "host all migc_scram 127.0.0.1/32 scram-sha-256\n"
         "host all all 127.0.0.1/32 trust\n";
  return {};
}

/// `locked` when the port is in use.
Result<void> wait_until_ready(const fs::path& folder) {
  const auto limit = std::chrono::steady_clock::now() + start_limit;
  while (!is_ready(folder / "data")) {
    const std::string log = text_of(folder / "log");
    if (log.find("could not bind") != std::string::npos)
      return fail(ErrorKind::locked, "the port is in use", log);
    if (log.find("FATAL") != std::string::npos || std::chrono::steady_clock::now() > limit) {
      return fail(ErrorKind::io, "the server does not start", log);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return {};
}

Arguments server_command(const fs::path& binaries, const fs::path& folder, const std::string& port,
                         const std::vector<std::string>& settings) {
  Arguments command = {(binaries / "postgres").string(), "-D", (folder / "data").string()};
  const std::string sockets = "unix_socket_directories=" + folder.string();
  const std::string port_setting = "port=" + port;
  for (const char* setting :
       {"fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
        "listen_addresses=127.0.0.1", "max_connections=100", "shared_buffers=32MB",
        "log_min_messages=warning", "password_encryption=scram-sha-256", sockets.c_str(),
        port_setting.c_str()}) {
    command.insert(command.end(), {"-c", setting});
  }
  for (const std::string& setting : settings) command.insert(command.end(), {"-c", setting});
  return command;
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
  // Not TMPDIR: the path of a unix socket may have about a hundred bytes only.
  std::string folder = "/tmp/migc-pg-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr)
    return fail(ErrorKind::io, "cannot create a folder in /tmp");
  const passwd* account = server_account();
  std::error_code error;
  fs::permissions(folder, fs::perms::all & ~fs::perms::others_write & ~fs::perms::group_write,
                  error);
  const bool given =
      account == nullptr || ::chown(folder.c_str(), account->pw_uid, account->pw_gid) == 0;
  Result<void> made =
      given ? initialise(binaries, folder, account)
            : Result<void>(fail(ErrorKind::io, fmt::format("cannot give `{}` away", folder)));
  int ends[2] = {-1, -1};
  if (made && ::pipe2(ends, O_CLOEXEC) != 0) made = fail(ErrorKind::io, "cannot create a pipe");
  if (!made) {
    fs::remove_all(folder, error);
    return tl::unexpected(std::move(made).error());
  }
  std::unique_ptr<PgServer> server(new PgServer);
  server->access_.port = free_port();
  server->access_.socket_folder = folder;
  const Arguments command = server_command(binaries, folder, server->access_.port, settings);
  server->keeper_ = ::fork();
  if (server->keeper_ == 0) keep(command, account, folder, ends[0]);
  ::close(ends[0]);
  server->leash_ = ends[1];
  MIGC_TRY(wait_until_ready(folder));
  MIGC_TRY(create_scram_role(server->access_));
  return server;
}

void PgServer::crash() {
  static_cast<void>(::write(leash_, &order_crash, 1) == 1);
  // The server removes the file when it has ended.
  const auto limit = std::chrono::steady_clock::now() + start_limit;
  const fs::path pid_file = fs::path(access_.socket_folder) / "data" / "postmaster.pid";
  std::error_code error;
  while (fs::exists(pid_file, error) && std::chrono::steady_clock::now() < limit)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

Result<void> PgServer::start_again() {
  std::ofstream(fs::path(access_.socket_folder) / "log", std::ios::trunc).close();
  static_cast<void>(::write(leash_, &order_start, 1) == 1);
  const auto limit = std::chrono::steady_clock::now() + start_limit;
  while (!is_ready(fs::path(access_.socket_folder) / "data")) {
    if (std::chrono::steady_clock::now() > limit)
      return fail(ErrorKind::io, "the server does not start again",
                  text_of(fs::path(access_.socket_folder) / "log"));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return {};
}

PgServer::~PgServer() {
  if (leash_ >= 0) ::close(leash_);
  int status = 0;
  while (keeper_ > 0 && ::waitpid(keeper_, &status, 0) < 0 && errno == EINTR) {
  }
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

#include "runtime/scratch/private_server.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <grp.h>
#include <iterator>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace migc::runtime {

namespace {

namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

constexpr std::chrono::seconds start_limit(60);

bool has_programs(const fs::path& folder) {
  return ::access((folder / "initdb").c_str(), X_OK) == 0 &&
         ::access((folder / "postgres").c_str(), X_OK) == 0;
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
  // Nothing of the owner may live on here, least of all its locks.
  if (leash > 3) ::close_range(3, static_cast<unsigned>(leash) - 1, 0);
  ::close_range(static_cast<unsigned>(leash) + 1, ~0U, 0);
  ::setsid();  // an interrupt from the terminal is for the owner, who lets go of the leash
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

Result<void> initialise(const PrivateServerOptions& options, const fs::path& folder,
                        const passwd* account) {
  const fs::path data = folder / "data";
  const fs::path log = folder / "log";
  const Arguments initdb = {(options.binaries / "initdb").string(),
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
  hba << "local all all trust\n";
  for (const std::string& rule : options.host_rules) hba << rule << '\n';
  hba << "host all all 127.0.0.1/32 trust\n";
  hba.close();
  if (!hba) return fail(ErrorKind::io, fmt::format("cannot write in `{}`", folder.string()));
  return {};
}

/// `locked` when the port is in use.
Result<void> wait_until_ready(const fs::path& folder) {
  const auto limit = std::chrono::steady_clock::now() + start_limit;
  while (!is_ready(folder / "data")) {
    const std::string log = text_of(folder / "log");
    if (log.find("could not bind") != std::string::npos)
      return fail(ErrorKind::locked, "the port is in use", log);
    if (log.find("FATAL") != std::string::npos || std::chrono::steady_clock::now() > limit)
      return fail(ErrorKind::io, "the server does not start", log);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return {};
}

Arguments server_command(const PrivateServerOptions& options, const std::string& folder) {
  Arguments command = {(options.binaries / "postgres").string(), "-D", folder + "/data"};
  std::vector<std::string> settings = {
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
      "autovacuum=off",
      std::string("listen_addresses=") + (options.tcp ? "127.0.0.1" : ""),
      "max_connections=100",
      "shared_buffers=32MB",
      "log_min_messages=warning",
      "password_encryption=scram-sha-256",
      "unix_socket_directories=" + folder,
      "port=" + options.port};
  settings.insert(settings.end(), options.settings.begin(), options.settings.end());
  for (const std::string& setting : settings) command.insert(command.end(), {"-c", setting});
  return command;
}

}  // namespace

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

fs::path find_server_programs(const std::vector<fs::path>& folders) {
  const auto found = std::ranges::find_if(folders, has_programs);
  if (found != folders.end()) return *found;
  std::pair<int, fs::path> newest(0, {});
  std::error_code error;
  for (fs::directory_iterator entry("/usr/lib/postgresql", error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path folder = entry->path() / "bin";
    const std::string name = entry->path().filename().string();
    int version = 0;
    std::from_chars(name.data(), name.data() + name.size(), version);
    if (version > newest.first && has_programs(folder)) newest = {version, folder};
  }
  return newest.second;
}

Result<std::unique_ptr<PrivateServer>> PrivateServer::start(const PrivateServerOptions& options) {
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
      given ? initialise(options, folder, account)
            : Result<void>(fail(ErrorKind::io, fmt::format("cannot give `{}` away", folder)));
  int ends[2] = {-1, -1};
  if (made && ::pipe2(ends, O_CLOEXEC) != 0) made = fail(ErrorKind::io, "cannot create a pipe");
  if (!made) {
    fs::remove_all(folder, error);
    return tl::unexpected(std::move(made).error());
  }
  std::unique_ptr<PrivateServer> server(new PrivateServer);
  server->folder_ = folder;
  server->port_ = options.port;
  const Arguments command = server_command(options, folder);
  server->keeper_ = ::fork();
  if (server->keeper_ == 0) keep(command, account, folder, ends[0]);
  ::close(ends[0]);
  server->leash_ = ends[1];
  MIGC_TRY(wait_until_ready(folder));
  return server;
}

ConnectionTarget PrivateServer::target(std::string_view database) const {
  return {.engine = "postgres",
          .path = {},
          .host = folder_,
          .port = port_,
          .database = std::string(database),
          .user = "postgres",
          .password = {},
          .params = {},
          .display = fmt::format("a private server, database {}", database)};
}

void PrivateServer::crash() {
  static_cast<void>(::write(leash_, &order_crash, 1) == 1);
  // The server removes the file when it has ended.
  const auto limit = std::chrono::steady_clock::now() + start_limit;
  const fs::path pid_file = fs::path(folder_) / "data" / "postmaster.pid";
  std::error_code error;
  while (fs::exists(pid_file, error) && std::chrono::steady_clock::now() < limit)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

Result<void> PrivateServer::start_again() {
  std::ofstream(fs::path(folder_) / "log", std::ios::trunc).close();
  static_cast<void>(::write(leash_, &order_start, 1) == 1);
  const auto limit = std::chrono::steady_clock::now() + start_limit;
  while (!is_ready(fs::path(folder_) / "data")) {
    if (std::chrono::steady_clock::now() > limit)
      return fail(ErrorKind::io, "the server does not start again",
                  text_of(fs::path(folder_) / "log"));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return {};
}

PrivateServer::~PrivateServer() {
  if (leash_ >= 0) ::close(leash_);
  if (keeper_ > 0) await(keeper_);
}

}  // namespace migc::runtime

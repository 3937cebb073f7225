#include "tests/cli/cli_test.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <linux/capability.h>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace migc::test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr auto longest_run = 120s;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void put(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

void point(int stream, const fs::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags, 0600);
  if (descriptor < 0 || ::dup2(descriptor, stream) < 0) ::_exit(126);
  ::close(descriptor);
}

/// A new pseudo terminal that shows nothing of what is typed.
int open_terminal() {
  const int screen = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  termios settings{};
  if (screen < 0 || ::grantpt(screen) != 0 || ::unlockpt(screen) != 0 ||
      ::tcgetattr(screen, &settings) != 0) {
    throw std::runtime_error("no pseudo terminal");
  }
  settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(screen, TCSANOW, &settings);
  return screen;
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Process::Process(const Setting& setting) {
  put(streams_ / "in", setting.input);
  std::vector<std::string> pairs;
  for (const auto& [name, value] : setting.variables) pairs.push_back(name + "=" + value);
  std::vector<char*> environment;
  for (std::string& pair : pairs) environment.push_back(pair.data());
  environment.push_back(nullptr);
  std::vector<std::string> words = setting.command;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  fs::path terminal;
  if (setting.at_terminal) {
    screen_ = open_terminal();
    terminal = ::ptsname(screen_);
    if (::write(screen_, setting.input.data(), setting.input.size()) < 0)
      throw std::runtime_error("nothing can be typed");
  }
  pid_ = ::fork();
  if (pid_ != 0) return;
  if (::chdir(setting.folder.c_str()) != 0) ::_exit(126);
  if (!terminal.empty()) ::setsid();  // the terminal that is opened next becomes its own
  point(STDIN_FILENO, terminal.empty() ? streams_ / "in" : terminal, O_RDONLY);
  point(STDOUT_FILENO, streams_ / "out", O_WRONLY | O_CREAT | O_TRUNC);
  if (terminal.empty())
    point(STDERR_FILENO, streams_ / "err", O_WRONLY | O_CREAT | O_TRUNC);
  else
    point(STDERR_FILENO, terminal, O_WRONLY);
  // A capability that is not in the bounding set does not come back with the next program.
  if (setting.obeys_permissions && ::geteuid() == 0 &&
      (::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) != 0 ||
       ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0) != 0)) {
    ::_exit(125);
  }
  ::execvpe(arguments.front(), arguments.data(), environment.data());
  ::_exit(127);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      screen_(std::exchange(other.screen_, -1)),
      streams_(std::move(other.streams_)) {}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (screen_ >= 0) ::close(screen_);
}

void Process::read_screen() {
  std::array<char, 4096> part{};
  for (ssize_t length = 0; (length = ::read(screen_, part.data(), part.size())) > 0;)
    std::ofstream(streams_ / "err", std::ios::binary | std::ios::app)
        .write(part.data(), static_cast<std::streamsize>(length));
}

void Process::signal(int number) const { ::kill(pid_, number); }

std::string Process::err_so_far() const { return text_of(streams_ / "err"); }

bool Process::wait_for_err(std::string_view text) const {
  const auto end = std::chrono::steady_clock::now() + 30s;
  while (std::chrono::steady_clock::now() < end) {
    if (contains(err_so_far(), text)) return true;
    std::this_thread::sleep_for(20ms);
  }
  return false;
}

Outcome Process::wait() {
  const auto end = std::chrono::steady_clock::now() + longest_run;
  Outcome outcome;
  int status = 0;
  pid_t ended = 0;
  while ((ended = ::waitpid(pid_, &status, WNOHANG)) == 0) {
    if (std::chrono::steady_clock::now() > end) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, &status, 0);
      break;
    }
    if (screen_ >= 0) read_screen();
    std::this_thread::sleep_for(2ms);
  }
  if (screen_ >= 0) read_screen();
  pid_ = -1;
  if (ended > 0) outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.out = text_of(streams_ / "out");
  outcome.err = text_of(streams_ / "err");
  return outcome;
}

CliTest::CliTest() {
  root = folder_ / "project";
  fs::create_directories(root);
  fs::create_directories(folder_ / "home");
  variables = {
      {"PATH", variable("PATH")}, {"HOME", (folder_ / "home").string()}, {"LC_ALL", "C.UTF-8"}};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
    if (const std::string value = variable(name); !value.empty()) variables[name] = value;
  }
}

Process::Setting CliTest::setting(std::vector<std::string> arguments) const {
  // Another build can be tested with the same tests.
  const std::string other = variable("MIGC_TEST_BINARY");
  arguments.insert(arguments.begin(), other.empty() ? MIGC_BINARY : other);
  return {std::move(arguments), root, variables, input, obeys_permissions, at_terminal};
}

Process CliTest::start_migc(std::vector<std::string> arguments) const {
  return Process(setting(std::move(arguments)));
}

Outcome CliTest::migc(std::vector<std::string> arguments) const {
  Outcome outcome = start_migc(std::move(arguments)).wait();
  EXPECT_LE(outcome.code, 5) << outcome.err;  // no other code is documented; signals lie above
  EXPECT_GE(outcome.code, 0) << outcome.err;
  EXPECT_FALSE(contains(outcome.err, "internal error")) << outcome.err;
  if (!secret.empty()) {
    EXPECT_FALSE(contains(outcome.out, secret)) << outcome.out;
    EXPECT_FALSE(contains(outcome.err, secret)) << outcome.err;
  }
  return outcome;
}

Outcome CliTest::run(std::vector<std::string> command, std::string text) const {
  return Process({std::move(command), root, variables, std::move(text), false, false}).wait();
}

std::string CliTest::ok(std::vector<std::string> arguments) const {
  std::string shown;
  for (const std::string& argument : arguments) shown += " " + argument;
  const Outcome outcome = migc(std::move(arguments));
  EXPECT_EQ(outcome.code, 0) << "migc" << shown << "\n" << outcome.out << outcome.err;
  return outcome.out;
}

nlohmann::json CliTest::json(std::vector<std::string> arguments) const {
  arguments.emplace_back("--format");
  arguments.emplace_back("json");
  const std::string text = ok(std::move(arguments));
  const nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  EXPECT_FALSE(value.is_discarded()) << text;
  return value;
}

std::string CliTest::sqlite(const std::string& sql, const std::string& file) const {
  const Outcome outcome = run({"sqlite3", "-bail", file}, sql);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  std::string answer = outcome.out;
  while (!answer.empty() && answer.back() == '\n') answer.pop_back();
  return answer;
}

void CliTest::write(const std::string& name, std::string_view text) const {
  put(root / name, text);
}

std::string CliTest::read(const std::string& name) const { return text_of(root / name); }

bool CliTest::exists(const std::string& name) const { return fs::exists(root / name); }

std::vector<std::string> CliTest::files() const {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root))
    names.push_back(entry.path().lexically_relative(root).string());
  std::sort(names.begin(), names.end());
  return names;
}

void CliTest::write_project() const {
  write("migc.toml", "[project]\ndialects = [\"postgres >= 13\", \"sqlite >= 3.35\"]\n");
  write("migrations/1_users.mig", R"(migration a00000000001 'create users';

create table users {
  id bigint identity primary key;
  email varchar(320) not null;

  unique users_email_key (email);
}
)");
  write("migrations/2_names.mig", R"(migration b00000000002 'add display names';
revises a00000000001;

alter table users {
  add column display_name text;
}
)");
  write("migrations/3_notes.mig", R"(migration c00000000003 'create notes';
revises b00000000002;

create table notes {
  id bigint identity primary key;
  user_id bigint not null references users (id) on delete cascade;
  body text not null default '';
}
)");
}

void CliTest::write_project_and(std::string_view migration) const {
  write_project();
  write("migrations/4_more.mig", migration);
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size()))
    ++found;
  return found;
}

bool is_well_formed_xml(std::string_view text) {
  std::vector<std::string> open;
  bool any = false;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const std::size_t end = text.find('>', at);
    if (end == std::string_view::npos) return false;
    const std::string_view tag = text.substr(at + 1, end - at - 1);
    at = end + 1;
    if (tag.empty()) return false;
    if (tag.front() == '?' || tag.front() == '!') continue;
    any = true;
    const std::string name(tag.substr(tag.front() == '/' ? 1 : 0,
                                      tag.find_first_of(" \n/", 1) - (tag.front() == '/' ? 1 : 0)));
    if (tag.front() == '/') {
      if (open.empty() || open.back() != name) return false;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
  }
  return any && open.empty();
}

}  // namespace migc::test

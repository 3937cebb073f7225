#include "runtime/cli/environment.h"

#include <array>
#include <climits>
#include <cstdlib>
#include <pwd.h>
#include <system_error>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace migc::runtime {

namespace {

std::string user_name() {
  std::vector<char> buffer(4096);
  passwd entry{};
  passwd* found = nullptr;
  while (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == ERANGE) {
    buffer.resize(buffer.size() * 2);
  }
  if (found != nullptr && *found->pw_name != '\0') return found->pw_name;
  // A container often runs under a number that no user has.
  if (const char* name = std::getenv("USER"); name != nullptr && *name != '\0') return name;
  return "unknown";
}

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> buffer{};
  if (gethostname(buffer.data(), buffer.size() - 1) != 0 || buffer[0] == '\0') return "unknown";
  return buffer.data();
}

}  // namespace

std::optional<std::string> Environment::find(std::string_view name) const {
  const auto found = variables.find(std::string(name));
  if (found == variables.end()) return std::nullopt;
  return found->second;
}

std::chrono::system_clock::time_point Environment::now() const {
  return clock ? clock() : std::chrono::system_clock::now();
}

std::string Environment::who() const { return user + "@" + host; }

Environment capture_environment() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  std::error_code error;
  environment.working_directory = std::filesystem::current_path(error);
  // The folder may have been removed under the shell; later accesses then say which file cannot be
  // had.
  if (error) environment.working_directory = "/";
  environment.user = user_name();
  environment.host = host_name();
  return environment;
}

}  // namespace migc::runtime

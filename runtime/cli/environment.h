#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace migc::runtime {

/// What a run sees of the process around it, taken once at the start. A plain value: tests make
/// their own, and nothing else in migc asks the operating system for variables, names or the time.
struct Environment {
  std::map<std::string, std::string> variables;
  std::filesystem::path working_directory;
  std::string user;  ///< login name of the person or service that runs migc; "unknown" when it
                     ///< cannot be had
  std::string host;  ///< name of the machine; "unknown" when it cannot be had
  std::function<std::chrono::system_clock::time_point()> clock;  ///< the system's clock when empty

  /// The variable, or nullopt when it is not set. A variable that is set to nothing gives an empty
  /// string.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;

  [[nodiscard]] std::chrono::system_clock::time_point now() const;

  /// `user@host`, as the ledger records it.
  [[nodiscard]] std::string who() const;
};

/// The environment of this process.
[[nodiscard]] Environment capture_environment();

}  // namespace migc::runtime

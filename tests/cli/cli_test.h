#pragma once

#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace migc::test {

/// What a process left behind.
struct Outcome {
  int code = -1;  ///< exit code; 128 + N when signal N ended it; -1 when it had to be killed for
                  ///< taking too long
  std::string out;
  std::string err;
};

/// A process that runs while the test goes on. Its streams are files, so it never waits for a
/// reader, except at a terminal, which `wait` reads.
class Process {
 public:
  struct Setting {
    std::vector<std::string> command;              ///< the first word is looked for in `PATH`
    std::filesystem::path folder;                  ///< where it runs
    std::map<std::string, std::string> variables;  ///< its whole environment
    std::string input;
    /// As root: without the right to pass over the permissions of files.
    bool obeys_permissions = false;
    /// The input is typed at a terminal, and standard error is what it shows, with its "\r\n".
    bool at_terminal = false;
  };

  explicit Process(const Setting& setting);
  Process(Process&& other) noexcept;
  Process(const Process&) = delete;
  /// Kills it when it still runs.
  ~Process();

  void signal(int number) const;
  /// What it has written to standard error so far.
  [[nodiscard]] std::string err_so_far() const;
  /// Waits until it has written `text` to standard error; false when it does not within a while.
  [[nodiscard]] bool wait_for_err(std::string_view text) const;
  [[nodiscard]] Outcome wait();

 private:
  /// Takes what the terminal shows to where standard error is kept.
  void read_screen();

  pid_t pid_ = -1;
  int screen_ = -1;  ///< the other side of the terminal; -1: there is none
  TemporaryFolder streams_;
};

/// A folder of its own, with a controlled environment, where the built program runs. The variables
/// of the person who runs the tests never reach it.
class CliTest : public ::testing::Test {
 public:
  CliTest();

  [[nodiscard]] Outcome migc(std::vector<std::string> arguments) const;
  [[nodiscard]] Process start_migc(std::vector<std::string> arguments) const;
  /// Another program in the same surroundings.
  [[nodiscard]] Outcome run(std::vector<std::string> command, std::string input = {}) const;

  /// Runs migc and expects exit code 0; the result is standard output.
  std::string ok(std::vector<std::string> arguments) const;
  /// The same with `--format json`, read.
  nlohmann::json json(std::vector<std::string> arguments) const;

  /// The answer of the `sqlite3` shell.
  [[nodiscard]] std::string sqlite(const std::string& sql,
                                   const std::string& file = "migc.db") const;

  void write(const std::string& name, std::string_view text) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  [[nodiscard]] bool exists(const std::string& name) const;
  /// Everything below the project's folder, sorted.
  [[nodiscard]] std::vector<std::string> files() const;

  /// A project of three migrations: users, a column, notes.
  void write_project() const;
  /// The same project with one more file.
  void write_project_and(std::string_view migration) const;

  std::filesystem::path root;  ///< where migc runs
  std::map<std::string, std::string> variables;
  std::string input;
  std::string secret;  ///< must not be in anything that migc says
  bool obeys_permissions = false;
  bool at_terminal = false;  ///< somebody types `input`

 private:
  [[nodiscard]] Process::Setting setting(std::vector<std::string> arguments) const;

  TemporaryFolder folder_;
};

[[nodiscard]] bool contains(std::string_view text, std::string_view part);
[[nodiscard]] std::size_t count(std::string_view text, std::string_view part);
/// Whether all tags of an XML text are closed in order.
[[nodiscard]] bool is_well_formed_xml(std::string_view text);

}  // namespace migc::test

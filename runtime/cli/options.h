#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/cli/config.h"
#include "runtime/cli/output.h"

namespace migc::runtime {

/// How `check` reports what it found.
enum class ReportFormat { text, json, sarif, github, junit };

/// What the command line asks for. One flat value: each command reads the members that its help
/// lists.
struct Options {
  std::string command;  ///< canonical name; aliases are resolved (`upgrade` is `apply`), a command
                        ///< of a command stands behind it (`stash list`)
  Overrides overrides;
  OutputOptions output;
  bool yes = false;  ///< answers every question with yes

  std::vector<std::string> targets;    ///< revision targets, paths of `fmt`, the folder of `init`
  std::optional<std::string> range;    ///< `-r`, or the argument of `plan`
  std::optional<std::string> message;  ///< `-m`
  std::optional<std::string> revision_id;
  std::optional<std::string> head;  ///< the parent of a new migration
  std::optional<std::string> label;
  std::vector<std::string> depends_on;
  std::optional<std::string> dialect;  ///< `--dialect`, where no database says it
  bool splice = false;                 ///< a parent that is no head is meant
  bool check_only = false;             ///< `fmt --check`
  bool sql = false;                    ///< `plan --sql`
  bool down = false;                   ///< `plan --down`: the way back
  bool offline = false;                ///< `plan --offline`: nothing is applied
  bool dry_run = false;
  std::optional<std::string> plan_file;   ///< `apply --plan`
  bool require_no_drift = false;          ///< `apply --require-no-drift`
  bool purge = false;                     ///< `stamp --purge`
  bool indicate_current = false;          ///< `history -i`
  bool check_heads = false;               ///< `current --check-heads`
  bool strict = false;                    ///< `check --strict`: warnings fail too
  bool without_data = false;              ///< `revert --without-data`
  bool all = false;                       ///< `stash purge --all`
  std::optional<std::string> older_than;  ///< `stash purge --older-than`
  std::optional<std::string> into;        ///< `stash restore --to`
  /// `init --from`: an existing database; `revision --from`, `--to`: sources
  std::optional<std::string> from, to;
  std::vector<std::string> include, exclude;  ///< patterns of names in an existing database
  std::optional<std::string> output_folder;   ///< `inspect --output`
  std::optional<std::string> split;           ///< `--split`: schema, table
  bool autogenerate = false;                  ///< `revision --autogenerate`
  bool empty = false;                         ///< `revision --empty`
  std::optional<std::string> renames;         ///< `--renames`: ask, refuse, accept, never
  ReportFormat report = ReportFormat::text;
};

/// The outcome of reading a command line: options to run, or text to print and end with.
struct CommandLine {
  std::optional<Options> options;
  std::string help;  ///< of `--help` and `--version`, for standard output
};

/// Reads the words after the program's name. Mistakes are `usage` errors with the nearest command
/// or option as help.
[[nodiscard]] Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments);

/// The version of migc, "0.1.0".
[[nodiscard]] std::string_view migc_version();

}  // namespace migc::runtime

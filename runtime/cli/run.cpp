#include "runtime/cli/run.h"

#include <exception>
#include <fmt/format.h>
#include <new>
#include <ostream>

#include "compiler/base/check.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/options.h"

namespace migc::runtime {
namespace {

using Command = Result<ExitCode> (*)(const Context&);

Command find_command(std::string_view name) {
  struct Entry {
    std::string_view name;
    Command run;
  };
  static constexpr Entry commands[] = {
      {"init", run_init},
      {"inspect", run_inspect},
      {"new", run_new},
      {"revision", run_revision},
      {"diff", run_diff},
      {"check", run_check},
      {"fmt", run_fmt},
      {"plan", run_plan},
      {"apply", run_apply},
      {"revert", run_revert},
      {"stamp", run_stamp},
      {"current", run_current},
      {"history", run_history},
      {"heads", run_heads},
      {"branches", run_branches},
      {"show", run_show},
      {"edit", run_edit},
      {"repair", run_repair},
      {"stash list", run_stash_list},
      {"stash restore", run_stash_restore},
      {"stash purge", run_stash_purge},
  };
  for (const Entry& entry : commands) {
    if (entry.name == name) return entry.run;
  }
  return nullptr;
}

int finish(Output& output, Result<ExitCode> code) {
  if (!code) {
    output.discard();
    return output.error(code.error());
  }
  if (const Result<void> delivered = output.deliver(); !delivered)
    return output.error(delivered.error());
  return static_cast<int>(*code);
}

}  // namespace

int run(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out,
        std::ostream& err, const Environment& environment, const Terminal& terminal) {
  Result<CommandLine> line = parse_command_line(arguments);
  if (!line) {
    Output output(out, err, {}, terminal, environment);
    return output.error(line.error());
  }
  if (!line->options) {
    Output output(out, err, {}, terminal, environment);
    output.result(line->help);
    return finish(output, ExitCode::done);
  }
  const Options& options = *line->options;
  Output output(out, err, options.output, terminal, environment);
  const Command command = find_command(options.command);
  MIGC_CHECK(command != nullptr);
  try {
    return finish(output, command({options, environment, in, output}));
  } catch (const std::bad_alloc&) {
    output.discard();
    return output.error({ErrorKind::io, "out of memory", {}, {}});
  } catch (const std::exception& problem) {
    // Libraries are caught where they are called; what arrives here is a defect and is reported as
    // one.
    output.discard();
    return output.error({ErrorKind::io,
                         fmt::format("internal error: {}", problem.what()),
                         "help: please report this with the command line",
                         {}});
  }
}

}  // namespace migc::runtime

#include <fmt/format.h>
#include <istream>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"

namespace migc::runtime {
namespace {

/// Asks at a terminal; a script has said what it wants by calling `revert`.
Result<bool> is_meant(const Context& context, const Database& database, const Script& script) {
  const Terminal& terminal = context.output.terminal();
  if (context.options.yes || !terminal.in || !terminal.err) return true;
  std::string text = fmt::format("revert {} on {}:\n", counted(script.units.size(), "migration"),
                                 database.display);
  for (const Unit& unit : script.units)
    text += fmt::format("  {} {} ({})\n", unit.revision, unit.title, unit.verdict);
  context.output.raw_error(text);
  std::ostream& talk = context.output.talk();
  const std::optional<bool> answer = ask_yes_no(context.in, talk, "go on?");
  return answer.value_or(false);
}

Result<ExitCode> nothing_to_do(const Context& context, const std::string& why) {
  if (context.output.json()) {
    context.output.result_json(
        Json::object({{"reverted", Json::array()}, {"skipped", Json::array()}, {"elapsed_ms", 0}}));
  } else {
    context.output.result_line("nothing to do: " + why);
  }
  return ExitCode::done;
}

}  // namespace

Result<ExitCode> run_revert(const Context& context) {
  const std::string& target = context.options.targets.front();
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  Result<Database> database = open_database(context, project->config,
                                            context.options.dry_run ? Access::read : Access::write);
  if (!database) return tl::unexpected(std::move(database).error());
  if (database->state.applied.empty()) {
    if (target != "base")
      return fail(ErrorKind::usage,
                  fmt::format("nothing is applied, so there is no way down to `{}`", target));
    return nothing_to_do(context, "nothing is applied");
  }
  Result<Prepared> prepared = fail(ErrorKind::usage, "");
  if (unknown_revisions(*project, *database).empty()) {
    MIGC_TRY(require_unedited(*project, *database));
    Result<Route> route = project->history().graph.route_down(target, database->applied());
    if (!route) return tl::unexpected(std::move(route).error());
    prepared = prepare(context, *project, *database, database->applied(), *route);
  } else {
    context.output.say(
        "some applied revisions are not in this checkout: reverting from what the ledger keeps");
    prepared = prepare_from_ledger(*database, target);
  }
  if (!prepared) return tl::unexpected(std::move(prepared).error());
  if (prepared->script.units.empty()) {
    return nothing_to_do(context, fmt::format("the database is at `{}`", target));
  }
  if (context.options.dry_run) {
    context.output.result(context.output.json()
                              ? to_json(prepared->script)
                              : describe_script(context.output, prepared->script));
    context.output.say("nothing was run: this is what `revert` would do");
    return ExitCode::done;
  }
  const Result<bool> meant = is_meant(context, *database, prepared->script);
  if (!meant) return tl::unexpected(meant.error());
  if (!*meant)
    return fail(ErrorKind::refused, "not reverted", "help: `--yes` answers the question");
  return execute(context, *project, *database, *prepared);
}

}  // namespace migc::runtime

#include <fmt/format.h>
#include <istream>
#include <set>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"
#include "runtime/stash/stash.h"

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

/// The stashes that the way down would read and that are gone, which the user must have agreed to.
/// What the ledger keeps cannot do without them: only the files say how.
Result<std::set<std::string>> lost_stashes(const Context& context, Database& database,
                                           const Prepared& prepared, bool from_files) {
  const Result<std::vector<MissingStash>> missing =
      missing_stashes(*database.driver, *database.journal, database.state, prepared.script);
  if (!missing) return tl::unexpected(missing.error());
  std::set<std::string> lost;
  if (missing->empty()) return lost;
  const MissingStash& first = missing->front();
  std::string detail;
  for (const MissingStash& stash : *missing) {
    lost.insert(stash.name);
    detail +=
        fmt::format("  {}: {}\n", stash.name,
                    stash.purged.empty() ? std::string("missing; the ledger knows of no purge")
                                         : fmt::format("purged {} by {}", stash.purged, stash.who));
  }
  const std::string message =
      first.purged.empty()
          ? fmt::format("the data that {} kept is not in this database", first.revision)
          : fmt::format("the data that {} kept was purged on {}", first.revision, first.purged);
  if (from_files && context.options.without_data) {
    for (const MissingStash& stash : *missing)
      context.output.warn(fmt::format("{} comes back without the data that it kept (stash {})",
                                      stash.revision, stash.name));
    return lost;
  }
  detail += from_files ? "help: `--without-data` reverts the structure only; nothing was reverted"
                       : "help: check out the files of the applied revisions; with them, "
                         "`--without-data` reverts the structure only";
  return fail(ErrorKind::refused, message, detail);
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
    if (!prepared) return tl::unexpected(std::move(prepared).error());
    const Result<std::set<std::string>> lost = lost_stashes(context, *database, *prepared, true);
    if (!lost) return tl::unexpected(lost.error());
    if (!lost->empty())
      prepared = prepare(context, *project, *database, database->applied(), *route, *lost);
  } else {
    context.output.say(
        "some applied revisions are not in this checkout: reverting from what the ledger keeps");
    prepared = prepare_from_ledger(*database, target);
    if (prepared) MIGC_TRY(lost_stashes(context, *database, *prepared, false));
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

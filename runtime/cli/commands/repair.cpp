#include <algorithm>
#include <fmt/format.h>
#include <istream>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"

namespace migc::runtime {
namespace {

/// The edited revisions that are to be recorded anew: those of the targets, or all.
Result<std::vector<const Revision*>> chosen(const Context& context, const LoadedProject& project,
                                            const Database& database) {
  std::vector<const Revision*> edited = edited_revisions(project, database);
  if (context.options.targets.empty()) return edited;
  std::vector<const Revision*> result;
  for (const std::string& target : context.options.targets) {
    Result<std::vector<std::string>> ids =
        project.history().graph.resolve(target, database.applied());
    if (!ids) return tl::unexpected(std::move(ids).error());
    for (const Revision* revision : edited) {
      if (std::ranges::find(*ids, revision->id) != ids->end()) result.push_back(revision);
    }
  }
  return result;
}

/// Never without somebody who has said so: `--yes`, or an answer at a terminal.
Result<void> require_consent(const Context& context) {
  if (context.options.yes) return {};
  const Terminal& terminal = context.output.terminal();
  if (terminal.in && terminal.err) {
    const std::optional<bool> answer =
        ask_yes_no(context.in, context.output.talk(),
                   "record these texts as what was applied? The database is not changed");
    if (answer.value_or(false)) return {};
  }
  return fail(ErrorKind::refused, "not recorded", "help: `--yes` answers the question");
}

/// The units of the edited revisions as their new texts make them.
Result<Prepared> units_of(const Context& context, LoadedProject& project, const Database& database,
                          const std::vector<const Revision*>& edited) {
  const Route all{.direction = RouteDirection::up, .revisions = project.history().graph.order()};
  Result<Prepared> prepared = prepare(context, project, database, {}, all);
  if (!prepared) return prepared;
  std::erase_if(prepared->script.units, [&](const Unit& unit) {
    return std::ranges::none_of(
        edited, [&](const Revision* revision) { return revision->id == unit.revision; });
  });
  return prepared;
}

}  // namespace

Result<ExitCode> run_repair(const Context& context) {
  Output& output = context.output;
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  Result<Database> database = open_database(context, project->config, Access::write);
  if (!database) return tl::unexpected(std::move(database).error());
  if (!database->state.unfinished.empty()) {
    return fail(ErrorKind::refused,
                fmt::format("migration `{}` is half done, so nothing is recorded anew",
                            database->state.unfinished.front().revision),
                "help: put its text back as it was and finish it first");
  }
  const Result<std::vector<const Revision*>> edited = chosen(context, *project, *database);
  MIGC_TRY(edited);
  std::vector<std::string> ids;
  for (const Revision* revision : *edited) ids.push_back(revision->id);
  if (!edited->empty()) {
    if (!output.json()) {
      for (const Revision* revision : *edited) {
        Result<std::string> difference = difference_of(*revision, *database);
        if (!difference) return tl::unexpected(std::move(difference).error());
        output.say(fmt::format("{} ({}), applied and now:\n{}", revision->id, revision->file,
                               *difference));
      }
    }
    MIGC_TRY(require_consent(context));
    Result<Prepared> prepared = units_of(context, *project, *database, *edited);
    if (!prepared) return tl::unexpected(std::move(prepared).error());
    Observer silent;
    const Result<Summary> summary =
        repair(prepared->script, prepared->archive, *database->driver, *database->journal,
               make_policy(project->config), silent);
    MIGC_TRY(summary);
  }
  if (output.json()) {
    Json repaired = Json::array();
    for (const std::string& id : ids) repaired.add(id);
    output.result_json(Json::object({{"repaired", std::move(repaired)}}));
  } else if (ids.empty()) {
    output.result_line("nothing to repair: every applied migration is as it was");
  } else {
    output.result_line(fmt::format("recorded anew: {}; nothing was run", join(ids, ", ")));
  }
  return ExitCode::done;
}

}  // namespace migc::runtime

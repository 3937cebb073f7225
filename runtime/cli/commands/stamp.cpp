#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"

namespace migc::runtime {
namespace {

/// A unit that forgets a revision: nothing is run, so it needs no statements.
Unit forgetting(const AppliedRevision& revision) {
  return {.revision = revision.revision,
          .parents = revision.parents,
          .title = {},
          .direction = Direction::down,
          .digest = revision.digest,
          .verdict = revision.verdict,
          .batches = {}};
}

/// Everything that the targets contain.
Result<std::set<std::string>> wanted_by(const Context& context, const Graph& graph,
                                        const std::set<std::string>& applied) {
  std::set<std::string> wanted;
  for (const std::string& target : context.options.targets) {
    Result<std::vector<std::string>> ids = graph.resolve(target, applied);
    if (!ids) return tl::unexpected(std::move(ids).error());
    for (const std::string& id : *ids) wanted.merge(graph.ancestors(id));
  }
  return wanted;
}

}  // namespace

Result<ExitCode> run_stamp(const Context& context) {
  Output& output = context.output;
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  Result<Database> database = open_database(context, project->config, Access::write);
  if (!database) return tl::unexpected(std::move(database).error());
  const Graph& graph = project->history().graph;
  const std::vector<std::string> unknown = unknown_revisions(*project, *database);
  if (!unknown.empty() && !context.options.purge) {
    return fail(ErrorKind::refused,
                fmt::format("the database holds revisions that are not in this checkout: {}",
                            quote_list(unknown)),
                "help: `--purge` forgets them first");
  }
  Result<std::set<std::string>> wanted = wanted_by(context, graph, database->applied());
  if (!wanted) return tl::unexpected(std::move(wanted).error());

  // Down in the reverse order of application, then up in the order of the history.
  Script script{.dialect = database->engine, .units = {}};
  const std::vector<AppliedRevision>& applied = database->state.applied;
  for (auto revision = applied.rbegin(); revision != applied.rend(); ++revision) {
    if (context.options.purge || !wanted->contains(revision->revision))
      script.units.push_back(forgetting(*revision));
  }
  Route up{.direction = RouteDirection::up, .revisions = {}};
  for (const std::string& id : graph.order()) {
    const bool there = !context.options.purge && database->applied().contains(id);
    if (wanted->contains(id) && !there) up.revisions.push_back(id);
  }
  std::set<std::string> before;
  for (const std::string& id : graph.order()) {
    const bool stays =
        wanted->contains(id) && std::ranges::find(up.revisions, id) == up.revisions.end();
    if (stays) before.insert(id);
  }
  Result<Prepared> prepared = prepare(context, *project, *database, before, up);
  if (!prepared) return tl::unexpected(std::move(prepared).error());
  const std::size_t forgotten = script.units.size();
  Script recorded{.dialect = database->engine, .units = std::move(prepared->script.units)};
  Observer silent;
  // Two steps, since a purge forgets and records the same revisions anew.
  for (const Script* step : {&script, &recorded}) {
    if (step->units.empty()) continue;
    Result<Summary> summary = stamp(*step, prepared->archive, *database->driver, *database->journal,
                                    make_policy(project->config), silent);
    if (!summary) return tl::unexpected(std::move(summary).error());
  }
  if (output.json()) {
    Json done = Json::array();
    for (const std::string& id : up.revisions) done.add(id);
    Json dropped = Json::array();
    for (std::size_t i = 0; i < forgotten; ++i) dropped.add(script.units[i].revision);
    output.result_json(Json::object({{"recorded", done}, {"forgotten", dropped}}));
    return ExitCode::done;
  }
  if (script.units.empty() && recorded.units.empty()) {
    output.result_line("nothing to do: the database is stamped so already");
  } else {
    output.result_line(fmt::format("recorded {}, forgot {}; nothing was run",
                                   counted(up.revisions.size(), "revision"), forgotten));
  }
  return ExitCode::done;
}

}  // namespace migc::runtime

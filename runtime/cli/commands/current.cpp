#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/database.h"

namespace migc::runtime {
namespace {

std::string titled(const LoadedProject& project, const std::string& id) {
  const Revision* revision = project.history().find(id);
  if (revision == nullptr) return id + "  (not in this checkout)";
  return revision->title.empty() ? id : fmt::format("{}  {}", id, revision->title);
}

Json list(const std::vector<std::string>& ids) {
  Json result = Json::array();
  for (const std::string& id : ids) result.add(id);
  return result;
}

std::string position_words(const UnfinishedUnit& unit) {
  return fmt::format("unfinished: {} ({}) stopped in part {}; the next run goes on there",
                     unit.revision, to_string(unit.direction), unit.position.batch + 1);
}

}  // namespace

Result<ExitCode> run_current(const Context& context) {
  Output& output = context.output;
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  Result<Database> database = open_database(context, project->config, Access::read);
  if (!database) return tl::unexpected(std::move(database).error());
  const Graph& graph = project->history().graph;
  const std::set<std::string> applied = database->applied();
  std::vector<std::string> unknown = unknown_revisions(*project, *database);
  std::set<std::string> known = applied;
  for (const std::string& id : unknown) known.erase(id);
  std::vector<std::string> heads = graph.heads_of(known);
  std::vector<std::string> pending;
  for (const std::string& id : graph.order()) {
    if (!applied.contains(id)) pending.push_back(id);
  }
  const bool at_head = pending.empty() && unknown.empty() && database->state.unfinished.empty();
  if (output.json()) {
    output.result_json(Json::object({{"database", database->display},
                                     {"current", list(heads)},
                                     {"pending", list(pending)},
                                     {"unknown", list(unknown)},
                                     {"unfinished", !database->state.unfinished.empty()},
                                     {"at_head", at_head}}));
  } else {
    if (heads.empty()) output.result_line("base  (nothing is applied)");
    for (const std::string& id : heads)
      output.result_line(titled(*project, id) + (at_head ? "  (head)" : ""));
    for (const std::string& id : unknown)
      output.result_line(fmt::format("{}  applied, but not in this checkout", id));
    for (const UnfinishedUnit& unit : database->state.unfinished)
      output.result_line(position_words(unit));
    if (!pending.empty()) {
      output.result_line(fmt::format("pending: {}", counted(pending.size(), "migration")));
      for (const std::string& id : pending) output.result_line("  " + titled(*project, id));
    }
    output.say(database->display);
  }
  return context.options.check_heads && !at_head ? ExitCode::findings : ExitCode::done;
}

}  // namespace migc::runtime

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"

namespace migc::runtime {
namespace {

/// Revisions of the ledger that no applied revision has as parent.
std::vector<std::string> heads_of(const State& state) {
  std::set<std::string> parents;
  for (const AppliedRevision& revision : state.applied) parents.insert(revision.parents.begin(), revision.parents.end());
  std::vector<std::string> heads;
  for (const AppliedRevision& revision : state.applied) {
    if (!parents.contains(revision.revision)) heads.push_back(revision.revision);
  }
  return heads;
}

/// Whether the files are, byte for byte, those that were applied: then nothing needs to be parsed to know that there is
/// nothing to do. Deploys ask this question far more often than any other.
bool is_at_head(const std::vector<ProjectFile>& files, const State& state) {
  if (!state.unfinished.empty() || files.size() != state.applied.size()) return false;
  std::vector<Digest> here;
  std::vector<Digest> there;
  for (const ProjectFile& file : files) {
    if (!file.problem.empty()) return false;
    here.push_back(sha256(file.text));
  }
  for (const AppliedRevision& revision : state.applied) there.push_back(revision.file_digest);
  const auto by_bytes = [](const Digest& a, const Digest& b) { return a.bytes < b.bytes; };
  std::ranges::sort(here, by_bytes);
  std::ranges::sort(there, by_bytes);
  return here == there;
}

Result<ExitCode> nothing_to_do(const Context& context, std::string_view where) {
  if (context.output.json()) {
    context.output.result_json(Json::object({{"applied", Json::array()}, {"skipped", Json::array()}, {"elapsed_ms", 0}}));
  } else {
    context.output.result_line(fmt::format("nothing to do: {}", where));
  }
  return ExitCode::done;
}

Result<void> require_known(const LoadedProject& project, const Database& database) {
  const std::vector<std::string> unknown = unknown_revisions(project, database);
  if (unknown.empty()) return {};
  return fail(ErrorKind::refused,
              fmt::format("the database holds {} that {} not in this checkout: {}", unknown.size() == 1 ? "a revision" : "revisions",
                          unknown.size() == 1 ? "is" : "are", quote_list(unknown)),
              "help: the checkout is older than the database, or a file was removed; `migc history -i` shows both sides");
}

}  // namespace

Result<ExitCode> run_apply(const Context& context) {
  const std::string target = context.options.targets.empty() ? "head" : context.options.targets.front();
  Result<Config> config = configure(context);
  if (!config) return tl::unexpected(std::move(config).error());
  Result<std::vector<ProjectFile>> files = read_migrations(*config);
  if (!files) return tl::unexpected(std::move(files).error());
  const bool dry = context.options.dry_run;
  // Nothing is created for a project that does not compile, so the first look is one that only reads.
  Result<Database> database = open_database(context, *config, Access::read);
  if (!database) return tl::unexpected(std::move(database).error());
  if (target == "head" || target == "heads") {
    const std::vector<std::string> heads = heads_of(database->state);
    const bool unique = heads.size() == 1 || (target == "heads" && !heads.empty());
    if (unique && is_at_head(*files, database->state)) return nothing_to_do(context, fmt::format("the database is at {} (head)", join(heads, ", ")));
  }
  Result<LoadedProject> project = compile_project(std::move(*config), std::move(*files));
  if (!project) return tl::unexpected(std::move(project).error());
  MIGC_TRY(require_no_errors(context, *project->compilation));
  MIGC_TRY(require_unedited(*project, *database));
  MIGC_TRY(require_known(*project, *database));
  const Graph& graph = project->history().graph;
  Result<Route> route = graph.route_up(target, database->applied());
  if (!route) return tl::unexpected(std::move(route).error());
  if (route->revisions.empty() && database->state.unfinished.empty()) {
    const std::vector<std::string> heads = graph.heads_of(database->applied());
    return nothing_to_do(context, heads.empty() ? "there is no migration to apply" : fmt::format("{} is applied; the database is at {}", target, join(heads, ", ")));
  }
  Result<Prepared> prepared = prepare(context, *project, *database, database->applied(), *route);
  if (!prepared) return tl::unexpected(std::move(prepared).error());
  if (dry) {
    context.output.result(context.output.json() ? to_json(prepared->script) : describe_script(context.output, prepared->script));
    context.output.say("nothing was run: this is what `apply` would do");
    return ExitCode::done;
  }
  database->journal.reset();
  database->driver.reset();
  Result<Database> writable = open_database(context, project->config, Access::write);
  if (!writable) return tl::unexpected(std::move(writable).error());
  return execute(context, *project, *writable, *prepared);
}

}  // namespace migc::runtime

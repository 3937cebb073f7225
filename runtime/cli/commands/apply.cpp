#include <fmt/format.h>
#include <future>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"

namespace migc::runtime {
namespace {

/// What the database is told to remember of a checkout that it agrees with: the fingerprint of the
/// files and the heads.
std::string checkout_words(const Digest& files, const std::vector<std::string>& heads) {
  return files.hex() + " " + join(heads, ",");
}

/// The heads that the database is at when the files are, byte for byte, those that were applied:
/// then nothing needs to be parsed or compared to know that there is nothing to do. Deploys ask
/// this question far more often than any other.
std::optional<std::string> remembered_heads(const std::vector<ProjectFile>& files,
                                            const std::optional<std::string>& words) {
  const std::optional<Digest> here = fingerprint(files);
  if (!here || !words || !words->starts_with(here->hex() + " ")) return std::nullopt;
  return words->substr(words->find(' ') + 1);
}

/// After a run that reached the end of the history. That it could not be remembered costs time
/// later, and nothing else.
void remember_checkout(const LoadedProject& project, Database& database) {
  if (const Result<void> read = read_state(database); !read || !database.state.unfinished.empty())
    return;
  const Graph& graph = project.history().graph;
  const std::set<std::string> applied = database.applied();
  if (applied.size() != graph.order().size()) return;
  if (const std::optional<Digest> files = fingerprint(project.migrations)) {
    static_cast<void>(database.journal->remember_checkout(checkout_words(*files, graph.heads())));
  }
}

Result<ExitCode> nothing_to_do(const Context& context, std::string_view where) {
  if (context.output.json()) {
    context.output.result_json(
        Json::object({{"applied", Json::array()}, {"skipped", Json::array()}, {"elapsed_ms", 0}}));
  } else {
    context.output.result_line(fmt::format("nothing to do: {}", where));
  }
  return ExitCode::done;
}

Result<void> require_known(const LoadedProject& project, const Database& database) {
  const std::vector<std::string> unknown = unknown_revisions(project, database);
  if (unknown.empty()) return {};
  return fail(ErrorKind::refused,
              fmt::format("the database holds {} that {} not in this checkout: {}",
                          unknown.size() == 1 ? "a revision" : "revisions",
                          unknown.size() == 1 ? "is" : "are", quote_list(unknown)),
              "help: the checkout is older than the database, or a file was removed; `migc history "
              "-i` shows both sides");
}

}  // namespace

Result<ExitCode> run_apply(const Context& context) {
  const std::string target =
      context.options.targets.empty() ? "head" : context.options.targets.front();
  Result<Config> config = configure(context);
  if (!config) return tl::unexpected(std::move(config).error());
  const bool dry = context.options.dry_run;
  // Reading the files and connecting take about as long, so they happen side by side.
  std::future<Result<std::vector<ProjectFile>>> reading =
      std::async(std::launch::async, [&config] { return read_migrations(*config); });
  // Nothing is created for a project that does not compile, so the first look is one that only
  // reads.
  Result<Database> database = connect_database(context, *config, Access::read);
  Result<std::optional<std::string>> known = std::optional<std::string>();
  if (database && database->journal != nullptr) known = database->journal->known_checkout();
  Result<std::vector<ProjectFile>> files = reading.get();
  if (!files) return tl::unexpected(std::move(files).error());
  if (!database) return tl::unexpected(std::move(database).error());
  if (!known) return tl::unexpected(std::move(known).error());
  if (const std::optional<std::string> heads = remembered_heads(*files, *known)) {
    const bool unique = heads->find(',') == std::string::npos;
    if (target == "heads" || (target == "head" && unique))
      return nothing_to_do(context, fmt::format("the database is at {} (head)", *heads));
  }
  MIGC_TRY(read_state(*database));
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
    if (!heads.empty() && target == "head")
      return nothing_to_do(context, fmt::format("the database is at {} (head)", join(heads, ", ")));
    return nothing_to_do(context, heads.empty()
                                      ? "there is no migration to apply"
                                      : fmt::format("{} is applied; the database is at {}", target,
                                                    join(heads, ", ")));
  }
  Result<Prepared> prepared = prepare(context, *project, *database, database->applied(), *route);
  if (!prepared) return tl::unexpected(std::move(prepared).error());
  if (dry) {
    context.output.result(context.output.json()
                              ? to_json(prepared->script)
                              : describe_script(context.output, prepared->script));
    context.output.say("nothing was run: this is what `apply` would do");
    return ExitCode::done;
  }
  database->journal.reset();
  database->driver.reset();
  Result<Database> writable = open_database(context, project->config, Access::write);
  if (!writable) return tl::unexpected(std::move(writable).error());
  Result<ExitCode> code = execute(context, *project, *writable, *prepared);
  if (code) remember_checkout(*project, *writable);
  return code;
}

}  // namespace migc::runtime

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"
#include "runtime/cli/source.h"

namespace migc::runtime {
namespace {

/// What the database remembers of the checkout that it agrees with. Deploys ask whether there is
/// anything to do far more often than anything else, and this answers without parsing, and on the
/// machine that applied last without opening a single migration.
struct Checkout {
  std::int64_t entry = 0;  ///< newest row of the ledger
  std::string files;       ///< fingerprint
  std::string stamp;       ///< `-`: the files were too young to be known by it
  std::string heads;       ///< ids with commas
};

KnownCheckout to_words(const Checkout& checkout) {
  return {.entry = checkout.entry,
          .words = fmt::format("{} {} {}", checkout.files, checkout.stamp, checkout.heads)};
}

std::optional<Checkout> from_words(const std::optional<KnownCheckout>& known) {
  if (!known) return std::nullopt;
  const std::string& words = known->words;
  const std::size_t first = words.find(' ');
  const std::size_t second = first == std::string::npos ? first : words.find(' ', first + 1);
  if (second == std::string::npos) return std::nullopt;
  return Checkout{.entry = known->entry,
                  .files = words.substr(0, first),
                  .stamp = words.substr(first + 1, second - first - 1),
                  .heads = words.substr(second + 1)};
}

/// The migrations of the project; their files are read when their stamp does not tell enough.
struct Migrations {
  FolderListing listing;
  std::string stamp;  ///< `-` when there is none
  std::optional<std::vector<ProjectFile>> files;

  const std::vector<ProjectFile>& read(const Config& config) {
    if (!files) files = read_files(config, listing);
    return *files;
  }
};

Result<Migrations> list(const Config& config) {
  const auto now = std::chrono::system_clock::now();
  Result<FolderListing> listing = list_migrations(config);
  if (!listing) return tl::unexpected(std::move(listing).error());
  std::string stamp = listing->stamp(now).value_or("-");
  return Migrations{
      .listing = std::move(*listing), .stamp = std::move(stamp), .files = std::nullopt};
}

/// That a checkout could not be remembered costs time later, and nothing else: whoever may only
/// read can do without.
void remember(const Context& context, const Config& config, const Checkout& checkout) {
  const Result<Database> database = connect_database(context, config, Access::write);
  if (database) static_cast<void>(database->journal->remember_checkout(to_words(checkout)));
}

/// The checkout, if `state`, which the history was compared with, is the end of the history.
std::optional<Checkout> checkout_of(const LoadedProject& project, const std::string& stamp,
                                    const State& state) {
  const Graph& graph = project.history().graph;
  const bool at_end = state.unfinished.empty() && !state.applied.empty() &&
                      state.applied.size() == graph.order().size();
  const std::optional<std::string> files = fingerprint(project.migrations);
  if (!at_end || !files) return std::nullopt;
  return Checkout{.entry = state.last_entry,
                  .files = *files,
                  .stamp = stamp,
                  .heads = join(graph.heads(), ",")};
}

/// Whether the database is known to be at the end of these files, which are opened only when their
/// stamp does not tell.
bool is_known(const Context& context, const Config& config, const Database& database,
              Checkout& checkout, Migrations& migrations) {
  if (checkout.stamp != "-" && checkout.stamp == migrations.stamp) return true;
  if (fingerprint(migrations.read(config)) != checkout.files) return false;
  // A server is deployed to from many machines; they would overwrite each other's stamp for ever.
  const bool worth_it = checkout.stamp == "-" || database.engine == "sqlite";
  if (worth_it && migrations.stamp != "-" && !context.options.dry_run) {
    checkout.stamp = migrations.stamp;
    remember(context, config, checkout);
  }
  return true;
}

/// Brings the tables of an older version of migc up to date when there is nothing else to do, so
/// that the quick answer works again. Another migrator would do it as well, and whoever may only
/// read can do without.
void upgrade_tables(const Context& context, const LoadedProject& project) {
  Result<Database> database = open_database(context, project.config, Access::write);
  if (!database) return;
  const Result<bool> locked = database->driver->try_lock(database->journal->lock_key());
  if (locked && *locked) static_cast<void>(database->journal->prepare(database->state));
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
  if (context.options.plan_file) return run_apply_plan(context);
  const std::string target =
      context.options.targets.empty() ? "head" : context.options.targets.front();
  Result<Config> config = configure(context);
  if (!config) return tl::unexpected(std::move(config).error());
  const bool dry = context.options.dry_run;
  // Nothing is created for a project that does not compile, so the first look is one that only
  // reads.
  Result<Database> database = connect_database(context, *config, Access::read);
  Result<std::optional<KnownCheckout>> known = std::optional<KnownCheckout>();
  if (database && database->journal != nullptr)
    known = patiently(*config, [&] { return database->journal->known_checkout(); });
  Result<Migrations> migrations = list(*config);
  if (!migrations) return tl::unexpected(std::move(migrations).error());
  if (!database) return tl::unexpected(std::move(database).error());
  if (!known) return tl::unexpected(std::move(known).error());
  std::optional<Checkout> checkout = from_words(*known);
  const bool to_end = target == "heads" || (target == "head" && checkout &&
                                            checkout->heads.find(',') == std::string::npos);
  const bool look = context.options.require_no_drift;
  if (checkout && to_end && !look &&
      is_known(context, *config, *database, *checkout, *migrations)) {
    return nothing_to_do(context, fmt::format("the database is at {} (head)", checkout->heads));
  }
  migrations->read(*config);
  MIGC_TRY(read_state(*config, *database));
  Result<LoadedProject> project =
      compile_project(std::move(*config), std::move(*migrations->files));
  if (!project) return tl::unexpected(std::move(project).error());
  MIGC_TRY(require_no_errors(context, *project->compilation));
  MIGC_TRY(require_unedited(*project, *database));
  MIGC_TRY(require_known(*project, *database));
  if (look) MIGC_TRY(require_no_drift(context, *project, *database));
  const Graph& graph = project->history().graph;
  Result<Route> route = graph.route_up(target, database->applied());
  if (!route) return tl::unexpected(std::move(route).error());
  if (route->revisions.empty() && database->state.unfinished.empty()) {
    // The files have another layout, say: the next run shall be quick again.
    const std::optional<Checkout> now = checkout_of(*project, migrations->stamp, database->state);
    if (now && !dry && database->state.format < Journal::format) upgrade_tables(context, *project);
    if (now && !dry) remember(context, project->config, *now);
    const std::vector<std::string> heads = graph.heads_of(database->applied());
    if (!heads.empty() && target == "head")
      return nothing_to_do(context, fmt::format("the database is at {} (head)", join(heads, ", ")));
    return nothing_to_do(context, heads.empty()
                                      ? "there is no migration to apply"
                                      : fmt::format("{} is applied; the database is at {}", target,
                                                    join(heads, ", ")));
  }
  // Where the database stands may be another matter once the lock is held.
  const auto plan = [&](const State& state) -> Result<Job> {
    database->state = state;
    MIGC_TRY(require_unedited(*project, *database));
    MIGC_TRY(require_known(*project, *database));
    Result<Route> way = graph.route_up(target, database->applied());
    if (!way) return tl::unexpected(std::move(way).error());
    Result<Prepared> prepared = prepare(context, *project, *database, database->applied(), *way);
    if (!prepared) return tl::unexpected(std::move(prepared).error());
    return Job{std::move(prepared->script), std::move(prepared->archive)};
  };
  const State seen = database->state;
  Result<Job> job = plan(seen);
  if (!job) return tl::unexpected(std::move(job).error());
  if (dry) {
    context.output.result(context.output.json() ? to_json(job->script)
                                                : describe_script(context.output, job->script));
    context.output.say("nothing was run: this is what `apply` would do");
    return ExitCode::done;
  }
  database->journal.reset();
  database->driver.reset();
  Result<Database> writable = connect_database(context, project->config, Access::write);
  if (!writable) return tl::unexpected(std::move(writable).error());
  const Replan replan{.seen = seen, .plan = [&](const State& state) {
                        // The ledger is asked for the texts of what was edited.
                        std::swap(database->journal, writable->journal);
                        Result<Job> anew = plan(state);
                        std::swap(database->journal, writable->journal);
                        return anew;
                      }};
  Result<ExitCode> code = execute(context, *project, *writable,
                                  {std::move(job->script), std::move(job->archive)}, &replan);
  if (code && read_state(project->config, *writable)) {
    const std::optional<Checkout> now = checkout_of(*project, migrations->stamp, writable->state);
    // Costs time later, and nothing else, when it fails.
    if (now) static_cast<void>(writable->journal->remember_checkout(to_words(*now)));
  }
  return code;
}

}  // namespace migc::runtime

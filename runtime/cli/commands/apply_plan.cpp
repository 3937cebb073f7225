#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"
#include "runtime/cli/files.h"
#include "runtime/cli/plan_file.h"

namespace migc::runtime {
namespace {

constexpr std::string_view make_anew =
    "help: make the plan anew and have it reviewed again: `migc plan --format json`";

/// The migrations of the plan must be those of the checkout.
Result<void> require_same_history(const LoadedProject& project, const PlanFile& plan) {
  for (const Unit& unit : plan.script.units) {
    const Revision* revision = project.history().find(unit.revision);
    if (revision == nullptr) {
      return fail(ErrorKind::refused,
                  fmt::format("the plan runs `{}`, which is not in this checkout", unit.revision),
                  std::string(make_anew));
    }
    if (revision->digest != unit.digest) {
      return fail(ErrorKind::refused,
                  fmt::format("migration `{}` was edited after the plan was made", unit.revision),
                  fmt::format("planned: {}\nnow:     {}\n{}", unit.digest.hex(),
                              revision->digest.hex(), make_anew));
    }
  }
  return {};
}

/// What is left of the plan in this state. The database must be where the plan starts, or where an
/// earlier run of the same plan has brought it.
Result<Job> rest_of(const PlanFile& plan, const Archive& archive, const State& state) {
  std::map<std::string, Digest, std::less<>> expected = plan.start;
  Job job{.script = {.dialect = plan.script.dialect, .units = {}}, .archive = archive};
  bool behind = true;  // still among what is done already
  for (const Unit& unit : plan.script.units) {
    const bool up = unit.direction == Direction::up;
    const bool finished = state.find_unfinished(unit.revision) == nullptr &&
                          (state.find(unit.revision) != nullptr) == up;
    behind = behind && finished;
    if (!behind) {
      job.script.units.push_back(unit);
    } else if (up) {
      expected.emplace(unit.revision, unit.digest);
    } else {
      expected.erase(unit.revision);
    }
  }
  for (const AppliedRevision& applied : state.applied) {
    const auto found = expected.find(applied.revision);
    if (found != expected.end() && found->second == applied.digest) {
      expected.erase(found);
      continue;
    }
    return fail(
        ErrorKind::refused,
        fmt::format("the database has moved on since the plan was made: `{}` is applied{}",
                    applied.revision, found == expected.end() ? "" : " with another content"),
        std::string(make_anew));
  }
  if (!expected.empty()) {
    return fail(
        ErrorKind::refused,
        fmt::format("the database has moved on since the plan was made: `{}` is not applied",
                    expected.begin()->first),
        std::string(make_anew));
  }
  for (const UnfinishedUnit& open : state.unfinished) {
    const bool next = !job.script.units.empty() &&
                      job.script.units.front().revision == open.revision &&
                      job.script.units.front().direction == open.direction;
    if (next) continue;
    return fail(ErrorKind::refused,
                fmt::format("migration `{}` is half done, and the plan does not go on with it",
                            open.revision),
                "help: finish it first with `migc apply` or `migc revert`");
  }
  return job;
}

}  // namespace

Result<ExitCode> run_apply_plan(const Context& context) {
  const std::string& name = *context.options.plan_file;
  Result<std::string> text =
      read_text(std::filesystem::path(context.environment.working_directory) / name);
  if (!text) return tl::unexpected(std::move(text).error());
  Result<PlanFile> plan = plan_from_json(*text, name);
  if (!plan) return tl::unexpected(std::move(plan).error());
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  MIGC_TRY(require_same_history(*project, *plan));
  Result<Database> database = open_database(context, project->config,
                                            context.options.dry_run ? Access::read : Access::write);
  if (!database) return tl::unexpected(std::move(database).error());
  if (plan->script.dialect != database->engine) {
    return fail(ErrorKind::usage,
                fmt::format("the plan is for {}, but `{}` is {}", plan->script.dialect,
                            database->display, database->engine));
  }
  MIGC_TRY(require_unedited(*project, *database));

  // The plan says what runs; what the ledger keeps besides comes from the files.
  std::set<std::string> applied;
  for (const auto& [revision, digest] : plan->start) applied.insert(revision);
  const bool up =
      plan->script.units.empty() || plan->script.units.front().direction == Direction::up;
  Route route{.direction = up ? RouteDirection::up : RouteDirection::down, .revisions = {}};
  for (const Unit& unit : plan->script.units) route.revisions.push_back(unit.revision);
  Result<Prepared> prepared = prepare(context, *project, *database, applied, route);
  if (!prepared) return tl::unexpected(std::move(prepared).error());
  Result<Job> rest = rest_of(*plan, prepared->archive, database->state);
  if (!rest) return tl::unexpected(std::move(rest).error());
  if (context.options.dry_run) {
    context.output.result(context.output.json() ? to_json(rest->script)
                                                : describe_script(context.output, rest->script));
    context.output.say("nothing was run: this is what `apply` would do");
    return ExitCode::done;
  }
  const Replan replan{.seen = database->state, .plan = [&](const State& state) {
                        return rest_of(*plan, prepared->archive, state);
                      }};
  return execute(context, *project, *database, {std::move(rest->script), std::move(rest->archive)},
                 &replan);
}

}  // namespace migc::runtime

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/commands/route.h"
#include "runtime/cli/database.h"
#include "runtime/cli/plan_file.h"
#include "runtime/journal/offline.h"

namespace migc::runtime {
namespace {

/// Where the plan starts and what it runs.
struct Course {
  std::set<std::string> applied;
  Route route;
};

/// The dialect of a plan that asks no database: said, or that of the configured URL.
Result<std::string> offline_dialect(const Context& context, const Config& config) {
  if (context.options.dialect) {
    const Dialect* dialect = find_dialect(*context.options.dialect);
    if (dialect == nullptr)
      return fail(ErrorKind::usage,
                  fmt::format("dialect `{}` is not known", *context.options.dialect),
                  "help: the dialects are postgres and sqlite");
    return std::string(dialect->name());
  }
  Result<ConnectionTarget> target = database_target(config);
  if (!target) return tl::unexpected(std::move(target).error());
  return target->engine;
}

/// What a range `a:b` means: from a to b, up or down as they lie.
Result<Course> course_of_range(const Graph& graph, std::string_view range) {
  const std::size_t colon = range.find(':');
  const std::string from(colon == 0 ? "base" : range.substr(0, colon));
  const std::string to(colon + 1 == range.size() ? "heads" : range.substr(colon + 1));
  Result<std::vector<std::string>> start = graph.resolve(from, {});
  if (!start) return tl::unexpected(std::move(start).error());
  Course course;
  for (const std::string& id : *start) course.applied.merge(graph.ancestors(id));
  Result<std::vector<std::string>> end = graph.resolve(to, course.applied);
  if (!end) return tl::unexpected(std::move(end).error());
  bool down = true;
  for (const std::string& id : *end) down = down && course.applied.contains(id);
  Result<Route> route = down && from != to ? graph.route_down(to, course.applied)
                                           : graph.route_up(to, course.applied);
  if (!route) return tl::unexpected(std::move(route).error());
  course.route = std::move(*route);
  return course;
}

Result<Course> course_of(const Context& context, const LoadedProject& project,
                         std::set<std::string> applied) {
  const Graph& graph = project.history().graph;
  const std::string range = context.options.range.value_or(context.options.down ? "-1" : "heads");
  if (range.find(':') != std::string::npos) return course_of_range(graph, range);
  if (context.options.down && applied.empty()) {
    // Without a database the way back starts at the end of the history.
    for (const std::string& id : graph.order()) applied.insert(id);
  }
  Result<Route> route =
      context.options.down ? graph.route_down(range, applied) : graph.route_up(range, applied);
  if (!route) return tl::unexpected(std::move(route).error());
  return Course{std::move(applied), std::move(*route)};
}

}  // namespace

Result<ExitCode> run_plan(const Context& context) {
  Output& output = context.output;
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  const bool is_range =
      context.options.range && context.options.range->find(':') != std::string::npos;
  const bool offline = context.options.offline || context.options.dialect.has_value() || is_range;
  Database database;
  if (offline) {
    Result<std::string> dialect = offline_dialect(context, project->config);
    if (!dialect) return tl::unexpected(std::move(dialect).error());
    database.engine = std::move(*dialect);
  } else {
    Result<Database> opened = open_database(context, project->config, Access::read);
    if (!opened) return tl::unexpected(std::move(opened).error());
    database = std::move(*opened);
    MIGC_TRY(require_unedited(*project, database));
  }
  Result<Course> course = course_of(context, *project, database.applied());
  if (!course) return tl::unexpected(std::move(course).error());
  Result<Prepared> prepared = prepare(context, *project, database, course->applied, course->route);
  if (!prepared) return tl::unexpected(std::move(prepared).error());
  if (context.options.sql) {
    const Place place{.schema = project->config.ledger_schema.value,
                      .prefix = project->config.ledger_prefix.value};
    const Identity identity{.who = context.environment.user,
                            .host = context.environment.host,
                            .tool = fmt::format("migc {}", migc_version())};
    output.result(to_sql(
        with_journal(prepared->script, prepared->archive, place, identity, database.state.format)));
    return ExitCode::done;
  }
  if (output.json()) {
    std::map<std::string, Digest, std::less<>> start;
    for (const std::string& id : course->applied) {
      const AppliedRevision* applied = database.state.find(id);
      const Revision* revision = project->history().find(id);
      start.emplace(id, applied != nullptr    ? applied->digest
                        : revision != nullptr ? revision->digest
                                              : Digest{});
    }
    output.result(plan_to_json(prepared->script, start));
    return ExitCode::done;
  }
  if (prepared->script.units.empty()) {
    output.result_line("nothing to do");
    return ExitCode::done;
  }
  output.result(describe_script(output, prepared->script));
  output.say(fmt::format("{} on {}{}", counted(prepared->script.units.size(), "migration"),
                         database.engine,
                         offline ? ", without asking a database" : " (" + database.display + ")"));
  return ExitCode::done;
}

}  // namespace migc::runtime

#include "runtime/cli/commands/route.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/check.h"
#include "compiler/base/text.h"
#include "runtime/cli/signals.h"
#include "runtime/cli/talk.h"

namespace migc::runtime {
namespace {

std::string indented(std::string_view text, std::string_view indent) {
  std::string result;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    result += fmt::format("{}{}\n", indent, text.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

void describe_statement(const Output& output, const Statement& statement, std::size_t number,
                        std::string& text) {
  const std::string_view verb = statement.kind == StatementKind::guard ? "guard: " : "";
  text += fmt::format("  {:>2}. {}{}\n", number, verb, statement.summary);
  std::vector<std::string> facts;
  if (statement.lock != LockLevel::none) {
    facts.push_back(
        statement.locks.empty()
            ? fmt::format("lock: {}", to_string(statement.lock))
            : fmt::format("lock: {} on {}", to_string(statement.lock), statement.locks));
  }
  if (statement.tx == TxMode::outside) facts.emplace_back("outside a transaction");
  std::vector<std::string> hazards;
  for (const Hazard hazard : statement.hazards) hazards.emplace_back(to_string(hazard));
  if (!hazards.empty()) facts.push_back(output.paint_out(join(hazards, ", "), Paint::yellow));
  if (!facts.empty()) text += fmt::format("      {}\n", join(facts, " · "));
  text += indented(statement.sql, "        ");
}

}  // namespace

Result<Prepared> prepare(const Context& context, LoadedProject& project, const Database& database,
                         const std::set<std::string>& applied, const Route& route,
                         const std::set<std::string>& lost) {
  if (route.direction == RouteDirection::down) {
    for (const std::string& id : route.revisions) {
      const Revision& revision = *project.history().find(id);
      if (revision.verdict != Verdict::irreversible) continue;
      return fail(ErrorKind::refused,
                  fmt::format("revision {} is irreversible: {}", id, revision.reason),
                  "nothing was reverted");
    }
  }
  Compilation& compilation = *project.compilation;
  Plan plan = make_plan(project.history(), applied, route);
  plan.lost = lost;
  Emitted emitted = compilation.emit(plan, database.dialect(), emit_options(project, database));
  MIGC_TRY(require_no_errors(context, compilation));
  Archive archive = make_archive(project, emitted);
  return Prepared{std::move(emitted.script), std::move(archive)};
}

Result<Prepared> prepare_from_ledger(Database& database, std::string_view target) {
  std::vector<GraphNode> nodes;
  for (const AppliedRevision& revision : database.state.applied) {
    GraphNode node{
        .id = revision.revision, .parents = {}, .depends_on = {}, .labels = {}, .origin = {}};
    for (const std::string& parent : revision.parents) node.parents.push_back({parent, {}});
    for (const std::string& need : revision.depends_on) node.depends_on.push_back({need, {}});
    nodes.push_back(std::move(node));
  }
  Diagnostics diagnostics;
  const std::optional<Graph> graph = Graph::build(nodes, diagnostics);
  if (!graph)
    return fail(ErrorKind::refused,
                "the ledger of the database holds revisions that do not fit together",
                diagnostics.sorted().front()->message);
  Result<Route> route = graph->route_down(target, database.applied());
  if (!route) return tl::unexpected(std::move(route).error());
  Prepared prepared{.script = {.dialect = database.engine, .units = {}}, .archive = {}};
  for (const std::string& id : route->revisions) {
    Result<std::optional<Unit>> unit = database.journal->stored_unit(id, Direction::down);
    if (!unit) return tl::unexpected(std::move(unit).error());
    if (!*unit) {
      return fail(ErrorKind::refused,
                  fmt::format("revision {} cannot be reverted: its file is not here and the ledger "
                              "keeps no way back",
                              id),
                  "it is irreversible, or was stamped; nothing was reverted");
    }
    prepared.script.units.push_back(std::move(**unit));
  }
  return prepared;
}

std::string describe_script(const Output& output, const Script& script) {
  std::string text;
  for (const Unit& unit : script.units) {
    const std::string arrow = unit.direction == Direction::up ? "up  " : "down";
    text += fmt::format("{} {}\n", output.paint_out(arrow + " " + unit.revision, Paint::bold),
                        unit.title);
    text += fmt::format("  verdict: {}\n", unit.verdict);
    std::size_t number = 0;
    std::size_t batches = 0;
    for (const Batch& batch : unit.batches) {
      if (unit.batches.size() > 1) {
        text += fmt::format("  {} {}\n", batch.transactional ? "transaction" : "one by one, part",
                            ++batches);
      }
      for (const Setting& setting : batch.settings)
        text += fmt::format("      with {} = {}\n", setting.name, setting.value);
      for (const Statement& statement : batch.statements)
        describe_statement(output, statement, ++number, text);
    }
    if (number == 0) text += "  nothing to do on this database\n";
    text += "\n";
  }
  if (text.ends_with("\n\n")) text.pop_back();
  return text;
}

Result<ExitCode> execute(const Context& context, const LoadedProject& project, Database& database,
                         const Prepared& prepared, const Replan* replan) {
  Output& output = context.output;
  Talk talk(context, *database.driver);
  const StopOnSignal stop(!output.quiet() && !output.json());
  Result<Summary> summary = run(prepared.script, prepared.archive, *database.driver,
                                *database.journal, make_policy(project.config), talk, replan);
  output.progress_done();
  if (!summary) {
    Error error = std::move(summary).error();
    const std::string blockers = talk.blockers();
    if (error.kind == ErrorKind::locked && !blockers.empty())
      error.detail += fmt::format("{}in the way: {}", error.detail.empty() ? "" : "\n", blockers);
    return tl::unexpected(show_origin(context, project, std::move(error)));
  }
  const bool up =
      prepared.script.units.empty() || prepared.script.units.front().direction == Direction::up;
  if (!summary->stopped.empty()) {
    return fail(ErrorKind::io, fmt::format("stopped on request: {}", summary->stopped),
                "what was finished is recorded; the next run goes on from here");
  }
  if (output.json()) {
    Json done = Json::array();
    for (const std::string& id : summary->done) done.add(id);
    Json skipped = Json::array();
    for (const std::string& id : summary->skipped) skipped.add(id);
    output.result_json(Json::object({{up ? "applied" : "reverted", done},
                                     {"skipped", skipped},
                                     {"elapsed_ms", summary->elapsed.count()}}));
    return ExitCode::done;
  }
  const std::string what = counted(summary->done.size(), "migration");
  const std::string where = database.display;
  if (summary->done.empty())
    output.result_line(fmt::format("nothing to do: {} already", up ? "applied" : "reverted"));
  else
    output.result_line(fmt::format("{} {} {} in {}", up ? "applied" : "reverted", what,
                                   up ? "to " + where : "on " + where,
                                   duration_words(summary->elapsed)));
  return ExitCode::done;
}

}  // namespace migc::runtime

#include "runtime/journal/offline.h"

#include <fmt/format.h>
#include <utility>

#include "runtime/journal/ledger_sql.h"

namespace migc::runtime {

namespace {

Statement statement(std::string sql, std::string summary) {
  Statement result;
  result.sql = std::move(sql);
  result.summary = std::move(summary);
  return result;
}

/// Rows mean that the unit must not be run here and now.
Statement guard(const Unit& unit, const LedgerSql& sql) {
  const auto row_of = [&](const std::string& revision, std::string_view state) {
    return fmt::format("SELECT 1 FROM {} WHERE revision = {}{}", sql.revision(), literal(revision),
                       state);
  };
  Statement result;
  result.kind = StatementKind::guard;
  result.summary = "look whether the database is where this script begins";
  if (unit.direction == Direction::down) {
    result.sql = fmt::format("SELECT {} AS revision WHERE NOT EXISTS ({})", literal(unit.revision),
                             row_of(unit.revision, " AND state = 'applied'"));
    result.failure = fmt::format("signs that migration {} is not applied", unit.revision);
    return result;
  }
  result.sql = fmt::format("SELECT {} AS revision WHERE EXISTS ({})", literal(unit.revision),
                           row_of(unit.revision, ""));
  for (const std::string& parent : unit.parents) {
    result.sql += fmt::format("\nUNION ALL SELECT {} WHERE NOT EXISTS ({})", literal(parent),
                              row_of(parent, " AND state = 'applied'"));
  }
  result.failure = fmt::format(
      "signs that migration {} is applied already, or that a parent of it is not", unit.revision);
  return result;
}

Batch batch_of(std::vector<Statement> statements) {
  return Batch{.transactional = true, .settings = {}, .statements = std::move(statements)};
}

}  // namespace

Script with_journal(Script script, const std::map<std::string, Archived, std::less<>>& archive,
                    const Place& place, const Identity& identity, int format) {
  const LedgerSql sql(script.dialect == "sqlite", place, identity, true);
  bool first = true;
  for (Unit& unit : script.units) {
    const Unit original = unit;
    const auto found = archive.find(unit.revision);
    std::vector<Statement> records;
    const LedgerRow row{.unit = original,
                        .archived = found == archive.end() ? nullptr : &found->second};
    for (Command& command : sql.record(row))
      records.push_back(statement(std::move(command.sql), "record it in the journal"));

    if (unit.batches.empty() || !unit.batches.back().transactional)
      unit.batches.push_back(batch_of({}));
    std::vector<Statement>& last = unit.batches.back().statements;
    last.insert(last.end(), std::make_move_iterator(records.begin()),
                std::make_move_iterator(records.end()));

    if (!unit.batches.front().transactional)
      unit.batches.insert(unit.batches.begin(), batch_of({}));
    std::vector<Statement>& begin = unit.batches.front().statements;
    begin.insert(begin.begin(), guard(original, sql));
    if (std::exchange(first, false)) {
      std::vector<Statement> tables;
      const bool older = format > 0 && format < Journal::format;
      for (std::string& text : sql.upgrade(older ? format : 0)) {
        tables.push_back(
            statement(std::move(text), older ? "bring the journal up to date"
                                             : "make place for the journal where there is none"));
      }
      unit.batches.insert(unit.batches.begin(), batch_of(std::move(tables)));
    }
  }
  return script;
}

}  // namespace migc::runtime

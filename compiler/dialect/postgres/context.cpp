#include "compiler/dialect/postgres/context.h"

#include <algorithm>
#include <utility>

#include "compiler/dialect/postgres/spelling.h"

namespace migc::postgres {
namespace {

void insert_once(std::vector<ObjectName>& names, const ObjectName& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

/// "users, orgs (share row exclusive)": the level is named where it is not the statement's
/// strongest.
std::string describe(const std::vector<Locked>& locked, LockLevel strongest) {
  std::string text;
  for (const Locked& entry : locked) {
    if (entry.level == LockLevel::none) continue;
    if (!text.empty()) text += ", ";
    text += entry.table.display();
    if (entry.level != strongest) text += " (" + std::string(to_string(entry.level)) + ")";
  }
  return text;
}

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

SqlWriter Context::writer() const { return {spelling(), schema}; }

void Context::add(Statement statement, const std::vector<Locked>& locked) const {
  for (const Locked& entry : locked) statement.lock = std::max(statement.lock, entry.level);
  statement.locks = describe(locked, statement.lock);
  sink.add(std::move(statement));
}

void Context::add(std::string sql, Fact fact, const ObjectName& table,
                  const std::vector<ObjectName>& others, const std::vector<Hazard>& also) const {
  Facts known = facts(fact);
  for (const Hazard hazard : also) {
    if (std::find(known.hazards.begin(), known.hazards.end(), hazard) == known.hazards.end())
      known.hazards.push_back(hazard);
  }
  std::sort(known.hazards.begin(), known.hazards.end());
  std::vector<Locked> locked = {{table, known.table}};
  for (const ObjectName& other : others) locked.push_back({other, known.other});
  // ALTER TABLE, CREATE INDEX and SELECT reach the partitions and heirs as well.
  if (reaches_below(fact)) {
    for (const ObjectName& below : schema.descendants_of(table))
      locked.push_back({below, known.table});
  }
  Statement statement;
  statement.sql = std::move(sql);
  statement.hazards = std::move(known.hazards);
  add(std::move(statement), locked);
}

void Context::add(std::string sql) const {
  Statement statement;
  statement.sql = std::move(sql);
  sink.add(std::move(statement));
}

void Context::guard(std::string query, std::string failure,
                    const std::vector<ObjectName>& reads) const {
  const Facts known = facts(Fact::read);
  Statement statement;
  statement.sql = std::move(query);
  statement.kind = StatementKind::guard;
  statement.failure = std::move(failure);
  if (!reads.empty()) statement.hazards = known.hazards;
  std::vector<Locked> locked;
  for (const ObjectName& table : reads) locked.push_back({table, known.table});
  add(std::move(statement), locked);
}

SqlWriter alter_table(const Context& context, const ObjectName& table) {
  SqlWriter writer = context.writer();
  writer.word("alter table").name(table);
  return writer;
}

SqlWriter alter_column(const Context& context, const ObjectName& table, std::string_view column) {
  SqlWriter writer = alter_table(context, table);
  writer.word("alter column").identifier(column);
  return writer;
}

bool has_heirs(const Schema& schema, const ObjectName& table) {
  const Table* found = schema.find_table(table);
  return found != nullptr && !found->partition_by && !schema.children_of(table).empty();
}

bool may_mention(const Expression& expression, std::string_view column) {
  if (expression.kind == ExpressionKind::column && expression.text == column) return true;
  if (expression.kind == ExpressionKind::raw) {
    const NativeText* text = raw_text(expression, "postgres");
    if (text != nullptr && text->text.find(column) != std::string::npos) return true;
  }
  return std::any_of(expression.operands.begin(), expression.operands.end(),
                     [column](const Expression& operand) { return may_mention(operand, column); });
}

std::vector<ObjectName> targets_of(const Table& table) {
  std::vector<ObjectName> targets;
  for (const Constraint& constraint : table.constraints) {
    const auto* foreign_key = std::get_if<ForeignKey>(&constraint.body);
    if (foreign_key != nullptr && foreign_key->target != table.name)
      insert_once(targets, foreign_key->target);
  }
  return targets;
}

std::vector<ObjectName> referrers_of(const Schema& schema, const ObjectName& table) {
  std::vector<ObjectName> referrers;
  for (const ObjectKey& user : schema.users_of({ObjectKind::table, table})) {
    if (user.kind == ObjectKind::table && user.name != table) insert_once(referrers, user.name);
  }
  return referrers;
}

std::vector<ObjectName> looked_up(const Context& context, const Table& table,
                                  const std::vector<std::string>& columns) {
  // Of rows that the same transaction wrote before, every key is looked up again
  // (RI_FKey_fk_upd_check_required).
  if (context.sink.has_changed_rows()) return targets_of(table);
  std::vector<ObjectName> targets;
  for (const Constraint& constraint : table.constraints) {
    const auto* key = std::get_if<ForeignKey>(&constraint.body);
    if (key == nullptr || key->target == table.name) continue;
    const bool written =
        std::any_of(key->columns.begin(), key->columns.end(),
                    [&columns](const std::string& column) { return holds(columns, column); });
    if (written) insert_once(targets, key->target);
  }
  return targets;
}

std::vector<ObjectName> linked_through(const Schema& schema, const Table& table,
                                       std::string_view column) {
  std::vector<ObjectName> linked;
  for (const Constraint& constraint : table.constraints) {
    const auto* foreign_key = std::get_if<ForeignKey>(&constraint.body);
    if (foreign_key == nullptr || foreign_key->target == table.name) continue;
    if (holds(foreign_key->columns, column)) insert_once(linked, foreign_key->target);
  }
  for (const ObjectName& referrer : referrers_of(schema, table.name)) {
    for (const Constraint& constraint : schema.find_table(referrer)->constraints) {
      const auto* foreign_key = std::get_if<ForeignKey>(&constraint.body);
      if (foreign_key == nullptr || foreign_key->target != table.name) continue;
      if (holds(foreign_key->target_columns, column)) insert_once(linked, referrer);
    }
  }
  return linked;
}

}  // namespace migc::postgres

#include "compiler/dialect/sqlite/fold.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/conversion.h"
#include "compiler/dialect/sqlite/types.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"

namespace migc::sqlite {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Guard stash_exists(const Emission& emission, const StashName& stash, std::string_view what) {
  return {fmt::format("SELECT {0} AS missing WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE "
                      "type = 'table' AND name = {0})",
                      quote_literal(emission.own_name_of("stash_" + stash))),
          fmt::format("no stash any more that holds {}: it was purged", what)};
}

StashStatements stash_column(const Emission& emission, const Table& table, const Sources& sources,
                             const DropColumn& op) {
  const Sql& sql = emission.sql();
  const std::vector<std::string> key = key_of(table, op.column);
  std::string columns, values;
  for (const std::string& name : key) {
    // Typed as in the table, so that the primary key of the stash can be searched with its values.
    columns += fmt::format("{} {}, ", sql.name(name),
                           declared_type(table.find_column(name)->type, sql.schema()));
    values += sql.expression(sources.of(name)) + ", ";
  }
  const std::string stash = emission.stash(op.stash);
  return {fmt::format("CREATE TABLE {} ({}{}, PRIMARY KEY ({}))", stash, columns,
                      sql.name(op.column), sql.names(key)),
          fmt::format("INSERT INTO {} ({}, {}) SELECT {}{} FROM {}", stash, sql.names(key),
                      sql.name(op.column), values, sql.expression(sources.of(op.column)),
                      sql.name(table.name.name))};
}

Fold::Fold(Emission& emission, const Change& first)
    : emission_(emission), before_(first.before), after_(first.before), sources_(first.before) {}

void Fold::guard(const Guard& guard) {
  Statement statement;
  statement.sql = guard.query;
  statement.kind = StatementKind::guard;
  statement.failure = guard.failure;
  statement.hazards = {Hazard::scans_table, Hazard::may_fail_on_data};
  statement.summary = fmt::format("rebuild `{}`: check its rows first", before_.name.display());
  first_.push_back(std::move(statement));
}

void Fold::prepare(std::string sql, std::vector<Hazard> hazards) {
  Statement statement;
  statement.sql = std::move(sql);
  statement.hazards = std::move(hazards);
  statement.summary =
      fmt::format("rebuild `{}`: keep values that are about to go", before_.name.display());
  first_.push_back(std::move(statement));
}

void Fold::finish(std::string sql) {
  Statement statement;
  statement.sql = std::move(sql);
  statement.summary = fmt::format("rebuild `{}`: the kept values are back", before_.name.display());
  last_.push_back(std::move(statement));
}

bool Fold::can_translate(const Expression& expression) const {
  return !has_raw_text(expression) || sources_.all_copied();
}

Expression Fold::translated(const Expression& expression, const Table& table) const {
  return sources_.translate(with_citext_rules(expression, table));
}

bool Fold::add(const Change& change) {
  const bool folded = std::visit(overloaded{
                                     [&](const AddColumn& op) { return fold(op, change); },
                                     [&](const DropColumn& op) { return fold(op, change); },
                                     [&](const RenameColumn& op) { return fold(op, change); },
                                     [&](const SetColumnType& op) { return fold(op, change); },
                                     [&](const SetNotNull& op) { return fold(op, change); },
                                     [&](const SetGenerated& op) { return fold(op, change); },
                                     [&](const AddConstraint& op) { return fold(op, change); },
                                     [&](const AddIndex& op) { return fold(op, change); },
                                     // The definition alone changes: the new table has it.
                                     [](const SetTableOptions&) { return true; },
                                     [](const DropNotNull&) { return true; },
                                     [](const SetDefault&) { return true; },
                                     [](const SetCollation&) { return true; },
                                     [](const SetIdentity&) { return true; },
                                     [](const SetColumnStorage&) { return true; },
                                     [](const DropConstraint&) { return true; },
                                     [](const RenameConstraint&) { return true; },
                                     [](const ValidateConstraint&) { return true; },
                                     [](const DropIndex&) { return true; },
                                     [](const RenameIndex&) { return true; },
                                     [](const SetComment&) { return true; },
                                     // No part of a step that changes a table in place.
                                     [](const CreateNamespace&) { return true; },
                                     [](const DropNamespace&) { return true; },
                                     [](const RenameNamespace&) { return true; },
                                     [](const CreateEnum&) { return true; },
                                     [](const DropEnum&) { return true; },
                                     [](const RenameEnum&) { return true; },
                                     [](const AddEnumValue&) { return true; },
                                     [](const RenameEnumValue&) { return true; },
                                     [](const DropEnumValue&) { return true; },
                                     [](const ReorderEnumValues&) { return true; },
                                     [](const CreateTable&) { return true; },
                                     [](const DropTable&) { return true; },
                                     [](const RenameTable&) { return true; },
                                     [](const AttachPartition&) { return true; },
                                     [](const DetachPartition&) { return true; },
                                     [](const SetInherit&) { return true; },
                                     [](const SetForeignOptions&) { return true; },
                                     [](const RestartSequence&) { return true; },
                                     [](const CreateObject&) { return true; },
                                     [](const DropObject&) { return true; },
                                     [](const ReplaceObject&) { return true; },
                                     [](const RenameObject&) { return true; },
                                     [](const SetOwner&) { return true; },
                                     [](const InsertRows&) { return true; },
                                     [](const DeleteInsertedRows&) { return true; },
                                     [](const UpdateRows&) { return true; },
                                     [](const RestoreValues&) { return true; },
                                     [](const DeleteRows&) { return true; },
                                     [](const RestoreRows&) { return true; },
                                     [](const Backfill&) { return true; },
                                     [](const RawSql&) { return true; },
                                 },
                                 change.operation->body);
  if (!folded) return false;
  after_ = change.after;
  what_.push_back(describe(*change.operation));
  return true;
}

bool Fold::fold(const AddColumn& op, const Change& change) {
  const Column& column = op.column;
  if (op.fill && !can_translate(*op.fill)) return false;
  if (column.generated) {
    sources_.set_generated(column.name,
                           with_citext_rules(column.generated->expression, change.after));
  } else if (!op.stash.empty()) {
    if (!sources_.all_copied()) return false;
    const std::string stash = emission_.stash(op.stash);
    const Sql& sql = emission_.sql();
    std::string match;
    for (const std::string& name : key_of(change.before)) {
      match += fmt::format("{}kept.{} = {}.{}", match.empty() ? "" : " AND ", sql.name(name),
                           sql.name(before_.name.name), sql.name(name));
    }
    // A row that came later has no kept value.
    const Expression fallback =
        op.fill ? *op.fill : column.default_value.value_or(null_expression());
    sources_.set(column.name, raw_expression(fmt::format(
                                  "CASE WHEN EXISTS (SELECT 1 FROM {0} AS kept WHERE {1}) THEN "
                                  "(SELECT kept.{2} FROM {0} AS kept WHERE "
                                  "{1}) ELSE {3} END",
                                  stash, match, sql.name(column.name),
                                  sql.expression(fallback, change.before))));
    guard(stash_exists(emission_, op.stash,
                       fmt::format("the values of `{}.{}`", op.table.display(), column.name)));
    finish(fmt::format("DROP TABLE {}", stash));
  } else if (op.fill) {
    sources_.set(column.name, translated(*op.fill, change.before));
  } else {
    if (column.not_null && !column.default_value && !column.identity)
      guard(guards().is_empty(column.name));
    sources_.set(column.name, column.default_value.value_or(null_expression()));
  }
  fresh_.push_back(column.name);
  return true;
}

bool Fold::fold(const DropColumn& op, const Change& change) {
  if (!op.stash.empty() && !change.before.find_column(op.column)->generated) {
    if (key_of(change.before, op.column).empty()) {
      emission_.limits().key_needed(change.before,
                                    fmt::format("the values of column `{}`", op.column));
    } else {
      const StashStatements stash = stash_column(emission_, change.before, sources_, op);
      prepare(stash.create);
      prepare(stash.fill);
    }
  }
  sources_.erase(op.column);
  std::erase(fresh_, op.column);
  return true;
}

bool Fold::fold(const RenameColumn& op, const Change& change) {
  if (contains(fresh_, op.from)) {
    sources_.rename_new(op.from, op.to);
    std::replace(fresh_.begin(), fresh_.end(), op.from, op.to);
    return true;
  }
  // Everything that was prepared so far names the column as it was.
  if (before_.find_column(op.to) != nullptr || sources_.has_raw() || !first_.empty()) return false;
  if (what_.empty()) {
    before_ = change.after;
  } else {
    Schema alone;
    alone.put(before_);
    Diagnostics none;
    evolve(alone, *change.operation, none);
    before_ = *alone.find_table(before_.name);
  }
  sources_.rename(op.from, op.to);
  renames_.emplace_back(op.from, op.to);
  return true;
}

bool Fold::fold(const SetColumnType& op, const Change& change) {
  if (op.using_ && !can_translate(*op.using_)) return false;
  const Type& former = change.before.find_column(op.column)->type;
  if (const auto misfit = guards().fits(op.column, former, op.type, op.using_)) guard(*misfit);
  const bool is_cast = op.using_ && op.using_->kind == ExpressionKind::cast &&
                       op.using_->operands[0] == column_expression(op.column) &&
                       *op.using_->type == op.type;
  const bool by_types = !op.using_ || (is_cast && is_cast_otherwise(former, op.type));
  Expression source = by_types ? converted(sources_.of(op.column), former, op.type)
                               : translated(*op.using_, change.before);
  if (!change.after.find_column(op.column)->generated) sources_.set(op.column, std::move(source));
  return true;
}

bool Fold::fold(const SetNotNull& op, const Change& change) {
  if (change.before.find_column(op.column)->not_null) return true;
  if (!op.fill) {
    guard(guards().no_nulls(op.column));
    return true;
  }
  if (!can_translate(*op.fill)) return false;
  sources_.set(op.column, call_expression("coalesce", {sources_.of(op.column),
                                                       translated(*op.fill, change.before)}));
  return true;
}

bool Fold::fold(const SetGenerated& op, const Change& change) {
  if (op.generated) {
    sources_.set_generated(op.column, with_citext_rules(op.generated->expression, change.after));
    return true;
  }
  Expression values = sources_.of(op.column);
  sources_.erase(op.column);
  sources_.set(op.column, std::move(values));
  return true;
}

bool Fold::fold(const AddConstraint& op, const Change& change) {
  const std::string& name = op.constraint.name;
  std::visit(overloaded{
                 [&](const PrimaryKey& key) {
                   const Column* only =
                       key.columns.size() == 1 ? change.after.find_column(key.columns[0]) : nullptr;
                   if (only != nullptr && only->identity && contains(fresh_, only->name))
                     return;  // counted up by the copy
                   for (const std::string& column : key.columns) {
                     if (!change.before.find_column(column)->not_null)
                       guard(guards().no_nulls(column));
                   }
                   guard(guards().distinct(key.columns, name));
                 },
                 [&](const Unique& key) { guard(guards().distinct(key.columns, name)); },
                 [&](const ForeignKey& key) {
                   if (const auto orphans = guards().has_targets(key, name)) guard(*orphans);
                 },
                 [&](const Check& check) {
                   if (!can_translate(check.expression)) return;
                   Check read = check;
                   read.expression = with_citext_rules(check.expression, change.after);
                   guard(guards().holds(read, name));
                 },
                 [](const Exclusion&) {},
             },
             op.constraint.body);
  return true;
}

bool Fold::fold(const AddIndex& op, const Change& change) {
  const bool translatable =
      (!op.index.where || can_translate(*op.index.where)) &&
      std::all_of(op.index.parts.begin(), op.index.parts.end(),
                  [&](const IndexPart& p) { return can_translate(p.expression); });
  if (!op.index.unique || !translatable) return true;
  Index read = op.index;
  if (read.where) read.where = with_citext_rules(*read.where, change.after);
  for (IndexPart& part : read.parts)
    part.expression = with_citext_rules(part.expression, change.after);
  guard(guards().distinct(read));
  return true;
}

Rebuild Fold::take() {
  return {.before = std::move(before_),
          .after = std::move(after_),
          .sources = std::move(sources_),
          .first = std::move(first_),
          .last = std::move(last_),
          .what = join(what_, "; ")};
}

}  // namespace migc::sqlite

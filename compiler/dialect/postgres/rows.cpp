#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/guards.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/pg_text.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/dialect/postgres/stash.h"

namespace migc::postgres {
namespace {

constexpr std::size_t rows_in_statement = 1000;

template <typename Item, typename Wanted>
bool holds(const std::vector<Item>& items, const Wanted& wanted) {
  return std::find(items.begin(), items.end(), wanted) != items.end();
}

std::vector<std::string> assigned(const std::vector<Assignment>& assignments) {
  std::vector<std::string> names;
  for (const Assignment& assignment : assignments) names.push_back(assignment.column);
  return names;
}

void write_assignments(SqlWriter& w, const std::vector<Assignment>& assignments) {
  w.word("set");
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    if (i != 0) w.comma();
    w.identifier(assignments[i].column).raw(" = ").expression(assignments[i].value);
  }
}

/// The condition as an operand of AND; empty for none.
std::string and_condition(const Context& context, const std::optional<Expression>& where) {
  if (!where) return {};
  return context.writer().raw(" AND (").expression(*where).raw(")").take();
}

std::string update_text(const Context& context, const ObjectName& table,
                        const std::vector<Assignment>& assignments,
                        const std::optional<Expression>& where) {
  SqlWriter w = context.writer();
  w.word("update").name(table);
  write_assignments(w, assignments);
  if (where) w.word("where").expression(*where);
  return w.take();
}

/// The key columns that the rows give, by position; empty when a key column is left to its default.
std::vector<std::vector<Expression>> key_values(const InsertRows& op) {
  std::vector<std::vector<Expression>> values;
  for (const std::vector<Expression>& row : op.rows) {
    std::vector<Expression> key;
    for (const std::string& name : op.key) {
      const auto place = std::find(op.columns.begin(), op.columns.end(), name);
      if (place == op.columns.end()) return {};
      key.push_back(row[static_cast<std::size_t>(place - op.columns.begin())]);
    }
    values.push_back(std::move(key));
  }
  return values;
}

std::string insert_text(const Context& context, const InsertRows& op, std::size_t begin,
                        std::size_t end, bool overriding) {
  SqlWriter w = context.writer();
  w.word("insert into").name(op.table).columns(op.columns);
  w.word(overriding ? "overriding system value values" : "values");
  for (std::size_t i = begin; i < end; ++i) {
    w.raw(i == begin ? "\n  (" : ",\n  (");
    for (std::size_t column = 0; column < op.rows[i].size(); ++column) {
      if (column != 0) w.comma();
      w.expression(op.rows[i][column]);
    }
    w.raw(")");
  }
  return w.take();
}

}  // namespace

void emit(const Context& context, const InsertRows& op) {
  const Table& table = *context.schema.find_table(op.table);
  if (op.rows.empty()) return;
  if (!op.key.empty()) {
    const std::vector<std::vector<Expression>> values = key_values(op);
    if (!values.empty()) guard_new_keys(context, table, op.key, values);
  }
  std::vector<const Column*> identities;
  bool overriding = false;
  for (const Column& column : table.columns) {
    if (!column.identity || !holds(op.columns, column.name)) continue;
    identities.push_back(&column);
    overriding = overriding || column.identity->always;
  }
  for (std::size_t begin = 0; begin < op.rows.size(); begin += rows_in_statement) {
    const std::size_t end = std::min(begin + rows_in_statement, op.rows.size());
    context.add(insert_text(context, op, begin, end, overriding), Fact::insert_rows, op.table,
                looked_up(context, table, op.columns));
  }
  // Values that were not drawn from the sequence would be drawn again by the application.
  for (const Column* column : identities) advance_identity(context, op.table, *column);
}

void emit(const Context& context, const DeleteInsertedRows& op) {
  if (op.values.empty()) return;
  SqlWriter w = context.writer();
  w.word("delete from")
      .name(op.table)
      .word("where")
      .raw(" " + key_condition(context, op.key, op.values));
  context.add(w.take(), Fact::delete_rows, op.table, referrers_of(context.schema, op.table));
}

void emit(const Context& context, const UpdateRows& op) {
  const Table& table = *context.schema.find_table(op.table);
  const std::vector<std::string> columns = assigned(op.assignments);
  const std::vector<std::string>* key = nullptr;
  if (!op.stash.empty()) {
    key = stash_key(context, table, "former values");
    if (key == nullptr) return;
    for (const std::string& column : columns) {
      if (!holds(*key, column)) continue;
      context.diagnostics
          .add(Code::stash_needs_key, context.origin,
               fmt::format("former values of key column `{}` of table `{}` cannot be kept: they "
                           "would not find their rows again",
                           column, op.table.display()))
          .with_help("leave out `restore`, or update the key in a statement of its own");
      return;
    }
    keep_values(context, table, op, *key);
  }
  context.add(update_text(context, op.table, op.assignments, op.where), Fact::update_rows, op.table,
              looked_up(context, table, columns));
  if (key != nullptr) keep_new_values(context, table, op, *key);
}

void emit(const Context& context, const RestoreValues& op) {
  const Table& table = *context.schema.find_table(op.table);
  if (const std::vector<std::string>* key = stash_key(context, table, "former values")) {
    restore_values(context, table, op, *key);
  }
}

void emit(const Context& context, const DeleteRows& op) {
  const Table& table = *context.schema.find_table(op.table);
  const bool kept = op.retention == Retention::preserve && !op.stash.empty();
  if (kept) keep_rows(context, table, op);
  SqlWriter w = context.writer();
  w.word("delete from").name(op.table);
  if (op.where) w.word("where").expression(*op.where);
  context.add(w.take(), kept ? Fact::delete_kept_rows : Fact::delete_rows, op.table,
              referrers_of(context.schema, op.table));
}

void emit(const Context& context, const RestoreRows& op) {
  restore_rows(context, *context.schema.find_table(op.table), op);
}

// ---- backfills

namespace {

/// Parameters `first` … of the key, with their types: `($1::bigint, $2::text)`.
std::string parameters(const Context& context, const Table& table,
                       const std::vector<std::string>& key, std::size_t first) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < key.size(); ++i) {
    list.push_back(fmt::format("${}::{}", first + i,
                               type_text(table.find_column(key[i])->type, context.schema)));
  }
  return list.size() == 1 ? list[0] : "(" + join(list, ", ") + ")";
}

/// Batches follow the primary key; rows are compared as a whole, so that keys of several columns
/// work too.
BatchLoop make_loop(const Context& context, const Table& table, const Backfill& op,
                    const std::vector<std::string>& key) {
  std::vector<std::string> names;
  std::vector<std::string> backwards;
  for (const std::string& column : key) {
    names.push_back(quote_identifier(column, spelling()));
    backwards.push_back(names.back() + " DESC");
  }
  const std::string list = join(names, ", ");
  const std::string row = names.size() == 1 ? list : "(" + list + ")";
  const std::string from = context.writer().name(op.table).take();
  const std::string condition = and_condition(context, op.where);
  const std::string after = fmt::format("{} > {}", row, parameters(context, table, key, 1));
  const auto last_of_batch = [&](const std::string& rows, std::size_t size) {
    return fmt::format(
        "SELECT {0} FROM (SELECT {0} FROM {1}{2} ORDER BY {0} LIMIT ${3}::bigint) AS batch "
        "ORDER BY {4} LIMIT 1",
        list, from, rows, size, join(backwards, ", "));
  };
  const auto update = [&](const std::string& rows) {
    return update_text(context, op.table, op.assignments, std::nullopt) + " WHERE " + rows +
           condition;
  };
  const std::string where =
      op.where ? context.writer().raw(" WHERE (").expression(*op.where).raw(")").take()
               : std::string();
  return {.key = key,
          .size = *op.batch_size,
          .first = last_of_batch(where, 1),
          .next = last_of_batch(" WHERE " + after + condition, key.size() + 1),
          .body_first = update(fmt::format("{} <= {}", row, parameters(context, table, key, 1))),
          .body_next = update(fmt::format("{} AND {} <= {}", after, row,
                                          parameters(context, table, key, key.size() + 1))),
          .count = {}};
}

}  // namespace

void emit(const Context& context, const Backfill& op) {
  const Table& table = *context.schema.find_table(op.table);
  const std::vector<ObjectName> targets = looked_up(context, table, assigned(op.assignments));
  const std::string sql = update_text(context, op.table, op.assignments, op.where);
  const PrimaryKey* key = table.primary_key();
  if (op.batch_size && key == nullptr) {
    context.diagnostics
        .add(Code::backfill_without_key, context.origin,
             fmt::format("table `{}` has no primary key, so the backfill runs in one statement",
                         op.table.display()))
        .with_help("give the table a primary key first");
  }
  if (!op.batch_size || key == nullptr) {
    context.add(sql, Fact::update_rows, op.table, targets);
    return;
  }
  const Facts known = facts(Fact::update_rows);
  Statement statement;
  statement.sql = sql;
  statement.tx = TxMode::outside;
  statement.hazards = known.hazards;
  statement.loop = make_loop(context, table, op, key->columns);
  std::vector<Locked> locked = {{op.table, known.table}};
  for (const ObjectName& target : targets) locked.push_back({target, known.other});
  context.add(std::move(statement), locked);
}

// ---- raw SQL

namespace {

RawStatement as_it_stands(std::string_view text) {
  RawStatement statement;
  statement.text = std::string(trim(text));
  return statement;
}

}  // namespace

void emit(const Context& context, const RawSql& op) {
  for (const NativeText& native : op.up) {
    if (native.dialect != "postgres" && !native.dialect.empty()) continue;
    RawText raw = read_raw(native.text);
    // What the parser cannot read is still the author's to say: the check reports it, the server
    // decides.
    if (raw.problem) raw.statements = {as_it_stands(native.text)};
    for (const RawStatement& piece : raw.statements) {
      if (piece.text.empty()) continue;
      Statement statement;
      statement.sql = piece.text;
      statement.tx = piece.outside ? TxMode::outside : TxMode::inside;
      statement.hazards = {Hazard::raw_sql};
      context.add(std::move(statement), {});
      if (piece.adds_enum_value) context.sink.boundary();
    }
  }
}

}  // namespace migc::postgres

#include "compiler/dialect/sqlite/rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/fold.h"
#include "compiler/dialect/sqlite/split.h"
#include "compiler/dialect/sqlite/types.h"

namespace migc::sqlite {
namespace {

/// One INSERT must not grow without bound (sqlite.org/limits.html: a statement has at most a
/// million bytes by default on some builds).
constexpr std::size_t rows_per_insert = 500;

const Table& table_named(Emission& emission, const ObjectName& name) {
  return *emission.schema().find_table(name);
}

std::string list_of(const Sql& sql, const std::vector<Expression>& values) {
  std::string result;
  for (const Expression& value : values)
    result += (result.empty() ? "" : ", ") + sql.expression(value);
  return result;
}

std::string where_clause(const Sql& sql, const std::optional<Expression>& where,
                         const Table& table) {
  return where ? " WHERE " + sql.expression(*where, table) : std::string();
}

std::string assignment_list(const Sql& sql, const std::vector<Assignment>& assignments,
                            const Table& table) {
  std::string result;
  for (const Assignment& a : assignments) {
    result += fmt::format("{}{} = {}", result.empty() ? "" : ", ", sql.name(a.column),
                          sql.expression(a.value, table));
  }
  return result;
}

/// `left.a = right.a AND left.b = right.b`.
std::string same_key(const Sql& sql, const std::vector<std::string>& key, std::string_view left,
                     std::string_view right) {
  std::string result;
  for (const std::string& name : key) {
    result += fmt::format("{0}{1}.{3} = {2}.{3}", result.empty() ? "" : " AND ", left, right,
                          sql.name(name));
  }
  return result;
}

std::string typed_key(const Sql& sql, const Table& table, const std::vector<std::string>& key) {
  std::string result;
  for (const std::string& name : key) {
    result += fmt::format("{} {}, ", sql.name(name),
                          declared_type(table.find_column(name)->type, sql.schema()));
  }
  return result;
}

bool has_null(const std::vector<Expression>& values) {
  return std::any_of(values.begin(), values.end(),
                     [](const Expression& e) { return e.kind == ExpressionKind::null_literal; });
}

void check_all(Emission& emission, const std::vector<Assignment>& assignments,
               const std::optional<Expression>& where) {
  for (const Assignment& assignment : assignments) emission.limits().expression(assignment.value);
  if (where) emission.limits().expression(*where);
}

}  // namespace

void emit_rows(Emission& emission, const InsertRows& op) {
  emission.with_enforcement();
  const Sql& sql = emission.sql();
  for (const std::vector<Expression>& row : op.rows) {
    for (const Expression& value : row) emission.limits().expression(value);
  }
  for (std::size_t begin = 0; begin < op.rows.size(); begin += rows_per_insert) {
    std::string text =
        fmt::format("INSERT INTO {} ({}) VALUES", sql.name(op.table.name), sql.names(op.columns));
    const std::size_t end = std::min(begin + rows_per_insert, op.rows.size());
    for (std::size_t i = begin; i < end; ++i)
      text += fmt::format("{}\n  ({})", i == begin ? "" : ",", list_of(sql, op.rows[i]));
    emission.execute(std::move(text), {Hazard::changes_rows, Hazard::may_fail_on_data});
  }
}

void emit_rows(Emission& emission, const DeleteInsertedRows& op) {
  emission.with_enforcement();
  const Sql& sql = emission.sql();
  const std::string head = fmt::format("DELETE FROM {} WHERE ", sql.name(op.table.name));
  const std::vector<Hazard> hazards = {Hazard::changes_rows, Hazard::deletes_data};
  std::string listed;
  for (const std::vector<Expression>& values : op.values) {
    if (has_null(values)) {  // which IN would never find
      std::string condition;
      for (std::size_t i = 0; i < op.key.size(); ++i) {
        condition += fmt::format("{}{} IS {}", i == 0 ? "" : " AND ", sql.name(op.key[i]),
                                 sql.writer().atom(values[i]).take());
      }
      emission.execute(head + condition, hazards);
      continue;
    }
    if (!listed.empty()) listed += ", ";
    listed += op.key.size() == 1 ? list_of(sql, values) : fmt::format("({})", list_of(sql, values));
  }
  if (listed.empty()) return;
  emission.execute(op.key.size() == 1
                       ? fmt::format("{}{} IN ({})", head, sql.names(op.key), listed)
                       : fmt::format("{}({}) IN (VALUES {})", head, sql.names(op.key), listed),
                   hazards);
}

void emit_rows(Emission& emission, const UpdateRows& op) {
  emission.with_enforcement();
  check_all(emission, op.assignments, op.where);
  const Sql& sql = emission.sql();
  const std::string name = sql.name(op.table.name);
  const Table& table = table_named(emission, op.table);
  const std::string where = where_clause(sql, op.where, table);
  if (op.stash.empty()) {
    emission.execute(
        fmt::format("UPDATE {} SET {}{}", name, assignment_list(sql, op.assignments, table), where),
        {Hazard::changes_rows, Hazard::scans_table});
    return;
  }
  const std::vector<std::string> key = key_of(table);
  const bool moves_key =
      std::any_of(op.assignments.begin(), op.assignments.end(), [&](const Assignment& a) {
        return std::find(key.begin(), key.end(), a.column) != key.end();
      });
  if (key.empty() || moves_key) {
    emission.limits().key_needed(table,
                                 moves_key ? "former values of the key" : "the former values");
    return;
  }
  // The new values are kept too: the update takes them from there, so that they are computed once,
  // and the downgrade leaves rows alone that have been changed since.
  std::string kept, values, set;
  for (const Assignment& a : op.assignments) {
    const std::string old_name = sql.name("old_" + a.column);
    const std::string new_name = sql.name("new_" + a.column);
    kept += fmt::format("{}{}, {}", kept.empty() ? "" : ", ", old_name, new_name);
    values += fmt::format(", {}, {}", sql.name(a.column), sql.expression(a.value, table));
    set += fmt::format("{}{} = kept.{}", set.empty() ? "" : ", ", sql.name(a.column), new_name);
  }
  const std::string stash = emission.stash(op.stash);
  emission.execute(fmt::format("CREATE TABLE {} ({}{}, PRIMARY KEY ({}))", stash,
                               typed_key(sql, table, key), kept, sql.names(key)));
  emission.execute(fmt::format("INSERT INTO {} ({}, {}) SELECT {}{} FROM {}{}", stash,
                               sql.names(key), kept, sql.names(key), values, name, where),
                   {Hazard::scans_table});
  emission.execute(fmt::format("UPDATE {0} SET {1} FROM {2} AS kept WHERE {3}", name, set, stash,
                               same_key(sql, key, "kept", name)),
                   {Hazard::changes_rows});
}

void emit_rows(Emission& emission, const RestoreValues& op) {
  emission.with_enforcement();
  const Sql& sql = emission.sql();
  const std::string name = sql.name(op.table.name);
  const std::string stash = emission.stash(op.stash);
  std::string set, unchanged;
  for (const std::string& column : op.columns) {
    set += fmt::format("{}{} = kept.{}", set.empty() ? "" : ", ", sql.name(column),
                       sql.name("old_" + column));
    unchanged +=
        fmt::format(" AND {}.{} IS kept.{}", name, sql.name(column), sql.name("new_" + column));
  }
  const Guard guard = stash_exists(emission, op.stash,
                                   fmt::format("the former values of `{}`", op.table.display()));
  emission.check(guard.query, guard.failure);
  emission.execute(
      fmt::format("UPDATE {} SET {} FROM {} AS kept WHERE {}{}", name, set, stash,
                  same_key(sql, key_of(table_named(emission, op.table)), "kept", name), unchanged),
      {Hazard::changes_rows});
  emission.execute(fmt::format("DROP TABLE {}", stash));
}

namespace {

bool changes_children(const ForeignKey& key, const Table& table) {
  return key.target == table.name && key.on_delete != ReferentialAction::no_action &&
         key.on_delete != ReferentialAction::restrict;
}

/// Rows that a delete would take along or change, which the stash of the deleted rows could not
/// bring back.
void guard_children(Emission& emission, const Table& table,
                    const std::optional<Expression>& where) {
  const Sql& sql = emission.sql();
  const std::string doomed =
      fmt::format("{}{}", sql.name(table.name.name), where_clause(sql, where, table));
  std::vector<const Table*> children;
  for (const ObjectKey& user : emission.schema().users_of({ObjectKind::table, table.name})) {
    if (const Table* child = emission.schema().find_table(user.name)) children.push_back(child);
  }
  // Rows of the table itself count unless they are deleted, and thus kept, themselves.
  const std::vector<std::string> own_key = key_of(table);
  if (where && !own_key.empty()) children.push_back(&table);
  for (const Table* child : children) {
    for (const Constraint& constraint : child->constraints) {
      const auto* key = std::get_if<ForeignKey>(&constraint.body);
      if (key == nullptr || !changes_children(*key, table)) continue;
      std::string match;
      for (std::size_t i = 0; i < key->columns.size(); ++i) {
        match += fmt::format("{}doomed.{} = child.{}", i == 0 ? "" : " AND ",
                             sql.name(key->target_columns[i]), sql.name(key->columns[i]));
      }
      std::string query = fmt::format(
          "SELECT {} FROM {} AS child WHERE EXISTS (SELECT 1 FROM (SELECT * FROM {}) AS doomed "
          "WHERE {})",
          sql.names(key->columns), sql.name(child->name.name), doomed, match);
      if (child == &table)
        query += fmt::format(" AND ({0}) NOT IN (SELECT {0} FROM {1})", sql.names(own_key), doomed);
      emission.guard(query + " LIMIT 5",
                     fmt::format("rows of `{}` that would be changed along with the deleted rows "
                                 "of `{}` and could not be brought back",
                                 child->name.display(), table.name.display()));
    }
  }
}

}  // namespace

void emit_rows(Emission& emission, const DeleteRows& op) {
  emission.with_enforcement();
  if (op.where) emission.limits().expression(*op.where);
  const Sql& sql = emission.sql();
  const std::string name = sql.name(op.table.name);
  const Table& table = table_named(emission, op.table);
  const std::string where = where_clause(sql, op.where, table);
  if (!op.stash.empty()) {
    guard_children(emission, table, op.where);
    const std::string columns = sql.names(stored_columns(table));
    emission.execute(fmt::format("CREATE TABLE {} ({})", emission.stash(op.stash), columns));
    emission.execute(fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2}{3}",
                                 emission.stash(op.stash), columns, name, where),
                     {Hazard::scans_table});
  }
  std::vector<Hazard> hazards = {Hazard::changes_rows};
  if (op.stash.empty()) hazards.push_back(Hazard::deletes_data);
  emission.execute(fmt::format("DELETE FROM {}{}", name, where), hazards);
}

void emit_rows(Emission& emission, const RestoreRows& op) {
  emission.with_enforcement();
  const Sql& sql = emission.sql();
  const std::string columns = sql.names(stored_columns(table_named(emission, op.table)));
  const std::string stash = emission.stash(op.stash);
  const Guard guard =
      stash_exists(emission, op.stash, fmt::format("the deleted rows of `{}`", op.table.display()));
  emission.check(guard.query, guard.failure);
  // A row whose key has been taken since stays as it is. (`WHERE true` keeps the parser from
  // reading ON as a join's.)
  emission.execute(fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2} WHERE true ORDER BY "
                               "rowid ON CONFLICT DO NOTHING",
                               sql.name(op.table.name), columns, stash),
                   {Hazard::changes_rows, Hazard::may_fail_on_data});
  emission.execute(fmt::format("DROP TABLE {}", stash));
}

// ---- backfills

namespace {

/// Numbered parameters as a row value: `($3, $4)`, or `$3`. A BLOB key comes back as text and is
/// made one again.
std::string parameters(const Table& table, const std::vector<std::string>& key, std::size_t first,
                       const Schema& schema) {
  std::string result;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const Column* column = table.find_column(key[i]);
    const bool blob =
        column != nullptr && equal_ignoring_case(declared_type(column->type, schema), "BLOB");
    const std::string parameter =
        fmt::format(fmt::runtime(blob ? "CAST(${} AS BLOB)" : "${}"), first + i);
    result += (result.empty() ? "" : ", ") + parameter;
  }
  return key.size() == 1 ? result : fmt::format("({})", result);
}

/// The rowid where there is one: it is an integer whatever the primary key holds, and does not
/// change while the loop runs.
std::vector<std::string> loop_key(const Emission& emission, const Table& table) {
  if (const Column* alias = rowid_alias(table, emission.sql().schema())) return {alias->name};
  if (const std::string_view rowid = rowid_name(table); !rowid.empty()) return {std::string(rowid)};
  return key_of(table);
}

BatchLoop make_loop(const Emission& emission, const Table& table, const Backfill& op,
                    std::int64_t size) {
  const Sql& sql = emission.sql();
  const std::vector<std::string> key = loop_key(emission, table);
  const std::string names = sql.names(key);
  const std::string row = key.size() == 1 ? names : fmt::format("({})", names);
  const std::string table_name = sql.name(table.name.name);
  const std::string where =
      op.where ? fmt::format("({})", sql.expression(*op.where, table)) : std::string();
  const auto condition = [&](std::string text) {
    if (!where.empty()) text += (text.empty() ? "" : " AND ") + where;
    return text.empty() ? text : " WHERE " + text;
  };
  std::string descending;
  for (const std::string& name : key)
    descending += (descending.empty() ? "" : ", ") + sql.name(name) + " DESC";
  // The last row of the next rows, as many as the parameter says, or of what is left.
  const auto last_of = [&](const std::string& after, std::size_t parameter) {
    return fmt::format(
        "SELECT {0} FROM (SELECT {0} FROM {1}{2} ORDER BY {0} LIMIT ${3}) ORDER BY {4} LIMIT 1",
        names, table_name, condition(after), parameter, descending);
  };
  const auto update = [&](const std::string& range) {
    return fmt::format("UPDATE {} SET {}{}", table_name,
                       assignment_list(sql, op.assignments, table), condition(range));
  };
  const std::string one = parameters(table, key, 1, sql.schema());
  const std::string two = parameters(table, key, 1 + key.size(), sql.schema());
  return BatchLoop{.key = key,
                   .size = size,
                   .first = last_of("", 1),
                   .next = last_of(fmt::format("{} > {}", row, one), key.size() + 1),
                   .body_first = update(fmt::format("{} <= {}", row, one)),
                   .body_next = update(fmt::format("{0} > {1} AND {0} <= {2}", row, one, two)),
                   .count = fmt::format("SELECT count(*) FROM {}{}", table_name, condition(""))};
}

}  // namespace

void emit_rows(Emission& emission, const Backfill& op) {
  emission.with_enforcement();
  check_all(emission, op.assignments, op.where);
  const Sql& sql = emission.sql();
  const Table& table = table_named(emission, op.table);
  Statement statement;
  statement.sql =
      fmt::format("UPDATE {} SET {}{}", sql.name(op.table.name),
                  assignment_list(sql, op.assignments, table), where_clause(sql, op.where, table));
  statement.hazards = {Hazard::changes_rows, Hazard::scans_table};
  if (op.batch_size) {
    statement.tx = TxMode::outside;
    statement.loop = make_loop(emission, table, op, *op.batch_size);
  }
  emission.add(std::move(statement));
}

void emit_raw(Emission& emission, const RawSql& op) {
  for (const NativeText& native : op.up) {
    if (native.dialect != "sqlite" && !native.dialect.empty()) continue;
    emission.with_enforcement();
    // What is wrong with the text is said when it is checked.
    for (RawStatement& raw : split_raw(native.text).statements) {
      Statement statement;
      statement.sql = std::move(raw.text);
      statement.hazards = {Hazard::raw_sql};
      if (raw.outside || op.outside_transaction) statement.tx = TxMode::outside;
      emission.add(std::move(statement));
    }
  }
}

}  // namespace migc::sqlite

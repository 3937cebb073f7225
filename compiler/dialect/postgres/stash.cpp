#include "compiler/dialect/postgres/stash.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/conversion.h"
#include "compiler/dialect/postgres/spelling.h"

namespace migc::postgres {
namespace {

std::string quoted(std::string_view name) { return quote_identifier(name, spelling()); }
std::string text_of(const Context& context, const ObjectName& name) {
  return context.writer().name(name).take();
}

/// Types that can be dropped, on their own or with the extension that they are of: a stash must not
/// be in the way.
bool kept_as_text(const Type& type) {
  constexpr auto of_extensions = std::to_array<std::string_view>(
      {"hstore", "ltree", "lquery", "ltxtquery", "cube", "geometry", "geography", "vector"});
  if (type.kind == TypeKind::postgres)
    return std::find(of_extensions.begin(), of_extensions.end(), type.name.name) !=
           of_extensions.end();
  return type.kind == TypeKind::user || type.kind == TypeKind::citext ||
         type.kind == TypeKind::native || type.native_for("postgres") != nullptr;
}
std::string_view text_type(const Type& type) { return type.dimensions > 0 ? "::text[]" : "::text"; }

/// Whether its collation is one that can be dropped, which a stash must not be in the way of.
bool has_made_collation(const Context& context, const Column& column) {
  const Domain* domain = context.schema.find_domain(column.type.name);
  for (const ObjectName& name : {column.collation, domain ? domain->collation : ObjectName()}) {
    if (context.schema.find({ObjectKind::collation, name}) != nullptr) return true;
  }
  return false;
}

/// A value on its way into a stash and back.
std::string into_stash(const Context& context, const Column& column) {
  std::string value = quoted(column.name);
  if (kept_as_text(column.type)) value += text_type(column.type);
  if (has_made_collation(context, column)) value += " COLLATE \"default\"";
  return value;
}
std::string from_stash(const Context& context, const Column& column, const std::string& name) {
  return kept_as_text(column.type) ? name + "::" + type_text(column.type, context.schema) : name;
}

/// Prefixed names never clash with each other; one that grows too long is numbered instead.
std::string stash_column(std::string_view prefix, const std::string& name, std::size_t position) {
  const std::string plain = fmt::format("{}_{}", prefix, name);
  return quoted(plain.size() <= identifier_bytes ? plain : fmt::format("{}_{}", prefix, position));
}

std::vector<const Column*> stored_columns(const Table& table) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns) {
    if (!column.generated) columns.push_back(&column);
  }
  return columns;
}

std::string select_item(const Context& context, const Column& column) {
  const std::string name = quoted(column.name);
  const std::string value = into_stash(context, column);
  return value == name ? name : value + " AS " + name;
}

void lock(const Context& context, const ObjectName& table, Fact fact) {
  const std::string_view mode =
      fact == Fact::lock_table ? "ACCESS EXCLUSIVE" : "SHARE ROW EXCLUSIVE";
  context.add(fmt::format("LOCK TABLE {} IN {} MODE", text_of(context, table), mode), fact, table);
  // A policy would hide rows from the copy; now the server refuses to read them in part (manual,
  // 5.8 Row Security Policies).
  if (context.schema.find_table(table)->options.row_security)
    context.add("SET LOCAL row_security = off");
}

/// CREATE SCHEMA IF NOT EXISTS asks for the right to create schemas even where there is nothing to
/// create.
void ensure_schema(const Context& context) {
  Statement statement;
  const std::string& schema = context.options.ledger_schema;
  statement.sql = fmt::format(
      "SELECT {} WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = {})",
      quote_literal("CREATE SCHEMA " + quoted(schema)), quote_literal(schema));
  statement.kind = StatementKind::expand;
  context.add(std::move(statement), {});
}

void create_stash(const Context& context, const Table& table, const StashName& stash,
                  const std::vector<std::string>& items, const std::optional<Expression>& where,
                  const std::string& rows = {}) {
  SqlWriter w = context.writer();
  w.word("create table").name(stash_table(context, stash)).word("as");
  w.raw("\n  SELECT ").raw(join(items, ", ")).word("from").name(table.name);
  if (where) w.word("where").expression(*where);
  if (!rows.empty()) w.word("where").raw(" " + rows);
  context.add(w.take(), Fact::read, table.name);
}

/// The sequence of the model that a default counts with, or nothing.
std::optional<ObjectName> counted_with(const Context& context, const Column& column) {
  if (!column.default_value) return std::nullopt;
  std::optional<ObjectName> name = migc::sequence_of(*column.default_value);
  if (name && context.schema.find_sequence(*name) == nullptr) name.reset();
  return name;
}

std::string sequence_of(const Context& context, const ObjectName& table, const Column& column) {
  if (const std::optional<ObjectName> name = counted_with(context, column))
    return quote_literal(text_of(context, *name)) + "::regclass";
  return fmt::format("pg_get_serial_sequence({}, {})", quote_literal(text_of(context, table)),
                     quote_literal(column.name));
}

/// Where the sequences of columns stand, as the stash's comment: `{"id" : 42}`.
void keep_positions(const Context& context, const ObjectName& table,
                    const std::vector<const Column*>& columns, const StashName& stash) {
  std::string pairs;
  for (const Column* column : columns) {
    if (!has_position(context, *column)) continue;
    pairs += fmt::format("{}{}, pg_sequence_last_value({})", pairs.empty() ? "" : ", ",
                         quote_literal(column->name), sequence_of(context, table, *column));
  }
  if (pairs.empty()) return;
  const std::string comment =
      fmt::format("COMMENT ON TABLE {} IS %L", text_of(context, stash_table(context, stash)));
  Statement statement;
  statement.sql =
      fmt::format("SELECT format({}, json_build_object({}))", quote_literal(comment), pairs);
  statement.kind = StatementKind::expand;
  context.add(std::move(statement), {});
}

void insert_from_stash(const Context& context, const Table& table, const StashName& stash,
                       bool skip_conflicts) {
  std::vector<std::string> names;
  std::vector<std::string> values;
  bool identity = false;
  for (const Column* column : stored_columns(table)) {
    names.push_back(column->name);
    values.push_back(from_stash(context, *column, quoted(column->name)));
    identity = identity || column->identity.has_value();
  }
  if (names.empty()) return;
  SqlWriter w = context.writer();
  w.word("insert into").name(table.name).columns(names);
  if (identity) w.word("overriding system value");
  w.raw("\n  SELECT ").raw(join(values, ", ")).word("from").name(stash_table(context, stash));
  if (skip_conflicts) w.raw("\n  ON CONFLICT DO NOTHING");
  context.add(w.take(), Fact::insert_rows, table.name, targets_of(table));
}

/// Rows of heirs come along with those of their parent, and no key tells them apart: the column of
/// a stash that says which table a row is in, by name, for it may have been dropped and
/// created again before the row is looked for.
constexpr std::string_view home_column = "migc_table";
std::string home(std::string_view row) {
  return fmt::format(
      "(SELECT c.relnamespace::regnamespace || '.' || quote_ident(c.relname) FROM pg_class AS c "
      "WHERE c.oid = {}.tableoid)",
      row);
}
void add_home(const Context& context, const Table& table, std::vector<std::string>& items) {
  if (!has_heirs(context.schema, table.name)) return;
  items.push_back(home(text_of(context, table.name)) + " AS " + quoted(home_column));
}

/// The rows that lose the column with their parent's; empty: all. Heirs that have it for themselves
/// or from elsewhere keep it, and go on changing its values.
std::string rows_that_lose(const Context& context, const Table& table, std::string_view column) {
  if (!has_heirs(context.schema, table.name)) return {};
  std::set<ObjectName> losing{table.name};
  std::string kept;
  for (const ObjectName& name : context.schema.descendants_of(table.name)) {
    const Table& heir = *context.schema.find_table(name);
    const Column* own = heir.find_column(column);
    const bool from_elsewhere =
        std::any_of(heir.inherits.begin(), heir.inherits.end(), [&](const ObjectName& parent) {
          return !losing.contains(parent) &&
                 context.schema.find_table(parent)->find_column(column) != nullptr;
        });
    if (own->inherited && !from_elsewhere)
      losing.insert(name);
    else
      kept += (kept.empty() ? "" : ", ") + quote_literal(text_of(context, name)) + "::regclass";
  }
  return kept.empty() ? kept : fmt::format("tableoid NOT IN ({})", kept);
}

std::string key_join(const Context& context, const Table& table,
                     const std::vector<std::string>& key, bool prefixed) {
  std::vector<std::string> pairs;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const std::string kept =
        "s." + (prefixed ? stash_column("key", key[i], i + 1) : quoted(key[i]));
    pairs.push_back("t." + quoted(key[i]) + " = " +
                    from_stash(context, *table.find_column(key[i]), kept));
  }
  if (has_heirs(context.schema, table.name))
    pairs.push_back("s." + quoted(home_column) + " = " + home("t"));
  return join(pairs, " AND ");
}

std::string unchanged_since(const Column& column, const std::string& kept) {
  const std::string own = "t." + quoted(column.name);
  if (has_equality(column.type) && !kept_as_text(column.type))
    return own + " IS NOT DISTINCT FROM " + kept;
  const std::string cast =
      kept_as_text(column.type) ? std::string(text_type(column.type)) : "::text";
  return own + cast + " IS NOT DISTINCT FROM " + kept + (kept_as_text(column.type) ? "" : cast);
}

}  // namespace

bool has_position(const Context& context, const Column& column) {
  return column.identity.has_value() || counted_with(context, column).has_value();
}

ObjectName stash_table(const Context& context, const StashName& stash) {
  return {.schema = context.options.ledger_schema, .name = "stash_" + stash};
}

const std::vector<std::string>* stash_key(const Context& context, const Table& table,
                                          std::string_view what) {
  if (const PrimaryKey* key = table.primary_key()) return &key->columns;
  context.diagnostics
      .add(Code::stash_needs_key, context.origin,
           fmt::format("{} of table `{}` cannot be kept: the table has no primary key by which it "
                       "would find its rows again",
                       what, table.name.display()))
      .with_help("write `discard`, or give the table a primary key first");
  return nullptr;
}

void require_stash(const Context& context, const StashName& stash) {
  const ObjectName name = stash_table(context, stash);
  context.guard(fmt::format("SELECT {0} AS missing WHERE to_regclass({0}) IS NULL",
                            quote_literal(text_of(context, name))),
                fmt::format("no stash `{}` to restore from: it was purged, or never filled here",
                            name.display()),
                {});
}

void keep_table(const Context& context, const Table& table, const StashName& stash) {
  ensure_schema(context);
  lock(context, table.name, Fact::lock_table);
  const std::vector<const Column*> columns = stored_columns(table);
  std::vector<std::string> items;
  for (const Column* column : columns) items.push_back(select_item(context, *column));
  create_stash(context, table, stash, items, std::nullopt);
  keep_positions(context, table.name, columns, stash);
}

void restore_table(const Context& context, const Table& table, const StashName& stash) {
  insert_from_stash(context, table, stash, false);
  for (const Column& column : table.columns) {
    if (has_position(context, column)) restore_position(context, table.name, column, stash);
  }
  drop_stash(context, stash);
}

void keep_column(const Context& context, const Table& table, const Column& column,
                 const std::vector<std::string>& key, const StashName& stash) {
  ensure_schema(context);
  lock(context, table.name, Fact::lock_table);
  std::vector<std::string> items;
  for (const std::string& name : key)
    items.push_back(select_item(context, *table.find_column(name)));
  items.push_back(select_item(context, column));
  add_home(context, table, items);
  create_stash(context, table, stash, items, std::nullopt,
               rows_that_lose(context, table, column.name));
  keep_positions(context, table.name, {&column}, stash);
}

void restore_column(const Context& context, const Table& table, const Column& column,
                    const std::vector<std::string>& key, const StashName& stash) {
  SqlWriter w = context.writer();
  w.word("update").name(table.name).raw(" AS t SET").identifier(column.name);
  w.raw(" = ").raw(from_stash(context, column, "s." + quoted(column.name)));
  w.raw("\n  FROM ")
      .name(stash_table(context, stash))
      .raw(" AS s WHERE")
      .raw(" ")
      .raw(key_join(context, table, key, false));
  context.add(w.take(), Fact::update_rows, table.name, looked_up(context, table, {column.name}));
}

void restore_position(const Context& context, const ObjectName& table, const Column& column,
                      const StashName& stash) {
  const std::string kept = text_of(context, stash_table(context, stash));
  context.add(fmt::format(
      "SELECT setval({}, kept.position)\n"
      "  FROM (SELECT (obj_description({}::regclass, 'pg_class')::json ->> {})::bigint AS "
      "position) AS kept\n"
      "  WHERE kept.position IS NOT NULL",
      sequence_of(context, table, column), quote_literal(kept), quote_literal(column.name)));
}

void drop_stash(const Context& context, const StashName& stash) {
  const ObjectName name = stash_table(context, stash);
  context.add("DROP TABLE " + text_of(context, name), Fact::drop_table, name);
}

void keep_values(const Context& context, const Table& table, const UpdateRows& op,
                 const std::vector<std::string>& key) {
  ensure_schema(context);
  lock(context, table.name, Fact::lock_writers);
  std::vector<std::string> items;
  for (std::size_t i = 0; i < key.size(); ++i) {
    items.push_back(into_stash(context, *table.find_column(key[i])) + " AS " +
                    stash_column("key", key[i], i + 1));
  }
  for (const std::string_view prefix : {"old", "new"}) {
    for (std::size_t i = 0; i < op.assignments.size(); ++i) {
      const std::string& name = op.assignments[i].column;
      items.push_back(into_stash(context, *table.find_column(name)) + " AS " +
                      stash_column(prefix, name, i + 1));
    }
  }
  add_home(context, table, items);
  create_stash(context, table, op.stash, items, op.where);
}

void keep_new_values(const Context& context, const Table& table, const UpdateRows& op,
                     const std::vector<std::string>& key) {
  std::vector<std::string> sets;
  for (std::size_t i = 0; i < op.assignments.size(); ++i) {
    const Column& column = *table.find_column(op.assignments[i].column);
    const std::string cast =
        kept_as_text(column.type) ? std::string(text_type(column.type)) : std::string();
    sets.push_back(stash_column("new", column.name, i + 1) + " = t." + quoted(column.name) + cast);
  }
  const ObjectName name = stash_table(context, op.stash);
  context.add(fmt::format("UPDATE {} AS s SET {}\n  FROM {} AS t WHERE {}", text_of(context, name),
                          join(sets, ", "), text_of(context, table.name),
                          key_join(context, table, key, true)),
              Fact::read, table.name);
}

void restore_values(const Context& context, const Table& table, const RestoreValues& op,
                    const std::vector<std::string>& key) {
  require_stash(context, op.stash);
  std::vector<std::string> sets;
  std::string condition = key_join(context, table, key, true);
  for (std::size_t i = 0; i < op.columns.size(); ++i) {
    const Column& column = *table.find_column(op.columns[i]);
    sets.push_back(quoted(column.name) + " = " +
                   from_stash(context, column, "s." + stash_column("old", column.name, i + 1)));
    condition += " AND " + unchanged_since(column, "s." + stash_column("new", column.name, i + 1));
  }
  context.add(
      fmt::format("UPDATE {} AS t SET {}\n  FROM {} AS s\n  WHERE {}", text_of(context, table.name),
                  join(sets, ", "), text_of(context, stash_table(context, op.stash)), condition),
      Fact::update_rows, table.name, looked_up(context, table, op.columns));
  drop_stash(context, op.stash);
}

void keep_rows(const Context& context, const Table& table, const DeleteRows& op) {
  if (has_heirs(context.schema, table.name)) {
    context.diagnostics
        .add(Code::stash_needs_key, context.origin,
             fmt::format("deleted rows of table `{}` cannot be kept: those of its heirs go with "
                         "them, and have more columns",
                         table.name.display()))
        .with_help(
            "delete from the heirs first, and detach them with `no inherit`; or write "
            "`discard`");
    return;
  }
  ensure_schema(context);
  lock(context, table.name, Fact::lock_writers);
  std::vector<std::string> items;
  for (const Column* column : stored_columns(table)) items.push_back(select_item(context, *column));
  create_stash(context, table, op.stash, items, op.where);
}

void restore_rows(const Context& context, const Table& table, const RestoreRows& op) {
  require_stash(context, op.stash);
  insert_from_stash(context, table, op.stash, true);
  drop_stash(context, op.stash);
}

}  // namespace migc::postgres

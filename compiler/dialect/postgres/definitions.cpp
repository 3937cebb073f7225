#include "compiler/dialect/postgres/definitions.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/postgres/partitions.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/schema/word.h"

namespace migc::postgres {
namespace {

/// Numbers and plain words stand as they are; anything else needs quotes.
std::string parameter_value(std::string_view value) {
  const bool plain = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
  return plain && !spelling().is_reserved(value) ? std::string(value) : quote_literal(value);
}

void write_with(SqlWriter& w, const Parameters& parameters) {
  if (!parameters.empty()) w.word("with").open().raw(parameters_text(parameters)).close();
}

void write_include(SqlWriter& w, const std::vector<std::string>& columns) {
  if (!columns.empty()) w.word("include").columns(columns);
}

void write_index_tablespace(SqlWriter& w, const std::string& tablespace) {
  if (!tablespace.empty()) w.word("using index tablespace").identifier(tablespace);
}

void write_deferral(SqlWriter& w, Deferral deferral) {
  switch (deferral) {
    case Deferral::not_deferrable:
      return;
    case Deferral::initially_immediate:
      w.word("deferrable");
      return;
    case Deferral::initially_deferred:
      w.word("deferrable initially deferred");
      return;
  }
}

void write_part(SqlWriter& w, const IndexPart& part) {
  const bool bare = part.expression.kind == ExpressionKind::column ||
                    part.expression.kind == ExpressionKind::call;
  if (bare)
    w.expression(part.expression);
  else
    w.open().expression(part.expression).close();
  w.collate(part.collation);
  if (!part.opclass.empty()) w.raw(" " + part.opclass);
  if (!part.opclass.empty() && !part.opclass_parameters.empty()) {
    w.open().raw(parameters_text(part.opclass_parameters)).close();
  }
  if (part.order == SortOrder::descending) w.word("desc");
  if (part.nulls == NullsOrder::first) w.word("nulls first");
  if (part.nulls == NullsOrder::last) w.word("nulls last");
  if (!part.exclude_operator.empty()) w.word("with").raw(" " + part.exclude_operator);
}

void write_parts(SqlWriter& w, const std::vector<IndexPart>& parts) {
  w.open();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) w.comma();
    write_part(w, parts[i]);
  }
  w.close();
}

void write_foreign_key(SqlWriter& w, const ForeignKey& key) {
  w.word("foreign key")
      .columns(key.columns)
      .word("references")
      .name(key.target)
      .columns(key.target_columns);
  if (key.match == MatchType::full) w.word("match full");
  if (key.on_delete != ReferentialAction::no_action)
    w.word("on delete").word(spell_action(key.on_delete));
  if (!key.on_delete_columns.empty()) w.columns(key.on_delete_columns);
  if (key.on_update != ReferentialAction::no_action)
    w.word("on update").word(spell_action(key.on_update));
  write_deferral(w, key.deferral);
}

void write_exclusion(SqlWriter& w, const Exclusion& exclusion) {
  w.word("exclude using").identifier(exclusion.method);
  write_parts(w, exclusion.parts);
  write_include(w, exclusion.include);
  write_with(w, exclusion.with);
  write_index_tablespace(w, exclusion.tablespace);
  if (exclusion.where) w.word("where").open().expression(*exclusion.where).close();
  write_deferral(w, exclusion.deferral);
}

/// Keys first, then the rules on rows, foreign keys last; within a kind by name, as the model has
/// them.
int rank(const Constraint& constraint) {
  return std::array{0, 1, 4, 2, 3}[constraint.body.index()];
}

std::string comment_text(std::string_view text) {
  return text.empty() ? "NULL" : quote_literal(text);
}

}  // namespace

void write_default(SqlWriter& w, const Expression& value) {
  // Here the grammar takes less than elsewhere (b_expr): operators go between parentheses.
  constexpr std::array plain = {
      ExpressionKind::null_literal, ExpressionKind::boolean_literal, ExpressionKind::number,
      ExpressionKind::string,       ExpressionKind::column,          ExpressionKind::call,
      ExpressionKind::special,      ExpressionKind::case_,           ExpressionKind::cast,
      ExpressionKind::array,        ExpressionKind::subscript,       ExpressionKind::row};
  const bool sign = value.kind == ExpressionKind::unary && value.text != "not";
  w.word("default");
  if (sign || std::find(plain.begin(), plain.end(), value.kind) != plain.end())
    w.expression(value);
  else
    w.open().expression(value).close();
}

std::string parameters_text(const Parameters& parameters) {
  std::string text;
  for (const auto& [name, value] : parameters) {
    if (!text.empty()) text += ", ";
    text += name + " = " + parameter_value(value);
  }
  return text;
}

std::vector<std::string> parameter_changes(const Parameters& from, const Parameters& to) {
  Parameters changed;
  for (const auto& [name, value] : to) {
    const auto former = from.find(name);
    if (former == from.end() || former->second != value) changed[name] = value;
  }
  std::vector<std::string> gone;
  for (const auto& [name, value] : from) {
    if (!to.contains(name)) gone.push_back(name);
  }
  std::vector<std::string> result;
  if (!changed.empty()) result.push_back("SET (" + parameters_text(changed) + ")");
  if (!gone.empty()) result.push_back("RESET (" + join(gone, ", ") + ")");
  return result;
}

void add_named_indexes(const Context& context, const ObjectName& table, const TableOptions& from,
                       const TableOptions& to) {
  if (from.replica_identity != to.replica_identity || from.identity_index != to.identity_index) {
    SqlWriter w = alter_table(context, table);
    w.word("replica identity");
    if (to.replica_identity == ReplicaIdentity::index)
      w.word("using index").identifier(to.identity_index);
    else
      w.word(spell_identity(to.replica_identity));
    context.add(w.take(), Fact::set_replica_identity, table);
  }
  if (from.cluster_on == to.cluster_on) return;
  SqlWriter w = alter_table(context, table);
  if (to.cluster_on.empty())
    w.word("set without cluster");
  else
    w.word("cluster on").identifier(to.cluster_on);
  context.add(w.take(), Fact::set_parameters, table);
}

std::string identity_definition(const Identity& identity) {
  std::string options;
  const auto number = [&options](std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) options += fmt::format("{}{} {}", options.empty() ? "" : " ", name, *value);
  };
  number("START WITH", identity.options.start);
  number("INCREMENT BY", identity.options.increment);
  number("MINVALUE", identity.options.min_value);
  number("MAXVALUE", identity.options.max_value);
  number("CACHE", identity.options.cache);
  if (identity.options.cycle) options += options.empty() ? "CYCLE" : " CYCLE";
  std::string text =
      identity.always ? "GENERATED ALWAYS AS IDENTITY" : "GENERATED BY DEFAULT AS IDENTITY";
  if (!options.empty()) text += " (" + options + ")";
  return text;
}

std::string column_definition(const Context& context, const Column& column, ColumnParts parts) {
  SqlWriter w = context.writer();
  w.identifier(column.name).type(column.type);
  w.collate(column.collation);
  if (column.not_null && parts.not_null) w.word("not null");
  if (column.default_value && parts.default_value) write_default(w, *column.default_value);
  if (column.identity && parts.identity) w.raw(" " + identity_definition(*column.identity));
  if (column.generated) {
    w.word("generated always as").open().expression(column.generated->expression).close();
    w.word(column.generated->stored ? "stored" : "virtual");
  }
  return w.take();
}

std::string constraint_definition(const Context& context, const Constraint& constraint) {
  SqlWriter w = context.writer();
  w.word("constraint").identifier(constraint.name);
  std::visit(overloaded{
                 [&](const PrimaryKey& key) {
                   w.word("primary key").columns(key.columns);
                   write_include(w, key.include);
                   write_with(w, key.with);
                   write_index_tablespace(w, key.tablespace);
                   write_deferral(w, key.deferral);
                 },
                 [&](const Unique& unique) {
                   w.word(unique.nulls_not_distinct ? "unique nulls not distinct" : "unique")
                       .columns(unique.columns);
                   write_include(w, unique.include);
                   // What SQLite alone knows about.
                   Parameters with = unique.with;
                   std::erase_if(with, [](const auto& option) {
                     return option.first.starts_with("sqlite.");
                   });
                   write_with(w, with);
                   write_index_tablespace(w, unique.tablespace);
                   write_deferral(w, unique.deferral);
                 },
                 [&](const ForeignKey& key) { write_foreign_key(w, key); },
                 [&](const Check& check) {
                   w.word("check").open().expression(check.expression).close();
                   if (check.no_inherit) w.word("no inherit");
                 },
                 [&](const Exclusion& exclusion) { write_exclusion(w, exclusion); },
             },
             constraint.body);
  return w.take();
}

std::string index_definition(const Context& context, const ObjectName& table, const Index& index) {
  SqlWriter w = context.writer();
  w.word(index.unique ? "create unique index" : "create index")
      .identifier(index.name)
      .word("on")
      .name(table);
  if (!index.method.empty()) w.word("using").identifier(index.method);
  write_parts(w, index.parts);
  write_include(w, index.include);
  if (index.nulls_not_distinct) w.word("nulls not distinct");
  write_with(w, index.with);
  if (!index.tablespace.empty()) w.word("tablespace").identifier(index.tablespace);
  if (index.where) w.word("where").expression(*index.where);
  return w.take();
}

namespace {

void write_foreign(SqlWriter& w, const Foreign& foreign) {
  w.word("server").identifier(foreign.server);
  if (foreign.options.empty()) return;
  std::vector<std::string> options;
  for (const auto& [name, value] : foreign.options)
    options.push_back(quote_identifier(name, spelling()) + " " + quote_literal(value));
  w.word("options").open().raw(join(options, ", ")).close();
}

}  // namespace

std::string key_part(const Context& context, const IndexPart& part) {
  SqlWriter w = context.writer();
  write_part(w, part);
  return std::string(trim(w.take()));
}

std::string table_definition(const Context& context, const Table& table) {
  std::vector<std::string> lines;
  const bool heir = !table.inherits.empty();
  for (const Column& column : table.columns) {
    // What is said again counts as the table's own.
    if (!heir || !column.inherited) lines.push_back(column_definition(context, column));
  }
  std::vector<const Constraint*> constraints;
  for (const Constraint& constraint : table.constraints) {
    const bool comes_along = heir && !constraint.parent.empty();
    if (!is_added_apart(table, constraint) && !comes_along) constraints.push_back(&constraint);
  }
  std::stable_sort(constraints.begin(), constraints.end(),
                   [](const Constraint* a, const Constraint* b) { return rank(*a) < rank(*b); });
  for (const Constraint* constraint : constraints)
    lines.push_back(constraint_definition(context, *constraint));
  SqlWriter w = context.writer();
  std::string_view verb = table.options.unlogged ? "create unlogged table" : "create table";
  if (table.foreign) verb = "create foreign table";
  w.word(verb).name(table.name);
  if (lines.empty())
    w.raw(" ()");
  else
    w.raw(" (\n  ").raw(join(lines, ",\n  ")).raw("\n)");
  if (heir) {
    w.word("inherits").open();
    for (std::size_t i = 0; i < table.inherits.size(); ++i)
      w.raw(i == 0 ? "" : ", ").raw(context.writer().name(table.inherits[i]).take());
    w.close();
  }
  if (table.partition_by) write_partition_by(w, context, *table.partition_by);
  if (table.foreign) write_foreign(w, *table.foreign);
  write_with(w, table.options.with);
  if (!table.options.tablespace.empty()) w.word("tablespace").identifier(table.options.tablespace);
  return w.take();
}

std::string part_expression(const Context& context, const IndexPart& part) {
  SqlWriter w = context.writer();
  if (part.collation.name.empty()) return w.expression(part.expression).take();
  return w.atom(part.expression).collate(part.collation).take();
}

bool is_not_valid(const Constraint& constraint) {
  if (const auto* check = std::get_if<Check>(&constraint.body)) return check->not_valid;
  if (const auto* foreign_key = std::get_if<ForeignKey>(&constraint.body))
    return foreign_key->not_valid;
  return false;
}

bool is_added_apart(const Table& table, const Constraint& constraint) {
  // CREATE TABLE takes NOT VALID and forgets it: the constraint would be valid.
  if (is_not_valid(constraint)) return true;
  // Of two keys with the same columns it makes the first one alone (transformIndexConstraints).
  const auto* unique = std::get_if<Unique>(&constraint.body);
  if (unique == nullptr) return false;
  return std::any_of(table.constraints.begin(), table.constraints.end(),
                     [&](const Constraint& other) {
                       if (const auto* key = std::get_if<PrimaryKey>(&other.body))
                         return key->columns == unique->columns && key->include == unique->include;
                       const auto* twin = std::get_if<Unique>(&other.body);
                       return twin != nullptr && other.name < constraint.name &&
                              twin->columns == unique->columns && twin->include == unique->include;
                     });
}

void add_column_comment(const Context& context, const ObjectName& relation,
                        const std::string& column, const std::string& comment) {
  SqlWriter w = context.writer();
  w.word("comment on column").name(relation).raw(".").raw(quote_identifier(column, spelling()));
  context.add(w.word("is").raw(" " + comment_text(comment)).take(), Fact::comment, relation);
}

namespace {

void comment_on_index(const Context& context, const ObjectName& index, const std::string& comment) {
  SqlWriter w = context.writer();
  w.word("comment on index").name(index).word("is").raw(" " + comment_text(comment));
  context.add(w.take(), Fact::comment, index);
}

}  // namespace

void add_constraint_comments(const Context& context, const ObjectName& table,
                             const Constraint& constraint) {
  if (!constraint.comment.empty()) {
    SqlWriter w = context.writer();
    w.word("comment on constraint").identifier(constraint.name).word("on").name(table).word("is");
    context.add(w.literal(constraint.comment).take(), Fact::comment_on_constraint, table);
  }
  if (!constraint.index_comment.empty())
    comment_on_index(context, {table.schema, constraint.name}, constraint.index_comment);
}

void add_index_comment(const Context& context, const ObjectName& table, const Index& index) {
  comment_on_index(context, {table.schema, index.name}, index.comment);
}

void add_comments(const Context& context, const Table& table) {
  if (!table.comment.empty()) {
    SqlWriter w = context.writer();
    w.word(table.foreign ? "comment on foreign table" : "comment on table");
    w.name(table.name).word("is").literal(table.comment);
    context.add(w.take(), Fact::comment, table.name);
  }
  for (const Column& column : table.columns) {
    if (!column.comment.empty())
      add_column_comment(context, table.name, column.name, column.comment);
  }
  for (const Constraint& constraint : table.constraints) {
    add_constraint_comments(context, table.name, constraint);
  }
  for (const Index& index : table.indexes) {
    if (!index.comment.empty()) add_index_comment(context, table.name, index);
  }
}

namespace {

/// What SET STORAGE has to say to get back to the type's own; SET STORAGE DEFAULT exists only from
/// 16 on. (pg_type.typstorage)
std::string_view default_storage(const Type& type) {
  if (type.dimensions > 0) return "extended";
  switch (type.kind) {
    case TypeKind::decimal:
      return "main";
    case TypeKind::text:
    case TypeKind::varchar:
    case TypeKind::character:
    case TypeKind::citext:
    case TypeKind::bytes:
    case TypeKind::json:
    case TypeKind::jsonb:
      return "extended";
    case TypeKind::postgres:
      if (type.name.name == "inet" || type.name.name == "cidr") return "main";
      if (type.name.name.starts_with("macaddr") || type.name.name == "money" ||
          type.name.name == "tsquery")
        return "plain";
      return "extended";
    case TypeKind::native:
      return "extended";
    case TypeKind::boolean:
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::real:
    case TypeKind::double_precision:
    case TypeKind::uuid:
    case TypeKind::date:
    case TypeKind::time:
    case TypeKind::timetz:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
    case TypeKind::interval:
    case TypeKind::user:
      return "plain";
  }
  return "extended";
}

}  // namespace

void add_storage(const Context& context, const ObjectName& table, const Column& from,
                 const Column& to) {
  std::vector<std::string> actions;
  const auto set = [&](std::string_view what) {
    actions.push_back("ALTER COLUMN " + quote_identifier(to.name, spelling()) + " SET " +
                      std::string(what));
  };
  if (from.storage != to.storage) {
    set("STORAGE " +
        to_upper(to.storage.empty() ? default_storage(to.type) : std::string_view(to.storage)));
  }
  if (from.compression != to.compression)
    set("COMPRESSION " + (to.compression.empty() ? "default" : to.compression));
  const Fact fact = actions.empty() ? Fact::set_statistics : Fact::change_catalog;
  if (from.statistics != to.statistics)
    set(fmt::format("STATISTICS {}", to.statistics.value_or(-1)));
  if (!actions.empty()) {
    SqlWriter w = alter_table(context, table);
    if (actions.size() == 1)
      w.raw(" " + actions[0]);
    else
      w.raw("\n  ").raw(join(actions, ",\n  "));
    context.add(w.take(), fact, table);
  }
  for (const std::string& change : parameter_changes(from.with, to.with))
    context.add(alter_column(context, table, to.name).raw(" " + change).take(),
                Fact::set_parameters, table);
}

void restore_storage(const Context& context, const ObjectName& table, const Column& column) {
  // A type of fixed size has no other storage than its own.
  if (default_storage(column.type) == "plain") return;
  Column reset = column;
  reset.storage.clear();
  reset.compression.clear();
  add_storage(context, table, reset, column);
}

}  // namespace migc::postgres

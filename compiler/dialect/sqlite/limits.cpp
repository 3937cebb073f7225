#include "compiler/dialect/sqlite/limits.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/conversion.h"
#include "compiler/dialect/sqlite/definition.h"
#include "compiler/dialect/sqlite/problems.h"
#include "compiler/dialect/sqlite/spelling.h"
#include "compiler/dialect/sqlite/types.h"

namespace migc::sqlite {

Diagnostic& Limits::not_available(Span place, std::string message, std::string label) {
  return diagnostics_.add(Code::not_in_dialect, place, std::move(message), std::move(label));
}

Diagnostic& Limits::key_needed(const Table& table, std::string_view what) {
  return diagnostics_
      .add(Code::stash_needs_key, place_,
           fmt::format("{} of table `{}` cannot be kept: the table has no primary key or unique "
                       "key without nulls",
                       what, table.name.display()))
      .with_help("say `discard` if they may go, or give the table a primary key first");
}

void Limits::object_name(const ObjectName& name) {
  if (!name.schema.empty()) {
    not_available(place_, fmt::format("SQLite has no schemas, but `{}` is in schema `{}`",
                                      name.display(), name.schema))
        .with_help("leave the schema out, or speak to each dialect with `sql for …`");
  }
  if (to_lower(name.name).starts_with("sqlite_")) {
    not_available(
        place_,
        fmt::format("SQLite keeps names that begin with `sqlite_` for itself, but the name is `{}`",
                    name.name));
  }
}

void Limits::relation_name(const ObjectName& name, Span place) {
  for (const ObjectName& other : schema_.relations_like(name)) {
    const Table* table = schema_.find_table(schema_.find_relation(other)->name);
    // The names of primary keys are nothing but labels to SQLite.
    const Constraint* key = table != nullptr ? table->primary_key_constraint() : nullptr;
    if (key != nullptr && key->name == other.name) continue;
    same_name("relations", name.name, other.name, place);
  }
}

void Limits::column_name(std::span<const Column> others, const std::string& name, Span place) {
  for (const Column& other : others) {
    if (other.name != name && equal_ignoring_case(other.name, name))
      same_name("columns", name, other.name, place);
  }
}

void Limits::same_name(std::string_view what, const std::string& name, const std::string& other,
                       Span place) {
  diagnostics_
      .add(Code::sqlite_same_name, place,
           fmt::format("SQLite takes the {} `{}` and `{}` for the same name", what, other, name))
      .with_help("case does not count there: choose names that differ in more");
}

void Limits::expression(const Expression& expression) {
  const std::optional<Problem> problem = find_problem(expression, version_);
  if (!problem) return;
  const Span span =
      problem->where->origin.span.known() ? problem->where->origin.span : place(expression.origin);
  Diagnostic& d = diagnostics_.add(
      problem->where->kind == ExpressionKind::raw ? Code::no_dialect_text : Code::not_in_dialect,
      span, problem->message);
  if (!problem->help.empty()) d.with_help(problem->help);
}

void Limits::stable_expression(const Expression& e, std::string_view where) {
  expression(e);
  const Expression* found = find_volatile(e);
  if (found == nullptr) return;
  diagnostics_.add(Code::sqlite_volatile, place(found->origin),
                   fmt::format("`{}` gives another value each time and cannot stand in {}",
                               to_string(*found), where));
}

void Limits::collation(const ObjectName& collation, Span place) {
  if (collation.name.empty() || own_collation(collation)) return;
  not_available(place, fmt::format("SQLite has no collation `{}`", collation.display()))
      .with_help("its own are BINARY, NOCASE and RTRIM");
}

void Limits::type(const Table& table, const Column& column) {
  const Type& type = column.type;
  if (!has_type(type, schema_)) {
    const std::string name = to_string(type);
    diagnostics_
        .add(Code::no_dialect_text, place(type.origin),
             fmt::format("SQLite has no type `{}` for column `{}`", name, column.name))
        .with_help(
            type.native.empty()
                ? fmt::format("say how SQLite stores it: `postgres `{}` sqlite `TEXT``", name)
                : "add how SQLite stores it: sqlite `TEXT`");
    return;
  }
  const std::string declared = declared_type(type, schema_);
  if (table.options.strict && !is_strict_type(declared)) {
    diagnostics_
        .add(Code::not_in_dialect, place(type.origin),
             fmt::format("a strict table has no type {}, which column `{}` needs", declared,
                         column.name))
        .with_help(
            "its types are INTEGER, REAL, TEXT, BLOB and ANY: choose one with a `sqlite` spelling");
  }
}

void Limits::relatives(const Table& table) {
  const std::string name = table.name.display();
  const auto missing = [&](std::string_view what) {
    not_available(place(table.origin), fmt::format("SQLite has no {}, such as `{}`", what, name))
        .with_help("keep one table of all rows, or speak to PostgreSQL alone");
  };
  if (table.partition_by) missing("partitioned tables");
  if (table.partition_of) missing("partitions");
  if (!table.inherits.empty()) missing("inheritance");
  if (table.foreign) missing("foreign tables");
}

void Limits::options(const Table& table) {
  const Span span = place(table.origin);
  if (table.options.strict && version_ < Version{3, 37, 0}) {
    diagnostics_.add(Code::needs_newer_server, span, "strict tables need SQLite 3.37")
        .with_help("raise the version in `dialects`, or leave `strict` out");
  }
  if (table.options.row_security || table.options.force_row_security) {
    not_available(span, fmt::format("SQLite has no row level security, as on table `{}`",
                                    table.name.display()))
        .with_help("keep it to PostgreSQL with `sql for postgres`");
  }
  if (table.options.without_rowid && table.primary_key() == nullptr) {
    not_available(span, fmt::format("table `{}` is `without rowid` and has no primary key",
                                    table.name.display()));
  }
}

void Limits::column(const Table& table, const Column& column) {
  type(table, column);
  if (column.default_value) expression(*column.default_value);
  if (column.generated) stable_expression(column.generated->expression, "a generated column");
  collation(column.collation, place(column.origin));
}

void Limits::identities(const Table& table) {
  for (const Column& column : table.columns) {
    if (!column.identity) continue;
    const PrimaryKey* key = table.primary_key();
    const bool whole_key =
        key != nullptr && key->columns.size() == 1 && key->columns[0] == column.name;
    const Span span = place(column.origin);
    if (!whole_key || table.options.without_rowid) {
      diagnostics_
          .add(Code::sqlite_identity, span,
               fmt::format("identity column `{}` is not the whole primary key of an ordinary "
                           "table, which SQLite wants it to be",
                           column.name))
          .with_help("make it the primary key, or give other columns a default");
      continue;
    }
    const SequenceOptions& options = column.identity->options;
    if (options.increment.value_or(1) != 1 || options.cycle || options.max_value) {
      diagnostics_
          .add(Code::sqlite_identity, span,
               fmt::format("SQLite counts identity column `{}` up by one and without a limit",
                           column.name))
          .with_help("leave `increment`, `maxvalue` and `cycle` out");
    }
  }
}

void Limits::foreign_key(const ForeignKey& key, Span span) {
  object_name(key.target);
  if (!key.on_delete_columns.empty())
    not_available(span, "SQLite sets every column of a foreign key to null, not some of them");
  if (key.match == MatchType::full && key.columns.size() > 1) {
    diagnostics_
        .add(Code::sqlite_match_full, span, "SQLite reads `match full` and checks `match simple`")
        .with_help("a check that the columns are all null or all not null makes up for it");
  }
}

void Limits::constraint(const Table& table, const Constraint& constraint) {
  const Span span = place(constraint.origin);
  const auto key = [&](const auto& k, std::string_view what) {
    if (!k.include.empty())
      not_available(span,
                    fmt::format("SQLite has no `include`, as in {} `{}`", what, constraint.name));
    if (k.deferral != Deferral::not_deferrable) {
      not_available(
          span, fmt::format("SQLite defers foreign keys only, not {} `{}`", what, constraint.name));
    }
  };
  std::visit(
      overloaded{
          [&](const PrimaryKey& k) { key(k, "primary key"); },
          [&](const Unique& k) {
            relation_name({table.name.schema, constraint.name}, span);
            key(k, "unique constraint");
            if (k.nulls_not_distinct) not_available(span, "SQLite has no `nulls not distinct`");
          },
          [&](const ForeignKey& k) { foreign_key(k, span); },
          [&](const Check& c) { expression(c.expression); },
          [&](const Exclusion&) {
            not_available(
                span, fmt::format("SQLite has no exclusion constraints, such as `{}` of table `{}`",
                                  constraint.name, table.name.display()));
          },
      },
      constraint.body);
}

void Limits::index(const Table& table, const Index& index) {
  const Span span = place(index.origin);
  relation_name({table.name.schema, index.name}, span);
  if (!index.method.empty() && index.method != "btree") {
    not_available(span, fmt::format("SQLite has no index method `{}`", index.method))
        .with_help("keep the index to PostgreSQL with `sql for postgres`");
  }
  if (!index.include.empty())
    not_available(span, fmt::format("SQLite has no `include`, as in index `{}`", index.name));
  if (index.nulls_not_distinct) not_available(span, "SQLite has no `nulls not distinct`");
  for (const IndexPart& part : index.parts) {
    stable_expression(part.expression, "an index");
    if (!part.opclass.empty())
      not_available(span, fmt::format("SQLite has no operator class `{}`", part.opclass));
    collation(part.collation, span);
  }
  if (index.where) stable_expression(*index.where, "an index");
}

void Limits::conversion(const Column& column, const Type& to) {
  if (column.generated || has_conversion(column.type, to)) return;
  diagnostics_
      .add(Code::no_conversion, place_,
           fmt::format("SQLite knows no conversion of `{}` from {} to {}", column.name,
                       to_string(column.type), to_string(to)))
      .with_help("say how with `using …`");
}

void Limits::table(const Table& table) {
  relatives(table);
  object_name(table.name);
  relation_name(table.name, place(table.origin));
  options(table);
  for (const Column& c : table.columns) {
    column(table, c);
    const auto before_it = static_cast<std::size_t>(&c - table.columns.data());
    column_name(std::span(table.columns).first(before_it), c.name, place(c.origin));
  }
  identities(table);
  for (const Constraint& c : table.constraints) constraint(table, c);
  for (const Index& i : table.indexes) index(table, i);
}

}  // namespace migc::sqlite

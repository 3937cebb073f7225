// The part of `Resolver` that builds and changes tables.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/ops/evolver.h"
#include "compiler/schema/word.h"
#include "compiler/sema/resolve.h"
#include "compiler/sema/typecheck.h"

namespace migc {

// ---- building blocks

Parameters Resolver::parameters(const ast::Options& options) {
  Parameters result;
  for (const ast::Option& option : options) {
    if (!result.emplace(option.name, option.value.value_or("true")).second) {
      error(Code::duplicate_item, option.origin.span,
            fmt::format("the parameter `{}` is given twice", option.name), "second time");
    }
  }
  return result;
}

Parameters Resolver::column_parameters(const ast::Options& options) {
  for (const ast::Option& option : options) {
    const std::string value = option.value.value_or("");
    double number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool whole = read.ec == std::errc{} && read.ptr == value.data() + value.size();
    if (option.name != "n_distinct" && option.name != "n_distinct_inherited") {
      error(Code::unknown_object, option.origin.span,
            fmt::format("a column has no parameter `{}`", option.name), "not a parameter")
          .with_help("its parameters are `n_distinct` and `n_distinct_inherited`");
    } else if (!whole || number < -1) {
      error(Code::bad_literal, option.origin.span,
            fmt::format("found `{}`, expected a number from -1 on", value))
          .with_help("below zero it is a share of the rows: -0.5 for one value in two rows");
    }
  }
  return parameters(options);
}

void Resolver::check_type(const Type& type) {
  if (type.kind != TypeKind::user) return;
  const ObjectName name{type.name.schema == "public" ? "" : type.name.schema, type.name.name};
  // The rows of tables and views have types.
  if (schema_.find_type(name) != nullptr || schema_.find_table(name) != nullptr ||
      schema_.find_view(name) != nullptr)
    return;
  const std::vector<ObjectKey> kinds = type_keys(name);
  std::vector<std::string> names;
  for (const auto& [key, object] : schema_.objects()) {
    if (std::ranges::find(kinds, key.kind, &ObjectKey::kind) != kinds.end())
      names.push_back(key.name.display());
  }
  for (const std::string_view builtin : builtin_type_names()) names.emplace_back(builtin);
  Diagnostic& d =
      error(Code::unknown_type, type.origin.span,
            fmt::format("type `{}` does not exist", name.display()), "not a known type");
  if (const auto near = closest(name.display(), names)) {
    d.with_help(fmt::format("a type with a similar name exists: `{}`", *near));
  } else {
    d.with_help(
        "create an enum of this name, or spell the database's own type: postgres `…` sqlite `…`");
  }
}

void Resolver::check_collation(const ast::Name& given) {
  const ObjectName name = collation_name(given.object_name());
  if (!migc::check_collation(name, given.span(), schema_, diagnostics_)) failed_ = true;
}

void Resolver::build_column(const ast::Column& given, Table& table) {
  check_type(given.type);
  check_collation(given.collation);
  // An heir may say again what it inherits; then it is its own as well.
  Column* inherited = table.find_column(given.name.text);
  if (inherited != nullptr && !inherited->inherited) inherited = nullptr;
  if (const Column* other = table.find_column(given.name.text);
      other != nullptr && inherited == nullptr) {
    error(
        Code::duplicate_column, given.name.origin.span,
        fmt::format("table `{}` has a column `{}` already", table.name.display(), given.name.text),
        "second column of this name")
        .label(other->origin.span, "first one here");
    return;
  }
  Column column{.name = given.name.text,
                .type = given.type,
                .not_null = given.not_null,
                .default_value = given.default_value,
                .identity = given.identity,
                .generated = given.generated,
                .collation = collation_name(given.collation.object_name()),
                .comment = given.comment ? given.comment->text : "",
                .storage = given.storage.text,
                .compression = given.compression.text,
                .statistics = given.statistics,
                .with = column_parameters(given.with),
                .origin = given.name.origin};
  if (column.type.name.schema == "public") column.type.name.schema.clear();
  if (column.identity)
    column.not_null = true;  // PostgreSQL makes identity columns NOT NULL (manual, CREATE TABLE)
  const bool is_key = std::ranges::any_of(given.constraints, [](const ast::Constraint& c) {
    return std::holds_alternative<ast::PrimaryKey>(c.body);
  });
  if (is_key) column.not_null = true;
  if (column.default_value) {
    const std::string what = fmt::format("column `{}`", column.name);
    if (!check_expression(*column.default_value, ExpressionPlace::default_value, nullptr,
                          {&column.type, what}, schema_, diagnostics_))
      failed_ = true;
  }
  if (inherited != nullptr) {
    column.not_null = column.not_null || inherited->not_null;
    if (!column.default_value) column.default_value = inherited->default_value;
    *inherited = std::move(column);
    return;
  }
  table.columns.push_back(std::move(column));
}

IndexPart Resolver::build_part(const ast::IndexPart& given, const Table& table) {
  if (!check_expression(given.expression, ExpressionPlace::index, &table, {}, schema_,
                        diagnostics_))
    failed_ = true;
  check_collation(given.collation);
  return {.expression = given.expression,
          .order = given.order,
          .nulls = given.nulls,
          .collation = collation_name(given.collation.object_name()),
          .opclass = given.opclass.empty() ? "" : given.opclass.object_name().display(),
          .opclass_parameters = parameters(given.opclass_options),
          .exclude_operator = given.exclude_operator};
}

std::optional<Constraint> Resolver::build_constraint(const ast::Constraint& given,
                                                     const Table& table, const ast::Ident* column) {
  const bool failed_before = failed_;
  failed_ = false;
  const auto own_columns = [&](const std::vector<ast::Ident>& names) {
    return column != nullptr ? std::vector<std::string>{column->text} : column_names(names, table);
  };
  ConstraintBody body = std::visit(
      overloaded{
          [&](const ast::PrimaryKey& c) -> ConstraintBody {
            if (const Constraint* other = table.primary_key_constraint()) {
              error(Code::second_primary_key, given.origin.span,
                    fmt::format("table `{}` has a primary key already", table.name.display()),
                    "second one")
                  .label(other->origin.span, "the first one");
            }
            return PrimaryKey{.columns = own_columns(c.columns),
                              .include = column_names(c.include, table),
                              .deferral = c.deferral,
                              .with = parameters(c.with),
                              .tablespace = c.tablespace.text};
          },
          [&](const ast::Unique& c) -> ConstraintBody {
            return Unique{.columns = own_columns(c.columns),
                          .include = column_names(c.include, table),
                          .nulls_not_distinct = c.nulls_not_distinct,
                          .deferral = c.deferral,
                          .with = parameters(c.with),
                          .tablespace = c.tablespace.text};
          },
          [&](const ast::Check& c) -> ConstraintBody {
            if (!check_expression(c.expression, ExpressionPlace::check, &table, {}, schema_,
                                  diagnostics_))
              failed_ = true;
            return Check{
                .expression = c.expression, .no_inherit = c.no_inherit, .not_valid = c.not_valid};
          },
          [&](const ast::ForeignKey& c) -> ConstraintBody {
            ForeignKey key{.columns = own_columns(c.columns),
                           .target = object_name(c.target),
                           .target_columns = {},
                           .match = c.match,
                           .on_delete = c.on_delete,
                           .on_update = c.on_update,
                           .on_delete_columns = column_names(c.on_delete_columns, table),
                           .deferral = c.deferral,
                           .not_valid = c.not_valid};
            const Table* target = key.target == table.name ? &table : find_table(c.target);
            if (target == nullptr) return key;
            if (!c.target_columns.empty()) {
              key.target_columns = column_names(c.target_columns, *target);
            } else if (const PrimaryKey* primary = target->primary_key()) {
              key.target_columns = primary->columns;
            } else {
              error(
                  Code::foreign_key_target, c.target.span(),
                  fmt::format("table `{}` has no primary key to refer to", target->name.display()),
                  "name the columns")
                  .label(target->origin.span, "created here");
            }
            return key;
          },
          [&](const ast::Exclusion& c) -> ConstraintBody {
            Exclusion exclusion{.method = c.method.empty() ? "gist" : c.method.text,
                                .parts = {},
                                .include = column_names(c.include, table),
                                .where = c.where,
                                .deferral = c.deferral,
                                .with = parameters(c.with),
                                .tablespace = c.tablespace.text};
            for (const ast::IndexPart& part : c.parts)
              exclusion.parts.push_back(build_part(part, table));
            if (c.where && !check_expression(*c.where, ExpressionPlace::predicate, &table, {},
                                             schema_, diagnostics_))
              failed_ = true;
            return exclusion;
          },
      },
      given.body);
  const bool failed_here = failed_;
  failed_ = failed_ || failed_before;
  if (failed_here) return std::nullopt;
  if (!given.name.empty()) check_new_name(given.name);
  std::string name =
      given.name.empty() ? default_constraint_name(schema_, table, body) : given.name.text;
  if (const Constraint* other = table.find_constraint(name)) {
    error(Code::duplicate_constraint, given.name.origin.span,
          fmt::format("table `{}` has a constraint `{}` already", table.name.display(), name),
          "second one")
        .label(other->origin.span, "first one here");
    return std::nullopt;
  }
  return Constraint{.name = std::move(name),
                    .body = std::move(body),
                    .comment = given.comment ? given.comment->text : "",
                    .origin = given.name.empty() ? given.origin : given.name.origin};
}

std::optional<Index> Resolver::build_index(const ast::Index& given, const Table& table) {
  const bool failed_before = failed_;
  failed_ = false;
  Index index{.name = given.name.text,
              .unique = given.unique,
              .method = given.method.text == "btree" ? "" : given.method.text,
              .parts = {},
              .include = column_names(given.include, table),
              .where = given.where,
              .nulls_not_distinct = given.nulls_not_distinct,
              .with = parameters(given.with),
              .tablespace = given.tablespace.text,
              .comment = given.comment ? given.comment->text : "",
              .origin = given.name.empty() ? given.origin : given.name.origin};
  for (const ast::IndexPart& part : given.parts) index.parts.push_back(build_part(part, table));
  if (given.where && !check_expression(*given.where, ExpressionPlace::predicate, &table, {},
                                       schema_, diagnostics_))
    failed_ = true;
  if (!given.name.empty()) check_new_name(given.name);
  const bool failed_here = failed_;
  failed_ = failed_ || failed_before;
  if (failed_here) return std::nullopt;
  if (index.name.empty()) index.name = default_index_name(schema_, table, index);
  if (const Index* other = table.find_index(index.name)) {
    error(Code::duplicate_relation, index.origin.span,
          fmt::format("table `{}` has an index `{}` already", table.name.display(), index.name),
          "second one")
        .label(other->origin.span, "first one here");
    return std::nullopt;
  }
  return index;
}

void Resolver::set_replica_identity(TableOptions& options, const ast::Option* given) {
  options.replica_identity = ReplicaIdentity::standard;
  options.identity_index.clear();
  if (given == nullptr) return;
  const std::string value = given->value.value_or("");
  if (given->name == "replica identity index") {
    options.replica_identity = ReplicaIdentity::index;
    options.identity_index = value;
    return;
  }
  for (const ReplicaIdentity each :
       {ReplicaIdentity::standard, ReplicaIdentity::full, ReplicaIdentity::nothing}) {
    if (!equal_ignoring_case(value, spell_identity(each))) continue;
    options.replica_identity = each;
    return;
  }
  error(Code::unknown_object, given->origin.span,
        fmt::format("postgres has no replica identity `{}`", value), "not known")
      .with_help("write `default`, `full` or `nothing`, or `replica identity index = …`");
}

TableOptions Resolver::build_options(TableOptions options, const ast::DialectOptions& given,
                                     bool set) {
  const auto unknown = [&](const ast::Option& option, std::string_view known) {
    error(Code::unknown_object, option.origin.span,
          fmt::format("{} has no table option `{}`", given.dialect.text, option.name),
          "not an option")
        .with_help(fmt::format("its options are {}", known));
  };
  if (given.dialect.text == "sqlite") {
    for (const ast::Option& option : given.options) {
      if (option.name == "strict")
        options.strict = set;
      else if (option.name == "without rowid")
        options.without_rowid = set;
      else
        unknown(option, "`strict` and `without rowid`");
    }
  } else if (given.dialect.text == "postgres") {
    for (const ast::Option& option : given.options) {
      if (option.name == "unlogged")
        options.unlogged = set;
      else if (option.name == "tablespace")
        options.tablespace = set ? option.value.value_or("") : "";
      else if (option.name == "cluster on")
        options.cluster_on = set ? option.value.value_or("") : "";
      else if (option.name == "replica identity" || option.name == "replica identity index")
        set_replica_identity(options, set ? &option : nullptr);
      else if (set)
        options.with[option.name] = option.value.value_or("true");
      else
        options.with.erase(option.name);
    }
  } else {
    error(Code::unknown_dialect, given.dialect.origin.span,
          fmt::format("dialect `{}` is not known", given.dialect.text), "unknown")
        .with_help("the dialects are `postgres` and `sqlite`");
  }
  return options;
}

// ---- create and drop

void Resolver::build_constraints(const ast::Column& column, Table& table) {
  for (const ast::Constraint& given : column.constraints) {
    if (std::optional<Constraint> constraint = build_constraint(given, table, &column.name))
      table.insert(std::move(*constraint));
  }
}

Table Resolver::named_table(const ast::Name& name, const std::optional<ast::Text>& comment,
                            const std::vector<ast::DialectOptions>& options) {
  Table table{.name = object_name(name),
              .columns = {},
              .constraints = {},
              .indexes = {},
              .options = {},
              .comment = comment ? comment->text : "",
              .origin = name.name.origin};
  for (const ast::DialectOptions& given : options)
    table.options = build_options(table.options, given, true);
  return table;
}

void Resolver::statement(const ast::CreateTable& s) {
  const Span place = s.name.span();
  check_new_name(s.name.name);
  Table table = named_table(s.name, s.comment, s.options);
  inherit(s.inherits, table);
  if (s.foreign)
    table.foreign =
        Foreign{.server = s.foreign->server.text, .options = parameters(s.foreign->options)};
  // All columns first: constraints and indexes may name any of them, wherever they stand in the
  // text.
  for (const ast::TableElement& element : s.elements) {
    if (const auto* column = std::get_if<ast::Column>(&element)) build_column(*column, table);
  }
  for (const Column& column : table.columns) {
    if (!column.generated) continue;
    const std::string what = fmt::format("column `{}`", column.name);
    if (!check_expression(column.generated->expression, ExpressionPlace::generated, &table,
                          {&column.type, what}, schema_, diagnostics_))
      failed_ = true;
  }
  // The key before the rest, for foreign keys of the table to itself; then named before unnamed, so
  // that no default name takes one.
  const auto is_key = [](const ast::Constraint& c) {
    return std::holds_alternative<ast::PrimaryKey>(c.body);
  };
  const auto add = [&](const ast::Constraint& given, const ast::Ident* column) {
    if (std::optional<Constraint> constraint = build_constraint(given, table, column))
      table.insert(std::move(*constraint));
  };
  for (const bool key_pass : {true, false}) {
    for (const bool named_pass : {true, false}) {
      for (const ast::TableElement& element : s.elements) {
        if (const auto* column = std::get_if<ast::Column>(&element)) {
          for (const ast::Constraint& c : column->constraints) {
            if (is_key(c) == key_pass && c.name.empty() != named_pass) add(c, &column->name);
          }
        }
        const auto* constraint = std::get_if<ast::Constraint>(&element);
        if (constraint != nullptr && is_key(*constraint) == key_pass &&
            constraint->name.empty() != named_pass)
          add(*constraint, nullptr);
      }
    }
    if (const PrimaryKey* key = table.primary_key()) {
      for (const std::string& name : key->columns) table.find_column(name)->not_null = true;
    }
  }
  for (const bool named_pass : {true, false}) {
    for (const ast::TableElement& element : s.elements) {
      const auto* given = std::get_if<ast::Index>(&element);
      if (given == nullptr || given->name.empty() == named_pass) continue;
      if (std::optional<Index> index = build_index(*given, table)) table.insert(std::move(*index));
    }
  }
  if (s.partition_by) table.partition_by = build_partition_key(*s.partition_by, table);
  if (failed_) return;
  const ObjectName name = table.name;
  if (apply(CreateTable{.table = std::move(table), .stash = {}}, place))
    created_tables_.insert(name);
}

void Resolver::statement(const ast::DropTable& s) {
  const Table* table = find_table(s.name);
  if (table == nullptr) return;
  // The rows of a partitioned table are in its partitions: each goes, and is kept, on its own.
  if (table->partition_by) {
    for (const ObjectName& child : schema_.children_of(table->name)) {
      ast::DropTable partition = s;
      partition.name.schema.text = child.schema;
      partition.name.name.text = child.name;
      statement(partition);
      if (failed_) return;
    }
  }
  DropTable drop{.name = table->name, .retention = Retention::discard, .stash = {}};
  const bool holds_rows = !table->partition_by && !table->foreign;
  if (holds_rows && !created_here(drop.name)) {
    drop.retention = retention(s.disposal, s.name.span(), "the rows");
  }
  if (failed_) return;
  if (drop.retention == Retention::preserve) drop.stash = next_stash();
  const ObjectName name = drop.name;
  const Span place = s.name.span();
  const std::optional<std::vector<ObjectKey>> sequences =
      drop_attached({ObjectKind::table, name}, place);
  if (!sequences || !apply(std::move(drop), place)) return;
  created_tables_.erase(name);
  for (const ObjectKey& sequence : *sequences) drop_object(sequence, place);
}

// ---- alter table

void Resolver::statement(const ast::AlterTable& s) {
  table_span_ = s.name.span();
  if (s.kind == ast::ObjectType::materialized_view) return alter_view(s);
  const Table* found = find_table(s.name);
  if (found == nullptr) return;
  if ((s.kind == ast::ObjectType::foreign_table) != found->foreign.has_value()) {
    error(
        Code::unknown_object, table_span_,
        fmt::format("`{}` is {} foreign table", found->name.display(), found->foreign ? "a" : "no"),
        "another kind of table")
        .label(found->origin.span, "created here");
    return;
  }
  table_ = object_name(s.name);
  bool stop = false;
  for (const ast::TableAction& given : s.actions) {
    const bool failed_before = failed_;
    failed_ = false;
    std::visit(overloaded{
                   [&](const ast::AddColumn& a) {
                     action(a, given.origin);
                     stop = current_table()->find_column(a.column.name.text) == nullptr;
                   },
                   [&](const ast::RenameColumn& a) {
                     action(a, given.origin);
                     stop = failed_;
                   },
                   [&](const ast::AlterColumn& a) { action(a, given.origin); },
                   [&](const ast::DropColumn& a) { action(a, given.origin); },
                   [&](const ast::AddConstraint& a) { action(a, given.origin); },
                   [&](const ast::AddIndex& a) { action(a, given.origin); },
                   [&](const ast::DropConstraint& a) { action(a, given.origin); },
                   [&](const ast::DropIndex& a) { action(a, given.origin); },
                   [&](const ast::RenameConstraint& a) { action(a, given.origin); },
                   [&](const ast::RenameIndex& a) { action(a, given.origin); },
                   [&](const ast::ValidateConstraint& a) { action(a, given.origin); },
                   [&](const ast::AlterConstraint& a) { action(a, given.origin); },
                   [&](const ast::RenameTo& a) {
                     action(a, given.origin);
                     stop = failed_;
                   },
                   [&](const ast::SetSchema& a) {
                     action(a, given.origin);
                     stop = failed_;
                   },
                   [&](const ast::SetComment& a) { action(a, given.origin); },
                   [&](const ast::SetOptions& a) { action(a, given.origin); },
                   [&](const ast::DropOptions& a) { action(a, given.origin); },
                   [&](const ast::SetOwner& a) { action(a, given.origin); },
                   [&](const ast::AttachPartition& a) { action(a, given.origin); },
                   [&](const ast::DetachPartition& a) { action(a, given.origin); },
                   [&](const ast::SetInherit& a) { action(a, given.origin); },
               },
               given.body);
    failed_ = failed_ || failed_before;
    if (stop) return;
  }
}

void Resolver::action(const ast::AddColumn& a, const Origin&) {
  const Table before = *current_table();
  Table table = before;
  build_column(a.column, table);
  if (failed_) return;
  const std::string what = fmt::format("column `{}`", a.column.name.text);
  const Type& type = table.columns.back().type;
  if (a.column.generated &&
      !check_expression(a.column.generated->expression, ExpressionPlace::generated, &before,
                        {&type, what}, schema_, diagnostics_)) {
    failed_ = true;
  }
  if (a.fill && !check_expression(*a.fill, ExpressionPlace::value, &before, {&type, what}, schema_,
                                  diagnostics_))
    failed_ = true;
  ColumnPosition position;
  if (a.first) position.where = ColumnPosition::Where::first;
  if (a.after && find_column(*a.after, before) != nullptr)
    position = {ColumnPosition::Where::after, a.after->text};
  build_constraints(a.column, table);
  if (failed_) return;
  const Column column = table.columns.back();
  const bool filled = column.default_value || column.identity || column.generated || a.fill;
  if (column.not_null && !filled && !created_here(table_) &&
      !allowed(Code::required_column_without_value)) {
    error(Code::required_column_without_value, a.column.name.origin.span,
          fmt::format(
              "column `{}` is `not null` and existing rows of `{}` would have no value for it",
              column.name, table_.display()),
          "fails on a table with rows")
        .with_help("give it a `default`, or a value for existing rows: `fill <expression>`");
  }
  const Span place = a.column.name.origin.span;
  // A primary key must exist before the column can be checked as part of it, so constraints follow
  // the column.
  Column plain = column;
  if (!apply(
          AddColumn{
              .table = table_, .column = plain, .position = position, .fill = a.fill, .stash = {}},
          place))
    return;
  created_columns_.insert({table_, column.name});
  for (const Constraint& constraint : table.constraints) {
    if (before.find_constraint(constraint.name) == nullptr)
      apply(AddConstraint{table_, constraint}, place);
  }
}

void Resolver::action(const ast::RenameColumn& a, const Origin&) {
  const Table& table = *current_table();
  if (find_column(a.from, table) == nullptr) return;
  if (!apply(RenameColumn{table_, a.from.text, a.to.text}, a.from.origin.span)) return;
  if (created_columns_.erase({table_, a.from.text}) != 0)
    created_columns_.insert({table_, a.to.text});
}

void Resolver::action(const ast::AlterColumn& a, const Origin&) {
  const Table& table = *current_table();
  if (find_column(a.column, table) == nullptr) return;
  std::visit([&](const auto& c) { change(c, a.column); }, a.change);
}

void Resolver::action(const ast::DropColumn& a, const Origin&) {
  const Table& table = *current_table();
  const Column* column = find_column(a.column, table);
  if (column == nullptr) return;
  const Span place = a.column.origin.span;
  const bool holds_nothing = column->generated.has_value() || created_here(table_, column->name);
  const Retention keep =
      holds_nothing ? Retention::discard
                    : retention(a.disposal, place, fmt::format("the values of `{}`", column->name));
  DropColumn drop{.table = table_,
                  .column = column->name,
                  .retention = keep,
                  .stash = {},
                  .down_fill = a.down_fill};
  if (a.down_fill) {
    const std::string what = fmt::format("column `{}`", column->name);
    if (!check_expression(*a.down_fill, ExpressionPlace::value, &table, {&column->type, what},
                          schema_, diagnostics_))
      failed_ = true;
  }
  if (failed_) return;
  if (keep == Retention::preserve) {
    const PrimaryKey* key = table.primary_key();
    if (!key_for_stash(table, place, fmt::format("the values of `{}`", column->name),
                       "write `discard`, or add a primary key first"))
      return;
    if (std::ranges::find(key->columns, column->name) != key->columns.end()) {
      error(Code::key_needed, place,
            fmt::format("the values of `{}` cannot be kept: it is part of the primary key that "
                        "finds the rows again",
                        column->name),
            "part of the key")
          .with_help("drop the primary key first and write `discard`");
      return;
    }
    drop.stash = next_stash();
  }
  // What hangs on this column alone goes with it; what names other columns too must be dropped by
  // name.
  const ColumnUse use = uses_of_column(table, column->name);
  const std::vector<std::string> alone{column->name};
  std::vector<std::string> constraints;
  std::vector<std::string> indexes;
  for (const std::string& name : use.constraints) {
    const ConstraintBody& body = table.find_constraint(name)->body;
    if (columns_of(body) == alone && !std::holds_alternative<PrimaryKey>(body))
      constraints.push_back(name);
  }
  for (const std::string& name : use.indexes) {
    if (columns_of(*table.find_index(name)) == alone) indexes.push_back(name);
  }
  for (const std::string& name : constraints) {
    if (!apply(DropConstraint{table_, name}, place)) return;
  }
  for (const std::string& name : indexes) {
    if (!apply(DropIndex{table_, name}, place)) return;
  }
  if (!drop_column_privileges(table_, drop.column, place)) return;
  const std::optional<std::vector<ObjectKey>> sequences =
      free_sequences(table_, drop.column, place);
  if (!sequences || !apply(drop, place)) return;
  created_columns_.erase({table_, drop.column});
  for (const ObjectKey& sequence : *sequences) drop_object(sequence, place);
}

void Resolver::action(const ast::AddConstraint& a, const Origin&) {
  const std::optional<Constraint> constraint =
      build_constraint(a.constraint, *current_table(), nullptr);
  if (constraint) apply(AddConstraint{table_, *constraint}, constraint->origin.span);
}

void Resolver::action(const ast::AddIndex& a, const Origin&) {
  const std::optional<Index> index = build_index(a.index, *current_table());
  if (index) apply(AddIndex{table_, *index}, index->origin.span);
}

void Resolver::action(const ast::DropConstraint& a, const Origin&) {
  apply(DropConstraint{table_, a.name.text}, a.name.origin.span);
}
void Resolver::action(const ast::DropIndex& a, const Origin&) {
  apply(DropIndex{table_, a.name.text}, a.name.origin.span);
}

void Resolver::action(const ast::RenameConstraint& a, const Origin&) {
  check_new_name(a.to);
  if (!failed_) apply(RenameConstraint{table_, a.from.text, a.to.text}, a.from.origin.span);
}

void Resolver::action(const ast::RenameIndex& a, const Origin&) {
  check_new_name(a.to);
  if (!failed_) apply(RenameIndex{table_, a.from.text, a.to.text}, a.from.origin.span);
}

void Resolver::action(const ast::ValidateConstraint& a, const Origin&) {
  apply(ValidateConstraint{table_, a.name.text}, a.name.origin.span);
}

void Resolver::action(const ast::AlterConstraint& a, const Origin&) {
  const Constraint* found = current_table()->find_constraint(a.name.text);
  if (found == nullptr) {
    error(
        Code::unknown_constraint, a.name.origin.span,
        fmt::format("constraint `{}` does not exist in table `{}`", a.name.text, table_.display()),
        "not a constraint of the table");
    return;
  }
  Constraint changed = *found;
  const bool deferrable = std::visit(overloaded{
                                         [&](PrimaryKey& c) {
                                           c.deferral = a.deferral;
                                           return true;
                                         },
                                         [&](Unique& c) {
                                           c.deferral = a.deferral;
                                           return true;
                                         },
                                         [&](ForeignKey& c) {
                                           c.deferral = a.deferral;
                                           return true;
                                         },
                                         [&](Exclusion& c) {
                                           c.deferral = a.deferral;
                                           return true;
                                         },
                                         [&](Check&) { return false; },
                                     },
                                     changed.body);
  const Span place = a.name.origin.span;
  if (!deferrable) {
    error(Code::conflicting_properties, place,
          fmt::format("check `{}` cannot be deferred", a.name.text), "a check");
    return;
  }
  if (apply(DropConstraint{table_, a.name.text}, place))
    apply(AddConstraint{table_, changed}, place);
}

void Resolver::action(const ast::RenameTo& a, const Origin&) {
  check_new_name(a.name);
  if (failed_) return;
  const ObjectName to{table_.schema, a.name.text};
  const bool created = created_here(table_);
  if (!apply(RenameTable{table_, to}, a.name.origin.span)) return;
  if (created) created_tables_.erase(table_), created_tables_.insert(to);
  table_ = to;
}

void Resolver::action(const ast::SetSchema& a, const Origin&) {
  const ObjectName to{a.schema.text == "public" ? "" : a.schema.text, table_.name};
  const bool created = created_here(table_);
  if (!apply(RenameTable{table_, to}, a.schema.origin.span)) return;
  if (created) created_tables_.erase(table_), created_tables_.insert(to);
  table_ = to;
}

void Resolver::action(const ast::SetComment& a, const Origin& origin) {
  apply(SetComment{CommentTarget::table, table_, "", a.comment ? a.comment->text : ""},
        a.comment ? a.comment->origin.span : origin.span);
}

void Resolver::action(const ast::SetOwner& a, const Origin&) {
  apply(SetOwner{{ObjectKind::table, table_}, a.role.text}, a.role.origin.span);
}

void Resolver::action(const ast::SetOptions& a, const Origin&) {
  if (current_table()->foreign) return set_foreign_options(a.options, true);
  TableOptions options = build_options(current_table()->options, a.options, true);
  if (!failed_) apply(SetTableOptions{table_, std::move(options)}, a.options.dialect.origin.span);
}

void Resolver::action(const ast::DropOptions& a, const Origin&) {
  if (current_table()->foreign) return set_foreign_options(a.options, false);
  TableOptions options = build_options(current_table()->options, a.options, false);
  if (!failed_) apply(SetTableOptions{table_, std::move(options)}, a.options.dialect.origin.span);
}

}  // namespace migc

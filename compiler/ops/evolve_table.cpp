// The overloads of `Evolver` for columns, constraints and indexes.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/ops/evolver.h"

namespace migc {
namespace {

std::vector<std::string> sorted_unique(std::vector<std::string> names) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void append(std::vector<std::string>& names, const std::vector<std::string>& more) {
  names.insert(names.end(), more.begin(), more.end());
}

void append_parts(std::vector<std::string>& names, const std::vector<IndexPart>& parts) {
  for (const IndexPart& part : parts) append(names, migc::columns_of(part.expression));
}

std::string duplicate_in(const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::ranges::count(names, names[i]) > 1) return names[i];
  }
  return {};
}

}  // namespace

std::vector<std::string> columns_of(const ConstraintBody& body) {
  std::vector<std::string> names;
  std::visit(overloaded{
                 [&](const PrimaryKey& c) { append(names, c.columns), append(names, c.include); },
                 [&](const Unique& c) { append(names, c.columns), append(names, c.include); },
                 [&](const ForeignKey& c) { append(names, c.columns); },
                 [&](const Check& c) { append(names, columns_of(c.expression)); },
                 [&](const Exclusion& c) {
                   append_parts(names, c.parts);
                   append(names, c.include);
                   if (c.where) append(names, columns_of(*c.where));
                 },
             },
             body);
  return sorted_unique(std::move(names));
}

std::vector<std::string> columns_of(const Index& index) {
  std::vector<std::string> names = index.include;
  append_parts(names, index.parts);
  if (index.where) append(names, columns_of(*index.where));
  return sorted_unique(std::move(names));
}

ColumnUse uses_of_column(const Table& table, std::string_view column) {
  const auto mentions = [&](const std::vector<std::string>& names) {
    return std::ranges::find(names, column) != names.end();
  };
  ColumnUse use;
  for (const Constraint& constraint : table.constraints) {
    const auto* foreign_key = std::get_if<ForeignKey>(&constraint.body);
    const bool own_target = foreign_key != nullptr && foreign_key->target == table.name &&
                            mentions(foreign_key->target_columns);
    if (own_target || mentions(columns_of(constraint.body)))
      use.constraints.push_back(constraint.name);
  }
  for (const Index& index : table.indexes) {
    if (mentions(columns_of(index))) use.indexes.push_back(index.name);
  }
  for (const Column& other : table.columns) {
    if (other.name != column && other.generated &&
        mentions_column(other.generated->expression, column)) {
      use.generated_columns.push_back(other.name);
    }
  }
  return use;
}

bool has_unique_key(const Table& table, const std::vector<std::string>& columns) {
  const std::vector<std::string> wanted = sorted_unique(columns);
  const auto same = [&](const std::vector<std::string>& names) {
    return sorted_unique(names) == wanted;
  };
  for (const Constraint& constraint : table.constraints) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint.body)) {
      if (key->deferral == Deferral::not_deferrable && same(key->columns)) return true;
    }
    if (const auto* unique = std::get_if<Unique>(&constraint.body)) {
      if (unique->deferral == Deferral::not_deferrable && same(unique->columns)) return true;
    }
  }
  return std::ranges::any_of(table.indexes, [&](const Index& index) {
    if (!index.unique || index.where) return false;
    std::vector<std::string> names;
    for (const IndexPart& part : index.parts) {
      if (part.expression.kind != ExpressionKind::column) return false;
      names.push_back(part.expression.text);
    }
    return same(names);
  });
}

// ---- what must hold for a part of a table

bool Evolver::column_fits(const Table& table, const Column& added) {
  if (const Column* other = table.find_column(added.name)) {
    diagnostics_
        .add(Code::duplicate_column, added.origin.span.known() ? added.origin.span : origin_.span,
             fmt::format("table `{}` has a column `{}` already", table.name.display(), added.name),
             "second column of this name")
        .label(other->origin.span, "first one here");
    return false;
  }
  const int sources =
      (added.default_value ? 1 : 0) + (added.identity ? 1 : 0) + (added.generated ? 1 : 0);
  if (sources > 1) {
    diagnostics_.add(
        Code::conflicting_properties, added.origin.span.known() ? added.origin.span : origin_.span,
        fmt::format("column `{}` has more than one of default, identity and generated", added.name),
        "a value can come from one place only");
    return false;
  }
  return type_exists(added.type);
}

bool Evolver::foreign_key_fits(const Table& table, const ForeignKey& foreign_key, Span place) {
  const bool self = foreign_key.target == table.name;
  const Table* target = self ? &table : this->table(foreign_key.target);
  if (target == nullptr || !columns_exist(*target, foreign_key.target_columns)) return false;
  if (foreign_key.columns.size() != foreign_key.target_columns.size()) {
    diagnostics_.add(Code::foreign_key_mismatch, place,
                     fmt::format("the foreign key has {} but refers to {}",
                                 counted(foreign_key.columns.size(), "column"),
                                 counted(foreign_key.target_columns.size(), "column")));
    return false;
  }
  if (!has_unique_key(*target, foreign_key.target_columns)) {
    diagnostics_
        .add(Code::foreign_key_target, place,
             fmt::format("the columns {} of table `{}` are not unique",
                         quote_list(foreign_key.target_columns), target->name.display()))
        .label(target->origin.span, "the target")
        .with_help(
            "a foreign key needs a primary key, a unique constraint that is not deferrable, or a "
            "full unique index there");
    return false;
  }
  for (std::size_t i = 0; i < foreign_key.columns.size(); ++i) {
    const Column& from = *table.find_column(foreign_key.columns[i]);
    const Column& to = *target->find_column(foreign_key.target_columns[i]);
    // Of a domain or another type of the model the server knows more.
    const auto is_enum_or_plain = [&](const Type& type) {
      return type.kind != TypeKind::user || schema_.find_enum(type.name) != nullptr;
    };
    if (!is_enum_or_plain(from.type) || !is_enum_or_plain(to.type)) continue;
    const TypeFamily a = family(from.type);
    const TypeFamily b = family(to.type);
    if (a == TypeFamily::unknown || b == TypeFamily::unknown || a == b) continue;
    diagnostics_
        .add(Code::foreign_key_mismatch, place,
             fmt::format("`{}` is {} but `{}.{}` is {}", from.name, to_string(from.type),
                         target->name.display(), to.name, to_string(to.type)))
        .label(from.origin.span, "one side")
        .label(to.origin.span, "the other side");
    return false;
  }
  return true;
}

bool Evolver::constraint_fits(const Table& table, const Constraint& added) {
  if (const Constraint* other = table.find_constraint(added.name);
      other != nullptr && other != &added) {
    error(Code::duplicate_constraint,
          fmt::format("table `{}` has a constraint `{}` already", table.name.display(), added.name))
        .label(other->origin.span, "created here");
    return false;
  }
  const Span place = added.origin.span.known() ? added.origin.span : origin_.span;
  const auto columns_fit = [&](const std::vector<std::string>& names) {
    if (const std::string twice = duplicate_in(names); !twice.empty()) {
      error(Code::duplicate_item,
            fmt::format("constraint `{}` names the column `{}` twice", added.name, twice));
      return false;
    }
    return columns_exist(table, names);
  };
  return std::visit(
      overloaded{
          [&](const PrimaryKey& c) {
            const Constraint* other = table.primary_key_constraint();
            if (other != nullptr && other != &added) {
              error(Code::second_primary_key,
                    fmt::format("table `{}` has a primary key already", table.name.display()))
                  .label(other->origin.span, "the first one");
              return false;
            }
            return columns_fit(c.columns) && columns_exist(table, c.include);
          },
          [&](const Unique& c) {
            return columns_fit(c.columns) && columns_exist(table, c.include);
          },
          [&](const ForeignKey& c) {
            return columns_fit(c.columns) && foreign_key_fits(table, c, place);
          },
          [&](const Check& c) { return columns_of_exist(table, c.expression); },
          [&](const Exclusion& c) {
            return parts_exist(table, c.parts) && columns_exist(table, c.include) &&
                   (!c.where || columns_of_exist(table, *c.where));
          },
      },
      added.body);
}

bool Evolver::index_fits(const Table& table, const Index& added) {
  return parts_exist(table, added.parts) && columns_exist(table, added.include) &&
         (!added.where || columns_of_exist(table, *added.where));
}

bool Evolver::column_is_free(const Table& table, std::string_view name) {
  const ColumnUse use = uses_of_column(table, name);
  const auto refuse = [&](std::string_view what, const std::vector<std::string>& names) {
    error(Code::still_in_use, fmt::format("column `{}` of table `{}` is still used by {} {}", name,
                                          table.name.display(), what, quote_list(names)))
        .with_help(fmt::format("drop or change {} first", quote_list(names)));
    return false;
  };
  if (!use.constraints.empty())
    return refuse(use.constraints.size() == 1 ? "constraint" : "constraints", use.constraints);
  if (!use.indexes.empty())
    return refuse(use.indexes.size() == 1 ? "index" : "indexes", use.indexes);
  if (!use.generated_columns.empty()) return refuse("generated column", use.generated_columns);
  if (!column_unused_elsewhere(table, name)) return false;
  for (const ObjectKey& user : schema_.users_of({ObjectKind::table, table.name})) {
    const Table* child = schema_.find_table(user.name);
    if (child == nullptr) continue;
    for (const Constraint& c : child->constraints) {
      const auto* foreign_key = std::get_if<ForeignKey>(&c.body);
      if (foreign_key == nullptr || foreign_key->target != table.name) continue;
      if (std::ranges::find(foreign_key->target_columns, name) == foreign_key->target_columns.end())
        continue;
      error(Code::still_in_use,
            fmt::format("column `{}` of table `{}` is the target of foreign key `{}` of table `{}`",
                        name, table.name.display(), c.name, child->name.display()))
          .label(c.origin.span, "refers to it")
          .with_help(
              fmt::format("drop the constraint first: `alter table {} {{ drop constraint {}; }}`",
                          child->name.display(), c.name));
      return false;
    }
  }
  return true;
}

// ---- columns

bool Evolver::operator()(const AddColumn& op) {
  const Table* found = table(op.table);
  if (found == nullptr || !column_fits(*found, op.column)) return false;
  if (op.column.generated && !columns_of_exist(*found, op.column.generated->expression))
    return false;
  const bool after = op.position.where == ColumnPosition::Where::after;
  if (after && column(*found, op.position.column) == nullptr) return false;
  schema_.edit_table(op.table, [&](Table& t) {
    auto place = t.columns.end();
    if (op.position.where == ColumnPosition::Where::first) place = t.columns.begin();
    if (after) place = std::ranges::find(t.columns, op.position.column, &Column::name) + 1;
    t.columns.insert(place, op.column);
  });
  return true;
}

bool Evolver::operator()(const DropColumn& op) {
  const Table* found = table(op.table);
  if (found == nullptr || column(*found, op.column) == nullptr ||
      !column_is_free(*found, op.column))
    return false;
  if (found->columns.size() == 1) {
    error(Code::table_without_columns,
          fmt::format("`{}` is the only column of table `{}`", op.column, op.table.display()))
        .with_help("drop the table instead");
    return false;
  }
  schema_.edit_table(op.table, [&](Table& t) {
    std::erase_if(t.columns, [&](const Column& c) { return c.name == op.column; });
  });
  return true;
}

namespace {

void rename_in(std::vector<std::string>& names, const std::string& from, const std::string& to) {
  std::ranges::replace(names, from, to);
}

void rename_in(std::vector<IndexPart>& parts, const std::string& from, const std::string& to) {
  for (IndexPart& part : parts) rename_column(part.expression, from, to);
}

void rename_in(Constraint& constraint, const ObjectName& table, const std::string& from,
               const std::string& to) {
  std::visit(
      overloaded{
          [&](PrimaryKey& c) { rename_in(c.columns, from, to), rename_in(c.include, from, to); },
          [&](Unique& c) { rename_in(c.columns, from, to), rename_in(c.include, from, to); },
          [&](ForeignKey& c) {
            rename_in(c.columns, from, to);
            rename_in(c.on_delete_columns, from, to);
            if (c.target == table) rename_in(c.target_columns, from, to);
          },
          [&](Check& c) { rename_column(c.expression, from, to); },
          [&](Exclusion& c) {
            rename_in(c.parts, from, to), rename_in(c.include, from, to);
            if (c.where) rename_column(*c.where, from, to);
          },
      },
      constraint.body);
}

void rename_in(Table& table, const std::string& from, const std::string& to) {
  table.find_column(from)->name = to;
  for (Column& column : table.columns) {
    if (column.generated) rename_column(column.generated->expression, from, to);
  }
  for (Constraint& constraint : table.constraints) rename_in(constraint, table.name, from, to);
  for (Index& index : table.indexes) {
    rename_in(index.parts, from, to), rename_in(index.include, from, to);
    if (index.where) rename_column(*index.where, from, to);
  }
}

}  // namespace

bool Evolver::operator()(const RenameColumn& op) {
  const Table* found = table(op.table);
  if (found == nullptr || column(*found, op.from) == nullptr) return false;
  if (const Column* other = found->find_column(op.to)) {
    error(Code::duplicate_column,
          fmt::format("table `{}` has a column `{}` already", op.table.display(), op.to))
        .label(other->origin.span, "created here");
    return false;
  }
  if (!rename_column_elsewhere(*found, op.from, op.to)) return false;
  schema_.edit_table(op.table, [&](Table& t) { rename_in(t, op.from, op.to); });
  for (const ObjectKey& user : schema_.users_of({ObjectKind::table, op.table})) {
    if (user.kind != ObjectKind::table) continue;
    schema_.edit_table(user.name, [&](Table& child) {
      for (Constraint& c : child.constraints) {
        auto* foreign_key = std::get_if<ForeignKey>(&c.body);
        if (foreign_key != nullptr && foreign_key->target == op.table)
          rename_in(foreign_key->target_columns, op.from, op.to);
      }
    });
  }
  put_back(op.texts);
  return true;
}

bool Evolver::operator()(const SetColumnType& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr || !type_exists(op.type)) return false;
  if (target->type == op.type) {
    return no_effect(fmt::format("column `{}` of table `{}` has the type {} already", op.column,
                                 op.table.display(), to_string(op.type)));
  }
  for (const std::string& user : uses_of_column(*found, op.column).generated_columns) {
    error(Code::still_in_use,
          fmt::format("generated column `{}` is computed from `{}`", user, op.column))
        .with_help("drop the generated column, change the type, and add it again");
    return false;
  }
  schema_.edit_table(op.table, [&](Table& t) { t.find_column(op.column)->type = op.type; });
  return true;
}

bool Evolver::operator()(const SetNotNull& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (target->not_null)
    return no_effect(fmt::format("column `{}` is `not null` already", op.column));
  schema_.edit_table(op.table, [&](Table& t) { t.find_column(op.column)->not_null = true; });
  return true;
}

bool Evolver::operator()(const DropNotNull& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (!target->not_null)
    return no_effect(fmt::format("column `{}` allows null already", op.column));
  const PrimaryKey* key = found->primary_key();
  if (key != nullptr && std::ranges::find(key->columns, op.column) != key->columns.end()) {
    error(Code::conflicting_properties,
          fmt::format("column `{}` is part of the primary key and cannot be null", op.column));
    return false;
  }
  if (target->identity) {
    error(Code::conflicting_properties,
          fmt::format("column `{}` is an identity column and cannot be null", op.column));
    return false;
  }
  schema_.edit_table(op.table, [&](Table& t) { t.find_column(op.column)->not_null = false; });
  return true;
}

bool Evolver::operator()(const SetDefault& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (op.value && (target->identity || target->generated)) {
    error(Code::conflicting_properties,
          fmt::format("column `{}` gets its value from elsewhere ({}) and cannot have a default",
                      op.column, target->identity ? "identity" : "generated"));
    return false;
  }
  if (target->default_value == op.value) {
    return no_effect(op.value ? fmt::format("column `{}` has this default already", op.column)
                              : fmt::format("column `{}` has no default", op.column));
  }
  schema_.edit_table(op.table,
                     [&](Table& t) { t.find_column(op.column)->default_value = op.value; });
  return true;
}

bool Evolver::operator()(const SetCollation& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (target->collation == op.collation)
    return no_effect(fmt::format("column `{}` has this collation already", op.column));
  schema_.edit_table(op.table,
                     [&](Table& t) { t.find_column(op.column)->collation = op.collation; });
  return true;
}

bool Evolver::operator()(const SetIdentity& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (target->identity == op.identity)
    return no_effect(fmt::format("the identity of column `{}` stays as it is", op.column));
  if (op.identity && (target->default_value || target->generated)) {
    error(Code::conflicting_properties,
          fmt::format("column `{}` has a {} and cannot be an identity column", op.column,
                      target->default_value ? "default" : "generation expression"))
        .with_help(target->default_value ? "drop the default first" : "drop the expression first");
    return false;
  }
  if (op.identity && !target->not_null) {
    // PostgreSQL refuses ADD GENERATED on a nullable column (manual, ALTER TABLE).
    error(Code::conflicting_properties,
          fmt::format("column `{}` allows null and cannot be an identity column", op.column))
        .with_help("`set not null` first");
    return false;
  }
  schema_.edit_table(op.table, [&](Table& t) { t.find_column(op.column)->identity = op.identity; });
  return true;
}

bool Evolver::operator()(const SetGenerated& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (target->generated == op.generated)
    return no_effect(fmt::format("column `{}` is generated so already", op.column));
  if (op.generated) {
    if (target->default_value || target->identity) {
      error(Code::conflicting_properties,
            fmt::format("column `{}` has a default or an identity and cannot be generated",
                        op.column));
      return false;
    }
    if (!columns_of_exist(*found, op.generated->expression)) return false;
  }
  schema_.edit_table(op.table,
                     [&](Table& t) { t.find_column(op.column)->generated = op.generated; });
  return true;
}

bool Evolver::operator()(const SetColumnStorage& op) {
  const Table* found = table(op.table);
  if (found == nullptr || column(*found, op.column) == nullptr) return false;
  schema_.edit_table(op.table, [&](Table& t) {
    Column& c = *t.find_column(op.column);
    c.storage = op.storage;
    c.compression = op.compression;
    c.statistics = op.statistics;
  });
  return true;
}

// ---- constraints and indexes

bool Evolver::operator()(const AddConstraint& op) {
  const Table* found = table(op.table);
  if (found == nullptr || !constraint_fits(*found, op.constraint)) return false;
  const bool has_index = !std::holds_alternative<ForeignKey>(op.constraint.body) &&
                         !std::holds_alternative<Check>(op.constraint.body);
  if (has_index && !relation_is_free({op.table.schema, op.constraint.name})) return false;
  schema_.edit_table(op.table, [&](Table& t) {
    if (const auto* key = std::get_if<PrimaryKey>(&op.constraint.body)) {
      for (const std::string& name : key->columns) t.find_column(name)->not_null = true;
    }
    t.insert(op.constraint);
  });
  return true;
}

bool Evolver::keys_remain(const Table& without, std::string_view what, const std::string& name) {
  std::vector<ObjectKey> users = schema_.users_of({ObjectKind::table, without.name});
  users.push_back({ObjectKind::table, without.name});
  for (const ObjectKey& user : users) {
    const Table* child = user.name == without.name ? &without : schema_.find_table(user.name);
    if (child == nullptr) continue;
    for (const Constraint& c : child->constraints) {
      const auto* foreign_key = std::get_if<ForeignKey>(&c.body);
      if (foreign_key == nullptr || foreign_key->target != without.name) continue;
      if (has_unique_key(without, foreign_key->target_columns)) continue;
      error(Code::still_in_use,
            fmt::format("{} `{}` is the key that foreign key `{}` of table `{}` refers to", what,
                        name, c.name, user.name.display()))
          .label(c.origin.span, "the foreign key")
          .with_help("drop the foreign key first");
      return false;
    }
  }
  return true;
}

bool Evolver::operator()(const DropConstraint& op) {
  const Table* found = table(op.table);
  const Constraint* target = found == nullptr ? nullptr : constraint(*found, op.name);
  if (target == nullptr) return false;
  Table without = *found;
  without.erase_constraint(op.name);
  if (!keys_remain(without, "constraint", op.name)) return false;
  schema_.edit_table(op.table, [&](Table& t) { t.erase_constraint(op.name); });
  return true;
}

bool Evolver::operator()(const RenameConstraint& op) {
  const Table* found = table(op.table);
  const Constraint* target = found == nullptr ? nullptr : constraint(*found, op.from);
  if (target == nullptr) return false;
  if (const Constraint* other = found->find_constraint(op.to)) {
    error(Code::duplicate_constraint,
          fmt::format("table `{}` has a constraint `{}` already", op.table.display(), op.to))
        .label(other->origin.span, "created here");
    return false;
  }
  const bool has_index = !std::holds_alternative<ForeignKey>(target->body) &&
                         !std::holds_alternative<Check>(target->body);
  if (has_index && !relation_is_free({op.table.schema, op.to})) return false;
  schema_.edit_table(op.table, [&](Table& t) {
    Constraint renamed = *t.find_constraint(op.from);
    renamed.name = op.to;
    t.erase_constraint(op.from);
    t.insert(std::move(renamed));
  });
  return true;
}

bool Evolver::operator()(const ValidateConstraint& op) {
  const Table* found = table(op.table);
  const Constraint* target = found == nullptr ? nullptr : constraint(*found, op.name);
  if (target == nullptr) return false;
  const auto* check = std::get_if<Check>(&target->body);
  const auto* foreign_key = std::get_if<ForeignKey>(&target->body);
  const bool not_valid =
      (check != nullptr && check->not_valid) || (foreign_key != nullptr && foreign_key->not_valid);
  if (!not_valid) return no_effect(fmt::format("constraint `{}` is valid already", op.name));
  schema_.edit_table(op.table, [&](Table& t) {
    ConstraintBody& body = t.find_constraint(op.name)->body;
    if (auto* c = std::get_if<Check>(&body)) c->not_valid = false;
    if (auto* f = std::get_if<ForeignKey>(&body)) f->not_valid = false;
  });
  return true;
}

bool Evolver::operator()(const AddIndex& op) {
  const Table* found = table(op.table);
  if (found == nullptr || !index_fits(*found, op.index)) return false;
  if (!relation_is_free({op.table.schema, op.index.name})) return false;
  schema_.edit_table(op.table, [&](Table& t) { t.insert(op.index); });
  return true;
}

bool Evolver::operator()(const DropIndex& op) {
  const Table* found = table(op.table);
  if (found == nullptr || index(*found, op.name) == nullptr) return false;
  Table without = *found;
  without.erase_index(op.name);
  if (!keys_remain(without, "index", op.name)) return false;
  schema_.edit_table(op.table, [&](Table& t) { t.erase_index(op.name); });
  return true;
}

bool Evolver::operator()(const RenameIndex& op) {
  const Table* found = table(op.table);
  if (found == nullptr || index(*found, op.from) == nullptr) return false;
  if (!relation_is_free({op.table.schema, op.to})) return false;
  schema_.edit_table(op.table, [&](Table& t) {
    Index renamed = *t.find_index(op.from);
    renamed.name = op.to;
    t.erase_index(op.from);
    t.insert(std::move(renamed));
  });
  return true;
}

}  // namespace migc

#include "compiler/dialect/postgres/dependents.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/base/overloaded.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/guards.h"
#include "compiler/dialect/postgres/object_definitions.h"

namespace migc::postgres {
namespace {

/// How far what hangs on a column makes way for it.
enum class Reach {
  conditions,   ///< what is stored as an expression over the column and can change along with it
  expressions,  ///< and generated columns and foreign keys
  all,          ///< and the keys and indexes that have the bare column
};

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool mentions(const std::optional<Expression>& expression, std::string_view column) {
  return expression && may_mention(*expression, column);
}

bool mentions(const std::vector<IndexPart>& parts, std::string_view column, Reach reach) {
  return std::any_of(parts.begin(), parts.end(), [&](const IndexPart& part) {
    if (part.expression.kind == ExpressionKind::column && reach != Reach::all) return false;
    return may_mention(part.expression, column);
  });
}

bool depends(const Constraint& constraint, const ObjectName& table, std::string_view column,
             Reach reach) {
  const bool plain = reach == Reach::all;
  return std::visit(
      overloaded{
          [&](const PrimaryKey& key) {
            return plain && (holds(key.columns, column) || holds(key.include, column));
          },
          [&](const Unique& key) {
            return plain && (holds(key.columns, column) || holds(key.include, column));
          },
          [&](const ForeignKey& key) {
            return reach != Reach::conditions &&
                   (holds(key.columns, column) ||
                    (key.target == table && holds(key.target_columns, column)));
          },
          [&](const Check& check) { return may_mention(check.expression, column); },
          [&](const Exclusion& exclusion) {
            return mentions(exclusion.parts, column, reach) || mentions(exclusion.where, column) ||
                   (plain && holds(exclusion.include, column));
          },
      },
      constraint.body);
}

bool depends(const Index& index, std::string_view column, Reach reach) {
  return mentions(index.parts, column, reach) || mentions(index.where, column) ||
         (reach == Reach::all && holds(index.include, column));
}

void add_own(const Table& table, std::string_view column, Reach reach, Dependents& dependents) {
  for (const Constraint& constraint : table.constraints) {
    // What a table has from a parent goes and comes back with the parent's.
    if (constraint.parent.empty() && depends(constraint, table.name, column, reach) &&
        !dependents.has_constraint(table.name, constraint.name)) {
      dependents.constraints.emplace_back(table.name, constraint);
    }
  }
  for (const Index& index : table.indexes) {
    if (index.parent.empty() && depends(index, column, reach) &&
        !dependents.has_index(table.name, index.name)) {
      dependents.indexes.emplace_back(table.name, index);
    }
  }
}

void add(const Schema& schema, const Table& table, std::string_view column, Reach reach,
         Dependents& dependents) {
  add_own(table, column, reach, dependents);
  for (const ObjectName& referrer : referrers_of(schema, table.name)) {
    for (const Constraint& constraint : schema.find_table(referrer)->constraints) {
      const auto* key = std::get_if<ForeignKey>(&constraint.body);
      const bool uses =
          key != nullptr && key->target == table.name && holds(key->target_columns, column);
      if (uses && !dependents.has_constraint(referrer, constraint.name)) {
        dependents.constraints.emplace_back(referrer, constraint);
      }
    }
  }
  for (const Column& other : table.columns) {
    const bool computed =
        other.name != column && other.generated && may_mention(other.generated->expression, column);
    if (!computed || dependents.has_generated(table.name, other.name)) continue;
    dependents.generated.emplace_back(table.name, other);
    add(schema, table, other.name, Reach::all, dependents);
  }
}

bool is_foreign_key(const Constraint& constraint) {
  return std::holds_alternative<ForeignKey>(constraint.body);
}

template <typename Items, typename Action>
void for_foreign_keys(const Items& items, bool wanted, Action action) {
  for (const auto& [table, constraint] : items) {
    if (is_foreign_key(constraint) == wanted) action(table, constraint);
  }
}

}  // namespace

bool Dependents::has_constraint(const ObjectName& table, std::string_view name) const {
  return std::any_of(constraints.begin(), constraints.end(), [&](const auto& entry) {
    return entry.first == table && entry.second.name == name;
  });
}

bool Dependents::has_index(const ObjectName& table, std::string_view name) const {
  return std::any_of(indexes.begin(), indexes.end(), [&](const auto& entry) {
    return entry.first == table && entry.second.name == name;
  });
}

bool Dependents::has_generated(const ObjectName& table, std::string_view name) const {
  return std::any_of(generated.begin(), generated.end(), [&](const auto& entry) {
    return entry.first == table && entry.second.name == name;
  });
}

void add_conditions(const Table& table, std::string_view column, Dependents& dependents) {
  add_own(table, column, Reach::conditions, dependents);
}

void add_expression_dependents(const Schema& schema, const Table& table, std::string_view column,
                               Dependents& dependents) {
  add(schema, table, column, Reach::expressions, dependents);
}

void add_all_dependents(const Schema& schema, const Table& table, std::string_view column,
                        Dependents& dependents) {
  add(schema, table, column, Reach::all, dependents);
}

namespace {

bool mentions(const Object& object, const ObjectName& table, std::string_view column) {
  const std::vector<DefinitionText>* texts = texts_of(object);
  const DefinitionText* text = texts == nullptr ? nullptr : text_for(*texts, "postgres");
  return text != nullptr &&
         std::any_of(text->names.begin(), text->names.end(), [&](const TextName& name) {
           const bool named = name.role == TextName::Role::all_columns ||
                              (name.role == TextName::Role::column && name.column == column);
           return named && (name.object.name.empty() || name.object == table);
         });
}

/// Tables and domains stay: nobody builds one again for its default's sake.
void add_closure(const Schema& schema, const ObjectKey& key, std::set<ObjectKey>& found) {
  const bool rebuilt = key.kind == ObjectKind::privileges || texts_of(*schema.find(key)) != nullptr;
  if (!rebuilt || !found.insert(key).second) return;
  for (const ObjectKey& user : schema.users_of(key)) add_closure(schema, user, found);
}

/// Sorted so that each comes behind what it needs.
void add_in_order(const Schema& schema, std::set<ObjectKey> found, Dependents& dependents) {
  for (const Object& object : dependents.objects) found.insert(key_of(object));
  dependents.objects.clear();
  while (!found.empty()) {
    const auto ready = std::find_if(found.begin(), found.end(), [&](const ObjectKey& key) {
      const std::vector<ObjectKey> needed = dependencies(*schema.find(key));
      return std::none_of(needed.begin(), needed.end(), [&](const ObjectKey& each) {
        return each != key && found.contains(each);
      });
    });
    // Routines may call each other; any order does for their texts.
    const auto next = ready == found.end() ? found.begin() : ready;
    dependents.objects.push_back(*schema.find(*next));
    found.erase(next);
  }
}

}  // namespace

void add_text_dependents(const Schema& schema, const Table& table, std::string_view column,
                         Dependents& dependents) {
  std::set<ObjectKey> found;
  for (const ObjectKey& user : schema.users_of({ObjectKind::table, table.name})) {
    if (mentions(*schema.find(user), table.name, column)) add_closure(schema, user, found);
  }
  add_in_order(schema, std::move(found), dependents);
}

void add_users(const Schema& schema, const ObjectKey& key, Dependents& dependents) {
  std::set<ObjectKey> found;
  for (const ObjectKey& user : schema.users_of(key)) add_closure(schema, user, found);
  found.erase(key);
  add_in_order(schema, std::move(found), dependents);
}

void drop_dependents(const Context& context, const Dependents& dependents) {
  for (auto object = dependents.objects.rbegin(); object != dependents.objects.rend(); ++object) {
    // What is granted on an object goes with it.
    if (!std::holds_alternative<Privileges>(*object)) drop_object(context, *object);
  }
  const auto drop = [&](const ObjectName& table, const Constraint& constraint) {
    drop_constraint(context, *context.schema.find_table(table), constraint);
  };
  // Foreign keys first: the keys they refer to cannot go before them.
  for_foreign_keys(dependents.constraints, true, drop);
  for_foreign_keys(dependents.constraints, false, drop);
  for (const auto& [table, index] : dependents.indexes)
    drop_index(context, *context.schema.find_table(table), index);
  for (const auto& [table, column] : dependents.generated) {
    context.add(alter_table(context, table).word("drop column").identifier(column.name).take(),
                Fact::drop_column, table);
  }
}

namespace {

/// What names an index loses it with the index.
void restore_named_indexes(const Context& context, const Dependents& dependents) {
  std::map<ObjectName, TableOptions> lost;
  const auto lose = [&](const auto& parts) {
    for (const auto& part : parts) {
      const TableOptions& options = context.schema.find_table(part.table)->options;
      if (options.name_index(part.item.name))
        lost.try_emplace(part.table, options).first->second.forget_index(part.item.name);
    }
  };
  for (const auto& [table, index] : dependents.indexes)
    lose(parts_with(context.schema, table, index));
  for (const auto& [table, constraint] : dependents.constraints)
    lose(parts_with(context.schema, table, constraint));
  for (const auto& [table, options] : lost)
    add_named_indexes(context, table, options, context.schema.find_table(table)->options);
}

}  // namespace

void restore_dependents(const Context& context, const Dependents& dependents, bool guarded) {
  for (const auto& [table, column] : dependents.generated) {
    SqlWriter w = alter_table(context, table);
    w.word("add column").raw(" " + column_definition(context, column));
    context.add(w.take(), column.generated->stored ? Fact::add_column_rewriting : Fact::add_column,
                table);
    add_storage(context, table, Column{}, column);
    if (!column.comment.empty()) add_column_comment(context, table, column.name, column.comment);
  }
  for (const auto& [name, index] : dependents.indexes) {
    const Table& table = *context.schema.find_table(name);
    if (guarded) guard_index(context, table, index);
    add_index(context, table, index);
  }
  const auto restore = [&](const ObjectName& name, const Constraint& constraint) {
    const Table& table = *context.schema.find_table(name);
    if (guarded && !is_foreign_key(constraint) && !is_not_valid(constraint))
      guard_constraint(context, table, constraint);
    add_constraint(context, table, constraint);
  };
  for_foreign_keys(dependents.constraints, false, restore);
  for_foreign_keys(dependents.constraints, true, restore);
  restore_named_indexes(context, dependents);
  for (Object object : dependents.objects) {
    // It may have been filled since it was created without its data.
    if (auto* view = std::get_if<View>(&object)) view->with_no_data = false;
    create_object(context, object);
  }
}

namespace {

std::vector<ObjectName> other_end(const Table& table, const Constraint& constraint) {
  const auto* key = std::get_if<ForeignKey>(&constraint.body);
  if (key == nullptr || key->target == table.name) return {};
  return {key->target};
}

Fact adding(const Constraint& constraint) {
  return std::visit(overloaded{
                        [](const PrimaryKey&) { return Fact::add_key; },
                        [](const Unique&) { return Fact::add_key; },
                        [](const ForeignKey& key) {
                          return key.not_valid ? Fact::add_foreign_key_not_valid
                                               : Fact::add_foreign_key;
                        },
                        [](const Check& check) {
                          return check.not_valid ? Fact::add_check_not_valid : Fact::add_check;
                        },
                        [](const Exclusion&) { return Fact::add_key; },
                    },
                    constraint.body);
}

}  // namespace

namespace {

void add_one(const Context& context, const Table& table, const Constraint& constraint) {
  SqlWriter w = alter_table(context, table.name);
  w.word("add").raw(" " + constraint_definition(context, constraint));
  if (is_not_valid(constraint)) w.word("not valid");
  context.add(w.take(), adding(constraint), table.name, other_end(table, constraint));
  add_constraint_comments(context, table.name, constraint);
}

void add_one(const Context& context, const Table& table, const Index& index) {
  std::vector<Hazard> also;
  if (index.unique) also.push_back(Hazard::may_fail_on_data);
  context.add(index_definition(context, table.name, index), Fact::create_index, table.name, {},
              also);
  if (!index.comment.empty()) add_index_comment(context, table.name, index);
}

/// Each partition gets its own first, under the name that the model gives it; the parent's then
/// finds them and builds nothing.
template <typename Item>
void add_with_parts(const Context& context, const Table& table, const Item& item) {
  if (context.schema.find_table(table.name) != nullptr) {
    for (const Part<Item>& part : parts_of(context.schema, table.name, item)) {
      if (!part.adopted) add_part(context, part);
    }
  }
  add_one(context, table, item);
}

}  // namespace

void add_part(const Context& context, const Part<Constraint>& part) {
  // A check goes from the parent to all below in one statement.
  if (!std::holds_alternative<Check>(part.item.body))
    add_one(context, *context.schema.find_table(part.table), part.item);
}

void add_part(const Context& context, const Part<Index>& part) {
  add_one(context, *context.schema.find_table(part.table), part.item);
}

void add_constraint(const Context& context, const Table& table, const Constraint& constraint) {
  add_with_parts(context, table, constraint);
}

void drop_constraint(const Context& context, const Table& table, const Constraint& constraint) {
  context.add(
      alter_table(context, table.name).word("drop constraint").identifier(constraint.name).take(),
      is_foreign_key(constraint) ? Fact::drop_foreign_key : Fact::drop_constraint, table.name,
      other_end(table, constraint));
}

void add_index(const Context& context, const Table& table, const Index& index) {
  add_with_parts(context, table, index);
}

void drop_index(const Context& context, const Table& table, const Index& index) {
  SqlWriter w = context.writer();
  w.word("drop index").name({.schema = table.name.schema, .name = index.name});
  context.add(w.take(), Fact::drop_index, table.name);
}

}  // namespace migc::postgres

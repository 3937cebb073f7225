// The overloads of `Evolver` for objects that are neither schema, enum nor table.
#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/ops/evolver.h"
#include "compiler/ops/type_holders.h"

namespace migc {
namespace {

bool has_column(const Schema& schema, const ObjectName& relation, const std::string& column) {
  const Table* table = schema.find_table(relation);
  return table == nullptr || table->find_column(column) != nullptr;
}

/// Whether what is of the kind and a type cannot have one name.
bool names_type(ObjectKind kind) {
  return is_type(kind) || kind == ObjectKind::view || kind == ObjectKind::sequence;
}

}  // namespace

const Object* Evolver::object(const ObjectKey& key) {
  const Object* found = schema_.find(key);
  if (found != nullptr) return found;
  std::vector<std::string> names;
  for (const auto& [other, object] : schema_.objects()) {
    if (other.kind == key.kind) names.push_back(other.name.display());
  }
  Diagnostic& d = error(Code::unknown_object, fmt::format("{} does not exist", describe(key)));
  const auto near = closest(key.name.display(), names);
  if (near && *near != key.name.display()) {
    d.with_help(fmt::format("a {} with a similar name exists: `{}`", kind_name(key.kind), *near));
  }
  return nullptr;
}

bool Evolver::type_is_free(const ObjectName& name) {
  const Object* other = schema_.find_type(name);
  // PostgreSQL keeps a row type for each table and view, so they and types share one namespace
  // (manual, CREATE TYPE).
  if (other == nullptr) other = schema_.find({ObjectKind::table, name});
  if (other == nullptr) other = schema_.find({ObjectKind::view, name});
  // A sequence is no type, but cannot be created where one has its name
  // (heap_create_with_catalog): nothing could bring it back.
  if (other == nullptr) other = schema_.find({ObjectKind::sequence, name});
  if (other == nullptr) return true;
  error(Code::duplicate_object,
        fmt::format("the name `{}` is taken by {}", name.display(), describe(key_of(*other))))
      .label(origin_of(*other).span, "created here");
  return false;
}

bool Evolver::relation_exists(const ObjectName& name) {
  return schema_.find_view(name) != nullptr || table(name) != nullptr;
}

bool Evolver::object_fits(const Object& given) {
  const auto types_exist = [&](const std::vector<Type>& types) {
    return std::ranges::all_of(types, [&](const Type& type) { return type_exists(type); });
  };
  const auto column_is_there = [&](const Table& owner, const std::string& name) {
    return column(owner, name) != nullptr;
  };
  return std::visit(
      overloaded{
          [](const Namespace&) { return true; },
          [](const Enum&) { return true; },
          [](const Table&) { return true; },
          [&](const Extension& o) {
            return o.schema.empty() || namespace_exists({o.schema, ""});
          },
          [&](const Domain& o) { return type_exists(o.type); },
          [&](const CompositeType& o) {
            return std::ranges::all_of(o.attributes,
                                       [&](const Attribute& a) { return type_exists(a.type); });
          },
          [](const DefinedObject&) { return true; },
          [&](const Sequence& o) {
            if (o.owner_table.name.empty()) return true;
            const Table* owner = table(o.owner_table);
            return owner != nullptr && column_is_there(*owner, o.owner_column);
          },
          [&](const View& o) {
            // What columns the query has is for the database to know.
            if (o.columns.empty()) return true;
            return std::ranges::all_of(o.column_comments, [&](const auto& entry) {
              if (std::ranges::find(o.columns, entry.first) != o.columns.end()) return true;
              error(Code::unknown_column,
                    fmt::format("view `{}` has no column `{}`", o.name.display(), entry.first));
              return false;
            });
          },
          [&](const TextObject& o) {
            if (!types_exist(o.arguments)) return false;
            if (!o.on.name.empty() && !relation_exists(o.on)) return false;
            if (o.firing == Firing::origin || schema_.find_view(o.on) == nullptr) return true;
            error(Code::not_on_such_table,
                  fmt::format("{} is on a view, where nothing can be disabled",
                              describe(key_of(Object(o)))))
                .with_help("PostgreSQL enables and disables what is on tables");
            return false;
          },
          [&](const Statistics& o) {
            const Table* owner = table(o.table);
            return owner != nullptr && std::ranges::all_of(o.expressions, [&](const Expression& e) {
                     return columns_of_exist(*owner, e);
                   });
          },
          [&](const Publication& o) {
            return std::ranges::all_of(o.tables, [&](const PublicationTable& entry) {
              const Table* found = table(entry.table);
              return found != nullptr && columns_exist(*found, entry.columns) &&
                     (!entry.where || columns_of_exist(*found, *entry.where));
            });
          },
          [&](const Privileges& o) {
            if (is_future(o.object)) return namespace_exists(o.object.name);
            if (!is_public(o.object) && object(o.object) == nullptr) return false;
            return std::ranges::all_of(o.granted, [&](const auto& entry) {
              const std::string& name = entry.first.column;
              if (name.empty() || has_column(schema_, o.object.name, name)) return true;
              return column_is_there(*schema_.find_table(o.object.name), name);
            });
          },
      },
      given);
}

bool Evolver::operator()(const CreateObject& op) {
  const ObjectKey key = key_of(op.object);
  if (!key.name.schema.empty() && !namespace_exists(key.name)) return false;
  if (const Object* other = schema_.find(key)) {
    error(Code::duplicate_object, fmt::format("{} exists already", describe(key)))
        .label(origin_of(*other).span, "created here");
    return false;
  }
  for (const ObjectName& name : relation_names(op.object)) {
    if (!relation_is_free(name)) return false;
  }
  if (names_type(key.kind) && !type_is_free(key.name)) return false;
  if (!object_fits(op.object)) return false;
  schema_.put(op.object);
  return true;
}

bool Evolver::operator()(const DropObject& op) {
  if (object(op.object) == nullptr || !unused(op.object)) return false;
  schema_.erase(op.object);
  return true;
}

bool Evolver::rows_are_free(const ObjectKey& type, const std::string& what) {
  const std::optional<TypeHolder> holder = holder_of(schema_, type);
  if (!holder) return true;
  error(Code::still_in_use,
        fmt::format("{} cannot change: column `{}` of table `{}` holds values of that type", what,
                    holder->column, holder->table.display()))
      .label(schema_.find_table(holder->table)->find_column(holder->column)->origin.span,
             "the column")
      .with_help("create another type, and change the columns over to it with `using …`");
  return false;
}

bool Evolver::attributes_may_change(const CompositeType& before, const CompositeType& after) {
  const auto changed = std::ranges::find_if(after.attributes, [&](const Attribute& now) {
    const Attribute* former = before.find_attribute(now.name);
    return former != nullptr && (former->type != now.type || former->collation != now.collation);
  });
  const ObjectKey key = key_of(before);
  return changed == after.attributes.end() ||
         rows_are_free(key, fmt::format("attribute `{}` of {}", changed->name, describe(key)));
}

bool Evolver::rules_may_change(const Domain& before, const Domain& after) {
  const std::optional<std::string> rule = new_rule(before, after);
  if (!rule) return true;
  const std::optional<TypeHolder> holder = holder_inside(schema_, after.name);
  if (!holder) return true;
  error(Code::still_in_use,
        fmt::format("{} of domain `{}` cannot be added: column `{}` of table `{}` holds its values "
                    "inside others",
                    *rule, after.name.display(), holder->column, holder->table.display()))
      .label(schema_.find_table(holder->table)->find_column(holder->column)->origin.span,
             "where PostgreSQL does not look for values that break it")
      .with_help(
          *rule == "`not null`"
              ? "create another domain with it, and change the columns over"
              : "add it `not valid`, for new values alone; or create another domain with it, "
                "and change the columns over");
  return false;
}

bool Evolver::operator()(const ReplaceObject& op) {
  const ObjectKey key = key_of(op.after);
  const Object* before = object(key);
  if (before == nullptr || !object_fits(op.after)) return false;
  if (*before == op.after) return no_effect(fmt::format("{} is so already", describe(key)));
  const auto* domain = std::get_if<Domain>(&op.after);
  if (domain != nullptr && !rules_may_change(std::get<Domain>(*before), *domain)) return false;
  const auto* type = std::get_if<CompositeType>(&op.after);
  if (type != nullptr && !attributes_may_change(std::get<CompositeType>(*before), *type))
    return false;
  // Nothing alters it: it is dropped and created again.
  const auto* defined = std::get_if<DefinedObject>(&op.after);
  if (defined != nullptr && std::get<DefinedObject>(*before).options != defined->options &&
      !unused(key))
    return false;
  for (const ObjectName& name : relation_names(op.after)) {
    const ObjectKey* owner = schema_.find_relation(name);
    if (owner != nullptr && *owner != key && !relation_is_free(name)) return false;
  }
  schema_.put(op.after);
  return true;
}

bool Evolver::operator()(const RenameObject& op) {
  const Object* found = object(op.from);
  if (found == nullptr) return false;
  if (!op.to.schema.empty() && !namespace_exists(op.to)) return false;
  const auto* sequence = std::get_if<Sequence>(found);
  if (sequence != nullptr && !sequence->owner_table.name.empty() &&
      op.from.name.schema != op.to.schema) {
    error(Code::conflicting_properties,
          fmt::format("{} belongs to column `{}` of table `{}` and is where the table is",
                      describe(op.from), sequence->owner_column, sequence->owner_table.display()))
        .with_help("move the table, which takes it along");
    return false;
  }
  ObjectKey to = op.from;
  to.name = op.to;
  if (const Object* other = schema_.find(to)) {
    error(Code::duplicate_object, fmt::format("{} exists already", describe(to)))
        .label(origin_of(*other).span, "created here");
    return false;
  }
  if (names_type(op.from.kind) && !type_is_free(op.to)) return false;
  if (!relation_names(*found).empty() && !relation_is_free(op.to)) return false;
  std::vector<ObjectKey> others;
  if (is_routine(op.from.kind)) others = schema_.routines_named(op.from.name);
  std::erase(others, op.from);
  if (!rename_object(op.from, op.to, op.texts, others)) return false;
  put_back(op.texts);
  return true;
}

bool Evolver::operator()(const SetOwner& op) {
  const Object* found = object(op.object);
  if (found == nullptr) return false;
  Object changed = *found;
  std::visit(
      [&](auto& o) {
        using O = std::decay_t<decltype(o)>;
        if constexpr (!std::is_same_v<O, Privileges> && !std::is_same_v<O, Extension>)
          o.owner = op.owner;
      },
      changed);
  if (changed == *found)
    return no_effect(fmt::format("the owner of {} stays as it is", describe(op.object)));
  schema_.put(std::move(changed));
  return true;
}

// ---- columns

bool needs_column(const Object& object, const ObjectName& table, std::string_view column) {
  if (const std::vector<DefinitionText>* texts = texts_of(object)) {
    return std::ranges::any_of(*texts, [&](const DefinitionText& text) {
      return std::ranges::any_of(text.names, [&](const TextName& name) {
        return name.role == TextName::Role::column && name.column == column &&
               (name.object.name.empty() || name.object == table);
      });
    });
  }
  const auto holds = [&](const std::vector<std::string>& names) {
    return std::ranges::find(names, column) != names.end();
  };
  if (const auto* sequence = std::get_if<Sequence>(&object))
    return sequence->owner_table == table && sequence->owner_column == column;
  if (const auto* statistics = std::get_if<Statistics>(&object)) {
    return std::ranges::any_of(statistics->expressions,
                               [&](const Expression& e) { return mentions_column(e, column); });
  }
  if (const auto* publication = std::get_if<Publication>(&object)) {
    return std::ranges::any_of(publication->tables, [&](const PublicationTable& entry) {
      return entry.table == table &&
             (holds(entry.columns) || (entry.where && mentions_column(*entry.where, column)));
    });
  }
  if (const auto* privileges = std::get_if<Privileges>(&object)) {
    return std::ranges::any_of(privileges->granted,
                               [&](const auto& entry) { return entry.first.column == column; });
  }
  return false;
}

bool Evolver::column_unused_elsewhere(const Table& table, std::string_view name) {
  for (const ObjectKey& user : schema_.users_of({ObjectKind::table, table.name})) {
    const Object& object = *schema_.find(user);
    if (user.kind == ObjectKind::table || !needs_column(object, table.name, name)) continue;
    error(Code::still_in_use, fmt::format("column `{}` of table `{}` is still used by {}", name,
                                          table.name.display(), describe(user)))
        .label(origin_of(object).span, "uses it")
        .with_help("drop or change it first");
    return false;
  }
  return true;
}

}  // namespace migc

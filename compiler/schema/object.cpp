#include "compiler/schema/object.h"

#include <algorithm>
#include <type_traits>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/schema/name_text.h"
#include "compiler/schema/named.h"
#include "compiler/schema/named_in_text.h"
#include "compiler/schema/text_search.h"

namespace migc {

const Constraint* Domain::find_check(std::string_view check) const {
  return find_named(checks, check);
}
void Domain::insert(Constraint check) { insert_sorted(checks, std::move(check)); }
void Domain::erase_check(std::string_view check) { erase_named(checks, check); }
const Attribute* CompositeType::find_attribute(std::string_view attribute) const {
  return find_named(attributes, attribute);
}
const Index* View::find_index(std::string_view index) const { return find_named(indexes, index); }

// ---- keys

std::string_view kind_name(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::name_space:
      return "schema";
    case ObjectKind::extension:
      return "extension";
    case ObjectKind::enum_:
      return "enum";
    case ObjectKind::collation:
      return "collation";
    case ObjectKind::domain:
      return "domain";
    case ObjectKind::composite_type:
      return "type";
    case ObjectKind::range_type:
      return "range";
    case ObjectKind::text_search_dictionary:
      return "text search dictionary";
    case ObjectKind::text_search_configuration:
      return "text search configuration";
    case ObjectKind::sequence:
      return "sequence";
    case ObjectKind::server:
      return "server";
    case ObjectKind::table:
      return "table";
    case ObjectKind::virtual_table:
      return "virtual table";
    case ObjectKind::view:
      return "view";
    case ObjectKind::function:
      return "function";
    case ObjectKind::procedure:
      return "procedure";
    case ObjectKind::aggregate:
      return "aggregate";
    case ObjectKind::trigger:
      return "trigger";
    case ObjectKind::rule:
      return "rule";
    case ObjectKind::policy:
      return "policy";
    case ObjectKind::event_trigger:
      return "event trigger";
    case ObjectKind::statistics:
      return "statistics";
    case ObjectKind::publication:
      return "publication";
    case ObjectKind::privileges:
      return "privileges";
  }
  return "object";
}

namespace {

bool is_on_table(ObjectKind kind) {
  return kind == ObjectKind::trigger || kind == ObjectKind::rule || kind == ObjectKind::policy;
}

/// Without the quotes: what both `describe` and the details of privileges say.
std::string in_words(const ObjectKey& key) {
  std::string text = key.name.display();
  if (is_routine(key.kind)) text += "(" + key.detail + ")";
  return text;
}

}  // namespace

std::string describe(const ObjectKey& key) {
  if (key.kind == ObjectKind::privileges) return "the privileges of " + key.detail;
  if (is_future(key)) {
    std::string text = "future " + std::string(kind_name(key.kind)) + "s";
    if (!key.name.schema.empty()) text += " in schema `" + key.name.schema + "`";
    if (!key.detail.empty()) text += " by `" + key.detail + "`";
    return text;
  }
  std::string text = std::string(kind_name(key.kind)) + " `" + in_words(key) + "`";
  if (is_on_table(key.kind))
    text += " on `" + ObjectName{key.name.schema, key.detail}.display() + "`";
  return text;
}

std::string signature(const std::vector<Type>& arguments) {
  std::vector<std::string> texts;
  for (const Type& type : arguments) texts.push_back(to_string(type));
  return join(texts, ", ");
}

ObjectKey privileges_key(const ObjectKey& object, const std::string& role) {
  return {ObjectKind::privileges, object.name, "`" + role + "` on " + describe(object)};
}

std::string_view spell_firing(Firing firing) {
  switch (firing) {
    case Firing::origin:
      return "enable";
    case Firing::disabled:
      return "disable";
    case Firing::replica:
      return "enable replica";
    case Firing::always:
      return "enable always";
  }
  return {};
}

bool can_fire(ObjectKind kind) {
  return kind == ObjectKind::trigger || kind == ObjectKind::rule ||
         kind == ObjectKind::event_trigger;
}

bool is_routine(ObjectKind kind) {
  return kind == ObjectKind::function || kind == ObjectKind::procedure ||
         kind == ObjectKind::aggregate;
}

bool is_type(ObjectKind kind) {
  return kind == ObjectKind::enum_ || kind == ObjectKind::domain ||
         kind == ObjectKind::composite_type || kind == ObjectKind::range_type;
}

bool is_public(const ObjectKey& key) {
  return key.kind == ObjectKind::name_space && key.name.name == "public";
}

std::string_view usual_privilege(const ObjectKey& object, std::string_view role) {
  // In one schema default privileges only add to those of all (manual, ALTER DEFAULT PRIVILEGES).
  if (role != "public" || (is_future(object) && !object.name.schema.empty())) return {};
  if (is_routine(object.kind)) return "execute";
  return is_type(object.kind) || is_public(object) ? "usage" : "";
}

bool varies_by_version(const ObjectKey& object, std::string_view role, std::string_view privilege) {
  return is_public(object) && role == "public" && privilege == "create";
}

bool is_attached(ObjectKind kind) {
  return is_on_table(kind) || kind == ObjectKind::privileges || kind == ObjectKind::statistics;
}

ObjectKey key_of(const Object& object) {
  return std::visit(
      overloaded{
          [](const Namespace& o) {
            return ObjectKey{ObjectKind::name_space, o.name};
          },
          [](const Enum& o) {
            return ObjectKey{ObjectKind::enum_, o.name};
          },
          [](const Table& o) {
            return ObjectKey{ObjectKind::table, o.name};
          },
          [](const Extension& o) {
            return ObjectKey{ObjectKind::extension, o.name};
          },
          [](const Domain& o) {
            return ObjectKey{ObjectKind::domain, o.name};
          },
          [](const CompositeType& o) {
            return ObjectKey{ObjectKind::composite_type, o.name};
          },
          [](const DefinedObject& o) {
            return ObjectKey{o.kind, o.name};
          },
          [](const Sequence& o) {
            return ObjectKey{ObjectKind::sequence, o.name};
          },
          [](const View& o) {
            return ObjectKey{ObjectKind::view, o.name};
          },
          [](const TextObject& o) {
            if (is_routine(o.kind)) return ObjectKey{o.kind, o.name, signature(o.arguments)};
            return ObjectKey{o.kind, o.name, is_on_table(o.kind) ? o.on.name : std::string()};
          },
          [](const Statistics& o) {
            return ObjectKey{ObjectKind::statistics, o.name};
          },
          [](const Publication& o) {
            return ObjectKey{ObjectKind::publication, o.name};
          },
          [](const Privileges& o) { return privileges_key(o.object, o.role); },
      },
      object);
}

ObjectName name_of(const Object& object) { return key_of(object).name; }

const Origin& origin_of(const Object& object) {
  return std::visit([](const auto& o) -> const Origin& { return o.origin; }, object);
}

const std::string& comment_of(const Object& object) {
  static const std::string none;
  return std::visit(
      [](const auto& o) -> const std::string& {
        if constexpr (std::is_same_v<std::decay_t<decltype(o)>, Privileges>)
          return none;
        else
          return o.comment;
      },
      object);
}

const std::string& owner_of(const Object& object) {
  static const std::string none;
  return std::visit(
      [](const auto& o) -> const std::string& {
        using O = std::decay_t<decltype(o)>;
        if constexpr (std::is_same_v<O, Privileges> || std::is_same_v<O, Extension>)
          return none;
        else
          return o.owner;
      },
      object);
}

const std::vector<DefinitionText>* texts_of(const Object& object) {
  if (const auto* view = std::get_if<View>(&object)) return &view->bodies;
  if (const auto* text = std::get_if<TextObject>(&object)) return &text->bodies;
  return nullptr;
}

std::vector<DefinitionText>* texts_of(Object& object) {
  if (auto* view = std::get_if<View>(&object)) return &view->bodies;
  if (auto* text = std::get_if<TextObject>(&object)) return &text->bodies;
  return nullptr;
}

const DefinitionText* text_for(const std::vector<DefinitionText>& texts, std::string_view dialect) {
  for (const DefinitionText& text : texts) {
    if (text.dialect != dialect && !text.dialect.empty()) continue;
    return trim(text.text).empty() ? nullptr : &text;
  }
  return nullptr;
}

// ---- dependencies

namespace {

/// The literal that names the sequence, or null.
template <typename E>
E* sequence_literal(E& call) {
  const bool counts = call.kind == ExpressionKind::call && call.operands.size() >= 1 &&
                      (call.text == "nextval" || call.text == "currval");
  if (!counts) return nullptr;
  E* operand = &call.operands.front();
  if (operand->kind == ExpressionKind::cast) operand = &operand->operands.front();
  return operand->kind == ExpressionKind::string ? operand : nullptr;
}

}  // namespace

std::optional<ObjectName> sequence_of(const Expression& call) {
  const Expression* literal = sequence_literal(call);
  if (literal == nullptr) return std::nullopt;
  return split_name(literal->text);
}

void rename_sequence(Expression& expression, const ObjectName& from, const ObjectName& to) {
  for_each(expression, [&](Expression& e) {
    Expression* literal = sequence_literal(e);
    if (literal != nullptr && split_name(literal->text) == from) literal->text = join_name(to);
  });
}

std::vector<ObjectKey> type_keys(const ObjectName& name) {
  return {{ObjectKind::enum_, name},
          {ObjectKind::domain, name},
          {ObjectKind::composite_type, name},
          {ObjectKind::range_type, name}};
}

namespace {

/// Gathers keys.
class Dependencies {
 public:
  void operator()(const Namespace&) {}
  void operator()(const Extension& o) {
    if (!o.schema.empty()) keys_.push_back({ObjectKind::name_space, {"", o.schema}});
  }
  void operator()(const Enum& o) { schema_of(o.name); }
  void operator()(const Table& o) {
    schema_of(o.name);
    for (const Column& column : o.columns) {
      type(column.type);
      collation(column.collation);
      if (column.default_value) expression(*column.default_value);
      if (column.generated) expression(column.generated->expression);
    }
    for (const Constraint& constraint : o.constraints) {
      const auto* foreign_key = std::get_if<ForeignKey>(&constraint.body);
      if (foreign_key != nullptr && foreign_key->target != o.name)
        keys_.push_back({ObjectKind::table, foreign_key->target});
      if (const auto* check = std::get_if<Check>(&constraint.body)) expression(check->expression);
      if (const auto* exclusion = std::get_if<Exclusion>(&constraint.body)) {
        parts(exclusion->parts);
        if (exclusion->where) expression(*exclusion->where);
      }
    }
    for (const Index& each : o.indexes) index(each);
    if (o.partition_by) parts(o.partition_by->parts);
    if (o.partition_of) keys_.push_back({ObjectKind::table, o.partition_of->parent});
    for (const ObjectName& parent : o.inherits) keys_.push_back({ObjectKind::table, parent});
    if (o.foreign) keys_.push_back({ObjectKind::server, {"", o.foreign->server}});
  }
  void operator()(const Domain& o) {
    schema_of(o.name);
    type(o.type);
    collation(o.collation);
    if (o.default_value) expression(*o.default_value);
    for (const Constraint& check : o.checks) expression(std::get<Check>(check.body).expression);
  }
  void operator()(const CompositeType& o) {
    schema_of(o.name);
    for (const Attribute& attribute : o.attributes) {
      type(attribute.type);
      collation(attribute.collation);
    }
  }
  void operator()(const DefinedObject& o) {
    schema_of(o.name);
    // The options that name another object of the model.
    const auto subtype = o.options.find("subtype");
    if (subtype != o.options.end()) any_type(split_name(subtype->second));
    // A locale may have a dot in its name: it is one of the two.
    const auto collated = o.options.find("collation");
    if (collated != o.options.end()) {
      collation({"", collated->second});
      collation(split_name(collated->second));
    }
    const auto copied = o.options.find("copy");
    if (copied != o.options.end()) keys_.push_back({o.kind, split_name(copied->second)});
    for (const auto& [option, value] : o.options) {
      if (o.kind != ObjectKind::text_search_configuration || mapped_token(option).empty()) continue;
      for (ObjectName& name : mapped_dictionaries(value))
        keys_.push_back({ObjectKind::text_search_dictionary, std::move(name)});
    }
    for (const char* option : {"canonical", "subtype_diff"}) {
      const auto function = o.options.find(option);
      if (function != o.options.end())
        keys_.push_back({ObjectKind::function, split_name(function->second)});
    }
  }
  void operator()(const Sequence& o) {
    schema_of(o.name);
    if (!o.owner_table.name.empty()) keys_.push_back({ObjectKind::table, o.owner_table});
  }
  void operator()(const View& o) {
    schema_of(o.name);
    texts(o.bodies);
    for (const Index& each : o.indexes) index(each);
  }
  void operator()(const TextObject& o) {
    if (o.kind != ObjectKind::event_trigger && o.kind != ObjectKind::server) schema_of(o.name);
    for (const Type& argument : o.arguments) type(argument);
    if (!o.on.name.empty()) relation(o.on);
    texts(o.bodies);
  }
  void operator()(const Statistics& o) {
    schema_of(o.name);
    keys_.push_back({ObjectKind::table, o.table});
    for (const Expression& each : o.expressions) expression(each);
  }
  void operator()(const Publication& o) {
    for (const PublicationTable& table : o.tables) {
      keys_.push_back({ObjectKind::table, table.table});
      if (table.where) expression(*table.where);
    }
    for (const std::string& schema : o.schemas)
      keys_.push_back({ObjectKind::name_space, {"", schema}});
  }
  void operator()(const Privileges& o) {
    if (!is_future(o.object))
      keys_.push_back(o.object);
    else if (!o.object.name.schema.empty())
      keys_.push_back({ObjectKind::name_space, {"", o.object.name.schema}});
  }

  std::vector<ObjectKey> take(const ObjectKey& self) {
    std::ranges::sort(keys_);
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    std::erase(keys_, self);
    return std::move(keys_);
  }

 private:
  void schema_of(const ObjectName& name) {
    if (!name.schema.empty()) keys_.push_back({ObjectKind::name_space, {"", name.schema}});
  }
  void any_type(const ObjectName& name) {
    for (ObjectKey& key : type_keys(name)) keys_.push_back(std::move(key));
  }
  /// The rows of a table or view are of a type of its name.
  void type(const Type& type) {
    if (type.kind != TypeKind::user) return;
    any_type(type.name);
    keys_.push_back({ObjectKind::table, type.name});
    keys_.push_back({ObjectKind::view, type.name});
  }
  void collation(const ObjectName& name) {
    if (!name.name.empty()) keys_.push_back({ObjectKind::collation, name});
  }
  void relation(const ObjectName& name) {
    for (const ObjectKind kind :
         {ObjectKind::table, ObjectKind::virtual_table, ObjectKind::view, ObjectKind::sequence})
      keys_.push_back({kind, name});
  }
  void expression(const Expression& expression) {
    for_each(expression, [&](const Expression& e) {
      if (e.type) type(*e.type);
      if (e.kind == ExpressionKind::collate) collation(collation_of(e));
      if (const std::optional<NamedInText> named = named_in_text(e)) {
        for (const ObjectKind kind : named->kinds) keys_.push_back({kind, named->name});
      }
      if (e.kind != ExpressionKind::call) return;
      keys_.push_back({ObjectKind::function, {e.qualifier, e.text}});
      if (const std::optional<ObjectName> sequence = sequence_of(e))
        keys_.push_back({ObjectKind::sequence, *sequence});
    });
  }
  void index(const Index& index) {
    parts(index.parts);
    if (index.where) expression(*index.where);
  }
  void parts(const std::vector<IndexPart>& parts) {
    for (const IndexPart& part : parts) {
      expression(part.expression);
      collation(part.collation);
    }
  }
  void texts(const std::vector<DefinitionText>& texts) {
    for (const DefinitionText& text : texts) {
      for (const TextName& name : text.names) add(name);
    }
  }
  void add(const TextName& name) {
    switch (name.role) {
      case TextName::Role::relation:
        return relation(name.object);
      case TextName::Role::routine:
        keys_.push_back({ObjectKind::function, name.object});
        return;
      case TextName::Role::type:
        any_type(name.object);
        return relation(name.object);
      case TextName::Role::collation:
        return collation(collation_name(name.object));
      case TextName::Role::self:
      case TextName::Role::qualifier:
      case TextName::Role::column:
      case TextName::Role::all_columns:
        return;
    }
  }

  std::vector<ObjectKey> keys_;
};

}  // namespace

std::vector<ObjectKey> dependencies(const Object& object) {
  Dependencies gathered;
  std::visit(gathered, object);
  return gathered.take(key_of(object));
}

std::vector<ObjectName> relation_names(const Object& object) {
  if (const auto* sequence = std::get_if<Sequence>(&object)) return {sequence->name};
  if (const auto* type = std::get_if<CompositeType>(&object)) return {type->name};
  if (const auto* view = std::get_if<View>(&object)) {
    std::vector<ObjectName> names{view->name};
    for (const Index& index : view->indexes) names.push_back({view->name.schema, index.name});
    return names;
  }
  const auto* text = std::get_if<TextObject>(&object);
  if (text != nullptr && text->kind == ObjectKind::virtual_table) return {text->name};
  const auto* table = std::get_if<Table>(&object);
  if (table == nullptr) return {};
  std::vector<ObjectName> names{table->name};
  for (const Index& index : table->indexes) names.push_back({table->name.schema, index.name});
  for (const Constraint& constraint : table->constraints) {
    if (has_index(constraint.body)) names.push_back({table->name.schema, constraint.name});
  }
  return names;
}

}  // namespace migc

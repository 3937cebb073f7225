#include "compiler/dialect/postgres/body_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "compiler/dialect/sql_tokens.h"

namespace migc::postgres {
namespace {

/// The names in the strings of a statement, of which the body is one.
struct BodyNames {
  std::set<std::string> all;
  std::set<std::string> bare;  ///< those that stand without a schema somewhere
};

/// A string without its quotes.
std::string_view inside(std::string_view string) {
  const std::size_t begin = string.find_first_of("'$");
  if (begin == std::string_view::npos) return {};
  const std::size_t open = string[begin] == '$' ? string.find('$', begin + 1) : begin;
  if (open == std::string_view::npos) return {};
  const std::size_t quote = open - begin + 1;
  if (string.size() < open + 1 + quote) return {};
  return string.substr(open + 1, string.size() - (open + 1) - quote);
}

BodyNames names_in_strings(std::string_view sql) {
  BodyNames names;
  for (const SqlToken& token : sql_tokens(sql, false)) {
    if (token.kind != SqlToken::Kind::string) continue;
    bool after_dot = false;
    for (const SqlToken& word :
         sql_tokens(inside(sql.substr(token.begin, token.end - token.begin)), false)) {
      if (word.is_name()) {
        names.all.insert(word.text);
        if (!after_dot) names.bare.insert(word.text);
      }
      after_dot = word.text == ".";
    }
  }
  return names;
}

/// Of objects that a body can name.
std::string named(const Object& object) {
  const ObjectKind kind = key_of(object).kind;
  const bool on_another = kind == ObjectKind::privileges || kind == ObjectKind::trigger ||
                          kind == ObjectKind::rule || kind == ObjectKind::policy ||
                          kind == ObjectKind::statistics || kind == ObjectKind::publication;
  return on_another ? std::string() : name_of(object).name;
}

/// What a body can say only after the operation; empty when it makes nothing of a new name.
std::string made_by(const OperationBody& body) {
  if (const auto* op = std::get_if<CreateTable>(&body)) return op->table.name.name;
  if (const auto* op = std::get_if<CreateEnum>(&body)) return op->enumeration.name.name;
  if (const auto* op = std::get_if<CreateNamespace>(&body)) return op->name_space.name.name;
  if (const auto* op = std::get_if<CreateObject>(&body)) return named(op->object);
  if (const auto* op = std::get_if<AddColumn>(&body)) return op->column.name;
  if (const auto* op = std::get_if<AddEnumValue>(&body)) return op->name.name;
  if (const auto* op = std::get_if<SetColumnType>(&body)) return op->column;
  if (const auto* op = std::get_if<RenameTable>(&body)) return op->to.name;
  if (const auto* op = std::get_if<RenameColumn>(&body)) return op->to;
  if (const auto* op = std::get_if<RenameEnum>(&body)) return op->to.name;
  if (const auto* op = std::get_if<RenameNamespace>(&body)) return op->to.name;
  if (const auto* op = std::get_if<RenameObject>(&body)) return op->to.name;
  if (const auto* op = std::get_if<ReplaceObject>(&body)) return named(op->after);
  return {};
}

/// The types that a routine takes or gives, among them the rows of tables.
std::set<ObjectName> types_of(const TextObject& routine) {
  std::set<ObjectName> types;
  for (const Type& argument : routine.arguments) types.insert(argument.name);
  for (const DefinitionText& text : routine.bodies) {
    for (const TextName& name : text.names) {
      if (name.role == TextName::Role::type) types.insert(name.object);
    }
  }
  return types;
}

/// The type whose values have other parts after the operation; null when it is none of that sort.
const ObjectName* recomposed_by(const OperationBody& body) {
  if (const auto* op = std::get_if<AddColumn>(&body)) return &op->table;
  if (const auto* op = std::get_if<DropColumn>(&body)) return &op->table;
  if (const auto* op = std::get_if<SetColumnType>(&body)) return &op->table;
  const auto* op = std::get_if<ReplaceObject>(&body);
  const auto* type = op == nullptr ? nullptr : std::get_if<CompositeType>(&op->after);
  return type == nullptr ? nullptr : &type->name;
}

/// Whether a name without a schema may mean an object that only another search path finds.
bool needs_a_path(const Schema& schema, const std::set<std::string>& bare) {
  return std::ranges::any_of(schema.objects(), [&](const auto& entry) {
    const ObjectKey& key = entry.first;
    return !key.name.schema.empty() && bare.contains(key.name.name) &&
           schema.find({key.kind, {"", key.name.name}, key.detail}) == nullptr;
  });
}

}  // namespace

void prepare_body_check(const Context& context, const TextObject& object, std::string_view sql) {
  if (object.kind != ObjectKind::function && object.kind != ObjectKind::procedure) return;
  const BodyNames names = names_in_strings(sql);
  const std::set<ObjectName> types = types_of(object);
  const bool ahead = std::ranges::any_of(context.sink.later(), [&](const Operation& operation) {
    const ObjectName* recomposed = recomposed_by(operation.body);
    return names.all.contains(made_by(operation.body)) ||
           (recomposed != nullptr && types.contains(*recomposed));
  });
  if (!ahead && !needs_a_path(context.schema, names.bare)) return;
  // Of the whole batch: another transaction for the sake of this would cost more than it gives.
  context.sink.share({{.name = "check_function_bodies", .value = "off"}});
}

}  // namespace migc::postgres

#include "runtime/inspect/postgres_catalog.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "compiler/base/text.h"

namespace migc::runtime::postgres {

std::optional<std::int64_t> Fields::number() {
  const std::optional<std::string>& field = row_[next_++];
  if (!field) return std::nullopt;
  std::int64_t value = 0;
  const char* end = field->data() + field->size();
  if (std::from_chars(field->data(), end, value).ptr != end) return std::nullopt;
  return value;
}

std::vector<std::string> Fields::list() {
  std::vector<std::string> result;
  const nlohmann::json items = nlohmann::json::parse(text(), nullptr, false);
  if (!items.is_array()) return result;
  for (const nlohmann::json& item : items)
    result.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  return result;
}

ObjectName Fields::name() {
  std::string schema = text();
  if (schema == "public") schema.clear();
  return {std::move(schema), text()};
}

Catalog::Catalog(Driver& driver, const InspectOptions& options)
    : driver_(driver), options_(options), dialect_(*find_dialect("postgres")) {}

Result<void> Catalog::read(const std::string& sql,
                           const std::function<void(Fields& fields)>& visit) {
  const Result<Rows> rows = driver_.query(sql);
  if (!rows) return tl::unexpected(rows.error());
  for (const Row& row : rows->rows) {
    Fields fields(row);
    visit(fields);
  }
  return {};
}

std::string Catalog::in_user_schema() const {
  return fmt::format("n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', {})",
                     literal(options_.ledger_schema));
}

std::string Catalog::not_of_extension(std::string_view catalog, std::string_view oid) {
  return fmt::format(
      "NOT EXISTS (SELECT FROM pg_depend own WHERE own.classid = '{}'::regclass AND own.objid = {} "
      "AND own.deptype = 'e')",
      catalog, oid);
}

std::string Catalog::is_own(std::string_view catalog, std::string_view oid) {
  return fmt::format(
      "NOT EXISTS (SELECT FROM pg_depend own WHERE own.classid = '{}'::regclass AND own.objid = {} "
      "AND own.deptype IN ('e', 'i'))",
      catalog, oid);
}

std::string Catalog::comment_of(std::string_view catalog, std::string_view oid) {
  return fmt::format(
      " LEFT JOIN pg_description d ON d.classoid = '{}'::regclass AND d.objoid = {} AND d.objsubid "
      "= "
      "0 ",
      catalog, oid);
}

Type Catalog::type(const std::string& text) {
  const auto known = types_.find(text);
  if (known != types_.end()) return known->second;
  // A cast names its type.
  const Expression cast = dialect_.read_expression("NULL::" + text);
  Type found;
  if (cast.type) {
    found = *cast.type;
  } else {
    found.kind = TypeKind::native;
    found.native.push_back({.dialect = "postgres", .text = text, .origin = {}});
  }
  return types_.emplace(text, std::move(found)).first->second;
}

Expression Catalog::expression(const std::string& text) {
  // The same few defaults and conditions come again and again.
  const auto known = expressions_.find(text);
  if (known != expressions_.end()) return known->second;
  Expression read = dialect_.read_expression(text);
  bool sayable = true;
  for_each(std::as_const(read), [&](const Expression& part) {
    if (part.kind == ExpressionKind::collate) sayable = sayable && is_there(collation_of(part));
  });
  if (!sayable) read = raw_expression("postgres", text);
  return expressions_.emplace(text, std::move(read)).first->second;
}

Expression Catalog::default_value(const std::string& text, const Type& type) {
  Expression read = expression(text);
  // A word that only a newer server knows reads like a column, of which no default has any.
  if (!columns_of(read).empty()) return raw_expression("postgres", text);
  if (read.kind != ExpressionKind::cast || read.operands[0].kind != ExpressionKind::string)
    return read;
  const Type& cast = *read.type;
  const bool same = cast.kind == type.kind && cast.name == type.name && !cast.length &&
                    cast.dimensions == type.dimensions && type.native.empty();
  if (!same) return read;
  Expression literal = read.operands[0];
  const bool integral =
      type.dimensions == 0 && (type.kind == TypeKind::smallint || type.kind == TypeKind::integer ||
                               type.kind == TypeKind::bigint || type.kind == TypeKind::decimal);
  const std::size_t sign = literal.text.starts_with('-') ? 1 : 0;
  const bool digits = literal.text.size() > sign &&
                      literal.text.find_first_not_of("0123456789", sign) == std::string::npos;
  if (!integral || !digits) return literal;
  // The server writes a number so only when it was one of this type from the start: a bigint that
  // is no integer. What was the text of a number stays one, or it would be written otherwise.
  std::int32_t small = 0;
  const char* const end = literal.text.data() + literal.text.size();
  const bool fits =
      std::from_chars(literal.text.data(), end, small).ec != std::errc::result_out_of_range;
  if (type.kind != TypeKind::bigint || fits) return read;
  literal.kind = ExpressionKind::number;
  if (sign == 0) return literal;
  literal.text.erase(0, 1);
  Expression negative;
  negative.kind = ExpressionKind::unary;
  negative.text = "-";
  negative.operands.push_back(std::move(literal));
  return negative;
}

Parameters Catalog::parameters(const std::vector<std::string>& options) {
  Parameters result;
  for (const std::string& option : options) {
    const std::size_t equal = option.find('=');
    result[option.substr(0, equal)] =
        equal == std::string::npos ? std::string() : option.substr(equal + 1);
  }
  return result;
}

ObjectName Catalog::collation(const ObjectName& name, const std::string& user) {
  ObjectName known = collation_name(name);
  if (is_there(known)) return known;
  leave_out(
      fmt::format("collation `{}` of {}, which came with an extension", name.display(), user));
  return {};
}

bool Catalog::is_there(const ObjectName& collation) const {
  return collation.schema.empty() || schema_.find({ObjectKind::collation, collation}) != nullptr;
}

void Catalog::define(Object& object, std::string text) {
  DefinitionText definition{
      .dialect = "postgres", .text = std::move(text), .names = {}, .origin = {}};
  Diagnostics problems;
  if (!dialect_.read_text(object, schema_, definition, problems))
    leave_out(fmt::format("the names in the text of {}", describe(key_of(object))));
  std::vector<DefinitionText>* texts = texts_of(object);
  texts->clear();
  texts->push_back(std::move(definition));
}

void Catalog::put(Object object, const std::string& owner, std::string_view catalog,
                  const std::string& oid) {
  know(key_of(object), catalog, oid);
  if (options_.owners) {
    std::visit(
        [&owner](auto& each) {
          if constexpr (requires { each.owner; }) each.owner = owner;
        },
        object);
  }
  schema_.put(std::move(object));
}

void Catalog::know(const ObjectKey& key, std::string_view catalog, const std::string& oid) {
  keys_.insert_or_assign({std::string(catalog), oid}, key);
}

const ObjectKey* Catalog::find(std::string_view catalog, const std::string& oid) const {
  const auto found = keys_.find({std::string(catalog), oid});
  return found == keys_.end() ? nullptr : &found->second;
}

const Relation* Catalog::relation(const std::string& oid) const {
  const auto found = relations_.find(oid);
  return found == relations_.end() ? nullptr : &found->second;
}

std::string Catalog::column(const Relation& relation, const std::string& number) {
  std::int64_t value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  const auto found = relation.columns.find(value);
  return found == relation.columns.end() ? std::string() : found->second;
}

std::vector<std::string> Catalog::columns(const Relation& relation,
                                          const std::vector<std::string>& numbers) {
  std::vector<std::string> result;
  result.reserve(numbers.size());
  for (const std::string& number : numbers) result.push_back(column(relation, number));
  return result;
}

std::string named(std::string_view kind, const ObjectName& name) {
  return fmt::format("{} `{}`", kind, name.display());
}

std::string quoted_name(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

std::string quoted_name(const ObjectName& name) {
  return name.schema.empty() ? quoted_name(name.name)
                             : quoted_name(name.schema) + '.' + quoted_name(name.name);
}

std::string literal(std::string_view text) {
  std::string result = "'";
  bool escapes = false;
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += c;
    escapes = escapes || c == '\\';
    result += c;
  }
  return (escapes ? "E" : "") + result + '\'';
}

}  // namespace migc::runtime::postgres

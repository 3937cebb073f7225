#include "compiler/dialect/postgres/pg_expression.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "compiler/dialect/postgres/pg_text.h"

namespace migc::postgres {
namespace {

using Json = nlohmann::json;
using Read = std::optional<Expression>;

Expression make(ExpressionKind kind, std::string text = {}, std::vector<Expression> operands = {}) {
  Expression made;
  made.kind = kind;
  made.text = std::move(text);
  made.operands = std::move(operands);
  return made;
}

/// The member of that name, or null.
const Json* member(const Json& node, const char* name) {
  const auto found = node.find(name);
  return found == node.end() ? nullptr : &*found;
}

std::string word(const Json& node, const char* name) {
  const Json* found = member(node, name);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag(const Json& node, const char* name) {
  const Json* found = member(node, name);
  return found != nullptr && found->is_boolean() && found->get<bool>();
}

/// A dotted name as its words; nothing when it holds anything else.
std::optional<std::vector<std::string>> words(const Json& node, const char* name) {
  const Json* list = member(node, name);
  if (list == nullptr || !list->is_array()) return std::nullopt;
  std::vector<std::string> result;
  for (const Json& item : *list) {
    const Json* text = member(item, "String");
    if (text == nullptr) return std::nullopt;
    result.push_back(word(*text, "sval"));
  }
  return result;
}

/// A dotted name without the schemas that need not be told; nothing when it is longer than that.
std::optional<ObjectName> object_name(const std::optional<std::vector<std::string>>& parts) {
  if (!parts || parts->empty() || parts->size() > 2) return std::nullopt;
  if (parts->size() == 1) return ObjectName{{}, parts->front()};
  const std::string& schema = parts->front();
  return ObjectName{schema == "public" || schema == "pg_catalog" ? std::string() : schema,
                    parts->back()};
}

/// The language reads what PostgreSQL lets operators be made of, but those that begin with `*`, `+`
/// or `-` (grammar/Mig.g4, OPERATOR).
bool is_operator(std::string_view text) {
  constexpr std::string_view characters = "<>=~!@#%^&|?";
  constexpr std::array<std::string_view, 7> whole = {"+", "-", "*", "/", "->", "->>", "-|-"};
  if (std::find(whole.begin(), whole.end(), text) != whole.end()) return true;
  if (text.empty() || characters.find(text.front()) == std::string_view::npos) return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool inside = characters.find(text[i]) != std::string_view::npos || text[i] == '*';
    const bool dash = text[i] == '-' && i + 1 < text.size() &&
                      characters.find(text[i + 1]) != std::string_view::npos;
    if (!inside && !dash) return false;
  }
  return true;
}

/// A number as a literal with a sign in front of it, if it has one.
Expression number(std::string_view digits) {
  if (!digits.starts_with('-')) return make(ExpressionKind::number, std::string(digits));
  return make(ExpressionKind::unary, "-",
              {make(ExpressionKind::number, std::string(digits.substr(1)))});
}

std::optional<int> small_number(const Json& constant) {
  const Json* found = member(constant, "A_Const");
  const Json* value = found == nullptr ? nullptr : member(*found, "ival");
  const Json* digits = value == nullptr ? nullptr : member(*value, "ival");
  if (digits == nullptr || !digits->is_number_integer()) return std::nullopt;
  return digits->get<int>();
}

// ---- types

/// The modifiers that the language has words for: one or two numbers.
bool read_modifiers(const Json& list, Type& type) {
  std::vector<int> numbers;
  for (const Json& item : list) {
    const std::optional<int> value = small_number(item);
    if (!value) return false;
    numbers.push_back(*value);
  }
  if (type.kind == TypeKind::interval) {
    // The first one is a mask of fields, and all of them are the normal case (INTERVAL_FULL_RANGE).
    constexpr int all_fields = 0x7FFF;
    if (numbers.size() != 2 || numbers[0] != all_fields) return false;
    type.length = numbers[1];
    return true;
  }
  if (numbers.empty() || numbers.size() > 2) return false;
  if (numbers.size() == 2 && type.kind != TypeKind::decimal) return false;
  type.length = numbers[0];
  if (numbers.size() == 2 && numbers[1] != 0) type.scale = numbers[1];
  return true;
}

std::optional<Type> named_type(const std::vector<std::string>& names) {
  const bool catalog = names.size() == 2 && names[0] == "pg_catalog";
  const std::optional<ObjectName> name = object_name(names);
  if (!name) return std::nullopt;
  // Unless the parser put it there for a key word, `char` is the one-byte type of the catalogs.
  const bool own_word = name->name == "char" || name->name == "bytes" || name->name == "double";
  if (name->schema.empty() && !own_word) {
    if (std::optional<Type> builtin = find_builtin_type(name->name)) return builtin;
  }
  if (catalog) return std::nullopt;
  Type type;
  type.kind = TypeKind::user;
  type.name = *name;
  return type;
}

std::optional<Type> read_type(const Json& node) {
  if (flag(node, "setof") || flag(node, "pct_type")) return std::nullopt;
  const std::optional<std::vector<std::string>> names = words(node, "names");
  if (!names || (names->size() == 1 && names->front() == "char")) return std::nullopt;
  std::optional<Type> type = named_type(*names);
  if (!type) return std::nullopt;
  const Json* modifiers = member(node, "typmods");
  if (modifiers != nullptr && !read_modifiers(*modifiers, *type)) return std::nullopt;
  // `char` alone has the length 1, and this one has none.
  if (type->kind == TypeKind::character && !type->length) return std::nullopt;
  if (modifiers != nullptr && type->kind == TypeKind::user) return std::nullopt;
  const Json* bounds = member(node, "arrayBounds");
  if (bounds != nullptr) type->dimensions = static_cast<int>(bounds->size());
  return type;
}

// ---- expressions

struct Special {
  std::string_view op, text;
};

constexpr std::array<Special, 10> specials = {{
    {"SVFOP_CURRENT_DATE", "current_date"},
    {"SVFOP_CURRENT_TIME", "current_time"},
    {"SVFOP_CURRENT_TIMESTAMP", "current_timestamp"},
    {"SVFOP_LOCALTIME", "localtime"},
    {"SVFOP_LOCALTIMESTAMP", "localtimestamp"},
    {"SVFOP_CURRENT_ROLE", "current_role"},
    {"SVFOP_CURRENT_USER", "current_user"},
    {"SVFOP_SESSION_USER", "session_user"},
    {"SVFOP_CURRENT_CATALOG", "current_catalog"},
    {"SVFOP_CURRENT_SCHEMA", "current_schema"},
}};

struct LikeOperator {
  std::string_view op, text;
  bool negated;
};

constexpr std::array<LikeOperator, 4> like_operators = {{
    {"~~", "like", false},
    {"!~~", "like", true},
    {"~~*", "ilike", false},
    {"!~~*", "ilike", true},
}};

Read read(const Json& node);

std::optional<std::vector<Expression>> read_list(const Json& list) {
  std::vector<Expression> result;
  for (const Json& item : list) {
    Read one = read(item);
    if (!one) return std::nullopt;
    result.push_back(*std::move(one));
  }
  return result;
}

std::optional<std::vector<Expression>> read_list(const Json& node, const char* name) {
  const Json* list = member(node, name);
  return list == nullptr ? std::vector<Expression>{} : read_list(*list);
}

Read read_member(const Json& node, const char* name) {
  const Json* found = member(node, name);
  return found == nullptr ? Read() : read(*found);
}

Read with_operands(ExpressionKind kind, std::string text,
                   std::optional<std::vector<Expression>> operands) {
  if (!operands) return std::nullopt;
  return make(kind, std::move(text), *std::move(operands));
}

Read read_constant(const Json& node) {
  if (flag(node, "isnull")) return make(ExpressionKind::null_literal);
  if (const Json* value = member(node, "ival")) {
    const Json* digits = member(*value, "ival");
    if (digits == nullptr || !digits->is_number_integer()) return std::nullopt;
    return number(std::to_string(digits->get<int>()));
  }
  if (const Json* value = member(node, "fval")) return number(word(*value, "fval"));
  if (const Json* value = member(node, "sval"))
    return make(ExpressionKind::string, word(*value, "sval"));
  if (const Json* value = member(node, "boolval"))
    return make(ExpressionKind::boolean_literal, flag(*value, "boolval") ? "true" : "false");
  return std::nullopt;
}

Read read_column(const Json& node) {
  const std::optional<std::vector<std::string>> fields = words(node, "fields");
  if (!fields || fields->size() > 2) return std::nullopt;
  Expression column = make(ExpressionKind::column, fields->back());
  if (fields->size() == 2) column.qualifier = fields->front();
  return column;
}

/// Functions that are called in words of their own, and what remains when they are called plainly.
Read special_call(const std::string& name, std::vector<Expression> arguments) {
  const std::size_t count = arguments.size();
  if (name == "timezone" && count == 2) {
    std::swap(arguments[0], arguments[1]);
    return make(ExpressionKind::at_time_zone, {}, std::move(arguments));
  }
  if (name == "extract" && count == 2 && arguments[0].kind == ExpressionKind::string)
    return make(ExpressionKind::call, name, std::move(arguments));
  if (name == "btrim") return make(ExpressionKind::call, "trim", std::move(arguments));
  if (name == "ltrim" || name == "rtrim" || name == "substring")
    return make(ExpressionKind::call, name, std::move(arguments));
  return std::nullopt;
}

Read read_call(const Json& node) {
  for (const char* beyond :
       {"agg_order", "agg_filter", "over", "func_variadic", "agg_within_group"}) {
    if (node.contains(beyond)) return std::nullopt;
  }
  const std::optional<ObjectName> name = object_name(words(node, "funcname"));
  std::optional<std::vector<Expression>> arguments = read_list(node, "args");
  if (!name || !arguments) return std::nullopt;
  if (word(node, "funcformat") == "COERCE_SQL_SYNTAX")
    return special_call(name->name, *std::move(arguments));
  // These have no plain call: the name is a key word.
  constexpr std::array<std::string_view, 8> words_only = {
      "position", "overlay", "normalize", "extract", "xmlexists", "treat", "grouping", "trim"};
  const bool plain = name->schema.empty() && std::find(words_only.begin(), words_only.end(),
                                                       name->name) != words_only.end();
  if (plain) return std::nullopt;
  if (flag(node, "agg_star")) arguments->push_back(make(ExpressionKind::star));
  Expression call = make(ExpressionKind::call, name->name, *std::move(arguments));
  call.qualifier = name->schema;
  call.negated = flag(node, "agg_distinct");
  return call;
}

/// `'-1'::integer` and `'-1.5'::numeric` are how the catalogs write negative numbers.
bool is_number_of(const Expression& literal, const Type& type) {
  if (literal.kind != ExpressionKind::string || type.dimensions != 0 || type.length) return false;
  const std::string& text = literal.text;
  if (!text.starts_with('-')) return false;
  if (type.kind == TypeKind::integer) {
    int value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && end == text.data() + text.size() &&
           text == std::to_string(value);
  }
  if (type.kind != TypeKind::decimal) return false;
  const std::size_t point = text.find('.');
  return point != std::string::npos && point > 1 && point + 1 < text.size() &&
         text.find_first_not_of("0123456789.", 1) == std::string::npos &&
         text.find('.', point + 1) == std::string::npos;
}

Read read_cast(const Json& node) {
  const Json* type_node = member(node, "typeName");
  Read inner = read_member(node, "arg");
  if (!inner || type_node == nullptr) return std::nullopt;
  std::optional<Type> type = read_type(*type_node);
  if (!type) return std::nullopt;
  if (is_number_of(*inner, *type)) return number(inner->text);
  Expression cast = make(ExpressionKind::cast, {}, {*std::move(inner)});
  cast.type = *std::move(type);
  return cast;
}

Read read_boolean(const Json& node) {
  std::optional<std::vector<Expression>> parts = read_list(node, "args");
  if (!parts || parts->empty()) return std::nullopt;
  const std::string op = word(node, "boolop");
  if (op == "NOT_EXPR") return make(ExpressionKind::unary, "not", *std::move(parts));
  Expression chain = std::move(parts->front());
  for (std::size_t i = 1; i < parts->size(); ++i) {
    std::vector<Expression> both;
    both.push_back(std::move(chain));
    both.push_back(std::move((*parts)[i]));
    chain = make(ExpressionKind::binary, op == "AND_EXPR" ? "and" : "or", std::move(both));
  }
  return chain;
}

Read read_case(const Json& node) {
  Expression made = make(ExpressionKind::case_);
  if (node.contains("arg")) {
    Read subject = read_member(node, "arg");
    if (!subject) return std::nullopt;
    made.text = "subject";
    made.operands.push_back(*std::move(subject));
  }
  const Json* branches = member(node, "args");
  if (branches == nullptr) return std::nullopt;
  for (const Json& branch : *branches) {
    const Json* when = member(branch, "CaseWhen");
    if (when == nullptr) return std::nullopt;
    Read condition = read_member(*when, "expr");
    Read result = read_member(*when, "result");
    if (!condition || !result) return std::nullopt;
    made.operands.push_back(*std::move(condition));
    made.operands.push_back(*std::move(result));
  }
  if (node.contains("defresult")) {
    Read otherwise = read_member(node, "defresult");
    if (!otherwise) return std::nullopt;
    made.operands.push_back(*std::move(otherwise));
  }
  return made;
}

Read read_indirection(const Json& node) {
  Read base = read_member(node, "arg");
  const Json* steps = member(node, "indirection");
  if (!base || steps == nullptr) return std::nullopt;
  for (const Json& step : *steps) {
    const Json* indices = member(step, "A_Indices");
    if (indices == nullptr || flag(*indices, "is_slice")) return std::nullopt;
    Read index = read_member(*indices, "uidx");
    if (!index) return std::nullopt;
    std::vector<Expression> both;
    both.push_back(*std::move(base));
    both.push_back(*std::move(index));
    base = make(ExpressionKind::subscript, {}, std::move(both));
  }
  return base;
}

Read read_collate(const Json& node) {
  Read inner = read_member(node, "arg");
  const std::optional<ObjectName> name = object_name(words(node, "collname"));
  if (!inner || !name) return std::nullopt;
  Expression made = make(ExpressionKind::collate, name->name, {*std::move(inner)});
  made.qualifier = name->schema;
  return made;
}

// ---- operators

/// LIKE with its pattern, which may be a call that knows the escape.
Read read_like(const Json& node, std::string text, bool negated, std::string_view escape_function) {
  Read left = read_member(node, "lexpr");
  Read right = read_member(node, "rexpr");
  if (!left || !right) return std::nullopt;
  std::vector<Expression> operands;
  operands.push_back(*std::move(left));
  if (right->kind == ExpressionKind::call && right->text == escape_function) {
    for (Expression& part : right->operands) operands.push_back(std::move(part));
  } else {
    operands.push_back(*std::move(right));
  }
  Expression made = make(ExpressionKind::binary, std::move(text), std::move(operands));
  made.negated = negated;
  return made;
}

/// The list of an IN or BETWEEN behind its subject.
Read read_with_list(const Json& node, ExpressionKind kind, bool negated) {
  Read left = read_member(node, "lexpr");
  const Json* right = member(node, "rexpr");
  const Json* list = right == nullptr ? nullptr : member(*right, "List");
  if (!left || list == nullptr) return std::nullopt;
  std::optional<std::vector<Expression>> items = read_list(*list, "items");
  if (!items) return std::nullopt;
  items->insert(items->begin(), *std::move(left));
  Expression made = make(kind, {}, *std::move(items));
  made.negated = negated;
  return made;
}

/// `x = any (array[1, 2])` is what PostgreSQL makes of `x in (1, 2)`, and the other way round, as
/// long as there are two values at least and no column is among them.
bool is_in_list(const Expression& list) {
  return list.kind == ExpressionKind::array && list.operands.size() > 1 &&
         std::all_of(list.operands.begin(), list.operands.end(), [](const Expression& item) {
           return item.kind != ExpressionKind::array && item.kind != ExpressionKind::row &&
                  columns_of(item).empty();
         });
}

Read read_quantified(const Json& node, const std::string& op, bool any) {
  Read left = read_member(node, "lexpr");
  Read right = read_member(node, "rexpr");
  if (!left || !right || !is_operator(op)) return std::nullopt;
  if (is_in_list(*right) && ((any && op == "=") || (!any && op == "<>"))) {
    std::vector<Expression> operands = std::move(right->operands);
    operands.insert(operands.begin(), *std::move(left));
    Expression made = make(ExpressionKind::in, {}, std::move(operands));
    made.negated = !any;
    return made;
  }
  std::vector<Expression> both;
  both.push_back(*std::move(left));
  both.push_back(make(ExpressionKind::quantified, any ? "any" : "all", {*std::move(right)}));
  return make(ExpressionKind::binary, op, std::move(both));
}

Read read_plain_operator(const Json& node, const std::string& op) {
  Read right = read_member(node, "rexpr");
  if (!right) return std::nullopt;
  if (!node.contains("lexpr")) {
    if (op != "-" && op != "+" && op != "~") return std::nullopt;
    return make(ExpressionKind::unary, op, {*std::move(right)});
  }
  for (const LikeOperator& like : like_operators) {
    if (like.op == op) return read_like(node, std::string(like.text), like.negated, "like_escape");
  }
  Read left = read_member(node, "lexpr");
  if (!left || !is_operator(op)) return std::nullopt;
  std::vector<Expression> both;
  both.push_back(*std::move(left));
  both.push_back(*std::move(right));
  return make(ExpressionKind::binary, op, std::move(both));
}

Read read_operator(const Json& node) {
  const std::optional<ObjectName> name = object_name(words(node, "name"));
  if (!name || !name->schema.empty()) return std::nullopt;
  const std::string& op = name->name;
  const std::string kind = word(node, "kind");
  if (kind == "AEXPR_OP") return read_plain_operator(node, op);
  if (kind == "AEXPR_OP_ANY") return read_quantified(node, op, true);
  if (kind == "AEXPR_OP_ALL") return read_quantified(node, op, false);
  if (kind == "AEXPR_IN") return read_with_list(node, ExpressionKind::in, op == "<>");
  if (kind == "AEXPR_BETWEEN") return read_with_list(node, ExpressionKind::between, false);
  if (kind == "AEXPR_NOT_BETWEEN") return read_with_list(node, ExpressionKind::between, true);
  if (kind == "AEXPR_LIKE") return read_like(node, "like", op == "!~~", "like_escape");
  if (kind == "AEXPR_ILIKE") return read_like(node, "ilike", op == "!~~*", "like_escape");
  if (kind == "AEXPR_SIMILAR")
    return read_like(node, "similar to", op == "!~", "similar_to_escape");
  const bool distinct = kind == "AEXPR_DISTINCT";
  if (!distinct && kind != "AEXPR_NOT_DISTINCT" && kind != "AEXPR_NULLIF") return std::nullopt;
  Read left = read_member(node, "lexpr");
  Read right = read_member(node, "rexpr");
  if (!left || !right) return std::nullopt;
  std::vector<Expression> both;
  both.push_back(*std::move(left));
  both.push_back(*std::move(right));
  if (kind == "AEXPR_NULLIF") return make(ExpressionKind::call, "nullif", std::move(both));
  Expression made = make(ExpressionKind::binary, "is distinct from", std::move(both));
  made.negated = !distinct;
  return made;
}

/// NullTest and BooleanTest: IS_NOT_NULL, IS_UNKNOWN …
Read read_test(const Json& node, std::string test) {
  Read inner = read_member(node, "arg");
  if (!inner || !test.starts_with("IS_")) return std::nullopt;
  test.erase(0, 3);
  const bool negated = test.starts_with("NOT_");
  if (negated) test.erase(0, 4);
  std::transform(test.begin(), test.end(), test.begin(),
                 [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  Expression made = make(ExpressionKind::is, std::move(test), {*std::move(inner)});
  made.negated = negated;
  return made;
}

Read read_special(const Json& node) {
  const std::string op = word(node, "op");
  for (const Special& special : specials) {
    if (special.op == op) return make(ExpressionKind::special, std::string(special.text));
  }
  return std::nullopt;
}

Read read_row(const Json& node) {
  std::optional<std::vector<Expression>> parts = read_list(node, "args");
  if (!parts || parts->size() < 2) return std::nullopt;
  return make(ExpressionKind::row, {}, *std::move(parts));
}

Read read(const Json& node) {
  if (!node.is_object() || node.size() != 1) return std::nullopt;
  const std::string& kind = node.begin().key();
  const Json& body = node.begin().value();
  if (kind == "A_Const") return read_constant(body);
  if (kind == "ColumnRef") return read_column(body);
  if (kind == "FuncCall") return read_call(body);
  if (kind == "TypeCast") return read_cast(body);
  if (kind == "A_Expr") return read_operator(body);
  if (kind == "BoolExpr") return read_boolean(body);
  if (kind == "NullTest") return read_test(body, word(body, "nulltesttype"));
  if (kind == "BooleanTest") return read_test(body, word(body, "booltesttype"));
  if (kind == "CaseExpr") return read_case(body);
  if (kind == "A_ArrayExpr")
    return with_operands(ExpressionKind::array, {}, read_list(body, "elements"));
  if (kind == "A_Indirection") return read_indirection(body);
  if (kind == "CollateClause") return read_collate(body);
  if (kind == "CoalesceExpr")
    return with_operands(ExpressionKind::call, "coalesce", read_list(body, "args"));
  if (kind == "MinMaxExpr") {
    const bool greatest = word(body, "op") == "IS_GREATEST";
    return with_operands(ExpressionKind::call, greatest ? "greatest" : "least",
                         read_list(body, "args"));
  }
  if (kind == "SQLValueFunction") return read_special(body);
  if (kind == "RowExpr") return read_row(body);
  return std::nullopt;
}

/// The one value of `SELECT value`; null when the text is more than that, or does not parse.
const Json* only_value(const Json& tree) {
  const Json* statements = member(tree, "stmts");
  if (statements == nullptr || statements->size() != 1) return nullptr;
  const Json* statement = member(statements->front(), "stmt");
  const Json* select = statement == nullptr ? nullptr : member(*statement, "SelectStmt");
  if (select == nullptr) return nullptr;
  for (const auto& [field, value] : select->items()) {
    // What every SELECT has.
    if (field != "targetList" && field != "limitOption" && field != "op") return nullptr;
  }
  const Json* targets = member(*select, "targetList");
  if (targets == nullptr || targets->size() != 1) return nullptr;
  const Json* target = member(targets->front(), "ResTarget");
  return target == nullptr || target->contains("name") ? nullptr : member(*target, "val");
}

/// The number that begins at a place of the text, which may have a sign with blanks behind it.
std::optional<int> number_at(std::string_view text, std::size_t place) {
  std::string digits;
  for (std::size_t at = place; at < text.size(); ++at) {
    const char c = text[at];
    const bool sign = digits.empty() && c == '-';
    if (c == ' ' && digits == "-") continue;
    if (!sign && (c < '0' || c > '9')) break;
    digits += c;
  }
  int value = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// The library leaves out integers that are 0 or less: they are put back in from the text.
void mend_numbers(Json& node, std::string_view text) {
  if (!node.is_structured()) return;
  const auto value = node.is_object() ? node.find("ival") : node.end();
  if (node.is_object() && value != node.end() && value->is_object() && !value->contains("ival")) {
    const std::optional<int> found =
        number_at(text, static_cast<std::size_t>(std::max(node.value("location", 0), 0)));
    if (found) (*value)["ival"] = *found;
    return;
  }
  for (Json& item : node) mend_numbers(item, text);
}

}  // namespace

std::optional<Expression> parse_expression(std::string_view sql) {
  const std::string text = "SELECT " + std::string(sql);
  Json tree = Json::parse(parse_tree(text), nullptr, false);
  if (tree.is_discarded()) return std::nullopt;
  mend_numbers(tree, text);
  const Json* value = only_value(tree);
  return value == nullptr ? std::nullopt : read(*value);
}

}  // namespace migc::postgres

#include "compiler/schema/named_in_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "compiler/schema/name_text.h"

namespace migc {
namespace {

std::vector<ObjectKind> kinds_named_by(const Type& type) {
  using enum ObjectKind;
  if (type.kind != TypeKind::postgres || type.dimensions > 0) return {};
  const std::string_view name = type.name.name;
  if (name == "regclass") return {table, virtual_table, view};  // sequences have their own words
  if (name == "regconfig") return {text_search_configuration};
  if (name == "regdictionary") return {text_search_dictionary};
  if (name == "regtype") return {enum_, domain, composite_type, range_type};
  return {};
}

bool searches(const Expression& call) {
  constexpr auto functions = std::to_array<std::string_view>(
      {"to_tsvector", "to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery",
       "ts_headline", "json_to_tsvector", "jsonb_to_tsvector"});
  return call.kind == ExpressionKind::call && call.qualifier.empty() && call.operands.size() > 1 &&
         std::ranges::find(functions, call.text) != functions.end();
}

/// The literal, and the kinds of what it names; null where there is none.
template <typename E>
E* literal_of(E& e, std::vector<ObjectKind>& kinds) {
  E* literal = nullptr;
  if (e.kind == ExpressionKind::cast && e.type) {
    kinds = kinds_named_by(*e.type);
    literal = &e.operands.front();
  } else if (searches(e)) {
    kinds = {ObjectKind::text_search_configuration};
    literal = &e.operands.front();
  }
  if (literal == nullptr || kinds.empty()) return nullptr;
  return literal->kind == ExpressionKind::string ? literal : nullptr;
}

}  // namespace

std::optional<NamedInText> named_in_text(const Expression& expression) {
  NamedInText named;
  const Expression* literal = literal_of(expression, named.kinds);
  if (literal == nullptr) return std::nullopt;
  named.name = split_name(literal->text);
  return named;
}

void rename_in_text(Expression& expression, const ObjectKey& from, const ObjectName& to) {
  std::vector<ObjectKind> kinds;
  Expression* literal = literal_of(expression, kinds);
  if (literal == nullptr || std::ranges::find(kinds, from.kind) == kinds.end()) return;
  if (split_name(literal->text) == from.name) literal->text = join_name(to);
}

}  // namespace migc

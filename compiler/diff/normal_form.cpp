// One spelling for what the engines and people write in several.
#include <algorithm>
#include <map>

#include "compiler/base/text.h"
#include "compiler/diff/equal.h"

namespace migc {
namespace {

bool is_text(const Type& type) {
  return type.dimensions == 0 && (type.kind == TypeKind::text || type.kind == TypeKind::varchar);
}

bool is_literal(const Expression& e) {
  return e.kind == ExpressionKind::string || e.kind == ExpressionKind::number ||
         e.kind == ExpressionKind::boolean_literal || e.kind == ExpressionKind::null_literal;
}

bool is_array_of_literals(const Expression& e) {
  return e.kind == ExpressionKind::array && std::ranges::all_of(e.operands, [](const auto& part) {
           return is_literal(part) ||
                  (part.kind == ExpressionKind::cast && is_literal(part.operands.front()));
         });
}

/// Rewrites an expression whose operands are in normal form already.
class Normal {
 public:
  explicit Normal(const EqualityContext& context) : context_(context) {}

  Expression operator()(Expression e) const {
    for (Expression& operand : e.operands) operand = (*this)(std::move(operand));
    e.origin = {};
    switch (e.kind) {
      case ExpressionKind::column:
        if (context_.table != nullptr && e.qualifier == context_.table->name.name)
          e.qualifier.clear();
        return e;
      case ExpressionKind::call:
        return call(std::move(e));
      case ExpressionKind::unary:
        return unary(std::move(e));
      case ExpressionKind::binary:
        return binary(std::move(e));
      case ExpressionKind::between:
        return between(std::move(e));
      case ExpressionKind::in:
        return in(std::move(e));
      case ExpressionKind::cast:
        return cast(std::move(e));
      case ExpressionKind::null_literal:
      case ExpressionKind::boolean_literal:
      case ExpressionKind::number:
      case ExpressionKind::string:
      case ExpressionKind::special:
      case ExpressionKind::is:
      case ExpressionKind::case_:
      case ExpressionKind::array:
      case ExpressionKind::subscript:
      case ExpressionKind::quantified:
      case ExpressionKind::collate:
      case ExpressionKind::at_time_zone:
      case ExpressionKind::row:
      case ExpressionKind::star:
      case ExpressionKind::raw:
        return e;
    }
    return e;
  }

 private:
  static Expression combine(std::string_view text, Expression a, Expression b) {
    Expression result;
    result.kind = ExpressionKind::binary;
    result.text = text;
    result.operands.push_back(std::move(a));
    result.operands.push_back(std::move(b));
    return result;
  }

  static Expression call(Expression e) {
    if (e.text == "timezone" && e.qualifier.empty() && e.operands.size() == 2) {
      e.kind = ExpressionKind::at_time_zone;
      e.text.clear();
      std::swap(e.operands[0], e.operands[1]);
    }
    if (e.text == "trim" && e.qualifier.empty() && e.operands.size() == 1) e.text = "btrim";
    if (e.qualifier == "pg_catalog") e.qualifier.clear();
    return e;
  }

  static Expression unary(Expression e) {
    Expression& operand = e.operands.front();
    if (e.text == "-" && operand.kind == ExpressionKind::number) {
      operand.text = operand.text.starts_with('-') ? operand.text.substr(1) : "-" + operand.text;
      return std::move(operand);
    }
    if (e.text == "+" && operand.kind == ExpressionKind::number) return std::move(operand);
    const bool turns = e.text == "not" &&
                       (operand.kind == ExpressionKind::is || operand.kind == ExpressionKind::in ||
                        (operand.kind == ExpressionKind::binary &&
                         (operand.text == "like" || operand.text == "ilike" ||
                          operand.text == "is distinct from")));
    if (!turns) return e;
    operand.negated = !operand.negated;
    return std::move(operand);
  }

  /// `a = any (array[…])` as a list; nothing when the right side is no list of values.
  static std::optional<Expression> as_list(const Expression& e) {
    const bool any = e.text == "=" && e.operands[1].text == "any";
    const bool none = e.text == "<>" && e.operands[1].text == "all";
    if (e.operands[1].kind != ExpressionKind::quantified || (!any && !none)) return std::nullopt;
    const Expression* values = &e.operands[1].operands.front();
    if (values->kind == ExpressionKind::cast) values = &values->operands.front();
    if (!is_array_of_literals(*values)) return std::nullopt;
    Expression list;
    list.kind = ExpressionKind::in;
    list.negated = none;
    list.operands.push_back(e.operands.front());
    for (const Expression& value : values->operands) list.operands.push_back(value);
    return list;
  }

  Expression binary(Expression e) const {
    static const std::map<std::string_view, std::pair<std::string_view, bool>> others = {
        {"!=", {"<>", false}},
        {"~~", {"like", false}},
        {"!~~", {"like", true}},
        {"~~*", {"ilike", false}},
        {"!~~*", {"ilike", true}}};
    if (const auto found = others.find(e.text); found != others.end()) {
      e.text = found->second.first;
      e.negated = e.negated != found->second.second;
    }
    if (e.text == "and" || e.text == "or") return flat(std::move(e));
    if (const std::optional<Expression> list = as_list(e)) return in(*list);
    return e;
  }

  /// `a and (b and c)` is one list of three.
  static Expression flat(Expression e) {
    std::vector<Expression> parts;
    for (Expression& operand : e.operands) {
      const bool nested = operand.kind == ExpressionKind::binary && operand.text == e.text;
      if (!nested) {
        parts.push_back(std::move(operand));
        continue;
      }
      for (Expression& part : operand.operands) parts.push_back(std::move(part));
    }
    e.operands = std::move(parts);
    return e;
  }

  static Expression between(Expression e) {
    const Expression subject = e.operands[0];
    Expression low = combine(e.negated ? "<" : ">=", subject, std::move(e.operands[1]));
    Expression high = combine(e.negated ? ">" : "<=", subject, std::move(e.operands[2]));
    return flat(combine(e.negated ? "or" : "and", std::move(low), std::move(high)));
  }

  static Expression in(Expression e) {
    if (e.operands.size() != 2) return e;
    return combine(e.negated ? "<>" : "=", std::move(e.operands[0]), std::move(e.operands[1]));
  }

  /// A text cast that changes nothing: PostgreSQL compares varchar columns as text.
  Expression cast(Expression e) const {
    const Expression& operand = e.operands.front();
    if (!e.type || !is_text(*e.type) || e.type->length) return e;
    if (operand.kind == ExpressionKind::string) return operand;
    if (operand.kind == ExpressionKind::column && context_.table != nullptr) {
      const Column* column = context_.table->find_column(operand.text);
      if (column != nullptr && is_text(column->type)) return operand;
    }
    return e;
  }

  const EqualityContext& context_;
};

}  // namespace

Expression normal_form(const Expression& expression, const EqualityContext& context) {
  return Normal(context)(expression);
}

}  // namespace migc

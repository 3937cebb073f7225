#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/schema/word.h"
#include "compiler/syntax/parser_builder.h"

namespace migc {
namespace {

using P = grammar::MigParser;

/// Trees deeper than this would endanger the stack of everything that walks them.
constexpr int max_depth = 1000;

/// Bounds of the number in parentheses behind a type; none for types that take no number.
struct LengthLimits {
  int min, max;
};

std::optional<LengthLimits> length_limits(const Type& type) {
  switch (type.kind) {
    case TypeKind::varchar:
    case TypeKind::character:
      return LengthLimits{1, 10'485'760};
    case TypeKind::decimal:
      return LengthLimits{1, 1000};
    case TypeKind::time:
    case TypeKind::timetz:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
    case TypeKind::interval:
      return LengthLimits{0, 6};
    case TypeKind::user:
      return LengthLimits{0, 1'000'000'000};
    case TypeKind::postgres:
      if (type.name.name == "bit" || type.name.name == "varbit") return LengthLimits{1, 83'886'080};
      if (type.name.name == "vector") return LengthLimits{1, 16'000};
      return std::nullopt;
    case TypeKind::boolean:
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::real:
    case TypeKind::double_precision:
    case TypeKind::text:
    case TypeKind::citext:
    case TypeKind::bytes:
    case TypeKind::uuid:
    case TypeKind::json:
    case TypeKind::jsonb:
    case TypeKind::date:
    case TypeKind::native:
      break;
  }
  return std::nullopt;
}

/// The kind and text of the node that a tail builds: what its precedence depends on.
struct Operator {
  ExpressionKind kind;
  std::string text;
};

bool is_postfix(ExpressionKind kind) {
  return kind == ExpressionKind::is || kind == ExpressionKind::collate ||
         kind == ExpressionKind::cast || kind == ExpressionKind::subscript ||
         kind == ExpressionKind::in;
}

Operator operator_of(P::TailContext* tail, const SourceText& source) {
  switch (tail->op->getType()) {
    case P::LIKE:
      return {ExpressionKind::binary, "like"};
    case P::ILIKE:
      return {ExpressionKind::binary, "ilike"};
    case P::SIMILAR:
      return {ExpressionKind::binary, "similar to"};
    case P::ESCAPE:
      return {ExpressionKind::binary, "like"};
    case P::BETWEEN:
      return {ExpressionKind::between, {}};
    case P::IN:
      return {ExpressionKind::in, {}};
    case P::IS:
      if (tail->right != nullptr) return {ExpressionKind::binary, "is distinct from"};
      return {ExpressionKind::is, to_lower(source.text(tail->what))};
    case P::ISNULL:
    case P::NOTNULL:
      return {ExpressionKind::is, "null"};
    case P::COLLATE:
      return {ExpressionKind::collate, {}};
    case P::AT:
      return {ExpressionKind::at_time_zone, {}};
    case P::DOUBLE_COLON:
      return {ExpressionKind::cast, {}};
    case P::LBRACKET:
      return {ExpressionKind::subscript, {}};
    default:  // a token's type is a number, and the rest are spelled as they are meant
      break;
  }
  std::string text = to_lower(source.text(tail->op));
  if (text == "!=") text = "<>";
  return {ExpressionKind::binary, std::move(text)};
}

bool chains(int level) {
  return level != precedence(ExpressionKind::is, {}) &&
         level != precedence(ExpressionKind::in, {}) &&
         level != precedence(ExpressionKind::binary, "=");
}

}  // namespace

/// The tails of a chain and how far they are used up.
struct Builder::Chain {
  const std::vector<P::TailContext*>& tails;
  std::size_t at = 0;
  bool stuck = false;  ///< the next tail fits nowhere; `build` reports it

  [[nodiscard]] P::TailContext* peek() const { return at < tails.size() ? tails[at] : nullptr; }
};

// ---- types

NativeText Builder::native(P::NativeTextContext* ctx) {
  std::string dialect =
      ctx->dialect == nullptr ? std::string() : to_lower(source_.text(ctx->dialect));
  return {.dialect = std::move(dialect),
          .text = unquote(source_.text(ctx->text)),
          .origin = origin(ctx)};
}

Type Builder::type(P::DataTypeContext* ctx) {
  Type result;
  P::TypeNameContext* spelled = ctx->typeName_;
  if (spelled != nullptr) {
    const ast::Ident first = ident(spelled->first);
    const bool quoted = spelled->first->token->getType() == P::QUOTED;
    std::string words = to_lower(first.text);
    if (spelled->second != nullptr) words += " " + to_lower(source_.text(spelled->second));
    if (ctx->zone != nullptr) words += " " + to_lower(source_.text(ctx->zone)) + " time zone";
    std::optional<Type> builtin;
    if (!quoted && spelled->member == nullptr) builtin = find_builtin_type(words);
    if (builtin) {
      result = *std::move(builtin);
    } else {
      result.kind = TypeKind::user;
      result.name = spelled->member == nullptr
                        ? ObjectName{.schema = {}, .name = first.text}
                        : ObjectName{.schema = first.text, .name = ident(spelled->member).text};
      if (spelled->second != nullptr || ctx->zone != nullptr) {
        error(Code::bad_literal, span(spelled), fmt::format("found `{}`, which is no type", words));
      }
    }
    check_type_modifiers(result, ctx, words);
  }
  result.dimensions = static_cast<int>(ctx->dimensions.size());
  if (result.dimensions > 6) {
    error(Code::bad_literal, span(ctx),
          fmt::format("found {} dimensions, expected at most 6", result.dimensions));
  }
  for (P::NativeTextContext* text : ctx->natives) result.native.push_back(native(text));
  result.origin = origin(ctx);
  return result;
}

void Builder::check_type_modifiers(Type& type, P::DataTypeContext* ctx, std::string_view written) {
  if (ctx->length == nullptr) return;
  const int length = small_integer(ctx->length);
  if (written == "float") {  // the number is one of bits
    if (length < 1 || length > 53) {
      error(Code::bad_literal, span(ctx->length),
            fmt::format("found `{}`, expected a number from 1 to 53", length));
    }
    type.kind = length <= 24 ? TypeKind::real : TypeKind::double_precision;
    return;
  }
  const std::optional<LengthLimits> limits = length_limits(type);
  if (!limits) {
    Diagnostic& diagnostic =
        error(Code::bad_literal, span(ctx->length),
              fmt::format("found a number, but `{}` takes none", to_string(type)));
    if (type.kind == TypeKind::text)
      diagnostic.with_help("a text of limited length is a `varchar(n)`");
    return;
  }
  if (length < limits->min || length > limits->max) {
    error(Code::bad_literal, span(ctx->length),
          fmt::format("found `{}`, expected a number from {} to {}", length, limits->min,
                      limits->max));
  }
  type.length = length;
  if (ctx->scale == nullptr) return;
  const int scale = small_integer(ctx->scale->digits, ctx->scale->minus != nullptr);
  if (type.kind != TypeKind::decimal && type.kind != TypeKind::user) {
    error(Code::bad_literal, span(ctx->scale),
          fmt::format("found a second number, but `{}` takes one", written));
  } else if (type.kind == TypeKind::decimal && (scale < -1000 || scale > 1000)) {
    error(Code::bad_literal, span(ctx->scale),
          fmt::format("found `{}`, expected a number from -1000 to 1000", scale));
  }
  type.scale = scale;
}

// ---- chains of operators

Expression Builder::expression(P::ExpressionContext* ctx) { return build(ctx).expression; }

std::optional<Expression> Builder::optional_expression(P::ExpressionContext* ctx) {
  if (ctx == nullptr) return std::nullopt;
  return expression(ctx);
}

std::vector<Expression> Builder::expressions(P::ExpressionListContext* ctx) {
  List<Expression> result;
  if (ctx == nullptr) return result;
  result.reserve(ctx->items.size());
  for (P::ExpressionContext* item : ctx->items) result.push_back(expression(item));
  return result;
}

Builder::Built Builder::build(P::ExpressionContext* ctx) {
  Chain chain{ctx->tails};
  Built result = climb(ctx->first, 0, chain, 0);
  if (P::TailContext* rest = chain.peek(); rest != nullptr && !reported_depth_) {
    const std::string_view word = source_.text(rest->op);
    Diagnostic& diagnostic =
        error(Code::syntax_error, span(rest->op),
              fmt::format("found `{}` behind an operator that does not chain", word));
    if (rest->op->getType() == P::ESCAPE) {
      diagnostic.message = "found `escape` without a `like` before it";
    } else {
      diagnostic.with_help("put parentheses around the part that is meant to come first");
    }
  }
  result.expression.origin = origin(ctx);
  return result;
}

bool Builder::too_deep(int depth, Span place) {
  if (depth <= max_depth) return false;
  if (!reported_depth_) {
    error(Code::nesting_too_deep, place,
          fmt::format("found an expression nested more than {} deep", max_depth));
  }
  reported_depth_ = true;
  return true;
}

void Builder::adopt(Built& parent, Built child) {
  parent.depth = std::max(parent.depth, child.depth + 1);
  parent.expression.operands.push_back(std::move(child.expression));
}

void Builder::adopt(Built& parent, P::ExpressionListContext* list) {
  if (list == nullptr) return;
  for (P::ExpressionContext* item : list->items) adopt(parent, build(item));
}

/// Precedence climbing: an operand with all tails that bind at least as tightly as `level`.
Builder::Built Builder::climb(P::OperandContext* operand, std::size_t prefix, Chain& chain,
                              int level) {
  Built left = prefixed(operand, prefix, chain);
  int closed = -1;  // the level of the last operator, when another of the same level may not follow
  while (P::TailContext* tail = chain.peek()) {
    const Operator op = operator_of(tail, source_);
    const int tail_level = precedence(op.kind, op.text);
    if (tail_level == closed) chain.stuck = true;
    // ESCAPE belongs to a LIKE, which looks for it itself.
    if (tail_level < level || chain.stuck || tail->op->getType() == P::ESCAPE) break;
    closed = chains(tail_level) ? -1 : tail_level;
    left = apply(std::move(left), chain, tail_level);
    if (too_deep(left.depth, left.expression.origin.span)) break;
  }
  return left;
}

Builder::Built Builder::prefixed(P::OperandContext* operand, std::size_t prefix, Chain& chain) {
  if (prefix == operand->prefixes.size()) return primary(operand->base);
  if (too_deep(static_cast<int>(operand->prefixes.size()), span(operand))) return {};
  const antlr4::Token* token = operand->prefixes[prefix];
  Built result;
  result.expression.kind = ExpressionKind::unary;
  result.expression.text = to_lower(source_.text(token));
  const std::string& text = result.expression.text;
  if (token->getType() == P::OPERATOR && text != "~") {
    error(Code::syntax_error, span(token),
          fmt::format("found the operator `{}` before an operand, expected `-`, `+`, `~` or `not`",
                      text));
  }
  const int level = precedence(ExpressionKind::unary, text);
  adopt(result, climb(operand, prefix + 1, chain, text == "~" ? level + 1 : level));
  result.expression.origin = {span(token)};
  result.expression.origin.span.end = result.expression.operands[0].origin.span.end;
  return result;
}

/// Uses the next tail with `left` as its left side.
Builder::Built Builder::apply(Built left, Chain& chain, int level) {
  P::TailContext* tail = chain.tails[chain.at++];
  if (tail->op->getType() == P::BETWEEN) return apply_between(std::move(left), tail, chain);
  const Operator op = operator_of(tail, source_);
  Built result;
  Expression& made = result.expression;
  made.kind = op.kind;
  made.text = op.text;
  made.negated = tail->negated != nullptr || tail->op->getType() == P::NOTNULL;
  made.origin = left.expression.origin;
  adopt(result, std::move(left));
  if (is_postfix(op.kind)) {
    if (op.kind == ExpressionKind::collate) {
      const ObjectName collation = collation_name(name(tail->collation).object_name());
      made.text = collation.name;
      made.qualifier = collation.schema;
    }
    if (op.kind == ExpressionKind::cast) made.type = type(tail->type_);
    if (op.kind == ExpressionKind::subscript) adopt(result, build(tail->subscript));
    if (op.kind == ExpressionKind::in) adopt(result, tail->list);
    made.origin.span.end = span(tail).end;
    return result;
  }
  adopt(result, climb(tail->right, 0, chain, level + 1));
  P::TailContext* next = chain.peek();
  const bool like = op.text == "like" || op.text == "ilike" || op.text == "similar to";
  if (like && next != nullptr && next->op->getType() == P::ESCAPE) {
    ++chain.at;
    adopt(result, climb(next->right, 0, chain, level + 1));
  }
  made.origin.span.end = made.operands.back().origin.span.end;
  return result;
}

Builder::Built Builder::apply_between(Built left, P::TailContext* tail, Chain& chain) {
  const int level = precedence(ExpressionKind::between, {});
  Built result;
  result.expression.kind = ExpressionKind::between;
  result.expression.negated = tail->negated != nullptr;
  result.expression.origin = left.expression.origin;
  adopt(result, std::move(left));
  adopt(result, climb(tail->right, 0, chain, level + 1));
  P::TailContext* next = chain.peek();
  if (next == nullptr || next->op->getType() != P::AND) {
    error(Code::syntax_error, span(tail), "found `between` without its `and`",
          "expected `between` a value `and` a value");
    adopt(result, {});
    return result;
  }
  ++chain.at;
  adopt(result, climb(next->right, 0, chain, level + 1));
  result.expression.origin.span.end = result.expression.operands.back().origin.span.end;
  return result;
}

// ---- operands

Builder::Built Builder::primary(P::PrimaryContext* ctx) {
  Built result;
  if (ctx->literal != nullptr) {
    result = literal(ctx);
  } else if (ctx->case_ != nullptr) {
    result = case_expression(ctx);
  } else if (ctx->cast != nullptr) {
    result.expression.kind = ExpressionKind::cast;
    result.expression.type = type(ctx->type_);
    adopt(result, build(ctx->inner));
  } else if (ctx->extract != nullptr) {
    result.expression.kind = ExpressionKind::call;
    result.expression.text = "extract";
    Built field;
    field.expression.kind = ExpressionKind::string;
    const antlr4::Token* place = ctx->field != nullptr ? ctx->field->token : ctx->fieldText;
    field.expression.text =
        to_lower(ctx->field != nullptr ? ident(ctx->field).text : text(ctx->fieldText).text);
    field.expression.origin = {span(place)};
    adopt(result, std::move(field));
    adopt(result, build(ctx->inner));
  } else if (ctx->array != nullptr || ctx->row_ != nullptr) {
    result.expression.kind = ctx->array != nullptr ? ExpressionKind::array : ExpressionKind::row;
    adopt(result, ctx->list);
  } else if (ctx->quantifier != nullptr) {
    result.expression.kind = ExpressionKind::quantified;
    result.expression.text = ctx->quantifier->getType() == P::ALL ? "all" : "any";
    adopt(result, build(ctx->inner));
  } else if (ctx->typed != nullptr) {
    result = typed_literal(ctx);
  } else if (!ctx->raw.empty()) {
    result.expression.kind = ExpressionKind::raw;
    for (P::NativeTextContext* text : ctx->raw) result.expression.native.push_back(native(text));
  } else if (ctx->parenthesis != nullptr) {
    if (ctx->list->items.size() == 1) {
      result = build(ctx->list->items.front());
    } else {
      result.expression.kind = ExpressionKind::row;
      adopt(result, ctx->list);
    }
  } else {
    result = name_or_call(ctx);
  }
  result.expression.origin = origin(ctx);
  too_deep(result.depth, span(ctx));
  return result;
}

Builder::Built Builder::literal(P::PrimaryContext* ctx) {
  Built result;
  Expression& made = result.expression;
  const std::string_view written = source_.text(ctx->literal);
  switch (ctx->literal->getType()) {
    case P::STRING:
      made.kind = ExpressionKind::string;
      made.text = unquote(written);
      break;
    case P::TRUE_:
    case P::FALSE_:
      made.kind = ExpressionKind::boolean_literal;
      made.text = to_lower(written);
      break;
    case P::NULL_:
      made.kind = ExpressionKind::null_literal;
      break;
    default:  // INT and NUMBER
      made.kind = ExpressionKind::number;
      made.text = to_lower(written);
      break;
  }
  return result;
}

Builder::Built Builder::case_expression(P::PrimaryContext* ctx) {
  Built result;
  result.expression.kind = ExpressionKind::case_;
  if (ctx->subject != nullptr) {
    result.expression.text = "subject";
    adopt(result, build(ctx->subject));
  }
  for (P::CaseBranchContext* branch : ctx->branches) {
    adopt(result, build(branch->condition));
    adopt(result, build(branch->result));
  }
  if (ctx->otherwise != nullptr) adopt(result, build(ctx->otherwise));
  return result;
}

Builder::Built Builder::typed_literal(P::PrimaryContext* ctx) {
  Built result;
  result.expression.kind = ExpressionKind::cast;
  std::string words = to_lower(source_.text(ctx->typed));
  if (ctx->zone != nullptr) words += " " + to_lower(source_.text(ctx->zone)) + " time zone";
  result.expression.type = find_builtin_type(words);
  if (result.expression.type) result.expression.type->origin = {span(ctx->typed)};
  Built value;
  value.expression.kind = ExpressionKind::string;
  value.expression.text = unquote(source_.text(ctx->typedText));
  value.expression.origin = {span(ctx->typedText)};
  adopt(result, std::move(value));
  return result;
}

Builder::Built Builder::name_or_call(P::PrimaryContext* ctx) {
  Built result;
  Expression& made = result.expression;
  P::IdentifierContext* last = ctx->second != nullptr ? ctx->second : ctx->first;
  const bool quoted = last->token->getType() == P::QUOTED;
  made.text = ident(last).text;
  if (ctx->second != nullptr) made.qualifier = ident(ctx->first).text;
  P::CallArgumentsContext* call = ctx->call_;
  if (call == nullptr) {
    made.kind = ExpressionKind::column;
    if (!quoted && ctx->second == nullptr && is_special_function(made.text)) {
      made.kind = ExpressionKind::special;
      made.text = to_lower(made.text);
    }
    return result;
  }
  made.kind = ExpressionKind::call;
  made.negated = call->distinct != nullptr;
  if (!quoted) made.text = to_lower(made.text);
  if (call->star != nullptr) {
    Built star;
    star.expression.kind = ExpressionKind::star;
    star.expression.origin = {span(call->star)};
    adopt(result, std::move(star));
  }
  adopt(result, call->list);
  if (call->from != nullptr) {
    if (made.text != "substring" || made.operands.size() != 1) {
      error(Code::syntax_error, span(call->from),
            fmt::format("found `from` among the arguments of `{}`, expected `,`", made.text));
    }
    adopt(result, build(call->from));
    if (call->length != nullptr) adopt(result, build(call->length));
  }
  return result;
}

}  // namespace migc

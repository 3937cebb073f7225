#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/schema/type.h"

namespace migc {

/// What an expression node is; the comment says what `text` and `operands` mean for it.
enum class ExpressionKind {
  null_literal,
  boolean_literal,  ///< text "true" or "false"
  number,           ///< text as written: 1, 3.14, 1e6
  string,           ///< text unescaped
  column,           ///< text; `qualifier` may name the table (`excluded`, `old` …)
  call,  ///< text is the function (lower case unless quoted), `qualifier` its schema; operands are
         ///< arguments. `negated` is DISTINCT; a single `star` operand is count(*); extract(year
         ///< from x) is a call of `extract` with the string 'year' and x
  special,  ///< SQL's functions without parentheses: text is current_timestamp, current_date,
            ///< current_user …
  unary,    ///< text is `-`, `+`, `not`, `~`; one operand
  binary,   ///< text is the operator in lower case (`and`, `or`, `=`, `<>`, `||`, `->>`, `like`,
            ///< `ilike`, `similar to`, `is distinct from` …); two operands; `negated` for `not
            ///< like`, `is not distinct from`; a third operand is LIKE's escape
  is,       ///< text is `null`, `true`, `false`, `unknown`; one operand; `negated` for `is not`
  between,  ///< three operands; `negated`
  in,       ///< first operand against the rest; `negated`
  case_,  ///< operands: [subject if text is "subject"], then pairs when/then, then else when their
          ///< number says so
  cast,   ///< one operand and `type`; `cast(x as t)` and `x::t` are the same node
  array,  ///< array[…]
  subscript,     ///< operand 0 [operand 1]
  quantified,    ///< text is `any` or `all`; one operand, used as the right side of a comparison
  collate,       ///< text is the collation, `qualifier` its schema; one operand
  at_time_zone,  ///< operand 0 at time zone operand 1
  row,           ///< (a, b, …) with two or more parts
  star,
  raw,  ///< `native` texts between backticks, one per dialect (an empty dialect: every dialect)
};

/// An expression as a value tree: what the parser reads, the model keeps and the dialects write.
/// Parentheses are not kept; writers put them where precedence asks for them.
struct Expression {
  ExpressionKind kind = ExpressionKind::null_literal;
  std::string text;
  std::string qualifier;
  bool negated = false;
  std::vector<Expression> operands;
  std::optional<Type> type;
  std::vector<NativeText> native;
  Origin origin;

  friend bool operator==(const Expression&, const Expression&) = default;
};

/// Calls `visit` for the expression and everything below it, outermost first.
void for_each(const Expression& expression, const std::function<void(const Expression&)>& visit);
void for_each(Expression& expression, const std::function<void(Expression&)>& visit);

/// Names of the columns that the expression mentions, sorted, each once. Raw text is not looked
/// into.
[[nodiscard]] std::vector<std::string> columns_of(const Expression& expression);
[[nodiscard]] bool mentions_column(const Expression& expression, std::string_view column);
/// Renames a column wherever the expression names it. Raw text is left as it is.
void rename_column(Expression& expression, std::string_view from, std::string_view to);

/// What a name means: `public` is the schema without a name, and what the server itself brings
/// needs none.
[[nodiscard]] ObjectName collation_name(const ObjectName& written);
/// The collation that a `collate` names.
[[nodiscard]] ObjectName collation_of(const Expression& collate);

/// How tightly operators bind, as in PostgreSQL's manual 4.1.6 (Operator Precedence); larger binds
/// tighter.
[[nodiscard]] int precedence(const Expression& expression);
/// The same for a node of this kind and text: all that it depends on.
[[nodiscard]] int precedence(ExpressionKind kind, std::string_view text);
/// The expression as canonical `.mig` text, with the fewest parentheses.
[[nodiscard]] std::string to_string(const Expression& expression);

}  // namespace migc

#pragma once

#include <string>
#include <string_view>

#include "compiler/schema/schema.h"

/// Equality up to what the engines rewrite: a schema that was read from a database and the same one
/// written by hand give no difference.
namespace migc {

/// What an expression is looked at with. Of several dialects every one must find both sides the
/// same, so an empty `dialect` (offline, for all of them) takes only what holds everywhere.
struct EqualityContext {
  std::string_view dialect = {};
  const Table* table = nullptr;  ///< whose columns the expression names
  const Type* type = nullptr;    ///< of the place that the value is for: the column of a default
};

[[nodiscard]] bool same(const Type& a, const Type& b, std::string_view dialect);
/// Equal up to known rewriting: `in` and `= any`, `between` and two comparisons, casts of literals,
/// `like` and `~~`, the text cast of varchar columns, nested `and` … Never true for two expressions
/// that can give different values.
[[nodiscard]] bool same(const Expression& a, const Expression& b, const EqualityContext& context);
/// Two texts in the words of a database: the same but for layout, comments, the case of words and
/// `or replace`.
[[nodiscard]] bool same_text(std::string_view a, std::string_view b, bool sqlite);
/// Whether the role has the privilege or not is the server's to decide where nothing is said: what
/// was taken away stays so when its `revoke` is no longer said, for no statement says to leave it
/// to the server again.
[[nodiscard]] bool is_left_to_server(const ObjectKey& object, std::string_view role,
                                     std::string_view privilege, std::string_view dialect);
/// Whether two objects of one key mean the same, owner and comment included.
[[nodiscard]] bool same(const Object& a, const Object& b, std::string_view dialect);

// ---- parts of tables; names and comments are not looked at

[[nodiscard]] bool same_default(const Column& a, const Column& b, std::string_view dialect,
                                const Table& table);
[[nodiscard]] bool same(const std::optional<Identity>& a, const std::optional<Identity>& b);
[[nodiscard]] bool same(const std::optional<Generated>& a, const std::optional<Generated>& b,
                        const EqualityContext& context);
[[nodiscard]] bool same_body(const Constraint& a, const Constraint& b,
                             const EqualityContext& context);
[[nodiscard]] bool same_body(const Index& a, const Index& b, const EqualityContext& context);
[[nodiscard]] bool same(const TableOptions& a, const TableOptions& b, std::string_view dialect);

/// The expression with everything spelled in one way. Means the same.
[[nodiscard]] Expression normal_form(const Expression& expression, const EqualityContext& context);

}  // namespace migc

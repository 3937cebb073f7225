#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/dialect/postgres/context.h"

namespace migc::postgres {

// Each adds a query in front of a statement that existing rows could make fail. It returns some of
// the rows in question, so that the refusal can show them; without a primary key whole rows.

void guard_null(const Context& context, const Table& table, std::string_view column);
/// A new required column has no value for the rows that exist.
void guard_empty(const Context& context, const Table& table, std::string_view new_column);
/// Rows that share the key. `parts` are expressions as SQL, `where` a condition as SQL or empty.
void guard_duplicates(const Context& context, const Table& table,
                      const std::vector<std::string>& parts, const std::string& where,
                      bool nulls_not_distinct, std::string_view rule);
void guard_check(const Context& context, const Table& table, std::string_view name,
                 const Check& check);
void guard_orphans(const Context& context, const Table& table, std::string_view name,
                   const ForeignKey& foreign_key);
/// The guard that fits the constraint, if any.
void guard_constraint(const Context& context, const Table& table, const Constraint& constraint);
void guard_index(const Context& context, const Table& table, const Index& index);
/// `misfit` is a condition as SQL.
void guard_misfit(const Context& context, const Table& table, std::string_view column,
                  const std::string& misfit, std::string_view type);
/// Rows whose column, or an element of it, holds the label.
void guard_label(const Context& context, const Table& table, const Column& column,
                 const std::string& label);

/// `(a, b) IN ((1, 2), (3, 4))`, `a IN (1, 3)`; rows with NULL in their key are compared one by
/// one.
[[nodiscard]] std::string key_condition(const Context& context, const std::vector<std::string>& key,
                                        const std::vector<std::vector<Expression>>& values);
void guard_new_keys(const Context& context, const Table& table, const std::vector<std::string>& key,
                    const std::vector<std::vector<Expression>>& values);

}  // namespace migc::postgres

#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "compiler/dialect/postgres/context.h"
#include "compiler/ops/partitions.h"

namespace migc::postgres {

/// What hangs on columns and has to make way while they change: it is dropped before and built
/// again, as it was, after.
struct Dependents {
  std::vector<std::pair<ObjectName, Constraint>> constraints;
  std::vector<std::pair<ObjectName, Index>> indexes;
  std::vector<std::pair<ObjectName, Column>> generated;
  std::vector<Object> objects;  ///< views and the like, in the order of their creation

  [[nodiscard]] bool has_constraint(const ObjectName& table, std::string_view name) const;
  [[nodiscard]] bool has_index(const ObjectName& table, std::string_view name) const;
  [[nodiscard]] bool has_generated(const ObjectName& table, std::string_view name) const;
};

/// Adds what PostgreSQL carries over with casts from the former type, so that it would read
/// otherwise than what is built anew from the same words: conditions and expressions of checks,
/// indexes and exclusions.
void add_conditions(const Table& table, std::string_view column, Dependents& dependents);
/// Adds what PostgreSQL cannot carry over when the column's type changes its meaning: expressions
/// in checks, indexes, exclusions and generated columns, and foreign keys, whose two sides change
/// one after the other.
void add_expression_dependents(const Schema& schema, const Table& table, std::string_view column,
                               Dependents& dependents);
/// Adds everything that would be dropped with the column or keeps it from being dropped.
void add_all_dependents(const Schema& schema, const Table& table, std::string_view column,
                        Dependents& dependents);

/// Adds the texts that take all columns of the table, and where a column is named those that
/// mention it: views, policies, triggers, what hangs on them in turn, and what is granted on them.
/// PostgreSQL changes no column under them.
void add_text_dependents(const Schema& schema, const Table& table, std::string_view column,
                         Dependents& dependents);
/// Adds what hangs on an object that is built again.
void add_users(const Schema& schema, const ObjectKey& key, Dependents& dependents);

void drop_dependents(const Context& context, const Dependents& dependents);
/// `guarded`: rows that met the checks and unique indexes before need not meet them now.
void restore_dependents(const Context& context, const Dependents& dependents, bool guarded = false);

/// Adds a constraint or index to a partition, so that its parent's finds it there.
void add_part(const Context& context, const Part<Constraint>& part);
void add_part(const Context& context, const Part<Index>& part);

// The statements of these operations, which dependents need as well.
void add_constraint(const Context& context, const Table& table, const Constraint& constraint);
void drop_constraint(const Context& context, const Table& table, const Constraint& constraint);
void add_index(const Context& context, const Table& table, const Index& index);
void drop_index(const Context& context, const Table& table, const Index& index);

}  // namespace migc::postgres

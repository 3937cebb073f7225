#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/dialect/dialect.h"
#include "compiler/dialect/postgres/locks.h"
#include "compiler/dialect/sql_writer.h"

namespace migc::postgres {

struct Locked {
  ObjectName table;
  LockLevel level = LockLevel::none;
};

/// What the emission of one operation needs. `schema` is the model before the operation.
struct Context {
  const EmitOptions& options;
  std::string_view revision;
  const Schema& schema;
  StatementSink& sink;
  Diagnostics& diagnostics;
  Version version;  ///< of the server; never the default value
  Span origin;      ///< of the operation

  [[nodiscard]] SqlWriter writer() const;

  /// Adds a statement on `table`; `others` are the tables at the other end of its foreign keys.
  void add(std::string sql, Fact fact, const ObjectName& table,
           const std::vector<ObjectName>& others = {}, const std::vector<Hazard>& also = {}) const;
  /// Adds a statement that locks no table.
  void add(std::string sql) const;
  /// Adds a statement with exactly these locks.
  void add(Statement statement, const std::vector<Locked>& locked) const;
  /// Adds a query that must return no row. `failure` says what its rows are.
  void guard(std::string query, std::string failure, const std::vector<ObjectName>& reads) const;
};

/// `ALTER TABLE <table>`, ready for its action.
[[nodiscard]] SqlWriter alter_table(const Context& context, const ObjectName& table);
/// `ALTER TABLE <table> ALTER COLUMN <column>`.
[[nodiscard]] SqlWriter alter_column(const Context& context, const ObjectName& table,
                                     std::string_view column);

/// Whether the expression names the column, or holds raw text in which its name occurs.
[[nodiscard]] bool may_mention(const Expression& expression, std::string_view column);

/// Whether tables inherit from it that are not its partitions: what reads it reads their rows too
/// unless it says ONLY.
[[nodiscard]] bool has_heirs(const Schema& schema, const ObjectName& table);

/// The targets of all foreign keys of a table, and the tables whose foreign keys refer to it; the
/// table itself left out.
[[nodiscard]] std::vector<ObjectName> targets_of(const Table& table);
[[nodiscard]] std::vector<ObjectName> referrers_of(const Schema& schema, const ObjectName& table);
/// The tables in which writing these columns looks for the rows referred to.
[[nodiscard]] std::vector<ObjectName> looked_up(const Context& context, const Table& table,
                                                const std::vector<std::string>& columns);
/// Both kinds, as far as the foreign keys use the column.
[[nodiscard]] std::vector<ObjectName> linked_through(const Schema& schema, const Table& table,
                                                     std::string_view column);

}  // namespace migc::postgres

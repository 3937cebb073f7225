#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/dialect/postgres/context.h"

namespace migc::postgres {

/// Which parts of a column an ADD COLUMN says at once; the others follow in statements of their
/// own.
struct ColumnParts {
  bool not_null = true;
  bool default_value = true;
  bool identity = true;
};

/// `email varchar(320) COLLATE "C" NOT NULL DEFAULT 'x'`.
[[nodiscard]] std::string column_definition(const Context& context, const Column& column,
                                            ColumnParts parts = {});
/// `GENERATED ALWAYS AS IDENTITY (START WITH 5)`.
[[nodiscard]] std::string identity_definition(const Identity& identity);
/// `CONSTRAINT users_pkey PRIMARY KEY (id)`. NOT VALID is left to the caller.
[[nodiscard]] std::string constraint_definition(const Context& context,
                                                const Constraint& constraint);
/// The whole CREATE INDEX.
[[nodiscard]] std::string index_definition(const Context& context, const ObjectName& table,
                                           const Index& index);
/// The whole CREATE TABLE, with every constraint that is valid. Indexes, comments and storage
/// follow on their own.
[[nodiscard]] std::string table_definition(const Context& context, const Table& table);
/// A part of a partition key: `lower(region) COLLATE "C" text_pattern_ops`.
[[nodiscard]] std::string key_part(const Context& context, const IndexPart& part);
/// A part of an index as a SELECT or GROUP BY writes it.
[[nodiscard]] std::string part_expression(const Context& context, const IndexPart& part);

/// `fillfactor = 70, toast.autovacuum_enabled = off`.
[[nodiscard]] std::string parameters_text(const Parameters& parameters);

[[nodiscard]] bool is_not_valid(const Constraint& constraint);
/// Whether CREATE TABLE cannot make the constraint with the table.
[[nodiscard]] bool is_added_apart(const Table& table, const Constraint& constraint);

/// DEFAULT with its value, as it stands in the definition of a column or domain.
void write_default(SqlWriter& w, const Expression& value);

/// Adds COMMENT ON for a table and all its parts, as far as they have one.
void add_comments(const Context& context, const Table& table);
/// An empty comment takes one away.
void add_column_comment(const Context& context, const ObjectName& relation,
                        const std::string& column, const std::string& comment);
/// Those on the constraint and on its index, as far as it has them.
void add_constraint_comments(const Context& context, const ObjectName& table,
                             const Constraint& constraint);
void add_index_comment(const Context& context, const ObjectName& table, const Index& index);
/// Adds SET STORAGE, SET COMPRESSION and SET STATISTICS, as far as `to` differs from `from`, in one
/// statement or none; and what sets the parameters.
void add_storage(const Context& context, const ObjectName& table, const Column& from,
                 const Column& to);
/// `SET (…)` and `RESET (…)`: what leads from the one to the other.
[[nodiscard]] std::vector<std::string> parameter_changes(const Parameters& from,
                                                         const Parameters& to);
/// Replica identity and CLUSTER ON.
void add_named_indexes(const Context& context, const ObjectName& table, const TableOptions& from,
                       const TableOptions& to);
/// Sets storage and compression again, which a change of the column's type or collation puts back
/// to the type's own.
void restore_storage(const Context& context, const ObjectName& table, const Column& column);

}  // namespace migc::postgres

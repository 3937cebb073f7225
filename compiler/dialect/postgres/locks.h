#pragma once

#include <string_view>
#include <vector>

#include "compiler/base/version.h"
#include "compiler/plan/script.h"

namespace migc::postgres {

/// What a statement does, as far as locks, scans and rewrites are concerned.
enum class Fact {
  nothing,             ///< CREATE TABLE, TYPE, SCHEMA …: no existing table is locked
  create_referencing,  ///< CREATE TABLE … REFERENCES
  drop_table,
  change_catalog,  ///< RENAME, SET SCHEMA, SET/DROP DEFAULT, DROP NOT NULL, SET STORAGE, identity …
  add_column,      ///< nullable, or with a default that is not volatile
  add_column_rewriting,  ///< volatile default, identity, stored expression
  drop_column,
  set_not_null,
  set_statistics,
  change_type,  ///< no rewrite
  change_type_rewriting,
  change_expression,  ///< SET EXPRESSION of a stored column
  set_parameters,     ///< of a table or column; CLUSTER ON, SET WITHOUT CLUSTER
  set_replica_identity,
  rewrite,  ///< SET LOGGED, SET UNLOGGED, SET TABLESPACE
  add_check,
  add_check_not_valid,
  add_foreign_key,
  add_foreign_key_not_valid,
  validate_check,
  validate_foreign_key,
  add_key,  ///< ADD UNIQUE, PRIMARY KEY, EXCLUDE
  drop_constraint,
  drop_foreign_key,
  create_index,
  drop_index,
  rename_index,
  comment,
  comment_on_constraint,
  create_view,     ///< `other`: the tables that it reads
  create_trigger,  ///< also ENABLE and DISABLE
  create_rule,     ///< rules and policies, to create, drop and disable them; dropping a trigger
  create_statistics,
  lock_table,        ///< LOCK TABLE … IN ACCESS EXCLUSIVE MODE
  lock_writers,      ///< LOCK TABLE … IN SHARE ROW EXCLUSIVE MODE
  restart_sequence,  ///< ALTER SEQUENCE … RESTART
  read,              ///< SELECT, CREATE TABLE … AS SELECT
  insert_rows,
  update_rows,
  delete_rows,
  delete_kept_rows,  ///< DELETE of rows that a stash holds
};

/// `table` is the lock on the statement's own table (or index), `other` the one on the tables at
/// the other end of its foreign keys. A hazard `blocks_…` says that the lock lasts as long as the
/// table is large; what the lock blocks for an instant follows from its level.
struct Facts {
  LockLevel table = LockLevel::none;
  LockLevel other = LockLevel::none;
  std::vector<Hazard> hazards;
};

/// Measured on PostgreSQL 15 (locks, relfilenode, scans); the versions from 13 to 18 agree on all
/// of them.
[[nodiscard]] Facts facts(Fact fact);

/// Whether the statement takes the same lock on the partitions and heirs of its table.
[[nodiscard]] bool reaches_below(Fact fact);

/// What not every supported server can do.
enum class Feature {
  set_compression,      ///< SET COMPRESSION
  nulls_not_distinct,   ///< UNIQUE NULLS NOT DISTINCT
  set_null_columns,     ///< ON DELETE SET NULL (a, b)
  publication_details,  ///< columns, rows and schemas of a publication
  free_scale,           ///< numeric with a negative scale, or one above the precision
  input_is_valid,       ///< pg_input_is_valid()
  set_expression,       ///< ALTER COLUMN … SET EXPRESSION
  virtual_columns,      ///< GENERATED … VIRTUAL
};

/// The first version that has it.
[[nodiscard]] Version since(Feature feature);
/// In words, for messages: "`nulls not distinct`".
[[nodiscard]] std::string_view describe(Feature feature);
[[nodiscard]] inline bool has(Version server, Feature feature) { return server >= since(feature); }

/// The oldest server that statements are written for.
inline constexpr Version minimum_version = {.major = 13, .minor = 0, .patch = 0};

}  // namespace migc::postgres

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/schema/expression.h"
#include "compiler/schema/type.h"

/// Tables and their parts. Use through schema.h.
namespace migc {

using Parameters = std::map<std::string, std::string>;  ///< WITH (…): storage parameters by name

/// Options of a sequence or identity column; absent means the database's default for the type.
struct SequenceOptions {
  std::optional<std::int64_t> start, increment, min_value, max_value, cache;
  bool cycle = false;

  friend bool operator==(const SequenceOptions&, const SequenceOptions&) = default;
};

struct Identity {
  bool always = false;  ///< GENERATED ALWAYS; otherwise BY DEFAULT
  SequenceOptions options;

  friend bool operator==(const Identity&, const Identity&) = default;
};

struct Generated {
  Expression expression;
  bool stored = true;

  friend bool operator==(const Generated&, const Generated&) = default;
};

struct Column {
  std::string name;
  Type type;
  bool not_null = false;  ///< of a primary key column always true
  std::optional<Expression> default_value;
  std::optional<Identity> identity;
  std::optional<Generated> generated;
  ObjectName collation;  ///< without a name: the type's own
  std::string comment;
  std::string storage;      ///< PostgreSQL: plain, external, extended, main; empty: the type's own
  std::string compression;  ///< PostgreSQL 14: pglz, lz4; empty: the server's default
  std::optional<int> statistics;  ///< PostgreSQL: statistics target
  Parameters with = {};           ///< PostgreSQL: n_distinct, n_distinct_inherited
  /// Only where a table inherits: the column came with a parent and goes with its column. (All
  /// columns of a partition do.)
  bool inherited = false;
  Origin origin;

  friend bool operator==(const Column&, const Column&) = default;
};

enum class Deferral { not_deferrable, initially_immediate, initially_deferred };
enum class ReferentialAction { no_action, restrict, cascade, set_null, set_default };
enum class MatchType { simple, full };
enum class SortOrder { ascending, descending };
/// `standard`: last when ascending, first when descending (PostgreSQL's rule).
enum class NullsOrder { standard, first, last };

struct PrimaryKey {
  std::vector<std::string> columns;
  std::vector<std::string> include;
  Deferral deferral = Deferral::not_deferrable;
  Parameters with;
  std::string tablespace;

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

struct Unique {
  std::vector<std::string> columns;
  std::vector<std::string> include;
  bool nulls_not_distinct = false;
  Deferral deferral = Deferral::not_deferrable;
  Parameters with;
  std::string tablespace;

  friend bool operator==(const Unique&, const Unique&) = default;
};

struct ForeignKey {
  std::vector<std::string> columns;
  ObjectName target;
  std::vector<std::string>
      target_columns;  ///< never empty in a model: the target's primary key is filled in
  MatchType match = MatchType::simple;
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  std::vector<std::string> on_delete_columns;  ///< PostgreSQL 15: SET NULL (a, b)
  Deferral deferral = Deferral::not_deferrable;
  bool not_valid = false;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct Check {
  Expression expression;
  bool no_inherit = false;
  bool not_valid = false;

  friend bool operator==(const Check&, const Check&) = default;
};

/// A part of an index, unique index or exclusion constraint: a column or an expression with its
/// attributes.
struct IndexPart {
  Expression expression;
  SortOrder order = SortOrder::ascending;
  NullsOrder nulls = NullsOrder::standard;
  ObjectName collation;
  std::string opclass;  ///< PostgreSQL operator class, empty: the type's default
  Parameters opclass_parameters;
  std::string exclude_operator;  ///< of an exclusion constraint only: `=`, `&&` …

  friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct Exclusion {
  std::string method = "gist";
  std::vector<IndexPart> parts;
  std::vector<std::string> include;
  std::optional<Expression> where;
  Deferral deferral = Deferral::not_deferrable;
  Parameters with;
  std::string tablespace;

  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

using ConstraintBody = std::variant<PrimaryKey, Unique, ForeignKey, Check, Exclusion>;

/// Whether it stands on an index of its name: a key or an exclusion constraint.
[[nodiscard]] bool has_index(const ConstraintBody& body);

struct Constraint {
  std::string
      name;  ///< never empty in a resolved model: `default_name` gives unnamed ones their name
  ConstraintBody body;
  std::string comment;
  std::string parent = {};  ///< the parent table's constraint that it is a part of; empty: its own
  std::string index_comment = {};  ///< that of the index it stands on, apart from its own
  Origin origin;

  friend bool operator==(const Constraint&, const Constraint&) = default;
};

struct Index {
  std::string name;
  bool unique = false;
  std::string method;  ///< empty: btree
  std::vector<IndexPart> parts;
  std::vector<std::string> include;
  std::optional<Expression> where;
  bool nulls_not_distinct = false;
  Parameters with;
  std::string tablespace;
  std::string comment;
  std::string parent = {};  ///< of a partition: the parent's index that it is a part of; or empty
  Origin origin;

  friend bool operator==(const Index&, const Index&) = default;
};

// ---- partitions, inheritance, foreign tables: PostgreSQL alone has them

enum class PartitionStrategy { range, list, hash };

/// `PARTITION BY RANGE (created_at)`. The parts have an expression, a collation and an operator
/// class.
struct PartitionKey {
  PartitionStrategy strategy = PartitionStrategy::range;
  std::vector<IndexPart> parts;

  friend bool operator==(const PartitionKey&, const PartitionKey&) = default;
};

/// Bounds may hold `minvalue` and `maxvalue`: expressions of kind `special`.
struct RangeBound {
  std::vector<Expression> from, to;
  friend bool operator==(const RangeBound&, const RangeBound&) = default;
};
struct ListBound {
  std::vector<Expression> values;
  friend bool operator==(const ListBound&, const ListBound&) = default;
};
struct HashBound {
  std::int64_t modulus = 0, remainder = 0;
  friend bool operator==(const HashBound&, const HashBound&) = default;
};
struct DefaultBound {
  friend bool operator==(const DefaultBound&, const DefaultBound&) = default;
};
using PartitionBound = std::variant<RangeBound, ListBound, HashBound, DefaultBound>;

struct PartitionOf {
  ObjectName parent;
  PartitionBound bound;

  friend bool operator==(const PartitionOf&, const PartitionOf&) = default;
};

/// Where the rows of a foreign table are.
struct Foreign {
  std::string server;
  Parameters options;

  friend bool operator==(const Foreign&, const Foreign&) = default;
};

/// What a subscriber of logical replication knows the old version of a row by.
enum class ReplicaIdentity { standard, full, nothing, index };  ///< `standard`: the primary key

struct TableOptions {
  bool unlogged = false;            ///< PostgreSQL
  bool row_security = false;        ///< PostgreSQL: policies hold for everybody but the owner
  bool force_row_security = false;  ///< PostgreSQL: for the owner too
  Parameters with;                  ///< PostgreSQL storage parameters
  std::string tablespace;           ///< PostgreSQL
  ReplicaIdentity replica_identity = ReplicaIdentity::standard;  ///< PostgreSQL
  std::string identity_index;  ///< of `ReplicaIdentity::index`: that of a constraint as well
  std::string cluster_on;      ///< PostgreSQL: the index that CLUSTER sorts by; empty: none
  bool strict = false;         ///< SQLite 3.37
  bool without_rowid = false;  ///< SQLite

  friend bool operator==(const TableOptions&, const TableOptions&) = default;

  /// Whether they name the index, or that of the constraint, of this name.
  [[nodiscard]] bool name_index(std::string_view index) const;
  void rename_index(std::string_view from, const std::string& to);
  void forget_index(const std::string& index);
};

/// As they are before the table has the indexes that they name.
[[nodiscard]] TableOptions without_indexes(TableOptions options);

/// Columns keep their order; constraints and indexes are sorted by name, for their order means
/// nothing to a database. A partition has all of its columns, constraints and indexes, those of its
/// parent too; what is done to the parent's is done to them.
struct Table {
  ObjectName name;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Index> indexes;
  TableOptions options;
  std::optional<PartitionKey> partition_by = {};  ///< it is partitioned, and has no rows of its own
  std::optional<PartitionOf> partition_of = {};   ///< it is a partition
  std::vector<ObjectName> inherits = {};          ///< the tables that it inherits from, in order
  std::optional<Foreign> foreign = {};            ///< its rows are elsewhere
  std::string owner = {};                         ///< empty: whoever ran the migration
  std::string comment;
  Origin origin;

  friend bool operator==(const Table&, const Table&) = default;

  [[nodiscard]] const Column* find_column(std::string_view column) const;
  [[nodiscard]] Column* find_column(std::string_view column);
  [[nodiscard]] const Constraint* find_constraint(std::string_view constraint) const;
  [[nodiscard]] Constraint* find_constraint(std::string_view constraint);
  [[nodiscard]] const Index* find_index(std::string_view index) const;
  [[nodiscard]] Index* find_index(std::string_view index);
  [[nodiscard]] const PrimaryKey* primary_key() const;
  [[nodiscard]] const Constraint* primary_key_constraint() const;
  /// Keep the order by name.
  void insert(Constraint constraint);
  void insert(Index index);
  void erase_constraint(std::string_view constraint);
  void erase_index(std::string_view index);
};

}  // namespace migc

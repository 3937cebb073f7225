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
  std::string collation;  ///< empty: the type's own
  std::string comment;
  std::string storage;      ///< PostgreSQL: plain, external, extended, main; empty: the type's own
  std::string compression;  ///< PostgreSQL 14: pglz, lz4; empty: the server's default
  std::optional<int> statistics;  ///< PostgreSQL: statistics target
  Origin origin;

  friend bool operator==(const Column&, const Column&) = default;
};

enum class Deferral { not_deferrable, initially_immediate, initially_deferred };
enum class ReferentialAction { no_action, restrict, cascade, set_null, set_default };
enum class MatchType { simple, full };
enum class SortOrder { ascending, descending };
/// `standard`: last when ascending, first when descending (PostgreSQL's rule).
enum class NullsOrder { standard, first, last };

using Parameters = std::map<std::string, std::string>;  ///< WITH (…): storage parameters by name

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
  std::string collation;
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

struct Constraint {
  std::string
      name;  ///< never empty in a resolved model: `default_name` gives unnamed ones their name
  ConstraintBody body;
  std::string comment;
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
  Origin origin;

  friend bool operator==(const Index&, const Index&) = default;
};

struct TableOptions {
  bool unlogged = false;            ///< PostgreSQL
  bool row_security = false;        ///< PostgreSQL: policies hold for everybody but the owner
  bool force_row_security = false;  ///< PostgreSQL: for the owner too
  Parameters with;                  ///< PostgreSQL storage parameters
  std::string tablespace;           ///< PostgreSQL
  bool strict = false;              ///< SQLite 3.37
  bool without_rowid = false;       ///< SQLite

  friend bool operator==(const TableOptions&, const TableOptions&) = default;
};

/// Columns keep their order; constraints and indexes are sorted by name, for their order means
/// nothing to a database.
struct Table {
  ObjectName name;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Index> indexes;
  TableOptions options;
  std::string owner = {};  ///< empty: whoever ran the migration
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

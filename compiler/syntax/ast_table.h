#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/schema/expression.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/ast_words.h"

/// Schemas, enums and tables in the syntax tree, as they are created. Use through ast.h.
namespace migc::ast {

// ---- parts of a table ------------------------------------------------------------------------
// Constraints inside a column's definition leave their `columns` empty: the column is meant.

struct PrimaryKey {
  std::vector<Ident> columns;
  std::vector<Ident> include;
  Deferral deferral = Deferral::not_deferrable;
  Options with;
  Ident tablespace;

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

struct Unique {
  std::vector<Ident> columns;
  std::vector<Ident> include;
  bool nulls_not_distinct = false;
  Deferral deferral = Deferral::not_deferrable;
  Options with;
  Ident tablespace;

  friend bool operator==(const Unique&, const Unique&) = default;
};

struct Check {
  Expression expression;
  bool no_inherit = false;
  bool not_valid = false;

  friend bool operator==(const Check&, const Check&) = default;
};

struct ForeignKey {
  std::vector<Ident> columns;
  Name target;
  std::vector<Ident> target_columns;  ///< empty: the target's primary key
  MatchType match = MatchType::simple;
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  std::vector<Ident> on_delete_columns;  ///< `set null (a, b)`
  Deferral deferral = Deferral::not_deferrable;
  bool not_valid = false;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

/// A part of an index, an exclusion constraint or a partition key. A plain column is an expression
/// of kind `column`.
struct IndexPart {
  Expression expression;
  SortOrder order = SortOrder::ascending;
  NullsOrder nulls = NullsOrder::standard;
  Name collation;
  Name opclass;
  Options opclass_options;
  std::string exclude_operator;  ///< of exclusion constraints only
  Origin origin;

  friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct Exclusion {
  Ident method;  ///< empty: gist
  std::vector<IndexPart> parts;
  std::vector<Ident> include;
  std::optional<Expression> where;
  Deferral deferral = Deferral::not_deferrable;
  Options with;
  Ident tablespace;

  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

struct Constraint {
  Ident name;  ///< empty: the naming convention gives one
  std::variant<PrimaryKey, Unique, Check, ForeignKey, Exclusion> body;
  std::optional<Text> comment;
  Origin origin;

  friend bool operator==(const Constraint&, const Constraint&) = default;
};

struct Index {
  Ident name;  ///< empty: the naming convention gives one
  bool unique = false;
  Ident method;  ///< empty: btree
  std::vector<IndexPart> parts;
  std::vector<Ident> include;
  bool nulls_not_distinct = false;
  Options with;
  Ident tablespace;
  std::optional<Expression> where;
  std::optional<Text> comment;
  Origin origin;

  friend bool operator==(const Index&, const Index&) = default;
};

struct Column {
  Ident name;
  Type type;
  Name collation;
  bool not_null = false;
  std::optional<Expression> default_value;
  std::optional<Identity> identity;
  std::optional<Generated> generated;
  std::vector<Constraint>
      constraints;  ///< those written inside the column's definition, in the author's order
  Ident storage;
  Ident compression;
  std::optional<int> statistics;
  Options with = {};
  std::optional<Ident> was;  ///< the former name, in a desired schema only
  std::optional<Text> comment;
  Origin origin;

  friend bool operator==(const Column&, const Column&) = default;
};

struct PartitionBy {
  PartitionStrategy strategy = PartitionStrategy::range;
  std::vector<IndexPart> parts;

  friend bool operator==(const PartitionBy&, const PartitionBy&) = default;
};

// ---- schemas, enums, tables -------------------------------------------------------------------
// In a desired schema the same statements stand without the word `create`.

struct CreateSchema {
  Ident name;
  std::optional<Ident> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateSchema&, const CreateSchema&) = default;
};

struct EnumValue {
  Ident name;
  std::optional<Ident> was;  ///< the former spelling, in a desired schema only

  friend bool operator==(const EnumValue&, const EnumValue&) = default;
};

struct CreateEnum {
  Name name;
  std::vector<EnumValue> values;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateEnum&, const CreateEnum&) = default;
};

struct AddEnumValue {
  Ident value;
  std::optional<Ident> before, after;  ///< at most one; none: at the end
  friend bool operator==(const AddEnumValue&, const AddEnumValue&) = default;
};
struct RenameEnumValue {
  Ident from, to;
  friend bool operator==(const RenameEnumValue&, const RenameEnumValue&) = default;
};
struct DropEnumValue {
  Ident value;
  std::optional<Ident> map_to;  ///< what rows that hold the value get instead
  friend bool operator==(const DropEnumValue&, const DropEnumValue&) = default;
};
struct ReorderEnumValues {
  std::vector<Ident> values;  ///< all of them, in their new order
  friend bool operator==(const ReorderEnumValues&, const ReorderEnumValues&) = default;
};
struct RenameTo {
  Ident name;
  friend bool operator==(const RenameTo&, const RenameTo&) = default;
};
struct SetSchema {
  Ident schema;
  friend bool operator==(const SetSchema&, const SetSchema&) = default;
};
struct SetOwner {
  Ident role;
  friend bool operator==(const SetOwner&, const SetOwner&) = default;
};
/// `comment '…'`, or `drop comment` without a text.
struct SetComment {
  std::optional<Text> comment;
  friend bool operator==(const SetComment&, const SetComment&) = default;
};

struct EnumAction {
  std::variant<AddEnumValue, RenameEnumValue, DropEnumValue, ReorderEnumValues, RenameTo, SetSchema,
               SetOwner, SetComment>
      body;
  Origin origin;

  friend bool operator==(const EnumAction&, const EnumAction&) = default;
};

struct AlterEnum {
  Name name;
  std::vector<EnumAction> actions;

  friend bool operator==(const AlterEnum&, const AlterEnum&) = default;
};

struct ForeignServer {
  Ident server;
  Options options;

  friend bool operator==(const ForeignServer&, const ForeignServer&) = default;
};

using TableElement = std::variant<Column, Constraint, Index>;

struct CreateTable {
  Name name;
  std::vector<TableElement> elements;  ///< in the author's order
  std::vector<Name> inherits;
  std::optional<PartitionBy> partition_by;
  std::optional<ForeignServer> foreign;  ///< a foreign table
  std::vector<DialectOptions> options;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateTable&, const CreateTable&) = default;
};

/// `drop table t preserve;`
struct DropTable {
  Name name;
  Disposal disposal = Disposal::unspecified;

  friend bool operator==(const DropTable&, const DropTable&) = default;
};

/// `create partition p of t from (…) to (…)`; it may be partitioned itself.
struct CreatePartition {
  Name name;
  Name of;
  PartitionBound bound;
  std::optional<PartitionBy> partition_by;
  std::vector<DialectOptions> options;
  std::optional<Text> comment;

  friend bool operator==(const CreatePartition&, const CreatePartition&) = default;
};

}  // namespace migc::ast

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/syntax/ast_table.h"

/// Changes of tables in the syntax tree. Use through ast.h.
namespace migc::ast {

struct AddColumn {
  Column column;
  bool first = false;
  std::optional<Ident> after;
  std::optional<Expression> fill;  ///< value for rows that exist already
  friend bool operator==(const AddColumn&, const AddColumn&) = default;
};
struct RenameColumn {
  Ident from, to;
  friend bool operator==(const RenameColumn&, const RenameColumn&) = default;
};
struct DropColumn {
  Ident column;
  Disposal disposal = Disposal::unspecified;
  std::optional<Expression>
      down_fill;  ///< value for rows when the downgrade brings a discarded column back
  friend bool operator==(const DropColumn&, const DropColumn&) = default;
};

struct SetType {
  Type type;
  Name collation;
  std::optional<Expression> using_;
  friend bool operator==(const SetType&, const SetType&) = default;
};
struct SetDefault {
  std::optional<Expression> value;  ///< none: `drop default`
  friend bool operator==(const SetDefault&, const SetDefault&) = default;
};
struct SetNotNull {
  std::optional<Expression> fill;  ///< replaces nulls first
  friend bool operator==(const SetNotNull&, const SetNotNull&) = default;
};
struct DropNotNull {
  friend bool operator==(const DropNotNull&, const DropNotNull&) = default;
};
struct SetCollation {
  Name collation;  ///< empty: `drop collate`
  friend bool operator==(const SetCollation&, const SetCollation&) = default;
};
struct SetIdentity {
  std::optional<Identity> identity;  ///< none: `drop identity`
  friend bool operator==(const SetIdentity&, const SetIdentity&) = default;
};
struct SetGenerated {
  std::optional<Generated> generated;  ///< none: `drop expression`, which keeps the stored values
  friend bool operator==(const SetGenerated&, const SetGenerated&) = default;
};
struct SetStorage {
  Ident storage;  ///< empty: `drop storage`, the type's own
  friend bool operator==(const SetStorage&, const SetStorage&) = default;
};
struct SetCompression {
  Ident compression;  ///< empty: `drop compression`, the server's default
  friend bool operator==(const SetCompression&, const SetCompression&) = default;
};
struct SetStatistics {
  std::optional<int> target;  ///< none: `drop statistics`, the server's default
  friend bool operator==(const SetStatistics&, const SetStatistics&) = default;
};
/// `set with (n_distinct = 500)`: all parameters of the column, as they are then.
struct SetParameters {
  Options with;  ///< empty: `drop with`
  friend bool operator==(const SetParameters&, const SetParameters&) = default;
};

using ColumnChange = std::variant<SetType, SetDefault, SetNotNull, DropNotNull, SetCollation,
                                  SetIdentity, SetGenerated, SetStorage, SetCompression,
                                  SetStatistics, SetParameters, SetComment>;

struct AlterColumn {
  Ident column;
  ColumnChange change;
  friend bool operator==(const AlterColumn&, const AlterColumn&) = default;
};

struct AddConstraint {
  Constraint constraint;
  friend bool operator==(const AddConstraint&, const AddConstraint&) = default;
};
struct AddIndex {
  Index index;
  friend bool operator==(const AddIndex&, const AddIndex&) = default;
};
struct DropConstraint {
  Ident name;
  friend bool operator==(const DropConstraint&, const DropConstraint&) = default;
};
struct DropIndex {
  Ident name;
  friend bool operator==(const DropIndex&, const DropIndex&) = default;
};
struct RenameConstraint {
  Ident from, to;
  friend bool operator==(const RenameConstraint&, const RenameConstraint&) = default;
};
struct RenameIndex {
  Ident from, to;
  friend bool operator==(const RenameIndex&, const RenameIndex&) = default;
};
struct ValidateConstraint {
  Ident name;
  friend bool operator==(const ValidateConstraint&, const ValidateConstraint&) = default;
};
/// `alter constraint c deferrable initially deferred`
struct AlterConstraint {
  Ident name;
  Deferral deferral = Deferral::not_deferrable;
  friend bool operator==(const AlterConstraint&, const AlterConstraint&) = default;
};
/// `postgres (fillfactor = 70)`: sets those that are named, leaves the others.
struct SetOptions {
  DialectOptions options;
  friend bool operator==(const SetOptions&, const SetOptions&) = default;
};
/// `drop postgres (fillfactor)`: back to the default.
struct DropOptions {
  DialectOptions options;
  friend bool operator==(const DropOptions&, const DropOptions&) = default;
};
struct AttachPartition {
  Name partition;
  PartitionBound bound;
  friend bool operator==(const AttachPartition&, const AttachPartition&) = default;
};
struct DetachPartition {
  Name partition;
  friend bool operator==(const DetachPartition&, const DetachPartition&) = default;
};
/// `inherit parent` and `no inherit parent`
struct SetInherit {
  Name parent;
  bool inherit = true;
  friend bool operator==(const SetInherit&, const SetInherit&) = default;
};

struct TableAction {
  std::variant<AddColumn, RenameColumn, AlterColumn, DropColumn, AddConstraint, AddIndex,
               DropConstraint, DropIndex, RenameConstraint, RenameIndex, ValidateConstraint,
               AlterConstraint, RenameTo, SetSchema, SetOwner, SetComment, SetOptions, DropOptions,
               AttachPartition, DetachPartition, SetInherit>
      body;
  Origin origin;

  friend bool operator==(const TableAction&, const TableAction&) = default;
};

struct AlterTable {
  ObjectType kind = ObjectType::table;  ///< table, foreign_table or materialized_view
  Name name;
  std::vector<TableAction> actions;

  friend bool operator==(const AlterTable&, const AlterTable&) = default;
};

}  // namespace migc::ast

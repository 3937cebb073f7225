#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/schema/schema.h"

namespace migc {

/// What becomes of data that an operation takes away.
enum class Retention {
  discard,   ///< gone for good, said so by the author or the project's default
  preserve,  ///< copied to a stash from which the derived downgrade restores it
};

/// Name of the stash of one operation, "<revision>_<number in its migration>"; empty when nothing
/// is kept. Dialects turn it into a table in migc's own place.
using StashName = std::string;

/// Where a column goes: at the end, first, or right after another one.
struct ColumnPosition {
  enum class Where { end, first, after };
  Where where = Where::end;
  std::string column;  ///< of `after`

  friend bool operator==(const ColumnPosition&, const ColumnPosition&) = default;
};

/// Texts in the words of a database follow a rename of what they name. The inverse brings the
/// objects that have them along as they were, to the letter.
using FormerTexts = std::vector<Object>;

// ---- namespaces and enums

struct CreateNamespace {
  Namespace name_space;
};
struct DropNamespace {
  ObjectName name;
};
struct RenameNamespace {
  ObjectName from, to;
  FormerTexts texts = {};
};

struct CreateEnum {
  Enum enumeration;
};
struct DropEnum {
  ObjectName name;
};
struct RenameEnum {
  ObjectName from, to;
  FormerTexts texts = {};
};
/// At most one of `before` and `after` is set; neither: at the end.
struct AddEnumValue {
  ObjectName name;
  std::string value;
  std::string before, after;
};
struct RenameEnumValue {
  ObjectName name;
  std::string from, to;
};
/// Rows that hold the value get `map_to`; without it a guard refuses to run while such rows exist.
struct DropEnumValue {
  ObjectName name;
  std::string value;
  std::optional<std::string> map_to;
};
/// `values`: all that the enum has, in their new order.
struct ReorderEnumValues {
  ObjectName name;
  std::vector<std::string> values;
};

// ---- tables

/// With a `stash`, rows are filled in again from there (the inverse of a drop that preserved them).
struct CreateTable {
  Table table;
  StashName stash;
};
struct DropTable {
  ObjectName name;
  Retention retention = Retention::discard;
  StashName stash;
};
/// Also moves between schemas when `to.schema` differs.
struct RenameTable {
  ObjectName from, to;
  FormerTexts texts = {};
};
struct SetTableOptions {
  ObjectName table;
  TableOptions options;
};

/// `fill` gives existing rows their value where the default should not; with a `stash` they get
/// their former values back.
struct AddColumn {
  ObjectName table;
  Column column;
  ColumnPosition position;
  std::optional<Expression> fill;
  StashName stash;
};
/// `down_fill` is what rows get when the downgrade brings a discarded column back.
struct DropColumn {
  ObjectName table;
  std::string column;
  Retention retention = Retention::discard;
  StashName stash;
  std::optional<Expression> down_fill;
};
struct RenameColumn {
  ObjectName table;
  std::string from, to;
  FormerTexts texts = {};
};

struct SetColumnType {
  ObjectName table;
  std::string column;
  Type type;
  std::optional<Expression> using_;
};
/// `fill` replaces NULLs before the constraint is set.
struct SetNotNull {
  ObjectName table;
  std::string column;
  std::optional<Expression> fill;
};
struct DropNotNull {
  ObjectName table;
  std::string column;
};
/// Null: drop the default.
struct SetDefault {
  ObjectName table;
  std::string column;
  std::optional<Expression> value;
};
struct SetCollation {
  ObjectName table;
  std::string column;
  ObjectName collation;
};
/// Null: drop the identity.
struct SetIdentity {
  ObjectName table;
  std::string column;
  std::optional<Identity> identity;
};
/// Null: the column becomes an ordinary one that keeps its values.
struct SetGenerated {
  ObjectName table;
  std::string column;
  std::optional<Generated> generated;
};
/// PostgreSQL's storage, compression, statistics target and parameters of a column. The parameters
/// are the table's own: its partitions and heirs keep theirs.
struct SetColumnStorage {
  ObjectName table;
  std::string column;
  std::string storage, compression;
  std::optional<int> statistics;
  Parameters with = {};
};

struct AddConstraint {
  ObjectName table;
  Constraint constraint;
};
struct DropConstraint {
  ObjectName table;
  std::string name;
};
struct RenameConstraint {
  ObjectName table;
  std::string from, to;
};
/// Checks the existing rows of a constraint that was added NOT VALID.
struct ValidateConstraint {
  ObjectName table;
  std::string name;
};

struct AddIndex {
  ObjectName table;
  Index index;
};
struct DropIndex {
  ObjectName table;
  std::string name;
};
struct RenameIndex {
  ObjectName table;
  std::string from, to;
};

// ---- partitions and inheritance

/// Indexes and constraints of the parent that the partition lacks are added to it.
struct AttachPartition {
  ObjectName table, partition;
  PartitionBound bound;
};
/// The partition stays as a table with all that it has.
struct DetachPartition {
  ObjectName table, partition;
};
/// `inherit`, or no longer.
struct SetInherit {
  ObjectName table, parent;
  bool inherit = true;
};
/// Of a foreign table; of a partition too.
struct SetForeignOptions {
  ObjectName table;
  Parameters options;
};

// ---- all other objects

struct CreateObject {
  Object object;
};
struct DropObject {
  ObjectKey object;
};
/// Any alteration: the object of the same key as it is afterwards. Dialects compare it with the one
/// in the schema before.
struct ReplaceObject {
  Object after;
};
/// Also moves between schemas when `to.schema` differs.
struct RenameObject {
  ObjectKey from;
  ObjectName to;
  FormerTexts texts = {};
};

/// Of any object, schemas, enums and tables included. An empty owner: whoever runs the migration.
struct SetOwner {
  ObjectKey object;
  std::string owner;
};

enum class CommentTarget { name_space, enum_, table, column, constraint, index };
/// An empty text removes the comment. `member` names the column, constraint or index.
struct SetComment {
  CommentTarget target;
  ObjectName object;
  std::string member;
  std::string text;
};

// ---- data

struct Assignment {
  std::string column;
  Expression value;
};

/// `key` names the columns by which the downgrade finds the rows again; never empty when
/// `reversible`.
struct InsertRows {
  ObjectName table;
  std::vector<std::string> columns;
  std::vector<std::vector<Expression>> rows;
  std::vector<std::string> key;
};
/// The inverse of `InsertRows`: deletes the rows with these key values.
struct DeleteInsertedRows {
  ObjectName table;
  std::vector<std::string> key;
  std::vector<std::vector<Expression>> values;
};
/// With a `stash` the overwritten values are kept.
struct UpdateRows {
  ObjectName table;
  std::vector<Assignment> assignments;
  std::optional<Expression> where;
  StashName stash;
};
/// The inverse of an `UpdateRows` with a stash: rows that were not changed since get their former
/// values.
struct RestoreValues {
  ObjectName table;
  std::vector<std::string> columns;
  StashName stash;
};
struct DeleteRows {
  ObjectName table;
  std::optional<Expression> where;
  Retention retention = Retention::discard;
  StashName stash;
};
/// The inverse of a `DeleteRows` with a stash.
struct RestoreRows {
  ObjectName table;
  StashName stash;
};
/// An update in batches, each committed on its own; never reports an error on a row that already
/// holds the value.
struct Backfill {
  ObjectName table;
  std::vector<Assignment> assignments;
  std::optional<Expression> where;
  std::optional<std::int64_t> batch_size;  ///< rows; absent: the whole table in one statement
};

/// Sets where a sequence goes on. Without a value: at its start.
struct RestartSequence {
  ObjectName sequence;
  std::optional<std::int64_t> value;
};

/// Text for each dialect, run as it stands; an absent dialect means `nothing`. Does not change the
/// model.
struct RawSql {
  std::vector<NativeText> up;
  std::vector<NativeText> down;
  std::vector<std::string>
      dialects;  ///< every dialect that the statement speaks for, `nothing` included
  bool outside_transaction = false;  ///< the author asks for statements that commit one by one
};

using OperationBody = std::variant<
    CreateNamespace, DropNamespace, RenameNamespace, CreateEnum, DropEnum, RenameEnum, AddEnumValue,
    RenameEnumValue, DropEnumValue, ReorderEnumValues, CreateTable, DropTable, RenameTable,
    SetTableOptions, AddColumn, DropColumn, RenameColumn, SetColumnType, SetNotNull, DropNotNull,
    SetDefault, SetCollation, SetIdentity, SetGenerated, SetColumnStorage, AddConstraint,
    DropConstraint, RenameConstraint, ValidateConstraint, AddIndex, DropIndex, RenameIndex,
    AttachPartition, DetachPartition, SetInherit, SetForeignOptions, CreateObject, DropObject,
    ReplaceObject, RenameObject, SetOwner, SetComment, InsertRows, DeleteInsertedRows, UpdateRows,
    RestoreValues, DeleteRows, RestoreRows, Backfill, RestartSequence, RawSql>;

/// One change, with the place of the statement that asks for it. A wrapper rather than a bare
/// variant, so that argument dependent lookup never finds std::visit's family by accident.
struct Operation {
  OperationBody body;
  Origin origin;
};

/// Can it be undone, and does the data come back? In rising order of loss.
enum class Verdict { exact, preserved, structure_only, irreversible };

[[nodiscard]] std::string_view to_string(
    Verdict verdict);  ///< "exact", "preserved", "structure only", "irreversible"

/// The table whose definition the operation changes in place, or null: adjacent operations on one
/// table form a step.
[[nodiscard]] const ObjectName* table_of(const Operation& operation);

}  // namespace migc

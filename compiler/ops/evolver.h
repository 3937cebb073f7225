#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

namespace migc {

/// The body of `evolve`: one overload for each operation. Each looks first and changes last, so
/// that a refusal leaves the schema as it was.
class Evolver {
 public:
  Evolver(Schema& schema, const Origin& origin, Diagnostics& diagnostics)
      : schema_(schema), origin_(origin), diagnostics_(diagnostics) {}

  bool operator()(const CreateNamespace& op);
  bool operator()(const DropNamespace& op);
  bool operator()(const RenameNamespace& op);
  bool operator()(const CreateEnum& op);
  bool operator()(const DropEnum& op);
  bool operator()(const RenameEnum& op);
  bool operator()(const AddEnumValue& op);
  bool operator()(const RenameEnumValue& op);
  bool operator()(const DropEnumValue& op);
  bool operator()(const ReorderEnumValues& op);
  bool operator()(const CreateTable& op);
  bool operator()(const DropTable& op);
  bool operator()(const RenameTable& op);
  bool operator()(const SetTableOptions& op);
  bool operator()(const AddColumn& op);
  bool operator()(const DropColumn& op);
  bool operator()(const RenameColumn& op);
  bool operator()(const SetColumnType& op);
  bool operator()(const SetNotNull& op);
  bool operator()(const DropNotNull& op);
  bool operator()(const SetDefault& op);
  bool operator()(const SetCollation& op);
  bool operator()(const SetIdentity& op);
  bool operator()(const SetGenerated& op);
  bool operator()(const SetColumnStorage& op);
  bool operator()(const AddConstraint& op);
  bool operator()(const DropConstraint& op);
  bool operator()(const RenameConstraint& op);
  bool operator()(const ValidateConstraint& op);
  bool operator()(const AddIndex& op);
  bool operator()(const DropIndex& op);
  bool operator()(const RenameIndex& op);
  bool operator()(const AttachPartition& op);
  bool operator()(const DetachPartition& op);
  bool operator()(const SetInherit& op);
  bool operator()(const SetForeignOptions& op);
  bool operator()(const CreateObject& op);
  bool operator()(const DropObject& op);
  bool operator()(const ReplaceObject& op);
  bool operator()(const RenameObject& op);
  bool operator()(const SetOwner& op);
  bool operator()(const SetComment& op);
  bool operator()(const InsertRows& op);
  bool operator()(const DeleteInsertedRows& op);
  bool operator()(const UpdateRows& op);
  bool operator()(const RestoreValues& op);
  bool operator()(const DeleteRows& op);
  bool operator()(const RestoreRows& op);
  bool operator()(const Backfill& op);
  bool operator()(const RestartSequence& op);
  bool operator()(const RawSql& op);

 private:
  Diagnostic& error(Code code, std::string message, std::string label = {});
  bool no_effect(std::string message);

  // Each returns null, or false, after it has said why.
  const Table* table(const ObjectName& name);
  const Column* column(const Table& table, std::string_view name);
  const Constraint* constraint(const Table& table, std::string_view name);
  const Index* index(const Table& table, std::string_view name);
  const Enum* enumeration(const ObjectName& name);
  bool value_exists(const Enum& enumeration, const std::string& value);
  bool values_are_free(const ObjectName& enumeration);
  bool namespace_exists(const ObjectName& name);
  bool type_exists(const Type& type);
  bool columns_exist(const Table& table, const std::vector<std::string>& names);
  bool columns_of_exist(const Table& table, const Expression& expression);
  bool parts_exist(const Table& table, const std::vector<IndexPart>& parts);
  bool relation_is_free(const ObjectName& name);
  bool unused(const ObjectKey& key);
  bool column_fits(const Table& table, const Column& column);
  bool constraint_fits(const Table& table, const Constraint& constraint);
  bool foreign_key_fits(const Table& table, const ForeignKey& foreign_key, Span place);
  /// Whether every foreign key to the table finds its unique key in what the table becomes.
  /// PostgreSQL refuses to drop such a key; SQLite takes it and fails at the next change of rows.
  /// `what` and `name` say what is dropped.
  bool keys_remain(const Table& without, std::string_view what, const std::string& name);
  bool index_fits(const Table& table, const Index& index);
  /// Whether PostgreSQL can sort the table by, and know its rows by, the indexes that the options
  /// name.
  bool named_indexes_fit(const Table& table);
  /// Whether the options of what the table becomes do without the index, or that of the constraint.
  bool not_named_in_options(const Table& without, std::string_view what, const std::string& name);
  bool column_is_free(const Table& table, std::string_view name);
  bool row_columns_exist(const ObjectName& name, const std::vector<std::string>& columns);

  // Partitions and inheritance.
  /// The tables whose column follows this one: the partitions and heirs below the table.
  std::vector<ObjectName> followers(const ObjectName& table, std::string_view column);
  /// Changes the column of the table and of those that follow.
  void edit_column(const ObjectName& table, std::string_view column,
                   const std::function<void(Column&)>& change);
  /// Whether the column is the table's own: not one that follows its parent's.
  bool column_is_own(const Table& table, std::string_view name);
  /// Whether a change of the column leaves the partition keys alone.
  bool not_in_partition_key(const Table& table, std::string_view name);
  bool part_is_own(const Table& table, std::string_view kind, const std::string& name,
                   const std::string& parent);
  /// What a partitioned table may have: unique keys that contain its partition key, and so on.
  bool partitioned_fits(const Table& table, const Constraint& constraint);
  bool partitioned_fits(const Table& table, const Index& index);
  bool partitioned_fits(const Table& table);
  bool bound_fits(const Table& parent, const ObjectName& partition, const PartitionBound& bound);
  bool partition_fits(const Table& parent, const Table& partition);
  /// Whether no parent of an heir has the check too.
  bool check_is_own(const Table& table, const std::string& name);
  /// Whether the tables below can have their part of the constraint.
  bool parts_are_free(const ObjectName& table, const Constraint& added);
  bool heir_fits(const Table& parent, const Table& heir);
  bool parents_fit(const Table& table);

  const Object* object(const ObjectKey& key);
  bool type_is_free(const ObjectName& name);
  /// What an object cannot be without, and what must fit together in it.
  bool object_fits(const Object& object);
  bool attributes_may_change(const CompositeType& before, const CompositeType& after);
  bool rules_may_change(const Domain& before, const Domain& after);
  /// Whether no rows hold values of the type, so that `what` of it may change.
  bool rows_are_free(const ObjectKey& type, const std::string& what);
  bool relation_exists(const ObjectName& name);

  /// The objects `old` as they are when `from` has the other name; nothing, with a reason, when one
  /// of them cannot follow.
  std::optional<std::vector<Object>> renamed(const std::vector<ObjectKey>& old,
                                             const ObjectKey& from, const ObjectName& to,
                                             const FormerTexts& texts,
                                             const std::vector<ObjectKey>& others);
  /// Renames the object and every mention of it. False, with a reason, when a text cannot follow
  /// and is not put back. `others` are the routines of the same name that keep it.
  bool rename_object(const ObjectKey& from, const ObjectName& to, const FormerTexts& texts = {},
                     const std::vector<ObjectKey>& others = {});
  /// The same for a column in what is no table.
  bool rename_column_elsewhere(const Table& table, const std::string& from, const std::string& to);
  void put_back(const FormerTexts& texts);
  bool column_unused_elsewhere(const Table& table, std::string_view name);

  Schema& schema_;
  const Origin& origin_;
  Diagnostics& diagnostics_;
};

/// The columns by which foreign keys may refer to a table: its primary key, immediate unique
/// constraints, and unique indexes on plain columns without a predicate (PostgreSQL's manual,
/// CREATE TABLE; SQLite's foreign key documentation, 3).
[[nodiscard]] bool has_unique_key(const Table& table, const std::vector<std::string>& columns);

/// Names of constraints, indexes and generated columns of the table that mention the column, itself
/// left out.
struct ColumnUse {
  std::vector<std::string> constraints, indexes, generated_columns;
  [[nodiscard]] bool none() const {
    return constraints.empty() && indexes.empty() && generated_columns.empty();
  }
};
[[nodiscard]] ColumnUse uses_of_column(const Table& table, std::string_view column);
/// Whether an object that is no table cannot be without the column.
[[nodiscard]] bool needs_column(const Object& object, const ObjectName& table,
                                std::string_view column);
/// The columns that a constraint or index mentions, each once, sorted.
[[nodiscard]] std::vector<std::string> columns_of(const ConstraintBody& body);
[[nodiscard]] std::vector<std::string> columns_of(const Index& index);

}  // namespace migc

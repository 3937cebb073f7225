#pragma once

#include "compiler/dialect/postgres/context.h"
#include "compiler/ops/operation.h"

namespace migc::postgres {

// One function for each operation: adds its statements, with what must go before and after them. An
// operation that changes nothing adds nothing.

// objects.cpp
void emit(const Context& context, const CreateNamespace& op);
void emit(const Context& context, const DropNamespace& op);
void emit(const Context& context, const RenameNamespace& op);
void emit(const Context& context, const SetComment& op);

// object_changes.cpp
void emit(const Context& context, const CreateObject& op);
void emit(const Context& context, const DropObject& op);
void emit(const Context& context, const ReplaceObject& op);
void emit(const Context& context, const RenameObject& op);
void emit(const Context& context, const SetOwner& op);

// enums.cpp
void emit(const Context& context, const CreateEnum& op);
void emit(const Context& context, const DropEnum& op);
void emit(const Context& context, const RenameEnum& op);
void emit(const Context& context, const AddEnumValue& op);
void emit(const Context& context, const RenameEnumValue& op);
void emit(const Context& context, const DropEnumValue& op);
void emit(const Context& context, const ReorderEnumValues& op);

// tables.cpp
void emit(const Context& context, const CreateTable& op);
void emit(const Context& context, const DropTable& op);
void emit(const Context& context, const RenameTable& op);
void emit(const Context& context, const SetTableOptions& op);
void emit(const Context& context, const AddConstraint& op);
void emit(const Context& context, const DropConstraint& op);
void emit(const Context& context, const RenameConstraint& op);
void emit(const Context& context, const ValidateConstraint& op);
void emit(const Context& context, const AddIndex& op);
void emit(const Context& context, const DropIndex& op);
void emit(const Context& context, const RenameIndex& op);

// partitions.cpp
void emit(const Context& context, const AttachPartition& op);
void emit(const Context& context, const DetachPartition& op);
void emit(const Context& context, const SetInherit& op);
void emit(const Context& context, const SetForeignOptions& op);
void emit(const Context& context, const RestartSequence& op);

// columns.cpp
void emit(const Context& context, const AddColumn& op);
void emit(const Context& context, const DropColumn& op);
void emit(const Context& context, const RenameColumn& op);
void emit(const Context& context, const SetNotNull& op);
void emit(const Context& context, const DropNotNull& op);
void emit(const Context& context, const SetDefault& op);
void emit(const Context& context, const SetIdentity& op);
void emit(const Context& context, const SetGenerated& op);
void emit(const Context& context, const SetColumnStorage& op);

// column_types.cpp
void emit(const Context& context, const SetColumnType& op);
void emit(const Context& context, const SetCollation& op);

// rows.cpp
void emit(const Context& context, const InsertRows& op);
void emit(const Context& context, const DeleteInsertedRows& op);
void emit(const Context& context, const UpdateRows& op);
void emit(const Context& context, const RestoreValues& op);
void emit(const Context& context, const DeleteRows& op);
void emit(const Context& context, const RestoreRows& op);
void emit(const Context& context, const Backfill& op);
void emit(const Context& context, const RawSql& op);

/// After rows came with their own identity values: takes the sequence past them.
void advance_identity(const Context& context, const ObjectName& table, const Column& column);

}  // namespace migc::postgres

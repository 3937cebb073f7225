#include "compiler/ops/operation.h"

#include "compiler/base/overloaded.h"

namespace migc {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::exact:
      return "exact";
    case Verdict::preserved:
      return "preserved";
    case Verdict::structure_only:
      return "structure only";
    case Verdict::irreversible:
      return "irreversible";
  }
  return "";
}

const ObjectName* table_of(const Operation& operation) {
  return std::visit(
      overloaded{
          [](const CreateNamespace&) -> const ObjectName* { return nullptr; },
          [](const DropNamespace&) -> const ObjectName* { return nullptr; },
          [](const RenameNamespace&) -> const ObjectName* { return nullptr; },
          [](const CreateEnum&) -> const ObjectName* { return nullptr; },
          [](const DropEnum&) -> const ObjectName* { return nullptr; },
          [](const RenameEnum&) -> const ObjectName* { return nullptr; },
          [](const AddEnumValue&) -> const ObjectName* { return nullptr; },
          [](const RenameEnumValue&) -> const ObjectName* { return nullptr; },
          [](const DropEnumValue&) -> const ObjectName* { return nullptr; },
          [](const ReorderEnumValues&) -> const ObjectName* { return nullptr; },
          // Creating, dropping and renaming a table end a step: its name or existence changes.
          [](const CreateTable&) -> const ObjectName* { return nullptr; },
          [](const DropTable&) -> const ObjectName* { return nullptr; },
          [](const RenameTable&) -> const ObjectName* { return nullptr; },
          [](const SetTableOptions& op) { return &op.table; },
          [](const AddColumn& op) { return &op.table; },
          [](const DropColumn& op) { return &op.table; },
          [](const RenameColumn& op) { return &op.table; },
          [](const SetColumnType& op) { return &op.table; },
          [](const SetNotNull& op) { return &op.table; },
          [](const DropNotNull& op) { return &op.table; },
          [](const SetDefault& op) { return &op.table; },
          [](const SetCollation& op) { return &op.table; },
          [](const SetIdentity& op) { return &op.table; },
          [](const SetGenerated& op) { return &op.table; },
          [](const SetColumnStorage& op) { return &op.table; },
          [](const AddConstraint& op) { return &op.table; },
          [](const DropConstraint& op) { return &op.table; },
          [](const RenameConstraint& op) { return &op.table; },
          [](const ValidateConstraint& op) { return &op.table; },
          [](const AddIndex& op) { return &op.table; },
          [](const DropIndex& op) { return &op.table; },
          [](const RenameIndex& op) { return &op.table; },
          // They change two tables.
          [](const AttachPartition&) -> const ObjectName* { return nullptr; },
          [](const DetachPartition&) -> const ObjectName* { return nullptr; },
          [](const SetInherit&) -> const ObjectName* { return nullptr; },
          [](const SetForeignOptions& op) { return &op.table; },
          [](const CreateObject&) -> const ObjectName* { return nullptr; },
          [](const DropObject&) -> const ObjectName* { return nullptr; },
          [](const ReplaceObject&) -> const ObjectName* { return nullptr; },
          [](const RenameObject&) -> const ObjectName* { return nullptr; },
          [](const SetOwner&) -> const ObjectName* { return nullptr; },
          [](const SetComment& op) -> const ObjectName* {
            const bool of_table =
                op.target != CommentTarget::name_space && op.target != CommentTarget::enum_;
            return of_table ? &op.object : nullptr;
          },
          // Rows are changed with other settings than definitions, so they never join a step.
          [](const InsertRows&) -> const ObjectName* { return nullptr; },
          [](const DeleteInsertedRows&) -> const ObjectName* { return nullptr; },
          [](const UpdateRows&) -> const ObjectName* { return nullptr; },
          [](const RestoreValues&) -> const ObjectName* { return nullptr; },
          [](const DeleteRows&) -> const ObjectName* { return nullptr; },
          [](const RestoreRows&) -> const ObjectName* { return nullptr; },
          [](const Backfill&) -> const ObjectName* { return nullptr; },
          [](const RestartSequence&) -> const ObjectName* { return nullptr; },
          [](const RawSql&) -> const ObjectName* { return nullptr; },
      },
      operation.body);
}

}  // namespace migc

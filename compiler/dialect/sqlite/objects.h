#pragma once

#include "compiler/dialect/sqlite/emission.h"

namespace migc::sqlite {

// Operations on whole tables and on enums. Each moves the model on.
void emit_create_table(Emission& emission, const Operation& operation, const CreateTable& op);
void emit_drop_table(Emission& emission, const Operation& operation, const DropTable& op);
void emit_rename_table(Emission& emission, const Operation& operation, const RenameTable& op);

/// An enum is no object of SQLite's but the conditions of the columns that have it: changing its
/// values builds their tables anew, all in one batch.
void emit_enum_change(Emission& emission, const Operation& operation, const AddEnumValue& op);
void emit_enum_change(Emission& emission, const Operation& operation, const RenameEnumValue& op);
void emit_enum_change(Emission& emission, const Operation& operation, const DropEnumValue& op);
void emit_enum_change(Emission& emission, const Operation& operation, const ReorderEnumValues& op);

}  // namespace migc::sqlite

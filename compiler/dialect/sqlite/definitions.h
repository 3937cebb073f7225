#pragma once

#include "compiler/dialect/sqlite/emission.h"

namespace migc::sqlite {

// Objects that are nothing but their definition: views and triggers. What SQLite lacks is said
// where it is created; what has no text for SQLite is not there.

void emit_create(Emission& emission, const Operation& operation, const CreateObject& op);
void emit_drop(Emission& emission, const Operation& operation, const DropObject& op);
void emit_replace(Emission& emission, const Operation& operation, const ReplaceObject& op);
void emit_rename(Emission& emission, const Operation& operation, const RenameObject& op);
void emit_owner(Emission& emission, const Operation& operation, const SetOwner& op);

/// Finds the names of known tables, views and columns in a text, word by word.
bool read_names(const Object& object, const Schema& schema, DefinitionText& text,
                Diagnostics& diagnostics);

}  // namespace migc::sqlite

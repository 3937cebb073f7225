#pragma once

#include "compiler/dialect/sqlite/emission.h"

namespace migc::sqlite {

// Operations on rows. They run with foreign keys enforced; the model stays as it is.
void emit_rows(Emission& emission, const InsertRows& op);
void emit_rows(Emission& emission, const DeleteInsertedRows& op);
void emit_rows(Emission& emission, const UpdateRows& op);
void emit_rows(Emission& emission, const RestoreValues& op);
void emit_rows(Emission& emission, const DeleteRows& op);
void emit_rows(Emission& emission, const RestoreRows& op);
void emit_rows(Emission& emission, const Backfill& op);
void emit_raw(Emission& emission, const RawSql& op);

}  // namespace migc::sqlite

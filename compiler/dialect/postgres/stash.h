#pragma once

#include <string>
#include <vector>

#include "compiler/dialect/postgres/context.h"
#include "compiler/ops/operation.h"

namespace migc::postgres {

// Stashes are tables in the ledger's schema that hold what an operation takes away. They are filled
// in the transaction that takes it away, behind a lock that keeps writers out, so that no row is
// lost in between. Values of enum types are kept as text: otherwise the stash would keep the type
// from being dropped or changed.

[[nodiscard]] ObjectName stash_table(const Context& context, const StashName& stash);

/// The primary key's columns, or null after a diagnostic: without them kept values cannot find
/// their rows again.
[[nodiscard]] const std::vector<std::string>* stash_key(const Context& context, const Table& table,
                                                        std::string_view what);

/// Refuses to go on when the stash is not there: it was purged, or the operation that fills it
/// never ran here.
void require_stash(const Context& context, const StashName& stash);

void keep_table(const Context& context, const Table& table, const StashName& stash);
void restore_table(const Context& context, const Table& table, const StashName& stash);

void keep_column(const Context& context, const Table& table, const Column& column,
                 const std::vector<std::string>& key, const StashName& stash);
/// Fills a column that was just added; the stash is dropped.
void restore_column(const Context& context, const Table& table, const Column& column,
                    const std::vector<std::string>& key, const StashName& stash);
/// Whether a sequence numbers the column: its identity's, or one of the model in its default.
[[nodiscard]] bool has_position(const Context& context, const Column& column);
/// Sets the column's sequence to where it stood; call it before `restore_…` drops the
/// stash.
void restore_position(const Context& context, const ObjectName& table, const Column& column,
                      const StashName& stash);
void drop_stash(const Context& context, const StashName& stash);

void keep_values(const Context& context, const Table& table, const UpdateRows& op,
                 const std::vector<std::string>& key);
/// Notes what the update made of the kept rows, so that a restore spares those that were changed
/// since.
void keep_new_values(const Context& context, const Table& table, const UpdateRows& op,
                     const std::vector<std::string>& key);
void restore_values(const Context& context, const Table& table, const RestoreValues& op,
                    const std::vector<std::string>& key);

void keep_rows(const Context& context, const Table& table, const DeleteRows& op);
void restore_rows(const Context& context, const Table& table, const RestoreRows& op);

}  // namespace migc::postgres

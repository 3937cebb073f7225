#pragma once

#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "runtime/cli/context.h"
#include "runtime/cli/database.h"
#include "runtime/cli/project.h"

namespace migc::runtime {

// What `plan`, `apply` and `revert` share: from a route to a script that is complete and legal.

/// A script ready to run, and what the ledger is to keep of it.
struct Prepared {
  Script script;
  Archive archive;
};

/// Compiles a route that starts where `applied` are applied. Shows diagnostics on the error stream
/// and fails with `check` when the dialect has any; fails with `refused` when the route goes down
/// over an irreversible migration. Ways down do without the stashes in `lost`.
[[nodiscard]] Result<Prepared> prepare(const Context& context, LoadedProject& project,
                                       const Database& database,
                                       const std::set<std::string>& applied, const Route& route,
                                       const std::set<std::string>& lost = {});

/// The way down to a target for a database that holds revisions which the checkout does not: from
/// the ledger alone.
[[nodiscard]] Result<Prepared> prepare_from_ledger(Database& database, std::string_view target);

/// A script for people: what would run, with locks, hazards and verdicts. `verbose` adds nothing
/// that matters to a decision.
[[nodiscard]] std::string describe_script(const Output& output, const Script& script);

/// Runs a prepared script with progress on the error stream; the result is the answer of the
/// command.
/// `replan` may be null.
[[nodiscard]] Result<ExitCode> execute(const Context& context, const LoadedProject& project,
                                       Database& database, const Prepared& prepared,
                                       const Replan* replan = nullptr);

}  // namespace migc::runtime

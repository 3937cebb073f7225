#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/diff/diff.h"
#include "runtime/cli/context.h"

namespace migc::runtime {

/// What becomes of pairs that look like renames.
enum class RenamePolicy {
  ask,
  refuse,
  accept,  ///< all of them are renames
  never,   ///< none of them is
};

/// By `--renames`; without it `ask` where a person can be asked, `refuse` elsewhere.
[[nodiscard]] Result<RenamePolicy> rename_policy(const Context& context);

/// A difference whose renames are decided.
struct DecidedDiff {
  Diff way;
  RenameMarks accepted;  ///< beyond those that were given
};

/// Compares, and decides about each pair that looks like a rename. Fails with `refused` when nobody
/// can be asked; the error says how either answer is written down.
[[nodiscard]] Result<DecidedDiff> decided_diff(const Context& context, RenamePolicy policy,
                                               const Schema& from, const Schema& to,
                                               DiffOptions options);

/// "column `users.name`", "table `people`": what the mark is about, as it was called or is called.
[[nodiscard]] std::string former_thing(const RenameMark& mark);
[[nodiscard]] std::string thing(const RenameMark& mark);

}  // namespace migc::runtime

#pragma once

#include <string>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/diff/names.h"
#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

namespace migc {

/// What an object, column or enum value of the new schema was called before.
struct RenameMark {
  ObjectKey object;         ///< as it is now; of a member the object that has it
  std::string member = {};  ///< the column, attribute or enum value; empty: the object itself
  ObjectName was = {};
  std::string member_was = {};
  Origin origin = {};
};

using RenameMarks = std::vector<RenameMark>;

/// A pair that might be one thing under two names.
struct RenameCandidate {
  RenameMark mark;          ///< the decision, if it is taken
  int score = 0;            ///< percent
  std::string reason = {};  ///< what they have in common, in words
};

/// What the marks ask for, in an order in which it can be done. What has a name that is wanted, and
/// is to be dropped, gets a spare one, and so does one of each ring. Marks that were carried out
/// before are left out: the former name is gone, or what has the new one looks as it is wanted.
[[nodiscard]] std::vector<Operation> renames(const Schema& from, const Schema& to,
                                             const RenameMarks& marks, std::string_view dialect,
                                             SpareNames& spare);

/// Marks that fit neither schema: nothing of the former name is there, and the new one is not
/// either.
[[nodiscard]] RenameMarks wrong_marks(const Schema& from, const RenameMarks& marks);

/// What is only in one of the schemas and resembles something that is only in the other.
[[nodiscard]] std::vector<RenameCandidate> rename_candidates(const Schema& from, const Schema& to,
                                                             std::string_view dialect);

}  // namespace migc

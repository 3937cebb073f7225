#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/ops/operation.h"

namespace migc {

/// Makes a way down do without stashes that are gone: tables come back empty, columns with what a
/// new column gets, and overwritten or deleted rows stay as they are. Returns whether anything had
/// to change.
bool forget_stashes(std::vector<Operation>& operations, const std::set<StashName>& lost);

}  // namespace migc

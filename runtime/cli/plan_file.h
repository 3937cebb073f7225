#pragma once

#include <map>
#include <string>
#include <string_view>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"
#include "compiler/plan/script.h"

namespace migc::runtime {

/// A reviewed plan: what to run, and the state of the database that it was made for.
struct PlanFile {
  Script script;                                     ///< without places in source files
  std::map<std::string, Digest, std::less<>> start;  ///< the revisions applied before it
};

/// The script as JSON, as the compiler writes it, with the state it starts from.
[[nodiscard]] std::string plan_to_json(const Script& script,
                                       const std::map<std::string, Digest, std::less<>>& start);

/// Reads what `plan_to_json` wrote; `name` is for messages.
[[nodiscard]] Result<PlanFile> plan_from_json(std::string_view text, std::string_view name);

}  // namespace migc::runtime

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/compile.h"
#include "tests/support/generators.h"

namespace migc::test {

/// The name and the text of a file.
using NamedText = std::pair<std::string, std::string>;

/// A compilation of migrations that were given as texts, built. Never null.
[[nodiscard]] std::unique_ptr<Compilation> compile_text(const std::vector<NamedText>& migrations,
                                                        CompileOptions options = {});

/// One migration with the id `m1` whose statements are given.
[[nodiscard]] std::unique_ptr<Compilation> compile_statements(std::string_view statements,
                                                              CompileOptions options = {});

/// The generated project of a seed, built and checked for its dialects. Findings are failures of
/// the running test, for generated projects have none.
[[nodiscard]] std::unique_ptr<Compilation> compile_generated(std::uint64_t seed,
                                                             const ProjectOptions& options);
[[nodiscard]] std::unique_ptr<Compilation> compile_generated(std::uint64_t seed, bool lossless);

/// What was found, one line a finding: "E2004 column `x` does not exist in table `t`".
[[nodiscard]] std::vector<std::string> findings(const Diagnostics& diagnostics);

/// What was found as people read it; for the messages of failing tests.
[[nodiscard]] std::string rendered(const Compilation& compilation);

/// The plan from an empty database to all heads, or back from there.
[[nodiscard]] Plan full_plan(const History& history, Direction direction);

}  // namespace migc::test

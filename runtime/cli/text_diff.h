#pragma once

#include <string>
#include <string_view>

namespace migc::runtime {

/// What makes one text out of another, line by line: removed lines begin with `- `, added ones with
/// `+ `, two lines around them with two blanks; ` …` stands for what is left out. Empty when the
/// texts are equal.
[[nodiscard]] std::string diff_lines(std::string_view before, std::string_view after);

}  // namespace migc::runtime

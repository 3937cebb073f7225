#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migc {

/// The candidate that was probably meant, for "did you mean" help; empty when none is near enough.
/// A candidate that differs in case only always is; otherwise the number of edits (insert, delete,
/// replace, swap of neighbours) must stay within a third of the length and three. Ties go to the
/// longer common prefix, then to the alphabet.
[[nodiscard]] std::optional<std::string> closest(std::string_view wanted,
                                                 const std::vector<std::string>& candidates);

/// Edits between two words as `closest` counts them (bytes, case matters).
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// "`a`", "`a` and `b`", "`a`, `b` and `c`"; `last` is the word before the last one.
[[nodiscard]] std::string quote_list(const std::vector<std::string>& names,
                                     std::string_view last = "and");

/// "1 error", "2 errors", "0 indexes": with `plural` where adding an "s" is wrong.
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular,
                                  std::string_view plural = {});

// Case of ASCII letters only, whatever the locale.
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right);

/// Without spaces, tabs and line ends on both sides.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace migc

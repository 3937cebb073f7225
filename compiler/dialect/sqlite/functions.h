#pragma once

#include <cstddef>
#include <string_view>

namespace migc::sqlite {

/// A function that the language knows, in SQLite's words.
struct Function {
  std::string_view name;
  std::size_t arguments;  ///< how many the form takes
  std::string_view form;  ///< %1, %2 … stand for arguments
  bool is_volatile = false;
};

constexpr std::size_t any_number = static_cast<std::size_t>(-1);

/// How a call is written, or null when SQLite has no function of this name that takes so many
/// arguments. An empty `form`: as it stands; a form without `%` and with any number of arguments:
/// the function under that name.
[[nodiscard]] const Function* find_function(std::string_view name, std::size_t arguments);

/// The format of strftime for a field of `extract` and `date_part`; empty when there is none.
[[nodiscard]] std::string_view extract_format(std::string_view field);
/// The same for `date_trunc`.
[[nodiscard]] std::string_view truncate_format(std::string_view field);

}  // namespace migc::sqlite

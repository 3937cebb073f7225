#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migc::runtime {

/// The text of a server's URL after `scheme://`, cut into its parts and not decoded. Views of the
/// text.
struct ServerParts {
  std::string_view user;
  std::optional<std::string_view> password;
  std::string_view hosts;
  std::optional<std::string_view> database;
  std::string_view query;
};

/// Why it cannot be known where the parts end.
enum class Flaw {
  none,
  at_sign,    ///< more than one `@` that is not percent-encoded
  separator,  ///< a `/` before the only `@`
};

[[nodiscard]] Flaw cut(std::string_view rest, ServerParts& parts);

/// The pieces between separators; one empty piece for an empty text.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// Nullopt for an escape that is none, and for a zero byte, which no part of a URL may hold.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

[[nodiscard]] bool is_digits(std::string_view text);

/// Whether the text can stand before `://`.
[[nodiscard]] bool is_scheme(std::string_view text);

}  // namespace migc::runtime

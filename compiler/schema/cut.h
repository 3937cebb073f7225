#pragma once

#include <cstddef>
#include <string_view>

namespace migc {

/// What PostgreSQL keeps of a name: NAMEDATALEN - 1.
inline constexpr std::size_t postgres_name_bytes = 63;

/// At most as many bytes, and where a character ends.
[[nodiscard]] std::size_t cut_at_character(std::string_view text, std::size_t bytes);

}  // namespace migc

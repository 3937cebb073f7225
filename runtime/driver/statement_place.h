#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace migc::runtime {

/// "line 2, column 8 of the statement: `frm users`" for a byte offset into a statement; empty past
/// its end.
[[nodiscard]] std::string describe_place(std::string_view sql, std::size_t offset);

/// Byte offset of a character (code point) counted from 1, as PostgreSQL reports positions; npos if
/// there is none.
[[nodiscard]] std::size_t offset_of_character(std::string_view sql, std::size_t character);

}  // namespace migc::runtime

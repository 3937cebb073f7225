#include "runtime/driver/statement_place.h"

#include <algorithm>
#include <fmt/format.h>

namespace migc::runtime {

namespace {

constexpr std::size_t excerpt_limit = 40;

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

}  // namespace

std::size_t offset_of_character(std::string_view sql, std::size_t character) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (starts_character(sql[i]) && ++seen == character) return i;
  }
  return std::string_view::npos;
}

std::string describe_place(std::string_view sql, std::size_t offset) {
  if (offset >= sql.size()) return {};
  const std::size_t line_begin =
      offset == 0 ? 0 : sql.rfind('\n', offset - 1) + 1;  // npos + 1 is 0
  const auto line =
      std::count(sql.begin(), sql.begin() + static_cast<std::ptrdiff_t>(line_begin), '\n') + 1;
  const auto column =
      std::count_if(sql.begin() + static_cast<std::ptrdiff_t>(line_begin),
                    sql.begin() + static_cast<std::ptrdiff_t>(offset), starts_character) +
      1;
  std::string_view rest = sql.substr(offset, sql.find('\n', offset) - offset);
  std::size_t length = std::min(rest.size(), excerpt_limit);
  while (length < rest.size() && !starts_character(rest[length])) --length;
  const std::string_view more = length < rest.size() ? "…" : "";
  return fmt::format("line {}, column {} of the statement: `{}{}`", line, column,
                     rest.substr(0, length), more);
}

}  // namespace migc::runtime

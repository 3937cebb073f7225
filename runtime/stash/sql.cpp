#include "runtime/stash/sql.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace migc::runtime {

bool is_sqlite(const Driver& driver) { return driver.dialect() == "sqlite"; }

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += c;
    result += c;
  }
  return result + "\"";
}

std::string own_table(const Driver& driver, const Place& place, std::string_view kind,
                      std::string_view stash) {
  if (is_sqlite(driver)) return quoted(fmt::format("{}{}_{}", place.prefix, kind, stash));
  return fmt::format("{}.{}", quoted(place.schema), quoted(fmt::format("{}_{}", kind, stash)));
}

std::optional<std::string> stash_of(std::string_view table, std::string_view prefix) {
  if (!table.starts_with(prefix)) return std::nullopt;
  const std::string_view name = table.substr(prefix.size());
  const std::size_t line = name.rfind('_');
  if (line == std::string_view::npos || line == 0 || line + 1 == name.size()) return std::nullopt;
  const std::string_view number = name.substr(line + 1);
  const bool digits =
      std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || number.front() == '0') return std::nullopt;
  return std::string(name);
}

std::string revision_of(std::string_view stash) {
  return std::string(stash.substr(0, stash.rfind('_')));
}

std::int64_t number_of(const std::optional<std::string>& text) {
  std::int64_t number = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

Result<std::int64_t> ask_number(Driver& driver, const std::string& sql) {
  const Result<Rows> rows = driver.query(sql);
  MIGC_TRY(rows);
  return rows->empty() ? 0 : number_of(rows->rows.front().front());
}

}  // namespace migc::runtime

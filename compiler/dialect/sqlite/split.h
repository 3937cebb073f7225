#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migc::sqlite {

/// One statement of a raw text.
struct RawStatement {
  std::string text;      ///< without leading comments and the closing semicolon
  bool outside = false;  ///< must not run in a transaction (VACUUM, PRAGMA journal_mode)

  friend bool operator==(const RawStatement&, const RawStatement&) = default;
};

/// What keeps a raw text from being part of a migration.
struct RawProblem {
  std::size_t offset = 0;  ///< in the text
  std::string message;
  std::string help;
};

struct RawText {
  std::vector<RawStatement> statements;
  std::vector<RawProblem> problems;
};

/// Takes a text apart at its top-level semicolons, with SQLite's own idea of strings, quoted names,
/// comments and trigger bodies (sqlite.org/c3ref/complete.html). Finds what no migration may do:
/// transaction control, ATTACH, settings that migc guards.
[[nodiscard]] RawText split_raw(std::string_view sql);

}  // namespace migc::sqlite

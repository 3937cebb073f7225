#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/span.h"

namespace migc {

/// Line and column, both from 1; the column counts characters (code points), not bytes.
struct Location {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// A span as people see it: `end` is the place after the last character.
struct LocationRange {
  Location begin;
  Location end;
};

/// Owns the texts of a compilation. Views returned stay valid as long as the map.
class SourceMap {
 public:
  /// Takes a text under the name that diagnostics show. Does not check it.
  FileId add(std::string name, std::string text);

  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] std::string_view name(FileId file) const;
  [[nodiscard]] std::string_view text(FileId file) const;
  /// The bytes of a span; empty for an unknown span.
  [[nodiscard]] std::string_view text(Span span) const;
  [[nodiscard]] Location location(FileId file, std::uint32_t offset) const;
  /// Both ends of a known span.
  [[nodiscard]] LocationRange range(Span span) const;
  /// The line (from 1) without its line end; empty past the last line.
  [[nodiscard]] std::string_view line(FileId file, std::uint32_t number) const;

 private:
  struct File {
    std::string name;
    std::string text;
    mutable std::vector<std::uint32_t> line_starts;  ///< filled when first asked for
  };
  const std::vector<std::uint32_t>& line_starts(FileId file) const;

  std::deque<File> files_;
};

/// Offset of the first byte that is not valid UTF-8 (RFC 3629: no overlong forms, no surrogates);
/// npos if all is well.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

}  // namespace migc

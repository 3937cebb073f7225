#pragma once

#include <cstdint>

namespace migc {

/// Index of a text in a `SourceMap`; `none` marks values that come from no file (derived
/// downgrades, inspection).
enum class FileId : std::uint32_t { none = 0xffffffffU };

/// Half-open range of byte offsets into one source text. Lines and columns exist only while
/// rendering.
struct Span {
  FileId file = FileId::none;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
  [[nodiscard]] bool known() const { return file != FileId::none; }
};

/// Where a value was written. Compares equal to every other origin, so that models and syntax trees
/// can be compared by meaning with `==` while they still remember their place for labels such as
/// "created here".
struct Origin {
  Span span;

  friend bool operator==(const Origin&, const Origin&) { return true; }
  friend bool operator<(const Origin&, const Origin&) { return false; }
};

}  // namespace migc

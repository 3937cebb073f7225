#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace migc {

/// A SHA-256 value. The default one, all zeros, stands for "none".
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  friend bool operator==(const Digest&, const Digest&) = default;

  /// 64 lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  /// Reads what `hex` writes, upper case too; empty for anything else.
  [[nodiscard]] static std::optional<Digest> from_hex(std::string_view text);
  [[nodiscard]] bool is_none() const { return *this == Digest{}; }
};

/// SHA-256 of the bytes of a text (FIPS 180-4).
[[nodiscard]] Digest sha256(std::string_view text);

}  // namespace migc

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/base/version.h"

namespace migc::runtime {

/// A value and the words that tell where it was written: "--lock-timeout", "environment variable
/// MIGC_LOCK_TIMEOUT",
/// ".env:3", "migc.toml:7", or "default".
template <typename T>
struct Configured {
  T value{};
  std::string origin;

  friend bool operator==(const Configured&, const Configured&) = default;
};

/// What every migration must compile for.
struct DialectTarget {
  std::string name;  ///< "postgres" or "sqlite"
  Version minimum;   ///< {} = whatever migc supports

  friend bool operator==(const DialectTarget&, const DialectTarget&) = default;
};

/// What a drop does that does not say whether the data is kept.
enum class DropPolicy { preserve, discard, ask };

/// One piece of text and where it was written.
struct RawText {
  std::string text;
  std::string origin;
};

/// A setting as it was written, before references are replaced and before it gets its type.
struct RawSetting {
  std::vector<RawText> values;  ///< exactly one unless the setting is a list
  std::string origin;
  bool expandable = false;  ///< whether `${NAME}` stands for a variable: in `migc.toml` only
};

/// Settings of one source, by `section.key`.
using Layer = std::map<std::string, RawSetting>;

enum class Shape { text, list };

/// A setting that migc knows.
struct SettingKey {
  std::string_view section;
  std::string_view name;
  Shape shape;
  std::string_view fallback;                ///< the default, lists with commas; empty = none
  Result<void> (*check)(std::string_view);  ///< whether a text, or an element of a list, is a value
};

[[nodiscard]] std::span<const SettingKey> setting_keys();
[[nodiscard]] const SettingKey* find_setting_key(std::string_view section, std::string_view name);

/// The names of the variables that override a key: `MIGC_SECTION_KEY`, and `MIGC_KEY` for
/// `[project]` and `[database]`.
[[nodiscard]] std::vector<std::string> variable_names(const SettingKey& key);

/// The elements of a list that is written as one text: between commas, without the white space
/// around them.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

// Text to values. The messages do not say where the text came from; the caller knows.
[[nodiscard]] Result<std::chrono::milliseconds> parse_duration(std::string_view text);
/// A duration, or `auto`: none.
[[nodiscard]] Result<std::optional<std::chrono::milliseconds>> parse_limit(std::string_view text);
/// A whole number from 1 on.
[[nodiscard]] Result<int> parse_count(std::string_view text);
[[nodiscard]] Result<DialectTarget> parse_dialect_target(std::string_view text);
[[nodiscard]] Result<DropPolicy> parse_drop_policy(std::string_view text);
/// A name that needs no quoting anywhere and leaves room for what migc appends.
[[nodiscard]] Result<std::string> parse_ledger_name(std::string_view text);
/// A path, or the pattern of paths.
[[nodiscard]] Result<std::string> parse_path(std::string_view text);
/// A pattern of names of objects: `name` or `schema.name`, with `*` and `?`.
[[nodiscard]] Result<std::string> parse_pattern(std::string_view text);
/// The id or the name of a finding that is not an error. An id of the right form passes even when
/// this version has no such code, so that a configuration can be shared between versions.
[[nodiscard]] Result<std::string> parse_ignored_code(std::string_view text);

}  // namespace migc::runtime

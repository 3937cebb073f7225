#include "compiler/schema/word.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "compiler/base/text.h"
#include "compiler/schema/table.h"

namespace migc {
namespace {

// Sorted. The same words are left out of the rule `identifier` in grammar/Mig.g4; a test compares
// the two.
constexpr std::array<std::string_view, 16> reserved_words = {
    "and", "array", "between", "case", "constraint", "distinct", "end",  "false",
    "in",  "is",    "like",    "not",  "null",       "or",       "true", "when",
};

constexpr std::array<std::string_view, 10> special_functions = {
    "current_catalog",   "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "localtime",    "localtimestamp", "session_user",
};

struct Range {
  std::uint32_t first, last;
};

/// Characters above ASCII that a plain word may hold: letters and what looks like them, but no
/// blanks, signs of direction or punctuation that a reader could not see. The same ranges stand in
/// the rule NAME of grammar/Mig.g4.
constexpr std::array<Range, 12> word_ranges = {{
    {0xAA, 0xAA},
    {0xB5, 0xB5},
    {0xBA, 0xBA},
    {0xC0, 0xD6},
    {0xD8, 0xF6},
    {0xF8, 0x167F},
    {0x1681, 0x180D},
    {0x180F, 0x1FFF},
    {0x2070, 0x2FFF},
    {0x3004, 0xD7FF},
    {0xF900, 0xFDCF},
    {0x10000, 0xDFFFF},
}};

bool is_ascii_start(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

/// The character at `at` of valid UTF-8, moving `at` behind it.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[index]))
                               : 0U;
  };
  const std::uint32_t lead = byte(at);
  if (lead < 0x80) {
    at += 1;
    return lead;
  }
  if (lead < 0xE0) {
    const std::uint32_t value = (lead & 0x1FU) << 6U | (byte(at + 1) & 0x3FU);
    at += 2;
    return value;
  }
  if (lead < 0xF0) {
    const std::uint32_t value =
        (lead & 0x0FU) << 12U | (byte(at + 1) & 0x3FU) << 6U | (byte(at + 2) & 0x3FU);
    at += 3;
    return value;
  }
  const std::uint32_t value = (lead & 0x07U) << 18U | (byte(at + 1) & 0x3FU) << 12U |
                              (byte(at + 2) & 0x3FU) << 6U | (byte(at + 3) & 0x3FU);
  at += 4;
  return value;
}

bool is_plain_word(std::string_view word) {
  if (word.empty()) return false;
  std::size_t at = 0;
  while (at < word.size()) {
    const bool first = at == 0;
    const std::uint32_t character = next_character(word, at);
    if (character < 0x80) {
      const auto byte = static_cast<unsigned char>(character);
      if (!is_ascii_start(byte) && (first || byte < '0' || byte > '9')) return false;
    } else if (std::none_of(word_ranges.begin(), word_ranges.end(), [&](const Range& range) {
                 return character >= range.first && character <= range.last;
               })) {
      return false;
    }
  }
  return true;
}

std::string enclose(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char character : text) {
    if (character == quote) out += quote;
    out += character;
  }
  out += quote;
  return out;
}

}  // namespace

bool is_reserved_word(std::string_view word) {
  if (word.size() > 10) return false;
  const std::string lower = to_lower(word);
  return std::binary_search(reserved_words.begin(), reserved_words.end(), lower);
}

bool is_special_function(std::string_view word) {
  return std::binary_search(special_functions.begin(), special_functions.end(), to_lower(word));
}

std::string spell_name(std::string_view name) {
  if (is_plain_word(name) && !is_reserved_word(name)) return std::string(name);
  return spell_quoted(name);
}

std::string spell_quoted(std::string_view name) { return enclose(name, '"'); }

std::string spell_string(std::string_view text) { return enclose(text, '\''); }

std::string spell_raw(std::string_view text) { return enclose(text, '`'); }

std::string_view spell_action(ReferentialAction action) {
  switch (action) {
    case ReferentialAction::no_action:
      return "no action";
    case ReferentialAction::restrict:
      return "restrict";
    case ReferentialAction::cascade:
      return "cascade";
    case ReferentialAction::set_null:
      return "set null";
    case ReferentialAction::set_default:
      return "set default";
  }
  return {};
}

std::string_view spell_identity(ReplicaIdentity identity) {
  switch (identity) {
    case ReplicaIdentity::standard:
      return "default";
    case ReplicaIdentity::full:
      return "full";
    case ReplicaIdentity::nothing:
      return "nothing";
    case ReplicaIdentity::index:
      return "index";
  }
  return {};
}

std::string_view spell_strategy(PartitionStrategy strategy) {
  switch (strategy) {
    case PartitionStrategy::range:
      return "range";
    case PartitionStrategy::list:
      return "list";
    case PartitionStrategy::hash:
      return "hash";
  }
  return {};
}

}  // namespace migc

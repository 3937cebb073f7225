#pragma once

#include <string>
#include <string_view>

namespace migc {

enum class PartitionStrategy;
enum class ReferentialAction;
enum class ReplicaIdentity;

// How `.mig` text spells names and literals. Used by everything that writes such text.

/// Words that the grammar keeps for itself: as names they need double quotes. In lower case; any
/// case counts.
[[nodiscard]] bool is_reserved_word(std::string_view word);
/// Functions that SQL calls without parentheses (`current_timestamp` …): as column names they need
/// double quotes.
[[nodiscard]] bool is_special_function(std::string_view word);

/// A name as it must be written to be read back: `users`, `"Any Name"`, `"case"`.
[[nodiscard]] std::string spell_name(std::string_view name);
/// The same between double quotes in any case.
[[nodiscard]] std::string spell_quoted(std::string_view name);
/// 'a string literal', with its quotes doubled inside.
[[nodiscard]] std::string spell_string(std::string_view text);
/// `` `raw text` ``, with its backticks doubled inside.
[[nodiscard]] std::string spell_raw(std::string_view text);

/// What a foreign key does to the rows that refer to a changed one: "set null".
[[nodiscard]] std::string_view spell_action(ReferentialAction action);
/// What rows are known by to a subscriber: "default", "full", "nothing" or "index".
[[nodiscard]] std::string_view spell_identity(ReplicaIdentity identity);
/// What decides of the partition that a row belongs to: "range".
[[nodiscard]] std::string_view spell_strategy(PartitionStrategy strategy);

}  // namespace migc

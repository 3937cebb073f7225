#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/driver/driver.h"
#include "runtime/journal/journal.h"

namespace migc::runtime {

// What the files of this folder share: how the tables of stashes are called, and small SQL.

[[nodiscard]] bool is_sqlite(const Driver& driver);

[[nodiscard]] std::string quoted(std::string_view name);

/// A table of migc's own, quoted: `kind` is "stash" or "sequence".
[[nodiscard]] std::string own_table(const Driver& driver, const Place& place, std::string_view kind,
                                    std::string_view stash);

/// The stash that a table's name says, "<revision>_<number>"; none when it is no such name.
[[nodiscard]] std::optional<std::string> stash_of(std::string_view table, std::string_view prefix);
[[nodiscard]] std::string revision_of(std::string_view stash);

[[nodiscard]] std::int64_t number_of(const std::optional<std::string>& text);

/// A query of one number.
[[nodiscard]] Result<std::int64_t> ask_number(Driver& driver, const std::string& sql);

}  // namespace migc::runtime

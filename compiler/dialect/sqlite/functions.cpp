#include "compiler/dialect/sqlite/functions.h"

#include <algorithm>
#include <array>
#include <utility>

namespace migc::sqlite {
namespace {

// A random UUID (version 4), as RFC 4122 4.4 forms it: version and variant bits set, the rest
// random.
constexpr std::string_view uuid_form =
    "(lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || "
    "substr(lower(hex(randomblob(2))), 2) || '-' || "
    "substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || "
    "lower(hex(randomblob(6))))";

constexpr std::array translated = {
    Function{"now", 0, "CURRENT_TIMESTAMP", true},
    Function{"transaction_timestamp", 0, "CURRENT_TIMESTAMP", true},
    Function{"statement_timestamp", 0, "CURRENT_TIMESTAMP", true},
    Function{"clock_timestamp", 0, "CURRENT_TIMESTAMP", true},
    Function{"gen_random_uuid", 0, uuid_form, true},
    Function{"uuid_generate_v4", 0, uuid_form, true},
    // PostgreSQL's random() is a real in [0, 1), SQLite's a 64-bit integer.
    Function{"random", 0, "(random() / 18446744073709551616.0 + 0.5)", true},
    Function{"char_length", 1, "length(%1)"},
    Function{"character_length", 1, "length(%1)"},
    Function{"octet_length", 1, "length(CAST(%1 AS BLOB))"},
    Function{"substring", 2, "substr(%1, %2)"},
    Function{"substring", 3, "substr(%1, %2, %3)"},
    Function{"btrim", 1, "trim(%1)"},
    Function{"btrim", 2, "trim(%1, %2)"},
    Function{"strpos", 2, "instr(%1, %2)"},
    Function{"left", 2, "substr(%1, 1, %2)"},
    Function{"right", 2, "substr(%1, max(length(%1) - (%2), 0) + 1)"},
    Function{"mod", 2, "((%1) % (%2))"},
    Function{"chr", 1, "char(%1)"},
    // Under these names only since 3.38.
    Function{"format", any_number, "printf"},
    Function{"unixepoch", 0, "CAST(strftime('%s', 'now') AS INTEGER)", true},
    Function{"unixepoch", 1, "CAST(strftime('%s', %1) AS INTEGER)"},
    Function{"unixepoch", 2, "CAST(strftime('%s', %1, %2) AS INTEGER)"},
    Function{"ascii", 1, "unicode(%1)"},
    // PostgreSQL passes over NULLs, SQLite's max and min of two do not.
    Function{"greatest", 2, "coalesce(max(%1, %2), %1, %2)"},
    Function{"least", 2, "coalesce(min(%1, %2), %1, %2)"},
    Function{"json_array_length", 1, "json_array_length(%1)"},
    Function{"jsonb_array_length", 1, "json_array_length(%1)"},
    Function{"json_build_object", any_number, "json_object"},
    Function{"jsonb_build_object", any_number, "json_object"},
    Function{"json_build_array", any_number, "json_array"},
    Function{"jsonb_build_array", any_number, "json_array"},
};

constexpr auto known = std::to_array<std::string_view>(
    {"abs",          "avg",          "ceil",        "ceiling",     "char",       "coalesce",
     "count",        "date",         "datetime",    "exp",         "floor",      "glob",
     "group_concat", "hex",          "ifnull",      "iif",         "instr",      "json",
     "json_array",   "json_extract", "json_insert", "json_object", "json_patch", "json_quote",
     "json_remove",  "json_replace", "json_set",    "json_type",   "json_valid", "julianday",
     "length",       "like",         "ln",          "log",         "lower",      "ltrim",
     "max",          "min",          "nullif",      "pi",          "power",      "printf",
     "quote",        "randomblob",   "replace",     "round",       "rtrim",      "sign",
     "sqrt",         "strftime",     "substr",      "sum",         "time",       "total",
     "trim",         "trunc",        "typeof",      "unicode",     "upper",      "zeroblob"});

// No "week": ISO weeks (PostgreSQL) and %W (from Monday, counted from 00) differ.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> extracts = {
    {{"year", "%Y"},
     {"month", "%m"},
     {"day", "%d"},
     {"hour", "%H"},
     {"minute", "%M"},
     {"second", "%S"},
     {"dow", "%w"},
     {"doy", "%j"},
     {"epoch", "%s"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> truncations = {
    {{"year", "%Y-01-01 00:00:00"},
     {"month", "%Y-%m-01 00:00:00"},
     {"day", "%Y-%m-%d 00:00:00"},
     {"hour", "%Y-%m-%d %H:00:00"},
     {"minute", "%Y-%m-%d %H:%M:00"},
     {"second", "%Y-%m-%d %H:%M:%S"}}};

template <typename Pairs>
std::string_view look_up(const Pairs& pairs, std::string_view key) {
  for (const auto& [name, value] : pairs) {
    if (name == key) return value;
  }
  return {};
}

}  // namespace

const Function* find_function(std::string_view name, std::size_t arguments) {
  static constexpr Function as_it_stands{"", any_number, "", false};
  static constexpr Function as_it_stands_volatile{"", any_number, "", true};
  for (const Function& function : translated) {
    if (function.name == name &&
        (function.arguments == any_number || function.arguments == arguments))
      return &function;
  }
  if (std::find(known.begin(), known.end(), name) == known.end()) return nullptr;
  return name == "randomblob" ? &as_it_stands_volatile : &as_it_stands;
}

std::string_view extract_format(std::string_view field) { return look_up(extracts, field); }

std::string_view truncate_format(std::string_view field) { return look_up(truncations, field); }

}  // namespace migc::sqlite

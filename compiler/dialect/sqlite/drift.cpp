#include "compiler/dialect/sqlite/drift.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>

#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/emission.h"
#include "compiler/schema/word.h"

namespace migc::sqlite {
namespace {

/// What only the text of a definition tells, as it reads without blanks and in lower case.
/// (`)strict` and not `strict`, which is a part of `restrict`.)
constexpr auto words =
    std::to_array<std::string_view>({"check(", "collate", "autoincrement", "onconflict",
                                     "withoutrowid", ")strict", "rowid,strict"});

constexpr std::string_view blanks = " \t\r\n";

std::string without_blanks(std::string_view text) {
  std::string result = to_lower(text);
  std::erase_if(result, [](char c) { return blanks.find(c) != std::string_view::npos; });
  return result;
}

std::size_t occurrences(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + word.size()))
    ++count;
  return count;
}

/// Names in lower case as a list of literals; `IN ()` is false and fine.
template <typename Keep>
std::string names_of(const Table& table, Keep keep) {
  std::string result;
  for (const Column& column : table.columns) {
    if (keep(column)) result += (result.empty() ? "" : ", ") + quote_literal(to_lower(column.name));
  }
  return result;
}

std::string lower_list(const std::vector<std::string>& names) {
  return quote_literal(to_lower(join(names, ", ")));
}

/// The column lists of all keys, by which an inline UNIQUE is known again.
std::string unique_keys(const Table& table) {
  std::string result;
  const auto add = [&](const std::vector<std::string>& columns) {
    result += (result.empty() ? "" : ", ") + lower_list(columns);
  };
  for (const Constraint& constraint : table.constraints) {
    if (const auto* unique = std::get_if<Unique>(&constraint.body)) add(unique->columns);
    if (const auto* key = std::get_if<PrimaryKey>(&constraint.body)) add(key->columns);
  }
  for (const Index& index : table.indexes) {
    std::vector<std::string> columns;
    for (const IndexPart& part : index.parts) columns.push_back(part.expression.text);
    if (index.unique && !index.where) add(columns);
  }
  return result;
}

std::string foreign_keys(const Table& table) {
  std::string result;
  for (const Constraint& constraint : table.constraints) {
    const auto* key = std::get_if<ForeignKey>(&constraint.body);
    if (key == nullptr) continue;
    for (const std::string& column : key->columns) {
      result += fmt::format(
          "{}{}", result.empty() ? "" : ", ",
          quote_literal(fmt::format("{} to {} {} {}", to_lower(column), to_lower(key->target.name),
                                    to_upper(spell_action(key->on_delete)),
                                    to_upper(spell_action(key->on_update)))));
    }
  }
  return result;
}

std::string columns_query(const Table& table) {
  std::string known;
  for (const Column& column : table.columns)
    known += fmt::format("{}({})", known.empty() ? "" : ", ", quote_literal(to_lower(column.name)));
  return fmt::format(
      "SELECT 'column' AS what, name AS which FROM here WHERE lower(name) NOT IN ({0})\n"
      "UNION ALL SELECT 'column', column1 FROM (VALUES {1}) WHERE column1 NOT IN (SELECT "
      "lower(name) FROM here)\n"
      "UNION ALL SELECT 'generated column', name FROM here WHERE (hidden > 1) <> (lower(name) IN "
      "({2}))\n"
      "UNION ALL SELECT 'not null', name FROM here WHERE \"notnull\" AND pk = 0 AND lower(name) "
      "NOT IN ({3})\n"
      "UNION ALL SELECT 'default', name FROM here WHERE upper(dflt_value) <> 'NULL' AND "
      "lower(name) NOT IN ({4})\n",
      names_of(table, [](const Column&) { return true; }), known,
      names_of(table, [](const Column& c) { return c.generated.has_value(); }),
      names_of(table, [](const Column& c) { return c.not_null; }),
      names_of(table, [](const Column& c) { return c.default_value.has_value(); }));
}

std::string keys_query(const Table& table) {
  const std::string name = name_literal(table.name);
  const PrimaryKey* key = table.primary_key();
  return fmt::format(
      "UNION ALL SELECT 'primary key', columns FROM (SELECT coalesce(group_concat(name, ', '), '') "
      "AS columns FROM (SELECT name FROM here WHERE pk > 0 ORDER BY pk)) WHERE lower(columns) <> "
      "{1}\n"
      "UNION ALL SELECT 'unique', columns FROM (SELECT (SELECT group_concat(name, ', ') FROM "
      "pragma_index_info(i.name)) AS columns FROM pragma_index_list({0}) AS i WHERE i.origin = "
      "'u') WHERE lower(columns) NOT IN ({2})\n"
      "UNION ALL SELECT 'foreign key', \"from\" FROM pragma_foreign_key_list({0}) WHERE "
      "lower(\"from\") || ' to ' || lower(\"table\") || ' ' || on_delete || ' ' || on_update NOT "
      "IN ({3})\n",
      name, key != nullptr ? lower_list(key->columns) : "''", unique_keys(table),
      foreign_keys(table));
}

std::string words_query(const Sql& sql, const Table& table) {
  const std::string text = without_blanks(sql.create_table(table, table.name.name));
  std::string known;
  for (const std::string_view word : words) {
    known += fmt::format("{}({}, {})", known.empty() ? "" : ", ", quote_literal(word),
                         occurrences(text, word));
  }
  std::string stripped = "lower(sql)";
  for (const char blank : blanks)
    stripped = fmt::format("replace({}, char({}), '')", stripped, static_cast<int>(blank));
  return fmt::format(
      "UNION ALL SELECT 'definition', column1 FROM (VALUES {}), (SELECT {} AS text FROM "
      "sqlite_schema WHERE type = 'table' AND name = {} COLLATE NOCASE) WHERE length(text) - "
      "length(replace(text, column1, '')) > length(column1) * column2",
      known, stripped, name_literal(table.name));
}

}  // namespace

Guard differs_from_history(const Sql& sql, const Table& table) {
  return {fmt::format("WITH here AS (SELECT * FROM pragma_table_xinfo({}))\n{}{}{}",
                      name_literal(table.name), columns_query(table), keys_query(table),
                      words_query(sql, table)),
          fmt::format("things in which `{}` differs from what the history made of it, and which a "
                      "rebuild would lose",
                      table.name.display())};
}

}  // namespace migc::sqlite

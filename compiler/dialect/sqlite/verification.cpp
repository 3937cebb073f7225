#include "compiler/dialect/sqlite/verification.h"

#include <fmt/format.h>

namespace migc::sqlite {
namespace {

/// The columns that an UPDATE can set, as assignments to themselves; `s.name` is the table or view.
constexpr std::string_view self_assignments =
    "(SELECT group_concat('\"' || replace(c.name, '\"', '\"\"') || '\" = \"' || replace(c.name, "
    "'\"', '\"\"') || '\"', ', ') FROM pragma_table_xinfo(s.name) AS c WHERE c.hidden = 0)";

constexpr std::string_view quoted_name = "'\"' || replace(s.name, '\"', '\"\"') || '\"'";

/// The tables, and the views that mention one of them or one another.
std::string affected(const std::vector<std::string>& tables) {
  std::string values;
  for (const std::string& table : tables)
    values += fmt::format("{}({})", values.empty() ? "" : ", ", quote_literal(table));
  return fmt::format(
      "affected(name) AS (VALUES {} UNION SELECT s.name FROM sqlite_schema AS s JOIN affected AS a "
      "ON s.type = 'view' AND instr(lower(s.sql), lower(a.name)))",
      values);
}

/// Triggers whose text mentions one of those; that of a trigger names its own table too.
constexpr std::string_view triggers =
    "t.type = 'trigger' AND EXISTS (SELECT 1 FROM affected AS a WHERE instr(lower(t.sql), "
    "lower(a.name)))";

}  // namespace

void emit_view_and_trigger_check(Emission& emission, const std::vector<std::string>& tables,
                                 const std::string& summary) {
  const std::string with = "WITH RECURSIVE " + affected(tables);
  // EXPLAIN compiles a statement, its triggers included, and runs nothing.
  emission.expand(fmt::format("{}\nSELECT 'SELECT * FROM ' || {} || ' LIMIT 0' FROM sqlite_schema "
                              "AS s WHERE s.type = 'view' AND s.name IN (SELECT name FROM "
                              "affected) ORDER BY s.name",
                              with, quoted_name),
                  summary + ": check that the views can be read");
  emission.expand(
      fmt::format(
          "{},\ns(name) AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND (name COLLATE "
          "NOCASE IN (SELECT name FROM affected) OR name COLLATE NOCASE IN (SELECT t.tbl_name FROM "
          "sqlite_schema AS t WHERE {})))\n"
          "SELECT 'EXPLAIN INSERT INTO ' || {} || ' DEFAULT VALUES' FROM s UNION ALL SELECT "
          "'EXPLAIN DELETE FROM ' || {} FROM s UNION ALL SELECT 'EXPLAIN UPDATE ' || {} || ' SET ' "
          "|| {} FROM s",
          with, triggers, quoted_name, quoted_name, quoted_name, self_assignments),
      summary + ": check that the triggers of tables compile");
  // Of a view only the events that have a trigger compile: the word after the first INSTEAD OF says
  // which.
  emission.expand(
      fmt::format(
          "{},\nwords(name, text) AS (SELECT t.tbl_name, "
          "replace(replace(replace(replace(replace(replace(upper(t.sql), char(10), ' '), char(13), "
          "' '), char(9), ' '), '  ', ' '), '  ', ' '), '  ', ' ') FROM sqlite_schema AS t WHERE "
          "{} AND t.tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view')),\n"
          "s(name, event) AS (SELECT DISTINCT name, substr(text, instr(text, 'INSTEAD OF ') + 11, "
          "6) FROM words)\n"
          "SELECT CASE event WHEN 'INSERT' THEN 'EXPLAIN INSERT INTO ' || {} || ' DEFAULT VALUES' "
          "WHEN 'DELETE' THEN 'EXPLAIN DELETE FROM ' || {} ELSE 'EXPLAIN UPDATE ' || {} || ' SET ' "
          "|| {} END FROM s WHERE event IN ('INSERT', 'DELETE', 'UPDATE')",
          with, triggers, quoted_name, quoted_name, quoted_name, self_assignments),
      summary + ": check that the triggers of views compile");
}

}  // namespace migc::sqlite

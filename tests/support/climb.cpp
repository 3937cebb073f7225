#include "tests/support/climb.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/base/text.h"
#include "compiler/dialect/dialect.h"
#include "compiler/schema/word.h"
#include "runtime/exec/executor.h"
#include "runtime/journal/journal.h"

namespace migc::test {

namespace {

/// Blanks and quotes of a text that a database keeps as it was written make no difference.
std::string squeezed(std::string_view text) {
  std::string result;
  bool literal = false;
  for (const char c : text) {
    if (c == '\'') literal = !literal;
    const bool layout = c == ' ' || c == '\n' || c == '\t' || c == '"';
    if (literal || !layout) result += c;
  }
  return result;
}

/// The texts in the brackets that follow a word: `CHECK (…)`.
std::vector<std::string> bracketed(std::string_view sql, std::string_view word) {
  std::vector<std::string> found;
  for (std::size_t at = sql.find(word); at != std::string_view::npos; at = sql.find(word, at + 1)) {
    const std::size_t open = sql.find('(', at);
    if (open == std::string_view::npos) break;
    std::size_t end = open;
    bool literal = false;
    for (int depth = 0; end < sql.size(); ++end) {
      if (sql[end] == '\'') literal = !literal;
      if (literal) continue;
      if (sql[end] == '(') ++depth;
      if (sql[end] == ')' && --depth == 0) break;
    }
    found.push_back(squeezed(sql.substr(open, end - open + 1)));
  }
  return found;
}

std::string sorted_lines(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string line_of(const runtime::Row& row) {
  std::string line;
  for (const std::optional<std::string>& value : row) {
    if (!line.empty()) line += "|";
    line += value ? *value : "NULL";
  }
  return line;
}

/// Every object outside the system's schemas and migc's own, as PostgreSQL itself writes it. The
/// sequence of an identity column goes by its column, for PostgreSQL does not rename it with the
/// table; what default privileges grant on it is left out, for it depends on which of the two came
/// first.
constexpr std::string_view postgres_objects = R"(
WITH places AS (
  SELECT oid, nspname, nspacl, nspowner FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'migc')
), relations AS (
  SELECT c.*, p.nspname FROM pg_class c JOIN places p ON p.oid = c.relnamespace
), acls AS (
  SELECT format('relation %s.%s', nspname, relname) AS object, 
         coalesce(relacl, acldefault((CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", relowner)) AS acl
  FROM relations r WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'i')
  UNION ALL
  SELECT format('column %s.%s.%s', r.nspname, r.relname, a.attname), a.attacl
  FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid
  UNION ALL
  SELECT format('schema %s', nspname), coalesce(nspacl, acldefault('n', nspowner)) FROM places
  WHERE nspname <> 'public'
  UNION ALL
  SELECT format('function %s', f.oid::regprocedure), coalesce(proacl, acldefault('f', proowner))
  FROM pg_proc f JOIN places p ON p.oid = f.pronamespace
  UNION ALL
  SELECT format('future %s in %s', defaclobjtype, defaclnamespace::regnamespace), defaclacl FROM pg_default_acl
)
SELECT 'schema ' || nspname FROM places
UNION ALL
SELECT format('grant on %s: %s', object, unnest(acl)) FROM acls
UNION ALL
SELECT format('%s %s.%s %s %s %s', relkind, nspname, relname, relpersistence, reloptions,
              CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END) FROM relations
WHERE relkind IN ('r', 'v', 'm', 'p')
UNION ALL
SELECT format('table %s.%s %s %s %s %s %s', nspname, relname, relrowsecurity, relforcerowsecurity,
              relreplident, pg_get_partkeydef(oid), pg_get_expr(relpartbound, oid))
FROM relations WHERE relkind IN ('r', 'p')
UNION ALL
SELECT format('%s inherits %s', inhrelid::regclass, inhparent::regclass)
FROM pg_inherits JOIN relations r ON r.oid = inhrelid
UNION ALL
SELECT format('column %s.%s.%s %s %s %s %s %s %s %s %s %s %s', r.nspname, r.relname, a.attname,
              format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
              pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation, a.attstorage,
              a.attstattarget, a.attinhcount, a.attoptions)
FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid
LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND r.relkind IN ('r', 'p', 'c')
UNION ALL
SELECT format('statistics of %s %s %s', r.oid::regclass, a.attnum, a.attstattarget)
FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid
WHERE r.relkind IN ('i', 'I') AND a.attstattarget <> -1
UNION ALL
SELECT format('sequence %s of %s.%s %s %s %s %s %s %s %s',
              CASE WHEN d.deptype IS DISTINCT FROM 'i' THEN r.nspname || '.' || r.relname END,
              d.refobjid::regclass, a.attname, r.relpersistence, s.seqstart,
              s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
FROM relations r JOIN pg_sequence s ON s.seqrelid = r.oid
LEFT JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
UNION ALL
SELECT format('constraint %s.%s %s %s %s', r.nspname, r.relname, k.conname, pg_get_constraintdef(k.oid),
              k.conparentid = 0)
FROM relations r JOIN pg_constraint k ON k.conrelid = r.oid
UNION ALL
SELECT format('index %s %s %s', pg_get_indexdef(r.oid), i.indisclustered, i.indisreplident)
FROM relations r JOIN pg_index i ON i.indexrelid = r.oid
UNION ALL
SELECT format('enum %s.%s %s', p.nspname, t.typname,
              (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
FROM pg_type t JOIN places p ON p.oid = t.typnamespace WHERE t.typtype = 'e'
UNION ALL
SELECT format('domain %s %s %s %s %s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod), t.typnotnull,
              t.typdefault, (SELECT string_agg(conname || pg_get_constraintdef(oid), ' ' ORDER BY conname)
                             FROM pg_constraint WHERE contypid = t.oid))
FROM pg_type t JOIN places p ON p.oid = t.typnamespace WHERE t.typtype = 'd'
UNION ALL
SELECT format('range %s %s', r.rngtypid::regtype, r.rngsubtype::regtype)
FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN places p ON p.oid = t.typnamespace
UNION ALL
SELECT format('comment %s %s', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)
FROM pg_description d WHERE d.objoid >= 16384
AND pg_describe_object(d.classoid, d.objoid, d.objsubid) NOT LIKE '% migc.%'
UNION ALL
SELECT format('trigger %s %s', pg_get_triggerdef(t.oid), t.tgenabled)
FROM pg_trigger t JOIN relations r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT format('policy %s on %s.%s %s %s %s', policyname, schemaname, tablename, cmd, qual, with_check) FROM pg_policies
UNION ALL
SELECT format('rule %s %s', pg_get_ruledef(w.oid), w.ev_enabled) FROM pg_rewrite w JOIN relations r ON r.oid = w.ev_class
WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT format('statistics %s on %s %s %s', s.stxname, s.stxrelid::regclass, s.stxkind,
              (SELECT string_agg(attname, ', ' ORDER BY attname) FROM pg_attribute
               WHERE attrelid = s.stxrelid AND attnum = ANY (s.stxkeys)))
FROM pg_statistic_ext s JOIN places p ON p.oid = s.stxnamespace
UNION ALL
SELECT format('publication %s %s %s %s %s', p.pubname, p.puballtables, p.pubinsert, p.pubupdate, t.tablename)
FROM pg_publication p LEFT JOIN pg_publication_tables t ON t.pubname = p.pubname
UNION ALL
SELECT format('function %s', CASE f.prokind WHEN 'a' THEN f.oid::regprocedure::text ELSE pg_get_functiondef(f.oid) END)
FROM pg_proc f JOIN places p ON p.oid = f.pronamespace
LEFT JOIN pg_depend d ON d.objid = f.oid AND d.classid = 'pg_proc'::regclass AND d.deptype IN ('e', 'i')
WHERE d.objid IS NULL
)";

}  // namespace

void Climb::fail(std::string_view what, const Error& error) {
  ok_ = false;
  ADD_FAILURE() << what << ": " << error.message << "\n" << error.detail;
}

void Climb::up(std::string_view target) {
  const Result<Route> route = compilation_.history()->graph.route_up(target, applied_);
  if (!route) return fail("no way up", route.error());
  run(*route);
}

void Climb::down(std::string_view target) {
  const Result<Route> route = compilation_.history()->graph.route_down(target, applied_);
  if (!route) return fail("no way down", route.error());
  run(*route);
}

void Climb::run(const Route& route) {
  if (!ok_) return;
  const Dialect& dialect = *find_dialect(driver_.dialect());
  const Plan plan = make_plan(*compilation_.history(), applied_, route);
  const Emitted emitted =
      compilation_.emit(plan, dialect, compilation_.emit_options(dialect.name()));
  runtime::Journal journal(driver_, {}, {.who = "test", .host = "here", .tool = "migc"});
  runtime::Observer observer;
  const Result<runtime::Summary> summary =
      runtime::run(emitted.script, {}, driver_, journal, {}, observer);
  if (!summary) return fail("the run failed", summary.error());
  EXPECT_EQ(summary->done, route.revisions);
  for (const std::string& id : route.revisions) {
    if (route.direction == RouteDirection::up)
      applied_.insert(id);
    else
      applied_.erase(id);
  }
}

Schema Climb::model() const { return make_plan(*compilation_.history(), applied_, {}).start; }

namespace {

std::string quoted(const ObjectName& name) {
  const std::string table = spell_quoted(name.name);
  return name.schema.empty() ? table : spell_quoted(name.schema) + "." + table;
}

}  // namespace

void Climb::insert(const std::vector<GeneratedRow>& rows) {
  for (const GeneratedRow& row : rows) {
    std::string sql = "INSERT INTO ";
    if (!row.table.schema.empty()) sql += spell_quoted(row.table.schema) + ".";
    sql += spell_quoted(row.table.name) + " (";
    std::string places;
    std::vector<runtime::Value> values;
    for (std::size_t i = 0; i < row.columns.size(); ++i) {
      if (i != 0) sql += ", ", places += ", ";
      sql += spell_quoted(row.columns[i]);
      places += fmt::format("${}", i + 1);
      values.emplace_back(row.values[i]);
    }
    sql += driver_.dialect() == "postgres" ? ") OVERRIDING SYSTEM VALUE VALUES (" : ") VALUES (";
    sql += places + ")";
    const Result<std::uint64_t> done = driver_.execute(sql, values);
    if (!done) return fail(sql, done.error());
  }
}

void Climb::execute(std::string_view sql) {
  const Result<void> done = driver_.execute(sql);
  if (!done) fail(sql, done.error());
}

std::string Climb::query(std::string_view sql) {
  const Result<runtime::Rows> rows = driver_.query(sql);
  if (!rows) {
    fail(sql, rows.error());
    return {};
  }
  std::string text;
  for (const runtime::Row& row : rows->rows) text += line_of(row) + "\n";
  return text;
}

std::string Climb::rows() {
  std::vector<std::string> lines;
  const Schema schema = model();
  for (const auto& [key, object] : schema.objects()) {
    const auto* table = std::get_if<Table>(&object);
    if (table == nullptr || table->foreign) continue;  // rows that are elsewhere
    std::vector<std::string> names;
    for (const Column& column : table->columns) names.push_back(column.name);
    std::ranges::sort(names);
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < names.size(); ++i)
      sql += (i == 0 ? "" : ", ") + spell_quoted(names[i]);
    sql += " FROM " + quoted(table->name);
    const Result<runtime::Rows> found = driver_.query(sql);
    if (!found) {
      fail(sql, found.error());
      return {};
    }
    for (const runtime::Row& row : found->rows)
      lines.push_back(table->name.display() + ": " + line_of(row));
  }
  return sorted_lines(std::move(lines));
}

std::string Climb::catalog() {
  return driver_.dialect() == "sqlite" ? sqlite_catalog() : postgres_catalog();
}

std::string Climb::postgres_catalog() {
  const Result<runtime::Rows> found = driver_.query(postgres_objects);
  if (!found) {
    fail("the catalog cannot be read", found.error());
    return {};
  }
  std::vector<std::string> lines;
  for (const runtime::Row& row : found->rows) lines.push_back(line_of(row));
  return sorted_lines(std::move(lines));
}

std::string Climb::sqlite_catalog() {
  const Result<runtime::Rows> objects = driver_.query(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' "
      "AND tbl_name NOT LIKE 'migc_%'");
  if (!objects) {
    fail("the catalog cannot be read", objects.error());
    return {};
  }
  std::vector<std::string> lines;
  for (const runtime::Row& object : objects->rows) {
    const std::string& type = *object[0];
    const std::string& name = *object[1];
    const std::string& sql = *object[3];
    if (type != "table") {
      lines.push_back(fmt::format("{} {} on {}: {}", type, name, *object[2], squeezed(sql)));
      continue;
    }
    const std::string quoted = "'" + name + "'";
    const auto facts = [&](std::string_view what, const std::string& query_text) {
      const Result<runtime::Rows> found = driver_.query(query_text);
      if (!found) return fail(query_text, found.error());
      for (const runtime::Row& row : found->rows)
        lines.push_back(fmt::format("{} {}: {}", what, name, line_of(row)));
    };
    facts("table", "SELECT type, ncol, wr, strict FROM pragma_table_list(" + quoted + ")");
    facts("column",
          "SELECT cid, name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(" +
              quoted + ")");
    facts("key",
          "SELECT \"from\", \"table\", \"to\", on_update, on_delete, match FROM "
          "pragma_foreign_key_list(" +
              quoted + ")");
    facts(
        "unique",
        "SELECT origin, partial, (SELECT group_concat(name || ' ' || \"desc\" || ' ' || coll) FROM "
        "pragma_index_xinfo(l.name) WHERE key) FROM pragma_index_list(" +
            quoted + ") l WHERE origin <> 'c'");
    for (const std::string_view word : {"CHECK", "AS"}) {
      for (const std::string& text : bracketed(sql, word))
        lines.push_back(fmt::format("{} {}: {}", to_lower(word), name, text));
    }
    if (sql.find("AUTOINCREMENT") != std::string::npos) lines.push_back("autoincrement " + name);
    if (sql.find("DEFERRABLE") != std::string::npos) lines.push_back("deferrable " + name);
  }
  return sorted_lines(std::move(lines));
}

void climb_there_and_back(Compilation& compilation, runtime::Driver& driver, std::uint64_t seed) {
  Climb climb(compilation, driver);
  const History& history = *compilation.history();
  const std::string first = history.revisions.front().id;
  const bool lossless = std::ranges::all_of(history.revisions, [](const Revision& revision) {
    return revision.verdict == Verdict::exact || revision.verdict == Verdict::preserved;
  });
  const std::string empty = climb.catalog();
  climb.up(first);
  climb.insert(generated_rows(climb.model(), seed));
  const std::string low = climb.catalog();
  const std::string low_rows = climb.rows();
  climb.up();
  const std::string high = climb.catalog();
  const std::string high_rows = climb.rows();
  climb.down(first);
  if (!climb.ok()) return;
  EXPECT_EQ(climb.catalog(), low) << "after the way down";
  if (lossless) {
    EXPECT_EQ(climb.rows(), low_rows) << "after the way down";
  }
  climb.up();
  if (!climb.ok()) return;
  EXPECT_EQ(climb.catalog(), high) << "after the second way up";
  if (lossless) {
    EXPECT_EQ(climb.rows(), high_rows) << "after the second way up";
  }
  climb.down();
  if (climb.ok()) {
    EXPECT_EQ(climb.catalog(), empty) << "at the base";
  }
}

}  // namespace migc::test

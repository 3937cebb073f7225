// SQLite's words read as values of the language.
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/dialect/sqlite/read.h"
#include "compiler/dialect/sqlite/read_table.h"

namespace migc::test {

namespace {

std::string read(std::string_view sql) { return to_string(sqlite::read_expression(sql)); }

TEST(SqliteRead, SaysInTheLanguageWhatItHasWordsFor) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"1", "1"},
      {"-1.5", "-1.5"},
      {"'it''s'", "'it''s'"},
      {"NULL", "null"},
      {"CURRENT_TIMESTAMP", "current_timestamp"},
      {"a + b * c", "a + b * c"},
      {"(a + b) * c", "(a + b) * c"},
      {"\"A b\" == `c` AND [d] != 2", "\"A b\" = c and d <> 2"},
      {"NOT a = b", "not a = b"},
      {"a IS NOT NULL OR b NOTNULL OR c ISNULL", "a is not null or b is not null or c is null"},
      {"a IS b", "a is not distinct from b"},
      {"a IS NOT b", "a is distinct from b"},
      {"a NOT IN (1, 2)", "a not in (1, 2)"},
      {"a BETWEEN 1 AND 2 AND b", "a between 1 and 2 and b"},
      {"a LIKE 'x%'", "a ilike 'x%'"},
      {"CASE a WHEN 1 THEN 'x' ELSE 'y' END", "case a when 1 then 'x' else 'y' end"},
      {"CAST(a AS INTEGER)", "a::bigint"},
      {"lower(a) || coalesce(b, '')", "lower(a) || coalesce(b, '')"},
      {"count(*)", "count(*)"},
      {"a COLLATE NOCASE", "a collate NOCASE"},
      {"json_extract(a, '$.b')", "json_extract(a, '$.b')"},
  };
  for (const auto& [sql, mig] : cases) EXPECT_EQ(read(sql), mig) << sql;
}

/// SQLite binds `||` tighter than `*`, and `&` looser than `+`: trees, not texts, must agree.
TEST(SqliteRead, BindsAsSqliteDoes) {
  const auto same = [](std::string_view a, std::string_view b) {
    EXPECT_EQ(sqlite::read_expression(a), sqlite::read_expression(b)) << a;
  };
  same("a * b || c", "a * (b || c)");
  same("a || b || c", "(a || b) || c");
  same("a + b & c", "(a + b) & c");
  same("a = b < c", "a = (b < c)");
  same("a OR b AND NOT c = d", "a OR (b AND (NOT (c = d)))");
  same("-a COLLATE NOCASE", "(-a) COLLATE NOCASE");
  EXPECT_NE(sqlite::read_expression("(a || b) * c"), sqlite::read_expression("a || (b * c)"));
}

TEST(SqliteRead, KeepsAsTextWhatItCannotSay) {
  for (const std::string_view sql :
       {"a GLOB 'x*'", "x'00ff'", "EXISTS (SELECT 1)", "a IN (SELECT b FROM c)", "0x10", "1e-5",
        "random()", "TRUE", "a ->", "sum(a) FILTER (WHERE b)", "RAISE(ABORT, 'no')", "", "a b",
        "count(*) OVER ()", "mod(a, 2)", "nothing_known(a)"}) {
    const Expression made = sqlite::read_expression(sql);
    ASSERT_EQ(made.kind, ExpressionKind::raw) << sql;
    EXPECT_EQ(made.native.front().text, sql);
  }
  const std::string deep = std::string(5000, '(') + "1" + std::string(5000, ')');
  EXPECT_EQ(sqlite::read_expression(deep).kind, ExpressionKind::raw);
}

TEST(SqliteRead, KeepsDeclaredTypesToTheLetter) {
  EXPECT_EQ(to_string(sqlite::read_type("integer")), "bigint");
  EXPECT_EQ(to_string(sqlite::read_type("TEXT")), "text");
  EXPECT_EQ(to_string(sqlite::read_type("varchar(30)")), "sqlite `varchar(30)`");
  EXPECT_EQ(to_string(sqlite::read_type("INT")), "sqlite `INT`");
  EXPECT_EQ(to_string(sqlite::read_type("")), "sqlite ``");
}

const sqlite::IsSound anything = [](const auto&...) { return true; };

TEST(SqliteRead, ReadsWhatOtherToolsWrite) {
  const std::optional<sqlite::ReadTable> read = sqlite::read_create_table(
      R"(CREATE TABLE "T" (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, -- the key
        [two words] VARCHAR ( 10 , 2 ) DEFAULT "x" COLLATE nocase CONSTRAINT u UNIQUE ON CONFLICT REPLACE,
        c /* (,) */ DEFAULT (1 + 2) CHECK (c <> ')') REFERENCES other DEFERRABLE INITIALLY DEFERRED,
        "check" TEXT DEFAULT -7 CHECK ("CHECK" IN ("nope", 'yes')),
        g AS (id + 1) STORED,
        FOREIGN KEY ("TWO WORDS", c) REFERENCES T (a, b) ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL,
        CONSTRAINT pos CHECK (ID > 0)
        UNIQUE (c, id)
      ) STRICT)",
      anything);
  ASSERT_TRUE(read.has_value());
  Schema schema;
  Table table = read->table;
  int number = 0;
  for (Constraint& constraint : table.constraints) {
    if (constraint.name.empty()) constraint.name = "c" + std::to_string(++number);
  }
  schema.put(table);
  EXPECT_EQ(dump(schema),
            "table T strict\n"
            "table T column id bigint not null identity\n"
            "table T column two words sqlite `VARCHAR ( 10 , 2 )` collate NOCASE default 'x'\n"
            "table T column c sqlite `` default 1 + 2\n"
            "table T column check text default -7\n"
            "table T column g sqlite `` generated always as (id + 1) stored\n"
            "table T constraint c1 primary key (id)\n"
            "table T constraint u unique (two words) with (sqlite.inline = true)\n"
            "table T constraint c2 check (c <> ')')\n"
            "table T constraint c3 foreign key (c) references other () on delete no action on "
            "update no action deferrable initially deferred\n"
            "table T constraint c4 check (sqlite `\"CHECK\" IN (\"nope\", 'yes')`)\n"
            "table T constraint c5 foreign key (two words, c) references T (a, b) on delete set "
            "null on update cascade\n"
            "table T constraint pos check (id > 0)\n"
            "table T constraint c6 unique (c, id) with (sqlite.inline = true)\n");
  EXPECT_EQ(read->left_out,
            (std::vector<std::string>{"`on conflict replace` of a unique key in table `T`"}));
}

TEST(SqliteRead, ReadsACountingKeyThatIsWrittenApart) {
  const std::optional<sqlite::ReadTable> read = sqlite::read_create_table(
      R"(CREATE TABLE t ("Id" INTEGER NOT NULL, PRIMARY KEY("id" AUTOINCREMENT)))", anything);
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->table.columns.front().identity.has_value());
  const auto* key = std::get_if<PrimaryKey>(&read->table.constraints.front().body);
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->columns, std::vector<std::string>{"Id"});
}

TEST(SqliteRead, ReadsIndexesAndViews) {
  Table table;
  table.name.name = "t";
  for (const char* name : {"a", "Bc"}) {
    Column column;
    column.name = name;
    table.columns.push_back(column);
  }
  std::vector<std::string> left_out;
  const std::optional<Index> index = sqlite::read_create_index(
      "CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t (bc COLLATE nocase DESC, lower(a), 'a') WHERE "
      "a IS NOT NULL",
      table, anything, left_out);
  ASSERT_TRUE(index.has_value());
  EXPECT_TRUE(index->unique);
  ASSERT_EQ(index->parts.size(), 3U);
  EXPECT_EQ(to_string(index->parts[0].expression), "Bc");
  EXPECT_EQ(index->parts[0].collation.name, "NOCASE");
  EXPECT_EQ(index->parts[0].order, SortOrder::descending);
  EXPECT_EQ(to_string(index->parts[1].expression), "lower(a)");
  EXPECT_EQ(index->parts[2].expression.kind, ExpressionKind::column);
  EXPECT_EQ(to_string(index->where.value_or(Expression{})), "a is not null");
  const std::optional<View> view =
      sqlite::read_create_view("CREATE VIEW v (\"x y\", z) AS\nSELECT 1, 2 -- end\n");
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->columns, (std::vector<std::string>{"x y", "z"}));
  EXPECT_EQ(view->bodies.front().text, "SELECT 1, 2 -- end");
  EXPECT_FALSE(sqlite::read_create_table("CREATE VIRTUAL TABLE v USING fts5(x)", anything));
}

}  // namespace

}  // namespace migc::test

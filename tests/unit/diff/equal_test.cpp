#include "compiler/diff/equal.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/base/text.h"
#include "tests/support/schema_text.h"

namespace migc::test {
namespace {

/// A check of this condition on a table with a column of each family.
Expression condition(const std::string& text, Table& table) {
  const SchemaText made = schema_text(
      fmt::format("enum mood {{ happy, sad }}\n"
                  "table t {{ n int; big bigint; d decimal(10, 2); s text; v varchar(20); c "
                  "char(3); b boolean; "
                  "day date; at timestamptz; m mood; tags text[]; check the_check ({}); }}",
                  text));
  table = *made.schema.find_table({"", "t"});
  return std::get<Check>(table.find_constraint("the_check")->body).expression;
}

bool same_condition(const std::string& a, const std::string& b) {
  Table table;
  const Expression x = condition(a, table);
  const Expression y = condition(b, table);
  return same(x, y, {.dialect = {}, .table = &table, .type = nullptr});
}

class SameCondition : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(SameCondition, IsSeen) {
  EXPECT_TRUE(same_condition(GetParam().first, GetParam().second));
  EXPECT_TRUE(same_condition(GetParam().second, GetParam().first));
}

INSTANTIATE_TEST_SUITE_P(
    Equal, SameCondition,
    testing::Values(
        std::pair("v in ('a', 'b')", "v::text = any (array['a'::text, 'b'::text])"),
        std::pair("v in ('a', 'b')", "v::text = any (array['a'::varchar, 'b'::varchar]::text[])"),
        std::pair("s not in ('a', 'b')", "s <> all (array['a'::text, 'b'::text])"),
        std::pair("s in ('a')", "s = 'a'::text"),
        std::pair("not (s in ('a', 'b'))", "s not in ('a', 'b')"),
        std::pair("n between 1 and 5", "n >= 1 and n <= 5"),
        std::pair("n not between 1 and 5", "n < 1 or n > 5"),
        std::pair("s like '%@%'", "s ~~ '%@%'::text"),
        std::pair("v not like 'a%'", "v::text !~~ 'a%'::text"),
        std::pair("v ilike 'a%'", "v::text ~~* 'a%'::text"),
        std::pair("n > 0 and (b and s <> '')", "(n > 0 and b) and s <> ''::text"),
        std::pair("n != 3", "n <> 3"), std::pair("d > 0", "d > 0::decimal"),
        std::pair("d > 5", "d > 5.0"), std::pair("d > 5", "d > '5'::decimal"),
        std::pair("n > -5", "n > '-5'::int"),
        std::pair("day > '2020-01-01'", "day > '2020-01-01'::date"),
        std::pair("m = 'sad'", "m = 'sad'::mood"),
        std::pair("m in ('sad', 'happy')", "m = any (array['sad'::mood, 'happy'::mood])"),
        std::pair("not (s is null)", "s is not null"), std::pair("b = true", "b = 'true'"),
        std::pair("at > timezone('UTC', day)", "at > day at time zone 'UTC'"),
        std::pair("trim(s) <> ''", "btrim(s) <> ''::text"), std::pair("t.n > 0", "n > 0"),
        std::pair("length(v) > 2", "length(v::text) > 2"),
        std::pair("tags = '{}'::text[]", "tags = array[]::text[]"),
        std::pair("big % 2 = 0", "big % 2::bigint = 0")));

class OtherCondition : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(OtherCondition, IsSeen) {
  EXPECT_FALSE(same_condition(GetParam().first, GetParam().second));
  EXPECT_FALSE(same_condition(GetParam().second, GetParam().first));
}

INSTANTIATE_TEST_SUITE_P(
    Equal, OtherCondition,
    testing::Values(std::pair("n > 0", "n >= 0"), std::pair("n > 0", "big > 0"),
                    std::pair("s in ('a', 'b')", "s in ('b', 'a')"),
                    std::pair("s in ('a', 'b')", "s not in ('a', 'b')"),
                    std::pair("s = 'a'", "s = 'A'"), std::pair("n / 2 > 1", "n / 2.0 > 1"),
                    std::pair("at < now()", "at < current_timestamp"),
                    std::pair("s like 'a'", "s ilike 'a'"), std::pair("s = '5'", "s = '5.0'"),
                    std::pair("c::text = 'a'", "c = 'a'"),
                    std::pair("s::varchar(2) = 'ab'", "s = 'ab'"),
                    std::pair("n > 0 and b or n < 5", "n > 0 and (b or n < 5)"),
                    std::pair("n = 1 or n = 2", "n = 2 or n = 1"),
                    std::pair("n is null", "n is not null"), std::pair("not b", "b"),
                    std::pair("'a'::text::date = day", "'a'::varchar(3)::date = day")));

bool same_type(const char* a, const char* b, std::string_view dialect) {
  const auto type = [](const char* word) {
    const SchemaText made = schema_text(fmt::format("table t {{ c {}; }}", word));
    return made.schema.find_table({"", "t"})->columns.front().type;
  };
  return same(type(a), type(b), dialect);
}

TEST(Equal, Types) {
  EXPECT_TRUE(same_type("decimal(10)", "decimal(10, 0)", {}));
  EXPECT_TRUE(same_type("char", "char(1)", {}));
  EXPECT_TRUE(same_type("timestamptz(6)", "timestamptz", {}));
  EXPECT_TRUE(same_type("int[][]", "int[]", "postgres"));
  EXPECT_TRUE(same_type("postgres `inet` sqlite `TEXT`", "postgres `inet` sqlite `text`", {}));
  EXPECT_FALSE(same_type("postgres `inet` sqlite `TEXT`", "postgres `inet` sqlite `BLOB`", {}));
  EXPECT_TRUE(
      same_type("postgres `inet` sqlite `TEXT`", "postgres `inet` sqlite `BLOB`", "postgres"));
  EXPECT_FALSE(same_type("varchar", "text", {}));
  EXPECT_FALSE(same_type("varchar(10)", "varchar(11)", {}));
  EXPECT_FALSE(same_type("timestamp", "timestamptz", {}));
  EXPECT_FALSE(same_type("decimal", "decimal(10)", {}));
}

bool same_default_of(const std::string& type, const std::string& a, const std::string& b) {
  const auto column = [&](const std::string& value) {
    const std::string text = value.empty() ? "" : " default " + value;
    const SchemaText made = schema_text(
        fmt::format("enum mood {{ happy }}\nsequence s;\ntable t {{ c {}{}; }}", type, text));
    return *made.schema.find_table({"", "t"});
  };
  const Table x = column(a);
  const Table y = column(b);
  return same_default(x.columns.front(), y.columns.front(), {}, y);
}

TEST(Equal, DefaultsAreComparedAsValuesOfTheirColumn) {
  EXPECT_TRUE(same_default_of("decimal(4, 1)", "5", "5.0"));
  EXPECT_TRUE(same_default_of("decimal(4, 1)", "5", "'5'::decimal"));
  EXPECT_TRUE(same_default_of("double", "'5.2'", "5.2"));
  EXPECT_TRUE(same_default_of("int", "-1", "'-1'::int"));
  EXPECT_TRUE(same_default_of("text", "'x'", "'x'::text"));
  EXPECT_TRUE(same_default_of("varchar(10)", "'x'", "'x'::varchar"));
  EXPECT_TRUE(same_default_of("mood", "'happy'", "'happy'::mood"));
  EXPECT_TRUE(same_default_of("boolean", "true", "'t'::boolean"));
  EXPECT_TRUE(same_default_of("jsonb", "'{}'", "'{}'::jsonb"));
  EXPECT_TRUE(same_default_of("timestamptz", "'2020-01-01'", "'2020-01-01'::timestamptz"));
  EXPECT_FALSE(same_default_of("timestamptz", "'2020-01-01'", "'2020-01-01'::timestamp"));
  EXPECT_FALSE(
      same_default_of("timestamptz", "'2020-01-01'::timestamptz", "'2020-01-01'::timestamp"));
  EXPECT_FALSE(same_default_of("date", "'2020-01-01'::timestamp", "'2020-01-01'::date"));
  EXPECT_TRUE(same_default_of("text", "null", ""));
  EXPECT_TRUE(same_default_of("varchar(10)", "null::varchar", ""));
  EXPECT_TRUE(same_default_of("bigint", "nextval('s')", "nextval('public.s')"));
  EXPECT_FALSE(same_default_of("timestamptz", "now()", "current_timestamp"));
  EXPECT_FALSE(same_default_of("text", "'5'", "'5.0'"));
  EXPECT_FALSE(same_default_of("text", "''", ""));
  EXPECT_FALSE(same_default_of("text", "'it''s'", "'its'"));
  EXPECT_FALSE(same_default_of("int", "0", "1"));
  EXPECT_FALSE(same_default_of("boolean", "true", "false"));
}

TEST(Equal, TextsAreComparedTokenByToken) {
  EXPECT_TRUE(same_text("SELECT a,b FROM t -- all\n;", "select a, b\nfrom T", false));
  EXPECT_TRUE(same_text("CREATE OR REPLACE FUNCTION f() …", "create function f() …", false));
  EXPECT_FALSE(same_text("SELECT 'A'", "SELECT 'a'", false));
  EXPECT_FALSE(same_text("SELECT a FROM \"T\"", "SELECT a FROM t", false));
  EXPECT_FALSE(same_text("SELECT a", "SELECT a, b", false));
}

}  // namespace
}  // namespace migc::test

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/dialect/sqlite/spelling.h"
#include "tests/support/run_unit_sqlite.h"

namespace migc {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A table with a check: what SQLite gets, or what was found.
std::string written(const std::string& expression, Version version = {3, 40, 0}) {
  const auto emitted = test::emit_last_sqlite(
      {"create table t { a text; b text; n int; flag bool; at timestamptz; doc jsonb; check c (" +
       expression + "); }"},
      Direction::up, version);
  if (!emitted.findings.empty()) return emitted.findings[0];
  const std::string sql = emitted.texts().at(0);
  const std::string before = "CONSTRAINT c CHECK (";
  const std::size_t begin = sql.find(before) + before.size();
  return sql.substr(begin, sql.rfind(')', sql.rfind(')') - 1) - begin);
}

/// The DEFAULT clause of a column.
std::string default_of(const std::string& type, const std::string& expression) {
  const auto emitted = test::emit_last_sqlite(
      {"create table t { a " + type + " default " + expression + "; }"}, Direction::up, {3, 40, 0});
  if (!emitted.findings.empty()) return emitted.findings[0];
  const std::string sql = emitted.texts().at(0);
  const std::size_t begin = sql.find("DEFAULT ") + 8;
  std::size_t end = sql.find(" CHECK", begin);
  if (end == std::string::npos) end = sql.find('\n', begin);
  return sql.substr(begin, end - begin);
}

TEST(SqliteSpelling, WritesWhatBothUnderstand) {
  EXPECT_EQ(written("n > 1 and (n < 5 or a is null)"), "n > 1 AND (n < 5 OR a IS NULL)");
  EXPECT_EQ(written("n between 1 and 3 and a not in ('x', 'y''z')"),
            "n BETWEEN 1 AND 3 AND a NOT IN ('x', 'y''z')");
}

TEST(SqliteSpelling, BooleansAreNumbers) {
  EXPECT_EQ(written("flag = true"), "flag = 1");
  EXPECT_EQ(written("flag is not unknown"), "flag IS NOT NULL");
}

TEST(SqliteSpelling, LikeMindsTheCaseOfLetters) {
  EXPECT_EQ(written("a like '%_@_%'"), "a LIKE '%_@_%'");
  EXPECT_EQ(written("a like 'ab%_c[d]*'"), "a GLOB 'ab*?c[[]d][*]'");
  EXPECT_EQ(written("a not like 'x!%%' escape '!'"), "a NOT GLOB 'x%*'");
  EXPECT_EQ(written("a ilike 'ab%'"), "a LIKE 'ab%'");
  EXPECT_EQ(written("a like b"), "a LIKE b ESCAPE '\\'");
}

TEST(SqliteSpelling, DistinctFromIsIsNot) {
  EXPECT_EQ(written("a is distinct from b"), "a IS NOT b");
  EXPECT_EQ(written("a is not distinct from b || 'x'"), "a IS (b || 'x')");
}

TEST(SqliteSpelling, MembershipOfAnArrayIsIn) {
  EXPECT_EQ(written("a = any (array['x', 'y'])"), "a IN ('x', 'y')");
  EXPECT_EQ(written("a <> all (array['x', 'y'])"), "a NOT IN ('x', 'y')");
}

TEST(SqliteSpelling, TranslatesFunctions) {
  EXPECT_EQ(written("char_length(a) > 1"), "length(a) > 1");
  EXPECT_EQ(written("concat(a, '-', b) <> ''"),
            "(coalesce(a, '') || '-' || coalesce(b, '')) <> ''");
  EXPECT_EQ(written("strpos(a, 'x') = 0"), "instr(a, 'x') = 0");
  EXPECT_EQ(written("greatest(n, 3) > 1"), "coalesce(max(n, 3), n, 3) > 1");
  EXPECT_EQ(written("extract(year from at) > 2000"), "CAST(strftime('%Y', at) AS INTEGER) > 2000");
  EXPECT_EQ(written("at > now() - interval '2 weeks'"),
            "at > datetime(CURRENT_TIMESTAMP, '-14 days')");
}

TEST(SqliteSpelling, CastsDoWhatPostgresqlsDo) {
  EXPECT_EQ(written("n::text = a"), "CAST(n AS TEXT) = a");
  EXPECT_EQ(written("a::varchar(3) = b"), "substr(CAST(a AS TEXT), 1, 3) = b");
  EXPECT_EQ(written("at::date = '2020-01-01'::date"), "date(at) = '2020-01-01'");
}

TEST(SqliteSpelling, JsonArrowsAreThereFrom338) {
  EXPECT_EQ(written("doc ->> 'k' = 'x'"), "doc ->> 'k' = 'x'");
  EXPECT_EQ(written("doc ->> 'k' = 'x'", {3, 35, 5}), "json_extract(doc, '$.\"k\"') = 'x'");
  EXPECT_EQ(written("(doc -> 'k') ->> 2 = 'x'", {3, 35, 5}),
            "json_extract(json_quote(json_extract(doc, '$.\"k\"')), '$[2]') = 'x'");
}

TEST(SqliteSpelling, SaysWhatItHasNoWordsFor) {
  EXPECT_EQ(written("a ~ '^x'"), "E6001 SQLite has no operator `~`");
  EXPECT_EQ(written("regexp_replace(a, 'x', 'y') = ''"),
            "E6001 SQLite has no function `regexp_replace` with 3 arguments");
  EXPECT_EQ(written("(at at time zone 'Europe/Paris') is null"),
            "E6001 SQLite keeps no time zones");
  EXPECT_EQ(written("postgres `a ~ 'x'`"), "E6005 the raw expression says nothing for sqlite");
  EXPECT_EQ(written("postgres `a ~ 'x'` sqlite `a GLOB 'x'`"), "a GLOB 'x'");
  EXPECT_EQ(written("(now() at time zone 'utc') is not null"), "CURRENT_TIMESTAMP IS NOT NULL");
}

TEST(SqliteSpelling, DefaultsStandInParenthesesUnlessTheyAreConstant) {
  EXPECT_EQ(default_of("int", "-5"), "-5");
  EXPECT_EQ(default_of("bool", "false"), "0");
  EXPECT_EQ(default_of("jsonb", "'{}'::jsonb"), "'{}'");
  EXPECT_EQ(default_of("timestamptz", "now()"), "CURRENT_TIMESTAMP");
  EXPECT_EQ(default_of("text", "lower('A')"), "(lower('A'))");
  EXPECT_THAT(default_of("uuid", "gen_random_uuid()"),
              ::testing::StartsWith("(lower(hex(randomblob(4)))"));
}

TEST(SqliteSpelling, QuotesKeywordsAndCapitals) {
  const auto emitted = test::emit_last_sqlite(
      {"create table \"order\" { \"Group\" int; key text; \"a \"\"b\" text; }"}, Direction::up,
      {3, 40, 0});
  EXPECT_THAT(emitted.findings, IsEmpty());
  EXPECT_THAT(emitted.texts(),
              Contains(HasSubstr("CREATE TABLE \"order\" (\n  \"Group\" INTEGER")));
  EXPECT_THAT(emitted.texts(), Contains(HasSubstr("\n  key TEXT,\n  \"a \"\"b\" TEXT\n)")));
}

}  // namespace
}  // namespace migc

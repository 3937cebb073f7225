#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

#include "compiler/dialect/dialect.h"
#include "compiler/dialect/postgres/pg_expression.h"
#include "compiler/dialect/postgres/spelling.h"
#include "tests/support/generators.h"

namespace migc::test {
namespace {

struct Case {
  std::string_view sql;
  std::string_view mig;
};

/// As PostgreSQL 13 to 18 print expressions of their catalogs, and as authors write them.
const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"1", "1"},
      {"'-1'::integer", "-1"},
      {"'-1.50'::numeric", "-1.50"},
      {"'-99999999999'::integer", "'-99999999999'::int"},
      {"'-0'::integer", "'-0'::int"},
      {"'9'::bigint", "'9'::bigint"},
      {"(-2.5)", "-2.5"},
      {"- 5", "-5"},
      {"0", "0"},
      {"(a - '-1'::integer)", "a - -1"},
      {"'{}'::numeric(3,-2)", "'{}'::decimal(3, -2)"},
      {"10000000000", "10000000000"},
      {"'it''s'::text", "'it''s'::text"},
      {"E'a\\\\b'::text", "'a\\b'::text"},
      {"NULL::character varying", "null::varchar"},
      {"true", "true"},
      {"VALUE", "value"},
      {"(total >= (0)::numeric)", "total >= 0::decimal"},
      {"excluded.a", "excluded.a"},
      {"((a >= 1) AND (a <= 2) AND (NOT b))", "a >= 1 and a <= 2 and not b"},
      {"(a OR (b AND c))", "a or b and c"},
      {"((a OR b) AND c)", "(a or b) and c"},
      {"(state = ANY (ARRAY['a'::text, 'b'::text]))", "state in ('a'::text, 'b'::text)"},
      {"(state <> ALL (ARRAY['a'::text, 'b'::text]))", "state not in ('a'::text, 'b'::text)"},
      {"(state = ANY (ARRAY['a'::text]))", "state = any (array['a'::text])"},
      {"(state = ANY (ARRAY[a, b]))", "state = any (array[a, b])"},
      {"((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
       "state::text = any (array['a'::varchar, 'b'::varchar]::text[])"},
      {"x IN (1, 2)", "x in (1, 2)"},
      {"x NOT BETWEEN 1 AND 2", "x not between 1 and 2"},
      {"(mail ~~ '%@%'::text)", "mail like '%@%'::text"},
      {"(mail !~~* like_escape('a!%'::text, '!'::text))",
       "mail not ilike 'a!%'::text escape '!'::text"},
      {"(mail ~ similar_to_escape('a%'::text))", "mail ~ similar_to_escape('a%'::text)"},
      {"mail NOT SIMILAR TO 'a%'", "mail not similar to 'a%'"},
      {"(a IS NOT NULL)", "a is not null"},
      {"(b IS UNKNOWN)", "b is unknown"},
      {"(a IS DISTINCT FROM c)", "a is distinct from c"},
      {"(NOT (a IS DISTINCT FROM c))", "not a is distinct from c"},
      {"CASE WHEN (a > 0) THEN 'p'::text ELSE NULL::text END",
       "case when a > 0 then 'p'::text else null::text end"},
      {"CASE a WHEN 1 THEN 2 END", "case a when 1 then 2 end"},
      {"COALESCE(a, (0)::bigint)", "coalesce(a, 0::bigint)"},
      {"GREATEST(a, 1)", "greatest(a, 1)"},
      {"NULLIF(a, 1)", "nullif(a, 1)"},
      {"EXTRACT(year FROM at)", "extract(year from at)"},
      {"date_part('year'::text, \"when\")", "date_part('year'::text, \"when\")"},
      {"(at AT TIME ZONE 'UTC'::text)", "at at time zone 'UTC'::text"},
      {"timezone('utc'::text, now())", "timezone('utc'::text, now())"},
      {"CURRENT_TIMESTAMP", "current_timestamp"},
      {"TRIM(BOTH FROM name)", "trim(name)"},
      {"\"substring\"(name, 1, 2)", "substring(name, 1, 2)"},
      {"nextval('app.order_id_seq'::regclass)", "nextval('app.order_id_seq'::regclass)"},
      {"app.norm(name)", "app.norm(name)"},
      {"pg_catalog.lower(name)", "lower(name)"},
      {"public.norm(name)", "norm(name)"},
      {"app.\"Norm\"(name)", "app.\"Norm\"(name)"},
      {"count(*)", "count(*)"},
      {"count(DISTINCT a)", "count(distinct a)"},
      {"(doc ->> 'a'::text)", "doc ->> 'a'::text"},
      {"((doc -> 'a'::text) @> '{}'::jsonb)", "doc -> 'a'::text @> '{}'::jsonb"},
      {"(doc ? 'a'::text)", "doc ? 'a'::text"},
      {"tags[1]", "tags[1]"},
      {"(tags[1])[2]", "tags[1][2]"},
      {"ARRAY[]::text[]", "array[]::text[]"},
      {"'{}'::numeric(10,2)[]", "'{}'::decimal(10, 2)[]"},
      {"('x'::text COLLATE \"C\")", "'x'::text collate C"},
      {"(name COLLATE pg_catalog.\"C\")", "name collate C"},
      {"(name COLLATE app.german)", "name collate app.german"},
      {"ROW(a, b)", "(a, b)"},
      {"(a OPERATOR(pg_catalog.+) b)", "a + b"},
      {"'x'::bpchar", "postgres `'x'::bpchar`"},
      {"'x'::character(3)", "'x'::char(3)"},
      {"'x'::\"char\"", "postgres `'x'::\"char\"`"},
      {"'a'::app.\"Mood\"", "'a'::app.Mood"},
      {"'a'::public.mood", "'a'::mood"},
      {"'1 day'::interval", "'1 day'::interval"},
      {"'1 day'::interval hour to minute", "postgres `'1 day'::interval hour to minute`"},
      {"'1 day'::interval(3)", "'1 day'::interval(3)"},
      {"'now'::timestamp(3) with time zone", "'now'::timestamptz(3)"},
      {"'101'::bit varying(5)", "'101'::varbit(5)"},
  };
  return all;
}

std::string postgres_text(const Expression& expression) {
  static const Schema none;
  return SqlWriter(postgres::spelling(), none).expression(expression).take();
}

TEST(PgExpressionTest, ReadsWhatPostgresPrints) {
  for (const Case& each : cases()) {
    const Expression read = find_dialect("postgres")->read_expression(each.sql);
    EXPECT_EQ(to_string(read), each.mig) << each.sql;
  }
}

TEST(PgExpressionTest, WhatItWritesReadsAsTheSame) {
  for (const Case& each : cases()) {
    const Expression read = find_dialect("postgres")->read_expression(each.sql);
    EXPECT_EQ(find_dialect("postgres")->read_expression(postgres_text(read)), read)
        << postgres_text(read);
  }
}

TEST(PgExpressionTest, KeepsWhatTheLanguageHasNoWordsForAsItStands) {
  const std::vector<std::string_view> texts = {"(SELECT 1)",
                                               "a[1:2]",
                                               "(a).b",
                                               "sum(x) OVER ()",
                                               "B'101'",
                                               "f(VARIADIC a)",
                                               "f(a => 1)",
                                               "POSITION('a' IN b)",
                                               "OVERLAY(a PLACING b FROM 1)",
                                               "CURRENT_TIMESTAMP(3)",
                                               "a BETWEEN SYMMETRIC 1 AND 2",
                                               "@ a",
                                               "(a OPERATOR(app.+) b)",
                                               "t.*",
                                               "string_agg(a ORDER BY b)",
                                               "xmlelement(name a)",
                                               "a IS DOCUMENT",
                                               "x.y.z",
                                               "ROW(1)",
                                               "a *= b",
                                               "this is not SQL",
                                               "1 AS a",
                                               "1, 2",
                                               "1) + (2",
                                               "",
                                               "1; DELETE FROM t"};
  for (const std::string_view text : texts) {
    const Expression read = find_dialect("postgres")->read_expression(text);
    EXPECT_EQ(read, raw_expression("postgres", text)) << to_string(read);
  }
}

/// Not plain is what comes back in other words: texts of a dialect, calls of `coalesce` that
/// PostgreSQL refuses, signs, which it takes into the number, and lists between `any` and `all`.
bool is_plain(const Expression& expression) {
  bool plain = true;
  for_each(expression, [&plain](const Expression& part) {
    if (part.kind == ExpressionKind::raw) plain = false;
    if (part.kind == ExpressionKind::call && part.text == "coalesce" &&
        (part.operands.empty() || part.negated || part.operands[0].kind == ExpressionKind::star))
      plain = false;
    if (part.kind == ExpressionKind::unary && part.text == "-" &&
        (part.operands[0].kind == ExpressionKind::unary || part.operands[0].text == "0"))
      plain = false;
    if (part.kind == ExpressionKind::quantified && part.operands[0].kind == ExpressionKind::array)
      plain = false;
  });
  return plain;
}

TEST(PgExpressionTest, GeneratedExpressionsComeBack) {
  Random random(7);
  int tried = 0;
  for (int i = 0; i < 4000; ++i) {
    const Expression given = generated_expression(random, static_cast<int>(random.below(4)));
    if (!is_plain(given)) continue;
    ++tried;
    const std::string text = postgres_text(given);
    const std::optional<Expression> read = postgres::parse_expression(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(to_string(*read), to_string(given)) << text;
    EXPECT_EQ(*read, given) << text;
  }
  EXPECT_GT(tried, 1000);
}

TEST(PostgresExpression, BetweenIsPutBack) {
  const auto read = [](std::string_view sql) {
    return to_string(find_dialect("postgres")->read_expression(sql));
  };
  EXPECT_EQ(read("((((a >= 1) AND (a <= 2)) AND (b > 0)))"), "a between 1 and 2 and b > 0");
  EXPECT_EQ(read("((b > 0) AND ((f(a, ')') >= 1) AND (f(a, ')') <= 2)))"),
            "b > 0 and f(a, ')') between 1 and 2");
  EXPECT_EQ(read("((((a < 1) OR (a > 2)) OR (b > 0) OR (a IS NULL)))"),
            "a not between 1 and 2 or b > 0 or a is null");
  EXPECT_EQ(read("(((a)::text >= 'a'::text) AND ((a)::text <= 'b'::text))"),
            "a::text between 'a'::text and 'b'::text");
  EXPECT_EQ(read("((a >= 1) AND (a <= 2) AND (b > 0))"), "a >= 1 and a <= 2 and b > 0");
  EXPECT_EQ(read("((a >= 1) AND (b <= 2))"), "a >= 1 and b <= 2");
  EXPECT_EQ(read("((a > 1) AND (a <= 2))"), "a > 1 and a <= 2");
  EXPECT_EQ(read("((a <= 1) AND (a >= 2))"), "a <= 1 and a >= 2");
  EXPECT_EQ(read("((a >= 1) OR (a <= 2))"), "a >= 1 or a <= 2");
  EXPECT_EQ(read("((x[(i + 1)] >= 1) AND (x[(i + 1)] <= 2))"), "x[i + 1] between 1 and 2");
}

}  // namespace
}  // namespace migc::test

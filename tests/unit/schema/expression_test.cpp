#include "compiler/schema/expression.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/syntax/parsed.h"

namespace migc {
namespace {

using Kind = ExpressionKind;

// What is written in `.mig` text, and its canonical form (the same when left out).
struct Spelling {
  std::string written;
  std::string canonical;
};

std::vector<Spelling> spellings() {
  return {
      {"a = 1 and b = 2 or c = 3 and not d", {}},
      {"((a = 1) and (b = 2)) or (c = 3)", "a = 1 and b = 2 or c = 3"},
      {"(a or b) and (c or d)", {}},
      {"a or (b or c)", {}},
      {"(a or b) or c", "a or b or c"},
      {"not (a and b)", {}},
      {"not (a = b)", "not a = b"},
      {"(not a) = b", {}},
      {"not not a", {}},
      {"a + b * c - d", {}},
      {"(a + b) * (c - d)", {}},
      {"a - (b - c)", {}},
      {"(a - b) - c", "a - b - c"},
      {"a ^ b ^ c", {}},
      {"-a", {}},
      {"- -a", "-(-a)"},
      {"-(a + b)", {}},
      {"-a::int", {}},
      {"(-a)::int", {}},
      {"a - -1", {}},
      {"~a & b", {}},
      {"a||b", "a || b"},
      {"a=-1", "a = -1"},
      {"a <-1", "a < -1"},
      {"a != b", "a <> b"},
      {"A AND B", "A and B"},
      {"a -> 'b' ->> 'c'", {}},
      {"a like 'x%' escape '!'", {}},
      {"a not like b || c", {}},
      {"a ilike b and c similar to d", {}},
      {"(a like b) = c", "a like b = c"},
      {"a = (b = c)", {}},
      {"(a = b) is null", "a = b is null"},
      {"(a is null) is null", {}},
      {"a isnull or b notnull", "a is null or b is not null"},
      {"a is true and b is not unknown", {}},
      {"a is not distinct from b + 1", {}},
      {"a between 1 and 2 and b", {}},
      {"a between 1 and (b and c)", {}},
      {"not a between b and c", {}},
      {"a not in (1, 2, (3))", "a not in (1, 2, 3)"},
      {"(a, b) in ((1, 2), (3, 4))", {}},
      {"row(a) = row()", {}},
      {"row(a, b) = c", "(a, b) = c"},
      {"cast(a + b as varchar(10))", "(a + b)::varchar(10)"},
      {"a::int::text", {}},
      {"(a::int[])[1]", {}},
      {"a[1][b + 1]", {}},
      {"date '2020-01-01'", "'2020-01-01'::date"},
      {"timestamp with time zone '2020-01-01'", "'2020-01-01'::timestamptz"},
      {"a at time zone 'UTC' > b", {}},
      {"(a > b) at time zone c", {}},
      {"a collate \"C\" < b", "a collate C < b"},
      {"(a || b) collate x", {}},
      {"a collate app.\"my de\" < b", {}},
      {"any(array[1, 2]) = a", "any (array[1, 2]) = a"},
      {"a = some (b)", "a = any (b)"},
      {"case when a then b else c end", {}},
      {"case a when 1 then 'x' when 2 then 'y' end", {}},
      {"LOWER(a)", "lower(a)"},
      {"\"Weird\"(a)", {}},
      {"app.f(a, b)", {}},
      {"count(*) + count(distinct a)", {}},
      {"\"any\"(a)", {}},
      {"extract(YEAR from a)", "extract(year from a)"},
      {"substring(a from 2 for 3)", "substring(a, 2, 3)"},
      {"Current_Timestamp", "current_timestamp"},
      {"\"current_timestamp\" and \"and\"", {}},
      {"excluded.a = T.b", {}},
      {"'it''s' || E", {}},
      {"1E6 + .5 + 5.", "1e6 + .5 + 5."},
      {"true or FALSE or Null", "true or false or null"},
      {"postgres `a ? 'b'` sqlite `json``x`", {}},
      {"`raw` and a", {}},
  };
}

TEST(Expression, IsWrittenWithTheFewestParentheses) {
  for (const Spelling& spelling : spellings()) {
    const std::string canonical =
        spelling.canonical.empty() ? spelling.written : spelling.canonical;
    EXPECT_EQ(to_string(expression(spelling.written)), canonical) << spelling.written;
    EXPECT_EQ(expression(canonical), expression(spelling.written)) << spelling.written;
  }
}

TEST(Expression, HasTheShapeThatPrecedenceGivesIt) {
  const Expression sum = expression("a + b * c");
  EXPECT_EQ(sum.text, "+");
  EXPECT_EQ(sum.operands.at(1).text, "*");
  const Expression like = expression("a not like b escape 'c'");
  EXPECT_EQ(like.kind, Kind::binary);
  EXPECT_TRUE(like.negated);
  EXPECT_EQ(like.operands.size(), 3U);
  const Expression between = expression("a between 1 and 2 and c");
  EXPECT_EQ(between.text, "and");
  EXPECT_EQ(between.operands.at(0).kind, Kind::between);
  const Expression subject = expression("case a when 1 then 2 else 3 end");
  EXPECT_EQ(subject.text, "subject");
  EXPECT_EQ(subject.operands.size(), 4U);
  const Expression count = expression("count(*)");
  EXPECT_EQ(count.operands.at(0).kind, Kind::star);
  const Expression zone = expression("now() at time zone 'UTC'");
  EXPECT_EQ(zone.kind, Kind::at_time_zone);
  const Expression raw = expression("postgres `x` sqlite `y`");
  EXPECT_EQ(raw.native.size(), 2U);
  EXPECT_EQ(raw.native.at(1).dialect, "sqlite");
  EXPECT_EQ(expression("extract(epoch from a)").operands.at(0).text, "epoch");
}

TEST(Expression, NamesItsColumns) {
  const Expression part = expression("b > a and lower(t.c) = b and `d` = 'e' and current_date > a");
  EXPECT_EQ(columns_of(part), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(mentions_column(part, "c"));
  EXPECT_FALSE(mentions_column(part, "d"));
}

TEST(Expression, RenamesColumnsEverywhere) {
  Expression part = expression("a > 1 and f(a, b) and case when a then 'a' end and a(b)");
  rename_column(part, "a", "z");
  EXPECT_EQ(to_string(part), "z > 1 and f(z, b) and case when z then 'a' end and a(b)");
}

TEST(Expression, KnowsHowTightlyOperatorsBind) {
  const std::vector<std::string> loose_to_tight = {
      "a or b", "a and b", "not a", "a is null",        "a = b",       "a in (b)", "a || b",
      "a + b",  "a * b",   "a ^ b", "a at time zone b", "a collate b", "-a",       "a[1]",
      "a::int", "a"};
  for (std::size_t i = 1; i < loose_to_tight.size(); ++i) {
    EXPECT_LT(precedence(expression(loose_to_tight[i - 1])),
              precedence(expression(loose_to_tight[i])))
        << loose_to_tight[i];
  }
}

TEST(Expression, VisitsOutermostFirst) {
  std::vector<std::string> seen;
  for_each(expression("a + b * c"), [&](const Expression& part) { seen.push_back(part.text); });
  EXPECT_EQ(seen, (std::vector<std::string>{"+", "a", "*", "b", "c"}));
}

}  // namespace
}  // namespace migc

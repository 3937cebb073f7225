#include "compiler/dialect/sql_writer.h"

#include <gtest/gtest.h>

#include "compiler/dialect/postgres/spelling.h"
#include "tests/unit/dialect/postgres_model.h"

namespace migc {
namespace {

using namespace test;

std::string written(const Expression& expression) {
  const Schema schema;
  return SqlWriter(postgres::spelling(), schema).expression(expression).take();
}

Expression unary(std::string op, Expression operand) {
  return node(ExpressionKind::unary, std::move(op), {std::move(operand)});
}

TEST(SqlWriter, ReadsLikeTheStatement) {
  const Schema schema;
  SqlWriter w(postgres::spelling(), schema);
  const std::vector<std::string> columns = {"a", "Order", "user"};
  w.word("alter table")
      .name({"app", "users"})
      .word("add unique")
      .columns(columns)
      .word("is")
      .literal("it's");
  EXPECT_EQ(w.take(), R"(ALTER TABLE app.users ADD UNIQUE (a, "Order", "user") IS 'it''s')");
  EXPECT_EQ(w.take(), "") << "taken";
}

TEST(SqlWriter, QuotesOnlyWhatNeedsIt) {
  const auto quoted = [](std::string_view name) {
    return quote_identifier(name, postgres::spelling());
  };
  EXPECT_EQ(quoted("users_2"), "users_2");
  EXPECT_EQ(quoted("_x"), "_x");
  EXPECT_EQ(quoted("userId"), "\"userId\"");
  EXPECT_EQ(quoted("2nd"), "\"2nd\"");
  EXPECT_EQ(quoted("größe"), "\"größe\"");
  EXPECT_EQ(quoted("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(quoted(""), "\"\"");
  EXPECT_EQ(quoted("select"), "\"select\"");
  EXPECT_EQ(quoted("natural"), "\"natural\"") << "free as a column, taken as a function";
  EXPECT_EQ(quoted("system_user"), "\"system_user\"") << "reserved from 16 on";
  EXPECT_EQ(quoted("name"), "name");
}

TEST(SqlWriter, ParenthesesFollowTheTree) {
  const Expression a = column_ref("a");
  const Expression b = column_ref("b");
  const Expression c = column_ref("c");
  EXPECT_EQ(written(binary(binary(a, "or", b), "and", c)), "(a OR b) AND c");
  EXPECT_EQ(written(binary(binary(a, "and", b), "or", c)), "a AND b OR c");
  EXPECT_EQ(written(binary(binary(a, "and", b), "and", c)), "a AND b AND c");
  EXPECT_EQ(written(binary(a, "-", binary(b, "-", c))), "a - (b - c)");
  EXPECT_EQ(written(binary(binary(a, "-", b), "-", c)), "a - b - c");
  EXPECT_EQ(written(binary(binary(a, "+", b), "*", c)), "(a + b) * c");
  EXPECT_EQ(written(binary(binary(a, "||", b), "||", c)), "a || b || c");
  EXPECT_EQ(written(binary(binary(a, "||", b), "+", c)), "(a || b) + c") << "dialects disagree";
  EXPECT_EQ(written(binary(binary(a, "+", b), "||", c)), "(a + b) || c") << "dialects disagree";
  EXPECT_EQ(written(binary(binary(a, "=", b), "=", c)), "(a = b) = c");
  EXPECT_EQ(written(binary(binary(a, "->", text("x")), "->>", text("y"))), "a -> 'x' ->> 'y'");
  EXPECT_EQ(written(unary("not", binary(a, "=", b))), "NOT a = b");
  EXPECT_EQ(written(unary("not", binary(a, "and", b))), "NOT (a AND b)");
  EXPECT_EQ(written(unary("-", unary("-", number(1)))), "-(-1)");
  EXPECT_EQ(written(binary(a, "-", unary("-", number(1)))), "a - -1");
  EXPECT_EQ(written(is_null(binary(a, "=", b))), "(a = b) IS NULL");
}

TEST(SqlWriter, EveryKindOfExpression) {
  const Expression a = column_ref("a");
  Expression between = node(ExpressionKind::between, {}, {a, number(1), number(2)});
  between.negated = true;
  EXPECT_EQ(written(between), "a NOT BETWEEN 1 AND 2");
  EXPECT_EQ(written(node(ExpressionKind::in, {}, {a, text("x"), text("y")})), "a IN ('x', 'y')");
  Expression like = node(ExpressionKind::binary, "like", {a, text("50!%"), text("!")});
  like.negated = true;
  EXPECT_EQ(written(like), "a NOT LIKE '50!%' ESCAPE '!'");
  Expression distinct = binary(a, "is distinct from", null());
  EXPECT_EQ(written(distinct), "a IS DISTINCT FROM NULL");
  distinct.negated = true;
  EXPECT_EQ(written(distinct), "a IS NOT DISTINCT FROM NULL");
  EXPECT_EQ(written(node(ExpressionKind::case_, "subject", {a, number(1), text("x"), text("y")})),
            "CASE a WHEN 1 THEN 'x' ELSE 'y' END");
  EXPECT_EQ(written(node(ExpressionKind::case_, "", {is_null(a), text("x")})),
            "CASE WHEN a IS NULL THEN 'x' END");
  Expression cast = node(ExpressionKind::cast, {}, {unary("-", number(1))});
  cast.type = type(TypeKind::decimal, 8, 2);
  EXPECT_EQ(written(cast), "(-1)::numeric(8, 2)");
  EXPECT_EQ(written(node(ExpressionKind::subscript, {}, {call("f", {a}), number(1)})), "(f(a))[1]");
  EXPECT_EQ(written(binary(a, "=",
                           node(ExpressionKind::quantified, "any",
                                {node(ExpressionKind::array, {}, {number(1), number(2)})}))),
            "a = ANY (ARRAY[1, 2])");
  EXPECT_EQ(written(node(ExpressionKind::collate, "C", {a})), "a COLLATE \"C\"");
  EXPECT_EQ(written(node(ExpressionKind::at_time_zone, {}, {a, text("UTC")})),
            "a AT TIME ZONE 'UTC'");
  EXPECT_EQ(written(node(ExpressionKind::row, {}, {a, number(1)})), "(a, 1)");
  EXPECT_EQ(written(call("count", {node(ExpressionKind::star)})), "count(*)");
  EXPECT_EQ(written(call("extract", {text("year"), a})), "extract(year FROM a)");
  EXPECT_EQ(written(call("coalesce", {a, null()})), "coalesce(a, NULL)");
  EXPECT_EQ(written(node(ExpressionKind::special, "current_timestamp")), "CURRENT_TIMESTAMP");
  EXPECT_EQ(written(node(ExpressionKind::boolean_literal, "true")), "TRUE");
  EXPECT_EQ(written(binary(raw("a @> b"), "and", a)), "(a @> b) AND a");
}

TEST(SqlWriter, RawTextIsTakenForItsDialect) {
  Expression expression = node(ExpressionKind::raw);
  expression.native = {{.dialect = "sqlite", .text = "s", .origin = {}}};
  EXPECT_EQ(find_unspoken(binary(column_ref("a"), "=", expression), "postgres")->kind,
            ExpressionKind::raw);
  EXPECT_EQ(find_unspoken(expression, "sqlite"), nullptr);
  expression.native.push_back({.dialect = "", .text = "common", .origin = {}});
  EXPECT_EQ(raw_text(expression, "postgres")->text, "common");
  EXPECT_EQ(raw_text(expression, "sqlite")->text, "s");
}

}  // namespace
}  // namespace migc

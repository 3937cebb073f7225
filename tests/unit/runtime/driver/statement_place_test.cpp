#include "runtime/driver/statement_place.h"

#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

TEST(StatementPlace, NamesLineColumnAndTheRestOfTheLine) {
  EXPECT_EQ(describe_place("select 1\nfrm users\nwhere x", 9),
            "line 2, column 1 of the statement: `frm users`");
  EXPECT_EQ(describe_place("select x", 7), "line 1, column 8 of the statement: `x`");
  EXPECT_EQ(describe_place("select x", 0), "line 1, column 1 of the statement: `select x`");
}

TEST(StatementPlace, CountsCharactersNotBytes) {
  const std::string sql = "select 'é', frm";
  EXPECT_EQ(offset_of_character(sql, 13), 13U);
  EXPECT_EQ(describe_place(sql, 13), "line 1, column 13 of the statement: `frm`");
}

TEST(StatementPlace, IsEmptyPastTheEnd) {
  EXPECT_EQ(describe_place("select", 6), "");
  EXPECT_EQ(offset_of_character("abc", 4), std::string_view::npos);
  EXPECT_EQ(offset_of_character("abc", 0), std::string_view::npos);
  EXPECT_EQ(describe_place("select", std::string_view::npos), "");
}

TEST(StatementPlace, CutsLongLinesBetweenCharacters) {
  const std::string sql = std::string(39, 'x') + "éé tail";
  EXPECT_EQ(describe_place(sql, 0),
            "line 1, column 1 of the statement: `" + std::string(39, 'x') + "…`");
}

TEST(StatementPlace, TakesALineEndItselfAsAPlace) {
  EXPECT_EQ(describe_place("a\nb", 1), "line 1, column 2 of the statement: ``");
}

}  // namespace
}  // namespace migc::runtime

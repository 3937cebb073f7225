#include "compiler/base/text.h"

#include <gtest/gtest.h>

namespace migc {
namespace {

TEST(EditDistanceTest, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("abc", "abc"), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("abc", "abcd"), 1U);
  EXPECT_EQ(edit_distance("abc", "ac"), 1U);
  EXPECT_EQ(edit_distance("abc", "axc"), 1U);
  EXPECT_EQ(edit_distance("emial", "email"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("ca", "abc"), 3U);  // optimal string alignment: no edit inside of a swap
}

TEST(ClosestTest, FindsTheTypingError) {
  EXPECT_EQ(closest("emial", {"id", "email", "name"}), "email");
  EXPECT_EQ(closest("user", {"orders", "users"}), "users");
  EXPECT_EQ(closest("varcahr", {"char", "varchar", "text"}), "varchar");
}

TEST(ClosestTest, AcceptsAnotherCaseOfAnyLength) {
  EXPECT_EQ(closest("ID", {"id", "is"}), "id");
  EXPECT_EQ(closest("USERID", {"userId"}), "userId");
}

TEST(ClosestTest, SaysNothingWhenNothingIsNear) {
  EXPECT_FALSE(closest("email", {}));
  EXPECT_FALSE(closest("email", {"name", "rank"}));
  EXPECT_FALSE(closest("id", {"is", "ip"}));
  EXPECT_FALSE(closest("a_very_long_name_indeed", {"another_long_name_entirely"}));
}

TEST(ClosestTest, NeverSuggestsTheSameWord) { EXPECT_FALSE(closest("email", {"email"})); }

TEST(ClosestTest, BreaksTiesByPrefixThenByAlphabet) {
  EXPECT_EQ(closest("users1", {"users3", "xsers1", "users2"}), "users2");
  EXPECT_EQ(closest("table", {"tables", "fable"}), "tables");
}

TEST(ListTest, JoinsAndQuotes) {
  EXPECT_EQ(join({}, ", "), "");
  EXPECT_EQ(join({"a"}, ", "), "a");
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
  EXPECT_EQ(quote_list({}), "");
  EXPECT_EQ(quote_list({"a"}), "`a`");
  EXPECT_EQ(quote_list({"a", "b"}), "`a` and `b`");
  EXPECT_EQ(quote_list({"a", "b", "c"}, "or"), "`a`, `b` or `c`");
}

TEST(CountedTest, ChoosesTheForm) {
  EXPECT_EQ(counted(0, "error"), "0 errors");
  EXPECT_EQ(counted(1, "error"), "1 error");
  EXPECT_EQ(counted(2, "error"), "2 errors");
  EXPECT_EQ(counted(1, "index", "indexes"), "1 index");
  EXPECT_EQ(counted(3, "index", "indexes"), "3 indexes");
}

TEST(CaseTest, ChangesAsciiLettersOnly) {
  EXPECT_EQ(to_lower("AbZ_[\xC3\x84"), "abz_[\xC3\x84");
  EXPECT_EQ(to_upper("aBz_{\xC3\xA4"), "ABZ_{\xC3\xA4");
  EXPECT_TRUE(equal_ignoring_case("Users", "uSERS"));
  EXPECT_FALSE(equal_ignoring_case("users", "user"));
  EXPECT_FALSE(equal_ignoring_case("@", "`"));
}

TEST(TrimTest, CutsBothSides) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("a"), "a");
}

}  // namespace
}  // namespace migc

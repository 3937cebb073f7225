#include "runtime/cli/text_diff.h"

#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

TEST(TextDiff, EqualTextsHaveNone) {
  EXPECT_EQ(diff_lines("", ""), "");
  EXPECT_EQ(diff_lines("a\nb\n", "a\nb\n"), "");
}

TEST(TextDiff, ShowsTwoLinesAroundAChange) {
  EXPECT_EQ(diff_lines("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nfour\n5\n6\n7\n"),
            "  2\n  3\n- 4\n+ four\n  5\n  6\n");
}

TEST(TextDiff, LeavesOutWhatIsBetweenTwoChanges) {
  EXPECT_EQ(diff_lines("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n"),
            "- a\n+ A\n  1\n  2\n …\n  5\n  6\n- b\n+ B\n");
}

TEST(TextDiff, AddedAndRemovedLines) {
  EXPECT_EQ(diff_lines("a\nb\nc\n", "a\nx\nb\n"), "  a\n+ x\n  b\n- c\n");
  EXPECT_EQ(diff_lines("", "a\n"), "+ a\n");
  EXPECT_EQ(diff_lines("a\n", ""), "- a\n");
}

TEST(TextDiff, VeryLongTextsAreShownAsAWhole) {
  std::string before, after;
  for (int i = 0; i < 3000; ++i) {
    before += "b" + std::to_string(i) + "\n";
    after += "a" + std::to_string(i) + "\n";
  }
  const std::string text = diff_lines("same\n" + before, "same\n" + after);
  EXPECT_TRUE(text.starts_with("  same\n- b0\n- b1\n"));
  EXPECT_TRUE(text.ends_with("+ a2999\n"));
}

}  // namespace
}  // namespace migc::runtime

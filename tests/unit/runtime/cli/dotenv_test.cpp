#include "runtime/cli/dotenv.h"

#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

std::string value(std::string_view text, const std::string& name = "A",
                  const std::map<std::string, std::string>& environment = {}) {
  const Result<Dotenv> parsed = parse_dotenv(text, ".env", environment);
  EXPECT_TRUE(parsed) << text << "\n" << (parsed ? "" : parsed.error().message);
  if (!parsed || parsed->count(name) == 0) return "(absent)";
  return parsed->at(name).value;
}

std::string refusal(std::string_view text) {
  const Result<Dotenv> parsed = parse_dotenv(text, ".env", {});
  EXPECT_FALSE(parsed) << text;
  if (parsed) return {};
  EXPECT_EQ(parsed.error().kind, ErrorKind::usage);
  return parsed.error().message + "\n" + parsed.error().detail;
}

TEST(DotenvTest, BareValues) {
  EXPECT_EQ(value("A=b"), "b");
  EXPECT_EQ(value("A=b\n"), "b");
  EXPECT_EQ(value("A=b\r\nB=c\r\n"), "b");
  EXPECT_EQ(value("  A = b c  \n"), "b c");
  EXPECT_EQ(value("export A=b"), "b");
  EXPECT_EQ(value("export\tA=b"), "b");
  EXPECT_EQ(value("export=b", "export"), "b");
  EXPECT_EQ(value("A="), "");
  EXPECT_EQ(value("A=\nB=c"), "");
  EXPECT_EQ(value("A=b=c"), "b=c");
  EXPECT_EQ(value("A=b\\nc"), "b\\nc");
  EXPECT_EQ(value("A=it's"), "it's");
  EXPECT_EQ(value("\xEF\xBB\xBF"
                  "A=b"),
            "b");
}

TEST(DotenvTest, Comments) {
  EXPECT_EQ(value("# A=x\nA=b # c\n"), "b");
  EXPECT_EQ(value("A=b#c"), "b#c");
  EXPECT_EQ(value("A=#c"), "");
  EXPECT_EQ(value("A=\"b#c\" # d"), "b#c");
  EXPECT_EQ(value("A='b' # d\r\n"), "b");
  EXPECT_EQ(value("", "A"), "(absent)");
  EXPECT_EQ(value("\n\n  \n#\n", "A"), "(absent)");
}

TEST(DotenvTest, QuotedValues) {
  EXPECT_EQ(value("A=\" b \""), " b ");
  EXPECT_EQ(value(R"(A="a\nb\t\"c\"\\\$d\q")"), "a\nb\t\"c\"\\$d\\q");
  EXPECT_EQ(value("A='a\\nb ${B} \"c\"'"), "a\\nb ${B} \"c\"");
  EXPECT_EQ(value("A=\"one\ntwo\"\nB=c"), "one\ntwo");
  EXPECT_EQ(value("A=\"one\ntwo\"\nB=c", "B"), "c");
}

TEST(DotenvTest, References) {
  EXPECT_EQ(value("B=x\nA=${B}y"), "xy");
  EXPECT_EQ(value("B=x\nA=\"${B} y\""), "x y");
  EXPECT_EQ(value("A=${B}"), "");
  EXPECT_EQ(value("A=${B:-c d}"), "c d");
  EXPECT_EQ(value("B=\nA=${B:-c}"), "c");
  EXPECT_EQ(value("B=x\nA=${B}", "A", {{"B", "from outside"}}), "from outside");
  EXPECT_EQ(value("A=pa$word$"), "pa$word$");
  EXPECT_EQ(value(R"(A="\${B}")"), "${B}");
  EXPECT_EQ(value("A=a${B}  # c"), "a");
}

TEST(DotenvTest, TheLastLineWinsAndKnowsItsPlace) {
  const Result<Dotenv> parsed = parse_dotenv("A=1\n\nB=\"x\ny\"\nA=2\nC=3", "../.env", {});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->at("A"), (DotenvEntry{.value = "2", .origin = "../.env:5"}));
  EXPECT_EQ(parsed->at("B").origin, "../.env:3");
  EXPECT_EQ(parsed->at("C").origin, "../.env:6");
}

TEST(DotenvTest, Mistakes) {
  EXPECT_EQ(refusal("A=1\nB\n"), ".env:2: `=` is missing after `B`\nhelp: write `NAME=value`");
  EXPECT_EQ(refusal("=x"),
            ".env:1: the line does not begin with the name of a variable\nhelp: write "
            "`NAME=value`, or begin the line with `#`");
  EXPECT_EQ(refusal("A: x"), ".env:1: `=` is missing after `A`\nhelp: write `NAME=value`");
  EXPECT_EQ(refusal("\nA=\"x\nB=y\n"),
            ".env:2: the quoted value of `A` has no end\nhelp: end it with `\"`");
  EXPECT_EQ(refusal("A='secret' more"),
            ".env:1: something follows the quoted value of `A`\nhelp: put the whole value in "
            "quotes, or a `#` before a comment");
  EXPECT_EQ(refusal("A=${"),
            ".env:1: `${` is not followed by a name and `}`\nhelp: write `${NAME}` or "
            "`${NAME:-default}`, or put the value in single quotes");
  EXPECT_EQ(refusal("export "),
            ".env:1: the line does not begin with the name of a variable\nhelp: write "
            "`NAME=value`, or begin the line with `#`");
}

TEST(DotenvTest, NoMessageShowsAValue) {
  for (const std::string_view text :
       {"A='secret' more", "A=\"secret", "A=secret${", "A=\"secret${\""}) {
    EXPECT_EQ(refusal(text).find("secret"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace migc::runtime

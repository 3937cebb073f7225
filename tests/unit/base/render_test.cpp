#include "compiler/base/render.h"

#include <gtest/gtest.h>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

namespace migc {
namespace {

/// The span of the first occurrence of `words` in a file.
Span find(const SourceMap& sources, FileId file, std::string_view words) {
  const std::size_t at = sources.text(file).find(words);
  EXPECT_NE(at, std::string_view::npos) << words;
  return Span{.file = file,
              .begin = static_cast<std::uint32_t>(at),
              .end = static_cast<std::uint32_t>(at + words.size())};
}

/// One error about one span, rendered.
std::string render_span(std::string text, std::uint32_t begin, std::uint32_t end,
                        std::string label = {}, const RenderOptions& options = {}) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", std::move(text));
  Diagnostics diagnostics;
  diagnostics.add(Code::syntax_error, Span{.file = file, .begin = begin, .end = end}, "message",
                  std::move(label));
  return render_text(diagnostics, sources, options);
}

TEST(RenderTest, ShowsLabelsInOtherFilesAndHelp) {
  SourceMap sources;
  const FileId users =
      sources.add("migrations/1_users.mig", "migration a;\n\ncreate table users {\n}\n");
  const FileId drop =
      sources.add("migrations/2_drop.mig", std::string(13, '\n') + "  drop column emial;\n");
  Diagnostics diagnostics;
  diagnostics
      .add(Code::syntax_error, find(sources, drop, "emial"),
           "column `emial` does not exist in table `users`", "not a column of `users`")
      .label(find(sources, users, "users"), "created here")
      .with_help("a column with a similar name exists: `email`");
  EXPECT_EQ(render_text(diagnostics, sources),
            R"(error[E1001]: column `emial` does not exist in table `users`
  --> migrations/2_drop.mig:14:15
   |
14 |   drop column emial;
   |               ^^^^^ not a column of `users`
  ::: migrations/1_users.mig:3:14
   |
 3 | create table users {
   |              ----- created here
   = help: a column with a similar name exists: `email`
)");
}

TEST(RenderTest, PutsLabelsOfTheSameLineTogether) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", "rename a to b;\nother c;\n");
  Diagnostics diagnostics;
  diagnostics.add(Code::syntax_error, find(sources, file, "b"), "message", "new name")
      .label(find(sources, file, "a "), "old name")
      .label(find(sources, file, "c"), "first")
      .label(find(sources, file, "other"), "second");
  EXPECT_EQ(render_text(diagnostics, sources), R"(error[E1001]: message
  --> a.mig:1:13
   |
 1 | rename a to b;
   |             ^ new name
   |        -- old name
  ::: a.mig:2:7
   |
 2 | other c;
   |       - first
   | ----- second
)");
}

TEST(RenderTest, AnEmptySpanGetsOneCaret) {
  EXPECT_EQ(render_span("drop", 4, 4, "expected `;`"), R"(error[E1001]: message
  --> a.mig:1:5
   |
 1 | drop
   |     ^ expected `;`
)");
}

TEST(RenderTest, TheEndOfAFileCanBePointedAt) {
  EXPECT_EQ(render_span("drop\n", 5, 5), R"(error[E1001]: message
  --> a.mig:2:1
   |
 2 |
   | ^
)");
  EXPECT_EQ(render_span("", 0, 0), R"(error[E1001]: message
  --> a.mig:1:1
   |
 1 |
   | ^
)");
}

TEST(RenderTest, ASpanPastTheEndIsCut) {
  EXPECT_EQ(render_span("drop", 2, 400), R"(error[E1001]: message
  --> a.mig:1:3
   |
 1 | drop
   |   ^^
)");
}

TEST(RenderTest, MarksTheFirstAndTheLastLineOfALongSpan) {
  const std::string text = "x;\n  create table a {\n    id int;\n    rank int;\n  }\n";
  EXPECT_EQ(render_span(text, 5, static_cast<std::uint32_t>(text.size()), "this table"),
            R"(error[E1001]: message
  --> a.mig:2:3
   |
 2 |   create table a {
   |   ^^^^^^^^^^^^^^^^
...
 5 |   }
   |   ^ this table
)");
}

TEST(RenderTest, ASpanOfTwoLinesNeedsNoGap) {
  EXPECT_EQ(render_span("a (\n) b\n", 0, 5), R"(error[E1001]: message
  --> a.mig:1:1
   |
 1 | a (
   | ^^^
 2 | ) b
   | ^
)");
}

TEST(RenderTest, ALineEndIsNotPartOfWhatIsPointedAt) {
  EXPECT_EQ(render_span("drop\r\nnext\r\n", 0, 6), R"(error[E1001]: message
  --> a.mig:1:1
   |
 1 | drop
   | ^^^^
)");
}

TEST(RenderTest, ExpandsTabs) {
  EXPECT_EQ(render_span("\tdrop\tx;", 6, 7), R"(error[E1001]: message
  --> a.mig:1:7
   |
 1 |     drop    x;
   |             ^
)");
}

TEST(RenderTest, CountsColumnsOfTheScreen) {
  // An accented letter is one column, a CJK character two, a combining accent none.
  EXPECT_EQ(render_span("\xC3\xA9 \xE6\xBC\xA2 e\xCC\x81 x", 11, 12),
            "error[E1001]: message\n"
            "  --> a.mig:1:8\n"
            "   |\n"
            " 1 | \xC3\xA9 \xE6\xBC\xA2 e\xCC\x81 x\n"
            "   |        ^\n");
  EXPECT_EQ(render_span("'\xE6\xBC\xA2'", 1, 4),
            "error[E1001]: message\n"
            "  --> a.mig:1:2\n"
            "   |\n"
            " 1 | '\xE6\xBC\xA2'\n"
            "   |  ^^\n");
}

TEST(RenderTest, LetsNothingSteerTheTerminal) {
  const std::string escape =
      "a\x1b[31m\xE2\x80\xAE"
      "b\xFF"
      "c";  // an escape sequence, a bidi override, a bad byte
  const std::string rendered = render_span(escape, 9, 10, "x\x1b]0;y");
  EXPECT_EQ(rendered,
            "error[E1001]: message\n"
            "  --> a.mig:1:8\n"
            "   |\n"
            " 1 | a\xEF\xBF\xBD[31m\xEF\xBF\xBD"
            "b\xEF\xBF\xBD"
            "c\n"
            "   |        ^ x\xEF\xBF\xBD]0;y\n");
}

TEST(RenderTest, CutsLongLinesAroundTheCaret) {
  const std::string text = std::string(200, 'a') + "XY" + std::string(200, 'b');
  EXPECT_EQ(render_span(text, 200, 202, "here", {.width = 36}),
            "error[E1001]: message\n"
            "  --> a.mig:1:201\n"
            "   |\n"
            " 1 | ...aaaaaaaaaaXYbbbbbbbbbbbbbbbbbb...\n"
            "   |              ^^ here\n");
}

TEST(RenderTest, CutsOnlyTheSideThatIsTooLong) {
  EXPECT_EQ(render_span(std::string(100, 'a'), 0, 1, {}, {.width = 26}),
            "error[E1001]: message\n"
            "  --> a.mig:1:1\n"
            "   |\n"
            " 1 | aaaaaaaaaaaaaaaaaaaa...\n"
            "   | ^\n");
  EXPECT_EQ(render_span(std::string(100, 'a'), 100, 100, {}, {.width = 26}),
            "error[E1001]: message\n"
            "  --> a.mig:1:101\n"
            "   |\n"
            " 1 | ...aaaaaaaaaaaaaaaaaaaa\n"
            "   |                        ^\n");
}

TEST(RenderTest, WidensTheGutterForLargeLineNumbers) {
  const std::string text = std::string(1233, '\n') + "x";
  EXPECT_EQ(render_span(text, 1233, 1234), R"(error[E1001]: message
    --> a.mig:1234:1
     |
1234 | x
     | ^
)");
}

TEST(RenderTest, AFindingAboutNoTextHasNoFrame) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", "revises b;");
  Diagnostics diagnostics;
  diagnostics.add(Code::not_formatted, {}, "two heads", "there must be one")
      .label(find(sources, file, "b"), "the other")
      .label({}, "and one without a place")
      .with_help("run `migc merge`");
  EXPECT_EQ(render_text(diagnostics, sources), R"(warning[W9001]: two heads
  ::: a.mig:1:9
   |
 1 | revises b;
   |         - the other
   = note: there must be one
   = note: and one without a place
   = help: run `migc merge`
)");
}

TEST(RenderTest, SeparatesFindingsByAnEmptyLine) {
  SourceMap sources;
  Diagnostics diagnostics;
  EXPECT_EQ(render_text(diagnostics, sources), "");
  diagnostics.add(Code::syntax_error, {}, "one");
  diagnostics.add(Code::syntax_error, {}, "two");
  EXPECT_EQ(render_text(diagnostics, sources), "error[E1001]: one\n\nerror[E1001]: two\n");
}

TEST(RenderTest, ColorsOnRequest) {
  EXPECT_EQ(render_span("x", 0, 1, "here", {.color = true}),
            "\x1b[1;31merror[E1001]\x1b[0m\x1b[1m: message\x1b[0m\n"
            "  \x1b[1;34m-->\x1b[0m a.mig:1:1\n"
            "\x1b[1;34m   |\x1b[0m\n"
            "\x1b[1;34m 1 |\x1b[0m x\n"
            "\x1b[1;34m   |\x1b[0m \x1b[1;31m^ here\x1b[0m\n");
}

// Spans past the end or the wrong way round, cut characters, any width: the result is UTF-8, and
// nothing is read out of bounds (which the sanitizers see).
TEST(RenderTest, SurvivesEverySpanOverEveryText) {
  const std::string pieces[] = {"a",        "\t",           "\n",   "\r\n",
                                "\xC3\xA9", "\xE6\xBC\xA2", "\xFF", "some words "};
  std::mt19937 random(1);  // a fixed seed: the same cases on every run
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (std::size_t count = random() % 20; count > 0; --count) {
      text += pieces[random() % std::size(pieces)];
    }
    const auto past_end = static_cast<std::uint32_t>(text.size()) + 3;
    const auto begin = static_cast<std::uint32_t>(random() % past_end);
    const auto end = static_cast<std::uint32_t>(random() % past_end);
    const std::string rendered = render_span(text, begin, end, "label", {.width = random() % 40});
    EXPECT_EQ(find_invalid_utf8(rendered), std::string_view::npos);
    EXPECT_NE(rendered.find('^'), std::string::npos);
  }
}

TEST(SummaryTest, CountsInWords) {
  Diagnostics diagnostics(2);
  EXPECT_EQ(summary(diagnostics), "");
  diagnostics.add(Code::not_formatted, {}, "w");
  EXPECT_EQ(summary(diagnostics), "1 warning");
  diagnostics.add(Code::syntax_error, {}, "e");
  diagnostics.add(Code::syntax_error, {}, "e");
  EXPECT_EQ(summary(diagnostics), "2 errors, 1 warning");
  diagnostics.add(Code::syntax_error, {}, "e");
  EXPECT_EQ(summary(diagnostics), "3 errors, 1 warning (1 not shown)");
}

}  // namespace
}  // namespace migc

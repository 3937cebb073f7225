#include "compiler/base/diagnostic.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace migc {
namespace {

Span at(std::uint32_t file, std::uint32_t begin) {
  return Span{.file = static_cast<FileId>(file), .begin = begin, .end = begin + 1};
}

std::vector<std::string> messages(const Diagnostics& diagnostics) {
  std::vector<std::string> result;
  for (const Diagnostic* diagnostic : diagnostics.sorted()) {
    result.push_back(diagnostic->message);
  }
  return result;
}

TEST(CodeTest, TellsWhatTheRegistrySays) {
  EXPECT_EQ(code_id(Code::syntax_error), "E1001");
  EXPECT_EQ(code_name(Code::syntax_error), "syntax_error");
  EXPECT_EQ(code_title(Code::syntax_error), "the text is not in the language");
  EXPECT_EQ(default_severity(Code::syntax_error), Severity::error);
  EXPECT_EQ(default_severity(Code::not_formatted), Severity::warning);
}

TEST(CodeTest, EveryIdAndNameIsUnique) {
  std::set<std::string_view> words;
  for (const Code code : all_codes()) {
    EXPECT_TRUE(words.insert(code_id(code)).second) << code_id(code);
    EXPECT_TRUE(words.insert(code_name(code)).second) << code_name(code);
  }
}

TEST(CodeTest, IdsHaveOneShapeAndTitlesAreOneLowerCaseLine) {
  for (const Code code : all_codes()) {
    const std::string_view id = code_id(code);
    const std::string_view digits = id.substr(id.starts_with("MG") ? 2 : 1);
    EXPECT_TRUE(id.starts_with("MG") || id.starts_with("E") || id.starts_with("W")) << id;
    EXPECT_EQ(digits.size(), id.starts_with("MG") ? 3U : 4U) << id;
    EXPECT_EQ(digits.find_first_not_of("0123456789"), std::string_view::npos) << id;
    const std::string_view title = code_title(code);
    ASSERT_FALSE(title.empty()) << id;
    EXPECT_FALSE(title.ends_with('.')) << id;
    EXPECT_EQ(title.find('\n'), std::string_view::npos) << id;
  }
}

TEST(DiagnosticsTest, SortsByFileAndOffsetAndKeepsTheOrderOfEquals) {
  Diagnostics diagnostics;
  diagnostics.add(Code::syntax_error, {}, "nowhere");
  diagnostics.add(Code::syntax_error, at(1, 0), "second file");
  diagnostics.add(Code::syntax_error, at(0, 7), "late");
  diagnostics.add(Code::not_formatted, at(0, 3), "early, first");
  diagnostics.add(Code::syntax_error, at(0, 3), "early, second");
  EXPECT_EQ(messages(diagnostics), (std::vector<std::string>{"early, first", "early, second",
                                                             "late", "second file", "nowhere"}));
}

TEST(DiagnosticsTest, CountsBySeverity) {
  Diagnostics diagnostics;
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.add(Code::not_formatted, at(0, 0), "a");
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.add(Code::syntax_error, at(0, 0), "b");
  EXPECT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.error_count(), 1U);
  EXPECT_EQ(diagnostics.warning_count(), 1U);
}

TEST(DiagnosticsTest, CountsButDoesNotKeepWhatIsPastTheCap) {
  Diagnostics diagnostics(2);
  for (int i = 0; i < 5; ++i) {
    diagnostics.add(Code::not_formatted, at(0, 0), "warning").with_help("help");
  }
  for (int i = 0; i < 3; ++i) {
    diagnostics.add(Code::syntax_error, at(0, 0), "error").label(at(0, 1), "label");
  }
  EXPECT_EQ(diagnostics.error_count(), 3U);
  EXPECT_EQ(diagnostics.warning_count(), 5U);
  EXPECT_EQ(diagnostics.dropped(), 4U);
  EXPECT_EQ(messages(diagnostics),
            (std::vector<std::string>{"warning", "warning", "error", "error"}));
}

TEST(DiagnosticsTest, AReferenceStaysValidWhileMoreIsAdded) {
  Diagnostics diagnostics;
  Diagnostic& first = diagnostics.add(Code::syntax_error, at(0, 0), "first");
  for (int i = 0; i < 100; ++i) {
    diagnostics.add(Code::syntax_error, at(0, 1), "more");
  }
  first.with_help("late help").label(at(0, 2), "late label");
  const Diagnostic& found = *diagnostics.sorted().front();
  EXPECT_EQ(found.help, "late help");
  ASSERT_EQ(found.secondary.size(), 1U);
  EXPECT_EQ(found.secondary.front().text, "late label");
}

TEST(DiagnosticsTest, IgnoresWarningsByIdOrNameButNeverErrors) {
  Diagnostics by_id;
  by_id.add(Code::not_formatted, at(0, 0), "warning");
  by_id.add(Code::syntax_error, at(0, 1), "error");
  by_id.ignore({"W9001", "E1001"});
  EXPECT_EQ(messages(by_id), std::vector<std::string>{"error"});
  EXPECT_EQ(by_id.warning_count(), 0U);
  EXPECT_EQ(by_id.error_count(), 1U);

  Diagnostics by_name;
  by_name.add(Code::not_formatted, at(0, 0), "warning");
  by_name.ignore({"not_formatted"});
  EXPECT_TRUE(by_name.sorted().empty());

  Diagnostics other;
  other.add(Code::not_formatted, at(0, 0), "warning");
  other.ignore({"W9999"});
  EXPECT_EQ(other.warning_count(), 1U);
}

}  // namespace
}  // namespace migc

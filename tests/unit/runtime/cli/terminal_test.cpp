#include "runtime/cli/terminal.h"

#include <gtest/gtest.h>
#include <sstream>

namespace migc::runtime {
namespace {

Environment with(std::map<std::string, std::string> variables) {
  Environment environment;
  environment.variables = std::move(variables);
  return environment;
}

TEST(TerminalTest, TheFlagDecidesOnColour) {
  EXPECT_TRUE(use_color(ColorMode::always, false, with({{"NO_COLOR", "1"}})));
  EXPECT_FALSE(use_color(ColorMode::never, true, with({{"CLICOLOR_FORCE", "1"}})));
}

TEST(TerminalTest, VariablesDecideOnColourNext) {
  EXPECT_TRUE(use_color(ColorMode::automatic, true, with({})));
  EXPECT_FALSE(use_color(ColorMode::automatic, false, with({})));
  EXPECT_FALSE(use_color(ColorMode::automatic, true, with({{"NO_COLOR", "1"}})));
  EXPECT_TRUE(use_color(ColorMode::automatic, true, with({{"NO_COLOR", ""}})));
  EXPECT_FALSE(
      use_color(ColorMode::automatic, true, with({{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}})));
  EXPECT_TRUE(use_color(ColorMode::automatic, false, with({{"CLICOLOR_FORCE", "1"}})));
  EXPECT_FALSE(use_color(ColorMode::automatic, false, with({{"CLICOLOR_FORCE", "0"}})));
  EXPECT_FALSE(use_color(ColorMode::automatic, true, with({{"TERM", "dumb"}})));
  EXPECT_FALSE(use_color(ColorMode::automatic, true, with({{"CLICOLOR", "0"}})));
}

TEST(TerminalTest, ColumnsSetTheWidth) {
  EXPECT_EQ(detect_terminal(with({{"COLUMNS", "132"}})).width, 132U);
  EXPECT_GE(detect_terminal(with({{"COLUMNS", "x"}})).width, 20U);
  EXPECT_GE(detect_terminal(with({{"COLUMNS", "3"}})).width, 20U);
}

std::optional<bool> answer(const std::string& input, std::string* shown = nullptr) {
  std::istringstream in(input);
  std::ostringstream talk;
  const std::optional<bool> result = ask_yes_no(in, talk, "drop it?");
  if (shown != nullptr) *shown = talk.str();
  return result;
}

TEST(TerminalTest, Questions) {
  std::string shown;
  EXPECT_EQ(answer("yes\n", &shown), true);
  EXPECT_EQ(shown, "drop it? [y/N] ");
  EXPECT_EQ(answer(" Y \n"), true);
  EXPECT_EQ(answer("n\n"), false);
  EXPECT_EQ(answer("\n"), false);
  EXPECT_EQ(answer(""), std::nullopt);
  EXPECT_EQ(answer("maybe\nyes\n", &shown), true);
  EXPECT_EQ(shown, "drop it? [y/N] please answer `yes` or `no`\ndrop it? [y/N] ");
  EXPECT_EQ(answer("a\nb\nc\nyes\n"), std::nullopt);
}

TEST(TerminalTest, ProgressIsDrawnOverAndRemoved) {
  std::ostringstream stream;
  {
    ProgressLine line(stream, true, 8);
    line.clear();
    EXPECT_EQ(stream.str(), "");
    line.update("äbcdefghij");
    EXPECT_EQ(stream.str(), "\r\x1b[Käbcdefg");
    stream.str("");
    line.update("2\n");
    EXPECT_EQ(stream.str(), "\r\x1b[K2\\x0A");
    stream.str("");
  }
  EXPECT_EQ(stream.str(), "\r\x1b[K");
}

TEST(TerminalTest, ProgressIsSilentWithoutATerminal) {
  std::ostringstream stream;
  {
    ProgressLine line(stream, false, 80);
    line.update("1");
  }
  EXPECT_EQ(stream.str(), "");
}

TEST(TerminalTest, TextForTheScreen) {
  EXPECT_EQ(display_width("aé→"), 3U);
  EXPECT_EQ(printable("a\x1b[31m\té\x7F"), "a\\x1B[31m\\x09é\\x7F");
}

}  // namespace
}  // namespace migc::runtime

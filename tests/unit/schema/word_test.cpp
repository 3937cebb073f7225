#include "compiler/schema/word.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "compiler/base/text.h"

namespace migc {
namespace {

std::string grammar() {
  std::ifstream in(MIGC_SOURCE_DIR "/grammar/Mig.g4");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> words_in(const std::string& text) {
  std::set<std::string> words;
  const std::regex word("[A-Z][A-Z_]*");
  for (std::sregex_iterator it(text.begin(), text.end(), word), end; it != end; ++it) {
    std::string found = to_lower(it->str());
    if (found.back() == '_') found.pop_back();
    words.insert(found);
  }
  return words;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.find(from) + from.size();
  return text.substr(begin, text.find(to, begin) - begin);
}

TEST(Word, ReservesWhatTheGrammarKeepsForItself) {
  const std::string text = grammar();
  std::set<std::string> reserved = words_in(between(text, "tokens {", "}"));
  ASSERT_GT(reserved.size(), 100U);
  for (const std::string& name : words_in(between(text, "\nidentifier\n", ";")))
    reserved.erase(name);
  for (const std::string& word : reserved) EXPECT_TRUE(is_reserved_word(word)) << word;
  EXPECT_TRUE(is_reserved_word("NULL"));
  EXPECT_FALSE(is_reserved_word("order"));
  EXPECT_EQ(reserved.size(), 16U);
}

TEST(Word, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(spell_name("userId"), "userId");
  EXPECT_EQ(spell_name("_x1"), "_x1");
  EXPECT_EQ(spell_name("table"), "table");
  EXPECT_EQ(spell_name("Case"), "\"Case\"");
  EXPECT_EQ(spell_name("1st"), "\"1st\"");
  EXPECT_EQ(spell_name("a b"), "\"a b\"");
  EXPECT_EQ(spell_name("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(spell_name("a$"), "\"a$\"");
  EXPECT_EQ(spell_name("größe"), "größe");
  EXPECT_EQ(spell_name("日本"), "日本");
  EXPECT_EQ(spell_name("a\u00A0b"), "\"a\u00A0b\"");  // a blank that does not look like one
  EXPECT_EQ(spell_name("a\u200Bb"), "\"a\u200Bb\"");  // of no width
  EXPECT_EQ(spell_name("\U0001F600"), "\U0001F600");
  EXPECT_EQ(spell_name(""), "\"\"");
}

TEST(Word, DoublesQuotes) {
  EXPECT_EQ(spell_string("it's"), "'it''s'");
  EXPECT_EQ(spell_raw("a`b"), "`a``b`");
  EXPECT_EQ(spell_quoted("a"), "\"a\"");
}

TEST(Word, KnowsFunctionsWithoutParentheses) {
  EXPECT_TRUE(is_special_function("CURRENT_DATE"));
  EXPECT_FALSE(is_special_function("now"));
}

}  // namespace
}  // namespace migc

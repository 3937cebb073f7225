#include "compiler/base/source_map.h"

#include <gtest/gtest.h>
#include <string>

namespace migc {
namespace {

constexpr std::size_t npos = std::string_view::npos;

Location place(std::uint32_t line, std::uint32_t column) {
  return {.line = line, .column = column};
}

void expect_location(const SourceMap& sources, FileId file, std::uint32_t offset,
                     Location expected) {
  const Location found = sources.location(file, offset);
  EXPECT_EQ(found.line, expected.line) << "offset " << offset;
  EXPECT_EQ(found.column, expected.column) << "offset " << offset;
}

TEST(SourceMapTest, KeepsNamesAndTexts) {
  SourceMap sources;
  const FileId first = sources.add("a.mig", "one");
  const std::string_view text = sources.text(first);
  const FileId second = sources.add("b.mig", "two");
  EXPECT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources.name(second), "b.mig");
  EXPECT_EQ(text, "one");
  EXPECT_EQ(text.data(), sources.text(first).data());
}

TEST(SourceMapTest, GivesTheBytesOfASpan) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", "create table");
  EXPECT_EQ(sources.text(Span{.file = file, .begin = 7, .end = 12}), "table");
  EXPECT_EQ(sources.text(Span{.file = file, .begin = 7, .end = 99}), "table");
  EXPECT_EQ(sources.text(Span{.file = file, .begin = 99, .end = 100}), "");
  EXPECT_EQ(sources.text(Span{}), "");
}

TEST(SourceMapTest, TurnsOffsetsIntoLinesAndColumns) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", "ab\n\ncd");
  expect_location(sources, file, 0, place(1, 1));
  expect_location(sources, file, 1, place(1, 2));
  expect_location(sources, file, 2, place(1, 3));
  expect_location(sources, file, 3, place(2, 1));
  expect_location(sources, file, 4, place(3, 1));
  expect_location(sources, file, 6, place(3, 3));
  expect_location(sources, file, 99, place(3, 3));
}

TEST(SourceMapTest, CountsCharactersNotBytes) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", "x\n\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80z");
  expect_location(sources, file, 2, place(2, 1));
  expect_location(sources, file, 4, place(2, 2));
  expect_location(sources, file, 7, place(2, 3));
  expect_location(sources, file, 11, place(2, 4));
}

TEST(SourceMapTest, TheEndAfterALineEndIsALineOfItsOwn) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", "ab\n");
  expect_location(sources, file, 3, place(2, 1));
  const FileId empty = sources.add("b.mig", "");
  expect_location(sources, empty, 0, place(1, 1));
}

TEST(SourceMapTest, GivesBothEndsOfASpan) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", "ab\ncd");
  const LocationRange range = sources.range(Span{.file = file, .begin = 1, .end = 4});
  EXPECT_EQ(range.begin.line, 1U);
  EXPECT_EQ(range.begin.column, 2U);
  EXPECT_EQ(range.end.line, 2U);
  EXPECT_EQ(range.end.column, 2U);
}

TEST(SourceMapTest, GivesLinesWithoutTheirEnds) {
  SourceMap sources;
  const FileId file = sources.add("a.mig", "one\r\ntwo\n\nfour");
  EXPECT_EQ(sources.line(file, 1), "one");
  EXPECT_EQ(sources.line(file, 2), "two");
  EXPECT_EQ(sources.line(file, 3), "");
  EXPECT_EQ(sources.line(file, 4), "four");
  EXPECT_EQ(sources.line(file, 5), "");
  EXPECT_EQ(sources.line(file, 0), "");
}

TEST(Utf8Test, AcceptsWhatIsValid) {
  EXPECT_EQ(find_invalid_utf8(""), npos);
  EXPECT_EQ(find_invalid_utf8("plain"), npos);
  EXPECT_EQ(find_invalid_utf8(std::string_view("\0", 1)), npos);
  // The first and the last code point of each length.
  EXPECT_EQ(find_invalid_utf8(
                "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"),
            npos);
  EXPECT_EQ(find_invalid_utf8("\xED\x9F\xBF\xEE\x80\x80"), npos);
}

TEST(Utf8Test, FindsTheFirstBadByte) {
  EXPECT_EQ(find_invalid_utf8("ab\x80"), 2U);            // a continuation without a lead
  EXPECT_EQ(find_invalid_utf8("\xC3\xA9\xFF"), 2U);      // a byte that never occurs
  EXPECT_EQ(find_invalid_utf8("\xC0\xAF"), 0U);          // overlong, two bytes
  EXPECT_EQ(find_invalid_utf8("\xE0\x80\xAF"), 0U);      // overlong, three bytes
  EXPECT_EQ(find_invalid_utf8("\xF0\x80\x80\xAF"), 0U);  // overlong, four bytes
  EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0U);      // a surrogate
  EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // past U+10FFFF
  EXPECT_EQ(find_invalid_utf8("a\xE6\xBC"), 1U);         // cut off
  EXPECT_EQ(find_invalid_utf8("a\xE6\xBCz"), 1U);
}

}  // namespace
}  // namespace migc

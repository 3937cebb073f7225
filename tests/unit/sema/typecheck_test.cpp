#include "compiler/sema/typecheck.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <string_view>

#include "tests/support/compile_text.h"

namespace migc {
namespace {

/// The codes that a column definition in a table with some columns draws, with blanks between them.
std::string codes(std::string_view element) {
  const auto compilation =
      test::compile_statements(fmt::format("create enum mood {{ sad, ok }}\ncreate table t {{ id "
                                           "int primary key; n int; s text; ok bool; at "
                                           "timestamptz; m mood; tags text[]; {}; }}",
                                           element));
  std::string all;
  for (const std::string& found : test::findings(compilation->diagnostics()))
    all += (all.empty() ? "" : " ") + found.substr(0, found.find(' '));
  return all;
}

struct Case {
  std::string_view element;
  std::string_view codes;
};

class Typecheck : public ::testing::TestWithParam<Case> {};

TEST_P(Typecheck, FindsWhatDoesNotFit) {
  EXPECT_EQ(codes(GetParam().element), GetParam().codes) << GetParam().element;
}

INSTANTIATE_TEST_SUITE_P(
    Defaults, Typecheck,
    ::testing::Values(
        Case{"x int default 1", ""}, Case{"x int default -1", ""}, Case{"x int default '12'", ""},
        Case{"x int default 'x'", "E3001"}, Case{"x int default true", "E3001"},
        Case{"x smallint default 32768", "E3001"}, Case{"x smallint default -32768", ""},
        Case{"x bool default 'yes'", ""}, Case{"x bool default 1", "E3001"},
        Case{"x text default 5", ""}, Case{"x varchar(2) default 'abc'", "E3001"},
        Case{"x varchar(2) default 'äö'", ""}, Case{"x uuid default gen_random_uuid()", ""},
        Case{"x uuid default 'abc'", "E3001"}, Case{"x json default '{}'", ""},
        Case{"x json default 'a'", "E3001"}, Case{"x date default current_date", ""},
        Case{"x date default 'soon'", "E3001"}, Case{"x timestamptz default now()", ""},
        Case{"x int default now()", "E3001"}, Case{"x mood default 'ok'", ""},
        Case{"x mood default 'okay'", "E3001"}, Case{"x int default null", ""},
        Case{"x int default n", "E3002"}));

INSTANTIATE_TEST_SUITE_P(
    Checks, Typecheck,
    ::testing::Values(Case{"check (n > 0)", ""}, Case{"check (n)", "E3001"},
                      Case{"check (n > 'x')", "E3001"}, Case{"check (n > '5')", ""},
                      Case{"check (n = s)", "E3001"}, Case{"check (ok and n > 0)", ""},
                      Case{"check (n and ok)", "E3001"}, Case{"check (not n)", "E3001"},
                      Case{"check (s like 'a%')", ""}, Case{"check (n like 'a%')", "E3001"},
                      Case{"check (m = 'sad')", ""}, Case{"check (m = 'glad')", "E3001"},
                      Case{"check (m in ('sad', 'glad'))", "E3001"},
                      Case{"check (coalesce(n, 0) > 1)", ""}, Case{"check (lower(s) = s)", ""},
                      Case{"check (length(s) = s)", "E3001"}, Case{"check (nothing > 1)", "E2004"},
                      Case{"check (case when ok then n else 0 end > 1)", ""},
                      Case{"check (case n when 'x' then true end)", "E3001"},
                      Case{"check (cast(s as int) > 0)", ""}, Case{"check (at > '2020-01-01')", ""},
                      Case{"check (at is not null)", ""}));

}  // namespace
}  // namespace migc

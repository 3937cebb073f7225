#include "runtime/cli/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

TEST(SettingsTest, Durations) {
  EXPECT_EQ(parse_duration("500ms"), milliseconds(500));
  EXPECT_EQ(parse_duration("2s"), milliseconds(2'000));
  EXPECT_EQ(parse_duration(" 2 S "), milliseconds(2'000));
  EXPECT_EQ(parse_duration("5min"), milliseconds(300'000));
  EXPECT_EQ(parse_duration("5m"), milliseconds(300'000));
  EXPECT_EQ(parse_duration("12h"), milliseconds(43'200'000));
  EXPECT_EQ(parse_duration("30d"), milliseconds(2'592'000'000));
  EXPECT_EQ(parse_duration("1w"), milliseconds(604'800'000));
  EXPECT_EQ(parse_duration("0"), milliseconds(0));
  EXPECT_EQ(parse_duration("0s"), milliseconds(0));
  for (const std::string_view bad : {"", "5", "s", "-1s", "1.5s", "2 fortnights", "2s3", "+2s"}) {
    const auto parsed = parse_duration(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().kind, ErrorKind::usage);
    EXPECT_EQ(parsed.error().message, "`" + std::string(bad) + "` is not a duration");
    EXPECT_EQ(
        parsed.error().detail,
        "help: a number and a unit: `500ms`, `2s`, `5min`, `12h`, `30d`, or `0` for no limit");
  }
  EXPECT_EQ(parse_duration("9223372036854775807d").error().message,
            "`9223372036854775807d` is too long");
  EXPECT_EQ(parse_duration("99999999999999999999s").error().message,
            "`99999999999999999999s` is too long");
}

TEST(SettingsTest, Dialects) {
  EXPECT_EQ(parse_dialect_target("postgres >= 13"), (DialectTarget{"postgres", {13, 0, 0}}));
  EXPECT_EQ(parse_dialect_target("PostgreSQL>=15.2"), (DialectTarget{"postgres", {15, 2, 0}}));
  EXPECT_EQ(parse_dialect_target(" sqlite  >=  3.35.5 "), (DialectTarget{"sqlite", {3, 35, 5}}));
  EXPECT_EQ(parse_dialect_target("sqlite"), (DialectTarget{"sqlite", {}}));
  EXPECT_EQ(parse_dialect_target("postgers >= 13").error().message, "unknown dialect `postgers`");
  EXPECT_EQ(parse_dialect_target("postgers >= 13").error().detail,
            "help: did you mean `postgres`?");
  EXPECT_EQ(parse_dialect_target("mysql >= 8").error().message,
            "dialect `mysql` is not supported in this version");
  EXPECT_EQ(parse_dialect_target("postgres 13").error().message,
            "`postgres 13` is not a dialect with its oldest version");
  for (const std::string_view bad :
       {"postgres >=", "postgres >= x", "sqlite >= 3.", "sqlite >= 3.35.1.2", "sqlite >= 3x"}) {
    EXPECT_EQ(parse_dialect_target(bad).error().message,
              "`" + std::string(bad) + "` has no version after `>=`");
  }
  EXPECT_FALSE(parse_dialect_target(""));
}

TEST(SettingsTest, NamesAndPolicies) {
  EXPECT_EQ(parse_ledger_name("migc_"), "migc_");
  for (const std::string_view bad : {"", "Migc", "1x", "a b", "_x", "pg_migc", "sqlite_x", "a\"b",
                                     "abcdefghijklmnopqrstuvwxyzabcdef"}) {
    EXPECT_FALSE(parse_ledger_name(bad)) << bad;
  }
  EXPECT_EQ(parse_drop_policy("preserve"), DropPolicy::preserve);
  EXPECT_EQ(parse_drop_policy("discard"), DropPolicy::discard);
  EXPECT_EQ(parse_drop_policy("ask"), DropPolicy::ask);
  EXPECT_EQ(parse_drop_policy("keep").error().detail, "help: one of `preserve`, `discard`, `ask`");
}

TEST(SettingsTest, IgnoredCodes) {
  EXPECT_EQ(parse_ignored_code("MG601"), "MG601");
  EXPECT_EQ(parse_ignored_code("W9001"), "W9001");
  EXPECT_EQ(parse_ignored_code("not_formatted"), "not_formatted");
  EXPECT_EQ(parse_ignored_code("E1001").error().message,
            "`E1001` is an error and cannot be ignored");
  EXPECT_EQ(parse_ignored_code("syntax_error").error().message,
            "`syntax_error` is an error and cannot be ignored");
  EXPECT_EQ(parse_ignored_code("not_formated").error().detail,
            "help: did you mean `not_formatted`?");
  EXPECT_EQ(parse_ignored_code("mg601").error().message, "`mg601` is not the code of a finding");
}

TEST(SettingsTest, EveryDefaultIsAValue) {
  for (const SettingKey& key : setting_keys()) {
    EXPECT_EQ(find_setting_key(key.section, key.name), &key);
    if (key.fallback.empty()) continue;
    for (const std::string& part : key.shape == Shape::list
                                       ? split_list(key.fallback)
                                       : std::vector{std::string(key.fallback)}) {
      EXPECT_TRUE(key.check(part)) << key.name << " = " << part;
    }
  }
  EXPECT_EQ(find_setting_key("project", "url"), nullptr);
}

TEST(SettingsTest, NamesOfVariables) {
  EXPECT_THAT(variable_names(*find_setting_key("database", "url")),
              ElementsAre("MIGC_DATABASE_URL", "MIGC_URL"));
  EXPECT_THAT(variable_names(*find_setting_key("project", "dialects")),
              ElementsAre("MIGC_PROJECT_DIALECTS", "MIGC_DIALECTS"));
  EXPECT_THAT(variable_names(*find_setting_key("stash", "keep")), ElementsAre("MIGC_STASH_KEEP"));
}

TEST(SettingsTest, Lists) {
  EXPECT_THAT(split_list("a, b ,c"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_list(" a >= 1 ,, "), ElementsAre("a >= 1"));
  EXPECT_TRUE(split_list(" ").empty());
}

}  // namespace
}  // namespace migc::runtime

#include "compiler/schema/type.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/syntax/parsed.h"

namespace migc {
namespace {

TEST(Type, HasOneSpellingForManyNames) {
  const std::vector<std::pair<std::string, std::string>> spellings = {
      {"int4", "int"},
      {"INTEGER", "int"},
      {"int8", "bigint"},
      {"boolean", "bool"},
      {"numeric(10,2)", "decimal(10, 2)"},
      {"decimal(5, -2)", "decimal(5, -2)"},
      {"numeric", "decimal"},
      {"double precision", "double"},
      {"float(24)", "real"},
      {"float(25)", "double"},
      {"character varying(20)", "varchar(20)"},
      {"char(3)", "char(3)"},
      {"bytea", "bytes"},
      {"timestamp with time zone", "timestamptz"},
      {"timestamp(3) with time zone", "timestamptz(3)"},
      {"timestamp without time zone", "timestamp"},
      {"time(0) with time zone", "timetz(0)"},
      {"bit varying(8)", "varbit(8)"},
      {"inet", "inet"},
      {"text[]", "text[]"},
      {"int[3][]", "int[][]"},
      {"mood", "mood"},
      {"Mood", "Mood"},
      {"app.mood[]", "app.mood[]"},
      {"\"text\"", "\"text\""},
      {"\"Any Name\"", "\"Any Name\""},
      {"postgres `inet` sqlite `TEXT`", "postgres `inet` sqlite `TEXT`"},
      {"uuid sqlite `CHAR(32)`", "uuid sqlite `CHAR(32)`"},
      {"`anything ``at`` all`", "`anything ``at`` all`"},
  };
  for (const auto& spelling : spellings)
    EXPECT_EQ(to_string(type(spelling.first)), spelling.second) << spelling.first;
}

TEST(Type, TellsItsKind) {
  EXPECT_EQ(type("int").kind, TypeKind::integer);
  EXPECT_EQ(type("varchar(5)").length, 5);
  EXPECT_EQ(type("decimal(5, 2)").scale, 2);
  EXPECT_EQ(type("app.mood").kind, TypeKind::user);
  EXPECT_EQ(type("app.mood").name, (ObjectName{"app", "mood"}));
  EXPECT_EQ(type("\"int\"").kind, TypeKind::user);
  EXPECT_EQ(type("inet").kind, TypeKind::postgres);
  EXPECT_EQ(type("postgres `inet`").kind, TypeKind::native);
  EXPECT_EQ(type("text[][]").dimensions, 2);
}

TEST(Type, FindsTheTextOfADialect) {
  const Type both = type("uuid sqlite `CHAR(32)`");
  ASSERT_NE(both.native_for("sqlite"), nullptr);
  EXPECT_EQ(both.native_for("sqlite")->text, "CHAR(32)");
  EXPECT_EQ(both.native_for("postgres"), nullptr);
  ASSERT_NE(type("`x`").native_for("postgres"), nullptr);
}

TEST(Type, FindsBuiltinTypes) {
  ASSERT_TRUE(find_builtin_type("double precision"));
  EXPECT_EQ(find_builtin_type("double precision")->kind, TypeKind::double_precision);
  EXPECT_FALSE(find_builtin_type("serial"));
  for (const std::string_view name : builtin_type_names()) {
    const std::optional<Type> found = find_builtin_type(name);
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(to_string(*found), name);
  }
}

TEST(Type, BelongsToAFamily) {
  EXPECT_EQ(family(type("smallint")), TypeFamily::number);
  EXPECT_EQ(family(type("citext")), TypeFamily::text);
  EXPECT_EQ(family(type("text[]")), TypeFamily::array);
  EXPECT_EQ(family(type("timestamptz")), TypeFamily::date_time);
  EXPECT_EQ(family(type("interval")), TypeFamily::interval);
  EXPECT_EQ(family(type("mood")), TypeFamily::user);
  EXPECT_EQ(family(type("inet")), TypeFamily::unknown);
  EXPECT_EQ(family(type("`x`")), TypeFamily::unknown);
}

}  // namespace
}  // namespace migc

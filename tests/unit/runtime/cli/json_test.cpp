#include "runtime/cli/json.h"

#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

TEST(JsonTest, ValuesOnOneLine) {
  EXPECT_EQ(Json().to_text(0), "null");
  EXPECT_EQ(Json(true).to_text(0), "true");
  EXPECT_EQ(Json(-3).to_text(0), "-3");
  EXPECT_EQ(Json(std::size_t{7}).to_text(0), "7");
  EXPECT_EQ(Json(1.5).to_text(0), "1.5");
  EXPECT_EQ(Json("a\"\n\x01é").to_text(0), "\"a\\\"\\n\\u0001é\"");
  EXPECT_EQ(Json::array({1, "a", Json()}).to_text(0), R"([1,"a",null])");
  EXPECT_EQ(Json::array().to_text(), "[]");
  EXPECT_EQ(Json::object().to_text(), "{}");
}

TEST(JsonTest, MembersKeepTheirOrder) {
  Json object = Json::object({{"z", 1}, {"a", 2}});
  object.set("m", Json::array().add(true)).set("z", 3);
  EXPECT_EQ(object.to_text(0), R"({"z":3,"a":2,"m":[true]})");
  EXPECT_EQ(Json::object({{"a", 1}}).to_text(), "{\n  \"a\": 1\n}");
}

TEST(JsonTest, WhatIsNotUtf8IsReplaced) {
  EXPECT_EQ(Json("a\xFF").to_text(0), "\"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace migc::runtime

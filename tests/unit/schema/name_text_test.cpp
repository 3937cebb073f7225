#include "compiler/schema/name_text.h"

#include <gtest/gtest.h>

#include "compiler/schema/text_search.h"

namespace migc::test {
namespace {

TEST(NameText, IsSplitAndJoined) {
  EXPECT_EQ(split_name("orders"), (ObjectName{"", "orders"}));
  EXPECT_EQ(split_name("app.orders"), (ObjectName{"app", "orders"}));
  EXPECT_EQ(split_name("public.orders"), (ObjectName{"", "orders"}));
  EXPECT_EQ(split_name(R"("My App"."the ""best"".one")"),
            (ObjectName{"My App", "the \"best\".one"}));
  for (const char* text : {"orders", "app.orders", R"("My App"."the ""best"".one")"})
    EXPECT_EQ(join_name(split_name(text)), text);
}

TEST(TextSearch, MappingsNameDictionaries) {
  const std::vector<ObjectName> names = {{"", "simple"}, {"app", "words"}, {"", "a, \"b\""}};
  const std::string value = R"(simple, app.words, "a, ""b""")";
  EXPECT_EQ(mapped_dictionaries(value), names);
  EXPECT_EQ(spell_mapping(names), value);
  EXPECT_EQ(mapped_token(mapping_option("asciiword")), "asciiword");
  EXPECT_EQ(mapped_token("parser"), "");
}

}  // namespace
}  // namespace migc::test

#include "compiler/ops/conversion.h"

#include <gtest/gtest.h>

namespace migc {
namespace {

Type type(TypeKind kind, std::optional<int> length = {}, std::optional<int> scale = {}) {
  Type result;
  result.kind = kind;
  result.length = length;
  result.scale = scale;
  return result;
}

TEST(Lossless, WideningIs) {
  EXPECT_TRUE(is_lossless(type(TypeKind::smallint), type(TypeKind::bigint)));
  EXPECT_TRUE(is_lossless(type(TypeKind::varchar, 10), type(TypeKind::varchar, 20)));
  EXPECT_TRUE(is_lossless(type(TypeKind::varchar, 10), type(TypeKind::text)));
  EXPECT_TRUE(is_lossless(type(TypeKind::decimal, 8, 2), type(TypeKind::decimal, 10, 2)));
  EXPECT_TRUE(is_lossless(type(TypeKind::integer), type(TypeKind::decimal, 12, 2)));
  EXPECT_TRUE(is_lossless(type(TypeKind::timestamp, 3), type(TypeKind::timestamp)));
}

TEST(Lossless, NarrowingIsNot) {
  EXPECT_FALSE(is_lossless(type(TypeKind::bigint), type(TypeKind::integer)));
  EXPECT_FALSE(is_lossless(type(TypeKind::text), type(TypeKind::varchar, 10)));
  EXPECT_FALSE(is_lossless(type(TypeKind::decimal, 8, 2), type(TypeKind::decimal, 8, 3)));
  EXPECT_FALSE(is_lossless(type(TypeKind::integer), type(TypeKind::decimal, 9, 0)));
  EXPECT_FALSE(is_lossless(type(TypeKind::timestamp), type(TypeKind::timestamp, 0)));
}

TEST(Lossless, OtherFamiliesAreNot) {
  EXPECT_FALSE(is_lossless(type(TypeKind::integer), type(TypeKind::double_precision)));
  EXPECT_FALSE(is_lossless(type(TypeKind::json), type(TypeKind::jsonb)));
  EXPECT_FALSE(is_lossless(type(TypeKind::timestamp), type(TypeKind::timestamptz)));
}

TEST(Lossless, ABlankPaddedTextIsNot) {
  EXPECT_FALSE(is_lossless(type(TypeKind::character, 2), type(TypeKind::text)));
}

}  // namespace
}  // namespace migc

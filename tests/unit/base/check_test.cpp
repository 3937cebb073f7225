#include "compiler/base/check.h"

#include <gtest/gtest.h>

namespace migc {
namespace {

TEST(CheckTest, PassesWhenTheConditionHolds) {
  const int value = 1;
  MIGC_CHECK(value == 1);
}

TEST(CheckDeathTest, NamesTheConditionAndThePlace) {
  const int value = 1;
  EXPECT_DEATH(MIGC_CHECK(value == 2),
               "internal error: .*check_test.cpp:[0-9]+: `value == 2` does not hold");
}

}  // namespace
}  // namespace migc

#include "runtime/cli/environment.h"

#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

TEST(EnvironmentTest, FindTellsEmptyFromAbsent) {
  Environment environment;
  environment.variables = {{"A", "1"}, {"B", ""}};
  EXPECT_EQ(environment.find("A"), "1");
  EXPECT_EQ(environment.find("B"), "");
  EXPECT_EQ(environment.find("C"), std::nullopt);
}

TEST(EnvironmentTest, TheClockCanBeGiven) {
  Environment environment;
  const std::chrono::system_clock::time_point then(std::chrono::hours(5));
  environment.clock = [then] { return then; };
  EXPECT_EQ(environment.now(), then);
}

TEST(EnvironmentTest, WhoIsUserAtHost) {
  Environment environment;
  environment.user = "ada";
  environment.host = "ci-7";
  EXPECT_EQ(environment.who(), "ada@ci-7");
}

TEST(EnvironmentTest, TheProcessHasEverything) {
  const Environment environment = capture_environment();
  EXPECT_TRUE(environment.working_directory.is_absolute());
  EXPECT_FALSE(environment.user.empty());
  EXPECT_FALSE(environment.host.empty());
  EXPECT_GT(environment.now().time_since_epoch().count(), 0);
}

}  // namespace
}  // namespace migc::runtime

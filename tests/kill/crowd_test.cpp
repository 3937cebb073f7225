#include <fmt/format.h>

#include "tests/kill/disturbed.h"

// Many at once: deployers that start together, and some that want to go back.
//
// MIGC_CROWD_ROUNDS: how often each crowd is let loose.

namespace migc::test {
namespace {

constexpr int deployers = 16;

class CrowdTest : public Disturbed, public ::testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    write_history();
    if (std::string_view(GetParam()) == "sqlite") {
      use_sqlite();
    } else {
      MIGC_NEED_PG(access);
      use_postgres(access);
    }
  }

  void expect_all_succeed(const std::string& what) {
    std::vector<Process> crowd;
    for (int i = 0; i < deployers; ++i) crowd.push_back(start_migc({"apply", "head"}));
    for (Process& process : crowd) {
      const Outcome outcome = process.wait();
      EXPECT_EQ(outcome.code, 0) << what << "\n" << outcome.err;
    }
  }
};

TEST_P(CrowdTest, SixteenDeployersOnAnEmptyDatabase) {
  ok({"apply", "head"});
  const std::string goal = snapshot();
  const long rounds = size_of("MIGC_CROWD_ROUNDS", 1);
  for (long round = 0; round < rounds; ++round) {
    use_another();
    expect_all_succeed(fmt::format("round {}", round));
    ASSERT_EQ(snapshot(), goal) << round;
    expect_ledger(1, 0);
    if (HasFailure()) return;
  }
}

TEST_P(CrowdTest, SixteenDeployersOnAHalfAppliedDatabase) {
  ok({"apply", "head"});
  const std::string goal = snapshot();
  const long places = 60, rounds = size_of("MIGC_CROWD_ROUNDS", 1);
  std::mt19937 random = seeded();
  for (long round = 0; round < rounds; ++round) {
    use_another();
    ok({"apply", "k00000000002"});
    const long place = std::uniform_int_distribution<long>(20, places)(random);
    const Outcome killed = stopped({"apply", "head"}, "MIGC_STOP_AFTER", place);
    EXPECT_EQ(killed.code, 137) << killed.err;
    expect_all_succeed(fmt::format("round {}, killed at {}", round, place));
    ASSERT_EQ(snapshot(), goal) << round;
    expect_ledger(1, 0);
    if (HasFailure()) return;
  }
}

/// Whoever comes to the lock first goes first. What a run planned may not be possible any more when
/// its turn comes; then it is refused, which is a clean end too, but nothing else is.
TEST_P(CrowdTest, SomeUpAndSomeDown) {
  const long rounds = size_of("MIGC_CROWD_ROUNDS", 1);
  ok({"apply", "head"});
  const std::string goal = snapshot();
  int refused = 0;
  for (long round = 0; round < rounds; ++round) {
    std::vector<Process> ups, downs;
    for (int i = 0; i < 12; ++i) {
      if (i % 3 == 2) {
        downs.push_back(start_migc({"revert", "-1"}));
      } else {
        ups.push_back(start_migc({"apply", "head"}));
      }
    }
    for (Process& process : ups) {
      const Outcome outcome = process.wait();
      EXPECT_EQ(outcome.code, 0) << outcome.err;
    }
    for (Process& process : downs) {
      const Outcome outcome = process.wait();
      EXPECT_TRUE(outcome.code == 0 || outcome.code == 4) << outcome.code << outcome.err;
      refused += outcome.code == 4 ? 1 : 0;
    }
    // Nobody holds the lock, nothing is half done, and the ledger tells the same as the database.
    const Outcome last = migc({"apply", "head", "--lock-wait", "0s"});
    ASSERT_EQ(last.code, 0) << last.err;
    ASSERT_EQ(snapshot(), goal);
    for (const std::string& id : revisions()) {
      const std::string count =
          "SELECT count(*) FROM {} WHERE revision = '{}' AND outcome = 'done' AND direction = '{}'";
      const int up = std::stoi(ask(fmt::format(fmt::runtime(count), ledger(), id, "up")));
      const int down = std::stoi(ask(fmt::format(fmt::runtime(count), ledger(), id, "down")));
      EXPECT_EQ(up, down + 1) << id;
    }
    EXPECT_EQ(ask(fmt::format("SELECT count(*) FROM {} WHERE outcome NOT IN ('done')", ledger())),
              "0");
    if (HasFailure()) return;
  }
  std::printf("%d of %ld reverts came too late\n", refused, 4 * rounds);
}

INSTANTIATE_TEST_SUITE_P(Engines, CrowdTest, ::testing::Values("sqlite", "postgres"),
                         [](const auto& which) { return std::string(which.param); });

}  // namespace
}  // namespace migc::test

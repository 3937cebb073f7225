#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <set>
#include <thread>

#include "tests/kill/disturbed.h"

// migc killed (SIGKILL) wherever it may be: the next run finishes the work, and the database is
// what an undisturbed run makes of it.
//
// MIGC_KILL_PLACES: how many of the places between two messages or writes are tried for each engine
// (0: all of them, before and after). MIGC_KILL_INSTANTS: how many random instants.

namespace migc::test {
namespace {

using Clock = std::chrono::steady_clock;

class KillTest : public Disturbed, public ::testing::WithParamInterface<const char*> {
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

  struct Direction {
    std::vector<std::string> command;
    std::string goal;  ///< the snapshot that an undisturbed run leads to
    std::set<std::string> files;
    std::chrono::microseconds duration{0};
    long places = 0;
  };

  /// Two undisturbed rounds: the first one makes the ledger, the second one is what is measured.
  void measure() {
    for (int round = 0; round < 2; ++round) {
      for (Direction* direction : {&up, &down}) {
        direction->places = places(direction->command);
        direction->goal = snapshot();
      }
    }
    for (Direction* direction : {&up, &down}) {
      const Clock::time_point start = Clock::now();
      ok(direction->command);
      direction->duration =
          std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
      EXPECT_EQ(snapshot(), direction->goal);
    }
    rounds = 3;
    EXPECT_NE(up.goal, down.goal);
    EXPECT_GT(up.places, 50);
  }

  /// Finishes what was killed and compares.
  void expect_finished(const Direction& direction, const std::string& what) {
    const Outcome finished = migc(direction.command);
    ASSERT_EQ(finished.code, 0) << what << "\n" << finished.err;
    ASSERT_EQ(snapshot(), direction.goal) << what << "\n" << finished.err;
    EXPECT_FALSE(exists("data1.db-journal")) << what;
    // A run that was killed when all was done leaves the file of its lock, which means nothing.
    if (!contains(finished.out, "nothing to do")) {
      EXPECT_FALSE(exists("data1.db-migc-lock")) << what;
    }
  }

  /// The places to try: `wanted` of them, evenly spread, or all.
  static std::vector<long> spread(long all, long wanted) {
    std::vector<long> chosen;
    if (wanted <= 0 || wanted > all) wanted = all;
    for (long i = 0; i < wanted; ++i)
      chosen.push_back(1 + i * (all - 1) / std::max(1L, wanted - 1));
    return chosen;
  }

  Direction up{.command = {"apply", "head"}, .goal = {}, .files = {}};
  Direction down{.command = {"revert", "base"}, .goal = {}, .files = {}};
  int rounds = 0;  ///< how often the history was applied and reverted
};

TEST_P(KillTest, BetweenAnyTwoStatements) {
  measure();
  const long wanted = size_of("MIGC_KILL_PLACES", 10);
  const std::vector<long> ups = spread(up.places, wanted), downs = spread(down.places, wanted);
  long kills = 0;
  // The ledger grows with every round, so all places are tried sooner in parts.
  const long count = static_cast<long>(std::max(ups.size(), downs.size()));
  const long end = std::min(count, size_of("MIGC_KILL_LAST", count));
  for (auto i = static_cast<std::size_t>(size_of("MIGC_KILL_FIRST", 1) - 1);
       i < static_cast<std::size_t>(end); ++i) {
    for (const char* when : {"MIGC_STOP_BEFORE", "MIGC_STOP_AFTER"}) {
      // Every day each place is tried on one side only.
      if (wanted > 0 && (i % 2 == 0) != (std::string_view(when) == "MIGC_STOP_BEFORE")) continue;
      for (const Direction* direction : {&up, &down}) {
        const std::vector<long>& places = direction == &up ? ups : downs;
        if (i >= places.size()) {
          ok(direction->command);
          continue;
        }
        const long place = places[i];
        const std::string what = fmt::format("{} {}={}", direction->command.front(), when, place);
        const Outcome outcome = stopped(direction->command, when, place);
        EXPECT_EQ(outcome.code, 128 + SIGKILL) << what << "\n" << outcome.err;
        ++kills;
        expect_finished(*direction, what);
        if (HasFatalFailure()) return;
      }
      ++rounds;
    }
  }
  expect_ledger(rounds, rounds);
  std::printf("%ld kills at %ld places up and %ld down\n", kills, up.places, down.places);
}

TEST_P(KillTest, WhileTheLedgerIsMade) {
  measure();
  const long wanted = size_of("MIGC_KILL_PLACES", 4);
  use_another();
  const long all = places(up.command);
  for (const long place : spread(wanted == 0 ? all : std::min(all, 40L), wanted)) {
    use_another();
    const Outcome outcome = stopped(up.command, "MIGC_STOP_BEFORE", place);
    EXPECT_EQ(outcome.code, 128 + SIGKILL) << place << "\n" << outcome.err;
    expect_finished(up, fmt::format("place {}", place));
    if (HasFatalFailure()) return;
    expect_ledger(1, 0);
  }
}

TEST_P(KillTest, AtRandomInstants) {
  measure();
  std::mt19937 random = seeded();
  const long instants = size_of("MIGC_KILL_INSTANTS", 6);
  long killed = 0;
  for (long i = 0; i < instants; ++i) {
    const Direction& direction = i % 2 == 0 ? up : down;
    // Now and then the run that is to finish the work is killed too.
    const int times = std::uniform_int_distribution<int>(0, 3)(random) == 0 ? 2 : 1;
    std::string what = fmt::format("instant {}:", i);
    for (int time = 0; time < times; ++time) {
      const std::chrono::microseconds delay(
          std::uniform_int_distribution<long>(0, direction.duration.count())(random));
      what += fmt::format(" {} after {} us", direction.command.front(), delay.count());
      Process process = start_migc(direction.command);
      std::this_thread::sleep_for(delay);
      process.signal(SIGKILL);
      killed += process.wait().code == 128 + SIGKILL ? 1 : 0;
    }
    expect_finished(direction, what);
    if (HasFatalFailure()) return;
    rounds += i % 2 == 1 ? 1 : 0;
  }
  expect_ledger(rounds + static_cast<int>(instants % 2), rounds);
  std::printf("%ld processes killed\n", killed);
}

INSTANTIATE_TEST_SUITE_P(Engines, KillTest, ::testing::Values("sqlite", "postgres"),
                         [](const auto& which) { return std::string(which.param); });

}  // namespace
}  // namespace migc::test

#include <atomic>
#include <chrono>
#include <fmt/format.h>
#include <thread>

#include "tests/kill/disturbed.h"
#include "tests/kill/proxy.h"

// A PostgreSQL server that is stopped at once, and connections that are cut: the run that sees it
// connects again and goes on, or one more run does; the end is the same.
//
// MIGC_CRASHES: at how many random instants the server is stopped. MIGC_CUTS: how many connections
// are cut in the middle of a commit (0: every one of the history).

namespace migc::test {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

class ServerTest : public Disturbed {
 protected:
  /// After an undisturbed run up and down.
  void measure() {
    ok({"apply", "head"});
    at_head = snapshot();
    ok({"revert", "base"});
    at_base = snapshot();
    const Clock::time_point start = Clock::now();
    ok({"apply", "head"});
    up_time = std::chrono::duration_cast<microseconds>(Clock::now() - start);
    ok({"revert", "base"});
    rounds = 2;
  }

  std::string at_head, at_base;
  microseconds up_time{0};
  int rounds = 0;
};

TEST_F(ServerTest, StoppedAtRandomInstants) {
  auto server = PgServer::start({"synchronous_commit=on"});
  if (!server && std::getenv("MIGC_TEST_REQUIRE_PG") != nullptr) FAIL() << server.error().message;
  if (!server) GTEST_SKIP() << "no PostgreSQL server: " << server.error().message;
  write_history();
  use_postgres((*server)->access());
  measure();
  std::mt19937 random = seeded();
  const long crashes = size_of("MIGC_CRASHES", 3);
  long mended = 0, again = 0;
  for (long i = 0; i < crashes; ++i) {
    for (const bool up : {true, false}) {
      const std::vector<std::string> command = up ? std::vector<std::string>{"apply", "head"}
                                                  : std::vector<std::string>{"revert", "base"};
      const microseconds delay(std::uniform_int_distribution<long>(0, up_time.count())(random));
      Process process = start_migc(command);
      std::this_thread::sleep_for(delay);
      (*server)->crash();
      const Result<void> back = (*server)->start_again();
      ASSERT_TRUE(back) << back.error().detail;
      const Outcome outcome = process.wait();
      ASSERT_TRUE(outcome.code == 0 || outcome.code == 3) << outcome.err;
      (outcome.code == 0 ? mended : again) += 1;
      const Outcome finished = migc(command);
      const std::string what = fmt::format("{} crash {} after {} us\n{}{}", command.front(), i,
                                           delay.count(), outcome.err, finished.err);
      ASSERT_EQ(finished.code, 0) << what;
      ASSERT_EQ(snapshot(), up ? at_head : at_base) << what;
    }
    ++rounds;
  }
  expect_ledger(rounds, rounds);
  std::printf("%ld of %ld runs went on by themselves\n", mended, mended + again);
  use_sqlite();  // the database goes with its server
}

/// Each commit of the history is cut twice: before the server hears of it, and before migc hears of
/// its end.
TEST_F(ServerTest, CutInTheMiddleOfACommit) {
  MIGC_NEED_PG(access);
  write_history();
  use_postgres(access);
  measure();
  const std::string straight = url();
  CuttingProxy proxy(access.host, access.port);
  variables["MIGC_URL"] = proxy.through(straight);
  proxy.pass_on();
  ok({"apply", "head"});
  const int commits = proxy.commits();
  ok({"revert", "base"});
  ++rounds;
  EXPECT_GT(commits, 10);
  long wanted = size_of("MIGC_CUTS", 4);
  if (wanted <= 0 || wanted > commits) wanted = commits;
  for (long i = 0; i < wanted; ++i) {
    const int commit = 1 + static_cast<int>(i * (commits - 1) / std::max(1L, wanted - 1));
    for (const CuttingProxy::Moment moment :
         {CuttingProxy::Moment::before_the_server, CuttingProxy::Moment::before_the_answer}) {
      proxy.cut(commit, moment);
      const Outcome outcome = migc({"apply", "head"});
      const std::string what = fmt::format(
          "commit {} of {}, {}\n{}", commit, commits,
          moment == CuttingProxy::Moment::before_the_server ? "before" : "after", outcome.err);
      // One connection is lost and made again; nobody has to run it a second time.
      ASSERT_EQ(outcome.code, 0) << what;
      // The last commit only remembers the checkout; losing it costs the next run some time.
      EXPECT_TRUE(commit == commits || contains(outcome.err, "the connection was lost")) << what;
      ASSERT_EQ(proxy.cuts(), 1) << what;
      ASSERT_EQ(snapshot(), at_head) << what;
      proxy.pass_on();
      ok({"revert", "base"});
      ASSERT_EQ(snapshot(), at_base) << what;
      ++rounds;
    }
  }
  expect_ledger(rounds, rounds);
}

}  // namespace
}  // namespace migc::test

// What the executor promises on every engine. Compiled into the executable of each.
#include "tests/e2e/executor_cases.h"

namespace migc::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(ExecutorTest, AppliesAndRecords) {
  archive["r0"] = Archived{.source = "source of r0",
                           .file_digest = sha256("file"),
                           .other = unit("r0", {}, {}, Direction::down)};
  const Result<Summary> summary = run(chain(3));
  ASSERT_TRUE(summary) << summary.error().message << summary.error().detail;
  EXPECT_THAT(summary->done, ElementsAre("r0", "r1", "r2"));
  EXPECT_THAT(listener.told, ElementsAre("r0 1/3", "r0 finished", "r1 2/3", "r1 finished", "r2 3/3",
                                         "r2 finished"));
  EXPECT_EQ(value("SELECT count(*) FROM runs"), "3");
  Journal store = journal();
  const Result<State> state = store.read_state();
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ(state->format, Journal::format);
  ASSERT_EQ(state->applied.size(), 3U);
  const AppliedRevision& first = state->applied[0];
  EXPECT_EQ(first.revision, "r0");
  EXPECT_EQ(first.digest, sha256("r0"));
  EXPECT_EQ(first.file_digest, sha256("file"));
  EXPECT_EQ(first.verdict, "exact");
  EXPECT_EQ(first.who, "me");
  EXPECT_THAT(first.applied, ::testing::MatchesRegex("20..-..-..T..:..:..\\....Z"));
  EXPECT_THAT(state->applied[2].parents, ElementsAre("r1"));
  EXPECT_TRUE(state->applied[2].file_digest.is_none());
  EXPECT_TRUE(state->unfinished.empty());
  EXPECT_EQ(*store.stored_source("r0"), "source of r0");
  EXPECT_FALSE(*store.stored_source("r1"));
  EXPECT_EQ(*store.stored_unit("r0", Direction::down), archive["r0"].other);
  Unit kept = chain(1)[0];
  for (Statement& item : kept.batches[0].statements) item.origin = {};
  EXPECT_EQ(*store.stored_unit("r0", Direction::up), kept);
}

TEST_F(ExecutorTest, TheLedgerTellsTheStory) {
  ASSERT_TRUE(run(chain(1)));
  ASSERT_FALSE(run({unit("bad", {"r0"}, {inside({statement("SELECT nonsense")})})}));
  ASSERT_TRUE(run({unit("r0", {}, {inside({statement("DROP TABLE t0")})}, Direction::down)}));
  const Result<std::vector<Entry>> story = journal().history();
  ASSERT_TRUE(story);
  ASSERT_EQ(story->size(), 3U);
  EXPECT_EQ(story->at(0).outcome, Outcome::done);
  EXPECT_EQ(story->at(0).title, "about r0");
  EXPECT_EQ(story->at(0).tool, "migc test");
  EXPECT_EQ(story->at(0).host, "here");
  EXPECT_GT(story->at(0).duration.value_or(std::chrono::microseconds(0)).count(), 0);
  EXPECT_TRUE(story->at(0).has_up);
  EXPECT_FALSE(story->at(0).has_source);
  EXPECT_FALSE(story->at(0).finished.empty());
  EXPECT_EQ(story->at(1).outcome, Outcome::failed);
  EXPECT_THAT(story->at(1).error, HasSubstr("nonsense"));
  EXPECT_THAT(story->at(1).parents, ElementsAre("r0"));
  EXPECT_EQ(story->at(2).direction, Direction::down);
  EXPECT_THAT(applied(), IsEmpty());
}

TEST_F(ExecutorTest, ASecondRunIsANoOp) {
  ASSERT_TRUE(run(chain(2)));
  listener.told.clear();
  const Result<Summary> again = run(chain(3));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_THAT(again->done, ElementsAre("r2"));
  EXPECT_THAT(again->skipped, ElementsAre("r0", "r1"));
  EXPECT_THAT(listener.told, ElementsAre("r0 skipped", "r1 skipped", "r2 1/1", "r2 finished"));
}

TEST_F(ExecutorTest, AnEmptyMigrationIsRecorded) {
  ASSERT_TRUE(run({unit("a", {}, {})}));
  EXPECT_THAT(applied(), ElementsAre("a"));
  ASSERT_TRUE(run({unit("a", {}, {}, Direction::down)}));
  EXPECT_THAT(applied(), IsEmpty());
}

TEST_F(ExecutorTest, AFailureRollsBackAndNamesItsPlace) {
  Unit bad = unit(
      "bad", {},
      {inside({statement("CREATE TABLE a (x int)"), statement("INSERT INTO nowhere VALUES (1)")})});
  bad.batches[0].statements[1].origin = Span{FileId{7}, 30, 40};
  bad.batches[0].statements[1].summary = "insert a row";
  const Result<Summary> summary = run({bad});
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, ErrorKind::sql);
  EXPECT_THAT(summary.error().message, HasSubstr("migration `bad` failed: "));
  EXPECT_THAT(summary.error().message, HasSubstr("nowhere"));
  EXPECT_THAT(summary.error().detail, HasSubstr("while: insert a row\nin: INSERT INTO nowhere"));
  EXPECT_EQ(summary.error().origin, (Span{FileId{7}, 30, 40}));
  EXPECT_THAT(applied(), IsEmpty());
  EXPECT_THAT(value("SELECT * FROM a"), HasSubstr("error"));
  EXPECT_EQ(ledger("outcome"), "failed");
  bad.batches[0].statements.pop_back();
  EXPECT_TRUE(run({bad}));
  EXPECT_EQ(ledger("outcome"), "failed done");
}

TEST_F(ExecutorTest, ParentsMustBeApplied) {
  const Result<Summary> orphan = run({unit("b", {"a", "c"}, {})});
  ASSERT_FALSE(orphan);
  EXPECT_EQ(orphan.error().kind, ErrorKind::refused);
  EXPECT_EQ(orphan.error().message, "migration `b` cannot be applied: `a` and `c` are not applied");
  ASSERT_TRUE(run(chain(2)));
  const Result<Summary> early = run({unit("r0", {}, {}, Direction::down)});
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().message, "migration `r0` cannot be reverted: `r1` is still applied");
  EXPECT_TRUE(run({unit("r1", {"r0"}, {}, Direction::down), unit("r0", {}, {}, Direction::down)}));
  EXPECT_THAT(applied(), IsEmpty());
}

TEST_F(ExecutorTest, DependenciesMustBeAppliedToo) {
  ASSERT_TRUE(run(chain(1)));
  Unit dependent = unit("b", {}, {});
  dependent.depends_on = {"r0", "r1"};
  const Result<Summary> early = run({dependent});
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().kind, ErrorKind::refused);
  EXPECT_EQ(early.error().message, "migration `b` cannot be applied: `r1` is not applied");
  dependent.depends_on = {"r0"};
  ASSERT_TRUE(run({dependent}));
  EXPECT_THAT(journal().read_state()->applied.at(1).depends_on, ElementsAre("r0"));
  const Result<Summary> down = run({unit("r0", {}, {}, Direction::down)});
  ASSERT_FALSE(down);
  EXPECT_EQ(down.error().message, "migration `r0` cannot be reverted: `b` is still applied");
}

TEST_F(ExecutorTest, WhatChangedWhileItWaitedIsPlannedAnew) {
  ASSERT_TRUE(run(chain(3)));
  const Result<State> before = journal().read_state();
  ASSERT_TRUE(before);
  const Replan replan{.seen = *before, .plan = [&](const State& state) -> Result<Job> {
                        EXPECT_EQ(state.applied.size(), 2U);
                        const std::vector<Unit> units = chain(4);
                        return Job{.script = script({units[2], units[3]}), .archive = {}};
                      }};
  Journal store = journal();
  // Planned for three, and one was taken away by somebody else.
  ASSERT_TRUE(run({unit("r2", {"r1"}, {inside({statement("DROP TABLE t2")})}, Direction::down)}));
  const Result<Summary> summary =
      runtime::run(script({chain(4)[3]}), archive, driver(), store, policy, listener, &replan);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_THAT(summary->done, ElementsAre("r2", "r3"));
  EXPECT_THAT(applied(), ElementsAre("r0", "r1", "r2", "r3"));
}

TEST_F(ExecutorTest, AnEditedMigrationIsNoticed) {
  ASSERT_TRUE(run(chain(1)));
  std::vector<Unit> units = chain(1);
  units[0].digest = sha256("edited");
  const Result<Summary> summary = run(units);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, ErrorKind::history_changed);
  EXPECT_EQ(summary.error().message, "migration `r0` is applied, but with another content");
  EXPECT_THAT(summary.error().detail, HasSubstr(sha256("edited").hex()));
  EXPECT_THAT(summary.error().detail, HasSubstr(sha256("r0").hex()));
}

TEST_F(ExecutorTest, TheWrongDialectIsRefused) {
  const Result<Summary> summary = [&] {
    Journal store = journal();
    return runtime::run(Script{.dialect = "oracle", .units = {}}, archive, driver(), store, policy,
                        listener);
  }();
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, ErrorKind::usage);
}

TEST_F(ExecutorTest, AGuardShowsTheRows) {
  ASSERT_TRUE(
      run({unit("a", {},
                {inside({statement("CREATE TABLE t (id int, email text)"),
                         statement("INSERT INTO t VALUES (1, 'x'), (2, NULL), (3, NULL)")})})}));
  const Result<Summary> summary =
      run({unit("b", {"a"},
                {inside({statement("INSERT INTO t VALUES (4, 'y')"),
                         guard("SELECT id, email FROM t WHERE email IS NULL -- why",
                               "rows of `t` where `email` is null")})})});
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, ErrorKind::check);
  EXPECT_EQ(summary.error().message,
            "migration `b` was refused: rows of `t` where `email` is null");
  EXPECT_THAT(summary.error().detail,
              HasSubstr("found: id = 2, email = NULL\nfound: id = 3, email = NULL\n"));
  EXPECT_EQ(value("SELECT count(*) FROM t"), "3");
  ASSERT_TRUE(
      run({unit("b", {"a"}, {inside({guard("SELECT id FROM t WHERE id > 9", "large ids")})})}));
}

TEST_F(ExecutorTest, ExpandRunsWhatItsQueryReturns) {
  Statement expand =
      statement("SELECT 'INSERT INTO t VALUES (' || id || ' + 10)' FROM t ORDER BY id");
  expand.kind = StatementKind::expand;
  ASSERT_TRUE(run({unit("a", {},
                        {inside({statement("CREATE TABLE t (id int)"),
                                 statement("INSERT INTO t VALUES (1), (2)"), expand})})}));
  EXPECT_EQ(value("SELECT id FROM t ORDER BY id"), "1 2 11 12");
}

TEST_F(ExecutorTest, SeveralBatchesFailAndResume) {
  const std::vector<Batch> batches{inside({statement("CREATE TABLE t (id int)")}),
                                   inside({statement("INSERT INTO t VALUES (1)")}),
                                   inside({statement("INSERT INTO later VALUES (1)")}),
                                   inside({statement("INSERT INTO t VALUES (2)")})};
  ASSERT_FALSE(run({unit("a", {}, batches)}));
  EXPECT_THAT(applied(), IsEmpty());
  Journal store = journal();
  const Result<State> state = store.read_state();
  ASSERT_EQ(state->unfinished.size(), 1U);
  EXPECT_EQ(state->unfinished[0].revision, "a");
  EXPECT_EQ(state->unfinished[0].position, (Position{.batch = 2}));
  EXPECT_EQ(value("SELECT count(*) FROM t"), "1");

  // Nothing else may run meanwhile, and nothing else may pretend to be it.
  const Result<Summary> other = run({unit("b", {}, {})});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message, "migration `a` is half applied");
  Unit edited = unit("a", {}, batches);
  edited.digest = sha256("edited");
  const Result<Summary> changed = run({edited});
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().kind, ErrorKind::history_changed);
  EXPECT_EQ(changed.error().message, "migration `a` was begun before, but with another content");

  ASSERT_TRUE(driver().execute("CREATE TABLE later (id int)"));
  listener.told.clear();
  // It goes first, and in the form in which it began.
  const Result<Summary> resumed =
      run({unit("b", {}, {}), unit("a", {}, {inside({statement("SELECT other_form")})})});
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_THAT(resumed->done, ElementsAre("a", "b"));
  EXPECT_THAT(listener.told, ElementsAre("a 1/2 resumed", "a finished", "b 2/2", "b finished"));
  EXPECT_EQ(value("SELECT id FROM t ORDER BY id"), "1 2");
  EXPECT_EQ(value("SELECT count(*) FROM later"), "1");
  EXPECT_EQ(ledger("outcome"), "failed done done");
  EXPECT_THAT(applied(), ElementsAre("a", "b"));
}

TEST_F(ExecutorTest, SeveralBatchesDown) {
  ASSERT_TRUE(run(chain(1)));
  const Unit down = unit(
      "r0", {},
      {inside({statement("DROP TABLE t0")}), inside({statement("INSERT INTO later VALUES (1)")})},
      Direction::down);
  ASSERT_FALSE(run({down}));
  EXPECT_THAT(applied(), ElementsAre("r0"));
  EXPECT_EQ(journal().read_state()->unfinished.at(0).direction, Direction::down);
  const Result<Summary> up = run({unit("x", {"r0"}, {})});
  ASSERT_FALSE(up);
  EXPECT_EQ(up.error().message, "migration `r0` is half reverted");
  ASSERT_TRUE(driver().execute("CREATE TABLE later (id int)"));
  ASSERT_TRUE(run({down}));
  EXPECT_THAT(applied(), IsEmpty());
  EXPECT_THAT(journal().read_state()->unfinished, IsEmpty());
}

TEST_F(ExecutorTest, OutsideStatementsResumeAfterWhatIsDone) {
  const std::vector<Batch> batches{
      outside({statement("CREATE TABLE one (id int)"), statement("INSERT INTO one VALUES (1)"),
               statement("INSERT INTO later VALUES (1)")}),
      inside({statement("INSERT INTO one VALUES (2)")})};
  ASSERT_FALSE(run({unit("a", {}, batches)}));
  // Each was committed together with its record, so nothing is in doubt.
  EXPECT_EQ(journal().read_state()->unfinished.at(0).position,
            (Position{.batch = 0, .statement = 2}));
  ASSERT_TRUE(driver().execute("CREATE TABLE later (id int)"));
  ASSERT_TRUE(run({unit("a", {}, batches)}));
  EXPECT_EQ(value("SELECT id FROM one ORDER BY id"), "1 2");
  EXPECT_EQ(value("SELECT id FROM later"), "1");
}

TEST_F(ExecutorTest, WhatNothingTellsIsRefused) {
  const std::vector<Batch> batches{outside({statement("INSERT INTO later VALUES (1)")})};
  ASSERT_FALSE(run({unit("a", {}, batches)}));
  pretend_killed("a", 0);
  const Result<Summary> unclear = run({unit("a", {}, batches)});
  ASSERT_FALSE(unclear);
  EXPECT_EQ(unclear.error().kind, ErrorKind::refused);
  EXPECT_THAT(unclear.error().message, HasSubstr("nothing tells whether it ended"));
}

class Probes : public ExecutorTest,
               public ::testing::WithParamInterface<std::pair<const char*, const char*>> {};

TEST_P(Probes, DecideHowToGoOn) {
  Statement mark = statement("INSERT INTO later VALUES (1)");
  mark.probe = "SELECT answer, clearing FROM probe";
  const std::vector<Batch> batches{
      outside({statement("CREATE TABLE probe (answer text, clearing text)"), mark,
               statement("CREATE TABLE after_it (id int)")})};
  ASSERT_FALSE(run({unit("a", {}, batches)}));
  pretend_killed("a", 1);
  ASSERT_TRUE(driver().execute("CREATE TABLE later (id int)"));
  ASSERT_TRUE(driver().execute("CREATE TABLE half (id int)"));
  ASSERT_TRUE(
      driver().execute("INSERT INTO probe VALUES ($1, 'DROP TABLE half')", {GetParam().first}));
  const Result<Summary> summary = run({unit("a", {}, batches)});
  ASSERT_TRUE(summary) << summary.error().message;
  const bool half_is_there = value("SELECT count(*) FROM half") == "0";
  EXPECT_EQ(value("SELECT count(*) FROM later") + (half_is_there ? " kept" : " cleared"),
            GetParam().second);
  EXPECT_EQ(value("SELECT count(*) FROM after_it"), "0");
  EXPECT_THAT(applied(), ElementsAre("a"));
}

/// A statement that the database refused is not in doubt, but may have left something half done.
TEST_F(ExecutorTest, WhatARefusedStatementLeavesIsCleared) {
  Statement failing = statement("INSERT INTO later VALUES (1)");
  failing.probe = "SELECT 'half done', 'DELETE FROM rest'";
  const std::vector<Batch> batches{
      inside({statement("CREATE TABLE rest (id int)"), statement("INSERT INTO rest VALUES (1)")}),
      outside({failing})};
  ASSERT_FALSE(run({unit("a", {}, batches)}));
  EXPECT_EQ(value("SELECT count(*) FROM rest"), "0");
  EXPECT_EQ(journal().read_state()->unfinished.at(0).position, (Position{.batch = 1}));
}

INSTANTIATE_TEST_SUITE_P(Answers, Probes,
                         ::testing::Values(std::pair("done", "0 kept"),
                                           std::pair("not done", "1 kept"),
                                           std::pair("half done", "1 cleared")));

Statement backfill() {
  Statement result = statement("UPDATE t SET seen = seen + 1");
  result.tx = TxMode::outside;
  result.loop = BatchLoop{
      .key = {"id"},
      .size = 4,
      .first =
          "SELECT max(id) FROM (SELECT id FROM t ORDER BY id LIMIT $1) AS b HAVING count(*) > 0",
      .next =
          "SELECT max(id) FROM (SELECT id FROM t WHERE id > $1 ORDER BY id LIMIT $2) AS b HAVING "
          "count(*) > 0",
      .body_first = "UPDATE t SET seen = seen + 1 WHERE id <= $1",
      .body_next = "UPDATE t SET seen = seen + 1 WHERE id > $1 AND id <= $2"};
  return result;
}

std::vector<Unit> loop_units() {
  std::string rows;
  for (int i = 1; i <= 10; ++i) rows += fmt::format("{}({}, 0)", i == 1 ? "" : ", ", i);
  return {unit("a", {},
               {inside({statement("CREATE TABLE t (id int, seen int)"),
                        statement("INSERT INTO t VALUES " + rows)})}),
          unit("b", {"a"},
               {inside({statement("CREATE TABLE u (id int)")}), outside({backfill()}),
                inside({statement("INSERT INTO u SELECT count(*) FROM t WHERE seen = 1")})})};
}

TEST_F(ExecutorTest, LoopsGoByKey) {
  const Result<Summary> summary = run(loop_units());
  ASSERT_TRUE(summary) << summary.error().message << summary.error().detail;
  EXPECT_THAT(listener.loops, ElementsAre("1 4", "2 8", "3 10"));
  EXPECT_EQ(value("SELECT id FROM u"), "10");
}

TEST_F(ExecutorTest, LoopsResumeAtTheirKey) {
  std::atomic<bool> stop{false};
  policy.stop = &stop;
  listener.on_turn = [&](std::uint64_t) { stop = true; };
  const Result<Summary> stopped = run(loop_units());
  ASSERT_TRUE(stopped) << stopped.error().message;
  EXPECT_EQ(stopped->stopped, "in migration `b`, between two batches of rows");
  EXPECT_THAT(stopped->done, ElementsAre("a"));
  EXPECT_EQ(value("SELECT count(*) FROM t WHERE seen = 1"), "4");
  EXPECT_THAT(*journal().read_state()->unfinished.at(0).position.reached, ElementsAre("4"));

  stop = false;
  listener.on_turn = {};
  listener.loops.clear();
  const Result<Summary> resumed = run(loop_units());
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_THAT(listener.loops, ElementsAre("1 4", "2 6"));
  EXPECT_EQ(value("SELECT count(*) FROM t WHERE seen = 1"), "10");
  EXPECT_EQ(value("SELECT id FROM u"), "10");
}

TEST_F(ExecutorTest, StopsBetweenMigrationsAndBatches) {
  std::atomic<bool> stop{false};
  policy.stop = &stop;
  listener.on_statement = [&](const Unit& unit, const Statement&) { stop = unit.revision == "r1"; };
  const Result<Summary> summary = run(chain(3));
  ASSERT_TRUE(summary);
  EXPECT_THAT(summary->done, ElementsAre("r0", "r1"));
  EXPECT_EQ(summary->stopped, "before migration `r2`");
  stop = false;
  listener.on_statement = [&](const Unit&, const Statement&) { stop = true; };
  const Result<Summary> between = run({unit(
      "m", {"r1"},
      {inside({statement("CREATE TABLE m (id int)")}), inside({statement("DROP TABLE m")})})});
  ASSERT_TRUE(between) << between.error().message;
  EXPECT_EQ(between->stopped, "in migration `m`, before batch 2 of 2");
  EXPECT_EQ(value("SELECT count(*) FROM m"), "0");
}

/// Fails at every statement of a unit once, then goes on: the result must not depend on where.
TEST_F(ExecutorTest, EveryPlaceOfFailureLeadsToTheSameEnd) {
  const auto units = [&](int broken) {
    int number = 0;
    const auto next = [&](std::string sql) {
      Statement item = statement(number++ == broken ? "INSERT INTO broken_on_purpose VALUES (1)"
                                                    : std::move(sql));
      item.probe = "SELECT 'not done'";
      return item;
    };
    Unit result = unit(fmt::format("u{}", broken), {}, {});
    const std::string table = fmt::format("k{}", broken);
    const auto insert = [&](int value) {
      return next(fmt::format("INSERT INTO {} VALUES ({})", table, value));
    };
    Batch first = inside({next(fmt::format("CREATE TABLE {} (id int)", table))});
    first.statements.push_back(insert(1));
    Batch second = outside({insert(2)});
    second.statements.push_back(insert(3));
    second.statements.back().tx = TxMode::outside;
    Batch third = inside({insert(4)});
    third.statements.push_back(insert(5));
    Batch fourth = outside({insert(6)});
    result.batches = {first, second, third, fourth};
    return std::vector<Unit>{result};
  };
  for (int broken = 0; broken < 7; ++broken) {
    ASSERT_FALSE(run(units(broken))) << broken;
    // The statement was broken by the database: mend the database, as the stored form is what is
    // resumed.
    ASSERT_TRUE(driver().execute("CREATE TABLE broken_on_purpose (id int)"));
    const Result<Summary> resumed = run(units(broken));
    if (broken == 0) {
      EXPECT_FALSE(resumed);  // the table that the others need was the broken statement
    } else {
      ASSERT_TRUE(resumed) << broken << resumed.error().message;
      EXPECT_EQ(value(fmt::format("SELECT count(*) FROM k{}", broken)), "5") << broken;
      EXPECT_EQ(value("SELECT count(*) FROM broken_on_purpose"), "1") << broken;
    }
    ASSERT_TRUE(driver().execute("DROP TABLE broken_on_purpose"));
    EXPECT_THAT(journal().read_state()->unfinished, IsEmpty()) << broken;
  }
}

TEST_F(ExecutorTest, StampRecordsWithoutRunning) {
  Journal store = journal();
  std::vector<Unit> units = chain(2);
  const Result<Summary> up = stamp(script(units), archive, driver(), store, policy, listener);
  ASSERT_TRUE(up) << up.error().message;
  EXPECT_THAT(up->done, ElementsAre("r0", "r1"));
  EXPECT_THAT(applied(), ElementsAre("r0", "r1"));
  EXPECT_THAT(value("SELECT * FROM t0"), HasSubstr("error"));
  EXPECT_EQ(ledger("outcome"), "stamped stamped");
  for (Unit& item : units) item.direction = Direction::down;
  const Result<Summary> down = stamp(script({units[1], unit("never", {}, {}, Direction::down)}),
                                     archive, driver(), store, policy, listener);
  ASSERT_TRUE(down) << down.error().message;
  EXPECT_THAT(down->skipped, ElementsAre("never"));
  EXPECT_THAT(applied(), ElementsAre("r0"));
}

TEST_F(ExecutorTest, StampSettlesWhatIsUnfinished) {
  const Unit half = unit(
      "a", {},
      {inside({statement("CREATE TABLE t (id int)")}), inside({statement("SELECT nonsense")})});
  ASSERT_FALSE(run({half}));
  Journal store = journal();
  ASSERT_TRUE(stamp(script({half}), archive, driver(), store, policy, listener));
  EXPECT_THAT(applied(), ElementsAre("a"));
  EXPECT_THAT(store.read_state()->unfinished, IsEmpty());
}

TEST_F(ExecutorTest, SixteenAtOnceApplyEachOnce) {
  const Script what = script(chain(10));
  std::vector<std::thread> threads;
  std::atomic<int> done{0}, failed{0};
  std::vector<std::string> messages(16);
  std::vector<std::unique_ptr<Driver>> drivers;
  for (int i = 0; i < 16; ++i) drivers.push_back(connect());
  for (std::size_t i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      Journal store = journal(*drivers[i]);
      Listener quiet;
      const Result<Summary> summary =
          runtime::run(what, archive, *drivers[i], store, policy, quiet);
      if (summary) {
        done += static_cast<int>(summary->done.size());
      } else {
        ++failed;
        messages[i] = summary.error().message;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0) << ::testing::PrintToString(messages);
  EXPECT_EQ(done, 10);
  EXPECT_EQ(value("SELECT count(*) FROM runs"), "10");
  EXPECT_EQ(ledger("outcome"), "done done done done done done done done done done");
}

TEST_F(ExecutorTest, TheLockIsWaitedForAndNamed) {
  std::unique_ptr<Driver> other = connect();
  Journal store = journal();
  ASSERT_TRUE(*other->try_lock(store.lock_key()));
  policy.lock_wait = std::chrono::milliseconds(100);
  const Result<Summary> summary = run(chain(1));
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, ErrorKind::locked);
  EXPECT_THAT(summary.error().detail, HasSubstr("pid "));
  EXPECT_FALSE(listener.waits.empty());
  ASSERT_TRUE(other->unlock());
  EXPECT_TRUE(run(chain(1)));
  // It was given back.
  EXPECT_TRUE(*other->try_lock(store.lock_key()));
}

TEST_F(ExecutorTest, ANewerFormatIsRefused) {
  ASSERT_TRUE(run(chain(1)));
  ASSERT_TRUE(driver().execute(fmt::format("UPDATE {} SET value = '99' WHERE key = 'format'",
                                           sqlite() ? "migc_meta" : "migc.meta")));
  const Result<State> state = journal().read_state();
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().kind, ErrorKind::refused);
  EXPECT_THAT(state.error().message,
              HasSubstr("has format 99, but this migc knows formats up to 2"));
}

/// The tables as the first version of migc made them, with a migration in them.
TEST_F(ExecutorTest, FormatOneIsUpgraded) {
  const std::string id =
      sqlite() ? "INTEGER PRIMARY KEY" : "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
  const std::string time = sqlite() ? "TEXT" : "timestamptz", in = sqlite() ? "migc_" : "migc.";
  if (!sqlite()) {
    ASSERT_TRUE(driver().execute("CREATE SCHEMA migc"));
  }
  for (const std::string& sql :
       {fmt::format("CREATE TABLE {}meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)", in),
        fmt::format("CREATE TABLE {}ledger (id {}, revision TEXT NOT NULL, parents TEXT NOT NULL, "
                    "title TEXT NOT NULL, direction TEXT NOT NULL, outcome TEXT NOT NULL, digest "
                    "TEXT, file_digest TEXT, verdict TEXT NOT NULL, source TEXT, up_script TEXT, "
                    "down_script TEXT, tool TEXT NOT NULL, who TEXT NOT NULL, host TEXT NOT NULL, "
                    "started {} NOT NULL, finished {}, duration_ms bigint, error TEXT, sqlstate "
                    "TEXT)",
                    in, id, time, time),
        fmt::format("CREATE TABLE {}revision (revision TEXT NOT NULL PRIMARY KEY, state TEXT NOT "
                    "NULL, parents TEXT NOT NULL, digest TEXT, file_digest TEXT, verdict TEXT NOT "
                    "NULL, who TEXT NOT NULL, applied {}, ledger bigint NOT NULL, batch bigint, "
                    "statement bigint, started bigint, reached TEXT)",
                    in, time),
        fmt::format("INSERT INTO {}meta VALUES ('format', '1')", in),
        fmt::format("INSERT INTO {}ledger (revision, parents, title, direction, outcome, digest, "
                    "verdict, source, up_script, tool, who, host, started, finished, duration_ms) "
                    "VALUES ('r0', '', 'about r0', 'up', 'done', '{}', 'exact', 'text of r0', "
                    "NULL, 'migc 0.1.0', 'she', 'there', '2026-01-02T03:04:05.678Z', "
                    "'2026-01-02T03:04:05.690Z', 12)",
                    in, sha256("r0").hex()),
        fmt::format("INSERT INTO {}revision (revision, state, parents, digest, verdict, who, "
                    "applied, ledger) VALUES ('r0', 'applied', '', '{}', 'exact', 'she', "
                    "'2026-01-02T03:04:05.690Z', 1)",
                    in, sha256("r0").hex()),
        std::string("CREATE TABLE runs (number int)")}) {
    ASSERT_TRUE(driver().execute(sql)) << sql;
  }
  // Reading changes nothing.
  const Result<State> before = journal().read_state();
  ASSERT_TRUE(before) << before.error().message;
  EXPECT_EQ(before->format, 1);
  EXPECT_THAT(applied(), ElementsAre("r0"));
  EXPECT_EQ(journal().history()->size(), 1U);
  EXPECT_EQ(value(fmt::format("SELECT value FROM {}meta", in)), "1");

  Unit next = chain(2)[1];
  next.depends_on = {"r0"};
  ASSERT_TRUE(run({next}));
  const Result<State> after = journal().read_state();
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_EQ(after->format, Journal::format);
  ASSERT_EQ(after->applied.size(), 2U);
  EXPECT_EQ(after->applied[0].applied, "2026-01-02T03:04:05.690Z");
  EXPECT_EQ(after->applied[0].who, "she");
  EXPECT_THAT(after->applied[0].depends_on, IsEmpty());
  EXPECT_THAT(after->applied[1].depends_on, ElementsAre("r0"));
  const Result<std::vector<Entry>> story = journal().history();
  ASSERT_TRUE(story) << story.error().message;
  ASSERT_EQ(story->size(), 2U);
  EXPECT_EQ(story->at(0).duration, std::chrono::milliseconds(12));
  EXPECT_EQ(story->at(0).started, "2026-01-02T03:04:05.678Z");
  EXPECT_EQ(story->at(0).tool, "migc 0.1.0");
  EXPECT_GT(story->at(1).duration.value_or(std::chrono::microseconds(0)).count(), 0);
  EXPECT_EQ(*journal().stored_source("r0"), "text of r0");
}

TEST_F(ExecutorTest, AnotherPlace) {
  Journal store(driver(), Place{.schema = "My Place", .prefix = "My Place "}, Identity{});
  ASSERT_TRUE(runtime::run(script(chain(1)), archive, driver(), store, policy, listener));
  EXPECT_EQ(store.read_state()->applied.size(), 1U);
  EXPECT_THAT(applied(), IsEmpty());
}

}  // namespace
}  // namespace migc::test

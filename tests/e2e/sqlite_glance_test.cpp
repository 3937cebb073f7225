#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <sqlite3.h>

#include "runtime/driver/open.h"
#include "tests/support/sqlite_target.h"
#include "tests/support/temporary_folder.h"

namespace migc::runtime {
namespace {

/// A database with two tables that look like migc's, among others.
class SqliteGlanceTest : public ::testing::Test {
 public:
  static std::unique_ptr<Driver> open(const std::string& path) {
    auto driver = open_driver(test::sqlite_target(path),
                              {.create = true, .busy_timeout = std::chrono::milliseconds(50)});
    EXPECT_TRUE(driver) << driver.error().message;
    return driver ? *std::move(driver) : nullptr;
  }

  static void run(Driver& driver, std::string_view sql) {
    const Result<void> done = driver.execute(sql);
    ASSERT_TRUE(done) << sql << ": " << done.error().message;
  }

  static void make_tables(Driver& driver, int rows) {
    run(driver,
        "CREATE TABLE x_meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT "
        "ROWID");
    run(driver, "CREATE TABLE x_ledger (id INTEGER PRIMARY KEY, source TEXT)");
    run(driver, fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                            "i < {}) INSERT INTO x_meta SELECT 'key ' || i, 'värde ' || "
                            "hex(zeroblob(i * i % 5000)) FROM n",
                            rows));
    run(driver, fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                            "i < {}) INSERT INTO x_ledger SELECT i * 3, hex(zeroblob(i)) FROM n",
                            rows));
  }

  const test::TemporaryFolder temporary;
  const std::string file = (temporary / "shop.db").string();
};

TEST_F(SqliteGlanceTest, SeesWhatQueriesSee) {
  int databases = 0;
  for (const int page_size : {512, 1024, 4096, 65536}) {
    for (const int others : {0, 500}) {
      for (const int rows : {1, 40, 300}) {
        const auto driver = open(file + std::to_string(databases++));
        run(*driver, fmt::format("PRAGMA page_size = {}", page_size));
        run(*driver, fmt::format("PRAGMA auto_vacuum = {}", others == 0 ? 0 : 1));
        ASSERT_TRUE(driver->begin());
        for (int i = 0; i < others; ++i)
          run(*driver, fmt::format("CREATE TABLE \"a table of the application {}\" (id INTEGER, "
                                   "name TEXT DEFAULT '{:*^{}}')",
                                   i, "", i));
        make_tables(*driver, rows);
        ASSERT_TRUE(driver->commit());
        const auto wanted = driver->query("SELECT key, value FROM x_meta ORDER BY key");
        ASSERT_TRUE(wanted);
        const auto seen = driver->glance("x_meta", "x_ledger");
        ASSERT_TRUE(seen) << page_size << " " << others << " " << rows;
        EXPECT_EQ(seen->rows, wanted->rows);
        EXPECT_EQ(seen->last_id, 3 * rows);
      }
    }
  }
}

TEST_F(SqliteGlanceTest, SeesTheNewestCommitAndLeavesNoLock) {
  const auto reader = open(file);
  const auto writer = open(file);
  make_tables(*writer, 3);
  EXPECT_EQ(reader->glance("x_meta", "x_ledger")->last_id, 9);
  ASSERT_TRUE(writer->begin());
  run(*writer, "DELETE FROM x_ledger WHERE id = 9");
  run(*writer, "DELETE FROM x_meta");
  EXPECT_EQ(reader->glance("x_meta", "x_ledger")->last_id, 9);
  EXPECT_EQ(reader->glance("x_meta", "x_ledger")->rows.size(), 3);
  ASSERT_TRUE(writer->commit());
  EXPECT_EQ(reader->glance("x_meta", "x_ledger")->last_id, 6);
  EXPECT_TRUE(reader->glance("x_meta", "x_ledger")->rows.empty());
  run(*writer, "DELETE FROM x_ledger");
  EXPECT_EQ(reader->glance("x_meta", "x_ledger")->last_id, 0);
}

TEST_F(SqliteGlanceTest, IsNullWhereAQueryHasToAnswer) {
  const auto driver = open(file);
  EXPECT_FALSE(driver->glance("x_meta", "x_ledger"));  // no tables
  make_tables(*driver, 3);
  EXPECT_TRUE(driver->glance("x_meta", "x_ledger"));
  EXPECT_FALSE(driver->glance("x_meta", "other"));
  EXPECT_FALSE(driver->glance("x_ledger", "x_ledger"));  // rows that are no pairs of texts
  EXPECT_FALSE(driver->glance("x_meta", "x_meta"));      // rows without ids
  ASSERT_TRUE(driver->begin());
  EXPECT_FALSE(driver->glance("x_meta", "x_ledger"));
  ASSERT_TRUE(driver->rollback());

  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_FALSE(driver->glance("x_meta", "x_ledger"));
  ASSERT_EQ(sqlite3_close(other), SQLITE_OK);
  EXPECT_TRUE(driver->glance("x_meta", "x_ledger"));

  run(*driver, "UPDATE x_meta SET value = x'00'");
  EXPECT_FALSE(driver->glance("x_meta", "x_ledger"));
  run(*driver, "UPDATE x_meta SET value = ''");
  EXPECT_TRUE(driver->glance("x_meta", "x_ledger"));

  run(*driver, "PRAGMA journal_mode = wal");
  EXPECT_FALSE(driver->glance("x_meta", "x_ledger"));
  EXPECT_FALSE(open("")->glance("x_meta", "x_ledger"));
  const auto utf16 = open(file + "16");
  run(*utf16, "PRAGMA encoding = 'UTF-16le'");
  make_tables(*utf16, 3);
  EXPECT_FALSE(utf16->glance("x_meta", "x_ledger"));
}

/// Whatever the bytes are, there is an answer or none.
TEST_F(SqliteGlanceTest, SurvivesDamage) {
  {
    const auto driver = open(file);
    run(*driver, "PRAGMA page_size = 512");
    make_tables(*driver, 200);
  }
  std::ifstream in(file, std::ios::binary);
  const std::string sound{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  std::mt19937 random(7);
  int seen = 0;
  for (int turn = 0; turn < 500; ++turn) {
    std::string bytes = sound;
    // The header's magic stays, or SQLite refuses the file before anything is read.
    for (int i = 0; i < 1 + turn % 40; ++i)
      bytes[16 + random() % (bytes.size() / (turn % 2 == 0 ? 1 : 8) - 16)] =
          static_cast<char>(random());
    if (turn % 5 == 0) bytes.resize(random() % bytes.size());
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    const auto driver = open_driver(test::sqlite_target(file), {});
    if (driver && (*driver)->glance("x_meta", "x_ledger")) ++seen;
  }
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace migc::runtime

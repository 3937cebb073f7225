#include "runtime/driver/sqlite_lock_file.h"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace migc::runtime {
namespace {

namespace fs = std::filesystem;

class SqliteLockFileTest : public ::testing::Test {
 public:
  SqliteLockFileTest() { std::ofstream(database).flush(); }

  const test::TemporaryFolder temporary;
  const fs::path& folder = temporary.path();
  const std::string database = (folder / "shop.db").string();
};

TEST_F(SqliteLockFileTest, OneHolderAtATime) {
  SqliteLockFile first;
  SqliteLockFile second;
  EXPECT_EQ(first.try_lock(database).value(), true);
  EXPECT_EQ(first.try_lock(database).value(), true) << "taking it again changes nothing";
  EXPECT_EQ(second.try_lock(database).value(), false);
  first.unlock();
  EXPECT_EQ(second.try_lock(database).value(), true);
}

TEST_F(SqliteLockFileTest, LeavesNoFileBehind) {
  SqliteLockFile lock;
  ASSERT_TRUE(lock.try_lock(database).value());
  EXPECT_TRUE(fs::exists(database + "-migc-lock"));
  lock.unlock();
  EXPECT_FALSE(fs::exists(database + "-migc-lock"));
}

TEST_F(SqliteLockFileTest, HolderIsNamed) {
  EXPECT_EQ(SqliteLockFile::holder(database).value(), "");
  SqliteLockFile lock;
  ASSERT_TRUE(lock.try_lock(database).value());
  const std::string words = SqliteLockFile::holder(database).value();
  EXPECT_TRUE(words.starts_with("pid " + std::to_string(::getpid()) + " on ")) << words;
  EXPECT_TRUE(words.ends_with(" UTC")) << words;
}

TEST_F(SqliteLockFileTest, LeftoverOfAKilledProcessIsNoLock) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    SqliteLockFile lock;
    const char answer = lock.try_lock(database).value_or(false) ? 'y' : 'n';
    static_cast<void>(::write(ready[1], &answer, 1) == 1);
    for (;;) ::pause();
  }
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  SqliteLockFile lock;
  EXPECT_EQ(lock.try_lock(database).value(), false);
  EXPECT_TRUE(SqliteLockFile::holder(database).value().starts_with("pid " + std::to_string(child)));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  EXPECT_TRUE(fs::exists(database + "-migc-lock"));
  EXPECT_EQ(lock.try_lock(database).value(), true);
}

TEST_F(SqliteLockFileTest, NeverTwoHoldersWhileTheFileComesAndGoes) {
  std::atomic<int> holders = 0;
  std::atomic<int> taken = 0;
  std::atomic<bool> broken = false;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 500; ++turn) {
        SqliteLockFile lock;
        if (!lock.try_lock(database).value_or(false)) continue;
        if (holders.fetch_add(1) != 0) broken = true;
        ++taken;
        holders.fetch_sub(1);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(broken);
  EXPECT_GT(taken, 0);
  EXPECT_FALSE(fs::exists(database + "-migc-lock"));
}

TEST_F(SqliteLockFileTest, HasTheRightsOfTheDatabase) {
  fs::permissions(database, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read |
                                fs::perms::group_write);
  SqliteLockFile lock;
  ASSERT_TRUE(lock.try_lock(database).value());
  EXPECT_EQ(fs::status(database + "-migc-lock").permissions(), fs::status(database).permissions());
}

TEST_F(SqliteLockFileTest, MissingFolderAndForeignThingsAreErrors) {
  SqliteLockFile lock;
  const auto missing = lock.try_lock((folder / "none" / "x.db").string());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::io);
  fs::create_symlink("/etc/hostname", database + "-migc-lock");
  const auto link = lock.try_lock(database);
  ASSERT_FALSE(link) << "a link set by somebody else is not followed";
  EXPECT_EQ(link.error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace migc::runtime

#include "runtime/exec/session.h"

#include <gtest/gtest.h>

#include "runtime/driver/open.h"
#include "tests/support/sqlite_target.h"

namespace migc::runtime {
namespace {

using std::chrono::milliseconds;

/// On a private SQLite database in memory.
class SessionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<std::unique_ptr<Driver>> driver = open_driver(test::sqlite_target(), OpenOptions{});
    ASSERT_TRUE(driver) << driver.error().message;
    driver_ = std::move(*driver);
  }
  std::string pragma(const std::string& name) {
    return driver_->query("PRAGMA " + name)->rows.front().front().value_or("");
  }

  std::unique_ptr<Driver> driver_;
  Policy policy_;
  Observer observer_;
};

TEST_F(SessionTest, SettingsHoldUntilOthersAreWanted) {
  Session session(*driver_, "key", policy_, observer_);
  ASSERT_TRUE(session.use({{"foreign_keys", "OFF"}, {"recursive_triggers", "ON"}}));
  EXPECT_EQ(pragma("foreign_keys"), "0");
  ASSERT_TRUE(session.use({{"recursive_triggers", "ON"}}));
  EXPECT_EQ(pragma("foreign_keys"), "1");
  EXPECT_EQ(pragma("recursive_triggers"), "1");
  ASSERT_TRUE(session.use({{"recursive_triggers", "OFF"}}));
  EXPECT_EQ(pragma("recursive_triggers"), "0");
  ASSERT_TRUE(session.use({{"foreign_keys", "OFF"}}));
  ASSERT_TRUE(session.close());
  EXPECT_EQ(pragma("foreign_keys"), "1");
}

TEST_F(SessionTest, SettingsAreRefusedInsideATransaction) {
  Session session(*driver_, "key", policy_, observer_);
  ASSERT_TRUE(driver_->begin());
  EXPECT_FALSE(session.use({{"foreign_keys", "OFF"}}));
  ASSERT_TRUE(driver_->rollback());
}

TEST_F(SessionTest, BackoffGrowsWithinItsBounds) {
  policy_.first_delay = milliseconds(100);
  policy_.longest_delay = milliseconds(1000);
  Session session(*driver_, "key", policy_, observer_);
  for (int i = 0; i < 100; ++i) {
    const milliseconds first = session.backoff(1), late = session.backoff(40);
    EXPECT_GE(first, milliseconds(50));
    EXPECT_LE(first, milliseconds(150));
    EXPECT_GE(late, milliseconds(500));
    EXPECT_LE(late, milliseconds(1500));
  }
}

TEST_F(SessionTest, AStopEndsAPause) {
  const std::atomic<bool> stop{true};
  policy_.stop = &stop;
  const Session session(*driver_, "key", policy_, observer_);
  EXPECT_TRUE(session.stopping());
  EXPECT_FALSE(session.pause(std::chrono::hours(1)));
}

TEST(Retryable, WhatMayWorkTheNextTime) {
  for (const char* state : {"55P03", "40P01", "40001"}) {
    EXPECT_TRUE(is_retryable(
        Error{.kind = ErrorKind::sql, .message = {}, .detail = {}, .sqlstate = state}));
  }
  EXPECT_TRUE(
      is_retryable(Error{.kind = ErrorKind::locked, .message = {}, .detail = {}, .sqlstate = {}}));
  EXPECT_FALSE(is_retryable(
      Error{.kind = ErrorKind::sql, .message = {}, .detail = {}, .sqlstate = "57014"}));
}

}  // namespace
}  // namespace migc::runtime

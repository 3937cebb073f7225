#include "runtime/driver/postgres_error.h"

#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

TEST(PostgresError, PutsPlaceDetailHintAndContextIntoLines) {
  const Error error = statement_error({.message = "column \"emial\" does not exist",
                                       .sqlstate = "42703",
                                       .detail = "a detail",
                                       .hint = "Perhaps you meant \"email\".",
                                       .context = "a context",
                                       .position = "8"},
                                      "select emial");
  EXPECT_EQ(error.kind, ErrorKind::sql);
  EXPECT_EQ(error.message, "column \"emial\" does not exist");
  EXPECT_EQ(error.sqlstate, "42703");
  EXPECT_EQ(error.detail,
            "at line 1, column 8 of the statement: `emial`\nDETAIL: a detail\n"
            "HINT: Perhaps you meant \"email\".\nCONTEXT: a context");
}

TEST(PostgresError, LockTimeoutIsItsOwnKind) {
  const Error error = statement_error({.message = "canceling statement due to lock timeout",
                                       .sqlstate = "55P03",
                                       .detail = {},
                                       .hint = {},
                                       .context = {},
                                       .position = {}},
                                      "select 1");
  EXPECT_EQ(error.kind, ErrorKind::locked);
  EXPECT_EQ(error.detail, "");
}

TEST(PostgresError, ConnectionMessageLosesItsLead) {
  const Error error =
      connection_error("postgresql://app:***@127.0.0.1:5/shop",
                       "connection to server at \"127.0.0.1\", port 5 failed: Connection refused\n"
                       "\tIs the server running on that host and accepting TCP/IP connections?\n");
  EXPECT_EQ(error.kind, ErrorKind::connect);
  EXPECT_EQ(error.message,
            "cannot connect to `postgresql://app:***@127.0.0.1:5/shop`: Connection refused");
  EXPECT_EQ(error.detail, "Is the server running on that host and accepting TCP/IP connections?");
}

TEST(PostgresError, SeverityGoesInAnyLanguageAndRepetitionsToo) {
  const Error error = connection_error("db",
                                       "connection to server at \"h\", port 1 failed: FATAL:  "
                                       "password authentication failed for user \"u\"\n"
                                       "connection to server at \"h\", port 1 failed: FATAL:  "
                                       "password authentication failed for user \"u\"\n");
  EXPECT_EQ(error.message, "cannot connect to `db`: password authentication failed for user \"u\"");
  EXPECT_EQ(error.detail, "");
  EXPECT_EQ(connection_error("db", "FATALE:  il database non esiste").message,
            "cannot connect to `db`: il database non esiste");
}

TEST(PostgresError, NoWordsAtAll) {
  EXPECT_EQ(connection_error("db", "\n").message, "cannot connect to `db`");
  EXPECT_EQ(lost_connection_error(ErrorKind::in_doubt, "db", "", "57P01").message,
            "the connection to `db` is lost");
}

}  // namespace
}  // namespace migc::runtime

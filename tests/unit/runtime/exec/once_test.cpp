#include "runtime/exec/once.h"

#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

Once way(std::string_view sql, std::string_view dialect = "postgres") {
  return once_rule(sql, dialect).way;
}

TEST(Once, WhatIsNotKnownGetsItsOwnTransaction) {
  for (const char* sql :
       {"INSERT INTO t VALUES (1)", "ALTER TYPE e ADD VALUE 'x'", "CALL p()",
        "CREATE INDEX i ON t (a)", "CREATE TABLE vacuum (a int)", "", "--", "/* never ends",
        "CREATE INDEX CONCURRENTLY ON t (a)", "CREATE INDEX CONCURRENTLY \"i", "DROP INDEX i"}) {
    EXPECT_EQ(way(sql), Once::own_transaction) << sql;
  }
  EXPECT_EQ(way("CREATE INDEX CONCURRENTLY i ON t (a)", "sqlite"), Once::own_transaction);
}

TEST(Once, WhatMayBeRepeated) {
  for (const char* sql : {"VACUUM t", "vacuum full", " /* a /* b */ */ -- c\n ReIndex table t",
                          "ALTER SYSTEM SET a = 1", "CHECKPOINT", "CLUSTER"}) {
    EXPECT_EQ(way(sql), Once::repeat) << sql;
  }
  EXPECT_EQ(way("PRAGMA journal_mode = wal", "sqlite"), Once::repeat);
  EXPECT_EQ(way("VACUUM", "sqlite"), Once::repeat);
  EXPECT_EQ(way("REINDEX t", "sqlite"), Once::own_transaction);
}

TEST(Once, WhatItsIndexTells) {
  const OnceRule made =
      once_rule("create unique index concurrently if not exists \"My i\" on only a . \"t 't\" (b)",
                "postgres");
  EXPECT_EQ(made.way, Once::observe);
  EXPECT_TRUE(made.makes);
  EXPECT_NE(made.index.find("parse_ident('\"My i\"')"), std::string::npos) << made.index;
  EXPECT_NE(made.index.find("to_regclass('a.\"t ''t\"')"), std::string::npos) << made.index;
  const OnceRule dropped = once_rule("DROP INDEX CONCURRENTLY IF EXISTS s.i", "postgres");
  EXPECT_EQ(dropped.way, Once::observe);
  EXPECT_FALSE(dropped.makes);
  EXPECT_NE(dropped.index.find("to_regclass('s.i')"), std::string::npos) << dropped.index;
}

}  // namespace
}  // namespace migc::runtime

// The cases of Alembic's autogenerate suite that can be decided offline, with the answers that are
// right; numbers are those of its list of cases by topic.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/schema_text.h"

namespace migc::test {
namespace {

using Lines = std::vector<std::string>;

/// The changes of one column of `t`.
Lines column_changes(const std::string& from, const std::string& to) {
  const std::string before = fmt::format("table t {{ c {}; }}", from);
  return changes(before, fmt::format("table t {{ c {}; }}", to));
}

Lines retyped(const std::string& type) {
  return {fmt::format("change the type of `t.c` to {}", type)};
}

Lines table_changes_of(const std::string& from, const std::string& to) {
  const std::string columns = "id int primary key; x int; y int; s text; ";
  return changes(fmt::format("table t {{ {}{} }}", columns, from),
                 fmt::format("table t {{ {}{} }}", columns, to));
}

TEST(AlembicCases, TypesOneToNine) {
  EXPECT_EQ(column_changes("varchar(30)", "varchar(40)"), retyped("varchar(40)"));
  EXPECT_EQ(column_changes("varchar(30)", "varchar(30)"), Lines{});
  EXPECT_EQ(column_changes("decimal(10, 5)", "decimal(10, 6)"), retyped("decimal(10, 6)"));
  EXPECT_EQ(column_changes("bigint", "int"), retyped("int"));
  EXPECT_EQ(column_changes("int", "smallint"), retyped("smallint"));
  EXPECT_EQ(column_changes("text", "varchar(255)"), retyped("varchar(255)"));
  EXPECT_EQ(column_changes("int", "varchar"), retyped("varchar"));
  EXPECT_EQ(column_changes("char", "varchar(1)"), retyped("varchar(1)"));
  EXPECT_EQ(column_changes("char", "char(1)"), Lines{});
  EXPECT_EQ(column_changes("timestamp", "timestamptz"), retyped("timestamptz"));
  EXPECT_EQ(column_changes("int", "decimal(8, 0)"), retyped("decimal(8, 0)"));
  EXPECT_EQ(column_changes("decimal(8, 0)", "decimal(8)"), Lines{});
  EXPECT_EQ(column_changes("postgres `inet` sqlite `TEXT`", "postgres `inet` sqlite `TEXT`"),
            Lines{});
}

TEST(AlembicCases, DefaultsTwelveToNineteen) {
  const Lines set{"set the default of `t.c`"};
  EXPECT_EQ(column_changes("text default 'a'", "text default 'b'"), set);
  EXPECT_EQ(column_changes("int default 1", "int default 2"), set);
  EXPECT_EQ(column_changes("text default 'a/b'", "text default 'a/c'"), set);
  EXPECT_EQ(column_changes("text default 'it''s'", "text default 'it''s'::text"), Lines{});
  EXPECT_EQ(column_changes("timestamptz default now()", "timestamptz default now()"), Lines{});
  EXPECT_EQ(column_changes("decimal(8, 2) default 5", "decimal(8, 2) default 5.0"), Lines{});
  EXPECT_EQ(column_changes("decimal(8, 2) default '5.2'", "decimal(8, 2) default 5.2"), Lines{});
  EXPECT_EQ(column_changes("int[] default array[1, 2]", "int[] default array[1, 2]"), Lines{});
  EXPECT_EQ(column_changes("timestamptz default current_timestamp",
                           "timestamptz default current_timestamp"),
            Lines{});
  EXPECT_EQ(column_changes("int default 1", "int"), Lines{"drop the default of `t.c`"});
}

TEST(AlembicCases, IdentityTwentyAndTwentyOne) {
  EXPECT_EQ(column_changes("int identity", "int identity"), Lines{});
  EXPECT_EQ(column_changes("int identity", "int identity (start 1 increment 1)"), Lines{});
  EXPECT_EQ(column_changes("int identity", "int identity (start 10)"),
            Lines{"make `t.c` an identity column"});
  EXPECT_EQ(column_changes("int identity", "int identity always"),
            Lines{"make `t.c` an identity column"});
  EXPECT_EQ(column_changes("int not null", "int identity"), Lines{"make `t.c` an identity column"});
  EXPECT_EQ(column_changes("int identity", "int not null"), Lines{"drop the identity of `t.c`"});
}

TEST(AlembicCases, ComputedColumnsAreChangedAndNotPassedOver) {
  // Twenty-two and twenty-three.
  const auto computed = [](const std::string& expression) {
    return fmt::format(
        "table t {{ a int; c int{}; }}",
        expression.empty() ? "" : fmt::format(" generated always as ({}) stored", expression));
  };
  EXPECT_EQ(changes(computed("a + 1"), computed("a+1")), Lines{});
  EXPECT_EQ(changes(computed("a + 1"), computed("a + 2")), Lines{"make `t.c` a generated column"});
  EXPECT_EQ(changes(computed(""), computed("a + 1")), Lines{"make `t.c` a generated column"});
  EXPECT_EQ(changes(computed("a + 1"), computed("")), Lines{"drop the expression of `t.c`"});
}

TEST(AlembicCases, CommentsTwentyFive) {
  EXPECT_EQ(changes("table t { c int; }", "table t 'rows' { c int 'one'; }"),
            (Lines{"comment on table `t`", "comment on column `t.c`"}));
  EXPECT_EQ(changes("table t 'rows' { c int 'one'; }", "table t { c int; }"),
            (Lines{"remove the comment of table `t`", "remove the comment of column `t.c`"}));
  EXPECT_EQ(changes("table t 'rows' { c int 'one'; }", "table t 'lines' { c int 'one'; }"),
            Lines{"comment on table `t`"});
}

TEST(AlembicCases, UniquesAndIndexesTwentySixToThirtySeven) {
  EXPECT_EQ(table_changes_of("index i (x);", "unique u (x);"),
            (Lines{"drop index `i` of `t`", "add unique constraint `t.u`"}));
  EXPECT_EQ(table_changes_of("index i (x);", "unique index i (x);"),
            (Lines{"drop index `i` of `t`", "add unique index `i` on `t`"}));
  EXPECT_EQ(table_changes_of("unique u (x);", "unique u (x, y);"),
            (Lines{"drop constraint `t.u`", "add unique constraint `t.u`"}));
  EXPECT_EQ(table_changes_of("unique a (x); unique b (y);", "unique b (y); unique a (x);"),
            Lines{});
  EXPECT_EQ(table_changes_of("unique Uq (x);", "unique uq (x);"),
            Lines{"rename constraint `t.Uq` to `uq`"});
  EXPECT_EQ(table_changes_of("index i (x, y);", "index i (y, x);"),
            (Lines{"drop index `i` of `t`", "add index `i` on `t`"}));
  EXPECT_EQ(table_changes_of("index i (x);", "index i (x asc nulls last);"), Lines{});
  EXPECT_EQ(table_changes_of("index i (x desc);", "index i (x desc nulls first);"), Lines{});
  EXPECT_EQ(table_changes_of("index i (x);", "index i (x desc);"),
            (Lines{"drop index `i` of `t`", "add index `i` on `t`"}));
  EXPECT_EQ(table_changes_of("index i (x);", "index i (x nulls first);"),
            (Lines{"drop index `i` of `t`", "add index `i` on `t`"}));
}

TEST(AlembicCases, ExpressionIndexesThirtyEightToFortyThree) {
  const Lines again{"drop index `i` of `t`", "add index `i` on `t`"};
  EXPECT_EQ(table_changes_of("index i (lower(s));", "index i (lower(s));"), Lines{});
  EXPECT_EQ(table_changes_of("index i (lower(s));", "index i (upper(s));"), again);
  EXPECT_EQ(table_changes_of("index i (x + y);", "index i (y + x);"), again);
  EXPECT_EQ(table_changes_of("index i (s::date);", "index i (s::timestamp);"), again);
  EXPECT_EQ(table_changes_of("index i (x) where y > 1;", "index i (x) where y > 2;"), again);
  EXPECT_EQ(table_changes_of("index i (x) where s in ('a', 'b');",
                             "index i (x) where s = any (array['a'::text, 'b'::text]);"),
            Lines{});
  EXPECT_EQ(table_changes_of("unique u (x);", "unique nulls not distinct u (x);"),
            (Lines{"drop constraint `t.u`", "add unique constraint `t.u`"}));
  EXPECT_EQ(table_changes_of("index i (x) include (y);", "index i (x) include (y);"), Lines{});
  EXPECT_EQ(table_changes_of("index i using gin (s gin_trgm_ops);", "index i using gin (s);"),
            again);
}

TEST(AlembicCases, ForeignKeysFortySevenToFortyNine) {
  const auto key = [](const std::string& action) {
    return fmt::format(
        "table p {{ id int primary key; }}\ntable t {{ p_id int; {} }}",
        action.empty() ? "" : fmt::format("foreign key f (p_id) references p (id){};", action));
  };
  const Lines again{"drop constraint `t.f`", "add foreign key `t.f`"};
  EXPECT_EQ(changes(key(""), key(" ")), Lines{"add foreign key `t.f`"});
  EXPECT_EQ(changes(key(" "), key("")), Lines{"drop constraint `t.f`"});
  EXPECT_EQ(changes(key(" "), key(" on delete no action")), Lines{});
  EXPECT_EQ(changes(key(" "), key(" on delete cascade")), again);
  EXPECT_EQ(changes(key(" on delete cascade"), key(" on delete restrict")), again);
  EXPECT_EQ(changes(key(" on update cascade"), key(" on update set null")), again);
  EXPECT_EQ(changes(key(" "), key(" deferrable initially deferred")), again);
  EXPECT_EQ(changes(key(" deferrable initially deferred"), key(" deferrable")), again);
  EXPECT_EQ(changes(key(" deferrable"), key(" deferrable initially immediate")), Lines{});
}

TEST(AlembicCases, ChecksFiftyTwoAndFiftyThree) {
  EXPECT_EQ(table_changes_of("", "check c (x > 0);"), Lines{"add check `t.c`"});
  EXPECT_EQ(table_changes_of("check c (x > 0);", ""), Lines{"drop constraint `t.c`"});
  EXPECT_EQ(table_changes_of("check c (x > 0);", "check c (x > 1);"),
            (Lines{"drop constraint `t.c`", "add check `t.c`"}));
  EXPECT_EQ(changes("", "table t { x int; check c (x > 0); unique u (x); index i (x); }"),
            Lines{"create table `t`"});
  EXPECT_EQ(changes("table t { x int; check c (x > 0); unique u (x); index i (x); }", ""),
            Lines{"drop table `t`, keeping its data"});
}

TEST(AlembicCases, WholesFortyFiveAndFiftyFourToSixtyOne) {
  EXPECT_EQ(changes("schema app;\ntable t { x int; }",
                    "schema app;\ntable t { x int; }\ntable app.t { x int; }"),
            Lines{"create table `app.t`"});
  EXPECT_EQ(changes("",
                    "table child { p int references parent (id); }\n"
                    "table parent { id int primary key; }"),
            (Lines{"create table `parent`", "create table `child`"}));
  EXPECT_EQ(changes("table t { x int; }", "table t { x int; c1 int; c2 int; c3 int; }"),
            (Lines{"add column `t.c1`", "add column `t.c2`", "add column `t.c3`"}));
  EXPECT_EQ(changes("table t { x int; }", "table public.t { x int; }"), Lines{});
  EXPECT_EQ(changes("table t { a int; b int; primary key (a, b); }",
                    "table t { a int not null; b int not null; primary key (a, b); }"),
            Lines{});
}

}  // namespace
}  // namespace migc::test

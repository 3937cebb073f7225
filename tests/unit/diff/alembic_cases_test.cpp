// The cases of Alembic's autogenerate suite that can be decided offline, with the answers that are
// right; numbers are those of its list of cases by topic.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/diff/diff.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/invert.h"
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

TEST(AlembicCases, TypesWithoutALimitAreOthersThanThoseWithOne) {
  // One to three and six, where Alembic sees less than there is.
  EXPECT_EQ(column_changes("varchar(30)", "varchar"), retyped("varchar"));
  EXPECT_EQ(column_changes("varchar", "varchar(30)"), retyped("varchar(30)"));
  EXPECT_EQ(column_changes("decimal(10, 5)", "decimal(10)"), retyped("decimal(10)"));
  EXPECT_EQ(column_changes("bigint", "smallint"), retyped("smallint"));
  EXPECT_EQ(column_changes("varchar(6)", "varchar(12)"), retyped("varchar(12)"));
  EXPECT_EQ(column_changes("timestamptz", "timestamp"), retyped("timestamp"));
  EXPECT_EQ(column_changes("decimal(8, 0)", "decimal(8, 2)"), retyped("decimal(8, 2)"));
}

TEST(AlembicCases, EveryTypeIsItselfFive) {
  for (const std::string type :
       {"bool",   "smallint",  "int",          "bigint",      "decimal",    "decimal(8, 2)",
        "real",   "double",    "text",         "varchar",     "varchar(7)", "char(3)",
        "bytes",  "uuid",      "json",         "jsonb",       "date",       "time",
        "timetz", "timestamp", "timestamp(3)", "timestamptz", "interval"}) {
    EXPECT_EQ(column_changes(type, type), Lines{}) << type;
  }
}

TEST(AlembicCases, TypesOfOthersAreComparedByTheirWordsEleven) {
  EXPECT_EQ(column_changes("postgres `geometry(Point, 4326)` sqlite `POINT`",
                           "postgres `geometry(Point, 4326)` sqlite `POINT`"),
            Lines{});
  EXPECT_EQ(column_changes("postgres `geometry(Point, 4326)` sqlite `POINT`",
                           "postgres `geometry(Point,4326)` sqlite `POINT`"),
            Lines{});
  EXPECT_EQ(column_changes("postgres `geometry(Point, 4326)` sqlite `POINT`",
                           "postgres `geometry(Point, 3857)` sqlite `POINT`")
                .size(),
            1U);
}

TEST(AlembicCases, DefaultsOfFunctionsAndSequencesThirteenAndSixteenToEighteen) {
  EXPECT_EQ(
      column_changes("text default substring('name', 1, 3)", "text default substring('name',1,3)"),
      Lines{});
  const auto counted = [](const std::string& column, const std::string& more) {
    return fmt::format("sequence s;\ntable t {{ id int primary key; {}; }}\n{}", column, more);
  };
  const std::string plain = counted("n bigint default nextval('s')", "");
  EXPECT_EQ(changes(plain, plain), Lines{});
  const std::string of_decimal = counted("n decimal(8, 0) default nextval('s')", "");
  EXPECT_EQ(changes(of_decimal, of_decimal), Lines{});
  EXPECT_EQ(changes(counted("n bigint", ""), plain), Lines{"set the default of `t.n`"});
  for (const std::string value : {"current_timestamp", "12", "12.5", "'text'"})
    EXPECT_EQ(column_changes("text default " + value, "text default " + value), Lines{}) << value;
  EXPECT_EQ(column_changes("double default 5.4", "double default 5.5"),
            Lines{"set the default of `t.c`"});
}

TEST(AlembicCases, EveryOptionOfAnIdentityTwentyAndTwentyFour) {
  for (const std::string option :
       {"start 5", "increment 3", "minvalue 2", "maxvalue 900", "cache 10", "cycle"}) {
    const std::string with = "int identity (" + option + ")";
    EXPECT_EQ(column_changes("int identity", with), Lines{"make `t.c` an identity column"})
        << option;
    EXPECT_EQ(column_changes(with, "int identity"), Lines{"make `t.c` an identity column"})
        << option;
    EXPECT_EQ(column_changes(with, with), Lines{}) << option;
  }
}

TEST(AlembicCases, NamesOfUniquesAndIndexesTwentyEightToThirtyFive) {
  // Where a name is left out, the naming convention gives one: it is compared like any other.
  EXPECT_EQ(table_changes_of("unique t_x_key (x);", "unique (x);"), Lines{});
  EXPECT_EQ(table_changes_of("unique u (x);", "unique (x);"),
            Lines{"rename constraint `t.u` to `t_x_key`"});
  EXPECT_EQ(table_changes_of("unique (x);", "unique (x, y);"),
            (Lines{"drop constraint `t.t_x_key`", "add unique constraint `t.t_x_y_key`"}));
  EXPECT_EQ(table_changes_of("index Ix (x);", "index ix (x);"), Lines{"rename index `Ix` to `ix`"});
  const std::string column = "a_column_with_a_name_that_is_as_long_as_a_name_can_be";
  const std::string table = fmt::format("table a_table_with_a_name_as_long {{ {} int; ", column);
  EXPECT_EQ(changes(table +
                        "unique a_table_with_a_name_as_long_a_column_with_a_name_that_is_as_key "
                        "(" +
                        column + "); }",
                    table + "unique (" + column + "); }"),
            Lines{});
}

TEST(AlembicCases, ExpressionIndexesDifferInAnyPartThirtyEight) {
  const Lines again{"drop index `i` of `t`", "add index `i` on `t`"};
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"x + 1", "x + 2"},
      {"x + 1", "x - 1"},
      {"x * y", "x + y"},
      {"lower(s)", "lower(s) desc"},
      {"lower(s) desc", "lower(s) desc nulls last"},
      {"lower(s), x", "x, lower(s)"},
      {"lower(s), x", "lower(s)"},
      {"s::int", "s::bigint"},
      {"s || 'a'", "s || 'b'"},
      {"lower(s) collate C", "lower(s) collate POSIX"},
      {"coalesce(s, '')", "coalesce(s, 'x')"},
      {"lower(s) text_pattern_ops", "lower(s)"},
      {"lower(s) text_pattern_ops", "lower(s) varchar_pattern_ops"}};
  for (const auto& [from, to] : pairs) {
    const std::string before = "index i (" + from + ");";
    const std::string after = "index i (" + to + ");";
    EXPECT_EQ(table_changes_of(before, after), again) << from << " and " << to;
    EXPECT_EQ(table_changes_of(after, before), again) << to << " and " << from;
    EXPECT_EQ(table_changes_of(before, before), Lines{}) << from;
  }
  EXPECT_EQ(table_changes_of("index i (x+1);", "index i ((x + 1));"), Lines{});
}

TEST(AlembicCases, IndexesOfJsonForty) {
  const auto documents = [](const std::string& part) {
    return fmt::format("table t {{ doc jsonb; index i using gin ({}); }}", part);
  };
  const Lines again{"drop index `i` of `t`", "add index `i` on `t`"};
  EXPECT_EQ(changes(documents("doc -> 'a'"), documents("doc->'a'")), Lines{});
  EXPECT_EQ(changes(documents("doc -> 'a'"), documents("doc -> 'b'")), again);
  EXPECT_EQ(changes(documents("doc -> 'a'"), documents("(doc -> 'a') jsonb_path_ops")), again);
  EXPECT_EQ(changes(documents("doc jsonb_path_ops"), documents("doc jsonb_path_ops")), Lines{});
}

TEST(AlembicCases, NullsNotDistinctFortyTwo) {
  const Lines unique{"drop constraint `t.u`", "add unique constraint `t.u`"};
  const Lines index{"drop index `i` of `t`", "add unique index `i` on `t`"};
  const std::string not_distinct = "unique nulls not distinct u (x);";
  EXPECT_EQ(table_changes_of(not_distinct, "unique u (x);"), unique);
  EXPECT_EQ(table_changes_of(not_distinct, not_distinct), Lines{});
  EXPECT_EQ(table_changes_of("", not_distinct), Lines{"add unique constraint `t.u`"});
  EXPECT_EQ(table_changes_of(not_distinct, ""), Lines{"drop constraint `t.u`"});
  const std::string of_index = "unique index i (x) nulls not distinct;";
  EXPECT_EQ(table_changes_of("unique index i (x);", of_index), index);
  EXPECT_EQ(table_changes_of(of_index, "unique index i (x);"), index);
  EXPECT_EQ(table_changes_of(of_index, of_index), Lines{});
}

TEST(AlembicCases, ExclusionsFortyFour) {
  const std::string exclude = "exclude e using gist (x with =, y with =) where x > 0;";
  EXPECT_EQ(table_changes_of(exclude, exclude), Lines{});
  EXPECT_EQ(table_changes_of(exclude, "exclude e using gist (x with =, y with =);"),
            (Lines{"drop constraint `t.e`", "add exclusion constraint `t.e`"}));
}

TEST(AlembicCases, CompositeForeignKeysFortySeven) {
  const auto keys = [](const std::string& key) {
    return fmt::format(
        "table p {{ a int; b int; primary key (a, b); unique (b, a); }}\n"
        "table t {{ a int; b int; {} }}",
        key);
  };
  const std::string key = "foreign key f (a, b) references p (a, b);";
  EXPECT_EQ(changes(keys(key), keys("foreign key f (a, b) references p;")), Lines{});
  EXPECT_EQ(changes(keys(""), keys(key)), Lines{"add foreign key `t.f`"});
  EXPECT_EQ(changes(keys(key), keys("foreign key f (a, b) references p (b, a);")),
            (Lines{"drop constraint `t.f`", "add foreign key `t.f`"}));
}

TEST(AlembicCases, ChecksWithoutANameAreComparedFiftyTwo) {
  EXPECT_EQ(table_changes_of("check (x > 0);", "check t_x_check (x>0);"), Lines{});
  EXPECT_EQ(table_changes_of("check (x > 0);", "check (x > 1);"),
            (Lines{"drop constraint `t.t_x_check`", "add check `t.t_x_check`"}));
}

TEST(AlembicCases, AWholeModelGivesAnExactListFiftyFour) {
  const std::string before = R"(
table users { id int primary key; name varchar(50); a1 text; pw varchar(50); index pw_idx (pw); }
table addresses { id int primary key; email varchar(100) not null; }
table orders { id int primary key; amount decimal(8, 2) not null default 0;
  user_id int references users (id); check orders_amount (amount > -1); }
table extra { x varchar(100); uid int references users (id); })";
  const std::string after = R"(
table users { id int primary key; name varchar(50) not null; a1 text default 'x'; unique uq (name); }
table addresses { id int primary key; email varchar(100) not null; street varchar(50);
  user_id int references users (id); unique uq_email (email); }
table orders { id int primary key; amount decimal(10, 2) default 0; user_id int references users (id);
  check orders_amount (amount > -1); check orders_user (user_id > -1); }
table items { id int primary key; description varchar(100); order_id int references orders (id); })";
  EXPECT_EQ(changes(before, after),
            (Lines{"drop index `pw_idx` of `users`", "make `users.name` not null",
                   "set the default of `users.a1`", "drop column `users.pw`, keeping its data",
                   "add unique constraint `users.uq`", "add column `addresses.street`",
                   "add column `addresses.user_id`", "add unique constraint `addresses.uq_email`",
                   "add foreign key `addresses.addresses_user_id_fkey`",
                   "change the type of `orders.amount` to decimal(10, 2)",
                   "let `orders.amount` be null", "add check `orders.orders_user`",
                   "create table `items`", "drop table `extra`, keeping its data"}));
  EXPECT_EQ(changes(after, after), Lines{});
}

/// Whatever is dropped comes back as it was.
TEST(AlembicCases, DropsKnowWhatTheyDropSixty) {
  const std::string parent = "table p { id int primary key; }\n";
  const std::string full = parent + R"(table t 'rows' {
  id int primary key; a varchar(20) not null default 'x' 'note'; n int generated always as (id + 1) stored;
  p_id int references p (id) on delete cascade; unique u (a) deferrable; check c (id > 0) 'why';
  index i (lower(a) desc) where a <> '' 'used'; })";
  for (const std::string& less :
       {parent, parent + "table t { id int; }",
        parent +
            "table t 'rows' { id int primary key; a varchar(20) not null default 'x' 'note'; }"}) {
    Schema schema = schema_text(full).schema;
    const Schema before = schema;
    const Schema wanted = schema_text(less).schema;
    std::vector<Operation> back;
    for (const Operation& operation : diff(schema, wanted, {}).operations) {
      const Inverse inverse = invert(operation, schema);
      back.insert(back.begin(), inverse.operations.begin(), inverse.operations.end());
      Diagnostics problems;
      EXPECT_TRUE(evolve(schema, operation, problems));
    }
    for (const Operation& operation : back) {
      Diagnostics problems;
      EXPECT_TRUE(evolve(schema, operation, problems));
    }
    EXPECT_EQ(schema, before) << difference(before, schema);
  }
}

TEST(AlembicCases, ExpressionsOfSqliteEighteenAndFortySix) {
  const DiffOptions sqlite{.dialect = "sqlite", .renames = {}, .drops = Retention::preserve};
  const auto table = [](const std::string& column, const std::string& index) {
    return fmt::format("table t {{ id int primary key; s text; c {}; {} }}", column, index);
  };
  const std::string indexed = table("text", "index i (lower(s));");
  EXPECT_EQ(changes(indexed, indexed, sqlite), Lines{});
  EXPECT_EQ(changes(indexed, table("text", "index i (upper(s));"), sqlite),
            (Lines{"drop index `i` of `t`", "add index `i` on `t`"}));
  const std::string timed = table("timestamp default current_timestamp", "");
  EXPECT_EQ(changes(timed, timed, sqlite), Lines{});
  EXPECT_EQ(changes(table("int default 12", ""), table("int default 15", ""), sqlite),
            Lines{"set the default of `t.c`"});
}

}  // namespace
}  // namespace migc::test

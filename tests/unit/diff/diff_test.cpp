// What a difference says for each kind of change, and in which order.
#include "compiler/diff/diff.h"

#include <gtest/gtest.h>

#include "tests/support/schema_text.h"

namespace migc::test {
namespace {

using Lines = std::vector<std::string>;

TEST(Diff, OfTheSameIsEmpty) {
  const char* text = "enum e { a }\ntable t { id int primary key; e e default 'a'; }";
  EXPECT_EQ(changes(text, text), Lines{});
}

TEST(Diff, Columns) {
  EXPECT_EQ(changes("table t { id int; old text; }", "table t { id int; fresh date; }"),
            (Lines{"add column `t.fresh`", "drop column `t.old`, keeping its data"}));
  EXPECT_EQ(changes("table t { id int; old text; }", "table t { id int; }",
                    {.drops = Retention::discard}),
            (Lines{"drop column `t.old`"}));
  EXPECT_EQ(changes("table t { c int; }", "table t { c bigint not null default 0 'how many'; }"),
            (Lines{"change the type of `t.c` to bigint", "set the default of `t.c`",
                   "make `t.c` not null", "comment on column `t.c`"}));
  EXPECT_EQ(
      changes("table t { c int default 1; }", "table t { c int identity; }"),
      (Lines{"drop the default of `t.c`", "make `t.c` not null", "make `t.c` an identity column"}));
}

TEST(Diff, AnOldDefaultMakesWayForANewType) {
  EXPECT_EQ(changes("table t { c text default 'none'; }", "table t { c int default 0; }"),
            (Lines{"drop the default of `t.c`", "change the type of `t.c` to int",
                   "set the default of `t.c`"}));
}

TEST(Diff, ADefaultThatMeansTheSameIsWrittenInTheNewType) {
  EXPECT_EQ(changes("table t { a int not null default 0; }",
                    "table t { a bool not null default false; }"),
            (Lines{"drop the default of `t.a`", "change the type of `t.a` to bool",
                   "set the default of `t.a`"}));
  EXPECT_EQ(changes("table t { a int default 0; }", "table t { a bigint default 0; }"),
            (Lines{"change the type of `t.a` to bigint"}));
}

TEST(Diff, ACollationGoesBeforeATypeThatHasNone) {
  EXPECT_EQ(changes("table t { a text collate \"C\"; }", "table t { a int; }"),
            (Lines{"change the collation of `t.a`", "change the type of `t.a` to int"}));
  EXPECT_EQ(changes("table t { a int; }", "table t { a text collate \"C\"; }"),
            (Lines{"change the type of `t.a` to text", "change the collation of `t.a`"}));
}

TEST(Diff, AGeneratedColumnPausesWhileItsSourceChanges) {
  EXPECT_EQ(changes("table t { a int; b int generated always as (a + 1) stored; }",
                    "table t { a bigint; b int generated always as (a + 1) stored; }"),
            (Lines{"drop the expression of `t.b`", "change the type of `t.a` to bigint",
                   "make `t.b` a generated column"}));
}

TEST(Diff, NewColumnsKeepTheirPlace) {
  const SchemaText from = schema_text("table t { a int; d int; }");
  const SchemaText to = schema_text("table t { z int; a int; b int; c int; d int; e int; }");
  const Diff way = diff(from.schema, to.schema, {});
  std::vector<std::string> places;
  for (const Operation& operation : way.operations) {
    const auto& add = std::get<AddColumn>(operation.body);
    places.push_back(add.column.name + " " +
                     (add.position.where == ColumnPosition::Where::first ? "first"
                      : add.position.where == ColumnPosition::Where::end
                          ? "end"
                          : "after " + add.position.column));
  }
  EXPECT_EQ(places, (Lines{"z first", "b after a", "c after b", "e end"}));
}

TEST(Diff, ConstraintsAndIndexes) {
  EXPECT_EQ(changes("table t { a int; b int; check c (a > 0); unique u (a); index i (a); }",
                    "table t { a int; b int; check c (a > 1); unique u (a, b); index i (b); }"),
            (Lines{"drop constraint `t.c`", "drop constraint `t.u`", "drop index `i` of `t`",
                   "add check `t.c`", "add unique constraint `t.u`", "add index `i` on `t`"}));
  EXPECT_EQ(changes("table t { a int; check c (a > 0); unique u (a); index i (a); }",
                    "table t { a int; check c2 (a > 0); unique u2 (a); index i2 (a); }"),
            (Lines{"rename constraint `t.c` to `c2`", "rename constraint `t.u` to `u2`",
                   "rename index `i` to `i2`"}));
}

TEST(Diff, TablesStandBehindWhatTheyNeedAndFallBeforeIt) {
  const char* text =
      "table a { id int primary key; b_id int references b (id); }\n"
      "table b { id int primary key; m mood; }\n"
      "enum mood { sad }";
  EXPECT_EQ(changes("", text),
            (Lines{"create enum `mood`", "create table `b`", "create table `a`"}));
  EXPECT_EQ(changes(text, ""), (Lines{"drop table `a`, keeping its data",
                                      "drop table `b`, keeping its data", "drop enum `mood`"}));
}

TEST(Diff, ARingOfForeignKeysIsClosedAtTheEnd) {
  const char* text =
      "table a { id int primary key; b_id int references b (id); }\n"
      "table b { id int primary key; a_id int references a (id); }";
  EXPECT_EQ(changes("", text),
            (Lines{"create table `b`", "create table `a`", "add foreign key `b.b_a_id_fkey`"}));
  EXPECT_EQ(changes(text, ""),
            (Lines{"drop constraint `b.b_a_id_fkey`", "drop table `a`, keeping its data",
                   "drop table `b`, keeping its data"}));
}

TEST(Diff, AForeignKeyMakesWayForItsKey) {
  EXPECT_EQ(
      changes("table p { id int; primary key p_pkey (id); }\n"
              "table c { p_id int references p (id); }",
              "table p { id int; unique p_key (id); }\n"
              "table c { p_id int references p (id); }"),
      (Lines{"drop constraint `c.c_p_id_fkey`", "drop constraint `p.p_pkey`", "let `p.id` be null",
             "add unique constraint `p.p_key`", "add foreign key `c.c_p_id_fkey`"}));
}

TEST(Diff, AForeignKeyMakesWayForItsKeyThoughItsTableGoes) {
  EXPECT_EQ(changes("table p { id int; primary key p_pkey (id); }\n"
                    "table q { p_id int references p (id); }",
                    "table p { id text; }"),
            (Lines{"drop constraint `q.q_p_id_fkey`", "drop constraint `p.p_pkey`",
                   "change the type of `p.id` to text", "let `p.id` be null",
                   "drop table `q`, keeping its data"}));
}

TEST(Diff, AForeignKeyMakesWayForAnotherTypeOfItsColumns) {
  const auto joined = [](const std::string& type) {
    return "table p { id " + type + " primary key; }\ntable c { p_id " + type +
           " references p (id); }";
  };
  EXPECT_EQ(changes(joined("int"), joined("text")),
            (Lines{"drop constraint `c.c_p_id_fkey`", "change the type of `p.id` to text",
                   "change the type of `c.p_id` to text", "add foreign key `c.c_p_id_fkey`"}));
  // These are compared with each other as they are.
  EXPECT_EQ(
      changes(joined("int"), joined("bigint")),
      (Lines{"change the type of `p.id` to bigint", "change the type of `c.p_id` to bigint"}));
}

TEST(Diff, EnumValues) {
  EXPECT_EQ(changes("enum e { a, c }", "enum e { z, a, b, c, d }"),
            (Lines{"add value `z` to enum `e`", "add value `b` to enum `e`",
                   "add value `d` to enum `e`"}));
  EXPECT_EQ(changes("enum e { a, old_name, c }", "enum e { a, c }"),
            (Lines{"drop value `old_name` of enum `e`"}));
}

TEST(Diff, EnumValuesInAnotherOrder) {
  EXPECT_EQ(changes("enum e { a, b }\ntable t { e e not null default 'a'; }",
                    "enum e { b, a }\ntable t { e e not null default 'a'; }"),
            (Lines{"reorder the values of enum `e`"}));
  EXPECT_EQ(changes("enum e { a, old, b, c }", "enum e { new, c, a, b, last }"),
            (Lines{"add value `new` to enum `e`", "add value `last` to enum `e`",
                   "reorder the values of enum `e`", "drop value `old` of enum `e`"}));
  EXPECT_EQ(changes("enum e { a, b }", "enum e { b, c was a }"),
            (Lines{"rename value `a` of enum `e` to `c`", "reorder the values of enum `e`"}));
}

TEST(Diff, AViewFollowsItsColumns) {
  EXPECT_EQ(changes("table t { id int; a text; }\nview v as $$ SELECT id, a FROM t $$;",
                    "table t { id int; b date; }\nview v as $$ SELECT id, b FROM t $$;"),
            (Lines{"add column `t.b`", "change view `v`", "drop column `t.a`, keeping its data"}));
}

TEST(Diff, TriggersFunctionsAndGrantsComeAfterTheirTables) {
  const char* text =
      "table t { id int primary key; }\n"
      "function touch() for postgres $$ CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql "
      "AS 'BEGIN RETURN NEW; END' $$;\n"
      "trigger tt on t for postgres $$ CREATE TRIGGER tt BEFORE INSERT ON t FOR EACH ROW EXECUTE "
      "FUNCTION touch() $$ for sqlite $$ $$;";
  EXPECT_EQ(changes("", text),
            (Lines{"create table `t`", "create function `touch()`", "create trigger `tt` on `t`"}));
  EXPECT_EQ(changes(text, ""), (Lines{"drop trigger `tt` on `t`", "drop function `touch()`",
                                      "drop table `t`, keeping its data"}));
}

TEST(Diff, DefaultPrivilegesComeLast) {
  // What is created after them is given them; the view has to wait for its function.
  EXPECT_EQ(changes("",
                    "grant select on future tables to public;\n"
                    "view v for postgres $$ SELECT calm() AS c $$ for sqlite $$ $$;\n"
                    "function calm() for postgres $$ CREATE FUNCTION calm() RETURNS int LANGUAGE "
                    "sql AS 'SELECT 1' $$;\n"
                    "table t { id int; }"),
            (Lines{"create table `t`", "create function `calm()`", "create view `v`",
                   "grant privileges on future tables to `public`"}));
}

TEST(Diff, AFunctionThatADefaultCallsComesFirst) {
  EXPECT_EQ(changes("",
                    "table t { id int default one(); }\n"
                    "function one() for postgres $$ CREATE FUNCTION one() RETURNS int LANGUAGE "
                    "sql AS 'SELECT 1' $$;"),
            (Lines{"create function `one()`", "create table `t`"}));
}

TEST(Diff, ASequenceIsGivenToItsColumnAndTakenFromIt) {
  const char* text =
      "sequence s owned by t.id;\ntable t { id bigint default nextval('s') primary key; }";
  EXPECT_EQ(changes("", text),
            (Lines{"create sequence `s`", "create table `t`", "change sequence `s`"}));
  EXPECT_EQ(changes(text, ""), (Lines{"change sequence `s`", "drop table `t`, keeping its data",
                                      "drop sequence `s`"}));
}

TEST(Diff, ASequenceOutlivesItsTable) {
  EXPECT_EQ(changes("sequence s owned by old.id;\ntable old { id bigint default nextval('s'); }",
                    "sequence s owned by fresh.id;\n"
                    "table fresh { id bigint default nextval('s'); more text; }"),
            (Lines{"change sequence `s`", "create table `fresh`",
                   "drop table `old`, keeping its data", "change sequence `s`"}));
}

// ---- renames

TEST(DiffRenames, MarksAreCarriedOut) {
  EXPECT_EQ(changes("enum mood { sad }\ntable people { name text; m mood; }",
                    "enum feeling was mood { blue was sad }\n"
                    "table users was people { display_name text was name; m feeling; }"),
            (Lines{"rename enum `mood` to `feeling`", "rename table `people` to `users`",
                   "rename value `sad` of enum `feeling` to `blue`",
                   "rename column `users.name` to `display_name`"}));
}

TEST(DiffRenames, NamesOfConstraintsFollowTheirTable) {
  EXPECT_EQ(changes("table people { id int primary key; }",
                    "table users was people { id int primary key; }"),
            (Lines{"rename table `people` to `users`",
                   "rename constraint `users.people_pkey` to `users_pkey`"}));
}

TEST(DiffRenames, TwoThatSwapTheirNames) {
  EXPECT_EQ(changes("table t { a int; b text; }", "table t { b int was a; a text was b; }"),
            (Lines{"rename column `t.a` to `a_old`", "rename column `t.b` to `a`",
                   "rename column `t.a_old` to `b`"}));
}

TEST(DiffRenames, TablesThatSwapTheirNamesTakeThoseOfTheirPartsAlong) {
  EXPECT_EQ(
      changes("table a { id int primary key; x text; index (x); }\n"
              "table b { id int primary key; y text; index (y); }",
              "table a was b { id int primary key; y text; index (y); }\n"
              "table b was a { id int primary key; x text; index (x); }"),
      (Lines{"rename table `b` to `b_old`", "rename table `a` to `b`",
             "rename table `b_old` to `a`", "rename constraint `a.b_pkey` to `b_pkey_old`",
             "rename constraint `b.a_pkey` to `b_pkey`", "rename index `a_x_idx` to `b_x_idx`",
             "rename constraint `a.b_pkey_old` to `a_pkey`",
             "rename index `b_y_idx` to `a_y_idx`"}));
}

TEST(DiffRenames, ARingOfThree) {
  EXPECT_EQ(changes("table a { x int; }\ntable b { y int; }\ntable c { z int; }",
                    "table a was c { z int; }\ntable b was a { x int; }\ntable c was b { y int; }"),
            (Lines{"rename table `c` to `c_old`", "rename table `b` to `c`",
                   "rename table `a` to `b`", "rename table `c_old` to `a`"}));
  EXPECT_EQ(
      changes("enum e { a, b, c }", "enum e { b was a, c was b, a was c }"),
      (Lines{"rename value `a` of enum `e` to `a_old`", "rename value `c` of enum `e` to `a`",
             "rename value `b` of enum `e` to `c`", "rename value `a_old` of enum `e` to `b`"}));
}

TEST(DiffRenames, KindsThatShareTheirNamesSwapThem) {
  EXPECT_EQ(changes("table a { x int; }\nview b as $$ SELECT 1 AS y $$;",
                    "table b was a { x int; }\nview a was b as $$ SELECT 1 AS y $$;"),
            (Lines{"rename table `a` to `a_old`", "rename view `b` to `a`",
                   "rename table `a_old` to `b`"}));
}

TEST(DiffRenames, WhatHasTheNameAndIsNotWantedGoes) {
  EXPECT_EQ(changes("table a { x int; }\ntable b { y int; }", "table b was a { x int; }"),
            (Lines{"rename table `b` to `b_old`", "rename table `a` to `b`",
                   "drop table `b_old`, keeping its data"}));
  EXPECT_EQ(changes("table a { x int; }\ntable t { b int; index a_new (b); }",
                    "table a_new was a { x int; }\ntable t { b int; index t_b (b); }"),
            (Lines{"rename index `a_new` to `a_new_old`", "rename table `a` to `a_new`",
                   "rename index `a_new_old` to `t_b`"}));
  EXPECT_EQ(changes("table t { a int; b text; }", "table t { b int was a; }"),
            (Lines{"rename column `t.b` to `b_old`", "rename column `t.a` to `b`",
                   "drop column `t.b_old`, keeping its data"}));
}

TEST(DiffRenames, WhatWentAsideIsAskedAboutByItsFormerName) {
  EXPECT_EQ(changes("table a { x int; }\ntable b { y int; z int; }",
                    "table b was a { x int; }\ntable c { y int; z int; }"),
            (Lines{"rename table `b` to `b_old`", "rename table `a` to `b`", "create table `c`",
                   "drop table `b_old`, keeping its data", "c may have been b"}));
  EXPECT_EQ(changes("table a { x int; }\ntable b { y int; z int; }",
                    "table b was a { x int; }\ntable c was b { y int; z int; }"),
            (Lines{"rename table `b` to `c`", "rename table `a` to `b`"}));
}

TEST(DiffRenames, ASwapThatWasCarriedOutIsNotUndone) {
  const char* text =
      "table a was b { id int primary key; y text was x; x int was y; }\n"
      "table b was a { id int primary key; x text; }";
  EXPECT_EQ(changes("table a { id int primary key; y text; x int; }\n"
                    "table b { id int primary key; x text; }",
                    text),
            Lines{});
}

// ---- names that change hands

TEST(DiffNames, PartsSwapThemWithinATable) {
  EXPECT_EQ(changes("table t { x int; y int; index a (x); index b (y); check c (x > 0); check d "
                    "(y > 0); }",
                    "table t { x int; y int; index b (x); index a (y); check d (x > 0); check c "
                    "(y > 0); }"),
            (Lines{"rename constraint `t.c` to `c_old`", "rename index `a` to `a_old`",
                   "rename constraint `t.d` to `c`", "rename constraint `t.c_old` to `d`",
                   "rename index `b` to `a`", "rename index `a_old` to `b`"}));
  // One after the other, as the names come free.
  EXPECT_EQ(changes("table t { x int; y int; z int; index a (x); index b (y); index c (z); }",
                    "table t { x int; y int; z int; index b (x); index c (y); }"),
            (Lines{"drop index `c` of `t`", "rename index `b` to `c`", "rename index `a` to `b`"}));
}

TEST(DiffNames, PartsSwapThemBetweenTables) {
  EXPECT_EQ(changes("table t { x int; index a (x); unique c (x); }\n"
                    "table u { y int; index b (y); unique d (y); }",
                    "table t { x int; index b (x); unique d (x); }\n"
                    "table u { y int; index a (y); unique c (y); }"),
            (Lines{"rename constraint `t.c` to `c_old`", "rename index `a` to `a_old`",
                   "rename constraint `u.d` to `c`", "rename index `b` to `a`",
                   "rename constraint `t.c_old` to `d`", "rename index `a_old` to `b`"}));
}

TEST(DiffNames, ObjectsOfOtherKindsTakeThem) {
  EXPECT_EQ(changes("table a { x int; }", "view a as $$ SELECT 1 AS x $$;"),
            (Lines{"drop table `a`, keeping its data", "create view `a`"}));
  EXPECT_EQ(changes("view a as $$ SELECT 1 AS x $$;", "table a { x int; }"),
            (Lines{"drop view `a`", "create table `a`"}));
  EXPECT_EQ(changes("enum mood { sad }\ntable t { m mood; }",
                    "domain mood as text check short (length(value) < 9);\ntable t { m mood; }"),
            (Lines{"rename enum `mood` to `mood_old`", "create domain `mood`",
                   "change the type of `t.m` to mood", "drop enum `mood_old`"}));
  EXPECT_EQ(changes("table t { x int; index a (x); }", "table t { x int; }\ntable a { y int; }"),
            (Lines{"drop index `a` of `t`", "create table `a`"}));
  EXPECT_EQ(changes("table t { id int primary key; index u (id); }\n"
                    "table v { t_id int references t (id); }",
                    "table u { id int primary key; index t (id); }\n"
                    "table v { t_id int references u (id); }"),
            (Lines{"drop constraint `v.v_t_id_fkey`", "drop table `t`, keeping its data",
                   "create table `u`", "add foreign key `v.v_t_id_fkey`", "u may have been t"}));
}

TEST(DiffNames, IndexesOfMaterializedViewsSwapThem) {
  EXPECT_EQ(changes("materialized view v as $$ SELECT 1 AS x $$ { index a (x); }\n"
                    "table t { y int; index b (y); }",
                    "materialized view v as $$ SELECT 1 AS x $$ { index b (x); }\n"
                    "table t { y int; index a (y); }"),
            (Lines{"drop view `v`", "rename index `b` to `a`", "create materialized view `v`"}));
  EXPECT_EQ(changes("materialized view v as $$ SELECT 1 AS x $$ { index a (x); }\n"
                    "materialized view w as $$ SELECT 1 AS y $$ { index b (y); }",
                    "materialized view v as $$ SELECT 1 AS x $$ { index b (x); }\n"
                    "materialized view w as $$ SELECT 1 AS y $$ { index a (y); }"),
            (Lines{"drop view `w`", "drop view `v`", "create materialized view `v`",
                   "create materialized view `w`"}));
}

TEST(DiffNames, SpareOnesAreNobodysAndFitIntoPostgres) {
  const std::string longest(63, 'x');
  const SchemaText from = schema_text("table a_old { a int; A_OLD2 int; }");
  const SchemaText to = schema_text("table " + longest + " { id int; }");
  SpareNames spare(from.schema, to.schema);
  EXPECT_EQ(spare.take("a"), "a_old3");
  EXPECT_EQ(spare.take("a"), "a_old4");
  EXPECT_EQ(spare.take(longest), longest.substr(0, 59) + "_old");
  EXPECT_EQ(spare.take(longest), longest.substr(0, 58) + "_old2");
}

TEST(DiffRenames, AMarkThatWasCarriedOutIsIgnored) {
  const char* text = "table users was people { display_name text was name; }";
  EXPECT_EQ(changes("table users { display_name text; }", text), Lines{});
  EXPECT_TRUE(
      wrong_marks(schema_text("table users { display_name text; }").schema, schema_text(text).marks)
          .empty());
}

TEST(DiffRenames, AMarkOfNothingIsWrong) {
  const SchemaText to = schema_text("table t { id int; fresh text was nothing; }");
  EXPECT_EQ(wrong_marks(schema_text("table t { id int; }").schema, to.marks).size(), 1U);
}

TEST(DiffRenames, LikenessIsReportedAndNotGuessed) {
  EXPECT_EQ(changes("table t { id int; name text; }", "table t { id int; display_name text; }"),
            (Lines{"add column `t.display_name`", "drop column `t.name`, keeping its data",
                   "display_name may have been name"}));
  // Its values fit into what stands in its place.
  EXPECT_EQ(changes("table t { id int; title varchar(20); }",
                    "table t { id int; heading varchar(25) not null; }"),
            (Lines{"add column `t.heading`", "drop column `t.title`, keeping its data",
                   "heading may have been title"}));
  EXPECT_EQ(changes("table t { id int; title varchar(20); more int; }",
                    "table t { id int; more int; heading varchar(25); }"),
            (Lines{"add column `t.heading`", "drop column `t.title`, keeping its data"}));
  EXPECT_EQ(changes("table t { id int; name text; }", "table t { id int; born date; }"),
            (Lines{"add column `t.born`", "drop column `t.name`, keeping its data"}));
  EXPECT_EQ(changes("table people { id int; name text; }", "table users { id int; name text; }"),
            (Lines{"create table `users`", "drop table `people`, keeping its data",
                   "users may have been people"}));
}

}  // namespace
}  // namespace migc::test

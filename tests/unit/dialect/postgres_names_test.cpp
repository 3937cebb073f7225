// What PostgreSQL's texts mention, and how they follow a rename.
#include <gtest/gtest.h>

#include "compiler/dialect/postgres/pg_names.h"
#include "compiler/ops/follow.h"

namespace migc::postgres {
namespace {

View view(std::string query) {
  View made{.name = {"", "v"},
            .columns = {},
            .with = {},
            .bodies = {},
            .indexes = {},
            .comment = {},
            .origin = {}};
  made.bodies.push_back({.dialect = {}, .text = std::move(query), .names = {}, .origin = {}});
  Object object = made;
  Diagnostics diagnostics;
  EXPECT_TRUE(read_names(object, made.bodies.front(), diagnostics));
  return made;
}

std::string renamed(const std::string& query, const Renaming& renaming) {
  Object object = view(query);
  const std::string problem = follow(object, renaming);
  return problem.empty() ? std::get<View>(object).bodies.front().text : "problem: " + problem;
}

const ObjectKey people{ObjectKind::table, {"", "people"}};

std::string table_renamed(const std::string& query) {
  return renamed(query, {.from = people, .to = {"app", "persons"}});
}

std::string column_renamed(const std::string& query) {
  return renamed(
      query, {.from = people, .to = people.name, .column_from = "name", .column_to = "full_name"});
}

TEST(PostgresNames, TablesAreRenamedWhereverTheyStand) {
  EXPECT_EQ(table_renamed("SELECT id FROM people"), "SELECT id FROM \"app\".\"persons\"");
  EXPECT_EQ(table_renamed("SELECT people.id FROM public.people"),
            "SELECT \"persons\".id FROM \"app\".\"persons\"");
  EXPECT_EQ(table_renamed("SELECT é.id, 'people' FROM people AS é -- people"),
            "SELECT é.id, 'people' FROM \"app\".\"persons\" AS é -- people");
  EXPECT_EQ(table_renamed("SELECT public.people.id FROM people"),
            "SELECT \"app\".\"persons\".id FROM \"app\".\"persons\"");
}

TEST(PostgresNames, OtherThingsOfTheNameAreNot) {
  EXPECT_EQ(table_renamed("WITH people AS (SELECT 1 AS id) SELECT id FROM people"),
            "WITH people AS (SELECT 1 AS id) SELECT id FROM people");
  EXPECT_EQ(table_renamed("SELECT people FROM orders"), "SELECT people FROM orders");
  EXPECT_EQ(table_renamed("SELECT id FROM other.people"), "SELECT id FROM other.people");
}

TEST(PostgresNames, AColumnOfTheResultKeepsItsName) {
  EXPECT_EQ(column_renamed("SELECT name FROM people"),
            "SELECT \"full_name\" AS \"name\" FROM people");
  EXPECT_EQ(
      column_renamed("SELECT p.name, o.name FROM people p JOIN orders o ON p.id = o.id"),
      "SELECT p.\"full_name\" AS \"name\", o.name FROM people p JOIN orders o ON p.id = o.id");
  EXPECT_EQ(column_renamed("SELECT upper(name) AS name FROM people WHERE name > 'name'"),
            "SELECT upper(\"full_name\") AS name FROM people WHERE \"full_name\" > 'name'");
}

TEST(PostgresNames, WhatIsNotCertainIsSaid) {
  EXPECT_EQ(column_renamed("SELECT name FROM people JOIN orders USING (id)"),
            "problem: it is not certain whose column `name` is meant");
  EXPECT_EQ(column_renamed("SELECT * FROM people"),
            "problem: it takes all columns with `*`, which give their names to its own");
  EXPECT_EQ(column_renamed("SELECT id FROM people"), "SELECT id FROM people");
}

TEST(PostgresNames, RenamesFollowEachOther) {
  Object object = view("SELECT people.name, people.id FROM people");
  EXPECT_EQ(follow(object, {.from = people, .to = {"", "persons"}}), "");
  const ObjectKey persons{ObjectKind::table, {"", "persons"}};
  EXPECT_EQ(
      follow(
          object,
          {.from = persons, .to = persons.name, .column_from = "name", .column_to = "full_name"}),
      "");
  EXPECT_EQ(std::get<View>(object).bodies.front().text,
            "SELECT \"persons\".\"full_name\" AS \"name\", \"persons\".id FROM \"persons\"");
}

TEST(PostgresNames, DependenciesAreWhatTheTextNames) {
  const std::vector<ObjectKey> needed = dependencies(
      Object(view("SELECT f(x::app.mood) FROM a, app.b WHERE EXISTS (SELECT FROM c)")));
  for (const ObjectKey& key :
       {ObjectKey{ObjectKind::table, {"", "a"}}, ObjectKey{ObjectKind::view, {"app", "b"}},
        ObjectKey{ObjectKind::table, {"", "c"}}, ObjectKey{ObjectKind::function, {"", "f"}},
        ObjectKey{ObjectKind::enum_, {"app", "mood"}}}) {
    EXPECT_NE(std::find(needed.begin(), needed.end(), key), needed.end()) << describe(key);
  }
}

TEST(PostgresNames, RoutinesAreReplacedOnlyWhileTheirHeadStays) {
  const std::string one = "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'";
  EXPECT_TRUE(same_routine(one,
                           "CREATE FUNCTION f(a integer) RETURNS integer STABLE LANGUAGE sql "
                           "AS 'SELECT 2'"));
  EXPECT_FALSE(
      same_routine(one, "CREATE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT 1'"));
  EXPECT_FALSE(
      same_routine(one, "CREATE FUNCTION f(a int) RETURNS bigint LANGUAGE sql AS 'SELECT 1'"));
}

}  // namespace
}  // namespace migc::postgres

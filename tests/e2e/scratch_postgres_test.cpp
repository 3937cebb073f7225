// Throw-away databases on a real server, and what they are for.
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "runtime/driver/open.h"
#include "runtime/scratch/private_server.h"
#include "runtime/scratch/scratch.h"
#include "tests/support/compile_text.h"
#include "tests/support/pg_server.h"

namespace migc::test {
namespace {

using runtime::load_sql;
using runtime::Scratch;
using ::testing::HasSubstr;

Schema head_of(std::string_view statements) {
  const auto compilation = compile_statements(statements);
  EXPECT_NE(compilation->history(), nullptr) << rendered(*compilation);
  return compilation->history() == nullptr ? Schema() : compilation->history()->head;
}

std::unique_ptr<Scratch> on(const PgAccess& access) {
  auto opened = Scratch::open({.dialect = "postgres", .server = pg_target(access, "postgres")});
  EXPECT_TRUE(opened) << (opened ? std::string() : opened.error().message);
  return opened ? *std::move(opened) : nullptr;
}

std::string scratch_databases(const PgAccess& access) {
  auto driver = runtime::open_driver(pg_target(access, "postgres"), {});
  EXPECT_TRUE(driver);
  const auto rows =
      (*driver)->query("SELECT count(*) FROM pg_database WHERE datname LIKE 'migc\\_scratch\\_%'");
  EXPECT_TRUE(rows);
  return rows->rows.front().front().value_or("");
}

std::string tables(Scratch& scratch) {
  const auto rows = scratch.driver().query(
      "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class "
      "WHERE relkind IN ('r', 'v') AND relnamespace = 'public'::regnamespace");
  EXPECT_TRUE(rows) << rows.error().message;
  return rows->rows.front().front().value_or("");
}

TEST(PostgresScratch, IsGoneAfterwards) {
  MIGC_NEED_PG(access);
  const std::string before = scratch_databases(access);
  {
    const auto scratch = on(access);
    ASSERT_TRUE(scratch);
    EXPECT_FALSE(scratch->is_private());
    ASSERT_TRUE(scratch->driver().execute("CREATE TABLE t (a int)"));
  }
  EXPECT_EQ(scratch_databases(access), before);
}

std::string name_of(Scratch& scratch) {
  const auto rows = scratch.driver().query("SELECT current_database()");
  EXPECT_TRUE(rows) << rows.error().message;
  return rows->rows.front().front().value_or("");
}

/// The name of a scratch database that another process made before it was killed.
std::string left_by_a_killed_process(const PgAccess& access) {
  std::array<int, 2> pipe_ends{};
  EXPECT_EQ(pipe(pipe_ends.data()), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto scratch = on(access);
    const std::string name = name_of(*scratch);
    std::ignore = write(pipe_ends[1], name.data(), name.size());
    raise(SIGKILL);
  }
  close(pipe_ends[1]);
  std::string name(100, ' ');
  const ssize_t length = read(pipe_ends[0], name.data(), name.size());
  close(pipe_ends[0]);
  name.resize(static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  return name;
}

TEST(PostgresScratch, IsDroppedByTheNextOneWhenItsMakerWasKilled) {
  MIGC_NEED_PG(access);
  auto driver = runtime::open_driver(pg_target(access, "postgres"), {});
  ASSERT_TRUE(driver);
  const auto count = [&](std::string_view from, const std::string& name) {
    const auto rows = (*driver)->query(
        fmt::format("SELECT count(*) FROM {} WHERE datname = $1", from), {runtime::Value(name)});
    EXPECT_TRUE(rows);
    return rows->rows.front().front().value_or("");
  };
  const std::string left = left_by_a_killed_process(access);
  EXPECT_EQ(count("pg_database", left), "1");
  // Named almost like one.
  const std::string alien = left.substr(0, left.size() - 1) + (left.back() == '0' ? "1" : "0");
  ASSERT_TRUE((*driver)->execute("CREATE DATABASE " + alien));
  // The server learns by and by that its client is gone.
  for (int i = 0; i < 100 && count("pg_stat_activity", left) != "0"; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const auto used = on(access);
  ASSERT_TRUE(used);
  for (int i = 0; i < 100 && count("pg_database", left) != "0"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_TRUE(on(access));
  }
  EXPECT_EQ(count("pg_database", left), "0");
  EXPECT_EQ(count("pg_database", alien), "1");
  EXPECT_TRUE(used->driver().execute("CREATE TABLE t (a int)"));
  EXPECT_TRUE((*driver)->execute("DROP DATABASE " + alien));
}

TEST(PostgresScratch, StaysWhileItsMakerLivesThoughNobodyIsConnectedToIt) {
  MIGC_NEED_PG(access);
  auto driver = runtime::open_driver(pg_target(access, "postgres"), {});
  ASSERT_TRUE(driver);
  const auto scratch = on(access);
  ASSERT_TRUE(scratch);
  const std::string name = name_of(*scratch);
  ASSERT_TRUE((*driver)->query(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1",
      {runtime::Value(name)}));
  EXPECT_TRUE(on(access));
  const auto rows = (*driver)->query("SELECT count(*) FROM pg_database WHERE datname = $1",
                                     {runtime::Value(name)});
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->rows.front().front(), "1");
}

TEST(PostgresScratch, SaysASchemaInTheWordsOfTheEngine) {
  MIGC_NEED_PG(access);
  const Schema wanted = head_of(R"(create enum mood { good, bad }
create table orgs {
  id bigint identity primary key;
}
create table users {
  id     bigint primary key;
  org    bigint references orgs (id);
  mood   mood not null default 'good';
  age    int;
  email  varchar(99);
  check users_age (age between 1 and 200);
  check users_email (email in ('a', 'b'));
  index users_lower (lower(email)) where age > 3 and mood = 'good';
}
create view adults as $$ SELECT id FROM users WHERE age>17 $$;
)");
  const auto scratch = on(access);
  ASSERT_TRUE(scratch);
  const auto made = runtime::create_schema(*scratch, wanted);
  ASSERT_TRUE(made) << made.error().message << made.error().detail;
  const auto normal = runtime::inspect_postgres(scratch->driver(), {});
  ASSERT_TRUE(normal);
  EXPECT_FALSE(normal->schema == wanted);
  // A database that holds the same in other words is settled to be the same.
  EXPECT_TRUE(runtime::settle(wanted, normal->schema, normal->schema) == normal->schema)
      << difference(runtime::settle(wanted, normal->schema, normal->schema), normal->schema);
  // What is different stays as its author wrote it.
  Schema other = normal->schema;
  other.edit_table({"", "users"}, [](Table& table) { table.erase_constraint("users_age"); });
  const Schema settled = runtime::settle(wanted, normal->schema, other);
  EXPECT_EQ(settled.find_table({"", "users"})->find_constraint("users_age")->body,
            wanted.find_table({"", "users"})->find_constraint("users_age")->body);
  EXPECT_EQ(settled.find_table({"", "users"})->find_constraint("users_email")->body,
            other.find_table({"", "users"})->find_constraint("users_email")->body);
}

TEST(PostgresScratch, AClosureCanBeMadeOnItsOwn) {
  MIGC_NEED_PG(access);
  const Schema whole = head_of(R"(create extension citext;
create enum mood { good, bad }
create table orgs { id bigint primary key; }
create table others { id bigint primary key; }
create table users { id bigint primary key; org bigint references orgs (id); mood mood; }
create view names as $$ SELECT id FROM users $$;
)");
  const Schema part = runtime::closure(whole, {ObjectKey{ObjectKind::view, {"", "names"}, {}}});
  EXPECT_EQ(part.objects().size(), 5U) << "nobody knows what an extension provides";
  const auto scratch = on(access);
  ASSERT_TRUE(scratch);
  ASSERT_TRUE(runtime::create_schema(*scratch, part));
  EXPECT_EQ(tables(*scratch), "names orgs users");
}

TEST(PostgresScratch, LoadsADump) {
  MIGC_NEED_PG(access);
  const auto scratch = on(access);
  ASSERT_TRUE(scratch);
  const auto loaded = load_sql(*scratch, R"(--
-- PostgreSQL database dump
--
\restrict abc
\set ON_ERROR_STOP on
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
BEGIN;
CREATE TABLE public.a (id integer, "a;b" text DEFAULT ';');
CREATE FUNCTION public.f() RETURNS integer LANGUAGE plpgsql AS $_$
BEGIN
  RETURN 1; -- ;
END; $_$;
CREATE FUNCTION public.g() RETURNS integer LANGUAGE sql
  BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END; SELECT 2; END;
COPY public.a (id, "a;b") FROM stdin;
1	it's; not ' SQL
\.
CREATE TABLE public.b (id integer);
COMMIT;
)",
                               "dump.sql");
  ASSERT_TRUE(loaded) << loaded.error().message << loaded.error().detail;
  EXPECT_EQ(tables(*scratch), "a b");
}

TEST(PostgresScratch, TellsTheLineOfAMistake) {
  MIGC_NEED_PG(access);
  const auto scratch = on(access);
  ASSERT_TRUE(scratch);
  const auto refused = load_sql(*scratch, "CREATE TABLE a (id int);\n\nCREATE TABL b;\n", "x.sql");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("x.sql:3: syntax error"));
  const auto elsewhere = load_sql(*scratch, "\n\\connect other\n", "x.sql");
  ASSERT_FALSE(elsewhere);
  EXPECT_THAT(elsewhere.error().message, HasSubstr("x.sql:2: `\\connect` is for psql"));
}

TEST(PostgresScratch, APrivateServerIsStartedWhereNoDatabaseCanBeCreated) {
  MIGC_NEED_PG(access);
  std::filesystem::path programs = runtime::find_server_programs({});
  if (const char* given = std::getenv("MIGC_PG_BIN"); given != nullptr) programs = given;
  runtime::ConnectionTarget closed = pg_target(access, "postgres");
  closed.port = "1";
  auto opened =
      Scratch::open({.dialect = "postgres", .server = closed, .binary_folders = {programs}});
  ASSERT_TRUE(opened) << opened.error().message << opened.error().detail;
  EXPECT_TRUE((*opened)->is_private());
  // Roles that a text names exist nowhere yet.
  const auto loaded = load_sql(**opened,
                               "CREATE TABLE a (id int); ALTER TABLE a OWNER TO \"some body\"; "
                               "GRANT SELECT ON a TO reader;",
                               "x.sql");
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(tables(**opened), "a");
}

}  // namespace
}  // namespace migc::test

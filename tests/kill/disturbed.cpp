#include "tests/kill/disturbed.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>

#include "runtime/driver/open.h"
#include "tests/e2e/postgres_world.h"
#include "tests/support/sqlite_target.h"

namespace migc::test {

using runtime::Driver;
using runtime::Row;
using runtime::Rows;

namespace {

constexpr std::string_view tables = R"(migration k00000000001 'make the tables';

create enum mood { sad, ok }

create table people {
  id bigint identity primary key;
  email varchar(320) not null;
  mood mood not null default 'ok';
  nick text;
  age int;
  legacy text;

  unique people_email_key (email);
}

create table notes {
  id bigint identity primary key;
  person_id bigint not null references people (id) on delete cascade;
  body text not null default '';

  index notes_person_id_idx (person_id);
}

sql for postgres $$ INSERT INTO people (id, email, nick, age, legacy)
    SELECT i, i || '@example.org', CASE WHEN i % 3 = 0 THEN 'nick ' || i END, i % 90, 'old ' || i FROM generate_series(1, 300) AS i $$ down nothing
    for sqlite $$ INSERT INTO people (id, email, nick, age, legacy)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
    SELECT i, i || '@example.org', CASE WHEN i % 3 = 0 THEN 'nick ' || i END, i % 90, 'old ' || i FROM n $$ down nothing;
sql for postgres $$ INSERT INTO notes (id, person_id, body) SELECT id, id, 'first' FROM people WHERE id % 2 = 0 $$ down nothing
    for sqlite $$ INSERT INTO notes (id, person_id, body) SELECT id, id, 'first' FROM people WHERE id % 2 = 0 $$ down nothing;
)";

constexpr std::string_view change = R"(migration k00000000002 'change them';
revises k00000000001;

alter enum mood { add value great after ok; }

alter table people {
  add column display_name text;
  add column shouting text;
  alter column age type bigint;
  add check people_age_positive (age >= 0);
}
)";

constexpr std::string_view fill = R"(migration k00000000003 'fill the new columns';
revises k00000000002;

backfill people set display_name = coalesce(nick, email) where display_name is null in batches of 40;

alter table people {
  alter column display_name set not null;
}

backfill people set shouting = upper(email) where shouting is null in batches of 90;
)";

constexpr std::string_view outside = R"(migration k00000000004 'what cannot be in a transaction';
revises k00000000003;

sql outside transaction for postgres $$ CREATE INDEX CONCURRENTLY people_nick_idx ON people (nick) $$
    down $$ DROP INDEX CONCURRENTLY people_nick_idx $$
    for sqlite $$ CREATE INDEX people_nick_idx ON people (nick) $$ down $$ DROP INDEX people_nick_idx $$;
sql for postgres $$ CREATE TYPE extra AS ENUM ('a') $$ down $$ DROP TYPE extra $$ for sqlite nothing;
sql outside transaction for postgres $$ ALTER TYPE extra ADD VALUE 'b' $$ down nothing for sqlite nothing;
sql outside transaction
    for postgres $$ INSERT INTO notes (id, person_id, body) SELECT 1000 + id, id, 'outside' FROM people WHERE id <= 7 $$
    down $$ DELETE FROM notes WHERE id > 1000 $$
    for sqlite $$ INSERT INTO notes (id, person_id, body) SELECT 1000 + id, id, 'outside' FROM people WHERE id <= 7 $$
    down $$ DELETE FROM notes WHERE id > 1000 $$;
sql outside transaction for postgres $$ VACUUM notes $$ down nothing for sqlite $$ VACUUM $$ down nothing;
)";

constexpr std::string_view keep = R"(migration k00000000005 'take things away and keep them';
revises k00000000004;

alter table people {
  drop column legacy preserve;
}

update people set nick = 'even' where id % 2 = 0 restore;

delete from notes where person_id < 20 preserve;
)";

/// Rows of every table, ordered by themselves.
constexpr std::string_view postgres_rows = R"(
SELECT c.oid::regclass || ': ' || coalesce((xpath('//h/text()', query_to_xml(format(
    'SELECT count(*) || '' '' || coalesce(md5(string_agg(t::text, '','' ORDER BY t::text)), '''') AS h FROM %s AS t',
    c.oid::regclass), false, true, '')))[1]::text, '')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
    AND NOT (n.nspname = 'migc' AND c.relname IN ('ledger', 'revision', 'meta'))
  ORDER BY 1)";

constexpr std::string_view sqlite_own =
    "('migc_ledger', 'migc_revision', 'migc_meta', 'sqlite_sequence')";

std::string text_of(Driver& driver, const std::string& sql) {
  const Result<Rows> rows = driver.query(sql);
  if (!rows) return "error: " + rows.error().message + "\n" + sql + "\n";
  std::string text;
  for (const Row& row : rows->rows) {
    for (const std::optional<std::string>& field : row) text += field.value_or("NULL") + "|";
    text += '\n';
  }
  return text;
}

}  // namespace

long size_of(const char* variable, long everyday) {
  const char* text = std::getenv(variable);
  return text == nullptr ? everyday : std::strtol(text, nullptr, 10);
}

std::mt19937 seeded() {
  const long seed = size_of("MIGC_KILL_SEED", static_cast<long>(std::random_device{}() % 1000000));
  std::printf("MIGC_KILL_SEED=%ld\n", seed);
  return std::mt19937(static_cast<std::mt19937::result_type>(seed));
}

const std::vector<std::string>& Disturbed::revisions() {
  static const std::vector<std::string> ids{"k00000000001", "k00000000002", "k00000000003",
                                            "k00000000004", "k00000000005"};
  return ids;
}

void Disturbed::write_history() const {
  write("migc.toml", "[project]\ndialects = [\"postgres >= 13\", \"sqlite >= 3.35\"]\n");
  write("migrations/1_tables.mig", tables);
  write("migrations/2_change.mig", change);
  write("migrations/3_fill.mig", fill);
  write("migrations/4_outside.mig", outside);
  write("migrations/5_keep.mig", keep);
}

void Disturbed::use_sqlite() {
  database_.reset();
  url_ = fmt::format("sqlite:///{}", (root / fmt::format("data{}.db", ++files_)).string());
  variables["MIGC_URL"] = url_;
}

void Disturbed::use_postgres(const PgAccess& access) {
  access_ = access;
  database_ = std::make_unique<PgDatabase>(access);
  url_ = database_->url();
  variables["MIGC_URL"] = url_;
}

void Disturbed::use_another() {
  if (on_sqlite()) {
    use_sqlite();
  } else {
    use_postgres(PgAccess(access_));
  }
}

std::unique_ptr<Driver> Disturbed::connect() const {
  const runtime::ConnectionTarget target =
      on_sqlite() ? sqlite_target((root / fmt::format("data{}.db", files_)).string())
                  : database_->target();
  runtime::OpenOptions options;
  options.create = true;
  Result<std::unique_ptr<Driver>> driver = runtime::open_driver(target, options);
  EXPECT_TRUE(driver) << driver.error().message;
  return driver ? *std::move(driver) : nullptr;
}

std::string Disturbed::snapshot() {
  const std::unique_ptr<Driver> driver = connect();
  if (driver == nullptr) return "no connection";
  if (!on_sqlite()) {
    // What migc keeps for itself is there from the first run on.
    return text_of(*driver, fmt::format("SELECT line FROM ({}) AS all_lines WHERE line NOT LIKE "
                                        "'%migc.ledger %' AND line NOT LIKE '%migc.revision %' AND "
                                        "line NOT LIKE '%migc.meta %'",
                                        catalog_query)) +
           text_of(*driver, std::string(postgres_rows));
  }
  std::string text = text_of(
      *driver, fmt::format("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name NOT "
                           "IN {} ORDER BY type, name",
                           sqlite_own));
  const Result<Rows> names = driver->query(
      fmt::format("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN {} ORDER BY "
                  "name",
                  sqlite_own));
  EXPECT_TRUE(names);
  for (const Row& row : names->rows) {
    text += fmt::format("rows of {}\n", row.front().value_or(""));
    std::string rows = text_of(*driver, fmt::format("SELECT * FROM \"{}\"", *row.front()));
    text += rows;
  }
  text += text_of(*driver, "PRAGMA integrity_check") + text_of(*driver, "PRAGMA foreign_key_check");
  return text;
}

std::string Disturbed::ask(const std::string& sql) {
  const std::unique_ptr<Driver> driver = connect();
  const Result<Rows> rows = driver->query(sql);
  if (!rows) return "error: " + rows.error().message;
  return rows->empty() ? std::string() : rows->rows.front().front().value_or("NULL");
}

std::string Disturbed::ledger() const { return on_sqlite() ? "migc_ledger" : "migc.ledger"; }

void Disturbed::expect_ledger(int up, int down) {
  const std::string revision = on_sqlite() ? "migc_revision" : "migc.revision";
  for (const std::string& id : revisions()) {
    for (const char* direction : {"up", "down"}) {
      EXPECT_EQ(ask(fmt::format("SELECT count(*) FROM {} WHERE revision = '{}' AND direction = "
                                "'{}' AND outcome = 'done'",
                                ledger(), id, direction)),
                std::to_string(std::string_view(direction) == "up" ? up : down))
          << id << " " << direction;
    }
  }
  EXPECT_EQ(ask(fmt::format("SELECT count(*) FROM {} WHERE outcome = 'running'", ledger())), "0");
  EXPECT_EQ(ask(fmt::format("SELECT count(*) FROM {} WHERE state <> 'applied'", revision)), "0");
  EXPECT_EQ(ask(fmt::format("SELECT count(*) FROM {}", revision)),
            std::to_string(up > down ? revisions().size() : 0));
}

Outcome Disturbed::stopped(std::vector<std::string> arguments, const char* variable, long place) {
  variables["LD_PRELOAD"] = MIGC_STOP_AT;
  variables[variable] = std::to_string(place);
  Outcome outcome = start_migc(std::move(arguments)).wait();
  variables.erase("LD_PRELOAD");
  variables.erase(variable);
  return outcome;
}

long Disturbed::places(std::vector<std::string> arguments) {
  variables["LD_PRELOAD"] = MIGC_STOP_AT;
  variables["MIGC_STOP_COUNT"] = (root / "places").string();
  ok(std::move(arguments));
  variables.erase("LD_PRELOAD");
  variables.erase("MIGC_STOP_COUNT");
  return std::strtol(read("places").c_str(), nullptr, 10);
}

}  // namespace migc::test

// Databases that migc did not make: read as a desired schema, and taken over as a project.
#include <gtest/gtest.h>

#include "tests/cli/cli_test.h"

namespace migc::test {

namespace {

class InspectTest : public CliTest {
 protected:
  InspectTest() {
    EXPECT_EQ(sqlite("CREATE TABLE orgs (id INTEGER PRIMARY KEY AUTOINCREMENT, slug TEXT NOT NULL "
                     "UNIQUE, size INT DEFAULT 1 CHECK (size > 0));"
                     "CREATE TABLE people (id INTEGER PRIMARY KEY, org_id INTEGER REFERENCES orgs "
                     "ON DELETE CASCADE, name VARCHAR(40));"
                     "CREATE INDEX people_org ON people (org_id, name DESC);"
                     "CREATE VIEW names AS SELECT name FROM people;"
                     "CREATE VIRTUAL TABLE words USING fts5(text);"
                     "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);"
                     "INSERT INTO orgs (slug) VALUES ('a'), ('b');",
                     "there.db"),
              "");
  }
};

constexpr const char* schema = R"(schema;

table orgs {
  id bigint identity primary key;
  slug text not null;
  size sqlite `INT` default 1 check (size > 0);

  unique (slug) with (sqlite.inline = true);
}

table people {
  id bigint primary key;
  org_id bigint references orgs (id) on delete cascade;
  name sqlite `VARCHAR(40)`;

  index people_org (org_id, name desc);
}

virtual table words for sqlite $$ CREATE VIRTUAL TABLE words USING fts5(text) $$;
view names as for sqlite $$ SELECT name FROM people $$;
)";

TEST_F(InspectTest, WritesADesiredSchema) {
  const Outcome read = migc({"inspect", "sqlite:///there.db", "--exclude", "alembic*"});
  EXPECT_EQ(read.code, 0) << read.err;
  EXPECT_EQ(read.out, schema);
  EXPECT_EQ(read.err, "");
  EXPECT_EQ(files(), (std::vector<std::string>{"there.db"}));  // nothing was written
}

TEST_F(InspectTest, ReadsOnlyWhatIsAskedFor) {
  const std::string read = ok({"inspect", "sqlite:///there.db", "--include", "o*"});
  EXPECT_TRUE(contains(read, "table orgs"));
  EXPECT_FALSE(contains(read, "people"));
}

TEST_F(InspectTest, WritesOneFileATable) {
  ok({"inspect", "sqlite:///there.db", "--output", "out", "--split", "table", "--exclude",
      "alembic_version"});
  EXPECT_EQ(files(), (std::vector<std::string>{"out", "out/orgs.mig", "out/people.mig",
                                               "out/schema.mig", "there.db"}));
  EXPECT_TRUE(read("out/schema.mig").starts_with("schema;\n\nvirtual table words"));
  const Outcome again = migc({"inspect", "sqlite:///there.db", "--output", "out"});
  EXPECT_EQ(again.code, 3) << again.err;  // nothing is overwritten
}

TEST_F(InspectTest, SaysTheSameAsJson) {
  const nlohmann::json read = json({"inspect", "sqlite:///there.db", "--exclude", "alembic*"});
  EXPECT_EQ(read["schema"], schema);
  EXPECT_EQ(read["left_out"], nlohmann::json::array());
}

TEST_F(InspectTest, RefusesADatabaseThatIsNotThere) {
  const Outcome read = migc({"inspect", "sqlite:///nowhere.db"});
  EXPECT_EQ(read.code, 3);
  EXPECT_TRUE(contains(read.err, "there is no database at")) << read.err;
  EXPECT_FALSE(exists("nowhere.db"));
  EXPECT_EQ(migc({"inspect", "sqlite:///there.db", "--split", "table"}).code, 2);
  EXPECT_EQ(migc({"inspect", "sqlite:///there.db", "--output", "o", "--split", "word"}).code, 2);
}

TEST_F(InspectTest, TakesAPartOfADatabaseOver) {
  // A foreign key to a table that is not looked at is left out, and said to be.
  const Outcome started = migc(
      {"init", "shop", "--from", "sqlite:///there.db", "--exclude", "orgs", "--exclude", "w*"});
  EXPECT_EQ(started.code, 0) << started.err;
  EXPECT_TRUE(contains(started.err, "foreign key of table `people` (org_id) to `orgs`"))
      << started.err;
  EXPECT_TRUE(contains(read("shop/migc.toml"), "[inspect]\nexclude = [\"orgs\",\"w*\"]\n"))
      << read("shop/migc.toml");
  EXPECT_FALSE(contains(read("shop/schema/schema.mig"), "orgs"));
  ok({"check", "-C", "shop"});
  const Outcome drift = migc({"diff", "head", "sqlite:///../there.db", "-C", "shop"});
  EXPECT_EQ(drift.code, 0) << drift.out;
}

TEST_F(InspectTest, TakesADatabaseOver) {
  const Outcome started = migc({"init", "shop", "--from", "sqlite:///there.db"});
  EXPECT_EQ(started.code, 0) << started.err;
  EXPECT_TRUE(contains(started.err, "`alembic_version`, in which Alembic keeps")) << started.err;
  EXPECT_EQ(read("shop/schema/schema.mig"), schema);
  const Outcome checked = migc({"check", "-C", "shop"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  EXPECT_TRUE(contains(checked.out, "no findings")) << checked.out;
  ok({"fmt", "--check", "-C", "shop"});
  EXPECT_EQ(migc({"current", "--check-heads", "-C", "shop"}).code, 0);
  EXPECT_EQ(sqlite("SELECT count(*) FROM orgs", "there.db"), "2");
  // The baseline makes the same database out of nothing.
  ok({"apply", "-C", "shop", "--url", "sqlite:///../made.db"});
  for (const char* table : {"orgs", "people"}) {
    for (const char* pragma : {"table_xinfo", "index_list"}) {
      const std::string ask = std::string("PRAGMA ") + pragma + "('" + table + "');";
      EXPECT_EQ(sqlite(ask, "made.db"), sqlite(ask, "there.db"));
    }
  }
  const Outcome twice = migc({"init", "again", "--from", "sqlite:///there.db"});
  EXPECT_EQ(twice.code, 4) << twice.err;
  EXPECT_TRUE(contains(twice.err, "has migrations of migc already")) << twice.err;
}

/// A UNIQUE that another tool wrote inside its table has no index that could be dropped.
TEST_F(InspectTest, ChangesWhatItTookOver) {
  ok({"init", "--from", "sqlite:///there.db"});
  write("migrations/20990101T0000_change.mig",
        "migration c2 'change';\nrevises " + json({"heads"})[0]["revision"].get<std::string>() +
            ";\n\nalter table orgs {\n  drop constraint orgs_slug_key;\n  add unique (slug, size) "
            "with (sqlite.inline = true);\n}\n");
  const Outcome applied = migc({"apply"});
  EXPECT_EQ(applied.code, 0) << applied.err;
  const std::string indexes = "SELECT name FROM pragma_index_info('sqlite_autoindex_orgs_1')";
  EXPECT_EQ(sqlite(indexes, "there.db"), "slug\nsize");
  EXPECT_EQ(sqlite("SELECT count(*) FROM orgs", "there.db"), "2");
  const Outcome reverted = migc({"revert", "-1"});
  EXPECT_EQ(reverted.code, 0) << reverted.err;
  EXPECT_EQ(sqlite(indexes, "there.db"), "slug");
}

}  // namespace

}  // namespace migc::test

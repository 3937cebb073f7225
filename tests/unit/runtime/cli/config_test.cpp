#include "runtime/cli/config.h"

#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace migc::runtime {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A folder of its own for each test, and an environment that holds nothing but what the test puts
/// into it.
class ConfigTest : public testing::Test {
 public:
  ConfigTest() { environment_.working_directory = root_; }

 protected:
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }

  [[nodiscard]] Result<Config> load(const Overrides& overrides = {},
                                    Project project = Project::required) const {
    return load_config(overrides, environment_, project);
  }

  [[nodiscard]] Config config(const Overrides& overrides = {}) const {
    Result<Config> loaded = load(overrides);
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message + "\n" + loaded.error().detail);
    return loaded.value_or(Config{});
  }

  [[nodiscard]] std::string refusal(const Overrides& overrides = {}) const {
    const Result<Config> loaded = load(overrides);
    EXPECT_FALSE(loaded);
    if (loaded) return {};
    EXPECT_EQ(loaded.error().kind, ErrorKind::usage);
    return loaded.error().message +
           (loaded.error().detail.empty() ? "" : "\n" + loaded.error().detail);
  }

  [[nodiscard]] ConnectionTarget target(const Overrides& overrides = {}) const {
    Result<ConnectionTarget> found = database_target(config(overrides));
    EXPECT_TRUE(found) << (found ? "" : found.error().message + "\n" + found.error().detail);
    return found.value_or(ConnectionTarget{});
  }

  [[nodiscard]] std::string target_refusal() const {
    const Result<ConnectionTarget> found = database_target(config());
    EXPECT_FALSE(found);
    if (found) return {};
    EXPECT_EQ(found.error().kind, ErrorKind::usage);
    return found.error().message + "\n" + found.error().detail;
  }

  test::TemporaryFolder folder_;
  fs::path root_ = folder_.path();
  Environment environment_;
};

TEST_F(ConfigTest, DefaultsOfAnEmptyFile) {
  write("migc.toml", "");
  const Config loaded = config();
  EXPECT_EQ(loaded.root, root_);
  EXPECT_EQ(loaded.file, root_ / "migc.toml");
  EXPECT_FALSE(loaded.environment);
  EXPECT_EQ(loaded.migrations, (Configured<fs::path>{root_ / "migrations", "default"}));
  EXPECT_THAT(loaded.schema.value, ElementsAre("schema/*.mig"));
  EXPECT_THAT(loaded.dialects.value, ElementsAre(DialectTarget{"postgres", {13, 0, 0}},
                                                 DialectTarget{"sqlite", {3, 35, 0}}));
  EXPECT_EQ(loaded.lock_timeout, (Configured<milliseconds>{milliseconds(2'000), "default"}));
  EXPECT_EQ(loaded.statement_timeout.value, std::nullopt);
  EXPECT_EQ(loaded.lock_wait.value, milliseconds(300'000));
  EXPECT_EQ(loaded.connect_timeout.value, milliseconds(10'000));
  EXPECT_EQ(loaded.ledger_schema.value, "migc");
  EXPECT_EQ(loaded.ledger_prefix.value, "migc_");
  EXPECT_THAT(loaded.ignored_codes.value, IsEmpty());
  EXPECT_EQ(loaded.stash_default.value, DropPolicy::preserve);
  EXPECT_EQ(loaded.stash_keep.value, milliseconds(2'592'000'000));
  EXPECT_THAT(loaded.warnings, IsEmpty());
  EXPECT_EQ(target().path, (root_ / "migc.db").string());
}

TEST_F(ConfigTest, EverythingCanBeWritten) {
  write("migc.toml", R"([project]
migrations = "db/migrations"
schema = ["db/a.mig", "db/b/*.mig"]
dialects = ["sqlite"]
[database]
url = "sqlite:///x.db"
lock_timeout = "3s"
statement_timeout = "1min"
lock_wait = "0"
connect_timeout = "500ms"
ledger_schema = "ops"
ledger_prefix = "ops_"
[driver_mapping]
"PostgreSQL+MyDriver" = "postgresql"
[check]
ignore = ["MG601", "not_formatted"]
[stash]
default = "ask"
keep = "1w"
)");
  const Config loaded = config();
  EXPECT_EQ(loaded.migrations, (Configured<fs::path>{root_ / "db/migrations", "migc.toml:2"}));
  EXPECT_THAT(loaded.schema.value, ElementsAre("db/a.mig", "db/b/*.mig"));
  EXPECT_THAT(loaded.dialects.value, ElementsAre(DialectTarget{"sqlite", {}}));
  EXPECT_EQ(loaded.url.text, "sqlite:///x.db");
  EXPECT_EQ(loaded.url.origin, "migc.toml:6");
  EXPECT_EQ(loaded.lock_timeout, (Configured<milliseconds>{milliseconds(3'000), "migc.toml:7"}));
  EXPECT_EQ(loaded.statement_timeout.value, milliseconds(60'000));
  EXPECT_EQ(loaded.lock_wait.value, milliseconds(0));
  EXPECT_EQ(loaded.connect_timeout.value, milliseconds(500));
  EXPECT_EQ(loaded.ledger_schema.value, "ops");
  EXPECT_EQ(loaded.ledger_prefix.value, "ops_");
  EXPECT_EQ(loaded.driver_mapping, (DriverMapping{{"postgresql+mydriver", "postgresql"}}));
  EXPECT_THAT(loaded.ignored_codes.value, ElementsAre("MG601", "not_formatted"));
  EXPECT_EQ(loaded.stash_default.value, DropPolicy::ask);
  EXPECT_EQ(loaded.stash_keep.value, milliseconds(604'800'000));
}

// --- precedence ---------------------------------------------------------------------------------

TEST_F(ConfigTest, PrecedenceOfATimeout) {
  write("migc.toml", "");
  EXPECT_EQ(config().lock_timeout, (Configured<milliseconds>{milliseconds(2'000), "default"}));
  write("migc.toml",
        "[database]\nlock_timeout = \"3s\"\n[environments.prod]\nlock_timeout = "
        "\"4s\"\n[environments.other]\n");
  EXPECT_EQ(config().lock_timeout, (Configured<milliseconds>{milliseconds(3'000), "migc.toml:2"}));
  Overrides overrides;
  overrides.environment = "other";
  EXPECT_EQ(config(overrides).lock_timeout.value, milliseconds(3'000));
  overrides.environment = "prod";
  EXPECT_EQ(config(overrides).lock_timeout,
            (Configured<milliseconds>{milliseconds(4'000), "migc.toml:4"}));
  write(".env", "X=1\nMIGC_LOCK_TIMEOUT=5s\n");
  EXPECT_EQ(config(overrides).lock_timeout,
            (Configured<milliseconds>{milliseconds(5'000), ".env:2"}));
  environment_.variables["MIGC_LOCK_TIMEOUT"] = "6s";
  EXPECT_EQ(
      config(overrides).lock_timeout,
      (Configured<milliseconds>{milliseconds(6'000), "environment variable MIGC_LOCK_TIMEOUT"}));
  overrides.lock_timeout = "7s";
  EXPECT_EQ(config(overrides).lock_timeout,
            (Configured<milliseconds>{milliseconds(7'000), "--lock-timeout"}));
}

TEST_F(ConfigTest, PrecedenceOfTheUrl) {
  const auto url = [&](const Overrides& overrides = {}) {
    const Config loaded = config(overrides);
    return loaded.url.text + " " + loaded.url.origin;
  };
  write("migc.toml", "");
  EXPECT_EQ(url(), "sqlite:///migc.db default");
  write(".env", "DATABASE_SERVICE=sqlite\n");
  EXPECT_EQ(url(), "sqlite:///migc.db .env:1");
  environment_.variables["DATABASE_SERVICE"] = "sqlite+aiosqlite";
  environment_.variables["DATABASE_NAME"] = "a.db";
  EXPECT_EQ(url(), "sqlite+aiosqlite:///a.db environment variable DATABASE_SERVICE");
  write(".env", "DATABASE_URL=sqlite:///b.db\n");
  EXPECT_EQ(url(), "sqlite:///b.db .env:1");
  environment_.variables["DATABASE_URL"] = "sqlite:///c.db";
  EXPECT_EQ(url(), "sqlite:///c.db environment variable DATABASE_URL");
  write("migc.toml",
        "[database]\nurl = \"sqlite:///d.db\"\n[environments.prod]\nurl = \"sqlite:///e.db\"\n");
  EXPECT_EQ(url(), "sqlite:///d.db migc.toml:2");
  environment_.variables["MIGC_ENV"] = "prod";
  EXPECT_EQ(url(), "sqlite:///e.db migc.toml:4");
  write(".env", "MIGC_URL=sqlite:///f.db\n");
  EXPECT_EQ(url(), "sqlite:///f.db .env:1");
  environment_.variables["MIGC_DATABASE_URL"] = "sqlite:///g.db";
  EXPECT_EQ(url(), "sqlite:///g.db environment variable MIGC_DATABASE_URL");
  Overrides overrides;
  overrides.url = "sqlite:///h.db";
  EXPECT_EQ(url(overrides), "sqlite:///h.db --url");
}

TEST_F(ConfigTest, EverySettingHasItsSection) {
  for (const SettingKey& key : setting_keys()) {
    const std::string text = key.fallback.empty() ? "sqlite:///x.db" : std::string(key.fallback);
    std::string value = "\"" + text + "\"";
    if (key.shape == Shape::list) {
      value = "[";
      for (const std::string& part : split_list(key.fallback)) value += "\"" + part + "\", ";
      value += "]";
    }
    write("migc.toml", fmt::format("[{}]\n{} = {}\n", key.section, key.name, value));
    const Result<Config> loaded = load();
    EXPECT_TRUE(loaded) << key.section << "." << key.name << ": " << loaded.error().message;
  }
}

TEST_F(ConfigTest, EverySettingHasItsVariable) {
  write("migc.toml", "");
  const std::map<std::string, std::string> variables = {
      {"MIGC_MIGRATIONS", "m"},
      {"MIGC_SCHEMA", "a.mig, b.mig"},
      {"MIGC_DIALECTS", "sqlite >= 3.40"},
      {"MIGC_URL", "sqlite:///v.db"},
      {"MIGC_LOCK_TIMEOUT", "1s"},
      {"MIGC_STATEMENT_TIMEOUT", "2s"},
      {"MIGC_LOCK_WAIT", "3s"},
      {"MIGC_CONNECT_TIMEOUT", "4s"},
      {"MIGC_LEDGER_SCHEMA", "l"},
      {"MIGC_LEDGER_PREFIX", "l_"},
      {"MIGC_CHECK_IGNORE", "MG601"},
      {"MIGC_STASH_DEFAULT", "discard"},
      {"MIGC_STASH_KEEP", "5d"},
      {"MIGC_DRIVER_MAPPING", "postgresql+x = postgresql, sqlite+y=sqlite"}};
  environment_.variables = variables;
  const Config loaded = config();
  EXPECT_EQ(loaded.migrations.value, root_ / "m");
  EXPECT_THAT(loaded.schema.value, ElementsAre("a.mig", "b.mig"));
  EXPECT_EQ(loaded.schema.origin, "environment variable MIGC_SCHEMA");
  EXPECT_THAT(loaded.dialects.value, ElementsAre(DialectTarget{"sqlite", {3, 40, 0}}));
  EXPECT_EQ(loaded.url.text, "sqlite:///v.db");
  EXPECT_EQ(loaded.lock_timeout.value, milliseconds(1'000));
  EXPECT_EQ(loaded.statement_timeout.value, milliseconds(2'000));
  EXPECT_EQ(loaded.lock_wait.value, milliseconds(3'000));
  EXPECT_EQ(loaded.connect_timeout.value, milliseconds(4'000));
  EXPECT_EQ(loaded.ledger_schema.value, "l");
  EXPECT_EQ(loaded.ledger_prefix.value, "l_");
  EXPECT_THAT(loaded.ignored_codes.value, ElementsAre("MG601"));
  EXPECT_EQ(loaded.stash_default.value, DropPolicy::discard);
  EXPECT_EQ(loaded.stash_keep.value, milliseconds(432'000'000));
  EXPECT_EQ(loaded.driver_mapping,
            (DriverMapping{{"postgresql+x", "postgresql"}, {"sqlite+y", "sqlite"}}));
  EXPECT_THAT(loaded.warnings, IsEmpty());
}

TEST_F(ConfigTest, FlagsBeatVariables) {
  write("migc.toml", "");
  environment_.variables = {{"MIGC_MIGRATIONS", "v"},         {"MIGC_DIALECTS", "sqlite"},
                            {"MIGC_STATEMENT_TIMEOUT", "1s"}, {"MIGC_LOCK_WAIT", "1s"},
                            {"MIGC_CONNECT_TIMEOUT", "1s"},   {"MIGC_STASH_DEFAULT", "ask"}};
  Overrides overrides;
  overrides.migrations = "flag";
  overrides.dialects = "postgres >= 14, sqlite";
  overrides.statement_timeout = "9s";
  overrides.lock_wait = "9s";
  overrides.connect_timeout = "9s";
  overrides.drops = "discard";
  const Config loaded = config(overrides);
  EXPECT_EQ(loaded.migrations, (Configured<fs::path>{root_ / "flag", "--migrations"}));
  EXPECT_EQ(loaded.dialects.value.size(), 2U);
  EXPECT_EQ(loaded.statement_timeout.value, milliseconds(9'000));
  EXPECT_EQ(loaded.lock_wait.value, milliseconds(9'000));
  EXPECT_EQ(loaded.connect_timeout.value, milliseconds(9'000));
  EXPECT_EQ(loaded.stash_default.value, DropPolicy::discard);
}

TEST_F(ConfigTest, TwoNamesOfOneVariableMustAgree) {
  write("migc.toml", "");
  environment_.variables = {{"MIGC_LOCK_WAIT", "1s"}, {"MIGC_DATABASE_LOCK_WAIT", "1s"}};
  EXPECT_EQ(config().lock_wait.origin, "environment variable MIGC_DATABASE_LOCK_WAIT");
  environment_.variables["MIGC_LOCK_WAIT"] = "2s";
  EXPECT_EQ(refusal(),
            "`MIGC_DATABASE_LOCK_WAIT` and `MIGC_LOCK_WAIT` are both set, to different values\n"
            "help: they mean the same setting; keep `MIGC_DATABASE_LOCK_WAIT`");
  environment_.variables.erase("MIGC_DATABASE_LOCK_WAIT");
  write(".env", "MIGC_DATABASE_LOCK_WAIT=3s");
  EXPECT_EQ(config().lock_wait.origin, "environment variable MIGC_LOCK_WAIT");
}

TEST_F(ConfigTest, EmptyVariablesCountAsNotSetButForTheUrl) {
  write("migc.toml", "");
  environment_.variables = {
      {"MIGC_LOCK_WAIT", ""}, {"MIGC_ENV", ""}, {"MIGC_CONFIG", ""}, {"MIGC_DRIVER_MAPPING", ""}};
  EXPECT_EQ(config().lock_wait.origin, "default");
  environment_.variables["MIGC_URL"] = "";
  EXPECT_THAT(target_refusal(),
              HasSubstr("environment variable MIGC_URL: the database url is empty"));
}

TEST_F(ConfigTest, MisspeltVariablesArePointedOut) {
  write("migc.toml", "");
  environment_.variables = {{"MIGC_LOCK_TIMOUT", "1s"},
                            {"MIGC_COMPLETELY_DIFFERENT_THING", "1"},
                            {"MIGC_UPDATE_GOLDEN", "1"}};
  EXPECT_THAT(
      config().warnings,
      ElementsAre(
          "variable `MIGC_LOCK_TIMOUT` means nothing to migc; did you mean `MIGC_LOCK_TIMEOUT`?"));
}

// --- environments -------------------------------------------------------------------------------

TEST_F(ConfigTest, AnEnvironmentOverridesAnything) {
  write("migc.toml", R"([project]
migrations = "m"
[database]
lock_timeout = "3s"
[environments.prod]
url = "sqlite:///prod.db"
dialects = ["sqlite"]
[environments.prod.database]
statement_timeout = "9s"
[environments.prod.project]
migrations = "prod"
[environments.prod.check]
ignore = ["MG602"]
[environments.prod.stash]
default = "discard"
[environments.prod.driver_mapping]
"sqlite+x" = "sqlite"
)");
  Overrides overrides;
  overrides.environment = "prod";
  const Config loaded = config(overrides);
  EXPECT_EQ(loaded.environment, (Configured<std::string>{"prod", "--env"}));
  EXPECT_EQ(loaded.url.text, "sqlite:///prod.db");
  EXPECT_EQ(loaded.dialects.value.size(), 1U);
  EXPECT_EQ(loaded.lock_timeout.value, milliseconds(3'000));
  EXPECT_EQ(loaded.statement_timeout.value, milliseconds(9'000));
  EXPECT_EQ(loaded.migrations.value, root_ / "prod");
  EXPECT_THAT(loaded.ignored_codes.value, ElementsAre("MG602"));
  EXPECT_EQ(loaded.stash_default.value, DropPolicy::discard);
  EXPECT_EQ(loaded.driver_mapping.count("sqlite+x"), 1U);
  EXPECT_EQ(config().migrations.value, root_ / "m");
}

TEST_F(ConfigTest, UnknownEnvironments) {
  write("migc.toml", "[environments.production]\n[environments.staging]\n");
  Overrides overrides;
  overrides.environment = "prodution";
  EXPECT_EQ(refusal(overrides),
            "--env: `migc.toml` has no environment `prodution`\nhelp: did you mean `production`?");
  environment_.variables["MIGC_ENV"] = "x";
  EXPECT_EQ(refusal(),
            "environment variable MIGC_ENV: `migc.toml` has no environment `x`\nhelp: known are "
            "`production` and `staging`");
  write("migc.toml", "");
  EXPECT_EQ(refusal(),
            "environment variable MIGC_ENV: `migc.toml` has no environment `x`\nhelp: add a "
            "section `[environments.x]`");
}

// --- mistakes in the file -----------------------------------------------------------------------

TEST_F(ConfigTest, UnknownKeysAndSections) {
  write("migc.toml", "[databse]\nurl = \"x\"\n");
  EXPECT_EQ(refusal(), "migc.toml:1: unknown section `databse`\nhelp: did you mean `[database]`?");
  write("migc.toml", "\n[database]\nlock_timout = \"2s\"\n");
  EXPECT_EQ(
      refusal(),
      "migc.toml:3: unknown key `lock_timout` in `[database]`\nhelp: did you mean `lock_timeout`?");
  write("migc.toml", "[database]\nmigrations = \"m\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: unknown key `migrations` in `[database]`\nhelp: `migrations` belongs "
            "under `[project]`");
  write("migc.toml", "[stash]\nfoo = 1\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: unknown key `foo` in `[stash]`\nhelp: known are `default` and `keep`");
  write("migc.toml", "url = \"x\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:1: unknown section `url`\nhelp: `url` belongs under `[database]`");
  write("migc.toml", "[environments.prod]\nlock_timout = \"2s\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: unknown key `lock_timout`\nhelp: did you mean `lock_timeout`?");
}

TEST_F(ConfigTest, WrongTypes) {
  write("migc.toml", "[database]\nlock_timeout = 5\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: `lock_timeout` is an integer; a string is wanted\nhelp: for instance "
            "`lock_timeout = \"2s\"`");
  write("migc.toml", "[project]\nschema = \"schema/*.mig\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: `schema` is a string; a list of strings is wanted\nhelp: for instance "
            "`schema = [\"schema/*.mig\"]`");
  write("migc.toml", "[project]\ndialects = [\n  \"sqlite\",\n  5,\n]\n");
  EXPECT_EQ(refusal(),
            "migc.toml:4: `dialects` holds an integer; a string is wanted\n"
            "help: for instance `dialects = [\"postgres >= 13\", \"sqlite >= 3.35\"]`");
  write("migc.toml", "project = true\n");
  EXPECT_EQ(refusal(),
            "migc.toml:1: `project` is a boolean; a section is wanted\nhelp: write `[project]` on "
            "a line of its own");
  write("migc.toml", "[environments]\nprod = \"x\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: `environments.prod` is a string; a section is wanted\n"
            "help: write `[environments.prod]` on a line of its own");
  write("migc.toml", "[driver_mapping]\npostgresql = 1\n");
  EXPECT_THAT(refusal(), HasSubstr("migc.toml:2: `postgresql` is an integer; a string is wanted"));
}

TEST_F(ConfigTest, WrongValuesNameTheirPlace) {
  write("migc.toml", "[database]\nlock_timeout = \"soon\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: `lock_timeout`: `soon` is not a duration\n"
            "help: a number and a unit: `500ms`, `2s`, `5min`, `12h`, `30d`, or `0` for no limit");
  write("migc.toml", "[environments.unused]\nlock_timeout = \"soon\"\n");
  EXPECT_THAT(refusal(), HasSubstr("migc.toml:2: `lock_timeout`: `soon` is not a duration"));
  write("migc.toml", "");
  environment_.variables["MIGC_LOCK_TIMEOUT"] = "soon";
  EXPECT_THAT(
      refusal(),
      HasSubstr(
          "environment variable MIGC_LOCK_TIMEOUT: `lock_timeout`: `soon` is not a duration"));
  environment_.variables.clear();
  write("migc.toml", "[project]\ndialects = []\n");
  EXPECT_THAT(refusal(), HasSubstr("migc.toml:2: `dialects` is empty"));
  write("migc.toml", "[project]\ndialects = [\"sqlite\", \"sqlite >= 3.40\"]\n");
  EXPECT_EQ(refusal(), "migc.toml:2: dialect `sqlite` is named twice");
  write("migc.toml", "[driver_mapping]\n\"postgresql+x\" = \"mysql\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: `postgresql+x` maps to no engine that migc knows\nhelp: map it to "
            "`postgresql` or to `sqlite`");
  write("migc.toml",
        "[environments.a]\nlock_wait = \"1s\"\n[environments.a.database]\nlock_wait = \"2s\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: `lock_wait` is given twice\nhelp: the other one is at migc.toml:4");
}

TEST_F(ConfigTest, AllMistakesAtOnce) {
  write("migc.toml", "[database]\nlock_wait = 1\nlock_timeout = \"x\"\n[nonsense]\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: `lock_wait` is an integer; a string is wanted\n"
            "help: for instance `lock_wait = \"5min\"`\n"
            "migc.toml:3: `lock_timeout`: `x` is not a duration\n"
            "help: a number and a unit: `500ms`, `2s`, `5min`, `12h`, `30d`, or `0` for no limit\n"
            "migc.toml:4: unknown section `nonsense`");
}

TEST_F(ConfigTest, WhatIsNotToml) {
  write("migc.toml", "[database]\nurl = postgres\n");
  EXPECT_THAT(refusal(), HasSubstr("migc.toml:2:7: this is not TOML\n"));
  write("migc.toml", "[database]\nurl = \"a\"\nurl = \"b\"\n");
  EXPECT_THAT(refusal(), HasSubstr("migc.toml:3:"));
  for (const std::string text : {"x = \"\xFF\"", "[}", "[", "[a", "[[a]]\nx", "=", "a.", "a = [",
                                 "a = {", "\"", "a = 1 b", "a = 'x"}) {
    write("migc.toml", text);
    EXPECT_THAT(refusal(), HasSubstr("this is not TOML")) << text;
  }
}

TEST_F(ConfigTest, MistakesInDotenv) {
  write("migc.toml", "");
  write(".env", "A=1\nB\n");
  EXPECT_EQ(refusal(), ".env:2: `=` is missing after `B`\nhelp: write `NAME=value`");
}

// --- references ---------------------------------------------------------------------------------

TEST_F(ConfigTest, ReferencesAreReplaced) {
  write("migc.toml",
        "[project]\nmigrations = \"${DIR}/m\"\nschema = "
        "[\"${NOWHERE:-s}/*.mig\"]\n[database]\nlock_wait = \"${EMPTY:-7s}\"\n");
  write(".env", "DIR=from_file\nEMPTY=\n");
  EXPECT_EQ(config().migrations, (Configured<fs::path>{root_ / "from_file/m", "migc.toml:2"}));
  EXPECT_THAT(config().schema.value, ElementsAre("s/*.mig"));
  EXPECT_EQ(config().lock_wait.value, milliseconds(7'000));
  environment_.variables["DIR"] = "outside";
  EXPECT_EQ(config().migrations.value, root_ / "outside/m");
}

TEST_F(ConfigTest, AReferenceAloneTakesOverTheOrigin) {
  write("migc.toml", "[database]\nurl = \"${PROD_URL}\"\n");
  write(".env", "PROD_URL=sqlite:///a.db");
  EXPECT_EQ(config().url.origin, ".env:1 (through migc.toml:2)");
  environment_.variables["PROD_URL"] = "sqlite:///b.db";
  EXPECT_EQ(config().url.origin, "environment variable PROD_URL (through migc.toml:2)");
  EXPECT_EQ(config().url.text, "sqlite:///b.db");
}

TEST_F(ConfigTest, AMissingVariableOfTheUrlMattersWhenTheUrlIsNeeded) {
  write("migc.toml", "[database]\nurl = \"${DATABASE_URL}\"\n");
  const Config loaded = config();
  EXPECT_EQ(loaded.url.text, "");
  EXPECT_EQ(target_refusal(),
            "migc.toml:2: variable `DATABASE_URL` is not set\n"
            "help: set it in the environment or in `.env`, or write `${DATABASE_URL:-default}`");
  Overrides overrides;
  overrides.url = "sqlite:///x.db";
  EXPECT_EQ(target(overrides).path, (root_ / "x.db").string());
}

TEST_F(ConfigTest, OtherMissingVariablesMatterAtOnceIfTheyAreUsed) {
  write("migc.toml", "[project]\nmigrations = \"${NOWHERE}\"\n");
  EXPECT_EQ(refusal(),
            "migc.toml:2: variable `NOWHERE` is not set\n"
            "help: set it in the environment or in `.env`, or write `${NOWHERE:-default}`");
  environment_.variables["MIGC_MIGRATIONS"] = "m";
  EXPECT_EQ(config().migrations.value, root_ / "m");
  environment_.variables.clear();
  write("migc.toml", "[environments.unused]\nmigrations = \"${NOWHERE}\"\n");
  EXPECT_EQ(config().migrations.value, root_ / "migrations");
}

TEST_F(ConfigTest, ReferencesThatAreNone) {
  write("migc.toml", "[project]\nmigrations = \"$${A} $B\"\n");
  EXPECT_EQ(config().migrations.value, root_ / "${A} $B");
  for (const std::string bad : {"${", "${}", "${A B}", "${A-x}", "${A:-${B}}"}) {
    write("migc.toml", "[project]\nmigrations = \"" + bad + "\"\n");
    EXPECT_THAT(refusal(), HasSubstr("migc.toml:2: `${")) << bad;
  }
}

// --- where the project is -----------------------------------------------------------------------

TEST_F(ConfigTest, TheFileIsFoundUpwards) {
  write("migc.toml", "[database]\nlock_wait = \"1s\"\n");
  write(".env", "MIGC_LOCK_TIMEOUT=9s");
  fs::create_directories(root_ / "a/b");
  environment_.working_directory = root_ / "a/b";
  EXPECT_EQ(config().root, root_);
  EXPECT_EQ(config().lock_wait.origin, "../../migc.toml:2");
  EXPECT_EQ(config().lock_timeout.origin, "../../.env:1");
  EXPECT_EQ(target().path, (root_ / "migc.db").string());
  Overrides overrides;
  overrides.migrations = "here";
  EXPECT_EQ(config(overrides).migrations.value, root_ / "a/b/here");
}

TEST_F(ConfigTest, DirectoryAndFileCanBeNamed) {
  write("one/migc.toml", "[database]\nlock_wait = \"1s\"\n");
  write("two/other.toml", "[database]\nlock_wait = \"2s\"\n");
  Overrides overrides;
  overrides.directory = "one";
  EXPECT_EQ(config(overrides).root, root_ / "one");
  EXPECT_EQ(config(overrides).lock_wait.origin, "one/migc.toml:2");
  overrides.directory = "one/";
  EXPECT_EQ(config(overrides).root, root_ / "one");
  overrides.config_file = "../two/other.toml";
  EXPECT_EQ(config(overrides).root, root_ / "two");
  EXPECT_EQ(config(overrides).lock_wait.value, milliseconds(2'000));
  environment_.variables["MIGC_CONFIG"] = "one/migc.toml";
  EXPECT_EQ(config().root, root_ / "one");
}

TEST_F(ConfigTest, NamedPlacesMustExist) {
  Overrides overrides;
  overrides.directory = "nowhere";
  EXPECT_EQ(refusal(overrides), "-C: there is no folder `nowhere`");
  overrides = {};
  overrides.config_file = "nowhere.toml";
  EXPECT_EQ(refusal(overrides), "--config: there is no file `nowhere.toml`");
  environment_.variables["MIGC_CONFIG"] = ".";
  EXPECT_EQ(refusal(), "environment variable MIGC_CONFIG: there is no file `.`");
}

TEST_F(ConfigTest, WithoutAFile) {
  EXPECT_EQ(
      refusal(),
      "there is no `migc.toml` in `" + root_.string() +
          "` or in a folder above it\n"
          "help: `migc init` begins a project here; `-C DIR` and `--config FILE` name another one");
  const Result<Config> optional = load({}, Project::optional);
  ASSERT_TRUE(optional);
  EXPECT_EQ(optional->root, root_);
  EXPECT_FALSE(optional->file);
  Overrides overrides;
  overrides.migrations = "m";
  EXPECT_EQ(config(overrides).migrations.value, root_ / "m");
  environment_.variables["MIGC_MIGRATIONS"] = "v";
  EXPECT_EQ(config().migrations.value, root_ / "v");
}

TEST_F(ConfigTest, AnUnreadableFileIsAFailureOfTheFileSystem) {
  Overrides overrides;
  overrides.config_file = "/proc/self/mem";  // nobody can read its first byte, not even root
  const Result<Config> loaded = load(overrides);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::io);
  EXPECT_EQ(loaded.error().message, "cannot read `/proc/self/mem`");
}

// --- the database -------------------------------------------------------------------------------

TEST_F(ConfigTest, AServiceIsPutTogetherAndEncoded) {
  write("migc.toml", "");
  environment_.variables = {{"DATABASE_SERVICE", "postgresql+asyncpg"},
                            {"DATABASE_HOST", "db.example"},
                            {"DATABASE_PORT", "6432"},
                            {"DATABASE_NAME", "app/db"},
                            {"DATABASE_USER", "us@er"},
                            {"DATABASE_PASSWORD", "p@ss/w:d%20"}};
  const ConnectionTarget found = target();
  EXPECT_EQ(found.engine, "postgres");
  EXPECT_EQ(found.host, "db.example");
  EXPECT_EQ(found.port, "6432");
  EXPECT_EQ(found.database, "app/db");
  EXPECT_EQ(found.user, "us@er");
  EXPECT_EQ(found.password, "p@ss/w:d%20");
  EXPECT_EQ(found.display, "postgresql+asyncpg://us%40er:***@db.example:6432/app%2Fdb");
  environment_.variables["DATABASE_HOST"] = "::1";
  EXPECT_EQ(target().host, "::1");
  environment_.variables["DATABASE_HOST"] = "/var/run/postgresql";
  EXPECT_EQ(target().host, "/var/run/postgresql");
}

TEST_F(ConfigTest, AServiceMayLeaveThingsToLibpq) {
  write("migc.toml", "");
  environment_.variables = {{"DATABASE_SERVICE", " PostgreSQL "}};
  const ConnectionTarget found = target();
  EXPECT_EQ(found.engine, "postgres");
  EXPECT_EQ(found.host + found.port + found.user + found.password + found.database, "");
}

TEST_F(ConfigTest, AnSqliteServiceNamesAFile) {
  write("migc.toml", "");
  environment_.variables = {{"DATABASE_SERVICE", "sqlite+aiosqlite"},
                            {"DATABASE_HOST", "ignored"},
                            {"DATABASE_PASSWORD", "ignored"}};
  EXPECT_EQ(target().path, (root_ / "migc.db").string());
  environment_.variables["DATABASE_NAME"] = "inference_core";
  EXPECT_EQ(target().path, (root_ / "inference_core.db").string());
  environment_.variables["DATABASE_NAME"] = "data/my app.sqlite";
  EXPECT_EQ(target().path, (root_ / "data/my app.sqlite").string());
  environment_.variables["DATABASE_NAME"] = "/var/lib/app";
  EXPECT_EQ(target().path, "/var/lib/app");
  EXPECT_EQ(target().display, "sqlite+aiosqlite:////var/lib/app");
  environment_.variables["DATABASE_NAME"] = ":memory:";
  EXPECT_EQ(target().path, "");
}

TEST_F(ConfigTest, MistakesInAService) {
  write("migc.toml", "");
  environment_.variables = {{"DATABASE_SERVICE", "postgresql+foo"},
                            {"DATABASE_PASSWORD", "secret"},
                            {"DATABASE_USER", "app"}};
  EXPECT_EQ(target_refusal(),
            "environment variable DATABASE_SERVICE: unknown driver `foo` in `postgresql+foo`\n"
            "url: postgresql+foo://app:***@/\n"
            "help: if it talks to PostgreSQL, add to `migc.toml`\n"
            "[driver_mapping]\n"
            "\"postgresql+foo\" = \"postgresql\"");
  write("migc.toml", "[driver_mapping]\n\"postgresql+foo\" = \"postgresql\"\n");
  EXPECT_EQ(target().engine, "postgres");
  environment_.variables["DATABASE_PORT"] = "54x";
  EXPECT_THAT(target_refusal(),
              HasSubstr("environment variable DATABASE_PORT: port `54x` is not a number"));
  environment_.variables["DATABASE_HOST"] = "app:secret@db";
  EXPECT_THAT(target_refusal(),
              HasSubstr("environment variable DATABASE_HOST: the host holds an `@`"));
  environment_.variables["DATABASE_SERVICE"] = "mysql+aiomysql";
  environment_.variables["DATABASE_HOST"] = "db";
  environment_.variables["DATABASE_PORT"] = "3306";
  EXPECT_THAT(target_refusal(), HasSubstr("MySQL and MariaDB are not supported in this version"));
  environment_.variables["DATABASE_SERVICE"] = "postgresql://app:secret@db";
  EXPECT_THAT(
      target_refusal(),
      HasSubstr("environment variable DATABASE_SERVICE: the service is not the scheme of a url"));
}

TEST_F(ConfigTest, AnEmptyUrlIsNotPassedOver) {
  write("migc.toml", "");
  environment_.variables["DATABASE_URL"] = "";
  EXPECT_EQ(target_refusal(),
            "environment variable DATABASE_URL: the database url is empty\n"
            "help: give it a value, or unset the variable");
  environment_.variables["DATABASE_SERVICE"] = "sqlite";
  EXPECT_EQ(target().engine, "sqlite");
  environment_.variables = {{"DATABASE_SERVICE", " "}};
  EXPECT_THAT(target_refusal(),
              HasSubstr("environment variable DATABASE_SERVICE: the service is empty"));
}

TEST_F(ConfigTest, TheDefaultFileNeedsTheDialect) {
  write("migc.toml", "[project]\ndialects = [\"postgres\"]\n");
  EXPECT_EQ(target_refusal(),
            "default: no database url is configured\n"
            "help: set `DATABASE_URL`, `url` under `[database]` in `migc.toml`, or use `--url`");
}

TEST_F(ConfigTest, LibpqVariablesOfDotenvFillTheGaps) {
  write("migc.toml", "[database]\nurl = \"postgresql://fromurl@/\"\n");
  write(".env",
        "PGHOST=envhost\nPGUSER=envuser\nPGPASSWORD=secret\nPGSSLMODE=require\nPGPORT="
        "1\nPGNONSENSE=1\n");
  environment_.variables["PGPORT"] = "2";
  const ConnectionTarget found = target();
  EXPECT_EQ(found.host, "envhost");
  EXPECT_EQ(found.user, "fromurl");
  EXPECT_EQ(found.password, "secret");
  EXPECT_EQ(found.port, "") << "libpq reads the environment itself";
  EXPECT_EQ(found.params, (std::map<std::string, std::string>{{"connect_timeout", "10"},
                                                              {"sslmode", "require"}}));
  environment_.variables["PGSERVICE"] = "shop";
  EXPECT_EQ(target().host, "");
  EXPECT_EQ(target().params.count("connect_timeout"), 0U);
}

TEST_F(ConfigTest, TheConnectTimeoutReachesLibpq) {
  write("migc.toml", "[database]\nurl = \"postgresql://db\"\n");
  EXPECT_EQ(target().params.at("connect_timeout"), "10");
  environment_.variables["PGCONNECT_TIMEOUT"] = "3";
  EXPECT_EQ(target().params.count("connect_timeout"), 0U);
  environment_.variables["MIGC_CONNECT_TIMEOUT"] = "1500ms";
  EXPECT_EQ(target().params.at("connect_timeout"), "2");
  Overrides overrides;
  overrides.url = "postgresql://db?connect_timeout=7";
  EXPECT_EQ(target(overrides).params.at("connect_timeout"), "7");
}

TEST_F(ConfigTest, OtherUrlsUseTheSameRules) {
  write("migc.toml", "[driver_mapping]\n\"sqlite+x\" = \"sqlite\"\n");
  const Result<ConnectionTarget> found = target_of(config(), "sqlite+x:///y.db", "FROM");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->path, (root_ / "y.db").string());
  EXPECT_EQ(target_of(config(), "nonsense://x", "FROM").error().message,
            "FROM: unknown database `nonsense` in the url");
}

}  // namespace
}  // namespace migc::runtime

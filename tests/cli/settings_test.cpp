#include "tests/cli/cli_test.h"

// Where settings come from and what is said when they are wrong.

namespace migc::test {
namespace {

class SettingsTest : public CliTest {
 public:
  SettingsTest() {
    write_project();
    secret = "s3cret";
  }
  void append_to_config(std::string_view text) const {
    write("migc.toml", read("migc.toml") + std::string(text));
  }
  /// The database that migc would talk to.
  std::string database(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), "current");
    const auto answer = json(std::move(arguments));
    return answer.is_object() ? answer.value("database", "") : "";
  }
  Outcome refused(std::vector<std::string> arguments, int code, std::string_view message) const {
    Outcome outcome = migc(std::move(arguments));
    EXPECT_EQ(outcome.code, code) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(count("\n" + outcome.err, "\nerror: "), 1U) << outcome.err;
    EXPECT_TRUE(contains(outcome.err, message)) << outcome.err;
    return outcome;
  }
};

TEST_F(SettingsTest, TheDefaultIsAFileBesideTheConfiguration) {
  EXPECT_EQ(database(), "sqlite:///migc.db");
  std::filesystem::create_directories(root / "deep/down");
  ok({"-C", "deep/down", "apply"});
  EXPECT_TRUE(exists("migc.db"));
}

TEST_F(SettingsTest, SourcesComeInOrder) {
  append_to_config(
      "[database]\nurl = \"sqlite:///file.db\"\n[environments.staging]\nurl = "
      "\"sqlite:///staging.db\"\n");
  EXPECT_EQ(database(), "sqlite:///file.db");
  variables["DATABASE_URL"] = "sqlite:///application.db";
  EXPECT_EQ(database(), "sqlite:///file.db");
  EXPECT_EQ(database({"--env", "staging"}), "sqlite:///staging.db");
  variables["MIGC_ENV"] = "staging";
  EXPECT_EQ(database(), "sqlite:///staging.db");
  write(".env", "MIGC_URL=sqlite:///dotenv.db\n");
  EXPECT_EQ(database(), "sqlite:///dotenv.db");
  variables["MIGC_URL"] = "sqlite:///variable.db";
  EXPECT_EQ(database(), "sqlite:///variable.db");
  EXPECT_EQ(database({"--url", "sqlite:///flag.db"}), "sqlite:///flag.db");
}

TEST_F(SettingsTest, ApplicationVariablesAreTaken) {
  variables["DATABASE_URL"] = "sqlite:///application.db";
  EXPECT_EQ(database(), "sqlite:///application.db");
  variables.erase("DATABASE_URL");
  variables["DATABASE_SERVICE"] = "sqlite+aiosqlite";
  variables["DATABASE_NAME"] = "app_db";
  EXPECT_EQ(database(), "sqlite+aiosqlite:///app_db.db");
  ok({"apply"});
  EXPECT_TRUE(exists("app_db.db"));
}

TEST_F(SettingsTest, DotenvGivesReferencesOfTheConfiguration) {
  append_to_config("[environments.production]\nurl = \"${PROD_URL}\"\n");
  const Outcome missing =
      refused({"current", "--env", "production"}, 2, "migc.toml:4: variable `PROD_URL` is not set");
  EXPECT_TRUE(contains(missing.err, "help: ")) << missing.err;
  write(".env", "# secrets\nexport PROD_URL='sqlite:///prod.db'\n");
  EXPECT_EQ(database({"--env", "production"}), "sqlite:///prod.db");
  variables["PROD_URL"] = "sqlite:///other.db";
  EXPECT_EQ(database({"--env", "production"}), "sqlite:///other.db");
}

TEST_F(SettingsTest, UnknownEnvironment) {
  refused({"apply", "--env", "prod"}, 2, "--env: `migc.toml` has no environment `prod`");
}

TEST_F(SettingsTest, WrongValuesNameTheirOrigin) {
  variables["MIGC_LOCK_TIMEOUT"] = "soon";
  refused({"apply"}, 2,
          "environment variable MIGC_LOCK_TIMEOUT: `lock_timeout`: `soon` is not a duration");
  variables.erase("MIGC_LOCK_TIMEOUT");
  append_to_config("[database]\nlock_wait = \"soon\"\n");
  refused({"apply"}, 2, "migc.toml:4");
}

TEST_F(SettingsTest, MisspeltVariablesAreWarnedOf) {
  variables["MIGC_LOKC_TIMEOUT"] = "1s";
  const Outcome outcome = migc({"current"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_TRUE(contains(outcome.err, "did you mean `MIGC_LOCK_TIMEOUT`?")) << outcome.err;
}

TEST_F(SettingsTest, BrokenConfigurationShowsThePlace) {
  write("migc.toml", "[project\n");
  refused({"check"}, 2, "migc.toml:1:");
  write("migc.toml", "[project]\nmigratoins = \"db\"\n");
  refused({"check"}, 2, "migratoins");
}

TEST_F(SettingsTest, NoConfigurationAnywhere) {
  std::filesystem::remove(root / "migc.toml");
  const Outcome outcome = refused({"apply"}, 2, "there is no `migc.toml` in ");
  EXPECT_TRUE(contains(outcome.err, "help: `migc init` begins a project here")) << outcome.err;
  refused({"-C", "nowhere", "check"}, 2, "-C: there is no folder `nowhere`");
  refused({"--config", "other.toml", "check"}, 2, "other.toml");
}

TEST_F(SettingsTest, NoFolderOfMigrations) {
  std::filesystem::remove_all(root / "migrations");
  refused({"check"}, 2, "the folder of the migrations does not exist: migrations");
}

TEST_F(SettingsTest, AsyncSqliteUrls) {
  ok({"apply", "--url", "sqlite+aiosqlite:///app.db"});
  EXPECT_EQ(sqlite("select count(*) from users", "app.db"), "0");
  EXPECT_EQ(database({"--url", "sqlite+aiosqlite:///app.db"}), "sqlite+aiosqlite:///app.db");
  EXPECT_TRUE(contains(ok({"current", "--url", "sqlite+pysqlite:///app.db"}), "(head)"));
}

TEST_F(SettingsTest, UnknownDriversComeWithTheLineThatMendsIt) {
  const Outcome driver = refused({"apply", "--url", "postgresql+turbo://u:s3cret@localhost/d"}, 2,
                                 "--url: unknown driver `turbo` in `postgresql+turbo`");
  EXPECT_TRUE(contains(driver.err, "[driver_mapping]\n  \"postgresql+turbo\" = \"postgresql\""))
      << driver.err;
  variables["DATABASE_URL"] = "oracle://u:s3cret@localhost/d";
  refused({"apply"}, 2, "environment variable DATABASE_URL: unknown database `oracle`");
}

TEST_F(SettingsTest, MappedDriversAreTaken) {
  append_to_config("[driver_mapping]\n\"lite+turbo\" = \"sqlite\"\n");
  EXPECT_EQ(database({"--url", "lite+turbo:///mapped.db"}), "lite+turbo:///mapped.db");
}

TEST_F(SettingsTest, EmptyUrlIsNotTheDefault) {
  variables["MIGC_URL"] = "";
  refused({"apply"}, 2, "MIGC_URL: the database url is empty");
  EXPECT_FALSE(exists("migc.db"));
}

TEST_F(SettingsTest, ClosedPort) {
  const std::string url = "postgresql+asyncpg://app:s3cret@127.0.0.1:1/shop";
  for (const std::string command : {"apply", "current", "plan", "stamp", "revert"}) {
    std::vector<std::string> arguments{command, "--connect-timeout", "0", "--url", url};
    if (command == "stamp" || command == "revert") arguments.emplace_back("base");
    refused(
        arguments, 3,
        "cannot connect to `postgresql+asyncpg://app:***@127.0.0.1:1/shop`: Connection refused");
  }
  const Outcome outcome =
      migc({"apply", "--format", "json", "--connect-timeout", "0", "--url", url});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.out, "");
  const auto error = nlohmann::json::parse(outcome.err, nullptr, false);
  ASSERT_FALSE(error.is_discarded()) << outcome.err;
  EXPECT_EQ(error.at("error").at("kind"), "connect");
}

TEST_F(SettingsTest, BadlyWrittenUrlsShowNoPartOfThePassword) {
  for (const std::string url :
       {"postgresql://app:s3cret@/x@host/shop", "postgresql://app:s3cret",
        "postgres:app:s3cret@host", "postgresql://host/shop?passwort=s3cret",
        "mysql://app:s3cret@host/shop", "postgresql://app:a@s3cret@host:x/shop"}) {
    const Outcome outcome = migc({"apply", "--connect-timeout", "0", "--url", url});
    EXPECT_NE(outcome.code, 0) << url;
    EXPECT_EQ(outcome.out, "") << url;
  }
}

TEST_F(SettingsTest, PasswordsOfAllSourcesStayHidden) {
  variables["DATABASE_SERVICE"] = "postgresql+asyncpg";
  variables["DATABASE_HOST"] = "127.0.0.1";
  variables["DATABASE_PORT"] = "1";
  variables["DATABASE_NAME"] = "shop";
  variables["DATABASE_USER"] = "app";
  variables["DATABASE_PASSWORD"] = "p@s3cret/#";
  variables["MIGC_CONNECT_TIMEOUT"] = "0";
  refused({"apply", "-v"}, 3, "postgresql+asyncpg://app:***@127.0.0.1:1/shop");
  variables = {
      {"PATH", variables["PATH"]}, {"HOME", variables["HOME"]}, {"MIGC_CONNECT_TIMEOUT", "0"}};
  write(".env", "DATABASE_URL=postgresql://app:s3cret@127.0.0.1:1/shop\n");
  refused({"history", "-i"}, 3, "postgresql://app:***@127.0.0.1:1/shop");
}

TEST_F(SettingsTest, MissingFolderOfTheDatabase) {
  for (const std::string command : {"apply", "current", "plan"})
    refused({command, "--url", "sqlite:///no/such/app.db"}, 3, "does not exist");
  EXPECT_FALSE(exists("no"));
  refused({"apply", "--url", "sqlite:///migrations"}, 3,
          "is a folder, but a database file is wanted");
}

TEST_F(SettingsTest, ReadOnlyDatabaseFile) {
  ok({"apply", "b00000000002"});
  std::filesystem::permissions(root / "migc.db", std::filesystem::perms::owner_read);
  obeys_permissions = true;
  EXPECT_TRUE(contains(ok({"current"}), "b00000000002"));
  refused({"apply"}, 3, "migc.db` is read only");
  std::filesystem::permissions(root / "migc.db", std::filesystem::perms::owner_all);
  EXPECT_EQ(json({"current"}).at("current").at(0), "b00000000002");
}

TEST_F(SettingsTest, UnreadableMigration) {
  std::filesystem::permissions(root / "migrations/3_notes.mig", std::filesystem::perms::none);
  obeys_permissions = true;
  const Outcome check = migc({"check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_TRUE(contains(check.out,
                       "error[E0001]: `migrations/3_notes.mig` cannot be read: Permission denied"))
      << check.out;
}

TEST_F(SettingsTest, NotADatabase) {
  write("migc.db",
        "this is a text and no database, whatever its name says; long enough for a header of a "
        "hundred bytes, surely");
  const Outcome outcome = migc({"apply"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_EQ(outcome.out, "");
}

}  // namespace
}  // namespace migc::test

#include "runtime/cli/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/cli/url_parts.h"

namespace migc::runtime {
namespace {

using testing::HasSubstr;
using testing::Not;

Result<ConnectionTarget> parse(std::string_view url) {
  return parse_url(url, "--url", {}, "/project");
}

ConnectionTarget target(std::string_view url) {
  Result<ConnectionTarget> parsed = parse(url);
  EXPECT_TRUE(parsed) << url << "\n"
                      << (parsed ? "" : parsed.error().message + "\n" + parsed.error().detail);
  return parsed.value_or(ConnectionTarget{});
}

/// Message and detail of a URL that is refused.
std::string refusal(std::string_view url) {
  const Result<ConnectionTarget> parsed = parse(url);
  EXPECT_FALSE(parsed) << url;
  if (parsed) return {};
  EXPECT_EQ(parsed.error().kind, ErrorKind::usage) << url;
  return parsed.error().message + "\n" + parsed.error().detail;
}

TEST(UrlTest, EveryDriverOfPostgresIsPostgres) {
  for (const std::string_view scheme :
       {"postgresql", "postgres", "postgresql+asyncpg", "postgresql+psycopg", "postgresql+psycopg2",
        "postgresql+psycopg_async", "postgresql+psycopg2cffi", "postgresql+pg8000",
        "postgres+asyncpg", "postgres+psycopg", "PostgreSQL+AsyncPG"}) {
    const ConnectionTarget parsed =
        target(std::string(scheme) + "://app:secret@db.example:6432/shop");
    EXPECT_EQ(parsed.engine, "postgres") << scheme;
    EXPECT_EQ(parsed.host, "db.example") << scheme;
    EXPECT_EQ(parsed.port, "6432") << scheme;
    EXPECT_EQ(parsed.user, "app") << scheme;
    EXPECT_EQ(parsed.password, "secret") << scheme;
    EXPECT_EQ(parsed.database, "shop") << scheme;
    EXPECT_EQ(parsed.display, std::string(scheme) + "://app:***@db.example:6432/shop");
  }
}

TEST(UrlTest, WhatIsNotSaidStaysEmpty) {
  EXPECT_EQ(target("postgresql://"), (ConnectionTarget{.engine = "postgres",
                                                       .path = {},
                                                       .host = {},
                                                       .port = {},
                                                       .database = {},
                                                       .user = {},
                                                       .password = {},
                                                       .params = {},
                                                       .display = "postgresql://"}));
  EXPECT_EQ(target("postgresql:///shop").database, "shop");
  EXPECT_EQ(target("postgresql://db").host, "db");
  EXPECT_EQ(target("postgresql://app@db").user, "app");
  EXPECT_EQ(target("postgresql://app@db").password, "");
  EXPECT_EQ(target("postgresql://:pw@db").password, "pw");
  EXPECT_EQ(target("postgresql://db:/shop").port, "");
  EXPECT_EQ(target("  postgresql://db/shop\n").database, "shop");
}

TEST(UrlTest, PercentEncodingIsHonouredEverywhere) {
  const ConnectionTarget parsed = target(
      "postgresql+asyncpg://us%40er:p%40%2F%3A%25%20w@%2Fvar%2Frun%2Fpostgresql/"
      "my%20shop?application%5Fname=a%26b");
  EXPECT_EQ(parsed.user, "us@er");
  EXPECT_EQ(parsed.password, "p@/:% w");
  EXPECT_EQ(parsed.host, "/var/run/postgresql");
  EXPECT_EQ(parsed.database, "my shop");
  EXPECT_EQ(parsed.params.at("application_name"), "a&b");
}

TEST(UrlTest, PunctuationThatEndsNothingMayStandInThePassword) {
  EXPECT_EQ(target("postgresql://u:p?w#x@db/shop").password, "p?w#x");
  EXPECT_EQ(target("postgresql://u:p:w@db/shop").password, "p:w");
  EXPECT_EQ(target("postgresql://u:p+w@db/shop").password, "p+w");
}

TEST(UrlTest, HostsMayBeSeveralAndOfVersionSix) {
  const ConnectionTarget several =
      target("postgresql://app@a:1,b:2,c/shop?target_session_attrs=read-write");
  EXPECT_EQ(several.host, "a,b,c");
  EXPECT_EQ(several.port, "1,2,");
  EXPECT_EQ(target("postgresql://a,b/shop").port, "");
  const ConnectionTarget six = target("postgresql://app:pw@[2001:db8::1]:5433/shop");
  EXPECT_EQ(six.host, "2001:db8::1");
  EXPECT_EQ(six.port, "5433");
  EXPECT_EQ(six.display, "postgresql://app:***@[2001:db8::1]:5433/shop");
  EXPECT_EQ(target("postgresql://[::1],[::2]:2/shop").host, "::1,::2");
}

TEST(UrlTest, ParametersOfLibpqPass) {
  const ConnectionTarget parsed = target(
      "postgresql://db/"
      "shop?sslmode=verify-full&connect_timeout=3&options=-csearch_path%3Da&sslrootcert=/ca.pem");
  EXPECT_EQ(parsed.params, (std::map<std::string, std::string>{{"connect_timeout", "3"},
                                                               {"options", "-csearch_path=a"},
                                                               {"sslmode", "verify-full"},
                                                               {"sslrootcert", "/ca.pem"}}));
}

TEST(UrlTest, ParametersThatAreMembersBecomeMembers) {
  const ConnectionTarget parsed =
      target("postgresql:///?host=/var/run/postgresql&port=6000&user=a@b&password=pw&dbname=shop");
  EXPECT_EQ(parsed.host, "/var/run/postgresql");
  EXPECT_EQ(parsed.port, "6000");
  EXPECT_EQ(parsed.user, "a@b");
  EXPECT_EQ(parsed.password, "pw");
  EXPECT_EQ(parsed.database, "shop");
  EXPECT_TRUE(parsed.params.empty());
  EXPECT_EQ(target("postgresql://db:5432/shop?user=app@server").user, "app@server");
  EXPECT_EQ(target("postgresql://db:5432?user=app@server").user, "app@server");
}

TEST(UrlTest, SeveralHostParametersAreJoined) {
  const ConnectionTarget parsed =
      target("postgresql+psycopg2://app:pw@/shop?host=a:5432&host=b:5433");
  EXPECT_EQ(parsed.host, "a,b");
  EXPECT_EQ(parsed.port, "5432,5433");
  EXPECT_EQ(target("postgresql://old/shop?host=a,b").host, "a,b");
}

TEST(UrlTest, ParametersOfApplicationDriversAreTranslatedOrDropped) {
  EXPECT_EQ(target("postgresql+asyncpg://db/shop?ssl=require").params.at("sslmode"), "require");
  EXPECT_EQ(target("postgresql+asyncpg://db/shop?ssl=verify-full").params.at("sslmode"),
            "verify-full");
  EXPECT_EQ(target("postgresql+asyncpg://db/shop?ssl=True").params.at("sslmode"), "require");
  EXPECT_EQ(target("postgresql+asyncpg://db/shop?ssl=false").params.at("sslmode"), "disable");
  EXPECT_EQ(target("postgresql+pg8000://db/shop?timeout=7.5").params.at("connect_timeout"), "7");
  EXPECT_TRUE(target("postgresql+asyncpg://db/"
                     "shop?prepared_statement_cache_size=0&server_settings=x&command_timeout=60&"
                     "async_fallback=true&statement_cache_size=0")
                  .params.empty());
}

TEST(UrlTest, APlusInAParameterIsASpaceForApplicationsOnly) {
  EXPECT_EQ(
      target("postgresql+psycopg://db/shop?application_name=a+b").params.at("application_name"),
      "a b");
  EXPECT_EQ(target("postgresql://db/shop?application_name=a+b").params.at("application_name"),
            "a+b");
}

TEST(UrlTest, UnknownParametersAreNamed) {
  EXPECT_EQ(refusal("postgresql://app:secret@db/shop?sslmod=require"),
            "--url: unknown parameter `sslmod` in the PostgreSQL url\n"
            "url: postgresql://app:***@db/shop?sslmod=require\n"
            "help: a parameter with a similar name exists: `sslmode`");
  EXPECT_THAT(refusal("postgresql://db/shop?schema=public"),
              HasSubstr("help: write `options=-csearch_path%3DNAME`"));
  EXPECT_THAT(refusal("postgresql://db/shop?zzzzzz=1"), HasSubstr("unknown parameter `zzzzzz`"));
  EXPECT_THAT(refusal("postgresql://db/shop?sslmode"),
              HasSubstr("--url: a parameter of the url has no `=`"));
  EXPECT_THAT(refusal("postgresql+asyncpg://db/shop?ssl=maybe"),
              HasSubstr("parameter `ssl` of the PostgreSQL url"));
}

TEST(UrlTest, SqliteForms) {
  EXPECT_EQ(target("sqlite:///app.db").path, "/project/app.db");
  EXPECT_EQ(target("sqlite:///./data/../app.db").path, "/project/app.db");
  EXPECT_EQ(target("sqlite:////var/lib/app.db").path, "/var/lib/app.db");
  EXPECT_EQ(target("sqlite:///my%20app.db").path, "/project/my app.db");
  EXPECT_EQ(target("sqlite+aiosqlite:///./inference_core.db").path, "/project/inference_core.db");
  EXPECT_EQ(target("sqlite+pysqlite:///app.db").engine, "sqlite");
  EXPECT_EQ(target("sqlite:///app.db").display, "sqlite:///app.db");
  for (const std::string_view memory :
       {"sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite+aiosqlite://",
        ":memory:", "sqlite:///file::memory:?uri=true", "sqlite:///x.db?mode=memory"}) {
    EXPECT_EQ(target(memory).engine, "sqlite") << memory;
    EXPECT_EQ(target(memory).path, "") << memory;
  }
}

TEST(UrlTest, BarePathsAndFileUris) {
  EXPECT_EQ(target("app.db").path, "/project/app.db");
  EXPECT_EQ(target("/data/app.sqlite").path, "/data/app.sqlite");
  EXPECT_EQ(target("data/APP.SQLITE3").path, "/project/data/APP.SQLITE3");
  EXPECT_EQ(target("file:app.db?mode=ro").path, "/project/app.db");
  EXPECT_EQ(target("file:app.db?mode=ro").params.at("mode"), "ro");
  EXPECT_EQ(target("file:///data/app").path, "/data/app");
  EXPECT_EQ(target("file:/data/app").path, "/data/app");
  EXPECT_EQ(target("file://localhost/data/app").path, "/data/app");
  EXPECT_THAT(refusal("file://server/data/app"), HasSubstr("a `file:` url names a host"));
  EXPECT_EQ(parse_url("app.db", "--url", {}, "")->path, "app.db");
}

TEST(UrlTest, SqliteParameters) {
  EXPECT_EQ(target("sqlite:///app.db?mode=ro").params.at("mode"), "ro");
  EXPECT_TRUE(
      target("sqlite:///app.db?timeout=15&check_same_thread=False&cache=shared").params.empty());
  EXPECT_THAT(refusal("sqlite:///app.db?mod=ro"),
              HasSubstr("unknown parameter `mod` in the SQLite url"));
  EXPECT_THAT(refusal("sqlite:///app.db?mode=fast"),
              HasSubstr("parameter `mode` of the SQLite url is not a way to open a file"));
}

TEST(UrlTest, SqliteMistakes) {
  EXPECT_EQ(refusal("sqlite://app.db"),
            "--url: the SQLite url has something in the place of the host\n"
            "url: sqlite://app.db\n"
            "help: three slashes begin a path relative to the project (`sqlite:///app.db`), four "
            "an absolute one "
            "(`sqlite:////var/lib/app.db`)");
  EXPECT_THAT(refusal("sqlite://user:secret@db:5432/shop"), Not(HasSubstr("secret")));
  EXPECT_THAT(refusal("sqlite:app.db"), HasSubstr("--url: `//` is missing after `sqlite:`"));
  EXPECT_THAT(refusal("sqlite+pysqlcipher:///app.db"),
              HasSubstr("driver `pysqlcipher` of `sqlite+pysqlcipher`"));
}

TEST(UrlTest, UnknownDriversNameTheLineThatMendsIt) {
  const Result<ConnectionTarget> parsed =
      parse_url("postgresql+mydriver://app:secret@db/shop", "environment variable DATABASE_URL", {},
                "/project");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(
      parsed.error().message,
      "environment variable DATABASE_URL: unknown driver `mydriver` in `postgresql+mydriver`");
  EXPECT_EQ(parsed.error().detail,
            "url: postgresql+mydriver://app:***@db/shop\n"
            "help: if it talks to PostgreSQL, add to `migc.toml`\n"
            "[driver_mapping]\n"
            "\"postgresql+mydriver\" = \"postgresql\"");
  EXPECT_THAT(refusal("sqlite+mine:///app.db"), HasSubstr("\"sqlite+mine\" = \"sqlite\""));
}

TEST(UrlTest, AMappingAddsDrivers) {
  const DriverMapping mapping = {{"postgresql+mydriver", "postgresql"},
                                 {"libsql", "sqlite+aiosqlite"}};
  EXPECT_EQ(parse_url("PostgreSQL+MyDriver://db/shop", "--url", mapping, "/p")->host, "db");
  EXPECT_EQ(parse_url("libsql:///app.db", "--url", mapping, "/p")->path, "/p/app.db");
}

TEST(UrlTest, OtherDatabases) {
  for (const std::string_view scheme : {"mysql", "mysql+aiomysql", "mariadb+pymysql"}) {
    EXPECT_EQ(
        refusal(std::string(scheme) + "://app:secret@db/shop"),
        "--url: `" + std::string(scheme) +
            "`: MySQL and MariaDB are not supported in this version\nurl: " + std::string(scheme) +
            "://app:***@db/shop\nhelp: PostgreSQL (`postgresql://`) and SQLite (`sqlite:///`) are");
  }
  EXPECT_THAT(refusal("postgers://db/shop"), HasSubstr("unknown database `postgers` in the url"));
  EXPECT_THAT(refusal("postgers://db/shop"), HasSubstr("help: did you mean `postgres`?"));
  EXPECT_THAT(refusal("oracle://db/shop"), HasSubstr("\"oracle\" = \"postgresql\""));
  EXPECT_THAT(refusal("jdbc:postgresql://db/shop"), HasSubstr("help: leave out `jdbc:`"));
}

TEST(UrlTest, Mistakes) {
  EXPECT_EQ(refusal("postgresql:db/shop"),
            "--url: `//` is missing after `postgresql:`\n"
            "url: postgresql:db/shop\n"
            "help: write `postgresql://user:password@host:5432/database`");
  EXPECT_EQ(refusal("postgresql://app:pw@db:54x2/shop"),
            "--url: port `54x2` is not a number from 1 to 65535\n"
            "url: postgresql://app:***@db:54x2/shop\n"
            "help: the form is `postgresql://user:password@host:5432/database`");
  EXPECT_THAT(refusal("postgresql://app:pw@db:0/shop"), HasSubstr("port `0`"));
  EXPECT_THAT(refusal("postgresql://app:pw@db:70000/shop"), HasSubstr("port `70000`"));
  EXPECT_THAT(refusal("postgresql://app:pw@::1/shop"),
              HasSubstr("help: write an IPv6 address in brackets"));
  EXPECT_THAT(refusal("postgresql://app:pw@[::1/shop"),
              HasSubstr("the brackets around the IPv6 address do not match"));
  EXPECT_THAT(refusal("postgresql://app:pw@my host/shop"), HasSubstr("the host holds white space"));
  EXPECT_THAT(refusal("postgresql://app:100%sure@db/shop"),
              HasSubstr("the password has a `%` that begins no escape"));
  EXPECT_THAT(refusal(""), HasSubstr("--url: the database url is empty"));
  EXPECT_THAT(refusal("shop"), HasSubstr("--url: this is not a database url"));
  EXPECT_THAT(refusal("host=db dbname=shop password=secret"),
              HasSubstr("a connection string of the form `key=value`"));
  EXPECT_THAT(refusal("postgresql://db/sh\nop"), HasSubstr("holds a control character"));
}

TEST(UrlTest, ABadlyWrittenPasswordIsNeverShown) {
  EXPECT_EQ(refusal("postgresql://app:top@secret@db/shop"),
            "--url: the url holds more than one unescaped `@`\n"
            "url: postgresql://app:***@db/shop\n"
            "help: percent-encode user and password: `@` is `%40`, `/` is `%2F`, `:` is `%3A`, `%` "
            "is `%25`");
  EXPECT_THAT(refusal("postgresql://app:top/secret@db/shop"),
              HasSubstr("an unescaped `/` before its `@`"));
  for (const std::string_view url : {"postgresql://app:top@secret@db/shop",
                                     "postgresql://app:top/secret@db/shop",
                                     "postgresql://app:12/secret@db/shop",
                                     "postgresql://app:top@x/secret@db/shop",
                                     "postgresql://app:top@x?secret@db/shop",
                                     "postgresql://app:top@x?secret=1@db/shop",
                                     "postgresql://app:secret",
                                     "postgresql://app:secret/shop",
                                     "postgresql://app:%secret@db/shop",
                                     "postgresql:app:secret@db/shop",
                                     "postgresql:/app:secret@db/shop",
                                     "app:secret@db/shop",
                                     "postgresql+foo://app:secret@db/shop",
                                     "mysql://app:se/secret@db/shop",
                                     "postgers://app:secret@db",
                                     "host=db password=secret",
                                     "host=db password='a secret' dbname=x",
                                     "postgresql://db/shop?password=secret&foo=1",
                                     "postgresql://db/shop?sslpassword=secret&foo=1",
                                     "postgresql://db:x/shop?password=secret",
                                     "postgresql://app:pw@db:x/shop?passw%6Frd=secret",
                                     "jdbc:postgresql://db/shop?user=a&password=secret",
                                     "postgresql://app:a@x?se&secret@db/shop",
                                     "postgresql://app:a@[secret@db/shop",
                                     "postgresql://app:1?secret=@db/shop",
                                     "postgresql://app:/?secret=@db/shop",
                                     "postgresql://app:@:secret?/@db/shop",
                                     "postgresql://app:?&secret=/#@db/shop"}) {
    EXPECT_THAT(refusal(url), Not(HasSubstr("secret"))) << url;
  }
}

TEST(UrlTest, MaskHidesPasswordsOnly) {
  EXPECT_EQ(mask("postgresql://app:secret@db:5432/shop?sslmode=require"),
            "postgresql://app:***@db:5432/shop?sslmode=require");
  EXPECT_EQ(mask("postgresql://app@db/shop"), "postgresql://app@db/shop");
  EXPECT_EQ(mask("postgresql://db:5432/shop"), "postgresql://db:5432/shop");
  EXPECT_EQ(mask("postgresql://db:5432/shop?user=a@b"), "postgresql://db:5432/shop?user=a@b");
  EXPECT_EQ(mask("postgresql://db/shop?password=secret&sslmode=require"),
            "postgresql://db/shop?password=***&sslmode=require");
  EXPECT_EQ(mask("postgresql://a:secret@x,y:2/shop"), "postgresql://a:***@x,y:2/shop");
  EXPECT_EQ(mask("sqlite:///data/a@b.db"), "sqlite:///data/a@b.db");
  EXPECT_EQ(mask("sqlite://"), "sqlite://");
  EXPECT_EQ(mask("app.db"), "app.db");
  EXPECT_EQ(mask(""), "");
}

TEST(UrlTest, MaskHidesPasswordsOfTextThatIsNoUrl) {
  EXPECT_EQ(mask("app:secret@db"), "app:***@db");
  EXPECT_EQ(mask("postgresql://app:a/b@c@db/shop"), "postgresql://app:***@db/shop");
  EXPECT_EQ(mask("mongodb://app:secret@db/shop?authSource=admin"),
            "mongodb://app:***@db/shop?authSource=admin");
  EXPECT_EQ(mask("password=se cret"), "password=***");
}

TEST(UrlTest, EncodingAndDecodingAreInverse) {
  std::string all;
  for (int byte = 1; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(percent_decode(percent_encode(all), false), all);
  EXPECT_EQ(percent_decode(percent_encode(all), true), all);
  EXPECT_EQ(percent_encode("p@ss/w:d%"), "p%40ss%2Fw%3Ad%25");
  for (const std::string_view bad : {"%", "%4", "%zz", "%00", "a%4"})
    EXPECT_FALSE(percent_decode(bad, false)) << bad;
}

TEST(UrlTest, WhatLooksLikeAUrl) {
  for (const std::string_view url : {"postgresql://", "mysql://db", "sqlite:///x", "app.db",
                                     "a/b.sqlite3", "file:x", ":memory:"}) {
    EXPECT_TRUE(looks_like_url(url)) << url;
  }
  for (const std::string_view other :
       {"head", "0001", "schema", "a:b", "dump.sql", "users.mig", ".db", "label@head"}) {
    EXPECT_FALSE(looks_like_url(other)) << other;
  }
}

}  // namespace
}  // namespace migc::runtime

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/syntax/parsed.h"

namespace migc {
namespace {

using Findings = std::vector<std::string>;

Findings errors(std::string_view text) {
  const Parsed parsed(text);
  EXPECT_EQ(parsed.file.has_value(), parsed.findings().empty());
  return parsed.findings();
}

/// Of statements that begin in line 2.
Findings in_migration(std::string_view statements) { return errors(migration(statements)); }

std::string help_of(std::string_view statements) {
  const Parsed parsed(migration(statements));
  const std::vector<const Diagnostic*> findings = parsed.diagnostics.sorted();
  return findings.empty() ? "nothing found" : findings.front()->help;
}

TEST(SyntaxError, SaysWhatWasFoundBeforeWhatWasExpected) {
  EXPECT_EQ(in_migration("create table t { a int nott null; }"),
            Findings{"2:24 E1001 found `nott`, expected `not`"});
  EXPECT_EQ(in_migration("create table t { a int default ; }"),
            Findings{"2:32 E1001 found `;`, expected an expression"});
  EXPECT_EQ(in_migration("create table t { a int references; }"),
            Findings{"2:34 E1001 found `;`, expected a name"});
  EXPECT_EQ(in_migration("create table t { check (a > 1; }"),
            Findings{"2:30 E1001 found `;`, expected `)`"});
  EXPECT_EQ(in_migration("delete t where a;"), Findings{"2:8 E1001 found `t`, expected `from`"});
  EXPECT_EQ(in_migration("create table t { a int;"),
            Findings{"2:24 E1001 found the end of the file, expected `}` or a column, a constraint "
                     "or an index"});
  EXPECT_EQ(
      in_migration("drop table t 'x';"),
      Findings{"2:14 E1001 found `'x'`, expected `;`, `cascade`, `discard`, `on` or `preserve`"});
  EXPECT_EQ(in_migration("select 1;"), Findings{"2:1 E1001 found `select`, expected a statement"});
  EXPECT_EQ(errors("migration a \"x\";"), Findings{"1:13 E1001 found `\"x\"`, expected a string"});
}

TEST(SyntaxError, PointsBehindTheLineThatLacksItsEnd) {
  EXPECT_EQ(in_migration("create table t {\n  a int\n  b text;\n  c int;\n}"),
            Findings{"3:8 E1001 found `b`, expected `;`"});
  EXPECT_EQ(in_migration("drop table a discard\ndrop table b discard;\n"),
            Findings{"2:21 E1001 found `drop`, expected `;`"});
}

TEST(SyntaxError, IsReportedOnceAMistake) {
  EXPECT_EQ(in_migration("create table t {\n  a int defualt 3;\n  b text,\n  c text;\n  5 "
                         "int;\n}\ncreate tabel u { a int; }\n"
                         "create table v (\n  a int;\n);\ndrop tabel w;\ndrop table x discard;\n"),
            (Findings{"3:9 E1001 found `defualt`, expected `default`",
                      "4:9 E1001 found `,`, expected `;` or a clause of the column",
                      "6:3 E1001 found `5`, expected `}` or a column, a constraint or an index",
                      "8:8 E1001 found `tabel`, expected `table`",
                      "9:16 E1001 found `(`, expected `{`, a string, `server` or `was`",
                      "12:6 E1001 found `tabel`, expected `table`"}));
  EXPECT_EQ(in_migration("insert into t (a) {\n  (1;\n  (2), (3);\n  (4)\n}\n"),
            (Findings{"3:5 E1001 found `;`, expected `)` or `,`",
                      "4:6 E1001 found `,`, expected `;`", "5:6 E1001 found `}`, expected `;`"}));
}

TEST(SyntaxError, IsFoundInsideTheDowngradeToo) {
  EXPECT_EQ(in_migration("down {\n  drop tabel a;\n  drop table b discard;\n}\ndrop tabel c;\n"),
            (Findings{"3:8 E1001 found `tabel`, expected `table`",
                      "6:6 E1001 found `tabel`, expected `table`"}));
}

TEST(SyntaxError, OffersHelp) {
  EXPECT_EQ(help_of("create tabel t { }"), "did you mean `table`?");
  EXPECT_EQ(help_of("create table case { }"),
            "`case` is a reserved word; as a name it is written `\"case\"`");
  EXPECT_EQ(help_of("drop table if exists t;"),
            "the compiler knows what exists: leave `if exists` out");
  EXPECT_EQ(help_of("create table t (a int);"),
            "the parts stand between `{` and `}`, and each ends in `;`");
  EXPECT_EQ(help_of("alter table t add column a int;"),
            "the parts stand between `{` and `}`, and each ends in `;`");
  EXPECT_EQ(help_of("create index i on t (a);"),
            "an index belongs to its table: `alter table t { add index i (c); }`");
  EXPECT_EQ(help_of("select 1;"), "other SQL is written `sql for <dialect> $$ … $$ down $$ … $$;`");
  EXPECT_EQ(help_of("create table 1a { }"), "a name that begins with a digit needs double quotes");
  EXPECT_EQ(help_of("create view v as 'SELECT 1';"),
            "texts of the database's own stand between `$$` and `$$`");
}

TEST(LexicalError, NamesThePlaceWhereATextBegan) {
  EXPECT_EQ(in_migration("create table t { a text default 'x; }"),
            Findings{"2:33 E1002 found the end of the file inside a string, expected `'`"});
  EXPECT_EQ(in_migration("create table \"t { }"),
            Findings{"2:14 E1002 found the end of the file inside a quoted name, expected `\"`"});
  EXPECT_EQ(
      in_migration("create table t { a `x; }"),
      Findings{"2:20 E1002 found the end of the file inside a text in backticks, expected ```"});
  EXPECT_EQ(in_migration("sql for sqlite $a$ x $$;"),
            Findings{"2:16 E1002 found the end of the file inside a text, expected `$a$`"});
  EXPECT_EQ(in_migration("drop table t discard; /* a /* b */"),
            Findings{"2:23 E1002 found the end of the file inside a comment, expected `*/`"});
}

TEST(LexicalError, SuspectsTheTextThatRunsOverTheLine) {
  const Parsed parsed(
      migration("create table t {\n  a text default 'x;\n  b text default 'y';\n}"));
  ASSERT_EQ(parsed.diagnostics.error_count(), 1U);
  const Diagnostic& finding = *parsed.diagnostics.sorted().front();
  ASSERT_EQ(finding.secondary.size(), 1U);
  EXPECT_EQ(parsed.sources.location(parsed.id, finding.secondary[0].span.begin).line, 3U);
}

TEST(LexicalError, RefusesWhatNoTextMayHold) {
  EXPECT_EQ(errors(std::string_view("migration a 'x\0';", 17)),
            Findings{"1:15 E1001 found the character U+0000, which no text may hold"});
  EXPECT_EQ(errors("migration a '\xff';"), Findings{"1:14 E0002 found a byte that is not UTF-8"});
  EXPECT_EQ(in_migration("drop table t \\\\ discard; $ \x01;"),
            (Findings{"2:14 E1001 found `\\`, which means nothing here",
                      "2:26 E1001 found `$`, which means nothing here",
                      "2:28 E1001 found the control character 0x01, which means nothing here"}));
}

TEST(EmptyFile, IsAnErrorOfItsOwn) {
  for (const std::string_view text : {"", "\xEF\xBB\xBF", "  \n", "-- nothing\n", ";"}) {
    ASSERT_EQ(errors(text).size(), 1U) << text;
    EXPECT_EQ(errors(text)[0].substr(4, 5), "E0005") << text;
  }
}

TEST(Misplaced, StatementsAreRefused) {
  EXPECT_EQ(errors("drop table t discard;"),
            Findings{"1:1 E1004 found a file without a `migration` line or a `schema` line"});
  EXPECT_EQ(in_migration("table t { }"),
            Findings{"2:1 E1004 found `table` without `create` in a migration"});
  EXPECT_EQ(in_migration("create table t { a int was b; }"),
            Findings{"2:28 E1004 found `was` in a migration, where it means nothing"});
  EXPECT_EQ(in_migration("drop table t discard; revises x;"),
            Findings{"2:23 E1004 found `revises` behind the first statement"});
  EXPECT_EQ(in_migration("down { }\ndrop table a discard;\ndrop table b discard;"),
            Findings{"3:1 E1004 found a statement behind the downgrade, expected it before"});
  EXPECT_EQ(in_migration("drop column a;"),
            Findings{"2:1 E1004 found `drop column` outside a table"});
  EXPECT_EQ(in_migration("create or replace table t { }"),
            Findings{"2:11 E1004 found `or replace` before an object that can't be replaced"});
  EXPECT_EQ(errors("schema;\ncreate table t { }"),
            Findings{"2:1 E1004 found `create` in a desired schema, expected the object itself"});
  EXPECT_EQ(errors("schema;\ndrop table t;"),
            Findings{"2:1 E1004 found `drop` in a desired schema, which says what is there and not "
                     "how it changes"});
  EXPECT_EQ(errors("schema;\nrevises a;"),
            Findings{"2:1 E1004 found `revises` in a desired schema, which has no history"});
  EXPECT_EQ(in_migration("create table t { check (a) deferrable; unique (a) where b; index (a) "
                         "deferrable; index (a with =); }"),
            (Findings{"2:28 E1004 found a deferral behind a constraint that takes none",
                      "2:51 E1004 found `where` behind a constraint that takes none",
                      "2:70 E1004 found `deferrable` behind an index",
                      "2:96 E1004 found an operator, which only a part of `exclude` has"}));
}

TEST(Duplicate, ClausesAreRefused) {
  EXPECT_EQ(
      in_migration(
          "create table t { a int not null not null default 1 default 2; b int null not null; }"),
      (Findings{"2:33 E1006 found `not null` a second time",
                "2:52 E1006 found `default` a second time",
                "2:69 E1006 found `null` beside `not null`"}));
  EXPECT_EQ(in_migration("update t set a = 1, a = 2 all rows;"),
            Findings{"2:21 E1006 found the column `a` a second time"});
  EXPECT_EQ(in_migration("create table t { } postgres (x = 1, X = 2);"),
            Findings{"2:37 E1006 found the option `x` a second time"});
  EXPECT_EQ(in_migration("irreversible 'a'; down { }"),
            Findings{"2:19 E5004 the migration has a `down` block and is called irreversible"});
}

TEST(BadLiteral, IsRefused) {
  EXPECT_EQ(
      in_migration("create table t { a text(5); b varchar(0); c time(9); d decimal(5, 4000); }"),
      (Findings{"2:25 E1007 found a number, but `text` takes none",
                "2:39 E1007 found `0`, expected a number from 1 to 10485760",
                "2:50 E1007 found `9`, expected a number from 0 to 6",
                "2:67 E1007 found `4000`, expected a number from -1000 to 1000"}));
  EXPECT_EQ(in_migration("insert into t (a, b) { (1); }"),
            Findings{"2:24 E2023 found 1 value for 2 columns"});
  EXPECT_EQ(in_migration("create sequence s start 99999999999999999999;").size(), 1U);
  EXPECT_EQ(in_migration("allow a '' drop table t discard;"),
            Findings{"2:9 E1007 found an empty text, expected the reason"});
  EXPECT_EQ(in_migration("drop table \"\" discard;"),
            Findings{"2:12 E1007 found an empty name, expected at least one character"});
}

TEST(BadExpression, IsRefused) {
  EXPECT_EQ(
      in_migration(
          "create table t { check (a = b = c); check (a or b = c = d); check (not a = b = c); }"),
      (Findings{"2:31 E1001 found `=` behind an operator that does not chain",
                "2:55 E1001 found `=` behind an operator that does not chain",
                "2:78 E1001 found `=` behind an operator that does not chain"}));
  EXPECT_EQ(
      in_migration("create table t { check (a between 1); check (a escape 'x'); check (@ a); }"),
      (Findings{
          "2:27 E1001 found `between` without its `and`",
          "2:48 E1001 found `escape` without a `like` before it",
          "2:68 E1001 found the operator `@` before an operand, expected `-`, `+`, `~` or `not`"}));
}

}  // namespace
}  // namespace migc

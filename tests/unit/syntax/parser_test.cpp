#include "compiler/syntax/parser.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "compiler/schema/expression.h"
#include "tests/unit/syntax/parsed.h"

namespace migc {
namespace {

std::vector<std::string> texts(const std::vector<ast::Ident>& idents) {
  std::vector<std::string> out;
  std::transform(idents.begin(), idents.end(), std::back_inserter(out),
                 [](const ast::Ident& ident) { return ident.text; });
  return out;
}

using Words = std::vector<std::string>;

TEST(Parser, ReadsTheHeadOfAMigration) {
  const Parsed parsed(
      "migration 8f2c1a9d3b47 'add ''it''';\nrevises 41d7c0aa92be, base_two, 'x-1';\nlabel "
      "billing, \"B 2\";\n"
      "depends on 1e5, 77;\nallow MG101, drop_table 'why' until '2027-01-31';\n");
  ASSERT_TRUE(parsed.file);
  EXPECT_EQ(parsed.file->kind, ast::FileKind::migration);
  EXPECT_EQ(parsed.file->id.text, "8f2c1a9d3b47");
  EXPECT_EQ(parsed.file->title.text, "add 'it'");
  EXPECT_EQ(texts(parsed.file->revises), (Words{"41d7c0aa92be", "base_two", "x-1"}));
  EXPECT_EQ(texts(parsed.file->labels), (Words{"billing", "B 2"}));
  EXPECT_EQ(texts(parsed.file->depends_on), (Words{"1e5", "77"}));
  ASSERT_EQ(parsed.file->allows.size(), 1U);
  EXPECT_EQ(texts(parsed.file->allows[0].rules), (Words{"MG101", "drop_table"}));
  EXPECT_EQ(parsed.file->allows[0].until->text, "2027-01-31");
}

TEST(Parser, GivesEveryPartItsPlace) {
  const Parsed parsed(migration(
      "create table app.users {\n  email varchar(320) not null default 'é' unique;\n}\n"));
  ASSERT_TRUE(parsed.file);
  const ast::Statement& statement = parsed.file->statements.at(0);
  const auto& table = std::get<ast::CreateTable>(statement.body);
  const auto& column = std::get<ast::Column>(table.elements.at(0));
  EXPECT_EQ(parsed.text(parsed.file->header), "migration m 'title';");
  EXPECT_EQ(parsed.text(parsed.file->id.origin), "m");
  EXPECT_EQ(parsed.sources.text(table.name.span()), "app.users");
  EXPECT_EQ(parsed.text(table.name.name.origin), "users");
  EXPECT_EQ(parsed.text(column.name.origin), "email");
  EXPECT_EQ(parsed.text(column.type.origin), "varchar(320)");
  EXPECT_EQ(parsed.text(column.default_value->origin), "'é'");
  EXPECT_EQ(parsed.text(column.constraints.at(0).origin),
            "unique");  // behind a character of two bytes
  EXPECT_EQ(parsed.text(column.origin), "email varchar(320) not null default 'é' unique");
  EXPECT_EQ(parsed.text(statement.origin).substr(0, 12), "create table");
  EXPECT_EQ(parsed.text(statement.origin).back(), '}');
}

TEST(Parser, GivesPartsOfExpressionsTheirPlaces) {
  const Parsed parsed(migration("create table t { check (not a + b > 1 and lower(c) in ('x')); }"));
  ASSERT_TRUE(parsed.file);
  const auto& table = std::get<ast::CreateTable>(parsed.file->statements.at(0).body);
  const auto& both =
      std::get<ast::Check>(std::get<ast::Constraint>(table.elements.at(0)).body).expression;
  EXPECT_EQ(parsed.text(both.origin), "not a + b > 1 and lower(c) in ('x')");
  EXPECT_EQ(parsed.text(both.operands.at(0).origin), "not a + b > 1");
  EXPECT_EQ(parsed.text(both.operands.at(0).operands.at(0).operands.at(0).origin), "a + b");
  EXPECT_EQ(parsed.text(both.operands.at(1).origin), "lower(c) in ('x')");
  EXPECT_EQ(parsed.text(both.operands.at(1).operands.at(0).operands.at(0).origin), "c");
}

TEST(Parser, ReadsColumns) {
  const auto table = statement<ast::CreateTable>(
      "create table t {\n"
      "  a bigint identity always (start 5 increment -1 cycle) primary key;\n"
      "  b text collate \"C\" not null default 'x' constraint b_key unique nulls not distinct "
      "'words';\n"
      "  c int references app.o (id) match full on delete set null (c) on update cascade initially "
      "deferred;\n"
      "  d text generated always as (b || 'y') stored storage external compression lz4 statistics "
      "100;\n}");
  ASSERT_EQ(table.elements.size(), 4U);
  const auto& a = std::get<ast::Column>(table.elements[0]);
  EXPECT_TRUE(a.identity->always);
  EXPECT_EQ(a.identity->options.start, 5);
  EXPECT_EQ(a.identity->options.increment, -1);
  EXPECT_TRUE(a.identity->options.cycle);
  EXPECT_TRUE(std::holds_alternative<ast::PrimaryKey>(a.constraints.at(0).body));
  const auto& b = std::get<ast::Column>(table.elements[1]);
  EXPECT_EQ(b.collation.name.text, "C");
  EXPECT_TRUE(b.not_null);
  EXPECT_EQ(b.default_value->text, "x");
  EXPECT_EQ(b.constraints.at(0).name.text, "b_key");
  EXPECT_TRUE(std::get<ast::Unique>(b.constraints.at(0).body).nulls_not_distinct);
  EXPECT_EQ(b.comment->text, "words");
  const auto& key =
      std::get<ast::ForeignKey>(std::get<ast::Column>(table.elements[2]).constraints.at(0).body);
  EXPECT_EQ(key.target.object_name(), (ObjectName{"app", "o"}));
  EXPECT_EQ(key.match, MatchType::full);
  EXPECT_EQ(key.on_delete, ReferentialAction::set_null);
  EXPECT_EQ(texts(key.on_delete_columns), Words{"c"});
  EXPECT_EQ(key.on_update, ReferentialAction::cascade);
  EXPECT_EQ(key.deferral, Deferral::initially_deferred);
  const auto& d = std::get<ast::Column>(table.elements[3]);
  EXPECT_TRUE(d.generated->stored);
  EXPECT_EQ(d.storage.text, "external");
  EXPECT_EQ(d.statistics, 100);
}

TEST(Parser, TellsColumnsConstraintsAndIndexesApart) {
  const auto table = statement<ast::CreateTable>(
      "create table t {\n"
      "  index varchar(20); index (a); index i (a); unique index (a); unique (a); unique u (a); "
      "unique text;\n"
      "  check int; check (a); check c (a); primary key (a); primary key; exclude (a with =); "
      "foreign int;\n"
      "  constraint s unique (a); key text;\n}");
  std::string kinds;
  for (const ast::TableElement& element : table.elements) kinds += "ckx"[element.index()];
  //                 index….  unique….  check…  primary…  …
  EXPECT_EQ(kinds,
            "cxxxkkc"
            "ckkkckc"
            "kc");
}

TEST(Parser, ReadsIndexParts) {
  const auto table = statement<ast::CreateTable>(
      "create table t { index i using gin (lower(a) collate \"C\" app.ops (k = 1) desc nulls last, "
      "b) include (c) "
      "with (fillfactor = 70) where d is null 'words'; }");
  ASSERT_EQ(table.elements.size(), 1U);
  const auto& index = std::get<ast::Index>(table.elements[0]);
  ASSERT_EQ(index.parts.size(), 2U);
  EXPECT_EQ(index.method.text, "gin");
  EXPECT_EQ(index.parts[0].expression.text, "lower");
  EXPECT_EQ(index.parts[0].collation.name.text, "C");
  EXPECT_EQ(index.parts[0].opclass.object_name(), (ObjectName{"app", "ops"}));
  EXPECT_EQ(index.parts[0].opclass_options.at(0).value, "1");
  EXPECT_EQ(index.parts[0].order, SortOrder::descending);
  EXPECT_EQ(index.parts[0].nulls, NullsOrder::last);
  EXPECT_EQ(index.with.at(0).name, "fillfactor");
  EXPECT_EQ(to_string(*index.where), "d is null");
  EXPECT_EQ(index.comment->text, "words");
}

TEST(Parser, ReadsTableOptions) {
  const auto table = statement<ast::CreateTable>(
      "create table t { a int; } inherits (p) partition by list (a) SQLITE (strict, without  "
      "rowid) "
      "postgres (fillfactor = 70, toast.autovacuum_enabled = FALSE)");
  ASSERT_EQ(table.options.size(), 2U);
  EXPECT_EQ(table.options[0].dialect.text, "sqlite");
  EXPECT_EQ(table.options[0].options.at(1).name, "without rowid");
  EXPECT_EQ(table.options[1].options.at(1).name, "toast.autovacuum_enabled");
  EXPECT_EQ(table.options[1].options.at(1).value, "false");
  EXPECT_EQ(table.partition_by->strategy, PartitionStrategy::list);
  EXPECT_EQ(table.inherits.size(), 1U);
}

TEST(Parser, ReadsTextsOfTheDatabase) {
  const auto sql = statement<ast::Sql>(
      "sql outside transaction for Postgres $$\n\n  SELECT '$';\n    x\n\n$$ down $a$ y $$ z $a$ "
      "for sqlite nothing;");
  ASSERT_EQ(sql.clauses.size(), 2U);
  EXPECT_TRUE(sql.outside_transaction);
  EXPECT_EQ(sql.clauses[0].dialect.text, "postgres");
  EXPECT_EQ(sql.clauses[0].up->text, "  SELECT '$';\n    x");
  EXPECT_EQ(sql.clauses[0].down->text, "y $$ z");
  EXPECT_FALSE(sql.clauses[1].up);
}

TEST(Parser, TakesLineEndsOfEveryKind) {
  const Parsed unix(migration("create table t { a text 'x\ny'; } -- c\n"));
  const Parsed dos(
      "\xEF\xBB\xBFmigration m 'title';\r\ncreate table t { a text 'x\r\ny'; } -- c\r\n");
  ASSERT_TRUE(unix.file);
  ASSERT_TRUE(dos.file);
  EXPECT_EQ(*unix.file, *dos.file);
  EXPECT_EQ(dos.text(dos.file->id.origin), "m");
}

TEST(Parser, ReadsPlainTextTheSameWayAsAnyOther) {
  // A character beyond ASCII switches the lexer's shortcut off.
  const std::string text = migration(
      "/* c /* nested */ */ create table \"T\" { a decimal(10, 2) default -1.5e3; b text default "
      "'it''s' ; -- d\n"
      "  check (a>=1 and b<>'' or a=-1 and c->>'d' = .5 and e[1]::int = 0x); } sql for sqlite $x$ "
      "$$ $x$;");
  const Parsed plain(text + "\n-- e");
  const Parsed other(text + "\n-- é");
  ASSERT_EQ(plain.file.has_value(), other.file.has_value());
  EXPECT_EQ(plain.findings(), other.findings());
  const Parsed plain_file(migration(
      "drop table a1 discard; -- x\nupdate t set a = 'b''', c = 12 where d between 1 and 2;"));
  const Parsed other_file(migration(
      "drop table a1 discard; -- x\nupdate t set a = 'b''', c = 12 where d between 1 and 2;-- é"));
  ASSERT_TRUE(plain_file.file);
  ASSERT_TRUE(other_file.file);
  EXPECT_EQ(plain_file.file->statements, other_file.file->statements);
}

TEST(Parser, KeepsComments) {
  const Parsed parsed(
      "-- first  \nmigration m 'x'; -- second\n\n/* third /* inside */ */\ndrop table t discard; "
      "-- last");
  ASSERT_TRUE(parsed.file);
  Words comments;
  std::string places;
  for (const ast::Comment& comment : parsed.file->comments) {
    comments.push_back(comment.text);
    places += comment.own_line ? 'o' : 't';
  }
  EXPECT_EQ(comments, (Words{"-- first", "-- second", "/* third /* inside */ */", "-- last"}));
  EXPECT_EQ(places, "otot");
}

TEST(Parser, TakesKeywordsInAnyCaseAndAsNames) {
  const auto table = statement<ast::CreateTable>(
      "CREATE TABLE table { Partial INT NOT NULL; key text; value text; order text; constraints "
      "text; user text; }");
  ASSERT_EQ(table.elements.size(), 6U);
  EXPECT_EQ(table.name.name.text, "table");
  EXPECT_EQ(std::get<ast::Column>(table.elements[0]).name.text, "Partial");
}

TEST(Parser, TellsRawTextsFromClauses) {
  const auto table = statement<ast::CreateTable>(
      "create table t { a int default `now()`; b int sqlite `X` default 1; }");
  ASSERT_EQ(table.elements.size(), 2U);
  const auto& column = std::get<ast::Column>(table.elements[0]);
  EXPECT_EQ(column.type.kind, TypeKind::integer);
  EXPECT_TRUE(column.type.native.empty());
  EXPECT_EQ(column.default_value->kind, ExpressionKind::raw);
}

TEST(Parser, AllowsARuleForOneStatement) {
  const Parsed parsed(migration("allow MG1 'a' allow MG2 'b' drop table t discard;"));
  ASSERT_TRUE(parsed.file);
  EXPECT_EQ(parsed.file->statements.at(0).allows.size(), 2U);
  EXPECT_TRUE(parsed.file->allows.empty());
}

TEST(Parser, ReadsADesiredSchema) {
  const Parsed parsed(
      "schema;\nschema app;\nenum e { a, b was c }\ntable t was u { a int was b; }\n");
  ASSERT_TRUE(parsed.file);
  EXPECT_EQ(parsed.file->kind, ast::FileKind::schema);
  ASSERT_EQ(parsed.file->statements.size(), 3U);
  EXPECT_EQ(std::get<ast::CreateTable>(parsed.file->statements[2].body).was->name.text, "u");
}

TEST(Parser, ReadsDowngrades) {
  const Parsed parsed(migration(
      "drop table t discard;\ndown { create table t { a int; } drop table u preserve; }"));
  ASSERT_TRUE(parsed.file);
  ASSERT_TRUE(parsed.file->down);
  EXPECT_EQ(parsed.file->down->statements.size(), 2U);
  const Parsed never(migration("irreversible 'because';"));
  ASSERT_TRUE(never.file);
  EXPECT_EQ(never.file->irreversible->text, "because");
}

TEST(Parser, ServesManyFiles) {
  Parser parser;
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId broken = sources.add("broken.mig", migration("create table {"));
  const FileId good = sources.add("good.mig", migration("drop table é discard;"));
  for (int round = 0; round < 3; ++round) {
    EXPECT_FALSE(parser.parse(sources, broken, diagnostics));
    const std::optional<ast::File> file = parser.parse(sources, good, diagnostics);
    ASSERT_TRUE(file);
    EXPECT_EQ(std::get<ast::DropTable>(file->statements.at(0).body).name.name.text, "é");
  }
  EXPECT_EQ(diagnostics.error_count(), 3U);
}

// ---- limits

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string check(const std::string& condition) {
  return migration("create table t { check (" + condition + "); }");
}

TEST(ParserLimits, BoundTheSize) {
  const Parsed large(migration("-- " + repeat("x", std::size_t{1024} * 1024)));
  EXPECT_FALSE(large.file);
  ASSERT_EQ(large.findings().size(), 1U);
  EXPECT_EQ(large.findings()[0].substr(4, 5), "E0003");
}

TEST(ParserLimits, BoundTheNesting) {
  EXPECT_TRUE(Parsed(check(repeat("(", 250) + "1" + repeat(")", 250))).file);
  for (const std::string& text :
       {check(repeat("(", 300) + "1" + repeat(")", 300)), check(repeat("(", 100'000)),
        check(repeat("case when a then ", 300) + "1" + repeat(" end", 300)),
        check(repeat("case when ", 50'000)), migration(repeat("down {", 300)),
        check(repeat("not ", 20'000) + "a"), check(repeat("- ", 20'000) + "a"),
        check("1" + repeat("+1", 20'000)), check("a" + repeat("::int", 5'000))}) {
    const Parsed parsed(text);
    EXPECT_FALSE(parsed.file) << text.substr(0, 60);
    ASSERT_EQ(parsed.findings().size(), 1U) << text.substr(0, 60);
    EXPECT_NE(parsed.findings()[0].find("E1003"), std::string::npos) << parsed.findings()[0];
  }
  EXPECT_TRUE(Parsed(check("1" + repeat("+1", 900))).file);
}

TEST(ParserLimits, AreFarFromWhatIsLarge) {
  const Parsed rows(migration("insert into t (a, b) {\n" + repeat("  (1, 'x');\n", 20'000) + "}"));
  ASSERT_TRUE(rows.file);
  EXPECT_EQ(std::get<ast::Insert>(rows.file->statements.at(0).body).rows.size(), 20'000U);
  EXPECT_TRUE(Parsed(check("a in (1" + repeat(", 1", 20'000) + ")")).file);
  EXPECT_TRUE(Parsed(check("case" + repeat(" when a then b", 5'000) + " end")).file);
}

}  // namespace
}  // namespace migc

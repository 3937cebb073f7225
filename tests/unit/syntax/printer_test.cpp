#include "compiler/syntax/printer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/syntax/parsed.h"

namespace migc {
namespace {

/// The canonical text; the laws of the printer are checked on the way.
std::string canonical(std::string_view text) {
  const Parsed first(text);
  EXPECT_EQ(first.findings(), std::vector<std::string>{}) << text;
  if (!first.file) return {};
  std::string printed = print(*first.file);
  const Parsed second(printed);
  EXPECT_EQ(second.findings(), std::vector<std::string>{}) << printed;
  if (!second.file) return printed;
  EXPECT_EQ(*first.file == *second.file, true) << "the tree differs:\n" << printed;
  EXPECT_EQ(print(*second.file), printed);
  return printed;
}

std::string canonical_statements(std::string_view statements) {
  const std::string head = "migration m 'title';\n\n";
  std::string text = canonical(head + std::string(statements));
  EXPECT_EQ(text.substr(0, head.size()), head);
  return text.substr(std::min(head.size(), text.size()));
}

TEST(Printer, PutsAFileIntoOneLayout) {
  EXPECT_EQ(
      canonical("MIGRATION 1a 'x' ;REVISES a,b ; LABEL l; depends ON 2b; allow r 'why';CREATE enum "
                "E{a,'b c'}\n"
                "create TABLE T 'c'{a INT4 null;B text 'd' not null ;unique(a);}sqlite(STRICT)\n"
                "drop table u DISCARD;drop table v discard;\n\n\n\ndrop table w discard; down{drop "
                "table T;}"),
      "migration 1a 'x';\n"
      "revises a, b;\n"
      "label l;\n"
      "depends on 2b;\n"
      "allow r 'why';\n"
      "\n"
      "create enum E { a, 'b c' }\n"
      "\n"
      "create table T 'c' {\n"
      "  a int;\n"
      "  B text not null 'd';\n"
      "  unique (a);\n"
      "} sqlite (strict);\n"
      "\n"
      "drop table u discard;\n"
      "drop table v discard;\n"
      "\n"
      "drop table w discard;\n"
      "\n"
      "down {\n"
      "  drop table T;\n"
      "}\n");
}

TEST(Printer, KeepsCommentsWhereTheyWere) {
  const std::string text =
      "-- the file\n"
      "\n"
      "-- the head\n"
      "migration m 'title';  -- of the head\n"
      "-- above revises\n"
      "revises a;  /* behind it */\n"
      "\n"
      "-- above the table\n"
      "create table t {  -- of the table\n"
      "  -- above a\n"
      "  a int;  -- of a\n"
      "  b int;  /* one */  -- two\n"
      "\n"
      "  -- apart\n"
      "  /* several\n"
      "     lines */\n"
      "  c int;\n"
      "  -- at the end\n"
      "}  -- behind the table\n"
      "\n"
      "drop table u discard;  -- of the drop\n"
      "-- between\n"
      "drop table v discard;\n"
      "\n"
      "create enum e {\n"
      "  a,  -- first\n"
      "  b,\n"
      "}\n"
      "\n"
      "insert into t (a) {\n"
      "  -- above\n"
      "  (1);  -- one\n"
      "}\n"
      "\n"
      "down {\n"
      "  -- inside\n"
      "  drop table t discard;  -- x\n"
      "  -- last\n"
      "}\n"
      "-- the end\n";
  EXPECT_EQ(canonical(text), text);
}

TEST(Printer, LosesNoCommentInsideOfALine) {
  EXPECT_EQ(canonical_statements("create table t { a /* 1 */ int -- 2\n default /* 3 */ 4; }\n"),
            "create table t {\n"
            "  /* 1 */\n"
            "  -- 2\n"
            "  /* 3 */\n"
            "  a int default 4;\n"
            "}\n");
  EXPECT_EQ(canonical_statements("drop /* a */ table -- b\n t discard -- c\n ; -- d\n"),
            "/* a */\n-- b\n-- c\ndrop table t discard;  -- d\n");
  EXPECT_EQ(
      canonical_statements(
          "create table t -- a\n{ -- b\n a int; -- c\n} -- d\n sqlite (strict) -- e\n; -- f\n"),
      "create table t {  -- a\n  -- b\n  a int;  -- c\n  -- d\n  -- e\n} sqlite (strict);  -- f\n");
}

TEST(Printer, KeepsOneBlankLineAtMost) {
  EXPECT_EQ(canonical_statements(
                "drop table a discard;\ndrop table b discard;\n\n\n\ndrop table c discard;\n\n"),
            "drop table a discard;\ndrop table b discard;\n\ndrop table c discard;\n");
  EXPECT_EQ(canonical_statements("create table t {\n\n\n  a int;\n\n\n  b int;\n\n}\n"),
            "create table t {\n  a int;\n\n  b int;\n}\n");
}

TEST(Printer, BreaksLongLines) {
  EXPECT_EQ(canonical_statements("insert into a_long_table_name (one, two, three) { ('" +
                                 std::string(50, 'x') + "', '" + std::string(50, 'y') + "', 3); }"),
            "insert into a_long_table_name (one, two, three) {\n"
            "  ('" +
                std::string(50, 'x') +
                "',\n"
                "      '" +
                std::string(50, 'y') +
                "', 3);\n"
                "}\n");
}

TEST(Printer, SpellsTextsOfTheDatabase) {
  EXPECT_EQ(
      canonical_statements("sql for postgres $x$ a $$ b $x$ down $$ c\n d $$ for sqlite nothing;"),
      "sql for postgres $body$ a $$ b $body$ down $$\nc\n d\n$$ for sqlite nothing;\n");
  EXPECT_EQ(canonical_statements("create view v as $$   $$;"), "create view v as $$ $$;\n");
}

TEST(Printer, QuotesWhereAnotherReadingWouldWin) {
  EXPECT_EQ(canonical_statements("create table t { unique \"index\" (a); check \"check\" (a); "
                                 "primary key \"default\" (a); "
                                 "check (1); check c ((1)); index i ((20)); \"array\" int; }"),
            "create table t {\n"
            "  unique \"index\" (a);\n"
            "  check \"check\" (a);\n"
            "  primary key \"default\" (a);\n"
            "  check ((1));\n"
            "  check c ((1));\n"
            "  index i ((20));\n"
            "  \"array\" int;\n"
            "}\n");
}

TEST(Printer, WritesOneStatementWithoutComments) {
  const Parsed parsed(migration("-- a\ncreate table t { -- b\n  a int;\n\n  b int; }\n"));
  ASSERT_TRUE(parsed.file);
  EXPECT_EQ(print(parsed.file->statements.at(0)), "create table t {\n  a int;\n  b int;\n}\n");
  EXPECT_EQ(print(parsed.file->statements.at(0), ast::FileKind::schema),
            "table t {\n  a int;\n  b int;\n}\n");
}

TEST(Printer, WritesTreesThatHaveNoPlaces) {
  ast::File file;
  file.id.text = "1a";
  file.title.text = "made by a program";
  file.revises.push_back({.text = "base", .origin = {}});
  ast::CreateTable table;
  table.name.name.text = "t";
  ast::Column column;
  column.name.text = "a";
  column.type.kind = TypeKind::integer;
  table.elements.emplace_back(column);
  file.statements.push_back({.allows = {}, .body = table, .origin = {}});
  file.statements.push_back({.allows = {}, .body = ast::DropTable{}, .origin = {}});
  std::get<ast::DropTable>(file.statements.back().body).name.name.text = "u";
  EXPECT_EQ(print(file),
            "migration 1a 'made by a program';\nrevises base;\n\ncreate table t {\n  a "
            "int;\n}\n\ndrop table u;\n");
}

TEST(Printer, HoldsItsLawsOverTheCorpus) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(MIGC_SOURCE_DIR "/tests/fuzz/corpus/parse")) {
    if (entry.path().extension() == ".mig") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  EXPECT_GT(files.size(), 5U);
  for (const std::filesystem::path& file : files) {
    SCOPED_TRACE(file);
    std::ifstream in(file, std::ios::binary);
    canonical(std::string(std::istreambuf_iterator<char>(in), {}));
  }
}

}  // namespace
}  // namespace migc

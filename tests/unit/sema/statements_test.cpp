// Operations and schemas written as `.mig` text. The law that all of it reads back is in
// laws_test.cpp; here is what the text looks like.
#include "compiler/sema/statements.h"

#include <gtest/gtest.h>

#include "compiler/ops/evolve.h"
#include "compiler/syntax/printer.h"
#include "tests/support/compile_text.h"

namespace migc::test {

namespace {

CompileOptions postgres_only() {
  CompileOptions options;
  options.dialects = {{.name = "postgres", .minimum = {}}};
  return options;
}

std::string printed(const std::vector<ast::Statement>& statements) {
  ast::File file;
  file.id = {"m2", {}};
  file.title = {"again", {}};
  file.statements = statements;
  file.blank_lines = set_apart();
  return print(file);
}

/// The last of several migrations, written from its operations.
std::string rewritten(const std::vector<NamedText>& migrations, CompileOptions options = {}) {
  const std::unique_ptr<Compilation> compilation = compile_text(migrations, std::move(options));
  EXPECT_FALSE(compilation->diagnostics().has_errors()) << rendered(*compilation);
  if (compilation->history() == nullptr) return {};
  Schema schema;
  Diagnostics ignored;
  const std::vector<Revision>& revisions = compilation->history()->revisions;
  for (const Revision& revision : revisions) {
    if (&revision == &revisions.back()) break;
    for (const Operation& operation : revision.up) evolve(schema, operation, ignored);
  }
  return printed(to_statements(revisions.back().up, schema));
}

std::string desired(const std::string& statements, const CompileOptions& options = {}) {
  const std::unique_ptr<Compilation> compilation = compile_statements(statements, options);
  EXPECT_FALSE(compilation->diagnostics().has_errors()) << rendered(*compilation);
  return print(to_desired(compilation->history()->head));
}

constexpr std::string_view tables = R"(migration m1 'tables';

create table orgs {
  id bigint identity primary key;
}

create table users {
  id bigint identity primary key;
  email text not null;
  age int;
  note text;

  index (age);
}
)";

std::string change(const std::string& statements, CompileOptions options = {}) {
  return rewritten({{"m1.mig", std::string(tables)},
                    {"m2.mig", "migration m2 'again';\nrevises m1;\n" + statements}},
                   std::move(options));
}

TEST(Statements, SayOfATableWhatItsAuthorWould) {
  const std::string text = R"(migration m2 'again';

create table teams 'who works together' {
  id bigint identity primary key;
  org_id bigint not null references orgs (id) on delete cascade;
  slug text not null unique check (slug <> '') 'in addresses';
  size int;

  check teams_size_fits (size > 0);
  index teams_by_size (size);
  index (org_id, slug);
}
)";
  EXPECT_EQ(change(text.substr(text.find("create"))), text);
}

TEST(Statements, ShareOneBlock) {
  const std::string text = R"(migration m2 'again';

alter table users {
  add column org_id bigint references orgs (id);
  alter column email type varchar(320);
  rename column age to years;
  rename to people;
  add index (email);
}

alter table orgs {
  add column slug text unique;
}
)";
  EXPECT_EQ(change(text.substr(text.find("alter"))), text);
}

TEST(Statements, LeaveUnsaidWhatFallsWithAColumnOrTable) {
  const std::string text = R"(migration m2 'again';

alter table users {
  drop column age preserve;
  drop column note discard down fill 'lost';
}
)";
  EXPECT_EQ(change(text.substr(text.find("alter"))), text);
  const std::string granted =
      "grant select on users to reader;\n"
      "create sequence numbers owned by users.age;\n"
      "create trigger t on users for postgres $$ CREATE TRIGGER t AFTER INSERT ON users FOR EACH "
      "ROW EXECUTE FUNCTION suppress_redundant_updates_trigger() $$;\n";
  const std::string dropped = "migration m3 'again';\nrevises m2;\ndrop table users discard;\n";
  EXPECT_EQ(rewritten({{"m1.mig", std::string(tables)},
                       {"m2.mig", "migration m2 'more';\nrevises m1;\n" + granted},
                       {"m3.mig", dropped}},
                      postgres_only()),
            "migration m2 'again';\n\ndrop table users discard;\n");
}

TEST(Statements, GrantTheSameInOneLine) {
  const std::string text = R"(migration m2 'again';

grant select on orgs, users to reader, writer;
grant update (age, email) on users to writer with grant option;
)";
  EXPECT_EQ(change(text.substr(text.find("grant")), postgres_only()), text);
}

TEST(Statements, NameWhatTheConventionWouldNameOtherwise) {
  // `users_age_idx` is taken when the second one is added.
  const std::string text = R"(migration m2 'again';

alter table users {
  add index users_by_age (age);
  add index (age);
  add check (age > 0);
}
)";
  EXPECT_EQ(change(text.substr(text.find("alter"))), text);
}

TEST(Statements, DescribeADesiredSchema) {
  EXPECT_EQ(
      desired("create enum role { guest, member }\n"
              "create table b { id int primary key; }\n"
              "create table a { id int primary key; b_id int references b (id); role role; }\n"
              "enable row level security on a;\n"
              "create view v as $$ SELECT id FROM a $$;\n"
              "grant select on a to reader;",
              postgres_only()),
      R"(schema;

enum role { guest, member }

table a {
  id int primary key;
  b_id int references b (id);
  role role;
}

enable row level security on a;

table b {
  id int primary key;
}

view v as $$ SELECT id FROM a $$;

grant select on a to reader;
)");
}

TEST(Statements, ADesiredPartitionHasMoreThanItsParent) {
  const std::string made =
      "create table paid { at date not null; who int; } partition by range (at);\n"
      "create partition paid_old of paid for values from (minvalue) to ('2022-01-01');\n"
      "alter table paid_old { add index paid_old_who (who); alter column who set not null; }";
  const std::unique_ptr<Compilation> once = compile_statements(made, postgres_only());
  ASSERT_FALSE(once->diagnostics().has_errors()) << rendered(*once);
  const std::string text = print(to_desired(once->history()->head));
  Compilation compilation{postgres_only()};
  compilation.add("schema.mig", text, ast::FileKind::schema);
  EXPECT_TRUE(compilation.build()) << rendered(compilation);
  ASSERT_NE(compilation.desired(), nullptr) << text;
  const Table* table = compilation.desired()->find_table({"", "paid_old"});
  EXPECT_NE(table->find_index("paid_old_who"), nullptr);
  EXPECT_TRUE(table->find_column("who")->not_null);
}

TEST(Statements, ADesiredTableIsNotAltered) {
  Compilation compilation{postgres_only()};
  compilation.add("schema.mig",
                  "schema;\ntable t { id int; }\nalter table t { alter column id set not null; }",
                  ast::FileKind::schema);
  EXPECT_FALSE(compilation.build());
  EXPECT_NE(rendered(compilation).find("E1004"), std::string::npos);
}

TEST(Statements, DesiredTablesMayFormARing) {
  Compilation compilation{postgres_only()};
  compilation.add(
      "schema.mig",
      "schema;\n"
      "view w as $$ SELECT id FROM v $$;\n"
      "table a { id int primary key; b_id int references b (id); }\n"
      "table b { id int primary key; c_id int; foreign key (c_id) references c (id); }\n"
      "table c { id int primary key; a_id int references a (id); }\n"
      "view v as $$ SELECT id FROM a $$;\n",
      ast::FileKind::schema);
  EXPECT_TRUE(compilation.build()) << rendered(compilation);
  ASSERT_NE(compilation.desired(), nullptr);
  EXPECT_NE(compilation.desired()->find_table({"", "a"})->find_constraint("a_b_id_fkey"), nullptr);
  EXPECT_NE(compilation.desired()->find_table({"", "b"})->find_constraint("b_c_id_fkey"), nullptr);
  const std::vector<ObjectKey> users =
      compilation.desired()->users_of({ObjectKind::view, {"", "v"}});
  EXPECT_EQ(users, (std::vector<ObjectKey>{{ObjectKind::view, {"", "w"}}}));
}

TEST(Statements, AMistakeInARingIsReportedOnce) {
  Compilation compilation{postgres_only()};
  compilation.add("schema.mig",
                  "schema;\n"
                  "table a { id int primary key; b_id int references b (nope); }\n"
                  "table b { id int primary key; a_id int references a (id); }\n",
                  ast::FileKind::schema);
  EXPECT_FALSE(compilation.build());
  EXPECT_EQ(findings(compilation.diagnostics()),
            (std::vector<std::string>{"E2004 column `nope` does not exist in table `b`"}));
}

}  // namespace

}  // namespace migc::test

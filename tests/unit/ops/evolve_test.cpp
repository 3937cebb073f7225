// Refusals are shown by the goldens below errors/; here is what a refusal must not do, and what
// changes besides the object that an operation names.
#include "compiler/ops/evolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "tests/support/compile_text.h"

namespace migc {
namespace {

using test::compile_statements;
using ::testing::HasSubstr;

Schema schema_of(std::string_view statements) {
  const auto compilation = compile_statements(statements);
  if (compilation->history() == nullptr) {
    ADD_FAILURE() << test::rendered(*compilation);
    return {};
  }
  return compilation->history()->head;
}

std::string head(std::string_view statements) { return dump(schema_of(statements)); }

constexpr std::string_view users_and_posts = R"(
create table users {
  id    bigint primary key;
  email text not null unique;
  loud  text generated always as (upper(email)) stored;
  check users_email_check (email <> '');
  index users_email_idx (lower(email)) where email is not null;
}

create table posts {
  id     bigint primary key;
  author bigint references users;
}
)";

TEST(Evolve, RefusalLeavesTheSchemaAsItWas) {
  const Schema before = schema_of(users_and_posts);
  const ObjectName users{"", "users"};
  Column twice;
  twice.name = "email";
  twice.type.kind = TypeKind::text;
  const std::vector<OperationBody> refused = {
      DropTable{.name = users, .retention = Retention::discard, .stash = {}},
      DropColumn{.table = users,
                 .column = "email",
                 .retention = Retention::discard,
                 .stash = {},
                 .down_fill = {}},
      AddColumn{.table = users, .column = twice, .position = {}, .fill = {}, .stash = {}},
      RenameColumn{users, "id", "email"},
      RenameTable{users, {"", "posts"}},
      RenameTable{users, {"app", "users"}},
      DropConstraint{users, "users_pkey"},
      DropNotNull{users, "id"},
      SetColumnType{.table = users, .column = "email", .type = twice.type, .using_ = {}},
      RenameIndex{users, "users_email_idx", "users_pkey"},
      DropNamespace{{"", "app"}},
      DropEnum{{"", "mood"}},
  };
  for (const OperationBody& body : refused) {
    Schema schema = before;
    Diagnostics diagnostics;
    const bool done = evolve(schema, {body, {}}, diagnostics);
    EXPECT_EQ(schema, before) << body.index();
    // A change to what is there already is taken with a warning.
    EXPECT_NE(done, diagnostics.has_errors()) << body.index();
    EXPECT_FALSE(diagnostics.sorted().empty()) << body.index();
  }
}

TEST(Evolve, RenamedColumnIsFollowedEverywhere) {
  const std::string text =
      head(std::string(users_and_posts) + "alter table users { rename column email to address; }");
  EXPECT_THAT(text, ::testing::Not(HasSubstr("(email")));
  EXPECT_THAT(text, HasSubstr("upper(address)"));
  EXPECT_THAT(text, HasSubstr("lower(address)"));
  EXPECT_THAT(text, HasSubstr("address <> ''"));
}

TEST(Evolve, RenamedKeyIsFollowedByForeignKeys) {
  const Schema schema = schema_of(std::string(users_and_posts) +
                                  "alter table users { rename column id to user_id; }");
  const Constraint* key = schema.find_table({"", "posts"})->find_constraint("posts_author_fkey");
  ASSERT_NE(key, nullptr);
  EXPECT_THAT(std::get<ForeignKey>(key->body).target_columns, ::testing::ElementsAre("user_id"));
}

TEST(Evolve, RenamedTableIsFollowedByForeignKeys) {
  const Schema schema = schema_of(std::string(users_and_posts) + "rename table users to people;");
  const Constraint* key = schema.find_table({"", "posts"})->find_constraint("posts_author_fkey");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(std::get<ForeignKey>(key->body).target.name, "people");
}

TEST(Evolve, RenamedEnumValueIsFollowedByDefaults) {
  const std::string text = head(R"(
    create enum mood { sad, ok }
    create table t { id int primary key; mood mood default 'ok'; }
    alter enum mood { rename value ok to fine; })");
  EXPECT_THAT(text, HasSubstr("default 'fine'"));
}

TEST(Evolve, RenamedEnumIsFollowedByColumns) {
  const std::string text = head(R"(
    create enum mood { sad, ok }
    create table t { id int primary key; mood mood; }
    rename enum mood to feeling;)");
  EXPECT_THAT(text, HasSubstr("mood feeling"));
}

TEST(Evolve, PrimaryKeyMakesItsColumnsRequired) {
  const Schema schema = schema_of("create table t { a int; b int; primary key (a, b); }");
  EXPECT_TRUE(schema.find_table({"", "t"})->find_column("b")->not_null);
}

TEST(Evolve, NewColumnsGoWhereTheyAreTold) {
  const Schema schema = schema_of(R"(
    create table t { a int; b int; }
    alter table t { add column c int after a; add column d int first; add column e int; })");
  std::string order;
  for (const Column& column : schema.find_table({"", "t"})->columns) order += column.name;
  EXPECT_EQ(order, "dacbe");
}

}  // namespace
}  // namespace migc

#include "compiler/schema/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace migc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Column column(std::string name, TypeKind kind = TypeKind::integer) {
  Column result;
  result.name = std::move(name);
  result.type.kind = kind;
  return result;
}

Table table(std::string name, std::vector<Column> columns = {column("id")}) {
  Table result;
  result.name = {"", std::move(name)};
  result.columns = std::move(columns);
  return result;
}

Unique unique(std::vector<std::string> columns) {
  Unique result;
  result.columns = std::move(columns);
  return result;
}

ForeignKey foreign_key(std::string column_name, std::string target) {
  ForeignKey result;
  result.columns = {std::move(column_name)};
  result.target = {"", std::move(target)};
  result.target_columns = {"id"};
  return result;
}

Expression column_expression(std::string name) {
  Expression result;
  result.kind = ExpressionKind::column;
  result.text = std::move(name);
  return result;
}

Index index_on(std::vector<std::string> columns) {
  Index result;
  for (std::string& name : columns) {
    IndexPart part;
    part.expression = column_expression(std::move(name));
    result.parts.push_back(std::move(part));
  }
  return result;
}

// ---- lookups

TEST(Schema, FindsWhatOwnsANameOfARelation) {
  Schema schema;
  Table users = table("users");
  users.insert(Constraint{.name = "users_pkey", .body = PrimaryKey{}, .comment = {}, .origin = {}});
  Index index = index_on({"id"});
  index.name = "users_idx";
  users.insert(index);
  schema.put(users);
  for (const std::string name : {"users", "users_pkey", "users_idx"}) {
    const ObjectKey* owner = schema.find_relation({"", name});
    ASSERT_NE(owner, nullptr) << name;
    EXPECT_EQ(owner->name.name, "users");
  }
  EXPECT_EQ(schema.find_relation({"app", "users"}), nullptr);
  schema.erase({ObjectKind::table, {"", "users"}});
  EXPECT_EQ(schema.find_relation({"", "users_idx"}), nullptr);
}

TEST(Schema, KnowsTheUsersOfAnObject) {
  Schema schema;
  schema.put(table("users"));
  Table posts = table("posts");
  posts.insert(Constraint{
      .name = "fk", .body = foreign_key("author", "users"), .comment = {}, .origin = {}});
  schema.put(posts);
  const ObjectKey users{ObjectKind::table, {"", "users"}};
  const ObjectKey key{ObjectKind::table, {"", "posts"}};
  EXPECT_THAT(schema.users_of(users), ElementsAre(key));
  schema.edit_table({"", "posts"}, [](Table& t) { t.erase_constraint("fk"); });
  EXPECT_THAT(schema.users_of(users), IsEmpty());
}

TEST(Schema, ATableIsNoUserOfItself) {
  Schema schema;
  Table nodes = table("nodes");
  nodes.insert(Constraint{
      .name = "fk", .body = foreign_key("parent", "nodes"), .comment = {}, .origin = {}});
  schema.put(nodes);
  EXPECT_THAT(schema.users_of({ObjectKind::table, {"", "nodes"}}), IsEmpty());
}

TEST(Table, KeepsConstraintsAndIndexesByName) {
  Table one = table("t");
  Table other = table("t");
  const Constraint a{.name = "a", .body = unique({"id"}), .comment = {}, .origin = {}};
  const Constraint b{.name = "b", .body = unique({"id"}), .comment = {}, .origin = {}};
  one.insert(a);
  one.insert(b);
  other.insert(b);
  other.insert(a);
  EXPECT_EQ(one, other);
}

// ---- recordings

TEST(Recording, PutsEverythingBack) {
  Schema schema;
  schema.put(table("kept"));
  schema.put(table("changed"));
  schema.put(table("dropped"));
  const Schema before = schema;
  schema.begin_recording();
  schema.edit_table({"", "changed"}, [](Table& t) { t.columns.push_back(column("extra")); });
  schema.edit_table({"", "changed"}, [](Table& t) { t.comment = "twice"; });
  schema.erase({ObjectKind::table, {"", "dropped"}});
  schema.put(table("created"));
  const Schema::Before former = schema.end_recording();
  EXPECT_EQ(former.size(), 3U);
  EXPECT_FALSE(schema == before);
  schema.restore(former);
  EXPECT_EQ(schema, before);
}

TEST(Recording, TellsTheOuterOne) {
  Schema schema;
  schema.put(table("t"));
  const Schema before = schema;
  schema.begin_recording();
  schema.begin_recording();
  schema.edit_table({"", "t"}, [](Table& t) { t.comment = "inner"; });
  const Schema::Before inner = schema.end_recording();
  schema.edit_table({"", "t"}, [](Table& t) { t.comment = "outer"; });
  const Schema::Before outer = schema.end_recording();
  EXPECT_EQ(inner, outer);
  schema.restore(outer);
  EXPECT_EQ(schema, before);
}

/// A name that moved from one object to another belongs to the first one again.
TEST(Recording, GivesNamesBackToTheirOwners) {
  Schema schema;
  Table one = table("one");
  Index index = index_on({"id"});
  index.name = "moving";
  one.insert(index);
  schema.put(one);
  schema.put(table("two"));
  schema.begin_recording();
  schema.edit_table({"", "one"}, [](Table& t) { t.erase_index("moving"); });
  schema.edit_table({"", "two"}, [&](Table& t) { t.insert(index); });
  schema.restore(schema.end_recording());
  ASSERT_NE(schema.find_relation({"", "moving"}), nullptr);
  EXPECT_EQ(schema.find_relation({"", "moving"})->name.name, "one");
}

// ---- the naming convention: what PostgreSQL itself would choose

TEST(Naming, FollowsPostgres) {
  const Schema schema;
  const Table users = table("users", {column("id"), column("email"), column("org")});
  Check check;
  check.expression = column_expression("email");
  EXPECT_EQ(default_constraint_name(schema, users, PrimaryKey{}), "users_pkey");
  EXPECT_EQ(default_constraint_name(schema, users, unique({"org", "email"})),
            "users_org_email_key");
  EXPECT_EQ(default_constraint_name(schema, users, foreign_key("org", "orgs")), "users_org_fkey");
  EXPECT_EQ(default_constraint_name(schema, users, check), "users_email_check");
  EXPECT_EQ(default_index_name(schema, users, index_on({"email", "org"})), "users_email_org_idx");
}

TEST(Naming, CallsExpressionsByTheirFunction) {
  Index index;
  for (const std::string name : {"lower", "lower", ""}) {
    IndexPart part;
    part.expression.kind = name.empty() ? ExpressionKind::binary : ExpressionKind::call;
    part.expression.text = name.empty() ? "||" : name;
    index.parts.push_back(part);
  }
  EXPECT_EQ(default_index_name(Schema(), table("t"), index), "t_lower_lower1_expr_idx");
}

TEST(Naming, CountsWhenANameIsTaken) {
  Schema schema;
  Table other = table("other");
  Index taken = index_on({"id"});
  taken.name = "users_id_idx1";
  other.insert(taken);
  schema.put(other);
  Table users = table("users");
  taken.name = "users_id_idx";
  users.insert(taken);
  EXPECT_EQ(default_index_name(schema, users, index_on({"id"})), "users_id_idx2");
}

TEST(Naming, CutsTheLongerPartFirst) {
  const std::string long_name(60, 'a');
  const Table first = table(long_name, {column("id")});
  const std::string name = default_constraint_name(Schema(), first, unique({"id"}));
  EXPECT_EQ(name, std::string(56, 'a') + "_id_key");
  EXPECT_EQ(name.size(), 63U);
  const Table second = table("t", {column(long_name)});
  EXPECT_EQ(default_constraint_name(Schema(), second, unique({long_name})),
            "t_" + std::string(57, 'a') + "_key");
}

TEST(Naming, NeverCutsACharacterInTwo) {
  std::string umlauts;
  for (int i = 0; i < 35; ++i) umlauts += "ü";
  const std::string name = default_constraint_name(Schema(), table(umlauts), PrimaryKey{});
  EXPECT_TRUE(name.ends_with("_pkey"));
  EXPECT_EQ((name.size() - 5) % 2, 0U) << name;
}

// ---- dumps

TEST(Dump, SaysWhatDiffers) {
  Schema one;
  one.put(table("t", {column("a")}));
  Schema other;
  other.put(table("t", {column("a"), column("b", TypeKind::text)}));
  EXPECT_EQ(difference(one, one), "");
  EXPECT_THAT(difference(one, other), HasSubstr("+"));
  EXPECT_THAT(difference(one, other), HasSubstr("b text"));
}

}  // namespace
}  // namespace migc

#include <cstdlib>
#include <gtest/gtest.h>
#include <sstream>

#include "tests/e2e/postgres_world.h"
#include "tests/unit/dialect/postgres_model.h"

// Operations on a real server: what is emitted runs, and the inverse leads back to the same catalog
// and the same rows.
namespace migc::test {
namespace {

Table orgs() {
  return table("orgs", {identity_column("id"), column("slug", type(TypeKind::varchar, 64), true)},
               {primary_key("orgs_pkey", {"id"}), unique("orgs_slug_key", {"slug"})});
}

Table users() {
  Table result =
      table("users",
            {identity_column("id", true), column("org_id", type(TypeKind::bigint), true),
             column("email", type(TypeKind::varchar, 320), true),
             with_default(column("role", user_type("user_role"), true), text("guest")),
             column("roles", user_type("user_role", 1)), column("first", type(TypeKind::text)),
             column("last", type(TypeKind::text)),
             generated_column(
                 "full_name", type(TypeKind::text),
                 binary(binary(column_ref("first"), "||", text(" ")), "||", column_ref("last"))),
             with_default(column("created_at", type(TypeKind::timestamptz), true), call("now")),
             column("age", type(TypeKind::integer))},
            {primary_key("users_pkey", {"id"}), unique("users_org_email_key", {"org_id", "email"}),
             check("users_email_shape", binary(column_ref("email"), "like", text("%_@_%"))),
             check("users_role_known", binary(column_ref("role"), "<>", text("banned"))),
             foreign_key("users_org_id_fkey", {"org_id"}, name("orgs"), {"id"})},
            {index("users_created_at_idx", {part(column_ref("created_at"))}),
             index("users_email_idx", {part(call("lower", {column_ref("email")}))})});
  result.comment = "people who can sign in";
  result.find_column("email")->comment = "as typed at sign-up, it's unchecked";
  result.find_constraint("users_email_shape")->comment = "shape only";
  result.find_index("users_created_at_idx")->comment = "for the list";
  Index guests = index("users_guests_idx", {part(column_ref("role"))});
  guests.where = binary(column_ref("role"), "=", text("guest"));
  result.insert(guests);
  return result;
}

std::vector<Operation> schema_of_users() {
  return {create_enum("user_role", {"guest", "member", "admin", "banned"}), create(orgs()),
          create(users())};
}

/// Two organisations and four people.
void fill(World& world) {
  world.sql("INSERT INTO orgs (slug) VALUES ('a'), ('b')");
  world.sql(
      "INSERT INTO users (org_id, email, role, roles, first, last, age) VALUES (1, 'a@x', 'admin', "
      "'{admin,guest}', 'A', 'X', 1), "
      "(1, 'b@x', 'member', '{member}', 'B', 'Y', 2), (2, 'c@x', 'guest', NULL, NULL, 'Z', NULL), "
      "(2, 'd@x', 'guest', '{}', 'D', 'W', 4)");
}

constexpr std::string_view all_users = "SELECT u.*::text FROM users u ORDER BY id";
constexpr std::string_view stashes = "SELECT count(*) FROM pg_class WHERE relname LIKE 'stash\\_%'";

TEST(PostgresEmit, TablesComeAndGo) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply_there_and_back(schema_of_users());
}

TEST(PostgresEmit, EveryKindOfColumnConstraintAndIndex) {
  MIGC_NEED_PG(access);
  World world(access);
  world.sql("CREATE EXTENSION IF NOT EXISTS btree_gist");
  Table all = table(
      "Booking List",
      {column("id", type(TypeKind::uuid), true), column("select", type(TypeKind::decimal, 10, 2)),
       column("room", type(TypeKind::integer)), column("during", type(TypeKind::postgres)),
       with_default(column("tags", array_of(type(TypeKind::text))), text("{}")),
       with_default(column("data", type(TypeKind::jsonb)), text("{\"a\": 1}")),
       column("note", type(TypeKind::text)), column("parent", type(TypeKind::uuid)),
       column("t", type(TypeKind::timestamp, 3)), column("c", type(TypeKind::character, 3))},
      {primary_key("booking_pkey", {"id"})});
  all.find_column("during")->type.name.name = "tsrange";
  all.find_column("note")->collation = {"", "C"};
  all.find_column("note")->storage = "external";
  if (world.major() >= 14) all.find_column("note")->compression = "pglz";
  all.find_column("note")->statistics = 500;
  all.find_column("room")->identity = std::nullopt;
  Exclusion exclusion;
  exclusion.parts = {part(column_ref("room")), part(column_ref("during"))};
  exclusion.parts[0].exclude_operator = "=";
  exclusion.parts[1].exclude_operator = "&&";
  exclusion.where = binary(column_ref("room"), ">", number(0));
  exclusion.deferral = Deferral::initially_deferred;
  all.insert(constraint("no_overlap", exclusion));
  Unique loose;
  loose.columns = {"room", "select"};
  loose.include = {"note"};
  loose.nulls_not_distinct = world.major() >= 15;
  loose.deferral = Deferral::initially_immediate;
  loose.with = {{"fillfactor", "80"}};
  all.insert(constraint("room_key", loose));
  Constraint self = foreign_key("parent_fkey", {"parent"}, name("Booking List"), {"id"});
  std::get<ForeignKey>(self.body).on_delete = ReferentialAction::set_null;
  if (world.major() >= 15) std::get<ForeignKey>(self.body).on_delete_columns = {"parent"};
  std::get<ForeignKey>(self.body).on_update = ReferentialAction::cascade;
  std::get<ForeignKey>(self.body).deferral = Deferral::initially_deferred;
  all.insert(self);
  Constraint unproven = check("positive", binary(column_ref("select"), ">", number(0)));
  std::get<Check>(unproven.body).not_valid = true;
  std::get<Check>(unproven.body).no_inherit = true;
  all.insert(unproven);
  Index partial = index("tags_idx", {part(column_ref("tags"))});
  partial.method = "gin";
  partial.where = is_null(column_ref("note"));
  partial.with = {{"fastupdate", "off"}};
  all.insert(partial);
  Index ordered = index(
      "ordered_idx", {part(column_ref("room")), part(binary(column_ref("select"), "+", number(1))),
                      part(column_ref("note"))});
  ordered.unique = true;
  ordered.nulls_not_distinct = world.major() >= 15;
  ordered.parts[0].order = SortOrder::descending;
  ordered.parts[0].nulls = NullsOrder::last;
  ordered.parts[2].opclass = "text_pattern_ops";
  ordered.include = {"id"};
  all.insert(ordered);
  all.options.unlogged = true;
  all.options.with = {{"fillfactor", "70"}, {"autovacuum_enabled", "off"}};
  world.apply_there_and_back({create(all)});
  world.apply_there_and_back({op(ValidateConstraint{name("Booking List"), "positive"})});
  TableOptions options;
  options.with = {{"fillfactor", "90"}};
  world.apply_there_and_back({op(SetTableOptions{name("Booking List"), options})});
  world.apply_there_and_back({op(SetColumnStorage{.table = name("Booking List"),
                                                  .column = "note",
                                                  .storage = {},
                                                  .compression = {},
                                                  .statistics = {}})});
  world.apply_there_and_back({op(SetCollation{name("Booking List"), "note", ""})});
}

TEST(PostgresEmit, ADroppedTableComesBackAsItWas) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  fill(world);
  const std::string before = world.catalog();
  const std::string rows = world.ask(all_users);
  world.sql("DELETE FROM users WHERE id = 4");  // the sequence stands past the largest id
  const std::string fewer = world.ask(all_users);
  world.apply(
      {op(DropTable{.name = name("users"), .retention = Retention::preserve, .stash = "abc123_1"}),
       op(DropEnum{name("user_role")})});
  EXPECT_EQ(world.ask("SELECT count(*) FROM migc.stash_abc123_1"), "3\n");
  world.revert();
  EXPECT_EQ(world.catalog(), before);
  EXPECT_EQ(world.ask(all_users), fewer);
  EXPECT_EQ(world.ask(stashes), "0\n");
  world.sql("INSERT INTO users (org_id, email) VALUES (1, 'e@x')");
  EXPECT_EQ(world.ask("SELECT id FROM users WHERE email = 'e@x'"), "5\n")
      << "the sequence goes on where it stood";
  EXPECT_NE(rows, fewer);
}

TEST(PostgresEmit, ADroppedColumnComesBackWithItsValues) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  fill(world);
  const std::string catalog = world.catalog();
  const std::string ages = world.ask("SELECT id, age, roles FROM users ORDER BY id");
  world.apply({op(DropColumn{.table = name("users"),
                             .column = "age",
                             .retention = Retention::preserve,
                             .stash = "abc123_1",
                             .down_fill = {}}),
               op(DropColumn{.table = name("users"),
                             .column = "roles",
                             .retention = Retention::preserve,
                             .stash = "abc123_2",
                             .down_fill = {}})});
  world.sql("INSERT INTO users (org_id, email) VALUES (1, 'new@x')");
  world.revert();
  EXPECT_EQ(world.catalog(), catalog);
  EXPECT_EQ(world.ask("SELECT id, age, roles FROM users ORDER BY id"), ages + "5 NULL NULL\n");
  EXPECT_EQ(world.ask(stashes), "0\n");
}

TEST(PostgresEmit, ColumnsChange) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  fill(world);
  world.apply_there_and_back({op(RenameColumn{name("users"), "email", "mail"})});
  world.apply_there_and_back(
      {add("users", with_default(column("rank", type(TypeKind::integer), true), number(0)))});
  AddColumn filled{.table = name("users"),
                   .column = column("born", type(TypeKind::integer), true),
                   .position = {},
                   .fill = number(1),
                   .stash = {}};
  filled.column.default_value = number(7);
  world.apply_there_and_back({op(filled)});
  EXPECT_EQ(world.ask("SELECT DISTINCT born FROM users"), "1\n");
  world.apply_there_and_back({op(SetNotNull{name("users"), "age", number(9)})});
  EXPECT_EQ(world.ask("SELECT age FROM users WHERE id = 3"), "9\n");
  world.apply_there_and_back({op(SetDefault{name("users"), "age", number(3)})});
  world.apply_there_and_back({op(SetDefault{name("users"), "role", std::nullopt})});
  world.apply_there_and_back({op(SetIdentity{name("orgs"), "id",
                                             Identity{.always = true,
                                                      .options = {.start = 10,
                                                                  .increment = 2,
                                                                  .min_value = {},
                                                                  .max_value = 9000,
                                                                  .cache = 5,
                                                                  .cycle = true}}})});
  world.apply_there_and_back({op(SetIdentity{name("orgs"), "id", std::nullopt})});
  world.revert();
  world.sql("INSERT INTO orgs (slug) VALUES ('c')");
  world.apply_there_and_back({op(SetGenerated{name("users"), "full_name", std::nullopt})});
  world.revert();
  world.apply_there_and_back({op(
      SetGenerated{name("users"), "full_name",
                   Generated{.expression = call("upper", {column_ref("last")}), .stored = true}})});
  EXPECT_EQ(world.ask("SELECT full_name FROM users WHERE id = 1"), "X\n");
  world.apply_there_and_back({op(RenameTable{name("users"), name("people")})});
}

TEST(PostgresEmit, TypesChange) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(
      {create_enum("mood", {"ok", "bad"}),
       create(table(
           "t",
           {identity_column("id"), with_default(column("n", type(TypeKind::integer)), number(5)),
            column("s", type(TypeKind::varchar, 10)),
            with_default(column("e", type(TypeKind::text)), text("ok")),
            column("ts", type(TypeKind::timestamp)), column("num", type(TypeKind::decimal, 10, 4)),
            column("a", array_of(type(TypeKind::integer))), column("j", type(TypeKind::text))},
           {primary_key("t_pkey", {"id"}),
            check("s_short", binary(call("length", {column_ref("s")}), "<", number(100)))}))});
  world.sql(
      "INSERT INTO t (n, s, e, ts, num, a, j) VALUES (1, 'abc', 'bad', '2026-01-01 12:00', 2.5, "
      "'{1}', '{\"a\":1}')");
  const auto change = [](std::string column, Type to) {
    return op(SetColumnType{
        .table = name("t"), .column = std::move(column), .type = std::move(to), .using_ = {}});
  };
  world.apply_there_and_back({change("n", type(TypeKind::bigint))});
  world.apply_there_and_back({change("n", type(TypeKind::text))});
  world.revert();
  world.apply_there_and_back({change("s", type(TypeKind::text))});
  world.apply_there_and_back({change("e", user_type("mood"))});
  world.apply_there_and_back({change("num", type(TypeKind::decimal, 8, 2))});
  EXPECT_EQ(world.try_apply({change("num", type(TypeKind::integer))}),
            "found rows of `t` whose `num` does not fit int");
  world.sql("UPDATE t SET num = 2");
  world.apply_there_and_back({change("num", type(TypeKind::integer))});
  world.apply_there_and_back({change("a", array_of(type(TypeKind::bigint)))});
  world.apply_there_and_back({change("j", type(TypeKind::jsonb))});
  world.apply_there_and_back({change("id", type(TypeKind::integer))});
  world.sql("SET TimeZone TO 'Asia/Tokyo'");
  world.apply_there_and_back({change("ts", type(TypeKind::timestamptz))});
  EXPECT_EQ(world.ask("SELECT ts AT TIME ZONE 'UTC', current_setting('TimeZone') FROM t"),
            "2026-01-01 12:00:00 Asia/Tokyo\n");
}

TEST(PostgresEmit, ConstraintsAndIndexesComeAndGo) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  fill(world);
  world.apply_there_and_back({op(AddConstraint{
      name("users"), check("age_positive", binary(column_ref("age"), ">", number(0)))})});
  world.apply_there_and_back(
      {op(RenameConstraint{name("users"), "age_positive", "age_above_zero"})});
  world.apply_there_and_back({op(DropConstraint{name("users"), "users_org_id_fkey"})});
  world.revert();
  world.apply_there_and_back(
      {op(AddConstraint{name("users"), unique("users_email_key", {"email"})})});
  world.apply_there_and_back({op(DropIndex{name("users"), "users_created_at_idx"})});
  world.revert();
  world.apply_there_and_back({op(RenameIndex{name("users"), "users_email_idx", "users_mail_idx"})});
  Index once = index("once_idx", {part(call("lower", {column_ref("email")}))});
  once.unique = true;
  world.apply_there_and_back({op(AddIndex{name("users"), once})});
  for (const auto& [target, member] :
       std::vector<std::pair<CommentTarget, std::string>>{{CommentTarget::table, ""},
                                                          {CommentTarget::column, "email"},
                                                          {CommentTarget::constraint, "users_pkey"},
                                                          {CommentTarget::index, "once_idx"}}) {
    world.apply_there_and_back({op(SetComment{target, name("users"), member, "it's new"})});
  }
  world.apply_there_and_back(
      {op(SetComment{CommentTarget::enum_, name("user_role"), "", "kinds"})});
}

TEST(PostgresEmit, SchemasHoldTables) {
  MIGC_NEED_PG(access);
  World world(access);
  Namespace app;
  app.name = name("app");
  app.comment = "the application";
  world.apply(schema_of_users());
  world.apply_there_and_back({op(CreateNamespace{app}),
                              op(RenameTable{name("users"), {"app", "people"}}),
                              op(RenameEnum{name("user_role"), {"app", "role"}})});
  world.apply_there_and_back({op(RenameNamespace{name("app"), name("core")})});
  world.apply_there_and_back(
      {op(DropTable{.name = {"core", "people"}, .retention = Retention::discard, .stash = {}})});
}

TEST(PostgresEmit, EnumsChange) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  fill(world);
  const std::string before = world.catalog();
  world.apply({op(AddEnumValue{name("user_role"), "owner", "admin", ""}),
               op(SetDefault{name("users"), "role", text("owner")})});
  world.sql("INSERT INTO users (org_id, email) VALUES (1, 'o@x')");
  const std::vector<Operation> take_back = {op(SetDefault{name("users"), "role", text("guest")}),
                                            op(DropEnumValue{name("user_role"), "owner", {}})};
  EXPECT_EQ(world.try_apply(take_back), "found rows of `users` whose `role` is `owner`");
  world.sql("UPDATE users SET role = 'guest' WHERE role = 'owner'");
  world.apply(take_back);
  EXPECT_EQ(world.catalog(), before);
  world.apply_there_and_back({op(RenameEnumValue{name("user_role"), "member", "colleague"})});
  world.apply_there_and_back({op(DropEnumValue{name("user_role"), "colleague", "admin"})});
  EXPECT_EQ(world.ask("SELECT role, roles FROM users WHERE id = 2"), "admin {admin}\n");
}

TEST(PostgresEmit, EnumsChangeTheirOrder) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  world.apply({op(AddConstraint{
      name("users"), check("users_role_rank", binary(column_ref("role"), "<=", text("admin")))})});
  fill(world);
  const ReorderEnumValues banned_first{name("user_role"), {"banned", "guest", "member", "admin"}};
  world.apply_there_and_back({op(banned_first)});
  world.apply({op(banned_first)});
  world.sql("INSERT INTO users (org_id, email) VALUES (1, 'e@x')");
  EXPECT_EQ(world.ask("SELECT id, role FROM users ORDER BY role DESC, id"),
            "1 admin\n2 member\n3 guest\n4 guest\n5 guest\n");
  // In this order somebody stands above the rank that the check allows.
  const std::string before = world.catalog();
  EXPECT_EQ(world.try_apply(
                {op(ReorderEnumValues{name("user_role"), {"banned", "guest", "admin", "member"}})}),
            "found rows of `users` that break the check `users_role_rank`");
  EXPECT_EQ(world.catalog(), before);
}

TEST(PostgresEmit, RowsComeAndGo) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  fill(world);
  const auto rows = [](int count) {
    std::vector<std::vector<Expression>> result;
    for (int i = 0; i < count; ++i)
      result.push_back({number(10 + i), text("it's " + std::to_string(i))});
    return result;
  };
  world.apply({op(InsertRows{
      .table = name("orgs"), .columns = {"id", "slug"}, .rows = rows(3), .key = {"id"}})});
  world.sql("INSERT INTO orgs (slug) VALUES ('next')");
  EXPECT_EQ(world.ask("SELECT id FROM orgs WHERE slug = 'next'"), "13\n");
  EXPECT_EQ(
      world.try_apply({op(InsertRows{
          .table = name("orgs"), .columns = {"id", "slug"}, .rows = rows(3), .key = {"id"}})}),
      "found rows of `orgs` with the `id` of rows to insert");
  world.revert();
  EXPECT_EQ(world.ask("SELECT slug FROM orgs ORDER BY id"), "a\nb\nnext\n");
  const std::string former = world.ask(all_users);
  UpdateRows update{
      .table = name("users"),
      .assignments = {{"age", number(50)}, {"role", text("admin")}, {"roles", text("{member}")}},
      .where = binary(column_ref("org_id"), "=", number(2)),
      .stash = "abc123_1"};
  world.apply({op(update)});
  EXPECT_EQ(world.ask("SELECT id, age, role, roles FROM users WHERE age = 50 ORDER BY id"),
            "3 50 admin {member}\n4 50 admin {member}\n");
  world.sql("UPDATE users SET age = 51 WHERE id = 4");
  world.revert();
  EXPECT_EQ(world.ask("SELECT id, age, role FROM users WHERE org_id = 2 ORDER BY id"),
            "3 NULL guest\n4 51 admin\n");
  world.sql("UPDATE users SET age = 4, role = 'guest', roles = '{}' WHERE id = 4");
  EXPECT_EQ(world.ask(all_users), former);
  world.apply({op(DeleteRows{.table = name("users"),
                             .where = binary(column_ref("age"), ">", number(1)),
                             .retention = Retention::preserve,
                             .stash = "abc123_1"})});
  EXPECT_EQ(world.ask("SELECT count(*) FROM users"), "2\n");
  world.revert();
  EXPECT_EQ(world.ask(all_users), former);
  EXPECT_EQ(world.ask(stashes), "0\n");
}

TEST(PostgresEmit, BackfillsFollowTheKey) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(
      {create(table("m",
                    {column("a", type(TypeKind::integer)), column("b", type(TypeKind::text)),
                     column("v", type(TypeKind::integer))},
                    {primary_key("m_pkey", {"a", "b"})}))});
  world.sql(
      "INSERT INTO m SELECT i / 10, (i % 10)::text, NULLIF(i % 3, 0) FROM generate_series(1, 100) "
      "i");
  world.apply({op(Backfill{.table = name("m"),
                           .assignments = {{"v", number(7)}},
                           .where = is_null(column_ref("v")),
                           .batch_size = 8})});
  EXPECT_EQ(world.ask("SELECT v, count(*) FROM m GROUP BY v ORDER BY v"), "1 34\n2 33\n7 33\n");
}

TEST(PostgresEmit, GuardsShowWhatStandsInTheWay) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  fill(world);
  world.sql("UPDATE users SET first = 'same'");
  const auto refused = [&](OperationBody body) { return world.try_apply({op(std::move(body))}); };
  EXPECT_EQ(refused(SetNotNull{name("users"), "age", {}}),
            "found rows of `users` where `age` is null");
  EXPECT_EQ(refused(AddColumn{.table = name("users"),
                              .column = column("x", type(TypeKind::integer), true),
                              .position = {},
                              .fill = {},
                              .stash = {}}),
            "found rows of `users` that have no value for the new required column `x`");
  EXPECT_EQ(refused(AddConstraint{name("users"), unique("k", {"first"})}),
            "found several rows of `users` with the same `first`");
  EXPECT_EQ(
      refused(AddConstraint{name("users"), check("k", binary(column_ref("age"), ">", number(2)))}),
      "found rows of `users` that break the check `k`");
  EXPECT_EQ(refused(AddConstraint{name("users"), foreign_key("k", {"age"}, name("orgs"), {"id"})}),
            "found rows of `users` without their row of `orgs` (foreign key `k`)");
  EXPECT_EQ(refused(SetColumnType{.table = name("users"),
                                  .column = "email",
                                  .type = type(TypeKind::varchar, 2),
                                  .using_ = {}}),
            "found rows of `users` whose `email` does not fit varchar(2)");
  EXPECT_EQ(refused(SetColumnType{.table = name("users"),
                                  .column = "email",
                                  .type = type(TypeKind::integer),
                                  .using_ = {}}),
            "found rows of `users` whose `email` does not fit int");
}

TEST(PostgresEmit, DeferredChecksDoNotStandInTheWay) {
  MIGC_NEED_PG(access);
  World world(access);
  Constraint link = foreign_key("child_parent_fkey", {"parent"}, name("parent"), {"id"});
  std::get<ForeignKey>(link.body).deferral = Deferral::initially_deferred;
  world.apply({create(table("parent", {column("id", type(TypeKind::integer))},
                            {primary_key("parent_pkey", {"id"})})),
               create(table("child",
                            {column("id", type(TypeKind::integer)),
                             column("parent", type(TypeKind::integer))},
                            {primary_key("child_pkey", {"id"}), link}))});
  world.apply(
      {op(InsertRows{
           .table = name("parent"), .columns = {"id"}, .rows = {{number(1)}}, .key = {"id"}}),
       op(InsertRows{.table = name("child"),
                     .columns = {"id", "parent"},
                     .rows = {{number(1), number(1)}},
                     .key = {"id"}}),
       add("child", column("note", type(TypeKind::text))),
       op(SetNotNull{name("child"), "parent", number(1)})});
}

TEST(PostgresEmit, ARestoredTableWithDeferredChecksGetsItsIndexes) {
  MIGC_NEED_PG(access);
  World world(access);
  Constraint self = foreign_key("node_parent_fkey", {"parent"}, name("node"), {"id"});
  std::get<ForeignKey>(self.body).deferral = Deferral::initially_deferred;
  world.apply({create(table(
      "node", {column("id", type(TypeKind::integer)), column("parent", type(TypeKind::integer))},
      {primary_key("node_pkey", {"id"}), self},
      {index("node_parent_idx", {part(column_ref("parent"))})}))});
  world.sql("INSERT INTO node VALUES (1, 2), (2, 1)");
  const std::string before = world.catalog();
  world.apply(
      {op(DropTable{.name = name("node"), .retention = Retention::preserve, .stash = "abc123_1"})});
  world.revert();
  EXPECT_EQ(world.catalog(), before);
  EXPECT_EQ(world.ask("SELECT * FROM node ORDER BY id"), "1 2\n2 1\n");
}

TEST(PostgresEmit, ARestoreNeedsItsStash) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply(schema_of_users());
  world.apply({op(DropColumn{.table = name("users"),
                             .column = "age",
                             .retention = Retention::preserve,
                             .stash = "abc123_1",
                             .down_fill = {}})});
  world.sql("DROP TABLE migc.stash_abc123_1");
  AddColumn back{.table = name("users"),
                 .column = column("age", type(TypeKind::integer)),
                 .position = {},
                 .fill = {},
                 .stash = "abc123_1"};
  EXPECT_EQ(
      world.try_apply({op(back)}),
      "found no stash `migc.stash_abc123_1` to restore from: it was purged, or never filled here");
}

TEST(PostgresEmit, IdentityColumnsComeBackWithTheirValues) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply({create(table("t", {column("k", type(TypeKind::text)), identity_column("n", true)},
                            {primary_key("t_pkey", {"k"})}))});
  world.sql("INSERT INTO t (k) VALUES ('a'), ('b'), ('c')");
  world.sql("DELETE FROM t WHERE k = 'b'");
  const std::string before = world.catalog();
  world.apply({op(DropColumn{.table = name("t"),
                             .column = "n",
                             .retention = Retention::preserve,
                             .stash = "abc123_1",
                             .down_fill = {}})});
  world.revert();
  EXPECT_EQ(world.catalog(), before);
  world.sql("INSERT INTO t (k) VALUES ('d')");
  EXPECT_EQ(world.ask("SELECT k, n FROM t ORDER BY k"), "a 1\nc 3\nd 4\n");
}

TEST(PostgresEmit, AnIdentityGoesOnWhereASequenceOfTheColumnStood) {
  MIGC_NEED_PG(access);
  World world(access);
  world.apply({create(
      table("t", {column("id", type(TypeKind::integer), true), column("k", type(TypeKind::text))},
            {primary_key("t_pkey", {"id"})}))});
  Sequence sequence;
  sequence.name = name("t_id_seq");
  sequence.owner_table = name("t");
  sequence.owner_column = "id";
  world.apply(
      {op(CreateObject{.object = sequence}),
       op(SetDefault{
           .table = name("t"), .column = "id", .value = call("nextval", {text("t_id_seq")})})});
  world.sql("INSERT INTO t (k) VALUES ('a'), ('b')");
  world.apply({op(SetDefault{.table = name("t"), .column = "id", .value = {}}),
               op(SetIdentity{.table = name("t"), .column = "id", .identity = Identity{}}),
               op(DropObject{.object = {ObjectKind::sequence, name("t_id_seq")}})});
  world.sql("INSERT INTO t (k) VALUES ('c')");
  EXPECT_EQ(world.ask("SELECT id, k FROM t ORDER BY id"), "1 a\n2 b\n3 c\n");
}

TEST(PostgresEmit, EveryKeywordOfTheServerIsQuotedWhereItMust) {
  MIGC_NEED_PG(access);
  World world(access);
  // The server's own types come before those of the search path, whatever the quotes.
  std::istringstream words(
      world.ask("SELECT word FROM pg_get_keywords() WHERE to_regtype('pg_catalog.' || "
                "quote_ident(word)) IS NULL ORDER BY word"));
  Table keywords = table("keywords", {});
  std::vector<Operation> operations;
  for (std::string word; words >> word;) {
    keywords.columns.push_back(column(word, type(TypeKind::integer)));
    operations.push_back(create_enum(word, {"x"}));
    operations.push_back(create(table("of_" + word, {column("c", user_type(word))})));
  }
  EXPECT_GT(operations.size(), 800U);
  operations.push_back(create(keywords));
  EXPECT_EQ(world.try_apply(operations), "");
}

TEST(PostgresEmit, RawSqlRunsStatementByStatement) {
  MIGC_NEED_PG(access);
  World world(access);
  RawSql raw_sql;
  raw_sql.up = {
      {.dialect = "postgres",
       .text = "CREATE TABLE r (i int); -- one; two\nCREATE INDEX CONCURRENTLY r_i ON r "
               "(i);\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $f$ SELECT 1; SELECT 2 $f$;",
       .origin = {}}};
  world.apply({op(raw_sql)});
  EXPECT_EQ(world.ask("SELECT f(), indisvalid FROM pg_index WHERE indexrelid = 'r_i'::regclass"),
            "2 t\n");
}

}  // namespace
}  // namespace migc::test

#include "runtime/cli/other_tools.h"

#include <fmt/format.h>
#include <utility>

#include "compiler/base/text.h"

namespace migc::runtime {
namespace {

constexpr std::string_view ledgers[][2] = {
    {"alembic_version", "Alembic"},
    {"flyway_schema_history", "Flyway"},
    {"schema_version", "Flyway"},
    {"databasechangelog", "Liquibase"},
    {"databasechangeloglock", "Liquibase"},
    {"_prisma_migrations", "Prisma"},
    {"atlas_schema_revisions", "Atlas"},
    {"goose_db_version", "goose"},
    {"schema_migrations", "Rails, dbmate or golang-migrate"},
    {"ar_internal_metadata", "Rails"},
    {"django_migrations", "Django"},
    {"knex_migrations", "Knex"},
    {"knex_migrations_lock", "Knex"},
    {"_sqlx_migrations", "sqlx"},
    {"__diesel_schema_migrations", "Diesel"},
    {"__drizzle_migrations", "Drizzle"},
    {"__efmigrationshistory", "Entity Framework"},
    {"sequelizemeta", "Sequelize"},
};

std::string_view tool_of(const Table& table) {
  for (const auto& [name, tool] : ledgers) {
    if (equal_ignoring_case(table.name.name, name)) return tool;
  }
  return {};
}

}  // namespace

std::string OtherTool::in_words() const {
  const std::string at =
      revisions.empty() ? std::string() : fmt::format(" (it is at {})", quote_list(revisions));
  return fmt::format(
      "table `{}`, in which {} keeps what it applied{}: {}", table.display(), name, at,
      left_alone ? "left alone, and no part of the schema" : "part of the schema like any other");
}

Result<std::vector<OtherTool>> set_other_tools_apart(Driver& driver, Schema& schema) {
  std::vector<OtherTool> found;
  for (const auto& [key, object] : schema.objects()) {
    const auto* table = std::get_if<Table>(&object);
    const std::string_view tool = table == nullptr ? std::string_view() : tool_of(*table);
    if (tool.empty()) continue;
    OtherTool other{.table = table->name, .name = std::string(tool)};
    if (table->name == ObjectName{"", "alembic_version"}) {
      const Result<Rows> rows =
          driver.query("SELECT version_num FROM alembic_version ORDER BY version_num");
      MIGC_TRY(rows);
      for (const Row& row : rows->rows) other.revisions.push_back(row.front().value_or(""));
      other.left_alone = true;
    }
    found.push_back(std::move(other));
  }
  for (const OtherTool& other : found) {
    if (other.left_alone) schema.erase({ObjectKind::table, other.table, {}});
  }
  return found;
}

}  // namespace migc::runtime

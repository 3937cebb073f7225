#include <array>

#include "compiler/dialect/dialect.h"
#include "compiler/dialect/postgres/postgres.h"
#include "compiler/dialect/sqlite/sqlite.h"

namespace migc {
namespace {

struct Alias {
  std::string_view alias;
  std::string_view name;
};

constexpr std::array<Alias, 3> aliases = {
    {{"postgresql", "postgres"}, {"pg", "postgres"}, {"sqlite3", "sqlite"}}};

}  // namespace

std::span<const Dialect* const> dialects() {
  static const std::array<const Dialect*, 2> all = {&postgres_dialect(), &sqlite_dialect()};
  return all;
}

const Dialect* find_dialect(std::string_view name) {
  for (const Alias& entry : aliases) {
    if (entry.alias == name) name = entry.name;
  }
  for (const Dialect* dialect : dialects()) {
    if (dialect->name() == name) return dialect;
  }
  return nullptr;
}

Expression raw_expression(std::string_view dialect, std::string_view sql) {
  Expression raw;
  raw.kind = ExpressionKind::raw;
  raw.native.push_back({.dialect = std::string(dialect), .text = std::string(sql), .origin = {}});
  return raw;
}

}  // namespace migc

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <set>

#include "tests/support/generators.h"

namespace migc::test {

LawSeeds law_seeds(std::uint64_t runs) {
  const auto given = [](const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
  };
  const std::uint64_t first = given("MIGC_LAW_FIRST", 1);
  return {.first = first, .end = first + given("MIGC_LAW_RUNS", runs)};
}

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::size_t Random::below(std::size_t end) { return static_cast<std::size_t>(next() % end); }

std::string value_text(const Type& type, const Schema& schema, std::size_t row) {
  switch (type.kind) {
    case TypeKind::boolean:
      return row % 2 == 0 ? "1" : "0";
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
      return std::to_string(row);
    case TypeKind::decimal:
    case TypeKind::real:
    case TypeKind::double_precision:
      return fmt::format("{}.5", row);
    case TypeKind::text:
    case TypeKind::varchar:
    case TypeKind::character:
    case TypeKind::citext:
      return fmt::format("t{}", row);
    case TypeKind::bytes:
      return fmt::format("b{}", row);
    case TypeKind::uuid:
      return fmt::format("00000000-0000-4000-8000-{:012}", row);
    case TypeKind::json:
    case TypeKind::jsonb:
      return fmt::format("{{\"row\": {}}}", row);
    case TypeKind::date:
      return fmt::format("2024-01-{:02}", row % 28 + 1);
    case TypeKind::time:
      return fmt::format("10:{:02}:00", row % 60);
    case TypeKind::timetz:
      return fmt::format("10:{:02}:00+00", row % 60);
    case TypeKind::timestamp:
      return fmt::format("2024-02-{:02} 10:00:00", row % 28 + 1);
    case TypeKind::timestamptz:
      return fmt::format("2024-02-{:02} 10:00:00+00", row % 28 + 1);
    case TypeKind::interval:
      return fmt::format("{} days", row);
    case TypeKind::user: {
      const std::vector<std::string>& values = schema.find_enum(type.name)->values;
      return values[row % values.size()];
    }
    case TypeKind::postgres:
      if (type.name.name == "inet" || type.name.name == "cidr")
        return fmt::format("10.0.0.{}", row);
      return fmt::format("{}", row);
    case TypeKind::native:
      return fmt::format("10.0.0.{}", row);  // fits text and addresses alike
  }
  return {};
}

std::vector<GeneratedRow> generated_rows(const Schema& schema, std::uint64_t seed) {
  constexpr std::size_t rows_per_table = 5;
  constexpr std::size_t first = 1;  // histories that insert rows by themselves begin at 101
  Random random(seed);
  std::vector<const Table*> waiting;
  for (const auto& [key, object] : schema.objects()) {
    if (const auto* table = std::get_if<Table>(&object)) waiting.push_back(table);
  }
  std::set<ObjectName> done;
  const auto ready = [&](const Table* table) {
    return std::ranges::all_of(table->constraints, [&](const Constraint& c) {
      const auto* key = std::get_if<ForeignKey>(&c.body);
      return key == nullptr || key->target == table->name || done.contains(key->target);
    });
  };
  std::vector<GeneratedRow> rows;
  while (!waiting.empty()) {
    auto next = std::ranges::find_if(waiting, ready);
    if (next == waiting.end()) next = waiting.begin();
    const Table& table = **next;
    for (std::size_t number = first; number < first + rows_per_table; ++number) {
      GeneratedRow row{.table = table.name, .columns = {}, .values = {}};
      for (const Column& column : table.columns) {
        if (column.generated) continue;
        row.columns.push_back(column.name);
        if (!column.not_null && random.chance(25))
          row.values.emplace_back(std::nullopt);
        else
          row.values.emplace_back(value_text(column.type, schema, number));
      }
      rows.push_back(std::move(row));
    }
    done.insert(table.name);
    waiting.erase(next);
  }
  return rows;
}

}  // namespace migc::test

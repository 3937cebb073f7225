#include "tests/bench/history.h"

#include <fmt/format.h>

namespace migc::bench {
namespace {

std::string id_of(std::int64_t number) { return fmt::format("{:012x}", number + 0x100000000000); }

}  // namespace

std::vector<std::string> history(std::int64_t size) {
  std::vector<std::string> files;
  for (std::int64_t i = 0; i < size; ++i) {
    std::string text = fmt::format("migration {} 'step {}';\n", id_of(i), i);
    if (i != 0) text += fmt::format("revises {};\n", id_of(i - 1));
    // Long histories of real services have a new table in every fifth to seventh migration.
    const std::int64_t table = i / 6;
    switch (i % 6) {
      case 0:
        text += fmt::format(
            "\ncreate table t{} {{\n  id bigint identity primary key;\n  name varchar(80) not "
            "null;\n  created_at timestamptz not null default now();\n}}\n",
            table);
        break;
      case 2:
        text +=
            fmt::format("\nalter table t{0} {{\n  add index t{0}_rank_idx (rank);\n}}\n", table);
        break;
      case 3:
        text += fmt::format("\nalter table t{} {{\n  add column note text;\n}}\n", table);
        break;
      case 5:
        text +=
            fmt::format("\nalter table t{0} {{\n  add index t{0}_name_idx (name);\n}}\n", table);
        break;
      default:
        text += fmt::format("\nalter table t{} {{\n  add column {} int not null default 0;\n}}\n",
                            table, i % 6 == 1 ? "rank" : "score");
    }
    files.push_back(std::move(text));
  }
  return files;
}

}  // namespace migc::bench

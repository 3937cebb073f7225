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
    const std::int64_t table = i / 3;
    if (i % 3 == 0) {
      text += fmt::format(
          "\ncreate table t{} {{\n  id bigint identity primary key;\n  name varchar(80) not null;\n"
          "  created_at timestamptz not null default now();\n}}\n",
          table);
    } else if (i % 3 == 1) {
      text += fmt::format("\nalter table t{} {{\n  add column rank int not null default 0;\n}}\n",
                          table);
    } else {
      text += fmt::format("\nalter table t{0} {{\n  add index t{0}_rank_idx (rank);\n}}\n", table);
    }
    files.push_back(std::move(text));
  }
  return files;
}

}  // namespace migc::bench

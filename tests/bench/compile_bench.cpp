#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "compiler/compile.h"

namespace migc {
namespace {

std::string id_of(std::int64_t number) { return fmt::format("{:012x}", number + 0x100000000000); }

/// A linear history: a table in every third migration, then a column and an index for it.
std::vector<std::string> history(std::int64_t size) {
  std::vector<std::string> files;
  for (std::int64_t i = 0; i < size; ++i) {
    std::string text = fmt::format("migration {} 'step {}';\n", id_of(i), i);
    text += i == 0 ? "revises base;\n\n" : fmt::format("revises {};\n\n", id_of(i - 1));
    const std::int64_t table = i / 3;
    if (i % 3 == 0) {
      text += fmt::format(
          "create table t{} {{\n  id bigint identity primary key;\n  name varchar(80) not null;\n"
          "  created_at timestamptz not null default now();\n}}\n",
          table);
    } else if (i % 3 == 1) {
      text +=
          fmt::format("alter table t{} {{\n  add column rank int not null default 0;\n}}\n", table);
    } else {
      text += fmt::format("alter table t{0} {{\n  add index t{0}_rank_idx (rank);\n}}\n", table);
    }
    files.push_back(std::move(text));
  }
  return files;
}

Compilation compilation_of(const std::vector<std::string>& files) {
  Compilation compilation;
  for (std::size_t i = 0; i < files.size(); ++i) {
    compilation.add(fmt::format("{:05}.mig", i), files[i]);
  }
  return compilation;
}

void build_a_history(benchmark::State& state) {
  const std::vector<std::string> files = history(state.range(0));
  for (auto _ : state) {
    Compilation compilation = compilation_of(files);
    if (!compilation.build()) {
      state.SkipWithError(compilation.diagnostics().sorted().front()->message.c_str());
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(build_a_history)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

void check_every_dialect(benchmark::State& state) {
  const std::vector<std::string> files = history(state.range(0));
  for (auto _ : state) {
    Compilation compilation = compilation_of(files);
    if (!compilation.build() || !compilation.check_dialects()) {
      state.SkipWithError(compilation.diagnostics().sorted().front()->message.c_str());
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(check_every_dialect)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace migc

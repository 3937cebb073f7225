#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "tests/bench/history.h"

namespace migc {
namespace {

Compilation compilation_of(const std::vector<std::string>& files) {
  Compilation compilation;
  for (std::size_t i = 0; i < files.size(); ++i) {
    compilation.add(fmt::format("{:05}.mig", i), files[i]);
  }
  return compilation;
}

void build_a_history(benchmark::State& state) {
  const std::vector<std::string> files = bench::history(state.range(0));
  for (auto _ : state) {
    Compilation compilation = compilation_of(files);
    if (!compilation.build()) {
      state.SkipWithError(compilation.diagnostics().sorted().front()->message.c_str());
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(build_a_history)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

void check_every_dialect(benchmark::State& state) {
  const std::vector<std::string> files = bench::history(state.range(0));
  for (auto _ : state) {
    Compilation compilation = compilation_of(files);
    if (!compilation.build() || !compilation.check_dialects()) {
      state.SkipWithError(compilation.diagnostics().sorted().front()->message.c_str());
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(check_every_dialect)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace migc

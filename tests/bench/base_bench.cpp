#include <benchmark/benchmark.h>
#include <string>

#include "compiler/base/digest.h"
#include "compiler/base/source_map.h"

namespace migc {
namespace {

void sha256_of_a_text(benchmark::State& state) {
  const std::string text(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) {
    benchmark::DoNotOptimize(sha256(text));
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(sha256_of_a_text)->Arg(64)->Arg(4 << 10)->Arg(1 << 20);

void utf8_check_of_a_text(benchmark::State& state) {
  const std::string text(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) {
    benchmark::DoNotOptimize(find_invalid_utf8(text));
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(utf8_check_of_a_text)->Arg(1 << 20);

}  // namespace
}  // namespace migc

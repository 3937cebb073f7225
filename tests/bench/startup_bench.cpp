#include <array>
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

namespace migc {
namespace {

/// From the call to the exit of `migc --version`: what every use of the program pays.
void start_the_program(benchmark::State& state) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  std::array<char, sizeof MIGC_PROGRAM> program{MIGC_PROGRAM};
  std::array<char, 10> argument{"--version"};
  std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
  std::array<char*, 1> environment{nullptr};
  for (auto _ : state) {
    pid_t child = 0;
    int status = 0;
    if (posix_spawn(&child, program.data(), &actions, nullptr, arguments.data(),
                    environment.data()) != 0 ||
        waitpid(child, &status, 0) != child || status != 0) {
      state.SkipWithError("the program cannot be run");
      break;
    }
  }
  posix_spawn_file_actions_destroy(&actions);
}
BENCHMARK(start_the_program)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace migc

#include "runtime/cli/signals.h"

#include <cerrno>
#include <csignal>
#include <string_view>
#include <unistd.h>

namespace migc::runtime {
namespace {

std::atomic<bool> requested{false};
std::atomic<bool> answered{false};
static_assert(std::atomic<bool>::is_always_lock_free,
              "a signal handler may touch lock-free atomics only");

extern "C" void on_signal(int signal) {
  if (requested.exchange(true)) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
    return;
  }
  if (!answered) return;
  constexpr std::string_view words =
      "\nstopping at the next safe point; a second signal stops at once, and the next run goes on "
      "from there\n";
  const int before = errno;
  static_cast<void>(::write(STDERR_FILENO, words.data(), words.size()) < 0);
  errno = before;
}

}  // namespace

StopOnSignal::StopOnSignal(bool tell) {
  requested = false;
  answered = tell;
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

StopOnSignal::~StopOnSignal() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

const std::atomic<bool>* stop_requested() { return &requested; }

}  // namespace migc::runtime

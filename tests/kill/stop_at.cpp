// Preloaded into migc, it kills the process (SIGKILL) at the n-th time that the process is about to
// tell the outside world something, or has just told it: a message to the database server, a write
// into a database file, its flush, its removal. Every boundary between two statements is such a
// place, and so is every step within a commit of SQLite. The program itself knows nothing of this.
//
// MIGC_STOP_BEFORE=n / MIGC_STOP_AFTER=n: where. MIGC_STOP_COUNT=FILE: how many places there were.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

long number_of(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? -1 : std::strtol(text, nullptr, 10);
}

/// Counts the places of a process.
class Counter {
 public:
  Counter()
      : before_(number_of("MIGC_STOP_BEFORE")),
        after_(number_of("MIGC_STOP_AFTER")),
        report_(std::getenv("MIGC_STOP_COUNT")) {}
  ~Counter() {
    if (report_ == nullptr) return;
    std::FILE* file = std::fopen(report_, "w");
    if (file == nullptr) return;
    std::fprintf(file, "%ld\n", places_);
    std::fclose(file);
  }
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;

  void before() {
    if (++places_ == before_) die();
  }
  void after() const {
    if (places_ == after_) die();
  }

 private:
  static void die() { ::kill(::getpid(), SIGKILL); }

  long places_ = 0;
  long before_, after_;
  const char* report_;
};

Counter& counter() {
  static Counter instance;
  return instance;
}

template <typename Function, typename... Arguments>
auto pass_on(const char* name, Arguments... arguments) {
  const auto original = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
  counter().before();
  const auto result = original(arguments...);
  counter().after();
  return result;
}

}  // namespace

extern "C" {

ssize_t send(int socket, const void* data, size_t size, int flags) {
  return pass_on<decltype(&::send)>("send", socket, data, size, flags);
}
ssize_t pwrite(int file, const void* data, size_t size, off_t offset) {
  return pass_on<decltype(&::pwrite)>("pwrite", file, data, size, offset);
}
ssize_t pwrite64(int file, const void* data, size_t size, off64_t offset) {
  return pass_on<decltype(&::pwrite64)>("pwrite64", file, data, size, offset);
}
int fsync(int file) { return pass_on<decltype(&::fsync)>("fsync", file); }
int fdatasync(int file) { return pass_on<decltype(&::fdatasync)>("fdatasync", file); }
int unlink(const char* path) noexcept { return pass_on<decltype(&::unlink)>("unlink", path); }
int ftruncate64(int file, off64_t size) noexcept {
  return pass_on<decltype(&::ftruncate64)>("ftruncate64", file, size);
}
}

#include "runtime/driver/sqlite_lock_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace migc::runtime {

namespace {

std::string lock_path(const std::string& database) { return database + "-migc-lock"; }

tl::unexpected<Error> lock_failure(std::string_view what, const std::string& path, int error) {
  return fail(ErrorKind::io,
              fmt::format("cannot {} the lock file `{}`: {}", what, path, std::strerror(error)),
              "help: migc keeps a lock file beside the database, so that only one run changes it "
              "at a time");
}

/// The rights of the database: whoever may write the one must be able to take the other.
mode_t rights_of(const std::string& database) {
  struct stat info {};
  return ::stat(database.c_str(), &info) == 0 ? (info.st_mode & 0666U) : mode_t{0644};
}

/// Another user's leftover may be readable only; that is enough to lock it.
int open_lock_file(const std::string& path, mode_t rights) {
  constexpr int flags = O_CLOEXEC | O_NOFOLLOW;
  int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | flags, rights);
  if (descriptor >= 0) {
    static_cast<void>(
        ::fchmod(descriptor, rights));  // the umask should not shut out who may write the database
    return descriptor;
  }
  if (errno != EEXIST) return -1;
  descriptor = ::open(path.c_str(), O_RDWR | flags);
  if (descriptor < 0 && errno == EACCES) descriptor = ::open(path.c_str(), O_RDONLY | flags);
  return descriptor;
}

/// False when the file that was locked is not (any more) the one that the next process will find:
/// the holder before us has removed it between our open and our lock.
bool still_in_place(int descriptor, const std::string& path) {
  struct stat locked {};
  struct stat found {};
  return ::fstat(descriptor, &locked) == 0 && ::stat(path.c_str(), &found) == 0 &&
         locked.st_ino == found.st_ino && locked.st_dev == found.st_dev;
}

void describe_holder(int descriptor) {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 32> when{};
  static_cast<void>(std::strftime(when.data(), when.size(), "%Y-%m-%d %H:%M:%S UTC", &utc));
  const std::string text =
      fmt::format("pid {} on {}, since {}\n", ::getpid(), host.data(), when.data());
  // Only words for others' progress lines: the lock holds without them.
  if (::ftruncate(descriptor, 0) == 0)
    static_cast<void>(::pwrite(descriptor, text.data(), text.size(), 0) == 0);
}

}  // namespace

SqliteLockFile::~SqliteLockFile() { unlock(); }

Result<bool> SqliteLockFile::try_lock(const std::string& database) {
  if (held()) return true;
  const std::string path = lock_path(database);
  const mode_t rights = rights_of(database);
  for (;;) {
    const int descriptor = open_lock_file(path, rights);
    if (descriptor < 0) {
      if (errno == ENOENT && ::access(path.c_str(), F_OK) != 0 &&
          ::access(database.c_str(), F_OK) == 0) {
        continue;  // removed between our two attempts to open it
      }
      return lock_failure("open", path, errno);
    }
    int outcome = 0;
    do {
      outcome = ::flock(descriptor, LOCK_EX | LOCK_NB);
    } while (outcome != 0 && errno == EINTR);
    if (outcome != 0) {
      const int error = errno;
      ::close(descriptor);
      if (error == EWOULDBLOCK) return false;
      return lock_failure("lock", path, error);
    }
    if (still_in_place(descriptor, path)) {
      describe_holder(descriptor);
      descriptor_ = descriptor;
      path_ = path;
      return true;
    }
    ::close(descriptor);
  }
}

void SqliteLockFile::unlock() {
  if (!held()) return;
  // Removed while it is still locked: whoever has opened it already will lock it, miss it in its
  // place and start over.
  static_cast<void>(::unlink(path_.c_str()));
  ::close(std::exchange(descriptor_, -1));
}

Result<std::string> SqliteLockFile::holder(const std::string& database) {
  const std::string path = lock_path(database);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) {
    if (errno == ENOENT) return std::string();
    return lock_failure("open", path, errno);
  }
  // Not even a shared lock is tried: it could make a migrator that tries at this moment believe in
  // a rival.
  std::string text;
  std::array<char, 512> buffer{};
  const ssize_t size = ::pread(descriptor, buffer.data(), buffer.size(), 0);
  if (size > 0) text.assign(buffer.data(), static_cast<std::size_t>(size));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (text.empty()) text = "another process";
  ::close(descriptor);
  return text;
}

}  // namespace migc::runtime

#pragma once

#include <string>

#include "compiler/base/result.h"

namespace migc::runtime {

/// The lock that keeps two migrators off one SQLite file: `flock` on a file of its own,
/// `<database>-migc-lock`, whose text says who holds it. The kernel gives the lock back when the
/// process ends, however it ends; a file that is left over then means nothing. Never opens the
/// database itself: closing any descriptor of it would drop SQLite's own locks.
class SqliteLockFile {
 public:
  SqliteLockFile() = default;
  SqliteLockFile(const SqliteLockFile&) = delete;
  SqliteLockFile& operator=(const SqliteLockFile&) = delete;
  ~SqliteLockFile();

  /// `database` is the absolute path with symbolic links resolved, so that all names of a file
  /// share a lock.
  Result<bool> try_lock(const std::string& database);
  void unlock();
  [[nodiscard]] bool held() const { return descriptor_ >= 0; }

  /// What the latest holder wrote about itself: worth showing only after `try_lock` has failed, and
  /// even then the holder may just have gone. Empty when there is no lock file.
  [[nodiscard]] static Result<std::string> holder(const std::string& database);

 private:
  int descriptor_ = -1;
  std::string path_;
};

}  // namespace migc::runtime

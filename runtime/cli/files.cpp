#include "runtime/cli/files.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace migc::runtime {
namespace {

tl::unexpected<Error> io_error(std::string_view what, const std::filesystem::path& path,
                               int number) {
  return fail(ErrorKind::io, fmt::format("cannot {} {}: {}", what, path.string(),
                                         std::generic_category().message(number)));
}

Result<void> write_all(int descriptor, std::string_view text, const std::filesystem::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return io_error("write", path, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// Writes and closes; a full disk may only show when the file is closed.
Result<void> write_and_close(int descriptor, std::string_view text,
                             const std::filesystem::path& path) {
  Result<void> written = write_all(descriptor, text, path);
  if (written && ::fsync(descriptor) != 0 && errno != EINVAL)
    written = io_error("write", path, errno);
  if (::close(descriptor) != 0 && written) written = io_error("write", path, errno);
  return written;
}

}  // namespace

Result<std::string> read_text(const std::filesystem::path& path) {
  std::error_code problem;
  if (std::filesystem::is_directory(path, problem))
    return fail(ErrorKind::io, fmt::format("cannot read {}: it is a folder", path.string()));
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return io_error("read", path, errno);
  std::ostringstream text;
  text << stream.rdbuf();
  if (stream.bad()) return io_error("read", path, errno);
  return std::move(text).str();
}

Result<void> create_file(const std::filesystem::path& path, std::string_view text) {
  std::error_code problem;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), problem);
  if (problem)
    return fail(ErrorKind::io, fmt::format("cannot create the folder {}: {}",
                                           path.parent_path().string(), problem.message()));
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) return io_error("create", path, errno);
  Result<void> written = write_and_close(descriptor, text, path);
  if (!written) ::unlink(path.c_str());
  return written;
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view text) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return io_error("write", path, errno);
  std::filesystem::path real = path;
  std::error_code problem;
  if (const std::filesystem::path resolved = std::filesystem::canonical(path, problem); !problem)
    real = resolved;  // through links
  const std::filesystem::path fresh = real.string() + ".migc-new";
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return io_error("write", fresh, errno);
  Result<void> written = write_and_close(descriptor, text, fresh);
  if (written && ::chmod(fresh.c_str(), status.st_mode & 07777U) != 0)
    written = io_error("write", fresh, errno);
  if (written && ::rename(fresh.c_str(), real.c_str()) != 0)
    written = io_error("replace", real, errno);
  if (!written) ::unlink(fresh.c_str());
  return written;
}

}  // namespace migc::runtime

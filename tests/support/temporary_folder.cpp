#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace migc::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "migc-test-XXXXXX").string();  // mkdtemp(3)
  const char* folder = ::mkdtemp(pattern.data());
  if (folder == nullptr) throw std::runtime_error("cannot create a temporary folder");
  path_ = fs::canonical(folder);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // what a killed process left open does not fail a test
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

}  // namespace migc::test

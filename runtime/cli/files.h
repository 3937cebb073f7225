#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "compiler/base/result.h"

namespace migc::runtime {

[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& path);
/// Creates a file that must not exist yet, with its folder.
[[nodiscard]] Result<void> create_file(const std::filesystem::path& path, std::string_view text);
/// Replaces a file as a whole: readers see the old or the new text, never a part. Keeps its
/// permissions.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path, std::string_view text);

}  // namespace migc::runtime

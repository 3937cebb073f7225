#pragma once

#include <map>
#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "runtime/cli/settings.h"

namespace migc::runtime {

/// What `migc.toml` says, before anything is put over it.
struct FileSettings {
  Layer base;
  std::map<std::string, Layer> environments;
};

/// Reads the text of a `migc.toml`. Checks names, types and all values that hold no reference, of
/// every environment, and reports all that is wrong: the first in the message, the others in the
/// detail. `shown` is the name of the file.
[[nodiscard]] Result<FileSettings> parse_config_file(std::string_view text, std::string_view shown);

}  // namespace migc::runtime

#include "runtime/inspect/patterns.h"

#include <algorithm>
#include <string>

namespace migc::runtime {

bool fits(std::string_view name, std::string_view pattern) {
  // Goes back to the last star when the rest does not fit.
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_at = 0;
  while (at < name.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      star_at = at;
    } else if (in_pattern < pattern.size() &&
               (pattern[in_pattern] == '?' || pattern[in_pattern] == name[at])) {
      ++in_pattern;
      ++at;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      at = ++star_at;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

bool is_wanted(const InspectOptions& options, const ObjectName& name) {
  const std::string shown = name.display();
  const auto any = [&shown](const std::vector<std::string>& patterns) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&shown](const std::string& pattern) { return fits(shown, pattern); });
  };
  return (options.include.empty() || any(options.include)) && !any(options.exclude);
}

}  // namespace migc::runtime

#include "compiler/schema/text_search.h"

#include "compiler/base/text.h"
#include "compiler/schema/name_text.h"

namespace migc {
namespace {

constexpr std::string_view prefix = "map.";

}  // namespace

std::string_view mapped_token(std::string_view option) {
  return option.starts_with(prefix) ? option.substr(prefix.size()) : std::string_view();
}

std::string mapping_option(std::string_view token) { return std::string(prefix).append(token); }

std::vector<ObjectName> mapped_dictionaries(std::string_view value) {
  std::vector<ObjectName> result;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    if (i < value.size() && value[i] == '"') quoted = !quoted;
    if (i < value.size() && (quoted || value[i] != ',')) continue;
    result.push_back(split_name(trim(value.substr(begin, i - begin))));
    begin = i + 1;
  }
  return result;
}

std::string spell_mapping(const std::vector<ObjectName>& dictionaries) {
  std::vector<std::string> names;
  for (const ObjectName& each : dictionaries) names.push_back(join_name(each));
  return join(names, ", ");
}

}  // namespace migc

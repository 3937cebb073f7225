#include "compiler/schema/text_search.h"

#include "compiler/base/text.h"
#include "compiler/schema/word.h"

namespace migc {
namespace {

constexpr std::string_view prefix = "map.";

}  // namespace

std::string_view mapped_token(std::string_view option) {
  return option.starts_with(prefix) ? option.substr(prefix.size()) : std::string_view();
}

std::string mapping_option(std::string_view token) { return std::string(prefix).append(token); }

std::vector<ObjectName> mapped_dictionaries(std::string_view value) {
  std::vector<ObjectName> result(1);
  bool quoted = false;
  for (const char c : value) {
    ObjectName& last = result.back();
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      result.emplace_back();
    } else if (c == '.' && !quoted) {
      last.schema = std::move(last.name);
      last.name.clear();
    } else if (c != ' ' || quoted) {
      last.name += c;
    }
  }
  return result;
}

std::string spell_mapping(const std::vector<ObjectName>& dictionaries) {
  std::vector<std::string> names;
  for (const ObjectName& each : dictionaries) {
    const std::string name = spell_name(each.name);
    names.push_back(each.schema.empty() ? name : spell_name(each.schema) + "." + name);
  }
  return join(names, ", ");
}

}  // namespace migc

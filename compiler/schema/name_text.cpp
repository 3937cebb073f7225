#include "compiler/schema/name_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "compiler/schema/word.h"

namespace migc {

ObjectName split_name(std::string_view text) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
      parts.back() += text[i++];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == '.' && !quoted && parts.size() == 1) {
      parts.emplace_back();
    } else {
      parts.back() += text[i];
    }
  }
  if (parts.size() == 1) return {"", std::move(parts.front())};
  return {parts.front() == "public" ? "" : std::move(parts.front()), std::move(parts.back())};
}

std::string join_name(const ObjectName& name) {
  const auto spelled = [](const std::string& word) {
    const bool plain = !word.empty() && std::ranges::all_of(word, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
    });
    return plain ? word : spell_quoted(word);
  };
  return name.schema.empty() ? spelled(name.name) : spelled(name.schema) + '.' + spelled(name.name);
}

}  // namespace migc

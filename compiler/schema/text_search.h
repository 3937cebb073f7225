#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/type.h"

namespace migc {

// Which dictionaries of a text search configuration look at a kind of token is said by options like
// `map.asciiword = 'simple, english_stem'`.

/// The kind of token that such an option is about; empty for any other option.
[[nodiscard]] std::string_view mapped_token(std::string_view option);
/// The option for a kind of token.
[[nodiscard]] std::string mapping_option(std::string_view token);

/// The dictionaries that an option names, in their order.
[[nodiscard]] std::vector<ObjectName> mapped_dictionaries(std::string_view value);
[[nodiscard]] std::string spell_mapping(const std::vector<ObjectName>& dictionaries);

}  // namespace migc

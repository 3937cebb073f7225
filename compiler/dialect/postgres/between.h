#pragma once

#include <string>
#include <string_view>

namespace migc::postgres {

/// PostgreSQL keeps `x BETWEEN a AND b` as `((x >= a) AND (x <= b))`, and `x NOT BETWEEN a AND b`
/// as `((x < a) OR (x > b))`. Its own parser then takes the parentheses of such a pair away where
/// another condition follows, so that the catalog of a copy would hold another text. In a text of
/// the catalog, in which every operator has its parentheses, this puts BETWEEN back; the meaning
/// and what the server makes of it are the same.
[[nodiscard]] std::string with_between(std::string_view catalog_text);

}  // namespace migc::postgres

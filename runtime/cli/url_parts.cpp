#include "runtime/cli/url_parts.h"

#include <algorithm>
#include <cctype>
#include <fmt/core.h>
#include <utility>

#include "compiler/base/text.h"
#include "runtime/cli/url.h"
#include "runtime/cli/url_parameters.h"

namespace migc::runtime {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Where `user:password@` ends: npos when there is none. libpq and SQLAlchemy both let `?` and `#`
/// stand in a password, so the `@` before the first `/` decides, unless what precedes it is plainly
/// a host followed by parameters.
std::size_t end_of_credentials(std::string_view head) {
  const std::size_t at = head.find('@');
  const std::size_t question = head.find('?');
  if (at == std::string_view::npos || question == std::string_view::npos || question > at)
    return at;
  const std::string_view before = head.substr(0, question);
  const std::size_t colon = before.rfind(':');
  const bool host_like = colon == std::string_view::npos || is_digits(before.substr(colon + 1));
  const bool parameter_like =
      head.substr(question, at - question).find('=') != std::string_view::npos;
  return host_like && parameter_like ? std::string_view::npos : at;
}

constexpr std::string_view hidden = "***";

std::string mask_query(std::string_view query) {
  std::vector<std::string> pairs;
  for (const std::string_view pair : split(query, '&')) {
    const std::size_t equals = pair.find('=');
    const auto name = percent_decode(pair.substr(0, equals), false);
    const bool secret = equals != std::string_view::npos && (!name || is_secret_parameter(*name));
    pairs.push_back(secret ? fmt::format("{}={}", pair.substr(0, equals), hidden)
                           : std::string(pair));
  }
  return join(pairs, "&");
}

/// Nullopt unless it is certain where the password begins and ends.
std::optional<std::string> mask_exactly(std::string_view scheme, std::string_view rest) {
  ServerParts parts;
  if (cut(rest, parts) != Flaw::none) return std::nullopt;
  for (const std::string_view pair : split(parts.query, '&')) {
    const auto name = percent_decode(pair.substr(0, pair.find('=')), false);
    if (!pair.empty() && (!name || !is_postgres_parameter(*name))) return std::nullopt;
  }
  if (!parts.password) {
    const std::size_t colon = parts.hosts.rfind(':');
    const bool port_like = colon == std::string_view::npos || parts.hosts.ends_with(':') ||
                           parts.hosts.ends_with(']') || is_digits(parts.hosts.substr(colon + 1));
    if (!port_like) return std::nullopt;
  }
  std::string masked = fmt::format("{}://", scheme);
  if (!parts.user.empty() || parts.password) {
    masked += parts.user;
    if (parts.password) masked += fmt::format(":{}", hidden);
    masked += '@';
  }
  masked += parts.hosts;
  if (parts.database) masked += fmt::format("/{}", *parts.database);
  if (!parts.query.empty()) masked += "?" + mask_query(parts.query);
  return masked;
}

/// `password=…` and its like in text of any form: hides to the end, as nothing tells where a badly
/// written value stops.
std::string hide_assignments(std::string text) {
  const std::string lower = to_lower(text);
  for (std::size_t equals = lower.find('='); equals != std::string::npos;
       equals = lower.find('=', equals + 1)) {
    std::size_t begin = equals;
    while (begin > 0 && std::string_view("&? \t;").find(lower[begin - 1]) == std::string_view::npos)
      --begin;
    if (!is_secret_parameter(std::string_view(lower).substr(begin, equals - begin))) continue;
    return text.substr(0, equals + 1) + std::string(hidden);
  }
  return text;
}

/// Rather too much than too little: from the first `:` that can begin a password to the last `@`.
std::string mask_roughly(std::string_view text, std::size_t start) {
  const std::size_t at = text.rfind('@');
  const std::size_t colon = text.find(':', start);
  if (at == std::string_view::npos || at < start) {
    // A password without its `@`, or a port that is no number: nothing after the `:` is safe to
    // show.
    if (colon == std::string_view::npos || start == 0) return hide_assignments(std::string(text));
    return fmt::format("{}:{}", text.substr(0, colon), hidden);
  }
  if (colon == std::string_view::npos || colon > at) return hide_assignments(std::string(text));
  return fmt::format("{}:{}{}", text.substr(0, colon), hidden,
                     hide_assignments(std::string(text.substr(at))));
}

}  // namespace

Flaw cut(std::string_view rest, ServerParts& parts) {
  const std::string_view head = rest.substr(0, rest.find('/'));
  const std::size_t at = end_of_credentials(head);
  if (at != std::string_view::npos) {
    if (head.find('@', at + 1) != std::string_view::npos) return Flaw::at_sign;
    const std::string_view credentials = head.substr(0, at);
    const std::size_t colon = credentials.find(':');
    parts.user = credentials.substr(0, colon);
    if (colon != std::string_view::npos) parts.password = credentials.substr(colon + 1);
    rest = rest.substr(at + 1);
  }
  const std::size_t question = rest.find('?');
  if (question != std::string_view::npos) parts.query = rest.substr(question + 1);
  const std::string_view place = rest.substr(0, question);
  const std::size_t slash = place.find('/');
  parts.hosts = place.substr(0, slash);
  if (slash != std::string_view::npos) parts.database = place.substr(slash + 1);
  // An `@` after the first `/` is what a password with a `/` in it leaves behind.
  if (place.find('@') != std::string_view::npos)
    return at == std::string_view::npos ? Flaw::separator : Flaw::at_sign;
  return Flaw::none;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_scheme(std::string_view text) {
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0 &&
         std::ranges::all_of(text, [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.' || c == '_';
         });
}

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", byte);
    }
  }
  return encoded;
}

std::string mask(std::string_view url) {
  url = trim(url);
  const std::size_t separator = url.find("://");
  if (separator == std::string_view::npos || !is_scheme(url.substr(0, separator)))
    return mask_roughly(url, 0);
  const std::string_view scheme = url.substr(0, separator);
  const std::string_view rest = url.substr(separator + 3);
  if (rest.empty()) return std::string(url);
  const bool no_host = rest.front() == '/' || rest.front() == '?';
  if (to_lower(scheme).starts_with("sqlite") && no_host) {
    const std::size_t question = rest.find('?');
    if (question == std::string_view::npos) return std::string(url);
    return fmt::format("{}://{}?{}", scheme, rest.substr(0, question),
                       mask_query(rest.substr(question + 1)));
  }
  if (auto masked = mask_exactly(scheme, rest)) return *masked;
  return mask_roughly(url, separator + 3);
}

}  // namespace migc::runtime

#include "compiler/base/text.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace migc {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}
char upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

std::size_t common_prefix(std::string_view left, std::string_view right) {
  const auto end = std::mismatch(left.begin(), left.end(), right.begin(), right.end()).first;
  return static_cast<std::size_t>(end - left.begin());
}

}  // namespace

std::optional<std::string> closest(std::string_view wanted,
                                   const std::vector<std::string>& candidates) {
  const std::string folded = to_lower(wanted);
  // Smaller is nearer: edits without case, edits with case, minus the common prefix, the name
  // itself.
  using Rank = std::tuple<std::size_t, std::size_t, std::size_t, std::string_view>;
  std::optional<Rank> best;
  for (const std::string& candidate : candidates) {
    if (candidate == wanted) {
      continue;
    }
    const std::size_t longer = std::max(wanted.size(), candidate.size());
    const std::size_t shorter = std::min(wanted.size(), candidate.size());
    const std::size_t limit = std::min<std::size_t>(longer / 3, 3);
    if (longer - shorter > limit) {
      continue;
    }
    const std::size_t edits = edit_distance(folded, to_lower(candidate));
    if (edits > limit) {
      continue;
    }
    const Rank rank{edits, edit_distance(wanted, candidate),
                    longer - common_prefix(wanted, candidate), candidate};
    if (!best || rank < *best) {
      best = rank;
    }
  }
  if (!best) {
    return std::nullopt;
  }
  return std::string(std::get<std::string_view>(*best));
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
  // Damerau-Levenshtein, optimal string alignment: three rows of the table suffice for swaps of
  // neighbours.
  std::vector<std::size_t> before_last(right.size() + 1);
  std::vector<std::size_t> last(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= left.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0U : 1U);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[right.size()];
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string quote_list(const std::vector<std::string>& names, std::string_view last) {
  std::string result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) {
      result += i + 1 == names.size() ? fmt::format(" {} ", last) : ", ";
    }
    result += fmt::format("`{}`", names[i]);
  }
  return result;
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
  if (count == 1) {
    return fmt::format("1 {}", singular);
  }
  return plural.empty() ? fmt::format("{} {}s", count, singular)
                        : fmt::format("{} {}", count, plural);
}

std::string to_lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

std::string to_upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), upper);
  return result;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace migc

#include "runtime/cli/text_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace migc::runtime {
namespace {

constexpr std::size_t context = 2;
/// More than this many pairs of lines are not compared one by one: the middle is then shown as a
/// whole, which is right and only longer.
constexpr std::size_t most_pairs = 4'000'000;

enum class Change : std::uint8_t { same, removed, added };

struct Line {
  Change change;
  std::string_view text;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

using Lines = std::vector<std::string_view>;

/// The longest common subsequence of the middle parts, from `first` on up to `before_end` and
/// `after_end`.
void compare_middle(const Lines& before, const Lines& after, std::size_t first,
                    std::size_t before_end, std::size_t after_end, std::vector<Line>& result) {
  const std::size_t rows = before_end - first;
  const std::size_t columns = after_end - first;
  const bool one_by_one = rows * columns <= most_pairs;
  std::vector<std::uint32_t> common;
  const auto at = [&](std::size_t row, std::size_t column) -> std::uint32_t& {
    return common[row * (columns + 1) + column];
  };
  if (one_by_one) {
    common.assign((rows + 1) * (columns + 1), 0);
    for (std::size_t row = rows; row-- > 0;) {
      for (std::size_t column = columns; column-- > 0;) {
        at(row, column) = before[first + row] == after[first + column]
                              ? at(row + 1, column + 1) + 1
                              : std::max(at(row + 1, column), at(row, column + 1));
      }
    }
  }
  std::size_t row = 0;
  std::size_t column = 0;
  while (row < rows || column < columns) {
    const bool both = row < rows && column < columns;
    if (both && one_by_one && before[first + row] == after[first + column]) {
      result.push_back({Change::same, before[first + row]});
      ++row;
      ++column;
    } else if (row < rows &&
               (column == columns || !one_by_one || at(row + 1, column) >= at(row, column + 1))) {
      result.push_back({Change::removed, before[first + row++]});
    } else {
      result.push_back({Change::added, after[first + column++]});
    }
  }
}

}  // namespace

std::string diff_lines(std::string_view before_text, std::string_view after_text) {
  const Lines before = lines_of(before_text);
  const Lines after = lines_of(after_text);
  if (before == after) return {};
  std::size_t first = 0;
  while (first < std::min(before.size(), after.size()) && before[first] == after[first]) ++first;
  std::size_t tail = 0;
  while (tail < std::min(before.size(), after.size()) - first &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  std::vector<Line> all;
  for (std::size_t i = 0; i < first; ++i) all.push_back({Change::same, before[i]});
  compare_middle(before, after, first, before.size() - tail, after.size() - tail, all);
  for (std::size_t i = before.size() - tail; i < before.size(); ++i)
    all.push_back({Change::same, before[i]});

  std::vector<bool> shown(all.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].change == Change::same) continue;
    const std::size_t from = i < context ? 0 : i - context;
    for (std::size_t j = from; j <= std::min(i + context, all.size() - 1); ++j) shown[j] = true;
  }
  std::string result;
  bool gap = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!shown[i]) {
      gap = true;
      continue;
    }
    if (gap && !result.empty()) result += " …\n";
    gap = false;
    const char* sign = all[i].change == Change::same      ? "  "
                       : all[i].change == Change::removed ? "- "
                                                          : "+ ";
    result += sign;
    result += all[i].text;
    result += '\n';
  }
  return result;
}

}  // namespace migc::runtime

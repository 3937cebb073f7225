#include "compiler/base/source_map.h"

#include <algorithm>
#include <utility>

#include "compiler/base/check.h"

namespace migc {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::size_t index_of(FileId file) { return static_cast<std::size_t>(file); }

}  // namespace

FileId SourceMap::add(std::string name, std::string text) {
  // Offsets are 32 bits wide; the callers refuse far smaller files with a diagnostic.
  MIGC_CHECK(text.size() < 0xffffffffU);
  const auto id = static_cast<FileId>(files_.size());
  files_.push_back(File{.name = std::move(name), .text = std::move(text), .line_starts = {}});
  return id;
}

std::string_view SourceMap::name(FileId file) const {
  MIGC_CHECK(index_of(file) < files_.size());
  return files_[index_of(file)].name;
}

std::string_view SourceMap::text(FileId file) const {
  MIGC_CHECK(index_of(file) < files_.size());
  return files_[index_of(file)].text;
}

std::string_view SourceMap::text(Span span) const {
  if (!span.known()) {
    return {};
  }
  const std::string_view whole = text(span.file);
  const std::size_t begin = std::min<std::size_t>(span.begin, whole.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, whole.size());
  return whole.substr(begin, end - begin);
}

Location SourceMap::location(FileId file, std::uint32_t offset) const {
  const std::string_view whole = text(file);
  offset = std::min(offset, static_cast<std::uint32_t>(whole.size()));
  const std::vector<std::uint32_t>& starts = line_starts(file);
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts.begin());
  const std::uint32_t start = *(after - 1);
  const std::string_view before = whole.substr(start, offset - start);
  const auto characters = before.size() - static_cast<std::size_t>(std::count_if(
                                              before.begin(), before.end(), is_continuation));
  return Location{.line = line, .column = static_cast<std::uint32_t>(characters) + 1};
}

LocationRange SourceMap::range(Span span) const {
  return LocationRange{.begin = location(span.file, span.begin),
                       .end = location(span.file, span.end < span.begin ? span.begin : span.end)};
}

std::string_view SourceMap::line(FileId file, std::uint32_t number) const {
  const std::string_view whole = text(file);
  const std::vector<std::uint32_t>& starts = line_starts(file);
  if (number == 0 || number > starts.size()) {
    return {};
  }
  std::string_view result = whole.substr(starts[number - 1]);
  result = result.substr(0, result.find('\n'));
  if (result.ends_with('\r')) {
    result.remove_suffix(1);
  }
  return result;
}

const std::vector<std::uint32_t>& SourceMap::line_starts(FileId file) const {
  const File& entry = files_[index_of(file)];
  if (entry.line_starts.empty()) {
    entry.line_starts.push_back(0);
    for (std::size_t at = entry.text.find('\n'); at != std::string::npos;
         at = entry.text.find('\n', at + 1)) {
      entry.line_starts.push_back(static_cast<std::uint32_t>(at + 1));
    }
  }
  return entry.line_starts;
}

std::size_t find_invalid_utf8(std::string_view text) {
  const auto byte = [text](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(0);
  };
  const auto within = [](unsigned char value, unsigned low, unsigned high) {
    return value >= low && value <= high;
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const unsigned char lead = byte(at);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    // RFC 3629, section 4: only the second byte has ranges of its own; they exclude overlong forms
    // (E0, F0), surrogates (ED) and what lies past U+10FFFF (F4).
    std::size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (within(lead, 0xC2, 0xDF)) {
      length = 2;
    } else if (within(lead, 0xE0, 0xEF)) {
      length = 3;
      low = lead == 0xE0 ? 0xA0 : low;
      high = lead == 0xED ? 0x9F : high;
    } else if (within(lead, 0xF0, 0xF4)) {
      length = 4;
      low = lead == 0xF0 ? 0x90 : low;
      high = lead == 0xF4 ? 0x8F : high;
    } else {
      return at;
    }
    if (!within(byte(at + 1), low, high)) {
      return at;
    }
    for (std::size_t next = 2; next < length; ++next) {
      if (!within(byte(at + next), 0x80, 0xBF)) {
        return at;
      }
    }
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace migc

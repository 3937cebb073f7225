#include "compiler/base/render.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/base/check.h"
#include "compiler/base/text.h"

namespace migc {
namespace {

constexpr std::size_t tab_width = 4;
constexpr std::size_t least_number_width = 2;
constexpr std::string_view cut_mark = "...";
constexpr std::size_t least_width = 4 * cut_mark.size();
constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// --- characters and the columns that they take

struct Character {
  char32_t code_point = 0;
  std::size_t bytes = 1;
  bool valid = true;
};

/// Decodes one character; a byte that is not valid UTF-8 counts as one character, for E0002 quotes
/// such text.
Character decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) {
    return {.code_point = lead};
  }
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (text.size() < bytes || find_invalid_utf8(text.substr(0, bytes)) != std::string_view::npos) {
    return {.code_point = 0xFFFD, .valid = false};
  }
  char32_t code_point = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    code_point = code_point << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  return {.code_point = code_point, .bytes = bytes};
}

struct Interval {
  char32_t first;
  char32_t last;
};

template <std::size_t size>
bool within(const Interval (&intervals)[size], char32_t code_point) {
  return std::any_of(std::begin(intervals), std::end(intervals),
                     [code_point](const Interval& interval) {
                       return interval.first <= code_point && code_point <= interval.last;
                     });
}

/// What must not reach a terminal as it is: controls, and the marks that reorder the text around
/// them.
bool is_unprintable(char32_t code_point) {
  static constexpr Interval controls[] = {
      {0x00, 0x1F}, {0x7F, 0x9F}, {0x2028, 0x202E}, {0x2066, 0x2069}};
  return within(controls, code_point);
}

std::size_t columns_of(char32_t code_point) {
  static constexpr Interval combining[] = {
      {0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
  static constexpr Interval wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                                      {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                                      {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                                      {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
  if (code_point < 0x300) {
    return 1;
  }
  if (within(combining, code_point)) {
    return 0;
  }
  return within(wide, code_point) ? 2 : 1;
}

/// One line of text for a terminal: every unprintable character replaced.
std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Character character = decode(text);
    if (!character.valid || is_unprintable(character.code_point)) {
      result += replacement;
    } else {
      result += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return result;
}

// --- a source line, laid out

struct Cell {
  std::string text;    ///< what is printed
  std::size_t offset;  ///< byte offset in the source line
  std::size_t bytes;
  std::size_t column;   ///< where it begins on the screen, from 0
  std::size_t columns;  ///< how wide it is
};

std::vector<Cell> lay_out(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::size_t offset = 0; offset < line.size();) {
    const Character character = decode(line.substr(offset));
    Cell cell{.text = std::string(line.substr(offset, character.bytes)),
              .offset = offset,
              .bytes = character.bytes,
              .column = column,
              .columns = 1};
    if (character.code_point == '\t') {
      cell.columns = tab_width - column % tab_width;
      cell.text = std::string(cell.columns, ' ');
    } else if (!character.valid || is_unprintable(character.code_point)) {
      cell.text = replacement;
    } else {
      cell.columns = columns_of(character.code_point);
    }
    column += cell.columns;
    offset += character.bytes;
    cells.push_back(std::move(cell));
  }
  return cells;
}

/// The screen column of a byte offset; an offset inside of a character means that character.
std::size_t column_at(const std::vector<Cell>& cells, std::size_t offset) {
  const auto after =
      std::upper_bound(cells.begin(), cells.end(), offset,
                       [](std::size_t wanted, const Cell& cell) { return wanted < cell.offset; });
  if (after == cells.begin()) {
    return 0;
  }
  const Cell& cell = *(after - 1);
  return offset < cell.offset + cell.bytes ? cell.column : cell.column + cell.columns;
}

// --- marks

enum class Paint { none, strong, error, warning, info, gutter, secondary };

Paint paint_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Paint::error;
    case Severity::warning:
      return Paint::warning;
    case Severity::info:
      return Paint::info;
  }
  MIGC_CHECK(false);
}

std::string_view escape_of(Paint paint) {
  switch (paint) {
    case Paint::none:
      return "";
    case Paint::strong:
      return "\x1b[1m";
    case Paint::error:
      return "\x1b[1;31m";
    case Paint::warning:
      return "\x1b[1;33m";
    case Paint::info:
      return "\x1b[1;36m";
    case Paint::gutter:
      return "\x1b[1;34m";
    case Paint::secondary:
      return "\x1b[34m";
  }
  MIGC_CHECK(false);
}

/// A part of one line to underline.
struct Mark {
  std::uint32_t line = 1;
  std::size_t begin = 0;  ///< bytes from the start of the line
  std::size_t end = 0;
  char symbol = '^';
  Paint paint = Paint::error;
  std::string text;
};

/// Lines of one file that are quoted together under one "-->" or ":::".
struct Block {
  Span place;
  std::vector<Mark> marks;
};

std::string_view line_of(const SourceMap& sources, Span span, std::uint32_t number) {
  return sources.line(span.file, number);
}

/// The line ends at the end of a span do not belong to what is pointed at.
Span without_line_end(const SourceMap& sources, Span span) {
  const std::string_view text = sources.text(span.file);
  span.begin = std::min(span.begin, static_cast<std::uint32_t>(text.size()));
  span.end = std::clamp(span.end, span.begin, static_cast<std::uint32_t>(text.size()));
  while (span.end > span.begin && (text[span.end - 1] == '\n' || text[span.end - 1] == '\r')) {
    --span.end;
  }
  return span;
}

std::size_t offset_in_line(const SourceMap& sources, FileId file, std::uint32_t offset,
                           std::uint32_t line) {
  const std::string_view text = sources.text(file);
  return static_cast<std::size_t>(text.data() + offset - sources.line(file, line).data());
}

/// A span of one line is one mark; a longer one is marked at its first and its last line, the label
/// at the last.
std::vector<Mark> marks_of(const SourceMap& sources, const Label& label, char symbol, Paint paint) {
  const Span span = without_line_end(sources, label.span);
  const std::uint32_t first = sources.location(span.file, span.begin).line;
  const std::uint32_t last = sources.location(span.file, span.end).line;
  // A line past the end of the file has no text to measure from; the span is then empty and begins
  // the line.
  const auto offset = [&sources, &span](std::uint32_t at, std::uint32_t line) {
    return sources.line(span.file, line).empty() ? 0 : offset_in_line(sources, span.file, at, line);
  };
  if (first == last) {
    return {Mark{.line = first,
                 .begin = offset(span.begin, first),
                 .end = offset(span.end, first),
                 .symbol = symbol,
                 .paint = paint,
                 .text = label.text}};
  }
  const std::string_view first_line = line_of(sources, span, first);
  const std::string_view last_line = line_of(sources, span, last);
  const std::size_t end = offset(span.end, last);
  const std::size_t indent = std::min(last_line.find_first_not_of(" \t"), end);
  return {Mark{.line = first,
               .begin = offset(span.begin, first),
               .end = first_line.size(),
               .symbol = symbol,
               .paint = paint,
               .text = {}},
          Mark{.line = last,
               .begin = indent,
               .end = end,
               .symbol = symbol,
               .paint = paint,
               .text = label.text}};
}

// --- the text

class TextRenderer {
 public:
  TextRenderer(const SourceMap& sources, const RenderOptions& options)
      : sources_(sources), options_(options) {}

  std::string render(const Diagnostic& diagnostic) {
    const Paint paint = paint_of(diagnostic.severity);
    add(paint, fmt::format("{}[{}]", severity_name(diagnostic.severity), code_id(diagnostic.code)));
    add(Paint::strong, fmt::format(": {}", printable(diagnostic.message)));
    out_ += '\n';

    std::vector<Block> blocks = blocks_of(diagnostic, paint);
    number_width_ = least_number_width;
    for (const Block& block : blocks) {
      for (const Mark& mark : block.marks) {
        number_width_ = std::max(number_width_, fmt::formatted_size("{}", mark.line));
      }
    }
    const bool has_primary = diagnostic.primary.span.known();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      write_block(blocks[i], i == 0 && has_primary ? "-->" : ":::");
    }
    write_notes(diagnostic);
    return std::move(out_);
  }

 private:
  /// The primary place with all labels of its line, then the other places in the order of the
  /// labels, those of one line together.
  std::vector<Block> blocks_of(const Diagnostic& diagnostic, Paint paint) const {
    std::vector<Block> blocks;
    if (diagnostic.primary.span.known()) {
      blocks.push_back({.place = diagnostic.primary.span,
                        .marks = marks_of(sources_, diagnostic.primary, '^', paint)});
    }
    for (const Label& label : diagnostic.secondary) {
      if (!label.span.known()) {
        continue;
      }
      std::vector<Mark> marks = marks_of(sources_, label, '-', Paint::secondary);
      const auto same_lines =
          std::find_if(blocks.begin(), blocks.end(), [&label, &marks](const Block& block) {
            return block.place.file == label.span.file && marks.size() == 1 &&
                   std::any_of(block.marks.begin(), block.marks.end(), [&marks](const Mark& mark) {
                     return mark.line == marks.front().line;
                   });
          });
      if (same_lines != blocks.end()) {
        same_lines->marks.push_back(std::move(marks.front()));
      } else {
        blocks.push_back({.place = label.span, .marks = std::move(marks)});
      }
    }
    return blocks;
  }

  void write_block(Block& block, std::string_view arrow) {
    const Location at = sources_.location(block.place.file, block.place.begin);
    out_ += std::string(number_width_, ' ');
    add(Paint::gutter, arrow);
    out_ +=
        fmt::format(" {}:{}:{}\n", printable(sources_.name(block.place.file)), at.line, at.column);
    write_gutter({});
    out_ += '\n';
    std::stable_sort(block.marks.begin(), block.marks.end(),
                     [](const Mark& left, const Mark& right) { return left.line < right.line; });
    std::optional<std::uint32_t> previous;
    for (const Mark& mark : block.marks) {
      if (previous != mark.line) {
        if (previous && mark.line > *previous + 1) {
          add(Paint::gutter, cut_mark);
          out_ += '\n';
        }
        lay_out_line(block, mark.line);
        write_source_line(mark.line);
      }
      previous = mark.line;
      write_mark(mark);
    }
  }

  /// Decides which part of a line is shown: all of it, or a window around its first mark.
  void lay_out_line(const Block& block, std::uint32_t number) {
    cells_ = lay_out(line_of(sources_, block.place, number));
    window_begin_ = 0;
    window_end_ = cells_.empty() ? 0 : cells_.back().column + cells_.back().columns;
    const std::size_t width = std::max(options_.width, least_width);
    if (window_end_ <= width) {
      return;
    }
    const auto mark =
        std::find_if(block.marks.begin(), block.marks.end(),
                     [number](const Mark& candidate) { return candidate.line == number; });
    const std::size_t caret = column_at(cells_, mark->begin);
    const std::size_t room = width - 2 * cut_mark.size();
    window_begin_ = caret < room / 3 ? 0 : caret - room / 3;
    if (window_begin_ + room >= window_end_) {
      window_begin_ = window_end_ - room;
    } else {
      window_end_ = window_begin_ + room;
    }
  }

  void write_source_line(std::uint32_t number) {
    std::string text;
    if (window_begin_ > 0) {
      text += cut_mark;
    }
    for (const Cell& cell : cells_) {
      if (cell.column >= window_begin_ && cell.column + cell.columns <= window_end_) {
        text += cell.text;
      } else if (cell.column < window_begin_ && cell.column + cell.columns > window_begin_) {
        text += std::string(cell.column + cell.columns - window_begin_,
                            ' ');  // a wide character cut in half
      }
    }
    if (!cells_.empty() && cells_.back().column + cells_.back().columns > window_end_) {
      text += cut_mark;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    write_gutter(fmt::format("{}", number));
    out_ += text.empty() ? "\n" : fmt::format(" {}\n", text);
  }

  void write_mark(const Mark& mark) {
    const std::size_t begin = std::clamp(column_at(cells_, mark.begin), window_begin_, window_end_);
    const std::size_t end = std::clamp(column_at(cells_, mark.end), begin, window_end_);
    const std::size_t shift = window_begin_ > 0 ? cut_mark.size() : 0;
    write_gutter({});
    out_ += std::string(1 + shift + begin - window_begin_, ' ');
    std::string underline(std::max<std::size_t>(end - begin, 1), mark.symbol);
    if (!mark.text.empty()) {
      underline += ' ';
      underline += printable(mark.text);
    }
    add(mark.paint, underline);
    out_ += '\n';
  }

  /// The help, and the labels that have no place to be shown at.
  void write_notes(const Diagnostic& diagnostic) {
    if (!diagnostic.primary.span.known()) {
      write_note("note", diagnostic.primary.text);
    }
    for (const Label& label : diagnostic.secondary) {
      if (!label.span.known()) {
        write_note("note", label.text);
      }
    }
    write_note("help", diagnostic.help);
  }

  void write_note(std::string_view kind, std::string_view text) {
    if (text.empty()) {
      return;
    }
    out_ += std::string(number_width_ + 1, ' ');
    add(Paint::gutter, "=");
    out_ += ' ';
    add(Paint::strong, fmt::format("{}:", kind));
    out_ += fmt::format(" {}\n", printable(text));
  }

  void write_gutter(std::string_view number) {
    add(Paint::gutter, fmt::format("{:>{}} |", number, number_width_));
  }

  void add(Paint paint, std::string_view text) {
    if (options_.color && paint != Paint::none) {
      out_ += fmt::format("{}{}\x1b[0m", escape_of(paint), text);
    } else {
      out_ += text;
    }
  }

  const SourceMap& sources_;
  const RenderOptions& options_;
  std::string out_;
  std::size_t number_width_ = least_number_width;
  std::vector<Cell> cells_;       ///< of the line being written
  std::size_t window_begin_ = 0;  ///< the screen columns of that line which are shown
  std::size_t window_end_ = 0;
};

}  // namespace

std::string render_text(const Diagnostic& diagnostic, const SourceMap& sources,
                        const RenderOptions& options) {
  return TextRenderer(sources, options).render(diagnostic);
}

std::string render_text(const Diagnostics& diagnostics, const SourceMap& sources,
                        const RenderOptions& options) {
  std::string result;
  for (const Diagnostic* diagnostic : diagnostics.sorted()) {
    if (!result.empty()) {
      result += '\n';
    }
    result += render_text(*diagnostic, sources, options);
  }
  return result;
}

std::string summary(const Diagnostics& diagnostics) {
  std::vector<std::string> parts;
  if (diagnostics.error_count() > 0) {
    parts.push_back(counted(diagnostics.error_count(), "error"));
  }
  if (diagnostics.warning_count() > 0) {
    parts.push_back(counted(diagnostics.warning_count(), "warning"));
  }
  std::string result = join(parts, ", ");
  if (diagnostics.dropped() > 0) {
    result += fmt::format(" ({} not shown)", diagnostics.dropped());
  }
  return result;
}

}  // namespace migc

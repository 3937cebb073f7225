#include "runtime/cli/terminal.h"

#include <algorithm>
#include <charconv>
#include <fmt/core.h>
#include <istream>
#include <ostream>
#include <sys/ioctl.h>
#include <unistd.h>

#include "compiler/base/text.h"

namespace migc::runtime {

namespace {

constexpr std::size_t default_width = 80;
constexpr std::size_t narrowest = 20;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t terminal_width(const Environment& environment) {
  if (const auto columns = environment.find("COLUMNS")) {
    std::size_t width = 0;
    const auto [end, error] =
        std::from_chars(columns->data(), columns->data() + columns->size(), width);
    if (error == std::errc{} && end == columns->data() + columns->size() && width >= narrowest)
      return width;
  }
  winsize size{};
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= narrowest) return size.ws_col;
  }
  return default_width;
}

std::string_view first_columns(std::string_view text, std::size_t columns) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!continues_character(text[i]) && seen++ == columns) return text.substr(0, i);
  }
  return text;
}

}  // namespace

Terminal detect_terminal(const Environment& environment) {
  return {.in = isatty(STDIN_FILENO) == 1,
          .out = isatty(STDOUT_FILENO) == 1,
          .err = isatty(STDERR_FILENO) == 1,
          .width = terminal_width(environment)};
}

bool use_color(ColorMode mode, bool is_terminal, const Environment& environment) {
  switch (mode) {
    case ColorMode::always:
      return true;
    case ColorMode::never:
      return false;
    case ColorMode::automatic:
      break;
  }
  if (!environment.find("NO_COLOR").value_or("").empty()) return false;
  const std::string force = environment.find("CLICOLOR_FORCE").value_or("");
  if (!force.empty() && force != "0") return true;
  if (environment.find("TERM").value_or("") == "dumb" ||
      environment.find("CLICOLOR").value_or("") == "0")
    return false;
  return is_terminal;
}

std::optional<bool> ask_yes_no(std::istream& in, std::ostream& talk, std::string_view question) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    talk << question << " [y/N] " << std::flush;
    std::string line;
    if (!std::getline(in, line)) {
      talk << '\n' << std::flush;
      return std::nullopt;
    }
    const std::string answer = to_lower(trim(line));
    if (answer.empty() || answer == "n" || answer == "no") return false;
    if (answer == "y" || answer == "yes") return true;
    talk << "please answer `yes` or `no`\n";
  }
  return std::nullopt;
}

ProgressLine::ProgressLine(std::ostream& stream, bool active, std::size_t width)
    : stream_(stream), active_(active), width_(width) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::update(std::string_view text) {
  if (!active_) return;
  // The last column stays free: writing there makes some terminals begin a new line.
  stream_ << "\r\x1b[K" << first_columns(printable(text), width_ - 1) << std::flush;
  drawn_ = true;
}

void ProgressLine::clear() {
  if (!drawn_) return;
  stream_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      shown += fmt::format("\\x{:02X}", byte);
    } else {
      shown += c;
    }
  }
  return shown;
}

}  // namespace migc::runtime

#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/cli/environment.h"

namespace migc::runtime {

/// What the three standard streams are connected to. A plain value, so that tests can claim
/// anything.
struct Terminal {
  bool in = false;   ///< a person can be asked
  bool out = false;  ///< results go to a screen
  bool err = false;  ///< talk goes to a screen
  std::size_t width = 80;

  friend bool operator==(const Terminal&, const Terminal&) = default;
};

/// What the process has. `COLUMNS` overrides the width that the terminal reports.
[[nodiscard]] Terminal detect_terminal(const Environment& environment);

enum class ColorMode { automatic, always, never };

/// Whether to colour a stream: `--color` decides; then `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb`
/// and `CLICOLOR=0`; then whether the stream is a terminal.
[[nodiscard]] bool use_color(ColorMode mode, bool is_terminal, const Environment& environment);

/// Asks a yes-or-no question on `talk` and reads the answer; an empty line means no. Asks again
/// when the answer is neither. Nullopt when the input ends or after three unclear answers: the
/// caller must treat that as no consent.
[[nodiscard]] std::optional<bool> ask_yes_no(std::istream& in, std::ostream& talk,
                                             std::string_view question);

/// A line at the bottom of the screen that is drawn over and over. Writes nothing at all when
/// `active` is false. The destructor removes the line.
class ProgressLine {
 public:
  /// `stream` must outlive the line.
  ProgressLine(std::ostream& stream, bool active, std::size_t width);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ProgressLine(ProgressLine&&) = delete;
  ProgressLine& operator=(ProgressLine&&) = delete;

  /// Shows `text`, cut to the width, in the place of what was shown before.
  void update(std::string_view text);

  /// Removes the line so that ordinary output can follow; `update` draws it again.
  void clear();

 private:
  std::ostream& stream_;
  bool active_;
  std::size_t width_;
  bool drawn_ = false;
};

/// How many columns a UTF-8 text takes, counting a code point as one.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text without what would steer a terminal: control characters, line ends included, become
/// `\xNN`.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace migc::runtime

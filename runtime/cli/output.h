#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/cli/json.h"
#include "runtime/cli/terminal.h"

namespace migc::runtime {

/// The exit codes of migc; each has one meaning, and none other is ever returned.
enum class ExitCode {
  done = 0,      ///< done, or nothing to do
  findings = 1,  ///< the check found errors, or there is drift
  usage = 2,     ///< bad command line or configuration
  failed = 3,    ///< the database or the file system failed
  refused = 4,   ///< refused for safety
  locked = 5,    ///< a lock could not be had
};

[[nodiscard]] ExitCode exit_code(ErrorKind kind);

/// The name of a kind in JSON output, such as "history_changed".
[[nodiscard]] std::string_view kind_name(ErrorKind kind);

enum class Format { text, json };

struct OutputOptions {
  Format format = Format::text;
  bool quiet = false;
  bool verbose = false;
  ColorMode color = ColorMode::automatic;
};

enum class Paint { plain, bold, dim, red, green, yellow, blue };

enum class Align { left, right };

struct TableColumn {
  std::string title;
  Align align = Align::left;
};

/// A table for people: titles, then rows, two spaces between columns, no white space at line ends.
/// Control characters in cells are made visible. A row may be shorter than the titles. Empty when
/// there are no rows.
[[nodiscard]] std::string render_table(const std::vector<TableColumn>& columns,
                                       const std::vector<std::vector<std::string>>& rows);

/// The one way from migc to the person or program that called it. Results go to `out`, talk to
/// `err`. Results are kept back until `deliver`, so that a run that fails leaves nothing partial
/// behind: an `Output` that is destroyed without `deliver` writes no result.
class Output {
 public:
  /// The streams must outlive the object.
  Output(std::ostream& out, std::ostream& err, OutputOptions options, Terminal terminal,
         const Environment& environment);

  [[nodiscard]] Format format() const { return options_.format; }
  [[nodiscard]] bool json() const { return options_.format == Format::json; }
  [[nodiscard]] bool quiet() const { return options_.quiet; }
  [[nodiscard]] bool verbose() const { return options_.verbose; }
  [[nodiscard]] bool color_out() const { return color_out_; }
  [[nodiscard]] bool color_err() const { return color_err_; }
  [[nodiscard]] const Terminal& terminal() const { return terminal_; }

  /// Adds to the result, as it is.
  void result(std::string_view text);
  /// Adds a line to the result.
  void result_line(std::string_view text);
  /// Adds a JSON document and a line end to the result.
  void result_json(const Json& value);

  /// Writes the result. Fails when it cannot be written, for instance on a full disk.
  [[nodiscard]] Result<void> deliver();
  /// Forgets the result.
  void discard();

  /// One line of talk; silent with `--quiet`.
  void say(std::string_view text);
  /// One line of talk that only `--verbose` shows.
  void explain(std::string_view text);
  /// A warning; shown with `--quiet` too, as it may be the only sign that something is amiss. JSON:
  /// one object a line.
  void warn(std::string_view text);
  /// The stream of the talk, for questions.
  [[nodiscard]] std::ostream& talk() { return err_; }
  /// One JSON object on a line of the error stream, only with `--format json`; silent with
  /// `--quiet`.
  void event(const Json& value);
  /// Text for the error stream that was rendered elsewhere (diagnostics); always shown.
  void raw_error(std::string_view text);
  /// Reports the failure of the run. JSON: an object on one line. Returns the exit code.
  int error(const Error& error);

  /// Shows how far the work is; only on a terminal, not with `--quiet`, not with JSON.
  void progress(std::string_view text);
  void progress_done();

  /// The text in colour if results, or talk, are shown in colour.
  [[nodiscard]] std::string paint_out(std::string_view text, Paint paint) const;
  [[nodiscard]] std::string paint_err(std::string_view text, Paint paint) const;

 private:
  std::ostream& out_;
  std::ostream& err_;
  OutputOptions options_;
  Terminal terminal_;
  bool color_out_;
  bool color_err_;
  std::string result_;
  ProgressLine progress_;
};

}  // namespace migc::runtime

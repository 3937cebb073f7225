#include "runtime/cli/output.h"

#include <algorithm>
#include <fmt/core.h>
#include <ostream>

namespace migc::runtime {

namespace {

std::string_view paint_code(Paint paint) {
  switch (paint) {
    case Paint::plain:
      return "";
    case Paint::bold:
      return "1";
    case Paint::dim:
      return "2";
    case Paint::red:
      return "1;31";
    case Paint::green:
      return "32";
    case Paint::yellow:
      return "33";
    case Paint::blue:
      return "34";
  }
  return "";
}

std::string painted(std::string_view text, Paint paint, bool color) {
  const std::string_view code = paint_code(paint);
  if (!color || code.empty() || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

/// The lines of a detail, each indented under the message.
std::string indented(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!line.empty()) lines += fmt::format("  {}\n", printable(line));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

}  // namespace

ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::check:
      return ExitCode::findings;
    case ErrorKind::usage:
      return ExitCode::usage;
    case ErrorKind::io:
    case ErrorKind::connect:
    case ErrorKind::sql:
    case ErrorKind::in_doubt:
      return ExitCode::failed;
    case ErrorKind::history_changed:
    case ErrorKind::refused:
      return ExitCode::refused;
    case ErrorKind::locked:
      return ExitCode::locked;
  }
  return ExitCode::failed;
}

std::string_view kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::io:
      return "io";
    case ErrorKind::connect:
      return "connect";
    case ErrorKind::sql:
      return "sql";
    case ErrorKind::in_doubt:
      return "in_doubt";
    case ErrorKind::history_changed:
      return "history_changed";
    case ErrorKind::refused:
      return "refused";
    case ErrorKind::locked:
      return "locked";
    case ErrorKind::check:
      return "check";
  }
  return "";
}

std::string render_table(const std::vector<TableColumn>& columns,
                         const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return {};
  std::vector<std::vector<std::string>> lines(1);
  for (const TableColumn& column : columns) lines.front().push_back(column.title);
  for (const std::vector<std::string>& row : rows) {
    std::vector<std::string>& line = lines.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i)
      line.push_back(i < row.size() ? printable(row[i]) : "");
  }
  std::vector<std::size_t> widths(columns.size(), 0);
  for (const std::vector<std::string>& line : lines) {
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], display_width(line[i]));
  }
  std::string table;
  for (const std::vector<std::string>& line : lines) {
    std::string text;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string padding(widths[i] - display_width(line[i]), ' ');
      text += columns[i].align == Align::right ? padding + line[i] : line[i] + padding;
      text += "  ";
    }
    text.erase(text.find_last_not_of(' ') + 1);
    table += text + '\n';
  }
  return table;
}

Output::Output(std::ostream& out, std::ostream& err, OutputOptions options, Terminal terminal,
               const Environment& environment)
    : out_(out),
      err_(err),
      options_(options),
      terminal_(terminal),
      color_out_(options.format == Format::text &&
                 use_color(options.color, terminal.out, environment)),
      color_err_(options.format == Format::text &&
                 use_color(options.color, terminal.err, environment)),
      progress_(err, terminal.err && !options.quiet && options.format == Format::text,
                terminal.width) {}

void Output::result(std::string_view text) { result_ += text; }

void Output::result_line(std::string_view text) {
  result_ += text;
  result_ += '\n';
}

void Output::result_json(const Json& value) { result_line(value.to_text()); }

Result<void> Output::deliver() {
  progress_.clear();
  out_ << result_ << std::flush;
  result_.clear();
  if (!out_) return fail(ErrorKind::io, "the result could not be written to standard output");
  return {};
}

void Output::discard() { result_.clear(); }

void Output::say(std::string_view text) {
  if (options_.quiet) return;
  progress_.clear();
  if (json()) {
    err_ << Json::object({{"message", text}}).to_text(0) << '\n' << std::flush;
  } else {
    err_ << text << '\n' << std::flush;
  }
}

void Output::explain(std::string_view text) {
  if (options_.verbose) say(text);
}

void Output::warn(std::string_view text) {
  progress_.clear();
  if (json()) {
    err_ << Json::object({{"warning", text}}).to_text(0) << '\n' << std::flush;
  } else {
    err_ << painted("warning:", Paint::yellow, color_err_) << ' ' << text << '\n' << std::flush;
  }
}

void Output::event(const Json& value) {
  if (json() && !options_.quiet) err_ << value.to_text(0) << '\n' << std::flush;
}

void Output::raw_error(std::string_view text) {
  progress_.clear();
  err_ << text << std::flush;
}

int Output::error(const Error& error) {
  progress_.clear();
  const int code = static_cast<int>(exit_code(error.kind));
  if (json()) {
    Json body = Json::object({{"kind", kind_name(error.kind)}, {"message", error.message}});
    if (!error.detail.empty()) body.set("detail", error.detail);
    if (!error.sqlstate.empty()) body.set("sqlstate", error.sqlstate);
    body.set("exit_code", code);
    err_ << Json::object({{"error", std::move(body)}}).to_text(0) << '\n' << std::flush;
    return code;
  }
  err_ << painted("error:", Paint::red, color_err_) << ' ' << printable(error.message);
  if (!error.sqlstate.empty()) err_ << " (" << error.sqlstate << ')';
  err_ << '\n' << indented(error.detail) << std::flush;
  return code;
}

void Output::progress(std::string_view text) { progress_.update(text); }

void Output::progress_done() { progress_.clear(); }

std::string Output::paint_out(std::string_view text, Paint paint) const {
  return painted(text, paint, color_out_);
}

std::string Output::paint_err(std::string_view text, Paint paint) const {
  return painted(text, paint, color_err_);
}

}  // namespace migc::runtime

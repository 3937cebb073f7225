#include "runtime/driver/postgres_error.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <vector>

#include "runtime/driver/statement_place.h"

namespace migc::runtime {

namespace {

void add_line(std::string& text, std::string_view label, std::string_view words) {
  if (words.empty()) return;
  if (!text.empty()) text += '\n';
  text += label;
  text += words;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Without what our own message says already, `connection to server at … failed:`, and without the
/// severity, which the server translates but always follows with two blanks.
std::string_view core_of(std::string_view line) {
  constexpr std::string_view lead = "connection to server ";
  constexpr std::string_view failed = " failed: ";
  if (line.starts_with(lead)) {
    if (const std::size_t found = line.find(failed); found != std::string_view::npos) {
      line.remove_prefix(found + failed.size());
    }
  }
  constexpr std::string_view after_severity = ":  ";
  if (const std::size_t found = line.find(after_severity); found < 12)
    line.remove_prefix(found + after_severity.size());
  return trimmed(line);
}

/// libpq repeats itself when it tries with and without TLS, or several addresses of one name.
std::vector<std::string> distinct_lines(std::string_view words) {
  std::vector<std::string> lines;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('\n'), words.size());
    std::string line(core_of(trimmed(words.substr(0, end))));
    words.remove_prefix(std::min(end + 1, words.size()));
    if (!line.empty() && std::find(lines.begin(), lines.end(), line) == lines.end())
      lines.push_back(std::move(line));
  }
  return lines;
}

Error from_lines(ErrorKind kind, std::string_view lead, std::string_view words,
                 std::string sqlstate) {
  const std::vector<std::string> lines = distinct_lines(words);
  Error error{
      .kind = kind, .message = std::string(lead), .detail = {}, .sqlstate = std::move(sqlstate)};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == 0) {
      error.message += ": " + lines[i];
    } else {
      add_line(error.detail, "", lines[i]);
    }
  }
  return error;
}

}  // namespace

Error statement_error(const PostgresReport& report, std::string_view sql) {
  constexpr std::string_view lock_not_available = "55P03";
  Error error{.kind = report.sqlstate == lock_not_available ? ErrorKind::locked : ErrorKind::sql,
              .message = report.message.empty() ? "the server gave no reason" : report.message,
              .detail = {},
              .sqlstate = report.sqlstate};
  std::size_t character = 0;
  std::from_chars(report.position.data(), report.position.data() + report.position.size(),
                  character);
  if (character > 0) {
    add_line(error.detail, "at ", describe_place(sql, offset_of_character(sql, character)));
  }
  add_line(error.detail, "DETAIL: ", report.detail);
  add_line(error.detail, "HINT: ", report.hint);
  add_line(error.detail, "CONTEXT: ", report.context);
  return error;
}

Error connection_error(std::string_view display, std::string_view words) {
  return from_lines(ErrorKind::connect, fmt::format("cannot connect to `{}`", display), words, {});
}

Error lost_connection_error(ErrorKind kind, std::string_view display, std::string_view words,
                            std::string sqlstate) {
  return from_lines(kind, fmt::format("the connection to `{}` is lost", display), words,
                    std::move(sqlstate));
}

}  // namespace migc::runtime

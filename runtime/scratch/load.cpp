#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "compiler/base/text.h"
#include "compiler/dialect/sql_tokens.h"
#include "runtime/scratch/role.h"
#include "runtime/scratch/scratch.h"

namespace migc::runtime {

namespace {

struct Piece {
  std::size_t begin = 0, end = 0;  ///< without the semicolon
  std::vector<std::string> words;  ///< the first ones
};

constexpr std::size_t words_kept = 4;

std::size_t line_of(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

Error at_line(Error error, std::string_view name, std::size_t line) {
  error.message = fmt::format("{}:{}: {}", name, line, error.message);
  return error;
}

// ---- psql

/// Commands of psql that change nothing about what is created.
constexpr std::array harmless = std::to_array<std::string_view>(
    {"restrict", "unrestrict", "set", "unset", "echo", "qecho", "warn", "pset", "timing",
     "encoding", "prompt", "x", "a", "t", "o"});
/// Those that do, or lead elsewhere.
constexpr std::array strange = std::to_array<std::string_view>(
    {"c", "connect", "i", "ir", "include", "include_relative", "copy", "gexec", "g", "if", "else",
     "elif", "endif", "q", "quit", "!", "cd"});

void blank(std::string& text, std::size_t begin, std::size_t end) {
  std::replace_if(
      text.begin() + static_cast<std::ptrdiff_t>(begin),
      text.begin() + static_cast<std::ptrdiff_t>(end), [](char letter) { return letter != '\n'; },
      ' ');
}

bool copies_from_input(std::string_view line) {
  const std::string words = to_lower(trim(line));
  return words.starts_with("copy ") && words.ends_with("from stdin;");
}

/// Blanks out what is meant for psql, and rows: what is created does not depend on them.
Result<std::string> without_psql(std::string_view given, std::string_view name) {
  std::string text(given);
  bool rows = false;
  for (std::size_t begin = 0, number = 1; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    if (rows) {
      rows = trim(line) != "\\.";
      blank(text, begin, end);
    } else if (copies_from_input(line)) {
      rows = true;
      blank(text, begin, end);
    } else if (line.starts_with('\\')) {
      const std::string_view word = line.substr(1, line.find_first_of(" \t\r") - 1);
      if (std::ranges::find(strange, word) != strange.end()) {
        return fail(ErrorKind::usage,
                    fmt::format("{}:{}: `\\{}` is for psql, and cannot be followed here", name,
                                number, word),
                    "help: load the file into a database with psql, and give that database's URL");
      }
      if (std::ranges::find(harmless, word) != harmless.end()) blank(text, begin, end);
    }
    begin = end + 1;
  }
  return text;
}

// ---- statements

/// Takes a text apart at its semicolons, but for those inside the body of a trigger (SQLite) or of
/// a routine in standard SQL (PostgreSQL's BEGIN ATOMIC).
std::vector<Piece> pieces_of(std::string_view text, bool sqlite) {
  std::vector<Piece> pieces;
  Piece piece;
  int depth = 0;
  bool trigger = false;
  const std::vector<SqlToken> tokens = sql_tokens(text, sqlite);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken& token = tokens[i];
    if (token.kind == SqlToken::Kind::other && token.text == ";" && depth == 0) {
      if (!piece.words.empty()) pieces.push_back(std::move(piece));
      piece = {};
      trigger = false;
      continue;
    }
    if (piece.words.empty()) piece.begin = token.begin;
    piece.end = token.end;
    if (piece.words.size() < words_kept) piece.words.push_back(token.text);
    const bool created = piece.words.front() == "create";
    trigger = trigger || (created && piece.words.size() < words_kept && token.is_word("trigger"));
    const bool body = sqlite ? trigger && token.is_word("begin") && depth == 0
                             : created && token.is_word("begin") && i + 1 < tokens.size() &&
                                   tokens[i + 1].is_word("atomic");
    if (body || (depth > 0 && token.is_word("case"))) ++depth;
    if (depth > 0 && token.is_word("end")) --depth;
  }
  if (!piece.words.empty()) pieces.push_back(std::move(piece));
  return pieces;
}

/// Dumps stand in a transaction; here each statement is one.
bool is_transaction_control(const Piece& piece) {
  const std::string& first = piece.words.front();
  const bool starts = first == "start" && piece.words.size() > 1 && piece.words[1] == "transaction";
  return first == "begin" || first == "commit" || first == "end" || starts;
}

/// The role that a private server does not know yet, or nothing.
std::string missing_role(const Error& error) {
  constexpr std::string_view before = "role \"", after = "\" does not exist";
  const std::string_view message = error.message;
  if (error.sqlstate != "42704" || !message.starts_with(before) || !message.ends_with(after))
    return {};
  return std::string(message.substr(before.size(), message.size() - before.size() - after.size()));
}

Result<void> run(Scratch& scratch, std::string_view sql) {
  Driver& driver = scratch.driver();
  for (;;) {
    Result<void> done = driver.execute(sql);
    if (done || !scratch.is_private()) return done;
    const std::string role = missing_role(done.error());
    if (role.empty()) return done;
    MIGC_TRY(create_role(driver, role));
  }
}

}  // namespace

Result<void> load_sql(Scratch& scratch, std::string_view text, std::string_view name) {
  const bool sqlite = scratch.driver().dialect() == "sqlite";
  Result<std::string> plain = sqlite ? std::string(text) : without_psql(text, name);
  MIGC_TRY(plain);
  for (const Piece& piece : pieces_of(*plain, sqlite)) {
    if (is_transaction_control(piece)) continue;
    const std::string_view sql =
        std::string_view(*plain).substr(piece.begin, piece.end - piece.begin);
    if (Result<void> done = run(scratch, sql); !done)
      return tl::unexpected(at_line(std::move(done).error(), name, line_of(*plain, piece.begin)));
  }
  return {};
}

}  // namespace migc::runtime

#include "compiler/dialect/sqlite/split.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/text.h"

namespace migc::sqlite {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_word_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || byte >= 0x80;
}

enum class TokenKind { word, semicolon, other, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t begin = 0, end = 0;
  std::string word;  ///< lower case
};

class Splitter {
 public:
  explicit Splitter(std::string_view sql) : sql_(sql) {}

  RawText run() {
    for (Token token = next(); token.kind != TokenKind::end; token = next()) {
      if (token.kind == TokenKind::semicolon && !inside_trigger()) {
        finish();
        continue;
      }
      take(token);
    }
    if (inside_trigger()) problem(begin_, "the body of a trigger has no `end`", "");
    finish();
    return std::move(result_);
  }

 private:
  // ---- statements ----
  /// What is known about the statement that is being read.
  enum class Trigger { no, head, body, done };

  [[nodiscard]] bool inside_trigger() const { return trigger_ == Trigger::body; }

  void take(const Token& token) {
    if (words_.empty() && tokens_ == 0) begin_ = token.begin;
    ++tokens_;
    end_ = token.end;
    if (token.kind == TokenKind::word) {
      if (words_.size() < 4) words_.push_back(token.word);
      follow_trigger(token.word);
    }
    after_semicolon_ = token.kind == TokenKind::semicolon;
  }

  /// A body ends with the END that follows a semicolon and closes no CASE.
  void follow_trigger(const std::string& word) {
    if (trigger_ == Trigger::no && word == "trigger" && words_.size() <= 3 && words_[0] == "create")
      trigger_ = Trigger::head;
    else if (word == "case")
      ++cases_;
    else if (word == "end" && cases_ > 0)
      --cases_;
    else if (trigger_ == Trigger::head && word == "begin")
      trigger_ = Trigger::body;
    else if (trigger_ == Trigger::body && word == "end" && after_semicolon_)
      trigger_ = Trigger::done;
  }

  void finish() {
    if (tokens_ != 0) {
      RawStatement statement{.text = std::string(sql_.substr(begin_, end_ - begin_)),
                             .outside = false};
      classify(statement);
      result_.statements.push_back(std::move(statement));
    }
    words_.clear();
    tokens_ = 0;
    cases_ = 0;
    trigger_ = Trigger::no;
    after_semicolon_ = false;
  }

  void classify(RawStatement& statement) {
    constexpr auto control = std::to_array<std::string_view>(
        {"begin", "commit", "end", "rollback", "savepoint", "release"});
    const std::string first = words_.empty() ? "" : words_[0];
    const std::string second = words_.size() > 1 ? words_[1] : "";
    if (std::find(control.begin(), control.end(), first) != control.end()) {
      problem(begin_, fmt::format("`{}` would end or open a transaction that migc keeps", first),
              "leave it out: a migration is committed as a whole");
    } else if (first == "attach" || first == "detach") {
      problem(begin_, fmt::format("`{}` reaches for another database", first),
              "a migration changes one database");
    } else if (first == "vacuum") {
      statement.outside = true;
    } else if (first == "pragma") {
      classify_pragma(statement, second);
    }
  }

  void classify_pragma(RawStatement& statement, const std::string& name) {
    const bool sets = statement.text.find('=') != std::string::npos ||
                      statement.text.find('(') != std::string::npos;
    if (name == "journal_mode") statement.outside = true;
    if (!sets) return;
    if (name == "foreign_keys" || name == "legacy_alter_table") {
      problem(begin_, fmt::format("`pragma {}` is migc's to set", name),
              "migc switches it where a statement needs it, and back");
    } else if (name == "writable_schema") {
      problem(begin_, "`pragma writable_schema` can damage the database",
              "change the table with `alter table`");
    }
  }

  void problem(std::size_t offset, std::string message, std::string help) {
    result_.problems.push_back({offset, std::move(message), std::move(help)});
  }

  // ---- tokens ----
  [[nodiscard]] bool at(std::string_view text) const {
    return sql_.substr(place_).starts_with(text);
  }

  void skip_blanks() {
    while (place_ < sql_.size()) {
      if (is_blank(sql_[place_])) {
        ++place_;
      } else if (at("--")) {
        place_ = std::min(sql_.find('\n', place_), sql_.size());
      } else if (at("/*")) {
        const std::size_t close = sql_.find("*/", place_ + 2);
        if (close == std::string_view::npos) problem(place_, "the comment has no end", "");
        place_ = close == std::string_view::npos ? sql_.size() : close + 2;
      } else {
        return;
      }
    }
  }

  Token next() {
    skip_blanks();
    Token token{.kind = TokenKind::end, .begin = place_, .end = place_, .word = {}};
    if (place_ >= sql_.size()) return token;
    const char c = sql_[place_];
    token.kind = TokenKind::other;
    if (c == '\'' || c == '"' || c == '`' || c == '[') {
      quoted(c);
    } else if (is_word_char(c)) {
      while (place_ < sql_.size() && is_word_char(sql_[place_])) ++place_;
      token.kind = TokenKind::word;
      token.word = to_lower(sql_.substr(token.begin, place_ - token.begin));
    } else {
      if (c == ';') token.kind = TokenKind::semicolon;
      ++place_;
    }
    token.end = place_;
    return token;
  }

  /// Moves behind a string or quoted name; a doubled quote stands for itself.
  void quoted(char quote) {
    const std::size_t begin = place_;
    const char close = quote == '[' ? ']' : quote;
    for (++place_; place_ < sql_.size(); ++place_) {
      if (sql_[place_] != close) continue;
      const bool doubled = close != ']' && place_ + 1 < sql_.size() && sql_[place_ + 1] == close;
      if (!doubled) {
        ++place_;
        return;
      }
      ++place_;
    }
    problem(begin, quote == '\'' ? "the string has no end" : "the quoted name has no end", "");
  }

  std::string_view sql_;
  std::size_t place_ = 0;
  std::size_t begin_ = 0, end_ = 0;
  std::size_t tokens_ = 0;
  int cases_ = 0;
  bool after_semicolon_ = false;
  Trigger trigger_ = Trigger::no;
  std::vector<std::string> words_;
  RawText result_;
};

}  // namespace

RawText split_raw(std::string_view sql) { return Splitter(sql).run(); }

}  // namespace migc::sqlite

#include "runtime/cli/dotenv.h"

#include <cctype>
#include <fmt/core.h>
#include <optional>

#include "compiler/base/text.h"

namespace migc::runtime {

namespace {

bool is_name_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_name_part(char c) {
  return is_name_start(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' ||
         c == '-';
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class Reader {
 public:
  Reader(std::string_view text, std::string_view file,
         const std::map<std::string, std::string>& environment)
      : text_(text), file_(file), environment_(environment) {
    if (text_.starts_with("\xEF\xBB\xBF")) position_ = 3;
  }

  Result<Dotenv> read() {
    while (position_ < text_.size()) {
      MIGC_TRY(read_line());
    }
    return std::move(entries_);
  }

 private:
  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\n' : text_[position_]; }
  /// Also before the carriage return of a line end from Windows.
  [[nodiscard]] bool at_line_end() const {
    return peek() == '\n' ||
           (peek() == '\r' && (position_ + 1 >= text_.size() || text_[position_ + 1] == '\n'));
  }

  char take() {
    const char c = text_[position_++];
    if (c == '\n') ++line_;
    return c;
  }

  void skip_blanks() {
    while (!at_end() && is_blank(peek())) take();
  }

  void skip_to_line_end() {
    while (!at_line_end()) take();
    while (!at_end() && take() != '\n') {
    }
  }

  [[nodiscard]] tl::unexpected<Error> refuse(std::size_t line, std::string_view problem,
                                             std::string_view help) const {
    return fail(ErrorKind::usage, fmt::format("{}:{}: {}", file_, line, problem),
                fmt::format("help: {}", help));
  }

  std::string read_name() {
    std::string name;
    if (!at_end() && is_name_start(peek())) {
      while (!at_end() && is_name_part(peek())) name += take();
    }
    return name;
  }

  Result<void> read_line() {
    skip_blanks();
    if (at_line_end() || peek() == '#') {
      skip_to_line_end();
      return {};
    }
    const std::size_t line = line_;
    std::string name = read_name();
    if (name == "export" && is_blank(peek())) {
      skip_blanks();
      name = read_name();
    }
    if (name.empty())
      return refuse(line, "the line does not begin with the name of a variable",
                    "write `NAME=value`, or begin the line with `#`");
    skip_blanks();
    if (peek() != '=' || at_end())
      return refuse(line, fmt::format("`=` is missing after `{}`", name), "write `NAME=value`");
    take();
    skip_blanks();
    Result<std::string> value = read_value(line, name);
    MIGC_TRY(value);
    entries_.insert_or_assign(std::move(name),
                              DotenvEntry{std::move(*value), fmt::format("{}:{}", file_, line)});
    return {};
  }

  Result<std::string> read_value(std::size_t line, std::string_view name) {
    if (peek() != '"' && peek() != '\'') return read_bare(line);
    const char quote = take();
    std::string value;
    while (true) {
      if (at_end()) {
        return refuse(line, fmt::format("the quoted value of `{}` has no end", name),
                      fmt::format("end it with `{}`", quote));
      }
      const char c = take();
      if (c == quote) break;
      if (c == '\\' && quote == '"' && !at_end()) {
        value += escaped(take());
      } else if (c == '$' && quote == '"' && peek() == '{' && !at_end()) {
        const Result<std::string> expanded = expand(line);
        MIGC_TRY(expanded);
        value += *expanded;
      } else {
        value += c;
      }
    }
    skip_blanks();
    if (!at_line_end() && peek() != '#') {
      return refuse(line, fmt::format("something follows the quoted value of `{}`", name),
                    "put the whole value in quotes, or a `#` before a comment");
    }
    skip_to_line_end();
    return value;
  }

  static std::string escaped(char c) {
    switch (c) {
      case 'n':
        return "\n";
      case 'r':
        return "\r";
      case 't':
        return "\t";
      case '"':
      case '\\':
      case '$':
        return std::string(1, c);
      default:
        return std::string("\\") + c;
    }
  }

  Result<std::string> read_bare(std::size_t line) {
    std::string value;
    std::size_t kept = 0;  // up to the last character that is neither blank nor from a comment
    while (!at_line_end()) {
      if (peek() == '#' && (value.empty() || is_blank(value.back()))) break;
      const char c = take();
      if (c == '$' && peek() == '{' && !at_end()) {
        const Result<std::string> expanded = expand(line);
        MIGC_TRY(expanded);
        value += *expanded;
        kept = value.size();
      } else {
        value += c;
        if (!is_blank(c)) kept = value.size();
      }
    }
    value.resize(kept);
    skip_to_line_end();
    return value;
  }

  /// After the `$`: `{NAME}` or `{NAME:-default}`.
  Result<std::string> expand(std::size_t line) {
    take();
    const std::string name = read_name();
    std::optional<std::string> fallback;
    if (!at_end() && peek() == ':' && position_ + 1 < text_.size() && text_[position_ + 1] == '-') {
      position_ += 2;
      fallback.emplace();
      while (!at_line_end() && peek() != '}') *fallback += take();
    }
    if (name.empty() || at_end() || peek() != '}') {
      return refuse(line, "`${` is not followed by a name and `}`",
                    "write `${NAME}` or `${NAME:-default}`, or put the value in single quotes");
    }
    take();
    std::string value;
    if (const auto set = environment_.find(name); set != environment_.end()) {
      value = set->second;
    } else if (const auto above = entries_.find(name); above != entries_.end()) {
      value = above->second.value;
    }
    return value.empty() && fallback ? *fallback : value;
  }

  std::string_view text_;
  std::string_view file_;
  const std::map<std::string, std::string>& environment_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
  Dotenv entries_;
};

}  // namespace

Result<Dotenv> parse_dotenv(std::string_view text, std::string_view file,
                            const std::map<std::string, std::string>& environment) {
  return Reader(text, file, environment).read();
}

}  // namespace migc::runtime

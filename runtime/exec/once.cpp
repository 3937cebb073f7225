#include "runtime/exec/once.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <vector>

#include "compiler/base/text.h"

namespace migc::runtime {

namespace {

bool is_word_byte(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_' || byte == '$' ||
         static_cast<unsigned char>(byte) >= 0x80U;
}

/// The words, quoted names and signs of a statement, without blanks and comments.
class Words {
 public:
  explicit Words(std::string_view sql) : rest_(sql) { advance(); }

  [[nodiscard]] const std::string& now() const { return now_; }
  /// Takes the word if it is the one that is asked for, in any case.
  bool take(std::string_view word) {
    if (to_lower(now_) != word) return false;
    advance();
    return true;
  }
  /// Takes a name, `a` or `a.b` or `"A".b`, as it is written; empty when there is none.
  std::string take_name() {
    std::string name;
    for (;;) {
      const bool is_name = !now_.empty() && (now_.front() == '"' || is_word_byte(now_.front()));
      if (!is_name) return {};
      name += now_;
      advance();
      if (now_ != ".") return name;
      name += now_;
      advance();
    }
  }

 private:
  void skip_blanks() {
    for (;;) {
      const std::size_t begin = std::min(rest_.find_first_not_of(" \t\r\n\f\v"), rest_.size());
      rest_.remove_prefix(begin);
      if (rest_.starts_with("--")) {
        rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
      } else if (rest_.starts_with("/*")) {
        skip_comment();
      } else {
        return;
      }
    }
  }
  /// Comments of PostgreSQL nest; SQLite's cannot hold the sign that would tell the difference.
  void skip_comment() {
    std::size_t depth = 0;
    do {
      if (rest_.starts_with("/*")) {
        ++depth;
        rest_.remove_prefix(2);
      } else if (rest_.starts_with("*/")) {
        --depth;
        rest_.remove_prefix(2);
      } else {
        rest_.remove_prefix(1);
      }
    } while (depth > 0 && !rest_.empty());
  }
  void advance() {
    skip_blanks();
    std::size_t size = rest_.empty() ? 0 : 1;
    if (rest_.starts_with('"')) {
      size = std::min(rest_.find('"', 1), rest_.size() - 1) + 1;
      while (size < rest_.size() && rest_[size] == '"')
        size = std::min(rest_.find('"', size + 1), rest_.size() - 1) + 1;
    } else {
      while (size > 0 && size < rest_.size() && is_word_byte(rest_.front()) &&
             is_word_byte(rest_[size]))
        ++size;
    }
    now_ = std::string(rest_.substr(0, size));
    rest_.remove_prefix(size);
  }

  std::string_view rest_;
  std::string now_;
};

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
  return result + "'";
}

/// The index of a name that is resolved by the query `oid`.
OnceRule watch(std::string_view oid, bool makes) {
  return {.way = Once::observe,
          .index = fmt::format(
              "SELECT i.indexrelid::text, CASE WHEN i.indisvalid AND i.indisready THEN 'whole' "
              "ELSE 'broken' END, 'DROP INDEX CONCURRENTLY ' || i.indexrelid::regclass::text FROM "
              "pg_index AS i WHERE i.indexrelid = ({})",
              oid),
          .makes = makes};
}

/// After `CREATE`: the index goes where its table is.
OnceRule create_rule(Words& words) {
  words.take("unique");
  if (!words.take("index") || !words.take("concurrently")) return {};
  if (words.take("if")) {
    words.take("not");
    words.take("exists");
  }
  const std::string name = words.take_name();
  if (name.empty() || to_lower(name) == "on" || !words.take("on")) return {};
  words.take("only");
  const std::string table = words.take_name();
  if (table.empty()) return {};
  const std::string bare = fmt::format("(parse_ident({}))[1]", quoted(name));
  return watch(fmt::format("SELECT c.oid FROM pg_class AS c WHERE c.relname = {} AND "
                           "c.relnamespace = (SELECT t.relnamespace FROM pg_class AS t WHERE "
                           "t.oid = to_regclass({}))",
                           bare, quoted(table)),
               true);
}

/// After `DROP`.
OnceRule drop_rule(Words& words) {
  if (!words.take("index") || !words.take("concurrently")) return {};
  if (words.take("if")) words.take("exists");
  const std::string name = words.take_name();
  if (name.empty()) return {};
  return watch(fmt::format("SELECT to_regclass({})::oid", quoted(name)), false);
}

}  // namespace

OnceRule once_rule(std::string_view sql, std::string_view dialect) {
  static constexpr std::array<std::string_view, 5> postgres{"vacuum", "reindex", "cluster",
                                                            "checkpoint", "analyze"};
  // SQLite ignores some pragmas inside a transaction without a word.
  static constexpr std::array<std::string_view, 4> sqlite{"vacuum", "pragma", "attach", "detach"};
  Words words(sql);
  const std::string first = to_lower(words.now());
  const auto among = [&](const auto& list) {
    return std::find(list.begin(), list.end(), first) != list.end();
  };
  if (dialect == "sqlite")
    return {.way = among(sqlite) ? Once::repeat : Once::own_transaction, .index = {}};
  if (among(postgres)) return {.way = Once::repeat, .index = {}};
  if (words.take("alter")) {
    return {.way = words.take("system") ? Once::repeat : Once::own_transaction, .index = {}};
  }
  if (words.take("create")) return create_rule(words);
  if (words.take("drop")) return drop_rule(words);
  return {};
}

}  // namespace migc::runtime

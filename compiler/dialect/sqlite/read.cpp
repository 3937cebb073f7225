#include "compiler/dialect/sqlite/read.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/dialect/dialect.h"
#include "compiler/dialect/sql_tokens.h"
#include "compiler/dialect/sql_writer.h"
#include "compiler/dialect/sqlite/problems.h"
#include "compiler/dialect/sqlite/spelling.h"

namespace migc::sqlite {
namespace {

constexpr int deepest = 200;  ///< nesting; the rest is left to SQLite, which stops at 1000

using Kind = SqlToken::Kind;
using Maybe = std::optional<Expression>;

Expression node(ExpressionKind kind, std::string text, std::vector<Expression> operands = {}) {
  Expression made;
  made.kind = kind;
  made.text = std::move(text);
  made.operands = std::move(operands);
  return made;
}

/// SQLite's expressions (sqlite.org/lang_expr.html), by precedence climbing. Nothing: the language
/// has no words for it, or it is no expression.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), tokens_(sql_tokens(text, true)) {}

  Maybe read() {
    Maybe made = any(0);
    return at_ == tokens_.size() ? std::move(made) : std::nullopt;
  }

 private:
  // ---- tokens

  [[nodiscard]] const SqlToken* peek(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
  }
  [[nodiscard]] bool at_word(std::string_view word, std::size_t ahead = 0) const {
    return peek(ahead) != nullptr && peek(ahead)->is_word(word);
  }
  bool take_word(std::string_view word) {
    if (!at_word(word)) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] bool at_sign(char sign, std::size_t ahead = 0) const {
    const SqlToken* token = peek(ahead);
    return token != nullptr && token->kind == Kind::other && token->text[0] == sign;
  }
  bool take_sign(char sign) {
    if (!at_sign(sign)) return false;
    ++at_;
    return true;
  }
  /// The operator that the next signs form, or nothing.
  [[nodiscard]] std::string_view operator_here() const {
    constexpr auto all = std::to_array<std::string_view>(
        {"->>", "->", "||", "<=", ">=", "<>", "!=", "==", "<<", ">>",
         "<",   ">",  "=",  "+",  "-",  "*",  "/",  "%",  "&",  "|"});
    const SqlToken* token = peek();
    if (token == nullptr || token->kind != Kind::other) return {};
    for (const std::string_view sign : all) {
      if (text_.substr(token->begin).starts_with(sign)) return sign;
    }
    return {};
  }
  [[nodiscard]] std::string slice(const SqlToken& token) const {
    return std::string(text_.substr(token.begin, token.end - token.begin));
  }
  [[nodiscard]] std::string name_of(const SqlToken& token) const {
    return token.kind == Kind::word ? slice(token) : token.text;
  }
  [[nodiscard]] std::string string_of(const SqlToken& token) const {
    const std::string quoted = slice(token);
    std::string result;
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
      result += quoted[i];
      if (quoted[i] == '\'') ++i;
    }
    return result;
  }

  // ---- precedence

  enum Level { none = 0, or_ = 1, and_, not_, equality, comparison, bits, sum, product, concat };

  static Level level_of(std::string_view sign) {
    if (sign == "||" || sign == "->" || sign == "->>") return concat;
    if (sign == "*" || sign == "/" || sign == "%") return product;
    if (sign == "+" || sign == "-") return sum;
    if (sign == "&" || sign == "|" || sign == "<<" || sign == ">>") return bits;
    if (sign == "<" || sign == ">" || sign == "<=" || sign == ">=") return comparison;
    return sign.empty() ? none : equality;
  }

  static std::string language_word(std::string_view sign) {
    if (sign == "==") return "=";
    return std::string(sign == "!=" ? "<>" : sign);
  }

  /// Whether a word that binds like `=` stands here.
  [[nodiscard]] bool at_predicate() const {
    constexpr auto words = std::to_array<std::string_view>(
        {"is", "in", "like", "between", "isnull", "notnull", "glob", "regexp", "match"});
    const std::size_t ahead = at_word("not") ? 1 : 0;
    const SqlToken* token = peek(ahead);
    if (token == nullptr || token->kind != Kind::word) return false;
    if (ahead == 1 && token->text == "null") return true;
    return std::ranges::find(words, token->text) != words.end();
  }

  /// Everything that binds at least as tightly as `least`.
  Maybe any(int least) {
    if (++depth_ > deepest) return std::nullopt;
    Maybe left = prefix(least);
    while (left) {
      const std::string_view sign = operator_here();
      const Level level = level_of(sign);
      if (level != none && level >= least) {
        for (std::size_t taken = 0; taken < sign.size(); ++taken) ++at_;
        left = joined(language_word(sign), std::move(*left), any(level + 1));
      } else if (least <= equality && at_predicate()) {
        left = predicate(std::move(*left));
      } else if (least <= and_ && take_word("and")) {
        left = joined("and", std::move(*left), any(and_ + 1));
      } else if (least <= or_ && take_word("or")) {
        left = joined("or", std::move(*left), any(or_ + 1));
      } else {
        break;
      }
    }
    --depth_;
    return left;
  }

  static Maybe joined(std::string word, Expression left, Maybe right) {
    if (!right) return std::nullopt;
    return node(ExpressionKind::binary, std::move(word), {std::move(left), std::move(*right)});
  }

  Maybe prefix(int least) {
    if (at_word("not")) {
      if (least > not_) return std::nullopt;
      ++at_;
      Maybe operand = any(not_);
      if (!operand) return std::nullopt;
      return node(ExpressionKind::unary, "not", {std::move(*operand)});
    }
    Maybe made = signed_primary();
    return made ? collated(std::move(*made)) : std::nullopt;
  }

  /// Signs bind tighter than COLLATE.
  Maybe signed_primary() {
    for (const char sign : {'-', '+', '~'}) {
      if (!take_sign(sign)) continue;
      if (++depth_ > deepest) return std::nullopt;
      Maybe operand = signed_primary();
      --depth_;
      if (!operand) return std::nullopt;
      return node(ExpressionKind::unary, std::string(1, sign), {std::move(*operand)});
    }
    return primary();
  }

  Maybe collated(Expression operand) {
    while (take_word("collate")) {
      const SqlToken* name = peek();
      if (name == nullptr || !name->is_name()) return std::nullopt;
      const std::string written = name_of(*name);
      operand = node(ExpressionKind::collate, own_collation({"", written}).value_or(written),
                     {std::move(operand)});
      ++at_;
    }
    return operand;
  }

  // ---- predicates

  Maybe predicate(Expression left) {
    const bool negated = take_word("not");
    if (negated && take_word("null")) return is("null", true, std::move(left));
    if (take_word("isnull")) return is("null", false, std::move(left));
    if (take_word("notnull")) return is("null", true, std::move(left));
    if (take_word("is")) return negated ? std::nullopt : read_is(std::move(left));
    if (take_word("in")) return read_in(std::move(left), negated);
    if (take_word("like")) return read_like(std::move(left), negated);
    if (take_word("between")) {
      Maybe low = any(equality + 1);
      if (!low || !take_word("and")) return std::nullopt;
      Maybe high = any(equality + 1);
      if (!high) return std::nullopt;
      Expression made =
          node(ExpressionKind::between, {}, {std::move(left), std::move(*low), std::move(*high)});
      made.negated = negated;
      return made;
    }
    return std::nullopt;
  }

  static Expression is(std::string what, bool negated, Expression operand) {
    Expression made = node(ExpressionKind::is, std::move(what), {std::move(operand)});
    made.negated = negated;
    return made;
  }

  Maybe read_is(Expression left) {
    bool negated = take_word("not");
    if (take_word("distinct")) {
      if (!take_word("from")) return std::nullopt;
      negated = !negated;
    }
    for (const std::string_view word : {"null", "true", "false"}) {
      if (take_word(word)) return is(std::string(word), negated, std::move(left));
    }
    Maybe made = joined("is distinct from", std::move(left), any(equality + 1));
    if (made) made->negated = !negated;
    return made;
  }

  Maybe read_in(Expression left, bool negated) {
    if (!take_sign('(')) return std::nullopt;
    std::vector<Expression> operands{std::move(left)};
    if (at_sign(')') || !read_list(operands) || !take_sign(')')) return std::nullopt;
    Expression made = node(ExpressionKind::in, {}, std::move(operands));
    made.negated = negated;
    return made;
  }

  /// SQLite's LIKE ignores case, as `ilike` does, and knows no escape unless one is given.
  Maybe read_like(Expression left, bool negated) {
    Maybe made = joined("ilike", std::move(left), any(equality + 1));
    if (!made) return std::nullopt;
    const Expression& pattern = made->operands[1];
    if (take_word("escape")) {
      Maybe escape = any(comparison);
      if (!escape) return std::nullopt;
      made->operands.push_back(std::move(*escape));
    } else if (pattern.kind != ExpressionKind::string ||
               pattern.text.find('\\') != std::string::npos) {
      made->operands.push_back(node(ExpressionKind::string, ""));
    }
    made->negated = negated;
    return made;
  }

  bool read_list(std::vector<Expression>& items) {
    do {
      Maybe item = any(0);
      if (!item) return false;
      items.push_back(std::move(*item));
    } while (take_sign(','));
    return true;
  }

  // ---- what stands alone

  Maybe primary() {
    const SqlToken* token = peek();
    if (token == nullptr) return std::nullopt;
    if (token->kind == Kind::number) return number();
    if (token->kind == Kind::string) {
      ++at_;
      return node(ExpressionKind::string, string_of(*token));
    }
    if (take_sign('(')) {
      std::vector<Expression> items;
      if (!read_list(items) || !take_sign(')')) return std::nullopt;
      if (items.size() == 1) return std::move(items.front());
      return node(ExpressionKind::row, {}, std::move(items));
    }
    if (token->kind == Kind::word) {
      if (Maybe made = key_word()) return made;
      if (is_word_of_syntax(token->text)) return std::nullopt;
    }
    return token->is_name() ? name() : std::nullopt;
  }

  Maybe number() {
    const std::string text = peek()->text;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto dots = std::ranges::count(text, '.');
    const bool plain = std::ranges::all_of(text, [&](char c) { return digit(c) || c == '.'; });
    if (!plain || dots > 1 || !digit(text.back())) return std::nullopt;
    ++at_;
    return node(ExpressionKind::number, text);
  }

  /// Words that never name a column where an expression begins.
  static bool is_word_of_syntax(std::string_view word) {
    constexpr auto words = std::to_array<std::string_view>(
        {"select", "exists", "true",    "false", "and",  "or",   "is",
         "in",     "like",   "between", "when",  "then", "else", "end",
         "as",     "from",   "where",   "case",  "cast", "null", "raise"});
    return std::ranges::find(words, word) != words.end();
  }

  Maybe key_word() {
    if (take_word("null")) return node(ExpressionKind::null_literal, {});
    for (const std::string_view word : {"current_timestamp", "current_date", "current_time"}) {
      if (take_word(word)) return node(ExpressionKind::special, std::string(word));
    }
    if (take_word("case")) return read_case();
    if (at_word("cast") && at_sign('(', 1)) return read_cast();
    return std::nullopt;
  }

  Maybe read_case() {
    std::vector<Expression> operands;
    std::string text;
    const auto part = [&] {
      Maybe made = any(0);
      if (made) operands.push_back(std::move(*made));
      return made.has_value();
    };
    if (!at_word("when")) {
      text = "subject";
      if (!part()) return std::nullopt;
    }
    while (take_word("when")) {
      if (!part() || !take_word("then") || !part()) return std::nullopt;
    }
    if (take_word("else") && !part()) return std::nullopt;
    if (!take_word("end")) return std::nullopt;
    return node(ExpressionKind::case_, std::move(text), std::move(operands));
  }

  Maybe read_cast() {
    at_ += 2;
    Maybe operand = any(0);
    if (!operand || !take_word("as") || peek() == nullptr) return std::nullopt;
    const std::size_t begin = peek()->begin;
    std::size_t end = begin;
    int depth = 0;
    while (peek() != nullptr && !(depth == 0 && at_sign(')'))) {
      if (at_sign('(')) ++depth;
      if (at_sign(')')) --depth;
      end = peek()->end;
      ++at_;
    }
    if (!take_sign(')')) return std::nullopt;
    Expression made = node(ExpressionKind::cast, {}, {std::move(*operand)});
    made.type = read_type(text_.substr(begin, end - begin));
    return made;
  }

  /// A column, qualified or not, or a call.
  Maybe name() {
    const SqlToken first = *peek();
    ++at_;
    if (at_sign('(')) return call(first);
    Expression made = node(ExpressionKind::column, name_of(first));
    if (take_sign('.')) {
      const SqlToken* second = peek();
      if (second == nullptr || !second->is_name()) return std::nullopt;
      made.qualifier = std::move(made.text);
      made.text = name_of(*second);
      ++at_;
    }
    // A blob: x'00'.
    const bool prefix = peek() != nullptr && peek()->kind == Kind::string;
    if (prefix || at_sign('.')) return std::nullopt;
    return made;
  }

  Maybe call(const SqlToken& function) {
    ++at_;
    Expression made = node(ExpressionKind::call, to_lower(name_of(function)));
    if (take_sign('*')) {
      made.operands.push_back(node(ExpressionKind::star, {}));
    } else if (!at_sign(')')) {
      made.negated = take_word("distinct");
      if (!read_list(made.operands)) return std::nullopt;
    }
    if (!take_sign(')') || at_word("filter") || at_word("over")) return std::nullopt;
    return made;
  }

  std::string_view text_;
  std::vector<SqlToken> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Type read_type(std::string_view declared) {
  const std::string upper = to_upper(trim(declared));
  Type type;
  if (upper == "INTEGER") {
    type.kind = TypeKind::bigint;
  } else if (upper == "TEXT") {
    type.kind = TypeKind::text;
  } else if (upper == "REAL") {
    type.kind = TypeKind::double_precision;
  } else if (upper == "BLOB") {
    type.kind = TypeKind::bytes;
  } else {
    type.native.push_back({.dialect = "sqlite", .text = std::string(trim(declared)), .origin = {}});
  }
  return type;
}

Expression read_expression(std::string_view sql) {
  const Maybe made = Reader(sql).read();
  if (!made) return raw_expression("sqlite", trim(sql));
  // What is written for it must be read as the very same: then nothing was lost on either way.
  const Version any_version{3, 40, 0};
  if (find_problem(*made, any_version)) return raw_expression("sqlite", trim(sql));
  const Schema no_types;
  const std::string again = SqlWriter(spelling(any_version), no_types).expression(*made).take();
  const Maybe second = Reader(again).read();
  return second && *second == *made ? *made : raw_expression("sqlite", trim(sql));
}

}  // namespace migc::sqlite

#include "compiler/dialect/sqlite/read_table.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/dialect/dialect.h"
#include "compiler/dialect/sql_tokens.h"
#include "compiler/dialect/sqlite/definition.h"
#include "compiler/dialect/sqlite/read.h"

namespace migc::sqlite {
namespace {

using Kind = SqlToken::Kind;

/// Walks the tokens of a statement (sqlite.org/lang_createtable.html). What it does not know it
/// passes over: the text is one that SQLite took.
class Statement {
 public:
  Statement(std::string_view text, const Table& known, const IsSound& is_sound)
      : text_(text), tokens_(sql_tokens(text, true)), known_(known), is_sound_(is_sound) {}

  [[nodiscard]] bool done() const { return at_ >= tokens_.size(); }
  [[nodiscard]] bool at_word(std::string_view word, std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].is_word(word);
  }
  bool take(std::string_view word) {
    if (!at_word(word)) return false;
    ++at_;
    return true;
  }
  /// All of them, one after the other, or none.
  bool take_all(std::initializer_list<std::string_view> words) {
    std::size_t ahead = 0;
    for (const std::string_view word : words) {
      if (!at_word(word, ahead++)) return false;
    }
    at_ += words.size();
    return true;
  }
  [[nodiscard]] bool at_sign(char sign) const {
    return !done() && tokens_[at_].kind == Kind::other && tokens_[at_].text[0] == sign;
  }
  bool take_sign(char sign) {
    if (!at_sign(sign)) return false;
    ++at_;
    return true;
  }
  void skip() { ++at_; }
  [[nodiscard]] bool at_name() const {
    return !done() && (tokens_[at_].is_name() || tokens_[at_].kind == Kind::string);
  }
  [[nodiscard]] const SqlToken& token() const { return tokens_[at_]; }
  [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const {
    return trim(text_.substr(begin, end - begin));
  }
  [[nodiscard]] std::string_view rest() const {
    return done() ? std::string_view() : trim(text_.substr(tokens_[at_].begin));
  }

  std::string name() {
    if (!at_name()) return {};
    const SqlToken& token = tokens_[at_++];
    const std::string_view written = slice(token.begin, token.end);
    if (token.kind == Kind::quoted) return token.text;
    if (token.kind == Kind::word) return std::string(written);
    std::string text;  // 'a name' in the quotes of a string
    for (std::size_t i = 1; i + 1 < written.size(); ++i) {
      text += written[i];
      if (written[i] == '\'') ++i;
    }
    return text;
  }
  /// `schema.name` gives the name.
  std::string qualified_name() {
    std::string result = name();
    if (take_sign('.')) result = name();
    return result;
  }

  /// What stands between here and the parenthesis that closes the one here.
  std::string_view parenthesised() {
    if (!take_sign('(')) return {};
    const std::size_t begin = done() ? text_.size() : token().begin;
    std::size_t end = begin;
    for (int depth = 0; !done(); ++at_) {
      if (at_sign('(')) ++depth;
      if (at_sign(')') && depth-- == 0) break;
      end = token().end;
    }
    take_sign(')');
    return slice(begin, end);
  }

  /// The table's own spelling of a column.
  [[nodiscard]] std::string column(const std::string& written) const {
    for (const Column& column : known_.columns) {
      if (equal_ignoring_case(column.name, written)) return column.name;
    }
    return written;
  }
  std::vector<std::string> column_list() {
    std::vector<std::string> result;
    if (!take_sign('(')) return result;
    while (!done() && !take_sign(')')) {
      if (at_name())
        result.push_back(name());
      else
        skip();
    }
    return result;
  }

  /// An expression over the table; a name in it that is no column makes it raw text: SQLite may
  /// read it as a string.
  [[nodiscard]] Expression expression(std::string_view sql, Use use,
                                      const Column* column = nullptr) const {
    Expression made = read_expression(sql);
    bool all_known = true;
    for_each(made, [&](Expression& part) {
      if (part.kind != ExpressionKind::column) return;
      part.text = this->column(part.text);
      if (equal_ignoring_case(part.qualifier, known_.name.name)) part.qualifier.clear();
      all_known = all_known && part.qualifier.empty() && known_.find_column(part.text) != nullptr;
    });
    const bool sound = all_known && is_sound_(made, use, known_, column);
    return sound ? made : raw_expression("sqlite", trim(sql));
  }

 private:
  std::string_view text_;
  std::vector<SqlToken> tokens_;
  const Table& known_;
  const IsSound& is_sound_;
  std::size_t at_ = 0;
};

ReferentialAction action(Statement& in) {
  if (in.take("cascade")) return ReferentialAction::cascade;
  if (in.take("restrict")) return ReferentialAction::restrict;
  if (in.take_all({"set", "null"})) return ReferentialAction::set_null;
  if (in.take_all({"set", "default"})) return ReferentialAction::set_default;
  in.take_all({"no", "action"});
  return ReferentialAction::no_action;
}

struct KeyParts {
  std::vector<std::string> columns;
  bool autoincrement = false;  ///< only a primary key of one INTEGER column may be
};

class TableReader {
 public:
  /// `known`: the table with its columns, as far as an earlier reading found them.
  TableReader(std::string_view sql, const Table& known, const IsSound& is_sound)
      : in_(sql, known, is_sound) {}

  std::optional<ReadTable> read() {
    if (!in_.take("create")) return std::nullopt;
    if (!in_.take("temp")) in_.take("temporary");
    if (!in_.take("table")) return std::nullopt;
    in_.take_all({"if", "not", "exists"});
    table().name.name = in_.qualified_name();
    if (!in_.take_sign('(')) return std::nullopt;
    while (!in_.done() && !in_.take_sign(')')) {
      if (at_table_constraint())
        constraint(nullptr);
      else
        column();
      if (!in_.at_sign(')') && !at_table_constraint() && !in_.take_sign(',')) in_.skip();
    }
    while (!in_.done()) {
      if (in_.take("strict")) {
        table().options.strict = true;
      } else if (in_.take_all({"without", "rowid"})) {
        table().options.without_rowid = true;
      } else {
        in_.skip();
      }
    }
    return std::move(result_);
  }

 private:
  Table& table() { return result_.table; }

  [[nodiscard]] bool at_table_constraint() const {
    if (in_.at_word("constraint") || in_.at_word("check") || in_.at_word("unique")) return true;
    return (in_.at_word("primary") || in_.at_word("foreign")) && in_.at_word("key", 1);
  }

  [[nodiscard]] bool at_column_constraint() const {
    constexpr auto words =
        std::to_array<std::string_view>({"constraint", "primary", "not", "null", "unique", "check",
                                         "default", "collate", "references", "generated", "as"});
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return in_.at_word(word); });
  }

  void leave_out(std::string_view what) {
    result_.left_out.push_back(fmt::format("{} in table `{}`", what, table().name.name));
  }

  void column() {
    Column made;
    made.name = in_.name();
    std::size_t begin = 0, end = 0;
    while (in_.at_name() && !at_column_constraint()) {
      if (end == 0) begin = in_.token().begin;
      end = in_.token().end;
      in_.skip();
    }
    if (end != 0 && in_.at_sign('(')) {
      const std::string_view arguments = in_.parenthesised();
      end = static_cast<std::size_t>(arguments.data() + arguments.size() - in_.slice(0, 1).data());
      while (in_.slice(end, end + 1) != ")") ++end;
      ++end;
    }
    made.type = read_type(in_.slice(begin, end));
    table().columns.push_back(std::move(made));
    while (!in_.done() && at_column_constraint()) constraint(&table().columns.back().name);
  }

  /// `on conflict …`, which the language does not have.
  void conflict(std::string_view of) {
    if (!in_.take_all({"on", "conflict"})) return;
    const std::string way = to_lower(in_.name());
    if (way != "abort") leave_out(fmt::format("`on conflict {}` of {}", way, of));
  }

  void add(std::string name, ConstraintBody body) {
    table().constraints.push_back(
        {.name = std::move(name), .body = std::move(body), .comment = {}, .origin = {}});
  }

  Column& last() { return table().columns.back(); }

  /// Of a column, or of the table.
  void constraint(const std::string* column) {
    std::string name;
    if (in_.take("constraint")) name = in_.name();
    if (in_.take_all({"primary", "key"})) {
      primary_key(std::move(name), column);
    } else if (in_.take("unique")) {
      Unique unique{.columns = {}};
      unique.columns = column != nullptr ? std::vector<std::string>{*column}
                                         : key_columns("a unique key").columns;
      unique.with.emplace(inline_parameter, "true");
      conflict("a unique key");
      add(std::move(name), std::move(unique));
    } else if (in_.take("check")) {
      add(std::move(name), Check{.expression = in_.expression(in_.parenthesised(), Use::check)});
      conflict("a check");
    } else if (in_.take_all({"foreign", "key"})) {
      std::vector<std::string> columns = in_.column_list();
      for (std::string& each : columns) each = in_.column(each);
      in_.take("references");
      foreign_key(std::move(name), std::move(columns));
    } else if (in_.take("references")) {
      foreign_key(std::move(name), {column == nullptr ? "" : *column});
    } else if (column == nullptr || !column_property()) {
      in_.skip();
    }
  }

  bool column_property() {
    if (in_.take_all({"not", "null"})) {
      last().not_null = true;
      conflict("`not null`");
    } else if (in_.take("null")) {
      conflict("`null`");
    } else if (in_.take("default")) {
      default_value();
    } else if (in_.take("collate")) {
      collation();
    } else if (in_.take_all({"generated", "always", "as"}) || in_.take("as")) {
      Generated generated{
          .expression = in_.expression(in_.parenthesised(), Use::generated, &last()),
          .stored = false};
      generated.stored = in_.take("stored");
      in_.take("virtual");
      last().generated = std::move(generated);
    } else {
      return false;
    }
    return true;
  }

  void collation() {
    const std::string collation = in_.name();
    constexpr auto own = std::to_array<std::string_view>({"BINARY", "NOCASE", "RTRIM"});
    const std::string upper = to_upper(collation);
    if (std::find(own.begin(), own.end(), upper) == own.end())
      leave_out(fmt::format("collation `{}` of column `{}`", collation, last().name));
    else if (upper != "BINARY")
      last().collation = {"", upper};
  }

  void default_value() {
    if (in_.at_sign('(')) {
      last().default_value = in_.expression(in_.parenthesised(), Use::default_value, &last());
      return;
    }
    if (in_.done()) return;
    const std::size_t begin = in_.token().begin;
    const bool literal = in_.at_sign('-') || in_.at_sign('+');
    if (literal) in_.skip();
    if (in_.done()) return;
    const SqlToken first = in_.token();
    std::size_t end = first.end;
    in_.skip();
    if (first.is_word("x") && !in_.done() && in_.token().kind == Kind::string &&
        in_.token().begin == first.end) {
      end = in_.token().end;  // a blob
      in_.skip();
    }
    const std::string_view written = in_.slice(begin, end);
    Expression value = in_.expression(written, Use::default_value, &last());
    constexpr auto words = std::to_array<std::string_view>(
        {"null", "true", "false", "current_timestamp", "current_date", "current_time"});
    const bool word = first.kind == Kind::word && end == first.end &&
                      std::find(words.begin(), words.end(), first.text) == words.end();
    if (word || first.kind == Kind::quoted) {  // a name here is a string
      value = {};
      value.kind = ExpressionKind::string;
      value.text =
          first.kind == Kind::quoted ? first.text : std::string(in_.slice(first.begin, first.end));
    }
    last().default_value = std::move(value);
  }

  KeyParts key_columns(std::string_view of) {
    KeyParts parts;
    if (!in_.take_sign('(')) return parts;
    while (!in_.done() && !in_.take_sign(')')) {
      if (in_.take_sign(',')) continue;
      if (!in_.at_name()) {
        in_.skip();
        continue;
      }
      parts.columns.push_back(in_.column(in_.name()));
      if (in_.take("collate")) leave_out(fmt::format("`collate {}` of {}", in_.name(), of));
      if (in_.take("desc")) leave_out(fmt::format("`desc` of {}", of));
      in_.take("asc");
      if (in_.take("autoincrement")) parts.autoincrement = true;
    }
    return parts;
  }

  void primary_key(std::string name, const std::string* column) {
    PrimaryKey key{.columns = {}};
    if (column != nullptr) {
      key.columns = {*column};
      if (in_.take("desc")) leave_out("`desc` of the primary key");
      in_.take("asc");
      conflict("the primary key");
      if (in_.take("autoincrement")) last().identity = Identity{};
    } else {
      KeyParts parts = key_columns("the primary key");
      key.columns = std::move(parts.columns);
      conflict("the primary key");
      for (Column& each : table().columns) {
        if (parts.autoincrement && each.name == key.columns.front()) each.identity = Identity{};
      }
    }
    add(std::move(name), std::move(key));
  }

  void foreign_key(std::string name, std::vector<std::string> columns) {
    ForeignKey key{.columns = std::move(columns)};
    key.target.name = in_.qualified_name();
    if (in_.at_sign('(')) key.target_columns = in_.column_list();
    for (bool more = true; more;) {
      if (in_.take_all({"on", "delete"})) {
        key.on_delete = action(in_);
      } else if (in_.take_all({"on", "update"})) {
        key.on_update = action(in_);
      } else if (in_.take("match")) {
        in_.name();  // SQLite reads it and checks `match simple`
      } else {
        more = in_.take_all({"not", "deferrable"}) || in_.take("deferrable");
        if (!more) break;
        const bool immediate = in_.take_all({"initially", "immediate"});
        const bool deferred = !immediate && in_.take_all({"initially", "deferred"});
        if (deferred) key.deferral = Deferral::initially_deferred;
      }
    }
    add(std::move(name), std::move(key));
  }

  Statement in_;
  ReadTable result_;
};

/// The parts of a list, cut at its commas.
std::vector<std::string_view> list_parts(std::string_view list) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (const SqlToken& token : sql_tokens(list, true)) {
    if (token.kind != Kind::other) continue;
    if (token.text == "(") ++depth;
    if (token.text == ")") --depth;
    if (token.text != "," || depth != 0) continue;
    parts.push_back(trim(list.substr(begin, token.begin - begin)));
    begin = token.end;
  }
  parts.push_back(trim(list.substr(begin)));
  return parts;
}

}  // namespace

std::optional<ReadTable> read_create_table(std::string_view sql, const IsSound& is_sound) {
  // Once for the columns, which any expression may name, then for all.
  const Table nothing;
  const std::optional<ReadTable> columns = TableReader(sql, nothing, is_sound).read();
  if (!columns) return std::nullopt;
  return TableReader(sql, columns->table, is_sound).read();
}

std::optional<Index> read_create_index(std::string_view sql, const Table& table,
                                       const IsSound& is_sound,
                                       std::vector<std::string>& left_out) {
  Statement in(sql, table, is_sound);
  if (!in.take("create")) return std::nullopt;
  Index index;
  index.unique = in.take("unique");
  if (!in.take("index")) return std::nullopt;
  in.take_all({"if", "not", "exists"});
  index.name = in.qualified_name();
  if (!in.take("on")) return std::nullopt;
  in.name();
  for (std::string_view text : list_parts(in.parenthesised())) {
    IndexPart part;
    const std::vector<SqlToken> tokens = sql_tokens(text, true);
    if (tokens.size() > 1 && (tokens.back().is_word("desc") || tokens.back().is_word("asc"))) {
      if (tokens.back().is_word("desc")) part.order = SortOrder::descending;
      text = trim(text.substr(0, tokens.back().begin));
    }
    part.expression = in.expression(text, Use::index);
    if (part.expression.kind == ExpressionKind::collate) {
      const std::string collation = to_upper(part.expression.text);
      if (collation == "BINARY" || collation == "NOCASE" || collation == "RTRIM")
        part.collation = {"", collation};
      else
        left_out.push_back(
            fmt::format("collation `{}` in index `{}`", part.expression.text, index.name));
      Expression operand = std::move(part.expression.operands.front());
      part.expression = std::move(operand);
    } else if (part.expression.kind == ExpressionKind::string) {
      // 'a' names a column here.
      part.expression.kind = ExpressionKind::column;
      part.expression.text = in.column(part.expression.text);
    }
    index.parts.push_back(std::move(part));
  }
  if (in.take("where")) index.where = in.expression(in.rest(), Use::predicate);
  return index;
}

std::optional<View> read_create_view(std::string_view sql) {
  const Table nothing;
  const IsSound anything = [](const auto&...) { return true; };
  Statement in(sql, nothing, anything);
  if (!in.take("create")) return std::nullopt;
  if (!in.take("temp")) in.take("temporary");
  if (!in.take("view")) return std::nullopt;
  in.take_all({"if", "not", "exists"});
  View view;
  view.name.name = in.qualified_name();
  if (in.at_sign('(')) view.columns = in.column_list();
  if (!in.take("as")) return std::nullopt;
  view.bodies.push_back(
      {.dialect = "sqlite", .text = std::string(in.rest()), .names = {}, .origin = {}});
  return view;
}

}  // namespace migc::sqlite

#include "compiler/dialect/sqlite/spelling.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/functions.h"
#include "compiler/dialect/sqlite/shapes.h"
#include "compiler/dialect/sqlite/types.h"

namespace migc::sqlite {
namespace {

/// Key words that cannot be names, or that mean something else where a name is read
/// (sqlite.org/lang_keywords.html; the grammar's fallback list decides). Sorted.
constexpr auto reserved = std::to_array<std::string_view>(
    {"add",        "all",        "alter",  "and",          "as",           "autoincrement",
     "between",    "case",       "cast",   "check",        "collate",      "commit",
     "constraint", "create",     "cross",  "current_date", "current_time", "current_timestamp",
     "default",    "deferrable", "delete", "distinct",     "drop",         "else",
     "escape",     "except",     "exists", "false",        "filter",       "foreign",
     "from",       "full",       "glob",   "group",        "having",       "in",
     "index",      "indexed",    "inner",  "insert",       "intersect",    "into",
     "is",         "isnull",     "join",   "left",         "like",         "limit",
     "match",      "natural",    "not",    "nothing",      "notnull",      "null",
     "on",         "or",         "order",  "outer",        "over",         "primary",
     "raise",      "references", "regexp", "returning",    "right",        "select",
     "set",        "table",      "then",   "to",           "transaction",  "true",
     "union",      "unique",     "update", "using",        "values",       "when",
     "where",      "window",     "without"});

bool is_reserved(std::string_view word) {
  return std::binary_search(reserved.begin(), reserved.end(), word);
}

std::string separately(const SqlWriter& writer, const Expression& e) {
  return SqlWriter(writer.spelling(), writer.schema()).expression(e).take();
}

std::string atom_of(const SqlWriter& writer, const Expression& e) {
  return SqlWriter(writer.spelling(), writer.schema()).atom(e).take();
}

bool has_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

/// A LIKE pattern as a GLOB pattern.
std::string glob_pattern(std::string_view pattern, char escape) {
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    const bool escaped = c == escape && i + 1 < pattern.size();
    if (escaped) c = pattern[++i];
    if (!escaped && c == '%')
      result += '*';
    else if (!escaped && c == '_')
      result += '?';
    else if (c == '*' || c == '?' || c == '[')
      result += fmt::format("[{}]", c);
    else
      result += c;
  }
  return result;
}

/// SQLite's LIKE ignores the case of ASCII letters, PostgreSQL's does not, GLOB does not either. A
/// pattern that only the database knows stays with LIKE.
void write_like(SqlWriter& writer, const Expression& e) {
  const Expression& pattern = e.operands[1];
  const std::string_view negation = e.negated ? " NOT" : "";
  const bool literal = is_string(pattern);
  const bool literal_escape =
      e.operands.size() < 3 || (is_string(e.operands[2]) && e.operands[2].text.size() <= 1);
  std::string escape = "\\";  // PostgreSQL's default; SQLite has none
  if (e.operands.size() > 2 && literal_escape) escape = e.operands[2].text;
  writer.raw(atom_of(writer, e.operands[0])).raw(negation);
  if (e.text == "like" && literal && literal_escape && has_letters(pattern.text)) {
    writer.raw(" GLOB ").raw(
        quote_literal(glob_pattern(pattern.text, escape.empty() ? '\0' : escape[0])));
    return;
  }
  writer.raw(" LIKE ").raw(atom_of(writer, pattern));
  if (!literal_escape) {
    writer.raw(" ESCAPE ").raw(atom_of(writer, e.operands[2]));
  } else if (!escape.empty() && (!literal || pattern.text.find(escape) != std::string::npos)) {
    writer.raw(" ESCAPE ").raw(quote_literal(escape));
  }
}

void write_membership(SqlWriter& writer, const Expression& e) {
  writer.raw(atom_of(writer, e.operands[0]))
      .raw(e.operands[1].text == "all" ? " NOT IN (" : " IN (");
  const std::vector<Expression>& items = e.operands[1].operands[0].operands;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i != 0) writer.comma();
    writer.raw(separately(writer, items[i]));
  }
  writer.raw(")");
}

void write_json_step(SqlWriter& writer, const Expression& e) {
  const std::string extracted =
      fmt::format("json_extract({}, {})", separately(writer, e.operands[0]),
                  quote_literal(json_path(e.operands[1])));
  writer.raw(e.text == "->" ? fmt::format("json_quote({})", extracted) : extracted);
}

bool write_binary(SqlWriter& writer, const Expression& e, bool has_arrows) {
  if (e.text == "like" || e.text == "ilike") {
    write_like(writer, e);
    return true;
  }
  if (e.text == "is distinct from") {
    writer.raw(atom_of(writer, e.operands[0]))
        .raw(e.negated ? " IS " : " IS NOT ")
        .raw(atom_of(writer, e.operands[1]));
    return true;
  }
  if (is_membership(e)) {
    write_membership(writer, e);
    return true;
  }
  if (is_interval_sum(e)) {
    const std::string modifier = interval_modifier(e.operands[1].operands[0].text, e.text == "-");
    writer.raw(fmt::format("datetime({}, {})", separately(writer, e.operands[0]),
                           quote_literal(modifier)));
    return true;
  }
  if (!has_arrows && (e.text == "->" || e.text == "->>")) {
    write_json_step(writer, e);
    return true;
  }
  return false;
}
void write_boolean_cast(SqlWriter& writer, const Expression& operand) {
  const std::string value = separately(writer, operand);
  // Text by PostgreSQL's words (manual, 8.6); anything else stays as it is, for the column's
  // condition to refuse.
  writer.raw(
      fmt::format("CASE WHEN typeof({0}) IN ('integer', 'real') THEN {1} <> 0 WHEN lower({0}) IN "
                  "('t', 'true', 'y', "
                  "'yes', 'on', '1') THEN 1 WHEN lower({0}) IN ('f', 'false', 'n', 'no', 'off', "
                  "'0') THEN 0 ELSE {0} END",
                  value, atom_of(writer, operand)));
}

void write_cast(SqlWriter& writer, const Expression& e) {
  const Expression& operand = e.operands[0];
  const Type& type = *e.type;
  if (is_literal_of(operand, type)) {
    writer.raw(quote_literal(operand.text));
    return;
  }
  const std::string value = separately(writer, operand);
  const bool native = type.native_for("sqlite") != nullptr;
  if (!native && type.dimensions == 0) {
    switch (type.kind) {
      case TypeKind::boolean:
        return write_boolean_cast(writer, operand);
      case TypeKind::date:
        writer.raw(fmt::format("date({})", value));
        return;
      case TypeKind::time:
      case TypeKind::timetz:
        writer.raw(fmt::format("time({})", value));
        return;
      case TypeKind::timestamp:
      case TypeKind::timestamptz:
        writer.raw(fmt::format("datetime({})", value));
        return;
      case TypeKind::decimal:
        writer.raw(type.length
                       ? fmt::format("round({}, {})", value, std::max(type.scale.value_or(0), 0))
                       : fmt::format("CAST({} AS NUMERIC)", value));
        return;
      case TypeKind::json:
      case TypeKind::jsonb:
        writer.raw(fmt::format("json({})", value));
        return;
      case TypeKind::varchar:
      case TypeKind::character:
        writer.raw(type.length ? fmt::format("substr(CAST({} AS TEXT), 1, {})", value, *type.length)
                               : fmt::format("CAST({} AS TEXT)", value));
        return;
      case TypeKind::smallint:
      case TypeKind::integer:
      case TypeKind::bigint:
      case TypeKind::real:
      case TypeKind::double_precision:
      case TypeKind::text:
      case TypeKind::citext:
      case TypeKind::bytes:
      case TypeKind::uuid:
      case TypeKind::interval:
      case TypeKind::user:
      case TypeKind::postgres:
      case TypeKind::native:
        break;
    }
  }
  writer.raw(fmt::format("CAST({} AS {})", value, declared_type(type, writer.schema())));
}

void write_form(SqlWriter& writer, const Expression& e, std::string_view form) {
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == '%' && i + 1 < form.size() && form[i + 1] >= '1' && form[i + 1] <= '9') {
      writer.raw(separately(writer, e.operands[static_cast<std::size_t>(form[++i] - '1')]));
    } else {
      writer.raw(form.substr(i, 1));
    }
  }
}

bool write_call(SqlWriter& writer, const Expression& e) {
  if (is_extract(e)) {
    writer.raw(fmt::format("CAST(strftime('{}', {}) AS INTEGER)",
                           extract_format(to_lower(e.operands[0].text)),
                           separately(writer, e.operands[1])));
    return true;
  }
  if (is_truncate(e)) {
    writer.raw(fmt::format("strftime('{}', {})", truncate_format(to_lower(e.operands[0].text)),
                           separately(writer, e.operands[1])));
    return true;
  }
  if (e.text == "concat") {
    // PostgreSQL's concat passes over NULLs, `||` does not.
    writer.raw("(");
    for (std::size_t i = 0; i < e.operands.size(); ++i) {
      if (i != 0) writer.raw(" || ");
      writer.raw(is_string(e.operands[i])
                     ? separately(writer, e.operands[i])
                     : fmt::format("coalesce({}, '')", separately(writer, e.operands[i])));
    }
    writer.raw(")");
    return true;
  }
  const Function* function = find_function(e.text, e.operands.size());
  if (function == nullptr || function->form.empty()) return false;
  if (function->arguments == any_number) {
    Expression renamed = e;
    renamed.text = function->form;
    renamed.qualifier.clear();
    writer.raw(separately(writer, renamed));
  } else {
    write_form(writer, e, function->form);
  }
  return true;
}

bool write_node(SqlWriter& writer, const Expression& e, bool has_arrows) {
  switch (e.kind) {
    case ExpressionKind::boolean_literal:
      writer.raw(e.text == "true" ? "1" : "0");
      return true;
    case ExpressionKind::special:
      if (e.text == "localtimestamp")
        writer.raw("datetime('now', 'localtime')");
      else if (e.text == "localtime")
        writer.raw("time('now', 'localtime')");
      else
        return false;
      return true;
    case ExpressionKind::binary:
      return write_binary(writer, e, has_arrows);
    case ExpressionKind::cast:
      write_cast(writer, e);
      return true;
    case ExpressionKind::call:
      return write_call(writer, e);
    case ExpressionKind::is:
      if (e.text != "unknown") return false;
      writer.raw(atom_of(writer, e.operands[0])).raw(e.negated ? " IS NOT NULL" : " IS NULL");
      return true;
    case ExpressionKind::at_time_zone:
      writer.raw(
          "CURRENT_TIMESTAMP");  // in UTC, which is the only zone that find_problem lets through
      return true;
    case ExpressionKind::collate:
      writer.raw(atom_of(writer, e.operands[0]))
          .raw(" COLLATE ")
          .raw(own_collation(collation_of(e)).value_or("BINARY"));
      return true;
    case ExpressionKind::null_literal:
    case ExpressionKind::number:
    case ExpressionKind::string:
    case ExpressionKind::column:
    case ExpressionKind::unary:
    case ExpressionKind::between:
    case ExpressionKind::in:
    case ExpressionKind::case_:
    case ExpressionKind::array:
    case ExpressionKind::subscript:
    case ExpressionKind::quantified:
    case ExpressionKind::row:
    case ExpressionKind::star:
    case ExpressionKind::raw:
      return false;
  }
  return false;
}

bool write_before_arrows(SqlWriter& writer, const Expression& e) {
  return write_node(writer, e, false);
}
bool write_with_arrows(SqlWriter& writer, const Expression& e) {
  return write_node(writer, e, true);
}

}  // namespace

const Spelling& spelling(const Version& version) {
  static constexpr Spelling before_arrows{"sqlite", &is_reserved, &declared_type,
                                          &write_before_arrows};
  static constexpr Spelling with_arrows{"sqlite", &is_reserved, &declared_type, &write_with_arrows};
  return version >= Version{3, 38, 0} ? with_arrows : before_arrows;
}
bool is_constant(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::null_literal:
    case ExpressionKind::boolean_literal:
    case ExpressionKind::number:
    case ExpressionKind::string:
      return true;
    case ExpressionKind::unary:
      return expression.text != "not" && expression.text != "~" &&
             expression.operands[0].kind == ExpressionKind::number;
    case ExpressionKind::cast:
      return is_literal_of(expression.operands[0], *expression.type);
    case ExpressionKind::column:
    case ExpressionKind::call:
    case ExpressionKind::special:
    case ExpressionKind::binary:
    case ExpressionKind::is:
    case ExpressionKind::between:
    case ExpressionKind::in:
    case ExpressionKind::case_:
    case ExpressionKind::array:
    case ExpressionKind::subscript:
    case ExpressionKind::quantified:
    case ExpressionKind::collate:
    case ExpressionKind::at_time_zone:
    case ExpressionKind::row:
    case ExpressionKind::star:
    case ExpressionKind::raw:
      return false;
  }
  return false;
}

std::string default_text(const Expression& expression, const Spelling& spelling,
                         const Schema& schema) {
  std::string text = SqlWriter(spelling, schema).expression(expression).take();
  const bool bare = is_constant(expression) || text == "CURRENT_TIMESTAMP" ||
                    text == "CURRENT_DATE" || text == "CURRENT_TIME";
  if (bare) return text;
  const bool wrapped =
      expression.kind == ExpressionKind::call && text.starts_with('(') && text.ends_with(')');
  return wrapped ? text : fmt::format("({})", text);
}

std::optional<std::string> own_collation(const ObjectName& collation) {
  if (!collation.schema.empty()) return std::nullopt;
  constexpr auto own = std::to_array<std::string_view>({"BINARY", "NOCASE", "RTRIM"});
  const std::string upper = to_upper(collation.name);
  if (upper == "C" || upper == "POSIX") return "BINARY";
  if (std::find(own.begin(), own.end(), upper) == own.end()) return std::nullopt;
  return upper;
}

}  // namespace migc::sqlite

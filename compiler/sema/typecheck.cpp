#include "compiler/sema/typecheck.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <string>

#include "compiler/base/text.h"

namespace migc {
namespace {

/// What is known of an expression's value. A literal in quotes has no type of its own yet, as in
/// PostgreSQL.
struct Known {
  TypeFamily family = TypeFamily::unknown;
  bool literal = false;           ///< a quoted literal: takes the type of its place
  std::optional<Type> type = {};  ///< when a column or cast gives it exactly
};

std::string_view words(TypeFamily family) {
  switch (family) {
    case TypeFamily::unknown:
      return "a value of unknown type";
    case TypeFamily::boolean:
      return "a boolean";
    case TypeFamily::number:
      return "a number";
    case TypeFamily::text:
      return "text";
    case TypeFamily::bytes:
      return "bytes";
    case TypeFamily::uuid:
      return "a uuid";
    case TypeFamily::json:
      return "json";
    case TypeFamily::date_time:
      return "a date or time";
    case TypeFamily::interval:
      return "an interval";
    case TypeFamily::array:
      return "an array";
    case TypeFamily::user:
      return "a value of an enum";
  }
  return "";
}

bool is_word(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

bool is_comparison(std::string_view op) {
  return is_word(op, {"=", "<>", "!=", "<", ">", "<=", ">=", "is distinct from"});
}
bool is_pattern_match(std::string_view op) {
  return is_word(op, {"like", "ilike", "similar to", "~", "~*", "!~", "!~*"});
}
bool is_arithmetic(std::string_view op) { return is_word(op, {"+", "-", "*", "/", "%", "^"}); }

bool is_integer_text(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_number_text(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (is_word(to_lower(text), {"nan", "infinity", "-infinity", "inf", "-inf"})) return true;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

bool is_uuid_text(std::string_view text) {
  if (text.size() >= 2 && text.front() == '{' && text.back() == '}')
    text = text.substr(1, text.size() - 2);
  const auto hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  std::size_t digits = 0;
  for (const char c : text) {
    if (hex(c))
      ++digits;
    else if (c != '-')
      return false;
  }
  return digits == 32;
}

/// The first character decides for most mistakes; the database's own parser has the last word on
/// JSON.
bool may_be_json(std::string_view text) {
  text = trim(text);
  if (text.empty()) return false;
  const char c = text.front();
  return c == '{' || c == '[' || c == '"' || c == '-' || (c >= '0' && c <= '9') ||
         is_word(text, {"true", "false", "null"});
}

bool is_boolean_text(std::string_view text) {
  return is_word(to_lower(trim(text)),
                 {"t", "true", "f", "false", "yes", "y", "no", "n", "on", "off", "1", "0"});
}

bool may_be_date_time(std::string_view text) {
  const std::string lower = to_lower(trim(text));
  if (is_word(lower, {"now", "today", "tomorrow", "yesterday", "epoch", "infinity", "-infinity",
                      "allballs"}))
    return true;
  return std::ranges::any_of(lower, [](char c) { return c >= '0' && c <= '9'; });
}

struct IntegerRange {
  std::int64_t low, high;
};

std::optional<IntegerRange> range_of(const Type& type) {
  if (type.kind == TypeKind::smallint) return IntegerRange{-32768, 32767};
  if (type.kind == TypeKind::integer) return IntegerRange{-2147483648LL, 2147483647LL};
  if (type.kind == TypeKind::bigint) return IntegerRange{INT64_MIN, INT64_MAX};
  return std::nullopt;
}

/// The families of functions whose result does not depend on their arguments.
TypeFamily family_of_call(std::string_view name) {
  struct Entry {
    std::string_view name;
    TypeFamily family;
  };
  static constexpr std::array entries{
      Entry{"now", TypeFamily::date_time},
      Entry{"clock_timestamp", TypeFamily::date_time},
      Entry{"statement_timestamp", TypeFamily::date_time},
      Entry{"transaction_timestamp", TypeFamily::date_time},
      Entry{"lower", TypeFamily::text},
      Entry{"upper", TypeFamily::text},
      Entry{"initcap", TypeFamily::text},
      Entry{"trim", TypeFamily::text},
      Entry{"btrim", TypeFamily::text},
      Entry{"ltrim", TypeFamily::text},
      Entry{"rtrim", TypeFamily::text},
      Entry{"concat", TypeFamily::text},
      Entry{"concat_ws", TypeFamily::text},
      Entry{"md5", TypeFamily::text},
      Entry{"to_char", TypeFamily::text},
      Entry{"left", TypeFamily::text},
      Entry{"right", TypeFamily::text},
      Entry{"format", TypeFamily::text},
      Entry{"string_agg", TypeFamily::text},
      Entry{"length", TypeFamily::number},
      Entry{"char_length", TypeFamily::number},
      Entry{"octet_length", TypeFamily::number},
      Entry{"count", TypeFamily::number},
      Entry{"random", TypeFamily::number},
      Entry{"abs", TypeFamily::number},
      Entry{"round", TypeFamily::number},
      Entry{"floor", TypeFamily::number},
      Entry{"ceil", TypeFamily::number},
      Entry{"nextval", TypeFamily::number},
      Entry{"extract", TypeFamily::number},
      Entry{"date_part", TypeFamily::number},
      Entry{"gen_random_uuid", TypeFamily::uuid},
      Entry{"uuid_generate_v4", TypeFamily::uuid},
      Entry{"json_build_object", TypeFamily::json},
      Entry{"jsonb_build_object", TypeFamily::json},
      Entry{"to_json", TypeFamily::json},
      Entry{"to_jsonb", TypeFamily::json},
      Entry{"date_trunc", TypeFamily::date_time},
  };
  const auto found = std::ranges::find(entries, name, &Entry::name);
  return found == entries.end() ? TypeFamily::unknown : found->family;
}

class Checker {
 public:
  Checker(ExpressionPlace place, const Table* table, const Schema& schema, Diagnostics& diagnostics)
      : place_(place), table_(table), schema_(schema), diagnostics_(diagnostics) {}

  [[nodiscard]] bool ok() const { return ok_; }

  /// Checks a node and what is below it, and says what it yields.
  Known infer(const Expression& e) {
    switch (e.kind) {
      case ExpressionKind::null_literal:
        return {};
      case ExpressionKind::boolean_literal:
        return {TypeFamily::boolean};
      case ExpressionKind::number:
        return {TypeFamily::number};
      case ExpressionKind::string:
        return {TypeFamily::unknown, true};
      case ExpressionKind::column:
        return column(e);
      case ExpressionKind::call:
        return call(e);
      case ExpressionKind::special:
        if (is_word(e.text, {"current_timestamp", "current_date", "current_time", "localtime",
                             "localtimestamp"})) {
          return {TypeFamily::date_time};
        }
        return {TypeFamily::text};
      case ExpressionKind::unary:
        return unary(e);
      case ExpressionKind::binary:
        return binary(e);
      case ExpressionKind::is:
        if (e.text == "null")
          infer(e.operands.front());
        else
          condition(e.operands.front());
        return {TypeFamily::boolean};
      case ExpressionKind::between:
      case ExpressionKind::in: {
        const Known first = infer(e.operands.front());
        for (std::size_t i = 1; i < e.operands.size(); ++i)
          comparable(e.operands.front(), first, e.operands[i]);
        return {TypeFamily::boolean};
      }
      case ExpressionKind::case_:
        return case_expression(e);
      case ExpressionKind::cast: {
        const Known from = infer(e.operands.front());
        if (from.literal && e.type) fits(e.operands.front(), {&*e.type, "the cast"}, from);
        return known_of(*e.type);
      }
      case ExpressionKind::array:
        for (const Expression& operand : e.operands) infer(operand);
        return {TypeFamily::array};
      case ExpressionKind::subscript:
        for (const Expression& operand : e.operands) infer(operand);
        return {};
      case ExpressionKind::quantified:
        infer(e.operands.front());
        return {};
      case ExpressionKind::collate: {
        if (!check_collation(collation_of(e), e.origin.span, schema_, diagnostics_)) ok_ = false;
        const Known inner = infer(e.operands.front());
        return inner.literal ? Known{TypeFamily::text} : inner;
      }
      case ExpressionKind::at_time_zone:
        for (const Expression& operand : e.operands) infer(operand);
        return {TypeFamily::date_time};
      case ExpressionKind::row:
        for (const Expression& operand : e.operands) infer(operand);
        return {};
      case ExpressionKind::star:
      case ExpressionKind::raw:
        return {};
    }
    return {};
  }

  void condition(const Expression& e) {
    const Known known = infer(e);
    if (known.family == TypeFamily::unknown || known.family == TypeFamily::boolean) return;
    mismatch(e, fmt::format("{} stands where a condition is wanted", words(known.family)),
             "not a boolean");
  }

  /// What values of a domain are values of; of a composite or range type nothing is known.
  Type underlying(Type type) const {
    while (type.kind == TypeKind::user && type.dimensions == 0) {
      const Domain* domain = schema_.find_domain(type.name);
      if (domain == nullptr) return schema_.find_enum(type.name) != nullptr ? type : Type{};
      type = domain->type;
    }
    return type;
  }

  Known known_of(const Type& type) const {
    const Type own = underlying(type);
    return {family(own), false, own};
  }

  /// Whether the expression can be stored in the expected type.
  void fits(const Expression& e, ExpectedType place, const Known& known) {
    const Type type = underlying(*place.type);
    const ExpectedType expected{&type, place.what};
    if (type.native_for("postgres") != nullptr || type.kind == TypeKind::native ||
        type.kind == TypeKind::postgres)
      return;
    if (type.dimensions != 0) {
      if (known.literal) {
        const std::string_view text = trim(e.text);
        if (text.empty() || text.front() != '{')
          literal_mismatch(e, expected, "an array literal is written as '{…}'");
      } else if (known.family != TypeFamily::unknown && known.family != TypeFamily::array) {
        type_mismatch(e, expected, known);
      }
      return;
    }
    if (known.literal) return literal_fits(e, expected);
    number_fits(e, expected);
    const TypeFamily wanted = family(type);
    if (known.family == TypeFamily::unknown || wanted == TypeFamily::unknown ||
        known.family == wanted) {
      if (wanted == TypeFamily::user && known.type && known.type->name != type.name)
        type_mismatch(e, expected, known);
      return;
    }
    // Every type converts to text by assignment (manual, CREATE CAST); nothing else crosses
    // families by itself.
    if (wanted == TypeFamily::text) return;
    type_mismatch(e, expected, known);
  }

 private:
  Diagnostic& mismatch(const Expression& e, std::string message, std::string label) {
    ok_ = false;
    return diagnostics_.add(Code::type_mismatch, e.origin.span, std::move(message),
                            std::move(label));
  }

  Diagnostic& type_mismatch(const Expression& e, ExpectedType expected, const Known& known) {
    return mismatch(e,
                    fmt::format("{} does not fit {} of type {}", words(known.family), expected.what,
                                to_string(*expected.type)),
                    fmt::format("{}, not {}", words(known.family), to_string(*expected.type)));
  }

  Diagnostic& literal_mismatch(const Expression& e, ExpectedType expected, std::string help = {}) {
    Diagnostic& d = mismatch(e,
                             fmt::format("'{}' is not a value of {} of type {}", e.text,
                                         expected.what, to_string(*expected.type)),
                             fmt::format("not {}", to_string(*expected.type)));
    if (!help.empty()) d.with_help(std::move(help));
    return d;
  }

  void literal_fits(const Expression& e, ExpectedType expected) {
    const Type& type = *expected.type;
    switch (family(type)) {
      case TypeFamily::boolean:
        if (!is_boolean_text(e.text)) literal_mismatch(e, expected, "write `true` or `false`");
        return;
      case TypeFamily::number: {
        const bool whole = range_of(type).has_value();
        if (!(whole ? is_integer_text(trim(e.text)) : is_number_text(trim(e.text))))
          literal_mismatch(e, expected);
        return;
      }
      case TypeFamily::uuid:
        if (!is_uuid_text(e.text))
          literal_mismatch(e, expected, "a uuid has 32 hexadecimal digits");
        return;
      case TypeFamily::json:
        if (!may_be_json(e.text))
          literal_mismatch(e, expected, "a json string needs its own quotes: '\"text\"'");
        return;
      case TypeFamily::date_time:
        if (!may_be_date_time(e.text)) literal_mismatch(e, expected);
        return;
      case TypeFamily::text:
        return length_fits(e, expected);
      case TypeFamily::user:
        return enum_fits(e, expected);
      case TypeFamily::unknown:
      case TypeFamily::bytes:
      case TypeFamily::interval:
      case TypeFamily::array:
        return;
    }
  }

  void length_fits(const Expression& e, ExpectedType expected) {
    const Type& type = *expected.type;
    if (!type.length || (type.kind != TypeKind::varchar && type.kind != TypeKind::character))
      return;
    const auto characters = std::ranges::count_if(
        e.text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    if (characters <= *type.length) return;
    mismatch(e,
             fmt::format("a text of {} characters does not fit {} of type {}", characters,
                         expected.what, to_string(type)),
             "too long");
  }

  void enum_fits(const Expression& e, ExpectedType expected) {
    const Enum* found = schema_.find_enum(expected.type->name);
    if (found == nullptr || std::ranges::find(found->values, e.text) != found->values.end()) return;
    Diagnostic& d = literal_mismatch(e, expected);
    d.label(found->origin.span, "the enum is defined here");
    if (const auto near = closest(e.text, found->values))
      d.with_help(fmt::format("a value with a similar name exists: '{}'", *near));
    else
      d.with_help(fmt::format("its values are {}", quote_list(found->values)));
  }

  void number_fits(const Expression& e, ExpectedType expected) {
    const bool negative = e.kind == ExpressionKind::unary && e.text == "-" &&
                          e.operands.front().kind == ExpressionKind::number;
    if (e.kind != ExpressionKind::number && !negative) return;
    const std::string text = (negative ? "-" : "") + (negative ? e.operands.front().text : e.text);
    const std::optional<IntegerRange> range = range_of(*expected.type);
    if (!range || !is_integer_text(text)) return;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && value >= range->low && value <= range->high) return;
    mismatch(e,
             fmt::format("{} is out of the range of {} of type {}", text, expected.what,
                         to_string(*expected.type)),
             "out of range");
  }

  Known column(const Expression& e) {
    if (place_ == ExpressionPlace::default_value || place_ == ExpressionPlace::row_value ||
        table_ == nullptr) {
      ok_ = false;
      const bool is_default = place_ == ExpressionPlace::default_value;
      diagnostics_
          .add(Code::expression_not_allowed, e.origin.span,
               fmt::format("the column `{}` cannot be used in {}", e.text,
                           is_default ? "a default" : "a row of values"),
               "no row to take it from")
          .with_help(fmt::format("a text is written in single quotes: '{}'", e.text));
      return {};
    }
    const Column* found = table_->find_column(e.text);
    if (found == nullptr) {
      ok_ = false;
      Diagnostic& d = diagnostics_.add(
          Code::unknown_column, e.origin.span,
          fmt::format("column `{}` does not exist in table `{}`", e.text, table_->name.display()),
          fmt::format("not a column of `{}`", table_->name.display()));
      d.label(table_->origin.span, "created here");
      std::vector<std::string> names;
      for (const Column& c : table_->columns) names.push_back(c.name);
      if (const auto near = closest(e.text, names))
        d.with_help(fmt::format("a column with a similar name exists: `{}`", *near));
      return {};
    }
    return known_of(found->type);
  }

  Known call(const Expression& e) {
    if (e.qualifier.empty() && is_word(e.text, {"coalesce", "greatest", "least", "nullif"})) {
      Known result;
      for (const Expression& operand : e.operands) {
        const Known known = infer(operand);
        if (result.family == TypeFamily::unknown && !known.literal) result = known;
      }
      return result;
    }
    for (const Expression& operand : e.operands) infer(operand);
    return {e.qualifier.empty() ? family_of_call(e.text) : TypeFamily::unknown};
  }

  Known unary(const Expression& e) {
    if (e.text == "not") {
      condition(e.operands.front());
      return {TypeFamily::boolean};
    }
    return infer(e.operands.front());
  }

  Known binary(const Expression& e) {
    const Expression& left = e.operands[0];
    const Expression& right = e.operands[1];
    if (e.text == "and" || e.text == "or") {
      condition(left);
      condition(right);
      return {TypeFamily::boolean};
    }
    if (is_comparison(e.text)) {
      comparable(left, infer(left), right);
      return {TypeFamily::boolean};
    }
    const Known a = infer(left);
    const Known b = infer(right);
    if (is_pattern_match(e.text)) {
      if (a.family == TypeFamily::number || a.family == TypeFamily::boolean ||
          a.family == TypeFamily::date_time) {
        mismatch(left, fmt::format("{} is matched against a pattern", words(a.family)), "not text")
            .with_help("cast it to text first");
      }
      return {TypeFamily::boolean};
    }
    if (e.text == "||") {
      if (a.family == TypeFamily::array || b.family == TypeFamily::array)
        return {TypeFamily::array};
      if (a.family == TypeFamily::json || b.family == TypeFamily::json) return {TypeFamily::json};
      return {a.family == TypeFamily::bytes ? TypeFamily::bytes : TypeFamily::text};
    }
    if (e.text == "->") return {TypeFamily::json};
    if (e.text == "->>" || e.text == "#>>") return {TypeFamily::text};
    if (is_arithmetic(e.text)) {
      if (a.family == TypeFamily::number && b.family == TypeFamily::number)
        return {TypeFamily::number};
      return {};
    }
    return {};
  }

  void comparable(const Expression& left, const Known& a, const Expression& right) {
    const Known b = infer(right);
    if (a.type && b.literal) return fits(right, {&*a.type, fmt_what(left)}, b);
    if (b.type && a.literal) return fits(left, {&*b.type, fmt_what(right)}, a);
    if (a.family == TypeFamily::unknown || b.family == TypeFamily::unknown || a.family == b.family)
      return;
    mismatch(right, fmt::format("{} is compared with {}", words(a.family), words(b.family)),
             fmt::format("{} here", words(b.family)));
  }

  std::string_view fmt_what(const Expression& e) {
    what_ = e.kind == ExpressionKind::column ? fmt::format("column `{}`", e.text) : "a value";
    return what_;
  }

  Known case_expression(const Expression& e) {
    const bool subject = e.text == "subject";
    std::size_t i = subject ? 1 : 0;
    const Known first = subject ? infer(e.operands.front()) : Known{};
    Known result;
    for (; i + 1 < e.operands.size(); i += 2) {
      if (subject)
        comparable(e.operands.front(), first, e.operands[i]);
      else
        condition(e.operands[i]);
      const Known value = infer(e.operands[i + 1]);
      if (result.family == TypeFamily::unknown && !value.literal) result = value;
    }
    if (i < e.operands.size()) infer(e.operands[i]);
    return result;
  }

  ExpressionPlace place_;
  const Table* table_;
  const Schema& schema_;
  Diagnostics& diagnostics_;
  std::string what_;
  bool ok_ = true;
};

}  // namespace

bool check_collation(const ObjectName& name, Span place, const Schema& schema,
                     Diagnostics& diagnostics) {
  const ObjectKey key{ObjectKind::collation, name};
  if (name.schema.empty() || schema.find(key) != nullptr) return true;
  std::vector<std::string> names;
  for (const auto& [other, object] : schema.objects()) {
    if (other.kind == key.kind) names.push_back(other.name.display());
  }
  Diagnostic& d =
      diagnostics.add(Code::unknown_object, place, fmt::format("{} does not exist", describe(key)));
  if (const auto near = closest(name.display(), names))
    d.with_help(fmt::format("a collation with a similar name exists: `{}`", *near));
  else
    d.with_help("create it first; those that the server brings need no schema");
  return false;
}

bool check_expression(const Expression& expression, ExpressionPlace place, const Table* table,
                      ExpectedType expected, const Schema& schema, Diagnostics& diagnostics) {
  Checker checker(place, table, schema, diagnostics);
  if (place == ExpressionPlace::check || place == ExpressionPlace::predicate) {
    checker.condition(expression);
  } else {
    const Known known = checker.infer(expression);
    if (expected.type != nullptr && expression.kind != ExpressionKind::null_literal)
      checker.fits(expression, expected, known);
  }
  return checker.ok();
}

}  // namespace migc

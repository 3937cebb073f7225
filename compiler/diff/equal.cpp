#include "compiler/diff/equal.h"

#include <algorithm>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/sql_tokens.h"

namespace migc {
namespace {

// ---- literals

/// A number without the freedom of its spelling: 0.50, .5 and 5e-1 are digits 5 and exponent -1.
struct Number {
  bool negative = false;
  std::string digits;
  long exponent = 0;

  friend bool operator==(const Number&, const Number&) = default;
};

std::optional<Number> read_number(std::string_view text) {
  Number number;
  text = trim(text);
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    number.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  bool point = false;
  std::size_t i = 0;
  for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
    if (text[i] == '.' && !point) {
      point = true;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number.digits += text[i];
    if (point) --number.exponent;
  }
  if (number.digits.empty()) return std::nullopt;
  if (i < text.size()) {
    const std::string_view power = text.substr(i + 1);
    const bool minus = !power.empty() && power[0] == '-';
    const bool sign = minus || (!power.empty() && power[0] == '+');
    const std::string_view digits = sign ? power.substr(1) : power;
    const bool plain = !digits.empty() && digits.size() < 6 &&
                       digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!plain) return std::nullopt;
    long value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    number.exponent += minus ? -value : value;
  }
  number.digits.erase(0, number.digits.find_first_not_of('0'));
  while (!number.digits.empty() && number.digits.back() == '0') {
    number.digits.pop_back();
    ++number.exponent;
  }
  if (number.digits.empty()) return Number{};
  return number;
}

std::optional<bool> read_boolean(const Expression& e) {
  const std::string text = to_lower(e.text);
  if (text == "true" || text == "t" || text == "1") return true;
  if (text == "false" || text == "f" || text == "0") return false;
  return std::nullopt;
}

bool is_literal(const Expression& e) {
  return e.kind == ExpressionKind::string || e.kind == ExpressionKind::number ||
         e.kind == ExpressionKind::boolean_literal || e.kind == ExpressionKind::null_literal;
}

/// A literal, with a cast or without one; else null. (Of two casts each has a meaning.)
const Expression* literal_of(const Expression& e) {
  const Expression* inner = e.kind == ExpressionKind::cast ? &e.operands.front() : &e;
  return is_literal(*inner) ? inner : nullptr;
}

bool is_empty_array(const Expression& e) {
  if (e.kind != ExpressionKind::cast) return false;
  const Expression& operand = e.operands.front();
  const bool text = operand.kind == ExpressionKind::string && operand.text == "{}";
  const bool array = operand.kind == ExpressionKind::array && operand.operands.empty();
  return (text || array) && e.type && e.type->dimensions > 0;
}

/// Whether two types of dates and times take something else from one text: a date forgets the time
/// of the day, and a time without a zone the zone.
bool read_otherwise(const Type& a, const Type& b) {
  return a.kind != b.kind && family(a) == TypeFamily::date_time &&
         family(b) == TypeFamily::date_time;
}

bool has_fractions(const Type& type) {
  return type.kind == TypeKind::decimal || type.kind == TypeKind::real ||
         type.kind == TypeKind::double_precision;
}

/// Where a literal stands: what it is converted to, and whether only its value counts.
struct Place {
  const Type* type = nullptr;
  bool only_value = false;  ///< the whole of a default, or a side of a comparison
};

// ---- expressions

class Comparison {
 public:
  explicit Comparison(const EqualityContext& context) : context_(context) {}

  [[nodiscard]] bool same(const Expression& a, const Expression& b, const Place& place) const {
    if (is_empty_array(a) && is_empty_array(b)) return migc::same(*a.type, *b.type, dialect());
    const Expression* x = literal_of(a);
    const Expression* y = literal_of(b);
    if (x != nullptr && y != nullptr) return same_literal(a, b, *x, *y, place);
    if (a.kind != b.kind || a.negated != b.negated || a.operands.size() != b.operands.size())
      return false;
    if (a.kind == ExpressionKind::raw) return same_raw(a, b);
    const std::optional<ObjectName> sequence = sequence_of(a);
    if (sequence && sequence == sequence_of(b)) return a.text == b.text;
    if (a.text != b.text || a.qualifier != b.qualifier || a.type.has_value() != b.type.has_value())
      return false;
    if (a.type && !migc::same(*a.type, *b.type, dialect())) return false;
    for (std::size_t i = 0; i < a.operands.size(); ++i) {
      if (!same(a.operands[i], b.operands[i], place_of(a, i))) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] std::string_view dialect() const { return context_.dialect; }

  [[nodiscard]] bool same_raw(const Expression& a, const Expression& b) const {
    const auto text = [](const Expression& e, std::string_view name) -> const std::string* {
      for (const NativeText& native : e.native) {
        if (native.dialect == name || native.dialect.empty()) return &native.text;
      }
      return nullptr;
    };
    for (const std::string_view name : {std::string_view("postgres"), std::string_view("sqlite")}) {
      if (!dialect().empty() && dialect() != name) continue;
      const std::string* x = text(a, name);
      const std::string* y = text(b, name);
      if ((x == nullptr) != (y == nullptr)) return false;
      if (x != nullptr && !same_text(*x, *y, name == "sqlite")) return false;
    }
    return true;
  }

  [[nodiscard]] const Type* type_of(const Expression& e) const {
    if (e.kind != ExpressionKind::column || context_.table == nullptr) return nullptr;
    const Column* column = context_.table->find_column(e.text);
    return column == nullptr ? nullptr : &column->type;
  }

  /// Where the operand stands.
  [[nodiscard]] Place place_of(const Expression& e, std::size_t operand) const {
    if (e.kind == ExpressionKind::in)
      return {.type = type_of(e.operands.front()), .only_value = true};
    if (e.kind != ExpressionKind::binary || e.operands.size() != 2) return {};
    const bool compares = e.text == "=" || e.text == "<>" || e.text == "<" || e.text == "<=" ||
                          e.text == ">" || e.text == ">=";
    return {.type = type_of(e.operands[1 - operand]), .only_value = compares};
  }

  /// `x` and `y` are what `a` and `b` are below their casts.
  [[nodiscard]] bool same_literal(const Expression& a, const Expression& b, const Expression& x,
                                  const Expression& y, const Place& place) const {
    if (x.kind == ExpressionKind::null_literal || y.kind == ExpressionKind::null_literal)
      return x.kind == y.kind;
    const bool a_cast = a.kind == ExpressionKind::cast;
    const bool b_cast = b.kind == ExpressionKind::cast;
    if (a_cast && b_cast && !migc::same(*a.type, *b.type, dialect())) {
      const bool user = a.type->kind == TypeKind::user || b.type->kind == TypeKind::user;
      if (user || !place.only_value || read_otherwise(*a.type, *b.type)) return false;
    }
    if (a_cast != b_cast && !may_lose_cast(a_cast ? a : b, a_cast ? x : y, place)) return false;
    return same_value(x, y, place);
  }

  /// Whether the literal means the same without its cast.
  [[nodiscard]] bool may_lose_cast(const Expression& cast, const Expression& literal,
                                   const Place& place) const {
    if (literal.kind == ExpressionKind::string) {
      // A length cuts the text.
      const bool cuts = family(*cast.type) == TypeFamily::text && cast.type->length;
      if (place.type != nullptr && read_otherwise(*cast.type, *place.type)) return false;
      return !cuts || (place.type != nullptr && migc::same(*cast.type, *place.type, dialect()));
    }
    if (place.type == nullptr) return place.only_value && family(*cast.type) == TypeFamily::number;
    return migc::same(*cast.type, *place.type, dialect()) ||
           (place.only_value && family(*cast.type) == family(*place.type));
  }

  [[nodiscard]] bool same_value(const Expression& x, const Expression& y,
                                const Place& place) const {
    if (x.kind == y.kind && x.text == y.text) return true;
    const bool boolean = x.kind == ExpressionKind::boolean_literal ||
                         y.kind == ExpressionKind::boolean_literal ||
                         (place.type != nullptr && family(*place.type) == TypeFamily::boolean);
    if (boolean) {
      const std::optional<bool> a = read_boolean(x);
      return a && a == read_boolean(y);
    }
    const bool plain_numbers = x.kind == ExpressionKind::number && y.kind == ExpressionKind::number;
    const bool numeric =
        place.type != nullptr ? family(*place.type) == TypeFamily::number : plain_numbers;
    if (numeric) {
      const std::optional<Number> a = read_number(x.text);
      if (!a || a != read_number(y.text)) return false;
      // 5 / 2 is not 5 / 2.0 among integers.
      const bool fraction = x.text.find_first_of(".eE") != std::string::npos;
      const bool other_fraction = y.text.find_first_of(".eE") != std::string::npos;
      return place.only_value || fraction == other_fraction ||
             (place.type != nullptr && has_fractions(*place.type));
    }
    // A number where a text is wanted is the text.
    const bool text = place.type != nullptr && family(*place.type) == TypeFamily::text;
    return (x.kind == y.kind || text) && x.text == y.text;
  }

  const EqualityContext& context_;
};

bool is_null_literal(const std::optional<Expression>& value) {
  if (!value) return true;
  const Expression* literal = literal_of(*value);
  return literal != nullptr && literal->kind == ExpressionKind::null_literal;
}

bool same_optional(const std::optional<Expression>& a, const std::optional<Expression>& b,
                   const EqualityContext& context) {
  return a.has_value() == b.has_value() && (!a || migc::same(*a, *b, context));
}

}  // namespace

bool same(const Expression& a, const Expression& b, const EqualityContext& context) {
  if (a == b) return true;
  const Place place{.type = context.type, .only_value = context.type != nullptr};
  return Comparison(context).same(normal_form(a, context), normal_form(b, context), place);
}

// ---- types and texts

namespace {

/// With what the engines fill in where the author says nothing.
Type full(Type type, std::string_view dialect) {
  switch (type.kind) {
    case TypeKind::decimal:
      if (type.length && !type.scale) type.scale = 0;
      break;
    case TypeKind::character:
      if (!type.length) type.length = 1;
      break;
    case TypeKind::time:
    case TypeKind::timetz:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
    case TypeKind::interval:
      if (type.length == 6) type.length.reset();
      break;
    case TypeKind::user:
      if (type.name.schema == "public") type.name.schema.clear();
      break;
    case TypeKind::boolean:
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::real:
    case TypeKind::double_precision:
    case TypeKind::text:
    case TypeKind::varchar:
    case TypeKind::citext:
    case TypeKind::bytes:
    case TypeKind::uuid:
    case TypeKind::json:
    case TypeKind::jsonb:
    case TypeKind::date:
    case TypeKind::postgres:
    case TypeKind::native:
      break;
  }
  // PostgreSQL keeps no number of dimensions that would bind anything (manual, 8.15.1).
  if (dialect == "postgres" && type.dimensions > 1) type.dimensions = 1;
  type.native.clear();
  return type;
}

}  // namespace

bool same(const Type& a, const Type& b, std::string_view dialect) {
  if (a == b) return true;
  for (const std::string_view name : {std::string_view("postgres"), std::string_view("sqlite")}) {
    if (!dialect.empty() && dialect != name) continue;
    const NativeText* x = a.native_for(name);
    const NativeText* y = b.native_for(name);
    if ((x == nullptr) != (y == nullptr)) return false;
    if (x != nullptr && !same_text(x->text, y->text, name == "sqlite")) return false;
    if (x != nullptr && !dialect.empty()) return true;
  }
  return full(a, dialect) == full(b, dialect);
}

namespace {

/// What the text says, token by token.
std::vector<SqlToken> bare_tokens(std::string_view text, bool sqlite) {
  std::vector<SqlToken> tokens = sql_tokens(text, sqlite);
  for (SqlToken& token : tokens) {
    if (token.kind == SqlToken::Kind::string)
      token.text = text.substr(token.begin, token.end - token.begin);
  }
  while (!tokens.empty() && tokens.back().text == ";") tokens.pop_back();
  const bool replaces = tokens.size() > 3 && tokens[0].is_word("create") &&
                        tokens[1].is_word("or") && tokens[2].is_word("replace");
  if (replaces) tokens.erase(tokens.begin() + 1, tokens.begin() + 3);
  return tokens;
}

}  // namespace

bool same_text(std::string_view a, std::string_view b, bool sqlite) {
  if (a == b) return true;
  return std::ranges::equal(bare_tokens(a, sqlite), bare_tokens(b, sqlite),
                            [](const SqlToken& x, const SqlToken& y) {
                              const bool names = x.is_name() && y.is_name();
                              return (x.kind == y.kind || names) && x.text == y.text;
                            });
}

// ---- parts of tables

bool same_default(const Column& a, const Column& b, std::string_view dialect, const Table& table) {
  if (is_null_literal(a.default_value) && is_null_literal(b.default_value)) return true;
  return same_optional(a.default_value, b.default_value,
                       {.dialect = dialect, .table = &table, .type = &b.type});
}

namespace {

/// Without what is the default anyway.
SequenceOptions bare(SequenceOptions options) {
  const bool down = options.increment.value_or(1) < 0;
  if (options.increment == 1) options.increment.reset();
  if (options.cache == 1) options.cache.reset();
  if (!down) {
    if (options.start == options.min_value.value_or(1)) options.start.reset();
    if (options.min_value == 1) options.min_value.reset();
  } else {
    if (options.start == options.max_value.value_or(-1)) options.start.reset();
    if (options.max_value == -1) options.max_value.reset();
  }
  return options;
}

bool same(const IndexPart& a, const IndexPart& b, const EqualityContext& context) {
  const auto nulls_first = [](const IndexPart& part) {
    if (part.nulls != NullsOrder::standard) return part.nulls == NullsOrder::first;
    return part.order == SortOrder::descending;
  };
  return a.order == b.order && nulls_first(a) == nulls_first(b) && a.collation == b.collation &&
         a.opclass == b.opclass && a.opclass_parameters == b.opclass_parameters &&
         a.exclude_operator == b.exclude_operator && same(a.expression, b.expression, context);
}

bool same(const std::vector<IndexPart>& a, const std::vector<IndexPart>& b,
          const EqualityContext& context) {
  return std::ranges::equal(
      a, b, [&](const IndexPart& x, const IndexPart& y) { return same(x, y, context); });
}

template <typename Items>
bool same_set(Items a, Items b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

std::string_view method_of(const Index& index) {
  return index.method.empty() ? std::string_view("btree") : std::string_view(index.method);
}

}  // namespace

bool same(const std::optional<Identity>& a, const std::optional<Identity>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->always == b->always && bare(a->options) == bare(b->options);
}

bool same(const std::optional<Generated>& a, const std::optional<Generated>& b,
          const EqualityContext& context) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->stored == b->stored && same(a->expression, b->expression, context);
}

bool same_body(const Constraint& a, const Constraint& b, const EqualityContext& context) {
  if (a.body == b.body) return true;
  if (const auto* x = std::get_if<Check>(&a.body)) {
    const auto* y = std::get_if<Check>(&b.body);
    return y != nullptr && x->no_inherit == y->no_inherit && x->not_valid == y->not_valid &&
           same(x->expression, y->expression, context);
  }
  const auto* x = std::get_if<Exclusion>(&a.body);
  const auto* y = std::get_if<Exclusion>(&b.body);
  return x != nullptr && y != nullptr && x->method == y->method && x->include == y->include &&
         x->deferral == y->deferral && x->with == y->with && x->tablespace == y->tablespace &&
         same(x->parts, y->parts, context) && same_optional(x->where, y->where, context);
}

bool same_body(const Index& a, const Index& b, const EqualityContext& context) {
  return a.unique == b.unique && method_of(a) == method_of(b) && a.include == b.include &&
         a.nulls_not_distinct == b.nulls_not_distinct && a.with == b.with &&
         a.tablespace == b.tablespace && same(a.parts, b.parts, context) &&
         same_optional(a.where, b.where, context);
}

bool same(const TableOptions& a, const TableOptions& b, std::string_view dialect) {
  TableOptions x = a;
  TableOptions y = b;
  if (dialect == "postgres") {
    x.strict = y.strict;
    x.without_rowid = y.without_rowid;
  }
  if (dialect == "sqlite") {
    x = y;
    x.strict = a.strict;
    x.without_rowid = a.without_rowid;
  }
  return x == y;
}

// ---- objects

namespace {

/// Whether each database that the context is about reads the same.
bool same_bodies(const std::vector<DefinitionText>& a, const std::vector<DefinitionText>& b,
                 std::string_view dialect) {
  if (a == b) return true;
  for (const std::string_view name : {std::string_view("postgres"), std::string_view("sqlite")}) {
    if (!dialect.empty() && dialect != name) continue;
    const DefinitionText* x = text_for(a, name);
    const DefinitionText* y = text_for(b, name);
    if ((x == nullptr) != (y == nullptr)) return false;
    if (x != nullptr && !same_text(x->text, y->text, name == "sqlite")) return false;
  }
  return true;
}

bool same_checks(const Domain& a, const Domain& b, std::string_view dialect) {
  const EqualityContext context{.dialect = dialect, .table = nullptr, .type = nullptr};
  return std::ranges::equal(a.checks, b.checks, [&](const Constraint& x, const Constraint& y) {
    return x.name == y.name && x.comment == y.comment && same_body(x, y, context);
  });
}

bool same_table(const Table& a, const Table& b, std::string_view dialect) {
  const EqualityContext context{.dialect = dialect, .table = &b, .type = nullptr};
  if (a.name != b.name || a.owner != b.owner || a.comment != b.comment ||
      a.partition_by != b.partition_by || a.partition_of != b.partition_of ||
      a.inherits != b.inherits || a.foreign != b.foreign || !same(a.options, b.options, dialect) ||
      a.columns.size() != b.columns.size())
    return false;
  const auto same_column = [&](const Column& x) {
    const Column* y = b.find_column(x.name);
    return y != nullptr && same(x.type, y->type, dialect) && x.not_null == y->not_null &&
           same_default(x, *y, dialect, b) && same(x.identity, y->identity) &&
           same(x.generated, y->generated, context) && x.collation == y->collation &&
           x.comment == y->comment && x.storage == y->storage && x.compression == y->compression &&
           x.statistics == y->statistics && x.with == y->with;
  };
  const auto same_part = [&](const auto& x, const auto& y) {
    if constexpr (requires { x.index_comment; }) {
      if (x.index_comment != y.index_comment) return false;
    }
    return x.name == y.name && x.comment == y.comment && same_body(x, y, context);
  };
  return std::ranges::all_of(a.columns, same_column) &&
         std::ranges::equal(a.constraints, b.constraints, same_part) &&
         std::ranges::equal(a.indexes, b.indexes, same_part);
}

/// Two objects of one kind; `a` with the parts of `b` that mean the same.
class Sameness {
 public:
  Sameness(const Object& b, std::string_view dialect) : b_(b), dialect_(dialect) {}

  bool operator()(const Table& a) const { return same_table(a, other(a), dialect_); }
  bool operator()(Domain a) const {
    const Domain& b = other(a);
    const EqualityContext context{.dialect = dialect_, .table = nullptr, .type = &b.type};
    if (!same(a.type, b.type, dialect_) || !same_checks(a, b, dialect_) ||
        !same_optional(a.default_value, b.default_value, context))
      return false;
    a.type = b.type;
    a.checks = b.checks;
    a.default_value = b.default_value;
    return a == b;
  }
  bool operator()(CompositeType a) const {
    const CompositeType& b = other(a);
    for (std::size_t i = 0; i < a.attributes.size() && i < b.attributes.size(); ++i) {
      if (same(a.attributes[i].type, b.attributes[i].type, dialect_))
        a.attributes[i].type = b.attributes[i].type;
    }
    return a == b;
  }
  bool operator()(Sequence a) const {
    const Sequence& b = other(a);
    const Type bigint = *find_builtin_type("bigint");
    if (!same(a.type.value_or(bigint), b.type.value_or(bigint), dialect_) ||
        bare(a.options) != bare(b.options))
      return false;
    a.type = b.type;
    a.options = b.options;
    return a == b;
  }
  bool operator()(View a) const {
    const View& b = other(a);
    const EqualityContext context{.dialect = dialect_, .table = nullptr, .type = nullptr};
    const auto same_index = [&](const Index& x, const Index& y) {
      return x.name == y.name && x.comment == y.comment && same_body(x, y, context);
    };
    if (!same_bodies(a.bodies, b.bodies, dialect_) ||
        !std::ranges::equal(a.indexes, b.indexes, same_index))
      return false;
    a.bodies = b.bodies;
    a.indexes = b.indexes;
    return a == b;
  }
  bool operator()(TextObject a) const {
    const TextObject& b = other(a);
    if (!same_bodies(a.bodies, b.bodies, dialect_)) return false;
    a.bodies = b.bodies;
    return a == b;
  }
  bool operator()(Statistics a) const {
    const Statistics& b = other(a);
    const EqualityContext context{.dialect = dialect_, .table = nullptr, .type = nullptr};
    // PostgreSQL keeps the columns in the order of the table.
    const std::vector<std::string> all = {"dependencies", "mcv", "ndistinct"};
    if (!same_set(a.kinds.empty() ? all : a.kinds, b.kinds.empty() ? all : b.kinds) ||
        !std::ranges::is_permutation(
            a.expressions, b.expressions,
            [&](const Expression& x, const Expression& y) { return migc::same(x, y, context); }))
      return false;
    a.kinds = b.kinds;
    a.expressions = b.expressions;
    return a == b;
  }
  bool operator()(Publication a) const {
    Publication b = other(a);
    std::ranges::sort(a.tables, {}, &PublicationTable::table);
    std::ranges::sort(b.tables, {}, &PublicationTable::table);
    std::ranges::sort(a.schemas);
    std::ranges::sort(b.schemas);
    return a == b;
  }
  bool operator()(const Namespace& a) const { return a == other(a); }
  bool operator()(const Enum& a) const { return a == other(a); }
  bool operator()(const Extension& a) const { return a == other(a); }
  bool operator()(const DefinedObject& a) const { return a == other(a); }
  bool operator()(Privileges a) const {
    const Privileges& b = other(a);
    const auto is_moot = [&](const Privilege& privilege) {
      return !b.granted.contains(privilege) && !b.withheld.contains(privilege) &&
             is_left_to_server(a.object, a.role, privilege.name, dialect_);
    };
    std::erase_if(a.withheld, is_moot);
    return a == b;
  }

 private:
  template <typename O>
  const O& other(const O&) const {
    return std::get<O>(b_);
  }

  const Object& b_;
  std::string_view dialect_;
};

}  // namespace

bool is_left_to_server(const ObjectKey& object, std::string_view role, std::string_view privilege,
                       std::string_view dialect) {
  return dialect.empty() && varies_by_version(object, role, privilege);
}

bool same(const Object& a, const Object& b, std::string_view dialect) {
  if (a == b) return true;
  return a.index() == b.index() && std::visit(Sameness(b, dialect), a);
}

}  // namespace migc

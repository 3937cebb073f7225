#include <array>
#include <string_view>

#include "tests/support/generators.h"

namespace migc::test {

namespace {

Expression leaf(ExpressionKind kind, std::string text = {}) {
  Expression e;
  e.kind = kind;
  e.text = std::move(text);
  return e;
}

Expression node(ExpressionKind kind, std::string text, std::vector<Expression> operands) {
  Expression e = leaf(kind, std::move(text));
  e.operands = std::move(operands);
  return e;
}

const std::vector<std::string>& names() {
  static const std::vector<std::string> all = {"a",       "total", "userId", "select", "a b",
                                               "Ünïcode", "value", "\"q\"",  "from",   "not"};
  return all;
}

Type any_type(Random& random) {
  static const std::vector<std::string> words = {"int",         "text",   "bool", "jsonb",
                                                 "timestamptz", "double", "bytes"};
  if (random.chance(20)) {
    Type type;
    type.kind = TypeKind::varchar;
    type.length = static_cast<int>(random.below(300)) + 1;
    return type;
  }
  Type type = find_builtin_type(random.pick(words)).value_or(Type{});
  if (random.chance(20)) type.dimensions = 1;
  return type;
}

Expression any_leaf(Random& random) {
  switch (random.below(8)) {
    case 0:
      return leaf(ExpressionKind::null_literal);
    case 1:
      return leaf(ExpressionKind::boolean_literal, random.chance(50) ? "true" : "false");
    case 2:
      return leaf(ExpressionKind::number,
                  random.pick<std::string>({"0", "1", "3.14", "1e6", "12345678901234567890"}));
    case 3:
      return leaf(ExpressionKind::string,
                  random.pick<std::string>({"", "it's", "a\nb", "--", "$$", "ünï"}));
    case 4:
      return leaf(ExpressionKind::special, "current_timestamp");
    case 5: {
      Expression e = leaf(ExpressionKind::raw);
      e.native.push_back({random.pick<std::string>({"", "postgres"}), "x `y` z", {}});
      if (!e.native.front().dialect.empty() && random.chance(50))
        e.native.push_back({"sqlite", "1", {}});
      return e;
    }
    default: {
      Expression e = leaf(ExpressionKind::column, random.pick(names()));
      if (random.chance(20)) e.qualifier = "excluded";
      return e;
    }
  }
}

const std::vector<std::string>& operators() {
  static const std::vector<std::string> all = {
      "and", "or",   "=",     "<>",         "<",
      ">",   "<=",   ">=",    "+",          "-",
      "*",   "/",    "%",     "^",          "||",
      "->",  "->>",  "@>",    "&&",         "~",
      "~*",  "like", "ilike", "similar to", "is distinct from",
      "#>>", "<@"};
  return all;
}

bool may_be_negated(std::string_view op) {
  return op == "like" || op == "ilike" || op == "similar to" || op == "is distinct from";
}

}  // namespace

Expression generated_expression(Random& random, int depth) {
  if (depth <= 0) return any_leaf(random);
  const auto below = [&] { return generated_expression(random, depth - 1); };
  const auto some = [&](std::size_t least) {
    std::vector<Expression> items;
    for (std::size_t n = least + random.below(3); n > 0; --n) items.push_back(below());
    return items;
  };
  switch (random.below(16)) {
    case 0:
    case 1:
    case 2: {
      const std::string op = random.pick(operators());
      Expression e = node(ExpressionKind::binary, op, {below(), below()});
      if (may_be_negated(op)) e.negated = random.chance(40);
      const bool takes_escape = op == "like" || op == "ilike" || op == "similar to";
      if (takes_escape && random.chance(30))
        e.operands.push_back(leaf(ExpressionKind::string, "!"));
      return e;
    }
    case 3:
      return node(ExpressionKind::unary, random.pick<std::string>({"-", "+", "not", "~"}),
                  {below()});
    case 4: {
      Expression e =
          node(ExpressionKind::is, random.pick<std::string>({"null", "true", "false", "unknown"}),
               {below()});
      e.negated = random.chance(50);
      return e;
    }
    case 5: {
      Expression e = node(ExpressionKind::between, {}, {below(), below(), below()});
      e.negated = random.chance(50);
      return e;
    }
    case 6: {
      Expression e = node(ExpressionKind::in, {}, some(2));
      e.negated = random.chance(50);
      return e;
    }
    case 7: {
      const bool subject = random.chance(50);
      Expression e = leaf(ExpressionKind::case_, subject ? "subject" : "");
      if (subject) e.operands.push_back(below());
      for (std::size_t pairs = 1 + random.below(2); pairs > 0; --pairs) {
        e.operands.push_back(below());
        e.operands.push_back(below());
      }
      if (random.chance(50)) e.operands.push_back(below());
      return e;
    }
    case 8: {
      Expression e = node(ExpressionKind::cast, {}, {below()});
      e.type = any_type(random);
      return e;
    }
    case 9:
      return node(ExpressionKind::array, {}, some(0));
    case 10:
      return node(ExpressionKind::subscript, {}, {below(), below()});
    case 11:
      return node(ExpressionKind::binary, "=",
                  {below(), node(ExpressionKind::quantified,
                                 random.pick<std::string>({"any", "all"}), {below()})});
    case 12: {
      Expression e = node(ExpressionKind::collate,
                          random.pick<std::string>({"C", "de_DE", "NOCASE"}), {below()});
      if (random.chance(20)) e.qualifier = "app";
      return e;
    }
    case 13:
      return node(ExpressionKind::at_time_zone, {}, {below(), below()});
    case 14:
      return node(ExpressionKind::row, {}, some(2));
    default: {
      Expression e =
          node(ExpressionKind::call,
               random.pick<std::string>({"lower", "coalesce", "now", "count", "Mixed"}), some(0));
      if (random.chance(20)) e.qualifier = "app";
      if (!e.operands.empty()) e.negated = random.chance(15);
      if (random.chance(10)) e.operands = {leaf(ExpressionKind::star)}, e.negated = false;
      return e;
    }
  }
}

}  // namespace migc::test

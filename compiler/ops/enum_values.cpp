#include "compiler/ops/enum_values.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>
#include <variant>

#include "compiler/base/overloaded.h"
#include "compiler/ops/partitions.h"

namespace migc {
namespace {

bool is_comparison(const Expression& e) {
  constexpr auto operators =
      std::to_array<std::string_view>({"=", "<>", "!=", "<", ">", "<=", ">=", "is distinct from"});
  return e.kind == ExpressionKind::binary &&
         std::find(operators.begin(), operators.end(), e.text) != operators.end();
}

/// A call whose value is one of its arguments.
bool is_choice(const Expression& e) {
  constexpr auto functions =
      std::to_array<std::string_view>({"coalesce", "nullif", "greatest", "least"});
  return e.kind == ExpressionKind::call && e.qualifier.empty() &&
         std::find(functions.begin(), functions.end(), e.text) != functions.end();
}

/// Finds the literals of one table's expressions that stand for a type.
class Renamer {
 public:
  Renamer(const Table& table, const ObjectName& type, const std::string& from,
          const std::string& to)
      : table_(table), type_(type), from_(from), to_(to) {}

  /// The value of the expression is of the type.
  void value(Expression& e) const {
    if (e.kind == ExpressionKind::string) {
      if (e.text == from_) e.text = to_;
    } else if (e.kind == ExpressionKind::case_) {
      each_result(e, [this](Expression& result) { value(result); });
    } else if (is_choice(e) || e.kind == ExpressionKind::array ||
               e.kind == ExpressionKind::quantified || e.kind == ExpressionKind::row) {
      for (Expression& operand : e.operands) value(operand);
    }
  }

  /// Looks through the expression for places where its parts say that a value is of the type.
  void walk(Expression& expression) const {
    for_each(expression, [this](Expression& e) { visit(e); });
  }

 private:
  [[nodiscard]] bool is_type(const Type& type) const {
    return type.kind == TypeKind::user && type.name == type_;
  }

  /// Whether the expression is of the type, or an array of it, without a look at literals.
  [[nodiscard]] bool has_type(const Expression& e) const {
    if (e.kind == ExpressionKind::column) {
      const Column* column = table_.find_column(e.text);
      return column != nullptr && is_type(column->type);
    }
    if (e.kind == ExpressionKind::cast) return is_type(*e.type);
    const auto any = [this](const std::vector<Expression>& operands) {
      return std::any_of(operands.begin(), operands.end(),
                         [this](const Expression& operand) { return has_type(operand); });
    };
    if (e.kind == ExpressionKind::case_) {
      bool found = false;
      each_result(e, [&](const Expression& result) { found = found || has_type(result); });
      return found;
    }
    return (is_choice(e) || e.kind == ExpressionKind::quantified ||
            e.kind == ExpressionKind::array || e.kind == ExpressionKind::subscript) &&
           any(e.operands);
  }

  void visit(Expression& e) const {
    const auto any = [&] {
      return std::any_of(e.operands.begin(), e.operands.end(),
                         [this](const Expression& operand) { return has_type(operand); });
    };
    if (e.kind == ExpressionKind::cast) {
      if (is_type(*e.type)) value(e.operands[0]);
    } else if (e.kind == ExpressionKind::case_ && e.text == "subject") {
      if (!has_type(e.operands[0])) return;
      for (std::size_t i = 1; i + 1 < e.operands.size(); i += 2) value(e.operands[i]);
    } else if (e.kind == ExpressionKind::in || e.kind == ExpressionKind::between ||
               is_comparison(e) || is_choice(e)) {
      if (!any()) return;
      for (Expression& operand : e.operands) value(operand);
    }
  }

  /// Calls `visit` for what THEN and ELSE give.
  template <typename E, typename Visit>
  static void each_result(E& e, const Visit& visit) {
    std::size_t next = e.text == "subject" ? 1 : 0;
    for (; next + 1 < e.operands.size(); next += 2) visit(e.operands[next + 1]);
    if (next < e.operands.size()) visit(e.operands[next]);
  }

  const Table& table_;
  const ObjectName& type_;
  const std::string& from_;
  const std::string& to_;
};

}  // namespace

void rename_enum_value(Table& table, const ObjectName& type, const std::string& from,
                       const std::string& to) {
  const Renamer renamer(table, type, from, to);
  const auto parts = [&](std::vector<IndexPart>& list, std::optional<Expression>& where) {
    for (IndexPart& part : list) renamer.walk(part.expression);
    if (where) renamer.walk(*where);
  };
  for (Column& column : table.columns) {
    const bool typed = column.type.kind == TypeKind::user && column.type.name == type;
    for (Expression* e : {column.default_value ? &*column.default_value : nullptr,
                          column.generated ? &column.generated->expression : nullptr}) {
      if (e == nullptr) continue;
      if (typed) renamer.value(*e);
      renamer.walk(*e);
    }
  }
  for (Constraint& constraint : table.constraints) {
    std::visit(overloaded{
                   [&](Check& check) { renamer.walk(check.expression); },
                   [&](Exclusion& exclusion) { parts(exclusion.parts, exclusion.where); },
                   [](PrimaryKey&) {},
                   [](Unique&) {},
                   [](ForeignKey&) {},
               },
               constraint.body);
  }
  for (Index& index : table.indexes) parts(index.parts, index.where);
}

namespace {

std::string spell_literal(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) literal += c == '\'' ? "''" : std::string(1, c);
  return literal + "'";
}

}  // namespace

void rename_enum_value(Object& object, const ObjectName& type, const std::string& from,
                       const std::string& to) {
  std::vector<DefinitionText>* texts = texts_of(object);
  if (texts == nullptr || is_routine(key_of(object).kind)) return;
  const std::string was = spell_literal(from) + "::";
  const std::string is = spell_literal(to) + "::";
  for (DefinitionText& text : *texts) {
    for (std::size_t i = 0; i < text.names.size(); ++i) {
      const TextName& name = text.names[i];
      if (name.role != TextName::Role::type || name.object != type || name.begin < was.size())
        continue;
      const std::size_t begin = name.begin - was.size();
      if (text.text.compare(begin, was.size(), was) != 0) continue;
      text.text.replace(begin, was.size(), is);
      const auto longer =
          static_cast<std::int64_t>(is.size()) - static_cast<std::int64_t>(was.size());
      for (TextName& each : text.names) {
        if (each.begin < begin || each.begin == each.end) continue;
        each.begin = static_cast<std::uint32_t>(each.begin + longer);
        each.end = static_cast<std::uint32_t>(each.end + longer);
      }
    }
  }
}

std::optional<ValueKeeper> keeper_of_values(const Schema& schema, const ObjectName& enumeration) {
  for (const ObjectKey& user : schema.users_of({ObjectKind::enum_, enumeration})) {
    const Object& object = *schema.find(user);
    if (user.kind == ObjectKind::domain || user.kind == ObjectKind::composite_type ||
        user.kind == ObjectKind::range_type) {
      return ValueKeeper{.what = describe(user) + " is made of it", .origin = origin_of(object)};
    }
    const auto* table = std::get_if<Table>(&object);
    if (table == nullptr || !table->partition_by) continue;
    for (const std::string& key : key_columns(*table->partition_by)) {
      const Column* column = table->find_column(key);
      const bool uses = column != nullptr && column->type.kind == TypeKind::user &&
                        column->type.name == enumeration;
      if (!uses) continue;
      return ValueKeeper{.what = fmt::format("column `{}` is in the partition key of table `{}`",
                                             key, table->name.display()),
                         .origin = table->origin};
    }
  }
  return std::nullopt;
}

}  // namespace migc

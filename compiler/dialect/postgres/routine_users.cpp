#include "compiler/dialect/postgres/routine_users.h"

#include <algorithm>

#include "compiler/base/overloaded.h"
#include "compiler/dialect/postgres/definitions.h"

namespace migc::postgres {
namespace {

bool uses(const Column& column, const ObjectName& name) {
  return !name.name.empty() && column.type.kind == TypeKind::user && column.type.name == name &&
         column.type.native_for("postgres") == nullptr;
}

/// Takes those of the routines out of `dependents` that need nothing else of it: they come first.
std::vector<Object> take_routines(const std::set<ObjectKey>& wanted, Dependents& dependents) {
  std::vector<Object> routines, others;
  std::set<ObjectKey> later;
  for (Object& object : dependents.objects) {
    const ObjectKey key = key_of(object);
    const std::vector<ObjectKey> needed = dependencies(object);
    const bool early = wanted.contains(key) &&
                       std::none_of(needed.begin(), needed.end(),
                                    [&](const ObjectKey& each) { return later.contains(each); });
    if (!early) later.insert(key);
    (early ? routines : others).push_back(std::move(object));
  }
  dependents.objects = std::move(others);
  return routines;
}

/// Whether the expression mentions the type or calls a routine; of a text that nobody could read,
/// whether it may.
class Mentions {
 public:
  Mentions(ObjectName type, const std::set<ObjectKey>& routines) : type_(std::move(type)) {
    for (const ObjectKey& routine : routines) routines_.insert(routine.name);
  }

  bool operator()(const Expression& expression) const {
    bool found = false;
    for_each(expression, [&](const Expression& e) {
      const bool typed = e.type && e.type->kind == TypeKind::user && e.type->name == type_;
      const bool calls =
          e.kind == ExpressionKind::call && routines_.contains({e.qualifier, e.text});
      found = found || typed || calls || (e.kind == ExpressionKind::raw && may(e));
    });
    return found;
  }
  bool operator()(const std::optional<Expression>& expression) const {
    return expression && (*this)(*expression);
  }
  bool operator()(const std::vector<IndexPart>& parts) const {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const IndexPart& part) { return (*this)(part.expression); });
  }
  bool operator()(const ConstraintBody& body) const {
    return std::visit(overloaded{
                          [](const PrimaryKey&) { return false; },
                          [](const Unique&) { return false; },
                          [](const ForeignKey&) { return false; },
                          [&](const Check& check) { return (*this)(check.expression); },
                          [&](const Exclusion& exclusion) {
                            return (*this)(exclusion.parts) || (*this)(exclusion.where);
                          },
                      },
                      body);
  }

 private:
  [[nodiscard]] bool may(const Expression& raw) const {
    const auto in = [&](const ObjectName& name) {
      return std::any_of(raw.native.begin(), raw.native.end(), [&](const auto& text) {
        return text.text.find(name.name) != std::string::npos;
      });
    };
    return (!type_.name.empty() && in(type_)) ||
           std::any_of(routines_.begin(), routines_.end(), in);
  }

  ObjectName type_;
  std::set<ObjectName> routines_;
};

}  // namespace

RoutineUsers add_routine_users(const Schema& schema, const ObjectName& type,
                               const std::set<ObjectKey>& routines, Dependents& dependents) {
  const Mentions mentions(type, routines), calls({}, routines);
  RoutineUsers users;
  for (const auto& [key, object] : schema.objects()) {
    const auto* table = std::get_if<Table>(&object);
    if (table == nullptr) continue;
    for (const Column& column : table->columns) {
      // The defaults of the type's own columns go and come with its change.
      if (uses(column, type) ? calls(column.default_value) : mentions(column.default_value))
        users.defaults.emplace_back(table->name, column);
      const bool computed = column.generated && mentions(column.generated->expression);
      if (!computed || dependents.has_generated(table->name, column.name)) continue;
      dependents.generated.emplace_back(table->name, column);
      add_all_dependents(schema, *table, column.name, dependents);
      add_text_dependents(schema, *table, column.name, dependents);
    }
    for (const Constraint& constraint : table->constraints) {
      if (constraint.parent.empty() && mentions(constraint.body) &&
          !dependents.has_constraint(table->name, constraint.name))
        dependents.constraints.emplace_back(table->name, constraint);
    }
    for (const Index& index : table->indexes) {
      const bool over = index.parent.empty() && (mentions(index.parts) || mentions(index.where));
      if (over && !dependents.has_index(table->name, index.name))
        dependents.indexes.emplace_back(table->name, index);
    }
  }
  users.routines = take_routines(routines, dependents);
  return users;
}

std::vector<std::pair<Domain, Domain>> domains_calling(const Schema& schema,
                                                       const std::set<ObjectKey>& routines) {
  const Mentions calls({}, routines);
  std::vector<std::pair<Domain, Domain>> domains;
  for (const auto& [key, object] : schema.objects()) {
    const auto* domain = std::get_if<Domain>(&object);
    if (domain == nullptr) continue;
    Domain without = *domain;
    if (calls(without.default_value)) without.default_value.reset();
    std::erase_if(without.checks, [&](const Constraint& check) { return calls(check.body); });
    if (!(without == *domain)) domains.emplace_back(*domain, std::move(without));
  }
  return domains;
}

void change_default(const Context& context, const ObjectName& table, const Column& column,
                    bool set) {
  SqlWriter w = alter_table(context, table);
  w.word("alter column").identifier(column.name);
  if (set)
    w.word("set default").expression(*column.default_value);
  else
    w.word("drop default");
  context.add(w.take(), Fact::change_catalog, table);
}

}  // namespace migc::postgres

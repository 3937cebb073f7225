#include "compiler/dialect/postgres/deferred.h"

#include <algorithm>

#include "compiler/base/overloaded.h"

namespace migc::postgres {
namespace {

bool is_deferred(const Constraint& constraint) {
  const Deferral deferral = std::visit(overloaded{
                                           [](const PrimaryKey& c) { return c.deferral; },
                                           [](const Unique& c) { return c.deferral; },
                                           [](const ForeignKey& c) { return c.deferral; },
                                           [](const Check&) { return Deferral::not_deferrable; },
                                           [](const Exclusion& c) { return c.deferral; },
                                       },
                                       constraint.body);
  return deferral == Deferral::initially_deferred;
}

}  // namespace

std::vector<ObjectName> deferred_constraints(const Table& table) {
  std::vector<ObjectName> names;
  for (const Constraint& constraint : table.constraints) {
    if (is_deferred(constraint)) names.push_back({table.name.schema, constraint.name});
  }
  return names;
}

std::vector<ObjectName> deferred_constraints(const Schema& schema,
                                             const std::vector<ObjectName>& tables) {
  std::vector<ObjectName> names;
  for (const ObjectName& name : tables) {
    const Table* table = schema.find_table(name);
    if (table == nullptr) continue;
    const std::vector<ObjectName> own = deferred_constraints(*table);
    names.insert(names.end(), own.begin(), own.end());
    for (const ObjectName& referrer : referrers_of(schema, name)) {
      for (const Constraint& constraint : schema.find_table(referrer)->constraints) {
        const auto* key = std::get_if<ForeignKey>(&constraint.body);
        const bool refers = key != nullptr && key->target == name;
        if (refers && is_deferred(constraint)) names.push_back({referrer.schema, constraint.name});
      }
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void set_constraints(const Context& context, const std::vector<ObjectName>& names,
                     std::string_view mode) {
  if (names.empty()) return;
  SqlWriter w = context.writer();
  w.word("set constraints");
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) w.comma();
    w.name(names[i]);
  }
  context.add(w.word(mode).take());
}

}  // namespace migc::postgres

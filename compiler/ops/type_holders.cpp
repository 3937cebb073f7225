#include "compiler/ops/type_holders.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <set>

namespace migc {
namespace {

bool is_of(const Type& type, const ObjectName& name) {
  return type.kind == TypeKind::user && type.name == name && type.native_for("postgres") == nullptr;
}

/// Calls `visit` for each column that holds values of the type, with whether they are inside of
/// others there, until it says that it has seen enough.
class Holders {
 public:
  using Visit = std::function<bool(const Table&, const Column&, bool inside)>;

  Holders(const Schema& schema, Visit visit) : schema_(schema), visit_(std::move(visit)) {}

  bool look(const ObjectKey& type, bool inside) {
    if (!seen_.insert({type, inside}).second) return false;
    const std::vector<ObjectKey> users = schema_.users_of(type);
    return std::ranges::any_of(users, [&](const ObjectKey& user) {
      const Object& object = *schema_.find(user);
      if (const auto* table = std::get_if<Table>(&object)) return look(*table, type, inside);
      if (const auto* domain = std::get_if<Domain>(&object))
        return is_of(domain->type, type.name) && look(user, inside || domain->type.dimensions > 0);
      const bool is_made_of_it =
          user.kind == ObjectKind::composite_type || user.kind == ObjectKind::range_type;
      return is_made_of_it && look(user, true);
    });
  }

 private:
  bool look(const Table& table, const ObjectKey& type, bool inside) {
    // What a foreign table holds is elsewhere; only as the type of another column it counts.
    if (table.foreign) return look(key_of(table), true);
    return std::ranges::any_of(table.columns, [&](const Column& column) {
      return is_of(column.type, type.name) &&
             visit_(table, column, inside || column.type.dimensions > 0);
    });
  }

  const Schema& schema_;
  Visit visit_;
  std::set<std::pair<ObjectKey, bool>> seen_;
};

std::optional<TypeHolder> first(const Schema& schema, const ObjectKey& type, bool only_inside) {
  std::optional<TypeHolder> found;
  Holders holders(schema, [&](const Table& table, const Column& column, bool inside) {
    if (only_inside && !inside) return false;
    found = {.table = table.name, .column = column.name};
    return true;
  });
  holders.look(type, false);
  return found;
}

}  // namespace

std::optional<TypeHolder> holder_of(const Schema& schema, const ObjectKey& type) {
  return first(schema, type, false);
}

std::optional<TypeHolder> holder_inside(const Schema& schema, const ObjectName& domain) {
  return first(schema, {ObjectKind::domain, domain}, true);
}

std::optional<std::string> new_rule(const Domain& before, const Domain& after) {
  for (const Constraint& check : after.checks) {
    const bool held = std::ranges::any_of(
        before.checks, [&](const Constraint& former) { return former.body == check.body; });
    if (!held && !std::get<Check>(check.body).not_valid)
      return fmt::format("check `{}`", check.name);
  }
  if (after.not_null && !before.not_null) return "`not null`";
  return std::nullopt;
}

std::vector<ObjectName> tables_of_domain(const Schema& schema, const ObjectName& domain) {
  std::vector<ObjectName> tables;
  Holders holders(schema, [&](const Table& table, const Column&, bool inside) {
    if (!inside) tables.push_back(table.name);
    return false;
  });
  holders.look({ObjectKind::domain, domain}, false);
  std::ranges::sort(tables);
  tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
  return tables;
}

}  // namespace migc

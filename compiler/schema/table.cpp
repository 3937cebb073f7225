#include "compiler/schema/table.h"

#include <algorithm>

#include "compiler/base/overloaded.h"
#include "compiler/schema/named.h"

namespace migc {

bool TableOptions::name_index(std::string_view index) const {
  return identity_index == index || cluster_on == index;
}

void TableOptions::rename_index(std::string_view from, const std::string& to) {
  if (identity_index == from) identity_index = to;
  if (cluster_on == from) cluster_on = to;
}

void TableOptions::forget_index(const std::string& index) {
  const bool identifies = replica_identity == ReplicaIdentity::index && identity_index == index;
  if (cluster_on == index) cluster_on.clear();
  if (!identifies) return;
  identity_index.clear();
  replica_identity = ReplicaIdentity::standard;
}

TableOptions without_indexes(TableOptions options) {
  options.forget_index(std::string(options.identity_index));
  options.cluster_on.clear();
  return options;
}

bool has_index(const ConstraintBody& body) {
  return std::visit(overloaded{
                        [](const PrimaryKey&) { return true; },
                        [](const Unique&) { return true; },
                        [](const Exclusion&) { return true; },
                        [](const ForeignKey&) { return false; },
                        [](const Check&) { return false; },
                    },
                    body);
}

const Column* Table::find_column(std::string_view column) const {
  return find_named(columns, column);
}
Column* Table::find_column(std::string_view column) { return find_named(columns, column); }
const Constraint* Table::find_constraint(std::string_view constraint) const {
  return find_named(constraints, constraint);
}
Constraint* Table::find_constraint(std::string_view constraint) {
  return find_named(constraints, constraint);
}
const Index* Table::find_index(std::string_view index) const { return find_named(indexes, index); }
Index* Table::find_index(std::string_view index) { return find_named(indexes, index); }

const Constraint* Table::primary_key_constraint() const {
  const auto found = std::ranges::find_if(
      constraints, [](const Constraint& c) { return std::holds_alternative<PrimaryKey>(c.body); });
  return found == constraints.end() ? nullptr : &*found;
}

const PrimaryKey* Table::primary_key() const {
  const Constraint* constraint = primary_key_constraint();
  return constraint == nullptr ? nullptr : &std::get<PrimaryKey>(constraint->body);
}

void Table::insert(Constraint constraint) { insert_sorted(constraints, std::move(constraint)); }
void Table::insert(Index index) { insert_sorted(indexes, std::move(index)); }
void Table::erase_constraint(std::string_view constraint) { erase_named(constraints, constraint); }
void Table::erase_index(std::string_view index) { erase_named(indexes, index); }

}  // namespace migc

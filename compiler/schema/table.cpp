#include "compiler/schema/table.h"

#include <algorithm>

#include "compiler/schema/named.h"

namespace migc {

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

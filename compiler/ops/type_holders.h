#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/schema/schema.h"

namespace migc {

/// A column whose rows hold values of a type.
struct TypeHolder {
  ObjectName table;
  std::string column;
};

/// The first column that holds values of the type (or rows of the table that is a type): its own,
/// or one of an array, domain, range or composite type that is made of it. PostgreSQL changes
/// neither an attribute nor a column of such a type (find_composite_type_dependencies in its
/// source).
[[nodiscard]] std::optional<TypeHolder> holder_of(const Schema& schema, const ObjectKey& type);

/// The first column that holds values of the domain inside others: in arrays, ranges or composites,
/// where PostgreSQL does not look for those that break a new rule, and so refuses it
/// (get_rels_with_domain in its source).
[[nodiscard]] std::optional<TypeHolder> holder_inside(const Schema& schema,
                                                      const ObjectName& domain);

/// What of the domain has to hold for values that are there already (a check that is not `not
/// valid`, or `not null`) and did not before: what a message calls it. Nothing when no rule is new.
[[nodiscard]] std::optional<std::string> new_rule(const Domain& before, const Domain& after);

/// The tables with columns of the domain, or of a domain over it.
[[nodiscard]] std::vector<ObjectName> tables_of_domain(const Schema& schema,
                                                       const ObjectName& domain);

}  // namespace migc

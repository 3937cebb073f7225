#include "compiler/syntax/ast.h"

namespace migc::ast {

std::string_view spelling(ObjectType type) {
  switch (type) {
    case ObjectType::schema:
      return "schema";
    case ObjectType::enum_:
      return "enum";
    case ObjectType::table:
      return "table";
    case ObjectType::column:
      return "column";
    case ObjectType::constraint:
      return "constraint";
    case ObjectType::index:
      return "index";
    case ObjectType::view:
      return "view";
    case ObjectType::materialized_view:
      return "materialized view";
    case ObjectType::sequence:
      return "sequence";
    case ObjectType::domain:
      return "domain";
    case ObjectType::composite_type:
      return "type";
    case ObjectType::range_type:
      return "range";
    case ObjectType::extension:
      return "extension";
    case ObjectType::function:
      return "function";
    case ObjectType::procedure:
      return "procedure";
    case ObjectType::aggregate:
      return "aggregate";
    case ObjectType::trigger:
      return "trigger";
    case ObjectType::event_trigger:
      return "event trigger";
    case ObjectType::rule:
      return "rule";
    case ObjectType::policy:
      return "policy";
    case ObjectType::collation:
      return "collation";
    case ObjectType::text_search_configuration:
      return "text search configuration";
    case ObjectType::text_search_dictionary:
      return "text search dictionary";
    case ObjectType::statistics:
      return "statistics";
    case ObjectType::publication:
      return "publication";
    case ObjectType::foreign_table:
      return "foreign table";
    case ObjectType::virtual_table:
      return "virtual table";
    case ObjectType::server:
      return "server";
  }
  return {};
}

}  // namespace migc::ast

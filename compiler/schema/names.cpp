#include <algorithm>

#include "compiler/base/overloaded.h"
#include "compiler/schema/cut.h"
#include "compiler/schema/schema.h"

namespace migc {

std::size_t cut_at_character(std::string_view text, std::size_t bytes) {
  if (bytes >= text.size()) return text.size();
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return bytes;
}

namespace {

/// PostgreSQL's makeObjectName (src/backend/commands/indexcmds.c): shortens the longer of both
/// parts first.
std::string make_object_name(std::string_view table, std::string_view columns,
                             std::string_view label) {
  const std::size_t overhead = label.size() + 1 + (columns.empty() ? 0 : 1);
  const std::size_t available = postgres_name_bytes - overhead;
  std::size_t first = table.size();
  std::size_t second = columns.size();
  while (first + second > available) {
    if (first > second)
      --first;
    else
      --second;
  }
  std::string name(table.substr(0, cut_at_character(table, first)));
  if (!columns.empty()) {
    name += '_';
    name += columns.substr(0, cut_at_character(columns, second));
  }
  name += '_';
  name += label;
  return name;
}

std::string joined(const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& column : columns) {
    if (!text.empty()) text += '_';
    text += column;
    if (text.size() >= postgres_name_bytes) break;
  }
  return text;
}

/// Columns by name, expressions by their function's name or "expr", as PostgreSQL's
/// ChooseIndexColumnNames does.
std::vector<std::string> part_names(const std::vector<IndexPart>& parts) {
  std::vector<std::string> names;
  for (const IndexPart& part : parts) {
    const Expression* expression = &part.expression;
    while (expression->kind == ExpressionKind::cast ||
           expression->kind == ExpressionKind::collate) {
      expression = &expression->operands.front();
    }
    const bool named =
        expression->kind == ExpressionKind::column || expression->kind == ExpressionKind::call;
    std::string name = named ? expression->text : "expr";
    const std::string base = name;
    for (int number = 1; std::ranges::find(names, name) != names.end(); ++number)
      name = base + std::to_string(number);
    names.push_back(std::move(name));
  }
  return names;
}

struct NameParts {
  std::string columns;
  std::string label;
};

NameParts name_parts(const ConstraintBody& body) {
  return std::visit(overloaded{
                        [](const PrimaryKey&) {
                          return NameParts{"", "pkey"};
                        },
                        [](const Unique& c) {
                          return NameParts{joined(c.columns), "key"};
                        },
                        [](const ForeignKey& c) {
                          return NameParts{joined(c.columns), "fkey"};
                        },
                        [](const Check& c) {
                          // The server names the column only when the check mentions exactly one.
                          const std::vector<std::string> columns = columns_of(c.expression);
                          return NameParts{columns.size() == 1 ? columns.front() : "", "check"};
                        },
                        [](const Exclusion& c) {
                          return NameParts{joined(part_names(c.parts)), "excl"};
                        },
                    },
                    body);
}

bool taken(const Schema& schema, const Table& table, const std::string& name) {
  if (table.find_constraint(name) != nullptr || table.find_index(name) != nullptr) return true;
  if (table.name.name == name) return true;
  return schema.find_relation({table.name.schema, name}) != nullptr;
}

std::string free_name(const Schema& schema, const Table& table, const NameParts& parts) {
  std::string name = make_object_name(table.name.name, parts.columns, parts.label);
  for (int number = 1; taken(schema, table, name); ++number) {
    name = make_object_name(table.name.name, parts.columns, parts.label + std::to_string(number));
  }
  return name;
}

}  // namespace

std::string default_constraint_name(const Schema& schema, const Table& table,
                                    const ConstraintBody& body) {
  return free_name(schema, table, name_parts(body));
}

std::string default_index_name(const Schema& schema, const Table& table, const Index& index) {
  return free_name(schema, table, {joined(part_names(index.parts)), "idx"});
}

}  // namespace migc

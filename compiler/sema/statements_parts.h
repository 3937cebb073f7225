#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/schema/schema.h"
#include "compiler/syntax/ast.h"

/// The pieces that statements about objects are made of. Use through statements.h.
namespace migc::pieces {

[[nodiscard]] ast::Ident ident(std::string text);
[[nodiscard]] std::vector<ast::Ident> idents(const std::vector<std::string>& names);
[[nodiscard]] ast::Name name(const ObjectName& object);
/// Nothing for an empty text.
[[nodiscard]] std::optional<ast::Text> text(const std::string& text);
[[nodiscard]] ast::Options options(const Parameters& parameters);
[[nodiscard]] std::vector<NativeText> bodies(const std::vector<DefinitionText>& texts);

/// The place of what a blank line stands before; everything else has none.
[[nodiscard]] Origin apart();

template <typename Body>
[[nodiscard]] ast::Statement statement(Body body) {
  return {.allows = {}, .body = std::move(body), .origin = {}};
}

// ---- tables

/// `named`: the name is written.
[[nodiscard]] ast::Constraint constraint(const Constraint& given, bool named);
[[nodiscard]] ast::Index index(const Index& given, bool named);
/// Without constraints; `key`: the column's primary key says that it is not null.
[[nodiscard]] ast::Column column(const Column& given, bool key);
/// The column that a constraint can stand inside of when it has no name of its own, or null.
[[nodiscard]] const std::string* inline_column(const Constraint& constraint);
/// The same constraint as it stands there.
[[nodiscard]] ast::Constraint inline_constraint(const Constraint& given);
/// Names are left out where the convention gives the same in `schema`.
[[nodiscard]] ast::CreateTable create_table(const Table& table, const Schema& schema);
/// A partition, or a table that inherits: what it has from its parents is not said again, and what
/// it has otherwise follows in a block of changes.
[[nodiscard]] std::vector<ast::Statement> create_below(const Table& table, const Schema& schema);
[[nodiscard]] ast::PartitionBy partition_by(const PartitionKey& key);
[[nodiscard]] std::vector<ast::DialectOptions> dialect_options(const TableOptions& given);
/// What leads from one set of options to another; row security has statements of its own.
[[nodiscard]] std::vector<ast::TableAction> option_actions(const TableOptions& before,
                                                           const TableOptions& after);
[[nodiscard]] std::vector<ast::Statement> row_security(const ObjectName& table,
                                                       const TableOptions& before,
                                                       const TableOptions& after);

// ---- all objects

/// How statements name an object; `schema` knows the arguments of routines.
[[nodiscard]] ast::ObjectReference reference(const ObjectKey& key, const Schema& schema);
[[nodiscard]] ast::SetSchema move_to(const std::string& schema);
using Alteration = std::variant<ast::SetSchema, ast::SetOwner>;
[[nodiscard]] ast::Statement alter(ast::ObjectReference object, Alteration change);
[[nodiscard]] ast::Statement comment_on(ast::ObjectReference object, const std::string& comment);
/// On the index that a constraint stands on.
[[nodiscard]] ast::Statement comment_on_index(const ObjectName& table,
                                              const Constraint& constraint);
/// The statement that makes an object, and those that say what has no place in it: its owner, row
/// security. `schema` is what the naming convention looks at.
[[nodiscard]] std::vector<ast::Statement> create(const Object& object, const Schema& schema);
[[nodiscard]] ast::Statement drop(const ObjectKey& key, const Schema& schema);
/// What leads from one state of an object to another. What cannot be altered is dropped and created
/// again.
[[nodiscard]] std::vector<ast::Statement> replace(const Object& before, const Object& after,
                                                  const Schema& schema);

// ---- privileges

[[nodiscard]] std::vector<ast::Statement> grants(const Privileges* before, const Privileges* after,
                                                 const Schema& schema);
/// Joins neighbours that grant the same on several objects, or to several roles.
void join_grants(std::vector<ast::Statement>& statements);

}  // namespace migc::pieces

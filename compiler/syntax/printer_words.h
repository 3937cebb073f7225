#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/printer_layout.h"

/// Parts of statements as `.mig` text, for the printer's own files.
namespace migc::words {

[[nodiscard]] std::string word(const ast::Ident& ident);
[[nodiscard]] std::string words(const std::vector<ast::Ident>& idents);  ///< a, b, c
[[nodiscard]] std::string name(const ast::Name& name);
[[nodiscard]] std::string revision(const ast::Ident& id);
[[nodiscard]] std::string enum_word(const ast::Ident& value);
/// $$ text $$ with a tag when the text itself holds `$$`; several lines stand between the
/// delimiters.
[[nodiscard]] std::string dollar(std::string_view text);
[[nodiscard]] std::string option(const ast::Option& option);
[[nodiscard]] std::string options(const ast::Options& options);  ///< with parentheses
[[nodiscard]] std::string dialect_options(const ast::DialectOptions& options);
[[nodiscard]] std::string expressions(const std::vector<Expression>& list);
[[nodiscard]] std::string index_parts(const std::vector<ast::IndexPart>& parts);
[[nodiscard]] std::string argument_types(const std::vector<Type>& types);
[[nodiscard]] std::string reference(const ast::ObjectReference& object);
/// The same without the kind.
[[nodiscard]] std::string reference_name(const ast::ObjectReference& object);

[[nodiscard]] Line allow(const ast::Allow& allow);  ///< without an end

void put_list(Line& line, const std::string& open,
              const std::vector<std::string>& items);  ///< open, items, `)`
void put_comment(Line& line, const std::optional<ast::Text>& comment);
void put_was(Line& line, const std::optional<ast::Ident>& was);
void put_was(Line& line, const std::optional<ast::Name>& was);
void put_disposal(Line& line, ast::Disposal disposal);
void put_sequence_options(Line& line, const SequenceOptions& options);
void put_identity(Line& line, const Identity& identity);
void put_generated(Line& line, const Generated& generated);
void put_deferral(Line& line, Deferral deferral);
void put_column(Line& line, const ast::Column& column);
void put_constraint(Line& line, const ast::Constraint& constraint);
void put_index(Line& line, const ast::Index& index);
void put_attribute(Line& line, const ast::Attribute& attribute);
void put_partition_by(Line& line, const ast::PartitionBy& partition);
void put_bound(Line& line, const PartitionBound& bound);
void put_bodies(Line& line, const std::vector<NativeText>& bodies);

}  // namespace migc::words

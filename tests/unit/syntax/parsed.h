#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/base/source_map.h"
#include "compiler/syntax/ast.h"
#include "compiler/syntax/parser.h"

namespace migc {

/// One text, parsed, with all that belongs to it.
struct Parsed {
  SourceMap sources;
  Diagnostics diagnostics;
  FileId id;
  std::optional<ast::File> file;

  explicit Parsed(std::string_view text) : id(sources.add("test.mig", std::string(text))) {
    file = parse(sources, id, diagnostics);
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  [[nodiscard]] std::string_view text(const Origin& origin) const {
    return sources.text(origin.span);
  }
  /// "line:column id message" of every finding, in order.
  [[nodiscard]] std::vector<std::string> findings() const {
    std::vector<std::string> out;
    for (const Diagnostic* finding : diagnostics.sorted()) {
      const Location at = sources.location(finding->primary.span.file, finding->primary.span.begin);
      out.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                    std::string(code_id(finding->code)) + " " + finding->message);
    }
    return out;
  }
};

/// A migration with these statements; its head is one line, so the statements begin in line 2.
inline std::string migration(std::string_view statements) {
  return "migration m 'title';\n" + std::string(statements);
}

/// The body of the only statement of a migration.
template <typename Body>
Body statement(std::string_view text) {
  const Parsed parsed(migration(text));
  if (!parsed.file || parsed.file->statements.size() != 1) return {};
  const auto* body = std::get_if<Body>(&parsed.file->statements[0].body);
  return body == nullptr ? Body{} : *body;
}

/// The condition of a check with this text.
inline Expression expression(std::string_view text) {
  const auto table =
      statement<ast::CreateTable>("create table t { check (" + std::string(text) + "); }");
  if (table.elements.size() != 1) return {.kind = ExpressionKind::raw, .text = "does not parse"};
  return std::get<ast::Check>(std::get<ast::Constraint>(table.elements[0]).body).expression;
}

/// The type of a column with this text.
inline Type type(std::string_view text) {
  const auto table = statement<ast::CreateTable>("create table t { c " + std::string(text) + "; }");
  if (table.elements.size() != 1) return {};
  return std::get<ast::Column>(table.elements[0]).type;
}

}  // namespace migc

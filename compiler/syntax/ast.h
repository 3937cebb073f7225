#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/syntax/ast_alter.h"
#include "compiler/syntax/ast_object.h"
#include "compiler/syntax/ast_table.h"
#include "compiler/syntax/ast_words.h"

/// What a `.mig` file says, statement by statement, before any name is looked up. Types and
/// expressions are already the values that the model keeps. Every node remembers its place; places
/// never take part in `==`. The nodes themselves are in the headers that are included here.
namespace migc::ast {

using StatementBody =
    std::variant<CreateSchema, CreateEnum, AlterEnum, CreateTable, AlterTable, DropTable,
                 CreatePartition, Insert, Update, Delete, Backfill, Sql, CreateView, CreateSequence,
                 AlterSequence, CreateDomain, AlterDomain, CreateType, AlterType, CreateExtension,
                 UpdateExtension, CreateFromOptions, TextObject, CreateStatistics,
                 CreatePublication, RowSecurity, SetFiring, Grant, Drop, Rename, AlterObject,
                 CommentOn>;

/// `allow MG103, drop_table 'the table is empty' until '2027-01-31'` silences safety rules. With a
/// `;` in the head of the file it holds for the whole file; without one it belongs to the statement
/// that follows.
struct Allow {
  std::vector<Ident> rules;  ///< ids or names
  Text reason;
  std::optional<Text> until;  ///< a date, year-month-day
  Origin origin;

  friend bool operator==(const Allow&, const Allow&) = default;
};

struct Statement {
  std::vector<Allow> allows;
  StatementBody body;
  Origin origin;  ///< from the first word to the `;` or `}`

  friend bool operator==(const Statement&, const Statement&) = default;
};

enum class FileKind { migration, schema };

/// A comment with its delimiters, without blanks at its end.
struct Comment {
  std::string text;
  bool own_line = true;  ///< nothing but blanks stands before it in its line
  Origin origin;

  /// Where a comment stands is layout, not content.
  friend bool operator==(const Comment& a, const Comment& b) { return a.text == b.text; }
};

/// Where the author left blank lines: offsets of the words and comments that follow one, ascending.
/// Layout: always equal.
struct BlankLines {
  std::vector<std::uint32_t> before;

  friend bool operator==(const BlankLines&, const BlankLines&) { return true; }
};

/// A `down { … }` block.
struct Down {
  std::vector<Statement> statements;
  Origin origin;

  friend bool operator==(const Down&, const Down&) = default;
};

struct File {
  FileKind kind = FileKind::migration;
  Ident id;                    ///< of a migration
  Text title;                  ///< of a migration
  std::vector<Ident> revises;  ///< empty or the one word `base`: a root
  std::vector<Ident> labels;
  std::vector<Ident> depends_on;
  std::vector<Allow> allows;  ///< for the whole file
  std::vector<Statement> statements;
  std::optional<Down> down;
  std::optional<Text> irreversible;  ///< the reason
  std::vector<Comment> comments;     ///< in the order of the text
  BlankLines blank_lines;
  Origin header;  ///< the `migration …;` or `schema;` line

  friend bool operator==(const File&, const File&) = default;
};

}  // namespace migc::ast

#pragma once

#include <string>

#include "compiler/syntax/ast.h"

namespace migc {

/// The one canonical layout of a file: what `migc fmt` writes. Comments stay where they were, blank
/// lines are kept up to one between neighbours. parse(print(file)) == file, and printing that again
/// gives the same bytes.
[[nodiscard]] std::string print(const ast::File& file);

/// The text that stands for the meaning of a file, which digests are taken over: its canonical
/// layout without comments and blank lines of the author's.
[[nodiscard]] std::string print_meaning(const ast::File& file);

/// One statement without comments, ended by a line end. Two statements that mean the same print the
/// same text, so digests are taken over this. `kind` says whether the word `create` is written.
[[nodiscard]] std::string print(const ast::Statement& statement,
                                ast::FileKind kind = ast::FileKind::migration);

}  // namespace migc

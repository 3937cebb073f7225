#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "compiler/base/result.h"
#include "compiler/compile.h"
#include "compiler/syntax/ast.h"
#include "runtime/cli/context.h"
#include "runtime/cli/project.h"

namespace migc::runtime {

/// A migration with its head and nothing else, as the command line asks for it (`-m`, `--rev-id`,
/// `--head`, `--label`, `--depends-on`): on the current head, or where the options say.
[[nodiscard]] Result<ast::File> start_migration(const Context& context,
                                                const LoadedProject& project);

/// A migration that was not written yet, compiled together with those of the project.
struct DraftMigration {
  std::filesystem::path path;
  std::string text;
  std::unique_ptr<Compilation> compilation;
};

/// The project compiles without errors; its trees go over to the draft, its history stays.
[[nodiscard]] DraftMigration draft(const Context& context, LoadedProject& project,
                                   const ast::File& file);

/// Writes it. The result is the path as people read it: relative to where they are.
[[nodiscard]] Result<std::string> write_migration(const Context& context,
                                                  const DraftMigration& draft);

}  // namespace migc::runtime

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/migration_file.h"

namespace migc::runtime {

Result<ExitCode> run_new(const Context& context) {
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  Result<ast::File> file = start_migration(context, *project);
  if (!file) return tl::unexpected(std::move(file).error());
  DraftMigration made = draft(context, *project, *file);
  // What was written must be readable: an id or label of the command line may not be one.
  MIGC_TRY(require_no_errors(context, *made.compilation));
  Result<std::string> shown = write_migration(context, made);
  if (!shown) return tl::unexpected(std::move(shown).error());
  if (context.output.json()) {
    context.output.result_json(Json::object({{"revision", file->id.text}, {"file", *shown}}));
  } else {
    context.output.result_line(*shown);
  }
  std::vector<std::string> parents;
  for (const ast::Ident& parent : file->revises) parents.push_back(parent.text);
  context.output.say(fmt::format("wrote revision {} on {}", file->id.text,
                                 parents.empty() ? "base" : join(parents, ", ")));
  return ExitCode::done;
}

}  // namespace migc::runtime

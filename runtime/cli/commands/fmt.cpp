#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/render.h"
#include "compiler/base/text.h"
#include "compiler/syntax/parser.h"
#include "compiler/syntax/printer.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/files.h"
#include "runtime/cli/project.h"

namespace migc::runtime {
namespace {

struct Target {
  std::filesystem::path path;
  std::string name;
  std::string problem;  ///< why a file of the project cannot be read
};

/// Files that were named, and the `.mig` files of folders that were named.
Result<std::vector<Target>> named_targets(const Context& context) {
  const std::filesystem::path base =
      context.options.overrides.directory
          ? context.environment.working_directory / *context.options.overrides.directory
          : context.environment.working_directory;
  std::vector<Target> targets;
  for (const std::string& name : context.options.targets) {
    const std::filesystem::path path = base / name;
    std::error_code problem;
    if (!std::filesystem::is_directory(path, problem)) {
      targets.push_back({path, name, {}});
      continue;
    }
    std::filesystem::directory_iterator entries(path, problem);
    if (problem)
      return fail(ErrorKind::io, fmt::format("cannot list {}: {}", name, problem.message()));
    for (const std::filesystem::directory_entry& entry : entries) {
      if (entry.path().extension() == ".mig")
        targets.push_back(
            {entry.path(), (std::filesystem::path(name) / entry.path().filename()).string(), {}});
    }
  }
  std::ranges::sort(targets, {}, &Target::name);
  return targets;
}

Result<std::vector<Target>> project_targets(const Context& context) {
  Result<Config> config = configure(context);
  if (!config) return tl::unexpected(std::move(config).error());
  std::vector<Target> targets;
  const Result<FolderListing> listing = list_migrations(*config);
  if (!listing) return tl::unexpected(listing.error());
  std::vector<ProjectFile> migrations = read_files(*config, *listing);
  Result<std::vector<ProjectFile>> schema = read_schema_files(*config);
  if (!schema) return tl::unexpected(std::move(schema).error());
  for (const auto* files : {&migrations, &*schema}) {
    for (const ProjectFile& file : *files) targets.push_back({file.path, file.name, file.problem});
  }
  return targets;
}

}  // namespace

Result<ExitCode> run_fmt(const Context& context) {
  Output& output = context.output;
  const bool check = context.options.check_only;
  Result<std::vector<Target>> targets =
      context.options.targets.empty() ? project_targets(context) : named_targets(context);
  if (!targets) return tl::unexpected(std::move(targets).error());
  SourceMap sources;
  Diagnostics diagnostics;
  Parser parser;
  Json changed = Json::array();
  std::size_t count = 0;
  for (const Target& target : *targets) {
    if (!target.problem.empty()) {
      diagnostics.add(Code::unreadable_file, Span{},
                      fmt::format("`{}` cannot be read: {}", target.name, target.problem));
      continue;
    }
    Result<std::string> text = read_text(target.path);
    if (!text) return tl::unexpected(std::move(text).error());
    const FileId id = sources.add(target.name, *text);
    const std::optional<ast::File> file = parser.parse(sources, id, diagnostics);
    if (!file) continue;
    const std::string canonical = print(*file);
    if (canonical == *text) continue;
    ++count;
    changed.add(target.name);
    if (!output.json())
      output.result_line(fmt::format("{} {}", check ? "would format" : "formatted", target.name));
    if (!check) MIGC_TRY(replace_file(target.path, canonical));
  }
  if (output.json())
    output.result_json(Json::object(
        {{"changed", changed}, {"files", targets->size()}, {"errors", diagnostics.error_count()}}));
  if (diagnostics.has_errors()) {
    output.raw_error(render_text(diagnostics, sources, {.color = output.color_err()}));
    output.say(fmt::format("{}; files with mistakes were left as they are", summary(diagnostics)));
    return ExitCode::findings;
  }
  output.say(fmt::format("{} of {} {}", count, counted(targets->size(), "file"),
                         check ? "would change" : "changed"));
  return check && count != 0 ? ExitCode::findings : ExitCode::done;
}

}  // namespace migc::runtime

#include "runtime/cli/migration_file.h"

#include <algorithm>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <random>

#include "compiler/base/text.h"
#include "compiler/syntax/printer.h"
#include "runtime/cli/files.h"

namespace migc::runtime {
namespace {

/// Twelve hexadecimal digits, the first one a letter, so that the id never looks like a number.
std::string random_id() {
  std::random_device device;
  std::string id(1, "abcdef"[device() % 6]);
  while (id.size() < 12) id += "0123456789abcdef"[device() % 16];
  return id;
}

std::string slug(std::string_view message) {
  constexpr std::size_t longest = 40;
  std::string result;
  for (const char c : to_lower(message)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      result += c;
    else if (!result.empty() && result.back() != '_')
      result += '_';
    if (result.size() >= longest) break;
  }
  while (!result.empty() && result.back() == '_') result.pop_back();
  return result;
}

Result<std::vector<std::string>> parents_of(const Options& options, const Graph& graph) {
  const std::vector<std::string> heads = graph.heads();
  if (!options.head) {
    if (heads.size() <= 1) return heads;
    return fail(
        ErrorKind::usage,
        fmt::format("the history has {} heads: {}", heads.size(), quote_list(heads)),
        "help: name the parent with `--head`, or write a migration that `revises` all of them");
  }
  Result<std::vector<std::string>> parents = graph.resolve(*options.head, {});
  if (!parents) return parents;
  for (const std::string& parent : *parents) {
    if (options.splice || std::ranges::find(heads, parent) != heads.end()) continue;
    return fail(ErrorKind::usage,
                fmt::format("revision `{}` is not a head: the new migration would fork the history",
                            parent),
                "help: say that this is meant with `--splice`");
  }
  return parents;
}

}  // namespace

Result<ast::File> start_migration(const Context& context, const LoadedProject& project) {
  const Options& options = context.options;
  const Graph& graph = project.history().graph;
  Result<std::vector<std::string>> parents = parents_of(options, graph);
  if (!parents) return tl::unexpected(std::move(parents).error());
  ast::File file;
  file.id.text = options.revision_id.value_or(random_id());
  file.title.text = options.message.value_or("");
  for (const std::string& parent : *parents) file.revises.push_back({parent, {}});
  if (options.label) file.labels.push_back({*options.label, {}});
  for (const std::string& target : options.depends_on) {
    Result<std::vector<std::string>> ids = graph.resolve(target, {});
    if (!ids) return tl::unexpected(std::move(ids).error());
    for (const std::string& id : *ids) file.depends_on.push_back({id, {}});
  }
  if (graph.contains(file.id.text))
    return fail(ErrorKind::usage, fmt::format("revision `{}` exists already", file.id.text));
  return file;
}

DraftMigration draft(const Context& context, LoadedProject& project, const ast::File& file) {
  const std::string name = slug(file.title.text);
  const std::string stamp =
      fmt::format("{:%Y%m%dT%H%M}",
                  fmt::gmtime(std::chrono::system_clock::to_time_t(context.environment.now())));
  DraftMigration result;
  const std::filesystem::path& folder = project.config.migrations.value;
  result.path = folder / fmt::format("{}_{}.mig", stamp, name.empty() ? file.id.text : name);
  // A second one of that name in the same minute.
  if (std::filesystem::exists(result.path))
    result.path = folder / fmt::format("{}_{}_{}.mig", stamp, name, file.id.text);
  result.text = print(file);
  result.compilation = std::make_unique<Compilation>(compile_options(project.config));
  result.compilation->take_parsed(*project.compilation);
  result.compilation->add(result.path.filename().string(), result.text);
  result.compilation->build();
  return result;
}

Result<std::string> write_migration(const Context& context, const DraftMigration& draft) {
  MIGC_TRY(create_file(draft.path, draft.text));
  std::string shown = draft.path.lexically_relative(context.environment.working_directory).string();
  return shown.empty() ? draft.path.string() : shown;
}

}  // namespace migc::runtime

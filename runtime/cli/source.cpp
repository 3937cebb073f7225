#include "runtime/cli/source.h"

#include <filesystem>
#include <fmt/format.h>
#include <set>

#include "compiler/base/text.h"
#include "compiler/ops/evolve.h"
#include "runtime/cli/files.h"

namespace migc::runtime {
namespace {

Result<Source> read_desired(const LoadedProject& project, const std::string& word) {
  const Schema* desired = project.compilation->desired();
  if (desired == nullptr) {
    return fail(ErrorKind::usage, "the project has no desired schema",
                "help: write one, and name its files by `schema` in the section [project] of "
                "migc.toml");
  }
  return Source{.name = "the desired schema",
                .word = word,
                .schema = *desired,
                .marks = project.compilation->marks()};
}

Result<Source> read_schema_file(const Context& context, const LoadedProject& project,
                                const std::string& word) {
  Result<std::string> text = read_text(context.environment.working_directory / word);
  if (!text) return tl::unexpected(std::move(text).error());
  Compilation compilation(compile_options(project.config));
  compilation.add(word, *text, ast::FileKind::schema);
  compilation.build();
  MIGC_TRY(require_no_errors(context, compilation));
  const Schema* desired = compilation.desired();
  return Source{.name = word,
                .word = word,
                .schema = desired == nullptr ? Schema() : *desired,
                .marks = compilation.marks()};
}

}  // namespace

Schema schema_at(const History& history, const std::vector<std::string>& revisions) {
  std::set<std::string> wanted;
  for (const std::string& revision : revisions) wanted.merge(history.graph.ancestors(revision));
  Schema schema;
  Diagnostics ignored;  // the history was replayed without errors
  for (const std::string& id : history.graph.order()) {
    if (!wanted.contains(id)) continue;
    for (const Operation& operation : history.find(id)->up) evolve(schema, operation, ignored);
  }
  return schema;
}

Result<Source> read_source(const Context& context, const LoadedProject& project,
                           const std::string& word) {
  if (word == "schema") return read_desired(project, word);
  if (word.ends_with(".mig")) return read_schema_file(context, project, word);
  const History& history = project.history();
  Result<std::vector<std::string>> revisions = history.graph.resolve(word, {});
  if (!revisions) return tl::unexpected(std::move(revisions).error());
  return Source{
      .name = revisions->empty() ? "base" : fmt::format("revision {}", join(*revisions, ", ")),
      .word = word,
      .schema = schema_at(history, *revisions)};
}

}  // namespace migc::runtime

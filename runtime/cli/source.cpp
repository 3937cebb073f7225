#include "runtime/cli/source.h"

#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <sstream>

#include "compiler/base/text.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "runtime/cli/files.h"
#include "runtime/cli/other_tools.h"
#include "runtime/cli/schema_text.h"
#include "runtime/inspect/inspect.h"
#include "runtime/scratch/scratch.h"

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

Result<Source> read_live(const Context& context, const Config& config, Database& database,
                         const ConnectionTarget& target) {
  Result<Inspected> found = inspect(*database.driver, inspect_options(context, config));
  if (!found) return tl::unexpected(std::move(found).error());
  MIGC_TRY(set_other_tools_apart(*database.driver, found->schema));
  Source source{.name = database.display,
                .word = database.display,
                .schema = std::move(found->schema),
                .marks = {},
                .dialect = database.engine,
                .left_out = std::move(found->left_out)};
  if (database.engine == "postgres") source.server = target;
  return source;
}

/// Where a throw-away database of the kind can be had.
ScratchOptions scratch_options(const Context& context, const std::string& dialect,
                               const std::optional<ConnectionTarget>& server) {
  ScratchOptions options{.dialect = dialect, .server = server};
  std::stringstream path(context.environment.find("PATH").value_or(""));
  for (std::string folder; std::getline(path, folder, ':');) {
    if (!folder.empty()) options.binary_folders.emplace_back(folder);
  }
  return options;
}

/// The objects that these operations change.
std::vector<ObjectKey> changed(Schema schema, const std::vector<Operation>& operations) {
  schema.begin_recording();
  Diagnostics ignored;  // the differ has evolved them already
  for (const Operation& operation : operations) evolve(schema, operation, ignored);
  std::vector<ObjectKey> keys;
  for (const auto& [key, before] : schema.end_recording()) keys.push_back(key);
  return keys;
}

/// The dialect of a text: the one that is asked for, or the project's only one.
Result<std::string> text_dialect(const Context& context, const LoadedProject& project,
                                 const std::string& word) {
  if (context.options.dialect) {
    const Dialect* dialect = find_dialect(*context.options.dialect);
    if (dialect != nullptr) return std::string(dialect->name());
    return fail(ErrorKind::usage, fmt::format("`{}` is not a dialect", *context.options.dialect),
                "help: postgres or sqlite");
  }
  const std::vector<TargetDialect> dialects = compile_options(project.config).dialects;
  if (dialects.size() == 1) return dialects.front().name;
  return fail(ErrorKind::usage, fmt::format("it is not known whose words `{}` is in", word),
              "help: say it with `--dialect`");
}

Result<Source> read_sql_file(const Context& context, const LoadedProject& project,
                             const std::string& word) {
  Result<std::string> dialect = text_dialect(context, project, word);
  if (!dialect) return tl::unexpected(std::move(dialect).error());
  Result<std::string> text = read_text(context.environment.working_directory / word);
  if (!text) return tl::unexpected(std::move(text).error());
  Result<std::unique_ptr<Scratch>> scratch =
      Scratch::open(scratch_options(context, *dialect, std::nullopt));
  if (!scratch) return tl::unexpected(std::move(scratch).error());
  MIGC_TRY(load_sql(**scratch, *text, word));
  Result<Inspected> found = inspect((*scratch)->driver(), inspect_options(context, project.config));
  if (!found) return tl::unexpected(std::move(found).error());
  return Source{.name = word,
                .word = word,
                .schema = std::move(found->schema),
                .marks = {},
                .dialect = std::move(*dialect),
                .left_out = std::move(found->left_out)};
}

/// `model` in the words of a database, where both mean the same. Only what seems to differ is made
/// in the throw-away database, with what it needs.
Result<void> settle_with(const Context& context, const LoadedProject& project, Source& model,
                         const Source& database, const std::vector<ObjectKey>& differing) {
  Result<std::unique_ptr<Scratch>> scratch =
      Scratch::open(scratch_options(context, database.dialect, database.server));
  if (!scratch) return tl::unexpected(std::move(scratch).error());
  // An SQLite table is compared as a whole, below.
  const Schema part =
      closure(model.schema, differing,
              database.dialect == "sqlite" ? ForeignKeys::kept : ForeignKeys::left_out);
  Result<Schema> normal = normal_form(**scratch, part, inspect_options(context, project.config));
  if (!normal) return tl::unexpected(std::move(normal).error());
  for (const auto& [key, object] : part.objects()) {
    if (normal->find(key) == nullptr) model.schema.erase(key);
  }
  model.schema = settle(std::move(model.schema), *normal, database.schema);
  if (database.dialect != "sqlite") return {};
  // SQLite has other parts where the language has words of its own: a unique index for a
  // constraint, a check for a length. A table that differs is compared in its words as a whole.
  for (const auto& [key, object] : normal->objects()) {
    const Object* found = database.schema.find(key);
    const Object* settled = model.schema.find(key);
    const bool compared = found != nullptr && settled != nullptr;
    if (key.kind == ObjectKind::table && compared && !(*settled == *found))
      model.schema.put(object);
  }
  return {};
}

}  // namespace

bool is_database(std::string_view word) { return word.find("://") != std::string_view::npos; }

Result<Source> read_database(const Context& context, const Config& config,
                             const std::string& word) {
  Result<Database> database = open_url(context, config, word);
  if (!database) return tl::unexpected(std::move(database).error());
  const Result<ConnectionTarget> target = target_of(config, word, "URL");
  MIGC_TRY(target);
  return read_live(context, config, *database, *target);
}

Result<std::string> align(const Context& context, const LoadedProject& project, Source& from,
                          Source& to) {
  if (from.dialect == to.dialect || (!from.dialect.empty() && !to.dialect.empty()))
    return from.dialect == to.dialect ? from.dialect : std::string();
  Source& model = from.dialect.empty() ? from : to;
  const Source& database = from.dialect.empty() ? to : from;
  const Diff offline =
      diff(from.schema, to.schema, {.dialect = database.dialect, .renames = to.marks});
  if (offline.operations.empty() && offline.impossible.empty()) return database.dialect;
  const Result<void> settled =
      settle_with(context, project, model, database, changed(from.schema, offline.operations));
  if (!settled && settled.error().kind != ErrorKind::usage) return tl::unexpected(settled.error());
  if (!settled) {
    context.output.warn(
        fmt::format("compared without a throw-away database: {}", settled.error().message));
  }
  return database.dialect;
}

Result<void> require_no_drift(const Context& context, const LoadedProject& project,
                              Database& database) {
  if (database.driver == nullptr) return {};
  const Result<ConnectionTarget> target = database_target(project.config);
  MIGC_TRY(target);
  Result<Source> live = read_live(context, project.config, database, *target);
  if (!live) return tl::unexpected(std::move(live).error());
  const std::set<std::string> applied = database.applied();
  Source expected{.name = "the applied migrations",
                  .word = "current",
                  .schema = schema_at(project.history(), {applied.begin(), applied.end()})};
  const Result<std::string> dialect = align(context, project, expected, *live);
  MIGC_TRY(dialect);
  const Diff drift = diff(expected.schema, live->schema, {.dialect = *dialect});
  if (drift.operations.empty() && drift.impossible.empty()) return {};
  std::string lines;
  for (const Operation& operation : drift.operations) lines += describe(operation) + "\n";
  return fail(ErrorKind::refused,
              fmt::format("the database is not what its migrations made: {}",
                          counted(drift.operations.size(), "difference")),
              lines + "help: write a migration that says the same, or undo it");
}

Schema schema_at(const History& history, const std::vector<std::string>& revisions) {
  std::set<std::string> wanted;
  for (const std::string& revision : revisions) wanted.merge(history.graph.ancestors(revision));
  if (wanted.size() == history.revisions.size()) return history.head;
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
  if (is_database(word)) return read_database(context, project.config, word);
  if (word.ends_with(".mig")) return read_schema_file(context, project, word);
  if (word.ends_with(".sql")) return read_sql_file(context, project, word);
  const History& history = project.history();
  Result<std::vector<std::string>> revisions = history.graph.resolve(word, {});
  if (!revisions) return tl::unexpected(std::move(revisions).error());
  return Source{
      .name = revisions->empty() ? "base" : fmt::format("revision {}", join(*revisions, ", ")),
      .word = word,
      .schema = schema_at(history, *revisions)};
}

}  // namespace migc::runtime

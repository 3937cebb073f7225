#include <fmt/format.h>

#include "compiler/base/render.h"
#include "compiler/base/text.h"
#include "compiler/ops/describe.h"
#include "compiler/sema/statements.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/migration_file.h"
#include "runtime/cli/renames.h"
#include "runtime/cli/source.h"

namespace migc::runtime {
namespace {

/// The difference is taken at the end of the history, so that must be one place, and the parent.
Result<void> require_one_end(const Context& context, const Graph& graph) {
  const std::vector<std::string> heads = graph.heads();
  if (heads.size() > 1) {
    return fail(ErrorKind::usage,
                fmt::format("the history has {} heads: {}", heads.size(), quote_list(heads)),
                "help: merge them first: the difference is taken where they all are applied");
  }
  if (!context.options.head) return {};
  Result<std::vector<std::string>> parents = graph.resolve(*context.options.head, {});
  if (!parents) return tl::unexpected(std::move(parents).error());
  if (*parents == heads) return {};
  return fail(ErrorKind::usage, "only what comes after the head can be found by comparison",
              "help: leave `--head` out, or write the migration by hand");
}

/// What cannot be made from nothing either has a mistake; else the comparison has no operation for
/// it, or finds no order.
Error impossible(const Diff& way, const Schema& wanted) {
  const Diff alone = diff({}, wanted, {});
  if (!alone.impossible.empty())
    return {ErrorKind::check,
            "the desired schema contradicts itself",
            join(alone.impossible, "\n"),
            {}};
  return {ErrorKind::check,
          "comparison finds no way from the migrations to the desired schema",
          join(way.impossible, "\n") +
              "\nhelp: write this by hand, in a migration that `migc revision -m` begins, and "
              "compare again for the rest",
          {}};
}

Result<void> require_known_names(const Source& from, const Source& to) {
  const RenameMarks wrong = wrong_marks(from.schema, to.marks);
  if (wrong.empty()) return {};
  return fail(ErrorKind::check,
              fmt::format("{} is marked as the former {}, which {} does not know",
                          thing(wrong.front()), former_thing(wrong.front()), from.name),
              "help: take the `was` out, or name what it was called");
}

Json operations_json(const std::vector<Operation>& operations) {
  Json list = Json::array();
  for (const Operation& operation : operations) list.add(describe(operation));
  return list;
}

ExitCode nothing_changed(const Context& context) {
  if (context.output.json())
    context.output.result_json(Json::object({{"revision", Json()}, {"operations", Json::array()}}));
  context.output.say("nothing to write: the migrations lead to the desired schema");
  return ExitCode::done;
}

/// What the draft says of itself once it is compiled; false when it needs a hand.
bool show_findings(const Context& context, const LoadedProject& project, DraftMigration& made,
                   std::string_view id) {
  Compilation& compilation = *made.compilation;
  if (compilation.history() != nullptr && !compilation.diagnostics().has_errors())
    compilation.check_dialects(id);
  compilation.diagnostics().ignore(project.config.ignored_codes.value);
  const std::string findings = render_text(compilation.diagnostics(), compilation.sources(),
                                           {.color = context.output.color_err()});
  if (!findings.empty()) context.output.raw_error(findings);
  return !compilation.diagnostics().has_errors();
}

void show_written(const Context& context, const ast::File& file, const std::string& shown,
                  const std::vector<Operation>& operations, const Revision* revision) {
  Output& output = context.output;
  const std::string verdict =
      revision == nullptr ? std::string() : std::string(to_string(revision->verdict));
  if (output.json()) {
    output.result_json(Json::object({{"revision", file.id.text},
                                     {"file", shown},
                                     {"operations", operations_json(operations)},
                                     {"verdict", verdict}}));
  } else {
    output.result_line(shown);
  }
  for (const Operation& operation : operations) output.say("  " + describe(operation));
  output.say(
      fmt::format("wrote revision {} with {}", file.id.text, counted(operations.size(), "change")));
  if (revision == nullptr) return;
  output.say(fmt::format("downgrade: {}{}", verdict,
                         revision->reason.empty() ? "" : ": " + revision->reason));
}

void show_answers(const Context& context, const RenameMarks& accepted) {
  for (const RenameMark& mark : accepted) {
    context.output.say(
        fmt::format("taken as a rename: {} was {}", thing(mark), former_thing(mark)));
  }
}

}  // namespace

Result<ExitCode> run_revision(const Context& context) {
  if (!context.options.autogenerate) return run_new(context);
  Result<RenamePolicy> policy = rename_policy(context);
  if (!policy) return tl::unexpected(std::move(policy).error());
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  MIGC_TRY(require_one_end(context, project->history().graph));
  Result<Source> from = read_source(context, *project, context.options.from.value_or("heads"));
  if (!from) return tl::unexpected(std::move(from).error());
  Result<Source> to = read_source(context, *project, context.options.to.value_or("schema"));
  if (!to) return tl::unexpected(std::move(to).error());
  MIGC_TRY(require_known_names(*from, *to));
  const Result<std::string> dialect = align(context, *project, *from, *to);
  if (!dialect) return tl::unexpected(dialect.error());
  const std::optional<Retention> drops = compile_options(project->config).default_retention;
  Result<DecidedDiff> decided = decided_diff(
      context, *policy, from->schema, to->schema,
      {.dialect = *dialect, .renames = to->marks, .drops = drops.value_or(Retention::preserve)});
  if (!decided) return tl::unexpected(std::move(decided).error());
  const Diff& way = decided->way;
  if (!way.impossible.empty()) return tl::unexpected(impossible(way, to->schema));
  if (way.operations.empty() && !context.options.empty) return nothing_changed(context);

  Result<ast::File> file = start_migration(context, *project);
  if (!file) return tl::unexpected(std::move(file).error());
  file->statements = to_statements(way.operations, from->schema);
  file->blank_lines = set_apart();
  DraftMigration made = draft(context, *project, *file);
  const bool complete = show_findings(context, *project, made, file->id.text);
  const History* history = made.compilation->history();
  const bool from_history = !context.options.from;
  if (complete && from_history && dialect->empty() &&
      !diff(history->head, to->schema, {}).operations.empty()) {
    return fail(ErrorKind::check, "the written migration would not lead to the desired schema",
                made.text);
  }
  Result<std::string> shown = write_migration(context, made);
  if (!shown) return tl::unexpected(std::move(shown).error());
  const Revision* revision = complete ? history->find(file->id.text) : nullptr;
  show_written(context, *file, *shown, way.operations, revision);
  show_answers(context, decided->accepted);
  if (complete) return ExitCode::done;
  context.output.say("it needs a hand before it can be applied: see above");
  return ExitCode::findings;
}

}  // namespace migc::runtime

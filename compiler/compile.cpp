#include "compiler/compile.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "compiler/base/check.h"
#include "compiler/dialect/emit.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/forget.h"
#include "compiler/syntax/parser.h"
#include "compiler/syntax/printer.h"

namespace migc {

void Compilation::add(std::string name, std::string text, ast::FileKind kind) {
  given_.push_back({sources_.add(std::move(name), std::move(text)), kind});
}

void Compilation::take_parsed(Compilation& other) {
  MIGC_CHECK(sources_.size() == 0 && !other.diagnostics_.has_errors());
  sources_ = other.sources_;
  for (ast::File& file : std::exchange(other.files_, {})) {
    if (file.kind == ast::FileKind::migration) files_.push_back(std::move(file));
  }
}

namespace {

/// The migrations whose whole ancestry is there.
std::vector<ast::File> independent_files(const std::vector<ast::File>& files) {
  std::set<std::string> sound;
  std::vector<const ast::File*> chosen;
  const auto has = [&](const ast::Ident& id) {
    return id.text == "base" || sound.contains(id.text);
  };
  for (bool grown = true; grown;) {
    grown = false;
    for (const ast::File& file : files) {
      if (file.kind != ast::FileKind::migration || sound.contains(file.id.text)) continue;
      if (!std::ranges::all_of(file.revises, has) || !std::ranges::all_of(file.depends_on, has))
        continue;
      sound.insert(file.id.text);
      chosen.push_back(&file);
      grown = true;
    }
  }
  std::vector<ast::File> result;
  for (const ast::File* file : chosen) result.push_back(*file);
  return result;
}

}  // namespace

bool Compilation::build() {
  const auto migrations = [](const ast::File& file) {
    return file.kind == ast::FileKind::migration;
  };
  Parser parser;
  for (const Source& source : given_) {
    std::optional<ast::File> file = parser.parse(sources_, source.id, diagnostics_);
    if (!file) continue;
    if (file->kind != source.kind) {
      const bool found_schema = file->kind == ast::FileKind::schema;
      diagnostics_.add(
          Code::misplaced_statement, file->header.span,
          found_schema ? "a desired schema stands among the migrations"
                       : "a migration stands among the schema files",
          found_schema ? "expected `migration <id> '<title>';`" : "expected `schema;`");
      continue;
    }
    files_.push_back(std::move(*file));
  }
  const bool parsed = !diagnostics_.has_errors();
  const HistoryOptions options = history_options(options_.default_retention);
  // With files missing from the graph every child of theirs would be reported: only the mistakes of
  // A file that did not parse is missing from the graph: what builds on it would be a consequence,
  // the rest is looked at.
  if (!parsed) {
    const std::vector<ast::File> rest = independent_files(files_);
    std::ignore = build_history(rest, options, diagnostics_);
    return false;
  }
  std::stable_partition(files_.begin(), files_.end(), migrations);
  const auto end = std::ranges::find_if_not(files_, migrations);
  history_ = build_history({files_.begin(), end}, options, diagnostics_);
  build_desired();
  if (history_) {
    for (Revision& revision : history_->revisions)
      revision.file = std::string(sources_.name(revision.span.file));
  }
  return !diagnostics_.has_errors();
}

HistoryOptions Compilation::history_options(std::optional<Retention> retention) const {
  // The readers of the dialects, by name.
  const auto read_text = [](std::string_view name, const Object& object, const Schema& schema,
                            DefinitionText& text, Diagnostics& diagnostics) {
    const Dialect* dialect = find_dialect(name);
    return dialect == nullptr || dialect->read_text(object, schema, text, diagnostics);
  };
  HistoryOptions options{.default_retention = retention, .dialects = {}, .read_text = read_text};
  for (const TargetDialect& dialect : options_.dialects) options.dialects.push_back(dialect.name);
  return options;
}

EmitOptions Compilation::emit_options(std::string_view dialect) const {
  EmitOptions options{.version = {},
                      .ledger_schema = options_.ledger_schema,
                      .ledger_prefix = options_.ledger_prefix};
  const auto found = std::ranges::find(options_.dialects, dialect, &TargetDialect::name);
  if (found != options_.dialects.end()) options.version = found->minimum;
  return options;
}

bool Compilation::check_dialects(std::string_view only) {
  MIGC_CHECK(history_.has_value());
  for (const TargetDialect& target : options_.dialects) {
    const Dialect* dialect = find_dialect(target.name);
    MIGC_CHECK(dialect != nullptr);
    check_dialect(*dialect, emit_options(target.name), only);
    check_raw_texts(*dialect);
  }
  return !diagnostics_.has_errors();
}

void Compilation::check_raw_texts(const Dialect& dialect) {
  // A derived downgrade holds the texts of its migration once more.
  std::set<std::pair<FileId, std::uint32_t>> seen;
  const auto check = [&](const std::vector<NativeText>& texts) {
    for (const NativeText& text : texts) {
      const Span span = text.origin.span;
      if (text.dialect != dialect.name() || text.text.empty() ||
          !seen.insert({span.file, span.begin}).second)
        continue;
      dialect.check_raw(text.text, span, diagnostics_);
    }
  };
  for (const Revision& revision : history_->revisions) {
    for (const std::vector<Operation>* operations : {&revision.up, &revision.down}) {
      for (const Operation& operation : *operations) {
        const auto* raw = std::get_if<RawSql>(&operation.body);
        if (raw == nullptr) continue;
        check(raw->up);
        check(raw->down);
      }
    }
  }
}

void Compilation::check_dialect(const Dialect& dialect, const EmitOptions& options,
                                std::string_view only) {
  Schema schema;
  Diagnostics ignored;
  for (const Revision& revision : history_->revisions) {
    if (!only.empty() && revision.id != only) {
      for (const Operation& operation : revision.up) evolve(schema, operation, ignored);
      continue;
    }
    const std::size_t errors_before = diagnostics_.error_count();
    schema.begin_recording();
    std::ignore = migc::emit(revision, Direction::up, dialect, options, schema, diagnostics_);
    Schema::Before before = schema.end_recording();
    if (diagnostics_.error_count() != errors_before) {
      // What could not be emitted may not have been evolved either: start again from a known state.
      schema.restore(std::move(before));
      for (const Operation& operation : revision.up) evolve(schema, operation, ignored);
      continue;
    }
    Diagnostics on_the_way_back;
    schema.begin_recording();
    std::ignore = migc::emit(revision, Direction::down, dialect, options, schema, on_the_way_back);
    schema.restore(schema.end_recording());
    report_way_back(revision, on_the_way_back);
  }
}

/// What stands in the way of a derived downgrade is nothing that its author wrote.
void Compilation::report_way_back(const Revision& revision, const Diagnostics& found) {
  const auto file = std::ranges::find_if(
      files_, [&](const ast::File& each) { return each.id.text == revision.id; });
  const bool written = file != files_.end() && file->down.has_value();
  for (const Diagnostic* each : found.sorted()) {
    const bool derived = !written && each->severity == Severity::error;
    Diagnostic& added = diagnostics_.add(
        each->code, each->primary.span,
        (derived ? "on the derived way back: " : "") + each->message, each->primary.text);
    added.severity = each->severity;
    added.secondary = each->secondary;
    added.help = derived ? "write the way back in a `down { … }` block, or say `irreversible "
                           "'<reason>';`"
                         : each->help;
  }
}

void Compilation::check_layout() {
  for (const ast::File& file : files_) {
    const FileId id = file.header.span.file;
    if (print(file) == sources_.text(id)) continue;
    diagnostics_
        .add(Code::not_formatted, file.header.span, "the file is not in the canonical layout", {})
        .with_help("run `migc fmt`");
  }
}

namespace {

/// The revision with a way down that does without the stashes; none when it needs none of them.
std::optional<Revision> without_stashes(const Revision& revision, const std::set<StashName>& lost) {
  if (lost.empty()) return std::nullopt;
  Revision poorer = revision;
  if (!forget_stashes(poorer.down, lost)) return std::nullopt;
  poorer.verdict = Verdict::structure_only;
  poorer.reason = "the data that it kept is gone";
  return poorer;
}

}  // namespace

Emitted Compilation::emit(const Plan& plan, const Dialect& dialect, const EmitOptions& options) {
  Emitted result{.script = {.dialect = std::string(dialect.name()), .units = {}}, .others = {}};
  Schema schema = plan.start;
  for (const Leg& leg : plan.legs) {
    const Revision* revision = history_->find(leg.revision);
    MIGC_CHECK(revision != nullptr);
    std::optional<Revision> poorer;
    if (leg.direction == Direction::down) poorer = without_stashes(*revision, plan.lost);
    result.script.units.push_back(migc::emit(poorer ? *poorer : *revision, leg.direction, dialect,
                                             options, schema, diagnostics_));
    if (revision->verdict == Verdict::irreversible || diagnostics_.has_errors()) continue;
    const Direction other = leg.direction == Direction::up ? Direction::down : Direction::up;
    schema.begin_recording();
    result.others.emplace(revision->id,
                          migc::emit(*revision, other, dialect, options, schema, diagnostics_));
    schema.restore(schema.end_recording());
  }
  return result;
}

}  // namespace migc

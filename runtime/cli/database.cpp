#include "runtime/cli/database.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "compiler/base/check.h"
#include "compiler/base/digest.h"
#include "compiler/base/render.h"
#include "compiler/base/text.h"
#include "runtime/cli/signals.h"
#include "runtime/cli/text_diff.h"
#include "runtime/driver/open.h"

namespace migc::runtime {
namespace {

Identity identity(const Environment& environment) {
  return {.who = environment.user,
          .host = environment.host,
          .tool = fmt::format("migc {}", migc_version())};
}

bool is_missing_file(const ConnectionTarget& target) {
  if (target.engine != "sqlite" || target.path.empty()) return false;
  std::error_code problem;
  return !std::filesystem::exists(target.path, problem) && !problem;
}

bool folder_exists(const ConnectionTarget& target) {
  const std::filesystem::path folder = std::filesystem::path(target.path).parent_path();
  std::error_code problem;
  return folder.empty() || std::filesystem::exists(folder, problem);
}

}  // namespace

const Dialect& Database::dialect() const {
  const Dialect* found = find_dialect(engine);
  MIGC_CHECK(found != nullptr);
  return *found;
}

std::set<std::string> Database::applied() const {
  std::set<std::string> ids;
  for (const AppliedRevision& revision : state.applied) ids.insert(revision.revision);
  return ids;
}

Result<Database> connect_database(const Context& context, const Config& config, Access access) {
  Result<ConnectionTarget> target = database_target(config);
  if (!target) return tl::unexpected(std::move(target).error());
  Database database{.engine = target->engine,
                    .display = target->display,
                    .version = {},
                    .driver = nullptr,
                    .journal = nullptr,
                    .state = {}};
  // A missing folder is a mistake in the URL; a missing file is a database that no migration has
  // been applied to. Its version is that of the library, which a private database in memory tells.
  const bool absent = access == Access::read && is_missing_file(*target) && folder_exists(*target);
  if (absent) target->path.clear();
  OpenOptions options;
  options.create = access == Access::write;
  options.read_only = access == Access::read;
  options.wait_for_server = config.connect_timeout.value;
  Result<std::unique_ptr<Driver>> driver = open_driver(*target, options);
  if (!driver) return tl::unexpected(std::move(driver).error());
  const Version version = (*driver)->server_version();
  database.version = version;
  if (version < database.dialect().capabilities().minimum) {
    const Version& lowest = database.dialect().capabilities().minimum;
    return fail(ErrorKind::usage,
                fmt::format("{} {}.{} is too old: migc needs {}.{} or later", database.engine,
                            version.major, version.minor, lowest.major, lowest.minor));
  }
  if (absent) return database;
  database.driver = std::move(*driver);
  const Place place{.schema = config.ledger_schema.value, .prefix = config.ledger_prefix.value};
  database.journal =
      std::make_unique<Journal>(*database.driver, place, identity(context.environment));
  return database;
}

Result<void> read_state(const Config& config, Database& database) {
  if (database.journal == nullptr) return {};
  Result<State> state = patiently(config, [&] { return database.journal->read_state(); });
  if (!state) return tl::unexpected(std::move(state).error());
  database.state = std::move(*state);
  return {};
}

Result<Database> open_database(const Context& context, const Config& config, Access access) {
  Result<Database> database = connect_database(context, config, access);
  if (database) MIGC_TRY(read_state(config, *database));
  return database;
}

EmitOptions emit_options(const LoadedProject& project, const Database& database) {
  EmitOptions options = project.compilation->emit_options(database.engine);
  if (database.version != Version{}) options.version = database.version;
  return options;
}

std::vector<std::string> unknown_revisions(const LoadedProject& project, const Database& database) {
  std::vector<std::string> unknown;
  for (const AppliedRevision& revision : database.state.applied) {
    if (!project.history().graph.contains(revision.revision)) unknown.push_back(revision.revision);
  }
  return unknown;
}

std::vector<const Revision*> edited_revisions(const LoadedProject& project,
                                              const Database& database) {
  std::vector<const Revision*> edited;
  for (const Revision& revision : project.history().revisions) {
    const AppliedRevision* applied = database.state.find(revision.id);
    const UnfinishedUnit* open = database.state.find_unfinished(revision.id);
    if ((applied != nullptr && applied->digest != revision.digest) ||
        (open != nullptr && open->digest != revision.digest))
      edited.push_back(&revision);
  }
  return edited;
}

Result<std::string> difference_of(const Revision& revision, const Database& database) {
  if (database.journal == nullptr) return std::string();
  const Result<std::optional<std::string>> source = database.journal->stored_source(revision.id);
  MIGC_TRY(source);
  if (!*source) return std::string("(the ledger does not keep its text)\n");
  return diff_lines(**source, revision.source);
}

Result<void> require_unedited(const LoadedProject& project, const Database& database) {
  // A whole history that was laid out anew in another encoding should not fill the screen.
  constexpr std::size_t most_shown = 3;
  const std::vector<const Revision*> edited = edited_revisions(project, database);
  if (edited.empty()) return {};
  std::vector<std::string> ids;
  std::string detail;
  for (const Revision* revision : edited) {
    const AppliedRevision* applied = database.state.find(revision->id);
    const Digest& recorded =
        applied != nullptr ? applied->digest : database.state.find_unfinished(revision->id)->digest;
    ids.push_back(revision->id);
    detail += fmt::format("{} ({}): {} as {}, now {}\n", revision->id, revision->file,
                          applied != nullptr ? "applied " + applied->applied : "begun",
                          recorded.hex().substr(0, 12), revision->digest.hex().substr(0, 12));
    if (ids.size() > most_shown) continue;
    Result<std::string> difference = difference_of(*revision, database);
    if (!difference) return tl::unexpected(std::move(difference).error());
    detail += *difference;
  }
  detail +=
      "help: put the text back as it was applied and write a new migration for the change; "
      "comments and layout may differ. `migc repair` records the new text on purpose";
  return fail(ErrorKind::history_changed,
              fmt::format("{} edited after {} applied: {}",
                          edited.size() == 1 ? "a migration was" : "migrations were",
                          edited.size() == 1 ? "it was" : "they were", quote_list(ids)),
              detail);
}

Archive make_archive(const LoadedProject& project, const Emitted& emitted) {
  Archive archive;
  for (const Unit& unit : emitted.script.units) {
    const Revision* revision = project.history().find(unit.revision);
    MIGC_CHECK(revision != nullptr);
    Archived kept{.source = revision->source, .file_digest = {}, .other = std::nullopt};
    if (const ProjectFile* file = project.file_of(*revision)) kept.file_digest = sha256(file->text);
    if (const auto other = emitted.others.find(unit.revision); other != emitted.others.end())
      kept.other = other->second;
    archive.emplace(unit.revision, std::move(kept));
  }
  return archive;
}

Policy make_policy(const Config& config) {
  const auto milliseconds = [](std::chrono::milliseconds time) {
    return fmt::format("{}ms", time.count());
  };
  Policy policy;
  policy.lock_wait = config.lock_wait.value;
  policy.lock_timeout = milliseconds(config.lock_timeout.value);
  // A statement may wait for several locks.
  policy.catalog_timeout = config.lock_timeout.value == std::chrono::milliseconds(0)
                               ? "0"
                               : milliseconds(std::max<std::chrono::milliseconds>(
                                     std::chrono::seconds(10), 5 * config.lock_timeout.value));
  policy.validation_lock_timeout = milliseconds(config.validation_lock_timeout.value);
  if (config.statement_timeout.value)
    policy.statement_timeout = milliseconds(*config.statement_timeout.value);
  policy.idle_timeout = milliseconds(config.idle_timeout.value);
  policy.attempts = config.attempts.value;
  policy.retry_for = config.retry_for.value;
  policy.stop = stop_requested();
  return policy;
}

Error show_origin(const Context& context, const LoadedProject& project, Error error) {
  if (!error.origin.known()) return error;
  const SourceMap& sources = project.compilation->sources();
  if (context.output.json()) {
    const Location at = sources.range(error.origin).begin;
    error.detail = fmt::format("at {}:{}:{}\n{}", sources.name(error.origin.file), at.line,
                               at.column, error.detail);
    return error;
  }
  const std::string state = error.sqlstate.empty() ? "" : fmt::format(" ({})", error.sqlstate);
  const Diagnostic diagnostic{.code = Code::statement_failed,
                              .severity = Severity::error,
                              .message = error.message + state,
                              .primary = {error.origin, "this statement failed"},
                              .secondary = {},
                              .help = {}};
  context.output.raw_error(render_text(diagnostic, sources, {.color = context.output.color_err()}));
  error.message =
      "the run stopped there; what the migration had begun in its transaction was rolled back";
  error.sqlstate.clear();
  return error;
}

}  // namespace migc::runtime

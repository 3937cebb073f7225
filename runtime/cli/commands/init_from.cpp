#include <algorithm>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sstream>

#include "compiler/base/digest.h"
#include "compiler/base/text.h"
#include "compiler/diff/diff.h"
#include "compiler/sema/statements.h"
#include "compiler/syntax/printer.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/files.h"
#include "runtime/cli/other_tools.h"
#include "runtime/cli/schema_text.h"

namespace migc::runtime {
namespace {

struct Found {
  Inspected inspected;
  std::vector<OtherTool> others;
};

/// Everything but what other tools keep for themselves.
Result<Found> look_at(const Context& context, const Config& config, Database& database) {
  Result<Inspected> all = inspect(*database.driver, inspect_options(context, config));
  if (!all) return tl::unexpected(std::move(all).error());
  Result<std::vector<OtherTool>> others = set_other_tools_apart(*database.driver, all->schema);
  if (!others) return tl::unexpected(std::move(others).error());
  return Found{.inspected = *std::move(all), .others = *std::move(others)};
}

/// The URL good from every folder.
Result<std::string> absolute_url(const Config& config, const std::string& url) {
  const Result<ConnectionTarget> target = target_of(config, url, "--from");
  if (!target) return tl::unexpected(target.error());
  if (target->engine != "sqlite") return url;
  return fmt::format("sqlite:///{}",
                     std::filesystem::absolute(target->path).lexically_normal().string());
}

/// As `migc.toml` may hold it: without a password.
std::string url_line(const std::string& url) {
  const bool plain = mask(url) == url && url.find_first_of("\"\\\n$") == std::string::npos;
  return plain ? fmt::format("url = \"{}\"", url)
               : "# It has a password, so it stands where the application reads it from.\nurl = "
                 "\"${DATABASE_URL}\"";
}

/// What was read and what was not, so that later comparisons see the same part of the database.
std::string inspect_section(const Options& options) {
  const auto line = [](std::string_view key, const std::vector<std::string>& patterns) {
    if (patterns.empty()) return std::string();
    Json list = Json::array();
    for (const std::string& pattern : patterns) list.add(pattern);
    return fmt::format("{} = {}\n", key,
                       list.to_text(0));  // an array of strings is the same in TOML
  };
  const std::string lines = line("include", options.include) + line("exclude", options.exclude);
  return lines.empty() ? lines : "\n[inspect]\n" + lines;
}

std::string config_text(const Options& options, const Database& database, const std::string& url) {
  const std::string dialect =
      database.engine == "sqlite"
          ? fmt::format("sqlite >= {}.{}", database.version.major, database.version.minor)
          : fmt::format("{} >= {}", database.engine, database.version.major);
  return fmt::format(R"(# migc: what the migrations of this project are and where they run.

[project]
migrations = "migrations"
schema = ["schema/*.mig"]
dialects = ["{}"] # what every migration must compile for

[database]
{}

[stash]
default = "preserve" # what a drop keeps that does not say: "preserve", "discard", or "ask" to refuse it
{})",
                     dialect, url, inspect_section(options));
}

/// The migration that makes the schema out of nothing. Its id follows from the schema.
Result<ast::File> baseline(const Schema& schema, const std::string& dialect) {
  const Diff made = diff(Schema{}, schema, {.dialect = dialect});
  if (!made.impossible.empty())
    return fail(ErrorKind::check, "migc finds no order in which to create what the database has",
                join(made.impossible, "\n") + "\nhelp: leave it out with `--exclude`");
  ast::File file;
  file.id.text = "b" + sha256(dump(schema)).hex().substr(0, 11);
  file.title.text = "baseline";
  file.statements = to_statements(made.operations, Schema{});
  file.blank_lines = set_apart();
  return file;
}

struct NewFile {
  std::filesystem::path name;
  std::string text;
};

Compilation trial_of(const Database& database, const std::vector<NewFile>& schema) {
  CompileOptions options;
  options.dialects = {{.name = database.engine, .minimum = database.version}};
  Compilation trial(options);
  for (const NewFile& file : schema)
    trial.add(file.name.string(), file.text, ast::FileKind::schema);
  return trial;
}

/// The schema as its files say it. Now texts know all that they name, also what was read after
/// them.
Result<Schema> read_back(const Context& context, const Database& database,
                         const std::vector<NewFile>& schema) {
  Compilation trial = trial_of(database, schema);
  trial.build();
  MIGC_TRY(require_no_errors(context, trial));
  return trial.desired() == nullptr ? Schema{} : *trial.desired();
}

/// What was written must compile, and both parts must say the same.
Result<void> check_files(const Context& context, const Database& database, const NewFile& migration,
                         const std::vector<NewFile>& schema) {
  Compilation trial = trial_of(database, schema);
  trial.add(migration.name.string(), migration.text);
  if (trial.build()) {
    trial.check_dialects();
    trial.check_desired();
  }
  return require_no_errors(context, trial);
}

/// Records the baseline as applied: `migc stamp head` in the new project.
Result<void> stamp_baseline(const Context& context, const std::filesystem::path& root,
                            const std::string& url) {
  Options options = context.options;
  options.command = "stamp";
  options.targets = {"head"};
  options.overrides = {};
  options.overrides.directory = root.string();
  options.overrides.url = url;
  std::ostringstream nobody;
  Output silent(nobody, context.output.talk(), {.quiet = true}, {}, context.environment);
  const Result<ExitCode> stamped = run_stamp({options, context.environment, context.in, silent});
  if (!stamped) return tl::unexpected(stamped.error());
  return {};
}

void tell(const Context& context, const std::vector<std::string>& files, const Found& found,
          const std::string& id) {
  Output& output = context.output;
  std::vector<std::string> others;
  for (const OtherTool& other : found.others) others.push_back(other.in_words());
  if (output.json()) {
    const auto list = [](const std::vector<std::string>& lines) {
      Json result = Json::array();
      for (const std::string& line : lines) result.add(line);
      return result;
    };
    output.result_json(Json::object({{"created", list(files)},
                                     {"baseline", id},
                                     {"other_tools", list(others)},
                                     {"left_out", list(found.inspected.left_out)}}));
    return;
  }
  for (const std::string& file : files) output.result_line("created " + file);
  output.result_line(fmt::format("recorded the baseline {} as applied; nothing was run", id));
  for (const std::string& other : others) output.say("found " + other);
  tell_left_out(context, found.inspected.left_out);
  output.say("next: `migc check`, `migc current`; then change schema/ and write a migration");
}

}  // namespace

Result<ExitCode> run_init_from(const Context& context, const std::filesystem::path& root,
                               const std::filesystem::path& folder) {
  const std::string& url = *context.options.from;
  Result<Config> config =
      load_config(context.options.overrides, context.environment, Project::optional);
  if (!config) return tl::unexpected(std::move(config).error());
  Result<Database> database = open_url(context, *config, url);
  if (!database) return tl::unexpected(std::move(database).error());
  MIGC_TRY(read_state(*config, *database));
  if (!database->state.applied.empty())
    return fail(ErrorKind::refused,
                fmt::format("{} has migrations of migc already", database->display),
                "help: its project is where they are; a new one would start its history again");
  Result<Found> found = look_at(context, *config, *database);
  if (!found) return tl::unexpected(std::move(found).error());
  const Result<std::string> whole = absolute_url(*config, url);
  if (!whole) return tl::unexpected(whole.error());
  std::vector<NewFile> schema;
  Split split = Split::none;
  if (context.options.split) {
    const Result<Split> asked = parse_split(*context.options.split);
    if (!asked) return tl::unexpected(asked.error());
    split = *asked;
  }
  for (SchemaFile& file : schema_files(found->inspected.schema, split))
    schema.push_back({std::filesystem::path("schema") / file.name, std::move(file.text)});
  const Result<Schema> wanted = read_back(context, *database, schema);
  if (!wanted) return tl::unexpected(wanted.error());
  const Result<ast::File> migration = baseline(*wanted, database->engine);
  if (!migration) return tl::unexpected(migration.error());
  const std::string stamp =
      fmt::format("{:%Y%m%dT%H%M}",
                  fmt::gmtime(std::chrono::system_clock::to_time_t(context.environment.now())));
  const NewFile first{std::filesystem::path("migrations") / (stamp + "_baseline.mig"),
                      print(*migration)};
  MIGC_TRY(check_files(context, *database, first, schema));
  std::vector<NewFile> files{
      {"migc.toml", config_text(context.options, *database, url_line(*whole))}, first};
  files.insert(files.end(), schema.begin(), schema.end());
  std::vector<std::string> created;
  for (const NewFile& file : files) {
    MIGC_TRY(create_file(root / file.name, file.text));
    created.push_back((folder / file.name).string());
  }
  database->driver.reset();
  MIGC_TRY(stamp_baseline(context, root, *whole));
  tell(context, created, *found, migration->id.text);
  return ExitCode::done;
}

}  // namespace migc::runtime

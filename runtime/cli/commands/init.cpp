#include <fmt/chrono.h>
#include <fmt/format.h>

#include "runtime/cli/commands/commands.h"
#include "runtime/cli/files.h"
#include "runtime/cli/options.h"

namespace migc::runtime {
namespace {

constexpr std::string_view config_text =
    R"(# migc: what the migrations of this project are and where they run.

[project]
migrations = "migrations"
schema = ["schema/*.mig"]
dialects = ["postgres >= 13", "sqlite >= 3.35"] # what every migration must compile for

[database]
# The application's own URL. Without this line: DATABASE_URL, from the environment or from .env
# beside this file; without that an SQLite file beside this file.
# url = "${DATABASE_URL}"

# [environments.production]
# url = "${PROD_DATABASE_URL}"
# lock_timeout = "2s"

[stash]
default = "preserve" # what a drop keeps that does not say: "preserve", "discard", or "ask" to refuse it
)";

constexpr std::string_view migration_text = R"(migration {} 'create notes';

create table notes {{
  id bigint identity primary key;
  title varchar(200) not null;
  body text not null default '';
  created_at timestamptz not null default now();

  index (created_at desc);
}}
)";

constexpr std::string_view schema_text =
    R"(-- What the tables should look like now. `migc check` compares it with what the migrations lead to.
schema;

table notes {
  id bigint identity primary key;
  title varchar(200) not null;
  body text not null default '';
  created_at timestamptz not null default now();

  index (created_at desc);
}
)";

}  // namespace

Result<ExitCode> run_init(const Context& context) {
  const Options& options = context.options;
  std::filesystem::path root = context.environment.working_directory;
  if (options.overrides.directory) root /= *options.overrides.directory;
  const std::string folder = options.targets.empty() ? "" : options.targets.front();
  if (!folder.empty()) root /= folder;
  std::error_code problem;
  const std::filesystem::path config = root / "migc.toml";
  if (std::filesystem::exists(config, problem)) {
    return fail(
        ErrorKind::usage,
        fmt::format("{} exists already", (std::filesystem::path(folder) / "migc.toml").string()),
        "help: this is a migc project; start with `migc check`, or choose another folder");
  }
  const std::filesystem::path migrations = root / "migrations";
  if (std::filesystem::exists(migrations, problem) &&
      !std::filesystem::is_empty(migrations, problem)) {
    return fail(ErrorKind::refused, fmt::format("the folder {} is not empty", migrations.string()),
                "help: choose another folder, or write migc.toml by hand");
  }
  if (options.from) return run_init_from(context, root, folder);
  const std::string stamp =
      fmt::format("{:%Y%m%dT%H%M}",
                  fmt::gmtime(std::chrono::system_clock::to_time_t(context.environment.now())));
  struct NewFile {
    std::filesystem::path name;
    std::string text;
  };
  const NewFile files[] = {
      {"migc.toml", std::string(config_text)},
      {std::filesystem::path("migrations") / (stamp + "_create_notes.mig"),
       fmt::format(fmt::runtime(migration_text), "a00000000001")},
      {std::filesystem::path("schema") / "notes.mig", std::string(schema_text)},
  };
  Json created = Json::array();
  for (const NewFile& file : files) {
    MIGC_TRY(create_file(root / file.name, file.text));
    const std::string shown = (std::filesystem::path(folder) / file.name).string();
    created.add(shown);
    if (!context.output.json()) context.output.result_line("created " + shown);
  }
  if (context.output.json()) context.output.result_json(Json::object({{"created", created}}));
  context.output.say("next: look at the example, then run `migc check` and `migc apply head`");
  return ExitCode::done;
}

}  // namespace migc::runtime

#include "runtime/inspect/inspect.h"

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/files.h"
#include "runtime/cli/schema_text.h"

namespace migc::runtime {
namespace {

Json texts(const std::vector<std::string>& lines) {
  Json result = Json::array();
  for (const std::string& line : lines) result.add(line);
  return result;
}

}  // namespace

Result<ExitCode> run_inspect(const Context& context) {
  const Options& options = context.options;
  Output& output = context.output;
  Split split = Split::none;
  if (options.split) {
    Result<Split> asked = parse_split(*options.split);
    if (!asked) return tl::unexpected(std::move(asked).error());
    split = *asked;
    if (!options.output_folder)
      return fail(ErrorKind::usage, "`--split` writes several files",
                  "help: say where with `--output DIR`");
  }
  Result<Config> config = load_config(options.overrides, context.environment, Project::optional);
  if (!config) return tl::unexpected(std::move(config).error());
  Result<Database> database = options.targets.empty()
                                  ? connect_database(context, *config, Access::read)
                                  : open_url(context, *config, options.targets.front());
  if (!database) return tl::unexpected(std::move(database).error());
  if (database->driver == nullptr)
    return fail(ErrorKind::connect, fmt::format("there is no database at {}", database->display));
  const Result<Inspected> found = inspect(*database->driver, inspect_options(context, *config));
  if (!found) return tl::unexpected(found.error());
  const std::vector<SchemaFile> files = schema_files(found->schema, split);
  if (!options.output_folder) {
    if (output.json()) {
      output.result_json(Json::object({{"database", database->display},
                                       {"schema", files.front().text},
                                       {"left_out", texts(found->left_out)}}));
    } else {
      output.result(files.front().text);
    }
  } else {
    const std::filesystem::path folder =
        context.environment.working_directory / *options.output_folder;
    std::vector<std::string> written;
    for (const SchemaFile& file : files) {
      MIGC_TRY(create_file(folder / file.name, file.text));
      written.push_back((std::filesystem::path(*options.output_folder) / file.name).string());
    }
    if (output.json()) {
      output.result_json(Json::object({{"database", database->display},
                                       {"files", texts(written)},
                                       {"left_out", texts(found->left_out)}}));
    } else {
      for (const std::string& name : written) output.result_line(name);
    }
  }
  if (!output.json()) tell_left_out(context, found->left_out);
  return ExitCode::done;
}

}  // namespace migc::runtime

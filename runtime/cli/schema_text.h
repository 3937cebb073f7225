#pragma once

#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/schema/schema.h"
#include "runtime/cli/context.h"
#include "runtime/cli/database.h"
#include "runtime/inspect/inspect.h"

namespace migc::runtime {

/// How a schema is spread over files.
enum class Split { none, by_schema, by_table };
[[nodiscard]] Result<Split> parse_split(const std::string& word);

struct SchemaFile {
  std::string name;  ///< "users.mig"
  std::string text;  ///< a desired schema
};

/// A schema as files that form one desired schema: `schema.mig` with all of it; one file a schema,
/// `public.mig` with what is in none; or one a table with what belongs to it, the rest in
/// `schema.mig`.
[[nodiscard]] std::vector<SchemaFile> schema_files(const Schema& schema, Split split);

/// Connects to a URL that was given as an argument.
[[nodiscard]] Result<Database> open_url(const Context& context, const Config& config,
                                        const std::string& url);
/// What to read of a database: the `--include` of the command line or else the configuration's, and
/// nothing that either excludes.
[[nodiscard]] InspectOptions inspect_options(const Context& context, const Config& config);
/// Says what the model has no place for.
void tell_left_out(const Context& context, const std::vector<std::string>& left_out);

}  // namespace migc::runtime

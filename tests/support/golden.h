#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "compiler/compile.h"

namespace migc::test {

/// A folder of `.mig` files and what is expected of them. The files lie in the folder itself or, as
/// in a project, in its subfolders `migrations` and `schema`; a `migc.toml` is honoured.
///
/// What is expected stands in sidecars: `diagnostics.txt` when anything was found; without errors
/// also `schema.txt`, the model at the head, and for each dialect of the project `<dialect>.up.sql`
/// and (unless something is irreversible) `<dialect>.down.sql`. Each sidecar that exists is
/// compared byte for byte; one missing or too many is a failure.
struct GoldenCase {
  std::string name;  ///< "columns/add", "errors/E2004_unknown_column/in_alter"
  std::filesystem::path folder;
  std::filesystem::path sidecars;  ///< `folder` itself, or its subfolder `expected`
  std::string code;                ///< of a case that must draw a finding: its id
};

/// Every case below tests/golden, every example and the reference histories, by name.
[[nodiscard]] std::vector<GoldenCase> golden_cases();

/// A case as it was compiled for every dialect of its project.
struct GoldenRun {
  CompileOptions options;
  std::vector<std::filesystem::path> files;  ///< of the migrations and schema files, in their order
  std::unique_ptr<Compilation> compilation;
  bool autogenerates =
      false;  ///< the schema is not what the migrations lead to, but what is wanted
};
[[nodiscard]] GoldenRun compile_golden(const GoldenCase& golden);

/// What the sidecars should hold, by file name.
[[nodiscard]] std::map<std::string, std::string> expected_sidecars(GoldenRun& run);

/// What they hold now.
[[nodiscard]] std::map<std::string, std::string> found_sidecars(const GoldenCase& golden);

/// Makes the sidecars hold what they should, and lays out the `.mig` files of the case.
void update_golden(const GoldenCase& golden);

/// The text of a file; a failure of the running test when it cannot be read.
[[nodiscard]] std::string read_text(const std::filesystem::path& path);

}  // namespace migc::test

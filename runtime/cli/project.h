#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"
#include "compiler/compile.h"
#include "runtime/cli/config.h"
#include "runtime/cli/context.h"

namespace migc::runtime {

/// A file of the project as it was read, or the reason why it could not be.
struct ProjectFile {
  std::string path;  ///< a plain string: taking paths apart is what a run without work would spend
                     ///< its time on
  std::string name;  ///< as messages show it: relative to the project's root
  std::string text;
  Digest digest;        ///< of `text`
  std::string problem;  ///< empty when it was read
  bool regular = true;  ///< false: something else than a file carries the name
};

/// The `.mig` files of a folder in the order of their names, read by two threads when there are
/// many. Subfolders are not looked into. Fails when the folder cannot be listed.
[[nodiscard]] Result<std::vector<ProjectFile>> read_migrations(const Config& config);
/// The files that the patterns of `[project] schema` name, in the order of their names.
[[nodiscard]] Result<std::vector<ProjectFile>> read_schema_files(const Config& config);

/// One value for all names and texts of a folder: equal values mean that no byte differs. Null when
/// a file cannot be read.
[[nodiscard]] std::optional<Digest> fingerprint(const std::vector<ProjectFile>& files);

/// Compiler options from the configuration.
[[nodiscard]] CompileOptions compile_options(const Config& config);

/// A configuration with its files and their compilation.
struct LoadedProject {
  Config config;
  std::vector<ProjectFile> migrations;
  std::unique_ptr<Compilation> compilation;

  [[nodiscard]] const History& history() const { return *compilation->history(); }
  /// The file of a revision.
  [[nodiscard]] const ProjectFile* file_of(const Revision& revision) const;
};

/// Configuration of the run. Shows its warnings.
[[nodiscard]] Result<Config> configure(const Context& context);

/// Reads and compiles the migrations and schema files. Whether there were errors stands in the
/// compilation.
[[nodiscard]] Result<LoadedProject> load_project(Config config);
/// The same, with the migrations already read.
[[nodiscard]] Result<LoadedProject> compile_project(Config config,
                                                    std::vector<ProjectFile> migrations);

/// For commands that need a history without errors: shows what was found on the error stream and
/// fails with `check` when there were errors.
[[nodiscard]] Result<LoadedProject> load_valid_project(const Context& context);
/// Shows the findings of a compilation on the error stream; a `check` error when there were any.
[[nodiscard]] Result<void> require_no_errors(const Context& context,
                                             const Compilation& compilation);

}  // namespace migc::runtime

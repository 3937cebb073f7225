#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/compile.h"
#include "runtime/cli/config.h"
#include "runtime/cli/context.h"

namespace migc::runtime {

/// What a file system says of a regular file without opening it. Whoever writes to a file moves
/// `changed`, and nobody can set it back (inode(7), st_ctim). Without padding, so that its bytes
/// can be hashed.
struct FileStamp {
  std::uint64_t device, inode;
  std::int64_t size;               ///< bytes
  std::int64_t modified, changed;  ///< nanoseconds since 1970
};

/// A file of a folder that was not opened yet.
struct ListedFile {
  std::size_t name_begin, name_size;  ///< in the listing's `names`
  std::optional<FileStamp> stamp;     ///< none: not a regular file
};

/// The `.mig` files of a folder in the order of their names, in two blocks of memory: a run without
/// work does little else.
struct FolderListing {
  std::string prefix;  ///< of the names in messages: the folder, relative to the project's root
  std::string names;
  std::vector<ListedFile> files;

  [[nodiscard]] std::string_view name_of(const ListedFile& file) const {
    return std::string_view(names).substr(file.name_begin, file.name_size);
  }
  /// One word for all names and stamps: equal words mean that nobody wrote to these files since.
  /// Null when one changed so shortly before `now` that a write of the same instant could not be
  /// told from it.
  [[nodiscard]] std::optional<std::string> stamp(std::chrono::system_clock::time_point now) const;
};

/// A file of the project as it was read, or the reason why it could not be.
struct ProjectFile {
  std::string path;
  std::string name;  ///< as messages show it: relative to the project's root
  std::string text;
  std::string problem;  ///< empty when it was read
  bool regular = true;  ///< false: something else than a file carries the name
};

/// Lists the folder of the migrations; subfolders are not looked into. Fails when it cannot be
/// read.
[[nodiscard]] Result<FolderListing> list_migrations(const Config& config);
[[nodiscard]] std::vector<ProjectFile> read_files(const Config& config,
                                                  const FolderListing& listing);
/// The files that the patterns of `[project] schema` name, in the order of their names.
[[nodiscard]] Result<std::vector<ProjectFile>> read_schema_files(const Config& config);

/// One word for all names and texts of a folder (XXH3, 128 bits): equal words mean that no byte
/// differs, where nobody builds collisions; whoever can write the files can do worse. Null when a
/// file cannot be read.
[[nodiscard]] std::optional<std::string> fingerprint(const std::vector<ProjectFile>& files);
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

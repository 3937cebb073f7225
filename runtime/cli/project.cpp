#include "runtime/cli/project.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <glob.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include "compiler/base/render.h"

namespace migc::runtime {
namespace {

/// Larger files are refused by the parser; they need not be read to the end.
constexpr std::size_t read_limit = (1U << 20U) + 1;

std::string display_name(const std::filesystem::path& path, const std::filesystem::path& root) {
  const std::filesystem::path relative = path.lexically_relative(root);
  return relative.empty() || relative.native().starts_with("..") ? path.string()
                                                                 : relative.string();
}

/// Plain system calls: a no-op `apply` of a thousand migrations spends most of its time here.
void read_file(ProjectFile& file) {
  const int descriptor = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    file.problem = std::generic_category().message(errno);
    return;
  }
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode)) {
    file.regular = false;
    file.problem = S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a regular file";
    ::close(descriptor);
    return;
  }
  const std::size_t expected = std::min(static_cast<std::size_t>(status.st_size) + 1, read_limit);
  file.text.resize(expected);
  std::size_t length = 0;
  while (length < file.text.size()) {
    const ssize_t got = ::read(descriptor, file.text.data() + length, file.text.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) file.problem = std::generic_category().message(errno);
    if (got <= 0) break;
    length += static_cast<std::size_t>(got);
    if (length == file.text.size() && length < read_limit)
      file.text.resize(std::min(length * 2, read_limit));
  }
  file.text.resize(length);
  ::close(descriptor);
}

void read_files(std::vector<ProjectFile>& files) {
  constexpr std::size_t worth_a_thread = 64;
  const auto read_range = [&files](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      read_file(files[i]);
      files[i].digest = sha256(files[i].text);
    }
  };
  if (files.size() < worth_a_thread) return read_range(0, files.size());
  const std::size_t middle = files.size() / 2;
  std::thread helper(read_range, middle, files.size());
  read_range(0, middle);
  helper.join();
}

void add_files(Compilation& compilation, std::vector<ProjectFile>& files, ast::FileKind kind,
               bool keep_texts) {
  for (ProjectFile& file : files) {
    if (file.problem.empty()) {
      compilation.add(file.name, keep_texts ? file.text : std::move(file.text), kind);
    } else {
      compilation.diagnostics().add(
          file.regular ? Code::unreadable_file : Code::not_a_file, Span{},
          fmt::format("`{}` cannot be read: {}", file.name, file.problem));
    }
  }
}

}  // namespace

Result<std::vector<ProjectFile>> read_migrations(const Config& config) {
  const std::filesystem::path& folder = config.migrations.value;
  const std::string prefix = display_name(folder, config.root);
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
  if (entries == nullptr) {
    if (errno == ENOENT) {
      return fail(
          ErrorKind::usage, fmt::format("the folder of the migrations does not exist: {}", prefix),
          fmt::format("it is set by {}\nhelp: create it, or start a project with `migc init`",
                      config.migrations.origin));
    }
    return fail(ErrorKind::io,
                fmt::format("cannot list {}: {}", prefix, std::generic_category().message(errno)));
  }
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(entries.get())) {
    std::string name = entry->d_name;
    if (name.ends_with(".mig")) names.push_back(std::move(name));
  }
  std::ranges::sort(names);
  std::vector<ProjectFile> files;
  files.reserve(names.size());
  const std::string root = folder.string() + "/";
  for (const std::string& name : names) {
    files.push_back({.path = root + name,
                     .name = prefix == "." ? name : prefix + "/" + name,
                     .text = {},
                     .digest = {},
                     .problem = {},
                     .regular = true});
  }
  read_files(files);
  return files;
}

Result<std::vector<ProjectFile>> read_schema_files(const Config& config) {
  std::vector<ProjectFile> files;
  for (const std::string& pattern : config.schema.value) {
    const std::filesystem::path full = config.root / pattern;
    glob_t found{};
    const int outcome = ::glob(full.c_str(), GLOB_NOSORT, nullptr, &found);
    if (outcome != 0 && outcome != GLOB_NOMATCH) {
      ::globfree(&found);
      return fail(ErrorKind::io, fmt::format("cannot list the schema files `{}`", pattern));
    }
    for (std::size_t i = 0; i < found.gl_pathc; ++i) {
      files.push_back({.path = found.gl_pathv[i],
                       .name = display_name(found.gl_pathv[i], config.root),
                       .text = {},
                       .digest = {},
                       .problem = {},
                       .regular = true});
    }
    ::globfree(&found);
  }
  std::ranges::sort(files, {}, &ProjectFile::path);
  const auto same = [](const ProjectFile& a, const ProjectFile& b) { return a.path == b.path; };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
  read_files(files);
  return files;
}

std::optional<Digest> fingerprint(const std::vector<ProjectFile>& files) {
  std::string text;
  for (const ProjectFile& file : files) {
    if (!file.problem.empty()) return std::nullopt;
    text += file.name;
    text += '\0';
    text.append(reinterpret_cast<const char*>(file.digest.bytes.data()), file.digest.bytes.size());
  }
  return sha256(text);
}

CompileOptions compile_options(const Config& config) {
  CompileOptions options;
  options.dialects.clear();
  for (const DialectTarget& target : config.dialects.value) {
    const Dialect* dialect = find_dialect(target.name);
    const Version lowest = dialect == nullptr ? Version{} : dialect->capabilities().minimum;
    options.dialects.push_back({target.name, std::max(target.minimum, lowest)});
  }
  switch (config.stash_default.value) {
    case DropPolicy::preserve:
      options.default_retention = Retention::preserve;
      break;
    case DropPolicy::discard:
      options.default_retention = Retention::discard;
      break;
    case DropPolicy::ask:
      options.default_retention = std::nullopt;
      break;
  }
  options.ledger_schema = config.ledger_schema.value;
  options.ledger_prefix = config.ledger_prefix.value;
  return options;
}

const ProjectFile* LoadedProject::file_of(const Revision& revision) const {
  const auto found = std::ranges::find(migrations, revision.file, &ProjectFile::name);
  return found == migrations.end() ? nullptr : &*found;
}

Result<Config> configure(const Context& context) {
  Result<Config> config = load_config(context.options.overrides, context.environment);
  if (config) {
    for (const std::string& warning : config->warnings) context.output.warn(warning);
  }
  return config;
}

Result<LoadedProject> compile_project(Config config, std::vector<ProjectFile> migrations) {
  Result<std::vector<ProjectFile>> schema = read_schema_files(config);
  if (!schema) return tl::unexpected(std::move(schema).error());
  LoadedProject project{
      .config = std::move(config), .migrations = std::move(migrations), .compilation = nullptr};
  project.compilation = std::make_unique<Compilation>(compile_options(project.config));
  add_files(*project.compilation, project.migrations, ast::FileKind::migration, true);
  add_files(*project.compilation, *schema, ast::FileKind::schema, false);
  project.compilation->build();
  project.compilation->diagnostics().ignore(project.config.ignored_codes.value);
  return project;
}

Result<LoadedProject> load_project(Config config) {
  Result<std::vector<ProjectFile>> migrations = read_migrations(config);
  if (!migrations) return tl::unexpected(std::move(migrations).error());
  return compile_project(std::move(config), std::move(*migrations));
}

Result<void> require_no_errors(const Context& context, const Compilation& compilation) {
  const Diagnostics& diagnostics = compilation.diagnostics();
  if (!diagnostics.has_errors()) return {};
  const std::string message = fmt::format("the migrations have mistakes: {}", summary(diagnostics));
  const std::string findings =
      render_text(diagnostics, compilation.sources(), {.color = context.output.color_err()});
  if (context.output.json())
    return fail(ErrorKind::check, message, findings);  // one object has to hold everything
  context.output.raw_error(findings);
  return fail(ErrorKind::check, message);
}

Result<LoadedProject> load_valid_project(const Context& context) {
  Result<Config> config = configure(context);
  if (!config) return tl::unexpected(std::move(config).error());
  Result<LoadedProject> project = load_project(std::move(*config));
  if (!project) return project;
  MIGC_TRY(require_no_errors(context, *project->compilation));
  return project;
}

}  // namespace migc::runtime

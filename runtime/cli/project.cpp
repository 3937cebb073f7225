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
#include <type_traits>
#include <unistd.h>

#define XXH_INLINE_ALL  // a few functions in a header: no library to load at every start
#include <xxhash.h>

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

/// Room that most files fit in.
constexpr std::size_t small_file = 1U << 16U;

/// Plain system calls, and as few as can be: opening a thousand files is what a run without work
/// spends its time on. `regular` says that it is known to be a regular file; `buffer` is scratch
/// room.
void read_file(ProjectFile& file, bool regular, std::vector<char>& buffer) {
  const int descriptor = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    file.problem = std::generic_category().message(errno);
    return;
  }
  struct stat status {};
  if (!regular && ::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode)) {
    file.regular = false;
    file.problem = S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a regular file";
    ::close(descriptor);
    return;
  }
  std::size_t length = 0;
  while (length < read_limit) {
    if (length == buffer.size()) buffer.resize(std::min(length * 2, read_limit));
    const std::size_t room = buffer.size() - length;
    const ssize_t got = ::read(descriptor, buffer.data() + length, room);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) file.problem = std::generic_category().message(errno);
    if (got <= 0) break;
    length += static_cast<std::size_t>(got);
    // Less than was asked for is the end of a regular file; asking again would cost as much again.
    if (static_cast<std::size_t>(got) < room) break;
  }
  file.text.assign(buffer.data(), length);
  ::close(descriptor);
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// What the folder's entry says of a file; none for what is not a regular file.
std::optional<FileStamp> stamp_of(int folder, const char* name) {
  struct stat status {};
  if (::fstatat(folder, name, &status, 0) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FileStamp{.device = status.st_dev,
                   .inode = status.st_ino,
                   .size = status.st_size,
                   .modified = nanoseconds(status.st_mtim),
                   .changed = nanoseconds(status.st_ctim)};
}

static_assert(std::has_unique_object_representations_v<FileStamp>);

std::string hash_word(const std::string& text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
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

Result<FolderListing> list_migrations(const Config& config) {
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
  FolderListing listing;
  listing.prefix = prefix;
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string_view name = entry->d_name;
    if (!name.ends_with(".mig")) continue;
    listing.files.push_back({.name_begin = listing.names.size(),
                             .name_size = name.size(),
                             .stamp = stamp_of(::dirfd(entries.get()), entry->d_name)});
    listing.names += name;
  }
  std::ranges::sort(listing.files, {},
                    [&listing](const ListedFile& file) { return listing.name_of(file); });
  return listing;
}

std::optional<std::string> FolderListing::stamp(std::chrono::system_clock::time_point now) const {
  constexpr std::chrono::seconds settled(2);
  const std::int64_t latest =
      std::chrono::duration_cast<std::chrono::nanoseconds>((now - settled).time_since_epoch())
          .count();
  std::string text;
  text.reserve(names.size() + files.size() * (sizeof(FileStamp) + 1));
  for (const ListedFile& file : files) {
    if (!file.stamp || file.stamp->changed > latest) return std::nullopt;
    text += name_of(file);
    text += '\0';
    text.append(reinterpret_cast<const char*>(&*file.stamp), sizeof(FileStamp));
  }
  return hash_word(text);
}

std::vector<ProjectFile> read_files(const Config& config, const FolderListing& listing) {
  std::vector<ProjectFile> files;
  files.reserve(listing.files.size());
  const std::string root = config.migrations.value.string() + "/";
  std::vector<char> buffer(small_file);
  for (const ListedFile& file : listing.files) {
    const std::string_view name = listing.name_of(file);
    files.push_back({.path = fmt::format("{}{}", root, name),
                     .name = listing.prefix == "." ? std::string(name)
                                                   : fmt::format("{}/{}", listing.prefix, name),
                     .text = {},
                     .problem = {},
                     .regular = true});
    read_file(files.back(), file.stamp.has_value(), buffer);
  }
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
                       .problem = {},
                       .regular = true});
    }
    ::globfree(&found);
  }
  std::ranges::sort(files, {}, &ProjectFile::path);
  const auto same = [](const ProjectFile& a, const ProjectFile& b) { return a.path == b.path; };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
  std::vector<char> buffer(small_file);
  for (ProjectFile& file : files) read_file(file, false, buffer);
  return files;
}

std::optional<std::string> fingerprint(const std::vector<ProjectFile>& files) {
  std::string text;
  for (const ProjectFile& file : files) {
    if (!file.problem.empty()) return std::nullopt;
    // The lengths keep a byte that moves from one part to the next from going unnoticed.
    text += fmt::format("{}:{}:", file.name.size(), file.text.size());
    text += file.name;
    text += file.text;
  }
  return hash_word(text);
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
  const Result<FolderListing> listing = list_migrations(config);
  if (!listing) return tl::unexpected(listing.error());
  std::vector<ProjectFile> migrations = read_files(config, *listing);
  return compile_project(std::move(config), std::move(migrations));
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

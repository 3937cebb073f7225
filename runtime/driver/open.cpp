#include "runtime/driver/open.h"

#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>
#include <vector>

#include "runtime/driver/postgres_module.h"
#include "runtime/driver/sqlite_driver.h"

namespace migc::runtime {

namespace {

/// Beside the program (a build), in the library folder that belongs to it (an installation), or
/// above it (test programs).
std::vector<std::filesystem::path> module_places(const OpenOptions& options) {
  std::vector<std::filesystem::path> places;
  if (!options.module_folder.empty()) places.emplace_back(options.module_folder);
  std::error_code error;
  const std::filesystem::path program =
      std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  if (!error) {
    places.push_back(program);
    places.push_back(program.parent_path() / "lib" / "migc");
    places.push_back(program.parent_path());
    places.push_back(program.parent_path() / "runtime");
  }
  return places;
}

/// The loaded module is never closed: the code of the drivers that it makes lives in it.
Result<decltype(&migc_open_postgres_v2)> load_postgres(const OpenOptions& options) {
  std::string tried;
  for (const std::filesystem::path& folder : module_places(options)) {
    const std::filesystem::path file = folder / MIGC_POSTGRES_MODULE;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
      tried += fmt::format("{}`{}`", tried.empty() ? "looked in " : ", ", folder.string());
      continue;
    }
    void* module = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) {
      const char* reason = ::dlerror();
      return fail(
          ErrorKind::usage, "the PostgreSQL driver cannot be loaded",
          fmt::format(
              "{}\nhelp: the client library `libpq.so.5` and `libpqxx` have to be installed",
              reason != nullptr ? reason : file.string()));
    }
    void* factory = ::dlsym(module, MIGC_POSTGRES_FACTORY);
    if (factory == nullptr) {
      return fail(ErrorKind::usage,
                  fmt::format("`{}` belongs to another version of migc", file.string()));
    }
    return reinterpret_cast<decltype(&migc_open_postgres_v2)>(factory);
  }
  return fail(ErrorKind::usage,
              fmt::format("the PostgreSQL driver `{}` is missing", MIGC_POSTGRES_MODULE),
              tried +
                  "\nhelp: it is installed with migc; install it again, or keep the file beside "
                  "the program");
}

}  // namespace

Result<std::unique_ptr<Driver>> open_driver(const ConnectionTarget& target,
                                            const OpenOptions& options) {
  if (target.engine == "sqlite") return open_sqlite(target, options);
  if (target.engine != "postgres") {
    return fail(ErrorKind::usage, fmt::format("there is no database driver `{}`", target.engine),
                "help: the drivers are `postgres` and `sqlite`");
  }
  const auto factory = load_postgres(options);
  if (!factory) return tl::unexpected(factory.error());
  Result<std::unique_ptr<Driver>> driver = fail(ErrorKind::connect, "no connection was made");
  (*factory)(target, options, driver);
  return driver;
}

}  // namespace migc::runtime

// Whole processes, side by side with what bounds them: `migc check` with `cat`, a no-op `apply
// head` with connecting, `apply head` with the same SQL through the database's own shell. Prints
// one table of ratios; machines are noisy, so each figure is the best of several runs. The exit
// code says whether all bounds hold.
//   migc_process_bench [N …]     sizes of the generated histories (default: 1000 10000)
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "compiler/compile.h"
#include "tests/bench/history.h"

namespace migc {
namespace {

using Clock = std::chrono::steady_clock;

/// Runs a program to its end with its output thrown away; the time in milliseconds, or nothing when
/// it failed.
double run(const std::filesystem::path& folder, const std::vector<std::string>& words,
           const std::string& input = "/dev/null") {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  const Clock::time_point start = Clock::now();
  pid_t child = 0;
  int status = 0;
  if (posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) != 0 ||
      waitpid(child, &status, 0) != child || status != 0) {
    std::fprintf(stderr, "cannot run %s (status %d)\n", words[0].c_str(), status);
    std::exit(2);
  }
  const std::chrono::duration<double, std::milli> elapsed = Clock::now() - start;
  posix_spawn_file_actions_destroy(&actions);
  return elapsed.count();
}

/// The best of several turns, `prepare` before each outside the measurement; both sides take turns,
/// so that noise hits both.
struct Pair {
  double ours = 1e9;
  double theirs = 1e9;
};

template <typename Ours, typename Theirs>
Pair compare(int turns, Ours ours, Theirs theirs) {
  Pair best;
  for (int i = 0; i < turns; ++i) {
    best.ours = std::min(best.ours, ours());
    best.theirs = std::min(best.theirs, theirs());
  }
  return best;
}

bool all_hold = true;

void report(const std::string& what, const Pair& pair, double bound) {
  const double ratio = pair.ours / pair.theirs;
  const bool holds = ratio <= bound;
  all_hold = all_hold && holds;
  std::fputs(fmt::format("{:<52} {:>9.1f} ms {:>9.1f} ms {:>7.2f} {:>7.2f}  {}\n", what, pair.ours,
                         pair.theirs, ratio, bound, holds ? "ok" : "OVER")
                 .c_str(),
             stdout);
  std::fflush(stdout);
}

class Project {
 public:
  explicit Project(std::int64_t size)
      : folder_(std::filesystem::temp_directory_path() /
                fmt::format("migc-bench-{}-{}", ::getpid(), size)) {
    std::filesystem::create_directories(folder_ / "migrations");
    std::ofstream(folder_ / "migc.toml") << "[project]\nmigrations = \"migrations\"\nschema = "
                                            "[]\n[database]\nurl = \"sqlite:///bench.db\"\n";
    const std::vector<std::string> texts = bench::history(size);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      names_.push_back(fmt::format("{:06}.mig", i));
      std::ofstream(folder_ / "migrations" / names_.back()) << texts[i];
      compilation_.add(names_.back(), texts[i]);
    }
    if (!compilation_.build()) std::exit(2);
  }
  ~Project() { std::filesystem::remove_all(folder_); }
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// The statements of the history as one would write them by hand: a transaction and a version row
  /// for each migration.
  std::string write_script(std::string_view dialect) {
    const Dialect& found = *find_dialect(dialect);
    Route route{.direction = RouteDirection::up,
                .revisions = compilation_.history()->graph.order()};
    const Plan plan = make_plan(*compilation_.history(), {}, route);
    const Emitted emitted = compilation_.emit(plan, found, compilation_.emit_options(dialect));
    const std::filesystem::path path = folder_ / fmt::format("{}.sql", dialect);
    std::ofstream out(path);
    out << "CREATE TABLE version (id text PRIMARY KEY);\n";
    for (const Unit& unit : emitted.script.units) {
      out << (dialect == "sqlite" ? "BEGIN IMMEDIATE;\n" : "BEGIN;\n");
      for (const Batch& batch : unit.batches) {
        for (const Statement& statement : batch.statements) out << statement.sql << ";\n";
      }
      out << fmt::format("INSERT INTO version VALUES ('{}');\nCOMMIT;\n", unit.revision);
    }
    return path.string();
  }

 private:
  std::filesystem::path folder_;
  std::vector<std::string> names_;
  Compilation compilation_;
};

void measure_check(const Project& project) {
  std::vector<std::string> cat{"cat"};
  cat.insert(cat.end(), project.names().begin(), project.names().end());
  const Pair pair = compare(
      5,
      [&] {
        return run(project.folder(), {MIGC_PROGRAM, "check"});
      },
      [&] { return run(project.folder() / "migrations", cat); });
  report(fmt::format("check of {} migrations / cat", project.names().size()), pair, 25.0);
}

void measure_sqlite(Project& project) {
  const std::filesystem::path database = project.folder() / "bench.db";
  const std::string script = project.write_script("sqlite");
  const auto fresh = [&] {
    for (const char* suffix : {"", "-journal", "-wal", "-migc-lock"})
      std::filesystem::remove(database.string() + suffix);
  };
  const Pair full = compare(
      8,
      [&] {
        fresh();
        return run(project.folder(), {MIGC_PROGRAM, "apply", "head", "-q"});
      },
      [&] {
        fresh();
        return run(project.folder(), {"sqlite3", "-bail", database.string()}, script);
      });
  report(fmt::format("apply of {} migrations / sqlite3 < script", project.names().size()), full,
         1.2);
  fresh();
  run(project.folder(), {MIGC_PROGRAM, "apply", "head", "-q"});
  const Pair noop = compare(
      20,
      [&] {
        return run(project.folder(), {MIGC_PROGRAM, "apply", "head"});
      },
      [&] {
        return run(project.folder(), {"sqlite3", database.string(), "select 1"});
      });
  report(fmt::format("no-op apply, {} applied / sqlite3 'select 1'", project.names().size()), noop,
         2.5);
}

void measure_postgres(Project& project, const std::string& server) {
  const std::string script = project.write_script("postgres");
  const std::string url = server.substr(0, server.rfind('/')) + "/migc_bench";
  const auto fresh = [&] {
    run(project.folder(), {"psql", "-qX", server, "-c", "DROP DATABASE IF EXISTS migc_bench"});
    run(project.folder(), {"psql", "-qX", server, "-c", "CREATE DATABASE migc_bench"});
  };
  const Pair full = compare(
      8,
      [&] {
        fresh();
        return run(project.folder(), {MIGC_PROGRAM, "--url", url, "apply", "head", "-q"});
      },
      [&] {
        fresh();
        return run(project.folder(), {"psql", "-qX", "-v", "ON_ERROR_STOP=1", url}, script);
      });
  report(fmt::format("apply of {} migrations / psql < script", project.names().size()), full, 1.2);
  fresh();
  run(project.folder(), {MIGC_PROGRAM, "--url", url, "apply", "head", "-q"});
  const Pair noop = compare(
      20,
      [&] {
        return run(project.folder(), {MIGC_PROGRAM, "--url", url, "apply", "head"});
      },
      [&] {
        return run(project.folder(), {"psql", "-X", url, "-c", "select 1"});
      });
  report(fmt::format("no-op apply, {} applied / psql -c 'select 1'", project.names().size()), noop,
         1.0);
  run(project.folder(), {"psql", "-qX", server, "-c", "DROP DATABASE IF EXISTS migc_bench"});
}

}  // namespace
}  // namespace migc

int main(int count, char** words) {
  std::vector<std::int64_t> sizes;
  for (int i = 1; i < count; ++i) sizes.push_back(std::atoll(words[i]));
  if (sizes.empty()) sizes = {1000, 10000};
  std::fputs(
      fmt::format("{:<52} {:>12} {:>12} {:>7} {:>7}\n", "", "migc", "beside", "ratio", "bound")
          .c_str(),
      stdout);
  const char* server = std::getenv("MIGC_TEST_PG_URL");
  for (const std::int64_t size : sizes) {
    migc::Project project(size);
    migc::measure_check(project);
    // Committing ten thousand times measures the disk, not the program.
    if (size > 2000) continue;
    migc::measure_sqlite(project);
    if (server != nullptr)
      migc::measure_postgres(project, server);
    else
      std::puts("PostgreSQL is not measured: no server");
  }
  return migc::all_hold ? 0 : 1;
}

#include "tests/support/golden.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/base/render.h"
#include "compiler/dialect/dialect.h"
#include "compiler/diff/diff.h"
#include "compiler/sema/statements.h"
#include "compiler/syntax/printer.h"
#include "runtime/cli/config.h"
#include "tests/support/compile_text.h"

namespace migc::test {

namespace {

namespace fs = std::filesystem;

/// The case whose purpose is a file that is not laid out.
constexpr std::string_view layout_code = "W9001";

fs::path root() { return MIGC_SOURCE_DIR; }

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> paths;
  if (!fs::is_directory(folder)) return paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

std::vector<fs::path> mig_files(const fs::path& folder) {
  std::vector<fs::path> files = sorted_entries(folder);
  std::erase_if(files, [](const fs::path& path) {
    return path.extension() != ".mig" || !fs::is_regular_file(path);
  });
  return files;
}

bool is_case(const fs::path& folder) {
  return !mig_files(folder).empty() || fs::is_directory(folder / "migrations") ||
         fs::is_directory(folder / "schema");
}

void find_cases(const fs::path& folder, const fs::path& base, std::vector<GoldenCase>& cases) {
  if (is_case(folder)) {
    GoldenCase found{.name = fs::relative(folder, base).generic_string(),
                     .folder = folder,
                     .sidecars = folder,
                     .code = {}};
    // errors/E2004_unknown_column/in_alter
    if (found.name.starts_with("errors/")) {
      const std::string rest = found.name.substr(7);
      found.code = rest.substr(0, rest.find_first_of("_/"));
    }
    cases.push_back(std::move(found));
    return;
  }
  for (const fs::path& entry : sorted_entries(folder)) {
    if (fs::is_directory(entry)) find_cases(entry, base, cases);
  }
}

CompileOptions options_of(const fs::path& folder) {
  CompileOptions options;
  if (!fs::exists(folder / "migc.toml")) return options;
  runtime::Environment environment;
  environment.working_directory = folder;
  runtime::Overrides overrides;
  overrides.directory = folder.string();
  const Result<runtime::Config> config = runtime::load_config(overrides, environment);
  if (!config) {
    ADD_FAILURE() << folder / "migc.toml"
                  << ": " << config.error().message;
    return options;
  }
  options.dialects.clear();
  for (const runtime::DialectTarget& target : config->dialects.value) {
    const Dialect* dialect = find_dialect(target.name);
    options.dialects.push_back(
        {target.name, std::max(target.minimum, dialect->capabilities().minimum)});
  }
  switch (config->stash_default.value) {
    case runtime::DropPolicy::preserve:
      options.default_retention = Retention::preserve;
      break;
    case runtime::DropPolicy::discard:
      options.default_retention = Retention::discard;
      break;
    case runtime::DropPolicy::ask:
      options.default_retention = std::nullopt;
      break;
  }
  return options;
}

bool is_sidecar(const fs::path& path) {
  return path.extension() == ".txt" || path.extension() == ".sql";
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) ADD_FAILURE() << "cannot write " << path;
}

}  // namespace

std::string read_text(const fs::path& path) {
  const std::ifstream in(path, std::ios::binary);
  if (!in) ADD_FAILURE() << "cannot read " << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<GoldenCase> golden_cases() {
  std::vector<GoldenCase> cases;
  find_cases(root() / "tests/golden", root() / "tests/golden", cases);
  const auto add_project = [&](const fs::path& folder) {
    cases.push_back({.name = fs::relative(folder, root()).generic_string(),
                     .folder = folder,
                     .sidecars = folder / "expected",
                     .code = {}});
  };
  for (const fs::path& example : sorted_entries(root() / "examples")) {
    if (fs::is_directory(example)) add_project(example);
  }
  for (const std::string_view reference :
       {"migrations", "migrations/postgres", "migrations/sqlite"})
    add_project(root() / reference);
  std::ranges::sort(cases, {}, &GoldenCase::name);
  return cases;
}

GoldenRun compile_golden(const GoldenCase& golden) {
  GoldenRun run;
  run.options = options_of(golden.folder);
  run.compilation = std::make_unique<Compilation>(run.options);
  const auto add = [&](const fs::path& folder, ast::FileKind kind) {
    for (const fs::path& file : mig_files(folder)) {
      run.files.push_back(file);
      run.compilation->add(fs::relative(file, golden.folder).generic_string(), read_text(file),
                           kind);
    }
  };
  add(golden.folder, ast::FileKind::migration);
  add(golden.folder / "migrations", ast::FileKind::migration);
  add(golden.folder / "schema", ast::FileKind::schema);
  run.autogenerates = golden.name.starts_with("autogenerate/");
  if (run.compilation->build() && run.compilation->check_dialects()) {
    if (!run.autogenerates) run.compilation->check_desired();
    run.compilation->check_renames();
  }
  run.compilation->check_layout();
  return run;
}

namespace {

/// The migration that comparison writes, and what it would ask.
std::string written(const Compilation& compilation) {
  const Schema& from = compilation.history()->head;
  const Diff way = diff(from, *compilation.desired(), {.renames = compilation.marks()});
  ast::File file;
  file.id.text = "written";
  file.title.text = "written by comparison";
  for (const std::string& head : compilation.history()->graph.heads())
    file.revises.push_back({head, {}});
  file.statements = to_statements(way.operations, from);
  file.blank_lines = set_apart();
  std::string text = print(file);
  for (const RenameCandidate& candidate : way.undecided) {
    const RenameMark& mark = candidate.mark;
    const bool whole = mark.member.empty();
    text += fmt::format(
        "? `{}` was `{}`: {} ({} %)\n", whole ? mark.object.name.display() : mark.member,
        whole ? mark.was.display() : mark.member_was, candidate.reason, candidate.score);
  }
  for (const std::string& line : way.impossible) text += "! " + line + "\n";
  return text;
}

}  // namespace

std::map<std::string, std::string> expected_sidecars(GoldenRun& run) {
  std::map<std::string, std::string> sidecars;
  Compilation& compilation = *run.compilation;
  std::string found = rendered(compilation);
  if (!found.empty()) sidecars.emplace("diagnostics.txt", std::move(found));
  if (compilation.diagnostics().has_errors()) return sidecars;
  const History& history = *compilation.history();
  if (run.autogenerates) {
    sidecars.emplace("written.txt", written(compilation));
    return sidecars;
  }
  sidecars.emplace("schema.txt", dump(history.head));
  const bool reversible = std::ranges::none_of(
      history.revisions, [](const Revision& r) { return r.verdict == Verdict::irreversible; });
  for (const TargetDialect& target : run.options.dialects) {
    const Dialect& dialect = *find_dialect(target.name);
    const EmitOptions options = compilation.emit_options(target.name);
    const auto script = [&](Direction direction) {
      return to_sql(compilation.emit(full_plan(history, direction), dialect, options).script);
    };
    sidecars.emplace(target.name + ".up.sql", script(Direction::up));
    if (reversible) sidecars.emplace(target.name + ".down.sql", script(Direction::down));
  }
  return sidecars;
}

std::map<std::string, std::string> found_sidecars(const GoldenCase& golden) {
  std::map<std::string, std::string> sidecars;
  for (const fs::path& path : sorted_entries(golden.sidecars)) {
    if (is_sidecar(path)) sidecars.emplace(path.filename().string(), read_text(path));
  }
  return sidecars;
}

void update_golden(const GoldenCase& golden) {
  GoldenRun run = compile_golden(golden);
  if (golden.code != layout_code) {
    for (const ast::File& file : run.compilation->files()) {
      const fs::path path =
          golden.folder / fs::path(run.compilation->sources().name(file.header.span.file));
      const std::string text = print(file);
      if (text != read_text(path)) write_text(path, text);
    }
    run = compile_golden(golden);
  }
  const std::map<std::string, std::string> expected = expected_sidecars(run);
  fs::create_directories(golden.sidecars);
  for (const auto& [name, text] : found_sidecars(golden)) {
    if (!expected.contains(name)) fs::remove(golden.sidecars / name);
  }
  for (const auto& [name, text] : expected) write_text(golden.sidecars / name, text);
}

}  // namespace migc::test

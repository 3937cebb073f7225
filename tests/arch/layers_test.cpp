#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace migc {
namespace {

namespace fs = std::filesystem;

/// Files whose path begins with `who` may include what begins with `who` or with one of `allowed`.
/// The longest matching `who` counts.
struct Layer {
  std::string_view who;
  std::vector<std::string_view> allowed;
};

const std::vector<Layer>& layers() {
  static const std::vector<Layer> table{
      {"compiler/base/", {}},
      {"compiler/schema/", {"compiler/base/"}},
      // Types and expressions as they are parsed are the values that the model keeps.
      {"compiler/syntax/", {"compiler/base/", "compiler/schema/"}},
      {"compiler/ops/", {"compiler/base/", "compiler/schema/"}},
      {"compiler/diff/",
       {"compiler/base/", "compiler/schema/", "compiler/ops/", "compiler/dialect/sql_tokens.h"}},
      {"compiler/sema/",
       {"compiler/base/", "compiler/schema/", "compiler/ops/", "compiler/syntax/ast.h",
        "compiler/syntax/printer.h"}},
      {"compiler/plan/",
       {"compiler/base/", "compiler/schema/", "compiler/ops/", "compiler/sema/history.h"}},
      {"compiler/plan/script", {"compiler/base/"}},
      {"compiler/dialect/",
       {"compiler/base/", "compiler/schema/", "compiler/ops/", "compiler/plan/",
        "compiler/sema/history.h"}},
      {"compiler/lint/",
       {"compiler/base/", "compiler/schema/", "compiler/ops/", "compiler/plan/",
        "compiler/sema/history.h"}},
      {"compiler/compile", {"compiler/"}},
      {"runtime/driver/", {"compiler/base/"}},
      {"runtime/journal/", {"compiler/base/", "compiler/plan/script.h", "runtime/driver/"}},
      {"runtime/exec/",
       {"compiler/base/", "compiler/plan/script.h", "runtime/driver/", "runtime/journal/"}},
      // Each dialect reads its own expressions and texts.
      {"runtime/inspect/",
       {"compiler/base/", "compiler/schema/", "compiler/dialect/dialect.h",
        // SQLite's catalog is text; what is read from it must be what a `.mig` file can say.
        "compiler/dialect/sqlite/read_table.h", "compiler/ops/", "compiler/sema/typecheck.h",
        "runtime/driver/"}},
      // A scratch database is made of the difference between nothing and a schema.
      {"runtime/scratch/",
       {"compiler/base/", "compiler/schema/", "compiler/ops/", "compiler/diff/", "compiler/plan/",
        "compiler/dialect/", "compiler/sema/history.h", "runtime/driver/", "runtime/inspect/",
        "runtime/exec/"}},
      // The ledger tells since when a stash is kept and for what, and remembers a purge.
      {"runtime/stash/",
       {"compiler/base/", "compiler/schema/", "compiler/plan/script.h", "runtime/driver/",
        "runtime/inspect/", "runtime/exec/", "runtime/journal/"}},
      {"runtime/cli/", {"compiler/", "runtime/"}},
  };
  return table;
}

/// Words of the sources, and the only files that may hold them (a regular expression over the whole
/// path).
struct Home {
  std::vector<std::string_view> words;
  std::string files;
};

const std::vector<Home>& homes() {
  static const std::vector<Home> table{
      {{"antlr4", "MigLexer", "MigParser"}, R"(compiler/syntax/parser(_\w+)?\.(cpp|h))"},
      {{"pqxx"}, R"(runtime/driver/postgres_driver\.cpp)"},
      {{"SQLite::", "sqlite3_", "SQLiteCpp/", "sqlite3.h"},
       R"(runtime/driver/sqlite_(driver\.cpp|pages\.(h|cpp)))"},
      {{"pg_query_", "pg_query.h"}, R"(compiler/dialect/postgres/pg_text\.cpp)"},
      {{"CLI::", "<CLI/"}, R"(runtime/cli/.*\.cpp)"},
      {{"toml::", "toml++/"}, R"(runtime/cli/config\w*\.cpp)"},
      {{"std::cout", "std::cerr", "std::clog", "std::printf", "std::fprintf", "std::puts"},
       R"(runtime/cli/main\.cpp|compiler/base/check\.cpp)"},
      {{"getenv", "environ"}, R"(runtime/cli/environment\.cpp)"},
      {{"dlfcn.h"}, R"(runtime/driver/\w+\.cpp)"},
      // Heavy: a header that included it would cost every file that includes that header.
      {{"nlohmann/json.hpp"}, R"((compiler|runtime)/.*\.cpp)"},
      // What one of the two compilers cannot do.
      {{"<ranges>", "<source_location>", "std::format(", "std::expected"}, "no file"},
  };
  return table;
}

fs::path root() { return MIGC_SOURCE_DIR; }

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << file;
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Source {
  std::string path;  ///< from the root
  std::string text;
  std::string code;  ///< the text without comments, which may mention anything
};

std::string without_comments(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    std::size_t end = line.find("//");
    if (end != std::string_view::npos && end > 0 && line[end - 1] == ':') {
      end = std::string_view::npos;  // a URL in a literal
    }
    result += line.substr(0, end);
    result += '\n';
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return result;
}

/// All sources, sorted by path.
const std::vector<Source>& sources() {
  static const std::vector<Source> all = [] {
    std::vector<Source> result;
    for (const char* top : {"compiler", "runtime"}) {
      for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root() / top)) {
        const fs::path extension = entry.path().extension();
        if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp")) {
          const std::string text = read(entry.path());
          result.push_back({.path = fs::relative(entry.path(), root()).generic_string(),
                            .text = text,
                            .code = without_comments(text)});
        }
      }
    }
    std::sort(result.begin(), result.end(),
              [](const Source& left, const Source& right) { return left.path < right.path; });
    return result;
  }();
  return all;
}

/// The paths in quotes after #include.
std::vector<std::string> includes(const Source& source) {
  constexpr std::string_view directive = "\n#include \"";
  std::vector<std::string> result;
  const std::string code = '\n' + source.code;
  for (std::size_t at = code.find(directive); at != std::string::npos;
       at = code.find(directive, at)) {
    at += directive.size();
    result.push_back(code.substr(at, code.find('"', at) - at));
  }
  return result;
}

/// Whether the word stands in the code as a word: no letter continues it at an end that is a letter
/// itself.
bool holds(std::string_view code, std::string_view word) {
  const auto is_letter = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (std::size_t at = code.find(word); at != std::string_view::npos;
       at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool continued_left = at > 0 && is_letter(word.front()) && is_letter(code[at - 1]);
    const bool continued_right =
        end < code.size() && is_letter(word.back()) && word.back() != '_' && is_letter(code[end]);
    if (!continued_left && !continued_right) {
      return true;
    }
  }
  return false;
}

const Layer* layer_of(std::string_view file) {
  const Layer* best = nullptr;
  for (const Layer& layer : layers()) {
    if (file.starts_with(layer.who) && (best == nullptr || layer.who.size() > best->who.size())) {
      best = &layer;
    }
  }
  return best;
}

bool may_include(const Layer& layer, std::string_view included) {
  return included.starts_with(layer.who) ||
         std::any_of(layer.allowed.begin(), layer.allowed.end(),
                     [included](std::string_view prefix) { return included.starts_with(prefix); });
}

TEST(LayersTest, EveryFolderIsInTheTable) {
  for (const Source& source : sources()) {
    EXPECT_NE(layer_of(source.path), nullptr)
        << source.path << " belongs to no layer; add its folder to the table";
  }
}

TEST(LayersTest, IncludesFollowTheTable) {
  const std::set<std::string> generated{"MigLexer.h", "MigParser.h", "antlr4-runtime.h"};
  for (const Source& source : sources()) {
    const Layer* layer = layer_of(source.path);
    if (layer == nullptr) {
      continue;
    }
    for (const std::string& included : includes(source)) {
      if (generated.contains(included)) {
        continue;  // has a home of its own, see below
      }
      EXPECT_TRUE(fs::exists(root() / included))
          << source.path << " includes \"" << included << "\", which is not a path from the root";
      EXPECT_TRUE(may_include(*layer, included)) << source.path << " must not include " << included;
    }
  }
}

TEST(LayersTest, HeavyLibrariesHaveOneHome) {
  for (const Home& home : homes()) {
    const std::regex files(home.files);
    for (const Source& source : sources()) {
      if (std::regex_match(source.path, files)) {
        continue;
      }
      for (const std::string_view word : home.words) {
        EXPECT_FALSE(holds(source.code, word))
            << source.path << " holds `" << word << "`, which belongs to " << home.files;
      }
    }
  }
}

TEST(LayersTest, HeadersBeginWithPragmaOnceAndSourcesWithTheirHeader) {
  for (const Source& source : sources()) {
    if (source.path.ends_with(".h")) {
      EXPECT_TRUE(holds(source.code, "#pragma once")) << source.path;
      continue;
    }
    const std::string header = source.path.substr(0, source.path.size() - 4) + ".h";
    if (fs::exists(root() / header)) {
      const std::vector<std::string> included = includes(source);
      EXPECT_EQ(included.empty() ? "" : included.front(), header)
          << source.path << " must include its own header first";
    }
  }
}

TEST(LayersTest, FilesKeepASizeThatCanBeRead) {
  constexpr std::ptrdiff_t limit = 800;
  for (const Source& source : sources()) {
    EXPECT_LE(std::count(source.text.begin(), source.text.end(), '\n'), limit) << source.path;
  }
}

TEST(RegistryTest, EveryLineOfCodesDefHasAnIdAndANameOfItsOwn) {
  static const std::regex shape(
      R"re(MIGC_CODE\("((E|W)\d{4}|MG\d{3})", ([a-z0-9_]+), (error|warning|info), "[^"]+"\))re");
  std::istringstream lines(read(root() / "compiler/base/codes.def"));
  std::vector<std::string> ids;
  std::vector<std::string> names;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with("//")) {
      continue;
    }
    std::smatch match;
    ASSERT_TRUE(std::regex_match(line, match, shape)) << line;
    ids.push_back(match[1]);
    names.push_back(match[3]);
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end())
      << "used twice: " << *std::adjacent_find(ids.begin(), ids.end());
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end())
      << "used twice: " << *std::adjacent_find(names.begin(), names.end());
}

}  // namespace
}  // namespace migc

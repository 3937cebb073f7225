#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/base/source_map.h"
#include "compiler/dialect/dialect.h"
#include "compiler/diff/diff.h"
#include "compiler/plan/plan.h"
#include "compiler/plan/script.h"
#include "compiler/sema/history.h"
#include "compiler/syntax/ast.h"

namespace migc {

/// A dialect that the project's migrations must compile for, and the oldest server of it.
struct TargetDialect {
  std::string name;
  Version minimum;
};

struct CompileOptions {
  std::vector<TargetDialect> dialects = {{"postgres", {13, 0, 0}}, {"sqlite", {3, 35, 5}}};
  std::optional<Retention> default_retention = Retention::preserve;
  std::string ledger_schema = "migc";
  std::string ledger_prefix = "migc_";
};

/// A plan in the words of one dialect, with the way back of each of its units: the ledger keeps
/// both.
struct Emitted {
  Script script;
  std::map<std::string, Unit, std::less<>> others;  ///< by revision; none for what is irreversible
};

/// One compilation: sources in, diagnostics and a history out. What the command line and the tests
/// call.
class Compilation {
 public:
  explicit Compilation(CompileOptions options = {}) : options_(std::move(options)) {}

  /// Adds a file. Its own first word says whether it is a migration or a desired schema; `kind` is
  /// what its folder holds, and the other kind is an error.
  void add(std::string name, std::string text, ast::FileKind kind = ast::FileKind::migration);

  /// Takes the migrations of a compilation without errors as they were parsed, before anything is
  /// added. The other one keeps its history, and has no files any more.
  void take_parsed(Compilation& other);

  /// Parses everything that was added and builds the history. Returns false when there were errors.
  bool build();

  /// Emits every migration in both directions for every dialect of the project, for its diagnostics
  /// alone; `only`: that of this id. Needs a history.
  bool check_dialects(std::string_view only = {});
  /// Warns about files that are not in the canonical layout.
  void check_layout();
  /// Compares the desired schema, if the project has one, with the history's end.
  void check_desired();
  /// Warns about migrations that drop a column and add one that looks like it.
  void check_renames();

  /// The statements of a plan. The result is complete only when no error was added to the
  /// diagnostics.
  [[nodiscard]] Emitted emit(const Plan& plan, const Dialect& dialect, const EmitOptions& options);

  [[nodiscard]] const History* history() const { return history_ ? &*history_ : nullptr; }
  /// The schema that the schema files describe; null when there are none or they had errors.
  [[nodiscard]] const Schema* desired() const { return desired_ ? &*desired_ : nullptr; }
  /// What the `was` of the schema files says: the former names of what is in them.
  [[nodiscard]] const RenameMarks& marks() const { return marks_; }
  [[nodiscard]] const std::vector<ast::File>& files() const { return files_; }
  [[nodiscard]] SourceMap& sources() { return sources_; }
  [[nodiscard]] const SourceMap& sources() const { return sources_; }
  [[nodiscard]] Diagnostics& diagnostics() { return diagnostics_; }
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  [[nodiscard]] EmitOptions emit_options(std::string_view dialect) const;

 private:
  struct Source {
    FileId id;
    ast::FileKind kind;
  };
  void build_desired();
  [[nodiscard]] HistoryOptions history_options(std::optional<Retention> retention) const;
  void check_dialect(const Dialect& dialect, const EmitOptions& options, std::string_view only);
  void report_way_back(const Revision& revision, const Diagnostics& found);
  void check_raw_texts(const Dialect& dialect);

  CompileOptions options_;
  SourceMap sources_;
  Diagnostics diagnostics_;
  std::vector<Source> given_;
  std::vector<ast::File> files_;  ///< those that parsed
  std::optional<History> history_;
  std::optional<Schema> desired_;
  RenameMarks marks_;
};

}  // namespace migc

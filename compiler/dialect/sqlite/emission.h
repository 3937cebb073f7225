#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/version.h"
#include "compiler/dialect/dialect.h"
#include "compiler/dialect/sqlite/definition.h"
#include "compiler/dialect/sqlite/limits.h"
#include "compiler/ops/operation.h"
#include "compiler/plan/script.h"

namespace migc::sqlite {

/// What the emission of a step works with: the model, which it moves on, and the way statements
/// leave.
class Emission {
 public:
  Emission(const EmitOptions& options, Schema& schema, StatementSink& sink,
           Diagnostics& diagnostics);

  [[nodiscard]] Schema& schema() { return schema_; }
  [[nodiscard]] const Version& version() const { return version_; }
  [[nodiscard]] const Sql& sql() const { return sql_; }
  [[nodiscard]] Limits& limits() { return limits_; }
  [[nodiscard]] Diagnostics& diagnostics() { return diagnostics_; }

  /// From now on statements belong to this operation.
  void begin(const Operation& operation);
  /// Moves the model on. Operations were replayed before, so there is nothing new to say about
  /// them.
  void evolve(const Operation& operation);

  /// Names of migc's own tables, quoted where needed, and as they are.
  [[nodiscard]] std::string own_name(std::string_view rest) const {
    return sql_.name(own_name_of(rest));
  }
  [[nodiscard]] std::string own_name_of(std::string_view rest) const {
    return options_.ledger_prefix + std::string(rest);
  }
  [[nodiscard]] std::string stash(const StashName& name) const { return own_name("stash_" + name); }
  /// The sequence position that is kept along with the rows of a dropped table.
  [[nodiscard]] std::string stash_sequence(const StashName& name) const {
    return own_name("sequence_" + name);
  }

  // Every statement locks the database. An empty summary is the operation's.
  void execute(std::string sql, std::vector<Hazard> hazards = {}, std::string summary = {});
  void guard(std::string query, std::string failure, std::string summary = {});
  /// A guard that looks at the catalog and not at rows.
  void check(std::string query, std::string failure, std::string summary = {});
  void expand(std::string query, std::string summary = {});
  void add(Statement statement);

  /// What follows must run while foreign keys are not enforced: DROP TABLE would delete the rows of
  /// children.
  void without_enforcement();
  /// What follows changes rows and must run while they are, so that cascades work.
  void with_enforcement();

 private:
  const EmitOptions& options_;
  Version version_;
  Schema& schema_;
  StatementSink& sink_;
  Diagnostics& diagnostics_;
  Sql sql_;
  Limits limits_;
};

/// "users" as text between single quotes, for places where a name is a value.
[[nodiscard]] inline std::string name_literal(const ObjectName& name) {
  return quote_literal(name.name);
}

}  // namespace migc::sqlite

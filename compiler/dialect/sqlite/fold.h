#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compiler/dialect/sqlite/changes.h"
#include "compiler/dialect/sqlite/guards.h"
#include "compiler/dialect/sqlite/rebuild.h"

namespace migc::sqlite {

/// Folds changes of one table, one after the other, into a single rebuild.
class Fold {
 public:
  Fold(Emission& emission, const Change& first);

  /// False when the change must see the table as the changes before it leave it: then the fold is
  /// complete.
  [[nodiscard]] bool add(const Change& change);

  /// Renames that ALTER TABLE does before the copy, so that it rewrites what mentions the columns
  /// elsewhere.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& renames() const {
    return renames_;
  }
  [[nodiscard]] Rebuild take();

 private:
  bool fold(const AddColumn& op, const Change& change);
  bool fold(const DropColumn& op, const Change& change);
  bool fold(const RenameColumn& op, const Change& change);
  bool fold(const SetColumnType& op, const Change& change);
  bool fold(const SetNotNull& op, const Change& change);
  bool fold(const SetGenerated& op, const Change& change);
  bool fold(const AddConstraint& op, const Change& change);
  bool fold(const AddIndex& op, const Change& change);

  /// Whether an expression over the table as it is now can be put into terms of the old one.
  [[nodiscard]] bool can_translate(const Expression& expression) const;
  /// One over the table as it is now, in terms of the old one.
  [[nodiscard]] Expression translated(const Expression& expression, const Table& table) const;
  [[nodiscard]] Guards guards() const { return Guards(emission_.sql(), before_, sources_); }
  void guard(const Guard& guard);
  void prepare(std::string sql, std::vector<Hazard> hazards = {});
  void finish(std::string sql);

  Emission& emission_;
  Table before_;
  Table after_;
  Sources sources_;
  std::vector<std::string> fresh_;  ///< columns that the old table does not have
  std::vector<std::pair<std::string, std::string>> renames_;
  std::vector<Statement> first_, last_;
  std::vector<std::string> what_;
};

/// Statements that keep the values of a column in a stash, read through `sources`.
struct StashStatements {
  std::string create, fill;
};
[[nodiscard]] StashStatements stash_column(const Emission& emission, const Table& table,
                                           const Sources& sources, const DropColumn& op);
/// Refuses to go on without a stash.
[[nodiscard]] Guard stash_exists(const Emission& emission, const StashName& stash,
                                 std::string_view what);

}  // namespace migc::sqlite

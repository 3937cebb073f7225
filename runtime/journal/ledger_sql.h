#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/script.h"
#include "runtime/driver/value.h"
#include "runtime/journal/journal.h"

namespace migc::runtime {

/// One statement of the journal with its parameters.
struct Command {
  std::string sql;
  std::vector<Value> values;
};

/// The words of the columns in which lists are kept. Ids hold neither commas nor blanks (E4008).
[[nodiscard]] std::string join_ids(const std::vector<std::string>& ids);
[[nodiscard]] std::vector<std::string> split_ids(std::string_view text);

/// A text as SQL writes it, on both engines.
[[nodiscard]] std::string literal(const std::string& text);

/// The unit as the ledger keeps it: places in source files mean nothing outside the process that
/// read them.
[[nodiscard]] Unit without_origins(Unit unit);

/// What one row of the ledger says.
struct LedgerRow {
  const Unit& unit;
  const Archived* archived = nullptr;
  Outcome outcome = Outcome::done;
  std::chrono::microseconds duration{0};
  const Error* error = nullptr;
};

/// Writes the SQL of the journal for one engine: with parameters for running, with literals for
/// scripts. PostgreSQL gets one statement a record, as every statement is a round trip there.
class LedgerSql {
 public:
  LedgerSql(bool sqlite, const Place& place, const Identity& identity, bool literals = false);

  /// The statements that lead from one format to the next, or from a database without tables
  /// (format 0) to the newest one, which may be repeated.
  [[nodiscard]] std::vector<std::string> upgrade(int from) const;

  /// One row a revision, in no order, each with the format; an empty journal has none. `format` is
  /// that of the tables.
  [[nodiscard]] std::string read_state(int format) const;
  [[nodiscard]] std::string read_format() const;
  [[nodiscard]] std::string read_history(int format) const;
  /// The newest value of a text column of the ledger: parameter 1 is the revision.
  [[nodiscard]] std::string read_newest(std::string_view column) const;
  [[nodiscard]] std::string read_position() const;
  /// The checkout that was remembered, with the ledger's last id and the format of the tables; no
  /// row when there is none.
  [[nodiscard]] std::string read_checkout() const;
  [[nodiscard]] Command remember_checkout(std::string_view text) const;

  [[nodiscard]] std::vector<Command> record(const LedgerRow& row) const;
  /// The revision stays applied, with another text.
  [[nodiscard]] std::vector<Command> repair(const LedgerRow& row) const;
  /// The last one returns the ledger's id.
  [[nodiscard]] std::vector<Command> start(const LedgerRow& row,
                                           std::optional<std::int64_t> earlier) const;
  [[nodiscard]] Command advance(const Unit& unit, const Position& position) const;
  [[nodiscard]] std::vector<Command> finish(const LedgerRow& row, std::int64_t ledger) const;
  [[nodiscard]] Command fail(const LedgerRow& row, std::optional<std::int64_t> ledger) const;

  [[nodiscard]] Command purge(std::string_view revision, std::string_view words) const;

  [[nodiscard]] const std::string& ledger() const { return ledger_; }
  [[nodiscard]] const std::string& revision() const { return revision_; }
  [[nodiscard]] const std::string& meta() const { return meta_; }

 private:
  class Text;

  [[nodiscard]] std::string now() const;
  void started(Text& text, std::chrono::microseconds duration) const;
  void insert_ledger(Text& text, const LedgerRow& row) const;
  void insert_revision(Text& text, const LedgerRow& row, std::string_view state,
                       std::string_view ledger_id, std::string_view from) const;
  void close_ledger(Text& text, const LedgerRow& row, std::int64_t ledger) const;
  void delete_revision(Text& text, const Unit& unit) const;

  bool sqlite_;
  bool literals_;
  const Identity& identity_;
  std::string schema_, ledger_, revision_, meta_, first_;
};

}  // namespace migc::runtime

#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/base/version.h"
#include "compiler/ops/operation.h"
#include "compiler/plan/script.h"
#include "compiler/schema/schema.h"

namespace migc {

/// Where things go that are migc's own, and what the statements are for. A value handed to every
/// emission.
struct EmitOptions {
  Version version;  ///< of the server, or the lowest that the project supports; {} means the
                    ///< dialect's minimum
  std::string ledger_schema = "migc";   ///< PostgreSQL: the schema of ledger and stashes
  std::string ledger_prefix = "migc_";  ///< SQLite: the prefix of their tables
};

/// Collects the statements of one unit and groups them into batches. Statements that are added get
/// the summary and origin of the operation that `begin` named unless they bring their own.
class StatementSink {
 public:
  /// From now on statements belong to this operation.
  void begin(const Operation& operation);
  void add(Statement statement);
  /// What follows must see what came before as committed: the next statement opens a new batch.
  void boundary();
  /// The batch of the statements that follow must run with this setting; a batch with other
  /// settings is closed.
  void require(std::vector<Setting> settings);
  /// A step of the unit begins. `later`: the operations of the unit after it.
  void begin_step(std::span<const Operation> later);
  /// It ends. `untouched`: what came before it in the unit changed nothing that its guards look at.
  /// Those guards that see the same rows before the unit as in their place then run there too,
  /// before anything is committed.
  void end_step(bool untouched);
  /// The operations that the unit has after this step.
  [[nodiscard]] std::span<const Operation> later() const { return later_; }
  /// Whether statements that change rows stand in the open batch: their effect, and what it set
  /// off, is not committed yet.
  [[nodiscard]] bool has_changed_rows() const;
  /// The same, where the statements of an open batch that asked for no setting do not mind these:
  /// it is not closed.
  void share(std::vector<Setting> settings);
  /// Finished batches; statements with TxMode::outside stand in batches that are not transactional.
  /// Leaves the sink empty.
  [[nodiscard]] std::vector<Batch> take();

 private:
  std::vector<Batch> batches_;
  std::vector<Setting> settings_;
  std::vector<Statement> early_;  ///< guards for the very beginning
  std::span<const Operation> later_;
  std::vector<Statement> candidates_;  ///< guards of the step that may become such
  bool changed_rows_ = false;          ///< a statement of the last batch changes rows
  bool same_rows_ = true;  ///< the operations of the step so far leave rows and columns as they are
  bool harmless_ = true;   ///< the current operation does
  bool only_guards_ = true;  ///< it has no other statement yet
  bool open_ = false;
  std::string summary_;
  Span origin_;
};

/// Facts about a dialect that are needed before emission.
struct Capabilities {
  Version minimum;                   ///< the oldest server that migc emits for
  std::size_t identifier_bytes = 0;  ///< longest identifier in bytes; 0: no limit
};

/// One SQL dialect. Total: every operation is emitted or becomes a diagnostic of the E6xxx family.
/// Deterministic: no clock, no random names. Honest: lock level, transaction mode and hazards on
/// each statement.
class Dialect {
 public:
  Dialect() = default;
  Dialect(const Dialect&) = delete;
  Dialect& operator=(const Dialect&) = delete;
  virtual ~Dialect() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;  ///< "postgres"
  [[nodiscard]] virtual Capabilities capabilities() const = 0;

  /// Emits one step: adjacent operations on one table, or a single other operation. `schema` is the
  /// model before the step and must be the model after it on return: the dialect evolves it
  /// operation by operation, as it needs to see both sides. The operations are known to be valid
  /// (the history was replayed). `revision` derives names of helper objects.
  virtual void emit(std::span<const Operation> step, std::string_view revision,
                    const EmitOptions& options, Schema& schema, StatementSink& sink,
                    Diagnostics& diagnostics) const = 0;

  /// What can be said about a raw SQL text offline: syntax errors as diagnostics inside `span`. May
  /// know nothing.
  virtual void check_raw(std::string_view sql, Span span, Diagnostics& diagnostics) const = 0;

  /// Finds the names in a text that defines `object`, as far as this dialect can tell. False after
  /// it has said what is wrong with the text.
  virtual bool read_text(const Object& object, const Schema& schema, DefinitionText& text,
                         Diagnostics& diagnostics) const = 0;

  /// An expression in this dialect's words, as a catalog or an author gives it, as a value of the
  /// language. What the language has no words for, and what does not parse, is kept as it stands:
  /// a `raw` expression with this dialect's text.
  [[nodiscard]] virtual Expression read_expression(std::string_view sql) const = 0;
};

/// A text that only one dialect reads, in the place of an expression.
[[nodiscard]] Expression raw_expression(std::string_view dialect, std::string_view sql);

/// The dialects that this build knows, in a fixed order. No self-registration.
[[nodiscard]] std::span<const Dialect* const> dialects();
/// By name or alias (`postgres`, `postgresql`, `pg`, `sqlite`, `sqlite3`); null when unknown.
[[nodiscard]] const Dialect* find_dialect(std::string_view name);

}  // namespace migc

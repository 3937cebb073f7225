#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"
#include "compiler/base/setting.h"
#include "compiler/base/span.h"

namespace migc {

/// PostgreSQL's table-level lock modes in order of strength (manual 13.3.1). On SQLite a writer
/// always holds `access_exclusive` on the database.
enum class LockLevel {
  none,
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive
};
[[nodiscard]] std::string_view to_string(LockLevel level);

/// Whether a statement may run inside a transaction or must run outside one.
enum class TxMode { inside, outside };

/// What a reviewer should know before the statement runs on a populated database.
enum class Hazard {
  rewrites_table,  ///< every row is written anew
  scans_table,     ///< every row is read under the lock
  builds_index,    ///< an index is built under the lock
  blocks_reads,
  blocks_writes,
  deletes_data,      ///< data is gone afterwards
  may_fail_on_data,  ///< existing rows can make it fail
  changes_rows,      ///< writes rows of the application
  raw_sql,           ///< text that migc does not understand
};
[[nodiscard]] std::string_view to_string(Hazard hazard);

/// What the executor does with a statement.
enum class StatementKind {
  execute,  ///< run it
  guard,   ///< a query that must return no row; the rows that it returns are shown as the reason of
           ///< the refusal
  expand,  ///< a query whose rows hold one SQL statement each; they are run in that order (psql's
           ///< \gexec)
};

/// A row-by-key loop over a table: `next` finds the key that ends the next batch after the last
/// one, `body` handles the rows between the two. Each turn is a transaction of its own that also
/// stores the key reached.
struct BatchLoop {
  std::vector<std::string> key;  ///< columns of the key, for messages
  std::int64_t size = 0;         ///< rows of a batch; a turn that takes too long is made smaller
  std::string first;  ///< query: key columns of the last row of the first batch, of as many rows as
                      ///< parameter 1 says; no row: done
  std::string next;   ///< the same after the key given as parameters 1 … n, n+1 being the rows
  std::string body_first;  ///< statement: parameters 1 … n are the key that ends the batch
  std::string body_next;  ///< statement: parameters 1 … n the key reached, n+1 … 2n the key that
                          ///< ends the batch
  std::string count;  ///< query: how many rows the loop will change, for messages; empty: the
                      ///< server estimates it from the statement
  friend bool operator==(const BatchLoop&, const BatchLoop&) = default;
};

/// One statement: text plus everything needed to run it responsibly. Never several statements in
/// one text.
struct Statement {
  std::string sql;      ///< without the closing semicolon
  std::string summary;  ///< one line of English, from the operation
  LockLevel lock = LockLevel::none;
  std::string locks;  ///< the objects the lock is on, "users, orgs"
  TxMode tx = TxMode::inside;
  std::vector<Hazard> hazards;
  StatementKind kind = StatementKind::execute;
  std::string failure;  ///< of a guard: what its rows mean, "rows of `users` where `email` is null"
  /// Of an outside statement: a query that returns 'done', 'not done' or 'half done', and in a
  /// second column the statement that clears what is half done.
  std::string probe;
  /// Of a statement that copies a table: a query for the size of what is copied, in bytes, so that
  /// a disk that is too small is found before anything is changed. Empty: nobody asks.
  std::string room;
  std::optional<BatchLoop> loop;  ///< then `sql` is the statement as documentation only
  Span origin;

  friend bool operator==(const Statement&, const Statement&) = default;
};

/// Statements that are committed together, or (not transactional) one after the other on their own.
struct Batch {
  bool transactional = true;
  /// What must hold while it runs, and no longer: read back before its transaction begins, put back
  /// after.
  std::vector<Setting> settings;
  std::vector<Statement> statements;

  friend bool operator==(const Batch&, const Batch&) = default;
};

enum class Direction { up, down };
[[nodiscard]] std::string_view to_string(Direction direction);

/// One migration in one direction, compiled for one dialect.
struct Unit {
  std::string revision;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on = {};  ///< must be applied too, without being parents
  std::string title;
  Direction direction = Direction::up;
  Digest digest;        ///< of the migration's canonical text
  std::string verdict;  ///< in words, with the reason
  std::vector<Batch> batches;

  friend bool operator==(const Unit&, const Unit&) = default;
};

/// The meeting point of compiler and runtime: everything the runtime needs, nothing that it would
/// have to understand.
struct Script {
  std::string dialect;
  std::vector<Unit> units;

  friend bool operator==(const Script&, const Script&) = default;
};

/// The script as SQL text, with `-- lock: … tx: … hazards: …` lines. Can be piped into psql or
/// sqlite3 as it is.
[[nodiscard]] std::string to_sql(const Script& script);
[[nodiscard]] std::string to_sql(const Unit& unit, std::string_view dialect);
[[nodiscard]] std::string to_json(const Script& script);
[[nodiscard]] std::string to_json(const Unit& unit);
[[nodiscard]] Result<Script> script_from_json(std::string_view text);
[[nodiscard]] Result<Unit> unit_from_json(std::string_view text);

}  // namespace migc

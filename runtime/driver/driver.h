#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/base/setting.h"
#include "compiler/base/version.h"
#include "runtime/driver/value.h"

namespace migc::runtime {

/// What `Driver::glance` saw.
struct Glance {
  std::vector<Row> rows;
  std::int64_t last_id = 0;  ///< 0: there is none
};

/// One connection to one database, used from one thread; only `cancel` may be called from
/// elsewhere.
///
/// Errors, besides what each function says:
/// - `connect`   the connection is lost (or was never had). What a statement outside a transaction
/// did is then unknown.
/// - `locked`    a lock could not be had in time (SQLite busy, PostgreSQL 55P03). Trying again
/// later may work.
/// - `io`        SQLite could not read or write its file: read only, disk full, damaged, not a
/// database.
/// - `sql`       the database refused the statement; `sqlstate` tells why.
/// `message` is the database's own primary message, `detail` holds its DETAIL, HINT and CONTEXT
/// lines and the place in the statement. No password is ever in either.
class Driver {
 public:
  Driver() = default;
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;
  /// Rolls back what is open, gives the lock back, disconnects.
  virtual ~Driver() = default;

  [[nodiscard]] virtual std::string_view dialect() const = 0;  ///< "postgres" or "sqlite"
  [[nodiscard]] virtual Version server_version() const = 0;
  /// The database in words for messages: the masked URL or the path. Holds no secret.
  [[nodiscard]] virtual std::string_view display() const = 0;

  /// Runs exactly one statement; rows that it returns are dropped. Text with several statements or
  /// none is refused before anything runs (on PostgreSQL several statements in one message would
  /// share a transaction and its locks). A statement that opens, commits or rolls back a
  /// transaction behind the driver's back is reported as `refused`.
  virtual Result<void> execute(std::string_view sql) = 0;

  /// The same with parameters, written `$1`, `$2` … on both engines; returns the number of affected
  /// rows.
  virtual Result<std::uint64_t> execute(std::string_view sql,
                                        std::span<const Value> parameters) = 0;
  Result<std::uint64_t> execute(std::string_view sql, std::initializer_list<Value> parameters) {
    return execute(sql, std::span<const Value>(parameters.begin(), parameters.size()));
  }

  /// The same for a text that comes again and again and whose tables keep the types of their
  /// columns: the driver may have the server keep it prepared.
  virtual Result<std::uint64_t> execute_again(std::string_view sql,
                                              std::span<const Value> parameters) {
    return execute(sql, parameters);
  }

  /// The same for the last statement of a transaction when nobody needs to know how many rows it
  /// changed: it may be sent with `commit`, which then reports its error.
  virtual Result<void> execute_last(std::string_view sql, std::span<const Value> parameters) {
    MIGC_TRY(execute_again(sql, parameters));
    return {};
  }

  /// Runs one statement and keeps its rows in memory.
  virtual Result<Rows> query(std::string_view sql, std::span<const Value> parameters) = 0;
  Result<Rows> query(std::string_view sql) { return query(sql, std::span<const Value>()); }
  Result<Rows> query(std::string_view sql, std::initializer_list<Value> parameters) {
    return query(sql, std::span<const Value>(parameters.begin(), parameters.size()));
  }

  /// Two small tables at one moment, without what the first query costs on SQLite, which parses the
  /// whole schema for it: all rows of `keyed`, a table without rowids whose columns hold text, and
  /// the greatest id of `numbered`. Null where that is not possible (PostgreSQL, where a query
  /// costs no more; a missing table, a write-ahead log, a file in use): ask with a query then.
  [[nodiscard]] virtual std::optional<Glance> glance(std::string_view /*keyed*/,
                                                     std::string_view /*numbered*/) {
    return std::nullopt;
  }

  /// Opens a transaction. SQLite takes the write lock at once (BEGIN IMMEDIATE), waiting for other
  /// writers until the busy timeout (`locked`); it also refuses a read-only file (`io`) and a
  /// journal mode in which a crash would damage the database (`refused`), since whoever begins is
  /// about to write. Precondition: none is open.
  Result<void> begin() { return begin({}); }
  /// The same with settings that go when the transaction ends, in the one round trip. Only for
  /// drivers that can: see `sets_locally`.
  virtual Result<void> begin(std::span<const Setting> settings) = 0;

  /// Whether a transaction can have settings of its own: PostgreSQL's configuration parameters can
  /// be local to one, SQLite's PRAGMAs belong to the connection.
  [[nodiscard]] virtual bool sets_locally() const { return false; }

  /// Commits. `in_doubt`: the connection was lost meanwhile; ask the ledger. `locked` (SQLite, an
  /// open reader): the transaction is still open, `commit` may be tried again. Any other error:
  /// nothing was committed; call `rollback`.
  virtual Result<void> commit() = 0;

  /// Rolls back. Without an open transaction (SQLite ends one by itself when the disk is full) it
  /// does nothing.
  virtual Result<void> rollback() = 0;
  [[nodiscard]] virtual bool in_transaction() const = 0;

  /// Changes a setting of the connection, reads it back and fails unless it took; returns the
  /// previous value, fit for giving back. `name` is a PRAGMA on SQLite, a configuration parameter
  /// on PostgreSQL. Inside a transaction it is `refused`: SQLite ignores `foreign_keys` there
  /// silently, PostgreSQL undoes it with the transaction.
  virtual Result<std::string> set_session(std::string_view name, std::string_view value) = 0;

  /// Tries to become the only migrator of this database, without waiting; true if the lock is held
  /// now (also when it was before). `key` names the ledger's place; PostgreSQL locks only against
  /// the same key in the same database, SQLite locks the whole file. The lock goes with the
  /// process, however it ends. A private database in memory needs none.
  virtual Result<bool> try_lock(std::string_view key) = 0;
  /// Gives the lock back; without one it does nothing.
  virtual Result<void> unlock() = 0;
  /// Who has the lock, for a progress line after `try_lock` failed: "pid 123, application migc,
  /// from 10.0.0.7, connected since …". Empty when nobody has it any more.
  virtual Result<std::string> lock_holder(std::string_view key) = 0;

  /// Asks the database to give up the statement that is running, which then fails (57014,
  /// SQLITE_INTERRUPT); without one it does nothing. May be called from another thread or a signal
  /// handler as long as the driver lives.
  virtual void cancel() noexcept = 0;

  /// What others see this connection as: on PostgreSQL the process number of its backend. Empty
  /// where there is nothing to see (SQLite). Costs no round trip.
  [[nodiscard]] virtual std::string session() const = 0;
  /// A second connection to the same database, for looking at this one. May be called from another
  /// thread. `usage` where one connection cannot look at another.
  [[nodiscard]] virtual Result<std::unique_ptr<Driver>> another() const = 0;

  /// False once a lost connection has been noticed.
  [[nodiscard]] virtual bool connected() const = 0;
  /// A new connection in the place of the old one. Locks, settings and an open transaction are
  /// gone.
  virtual Result<void> reconnect() = 0;
};

}  // namespace migc::runtime

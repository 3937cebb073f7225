#include "runtime/driver/sqlite_driver.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <sqlite3.h>
#include <thread>
#include <unordered_map>
#include <utility>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"
#include "runtime/driver/sqlite_lock_file.h"
#include "runtime/driver/sqlite_pages.h"
#include "runtime/driver/statement_place.h"

namespace migc::runtime {

namespace {

using Clock = std::chrono::steady_clock;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
/// Not `SQLite::Statement`: that compiles the first statement of a text and cannot tell that there
/// is a second one.
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Statements with parameters are the ledger's, few and repeated; more than this many are not worth
/// keeping.
constexpr std::size_t cached_statements = 32;

std::string result_name(int code) {
  struct Name {
    int code;
    std::string_view name;
  };
  static constexpr std::array names = {
      Name{SQLITE_ERROR, "SQLITE_ERROR"},
      Name{SQLITE_PERM, "SQLITE_PERM"},
      Name{SQLITE_ABORT, "SQLITE_ABORT"},
      Name{SQLITE_BUSY, "SQLITE_BUSY"},
      Name{SQLITE_BUSY_RECOVERY, "SQLITE_BUSY_RECOVERY"},
      Name{SQLITE_BUSY_SNAPSHOT, "SQLITE_BUSY_SNAPSHOT"},
      Name{SQLITE_BUSY_TIMEOUT, "SQLITE_BUSY_TIMEOUT"},
      Name{SQLITE_LOCKED, "SQLITE_LOCKED"},
      Name{SQLITE_NOMEM, "SQLITE_NOMEM"},
      Name{SQLITE_READONLY, "SQLITE_READONLY"},
      Name{SQLITE_READONLY_DIRECTORY, "SQLITE_READONLY_DIRECTORY"},
      Name{SQLITE_READONLY_DBMOVED, "SQLITE_READONLY_DBMOVED"},
      Name{SQLITE_INTERRUPT, "SQLITE_INTERRUPT"},
      Name{SQLITE_IOERR, "SQLITE_IOERR"},
      Name{SQLITE_CORRUPT, "SQLITE_CORRUPT"},
      Name{SQLITE_FULL, "SQLITE_FULL"},
      Name{SQLITE_CANTOPEN, "SQLITE_CANTOPEN"},
      Name{SQLITE_CANTOPEN_ISDIR, "SQLITE_CANTOPEN_ISDIR"},
      Name{SQLITE_SCHEMA, "SQLITE_SCHEMA"},
      Name{SQLITE_TOOBIG, "SQLITE_TOOBIG"},
      Name{SQLITE_MISMATCH, "SQLITE_MISMATCH"},
      Name{SQLITE_MISUSE, "SQLITE_MISUSE"},
      Name{SQLITE_AUTH, "SQLITE_AUTH"},
      Name{SQLITE_RANGE, "SQLITE_RANGE"},
      Name{SQLITE_NOTADB, "SQLITE_NOTADB"},
      Name{SQLITE_CONSTRAINT, "SQLITE_CONSTRAINT"},
      Name{SQLITE_CONSTRAINT_CHECK, "SQLITE_CONSTRAINT_CHECK"},
      Name{SQLITE_CONSTRAINT_DATATYPE, "SQLITE_CONSTRAINT_DATATYPE"},
      Name{SQLITE_CONSTRAINT_FOREIGNKEY, "SQLITE_CONSTRAINT_FOREIGNKEY"},
      Name{SQLITE_CONSTRAINT_NOTNULL, "SQLITE_CONSTRAINT_NOTNULL"},
      Name{SQLITE_CONSTRAINT_PRIMARYKEY, "SQLITE_CONSTRAINT_PRIMARYKEY"},
      Name{SQLITE_CONSTRAINT_ROWID, "SQLITE_CONSTRAINT_ROWID"},
      Name{SQLITE_CONSTRAINT_TRIGGER, "SQLITE_CONSTRAINT_TRIGGER"},
      Name{SQLITE_CONSTRAINT_UNIQUE, "SQLITE_CONSTRAINT_UNIQUE"},
  };
  const auto find = [](int wanted) {
    return std::find_if(names.begin(), names.end(),
                        [wanted](const Name& name) { return name.code == wanted; });
  };
  if (const auto exact = find(code); exact != names.end()) return std::string(exact->name);
  const auto primary = find(code & 0xff);
  return fmt::format("{}({})", primary != names.end() ? primary->name : "SQLITE", code);
}

ErrorKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::locked;
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOLFS:
    case SQLITE_NOTADB:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL:
    case SQLITE_READONLY:
      return ErrorKind::io;
  }
  return ErrorKind::sql;  // SQLite's codes are an open set of integers
}

/// Settings are written in many ways: `ON`, `yes`, `1`; `synchronous` is read back as a number.
std::string canonical_setting(std::string_view name, std::string_view value) {
  std::string text(value);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  if (name == "synchronous") {
    static constexpr std::array<std::string_view, 4> levels = {"off", "normal", "full", "extra"};
    const auto* const level = std::find(levels.begin(), levels.end(), text);
    if (level != levels.end()) return std::to_string(level - levels.begin());
  }
  if (name == "journal_mode") return text;  // where `off` is no boolean
  if (text == "on" || text == "yes" || text == "true") return "1";
  if (text == "off" || text == "no" || text == "false") return "0";
  return text;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter == '_' || letter == '-' || letter == '.';
  });
}

class SqliteDriver final : public Driver {
 public:
  SqliteDriver(SQLite::Database database, std::string name, const ConnectionTarget& target,
               const OpenOptions& options)
      : database_(std::move(database)), name_(std::move(name)), target_(target), options_(options) {
    configure();
  }

  ~SqliteDriver() override { cache_.clear(); }  // closing the database rolls back what is open

  [[nodiscard]] std::string_view dialect() const override { return "sqlite"; }
  [[nodiscard]] Version server_version() const override {
    const int number = sqlite3_libversion_number();
    return {number / 1000000, number / 1000 % 1000, number % 1000};
  }
  [[nodiscard]] std::string_view display() const override { return name_; }

  using Driver::execute;
  using Driver::query;
  Result<void> execute(std::string_view sql) override;
  Result<std::uint64_t> execute(std::string_view sql, std::span<const Value> parameters) override;
  Result<Rows> query(std::string_view sql, std::span<const Value> parameters) override;

  [[nodiscard]] std::optional<Glance> glance(std::string_view keyed,
                                             std::string_view numbered) override;

  using Driver::begin;
  Result<void> begin(std::span<const Setting> settings) override;
  Result<void> commit() override;
  Result<void> rollback() override;
  [[nodiscard]] bool in_transaction() const override {
    return sqlite3_get_autocommit(handle()) == 0;
  }

  Result<std::string> set_session(std::string_view name, std::string_view value) override;

  Result<bool> try_lock(std::string_view key) override;
  Result<void> unlock() override;
  Result<std::string> lock_holder(std::string_view key) override;

  void cancel() noexcept override {
    cancelled_.store(true, std::memory_order_relaxed);
    sqlite3_interrupt(handle());
  }

  [[nodiscard]] std::string session() const override { return {}; }
  [[nodiscard]] Result<std::unique_ptr<Driver>> another() const override {
    return fail(ErrorKind::usage, "one connection to SQLite cannot see what another one does");
  }

  [[nodiscard]] bool connected() const override { return true; }
  Result<void> reconnect() override;

 private:
  [[nodiscard]] sqlite3* handle() const { return database_.getHandle(); }
  [[nodiscard]] bool in_memory() const { return file().empty(); }
  /// Absolute, symbolic links resolved; empty for a database in memory.
  [[nodiscard]] std::string file() const {
    const char* path = sqlite3_db_filename(handle(), "main");
    return path != nullptr ? path : "";
  }

  void configure();
  static int wait_while_busy(void* self, int attempt);

  /// Starts the clock of one operation: forgets an old `cancel`, sets the deadline for busy waits.
  void start() {
    cancelled_.store(false, std::memory_order_relaxed);
    deadline_ = Clock::now() + options_.busy_timeout;
  }
  [[nodiscard]] tl::unexpected<Error> failure(int code, std::string_view sql = {}) const;
  Result<Prepared> prepare(std::string_view sql) const;
  /// The statement of a text that is likely to come again; owned by the cache.
  Result<sqlite3_stmt*> cached(std::string_view sql);
  Result<void> bind(sqlite3_stmt* statement, std::string_view sql,
                    std::span<const Value> parameters) const;
  /// Runs a statement to its end, keeping the rows if `rows` is not null, and resets it.
  Result<void> step_through(sqlite3_stmt* statement, std::string_view sql, Rows* rows);
  Result<void> run(std::string_view sql, std::span<const Value> parameters, Rows* rows);
  /// Runs one of the three statements that open and end transactions.
  Result<void> control(std::string_view sql);
  Result<void> check_writable();

  // Members are destroyed from the last to the first: the statements go before the database, the
  // lock after both is fine too, as nothing is written while closing.
  SqliteLockFile lock_;
  SQLite::Database database_;
  std::string name_;
  ConnectionTarget target_;
  OpenOptions options_;
  std::unordered_map<std::string, Prepared> cache_;
  bool began_ = false;  ///< between `begin` and its end
  Clock::time_point deadline_;
  std::atomic<bool> cancelled_ = false;
};

void SqliteDriver::configure() {
  sqlite3_busy_handler(handle(), &SqliteDriver::wait_while_busy, this);
  sqlite3_extended_result_codes(handle(), 1);
  // The switch and its reading back in one call, without any SQL.
  int enforced = 0;
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_FKEY, 1, &enforced);
  MIGC_CHECK(enforced == 1);
}

/// Unlike SQLite's own busy timeout it can be cancelled, and its deadline holds for a whole
/// operation.
int SqliteDriver::wait_while_busy(void* self, int attempt) {
  const auto* driver = static_cast<const SqliteDriver*>(self);
  if (driver->cancelled_.load(std::memory_order_relaxed) || Clock::now() >= driver->deadline_)
    return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(1 + attempt * 2, 25)));
  return 1;
}

tl::unexpected<Error> SqliteDriver::failure(int code, std::string_view sql) const {
  const ErrorKind kind = kind_of(code);
  std::string message = sqlite3_errmsg(handle());
  std::string detail;
  if ((code & 0xff) == SQLITE_BUSY) {
    message = fmt::format("`{}` is locked by another connection", name_);
    detail = fmt::format("waited {} ms", options_.busy_timeout.count());
  } else if ((code & 0xff) == SQLITE_READONLY) {
    message = fmt::format("`{}` is read only", name_);
    detail =
        "help: the file and its folder must be writable, as SQLite keeps its journal beside the "
        "database";
  } else if ((code & 0xff) == SQLITE_NOTADB) {
    message = fmt::format("`{}` is not an SQLite database", name_);
  } else if (kind == ErrorKind::io) {
    message = fmt::format("`{}`: {}", name_, message);
  } else if (const int offset = sqlite3_error_offset(handle()); offset >= 0 && !sql.empty()) {
    detail = describe_place(sql, static_cast<std::size_t>(offset));
    if (!detail.empty()) detail = "at " + detail;
  }
  return fail(kind, std::move(message), std::move(detail), result_name(code));
}

Result<Prepared> SqliteDriver::prepare(std::string_view sql) const {
  if (sql.find('\0') != std::string_view::npos)
    return fail(ErrorKind::sql, "the statement contains a zero byte");
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int code =
      sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), 0, &raw, &tail);
  Prepared statement(raw);
  if (code != SQLITE_OK) return failure(code, sql);
  if (!statement) return fail(ErrorKind::sql, "the statement is empty");
  // What follows may be blanks and comments, which compile to nothing; anything else is a second
  // statement, even one that does not compile.
  std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  while (!rest.empty()) {
    const int rest_code =
        sqlite3_prepare_v3(handle(), rest.data(), static_cast<int>(rest.size()), 0, &raw, &tail);
    const Prepared second(raw);
    if (rest_code != SQLITE_OK || second) {
      const auto offset = static_cast<std::size_t>(rest.data() - sql.data());
      const std::size_t begin = sql.find_first_not_of(" \t\r\n;", offset);
      return fail(ErrorKind::sql, "several statements in one text, but exactly one is wanted",
                  "at " + describe_place(sql, begin == std::string_view::npos ? offset : begin));
    }
    const std::string_view after = rest.substr(static_cast<std::size_t>(tail - rest.data()));
    if (after.size() == rest.size()) break;
    rest = after;
  }
  return statement;
}

Result<sqlite3_stmt*> SqliteDriver::cached(std::string_view sql) {
  if (const auto found = cache_.find(std::string(sql)); found != cache_.end())
    return found->second.get();
  Result<Prepared> statement = prepare(sql);
  if (!statement) return tl::unexpected(std::move(statement).error());
  if (cache_.size() >= cached_statements) cache_.clear();
  return cache_.emplace(std::string(sql), *std::move(statement)).first->second.get();
}

Result<void> SqliteDriver::bind(sqlite3_stmt* statement, std::string_view sql,
                                std::span<const Value> parameters) const {
  const int wanted = sqlite3_bind_parameter_count(statement);
  std::vector<bool> used(parameters.size());
  for (int place = 1; place <= wanted; ++place) {
    // SQLite numbers `$2` by where it first occurs, not by what it says.
    const char* written = sqlite3_bind_parameter_name(statement, place);
    const std::string_view name = written != nullptr ? written : "";
    auto number = static_cast<std::size_t>(place);
    if (name.size() > 1) std::from_chars(name.data() + 1, name.data() + name.size(), number);
    if (number == 0 || number > parameters.size()) {
      return fail(ErrorKind::sql,
                  fmt::format("the statement refers to parameter {}, but {} {} given", number,
                              parameters.size(), parameters.size() == 1 ? "was" : "were"));
    }
    used[number - 1] = true;
    const int code = std::visit(
        overloaded{[&](std::monostate) { return sqlite3_bind_null(statement, place); },
                   [&](const std::string& text) {
                     return sqlite3_bind_text64(statement, place, text.data(), text.size(),
                                                SQLITE_STATIC, SQLITE_UTF8);
                   },
                   [&](std::int64_t value) { return sqlite3_bind_int64(statement, place, value); },
                   [&](const Bytes& bytes) {
                     return sqlite3_bind_blob64(statement, place, bytes.data.data(),
                                                bytes.data.size(), SQLITE_STATIC);
                   }},
        parameters[number - 1].content());
    if (code != SQLITE_OK) return failure(code, sql);
  }
  const auto unused = std::find(used.begin(), used.end(), false);
  if (unused != used.end()) {
    return fail(ErrorKind::sql, fmt::format("parameter {} is not used by the statement",
                                            unused - used.begin() + 1));
  }
  return {};
}

Result<void> SqliteDriver::step_through(sqlite3_stmt* statement, std::string_view sql, Rows* rows) {
  const int width = sqlite3_column_count(statement);
  if (rows != nullptr) {
    for (int column = 0; column < width; ++column)
      rows->columns.emplace_back(sqlite3_column_name(statement, column));
  }
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    if (rows == nullptr) continue;
    Row& row = rows->rows.emplace_back();
    row.reserve(static_cast<std::size_t>(width));
    for (int column = 0; column < width; ++column) {
      if (sqlite3_column_type(statement, column) == SQLITE_NULL) {
        row.emplace_back(std::nullopt);
        continue;
      }
      // Blob access gives the same bytes for text, and the size without a terminator for both.
      const auto* data =
          sqlite3_column_type(statement, column) == SQLITE_BLOB
              ? static_cast<const char*>(sqlite3_column_blob(statement, column))
              : reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      row.emplace_back(data != nullptr ? std::string(data, size) : std::string());
    }
  }
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement);
    return {};
  }
  auto error = failure(code, sql);
  sqlite3_reset(statement);  // repeats the error that has been taken just now
  return error;
}

Result<void> SqliteDriver::run(std::string_view sql, std::span<const Value> parameters,
                               Rows* rows) {
  start();
  const bool inside = in_transaction();
  if (began_ && !inside) {  // a full disk or a cancelled statement makes SQLite roll back by itself
    return fail(ErrorKind::sql,
                "the transaction has been rolled back already; nothing more runs in it");
  }
  Prepared own;
  sqlite3_stmt* statement = nullptr;
  if (parameters.empty()) {
    Result<Prepared> prepared = prepare(sql);
    if (!prepared) return tl::unexpected(std::move(prepared).error());
    own = *std::move(prepared);
    statement = own.get();
  } else {
    Result<sqlite3_stmt*> known = cached(sql);
    if (!known) return tl::unexpected(std::move(known).error());
    statement = *known;
  }
  MIGC_TRY(bind(statement, sql, parameters));
  Result<void> outcome = step_through(statement, sql, rows);
  if (!parameters.empty()) sqlite3_clear_bindings(statement);  // they point into `parameters`
  MIGC_TRY(outcome);
  if (in_transaction() == inside) return {};
  if (!inside) {
    MIGC_TRY(control("ROLLBACK"));
    return fail(ErrorKind::refused,
                "the statement opened a transaction of its own; it has been rolled back");
  }
  began_ = false;
  return fail(ErrorKind::refused, "the statement ended the transaction that it ran in",
              "help: what came before it in the transaction may have been committed");
}

Result<void> SqliteDriver::execute(std::string_view sql) { return run(sql, {}, nullptr); }

Result<std::uint64_t> SqliteDriver::execute(std::string_view sql,
                                            std::span<const Value> parameters) {
  // The count of the latest INSERT, UPDATE or DELETE stands until the next one, whatever runs
  // between.
  const sqlite3_int64 before = sqlite3_total_changes64(handle());
  MIGC_TRY(run(sql, parameters, nullptr));
  if (sqlite3_total_changes64(handle()) == before) return std::uint64_t{0};
  return static_cast<std::uint64_t>(sqlite3_changes64(handle()));
}

Result<Rows> SqliteDriver::query(std::string_view sql, std::span<const Value> parameters) {
  Rows rows;
  MIGC_TRY(run(sql, parameters, &rows));
  return rows;
}

std::optional<Glance> read_glance(sqlite3* connection, std::string_view keyed,
                                  std::string_view numbered) {
  const std::optional<SqlitePages> pages = SqlitePages::open(connection);
  if (!pages) return std::nullopt;
  const auto first = pages->root_of(keyed);
  const auto second = pages->root_of(numbered);
  if (!first || !second) return std::nullopt;
  const auto records = pages->keyed_rows(*first);
  const auto last = pages->last_rowid(*second);
  if (!records || !last) return std::nullopt;
  Glance seen{.rows = {}, .last_id = *last};
  for (const SqlitePages::Record& record : *records) {
    Row& row = seen.rows.emplace_back();
    for (const SqlitePages::Field& field : record) {
      if (!field.text) return std::nullopt;
      row.push_back(field.text);
    }
  }
  return seen;
}

std::optional<Glance> SqliteDriver::glance(std::string_view keyed, std::string_view numbered) {
  if (in_transaction() || in_memory()) return std::nullopt;
  deadline_ = Clock::now();  // the query that comes instead will wait
  const auto look = [&]() -> std::optional<Glance> {
    // Asks for the header of the file alone, and so opens a transaction without any schema.
    if (sqlite3_exec(handle(), "BEGIN; PRAGMA schema_version", nullptr, nullptr, nullptr) !=
            SQLITE_OK ||
        sqlite3_txn_state(handle(), "main") != SQLITE_TXN_READ)
      return std::nullopt;
    return read_glance(handle(), keyed, numbered);
  };
  std::optional<Glance> seen = look();
  // Nothing was written; a failed BEGIN has nothing to roll back.
  sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  return seen;
}

Result<void> SqliteDriver::control(std::string_view sql) {
  start();
  for (int attempt = 0;; ++attempt) {
    Result<Prepared> statement = prepare(sql);
    if (!statement) return tl::unexpected(std::move(statement).error());
    Result<void> outcome = step_through(statement->get(), sql, nullptr);
    // SQLite does not call the busy handler where waiting could be a deadlock (for instance while
    // another connection recovers the write-ahead log); starting afresh is safe for these
    // statements.
    if (outcome || outcome.error().kind != ErrorKind::locked || wait_while_busy(this, attempt) == 0)
      return outcome;
  }
}

Result<void> SqliteDriver::check_writable() {
  if (options_.read_only || sqlite3_db_readonly(handle(), "main") == 1)
    return failure(SQLITE_READONLY);
  if (in_memory()) return {};
  // A crash with these modes leaves "database disk image is malformed" instead of the old state.
  Result<Rows> rows = query("PRAGMA journal_mode");
  if (!rows) return tl::unexpected(std::move(rows).error());
  const std::string mode = rows->empty() ? "" : rows->rows.front().front().value_or("");
  if (mode == "off" || mode == "memory") {
    return fail(
        ErrorKind::refused,
        fmt::format(
            "`{}` is opened with journal mode `{}`: a crash during a change would damage it", name_,
            mode),
        "help: use `PRAGMA journal_mode = wal` or `delete` (MG811)");
  }
  return {};
}

Result<void> SqliteDriver::begin(std::span<const Setting> settings) {
  MIGC_CHECK(!began_ && settings.empty());
  MIGC_TRY(check_writable());
  MIGC_TRY(control("BEGIN IMMEDIATE"));
  began_ = true;
  return {};
}

Result<void> SqliteDriver::commit() {
  MIGC_CHECK(began_);
  if (!in_transaction()) {
    began_ = false;
    return fail(ErrorKind::sql,
                "the transaction had been rolled back already: nothing was committed");
  }
  MIGC_TRY(control("COMMIT"));
  began_ = false;
  return {};
}

Result<void> SqliteDriver::rollback() {
  began_ = false;
  if (!in_transaction()) return {};
  return control("ROLLBACK");
}

Result<std::string> SqliteDriver::set_session(std::string_view name, std::string_view value) {
  if (in_transaction()) {
    return fail(ErrorKind::refused,
                fmt::format("the setting `{}` cannot be changed inside a transaction", name));
  }
  if (!is_word(name) || !is_word(value)) {
    return fail(ErrorKind::usage, fmt::format("`{} = {}` is not a setting of SQLite", name, value));
  }
  const std::string read = fmt::format("PRAGMA {}", name);
  Result<Rows> before = query(read);
  if (!before) return tl::unexpected(std::move(before).error());
  if (before->empty() || before->rows.front().empty()) {  // SQLite accepts any name without a word
    return fail(ErrorKind::sql,
                fmt::format("SQLite has no setting `{}` that can be read back", name));
  }
  MIGC_TRY(execute(fmt::format("PRAGMA {} = {}", name, value)));
  Result<Rows> after = query(read);
  if (!after) return tl::unexpected(std::move(after).error());
  const std::string now = after->empty() ? "" : after->rows.front().front().value_or("");
  if (canonical_setting(name, now) != canonical_setting(name, value)) {
    return fail(
        ErrorKind::sql,
        fmt::format("the setting `{}` is still `{}` after it was set to `{}`", name, now, value));
  }
  return before->rows.front().front().value_or("");
}

Result<bool> SqliteDriver::try_lock(std::string_view /*key*/) {
  if (in_memory()) return true;
  return lock_.try_lock(file());
}

Result<void> SqliteDriver::unlock() {
  lock_.unlock();
  return {};
}

Result<std::string> SqliteDriver::lock_holder(std::string_view /*key*/) {
  if (in_memory()) return std::string();
  return SqliteLockFile::holder(file());
}

Result<SQLite::Database> open_database(const std::string& path, const std::string& name,
                                       int flags) {
  // Counting every allocation under a lock is a quarter of the time that a large schema takes to
  // load. Refused once the library is in use, and then it is set already.
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  try {
    // One thread uses the connection; `sqlite3_interrupt` alone may come from another one.
    return SQLite::Database(path, flags | SQLITE_OPEN_NOMUTEX);
  } catch (const SQLite::Exception& error) {
    return fail(ErrorKind::io, fmt::format("cannot open `{}`: {}", name, error.what()), {},
                result_name(error.getExtendedErrorCode()));
  }
}

/// SQLite answers all of these with "unable to open database file".
Result<void> check_file(const std::string& path, bool create) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path file(path);
  const fs::file_status status = fs::status(file, error);
  if (fs::is_directory(status)) {
    return fail(ErrorKind::io,
                fmt::format("`{}` is a folder, but a database file is wanted", path));
  }
  if (fs::exists(status)) return {};
  if (error && error != std::errc::no_such_file_or_directory) {
    return fail(ErrorKind::io, fmt::format("cannot open `{}`: {}", path, error.message()));
  }
  const fs::path folder = file.parent_path();
  if (!folder.empty() && !fs::exists(folder, error)) {
    return fail(ErrorKind::io, fmt::format("the folder `{}` of the database `{}` does not exist",
                                           folder.string(), path));
  }
  if (!folder.empty() && !fs::is_directory(folder, error)) {
    return fail(ErrorKind::io, fmt::format("`{}` is not a folder, so there is no database `{}`",
                                           folder.string(), path));
  }
  if (!create)
    return fail(ErrorKind::io, fmt::format("the database file `{}` does not exist", path));
  return {};
}

Result<SQLite::Database> open_target(const ConnectionTarget& target, const OpenOptions& options) {
  const auto mode = target.params.find("mode");
  const std::string wanted = mode != target.params.end() ? mode->second : "";
  if (target.path.empty() || target.path == ":memory:" || wanted == "memory") {
    return open_database(":memory:", "memory",
                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY);
  }
  if (!wanted.empty() && wanted != "ro" && wanted != "rw" && wanted != "rwc") {
    return fail(ErrorKind::usage, fmt::format("the SQLite mode `{}` is unknown", wanted),
                "help: the modes are `ro`, `rw`, `rwc` and `memory`");
  }
  const bool read_only = options.read_only || wanted == "ro";
  const bool create = !read_only && options.create && wanted != "rw";
  MIGC_TRY(check_file(target.path, create));
  // Whoever only wants to read must still be able to clean up after a process that was killed in
  // the middle of a transaction: only a connection that may write can roll its journal back.
  const int flags = wanted == "ro" ? SQLITE_OPEN_READONLY
                                   : SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
  // Debian's SQLite takes names that begin with `file:` for URIs.
  const std::string path = target.path.starts_with("file:") ? "./" + target.path : target.path;
  Result<SQLite::Database> database = open_database(path, target.path, flags);
  if (!database) return database;
  // Reads the first page, which the first statement needs anyway: a file that is no database is
  // found here.
  const int code = sqlite3_exec(
      database->getHandle(),
      read_only ? "PRAGMA query_only = 1; PRAGMA schema_version" : "PRAGMA schema_version", nullptr,
      nullptr, nullptr);
  if ((code & 0xff) == SQLITE_NOTADB) {
    return fail(ErrorKind::io, fmt::format("`{}` is not an SQLite database", target.path), {},
                result_name(code));
  }
  if (code != SQLITE_OK && kind_of(code) == ErrorKind::io) {
    return fail(
        ErrorKind::io,
        fmt::format("cannot read `{}`: {}", target.path, sqlite3_errmsg(database->getHandle())), {},
        result_name(sqlite3_extended_errcode(database->getHandle())));
  }
  return database;  // busy is no reason to give up: whoever needs the file will wait for it
}

Result<void> SqliteDriver::reconnect() {
  if (in_memory()) return fail(ErrorKind::connect, "a database in memory cannot be opened again");
  OpenOptions again = options_;
  again.create = false;
  Result<SQLite::Database> fresh = open_target(target_, again);
  if (!fresh) return tl::unexpected(std::move(fresh).error());
  lock_.unlock();
  cache_.clear();
  began_ = false;
  database_ = *std::move(fresh);
  configure();
  return {};
}

}  // namespace

Result<std::unique_ptr<Driver>> open_sqlite(const ConnectionTarget& target,
                                            const OpenOptions& options) {
  Result<SQLite::Database> database = open_target(target, options);
  if (!database) return tl::unexpected(std::move(database).error());
  const bool memory = sqlite3_db_filename(database->getHandle(), "main")[0] == '\0';
  return std::make_unique<SqliteDriver>(*std::move(database), memory ? "memory" : target.path,
                                        target, options);
}

}  // namespace migc::runtime

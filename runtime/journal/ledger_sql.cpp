#include "runtime/journal/ledger_sql.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"

namespace migc::runtime {

namespace {

/// Quoted, except for the names that migc chose itself.
std::string as_name(std::string_view name) {
  const bool plain =
      name.substr(0, 4) == "migc" && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      });
  if (plain) return std::string(name);
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += c;
    result += c;
  }
  return result + "\"";
}

std::string literal_of(const Value& value) {
  return std::visit(overloaded{[](std::monostate) { return std::string("NULL"); },
                               [](const std::string& text) { return literal(text); },
                               [](std::int64_t number) { return std::to_string(number); },
                               [](const Bytes& bytes) { return literal(bytes.data); }},
                    value.content());
}

/// A value in a statement under construction, told apart from its SQL.
struct Bind {
  explicit Bind(Value content) : value(std::move(content)) {}
  Value value;
};

Bind digest_value(const Digest& digest) {
  return digest.is_none() ? Bind(std::nullopt) : Bind(digest.hex());
}

Bind text_or_null(const std::string& text) {
  return text.empty() ? Bind(std::nullopt) : Bind(text);
}

constexpr std::string_view ledger_columns =
    "revision, parents, title, direction, outcome, digest, file_digest, verdict, source, "
    "up_script, down_script, tool, who, "
    "host, started, finished, duration_ms, error, sqlstate, depends_on";

/// Milliseconds with three decimals; what was only recorded took no time.
Bind duration_value(const LedgerRow& row) {
  if (row.outcome == Outcome::stamped || row.outcome == Outcome::repaired)
    return Bind(std::nullopt);
  return Bind(fmt::format("{:.3f}", static_cast<double>(row.duration.count()) / 1000.0));
}

}  // namespace

std::string literal(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += c;
    result += c;
  }
  return result + "'";
}

Unit without_origins(Unit unit) {
  for (Batch& batch : unit.batches) {
    for (Statement& statement : batch.statements) statement.origin = {};
  }
  return unit;
}

std::string join_ids(const std::vector<std::string>& ids) {
  std::string result;
  for (const std::string& id : ids) {
    if (!result.empty()) result += ',';
    result += id;
  }
  return result;
}

std::vector<std::string> split_ids(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    result.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return result;
}

/// A statement under construction: values become parameters, or literals in a script.
class LedgerSql::Text {
 public:
  explicit Text(bool literals) : literals_(literals) {}

  Text& operator<<(std::string_view sql) {
    command_.sql += sql;
    return *this;
  }
  Text& operator<<(const Bind& bind) {
    if (literals_) {
      command_.sql += literal_of(bind.value);
    } else {
      command_.values.push_back(bind.value);
      command_.sql += fmt::format("${}", command_.values.size());
    }
    return *this;
  }
  [[nodiscard]] Command take() { return std::move(command_); }

 private:
  bool literals_;
  Command command_;
};

LedgerSql::LedgerSql(bool sqlite, const Place& place, const Identity& identity, bool literals)
    : sqlite_(sqlite), literals_(literals), identity_(identity), schema_(as_name(place.schema)) {
  const auto name = [&](std::string_view table) {
    return sqlite ? as_name(place.prefix + std::string(table))
                  : fmt::format("{}.{}", schema_, table);
  };
  ledger_ = name("ledger");
  revision_ = name("revision");
  meta_ = name("meta");
  first_ = name("first");
}

std::vector<std::string> LedgerSql::upgrade(int from) const {
  MIGC_CHECK(from == 0 || from == 1);
  std::vector<std::string> result;
  if (from == 1) {
    const std::string_view list = sqlite_ ? "TEXT" : "text";
    for (const std::string& table : {ledger_, revision_}) {
      result.push_back(
          fmt::format("ALTER TABLE {} ADD COLUMN depends_on {} NOT NULL DEFAULT ''", table, list));
    }
    // SQLite keeps fractions in an integer column too.
    if (!sqlite_) {
      result.push_back(
          fmt::format("ALTER TABLE {} ALTER COLUMN duration_ms TYPE double precision", ledger_));
    }
    result.push_back(fmt::format("UPDATE {} SET value = '2' WHERE key = 'format'", meta_));
    return result;
  }
  if (!sqlite_) result.push_back(fmt::format("CREATE SCHEMA IF NOT EXISTS {}", schema_));
  if (sqlite_) {
    // SQLite's own `sqlite_sequence` comes with the first AUTOINCREMENT, and nothing can drop it
    // again: before the tables of the application it has the same place in every listing of the
    // catalog. The ledger itself loses no row, so its numbers grow without it, a page less each
    // time.
    result.push_back(fmt::format(
        "CREATE TABLE IF NOT EXISTS {} (id INTEGER PRIMARY KEY AUTOINCREMENT)", first_));
    result.push_back(fmt::format("DROP TABLE {}", first_));
  }
  const std::string_view id =
      sqlite_ ? "INTEGER PRIMARY KEY" : "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
  const std::string_view text = sqlite_ ? "TEXT" : "text";
  const std::string_view number = sqlite_ ? "INTEGER" : "bigint";
  const std::string_view real = sqlite_ ? "REAL" : "double precision";
  const std::string_view time = sqlite_ ? "TEXT" : "timestamptz";
  const std::string_view keyed = sqlite_ ? " WITHOUT ROWID" : "";
  result.push_back(fmt::format(
      "CREATE TABLE IF NOT EXISTS {} (key {} NOT NULL PRIMARY KEY, value {} NOT NULL){}", meta_,
      text, text, keyed));
  result.push_back(
      fmt::format("CREATE TABLE IF NOT EXISTS {0} (id {1}, revision {2} NOT NULL, parents {2} NOT "
                  "NULL, title {2} NOT NULL, "
                  "direction {2} NOT NULL, outcome {2} NOT NULL, digest {2}, file_digest {2}, "
                  "verdict {2} NOT NULL, source {2}, "
                  "up_script {2}, down_script {2}, tool {2} NOT NULL, who {2} NOT NULL, host {2} "
                  "NOT NULL, started {4} NOT NULL, "
                  "finished {4}, duration_ms {3}, error {2}, sqlstate {2}, depends_on {2} NOT NULL "
                  "DEFAULT '')",
                  ledger_, id, text, real, time));
  result.push_back(
      fmt::format("CREATE TABLE IF NOT EXISTS {0} (revision {1} NOT NULL PRIMARY KEY, state {1} "
                  "NOT NULL, parents {1} NOT NULL, digest {1}, "
                  "file_digest {1}, verdict {1} NOT NULL, who {1} NOT NULL, applied {3}, ledger "
                  "{2} NOT NULL, batch {2}, statement {2}, "
                  "started {2}, reached {1}, depends_on {1} NOT NULL DEFAULT ''){4}",
                  revision_, text, number, time, keyed));
  result.push_back(fmt::format(
      "INSERT INTO {} (key, value) VALUES ('format', '2') ON CONFLICT (key) DO NOTHING", meta_));
  return result;
}

std::string LedgerSql::read_state(int format) const {
  const std::string applied =
      sqlite_ ? "applied"
              : R"(to_char(applied AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))";
  return fmt::format(
      "SELECT ({}), revision, state, parents, digest, file_digest, verdict, who, {}, ledger, "
      "batch, statement, started, reached, (SELECT max(id) FROM {}), {} FROM {}",
      read_format(), applied, ledger_, format < 2 ? "''" : "depends_on", revision_);
}

std::string LedgerSql::read_format() const {
  return fmt::format("SELECT value FROM {} WHERE key = 'format'", meta_);
}

std::string LedgerSql::read_checkout() const {
  return fmt::format("SELECT value, (SELECT max(id) FROM {}), ({}) FROM {} WHERE key = 'checkout'",
                     ledger_, read_format(), meta_);
}

Command LedgerSql::remember_checkout(std::string_view text) const {
  return {fmt::format("INSERT INTO {} (key, value) VALUES ('checkout', $1) ON CONFLICT (key) DO "
                      "UPDATE SET value = excluded.value",
                      meta_),
          {Value(text)}};
}

std::string LedgerSql::read_history(int format) const {
  const auto time = [&](std::string_view column) {
    return sqlite_
               ? std::string(column)
               : fmt::format(R"(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))",
                             column);
  };
  return fmt::format(
      "SELECT id, revision, parents, title, direction, outcome, digest, verdict, who, host, tool, "
      "{}, {}, duration_ms, error, sqlstate, {}, CASE WHEN source IS NULL THEN 0 ELSE 1 END, CASE "
      "WHEN up_script IS NULL THEN 0 ELSE 1 END, CASE WHEN down_script IS NULL THEN 0 ELSE 1 END "
      "FROM {} ORDER BY id",
      time("started"), time("finished"), format < 2 ? "''" : "depends_on", ledger_);
}

std::string LedgerSql::read_newest(std::string_view column) const {
  return fmt::format(
      "SELECT {0} FROM {1} WHERE revision = $1 AND {0} IS NOT NULL ORDER BY id DESC LIMIT 1",
      column, ledger_);
}

std::string LedgerSql::read_position() const {
  return fmt::format("SELECT state, batch, statement FROM {} WHERE revision = $1", revision_);
}

std::string LedgerSql::now() const {
  return sqlite_ ? "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')" : "clock_timestamp()";
}

/// The database's own clock, counted back: nothing depends on the clocks of the machines that run
/// migc.
void LedgerSql::started(Text& text, std::chrono::microseconds duration) const {
  if (duration.count() == 0) {
    text << now();
  } else if (sqlite_) {
    text << "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', "
         << Bind(fmt::format("-{:.3f} seconds", static_cast<double>(duration.count()) / 1e6))
         << ")";
  } else {
    text << "clock_timestamp() - " << Bind(static_cast<std::int64_t>(duration.count()))
         << "::float8 * interval '1 microsecond'";
  }
}

void LedgerSql::insert_ledger(Text& text, const LedgerRow& row) const {
  const Unit& unit = row.unit;
  const bool up = unit.direction == Direction::up;
  const std::string own = to_json(without_origins(unit));
  std::string other;
  if (row.archived != nullptr && row.archived->other)
    other = to_json(without_origins(*row.archived->other));
  text << "INSERT INTO " << ledger_ << " (" << ledger_columns << ") VALUES (";
  text << Bind(unit.revision) << ", " << Bind(join_ids(unit.parents)) << ", " << Bind(unit.title)
       << ", ";
  text << Bind(to_string(unit.direction)) << ", " << Bind(to_string(row.outcome)) << ", ";
  text << digest_value(unit.digest) << ", "
       << digest_value(row.archived == nullptr ? Digest{} : row.archived->file_digest) << ", ";
  text << Bind(unit.verdict) << ", "
       << text_or_null(row.archived == nullptr ? std::string() : row.archived->source) << ", ";
  text << text_or_null(up ? own : other) << ", " << text_or_null(up ? other : own) << ", ";
  text << Bind(identity_.tool) << ", " << Bind(identity_.who) << ", " << Bind(identity_.host)
       << ", ";
  started(text, row.duration);
  if (row.outcome == Outcome::running) {
    text << ", NULL, NULL, ";
  } else {
    text << ", " << now() << ", " << duration_value(row) << ", ";
  }
  const Error none;
  const Error& error = row.error == nullptr ? none : *row.error;
  text << text_or_null(error.detail.empty() ? error.message : error.message + "\n" + error.detail)
       << ", ";
  text << text_or_null(error.sqlstate) << ", " << Bind(join_ids(unit.depends_on)) << ")";
}

void LedgerSql::insert_revision(Text& text, const LedgerRow& row, std::string_view state,
                                std::string_view ledger_id, std::string_view from) const {
  const Unit& unit = row.unit;
  text << "INSERT INTO " << revision_
       << " (revision, state, parents, digest, file_digest, verdict, who, applied, ledger, batch, "
          "statement, started, depends_on) SELECT ";
  const std::string_view cast =
      sqlite_ ? "" : "::text";  // nothing else tells PostgreSQL the type in a SELECT
  text << Bind(unit.revision) << cast << ", '" << state << "', " << Bind(join_ids(unit.parents))
       << cast << ", " << digest_value(unit.digest) << cast << ", "
       << digest_value(row.archived == nullptr ? Digest{} : row.archived->file_digest) << cast
       << ", " << Bind(unit.verdict) << cast << ", " << Bind(identity_.who) << cast << ", ";
  if (state == "applied") {
    text << now() << ", " << ledger_id << ", NULL, NULL, NULL, ";
  } else {
    text << "NULL, " << ledger_id << ", 0, 0, 0, ";
  }
  text << Bind(join_ids(unit.depends_on)) << cast << from;
  // A stamp may settle what was left unfinished, and a second attempt takes over from the first.
  if (row.outcome == Outcome::stamped) {
    text << (sqlite_ ? " WHERE true" : "")
         << " ON CONFLICT (revision) DO UPDATE SET state = excluded.state, parents = "
            "excluded.parents, digest = excluded.digest, "
            "file_digest = excluded.file_digest, verdict = excluded.verdict, who = excluded.who, "
            "applied = excluded.applied, "
            "ledger = excluded.ledger, batch = NULL, statement = NULL, started = NULL, reached = "
            "NULL, depends_on = excluded.depends_on";
  }
}

void LedgerSql::delete_revision(Text& text, const Unit& unit) const {
  text << "DELETE FROM " << revision_ << " WHERE revision = " << Bind(unit.revision);
}

std::vector<Command> LedgerSql::record(const LedgerRow& row) const {
  const bool up = row.unit.direction == Direction::up;
  if (!sqlite_) {
    Text text(literals_);
    text << "WITH event AS (";
    insert_ledger(text, row);
    text << " RETURNING id) ";
    if (up) {
      insert_revision(text, row, "applied", "event.id", " FROM event");
    } else {
      delete_revision(text, row.unit);
    }
    return {text.take()};
  }
  Text event(literals_), effect(literals_);
  insert_ledger(event, row);
  if (up) {
    insert_revision(effect, row, "applied", "last_insert_rowid()", "");
  } else {
    delete_revision(effect, row.unit);
  }
  return {event.take(), effect.take()};
}

std::vector<Command> LedgerSql::repair(const LedgerRow& row) const {
  const auto point = [&](Text& text, std::string_view id, std::string_view from) {
    text << "UPDATE " << revision_ << " SET ledger = " << id
         << ", digest = " << digest_value(row.unit.digest) << ", file_digest = "
         << digest_value(row.archived == nullptr ? Digest{} : row.archived->file_digest)
         << ", verdict = " << Bind(row.unit.verdict)
         << ", parents = " << Bind(join_ids(row.unit.parents))
         << ", depends_on = " << Bind(join_ids(row.unit.depends_on)) << from
         << " WHERE revision = " << Bind(row.unit.revision) << " AND state = 'applied'";
  };
  Text event(literals_), effect(literals_);
  if (!sqlite_) {
    event << "WITH event AS (";
    insert_ledger(event, row);
    event << " RETURNING id) ";
    point(event, "event.id", " FROM event");
    return {event.take()};
  }
  insert_ledger(event, row);
  point(effect, "last_insert_rowid()", "");
  return {event.take(), effect.take()};
}

std::vector<Command> LedgerSql::start(const LedgerRow& row,
                                      std::optional<std::int64_t> earlier) const {
  const bool up = row.unit.direction == Direction::up;
  const auto close_earlier = [&](Text& text) {
    text << "UPDATE " << ledger_ << " SET outcome = 'interrupted', finished = " << now()
         << " WHERE id = " << Bind(earlier.value_or(0)) << " AND outcome = 'running'";
  };
  const auto point = [&](Text& text, std::string_view id, std::string_view from) {
    if (earlier) {
      text << "UPDATE " << revision_ << " SET ledger = " << id << from
           << " WHERE revision = " << Bind(row.unit.revision);
    } else if (up) {
      insert_revision(text, row, "applying", id, from);
    } else {
      text << "UPDATE " << revision_
           << " SET state = 'reverting', batch = 0, statement = 0, started = 0, reached = NULL, "
              "ledger = "
           << id << from << " WHERE revision = " << Bind(row.unit.revision)
           << " AND state = 'applied'";
    }
  };
  if (!sqlite_) {
    Text text(literals_);
    text << "WITH event AS (";
    insert_ledger(text, row);
    text << " RETURNING id)";
    if (earlier) {
      text << ", closed AS (";
      close_earlier(text);
      text << ")";
    }
    text << " ";
    point(text, "event.id", " FROM event");
    text << " RETURNING ledger";
    return {text.take()};
  }
  std::vector<Command> result;
  if (earlier) {
    Text text(literals_);
    close_earlier(text);
    result.push_back(text.take());
  }
  Text event(literals_), effect(literals_);
  insert_ledger(event, row);
  point(effect, "last_insert_rowid()", "");
  effect << " RETURNING ledger";
  result.push_back(event.take());
  result.push_back(effect.take());
  return result;
}

Command LedgerSql::advance(const Unit& unit, const Position& position) const {
  Text text(literals_);
  Value reached;
  if (position.reached) {
    reached = nlohmann::json(*position.reached)
                  .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  text << "UPDATE " << revision_
       << " SET batch = " << Bind(static_cast<std::int64_t>(position.batch))
       << ", statement = " << Bind(static_cast<std::int64_t>(position.statement))
       << ", started = " << Bind(position.started ? 1 : 0) << ", reached = " << Bind(reached)
       << " WHERE revision = " << Bind(unit.revision) << " AND state <> 'applied'";
  return text.take();
}

void LedgerSql::close_ledger(Text& text, const LedgerRow& row, std::int64_t ledger) const {
  text << "UPDATE " << ledger_ << " SET outcome = " << Bind(to_string(row.outcome))
       << ", finished = " << now() << ", duration_ms = " << duration_value(row);
  if (row.error != nullptr) {
    text << ", error = " << Bind(row.error->message)
         << ", sqlstate = " << text_or_null(row.error->sqlstate);
  }
  text << " WHERE id = " << Bind(ledger);
}

std::vector<Command> LedgerSql::finish(const LedgerRow& row, std::int64_t ledger) const {
  const auto settle = [&](Text& text) {
    if (row.unit.direction == Direction::down) {
      delete_revision(text, row.unit);
      return;
    }
    text << "UPDATE " << revision_ << " SET state = 'applied', applied = " << now()
         << ", batch = NULL, statement = NULL, started = NULL, reached = NULL WHERE revision = "
         << Bind(row.unit.revision) << " AND state = 'applying'";
  };
  if (!sqlite_) {
    Text text(literals_);
    text << "WITH event AS (";
    close_ledger(text, row, ledger);
    text << ") ";
    settle(text);
    return {text.take()};
  }
  Text event(literals_), effect(literals_);
  close_ledger(event, row, ledger);
  settle(effect);
  return {event.take(), effect.take()};
}

Command LedgerSql::purge(std::string_view revision, std::string_view words) const {
  Text text(literals_);
  text << "INSERT INTO " << ledger_
       << " (revision, parents, title, direction, outcome, verdict, tool, who, host, started, "
          "finished, duration_ms) VALUES ("
       << Bind(revision) << ", '', " << Bind(words) << ", " << Bind(to_string(Direction::down))
       << ", " << Bind(to_string(Outcome::purged)) << ", '', " << Bind(identity_.tool) << ", "
       << Bind(identity_.who) << ", " << Bind(identity_.host) << ", " << now() << ", " << now()
       << ", 0)";
  return text.take();
}

Command LedgerSql::fail(const LedgerRow& row, std::optional<std::int64_t> ledger) const {
  Text text(literals_);
  if (ledger) {
    close_ledger(text, row, *ledger);
  } else {
    insert_ledger(text, row);
  }
  return text.take();
}

}  // namespace migc::runtime

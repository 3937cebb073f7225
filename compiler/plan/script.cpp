#include "compiler/plan/script.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "compiler/base/check.h"
#include "compiler/base/text.h"

namespace migc {

std::string_view to_string(LockLevel level) {
  switch (level) {
    case LockLevel::none:
      return "none";
    case LockLevel::access_share:
      return "access share";
    case LockLevel::row_share:
      return "row share";
    case LockLevel::row_exclusive:
      return "row exclusive";
    case LockLevel::share_update_exclusive:
      return "share update exclusive";
    case LockLevel::share:
      return "share";
    case LockLevel::share_row_exclusive:
      return "share row exclusive";
    case LockLevel::exclusive:
      return "exclusive";
    case LockLevel::access_exclusive:
      return "access exclusive";
  }
  MIGC_CHECK(false);
}

std::string_view to_string(Hazard hazard) {
  switch (hazard) {
    case Hazard::rewrites_table:
      return "rewrites table";
    case Hazard::scans_table:
      return "scans table";
    case Hazard::builds_index:
      return "builds index";
    case Hazard::blocks_reads:
      return "blocks reads";
    case Hazard::blocks_writes:
      return "blocks writes";
    case Hazard::deletes_data:
      return "deletes data";
    case Hazard::may_fail_on_data:
      return "may fail on data";
    case Hazard::changes_rows:
      return "changes rows";
    case Hazard::raw_sql:
      return "raw sql";
  }
  MIGC_CHECK(false);
}

std::string_view to_string(Direction direction) {
  switch (direction) {
    case Direction::up:
      return "up";
    case Direction::down:
      return "down";
  }
  MIGC_CHECK(false);
}

namespace {

/// Where psql and the shell of SQLite keep the statements that an expanding query produced.
constexpr std::string_view expand_file = "migc_expand.sql";

/// The pragma without which SQLite neither checks nor follows foreign keys.
constexpr std::string_view enforcement = "foreign_keys";

/// Text in a `--` comment must not run on into the next line.
std::string one_line(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return result;
}

std::string quoted_text(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += c;
    result += c;
  }
  return result + "'";
}

std::string quoted_name(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += c;
    result += c;
  }
  return result + "\"";
}

/// The statement with its semicolon, on a line of its own where a comment would swallow it.
std::string closed(std::string_view sql) {
  const std::size_t last_line = sql.find_last_of('\n');
  const std::string_view tail =
      last_line == std::string_view::npos ? sql : sql.substr(last_line + 1);
  return fmt::format("{}{};\n", sql, tail.find("--") == std::string_view::npos ? "" : "\n");
}

/// A query as part of a larger statement.
std::string embedded(std::string_view sql) { return fmt::format("\n{}\n", sql); }

/// Writes one unit in the dialect of one database shell.
class UnitPrinter {
 public:
  UnitPrinter(const Unit& unit, bool sqlite) : unit_(unit), sqlite_(sqlite) {}

  [[nodiscard]] std::string print() {
    header();
    for (const Batch& batch : unit_.batches) print(batch);
    return std::move(text_);
  }

 private:
  void header() {
    text_ += fmt::format("-- migration {}: {} ({})\n", one_line(unit_.revision),
                         one_line(unit_.title), to_string(unit_.direction));
    if (!unit_.parents.empty())
      text_ += fmt::format("-- revises: {}\n", one_line(join(unit_.parents, ", ")));
    if (!unit_.verdict.empty()) text_ += fmt::format("-- verdict: {}\n", one_line(unit_.verdict));
    if (!unit_.digest.is_none()) text_ += fmt::format("-- digest: {}\n", unit_.digest.hex());
    text_ += '\n';
  }

  void print(const Batch& batch) {
    for (const Setting& setting : batch.settings) apply(setting);
    if (batch.transactional) text_ += sqlite_ ? "BEGIN IMMEDIATE;\n\n" : "BEGIN;\n\n";
    for (const Statement& statement : batch.statements) print(statement);
    if (batch.transactional) text_ += "COMMIT;\n";
    for (auto setting = batch.settings.rbegin(); setting != batch.settings.rend(); ++setting)
      restore(*setting);
    text_ += '\n';
  }

  void print(const Statement& statement) {
    if (!statement.summary.empty()) text_ += fmt::format("-- {}\n", one_line(statement.summary));
    std::string hazards;
    for (const Hazard hazard : statement.hazards) {
      hazards += fmt::format("{}{}", hazards.empty() ? "" : ", ", to_string(hazard));
    }
    text_ += fmt::format("-- lock: {}{}{}  tx: {}  hazards: {}\n", to_string(statement.lock),
                         statement.locks.empty() ? "" : " on ", one_line(statement.locks),
                         statement.tx == TxMode::inside ? "inside" : "outside",
                         hazards.empty() ? "none" : hazards);
    if (statement.loop) {
      text_ += fmt::format(
          "-- migc runs this in batches of {} rows by key ({}), each in a transaction of its own\n",
          statement.loop->size, one_line(join(statement.loop->key, ", ")));
    }
    switch (statement.kind) {
      case StatementKind::execute:
        text_ += closed(statement.sql);
        break;
      case StatementKind::guard:
        guard(statement);
        break;
      case StatementKind::expand:
        expand(statement);
        break;
    }
    text_ += '\n';
  }

  /// A guard refuses by its rows, so the script must turn rows into an error.
  void guard(const Statement& statement) {
    const std::string_view meaning = statement.failure.empty()
                                         ? std::string_view("otherwise the script stops")
                                         : statement.failure;
    text_ += fmt::format("-- guard: must return no rows; {}\n", one_line(meaning));
    if (sqlite_) {
      text_ += fmt::format("CREATE TEMP TABLE migc_guard (found CONSTRAINT {} CHECK (0));\n",
                           quoted_name(one_line(meaning)));
      text_ += fmt::format("INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS ({});\n",
                           embedded(as_select(statement.sql)));
      text_ += "DROP TABLE temp.migc_guard;\n";
      return;
    }
    std::string tag = "$migc$";
    for (int i = 1; statement.sql.find(tag) != std::string::npos ||
                    meaning.find(tag) != std::string_view::npos;
         ++i) {
      tag = fmt::format("$migc{}$", i);
    }
    text_ += fmt::format("DO {} BEGIN IF EXISTS ({}) THEN\n", tag, embedded(statement.sql));
    text_ += fmt::format("RAISE EXCEPTION USING MESSAGE = {};\n", quoted_text(one_line(meaning)));
    text_ += fmt::format("END IF; END {};\n", tag);
  }

  void expand(const Statement& statement) {
    if (!sqlite_) {
      text_ += fmt::format("{}\n\\gexec\n", statement.sql);
      return;
    }
    text_ += fmt::format(".headers off\n.mode list\n.once {}\n", expand_file);
    text_ += fmt::format(
        "WITH migc_expand(statement) AS ({}) SELECT statement || ';' FROM migc_expand;\n",
        embedded(statement.sql));
    // What they print, such as the programs of EXPLAIN, is nothing to read.
    text_ += fmt::format(".output /dev/null\n.read {0}\n.output\n.system rm -f {0}\n", expand_file);
  }

  /// `PRAGMA foreign_key_check(t)` as a query that may stand inside another one; other text as it
  /// is.
  [[nodiscard]] static std::string as_select(std::string_view sql) {
    constexpr std::string_view keyword = "pragma ";
    if (!equal_ignoring_case(sql.substr(0, keyword.size()), keyword)) return std::string(sql);
    const std::string_view call = trim(sql.substr(keyword.size()));
    const std::size_t open = call.find('(');
    if (open == std::string_view::npos) return fmt::format("SELECT * FROM pragma_{}", call);
    std::string_view argument = trim(call.substr(open + 1, call.find_last_of(')') - open - 1));
    if (argument.size() > 1 && (argument.front() == '"' || argument.front() == '\'')) {
      argument = argument.substr(1, argument.size() - 2);
    }
    return fmt::format("SELECT * FROM pragma_{}({})", trim(call.substr(0, open)),
                       quoted_text(argument));
  }

  [[nodiscard]] static std::optional<int> as_switch(std::string_view value) {
    const std::string word = to_lower(value);
    if (word == "on" || word == "1" || word == "yes" || word == "true") return 1;
    if (word == "off" || word == "0" || word == "no" || word == "false") return 0;
    return std::nullopt;
  }

  void apply(const Setting& setting) {
    if (!sqlite_) {
      // A list such as a search path would become one name as the text of SET.
      if (setting.value.find(',') != std::string::npos) {
        text_ += fmt::format("SELECT pg_catalog.set_config({}, {}, false);\n",
                             quoted_text(setting.name), quoted_text(setting.value));
      } else {
        text_ += fmt::format("SET {} = {};\n", setting.name, quoted_text(setting.value));
      }
      return;
    }
    text_ += fmt::format("PRAGMA {} = {};\n", setting.name, setting.value);
    // The one that SQLite ignores without a word inside a transaction, where rows would be lost.
    const std::optional<int> wanted = as_switch(setting.value);
    if (setting.name != enforcement || !wanted) return;
    Statement check;
    check.sql = fmt::format("SELECT 1 FROM pragma_{0} WHERE {0} <> {1}", setting.name, *wanted);
    check.failure = fmt::format("the setting {} did not take", setting.name);
    guard(check);
  }

  void restore(const Setting& setting) {
    if (!sqlite_) {
      text_ += fmt::format("RESET {};\n", setting.name);
      return;
    }
    // A pragma has no memory: back to what the script began with, which is what SQLite begins with
    // except for the enforcement of foreign keys.
    if (as_switch(setting.value)) {
      text_ += fmt::format("PRAGMA {} = {};\n", setting.name,
                           setting.name == enforcement ? "ON" : "OFF");
    }
  }

  const Unit& unit_;
  bool sqlite_;
  std::string text_;
};

}  // namespace

std::string to_sql(const Unit& unit, std::string_view dialect) {
  return UnitPrinter(unit, dialect == "sqlite").print();
}

std::string to_sql(const Script& script) {
  const bool sqlite = script.dialect == "sqlite";
  std::string text = fmt::format("-- migc: {} for {}\n", counted(script.units.size(), "migration"),
                                 script.dialect);
  if (sqlite) {
    // The bail switch also guards against being piped into a shell that was started without it.
    text += "-- run with: sqlite3 -bail DATABASE < FILE\n.bail on\nPRAGMA foreign_keys = ON;\n\n";
  } else {
    text += "-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE\n\\set ON_ERROR_STOP on\n\n";
  }
  for (const Unit& unit : script.units) text += to_sql(unit, script.dialect);
  while (text.size() > 1 && text[text.size() - 1] == '\n' && text[text.size() - 2] == '\n')
    text.pop_back();
  return text;
}

}  // namespace migc

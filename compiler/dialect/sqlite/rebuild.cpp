#include "compiler/dialect/sqlite/rebuild.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/drift.h"
#include "compiler/dialect/sqlite/verification.h"

namespace migc::sqlite {
namespace {

/// Rows that violate a foreign key, counted by key rather than by SQLite's number of it, which
/// changes with the definition; rows of WITHOUT ROWID tables have no rowid, so only their number is
/// known.
constexpr std::string_view violations =
    "SELECT \"table\" AS child, \"rowid\" AS row_id, parent, (SELECT group_concat(f.\"from\", ', "
    "') FROM "
    "pragma_foreign_key_list(c.\"table\") AS f WHERE f.id = c.fkid) AS columns, count(*) AS n FROM "
    "pragma_foreign_key_check AS c "
    "GROUP BY 1, 2, 3, 4";

std::string quoted_list(const std::vector<std::string>& values) {
  std::string result;
  for (const std::string& value : values) {
    if (!result.empty()) result += ", ";
    result += quote_literal(value);
  }
  return result;
}

/// Emits the rebuilds of one batch. The statements appear in the order in which the functions are
/// called.
class Rebuilder {
 public:
  Rebuilder(Emission& emission, const std::vector<Rebuild>& rebuilds)
      : emission_(emission), sql_(emission.sql()), rebuilds_(rebuilds) {}

  void run() {
    emission_.without_enforcement();
    check_connection();
    remember_violations();
    for (const Rebuild& rebuild : rebuilds_) build(rebuild);
    verify();
    measure();
    forget();
  }

 private:
  [[nodiscard]] std::string summary(const Rebuild& rebuild, std::string_view what) const {
    return fmt::format("rebuild `{}`: {}", rebuild.after.name.display(), what);
  }
  [[nodiscard]] std::string temporary(std::string_view name) const {
    return "temp." + emission_.own_name(name);
  }

  /// What a crash, a name or a switch of this connection could do to the copy.
  void check_connection() {
    std::string names;
    for (const Rebuild& rebuild : rebuilds_)
      names += (names.empty() ? "" : ", ") + name_literal(rebuild.before.name);
    emission_.check(
        fmt::format(
            "SELECT 'journal_mode' AS what, journal_mode AS value FROM pragma_journal_mode WHERE "
            "journal_mode NOT IN ('wal', 'delete', 'truncate', 'persist') AND EXISTS (SELECT 1 "
            "FROM pragma_database_list WHERE name = 'main' AND file <> '')\n"
            "UNION ALL SELECT 'synchronous', synchronous FROM pragma_synchronous, "
            "pragma_journal_mode WHERE synchronous < CASE journal_mode WHEN 'wal' THEN 1 ELSE 2 "
            "END\n"
            "UNION ALL SELECT 'query_only', query_only FROM pragma_query_only WHERE query_only\n"
            "UNION ALL SELECT 'temporary ' || type, name FROM sqlite_temp_schema WHERE type IN "
            "('view', 'trigger') OR name COLLATE NOCASE IN ({})",
            names),
        "things of this connection with which a table cannot be rebuilt safely",
        "check what the connection brings along");
  }

  void remember_violations() {
    emission_.execute(
        fmt::format("CREATE TEMP TABLE {} AS {}", emission_.own_name("violations"), violations), {},
        "remember which foreign keys are violated already");
    emission_.execute(fmt::format("CREATE TEMP TABLE {} (id INTEGER PRIMARY KEY, name, sql)",
                                  emission_.own_name("saved")),
                      {}, "a place for the triggers and indexes that the history does not know");
  }

  void build(const Rebuild& rebuild) {
    const Guard drift = differs_from_history(sql_, rebuild.before);
    emission_.check(drift.query, drift.failure, summary(rebuild, "compare it with the history"));
    for (const Statement& statement : rebuild.first) emission_.add(statement);
    save_objects(rebuild);
    create(rebuild);
    copy(rebuild);
    carry_sequence(rebuild);
    start_sequence(rebuild);
    replace(rebuild);
    for (const std::string& index : sql_.create_indexes(rebuild.after)) {
      emission_.execute(index, {Hazard::builds_index}, summary(rebuild, "create its indexes"));
    }
    restore_objects(rebuild);
    for (const Statement& statement : rebuild.last) emission_.add(statement);
  }

  void save_objects(const Rebuild& rebuild) {
    std::string query = fmt::format(
        "INSERT INTO {} (name, sql) SELECT name, sql FROM sqlite_schema WHERE tbl_name = {} "
        "COLLATE NOCASE AND sql IS NOT NULL AND "
        "(type = 'trigger' OR type = 'index'",
        temporary("saved"), name_literal(rebuild.before.name));
    const std::vector<std::string> known = index_names(rebuild.before);
    if (!known.empty())
      query += fmt::format(" AND name COLLATE NOCASE NOT IN ({})", quoted_list(known));
    emission_.execute(
        query + ") ORDER BY type, rowid", {},
        summary(rebuild, "save the triggers and indexes that the history does not know"));
  }

  [[nodiscard]] std::string new_name(const Rebuild& rebuild) const {
    return emission_.own_name_of("new_" + rebuild.after.name.name);
  }

  void create(const Rebuild& rebuild) {
    emission_.execute(sql_.create_table(rebuild.after, new_name(rebuild)), {},
                      summary(rebuild, rebuild.what));
  }

  void copy(const Rebuild& rebuild) {
    std::string columns, values;
    const Column* alias = rowid_alias(rebuild.after, sql_.schema());
    const std::string_view old_rowid = rowid_name(rebuild.before);
    const std::string_view new_rowid = rowid_name(rebuild.after);
    // INSERT … SELECT numbers the rows anew unless it is told the rowid (the row order that LIMIT
    // without ORDER BY shows, and what full-text indexes refer to).
    if (alias == nullptr && !old_rowid.empty() && !new_rowid.empty()) {
      columns = new_rowid;
      values = old_rowid;
    }
    for (const Column& column : rebuild.after.columns) {
      if (column.generated) continue;
      columns += (columns.empty() ? "" : ", ") + sql_.name(column.name);
      values += (values.empty() ? "" : ", ") + sql_.expression(rebuild.sources.of(column.name));
    }
    Statement copy;
    copy.sql = fmt::format("INSERT INTO {} ({}) SELECT {} FROM {}{}", sql_.name(new_name(rebuild)),
                           columns, values, sql_.name(rebuild.before.name.name),
                           order(rebuild, old_rowid));
    copy.hazards = {Hazard::rewrites_table, Hazard::may_fail_on_data};
    copy.summary = summary(rebuild, "copy its rows");
    // The pages of the table and of its indexes (sqlite.org/dbstat.html).
    copy.room = fmt::format(
        "SELECT sum(pgsize) FROM dbstat WHERE aggregate = 1 AND name IN (SELECT name FROM "
        "sqlite_schema WHERE tbl_name = {} COLLATE NOCASE)",
        name_literal(rebuild.before.name));
    emission_.add(std::move(copy));
    emission_.guard(
        fmt::format("SELECT old, new FROM (SELECT (SELECT count(*) FROM {}) AS old, (SELECT "
                    "count(*) FROM {}) AS new) "
                    "WHERE old <> new",
                    sql_.name(rebuild.before.name.name), sql_.name(new_name(rebuild))),
        fmt::format("the numbers of rows of `{}` and of its copy, which differ",
                    rebuild.before.name.display()),
        summary(rebuild, "compare the number of rows"));
  }

  [[nodiscard]] std::string order(const Rebuild& rebuild, std::string_view old_rowid) const {
    if (!old_rowid.empty() && !rebuild.after.options.without_rowid)
      return fmt::format(" ORDER BY {}", old_rowid);
    const PrimaryKey* key = rebuild.before.primary_key();
    return key != nullptr ? fmt::format(" ORDER BY {}", sql_.names(key->columns)) : std::string();
  }

  /// Otherwise ids that were used before would be handed out again: the copy only knows the largest
  /// one that is left. A table that counts no longer keeps its place for the day it does again.
  void carry_sequence(const Rebuild& rebuild) {
    if (!is_autoincrement(rebuild.after, sql_.schema()) &&
        !is_autoincrement(rebuild.before, sql_.schema()))
      return;
    const std::string from = name_literal(rebuild.before.name);
    const std::string to = quote_literal(new_name(rebuild));
    emission_.execute(
        fmt::format("UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence "
                    "WHERE name = {0})) WHERE "
                    "name = {1} AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {0})",
                    from, to),
        {}, summary(rebuild, "carry its sequence over"));
    emission_.execute(fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {1}, seq FROM "
                                  "sqlite_sequence WHERE name = {0} AND NOT "
                                  "EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {1})",
                                  from, to),
                      {}, summary(rebuild, "carry its sequence over, when the table is empty"));
    if (is_autoincrement(rebuild.before, sql_.schema())) return;
    // DROP TABLE takes the place of a table that counts along, and no other's: the new table would
    // have two.
    emission_.execute(fmt::format("DELETE FROM sqlite_sequence WHERE name = {}", from), {},
                      summary(rebuild, "carry its sequence over"));
  }

  /// An identity that is new, or that was given another start, begins there unless rows are beyond
  /// it.
  void start_sequence(const Rebuild& rebuild) {
    const Column* alias = rowid_alias(rebuild.after, sql_.schema());
    if (alias == nullptr || !alias->identity || !alias->identity->options.start) return;
    const Column* former = rebuild.before.find_column(alias->name);
    if (former != nullptr && former->identity == alias->identity) return;
    emit_sequence_start(emission_, new_name(rebuild), *alias->identity->options.start,
                        summary(rebuild, "start its sequence"));
  }

  void replace(const Rebuild& rebuild) {
    const std::string name = sql_.name(rebuild.before.name.name);
    emission_.execute(fmt::format("DROP TABLE {}", name), {},
                      summary(rebuild, "drop the old table, whose rows are copied"));
    // Views and triggers that mention the table stop the rename unless SQLite is told not to look
    // at them (they are verified at the end); references of other tables must
    // not be rewritten either.
    emission_.execute("PRAGMA legacy_alter_table = ON", {},
                      summary(rebuild, "rename without touching what mentions the table"));
    emission_.execute(
        fmt::format("ALTER TABLE {} RENAME TO {}", sql_.name(new_name(rebuild)), name), {},
        summary(rebuild, "put the new table in its place"));
    emission_.execute("PRAGMA legacy_alter_table = OFF", {},
                      summary(rebuild, "back to the careful way of renaming"));
  }

  void restore_objects(const Rebuild& rebuild) {
    emission_.expand(fmt::format("SELECT sql FROM {} ORDER BY id", temporary("saved")),
                     summary(rebuild, "put its triggers and other indexes back"));
    emission_.check(fmt::format("SELECT name FROM {} WHERE name NOT IN (SELECT name FROM "
                                "sqlite_schema)",
                                temporary("saved")),
                    fmt::format("triggers and indexes of `{}` that were not put back",
                                rebuild.after.name.display()),
                    summary(rebuild, "see that all of them are back"));
    if (rebuilds_.size() > 1) {
      emission_.execute(fmt::format("DELETE FROM {}", temporary("saved")), {},
                        summary(rebuild, "make room for the next table"));
    }
  }

  void verify() {
    std::vector<std::string> touched;
    for (const Rebuild& rebuild : rebuilds_) touched.push_back(rebuild.after.name.name);
    emit_view_and_trigger_check(emission_, touched, "rebuild");
    emission_.guard(
        fmt::format("SELECT found.child, found.row_id, found.parent, found.columns FROM ({}) AS "
                    "found LEFT JOIN {} AS known ON "
                    "known.child = found.child AND known.row_id IS found.row_id AND known.parent = "
                    "found.parent AND "
                    "known.columns = found.columns WHERE found.n > coalesce(known.n, 0) LIMIT 10",
                    violations, temporary("violations")),
        "rows that refer to no row of the table that their foreign key names",
        "check the foreign keys");
    for (const std::string& table : touched) {
      emission_.guard(
          fmt::format("SELECT quick_check FROM pragma_quick_check({}) WHERE quick_check <> 'ok'",
                      quote_literal(table)),
          fmt::format("faults that SQLite's own check finds in `{}`", table),
          fmt::format("check `{}` as a whole", table));
    }
  }

  /// The statistics of a table go with it; only a database that was analysed has any.
  void measure() {
    for (const Rebuild& rebuild : rebuilds_) {
      const std::string text = "ANALYZE " + sql_.name(rebuild.after.name.name);
      emission_.expand(fmt::format("SELECT {} FROM sqlite_schema WHERE name = 'sqlite_stat1'",
                                   quote_literal(text)),
                       summary(rebuild, "measure it again, if the database keeps statistics"));
    }
  }

  void forget() {
    emission_.execute(fmt::format("DROP TABLE {}", temporary("saved")), {}, "clean up");
    emission_.execute(fmt::format("DROP TABLE {}", temporary("violations")), {}, "clean up");
  }

  Emission& emission_;
  const Sql& sql_;
  const std::vector<Rebuild>& rebuilds_;
};

}  // namespace

void emit_sequence_start(Emission& emission, std::string_view table, std::int64_t start,
                         const std::string& summary) {
  if (start <= 1) return;
  const std::string name = quote_literal(table);
  emission.execute(
      fmt::format("UPDATE sqlite_sequence SET seq = max(seq, {}) WHERE name = {}", start - 1, name),
      {}, summary);
  emission.execute(fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {0}, {1} WHERE NOT "
                               "EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {0})",
                               name, start - 1),
                   {}, summary.empty() ? summary : summary + ", when the table is empty");
}

void emit_rebuilds(Emission& emission, const std::vector<Rebuild>& rebuilds) {
  Rebuilder(emission, rebuilds).run();
}

}  // namespace migc::sqlite

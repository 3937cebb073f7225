#include "runtime/stash/restore.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>

#include "compiler/base/text.h"
#include "runtime/driver/transaction.h"
#include "runtime/stash/sql.h"

namespace migc::runtime {
namespace {

using Kind = KeptData::Kind;

/// A column as the database has it.
struct LiveColumn {
  std::string name;
  std::string type;        ///< in words
  std::string type_id;     ///< PostgreSQL: the type without its modifier
  bool modified = false;   ///< PostgreSQL: it has a modifier, such as a length
  bool user_type = false;  ///< PostgreSQL: an enum, a domain and their like, or an array of them
  bool generated = false;
};

/// A column of the stash and the column that it comes from.
struct Pair {
  const LiveColumn* kept = nullptr;
  const LiveColumn* own = nullptr;
};

class Restore {
 public:
  Restore(Driver& driver, const Place& place, const Stash& stash, const KeptData& data,
          const ObjectName& target)
      : driver_(driver),
        place_(place),
        stash_(stash),
        data_(data),
        target_(target),
        sqlite_(is_sqlite(driver)),
        table_(target.schema.empty() ? quoted(target.name)
                                     : quoted(target.schema) + "." + quoted(target.name)) {}

  Result<Restored> run() {
    Result<Transaction> transaction = Transaction::begin(driver_);
    if (!transaction) return tl::unexpected(std::move(transaction).error());
    MIGC_TRY(read_columns());
    // What is looked at first must still hold when it is written.
    if (!sqlite_) {
      MIGC_TRY(driver_.execute(fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table_)));
    }
    Result<Restored> restored = data_.kind == Kind::rows ? rows() : values();
    if (!restored) return as_refusal(std::move(restored).error());
    if (Result<void> committed = transaction->commit(); !committed)
      return as_refusal(std::move(committed).error());
    return restored;
  }

 private:
  /// What a constraint says is a reason to refuse, not a failure of the database.
  static Result<Restored> as_refusal(Error error) {
    if (error.sqlstate.starts_with("23") || error.sqlstate.starts_with("SQLITE_CONSTRAINT")) {
      error.kind = ErrorKind::refused;
      error.message = "the kept data does not fit: " + error.message;
      error.detail += fmt::format("{}nothing was changed", error.detail.empty() ? "" : "\n");
    }
    return tl::unexpected(std::move(error));
  }

  Result<std::vector<LiveColumn>> columns_of(const std::string& table, const std::string& name) {
    const Result<Rows> rows =
        sqlite_ ? driver_.query(
                      "SELECT name, type, '', 0, 0, hidden IN (2, 3) FROM pragma_table_xinfo($1) "
                      "WHERE hidden <> 1 ORDER BY cid",
                      {Value(name)})
                : driver_.query(
                      "SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.atttypid, "
                      "(a.atttypmod <> -1)::int, (coalesce(e.typtype, y.typtype) <> 'b')::int, "
                      "(a.attgenerated <> '')::int FROM pg_catalog.pg_attribute AS a "
                      "JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid "
                      "JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid "
                      "LEFT JOIN pg_catalog.pg_type AS e ON e.oid = y.typelem AND y.typlen = -1 "
                      "WHERE a.attrelid = to_regclass($1) AND c.relkind IN ('r', 'p') AND "
                      "a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
                      {Value(table)});
    MIGC_TRY(rows);
    std::vector<LiveColumn> columns;
    for (const Row& row : rows->rows) {
      columns.push_back({.name = row[0].value_or(""),
                         .type = row[1].value_or(""),
                         .type_id = row[2].value_or(""),
                         .modified = number_of(row[3]) != 0,
                         .user_type = number_of(row[4]) != 0,
                         .generated = number_of(row[5]) != 0});
    }
    return columns;
  }

  Result<void> read_columns() {
    Result<std::vector<LiveColumn>> kept =
        columns_of(stash_.table, place_.prefix + "stash_" + stash_.name);
    MIGC_TRY(kept);
    Result<std::vector<LiveColumn>> own = columns_of(table_, target_.name);
    MIGC_TRY(own);
    kept_ = std::move(*kept);
    own_ = std::move(*own);
    if (own_.empty()) {
      return fail(
          ErrorKind::refused,
          fmt::format("there is no table `{}` to put the kept data into", target_.display()),
          "help: create it first, or name another one with `--to`");
    }
    return pair_up();
  }

  const LiveColumn* own(std::string_view name) const {
    for (const LiveColumn& column : own_) {
      const bool same = sqlite_ ? equal_ignoring_case(column.name, name) : column.name == name;
      if (same && !column.generated) return &column;
    }
    return nullptr;
  }
  const LiveColumn* kept(std::string_view name) const {
    for (const LiveColumn& column : kept_) {
      if (sqlite_ ? equal_ignoring_case(column.name, name) : column.name == name) return &column;
    }
    return nullptr;
  }

  Result<void> add(std::vector<Pair>& pairs, const LiveColumn& kept, std::string_view name) {
    const LiveColumn* column = own(name);
    if (column == nullptr) {
      return fail(ErrorKind::refused,
                  fmt::format("table `{}` has no column `{}` to put the kept values into",
                              target_.display(), name));
    }
    MIGC_TRY(require_type(kept, *column));
    pairs.push_back({&kept, column});
    return {};
  }

  /// Finds out what belongs together.
  Result<void> pair_up() {
    if (data_.kind == Kind::rows) {
      for (const LiveColumn& column : kept_) MIGC_TRY(add(pairs_, column, column.name));
      return {};
    }
    const std::size_t parts = data_.kind == Kind::column ? 1 : 2;
    const std::size_t count = data_.columns.size();
    if (kept_.size() <= parts * count) return unlike();
    const std::size_t keys = kept_.size() - parts * count;
    for (std::size_t i = 0; i < keys; ++i) {
      std::string_view name = kept_[i].name;
      if (data_.kind == Kind::values && !sqlite_) {
        if (!name.starts_with("key_")) return unlike();
        name.remove_prefix(4);
      }
      MIGC_TRY(add(keys_, kept_[i], name));
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (data_.kind == Kind::column) {
        const LiveColumn* column = kept(data_.columns[i]);
        if (column == nullptr) return unlike();
        MIGC_TRY(add(pairs_, *column, data_.columns[i]));
        continue;
      }
      // PostgreSQL: all old values, then all new ones; SQLite: one pair after the other.
      const std::size_t before = sqlite_ ? keys + 2 * i : keys + i;
      const std::size_t after = sqlite_ ? before + 1 : keys + count + i;
      MIGC_TRY(add(pairs_, kept_[before], data_.columns[i]));
      MIGC_TRY(add(written_, kept_[after], data_.columns[i]));
    }
    return {};
  }

  Result<void> unlike() const {
    return fail(ErrorKind::refused,
                fmt::format("stash `{}` has other columns than its migration gives it: {}",
                            stash_.name, quote_list(stash_.columns)),
                fmt::format("help: its rows are in {}", stash_.table));
  }

  /// PostgreSQL: values must be the same in the column's type. SQLite has values with types of
  /// their own, which are compared after they were copied.
  Result<void> require_type(const LiveColumn& kept, const LiveColumn& column) {
    if (sqlite_ || kept.type == column.type || as_text(kept, column)) return {};
    const bool same = kept.type_id == column.type_id && !column.modified;
    if (same) return {};
    if (!column.modified) {
      const Result<Rows> rows = driver_.query(
          "SELECT 1 FROM pg_catalog.pg_cast WHERE castsource = $1::text::oid AND casttarget = "
          "$2::text::oid AND castcontext = 'i' AND casttarget NOT IN ('float4'::regtype, "
          "'float8'::regtype)",
          {Value(kept.type_id), Value(column.type_id)});
      MIGC_TRY(rows);
      if (!rows->empty()) return {};
    }
    return fail(ErrorKind::refused,
                fmt::format("values of `{}` were kept as {}, and column `{}` of `{}` is {}",
                            kept.name, kept.type, column.name, target_.display(), column.type),
                fmt::format("help: copy them from {} with a conversion of your own", stash_.table));
  }
  static bool as_text(const LiveColumn& kept, const LiveColumn& column) {
    return column.user_type && (kept.type == "text" || kept.type == "text[]");
  }

  static std::string from_stash(const Pair& pair) {
    const std::string value = "s." + quoted(pair.kept->name);
    return as_text(*pair.kept, *pair.own) ? value + "::" + pair.own->type : value;
  }
  static std::string in_table(const Pair& pair) { return "t." + quoted(pair.own->name); }

  std::string same(const Pair& pair) const {
    if (sqlite_) {
      return fmt::format("({0} IS {1} AND typeof({0}) = typeof({1}))", in_table(pair),
                         from_stash(pair));
    }
    // Not every type can be compared; every one has a text.
    return fmt::format("{}::text IS NOT DISTINCT FROM s.{}::{}::text", in_table(pair),
                       quoted(pair.kept->name), pair.own->type);
  }

  std::string key_match() const {
    std::string match;
    for (const Pair& pair : keys_)
      match +=
          fmt::format("{}{} = {}", match.empty() ? "" : " AND ", in_table(pair), from_stash(pair));
    return match;
  }

  Result<Restored> rows() {
    std::string names, values, kept;
    for (const Pair& pair : pairs_) {
      const std::string_view comma = names.empty() ? "" : ", ";
      names += fmt::format("{}{}", comma, quoted(pair.own->name));
      values += fmt::format("{}{}", comma, from_stash(pair));
      kept += fmt::format("{}{}", comma, quoted(pair.kept->name));
    }
    const Result<std::uint64_t> count =
        driver_.execute(fmt::format("INSERT INTO {} ({}){} SELECT {} FROM {} AS s{}", table_, names,
                                    sqlite_ ? "" : " OVERRIDING SYSTEM VALUE", values, stash_.table,
                                    sqlite_ ? " ORDER BY s.rowid" : ""),
                        std::span<const Value>());
    if (!count) return tl::unexpected(count.error());
    if (sqlite_) {
      const Result<std::int64_t> changed = ask_number(
          driver_, fmt::format("SELECT count(*) FROM (SELECT {} FROM {} EXCEPT SELECT {} FROM {})",
                               kept, stash_.table, names, table_));
      MIGC_TRY(changed);
      if (*changed != 0) return would_change(*changed);
    }
    MIGC_TRY(sqlite_ ? advance_autoincrement() : advance_sequences());
    return Restored{.rows = static_cast<std::int64_t>(*count), .kept = stash_.rows};
  }

  Result<Restored> would_change(std::int64_t rows) const {
    return fail(
        ErrorKind::refused,
        fmt::format("{} would not come back as they were: table `{}` turns their values "
                    "into others",
                    counted(static_cast<std::size_t>(rows), "kept row"), target_.display()),
        "help: a column has another type now, or a trigger changes it; nothing was changed");
  }

  Result<void> advance_autoincrement() {
    if (stash_.helpers.empty()) return {};
    return driver_.execute(fmt::format(
        "UPDATE sqlite_sequence SET seq = max(seq, coalesce((SELECT max(seq) FROM {}), 0)) WHERE "
        "name = (SELECT name FROM sqlite_schema WHERE type = 'table' AND name = {} COLLATE NOCASE)",
        stash_.helpers.front(), text_literal(target_.name)));
  }

  /// The next rows must not be given the numbers of those that came back, nor of those that were
  /// there before the table was dropped.
  Result<void> advance_sequences() {
    for (const Pair& pair : pairs_) {
      const std::string sequence = fmt::format("pg_get_serial_sequence({}, {})",
                                               text_literal(table_), text_literal(pair.own->name));
      const Result<Rows> there = driver_.query(
          fmt::format("SELECT q.seqincrement > 0 FROM pg_catalog.pg_sequence AS q WHERE q.seqrelid "
                      "= {}::regclass",
                      sequence));
      MIGC_TRY(there);
      if (there->empty()) continue;
      const bool up = there->rows.front().front() == "t";
      MIGC_TRY(driver_.query(fmt::format(
          "SELECT setval({0}, reached.value) FROM (SELECT {1}((SELECT {2}({3}) FROM {4})::bigint, "
          "(obj_description({5}::regclass, 'pg_class')::json ->> {6})::bigint, "
          "pg_sequence_last_value({0}::regclass)) AS value) AS reached WHERE reached.value IS NOT "
          "NULL AND reached.value IS DISTINCT FROM pg_sequence_last_value({0}::regclass)",
          sequence, up ? "greatest" : "least", up ? "max" : "min", quoted(pair.own->name), table_,
          text_literal(stash_.table), text_literal(pair.kept->name))));
    }
    return {};
  }

  static std::string text_literal(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
      if (c == '\'') result += c;
      result += c;
    }
    return result + "'";
  }

  Result<Restored> values() {
    const std::string from =
        fmt::format("{} AS t JOIN {} AS s ON {}", table_, stash_.table, key_match());
    if (data_.kind == Kind::column) {
      const Result<std::int64_t> others = ask_number(
          driver_, fmt::format("SELECT count(*) FROM {} WHERE {} IS NOT NULL AND NOT ({})", from,
                               in_table(pairs_.front()), same(pairs_.front())));
      MIGC_TRY(others);
      if (*others != 0) return would_lose(*others);
    }
    std::string sets, condition = key_match();
    for (const Pair& pair : pairs_) {
      sets += fmt::format("{}{} = {}", sets.empty() ? "" : ", ", quoted(pair.own->name),
                          from_stash(pair));
    }
    for (const Pair& pair : written_) condition += " AND " + same(pair);
    const Result<std::int64_t> distinct = ask_number(
        driver_, fmt::format("SELECT count(*) FROM {} AS s WHERE EXISTS (SELECT 1 FROM {} AS t "
                             "WHERE {})",
                             stash_.table, table_, condition));
    MIGC_TRY(distinct);
    const Result<std::uint64_t> changed =
        driver_.execute(fmt::format("UPDATE {} AS t SET {} FROM {} AS s WHERE {}", table_, sets,
                                    stash_.table, condition),
                        std::span<const Value>());
    if (!changed) return tl::unexpected(changed.error());
    if (static_cast<std::int64_t>(*changed) != *distinct) return no_key();
    if (data_.kind == Kind::column) {
      const Result<std::int64_t> wrong = ask_number(
          driver_,
          fmt::format("SELECT count(*) FROM {} WHERE NOT ({})", from, same(pairs_.front())));
      MIGC_TRY(wrong);
      if (*wrong != 0) return would_change(*wrong);
    }
    return Restored{.rows = static_cast<std::int64_t>(*changed), .kept = stash_.rows};
  }

  Result<Restored> would_lose(std::int64_t rows) const {
    return fail(ErrorKind::refused,
                fmt::format("{} of `{}` {} another value in `{}` already, which would be lost",
                            counted(static_cast<std::size_t>(rows), "row"), target_.display(),
                            rows == 1 ? "has" : "have", pairs_.front().own->name),
                fmt::format("help: restore into a table where the column is null, or copy from {} "
                            "yourself",
                            stash_.table));
  }
  Result<Restored> no_key() const {
    std::vector<std::string> names;
    for (const Pair& pair : keys_) names.push_back(pair.own->name);
    return fail(ErrorKind::refused,
                fmt::format("{} is no key of `{}`: several rows would get one kept value",
                            quote_list(names), target_.display()));
  }

  Driver& driver_;
  const Place& place_;
  const Stash& stash_;
  const KeptData& data_;
  const ObjectName& target_;
  bool sqlite_;
  std::string table_;
  std::vector<LiveColumn> kept_, own_;
  std::vector<Pair> keys_, pairs_;
  std::vector<Pair> written_;  ///< what an UPDATE wrote
};

}  // namespace

Result<Restored> restore_stash(Driver& driver, const Place& place, const Stash& stash,
                               const KeptData& data, const ObjectName& target) {
  return Restore(driver, place, stash, data, target).run();
}

}  // namespace migc::runtime

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/dependents.h"
#include "compiler/dialect/postgres/guards.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/dialect/postgres/stash.h"
#include "compiler/ops/type_holders.h"

namespace migc::postgres {
namespace {

/// Functions that are not volatile, so that a default made of them is computed once for all rows
/// (pg_proc.provolatile). A function that is not listed counts as volatile: then the statement is
/// announced as the rewrite that it may be.
bool is_steady(std::string_view function) {
  constexpr std::array<std::string_view, 34> steady = {"abs",
                                                       "array_append",
                                                       "btrim",
                                                       "ceil",
                                                       "coalesce",
                                                       "concat",
                                                       "current_setting",
                                                       "date_trunc",
                                                       "decode",
                                                       "encode",
                                                       "floor",
                                                       "format",
                                                       "greatest",
                                                       "jsonb_build_array",
                                                       "jsonb_build_object",
                                                       "least",
                                                       "left",
                                                       "length",
                                                       "lower",
                                                       "make_date",
                                                       "make_interval",
                                                       "md5",
                                                       "now",
                                                       "nullif",
                                                       "replace",
                                                       "right",
                                                       "round",
                                                       "statement_timestamp",
                                                       "substr",
                                                       "to_char",
                                                       "to_json",
                                                       "to_jsonb",
                                                       "transaction_timestamp",
                                                       "upper"};
  return std::find(steady.begin(), steady.end(), function) != steady.end();
}

bool may_be_volatile(const Expression& expression) {
  if (expression.kind == ExpressionKind::raw) return true;
  if (expression.kind == ExpressionKind::call && !is_steady(expression.text)) return true;
  return std::any_of(expression.operands.begin(), expression.operands.end(), may_be_volatile);
}

bool rewrites(const Column& column, ColumnParts parts) {
  if (column.identity && parts.identity) return true;
  if (column.generated) return column.generated->stored;
  return column.default_value && parts.default_value && may_be_volatile(*column.default_value);
}

void add_column(const Context& context, const Table& table, const Column& column,
                ColumnParts parts) {
  SqlWriter w = alter_table(context, table.name);
  w.word("add column").raw(" " + column_definition(context, column, parts));
  context.add(w.take(), rewrites(column, parts) ? Fact::add_column_rewriting : Fact::add_column,
              table.name);
}

void drop_column(const Context& context, const Table& table, const Column& column,
                 const std::vector<Hazard>& also) {
  context.add(alter_table(context, table.name).word("drop column").identifier(column.name).take(),
              Fact::drop_column, table.name, linked_through(context.schema, table, column.name),
              also);
}

void set_not_null(const Context& context, const Table& table, const Column& column) {
  guard_null(context, table, column.name);
  context.add(alter_column(context, table.name, column.name).word("set not null").take(),
              Fact::set_not_null, table.name);
}

void set_default(const Context& context, const ObjectName& table, const std::string& column,
                 const Expression& value) {
  SqlWriter w = alter_column(context, table, column);
  context.add(w.word("set default").expression(value).take(), Fact::change_catalog, table);
}

void add_identity(const Context& context, const ObjectName& table, const Column& column) {
  SqlWriter w = alter_column(context, table, column.name);
  context.add(w.word("add").raw(" " + identity_definition(*column.identity)).take(),
              Fact::change_catalog, table);
}

void fill(const Context& context, const Table& table, const std::string& column,
          const Expression& value, bool only_nulls) {
  SqlWriter w = context.writer();
  w.word("update").name(table.name).word("set").identifier(column).raw(" = ").expression(value);
  if (only_nulls) w.word("where").identifier(column).word("is null");
  context.add(w.take(), Fact::update_rows, table.name, looked_up(context, table, {column}));
}

void add_extras(const Context& context, const Table& table, const Column& column) {
  add_storage(context, table.name, Column{}, column);
  if (!column.comment.empty()) add_column_comment(context, table.name, column.name, column.comment);
}

/// Existing rows get the author's value, and not the default.
void add_filled(const Context& context, const Table& table, const Column& column,
                const Expression& value) {
  add_column(context, table, column,
             {.not_null = false, .default_value = false, .identity = false});
  fill(context, table, column.name, value, false);
  if (column.default_value) set_default(context, table.name, column.name, *column.default_value);
  if (column.not_null) set_not_null(context, table, column);
  if (column.identity) {
    add_identity(context, table.name, column);
    advance_identity(context, table.name, column);
  }
  add_extras(context, table, column);
}

/// Whether rows of the table are values of other columns. No new value for all rows is taken then
/// (ATRewriteTables in the server's source); an update is.
bool is_a_type(const Context& context, const Table& table) {
  return holder_of(context.schema, key_of(table)).has_value();
}

/// Rows get their former values back; those written since keep the default, or the author's value.
void add_kept(const Context& context, const Table& table, const AddColumn& op) {
  const Column& column = op.column;
  const std::vector<std::string>* key =
      stash_key(context, table, fmt::format("the values of `{}`", column.name));
  if (key == nullptr) return;
  require_stash(context, op.stash);
  const bool at_once = !is_a_type(context, table);
  add_column(context, table, column,
             {.not_null = false, .default_value = at_once, .identity = false});
  if (!at_once && column.default_value)
    set_default(context, table.name, column.name, *column.default_value);
  restore_column(context, table, column, *key, op.stash);
  if (column.not_null && op.fill) fill(context, table, column.name, *op.fill, true);
  if (column.not_null) set_not_null(context, table, column);
  if (column.identity) {
    add_identity(context, table.name, column);
    restore_position(context, table.name, column, op.stash);
    advance_identity(context, table.name, column);
  } else if (has_position(context, column)) {
    restore_position(context, table.name, column, op.stash);
  }
  drop_stash(context, op.stash);
  add_extras(context, table, column);
}

/// What a sequence option is without a word of the author's.
void add_change(std::vector<std::string>& changes, std::string_view name,
                const std::optional<std::int64_t>& from, const std::optional<std::int64_t>& to,
                std::string_view otherwise) {
  if (from == to) return;
  changes.push_back(to ? fmt::format("SET {} {}", name, *to) : fmt::format("SET {}", otherwise));
}

std::vector<std::string> identity_changes(const Identity& from, const Identity& to) {
  const SequenceOptions& old = from.options;
  const SequenceOptions& now = to.options;
  std::vector<std::string> changes;
  if (from.always != to.always)
    changes.emplace_back(to.always ? "SET GENERATED ALWAYS" : "SET GENERATED BY DEFAULT");
  add_change(changes, "INCREMENT BY", old.increment, now.increment, "INCREMENT BY 1");
  add_change(changes, "MINVALUE", old.min_value, now.min_value, "NO MINVALUE");
  add_change(changes, "MAXVALUE", old.max_value, now.max_value, "NO MAXVALUE");
  // Where nobody says a start, the bounds do; PostgreSQL keeps the old one when they change.
  const auto first = [](const SequenceOptions& options) {
    const bool down = options.increment.value_or(1) < 0;
    return options.start.value_or(down ? options.max_value.value_or(-1)
                                       : options.min_value.value_or(1));
  };
  if (first(old) != first(now)) {
    changes.push_back(fmt::format("SET START WITH {}", first(now)));
    // A sequence that was never used stands at the old start, which the new bounds may exclude;
    // `advance_identity` follows.
    const bool excluded =
        first(old) < now.min_value.value_or(first(old) < 1 && first(now) > 0 ? 1 : first(old)) ||
        first(old) > now.max_value.value_or(first(old));
    if (excluded) changes.push_back(fmt::format("RESTART WITH {}", first(now)));
  }
  add_change(changes, "CACHE", old.cache, now.cache, "CACHE 1");
  if (old.cycle != now.cycle) changes.emplace_back(now.cycle ? "SET CYCLE" : "SET NO CYCLE");
  return changes;
}

/// The column is dropped and added again, with all that hangs on it; its place becomes the last
/// one.
void build_again(const Context& context, const Table& table, const Column& former,
                 const Generated& generated) {
  Column column = former;
  column.generated = generated;
  Dependents dependents;
  add_all_dependents(context.schema, table, column.name, dependents);
  add_text_dependents(context.schema, table, column.name, dependents);
  drop_dependents(context, dependents);
  std::vector<Hazard> also;
  if (!former.generated) also.push_back(Hazard::deletes_data);
  drop_column(context, table, former, also);
  add_column(context, table, column, {});
  add_extras(context, table, column);
  restore_dependents(context, dependents);
}

/// The sequence that an identity column counts with. Where the column owns another one too,
/// pg_get_serial_sequence may mean that.
std::string identity_sequence(const Context& context, const ObjectName& table,
                              const std::string& column, const std::string& text) {
  const std::vector<ObjectKey> users = context.schema.users_of({ObjectKind::table, table});
  const bool owns_another = std::ranges::any_of(users, [&](const ObjectKey& key) {
    const Sequence* sequence =
        key.kind == ObjectKind::sequence ? context.schema.find_sequence(key.name) : nullptr;
    return sequence != nullptr && sequence->owner_table == table &&
           sequence->owner_column == column;
  });
  if (!owns_another) {
    return fmt::format("pg_get_serial_sequence({}, {})", quote_literal(text),
                       quote_literal(column));
  }
  return fmt::format(
      "(SELECT d.objid::regclass FROM pg_depend AS d JOIN pg_attribute AS a ON a.attrelid = "
      "d.refobjid AND a.attnum = d.refobjsubid WHERE d.classid = 'pg_class'::regclass AND "
      "d.refclassid = 'pg_class'::regclass AND d.deptype = 'i' AND d.refobjid = {}::regclass AND "
      "a.attname = {})",
      quote_literal(text), quote_literal(column));
}

}  // namespace

void advance_identity(const Context& context, const ObjectName& table, const Column& column) {
  const bool down = column.identity->options.increment.value_or(1) < 0;
  const std::string name = quote_identifier(column.name, spelling());
  const std::string text = context.writer().name(table).take();
  const std::string sequence = identity_sequence(context, table, column.name, text);
  const SequenceOptions& options = column.identity->options;
  const std::int64_t before_first = down
                                        ? options.start.value_or(options.max_value.value_or(-1)) + 1
                                        : options.start.value_or(options.min_value.value_or(1)) - 1;
  const std::string furthest = fmt::format("{}({})", down ? "min" : "max", name);
  context.add(
      fmt::format(
          "SELECT setval({}, {}) FROM {} HAVING {} {} coalesce(pg_sequence_last_value({}), {})",
          sequence, furthest, text, furthest, down ? "<" : ">", sequence, before_first),
      Fact::read, table);
}

namespace {

void add_with_values(const Context& context, const AddColumn& op) {
  const Table& table = *context.schema.find_table(op.table);
  const Column& column = op.column;
  // What is computed comes back by itself.
  if (!column.generated && !op.stash.empty()) {
    add_kept(context, table, op);
    return;
  }
  if (!column.generated && op.fill) {
    add_filled(context, table, column, *op.fill);
    return;
  }
  if (column.default_value && is_a_type(context, table)) {
    add_filled(context, table, column, *column.default_value);
    return;
  }
  const bool has_value = column.default_value || column.identity || column.generated;
  if (column.not_null && !has_value) guard_empty(context, table, column.name);
  add_column(context, table, column, {});
  add_extras(context, table, column);
}

}  // namespace

void emit(const Context& context, const AddColumn& op) {
  // A view that takes all columns takes this one too.
  Dependents dependents;
  add_text_dependents(context.schema, *context.schema.find_table(op.table), {}, dependents);
  drop_dependents(context, dependents);
  add_with_values(context, op);
  restore_dependents(context, dependents);
}

void emit(const Context& context, const DropColumn& op) {
  const Table& table = *context.schema.find_table(op.table);
  const Column& column = *table.find_column(op.column);
  const bool kept = op.retention == Retention::preserve && !op.stash.empty() && !column.generated;
  if (kept) {
    const std::vector<std::string>* key =
        stash_key(context, table, fmt::format("the values of `{}`", column.name));
    if (key == nullptr) return;
    keep_column(context, table, column, *key, op.stash);
  }
  std::vector<Hazard> also;
  if (!kept && !column.generated) also.push_back(Hazard::deletes_data);
  // A text that names the column is in the way and was refused; one that takes all of them is not.
  Dependents dependents;
  add_text_dependents(context.schema, table, op.column, dependents);
  drop_dependents(context, dependents);
  drop_column(context, table, column, also);
  restore_dependents(context, dependents);
}

void emit(const Context& context, const RenameColumn& op) {
  SqlWriter w = alter_table(context, op.table);
  w.word("rename column").identifier(op.from).word("to").identifier(op.to);
  context.add(w.take(), Fact::change_catalog, op.table);
}

void emit(const Context& context, const SetNotNull& op) {
  const Table& table = *context.schema.find_table(op.table);
  const Column& column = *table.find_column(op.column);
  if (column.not_null) return;
  if (op.fill) fill(context, table, op.column, *op.fill, true);
  set_not_null(context, table, column);
}

void emit(const Context& context, const DropNotNull& op) {
  if (!context.schema.find_table(op.table)->find_column(op.column)->not_null) return;
  context.add(alter_column(context, op.table, op.column).word("drop not null").take(),
              Fact::change_catalog, op.table);
}

void emit(const Context& context, const SetDefault& op) {
  if (op.value) {
    set_default(context, op.table, op.column, *op.value);
    return;
  }
  context.add(alter_column(context, op.table, op.column).word("drop default").take(),
              Fact::change_catalog, op.table);
}

void emit(const Context& context, const SetIdentity& op) {
  const Column& former = *context.schema.find_table(op.table)->find_column(op.column);
  if (former.identity == op.identity) return;
  if (!op.identity) {
    context.add(alter_column(context, op.table, op.column).word("drop identity").take(),
                Fact::change_catalog, op.table);
    return;
  }
  if (former.identity) {
    SqlWriter w = alter_column(context, op.table, op.column);
    w.raw(" " + join(identity_changes(*former.identity, *op.identity), " "));
    context.add(w.take(), Fact::change_catalog, op.table);
    return;
  }
  Column column = former;
  column.identity = op.identity;
  add_identity(context, op.table, column);
  advance_identity(context, op.table, column);
}

void emit(const Context& context, const SetGenerated& op) {
  const Table& table = *context.schema.find_table(op.table);
  const Column& former = *table.find_column(op.column);
  if (former.generated == op.generated) return;
  if (op.generated) {
    const bool same_kind = former.generated && former.generated->stored == op.generated->stored;
    if (!same_kind || !has(context.version, Feature::set_expression)) {
      build_again(context, table, former, *op.generated);
      return;
    }
    SqlWriter w = alter_column(context, op.table, op.column);
    w.word("set expression as").open().expression(op.generated->expression).close();
    context.add(w.take(), op.generated->stored ? Fact::change_expression : Fact::change_catalog,
                op.table);
    return;
  }
  if (former.generated->stored) {
    context.add(alter_column(context, op.table, op.column).word("drop expression").take(),
                Fact::change_catalog, op.table);
    return;
  }
  context.diagnostics
      .add(Code::not_in_dialect, context.origin,
           fmt::format("column `{}` of table `{}` is computed when it is read and holds no values "
                       "that it could keep on PostgreSQL",
                       op.column, op.table.display()))
      .with_help("make it `stored` first");
}

void emit(const Context& context, const SetColumnStorage& op) {
  const Column& former = *context.schema.find_table(op.table)->find_column(op.column);
  Column column = former;
  column.storage = op.storage;
  column.compression = op.compression;
  column.statistics = op.statistics;
  column.with = op.with;
  add_storage(context, op.table, former, column);
}

}  // namespace migc::postgres

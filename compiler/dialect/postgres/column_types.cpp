#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/conversion.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/dependents.h"
#include "compiler/dialect/postgres/guards.h"
#include "compiler/dialect/postgres/object_definitions.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/spelling.h"

namespace migc::postgres {
namespace {

bool has_index(const Table& table) {
  return !table.indexes.empty() ||
         std::any_of(table.constraints.begin(), table.constraints.end(),
                     [](const Constraint& constraint) {
                       return !std::holds_alternative<Check>(constraint.body) &&
                              !std::holds_alternative<ForeignKey>(constraint.body);
                     });
}

struct IndexUse {
  bool any = false;
  bool expression = false;
};

IndexUse indexes_on(const Table& table, std::string_view column) {
  IndexUse use;
  for (const Index& index : table.indexes) {
    for (const IndexPart& part : index.parts) {
      if (!may_mention(part.expression, column)) continue;
      use.any = true;
      if (part.expression.kind != ExpressionKind::column) use.expression = true;
    }
    if (index.where && may_mention(*index.where, column)) use.any = use.expression = true;
  }
  for (const Constraint& constraint : table.constraints) {
    const auto has = [column](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), column) != names.end();
    };
    const auto* key = std::get_if<PrimaryKey>(&constraint.body);
    const auto* unique = std::get_if<Unique>(&constraint.body);
    if (key != nullptr && (has(key->columns) || has(key->include))) use.any = true;
    if (unique != nullptr && (has(unique->columns) || has(unique->include))) use.any = true;
    const auto* exclusion = std::get_if<Exclusion>(&constraint.body);
    if (exclusion == nullptr) continue;
    for (const IndexPart& part : exclusion->parts)
      use.any = use.any || may_mention(part.expression, column);
  }
  return use;
}

bool has_check_on(const Table& table, std::string_view column) {
  for (const Constraint& constraint : table.constraints) {
    const auto* check = std::get_if<Check>(&constraint.body);
    if (check != nullptr && may_mention(check->expression, column)) return true;
  }
  return false;
}

/// Measured: a change without rewrite still reads the table for checks on the column and builds
/// expression indexes again; plain indexes keep their file as long as the operator class stays.
std::vector<Hazard> side_effects(const Table& table, const Column& column, const Type& type,
                                 bool rewrites, bool may_fail) {
  const IndexUse use = indexes_on(table, column.name);
  std::vector<Hazard> hazards;
  // A rewrite builds all indexes of the table again, whatever their columns.
  const bool conditional = use.expression || (use.any && !keeps_indexes(column.type, type));
  if (rewrites ? has_index(table) : conditional) {
    hazards.push_back(Hazard::builds_index);
  }
  if (!rewrites && has_check_on(table, column.name)) hazards.push_back(Hazard::scans_table);
  if (!rewrites && !hazards.empty())
    hazards.insert(hazards.end(), {Hazard::blocks_reads, Hazard::blocks_writes});
  if (may_fail) hazards.push_back(Hazard::may_fail_on_data);
  return hazards;
}

/// What is left of the table while its dependents are gone.
Table without(Table table, const Dependents& dependents) {
  for (const auto& [name, constraint] : dependents.constraints) {
    if (name == table.name) table.erase_constraint(constraint.name);
  }
  for (const auto& [name, index] : dependents.indexes) {
    if (name == table.name) table.erase_index(index.name);
  }
  return table;
}

/// The server tries to cast a default with the column and fails where there is no assignment cast;
/// so the default makes way, within one statement (manual, ALTER TABLE: the examples).
std::string statement(const Context& context, const Table& table, const Column& column,
                      const Type& type, const std::string& using_) {
  const std::string name = "ALTER COLUMN " + quote_identifier(column.name, spelling());
  std::vector<std::string> actions;
  if (column.default_value) actions.push_back(name + " DROP DEFAULT");
  // A change of type puts the collation back to the type's own unless it is named.
  std::string change = name + " TYPE " + type_text(type, context.schema) +
                       context.writer().collate(column.collation).take();
  if (!using_.empty()) change += " USING " + using_;
  actions.push_back(std::move(change));
  if (column.default_value) {
    SqlWriter w = context.writer();
    w.raw(name).word("set default").expression(*column.default_value);
    actions.push_back(w.take());
  }
  SqlWriter w = alter_table(context, table.name);
  if (actions.size() == 1) return w.raw(" " + actions[0]).take();
  return w.raw("\n  ").raw(join(actions, ",\n  ")).take();
}

/// The zone for the statement that stands between the two, whatever the session's: in UTC the rows
/// need no rewrite.
void enter_utc(const Context& context) {
  context.add(
      "SELECT set_config('migc.time_zone', current_setting('TimeZone'), true), "
      "set_config('TimeZone', 'UTC', true)");
}
void leave_utc(const Context& context) {
  context.add("SELECT set_config('TimeZone', current_setting('migc.time_zone'), true)");
}

void warn_of_zone(const Context& context, const SetColumnType& op, const Type& from) {
  const bool adds_zone = from.kind == TypeKind::timestamp;
  context.diagnostics
      .add(Code::zone_assumed, context.origin,
           adds_zone ? fmt::format("values of `{}.{}` carry no zone and are taken as UTC",
                                   op.table.display(), op.column)
                     : fmt::format("values of `{}.{}` lose their zone and are kept as UTC",
                                   op.table.display(), op.column))
      .with_help(fmt::format("name the zone: `using {} at time zone 'UTC'`", op.column));
}

/// Whether the collation that the part names is the column's too. The server does not tell the two
/// apart when it builds the index again: the part would have the column's next one.
bool has_its_collation(const IndexPart& part, const Column& column) {
  if (part.collation.name.empty() || !may_mention(part.expression, column.name)) return false;
  if (!column.collation.name.empty()) return part.collation == column.collation;
  return column.type.kind == TypeKind::user || part.collation == ObjectName{"", "default"};
}

void add_collated_dependents(const Table& table, const Column& column, Dependents& dependents) {
  const auto holds = [&](const std::vector<IndexPart>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const IndexPart& part) { return has_its_collation(part, column); });
  };
  for (const Index& index : table.indexes) {
    if (holds(index.parts)) dependents.indexes.emplace_back(table.name, index);
  }
  for (const Constraint& constraint : table.constraints) {
    const auto* exclusion = std::get_if<Exclusion>(&constraint.body);
    if (exclusion != nullptr && holds(exclusion->parts))
      dependents.constraints.emplace_back(table.name, constraint);
  }
}

}  // namespace

void emit(const Context& context, const SetColumnType& op) {
  const Table& table = *context.schema.find_table(op.table);
  const Column& column = *table.find_column(op.column);
  if (column.type == op.type) return;
  const std::string name = quote_identifier(op.column, spelling());
  Conversion conversion =
      find_conversion(column.type, op.type, name, context.schema, context.version);
  if (op.using_) {
    conversion = {.cast = Conversion::Cast::spelled,
                  .using_ = context.writer().expression(*op.using_).take(),
                  .rewrites = true,
                  .in_utc = false,
                  .may_fail = true,
                  .misfit = {}};
  }
  if (conversion.cast == Conversion::Cast::impossible) {
    context.diagnostics
        .add(Code::no_conversion, context.origin,
             fmt::format("PostgreSQL knows no conversion of `{}` from {} to {}", op.column,
                         to_string(column.type), to_string(op.type)))
        .with_help("say how with `using …`");
    return;
  }
  if (conversion.in_utc) warn_of_zone(context, op, column.type);
  if (!conversion.misfit.empty())
    guard_misfit(context, table, op.column, conversion.misfit, to_string(op.type));
  // Conditions on the column are stored with the old type's operators and constants.
  Dependents dependents;
  const bool user_types =
      column.type.kind == TypeKind::user && op.type.kind == TypeKind::user;  // not the same one
  const bool other_meaning =
      conversion.rewrites && (user_types || family(column.type) != family(op.type));
  std::vector<ObjectName> changed_tables = context.schema.descendants_of(op.table);
  changed_tables.insert(changed_tables.begin(), op.table);
  for (const ObjectName& each : changed_tables) {
    const Table& own = *context.schema.find_table(each);
    if (other_meaning)
      add_expression_dependents(context.schema, own, op.column, dependents);
    else if (keeps_old_casts(column.type, op.type))
      add_conditions(own, op.column, dependents);
    add_text_dependents(context.schema, own, op.column, dependents);
  }
  // All within one transaction: no subscriber sees more than it should.
  const std::vector<Publication> publications =
      publications_naming(context.schema, changed_tables, op.column);
  for (const Publication& publication : publications)
    set_publication_targets(context, with_all_of(publication, changed_tables));
  drop_dependents(context, dependents);
  if (conversion.in_utc) enter_utc(context);
  context.add(statement(context, table, column, op.type, conversion.using_),
              conversion.rewrites ? Fact::change_type_rewriting : Fact::change_type, op.table,
              linked_through(context.schema, table, op.column),
              side_effects(without(table, dependents), column, op.type, conversion.rewrites,
                           conversion.may_fail));
  if (conversion.in_utc) leave_utc(context);
  Column changed = column;
  changed.type = op.type;
  restore_storage(context, op.table, changed);
  restore_dependents(context, dependents);
  for (const Publication& publication : publications) set_publication_targets(context, publication);
}

void emit(const Context& context, const SetCollation& op) {
  const Table& table = *context.schema.find_table(op.table);
  const Column& column = *table.find_column(op.column);
  if (column.collation == op.collation) return;
  for (const Column& other : table.columns) {
    if (!other.generated || !mentions_column(other.generated->expression, op.column)) continue;
    context.diagnostics
        .add(Code::not_in_dialect, context.origin,
             fmt::format("PostgreSQL cannot change the collation of `{}`: generated column `{}` is "
                         "computed from it",
                         op.column, other.name))
        .with_help("drop the generated column, change the collation, and add it again");
    return;
  }
  SqlWriter w = alter_column(context, op.table, op.column);
  w.word("type").type(column.type).collate(op.collation);
  std::vector<Hazard> also;
  if (indexes_on(table, op.column).any)
    also = {Hazard::builds_index, Hazard::blocks_reads, Hazard::blocks_writes};
  Dependents dependents;
  add_collated_dependents(table, column, dependents);
  add_text_dependents(context.schema, table, op.column, dependents);
  drop_dependents(context, dependents);
  context.add(w.take(), Fact::change_type, op.table,
              linked_through(context.schema, table, op.column), also);
  restore_storage(context, op.table, column);
  restore_dependents(context, dependents);
}

}  // namespace migc::postgres

#include "compiler/dialect/sqlite/changes.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/conversion.h"
#include "compiler/dialect/sqlite/fold.h"
#include "compiler/dialect/sqlite/guards.h"
#include "compiler/dialect/sqlite/rebuild.h"
#include "compiler/dialect/sqlite/spelling.h"
#include "compiler/dialect/sqlite/verification.h"
#include "compiler/ops/evolver.h"

namespace migc::sqlite {
namespace {

/// What a change costs.
enum class Effort { nothing, native, rebuild };

/// DROP COLUMN refuses columns that anything else in the table mentions, and cannot be trusted
/// before 3.35.5.
bool is_native_drop(const DropColumn& op, const Table& before, const Version& version) {
  return version >= Version{3, 35, 5} && uses_of_column(before, op.column).none() &&
         !has_raw_text(before);
}

bool concerns_identity(const Change& change) {
  const OperationBody& body = change.operation->body;
  if (const auto* added = std::get_if<AddColumn>(&body)) return added->column.identity.has_value();
  if (const auto* changed = std::get_if<SetIdentity>(&body)) return changed->identity.has_value();
  return std::holds_alternative<SetTableOptions>(body) ||
         (change.before.primary_key() != nullptr) != (change.after.primary_key() != nullptr);
}

class Emitter {
 public:
  explicit Emitter(Emission& emission) : emission_(emission), sql_(emission.sql()) {}

  void run(std::span<const Operation> step);

 private:
  void check(const Change& change);
  [[nodiscard]] Effort effort(const Change& change) const;
  [[nodiscard]] Effort effort_of_definition(const Change& change) const;
  void emit_in_place(std::span<const Change> changes);
  void emit_rebuilt(std::span<const Change> changes);

  void native(const Change& change);
  void native(const AddColumn& op, const Change& change);
  void native(const DropColumn& op, const Change& change);
  void rename_column(const ObjectName& table, const std::string& from, const std::string& to);
  void native(const AddIndex& op, const Change& change);
  void native_unique(const Constraint& constraint, const Change& change);
  void guard(const Guard& guard) { emission_.guard(guard.query, guard.failure); }

  Emission& emission_;
  const Sql& sql_;
};

void Emitter::run(std::span<const Operation> step) {
  std::vector<Change> changes;
  changes.reserve(step.size());
  bool rebuild = false, identities = false;
  for (const Operation& operation : step) {
    const ObjectName name = *table_of(operation);
    Table before = *emission_.schema().find_table(name);
    emission_.evolve(operation);
    changes.push_back({&operation, std::move(before), *emission_.schema().find_table(name)});
    emission_.begin(operation);
    check(changes.back());
    rebuild = rebuild || effort(changes.back()) == Effort::rebuild;
    identities = identities || concerns_identity(changes.back());
  }
  // At the end: the primary key may come one operation after the column.
  if (identities) emission_.limits().identities(changes.back().after);
  if (rebuild) {
    emit_rebuilt(changes);
    return;
  }
  emit_in_place(changes);
}

void Emitter::emit_in_place(std::span<const Change> changes) {
  bool dropped = false;
  for (const Change& change : changes) {
    emission_.begin(*change.operation);
    native(change);
    dropped = dropped || std::holds_alternative<DropColumn>(change.operation->body);
  }
  // SQLite looks at views and at the table's own triggers, but not into those of other tables.
  if (dropped) {
    const std::string table = changes.back().after.name.name;
    emit_view_and_trigger_check(emission_, {table}, fmt::format("change `{}`", table));
  }
}

/// What SQLite cannot do is said of the definition that the operation brings in.
void Emitter::check(const Change& change) {
  Limits& limits = emission_.limits();
  const OperationBody& body = change.operation->body;
  if (const auto* op = std::get_if<AddColumn>(&body)) {
    limits.column(change.after, op->column);
    limits.column_name(change.before.columns, op->column.name, limits.place(op->column.origin));
    if (op->fill) limits.expression(*op->fill);
    if (!op->stash.empty() && !op->column.generated && key_of(change.before).empty()) {
      limits.key_needed(change.before, fmt::format("the values of column `{}`", op->column.name));
    }
  } else if (const auto* column = std::get_if<RenameColumn>(&body)) {
    std::vector<Column> others = change.before.columns;
    std::erase_if(others, [&](const Column& c) { return c.name == column->from; });
    limits.column_name(others, column->to, change.operation->origin.span);
  } else if (const auto* type = std::get_if<SetColumnType>(&body)) {
    limits.type(change.after, *change.after.find_column(type->column));
    if (type->using_) limits.expression(*type->using_);
    if (!type->using_) limits.conversion(*change.before.find_column(type->column), type->type);
  } else if (const auto* not_null = std::get_if<SetNotNull>(&body)) {
    if (not_null->fill) limits.expression(*not_null->fill);
  } else if (const auto* value = std::get_if<SetDefault>(&body)) {
    if (value->value) limits.expression(*value->value);
  } else if (const auto* collation = std::get_if<SetCollation>(&body)) {
    limits.collation(collation->collation, change.operation->origin.span);
  } else if (const auto* generated = std::get_if<SetGenerated>(&body)) {
    if (generated->generated)
      limits.stable_expression(generated->generated->expression, "a generated column");
  } else if (const auto* constraint = std::get_if<AddConstraint>(&body)) {
    limits.constraint(change.after, constraint->constraint);
  } else if (const auto* index = std::get_if<AddIndex>(&body)) {
    limits.index(change.after, index->index);
  } else if (const auto* named = std::get_if<RenameIndex>(&body)) {
    limits.relation_name({change.after.name.schema, named->to}, change.operation->origin.span);
  } else if (const auto* unique = std::get_if<RenameConstraint>(&body)) {
    if (is_unique_index(*change.after.find_constraint(unique->to)))
      limits.relation_name({change.after.name.schema, unique->to}, change.operation->origin.span);
  } else if (const auto* options = std::get_if<SetTableOptions>(&body)) {
    limits.options(change.after);
    if (options->options.strict && !change.before.options.strict) {
      for (const Column& c : change.after.columns) limits.type(change.after, c);
    }
  }
}

/// Nothing when SQLite's definition of the table stays the same, letter by letter.
Effort Emitter::effort_of_definition(const Change& change) const {
  const std::string_view name = change.after.name.name;
  return sql_.create_table(change.before, name) == sql_.create_table(change.after, name)
             ? Effort::nothing
             : Effort::rebuild;
}

Effort Emitter::effort(const Change& change) const {
  const auto definition = [&](const auto&) { return effort_of_definition(change); };
  const auto constraint = [&](const Table& table, const std::string& name) {
    return is_unique_index(*table.find_constraint(name)) ? Effort::native
                                                         : effort_of_definition(change);
  };
  const auto nothing = [](const auto&) { return Effort::nothing; };
  return std::visit(
      overloaded{
          [&](const AddColumn& op) {
            return is_native_add(op, change.after) ? Effort::native : Effort::rebuild;
          },
          [&](const DropColumn& op) {
            return is_native_drop(op, change.before, emission_.version()) ? Effort::native
                                                                          : Effort::rebuild;
          },
          [](const RenameColumn&) { return Effort::native; },
          [&](const SetColumnType& op) {
            const Column& former = *change.before.find_column(op.column);
            const bool rewrites =
                op.using_ || (!former.generated && converts_values(former.type, op.type));
            return rewrites ? Effort::rebuild : definition(op);
          },
          [&](const SetNotNull& op) { return op.fill ? Effort::rebuild : definition(op); },
          [&](const DropNotNull& op) { return definition(op); },
          [&](const SetDefault& op) { return definition(op); },
          [&](const SetCollation& op) { return definition(op); },
          [&](const SetIdentity& op) { return definition(op); },
          [&](const SetGenerated& op) { return definition(op); },
          [&](const SetTableOptions& op) { return definition(op); },
          [&](const AddConstraint& op) { return constraint(change.after, op.constraint.name); },
          [&](const DropConstraint& op) { return constraint(change.before, op.name); },
          [&](const RenameConstraint& op) { return constraint(change.before, op.from); },
          [](const AddIndex&) { return Effort::native; },
          [](const DropIndex&) { return Effort::native; },
          [](const RenameIndex&) { return Effort::native; },
          // SQLite has no place for comments and storage, and no constraint that is not valid.
          [&](const SetComment& op) { return nothing(op); },
          [&](const SetColumnStorage& op) { return nothing(op); },
          [&](const ValidateConstraint& op) { return nothing(op); },
          // No part of a step that changes a table in place.
          [&](const CreateNamespace& op) { return nothing(op); },
          [&](const DropNamespace& op) { return nothing(op); },
          [&](const RenameNamespace& op) { return nothing(op); },
          [&](const CreateEnum& op) { return nothing(op); },
          [&](const DropEnum& op) { return nothing(op); },
          [&](const RenameEnum& op) { return nothing(op); },
          [&](const AddEnumValue& op) { return nothing(op); },
          [&](const RenameEnumValue& op) { return nothing(op); },
          [&](const DropEnumValue& op) { return nothing(op); },
          [&](const ReorderEnumValues& op) { return nothing(op); },
          [&](const CreateTable& op) { return nothing(op); },
          [&](const DropTable& op) { return nothing(op); },
          [&](const RenameTable& op) { return nothing(op); },
          [&](const AttachPartition& op) { return nothing(op); },
          [&](const DetachPartition& op) { return nothing(op); },
          [&](const SetInherit& op) { return nothing(op); },
          [&](const SetForeignOptions& op) { return nothing(op); },
          [&](const RestartSequence& op) { return nothing(op); },
          [&](const CreateObject& op) { return nothing(op); },
          [&](const DropObject& op) { return nothing(op); },
          [&](const ReplaceObject& op) { return nothing(op); },
          [&](const RenameObject& op) { return nothing(op); },
          [&](const SetOwner& op) { return nothing(op); },
          [&](const InsertRows& op) { return nothing(op); },
          [&](const DeleteInsertedRows& op) { return nothing(op); },
          [&](const UpdateRows& op) { return nothing(op); },
          [&](const RestoreValues& op) { return nothing(op); },
          [&](const DeleteRows& op) { return nothing(op); },
          [&](const RestoreRows& op) { return nothing(op); },
          [&](const Backfill& op) { return nothing(op); },
          [&](const RawSql& op) { return nothing(op); },
      },
      change.operation->body);
}

void Emitter::emit_rebuilt(std::span<const Change> changes) {
  while (!changes.empty()) {
    Fold fold(emission_, changes.front());
    std::size_t folded = 0;
    while (folded < changes.size() && fold.add(changes[folded])) ++folded;
    MIGC_CHECK(folded != 0);  // a fold that holds nothing takes any change
    const std::span<const Change> done = changes.subspan(0, folded);
    if (std::any_of(done.begin(), done.end(),
                    [&](const Change& change) { return effort(change) == Effort::rebuild; })) {
      emission_.begin(*done.front().operation);
      emission_.without_enforcement();
      for (const auto& [from, to] : fold.renames())
        rename_column(done.front().before.name, from, to);
      emit_rebuilds(emission_, {fold.take()});
    } else {
      emit_in_place(done);
    }
    changes = changes.subspan(folded);
  }
}

// ---- in place

void Emitter::native(const Change& change) {
  const OperationBody& body = change.operation->body;
  if (effort(change) == Effort::nothing) return;
  if (const auto* added = std::get_if<AddColumn>(&body)) return native(*added, change);
  if (const auto* dropped = std::get_if<DropColumn>(&body)) return native(*dropped, change);
  if (const auto* renamed = std::get_if<RenameColumn>(&body))
    return rename_column(renamed->table, renamed->from, renamed->to);
  if (const auto* index = std::get_if<AddIndex>(&body)) return native(*index, change);
  if (const auto* constraint = std::get_if<AddConstraint>(&body))
    return native_unique(constraint->constraint, change);
  if (const auto* constraint = std::get_if<DropConstraint>(&body)) {
    return emission_.execute(fmt::format("DROP INDEX {}", sql_.name(constraint->name)));
  }
  if (const auto* constraint = std::get_if<RenameConstraint>(&body)) {
    // There is no renaming of an index; the definition is the same, so nothing can fail.
    emission_.execute(fmt::format("DROP INDEX {}", sql_.name(constraint->from)));
    return emission_.execute(
        sql_.create_unique(change.after, *change.after.find_constraint(constraint->to)),
        {Hazard::builds_index});
  }
  if (const auto* index = std::get_if<DropIndex>(&body)) {
    return emission_.execute(fmt::format("DROP INDEX {}", sql_.name(index->name)));
  }
  if (const auto* index = std::get_if<RenameIndex>(&body)) {
    emission_.execute(fmt::format("DROP INDEX {}", sql_.name(index->from)));
    emission_.execute(sql_.create_index(change.after, *change.after.find_index(index->to)),
                      {Hazard::builds_index});
  }
}

void Emitter::native(const AddColumn& op, const Change& change) {
  emission_.execute(fmt::format("ALTER TABLE {} ADD COLUMN {}", sql_.name(op.table.name),
                                sql_.column(op.column, change.after)));
}

void Emitter::native(const DropColumn& op, const Change& change) {
  if (!op.stash.empty() && !change.before.find_column(op.column)->generated) {
    if (key_of(change.before, op.column).empty()) {
      emission_.limits().key_needed(change.before,
                                    fmt::format("the values of column `{}`", op.column));
      return;
    }
    const StashStatements stash =
        stash_column(emission_, change.before, Sources(change.before), op);
    emission_.execute(stash.create);
    emission_.execute(stash.fill, {Hazard::scans_table});
  }
  std::vector<Hazard> hazards = {Hazard::rewrites_table};
  if (op.stash.empty()) hazards.push_back(Hazard::deletes_data);
  emission_.execute(
      fmt::format("ALTER TABLE {} DROP COLUMN {}", sql_.name(op.table.name), sql_.name(op.column)),
      hazards);
}

void Emitter::rename_column(const ObjectName& table, const std::string& from,
                            const std::string& to) {
  emission_.execute(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", sql_.name(table.name),
                                sql_.name(from), sql_.name(to)));
}

void Emitter::native(const AddIndex& op, const Change& change) {
  if (op.index.unique)
    guard(Guards(sql_, change.before, Sources(change.before)).distinct(op.index));
  emission_.execute(sql_.create_index(change.after, op.index),
                    op.index.unique ? std::vector{Hazard::builds_index, Hazard::may_fail_on_data}
                                    : std::vector{Hazard::builds_index});
}

void Emitter::native_unique(const Constraint& constraint, const Change& change) {
  const auto& unique = std::get<Unique>(constraint.body);
  guard(Guards(sql_, change.before, Sources(change.before))
            .distinct(unique.columns, constraint.name));
  emission_.execute(sql_.create_unique(change.after, constraint),
                    {Hazard::builds_index, Hazard::may_fail_on_data});
}

}  // namespace

bool is_native_add(const AddColumn& op, const Table& after) {
  const Column& column = op.column;
  if (after.columns.back().name != column.name || op.fill || column.identity) return false;
  if (column.generated) return !column.generated->stored && !column.not_null;
  if (!op.stash.empty()) return false;
  if (!column.default_value) return !column.not_null;
  const bool null = column.default_value->kind == ExpressionKind::null_literal;
  return is_constant(*column.default_value) && !(null && column.not_null);
}

void emit_table_changes(Emission& emission, std::span<const Operation> step) {
  Emitter(emission).run(step);
}

}  // namespace migc::sqlite

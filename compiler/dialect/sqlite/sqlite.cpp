#include "compiler/dialect/sqlite/sqlite.h"

#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/dialect/sqlite/changes.h"
#include "compiler/dialect/sqlite/definitions.h"
#include "compiler/dialect/sqlite/emission.h"
#include "compiler/dialect/sqlite/objects.h"
#include "compiler/dialect/sqlite/read.h"
#include "compiler/dialect/sqlite/rows.h"
#include "compiler/dialect/sqlite/split.h"

namespace migc {
namespace {

using sqlite::Emission;

/// Emits one operation that is a step of its own.
class SingleOperation {
 public:
  SingleOperation(Emission& emission, const Operation& operation)
      : emission_(emission), operation_(operation) {}

  void operator()(const CreateNamespace& op) { no_schemas(op.name_space.name); }
  void operator()(const DropNamespace&) {
    emission_.evolve(operation_);
  }  // said when it was created
  void operator()(const RenameNamespace& op) { no_schemas(op.to); }

  // An enum is nothing but the conditions of the columns that have it.
  void operator()(const CreateEnum&) { emission_.evolve(operation_); }
  void operator()(const DropEnum&) { emission_.evolve(operation_); }
  void operator()(const RenameEnum&) { emission_.evolve(operation_); }
  void operator()(const AddEnumValue& op) { emit_enum_change(emission_, operation_, op); }
  void operator()(const RenameEnumValue& op) { emit_enum_change(emission_, operation_, op); }
  void operator()(const DropEnumValue& op) { emit_enum_change(emission_, operation_, op); }
  void operator()(const ReorderEnumValues& op) { emit_enum_change(emission_, operation_, op); }

  void operator()(const CreateTable& op) { emit_create_table(emission_, operation_, op); }
  void operator()(const DropTable& op) { emit_drop_table(emission_, operation_, op); }
  void operator()(const RenameTable& op) { emit_rename_table(emission_, operation_, op); }

  // Said when the partitioned, inheriting or foreign table was created.
  void operator()(const AttachPartition&) { emission_.evolve(operation_); }
  void operator()(const DetachPartition&) { emission_.evolve(operation_); }
  void operator()(const SetInherit& op) {
    emission_.limits().not_available(
        operation_.origin.span,
        fmt::format("SQLite has no inheritance, such as that of `{}`", op.table.display()));
    emission_.evolve(operation_);
  }
  void operator()(const SetForeignOptions&) { emission_.evolve(operation_); }
  void operator()(const RestartSequence&) { emission_.evolve(operation_); }

  void operator()(const InsertRows& op) { rows(op); }
  void operator()(const DeleteInsertedRows& op) { rows(op); }
  void operator()(const UpdateRows& op) { rows(op); }
  void operator()(const RestoreValues& op) { rows(op); }
  void operator()(const DeleteRows& op) { rows(op); }
  void operator()(const RestoreRows& op) { rows(op); }
  void operator()(const Backfill& op) { rows(op); }
  void operator()(const RawSql& op) {
    emit_raw(emission_, op);
    emission_.evolve(operation_);
  }

  void operator()(const CreateObject& op) { sqlite::emit_create(emission_, operation_, op); }
  void operator()(const DropObject& op) { sqlite::emit_drop(emission_, operation_, op); }
  void operator()(const ReplaceObject& op) { sqlite::emit_replace(emission_, operation_, op); }
  void operator()(const RenameObject& op) { sqlite::emit_rename(emission_, operation_, op); }
  void operator()(const SetOwner& op) { sqlite::emit_owner(emission_, operation_, op); }

  // SQLite stores no comments; those of schemas and enums are steps of their own.
  void operator()(const SetComment&) { emission_.evolve(operation_); }

  // Changes of one table come as a step, even when there is only one.
  void operator()(const SetTableOptions&) { table_change(); }
  void operator()(const AddColumn&) { table_change(); }
  void operator()(const DropColumn&) { table_change(); }
  void operator()(const RenameColumn&) { table_change(); }
  void operator()(const SetColumnType&) { table_change(); }
  void operator()(const SetNotNull&) { table_change(); }
  void operator()(const DropNotNull&) { table_change(); }
  void operator()(const SetDefault&) { table_change(); }
  void operator()(const SetCollation&) { table_change(); }
  void operator()(const SetIdentity&) { table_change(); }
  void operator()(const SetGenerated&) { table_change(); }
  void operator()(const SetColumnStorage&) { table_change(); }
  void operator()(const AddConstraint&) { table_change(); }
  void operator()(const DropConstraint&) { table_change(); }
  void operator()(const RenameConstraint&) { table_change(); }
  void operator()(const ValidateConstraint&) { table_change(); }
  void operator()(const AddIndex&) { table_change(); }
  void operator()(const DropIndex&) { table_change(); }
  void operator()(const RenameIndex&) { table_change(); }

 private:
  template <typename Op>
  void rows(const Op& op) {
    sqlite::emit_rows(emission_, op);
    emission_.evolve(operation_);
  }

  void table_change() { sqlite::emit_table_changes(emission_, std::span(&operation_, 1)); }

  void no_schemas(const ObjectName& name) {
    emission_.limits()
        .not_available(operation_.origin.span,
                       fmt::format("SQLite has no schemas, such as `{}`", name.name))
        .with_help("leave it out, or speak to PostgreSQL alone with `sql for postgres`");
    emission_.evolve(operation_);
  }

  Emission& emission_;
  const Operation& operation_;
};

class SqliteDialect final : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const override { return "sqlite"; }
  [[nodiscard]] Capabilities capabilities() const override {
    return {.minimum = {3, 35, 0}, .identifier_bytes = 0};
  }

  void emit(std::span<const Operation> step, std::string_view /*revision*/,
            const EmitOptions& options, Schema& schema, StatementSink& sink,
            Diagnostics& diagnostics) const override {
    if (step.empty()) return;
    Emission emission(options, schema, sink, diagnostics);
    emission.begin(step.front());
    if (table_of(step.front()) != nullptr) {
      sqlite::emit_table_changes(emission, step);
    } else {
      for (const Operation& operation : step) {
        emission.begin(operation);
        std::visit(SingleOperation(emission, operation), operation.body);
      }
    }
  }

  void check_raw(std::string_view sql, Span span, Diagnostics& diagnostics) const override {
    for (const sqlite::RawProblem& problem : sqlite::split_raw(sql).problems) {
      Diagnostic& d = diagnostics.add(Code::raw_sql_invalid, span, problem.message);
      if (!problem.help.empty()) d.with_help(problem.help);
    }
  }

  bool read_text(const Object& object, const Schema& schema, DefinitionText& text,
                 Diagnostics& diagnostics) const override {
    return sqlite::read_names(object, schema, text, diagnostics);
  }

  [[nodiscard]] Expression read_expression(std::string_view sql) const override {
    return sqlite::read_expression(sql);
  }
};

}  // namespace

const Dialect& sqlite_dialect() {
  static const SqliteDialect dialect;
  return dialect;
}

}  // namespace migc

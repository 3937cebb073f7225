#include "compiler/dialect/postgres/postgres.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/between.h"
#include "compiler/dialect/postgres/context.h"
#include "compiler/dialect/postgres/deferred.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/pg_expression.h"
#include "compiler/dialect/postgres/pg_names.h"
#include "compiler/dialect/postgres/pg_text.h"
#include "compiler/dialect/postgres/requirements.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/ops/evolve.h"

namespace migc {
namespace postgres {
namespace {

/// The tables whose definition the operation changes, as far as PostgreSQL then insists that no
/// checks are pending on them.
std::vector<ObjectName> altered_tables(const Schema& schema, const Operation& operation) {
  if (const auto* drop = std::get_if<DropTable>(&operation.body)) return {drop->name};
  if (const auto* rename = std::get_if<RenameTable>(&operation.body)) return {rename->from};
  const auto* drop = std::get_if<DropEnumValue>(&operation.body);
  const auto* reorder = std::get_if<ReorderEnumValues>(&operation.body);
  if (drop != nullptr || reorder != nullptr) {
    const ObjectName& enumeration = drop != nullptr ? drop->name : reorder->name;
    std::vector<ObjectName> tables;
    for (const ObjectKey& user : schema.users_of({ObjectKind::enum_, enumeration})) {
      if (user.kind == ObjectKind::table) tables.push_back(user.name);
    }
    return tables;
  }
  const ObjectName* table = table_of(operation);
  return table == nullptr ? std::vector<ObjectName>{} : std::vector<ObjectName>{*table};
}

bool writes_rows_itself(const Operation& operation) {
  if (const auto* add = std::get_if<AddColumn>(&operation.body))
    return add->fill || !add->stash.empty();
  if (const auto* set = std::get_if<SetNotNull>(&operation.body)) return set->fill.has_value();
  return false;
}

void emit_operation(const Context& context, const Operation& operation, Schema& schema) {
  // "cannot ALTER TABLE because it has pending trigger events" (SQLSTATE 55006): deferred checks
  // are made before it.
  std::vector<ObjectName> deferred;
  const std::vector<ObjectName> altered = altered_tables(schema, operation);
  if (context.sink.has_changed_rows() || writes_rows_itself(operation))
    deferred = deferred_constraints(schema, altered);
  set_constraints(context, deferred, "immediate");
  if (check_requirements(context, operation)) {
    std::visit([&context](const auto& body) { emit(context, body); }, operation.body);
  }
  Diagnostics unexpected;
  // Warnings were given when the history was replayed; errors mean that it was not.
  if (!evolve(schema, operation, unexpected)) {
    for (const Diagnostic* found : unexpected.sorted()) {
      context.diagnostics.add(found->code, found->primary.span, found->message, found->primary.text)
          .with_help(found->help);
    }
    return;
  }
  std::vector<ObjectName> left;
  const std::vector<ObjectName> now = deferred_constraints(schema, altered);
  std::set_intersection(deferred.begin(), deferred.end(), now.begin(), now.end(),
                        std::back_inserter(left));
  set_constraints(context, left, "deferred");
}

class PostgresDialect final : public Dialect {
 public:
  [[nodiscard]] std::string_view name() const override { return "postgres"; }

  [[nodiscard]] Capabilities capabilities() const override {
    return {.minimum = minimum_version, .identifier_bytes = identifier_bytes};
  }

  void emit(std::span<const Operation> step, std::string_view revision, const EmitOptions& options,
            Schema& schema, StatementSink& sink, Diagnostics& diagnostics) const override {
    const Version version = options.version == Version{} ? minimum_version : options.version;
    for (const Operation& operation : step) {
      sink.begin(operation);
      const Context context{.options = options,
                            .revision = revision,
                            .schema = schema,
                            .sink = sink,
                            .diagnostics = diagnostics,
                            .version = version,
                            .origin = operation.origin.span};
      emit_operation(context, operation, schema);
    }
  }

  void check_raw(std::string_view sql, Span span, Diagnostics& diagnostics) const override {
    const RawText raw = read_raw(sql);
    if (raw.problem) {
      const Span place = place_in(span, sql, raw.problem->offset);
      if (may_be_newer(sql)) {
        diagnostics
            .add(Code::raw_sql_unchecked, place,
                 fmt::format("this SQL could not be checked: {}", raw.problem->message))
            .with_help("migc knows the syntax of PostgreSQL 15; a newer server may take it");
      } else {
        diagnostics.add(Code::raw_sql_invalid, place,
                        fmt::format("this SQL is not valid: {}", raw.problem->message));
      }
      return;
    }
    for (const RawStatement& statement : raw.statements) {
      if (!statement.ends_transaction) continue;
      diagnostics
          .add(Code::transaction_in_raw_sql, place_in(span, sql, statement.offset),
               fmt::format("`{}` would begin or end the migration's own transaction",
                           statement.text))
          .with_help("leave it out: migc runs each migration in a transaction");
    }
  }

  bool read_text(const Object& object, const Schema& /*schema*/, DefinitionText& text,
                 Diagnostics& diagnostics) const override {
    return read_names(object, text, diagnostics);
  }

  [[nodiscard]] Expression read_expression(std::string_view sql) const override {
    const std::string text = with_between(trim(sql));
    return parse_expression(text).value_or(raw_expression(name(), text));
  }
};

}  // namespace
}  // namespace postgres

const Dialect& postgres_dialect() {
  static const postgres::PostgresDialect instance;
  return instance;
}

}  // namespace migc

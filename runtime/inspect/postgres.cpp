#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "runtime/driver/transaction.h"
#include "runtime/inspect/choice.h"
#include "runtime/inspect/inspect.h"
#include "runtime/inspect/postgres_catalog.h"
#include "runtime/inspect/postgres_plain.h"

namespace migc::runtime {
namespace {

using postgres::Catalog;

/// What could not be said before everything was read: types that the model does not hold, those of
/// extensions for example, keep PostgreSQL's name, and casts that follow from the types of columns
/// are left out.
class Settler {
 public:
  explicit Settler(const Schema& schema) : schema_(schema) {}

  void settle(Type& type) const {
    if (type.kind != TypeKind::user || schema_.find_type(type.name) != nullptr) return;
    if (schema_.find_relation(type.name) != nullptr) return;  // a row type
    const auto plain = [](const std::string& name) {
      return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      });
    };
    const auto word = [&](const std::string& name) {
      return plain(name) ? name : postgres::quoted_name(name);
    };
    std::string text = type.name.schema.empty() ? std::string() : word(type.name.schema) + ".";
    text += word(type.name.name);
    for (int i = 0; i < type.dimensions; ++i) text += "[]";
    Type native;
    native.kind = TypeKind::native;
    native.native.push_back({.dialect = "postgres", .text = std::move(text), .origin = {}});
    type = std::move(native);
  }

  void settle(Expression& expression, const Table& table) const {
    for_each(expression, [this](Expression& part) {
      if (part.type) settle(*part.type);
    });
    postgres::make_plain(expression, table);
  }
  void settle(std::optional<Expression>& expression, const Table& table) const {
    if (expression) settle(*expression, table);
  }
  void settle(std::vector<IndexPart>& parts, const Table& table) const {
    for (IndexPart& part : parts) settle(part.expression, table);
  }
  void settle(Constraint& constraint, const Table& table) const {
    if (auto* check = std::get_if<Check>(&constraint.body)) settle(check->expression, table);
    if (auto* exclusion = std::get_if<Exclusion>(&constraint.body)) {
      settle(exclusion->parts, table);
      settle(exclusion->where, table);
    }
  }
  void settle(Index& index, const Table& table) const {
    settle(index.parts, table);
    settle(index.where, table);
  }

  void operator()(Table& table) const {
    for (Column& column : table.columns) settle(column.type);
    Table columns;
    columns.columns = table.columns;
    for (Column& column : table.columns) {
      settle(column.default_value, columns);
      if (column.generated) settle(column.generated->expression, columns);
    }
    for (Constraint& constraint : table.constraints) settle(constraint, columns);
    for (Index& index : table.indexes) settle(index, columns);
  }
  void operator()(Domain& domain) const {
    settle(domain.type);
    Table value;
    value.columns.emplace_back();
    value.columns[0].name = "value";
    value.columns[0].type = domain.type;
    settle(domain.default_value, value);
    for (Constraint& check : domain.checks) settle(check, value);
  }
  void operator()(CompositeType& type) const {
    for (Attribute& attribute : type.attributes) settle(attribute.type);
  }
  void operator()(View& view) const {
    for (Index& index : view.indexes) settle(index, Table{});
  }
  void operator()(Statistics& statistics) const {
    for (Expression& expression : statistics.expressions)
      settle(expression, columns_of_table(statistics.table));
  }
  void operator()(Publication& publication) const {
    for (PublicationTable& table : publication.tables)
      settle(table.where, columns_of_table(table.table));
  }
  void operator()(TextObject& object) const {
    for (Type& type : object.arguments) settle(type);
  }
  void operator()(Namespace&) const {}
  void operator()(Enum&) const {}
  void operator()(Extension&) const {}
  void operator()(DefinedObject&) const {}
  void operator()(Sequence&) const {}
  void operator()(Privileges&) const {}

 private:
  [[nodiscard]] Table columns_of_table(const ObjectName& name) const {
    const Table* table = schema_.find_table(name);
    return table == nullptr ? Table{} : *table;
  }

  const Schema& schema_;
};

/// What was chosen, in the forms that the language has. `read` knows the columns of all tables.
Schema settled(const Schema& read, const Schema& chosen) {
  Schema result;
  const Settler settle(read);
  for (const auto& [key, found] : chosen.objects()) {
    Object object = found;
    std::visit(settle, object);
    result.put(std::move(object));
  }
  return result;
}

Result<void> read_all(Catalog& catalog) {
  MIGC_TRY(read_collations(catalog));
  MIGC_TRY(read_relations(catalog));
  MIGC_TRY(read_types(catalog));
  MIGC_TRY(read_partitions(catalog));
  MIGC_TRY(read_constraints(catalog));
  MIGC_TRY(read_sequences(catalog));
  MIGC_TRY(read_routines(catalog));
  MIGC_TRY(read_attached(catalog));
  MIGC_TRY(read_privileges(catalog));
  return read_left_out(catalog);
}

}  // namespace

Result<Inspected> inspect_postgres(Driver& driver, const InspectOptions& options) {
  Result<Transaction> transaction = Transaction::begin(driver);
  if (!transaction) return tl::unexpected(transaction.error());
  MIGC_TRY(driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"));
  // Names come without a schema where they are in the default one or the catalog, and values as the
  // same text whatever the session is set to.
  for (const char* setting :
       {"search_path TO public", "standard_conforming_strings TO on", "datestyle TO 'ISO, YMD'",
        "intervalstyle TO postgres", "timezone TO 'UTC'", "bytea_output TO hex",
        "extra_float_digits TO 1", "quote_all_identifiers TO off"})
    MIGC_TRY(driver.execute(std::string("SET LOCAL ") + setting));
  Catalog catalog(driver, options);
  MIGC_TRY(read_all(catalog));
  MIGC_TRY(transaction->rollback());
  const Schema chosen = choose(catalog.schema(), options, catalog.left_out());
  return Inspected{.schema = settled(catalog.schema(), chosen),
                   .left_out = std::move(catalog.left_out())};
}

}  // namespace migc::runtime

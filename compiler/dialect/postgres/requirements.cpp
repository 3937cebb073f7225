#include "compiler/dialect/postgres/requirements.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/postgres/casts.h"
#include "compiler/dialect/postgres/pg_text.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/dialect/postgres/type_traits.h"
#include "compiler/ops/conversion.h"

namespace migc::postgres {
namespace {

/// Visits everything that an operation brings with it.
class Requirements {
 public:
  explicit Requirements(const Context& context) : context_(context) {}

  [[nodiscard]] bool met() const { return met_; }

  void operator()(const CreateNamespace& op) {
    name("schema", op.name_space.name.name, op.name_space.origin.span);
  }
  void operator()(const DropNamespace&) {}
  void operator()(const RenameNamespace& op) { name("schema", op.to.name, {}); }
  void operator()(const CreateEnum& op) {
    name("enum", op.enumeration.name.name, op.enumeration.origin.span);
    for (const std::string& value : op.enumeration.values)
      name("enum value", value, op.enumeration.origin.span);
  }
  void operator()(const DropEnum&) {}
  void operator()(const RenameEnum& op) { name("enum", op.to.name, {}); }
  void operator()(const AddEnumValue& op) { name("enum value", op.value, {}); }
  void operator()(const RenameEnumValue& op) { name("enum value", op.to, {}); }
  void operator()(const DropEnumValue&) {}
  void operator()(const ReorderEnumValues&) {}
  void operator()(const CreateTable& op) {
    name("table", op.table.name.name, op.table.origin.span);
    for (const Column& each : op.table.columns) column(each);
    for (const Constraint& each : op.table.constraints) constraint(each, &op.table);
    for (const Index& each : op.table.indexes) index(each, &op.table);
    if (op.table.partition_by) partition_key(*op.table.partition_by, op.table);
    if (op.table.partition_of) bound(op.table.partition_of->bound);
  }
  void operator()(const DropTable&) {}
  void operator()(const RenameTable& op) { name("table", op.to.name, {}); }
  void operator()(const SetTableOptions&) {}
  void operator()(const AddColumn& op) {
    column(op.column);
    expression(op.fill);
  }
  void operator()(const DropColumn&) {}
  void operator()(const RenameColumn& op) { column_name(op.to, {}); }
  void operator()(const SetColumnType& op) {
    type(op.type);
    expression(op.using_);
    changed_column(op);
    sorters_of(op);
    indexes_of(op);
    foreign_keys_of(op);
  }
  void operator()(const SetNotNull& op) { expression(op.fill); }
  void operator()(const DropNotNull&) {}
  void operator()(const SetDefault& op) { expression(op.value); }
  void operator()(const SetCollation& op) {
    const Table* table = context_.schema.find_table(op.table);
    const Column* column = table == nullptr ? nullptr : table->find_column(op.column);
    if (column == nullptr) return;
    Column changed = *column;
    changed.collation = op.collation;
    collated(changed, changed.type, {});
  }
  void operator()(const SetIdentity& op) {
    const Table* table = context_.schema.find_table(op.table);
    const Column* column = table == nullptr ? nullptr : table->find_column(op.column);
    if (column != nullptr && op.identity) counted(*column, column->type, {});
  }
  void operator()(const SetGenerated& op) {
    if (op.generated) generated(*op.generated, {});
  }
  void operator()(const SetColumnStorage& op) {
    if (!op.compression.empty()) feature(Feature::set_compression, {});
  }
  void operator()(const AddConstraint& op) {
    constraint(op.constraint, context_.schema.find_table(op.table));
  }
  void operator()(const DropConstraint&) {}
  void operator()(const RenameConstraint& op) { name("constraint", op.to, {}); }
  void operator()(const ValidateConstraint&) {}
  void operator()(const AddIndex& op) { index(op.index, context_.schema.find_table(op.table)); }
  void operator()(const DropIndex&) {}
  void operator()(const RenameIndex& op) { name("index", op.to, {}); }
  void operator()(const AttachPartition& op) { bound(op.bound); }
  void operator()(const DetachPartition&) {}
  void operator()(const SetInherit&) {}
  void operator()(const SetForeignOptions&) {}
  void operator()(const RestartSequence&) {}
  void operator()(const CreateObject& op) { object(op.object); }
  void operator()(const DropObject&) {}
  void operator()(const ReplaceObject& op) { object(op.after); }
  void operator()(const RenameObject& op) { name(kind_name(op.from.kind), op.to.name, {}); }
  void operator()(const SetOwner&) {}
  void operator()(const SetComment&) {}
  void operator()(const InsertRows& op) { rows(op.rows); }
  void operator()(const DeleteInsertedRows& op) { rows(op.values); }
  void operator()(const UpdateRows& op) {
    assignments(op.assignments);
    expression(op.where);
  }
  void operator()(const RestoreValues&) {}
  void operator()(const DeleteRows& op) { expression(op.where); }
  void operator()(const RestoreRows&) {}
  void operator()(const Backfill& op) {
    assignments(op.assignments);
    expression(op.where);
  }
  void operator()(const RawSql&) {}

 private:
  void object(const Object& value) {
    const ObjectKey key = key_of(value);
    const Span span = origin_of(value).span;
    if (key.kind != ObjectKind::privileges) name(kind_name(key.kind), key.name.name, span);
    std::visit(overloaded{
                   [](const Namespace&) {},
                   [](const Enum&) {},
                   [](const Table&) {},
                   [](const Extension&) {},
                   [&](const Domain& o) {
                     type(o.type);
                     expression(o.default_value);
                     for (const Constraint& each : o.checks) constraint(each, nullptr);
                   },
                   [&](const CompositeType& o) {
                     for (const Attribute& each : o.attributes) {
                       name("attribute", each.name, each.origin.span);
                       type(each.type);
                     }
                   },
                   [](const DefinedObject&) {},
                   [](const Sequence&) {},
                   [&](const View& o) {
                     for (const Index& each : o.indexes) index(each, nullptr);
                   },
                   [&](const TextObject& o) {
                     for (const Type& each : o.arguments) type(each);
                   },
                   [&](const Statistics& o) {
                     const Table* table = context_.schema.find_table(o.table);
                     for (const Expression& each : o.expressions) {
                       expression(each);
                       if (each.kind == ExpressionKind::column)
                         sorted(table, each.text, span, describe(key));
                     }
                   },
                   [&](const Publication& o) {
                     const bool detailed =
                         !o.schemas.empty() ||
                         std::any_of(o.tables.begin(), o.tables.end(), [](const auto& table) {
                           return !table.columns.empty() || table.where;
                         });
                     if (detailed) feature(Feature::publication_details, span);
                     for (const PublicationTable& each : o.tables) expression(each.where);
                   },
                   [](const Privileges&) {},
               },
               value);
  }

  Diagnostic& report(Code code, Span span, std::string message) {
    met_ = false;
    return context_.diagnostics.add(code, span.known() ? span : context_.origin,
                                    std::move(message));
  }

  void name(std::string_view what, std::string_view text, Span span) {
    if (text.size() <= identifier_bytes) return;
    report(Code::identifier_too_long, span,
           fmt::format("{} name `{}` is {} bytes long, PostgreSQL keeps {}", what, text,
                       text.size(), identifier_bytes))
        .with_help("choose a shorter name");
  }

  /// Every table has columns of these names already (manual 5.5).
  void column_name(std::string_view text, Span span) {
    name("column", text, span);
    constexpr std::array<std::string_view, 6> system_columns = {"tableoid", "xmin", "cmin",
                                                                "xmax",     "cmax", "ctid"};
    if (std::ranges::find(system_columns, text) == system_columns.end()) return;
    report(Code::reserved_name, span,
           fmt::format("`{}` is a system column, which every table of PostgreSQL has", text))
        .with_help("choose another name");
  }

  void feature(Feature wanted, Span span) {
    if (has(context_.version, wanted)) return;
    report(Code::needs_newer_server, span,
           fmt::format("PostgreSQL {} does not have {}, it came with version {}",
                       context_.version.major, describe(wanted), since(wanted).major))
        .with_help(fmt::format("raise the version in the project's `dialects` to `postgres >= {}`",
                               since(wanted).major));
  }

  void expression(const Expression& value) {
    if (const Expression* silent = find_unspoken(value, "postgres")) {
      report(Code::no_dialect_text, silent->origin.span,
             "this raw expression says nothing for PostgreSQL")
          .with_help("give it a text for `postgres` too");
    }
    for_each(value, [this](const Expression& each) {
      if (each.type) type(*each.type);
      if (each.kind != ExpressionKind::raw) return;
      if (const NativeText* text = raw_text(each, "postgres")) native("SELECT (", *text, ")");
    });
  }
  void expression(const std::optional<Expression>& value) {
    if (value) expression(*value);
  }

  /// Text of the author's that becomes a part of a statement.
  void native(std::string_view before, const NativeText& text, std::string_view after) {
    const std::optional<RawProblem> problem = check_part(before, text.text, after);
    if (!problem || may_be_newer(text.text)) return;
    report(Code::raw_sql_invalid, place_in(text.origin.span, text.text, problem->offset),
           fmt::format("`{}` is not valid for PostgreSQL: {}", text.text, problem->message));
  }

  void type(const Type& value) {
    if (const NativeText* text = value.native_for("postgres")) {
      native("SELECT NULL::", *text, "");
      return;
    }
    if (value.kind == TypeKind::native) {
      report(Code::no_dialect_text, value.origin.span,
             fmt::format("type {} says nothing for PostgreSQL", to_string(value)))
          .with_help("give it a text for `postgres` too");
    }
    const bool free_scale = value.kind == TypeKind::decimal && value.length && value.scale &&
                            (*value.scale < 0 || *value.scale > *value.length);
    if (free_scale) feature(Feature::free_scale, value.origin.span);
  }

  void generated(const Generated& value, Span span) {
    expression(value.expression);
    if (!value.stored) feature(Feature::virtual_columns, span);
  }

  void column(const Column& value) {
    column_name(value.name, value.origin.span);
    type(value.type);
    expression(value.default_value);
    if (value.generated) generated(*value.generated, value.origin.span);
    if (!value.compression.empty()) feature(Feature::set_compression, value.origin.span);
    if (value.identity) counted(value, value.type, value.origin.span);
    collated(value, value.type, value.origin.span);
  }

  void counted(const Column& column, const Type& type, Span span) {
    if (can_be_counted(type)) return;
    report(Code::not_in_dialect, span,
           fmt::format("identity column `{}` is {}, PostgreSQL counts in smallint, int and bigint",
                       column.name, to_string(type)))
        .with_help("a default can call a sequence for any other type");
  }

  void collated(const Column& column, const Type& type, Span span) {
    if (column.collation.name.empty() || has_collation(type, context_.schema)) return;
    report(Code::not_in_dialect, span,
           fmt::format("column `{}` has the collation `{}`, and values of type {} have none",
                       column.name, column.collation.display(), to_string(type)))
        .with_help("collations are for texts: leave it out");
  }

  /// What the column is besides its type.
  void changed_column(const SetColumnType& op) {
    const Table* table = context_.schema.find_table(op.table);
    const Column* column = table == nullptr ? nullptr : table->find_column(op.column);
    if (column == nullptr) return;
    if (column->identity) counted(*column, op.type, {});
    collated(*column, op.type, {});
    // Its values are computed again, and taken by assignment (ATPrepAlterColumnType).
    const Coercion coercion = find_coercion(column->type, op.type, context_.schema);
    const bool taken = coercion == Coercion::assignment || coercion == Coercion::unknown;
    if (!column->generated || (taken && !op.using_)) return;
    report(Code::no_conversion, {},
           op.using_ ? fmt::format("`{}` is a generated column, whose values no `using` converts",
                                   op.column)
                     : fmt::format("PostgreSQL takes no value of type {} as one of type {} by "
                                   "itself, as the generated column `{}` would need",
                                   to_string(column->type), to_string(op.type), op.column))
        .with_help("drop the column, and add it again with an expression of the new type");
  }

  /// Indexes and the like over a column that gets another type.
  void indexes_of(const SetColumnType& op) {
    const Table* table = context_.schema.find_table(op.table);
    const Column* column = table == nullptr ? nullptr : table->find_column(op.column);
    if (column == nullptr) return;
    for (const Index& each : table->indexes)
      indexed(*column, op.type, each.method, each.parts, fmt::format("index `{}`", each.name));
    for (const Constraint& each : table->constraints) {
      const auto* exclusion = std::get_if<Exclusion>(&each.body);
      if (exclusion == nullptr) continue;
      indexed(*column, op.type, exclusion->method, exclusion->parts,
              fmt::format("constraint `{}`", each.name));
    }
    for (const ObjectKey& key : context_.schema.users_of({ObjectKind::table, op.table})) {
      const Object* object = context_.schema.find(key);
      const auto* statistics = object == nullptr ? nullptr : std::get_if<Statistics>(object);
      if (statistics == nullptr || statistics->table != op.table) continue;
      for (const Expression& each : statistics->expressions) {
        if (each.kind == ExpressionKind::column && each.text == op.column)
          sorted(*column, op.type, {}, describe(key));
      }
    }
  }

  void indexed(const Column& column, const Type& type, std::string_view method,
               const std::vector<IndexPart>& parts, const std::string& what) {
    for (const IndexPart& part : parts) {
      if (part.expression.kind != ExpressionKind::column || part.expression.text != column.name)
        continue;
      const std::string& opclass = part.opclass;
      const bool collates = part.collation.name.empty() || has_collation(type, context_.schema);
      if (collates && can_be_indexed(type, method, opclass, context_.schema)) continue;
      report(
          Code::not_in_dialect, {},
          !collates ? fmt::format("{} collates `{}`, and values of type {} have no collation", what,
                                  column.name, to_string(type))
          : opclass.empty()
              ? fmt::format("{} is over `{}`, and method `{}` takes no values of type {}", what,
                            column.name, method, to_string(type))
              : fmt::format("{} is over `{}`, and operator class `{}` takes no values of type {}",
                            what, column.name, opclass, to_string(type)))
          .with_help("drop it first, change the type, and add one that fits the new type");
      return;
    }
  }

  void parts(const std::vector<IndexPart>& values) {
    for (const IndexPart& part : values) expression(part.expression);
  }

  /// What sorts by a column.
  void sorted(const Column& column, const Type& type, Span span, const std::string& what) {
    if (has_order(type, context_.schema)) return;
    report(Code::type_without_order, span,
           fmt::format("{} sorts by `{}`, and PostgreSQL has no order for values of type {}", what,
                       column.name, to_string(type)))
        .with_help(type.kind == TypeKind::json
                       ? "type `jsonb` has one"
                       : "leave the column out, or name another method or an operator class");
  }
  void sorted(const Table* table, std::string_view name, Span span, const std::string& what) {
    const Column* column = table == nullptr ? nullptr : table->find_column(name);
    if (column != nullptr) sorted(*column, column->type, span, what);
  }
  void sorted(const Table* table, const std::vector<IndexPart>& values, Span span,
              const std::string& what) {
    for (const IndexPart& part : values) {
      if (is_sorted_column(part)) sorted(table, part.expression.text, span, what);
    }
  }

  static bool is_sorted_column(const IndexPart& part) {
    return part.opclass.empty() && part.expression.kind == ExpressionKind::column;
  }
  static bool is_btree(const Index& index) {
    return index.method.empty() || index.method == "btree";
  }

  void partition_key(const PartitionKey& key, const Table& table) {
    parts(key.parts);
    if (key.strategy != PartitionStrategy::hash)
      sorted(&table, key.parts, table.origin.span, "the partition key");
  }

  /// What sorts by a column that gets another type.
  void sorters_of(const SetColumnType& op) {
    const Table* table = context_.schema.find_table(op.table);
    const Column* column = table == nullptr ? nullptr : table->find_column(op.column);
    if (column == nullptr || has_order(op.type, context_.schema)) return;
    const auto uses = [&](const std::vector<std::string>& columns) {
      return std::ranges::find(columns, op.column) != columns.end();
    };
    for (const Constraint& each : table->constraints) {
      const auto* key = std::get_if<PrimaryKey>(&each.body);
      const auto* unique = std::get_if<Unique>(&each.body);
      if ((key != nullptr && uses(key->columns)) || (unique != nullptr && uses(unique->columns)))
        sorted(*column, op.type, {}, fmt::format("constraint `{}`", each.name));
    }
    for (const Index& each : table->indexes) {
      const bool sorts =
          is_btree(each) && std::ranges::any_of(each.parts, [&](const IndexPart& part) {
            return is_sorted_column(part) && part.expression.text == op.column;
          });
      if (sorts) sorted(*column, op.type, {}, fmt::format("index `{}`", each.name));
    }
  }

  /// The server compares the two sides with an operator, which there is not between all types. (A
  /// domain or another type of the model is left to it.)
  void foreign_keys_of(const SetColumnType& op) {
    std::vector<ObjectKey> tables = context_.schema.users_of({ObjectKind::table, op.table});
    tables.push_back({ObjectKind::table, op.table});
    for (const ObjectKey& key : tables) {
      const Table* table = context_.schema.find_table(key.name);
      if (table == nullptr) continue;
      for (const Constraint& constraint : table->constraints) {
        const auto* foreign = std::get_if<ForeignKey>(&constraint.body);
        if (foreign != nullptr) sides(op, *table, constraint, *foreign);
      }
    }
  }

  void sides(const SetColumnType& op, const Table& table, const Constraint& constraint,
             const ForeignKey& key) {
    const Table* target = context_.schema.find_table(key.target);
    for (std::size_t i = 0; target != nullptr && i < key.columns.size(); ++i) {
      const bool changes_from = table.name == op.table && key.columns[i] == op.column;
      const bool changes_to = key.target == op.table && key.target_columns[i] == op.column;
      if (changes_from == changes_to) continue;
      const Column& from = *table.find_column(key.columns[i]);
      const Column& to = *target->find_column(key.target_columns[i]);
      const Type& from_type = changes_from ? op.type : from.type;
      const Type& to_type = changes_to ? op.type : to.type;
      if (can_refer(from_type, to_type, context_.schema)) continue;
      const Column& other = changes_from ? to : from;
      met_ = false;
      context_.diagnostics
          .add(Code::foreign_key_mismatch, context_.origin,
               fmt::format("foreign key `{}` cannot compare `{}` of type {} with `{}` of type {}",
                           constraint.name, op.column, to_string(op.type), other.name,
                           to_string(other.type)))
          .label(constraint.origin.span, "the foreign key")
          .with_help("drop it first, change both columns, and add it again");
      return;
    }
  }

  void constraint(const Constraint& value, const Table* table) {
    const Span span = value.origin.span;
    name("constraint", value.name, span);
    const std::string what = fmt::format("constraint `{}`", value.name);
    std::visit(overloaded{
                   [&](const PrimaryKey& key) {
                     for (const std::string& each : key.columns) sorted(table, each, span, what);
                   },
                   [&](const Unique& unique) {
                     for (const std::string& each : unique.columns) sorted(table, each, span, what);
                     if (unique.nulls_not_distinct) feature(Feature::nulls_not_distinct, span);
                   },
                   [&](const ForeignKey& key) {
                     if (!key.on_delete_columns.empty()) feature(Feature::set_null_columns, span);
                   },
                   [&](const Check& check) { expression(check.expression); },
                   [&](const Exclusion& exclusion) {
                     parts(exclusion.parts);
                     expression(exclusion.where);
                   },
               },
               value.body);
  }

  void index(const Index& value, const Table* table) {
    name("index", value.name, value.origin.span);
    if (is_btree(value))
      sorted(table, value.parts, value.origin.span, fmt::format("index `{}`", value.name));
    if (value.nulls_not_distinct) feature(Feature::nulls_not_distinct, value.origin.span);
    parts(value.parts);
    expression(value.where);
  }

  void bound(const PartitionBound& value) {
    if (const auto* range = std::get_if<RangeBound>(&value)) rows({range->from, range->to});
    if (const auto* list = std::get_if<ListBound>(&value)) rows({list->values});
  }

  void rows(const std::vector<std::vector<Expression>>& values) {
    for (const std::vector<Expression>& row : values) {
      for (const Expression& value : row) expression(value);
    }
  }

  void assignments(const std::vector<Assignment>& values) {
    for (const Assignment& assignment : values) expression(assignment.value);
  }

  const Context& context_;
  bool met_ = true;
};

}  // namespace

bool check_requirements(const Context& context, const Operation& operation) {
  Requirements requirements(context);
  std::visit(requirements, operation.body);
  return requirements.met();
}

}  // namespace migc::postgres

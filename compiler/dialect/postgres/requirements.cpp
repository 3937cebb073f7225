#include "compiler/dialect/postgres/requirements.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/dialect/postgres/pg_text.h"
#include "compiler/dialect/postgres/spelling.h"

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
    for (const Constraint& each : op.table.constraints) constraint(each);
    for (const Index& each : op.table.indexes) index(each);
    if (op.table.partition_by) parts(op.table.partition_by->parts);
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
  }
  void operator()(const SetNotNull& op) { expression(op.fill); }
  void operator()(const DropNotNull&) {}
  void operator()(const SetDefault& op) { expression(op.value); }
  void operator()(const SetCollation&) {}
  void operator()(const SetIdentity&) {}
  void operator()(const SetGenerated& op) {
    if (op.generated) generated(*op.generated, {});
  }
  void operator()(const SetColumnStorage& op) {
    if (!op.compression.empty()) feature(Feature::set_compression, {});
  }
  void operator()(const AddConstraint& op) { constraint(op.constraint); }
  void operator()(const DropConstraint&) {}
  void operator()(const RenameConstraint& op) { name("constraint", op.to, {}); }
  void operator()(const ValidateConstraint&) {}
  void operator()(const AddIndex& op) { index(op.index); }
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
                     for (const Constraint& each : o.checks) constraint(each);
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
                     for (const Index& each : o.indexes) index(each);
                   },
                   [&](const TextObject& o) {
                     for (const Type& each : o.arguments) type(each);
                   },
                   [&](const Statistics& o) {
                     for (const Expression& each : o.expressions) expression(each);
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
  }

  void parts(const std::vector<IndexPart>& values) {
    for (const IndexPart& part : values) expression(part.expression);
  }

  void constraint(const Constraint& value) {
    const Span span = value.origin.span;
    name("constraint", value.name, span);
    std::visit(overloaded{
                   [](const PrimaryKey&) {},
                   [&](const Unique& unique) {
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

  void index(const Index& value) {
    name("index", value.name, value.origin.span);
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

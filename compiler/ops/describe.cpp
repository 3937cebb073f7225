#include "compiler/ops/describe.h"

#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"

namespace migc {
namespace {

std::string member(const ObjectName& table, std::string_view name) {
  return fmt::format("`{}.{}`", table.display(), name);
}
std::string quoted(const ObjectName& name) { return fmt::format("`{}`", name.display()); }

std::string_view word(const ConstraintBody& body) {
  return std::visit(overloaded{
                        [](const PrimaryKey&) -> std::string_view { return "primary key"; },
                        [](const Unique&) -> std::string_view { return "unique constraint"; },
                        [](const ForeignKey&) -> std::string_view { return "foreign key"; },
                        [](const Check&) -> std::string_view { return "check"; },
                        [](const Exclusion&) -> std::string_view { return "exclusion constraint"; },
                    },
                    body);
}

std::string_view kept(Retention retention) {
  return retention == Retention::preserve ? ", keeping its data" : "";
}

std::string commented(const SetComment& op) {
  const std::string_view verb = op.text.empty() ? "remove the comment of" : "comment on";
  switch (op.target) {
    case CommentTarget::name_space:
      return fmt::format("{} schema `{}`", verb, op.object.name);
    case CommentTarget::enum_:
      return fmt::format("{} enum {}", verb, quoted(op.object));
    case CommentTarget::table:
      return fmt::format("{} table {}", verb, quoted(op.object));
    case CommentTarget::column:
      return fmt::format("{} column {}", verb, member(op.object, op.member));
    case CommentTarget::constraint:
      return fmt::format("{} constraint {}", verb, member(op.object, op.member));
    case CommentTarget::index:
      return fmt::format("{} index `{}`", verb, op.member);
  }
  return {};
}

std::string created(const Object& object) {
  const ObjectKey key = key_of(object);
  if (const auto* privileges = std::get_if<Privileges>(&object))
    return fmt::format("grant privileges on {} to `{}`", describe(privileges->object),
                       privileges->role);
  const auto* view = std::get_if<View>(&object);
  return fmt::format("create {}{}", view != nullptr && view->materialized ? "materialized " : "",
                     describe(key));
}

std::string dropped(const ObjectKey& key) {
  if (key.kind == ObjectKind::privileges) return fmt::format("revoke {}", describe(key));
  return fmt::format("drop {}", describe(key));
}

std::string columns(const std::vector<Assignment>& assignments) {
  std::vector<std::string> names;
  for (const Assignment& assignment : assignments) names.push_back(assignment.column);
  return quote_list(names);
}

}  // namespace

std::string describe(const Operation& operation) {
  return std::visit(
      overloaded{
          [](const CreateNamespace& op) {
            return fmt::format("create schema `{}`", op.name_space.name.name);
          },
          [](const DropNamespace& op) { return fmt::format("drop schema `{}`", op.name.name); },
          [](const RenameNamespace& op) {
            return fmt::format("rename schema `{}` to `{}`", op.from.name, op.to.name);
          },
          [](const CreateEnum& op) {
            return fmt::format("create enum {}", quoted(op.enumeration.name));
          },
          [](const DropEnum& op) { return fmt::format("drop enum {}", quoted(op.name)); },
          [](const RenameEnum& op) {
            return fmt::format("rename enum {} to {}", quoted(op.from), quoted(op.to));
          },
          [](const AddEnumValue& op) {
            return fmt::format("add value `{}` to enum {}", op.value, quoted(op.name));
          },
          [](const RenameEnumValue& op) {
            return fmt::format("rename value `{}` of enum {} to `{}`", op.from, quoted(op.name),
                               op.to);
          },
          [](const DropEnumValue& op) {
            return fmt::format("drop value `{}` of enum {}{}", op.value, quoted(op.name),
                               op.map_to ? fmt::format(", mapping it to `{}`", *op.map_to) : "");
          },
          [](const ReorderEnumValues& op) {
            return fmt::format("reorder the values of enum {}", quoted(op.name));
          },
          [](const AttachPartition& op) {
            return fmt::format("attach partition {} to table {}", quoted(op.partition),
                               quoted(op.table));
          },
          [](const DetachPartition& op) {
            return fmt::format("detach partition {} from table {}", quoted(op.partition),
                               quoted(op.table));
          },
          [](const SetInherit& op) {
            return fmt::format("let table {} {} from {}", quoted(op.table),
                               op.inherit ? "inherit" : "no longer inherit", quoted(op.parent));
          },
          [](const SetForeignOptions& op) {
            return fmt::format("set options of foreign table {}", quoted(op.table));
          },
          [](const RestartSequence& op) {
            return op.value
                       ? fmt::format("restart sequence {} with {}", quoted(op.sequence), *op.value)
                       : fmt::format("restart sequence {}", quoted(op.sequence));
          },
          [](const CreateTable& op) {
            return fmt::format("create table {}{}", quoted(op.table.name),
                               op.stash.empty() ? "" : " with its kept rows");
          },
          [](const DropTable& op) {
            return fmt::format("drop table {}{}", quoted(op.name), kept(op.retention));
          },
          [](const RenameTable& op) {
            return fmt::format("rename table {} to {}", quoted(op.from), quoted(op.to));
          },
          [](const SetTableOptions& op) {
            return fmt::format("set options of table {}", quoted(op.table));
          },
          [](const AddColumn& op) {
            return fmt::format("add column {}{}", member(op.table, op.column.name),
                               op.stash.empty() ? "" : " with its kept values");
          },
          [](const DropColumn& op) {
            return fmt::format("drop column {}{}", member(op.table, op.column), kept(op.retention));
          },
          [](const RenameColumn& op) {
            return fmt::format("rename column {} to `{}`", member(op.table, op.from), op.to);
          },
          [](const SetColumnType& op) {
            return fmt::format("change the type of {} to {}", member(op.table, op.column),
                               to_string(op.type));
          },
          [](const SetNotNull& op) {
            return fmt::format("make {} not null", member(op.table, op.column));
          },
          [](const DropNotNull& op) {
            return fmt::format("let {} be null", member(op.table, op.column));
          },
          [](const SetDefault& op) {
            return op.value ? fmt::format("set the default of {}", member(op.table, op.column))
                            : fmt::format("drop the default of {}", member(op.table, op.column));
          },
          [](const SetCollation& op) {
            return fmt::format("change the collation of {}", member(op.table, op.column));
          },
          [](const SetIdentity& op) {
            return op.identity
                       ? fmt::format("make {} an identity column", member(op.table, op.column))
                       : fmt::format("drop the identity of {}", member(op.table, op.column));
          },
          [](const SetGenerated& op) {
            return op.generated
                       ? fmt::format("make {} a generated column", member(op.table, op.column))
                       : fmt::format("drop the expression of {}", member(op.table, op.column));
          },
          [](const SetColumnStorage& op) {
            return fmt::format("set the storage of {}", member(op.table, op.column));
          },
          [](const AddConstraint& op) {
            return fmt::format("add {} {}", word(op.constraint.body),
                               member(op.table, op.constraint.name));
          },
          [](const DropConstraint& op) {
            return fmt::format("drop constraint {}", member(op.table, op.name));
          },
          [](const RenameConstraint& op) {
            return fmt::format("rename constraint {} to `{}`", member(op.table, op.from), op.to);
          },
          [](const ValidateConstraint& op) {
            return fmt::format("validate constraint {}", member(op.table, op.name));
          },
          [](const AddIndex& op) {
            return fmt::format("add {}index `{}` on {}", op.index.unique ? "unique " : "",
                               op.index.name, quoted(op.table));
          },
          [](const DropIndex& op) {
            return fmt::format("drop index `{}` of {}", op.name, quoted(op.table));
          },
          [](const RenameIndex& op) {
            return fmt::format("rename index `{}` to `{}`", op.from, op.to);
          },
          [](const CreateObject& op) { return created(op.object); },
          [](const DropObject& op) { return dropped(op.object); },
          [](const ReplaceObject& op) {
            return fmt::format("change {}", describe(key_of(op.after)));
          },
          [](const RenameObject& op) {
            return fmt::format("rename {} to `{}`", describe(op.from), op.to.display());
          },
          [](const SetOwner& op) {
            return fmt::format("set the owner of {}", describe(op.object));
          },
          [](const SetComment& op) { return commented(op); },
          [](const InsertRows& op) {
            return fmt::format("insert {} into {}", counted(op.rows.size(), "row"),
                               quoted(op.table));
          },
          [](const DeleteInsertedRows& op) {
            return fmt::format("delete {} from {} again", counted(op.values.size(), "inserted row"),
                               quoted(op.table));
          },
          [](const UpdateRows& op) {
            return fmt::format("update {} of {}{}", columns(op.assignments), quoted(op.table),
                               op.stash.empty() ? "" : ", keeping the old values");
          },
          [](const RestoreValues& op) {
            return fmt::format("restore {} of {} from kept values", quote_list(op.columns),
                               quoted(op.table));
          },
          [](const DeleteRows& op) {
            return fmt::format("delete rows from {}{}", quoted(op.table),
                               op.stash.empty() ? "" : ", keeping them");
          },
          [](const RestoreRows& op) {
            return fmt::format("put kept rows back into {}", quoted(op.table));
          },
          [](const Backfill& op) {
            return fmt::format("backfill {} of {}", columns(op.assignments), quoted(op.table));
          },
          [](const RawSql&) { return std::string("run raw sql"); },
      },
      operation.body);
}

}  // namespace migc

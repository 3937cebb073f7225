#include "compiler/ops/invert.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"
#include "compiler/ops/conversion.h"
#include "compiler/ops/enum_values.h"
#include "compiler/ops/partitions.h"

namespace migc {
namespace {

/// Builds the inverse of one operation. `evolve` has accepted it on `before`, so what it names
/// exists there.
class Inverter {
 public:
  Inverter(const Schema& before, const Origin& origin) : before_(before), origin_(origin) {}

  Inverse operator()(const CreateNamespace& op) const {
    return exact(DropNamespace{op.name_space.name});
  }
  Inverse operator()(const DropNamespace& op) const {
    return exact(
        CreateNamespace{std::get<Namespace>(*before_.find({ObjectKind::name_space, op.name}))});
  }
  Inverse operator()(const RenameNamespace& op) const {
    return exact(RenameNamespace{op.to, op.from, former_texts({ObjectKind::name_space, op.from})});
  }

  Inverse operator()(const CreateEnum& op) const { return exact(DropEnum{op.enumeration.name}); }
  Inverse operator()(const DropEnum& op) const {
    return exact(CreateEnum{*before_.find_enum(op.name)});
  }
  Inverse operator()(const RenameEnum& op) const {
    return exact(RenameEnum{op.to, op.from, former_texts({ObjectKind::enum_, op.from})});
  }
  Inverse operator()(const AddEnumValue& op) const {
    if (const auto keeper = keeper_of_values(before_, op.name)) {
      return {
          .operations = {},
          .verdict = Verdict::irreversible,
          .reason = fmt::format("value `{}` cannot be dropped again: {}", op.value, keeper->what)};
    }
    // Rows that hold the value by then stop the downgrade through the guard of the drop.
    return exact(DropEnumValue{op.name, op.value, std::nullopt});
  }
  Inverse operator()(const RenameEnumValue& op) const {
    return exact(RenameEnumValue{op.name, op.to, op.from});
  }
  Inverse operator()(const DropEnumValue& op) const {
    const std::vector<std::string>& values = before_.find_enum(op.name)->values;
    const auto place = std::ranges::find(values, op.value);
    AddEnumValue add{.name = op.name, .value = op.value, .before = {}, .after = {}};
    if (place != values.begin())
      add.after = *(place - 1);
    else if (values.size() > 1)
      add.before = values[1];
    if (!op.map_to) return exact(add);
    return lossy(add, fmt::format("rows that held `{}` keep `{}`", op.value, *op.map_to));
  }
  Inverse operator()(const ReorderEnumValues& op) const {
    return exact(ReorderEnumValues{op.name, before_.find_enum(op.name)->values});
  }

  Inverse operator()(const CreateTable& op) const {
    return exact(DropTable{.name = op.table.name, .retention = Retention::discard, .stash = {}});
  }
  Inverse operator()(const DropTable& op) const {
    const Table& former = *before_.find_table(op.name);
    // The rows of a partitioned table are in its partitions, those of a foreign one elsewhere.
    if (former.partition_by || former.foreign)
      return exact(CreateTable{.table = former, .stash = {}});
    return kept(CreateTable{.table = former, .stash = op.stash}, op.retention,
                fmt::format("the rows of `{}` are discarded", op.name.display()));
  }
  Inverse operator()(const RenameTable& op) const {
    return exact(RenameTable{op.to, op.from, former_texts({ObjectKind::table, op.from})});
  }
  Inverse operator()(const SetTableOptions& op) const {
    return exact(SetTableOptions{op.table, table(op.table).options});
  }

  Inverse operator()(const AddColumn& op) const {
    return exact(DropColumn{.table = op.table,
                            .column = op.column.name,
                            .retention = Retention::discard,
                            .stash = {},
                            .down_fill = {}});
  }
  Inverse operator()(const DropColumn& op) const {
    const Table& owner = table(op.table);
    const auto place = std::ranges::find(owner.columns, op.column, &Column::name);
    AddColumn add{.table = op.table,
                  .column = *place,
                  .position = position_of(owner, op.column),
                  .fill = op.down_fill,
                  .stash = op.stash};
    // Of a generated column nothing was stored, or it is computed again.
    if (place->generated) return put_back_below(exact(add), op.table, op.column, true);
    return put_back_below(
        kept(add, op.retention,
             fmt::format("the values of `{}.{}` are discarded", op.table.display(), op.column)),
        op.table, op.column, true);
  }
  Inverse operator()(const RenameColumn& op) const {
    return exact(
        RenameColumn{op.table, op.to, op.from, former_texts({ObjectKind::table, op.table})});
  }
  Inverse operator()(const SetColumnType& op) const {
    const Type& former = column(op.table, op.column).type;
    if (former == op.type) return {};
    SetColumnType back{.table = op.table, .column = op.column, .type = former, .using_ = {}};
    if (!op.using_ && is_lossless(former, op.type)) return exact(back);
    return lossy(back,
                 fmt::format("values of `{}.{}` are converted from {} to {}", op.table.display(),
                             op.column, to_string(former), to_string(op.type)));
  }
  Inverse operator()(const SetNotNull& op) const {
    if (column(op.table, op.column).not_null) return {};
    DropNotNull back{op.table, op.column};
    if (!op.fill) return put_back_below(exact(back), op.table, op.column);
    return put_back_below(lossy(back, fmt::format("which values of `{}.{}` were null is not kept",
                                                  op.table.display(), op.column)),
                          op.table, op.column);
  }
  Inverse operator()(const DropNotNull& op) const {
    if (!column(op.table, op.column).not_null) return {};
    return exact(SetNotNull{.table = op.table, .column = op.column, .fill = {}});
  }
  Inverse operator()(const SetDefault& op) const {
    const std::optional<Expression>& former = column(op.table, op.column).default_value;
    if (former == op.value) return {};
    return put_back_below(exact(SetDefault{op.table, op.column, former}), op.table, op.column);
  }
  Inverse operator()(const SetCollation& op) const {
    const ObjectName& former = column(op.table, op.column).collation;
    if (former == op.collation) return {};
    return exact(SetCollation{op.table, op.column, former});
  }
  Inverse operator()(const SetIdentity& op) const {
    const std::optional<Identity>& former = column(op.table, op.column).identity;
    if (former == op.identity) return {};
    return exact(SetIdentity{op.table, op.column, former});
  }
  Inverse operator()(const SetGenerated& op) const {
    const Column& c = column(op.table, op.column);
    if (c.generated == op.generated) return {};
    SetGenerated back{op.table, op.column, c.generated};
    if (c.generated) return exact(back);
    return lossy(back, fmt::format("values of `{}.{}` are overwritten by the expression",
                                   op.table.display(), op.column));
  }
  Inverse operator()(const SetColumnStorage& op) const {
    const Column& c = column(op.table, op.column);
    return put_back_below(exact(SetColumnStorage{.table = op.table,
                                                 .column = op.column,
                                                 .storage = c.storage,
                                                 .compression = c.compression,
                                                 .statistics = c.statistics,
                                                 .with = c.with}),
                          op.table, op.column);
  }

  Inverse operator()(const AddConstraint& op) const {
    Inverse inverse = exact(DropConstraint{op.table, op.constraint.name});
    // A partition's own, which the parent's adopted, goes with it.
    for (const Part<Constraint>& part : parts_of(before_, op.table, op.constraint)) {
      if (!part.adopted || part.item.parent.empty()) continue;
      append(inverse, AddConstraint{part.table, own(part.item)});
    }
    keep_options(inverse, parts_of(before_, op.table, op.constraint));
    if (const auto* key = std::get_if<PrimaryKey>(&op.constraint.body)) {
      for (const std::string& name : key->columns) {
        if (column(op.table, name).not_null) continue;
        append(inverse, DropNotNull{op.table, name});
        inverse = put_back_below(std::move(inverse), op.table, name);
      }
    }
    return inverse;
  }
  Inverse operator()(const DropConstraint& op) const {
    const Constraint& former = *table(op.table).find_constraint(op.name);
    Inverse inverse;
    const bool is_check = std::holds_alternative<Check>(former.body);
    // The partitions' first, under their names; the parent's adopts them. Checks go the other way.
    if (is_check) append(inverse, AddConstraint{op.table, former});
    for (const Part<Constraint>& part : parts_with(before_, op.table, former)) {
      if (!is_check)
        append(inverse, AddConstraint{part.table, own(part.item)});
      else if (part.table != op.table)
        put_back_check(inverse, former, part);
    }
    return inverse;
  }
  Inverse operator()(const RenameConstraint& op) const {
    return exact(RenameConstraint{op.table, op.to, op.from});
  }
  Inverse operator()(const ValidateConstraint& op) const {
    const Constraint& former = *table(op.table).find_constraint(op.name);
    const auto* check = std::get_if<Check>(&former.body);
    const auto* foreign_key = std::get_if<ForeignKey>(&former.body);
    const bool not_valid = (check != nullptr && check->not_valid) ||
                           (foreign_key != nullptr && foreign_key->not_valid);
    if (!not_valid) return {};
    Inverse inverse = exact(DropConstraint{op.table, op.name});
    append(inverse, AddConstraint{op.table, former});
    for (const Part<Constraint>& part : parts_with(before_, op.table, former)) {
      if (part.table != op.table) put_back_check(inverse, former, part);
    }
    return inverse;
  }

  Inverse operator()(const AddIndex& op) const {
    Inverse inverse = exact(DropIndex{op.table, op.index.name});
    for (const Part<Index>& part : parts_of(before_, op.table, op.index)) {
      if (part.adopted) append(inverse, AddIndex{part.table, own(part.item)});
    }
    keep_options(inverse, parts_of(before_, op.table, op.index));
    return inverse;
  }
  Inverse operator()(const DropIndex& op) const {
    Inverse inverse;
    for (const Part<Index>& part :
         parts_with(before_, op.table, *table(op.table).find_index(op.name)))
      append(inverse, AddIndex{part.table, own(part.item)});
    return inverse;
  }
  Inverse operator()(const RenameIndex& op) const {
    return exact(RenameIndex{op.table, op.to, op.from});
  }

  Inverse operator()(const AttachPartition& op) const {
    Inverse inverse = exact(DetachPartition{op.table, op.partition});
    const PartitionParts parts = parts_for(before_, table(op.table), op.partition);
    const auto take_back = [&](const auto& part, const OperationBody& body) {
      if (part.adopted || part.table != op.partition) return;
      Inverse more = (*this)(body);
      for (Operation& each : more.operations) inverse.operations.push_back(std::move(each));
    };
    for (const Part<Index>& part : parts.indexes)
      take_back(part, AddIndex{part.table, own(part.item)});
    for (const Part<Constraint>& part : parts.constraints)
      take_back(part, AddConstraint{part.table, own(part.item)});
    return inverse;
  }
  Inverse operator()(const DetachPartition& op) const {
    return exact(AttachPartition{op.table, op.partition, table(op.partition).partition_of->bound});
  }
  Inverse operator()(const SetInherit& op) const {
    const Table& heir = table(op.table);
    const bool came_along =
        std::ranges::any_of(heir.columns, [](const Column& c) { return c.inherited; }) ||
        std::ranges::any_of(heir.constraints,
                            [](const Constraint& c) { return !c.parent.empty(); });
    if (op.inherit || (!came_along && heir.inherits.back() == op.parent))
      return exact(SetInherit{op.table, op.parent, !op.inherit});
    // The server remembers what a table was created with, and has no statement to say it again.
    return {.operations = {},
            .verdict = Verdict::irreversible,
            .reason = fmt::format("what `{}` had from `{}` stays as its own", op.table.display(),
                                  op.parent.display())};
  }
  Inverse operator()(const SetForeignOptions& op) const {
    return exact(SetForeignOptions{op.table, table(op.table).foreign->options});
  }

  Inverse operator()(const CreateObject& op) const { return exact(DropObject{key_of(op.object)}); }
  Inverse operator()(const DropObject& op) const {
    const Object& former = *before_.find(op.object);
    if (op.object.kind == ObjectKind::sequence) {
      return lossy(CreateObject{former},
                   fmt::format("the position of {} is not kept", describe(op.object)));
    }
    if (op.object.kind == ObjectKind::virtual_table) {
      return lossy(CreateObject{former},
                   fmt::format("the rows of {} are discarded", describe(op.object)));
    }
    return exact(CreateObject{former});
  }
  Inverse operator()(const ReplaceObject& op) const {
    const auto* extension = std::get_if<Extension>(&op.after);
    if (extension != nullptr &&
        extension->version != std::get<Extension>(*before_.find(key_of(op.after))).version) {
      return {.operations = {},
              .verdict = Verdict::irreversible,
              .reason = fmt::format("extension `{}` cannot be taken back to an older version",
                                    extension->name.name)};
    }
    const Object& before = *before_.find(key_of(op.after));
    if (const auto* type = std::get_if<CompositeType>(&before)) {
      const auto& after = std::get<CompositeType>(op.after);
      for (std::size_t i = 0; i < type->attributes.size(); ++i) {
        const Attribute& attribute = type->attributes[i];
        const bool renamed = type->attributes.size() == after.attributes.size() &&
                             after.attributes[i].type == attribute.type &&
                             type->find_attribute(after.attributes[i].name) == nullptr;
        if (renamed || after.find_attribute(attribute.name) != nullptr) continue;
        return lossy(ReplaceObject{before},
                     fmt::format("what rows have in attribute `{}` of type `{}` is not kept",
                                 attribute.name, type->name.display()));
      }
    }
    return exact(ReplaceObject{before});
  }
  Inverse operator()(const RenameObject& op) const {
    ObjectKey back = op.from;
    back.name = op.to;
    return exact(RenameObject{back, op.from.name, former_texts(op.from)});
  }
  Inverse operator()(const SetOwner& op) const {
    return exact(SetOwner{op.object, owner_of(*before_.find(op.object))});
  }

  Inverse operator()(const SetComment& op) const {
    SetComment back = op;
    back.text = former_comment(op);
    return exact(back);
  }

  Inverse operator()(const InsertRows& op) const {
    if (op.key.empty()) {
      return {.operations = {},
              .verdict = Verdict::irreversible,
              .reason = fmt::format("rows inserted into `{}` cannot be found again without a key",
                                    op.table.display())};
    }
    DeleteInsertedRows back{.table = op.table, .key = op.key, .values = {}};
    for (const std::vector<Expression>& row : op.rows) {
      std::vector<Expression> key;
      for (const std::string& name : op.key) {
        const auto place = std::ranges::find(op.columns, name);
        MIGC_CHECK(place != op.columns.end());
        key.push_back(row[static_cast<std::size_t>(place - op.columns.begin())]);
      }
      back.values.push_back(std::move(key));
    }
    return exact(back);
  }
  Inverse operator()(const UpdateRows& op) const {
    if (op.stash.empty()) {
      return {
          .operations = {},
          .verdict = Verdict::structure_only,
          .reason = fmt::format("the overwritten values of `{}` are not kept", op.table.display())};
    }
    RestoreValues back{.table = op.table, .columns = {}, .stash = op.stash};
    for (const Assignment& assignment : op.assignments) back.columns.push_back(assignment.column);
    return preserved(back);
  }
  Inverse operator()(const DeleteRows& op) const {
    if (op.stash.empty()) {
      return {.operations = {},
              .verdict = Verdict::structure_only,
              .reason = fmt::format("the deleted rows of `{}` are discarded", op.table.display())};
    }
    return preserved(RestoreRows{.table = op.table, .stash = op.stash});
  }
  Inverse operator()(const Backfill& op) const {
    return {.operations = {},
            .verdict = Verdict::structure_only,
            .reason = fmt::format("the values of `{}` before the backfill are not kept",
                                  op.table.display())};
  }
  Inverse operator()(const RestartSequence& op) const {
    return {.operations = {},
            .verdict = Verdict::structure_only,
            .reason = fmt::format("where sequence `{}` stood is not kept", op.sequence.display())};
  }
  Inverse operator()(const RawSql& op) const {
    RawSql back{.up = op.down,
                .down = op.up,
                .dialects = op.dialects,
                .outside_transaction = op.outside_transaction};
    for (const NativeText& text : op.up) {
      const bool has_down = std::ranges::any_of(
          op.down, [&](const NativeText& d) { return d.dialect == text.dialect; });
      if (!has_down) {
        return {.operations = {},
                .verdict = Verdict::irreversible,
                .reason = fmt::format("the sql for {} has no `down`", text.dialect)};
      }
    }
    // A down text that is empty stands for `down nothing`.
    std::erase_if(back.up, [](const NativeText& text) { return text.text.empty(); });
    if (back.up.empty()) return {};
    return exact(back);
  }

  // Inverses of inverses: they take back what only a downgrade does, and are never asked for by an
  // author.
  Inverse operator()(const DeleteInsertedRows& op) const { return unwritten(op.table); }
  Inverse operator()(const RestoreValues& op) const { return unwritten(op.table); }
  Inverse operator()(const RestoreRows& op) const { return unwritten(op.table); }

 private:
  Inverse operator()(const OperationBody& body) const { return std::visit(*this, body); }

  void append(Inverse& inverse, OperationBody body) const {
    inverse.operations.push_back({std::move(body), origin_});
  }
  /// As an author adds it: what makes it a part of another is the parent's doing.
  template <typename Item>
  static Item own(Item item) {
    item.parent.clear();
    return item;
  }
  void put_back_check(Inverse& inverse, const Constraint& former,
                      const Part<Constraint>& part) const {
    const auto is_not_valid = [](const Constraint& constraint) {
      const auto* check = std::get_if<Check>(&constraint.body);
      return check != nullptr && check->not_valid;
    };
    if (is_not_valid(former) && !is_not_valid(part.item))
      append(inverse, ValidateConstraint{part.table, part.item.name});
    if (!part.item.comment.empty())
      append(inverse,
             SetComment{CommentTarget::constraint, part.table, part.item.name, part.item.comment});
  }
  /// Options may name what a parent adopted, which goes with the parent's and comes back.
  template <typename Item>
  void keep_options(Inverse& inverse, const std::vector<Part<Item>>& parts) const {
    std::set<ObjectName> tables;
    for (const Part<Item>& part : parts) {
      if (part.adopted && table(part.table).options.name_index(part.item.name))
        tables.insert(part.table);
    }
    for (const ObjectName& name : tables) {
      const TableOptions& former = table(name).options;
      inverse.operations.insert(
          inverse.operations.begin(),
          Operation{.body = SetTableOptions{name, without_indexes(former)}, .origin = origin_});
      append(inverse, SetTableOptions{name, former});
    }
  }
  /// What a partition or heir had otherwise than its parent: changes of the parent's column reach
  /// theirs, and so do the changes back.
  Inverse put_back_below(Inverse inverse, const ObjectName& parent, const std::string& name,
                         bool is_new = false) const {
    for (const ObjectName& below : before_.descendants_of(parent)) {
      const Column* former = table(below).find_column(name);
      if (former == nullptr) continue;
      const Column& above = column(parent, name);
      if (former->default_value != above.default_value)
        append(inverse, SetDefault{below, name, former->default_value});
      if (former->not_null && !above.not_null)
        append(inverse, SetNotNull{.table = below, .column = name, .fill = {}});
      if (former->storage != above.storage || former->compression != above.compression ||
          former->statistics != above.statistics || (is_new && !former->with.empty()))
        append(inverse, SetColumnStorage{below, name, former->storage, former->compression,
                                         former->statistics, former->with});
      if (is_new && !former->comment.empty())
        append(inverse, SetComment{CommentTarget::column, below, name, former->comment});
    }
    return inverse;
  }

  const Table& table(const ObjectName& name) const {
    const Table* found = before_.find_table(name);
    MIGC_CHECK(found != nullptr);
    return *found;
  }
  const Column& column(const ObjectName& name, const std::string& column) const {
    const Column* found = table(name).find_column(column);
    MIGC_CHECK(found != nullptr);
    return *found;
  }

  Inverse exact(OperationBody body) const {
    Inverse inverse;
    inverse.operations.push_back({std::move(body), origin_});
    return inverse;
  }
  Inverse preserved(OperationBody body) const {
    Inverse inverse = exact(std::move(body));
    inverse.verdict = Verdict::preserved;
    inverse.reason = "thanks to kept data";
    return inverse;
  }
  Inverse lossy(OperationBody body, std::string reason) const {
    Inverse inverse = exact(std::move(body));
    inverse.verdict = Verdict::structure_only;
    inverse.reason = std::move(reason);
    return inverse;
  }
  Inverse kept(OperationBody body, Retention retention, std::string reason) const {
    return retention == Retention::preserve ? preserved(std::move(body))
                                            : lossy(std::move(body), std::move(reason));
  }
  static Inverse unwritten(const ObjectName& table) {
    return {.operations = {},
            .verdict = Verdict::structure_only,
            .reason = fmt::format("rows of `{}` are put back from a stash", table.display())};
  }

  static ColumnPosition position_of(const Table& owner, std::string_view name) {
    const auto place = std::ranges::find(owner.columns, name, &Column::name);
    if (place + 1 == owner.columns.end()) return {};
    if (place == owner.columns.begin()) return {ColumnPosition::Where::first, {}};
    return {ColumnPosition::Where::after, (place - 1)->name};
  }

  /// The objects with texts that name this one, and itself.
  FormerTexts former_texts(const ObjectKey& key) const {
    std::vector<ObjectKey> keys = before_.users_of(key);
    keys.push_back(key);
    // Of a schema its objects carry the name on to theirs.
    if (key.kind == ObjectKind::name_space) {
      for (const ObjectKey& user : before_.users_of(key)) {
        const std::vector<ObjectKey> more = before_.users_of(user);
        keys.insert(keys.end(), more.begin(), more.end());
      }
    }
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    FormerTexts texts;
    for (const ObjectKey& each : keys) {
      const Object* object = before_.find(each);
      if (object != nullptr && texts_of(*object) != nullptr) texts.push_back(*object);
    }
    return texts;
  }

  std::string former_comment(const SetComment& op) const {
    switch (op.target) {
      case CommentTarget::name_space:
        return former_comment({ObjectKind::name_space, op.object});
      case CommentTarget::enum_:
        return before_.find_enum(op.object)->comment;
      case CommentTarget::table:
        return table(op.object).comment;
      case CommentTarget::column:
        return column(op.object, op.member).comment;
      case CommentTarget::constraint:
        return table(op.object).find_constraint(op.member)->comment;
      case CommentTarget::index:
        return former_index_comment(table(op.object), op.member);
    }
    return {};
  }
  /// `public` is not in the schema while it has the comment of a new database.
  std::string former_comment(const ObjectKey& name_space) const {
    const Object* found = before_.find(name_space);
    return found == nullptr ? std::string() : comment_of(*found);
  }
  static std::string former_index_comment(const Table& table, const std::string& name) {
    const Index* index = table.find_index(name);
    return index != nullptr ? index->comment : table.find_constraint(name)->index_comment;
  }

  const Schema& before_;
  const Origin& origin_;
};

}  // namespace

Inverse invert(const Operation& operation, const Schema& before) {
  return std::visit(Inverter(before, operation.origin), operation.body);
}

}  // namespace migc

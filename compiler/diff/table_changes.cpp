#include "compiler/diff/table_changes.h"

#include <algorithm>
#include <set>

#include "compiler/diff/equal.h"
#include "compiler/diff/names.h"
#include "compiler/schema/named.h"

namespace migc {
namespace {

class TableChanges {
 public:
  TableChanges(const Table& from, const Table& to, std::string_view dialect, Retention drops)
      : from_(from),
        to_(to),
        dialect_(dialect),
        drops_(drops),
        context_{.dialect = dialect, .table = &to, .type = nullptr} {}

  std::vector<OperationBody> run() {
    for (const Column& column : from_.columns) order_.push_back(column.name);
    constraints();
    indexes();
    free_indexes();
    append(drops_of_parts_);
    append_renames();
    for (const Column& column : from_.columns) {
      if (column.generated && to_.find_column(column.name) == nullptr) drop(column);
    }
    for (const Column& column : from_.columns) stop_computing(column);
    add_columns(false);
    for (const Column& column : from_.columns) change(column);
    for (const Column& column : from_.columns) compute(column);
    add_columns(true);
    for (const Column& column : from_.columns) {
      if (!column.generated && to_.find_column(column.name) == nullptr) drop(column);
    }
    const std::vector<OperationBody> last_options = options();
    append(added_parts_);
    for (const OperationBody& body : last_options) add(body);
    append(added_foreign_keys_);
    comments();
    if (from_.owner != to_.owner)
      add(SetOwner{.object = {ObjectKind::table, to_.name}, .owner = to_.owner});
    return std::move(result_);
  }

 private:
  void add(OperationBody body) { result_.push_back(std::move(body)); }
  void append(std::vector<OperationBody>& bodies) {
    for (OperationBody& body : bodies) add(std::move(body));
  }

  /// Each after the one whose name it takes. A ring is left to be opened by whoever sees all
  /// tables.
  void append_renames() {
    const auto name = [](const OperationBody& body, bool after) -> const std::string& {
      if (const auto* op = std::get_if<RenameConstraint>(&body)) return after ? op->to : op->from;
      const auto& op = std::get<RenameIndex>(body);
      return after ? op.to : op.from;
    };
    const auto blocks = [&](const OperationBody& other, const OperationBody& body) {
      return name(other, false) == name(body, true);
    };
    const auto open = [](std::vector<OperationBody>& ring, std::vector<OperationBody>& result) {
      result.push_back(std::move(ring.front()));
      ring.erase(ring.begin());
    };
    renames_of_parts_ = in_order(std::move(renames_of_parts_), blocks, open);
    append(renames_of_parts_);
  }

  // ---- constraints and indexes

  /// The first of `added` that is `part` under another name, and is nobody else's yet. What has the
  /// name so far goes: dropped, or renamed too.
  template <typename Part>
  const Part* renamed(const Part& part, const std::vector<const Part*>& added,
                      const std::set<const Part*>& taken) const {
    const auto found = std::ranges::find_if(added, [&](const Part* other) {
      return !taken.contains(other) && same_body(part, *other, context_);
    });
    return found == added.end() ? nullptr : *found;
  }

  /// Calls what applies: `keep(before, after)`, `rename(before, after)`, `drop(before)`,
  /// `create(after)`.
  template <typename Part, typename Keep, typename Rename, typename Drop, typename Create>
  void match(const std::vector<Part>& before, const std::vector<Part>& after, const Keep& keep,
             const Rename& rename, const Drop& drop, const Create& create) const {
    std::vector<const Part*> dropped;
    std::vector<const Part*> added;
    for (const Part& part : before) {
      const Part* now = find_named(after, part.name);
      if (now == nullptr || !keep(part, *now)) dropped.push_back(&part);
    }
    for (const Part& part : after) {
      const Part* former = find_named(before, part.name);
      const bool stays = former != nullptr && std::ranges::find(dropped, former) == dropped.end();
      if (!stays) added.push_back(&part);
    }
    std::set<const Part*> taken;
    for (const Part* part : dropped) {
      const Part* now = renamed(*part, added, taken);
      if (now == nullptr) {
        drop(*part);
        continue;
      }
      taken.insert(now);
      rename(*part, *now);
    }
    for (const Part* part : added) {
      if (!taken.contains(part)) create(*part);
    }
  }

  static bool becomes_valid(const Constraint& before, const Constraint& after) {
    Constraint valid = before;
    if (auto* check = std::get_if<Check>(&valid.body)) check->not_valid = false;
    if (auto* key = std::get_if<ForeignKey>(&valid.body)) key->not_valid = false;
    return !(valid == before) && valid.body == after.body;
  }

  void comment(CommentTarget target, const std::string& member, const std::string& before,
               const std::string& after) {
    if (before == after) return;
    comments_.emplace_back(
        SetComment{.target = target, .object = to_.name, .member = member, .text = after});
  }

  void constraints() {
    match(
        from_.constraints, to_.constraints,
        [&](const Constraint& before, const Constraint& after) {
          const bool valid = becomes_valid(before, after);
          if (!valid && !same_body(before, after, context_)) return false;
          if (valid)
            added_parts_.emplace_back(ValidateConstraint{.table = to_.name, .name = after.name});
          comment(CommentTarget::constraint, after.name, before.comment, after.comment);
          comment(CommentTarget::index, after.name, before.index_comment, after.index_comment);
          return true;
        },
        [&](const Constraint& before, const Constraint& after) {
          renames_of_parts_.emplace_back(
              RenameConstraint{.table = to_.name, .from = before.name, .to = after.name});
          comment(CommentTarget::constraint, after.name, before.comment, after.comment);
          comment(CommentTarget::index, after.name, before.index_comment, after.index_comment);
        },
        [&](const Constraint& before) {
          const bool is_key = std::holds_alternative<ForeignKey>(before.body);
          // A key that a foreign key of the same table refers to goes after it.
          drops_of_parts_.insert(is_key ? drops_of_parts_.begin() : drops_of_parts_.end(),
                                 DropConstraint{.table = to_.name, .name = before.name});
        },
        [&](const Constraint& after) {
          const bool is_key = std::holds_alternative<ForeignKey>(after.body);
          (is_key ? added_foreign_keys_ : added_parts_)
              .emplace_back(AddConstraint{.table = to_.name, .constraint = after});
        });
  }

  void indexes() {
    match(
        from_.indexes, to_.indexes,
        [&](const Index& before, const Index& after) {
          if (!same_body(before, after, context_)) return false;
          comment(CommentTarget::index, after.name, before.comment, after.comment);
          return true;
        },
        [&](const Index& before, const Index& after) {
          renames_of_parts_.emplace_back(
              RenameIndex{.table = to_.name, .from = before.name, .to = after.name});
          comment(CommentTarget::index, after.name, before.comment, after.comment);
        },
        [&](const Index& before) {
          drops_of_parts_.emplace_back(DropIndex{.table = to_.name, .name = before.name});
        },
        [&](const Index& after) {
          added_parts_.emplace_back(AddIndex{.table = to_.name, .index = after});
        });
  }

  /// The index that options name goes after they named it, or columns of it become nullable.
  void free_indexes() {
    options_ = from_.options;
    const auto forget = [&](const OperationBody& body) {
      if (const auto* op = std::get_if<DropConstraint>(&body)) options_.forget_index(op->name);
      if (const auto* op = std::get_if<DropIndex>(&body)) options_.forget_index(op->name);
    };
    std::ranges::for_each(drops_of_parts_, forget);
    const bool weakened = std::ranges::any_of(from_.columns, [&](const Column& column) {
      const Column* now = to_.find_column(column.name);
      return column.not_null && now != nullptr && !now->not_null;
    });
    if (weakened && to_.options.identity_index != options_.identity_index)
      options_.forget_index(std::string(options_.identity_index));
    if (options_ != from_.options) add(SetTableOptions{.table = to_.name, .options = options_});
    for (const OperationBody& body : renames_of_parts_) {
      if (const auto* op = std::get_if<RenameConstraint>(&body))
        options_.rename_index(op->from, op->to);
      if (const auto* op = std::get_if<RenameIndex>(&body)) options_.rename_index(op->from, op->to);
    }
  }

  /// Returns what has to wait for the parts that are added.
  std::vector<OperationBody> options() {
    const auto is_named = [&](const OperationBody& body) {
      const auto* constraint = std::get_if<AddConstraint>(&body);
      const auto* index = std::get_if<AddIndex>(&body);
      return (constraint != nullptr && to_.options.name_index(constraint->constraint.name)) ||
             (index != nullptr && to_.options.name_index(index->index.name));
    };
    TableOptions now = to_.options;
    if (std::ranges::any_of(added_parts_, is_named)) {
      now.replica_identity = options_.replica_identity;
      now.identity_index = options_.identity_index;
      now.cluster_on = options_.cluster_on;
    }
    if (!same(options_, now, dialect_)) add(SetTableOptions{.table = to_.name, .options = now});
    if (same(now, to_.options, dialect_)) return {};
    return {SetTableOptions{.table = to_.name, .options = to_.options}};
  }

  // ---- columns

  void drop(const Column& column) {
    add(DropColumn{.table = to_.name,
                   .column = column.name,
                   .retention = column.generated ? Retention::discard : drops_,
                   .stash = {},
                   .down_fill = {}});
    std::erase(order_, column.name);
  }

  [[nodiscard]] bool retyped(const Column& column) const {
    const Column* now = to_.find_column(column.name);
    return now != nullptr && !same(column.type, now->type, dialect_);
  }

  [[nodiscard]] bool recollated(const Column& column) const {
    const Column* now = to_.find_column(column.name);
    return now != nullptr && column.collation != now->collation;
  }

  [[nodiscard]] bool computed_alike(const Column& before, const Column& after) const {
    return same(before.generated, after.generated, context_);
  }

  /// Whether the column stops being computed while other columns change: for good, or because one
  /// that it is computed from gets another type.
  [[nodiscard]] bool pauses(const Column& column) const {
    const Column* now = to_.find_column(column.name);
    if (!column.generated || now == nullptr) return false;
    if (!now->generated) return true;
    return std::ranges::any_of(from_.columns, [&](const Column& other) {
      return (retyped(other) || recollated(other)) &&
             mentions_column(column.generated->expression, other.name);
    });
  }

  void stop_computing(const Column& column) {
    if (pauses(column))
      add(SetGenerated{.table = to_.name, .column = column.name, .generated = std::nullopt});
  }

  void compute(const Column& column) {
    const Column* now = to_.find_column(column.name);
    if (now == nullptr || !now->generated) return;
    if (!pauses(column) && computed_alike(column, *now)) return;
    add(SetGenerated{.table = to_.name, .column = column.name, .generated = now->generated});
  }

  /// After the nearest of its predecessors that is there; at the end when that is the last one.
  [[nodiscard]] ColumnPosition position_of(std::size_t place) const {
    for (std::size_t i = place; i-- > 0;) {
      const std::string& name = to_.columns[i].name;
      const auto found = std::ranges::find(order_, name);
      if (found == order_.end()) continue;
      // What is dropped later does not count.
      const bool last = std::all_of(found + 1, order_.end(), [&](const std::string& other) {
        return to_.find_column(other) == nullptr;
      });
      if (last) return {};
      return {.where = ColumnPosition::Where::after, .column = name};
    }
    const bool alone = std::ranges::none_of(
        order_, [&](const std::string& other) { return to_.find_column(other) != nullptr; });
    if (alone) return {};
    return {.where = ColumnPosition::Where::first, .column = {}};
  }

  void add_columns(bool generated) {
    for (std::size_t i = 0; i < to_.columns.size(); ++i) {
      const Column& column = to_.columns[i];
      const bool is_new = from_.find_column(column.name) == nullptr;
      if (!is_new || column.generated.has_value() != generated) continue;
      const ColumnPosition position = position_of(i);
      add(AddColumn{
          .table = to_.name, .column = column, .position = position, .fill = {}, .stash = {}});
      auto place = order_.end();
      if (position.where == ColumnPosition::Where::first) place = order_.begin();
      if (position.where == ColumnPosition::Where::after)
        place = std::ranges::find(order_, position.column) + 1;
      order_.insert(place, column.name);
    }
  }

  /// Whether the table gets a primary key that makes the column `not null`.
  [[nodiscard]] bool becomes_key(const Column& column) const {
    const Constraint* key = to_.primary_key_constraint();
    if (key == nullptr) return false;
    const std::vector<std::string>& columns = std::get<PrimaryKey>(key->body).columns;
    return std::ranges::find(columns, column.name) != columns.end();
  }

  void set_storage(const Column& column) {
    add(SetColumnStorage{.table = to_.name,
                         .column = column.name,
                         .storage = column.storage,
                         .compression = column.compression,
                         .statistics = column.statistics,
                         .with = column.with});
  }

  void change(const Column& before) {
    const Column* now = to_.find_column(before.name);
    if (now == nullptr) return;
    const Column& after = *now;
    const ObjectName& table = to_.name;
    const std::string& name = after.name;
    const bool new_type = retyped(before);
    // `1` and `true` may be the same default to an engine, but each is one of its own type.
    const bool other_meaning = new_type && family(before.type) != family(after.type) &&
                               before.default_value != after.default_value;
    const bool new_default = other_meaning || !same_default(before, after, dialect_, to_);
    const bool new_identity = !same(before.identity, after.identity);
    // Any of the three sources of a value makes way for another one; and an old default may have no
    // meaning in a new type.
    const bool default_goes =
        new_default && before.default_value &&
        (new_type || !after.default_value || after.identity || after.generated);
    if (default_goes) add(SetDefault{.table = table, .column = name, .value = std::nullopt});
    if (new_identity && before.identity && !after.identity)
      add(SetIdentity{.table = table, .column = name, .identity = std::nullopt});
    // Not every type can be stored as the former one was, nor as the new one is.
    const bool new_storage = before.storage != after.storage ||
                             before.compression != after.compression ||
                             before.statistics != after.statistics || before.with != after.with;
    const bool storage_first = new_storage && after.storage.empty() && after.compression.empty();
    if (storage_first) set_storage(after);
    // A type that has no collation does not come to a column that has one: it goes before.
    const bool collation_first = recollated(before) && after.collation.name.empty();
    if (collation_first)
      add(SetCollation{.table = table, .column = name, .collation = after.collation});
    if (new_type)
      add(SetColumnType{.table = table, .column = name, .type = after.type, .using_ = {}});
    if (recollated(before) && !collation_first)
      add(SetCollation{.table = table, .column = name, .collation = after.collation});
    if (new_default && after.default_value)
      add(SetDefault{.table = table, .column = name, .value = after.default_value});
    if (before.not_null && !after.not_null) add(DropNotNull{.table = table, .column = name});
    const bool by_key = becomes_key(after) && !after.identity;
    if (!before.not_null && after.not_null && !by_key)
      add(SetNotNull{.table = table, .column = name, .fill = {}});
    if (new_identity && after.identity)
      add(SetIdentity{.table = table, .column = name, .identity = after.identity});
    if (new_storage && !storage_first) set_storage(after);
    comment(CommentTarget::column, name, before.comment, after.comment);
  }

  void comments() {
    if (from_.comment != to_.comment) {
      add(SetComment{
          .target = CommentTarget::table, .object = to_.name, .member = {}, .text = to_.comment});
    }
    append(comments_);
  }

  const Table& from_;
  const Table& to_;
  std::string_view dialect_;
  Retention drops_;
  EqualityContext context_;
  std::vector<OperationBody> result_;
  std::vector<OperationBody> drops_of_parts_, renames_of_parts_, added_parts_, added_foreign_keys_;
  std::vector<OperationBody> comments_;
  TableOptions options_;            ///< as they stand once the parts have their names
  std::vector<std::string> order_;  ///< the columns as they stand at this point
};

template <typename Item>
void make_own(std::vector<Item>& items) {
  for (Item& item : items) item.parent.clear();
}

template <typename Item>
void leave_parts_out(std::vector<Item>& items) {
  std::erase_if(items, [](const Item& item) { return !item.parent.empty(); });
}

/// What the tables have for themselves: the rest follows the changes of their parents.
void leave_inherited_out(Table& before, Table& after) {
  if (after.partition_of) before.columns = after.columns;
  std::erase_if(before.columns, [](const Column& column) { return column.inherited; });
  std::erase_if(after.columns, [](const Column& column) { return column.inherited; });
  for (Table* table : {&before, &after}) {
    leave_parts_out(table->constraints);
    leave_parts_out(table->indexes);
  }
}

}  // namespace

std::vector<OperationBody> table_changes(const Table& from, const Table& to,
                                         std::string_view dialect, Retention drops) {
  Table before = from;
  Table after = to;
  std::vector<OperationBody> result;
  const bool moves = from.partition_of != to.partition_of;
  if (!moves) leave_inherited_out(before, after);
  if (moves && from.partition_of)
    result.emplace_back(DetachPartition{.table = from.partition_of->parent, .partition = to.name});
  if (moves) {
    // What becomes a part of a parent's is the table's own until it is attached.
    for (Table* table : {&before, &after}) make_own(table->constraints), make_own(table->indexes);
  }
  const auto differ = [&](const std::vector<ObjectName>& these,
                          const std::vector<ObjectName>& those, bool inherit) {
    for (const ObjectName& parent : these) {
      if (std::ranges::find(those, parent) == those.end())
        result.emplace_back(SetInherit{.table = to.name, .parent = parent, .inherit = inherit});
    }
  };
  differ(from.inherits, to.inherits, false);
  for (OperationBody& body : TableChanges(before, after, dialect, drops).run())
    result.push_back(std::move(body));
  if (from.foreign && to.foreign && from.foreign->options != to.foreign->options)
    result.emplace_back(SetForeignOptions{.table = to.name, .options = to.foreign->options});
  differ(to.inherits, from.inherits, true);
  if (moves && to.partition_of)
    result.emplace_back(AttachPartition{
        .table = to.partition_of->parent, .partition = to.name, .bound = to.partition_of->bound});
  return result;
}

std::vector<OperationBody> settling_changes(const Table& from, const Table& to,
                                            std::string_view dialect) {
  std::vector<OperationBody> result;
  for (const Column& after : to.columns) {
    const Column* before = from.find_column(after.name);
    if (before == nullptr || before->generated || after.generated) continue;
    if (!same_default(*before, after, dialect, to))
      result.emplace_back(
          SetDefault{.table = to.name, .column = after.name, .value = after.default_value});
    if (!before->not_null && after.not_null)
      result.emplace_back(SetNotNull{.table = to.name, .column = after.name, .fill = {}});
    if (before->not_null && !after.not_null)
      result.emplace_back(DropNotNull{.table = to.name, .column = after.name});
    if (before->storage != after.storage || before->compression != after.compression ||
        before->statistics != after.statistics || before->with != after.with)
      result.emplace_back(SetColumnStorage{.table = to.name,
                                           .column = after.name,
                                           .storage = after.storage,
                                           .compression = after.compression,
                                           .statistics = after.statistics,
                                           .with = after.with});
    if (before->comment != after.comment)
      result.emplace_back(SetComment{.target = CommentTarget::column,
                                     .object = to.name,
                                     .member = after.name,
                                     .text = after.comment});
  }
  return result;
}

std::vector<OperationBody> enum_changes(const Enum& from, const Enum& to) {
  const auto has = [](const std::vector<std::string>& values, const std::string& value) {
    return std::ranges::find(values, value) != values.end();
  };
  std::vector<OperationBody> result;
  std::vector<std::string> values = from.values;
  for (std::size_t i = 0; i < to.values.size(); ++i) {
    const std::string& value = to.values[i];
    if (has(values, value)) continue;
    AddEnumValue add{.name = to.name, .value = value, .before = {}, .after = {}};
    // The one before it is there by now; only a new first value stands before another one.
    if (i > 0) add.after = to.values[i - 1];
    if (i == 0 && !values.empty()) add.before = values.front();
    auto place = i > 0 ? std::ranges::find(values, to.values[i - 1]) + 1 : values.begin();
    if (place == values.end()) add.after.clear();
    values.insert(place, value);
    result.emplace_back(std::move(add));
  }
  std::vector<std::string> dropped, kept;
  for (const std::string& value : values) (has(to.values, value) ? kept : dropped).push_back(value);
  if (kept != to.values) {
    // What is dropped goes when the rows that may hold it are gone, and is in the way until then.
    ReorderEnumValues reorder{.name = to.name, .values = to.values};
    reorder.values.insert(reorder.values.end(), dropped.begin(), dropped.end());
    result.emplace_back(std::move(reorder));
  }
  for (const std::string& value : dropped)
    result.emplace_back(DropEnumValue{.name = to.name, .value = value, .map_to = {}});
  return result;
}

}  // namespace migc

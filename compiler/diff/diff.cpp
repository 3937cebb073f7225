#include "compiler/diff/diff.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>

#include "compiler/base/text.h"
#include "compiler/diff/equal.h"
#include "compiler/diff/names.h"
#include "compiler/diff/schedule.h"
#include "compiler/diff/table_changes.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/evolver.h"
#include "compiler/ops/follow.h"
#include "compiler/ops/type_holders.h"
#include "compiler/ops/views.h"

namespace migc {
namespace {

/// Parts of the work, in their order.
enum class Phase {
  hidden,  ///< what other objects hang on is dropped before it
  free_sequences,
  names,
  types,
  sequences,
  early_functions,
  tables,
  sequence_owners,
  texts,
  attached,
  privileges,
  drops,
  default_privileges,  ///< what is created after them is given them
};

Phase phase_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::name_space:
    case ObjectKind::extension:
    case ObjectKind::server:
      return Phase::names;
    case ObjectKind::enum_:
    case ObjectKind::collation:
    case ObjectKind::domain:
    case ObjectKind::composite_type:
    case ObjectKind::range_type:
    case ObjectKind::text_search_dictionary:
    case ObjectKind::text_search_configuration:
      return Phase::types;
    case ObjectKind::sequence:
      return Phase::sequences;
    case ObjectKind::table:
    case ObjectKind::virtual_table:
      return Phase::tables;
    case ObjectKind::view:
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
      return Phase::texts;
    case ObjectKind::trigger:
    case ObjectKind::rule:
    case ObjectKind::policy:
    case ObjectKind::event_trigger:
    case ObjectKind::statistics:
    case ObjectKind::publication:
      return Phase::attached;
    case ObjectKind::privileges:
      return Phase::privileges;
  }
  return Phase::attached;
}

/// Every object after those that it needs, as far as they stand in no ring; otherwise as a dump
/// lists them.
class Topology {
 public:
  explicit Topology(const Schema& schema) : schema_(schema) {
    for (const auto& [key, object] : schema.objects()) visit(key);
  }

  [[nodiscard]] const std::vector<ObjectKey>& order() const { return order_; }

 private:
  /// Chains of thousands of tables are no reason to run out of stack.
  void visit(const ObjectKey& start) {
    struct Frame {
      ObjectKey key;
      std::vector<ObjectKey> needs;
      std::size_t next = 0;
    };
    std::vector<Frame> stack;
    const auto enter = [&](const ObjectKey& key) {
      if (seen_.insert(key).second)
        stack.push_back({.key = key, .needs = schema_.needs_of(key), .next = 0});
    };
    enter(start);
    while (!stack.empty()) {
      if (stack.back().next < stack.back().needs.size()) {
        const ObjectKey need = stack.back().needs[stack.back().next++];
        enter(need);
        continue;
      }
      order_.push_back(std::move(stack.back().key));
      stack.pop_back();
    }
  }

  const Schema& schema_;
  std::set<ObjectKey> seen_;
  std::vector<ObjectKey> order_;
};

void set_owner(Object& object, const std::string& owner) {
  std::visit(
      [&](auto& o) {
        using O = std::decay_t<decltype(o)>;
        if constexpr (!std::is_same_v<O, Privileges> && !std::is_same_v<O, Extension>)
          o.owner = owner;
      },
      object);
}

class Differ {
 public:
  /// `aside`: what leaves its name before anything else is done.
  Differ(const Schema& from, const Schema& to, const DiffOptions& options,
         const std::vector<Holder>& aside)
      : to_(to),
        options_(options),
        aside_(aside),
        working_(from),
        spare_(from, to),
        schedule_(working_, to, options.drops),
        after_(to) {}

  Diff run() {
    for (const Operation& rename :
         renames(working_, to_, options_.renames, options_.dialect, spare_))
      this->rename(in_its_schema(rename));
    for (const Holder& holder : aside_) step_aside(holder);
    replace_types();
    replace_views();
    release_overloads();
    release_views_of_types();
    release_texts_of_keys();
    // All that made way is planned with the rest.
    schedule_.forget();
    Diff result;
    result.undecided = rename_candidates(working_, to_, options_.dialect);
    for (RenameCandidate& candidate : result.undecided) {
      candidate.mark.was.name = spare_.before(candidate.mark.was.name);
      candidate.mark.member_was = spare_.before(candidate.mark.member_was);
    }
    release_keys();
    release_foreign_keys();
    release_sequence_names();
    release_callers();
    plan();
    for (auto& [phase, items] : phases_) {
      for (Planned& item : items) schedule_.add(std::move(item.body), item.origin, item.group);
    }
    schedule_.run();
    settle_heirs();
    result.operations = schedule_.take_operations();
    for (const Operation& operation : schedule_.stuck())
      result.impossible.push_back(why_impossible(operation));
    result.impossible.insert(result.impossible.end(), impossible_.begin(), impossible_.end());
    return result;
  }

  /// What holds names that operations wait for in vain, and has to leave them first; of a ring one.
  [[nodiscard]] std::vector<Holder> in_the_way() const {
    const std::vector<Operation>& stuck = schedule_.stuck();
    std::map<const Operation*, std::size_t> seen;
    std::vector<Holder> result;
    for (std::size_t chain = 0; chain < stuck.size(); ++chain) {
      // From each operation to the one that would free its name, as far as there is one.
      const Operation* next = &stuck[chain];
      std::optional<Holder> last;
      while (next != nullptr && seen.emplace(next, chain).second) {
        const std::optional<Holder> holder = holder_of_wanted_name(working_, next->body);
        if (!holder || !is_to_leave(*holder, working_, to_)) break;
        last = holder;
        const auto mover = std::ranges::find_if(
            stuck, [&](const Operation& other) { return renamed_by(other.body) == holder; });
        next = mover == stuck.end() ? nullptr : &*mover;
      }
      const bool is_seen_to = next != nullptr && seen.at(next) != chain;
      if (last && !is_seen_to && std::ranges::find(aside_, *last) == aside_.end())
        result.push_back(*last);
    }
    return result;
  }

 private:
  struct Planned {
    OperationBody body;
    Origin origin;
    std::size_t group = 0;
  };

  void plan(Phase phase, OperationBody body, const Origin& origin, std::size_t group = 0) {
    phases_[phase].push_back({.body = std::move(body), .origin = origin, .group = group});
  }

  [[nodiscard]] std::string why_impossible(const Operation& operation) const {
    Diagnostics problems;
    Schema trial = working_;
    evolve(trial, operation, problems);
    const std::string why =
        problems.sorted().empty() ? "it waits for others" : problems.sorted().front()->message;
    return fmt::format("{}: {}", describe(operation), why);
  }

  // ---- names

  /// Gives it a name of nobody's, under which it is compared with what is wanted.
  void step_aside(const Holder& holder) {
    const bool is_of_view = holder.object.kind == ObjectKind::view && !holder.index.empty();
    if (is_of_view) {
      schedule_.make_way(holder.object);
      return;
    }
    rename({.body = rename_of(holder, spare_.take(name_of(holder))), .origin = {}});
  }

  /// A sequence of a column moves with its table, and has only its name for itself.
  [[nodiscard]] Operation in_its_schema(Operation rename) const {
    auto* op = std::get_if<RenameObject>(&rename.body);
    const Sequence* sequence = op == nullptr || op->from.kind != ObjectKind::sequence
                                   ? nullptr
                                   : working_.find_sequence(op->from.name);
    if (sequence != nullptr && !sequence->owner_table.name.empty())
      op->to.schema = op->from.name.schema;
    return rename;
  }

  /// What has the name makes room, and objects whose texts cannot follow make way; they are created
  /// again as they are wanted.
  void rename(const Operation& operation) {
    const auto* op = std::get_if<RenameObject>(&operation.body);
    if (op != nullptr && op->from.name == op->to) return;
    if (schedule_.apply_now(operation.body, operation.origin)) return;
    if (const auto holder = holder_of_wanted_name(working_, operation.body)) {
      step_aside(*holder);
      if (schedule_.apply_now(operation.body, operation.origin)) return;
    }
    const std::optional<ObjectKey> key = renamed_object(operation.body);
    if (!key) return;
    for (const ObjectKey& user : working_.users_of(*key)) {
      const Object* object = working_.find(user);
      if (object != nullptr && texts_of(*object) != nullptr) schedule_.make_way(user);
    }
    schedule_.apply_now(operation.body, operation.origin);
  }

  static std::optional<ObjectKey> renamed_object(const OperationBody& body) {
    if (const auto* op = std::get_if<RenameTable>(&body))
      return ObjectKey{ObjectKind::table, op->from};
    if (const auto* op = std::get_if<RenameColumn>(&body))
      return ObjectKey{ObjectKind::table, op->table};
    if (const auto* op = std::get_if<RenameEnum>(&body))
      return ObjectKey{ObjectKind::enum_, op->from};
    if (const auto* op = std::get_if<RenameNamespace>(&body))
      return ObjectKey{ObjectKind::name_space, op->from};
    if (const auto* op = std::get_if<RenameObject>(&body)) return op->from;
    return std::nullopt;
  }

  // ---- types that no operation alters

  /// Whether attributes that stay are of other types, or in another order: new ones come last.
  [[nodiscard]] static bool is_made_otherwise(const CompositeType& before,
                                              const CompositeType& after) {
    auto place = after.attributes.begin();
    for (const Attribute& former : before.attributes) {
      const Attribute* now = after.find_attribute(former.name);
      if (now == nullptr) continue;
      if (now->type != former.type || now->collation != former.collation) return true;
      if (place->name != former.name) return true;
      ++place;
    }
    return false;
  }

  /// Whether something needs it that does not make way: a table, or what tables are made of.
  [[nodiscard]] bool is_held(const ObjectKey& key) const {
    return std::ranges::any_of(working_.users_of(key), [&](const ObjectKey& user) {
      const Object& object = *working_.find(user);
      return std::holds_alternative<DefinedObject>(object) || user.kind == ObjectKind::table ||
             is_type(user.kind);
    });
  }

  [[nodiscard]] bool is_replaced(const ObjectKey& key, const Object& before) const {
    const Object* after = to_.find(key);
    if (after == nullptr) return false;
    if (const auto* type = std::get_if<CompositeType>(&before))
      return is_made_otherwise(*type, std::get<CompositeType>(*after)) && holder_of(working_, key);
    // The multirange type that came with a range keeps its name when the range leaves its own.
    if (const auto* defined = std::get_if<DefinedObject>(&before))
      return defined->kind != ObjectKind::range_type &&
             defined->options != std::get<DefinedObject>(*after).options && is_held(key);
    const auto* domain = std::get_if<Domain>(&before);
    if (domain == nullptr) return false;
    const auto& now = std::get<Domain>(*after);
    if (!same(domain->type, now.type, options_.dialect) || domain->collation != now.collation)
      return true;
    // Also a rule that goes has to come back.
    return (new_rule(*domain, now) || new_rule(now, *domain)) && holder_inside(working_, key.name);
  }

  /// The old one makes room for a new one of its name, to which its columns change over.
  void replace_types() {
    std::set<ObjectKey> tried;
    for (;;) {
      std::vector<ObjectKey> replaced;
      for (const auto& [key, object] : working_.objects()) {
        if (is_replaced(key, object) && tried.insert(key).second) replaced.push_back(key);
      }
      if (replaced.empty()) return;
      // What is made of one of these is of another type then, and may be the next.
      for (const ObjectKey& key : replaced) step_aside({.object = key});
    }
  }

  /// A view that becomes a materialized one, or one that is none any more, is another object, and
  /// so is a materialized one that shows something else: what hangs on it and what is granted on it
  /// goes and comes with it.
  void replace_views() {
    std::vector<ObjectKey> replaced;
    for (const auto& [key, object] : working_.objects()) {
      const auto* before = std::get_if<View>(&object);
      const View* after = before == nullptr ? nullptr : to_.find_view(before->name);
      if (after != nullptr && is_another(*before, *after)) replaced.push_back(key);
    }
    for (const ObjectKey& key : replaced) schedule_.make_way(key);
  }

  [[nodiscard]] bool is_another(const View& before, const View& after) const {
    if (before.materialized != after.materialized) return true;
    return before.materialized && !working_.users_of({ObjectKind::view, before.name}).empty() &&
           !same(Object(altered(before, after)), Object(after), options_.dialect);
  }

  /// Whether another routine of the name is wanted.
  [[nodiscard]] bool is_overload_of_another(const ObjectKey& key) const {
    const std::vector<ObjectKey> wanted =
        is_routine(key.kind) ? to_.routines_named(key.name) : std::vector<ObjectKey>();
    return std::ranges::any_of(wanted, [&](const ObjectKey& other) { return other != key; });
  }

  /// A text names a routine without its arguments, so nobody knows which of two it means: what
  /// names one that goes while another one of the name is there makes way for both of them.
  void release_overloads() {
    std::vector<ObjectKey> users;
    for (const auto& [key, object] : working_.objects()) {
      if (to_.find(key) != nullptr || !is_overload_of_another(key)) continue;
      for (const ObjectKey& user : working_.users_of(key)) {
        if (texts_of(*working_.find(user)) != nullptr) users.push_back(user);
      }
    }
    for (const ObjectKey& user : users) {
      if (working_.find(user) != nullptr) schedule_.make_way(user);
    }
  }

  /// No attribute goes or changes under the views that show it, though through routines.
  void release_views_of_types() {
    std::vector<ObjectKey> waiting;
    for (const auto& [key, object] : working_.objects()) {
      const auto* before = std::get_if<CompositeType>(&object);
      const Object* after = before == nullptr ? nullptr : to_.find(key);
      if (after == nullptr) continue;
      const auto& now = std::get<CompositeType>(*after);
      const bool changes = std::ranges::any_of(before->attributes, [&](const Attribute& former) {
        const Attribute* same = now.find_attribute(former.name);
        return same == nullptr || same->type != former.type || same->collation != former.collation;
      });
      if (changes) waiting.push_back(key);
    }
    std::set<ObjectKey> seen;
    std::vector<ObjectKey> views;
    while (!waiting.empty()) {
      const ObjectKey key = waiting.back();
      waiting.pop_back();
      if (!seen.insert(key).second) continue;
      for (const ObjectKey& user : working_.users_of(key)) {
        if (is_routine(user.kind)) waiting.push_back(user);
        if (user.kind == ObjectKind::view) views.push_back(user);
      }
    }
    for (const ObjectKey& view : views) {
      if (working_.find(view) != nullptr) schedule_.make_way(view);
    }
  }

  // ---- keys that foreign keys refer to

  /// The columns of a key of the table that this operation drops; empty when it drops none.
  static std::vector<std::string> dropped_key(const Table& table, const OperationBody& body) {
    if (const auto* drop = std::get_if<DropConstraint>(&body)) {
      const Constraint* constraint = table.find_constraint(drop->name);
      if (const auto* key = std::get_if<PrimaryKey>(&constraint->body)) return key->columns;
      if (const auto* key = std::get_if<Unique>(&constraint->body)) return key->columns;
    }
    const auto* drop = std::get_if<DropIndex>(&body);
    const Index* index = drop == nullptr ? nullptr : table.find_index(drop->name);
    if (index != nullptr && index->unique) return columns_of(*index);
    return {};
  }

  /// A foreign key hangs on one key, even where another one of the same columns remains
  /// (PostgreSQL, pg_constraint.conindid): it is dropped before, and then is one to be added.
  void release_keys() {
    std::vector<std::pair<ObjectName, std::string>> released;
    for (const auto& [key, object] : working_.objects()) {
      const auto* table = std::get_if<Table>(&object);
      const Table* after = to_.find_table(key.name);
      if (table == nullptr || after == nullptr || *table == *after) continue;
      for (const OperationBody& body :
           table_changes(*table, *after, options_.dialect, options_.drops)) {
        std::vector<std::string> columns = dropped_key(*table, body);
        if (columns.empty()) continue;
        std::ranges::sort(columns);
        for (const ObjectKey& user : users_and_self(key)) {
          const Table* child = working_.find_table(user.name);
          if (child == nullptr) continue;
          for (const Constraint& constraint : child->constraints) {
            const auto* foreign = std::get_if<ForeignKey>(&constraint.body);
            if (foreign == nullptr || foreign->target != key.name) continue;
            std::vector<std::string> target = foreign->target_columns;
            std::ranges::sort(target);
            if (target == columns) released.emplace_back(user.name, constraint.name);
          }
        }
      }
    }
    for (const auto& [table, name] : released) {
      if (working_.find_table(table)->find_constraint(name) != nullptr)
        schedule_.apply_now(DropConstraint{.table = table, .name = name}, {});
    }
  }

  /// A query that shows columns besides those that it groups by, or a statement that names the key
  /// of its conflicts, hangs on that key (manual, 7.2.3 and INSERT).
  static bool may_hang_on_key(const Object& object) {
    const std::vector<DefinitionText>* texts = texts_of(object);
    if (texts == nullptr) return false;
    return std::ranges::any_of(*texts, [&](const DefinitionText& text) {
      std::string words = to_lower(text.text);
      std::ranges::replace(words, '\n', ' ');
      // To the server the body of any other routine is a string.
      if (is_routine(key_of(object).kind) && words.find("begin atomic") == std::string::npos)
        return false;
      return words.find("group by") != std::string::npos ||
             words.find("on conflict on constraint") != std::string::npos;
    });
  }

  void release_texts_of_keys() {
    std::vector<ObjectKey> texts;
    for (const auto& [key, object] : working_.objects()) {
      const auto* table = std::get_if<Table>(&object);
      const Table* after = to_.find_table(key.name);
      if (table == nullptr || after == nullptr || *table == *after) continue;
      const std::vector<OperationBody> changes =
          table_changes(*table, *after, options_.dialect, options_.drops);
      const bool drops_key = std::ranges::any_of(changes, [&](const OperationBody& body) {
        return std::holds_alternative<DropConstraint>(body) && !dropped_key(*table, body).empty();
      });
      if (!drops_key) continue;
      for (const ObjectKey& user : working_.users_of(key)) {
        if (may_hang_on_key(*working_.find(user))) texts.push_back(user);
      }
    }
    for (const ObjectKey& text : texts) {
      if (working_.find(text) != nullptr) schedule_.make_way(text);
    }
  }

  /// The two columns of a foreign key change one after the other, and have types in between that do
  /// not compare: it is dropped before, and then is one to be added.
  void release_foreign_keys() {
    std::vector<DropConstraint> released;
    for (const auto& [key, object] : working_.objects()) {
      const auto* child = std::get_if<Table>(&object);
      if (child == nullptr) continue;
      for (const Constraint& constraint : child->constraints) {
        const auto* foreign = std::get_if<ForeignKey>(&constraint.body);
        if (foreign != nullptr && constraint.parent.empty() && parts_ways(*child, *foreign))
          released.push_back({.table = child->name, .name = constraint.name});
      }
    }
    for (const DropConstraint& drop : released) schedule_.apply_now(drop, {});
  }

  [[nodiscard]] bool parts_ways(const Table& child, const ForeignKey& key) const {
    const Table* parent = working_.find_table(key.target);
    const Table* next_child = to_.find_table(child.name);
    const Table* next_parent = to_.find_table(key.target);
    if (next_parent == nullptr) return false;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const Column* to = next_parent->find_column(key.target_columns[i]);
      const Type& was_to = parent->find_column(key.target_columns[i])->type;
      if (to == nullptr || !is_of_another_kind(was_to, to->type)) continue;
      // A column that goes is still there when the type of the other one changes.
      const Column* from =
          next_child == nullptr ? nullptr : next_child->find_column(key.columns[i]);
      const Type& was_from = child.find_column(key.columns[i])->type;
      if (from == nullptr || is_of_another_kind(was_from, from->type)) return true;
    }
    return false;
  }

  static bool is_of_another_kind(const Type& was, const Type& is) {
    return family(was) != family(is) || (was.kind == TypeKind::user && was.name != is.name);
  }

  // ---- what tables call

  /// What of a table calls a routine that goes, while another one of its name comes or stays, is
  /// dropped before, and then is to be added with the one that it means now.
  void release_callers() {
    std::vector<OperationBody> released;
    for (const auto& [key, object] : working_.objects()) {
      if (to_.find(key) != nullptr || !is_overload_of_another(key)) continue;
      const Overload overload = overload_of(object);
      const auto calls = [&](const Expression& expression) {
        bool found = false;
        for_each(expression, [&](const Expression& e) {
          found = found || (e.kind == ExpressionKind::call && e.text == key.name.name &&
                            e.qualifier == key.name.schema &&
                            (!overload.arity || overload.arity->takes(e.operands.size())));
        });
        return found;
      };
      for (const ObjectKey& user : working_.users_of(key)) {
        const Table* table = working_.find_table(user.name);
        if (user.kind == ObjectKind::table && table != nullptr && to_.find_table(user.name))
          release_parts(*table, calls, released);
      }
    }
    for (const OperationBody& body : released) schedule_.apply_now(body, {});
  }

  static void release_parts(const Table& table, const std::function<bool(const Expression&)>& calls,
                            std::vector<OperationBody>& released) {
    for (const Constraint& constraint : table.constraints) {
      const auto* check = std::get_if<Check>(&constraint.body);
      if (check != nullptr && constraint.parent.empty() && calls(check->expression))
        released.emplace_back(DropConstraint{.table = table.name, .name = constraint.name});
    }
    for (const Index& index : table.indexes) {
      const bool uses = (index.where && calls(*index.where)) ||
                        std::ranges::any_of(index.parts, [&](const IndexPart& part) {
                          return calls(part.expression);
                        });
      if (uses && index.parent.empty())
        released.emplace_back(DropIndex{.table = table.name, .name = index.name});
    }
    for (const Column& column : table.columns) {
      if (column.default_value && calls(*column.default_value))
        released.emplace_back(
            SetDefault{.table = table.name, .column = column.name, .value = std::nullopt});
    }
  }

  // ---- sequences of identity columns

  /// The sequence of an identity column, which no schema names, mostly has the name that one of the
  /// column's own would have: it goes before that one comes.
  void release_sequence_names() {
    std::vector<SetIdentity> released;
    for (const auto& [key, object] : working_.objects()) {
      const auto* table = std::get_if<Table>(&object);
      const Table* after = table == nullptr ? nullptr : to_.find_table(key.name);
      if (after == nullptr) continue;
      for (const Column& column : table->columns) {
        const Column* now = after->find_column(column.name);
        const bool gets_sequence = now != nullptr && column.identity && !now->identity &&
                                   now->default_value && sequence_of(*now->default_value);
        if (gets_sequence)
          released.push_back({.table = table->name, .column = column.name, .identity = {}});
      }
    }
    for (const SetIdentity& drop : released) schedule_.apply_now(drop, {});
  }

  [[nodiscard]] std::vector<ObjectKey> users_and_self(const ObjectKey& key) const {
    std::vector<ObjectKey> users = working_.users_of(key);
    users.push_back(key);
    return users;
  }

  // ---- what is to be done

  void plan() {
    const Topology before(working_);
    find_early_functions();
    plan_drops(before);
    std::size_t group = 0;
    for (const ObjectKey& key : after_.order()) {
      const Object& now = *to_.find(key);
      const Object* former = working_.find(key);
      ++group;
      if (former == nullptr)
        create(key, now);
      else if (!same(*former, now, options_.dialect))
        change(key, *former, now, group);
    }
  }

  /// Functions that tables and domains call, and those that they call in turn.
  void find_early_functions() {
    std::vector<ObjectKey> waiting;
    for (const auto& [key, object] : to_.objects()) {
      if (key.kind == ObjectKind::table || key.kind == ObjectKind::domain) waiting.push_back(key);
    }
    while (!waiting.empty()) {
      const ObjectKey key = waiting.back();
      waiting.pop_back();
      for (const ObjectKey& need : to_.needs_of(key)) {
        if (is_routine(need.kind) && early_.insert(need).second) waiting.push_back(need);
      }
    }
  }

  /// What is said of a column is said to the tables below too: what they have for themselves is
  /// said again once all is done above them.
  void settle_heirs() {
    for (const ObjectKey& key : after_.order()) {
      const Table* wanted = to_.find_table(key.name);
      const Table* reached = wanted == nullptr ? nullptr : working_.find_table(key.name);
      if (reached == nullptr || (!wanted->partition_of && wanted->inherits.empty())) continue;
      for (OperationBody& body : settling_changes(*reached, *wanted, options_.dialect))
        schedule_.add(std::move(body), wanted->origin);
    }
    schedule_.run();
  }

  [[nodiscard]] Phase phase_for(const ObjectKey& key) const {
    if (is_default_privileges(key)) return Phase::default_privileges;
    return early_.contains(key) ? Phase::early_functions : phase_of(key.kind);
  }

  void plan_drops(const Topology& before) {
    const std::vector<ObjectKey>& order = before.order();
    for (auto key = order.rbegin(); key != order.rend(); ++key) {
      if (to_.find(*key) != nullptr) continue;
      const Object& object = *working_.find(*key);
      if (is_moot(object)) continue;
      if (const auto* sequence = std::get_if<Sequence>(&object)) free_sequence(*sequence);
      const Phase kind = phase_of(key->kind);
      const bool hidden = kind == Phase::attached || kind == Phase::privileges ||
                          key->kind == ObjectKind::view || is_overload_of_another(*key);
      plan(hidden ? Phase::hidden : Phase::drops, removal_of(*key, options_.drops), {});
    }
  }

  /// Whether it says nothing but what is the server's to decide where nothing is said.
  [[nodiscard]] bool is_moot(const Object& object) const {
    const auto* privileges = std::get_if<Privileges>(&object);
    return privileges != nullptr && privileges->granted.empty() &&
           std::ranges::all_of(privileges->withheld, [&](const Privilege& each) {
             return is_left_to_server(privileges->object, privileges->role, each.name,
                                      options_.dialect);
           });
  }

  /// A sequence goes with its column, but the column's default may need it to the end.
  void free_sequence(const Sequence& sequence) {
    if (sequence.owner_table.name.empty()) return;
    const Table* table = to_.find_table(sequence.owner_table);
    if (table != nullptr && table->find_column(sequence.owner_column) != nullptr) return;
    Sequence free = sequence;
    free.owner_table = {};
    free.owner_column.clear();
    plan(Phase::free_sequences, ReplaceObject{.after = free}, {});
  }

  void create(const ObjectKey& key, const Object& object) {
    const Origin& origin = origin_of(object);
    const auto* sequence = std::get_if<Sequence>(&object);
    const bool owned = sequence != nullptr && !sequence->owner_table.name.empty();
    const Table* owner = owned ? working_.find_table(sequence->owner_table) : nullptr;
    if (!owned || (owner != nullptr && owner->find_column(sequence->owner_column) != nullptr)) {
      plan(phase_for(key), creation_of(object), origin);
      return;
    }
    Sequence free = *sequence;
    free.owner_table = {};
    free.owner_column.clear();
    plan(Phase::sequences, CreateObject{.object = free}, origin);
    plan(Phase::sequence_owners, ReplaceObject{.after = object}, origin);
  }

  void change(const ObjectKey& key, const Object& before, const Object& after, std::size_t group) {
    const Origin& origin = origin_of(after);
    if (const auto* table = std::get_if<Table>(&after)) {
      refuse_another_kind(std::get<Table>(before), *table);
      for (OperationBody& body :
           table_changes(std::get<Table>(before), *table, options_.dialect, options_.drops))
        plan(Phase::tables, std::move(body), origin, group);
      return;
    }
    const auto* sequence = std::get_if<Sequence>(&after);
    if (sequence != nullptr && !sequence->owner_table.name.empty())
      free_sequence(std::get<Sequence>(before));
    Object altered = after;
    set_owner(altered, owner_of(before));
    if (!same(before, altered, options_.dialect)) alter(key, before, altered);
    if (owner_of(before) != owner_of(after)) {
      plan(Phase::sequence_owners, SetOwner{.object = key, .owner = owner_of(after)}, origin);
    }
  }

  /// Rows would have to move to another table.
  void refuse_another_kind(const Table& before, const Table& after) {
    const bool partitioned = before.partition_by != after.partition_by;
    const bool moved = before.foreign.has_value() != after.foreign.has_value() ||
                       (before.foreign && before.foreign->server != after.foreign->server);
    if (!partitioned && !moved) return;
    impossible_.push_back(
        fmt::format("table `{}` is {} otherwise, which no operation changes: create another table "
                    "and move the rows",
                    after.name.display(), partitioned ? "partitioned" : "kept"));
  }

  void alter(const ObjectKey& key, const Object& before, const Object& after) {
    const Origin& origin = origin_of(after);
    if (const auto* name_space = std::get_if<Namespace>(&after)) {
      plan(Phase::names,
           SetComment{.target = CommentTarget::name_space,
                      .object = key.name,
                      .member = {},
                      .text = name_space->comment},
           origin);
      return;
    }
    const auto* enumeration = std::get_if<Enum>(&after);
    if (enumeration == nullptr) {
      plan(phase_for(key), ReplaceObject{.after = after}, origin);
      return;
    }
    const Enum& former = std::get<Enum>(before);
    for (OperationBody& body : enum_changes(former, *enumeration)) {
      const bool drops = std::holds_alternative<DropEnumValue>(body);
      plan(drops ? Phase::sequence_owners : Phase::types, std::move(body), origin);
    }
    if (former.comment != enumeration->comment) {
      plan(Phase::types,
           SetComment{.target = CommentTarget::enum_,
                      .object = key.name,
                      .member = {},
                      .text = enumeration->comment},
           origin);
    }
  }

  const Schema& to_;
  const DiffOptions& options_;
  const std::vector<Holder>& aside_;
  Schema working_;
  SpareNames spare_;
  Schedule schedule_;
  Topology after_;
  std::set<ObjectKey> early_;
  std::vector<std::string> impossible_;
  std::map<Phase, std::vector<Planned>> phases_;
};

}  // namespace

Diff diff(const Schema& from, const Schema& to, const DiffOptions& options) {
  // Where names are waited for in vain, those that have them leave first: then all is looked at
  // anew.
  std::vector<Holder> aside;
  while (true) {
    Differ differ(from, to, options, aside);
    Diff found = differ.run();
    const std::vector<Holder> more = differ.in_the_way();
    if (more.empty()) return found;
    aside.insert(aside.end(), more.begin(), more.end());
  }
}

}  // namespace migc

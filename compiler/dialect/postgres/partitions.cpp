// Partitions, inheritance and foreign tables.
#include "compiler/dialect/postgres/partitions.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/dependents.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/ops/partitions.h"
#include "compiler/schema/word.h"

namespace migc::postgres {
namespace {

void write_values(SqlWriter& w, const std::vector<Expression>& values) {
  w.open();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) w.raw(", ");
    w.expression(values[i]);
  }
  w.close();
}

std::vector<ObjectName> default_partition(const Context& context, const ObjectName& table,
                                          const ObjectName& but) {
  std::vector<ObjectName> names;
  for (const ObjectName& sibling : context.schema.children_of(table)) {
    const Table& other = *context.schema.find_table(sibling);
    if (sibling != but && std::holds_alternative<DefaultBound>(other.partition_of->bound))
      names.push_back(sibling);
  }
  return names;
}

/// What rows of the partition must be, as SQL; empty where that takes more than one column or the
/// server alone can say (hash).
std::string bound_condition(const Context& context, const PartitionKey& key,
                            const PartitionBound& bound) {
  if (key.parts.size() != 1) return {};
  const std::string part = part_expression(context, key.parts.front());
  const auto side = [&](std::string_view comparison, const Expression& value) -> std::string {
    if (value.kind == ExpressionKind::special) return {};
    return fmt::format(" AND {} {} {}", part, comparison, context.writer().atom(value).take());
  };
  if (const auto* range = std::get_if<RangeBound>(&bound)) {
    return part + " IS NOT NULL" + side(">=", range->from.front()) + side("<", range->to.front());
  }
  const auto* list = std::get_if<ListBound>(&bound);
  if (list == nullptr) return {};
  std::vector<std::string> values;
  bool null = false;
  for (const Expression& value : list->values) {
    if (value.kind == ExpressionKind::null_literal)
      null = true;
    else
      values.push_back(context.writer().expression(value).take());
  }
  const std::string in = values.empty() ? "" : fmt::format("{} IN ({})", part, join(values, ", "));
  if (!null) return fmt::format("{} IS NOT NULL AND {}", part, in);
  return in.empty() ? part + " IS NULL" : fmt::format("({} IS NULL OR {})", part, in);
}

void guard_rows(const Context& context, const ObjectName& table, const std::string& condition,
                std::string failure) {
  context.guard(fmt::format("SELECT * FROM {} WHERE {} LIMIT 20",
                            context.writer().name(table).take(), condition),
                std::move(failure), {table});
}

}  // namespace

void write_partition_by(SqlWriter& w, const Context& context, const PartitionKey& key) {
  std::vector<std::string> parts;
  for (const IndexPart& part : key.parts) parts.push_back(key_part(context, part));
  w.word("partition by").word(spell_strategy(key.strategy)).open().raw(join(parts, ", ")).close();
}

std::string bound_text(const Context& context, const PartitionBound& bound) {
  SqlWriter w = context.writer();
  std::visit(overloaded{
                 [&](const RangeBound& b) {
                   w.word("for values from");
                   write_values(w, b.from);
                   w.word("to");
                   write_values(w, b.to);
                 },
                 [&](const ListBound& b) {
                   w.word("for values in");
                   write_values(w, b.values);
                 },
                 [&](const HashBound& b) {
                   w.word("for values with").open();
                   w.raw(fmt::format("MODULUS {}, REMAINDER {}", b.modulus, b.remainder)).close();
                 },
                 [&](const DefaultBound&) { w.word("default"); },
             },
             bound);
  return w.take();
}

void attach(const Context& context, const ObjectName& table, const ObjectName& partition,
            const PartitionBound& bound, bool scans) {
  SqlWriter w = alter_table(context, table);
  w.word("attach partition").name(partition).raw(" " + bound_text(context, bound));
  // Measured: SHARE UPDATE EXCLUSIVE on the parent, ACCESS EXCLUSIVE on the partition and on the
  // default partition, which is scanned.
  const std::vector<ObjectName> others = default_partition(context, table, partition);
  Statement statement;
  statement.sql = w.take();
  if (scans || !others.empty())
    statement.hazards = {Hazard::scans_table, Hazard::blocks_reads, Hazard::blocks_writes,
                         Hazard::may_fail_on_data};
  std::vector<Locked> locked = {{partition, LockLevel::access_exclusive},
                                {table, LockLevel::share_update_exclusive}};
  for (const ObjectName& other : others) locked.push_back({other, LockLevel::access_exclusive});
  context.add(std::move(statement), locked);
}

void guard_default_partition(const Context& context, const Table& parent,
                             const ObjectName& partition, const PartitionBound& bound) {
  const std::string condition = bound_condition(context, *parent.partition_by, bound);
  if (condition.empty()) return;
  for (const ObjectName& other : default_partition(context, parent.name, partition)) {
    guard_rows(context, other, condition,
               fmt::format("rows of the default partition `{}` that belong in `{}`",
                           other.display(), partition.display()));
  }
}

void emit(const Context& context, const AttachPartition& op) {
  const Table& parent = *context.schema.find_table(op.table);
  const std::string condition = bound_condition(context, *parent.partition_by, op.bound);
  if (!condition.empty()) {
    guard_rows(context, op.partition, fmt::format("({}) IS NOT TRUE", condition),
               fmt::format("rows of `{}` outside of its bound", op.partition.display()));
  }
  guard_default_partition(context, parent, op.partition, op.bound);
  const PartitionParts parts = parts_for(context.schema, parent, op.partition);
  for (const Part<Constraint>& part : parts.constraints) {
    if (!part.adopted) add_part(context, part);
  }
  for (const Part<Index>& part : parts.indexes) {
    if (!part.adopted) add_part(context, part);
  }
  attach(context, op.table, op.partition, op.bound, true);
}

std::vector<ObjectName> referring_tables(const Schema& schema, const Table& partition) {
  std::vector<ObjectName> found;
  const auto refers = [](const Table& table, const ObjectName& target) {
    return std::any_of(table.constraints.begin(), table.constraints.end(),
                       [&](const Constraint& constraint) {
                         const auto* key = std::get_if<ForeignKey>(&constraint.body);
                         return key != nullptr && key->target == target;
                       });
  };
  for (const Table* at = &partition; at->partition_of;) {
    at = schema.find_table(at->partition_of->parent);
    std::vector<ObjectKey> users = schema.users_of(key_of(*at));
    users.push_back(key_of(*at));
    for (const ObjectKey& user : users) {
      const Table* table = schema.find_table(user.name);
      const bool known = std::find(found.begin(), found.end(), user.name) != found.end();
      if (user.kind == ObjectKind::table && !known && refers(*table, at->name))
        found.push_back(user.name);
    }
  }
  return found;
}

void detach(const Context& context, const Table& partition) {
  const ObjectName& table = partition.partition_of->parent;
  SqlWriter w = alter_table(context, table);
  w.word("detach partition").name(partition.name);
  Statement statement;
  statement.sql = w.take();
  std::vector<Locked> locked = {{table, LockLevel::access_exclusive},
                                {partition.name, LockLevel::access_exclusive}};
  for (const ObjectName& other : default_partition(context, table, partition.name))
    locked.push_back({other, LockLevel::access_exclusive});
  // Measured: the tables whose foreign keys reach the partition are locked for its part of them,
  // which must not have rows in use.
  const std::vector<ObjectName> referring = referring_tables(context.schema, partition);
  if (!referring.empty())
    statement.hazards = {Hazard::scans_table, Hazard::blocks_reads, Hazard::blocks_writes,
                         Hazard::may_fail_on_data};
  for (const ObjectName& other : referring) {
    if (other != table && other != partition.name)
      locked.push_back({other, LockLevel::access_exclusive});
  }
  context.add(std::move(statement), locked);
}

void emit(const Context& context, const DetachPartition& op) {
  detach(context, *context.schema.find_table(op.partition));
}

void emit(const Context& context, const SetInherit& op) {
  SqlWriter w = alter_table(context, op.table);
  w.word(op.inherit ? "inherit" : "no inherit").name(op.parent);
  Statement statement;
  statement.sql = w.take();
  context.add(std::move(statement), {{op.table, LockLevel::access_exclusive},
                                     {op.parent, LockLevel::share_update_exclusive}});
}

void emit(const Context& context, const SetForeignOptions& op) {
  const Parameters& former = context.schema.find_table(op.table)->foreign->options;
  std::vector<std::string> changes;
  for (const auto& [name, value] : op.options) {
    const auto was = former.find(name);
    if (was != former.end() && was->second == value) continue;
    changes.push_back(fmt::format("{} {} {}", was == former.end() ? "ADD" : "SET",
                                  quote_identifier(name, spelling()), quote_literal(value)));
  }
  for (const auto& [name, value] : former) {
    if (!op.options.contains(name)) changes.push_back("DROP " + quote_identifier(name, spelling()));
  }
  if (changes.empty()) return;
  SqlWriter w = context.writer();
  w.word("alter foreign table").name(op.table).word("options").open().raw(join(changes, ", "));
  context.add(w.close().take(), Fact::change_catalog, op.table);
}

void emit(const Context& context, const RestartSequence& op) {
  SqlWriter w = context.writer();
  w.word("alter sequence").name(op.sequence).word("restart");
  if (op.value) w.raw(fmt::format(" WITH {}", *op.value));
  context.add(w.take(), Fact::restart_sequence, op.sequence);
}

}  // namespace migc::postgres

#include "compiler/dialect/emit.h"

#include <algorithm>
#include <set>
#include <string>

namespace migc {
namespace {

bool same_step(const Operation& left, const Operation& right) {
  const ObjectName* table = table_of(left);
  const ObjectName* next = table_of(right);
  return table != nullptr && next != nullptr && *table == *next;
}

std::string in_words(const Revision& revision) {
  std::string result(to_string(revision.verdict));
  if (!revision.reason.empty()) result += ": " + revision.reason;
  return result;
}

bool changes_rows(const Operation& operation) {
  const OperationBody& body = operation.body;
  return std::holds_alternative<InsertRows>(body) ||
         std::holds_alternative<DeleteInsertedRows>(body) ||
         std::holds_alternative<UpdateRows>(body) || std::holds_alternative<RestoreValues>(body) ||
         std::holds_alternative<DeleteRows>(body) || std::holds_alternative<RestoreRows>(body) ||
         std::holds_alternative<Backfill>(body) || std::holds_alternative<RawSql>(body);
}

/// What a unit has touched so far.
class Touched {
 public:
  void add(std::span<const Operation> step, const Schema::Before& objects) {
    rows_ = rows_ || std::ranges::any_of(step, changes_rows);
    for (const auto& [key, before] : objects) objects_.insert(key);
  }
  /// Whether it has nothing to do with the table that the step is about, nor with what that table
  /// refers to: the types of its columns, the targets of its foreign keys. Rows that were changed
  /// may have changed others, by triggers and cascades.
  [[nodiscard]] bool leaves_alone(std::span<const Operation> step, const Schema& after) const {
    const ObjectName* name = table_of(step.front());
    const Table* table = name == nullptr ? nullptr : after.find_table(*name);
    if (rows_ || table == nullptr || objects_.contains(key_of(*table))) return false;
    const std::vector<ObjectKey> needed = dependencies(*table);
    return std::ranges::none_of(needed,
                                [&](const ObjectKey& key) { return objects_.contains(key); });
  }

 private:
  bool rows_ = false;
  std::set<ObjectKey> objects_;
};

}  // namespace

std::vector<std::span<const Operation>> steps_of(std::span<const Operation> operations) {
  std::vector<std::span<const Operation>> steps;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= operations.size(); ++i) {
    if (i < operations.size() && same_step(operations[i - 1], operations[i])) continue;
    steps.push_back(operations.subspan(begin, i - begin));
    begin = i;
  }
  return steps;
}

Unit emit(const Revision& revision, Direction direction, const Dialect& dialect,
          const EmitOptions& options, Schema& schema, Diagnostics& diagnostics) {
  const std::vector<Operation>& operations =
      direction == Direction::up ? revision.up : revision.down;
  StatementSink sink;
  Touched touched;
  std::span<const Operation> later = operations;
  for (const std::span<const Operation> step : steps_of(operations)) {
    later = later.subspan(step.size());
    sink.begin_step(later);
    schema.begin_recording();
    dialect.emit(step, revision.id, options, schema, sink, diagnostics);
    sink.end_step(touched.leaves_alone(step, schema));
    touched.add(step, schema.end_recording());
  }
  return Unit{.revision = revision.id,
              .parents = revision.parents,
              .depends_on = revision.depends_on,
              .title = revision.title,
              .direction = direction,
              .digest = revision.digest,
              .verdict = in_words(revision),
              .batches = sink.take()};
}

}  // namespace migc

#include "compiler/dialect/emit.h"

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
  for (const std::span<const Operation> step : steps_of(operations)) {
    dialect.emit(step, revision.id, options, schema, sink, diagnostics);
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

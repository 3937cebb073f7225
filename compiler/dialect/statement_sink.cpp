#include <algorithm>
#include <iterator>
#include <utility>

#include "compiler/dialect/dialect.h"
#include "compiler/ops/describe.h"

namespace migc {

namespace {

/// Whether the rows of the table and their columns are the same afterwards.
bool keeps_rows(const Operation& operation) {
  const OperationBody& body = operation.body;
  if (const auto* op = std::get_if<SetNotNull>(&body)) return !op->fill;
  return std::holds_alternative<AddIndex>(body) || std::holds_alternative<DropIndex>(body) ||
         std::holds_alternative<RenameIndex>(body) || std::holds_alternative<AddConstraint>(body) ||
         std::holds_alternative<DropConstraint>(body) ||
         std::holds_alternative<RenameConstraint>(body) ||
         std::holds_alternative<ValidateConstraint>(body) ||
         std::holds_alternative<DropNotNull>(body) || std::holds_alternative<SetDefault>(body) ||
         std::holds_alternative<SetColumnStorage>(body) ||
         std::holds_alternative<SetTableOptions>(body) || std::holds_alternative<SetComment>(body);
}

bool changes_rows(const Statement& statement) {
  return std::any_of(statement.hazards.begin(), statement.hazards.end(), [](Hazard hazard) {
    return hazard == Hazard::changes_rows || hazard == Hazard::raw_sql;
  });
}

}  // namespace

void StatementSink::begin_step(std::span<const Operation> later) {
  later_ = later;
  candidates_.clear();
  same_rows_ = true;
  harmless_ = true;
}

void StatementSink::end_step(bool untouched) {
  if (untouched) {
    early_.insert(early_.end(), std::make_move_iterator(candidates_.begin()),
                  std::make_move_iterator(candidates_.end()));
  }
  candidates_.clear();
}

void StatementSink::begin(const Operation& operation) {
  same_rows_ = same_rows_ && harmless_;
  harmless_ = keeps_rows(operation);
  only_guards_ = true;
  summary_ = describe(operation);
  origin_ = operation.origin.span;
}

void StatementSink::add(Statement statement) {
  if (statement.summary.empty()) statement.summary = summary_;
  if (!statement.origin.known()) statement.origin = origin_;
  const bool transactional = statement.tx == TxMode::inside;
  if (!open_ || batches_.back().transactional != transactional) {
    batches_.push_back(
        Batch{.transactional = transactional, .settings = settings_, .statements = {}});
    open_ = true;
    changed_rows_ = false;
  }
  changed_rows_ = changed_rows_ || changes_rows(statement);
  const bool committed = batches_.size() > 1 || !transactional;
  only_guards_ = only_guards_ && statement.kind == StatementKind::guard;
  if (only_guards_ && same_rows_ && committed) candidates_.push_back(statement);
  batches_.back().statements.push_back(std::move(statement));
}

void StatementSink::boundary() { open_ = false; }

void StatementSink::require(std::vector<Setting> settings) {
  if (settings == settings_) return;
  settings_ = std::move(settings);
  open_ = false;
}

void StatementSink::share(std::vector<Setting> settings) {
  if (open_ && settings_.empty() && batches_.back().transactional) {
    batches_.back().settings = settings;
    settings_ = std::move(settings);
    return;
  }
  require(std::move(settings));
}

bool StatementSink::has_changed_rows() const {
  return open_ && batches_.back().transactional && changed_rows_;
}

std::vector<Batch> StatementSink::take() {
  std::vector<Batch> result = std::move(batches_);
  if (!early_.empty()) {
    for (Statement& guard : early_) guard.tx = TxMode::inside;
    if (!result.front().transactional) result.insert(result.begin(), Batch{});
    std::vector<Statement>& first = result.front().statements;
    first.insert(first.begin(), std::make_move_iterator(early_.begin()),
                 std::make_move_iterator(early_.end()));
  }
  *this = StatementSink();
  return result;
}

}  // namespace migc

#include <algorithm>
#include <utility>

#include "compiler/dialect/dialect.h"
#include "compiler/ops/describe.h"

namespace migc {

void StatementSink::begin(const Operation& operation) {
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
  }
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
  if (!open_ || !batches_.back().transactional) return false;
  const auto changes = [](const Statement& statement) {
    return std::any_of(statement.hazards.begin(), statement.hazards.end(), [](Hazard hazard) {
      return hazard == Hazard::changes_rows || hazard == Hazard::raw_sql;
    });
  };
  const std::vector<Statement>& statements = batches_.back().statements;
  return std::any_of(statements.begin(), statements.end(), changes);
}

std::vector<Batch> StatementSink::take() {
  std::vector<Batch> result = std::move(batches_);
  *this = StatementSink();
  return result;
}

}  // namespace migc

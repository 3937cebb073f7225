#include "compiler/dialect/sqlite/emission.h"

#include <utility>

#include "compiler/dialect/sqlite/spelling.h"
#include "compiler/ops/evolve.h"

namespace migc::sqlite {
namespace {

/// The first version whose DROP COLUMN does not damage data.
constexpr Version default_version{3, 35, 5};

Version effective(const Version& version) {
  return version == Version{} ? default_version : version;
}

}  // namespace

Emission::Emission(const EmitOptions& options, Schema& schema, StatementSink& sink,
                   Diagnostics& diagnostics)
    : options_(options),
      version_(effective(options.version)),
      schema_(schema),
      sink_(sink),
      diagnostics_(diagnostics),
      sql_(spelling(version_), schema),
      limits_(version_, schema, diagnostics) {}

void Emission::begin(const Operation& operation) {
  sink_.begin(operation);
  limits_.begin(operation);
}

void Emission::evolve(const Operation& operation) {
  Diagnostics said_before;
  migc::evolve(schema_, operation, said_before);
}

void Emission::add(Statement statement) {
  statement.lock = LockLevel::access_exclusive;
  statement.locks = "the database";
  sink_.add(std::move(statement));
}

void Emission::execute(std::string sql, std::vector<Hazard> hazards, std::string summary) {
  Statement statement;
  statement.sql = std::move(sql);
  statement.hazards = std::move(hazards);
  statement.summary = std::move(summary);
  add(std::move(statement));
}

namespace {

Statement guard_statement(std::string query, std::string failure, std::string summary) {
  Statement statement;
  statement.sql = std::move(query);
  statement.kind = StatementKind::guard;
  statement.failure = std::move(failure);
  statement.summary = std::move(summary);
  return statement;
}

}  // namespace

void Emission::guard(std::string query, std::string failure, std::string summary) {
  Statement statement = guard_statement(std::move(query), std::move(failure), std::move(summary));
  statement.hazards = {Hazard::scans_table, Hazard::may_fail_on_data};
  add(std::move(statement));
}

void Emission::check(std::string query, std::string failure, std::string summary) {
  add(guard_statement(std::move(query), std::move(failure), std::move(summary)));
}

void Emission::expand(std::string query, std::string summary) {
  Statement statement;
  statement.sql = std::move(query);
  statement.kind = StatementKind::expand;
  statement.summary = std::move(summary);
  add(std::move(statement));
}

void Emission::without_enforcement() {
  // legacy_alter_table is switched within the batch; naming it here has its value put back whatever
  // happens.
  sink_.share(
      {{"ignore_check_constraints", "0"}, {"foreign_keys", "0"}, {"legacy_alter_table", "0"}});
}

void Emission::with_enforcement() { sink_.share({{"foreign_keys", "1"}}); }

}  // namespace migc::sqlite

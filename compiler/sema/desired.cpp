#include "compiler/sema/desired.h"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>
#include <vector>

#include "compiler/ops/evolve.h"
#include "compiler/sema/resolve.h"
#include "compiler/sema/resolve_words.h"

namespace migc {
namespace {

/// What others are likely to need comes first: the nearer this is to a true order, the fewer
/// attempts.
int rank(const ast::Statement* statement) {
  const ast::StatementBody& body = statement->body;
  if (std::holds_alternative<ast::CreateSchema>(body)) return 0;
  if (std::holds_alternative<ast::CreateExtension>(body)) return 1;
  const bool type = std::holds_alternative<ast::CreateEnum>(body) ||
                    std::holds_alternative<ast::CreateFromOptions>(body) ||
                    std::holds_alternative<ast::CreateDomain>(body) ||
                    std::holds_alternative<ast::CreateType>(body);
  if (type) return 2;
  if (std::holds_alternative<ast::CreateTable>(body)) return 3;
  if (std::holds_alternative<ast::CreateSequence>(body)) return 4;
  if (std::holds_alternative<ast::CreateView>(body)) return 5;
  const auto* text = std::get_if<ast::TextObject>(&body);
  if (text != nullptr) return text->on.empty() ? 6 : 7;
  return 8;
}

class DesiredBuilder {
 public:
  DesiredBuilder(const HistoryOptions& options, Diagnostics& diagnostics)
      : options_(options), diagnostics_(diagnostics) {}

  std::optional<Schema> build(std::vector<const ast::Statement*> statements) {
    const std::size_t errors_before = diagnostics_.error_count();
    waiting_ = std::move(statements);
    std::ranges::stable_sort(waiting_, {}, rank);
    while (pass() || break_ring()) {
    }
    report();
    read_texts_again();
    if (diagnostics_.error_count() != errors_before) return std::nullopt;
    return std::move(schema_);
  }

 private:
  /// Makes all that can be made now. False when that was nothing.
  bool pass() {
    const std::size_t count = waiting_.size();
    std::vector<const ast::Statement*> later;
    for (const ast::Statement* statement : waiting_) {
      if (missing_targets(*statement).empty() && resolve(*statement)) continue;
      later.push_back(statement);
    }
    waiting_ = std::move(later);
    return waiting_.size() != count;
  }

  /// Leaves the schema as it was unless the whole statement could be made.
  bool resolve(const ast::Statement& statement) {
    Diagnostics attempt;
    const Resolver::Apply apply = [&](const Operation& operation) {
      return evolve(schema_, operation, attempt);
    };
    schema_.begin_recording();
    const bool done = Resolver(schema_, options_, "desired", attempt, apply).resolve(statement);
    Schema::Before before = schema_.end_recording();
    if (!done) {
      schema_.restore(std::move(before));
      return false;
    }
    for (const Diagnostic* warning : attempt.sorted())
      diagnostics_.add(warning->code, warning->primary.span, warning->message) = *warning;
    return true;
  }

  /// Tables that foreign keys refer to and that are not there yet.
  [[nodiscard]] std::vector<ObjectName> missing_targets(const ast::Statement& statement) const {
    std::vector<ObjectName> missing;
    const auto* table = std::get_if<ast::CreateTable>(&statement.body);
    if (table == nullptr) return missing;
    const auto look_at = [&](const ast::Constraint& constraint) {
      if (is_early(constraint, *table))
        missing.push_back(object_name(std::get<ast::ForeignKey>(constraint.body).target));
    };
    for (const ast::TableElement& element : table->elements) {
      if (const auto* column = std::get_if<ast::Column>(&element))
        std::ranges::for_each(column->constraints, look_at);
      if (const auto* constraint = std::get_if<ast::Constraint>(&element)) look_at(*constraint);
    }
    return missing;
  }

  /// A foreign key to a table that is not there yet.
  [[nodiscard]] bool is_early(const ast::Constraint& constraint,
                              const ast::CreateTable& table) const {
    const auto* key = std::get_if<ast::ForeignKey>(&constraint.body);
    return key != nullptr && object_name(key->target) != object_name(table.name) &&
           schema_.find_table(object_name(key->target)) == nullptr;
  }

  /// Takes the foreign keys that close a ring out of one table: they are added once all are there.
  bool break_ring() {
    std::set<ObjectName> coming;
    for (const ast::Statement* statement : waiting_) {
      if (const auto* table = std::get_if<ast::CreateTable>(&statement->body))
        coming.insert(object_name(table->name));
    }
    for (const ast::Statement*& statement : waiting_) {
      const std::vector<ObjectName> missing = missing_targets(*statement);
      const bool in_ring =
          !missing.empty() && std::ranges::all_of(missing, [&](const ObjectName& name) {
            return coming.contains(name);
          });
      if (!in_ring) continue;
      ast::Statement without = *statement;
      auto& table = std::get<ast::CreateTable>(without.body);
      ast::AlterTable keys{ast::ObjectType::table, table.name, {}};
      const auto move_out = [&](const ast::Constraint& given, const ast::Ident* column) {
        if (!is_early(given, table)) return false;
        ast::Constraint key = given;
        if (column != nullptr) std::get<ast::ForeignKey>(key.body).columns = {*column};
        keys.actions.push_back({ast::AddConstraint{std::move(key)}, given.origin});
        return true;
      };
      std::erase_if(table.elements, [&](ast::TableElement& element) {
        if (auto* column = std::get_if<ast::Column>(&element)) {
          std::erase_if(column->constraints, [&](const ast::Constraint& constraint) {
            return move_out(constraint, &column->name);
          });
        }
        const auto* constraint = std::get_if<ast::Constraint>(&element);
        return constraint != nullptr && move_out(*constraint, nullptr);
      });
      made_.push_back(std::move(without));
      const ast::Statement* table_alone = &made_.back();
      if (!resolve(*table_alone)) {
        made_.pop_back();
        continue;  // wrong in itself: reported as it was written
      }
      made_.push_back({.allows = statement->allows, .body = keys, .origin = statement->origin});
      statement = &made_.back();
      return true;
    }
    return false;
  }

  /// What could not be made says why.
  void report() {
    if (waiting_.empty()) return;
    std::set<ObjectName> damaged;
    const Resolver::Apply apply = [&](const Operation& operation) {
      return evolve(schema_, operation, diagnostics_);
    };
    Resolver resolver(schema_, options_, "desired", diagnostics_, apply);
    resolver.damaged = &damaged;
    for (const ast::Statement* statement : waiting_) resolver.resolve(*statement);
  }

  /// Now that everything is there: what a text names may have been written after it.
  void read_texts_again() {
    std::vector<Object> changed;
    for (const auto& [key, object] : schema_.objects()) {
      if (texts_of(object) == nullptr) continue;
      Object again = object;
      Diagnostics ignored;  // they were said when it was made
      if (read_texts(again, options_, schema_, ignored)) changed.push_back(std::move(again));
    }
    for (Object& object : changed) schema_.put(std::move(object));
  }

  const HistoryOptions& options_;
  Diagnostics& diagnostics_;
  Schema schema_;
  std::vector<const ast::Statement*> waiting_;
  std::deque<ast::Statement> made_;  ///< parts of tables that stand in a ring
};

}  // namespace

std::optional<Schema> build_desired(std::span<const ast::File> files, const HistoryOptions& options,
                                    Diagnostics& diagnostics) {
  // A file without statements wants an empty database; no file wants nothing.
  bool wanted = false;
  std::vector<const ast::Statement*> statements;
  for (const ast::File& file : files) {
    if (file.kind != ast::FileKind::schema) continue;
    wanted = true;
    for (const ast::Statement& statement : file.statements) statements.push_back(&statement);
  }
  if (!wanted) return std::nullopt;
  return DesiredBuilder(options, diagnostics).build(std::move(statements));
}

}  // namespace migc

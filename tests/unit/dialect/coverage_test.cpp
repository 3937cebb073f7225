// The list of what each dialect does with each operation on each kind of object, made by asking the
// dialects about every operation of every golden and reference history.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>

#include "compiler/base/overloaded.h"
#include "compiler/dialect/dialect.h"
#include "compiler/ops/evolve.h"
#include "tests/support/compile_text.h"
#include "tests/support/golden.h"

namespace migc::test {
namespace {

constexpr std::string_view begin_mark = "<!-- coverage -->\n";
constexpr std::string_view end_mark = "<!-- end of coverage -->\n";

/// "table · add column". Empty: an operation that no author asks for.
std::string label(const Operation& operation) {
  const auto of = [](ObjectKind kind, std::string_view verb) {
    return std::string(kind_name(kind)) + " · " + std::string(verb);
  };
  const auto named = [](std::string_view text) { return std::string(text); };
  return std::visit(
      overloaded{
          [&](const CreateNamespace&) { return named("schema · create"); },
          [&](const DropNamespace&) { return named("schema · drop"); },
          [&](const RenameNamespace&) { return named("schema · rename"); },
          [&](const CreateEnum&) { return named("enum · create"); },
          [&](const DropEnum&) { return named("enum · drop"); },
          [&](const RenameEnum&) { return named("enum · rename, move"); },
          [&](const AddEnumValue&) { return named("enum · add value"); },
          [&](const RenameEnumValue&) { return named("enum · rename value"); },
          [&](const DropEnumValue&) { return named("enum · drop value"); },
          [&](const ReorderEnumValues&) { return named("enum · reorder values"); },
          [&](const CreateTable& op) {
            if (op.table.partition_of) return named("partition · create");
            if (op.table.partition_by) return named("partitioned table · create");
            if (op.table.foreign) return named("foreign table · create");
            return named(op.table.inherits.empty() ? "table · create" : "table · create, inherits");
          },
          [&](const DropTable&) { return named("table · drop"); },
          [&](const RenameTable&) { return named("table · rename, move"); },
          [&](const SetTableOptions&) { return named("table · options, row level security"); },
          [&](const AddColumn&) { return named("column · add"); },
          [&](const DropColumn&) { return named("column · drop"); },
          [&](const RenameColumn&) { return named("column · rename"); },
          [&](const SetColumnType&) { return named("column · type"); },
          [&](const SetNotNull&) { return named("column · set not null"); },
          [&](const DropNotNull&) { return named("column · drop not null"); },
          [&](const SetDefault&) { return named("column · default"); },
          [&](const SetCollation&) { return named("column · collation"); },
          [&](const SetIdentity&) { return named("column · identity"); },
          [&](const SetGenerated&) { return named("column · generated"); },
          [&](const SetColumnStorage&) { return named("column · storage"); },
          [&](const AddConstraint&) { return named("constraint · add"); },
          [&](const DropConstraint&) { return named("constraint · drop"); },
          [&](const RenameConstraint&) { return named("constraint · rename"); },
          [&](const ValidateConstraint&) { return named("constraint · validate"); },
          [&](const AddIndex&) { return named("index · add"); },
          [&](const DropIndex&) { return named("index · drop"); },
          [&](const RenameIndex&) { return named("index · rename"); },
          [&](const AttachPartition&) { return named("partition · attach"); },
          [&](const DetachPartition&) { return named("partition · detach"); },
          [&](const SetInherit&) { return named("table · inherit, no inherit"); },
          [&](const SetForeignOptions&) { return named("foreign table · options"); },
          [&](const CreateObject& op) {
            const auto* granted = std::get_if<Privileges>(&op.object);
            if (granted != nullptr && is_future(granted->object))
              return named("privileges on future objects · grant");
            return of(key_of(op.object).kind, "create");
          },
          [&](const DropObject& op) {
            const bool future = op.object.kind == ObjectKind::privileges && is_future(op.object);
            return future ? named("privileges on future objects · revoke")
                          : of(op.object.kind, "drop");
          },
          [&](const ReplaceObject& op) { return of(key_of(op.after).kind, "alter"); },
          [&](const RenameObject& op) { return of(op.from.kind, "rename, move"); },
          [&](const SetOwner& op) { return of(op.object.kind, "owner"); },
          [&](const SetComment&) { return named("any · comment"); },
          [&](const InsertRows&) { return named("rows · insert"); },
          [&](const DeleteInsertedRows&) { return named(""); },
          [&](const UpdateRows&) { return named("rows · update"); },
          [&](const RestoreValues&) { return named(""); },
          [&](const DeleteRows&) { return named("rows · delete"); },
          [&](const RestoreRows&) { return named(""); },
          [&](const Backfill&) { return named("rows · backfill"); },
          [&](const RestartSequence&) { return named("sequence · restart"); },
          [&](const RawSql&) { return named("raw sql"); },
      },
      operation.body);
}

/// The more of these an operation can be, the better the answer that stands in the list.
enum class Answer { refused, nothing, statements };

Answer ask(const Dialect& dialect, const Operation& operation, const Schema& before) {
  Schema schema = before;
  StatementSink sink;
  Diagnostics diagnostics;
  EmitOptions newest;
  if (dialect.name() == "postgres") newest.version = {.major = 18, .minor = 0, .patch = 0};
  if (dialect.name() == "sqlite") newest.version = {.major = 3, .minor = 40, .patch = 0};
  dialect.emit(std::span(&operation, 1), "coverage", newest, schema, sink, diagnostics);
  if (diagnostics.has_errors()) return Answer::refused;
  return sink.take().empty() ? Answer::nothing : Answer::statements;
}

std::string_view word(Answer answer) {
  switch (answer) {
    case Answer::refused:
      return "refused";
    case Answer::nothing:
      return "nothing to do";
    case Answer::statements:
      return "yes";
  }
  return "";
}

std::string list() {
  std::map<std::string, std::map<std::string_view, Answer>> answers;
  for (const GoldenCase& golden : golden_cases()) {
    const GoldenRun run = compile_golden(golden);
    const History* history = run.compilation->history();
    if (history == nullptr) continue;
    Schema schema;
    for (const Revision& revision : history->revisions) {
      for (const Operation& operation : revision.up) {
        const std::string about = label(operation);
        for (const Dialect* dialect : dialects()) {
          if (about.empty()) continue;
          Answer& best = answers[about].try_emplace(dialect->name(), Answer::refused).first->second;
          if (best != Answer::statements) best = std::max(best, ask(*dialect, operation, schema));
        }
        Diagnostics known;
        std::ignore = evolve(schema, operation, known);
      }
    }
  }
  std::ostringstream text;
  text << "| object · operation | PostgreSQL | SQLite |\n|---|---|---|\n";
  for (const auto& [about, by] : answers)
    text << "| " << about << " | " << word(by.at("postgres")) << " | " << word(by.at("sqlite"))
         << " |\n";
  return text.str();
}

TEST(Coverage, IsListedInTheReadme) {
  const std::string path = std::string(MIGC_SOURCE_DIR) + "/compiler/README.md";
  std::string page = read_text(path);
  const std::size_t begin = page.find(begin_mark);
  const std::size_t end = page.find(end_mark);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos && begin < end);
  const std::size_t from = begin + begin_mark.size();
  const std::string made = list();
  if (std::getenv("MIGC_UPDATE_GOLDEN") != nullptr) {
    page.replace(from, end - from, made);
    std::ofstream(path) << page;
    return;
  }
  EXPECT_EQ(page.substr(from, end - from), made) << "run the test with MIGC_UPDATE_GOLDEN=1";
}

}  // namespace
}  // namespace migc::test

#include "tests/support/schema_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/compile.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "tests/support/compile_text.h"

namespace migc::test {

SchemaText schema_text(std::string_view text) {
  CompileOptions options;
  options.dialects = {{"postgres", {15, 0, 0}}, {"sqlite", {3, 40, 0}}};
  Compilation compilation(std::move(options));
  compilation.add("schema.mig", fmt::format("schema;\n{}", text), ast::FileKind::schema);
  EXPECT_TRUE(compilation.build()) << rendered(compilation);
  SchemaText result;
  if (compilation.desired() != nullptr) result.schema = *compilation.desired();
  result.marks = compilation.marks();
  return result;
}

std::vector<std::string> changes(std::string_view from, std::string_view to, DiffOptions options) {
  const SchemaText before = schema_text(from);
  const SchemaText after = schema_text(to);
  options.renames.insert(options.renames.end(), after.marks.begin(), after.marks.end());
  const Diff way = diff(before.schema, after.schema, options);
  std::vector<std::string> lines;
  Schema reached = before.schema;
  for (const Operation& operation : way.operations) {
    Diagnostics problems;
    EXPECT_TRUE(evolve(reached, operation, problems)) << describe(operation);
    lines.push_back(describe(operation));
  }
  EXPECT_TRUE(way.impossible.empty() && diff(reached, after.schema, {}).operations.empty())
      << difference(reached, after.schema);
  for (const RenameCandidate& candidate : way.undecided) {
    const RenameMark& mark = candidate.mark;
    lines.push_back(fmt::format("{} may have been {}",
                                mark.member.empty() ? mark.object.name.display() : mark.member,
                                mark.member.empty() ? mark.was.display() : mark.member_was));
  }
  return lines;
}

}  // namespace migc::test

// The reference histories in migrations/ use every operation that there is.
#include <array>
#include <gtest/gtest.h>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "compiler/ops/operation.h"
#include "tests/support/compile_text.h"
#include "tests/support/golden.h"

namespace migc::test {

namespace {

template <std::size_t... I>
constexpr auto alternatives(std::index_sequence<I...>) {
  // The name of the type stands in the name of the function; there is no portable better way.
  return std::array<std::string_view, sizeof...(I)>{
      std::string_view(typeid(std::variant_alternative_t<I, OperationBody>).name())...};
}

GoldenCase reference(std::string_view name) {
  for (const GoldenCase& golden : golden_cases()) {
    if (golden.name == name) return golden;
  }
  ADD_FAILURE() << name << " is missing";
  return {};
}

TEST(ReferenceHistory, UsesEveryOperation) {
  std::set<std::size_t> up;
  std::set<std::size_t> down;
  for (const std::string_view name : {"migrations", "migrations/postgres", "migrations/sqlite"}) {
    const GoldenRun run = compile_golden(reference(name));
    ASSERT_NE(run.compilation->history(), nullptr) << rendered(*run.compilation);
    for (const Revision& revision : run.compilation->history()->revisions) {
      for (const Operation& operation : revision.up) up.insert(operation.body.index());
      for (const Operation& operation : revision.down) down.insert(operation.body.index());
    }
  }
  const auto names = alternatives(std::make_index_sequence<std::variant_size_v<OperationBody>>());
  const Operation only_down[] = {
      {DeleteInsertedRows{}, {}}, {RestoreValues{}, {}}, {RestoreRows{}, {}}};
  for (const Operation& operation : only_down) {
    EXPECT_TRUE(down.contains(operation.body.index()))
        << names[operation.body.index()] << " is in no downgrade";
    up.insert(operation.body.index());  // no author asks for it
  }
  for (std::size_t i = 0; i < names.size(); ++i)
    EXPECT_TRUE(up.contains(i)) << "no migration uses " << names[i];
}

}  // namespace

}  // namespace migc::test

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/expression.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/ast.h"

namespace migc::test {

/// Random numbers that are the same on every machine for the same seed, which the distributions of
/// the standard library are not (SplitMix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  /// From 0 to `end` - 1.
  std::size_t below(std::size_t end);
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  /// One of them; there must be some.
  template <typename T>
  const T& pick(const std::vector<T>& items) {
    return items[below(items.size())];
  }

 private:
  std::uint64_t state_;
};

/// The seeds that a law is tried with: as many as MIGC_LAW_RUNS in the environment says, from
/// MIGC_LAW_FIRST (1) on.
struct LawSeeds {
  std::uint64_t first = 1;
  std::uint64_t end = 1;  ///< behind the last one
};
[[nodiscard]] LawSeeds law_seeds(std::uint64_t runs);

struct ProjectOptions {
  int migrations = 5;    ///< the first one creates the tables that rows are put into
  int changes = 5;       ///< attempts at a statement in each of the others
  bool lossless = true;  ///< only changes whose downgrade brings every row back
  /// With what this one alone has; empty: for both.
  std::string_view dialect = {};
};

/// The migrations of a project that compiles for its dialects, and whose migrations run and can be
/// taken back on a database that holds `generated_rows`.
[[nodiscard]] std::vector<ast::File> generated_project(std::uint64_t seed,
                                                       const ProjectOptions& options = {});

/// A row as text that both engines take for the type of its column.
struct GeneratedRow {
  ObjectName table;
  std::vector<std::string> columns;
  std::vector<std::optional<std::string>> values;  ///< no value: NULL
};

/// The value of the n-th row as text. Small numbers and short texts, so that every type of a family
/// has room for it.
[[nodiscard]] std::string value_text(const Type& type, const Schema& schema, std::size_t row);

/// Rows for every table of a model, those that others refer to first. The n-th row of a table has
/// other values than its other rows wherever a type has room for it.
[[nodiscard]] std::vector<GeneratedRow> generated_rows(const Schema& schema, std::uint64_t seed);

/// Any expression that the language has words for, whether it makes sense or not.
[[nodiscard]] Expression generated_expression(Random& random, int depth);

}  // namespace migc::test

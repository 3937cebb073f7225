#include "tests/support/compile_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/base/render.h"
#include "compiler/syntax/printer.h"

namespace migc::test {

std::unique_ptr<Compilation> compile_text(const std::vector<NamedText>& migrations,
                                          CompileOptions options) {
  auto compilation = std::make_unique<Compilation>(std::move(options));
  for (const auto& [name, text] : migrations) compilation->add(name, text);
  compilation->build();
  return compilation;
}

std::unique_ptr<Compilation> compile_statements(std::string_view statements,
                                                CompileOptions options) {
  return compile_text({{"m1.mig", fmt::format("migration m1 'test';\n\n{}\n", statements)}},
                      std::move(options));
}

std::unique_ptr<Compilation> compile_generated(std::uint64_t seed, const ProjectOptions& options) {
  std::vector<NamedText> texts;
  for (const ast::File& file : generated_project(seed, options))
    texts.emplace_back(file.id.text + ".mig", print(file));
  CompileOptions compile;
  if (options.dialect == "postgres") compile.dialects = {{"postgres", {15, 0, 0}}};
  if (options.dialect == "sqlite") compile.dialects = {{"sqlite", {3, 40, 0}}};
  std::unique_ptr<Compilation> compilation = compile_text(texts, std::move(compile));
  if (compilation->history() != nullptr) compilation->check_dialects();
  EXPECT_FALSE(compilation->diagnostics().has_errors()) << "seed " << seed << "\n"
                                                        << rendered(*compilation);
  return compilation;
}

std::unique_ptr<Compilation> compile_generated(std::uint64_t seed, bool lossless) {
  ProjectOptions options;
  options.lossless = lossless;
  return compile_generated(seed, options);
}

std::vector<std::string> findings(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic* found : diagnostics.sorted()) {
    lines.push_back(fmt::format("{} {}", code_id(found->code), found->message));
  }
  return lines;
}

std::string rendered(const Compilation& compilation) {
  return render_text(compilation.diagnostics(), compilation.sources());
}

Plan full_plan(const History& history, Direction direction) {
  const std::vector<std::string>& order = history.graph.order();
  if (direction == Direction::up) {
    return make_plan(history, {}, {.direction = RouteDirection::up, .revisions = order});
  }
  return make_plan(
      history, {order.begin(), order.end()},
      {.direction = RouteDirection::down, .revisions = {order.rbegin(), order.rend()}});
}

}  // namespace migc::test

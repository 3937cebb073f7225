#include "tests/support/compile_text.h"

#include <fmt/format.h>

#include "compiler/base/render.h"

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

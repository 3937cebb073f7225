#include <cstdlib>
#include <iostream>

#include "runtime/cli/run.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const migc::runtime::Environment environment = migc::runtime::capture_environment();
  std::vector<std::unique_ptr<migc::runtime::Driver>> left_open;
  const int code =
      migc::runtime::run({argv + 1, argv + argc}, std::cin, std::cout, std::cerr, environment,
                         migc::runtime::detect_terminal(environment), left_open);
  if (left_open.empty()) return code;
  std::_Exit(code);
}

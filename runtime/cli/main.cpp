#include <iostream>

#include "runtime/cli/run.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const migc::runtime::Environment environment = migc::runtime::capture_environment();
  return migc::runtime::run({argv + 1, argv + argc}, std::cin, std::cout, std::cerr, environment,
                            migc::runtime::detect_terminal(environment));
}

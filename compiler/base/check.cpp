#include "compiler/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace migc {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "migc: internal error: %s:%d: `%s` does not hold; please report this\n",
               file, line, condition);
  std::abort();
}

}  // namespace migc

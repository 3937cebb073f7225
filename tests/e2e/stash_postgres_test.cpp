#include "tests/cli/stash_cases.h"

namespace migc::test {
INSTANTIATE_TEST_SUITE_P(Postgres, StashTest, ::testing::Values("postgres"));
}  // namespace migc::test

#include "tests/cli/stash_cases.h"

namespace migc::test {
INSTANTIATE_TEST_SUITE_P(Sqlite, StashTest, ::testing::Values("sqlite"));
}  // namespace migc::test

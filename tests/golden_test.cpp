#include "tests/support/golden.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <string_view>

#include "tests/support/compile_text.h"

namespace migc::test {

// Shows the case in the list of tests.
void PrintTo(const GoldenCase& golden, std::ostream* out) { *out << golden.name; }

namespace {

class Golden : public ::testing::TestWithParam<GoldenCase> {};

/// Rewrites first when the environment asks for it; the review of the differences is then the test.
TEST_P(Golden, HoldsWhatItsSidecarsSay) {
  if (std::getenv("MIGC_UPDATE_GOLDEN") != nullptr) update_golden(GetParam());
  GoldenRun run = compile_golden(GetParam());
  const std::map<std::string, std::string> expected = expected_sidecars(run);
  const std::map<std::string, std::string> found = found_sidecars(GetParam());
  for (const auto& [name, text] : expected) {
    const auto sidecar = found.find(name);
    if (sidecar == found.end()) {
      ADD_FAILURE() << name << " is missing; it should hold:\n" << text;
    } else {
      EXPECT_EQ(sidecar->second, text) << "in " << name;
    }
  }
  for (const auto& [name, text] : found) {
    EXPECT_TRUE(expected.contains(name)) << name << " is not expected\n"
                                         << rendered(*run.compilation);
  }
  if (GetParam().code.empty()) {
    EXPECT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
  } else {
    const std::vector<const Diagnostic*> diagnostics = run.compilation->diagnostics().sorted();
    EXPECT_TRUE(std::ranges::any_of(
        diagnostics, [](const Diagnostic* d) { return code_id(d->code) == GetParam().code; }))
        << GetParam().code << " is not drawn by the case that is named after it";
  }
}

std::string test_name(const ::testing::TestParamInfo<GoldenCase>& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Folder, Golden, ::testing::ValuesIn(golden_cases()), test_name);

/// Codes that no golden folder can draw, by reason.
constexpr std::array not_from_text{
    // Said about files before their text is read; tests of the command line draw them.
    Code::unreadable_file,
    Code::not_a_file,
    // Said about a database; tests of the runtime draw it.
    Code::statement_failed,
    // Would need a file of more than the limit; drawn by a test of the parser.
    Code::file_too_large,
    // Means a mistake in migc itself: the laws show that it is never drawn.
    Code::derived_down_mismatch,
};

/// L8: each line of `codes.def` is drawn by some golden.
TEST(Codes, AreAllDrawnBySomeGolden) {
  std::set<Code> drawn;
  for (const GoldenCase& golden : golden_cases()) {
    if (golden.code.empty() && !std::filesystem::exists(golden.sidecars / "diagnostics.txt"))
      continue;
    const GoldenRun run = compile_golden(golden);
    for (const Diagnostic* found : run.compilation->diagnostics().sorted())
      drawn.insert(found->code);
  }
  for (const Code code : all_codes()) {
    const bool exempt = std::ranges::find(not_from_text, code) != not_from_text.end();
    EXPECT_NE(drawn.contains(code), exempt)
        << code_id(code) << " " << code_name(code)
        << (exempt ? " is drawn by a golden and need not be exempt" : " is drawn by no golden");
  }
}

}  // namespace

}  // namespace migc::test

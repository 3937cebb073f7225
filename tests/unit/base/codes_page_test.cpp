#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>

#include "compiler/base/diagnostic.h"

namespace migc {
namespace {

std::string_view words(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "info";
  }
  return "";
}

std::string page() {
  std::ostringstream text;
  text << "# Diagnostics\n\nMade from `codes.def` by a test. Ids are permanent and never reused; "
          "warnings can be ignored by id or name in\n"
          "`[check] ignore`, errors cannot.\n\n| id | name | | title |\n|---|---|---|---|\n";
#define MIGC_CODE(id, name, severity, title)                                                     \
  text << "| " << id << " | `" << #name << "` | " << words(Severity::severity) << " | " << title \
       << " |\n";
#include "compiler/base/codes.def"
#undef MIGC_CODE
  return text.str();
}

TEST(CodesPage, IsMadeFromTheRegistry) {
  const std::string path = std::string(MIGC_SOURCE_DIR) + "/compiler/base/codes.md";
  if (std::getenv("MIGC_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << page();
  std::ifstream file(path);
  std::ostringstream found;
  found << file.rdbuf();
  EXPECT_EQ(found.str(), page()) << "run the test with MIGC_UPDATE_GOLDEN=1";
}

}  // namespace
}  // namespace migc

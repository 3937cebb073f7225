#include "tests/support/schema_dump.h"

#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sstream>

#include "runtime/driver/open.h"

namespace migc::test {

std::unique_ptr<runtime::Driver> connect(const PgDatabase& database) {
  Result<std::unique_ptr<runtime::Driver>> driver = runtime::open_driver(database.target(), {});
  EXPECT_TRUE(driver.has_value()) << (driver ? "" : driver.error().message);
  return driver ? std::move(*driver) : nullptr;
}

std::string schema_dump(const PgDatabase& database) {
  const std::string command =
      fmt::format("pg_dump --schema-only --exclude-schema=migc '{}'", database.url());
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) {
    ADD_FAILURE() << "pg_dump cannot be run";
    return {};
  }
  std::string all;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe))
    all.append(buffer.data(), size);
  EXPECT_EQ(pclose(pipe), 0) << command;
  std::string text;
  std::istringstream lines(all);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("\\restrict") && !line.starts_with("\\unrestrict")) text += line + "\n";
  }
  return text;
}

}  // namespace migc::test

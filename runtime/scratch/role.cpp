#include "runtime/scratch/role.h"

#include <string>

namespace migc::runtime {

Result<void> create_role(Driver& driver, std::string_view name) {
  std::string sql = "CREATE ROLE \"";
  for (const char letter : name) sql += letter == '"' ? "\"\"" : std::string(1, letter);
  return driver.execute(sql + "\"");
}

}  // namespace migc::runtime

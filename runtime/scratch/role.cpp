#include "runtime/scratch/role.h"

#include "compiler/schema/word.h"

namespace migc::runtime {

Result<void> create_role(Driver& driver, std::string_view name) {
  return driver.execute("CREATE ROLE " + spell_quoted(name));
}

}  // namespace migc::runtime

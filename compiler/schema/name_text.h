#pragma once

#include <string>
#include <string_view>

#include "compiler/schema/type.h"

namespace migc {

// Names inside of strings, as SQL writes them: `nextval('app."Orders"')`.

/// `app.orders`, `"Orders"`; `public` is the schema without a name.
[[nodiscard]] ObjectName split_name(std::string_view text);
/// The same name again.
[[nodiscard]] std::string join_name(const ObjectName& name);

}  // namespace migc

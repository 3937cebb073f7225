#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/cli/dotenv.h"
#include "runtime/cli/environment.h"
#include "runtime/cli/settings.h"

namespace migc::runtime {

/// The variables that a setting may come from: those of the environment, and behind them those of
/// `.env`. Views both; they must outlive the object.
class Variables {
 public:
  Variables(const Environment& environment, const Dotenv& dotenv)
      : environment_(environment), dotenv_(dotenv) {}

  /// The value and its origin ("environment variable NAME" or ".env:3"); nullopt when the variable
  /// is nowhere.
  [[nodiscard]] std::optional<RawText> find(std::string_view name) const;
  [[nodiscard]] bool in_environment(std::string_view name) const;
  /// The names that begin so, from both places, sorted.
  [[nodiscard]] std::vector<std::string> names_with_prefix(std::string_view prefix) const;

 private:
  const Environment& environment_;
  const Dotenv& dotenv_;
};

/// The `MIGC_…` variables that are set. One that is set to nothing counts as not set, but for the
/// URL: to go on with another database than the one that was meant would be worse than to stop.
/// Variables that nearly have a known name are pointed out in `warnings`.
[[nodiscard]] Result<Layer> variable_layer(const Variables& variables,
                                           std::vector<std::string>& warnings);

/// The defaults of all settings that have one.
[[nodiscard]] Layer default_layer();

/// Puts `upper` over `lower`, setting by setting.
void lay_over(Layer& lower, const Layer& upper);

/// Replaces `${NAME}` and `${NAME:-default}`, which is used when the variable is not set or empty;
/// `$${` stands for `${`. A text that is nothing but one reference takes over the origin of the
/// variable.
[[nodiscard]] Result<RawText> expand(const RawText& text, const Variables& variables);

}  // namespace migc::runtime

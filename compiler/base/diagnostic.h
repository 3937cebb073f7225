#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/span.h"

namespace migc {

enum class Severity { error, warning, info };

/// The registry of codes is `codes.def`; an enumerator is the name in the second column.
enum class Code : std::uint16_t {
#define MIGC_CODE(id, name, severity, title) name,
#include "compiler/base/codes.def"
#undef MIGC_CODE
};

/// "E2004": what users see, search for and suppress. Never reused.
[[nodiscard]] std::string_view code_id(Code code);
[[nodiscard]] std::string_view code_name(Code code);
[[nodiscard]] std::string_view code_title(Code code);
[[nodiscard]] Severity default_severity(Code code);
/// Every code, in the order of the registry.
[[nodiscard]] std::span<const Code> all_codes();
/// "error", "warning" or "info".
[[nodiscard]] std::string_view severity_name(Severity severity);

struct Label {
  Span span;
  std::string text;  ///< may be empty: the caret alone
};

/// One finding. The message is lower case, without a full stop, code in backticks; what was found
/// before what was wanted.
struct Diagnostic {
  Code code;
  Severity severity = Severity::error;
  std::string message;
  Label primary;                 ///< an unknown span is allowed: the finding is about no text
  std::vector<Label> secondary;  ///< places that explain, for instance "created here"
  std::string help;              ///< one line, or empty

  Diagnostic& label(Span span, std::string text);
  Diagnostic& with_help(std::string text);
};

/// Collects the findings of one compilation. Errors after the cap are counted but not kept;
/// warnings have a cap of their own of the same size, so that no number of them can hide an error.
class Diagnostics {
 public:
  explicit Diagnostics(std::size_t cap = 200) : cap_(cap) {}

  /// Adds with the code's default severity. The reference is valid until `ignore` or the end of the
  /// collector.
  Diagnostic& add(Code code, Span span, std::string message, std::string label = {});

  [[nodiscard]] std::size_t error_count() const { return errors_; }
  [[nodiscard]] std::size_t warning_count() const { return warnings_; }
  [[nodiscard]] bool has_errors() const { return errors_ != 0; }
  /// Findings that the cap kept out.
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  /// Sorted stably by file and offset; those without a place come last.
  [[nodiscard]] std::vector<const Diagnostic*> sorted() const;
  /// Removes what the project chose to ignore (ids or names of warnings and infos; errors cannot be
  /// ignored).
  void ignore(const std::vector<std::string>& ids_or_names);

 private:
  std::deque<Diagnostic> items_;
  Diagnostic overflow_{};
  std::size_t cap_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace migc

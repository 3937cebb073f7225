#include "compiler/base/diagnostic.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "compiler/base/check.h"

namespace migc {
namespace {

struct CodeInfo {
  std::string_view id;
  std::string_view name;
  Severity severity;
  std::string_view title;
};

constexpr auto registry = std::to_array<CodeInfo>({
#define MIGC_CODE(id, name, severity, title) {id, #name, Severity::severity, title},
#include "compiler/base/codes.def"
#undef MIGC_CODE
});

const CodeInfo& info(Code code) {
  const auto index = static_cast<std::size_t>(code);
  MIGC_CHECK(index < registry.size());
  return registry[index];
}

}  // namespace

std::string_view code_id(Code code) { return info(code).id; }
std::string_view code_name(Code code) { return info(code).name; }
std::string_view code_title(Code code) { return info(code).title; }
Severity default_severity(Code code) { return info(code).severity; }

std::span<const Code> all_codes() {
  static constexpr auto codes = std::to_array<Code>({
#define MIGC_CODE(id, name, severity, title) Code::name,
#include "compiler/base/codes.def"
#undef MIGC_CODE
  });
  return codes;
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "info";
  }
  MIGC_CHECK(false);
}

Diagnostic& Diagnostic::label(Span span, std::string text) {
  secondary.push_back(Label{.span = span, .text = std::move(text)});
  return *this;
}

Diagnostic& Diagnostic::with_help(std::string text) {
  help = std::move(text);
  return *this;
}

Diagnostic& Diagnostics::add(Code code, Span span, std::string message, std::string label) {
  Diagnostic diagnostic{.code = code,
                        .severity = default_severity(code),
                        .message = std::move(message),
                        .primary = {.span = span, .text = std::move(label)},
                        .secondary = {},
                        .help = {}};
  bool keep = true;
  switch (diagnostic.severity) {
    case Severity::error:
      keep = ++errors_ <= cap_;
      break;
    case Severity::warning:
      keep = ++warnings_ <= cap_;
      break;
    case Severity::info:
      keep = items_.size() < 2 * cap_;
      break;
  }
  if (!keep) {
    ++dropped_;
    overflow_ = std::move(diagnostic);
    return overflow_;
  }
  return items_.emplace_back(std::move(diagnostic));
}

std::vector<const Diagnostic*> Diagnostics::sorted() const {
  std::vector<const Diagnostic*> result;
  result.reserve(items_.size());
  for (const Diagnostic& item : items_) {
    result.push_back(&item);
  }
  // FileId::none is the largest file, which puts findings without a place last.
  std::stable_sort(result.begin(), result.end(),
                   [](const Diagnostic* left, const Diagnostic* right) {
                     const Span& a = left->primary.span;
                     const Span& b = right->primary.span;
                     return std::tie(a.file, a.begin) < std::tie(b.file, b.begin);
                   });
  return result;
}

void Diagnostics::ignore(const std::vector<std::string>& ids_or_names) {
  const auto chosen = [&ids_or_names](const Diagnostic& item) {
    if (item.severity == Severity::error) {
      return false;
    }
    return std::any_of(ids_or_names.begin(), ids_or_names.end(), [&item](const std::string& word) {
      return word == code_id(item.code) || word == code_name(item.code);
    });
  };
  const auto is_warning = [](const Diagnostic& item) { return item.severity == Severity::warning; };
  const auto kept = std::stable_partition(
      items_.begin(), items_.end(), [&chosen](const Diagnostic& item) { return !chosen(item); });
  warnings_ -= static_cast<std::size_t>(std::count_if(kept, items_.end(), is_warning));
  items_.erase(kept, items_.end());
}

}  // namespace migc

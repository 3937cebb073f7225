// Whatever the text, the compiler ends with a history or with diagnostics whose places lie inside
// of the text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "compiler/base/check.h"
#include "compiler/base/render.h"
#include "compiler/base/report.h"
#include "compiler/compile.h"

namespace {

void check_place(const migc::SourceMap& sources, const migc::Label& label) {
  if (label.span.known()) {
    MIGC_CHECK(label.span.begin <= label.span.end);
    MIGC_CHECK(label.span.end <= sources.text(label.span.file).size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  migc::Compilation compilation;
  compilation.add("fuzz.mig", std::string(reinterpret_cast<const char*>(data), size));
  const bool built = compilation.build();
  MIGC_CHECK(built != compilation.diagnostics().has_errors());
  if (built) {
    compilation.check_dialects();
    compilation.check_layout();
  }
  for (const migc::Diagnostic* diagnostic : compilation.diagnostics().sorted()) {
    check_place(compilation.sources(), diagnostic->primary);
    for (const migc::Label& label : diagnostic->secondary) {
      check_place(compilation.sources(), label);
    }
  }
  const std::string text = migc::render_text(compilation.diagnostics(), compilation.sources());
  MIGC_CHECK(migc::find_invalid_utf8(text) == std::string::npos);
  MIGC_CHECK(!migc::to_json(compilation.diagnostics(), compilation.sources()).empty());
  return 0;
}

// Whatever the text: the parser ends with a tree or with diagnostics whose places lie inside of the
// text, and what it has read can be printed and read again to the same tree.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "compiler/base/check.h"
#include "compiler/base/diagnostic.h"
#include "compiler/base/source_map.h"
#include "compiler/syntax/parser.h"
#include "compiler/syntax/printer.h"

namespace {

void check_span(const migc::SourceMap& sources, migc::Span span) {
  if (!span.known()) return;
  MIGC_CHECK(span.begin <= span.end);
  MIGC_CHECK(span.end <= sources.text(span.file).size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static migc::Parser parser;
  migc::SourceMap sources;
  migc::Diagnostics diagnostics;
  const migc::FileId id =
      sources.add("fuzz.mig", std::string(reinterpret_cast<const char*>(data), size));
  const std::optional<migc::ast::File> file = parser.parse(sources, id, diagnostics);
  MIGC_CHECK(file.has_value() != diagnostics.has_errors());
  for (const migc::Diagnostic* diagnostic : diagnostics.sorted()) {
    check_span(sources, diagnostic->primary.span);
    for (const migc::Label& label : diagnostic->secondary) check_span(sources, label.span);
  }
  if (!file) return 0;
  for (const migc::ast::Statement& statement : file->statements)
    check_span(sources, statement.origin.span);
  for (const migc::ast::Comment& comment : file->comments) check_span(sources, comment.origin.span);

  const std::string printed = migc::print(*file);
  // The canonical text may be longer than the limit of a file.
  if (printed.size() > 1024 * 1024) return 0;
  const migc::FileId second_id = sources.add("printed.mig", printed);
  const std::optional<migc::ast::File> second = parser.parse(sources, second_id, diagnostics);
  MIGC_CHECK(second.has_value());
  MIGC_CHECK(*second == *file);
  MIGC_CHECK(migc::print(*second) == printed);
  return 0;
}

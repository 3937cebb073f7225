#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/schema/type.h"

/// The smallest parts of the syntax tree, and kinds of objects. Use through ast.h.
namespace migc::ast {

/// A name as written, without its quotes. An empty text means that none was given.
struct Ident {
  std::string text;
  Origin origin;

  friend bool operator==(const Ident&, const Ident&) = default;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

/// A name with an optional schema (`schema.empty()` when none was written).
struct Name {
  Ident schema;
  Ident name;

  friend bool operator==(const Name&, const Name&) = default;
  [[nodiscard]] bool empty() const { return name.empty(); }
  [[nodiscard]] ObjectName object_name() const { return {schema.text, name.text}; }
  /// From the schema to the end of the name.
  [[nodiscard]] Span span() const {
    Span all = name.origin.span;
    if (!schema.empty()) all.begin = schema.origin.span.begin;
    return all;
  }
};

/// A string literal, unescaped.
struct Text {
  std::string text;
  Origin origin;

  friend bool operator==(const Text&, const Text&) = default;
};

/// One entry of a list of options: `fillfactor = 70`, `strict`, `without rowid` (words joined by
/// one blank). A value is a number, a word or an unescaped string; how it was quoted makes no
/// difference.
struct Option {
  std::string name;
  std::optional<std::string> value;
  Origin origin;

  friend bool operator==(const Option&, const Option&) = default;
};
using Options = std::vector<Option>;

/// Options that only one dialect has: `sqlite (strict, without rowid)`.
struct DialectOptions {
  Ident dialect;
  Options options;

  friend bool operator==(const DialectOptions&, const DialectOptions&) = default;
};

/// What happens to data that a statement takes away.
enum class Disposal { unspecified, preserve, discard };

/// Kinds of objects that statements can name.
enum class ObjectType {
  schema,
  enum_,
  table,
  column,
  constraint,
  index,
  view,
  materialized_view,
  sequence,
  domain,
  composite_type,
  range_type,
  extension,
  function,
  procedure,
  aggregate,
  trigger,
  event_trigger,
  rule,
  policy,
  collation,
  text_search_configuration,
  text_search_dictionary,
  statistics,
  publication,
  foreign_table,
  virtual_table,
  server,
};
/// As the language spells it: "materialized view".
[[nodiscard]] std::string_view spelling(ObjectType type);

}  // namespace migc::ast

#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "compiler/schema/schema.h"

/// The words of a dump that its two halves share.
namespace migc::dump_words {

[[nodiscard]] std::string list(const std::vector<std::string>& items);
[[nodiscard]] std::string quoted(const std::string& text);
[[nodiscard]] std::string parameters(const Parameters& with);
[[nodiscard]] std::string sequence(const SequenceOptions& options);
/// ` collate app.german`, or nothing.
[[nodiscard]] std::string collate(const ObjectName& collation);
[[nodiscard]] std::string index(const Index& index);
[[nodiscard]] std::string constraint(const Constraint& constraint);

/// Writes an object that is no table.
void write(std::ostream& out, const Object& object);

}  // namespace migc::dump_words

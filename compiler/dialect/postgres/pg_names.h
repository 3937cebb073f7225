#pragma once

#include <string>
#include <string_view>

#include "compiler/base/diagnostic.h"
#include "compiler/schema/schema.h"

namespace migc::postgres {

/// Finds the names in the text of a view or of an object in the database's own words, and compares
/// what the text creates with what is declared. Says what is wrong and is then false. A body that
/// is a string (`language plpgsql`) is not looked into: PostgreSQL itself knows no dependency
/// there.
bool read_names(const Object& object, DefinitionText& text, Diagnostics& diagnostics);

/// The statement of the text alone: without the semicolon and what stands around it.
[[nodiscard]] std::string statement_of(const DefinitionText& text);

/// Whether CREATE OR REPLACE can take a routine from one text to the other: its arguments and
/// result stay the same.
[[nodiscard]] bool same_routine(std::string_view left, std::string_view right);

}  // namespace migc::postgres

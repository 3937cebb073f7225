#pragma once

#include <string_view>

#include "compiler/schema/schema.h"

namespace migc::postgres {

/// What the server can do with values of a type. Of types that are not known here it is said that
/// it can.

/// Whether values can be sorted: all built-in types but a few have a default btree operator class
/// (pg_opclass). Arrays and domains are as good as what they are made of.
[[nodiscard]] bool has_order(const Type& type, const Schema& schema);

/// Whether a column of the type can have a collation.
[[nodiscard]] bool has_collation(const Type& type, const Schema& schema);

/// Whether an identity column can have the type.
[[nodiscard]] bool can_be_counted(const Type& type);

/// Whether an index of the method takes a column of the type: with the operator class, or where
/// that is empty with the type's default one. Extensions of the schema may bring more of these.
[[nodiscard]] bool can_be_indexed(const Type& type, std::string_view method,
                                  std::string_view opclass, const Schema& schema);

/// Whether a foreign key can lead from a column of one type to a column of the other: the server
/// wants an operator of the target's key, or a cast to it that it may make by itself.
[[nodiscard]] bool can_refer(const Type& from, const Type& to, const Schema& schema);

}  // namespace migc::postgres

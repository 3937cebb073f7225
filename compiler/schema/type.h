#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/span.h"

namespace migc {

/// Name of an object of the database. An empty `schema` is the database's default one (PostgreSQL:
/// the first of the search path, normally `public`; SQLite has no other). Exact: no folding, no
/// quoting.
struct ObjectName {
  std::string schema;
  std::string name;

  friend bool operator==(const ObjectName&, const ObjectName&) = default;
  friend auto operator<=>(const ObjectName&, const ObjectName&) = default;
  /// `app.users`, or `users` in the default schema; as diagnostics show it.
  [[nodiscard]] std::string display() const;
};

/// Text in the words of one dialect ("postgres", "sqlite"), used as it stands.
struct NativeText {
  std::string dialect;
  std::string text;
  Origin origin;

  friend bool operator==(const NativeText&, const NativeText&) = default;
};

enum class TypeKind {
  boolean,
  smallint,
  integer,
  bigint,
  decimal,  ///< decimal(p, s); without p unlimited
  real,
  double_precision,
  text,
  varchar,
  character,
  citext,
  bytes,
  uuid,
  json,
  jsonb,
  date,
  time,
  timetz,
  timestamp,
  timestamptz,
  interval,
  user,      ///< an enum, domain or other type of the model, named by `name`
  postgres,  ///< a type that only PostgreSQL has (`inet`, `tsvector`, `bit(8)` …), named by
             ///< `name.name`
  native,    ///< spelled by `native` alone
};

/// A column type. Modifiers are absent where the author gave none. A dialect named in `native` uses
/// that text instead of the portable meaning.
struct Type {
  TypeKind kind = TypeKind::native;
  std::optional<int>
      length;  ///< varchar(n), char(n), bit(n); precision of decimal, time and timestamp types
  std::optional<int> scale;  ///< of decimal; may be negative on PostgreSQL 15 and later
  ObjectName name;           ///< of kinds `user` and `postgres`
  int dimensions = 0;        ///< array dimensions: `int[]` has 1
  std::vector<NativeText> native;
  Origin origin;

  friend bool operator==(const Type&, const Type&) = default;
  /// The text for a dialect, or null when the portable meaning holds.
  [[nodiscard]] const NativeText* native_for(std::string_view dialect) const;
};

/// Coarse families that the expression checker reasons about.
enum class TypeFamily {
  unknown,
  boolean,
  number,
  text,
  bytes,
  uuid,
  json,
  date_time,
  interval,
  array,
  user
};

[[nodiscard]] TypeFamily family(const Type& type);
/// The type as `.mig` text writes it: `varchar(320)`, `decimal(18, 6)`, `text[]`, `` postgres
/// `inet` sqlite `TEXT` ``.
[[nodiscard]] std::string to_string(const Type& type);
/// A built-in portable or PostgreSQL-only type by any of its names (`int4`, `integer`, `character
/// varying` …, lower case, single blanks). Null when the name is none: then it is a user type.
[[nodiscard]] std::optional<Type> find_builtin_type(std::string_view name);
/// Canonical names of all built-in types, for did-you-mean and editors.
[[nodiscard]] std::vector<std::string_view> builtin_type_names();

}  // namespace migc

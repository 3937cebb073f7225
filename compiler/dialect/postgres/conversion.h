#pragma once

#include <optional>
#include <string>

#include "compiler/base/version.h"
#include "compiler/schema/schema.h"

namespace migc::postgres {

/// How ALTER COLUMN … TYPE gets from one type to another when the author gives no USING.
struct Conversion {
  enum class Cast {
    by_itself,   ///< an implicit or assignment cast: no USING
    spelled,     ///< `using_` says how
    impossible,  ///< there is no cast at all
  };
  Cast cast = Cast::by_itself;
  std::string using_;
  bool rewrites = true;   ///< the rows are written anew
  bool in_utc = false;    ///< timestamp to or from timestamptz: the session's zone decides, so the
                          ///< statement fixes it
  bool may_fail = false;  ///< rows may hold values that cannot be converted
  std::string misfit;     ///< condition that holds for rows whose value would be refused or cut;
                          ///< empty: none, or unknown
};

/// `column` is the name as SQL writes it.
[[nodiscard]] Conversion find_conversion(const Type& from, const Type& to,
                                         const std::string& column, const Schema& schema,
                                         Version server);

/// Whether the change keeps the rows' bytes when there is no USING, so that nothing is rewritten
/// (measured on 15).
[[nodiscard]] bool keeps_rows(const Type& from, const Type& to);
/// Whether plain indexes on the column keep their file too; otherwise they are built again.
[[nodiscard]] bool keeps_indexes(const Type& from, const Type& to);

/// Whether an expression over the column that the server carries over may have casts to the former
/// type in it, which one that is made from the same words afterwards has not. Integers of all sizes
/// have operators in common.
[[nodiscard]] bool keeps_old_casts(const Type& from, const Type& to);

/// Whether two values of the type can be compared with `=` and IS DISTINCT FROM; otherwise their
/// text has to do.
[[nodiscard]] bool has_equality(const Type& type);

}  // namespace migc::postgres

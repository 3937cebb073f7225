#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "compiler/base/span.h"

namespace migc {

/// What kind of trouble an operation outside the pure compiler ran into. Each kind has one exit
/// code (see cli/run.cpp).
enum class ErrorKind {
  usage,            ///< bad command line or configuration (exit 2)
  io,               ///< the file system failed (exit 3)
  connect,          ///< no connection to the database could be had (exit 3)
  sql,              ///< the database refused a statement (exit 3)
  in_doubt,         ///< the connection was lost while a commit was under way (exit 3)
  history_changed,  ///< an applied migration differs from its file, or its file is missing (exit 4)
  refused,          ///< refused for safety: not at head, destructive without consent … (exit 4)
  locked,           ///< a lock could not be had in time (exit 5)
  check,            ///< the check found errors, or a guard query returned rows (exit 1)
};

/// A failure with words for a person. `message` is one line in lower case without a full stop;
/// `detail` may hold more lines.
struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string message;
  std::string detail;    ///< the database's own DETAIL/HINT lines or a `help:` text; may be empty
  std::string sqlstate;  ///< five characters on PostgreSQL, the extended result code's name on
                         ///< SQLite; may be empty
  Span origin = {};  ///< the statement of a migration that failed while it was run; else unknown
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message,
                                                std::string detail = {},
                                                std::string sqlstate = {}) {
  return tl::unexpected<Error>(
      Error{kind, std::move(message), std::move(detail), std::move(sqlstate)});
}

}  // namespace migc

/// Leaves the function with the error of `expression` if it has one; otherwise goes on.
#define MIGC_TRY(expression)                                     \
  do {                                                           \
    if (auto migc_try_result = (expression); !migc_try_result) { \
      return tl::unexpected(std::move(migc_try_result).error()); \
    }                                                            \
  } while (false)

#pragma once

#include <string>
#include <string_view>

#include "compiler/base/result.h"

namespace migc::runtime {

/// The fields of a PostgreSQL error report; empty where the server did not send one.
struct PostgresReport {
  std::string message;
  std::string sqlstate;
  std::string detail;
  std::string hint;
  std::string context;
  std::string position;  ///< digits: the character of the statement, from 1
};

/// The error of a statement that the server refused. `sql` is the statement, for the place in it.
[[nodiscard]] Error statement_error(const PostgresReport& report, std::string_view sql);

/// The error of a failed connection from libpq's words, which may be several lines, one for each
/// address that was tried.
[[nodiscard]] Error connection_error(std::string_view display, std::string_view words);

/// The same for a connection that was lost later.
[[nodiscard]] Error lost_connection_error(ErrorKind kind, std::string_view display,
                                          std::string_view words, std::string sqlstate);

}  // namespace migc::runtime

#pragma once

namespace migc {

/// Prints the broken invariant with its place to stderr and aborts. A call means a defect in migc,
/// never bad input.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace migc

#define MIGC_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::migc::check_failed(#condition, __FILE__, __LINE__))

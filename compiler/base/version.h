#pragma once

#include <compare>
#include <string>

namespace migc {

/// Version of a database engine: "15.18" is {15, 18, 0}, "3.40.1" is {3, 40, 1}.
struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;

  friend bool operator==(const Version&, const Version&) = default;
  friend auto operator<=>(const Version&, const Version&) = default;
};

}  // namespace migc

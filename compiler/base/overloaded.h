#pragma once

namespace migc {

/// One visitor from several lambdas. Never give it a generic fallback: a new alternative must fail
/// to compile.
template <typename... Visitors>
struct overloaded : Visitors... {
  using Visitors::operator()...;
};

template <typename... Visitors>
overloaded(Visitors...) -> overloaded<Visitors...>;

}  // namespace migc

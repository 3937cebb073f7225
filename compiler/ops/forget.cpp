#include "compiler/ops/forget.h"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace migc {
namespace {

/// Whether nothing is left of the operation without its stash.
template <typename Body>
constexpr bool only_restores =
    std::is_same_v<Body, RestoreValues> || std::is_same_v<Body, RestoreRows>;

/// The stash of an operation, or null.
StashName* stash_of(Operation& operation) {
  return std::visit(
      [](auto& body) -> StashName* {
        if constexpr (requires { body.stash; }) {
          return &body.stash;
        } else {
          return nullptr;
        }
      },
      operation.body);
}

bool restores_only(const Operation& operation) {
  return std::visit(
      [](const auto& body) { return only_restores<std::remove_cvref_t<decltype(body)>>; },
      operation.body);
}

}  // namespace

bool forget_stashes(std::vector<Operation>& operations, const std::set<StashName>& lost) {
  bool changed = false;
  for (Operation& operation : operations) {
    StashName* stash = stash_of(operation);
    if (stash == nullptr || !lost.contains(*stash)) continue;
    stash->clear();
    changed = true;
  }
  std::erase_if(operations, [](Operation& operation) {
    const StashName* stash = stash_of(operation);
    return restores_only(operation) && stash != nullptr && stash->empty();
  });
  return changed;
}

}  // namespace migc

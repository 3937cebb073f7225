#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace migc {

// Lists of things that have a `name`.

/// The one of this name, or null.
template <typename Items>
auto find_named(Items& items, std::string_view name) -> decltype(&items.front()) {
  const auto found =
      std::ranges::find_if(items, [&](const auto& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

/// The list is sorted by name and stays so.
template <typename Items, typename Item>
void insert_sorted(Items& items, Item item) {
  const auto place = std::ranges::lower_bound(
      items, item.name, {}, [](const auto& i) -> const std::string& { return i.name; });
  items.insert(place, std::move(item));
}

template <typename Items>
void erase_named(Items& items, std::string_view name) {
  std::erase_if(items, [&](const auto& item) { return item.name == name; });
}

}  // namespace migc

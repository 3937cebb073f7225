#include "runtime/inspect/choice.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "runtime/inspect/patterns.h"

namespace migc::runtime {
namespace {

/// What an object goes with; itself when it stands alone.
ObjectName place_of(const Object& object) {
  if (const auto* text = std::get_if<TextObject>(&object);
      text != nullptr && !text->on.name.empty())
    return text->on;
  if (const auto* statistics = std::get_if<Statistics>(&object)) return statistics->table;
  if (const auto* privileges = std::get_if<Privileges>(&object)) return privileges->object.name;
  return name_of(object);
}

/// Whether it is a part of what uses it, and not something beside it.
bool comes_along(ObjectKind kind) {
  return kind == ObjectKind::name_space || kind == ObjectKind::collation || is_type(kind) ||
         kind == ObjectKind::sequence;
}

class Chooser {
 public:
  Chooser(const Schema& schema, const InspectOptions& options, std::vector<std::string>& left_out)
      : schema_(schema), options_(options), left_out_(left_out) {}

  Schema take() {
    for (const auto& [key, object] : schema_.objects()) {
      if (is_wanted(options_, place_of(object))) chosen_.put(object);
    }
    if (options_.include.empty() && options_.exclude.empty()) return std::move(chosen_);
    while (complete()) {
    }
    return std::move(chosen_);
  }

 private:
  /// One round; whether anything has changed.
  bool complete() {
    std::vector<ObjectKey> keys;
    for (const auto& [key, object] : chosen_.objects()) keys.push_back(key);
    return std::count_if(keys.begin(), keys.end(),
                         [this](const ObjectKey& key) { return mend(key); }) > 0;
  }

  bool mend(const ObjectKey& key) {
    const Object* object = chosen_.find(key);
    if (object == nullptr) return false;
    if (key.kind == ObjectKind::table && (drop_foreign_keys(key.name) || drop_defaults(key.name)))
      return true;
    const bool structured =
        key.kind == ObjectKind::table || key.kind == ObjectKind::sequence || is_type(key.kind);
    for (const ObjectKey& needed : dependencies(*object)) {
      const Object* missing = chosen_.find(needed) == nullptr ? schema_.find(needed) : nullptr;
      if (missing == nullptr) continue;
      // Texts stand in their schema, and need nothing else.
      if (!structured && needed.kind != ObjectKind::name_space) continue;
      if (comes_along(needed.kind) && !is_excluded(needed.name)) {
        chosen_.put(*missing);
        return true;
      }
      if (needed.kind == ObjectKind::name_space) continue;
      leave_out(fmt::format("{}, which needs {}", describe(key), describe(needed)));
      drop(key);
      return true;
    }
    return false;
  }

  [[nodiscard]] bool is_excluded(const ObjectName& name) const {
    return !is_wanted({.include = {}, .exclude = options_.exclude}, name);
  }

  /// With all that is on it.
  void drop(const ObjectKey& key) {
    std::vector<ObjectKey> parts;
    for (const auto& [other, object] : chosen_.objects()) {
      if (other != key && place_of(object) == key.name && name_of(object) != key.name)
        parts.push_back(other);
    }
    for (const ObjectKey& part : parts) chosen_.erase(part);
    chosen_.erase(key);
  }

  bool drop_foreign_keys(const ObjectName& name) {
    std::vector<std::string> lost;
    for (const Constraint& constraint : chosen_.find_table(name)->constraints) {
      const auto* key = std::get_if<ForeignKey>(&constraint.body);
      if (key == nullptr || key->target == name || chosen_.find_table(key->target) != nullptr)
        continue;
      leave_out(fmt::format("foreign key `{}` of table `{}`, which needs table `{}`",
                            constraint.name, name.display(), key->target.display()));
      lost.push_back(constraint.name);
    }
    if (lost.empty()) return false;
    chosen_.edit_table(name, [&](Table& table) {
      for (const std::string& constraint : lost) table.erase_constraint(constraint);
    });
    return true;
  }

  /// Values from sequences that a pattern excludes.
  bool drop_defaults(const ObjectName& name) {
    std::vector<std::string> lost;
    for (const Column& column : chosen_.find_table(name)->columns) {
      const std::optional<ObjectName> sequence =
          column.default_value ? sequence_of(*column.default_value) : std::nullopt;
      if (!sequence || !is_excluded(*sequence)) continue;
      leave_out(fmt::format("default of column `{}.{}`, which needs sequence `{}`", name.display(),
                            column.name, sequence->display()));
      lost.push_back(column.name);
    }
    if (lost.empty()) return false;
    chosen_.edit_table(name, [&](Table& table) {
      for (const std::string& column : lost) table.find_column(column)->default_value.reset();
    });
    return true;
  }

  void leave_out(std::string what) { left_out_.push_back(std::move(what)); }

  const Schema& schema_;
  const InspectOptions& options_;
  std::vector<std::string>& left_out_;
  Schema chosen_;
};

}  // namespace

Schema choose(const Schema& schema, const InspectOptions& options,
              std::vector<std::string>& left_out) {
  return Chooser(schema, options, left_out).take();
}

}  // namespace migc::runtime

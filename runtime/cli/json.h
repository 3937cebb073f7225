#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace migc::runtime {

/// A JSON value to print. Objects keep the order in which their members were added, so that output
/// is stable and reads as it was written; the heavy JSON library stays behind `to_text`.
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;  ///< null
  Json(bool value) : value_(value) {}
  Json(int value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::int64_t value) : value_(value) {}
  Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(double value) : value_(value) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}

  [[nodiscard]] static Json array(Array elements = {});
  [[nodiscard]] static Json object(Object members = {});

  /// Adds an element. Only for arrays.
  Json& add(Json element);

  /// Sets a member, at the end when it is new. Only for objects.
  Json& set(std::string_view name, Json member);

  /// `indent` spaces a level, everything on one line when it is 0. Text that is not UTF-8 gets
  /// replacement characters.
  [[nodiscard]] std::string to_text(unsigned indent = 2) const;

  friend bool operator==(const Json&, const Json&) = default;

 private:
  struct Printer;

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

}  // namespace migc::runtime

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace migc::runtime {

/// Raw bytes: a `bytea` or a BLOB.
struct Bytes {
  std::string data;

  friend bool operator==(const Bytes&, const Bytes&) = default;
};

/// A parameter of a statement. Text fits almost every place, as both engines convert it to the type
/// that is asked for; an integer is worth its own alternative only where SQLite would otherwise
/// keep text (columns without a type).
class Value {
 public:
  using Content = std::variant<std::monostate, std::string, std::int64_t, Bytes>;

  Value() = default;  ///< NULL
  Value(std::nullopt_t) {}
  Value(std::string text) : content_(std::move(text)) {}
  Value(std::string_view text) : content_(std::string(text)) {}
  Value(const char* text) : content_(std::string(text)) {}
  Value(std::int64_t number) : content_(number) {}
  Value(int number) : content_(static_cast<std::int64_t>(number)) {}
  Value(bool) = delete;  ///< the engines disagree on booleans: say "true" or 1
  Value(Bytes bytes) : content_(std::move(bytes)) {}
  Value(const std::optional<std::string>& text) {
    if (text) content_ = *text;
  }

  [[nodiscard]] const Content& content() const { return content_; }

  friend bool operator==(const Value&, const Value&) = default;

 private:
  Content content_;
};

using Row = std::vector<std::optional<std::string>>;  ///< no value is NULL

/// What a query returned, as text in each engine's own form: PostgreSQL booleans are `t`/`f` and
/// bytea is `\x…`; a BLOB of SQLite comes as its bytes.
struct Rows {
  std::vector<std::string> columns;
  std::vector<Row> rows;

  [[nodiscard]] bool empty() const { return rows.empty(); }
  [[nodiscard]] std::size_t size() const { return rows.size(); }
};

}  // namespace migc::runtime

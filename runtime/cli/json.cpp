#include "runtime/cli/json.h"

#include <nlohmann/json.hpp>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"

namespace migc::runtime {

struct Json::Printer {
  static nlohmann::ordered_json convert(const Json& value) {
    return std::visit(overloaded{
                          [](std::monostate) { return nlohmann::ordered_json(); },
                          [](bool flag) { return nlohmann::ordered_json(flag); },
                          [](std::int64_t number) { return nlohmann::ordered_json(number); },
                          [](double number) { return nlohmann::ordered_json(number); },
                          [](const std::string& text) { return nlohmann::ordered_json(text); },
                          [](const Array& elements) {
                            auto converted = nlohmann::ordered_json::array();
                            for (const Json& element : elements)
                              converted.push_back(convert(element));
                            return converted;
                          },
                          [](const Object& members) {
                            auto converted = nlohmann::ordered_json::object();
                            for (const auto& [name, member] : members)
                              converted[name] = convert(member);
                            return converted;
                          },
                      },
                      value.value_);
  }
};

Json Json::array(Array elements) {
  Json json;
  json.value_ = std::move(elements);
  return json;
}

Json Json::object(Object members) {
  Json json;
  json.value_ = Object{};
  for (auto& member : members) json.set(member.first, std::move(member.second));
  return json;
}

Json& Json::add(Json element) {
  Array* elements = std::get_if<Array>(&value_);
  MIGC_CHECK(elements != nullptr);
  elements->push_back(std::move(element));
  return *this;
}

Json& Json::set(std::string_view name, Json member) {
  Object* members = std::get_if<Object>(&value_);
  MIGC_CHECK(members != nullptr);
  for (auto& [known, value] : *members) {
    if (known == name) {
      value = std::move(member);
      return *this;
    }
  }
  members->emplace_back(std::string(name), std::move(member));
  return *this;
}

std::string Json::to_text(unsigned indent) const {
  return Printer::convert(*this).dump(indent == 0 ? -1 : static_cast<int>(indent), ' ', false,
                                      nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace migc::runtime

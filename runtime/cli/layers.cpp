#include "runtime/cli/layers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/core.h>

#include "compiler/base/text.h"

namespace migc::runtime {

namespace {

// Read elsewhere than here, but no typing mistakes.
constexpr std::array<std::string_view, 3> other_variables = {"MIGC_CONFIG", "MIGC_DRIVER_MAPPING",
                                                             "MIGC_ENV"};

RawSetting raw_setting(const RawText& text, Shape shape) {
  RawSetting setting{.values = {}, .origin = text.origin, .expandable = false};
  switch (shape) {
    case Shape::text:
      setting.values.push_back(text);
      break;
    case Shape::list:
      for (std::string& part : split_list(text.text))
        setting.values.push_back({std::move(part), text.origin});
      break;
  }
  return setting;
}

/// The variable that sets the key. Two names for one key must not contradict each other; the
/// environment beats `.env`.
Result<std::optional<RawText>> find_override(const SettingKey& key, const Variables& variables) {
  std::optional<RawText> chosen;
  std::string chosen_name;
  for (const std::string& name : variable_names(key)) {
    std::optional<RawText> found = variables.find(name);
    if (!found || (found->text.empty() && key.name != "url")) continue;
    if (chosen && variables.in_environment(chosen_name) && !variables.in_environment(name))
      continue;
    const bool same_place =
        !chosen || variables.in_environment(chosen_name) == variables.in_environment(name);
    if (chosen && same_place && chosen->text != found->text) {
      return fail(ErrorKind::usage,
                  fmt::format("`{}` and `{}` are both set, to different values", chosen_name, name),
                  fmt::format("help: they mean the same setting; keep `{}`", chosen_name));
    }
    if (!chosen || !same_place) {
      chosen = std::move(found);
      chosen_name = name;
    }
  }
  return chosen;
}

Result<void> add_driver_mapping(const RawText& text, Layer& layer) {
  for (const std::string& entry : split_list(text.text)) {
    const std::size_t equals = entry.find('=');
    const std::string_view driver = trim(std::string_view(entry).substr(0, equals));
    if (equals == std::string::npos || driver.empty()) {
      return fail(ErrorKind::usage,
                  fmt::format("{}: `{}` is not a driver mapping", text.origin, entry),
                  "help: write `postgresql+mydriver=postgresql`, with commas between several");
    }
    layer.insert_or_assign(
        "driver_mapping." + to_lower(driver),
        raw_setting({std::string(trim(std::string_view(entry).substr(equals + 1))), text.origin},
                    Shape::text));
  }
  return {};
}

void point_out_misspelt(const Variables& variables, std::vector<std::string>& warnings) {
  std::vector<std::string> known(other_variables.begin(), other_variables.end());
  for (const SettingKey& key : setting_keys()) {
    for (std::string& name : variable_names(key)) known.push_back(std::move(name));
  }
  for (const std::string& name : variables.names_with_prefix("MIGC_")) {
    if (std::ranges::find(known, name) != known.end()) continue;
    if (const auto meant = closest(name, known)) {
      warnings.push_back(
          fmt::format("variable `{}` means nothing to migc; did you mean `{}`?", name, *meant));
    }
  }
}

bool is_name_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// `inside` is what stands between the braces.
Result<RawText> look_up(std::string_view inside, const RawText& text, const Variables& variables) {
  const auto end =
      static_cast<std::size_t>(std::ranges::find_if_not(inside, is_name_part) - inside.begin());
  const std::string_view name = inside.substr(0, end);
  const std::string_view rest = inside.substr(end);
  if (name.empty() || (!rest.empty() && !rest.starts_with(":-")) ||
      rest.find("${") != std::string_view::npos) {
    return fail(ErrorKind::usage,
                fmt::format("{}: `${{{}}}` is not a reference to a variable", text.origin, inside),
                "help: write `${NAME}` or `${NAME:-default}`, and `$${` for `${` itself");
  }
  std::optional<RawText> found = variables.find(name);
  if (!rest.empty() && (!found || found->text.empty()))
    return RawText{std::string(rest.substr(2)), text.origin};
  if (found) return std::move(*found);
  return fail(
      ErrorKind::usage, fmt::format("{}: variable `{}` is not set", text.origin, name),
      fmt::format("help: set it in the environment or in `.env`, or write `${{{}:-default}}`",
                  name));
}

}  // namespace

std::optional<RawText> Variables::find(std::string_view name) const {
  if (auto value = environment_.find(name))
    return RawText{std::move(*value), fmt::format("environment variable {}", name)};
  if (const auto found = dotenv_.find(std::string(name)); found != dotenv_.end()) {
    return RawText{found->second.value, found->second.origin};
  }
  return std::nullopt;
}

bool Variables::in_environment(std::string_view name) const {
  return environment_.find(name).has_value();
}

std::vector<std::string> Variables::names_with_prefix(std::string_view prefix) const {
  std::vector<std::string> names;
  for (const auto& [name, value] : environment_.variables) {
    if (name.starts_with(prefix)) names.push_back(name);
  }
  for (const auto& [name, entry] : dotenv_) {
    if (name.starts_with(prefix) && !in_environment(name)) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

Result<Layer> variable_layer(const Variables& variables, std::vector<std::string>& warnings) {
  Layer layer;
  for (const SettingKey& key : setting_keys()) {
    const auto found = find_override(key, variables);
    MIGC_TRY(found);
    if (*found)
      layer.emplace(fmt::format("{}.{}", key.section, key.name), raw_setting(**found, key.shape));
  }
  if (const auto mapping = variables.find("MIGC_DRIVER_MAPPING"))
    MIGC_TRY(add_driver_mapping(*mapping, layer));
  point_out_misspelt(variables, warnings);
  return layer;
}

Layer default_layer() {
  Layer layer;
  for (const SettingKey& key : setting_keys()) {
    if (key.fallback.empty() && key.shape == Shape::text) continue;
    layer.emplace(fmt::format("{}.{}", key.section, key.name),
                  raw_setting({std::string(key.fallback), "default"}, key.shape));
  }
  return layer;
}

void lay_over(Layer& lower, const Layer& upper) {
  for (const auto& [name, setting] : upper) lower.insert_or_assign(name, setting);
}

Result<RawText> expand(const RawText& text, const Variables& variables) {
  RawText expanded{.text = {}, .origin = text.origin};
  std::string_view rest = text.text;
  while (!rest.empty()) {
    const std::size_t dollar = rest.find('$');
    expanded.text += rest.substr(0, dollar);
    if (dollar == std::string_view::npos) break;
    rest.remove_prefix(dollar);
    if (rest.starts_with("$${")) {
      expanded.text += "${";
      rest.remove_prefix(3);
    } else if (!rest.starts_with("${")) {
      expanded.text += '$';
      rest.remove_prefix(1);
    } else {
      const std::size_t close = rest.find('}');
      if (close == std::string_view::npos) {
        return fail(ErrorKind::usage, fmt::format("{}: `${{` has no `}}`", text.origin),
                    "help: write `${NAME}` or `${NAME:-default}`, and `$${` for `${` itself");
      }
      const Result<RawText> value = look_up(rest.substr(2, close - 2), text, variables);
      MIGC_TRY(value);
      expanded.text += value->text;
      const bool alone = rest.size() == text.text.size() && close + 1 == rest.size();
      if (alone && value->origin != text.origin)
        expanded.origin = fmt::format("{} (through {})", value->origin, text.origin);
      rest.remove_prefix(close + 1);
    }
  }
  return expanded;
}

}  // namespace migc::runtime

#include "runtime/cli/config_file.h"

// toml++ asserts what it checks anyway a few lines later, and some malformed input (`[}`) breaks
// the assertion before the check reports it; without NDEBUG it would stop, with NDEBUG clang would
// take the assertion for granted.
#undef NDEBUG
#define TOML_ASSERT(condition) static_assert(true)
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <algorithm>
#include <fmt/core.h>
#include <toml++/toml.h>
#include <utility>
#include <vector>

#include "compiler/base/text.h"

namespace migc::runtime {

namespace {

/// Those of the settings, and two whose keys are free.
std::vector<std::string> known_sections() {
  std::vector<std::string> sections = {"driver_mapping", "environments"};
  for (const SettingKey& key : setting_keys()) {
    if (std::ranges::find(sections, key.section) == sections.end())
      sections.emplace_back(key.section);
  }
  return sections;
}

std::string_view type_name(toml::node_type type) {
  switch (type) {
    case toml::node_type::none:
      return "nothing";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "a boolean";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date and time";
  }
  return "nothing";
}

/// Walks the document and collects all that is wrong with it.
class FileReader {
 public:
  explicit FileReader(std::string shown) : shown_(std::move(shown)) {}

  Result<FileSettings> read(const toml::table& document) {
    for (const auto& [key, node] : document) read_section(key, node, settings_.base, false);
    if (problems_.empty()) return std::move(settings_);
    std::ranges::stable_sort(problems_, {}, &Problem::line);
    Error error{.kind = ErrorKind::usage,
                .message = problems_.front().text,
                .detail = problems_.front().help,
                .sqlstate = {}};
    for (std::size_t i = 1; i < problems_.size(); ++i) {
      for (const std::string& line : {problems_[i].text, problems_[i].help}) {
        if (!line.empty()) error.detail += (error.detail.empty() ? "" : "\n") + line;
      }
    }
    return tl::unexpected<Error>(std::move(error));
  }

 private:
  struct Problem {
    std::size_t line;
    std::string text;
    std::string help;
  };

  [[nodiscard]] std::string place(const toml::source_region& source) const {
    return fmt::format("{}:{}", shown_, source.begin.line);
  }

  void complain(const toml::source_region& source, std::string_view text, std::string help = {}) {
    problems_.push_back(
        {source.begin.line, fmt::format("{}: {}", place(source), text), std::move(help)});
  }

  /// A key of the document, or of an `[environments.NAME]` when `nested`.
  void read_section(const toml::key& key, const toml::node& node, Layer& layer, bool nested) {
    const std::string_view name = key.str();
    const bool known = std::ranges::find(sections_, name) != sections_.end() &&
                       !(nested && name == "environments");
    if (!known && nested) {
      read_short_key(key, node, layer);
    } else if (!known) {
      complain(key.source(), fmt::format("unknown section `{}`", name), help_for_section(name));
    } else if (!node.is_table()) {
      complain(key.source(),
               fmt::format("`{}` is {}; a section is wanted", name, type_name(node.type())),
               fmt::format("help: write `[{}]` on a line of its own", name));
    } else if (name == "environments") {
      read_environments(*node.as_table());
    } else if (name == "driver_mapping") {
      for (const auto& [driver, value] : *node.as_table()) read_mapping(driver, value, layer);
    } else {
      for (const auto& [inner, value] : *node.as_table()) read_key(name, inner, value, layer);
    }
  }

  void read_environments(const toml::table& environments) {
    for (const auto& [name, node] : environments) {
      if (!node.is_table()) {
        complain(name.source(),
                 fmt::format("`environments.{}` is {}; a section is wanted", name.str(),
                             type_name(node.type())),
                 fmt::format("help: write `[environments.{}]` on a line of its own", name.str()));
        continue;
      }
      Layer& layer = settings_.environments[std::string(name.str())];
      for (const auto& [key, value] : *node.as_table()) read_section(key, value, layer, true);
    }
  }

  /// Keys of `[project]` and `[database]` may stand in an environment as they are.
  void read_short_key(const toml::key& key, const toml::node& node, Layer& layer) {
    for (const std::string_view section : {"database", "project"}) {
      if (find_setting_key(section, key.str()) != nullptr)
        return read_key(section, key, node, layer);
    }
    std::vector<std::string> known = sections_;
    std::erase(known, "environments");
    for (const SettingKey& candidate : setting_keys()) {
      if (candidate.section == "database" || candidate.section == "project")
        known.emplace_back(candidate.name);
    }
    const auto meant = closest(key.str(), known);
    complain(key.source(), fmt::format("unknown key `{}`", key.str()),
             meant ? fmt::format("help: did you mean `{}`?", *meant) : "");
  }

  void read_key(std::string_view section, const toml::key& name, const toml::node& node,
                Layer& layer) {
    const SettingKey* key = find_setting_key(section, name.str());
    if (key == nullptr) {
      complain(name.source(), fmt::format("unknown key `{}` in `[{}]`", name.str(), section),
               help_for_key(section, name.str()));
      return;
    }
    RawSetting setting{.values = {}, .origin = place(name.source()), .expandable = true};
    switch (key->shape) {
      case Shape::text:
        if (!node.is_string()) {
          complain(
              node.source(),
              fmt::format("`{}` is {}; a string is wanted", name.str(), type_name(node.type())),
              example(*key));
          return;
        }
        add_value(*key, node, setting);
        break;
      case Shape::list:
        if (!node.is_array()) {
          complain(node.source(),
                   fmt::format("`{}` is {}; a list of strings is wanted", name.str(),
                               type_name(node.type())),
                   example(*key));
          return;
        }
        for (const toml::node& element : *node.as_array()) add_value(*key, element, setting);
        break;
    }
    store(fmt::format("{}.{}", section, name.str()), name, std::move(setting), layer);
  }

  void add_value(const SettingKey& key, const toml::node& node, RawSetting& setting) {
    if (!node.is_string()) {
      complain(node.source(),
               fmt::format("`{}` holds {}; a string is wanted", key.name, type_name(node.type())),
               example(key));
      return;
    }
    std::string text = node.as_string()->get();
    // What holds a reference is known only when the variables are, and only if it is used at all.
    if (text.find("${") == std::string::npos) {
      if (const Result<void> valid = key.check(text); !valid) {
        complain(node.source(), fmt::format("`{}`: {}", key.name, valid.error().message),
                 valid.error().detail);
      }
    }
    setting.values.push_back({std::move(text), place(node.source())});
  }

  void read_mapping(const toml::key& driver, const toml::node& node, Layer& layer) {
    if (!node.is_string()) {
      complain(node.source(),
               fmt::format("`{}` is {}; a string is wanted", driver.str(), type_name(node.type())),
               "help: write `\"postgresql+mydriver\" = \"postgresql\"`, with both sides in quotes");
      return;
    }
    RawSetting setting{.values = {{node.as_string()->get(), place(node.source())}},
                       .origin = place(driver.source()),
                       .expandable = true};
    store("driver_mapping." + to_lower(driver.str()), driver, std::move(setting), layer);
  }

  void store(const std::string& name, const toml::key& key, RawSetting&& setting, Layer& layer) {
    const auto [entry, added] = layer.try_emplace(name, std::move(setting));
    if (added) return;
    complain(key.source(), fmt::format("`{}` is given twice", key.str()),
             fmt::format("help: the other one is at {}", entry->second.origin));
  }

  [[nodiscard]] std::string help_for_section(std::string_view name) const {
    for (const SettingKey& key : setting_keys()) {
      if (key.name == name)
        return fmt::format("help: `{}` belongs under `[{}]`", name, key.section);
    }
    const auto meant = closest(name, sections_);
    return meant ? fmt::format("help: did you mean `[{}]`?", *meant) : "";
  }

  static std::string help_for_key(std::string_view section, std::string_view name) {
    std::vector<std::string> here;
    for (const SettingKey& key : setting_keys()) {
      if (key.section == section) here.emplace_back(key.name);
    }
    if (const auto meant = closest(name, here))
      return fmt::format("help: did you mean `{}`?", *meant);
    for (const SettingKey& key : setting_keys()) {
      if (key.name == name)
        return fmt::format("help: `{}` belongs under `[{}]`", name, key.section);
    }
    return fmt::format("help: known are {}", quote_list(here));
  }

  static std::string example(const SettingKey& key) {
    std::string value = fmt::format("\"{}\"", key.fallback.empty() ? "…" : key.fallback);
    if (key.shape == Shape::list) {
      std::vector<std::string> quoted;
      for (const std::string& part : split_list(key.fallback))
        quoted.push_back(fmt::format("\"{}\"", part));
      value = fmt::format("[{}]", join(quoted, ", "));
    }
    return fmt::format("help: for instance `{} = {}`", key.name, value);
  }

  std::vector<std::string> sections_ = known_sections();
  std::string shown_;
  FileSettings settings_;
  std::vector<Problem> problems_;
};

}  // namespace

Result<FileSettings> parse_config_file(std::string_view text, std::string_view shown) {
  const toml::parse_result document = toml::parse(text, shown);
  if (!document) {
    const toml::parse_error& error = document.error();
    return fail(ErrorKind::usage,
                fmt::format("{}:{}:{}: this is not TOML", shown, error.source().begin.line,
                            error.source().begin.column),
                std::string(error.description()));
  }
  return FileReader(std::string(shown)).read(document.table());
}

}  // namespace migc::runtime

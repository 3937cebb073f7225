#include "compiler/base/report.h"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "compiler/base/check.h"
#include "compiler/base/digest.h"
#include "compiler/base/render.h"
#include "compiler/base/text.h"

namespace migc {
namespace {

using Json = nlohmann::ordered_json;

std::string document(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

void put_place(Json& json, const SourceMap& sources, Span span) {
  if (!span.known()) {
    for (const char* member : {"file", "line", "column", "endLine", "endColumn"}) {
      json[member] = nullptr;
    }
    return;
  }
  const LocationRange range = sources.range(span);
  json["file"] = sources.name(span.file);
  json["line"] = range.begin.line;
  json["column"] = range.begin.column;
  json["endLine"] = range.end.line;
  json["endColumn"] = range.end.column;
}

/// What a format with a single text field shows: message, label and help.
std::string full_message(const Diagnostic& diagnostic) {
  std::string text = diagnostic.message;
  if (!diagnostic.primary.text.empty()) {
    text += fmt::format("\n{}", diagnostic.primary.text);
  }
  if (!diagnostic.help.empty()) {
    text += fmt::format("\nhelp: {}", diagnostic.help);
  }
  return text;
}

// --- SARIF

std::string_view sarif_level(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "note";
  }
  MIGC_CHECK(false);
}

/// A relative URI reference (RFC 3986): what may not stand in a path is percent-encoded. A colon is
/// too, for before the first slash it would make the name look like a scheme.
std::string to_uri(std::string_view path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@";
  std::string result;
  for (const char letter : path) {
    if (plain.find(letter) != std::string_view::npos) {
      result += letter;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
  }
  return result;
}

Json sarif_location(const SourceMap& sources, Span span) {
  const LocationRange range = sources.range(span);
  return Json{{"physicalLocation",
               {{"artifactLocation", {{"uri", to_uri(sources.name(span.file))}}},
                {"region",
                 {{"startLine", range.begin.line},
                  {"startColumn", range.begin.column},
                  {"endLine", range.end.line},
                  {"endColumn", range.end.column}}}}}};
}

Json sarif_result(const Diagnostic& diagnostic, const SourceMap& sources, std::size_t rule_index,
                  std::map<std::string, int>& seen) {
  Json result{{"ruleId", code_id(diagnostic.code)},
              {"ruleIndex", rule_index},
              {"level", sarif_level(diagnostic.severity)},
              {"message", {{"text", full_message(diagnostic)}}},
              {"locations", Json::array()}};
  std::string identity(code_id(diagnostic.code));
  const Span place = diagnostic.primary.span;
  if (place.known()) {
    result["locations"].push_back(sarif_location(sources, place));
    const Location at = sources.location(place.file, place.begin);
    identity +=
        fmt::format("\n{}\n{}", sources.name(place.file), trim(sources.line(place.file, at.line)));
  } else {
    identity += fmt::format("\n\n{}", diagnostic.message);
  }
  Json related = Json::array();
  for (const Label& label : diagnostic.secondary) {
    if (label.span.known()) {
      Json location{{"id", related.size()}};
      location.update(sarif_location(sources, label.span));
      location["message"] = {{"text", label.text}};
      related.push_back(std::move(location));
    }
  }
  if (!related.empty()) {
    result["relatedLocations"] = std::move(related);
  }
  const std::string fingerprint = sha256(identity).hex().substr(0, 32);
  result["partialFingerprints"] = {
      {"migc/v1", fmt::format("{}:{}", fingerprint, seen[fingerprint]++)}};
  return result;
}

// --- GitHub

std::string_view github_command(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "notice";
  }
  MIGC_CHECK(false);
}

/// A line end would end the command and let text from a file start another one; a property has two
/// separators more.
std::string github_escaped(std::string_view text, bool property) {
  std::string result;
  for (const char letter : text) {
    const bool separator = property && (letter == ':' || letter == ',');
    if (letter == '%' || letter == '\r' || letter == '\n' || separator) {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    } else {
      result += letter;
    }
  }
  return result;
}

// --- JUnit

/// Escapes for content and, with the line ends that an XML reader would turn into spaces, for
/// attributes. XML 1.0 has no way to write most control characters, so they are replaced.
std::string xml_escaped(std::string_view text, bool attribute) {
  std::string result;
  for (const char letter : text) {
    const bool blank = letter == '\n' || letter == '\t';
    if (letter == '&') {
      result += "&amp;";
    } else if (letter == '<') {
      result += "&lt;";
    } else if (letter == '>') {
      result += "&gt;";
    } else if (letter == '"') {
      result += "&quot;";
    } else if (blank && attribute) {
      result += fmt::format("&#{};", static_cast<int>(letter));
    } else if (static_cast<unsigned char>(letter) < 0x20 && !blank) {
      result += "\xEF\xBF\xBD";
    } else {
      result += letter;
    }
  }
  return result;
}

/// Replaces what is not valid UTF-8, which no XML reader accepts.
std::string valid_utf8(std::string_view text) {
  std::string result;
  for (std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos;
       bad = find_invalid_utf8(text)) {
    result += text.substr(0, bad);
    result += "\xEF\xBF\xBD";
    text.remove_prefix(bad + 1);
  }
  result += text;
  return result;
}

std::string xml_content(std::string_view text) { return xml_escaped(valid_utf8(text), false); }
std::string xml_attribute(std::string_view text) { return xml_escaped(valid_utf8(text), true); }

struct TestCase {
  std::string name;
  std::string failures;
  std::string output;
};

std::string junit_case(const TestCase& test) {
  std::string result = fmt::format("    <testcase classname=\"migc.check\" name=\"{}\" time=\"0\"",
                                   xml_attribute(test.name));
  if (test.failures.empty() && test.output.empty()) {
    return result + "/>\n";
  }
  result += ">\n" + test.failures;
  if (!test.output.empty()) {
    result += fmt::format("      <system-out>{}</system-out>\n", xml_content(test.output));
  }
  return result + "    </testcase>\n";
}

}  // namespace

std::string to_json(const Diagnostics& diagnostics, const SourceMap& sources) {
  Json result = Json::array();
  for (const Diagnostic* diagnostic : diagnostics.sorted()) {
    Json item{{"code", code_id(diagnostic->code)},
              {"name", code_name(diagnostic->code)},
              {"severity", severity_name(diagnostic->severity)},
              {"message", diagnostic->message},
              {"label", diagnostic->primary.text}};
    put_place(item, sources, diagnostic->primary.span);
    Json labels = Json::array();
    for (const Label& label : diagnostic->secondary) {
      Json entry = Json::object();
      put_place(entry, sources, label.span);
      entry["message"] = label.text;
      labels.push_back(std::move(entry));
    }
    item["labels"] = std::move(labels);
    item["help"] = diagnostic->help;
    result.push_back(std::move(item));
  }
  return document(result);
}

std::string to_sarif(const Diagnostics& diagnostics, const SourceMap& sources,
                     std::string_view version) {
  const std::vector<const Diagnostic*> sorted = diagnostics.sorted();
  std::map<Code, std::size_t> rule_indexes;
  for (const Diagnostic* diagnostic : sorted) {
    rule_indexes.emplace(diagnostic->code, 0);
  }
  Json rules = Json::array();
  for (auto& [code, index] : rule_indexes) {
    index = rules.size();
    rules.push_back({{"id", code_id(code)},
                     {"name", code_name(code)},
                     {"shortDescription", {{"text", code_title(code)}}},
                     {"defaultConfiguration", {{"level", sarif_level(default_severity(code))}}}});
  }
  Json results = Json::array();
  std::map<std::string, int> seen;
  for (const Diagnostic* diagnostic : sorted) {
    results.push_back(sarif_result(*diagnostic, sources, rule_indexes[diagnostic->code], seen));
  }
  const Json driver{{"name", "migc"}, {"version", version}, {"rules", std::move(rules)}};
  Json run{{"tool", {{"driver", driver}}},
           {"columnKind", "unicodeCodePoints"},
           {"results", std::move(results)}};
  Json runs = Json::array();
  runs.push_back(std::move(run));
  return document({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", std::move(runs)}});
}

std::string to_github(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::string result;
  for (const Diagnostic* diagnostic : diagnostics.sorted()) {
    std::string properties;
    const Span place = diagnostic->primary.span;
    if (place.known()) {
      const LocationRange range = sources.range(place);
      properties =
          fmt::format("file={},line={},endLine={},", github_escaped(sources.name(place.file), true),
                      range.begin.line, range.end.line);
      // Columns of an annotation are only valid when it begins and ends on one line.
      if (range.begin.line == range.end.line) {
        properties += fmt::format("col={},endColumn={},", range.begin.column, range.end.column);
      }
    }
    properties += fmt::format(
        "title={}",
        github_escaped(fmt::format("{} {}", code_id(diagnostic->code), code_name(diagnostic->code)),
                       true));
    result += fmt::format("::{} {}::{}\n", github_command(diagnostic->severity), properties,
                          github_escaped(full_message(*diagnostic), false));
  }
  return result;
}

std::string to_junit(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::vector<TestCase> cases(sources.size() + 1);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    cases[i].name = sources.name(static_cast<FileId>(i));
  }
  cases.back().name = "project";
  for (const Diagnostic* diagnostic : diagnostics.sorted()) {
    const FileId file = diagnostic->primary.span.file;
    TestCase& test = file == FileId::none ? cases.back() : cases[static_cast<std::size_t>(file)];
    const std::string text = render_text(*diagnostic, sources);
    if (diagnostic->severity == Severity::error) {
      test.failures += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                                   code_id(diagnostic->code), xml_attribute(diagnostic->message),
                                   xml_content(text));
    } else {
      test.output += text;
    }
  }
  const auto failed = std::count_if(cases.begin(), cases.end(),
                                    [](const TestCase& test) { return !test.failures.empty(); });
  std::string result = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  result +=
      fmt::format("  <testsuite name=\"migc check\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
                  cases.size(), failed);
  for (const TestCase& test : cases) {
    result += junit_case(test);
  }
  return result + "  </testsuite>\n</testsuites>\n";
}

}  // namespace migc

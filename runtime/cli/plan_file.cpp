#include "runtime/cli/plan_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "runtime/journal/ledger_sql.h"

namespace migc::runtime {
namespace {

constexpr const char* start_member = "starts_from";

}  // namespace

std::string plan_to_json(const Script& script,
                         const std::map<std::string, Digest, std::less<>>& start) {
  nlohmann::ordered_json plan = nlohmann::ordered_json::parse(to_json(script));
  nlohmann::ordered_json applied = nlohmann::ordered_json::array();
  for (const auto& [revision, digest] : start)
    applied.push_back({{"revision", revision}, {"digest", digest.hex()}});
  plan[start_member] = std::move(applied);
  return plan.dump(2) + "\n";
}

Result<PlanFile> plan_from_json(std::string_view text, std::string_view name) {
  PlanFile plan;
  Result<Script> script = script_from_json(text);
  if (!script) {
    return fail(script.error().kind, fmt::format("{}: {}", name, script.error().message),
                script.error().detail);
  }
  plan.script = std::move(*script);
  for (Unit& unit : plan.script.units) unit = without_origins(std::move(unit));
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    for (const nlohmann::json& item : json.at(start_member)) {
      const std::string hex = item.at("digest").get<std::string>();
      const std::optional<Digest> digest = Digest::from_hex(hex);
      if (!digest) return fail(ErrorKind::usage, fmt::format("{}: `{}` is no digest", name, hex));
      plan.start.emplace(item.at("revision").get<std::string>(), *digest);
    }
  } catch (const nlohmann::json::exception&) {
    return fail(ErrorKind::usage,
                fmt::format("{} does not say which state of the database it starts from", name),
                "help: a plan to run is written by `migc plan --format json`");
  }
  return plan;
}

}  // namespace migc::runtime

// Scripts and units as versioned JSON documents: reviewed plans, and what the ledger keeps of a
// migration.
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "compiler/plan/script.h"

namespace migc {
namespace {

using Json = nlohmann::ordered_json;

/// Raised when a reader of this version could misunderstand a document. Older documents are read as
/// long as they exist.
constexpr int format_version = 1;
constexpr std::string_view script_kind = "migc script";
constexpr std::string_view unit_kind = "migc unit";

/// Thrown inside this file only, where nlohmann's own exceptions are caught too.
struct Malformed {
  std::string message;
};

constexpr std::array lock_levels{LockLevel::none,
                                 LockLevel::access_share,
                                 LockLevel::row_share,
                                 LockLevel::row_exclusive,
                                 LockLevel::share_update_exclusive,
                                 LockLevel::share,
                                 LockLevel::share_row_exclusive,
                                 LockLevel::exclusive,
                                 LockLevel::access_exclusive};
constexpr std::array hazards{Hazard::rewrites_table,   Hazard::scans_table,   Hazard::builds_index,
                             Hazard::blocks_reads,     Hazard::blocks_writes, Hazard::deletes_data,
                             Hazard::may_fail_on_data, Hazard::changes_rows,  Hazard::raw_sql};
constexpr std::array directions{Direction::up, Direction::down};
constexpr std::array kinds{StatementKind::execute, StatementKind::guard, StatementKind::expand};

std::string_view to_string(StatementKind kind) {
  switch (kind) {
    case StatementKind::execute:
      return "execute";
    case StatementKind::guard:
      return "guard";
    case StatementKind::expand:
      return "expand";
  }
  return {};
}

template <typename Enum, std::size_t count>
Enum enumerator(const std::array<Enum, count>& all, const std::string& word,
                std::string_view what) {
  for (const Enum value : all) {
    if (to_string(value) == word) return value;
  }
  throw Malformed{fmt::format("`{}` is no {}", word, what)};
}

// ---- writing: a member with its default value is left out
// ------------------------------------------------------------

void put(Json& to, const char* name, const std::string& text) {
  if (!text.empty()) to[name] = text;
}

Json json_of(const BatchLoop& loop) {
  return Json{{"key", loop.key},
              {"first", loop.first},
              {"next", loop.next},
              {"body_first", loop.body_first},
              {"body_next", loop.body_next}};
}

Json json_of(const Statement& statement) {
  Json json;
  json["sql"] = statement.sql;
  put(json, "summary", statement.summary);
  if (statement.kind != StatementKind::execute) json["kind"] = to_string(statement.kind);
  json["lock"] = to_string(statement.lock);
  put(json, "locks", statement.locks);
  json["tx"] = statement.tx == TxMode::inside ? "inside" : "outside";
  if (!statement.hazards.empty()) {
    Json& list = json["hazards"] = Json::array();
    for (const Hazard hazard : statement.hazards) list.push_back(to_string(hazard));
  }
  put(json, "failure", statement.failure);
  put(json, "probe", statement.probe);
  if (statement.loop) json["loop"] = json_of(*statement.loop);
  if (statement.origin != Span{}) {
    json["origin"] = Json{{"file", static_cast<std::uint32_t>(statement.origin.file)},
                          {"begin", statement.origin.begin},
                          {"end", statement.origin.end}};
  }
  return json;
}

Json json_of(const Batch& batch) {
  Json json;
  json["transactional"] = batch.transactional;
  if (!batch.settings.empty()) {
    Json& list = json["settings"] = Json::array();
    for (const Setting& setting : batch.settings)
      list.push_back(Json{{"name", setting.name}, {"value", setting.value}});
  }
  Json& list = json["statements"] = Json::array();
  for (const Statement& statement : batch.statements) list.push_back(json_of(statement));
  return json;
}

void put_unit(Json& json, const Unit& unit) {
  json["revision"] = unit.revision;
  json["parents"] = unit.parents;
  put(json, "title", unit.title);
  json["direction"] = to_string(unit.direction);
  if (!unit.digest.is_none()) json["digest"] = unit.digest.hex();
  put(json, "verdict", unit.verdict);
  Json& list = json["batches"] = Json::array();
  for (const Batch& batch : unit.batches) list.push_back(json_of(batch));
}

/// Texts come from sources whose encoding was checked; a replacement character is better than an
/// exception all the same.
std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// ---- reading
// ---------------------------------------------------------------------------------------------------------

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() ? std::string() : found->get<std::string>();
}

Span span_of(const Json& json) {
  return Span{.file = FileId{json.at("file").get<std::uint32_t>()},
              .begin = json.at("begin").get<std::uint32_t>(),
              .end = json.at("end").get<std::uint32_t>()};
}

TxMode tx_of(const std::string& word) {
  if (word == "inside") return TxMode::inside;
  if (word == "outside") return TxMode::outside;
  throw Malformed{fmt::format("`{}` is no transaction mode", word)};
}

Statement statement_of(const Json& json) {
  Statement statement;
  statement.sql = json.at("sql").get<std::string>();
  statement.summary = text_of(json, "summary");
  if (json.contains("kind"))
    statement.kind = enumerator(kinds, text_of(json, "kind"), "kind of statement");
  statement.lock = enumerator(lock_levels, json.at("lock").get<std::string>(), "lock level");
  statement.locks = text_of(json, "locks");
  statement.tx = tx_of(json.at("tx").get<std::string>());
  if (json.contains("hazards")) {
    for (const Json& word : json.at("hazards")) {
      statement.hazards.push_back(enumerator(hazards, word.get<std::string>(), "hazard"));
    }
  }
  statement.failure = text_of(json, "failure");
  statement.probe = text_of(json, "probe");
  if (json.contains("loop")) {
    const Json& loop = json.at("loop");
    statement.loop = BatchLoop{.key = loop.at("key").get<std::vector<std::string>>(),
                               .first = loop.at("first").get<std::string>(),
                               .next = loop.at("next").get<std::string>(),
                               .body_first = loop.at("body_first").get<std::string>(),
                               .body_next = loop.at("body_next").get<std::string>()};
  }
  if (json.contains("origin")) statement.origin = span_of(json.at("origin"));
  return statement;
}

Batch batch_of(const Json& json) {
  Batch batch;
  batch.transactional = json.at("transactional").get<bool>();
  if (json.contains("settings")) {
    for (const Json& setting : json.at("settings")) {
      batch.settings.push_back({.name = setting.at("name").get<std::string>(),
                                .value = setting.at("value").get<std::string>()});
    }
  }
  for (const Json& statement : json.at("statements"))
    batch.statements.push_back(statement_of(statement));
  return batch;
}

Unit unit_of(const Json& json) {
  Unit unit;
  unit.revision = json.at("revision").get<std::string>();
  unit.parents = json.at("parents").get<std::vector<std::string>>();
  unit.title = text_of(json, "title");
  unit.direction = enumerator(directions, json.at("direction").get<std::string>(), "direction");
  if (json.contains("digest")) {
    const std::optional<Digest> digest = Digest::from_hex(text_of(json, "digest"));
    if (!digest) throw Malformed{fmt::format("`{}` is no digest", text_of(json, "digest"))};
    unit.digest = *digest;
  }
  unit.verdict = text_of(json, "verdict");
  for (const Json& batch : json.at("batches")) unit.batches.push_back(batch_of(batch));
  return unit;
}

/// Reads a document of the given kind with `body`, and turns every way in which it can be wrong
/// into an error.
template <typename Value, typename Body>
Result<Value> read(std::string_view text, std::string_view kind, const Body& body) {
  try {
    const Json json = Json::parse(text);
    if (text_of(json, "kind") != kind)
      throw Malformed{fmt::format("its kind is `{}`, not `{}`", text_of(json, "kind"), kind)};
    if (const int version = json.at("format").get<int>(); version < 1 || version > format_version) {
      return fail(ErrorKind::usage,
                  fmt::format("the document has format {}, but this migc reads up to {}", version,
                              format_version),
                  "help: use the version of migc that wrote it, or a newer one");
    }
    return body(json);
  } catch (const Json::exception& problem) {
    return fail(ErrorKind::usage, fmt::format("the document is not a {}", kind), problem.what());
  } catch (const Malformed& problem) {
    return fail(ErrorKind::usage,
                fmt::format("the document is not a {}: {}", kind, problem.message));
  }
}

}  // namespace

std::string to_json(const Script& script) {
  Json json{{"kind", script_kind}, {"format", format_version}, {"dialect", script.dialect}};
  Json& list = json["units"] = Json::array();
  for (const Unit& unit : script.units) {
    Json item;
    put_unit(item, unit);
    list.push_back(std::move(item));
  }
  return dump(json, 2) + "\n";
}

std::string to_json(const Unit& unit) {
  Json json{{"kind", unit_kind}, {"format", format_version}};
  put_unit(json, unit);
  return dump(json, -1);
}

Result<Script> script_from_json(std::string_view text) {
  return read<Script>(text, script_kind, [](const Json& json) {
    Script script{.dialect = json.at("dialect").get<std::string>(), .units = {}};
    for (const Json& unit : json.at("units")) script.units.push_back(unit_of(unit));
    return script;
  });
}

Result<Unit> unit_from_json(std::string_view text) {
  return read<Unit>(text, unit_kind, [](const Json& json) { return unit_of(json); });
}

}  // namespace migc

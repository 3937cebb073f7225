// Scripts and units as versioned JSON documents: reviewed plans, and what the ledger keeps of a
// migration.
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "compiler/base/source_map.h"
#include "compiler/plan/script.h"

namespace migc {
namespace {

using Json = nlohmann::json;

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

// ---- writing: a member with its default value is left out --------------------------------------

/// Writes JSON text directly: the ledger gets a document with every migration, and a tree of values
/// would cost more than the rest of recording it.
class Writer {
 public:
  /// On lines of their own, or everything in one.
  explicit Writer(bool lines) : lines_(lines) {}

  void begin(char bracket) {
    separate();
    text_ += bracket;
    ++depth_;
    first_ = true;
  }
  void end(char bracket) {
    --depth_;
    if (!first_) new_line();
    text_ += bracket;
    first_ = false;
  }
  Writer& key(std::string_view name) {
    separate();
    quote(name);
    text_ += lines_ ? ": " : ":";
    after_key_ = true;
    return *this;
  }
  void text(std::string_view value) {
    separate();
    quote(value);
  }
  void number(std::uint64_t value) { word(std::to_string(value)); }
  void boolean(bool value) { word(value ? "true" : "false"); }
  void texts(const std::vector<std::string>& values) {
    begin('[');
    for (const std::string& value : values) text(value);
    end(']');
  }
  /// A member that is left out when it is empty.
  void member(std::string_view name, std::string_view value) {
    if (!value.empty()) key(name).text(value);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void new_line() {
    if (lines_) text_.append("\n").append(2 * depth_, ' ');
  }
  void separate() {
    if (std::exchange(after_key_, false) || depth_ == 0) {
      first_ = false;
      return;
    }
    if (!std::exchange(first_, false)) text_ += ',';
    new_line();
  }
  void word(std::string_view value) {
    separate();
    text_ += value;
  }
  void quote(std::string_view value) {
    text_ += '"';
    // Texts come from sources whose encoding was checked; a replaced byte is better than a document
    // that cannot be read all the same.
    for (std::size_t bad = find_invalid_utf8(value); bad != std::string_view::npos;
         bad = find_invalid_utf8(value)) {
      escape(value.substr(0, bad));
      text_ += "\\ufffd";
      value.remove_prefix(bad + 1);
    }
    escape(value);
    text_ += '"';
  }
  void escape(std::string_view value) {
    for (const char c : value) {
      if (c == '"' || c == '\\') {
        text_ += '\\';
        text_ += c;
      } else if (c == '\n') {
        text_ += "\\n";
      } else if (static_cast<unsigned char>(c) < 0x20) {
        text_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      } else {
        text_ += c;
      }
    }
  }

  bool lines_;
  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true;  ///< nothing stands before in the innermost brackets
  bool after_key_ = false;
};

void write(Writer& to, const BatchLoop& loop) {
  to.begin('{');
  to.key("key").texts(loop.key);
  to.key("size").number(static_cast<std::uint64_t>(loop.size));
  to.key("first").text(loop.first);
  to.key("next").text(loop.next);
  to.key("body_first").text(loop.body_first);
  to.key("body_next").text(loop.body_next);
  to.member("count", loop.count);
  to.end('}');
}

void write(Writer& to, const Span& span) {
  to.begin('{');
  to.key("file").number(static_cast<std::uint32_t>(span.file));
  to.key("begin").number(span.begin);
  to.key("end").number(span.end);
  to.end('}');
}

void write(Writer& to, const Statement& statement) {
  to.begin('{');
  to.key("sql").text(statement.sql);
  to.member("summary", statement.summary);
  if (statement.kind != StatementKind::execute) to.key("kind").text(to_string(statement.kind));
  to.key("lock").text(to_string(statement.lock));
  to.member("locks", statement.locks);
  to.key("tx").text(statement.tx == TxMode::inside ? "inside" : "outside");
  if (!statement.hazards.empty()) {
    to.key("hazards").begin('[');
    for (const Hazard hazard : statement.hazards) to.text(to_string(hazard));
    to.end(']');
  }
  to.member("failure", statement.failure);
  to.member("probe", statement.probe);
  to.member("room", statement.room);
  if (statement.loop) write(to.key("loop"), *statement.loop);
  if (statement.origin != Span{}) write(to.key("origin"), statement.origin);
  to.end('}');
}

void write(Writer& to, const Batch& batch) {
  to.begin('{');
  to.key("transactional").boolean(batch.transactional);
  if (!batch.settings.empty()) {
    to.key("settings").begin('[');
    for (const Setting& setting : batch.settings) {
      to.begin('{');
      to.key("name").text(setting.name);
      to.key("value").text(setting.value);
      to.end('}');
    }
    to.end(']');
  }
  to.key("statements").begin('[');
  for (const Statement& statement : batch.statements) write(to, statement);
  to.end(']');
  to.end('}');
}

void begin_document(Writer& to, std::string_view kind) {
  to.begin('{');
  to.key("kind").text(kind);
  to.key("format").number(format_version);
}

void write_members(Writer& to, const Unit& unit) {
  to.key("revision").text(unit.revision);
  to.key("parents").texts(unit.parents);
  if (!unit.depends_on.empty()) to.key("depends_on").texts(unit.depends_on);
  to.member("title", unit.title);
  to.key("direction").text(to_string(unit.direction));
  if (!unit.digest.is_none()) to.key("digest").text(unit.digest.hex());
  to.member("verdict", unit.verdict);
  to.key("batches").begin('[');
  for (const Batch& batch : unit.batches) write(to, batch);
  to.end(']');
}

// ---- reading

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
  statement.room = text_of(json, "room");
  if (json.contains("loop")) {
    const Json& loop = json.at("loop");
    statement.loop = BatchLoop{.key = loop.at("key").get<std::vector<std::string>>(),
                               .size = loop.at("size").get<std::int64_t>(),
                               .first = loop.at("first").get<std::string>(),
                               .next = loop.at("next").get<std::string>(),
                               .body_first = loop.at("body_first").get<std::string>(),
                               .body_next = loop.at("body_next").get<std::string>(),
                               .count = text_of(loop, "count")};
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
  if (json.contains("depends_on"))
    unit.depends_on = json.at("depends_on").get<std::vector<std::string>>();
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
  Writer to(true);
  begin_document(to, script_kind);
  to.key("dialect").text(script.dialect);
  to.key("units").begin('[');
  for (const Unit& unit : script.units) {
    to.begin('{');
    write_members(to, unit);
    to.end('}');
  }
  to.end(']');
  to.end('}');
  return to.take() + "\n";
}

std::string to_json(const Unit& unit) {
  Writer to(false);
  begin_document(to, unit_kind);
  write_members(to, unit);
  to.end('}');
  return to.take();
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

#include "compiler/dialect/postgres/pg_text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <pg_query.h>

#include "compiler/base/text.h"

namespace migc::postgres {
namespace {

using Json = nlohmann::json;

/// The parser counts characters, from 1; 0 means that it knows no place.
std::size_t byte_offset(std::string_view text, int character) {
  int seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (starts && ++seen == character) return i;
  }
  return character <= 0 ? 0 : text.size();
}

bool is_true(const Json& node, const char* field) {
  const auto found = node.find(field);
  return found != node.end() && found->is_boolean() && found->get<bool>();
}

std::string word_of(const Json& node, const char* field) {
  const auto found = node.find(field);
  return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Options in parentheses: REINDEX (CONCURRENTLY) …, VACUUM (FULL) ….
bool has_option(const Json& node, const char* field, std::string_view name) {
  const auto options = node.find(field);
  if (options == node.end() || !options->is_array()) return false;
  return std::any_of(options->begin(), options->end(), [name](const Json& option) {
    const auto element = option.find("DefElem");
    return element != option.end() && word_of(*element, "defname") == name;
  });
}

bool detaches_concurrently(const Json& alter) {
  const auto commands = alter.find("cmds");
  if (commands == alter.end() || !commands->is_array()) return false;
  return std::any_of(commands->begin(), commands->end(), [](const Json& entry) {
    const auto command = entry.find("AlterTableCmd");
    if (command == entry.end()) return false;
    const auto definition = command->find("def");
    if (definition == command->end()) return false;
    const auto partition = definition->find("PartitionCmd");
    return partition != definition->end() && is_true(*partition, "concurrent");
  });
}

/// Statements that PostgreSQL refuses inside a transaction block (PreventInTransactionBlock in its
/// source).
bool runs_outside(const std::string& kind, const Json& node) {
  constexpr std::array<std::string_view, 7> always = {
      "CreatedbStmt",        "DropdbStmt",      "CreateTableSpaceStmt",
      "DropTableSpaceStmt",  "AlterSystemStmt", "CreateSubscriptionStmt",
      "DropSubscriptionStmt"};
  if (kind == "DiscardStmt") return word_of(node, "target") == "DISCARD_ALL";
  if (std::find(always.begin(), always.end(), kind) != always.end()) return true;
  if (kind == "VacuumStmt") return is_true(node, "is_vacuumcmd");
  if (kind == "IndexStmt" || kind == "DropStmt") return is_true(node, "concurrent");
  if (kind == "ClusterStmt") return node.find("relation") == node.end();
  if (kind == "AlterTableStmt") return detaches_concurrently(node);
  if (kind == "AlterDatabaseStmt") return has_option(node, "options", "tablespace");
  if (kind != "ReindexStmt") return false;
  const std::string target = word_of(node, "kind");
  return has_option(node, "params", "concurrently") || target == "REINDEX_OBJECT_SCHEMA" ||
         target == "REINDEX_OBJECT_DATABASE" || target == "REINDEX_OBJECT_SYSTEM";
}

RawStatement read_statement(std::string_view whole, const Json& entry) {
  const std::size_t begin = entry.value("stmt_location", std::size_t{0});
  const std::size_t length = entry.value("stmt_len", std::size_t{0});
  const std::string_view piece = length == 0 ? whole.substr(begin) : whole.substr(begin, length);
  std::string_view text = trim(piece);
  while (!text.empty() && text.back() == ';') text = trim(text.substr(0, text.size() - 1));
  RawStatement statement;
  statement.text = std::string(text);
  statement.offset = text.empty() ? begin : static_cast<std::size_t>(text.data() - whole.data());
  const auto node = entry.find("stmt");
  if (node == entry.end() || !node->is_object() || node->empty()) return statement;
  const std::string kind = node->begin().key();
  const Json& body = node->begin().value();
  statement.outside = runs_outside(kind, body);
  statement.ends_transaction = kind == "TransactionStmt";
  statement.adds_enum_value = kind == "AlterEnumStmt" && !word_of(body, "newVal").empty() &&
                              word_of(body, "oldVal").empty();
  return statement;
}

}  // namespace

RawText read_raw(std::string_view text) {
  RawText result;
  const std::string terminated(text);
  const PgQueryParseResult parsed = pg_query_parse(terminated.c_str());
  if (parsed.error != nullptr) {
    result.problem = RawProblem{.message = parsed.error->message,
                                .offset = byte_offset(text, parsed.error->cursorpos)};
  } else {
    const Json tree = Json::parse(parsed.parse_tree, nullptr, false);
    const auto statements = tree.find("stmts");
    if (statements != tree.end()) {
      for (const Json& entry : *statements)
        result.statements.push_back(read_statement(text, entry));
    }
  }
  pg_query_free_parse_result(parsed);
  return result;
}

std::string parse_tree(std::string_view text) {
  const std::string terminated(text);
  const PgQueryParseResult parsed = pg_query_parse(terminated.c_str());
  std::string tree = parsed.error == nullptr ? parsed.parse_tree : "";
  pg_query_free_parse_result(parsed);
  return tree;
}

std::optional<RawProblem> check_part(std::string_view before, std::string_view text,
                                     std::string_view after) {
  RawText raw = read_raw(std::string(before) + std::string(text) + std::string(after));
  if (raw.problem) {
    const std::size_t offset = raw.problem->offset;
    raw.problem->offset =
        offset < before.size() ? 0 : std::min(offset - before.size(), text.size());
    return raw.problem;
  }
  // A text that closes the bracket it stands in could bring statements of its own.
  if (raw.statements.size() != 1)
    return RawProblem{.message = "it does not end where it should", .offset = 0};
  return std::nullopt;
}

Span place_in(Span span, std::string_view text, std::size_t offset) {
  if (!span.known()) return span;
  const std::size_t width = span.end - span.begin;
  const std::size_t margin = width > text.size() ? (width - text.size()) / 2 : 0;
  const auto begin =
      static_cast<std::uint32_t>(std::min<std::size_t>(span.begin + margin + offset, span.end));
  return {.file = span.file, .begin = begin, .end = std::min(begin + 1, span.end)};
}

bool may_be_newer(std::string_view text) {
  // Syntax of 16 to 18: SQL/JSON, MERGE … RETURNING, virtual columns, NOT ENFORCED, WITHOUT
  // OVERLAPS, PERIOD, RETURNING WITH.
  constexpr std::array<std::string_view, 9> words = {"json",     "merge",    "virtual",
                                                     "enforced", "overlaps", "period",
                                                     "absent",   "on_error", "returning"};
  const std::string lower = to_lower(text);
  return std::any_of(words.begin(), words.end(), [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

}  // namespace migc::postgres

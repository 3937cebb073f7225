#include "runtime/cli/schema_text.h"

#include <fmt/format.h>
#include <map>
#include <set>

#include "compiler/base/text.h"
#include "compiler/sema/statements.h"
#include "compiler/syntax/printer.h"

namespace migc::runtime {
namespace {

constexpr std::string_view rest = "schema";

/// The table whose file an object stands in, or null.
const ObjectName* table_of(const Object& object, const Schema& schema) {
  const ObjectName* name = nullptr;
  if (const auto* table = std::get_if<Table>(&object)) name = &table->name;
  if (const auto* text = std::get_if<TextObject>(&object)) name = &text->on;
  if (const auto* statistics = std::get_if<Statistics>(&object)) name = &statistics->table;
  const auto* privileges = std::get_if<Privileges>(&object);
  if (privileges != nullptr && privileges->object.kind == ObjectKind::table)
    name = &privileges->object.name;
  return name != nullptr && schema.find_table(*name) != nullptr ? name : nullptr;
}

std::string part_of(const Object& object, const Schema& schema, Split split) {
  if (split == Split::by_table) {
    const ObjectName* table = table_of(object, schema);
    return table == nullptr ? std::string(rest) : table->display();
  }
  if (split == Split::none) return std::string(rest);
  const auto* privileges = std::get_if<Privileges>(&object);
  const ObjectKey key = privileges == nullptr ? key_of(object) : privileges->object;
  const std::string& name = key.kind == ObjectKind::name_space ? key.name.name : key.name.schema;
  return name.empty() ? "public" : name;
}

/// A name that every file system takes, and no other part has.
std::string file_name(const std::string& part, std::set<std::string>& taken) {
  std::string name;
  for (const char c : part) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '-' || c == '.';
    name += plain ? c : '_';
  }
  // Some file systems do not tell capital letters from small ones.
  while (!taken.insert(to_lower(name)).second) name += '_';
  return name + ".mig";
}

}  // namespace

Result<Split> parse_split(const std::string& word) {
  if (word == "schema") return Split::by_schema;
  if (word == "table") return Split::by_table;
  return fail(ErrorKind::usage,
              fmt::format("found `--split {}`, expected `schema` or `table`", word));
}

std::vector<SchemaFile> schema_files(const Schema& schema, Split split) {
  std::map<std::string, Schema> parts;
  for (const auto& [key, object] : schema.objects())
    parts[part_of(object, schema, split)].put(object);
  // The name of the rest belongs to it, not to a table that is called so too.
  std::set<std::string> taken;
  std::vector<SchemaFile> files;
  const auto write = [&](const std::string& part, const Schema& of) {
    files.push_back({file_name(part, taken), print(to_desired(of))});
  };
  const auto main = parts.find(std::string(rest));
  if (main != parts.end()) write(main->first, main->second);
  for (const auto& [part, of] : parts) {
    if (part != rest) write(part, of);
  }
  if (files.empty()) write(std::string(rest), Schema{});
  return files;
}

Result<Database> open_url(const Context& context, const Config& config, const std::string& url) {
  Config named = config;
  named.url = DatabaseUrl{.text = url, .origin = "the command line"};
  Result<Database> database = connect_database(context, named, Access::read);
  if (!database) return database;
  if (database->driver == nullptr)
    return fail(ErrorKind::connect, fmt::format("there is no database at {}", database->display));
  return database;
}

InspectOptions inspect_options(const Context& context, const Config& config) {
  InspectOptions options{.ledger_schema = config.ledger_schema.value,
                         .ledger_prefix = config.ledger_prefix.value,
                         .include = context.options.include,
                         .exclude = config.exclude.value,
                         .owners = false};
  if (options.include.empty()) options.include = config.include.value;
  const std::vector<std::string>& more = context.options.exclude;
  options.exclude.insert(options.exclude.end(), more.begin(), more.end());
  return options;
}

void tell_left_out(const Context& context, const std::vector<std::string>& left_out) {
  for (const std::string& what : left_out)
    context.output.say(fmt::format("note: left out, for a schema file cannot say it: {}", what));
}

}  // namespace migc::runtime

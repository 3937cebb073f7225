#include "compiler/dialect/sqlite/definitions.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

#include "compiler/base/text.h"
#include "compiler/dialect/sql_tokens.h"

namespace migc::sqlite {
namespace {

/// Without the semicolon at its end.
std::string statement_of(const DefinitionText& text) {
  std::string_view sql = trim(text.text);
  while (!sql.empty() && sql.back() == ';') sql = trim(sql.substr(0, sql.size() - 1));
  return std::string(sql);
}

/// The statement that makes the object; nothing when it is not there on SQLite.
std::optional<std::string> definition(const Emission& emission, const Object& object) {
  const std::vector<DefinitionText>* texts = texts_of(object);
  const DefinitionText* text = texts == nullptr ? nullptr : text_for(*texts, "sqlite");
  if (text == nullptr) return std::nullopt;
  const auto* view = std::get_if<View>(&object);
  if (view == nullptr) return statement_of(*text);
  const std::string columns =
      view->columns.empty() ? "" : fmt::format(" ({})", emission.sql().names(view->columns));
  return fmt::format("CREATE VIEW {}{} AS\n{}", emission.sql().name(view->name.name), columns,
                     statement_of(*text));
}

bool is_virtual_table(const Object& object) {
  const auto* text = std::get_if<TextObject>(&object);
  return text != nullptr && text->kind == ObjectKind::virtual_table;
}

std::string drop(const Emission& emission, const Object& object) {
  std::string_view kind = std::holds_alternative<View>(object) ? "VIEW" : "TRIGGER";
  if (is_virtual_table(object)) kind = "TABLE";
  return fmt::format("DROP {} {}", kind, emission.sql().name(name_of(object).name));
}

bool is_there(const Emission& emission, const Object& object) {
  return definition(emission, object).has_value();
}

/// Says what SQLite does not have.
bool check(Emission& emission, const Object& object) {
  const ObjectKey key = key_of(object);
  const Span place = emission.limits().place(origin_of(object));
  const auto* view = std::get_if<View>(&object);
  const auto* text = std::get_if<TextObject>(&object);
  if (text != nullptr && text->firing != Firing::origin && is_there(emission, object)) {
    emission.limits()
        .not_available(place, fmt::format("SQLite can neither disable {} nor enable it otherwise",
                                          describe(key)))
        .with_help("give it a text for `postgres` alone");
    return false;
  }
  if (text != nullptr && (text->kind == ObjectKind::trigger || is_virtual_table(object) ||
                          !is_there(emission, object)))
    return true;
  if (view != nullptr && !is_there(emission, object)) return true;
  if (view == nullptr) {
    emission.limits()
        .not_available(place, fmt::format("SQLite has no {}, such as {}",
                                          key.kind == ObjectKind::privileges
                                              ? std::string_view("privileges of roles")
                                              : kind_name(key.kind),
                                          describe(key)))
        .with_help("keep it to PostgreSQL with `sql for postgres`");
    return false;
  }
  emission.limits().object_name(view->name);
  if (view->materialized) {
    emission.limits()
        .not_available(place, fmt::format("SQLite has no materialized views, such as `{}`",
                                          view->name.display()))
        .with_help("give it a text for `postgres`, and `for sqlite $$ $$`");
    return false;
  }
  if (!view->with.empty() || view->check_option != CheckOption::none) {
    emission.limits().not_available(
        place, fmt::format("views of SQLite, such as `{}`, have no options", view->name.display()));
    return false;
  }
  return true;
}

/// Triggers on a view, which go with it.
std::vector<Object> triggers_on(const Schema& schema, const ObjectKey& view) {
  std::vector<Object> triggers;
  for (const ObjectKey& user : schema.users_of(view)) {
    const auto* text = std::get_if<TextObject>(schema.find(user));
    if (text != nullptr && text->kind == ObjectKind::trigger && text->on == view.name)
      triggers.emplace_back(*text);
  }
  return triggers;
}

void create(Emission& emission, const Object& object) {
  if (const std::optional<std::string> sql = definition(emission, object)) emission.execute(*sql);
}

/// One definition in place of another, with the triggers on it.
void rebuild(Emission& emission, const Object& before, const Operation& operation,
             const ObjectKey& now) {
  if (is_there(emission, before)) emission.execute(drop(emission, before));
  emission.evolve(operation);
  create(emission, *emission.schema().find(now));
  if (!is_there(emission, before) || !std::holds_alternative<View>(before)) return;
  for (const Object& trigger : triggers_on(emission.schema(), now)) create(emission, trigger);
}

}  // namespace

void emit_create(Emission& emission, const Operation& operation, const CreateObject& op) {
  if (check(emission, op.object)) create(emission, op.object);
  emission.evolve(operation);
}

void emit_drop(Emission& emission, const Operation& operation, const DropObject& op) {
  const Object& object = *emission.schema().find(op.object);
  std::vector<Hazard> hazards;
  if (is_virtual_table(object)) hazards.push_back(Hazard::deletes_data);
  // The module drops its shadow tables itself.
  if (is_there(emission, object)) emission.execute(drop(emission, object), std::move(hazards));
  emission.evolve(operation);
}

void emit_replace(Emission& emission, const Operation& operation, const ReplaceObject& op) {
  const ObjectKey key = key_of(op.after);
  const Object before = *emission.schema().find(key);
  if (!check(emission, op.after) ||
      definition(emission, before) == definition(emission, op.after)) {
    emission.evolve(operation);
    return;
  }
  rebuild(emission, before, operation, key);
}

void emit_rename(Emission& emission, const Operation& operation, const RenameObject& op) {
  const Object before = *emission.schema().find(op.from);
  ObjectKey now = op.from;
  now.name = op.to;
  if (is_virtual_table(before)) {
    // The module renames its shadow tables itself.
    if (is_there(emission, before))
      emission.execute(fmt::format("ALTER TABLE {} RENAME TO {}",
                                   emission.sql().name(op.from.name.name),
                                   emission.sql().name(op.to.name)));
    emission.evolve(operation);
  } else if (is_there(emission, before))
    rebuild(emission, before, operation, now);
  else
    emission.evolve(operation);
}

void emit_owner(Emission& emission, const Operation& operation, const SetOwner& op) {
  emission.limits()
      .not_available(operation.origin.span,
                     fmt::format("SQLite knows no owner of {}", describe(op.object)))
      .with_help("keep it to PostgreSQL with `sql for postgres`");
  emission.evolve(operation);
}

// ---- names in texts

namespace {

const ObjectKey* relation_called(const Schema& schema, std::string_view name) {
  for (const auto& [key, object] : schema.objects()) {
    const bool relation = key.kind == ObjectKind::table || key.kind == ObjectKind::view ||
                          key.kind == ObjectKind::virtual_table;
    if (relation && equal_ignoring_case(key.name.name, name)) return &key;
  }
  return nullptr;
}

/// The column as its table spells it; nothing when no such column is known.
std::optional<std::string> column_called(const Schema& schema,
                                         const std::vector<ObjectName>& relations,
                                         std::string_view name) {
  for (const ObjectName& relation : relations) {
    const Table* table = schema.find_table(relation);
    if (table == nullptr) continue;
    for (const Column& column : table->columns) {
      if (equal_ignoring_case(column.name, name)) return column.name;
    }
  }
  return std::nullopt;
}

TextName named(TextName::Role role, const SqlToken& token, ObjectName object, std::string column) {
  return {.role = role,
          .object = std::move(object),
          .column = std::move(column),
          .output = false,
          .begin = static_cast<std::uint32_t>(token.begin),
          .end = static_cast<std::uint32_t>(token.end)};
}

/// SQLite takes a string for a name where only the name of an object may stand.
void read_strings_as_names(std::string_view text, std::vector<SqlToken>& tokens) {
  constexpr auto before = std::to_array<std::string_view>(
      {"trigger", "exists", "table", "on", "into", "update", "from", "join"});
  bool header = true;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    SqlToken& token = tokens[i];
    const SqlToken& last = tokens[i - 1];
    header = header && !token.is_word("begin");
    if (token.kind != SqlToken::Kind::string || last.kind != SqlToken::Kind::word) continue;
    const bool compares = (last.text == "on" && !header) ||
                          (last.text == "from" && i > 1 && tokens[i - 2].is_word("distinct"));
    if (compares || std::find(before.begin(), before.end(), last.text) == before.end()) continue;
    token.kind = SqlToken::Kind::quoted;
    for (std::size_t at = token.begin + 1; at + 1 < token.end; ++at) {
      token.text += text[at];
      if (text[at] == '\'') ++at;
    }
  }
}

}  // namespace

bool read_names(const Object& object, const Schema& schema, DefinitionText& text,
                Diagnostics& diagnostics) {
  std::vector<SqlToken> tokens = sql_tokens(text.text, true);
  read_strings_as_names(text.text, tokens);
  const auto word = [&](std::size_t i, std::string_view wanted) {
    return i < tokens.size() && tokens[i].is_word(wanted);
  };
  const bool query = word(0, "select") || word(0, "with") || word(0, "values");
  const auto* made = std::get_if<TextObject>(&object);
  std::size_t self = tokens.size();
  for (std::size_t i = 0; made != nullptr && i + 1 < tokens.size() && i < 4; ++i) {
    const bool virtual_table =
        is_virtual_table(object) && i > 0 && word(i, "table") && word(i - 1, "virtual");
    if (!virtual_table && (is_virtual_table(object) || !word(i, "trigger"))) continue;
    self = word(i + 1, "if") ? i + 4 : i + 1;
  }
  const bool fits = made == nullptr ? query
                                    : word(0, "create") && self < tokens.size() &&
                                          equal_ignoring_case(tokens[self].text, made->name.name);
  if (!fits) {
    diagnostics.add(Code::text_names_another, text.origin.span,
                    made == nullptr
                        ? std::string("the text is not a query")
                        : fmt::format("the text does not create {}", describe(key_of(object))));
    return false;
  }
  std::vector<ObjectName> relations;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_name() || i == self) continue;
    const ObjectKey* found = relation_called(schema, tokens[i].text);
    if (found == nullptr || (i > 0 && tokens[i - 1].text == ".")) continue;
    if (std::find(relations.begin(), relations.end(), found->name) == relations.end())
      relations.push_back(found->name);
  }
  const ObjectName only = relations.size() == 1 ? relations.front() : ObjectName{};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const SqlToken& token = tokens[i];
    const bool behind_dot = i > 0 && tokens[i - 1].text == ".";
    if (i == self) {
      text.names.push_back(named(TextName::Role::self, token, made->name, {}));
    } else if (token.text == "*" && token.kind == SqlToken::Kind::other && i > 0 &&
               (behind_dot || tokens[i - 1].text == "," || tokens[i - 1].is_word("select") ||
                tokens[i - 1].is_word("distinct"))) {
      text.names.push_back(named(TextName::Role::all_columns, token, only, {}));
    } else if (token.is_name()) {
      const ObjectKey* found = behind_dot ? nullptr : relation_called(schema, token.text);
      const std::optional<std::string> column = column_called(schema, relations, token.text);
      if (found != nullptr) {
        const bool qualifier = i + 1 < tokens.size() && tokens[i + 1].text == ".";
        text.names.push_back(named(qualifier ? TextName::Role::qualifier : TextName::Role::relation,
                                   token, found->name, {}));
      } else if (column) {
        text.names.push_back(named(TextName::Role::column, token, only, *column));
      }
    }
  }
  return true;
}

}  // namespace migc::sqlite

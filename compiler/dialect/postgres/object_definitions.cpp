#include "compiler/dialect/postgres/object_definitions.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/postgres/body_check.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/dependents.h"
#include "compiler/dialect/postgres/pg_names.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/schema/name_text.h"
#include "compiler/schema/text_search.h"

namespace migc::postgres {
namespace {

/// As DDL calls the kind.
std::string_view keyword(const Object& object) {
  const auto* view = std::get_if<View>(&object);
  if (view != nullptr && view->materialized) return "materialized view";
  const ObjectKind kind = key_of(object).kind;
  return is_type(kind) && kind != ObjectKind::domain ? "type" : kind_name(kind);
}

std::string arguments_text(const Context& context, const TextObject& routine) {
  std::vector<std::string> types;
  for (const Type& type : routine.arguments) types.push_back(type_text(type, context.schema));
  if (types.empty() && routine.kind == ObjectKind::aggregate) return "(*)";
  return "(" + join(types, ", ") + ")";
}

/// The tables of the model that a text reads.
std::vector<ObjectName> tables_read(const Context& context, const Object& object) {
  const std::vector<DefinitionText>* texts = texts_of(object);
  const DefinitionText* text = texts == nullptr ? nullptr : text_for(*texts, "postgres");
  std::vector<ObjectName> tables;
  if (text == nullptr) return tables;
  for (const TextName& name : text->names) {
    const bool table = name.role == TextName::Role::relation &&
                       context.schema.find_table(name.object) != nullptr &&
                       std::find(tables.begin(), tables.end(), name.object) == tables.end();
    if (table) tables.push_back(name.object);
  }
  return tables;
}

std::vector<ObjectName> without(std::vector<ObjectName> names, const ObjectName& name) {
  std::erase(names, name);
  return names;
}

/// How the value of an option is written.
enum class OptionValue { text, collation, as_it_stands };

OptionValue option_value(ObjectKind kind, std::string_view option, std::string_view value) {
  const bool word = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
  if (kind == ObjectKind::range_type)
    return option == "collation" ? OptionValue::collation : OptionValue::as_it_stands;
  if (kind == ObjectKind::collation)
    return word && (option == "provider" || option == "deterministic") ? OptionValue::as_it_stands
                                                                       : OptionValue::text;
  const bool refers = option == "template" || option == "copy" || option == "parser";
  return word || refers ? OptionValue::as_it_stands : OptionValue::text;
}

/// What is no collation of the model is one of the server's, which may have a dot in its name.
std::string collation_option(const Context& context, const std::string& value) {
  ObjectName name = split_name(value);
  if (context.schema.find({ObjectKind::collation, name}) == nullptr) name = {"", value};
  return context.writer().collation(name).take();
}

void add_mappings(const Context& context, const DefinedObject& configuration) {
  // A copy has those of its original.
  const bool copy = configuration.options.contains("copy");
  for (const auto& [option, value] : configuration.options) {
    const std::string_view token = mapped_token(option);
    if (token.empty()) continue;
    SqlWriter w = context.writer();
    w.word("alter text search configuration").name(configuration.name);
    w.word(copy ? "alter mapping for" : "add mapping for").identifier(token).word("with");
    std::vector<std::string> names;
    for (const ObjectName& dictionary : mapped_dictionaries(value))
      names.push_back(context.writer().name(dictionary).take());
    context.add(w.raw(" " + join(names, ", ")).take());
  }
}

void create(const Context& context, const DefinedObject& object) {
  std::vector<std::string> options;
  for (const auto& [name, value] : object.options) {
    const bool maps = object.kind == ObjectKind::text_search_configuration;
    if (maps && !mapped_token(name).empty()) continue;
    std::string spelled = value;
    switch (option_value(object.kind, name, value)) {
      case OptionValue::text:
        spelled = quote_literal(value);
        break;
      case OptionValue::collation:
        spelled = collation_option(context, value);
        break;
      case OptionValue::as_it_stands:
        break;
    }
    options.push_back(fmt::format("{} = {}", name, spelled));
  }
  SqlWriter w = context.writer();
  w.word("create").word(keyword(object)).name(object.name);
  if (object.kind == ObjectKind::range_type) w.word("as range");
  context.add(w.open().raw(join(options, ", ")).close().take());
  if (object.kind == ObjectKind::text_search_configuration) add_mappings(context, object);
}

void create(const Context& context, const Extension& extension) {
  SqlWriter w = context.writer();
  w.word("create extension").identifier(extension.name.name);
  if (!extension.schema.empty()) w.word("with schema").identifier(extension.schema);
  if (!extension.version.empty()) w.word("version").literal(extension.version);
  if (extension.cascade) w.word("cascade");
  context.add(w.take());
}

void create(const Context& context, const Domain& domain) {
  SqlWriter w = context.writer();
  w.word("create domain").name(domain.name).word("as").type(domain.type);
  w.collate(domain.collation);
  if (domain.default_value) write_default(w, *domain.default_value);
  if (domain.not_null) w.word("not null");
  for (const Constraint& check : domain.checks) {
    if (!is_not_valid(check)) w.raw(" " + domain_check(context, check));
  }
  context.add(w.take());
  for (const Constraint& check : domain.checks) {
    if (!is_not_valid(check)) continue;
    SqlWriter add = context.writer();
    add.word("alter domain").name(domain.name).word("add").raw(" " + domain_check(context, check));
    context.add(add.word("not valid").take());
  }
  for (const Constraint& check : domain.checks) {
    if (!check.comment.empty()) add_check_comment(context, domain, check);
  }
}

void create(const Context& context, const CompositeType& type) {
  std::vector<std::string> attributes;
  for (const Attribute& attribute : type.attributes) {
    SqlWriter w = context.writer();
    w.identifier(attribute.name).type(attribute.type).collate(attribute.collation);
    attributes.push_back(w.take());
  }
  SqlWriter w = context.writer();
  w.word("create type").name(type.name).word("as").open().raw(join(attributes, ", ")).close();
  context.add(w.take());
  for (const Attribute& attribute : type.attributes) {
    if (!attribute.comment.empty())
      add_column_comment(context, type.name, attribute.name, attribute.comment);
  }
}

void create(const Context& context, const Sequence& sequence) {
  SqlWriter w = context.writer();
  w.word("create sequence").name(sequence.name);
  if (sequence.type) w.word("as").type(*sequence.type);
  context.add(w.raw(sequence_options(sequence.options)).take());
  if (!sequence.owner_table.name.empty()) own_sequence(context, sequence);
}

void create(const Context& context, const View& view) {
  const DefinitionText* body = text_for(view.bodies, "postgres");
  SqlWriter w = context.writer();
  w.word("create").word(keyword(view)).name(view.name);
  if (!view.columns.empty()) w.columns(view.columns);
  if (!view.with.empty()) w.word("with").open().raw(parameters_text(view.with)).close();
  w.word("as").raw("\n" + statement_of(*body));
  if (view.check_option == CheckOption::local) w.raw("\nWITH LOCAL CHECK OPTION");
  if (view.check_option == CheckOption::cascaded) w.raw("\nWITH CASCADED CHECK OPTION");
  if (view.with_no_data) w.raw("\nWITH NO DATA");
  std::vector<Hazard> also;
  if (view.materialized && !view.with_no_data) also.push_back(Hazard::scans_table);
  context.add(w.take(), Fact::create_view, view.name, tables_read(context, view), also);
  for (const Index& index : view.indexes) {
    context.add(index_definition(context, view.name, index), Fact::create_index, view.name);
    if (!index.comment.empty()) add_index_comment(context, view.name, index);
  }
  for (const auto& [column, comment] : view.column_comments)
    add_column_comment(context, view.name, column, comment);
}

void create(const Context& context, const TextObject& object) {
  std::string sql = statement_of(*text_for(object.bodies, "postgres"));
  prepare_body_check(context, object, sql);
  const bool trigger = object.kind == ObjectKind::trigger;
  if (object.on.name.empty()) {
    context.add(std::move(sql), Fact::create_view, object.name, tables_read(context, object));
  } else {
    context.add(
        std::move(sql), trigger ? Fact::create_trigger : Fact::create_rule, object.on,
        trigger ? std::vector<ObjectName>{} : without(tables_read(context, object), object.on));
  }
  if (object.firing != Firing::origin) set_firing(context, object);
}

void create(const Context& context, const Statistics& statistics) {
  SqlWriter w = context.writer();
  w.word("create statistics").name(statistics.name);
  if (!statistics.kinds.empty()) w.open().raw(join(statistics.kinds, ", ")).close();
  w.word("on");
  for (std::size_t i = 0; i < statistics.expressions.size(); ++i) {
    if (i != 0) w.comma();
    const Expression& each = statistics.expressions[i];
    if (each.kind == ExpressionKind::column)
      w.expression(each);
    else
      w.open().expression(each).close();
  }
  context.add(w.word("from").name(statistics.table).take(), Fact::create_statistics,
              statistics.table);
}

void create(const Context& context, const Publication& publication) {
  SqlWriter w = context.writer();
  w.word("create publication").identifier(publication.name.name);
  const std::string targets = publication_targets(context, publication);
  if (!targets.empty()) w.word("for").raw(targets);
  if (!publication.with.empty())
    w.word("with").open().raw(parameters_text(publication.with)).close();
  std::vector<ObjectName> tables;
  for (const PublicationTable& table : publication.tables) tables.push_back(table.table);
  const ObjectName first = tables.empty() ? ObjectName{} : tables.front();
  if (tables.empty()) {
    context.add(w.take());
    return;
  }
  Statement statement;
  statement.sql = w.take();
  std::vector<Locked> locked;
  for (const ObjectName& table : tables)
    locked.push_back({table, LockLevel::share_update_exclusive});
  context.add(std::move(statement), locked);
}

}  // namespace

std::string domain_check(const Context& context, const Constraint& check) {
  Constraint plain = check;
  std::get<Check>(plain.body).no_inherit = false;
  return constraint_definition(context, plain);
}

void add_check_comment(const Context& context, const Domain& domain, const Constraint& check) {
  SqlWriter w = context.writer();
  w.word("comment on constraint").identifier(check.name).word("on domain").name(domain.name);
  context.add(w.word("is").literal(check.comment).take());
}

std::string sequence_options(const SequenceOptions& options) {
  std::string text;
  const auto number = [&text](std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) text += fmt::format(" {} {}", name, *value);
  };
  number("INCREMENT BY", options.increment);
  number("MINVALUE", options.min_value);
  number("MAXVALUE", options.max_value);
  number("START WITH", options.start);
  number("CACHE", options.cache);
  if (options.cycle) text += " CYCLE";
  return text;
}

void own_sequence(const Context& context, const Sequence& sequence) {
  // A sequence must belong to the same role as its table, and follows it from then on.
  const std::string& owner = context.schema.find_table(sequence.owner_table)->owner;
  if (!owner.empty() && owner != sequence.owner) {
    SqlWriter w = context.writer();
    w.word("alter sequence").name(sequence.name).word("owner to").identifier(owner);
    context.add(w.take());
  }
  SqlWriter w = context.writer();
  w.word("alter sequence").name(sequence.name).word("owned by").name(sequence.owner_table);
  w.raw("." + quote_identifier(sequence.owner_column, spelling()));
  context.add(w.take(), Fact::create_view, sequence.name, {sequence.owner_table});
}

std::string publication_targets(const Context& context, const Publication& publication) {
  if (publication.all_tables) return " ALL TABLES";
  std::string text;
  for (const PublicationTable& table : publication.tables) {
    SqlWriter w = context.writer();
    // Without ONLY the heirs that are there by now would be in it as well.
    w.word(has_heirs(context.schema, table.table) ? "table only" : "table").name(table.table);
    if (!table.columns.empty()) w.columns(table.columns);
    if (table.where) w.word("where").open().expression(*table.where).close();
    text += (text.empty() ? " " : ", ") + w.take();
  }
  for (const std::string& schema : publication.schemas) {
    text += (text.empty() ? " " : ", ") + std::string("TABLES IN SCHEMA ") +
            quote_identifier(schema, spelling());
  }
  return text;
}

void set_publication_targets(const Context& context, const Publication& publication) {
  SqlWriter w = context.writer();
  w.word("alter").raw(" " + reference(context, publication));
  context.add(w.word("set").raw(publication_targets(context, publication)).take());
}

std::vector<Publication> publications_naming(const Schema& schema,
                                             const std::vector<ObjectName>& tables,
                                             std::string_view column) {
  const auto names = [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  std::map<ObjectKey, Publication> found;
  for (const ObjectName& table : tables) {
    for (const ObjectKey& user : schema.users_of({ObjectKind::table, table})) {
      const auto* publication = std::get_if<Publication>(schema.find(user));
      if (publication == nullptr) continue;
      const bool found_one = std::any_of(
          publication->tables.begin(), publication->tables.end(),
          [&](const PublicationTable& entry) {
            if (entry.table != table) return false;
            return names(entry.columns) || (entry.where && mentions_column(*entry.where, column));
          });
      if (found_one) found.emplace(user, *publication);
    }
  }
  std::vector<Publication> publications;
  for (auto& [key, publication] : found) publications.push_back(std::move(publication));
  return publications;
}

Publication with_all_of(Publication publication, const std::vector<ObjectName>& tables) {
  for (PublicationTable& entry : publication.tables) {
    if (std::find(tables.begin(), tables.end(), entry.table) == tables.end()) continue;
    entry.where.reset();
    entry.columns.clear();
  }
  return publication;
}

bool speaks(const Object& object) {
  const std::vector<DefinitionText>* texts = texts_of(object);
  return texts == nullptr || text_for(*texts, "postgres") != nullptr;
}

std::string reference(const Context& context, const Object& object) {
  const ObjectKey key = key_of(object);
  SqlWriter w = context.writer();
  w.word(keyword(object));
  if (const auto* text = std::get_if<TextObject>(&object)) {
    if (is_routine(text->kind))
      return w.name(text->name).raw(arguments_text(context, *text)).take();
    w.identifier(text->name.name);
    if (!text->on.name.empty()) w.word("on").name(text->on);
    return w.take();
  }
  return w.name(key.name).take();
}

void add_owner(const Context& context, const Object& object) {
  const std::string& owner = owner_of(object);
  if (owner.empty()) return;
  SqlWriter w = context.writer();
  w.word("alter").raw(" " + reference(context, object)).word("owner to").identifier(owner);
  if (const auto* table = std::get_if<Table>(&object))
    context.add(w.take(), Fact::change_catalog, table->name);
  else
    context.add(w.take());
}

void set_firing(const Context& context, const TextObject& object) {
  if (object.on.name.empty()) {
    SqlWriter w = context.writer();
    w.word("alter").raw(" " + reference(context, object)).word(spell_firing(object.firing));
    context.add(w.take());
    return;
  }
  // Of a partitioned table this reaches the partitions' own.
  SqlWriter w = alter_table(context, object.on);
  w.word(spell_firing(object.firing)).word(kind_name(object.kind)).identifier(object.name.name);
  const bool trigger = object.kind == ObjectKind::trigger;
  context.add(w.take(), trigger ? Fact::create_trigger : Fact::create_rule, object.on);
}

void set_comment(const Context& context, const Object& object) {
  const std::string& comment = comment_of(object);
  if (std::holds_alternative<Extension>(object) && comment.empty()) {
    // An extension brings a comment of its own.
    const std::string name = name_of(object).name;
    context.add(
        fmt::format("DO $migc$ BEGIN EXECUTE format('COMMENT ON EXTENSION %I IS %L', {0}, (SELECT "
                    "comment FROM pg_available_extensions WHERE name = {0})); END $migc$",
                    quote_literal(name)));
    return;
  }
  SqlWriter w = context.writer();
  w.word("comment on").raw(" " + reference(context, object)).word("is");
  w.raw(comment.empty() ? " NULL" : " " + quote_literal(comment));
  const auto* text = std::get_if<TextObject>(&object);
  if (text != nullptr && !text->on.name.empty())
    context.add(w.take(), Fact::comment_on_constraint, text->on);
  else
    context.add(w.take());
}

void create_object(const Context& context, const Object& object) {
  if (!speaks(object)) return;
  std::visit(overloaded{
                 [](const Namespace&) {},  // these three have operations of their own
                 [](const Enum&) {},
                 [](const Table&) {},
                 [&](const Privileges& o) { grant_all(context, o); },
                 [&](const auto& o) { create(context, o); },
             },
             object);
  add_owner(context, object);
  if (!comment_of(object).empty()) set_comment(context, object);
}

void drop_object(const Context& context, const Object& object) {
  if (!speaks(object)) return;
  if (const auto* privileges = std::get_if<Privileges>(&object)) {
    Privileges none = *privileges;
    none.granted.clear();
    none.withheld.clear();
    change_privileges(context, *privileges, none);
    return;
  }
  std::string sql = "DROP " + reference(context, object);
  if (const auto* text = std::get_if<TextObject>(&object)) {
    if (!text->on.name.empty()) {
      context.add(std::move(sql), Fact::create_rule, text->on);
      return;
    }
  }
  if (const auto* statistics = std::get_if<Statistics>(&object)) {
    context.add(std::move(sql), Fact::create_statistics, statistics->table);
    return;
  }
  const auto* view = std::get_if<View>(&object);
  if (view != nullptr)
    context.add(std::move(sql), Fact::drop_table, view->name);
  else
    context.add(std::move(sql));
}

}  // namespace migc::postgres

// The part of `Resolver` that builds and changes everything but schemas, enums and tables.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/schema/name_text.h"
#include "compiler/sema/resolve.h"
#include "compiler/sema/resolve_words.h"
#include "compiler/sema/typecheck.h"

namespace migc {
namespace {

std::vector<std::string> texts_of(const std::vector<ast::Ident>& names) {
  std::vector<std::string> result;
  for (const ast::Ident& name : names) result.push_back(name.text);
  return result;
}

CheckOption check_option(ast::CheckOption option) {
  switch (option) {
    case ast::CheckOption::none:
      return CheckOption::none;
    case ast::CheckOption::local:
      return CheckOption::local;
    case ast::CheckOption::cascaded:
      return CheckOption::cascaded;
  }
  return CheckOption::none;
}

bool has_no_schema(ObjectKind kind) {
  return kind == ObjectKind::name_space || kind == ObjectKind::extension ||
         kind == ObjectKind::event_trigger || kind == ObjectKind::publication ||
         kind == ObjectKind::server;
}

}  // namespace

// ---- shared

std::optional<ObjectKind> object_kind(ast::ObjectType type) {
  switch (type) {
    case ast::ObjectType::schema:
      return ObjectKind::name_space;
    case ast::ObjectType::enum_:
      return ObjectKind::enum_;
    case ast::ObjectType::table:
    case ast::ObjectType::foreign_table:
      return ObjectKind::table;
    case ast::ObjectType::virtual_table:
      return ObjectKind::virtual_table;
    case ast::ObjectType::column:
    case ast::ObjectType::constraint:
    case ast::ObjectType::index:
      return std::nullopt;
    case ast::ObjectType::view:
    case ast::ObjectType::materialized_view:
      return ObjectKind::view;
    case ast::ObjectType::sequence:
      return ObjectKind::sequence;
    case ast::ObjectType::domain:
      return ObjectKind::domain;
    case ast::ObjectType::composite_type:
      return ObjectKind::composite_type;
    case ast::ObjectType::range_type:
      return ObjectKind::range_type;
    case ast::ObjectType::extension:
      return ObjectKind::extension;
    case ast::ObjectType::function:
      return ObjectKind::function;
    case ast::ObjectType::procedure:
      return ObjectKind::procedure;
    case ast::ObjectType::aggregate:
      return ObjectKind::aggregate;
    case ast::ObjectType::trigger:
      return ObjectKind::trigger;
    case ast::ObjectType::event_trigger:
      return ObjectKind::event_trigger;
    case ast::ObjectType::rule:
      return ObjectKind::rule;
    case ast::ObjectType::policy:
      return ObjectKind::policy;
    case ast::ObjectType::collation:
      return ObjectKind::collation;
    case ast::ObjectType::text_search_configuration:
      return ObjectKind::text_search_configuration;
    case ast::ObjectType::text_search_dictionary:
      return ObjectKind::text_search_dictionary;
    case ast::ObjectType::statistics:
      return ObjectKind::statistics;
    case ast::ObjectType::publication:
      return ObjectKind::publication;
    case ast::ObjectType::server:
      return ObjectKind::server;
  }
  return std::nullopt;
}

std::optional<ObjectKey> Resolver::find_object(const ast::ObjectReference& reference) {
  const Span place = reference.name.span();
  const std::optional<ObjectKind> kind = object_kind(reference.kind);
  if (!kind) {
    unsupported(place, fmt::format("this for a {}", ast::spelling(reference.kind)));
    return std::nullopt;
  }
  ObjectKey key{*kind, object_name(reference.name)};
  if (has_no_schema(*kind)) key.name.schema.clear();
  if (!reference.on.empty()) {
    key.name.schema = object_name(reference.on).schema;
    key.detail = reference.on.name.text;
  }
  if (reference.arguments) {
    std::vector<Type> arguments;
    for (const Type& type : *reference.arguments) arguments.push_back(normalized(type));
    key.detail = signature(arguments);
  }
  if (is_public(key)) return key;  // every database has it
  const Object* found = schema_.find(key);
  const bool wants_materialized = reference.kind == ast::ObjectType::materialized_view;
  const auto* view = found == nullptr ? nullptr : std::get_if<View>(found);
  if (found != nullptr && (view == nullptr || view->materialized == wants_materialized)) return key;
  // A routine that has its name for itself needs no arguments.
  std::vector<ObjectKey> same_name;
  std::vector<std::string> names;
  for (const auto& [other, object] : schema_.objects()) {
    if (other.kind != *kind) continue;
    names.push_back(other.name.display());
    if (other.name == key.name) same_name.push_back(other);
  }
  if (is_routine(*kind) && !reference.arguments && same_name.size() == 1) return same_name.front();
  Diagnostic& d = error(Code::unknown_object, place,
                        fmt::format("{} does not exist", describe(key)), "not there at this point");
  if (view != nullptr) {
    d.label(view->origin.span, "created here")
        .with_help(wants_materialized ? "it is a view that keeps no data: leave `materialized` out"
                                      : "it is a materialized view: say so");
  } else if (!same_name.empty()) {
    d.with_help(fmt::format("there is {}", describe(same_name.front())));
  } else if (const auto near = closest(key.name.display(), names)) {
    d.with_help(fmt::format("a {} with a similar name exists: `{}`", kind_name(*kind), *near));
  }
  return std::nullopt;
}

bool Resolver::replace(const ObjectKey& key, const std::function<void(Object&)>& change,
                       Span place) {
  Object after = *schema_.find(key);
  change(after);
  return apply(ReplaceObject{std::move(after)}, place);
}

std::vector<DefinitionText> Resolver::build_texts(const std::vector<NativeText>& given,
                                                  bool every_dialect, Span place) {
  std::vector<DefinitionText> result;
  for (const NativeText& text : given) {
    if (!text.dialect.empty() && text.dialect != "postgres" && text.dialect != "sqlite") {
      error(Code::unknown_dialect, text.origin.span,
            fmt::format("dialect `{}` is not known", text.dialect), "unknown")
          .with_help("the dialects are `postgres` and `sqlite`");
      continue;
    }
    result.push_back(
        {.dialect = text.dialect, .text = text.text, .names = {}, .origin = text.origin});
  }
  for (const std::string& dialect : options_.dialects) {
    const bool covered = std::ranges::any_of(result, [&](const DefinitionText& text) {
      return text.dialect.empty() || text.dialect == dialect;
    });
    if (covered || !every_dialect) continue;
    error(Code::dialect_not_covered, place,
          fmt::format("the statement says nothing for {}", dialect),
          "one of the project's dialects")
        .with_help(fmt::format("add `for {} $$ … $$`, or `for {} $$ $$` when it has no such object",
                               dialect, dialect));
  }
  return result;
}

bool read_texts(Object& object, const HistoryOptions& options, const Schema& schema,
                Diagnostics& diagnostics) {
  if (!options.read_text) return true;
  bool fine = true;
  for (DefinitionText& text : *texts_of(object)) {
    text.names.clear();
    text.arity.reset();
    if (trim(text.text).empty()) continue;
    for (const std::string& dialect : options.dialects) {
      if (!text.dialect.empty() && text.dialect != dialect) continue;
      DefinitionText read = text;
      read.names.clear();
      if (!options.read_text(dialect, object, schema, read, diagnostics)) fine = false;
      // A text for all dialects has one set of names; the first reader that finds any is the one.
      if (text.names.empty()) text.names = std::move(read.names);
      if (read.arity) text.arity = read.arity;
    }
  }
  return fine;
}

void Resolver::read_texts(Object& object) {
  if (!migc::read_texts(object, options_, schema_, diagnostics_)) failed_ = true;
}

void Resolver::comment_on(const ObjectKey& key, const std::string& text, Span place) {
  replace(
      key,
      [&](Object& object) {
        std::visit(
            [&](auto& o) {
              if constexpr (!std::is_same_v<std::decay_t<decltype(o)>, Privileges>)
                o.comment = text;
            },
            object);
      },
      place);
}

// ---- drop

std::optional<std::vector<ObjectKey>> Resolver::free_sequences(const ObjectName& table,
                                                               const std::string& column,
                                                               Span place) {
  std::vector<ObjectKey> freed;
  for (const ObjectKey& user : schema_.users_of({ObjectKind::table, table})) {
    const Sequence* sequence =
        user.kind == ObjectKind::sequence ? schema_.find_sequence(user.name) : nullptr;
    if (sequence == nullptr || sequence->owner_table != table) continue;
    if (!column.empty() && sequence->owner_column != column) continue;
    const bool done = replace(
        user,
        [](Object& object) {
          auto& changed = std::get<Sequence>(object);
          changed.owner_table = {};
          changed.owner_column.clear();
        },
        place);
    if (!done) return std::nullopt;
    freed.push_back(user);
  }
  return freed;
}

std::optional<std::vector<ObjectKey>> Resolver::drop_attached(const ObjectKey& key, Span place) {
  for (const ObjectKey& user : schema_.users_of(key)) {
    const Object* object = schema_.find(user);
    if (object == nullptr || !is_attached(user.kind)) continue;
    // A rule or policy of another table that merely names this one stays in the way.
    const auto* text = std::get_if<TextObject>(object);
    if (text != nullptr && text->on != key.name) continue;
    // Statistics are in a schema, but belong to their table.
    if (user.kind == ObjectKind::statistics && key.kind != ObjectKind::table) continue;
    if (!drop_attached(user, place) || !apply(DropObject{user}, place)) return std::nullopt;
  }
  if (key.kind != ObjectKind::table) return std::vector<ObjectKey>{};
  return free_sequences(key.name, {}, place);
}

void Resolver::drop_object(const ObjectKey& key, Span place) {
  if (drop_attached(key, place)) apply(DropObject{key}, place);
}

bool Resolver::drop_column_privileges(const ObjectName& table, const std::string& column,
                                      Span place) {
  for (const ObjectKey& user : schema_.users_of({ObjectKind::table, table})) {
    const Object* object = schema_.find(user);
    const auto* privileges = std::get_if<Privileges>(object);
    if (privileges == nullptr) continue;
    Privileges after = *privileges;
    std::erase_if(after.granted, [&](const auto& entry) { return entry.first.column == column; });
    if (after == *privileges) continue;
    const bool nothing = after.granted.empty() && after.withheld.empty();
    const bool done =
        nothing ? apply(DropObject{user}, place) : apply(ReplaceObject{std::move(after)}, place);
    if (!done) return false;
  }
  return true;
}

// ---- views

void Resolver::statement(const ast::CreateView& s) {
  const Span place = s.name.span();
  check_new_name(s.name.name);
  View view{.name = object_name(s.name),
            .materialized = s.materialized,
            .columns = texts_of(s.columns),
            .with = parameters(s.with),
            .bodies = build_texts(s.bodies, true, place),
            .check_option = check_option(s.check_option),
            .with_no_data = s.with_no_data,
            .indexes = {},
            .owner = {},
            .comment = text_of(s.comment),
            .origin = s.name.name.origin};
  for (const bool named_pass : {true, false}) {
    for (const ast::Index& given : s.indexes) {
      if (given.name.empty() == named_pass) continue;
      const std::optional<Index> index = build_view_index(given, view);
      if (!index) continue;
      const auto at = std::ranges::lower_bound(view.indexes, index->name, {}, &Index::name);
      view.indexes.insert(at, *index);
    }
  }
  if (failed_) return;
  const View* former = s.replace ? schema_.find_view(view.name) : nullptr;
  if (former != nullptr) {
    view.owner = former->owner;
    if (!s.comment) view.comment = former->comment;
    // Those of columns that it no longer names go with them.
    view.column_comments = former->column_comments;
    std::erase_if(view.column_comments, [&](const auto& entry) {
      return !view.columns.empty() &&
             std::ranges::find(view.columns, entry.first) == view.columns.end();
    });
  }
  Object object = std::move(view);
  read_texts(object);
  if (failed_) return;
  if (former == nullptr)
    apply(CreateObject{std::move(object)}, place);
  else
    apply(ReplaceObject{std::move(object)}, place);
}

std::optional<Index> Resolver::build_view_index(const ast::Index& given, const View& view) {
  // What columns a query has is for the database to know: those that the index names are taken on
  // trust.
  Table columns;
  columns.name = view.name;
  columns.indexes = view.indexes;
  columns.origin = view.origin;
  const auto add = [&](const std::string& name) {
    if (columns.find_column(name) == nullptr) columns.columns.push_back(column_of(name, Type{}));
  };
  for (const ast::IndexPart& part : given.parts) {
    for (const std::string& name : columns_of(part.expression)) add(name);
  }
  for (const ast::Ident& name : given.include) add(name.text);
  if (given.where) {
    for (const std::string& name : columns_of(*given.where)) add(name);
  }
  return build_index(given, columns);
}

void Resolver::alter_view(const ast::AlterTable& s) {
  ast::ObjectReference reference{
      .kind = ast::ObjectType::materialized_view, .name = s.name, .arguments = {}, .on = {}};
  std::optional<ObjectKey> key = find_object(reference);
  if (!key) return;
  const auto with_index = [&](const ast::Ident& name, const std::function<void(View&)>& change) {
    if (schema_.find_view(key->name)->find_index(name.text) == nullptr) {
      error(Code::unknown_index, name.origin.span,
            fmt::format("index `{}` does not exist on {}", name.text, describe(*key)));
      return;
    }
    replace(
        *key, [&](Object& object) { change(std::get<View>(object)); }, name.origin.span);
  };
  const auto insert = [](View& view, Index index) {
    const auto at = std::ranges::lower_bound(view.indexes, index.name, {}, &Index::name);
    view.indexes.insert(at, std::move(index));
  };
  const auto set_options = [&](const ast::DialectOptions& given, bool set) {
    replace(
        *key,
        [&](Object& object) {
          for (const ast::Option& option : given.options) {
            auto& with = std::get<View>(object).with;
            if (set)
              with[option.name] = option.value.value_or("true");
            else
              with.erase(option.name);
          }
        },
        given.dialect.origin.span);
  };
  for (const ast::TableAction& action : s.actions) {
    std::visit(
        [&](const auto& a) {
          using A = std::decay_t<decltype(a)>;
          const Span place = action.origin.span;
          if constexpr (std::is_same_v<A, ast::AddIndex>) {
            const std::optional<Index> index =
                build_view_index(a.index, *schema_.find_view(key->name));
            if (index)
              replace(
                  *key, [&](Object& object) { insert(std::get<View>(object), *index); },
                  index->origin.span);
          } else if constexpr (std::is_same_v<A, ast::DropIndex>) {
            with_index(a.name, [&](View& view) {
              std::erase_if(view.indexes, [&](const Index& i) { return i.name == a.name.text; });
            });
          } else if constexpr (std::is_same_v<A, ast::RenameIndex>) {
            check_new_name(a.to);
            if (failed_) return;
            with_index(a.from, [&](View& view) {
              const auto found = std::ranges::find(view.indexes, a.from.text, &Index::name);
              Index index = *found;
              view.indexes.erase(found);
              index.name = a.to.text;
              insert(view, std::move(index));
            });
          } else if constexpr (std::is_same_v<A, ast::RenameTo>) {
            check_new_name(a.name);
            const ObjectName to{key->name.schema, a.name.text};
            if (!failed_ && apply(RenameObject{*key, to}, place)) key->name = to;
          } else if constexpr (std::is_same_v<A, ast::SetSchema>) {
            const ObjectName to{a.schema.text == "public" ? "" : a.schema.text, key->name.name};
            if (apply(RenameObject{*key, to}, place)) key->name = to;
          } else if constexpr (std::is_same_v<A, ast::SetOwner>) {
            apply(SetOwner{*key, a.role.text}, place);
          } else if constexpr (std::is_same_v<A, ast::SetComment>) {
            comment_on(*key, text_of(a.comment), place);
          } else if constexpr (std::is_same_v<A, ast::SetOptions>) {
            set_options(a.options, true);
          } else if constexpr (std::is_same_v<A, ast::DropOptions>) {
            set_options(a.options, false);
          } else {
            error(Code::misplaced_statement, place,
                  "found a change of a table's parts in a materialized view",
                  "the query decides about its columns")
                .with_help("`create or replace` cannot change it: drop it and create it again");
          }
        },
        action.body);
    if (failed_) return;
  }
}

// ---- sequences

void Resolver::statement(const ast::CreateSequence& s) {
  check_new_name(s.name.name);
  Sequence sequence{
      .name = object_name(s.name),
      .type = s.type,
      .options = s.options,
      .owner_table = s.owner_table.empty() ? ObjectName{} : object_name(s.owner_table),
      .owner_column = s.owner_column.text,
      .owner = {},
      .comment = text_of(s.comment),
      .origin = s.name.name.origin};
  if (!s.owner_table.empty()) {
    const Table* table = find_table(s.owner_table);
    if (table != nullptr) find_column(s.owner_column, *table);
  }
  if (!failed_) apply(CreateObject{std::move(sequence)}, s.name.span());
}

void Resolver::statement(const ast::AlterSequence& s) {
  const std::optional<ObjectKey> key =
      find_object({.kind = ast::ObjectType::sequence, .name = s.name, .arguments = {}, .on = {}});
  if (!key) return;
  if (s.restart) {
    apply(RestartSequence{.sequence = key->name, .value = s.restart}, s.name.span());
    const bool more = s.type || s.options != SequenceOptions{} || s.no_cycle || s.owned_by_none ||
                      !s.owner_table.empty();
    if (failed_ || !more) return;
  }
  if (!s.owner_table.empty()) {
    const Table* table = find_table(s.owner_table);
    if (table == nullptr || find_column(s.owner_column, *table) == nullptr) return;
  }
  replace(
      *key,
      [&](Object& object) {
        auto& sequence = std::get<Sequence>(object);
        const auto set = [](auto& option, const auto& given) {
          if (given) option = given;
        };
        set(sequence.type, s.type);
        set(sequence.options.start, s.options.start);
        set(sequence.options.increment, s.options.increment);
        set(sequence.options.min_value, s.options.min_value);
        set(sequence.options.max_value, s.options.max_value);
        set(sequence.options.cache, s.options.cache);
        if (s.options.cycle) sequence.options.cycle = true;
        if (s.no_cycle) sequence.options.cycle = false;
        if (s.owned_by_none) {
          sequence.owner_table = {};
          sequence.owner_column.clear();
        }
        if (!s.owner_table.empty()) {
          sequence.owner_table = object_name(s.owner_table);
          sequence.owner_column = s.owner_column.text;
        }
      },
      s.name.span());
}

// ---- extensions and what options describe

void Resolver::statement(const ast::CreateExtension& s) {
  apply(CreateObject{Extension{.name = {"", s.name.text},
                               .schema = s.schema.text == "public" ? "" : s.schema.text,
                               .version = text_of(s.version),
                               .cascade = s.cascade,
                               .comment = text_of(s.comment),
                               .origin = s.name.origin}},
        s.name.origin.span);
}

void Resolver::statement(const ast::UpdateExtension& s) {
  const ObjectKey key{ObjectKind::extension, {"", s.name.text}};
  if (schema_.find(key) == nullptr) {
    error(Code::unknown_object, s.name.origin.span, fmt::format("{} does not exist", describe(key)),
          "not there at this point");
    return;
  }
  if (!s.version)
    return unsupported(s.name.origin.span, "an update of an extension to no version in particular");
  replace(
      key, [&](Object& object) { std::get<Extension>(object).version = s.version->text; },
      s.name.origin.span);
}

void Resolver::statement(const ast::CreateFromOptions& s) {
  check_new_name(s.name.name);
  DefinedObject defined{.kind = *object_kind(s.kind),
                        .name = object_name(s.name),
                        .options = parameters(s.options),
                        .owner = {},
                        .comment = text_of(s.comment),
                        .origin = s.name.name.origin};
  const auto collation = defined.options.find("collation");
  if (defined.kind == ObjectKind::range_type && collation != defined.options.end()) {
    const ObjectName name = collation_name(split_name(collation->second));
    // The dot may be that of a locale: `en_US.utf8`.
    if (name.schema.empty() || schema_.find_namespace(name.schema) != nullptr) {
      if (!migc::check_collation(name, s.name.span(), schema_, diagnostics_)) failed_ = true;
      collation->second = name.display();
    }
  }
  if (!failed_) apply(CreateObject{std::move(defined)}, s.name.span());
}

// ---- objects in the database's own words

void Resolver::statement(const ast::TextObject& s) {
  const Span place = s.name.span();
  check_new_name(s.name.name);
  TextObject made{
      .kind = *object_kind(s.kind),
      .name = object_name(s.name),
      .arguments = {},
      .on = {},
      .bodies = build_texts(
          s.bodies, s.kind == ast::ObjectType::trigger || s.kind == ast::ObjectType::virtual_table,
          place),
      .owner = {},
      .comment = text_of(s.comment),
      .origin = s.name.name.origin};
  for (const DefinitionText& text : made.bodies) {
    if (made.kind != ObjectKind::virtual_table || text.dialect == "sqlite") continue;
    if (trim(text.text).empty()) continue;
    error(Code::not_in_dialect, text.origin.span, "only SQLite has virtual tables",
          "for another database")
        .with_help("say `for postgres $$ $$`, or what takes its place with `sql for postgres`");
  }
  if (has_no_schema(made.kind)) made.name.schema.clear();
  if (s.arguments) {
    for (const Type& type : *s.arguments) {
      check_type(type);
      made.arguments.push_back(normalized(type));
    }
  }
  if (!s.on.empty()) {
    made.on = object_name(s.on);
    made.name.schema = made.on.schema;
    if (schema_.find_view(made.on) == nullptr && find_table(s.on) == nullptr) return;
  }
  if (failed_) return;
  Object object = std::move(made);
  read_texts(object);
  if (failed_) return;
  const Object* former = schema_.find(key_of(object));
  if (!s.replace || former == nullptr) {
    apply(CreateObject{std::move(object)}, place);
    return;
  }
  auto& after = std::get<TextObject>(object);
  if (after.kind == ObjectKind::virtual_table) {
    error(Code::retention_undecided, place,
          fmt::format("{} would be built again without its rows", describe(key_of(object))),
          "destroys data")
        .with_help("drop it with `discard`, and create it again");
    return;
  }
  after.firing = std::get<TextObject>(*former).firing;
  after.owner = owner_of(*former);
  if (!s.comment) after.comment = migc::comment_of(*former);
  apply(ReplaceObject{std::move(object)}, place);
}

// ---- statistics, publications, row level security

void Resolver::statement(const ast::CreateStatistics& s) {
  check_new_name(s.name.name);
  const Table* table = find_table(s.table);
  if (table == nullptr) return;
  for (const Expression& expression : s.expressions) {
    if (!check_expression(expression, ExpressionPlace::index, table, {}, schema_, diagnostics_))
      failed_ = true;
  }
  if (failed_) return;
  apply(CreateObject{Statistics{.name = object_name(s.name),
                                .kinds = texts_of(s.kinds),
                                .expressions = s.expressions,
                                .table = table->name,
                                .owner = {},
                                .comment = text_of(s.comment),
                                .origin = s.name.name.origin}},
        s.name.span());
}

void Resolver::statement(const ast::CreatePublication& s) {
  check_new_name(s.name);
  Publication publication{.name = {"", s.name.text},
                          .all_tables = s.all_tables,
                          .tables = {},
                          .schemas = {},
                          .with = parameters(s.with),
                          .owner = {},
                          .comment = text_of(s.comment),
                          .origin = s.name.origin};
  for (const ast::PublicationTable& given : s.tables) {
    const Table* table = find_table(given.table);
    if (table == nullptr) continue;
    if (given.where && !check_expression(*given.where, ExpressionPlace::predicate, table, {},
                                         schema_, diagnostics_))
      failed_ = true;
    publication.tables.push_back({.table = table->name,
                                  .columns = column_names(given.columns, *table),
                                  .where = given.where});
  }
  for (const ast::Ident& schema : s.schemas) publication.schemas.push_back(schema.text);
  if (!failed_) apply(CreateObject{std::move(publication)}, s.name.origin.span);
}

void Resolver::statement(const ast::RowSecurity& s) {
  const Table* table = find_table(s.table);
  if (table == nullptr) return;
  TableOptions options = table->options;
  switch (s.change) {
    case ast::RowSecurityChange::enable:
      options.row_security = true;
      break;
    case ast::RowSecurityChange::disable:
      options.row_security = false;
      break;
    case ast::RowSecurityChange::force:
      options.force_row_security = true;
      break;
    case ast::RowSecurityChange::no_force:
      options.force_row_security = false;
      break;
  }
  apply(SetTableOptions{table->name, std::move(options)}, s.table.span());
}

void Resolver::statement(const ast::SetFiring& s) {
  const std::optional<ObjectKey> key = find_object(s.object);
  if (!key) return;
  if (!can_fire(key->kind)) {
    error(Code::misplaced_statement, s.object.name.span(),
          fmt::format("{} cannot be enabled or disabled", describe(*key)))
        .with_help("triggers, rules and event triggers can");
    return;
  }
  replace(
      *key, [&](Object& object) { std::get<TextObject>(object).firing = s.firing; },
      s.object.name.span());
}

void Resolver::statement(const ast::AlterObject& s) {
  const Span place = s.object.name.span();
  const std::optional<ObjectKey> key = find_object(s.object);
  if (!key) return;
  const bool owned = !is_attached(key->kind) || key->kind == ObjectKind::statistics;
  if (const auto* owner = std::get_if<ast::SetOwner>(&s.change)) {
    if (!owned || key->kind == ObjectKind::extension) {
      error(Code::misplaced_statement, owner->role.origin.span,
            fmt::format("{} has no owner that could be changed", describe(*key)));
      return;
    }
    // Whose it was in a new database, is for the server's version to say.
    if (is_public(*key)) return unsupported(place, "another owner of schema `public`");
    apply(SetOwner{*key, owner->role.text}, owner->role.origin.span);
    return;
  }
  const auto& move = std::get<ast::SetSchema>(s.change);
  const std::string schema = move.schema.text == "public" ? "" : move.schema.text;
  if (key->kind == ObjectKind::extension) {
    replace(
        *key, [&](Object& object) { std::get<Extension>(object).schema = schema; },
        move.schema.origin.span);
    return;
  }
  const bool stays = has_no_schema(key->kind) || key->kind == ObjectKind::trigger ||
                     key->kind == ObjectKind::rule || key->kind == ObjectKind::policy;
  if (stays) {
    error(Code::misplaced_statement, place,
          fmt::format("{} is in no schema of its own", describe(*key)));
    return;
  }
  if (key->kind == ObjectKind::table) {
    apply(RenameTable{key->name, {schema, key->name.name}}, move.schema.origin.span);
  } else if (key->kind == ObjectKind::enum_) {
    apply(RenameEnum{key->name, {schema, key->name.name}}, move.schema.origin.span);
  } else {
    apply(RenameObject{*key, {schema, key->name.name}}, move.schema.origin.span);
  }
}

}  // namespace migc

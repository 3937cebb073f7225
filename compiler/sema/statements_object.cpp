// All objects, written as statements that make, change and drop them.
#include <algorithm>
#include <limits>

#include "compiler/base/overloaded.h"
#include "compiler/ops/views.h"
#include "compiler/sema/statements_parts.h"

namespace migc::pieces {

std::vector<NativeText> bodies(const std::vector<DefinitionText>& texts) {
  std::vector<NativeText> result;
  for (const DefinitionText& text : texts)
    result.push_back({.dialect = text.dialect, .text = text.text, .origin = {}});
  return result;
}

namespace {

ast::ObjectType type_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::name_space:
      return ast::ObjectType::schema;
    case ObjectKind::extension:
      return ast::ObjectType::extension;
    case ObjectKind::enum_:
      return ast::ObjectType::enum_;
    case ObjectKind::collation:
      return ast::ObjectType::collation;
    case ObjectKind::domain:
      return ast::ObjectType::domain;
    case ObjectKind::composite_type:
      return ast::ObjectType::composite_type;
    case ObjectKind::range_type:
      return ast::ObjectType::range_type;
    case ObjectKind::text_search_dictionary:
      return ast::ObjectType::text_search_dictionary;
    case ObjectKind::text_search_configuration:
      return ast::ObjectType::text_search_configuration;
    case ObjectKind::sequence:
      return ast::ObjectType::sequence;
    case ObjectKind::server:
      return ast::ObjectType::server;
    case ObjectKind::virtual_table:
      return ast::ObjectType::virtual_table;
    case ObjectKind::table:
    case ObjectKind::privileges:
      return ast::ObjectType::table;
    case ObjectKind::view:
      return ast::ObjectType::view;
    case ObjectKind::function:
      return ast::ObjectType::function;
    case ObjectKind::procedure:
      return ast::ObjectType::procedure;
    case ObjectKind::aggregate:
      return ast::ObjectType::aggregate;
    case ObjectKind::trigger:
      return ast::ObjectType::trigger;
    case ObjectKind::rule:
      return ast::ObjectType::rule;
    case ObjectKind::policy:
      return ast::ObjectType::policy;
    case ObjectKind::event_trigger:
      return ast::ObjectType::event_trigger;
    case ObjectKind::statistics:
      return ast::ObjectType::statistics;
    case ObjectKind::publication:
      return ast::ObjectType::publication;
  }
  return ast::ObjectType::table;
}

ast::CheckOption check_option(CheckOption option) {
  switch (option) {
    case CheckOption::none:
      return ast::CheckOption::none;
    case CheckOption::local:
      return ast::CheckOption::local;
    case CheckOption::cascaded:
      return ast::CheckOption::cascaded;
  }
  return ast::CheckOption::none;
}

/// The convention's name for the checks of a domain without one.
std::string default_check_name(const Domain& domain, const Domain& so_far) {
  std::string name = domain.name.name + "_check";
  for (int number = 1; so_far.find_check(name) != nullptr; ++number)
    name = domain.name.name + "_check" + std::to_string(number);
  return name;
}

ast::Attribute attribute(const Attribute& given) {
  return {.name = ident(given.name),
          .type = given.type,
          .collation = name(given.collation),
          .was = {},
          .comment = text(given.comment),
          .origin = {}};
}

ast::CreateDomain create_domain(const Domain& domain) {
  ast::CreateDomain made{.name = name(domain.name),
                         .type = domain.type,
                         .collation = name(domain.collation),
                         .not_null = domain.not_null,
                         .default_value = domain.default_value,
                         .checks = {},
                         .was = {},
                         .comment = text(domain.comment)};
  const bool alone = domain.checks.size() == 1;
  for (const Constraint& check : domain.checks) {
    const bool named = !alone || default_check_name(domain, Domain{}) != check.name;
    Constraint plain = check;
    plain.comment.clear();
    std::get<Check>(plain.body).not_valid = false;
    made.checks.push_back(constraint(plain, named));
  }
  return made;
}

ast::CreateView create_view(const View& view, const Schema& schema, bool replace) {
  ast::CreateView made{.replace = replace,
                       .materialized = view.materialized,
                       .name = name(view.name),
                       .columns = idents(view.columns),
                       .with = options(view.with),
                       .bodies = bodies(view.bodies),
                       .check_option = check_option(view.check_option),
                       .with_no_data = view.with_no_data,
                       .indexes = {},
                       .was = {},
                       .comment = text(view.comment)};
  // Names are left out only while each is what the convention gives with all others there.
  Table read;
  read.name = view.name;
  bool conventional = true;
  for (const Index& index : view.indexes) {
    conventional = conventional && default_index_name(schema, read, index) == index.name;
    read.insert(index);
  }
  for (const Index& given : view.indexes) made.indexes.push_back(index(given, !conventional));
  return made;
}

ast::TextObject create_text(const TextObject& object, bool replace) {
  ast::TextObject made{.kind = type_of(object.kind),
                       .replace = replace,
                       .name = name(object.name),
                       .arguments = {},
                       .on = name(object.on),
                       .bodies = bodies(object.bodies),
                       .was = {},
                       .comment = text(object.comment)};
  if (is_routine(object.kind)) made.arguments = object.arguments;
  if (!object.on.name.empty()) made.name.schema = {};
  return made;
}

ast::CreatePublication create_publication(const Publication& object) {
  ast::CreatePublication made{.name = ident(object.name.name),
                              .all_tables = object.all_tables,
                              .tables = {},
                              .schemas = idents(object.schemas),
                              .with = options(object.with),
                              .was = {},
                              .comment = text(object.comment)};
  for (const PublicationTable& table : object.tables)
    made.tables.push_back({name(table.table), idents(table.columns), table.where});
  return made;
}

ast::StatementBody create_body(const Object& object, const Schema& schema) {
  return std::visit(
      overloaded{
          [](const Namespace& o) -> ast::StatementBody {
            return ast::CreateSchema{ident(o.name.name), {}, text(o.comment)};
          },
          [](const Enum& o) -> ast::StatementBody {
            ast::CreateEnum made{name(o.name), {}, {}, text(o.comment)};
            for (const std::string& value : o.values) made.values.push_back({ident(value), {}});
            return made;
          },
          [&](const Table& o) -> ast::StatementBody { return create_table(o, schema); },
          [](const Extension& o) -> ast::StatementBody {
            return ast::CreateExtension{.name = ident(o.name.name),
                                        .schema = ident(o.schema),
                                        .version = text(o.version),
                                        .cascade = o.cascade,
                                        .comment = text(o.comment)};
          },
          [](const Domain& o) -> ast::StatementBody { return create_domain(o); },
          [](const CompositeType& o) -> ast::StatementBody {
            ast::CreateType made{name(o.name), {}, {}, text(o.comment)};
            for (const Attribute& given : o.attributes) made.attributes.push_back(attribute(given));
            return made;
          },
          [](const DefinedObject& o) -> ast::StatementBody {
            return ast::CreateFromOptions{
                type_of(o.kind), name(o.name), options(o.options), {}, text(o.comment)};
          },
          [](const Sequence& o) -> ast::StatementBody {
            return ast::CreateSequence{.name = name(o.name),
                                       .type = o.type,
                                       .options = o.options,
                                       .owner_table = name(o.owner_table),
                                       .owner_column = ident(o.owner_column),
                                       .was = {},
                                       .comment = text(o.comment)};
          },
          [&](const View& o) -> ast::StatementBody { return create_view(o, schema, false); },
          [](const TextObject& o) -> ast::StatementBody { return create_text(o, false); },
          [](const Statistics& o) -> ast::StatementBody {
            return ast::CreateStatistics{.name = name(o.name),
                                         .kinds = idents(o.kinds),
                                         .expressions = o.expressions,
                                         .table = name(o.table),
                                         .was = {},
                                         .comment = text(o.comment)};
          },
          [](const Publication& o) -> ast::StatementBody { return create_publication(o); },
          [](const Privileges&) -> ast::StatementBody { return ast::Grant{}; },
      },
      object);
}

}  // namespace

ast::ObjectReference reference(const ObjectKey& key, const Schema& schema) {
  const Object* found = schema.find(key);
  ast::ObjectReference made{
      .kind = type_of(key.kind), .name = name(key.name), .arguments = {}, .on = {}};
  if (found == nullptr) return made;
  if (const auto* view = std::get_if<View>(found); view != nullptr && view->materialized)
    made.kind = ast::ObjectType::materialized_view;
  if (const auto* object = std::get_if<TextObject>(found)) {
    if (is_routine(object->kind)) made.arguments = object->arguments;
    if (!object->on.name.empty()) {
      made.name.schema = {};
      made.on = name(object->on);
    }
  }
  return made;
}

ast::SetSchema move_to(const std::string& schema) {
  return {ident(schema.empty() ? "public" : schema)};
}

ast::Statement alter(ast::ObjectReference object, Alteration change) {
  // Kinds with a block of actions know no other form.
  const auto block = [&](auto made, auto action) {
    made.name = object.name;
    std::visit([&](auto& body) { action.body = std::move(body); }, change);
    made.actions.push_back(std::move(action));
    return statement(std::move(made));
  };
  if (object.kind == ast::ObjectType::enum_) return block(ast::AlterEnum{}, ast::EnumAction{});
  if (object.kind == ast::ObjectType::domain) return block(ast::AlterDomain{}, ast::DomainAction{});
  if (object.kind == ast::ObjectType::composite_type)
    return block(ast::AlterType{}, ast::TypeAction{});
  if (object.kind == ast::ObjectType::table || object.kind == ast::ObjectType::materialized_view) {
    ast::AlterTable made;
    made.kind = object.kind;
    return block(std::move(made), ast::TableAction{});
  }
  return statement(ast::AlterObject{std::move(object), std::move(change)});
}

ast::Statement comment_on(ast::ObjectReference object, const std::string& comment) {
  return statement(ast::CommentOn{std::move(object), text(comment)});
}

ast::Statement comment_on_index(const ObjectName& table, const Constraint& constraint) {
  return comment_on({.kind = ast::ObjectType::index,
                     .name = name({table.schema, constraint.name}),
                     .arguments = {},
                     .on = {}},
                    constraint.index_comment);
}

namespace {

ast::Statement comment_on_check(const Domain& domain, const Constraint& check) {
  return comment_on({.kind = ast::ObjectType::constraint,
                     .name = name({"", check.name}),
                     .arguments = {},
                     .on = name(domain.name)},
                    check.comment);
}

/// Of a view or composite type.
ast::Statement comment_on_column(const ObjectName& of, const std::string& column,
                                 const std::string& comment) {
  return comment_on({.kind = ast::ObjectType::column,
                     .name = name({"", column}),
                     .arguments = {},
                     .on = name(of)},
                    comment);
}

/// Takes away the comments on columns of a view that `after` has none on.
void drop_comments(std::vector<ast::Statement>& result, const View& before, const View& after) {
  for (const auto& [column, comment] : before.column_comments) {
    if (!after.column_comments.contains(column))
      result.push_back(comment_on_column(after.name, column, ""));
  }
}

void set_comments(std::vector<ast::Statement>& result, const View& before, const View& after) {
  for (const auto& [column, comment] : after.column_comments) {
    const auto former = before.column_comments.find(column);
    if (former == before.column_comments.end() || former->second != comment)
      result.push_back(comment_on_column(after.name, column, comment));
  }
}

}  // namespace

namespace {

ast::Statement set_firing(const TextObject& object) {
  Schema alone;
  alone.put(object);
  return statement(ast::SetFiring{object.firing, reference(key_of(object), alone)});
}

}  // namespace

std::vector<ast::Statement> create(const Object& object, const Schema& schema) {
  if (const auto* privileges = std::get_if<Privileges>(&object))
    return grants(nullptr, privileges, schema);
  if (is_public(key_of(object)))
    return {comment_on(reference(key_of(object), schema), comment_of(object))};
  const auto* created = std::get_if<Table>(&object);
  const bool has_parents =
      created != nullptr && (created->partition_of || !created->inherits.empty());
  std::vector<ast::Statement> result =
      has_parents ? create_below(*created, schema)
                  : std::vector<ast::Statement>{statement(create_body(object, schema))};
  if (const auto* table = std::get_if<Table>(&object)) {
    for (ast::Statement& change : row_security(table->name, {}, table->options))
      result.push_back(std::move(change));
  }
  const auto* fires = std::get_if<TextObject>(&object);
  if (fires != nullptr && fires->firing != Firing::origin) result.push_back(set_firing(*fires));
  if (created != nullptr) {
    for (const Constraint& constraint : created->constraints) {
      if (!constraint.index_comment.empty())
        result.push_back(comment_on_index(created->name, constraint));
    }
  }
  if (const auto* domain = std::get_if<Domain>(&object)) {
    for (const Constraint& check : domain->checks) {
      if (!check.comment.empty()) result.push_back(comment_on_check(*domain, check));
    }
  }
  if (const auto* view = std::get_if<View>(&object)) set_comments(result, View{}, *view);
  if (!owner_of(object).empty()) {
    Schema alone;
    alone.put(object);
    result.push_back(
        alter(reference(key_of(object), alone), ast::SetOwner{ident(owner_of(object))}));
  }
  return result;
}

ast::Statement drop(const ObjectKey& key, const Schema& schema) {
  const bool holds_rows = key.kind == ObjectKind::virtual_table;
  return statement(
      ast::Drop{.object = reference(key, schema),
                .disposal = holds_rows ? ast::Disposal::discard : ast::Disposal::unspecified,
                .cascade = false});
}

// ---- changes

namespace {

std::vector<ast::Statement> again(const Object& before, const Object& after, const Schema& schema) {
  std::vector<ast::Statement> result{drop(key_of(before), schema)};
  for (ast::Statement& made : create(after, schema)) result.push_back(std::move(made));
  return result;
}

/// What a change of nothing but the comment takes; objects of any kind but tables.
std::vector<ast::Statement> comment_change(const Object& before, const Object& after,
                                           const Schema& schema) {
  if (comment_of(before) == comment_of(after)) return {};
  return {comment_on(reference(key_of(before), schema), comment_of(after))};
}

std::vector<ast::Statement> change(const Domain& before, const Domain& after,
                                   const Schema& schema) {
  if (before.type != after.type || before.collation != after.collation)
    return again(before, after, schema);
  ast::AlterDomain made{name(before.name), {}};
  std::vector<ast::Statement> comments;
  for (const Constraint& check : before.checks) {
    const Constraint* kept = after.find_check(check.name);
    Constraint same = check;
    if (kept != nullptr) same.comment = kept->comment;
    if (kept != nullptr && std::get<Check>(same.body).not_valid) {
      std::get<Check>(same.body).not_valid = false;
      if (same == *kept) {
        made.actions.push_back({ast::ValidateConstraint{ident(check.name)}, {}});
        continue;
      }
    }
    same.body = check.body;
    if (kept == nullptr || !(same == *kept)) {
      made.actions.push_back({ast::DropConstraint{ident(check.name)}, {}});
    } else if (kept->comment != check.comment) {
      comments.push_back(comment_on_check(after, *kept));
    }
  }
  for (const Constraint& check : after.checks) {
    const Constraint* former = before.find_check(check.name);
    Constraint same = check;
    if (former != nullptr) same.comment = former->comment;
    const bool validated =
        former != nullptr && std::get<Check>(former->body).not_valid &&
        std::get<Check>(former->body).expression == std::get<Check>(check.body).expression;
    if (former == nullptr || (!(same == *former) && !validated))
      made.actions.push_back({ast::AddConstraint{constraint(check, true)}, {}});
  }
  if (before.default_value != after.default_value)
    made.actions.push_back({ast::SetDefault{after.default_value}, {}});
  if (!before.not_null && after.not_null) made.actions.push_back({ast::SetNotNull{}, {}});
  if (before.not_null && !after.not_null) made.actions.push_back({ast::DropNotNull{}, {}});
  if (before.comment != after.comment)
    made.actions.push_back({ast::SetComment{text(after.comment)}, {}});
  std::vector<ast::Statement> result;
  if (!made.actions.empty()) result.push_back(statement(std::move(made)));
  for (ast::Statement& comment : comments) result.push_back(std::move(comment));
  return result;
}

/// New attributes are added at the end, so one that stands in the place of another is that one
/// renamed.
std::vector<ast::Statement> change(const CompositeType& before, const CompositeType& after,
                                   const Schema& schema) {
  ast::AlterType made{name(before.name), {}};
  std::vector<Attribute> reached;
  std::size_t next = 0;
  for (const Attribute& former : before.attributes) {
    const Attribute* slot = next < after.attributes.size() ? &after.attributes[next] : nullptr;
    const bool renamed = slot != nullptr && after.find_attribute(former.name) == nullptr &&
                         before.find_attribute(slot->name) == nullptr && slot->type == former.type;
    if (slot == nullptr || (slot->name != former.name && !renamed)) {
      made.actions.push_back({ast::DropAttribute{ident(former.name), ast::Disposal::discard}, {}});
      continue;
    }
    if (renamed)
      made.actions.push_back({ast::RenameAttribute{ident(former.name), ident(slot->name)}, {}});
    if (slot->type != former.type || slot->collation != former.collation)
      made.actions.push_back(
          {ast::AlterAttribute{ident(slot->name), slot->type, name(slot->collation)}, {}});
    reached.push_back(*slot);
    ++next;
  }
  for (; next < after.attributes.size(); ++next) {
    if (before.find_attribute(after.attributes[next].name) != nullptr)
      return again(before, after, schema);  // in another order
    made.actions.push_back({ast::AddAttribute{attribute(after.attributes[next])}, {}});
  }
  if (before.comment != after.comment)
    made.actions.push_back({ast::SetComment{text(after.comment)}, {}});
  std::vector<ast::Statement> result;
  if (!made.actions.empty()) result.push_back(statement(std::move(made)));
  for (const Attribute& kept : reached) {
    const Attribute* former = before.find_attribute(kept.name);
    if (former == nullptr || former->comment == kept.comment) continue;
    result.push_back(comment_on_column(after.name, kept.name, kept.comment));
  }
  return result;
}

/// What the server takes when nothing is said (manual, CREATE SEQUENCE).
SequenceOptions spelled_out(const SequenceOptions& options, const std::optional<Type>& type) {
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  if (type && type->kind == TypeKind::integer) most = std::numeric_limits<std::int32_t>::max();
  if (type && type->kind == TypeKind::smallint) most = std::numeric_limits<std::int16_t>::max();
  SequenceOptions full = options;
  full.increment = options.increment.value_or(1);
  const bool up = *full.increment > 0;
  full.min_value = options.min_value.value_or(up ? 1 : -most - 1);
  full.max_value = options.max_value.value_or(up ? most : -1);
  full.start = options.start.value_or(up ? *full.min_value : *full.max_value);
  full.cache = options.cache.value_or(1);
  return full;
}

std::vector<ast::Statement> change(const Sequence& before, const Sequence& after,
                                   const Schema& schema) {
  ast::AlterSequence made{.name = name(before.name),
                          .type = {},
                          .options = {},
                          .no_cycle = before.options.cycle && !after.options.cycle,
                          .restart = {},
                          .owned_by_none = false,
                          .owner_table = {},
                          .owner_column = {}};
  const ast::AlterSequence nothing = {.name = made.name};
  if (before.type != after.type) {
    Type big;
    big.kind = TypeKind::bigint;
    made.type = after.type.value_or(big);
  }
  const SequenceOptions full = spelled_out(after.options, after.type);
  const auto set = [&](std::optional<std::int64_t> SequenceOptions::*option) {
    if (before.options.*option != after.options.*option) made.options.*option = full.*option;
  };
  set(&SequenceOptions::start);
  set(&SequenceOptions::increment);
  set(&SequenceOptions::min_value);
  set(&SequenceOptions::max_value);
  set(&SequenceOptions::cache);
  made.options.cycle = after.options.cycle && !before.options.cycle;
  if (before.owner_table != after.owner_table || before.owner_column != after.owner_column) {
    made.owned_by_none = after.owner_table.name.empty();
    made.owner_table = name(after.owner_table);
    made.owner_column = ident(after.owner_column);
  }
  std::vector<ast::Statement> result;
  if (!(made == nothing)) result.push_back(statement(std::move(made)));
  for (ast::Statement& comment : comment_change(before, after, schema))
    result.push_back(std::move(comment));
  return result;
}

/// The changes of a materialized view that it takes without being created again.
ast::AlterTable stored_changes(const View& before, const View& after) {
  ast::AlterTable made{ast::ObjectType::materialized_view, name(before.name), {}};
  TableOptions former_options, options;
  former_options.with = before.with;
  options.with = after.with;
  made.actions = option_actions(former_options, options);
  for (const Index& former : before.indexes) {
    const Index* kept = after.find_index(former.name);
    if (kept == nullptr || !(*kept == former))
      made.actions.push_back({ast::DropIndex{ident(former.name)}, {}});
  }
  for (const Index& now : after.indexes) {
    const Index* former = before.find_index(now.name);
    if (former == nullptr || !(*former == now))
      made.actions.push_back({ast::AddIndex{index(now, true)}, {}});
  }
  return made;
}

std::vector<ast::Statement> change(const View& before, const View& after, const Schema& schema) {
  std::vector<ast::Statement> result;
  if (!(altered(before, after) == after)) {
    if (before.materialized || after.materialized) return again(before, after, schema);
    // Without a comment the former one stays, and so do those on columns: of one that goes it is
    // taken away before.
    drop_comments(result, before, after);
    result.push_back(statement(create_view(after, schema, true)));
    if (after.comment.empty() && !before.comment.empty())
      result.push_back(comment_on(reference(key_of(before), schema), ""));
    set_comments(result, before, after);
    return result;
  }
  if (ast::AlterTable made = stored_changes(before, after); !made.actions.empty())
    result.push_back(statement(std::move(made)));
  for (ast::Statement& comment : comment_change(before, after, schema))
    result.push_back(std::move(comment));
  drop_comments(result, before, after);
  set_comments(result, before, after);
  return result;
}

std::vector<ast::Statement> change(const TextObject& before, const TextObject& after,
                                   const Schema& schema) {
  std::vector<ast::Statement> result;
  if (before.bodies == after.bodies) {
    result = comment_change(before, after, schema);
  } else {
    result.push_back(statement(create_text(after, true)));
    if (after.comment.empty() && !before.comment.empty())
      result.push_back(comment_on(reference(key_of(before), schema), ""));
  }
  if (before.firing != after.firing) result.push_back(set_firing(after));
  return result;
}

std::vector<ast::Statement> change(const Extension& before, const Extension& after,
                                   const Schema& schema) {
  std::vector<ast::Statement> result;
  if (before.version != after.version && !after.version.empty())
    result.push_back(statement(ast::UpdateExtension{ident(before.name.name), text(after.version)}));
  if (before.schema != after.schema)
    result.push_back(alter(reference(key_of(before), schema), move_to(after.schema)));
  for (ast::Statement& comment : comment_change(before, after, schema))
    result.push_back(std::move(comment));
  return result;
}

/// What can only be dropped and created again, but for its comment.
template <typename Kind>
std::vector<ast::Statement> change_whole(const Kind& before, const Kind& after,
                                         const Schema& schema) {
  Kind same = before;
  same.comment = after.comment;
  return same == after ? comment_change(before, after, schema) : again(before, after, schema);
}

}  // namespace

std::vector<ast::Statement> replace(const Object& before, const Object& after,
                                    const Schema& schema) {
  return std::visit(
      overloaded{
          [&](const Namespace& o) { return change_whole(std::get<Namespace>(before), o, schema); },
          [&](const Enum& o) { return change_whole(std::get<Enum>(before), o, schema); },
          [&](const Table& o) { return change_whole(std::get<Table>(before), o, schema); },
          [&](const Extension& o) { return change(std::get<Extension>(before), o, schema); },
          [&](const Domain& o) { return change(std::get<Domain>(before), o, schema); },
          [&](const CompositeType& o) {
            return change(std::get<CompositeType>(before), o, schema);
          },
          [&](const DefinedObject& o) {
            return change_whole(std::get<DefinedObject>(before), o, schema);
          },
          [&](const Sequence& o) { return change(std::get<Sequence>(before), o, schema); },
          [&](const View& o) { return change(std::get<View>(before), o, schema); },
          [&](const TextObject& o) { return change(std::get<TextObject>(before), o, schema); },
          [&](const Statistics& o) {
            return change_whole(std::get<Statistics>(before), o, schema);
          },
          [&](const Publication& o) {
            return change_whole(std::get<Publication>(before), o, schema);
          },
          [&](const Privileges& o) { return grants(&std::get<Privileges>(before), &o, schema); },
      },
      after);
}

}  // namespace migc::pieces

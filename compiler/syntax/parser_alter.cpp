#include <fmt/format.h>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/syntax/parser_builder.h"

namespace migc {

// ---- alter table

ast::StatementBody Builder::alter_table(P::AlterTableContext* ctx) {
  ast::AlterTable result;
  if (ctx->foreign != nullptr) result.kind = ast::ObjectType::foreign_table;
  if (ctx->view != nullptr) result.kind = ast::ObjectType::materialized_view;
  result.name = name(ctx->name_);
  result.actions.reserve(ctx->actions.size());
  for (P::TableActionContext* action : ctx->actions) result.actions.push_back(table_action(action));
  return result;
}

namespace {

template <typename Action>
ast::TableAction make_action(Action body) {
  return {.body = std::move(body), .origin = {}};
}

}  // namespace

ast::TableAction Builder::table_action(P::TableActionContext* ctx) {
  const auto build_action = [&]() -> ast::TableAction {
    if (ctx->added != nullptr) {
      ast::AddColumn add;
      add.column = column(ctx->added);
      add.first = ctx->placement_ != nullptr && ctx->placement_->first != nullptr;
      if (ctx->placement_ != nullptr) add.after = optional_ident(ctx->placement_->after);
      add.fill = optional_expression(ctx->addFill);
      return make_action(std::move(add));
    }
    if (ctx->addConstraint != nullptr)
      return make_action(ast::AddConstraint{constraint(ctx->addConstraint)});
    if (ctx->addIndex != nullptr) return make_action(ast::AddIndex{index(ctx->addIndex)});
    if (ctx->column_ != nullptr)
      return make_action(ast::RenameColumn{ident(ctx->from), ident(ctx->to)});
    if (ctx->constraint != nullptr)
      return make_action(ast::RenameConstraint{ident(ctx->from), ident(ctx->to)});
    if (ctx->index_ != nullptr)
      return make_action(ast::RenameIndex{ident(ctx->from), ident(ctx->to)});
    if (ctx->renameTo != nullptr) return make_action(ast::RenameTo{ident(ctx->renameTo)});
    if (ctx->altered != nullptr)
      return make_action(ast::AlterColumn{ident(ctx->altered), column_change(ctx->change)});
    if (ctx->alteredConstraint != nullptr) {
      return make_action(
          ast::AlterConstraint{ident(ctx->alteredConstraint), deferral(ctx->deferral_)});
    }
    if (ctx->dropped != nullptr) {
      return make_action(ast::DropColumn{.column = ident(ctx->dropped),
                                         .disposal = disposal(ctx->disposal_),
                                         .down_fill = optional_expression(ctx->downFill)});
    }
    if (ctx->droppedConstraint != nullptr)
      return make_action(ast::DropConstraint{ident(ctx->droppedConstraint)});
    if (ctx->droppedIndex != nullptr) return make_action(ast::DropIndex{ident(ctx->droppedIndex)});
    if (ctx->dropComment != nullptr) return make_action(ast::SetComment{});
    if (ctx->dropDialect != nullptr) {
      return make_action(ast::DropOptions{dialect_options(ctx->dropDialect, ctx->dropOptions)});
    }
    if (ctx->validated != nullptr)
      return make_action(ast::ValidateConstraint{ident(ctx->validated)});
    if (ctx->attached != nullptr)
      return make_action(ast::AttachPartition{name(ctx->attached), bound(ctx->bound_)});
    if (ctx->detached != nullptr) return make_action(ast::DetachPartition{name(ctx->detached)});
    if (ctx->parent_ != nullptr) {
      return make_action(
          ast::SetInherit{.parent = name(ctx->parent_), .inherit = ctx->inherit != nullptr});
    }
    if (ctx->dialect != nullptr)
      return make_action(ast::SetOptions{dialect_options(ctx->dialect, ctx->options)});
    P::CommonSettingContext* setting = ctx->setting_;
    if (setting->schema_ != nullptr) return make_action(ast::SetSchema{ident(setting->schema_)});
    if (setting->owner != nullptr) return make_action(ast::SetOwner{ident(setting->owner)});
    return make_action(ast::SetComment{text(setting->comment)});
  };
  ast::TableAction result = build_action();
  result.origin = origin(ctx);
  return result;
}

ast::ColumnChange Builder::column_change(P::ColumnChangeContext* ctx) {
  if (ctx->type_ != nullptr) {
    return ast::SetType{.type = type(ctx->type_),
                        .collation = name(ctx->typeCollation),
                        .using_ = optional_expression(ctx->using_)};
  }
  if (ctx->default_ != nullptr) return ast::SetDefault{expression(ctx->default_)};
  if (ctx->dropDefault != nullptr) return ast::SetDefault{};
  if (ctx->notNull != nullptr) return ast::SetNotNull{optional_expression(ctx->fill)};
  if (ctx->dropNotNull != nullptr) return ast::DropNotNull{};
  if (ctx->comment != nullptr) return ast::SetComment{text(ctx->comment)};
  if (ctx->dropComment != nullptr) return ast::SetComment{};
  if (ctx->collation != nullptr) return ast::SetCollation{name(ctx->collation)};
  if (ctx->dropCollate != nullptr) return ast::SetCollation{};
  if (ctx->generated != nullptr) return ast::SetGenerated{generated(ctx)};
  if (ctx->identity != nullptr) return ast::SetIdentity{identity(ctx)};
  if (ctx->dropIdentity != nullptr) return ast::SetIdentity{};
  if (ctx->dropExpression != nullptr) return ast::SetGenerated{};
  if (ctx->dropStorage != nullptr) return ast::SetStorage{};
  if (ctx->dropCompression != nullptr) return ast::SetCompression{};
  if (ctx->dropStatistics != nullptr) return ast::SetStatistics{};
  if (ctx->dropWith != nullptr) return ast::SetParameters{};
  if (ctx->with_ != nullptr) return ast::SetParameters{options(ctx->with_)};
  if (ctx->statistics != nullptr) {
    return ast::SetStatistics{
        small_integer(ctx->statistics->digits, ctx->statistics->minus != nullptr)};
  }
  ast::Ident word = ident(ctx->storage != nullptr ? ctx->storage : ctx->compression);
  word.text = to_lower(word.text);
  if (ctx->storage != nullptr) return ast::SetStorage{std::move(word)};
  return ast::SetCompression{std::move(word)};
}

// ---- alter enum, domain, type, sequence

/// What every object with a block of actions knows: another name, schema, owner or comment.
template <typename Context, typename Body>
void Builder::common_action(Context* action, Body& body) {
  if (action->renameTo != nullptr) {
    body = ast::RenameTo{ident(action->renameTo)};
  } else if (action->dropComment != nullptr) {
    body = ast::SetComment{};
  } else if (action->setting_->schema_ != nullptr) {
    body = ast::SetSchema{ident(action->setting_->schema_)};
  } else if (action->setting_->owner != nullptr) {
    body = ast::SetOwner{ident(action->setting_->owner)};
  } else {
    body = ast::SetComment{text(action->setting_->comment)};
  }
}

ast::StatementBody Builder::alter_enum(P::AlterEnumContext* ctx) {
  ast::AlterEnum result{.name = name(ctx->name_), .actions = {}};
  for (P::EnumActionContext* action : ctx->actions) {
    ast::EnumAction made{.body = {}, .origin = origin(action)};
    if (action->added != nullptr) {
      made.body = ast::AddEnumValue{.value = enum_word(action->added),
                                    .before = optional_enum_word(action->before),
                                    .after = optional_enum_word(action->after)};
    } else if (action->from != nullptr) {
      made.body = ast::RenameEnumValue{enum_word(action->from), enum_word(action->to)};
    } else if (action->dropped != nullptr) {
      made.body = ast::DropEnumValue{enum_word(action->dropped), optional_enum_word(action->mapTo)};
    } else if (action->reorder != nullptr) {
      ast::ReorderEnumValues reorder;
      for (P::EnumWordContext* value : action->values) reorder.values.push_back(enum_word(value));
      made.body = std::move(reorder);
    } else {
      common_action(action, made.body);
    }
    result.actions.push_back(std::move(made));
  }
  return result;
}

ast::StatementBody Builder::alter_domain(P::AlterDomainContext* ctx) {
  ast::AlterDomain result{.name = name(ctx->name_), .actions = {}};
  for (P::DomainActionContext* action : ctx->actions) {
    ast::DomainAction made{.body = {}, .origin = origin(action)};
    if (action->default_ != nullptr) {
      made.body = ast::SetDefault{expression(action->default_)};
    } else if (action->dropDefault != nullptr) {
      made.body = ast::SetDefault{};
    } else if (action->notNull != nullptr) {
      made.body = ast::SetNotNull{};
    } else if (action->dropNotNull != nullptr) {
      made.body = ast::DropNotNull{};
    } else if (action->constraint != nullptr) {
      made.body = ast::AddConstraint{constraint(action->constraint)};
      if (action->constraint->check == nullptr) {
        error(Code::misplaced_statement, span(action->constraint),
              "found a constraint of tables, expected `check`");
      }
    } else if (action->droppedConstraint != nullptr) {
      made.body = ast::DropConstraint{ident(action->droppedConstraint)};
    } else if (action->from != nullptr) {
      made.body = ast::RenameConstraint{ident(action->from), ident(action->to)};
    } else if (action->validated != nullptr) {
      made.body = ast::ValidateConstraint{ident(action->validated)};
    } else {
      common_action(action, made.body);
    }
    result.actions.push_back(std::move(made));
  }
  return result;
}

ast::StatementBody Builder::alter_type(P::AlterTypeContext* ctx) {
  ast::AlterType result{.name = name(ctx->name_), .actions = {}};
  for (P::TypeActionContext* action : ctx->actions) {
    ast::TypeAction made{.body = ast::SetComment{}, .origin = origin(action)};
    if (action->added != nullptr) {
      made.body = ast::AddAttribute{attribute(action->added)};
    } else if (action->from != nullptr) {
      made.body = ast::RenameAttribute{ident(action->from), ident(action->to)};
    } else if (action->altered != nullptr) {
      made.body = ast::AlterAttribute{.attribute = ident(action->altered),
                                      .type = type(action->type_),
                                      .collation = name(action->collation)};
    } else if (action->dropped != nullptr) {
      made.body = ast::DropAttribute{ident(action->dropped), disposal(action->disposal_)};
    } else {
      common_action(action, made.body);
    }
    result.actions.push_back(std::move(made));
  }
  return result;
}

ast::StatementBody Builder::alter_sequence(P::AlterSequenceContext* ctx) {
  ast::AlterSequence result;
  result.name = name(ctx->name_);
  if (ctx->type_ != nullptr) result.type = type(ctx->type_);
  if (ctx->options.empty() && !result.type) {
    error(Code::syntax_error, span(ctx),
          "found no option, expected what to change about the sequence");
  }
  for (P::SequenceOptionContext* option : ctx->options) {
    sequence_option(result.options, option, true);
    if (option->noCycle != nullptr) result.no_cycle = true;
    if (option->restart != nullptr) result.restart = integer(option->restart);
    if (option->noMin != nullptr || option->noMax != nullptr) {
      error(Code::not_yet_supported, span(option),
            "found a limit taken away from a sequence, expected a number");
    }
    if (option->owner == nullptr) continue;
    ast::ObjectReference column;
    column.kind = ast::ObjectType::column;
    result.owned_by_none =
        option->owner->second == nullptr && to_lower(source_.text(option->owner->start)) == "none";
    if (result.owned_by_none) continue;
    dotted(column, option->owner);
    result.owner_table = column.on;
    result.owner_column = column.name.name;
  }
  return result;
}

// ---- statements about any kind of object

ast::ObjectType Builder::object_kind(P::ObjectKindContext* ctx) const {
  if (ctx->materialized != nullptr) return ast::ObjectType::materialized_view;
  if (ctx->event != nullptr) return ast::ObjectType::event_trigger;
  if (ctx->foreign != nullptr) return ast::ObjectType::foreign_table;
  if (ctx->virtual_ != nullptr) return ast::ObjectType::virtual_table;
  if (ctx->search != nullptr) {
    return ctx->search->getType() == P::CONFIGURATION ? ast::ObjectType::text_search_configuration
                                                      : ast::ObjectType::text_search_dictionary;
  }
  switch (ctx->word->getType()) {
    case P::SCHEMA:
      return ast::ObjectType::schema;
    case P::ENUM:
      return ast::ObjectType::enum_;
    case P::COLUMN:
      return ast::ObjectType::column;
    case P::CONSTRAINT:
      return ast::ObjectType::constraint;
    case P::INDEX:
      return ast::ObjectType::index;
    case P::VIEW:
      return ast::ObjectType::view;
    case P::SEQUENCE:
      return ast::ObjectType::sequence;
    case P::DOMAIN:
      return ast::ObjectType::domain;
    case P::TYPE:
      return ast::ObjectType::composite_type;
    case P::RANGE:
      return ast::ObjectType::range_type;
    case P::EXTENSION:
      return ast::ObjectType::extension;
    case P::FUNCTION:
      return ast::ObjectType::function;
    case P::PROCEDURE:
      return ast::ObjectType::procedure;
    case P::AGGREGATE:
      return ast::ObjectType::aggregate;
    case P::TRIGGER:
      return ast::ObjectType::trigger;
    case P::RULE:
      return ast::ObjectType::rule;
    case P::POLICY:
      return ast::ObjectType::policy;
    case P::COLLATION:
      return ast::ObjectType::collation;
    case P::STATISTICS:
      return ast::ObjectType::statistics;
    case P::PUBLICATION:
      return ast::ObjectType::publication;
    case P::SERVER:
      return ast::ObjectType::server;
    default:  // a token's type is a number: what is left is TABLE
      return ast::ObjectType::table;
  }
}

void Builder::dotted(ast::ObjectReference& reference, P::DottedNameContext* ctx) {
  const ast::Ident first = ident(ctx->first);
  const ast::Ident second = ident(ctx->second);
  const ast::Ident third = ident(ctx->third);
  if (reference.kind == ast::ObjectType::column) {
    if (second.empty()) {
      error(Code::syntax_error, span(ctx),
            "found a column without its table, expected `table.column`");
    } else if (third.empty()) {
      reference.on = {.schema = {}, .name = first};
      reference.name = {.schema = {}, .name = second};
    } else {
      reference.on = {.schema = first, .name = second};
      reference.name = {.schema = {}, .name = third};
    }
    return;
  }
  if (!third.empty()) {
    error(Code::syntax_error, third.origin.span,
          "found a third part of a name, expected `schema.name`");
  }
  reference.name = second.empty() ? ast::Name{.schema = {}, .name = first}
                                  : ast::Name{.schema = first, .name = second};
}

ast::ObjectReference Builder::reference(P::ObjectReferenceContext* ctx) {
  ast::ObjectReference result;
  result.kind = object_kind(ctx->kind);
  dotted(result, ctx->name_);
  result.arguments = argument_types(ctx->arguments_);
  const bool needs_table =
      result.kind == ast::ObjectType::trigger || result.kind == ast::ObjectType::rule ||
      result.kind == ast::ObjectType::policy || result.kind == ast::ObjectType::constraint;
  const bool takes_arguments = result.kind == ast::ObjectType::function ||
                               result.kind == ast::ObjectType::procedure ||
                               result.kind == ast::ObjectType::aggregate;
  if (result.kind != ast::ObjectType::column) result.on = name(ctx->on);
  if (needs_table && ctx->on == nullptr) {
    error(Code::syntax_error, span(ctx),
          fmt::format("found a {} without its table, expected `on` a table",
                      ast::spelling(result.kind)));
  } else if (!needs_table && ctx->on != nullptr) {
    error(Code::syntax_error, span(ctx->on),
          fmt::format("found a table behind a {}, which belongs to none",
                      ast::spelling(result.kind)));
  }
  if (result.arguments && !takes_arguments) {
    error(Code::syntax_error, span(ctx->arguments_),
          fmt::format("found arguments behind a {}", ast::spelling(result.kind)));
  }
  return result;
}

ast::StatementBody Builder::alter_object(P::AlterObjectContext* ctx) {
  ast::ObjectReference object = reference(ctx->object);
  P::CommonSettingContext* setting = ctx->setting_;
  if (setting->comment != nullptr)
    return ast::CommentOn{.object = std::move(object), .comment = text(setting->comment)};
  const bool to_schema = setting->schema_ != nullptr;
  const ast::Ident word = ident(to_schema ? setting->schema_ : setting->owner);
  // Kinds with a block of actions have one form only, whichever way it was written.
  const Origin place = origin(setting);
  const auto as_action = [&](auto statement, auto action) {
    statement.name = object.name;
    action.origin = place;
    if (to_schema) {
      action.body = ast::SetSchema{word};
    } else {
      action.body = ast::SetOwner{word};
    }
    statement.actions.push_back(std::move(action));
    return statement;
  };
  if (object.kind == ast::ObjectType::enum_) return as_action(ast::AlterEnum{}, ast::EnumAction{});
  if (object.kind == ast::ObjectType::domain)
    return as_action(ast::AlterDomain{}, ast::DomainAction{});
  if (object.kind == ast::ObjectType::composite_type)
    return as_action(ast::AlterType{}, ast::TypeAction{});
  if (object.kind == ast::ObjectType::table || object.kind == ast::ObjectType::foreign_table ||
      object.kind == ast::ObjectType::materialized_view) {
    ast::AlterTable table = as_action(ast::AlterTable{}, ast::TableAction{});
    table.kind = object.kind;
    return table;
  }
  if (to_schema)
    return ast::AlterObject{.object = std::move(object), .change = ast::SetSchema{word}};
  return ast::AlterObject{.object = std::move(object), .change = ast::SetOwner{word}};
}

/// Columns, constraints and indexes belong to their table, and are changed with it. True when it
/// was reported.
bool Builder::refuse_part(P::ObjectKindContext* kind, const antlr4::ParserRuleContext* statement) {
  const ast::ObjectType type = object_kind(kind);
  const bool part = type == ast::ObjectType::column || type == ast::ObjectType::constraint ||
                    type == ast::ObjectType::index;
  if (!part) return false;
  const std::string verb = to_lower(source_.text(statement->start));
  const std::string what = fmt::format("{} {}", verb, ast::spelling(type));
  error(Code::misplaced_statement, span(statement), fmt::format("found `{}` outside a table", what))
      .with_help(fmt::format("write `alter table … {{ {} …; }}`", what));
  return true;
}

ast::StatementBody Builder::drop(P::DropContext* ctx) {
  if (refuse_part(ctx->object->kind, ctx)) return ast::Drop{};
  ast::ObjectReference object = reference(ctx->object);
  if (object.kind == ast::ObjectType::table) {
    if (ctx->cascade != nullptr) {
      error(Code::misplaced_statement, span(ctx->cascade),
            "found `cascade`, but nothing is dropped unsaid")
          .with_help("drop what depends on the table first, each by its name");
    }
    return ast::DropTable{.name = object.name, .disposal = disposal(ctx->disposal_)};
  }
  return ast::Drop{.object = std::move(object),
                   .disposal = disposal(ctx->disposal_),
                   .cascade = ctx->cascade != nullptr};
}

ast::StatementBody Builder::rename(P::RenameContext* ctx) {
  if (refuse_part(ctx->object->kind, ctx)) return ast::Rename{};
  ast::ObjectReference object = reference(ctx->object);
  if (object.kind == ast::ObjectType::table) {
    ast::AlterTable table;
    table.name = object.name;
    table.actions.push_back({.body = ast::RenameTo{ident(ctx->to)}, .origin = origin(ctx)});
    return table;
  }
  return ast::Rename{.object = std::move(object), .to = ident(ctx->to)};
}

}  // namespace migc

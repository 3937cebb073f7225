#include <fmt/format.h>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/syntax/parser_builder.h"

namespace migc {

ast::StatementBody Builder::create(P::CreateContext* ctx) {
  const bool replace = ctx->replace != nullptr;
  const bool replaceable =
      ctx->text != nullptr || (ctx->view != nullptr && ctx->view->materialized == nullptr);
  if (replace && !replaceable) {
    error(Code::misplaced_statement, span(ctx->replace),
          "found `or replace` before an object that can't be replaced")
        .with_help("say how it changes: `alter …`, or `drop …` and `create …`");
  }
  if (ctx->schema_ != nullptr) return create_schema(ctx->schema_);
  if (ctx->enum_ != nullptr) return create_enum(ctx->enum_);
  if (ctx->table_ != nullptr) return create_table(ctx->table_);
  if (ctx->partition != nullptr) return create_partition(ctx->partition);
  if (ctx->view != nullptr) return create_view(ctx->view, replace);
  if (ctx->sequence != nullptr) return create_sequence(ctx->sequence);
  if (ctx->domain != nullptr) return create_domain(ctx->domain);
  if (ctx->type_ != nullptr) return create_type(ctx->type_);
  if (ctx->extension != nullptr) return create_extension(ctx->extension);
  if (ctx->options_ != nullptr) return create_from_options(ctx->options_);
  if (ctx->text != nullptr) return text_object(ctx->text, replace);
  if (ctx->statistics != nullptr) return create_statistics(ctx->statistics);
  return create_publication(ctx->publication);
}

ast::StatementBody Builder::create_schema(P::CreateSchemaContext* ctx) {
  return ast::CreateSchema{.name = ident(ctx->name_),
                           .was = optional_ident(ctx->was),
                           .comment = optional_text(ctx->comment)};
}

ast::Ident Builder::enum_word(P::EnumWordContext* ctx) {
  if (ctx == nullptr) return {};
  if (ctx->word != nullptr) return ident(ctx->word);
  return {.text = unquote(source_.text(ctx->text)), .origin = origin(ctx)};
}

std::optional<ast::Ident> Builder::optional_enum_word(P::EnumWordContext* ctx) {
  if (ctx == nullptr) return std::nullopt;
  return enum_word(ctx);
}

ast::StatementBody Builder::create_enum(P::CreateEnumContext* ctx) {
  ast::CreateEnum result;
  result.name = name(ctx->name_);
  result.was = optional_name(ctx->was);
  result.comment = optional_text(ctx->comment);
  for (P::EnumValueContext* value : ctx->values) {
    result.values.push_back(
        {.name = enum_word(value->value), .was = optional_enum_word(value->was)});
  }
  return result;
}

ast::StatementBody Builder::create_table(P::CreateTableContext* ctx) {
  ast::CreateTable result;
  result.name = name(ctx->name_);
  result.was = optional_name(ctx->was);
  result.comment = optional_text(ctx->comment);
  for (P::TableElementContext* element : ctx->elements) {
    if (element->column_ != nullptr) {
      result.elements.emplace_back(column(element->column_));
    } else if (element->constraint != nullptr) {
      result.elements.emplace_back(constraint(element->constraint));
    } else {
      result.elements.emplace_back(index(element->index_));
    }
  }
  if (ctx->foreign != nullptr) {
    result.foreign =
        ast::ForeignServer{.server = ident(ctx->server), .options = options(ctx->serverOptions)};
    if (ctx->server == nullptr) {
      error(Code::syntax_error, span(ctx->name_),
            "found a foreign table without its server, expected `server` a name");
    }
  } else if (ctx->server != nullptr) {
    error(Code::misplaced_statement, span(ctx->server),
          "found a server, which only a foreign table has");
  }
  for (P::TableTailContext* tail : ctx->tails) {
    if (tail->partition != nullptr) {
      if (result.partition_by) duplicate(span(tail), "`partition by`");
      result.partition_by = partition_by(tail->partition);
    } else if (tail->dialect != nullptr) {
      result.options.push_back(dialect_options(tail->dialect, tail->options));
    } else {
      if (!result.inherits.empty()) duplicate(span(tail), "`inherits`");
      result.inherits = names(tail->parents);
    }
  }
  return result;
}

ast::StatementBody Builder::create_partition(P::CreatePartitionContext* ctx) {
  ast::CreatePartition result;
  result.name = name(ctx->name_);
  result.of = name(ctx->parent_);
  result.comment = optional_text(ctx->comment);
  result.bound = bound(ctx->bound_);
  for (P::TableTailContext* tail : ctx->tails) {
    if (tail->partition != nullptr) {
      if (result.partition_by) duplicate(span(tail), "`partition by`");
      result.partition_by = partition_by(tail->partition);
    } else if (tail->dialect != nullptr) {
      result.options.push_back(dialect_options(tail->dialect, tail->options));
    } else {
      error(Code::misplaced_statement, span(tail),
            "found `inherits`, but a partition already has its parent");
    }
  }
  return result;
}

std::vector<NativeText> Builder::bodies(P::BodiesContext* ctx) {
  List<NativeText> result;
  if (ctx->text != nullptr)
    result.push_back({.dialect = {}, .text = dollar(ctx->text), .origin = {span(ctx->text)}});
  for (P::BodyForContext* part : ctx->parts) {
    const std::string dialect = to_lower(ident(part->dialect).text);
    for (const NativeText& earlier : result) {
      if (earlier.dialect == dialect)
        duplicate(span(part->dialect), fmt::format("a text for `{}`", dialect));
    }
    result.push_back(
        {.dialect = dialect, .text = dollar(part->text), .origin = {span(part->text)}});
  }
  return result;
}

ast::StatementBody Builder::create_view(P::CreateViewContext* ctx, bool replace) {
  ast::CreateView result;
  result.replace = replace;
  result.materialized = ctx->materialized != nullptr;
  result.name = name(ctx->name_);
  result.was = optional_name(ctx->was);
  result.columns = idents(ctx->columns);
  result.comment = optional_text(ctx->comment);
  result.with = options(ctx->with_);
  result.bodies = bodies(ctx->bodies_);
  for (P::ViewTailContext* tail : ctx->tails) {
    if (tail->noData != nullptr) {
      if (result.with_no_data) duplicate(span(tail), "`with no data`");
      result.with_no_data = true;
    } else {
      if (result.check_option != ast::CheckOption::none) duplicate(span(tail), "a check option");
      const bool local = tail->scope != nullptr && tail->scope->getType() == P::LOCAL;
      result.check_option = local ? ast::CheckOption::local : ast::CheckOption::cascaded;
    }
    if ((tail->noData != nullptr) != result.materialized) {
      error(Code::misplaced_statement, span(tail),
            result.materialized ? "found a check option on a materialized view"
                                : "found `with no data` on a view that keeps no data");
    }
  }
  for (P::ViewIndexContext* item : ctx->indexes) result.indexes.push_back(index(item->index_));
  if (!result.indexes.empty() && !result.materialized) {
    error(Code::misplaced_statement, span(ctx->indexes.front()),
          "found an index on a view that keeps no data");
  }
  return result;
}

ast::StatementBody Builder::create_sequence(P::CreateSequenceContext* ctx) {
  ast::CreateSequence result;
  result.name = name(ctx->name_);
  result.was = optional_name(ctx->was);
  result.comment = optional_text(ctx->comment);
  if (ctx->type_ != nullptr) result.type = type(ctx->type_);
  for (P::SequenceOptionContext* option : ctx->options) {
    sequence_option(result.options, option, true);
    if (option->restart != nullptr) {
      error(Code::misplaced_statement, span(option),
            "found `restart` for a new sequence, expected `start`");
    }
    if (option->owner == nullptr) continue;
    ast::ObjectReference column;
    column.kind = ast::ObjectType::column;
    dotted(column, option->owner);
    result.owner_table = column.on;
    result.owner_column = column.name.name;
  }
  return result;
}

ast::StatementBody Builder::create_domain(P::CreateDomainContext* ctx) {
  ast::CreateDomain result;
  result.name = name(ctx->name_);
  result.was = optional_name(ctx->was);
  result.comment = optional_text(ctx->comment);
  result.type = type(ctx->type_);
  for (P::DomainClauseContext* clause : ctx->clauses) {
    if (clause->null != nullptr) {
      if (result.not_null) duplicate(span(clause), "`not null`");
      result.not_null = true;
    } else if (clause->default_ != nullptr) {
      if (result.default_value) duplicate(span(clause), "`default`");
      result.default_value = expression(clause->default_);
    } else if (clause->collation != nullptr) {
      if (!result.collation.empty()) duplicate(span(clause), "`collate`");
      result.collation = name(clause->collation);
    } else if (clause->check != nullptr) {
      ast::Constraint check;
      check.name = ident(clause->name_ != nullptr ? clause->name_ : clause->sqlName);
      check.body = ast::Check{.expression = expression(clause->checked)};
      check.origin = origin(clause);
      result.checks.push_back(std::move(check));
    }
  }
  return result;
}

ast::Attribute Builder::attribute(P::AttributeContext* ctx) {
  return {.name = ident(ctx->name_),
          .type = type(ctx->type_),
          .collation = name(ctx->collation),
          .was = optional_ident(ctx->was),
          .comment = optional_text(ctx->comment),
          .origin = origin(ctx)};
}

ast::StatementBody Builder::create_type(P::CreateTypeContext* ctx) {
  ast::CreateType result;
  result.name = name(ctx->name_);
  result.was = optional_name(ctx->was);
  result.comment = optional_text(ctx->comment);
  for (P::AttributeElementContext* element : ctx->attributes)
    result.attributes.push_back(attribute(element->attribute_));
  return result;
}

ast::StatementBody Builder::create_extension(P::CreateExtensionContext* ctx) {
  ast::CreateExtension result;
  result.name = ident(ctx->name_);
  result.comment = optional_text(ctx->comment);
  for (P::ExtensionTailContext* tail : ctx->tails) {
    if (tail->schema_ != nullptr) {
      if (!result.schema.empty()) duplicate(span(tail), "a schema");
      result.schema = ident(tail->schema_);
    } else if (tail->version != nullptr) {
      if (result.version) duplicate(span(tail), "a version");
      result.version = text(tail->version);
    } else {
      result.cascade = true;
    }
  }
  return result;
}

ast::StatementBody Builder::create_from_options(P::CreateFromOptionsContext* ctx) {
  ast::CreateFromOptions result;
  switch (ctx->kind->word->getType()) {
    case P::RANGE:
      result.kind = ast::ObjectType::range_type;
      break;
    case P::CONFIGURATION:
      result.kind = ast::ObjectType::text_search_configuration;
      break;
    case P::DICTIONARY:
      result.kind = ast::ObjectType::text_search_dictionary;
      break;
    default:  // a token's type is a number: what is left is COLLATION
      result.kind = ast::ObjectType::collation;
      break;
  }
  result.name = name(ctx->name_);
  result.was = optional_name(ctx->was);
  result.comment = optional_text(ctx->comment);
  result.options = options(ctx->options_);
  return result;
}

std::optional<std::vector<Type>> Builder::argument_types(P::ArgumentTypesContext* ctx) {
  if (ctx == nullptr) return std::nullopt;
  List<Type> result;
  for (P::DataTypeContext* argument : ctx->types) result.push_back(type(argument));
  return result;
}

ast::StatementBody Builder::text_object(P::TextObjectContext* ctx, bool replace) {
  ast::TextObject result;
  result.replace = replace;
  result.kind = ctx->kind->virtual_ != nullptr ? ast::ObjectType::virtual_table
                                               : ast::ObjectType::event_trigger;
  if (ctx->kind->word != nullptr) {
    switch (ctx->kind->word->getType()) {
      case P::FUNCTION:
        result.kind = ast::ObjectType::function;
        break;
      case P::PROCEDURE:
        result.kind = ast::ObjectType::procedure;
        break;
      case P::AGGREGATE:
        result.kind = ast::ObjectType::aggregate;
        break;
      case P::TRIGGER:
        result.kind = ast::ObjectType::trigger;
        break;
      case P::RULE:
        result.kind = ast::ObjectType::rule;
        break;
      case P::POLICY:
        result.kind = ast::ObjectType::policy;
        break;
      default:  // a token's type is a number: what is left is SERVER
        result.kind = ast::ObjectType::server;
        break;
    }
  }
  result.name = name(ctx->name_);
  result.arguments = argument_types(ctx->arguments_);
  result.on = name(ctx->on);
  result.was = optional_name(ctx->was);
  result.comment = optional_text(ctx->comment);
  result.bodies = bodies(ctx->bodies_);
  const std::string_view kind = ast::spelling(result.kind);
  const bool on_table = result.kind == ast::ObjectType::trigger ||
                        result.kind == ast::ObjectType::rule ||
                        result.kind == ast::ObjectType::policy;
  const bool callable = result.kind == ast::ObjectType::function ||
                        result.kind == ast::ObjectType::procedure ||
                        result.kind == ast::ObjectType::aggregate;
  if (on_table && ctx->on == nullptr) {
    error(Code::syntax_error, span(ctx->name_),
          fmt::format("found a {} without its table, expected `on` a table", kind));
  } else if (!on_table && ctx->on != nullptr) {
    error(Code::syntax_error, span(ctx->on),
          fmt::format("found a table behind a {}, which belongs to none", kind));
  }
  if (callable && !result.arguments) {
    error(Code::syntax_error, span(ctx->name_),
          fmt::format("found a {} without its arguments", kind))
        .with_help("write the types of the arguments in parentheses, `()` for none");
  } else if (!callable && result.arguments) {
    error(Code::syntax_error, span(ctx->arguments_),
          fmt::format("found arguments behind a {}", kind));
  }
  return result;
}

ast::StatementBody Builder::create_statistics(P::CreateStatisticsContext* ctx) {
  ast::CreateStatistics result;
  result.name = name(ctx->name_);
  result.was = optional_name(ctx->was);
  result.comment = optional_text(ctx->comment);
  result.kinds = idents(ctx->kinds);
  for (ast::Ident& kind : result.kinds) kind.text = to_lower(kind.text);
  result.expressions = expressions(ctx->columns);
  result.table = name(ctx->table_);
  return result;
}

ast::StatementBody Builder::create_publication(P::CreatePublicationContext* ctx) {
  ast::CreatePublication result;
  result.name = ident(ctx->name_);
  result.was = optional_ident(ctx->was);
  result.comment = optional_text(ctx->comment);
  result.all_tables = ctx->all != nullptr;
  result.with = options(ctx->with_);
  for (P::PublicationTargetContext* target : ctx->targets) {
    if (target->schema_ != nullptr) {
      result.schemas.push_back(ident(target->schema_));
      continue;
    }
    result.tables.push_back({.table = name(target->table_),
                             .columns = idents(target->columns),
                             .where = optional_expression(target->where)});
  }
  return result;
}

}  // namespace migc

#include <fmt/format.h>
#include <utility>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/syntax/parser_builder.h"

namespace migc {

// ---- files

ast::File Builder::file(P::FileContext* ctx, Trivia trivia) {
  ast::File result;
  result.comments = std::move(trivia.comments);
  result.blank_lines = std::move(trivia.blank_lines);
  bool any = false;
  for (P::StatementContext* item : ctx->statements) {
    any = any || item->empty == nullptr;
    // Which kind of file this is decides what the statements before its line may mean.
    if (item->schemaFile != nullptr) result.kind = ast::FileKind::schema;
  }
  for (P::StatementContext* item : ctx->statements) statement(result, item);
  const Span start{source_.file(), 0, 0};
  if (!any) {
    error(Code::empty_file, start,
          "found no statement, expected a `migration` line or a `schema` line");
  } else if (!result.header.span.known()) {
    error(Code::misplaced_statement, span(ctx->statements.front()),
          "found a file without a `migration` line or a `schema` line")
        .with_help(
            "a migration begins with `migration <id> '<title>';`, a desired schema with `schema;`");
  }
  return result;
}

void Builder::statement(ast::File& file, P::StatementContext* ctx) {
  List<ast::Allow> allows;
  for (P::AllowContext* item : ctx->allows) allows.push_back(allow(item));
  if (ctx->empty != nullptr) {
    if (!allows.empty() && !file.statements.empty()) {
      error(Code::misplaced_statement, span(ctx), "found `allow … ;` behind the first statement")
          .with_help("leave out the `;` to allow something for the statement that follows");
    }
    file.allows.insert(file.allows.end(), allows.begin(), allows.end());
    return;
  }
  const bool late = !file.statements.empty() || file.down || file.irreversible;
  const bool special = head_statement(file, ctx, late) || tail_statement(file, ctx);
  if (special) {
    if (!allows.empty())
      error(Code::misplaced_statement, allows.front().origin.span,
            "found `allow` before a line that runs nothing");
    return;
  }
  std::optional<ast::StatementBody> made = body(ctx);
  if (!made) return;
  ast::Statement result{
      .allows = std::move(allows), .body = *std::move(made), .origin = origin(ctx)};
  if ((file.down || file.irreversible) && !reported_late_) {
    reported_late_ = true;
    error(Code::misplaced_statement, span(ctx),
          "found a statement behind the downgrade, expected it before");
  }
  check_place(file, result, ctx);
  file.statements.push_back(std::move(result));
}

bool Builder::head_statement(ast::File& file, P::StatementContext* ctx, bool late) {
  const auto place = [&](std::string_view what, bool taken) {
    if (late) {
      error(Code::misplaced_statement, span(ctx),
            fmt::format("found {} behind the first statement", what));
    } else if (taken) {
      duplicate(span(ctx), what);
    }
  };
  if (ctx->migration != nullptr || ctx->schemaFile != nullptr) {
    place("the head of the file", file.header.span.known());
    file.header = origin(ctx);
    if (ctx->migration == nullptr) return true;
    file.id = revision(ctx->migration->id);
    file.title = text(ctx->migration->title);
    if (file.kind == ast::FileKind::schema) {
      error(Code::misplaced_statement, span(ctx), "found a `migration` line in a desired schema");
    }
    return true;
  }
  const bool head = ctx->revises_ != nullptr || ctx->labels != nullptr || ctx->depends_ != nullptr;
  if (!head) return false;
  if (file.kind == ast::FileKind::schema) {
    error(Code::misplaced_statement, span(ctx),
          fmt::format("found `{}` in a desired schema, which has no history",
                      to_lower(source_.text(ctx->start))));
  }
  if (ctx->revises_ != nullptr) {
    place("`revises`", !file.revises.empty());
    file.revises = revisions(ctx->revises_->ids);
  } else if (ctx->labels != nullptr) {
    place("`label`", false);
    for (ast::Ident& name : idents(ctx->labels->names)) file.labels.push_back(std::move(name));
  } else {
    place("`depends on`", false);
    for (ast::Ident& id : revisions(ctx->depends_->ids)) file.depends_on.push_back(std::move(id));
  }
  return true;
}

void Builder::both_ways(Span place, Span other) {
  error(Code::down_and_irreversible, place,
        "the migration has a `down` block and is called irreversible")
      .label(other, "and here");
}

bool Builder::tail_statement(ast::File& file, P::StatementContext* ctx) {
  if (ctx->down_ == nullptr && ctx->irreversible_ == nullptr) return false;
  if (file.kind == ast::FileKind::schema) {
    error(Code::misplaced_statement, span(ctx),
          "found a downgrade in a desired schema, which has no history");
  }
  if (ctx->irreversible_ != nullptr) {
    if (file.irreversible) duplicate(span(ctx), "the reason why there is no downgrade");
    if (file.down) both_ways(span(ctx), file.down->origin.span);
    file.irreversible = text(ctx->irreversible_->reason);
    if (trim(file.irreversible->text).empty()) {
      error(Code::bad_literal, file.irreversible->origin.span,
            "found an empty text, expected the reason");
    }
    return true;
  }
  if (file.down) duplicate(span(ctx), "the downgrade");
  if (file.irreversible) both_ways(span(ctx), file.irreversible->origin.span);
  ast::File inner;  // the same rules hold inside, but for the head and the downgrade itself
  inner.kind = file.kind;
  for (P::StatementContext* item : ctx->down_->statements) {
    const bool special =
        item->migration != nullptr || item->schemaFile != nullptr || item->revises_ != nullptr ||
        item->labels != nullptr || item->depends_ != nullptr || item->down_ != nullptr ||
        item->irreversible_ != nullptr || (item->empty != nullptr && !item->allows.empty());
    if (special) {
      error(Code::misplaced_statement, span(item),
            fmt::format("found `{}` inside the downgrade", to_lower(source_.text(item->start))));
      continue;
    }
    statement(inner, item);
  }
  file.down = ast::Down{.statements = std::move(inner.statements), .origin = origin(ctx)};
  return true;
}

ast::Allow Builder::allow(P::AllowContext* ctx) {
  ast::Allow result{.rules = idents(ctx->rules),
                    .reason = text(ctx->reason),
                    .until = optional_text(ctx->until),
                    .origin = origin(ctx)};
  if (trim(result.reason.text).empty()) {
    error(Code::bad_literal, result.reason.origin.span, "found an empty text, expected the reason");
  }
  return result;
}

ast::Ident Builder::revision(P::RevisionContext* ctx) {
  if (ctx->name_ != nullptr) return ident(ctx->name_);
  ast::Ident result{.text = std::string(source_.text(ctx->word)), .origin = origin(ctx)};
  if (ctx->word->getType() == P::STRING) result.text = unquote(source_.text(ctx->word));
  if (result.text.empty())
    error(Code::bad_literal, span(ctx), "found an empty text, expected the id of a revision");
  return result;
}

std::vector<ast::Ident> Builder::revisions(const List<P::RevisionContext*>& contexts) {
  List<ast::Ident> result;
  result.reserve(contexts.size());
  for (P::RevisionContext* ctx : contexts) result.push_back(revision(ctx));
  return result;
}

// ---- statements

std::optional<ast::StatementBody> Builder::body(P::StatementContext* ctx) {
  if (ctx->create_ != nullptr) return create(ctx->create_);
  if (ctx->alterTable_ != nullptr) return alter_table(ctx->alterTable_);
  if (ctx->alterEnum_ != nullptr) return alter_enum(ctx->alterEnum_);
  if (ctx->alterDomain_ != nullptr) return alter_domain(ctx->alterDomain_);
  if (ctx->alterType_ != nullptr) return alter_type(ctx->alterType_);
  if (ctx->alterSequence_ != nullptr) return alter_sequence(ctx->alterSequence_);
  if (ctx->alterExtension_ != nullptr) {
    return ast::UpdateExtension{.name = ident(ctx->alterExtension_->name_),
                                .version = optional_text(ctx->alterExtension_->version)};
  }
  if (ctx->alterObject_ != nullptr) return alter_object(ctx->alterObject_);
  if (ctx->drop_ != nullptr) return drop(ctx->drop_);
  if (ctx->rename_ != nullptr) return rename(ctx->rename_);
  if (ctx->rowSecurity_ != nullptr) return row_security(ctx->rowSecurity_);
  if (ctx->firing_ != nullptr) return firing(ctx->firing_);
  if (ctx->grant_ != nullptr) return grant(ctx->grant_);
  if (ctx->revoke_ != nullptr) return revoke(ctx->revoke_);
  if (ctx->comment_ != nullptr) {
    return ast::CommentOn{.object = reference(ctx->comment_->object),
                          .comment = optional_text(ctx->comment_->text)};
  }
  return data(ctx);
}

std::optional<ast::StatementBody> Builder::data(P::StatementContext* ctx) {
  if (ctx->insert_ != nullptr) return insert(ctx->insert_);
  if (P::UpdateContext* update = ctx->update_; update != nullptr) {
    return ast::Update{.table = name(update->table_),
                       .assignments = assignments(update->assignments),
                       .where = optional_expression(update->where),
                       .all_rows = update->all != nullptr,
                       .restore = update->restore != nullptr};
  }
  if (P::DeleteFromContext* deletion = ctx->delete_; deletion != nullptr) {
    return ast::Delete{.table = name(deletion->table_),
                       .where = optional_expression(deletion->where),
                       .all_rows = deletion->all != nullptr,
                       .disposal = disposal(deletion->disposal_)};
  }
  if (P::BackfillContext* backfill = ctx->backfill_; backfill != nullptr) {
    ast::Backfill result{.table = name(backfill->table_),
                         .assignments = assignments(backfill->assignments),
                         .where = optional_expression(backfill->where),
                         .batch_size = {}};
    if (backfill->batch != nullptr) {
      result.batch_size = integer(backfill->batch);
      if (*result.batch_size < 1)
        error(Code::bad_literal, span(backfill->batch),
              "found `0`, expected at least one row a batch");
    }
    return result;
  }
  if (ctx->sql_ != nullptr) return sql(ctx->sql_);
  return std::nullopt;
}

namespace {

/// A desired schema has no other place for the owner of an object.
bool says_owner(const ast::StatementBody& body) {
  const auto all_owners = [](const auto& actions) {
    return std::all_of(actions.begin(), actions.end(), [](const auto& action) {
      return std::holds_alternative<ast::SetOwner>(action.body);
    });
  };
  if (const auto* changed = std::get_if<ast::AlterTable>(&body))
    return all_owners(changed->actions);
  if (const auto* changed = std::get_if<ast::AlterEnum>(&body)) return all_owners(changed->actions);
  if (const auto* changed = std::get_if<ast::AlterDomain>(&body))
    return all_owners(changed->actions);
  if (const auto* changed = std::get_if<ast::AlterType>(&body)) return all_owners(changed->actions);
  return std::holds_alternative<ast::AlterObject>(body);
}

/// Whether it says what a partition or heir that the file has in front of it has otherwise than its
/// parents: their own statements have no room for that.
bool tells_from_parents(const ast::File& file, const ast::StatementBody& body) {
  const auto* changed = std::get_if<ast::AlterTable>(&body);
  if (changed == nullptr) return false;
  const bool fits = std::ranges::all_of(changed->actions, [](const ast::TableAction& action) {
    return std::holds_alternative<ast::AlterColumn>(action.body) ||
           std::holds_alternative<ast::AddConstraint>(action.body) ||
           std::holds_alternative<ast::RenameConstraint>(action.body) ||
           std::holds_alternative<ast::AddIndex>(action.body) ||
           std::holds_alternative<ast::RenameIndex>(action.body) ||
           std::holds_alternative<ast::SetOptions>(action.body) ||
           std::holds_alternative<ast::SetOwner>(action.body);
  });
  const ObjectName name = changed->name.object_name();
  return fits && std::ranges::any_of(file.statements, [&](const ast::Statement& made) {
           if (const auto* table = std::get_if<ast::CreateTable>(&made.body))
             return !table->inherits.empty() && table->name.object_name() == name;
           const auto* partition = std::get_if<ast::CreatePartition>(&made.body);
           return partition != nullptr && partition->name.object_name() == name;
         });
}

}  // namespace

void Builder::check_place(const ast::File& file, const ast::Statement& statement,
                          P::StatementContext* ctx) {
  if (file.kind == ast::FileKind::migration) {
    if (ctx->create_ != nullptr && ctx->create_->created == nullptr) {
      error(Code::misplaced_statement, source_.span(ctx->create_->start),
            fmt::format("found `{}` without `create` in a migration",
                        to_lower(source_.text(ctx->create_->start))))
          .with_help("only a desired schema, which begins with `schema;`, leaves the word out");
    }
    check_was(statement);
    return;
  }
  if (ctx->create_ != nullptr) {
    if (ctx->create_->created != nullptr) {
      error(Code::misplaced_statement, span(ctx->create_->created),
            "found `create` in a desired schema, expected the object itself");
    } else if (ctx->create_->replace != nullptr) {
      error(Code::misplaced_statement, span(ctx->create_->replace),
            "found `or replace` in a desired schema");
    }
    return;
  }
  const bool fits = ctx->rowSecurity_ != nullptr || ctx->firing_ != nullptr ||
                    ctx->grant_ != nullptr || ctx->revoke_ != nullptr || ctx->comment_ != nullptr ||
                    says_owner(statement.body) || tells_from_parents(file, statement.body);
  if (fits) return;
  error(
      Code::misplaced_statement, span(ctx),
      fmt::format("found `{}` in a desired schema, which says what is there and not how it changes",
                  to_lower(source_.text(ctx->start))));
}

namespace {

/// The place of the first `was` of a statement, which only means something in a desired schema.
const Origin* find_was(const ast::Statement& statement) {
  const Origin* found = nullptr;
  const auto ident = [&](const std::optional<ast::Ident>& was) {
    if (was && found == nullptr) found = &was->origin;
  };
  const auto name = [&](const std::optional<ast::Name>& was) {
    if (was && found == nullptr) found = &was->name.origin;
  };
  const auto none = [](const auto&...) {};
  std::visit(overloaded{
                 [&](const ast::CreateSchema& made) { ident(made.was); },
                 [&](const ast::CreateEnum& made) {
                   name(made.was);
                   for (const ast::EnumValue& value : made.values) ident(value.was);
                 },
                 [&](const ast::CreateTable& made) {
                   name(made.was);
                   for (const ast::TableElement& element : made.elements) {
                     if (const auto* column = std::get_if<ast::Column>(&element))
                       ident(column->was);
                   }
                 },
                 [&](const ast::AlterTable& changed) {
                   for (const ast::TableAction& action : changed.actions) {
                     if (const auto* add = std::get_if<ast::AddColumn>(&action.body))
                       ident(add->column.was);
                   }
                 },
                 [&](const ast::AlterType& changed) {
                   for (const ast::TypeAction& action : changed.actions) {
                     if (const auto* add = std::get_if<ast::AddAttribute>(&action.body))
                       ident(add->attribute.was);
                   }
                 },
                 [&](const ast::CreateView& made) { name(made.was); },
                 [&](const ast::CreateSequence& made) { name(made.was); },
                 [&](const ast::CreateDomain& made) { name(made.was); },
                 [&](const ast::CreateType& made) {
                   name(made.was);
                   for (const ast::Attribute& attribute : made.attributes) ident(attribute.was);
                 },
                 [&](const ast::CreateFromOptions& made) { name(made.was); },
                 [&](const ast::TextObject& made) { name(made.was); },
                 [&](const ast::CreateStatistics& made) { name(made.was); },
                 [&](const ast::CreatePublication& made) { ident(made.was); },
                 [&](const ast::AlterEnum& changed) { none(changed); },
                 [&](const ast::DropTable& dropped) { none(dropped); },
                 [&](const ast::CreatePartition& made) { none(made); },
                 [&](const ast::Insert& data) { none(data); },
                 [&](const ast::Update& data) { none(data); },
                 [&](const ast::Delete& data) { none(data); },
                 [&](const ast::Backfill& data) { none(data); },
                 [&](const ast::Sql& raw) { none(raw); },
                 [&](const ast::AlterSequence& changed) { none(changed); },
                 [&](const ast::AlterDomain& changed) { none(changed); },
                 [&](const ast::CreateExtension& made) { none(made); },
                 [&](const ast::UpdateExtension& changed) { none(changed); },
                 [&](const ast::RowSecurity& changed) { none(changed); },
                 [&](const ast::SetFiring& changed) { none(changed); },
                 [&](const ast::Grant& granted) { none(granted); },
                 [&](const ast::Drop& dropped) { none(dropped); },
                 [&](const ast::Rename& renamed) { none(renamed); },
                 [&](const ast::AlterObject& changed) { none(changed); },
                 [&](const ast::CommentOn& comment) { none(comment); },
             },
             statement.body);
  return found;
}

}  // namespace

void Builder::check_was(const ast::Statement& statement) {
  const Origin* was = find_was(statement);
  if (was == nullptr) return;
  error(Code::misplaced_statement, was->span, "found `was` in a migration, where it means nothing")
      .with_help(
          "a migration renames with `rename … to …`; `was` marks renames in a desired schema");
}

// ---- data

ast::StatementBody Builder::insert(P::InsertContext* ctx) {
  ast::Insert result{.table = name(ctx->table_),
                     .columns = idents(ctx->columns),
                     .key = idents(ctx->key),
                     .rows = {}};
  const auto add = [&](P::RowValuesContext* values) {
    ast::Row row{.values = expressions(values->list), .origin = origin(values)};
    if (row.values.size() != result.columns.size()) {
      error(Code::row_width, span(values),
            fmt::format("found {} for {}", counted(row.values.size(), "value"),
                        counted(result.columns.size(), "column")));
    }
    result.rows.push_back(std::move(row));
  };
  for (P::RowContext* row : ctx->rows) add(row->values);
  for (P::RowValuesContext* values : ctx->values) add(values);
  return result;
}

std::vector<ast::Assignment> Builder::assignments(const List<P::AssignmentContext*>& contexts) {
  List<ast::Assignment> result;
  for (P::AssignmentContext* ctx : contexts) {
    ast::Assignment made{.column = ident(ctx->column_), .value = expression(ctx->value)};
    for (const ast::Assignment& earlier : result) {
      if (earlier.column == made.column)
        duplicate(made.column.origin.span, fmt::format("the column `{}`", made.column.text));
    }
    result.push_back(std::move(made));
  }
  return result;
}

ast::StatementBody Builder::sql(P::SqlTextContext* ctx) {
  ast::Sql result;
  result.outside_transaction = ctx->outside != nullptr;
  for (P::SqlClauseContext* clause : ctx->clauses) {
    ast::SqlClause made;
    made.dialect = ident(clause->dialect);
    made.dialect.text = to_lower(made.dialect.text);
    if (clause->up != nullptr) made.up = dollar_text(clause->up);
    if (clause->down_ != nullptr) made.down = dollar_text(clause->down_);
    made.down_nothing = clause->downNothing != nullptr;
    made.origin = origin(clause);
    for (const ast::SqlClause& earlier : result.clauses) {
      if (earlier.dialect == made.dialect)
        duplicate(span(clause->dialect), fmt::format("a text for `{}`", made.dialect.text));
    }
    result.clauses.push_back(std::move(made));
  }
  return result;
}

// ---- rights

ast::StatementBody Builder::row_security(P::RowSecurityContext* ctx) {
  ast::RowSecurity result;
  if (ctx->disable != nullptr) result.change = ast::RowSecurityChange::disable;
  if (ctx->force != nullptr) result.change = ast::RowSecurityChange::force;
  if (ctx->noForce != nullptr) result.change = ast::RowSecurityChange::no_force;
  result.table = name(ctx->table_);
  return result;
}

ast::StatementBody Builder::firing(P::FiringContext* ctx) {
  ast::SetFiring result;
  if (ctx->disable != nullptr) result.firing = Firing::disabled;
  if (ctx->replica != nullptr) result.firing = Firing::replica;
  if (ctx->always != nullptr) result.firing = Firing::always;
  result.object = reference(ctx->object);
  return result;
}

std::vector<ast::Privilege> Builder::privileges(const List<P::PrivilegeContext*>& contexts) {
  List<ast::Privilege> result;
  for (P::PrivilegeContext* ctx : contexts) {
    result.push_back({.name = to_lower(ident(ctx->word).text),
                      .columns = idents(ctx->columns),
                      .origin = origin(ctx)});
  }
  return result;
}

void Builder::grant_target(ast::Grant& grant, P::GrantTargetContext* ctx) {
  if (ctx->all != nullptr) {
    grant.all_in_schema = true;
    ast::ObjectType kind = ast::ObjectType::table;
    if (ctx->all->getType() == P::SEQUENCES) kind = ast::ObjectType::sequence;
    if (ctx->all->getType() == P::FUNCTIONS) kind = ast::ObjectType::function;
    if (ctx->all->getType() == P::PROCEDURES) kind = ast::ObjectType::procedure;
    for (const ast::Ident& schema : idents(ctx->schemas)) {
      grant.objects.push_back(
          {.kind = kind, .name = {.schema = {}, .name = schema}, .arguments = {}, .on = {}});
    }
    return;
  }
  if (ctx->future != nullptr) {
    grant.future = true;
    grant.creator = ident(ctx->creator);
    ast::ObjectType kind = ast::ObjectType::table;
    if (ctx->future->getType() == P::SEQUENCES) kind = ast::ObjectType::sequence;
    if (ctx->future->getType() == P::FUNCTIONS) kind = ast::ObjectType::function;
    if (ctx->future->getType() == P::TYPES) kind = ast::ObjectType::composite_type;
    if (ctx->future->getType() == P::SCHEMAS) kind = ast::ObjectType::schema;
    std::vector<ast::Ident> schemas = idents(ctx->schemas);
    if (schemas.empty()) schemas.emplace_back();
    for (const ast::Ident& schema : schemas) {
      grant.objects.push_back(
          {.kind = kind, .name = {.schema = {}, .name = schema}, .arguments = {}, .on = {}});
    }
    return;
  }
  for (P::NameContext* table : ctx->tables) {
    grant.objects.push_back(
        {.kind = ast::ObjectType::table, .name = name(table), .arguments = {}, .on = {}});
  }
  for (P::ObjectReferenceContext* object : ctx->objects) grant.objects.push_back(reference(object));
  for (P::GrantObjectContext* other : ctx->others) {
    ast::ObjectReference object;
    object.kind = grant.objects.front().kind;
    dotted(object, other->name_);
    object.arguments = argument_types(other->arguments_);
    grant.objects.push_back(std::move(object));
  }
}

ast::StatementBody Builder::grant(P::GrantContext* ctx) {
  ast::Grant result;
  result.privileges = privileges(ctx->privileges);
  grant_target(result, ctx->target);
  result.roles = idents(ctx->roles);
  result.grant_option = ctx->grantOption != nullptr;
  return result;
}

ast::StatementBody Builder::revoke(P::RevokeContext* ctx) {
  ast::Grant result;
  result.revoke = true;
  result.privileges = privileges(ctx->privileges);
  grant_target(result, ctx->target);
  result.roles = idents(ctx->roles);
  result.grant_option = ctx->grantOption != nullptr;
  result.cascade = ctx->cascade != nullptr;
  return result;
}

}  // namespace migc

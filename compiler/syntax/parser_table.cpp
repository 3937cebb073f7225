#include <fmt/format.h>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/syntax/parser_builder.h"

namespace migc {

// ---- columns

ast::Column Builder::column(P::ColumnContext* ctx) {
  ast::Column result;
  result.name = ident(ctx->name_);
  result.type = type(ctx->type_);
  result.origin = origin(ctx);
  const P::ColumnClauseContext* nullable = nullptr;
  for (P::ColumnClauseContext* clause : ctx->clauses) {
    if (clause->explicitNull != nullptr) nullable = clause;
    column_clause(result, clause);
  }
  if (nullable != nullptr && result.not_null) {
    error(Code::duplicate_clause, span(nullable), "found `null` beside `not null`");
  }
  return result;
}

void Builder::column_clause(ast::Column& column, P::ColumnClauseContext* ctx) {
  const auto once = [&](bool taken, std::string_view what) {
    if (taken) duplicate(span(ctx), what);
  };
  if (ctx->null != nullptr) {
    once(column.not_null, "`not null`");
    column.not_null = true;
  } else if (ctx->default_ != nullptr) {
    once(column.default_value.has_value(), "`default`");
    column.default_value = expression(ctx->default_);
  } else if (ctx->generated != nullptr) {
    once(column.generated.has_value(), "`generated`");
    column.generated = generated(ctx);
  } else if (ctx->identity != nullptr) {
    once(column.identity.has_value(), "`identity`");
    column.identity = identity(ctx);
  } else if (ctx->collation != nullptr) {
    once(!column.collation.empty(), "`collate`");
    column.collation = name(ctx->collation);
  } else if (ctx->storage != nullptr) {
    once(!column.storage.empty(), "`storage`");
    column.storage = ident(ctx->storage);
    column.storage.text = to_lower(column.storage.text);
  } else if (ctx->compression != nullptr) {
    once(!column.compression.empty(), "`compression`");
    column.compression = ident(ctx->compression);
    column.compression.text = to_lower(column.compression.text);
  } else if (ctx->statistics != nullptr) {
    once(column.statistics.has_value(), "`statistics`");
    column.statistics = small_integer(ctx->statistics->digits, ctx->statistics->minus != nullptr);
  } else if (ctx->with_ != nullptr) {
    once(!column.with.empty(), "`with`");
    column.with = options(ctx->with_);
  } else if (ctx->was != nullptr) {
    once(column.was.has_value(), "`was`");
    column.was = ident(ctx->was);
  } else if (ctx->comment != nullptr) {
    once(column.comment.has_value(), "a comment");
    column.comment = text(ctx->comment);
  } else if (ctx->explicitNull == nullptr) {
    column.constraints.push_back(inline_constraint(ctx));
  }
}

ast::Constraint Builder::inline_constraint(P::ColumnClauseContext* ctx) {
  ast::Constraint result;
  result.name = ident(ctx->constraintName);
  result.origin = origin(ctx);
  if (ctx->primaryKey != nullptr) {
    ast::PrimaryKey key;
    key.deferral = deferral(ctx->primaryDeferral);
    result.body = std::move(key);
  } else if (ctx->unique != nullptr) {
    ast::Unique unique;
    unique.nulls_not_distinct = ctx->nullsNot != nullptr;
    unique.deferral = deferral(ctx->uniqueDeferral);
    result.body = std::move(unique);
  } else if (ctx->check != nullptr) {
    result.body =
        ast::Check{.expression = expression(ctx->checked), .no_inherit = ctx->noInherit != nullptr};
  } else {
    result.body = references(ctx->references_);
  }
  return result;
}

template <typename Context>
Identity Builder::identity(Context* ctx) {
  Identity result;
  result.always = ctx->always != nullptr;
  if (ctx->identityOptions == nullptr) return result;
  for (P::SequenceOptionContext* option : ctx->identityOptions->options)
    sequence_option(result.options, option, false);
  return result;
}

template <typename Context>
Generated Builder::generated(Context* ctx) {
  Generated result;
  result.expression = expression(ctx->generated);
  result.stored = ctx->kind == nullptr || ctx->kind->getType() == P::STORED;
  return result;
}

template Identity Builder::identity(P::ColumnChangeContext*);
template Generated Builder::generated(P::ColumnChangeContext*);

void Builder::sequence_option(SequenceOptions& options, P::SequenceOptionContext* ctx,
                              bool in_sequence) {
  const auto set = [&](std::optional<std::int64_t>& option, P::IntegerContext* value,
                       std::string_view what) {
    if (option) duplicate(span(ctx), what);
    option = integer(value);
  };
  if (ctx->start_ != nullptr) set(options.start, ctx->start_, "`start`");
  if (ctx->increment != nullptr) set(options.increment, ctx->increment, "`increment`");
  if (ctx->min != nullptr) set(options.min_value, ctx->min, "`minvalue`");
  if (ctx->max != nullptr) set(options.max_value, ctx->max, "`maxvalue`");
  if (ctx->cache != nullptr) set(options.cache, ctx->cache, "`cache`");
  if (ctx->cycle != nullptr) options.cycle = true;
  if (!in_sequence && (ctx->restart != nullptr || ctx->owner != nullptr)) {
    error(Code::misplaced_statement, span(ctx),
          fmt::format("found `{}` in the options of an identity column",
                      to_lower(source_.text(ctx->start))));
  }
}

// ---- keys and checks

Deferral Builder::deferral(P::DeferralContext* ctx) const {
  if (ctx == nullptr || ctx->notDeferrable != nullptr) return Deferral::not_deferrable;
  const antlr4::Token* word = ctx->only != nullptr ? ctx->only : ctx->initially;
  if (word != nullptr && word->getType() == P::DEFERRED) return Deferral::initially_deferred;
  return Deferral::initially_immediate;
}

ast::ForeignKey Builder::references(P::ReferencesContext* ctx) {
  ast::ForeignKey result;
  result.target = name(ctx->target);
  result.target_columns = idents(ctx->columns);
  bool matched = false;
  bool deferred = false;
  bool deleted = false;
  bool updated = false;
  const auto once = [&](bool& taken, const antlr4::ParserRuleContext* place,
                        std::string_view what) {
    if (taken) duplicate(span(place), what);
    taken = true;
  };
  for (P::ReferencesTailContext* tail : ctx->tails) {
    if (tail->match != nullptr) {
      once(matched, tail, "`match`");
      result.match = tail->match->getType() == P::FULL ? MatchType::full : MatchType::simple;
    } else if (tail->deferral_ != nullptr) {
      once(deferred, tail, "a deferral");
      result.deferral = deferral(tail->deferral_);
    } else if (tail->notValid != nullptr) {
      once(result.not_valid, tail, "`not valid`");
    } else {
      once(tail->onDelete != nullptr ? deleted : updated, tail,
           tail->onDelete != nullptr ? "`on delete`" : "`on update`");
      referential_action(result, tail);
    }
  }
  return result;
}

void Builder::referential_action(ast::ForeignKey& key, P::ReferencesTailContext* ctx) {
  P::ReferentialActionContext* written = ctx->onDelete != nullptr ? ctx->onDelete : ctx->onUpdate;
  ReferentialAction action = ReferentialAction::no_action;
  if (written->restrict_ != nullptr) action = ReferentialAction::restrict;
  if (written->cascade != nullptr) action = ReferentialAction::cascade;
  if (written->setNull != nullptr) action = ReferentialAction::set_null;
  if (written->setDefault != nullptr) action = ReferentialAction::set_default;
  if (ctx->onDelete != nullptr) {
    key.on_delete = action;
    key.on_delete_columns = idents(written->columns);
    return;
  }
  key.on_update = action;
  if (written->columns != nullptr) {
    error(Code::misplaced_statement, span(written->columns),
          "found a list of columns behind `on update`", "only `on delete` takes one");
  }
}

ast::Constraint Builder::constraint(P::TableConstraintContext* ctx) {
  ast::Constraint result;
  result.name = ident(ctx->name_ != nullptr ? ctx->name_ : ctx->sqlName);
  if (ctx->name_ != nullptr && ctx->sqlName != nullptr) duplicate(span(ctx->name_), "a name");
  result.origin = origin(ctx);
  if (ctx->primaryKey != nullptr) {
    ast::PrimaryKey key;
    key.columns = idents(ctx->columns);
    result.body = std::move(key);
  } else if (ctx->unique != nullptr) {
    ast::Unique unique;
    unique.columns = idents(ctx->columns);
    unique.nulls_not_distinct = ctx->nullsNot != nullptr;
    result.body = std::move(unique);
  } else if (ctx->check != nullptr) {
    result.body = ast::Check{.expression = expression(ctx->checked)};
  } else if (ctx->foreign != nullptr) {
    ast::ForeignKey key = references(ctx->references_);
    key.columns = idents(ctx->columns);
    result.body = std::move(key);
  } else {
    ast::Exclusion exclusion;
    exclusion.method = ident(ctx->method);
    exclusion.parts = index_parts(ctx->parts, true);
    result.body = std::move(exclusion);
  }
  for (P::ConstraintTailContext* tail : ctx->tails) constraint_tail(result, tail);
  return result;
}

namespace {

/// The members that a clause behind a constraint sets; null where this kind of constraint has none.
struct Slots {
  std::vector<ast::Ident>* include = nullptr;
  bool* nulls_not_distinct = nullptr;
  Deferral* deferral = nullptr;
  ast::Options* with = nullptr;
  ast::Ident* tablespace = nullptr;
  std::optional<Expression>* where = nullptr;
  bool* no_inherit = nullptr;
  bool* not_valid = nullptr;
};

Slots slots_of(ast::Constraint& constraint) {
  Slots slots;
  if (auto* key = std::get_if<ast::PrimaryKey>(&constraint.body)) {
    slots = {.include = &key->include,
             .deferral = &key->deferral,
             .with = &key->with,
             .tablespace = &key->tablespace};
  } else if (auto* unique = std::get_if<ast::Unique>(&constraint.body)) {
    slots = {.include = &unique->include,
             .nulls_not_distinct = &unique->nulls_not_distinct,
             .deferral = &unique->deferral,
             .with = &unique->with,
             .tablespace = &unique->tablespace};
  } else if (auto* check = std::get_if<ast::Check>(&constraint.body)) {
    slots = {.no_inherit = &check->no_inherit, .not_valid = &check->not_valid};
  } else if (auto* foreign = std::get_if<ast::ForeignKey>(&constraint.body)) {
    slots = {.deferral = &foreign->deferral, .not_valid = &foreign->not_valid};
  } else if (auto* exclusion = std::get_if<ast::Exclusion>(&constraint.body)) {
    slots = {.include = &exclusion->include,
             .deferral = &exclusion->deferral,
             .with = &exclusion->with,
             .tablespace = &exclusion->tablespace,
             .where = &exclusion->where};
  }
  return slots;
}

}  // namespace

void Builder::constraint_tail(ast::Constraint& constraint, P::ConstraintTailContext* ctx) {
  const Slots slots = slots_of(constraint);
  const auto fits = [&](const void* slot, bool taken, std::string_view what) {
    if (slot == nullptr) {
      error(Code::misplaced_statement, span(ctx),
            fmt::format("found {} behind a constraint that takes none", what));
    } else if (taken) {
      duplicate(span(ctx), what);
    }
    return slot != nullptr;
  };
  if (ctx->include != nullptr) {
    if (fits(slots.include, slots.include != nullptr && !slots.include->empty(), "`include`")) {
      *slots.include = idents(ctx->include);
    }
  } else if (ctx->nulls != nullptr) {
    if (fits(slots.nulls_not_distinct, false, "`nulls not distinct`"))
      *slots.nulls_not_distinct = true;
  } else if (ctx->deferral_ != nullptr) {
    if (fits(slots.deferral,
             slots.deferral != nullptr && *slots.deferral != Deferral::not_deferrable,
             "a deferral")) {
      *slots.deferral = deferral(ctx->deferral_);
    }
  } else if (ctx->with_ != nullptr) {
    if (fits(slots.with, slots.with != nullptr && !slots.with->empty(), "`with`"))
      *slots.with = options(ctx->with_);
  } else if (ctx->tablespace != nullptr) {
    if (fits(slots.tablespace, slots.tablespace != nullptr && !slots.tablespace->empty(),
             "`tablespace`")) {
      *slots.tablespace = ident(ctx->tablespace);
    }
  } else if (ctx->where != nullptr) {
    if (fits(slots.where, slots.where != nullptr && slots.where->has_value(), "`where`")) {
      *slots.where = expression(ctx->where);
    }
  } else if (ctx->noInherit != nullptr) {
    if (fits(slots.no_inherit, slots.no_inherit != nullptr && *slots.no_inherit, "`no inherit`"))
      *slots.no_inherit = true;
  } else if (ctx->notValid != nullptr) {
    if (fits(slots.not_valid, slots.not_valid != nullptr && *slots.not_valid, "`not valid`"))
      *slots.not_valid = true;
  } else if (ctx->comment != nullptr) {
    if (constraint.comment) duplicate(span(ctx), "a comment");
    constraint.comment = text(ctx->comment);
  }
}

// ---- indexes

ast::Index Builder::index(P::IndexContext* ctx) {
  ast::Index result;
  result.name = ident(ctx->name_);
  result.unique = ctx->unique != nullptr;
  result.method = ident(ctx->method);
  result.parts = index_parts(ctx->parts);
  result.origin = origin(ctx);
  for (P::ConstraintTailContext* tail : ctx->tails) {
    const auto once = [&](bool taken, std::string_view what) {
      if (taken) duplicate(span(tail), what);
    };
    if (tail->include != nullptr) {
      once(!result.include.empty(), "`include`");
      result.include = idents(tail->include);
    } else if (tail->nulls != nullptr) {
      result.nulls_not_distinct = true;
    } else if (tail->with_ != nullptr) {
      once(!result.with.empty(), "`with`");
      result.with = options(tail->with_);
    } else if (tail->tablespace != nullptr) {
      once(!result.tablespace.empty(), "`tablespace`");
      result.tablespace = ident(tail->tablespace);
    } else if (tail->where != nullptr) {
      once(result.where.has_value(), "`where`");
      result.where = expression(tail->where);
    } else if (tail->comment != nullptr) {
      once(result.comment.has_value(), "a comment");
      result.comment = text(tail->comment);
    } else {
      error(Code::misplaced_statement, span(tail),
            fmt::format("found `{}` behind an index", to_lower(source_.text(tail->start))),
            "only constraints take this");
    }
  }
  return result;
}

std::vector<ast::IndexPart> Builder::index_parts(const List<P::IndexPartContext*>& contexts,
                                                 bool exclusion) {
  List<ast::IndexPart> result;
  result.reserve(contexts.size());
  for (P::IndexPartContext* ctx : contexts) result.push_back(index_part(ctx, exclusion));
  return result;
}

ast::IndexPart Builder::index_part(P::IndexPartContext* ctx, bool exclusion) {
  ast::IndexPart result;
  result.expression = expression(ctx->expr);
  // The chain of operators takes COLLATE for itself; here it belongs to the part.
  if (result.expression.kind == ExpressionKind::collate) {
    const Origin& place = result.expression.origin;
    result.collation = {.schema = {.text = result.expression.qualifier, .origin = place},
                        .name = {.text = result.expression.text, .origin = place}};
    Expression inner = std::move(result.expression.operands.front());
    result.expression = std::move(inner);
  }
  result.opclass = name(ctx->opclass);
  result.opclass_options = options(ctx->opclassOptions);
  P::PartOrderContext* placed = ctx->placed;
  if (placed->order != nullptr && placed->order->getType() == P::DESC)
    result.order = SortOrder::descending;
  if (placed->nulls != nullptr) {
    result.nulls = placed->nulls->getType() == P::FIRST ? NullsOrder::first : NullsOrder::last;
    const bool standard =
        (result.nulls == NullsOrder::first) == (result.order == SortOrder::descending);
    if (standard) result.nulls = NullsOrder::standard;
  }
  if (placed->operator_ != nullptr) result.exclude_operator = source_.text(placed->operator_->op);
  result.origin = origin(ctx);
  if (exclusion && placed->operator_ == nullptr) {
    error(Code::syntax_error, span(ctx),
          "found a part of `exclude` without its operator, expected `with` an operator");
  } else if (!exclusion && placed->operator_ != nullptr) {
    error(Code::misplaced_statement, span(placed->operator_),
          "found an operator, which only a part of `exclude` has");
  }
  return result;
}

// ---- partitions and options

ast::PartitionBy Builder::partition_by(P::PartitionByContext* ctx) {
  ast::PartitionBy result;
  if (ctx->strategy->getType() == P::LIST) result.strategy = PartitionStrategy::list;
  if (ctx->strategy->getType() == P::HASH) result.strategy = PartitionStrategy::hash;
  result.parts = index_parts(ctx->parts);
  return result;
}

std::vector<Expression> Builder::bound_values(P::ExpressionListContext* ctx) {
  List<Expression> values = expressions(ctx);
  for (Expression& value : values) {
    const std::string word = to_lower(value.text);
    const bool plain = value.kind == ExpressionKind::column && value.qualifier.empty();
    if (plain && (word == "minvalue" || word == "maxvalue")) {
      value.kind = ExpressionKind::special;
      value.text = word;
    }
  }
  return values;
}

PartitionBound Builder::bound(P::BoundContext* ctx) {
  if (ctx->from != nullptr)
    return RangeBound{.from = bound_values(ctx->from), .to = bound_values(ctx->to)};
  if (ctx->in != nullptr) return ListBound{.values = expressions(ctx->in)};
  if (ctx->modulus != nullptr) {
    return HashBound{.modulus = integer(ctx->modulus), .remainder = integer(ctx->remainder)};
  }
  return DefaultBound{};
}

ast::DialectOptions Builder::dialect_options(const antlr4::Token* dialect,
                                             P::OptionListContext* list) {
  return {.dialect = {.text = to_lower(source_.text(dialect)), .origin = {span(dialect)}},
          .options = options(list)};
}

}  // namespace migc

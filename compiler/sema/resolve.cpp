#include "compiler/sema/resolve.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/ops/evolver.h"
#include "compiler/sema/typecheck.h"

namespace migc {

ObjectName object_name(const ast::Name& name) {
  // PostgreSQL's default search path starts in `public`, so both spellings are one name.
  return {name.schema.text == "public" ? "" : name.schema.text, name.name.text};
}

namespace {

/// The table that a statement is about, for not reporting consequences.
std::optional<ObjectName> subject(const ast::StatementBody& body) {
  if (const auto* s = std::get_if<ast::CreateTable>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::AlterTable>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::DropTable>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::CreateEnum>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::AlterEnum>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::Insert>(&body)) return object_name(s->table);
  if (const auto* s = std::get_if<ast::Update>(&body)) return object_name(s->table);
  if (const auto* s = std::get_if<ast::Delete>(&body)) return object_name(s->table);
  if (const auto* s = std::get_if<ast::Backfill>(&body)) return object_name(s->table);
  if (const auto* s = std::get_if<ast::CreateView>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::CreateSequence>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::AlterSequence>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::CreateDomain>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::AlterDomain>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::CreateType>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::AlterType>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::CreateFromOptions>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::TextObject>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::CreateStatistics>(&body)) return object_name(s->name);
  if (const auto* s = std::get_if<ast::RowSecurity>(&body)) return object_name(s->table);
  if (const auto* s = std::get_if<ast::SetFiring>(&body)) return object_name(s->object.name);
  if (const auto* s = std::get_if<ast::AlterObject>(&body)) return object_name(s->object.name);
  if (const auto* s = std::get_if<ast::CommentOn>(&body)) return object_name(s->object.name);
  if (const auto* s = std::get_if<ast::Drop>(&body)) return object_name(s->object.name);
  if (const auto* s = std::get_if<ast::Rename>(&body)) return object_name(s->object.name);
  return std::nullopt;
}

/// Tables, types and collations that a statement merely refers to.
std::vector<ObjectName> references(const ast::StatementBody& body) {
  std::vector<ObjectName> names;
  const auto from_type = [&](const Type& type) {
    if (type.kind == TypeKind::user) names.push_back(type.name);
  };
  const auto from_collation = [&](const ast::Name& collation) {
    if (!collation.empty()) names.push_back(collation_name(collation.object_name()));
  };
  const auto from_constraint = [&](const ast::Constraint& constraint) {
    if (const auto* f = std::get_if<ast::ForeignKey>(&constraint.body))
      names.push_back(object_name(f->target));
  };
  const auto from_column = [&](const ast::Column& column) {
    from_type(column.type);
    from_collation(column.collation);
    for (const ast::Constraint& c : column.constraints) from_constraint(c);
  };
  if (const auto* s = std::get_if<ast::CreateTable>(&body)) {
    for (const ast::TableElement& element : s->elements) {
      if (const auto* column = std::get_if<ast::Column>(&element)) from_column(*column);
      if (const auto* constraint = std::get_if<ast::Constraint>(&element))
        from_constraint(*constraint);
    }
  }
  if (const auto* s = std::get_if<ast::TextObject>(&body)) {
    if (!s->on.empty()) names.push_back(object_name(s->on));
  }
  if (const auto* s = std::get_if<ast::CreateStatistics>(&body))
    names.push_back(object_name(s->table));
  if (const auto* s = std::get_if<ast::CreateSequence>(&body)) {
    if (!s->owner_table.empty()) names.push_back(object_name(s->owner_table));
  }
  if (const auto* s = std::get_if<ast::CreateDomain>(&body)) {
    from_type(s->type);
    from_collation(s->collation);
  }
  if (const auto* s = std::get_if<ast::CreateType>(&body)) {
    for (const ast::Attribute& attribute : s->attributes) {
      from_type(attribute.type);
      from_collation(attribute.collation);
    }
  }
  if (const auto* s = std::get_if<ast::CreatePublication>(&body)) {
    for (const ast::PublicationTable& table : s->tables) names.push_back(object_name(table.table));
  }
  if (const auto* s = std::get_if<ast::Grant>(&body)) {
    for (const ast::ObjectReference& object : s->objects) {
      names.push_back(object_name(object.name));
      if (!object.on.empty()) names.push_back(object_name(object.on));
    }
  }
  for (const ast::ObjectReference* object :
       {std::get_if<ast::Drop>(&body) ? &std::get<ast::Drop>(body).object : nullptr,
        std::get_if<ast::CommentOn>(&body) ? &std::get<ast::CommentOn>(body).object : nullptr}) {
    if (object != nullptr && !object->on.empty()) names.push_back(object_name(object->on));
  }
  if (const auto* s = std::get_if<ast::AlterTable>(&body)) {
    for (const ast::TableAction& action : s->actions) {
      if (const auto* add = std::get_if<ast::AddColumn>(&action.body)) from_column(add->column);
      if (const auto* add = std::get_if<ast::AddConstraint>(&action.body))
        from_constraint(add->constraint);
      if (const auto* alter = std::get_if<ast::AlterColumn>(&action.body)) {
        if (const auto* type = std::get_if<ast::SetType>(&alter->change)) from_type(type->type);
        if (const auto* set = std::get_if<ast::SetCollation>(&alter->change))
          from_collation(set->collation);
      }
    }
  }
  return names;
}

template <typename... Kinds, typename Variant>
bool is_one_of(const Variant& value) {
  return (std::holds_alternative<Kinds>(value) || ...);
}

/// Whether its failure leaves all that later statements may name as it is: then they can be looked
/// at as if it was not there.
bool leaves_names(const ast::StatementBody& body) {
  if (const auto* s = std::get_if<ast::AlterEnum>(&body)) {
    return std::ranges::all_of(s->actions, [](const ast::EnumAction& action) {
      return is_one_of<ast::ReorderEnumValues, ast::SetOwner, ast::SetComment>(action.body);
    });
  }
  if (const auto* s = std::get_if<ast::AlterTable>(&body)) {
    return std::ranges::all_of(s->actions, [](const ast::TableAction& action) {
      const auto* column = std::get_if<ast::AlterColumn>(&action.body);
      if (column == nullptr) return is_one_of<ast::SetOwner, ast::SetComment>(action.body);
      return is_one_of<ast::SetDefault, ast::SetCollation, ast::SetStorage, ast::SetCompression,
                       ast::SetStatistics, ast::SetParameters, ast::SetComment>(column->change);
    });
  }
  return is_one_of<ast::Insert, ast::Update, ast::Delete, ast::Backfill, ast::RowSecurity,
                   ast::SetFiring, ast::CommentOn>(body);
}

}  // namespace

bool Resolver::resolve(const ast::Statement& s) {
  failed_ = false;
  statement_allows_ = &s.allows;
  const std::optional<ObjectName> about = subject(s.body);
  if (damaged != nullptr) {
    const auto is_damaged = [&](const ObjectName& name) { return damaged->contains(name); };
    if ((about && is_damaged(*about)) || std::ranges::any_of(references(s.body), is_damaged)) {
      if (about) damaged->insert(*about);
      return false;
    }
  }
  std::visit(overloaded{
                 [&](const ast::CreateSchema& b) { statement(b); },
                 [&](const ast::CreateEnum& b) { statement(b); },
                 [&](const ast::AlterEnum& b) { statement(b); },
                 [&](const ast::CreateTable& b) { statement(b); },
                 [&](const ast::AlterTable& b) { statement(b); },
                 [&](const ast::DropTable& b) { statement(b); },
                 [&](const ast::Insert& b) { statement(b); },
                 [&](const ast::Update& b) { statement(b); },
                 [&](const ast::Delete& b) { statement(b); },
                 [&](const ast::Backfill& b) { statement(b); },
                 [&](const ast::Sql& b) { statement(b); },
                 [&](const ast::Drop& b) { statement(b); },
                 [&](const ast::Rename& b) { statement(b); },
                 [&](const ast::CommentOn& b) { statement(b); },
                 [&](const ast::CreatePartition& b) { statement(b); },
                 [&](const ast::CreateView& b) { statement(b); },
                 [&](const ast::CreateSequence& b) { statement(b); },
                 [&](const ast::AlterSequence& b) { statement(b); },
                 [&](const ast::CreateDomain& b) { statement(b); },
                 [&](const ast::AlterDomain& b) { statement(b); },
                 [&](const ast::CreateType& b) { statement(b); },
                 [&](const ast::AlterType& b) { statement(b); },
                 [&](const ast::CreateExtension& b) { statement(b); },
                 [&](const ast::UpdateExtension& b) { statement(b); },
                 [&](const ast::CreateFromOptions& b) { statement(b); },
                 [&](const ast::TextObject& b) { statement(b); },
                 [&](const ast::CreateStatistics& b) { statement(b); },
                 [&](const ast::CreatePublication& b) { statement(b); },
                 [&](const ast::RowSecurity& b) { statement(b); },
                 [&](const ast::SetFiring& b) { statement(b); },
                 [&](const ast::Grant& b) { statement(b); },
                 [&](const ast::AlterObject& b) { statement(b); },
             },
             s.body);
  if (failed_ && about && damaged != nullptr && !leaves_names(s.body)) damaged->insert(*about);
  return !failed_;
}

// ---- shared

bool Resolver::apply(OperationBody body, Span place) {
  const bool done = apply_(Operation{std::move(body), Origin{place}});
  if (!done) failed_ = true;
  return done;
}

Diagnostic& Resolver::error(Code code, Span place, std::string message, std::string label) {
  if (default_severity(code) == Severity::error) failed_ = true;
  return diagnostics_.add(code, place, std::move(message), std::move(label));
}

void Resolver::unsupported(Span place, std::string_view what) {
  error(Code::not_yet_supported, place, fmt::format("{} is not supported in this version", what),
        "understood, but not compiled yet")
      .with_help(
          "write it as raw sql: `sql for postgres $$ … $$ down $$ … $$;` with `sql for sqlite "
          "nothing;`");
}

const Table* Resolver::find_table(const ast::Name& name) {
  const ObjectName wanted = object_name(name);
  const Table* found = schema_.find_table(wanted);
  if (found == nullptr) {
    std::vector<std::string> names;
    for (const auto& [key, object] : schema_.objects()) {
      if (key.kind == ObjectKind::table) names.push_back(key.name.display());
    }
    Diagnostic& d = error(Code::unknown_table, name.span(),
                          fmt::format("table `{}` does not exist", wanted.display()),
                          "not a table at this point of the history");
    if (const auto near = closest(wanted.display(), names))
      d.with_help(fmt::format("a table with a similar name exists: `{}`", *near));
  }
  return found;
}

const Column* Resolver::find_column(const ast::Ident& name, const Table& table) {
  const Column* found = table.find_column(name.text);
  if (found == nullptr) {
    Diagnostic& d = error(
        Code::unknown_column, name.origin.span,
        fmt::format("column `{}` does not exist in table `{}`", name.text, table.name.display()),
        fmt::format("not a column of `{}`", table.name.display()));
    d.label(table.origin.span, "created here");
    std::vector<std::string> names;
    for (const Column& c : table.columns) names.push_back(c.name);
    if (const auto near = closest(name.text, names))
      d.with_help(fmt::format("a column with a similar name exists: `{}`", *near));
  }
  return found;
}

std::vector<std::string> Resolver::column_names(const std::vector<ast::Ident>& names,
                                                const Table& table) {
  std::vector<std::string> result;
  for (const ast::Ident& name : names) {
    if (find_column(name, table) == nullptr) continue;
    if (std::ranges::find(result, name.text) != result.end()) {
      error(Code::duplicate_item, name.origin.span,
            fmt::format("the column `{}` is named twice", name.text), "second time");
      continue;
    }
    result.push_back(name.text);
  }
  return result;
}

void Resolver::check_new_name(const ast::Ident& name) {
  // `pg_` and `sqlite_` are refused or reserved by the engines; the others are migc's own helper
  // objects.
  for (const std::string_view prefix : {"pg_", "sqlite_", "migc_", "__migc_"}) {
    if (!to_lower(name.text).starts_with(prefix)) continue;
    error(Code::reserved_name, name.origin.span,
          fmt::format("the name `{}` starts with `{}`", name.text, prefix),
          prefix.starts_with("pg") || prefix.starts_with("sq") ? "reserved by the database"
                                                               : "reserved for migc itself");
    return;
  }
}

bool Resolver::allowed(Code rule) const {
  const auto names_it = [&](const std::vector<ast::Allow>* allows) {
    return allows != nullptr && std::ranges::any_of(*allows, [&](const ast::Allow& allow) {
             return std::ranges::any_of(allow.rules, [&](const ast::Ident& name) {
               return equal_ignoring_case(name.text, code_id(rule)) || name.text == code_name(rule);
             });
           });
  };
  return names_it(statement_allows_) || names_it(file_allows);
}

Retention Resolver::retention(ast::Disposal disposal, Span place, std::string_view what) {
  if (in_down && disposal == ast::Disposal::preserve) {
    error(Code::not_yet_supported, place,
          fmt::format("a `down` block cannot keep {}: no upgrade puts back what was kept", what),
          "inside a `down` block")
        .with_help(
            "write `discard`, or leave the `down` block out when the derived downgrade does; what "
            "is needed again can be copied into a table of your own first");
    return Retention::discard;
  }
  if (in_down && disposal == ast::Disposal::unspecified) {
    error(Code::retention_undecided, place, fmt::format("it is not said what becomes of {}", what),
          "destroys data")
        .with_help("write `discard`: no upgrade puts back what a `down` block keeps");
    return Retention::discard;
  }
  if (disposal == ast::Disposal::discard) return Retention::discard;
  const bool keeps =
      disposal == ast::Disposal::preserve || (options_.default_retention == Retention::preserve);
  if (keeps && has_down) {
    error(Code::not_yet_supported, place,
          fmt::format("a hand-written downgrade cannot put {} back in this version", what),
          "kept for a `down` block")
        .with_help("write `discard`, or leave the `down` block out when the derived one will do");
    return Retention::discard;
  }
  if (keeps) return Retention::preserve;
  if (options_.default_retention) return *options_.default_retention;
  error(Code::retention_undecided, place, fmt::format("it is not said what becomes of {}", what),
        "destroys data")
      .with_help("write `preserve` to keep it for the downgrade, or `discard`");
  return Retention::discard;
}

StashName Resolver::next_stash() { return fmt::format("{}_{}", revision_, ++stashes_); }

bool Resolver::key_for_stash(const Table& table, Span place, std::string_view what,
                             std::string_view instead) {
  if (table.primary_key() != nullptr) return true;
  error(Code::key_needed, place,
        fmt::format("{} cannot be kept: table `{}` has no primary key to find its rows again", what,
                    table.name.display()),
        "needs a primary key")
      .label(table.origin.span, "created here")
      .with_help(std::string(instead));
  return false;
}

// ---- schemas and enums

void Resolver::statement(const ast::CreateSchema& s) {
  check_new_name(s.name);
  if (failed_) return;
  apply(CreateNamespace{Namespace{.name = {"", s.name.text},
                                  .comment = s.comment ? s.comment->text : "",
                                  .origin = s.name.origin}},
        s.name.origin.span);
}

void Resolver::statement(const ast::CreateEnum& s) {
  check_new_name(s.name.name);
  Enum created{.name = object_name(s.name),
               .values = {},
               .comment = s.comment ? s.comment->text : "",
               .origin = s.name.name.origin};
  for (const ast::EnumValue& value : s.values) {
    if (std::ranges::find(created.values, value.name.text) != created.values.end()) {
      error(Code::duplicate_enum_value, value.name.origin.span,
            fmt::format("enum `{}` names the value `{}` twice", created.name.display(),
                        value.name.text),
            "second time");
      continue;
    }
    created.values.push_back(value.name.text);
  }
  if (!failed_) apply(CreateEnum{std::move(created)}, s.name.span());
}

void Resolver::statement(const ast::AlterEnum& s) {
  ObjectName name = object_name(s.name);
  for (const ast::EnumAction& action : s.actions) {
    std::visit(
        overloaded{
            [&](const ast::AddEnumValue& a) {
              apply(AddEnumValue{.name = name,
                                 .value = a.value.text,
                                 .before = a.before ? a.before->text : "",
                                 .after = a.after ? a.after->text : ""},
                    (a.before  ? *a.before
                     : a.after ? *a.after
                               : a.value)
                        .origin.span);
            },
            [&](const ast::RenameEnumValue& a) {
              apply(RenameEnumValue{name, a.from.text, a.to.text}, a.from.origin.span);
            },
            [&](const ast::DropEnumValue& a) {
              apply(DropEnumValue{name, a.value.text,
                                  a.map_to ? std::optional(a.map_to->text) : std::nullopt},
                    a.value.origin.span);
            },
            [&](const ast::ReorderEnumValues& a) { this->action(a, name, action.origin.span); },
            [&](const ast::RenameTo& a) {
              check_new_name(a.name);
              const ObjectName to{name.schema, a.name.text};
              if (!failed_ && apply(RenameEnum{name, to}, a.name.origin.span)) name = to;
            },
            [&](const ast::SetSchema& a) {
              const ObjectName to{a.schema.text == "public" ? "" : a.schema.text, name.name};
              if (apply(RenameEnum{name, to}, a.schema.origin.span)) name = to;
            },
            [&](const ast::SetOwner& a) {
              apply(SetOwner{{ObjectKind::enum_, name}, a.role.text}, a.role.origin.span);
            },
            [&](const ast::SetComment& a) {
              apply(SetComment{CommentTarget::enum_, name, "", a.comment ? a.comment->text : ""},
                    action.origin.span);
            },
        },
        action.body);
    if (failed_) return;
  }
}

void Resolver::action(const ast::ReorderEnumValues& a, const ObjectName& enumeration, Span place) {
  const Enum* known = schema_.find_enum(enumeration);
  ReorderEnumValues reorder{.name = enumeration, .values = {}};
  // Blamed is the first value that has no place in the order; without one the whole list.
  bool blamed = false;
  for (const ast::Ident& value : a.values) {
    const bool again = std::ranges::find(reorder.values, value.text) != reorder.values.end();
    const bool strange =
        known != nullptr && std::ranges::find(known->values, value.text) == known->values.end();
    if (!blamed && (again || strange)) place = value.origin.span;
    blamed = blamed || again || strange;
    reorder.values.push_back(value.text);
  }
  apply(std::move(reorder), place);
}

// ---- drop, rename and comment on anything

void Resolver::statement(const ast::Drop& s) {
  const ast::ObjectReference& object = s.object;
  if (object.kind == ast::ObjectType::schema) {
    const ObjectKey key{ObjectKind::name_space, {"", object.name.name.text}};
    if (drop_attached(key, object.name.span())) apply(DropNamespace{key.name}, object.name.span());
  } else if (object.kind == ast::ObjectType::enum_) {
    const ObjectKey key{ObjectKind::enum_, object_name(object.name)};
    if (drop_attached(key, object.name.span())) apply(DropEnum{key.name}, object.name.span());
  } else if (object.kind == ast::ObjectType::virtual_table) {
    const std::optional<ObjectKey> key = find_object(object);
    if (!key) return;
    const Retention keep = retention(s.disposal, object.name.span(), "the rows");
    if (!failed_ && keep == Retention::preserve)
      error(Code::not_yet_supported, object.name.span(),
            "rows of a virtual table cannot be kept in this version")
          .with_help("copy them to a table of their own first, and write `discard`");
    if (!failed_) drop_object(*key, object.name.span());
  } else if (s.disposal == ast::Disposal::preserve) {
    error(Code::not_yet_supported, object.name.span(),
          fmt::format("a {} holds no rows that could be kept", ast::spelling(object.kind)));
  } else if (s.cascade) {
    unsupported(object.name.span(), "a drop with `cascade`");
  } else if (const std::optional<ObjectKey> key = find_object(object)) {
    drop_object(*key, object.name.span());
  }
}

void Resolver::statement(const ast::Rename& s) {
  const ast::ObjectReference& object = s.object;
  check_new_name(s.to);
  if (failed_) return;
  const ObjectName from = object_name(object.name);
  const ObjectName to{from.schema, s.to.text};
  if (object.kind == ast::ObjectType::schema) {
    apply(RenameNamespace{{"", from.name}, {"", to.name}}, object.name.span());
  } else if (object.kind == ast::ObjectType::enum_) {
    apply(RenameEnum{from, to}, object.name.span());
  } else if (object.kind == ast::ObjectType::table) {
    if (find_table(object.name) != nullptr) apply(RenameTable{from, to}, object.name.span());
  } else if (const std::optional<ObjectKey> key = find_object(object)) {
    apply(RenameObject{*key, {key->name.schema, s.to.text}}, object.name.span());
  }
}

void Resolver::statement(const ast::CommentOn& s) {
  const ast::ObjectReference& object = s.object;
  const std::string text = s.comment ? s.comment->text : "";
  const Span place = object.name.span();
  const auto on_member = [&](CommentTarget target) {
    if (comment_on_member(object, text)) return;
    const Table* table = find_table(object.on);
    if (table == nullptr) return;
    if (target == CommentTarget::column && find_column(object.name.name, *table) == nullptr) return;
    apply(SetComment{target, table->name, object.name.name.text, text}, place);
  };
  if (object.kind == ast::ObjectType::schema) {
    const ObjectName name{"", object.name.name.text};
    const bool usual = text == public_comment && is_public({ObjectKind::name_space, name});
    apply(SetComment{CommentTarget::name_space, name, "", usual ? "" : text}, place);
  } else if (object.kind == ast::ObjectType::enum_) {
    apply(SetComment{CommentTarget::enum_, object_name(object.name), "", text}, place);
  } else if (object.kind == ast::ObjectType::table) {
    if (find_table(object.name) != nullptr)
      apply(SetComment{CommentTarget::table, object_name(object.name), "", text}, place);
  } else if (object.kind == ast::ObjectType::column) {
    on_member(CommentTarget::column);
  } else if (object.kind == ast::ObjectType::constraint) {
    on_member(CommentTarget::constraint);
  } else if (object.kind == ast::ObjectType::index) {
    const ObjectKey* owner = schema_.find_relation(object_name(object.name));
    const View* view = owner == nullptr ? nullptr : schema_.find_view(owner->name);
    if (view != nullptr && view->find_index(object.name.name.text) != nullptr) {
      replace(
          *owner,
          [&](Object& changed) {
            for (Index& index : std::get<View>(changed).indexes) {
              if (index.name == object.name.name.text) index.comment = text;
            }
          },
          place);
      return;
    }
    const Table* table = owner == nullptr ? nullptr : schema_.find_table(owner->name);
    if (table == nullptr || table->name.name == object.name.name.text) {
      error(Code::unknown_index, place,
            fmt::format("index `{}` does not exist", object_name(object.name).display()));
      return;
    }
    apply(SetComment{CommentTarget::index, table->name, object.name.name.text, text}, place);
  } else if (const std::optional<ObjectKey> key = find_object(object)) {
    comment_on(*key, text, place);
  }
}

// ---- data

void Resolver::statement(const ast::Insert& s) {
  const Table* table = find_table(s.table);
  if (table == nullptr) return;
  InsertRows insert{.table = table->name,
                    .columns = column_names(s.columns, *table),
                    .rows = {},
                    .key = column_names(s.key, *table)};
  for (const ast::Ident& key : s.key) {
    if (std::ranges::find(insert.columns, key.text) != insert.columns.end()) continue;
    error(Code::unknown_column, key.origin.span,
          fmt::format("the key column `{}` gets no value in this insert", key.text),
          "not among the inserted columns");
  }
  if (failed_) return;
  for (const std::string& name : insert.columns) {
    if (!table->find_column(name)->generated) continue;
    error(Code::expression_not_allowed, s.table.span(),
          fmt::format("`{}` is a generated column and cannot be inserted", name));
  }
  for (const ast::Row& row : s.rows) {
    MIGC_CHECK(row.values.size() == insert.columns.size());
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      const Column& column = *table->find_column(insert.columns[i]);
      const std::string what = fmt::format("column `{}`", column.name);
      if (!check_expression(row.values[i], ExpressionPlace::row_value, nullptr,
                            {&column.type, what}, schema_, diagnostics_))
        failed_ = true;
      if (row.values[i].kind == ExpressionKind::null_literal && column.not_null) {
        error(Code::type_mismatch, row.values[i].origin.span,
              fmt::format("null does not fit column `{}`, which is `not null`", column.name),
              "null here");
      }
    }
    insert.rows.push_back(row.values);
  }
  // Without a key in the text, the primary key finds the rows again when it is among the inserted
  // columns.
  const PrimaryKey* primary = table->primary_key();
  if (insert.key.empty() && primary != nullptr) {
    const bool given = std::ranges::all_of(primary->columns, [&](const std::string& name) {
      return std::ranges::find(insert.columns, name) != insert.columns.end();
    });
    if (given) insert.key = primary->columns;
  }
  if (!failed_) apply(std::move(insert), s.table.span());
}

std::vector<Assignment> Resolver::build_assignments(const std::vector<ast::Assignment>& assignments,
                                                    const Table& table) {
  std::vector<Assignment> result;
  for (const ast::Assignment& a : assignments) {
    const Column* column = find_column(a.column, table);
    if (column == nullptr) continue;
    if (column->generated) {
      error(Code::expression_not_allowed, a.column.origin.span,
            fmt::format("`{}` is a generated column and cannot be set", column->name));
      continue;
    }
    if (std::ranges::find(result, a.column.text, &Assignment::column) != result.end()) {
      error(Code::duplicate_item, a.column.origin.span,
            fmt::format("the column `{}` is set twice", a.column.text), "second time");
      continue;
    }
    const std::string what = fmt::format("column `{}`", column->name);
    if (!check_expression(a.value, ExpressionPlace::value, &table, {&column->type, what}, schema_,
                          diagnostics_))
      failed_ = true;
    result.push_back({a.column.text, a.value});
  }
  return result;
}

bool Resolver::needs_where(bool all_rows, bool has_where, std::string_view verb, Span place) {
  if (all_rows || has_where || allowed(Code::rows_without_where)) return true;
  error(Code::rows_without_where, place,
        fmt::format("this {} touches every row of the table", verb), "no `where`")
      .with_help("say so with `all rows`, or add a `where`");
  return false;
}

void Resolver::statement(const ast::Update& s) {
  const Table* table = find_table(s.table);
  if (table == nullptr || !needs_where(s.all_rows, s.where.has_value(), "update", s.table.span()))
    return;
  UpdateRows update{.table = table->name,
                    .assignments = build_assignments(s.assignments, *table),
                    .where = s.where,
                    .stash = {}};
  if (s.where &&
      !check_expression(*s.where, ExpressionPlace::predicate, table, {}, schema_, diagnostics_))
    failed_ = true;
  if (failed_) return;
  if (s.restore && (in_down || has_down)) {
    error(Code::not_yet_supported, s.table.span(),
          "old values cannot be kept together with a `down` block in this version", "keeps values");
    return;
  }
  if (s.restore) {
    if (!key_for_stash(*table, s.table.span(), "the old values",
                       "leave out `restore`, or add a primary key"))
      return;
    update.stash = next_stash();
  }
  apply(std::move(update), s.table.span());
}

void Resolver::statement(const ast::Delete& s) {
  const Table* table = find_table(s.table);
  if (table == nullptr || !needs_where(s.all_rows, s.where.has_value(), "delete", s.table.span()))
    return;
  if (s.where &&
      !check_expression(*s.where, ExpressionPlace::predicate, table, {}, schema_, diagnostics_))
    failed_ = true;
  DeleteRows remove{
      .table = table->name, .where = s.where, .retention = Retention::discard, .stash = {}};
  // Rows of a table that this migration made vanish with it; nobody would come for a stash.
  if (!created_here(remove.table)) {
    remove.retention = retention(s.disposal, s.table.span(), "the deleted rows");
  }
  if (failed_) return;
  if (remove.retention == Retention::preserve) remove.stash = next_stash();
  apply(std::move(remove), s.table.span());
}

void Resolver::statement(const ast::Backfill& s) {
  const Table* table = find_table(s.table);
  if (table == nullptr) return;
  Backfill fill{.table = table->name,
                .assignments = build_assignments(s.assignments, *table),
                .where = s.where,
                .batch_size = s.batch_size};
  if (s.where &&
      !check_expression(*s.where, ExpressionPlace::predicate, table, {}, schema_, diagnostics_))
    failed_ = true;
  if (!failed_) apply(std::move(fill), s.table.span());
}

void Resolver::statement(const ast::Sql& s) {
  RawSql raw;
  raw.outside_transaction = s.outside_transaction;
  Span place = s.clauses.empty() ? Span{} : s.clauses.front().origin.span;
  for (const ast::SqlClause& clause : s.clauses) {
    const std::string& dialect = clause.dialect.text;
    if (dialect != "postgres" && dialect != "sqlite") {
      Diagnostic& d = error(Code::unknown_dialect, clause.dialect.origin.span,
                            fmt::format("dialect `{}` is not known", dialect), "unknown");
      d.with_help("the dialects are `postgres` and `sqlite`");
      continue;
    }
    if (std::ranges::find(raw.dialects, dialect) != raw.dialects.end()) {
      error(Code::duplicate_item, clause.origin.span,
            fmt::format("the statement speaks twice for {}", dialect), "second time");
      continue;
    }
    raw.dialects.push_back(dialect);
    if (clause.up) raw.up.push_back({dialect, clause.up->text, clause.up->origin});
    if (clause.down) raw.down.push_back({dialect, clause.down->text, clause.down->origin});
    if (clause.down_nothing) raw.down.push_back({dialect, "", clause.origin});
  }
  for (const std::string& dialect : options_.dialects) {
    if (std::ranges::find(raw.dialects, dialect) != raw.dialects.end()) continue;
    error(Code::dialect_not_covered, place,
          fmt::format("the statement says nothing for {}", dialect),
          "one of the project's dialects")
        .with_help(
            fmt::format("add `for {} $$ … $$`, or `for {} nothing` when there is nothing to do",
                        dialect, dialect));
  }
  if (!failed_) apply(std::move(raw), place);
}

}  // namespace migc

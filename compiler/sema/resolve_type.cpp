// The part of `Resolver` that builds and changes domains and composite types.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/schema/named.h"
#include "compiler/sema/resolve.h"
#include "compiler/sema/resolve_words.h"
#include "compiler/sema/typecheck.h"

namespace migc {

// ---- domains

std::optional<Constraint> Resolver::build_domain_check(const ast::Constraint& given,
                                                       const Domain& domain) {
  const auto* check = std::get_if<ast::Check>(&given.body);
  if (check == nullptr) {
    error(Code::misplaced_statement, given.origin.span,
          "found a constraint that is no check, expected `check (…)`");
    return std::nullopt;
  }
  // The value that is checked goes by the name `value`.
  Table row;
  row.name = domain.name;
  row.columns.push_back(column_of("value", domain.type));
  if (!check_expression(check->expression, ExpressionPlace::check, &row, {}, schema_,
                        diagnostics_)) {
    failed_ = true;
    return std::nullopt;
  }
  if (!given.name.empty()) check_new_name(given.name);
  std::string name = given.name.text;
  if (name.empty()) {
    name = domain.name.name + "_check";
    for (int number = 1; domain.find_check(name) != nullptr; ++number)
      name = fmt::format("{}_check{}", domain.name.name, number);
  }
  if (domain.find_check(name) != nullptr) {
    error(Code::duplicate_constraint, given.origin.span,
          fmt::format("domain `{}` has a constraint `{}` already", domain.name.display(), name),
          "second one");
    return std::nullopt;
  }
  if (failed_) return std::nullopt;
  return Constraint{.name = std::move(name),
                    .body = Check{.expression = check->expression,
                                  .no_inherit = false,
                                  .not_valid = check->not_valid},
                    .comment = text_of(given.comment),
                    .origin = given.name.empty() ? given.origin : given.name.origin};
}

void Resolver::statement(const ast::CreateDomain& s) {
  check_new_name(s.name.name);
  check_type(s.type);
  check_collation(s.collation);
  Domain domain{.name = object_name(s.name),
                .type = normalized(s.type),
                .collation = collation_name(s.collation.object_name()),
                .not_null = s.not_null,
                .default_value = s.default_value,
                .checks = {},
                .owner = {},
                .comment = text_of(s.comment),
                .origin = s.name.name.origin};
  const std::string what = fmt::format("domain `{}`", domain.name.display());
  if (s.default_value && !check_expression(*s.default_value, ExpressionPlace::default_value,
                                           nullptr, {&domain.type, what}, schema_, diagnostics_))
    failed_ = true;
  for (const bool named_pass : {true, false}) {
    for (const ast::Constraint& given : s.checks) {
      if (given.name.empty() == named_pass) continue;
      if (std::optional<Constraint> check = build_domain_check(given, domain))
        domain.insert(std::move(*check));
    }
  }
  if (!failed_) apply(CreateObject{std::move(domain)}, s.name.span());
}

void Resolver::statement(const ast::AlterDomain& s) {
  std::optional<ObjectKey> key =
      find_object({.kind = ast::ObjectType::domain, .name = s.name, .arguments = {}, .on = {}});
  if (!key) return;
  for (const ast::DomainAction& action : s.actions) {
    const Span place = action.origin.span;
    const Domain& domain = *schema_.find_domain(key->name);
    const auto change = [&](const std::function<void(Domain&)>& edit, Span where) {
      replace(
          *key, [&](Object& object) { edit(std::get<Domain>(object)); }, where);
    };
    const auto on_check = [&](const ast::Ident& name, const std::function<void(Domain&)>& edit) {
      if (domain.find_check(name.text) == nullptr) {
        error(Code::unknown_constraint, name.origin.span,
              fmt::format("constraint `{}` does not exist in domain `{}`", name.text,
                          key->name.display()));
        return;
      }
      change(edit, name.origin.span);
    };
    std::visit(
        overloaded{
            [&](const ast::SetDefault& a) {
              const std::string what = fmt::format("domain `{}`", key->name.display());
              if (a.value && !check_expression(*a.value, ExpressionPlace::default_value, nullptr,
                                               {&domain.type, what}, schema_, diagnostics_))
                failed_ = true;
              if (!failed_) change([&](Domain& d) { d.default_value = a.value; }, place);
            },
            [&](const ast::SetNotNull&) { change([](Domain& d) { d.not_null = true; }, place); },
            [&](const ast::DropNotNull&) { change([](Domain& d) { d.not_null = false; }, place); },
            [&](const ast::AddConstraint& a) {
              const std::optional<Constraint> check = build_domain_check(a.constraint, domain);
              if (check) change([&](Domain& d) { d.insert(*check); }, check->origin.span);
            },
            [&](const ast::DropConstraint& a) {
              on_check(a.name, [&](Domain& d) { d.erase_check(a.name.text); });
            },
            [&](const ast::RenameConstraint& a) {
              check_new_name(a.to);
              if (failed_) return;
              on_check(a.from, [&](Domain& d) {
                Constraint check = *d.find_check(a.from.text);
                d.erase_check(a.from.text);
                check.name = a.to.text;
                d.insert(std::move(check));
              });
            },
            [&](const ast::ValidateConstraint& a) {
              on_check(a.name, [&](Domain& d) {
                Constraint check = *d.find_check(a.name.text);
                d.erase_check(a.name.text);
                std::get<Check>(check.body).not_valid = false;
                d.insert(std::move(check));
              });
            },
            [&](const ast::RenameTo& a) {
              check_new_name(a.name);
              const ObjectName to{key->name.schema, a.name.text};
              if (!failed_ && apply(RenameObject{*key, to}, place)) key->name = to;
            },
            [&](const ast::SetSchema& a) {
              const ObjectName to{a.schema.text == "public" ? "" : a.schema.text, key->name.name};
              if (apply(RenameObject{*key, to}, place)) key->name = to;
            },
            [&](const ast::SetOwner& a) {
              apply(SetOwner{*key, a.role.text}, place);
            },
            [&](const ast::SetComment& a) { comment_on(*key, text_of(a.comment), place); },
        },
        action.body);
    if (failed_) return;
  }
}

// ---- composite types

namespace {

Attribute build(const ast::Attribute& given) {
  return {.name = given.name.text,
          .type = normalized(given.type),
          .collation = collation_name(given.collation.object_name()),
          .comment = text_of(given.comment),
          .origin = given.name.origin};
}

}  // namespace

void Resolver::statement(const ast::CreateType& s) {
  check_new_name(s.name.name);
  CompositeType type{.name = object_name(s.name),
                     .attributes = {},
                     .owner = {},
                     .comment = text_of(s.comment),
                     .origin = s.name.name.origin};
  for (const ast::Attribute& given : s.attributes) {
    check_type(given.type);
    if (type.find_attribute(given.name.text) != nullptr) {
      error(Code::duplicate_item, given.name.origin.span,
            fmt::format("the attribute `{}` is named twice", given.name.text), "second time");
      continue;
    }
    type.attributes.push_back(build(given));
  }
  if (!failed_) apply(CreateObject{std::move(type)}, s.name.span());
}

void Resolver::statement(const ast::AlterType& s) {
  std::optional<ObjectKey> key = find_object(
      {.kind = ast::ObjectType::composite_type, .name = s.name, .arguments = {}, .on = {}});
  if (!key) return;
  for (const ast::TypeAction& action : s.actions) {
    const Span place = action.origin.span;
    using Edit = std::function<void(std::vector<Attribute>&, std::vector<Attribute>::iterator)>;
    const auto change = [&](const ast::Ident& name, const Edit& edit) {
      const auto& type = std::get<CompositeType>(*schema_.find(*key));
      if (type.find_attribute(name.text) == nullptr) {
        error(Code::unknown_column, name.origin.span,
              fmt::format("type `{}` has no attribute `{}`", key->name.display(), name.text));
        return;
      }
      replace(
          *key,
          [&](Object& object) {
            std::vector<Attribute>& attributes = std::get<CompositeType>(object).attributes;
            edit(attributes, std::ranges::find(attributes, name.text, &Attribute::name));
          },
          name.origin.span);
    };
    const auto taken = [&](const ast::Ident& name) {
      if (std::get<CompositeType>(*schema_.find(*key)).find_attribute(name.text) == nullptr)
        return false;
      error(Code::duplicate_item, name.origin.span,
            fmt::format("type `{}` has an attribute `{}` already", key->name.display(), name.text));
      return true;
    };
    std::visit(
        overloaded{
            [&](const ast::AddAttribute& a) {
              check_type(a.attribute.type);
              if (failed_ || taken(a.attribute.name)) return;
              replace(
                  *key,
                  [&](Object& object) {
                    std::get<CompositeType>(object).attributes.push_back(build(a.attribute));
                  },
                  place);
            },
            [&](const ast::RenameAttribute& a) {
              if (taken(a.to)) return;
              change(a.from, [&](auto&, auto attribute) { attribute->name = a.to.text; });
            },
            [&](const ast::AlterAttribute& a) {
              check_type(a.type);
              check_collation(a.collation);
              if (failed_) return;
              change(a.attribute, [&](auto&, auto attribute) {
                attribute->type = normalized(a.type);
                attribute->collation = collation_name(a.collation.object_name());
              });
            },
            [&](const ast::DropAttribute& a) {
              change(a.attribute,
                     [](auto& attributes, auto attribute) { attributes.erase(attribute); });
            },
            [&](const ast::RenameTo& a) {
              check_new_name(a.name);
              const ObjectName to{key->name.schema, a.name.text};
              if (!failed_ && apply(RenameObject{*key, to}, place)) key->name = to;
            },
            [&](const ast::SetSchema& a) {
              const ObjectName to{a.schema.text == "public" ? "" : a.schema.text, key->name.name};
              if (apply(RenameObject{*key, to}, place)) key->name = to;
            },
            [&](const ast::SetOwner& a) {
              apply(SetOwner{*key, a.role.text}, place);
            },
            [&](const ast::SetComment& a) { comment_on(*key, text_of(a.comment), place); },
        },
        action.body);
    if (failed_) return;
  }
}

void Resolver::comment_on_column(const View& view, const std::string& column,
                                 const std::string& text, Span place) {
  View after = view;
  after.column_comments.erase(column);
  if (!text.empty()) after.column_comments.emplace(column, text);
  // Whether there is such a column, the text knows better than the model.
  Object checked = after;
  for (DefinitionText& body : std::get<View>(checked).bodies) body.origin = {place};
  read_texts(checked);
  if (!failed_) apply(ReplaceObject{std::move(after)}, place);
}

bool Resolver::comment_on_member(const ast::ObjectReference& member, const std::string& text) {
  const bool column = member.kind == ast::ObjectType::column;
  ObjectKey key{column ? ObjectKind::composite_type : ObjectKind::domain, object_name(member.on)};
  if (column && schema_.find_view(key.name) != nullptr) key.kind = ObjectKind::view;
  const Object* found = schema_.find(key);
  if (found == nullptr || schema_.find_table(key.name) != nullptr) return false;
  const std::string& name = member.name.name.text;
  const auto* type = std::get_if<CompositeType>(found);
  const auto* domain = std::get_if<Domain>(found);
  if (type != nullptr && type->find_attribute(name) == nullptr) {
    error(Code::unknown_column, member.name.span(),
          fmt::format("type `{}` has no attribute `{}`", key.name.display(), name));
    return true;
  }
  if (domain != nullptr && domain->find_check(name) == nullptr) {
    error(Code::unknown_constraint, member.name.span(),
          fmt::format("constraint `{}` does not exist in domain `{}`", name, key.name.display()));
    return true;
  }
  if (const auto* view = std::get_if<View>(found)) {
    comment_on_column(*view, name, text, member.name.span());
    return true;
  }
  replace(
      key,
      [&](Object& object) {
        if (auto* changed = std::get_if<CompositeType>(&object))
          find_named(changed->attributes, name)->comment = text;
        if (auto* changed = std::get_if<Domain>(&object))
          find_named(changed->checks, name)->comment = text;
      },
      member.name.span());
  return true;
}

}  // namespace migc

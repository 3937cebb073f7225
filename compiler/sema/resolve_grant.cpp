// The part of `Resolver` that grants and revokes.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <span>

#include "compiler/base/text.h"
#include "compiler/sema/resolve.h"

namespace migc {
namespace {

/// What can be granted on a kind of object (manual, 5.7 Privileges); `all` stands for all of them.
std::vector<std::string_view> privileges_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::table:
    case ObjectKind::view:
      return {"select", "insert", "update", "delete", "truncate", "references", "trigger"};
    case ObjectKind::sequence:
      return {"usage", "select", "update"};
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
      return {"execute"};
    case ObjectKind::name_space:
      return {"create", "usage"};
    case ObjectKind::enum_:
    case ObjectKind::domain:
    case ObjectKind::composite_type:
    case ObjectKind::range_type:
    case ObjectKind::server:
      return {"usage"};
    case ObjectKind::virtual_table:
    case ObjectKind::extension:
    case ObjectKind::collation:
    case ObjectKind::text_search_dictionary:
    case ObjectKind::text_search_configuration:
    case ObjectKind::trigger:
    case ObjectKind::rule:
    case ObjectKind::policy:
    case ObjectKind::event_trigger:
    case ObjectKind::statistics:
    case ObjectKind::publication:
    case ObjectKind::privileges:
      return {};
  }
  return {};
}

/// `all` of everybody's on `public` is spelled out, for the server's version knows better what that
/// adds.
std::vector<Privilege> expanded(const std::vector<ast::Privilege>& given, const ObjectKey& object,
                                const std::string& role) {
  std::vector<Privilege> result;
  for (const ast::Privilege& privilege : given) {
    if (privilege.name == "all" && is_public(object) && role == "public") {
      for (const std::string_view name : privileges_of(object.kind))
        result.push_back({std::string(name), {}});
      continue;
    }
    if (privilege.columns.empty()) result.push_back({privilege.name, {}});
    for (const ast::Ident& column : privilege.columns)
      result.push_back({privilege.name, column.text});
  }
  return result;
}

}  // namespace

namespace {

/// The kind that stands for all objects of which default privileges speak together.
ObjectKind future_kind(ast::ObjectType type) {
  if (type == ast::ObjectType::sequence) return ObjectKind::sequence;
  if (type == ast::ObjectType::function) return ObjectKind::function;
  if (type == ast::ObjectType::composite_type) return ObjectKind::composite_type;
  if (type == ast::ObjectType::schema) return ObjectKind::name_space;
  return ObjectKind::table;
}

}  // namespace

std::vector<ObjectKey> Resolver::grant_targets(const ast::Grant& s) {
  std::vector<ObjectKey> targets;
  for (const ast::ObjectReference& object : s.objects) {
    if (s.future) {
      const ast::Ident& schema = object.name.name;
      if (object.kind == ast::ObjectType::schema && !schema.empty()) {
        error(Code::conflicting_properties, schema.origin.span, "a schema is in no other schema",
              "leave `in schema` out");
      }
      targets.push_back({future_kind(object.kind), {schema.text, ""}, s.creator.text});
      continue;
    }
    if (!s.all_in_schema) {
      ast::ObjectReference reference = object;
      // `on people`, without a kind, is a table or a view.
      const Object* view = schema_.find({ObjectKind::view, object_name(object.name)});
      if (object.kind == ast::ObjectType::table && view != nullptr) {
        reference.kind = std::get<View>(*view).materialized ? ast::ObjectType::materialized_view
                                                            : ast::ObjectType::view;
      }
      if (const std::optional<ObjectKey> key = find_object(reference)) targets.push_back(*key);
      continue;
    }
    const std::string schema = object.name.name.text == "public" ? "" : object.name.name.text;
    for (const auto& [key, each] : schema_.objects()) {
      if (key.name.schema != schema) continue;
      const bool relation = key.kind == ObjectKind::table || key.kind == ObjectKind::view;
      const bool callable = key.kind == ObjectKind::function || key.kind == ObjectKind::aggregate;
      const bool wanted =
          (object.kind == ast::ObjectType::table && relation) ||
          (object.kind == ast::ObjectType::sequence && key.kind == ObjectKind::sequence) ||
          (object.kind == ast::ObjectType::function && callable) ||
          (object.kind == ast::ObjectType::procedure && key.kind == ObjectKind::procedure);
      if (wanted) targets.push_back(key);
    }
  }
  return targets;
}

void Resolver::statement(const ast::Grant& s) {
  if (s.cascade && !s.privileges.empty())
    return unsupported(s.privileges.front().origin.span, "a revoke with `cascade`");
  const std::vector<ObjectKey> targets = grant_targets(s);
  if (failed_) return;
  for (const ObjectKey& target : targets) {
    const std::vector<std::string_view> known = privileges_of(target.kind);
    for (const ast::Privilege& privilege : s.privileges) {
      const bool fits = privilege.name == "all"
                            ? !known.empty()
                            : std::ranges::find(known, privilege.name) != known.end();
      if (fits) continue;
      error(Code::unknown_object, privilege.origin.span,
            fmt::format("{} knows no privilege `{}`", describe(target), privilege.name),
            "not a privilege of it")
          .with_help(known.empty()
                         ? std::string("nothing can be granted on it")
                         : fmt::format("its privileges are `all`, `{}`", fmt::join(known, "`, `")));
    }
    if (failed_) return;
    for (const ast::Ident& role : s.roles) {
      grant(target, role.text, s, role.origin.span);
      if (failed_) return;
    }
  }
}

void Resolver::grant(const ObjectKey& object, const std::string& role, const ast::Grant& s,
                     Span place) {
  const Object* found = schema_.find(privileges_key(object, role));
  Privileges after{
      .object = object, .role = role, .granted = {}, .withheld = {}, .origin = {place}};
  if (found != nullptr) after = std::get<Privileges>(*found);
  const auto spell_out = [&](const std::string& column) {
    const auto all = after.granted.find({"all", column});
    if (all == after.granted.end()) return;
    const bool grantable = all->second;
    after.granted.erase(all);
    for (const std::string_view name : privileges_of(object.kind))
      after.granted.emplace(Privilege{std::string(name), column}, grantable);
  };
  for (const Privilege& privilege : expanded(s.privileges, object, role)) {
    const bool varies = varies_by_version(object, role, privilege.name);
    const bool usual = privilege.name == usual_privilege(object, role);
    if (!s.revoke) {
      const bool given_back = after.withheld.erase(privilege) != 0 && !varies;
      if ((given_back || usual) && !s.grant_option) continue;
      if (after.granted.contains({"all", privilege.column}) && !s.grant_option) continue;
      if (privilege.name == "all") {
        std::erase_if(after.granted,
                      [&](const auto& entry) { return entry.first.column == privilege.column; });
      } else if (s.grant_option) {
        spell_out(privilege.column);
      }
      after.granted[privilege] = s.grant_option || after.granted[privilege];
      continue;
    }
    if (privilege.name == "all" && !s.grant_option) {
      std::erase_if(after.granted,
                    [&](const auto& entry) { return entry.first.column == privilege.column; });
      const std::string_view taken = usual_privilege(object, role);
      if (!taken.empty()) after.withheld.insert({std::string(taken), {}});
      continue;
    }
    if (privilege.name != "all") spell_out(privilege.column);
    const auto entry = after.granted.find(privilege);
    const bool granted = entry != after.granted.end();
    if (granted && s.grant_option)
      entry->second = false;
    else if (granted)
      after.granted.erase(entry);
    if ((usual && !granted) || (varies && !s.grant_option)) after.withheld.insert(privilege);
  }
  const bool nothing = after.granted.empty() && after.withheld.empty();
  const bool same = found == nullptr ? nothing : std::get<Privileges>(*found) == after;
  if (same) {
    error(
        Code::no_effect, place,
        fmt::format("`{}` {} on {} already", role,
                    s.revoke ? "has no such privilege" : "has these privileges", describe(object)));
    return;
  }
  if (found == nullptr)
    apply(CreateObject{std::move(after)}, place);
  else if (nothing)
    apply(DropObject{key_of(after)}, place);
  else
    apply(ReplaceObject{std::move(after)}, place);
}

}  // namespace migc

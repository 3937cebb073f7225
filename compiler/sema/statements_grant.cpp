// Privileges, written as statements that grant and revoke.
#include <algorithm>
#include <map>

#include "compiler/sema/statements_parts.h"

namespace migc::pieces {
namespace {

/// The privileges of one statement, those on columns together.
std::vector<ast::Privilege> listed(const std::vector<Privilege>& privileges) {
  std::vector<ast::Privilege> result;
  for (const Privilege& privilege : privileges) {
    if (!privilege.column.empty() && !result.empty() && result.back().name == privilege.name &&
        !result.back().columns.empty()) {
      result.back().columns.push_back(ident(privilege.column));
      continue;
    }
    ast::Privilege made{.name = privilege.name, .columns = {}, .origin = {}};
    if (!privilege.column.empty()) made.columns.push_back(ident(privilege.column));
    result.push_back(std::move(made));
  }
  return result;
}

class GrantText {
 public:
  GrantText(const Privileges& about, const Schema& schema) : about_(about), schema_(schema) {}

  void say(bool revoke, bool option, const std::vector<Privilege>& privileges) {
    if (privileges.empty()) return;
    const bool future = is_future(about_.object);
    ast::ObjectReference object = reference(about_.object, schema_);
    if (future) object.name = name({"", about_.object.name.schema});
    const bool view =
        object.kind == ast::ObjectType::view || object.kind == ast::ObjectType::materialized_view;
    if (view) object.kind = ast::ObjectType::table;  // `on people` is a table or a view
    result_.push_back(statement(ast::Grant{.revoke = revoke,
                                           .privileges = listed(privileges),
                                           .all_in_schema = false,
                                           .future = future,
                                           .creator = ident(future ? about_.object.detail : ""),
                                           .objects = {std::move(object)},
                                           .roles = {ident(about_.role)},
                                           .grant_option = option,
                                           .cascade = false}));
  }

  [[nodiscard]] std::vector<ast::Statement> take() { return std::move(result_); }

 private:
  const Privileges& about_;
  const Schema& schema_;
  std::vector<ast::Statement> result_;
};

}  // namespace

std::vector<ast::Statement> grants(const Privileges* before, const Privileges* after,
                                   const Schema& schema) {
  const Privileges& about = after != nullptr ? *after : *before;
  Privileges now = before != nullptr ? *before : Privileges{about.object, about.role, {}, {}, {}};
  const Privileges wanted =
      after != nullptr ? *after : Privileges{about.object, about.role, {}, {}, {}};
  GrantText text(about, schema);
  std::vector<Privilege> gone, ungrantable;
  for (const auto& [privilege, grantable] : now.granted) {
    const auto kept = wanted.granted.find(privilege);
    if (kept == wanted.granted.end())
      gone.push_back(privilege);
    else if (grantable && !kept->second)
      ungrantable.push_back(privilege);
  }
  for (Privilege& privilege : gone) {
    // `revoke all` takes everything on the same column.
    const std::string column = privilege.column;
    const bool all = privilege.name == "all";
    now.granted.erase(privilege);
    if (all) {
      std::erase_if(now.granted, [&](const auto& entry) { return entry.first.column == column; });
      // `revoke all` would take what everybody may do anyway.
      const std::string_view usual = usual_privilege(about.object, about.role);
      if (!usual.empty()) privilege.name = usual;
    }
  }
  text.say(true, false, gone);
  text.say(true, true, ungrantable);
  for (const Privilege& privilege : ungrantable) now.granted[privilege] = false;
  std::vector<Privilege> withheld, given_back;
  for (const Privilege& privilege : wanted.withheld) {
    if (!now.withheld.contains(privilege)) withheld.push_back(privilege);
  }
  for (const Privilege& privilege : now.withheld) {
    // No statement leaves it to the server again.
    const bool stays = varies_by_version(about.object, about.role, privilege.name);
    if (!stays && !wanted.withheld.contains(privilege)) given_back.push_back(privilege);
  }
  text.say(true, false, withheld);
  text.say(false, false, given_back);
  for (const bool option : {false, true}) {
    std::vector<Privilege> granted;
    for (const auto& [privilege, grantable] : wanted.granted) {
      const auto has = now.granted.find(privilege);
      const bool there = has != now.granted.end() && has->second == grantable;
      if (!there && grantable == option) granted.push_back(privilege);
    }
    text.say(false, option, granted);
  }
  return text.take();
}

void join_grants(std::vector<ast::Statement>& statements) {
  // First roles of the same object, then objects of the same roles.
  for (const bool roles : {true, false}) {
    std::vector<ast::Statement> joined;
    for (ast::Statement& statement : statements) {
      auto* now = std::get_if<ast::Grant>(&statement.body);
      auto* last = joined.empty() ? nullptr : std::get_if<ast::Grant>(&joined.back().body);
      if (now != nullptr && last != nullptr) {
        ast::Grant same = *last;
        (roles ? same.roles : now->roles) = now->roles;
        if (!roles) same.objects = now->objects;
        const bool one_kind = last->objects.front().kind == now->objects.front().kind &&
                              last->objects.front().on.empty() &&
                              !last->objects.front().name.empty() &&
                              !now->objects.front().name.empty();
        if (same == *now && (roles || one_kind)) {
          if (roles)
            last->roles.insert(last->roles.end(), now->roles.begin(), now->roles.end());
          else
            last->objects.insert(last->objects.end(), now->objects.begin(), now->objects.end());
          continue;
        }
      }
      joined.push_back(std::move(statement));
    }
    statements = std::move(joined);
  }
}

}  // namespace migc::pieces

#include <map>
#include <vector>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/object_definitions.h"
#include "compiler/dialect/postgres/spelling.h"

namespace migc::postgres {
namespace {

std::string spelled(const Privilege& privilege) {
  std::string text = to_upper(privilege.name);
  if (!privilege.column.empty())
    text += " (" + quote_identifier(privilege.column, spelling()) + ")";
  return text;
}

/// Views are tables here, and a foreign server has its second word.
std::string target(const Context& context, const Object& object) {
  const ObjectKind kind = key_of(object).kind;
  if (kind == ObjectKind::table || kind == ObjectKind::view)
    return context.writer().word("table").name(key_of(object).name).take();
  std::string text = reference(context, object);
  if (kind == ObjectKind::server) return "FOREIGN " + text;
  // There is no GRANT ON AGGREGATE.
  if (kind == ObjectKind::aggregate) {
    std::string routine = "FUNCTION" + text.substr(std::string("AGGREGATE").size());
    const std::size_t any = routine.find("(*)");
    if (any != std::string::npos) routine.replace(any, 3, "()");
    return routine;
  }
  return text;
}

std::string role(const std::string& name) {
  return name == "public" ? "PUBLIC" : quote_identifier(name, spelling());
}

std::string_view plural(ObjectKind kind) {
  if (kind == ObjectKind::sequence) return "sequences";
  if (kind == ObjectKind::function) return "functions";
  if (kind == ObjectKind::composite_type) return "types";
  if (kind == ObjectKind::name_space) return "schemas";
  return "tables";
}

void add(const Context& context, const Privileges& privileges, std::string_view verb,
         const std::vector<Privilege>& list, std::string_view before, std::string_view behind) {
  const bool future = is_future(privileges.object);
  const Object standard = Namespace{.name = privileges.object.name, .comment = {}, .origin = {}};
  const Object* object =
      is_public(privileges.object) ? &standard : context.schema.find(privileges.object);
  if (list.empty() || (!future && (object == nullptr || !speaks(*object)))) return;
  std::vector<std::string> words;
  for (const Privilege& privilege : list) words.push_back(spelled(privilege));
  SqlWriter w = context.writer();
  if (future) {
    w.word("alter default privileges");
    if (!privileges.object.detail.empty()) w.word("for role").identifier(privileges.object.detail);
    if (!privileges.object.name.schema.empty())
      w.word("in schema").identifier(privileges.object.name.schema);
  }
  w.word(verb).raw(std::string(before) + " " + join(words, ", "));
  w.word("on");
  if (future)
    w.word(plural(privileges.object.kind));
  else
    w.raw(" " + target(context, *object));
  w.word(verb == "grant" ? "to" : "from");
  w.raw(" " + role(privileges.role) + std::string(behind));
  context.add(w.take());
}

/// Whether everybody may create objects in `public` is what a new database of the server's version
/// says again.
void reset_create_on_public(const Context& context) {
  context.add(
      "DO $migc$ BEGIN IF current_setting('server_version_num')::int < 150000 THEN GRANT CREATE ON "
      "SCHEMA public TO PUBLIC; ELSE REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF; END "
      "$migc$");
}

}  // namespace

void change_privileges(const Context& context, const Privileges& from, const Privileges& to) {
  std::vector<Privilege> granted;
  std::vector<Privilege> grantable;
  std::vector<Privilege> revoked;
  std::vector<Privilege> ungrantable;
  bool reset = false;
  const auto varies = [&](const Privilege& privilege) {
    return varies_by_version(to.object, to.role, privilege.name);
  };
  for (const auto& [privilege, option] : from.granted) {
    const auto now = to.granted.find(privilege);
    if (now == to.granted.end() && varies(privilege))
      reset = !to.withheld.contains(privilege);
    else if (now == to.granted.end())
      revoked.push_back(privilege);
    else if (option && !now->second)
      ungrantable.push_back(privilege);
  }
  for (const Privilege& privilege : to.withheld) {
    if (!from.withheld.contains(privilege)) revoked.push_back(privilege);
  }
  for (const auto& [privilege, option] : to.granted) {
    const auto was = from.granted.find(privilege);
    if (was == from.granted.end() || (option && !was->second))
      (option ? grantable : granted).push_back(privilege);
  }
  for (const Privilege& privilege : from.withheld) {
    if (to.withheld.contains(privilege)) continue;
    if (varies(privilege))
      reset = !to.granted.contains(privilege);
    else
      granted.push_back(privilege);
  }
  if (reset) reset_create_on_public(context);
  // To revoke `all` takes single privileges away too, so it comes first.
  add(context, to, "revoke", revoked, "", "");
  add(context, to, "revoke", ungrantable, " GRANT OPTION FOR", "");
  add(context, to, "grant", granted, "", "");
  add(context, to, "grant", grantable, "", " WITH GRANT OPTION");
}

void grant_all(const Context& context, const Privileges& privileges) {
  Privileges none = privileges;
  none.granted.clear();
  none.withheld.clear();
  change_privileges(context, none, privileges);
}

}  // namespace migc::postgres

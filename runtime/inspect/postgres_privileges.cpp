// What roles may do, as far as it is not what they may by default.
#include <array>
#include <fmt/format.h>
#include <set>

#include "compiler/base/text.h"
#include "runtime/inspect/postgres_catalog.h"

namespace migc::runtime::postgres {
namespace {

/// A kind of object that privileges are granted on.
struct Grantable {
  std::string_view catalog;  ///< pg_class …
  std::string_view acl;      ///< its column with the list
  std::string_view owner;
  std::string_view condition;  ///< which of its rows; empty: all
  std::string_view defaults;   ///< acldefault's letter
};

constexpr std::array<Grantable, 6> grantables = {{
    {"pg_class", "relacl", "relowner", "o.relkind <> 'S'", "r"},
    {"pg_class", "relacl", "relowner", "o.relkind = 'S'", "s"},
    {"pg_proc", "proacl", "proowner", "", "f"},
    {"pg_namespace", "nspacl", "nspowner", "o.nspname <> 'public'", "n"},
    {"pg_type", "typacl", "typowner", "", "T"},
    {"pg_foreign_server", "srvacl", "srvowner", "", "S"},
}};

/// In a new database everybody has privileges on it that they have on no other schema.
constexpr Grantable public_schema = {"pg_namespace", "coalesce(nspacl, acldefault('n', nspowner))",
                                     "nspowner", "o.nspname = 'public'", "n"};

/// The rows number, column, owner, role, privilege, grant option, and whether it is what would hold
/// without any grant. `of_everybody`: what everybody has without one, as an array.
std::string query_of(const Grantable& each, std::string_view of_everybody) {
  const std::string where =
      each.condition.empty() ? std::string() : fmt::format("AND {}", each.condition);
  return fmt::format(
      "SELECT o.oid, '', o.{1}, g.grantee, CASE g.grantee WHEN 0 THEN 'public' ELSE "
      "pg_get_userbyid(g.grantee) END, lower(g.privilege_type), g.is_grantable, g.usual FROM {0} "
      "o, "
      "LATERAL (SELECT grantee, privilege_type, is_grantable, false AS usual FROM "
      "aclexplode({2}) UNION ALL SELECT grantee, privilege_type, is_grantable, true FROM "
      "aclexplode(acldefault('{3}', o.{1})) UNION ALL SELECT 0, p, false, true FROM "
      "unnest('{5}'::text[]) p) g WHERE {2} IS NOT NULL {4}",
      each.catalog, each.owner, each.acl, each.defaults, where, of_everybody);
}

/// What is granted on one object or one of its columns.
struct Grants {
  std::map<std::string, std::map<std::string, bool>> roles;  ///< privileges by role
  std::map<std::string, std::set<std::string>> usual;        ///< without any grant
  std::string owner;
};

class PrivilegeReader {
 public:
  explicit PrivilegeReader(Catalog& catalog) : catalog_(catalog) {}

  Result<void> run() {
    for (const Grantable& each : grantables) {
      const std::string kind(each.catalog);
      MIGC_TRY(
          catalog_.read(query_of(each, "{}"), [&](Fields& fields) { grant_on(kind, fields); }));
    }
    const std::string_view of_everybody = catalog_.major() < 15 ? "{USAGE,CREATE}" : "{USAGE}";
    MIGC_TRY(catalog_.read(query_of(public_schema, of_everybody),
                           [this](Fields& fields) { grant_on("pg_namespace", fields); }));
    MIGC_TRY(catalog_.read(
        "SELECT a.attrelid, a.attname, c.relowner, g.grantee, CASE g.grantee WHEN 0 THEN 'public' "
        "ELSE pg_get_userbyid(g.grantee) END, lower(g.privilege_type), g.is_grantable, false "
        "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, LATERAL aclexplode(a.attacl) g "
        "WHERE a.attacl IS NOT NULL AND NOT a.attisdropped",
        [this](Fields& fields) { grant_on("pg_class", fields); }));
    MIGC_TRY(future());
    for (const auto& [place, grants] : found_) gather(place, grants);
    for (auto& [key, privileges] : made_) catalog_.put(std::move(privileges), {}, "", {});
    return {};
  }

 private:
  struct Place {
    ObjectKey object;
    std::string column;

    friend auto operator<=>(const Place&, const Place&) = default;
  };

  /// Default privileges. Of one schema they only add to those of all.
  Result<void> future() {
    return catalog_.read(
        "SELECT d.defaclobjtype, n.nspname, CASE WHEN d.defaclrole <> current_user::regrole THEN "
        "pg_get_userbyid(d.defaclrole) END, d.defaclrole, g.grantee, CASE g.grantee WHEN 0 THEN "
        "'public' ELSE pg_get_userbyid(g.grantee) END, lower(g.privilege_type), g.is_grantable, "
        "g.usual FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, "
        "LATERAL (SELECT grantee, privilege_type, is_grantable, false AS usual FROM "
        "aclexplode(d.defaclacl) UNION ALL SELECT grantee, privilege_type, is_grantable, true FROM "
        "aclexplode(acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, "
        "d.defaclrole))) g WHERE d.defaclobjtype IN ('r', 'S', 'f', 'T', 'n')",
        [this](Fields& fields) {
          ObjectKey object{future_kind(fields.letter()), {}};
          object.name.schema = fields.text();
          object.detail = fields.text();
          grant(found_[{object, {}}], fields);
        });
  }

  static ObjectKind future_kind(char letter) {
    switch (letter) {
      case 'S':
        return ObjectKind::sequence;
      case 'f':
        return ObjectKind::function;
      case 'T':
        return ObjectKind::composite_type;
      case 'n':
        return ObjectKind::name_space;
      default:  // a letter of the catalog: `r`
        return ObjectKind::table;
    }
  }

  void grant_on(const std::string& kind, Fields& fields) {
    const ObjectKey* object = catalog_.find(kind, fields.text());
    if (object != nullptr) grant(found_[{*object, fields.text()}], fields);
  }

  void grant(Grants& grants, Fields& fields) {
    const std::string owner = fields.text();
    const std::string grantee = fields.text();
    const std::string role = fields.text();
    const std::string privilege = fields.text();
    const bool grantable = fields.flag();
    if (grantee == owner) grants.owner = role;
    if (fields.flag()) {
      grants.usual[role].insert(privilege);
    } else {
      bool& option = grants.roles[role][privilege];
      option = option || grantable;
    }
  }

  void gather(const Place& place, const Grants& grants) {
    const bool adds_only = is_future(place.object) && !place.object.name.schema.empty();
    for (const auto& [role, usual] : grants.usual) {
      if (adds_only) break;
      const auto now = grants.roles.find(role);
      for (const std::string& privilege : usual) {
        if (now != grants.roles.end() && now->second.contains(privilege)) continue;
        if (role == grants.owner)
          catalog_.leave_out(
              fmt::format("that the owner of {} may not {} it", describe(place.object), privilege));
        else
          of(place.object, role).withheld.insert({privilege, place.column});
      }
    }
    const auto owned = grants.usual.find(grants.owner);
    for (const auto& [role, granted] : grants.roles) {
      if (role == grants.owner) continue;
      const auto usual = grants.usual.find(role);
      std::map<std::string, bool> added;
      for (const auto& [privilege, grantable] : granted) {
        const bool had =
            !adds_only && usual != grants.usual.end() && usual->second.contains(privilege);
        if (!had || grantable) added.emplace(privilege, grantable);
      }
      add(place, role, std::move(added),
          place.column.empty() && owned != grants.usual.end() ? owned->second.size() : 4);
    }
  }

  /// All privileges of an object, of which there are several, are `all`.
  void add(const Place& place, const std::string& role, std::map<std::string, bool> added,
           std::size_t all) {
    if (added.empty()) return;
    std::size_t grantable = 0;
    for (const auto& [privilege, option] : added) grantable += option ? 1 : 0;
    if (all > 1 && added.size() == all && (grantable == 0 || grantable == all))
      added = {{"all", grantable != 0}};
    for (const auto& [privilege, option] : added)
      of(place.object, role).granted.emplace(Privilege{privilege, place.column}, option);
  }

  Privileges& of(const ObjectKey& object, const std::string& role) {
    return made_
        .try_emplace(
            privileges_key(object, role),
            Privileges{.object = object, .role = role, .granted = {}, .withheld = {}, .origin = {}})
        .first->second;
  }

  Catalog& catalog_;
  std::map<Place, Grants> found_;
  std::map<ObjectKey, Privileges> made_;
};

}  // namespace

Result<void> read_privileges(Catalog& catalog) { return PrivilegeReader(catalog).run(); }

}  // namespace migc::runtime::postgres

// Operations on everything that is neither schema, enum nor table.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/postgres/body_check.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/dependents.h"
#include "compiler/dialect/postgres/object_definitions.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/pg_names.h"
#include "compiler/dialect/postgres/routine_users.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/ops/type_holders.h"

namespace migc::postgres {
namespace {

/// `ALTER <object>`, ready for its action.
SqlWriter alter(const Context& context, const Object& object) {
  SqlWriter w = context.writer();
  w.word("alter").raw(" " + reference(context, object));
  return w;
}

/// The object as it is afterwards, but for what has a statement of its own.
template <typename O>
bool same_definition(const O& before, const O& after) {
  O bare = after;
  bare.comment = before.comment;
  return bare == before;
}

void change(const Context& context, const Domain& before, const Domain& after);

/// The routines of `dependents`, and the one that they are dependents of.
std::set<ObjectKey> routines_among(const Dependents& dependents, const ObjectKey& key) {
  std::set<ObjectKey> routines{key};
  for (const Object& object : dependents.objects) {
    if (is_routine(key_of(object).kind)) routines.insert(key_of(object));
  }
  return routines;
}

void rebuild(const Context& context, const Object& before, const Object& after) {
  const ObjectKey key = key_of(before);
  Dependents dependents;
  add_users(context.schema, key, dependents);
  RoutineUsers users;
  std::vector<std::pair<Domain, Domain>> domains;
  if (is_routine(key.kind)) {
    const std::set<ObjectKey> routines = routines_among(dependents, key);
    users = add_routine_users(context.schema, {}, routines, dependents);
    domains = domains_calling(context.schema, routines);
  }
  drop_dependents(context, dependents);
  for (const auto& [whole, without] : domains) change(context, whole, without);
  for (const auto& [table, column] : users.defaults) change_default(context, table, column, false);
  for (auto object = users.routines.rbegin(); object != users.routines.rend(); ++object)
    drop_object(context, *object);
  drop_object(context, before);
  create_object(context, after);
  for (const Object& object : users.routines) create_object(context, object);
  for (const auto& [table, column] : users.defaults) change_default(context, table, column, true);
  for (const auto& [whole, without] : domains) change(context, without, whole);
  // Another routine may say otherwise of rows that met a rule.
  restore_dependents(context, dependents, is_routine(key.kind));
}

/// `INCREMENT BY 5`, or what it is without a word of the author's.
void add_option(std::string& text, std::string_view name, const std::optional<std::int64_t>& from,
                const std::optional<std::int64_t>& to, std::string_view otherwise) {
  if (from == to) return;
  text += to ? fmt::format(" {} {}", name, *to) : fmt::format(" {}", otherwise);
}

void change(const Context& context, const Sequence& before, const Sequence& after) {
  std::string actions;
  const Type bigint = *find_builtin_type("bigint");
  if (before.type != after.type)
    actions += " AS " + type_text(after.type.value_or(bigint), context.schema);
  const SequenceOptions& old = before.options;
  const SequenceOptions& now = after.options;
  add_option(actions, "INCREMENT BY", old.increment, now.increment, "INCREMENT BY 1");
  add_option(actions, "MINVALUE", old.min_value, now.min_value, "NO MINVALUE");
  add_option(actions, "MAXVALUE", old.max_value, now.max_value, "NO MAXVALUE");
  const auto first = [](const SequenceOptions& options) {
    const bool down = options.increment.value_or(1) < 0;
    return options.start.value_or(down ? options.max_value.value_or(-1)
                                       : options.min_value.value_or(1));
  };
  // Where nobody says a start the bounds do; PostgreSQL keeps the old one when they change.
  if (first(old) != first(now)) actions += fmt::format(" START WITH {}", first(now));
  add_option(actions, "CACHE", old.cache, now.cache, "CACHE 1");
  if (old.cycle != now.cycle) actions += now.cycle ? " CYCLE" : " NO CYCLE";
  if (!actions.empty()) context.add(alter(context, after).raw(actions).take());
  if (before.owner_table == after.owner_table && before.owner_column == after.owner_column) return;
  if (!after.owner_table.name.empty()) {
    own_sequence(context, after);
    return;
  }
  context.add(alter(context, after).word("owned by none").take());
  // It had followed its table to another role.
  const Table* table = context.schema.find_table(before.owner_table);
  if (table != nullptr && !table->owner.empty() && after.owner.empty())
    context.add(alter(context, after).word("owner to current_user").take());
}

void add_scan(const Context& context, std::string sql, const ObjectName& domain) {
  // Whose rows the new condition is held against.
  std::vector<Locked> locked;
  for (const ObjectName& table : tables_of_domain(context.schema, domain))
    locked.push_back({table, LockLevel::share});
  Statement statement;
  statement.sql = std::move(sql);
  if (!locked.empty())
    statement.hazards = {Hazard::scans_table, Hazard::blocks_writes, Hazard::may_fail_on_data};
  context.add(std::move(statement), locked);
}

void change_checks(const Context& context, const Domain& before, const Domain& after) {
  std::map<std::string, std::string> former;  // the comments of those that stay, by their new names
  for (const Constraint& check : before.checks) {
    const Constraint* now = after.find_check(check.name);
    if (now != nullptr && now->body == check.body) {
      former[check.name] = check.comment;
      continue;
    }
    Constraint valid = check;
    std::get<Check>(valid.body).not_valid = false;
    if (now != nullptr && now->body == valid.body) {
      former[check.name] = check.comment;
      add_scan(context,
               alter(context, after).word("validate constraint").identifier(check.name).take(),
               after.name);
      continue;
    }
    // The same condition under a new name.
    const auto renamed =
        std::find_if(after.checks.begin(), after.checks.end(), [&](const Constraint& other) {
          return other.body == check.body && before.find_check(other.name) == nullptr &&
                 !former.contains(other.name);
        });
    SqlWriter w = alter(context, after);
    if (renamed != after.checks.end()) {
      former[renamed->name] = check.comment;
      w.word("rename constraint").identifier(check.name).word("to").identifier(renamed->name);
    } else {
      w.word("drop constraint").identifier(check.name);
    }
    context.add(w.take());
  }
  for (const Constraint& check : after.checks) {
    const auto same = former.find(check.name);
    if (same != former.end()) {
      if (same->second != check.comment) add_check_comment(context, after, check);
      continue;
    }
    SqlWriter w = alter(context, after);
    w.word("add").raw(" " + domain_check(context, check));
    if (is_not_valid(check))
      context.add(w.word("not valid").take());
    else
      add_scan(context, w.take(), after.name);
    if (!check.comment.empty()) add_check_comment(context, after, check);
  }
}

void change(const Context& context, const Domain& before, const Domain& after) {
  if (before.default_value != after.default_value) {
    SqlWriter w = alter(context, after);
    if (after.default_value)
      w.word("set default").expression(*after.default_value);
    else
      w.word("drop default");
    context.add(w.take());
  }
  if (before.not_null != after.not_null) {
    std::string sql =
        alter(context, after).word(after.not_null ? "set not null" : "drop not null").take();
    if (after.not_null)
      add_scan(context, std::move(sql), after.name);
    else
      context.add(std::move(sql));
  }
  change_checks(context, before, after);
  if (before.type == after.type && before.collation == after.collation) return;
  context.diagnostics
      .add(Code::not_in_dialect, context.origin,
           fmt::format("the type of domain `{}` cannot be changed on PostgreSQL",
                       after.name.display()))
      .with_help("create another domain and change the columns to it");
}

/// Whether attributes go or get another type, which PostgreSQL refuses under the views that show
/// them.
bool changes_attributes(const CompositeType& before, const CompositeType& after) {
  return std::any_of(
      before.attributes.begin(), before.attributes.end(), [&](const Attribute& former) {
        const Attribute* now = after.find_attribute(former.name);
        return now == nullptr || now->type != former.type || now->collation != former.collation;
      });
}

/// What shows values of the type, though through routines: these stay, for their bodies may only
/// fit one of the two.
void add_views_over(const Context& context, const CompositeType& type, Dependents& dependents) {
  add_users(context.schema, key_of(Object(type)), dependents);
  std::erase_if(dependents.objects, [&](const Object& object) {
    const auto* privileges = std::get_if<Privileges>(&object);
    return is_routine(privileges != nullptr ? privileges->object.kind : key_of(object).kind);
  });
}

void change(const Context& context, const CompositeType& before, const CompositeType& after) {
  const auto& old = before.attributes;
  const auto& now = after.attributes;
  const auto action = [&](const std::function<void(SqlWriter&)>& write) {
    SqlWriter w = alter(context, after);
    write(w);
    context.add(w.take());
  };
  const auto has = [](const std::vector<Attribute>& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Attribute& a) { return a.name == name; });
  };
  Dependents dependents;
  if (changes_attributes(before, after)) add_views_over(context, before, dependents);
  drop_dependents(context, dependents);
  for (std::size_t i = 0; i < old.size(); ++i) {
    // The same place and type under a new name.
    const bool renamed = old.size() == now.size() && old[i].name != now[i].name &&
                         old[i].type == now[i].type && !has(now, old[i].name) &&
                         !has(old, now[i].name);
    if (renamed) {
      action([&](SqlWriter& w) {
        w.word("rename attribute").identifier(old[i].name).word("to").identifier(now[i].name);
      });
    } else if (!has(now, old[i].name)) {
      action([&](SqlWriter& w) { w.word("drop attribute").identifier(old[i].name); });
    }
  }
  for (std::size_t i = 0; i < now.size(); ++i) {
    const Attribute* former = before.find_attribute(now[i].name);
    const bool renamed = former == nullptr && old.size() == now.size() &&
                         old[i].type == now[i].type && !has(now, old[i].name);
    if (former == nullptr && !renamed) {
      action([&](SqlWriter& w) {
        w.word("add attribute").identifier(now[i].name).type(now[i].type).collate(now[i].collation);
      });
    } else if (former != nullptr &&
               (former->type != now[i].type || former->collation != now[i].collation)) {
      action([&](SqlWriter& w) {
        w.word("alter attribute")
            .identifier(now[i].name)
            .word("type")
            .type(now[i].type)
            .collate(now[i].collation);
      });
    }
    const std::string& was = former != nullptr ? former->comment : renamed ? old[i].comment : "";
    if (was != now[i].comment) add_column_comment(context, after.name, now[i].name, now[i].comment);
  }
  restore_dependents(context, dependents);
}

void change(const Context& context, const Extension& before, const Extension& after) {
  if (before.version != after.version) {
    SqlWriter w = alter(context, after);
    w.word("update");
    if (!after.version.empty()) w.word("to").literal(after.version);
    context.add(w.take());
  }
  if (before.schema != after.schema) {
    context.add(alter(context, after)
                    .word("set schema")
                    .identifier(after.schema.empty() ? "public" : after.schema)
                    .take());
  }
}

void change_indexes(const Context& context, const View& before, const View& after) {
  std::vector<std::string> made;
  for (const Index& index : before.indexes) {
    const Index* now = after.find_index(index.name);
    if (now != nullptr) continue;
    const auto same =
        std::find_if(after.indexes.begin(), after.indexes.end(), [&](const Index& other) {
          Index bare = other;
          bare.name = index.name;
          return bare == index && before.find_index(other.name) == nullptr;
        });
    const ObjectName name{after.name.schema, index.name};
    SqlWriter w = context.writer();
    if (same != after.indexes.end()) {
      made.push_back(same->name);
      w.word("alter index").name(name).word("rename to").identifier(same->name);
      context.add(w.take(), Fact::rename_index, name);
    } else {
      context.add(w.word("drop index").name(name).take(), Fact::drop_index, after.name);
    }
  }
  for (const Index& index : after.indexes) {
    if (std::find(made.begin(), made.end(), index.name) != made.end()) continue;
    const Index* former = before.find_index(index.name);
    Index bare = index;
    if (former != nullptr) bare.comment = former->comment;
    if (former == nullptr || !(bare == *former)) {
      if (former != nullptr) {
        const ObjectName name{after.name.schema, index.name};
        context.add(context.writer().word("drop index").name(name).take(), Fact::drop_index,
                    after.name);
      }
      context.add(index_definition(context, after.name, index), Fact::create_index, after.name);
      if (!index.comment.empty()) add_index_comment(context, after.name, index);
    } else if (former->comment != index.comment) {
      add_index_comment(context, after.name, index);
    }
  }
}

void change_column_comments(const Context& context, const View& before, const View& after) {
  for (const auto& [column, comment] : before.column_comments) {
    if (!after.column_comments.contains(column))
      add_column_comment(context, after.name, column, "");
  }
  for (const auto& [column, comment] : after.column_comments) {
    const auto former = before.column_comments.find(column);
    if (former == before.column_comments.end() || former->second != comment)
      add_column_comment(context, after.name, column, comment);
  }
}

void change(const Context& context, const View& before, const View& after) {
  View bare = after;
  bare.indexes = before.indexes;
  bare.comment = before.comment;
  bare.column_comments = before.column_comments;
  bare.with = before.with;
  if (!(bare == before)) {
    rebuild(context, before, after);
    return;
  }
  for (const std::string& change : parameter_changes(before.with, after.with))
    context.add(alter(context, after).raw(" " + change).take());
  change_indexes(context, before, after);
  if (before.comment != after.comment) set_comment(context, after);
  change_column_comments(context, before, after);
}

/// `CREATE …` as `CREATE OR REPLACE …`.
std::string or_replace(std::string sql) {
  const std::vector<std::string_view> words = {"create", "or", "replace"};
  if (to_lower(sql).starts_with("create or replace")) return sql;
  return to_upper(sql.substr(0, words[0].size())) + " OR REPLACE" + sql.substr(words[0].size());
}

void change(const Context& context, const TextObject& before, const TextObject& after) {
  if (same_definition(before, after)) {
    if (speaks(after)) set_comment(context, after);
    return;
  }
  const DefinitionText* from = text_for(before.bodies, "postgres");
  const DefinitionText* to = text_for(after.bodies, "postgres");
  const bool routine = after.kind == ObjectKind::function || after.kind == ObjectKind::procedure;
  const bool replaceable =
      from != nullptr && to != nullptr &&
      ((routine && same_routine(from->text, to->text)) || after.kind == ObjectKind::rule);
  const auto add_rest = [&] {
    if (before.firing != after.firing) set_firing(context, after);
    if (before.comment != after.comment) set_comment(context, after);
  };
  if (from != nullptr && to != nullptr && from->text == to->text) {
    add_rest();
    return;
  }
  if (!replaceable) {
    rebuild(context, before, after);
    return;
  }
  prepare_body_check(context, after, to->text);
  if (after.on.name.empty())
    context.add(or_replace(statement_of(*to)));
  else
    context.add(or_replace(statement_of(*to)), Fact::create_rule, after.on);
  add_rest();
}

/// ALTER PUBLICATION has SET and no RESET: what is no longer said is set to what a new publication
/// has (manual, CREATE PUBLICATION). Nothing where that is not known.
std::optional<Parameters> with_usual_values(const Parameters& before, Parameters after) {
  const Parameters usual = {{"publish", "insert, update, delete, truncate"},
                            {"publish_via_partition_root", "false"},
                            {"publish_generated_columns", "none"}};
  for (const auto& [name, value] : before) {
    const auto found = usual.find(name);
    if (found != usual.end())
      after.insert(*found);
    else if (!after.contains(name))
      return std::nullopt;
  }
  return after;
}

void change(const Context& context, const Publication& before, const Publication& after) {
  const std::optional<Parameters> with = with_usual_values(before.with, after.with);
  if (before.all_tables != after.all_tables || !with) {
    rebuild(context, before, after);
    return;
  }
  if (before.tables != after.tables || before.schemas != after.schemas)
    set_publication_targets(context, after);
  if (before.with != after.with)
    context.add(
        alter(context, after).word("set").open().raw(parameters_text(*with)).close().take());
}

}  // namespace

void emit(const Context& context, const CreateObject& op) { create_object(context, op.object); }

void emit(const Context& context, const DropObject& op) {
  drop_object(context, *context.schema.find(op.object));
}

void emit(const Context& context, const ReplaceObject& op) {
  const Object& before = *context.schema.find(key_of(op.after));
  const auto changed = [&](const auto& after) {
    const auto& former = std::get<std::decay_t<decltype(after)>>(before);
    if (!same_definition(former, after)) change(context, former, after);
    if (former.comment != after.comment) set_comment(context, after);
  };
  const auto built_again = [&](const auto& after) {
    const auto& former = std::get<std::decay_t<decltype(after)>>(before);
    if (same_definition(former, after))
      set_comment(context, after);
    else
      rebuild(context, former, after);
  };
  std::visit(
      overloaded{
          [](const Namespace&) {},  // these three have operations of their own
          [](const Enum&) {},
          [](const Table&) {},
          [&](const Extension& o) { changed(o); },
          [&](const Domain& o) { changed(o); },
          [&](const CompositeType& o) { changed(o); },
          [&](const DefinedObject& o) { built_again(o); },
          [&](const Sequence& o) { changed(o); },
          [&](const View& o) { change(context, std::get<View>(before), o); },
          [&](const TextObject& o) { change(context, std::get<TextObject>(before), o); },
          [&](const Statistics& o) { built_again(o); },
          [&](const Publication& o) { changed(o); },
          [&](const Privileges& o) { change_privileges(context, std::get<Privileges>(before), o); },
      },
      op.after);
}

void emit(const Context& context, const RenameObject& op) {
  Object now = *context.schema.find(op.from);
  if (!speaks(now)) return;
  const auto add = [&](std::string sql) {
    const auto* text = std::get_if<TextObject>(&now);
    const bool on_table = text != nullptr && !text->on.name.empty();
    if (on_table)
      context.add(std::move(sql), Fact::change_catalog, text->on);
    else
      context.add(std::move(sql));
  };
  const auto set_name = [&](const ObjectName& name) {
    std::visit(
        [&](auto& o) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(o)>, Privileges>) o.name = name;
        },
        now);
  };
  const auto rename = [&] {
    if (op.from.name.name == op.to.name) return;
    add(alter(context, now).word("rename to").identifier(op.to.name).take());
    set_name({key_of(now).name.schema, op.to.name});
  };
  const auto move = [&] {
    if (op.from.name.schema == op.to.schema) return;
    const std::string target = op.to.schema.empty() ? "public" : op.to.schema;
    add(alter(context, now).word("set schema").identifier(target).take());
    set_name({op.to.schema, key_of(now).name.name});
  };
  // On its way the object has one old and one new half of its name, which must be free.
  ObjectKey half = op.from;
  half.name = {op.to.schema, op.from.name.name};
  const bool taken_there =
      context.schema.find(half) != nullptr || context.schema.find_relation(half.name) != nullptr;
  if (taken_there) rename();
  move();
  if (!taken_there) rename();
}

void emit(const Context& context, const SetOwner& op) {
  const Object& object = *context.schema.find(op.object);
  if (!speaks(object)) return;
  SqlWriter w = alter(context, object);
  w.word("owner to");
  if (op.owner.empty())
    w.word("current_user");
  else
    w.identifier(op.owner);
  if (op.object.kind == ObjectKind::table)
    context.add(w.take(), Fact::change_catalog, op.object.name);
  else
    context.add(w.take());
}

}  // namespace migc::postgres

#include "tests/support/generated_objects.h"

#include <fmt/format.h>
#include <vector>

#include "compiler/schema/word.h"

namespace migc::test {
namespace {

std::string sql_name(const ObjectName& name) {
  return (name.schema.empty() ? "" : spell_quoted(name.schema) + ".") + spell_quoted(name.name);
}

class ObjectStatement {
 public:
  ObjectStatement(Random& random, const Schema& schema,
                  const std::function<std::string(std::string_view)>& fresh)
      : random_(random), schema_(schema), fresh_(fresh) {}

  std::string on_postgres() {
    switch (random_.below(20)) {
      case 0:
        return sequence();
      case 1:
        return domain();
      case 2:
        return composite_type();
      case 3:
        return view(random_.chance(30));
      case 4:
        return function_and_trigger();
      case 5:
        return policy();
      case 6:
        return grant();
      case 7:
        return statistics();
      case 8:
        return partitions();
      case 9:
        return change_partition();
      case 10:
        return heir();
      case 11:
        return name_space();
      case 12:
        return rule_or_publication();
      case 13:
        return column_storage();
      case 14:
        return mark();
      case 15:
        return firing();
      case 16:
        return comment_on_part();
      case 17:
        return on_public();
      default:
        return change_any();
    }
  }

  std::string on_sqlite() {
    switch (random_.below(4)) {
      case 0:
        return view(false);
      case 1:
        return fmt::format(
            "create virtual table {0} for sqlite $$ CREATE VIRTUAL TABLE {0} USING fts5(words) $$;",
            fresh_("found"));
      case 2: {
        const Table* table = any_table();
        if (table == nullptr) return {};
        const std::string name = fresh_("on");
        return fmt::format(
            "create trigger {0} on {1} for sqlite $$ CREATE TRIGGER {0} AFTER {2} ON {3} BEGIN "
            "SELECT 1; END $$;",
            name, table->name.name, event(), sql_name(table->name));
      }
      default:
        return change_any();
    }
  }

 private:
  // ---- what is there

  template <typename Wanted>
  std::vector<const Object*> all(const Wanted& wanted) const {
    std::vector<const Object*> found;
    for (const auto& [key, object] : schema_.objects()) {
      if (wanted(key)) found.push_back(&object);
    }
    return found;
  }
  const Object* any(ObjectKind kind) {
    const auto found = all([&](const ObjectKey& key) { return key.kind == kind; });
    return found.empty() ? nullptr : random_.pick(found);
  }
  const Table* any_table() {
    const Object* found = any(ObjectKind::table);
    return found == nullptr ? nullptr : &std::get<Table>(*found);
  }
  std::string event() { return random_.pick<std::string>({"INSERT", "UPDATE", "DELETE"}); }

  /// "function f(int)", "policy p on t": how statements name it; empty for what has no statement.
  static std::string reference(const Object& object) {
    const ObjectKey key = key_of(object);
    const std::string name = key.name.display();
    const auto* text = std::get_if<TextObject>(&object);
    const auto* view = std::get_if<View>(&object);
    if (view != nullptr) return (view->materialized ? "materialized view " : "view ") + name;
    if (key.kind == ObjectKind::privileges) return {};
    std::string result = std::string(kind_name(key.kind)) + " " + name;
    if (text != nullptr && key.kind == ObjectKind::function)
      result += "(" + signature(text->arguments) + ")";
    if (text != nullptr && !text->on.name.empty())
      result = fmt::format("{} {} on {}", kind_name(key.kind), key.name.name, text->on.display());
    return result;
  }

  // ---- creating

  std::string sequence() {
    const std::string name = fresh_("seq");
    return fmt::format("create sequence {} increment {};", name, 1 + random_.below(5));
  }

  std::string domain() {
    const auto* found = any(ObjectKind::domain);
    if (found == nullptr || random_.chance(40))
      return fmt::format("create domain {} as {} check {} (value <> '{}');", fresh_("dom"),
                         random_.pick<std::string>({"text", "varchar(40)"}), fresh_("shape"),
                         random_.below(3));
    const auto& domain = std::get<Domain>(*found);
    if (!domain.checks.empty() && random_.chance(50))
      return fmt::format("alter domain {} {{ drop constraint {}; }}", domain.name.display(),
                         random_.pick(domain.checks).name);
    return fmt::format("alter domain {} {{ add check {} (value <> 'no'); }}", domain.name.display(),
                       fresh_("shape"));
  }

  std::string composite_type() {
    const auto* found = any(ObjectKind::composite_type);
    if (found == nullptr || random_.chance(40))
      return fmt::format("create type {} {{ a int; b text; }}", fresh_("pair"));
    return fmt::format("alter type {} {{ add attribute {} int; }}", key_of(*found).name.display(),
                       fresh_("a"));
  }

  /// By PostgreSQL; of the types that are generated.
  static bool can_be_sorted(const Column& column) { return column.type.kind != TypeKind::json; }

  std::string view(bool materialized) {
    const Table* table = any_table();
    if (table == nullptr) return {};
    const Column& picked = random_.pick(table->columns);
    if (materialized && !can_be_sorted(picked)) return {};
    const std::string& column = picked.name;
    const std::string name = fresh_("view");
    return fmt::format("create {}view {} as $$ SELECT {} FROM {} $${}",
                       materialized ? "materialized " : "", name, spell_quoted(column),
                       sql_name(table->name),
                       materialized ? fmt::format(" {{ index ({}); }}", column) : ";");
  }

  std::string function_and_trigger() {
    const auto* found = any(ObjectKind::function);
    if (found == nullptr || random_.chance(40)) {
      const std::string name = fresh_("touch");
      return fmt::format(
          "create function {0}() for postgres $$ CREATE FUNCTION {0}() RETURNS trigger LANGUAGE "
          "plpgsql AS 'BEGIN RETURN NEW; END' $$;",
          name);
    }
    const Table* table = any_table();
    if (table == nullptr) return {};
    const std::string name = fresh_("on");
    return fmt::format(
        "create trigger {0} on {1} for postgres $$ CREATE TRIGGER {0} AFTER {2} ON {3} FOR EACH "
        "ROW EXECUTE FUNCTION {4}() $$;",
        name, table->name.display(), event(), sql_name(table->name), sql_name(key_of(*found).name));
  }

  std::string policy() {
    const Table* table = any_table();
    if (table == nullptr) return {};
    if (random_.chance(40))
      return fmt::format("{} row level security on {};",
                         random_.pick<std::string>({"enable", "disable", "force", "no force"}),
                         table->name.display());
    const std::string name = fresh_("pol");
    return fmt::format(
        "create policy {0} on {1} for postgres $$ CREATE POLICY {0} ON {2} USING ({3} IS NOT NULL) "
        "$$;",
        name, table->name.display(), sql_name(table->name),
        spell_quoted(random_.pick(table->columns).name));
  }

  std::string grant() {
    const auto targets = all([](const ObjectKey& key) {
      return key.kind == ObjectKind::table || key.kind == ObjectKind::view ||
             key.kind == ObjectKind::sequence || key.kind == ObjectKind::function ||
             key.kind == ObjectKind::name_space;
    });
    if (targets.empty()) return {};
    const Object& target = *random_.pick(targets);
    const ObjectKind kind = key_of(target).kind;
    std::string privilege = kind == ObjectKind::function ? "execute" : "usage";
    std::string name = reference(target);
    if (kind == ObjectKind::table || kind == ObjectKind::view) {
      privilege = random_.pick<std::string>({"select", "insert", "select, update"});
      name = key_of(target).name.display();
    }
    if (random_.chance(60)) return fmt::format("grant {} on {} to reader;", privilege, name);
    return fmt::format("revoke {} on {} from reader;", privilege, name);
  }

  std::string statistics() {
    const Table* table = any_table();
    if (table == nullptr || table->columns.size() < 2) return {};
    if (!can_be_sorted(table->columns[0]) || !can_be_sorted(table->columns[1])) return {};
    return fmt::format("create statistics {} on {}, {} from {};", fresh_("stat"),
                       table->columns[0].name, table->columns[1].name, table->name.display());
  }

  std::string partitions() {
    const std::string name = fresh_("parts");
    const std::string by = random_.pick<std::string>({"range (at)", "list (at)", "hash (at)"});
    std::string bound = "modulus 2 remainder 0";
    if (by.starts_with("range")) bound = "from (minvalue) to (100)";
    if (by.starts_with("list")) bound = "in (1, 2)";
    return fmt::format(
        "create table {0} {{ id bigint not null; at int not null; note text default 'x'; primary "
        "key (id, at); index (note); }} partition by {1};\ncreate partition {2} of {0} {3};",
        name, by, fresh_("part"), bound);
  }

  std::string change_partition() {
    std::vector<const Table*> found;
    for (const auto& [key, object] : schema_.objects()) {
      const auto* table = std::get_if<Table>(&object);
      if (table != nullptr && table->partition_of) found.push_back(table);
    }
    if (found.empty()) return partitions();
    const Table& partition = *random_.pick(found);
    const std::string parent = partition.partition_of->parent.display();
    if (random_.chance(60))
      return fmt::format("alter table {} {{ detach partition {}; }}", parent,
                         partition.name.display());
    return fmt::format("create partition {} of {} default;", fresh_("part"), parent);
  }

  std::string heir() {
    const Table* table = any_table();
    if (table == nullptr) return {};
    return fmt::format("create table {} {{ more int default 1; }} inherits ({});", fresh_("heir"),
                       table->name.display());
  }

  std::string name_space() {
    const Object* found = any(ObjectKind::name_space);
    const Table* table = any_table();
    if (found == nullptr || table == nullptr || random_.chance(30))
      return fmt::format("create schema {};", fresh_("space"));
    return fmt::format("alter table {} {{ set schema {}; }}", table->name.display(),
                       key_of(*found).name.name);
  }

  std::string rule_or_publication() {
    const Table* table = any_table();
    if (table == nullptr) return {};
    if (random_.chance(50))
      return fmt::format("create publication {} for table {};", fresh_("news"),
                         table->name.display());
    const std::string name = fresh_("told");
    return fmt::format(
        "create rule {0} on {1} for postgres $$ CREATE RULE {0} AS ON DELETE TO {2} DO ALSO NOTIFY "
        "told $$;",
        name, table->name.display(), sql_name(table->name));
  }

  /// Trees of partitions may not allow all of it; what is refused is tried again.
  std::string mark() {
    const Table* table = any_table();
    if (table == nullptr) return {};
    std::vector<std::string> marks = {"replica identity = full", "replica identity = nothing",
                                      "replica identity = default"};
    for (const Index& index : table->indexes)
      marks.push_back("cluster on = " + spell_name(index.name));
    for (const Constraint& constraint : table->constraints) {
      if (!std::holds_alternative<PrimaryKey>(constraint.body)) continue;
      marks.push_back("replica identity index = " + spell_name(constraint.name));
      marks.push_back("cluster on = " + spell_name(constraint.name));
    }
    return fmt::format("alter table {} {{ postgres ({}); }}", table->name.display(),
                       random_.pick(marks));
  }

  std::string firing() {
    const auto* found = any(ObjectKind::trigger);
    if (found == nullptr) found = any(ObjectKind::rule);
    if (found == nullptr) return {};
    const auto& object = std::get<TextObject>(*found);
    return fmt::format(
        "{} {} {} on {};",
        random_.pick<std::string>({"enable", "disable", "enable replica", "enable always"}),
        kind_name(object.kind), spell_name(object.name.name), object.on.display());
  }

  std::string column_storage() {
    const Table* table = any_table();
    if (table == nullptr) return {};
    if (random_.chance(20))
      return fmt::format("alter table {} {{ alter column {} set with (n_distinct = {}); }}",
                         table->name.display(), spell_name(random_.pick(table->columns).name),
                         random_.below(100));
    if (random_.chance(30))
      return fmt::format("alter table {} {{ postgres (fillfactor = {}); }}", table->name.display(),
                         50 + random_.below(50));
    const Column& column = random_.pick(table->columns);
    const bool external = column.type.kind == TypeKind::text && random_.chance(50);
    return fmt::format("alter table {} {{ alter column {} {}; }}", table->name.display(),
                       column.name, external ? "set storage external" : "set statistics 77");
  }

  std::string comment_on_part() {
    const Object* view = any(ObjectKind::view);
    if (view != nullptr && random_.chance(50)) {
      const std::map<std::string, std::string>& told = std::get<View>(*view).column_comments;
      if (!told.empty())
        return fmt::format("comment on column {}.{} is null;", key_of(*view).name.display(),
                           told.begin()->first);
    }
    const Table* table = any_table();
    if (table == nullptr) return {};
    if (random_.chance(50)) {
      const std::string column = random_.pick(table->columns).name;
      const std::string name = fresh_("view");
      return fmt::format(
          "create view {0} as $$ SELECT {1} FROM {2} $$;\ncomment on column {0}.{3} is '{4}';",
          name, spell_quoted(column), sql_name(table->name), column, fresh_("what "));
    }
    for (const Constraint& constraint : table->constraints) {
      if (has_index(constraint.body))
        return fmt::format("comment on index {} is '{}';",
                           ObjectName{table->name.schema, constraint.name}.display(),
                           fresh_("what "));
    }
    return {};
  }

  std::string on_public() {
    return random_.pick<std::string>({
        "comment on schema public is 'ours';",
        "comment on schema public is null;",
        "revoke usage on schema public from public;",
        "grant usage on schema public to public;",
        "grant all on schema public to reader;",
        "revoke create on schema public from reader;",
    });
  }

  // ---- changing

  std::string change_any() {
    const auto others = all([](const ObjectKey& key) {
      return key.kind != ObjectKind::table && key.kind != ObjectKind::enum_ &&
             key.kind != ObjectKind::privileges;
    });
    if (others.empty()) return {};
    const Object& object = *random_.pick(others);
    const std::string what = reference(object);
    const bool filled = key_of(object).kind == ObjectKind::virtual_table;
    switch (random_.below(3)) {
      case 0:
        return fmt::format("drop {}{};", what, filled ? " discard" : "");
      case 1:
        return fmt::format("rename {} to {};", what, fresh_("renamed"));
      default:
        return fmt::format("comment on {} is '{}';", what, fresh_("what "));
    }
  }

  Random& random_;
  const Schema& schema_;
  const std::function<std::string(std::string_view)>& fresh_;
};

}  // namespace

std::string object_statement(Random& random, const Schema& schema, std::string_view dialect,
                             const std::function<std::string(std::string_view)>& fresh) {
  ObjectStatement statement(random, schema, fresh);
  return dialect == "postgres" ? statement.on_postgres() : statement.on_sqlite();
}

}  // namespace migc::test

#include "tests/support/generated_schema.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/base/text.h"
#include "tests/support/compile_text.h"
#include "tests/support/generators.h"

namespace migc::test {
namespace {

class SchemaText {
 public:
  SchemaText(std::uint64_t seed, std::string_view dialect)
      : random_(seed),
        collations_(seed + 1),
        postgres_(dialect == "postgres"),
        heir_(postgres_ && random_.chance(40)) {}

  std::string run() {
    if (postgres_) {
      types();
    } else {
      moods();
    }
    tables();
    rings();
    if (postgres_) {
      partitions();
      heirs();
      of_the_server();
    } else {
      virtual_tables();
    }
    views();
    one_of_many_kinds();
    triggers();
    if (postgres_) attached();
    return std::move(text_);
  }

 private:
  struct Known {
    std::string name;
    std::vector<std::string> columns;  ///< those of plain types
    std::vector<std::string> referrers = {};
  };

  template <typename... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    text_ += '\n';
  }

  std::vector<std::string> some_of(std::vector<std::string> items, std::size_t at_least) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random_.below(i)]);
    items.resize(at_least + random_.below(items.size() - at_least + 1));
    return items;
  }

  void types() {
    app_ = random_.chance(70);
    if (app_) line("create schema app{};", random_.chance(30) ? " 'all of it'" : "");
    moods();
    collations();
    domains();
    sequences();
    functions();
  }

  void moods() {
    mood_ = random_.chance(80);
    if (mood_) {
      std::vector<std::string> values = some_of({"happy", "sad", "calm", "wild"}, 2);
      if (random_.chance(70)) std::ranges::sort(values);
      first_mood_ = values.front();
      line("create enum mood {{ {} }}", join(values, ", "));
    }
  }

  void collations() {
    for (const std::string_view name : {"words", "app.words"}) {
      if (!collations_.chance(50) || (name.starts_with("app.") && !app_)) continue;
      line("create collation {} (provider = icu, locale = 'de-DE');", name);
      known_collations_.emplace_back(name);
    }
  }

  /// Of a column that holds text; empty more often than not.
  std::string collate() {
    if (known_collations_.empty() || collations_.chance(60)) return {};
    return " collate " + collations_.pick(known_collations_);
  }

  void domains() {
    email_ = random_.chance(60);
    if (email_) {
      line("create domain email as {} check email_shape (value like '%@{}');",
           random_.chance(80) ? "text" : "varchar(50)", random_.chance(50) ? "%" : "_%");
    }
    pair_ = random_.chance(50);
    if (pair_)
      line("create type pair {{ a int; b text; }}{}",
           random_.chance(30) ? "\ncomment on type pair is 'two';" : "");
    if (random_.chance(20))
      line("create range span (subtype = {});", random_.chance(50) ? "float8" : "int8");
  }

  void sequences() {
    ticket_ = random_.chance(60);
    if (ticket_) line("create sequence ticket increment {};", 1 + random_.below(2));
  }

  void functions() {
    one_ = random_.chance(60);
    if (one_)
      line(
          "create function one() for postgres $$ CREATE FUNCTION one() RETURNS int LANGUAGE sql "
          "IMMUTABLE AS 'SELECT {}' $$;",
          1 + random_.below(2));
    touch_ = random_.chance(60);
    if (touch_)
      line(
          "create function touch() for postgres $$ CREATE FUNCTION touch() RETURNS trigger "
          "LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END' $$;");
  }

  std::string column_type(const std::string& name) {
    if (name == "feeling" && mood_) return "mood";
    if (name == "mail" && email_) return "email";
    if (name == "total") return random_.pick<std::string>({"int", "bigint", "decimal(10, 2)"});
    return random_.pick<std::string>({"text", "text", "varchar(40)"});
  }

  std::string default_of(const std::string& type) {
    if (type == "mood") return fmt::format(" default '{}'", first_mood_);
    if (type == "text" || type == "varchar(40)")
      return fmt::format(" default '{}'", random_.pick<std::string>({"x", "y"}));
    if (type == "email") return "";
    if (one_ && type == "int" && random_.chance(40)) return " default one()";
    if (ticket_ && type == "bigint" && random_.chance(60)) return " default nextval('ticket')";
    return fmt::format(" default {}", random_.below(3));
  }

  void tables() {
    for (const std::string& plain : some_of({"users", "orders", "items", "notes", "events"}, 2)) {
      const bool moved = app_ && (plain == "notes" || plain == "events");
      Known table{.name = moved ? "app." + plain : plain, .columns = {}};
      std::vector<std::string> parts;
      const bool big = random_.chance(70);
      parts.push_back(fmt::format("id {}{}", big ? "bigint" : "int",
                                  random_.chance(50) ? " identity" : " not null"));
      for (const std::string& name :
           some_of({"title", "total", "feeling", "mail", "place", "code"}, 2)) {
        const std::string type = column_type(name);
        const std::string value = random_.chance(40) ? default_of(type) : "";
        const bool text = type == "text" && postgres_;
        parts.push_back(fmt::format("{} {}{}{}{}{}{}{}", name, type, text ? collate() : "",
                                    random_.chance(40) ? " not null" : "", value,
                                    text && random_.chance(10) ? " storage external" : "",
                                    text && random_.chance(10) ? " statistics 200" : "",
                                    random_.chance(15) ? " 'a note'" : ""));
        if (name != "feeling" && name != "mail") table.columns.push_back(name);
      }
      // How a column of a table with heirs is computed cannot change.
      const bool computes = random_.chance(30) && !(heir_ && plain == "users");
      if (!table.columns.empty() && computes)
        parts.push_back(fmt::format("loud text generated always as (upper({})) stored",
                                    text_of(table.columns.front())));
      const std::string key = random_.chance(80) ? "" : plain + "_key ";
      // Without a primary key nothing that is dropped could be kept.
      parts.push_back(fmt::format("primary key {}(id)", key));
      if (random_.chance(15)) parts.push_back(fmt::format("unique {}_number (id)", plain));
      constraints(plain, table, parts);
      if (pair_ && random_.chance(15)) parts.emplace_back("spot pair");
      line("create table {}{} {{ {}; }}{}", table.name, random_.chance(20) ? " 'rows'" : "",
           join(parts, "; "), postgres_ && random_.chance(15) ? " postgres (fillfactor = 80)" : "");
      known_.push_back(std::move(table));
    }
  }

  static std::string text_of(const std::string& column) {
    return fmt::format("cast({} as text)", column);
  }

  void constraints(const std::string& plain, Known& table, std::vector<std::string>& parts) {
    if (table.columns.empty()) return;
    const std::string& column = random_.pick(table.columns);
    if (random_.chance(30))
      parts.push_back(fmt::format("check {}_check ({} <> '{}'){}{}", plain, text_of(column),
                                  random_.pick<std::string>({"", "none"}),
                                  postgres_ && random_.chance(15) ? " no inherit" : "",
                                  random_.chance(15) ? " 'a rule'" : ""));
    if (random_.chance(30))
      parts.push_back(fmt::format("unique {}({}){}", random_.chance(50) ? plain + "_u " : "",
                                  column, postgres_ && random_.chance(15) ? " deferrable" : ""));
    if (postgres_ && random_.chance(8))
      parts.push_back(fmt::format("exclude {}_x using btree ({} with =)", plain, column));
    if (random_.chance(30)) parts.push_back(fmt::format("index ({}, id)", column));
    if (const std::string words = collate(); !words.empty())
      parts.push_back(fmt::format("index {}_words ({}{})", plain, text_of(column), words));
    if (random_.chance(20))
      parts.push_back(fmt::format("index {}_idx ({}) where {} is not null",
                                  random_.pick<std::string>({"a", "b"}) + plain,
                                  random_.pick(table.columns), column));
    // Names that are now on this table and now on that one.
    if (!wandering_.empty() && random_.chance(50)) {
      const std::size_t at = random_.below(wandering_.size());
      parts.push_back(fmt::format("{} {} ({})",
                                  random_.pick<std::string>({"index", "index", "unique"}),
                                  wandering_[at], random_.pick<std::string>({"id", column})));
      wandering_.erase(wandering_.begin() + static_cast<std::ptrdiff_t>(at));
    }
    if (!known_.empty() && random_.chance(60)) {
      const Known& target = random_.pick(known_);
      parts.push_back(fmt::format("{}_id bigint", "parent"));
      parts.push_back(fmt::format("foreign key (parent_id) references {} (id){}", target.name,
                                  random_.chance(30) ? " on delete cascade" : ""));
    }
  }

  void rings() {
    for (const Known& table : known_) {
      if (!random_.chance(25)) continue;
      line("alter table {} {{ add column ring_id bigint references {} (id); }}", table.name,
           random_.pick(known_).name);
    }
  }

  /// How a table is partitioned and what it inherits from is the same for all seeds: nothing leads
  /// from one way to another.
  void partitions() {
    partitioned("metrics", "range (at)", ", at",
                {"from ('2024-01-01') to ('2025-01-01')", "from ('2025-01-01') to ('2026-01-01')",
                 "default"});
    partitioned("regions", "list (place)", ", place", {"in ('t1', 't2')", "in ('t3')", "default"});
    partitioned("shards", "hash (id)", "",
                {"modulus 3 remainder 0", "modulus 3 remainder 1", "modulus 3 remainder 2"});
  }

  /// Rows find their place whichever bounds there are, for all of them are there.
  void partitioned(const std::string& name, std::string_view by, std::string_view key,
                   const std::vector<std::string>& bounds) {
    if (!random_.chance(30)) return;
    line(
        "create table {0} {{ id bigint not null; at date not null; place text not null; {1}{2}"
        "primary key (id{3}); {4}}} partition by {5};",
        name, random_.chance(50) ? "note text default 'x'; " : "",
        random_.chance(30) ? fmt::format("check {}_check (place <> ''); ", name) : "", key,
        random_.chance(50) ? "index (place); " : "", by);
    for (std::size_t i = 0; i < bounds.size(); ++i)
      line("create partition {0}_{1} of {0} {2};", name, i, bounds[i]);
    if (random_.chance(30)) line("alter table {0}_1 {{ add index {0}_own (at); }}", name);
  }

  void heirs() {
    const bool is_there =
        std::ranges::any_of(known_, [](const Known& known) { return known.name == "users"; });
    if (!is_there || !heir_) return;
    line("create table heir {{ more int{}; {}}} inherits (users);",
         random_.chance(50) ? " default 1" : "", random_.chance(50) ? "primary key (id); " : "");
  }

  /// What is about other objects, or about none.
  void of_the_server() {
    const Known& table = random_.pick(known_);
    if (app_ && random_.chance(30)) line("grant usage on schema app to reader;");
    if (app_ && random_.chance(25)) line("grant usage on future types in schema app to reader;");
    if (ticket_ && random_.chance(30)) line("grant usage on sequence ticket to reader;");
    if (one_ && random_.chance(30)) line("revoke execute on function one() from public;");
    if (random_.chance(20))
      line("create publication news for table {}{};", table.name,
           random_.chance(50) ? " with (publish = 'insert')" : "");
    if (random_.chance(20)) {
      const std::string name = table.name.substr(table.name.find('.') + 1);
      line(
          "create rule {0}_told on {1} for postgres $$ CREATE RULE {0}_told AS ON {2} TO {1} DO "
          "ALSO NOTIFY told $$;",
          name, table.name, random_.chance(50) ? "DELETE" : "UPDATE");
    }
  }

  void virtual_tables() {
    if (!random_.chance(40)) return;
    line(
        "create virtual table found for sqlite $$ CREATE VIRTUAL TABLE found USING fts5(title) "
        "$$;");
  }

  void views() {
    std::string last;
    for (const std::string& name : some_of({"v_one", "v_two", "v_three"}, 0)) {
      const Known& table = random_.pick(known_);
      const std::string column = table.columns.empty() ? "id" : random_.pick(table.columns);
      const bool on_view = !last.empty() && random_.chance(50);
      const bool materialized = postgres_ && random_.chance(25);
      line("create {}view {}{} as $$ SELECT {} FROM {} $${}", materialized ? "materialized " : "",
           name, random_.chance(20) ? " 'seen'" : "",
           on_view || column == "id" ? "id" : "id, " + column, on_view ? last : table.name,
           materialized && random_.chance(50) ? fmt::format(" {{ index {}_idx (id); }}", name)
                                              : ";");
      last = name;
    }
    if (!postgres_) return;
    if (!last.empty() && random_.chance(40)) line("grant select on {} to reader;", last);
    if (random_.chance(30))
      line(
          "create function many() for postgres $$ CREATE FUNCTION many() RETURNS bigint LANGUAGE "
          "sql BEGIN ATOMIC SELECT count(*) FROM {}; END $$;",
          random_.pick(known_).name);
  }

  void one_of_many_kinds() {
    const char* table = "create table shape { id bigint not null; primary key (id); }";
    const char* view = "create view shape as $$ SELECT 1 AS id $$;";
    std::vector<std::string> kinds{table, view, ""};
    if (postgres_) {
      kinds.insert(kinds.end(), {"create materialized view shape as $$ SELECT 1 AS id $$;",
                                 "create sequence shape;", "create enum shape { round, flat }",
                                 "create domain shape as text;", "create type shape { a int; }"});
    }
    line("{}", random_.pick(kinds));
  }

  void triggers() {
    for (const Known& table : known_) {
      const std::string bare = table.name.substr(table.name.find('.') + 1);
      if (postgres_ && touch_ && random_.chance(30))
        line(
            "create trigger {0}_touch on {1} for postgres $$ CREATE TRIGGER {0}_touch BEFORE {2} "
            "ON {1} FOR EACH ROW EXECUTE FUNCTION touch() $$;",
            bare, table.name, random_.chance(50) ? "INSERT" : "UPDATE");
      if (!postgres_ && random_.chance(30))
        line(
            "create trigger {0}_touch on {1} for sqlite $$ CREATE TRIGGER {0}_touch AFTER {2} ON "
            "{1} BEGIN SELECT 1; END $$;",
            bare, table.name, random_.chance(50) ? "INSERT" : "UPDATE");
    }
  }

  void attached() {
    for (const Known& table : known_) {
      const std::string bare = table.name.substr(table.name.find('.') + 1);
      if (random_.chance(20)) {
        if (random_.chance(60)) line("enable row level security on {};", table.name);
        line(
            "create policy {0}_own on {1} for postgres $$ CREATE POLICY {0}_own ON {1} USING (id > "
            "0) $$;",
            bare, table.name);
      }
      if (random_.chance(20))
        line("grant select{} on {} to reader;", random_.chance(30) ? ", insert (id)" : "",
             table.name);
      if (random_.chance(15) && table.columns.size() > 1)
        line("create statistics {}_stat {}on {}, {} from {};", bare,
             random_.chance(50) ? "(ndistinct) " : "", table.columns[0], table.columns[1],
             table.name);
    }
    // A sequence must be in the schema of its table.
    const Known& owner = random_.pick(known_);
    if (ticket_ && random_.chance(50) && !owner.name.starts_with("app."))
      line("alter sequence ticket owned by {}.id;", owner.name);
  }

  Random random_;
  Random collations_;  ///< of their own, so that all else is as it was without them
  bool postgres_;
  bool heir_;  ///< `users` has one
  std::string text_;
  std::vector<std::string> known_collations_;
  bool app_ = false, mood_ = false, email_ = false, pair_ = false, ticket_ = false, one_ = false,
       touch_ = false;
  std::string first_mood_;
  std::vector<std::string> wandering_{"north", "east", "south", "west"};
  std::vector<Known> known_;
};

}  // namespace

std::string generated_schema_text(std::uint64_t seed, std::string_view dialect) {
  return SchemaText(seed, dialect).run();
}

Schema generated_schema(std::uint64_t seed, std::string_view dialect) {
  const std::string text = generated_schema_text(seed, dialect);
  CompileOptions options;
  options.dialects = {dialect == "postgres" ? TargetDialect{"postgres", {15, 0, 0}}
                                            : TargetDialect{"sqlite", {3, 40, 0}}};
  const std::unique_ptr<Compilation> compilation = compile_statements(text, std::move(options));
  EXPECT_FALSE(compilation->diagnostics().has_errors()) << "seed " << seed << "\n"
                                                        << text << "\n"
                                                        << rendered(*compilation);
  return compilation->history() == nullptr ? Schema() : compilation->history()->head;
}

}  // namespace migc::test

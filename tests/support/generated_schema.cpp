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
  explicit SchemaText(std::uint64_t seed) : random_(seed) {}

  std::string run() {
    types();
    sequences();
    functions();
    tables();
    rings();
    views();
    attached();
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
    mood_ = random_.chance(80);
    if (mood_) {
      std::vector<std::string> values = some_of({"happy", "sad", "calm", "wild"}, 2);
      if (random_.chance(70)) std::ranges::sort(values);
      first_mood_ = values.front();
      line("create enum mood {{ {} }}", join(values, ", "));
    }
    email_ = random_.chance(60);
    if (email_) {
      line("create domain email as {} check email_shape (value like '%@{}');",
           random_.chance(80) ? "text" : "varchar(50)", random_.chance(50) ? "%" : "_%");
    }
    if (random_.chance(50))
      line("create type pair {{ a int; b {}; }}", random_.chance(70) ? "text" : "bigint");
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
        parts.push_back(fmt::format("{} {}{}{}{}", name, type,
                                    random_.chance(40) ? " not null" : "", value,
                                    random_.chance(15) ? " 'a note'" : ""));
        if (type != "mood" && type != "email") table.columns.push_back(name);
      }
      if (!table.columns.empty() && random_.chance(30))
        parts.push_back(fmt::format("loud text generated always as (upper({})) stored",
                                    text_of(table.columns.front())));
      const std::string key = random_.chance(80) ? "" : plain + "_key ";
      parts.push_back(random_.chance(85) ? fmt::format("primary key {}(id)", key)
                                         : fmt::format("unique {}(id)", key));
      constraints(plain, table, parts);
      line("create table {}{} {{ {}; }}", table.name, random_.chance(20) ? " 'rows'" : "",
           join(parts, "; "));
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
      parts.push_back(fmt::format("check {}_check ({} <> '{}')", plain, text_of(column),
                                  random_.pick<std::string>({"", "none"})));
    if (random_.chance(30))
      parts.push_back(
          fmt::format("unique {}({})", random_.chance(50) ? plain + "_u " : "", column));
    if (random_.chance(30)) parts.push_back(fmt::format("index ({}, id)", column));
    if (random_.chance(20))
      parts.push_back(fmt::format("index {}_idx ({}) where {} is not null",
                                  random_.pick<std::string>({"a", "b"}) + plain,
                                  random_.pick(table.columns), column));
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

  void views() {
    std::string last;
    for (const std::string& name : some_of({"v_one", "v_two", "v_three"}, 0)) {
      const Known& table = random_.pick(known_);
      const std::string column = table.columns.empty() ? "id" : random_.pick(table.columns);
      const bool on_view = !last.empty() && random_.chance(50);
      const bool materialized = random_.chance(25);
      line("create {}view {} as $$ SELECT {} FROM {} $$;", materialized ? "materialized " : "",
           name, on_view ? "id" : "id, " + column, on_view ? last : table.name);
      last = name;
    }
    if (!last.empty() && random_.chance(40)) line("grant select on {} to reader;", last);
    if (random_.chance(30))
      line(
          "create function many() for postgres $$ CREATE FUNCTION many() RETURNS bigint LANGUAGE "
          "sql BEGIN ATOMIC SELECT count(*) FROM {}; END $$;",
          random_.pick(known_).name);
  }

  void attached() {
    for (const Known& table : known_) {
      const std::string bare =
          table.name.find('.') == std::string::npos ? table.name : table.name.substr(4);
      if (touch_ && random_.chance(30))
        line(
            "create trigger {0}_touch on {1} for postgres $$ CREATE TRIGGER {0}_touch BEFORE {2} "
            "ON {1} FOR EACH ROW EXECUTE FUNCTION touch() $$;",
            bare, table.name, random_.chance(50) ? "INSERT" : "UPDATE");
      if (random_.chance(20))
        line(
            "create policy {0}_own on {1} for postgres $$ CREATE POLICY {0}_own ON {1} USING (id > "
            "0) $$;",
            bare, table.name);
      if (random_.chance(20))
        line("grant select{} on {} to reader;", random_.chance(30) ? ", insert" : "", table.name);
      if (random_.chance(15) && table.columns.size() > 1)
        line("create statistics {}_stat on {}, {} from {};", bare, table.columns[0],
             table.columns[1], table.name);
    }
    // A sequence must be in the schema of its table.
    const Known& owner = random_.pick(known_);
    if (ticket_ && random_.chance(50) && !owner.name.starts_with("app."))
      line("alter sequence ticket owned by {}.id;", owner.name);
  }

  Random random_;
  std::string text_;
  bool app_ = false, mood_ = false, email_ = false, ticket_ = false, one_ = false, touch_ = false;
  std::string first_mood_;
  std::vector<Known> known_;
};

}  // namespace

std::string generated_schema_text(std::uint64_t seed) { return SchemaText(seed).run(); }

Schema generated_schema(std::uint64_t seed) {
  const std::string text = generated_schema_text(seed);
  CompileOptions options;
  options.dialects = {{"postgres", {15, 0, 0}}};
  const std::unique_ptr<Compilation> compilation = compile_statements(text, std::move(options));
  EXPECT_FALSE(compilation->diagnostics().has_errors()) << "seed " << seed << "\n"
                                                        << text << "\n"
                                                        << rendered(*compilation);
  return compilation->history() == nullptr ? Schema() : compilation->history()->head;
}

}  // namespace migc::test

// Tables, written as statements.
#include <algorithm>
#include <set>

#include "compiler/base/overloaded.h"
#include "compiler/ops/evolver.h"
#include "compiler/schema/word.h"
#include "compiler/sema/statements_parts.h"

namespace migc::pieces {

ast::Ident ident(std::string text) { return {.text = std::move(text), .origin = {}}; }

Origin apart() { return {Span{.file = {}, .begin = 1, .end = 1}}; }

std::vector<ast::Ident> idents(const std::vector<std::string>& names) {
  std::vector<ast::Ident> result;
  for (const std::string& name : names) result.push_back(ident(name));
  return result;
}

ast::Name name(const ObjectName& object) {
  return {.schema = ident(object.schema), .name = ident(object.name)};
}

std::optional<ast::Text> text(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return ast::Text{.text = text, .origin = {}};
}

ast::Options options(const Parameters& parameters) {
  ast::Options result;
  for (const auto& [name, value] : parameters)
    result.push_back({.name = name, .value = value, .origin = {}});
  return result;
}

namespace {

std::vector<ast::IndexPart> parts(const std::vector<IndexPart>& given) {
  std::vector<ast::IndexPart> result;
  for (const IndexPart& part : given) {
    const std::size_t dot = part.opclass.find('.');
    const ast::Name opclass =
        dot == std::string::npos
            ? name({"", part.opclass})
            : name({part.opclass.substr(0, dot), part.opclass.substr(dot + 1)});
    result.push_back({.expression = part.expression,
                      .order = part.order,
                      .nulls = part.nulls,
                      .collation = name(part.collation),
                      .opclass = opclass,
                      .opclass_options = options(part.opclass_parameters),
                      .exclude_operator = part.exclude_operator,
                      .origin = {}});
  }
  return result;
}

}  // namespace

ast::Constraint constraint(const Constraint& given, bool named) {
  ast::Constraint made{.name = named ? ident(given.name) : ast::Ident{},
                       .body = ast::Check{},
                       .comment = text(given.comment),
                       .origin = {}};
  std::visit(overloaded{
                 [&](const PrimaryKey& c) {
                   made.body = ast::PrimaryKey{.columns = idents(c.columns),
                                               .include = idents(c.include),
                                               .deferral = c.deferral,
                                               .with = options(c.with),
                                               .tablespace = ident(c.tablespace)};
                 },
                 [&](const Unique& c) {
                   made.body = ast::Unique{.columns = idents(c.columns),
                                           .include = idents(c.include),
                                           .nulls_not_distinct = c.nulls_not_distinct,
                                           .deferral = c.deferral,
                                           .with = options(c.with),
                                           .tablespace = ident(c.tablespace)};
                 },
                 [&](const Check& c) {
                   made.body = ast::Check{.expression = c.expression,
                                          .no_inherit = c.no_inherit,
                                          .not_valid = c.not_valid};
                 },
                 [&](const ForeignKey& c) {
                   made.body = ast::ForeignKey{.columns = idents(c.columns),
                                               .target = name(c.target),
                                               .target_columns = idents(c.target_columns),
                                               .match = c.match,
                                               .on_delete = c.on_delete,
                                               .on_update = c.on_update,
                                               .on_delete_columns = idents(c.on_delete_columns),
                                               .deferral = c.deferral,
                                               .not_valid = c.not_valid};
                 },
                 [&](const Exclusion& c) {
                   made.body = ast::Exclusion{.method = ident(c.method),
                                              .parts = parts(c.parts),
                                              .include = idents(c.include),
                                              .where = c.where,
                                              .deferral = c.deferral,
                                              .with = options(c.with),
                                              .tablespace = ident(c.tablespace)};
                 },
             },
             given.body);
  return made;
}

ast::Index index(const Index& given, bool named) {
  return {.name = named ? ident(given.name) : ast::Ident{},
          .unique = given.unique,
          .method = ident(given.method),
          .parts = parts(given.parts),
          .include = idents(given.include),
          .nulls_not_distinct = given.nulls_not_distinct,
          .with = options(given.with),
          .tablespace = ident(given.tablespace),
          .where = given.where,
          .comment = text(given.comment),
          .origin = {}};
}

ast::Column column(const Column& given, bool key) {
  return {.name = ident(given.name),
          .type = given.type,
          .collation = name(given.collation),
          .not_null = given.not_null && !key && !given.identity,
          .default_value = given.default_value,
          .identity = given.identity,
          .generated = given.generated,
          .constraints = {},
          .storage = ident(given.storage),
          .compression = ident(given.compression),
          .statistics = given.statistics,
          .with = options(given.with),
          .was = {},
          .comment = text(given.comment),
          .origin = {}};
}

const std::string* inline_column(const Constraint& constraint) {
  if (!constraint.comment.empty()) return nullptr;
  return std::visit(overloaded{
                        [](const PrimaryKey& c) -> const std::string* {
                          const bool plain = c.columns.size() == 1 && c.include.empty() &&
                                             c.with.empty() && c.tablespace.empty();
                          return plain ? &c.columns.front() : nullptr;
                        },
                        [](const Unique& c) -> const std::string* {
                          const bool plain = c.columns.size() == 1 && c.include.empty() &&
                                             c.with.empty() && c.tablespace.empty();
                          return plain ? &c.columns.front() : nullptr;
                        },
                        [](const Check& c) -> const std::string* {
                          if (c.not_valid) return nullptr;
                          // The one column that it mentions, found where the expression names it.
                          const std::string* only = nullptr;
                          bool several = false;
                          for_each(c.expression, [&](const Expression& e) {
                            if (e.kind == ExpressionKind::raw) several = true;
                            if (e.kind != ExpressionKind::column) return;
                            if (only != nullptr && *only != e.text) several = true;
                            only = &e.text;
                          });
                          return several ? nullptr : only;
                        },
                        [](const ForeignKey& c) -> const std::string* {
                          const bool plain =
                              c.columns.size() == 1 && c.on_delete_columns.empty() && !c.not_valid;
                          return plain ? &c.columns.front() : nullptr;
                        },
                        [](const Exclusion&) -> const std::string* { return nullptr; },
                    },
                    constraint.body);
}

ast::Constraint inline_constraint(const Constraint& given) {
  ast::Constraint made = constraint(given, false);
  if (auto* key = std::get_if<ast::PrimaryKey>(&made.body)) key->columns.clear();
  if (auto* unique = std::get_if<ast::Unique>(&made.body)) unique->columns.clear();
  if (auto* foreign = std::get_if<ast::ForeignKey>(&made.body)) foreign->columns.clear();
  return made;
}

namespace {

/// Of options that are not the default.
ast::Option replica_identity(const TableOptions& given) {
  if (given.replica_identity == ReplicaIdentity::index)
    return {.name = "replica identity index", .value = given.identity_index, .origin = {}};
  return {.name = "replica identity",
          .value = std::string(spell_identity(given.replica_identity)),
          .origin = {}};
}

}  // namespace

std::vector<ast::DialectOptions> dialect_options(const TableOptions& given) {
  std::vector<ast::DialectOptions> result;
  ast::Options postgres;
  if (given.unlogged) postgres.push_back({.name = "unlogged", .value = {}, .origin = {}});
  if (!given.tablespace.empty())
    postgres.push_back({.name = "tablespace", .value = given.tablespace, .origin = {}});
  if (given.replica_identity != ReplicaIdentity::standard)
    postgres.push_back(replica_identity(given));
  if (!given.cluster_on.empty())
    postgres.push_back({.name = "cluster on", .value = given.cluster_on, .origin = {}});
  for (ast::Option& option : options(given.with)) postgres.push_back(std::move(option));
  if (!postgres.empty()) result.push_back({ident("postgres"), std::move(postgres)});
  ast::Options sqlite;
  if (given.strict) sqlite.push_back({.name = "strict", .value = {}, .origin = {}});
  if (given.without_rowid) sqlite.push_back({.name = "without rowid", .value = {}, .origin = {}});
  if (!sqlite.empty()) result.push_back({ident("sqlite"), std::move(sqlite)});
  return result;
}

ast::PartitionBy partition_by(const PartitionKey& key) {
  return {.strategy = key.strategy, .parts = parts(key.parts)};
}

// ---- create table

namespace {

int rank(const ConstraintBody& body) {
  return std::visit(overloaded{
                        [](const PrimaryKey&) { return 0; },
                        [](const Unique&) { return 1; },
                        [](const Check&) { return 2; },
                        [](const ForeignKey&) { return 3; },
                        [](const Exclusion&) { return 4; },
                    },
                    body);
}

/// One attempt at a table, with its constraints and indexes in the order of the text.
class TableText {
 public:
  TableText(const Table& table, const std::set<std::string>& named) : table_(table), named_(named) {
    for (const Constraint& c : table.constraints) sorted_.push_back(&c);
    std::ranges::stable_sort(sorted_, {}, [](const Constraint* c) { return rank(c->body); });
    made_.name = name(table.name);
    made_.comment = text(table.comment);
    made_.options = dialect_options(table.options);
    for (const ObjectName& parent : table.inherits) made_.inherits.push_back(name(parent));
    if (table.partition_by) made_.partition_by = partition_by(*table.partition_by);
    if (table.foreign)
      made_.foreign = ast::ForeignServer{.server = ident(table.foreign->server),
                                         .options = options(table.foreign->options)};
    columns();
    for (const Constraint* c : sorted_) {
      if (is_inline(*c)) continue;
      made_.elements.emplace_back(constraint(*c, has_name(c->name)));
      order_.push_back(c);
    }
    for (const Index& i : table.indexes) made_.elements.emplace_back(index(i, has_name(i.name)));
    if (!table.columns.empty() && made_.elements.size() > table.columns.size())
      std::visit([](auto& part) { part.origin = apart(); }, made_.elements[table.columns.size()]);
  }

  /// Those whose name the convention would not give when this text is read on `schema`.
  [[nodiscard]] std::set<std::string> misnamed(const Schema& schema) const {
    std::set<std::string> wrong;
    Table read;
    read.name = table_.name;
    read.columns = table_.columns;
    // In the order in which the text is read: the key first, and named before unnamed.
    for (const bool key_pass : {true, false}) {
      for (const bool named_pass : {true, false}) {
        for (const Constraint* c : order_) {
          if (std::holds_alternative<PrimaryKey>(c->body) != key_pass) continue;
          if (has_name(c->name) != named_pass) continue;
          if (!named_pass && default_constraint_name(schema, read, c->body) != c->name)
            wrong.insert(c->name);
          read.insert(*c);
        }
      }
    }
    for (const bool named_pass : {true, false}) {
      for (const Index& i : table_.indexes) {
        if (has_name(i.name) != named_pass) continue;
        if (!named_pass && default_index_name(schema, read, i) != i.name) wrong.insert(i.name);
        read.insert(i);
      }
    }
    return wrong;
  }

  [[nodiscard]] ast::CreateTable take() { return std::move(made_); }

 private:
  [[nodiscard]] bool has_name(const std::string& name) const { return named_.contains(name); }
  [[nodiscard]] bool is_inline(const Constraint& c) const {
    const std::string* column = inline_column(c);
    return column != nullptr && !has_name(c.name) && table_.find_column(*column) != nullptr;
  }

  void columns() {
    const PrimaryKey* key = table_.primary_key();
    for (const Column& given : table_.columns) {
      const bool in_key =
          key != nullptr && std::ranges::find(key->columns, given.name) != key->columns.end();
      ast::Column written = column(given, in_key);
      for (const Constraint* c : sorted_) {
        if (!is_inline(*c) || *inline_column(*c) != given.name) continue;
        written.constraints.push_back(inline_constraint(*c));
        order_.push_back(c);
      }
      made_.elements.emplace_back(std::move(written));
    }
  }

  const Table& table_;
  const std::set<std::string>& named_;
  std::vector<const Constraint*> sorted_;  ///< by kind, then by name
  std::vector<const Constraint*> order_;
  ast::CreateTable made_;
};

}  // namespace

ast::CreateTable create_table(const Table& table, const Schema& schema) {
  std::set<std::string> named;
  while (true) {
    TableText text(table, named);
    const std::set<std::string> wrong = text.misnamed(schema);
    if (wrong.empty()) return text.take();
    named.insert(wrong.begin(), wrong.end());
  }
}

// ---- options

std::vector<ast::TableAction> option_actions(const TableOptions& before,
                                             const TableOptions& after) {
  ast::DialectOptions set_postgres{ident("postgres"), {}}, drop_postgres = set_postgres;
  ast::DialectOptions set_sqlite{ident("sqlite"), {}}, drop_sqlite = set_sqlite;
  const auto word = [](std::string_view option) {
    return ast::Option{.name = std::string(option), .value = {}, .origin = {}};
  };
  const auto flag = [&](bool was, bool is, std::string_view option, ast::DialectOptions& set,
                        ast::DialectOptions& drop) {
    if (was != is) (is ? set : drop).options.push_back(word(option));
  };
  flag(before.unlogged, after.unlogged, "unlogged", set_postgres, drop_postgres);
  const auto name = [&](const std::string& was, const std::string& is, std::string_view option) {
    if (was == is) return;
    if (is.empty())
      drop_postgres.options.push_back(word(option));
    else
      set_postgres.options.push_back({.name = std::string(option), .value = is, .origin = {}});
  };
  name(before.tablespace, after.tablespace, "tablespace");
  if (before.replica_identity != after.replica_identity ||
      before.identity_index != after.identity_index) {
    if (after.replica_identity == ReplicaIdentity::standard)
      drop_postgres.options.push_back(word("replica identity"));
    else
      set_postgres.options.push_back(replica_identity(after));
  }
  name(before.cluster_on, after.cluster_on, "cluster on");
  for (const auto& [option, value] : after.with) {
    const auto former = before.with.find(option);
    if (former == before.with.end() || former->second != value)
      set_postgres.options.push_back({.name = option, .value = value, .origin = {}});
  }
  for (const auto& [option, value] : before.with) {
    if (!after.with.contains(option)) drop_postgres.options.push_back(word(option));
  }
  flag(before.strict, after.strict, "strict", set_sqlite, drop_sqlite);
  flag(before.without_rowid, after.without_rowid, "without rowid", set_sqlite, drop_sqlite);
  std::vector<ast::TableAction> actions;
  for (const ast::DialectOptions* drop : {&drop_postgres, &drop_sqlite}) {
    if (!drop->options.empty()) actions.push_back({ast::DropOptions{*drop}, {}});
  }
  for (const ast::DialectOptions* set : {&set_postgres, &set_sqlite}) {
    if (!set->options.empty()) actions.push_back({ast::SetOptions{*set}, {}});
  }
  return actions;
}

std::vector<ast::Statement> row_security(const ObjectName& table, const TableOptions& before,
                                         const TableOptions& after) {
  using Change = ast::RowSecurityChange;
  std::vector<ast::Statement> result;
  const auto say = [&](bool was, bool is, Change on, Change off) {
    if (was != is) result.push_back(statement(ast::RowSecurity{is ? on : off, name(table)}));
  };
  say(before.row_security, after.row_security, Change::enable, Change::disable);
  say(before.force_row_security, after.force_row_security, Change::force, Change::no_force);
  return result;
}

}  // namespace migc::pieces

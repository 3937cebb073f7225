#include "tests/support/generators.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <set>
#include <utility>

#include "compiler/dialect/dialect.h"
#include "compiler/ops/evolve.h"
#include "compiler/sema/resolve.h"
#include "compiler/syntax/parser.h"
#include "tests/support/generated_objects.h"

namespace migc::test {

namespace {

Expression leaf(ExpressionKind kind, std::string text) {
  Expression e;
  e.kind = kind;
  e.text = std::move(text);
  return e;
}

Expression string_of(std::string text) { return leaf(ExpressionKind::string, std::move(text)); }
Expression number_of(std::size_t number) {
  return leaf(ExpressionKind::number, std::to_string(number));
}
Expression column_of(std::string name) { return leaf(ExpressionKind::column, std::move(name)); }

Expression call_of(std::string name, Expression argument) {
  Expression e = leaf(ExpressionKind::call, std::move(name));
  e.operands.push_back(std::move(argument));
  return e;
}

Expression binary_of(Expression left, std::string op, Expression right) {
  Expression e = leaf(ExpressionKind::binary, std::move(op));
  e.operands = {std::move(left), std::move(right)};
  return e;
}

Expression not_null_of(std::string name) {
  Expression e = leaf(ExpressionKind::is, "null");
  e.negated = true;
  e.operands.push_back(column_of(std::move(name)));
  return e;
}

Type type_of(TypeKind kind, std::optional<int> length = {}, std::optional<int> scale = {}) {
  Type type;
  type.kind = kind;
  type.length = length;
  type.scale = scale;
  return type;
}

ast::Ident ident(std::string text) { return {std::move(text), {}}; }
ast::Name name_of(const ObjectName& name) { return {ident(name.schema), ident(name.name)}; }

ast::IndexPart part_of(Expression expression) {
  ast::IndexPart part;
  part.expression = std::move(expression);
  return part;
}

/// Types whose values can be told apart by the number of their row and put into a unique index.
bool is_distinct_type(const Type& type) {
  switch (type.kind) {
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::smallint:
    case TypeKind::decimal:
    case TypeKind::text:
    case TypeKind::varchar:
    case TypeKind::uuid:
      return true;
    case TypeKind::boolean:
    case TypeKind::date:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
    case TypeKind::real:
    case TypeKind::double_precision:
    case TypeKind::character:
    case TypeKind::citext:
    case TypeKind::bytes:
    case TypeKind::json:
    case TypeKind::jsonb:
    case TypeKind::time:
    case TypeKind::timetz:
    case TypeKind::interval:
    case TypeKind::user:
    case TypeKind::postgres:
    case TypeKind::native:
      return false;
  }
  return false;
}

bool is_text(const Type& type) {
  return type.kind == TypeKind::text || type.kind == TypeKind::varchar;
}
bool is_integer(const Type& type) {
  return type.kind == TypeKind::integer || type.kind == TypeKind::bigint ||
         type.kind == TypeKind::smallint;
}

Expression literal_for(const Type& type, const Schema& schema, std::size_t row) {
  if (type.kind == TypeKind::boolean)
    return leaf(ExpressionKind::boolean_literal, row % 2 == 0 ? "true" : "false");
  const std::string text = value_text(type, schema, row);
  if (is_integer(type) || type.kind == TypeKind::decimal) return leaf(ExpressionKind::number, text);
  return string_of(text);
}

/// Writes statements against the model that they lead to, and keeps only those that the compiler
/// takes without a word: what is left is a project without a finding.
class ProjectWriter {
 public:
  ProjectWriter(std::uint64_t seed, const ProjectOptions& options)
      : random_(seed), options_(options) {}

  std::vector<ast::File> write() {
    for (int i = 1; i <= options_.migrations; ++i) {
      file_ = {};
      file_.id = ident(fmt::format("m{}", i));
      file_.title = {fmt::format("generated migration {}", i), {}};
      if (i > 1) file_.revises.push_back(ident(fmt::format("m{}", i - 1)));
      if (i == 1) {
        write_start();
      } else {
        for (int n = 0; n < options_.changes; ++n) write_change();
      }
      files_.push_back(file_);
    }
    return files_;
  }

 private:
  // ---- what is there -------------------------------------------------------------------------

  std::vector<const Table*> tables() const {
    std::vector<const Table*> found;
    for (const auto& [key, object] : schema_.objects()) {
      if (const auto* table = std::get_if<Table>(&object)) found.push_back(table);
    }
    return found;
  }

  std::vector<const Enum*> enums() const {
    std::vector<const Enum*> found;
    for (const auto& [key, object] : schema_.objects()) {
      if (const auto* e = std::get_if<Enum>(&object)) found.push_back(e);
    }
    return found;
  }

  std::vector<const Column*> columns(const Table& table,
                                     const std::function<bool(const Column&)>& wanted) const {
    std::vector<const Column*> found;
    for (const Column& column : table.columns) {
      if (wanted(column)) found.push_back(&column);
    }
    return found;
  }

  static bool is_key(const Table& table, const Column& column) {
    const PrimaryKey* key = table.primary_key();
    return key != nullptr && std::ranges::find(key->columns, column.name) != key->columns.end();
  }

  static bool refers(const Table& table, const Column& column) {
    return std::ranges::any_of(table.constraints, [&](const Constraint& c) {
      const auto* key = std::get_if<ForeignKey>(&c.body);
      return key != nullptr && std::ranges::find(key->columns, column.name) != key->columns.end();
    });
  }

  /// Neither the key nor a reference nor computed: may be changed as it likes.
  static bool is_plain(const Table& table, const Column& column) {
    return !is_key(table, column) && !refers(table, column) && !column.generated &&
           !column.identity;
  }

  bool is_distinct(const Table& table, const Column& column) const {
    return distinct_.contains({table.name.name, column.name}) && is_distinct_type(column.type);
  }

  std::string fresh(std::string_view what) { return fmt::format("{}{}", what, ++names_); }

  // ---- trying statements ---------------------------------------------------------------------

  static bool read_text(std::string_view name, const Object& object, const Schema& schema,
                        DefinitionText& text, Diagnostics& diagnostics) {
    return find_dialect(name)->read_text(object, schema, text, diagnostics);
  }

  void add_object_statement() {
    const std::string text = object_statement(
        random_, schema_, options_.dialect, [this](std::string_view what) { return fresh(what); });
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("x.mig", "migration x 'x';\n" + text + "\n");
    const std::optional<ast::File> parsed = parse(sources, file, diagnostics);
    if (!parsed) return;
    for (const ast::Statement& statement : parsed->statements) add(statement.body);
  }

  bool add(ast::StatementBody body) {
    ast::Statement statement;
    statement.body = std::move(body);
    Diagnostics diagnostics;
    schema_.begin_recording();
    HistoryOptions options{.read_text = read_text};
    if (!options_.dialect.empty()) options.dialects = {std::string(options_.dialect)};
    Resolver resolver(
        schema_, options, file_.id.text, diagnostics,
        [&](const Operation& operation) { return evolve(schema_, operation, diagnostics); });
    const bool taken = resolver.resolve(statement) && diagnostics.error_count() == 0 &&
                       diagnostics.warning_count() == 0;
    const Schema::Before before = schema_.end_recording();
    if (taken) {
      file_.statements.push_back(std::move(statement));
    } else {
      schema_.restore(before);
    }
    return taken;
  }

  template <typename Action>
  bool alter(const Table& table, Action action) {
    ast::AlterTable statement;
    statement.name = name_of(table.name);
    statement.actions.push_back({.body = std::move(action), .origin = {}});
    return add(std::move(statement));
  }

  bool alter_column(const Table& table, const Column& column, ast::ColumnChange change) {
    return alter(table, ast::AlterColumn{ident(column.name), std::move(change)});
  }

  // ---- columns -------------------------------------------------------------------------------

  Type any_type() {
    static const std::vector<Type> types = {
        type_of(TypeKind::boolean),        type_of(TypeKind::smallint),
        type_of(TypeKind::integer),        type_of(TypeKind::bigint),
        type_of(TypeKind::decimal, 12, 2), type_of(TypeKind::double_precision),
        type_of(TypeKind::text),           type_of(TypeKind::varchar, 40),
        type_of(TypeKind::varchar, 200),   type_of(TypeKind::uuid),
        type_of(TypeKind::json),           type_of(TypeKind::jsonb),
        type_of(TypeKind::date),           type_of(TypeKind::time),
        type_of(TypeKind::timestamp),      type_of(TypeKind::timestamptz),
        type_of(TypeKind::bytes),          type_of(TypeKind::interval)};
    const std::vector<const Enum*> known = enums();
    if (!known.empty() && random_.chance(15)) {
      Type type = type_of(TypeKind::user);
      type.name = random_.pick(known)->name;
      return type;
    }
    return random_.pick(types);
  }

  ast::Column any_column() {
    ast::Column column;
    column.name = ident(fresh(random_.pick<std::string>({"note", "total", "Mixed", "when", "c"})));
    column.type = any_type();
    column.not_null = random_.chance(40);
    const bool simple = column.type.kind != TypeKind::bytes;
    if (simple && random_.chance(30)) column.default_value = literal_for(column.type, schema_, 1);
    if (random_.chance(15)) column.comment = ast::Text{"what it's for", {}};
    return column;
  }

  /// A computed column over one of those that are there; empty-handed when there is none.
  std::optional<ast::Column> computed_column(const Table& table) {
    const std::vector<const Column*> sources =
        columns(table, [](const Column& c) { return is_text(c.type) && !c.generated; });
    if (sources.empty()) return std::nullopt;
    ast::Column column;
    column.name = ident(fresh("loud"));
    column.type = type_of(TypeKind::text);
    column.generated = Generated{
        .expression = call_of("upper", column_of(random_.pick(sources)->name)), .stored = true};
    return column;
  }

  ast::ForeignKey reference_to(const Table& target) {
    ast::ForeignKey key;
    key.target = name_of(target.name);
    if (random_.chance(50)) key.target_columns.push_back(ident(target.primary_key()->columns[0]));
    key.on_delete =
        random_.pick<ReferentialAction>({ReferentialAction::no_action, ReferentialAction::cascade,
                                         ReferentialAction::set_null, ReferentialAction::restrict});
    if (random_.chance(30)) key.on_update = ReferentialAction::cascade;
    if (random_.chance(20)) key.deferral = Deferral::initially_deferred;
    return key;
  }

  /// A column that refers to a table with a key of one column; rows hold null there at first.
  std::optional<ast::Column> referring_column() {
    std::vector<const Table*> targets = tables();
    std::erase_if(targets, [](const Table* t) {
      return t->primary_key() == nullptr || t->primary_key()->columns.size() != 1;
    });
    if (targets.empty()) return std::nullopt;
    const Table& target = *random_.pick(targets);
    ast::Column column;
    column.name = ident(fresh("ref"));
    column.type = target.find_column(target.primary_key()->columns[0])->type;
    ast::Constraint constraint;
    constraint.body = reference_to(target);
    column.constraints.push_back(std::move(constraint));
    return column;
  }

  // ---- creating ------------------------------------------------------------------------------

  void write_start() {
    for (std::size_t n = 1 + random_.below(2); n > 0; --n) create_enum();
    for (std::size_t n = 2 + random_.below(3); n > 0; --n) create_table();
  }

  bool create_enum() {
    ast::CreateEnum created;
    created.name = name_of({"", fresh("kind")});
    for (std::size_t n = 2 + random_.below(3); n > 0; --n)
      created.values.push_back({ident(fresh("value ")), std::nullopt});
    return add(std::move(created));
  }

  bool create_table() {
    ast::CreateTable created;
    created.name = name_of({"", fresh(random_.pick<std::string>({"t", "order", "Items"}))});
    if (random_.chance(20)) created.comment = ast::Text{"a generated table", {}};
    ast::Column id;
    id.name = ident("id");
    id.type = random_.pick<Type>(
        {type_of(TypeKind::integer), type_of(TypeKind::bigint), type_of(TypeKind::uuid)});
    if (id.type.kind != TypeKind::uuid && random_.chance(50)) id.identity = Identity{};
    ast::Constraint key;
    key.body = ast::PrimaryKey{};
    id.constraints.push_back(key);
    std::vector<ast::Column> columns{id};
    for (std::size_t n = 1 + random_.below(6); n > 0; --n) columns.push_back(any_column());
    if (random_.chance(50)) {
      if (std::optional<ast::Column> column = referring_column())
        columns.push_back(std::move(*column));
    }
    for (const ast::Column& column : columns) created.elements.emplace_back(column);
    for (const ast::Column& column : columns) {
      if (is_distinct_type(column.type) && column.constraints.empty() && random_.chance(15)) {
        ast::Constraint unique;
        if (random_.chance(50)) unique.name = ident(fresh("u"));
        unique.body = ast::Unique{.columns = {column.name},
                                  .include = {},
                                  .nulls_not_distinct = false,
                                  .deferral = Deferral::not_deferrable,
                                  .with = {},
                                  .tablespace = {}};
        created.elements.emplace_back(unique);
      }
    }
    const std::string name = created.name.name.text;
    if (!add(std::move(created))) return false;
    for (const ast::Column& column : columns) {
      if (column.constraints.empty()) distinct_.insert({name, column.name.text});
    }
    return true;
  }

  // ---- changing ------------------------------------------------------------------------------

  void write_change() {
    const std::vector<const Table*> known = tables();
    if (known.empty()) {
      create_table();
      return;
    }
    if (!options_.dialect.empty() && random_.chance(50)) {
      add_object_statement();
      return;
    }
    const Table table = *random_.pick(known);
    switch (random_.below(24)) {
      case 0:
        create_table();
        break;
      case 1:
        create_enum();
        break;
      case 2:
      case 3:
        add_column(table);
        break;
      case 4:
      case 5:
        drop_column(table);
        break;
      case 6:
        rename_column(table);
        break;
      case 7:
        widen(table);
        break;
      case 8:
        change_default(table);
        break;
      case 9:
        change_null(table);
        break;
      case 10:
        comment(table);
        break;
      case 11:
      case 12:
        add_constraint(table);
        break;
      case 13:
        drop_constraint(table);
        break;
      case 14:
        rename_constraint(table);
        break;
      case 15:
      case 16:
        add_index(table);
        break;
      case 17:
        drop_or_rename_index(table);
        break;
      case 18:
        rename_table(table);
        break;
      case 19:
        add(ast::DropTable{name_of(table.name), ast::Disposal::preserve});
        break;
      case 20:
        change_enum();
        break;
      case 21:
        insert(table);
        break;
      case 22:
        update(table);
        break;
      default:
        remove(table);
        break;
    }
  }

  void add_column(const Table& table) {
    ast::AddColumn action;
    const std::size_t kind = random_.below(5);
    std::optional<ast::Column> special;
    if (kind == 0) special = computed_column(table);
    if (kind == 1) special = referring_column();
    action.column = special ? *special : any_column();
    if (action.column.not_null && !action.column.default_value)
      action.fill = literal_for(action.column.type, schema_, 3);
    if (random_.chance(25))
      action.after = ident(random_.pick(table.columns).name);
    else if (random_.chance(10))
      action.first = true;
    alter(table, std::move(action));
  }

  void drop_column(const Table& table) {
    const std::vector<const Column*> found =
        columns(table, [&](const Column& c) { return !is_key(table, c); });
    if (found.empty()) return;
    const Column& column = *random_.pick(found);
    ast::DropColumn action{ident(column.name), ast::Disposal::preserve, {}};
    if (!options_.lossless && random_.chance(30)) action.disposal = ast::Disposal::discard;
    // Without a value for rows that came later, a required column could not come back.
    if (column.not_null && !column.generated && !refers(table, column))
      action.down_fill = literal_for(column.type, schema_, 5);
    alter(table, std::move(action));
  }

  void rename_column(const Table& table) {
    const Column& column = random_.pick(table.columns);
    const std::string to = fresh("renamed");
    const std::pair<std::string, std::string> former{table.name.name, column.name};
    if (!alter(table, ast::RenameColumn{ident(column.name), ident(to)})) return;
    if (distinct_.erase(former) != 0) distinct_.insert({table.name.name, to});
  }

  void widen(const Table& table) {
    const std::vector<const Column*> found = columns(table, [&](const Column& c) {
      return is_plain(table, c) && (is_integer(c.type) || is_text(c.type));
    });
    if (found.empty()) return;
    const Column& column = *random_.pick(found);
    const Type wider = is_text(column.type) ? type_of(TypeKind::text) : type_of(TypeKind::bigint);
    alter_column(table, column, ast::SetType{.type = wider, .collation = {}, .using_ = {}});
  }

  void change_default(const Table& table) {
    const std::vector<const Column*> found = columns(table, [&](const Column& c) {
      return is_plain(table, c) && c.type.kind != TypeKind::bytes;
    });
    if (found.empty()) return;
    const Column& column = *random_.pick(found);
    ast::SetDefault change;
    if (!column.default_value || random_.chance(50))
      change.value = literal_for(column.type, schema_, 7);
    alter_column(table, column, change);
  }

  void change_null(const Table& table) {
    const std::vector<const Column*> found =
        columns(table, [&](const Column& c) { return is_plain(table, c); });
    if (found.empty()) return;
    const Column& column = *random_.pick(found);
    if (column.not_null) {
      alter_column(table, column, ast::DropNotNull{});
    } else if (!options_.lossless && column.type.kind != TypeKind::bytes) {
      alter_column(table, column, ast::SetNotNull{literal_for(column.type, schema_, 9)});
      distinct_.erase({table.name.name, column.name});
    }
  }

  void comment(const Table& table) {
    const ast::SetComment text{random_.chance(70) ? std::optional(ast::Text{fresh("note "), {}})
                                                  : std::nullopt};
    if (random_.chance(50))
      alter(table, text);
    else
      alter_column(table, random_.pick(table.columns), text);
  }

  Expression condition(const Table& table, const Column& column) {
    if (is_integer(column.type))
      return binary_of(column_of(column.name), "<", number_of(30000 + names_));
    if (is_text(column.type))
      return binary_of(call_of("length", column_of(column.name)), "<", number_of(1000 + names_));
    Expression either = not_null_of(column.name);
    either.negated = false;
    return binary_of(not_null_of(column.name), "or",
                     random_.chance(50) ? either : not_null_of(table.columns[0].name));
  }

  void add_constraint(const Table& table) {
    ast::Constraint constraint;
    if (random_.chance(60)) constraint.name = ident(fresh("con"));
    const Column& column = random_.pick(table.columns);
    if (random_.chance(50)) {
      constraint.body = ast::Check{
          .expression = condition(table, column), .no_inherit = false, .not_valid = false};
      // `a is not null or a is null` says nothing, but a null of the other operand would.
      if (!is_integer(column.type) && !is_text(column.type) && !column.not_null &&
          table.columns[0].name != "id")
        return;
    } else {
      if (!is_distinct(table, column)) return;
      ast::Unique unique;
      unique.columns.push_back(ident(column.name));
      constraint.body = std::move(unique);
    }
    alter(table, ast::AddConstraint{std::move(constraint)});
  }

  void drop_constraint(const Table& table) {
    std::vector<std::string> found;
    for (const Constraint& c : table.constraints) {
      if (!std::holds_alternative<PrimaryKey>(c.body)) found.push_back(c.name);
    }
    if (!found.empty()) alter(table, ast::DropConstraint{ident(random_.pick(found))});
  }

  void rename_constraint(const Table& table) {
    if (table.constraints.empty()) return;
    alter(table, ast::RenameConstraint{ident(random_.pick(table.constraints).name),
                                       ident(fresh("renamed"))});
  }

  void add_index(const Table& table) {
    const std::vector<const Column*> found =
        columns(table, [](const Column& c) { return is_distinct_type(c.type); });
    if (found.empty()) return;
    const Column& column = *random_.pick(found);
    ast::Index index;
    if (random_.chance(60)) index.name = ident(fresh("idx"));
    index.unique = is_distinct(table, column) && random_.chance(40);
    Expression expression = column_of(column.name);
    if (is_text(column.type) && random_.chance(40)) expression = call_of("lower", expression);
    index.parts.push_back(part_of(std::move(expression)));
    if (random_.chance(30)) index.parts.back().order = SortOrder::descending;
    if (random_.chance(30)) index.parts.push_back(part_of(column_of(random_.pick(found)->name)));
    if (random_.chance(30)) index.where = not_null_of(random_.pick(table.columns).name);
    alter(table, ast::AddIndex{std::move(index)});
  }

  void drop_or_rename_index(const Table& table) {
    if (table.indexes.empty()) return;
    const std::string name = random_.pick(table.indexes).name;
    if (random_.chance(50))
      alter(table, ast::DropIndex{ident(name)});
    else
      alter(table, ast::RenameIndex{ident(name), ident(fresh("renamed"))});
  }

  void rename_table(const Table& table) {
    const std::string to = fresh("Renamed");
    if (!alter(table, ast::RenameTo{ident(to)})) return;
    std::set<std::pair<std::string, std::string>> moved;
    for (const auto& [owner, column] : distinct_)
      moved.insert({owner == table.name.name ? to : owner, column});
    distinct_ = std::move(moved);
  }

  void change_enum() {
    const std::vector<const Enum*> known = enums();
    if (known.empty()) return;
    const Enum changed = *random_.pick(known);
    ast::AlterEnum statement;
    statement.name = name_of(changed.name);
    const ast::Ident value = ident(random_.pick(changed.values));
    const std::size_t kind = random_.below(options_.lossless ? 4 : 5);
    ast::EnumAction action;
    if (kind == 0) {
      action.body =
          ast::AddEnumValue{.value = ident(fresh("value ")), .before = {}, .after = value};
    } else if (kind == 1) {
      action.body = ast::RenameEnumValue{value, ident(fresh("value "))};
    } else if (kind == 2) {
      action.body = ast::RenameTo{ident(fresh("kind"))};
    } else if (kind == 3) {
      if (changed.values.size() < 2) return;
      ast::ReorderEnumValues reorder;
      for (const std::string& each : changed.values) reorder.values.push_back(ident(each));
      std::rotate(reorder.values.begin(), reorder.values.begin() + 1, reorder.values.end());
      action.body = std::move(reorder);
    } else {
      if (changed.values.size() < 3) return;
      const std::string& other =
          changed.values.front() == value.text ? changed.values.back() : changed.values.front();
      action.body = ast::DropEnumValue{value, ident(other)};
    }
    statement.actions.push_back(std::move(action));
    add(std::move(statement));
  }

  // ---- rows ----------------------------------------------------------------------------------

  void insert(const Table& table) {
    // There may be no place for the row, or no key to find it by again.
    if (table.partition_by || table.partition_of || table.primary_key() == nullptr) return;
    ast::Insert statement;
    statement.table = name_of(table.name);
    ast::Row row;
    const std::size_t number = 100 + names_++;
    for (const Column& column : table.columns) {
      if (column.generated) continue;
      const bool no_value = refers(table, column) || column.type.kind == TypeKind::bytes;
      if (no_value && column.not_null) return;
      if (no_value) continue;
      statement.columns.push_back(ident(column.name));
      row.values.push_back(literal_for(column.type, schema_, number));
    }
    statement.rows.push_back(std::move(row));
    add(std::move(statement));
  }

  void update(const Table& table) {
    const std::vector<const Column*> found =
        columns(table, [&](const Column& c) { return is_plain(table, c) && is_text(c.type); });
    if (found.empty()) return;
    const Column& column = *random_.pick(found);
    ast::Update statement;
    statement.table = name_of(table.name);
    statement.assignments.push_back({ident(column.name), call_of("upper", column_of(column.name))});
    if (random_.chance(50))
      statement.where = not_null_of(column.name);
    else
      statement.all_rows = true;
    statement.restore = options_.lossless || random_.chance(50);
    add(std::move(statement));
  }

  void remove(const Table& table) {
    // What refers to the rows would go with them, or keep them from going.
    if (!schema_.users_of({ObjectKind::table, table.name}).empty()) return;
    const std::vector<const Column*> found =
        columns(table, [&](const Column& c) { return is_key(table, c) && !refers(table, c); });
    if (found.empty()) return;
    ast::Delete statement;
    statement.table = name_of(table.name);
    statement.where = binary_of(column_of(found.front()->name), "=",
                                literal_for(found.front()->type, schema_, 2));
    statement.disposal = ast::Disposal::preserve;
    add(std::move(statement));
  }

  Random random_;
  ProjectOptions options_;
  Schema schema_;
  ast::File file_;
  std::vector<ast::File> files_;
  std::size_t names_ = 0;
  /// Columns, by table, in which every row of `generated_rows` has a value of its own.
  std::set<std::pair<std::string, std::string>> distinct_;
};

}  // namespace

std::vector<ast::File> generated_project(std::uint64_t seed, const ProjectOptions& options) {
  return ProjectWriter(seed, options).write();
}

}  // namespace migc::test

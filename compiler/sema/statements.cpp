#include "compiler/sema/statements.h"

#include <algorithm>
#include <set>

#include "compiler/base/overloaded.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/evolver.h"
#include "compiler/sema/statements_parts.h"

namespace migc {
namespace {

using namespace pieces;

/// Walks the operations on a schema that follows them.
class StatementWriter {
 public:
  StatementWriter(std::span<const Operation> operations, const Schema& before)
      : operations_(operations), schema_(before) {}

  std::vector<ast::Statement> write() {
    for (at_ = 0; at_ < operations_.size(); ++at_) {
      if (!said_.contains(at_))
        std::visit([&](const auto& body) { write(body); }, operations_[at_].body);
      Diagnostics ignored;  // the operations are valid
      std::ignore = evolve(schema_, operations_[at_], ignored);
    }
    join_grants(result_);
    return std::move(result_);
  }

 private:
  // ---- where statements go

  void put(ast::Statement statement) {
    open_.reset();
    result_.push_back(std::move(statement));
  }
  void put(std::vector<ast::Statement> statements) {
    for (ast::Statement& statement : statements) put(std::move(statement));
  }
  template <typename Body>
  requires(!std::is_same_v<Body, ast::Statement>) void put(Body body) {
    put(statement(std::move(body)));
  }

  /// The block of changes to this table: the one that stands last, or a new one.
  template <typename Body>
  void action(const ObjectName& table, Body body) {
    const ObjectKey key{ObjectKind::table, table};
    if (open_ != key) {
      const Table* found = schema_.find_table(table);
      const bool foreign = found != nullptr && found->foreign;
      put(ast::AlterTable{
          foreign ? ast::ObjectType::foreign_table : ast::ObjectType::table, name(table), {}});
      open_ = key;
    }
    std::get<ast::AlterTable>(result_.back().body).actions.push_back({std::move(body), {}});
  }
  template <typename Change>
  void column_change(const ObjectName& table, const std::string& column, Change change) {
    action(table, ast::AlterColumn{ident(column), std::move(change)});
  }
  template <typename Body>
  void enum_action(const ObjectName& enumeration, Body body) {
    const ObjectKey key{ObjectKind::enum_, enumeration};
    if (open_ != key) {
      put(ast::AlterEnum{name(enumeration), {}});
      open_ = key;
    }
    std::get<ast::AlterEnum>(result_.back().body).actions.push_back({std::move(body), {}});
  }

  // ---- schemas and enums

  void write(const CreateNamespace& op) { put(create(op.name_space, schema_)); }
  void write(const DropNamespace& op) { put(drop({ObjectKind::name_space, op.name}, schema_)); }
  void write(const RenameNamespace& op) {
    put(ast::Rename{reference({ObjectKind::name_space, op.from}, schema_), ident(op.to.name)});
  }
  void write(const CreateEnum& op) { put(create(op.enumeration, schema_)); }
  void write(const DropEnum& op) { put(drop({ObjectKind::enum_, op.name}, schema_)); }
  void write(const RenameEnum& op) {
    if (op.from.name != op.to.name) enum_action(op.from, ast::RenameTo{ident(op.to.name)});
    if (op.from.schema != op.to.schema) enum_action(op.from, move_to(op.to.schema));
    open_ = ObjectKey{ObjectKind::enum_, op.to};
  }
  void write(const AddEnumValue& op) {
    const auto place = [](const std::string& value) {
      return value.empty() ? std::nullopt : std::optional(ident(value));
    };
    enum_action(op.name, ast::AddEnumValue{ident(op.value), place(op.before), place(op.after)});
  }
  void write(const RenameEnumValue& op) {
    enum_action(op.name, ast::RenameEnumValue{ident(op.from), ident(op.to)});
  }
  void write(const DropEnumValue& op) {
    enum_action(op.name,
                ast::DropEnumValue{ident(op.value),
                                   op.map_to ? std::optional(ident(*op.map_to)) : std::nullopt});
  }
  void write(const ReorderEnumValues& op) {
    ast::ReorderEnumValues reorder;
    for (const std::string& value : op.values) reorder.values.push_back(ident(value));
    enum_action(op.name, std::move(reorder));
  }

  // ---- tables

  void write(const CreateTable& op) { put(create(op.table, schema_)); }
  void write(const DropTable& op) { put(ast::DropTable{name(op.name), disposal(op.retention)}); }
  void write(const RenameTable& op) {
    if (op.from.name != op.to.name) action(op.from, ast::RenameTo{ident(op.to.name)});
    if (op.from.schema != op.to.schema) action(op.from, move_to(op.to.schema));
    open_ = ObjectKey{ObjectKind::table, op.to};
  }
  void write(const SetTableOptions& op) {
    const Table* table = schema_.find_table(op.table);
    if (table == nullptr) return;
    for (ast::TableAction& given : option_actions(table->options, op.options))
      std::visit([&](auto& body) { action(op.table, std::move(body)); }, given.body);
    put(row_security(op.table, table->options, op.options));
  }
  void write(const AddColumn& op);
  void write(const DropColumn& op) {
    action(op.table, ast::DropColumn{ident(op.column), disposal(op.retention), op.down_fill});
  }
  void write(const RenameColumn& op) {
    action(op.table, ast::RenameColumn{ident(op.from), ident(op.to)});
  }
  void write(const SetColumnType& op) {
    column_change(op.table, op.column, ast::SetType{op.type, {}, op.using_});
  }
  void write(const SetNotNull& op) { column_change(op.table, op.column, ast::SetNotNull{op.fill}); }
  void write(const DropNotNull& op) { column_change(op.table, op.column, ast::DropNotNull{}); }
  void write(const SetDefault& op) {
    column_change(op.table, op.column, ast::SetDefault{op.value});
  }
  void write(const SetCollation& op) {
    column_change(op.table, op.column, ast::SetCollation{name(op.collation)});
  }
  void write(const SetIdentity& op) {
    column_change(op.table, op.column, ast::SetIdentity{op.identity});
  }
  void write(const SetGenerated& op) {
    column_change(op.table, op.column, ast::SetGenerated{op.generated});
  }
  void write(const SetColumnStorage& op) {
    const Table* table = schema_.find_table(op.table);
    const Column* column = table == nullptr ? nullptr : table->find_column(op.column);
    if (column == nullptr) return;
    if (column->storage != op.storage)
      column_change(op.table, op.column, ast::SetStorage{ident(op.storage)});
    if (column->compression != op.compression)
      column_change(op.table, op.column, ast::SetCompression{ident(op.compression)});
    if (column->statistics != op.statistics)
      column_change(op.table, op.column, ast::SetStatistics{op.statistics});
    if (column->with != op.with)
      column_change(op.table, op.column, ast::SetParameters{options(op.with)});
  }

  /// Whether the convention names it so where it is added now.
  bool is_conventional(const ObjectName& table_name, const Constraint& given) const {
    const Table* table = schema_.find_table(table_name);
    return table != nullptr && default_constraint_name(schema_, *table, given.body) == given.name;
  }

  void write(const AddConstraint& op) {
    action(op.table, ast::AddConstraint{
                         constraint(op.constraint, !is_conventional(op.table, op.constraint))});
    if (!op.constraint.index_comment.empty()) put(comment_on_index(op.table, op.constraint));
  }
  void write(const DropConstraint& op);
  void write(const RenameConstraint& op) {
    action(op.table, ast::RenameConstraint{ident(op.from), ident(op.to)});
  }
  void write(const ValidateConstraint& op) {
    action(op.table, ast::ValidateConstraint{ident(op.name)});
  }
  void write(const AddIndex& op) {
    const Table* table = schema_.find_table(op.table);
    const bool named =
        table == nullptr || default_index_name(schema_, *table, op.index) != op.index.name;
    action(op.table, ast::AddIndex{index(op.index, named)});
  }
  void write(const DropIndex& op) {
    const Table* table = schema_.find_table(op.table);
    const Index* found = table == nullptr ? nullptr : table->find_index(op.name);
    if (found != nullptr && falls_with_column(op.table, columns_of(*found))) return;
    action(op.table, ast::DropIndex{ident(op.name)});
  }
  void write(const RenameIndex& op) {
    action(op.table, ast::RenameIndex{ident(op.from), ident(op.to)});
  }

  void write(const AttachPartition& op) {
    action(op.table, ast::AttachPartition{name(op.partition), op.bound});
  }
  void write(const DetachPartition& op) {
    action(op.table, ast::DetachPartition{name(op.partition)});
  }
  void write(const SetInherit& op) {
    action(op.table, ast::SetInherit{.parent = name(op.parent), .inherit = op.inherit});
  }
  void write(const SetForeignOptions& op) {
    const Table* table = schema_.find_table(op.table);
    if (table == nullptr || !table->foreign) return;
    TableOptions before;
    before.with = table->foreign->options;
    TableOptions after;
    after.with = op.options;
    for (ast::TableAction& given : option_actions(before, after))
      std::visit([&](auto& body) { action(op.table, std::move(body)); }, given.body);
  }
  void write(const RestartSequence& op) {
    ast::AlterSequence made{.name = name(op.sequence)};
    made.restart = op.value;
    if (op.value) put(std::move(made));
  }

  // ---- all other objects

  void write(const CreateObject& op) { put(create(op.object, schema_)); }
  void write(const DropObject& op);
  void write(const ReplaceObject& op);
  void write(const RenameObject& op) {
    if (op.from.name.name != op.to.name)
      put(ast::Rename{reference(op.from, schema_), ident(op.to.name)});
    if (op.from.name.schema == op.to.schema) return;
    ast::ObjectReference moved = reference(op.from, schema_);
    moved.name.name = ident(op.to.name);
    put(alter(std::move(moved), move_to(op.to.schema)));
  }
  void write(const SetOwner& op) {
    if (op.owner.empty()) return;  // whoever ran a migration has no name in it
    if (op.object.kind == ObjectKind::table)
      action(op.object.name, ast::SetOwner{ident(op.owner)});
    else
      put(alter(reference(op.object, schema_), ast::SetOwner{ident(op.owner)}));
  }
  void write(const SetComment& op);

  // ---- data

  static ast::Disposal disposal(Retention retention) {
    return retention == Retention::preserve ? ast::Disposal::preserve : ast::Disposal::discard;
  }
  static std::vector<ast::Assignment> assignments(const std::vector<Assignment>& given) {
    std::vector<ast::Assignment> result;
    for (const Assignment& a : given) result.push_back({ident(a.column), a.value});
    return result;
  }

  void write(const InsertRows& op) {
    const Table* table = schema_.find_table(op.table);
    const PrimaryKey* key = table == nullptr ? nullptr : table->primary_key();
    ast::Insert made{name(op.table), idents(op.columns), {}, {}};
    if (key == nullptr || key->columns != op.key) made.key = idents(op.key);
    for (const std::vector<Expression>& row : op.rows) made.rows.push_back({row, {}});
    put(std::move(made));
  }
  void write(const DeleteInsertedRows& op) {
    ast::Delete made{name(op.table), {}, false, ast::Disposal::discard};
    for (const std::vector<Expression>& row : op.values) {
      std::optional<Expression> found;
      for (std::size_t i = 0; i < row.size(); ++i) {
        Expression column;
        column.kind = ExpressionKind::column;
        column.text = op.key[i];
        Expression equal = binary("=", std::move(column), row[i]);
        found = found ? binary("and", std::move(*found), std::move(equal)) : std::move(equal);
      }
      if (!found) continue;
      made.where =
          made.where ? binary("or", std::move(*made.where), std::move(*found)) : std::move(*found);
    }
    if (made.where) put(std::move(made));
  }
  void write(const UpdateRows& op) {
    put(ast::Update{.table = name(op.table),
                    .assignments = assignments(op.assignments),
                    .where = op.where,
                    .all_rows = !op.where.has_value(),
                    .restore = !op.stash.empty()});
  }
  void write(const DeleteRows& op) {
    put(ast::Delete{.table = name(op.table),
                    .where = op.where,
                    .all_rows = !op.where.has_value(),
                    .disposal = disposal(op.retention)});
  }
  // What a stash gives back has no statement.
  void write(const RestoreValues&) {}
  void write(const RestoreRows&) {}
  void write(const Backfill& op) {
    put(ast::Backfill{name(op.table), assignments(op.assignments), op.where, op.batch_size});
  }
  void write(const RawSql& op);

  static Expression binary(std::string word, Expression left, Expression right) {
    Expression made;
    made.kind = ExpressionKind::binary;
    made.text = std::move(word);
    made.operands = {std::move(left), std::move(right)};
    return made;
  }

  // ---- what need not be said, for a later operation implies it

  /// Calls `visit` with the operations that follow until it says that it has seen enough. Stops
  /// with false at one that is more than a drop that `object` can do without.
  template <typename Visit>
  bool look_ahead(const std::vector<ObjectKey>& needed, const Visit& visit) const;
  bool falls_with_column(const ObjectName& table, const std::vector<std::string>& columns) const;
  bool falls_with_owner(const Object& object, const ObjectKey& owner) const;
  bool freed_with_owner(const Sequence& before, const Sequence& after);
  bool privileges_fall_with_column(const Privileges& before, const Privileges* after) const;

  std::span<const Operation> operations_;
  Schema schema_;
  std::size_t at_ = 0;
  std::set<std::size_t> said_;     ///< operations that an earlier statement covers
  std::set<ObjectKey> freed_;      ///< sequences that fall with their table or column
  std::optional<ObjectKey> open_;  ///< whose block stands last
  std::vector<ast::Statement> result_;
};

// ---- tables

void StatementWriter::write(const AddColumn& op) {
  const Table* before = schema_.find_table(op.table);
  if (before == nullptr) return;
  ast::AddColumn made{column(op.column, false), false, {}, op.fill};
  made.first = op.position.where == ColumnPosition::Where::first;
  if (op.position.where == ColumnPosition::Where::after) made.after = ident(op.position.column);
  // Constraints on this column alone that follow stand inside it.
  Table table = *before;
  table.columns.push_back(op.column);
  for (std::size_t i = at_ + 1; i < operations_.size(); ++i) {
    const auto* add = std::get_if<AddConstraint>(&operations_[i].body);
    if (add == nullptr || add->table != op.table) break;
    const std::string* inside = inline_column(add->constraint);
    if (inside == nullptr || *inside != op.column.name) break;
    if (!add->constraint.index_comment.empty()) break;  // it follows the constraint
    if (default_constraint_name(schema_, table, add->constraint.body) != add->constraint.name)
      break;
    table.insert(add->constraint);
    if (std::holds_alternative<PrimaryKey>(add->constraint.body)) made.column.not_null = false;
    made.column.constraints.push_back(inline_constraint(add->constraint));
    said_.insert(i);
  }
  action(op.table, std::move(made));
}

void StatementWriter::write(const DropConstraint& op) {
  const Table* table = schema_.find_table(op.table);
  const Constraint* found = table == nullptr ? nullptr : table->find_constraint(op.name);
  if (found == nullptr) return;
  if (!std::holds_alternative<PrimaryKey>(found->body) &&
      falls_with_column(op.table, columns_of(found->body)))
    return;
  // Dropped and added with nothing but another deferral: altered.
  const auto* add = at_ + 1 < operations_.size()
                        ? std::get_if<AddConstraint>(&operations_[at_ + 1].body)
                        : nullptr;
  if (add != nullptr && add->table == op.table && add->constraint.name == op.name) {
    const auto deferral = [](ConstraintBody& body) -> Deferral* {
      if (auto* c = std::get_if<PrimaryKey>(&body)) return &c->deferral;
      if (auto* c = std::get_if<Unique>(&body)) return &c->deferral;
      if (auto* c = std::get_if<ForeignKey>(&body)) return &c->deferral;
      if (auto* c = std::get_if<Exclusion>(&body)) return &c->deferral;
      return nullptr;
    };
    Constraint same = *found;
    Constraint wanted = add->constraint;
    Deferral* former = deferral(same.body);
    Deferral* now = deferral(wanted.body);
    if (former != nullptr && now != nullptr && *former != *now) {
      *former = *now;
      if (same == wanted) {
        said_.insert(at_ + 1);
        action(op.table, ast::AlterConstraint{ident(op.name), *now});
        return;
      }
    }
  }
  action(op.table, ast::DropConstraint{ident(op.name)});
}

void StatementWriter::write(const SetComment& op) {
  const ast::SetComment comment{text(op.text)};
  const auto on_member = [&](ast::ObjectType kind, const ObjectName& member, const ObjectName& on) {
    put(comment_on({.kind = kind, .name = name(member), .arguments = {}, .on = name(on)}, op.text));
  };
  switch (op.target) {
    case CommentTarget::name_space:
      return on_member(ast::ObjectType::schema, op.object, {});
    case CommentTarget::enum_:
      return enum_action(op.object, comment);
    case CommentTarget::table:
      return action(op.object, comment);
    case CommentTarget::column:
      return column_change(op.object, op.member, comment);
    case CommentTarget::constraint:
      return on_member(ast::ObjectType::constraint, {"", op.member}, op.object);
    case CommentTarget::index:
      return on_member(ast::ObjectType::index, {op.object.schema, op.member}, {});
  }
}

void StatementWriter::write(const RawSql& op) {
  ast::Sql made{op.outside_transaction, {}};
  const auto text_of = [](const std::vector<NativeText>& texts, const std::string& dialect) {
    const auto found = std::ranges::find(texts, dialect, &NativeText::dialect);
    return found == texts.end() ? nullptr : &*found;
  };
  for (const std::string& dialect : op.dialects) {
    ast::SqlClause clause{
        .dialect = ident(dialect), .up = {}, .down = {}, .down_nothing = false, .origin = {}};
    if (const NativeText* up = text_of(op.up, dialect)) clause.up = ast::Text{up->text, {}};
    if (const NativeText* down = text_of(op.down, dialect)) {
      if (down->text.empty())
        clause.down_nothing = true;
      else
        clause.down = ast::Text{down->text, {}};
    }
    made.clauses.push_back(std::move(clause));
  }
  put(std::move(made));
}

// ---- all other objects

void StatementWriter::write(const DropObject& op) {
  const Object* object = schema_.find(op.object);
  if (object == nullptr || freed_.contains(op.object)) return;
  if (const auto* made = std::get_if<TextObject>(object)) {
    if (!made->on.name.empty()) {
      for (const ObjectKind kind : {ObjectKind::table, ObjectKind::view}) {
        if (falls_with_owner(*object, {kind, made->on})) return;
      }
    }
  } else if (const auto* statistics = std::get_if<Statistics>(object)) {
    if (falls_with_owner(*object, {ObjectKind::table, statistics->table})) return;
  } else if (const auto* privileges = std::get_if<Privileges>(object)) {
    if (falls_with_owner(*object, privileges->object)) return;
    if (privileges_fall_with_column(*privileges, nullptr)) return;
    put(grants(privileges, nullptr, schema_));
    return;
  }
  put(drop(op.object, schema_));
}

void StatementWriter::write(const ReplaceObject& op) {
  const Object* before = schema_.find(key_of(op.after));
  if (before == nullptr) return;
  if (const auto* after = std::get_if<Sequence>(&op.after)) {
    if (freed_with_owner(std::get<Sequence>(*before), *after)) return;
  }
  if (const auto* after = std::get_if<Privileges>(&op.after)) {
    if (privileges_fall_with_column(std::get<Privileges>(*before), after)) return;
  }
  for (ast::Statement& change : replace(*before, op.after, schema_)) {
    // Neighbours about one domain or type share a block.
    if (!result_.empty() && !open_) {
      ast::StatementBody& last = result_.back().body;
      auto* domain = std::get_if<ast::AlterDomain>(&change.body);
      auto* open_domain = std::get_if<ast::AlterDomain>(&last);
      if (domain != nullptr && open_domain != nullptr && domain->name == open_domain->name) {
        std::ranges::move(domain->actions, std::back_inserter(open_domain->actions));
        continue;
      }
      auto* type = std::get_if<ast::AlterType>(&change.body);
      auto* open_type = std::get_if<ast::AlterType>(&last);
      if (type != nullptr && open_type != nullptr && type->name == open_type->name) {
        std::ranges::move(type->actions, std::back_inserter(open_type->actions));
        continue;
      }
    }
    put(std::move(change));
  }
}

// ---- what need not be said

template <typename Visit>
bool StatementWriter::look_ahead(const std::vector<ObjectKey>& needed, const Visit& visit) const {
  for (std::size_t i = at_ + 1; i < operations_.size(); ++i) {
    const OperationBody& body = operations_[i].body;
    if (visit(body)) return true;
    std::optional<ObjectKey> dropped;
    if (const auto* drop = std::get_if<DropObject>(&body)) dropped = drop->object;
    if (const auto* drop = std::get_if<DropTable>(&body))
      dropped = ObjectKey{ObjectKind::table, drop->name};
    if (const auto* drop = std::get_if<DropEnum>(&body))
      dropped = ObjectKey{ObjectKind::enum_, drop->name};
    const auto* replace = std::get_if<ReplaceObject>(&body);
    const bool frees = replace != nullptr && std::holds_alternative<Sequence>(replace->after);
    const bool of_parts = frees || std::holds_alternative<DropConstraint>(body) ||
                          std::holds_alternative<DropIndex>(body);
    if (!dropped && !of_parts) return false;
    if (dropped && std::ranges::find(needed, *dropped) != needed.end()) return false;
  }
  return false;
}

bool StatementWriter::falls_with_column(const ObjectName& table,
                                        const std::vector<std::string>& columns) const {
  if (columns.size() != 1) return false;
  return look_ahead({{ObjectKind::table, table}}, [&](const OperationBody& body) {
    const auto* drop = std::get_if<DropColumn>(&body);
    return drop != nullptr && drop->table == table && drop->column == columns.front();
  });
}

bool StatementWriter::falls_with_owner(const Object& object, const ObjectKey& owner) const {
  std::vector<ObjectKey> needed = dependencies(object);
  std::erase(needed, owner);
  return look_ahead(needed, [&](const OperationBody& body) {
    if (const auto* drop = std::get_if<DropTable>(&body))
      return owner == ObjectKey{ObjectKind::table, drop->name};
    if (const auto* drop = std::get_if<DropEnum>(&body))
      return owner == ObjectKey{ObjectKind::enum_, drop->name};
    if (const auto* drop = std::get_if<DropNamespace>(&body))
      return owner == ObjectKey{ObjectKind::name_space, drop->name};
    const auto* drop = std::get_if<DropObject>(&body);
    return drop != nullptr && drop->object == owner;
  });
}

bool StatementWriter::freed_with_owner(const Sequence& before, const Sequence& after) {
  if (before.owner_table.name.empty() || !after.owner_table.name.empty()) return false;
  Sequence same = before;
  same.owner_table = {};
  same.owner_column.clear();
  if (!(same == after)) return false;
  const ObjectKey key = key_of(before);
  bool fell = false;
  const bool dropped = look_ahead(
      {{ObjectKind::name_space, {"", before.name.schema}}}, [&](const OperationBody& body) {
        const auto* table = std::get_if<DropTable>(&body);
        const auto* column = std::get_if<DropColumn>(&body);
        fell = fell || (table != nullptr && table->name == before.owner_table) ||
               (column != nullptr && column->table == before.owner_table &&
                column->column == before.owner_column);
        const auto* drop = std::get_if<DropObject>(&body);
        return fell && drop != nullptr && drop->object == key;
      });
  if (dropped) freed_.insert(key);
  return dropped;
}

bool StatementWriter::privileges_fall_with_column(const Privileges& before,
                                                  const Privileges* after) const {
  if (before.object.kind != ObjectKind::table) return false;
  std::set<std::string> columns;
  for (const auto& [privilege, grantable] : before.granted) {
    const bool kept = after != nullptr && after->granted.contains(privilege);
    if (!kept) columns.insert(privilege.column);
  }
  if (columns.size() != 1 || columns.contains("")) return false;
  Privileges same = before;
  std::erase_if(same.granted,
                [&](const auto& entry) { return columns.contains(entry.first.column); });
  const bool nothing = same.granted.empty() && same.withheld.empty();
  if (after == nullptr ? !nothing : !(same == *after)) return false;
  return falls_with_column(before.object.name, {*columns.begin()});
}

}  // namespace

std::vector<ast::Statement> to_statements(std::span<const Operation> operations,
                                          const Schema& before) {
  return StatementWriter(operations, before).write();
}

ast::BlankLines set_apart() { return {{pieces::apart().span.begin}}; }

// ---- desired schemas

namespace {

/// Whether the object stands right after its table.
const ObjectName* table_of(const Object& object) {
  if (const auto* text = std::get_if<TextObject>(&object))
    return text->on.name.empty() ? nullptr : &text->on;
  if (const auto* statistics = std::get_if<Statistics>(&object)) return &statistics->table;
  return nullptr;
}

}  // namespace

ast::File to_desired(const Schema& schema) {
  ast::File file;
  file.kind = ast::FileKind::schema;
  // The convention's names are read before all of the schema is there, so only what it gives on an
  // empty one can be left out.
  // A partition or heir is told from its parents, which stand in front of it.
  const auto known = [&](const Object& object) {
    const auto* table = std::get_if<Table>(&object);
    Schema parents;
    if (table != nullptr && table->partition_of)
      parents.put(*schema.find_table(table->partition_of->parent));
    for (const ObjectName& parent : table == nullptr ? std::vector<ObjectName>{} : table->inherits)
      parents.put(*schema.find_table(parent));
    return parents;
  };
  // What a table has of a parent's checks comes with `inherits`.
  const auto without_inherited_checks = [&](Object object) {
    auto* table = std::get_if<Table>(&object);
    if (table == nullptr) return object;
    for (const ObjectName& parent : table->inherits) {
      for (const Constraint& check : schema.find_table(parent)->constraints) {
        const Constraint* own = table->find_constraint(check.name);
        if (own != nullptr && own->body == check.body) table->erase_constraint(check.name);
      }
    }
    return object;
  };
  std::vector<ast::Statement> grants;
  const auto put = [&](const Object& object) {
    const bool grant = std::holds_alternative<Privileges>(object);
    const Object said = without_inherited_checks(object);
    for (ast::Statement& statement : pieces::create(said, grant ? schema : known(object)))
      (grant ? grants : file.statements).push_back(std::move(statement));
  };
  std::map<ObjectName, std::vector<const Object*>> attached;
  for (const auto& [key, object] : schema.objects()) {
    const ObjectName* table = table_of(object);
    if (table != nullptr) attached[*table].push_back(&object);
  }
  for (const auto& [key, object] : schema.objects()) {
    if (table_of(object) != nullptr) continue;
    put(object);
    if (key.kind != ObjectKind::table && key.kind != ObjectKind::view) continue;
    for (const Object* part : attached[key.name]) put(*part);
  }
  pieces::join_grants(grants);
  if (!grants.empty()) grants.front().origin = pieces::apart();
  file.blank_lines = set_apart();
  for (ast::Statement& grant : grants) file.statements.push_back(std::move(grant));
  return file;
}

}  // namespace migc

#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"
#include "compiler/sema/history.h"
#include "compiler/syntax/ast.h"

namespace migc {

/// Turns the statements of one migration into operations: names to typed values, unnamed
/// constraints to names, a dropped column to the drops of what hangs on it alone. Looks at the
/// schema as it is when each action starts; `apply` must bring it forward before the next one.
class Resolver {
 public:
  /// Takes an operation over; false when the model refused it (and a diagnostic says why).
  using Apply = std::function<bool(Operation)>;

  Resolver(const Schema& schema, const HistoryOptions& options, std::string revision,
           Diagnostics& diagnostics, Apply apply)
      : schema_(schema),
        options_(options),
        revision_(std::move(revision)),
        diagnostics_(diagnostics),
        apply_(std::move(apply)) {}

  /// False when the statement had an error. What follows on the same table is then not looked at,
  /// so that nobody reports a consequence of an earlier error.
  bool resolve(const ast::Statement& statement);

  /// Tables and columns that this migration itself created: they hold no data that a downgrade
  /// could miss.
  [[nodiscard]] bool created_here(const ObjectName& table) const {
    return created_tables_.contains(table);
  }
  [[nodiscard]] bool created_here(const ObjectName& table, const std::string& column) const {
    return created_here(table) || created_columns_.contains({table, column});
  }

  /// Objects that an error left in an unknown state; shared by the migrations of a history.
  std::set<ObjectName>* damaged = nullptr;
  /// Suppressions in the head of the file.
  const std::vector<ast::Allow>* file_allows = nullptr;
  /// Inside a `down` block nothing can be kept: no later step would put it back, and a second
  /// downgrade would find the place taken.
  bool in_down = false;
  /// The migration has a `down` block: it would not put back what a statement keeps.
  bool has_down = false;

 private:
  void statement(const ast::CreateSchema& s);
  void statement(const ast::CreateEnum& s);
  void statement(const ast::AlterEnum& s);
  void action(const ast::ReorderEnumValues& a, const ObjectName& enumeration, Span place);
  void statement(const ast::CreateTable& s);
  void statement(const ast::CreatePartition& s);
  void statement(const ast::AlterTable& s);
  void statement(const ast::DropTable& s);
  void statement(const ast::Insert& s);
  void statement(const ast::Update& s);
  void statement(const ast::Delete& s);
  void statement(const ast::Backfill& s);
  void statement(const ast::Sql& s);
  void statement(const ast::Drop& s);
  void statement(const ast::CreateView& s);
  void statement(const ast::CreateSequence& s);
  void statement(const ast::AlterSequence& s);
  void statement(const ast::CreateDomain& s);
  void statement(const ast::AlterDomain& s);
  void statement(const ast::CreateType& s);
  void statement(const ast::AlterType& s);
  void statement(const ast::CreateExtension& s);
  void statement(const ast::UpdateExtension& s);
  void statement(const ast::CreateFromOptions& s);
  void statement(const ast::TextObject& s);
  void statement(const ast::CreateStatistics& s);
  void statement(const ast::CreatePublication& s);
  void statement(const ast::RowSecurity& s);
  void statement(const ast::SetFiring& s);
  void statement(const ast::Grant& s);
  void statement(const ast::AlterObject& s);
  void statement(const ast::Rename& s);
  void statement(const ast::CommentOn& s);

  // Actions of `alter table`; `table_` is the name that the table has by then.
  void action(const ast::AddColumn& a, const Origin& origin);
  void action(const ast::RenameColumn& a, const Origin& origin);
  void action(const ast::AlterColumn& a, const Origin& origin);
  void action(const ast::DropColumn& a, const Origin& origin);
  void action(const ast::AddConstraint& a, const Origin& origin);
  void action(const ast::AddIndex& a, const Origin& origin);
  void action(const ast::DropConstraint& a, const Origin& origin);
  void action(const ast::DropIndex& a, const Origin& origin);
  void action(const ast::RenameConstraint& a, const Origin& origin);
  void action(const ast::RenameIndex& a, const Origin& origin);
  void action(const ast::ValidateConstraint& a, const Origin& origin);
  void action(const ast::AlterConstraint& a, const Origin& origin);
  void action(const ast::RenameTo& a, const Origin& origin);
  void action(const ast::SetSchema& a, const Origin& origin);
  void action(const ast::SetComment& a, const Origin& origin);
  void action(const ast::SetOptions& a, const Origin& origin);
  void action(const ast::DropOptions& a, const Origin& origin);
  void action(const ast::SetOwner& a, const Origin& origin);
  void action(const ast::AttachPartition& a, const Origin& origin);
  void action(const ast::DetachPartition& a, const Origin& origin);
  void action(const ast::SetInherit& a, const Origin& origin);

  // Changes of one column.
  void change(const ast::SetType& c, const ast::Ident& column);
  void change(const ast::SetDefault& c, const ast::Ident& column);
  void change(const ast::SetNotNull& c, const ast::Ident& column);
  void change(const ast::DropNotNull& c, const ast::Ident& column);
  void change(const ast::SetCollation& c, const ast::Ident& column);
  void change(const ast::SetIdentity& c, const ast::Ident& column);
  void change(const ast::SetGenerated& c, const ast::Ident& column);
  void change(const ast::SetStorage& c, const ast::Ident& column);
  void change(const ast::SetCompression& c, const ast::Ident& column);
  void change(const ast::SetStatistics& c, const ast::Ident& column);
  void change(const ast::SetParameters& c, const ast::Ident& column);
  void change(const ast::SetComment& c, const ast::Ident& column);

  bool apply(OperationBody body, Span place);
  Diagnostic& error(Code code, Span place, std::string message, std::string label = {});
  void unsupported(Span place, std::string_view what);

  // All objects that are neither schemas, enums nor tables.
  std::vector<DefinitionText> build_texts(const std::vector<NativeText>& given, bool every_dialect,
                                          Span place);
  /// Finds the names in the texts of an object.
  void read_texts(Object& object);
  /// The object that a statement names, or nothing after it has said why.
  std::optional<ObjectKey> find_object(const ast::ObjectReference& reference);
  std::optional<Constraint> build_domain_check(const ast::Constraint& given, const Domain& domain);
  std::optional<Index> build_view_index(const ast::Index& given, const View& view);
  void alter_view(const ast::AlterTable& s);
  bool replace(const ObjectKey& key, const std::function<void(Object&)>& change, Span place);
  /// Drops what goes with a table or view, so that each of it has an inverse of its own. Sequences
  /// of a table, or of one column, are freed and given back: they can go only after it.
  std::optional<std::vector<ObjectKey>> drop_attached(const ObjectKey& key, Span place);
  std::optional<std::vector<ObjectKey>> free_sequences(const ObjectName& table,
                                                       const std::string& column, Span place);
  bool drop_column_privileges(const ObjectName& table, const std::string& column, Span place);
  void drop_object(const ObjectKey& key, Span place);
  void comment_on(const ObjectKey& key, const std::string& text, Span place);
  /// Of a view, composite type or domain; false when there is none of this name.
  bool comment_on_member(const ast::ObjectReference& member, const std::string& text);
  void comment_on_column(const View& view, const std::string& column, const std::string& text,
                         Span place);
  void grant(const ObjectKey& object, const std::string& role, const ast::Grant& s, Span place);
  std::vector<ObjectKey> grant_targets(const ast::Grant& s);

  // Building blocks of tables.
  /// A table of a statement, without its columns.
  Table named_table(const ast::Name& name, const std::optional<ast::Text>& comment,
                    const std::vector<ast::DialectOptions>& options);
  void build_column(const ast::Column& column, Table& table);
  void build_constraints(const ast::Column& column, Table& table);
  std::optional<Constraint> build_constraint(const ast::Constraint& constraint, const Table& table,
                                             const ast::Ident* column);
  std::optional<Index> build_index(const ast::Index& index, const Table& table);
  IndexPart build_part(const ast::IndexPart& part, const Table& table);
  PartitionKey build_partition_key(const ast::PartitionBy& given, const Table& table);
  /// Checks the values against the columns of the parent's key.
  bool check_bound(const PartitionBound& bound, const Table& parent);
  /// Columns and checks of the parents, in front of the table's own.
  void inherit(const std::vector<ast::Name>& parents, Table& table);
  void set_foreign_options(const ast::DialectOptions& given, bool set);
  /// PostgreSQL has two of a column, both numbers.
  Parameters column_parameters(const ast::Options& options);
  /// Null: back to the default.
  void set_replica_identity(TableOptions& options, const ast::Option* given);
  TableOptions build_options(TableOptions options, const ast::DialectOptions& given, bool set);
  Parameters parameters(const ast::Options& options);
  void check_type(const Type& type);
  void check_collation(const ast::Name& given);
  void check_new_name(const ast::Ident& name);
  std::vector<std::string> column_names(const std::vector<ast::Ident>& names, const Table& table);
  const Column* find_column(const ast::Ident& name, const Table& table);
  const Table* find_table(const ast::Name& name);
  const Table* current_table() const { return schema_.find_table(table_); }

  // Data.
  std::vector<Assignment> build_assignments(const std::vector<ast::Assignment>& assignments,
                                            const Table& table);
  [[nodiscard]] bool allowed(Code rule) const;
  bool needs_where(bool all_rows, bool has_where, std::string_view verb, Span place);
  Retention retention(ast::Disposal disposal, Span place, std::string_view what);
  StashName next_stash();
  bool key_for_stash(const Table& table, Span place, std::string_view what,
                     std::string_view instead);

  const Schema& schema_;
  const HistoryOptions& options_;
  std::string revision_;
  Diagnostics& diagnostics_;
  Apply apply_;

  bool failed_ = false;
  const std::vector<ast::Allow>* statement_allows_ = nullptr;
  int stashes_ = 0;
  ObjectName table_;
  Span table_span_;
  std::set<ObjectName> created_tables_;
  std::set<std::pair<ObjectName, std::string>> created_columns_;
};

/// The object name of a syntax name; PostgreSQL's `public` is the default schema.
[[nodiscard]] ObjectName object_name(const ast::Name& name);
/// The kind of object that a word names; nothing for parts of objects.
[[nodiscard]] std::optional<ObjectKind> object_kind(ast::ObjectType type);

}  // namespace migc

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/schema/object.h"
#include "compiler/syntax/ast_alter.h"
#include "compiler/syntax/ast_table.h"

/// Data and all other kinds of objects in the syntax tree. Use through ast.h.
namespace migc::ast {

// ---- data -------------------------------------------------------------------------------------

struct Row {
  std::vector<Expression> values;
  Origin origin;

  friend bool operator==(const Row&, const Row&) = default;
};

struct Insert {
  Name table;
  std::vector<Ident> columns;
  std::vector<Ident> key;  ///< identifies the rows for the downgrade; may be empty
  std::vector<Row> rows;

  friend bool operator==(const Insert&, const Insert&) = default;
};

struct Assignment {
  Ident column;
  Expression value;

  friend bool operator==(const Assignment&, const Assignment&) = default;
};

struct Update {
  Name table;
  std::vector<Assignment> assignments;
  std::optional<Expression> where;
  bool all_rows = false;  ///< said instead of a condition
  bool restore = false;   ///< the downgrade puts the old values back

  friend bool operator==(const Update&, const Update&) = default;
};

struct Delete {
  Name table;
  std::optional<Expression> where;
  bool all_rows = false;
  Disposal disposal = Disposal::unspecified;

  friend bool operator==(const Delete&, const Delete&) = default;
};

struct Backfill {
  Name table;
  std::vector<Assignment> assignments;
  std::optional<Expression> where;
  std::optional<std::int64_t> batch_size;

  friend bool operator==(const Backfill&, const Backfill&) = default;
};

/// What one dialect runs. Without `up` the author said `nothing`; without `down` the clause can't
/// be undone.
struct SqlClause {
  Ident dialect;
  std::optional<Text> up;
  std::optional<Text> down;
  bool down_nothing = false;  ///< `down nothing`: there is nothing to undo
  Origin origin;

  friend bool operator==(const SqlClause&, const SqlClause&) = default;
};

struct Sql {
  bool outside_transaction = false;
  std::vector<SqlClause> clauses;

  friend bool operator==(const Sql&, const Sql&) = default;
};

// ---- other objects ----------------------------------------------------------------------------

enum class CheckOption { none, local, cascaded };

/// `create view v as $$ … $$`. A body without a dialect is meant for all of them.
struct CreateView {
  bool replace = false;
  bool materialized = false;
  Name name;
  std::vector<Ident> columns;
  Options with;
  std::vector<NativeText> bodies;
  CheckOption check_option = CheckOption::none;
  bool with_no_data = false;   ///< materialized only
  std::vector<Index> indexes;  ///< materialized only
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateView&, const CreateView&) = default;
};

struct CreateSequence {
  Name name;
  std::optional<Type> type;
  SequenceOptions options;
  Name owner_table;  ///< `owned by t.c`; empty: none
  Ident owner_column;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateSequence&, const CreateSequence&) = default;
};

struct AlterSequence {
  Name name;
  std::optional<Type> type;
  SequenceOptions options;  ///< `cycle` is read together with `no_cycle`
  bool no_cycle = false;
  std::optional<std::int64_t> restart;
  bool owned_by_none = false;
  Name owner_table;
  Ident owner_column;

  friend bool operator==(const AlterSequence&, const AlterSequence&) = default;
};

struct CreateDomain {
  Name name;
  Type type;
  Name collation;
  bool not_null = false;
  std::optional<Expression> default_value;
  std::vector<Constraint> checks;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateDomain&, const CreateDomain&) = default;
};

struct DomainAction {
  std::variant<SetDefault, SetNotNull, DropNotNull, AddConstraint, DropConstraint, RenameConstraint,
               ValidateConstraint, RenameTo, SetSchema, SetOwner, SetComment>
      body;
  Origin origin;

  friend bool operator==(const DomainAction&, const DomainAction&) = default;
};

struct AlterDomain {
  Name name;
  std::vector<DomainAction> actions;

  friend bool operator==(const AlterDomain&, const AlterDomain&) = default;
};

struct Attribute {
  Ident name;
  Type type;
  Name collation;
  std::optional<Ident> was;
  std::optional<Text> comment;
  Origin origin;

  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// `create type address { street text; … }`
struct CreateType {
  Name name;
  std::vector<Attribute> attributes;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateType&, const CreateType&) = default;
};

struct AddAttribute {
  Attribute attribute;
  friend bool operator==(const AddAttribute&, const AddAttribute&) = default;
};
struct RenameAttribute {
  Ident from, to;
  friend bool operator==(const RenameAttribute&, const RenameAttribute&) = default;
};
struct AlterAttribute {
  Ident attribute;
  Type type;
  Name collation;
  friend bool operator==(const AlterAttribute&, const AlterAttribute&) = default;
};
struct DropAttribute {
  Ident attribute;
  Disposal disposal = Disposal::unspecified;
  friend bool operator==(const DropAttribute&, const DropAttribute&) = default;
};

struct TypeAction {
  std::variant<AddAttribute, RenameAttribute, AlterAttribute, DropAttribute, RenameTo, SetSchema,
               SetOwner, SetComment>
      body;
  Origin origin;

  friend bool operator==(const TypeAction&, const TypeAction&) = default;
};

struct AlterType {
  Name name;
  std::vector<TypeAction> actions;

  friend bool operator==(const AlterType&, const AlterType&) = default;
};

struct CreateExtension {
  Ident name;
  Ident schema;
  std::optional<Text> version;
  bool cascade = false;
  std::optional<Text> comment;

  friend bool operator==(const CreateExtension&, const CreateExtension&) = default;
};

/// `alter extension postgis update to '3.4'`; without a version to the newest that the server has.
struct UpdateExtension {
  Ident name;
  std::optional<Text> version;

  friend bool operator==(const UpdateExtension&, const UpdateExtension&) = default;
};

/// An object that a list of options describes: range_type, collation, text_search_configuration,
/// text_search_dictionary.
struct CreateFromOptions {
  ObjectType kind = ObjectType::collation;
  Name name;
  Options options;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateFromOptions&, const CreateFromOptions&) = default;
};

/// An object in the database's own words, one text a dialect: function, procedure, aggregate,
/// trigger, event_trigger, rule, policy, server, virtual_table.
struct TextObject {
  ObjectType kind = ObjectType::function;
  bool replace = false;
  Name name;
  std::optional<std::vector<Type>>
      arguments;  ///< of functions, procedures and aggregates: `()` is an empty list
  Name on;        ///< the table of a trigger, rule or policy
  std::vector<NativeText> bodies;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const TextObject&, const TextObject&) = default;
};

struct CreateStatistics {
  Name name;
  std::vector<Ident> kinds;  ///< ndistinct, dependencies, mcv; empty: all
  std::vector<Expression> expressions;
  Name table;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateStatistics&, const CreateStatistics&) = default;
};

struct PublicationTable {
  Name table;
  std::vector<Ident> columns;
  std::optional<Expression> where;

  friend bool operator==(const PublicationTable&, const PublicationTable&) = default;
};

struct CreatePublication {
  Ident name;
  bool all_tables = false;
  std::vector<PublicationTable> tables;
  std::vector<Ident> schemas;
  Options with;
  std::optional<Ident> was;
  std::optional<Text> comment;

  friend bool operator==(const CreatePublication&, const CreatePublication&) = default;
};

enum class RowSecurityChange { enable, disable, force, no_force };

/// `enable row level security on t;`
struct RowSecurity {
  RowSecurityChange change = RowSecurityChange::enable;
  Name table;

  friend bool operator==(const RowSecurity&, const RowSecurity&) = default;
};

struct Privilege {
  std::string name;  ///< lower case: "select", "all"
  std::vector<Ident> columns;
  Origin origin;

  friend bool operator==(const Privilege&, const Privilege&) = default;
};

/// What a statement about an existing object names: `function f(int)`, `trigger x on t`, `column
/// t.c`.
struct ObjectReference {
  ObjectType kind = ObjectType::table;
  Name name;                                   ///< of a column its own name; its table is `on`
  std::optional<std::vector<Type>> arguments;  ///< of functions, procedures and aggregates
  Name on;  ///< the table of a column, trigger, rule, policy or constraint

  friend bool operator==(const ObjectReference&, const ObjectReference&) = default;
};

struct Grant {
  bool revoke = false;
  std::vector<Privilege> privileges;
  bool all_in_schema =
      false;  ///< `on all tables in schema app`: the objects are schemas, `kind` says what in them
  /// `on future tables in schema app`: the objects are schemas too, or one without a name
  bool future = false;
  Ident creator;  ///< `by alice`: whose future objects; empty: those of whoever runs the migration
  std::vector<ObjectReference> objects;
  std::vector<Ident> roles;  ///< `public` is everybody
  bool grant_option = false;
  bool cascade = false;  ///< of revoke

  friend bool operator==(const Grant&, const Grant&) = default;
};

/// `drop <kind> <name>` of anything but a table.
struct Drop {
  ObjectReference object;
  Disposal disposal = Disposal::unspecified;
  bool cascade = false;  ///< of extensions

  friend bool operator==(const Drop&, const Drop&) = default;
};

/// `enable always trigger touch on t;`
struct SetFiring {
  Firing firing = Firing::origin;
  ObjectReference object;

  friend bool operator==(const SetFiring&, const SetFiring&) = default;
};

/// `rename <kind> <name> to <new name>`
struct Rename {
  ObjectReference object;
  Ident to;

  friend bool operator==(const Rename&, const Rename&) = default;
};

/// `alter <kind> <name> set schema app` or `owner to alice`, for objects without a block of actions
/// of their own.
struct AlterObject {
  ObjectReference object;
  std::variant<SetSchema, SetOwner> change;

  friend bool operator==(const AlterObject&, const AlterObject&) = default;
};

/// `comment on <kind> <name> is '…'`; without a text `is null`.
struct CommentOn {
  ObjectReference object;
  std::optional<Text> comment;

  friend bool operator==(const CommentOn&, const CommentOn&) = default;
};

}  // namespace migc::ast

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/schema/expression.h"
#include "compiler/schema/schema.h"
#include "compiler/schema/type.h"

/// What a `.mig` file says, statement by statement, before any name is looked up. Types and expressions are already the
/// values that the model keeps. Every node remembers its place; places never take part in `==`.
namespace migc::ast {

// ---- words -----------------------------------------------------------------------------------------------------------

/// A name as written, without its quotes. An empty text means that none was given.
struct Ident {
  std::string text;
  Origin origin;

  friend bool operator==(const Ident&, const Ident&) = default;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

/// A name with an optional schema (`schema.empty()` when none was written).
struct Name {
  Ident schema;
  Ident name;

  friend bool operator==(const Name&, const Name&) = default;
  [[nodiscard]] bool empty() const { return name.empty(); }
  [[nodiscard]] ObjectName object_name() const { return {schema.text, name.text}; }
  /// From the schema to the end of the name.
  [[nodiscard]] Span span() const {
    Span all = name.origin.span;
    if (!schema.empty()) all.begin = schema.origin.span.begin;
    return all;
  }
};

/// A string literal, unescaped.
struct Text {
  std::string text;
  Origin origin;

  friend bool operator==(const Text&, const Text&) = default;
};

/// One entry of a list of options: `fillfactor = 70`, `strict`, `without rowid` (words joined by one blank). A value is a
/// number, a word or an unescaped string; how it was quoted makes no difference.
struct Option {
  std::string name;
  std::optional<std::string> value;
  Origin origin;

  friend bool operator==(const Option&, const Option&) = default;
};
using Options = std::vector<Option>;

/// Options that only one dialect has: `sqlite (strict, without rowid)`.
struct DialectOptions {
  Ident dialect;
  Options options;

  friend bool operator==(const DialectOptions&, const DialectOptions&) = default;
};

/// What happens to data that a statement takes away.
enum class Disposal { unspecified, preserve, discard };

/// Kinds of objects that statements can name.
enum class ObjectType {
  schema, enum_, table, column, constraint, index, view, materialized_view, sequence, domain, composite_type, range_type,
  extension, function, procedure, aggregate, trigger, event_trigger, rule, policy, collation, text_search_configuration,
  text_search_dictionary, statistics, publication, foreign_table, server,
};
/// As the language spells it: "materialized view".
[[nodiscard]] std::string_view spelling(ObjectType type);

// ---- parts of a table ------------------------------------------------------------------------------------------------
// Constraints inside a column's definition leave their `columns` empty: the column is meant.

struct PrimaryKey {
  std::vector<Ident> columns;
  std::vector<Ident> include;
  Deferral deferral = Deferral::not_deferrable;
  Options with;
  Ident tablespace;

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

struct Unique {
  std::vector<Ident> columns;
  std::vector<Ident> include;
  bool nulls_not_distinct = false;
  Deferral deferral = Deferral::not_deferrable;
  Options with;
  Ident tablespace;

  friend bool operator==(const Unique&, const Unique&) = default;
};

struct Check {
  Expression expression;
  bool no_inherit = false;
  bool not_valid = false;

  friend bool operator==(const Check&, const Check&) = default;
};

struct ForeignKey {
  std::vector<Ident> columns;
  Name target;
  std::vector<Ident> target_columns;  ///< empty: the target's primary key
  MatchType match = MatchType::simple;
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  std::vector<Ident> on_delete_columns;  ///< `set null (a, b)`
  Deferral deferral = Deferral::not_deferrable;
  bool not_valid = false;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

/// A part of an index, an exclusion constraint or a partition key. A plain column is an expression of kind `column`.
struct IndexPart {
  Expression expression;
  SortOrder order = SortOrder::ascending;
  NullsOrder nulls = NullsOrder::standard;
  Ident collation;
  Name opclass;
  Options opclass_options;
  std::string exclude_operator;  ///< of exclusion constraints only
  Origin origin;

  friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct Exclusion {
  Ident method;  ///< empty: gist
  std::vector<IndexPart> parts;
  std::vector<Ident> include;
  std::optional<Expression> where;
  Deferral deferral = Deferral::not_deferrable;
  Options with;
  Ident tablespace;

  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

struct Constraint {
  Ident name;  ///< empty: the naming convention gives one
  std::variant<PrimaryKey, Unique, Check, ForeignKey, Exclusion> body;
  std::optional<Text> comment;
  Origin origin;

  friend bool operator==(const Constraint&, const Constraint&) = default;
};

struct Index {
  Ident name;  ///< empty: the naming convention gives one
  bool unique = false;
  Ident method;  ///< empty: btree
  std::vector<IndexPart> parts;
  std::vector<Ident> include;
  bool nulls_not_distinct = false;
  Options with;
  Ident tablespace;
  std::optional<Expression> where;
  std::optional<Text> comment;
  Origin origin;

  friend bool operator==(const Index&, const Index&) = default;
};

struct Column {
  Ident name;
  Type type;
  Ident collation;
  bool not_null = false;
  std::optional<Expression> default_value;
  std::optional<Identity> identity;
  std::optional<Generated> generated;
  std::vector<Constraint> constraints;  ///< those written inside the column's definition, in the author's order
  Ident storage;
  Ident compression;
  std::optional<int> statistics;
  std::optional<Ident> was;  ///< the former name, in a desired schema only
  std::optional<Text> comment;
  Origin origin;

  friend bool operator==(const Column&, const Column&) = default;
};

enum class PartitionStrategy { range, list, hash };

struct PartitionBy {
  PartitionStrategy strategy = PartitionStrategy::range;
  std::vector<IndexPart> parts;

  friend bool operator==(const PartitionBy&, const PartitionBy&) = default;
};

/// Bounds of a range may hold `minvalue` and `maxvalue`: expressions of kind `special`.
struct RangeBound {
  std::vector<Expression> from, to;
  friend bool operator==(const RangeBound&, const RangeBound&) = default;
};
struct ListBound {
  std::vector<Expression> values;
  friend bool operator==(const ListBound&, const ListBound&) = default;
};
struct HashBound {
  std::int64_t modulus = 0, remainder = 0;
  friend bool operator==(const HashBound&, const HashBound&) = default;
};
struct DefaultBound {
  friend bool operator==(const DefaultBound&, const DefaultBound&) = default;
};
using PartitionBound = std::variant<RangeBound, ListBound, HashBound, DefaultBound>;

// ---- schemas, enums, tables ------------------------------------------------------------------------------------------
// In a desired schema the same statements stand without the word `create`.

struct CreateSchema {
  Ident name;
  std::optional<Ident> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateSchema&, const CreateSchema&) = default;
};

struct EnumValue {
  Ident name;
  std::optional<Ident> was;  ///< the former spelling, in a desired schema only

  friend bool operator==(const EnumValue&, const EnumValue&) = default;
};

struct CreateEnum {
  Name name;
  std::vector<EnumValue> values;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateEnum&, const CreateEnum&) = default;
};

struct AddEnumValue {
  Ident value;
  std::optional<Ident> before, after;  ///< at most one; none: at the end
  friend bool operator==(const AddEnumValue&, const AddEnumValue&) = default;
};
struct RenameEnumValue {
  Ident from, to;
  friend bool operator==(const RenameEnumValue&, const RenameEnumValue&) = default;
};
struct DropEnumValue {
  Ident value;
  std::optional<Ident> map_to;  ///< what rows that hold the value get instead
  friend bool operator==(const DropEnumValue&, const DropEnumValue&) = default;
};
struct RenameTo {
  Ident name;
  friend bool operator==(const RenameTo&, const RenameTo&) = default;
};
struct SetSchema {
  Ident schema;
  friend bool operator==(const SetSchema&, const SetSchema&) = default;
};
struct SetOwner {
  Ident role;
  friend bool operator==(const SetOwner&, const SetOwner&) = default;
};
/// `comment '…'`, or `drop comment` without a text.
struct SetComment {
  std::optional<Text> comment;
  friend bool operator==(const SetComment&, const SetComment&) = default;
};

struct EnumAction {
  std::variant<AddEnumValue, RenameEnumValue, DropEnumValue, RenameTo, SetSchema, SetOwner, SetComment> body;
  Origin origin;

  friend bool operator==(const EnumAction&, const EnumAction&) = default;
};

struct AlterEnum {
  Name name;
  std::vector<EnumAction> actions;

  friend bool operator==(const AlterEnum&, const AlterEnum&) = default;
};

struct ForeignServer {
  Ident server;
  Options options;

  friend bool operator==(const ForeignServer&, const ForeignServer&) = default;
};

using TableElement = std::variant<Column, Constraint, Index>;

struct CreateTable {
  Name name;
  std::vector<TableElement> elements;  ///< in the author's order
  std::vector<Name> inherits;
  std::optional<PartitionBy> partition_by;
  std::optional<ForeignServer> foreign;  ///< a foreign table
  std::vector<DialectOptions> options;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateTable&, const CreateTable&) = default;
};

/// `drop table t preserve;`
struct DropTable {
  Name name;
  Disposal disposal = Disposal::unspecified;

  friend bool operator==(const DropTable&, const DropTable&) = default;
};

/// `create partition p of t from (…) to (…)`; it may be partitioned itself.
struct CreatePartition {
  Name name;
  Name of;
  PartitionBound bound;
  std::optional<PartitionBy> partition_by;
  std::vector<DialectOptions> options;
  std::optional<Text> comment;

  friend bool operator==(const CreatePartition&, const CreatePartition&) = default;
};

// ---- alter table -----------------------------------------------------------------------------------------------------

struct AddColumn {
  Column column;
  bool first = false;
  std::optional<Ident> after;
  std::optional<Expression> fill;  ///< value for rows that exist already
  friend bool operator==(const AddColumn&, const AddColumn&) = default;
};
struct RenameColumn {
  Ident from, to;
  friend bool operator==(const RenameColumn&, const RenameColumn&) = default;
};
struct DropColumn {
  Ident column;
  Disposal disposal = Disposal::unspecified;
  std::optional<Expression> down_fill;  ///< value for rows when the downgrade brings a discarded column back
  friend bool operator==(const DropColumn&, const DropColumn&) = default;
};

struct SetType {
  Type type;
  Ident collation;
  std::optional<Expression> using_;
  friend bool operator==(const SetType&, const SetType&) = default;
};
struct SetDefault {
  std::optional<Expression> value;  ///< none: `drop default`
  friend bool operator==(const SetDefault&, const SetDefault&) = default;
};
struct SetNotNull {
  std::optional<Expression> fill;  ///< replaces nulls first
  friend bool operator==(const SetNotNull&, const SetNotNull&) = default;
};
struct DropNotNull {
  friend bool operator==(const DropNotNull&, const DropNotNull&) = default;
};
struct SetCollation {
  Ident collation;  ///< empty: `drop collate`
  friend bool operator==(const SetCollation&, const SetCollation&) = default;
};
struct SetIdentity {
  std::optional<Identity> identity;  ///< none: `drop identity`
  friend bool operator==(const SetIdentity&, const SetIdentity&) = default;
};
struct SetGenerated {
  std::optional<Generated> generated;  ///< none: `drop expression`, which keeps the stored values
  friend bool operator==(const SetGenerated&, const SetGenerated&) = default;
};
struct SetStorage {
  Ident storage;
  friend bool operator==(const SetStorage&, const SetStorage&) = default;
};
struct SetCompression {
  Ident compression;
  friend bool operator==(const SetCompression&, const SetCompression&) = default;
};
struct SetStatistics {
  std::optional<int> target;  ///< none: `drop statistics`, the server's default
  friend bool operator==(const SetStatistics&, const SetStatistics&) = default;
};

using ColumnChange = std::variant<SetType, SetDefault, SetNotNull, DropNotNull, SetCollation, SetIdentity, SetGenerated,
                                  SetStorage, SetCompression, SetStatistics, SetComment>;

struct AlterColumn {
  Ident column;
  ColumnChange change;
  friend bool operator==(const AlterColumn&, const AlterColumn&) = default;
};

struct AddConstraint {
  Constraint constraint;
  friend bool operator==(const AddConstraint&, const AddConstraint&) = default;
};
struct AddIndex {
  Index index;
  friend bool operator==(const AddIndex&, const AddIndex&) = default;
};
struct DropConstraint {
  Ident name;
  friend bool operator==(const DropConstraint&, const DropConstraint&) = default;
};
struct DropIndex {
  Ident name;
  friend bool operator==(const DropIndex&, const DropIndex&) = default;
};
struct RenameConstraint {
  Ident from, to;
  friend bool operator==(const RenameConstraint&, const RenameConstraint&) = default;
};
struct RenameIndex {
  Ident from, to;
  friend bool operator==(const RenameIndex&, const RenameIndex&) = default;
};
struct ValidateConstraint {
  Ident name;
  friend bool operator==(const ValidateConstraint&, const ValidateConstraint&) = default;
};
/// `alter constraint c deferrable initially deferred`
struct AlterConstraint {
  Ident name;
  Deferral deferral = Deferral::not_deferrable;
  friend bool operator==(const AlterConstraint&, const AlterConstraint&) = default;
};
/// `postgres (fillfactor = 70)`: sets those that are named, leaves the others.
struct SetOptions {
  DialectOptions options;
  friend bool operator==(const SetOptions&, const SetOptions&) = default;
};
/// `drop postgres (fillfactor)`: back to the default.
struct DropOptions {
  DialectOptions options;
  friend bool operator==(const DropOptions&, const DropOptions&) = default;
};
struct AttachPartition {
  Name partition;
  PartitionBound bound;
  friend bool operator==(const AttachPartition&, const AttachPartition&) = default;
};
struct DetachPartition {
  Name partition;
  friend bool operator==(const DetachPartition&, const DetachPartition&) = default;
};
/// `inherit parent` and `no inherit parent`
struct SetInherit {
  Name parent;
  bool inherit = true;
  friend bool operator==(const SetInherit&, const SetInherit&) = default;
};

struct TableAction {
  std::variant<AddColumn, RenameColumn, AlterColumn, DropColumn, AddConstraint, AddIndex, DropConstraint, DropIndex,
               RenameConstraint, RenameIndex, ValidateConstraint, AlterConstraint, RenameTo, SetSchema, SetOwner,
               SetComment, SetOptions, DropOptions, AttachPartition, DetachPartition, SetInherit>
      body;
  Origin origin;

  friend bool operator==(const TableAction&, const TableAction&) = default;
};

struct AlterTable {
  ObjectType kind = ObjectType::table;  ///< table, foreign_table or materialized_view
  Name name;
  std::vector<TableAction> actions;

  friend bool operator==(const AlterTable&, const AlterTable&) = default;
};

// ---- data ------------------------------------------------------------------------------------------------------------

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

/// What one dialect runs. Without `up` the author said `nothing`; without `down` the clause can't be undone.
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

// ---- other objects ---------------------------------------------------------------------------------------------------

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
  SequenceOptions options;    ///< `cycle` is read together with `no_cycle`
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
  Ident collation;
  bool not_null = false;
  std::optional<Expression> default_value;
  std::vector<Constraint> checks;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateDomain&, const CreateDomain&) = default;
};

struct DomainAction {
  std::variant<SetDefault, SetNotNull, DropNotNull, AddConstraint, DropConstraint, RenameConstraint, ValidateConstraint,
               RenameTo, SetSchema, SetOwner, SetComment>
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
  Ident collation;
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
  Ident collation;
  friend bool operator==(const AlterAttribute&, const AlterAttribute&) = default;
};
struct DropAttribute {
  Ident attribute;
  Disposal disposal = Disposal::unspecified;
  friend bool operator==(const DropAttribute&, const DropAttribute&) = default;
};

struct TypeAction {
  std::variant<AddAttribute, RenameAttribute, AlterAttribute, DropAttribute, RenameTo, SetSchema, SetOwner, SetComment>
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

/// An object that a list of options describes: range_type, collation, text_search_configuration, text_search_dictionary.
struct CreateFromOptions {
  ObjectType kind = ObjectType::collation;
  Name name;
  Options options;
  std::optional<Name> was;
  std::optional<Text> comment;

  friend bool operator==(const CreateFromOptions&, const CreateFromOptions&) = default;
};

/// An object in the database's own words, one text a dialect: function, procedure, aggregate, trigger, event_trigger,
/// rule, policy, server.
struct TextObject {
  ObjectType kind = ObjectType::function;
  bool replace = false;
  Name name;
  std::optional<std::vector<Type>> arguments;  ///< of functions, procedures and aggregates: `()` is an empty list
  Name on;                                     ///< the table of a trigger, rule or policy
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

/// What a statement about an existing object names: `function f(int)`, `trigger x on t`, `column t.c`.
struct ObjectReference {
  ObjectType kind = ObjectType::table;
  Name name;                                   ///< of a column its own name; its table is `on`
  std::optional<std::vector<Type>> arguments;  ///< of functions, procedures and aggregates
  Name on;                                     ///< the table of a column, trigger, rule, policy or constraint

  friend bool operator==(const ObjectReference&, const ObjectReference&) = default;
};

struct Grant {
  bool revoke = false;
  std::vector<Privilege> privileges;
  bool all_in_schema = false;  ///< `on all tables in schema app`: the objects are schemas, `kind` says what in them
  std::vector<ObjectReference> objects;
  std::vector<Ident> roles;  ///< `public` is everybody
  bool grant_option = false;
  bool cascade = false;      ///< of revoke

  friend bool operator==(const Grant&, const Grant&) = default;
};

/// `drop <kind> <name>` of anything but a table.
struct Drop {
  ObjectReference object;
  Disposal disposal = Disposal::unspecified;
  bool cascade = false;  ///< of extensions

  friend bool operator==(const Drop&, const Drop&) = default;
};

/// `rename <kind> <name> to <new name>`
struct Rename {
  ObjectReference object;
  Ident to;

  friend bool operator==(const Rename&, const Rename&) = default;
};

/// `alter <kind> <name> set schema app` or `owner to alice`, for objects without a block of actions of their own.
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

// ---- files -----------------------------------------------------------------------------------------------------------

using StatementBody =
    std::variant<CreateSchema, CreateEnum, AlterEnum, CreateTable, AlterTable, DropTable, CreatePartition, Insert, Update,
                 Delete, Backfill, Sql, CreateView, CreateSequence, AlterSequence, CreateDomain, AlterDomain, CreateType,
                 AlterType, CreateExtension, UpdateExtension, CreateFromOptions, TextObject, CreateStatistics,
                 CreatePublication, RowSecurity, Grant, Drop, Rename, AlterObject, CommentOn>;

/// `allow MG103, drop_table 'the table is empty' until '2027-01-31'` silences safety rules. With a `;` in the head of the
/// file it holds for the whole file; without one it belongs to the statement that follows.
struct Allow {
  std::vector<Ident> rules;  ///< ids or names
  Text reason;
  std::optional<Text> until;  ///< a date, year-month-day
  Origin origin;

  friend bool operator==(const Allow&, const Allow&) = default;
};

struct Statement {
  std::vector<Allow> allows;
  StatementBody body;
  Origin origin;  ///< from the first word to the `;` or `}`

  friend bool operator==(const Statement&, const Statement&) = default;
};

enum class FileKind { migration, schema };

/// A comment with its delimiters, without blanks at its end.
struct Comment {
  std::string text;
  bool own_line = true;       ///< nothing but blanks stands before it in its line
  Origin origin;

  /// Where a comment stands is layout, not content.
  friend bool operator==(const Comment& a, const Comment& b) { return a.text == b.text; }
};

/// Where the author left blank lines: offsets of the words and comments that follow one, ascending. Layout: always equal.
struct BlankLines {
  std::vector<std::uint32_t> before;

  friend bool operator==(const BlankLines&, const BlankLines&) { return true; }
};

/// A `down { … }` block.
struct Down {
  std::vector<Statement> statements;
  Origin origin;

  friend bool operator==(const Down&, const Down&) = default;
};

struct File {
  FileKind kind = FileKind::migration;
  Ident id;                          ///< of a migration
  Text title;                        ///< of a migration
  std::vector<Ident> revises;        ///< empty or the one word `base`: a root
  std::vector<Ident> labels;
  std::vector<Ident> depends_on;
  std::vector<Allow> allows;         ///< for the whole file
  std::vector<Statement> statements;
  std::optional<Down> down;
  std::optional<Text> irreversible;  ///< the reason
  std::vector<Comment> comments;     ///< in the order of the text
  BlankLines blank_lines;
  Origin header;                     ///< the `migration …;` or `schema;` line

  friend bool operator==(const File&, const File&) = default;
};

}  // namespace migc::ast

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/schema/table.h"

/// Every kind of object but tables, and what all of them have in common. Use through schema.h.
namespace migc {

/// The order is the order in which a dump lists them.
enum class ObjectKind : std::uint8_t {
  name_space,
  extension,
  enum_,
  collation,
  domain,
  composite_type,
  range_type,
  text_search_dictionary,
  text_search_configuration,
  sequence,
  server,
  table,
  virtual_table,  ///< SQLite: a table of a module, such as fts5
  view,           ///< materialized ones too: both are relations, and no two of them share a name
  function,
  procedure,
  aggregate,
  trigger,
  rule,
  policy,
  event_trigger,
  statistics,
  publication,
  privileges,
};

/// `detail` tells apart what has no name of its own in its schema: the table of a trigger, rule or
/// policy, the argument types of a routine, what privileges are on and whose they are.
struct ObjectKey {
  ObjectKind kind;
  ObjectName name;
  std::string detail = {};

  friend bool operator==(const ObjectKey&, const ObjectKey&) = default;
  friend auto operator<=>(const ObjectKey&, const ObjectKey&) = default;
};

[[nodiscard]] std::string_view kind_name(ObjectKind kind);  ///< "schema", "enum", "table"
/// In words, for messages: "table `app.users`", "trigger `touch` on `users`", "function `f(int)`".
[[nodiscard]] std::string describe(const ObjectKey& key);

// ---- texts in the words of a database

/// A name inside such a text, with its place, so that it can follow a rename.
struct TextName {
  enum class Role : std::uint8_t {
    self,       ///< the object that the text creates
    relation,   ///< a table, view or sequence
    qualifier,  ///< a relation's name in front of a column
    routine,
    type,  ///< a type, or the row type of a relation
    collation,
    column,
    all_columns,  ///< `*`
  };
  Role role = Role::relation;
  ObjectName object;    ///< what is named; of columns their relation, as far as that is certain
  std::string column;   ///< of columns
  bool output = false;  ///< a column that gives its name to a column of the result
  std::optional<std::size_t> arguments = {};  ///< of a call: how many it gives; none: not told
  std::uint32_t begin = 0, end = 0;           ///< in bytes; equal: the place is not known

  friend bool operator==(const TextName&, const TextName&) = default;
};

/// How many arguments a routine takes.
struct Arity {
  std::size_t least = 0;
  std::optional<std::size_t> most = 0;  ///< none: as many as there are

  friend bool operator==(const Arity&, const Arity&) = default;
  [[nodiscard]] bool takes(std::size_t arguments) const {
    return arguments >= least && (!most || arguments <= *most);
  }
};

/// What one database reads. `names` and `arity` are derived from `text`.
struct DefinitionText {
  std::string dialect;  ///< empty: every one
  std::string text;
  std::vector<TextName> names;
  std::optional<Arity> arity = {};  ///< of a routine, where the text tells it
  Origin origin;

  friend bool operator==(const DefinitionText& a, const DefinitionText& b) {
    return a.dialect == b.dialect && a.text == b.text;
  }
};

/// The text for a dialect (or for all of them); null when there is none, or when it is blank, which
/// says that the object is not there.
[[nodiscard]] const DefinitionText* text_for(const std::vector<DefinitionText>& texts,
                                             std::string_view dialect);

// ---- schemas, extensions, types

/// A schema in PostgreSQL's sense. (`Schema` is the whole model.) `public`, which every database
/// has from the start, is one only while it has another comment than in a new database.
struct Namespace {
  ObjectName name;         ///< `name.schema` is empty
  std::string owner = {};  ///< empty: whoever ran the migration
  std::string comment;
  Origin origin;

  friend bool operator==(const Namespace&, const Namespace&) = default;
};

struct Enum {
  ObjectName name;
  std::vector<std::string> values;  ///< in their sort order
  std::string owner = {};           ///< empty: whoever ran the migration
  std::string comment;
  Origin origin;

  friend bool operator==(const Enum&, const Enum&) = default;
};

struct Extension {
  ObjectName name;       ///< `name.schema` is empty
  std::string schema;    ///< where its objects live; empty: its own choice
  std::string version;   ///< empty: the server's default
  bool cascade = false;  ///< creates the extensions that it needs
  std::string comment;
  Origin origin;

  friend bool operator==(const Extension&, const Extension&) = default;
};

struct Domain {
  ObjectName name;
  Type type;
  ObjectName collation;
  bool not_null = false;
  std::optional<Expression> default_value;
  std::vector<Constraint> checks;  ///< sorted by name; each is a `Check` on `value`
  std::string owner = {};
  std::string comment;
  Origin origin;

  friend bool operator==(const Domain&, const Domain&) = default;
  [[nodiscard]] const Constraint* find_check(std::string_view check) const;
  void insert(Constraint check);
  void erase_check(std::string_view check);
};

struct Attribute {
  std::string name;
  Type type;
  ObjectName collation;
  std::string comment;
  Origin origin;

  friend bool operator==(const Attribute&, const Attribute&) = default;
};

struct CompositeType {
  ObjectName name;
  std::vector<Attribute> attributes;
  std::string owner = {};
  std::string comment;
  Origin origin;

  friend bool operator==(const CompositeType&, const CompositeType&) = default;
  [[nodiscard]] const Attribute* find_attribute(std::string_view attribute) const;
};

/// An object that is nothing but a list of options: a collation, range type, text search dictionary
/// or configuration.
struct DefinedObject {
  ObjectKind kind = ObjectKind::collation;
  ObjectName name;
  Parameters options;
  std::string owner = {};
  std::string comment;
  Origin origin;

  friend bool operator==(const DefinedObject&, const DefinedObject&) = default;
};

// ---- sequences and views

struct Sequence {
  ObjectName name;
  std::optional<Type> type;  ///< none: bigint
  SequenceOptions options;
  ObjectName owner_table;  ///< it goes with this column; an empty name: with none
  std::string owner_column;
  std::string owner = {};
  std::string comment;
  Origin origin;

  friend bool operator==(const Sequence&, const Sequence&) = default;
};

enum class CheckOption { none, local, cascaded };

struct View {
  ObjectName name;
  bool materialized = false;
  std::vector<std::string> columns;  ///< names of the result's columns; empty: its own
  Parameters with;
  std::vector<DefinitionText> bodies;  ///< the query
  CheckOption check_option = CheckOption::none;
  bool with_no_data = false;                                ///< materialized only
  std::vector<Index> indexes;                               ///< materialized only, sorted by name
  std::map<std::string, std::string> column_comments = {};  ///< by column, of those that have one
  std::string owner = {};
  std::string comment;
  Origin origin;

  friend bool operator==(const View&, const View&) = default;
  [[nodiscard]] const Index* find_index(std::string_view index) const;
};

// ---- objects in the database's own words

/// When a trigger, rule or event trigger of PostgreSQL fires, by `session_replication_role`.
enum class Firing : std::uint8_t {
  origin,    ///< `enable`: but for what replication brings
  disabled,  ///< never
  replica,   ///< only for what replication brings
  always,
};
[[nodiscard]] std::string_view spell_firing(Firing firing);  ///< "disable", "enable always"
/// Whether what is of this kind can be disabled.
[[nodiscard]] bool can_fire(ObjectKind kind);

/// A function, procedure, aggregate, trigger, rule, policy, event trigger or server: the whole
/// CREATE statement.
struct TextObject {
  ObjectKind kind = ObjectKind::function;
  ObjectName name;              ///< of a trigger, rule or policy its `schema` is its table's
  std::vector<Type> arguments;  ///< of a routine
  ObjectName on;                ///< of a trigger, rule or policy
  std::vector<DefinitionText> bodies;
  Firing firing = Firing::origin;  ///< of a trigger, rule or event trigger
  std::string owner = {};
  std::string comment;
  Origin origin;

  friend bool operator==(const TextObject&, const TextObject&) = default;
};

// ---- what is about other objects

struct Statistics {
  ObjectName name;
  std::vector<std::string> kinds;  ///< ndistinct, dependencies, mcv; empty: all
  std::vector<Expression> expressions;
  ObjectName table;
  std::string owner = {};
  std::string comment;
  Origin origin;

  friend bool operator==(const Statistics&, const Statistics&) = default;
};

struct PublicationTable {
  ObjectName table;
  std::vector<std::string> columns;
  std::optional<Expression> where;

  friend bool operator==(const PublicationTable&, const PublicationTable&) = default;
};

struct Publication {
  ObjectName name;  ///< `name.schema` is empty
  bool all_tables = false;
  std::vector<PublicationTable> tables;
  std::vector<std::string> schemas;
  Parameters with;
  std::string owner = {};
  std::string comment;
  Origin origin;

  friend bool operator==(const Publication&, const Publication&) = default;
};

/// A privilege on an object, or on one of its columns.
struct Privilege {
  std::string name;    ///< lower case: "select", "all"
  std::string column;  ///< empty: on the whole object

  friend bool operator==(const Privilege&, const Privilege&) = default;
  friend auto operator<=>(const Privilege&, const Privilege&) = default;
};

/// What one role may do with one object.
struct Privileges {
  /// An object without a name stands for those of its kind that are created from then on: in the
  /// schema `name.schema` (empty: in any), by the role `detail` (empty: whoever ran the migration).
  ObjectKey object;
  std::string role;                   ///< "public": everybody
  std::map<Privilege, bool> granted;  ///< true: with grant option
  std::set<Privilege> withheld;       ///< what the role has by default, and was taken away from it
  Origin origin;

  friend bool operator==(const Privileges&, const Privileges&) = default;
};

// ---- all of them

using Object = std::variant<Namespace, Enum, Table, Extension, Domain, CompositeType, DefinedObject,
                            Sequence, View, TextObject, Statistics, Publication, Privileges>;

[[nodiscard]] ObjectKey key_of(const Object& object);
[[nodiscard]] ObjectName name_of(const Object& object);
[[nodiscard]] const Origin& origin_of(const Object& object);
/// Empty where an object has none, or none is known.
[[nodiscard]] const std::string& comment_of(const Object& object);
[[nodiscard]] const std::string& owner_of(const Object& object);
/// The texts that define the object, or null.
[[nodiscard]] const std::vector<DefinitionText>* texts_of(const Object& object);
[[nodiscard]] std::vector<DefinitionText>* texts_of(Object& object);
/// A function, procedure or aggregate: what a call may mean.
[[nodiscard]] bool is_routine(ObjectKind kind);
/// What a column may be of: an enum, domain, composite or range type.
[[nodiscard]] bool is_type(ObjectKind kind);
/// Whether it has no life of its own: it goes with its table or view.
[[nodiscard]] bool is_attached(ObjectKind kind);
/// The schema that every database has from the start.
[[nodiscard]] bool is_public(const ObjectKey& key);
/// Its comment in a new database.
inline constexpr std::string_view public_comment = "standard public schema";
/// "int, text": the detail of a routine's key.
[[nodiscard]] std::string signature(const std::vector<Type>& arguments);
/// Whether privileges are those of objects that are still to come.
[[nodiscard]] inline bool is_future(const ObjectKey& object) { return object.name.name.empty(); }
/// What the role may do with a new object though nothing was granted (manual, 5.7 Privileges);
/// empty where that is nothing.
[[nodiscard]] std::string_view usual_privilege(const ObjectKey& object, std::string_view role);
/// Whether the server's version decides what holds while nothing was granted or taken away: before
/// version 15 everybody may create objects in `public`.
[[nodiscard]] bool varies_by_version(const ObjectKey& object, std::string_view role,
                                     std::string_view privilege);
/// The key of what a role may do with an object.
[[nodiscard]] ObjectKey privileges_key(const ObjectKey& object, const std::string& role);

/// The objects that an object cannot exist without: the namespace, the types of columns, the
/// targets of foreign keys, what its texts name. Of a name whose kind the text does not tell every
/// possible key is given, so some of them may not exist.
[[nodiscard]] std::vector<ObjectKey> dependencies(const Object& object);
/// The kinds of objects that are types and share one name in a schema; the name of a table or view
/// is a type too.
[[nodiscard]] std::vector<ObjectKey> type_keys(const ObjectName& name);

/// The sequence that a call of `nextval` or `currval` names, or nothing.
[[nodiscard]] std::optional<ObjectName> sequence_of(const Expression& call);
/// Renames it wherever the expression names it so.
void rename_sequence(Expression& expression, const ObjectName& from, const ObjectName& to);

/// Names that share PostgreSQL's one namespace of relations in each schema (tables, indexes,
/// sequences, views …; manual, CREATE INDEX and CREATE TABLE): the object's own and those of its
/// indexes and index-backed constraints.
[[nodiscard]] std::vector<ObjectName> relation_names(const Object& object);

}  // namespace migc

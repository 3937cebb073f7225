#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/base/span.h"
#include "compiler/schema/expression.h"
#include "compiler/schema/type.h"

namespace migc {

// ---- parts of a table

/// Options of a sequence or identity column; absent means the database's default for the type.
struct SequenceOptions {
  std::optional<std::int64_t> start, increment, min_value, max_value, cache;
  bool cycle = false;

  friend bool operator==(const SequenceOptions&, const SequenceOptions&) = default;
};

struct Identity {
  bool always = false;  ///< GENERATED ALWAYS; otherwise BY DEFAULT
  SequenceOptions options;

  friend bool operator==(const Identity&, const Identity&) = default;
};

struct Generated {
  Expression expression;
  bool stored = true;

  friend bool operator==(const Generated&, const Generated&) = default;
};

struct Column {
  std::string name;
  Type type;
  bool not_null = false;  ///< of a primary key column always true
  std::optional<Expression> default_value;
  std::optional<Identity> identity;
  std::optional<Generated> generated;
  std::string collation;  ///< empty: the type's own
  std::string comment;
  std::string storage;      ///< PostgreSQL: plain, external, extended, main; empty: the type's own
  std::string compression;  ///< PostgreSQL 14: pglz, lz4; empty: the server's default
  std::optional<int> statistics;  ///< PostgreSQL: statistics target
  Origin origin;

  friend bool operator==(const Column&, const Column&) = default;
};

enum class Deferral { not_deferrable, initially_immediate, initially_deferred };
enum class ReferentialAction { no_action, restrict, cascade, set_null, set_default };
enum class MatchType { simple, full };
enum class SortOrder { ascending, descending };
/// `standard`: last when ascending, first when descending (PostgreSQL's rule).
enum class NullsOrder { standard, first, last };

using Parameters = std::map<std::string, std::string>;  ///< WITH (…): storage parameters by name

struct PrimaryKey {
  std::vector<std::string> columns;
  std::vector<std::string> include;
  Deferral deferral = Deferral::not_deferrable;
  Parameters with;
  std::string tablespace;

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

struct Unique {
  std::vector<std::string> columns;
  std::vector<std::string> include;
  bool nulls_not_distinct = false;
  Deferral deferral = Deferral::not_deferrable;
  Parameters with;
  std::string tablespace;

  friend bool operator==(const Unique&, const Unique&) = default;
};

struct ForeignKey {
  std::vector<std::string> columns;
  ObjectName target;
  std::vector<std::string>
      target_columns;  ///< never empty in a model: the target's primary key is filled in
  MatchType match = MatchType::simple;
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  std::vector<std::string> on_delete_columns;  ///< PostgreSQL 15: SET NULL (a, b)
  Deferral deferral = Deferral::not_deferrable;
  bool not_valid = false;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct Check {
  Expression expression;
  bool no_inherit = false;
  bool not_valid = false;

  friend bool operator==(const Check&, const Check&) = default;
};

/// A part of an index, unique index or exclusion constraint: a column or an expression with its
/// attributes.
struct IndexPart {
  Expression expression;
  SortOrder order = SortOrder::ascending;
  NullsOrder nulls = NullsOrder::standard;
  std::string collation;
  std::string opclass;  ///< PostgreSQL operator class, empty: the type's default
  Parameters opclass_parameters;
  std::string exclude_operator;  ///< of an exclusion constraint only: `=`, `&&` …

  friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct Exclusion {
  std::string method = "gist";
  std::vector<IndexPart> parts;
  std::vector<std::string> include;
  std::optional<Expression> where;
  Deferral deferral = Deferral::not_deferrable;
  Parameters with;
  std::string tablespace;

  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

using ConstraintBody = std::variant<PrimaryKey, Unique, ForeignKey, Check, Exclusion>;

struct Constraint {
  std::string
      name;  ///< never empty in a resolved model: `default_name` gives unnamed ones their name
  ConstraintBody body;
  std::string comment;
  Origin origin;

  friend bool operator==(const Constraint&, const Constraint&) = default;
};

struct Index {
  std::string name;
  bool unique = false;
  std::string method;  ///< empty: btree
  std::vector<IndexPart> parts;
  std::vector<std::string> include;
  std::optional<Expression> where;
  bool nulls_not_distinct = false;
  Parameters with;
  std::string tablespace;
  std::string comment;
  Origin origin;

  friend bool operator==(const Index&, const Index&) = default;
};

struct TableOptions {
  bool unlogged = false;       ///< PostgreSQL
  Parameters with;             ///< PostgreSQL storage parameters
  std::string tablespace;      ///< PostgreSQL
  bool strict = false;         ///< SQLite 3.37
  bool without_rowid = false;  ///< SQLite

  friend bool operator==(const TableOptions&, const TableOptions&) = default;
};

// ---- objects

/// A schema in PostgreSQL's sense. (`Schema` is the whole model.)
struct Namespace {
  ObjectName name;  ///< `name.schema` is empty
  std::string comment;
  Origin origin;

  friend bool operator==(const Namespace&, const Namespace&) = default;
};

struct Enum {
  ObjectName name;
  std::vector<std::string> values;  ///< in their sort order
  std::string comment;
  Origin origin;

  friend bool operator==(const Enum&, const Enum&) = default;
};

/// Columns keep their order; constraints and indexes are sorted by name, for their order means
/// nothing to a database.
struct Table {
  ObjectName name;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Index> indexes;
  TableOptions options;
  std::string comment;
  Origin origin;

  friend bool operator==(const Table&, const Table&) = default;

  [[nodiscard]] const Column* find_column(std::string_view column) const;
  [[nodiscard]] Column* find_column(std::string_view column);
  [[nodiscard]] const Constraint* find_constraint(std::string_view constraint) const;
  [[nodiscard]] Constraint* find_constraint(std::string_view constraint);
  [[nodiscard]] const Index* find_index(std::string_view index) const;
  [[nodiscard]] Index* find_index(std::string_view index);
  [[nodiscard]] const PrimaryKey* primary_key() const;
  [[nodiscard]] const Constraint* primary_key_constraint() const;
  /// Keep the order by name.
  void insert(Constraint constraint);
  void insert(Index index);
  void erase_constraint(std::string_view constraint);
  void erase_index(std::string_view index);
};

/// One alternative for each kind of object; the order is the order in which a dump lists them and a
/// build creates them.
using Object = std::variant<Namespace, Enum, Table>;
enum class ObjectKind : std::uint8_t { name_space, enum_, table };

struct ObjectKey {
  ObjectKind kind;
  ObjectName name;

  friend bool operator==(const ObjectKey&, const ObjectKey&) = default;
  friend auto operator<=>(const ObjectKey&, const ObjectKey&) = default;
};

[[nodiscard]] ObjectKey key_of(const Object& object);
[[nodiscard]] std::string_view kind_name(ObjectKind kind);  ///< "schema", "enum", "table"
[[nodiscard]] const Origin& origin_of(const Object& object);

/// The objects that an object cannot exist without: the namespace, the types of columns, the
/// targets of foreign keys.
[[nodiscard]] std::vector<ObjectKey> dependencies(const Object& object);

/// Names that share PostgreSQL's one namespace of relations in each schema (tables, indexes,
/// sequences, views …; manual, CREATE INDEX and CREATE TABLE): the object's own and those of its
/// indexes and index-backed constraints.
[[nodiscard]] std::vector<ObjectName> relation_names(const Object& object);

// ---- the model

/// The whole schema as a value: every object by kind and name. Objects refer to each other by name,
/// so copies are safe and
/// `==` is meaningful. All changes go through four members, which keep the lookups (`users_of`,
/// `find_relation`) true and can record what was there before.
class Schema {
 public:
  [[nodiscard]] const std::map<ObjectKey, Object>& objects() const { return objects_; }
  [[nodiscard]] bool empty() const { return objects_.empty(); }

  [[nodiscard]] const Object* find(const ObjectKey& key) const;
  [[nodiscard]] const Table* find_table(const ObjectName& name) const;
  [[nodiscard]] const Enum* find_enum(const ObjectName& name) const;
  [[nodiscard]] const Namespace* find_namespace(std::string_view name) const;
  /// The object that owns a relation name (a table, or the table of an index), or null.
  [[nodiscard]] const ObjectKey* find_relation(const ObjectName& name) const;
  /// The relations whose names differ from this one in the case of ASCII letters alone.
  [[nodiscard]] std::vector<ObjectName> relations_like(const ObjectName& name) const;
  /// Objects that depend on this one (itself left out), sorted.
  [[nodiscard]] std::vector<ObjectKey> users_of(const ObjectKey& key) const;

  /// Adds or replaces.
  void put(Object object);
  void erase(const ObjectKey& key);
  /// Changes one object in place; it must exist, and keep its key.
  void edit_table(const ObjectName& name, const std::function<void(Table&)>& change);
  void edit_enum(const ObjectName& name, const std::function<void(Enum&)>& change);

  /// What objects looked like before they were changed; null for those that did not exist.
  using Before = std::map<ObjectKey, std::optional<Object>>;
  /// Starts to remember the first former state of each object that is changed from now on.
  /// Recordings may be nested.
  void begin_recording();
  /// Ends the innermost recording. The outer one, if any, learns of the changes too.
  Before end_recording();
  /// Puts all remembered objects back.
  void restore(const Before& before);

  friend bool operator==(const Schema& a, const Schema& b) { return a.objects_ == b.objects_; }

 private:
  void remember(const ObjectKey& key);
  void link(const Object& object);
  void unlink(const Object& object);

  std::map<ObjectKey, Object> objects_;
  std::map<ObjectName, ObjectKey> relations_;
  std::set<ObjectName> capitals_;  ///< those relations that have capital letters
  std::map<ObjectKey, std::set<ObjectKey>> users_;
  std::vector<Before> recordings_;
};

/// The model as text, one line a fact, sorted: for tests, digests and debugging. Two equal schemas
/// dump equal text.
[[nodiscard]] std::string dump(const Schema& schema);
[[nodiscard]] std::string dump(const Object& object);

/// The objects in which two schemas differ, as the lines of `dump` that only one of them has (`-`
/// first, `+` second).
[[nodiscard]] std::string difference(const Schema& a, const Schema& b);

// ---- the naming convention

/// PostgreSQL's own names for what has none: `<table>_pkey`, `<table>_<columns>_key`, `_fkey`,
/// `_check`, `_excl`, `_idx`, cut to 63 bytes the way the server does (makeObjectName in its
/// source), numbered when taken.
[[nodiscard]] std::string default_constraint_name(const Schema& schema, const Table& table,
                                                  const ConstraintBody& body);
[[nodiscard]] std::string default_index_name(const Schema& schema, const Table& table,
                                             const Index& index);

}  // namespace migc

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/dialect/dialect.h"
#include "compiler/schema/schema.h"
#include "runtime/driver/driver.h"
#include "runtime/inspect/inspect.h"

/// What the parts of the inspection of a PostgreSQL database share.
namespace migc::runtime::postgres {

/// The fields of a row, from the left to the right.
class Fields {
 public:
  explicit Fields(const Row& row) : row_(row) {}

  /// Of NULL: empty.
  std::string text() { return row_[next_++].value_or(std::string()); }
  bool flag() { return text() == "t"; }
  char letter() {
    const std::string word = text();
    return word.empty() ? '\0' : word[0];
  }
  std::optional<std::int64_t> number();
  std::optional<std::string> maybe() { return row_[next_++]; }
  void skip(std::size_t fields) { next_ += fields; }
  /// A JSON array of texts or numbers; of NULL: empty.
  std::vector<std::string> list();
  /// The two fields schema and name.
  ObjectName name();

 private:
  const Row& row_;
  std::size_t next_ = 0;
};

/// A relation as the others refer to it.
struct Relation {
  ObjectName name;
  char kind = 'r';                              ///< pg_class.relkind
  bool held = false;                            ///< it is, or becomes, an object of the model
  std::map<std::int64_t, std::string> columns;  ///< by number
};

/// A database that is being read, and what has become of it so far.
class Catalog {
 public:
  Catalog(Driver& driver, const InspectOptions& options);

  [[nodiscard]] int major() const { return driver_.server_version().major; }
  /// Shows each row of a query.
  [[nodiscard]] Result<void> read(const std::string& sql,
                                  const std::function<void(Fields& fields)>& visit);

  // Conditions of the queries.

  /// The namespace `n` is one of the user's.
  [[nodiscard]] std::string in_user_schema() const;
  /// The object is of no extension: `not_of_extension("pg_class", "c.oid")`.
  [[nodiscard]] static std::string not_of_extension(std::string_view catalog, std::string_view oid);
  /// The same, and it did not come with another object either.
  [[nodiscard]] static std::string is_own(std::string_view catalog, std::string_view oid);
  /// A join for the comment as `d.description`.
  [[nodiscard]] static std::string comment_of(std::string_view catalog, std::string_view oid);

  // What the catalogs tell in SQL.

  /// A type as `format_type` spells it.
  [[nodiscard]] Type type(const std::string& text);
  [[nodiscard]] Expression expression(const std::string& text);
  /// The value of a column or domain of a type, where a literal needs no cast to be of it.
  [[nodiscard]] Expression default_value(const std::string& text, const Type& type);
  /// The options of a relation: `fillfactor=70`.
  [[nodiscard]] static Parameters parameters(const std::vector<std::string>& options);
  /// A collation as the model names it; no name for none, and for one that is not the user's.
  [[nodiscard]] ObjectName collation(const ObjectName& name, const std::string& user);
  /// A text that defines the object, with the names in it.
  void define(Object& object, std::string text);

  // What was found.

  /// Puts an object into the model, under the number that others refer to it by.
  void put(Object object, const std::string& owner, std::string_view catalog,
           const std::string& oid);
  /// The key alone, of what the model has nothing to say about.
  void know(const ObjectKey& key, std::string_view catalog, const std::string& oid);
  [[nodiscard]] const ObjectKey* find(std::string_view catalog, const std::string& oid) const;
  void leave_out(std::string what) { left_out_.push_back(std::move(what)); }

  Schema& schema() { return schema_; }
  std::vector<std::string>& left_out() { return left_out_; }
  std::map<std::string, Relation>& relations() { return relations_; }
  /// Null where the relation is none of the user's.
  [[nodiscard]] const Relation* relation(const std::string& oid) const;
  /// The column of a relation, empty where there is none.
  [[nodiscard]] static std::string column(const Relation& relation, const std::string& number);
  [[nodiscard]] static std::vector<std::string> columns(const Relation& relation,
                                                        const std::vector<std::string>& numbers);

 private:
  /// Of those without a schema the server has its own.
  [[nodiscard]] bool is_there(const ObjectName& collation) const;

  Driver& driver_;
  const InspectOptions& options_;
  const Dialect& dialect_;
  Schema schema_;
  std::vector<std::string> left_out_;
  std::map<std::string, Relation> relations_;                      ///< by number
  std::map<std::pair<std::string, std::string>, ObjectKey> keys_;  ///< by catalog and number
  std::map<std::string, Expression, std::less<>> expressions_;     ///< by their text
  std::map<std::string, Type, std::less<>> types_;                 ///< by their text
};

/// "table `app.users`" in the words of the model, also for what it has no place for.
[[nodiscard]] std::string named(std::string_view kind, const ObjectName& name);

/// A name as PostgreSQL's own functions quote it.
[[nodiscard]] std::string quoted_name(std::string_view name);
[[nodiscard]] std::string quoted_name(const ObjectName& name);
[[nodiscard]] std::string literal(std::string_view text);

// The parts, in the order in which they need each other.

[[nodiscard]] Result<void> read_collations(Catalog& catalog);
/// Every relation and its columns, with tables, views and composite types for the model.
[[nodiscard]] Result<void> read_relations(Catalog& catalog);
/// What tables are partitioned by, partitions of, and inherit from; foreign tables.
[[nodiscard]] Result<void> read_partitions(Catalog& catalog);
/// Constraints and indexes of tables, indexes of views.
[[nodiscard]] Result<void> read_constraints(Catalog& catalog);
[[nodiscard]] Result<void> read_sequences(Catalog& catalog);
/// Schemas, extensions, enums, domains, ranges, text search.
[[nodiscard]] Result<void> read_types(Catalog& catalog);
/// Functions, procedures and aggregates.
[[nodiscard]] Result<void> read_routines(Catalog& catalog);
/// Triggers, rules, policies, event triggers, statistics, publications, servers.
[[nodiscard]] Result<void> read_attached(Catalog& catalog);
[[nodiscard]] Result<void> read_privileges(Catalog& catalog);
/// What the model has no place for.
[[nodiscard]] Result<void> read_left_out(Catalog& catalog);

}  // namespace migc::runtime::postgres

#pragma once

#include <string>
#include <vector>

#include "compiler/dialect/postgres/context.h"

namespace migc::postgres {

/// How ALTER, DROP and COMMENT ON name the object: `MATERIALIZED VIEW app.v`, `FUNCTION
/// f(integer)`, `TRIGGER touch ON people`.
[[nodiscard]] std::string reference(const Context& context, const Object& object);

/// Adds the statements that make the object with its indexes, owner and comments. Nothing where the
/// object says nothing for PostgreSQL.
void create_object(const Context& context, const Object& object);
void drop_object(const Context& context, const Object& object);

/// Adds OWNER TO, unless the object has no owner of the author's.
void add_owner(const Context& context, const Object& object);
/// Adds COMMENT ON, also to take a comment away.
/// When a trigger, rule or event trigger fires.
void set_firing(const Context& context, const TextObject& object);
void set_comment(const Context& context, const Object& object);

/// `INCREMENT BY 10 START WITH 1000`, each with a blank before it.
[[nodiscard]] std::string sequence_options(const SequenceOptions& options);
/// Adds OWNED BY, for a sequence that has an owning column.
void own_sequence(const Context& context, const Sequence& sequence);
/// ` TABLE a (id) WHERE (…), TABLES IN SCHEMA app`: what a publication is for.
[[nodiscard]] std::string publication_targets(const Context& context,
                                              const Publication& publication);
/// Adds ALTER PUBLICATION … SET with them.
void set_publication_targets(const Context& context, const Publication& publication);
/// The publications that name the column of one of the tables, in a list of columns or a condition.
/// PostgreSQL changes no type of such a column (ATExecAlterColumnType in its source).
[[nodiscard]] std::vector<Publication> publications_naming(const Schema& schema,
                                                           const std::vector<ObjectName>& tables,
                                                           std::string_view column);
/// The same publication with all rows and columns of the tables.
[[nodiscard]] Publication with_all_of(Publication publication,
                                      const std::vector<ObjectName>& tables);
/// `CONSTRAINT c CHECK (…)` of a domain.
[[nodiscard]] std::string domain_check(const Context& context, const Constraint& check);
/// Adds COMMENT ON for it, also to take a comment away.
void add_check_comment(const Context& context, const Domain& domain, const Constraint& check);

/// Whether a text object's statement was meant for PostgreSQL at all.
[[nodiscard]] bool speaks(const Object& object);

// grants.cpp

/// Adds GRANT and REVOKE, as far as the two differ. What is equal stays.
void change_privileges(const Context& context, const Privileges& from, const Privileges& to);
/// The same from what a new object has.
void grant_all(const Context& context, const Privileges& privileges);

}  // namespace migc::postgres

#pragma once

#include <string>
#include <vector>

#include "compiler/schema/schema.h"

/// How the constraints and indexes of a partitioned table live on in its partitions. What `evolve`
/// changes, `invert` takes back and a dialect says must be the same things under the same names.
namespace migc {

/// A constraint or index of a partition that is, or becomes, a part of its parent's.
template <typename Item>
struct Part {
  ObjectName table;
  Item item;             ///< with `parent` set
  bool adopted = false;  ///< the partition has it already, as its own
};

/// What the partitions below a table need, or have, when the table gets this index or constraint:
/// each in front of the parent's. PostgreSQL adopts an equal one instead of building another
/// (manual, CREATE INDEX; ALTER TABLE … ATTACH PARTITION), so each partition can get its own first,
/// under a name that is known.
[[nodiscard]] std::vector<Part<Index>> parts_of(const Schema& schema, const ObjectName& table,
                                                const Index& index);
[[nodiscard]] std::vector<Part<Constraint>> parts_of(const Schema& schema, const ObjectName& table,
                                                     const Constraint& constraint);

/// The item itself and the parts that it has in the tables below: children in front.
[[nodiscard]] std::vector<Part<Index>> parts_with(const Schema& schema, const ObjectName& table,
                                                  const Index& index);
[[nodiscard]] std::vector<Part<Constraint>> parts_with(const Schema& schema,
                                                       const ObjectName& table,
                                                       const Constraint& constraint);

/// The same for one table that becomes a partition of `parent`, with what is below it.
struct PartitionParts {
  std::vector<Part<Constraint>> constraints;
  std::vector<Part<Index>> indexes;
};
[[nodiscard]] PartitionParts parts_for(const Schema& schema, const Table& parent,
                                       const ObjectName& partition);

/// A new partition: the columns of its parent, with parts of its constraints and indexes under
/// names of its own. `name`, `origin` and `partition_of` are the caller's.
[[nodiscard]] Table new_partition(const Schema& schema, const Table& parent, Table partition);

/// The check of a parent as its heir has it.
[[nodiscard]] Constraint part_of(const Constraint& check);

/// What stays of a column in a partition or heir: an identity, a comment and a position do not.
[[nodiscard]] Column inherited_column(const Column& column);

/// The columns in a partition key.
[[nodiscard]] std::vector<std::string> key_columns(const PartitionKey& key);

}  // namespace migc

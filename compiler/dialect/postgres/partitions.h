#pragma once

#include <string>

#include "compiler/dialect/postgres/context.h"

namespace migc::postgres {

/// ` PARTITION BY RANGE (created_at)`.
void write_partition_by(SqlWriter& writer, const Context& context, const PartitionKey& key);
/// `FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`, `DEFAULT`.
[[nodiscard]] std::string bound_text(const Context& context, const PartitionBound& bound);
/// Adds ATTACH PARTITION. `scans`: the partition may hold rows.
void attach(const Context& context, const ObjectName& table, const ObjectName& partition,
            const PartitionBound& bound, bool scans);
/// Adds DETACH PARTITION.
void detach(const Context& context, const Table& partition);
/// The tables with foreign keys to a table above the partition, whose rows may refer to its own.
[[nodiscard]] std::vector<ObjectName> referring_tables(const Schema& schema,
                                                       const Table& partition);
/// Rows of the default partition that would belong in a new one.
void guard_default_partition(const Context& context, const Table& parent,
                             const ObjectName& partition, const PartitionBound& bound);

}  // namespace migc::postgres

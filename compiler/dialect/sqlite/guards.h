#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/dialect/sqlite/definition.h"
#include "compiler/dialect/sqlite/sources.h"
#include "compiler/schema/schema.h"

namespace migc::sqlite {

/// A query whose rows are the reason not to go on.
struct Guard {
  std::string query;
  std::string failure;
};

/// Makes the guards of one table as it stands before a change. What they look at is what the rows
/// will hold after it.
class Guards {
 public:
  Guards(const Sql& sql, const Table& old_table, const Sources& sources)
      : sql_(sql), table_(old_table), sources_(sources) {}

  [[nodiscard]] Guard is_empty(const std::string& column) const;
  [[nodiscard]] Guard no_nulls(const std::string& column) const;
  [[nodiscard]] Guard holds(const Check& check, const std::string& constraint) const;
  [[nodiscard]] Guard distinct(const std::vector<std::string>& columns,
                               const std::string& constraint) const;
  [[nodiscard]] Guard distinct(const Index& index) const;
  /// Nothing when the target is the table itself, whose keys may be changing too: the check after
  /// the rebuild finds those.
  [[nodiscard]] std::optional<Guard> has_targets(const ForeignKey& key,
                                                 const std::string& constraint) const;
  /// Rows whose value the type would refuse.
  [[nodiscard]] std::optional<Guard> fits(const std::string& column, const Type& from,
                                          const Type& to,
                                          const std::optional<Expression>& using_) const;
  [[nodiscard]] Guard lacks_value(const std::string& column, const std::string& value,
                                  const ObjectName& enumeration) const;

 private:
  /// Rows whose value the conversion that the copy makes would refuse, or lose a part of.
  [[nodiscard]] Guard survives(const std::string& column, const Type& from, const Type& to) const;
  [[nodiscard]] std::string text(
      const Expression& expression) const;  ///< translated, without parentheses
  [[nodiscard]] std::string operand(
      const Expression& expression) const;  ///< translated, for the side of an operator
  [[nodiscard]] std::string key() const;
  [[nodiscard]] std::string from() const;
  [[nodiscard]] Guard rows_where(const std::string& condition, std::string failure) const;
  [[nodiscard]] Guard duplicates(const std::vector<std::string>& parts, const std::string& also,
                                 std::string failure) const;

  const Sql& sql_;
  const Table& table_;
  const Sources& sources_;
};

}  // namespace migc::sqlite

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_file;

namespace migc::runtime {

/// The pages of an SQLite database, read through the connection's own file and below its SQL: the
/// first statement that names a table makes SQLite parse the whole schema, which for a schema of
/// some hundred tables takes longer than everything else that a look at two small tables costs.
///
/// Only for what can be read without doubt: a rollback journal and UTF-8. Every function says null
/// for anything else, and a query answers then. Written after https://sqlite.org/fileformat2.html;
/// the numbers in comments are its sections.
class SqlitePages {
 public:
  /// A value of a record as far as it is looked at here: texts and integers.
  struct Field {
    std::optional<std::string> text;
    std::optional<std::int64_t> number;
  };
  using Record = std::vector<Field>;

  /// The pages that the read transaction of `connection` sees; it has to be open for as long as
  /// they are read.
  [[nodiscard]] static std::optional<SqlitePages> open(sqlite3* connection);

  /// The first page of a table; 0 when there is no table of exactly this name.
  [[nodiscard]] std::optional<std::uint32_t> root_of(std::string_view table) const;
  /// All rows of a table without rowids, in the order of their keys.
  [[nodiscard]] std::optional<std::vector<Record>> keyed_rows(std::uint32_t root) const;
  /// The greatest rowid of a table with rowids; 0 when it is empty.
  [[nodiscard]] std::optional<std::int64_t> last_rowid(std::uint32_t root) const;

 private:
  struct Page;
  /// A cell without what is particular to its kind of page.
  struct Cell {
    std::uint32_t child = 0;
    std::int64_t rowid = 0;
    std::string_view local;      ///< the part of the payload that lies in the page
    std::uint64_t size = 0;      ///< of the whole payload
    std::uint32_t overflow = 0;  ///< the page in which the rest begins
  };

  [[nodiscard]] std::optional<std::string> read_bytes(std::uint32_t number) const;
  [[nodiscard]] std::optional<Page> read(std::uint32_t number) const;
  [[nodiscard]] std::optional<Cell> cell(const Page& page, std::size_t index) const;
  /// The first `count` values of a cell.
  [[nodiscard]] std::optional<Record> record(const Cell& cell, std::size_t count) const;
  /// A way through the cells of a tree.
  struct Walk {
    std::function<bool(const Cell&)> visit;  ///< false: that was enough
    bool more = true;                        ///< until then
    int pages = 0;                           ///< that were read
  };
  /// Visits each cell with a payload; false when the tree cannot be read.
  [[nodiscard]] bool walk(std::uint32_t root, Walk& way) const;

  sqlite3_file* file_ = nullptr;
  std::uint32_t page_size_ = 0;
  std::uint32_t usable_ = 0;  ///< without the bytes that extensions reserve
};

}  // namespace migc::runtime

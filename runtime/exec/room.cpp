#include "runtime/exec/room.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <system_error>

#include "runtime/driver/value.h"

namespace migc::runtime {
namespace {

/// What the file is made of (sqlite.org/pragma.html); sizes in bytes.
struct DatabaseFile {
  std::filesystem::path path;  ///< empty: in memory
  std::uintmax_t used = 0;
  std::uintmax_t reusable = 0;  ///< pages that the next writes take first
  bool wal = false;
  bool overwrites = false;  ///< what is freed is overwritten with zeros
};

Result<DatabaseFile> look_at(Driver& driver) {
  const Result<Rows> rows = driver.query(
      "SELECT file, (page_count - freelist_count) * page_size, freelist_count * page_size, "
      "journal_mode = 'wal', secure_delete = 1 FROM pragma_database_list, pragma_page_count, "
      "pragma_freelist_count, pragma_page_size, pragma_journal_mode, pragma_secure_delete WHERE "
      "name = 'main'");
  MIGC_TRY(rows);
  const Row& row = rows->rows.front();
  return DatabaseFile{.path = row[0].value_or(""),
                      .used = std::stoull(*row[1]),
                      .reusable = std::stoull(*row[2]),
                      .wal = row[3] == "1",
                      .overwrites = row[4] == "1"};
}

/// The copies, one after the other: the pages of a table that was dropped hold the next copy. All
/// of them go into a write-ahead log first. Pages that are overwritten when they are freed go into
/// the journal, of whichever kind it is.
struct Copies {
  std::uintmax_t all = 0, largest = 0;

  void add(std::uintmax_t bytes) {
    all += bytes;
    largest = std::max(largest, bytes);
  }
  [[nodiscard]] std::uintmax_t need(const DatabaseFile& file) const {
    const std::uintmax_t growth = largest - std::min(largest, file.reusable);
    return growth + (file.wal ? all : 0) + (file.overwrites ? all : 0);
  }
};

std::string in_mebibytes(std::uintmax_t bytes) {
  return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1024.0 * 1024.0));
}

}  // namespace

Result<void> require_room(const Batch& batch, Driver& driver) {
  const auto copies_a_table = [](const Statement& statement) { return !statement.room.empty(); };
  const auto count = std::ranges::count_if(batch.statements, copies_a_table);
  if (count == 0) return {};
  const Result<DatabaseFile> file = look_at(driver);
  MIGC_TRY(file);
  if (file->path.empty()) return {};
  std::error_code unknown;
  const std::filesystem::space_info disk = std::filesystem::space(file->path, unknown);
  if (unknown) return {};  // a file system that does not tell: the copy will
  // Nearly always there is room for all tables, and theirs need not be measured.
  Copies copies;
  for (auto i = count; i > 0; --i) copies.add(file->used);
  if (copies.need(*file) <= disk.available) return {};
  copies = {};
  for (const Statement& statement : batch.statements) {
    if (!copies_a_table(statement)) continue;
    const Result<Rows> bytes = driver.query(statement.room);
    const bool cannot_tell = !bytes && bytes.error().message.find("dbstat") != std::string::npos;
    if (cannot_tell) return {};  // a library that was built without it: the copy will tell
    MIGC_TRY(bytes);
    copies.add(std::stoull(bytes->rows.front().front().value_or("0")));
  }
  const std::uintmax_t need = copies.need(*file);
  if (need <= disk.available) return {};
  return fail(ErrorKind::io,
              fmt::format("the disk of `{}` is too full to rebuild what the migration changes: {} "
                          "are free, and the copies need {}",
                          file->path.string(), in_mebibytes(disk.available), in_mebibytes(need)),
              "help: this step has changed nothing; make room and run it again");
}

}  // namespace migc::runtime

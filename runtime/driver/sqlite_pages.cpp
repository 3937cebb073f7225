#include "runtime/driver/sqlite_pages.h"

#include <cstddef>
#include <sqlite3.h>
#include <utility>

namespace migc::runtime {
namespace {

/// More are not read: SQL is as quick then, and a damaged tree may go in circles.
constexpr int most_pages = 1000;
constexpr std::size_t header_size = 100;  // 1.3

/// Big-endian bytes, with the end of the text in sight.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::uint64_t> number(std::size_t size) {
    if (bytes_.size() < size) return std::nullopt;
    std::uint64_t result = 0;
    for (std::size_t i = 0; i < size; ++i)
      result = result << 8 | static_cast<unsigned char>(bytes_[i]);
    bytes_.remove_prefix(size);
    return result;
  }

  /// Seven bits a byte, eight in the ninth. 1.6
  std::optional<std::uint64_t> varint() {
    std::uint64_t result = 0;
    for (int i = 0; i < 9; ++i) {
      if (bytes_.empty()) return std::nullopt;
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      if (i == 8) return result << 8 | byte;
      result = result << 7 | (byte & 0x7FU);
      if (byte < 0x80) return result;
    }
    return result;
  }

  std::optional<std::string_view> text(std::uint64_t size) {
    if (bytes_.size() < size) return std::nullopt;
    const std::string_view result = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return result;
  }

  [[nodiscard]] std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

std::uint64_t number_at(std::string_view bytes, std::size_t offset, std::size_t size) {
  return offset < bytes.size() ? Reader(bytes.substr(offset)).number(size).value_or(0) : 0;
}

/// A value of the record. 2.1
std::optional<SqlitePages::Field> read_field(Reader& body, std::uint64_t type) {
  SqlitePages::Field field;
  if (type >= 12) {
    const std::optional<std::string_view> bytes = body.text((type - 12) / 2);
    if (!bytes) return std::nullopt;
    if (type % 2 == 1) field.text = std::string(*bytes);
    return field;
  }
  if (type == 8 || type == 9) {
    field.number = static_cast<std::int64_t>(type - 8);
    return field;
  }
  constexpr std::size_t sizes[] = {0, 1, 2, 3, 4, 6, 8, 8};
  if (type >= std::size(sizes)) return std::nullopt;
  const std::size_t size = sizes[type];
  const std::optional<std::uint64_t> bits = body.number(size);
  if (!bits) return std::nullopt;
  if (type == 0 || type == 7) return field;  // NULL and real numbers
  const unsigned shift = 64 - 8 * static_cast<unsigned>(size);
  field.number = static_cast<std::int64_t>(*bits << shift) >> shift;
  return field;
}

/// The first `count` values of a record, all of which have to be in `payload`.
std::optional<SqlitePages::Record> read_record(std::string_view payload, std::size_t count) {
  Reader reader(payload);
  const std::optional<std::uint64_t> size = reader.varint();
  if (!size || *size > payload.size()) return std::nullopt;
  Reader types(payload.substr(0, *size));
  static_cast<void>(types.varint());
  Reader body(payload.substr(*size));
  SqlitePages::Record record;
  while (record.size() < count) {
    const std::optional<std::uint64_t> type = types.varint();
    if (!type) return std::nullopt;
    std::optional<SqlitePages::Field> field = read_field(body, *type);
    if (!field) return std::nullopt;
    record.push_back(*std::move(field));
  }
  return record;
}

}  // namespace

/// 1.6
struct SqlitePages::Page {
  std::string bytes;
  std::size_t begin = 0;  ///< of the header
  bool keyed = false;     ///< of an index or a table without rowids
  bool leaf = false;
  std::size_t cells = 0;
  std::uint32_t last_child = 0;
};

std::optional<SqlitePages> SqlitePages::open(sqlite3* connection) {
  SqlitePages pages;
  const int code =
      sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &pages.file_);
  if (code != SQLITE_OK || pages.file_ == nullptr || pages.file_->pMethods == nullptr)
    return std::nullopt;
  std::string header(header_size, '\0');
  if (pages.file_->pMethods->xRead(pages.file_, header.data(), header_size, 0) != SQLITE_OK)
    return std::nullopt;
  // 1.3.3: 1 is a rollback journal. With a write-ahead log the newest pages are elsewhere.
  const bool rollback = header[18] == 1 && header[19] == 1;
  const bool utf8 = number_at(header, 56, 4) == SQLITE_UTF8;
  if (!header.starts_with("SQLite format 3") || !rollback || !utf8) return std::nullopt;
  const auto size = static_cast<std::uint32_t>(number_at(header, 16, 2));
  pages.page_size_ = size == 1 ? 65536 : size;
  const auto reserved = static_cast<unsigned char>(header[20]);
  if (pages.page_size_ < 512 || pages.page_size_ < 480U + reserved) return std::nullopt;
  pages.usable_ = pages.page_size_ - reserved;
  return pages;
}

std::optional<std::string> SqlitePages::read_bytes(std::uint32_t number) const {
  if (number == 0) return std::nullopt;
  std::string bytes(page_size_, '\0');
  const sqlite3_int64 offset = static_cast<sqlite3_int64>(number - 1) * page_size_;
  if (file_->pMethods->xRead(file_, bytes.data(), static_cast<int>(page_size_), offset) !=
      SQLITE_OK)
    return std::nullopt;
  bytes.resize(usable_);
  return bytes;
}

std::optional<SqlitePages::Page> SqlitePages::read(std::uint32_t number) const {
  std::optional<std::string> bytes = read_bytes(number);
  if (!bytes) return std::nullopt;
  Page page;
  page.bytes = *std::move(bytes);
  page.begin = number == 1 ? header_size : 0;
  const auto kind = number_at(page.bytes, page.begin, 1);
  if (kind != 2 && kind != 5 && kind != 10 && kind != 13) return std::nullopt;
  page.keyed = kind == 2 || kind == 10;
  page.leaf = kind == 10 || kind == 13;
  page.cells = number_at(page.bytes, page.begin + 3, 2);
  if (!page.leaf)
    page.last_child = static_cast<std::uint32_t>(number_at(page.bytes, page.begin + 8, 4));
  return page;
}

std::optional<SqlitePages::Cell> SqlitePages::cell(const Page& page, std::size_t index) const {
  const std::size_t pointers = page.begin + (page.leaf ? 8 : 12);
  const std::uint64_t offset = number_at(page.bytes, pointers + 2 * index, 2);
  if (offset < pointers || offset >= page.bytes.size()) return std::nullopt;
  Reader reader(std::string_view(page.bytes).substr(offset));
  Cell result;
  if (!page.leaf) {
    const std::optional<std::uint64_t> child = reader.number(4);
    if (!child) return std::nullopt;
    result.child = static_cast<std::uint32_t>(*child);
  }
  if (page.keyed || page.leaf) {
    const std::optional<std::uint64_t> size = reader.varint();
    if (!size) return std::nullopt;
    result.size = *size;
  }
  if (!page.keyed) {
    const std::optional<std::uint64_t> rowid = reader.varint();
    if (!rowid) return std::nullopt;
    result.rowid = static_cast<std::int64_t>(*rowid);
    if (!page.leaf) return result;
  }
  // How much of a payload lies in the page itself.
  const std::uint64_t most = page.keyed ? (usable_ - 12) * 64 / 255 - 23 : usable_ - 35;
  const std::uint64_t least = (usable_ - 12) * 32 / 255 - 23;
  std::uint64_t local = result.size;
  if (local > most) {
    local = least + (result.size - least) % (usable_ - 4);
    if (local > most) local = least;
  }
  const std::optional<std::string_view> bytes = reader.text(local);
  if (!bytes) return std::nullopt;
  result.local = *bytes;
  if (local < result.size) {
    const std::optional<std::uint64_t> next = reader.number(4);
    if (!next) return std::nullopt;
    result.overflow = static_cast<std::uint32_t>(*next);
  }
  return result;
}

std::optional<SqlitePages::Record> SqlitePages::record(const Cell& cell, std::size_t count) const {
  std::optional<Record> result = read_record(cell.local, count);
  if (result || cell.overflow == 0) return result;
  std::string payload(cell.local);
  std::uint32_t next = cell.overflow;
  for (int pages = 0; next != 0 && payload.size() < cell.size; ++pages) {
    const std::optional<std::string> bytes = pages < most_pages ? read_bytes(next) : std::nullopt;
    if (!bytes) return std::nullopt;
    next = static_cast<std::uint32_t>(number_at(*bytes, 0, 4));
    payload.append(*bytes, 4, cell.size - payload.size());
  }
  return read_record(payload, count);
}

bool SqlitePages::walk(std::uint32_t root, Walk& way) const {
  const std::optional<Page> page = ++way.pages <= most_pages ? read(root) : std::nullopt;
  if (!page) return false;
  for (std::size_t i = 0; way.more && i < page->cells; ++i) {
    const std::optional<Cell> found = cell(*page, i);
    if (!found) return false;
    if (!page->leaf && !walk(found->child, way)) return false;
    if (way.more && (page->leaf || page->keyed)) way.more = way.visit(*found);
  }
  return !way.more || page->leaf || walk(page->last_child, way);
}

std::optional<std::uint32_t> SqlitePages::root_of(std::string_view table) const {
  std::uint32_t root = 0;
  bool readable = true;
  // 2.6: the table of tables begins in the first page; its columns are type, name, tbl_name,
  // rootpage and sql.
  Walk way{.visit = [&](const Cell& found) {
    const std::optional<Record> row = record(found, 4);
    readable = row.has_value();
    if (!readable) return false;
    const bool is_it = (*row)[0].text == "table" && (*row)[1].text == table;
    if (is_it) root = static_cast<std::uint32_t>((*row)[3].number.value_or(0));
    return !is_it;
  }};
  if (!walk(1, way) || !readable) return std::nullopt;
  return root;
}

std::optional<std::vector<SqlitePages::Record>> SqlitePages::keyed_rows(std::uint32_t root) const {
  std::vector<Record> rows;
  bool readable = true;
  Walk way{.visit = [&](const Cell& found) {
    std::optional<Record> row = record(found, 2);
    readable = row.has_value();
    if (readable) rows.push_back(*std::move(row));
    return readable;
  }};
  if (!walk(root, way) || !readable) return std::nullopt;
  return rows;
}

std::optional<std::int64_t> SqlitePages::last_rowid(std::uint32_t root) const {
  for (int pages = 0; pages < most_pages; ++pages) {
    const std::optional<Page> page = read(root);
    if (!page || page->keyed) return std::nullopt;
    if (page->leaf) {
      if (page->cells == 0) return 0;
      const std::optional<Cell> last = cell(*page, page->cells - 1);
      return last ? std::optional(last->rowid) : std::nullopt;
    }
    root = page->last_child;
  }
  return std::nullopt;
}

}  // namespace migc::runtime

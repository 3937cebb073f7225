#include "runtime/scratch/scratch.h"

#include <fmt/format.h>
#include <random>
#include <set>
#include <utility>

#include "compiler/base/digest.h"
#include "compiler/dialect/dialect.h"
#include "compiler/dialect/emit.h"
#include "compiler/diff/diff.h"
#include "compiler/sema/history.h"
#include "runtime/driver/open.h"
#include "runtime/driver/transaction.h"
#include "runtime/scratch/private_server.h"
#include "runtime/scratch/role.h"

namespace migc::runtime {

namespace {

class SqliteScratch : public Scratch {
 public:
  explicit SqliteScratch(std::unique_ptr<Driver> driver) : driver_(std::move(driver)) {}
  Driver& driver() override { return *driver_; }
  [[nodiscard]] bool is_private() const override { return true; }

 private:
  std::unique_ptr<Driver> driver_;
};

/// A database on a server; dropped at the end through the connection from which it was created.
class PostgresScratch : public Scratch {
 public:
  PostgresScratch(std::unique_ptr<PrivateServer> server, std::unique_ptr<Driver> maker,
                  std::string name)
      : server_(std::move(server)), maker_(std::move(maker)), name_(std::move(name)) {}
  ~PostgresScratch() override {
    driver_.reset();
    // A server of its own goes as a whole.
    if (server_ == nullptr)
      static_cast<void>(maker_->execute(fmt::format("DROP DATABASE IF EXISTS {}", name_)));
  }
  Driver& driver() override { return *driver_; }
  [[nodiscard]] bool is_private() const override { return server_ != nullptr; }
  void connect(std::unique_ptr<Driver> driver) { driver_ = std::move(driver); }

 private:
  std::unique_ptr<PrivateServer> server_;
  std::unique_ptr<Driver> maker_;
  std::string name_;
  std::unique_ptr<Driver> driver_;
};

constexpr std::string_view name_begin = "migc_scratch_";
constexpr std::size_t number_digits = 16;

/// The name of the database of a number, in hexadecimal digits. Its end follows from the number, so
/// nobody comes upon such a name by chance.
std::string scratch_name(std::string_view number) {
  return fmt::format("{}{}{}", name_begin, number, sha256(number).hex().substr(0, 8));
}

/// A run that is killed cannot drop its database. Each maker holds an advisory lock of its
/// database's number for as long as it lives, from before the database is there: what nobody holds,
/// and nobody is connected to, is left over.
Result<void> drop_left_over(Driver& maker) {
  // A number of 64 bits is filed as two halves with objsubid 1; all databases' locks are listed.
  const Result<Rows> found = maker.query(
      fmt::format("SELECT datname FROM pg_database d"
                  " WHERE datname ~ '^{0}[0-9a-f]{{{1}}}$' AND pg_has_role(datdba, 'USAGE')"
                  " AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)"
                  " AND NOT EXISTS (SELECT FROM pg_locks l"
                  "  WHERE l.locktype = 'advisory' AND l.objsubid = 1"
                  "  AND lpad(to_hex(l.classid::bigint), 8, '0') ||"
                  "      lpad(to_hex(l.objid::bigint), 8, '0') = substr(datname, {2}, {3}))",
                  name_begin, number_digits + 8, name_begin.size() + 1, number_digits));
  MIGC_TRY(found);
  for (const Row& row : found->rows) {
    const std::string name = row.front().value_or("");
    // Another run may be faster.
    if (name == scratch_name(std::string_view(name).substr(name_begin.size(), number_digits)))
      static_cast<void>(maker.execute(fmt::format("DROP DATABASE IF EXISTS {}", name)));
  }
  return {};
}

Result<std::unique_ptr<Scratch>> make_database(const ConnectionTarget& target,
                                               std::unique_ptr<PrivateServer> server,
                                               const OpenOptions& options) {
  Result<std::unique_ptr<Driver>> maker = open_driver(target, options);
  if (!maker) return tl::unexpected(std::move(maker).error());
  std::random_device random;
  const std::string number = fmt::format("{:08x}{:08x}", random(), random());
  const std::string name = scratch_name(number);
  // template0 holds nothing that somebody added; the locale is that of the database that it is
  // compared with.
  const Result<Rows> locale =
      (*maker)->query(fmt::format("SELECT quote_literal(datcollate), quote_literal(datctype),"
                                  " pg_try_advisory_lock(x'{}'::bigint) FROM pg_database"
                                  " WHERE datname = current_database()",
                                  number));
  MIGC_TRY(locale);
  // A server of its own is new.
  if (server == nullptr) MIGC_TRY(drop_left_over(**maker));
  MIGC_TRY((*maker)->execute(fmt::format(
      "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}", name,
      locale->rows.front()[0].value_or("'C'"), locale->rows.front()[1].value_or("'C'"))));
  auto scratch = std::make_unique<PostgresScratch>(std::move(server), *std::move(maker), name);
  ConnectionTarget inside = target;
  inside.database = name;
  inside.display = "a scratch database";
  Result<std::unique_ptr<Driver>> driver = open_driver(inside, options);
  if (!driver) return tl::unexpected(std::move(driver).error());
  scratch->connect(*std::move(driver));
  return scratch;
}

Result<std::unique_ptr<Scratch>> open_postgres(const ScratchOptions& options) {
  const OpenOptions open{.module_folder = options.module_folder};
  std::string reason;
  if (options.server) {
    Result<std::unique_ptr<Scratch>> made = make_database(*options.server, nullptr, open);
    if (made) return made;
    reason = fmt::format("no temporary database on the server: {}\n", made.error().message);
  }
  const std::filesystem::path binaries = find_server_programs(options.binary_folders);
  if (binaries.empty()) {
    return fail(ErrorKind::usage, "there is no PostgreSQL to try the schema on",
                reason +
                    "`initdb` and `postgres` are neither on PATH nor in /usr/lib/postgresql\n"
                    "help: install a PostgreSQL server, or allow CREATE DATABASE");
  }
  Result<std::unique_ptr<PrivateServer>> server = PrivateServer::start({.binaries = binaries});
  if (!server) {
    Error error = std::move(server).error();
    error.kind = ErrorKind::usage;
    error.detail = reason + error.detail;
    return tl::unexpected(std::move(error));
  }
  const ConnectionTarget target = (*server)->target("postgres");
  return make_database(target, *std::move(server), open);
}

/// The roles that a schema names; a private server has none of them.
std::set<std::string> roles_of(const Schema& schema) {
  std::set<std::string> roles;
  for (const auto& [key, object] : schema.objects()) {
    if (const std::string& owner = owner_of(object); !owner.empty()) roles.insert(owner);
    if (const auto* privileges = std::get_if<Privileges>(&object);
        privileges != nullptr && privileges->role != "public")
      roles.insert(privileges->role);
  }
  return roles;
}

Result<void> create_roles(Scratch& scratch, const Schema& schema) {
  if (!scratch.is_private() || scratch.driver().dialect() != "postgres") return {};
  for (const std::string& role : roles_of(schema)) {
    const Result<Rows> there =
        scratch.driver().query("SELECT 1 FROM pg_roles WHERE rolname = $1", {Value(role)});
    MIGC_TRY(there);
    if (there->empty()) MIGC_TRY(create_role(scratch.driver(), role));
  }
  return {};
}

Error in_statement(Error error, const std::string& sql) {
  error.detail += fmt::format("{}in: {}", error.detail.empty() ? "" : "\n", sql);
  return error;
}

/// The database is empty: what asks about rows has nothing to ask.
Result<void> run_statement(Driver& driver, const Statement& statement) {
  if (statement.kind == StatementKind::guard) return {};
  if (statement.kind == StatementKind::execute) {
    if (Result<void> done = driver.execute(statement.sql); !done)
      return tl::unexpected(in_statement(std::move(done).error(), statement.sql));
    return {};
  }
  const Result<Rows> rows = driver.query(statement.sql);
  if (!rows) return tl::unexpected(in_statement(rows.error(), statement.sql));
  for (const Row& row : rows->rows) {
    if (row.empty() || !row.front()) continue;
    if (Result<void> done = driver.execute(*row.front()); !done)
      return tl::unexpected(in_statement(std::move(done).error(), *row.front()));
  }
  return {};
}

Result<void> run_batch(Driver& driver, const Batch& batch) {
  std::vector<Setting> former;
  for (const Setting& setting : batch.settings) {
    Result<std::string> before = driver.set_session(setting.name, setting.value);
    MIGC_TRY(before);
    former.push_back({setting.name, *std::move(before)});
  }
  if (batch.transactional) {
    Result<Transaction> transaction = Transaction::begin(driver);
    if (!transaction) return tl::unexpected(std::move(transaction).error());
    for (const Statement& statement : batch.statements) MIGC_TRY(run_statement(driver, statement));
    MIGC_TRY(transaction->commit());
  } else {
    for (const Statement& statement : batch.statements) MIGC_TRY(run_statement(driver, statement));
  }
  for (const Setting& setting : former) MIGC_TRY(driver.set_session(setting.name, setting.value));
  return {};
}

}  // namespace

Result<std::unique_ptr<Scratch>> Scratch::open(const ScratchOptions& options) {
  if (options.dialect == "postgres") return open_postgres(options);
  ConnectionTarget target;
  target.engine = "sqlite";
  target.display = "a scratch database";
  Result<std::unique_ptr<Driver>> driver = open_driver(target, {.create = true});
  if (!driver) return tl::unexpected(std::move(driver).error());
  return std::make_unique<SqliteScratch>(*std::move(driver));
}

Result<void> create_schema(Scratch& scratch, const Schema& schema) {
  Driver& driver = scratch.driver();
  const Dialect* dialect = find_dialect(driver.dialect());
  Diff all = diff(Schema(), schema, {.dialect = dialect->name()});
  if (!all.impossible.empty())
    return fail(ErrorKind::io, "there is no order in which to create the schema",
                all.impossible.front());
  MIGC_TRY(create_roles(scratch, schema));
  Revision revision;
  revision.id = "scratch";
  revision.up = std::move(all.operations);
  Schema made;
  Diagnostics diagnostics;
  const Unit unit = emit(revision, Direction::up, *dialect, {.version = driver.server_version()},
                         made, diagnostics);
  if (diagnostics.has_errors()) {
    return fail(ErrorKind::io, fmt::format("the schema cannot be made on {}", dialect->name()),
                diagnostics.sorted().front()->message);
  }
  for (const Batch& batch : unit.batches) MIGC_TRY(run_batch(driver, batch));
  return {};
}

}  // namespace migc::runtime

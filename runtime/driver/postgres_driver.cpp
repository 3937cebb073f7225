// libpqxx owns the connection here and checks that client and server fit together. Transactions and
// statements go to the libpq connection beneath it, because libpqxx 6.4 gets in the way there in
// four respects: it takes the password only inside a connection string, it reports an error as one
// translated text instead of fields, its COMMIT does not notice that the server answered ROLLBACK,
// and it reconnects on its own, which would lose the migration lock silently.
#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <charconv>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <pqxx/connection>
#include <pqxx/except>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"
#include "runtime/driver/postgres_error.h"
#include "runtime/driver/postgres_module.h"

namespace migc::runtime {

namespace {

using Clock = std::chrono::steady_clock;

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

/// A statement as libpq takes it.
struct Message {
  std::string sql;
  std::string name = {};  ///< of the prepared statement; empty: none
  std::vector<std::optional<std::string>> parameters = {};

  [[nodiscard]] std::vector<const char*> values() const {
    std::vector<const char*> result;
    result.reserve(parameters.size());
    for (const std::optional<std::string>& text : parameters)
      result.push_back(text ? text->c_str() : nullptr);
    return result;
  }
};

/// Keywords and values for libpq; what comes later wins. Passed as they are: nothing needs quoting,
/// nothing is echoed.
class Parameters {
 public:
  void add(std::string keyword, std::string value) {
    if (value.empty()) return;
    keywords_.push_back(std::move(keyword));
    values_.push_back(std::move(value));
  }
  /// Null-terminated; valid until the next `add`.
  [[nodiscard]] std::vector<const char*> keywords() const { return pointers(keywords_); }
  [[nodiscard]] std::vector<const char*> values() const { return pointers(values_); }

 private:
  static std::vector<const char*> pointers(const std::vector<std::string>& texts) {
    std::vector<const char*> result;
    result.reserve(texts.size() + 1);
    for (const std::string& text : texts) result.push_back(text.c_str());
    result.push_back(nullptr);
    return result;
  }

  std::vector<std::string> keywords_;
  std::vector<std::string> values_;
};

/// True if the environment or a service file sets the keyword.
bool has_default(const char* keyword) {
  PQconninfoOption* options = PQconndefaults();
  bool found = false;
  for (const PQconninfoOption* option = options; option != nullptr && option->keyword != nullptr;
       ++option) {
    found = found || (std::string_view(option->keyword) == keyword && option->val != nullptr &&
                      *option->val != '\0');
  }
  PQconninfoFree(options);
  return found;
}

Parameters make_parameters(const ConnectionTarget& target, const OpenOptions& options) {
  Parameters parameters;
  parameters.add("fallback_application_name", options.application_name);
  parameters.add("client_encoding", "UTF8");
  if (!target.params.contains("service") && !has_default("connect_timeout")) {
    parameters.add("connect_timeout", std::to_string(options.connect_timeout.count()));
  }
  parameters.add("host", target.host);
  parameters.add("port", target.port);
  parameters.add("dbname", target.database);
  parameters.add("user", target.user);
  parameters.add("password", target.password);
  for (const auto& [keyword, value] : target.params) parameters.add(keyword, value);
  return parameters;
}

/// Connects from keywords instead of from a string.
class KeywordPolicy final : public pqxx::connectionpolicy {
 public:
  explicit KeywordPolicy(const Parameters& parameters)
      : pqxx::connectionpolicy(std::string()), parameters_(parameters) {}

  handle do_startconnect(handle existing) override {
    if (existing != nullptr) return existing;
    const std::vector<const char*> keywords = parameters_.keywords();
    const std::vector<const char*> values = parameters_.values();
    connection_ = PQconnectdbParams(keywords.data(), values.data(), 0);
    if (connection_ == nullptr) throw std::bad_alloc();
    if (PQstatus(connection_) != CONNECTION_OK) {
      const std::string words = PQerrorMessage(connection_);
      PQfinish(std::exchange(connection_, nullptr));
      throw pqxx::broken_connection(words);
    }
    return connection_;
  }

  /// Owned by the connection object.
  [[nodiscard]] PGconn* connection() const { return connection_; }

 private:
  const Parameters& parameters_;
  PGconn* connection_ = nullptr;
};

class Link final : public pqxx::connection_base {
 public:
  explicit Link(const Parameters& parameters)
      : pqxx::connection_base(policy_), policy_(parameters) {
    init();
  }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link() { close(); }

  [[nodiscard]] PGconn* libpq() const { return policy_.connection(); }

 private:
  KeywordPolicy policy_;
};

/// FNV-1a: the number has to be the same in every version of migc, and collisions only make two
/// ledgers take turns.
std::int64_t lock_number(std::string_view key) {
  std::uint64_t hash = 14695981039346656037U;
  const std::string text = fmt::format("migc:{}", key);
  for (const char byte : text) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 1099511628211U;
  }
  return static_cast<std::int64_t>(hash);
}

void ignore_notice(void*, const PGresult*) {}

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text != nullptr ? text : "";
}

bool is_success(const PGresult* answer) {
  const ExecStatusType status = PQresultStatus(answer);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

bool is_copy(const PGresult* answer) {
  const ExecStatusType status = PQresultStatus(answer);
  return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

/// Whether a statement may be DISCARD ALL or DEALLOCATE; better too often than not.
bool forgets_statements(const std::string& sql) {
  const auto mentions = [&sql](std::string_view word) {
    return std::search(sql.begin(), sql.end(), word.begin(), word.end(), [](char a, char b) {
             return std::tolower(static_cast<unsigned char>(a)) == b;
           }) != sql.end();
  };
  return mentions("discard") || mentions("deallocate");
}

std::string hexadecimal(const std::string& bytes) {
  std::string text = "\\x";
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

Rows rows_of(const PGresult* result) {
  Rows rows;
  const int width = PQnfields(result);
  for (int column = 0; column < width; ++column) rows.columns.emplace_back(PQfname(result, column));
  const int height = PQntuples(result);
  rows.rows.reserve(static_cast<std::size_t>(height));
  for (int line = 0; line < height; ++line) {
    Row& row = rows.rows.emplace_back();
    row.reserve(static_cast<std::size_t>(width));
    for (int column = 0; column < width; ++column) {
      if (PQgetisnull(result, line, column) != 0) {
        row.emplace_back(std::nullopt);
      } else {
        row.emplace_back(std::string(PQgetvalue(result, line, column),
                                     static_cast<std::size_t>(PQgetlength(result, line, column))));
      }
    }
  }
  return rows;
}

std::string name_of(const ConnectionTarget& target) {
  if (!target.display.empty()) return target.display;
  return fmt::format("postgresql://{}{}{}/{}", target.host, target.port.empty() ? "" : ":",
                     target.port, target.database);
}

class PostgresDriver final : public Driver {
 public:
  PostgresDriver(const ConnectionTarget& target, const OpenOptions& options)
      : name_(name_of(target)),
        target_(target),
        parameters_(make_parameters(target, options)),
        options_(options) {}

  ~PostgresDriver() override {
    link_.reset();
    for (PGcancel* handle : cancel_handles_) PQfreeCancel(handle);
  }

  [[nodiscard]] std::string_view dialect() const override { return "postgres"; }
  [[nodiscard]] Version server_version() const override;
  [[nodiscard]] std::string_view display() const override { return name_; }

  using Driver::execute;
  using Driver::query;
  Result<void> execute(std::string_view sql) override;
  Result<std::uint64_t> execute(std::string_view sql, std::span<const Value> parameters) override;
  Result<std::uint64_t> execute_again(std::string_view sql,
                                      std::span<const Value> parameters) override;
  Result<void> execute_last(std::string_view sql, std::span<const Value> parameters) override;
  Result<Rows> query(std::string_view sql, std::span<const Value> parameters) override;

  using Driver::begin;
  Result<void> begin(std::span<const Setting> settings) override;
  [[nodiscard]] bool sets_locally() const override { return true; }
  Result<void> commit() override;
  Result<void> rollback() override;
  [[nodiscard]] bool in_transaction() const override;

  Result<std::string> set_session(std::string_view name, std::string_view value) override;

  Result<bool> try_lock(std::string_view key) override;
  Result<void> unlock() override;
  Result<std::string> lock_holder(std::string_view key) override;

  void cancel() noexcept override;

  [[nodiscard]] std::string session() const override {
    return connected() ? std::to_string(PQbackendPID(libpq())) : std::string();
  }
  [[nodiscard]] Result<std::unique_ptr<Driver>> another() const override;

  [[nodiscard]] bool connected() const override {
    return link_ != nullptr && PQstatus(libpq()) == CONNECTION_OK;
  }
  Result<void> reconnect() override { return connect(); }

  /// Connects, trying again until the deadline while the server is not there yet.
  Result<void> connect();

 private:
  [[nodiscard]] PGconn* libpq() const { return link_->libpq(); }

  Result<void> connect_once();
  /// Brings the few settings that the driver relies on to their values, where the server does not
  /// report them already.
  Result<void> settle_session();

  /// The error in an answer, or none. Ends a COPY, which nobody here can serve.
  Result<void> check(const PGresult* answer, std::string_view sql);
  /// Sends one statement by the extended protocol, which refuses several, and checks the answer.
  Result<Answer> run(std::string_view sql, std::span<const Value> parameters, bool again = false);
  static std::uint64_t affected(PGresult* answer);
  /// Ready to be sent; `again`: prepared if it comes a second time.
  Result<Message> make_message(std::string_view sql, std::span<const Value> parameters, bool again);
  /// Whether this is worth preparing BEGIN and COMMIT for. Only under the lock is it known that no
  /// pooler hands the next transaction to another server process, which would not know them.
  [[nodiscard]] bool comes_again() const { return lock_.has_value(); }
  /// The message and before it what waits; the answer to the last one, or the first error.
  Result<Answer> send(Message message);
  Result<Answer> send_together(const std::vector<Message>& messages);
  Result<std::string> prepared(const std::string& sql);
  Result<void> check_transaction(bool inside);
  Result<void> check_lock_behind_pooler(std::int64_t number, const std::string& backend);

  std::string name_;
  ConnectionTarget target_;
  Parameters parameters_;
  OpenOptions options_;
  std::unique_ptr<Link> link_;    ///< null until the first connection
  bool began_ = false;            ///< between `begin` and its end
  std::vector<Message> waiting_;  ///< for the next one, to save a round trip: BEGIN, for instance
  std::unordered_map<std::string, std::string> prepared_;  ///< texts and names; seen once: no name
  std::size_t prepared_count_ = 0;
  std::optional<std::int64_t> lock_;
  /// The newest is the one in use; older ones are kept, as another thread may be using one right
  /// now.
  std::vector<PGcancel*> cancel_handles_;
  std::atomic<PGcancel*> cancel_handle_ = nullptr;
};

Result<void> PostgresDriver::connect_once() {
  link_.reset();
  began_ = false;
  waiting_.clear();
  lock_.reset();
  prepared_.clear();
  try {
    link_ = std::make_unique<Link>(parameters_);
  } catch (const std::exception& error) {
    return tl::unexpected(connection_error(name_, error.what()));
  }
  PQsetNoticeReceiver(libpq(), ignore_notice, nullptr);
  cancel_handles_.push_back(PQgetCancel(libpq()));
  cancel_handle_.store(cancel_handles_.back());
  return settle_session();
}

Result<void> PostgresDriver::connect() {
  const Clock::time_point deadline = Clock::now() + options_.wait_for_server;
  bool answered = false;
  for (auto pause = std::chrono::milliseconds(50);;
       pause = std::min(pause * 2, std::chrono::milliseconds(1000))) {
    Result<void> outcome = connect_once();
    if (outcome || Clock::now() >= deadline) return outcome;
    // libpq keeps the SQLSTATE of a refused connection to itself, but it can tell whether the
    // server accepts any. One that does may just have begun to; if it says no to us a second time,
    // it means us.
    const std::vector<const char*> keywords = parameters_.keywords();
    const std::vector<const char*> values = parameters_.values();
    const PGPing ping = PQpingParams(keywords.data(), values.data(), 0);
    if (ping == PQPING_NO_ATTEMPT || (ping == PQPING_OK && std::exchange(answered, true)))
      return outcome;
    if (ping != PQPING_OK) std::this_thread::sleep_for(pause);
  }
}

Result<void> PostgresDriver::settle_session() {
  // The server reports these on its own when a session starts, so that asking costs nothing.
  constexpr std::array<std::pair<const char*, const char*>, 3> wanted = {
      {{"DateStyle", "ISO"}, {"IntervalStyle", "postgres"}, {"standard_conforming_strings", "on"}}};
  std::string changes;
  const auto change = [&changes](std::string_view name, std::string_view value) {
    changes += fmt::format("{}set_config('{}', '{}', false)", changes.empty() ? "SELECT " : ", ",
                           name, value);
  };
  for (const auto& [name, value] : wanted) {
    const char* reported = PQparameterStatus(libpq(), name);
    if (reported == nullptr || !std::string_view(reported).starts_with(value)) change(name, value);
  }
  if (options_.read_only) {
    // Not behind a pooler, which makes up the process number: what is set there may stay with a
    // session that the application gets next.
    changes += fmt::format(
        "{}CASE WHEN pg_backend_pid() = {} THEN set_config('default_transaction_read_only', 'on', "
        "false) END",
        changes.empty() ? "SELECT " : ", ", PQbackendPID(libpq()));
  }
  if (changes.empty()) return {};
  return execute(changes);
}

Result<std::unique_ptr<Driver>> PostgresDriver::another() const {
  OpenOptions options = options_;
  options.read_only = true;
  options.wait_for_server = std::chrono::milliseconds(0);
  options.application_name += " (progress)";
  auto driver = std::make_unique<PostgresDriver>(target_, options);
  MIGC_TRY(driver->connect());
  return driver;
}

Version PostgresDriver::server_version() const {
  const int number = PQserverVersion(libpq());
  if (number >= 100000) return {number / 10000, number % 10000, 0};
  return {number / 10000, number / 100 % 100, number % 100};
}

Result<void> PostgresDriver::check(const PGresult* answer, std::string_view sql) {
  const ExecStatusType status = PQresultStatus(answer);  // fatal for none at all
  if (is_success(answer)) return {};
  if (status == PGRES_EMPTY_QUERY) return fail(ErrorKind::sql, "the statement is empty");
  if (is_copy(answer)) {
    if (status != PGRES_COPY_OUT) PQputCopyEnd(libpq(), "migc sends no data");
    char* line = nullptr;
    while (status != PGRES_COPY_IN && PQgetCopyData(libpq(), &line, 0) > 0) PQfreemem(line);
    while (const Answer rest{PQgetResult(libpq())}) {
    }
    return fail(ErrorKind::sql, "`COPY` from or to the client is not possible here",
                "help: use `INSERT`, or `COPY` with a file of the server");
  }
  if (PQstatus(libpq()) != CONNECTION_OK) {
    const std::string primary = field(answer, PG_DIAG_MESSAGE_PRIMARY);
    return tl::unexpected(lost_connection_error(
        ErrorKind::connect, name_, primary.empty() ? PQerrorMessage(libpq()) : primary.c_str(),
        field(answer, PG_DIAG_SQLSTATE)));
  }
  PostgresReport report{.message = field(answer, PG_DIAG_MESSAGE_PRIMARY),
                        .sqlstate = field(answer, PG_DIAG_SQLSTATE),
                        .detail = field(answer, PG_DIAG_MESSAGE_DETAIL),
                        .hint = field(answer, PG_DIAG_MESSAGE_HINT),
                        .context = field(answer, PG_DIAG_CONTEXT),
                        .position = field(answer, PG_DIAG_STATEMENT_POSITION)};
  if (report.message.empty())
    report.message = PQerrorMessage(libpq());  // libpq's own, for instance out of memory
  while (!report.message.empty() && report.message.back() == '\n') report.message.pop_back();
  return tl::unexpected(statement_error(report, sql));
}

Result<Answer> PostgresDriver::run(std::string_view sql, std::span<const Value> parameters,
                                   bool again) {
  Result<Message> message = make_message(sql, parameters, again);
  if (!message) return tl::unexpected(std::move(message).error());
  const bool inside = in_transaction();
  Result<Answer> answer = send(*std::move(message));
  if (!answer) return answer;
  MIGC_TRY(check_transaction(inside));
  return answer;
}

Result<Message> PostgresDriver::make_message(std::string_view sql,
                                             std::span<const Value> parameters, bool again) {
  if (sql.find('\0') != std::string_view::npos)
    return fail(ErrorKind::sql, "the statement contains a zero byte");
  if (!connected())
    return fail(ErrorKind::connect, fmt::format("the connection to `{}` is lost", name_));
  Message message{.sql = std::string(sql)};
  message.parameters.reserve(parameters.size());
  for (const Value& value : parameters) {
    message.parameters.push_back(std::visit(
        overloaded{[](std::monostate) -> std::optional<std::string> { return std::nullopt; },
                   [](const std::string& text) -> std::optional<std::string> { return text; },
                   [](std::int64_t number) -> std::optional<std::string> {
                     return std::to_string(number);
                   },
                   [](const Bytes& bytes) -> std::optional<std::string> {
                     return hexadecimal(bytes.data);
                   }},
        value.content()));
    const std::optional<std::string>& text = message.parameters.back();
    if (text && text->find('\0') != std::string::npos) {
      return fail(ErrorKind::sql,
                  fmt::format("parameter {} contains a zero byte", message.parameters.size()), {},
                  "22021");
    }
  }
  if (again) {
    Result<std::string> name = prepared(message.sql);
    if (!name) return tl::unexpected(std::move(name).error());
    message.name = *std::move(name);
  } else if (forgets_statements(message.sql)) {
    prepared_.clear();  // whatever the author runs may make the server forget
  }
  return message;
}

Result<Answer> PostgresDriver::send(Message message) {
  if (!waiting_.empty()) {
    waiting_.push_back(std::move(message));
    return send_together(std::exchange(waiting_, {}));
  }
  const std::vector<const char*> values = message.values();
  const auto count = static_cast<int>(values.size());
  Answer answer(!message.name.empty() ? PQexecPrepared(libpq(), message.name.c_str(), count,
                                                       values.data(), nullptr, nullptr, 0)
                                      : PQexecParams(libpq(), message.sql.c_str(), count, nullptr,
                                                     values.data(), nullptr, nullptr, 0));
  MIGC_TRY(check(answer.get(), message.sql));
  return answer;
}

/// In one round trip (the manual's chapter on libpq, "Pipeline Mode"). The server does nothing of
/// what comes after one that fails. None but the last has much to say, so that neither side waits
/// for the other to read.
Result<Answer> PostgresDriver::send_together(const std::vector<Message>& messages) {
  bool sent = PQenterPipelineMode(libpq()) == 1;
  for (const Message& message : messages) {
    const std::vector<const char*> values = message.values();
    const auto count = static_cast<int>(values.size());
    sent = sent &&
           (!message.name.empty() ? PQsendQueryPrepared(libpq(), message.name.c_str(), count,
                                                        values.data(), nullptr, nullptr, 0)
                                  : PQsendQueryParams(libpq(), message.sql.c_str(), count, nullptr,
                                                      values.data(), nullptr, nullptr, 0)) == 1;
  }
  sent = sent && PQpipelineSync(libpq()) == 1;
  Answer answer;
  const std::string* sql = &messages.front().sql;
  for (const Message& message : messages) {
    if (!sent) break;
    sql = &message.sql;
    answer.reset(PQgetResult(libpq()));
    if (!is_success(answer.get())) break;
    while (Answer{PQgetResult(libpq())} != nullptr) {
    }
  }
  // What else is on its way is read first, except for a COPY, which has no end of its own: only
  // then libpq notices that the server has gone.
  const auto read_on = [&] {
    while (connected() && PQexitPipelineMode(libpq()) != 1) Answer{PQgetResult(libpq())};
  };
  if (!is_copy(answer.get())) read_on();
  const Result<void> outcome = check(answer.get(), *sql);
  read_on();
  MIGC_TRY(outcome);
  return answer;
}

/// The name of a text that the server need not read and plan anew; empty the first time.
Result<std::string> PostgresDriver::prepared(const std::string& sql) {
  const auto [entry, is_new] = prepared_.try_emplace(sql);
  std::string& name = entry->second;
  if (!is_new && name.empty()) {
    name = fmt::format("migc_{}", ++prepared_count_);
    const Answer answer(PQprepare(libpq(), name.c_str(), sql.c_str(), 0, nullptr));
    if (Result<void> outcome = check(answer.get(), sql); !outcome) {
      prepared_.erase(entry);
      return tl::unexpected(std::move(outcome).error());
    }
  }
  return name;
}

Result<void> PostgresDriver::check_transaction(bool inside) {
  if (in_transaction() == inside) return {};
  if (!inside) {
    MIGC_TRY(rollback());
    return fail(ErrorKind::refused,
                "the statement opened a transaction of its own; it has been rolled back");
  }
  began_ = false;
  return fail(ErrorKind::refused, "the statement ended the transaction that it ran in",
              "help: what came before it in the transaction may have been committed");
}

Result<void> PostgresDriver::execute(std::string_view sql) {
  MIGC_TRY(run(sql, {}));
  return {};
}

std::uint64_t PostgresDriver::affected(PGresult* answer) {
  std::uint64_t rows = 0;
  if (PQresultStatus(answer) == PGRES_COMMAND_OK || PQnfields(answer) > 0) {
    const std::string_view count = PQcmdTuples(answer);  // empty for statements that affect no rows
    std::from_chars(count.data(), count.data() + count.size(), rows);
  }
  return rows;
}

Result<std::uint64_t> PostgresDriver::execute(std::string_view sql,
                                              std::span<const Value> parameters) {
  Result<Answer> answer = run(sql, parameters);
  if (!answer) return tl::unexpected(std::move(answer).error());
  return affected(answer->get());
}

Result<std::uint64_t> PostgresDriver::execute_again(std::string_view sql,
                                                    std::span<const Value> parameters) {
  Result<Answer> answer = run(sql, parameters, true);
  if (!answer) return tl::unexpected(std::move(answer).error());
  return affected(answer->get());
}

Result<void> PostgresDriver::execute_last(std::string_view sql, std::span<const Value> parameters) {
  MIGC_CHECK(began_);
  Result<Message> message = make_message(sql, parameters, true);
  if (!message) return tl::unexpected(std::move(message).error());
  waiting_.push_back(*std::move(message));
  return {};
}

Result<Rows> PostgresDriver::query(std::string_view sql, std::span<const Value> parameters) {
  const Result<Answer> answer = run(sql, parameters);
  if (!answer) return tl::unexpected(answer.error());
  return rows_of(answer->get());
}

/// BEGIN takes no snapshot and no lock, so that it can wait for the statement that does and save a
/// round trip.
Result<void> PostgresDriver::begin(std::span<const Setting> settings) {
  MIGC_CHECK(!began_);
  std::vector<Message> messages;
  const auto add = [&](std::string_view sql, std::span<const Value> parameters) -> Result<void> {
    Result<Message> message = make_message(sql, parameters, comes_again());
    if (!message) return tl::unexpected(std::move(message).error());
    messages.push_back(*std::move(message));
    return {};
  };
  MIGC_TRY(add("BEGIN", {}));
  for (const auto& [name, value] : settings) {
    // Not SET LOCAL, for which a list in one string is one name.
    MIGC_TRY(
        add("SELECT set_config($1, $2, true)", std::array<Value, 2>{Value(name), Value(value)}));
  }
  waiting_ = std::move(messages);
  began_ = true;
  return {};
}

Result<void> PostgresDriver::commit() {
  MIGC_CHECK(began_);
  began_ = false;
  if (!connected()) {  // lost before COMMIT was sent, so there is no doubt
    return tl::unexpected(
        lost_connection_error(ErrorKind::connect, name_, "nothing was committed", {}));
  }
  Result<Message> message = make_message("COMMIT", {}, comes_again());
  if (!message) return tl::unexpected(std::move(message).error());
  Result<Answer> answer = send(*std::move(message));
  if (!answer) {
    Error error = std::move(answer).error();
    if (error.kind == ErrorKind::connect) {
      error.kind = ErrorKind::in_doubt;
    } else {
      static_cast<void>(rollback());  // a statement that was sent with it was refused
    }
    return tl::unexpected(std::move(error));
  }
  // In a failed transaction the server answers COMMIT with ROLLBACK and calls that a success.
  if (std::string_view(PQcmdStatus(answer->get())) != "COMMIT") {
    return fail(ErrorKind::sql, "the transaction had failed before: nothing was committed", {},
                "25P02");
  }
  return {};
}

Result<void> PostgresDriver::rollback() {
  began_ = false;
  waiting_.clear();
  if (!in_transaction()) return {};
  const Answer answer(PQexec(libpq(), "ROLLBACK"));
  return check(answer.get(), "ROLLBACK");
}

bool PostgresDriver::in_transaction() const {
  if (!connected()) return false;
  if (!waiting_.empty()) return true;
  switch (PQtransactionStatus(libpq())) {
    case PQTRANS_IDLE:
    case PQTRANS_UNKNOWN:
      return false;
    case PQTRANS_ACTIVE:
    case PQTRANS_INTRANS:
    case PQTRANS_INERROR:
      return true;
  }
  return false;  // only reached if libpq adds a state
}

Result<std::string> PostgresDriver::set_session(std::string_view name, std::string_view value) {
  if (in_transaction()) {
    return fail(ErrorKind::refused,
                fmt::format("the setting `{}` cannot be changed inside a transaction", name));
  }
  const std::array<Value, 2> parameters{Value(name), Value(value)};
  const Result<Answer> change =
      run("SELECT current_setting($1, true), set_config($1, $2, false)", parameters, true);
  if (!change) return tl::unexpected(change.error());
  const Row row = rows_of(change->get()).rows.front();
  // Whoever has the lock knows already that the connection stays with one server process.
  if (lock_) return row.front().value_or("");
  // A statement of its own: behind a pooler that hands out a server connection a transaction, this
  // one may meet another.
  Result<Rows> now = query("SELECT current_setting($1, true)", {name});
  if (!now) return tl::unexpected(std::move(now).error());
  if (now->rows.front().front() != row.at(1)) {
    return fail(ErrorKind::sql,
                fmt::format("the setting `{}` is `{}` after it was set to `{}`", name,
                            now->rows.front().front().value_or(""), value),
                "help: a connection pooler in transaction mode loses settings; connect to the "
                "server directly (MG812)");
  }
  return row.front().value_or("");
}

Result<bool> PostgresDriver::try_lock(std::string_view key) {
  const std::int64_t number = lock_number(key);
  if (lock_) {
    MIGC_CHECK(*lock_ == number);
    return true;
  }
  // Never the form that waits: a waiting statement holds a snapshot, and a concurrent index build
  // would wait for it.
  Result<Rows> rows = query("SELECT pg_try_advisory_lock($1::bigint), pg_backend_pid()", {number});
  if (!rows) return tl::unexpected(std::move(rows).error());
  const Row& row = rows->rows.front();
  if (row.at(0) != "t") return false;
  lock_ = number;
  const std::string backend = row.at(1).value_or("");
  if (backend != std::to_string(PQbackendPID(libpq())))
    MIGC_TRY(check_lock_behind_pooler(number, backend));
  return true;
}

/// Somebody between us and the server made up the process number. In session mode that is harmless;
/// in transaction mode the next statement may meet another server process, which does not have the
/// lock.
Result<void> PostgresDriver::check_lock_behind_pooler(std::int64_t number,
                                                      const std::string& backend) {
  // Chance may give us the same one twice. A second client that opens a transaction takes one away,
  // and a pooler hands out first what it used last: ours, if it is not ours alone.
  bool shared = false;
  Result<std::unique_ptr<Driver>> second = another();
  if (second && (*second)->begin()) {
    const Result<Rows> theirs = (*second)->query("SELECT pg_backend_pid()");
    shared = theirs && theirs->rows.front().front() == backend;
  }
  if (!shared) {
    Result<Rows> rows = query("SELECT pg_backend_pid()");
    if (!rows) return tl::unexpected(std::move(rows).error());
    if (rows->rows.front().front() == backend) return {};
  }
  second = fail(ErrorKind::connect, "not needed any more");
  lock_.reset();
  static_cast<void>(query("SELECT pg_advisory_unlock($1::bigint)",
                          {number}));  // if chance has it, it hits the right one
  return fail(
      ErrorKind::refused,
      "the connection goes through a pooler that changes the server session between statements",
      "help: settings and locks need one session; connect to the server directly or in session "
      "mode (MG812)");
}

Result<void> PostgresDriver::unlock() {
  if (!lock_) return {};
  const std::int64_t number = *lock_;
  lock_.reset();
  if (!connected()) return {};  // the lock went with the connection
  Result<Rows> rows = query("SELECT pg_advisory_unlock($1::bigint)", {number});
  if (!rows) return tl::unexpected(std::move(rows).error());
  if (rows->rows.front().front() != "t") {
    return fail(ErrorKind::sql,
                "the migration lock was not held any more when it was to be given back",
                "help: a connection pooler in transaction mode loses locks; connect to the server "
                "directly (MG812)");
  }
  return {};
}

Result<std::string> PostgresDriver::lock_holder(std::string_view key) {
  // A number of 64 bits is filed as two halves with objsubid 1. Others' columns are null without
  // pg_read_all_stats.
  Result<Rows> rows = query(
      "SELECT a.pid, nullif(a.application_name, ''), host(a.client_addr),"
      " to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), a.usename"
      " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
      " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
      " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
      " AND (l.classid::bigint << 32) | l.objid::bigint = $1::bigint",
      {lock_number(key)});
  if (!rows) return tl::unexpected(std::move(rows).error());
  if (rows->empty()) return std::string();
  const Row& row = rows->rows.front();
  std::string words = fmt::format("pid {}", row.at(0).value_or("?"));
  if (row.at(1)) words += fmt::format(", application {}", *row.at(1));
  if (row.at(4)) words += fmt::format(", user {}", *row.at(4));
  if (row.at(2)) words += fmt::format(", from {}", *row.at(2));
  if (row.at(3)) words += fmt::format(", connected since {}", *row.at(3));
  return words;
}

void PostgresDriver::cancel() noexcept {
  PGcancel* handle = cancel_handle_.load();
  if (handle == nullptr) return;
  std::array<char, 256> words{};
  // Nothing to do about a failure: the statement then simply runs on, or the server is gone and it
  // ends by itself.
  static_cast<void>(PQcancel(handle, words.data(), static_cast<int>(words.size())));
}

}  // namespace

}  // namespace migc::runtime

extern "C" __attribute__((visibility("default"))) void migc_open_postgres_v2(
    const migc::runtime::ConnectionTarget& target, const migc::runtime::OpenOptions& options,
    migc::Result<std::unique_ptr<migc::runtime::Driver>>& driver) noexcept {
  auto fresh = std::make_unique<migc::runtime::PostgresDriver>(target, options);
  if (migc::Result<void> connected = fresh->connect(); !connected) {
    driver = tl::unexpected(std::move(connected).error());
  } else {
    driver = std::move(fresh);
  }
}

#include "runtime/stash/stash.h"

#include <algorithm>
#include <fmt/format.h>
#include <istream>
#include <set>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/database.h"
#include "runtime/exec/session.h"
#include "runtime/stash/restore.h"

namespace migc::runtime {
namespace {

constexpr std::size_t shortest_beginning = 4;  ///< of a revision's id, as everywhere

std::string size_words(std::int64_t bytes) {
  constexpr std::string_view units[] = {"B", "kB", "MB", "GB", "TB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= 1024 && unit + 1 < std::size(units)) {
    size /= 1024;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", size, units[unit]);
}

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

Json time_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json to_json(const Stash& stash) {
  Json columns = Json::array();
  for (const std::string& column : stash.columns) columns.add(column);
  return Json::object({{"stash", stash.name},
                       {"revision", stash.revision},
                       {"state", to_string(stash.state)},
                       {"keeps", stash.what},
                       {"table", stash.table},
                       {"columns", columns},
                       {"rows", stash.rows},
                       {"bytes", stash.bytes ? Json(*stash.bytes) : Json()},
                       {"kept_since", time_or_null(stash.kept)},
                       {"purge_due", time_or_null(stash.due)},
                       {"overdue", stash.overdue}});
}

Json to_json(const std::vector<const Stash*>& stashes) {
  Json items = Json::array();
  for (const Stash* stash : stashes) items.add(to_json(*stash));
  return items;
}

std::string table_of(const std::vector<const Stash*>& stashes) {
  std::vector<std::vector<std::string>> rows;
  for (const Stash* stash : stashes) {
    rows.push_back({stash->name, std::string(to_string(stash->state)), std::to_string(stash->rows),
                    stash->bytes ? size_words(*stash->bytes) : "-", or_dash(stash->kept),
                    or_dash(stash->due), stash->what});
  }
  return render_table({{"STASH"},
                       {"REVISION"},
                       {"ROWS", Align::right},
                       {"SIZE", Align::right},
                       {"KEPT SINCE"},
                       {"PURGE DUE"},
                       {"FROM"}},
                      rows);
}

Result<std::vector<Stash>> stashes_of(Database& database, std::chrono::milliseconds keep) {
  if (database.driver == nullptr) return std::vector<Stash>();
  return list_stashes(*database.driver, *database.journal, database.state, keep);
}

std::vector<const Stash*> pointers_to(const std::vector<Stash>& stashes) {
  std::vector<const Stash*> result;
  for (const Stash& stash : stashes) result.push_back(&stash);
  return result;
}

/// The stashes that a word names: one of them, or all of a revision.
Result<std::vector<const Stash*>> named(const std::vector<Stash>& stashes,
                                        const std::string& word) {
  std::vector<const Stash*> found;
  std::set<std::string> revisions;
  for (const Stash& stash : stashes) {
    if (stash.name == word) return std::vector<const Stash*>{&stash};
    const bool begins = word.size() >= shortest_beginning && stash.revision.starts_with(word);
    if (stash.revision != word && !begins) continue;
    found.push_back(&stash);
    revisions.insert(stash.revision);
  }
  if (revisions.contains(word)) {
    std::erase_if(found, [&](const Stash* stash) { return stash->revision != word; });
    return found;
  }
  if (revisions.size() > 1) {
    return fail(ErrorKind::usage,
                fmt::format("`{}` begins the ids of several revisions: {}", word,
                            quote_list({revisions.begin(), revisions.end()})),
                "help: write more of the one you mean");
  }
  if (found.empty())
    return fail(ErrorKind::usage, fmt::format("nothing is kept for `{}`", word),
                "help: `migc stash list` shows what is kept");
  return found;
}

/// What a purge is to take. Without a name it leaves alone what must not be dropped.
Result<std::vector<const Stash*>> chosen(const Context& context,
                                         const std::vector<Stash>& stashes) {
  const Options& options = context.options;
  std::vector<const Stash*> result;
  for (const std::string& word : options.targets) {
    Result<std::vector<const Stash*>> found = named(stashes, word);
    if (!found) return found;
    for (const Stash* stash : *found) {
      const bool due = stash->overdue || !options.older_than;
      if (due && std::ranges::find(result, stash) == result.end()) result.push_back(stash);
    }
  }
  if (!options.targets.empty()) return result;
  for (const Stash& stash : stashes) {
    if (!options.all && !stash.overdue) continue;
    const bool purgeable = stash.state == StashState::applied || stash.state == StashState::orphan;
    if (purgeable) {
      result.push_back(&stash);
    } else {
      context.output.warn(
          fmt::format("{} is left alone: its revision is {}", stash.table,
                      stash.state == StashState::unknown ? "unknown to the ledger" : "unfinished"));
    }
  }
  return result;
}

Result<void> require_consent(const Context& context, const Database& database,
                             const std::vector<const Stash*>& stashes) {
  Output& output = context.output;
  std::string text = fmt::format("purge {} on {}, for good:\n",
                                 counted(stashes.size(), "stash", "stashes"), database.display);
  for (const Stash* stash : stashes) {
    text += fmt::format("  {}  {}, {}{}\n", stash->name,
                        counted(static_cast<std::size_t>(stash->rows), "row"), stash->what,
                        stash->state == StashState::applied
                            ? "; its downgrade could not bring them back any more"
                            : "");
  }
  if (context.options.yes) {
    if (!output.json() && !output.quiet()) output.raw_error(text);
    return {};
  }
  const Terminal& terminal = output.terminal();
  if (!terminal.in || !terminal.err) {
    return fail(ErrorKind::refused,
                "a purge drops kept data for good, and nobody can be asked here",
                text + "help: `--yes` says that it is meant, `--dry-run` shows what would be gone");
  }
  output.raw_error(text);
  const std::optional<bool> answer = ask_yes_no(context.in, output.talk(), "go on?");
  if (answer.value_or(false)) return {};
  return fail(ErrorKind::refused, "nothing was purged");
}

/// Tells whom a run waits for.
class Waiting : public Observer {
 public:
  explicit Waiting(Output& output) : output_(output) {}
  void waiting_for_lock(std::string_view holder, std::chrono::milliseconds) override {
    if (!told_) {
      output_.say(holder.empty() ? std::string("waiting for another run of migc")
                                 : fmt::format("waiting for another run of migc: {}", holder));
    }
    told_ = true;
  }

 private:
  Output& output_;
  bool told_ = false;
};

std::vector<Setting> settings_for(const Database& database, const Policy& policy) {
  if (database.engine == "sqlite") return {{"foreign_keys", "1"}};
  return {{"lock_timeout", policy.lock_timeout}};
}

/// Runs `work` as the only migrator of the database, which is read anew.
template <typename Work>
Result<void> alone(const Context& context, const Config& config, Database& database,
                   const Work& work) {
  const Policy policy = make_policy(config);
  Waiting waiting(context.output);
  Session session(*database.driver, database.journal->lock_key(), policy, waiting);
  const Result<bool> mine = session.lock();
  if (!mine) return tl::unexpected(mine.error());
  if (!*mine) return fail(ErrorKind::io, "stopped on request while waiting");
  MIGC_TRY(session.use(settings_for(database, policy)));
  MIGC_TRY(read_state(config, database));
  MIGC_TRY(work());
  return session.close();
}

Result<std::chrono::milliseconds> keep_of(const Context& context, const Config& config) {
  if (!context.options.older_than) return config.stash_keep.value;
  Result<std::chrono::milliseconds> time = parse_duration(*context.options.older_than);
  if (!time) time.error().message = "--older-than: " + time.error().message;
  return time;
}

/// How the migration that filled a stash says what it holds.
std::optional<KeptData> kept_data(const Revision& revision, const std::string& stash) {
  using Kind = KeptData::Kind;
  for (const Operation& operation : revision.up) {
    if (const auto* op = std::get_if<DropTable>(&operation.body); op && op->stash == stash)
      return KeptData{.kind = Kind::rows, .table = op->name, .columns = {}};
    if (const auto* op = std::get_if<DeleteRows>(&operation.body); op && op->stash == stash)
      return KeptData{.kind = Kind::rows, .table = op->table, .columns = {}};
    if (const auto* op = std::get_if<DropColumn>(&operation.body); op && op->stash == stash)
      return KeptData{.kind = Kind::column, .table = op->table, .columns = {op->column}};
    if (const auto* op = std::get_if<UpdateRows>(&operation.body); op && op->stash == stash) {
      KeptData data{.kind = Kind::values, .table = op->table, .columns = {}};
      for (const Assignment& assignment : op->assignments)
        data.columns.push_back(assignment.column);
      return data;
    }
  }
  return std::nullopt;
}

Result<KeptData> require_kept_data(const LoadedProject& project, const Database& database,
                                   const Stash& stash) {
  const Revision* revision = project.history().find(stash.revision);
  const std::string help = fmt::format("help: its {} are in {}, with the columns {}",
                                       counted(static_cast<std::size_t>(stash.rows), "row"),
                                       stash.table, quote_list(stash.columns));
  if (revision == nullptr) {
    return fail(ErrorKind::refused,
                fmt::format("the file of {} is not in this checkout, and it says what stash `{}` "
                            "holds",
                            stash.revision, stash.name),
                help);
  }
  const AppliedRevision* applied = database.state.find(stash.revision);
  if (applied != nullptr && applied->digest != revision->digest) {
    return fail(ErrorKind::history_changed,
                fmt::format("migration {} was edited after it was applied", stash.revision), help);
  }
  std::optional<KeptData> data = kept_data(*revision, stash.name);
  if (!data) {
    return fail(ErrorKind::refused,
                fmt::format("migc cannot tell how to put back what stash `{}` holds", stash.name),
                help);
  }
  return std::move(*data);
}

ObjectName target_of(const Context& context, const Database& database, const KeptData& data) {
  if (!context.options.into) return data.table;
  const std::string& word = *context.options.into;
  const std::size_t dot = word.find('.');
  if (database.engine == "sqlite" || dot == std::string::npos) return {.schema = {}, .name = word};
  return {.schema = word.substr(0, dot), .name = word.substr(dot + 1)};
}

void report(Output& output, const Stash& stash, const KeptData& data, const ObjectName& target,
            const Restored& restored) {
  const auto rows = static_cast<std::size_t>(restored.rows);
  if (output.json()) {
    output.result_json(Json::object({{"stash", stash.name},
                                     {"table", target.display()},
                                     {"rows", restored.rows},
                                     {"kept", restored.kept}}));
    return;
  }
  switch (data.kind) {
    case KeptData::Kind::rows:
      output.result_line(
          fmt::format("put {} back into `{}`", counted(rows, "row"), target.display()));
      break;
    case KeptData::Kind::column:
      output.result_line(fmt::format("gave {} of `{}` the kept value of `{}`", counted(rows, "row"),
                                     target.display(), data.columns.front()));
      break;
    case KeptData::Kind::values:
      output.result_line(fmt::format("gave {} of `{}` the former values of {}",
                                     counted(rows, "row"), target.display(),
                                     quote_list(data.columns)));
      break;
  }
  if (restored.rows < restored.kept) {
    output.result_line(fmt::format(
        "{} of {} kept rows found no row {}", restored.kept - restored.rows, restored.kept,
        data.kind == KeptData::Kind::values ? "that is still as it was left" : "with their key"));
  }
  output.say(fmt::format("stash {} stays as it is; `migc stash purge {}` drops it", stash.name,
                         stash.name));
}

}  // namespace

Result<ExitCode> run_stash_list(const Context& context) {
  const Result<Config> config = configure(context);
  if (!config) return tl::unexpected(config.error());
  Result<Database> database = open_database(context, *config, Access::read);
  if (!database) return tl::unexpected(std::move(database).error());
  const Result<std::vector<Stash>> stashes = stashes_of(*database, config->stash_keep.value);
  if (!stashes) return tl::unexpected(stashes.error());
  if (context.output.json())
    context.output.result_json(to_json(pointers_to(*stashes)));
  else if (stashes->empty())
    context.output.result_line("nothing is kept");
  else
    context.output.result(table_of(pointers_to(*stashes)));
  return ExitCode::done;
}

Result<ExitCode> run_stash_purge(const Context& context) {
  Output& output = context.output;
  const Options& options = context.options;
  if (options.all && (!options.targets.empty() || options.older_than))
    return fail(ErrorKind::usage, "`--all` stands alone",
                "help: name revisions, or a time with `--older-than`, or neither");
  const Result<Config> config = configure(context);
  if (!config) return tl::unexpected(config.error());
  const Result<std::chrono::milliseconds> keep = keep_of(context, *config);
  if (!keep) return tl::unexpected(keep.error());
  // Asked for reading first: a purge creates no database.
  Result<Database> database = open_database(context, *config, Access::read);
  if (!database) return tl::unexpected(std::move(database).error());
  const Result<std::vector<Stash>> stashes = stashes_of(*database, *keep);
  if (!stashes) return tl::unexpected(stashes.error());
  const Result<std::vector<const Stash*>> wanted = chosen(context, *stashes);
  if (!wanted) return tl::unexpected(wanted.error());
  if (options.dry_run) {
    if (output.json())
      output.result_json(Json::object({{"would_purge", to_json(*wanted)}}));
    else
      output.result(wanted->empty() ? "nothing to purge\n" : table_of(*wanted));
    output.say("nothing was dropped: this is what `stash purge` would do");
    return ExitCode::done;
  }
  Json purged = Json::array();
  std::size_t count = 0;
  if (!wanted->empty()) {
    MIGC_TRY(require_consent(context, *database, *wanted));
    database = open_database(context, *config, Access::write);
    if (!database) return tl::unexpected(std::move(database).error());
    MIGC_TRY(alone(context, *config, *database, [&]() -> Result<void> {
      const Result<std::vector<Stash>> now = stashes_of(*database, *keep);
      if (!now) return tl::unexpected(now.error());
      for (const Stash* stash : *wanted) {
        const auto there = std::ranges::find(*now, stash->name, &Stash::name);
        // A downgrade or another purge took it meanwhile, or a later upgrade filled it anew.
        if (there == now->end() || there->kept != stash->kept) continue;
        const Result<std::int64_t> rows =
            purge_stash(*database->driver, *database->journal, *there);
        if (!rows) return tl::unexpected(rows.error());
        output.say(fmt::format("purged {}: {}", stash->name,
                               counted(static_cast<std::size_t>(*rows), "row")));
        purged.add(Json::object({{"stash", stash->name}, {"rows", *rows}}));
        ++count;
      }
      return {};
    }));
  }
  if (output.json())
    output.result_json(Json::object({{"purged", purged}}));
  else if (count == 0)
    output.result_line("nothing to purge");
  else
    output.result_line(
        fmt::format("purged {} on {}", counted(count, "stash", "stashes"), database->display));
  return ExitCode::done;
}

Result<ExitCode> run_stash_restore(const Context& context) {
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  const Config& config = project->config;
  Result<Database> database = open_database(context, config, Access::read);
  if (!database) return tl::unexpected(std::move(database).error());
  const Result<std::vector<Stash>> stashes = stashes_of(*database, config.stash_keep.value);
  if (!stashes) return tl::unexpected(stashes.error());
  const Result<std::vector<const Stash*>> found = named(*stashes, context.options.targets.front());
  if (!found) return tl::unexpected(found.error());
  if (found->size() > 1) {
    std::vector<std::string> names;
    for (const Stash* stash : *found) names.push_back(stash->name);
    return fail(
        ErrorKind::usage,
        fmt::format("{} keeps several things: {}", found->front()->revision, quote_list(names)),
        "help: name one of them; `migc stash list` shows what each holds");
  }
  const std::string name = found->front()->name;
  database = open_database(context, config, Access::write);
  if (!database) return tl::unexpected(std::move(database).error());
  MIGC_TRY(alone(context, config, *database, [&]() -> Result<void> {
    const Result<std::vector<Stash>> now = stashes_of(*database, config.stash_keep.value);
    if (!now) return tl::unexpected(now.error());
    const auto stash = std::ranges::find(*now, name, &Stash::name);
    if (stash == now->end())
      return fail(ErrorKind::refused, fmt::format("stash `{}` is gone meanwhile", name));
    const Result<KeptData> data = require_kept_data(*project, *database, *stash);
    if (!data) return tl::unexpected(data.error());
    const ObjectName target = target_of(context, *database, *data);
    const Result<Restored> restored =
        restore_stash(*database->driver, database->journal->place(), *stash, *data, target);
    if (!restored) return tl::unexpected(restored.error());
    report(context.output, *stash, *data, target, *restored);
    return {};
  }));
  return ExitCode::done;
}

}  // namespace migc::runtime

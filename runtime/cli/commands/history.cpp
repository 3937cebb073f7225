#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>

#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/database.h"
#include "runtime/cli/talk.h"

namespace migc::runtime {
namespace {

std::string verdict_of(const Revision& revision) {
  std::string text(to_string(revision.verdict));
  if (!revision.reason.empty()) text += ": " + revision.reason;
  return text;
}

/// "(head)", "(branch point)", "(merge)", labels.
std::string marks(const Graph& graph, const std::string& id) {
  std::vector<std::string> words;
  const auto in = [&](const std::vector<std::string>& ids) {
    return std::ranges::find(ids, id) != ids.end();
  };
  if (in(graph.heads())) words.emplace_back("head");
  if (in(graph.branch_points())) words.emplace_back("branch point");
  if (in(graph.merge_points())) words.emplace_back("merge");
  return words.empty() ? "" : "(" + join(words, ", ") + ")";
}

std::string parents_of(const Revision& revision) {
  return revision.parents.empty() ? "base" : join(revision.parents, ", ");
}

double milliseconds_of(std::chrono::microseconds duration) {
  return static_cast<double>(duration.count()) / 1000.0;
}

Json list(const std::vector<std::string>& items) {
  Json result = Json::array();
  for (const std::string& item : items) result.add(item);
  return result;
}

Json to_json(const Graph& graph, const Revision& revision) {
  const std::vector<std::string> heads = graph.heads();
  return Json::object({{"revision", revision.id},
                       {"parents", list(revision.parents)},
                       {"depends_on", list(revision.depends_on)},
                       {"labels", list(revision.labels)},
                       {"title", revision.title},
                       {"verdict", to_string(revision.verdict)},
                       {"reason", revision.reason},
                       {"digest", revision.digest.hex()},
                       {"file", revision.file},
                       {"head", std::ranges::find(heads, revision.id) != heads.end()}});
}

/// What the database tells about a revision.
struct Told {
  const AppliedRevision* applied = nullptr;
  const Entry* entry = nullptr;          ///< the upgrade in the ledger that applied it
  std::vector<const Entry*> story = {};  ///< everything that the ledger tells, oldest first
};

/// "up done 2026-11-22T09:30:00.123Z, 12 ms, by ann on web-1 with migc 0.1.0".
std::string words_of(const Entry& entry) {
  std::string text = fmt::format("{} {} {}", to_string(entry.direction), to_string(entry.outcome),
                                 entry.finished.empty() ? entry.started : entry.finished);
  if (entry.duration) text += ", " + duration_words(*entry.duration);
  text += fmt::format(", by {} on {} with {}", entry.who, entry.host, entry.tool);
  if (!entry.error.empty()) {
    text += fmt::format(": {}", entry.error.substr(0, entry.error.find('\n')));
    if (!entry.sqlstate.empty()) text += fmt::format(" ({})", entry.sqlstate);
  }
  return text;
}

/// What the ledger keeps of a revision, so that it can be explained and undone without its file.
std::string kept(const std::vector<const Entry*>& story) {
  std::vector<std::string> words;
  const auto any = [&](bool Entry::*has) {
    return std::ranges::any_of(story, [&](const Entry* entry) { return entry->*has; });
  };
  if (any(&Entry::has_source)) words.emplace_back("its source");
  if (any(&Entry::has_up)) words.emplace_back("the way up");
  if (any(&Entry::has_down)) words.emplace_back("the way down");
  return join(words, ", ");
}

Json to_json(const Entry& entry) {
  Json parents = Json::array();
  for (const std::string& parent : entry.parents) parents.add(parent);
  Json needs = Json::array();
  for (const std::string& need : entry.depends_on) needs.add(need);
  Json item = Json::object({{"id", entry.id},
                            {"direction", to_string(entry.direction)},
                            {"outcome", to_string(entry.outcome)},
                            {"parents", std::move(parents)},
                            {"depends_on", std::move(needs)},
                            {"title", entry.title},
                            {"digest", entry.digest.hex()},
                            {"verdict", entry.verdict},
                            {"started", entry.started},
                            {"finished", entry.finished.empty() ? Json() : Json(entry.finished)},
                            {"who", entry.who},
                            {"host", entry.host},
                            {"tool", entry.tool},
                            {"keeps_source", entry.has_source},
                            {"keeps_up", entry.has_up},
                            {"keeps_down", entry.has_down}});
  if (entry.duration) item.set("duration_ms", milliseconds_of(*entry.duration));
  if (!entry.error.empty()) item.set("error", entry.error);
  if (!entry.sqlstate.empty()) item.set("sqlstate", entry.sqlstate);
  return item;
}

/// Purges of what the revision kept when it was last applied, oldest first.
std::vector<const Entry*> purges_of(const Told& told) {
  std::vector<const Entry*> purges;
  for (const Entry* entry : told.story) {
    const bool since = told.applied != nullptr && entry->id > told.applied->ledger;
    if (since && entry->outcome == Outcome::purged) purges.push_back(entry);
  }
  return purges;
}

void describe_story(Output& output, const std::vector<const Entry*>& story) {
  std::string_view name = "ledger:";
  for (const Entry* entry : story) {
    output.result_line(fmt::format("  {:<12}{}", name, words_of(*entry)));
    name = "";
  }
  if (const std::string what = kept(story); !what.empty())
    output.result_line(fmt::format("  {:<12}{}", "kept:", what));
}

void describe(const Context& context, const Graph& graph, const Revision& revision,
              const Told& told, bool asked) {
  Output& output = context.output;
  const auto line = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) output.result_line(fmt::format("  {:<12}{}", name, value));
  };
  const std::string marked = marks(graph, revision.id);
  output.result_line(fmt::format("{}{}{}", output.paint_out(revision.id, Paint::bold),
                                 marked.empty() ? "" : "  ", marked));
  line("title:", revision.title);
  line("revises:", parents_of(revision));
  line("depends on:", join(revision.depends_on, ", "));
  line("labels:", join(graph.labels_of(revision.id), ", "));
  line("verdict:", verdict_of(revision));
  line("file:", revision.file);
  line("digest:", revision.digest.hex());
  if (asked)
    line("applied:", told.applied == nullptr
                         ? "no"
                         : fmt::format("{} by {}", told.applied->applied, told.applied->who));
  if (told.entry != nullptr) {
    if (told.entry->duration) line("duration:", duration_words(*told.entry->duration));
    line("on:", told.entry->host);
    line("with:", told.entry->tool);
  }
  for (const Entry* purge : purges_of(told))
    line("kept data:", fmt::format("{} on {} by {}", purge->title, purge->finished, purge->who));
  describe_story(output, told.story);
}

/// A revision of which only the ledger knows.
void describe_unknown(Output& output, const AppliedRevision& applied,
                      const std::vector<const Entry*>& story) {
  const auto line = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) output.result_line(fmt::format("  {:<12}{}", name, value));
  };
  output.result_line(fmt::format("{}  applied {} by {}, but its file is not in this checkout",
                                 output.paint_out(applied.revision, Paint::bold), applied.applied,
                                 applied.who));
  if (story.empty()) return;
  line("title:", story.back()->title);
  line("revises:", applied.parents.empty() ? "base" : join(applied.parents, ", "));
  line("depends on:", join(applied.depends_on, ", "));
  line("verdict:", applied.verdict);
  line("digest:", applied.digest.hex());
  describe_story(output, story);
}

/// The revisions to list, newest first.
Result<std::vector<const Revision*>> chosen(const Context& context, const LoadedProject& project,
                                            const std::set<std::string>& applied) {
  const History& history = project.history();
  std::vector<const Revision*> result;
  std::optional<std::set<std::string>> wanted;
  if (context.options.range) {
    Result<std::vector<std::string>> ids =
        history.graph.resolve_range(*context.options.range, applied);
    if (!ids) return tl::unexpected(std::move(ids).error());
    wanted.emplace(ids->begin(), ids->end());
  }
  for (auto revision = history.revisions.rbegin(); revision != history.revisions.rend();
       ++revision) {
    if (!wanted || wanted->contains(revision->id)) result.push_back(&*revision);
  }
  return result;
}

void show_table(const Context& context, const LoadedProject& project,
                const std::vector<const Revision*>& revisions, const State* state) {
  std::vector<TableColumn> columns{{"REVISION"}, {"REVISES"}, {"TITLE"}, {"VERDICT"}, {""}};
  if (state != nullptr) columns.insert(columns.begin(), {"APPLIED"});
  std::vector<std::vector<std::string>> rows;
  for (const Revision* revision : revisions) {
    std::vector<std::string> row{revision->id, parents_of(*revision), revision->title,
                                 std::string(to_string(revision->verdict)),
                                 marks(project.history().graph, revision->id)};
    if (state != nullptr) {
      const AppliedRevision* applied = state->find(revision->id);
      row.insert(row.begin(), applied == nullptr ? "-" : applied->applied);
    }
    rows.push_back(std::move(row));
  }
  context.output.result(render_table(columns, rows));
}

}  // namespace

Result<ExitCode> run_history(const Context& context) {
  Output& output = context.output;
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  const bool verbose = output.verbose();
  const bool names_current =
      context.options.range && context.options.range->find("current") != std::string::npos;
  const bool ask = context.options.indicate_current || verbose || names_current;
  Database database;
  std::vector<Entry> ledger;
  bool asked = false;
  if (ask) {
    Result<Database> opened = open_database(context, project->config, Access::read);
    const bool needed = context.options.indicate_current || names_current;
    if (!opened && needed) return tl::unexpected(std::move(opened).error());
    if (!opened) {
      output.warn("what is applied is not shown: " + opened.error().message);
    } else {
      database = std::move(*opened);
      asked = true;
      if (verbose && database.journal != nullptr) {
        Result<std::vector<Entry>> entries = database.journal->history();
        if (!entries) return tl::unexpected(std::move(entries).error());
        ledger = std::move(*entries);
      }
    }
  }
  Result<std::vector<const Revision*>> revisions = chosen(context, *project, database.applied());
  if (!revisions) return tl::unexpected(std::move(revisions).error());
  std::map<std::string, const Entry*, std::less<>> entries;
  std::map<std::string, std::vector<const Entry*>, std::less<>> stories;
  for (const Entry& entry : ledger) {
    stories[entry.revision].push_back(&entry);
    const bool ran = entry.outcome == Outcome::done || entry.outcome == Outcome::stamped;
    if (entry.direction == Direction::up && ran) entries[entry.revision] = &entry;
  }
  const auto story_of = [&](const std::string& id) {
    const auto story = stories.find(id);
    return story == stories.end() ? std::vector<const Entry*>() : story->second;
  };
  const auto told = [&](const Revision& revision) {
    const AppliedRevision* applied = database.state.find(revision.id);
    const auto entry =
        applied == nullptr
            ? entries.end()
            : entries.find(revision.id);  // a reverted upgrade tells nothing of today
    return Told{applied, entry == entries.end() ? nullptr : entry->second, story_of(revision.id)};
  };
  if (output.json()) {
    Json items = Json::array();
    for (const Revision* revision : *revisions) {
      Json item = to_json(project->history().graph, *revision);
      const Told facts = told(*revision);
      if (asked)
        item.set("applied", facts.applied == nullptr ? Json() : Json(facts.applied->applied));
      if (facts.applied != nullptr) item.set("who", facts.applied->who);
      if (facts.entry != nullptr && facts.entry->duration)
        item.set("duration_ms", milliseconds_of(*facts.entry->duration));
      if (verbose && asked) {
        Json story = Json::array();
        for (const Entry* entry : facts.story) story.add(to_json(*entry));
        item.set("ledger", std::move(story));
        if (const std::vector<const Entry*> purges = purges_of(facts); !purges.empty())
          item.set("kept_data_purged", purges.back()->finished);
      }
      items.add(std::move(item));
    }
    output.result_json(items);
    return ExitCode::done;
  }
  if (verbose) {
    bool first = true;
    for (const Revision* revision : *revisions) {
      if (!first) output.result_line("");
      first = false;
      describe(context, project->history().graph, *revision, told(*revision), asked);
    }
  } else {
    show_table(context, *project, *revisions, asked ? &database.state : nullptr);
  }
  if (asked) {
    for (const std::string& id : unknown_revisions(*project, database)) {
      const AppliedRevision& applied = *database.state.find(id);
      if (verbose) {
        output.result_line("");
        describe_unknown(output, applied, story_of(id));
        continue;
      }
      output.result_line(fmt::format("{}  applied {} by {}, but its file is not in this checkout",
                                     id, applied.applied, applied.who));
    }
  }
  if (revisions->empty()) output.say("the history is empty");
  return ExitCode::done;
}

namespace {

Result<ExitCode> list_revisions(const Context& context, const std::vector<std::string>& ids,
                                const LoadedProject& project) {
  if (context.output.json()) {
    Json items = Json::array();
    for (const std::string& id : ids)
      items.add(to_json(project.history().graph, *project.history().find(id)));
    context.output.result_json(items);
    return ExitCode::done;
  }
  for (const std::string& id : ids) {
    const Revision& revision = *project.history().find(id);
    if (context.output.verbose())
      describe(context, project.history().graph, revision, {}, false);
    else
      context.output.result_line(
          fmt::format("{}  {}  {}", id, revision.title, marks(project.history().graph, id)));
  }
  return ExitCode::done;
}

/// The ids of the command's targets; a target that speaks of the database asks it.
Result<std::vector<std::string>> targets_of(const Context& context, const LoadedProject& project) {
  std::vector<std::string> ids;
  std::set<std::string> applied;
  const auto relative = [](const std::string& t) {
    return t.find("current") != std::string::npos || t.starts_with("+") || t.starts_with("-");
  };
  if (std::ranges::any_of(context.options.targets, relative)) {
    Result<Database> database = open_database(context, project.config, Access::read);
    if (!database) return tl::unexpected(std::move(database).error());
    applied = database->applied();
  }
  for (const std::string& target : context.options.targets) {
    Result<std::vector<std::string>> found = project.history().graph.resolve(target, applied);
    if (!found) return found;
    if (found->empty())
      return fail(ErrorKind::usage, fmt::format("`{}` names no revision", target));
    ids.insert(ids.end(), found->begin(), found->end());
  }
  return ids;
}

}  // namespace

Result<ExitCode> run_heads(const Context& context) {
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  return list_revisions(context, project->history().graph.heads(), *project);
}

Result<ExitCode> run_branches(const Context& context) {
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  const Graph& graph = project->history().graph;
  if (context.output.json()) {
    Json items = Json::array();
    for (const std::string& id : graph.branch_points()) {
      Json item = to_json(graph, *project->history().find(id));
      item.set("children", list(graph.children(id)));
      items.add(std::move(item));
    }
    context.output.result_json(items);
    return ExitCode::done;
  }
  for (const std::string& id : graph.branch_points()) {
    context.output.result_line(fmt::format("{}  {}", id, project->history().find(id)->title));
    for (const std::string& child : graph.children(id)) {
      context.output.result_line(
          fmt::format("  -> {}  {}", child, project->history().find(child)->title));
    }
  }
  if (graph.branch_points().empty()) context.output.say("the history does not fork");
  return ExitCode::done;
}

Result<ExitCode> run_show(const Context& context) {
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  Result<std::vector<std::string>> ids = targets_of(context, *project);
  if (!ids) return tl::unexpected(std::move(ids).error());
  if (context.output.json()) return list_revisions(context, *ids, *project);
  bool first = true;
  for (const std::string& id : *ids) {
    if (!first) context.output.result_line("");
    first = false;
    const Revision& revision = *project->history().find(id);
    describe(context, project->history().graph, revision, {}, false);
    context.output.result_line("");
    context.output.result(revision.source);
  }
  return ExitCode::done;
}

Result<ExitCode> run_edit(const Context& context) {
  Result<LoadedProject> project = load_valid_project(context);
  if (!project) return tl::unexpected(std::move(project).error());
  Result<std::vector<std::string>> ids = targets_of(context, *project);
  if (!ids) return tl::unexpected(std::move(ids).error());
  const ProjectFile* file = project->file_of(*project->history().find(ids->front()));
  const std::optional<std::string> visual = context.environment.find("VISUAL");
  const std::optional<std::string> editor =
      visual && !visual->empty() ? visual : context.environment.find("EDITOR");
  if (!editor || editor->empty()) {
    return fail(ErrorKind::usage, "no editor is known",
                fmt::format("help: set VISUAL or EDITOR; the file is {}", file->name));
  }
  // As git does: the editor may be a command line of its own, and the file is passed to it as one
  // word.
  std::string quoted = "'";
  for (const char c : file->path) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  const std::string command = fmt::format("{} {}'", *editor, quoted);
  if (const int status = std::system(command.c_str()); status != 0) {
    return fail(ErrorKind::io, fmt::format("the editor `{}` failed", *editor),
                fmt::format("help: the file is {}", file->name));
  }
  return ExitCode::done;
}

}  // namespace migc::runtime

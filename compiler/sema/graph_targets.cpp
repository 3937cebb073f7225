// What a user types on the command line, turned into revisions and routes. Part of `Graph`; see
// graph.h.
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <fmt/format.h>
#include <utility>

#include "compiler/base/check.h"
#include "compiler/base/text.h"
#include "compiler/sema/graph.h"

namespace migc {
namespace {

constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t shown_ids = 6;

/// `[scope@][name][±N]`, taken apart but not looked up.
struct Target {
  std::string text;
  std::string scope;  ///< empty: none
  std::string name;   ///< empty: what is applied
  bool scoped = false, relative = false;
  long steps = 0;
};

/// Where a walk ended: the revisions reached (none: base) and the one left by the last step down.
struct Walk {
  std::vector<std::string> reached;
  std::string last_left;
};

std::string quoted(std::vector<std::string> ids) {
  const std::size_t count = ids.size();
  if (count <= shown_ids) return quote_list(ids);
  ids.resize(shown_ids);
  std::string text;
  for (const std::string& id : ids) text += fmt::format("`{}`, ", id);
  return fmt::format("{}and {} more", text, count - shown_ids);
}

class TargetReader {
 public:
  TargetReader(const Graph& graph, const std::set<std::string>& applied)
      : graph_(graph), applied_(applied) {}

  /// Names that happen to look like something else (`add-2`) are names first.
  [[nodiscard]] Result<Target> take_apart(std::string_view text) const {
    Target target;
    target.text = std::string(text);
    if (text.empty()) return fail(ErrorKind::usage, "the target is empty", help_forms());
    if (text.find(':') != std::string_view::npos) {
      return fail(ErrorKind::usage,
                  fmt::format("`{}` is a range where one target is wanted", text));
    }
    std::string_view rest = text;
    if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
      target.scoped = true;
      target.scope = std::string(rest.substr(0, at));
      rest.remove_prefix(at + 1);
      if (target.scope.empty() || rest.empty() || rest.find('@') != std::string_view::npos) {
        return fail(ErrorKind::usage, fmt::format("`{}` is not a target", text), help_forms());
      }
    }
    const std::size_t sign = rest.find_last_of("+-");
    if (!is_name(rest) && sign != std::string_view::npos && sign + 1 < rest.size() &&
        all_digits(rest.substr(sign + 1))) {
      const std::string_view digits = rest.substr(sign + 1);
      const auto [end, error] =
          std::from_chars(digits.data(), digits.data() + digits.size(), target.steps);
      if (error != std::errc())
        return fail(ErrorKind::usage,
                    fmt::format("the number of steps in `{}` is too large", text));
      if (target.steps == 0)
        return fail(ErrorKind::usage, fmt::format("`{}` asks for no step at all", text));
      if (rest[sign] == '-') target.steps = -target.steps;
      target.relative = true;
      rest = rest.substr(0, sign);
    }
    target.name = std::string(rest);
    if (target.name == "current") target.name.clear();
    return target;
  }

  [[nodiscard]] Result<std::vector<std::string>> resolve(const Target& target) const {
    if (target.relative) {
      Result<Walk> walk = this->walk(target);
      MIGC_TRY(walk);
      return std::move(walk->reached);
    }
    return place(target);
  }

  /// The walk of a relative target.
  [[nodiscard]] Result<Walk> walk(const Target& target) const {
    Result<std::optional<std::set<std::string>>> lineage = lineage_of(target);
    MIGC_TRY(lineage);
    std::vector<std::string> start;
    if (target.name.empty()) {
      start = last_applied(*lineage, target.steps < 0);
    } else {
      Result<std::vector<std::string>> from = place(target);
      MIGC_TRY(from);
      start = std::move(*from);
    }
    return target.steps < 0 ? walk_down(target, std::move(start), *lineage)
                            : walk_up(target, std::move(start), *lineage);
  }

  /// The labelled revision (or the one named) with all that it descends from and all that descends
  /// from it, by `revises`.
  [[nodiscard]] Result<std::optional<std::set<std::string>>> lineage_of(
      const Target& target) const {
    if (!target.scoped) return std::optional<std::set<std::string>>();
    Result<std::string> anchor = find(target.scope, "label or revision");
    MIGC_TRY(anchor);
    std::set<std::string> lineage = below(*anchor);
    lineage.merge(above(*anchor));
    return std::optional<std::set<std::string>>(std::move(lineage));
  }

 private:
  [[nodiscard]] static bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  [[nodiscard]] static std::string help_forms() {
    return "help: a target is an id or its first 4 characters, `head`, `heads`, `base`, `current`, "
           "a label, `label@head`, "
           "`+N`, `-N` or `id+N`";
  }

  [[nodiscard]] std::string help_list() const {
    return graph_.order().empty() ? "help: `migc revision` writes the first one"
                                  : "help: `migc history` lists what there is";
  }

  [[nodiscard]] bool is_name(std::string_view text) const {
    return graph_.contains(text) || graph_.find_label(text) != nullptr;
  }

  [[nodiscard]] std::set<std::string> below(const std::string& id) const {
    std::set<std::string> seen{id};
    std::vector<std::string_view> queue{id};
    while (!queue.empty()) {
      const GraphNode& at = graph_.node(queue.back());
      queue.pop_back();
      for (const GraphNode::Reference& parent : at.parents) {
        if (seen.insert(parent.text).second) queue.push_back(parent.text);
      }
    }
    return seen;
  }

  [[nodiscard]] std::set<std::string> above(const std::string& id) const {
    std::set<std::string> seen{id};
    std::vector<std::string_view> queue{id};
    while (!queue.empty()) {
      const std::string_view at = queue.back();
      queue.pop_back();
      for (const std::string& child : graph_.children(at)) {
        if (seen.insert(child).second) queue.push_back(child);
      }
    }
    return seen;
  }

  /// A label, a full id, or the beginning of exactly one id.
  [[nodiscard]] Result<std::string> find(const std::string& name, std::string_view what) const {
    if (graph_.contains(name)) return name;
    if (const std::string* carrier = graph_.find_label(name)) return *carrier;
    std::vector<std::string> longer;
    for (const std::string& id : graph_.order()) {
      if (!name.empty() && id.compare(0, name.size(), name) == 0) longer.push_back(id);
    }
    std::sort(longer.begin(), longer.end());
    if (longer.size() > 1) {
      return fail(ErrorKind::usage,
                  fmt::format("`{}` begins the ids of {} revisions", name, longer.size()),
                  fmt::format("help: write more of the one you mean: {}", quoted(longer)));
    }
    if (longer.size() == 1 && name.size() < shortest_prefix) {
      return fail(ErrorKind::usage,
                  fmt::format("`{}` is too short: an id needs at least {} of its characters", name,
                              shortest_prefix),
                  fmt::format("help: write `{}` or more of it", longer.front().substr(0, 8)));
    }
    if (longer.size() == 1) return longer.front();
    std::vector<std::string> candidates = graph_.order();
    for (std::string& label : graph_.labels()) candidates.push_back(std::move(label));
    for (const char* word : {"head", "heads", "base", "current"}) candidates.emplace_back(word);
    const std::optional<std::string> near = closest(name, candidates);
    return fail(ErrorKind::usage, fmt::format("there is no {} `{}`", what, name),
                near ? fmt::format("help: a similar one exists: `{}`", *near) : help_list());
  }

  /// What an absolute target names, or the start of a relative one.
  [[nodiscard]] Result<std::vector<std::string>> place(const Target& target) const {
    Result<std::optional<std::set<std::string>>> lineage = lineage_of(target);
    MIGC_TRY(lineage);
    const auto within = [&](std::vector<std::string> ids) {
      if (!*lineage) return ids;
      ids.erase(std::remove_if(ids.begin(), ids.end(),
                               [&](const std::string& id) { return (*lineage)->count(id) == 0; }),
                ids.end());
      return ids;
    };
    if (target.name.empty()) return within(graph_.heads_of(applied_));
    if (target.name == "base") return std::vector<std::string>();
    if (target.name == "heads") return within(graph_.heads());
    if (target.name == "head") {
      std::vector<std::string> heads = within(graph_.heads());
      if (heads.size() < 2) return heads;
      return fail(
          ErrorKind::usage,
          target.scoped
              ? fmt::format("`{}` has {} heads: {}", target.scope, heads.size(), quoted(heads))
              : fmt::format("the history has {} heads: {}", heads.size(), quoted(heads)),
          target.scoped
              ? fmt::format("help: name one of them, or write `{}@heads` for all", target.scope)
              : std::string("help: name one of them, write `heads` for all, or join them with "
                            "a migration that revises both"));
    }
    Result<std::string> id = find(target.name, "revision or label");
    MIGC_TRY(id);
    if (*lineage && (*lineage)->count(*id) == 0) {
      return fail(ErrorKind::usage,
                  fmt::format("revision `{}` is not in the line of `{}`", *id, target.scope),
                  fmt::format("help: `{}` is neither an ancestor nor a descendant of `{}`", *id,
                              target.scope));
    }
    return std::vector<std::string>{std::move(*id)};
  }

  /// The applied revisions to count from. Upwards in a line: the last ones of that line, even if
  /// others follow elsewhere. Downwards: what is last indeed; without a line that leaves out
  /// revisions that others depend on.
  [[nodiscard]] std::vector<std::string> last_applied(
      const std::optional<std::set<std::string>>& lineage, bool down) const {
    std::set<std::string> considered;
    for (const std::string& id : applied_) {
      if (down || !lineage || lineage->count(id) != 0) considered.insert(id);
    }
    std::vector<std::string> result;
    for (std::string& id : graph_.heads_of(considered)) {
      const bool left_out = lineage ? lineage->count(id) == 0 : down && needed_by_applied(id);
      if (!left_out) result.push_back(std::move(id));
    }
    return result;
  }

  [[nodiscard]] bool needed_by_applied(const std::string& id) const {
    return std::any_of(applied_.begin(), applied_.end(), [&](const std::string& other) {
      if (!graph_.contains(other)) return false;
      const std::vector<std::string>& needs = graph_.prerequisites(other);
      return std::find(needs.begin(), needs.end(), id) != needs.end();
    });
  }

  [[nodiscard]] static tl::unexpected<Error> ambiguous(const Target& target,
                                                       const std::vector<std::string>& choices,
                                                       std::string_view where) {
    const std::string sign = fmt::format("{}{}", target.steps < 0 ? "" : "+", target.steps);
    return fail(ErrorKind::usage,
                fmt::format("`{}` is ambiguous: {} {}", target.text, where, quoted(choices)),
                fmt::format("help: name a revision, or the line to follow as in `{}@{}`",
                            choices.front(), sign));
  }

  [[nodiscard]] static tl::unexpected<Error> overshoot(const Target& target, long done,
                                                       std::string_view end) {
    const auto wanted = static_cast<std::size_t>(target.steps < 0 ? -target.steps : target.steps);
    return fail(ErrorKind::usage,
                fmt::format("`{}` goes too far: only {} up to the {}", target.text,
                            counted(static_cast<std::size_t>(done), "step"), end),
                fmt::format("help: {} were asked for", counted(wanted, "step")));
  }

  [[nodiscard]] Result<Walk> walk_up(const Target& target, std::vector<std::string> at,
                                     const std::optional<std::set<std::string>>& lineage) const {
    for (long done = 0; done < target.steps; ++done) {
      std::set<std::string> next;
      const auto take = [&](const std::vector<std::string>& ids) {
        for (const std::string& id : ids) {
          // Counting from what is applied, a step leads to something new.
          const bool stale = target.name.empty() && applied_.count(id) != 0;
          if (!stale && (!lineage || lineage->count(id) != 0)) next.insert(id);
        }
      };
      if (at.empty()) take(graph_.roots());
      for (const std::string& id : at) take(graph_.children(id));
      if (next.empty()) return overshoot(target, done, "head");
      if (next.size() > 1)
        return ambiguous(target, {next.begin(), next.end()}, "the way up leads to");
      at.assign(next.begin(), next.end());
    }
    return Walk{.reached = std::move(at), .last_left = {}};
  }

  [[nodiscard]] Result<Walk> walk_down(const Target& target, std::vector<std::string> at,
                                       const std::optional<std::set<std::string>>& lineage) const {
    Walk walk;
    for (long done = 0; done < -target.steps; ++done) {
      if (at.size() > 1) {
        return ambiguous(target, at, done == 0 ? "the last ones are" : "the way down leads to");
      }
      if (at.empty()) {
        if (done == 0 && target.name.empty()) {
          return fail(ErrorKind::usage,
                      target.scoped
                          ? fmt::format("`{}` goes too far: nothing of `{}` is applied last",
                                        target.text, target.scope)
                          : fmt::format("`{}` goes too far: nothing is applied", target.text));
        }
        return overshoot(target, done, "base");
      }
      walk.last_left = at.front();
      at.clear();
      for (const GraphNode::Reference& parent : graph_.node(walk.last_left).parents) {
        if (!lineage || lineage->count(parent.text) != 0) at.push_back(parent.text);
      }
      std::sort(at.begin(), at.end());
    }
    walk.reached = std::move(at);
    return walk;
  }

  const Graph& graph_;
  const std::set<std::string>& applied_;
};

/// All that the graph needs before the given revisions, they included.
std::set<std::string> closure_below(const Graph& graph, const std::vector<std::string>& ids) {
  std::set<std::string> seen(ids.begin(), ids.end());
  std::vector<std::string> queue = ids;
  while (!queue.empty()) {
    const std::string at = std::move(queue.back());
    queue.pop_back();
    for (const std::string& next : graph.prerequisites(at)) {
      if (seen.insert(next).second) queue.push_back(next);
    }
  }
  return seen;
}

std::set<std::string> closure_above(const Graph& graph, const std::vector<std::string>& ids) {
  std::set<std::string> result;
  for (const std::string& id : ids) {
    if (result.count(id) == 0) result.merge(graph.descendants(id));
  }
  return result;
}

/// The applied revisions to begin a way down with: they go, and so does all that needs them.
Result<std::vector<std::string>> undone_first(const Graph& graph, const TargetReader& reader,
                                              const Target& target,
                                              const std::set<std::string>& applied) {
  if (target.relative && target.name.empty()) {
    Result<Walk> walk = reader.walk(target);
    MIGC_TRY(walk);
    return std::vector<std::string>{walk->last_left};
  }
  Result<std::optional<std::set<std::string>>> lineage = reader.lineage_of(target);
  MIGC_TRY(lineage);
  Result<std::vector<std::string>> stay = reader.resolve(target);
  MIGC_TRY(stay);
  std::vector<std::string> result;
  if (stay->empty() && target.scoped) {
    const std::string* carrier = graph.find_label(target.scope);
    for (const std::string& id : graph.order()) {
      const std::vector<std::string> labels =
          carrier == nullptr ? std::vector<std::string>() : graph.labels_of(id);
      const bool branch = carrier == nullptr ? (*lineage)->count(id) != 0
                                             : std::find(labels.begin(), labels.end(),
                                                         target.scope) != labels.end();
      if (branch && applied.count(id) != 0) result.push_back(id);
    }
    return result;
  }
  if (stay->empty()) return graph.roots();
  for (const std::string& id : *stay) {
    if (applied.count(id) == 0) {
      return fail(ErrorKind::usage,
                  fmt::format("revision `{}` is not applied, so there is no way down to it", id),
                  "help: `migc current` tells what is applied");
    }
    for (const std::string& child : graph.children(id)) {
      const bool stays = std::find(stay->begin(), stay->end(), child) != stay->end();
      if (!stays && (!*lineage || (*lineage)->count(child) != 0)) result.push_back(child);
    }
  }
  return result;
}

}  // namespace

Result<std::vector<std::string>> Graph::resolve(std::string_view target,
                                                const std::set<std::string>& applied) const {
  const TargetReader reader(*this, applied);
  const Result<Target> parts = reader.take_apart(target);
  MIGC_TRY(parts);
  return reader.resolve(*parts);
}

Result<std::vector<std::string>> Graph::resolve_range(std::string_view range,
                                                      const std::set<std::string>& applied) const {
  const std::size_t colon = range.find(':');
  if (colon == std::string_view::npos || range.find(':', colon + 1) != std::string_view::npos) {
    return fail(ErrorKind::usage, fmt::format("`{}` is not a range of the form `from:to`", range));
  }
  const std::string_view left = range.substr(0, colon), right = range.substr(colon + 1);
  Result<std::vector<std::string>> from =
      left.empty() ? std::vector<std::string>() : resolve(left, applied);
  MIGC_TRY(from);
  const std::set<std::string> before = closure_below(*this, *from);
  const bool counts_from_left = !left.empty() && !right.empty() && right.front() == '+';
  Result<std::vector<std::string>> to =
      right.empty() ? heads() : resolve(right, counts_from_left ? before : applied);
  MIGC_TRY(to);
  const std::set<std::string> up_to = closure_below(*this, *to);
  std::vector<std::string> result;
  for (const std::string& id : *from) {
    if (up_to.count(id) != 0) continue;
    const bool reversed = std::any_of(
        to->begin(), to->end(), [&](const std::string& end) { return before.count(end) != 0; });
    if (to->empty() || reversed) {
      return fail(ErrorKind::usage, fmt::format("the range `{}` runs backwards", range),
                  fmt::format("help: write `{}:{}`", right, left));
    }
    return fail(ErrorKind::usage,
                fmt::format("the ends of `{}` are not on one line: `{}` does not lead to {}", range,
                            id, quoted(*to)));
  }
  for (const std::string& id : order_) {
    const bool is_end = std::find(from->begin(), from->end(), id) != from->end();
    if (up_to.count(id) != 0 && (is_end || before.count(id) == 0)) result.push_back(id);
  }
  return result;
}

Result<Route> Graph::route_up(std::string_view target, const std::set<std::string>& applied) const {
  const TargetReader reader(*this, applied);
  const Result<Target> parts = reader.take_apart(target);
  MIGC_TRY(parts);
  if (parts->relative && parts->name.empty() && parts->steps < 0) {
    return fail(ErrorKind::usage,
                fmt::format("`{}` leads down where the way up was asked for", target),
                fmt::format("help: `migc revert {}` goes down", target));
  }
  const Result<std::vector<std::string>> ends = reader.resolve(*parts);
  MIGC_TRY(ends);
  if (parts->name == "base" && ends->empty() && !heads_of(applied).empty()) {
    return fail(ErrorKind::usage, fmt::format("`{}` lies below what is applied", target),
                fmt::format("help: `migc revert {}` goes down", target));
  }
  const std::set<std::string> needed = closure_below(*this, *ends);
  Route route{.direction = RouteDirection::up, .revisions = {}};
  for (const std::string& id : order_) {
    if (needed.count(id) != 0 && applied.count(id) == 0) route.revisions.push_back(id);
  }
  return route;
}

Result<Route> Graph::route_down(std::string_view target,
                                const std::set<std::string>& applied) const {
  const TargetReader reader(*this, applied);
  const Result<Target> parts = reader.take_apart(target);
  MIGC_TRY(parts);
  if (parts->relative && parts->name.empty() && parts->steps > 0) {
    return fail(ErrorKind::usage,
                fmt::format("`{}` leads up where the way down was asked for", target),
                fmt::format("help: `migc apply {}` goes up", target));
  }
  const Result<std::vector<std::string>> first = undone_first(*this, reader, *parts, applied);
  MIGC_TRY(first);
  const std::set<std::string> gone = closure_above(*this, *first);
  Route route{.direction = RouteDirection::down, .revisions = {}};
  for (auto id = order_.rbegin(); id != order_.rend(); ++id) {
    if (gone.count(*id) != 0 && applied.count(*id) != 0) route.revisions.push_back(*id);
  }
  return route;
}

}  // namespace migc

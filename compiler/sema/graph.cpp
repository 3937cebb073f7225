#include "compiler/sema/graph.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "compiler/base/check.h"
#include "compiler/base/text.h"

namespace migc {
namespace {

constexpr std::size_t shown_ring_members = 8;

bool is_target_word(std::string_view name) {
  return name == "head" || name == "heads" || name == "base" || name == "current";
}

/// Characters that the target grammar uses between names; a name that holds one could never be
/// typed as a target.
bool has_target_character(std::string_view name) {
  return name.find_first_of("@:+, \t") != std::string_view::npos || name.front() == '-';
}

/// Checks the nodes and wires them up by index, so that the costly steps touch no strings.
class GraphBuilder {
 public:
  GraphBuilder(std::span<const GraphNode> nodes, Diagnostics& diagnostics)
      : nodes_(nodes), diagnostics_(diagnostics) {}

  /// False after any error. The members below are complete only when it was true.
  bool run() {
    const std::size_t before = diagnostics_.error_count();
    collect_ids();
    collect_labels();
    connect();
    const bool acyclic = find_cycles();
    if (acyclic) {
      sort();
      find_redundant_parents();
    }
    return diagnostics_.error_count() == before;
  }

  [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }
  [[nodiscard]] const std::vector<std::vector<std::size_t>>& prerequisites() const {
    return prerequisites_;
  }
  [[nodiscard]] const std::vector<std::vector<std::size_t>>& parents() const { return parents_; }
  [[nodiscard]] const std::map<std::string_view, std::size_t>& labels() const { return labels_; }

 private:
  /// A reference of a node to another, as the ring printer needs it.
  struct Edge {
    std::size_t to;
    const GraphNode::Reference* reference;
    bool dependency;
  };

  void check_name(std::string_view name, Span span, std::string_view what) {
    if (name.empty()) {
      diagnostics_.add(Code::reserved_revision_name, span, fmt::format("{} is empty", what));
    } else if (is_target_word(name)) {
      diagnostics_
          .add(Code::reserved_revision_name, span,
               fmt::format("{} `{}` has a meaning of its own", what, name))
          .with_help(fmt::format(
              "`{}` names a place in the history on the command line; choose another name", name));
    } else if (has_target_character(name)) {
      diagnostics_
          .add(Code::reserved_revision_name, span,
               fmt::format("{} `{}` holds a character that could not be typed as a target", what,
                           name))
          .with_help("`@`, `:`, `+`, commas, blanks and a leading `-` cannot be part of a name");
    }
  }

  void collect_ids() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const GraphNode& node = nodes_[i];
      check_name(node.id, node.origin.span, "revision id");
      const auto [place, fresh] = ids_.emplace(node.id, i);
      if (fresh) continue;
      diagnostics_
          .add(Code::duplicate_revision, node.origin.span,
               fmt::format("revision `{}` is defined more than once", node.id), "the same id again")
          .label(nodes_[place->second].origin.span, "first defined here")
          .with_help("`migc new` makes an id that is not taken yet");
    }
  }

  void collect_labels() {
    std::map<std::string_view, const GraphNode::Reference*> places;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const GraphNode::Reference& label : nodes_[i].labels) {
        check_name(label.text, label.origin.span, "label");
        if (const auto id = ids_.find(label.text); id != ids_.end()) {
          diagnostics_
              .add(Code::duplicate_label, label.origin.span,
                   fmt::format("label `{}` is also the id of a revision", label.text))
              .label(nodes_[id->second].origin.span, "the revision");
          continue;
        }
        const auto [place, fresh] = labels_.emplace(label.text, i);
        if (fresh) {
          places.emplace(label.text, &label);
          continue;
        }
        diagnostics_
            .add(Code::duplicate_label, label.origin.span,
                 fmt::format("label `{}` is given to more than one revision", label.text))
            .label(places.at(label.text)->origin.span,
                   fmt::format("given to `{}` here", nodes_[place->second].id))
            .with_help("a label spreads to all descendants by itself");
      }
    }
  }

  void connect() {
    parents_.resize(nodes_.size());
    prerequisites_.resize(nodes_.size());
    edges_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const GraphNode::Reference& parent : nodes_[i].parents) connect_parent(i, parent);
      for (const GraphNode::Reference& dependency : nodes_[i].depends_on)
        connect_dependency(i, dependency);
    }
  }

  void connect_parent(std::size_t i, const GraphNode::Reference& reference) {
    const auto found = ids_.find(reference.text);
    if (found == ids_.end()) {
      Diagnostic& diagnostic =
          diagnostics_.add(Code::unknown_parent, reference.origin.span,
                           fmt::format("revision `{}` revises `{}`, which does not exist",
                                       nodes_[i].id, reference.text));
      diagnostic.with_help(help_for_unknown(reference.text, false));
      return;
    }
    if (found->second == i || nodes_[i].id == reference.text) {
      diagnostics_.add(Code::self_reference, reference.origin.span,
                       fmt::format("revision `{}` revises itself", nodes_[i].id));
      return;
    }
    if (const auto again = std::find(parents_[i].begin(), parents_[i].end(), found->second);
        again != parents_[i].end()) {
      diagnostics_
          .add(Code::redundant_parent, reference.origin.span,
               fmt::format("revision `{}` revises `{}` more than once", nodes_[i].id,
                           reference.text))
          .with_help("name each parent once");
      return;
    }
    parents_[i].push_back(found->second);
    add_edge(i, Edge{.to = found->second, .reference = &reference, .dependency = false});
  }

  void connect_dependency(std::size_t i, const GraphNode::Reference& reference) {
    std::size_t to = 0;
    if (const auto id = ids_.find(reference.text); id != ids_.end()) {
      to = id->second;
    } else if (const auto label = labels_.find(reference.text); label != labels_.end()) {
      to = label->second;
    } else {
      diagnostics_
          .add(Code::unknown_dependency, reference.origin.span,
               fmt::format("revision `{}` depends on `{}`, which is neither a revision nor a label",
                           nodes_[i].id, reference.text))
          .with_help(help_for_unknown(reference.text, true));
      return;
    }
    if (to == i || nodes_[i].id == reference.text) {
      diagnostics_.add(Code::self_reference, reference.origin.span,
                       fmt::format("revision `{}` depends on itself", nodes_[i].id));
      return;
    }
    add_edge(i, Edge{.to = to, .reference = &reference, .dependency = true});
  }

  void add_edge(std::size_t from, const Edge& edge) {
    edges_[from].push_back(edge);
    std::vector<std::size_t>& list = prerequisites_[from];
    if (std::find(list.begin(), list.end(), edge.to) == list.end()) list.push_back(edge.to);
  }

  [[nodiscard]] std::string help_for_unknown(const std::string& text, bool labels_too) const {
    std::vector<std::string> candidates;
    std::vector<std::string> longer;
    for (const auto& [id, index] : ids_) {
      candidates.emplace_back(id);
      if (!text.empty() && id.substr(0, text.size()) == text) longer.emplace_back(id);
    }
    if (longer.size() == 1)
      return fmt::format("ids are written in full here: `{}`", longer.front());
    if (labels_too) {
      for (const auto& [label, index] : labels_) candidates.emplace_back(label);
    }
    const std::optional<std::string> near = closest(text, candidates);
    return near ? fmt::format("a similar one exists: `{}`", *near) : std::string();
  }

  /// Tarjan's strongly connected components without recursion: histories are as deep as they are
  /// long.
  bool find_cycles() {
    const std::size_t n = nodes_.size();
    constexpr std::size_t unseen = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> number(n, unseen), low(n, 0), next_edge(n, 0), stack, path;
    std::vector<bool> on_stack(n, false);
    std::size_t counter = 0;
    bool acyclic = true;
    for (std::size_t root = 0; root < n; ++root) {
      if (number[root] != unseen) continue;
      path.push_back(root);
      while (!path.empty()) {
        const std::size_t at = path.back();
        if (number[at] == unseen) {
          number[at] = low[at] = counter++;
          stack.push_back(at);
          on_stack[at] = true;
        }
        if (next_edge[at] < prerequisites_[at].size()) {
          const std::size_t to = prerequisites_[at][next_edge[at]++];
          if (number[to] == unseen)
            path.push_back(to);
          else if (on_stack[to])
            low[at] = std::min(low[at], number[to]);
          continue;
        }
        path.pop_back();
        if (!path.empty()) low[path.back()] = std::min(low[path.back()], low[at]);
        if (low[at] != number[at]) continue;
        std::vector<std::size_t> component;
        for (bool more = true; more;) {
          component.push_back(stack.back());
          on_stack[stack.back()] = false;
          more = stack.back() != at;
          stack.pop_back();
        }
        if (component.size() > 1) {
          acyclic = false;
          report_ring(component);
        }
      }
    }
    return acyclic;
  }

  /// Names the shortest ring through the component's smallest id, found by breadth-first search
  /// from there.
  void report_ring(const std::vector<std::size_t>& component) {
    const std::size_t start = *std::min_element(
        component.begin(), component.end(),
        [&](std::size_t a, std::size_t b) { return nodes_[a].id < nodes_[b].id; });
    const std::set<std::size_t> members(component.begin(), component.end());
    std::map<std::size_t, std::pair<std::size_t, const Edge*>> came_from;
    std::vector<std::size_t> queue{start};
    for (std::size_t head = 0; head < queue.size() && came_from.count(start) == 0; ++head) {
      for (const Edge& edge : edges_[queue[head]]) {
        if (members.count(edge.to) != 0 &&
            came_from.emplace(edge.to, std::pair(queue[head], &edge)).second) {
          queue.push_back(edge.to);
        }
      }
    }
    std::vector<std::pair<std::size_t, const Edge*>> ring;  // who refers, and how
    for (std::size_t at = start; ring.empty() || at != start; at = ring.back().first)
      ring.push_back(came_from.at(at));
    std::reverse(ring.begin(), ring.end());

    std::string names;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (i == shown_ring_members && ring.size() > shown_ring_members + 1) {
        names += fmt::format("… {} more …, ", ring.size() - i);
        break;
      }
      names += fmt::format("`{}` {} ", nodes_[ring[i].first].id,
                           ring[i].second->dependency ? "depends on" : "revises");
    }
    Diagnostic& diagnostic = diagnostics_.add(
        Code::revision_cycle, ring.front().second->reference->origin.span,
        fmt::format("revisions form a ring: {}`{}`", names, nodes_[start].id), "closes the ring");
    for (std::size_t i = 1; i < ring.size() && i < shown_ring_members; ++i) {
      diagnostic.label(ring[i].second->reference->origin.span, "part of the ring");
    }
  }

  /// Depth-first from the heads in the order of their ids: parents come first and a branch is
  /// finished before the next begins.
  void sort() {
    std::vector<bool> needed(nodes_.size(), false), done(nodes_.size(), false);
    for (std::vector<std::size_t>& list : prerequisites_) {
      std::sort(list.begin(), list.end(),
                [&](std::size_t a, std::size_t b) { return nodes_[a].id < nodes_[b].id; });
      for (const std::size_t to : list) needed[to] = true;
    }
    std::vector<std::size_t> next(nodes_.size(), 0), path;
    for (const auto& [id, head] : ids_) {
      if (needed[head] || done[head]) continue;
      path.push_back(head);
      while (!path.empty()) {
        const std::size_t at = path.back();
        if (next[at] < prerequisites_[at].size()) {
          const std::size_t to = prerequisites_[at][next[at]++];
          if (!done[to]) path.push_back(to);
          continue;
        }
        path.pop_back();
        if (done[at]) continue;
        done[at] = true;
        order_.push_back(at);
      }
    }
  }

  /// A parent that another parent already contains. An ancestor has a smaller generation number, so
  /// the search from one parent towards the other stops as soon as it falls below; merges of short
  /// branches cost no more than their length.
  void find_redundant_parents() {
    std::vector<std::size_t> generation(nodes_.size(), 0);
    for (const std::size_t at : order_) {
      for (const std::size_t parent : parents_[at])
        generation[at] = std::max(generation[at], generation[parent] + 1);
    }
    std::vector<std::size_t> seen(nodes_.size(), 0), queue;
    std::size_t round = 0;
    for (const std::size_t at : order_) {
      const std::vector<std::size_t>& parents = parents_[at];
      if (parents.size() < 2) continue;
      std::size_t floor = generation[parents.front()];
      for (const std::size_t parent : parents) floor = std::min(floor, generation[parent]);
      ++round;
      std::map<std::size_t, std::size_t> contained_in;
      for (const std::size_t from : parents) {
        queue.assign(1, from);
        while (!queue.empty()) {
          const std::size_t here = queue.back();
          queue.pop_back();
          for (const std::size_t up : parents_[here]) {
            if (generation[up] < floor || seen[up] == round) continue;
            seen[up] = round;
            if (std::find(parents.begin(), parents.end(), up) != parents.end())
              contained_in.emplace(up, from);
            queue.push_back(up);
          }
        }
      }
      for (const auto& [inner, outer] : contained_in) report_redundant(at, inner, outer);
    }
  }

  void report_redundant(std::size_t at, std::size_t inner, std::size_t outer) {
    for (const Edge& edge : edges_[at]) {
      if (edge.dependency || edge.to != inner) continue;
      diagnostics_
          .add(
              Code::redundant_parent, edge.reference->origin.span,
              fmt::format("revision `{}` revises `{}` although its parent `{}` already contains it",
                          nodes_[at].id, nodes_[inner].id, nodes_[outer].id))
          .label(nodes_[outer].origin.span, fmt::format("descends from `{}`", nodes_[inner].id))
          .with_help(fmt::format("leave `{}` out", nodes_[inner].id));
      return;
    }
  }

  std::span<const GraphNode> nodes_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, std::size_t> ids_;
  std::map<std::string_view, std::size_t> labels_;
  std::vector<std::vector<std::size_t>> parents_, prerequisites_;
  std::vector<std::vector<Edge>> edges_;
  std::vector<std::size_t> order_;
};

template <typename Map>
const typename Map::mapped_type& known(const Map& map, std::string_view id) {
  const auto found = map.find(id);
  MIGC_CHECK(found != map.end());
  return found->second;
}

/// Everything that the neighbour lists lead to from `start`, itself included.
template <typename Map>
std::set<std::string> reach(const Map& neighbours, std::string_view start) {
  std::set<std::string> seen{std::string(start)};
  std::vector<std::string_view> queue{start};
  while (!queue.empty()) {
    const std::string_view at = queue.back();
    queue.pop_back();
    for (const std::string& next : known(neighbours, at)) {
      if (seen.insert(next).second) queue.push_back(next);
    }
  }
  return seen;
}

}  // namespace

std::optional<Graph> Graph::build(std::span<const GraphNode> nodes, Diagnostics& diagnostics) {
  GraphBuilder builder(nodes, diagnostics);
  if (!builder.run()) return std::nullopt;

  Graph graph;
  graph.order_.reserve(nodes.size());
  for (const std::size_t at : builder.order()) {
    const std::string& id = nodes[at].id;
    graph.order_.push_back(id);
    graph.nodes_.emplace(id, nodes[at]);
    graph.children_.try_emplace(id);
    graph.dependants_.try_emplace(id);
    std::vector<std::string>& prerequisites = graph.prerequisites_[id];
    for (const std::size_t to : builder.prerequisites()[at]) {
      prerequisites.push_back(nodes[to].id);
      graph.dependants_.at(nodes[to].id).push_back(id);
    }
    for (const std::size_t to : builder.parents()[at])
      graph.children_.at(nodes[to].id).push_back(id);
  }
  for (auto& [id, list] : graph.children_) std::sort(list.begin(), list.end());
  for (auto& [id, list] : graph.dependants_) std::sort(list.begin(), list.end());
  for (const auto& [label, at] : builder.labels()) graph.labels_.emplace(label, nodes[at].id);
  return graph;
}

bool Graph::contains(std::string_view id) const { return nodes_.find(id) != nodes_.end(); }

const GraphNode& Graph::node(std::string_view id) const { return known(nodes_, id); }

const std::vector<std::string>& Graph::prerequisites(std::string_view id) const {
  return known(prerequisites_, id);
}

const std::vector<std::string>& Graph::children(std::string_view id) const {
  return known(children_, id);
}

const std::string* Graph::find_label(std::string_view label) const {
  const auto found = labels_.find(label);
  return found == labels_.end() ? nullptr : &found->second;
}

std::vector<std::string> Graph::labels() const {
  std::vector<std::string> result;
  for (const auto& [label, id] : labels_) result.push_back(label);
  return result;
}

std::vector<std::string> Graph::heads() const {
  std::vector<std::string> result;
  for (const auto& [id, children] : children_) {
    if (children.empty()) result.push_back(id);
  }
  return result;
}

std::vector<std::string> Graph::roots() const {
  std::vector<std::string> result;
  for (const auto& [id, node] : nodes_) {
    if (node.parents.empty()) result.push_back(id);
  }
  return result;
}

std::vector<std::string> Graph::branch_points() const {
  std::vector<std::string> result;
  for (const auto& [id, children] : children_) {
    if (children.size() > 1) result.push_back(id);
  }
  return result;
}

std::vector<std::string> Graph::merge_points() const {
  std::vector<std::string> result;
  for (const auto& [id, node] : nodes_) {
    if (node.parents.size() > 1) result.push_back(id);
  }
  return result;
}

std::vector<std::string> Graph::labels_of(std::string_view id) const {
  if (labels_.empty()) return {};
  std::set<std::string> result;
  const auto take = [&](const GraphNode& carrier) {
    for (const GraphNode::Reference& label : carrier.labels) result.insert(label.text);
  };
  std::set<std::string_view> seen{id};
  std::vector<std::string_view> queue{id};
  while (!queue.empty()) {
    const GraphNode& at = node(queue.back());
    queue.pop_back();
    take(at);
    for (const GraphNode::Reference& parent : at.parents) {
      if (seen.insert(parent.text).second) queue.push_back(parent.text);
    }
  }
  // Upwards a label goes only through revisions that neither branch nor merge.
  for (const GraphNode* at = &node(id); at->parents.size() < 2 && children(at->id).size() < 2;) {
    take(*at);
    if (children(at->id).empty()) break;
    at = &node(children(at->id).front());
  }
  return {result.begin(), result.end()};
}

std::set<std::string> Graph::ancestors(std::string_view id) const {
  return reach(prerequisites_, id);
}

std::set<std::string> Graph::descendants(std::string_view id) const {
  return reach(dependants_, id);
}

std::vector<std::string> Graph::heads_of(const std::set<std::string>& applied) const {
  std::vector<std::string> result;
  for (const std::string& id : applied) {
    if (!contains(id)) continue;
    const std::vector<std::string>& list = children(id);
    if (std::none_of(list.begin(), list.end(),
                     [&](const std::string& child) { return applied.count(child) != 0; })) {
      result.push_back(id);
    }
  }
  return result;
}

}  // namespace migc

#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/base/result.h"
#include "compiler/base/span.h"

namespace migc {

/// A revision as the graph sees it, with the places of its references for diagnostics.
struct GraphNode {
  struct Reference {
    std::string text;  ///< a full id; for `depends on` also a label
    Origin origin;
    friend bool operator==(const Reference&, const Reference&) = default;
  };
  std::string id;
  std::vector<Reference> parents;     ///< none: a root
  std::vector<Reference> depends_on;  ///< must be applied before, without being a parent
  std::vector<Reference> labels;
  Origin origin;  ///< the id in the header

  friend bool operator==(const GraphNode&, const GraphNode&) = default;
};

enum class RouteDirection { up, down };

/// What to run to reach a target: ids in the order in which they run.
struct Route {
  RouteDirection direction = RouteDirection::up;
  std::vector<std::string> revisions;
};

/// The directed acyclic graph of revisions. A value; knows no syntax tree and no schema. Everything
/// it returns is in a fixed order that depends on nothing but the revisions (ids break ties).
class Graph {
 public:
  /// Finds all mistakes at once: duplicate ids and labels, missing parents and dependencies (with
  /// the nearest id as help), self-loops, cycles (one diagnostic each, naming the ring), parents
  /// that contain each other. Null after any error.
  [[nodiscard]] static std::optional<Graph> build(std::span<const GraphNode> nodes,
                                                  Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<std::string>& order() const {
    return order_;
  }  ///< parents before children
  [[nodiscard]] bool contains(std::string_view id) const;
  [[nodiscard]] const GraphNode& node(std::string_view id) const;
  /// Parents and resolved dependencies.
  [[nodiscard]] const std::vector<std::string>& prerequisites(std::string_view id) const;
  [[nodiscard]] const std::vector<std::string>& children(
      std::string_view id) const;  ///< by `revises` only
  /// The revision that carries a label; null when there is none.
  [[nodiscard]] const std::string* find_label(std::string_view label) const;
  [[nodiscard]] std::vector<std::string> labels() const;
  [[nodiscard]] std::vector<std::string> heads() const;  ///< no child revises them
  [[nodiscard]] std::vector<std::string> roots() const;
  [[nodiscard]] std::vector<std::string> branch_points() const;  ///< more than one child
  [[nodiscard]] std::vector<std::string> merge_points() const;   ///< more than one parent
  /// Labels that a revision carries or inherits: a label spreads to all descendants, and up to the
  /// previous branch or merge.
  [[nodiscard]] std::vector<std::string> labels_of(std::string_view id) const;
  [[nodiscard]] std::set<std::string> ancestors(
      std::string_view id) const;  ///< through all prerequisites, itself included
  [[nodiscard]] std::set<std::string> descendants(
      std::string_view id) const;  ///< through all dependants, itself included
  /// The applied revisions that no applied revision has as parent.
  [[nodiscard]] std::vector<std::string> heads_of(const std::set<std::string>& applied) const;

  /// The revisions that a target names, given what is applied: full id, unique prefix (4 characters
  /// or more), `head`, `heads`, `base`, `current`, a label, `label@head`, `label@base`, `label@id`,
  /// `+N`, `-N`, `id+N`, `id-N`, `head-N`, `base+N`, `label@+N`, `label@-N`. `base` is the empty
  /// list. Each way to be wrong (unknown, too short, ambiguous, several heads, wrong lineage,
  /// overshoot) has its own message; ErrorKind::usage.
  [[nodiscard]] Result<std::vector<std::string>> resolve(
      std::string_view target, const std::set<std::string>& applied) const;
  /// The revisions of `a:b`, both ends included, parents before children; an end may be left out
  /// (base, heads). On the right
  /// `+N` counts from the left end.
  [[nodiscard]] Result<std::vector<std::string>> resolve_range(
      std::string_view range, const std::set<std::string>& applied) const;

  /// Everything that the target needs and that is not applied, prerequisites first; empty when it
  /// is applied already.
  [[nodiscard]] Result<Route> route_up(std::string_view target,
                                       const std::set<std::string>& applied) const;
  /// Everything applied that must go so that the target is what remains of its line, last applied
  /// first; with `base` everything, with `label@base` what carries the label and all that needs it.
  /// `-N` undoes the last N of the line that is applied, a merge being one. Refuses a target that
  /// is not applied.
  [[nodiscard]] Result<Route> route_down(std::string_view target,
                                         const std::set<std::string>& applied) const;

 private:
  std::map<std::string, GraphNode, std::less<>> nodes_;
  std::map<std::string, std::vector<std::string>, std::less<>> prerequisites_, children_,
      dependants_;
  std::map<std::string, std::string, std::less<>>
      labels_;  ///< label to the revision that carries it
  std::vector<std::string> order_;
};

}  // namespace migc

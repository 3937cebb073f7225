#include "compiler/sema/graph.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

namespace migc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Ids = std::vector<std::string>;
using Applied = std::set<std::string>;

struct NodeSpec {
  std::string id;
  Ids parents;
  Ids depends_on = {};
  Ids labels = {};
};

/// Each id and each reference gets a place of its own: file n is the n-th node.
std::vector<GraphNode> nodes_of(const std::vector<NodeSpec>& specs) {
  std::vector<GraphNode> nodes;
  for (const NodeSpec& spec : specs) {
    const FileId file{static_cast<std::uint32_t>(nodes.size())};
    std::uint32_t offset = 0;
    const auto origin = [&] {
      ++offset;
      return Origin{Span{file, offset, offset + 1}};
    };
    GraphNode node{
        .id = spec.id, .parents = {}, .depends_on = {}, .labels = {}, .origin = origin()};
    for (const std::string& text : spec.parents) node.parents.push_back({text, origin()});
    for (const std::string& text : spec.depends_on) node.depends_on.push_back({text, origin()});
    for (const std::string& text : spec.labels) node.labels.push_back({text, origin()});
    nodes.push_back(node);
  }
  return nodes;
}

Graph graph_of(const std::vector<NodeSpec>& specs) {
  Diagnostics diagnostics;
  std::optional<Graph> graph = Graph::build(nodes_of(specs), diagnostics);
  EXPECT_EQ(diagnostics.error_count(), 0U)
      << (diagnostics.has_errors() ? diagnostics.sorted().front()->message : "");
  EXPECT_TRUE(graph.has_value());
  return graph.value_or(Graph());
}

/// The messages of a graph that must not build, as "E4001 message".
Ids mistakes_of(const std::vector<NodeSpec>& specs) {
  Diagnostics diagnostics;
  EXPECT_FALSE(Graph::build(nodes_of(specs), diagnostics).has_value());
  Ids result;
  for (const Diagnostic* item : diagnostics.sorted()) {
    result.push_back(fmt::format("{} {}", code_id(item->code), item->message));
  }
  return result;
}

Ids up(const Graph& graph, std::string_view target, const Applied& applied) {
  const Result<Route> route = graph.route_up(target, applied);
  if (!route) return {"error: " + route.error().message};
  EXPECT_EQ(route->direction, RouteDirection::up);
  return route->revisions;
}

Ids down(const Graph& graph, std::string_view target, const Applied& applied) {
  const Result<Route> route = graph.route_down(target, applied);
  if (!route) return {"error: " + route.error().message};
  EXPECT_EQ(route->direction, RouteDirection::down);
  return route->revisions;
}

Ids resolve(const Graph& graph, std::string_view target, const Applied& applied = {}) {
  const Result<Ids> ids = graph.resolve(target, applied);
  if (ids) return *ids;
  EXPECT_EQ(ids.error().kind, ErrorKind::usage);
  return {"error: " + ids.error().message};
}

Ids range(const Graph& graph, std::string_view text, const Applied& applied = {}) {
  const Result<Ids> ids = graph.resolve_range(text, applied);
  return ids ? *ids : Ids{"error: " + ids.error().message};
}

Graph linear() {
  return graph_of({{"a", {}}, {"b", {"a"}}, {"c", {"b"}}, {"d", {"c"}}, {"e", {"d"}}});
}

/// a - b, then b - c1 - d1 and b - c2 - d2, both branches labelled.
Graph two_branches() {
  return graph_of({{"a", {}},
                   {"b", {"a"}},
                   {"c1", {"b"}, {}, {"c1branch"}},
                   {"d1", {"c1"}},
                   {"c2", {"b"}, {}, {"c2branch"}},
                   {"d2", {"c2"}}});
}

// ---- mistakes

TEST(GraphMistakes, DuplicateId) {
  EXPECT_THAT(mistakes_of({{"a", {}}, {"b", {"a"}}, {"b", {"a"}}}),
              ElementsAre("E4001 revision `b` is defined more than once"));
}

TEST(GraphMistakes, DuplicateIdPointsAtBothPlaces) {
  Diagnostics diagnostics;
  EXPECT_FALSE(Graph::build(nodes_of({{"a", {}}, {"a", {}}}), diagnostics));
  const Diagnostic& found = *diagnostics.sorted().front();
  EXPECT_EQ(found.primary.span.file, FileId{1});
  ASSERT_EQ(found.secondary.size(), 1U);
  EXPECT_EQ(found.secondary[0].span.file, FileId{0});
}

TEST(GraphMistakes, MissingParentSuggestsTheNearest) {
  Diagnostics diagnostics;
  EXPECT_FALSE(
      Graph::build(nodes_of({{"8f2c1a9d3b47", {}}, {"b", {"8f2c1a9d3b74"}}}), diagnostics));
  ASSERT_EQ(diagnostics.error_count(), 1U);
  const Diagnostic& found = *diagnostics.sorted().front();
  EXPECT_EQ(found.message, "revision `b` revises `8f2c1a9d3b74`, which does not exist");
  EXPECT_EQ(found.help, "a similar one exists: `8f2c1a9d3b47`");
  EXPECT_EQ(found.primary.span, (Span{FileId{1}, 2, 3}));
}

TEST(GraphMistakes, PrefixAsParentAsksForTheWholeId) {
  Diagnostics diagnostics;
  EXPECT_FALSE(Graph::build(nodes_of({{"8f2c1a9d3b47", {}}, {"b", {"8f2c"}}}), diagnostics));
  EXPECT_EQ(diagnostics.sorted().front()->help, "ids are written in full here: `8f2c1a9d3b47`");
}

TEST(GraphMistakes, SelfLoops) {
  EXPECT_THAT(
      mistakes_of({{"a", {"a"}}, {"b", {}, {"b"}}, {"c", {}, {"mine"}, {"mine"}}}),
      ElementsAre("E4004 revision `a` revises itself", "E4004 revision `b` depends on itself",
                  "E4004 revision `c` depends on itself"));
}

TEST(GraphMistakes, RingIsOneDiagnosticWithLabels) {
  Diagnostics diagnostics;
  EXPECT_FALSE(Graph::build(
      nodes_of({{"a", {}}, {"b", {"a", "d"}}, {"c", {"b"}}, {"d", {"c"}}, {"e", {"d"}}}),
      diagnostics));
  ASSERT_EQ(diagnostics.error_count(), 1U);
  const Diagnostic& found = *diagnostics.sorted().front();
  EXPECT_EQ(found.code, Code::revision_cycle);
  EXPECT_EQ(found.message, "revisions form a ring: `b` revises `d` revises `c` revises `b`");
  EXPECT_EQ(found.primary.span, (Span{FileId{1}, 3, 4}));
  EXPECT_EQ(found.secondary.size(), 2U);
}

TEST(GraphMistakes, RingThroughADependency) {
  EXPECT_THAT(
      mistakes_of({{"a", {}, {"c"}}, {"b", {"a"}}, {"c", {"b"}}}),
      ElementsAre("E4003 revisions form a ring: `a` depends on `c` revises `b` revises `a`"));
}

TEST(GraphMistakes, TwoRingsAreTwoDiagnostics) {
  EXPECT_THAT(mistakes_of({{"a", {"b"}}, {"b", {"a"}}, {"c", {"d"}}, {"d", {}, {"c"}}}),
              ElementsAre("E4003 revisions form a ring: `a` revises `b` revises `a`",
                          "E4003 revisions form a ring: `c` revises `d` depends on `c`"));
}

TEST(GraphMistakes, LongRingIsShortened) {
  std::vector<NodeSpec> specs;
  for (int i = 0; i < 50; ++i)
    specs.push_back({fmt::format("r{:02}", i), {fmt::format("r{:02}", (i + 1) % 50)}});
  const Ids found = mistakes_of(specs);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found.front(), HasSubstr("`r07` revises … 42 more …, `r00`"));
}

TEST(GraphMistakes, Labels) {
  EXPECT_THAT(mistakes_of({{"a", {}, {}, {"x"}}, {"b", {"a"}, {}, {"x"}}, {"c", {"b"}, {}, {"a"}}}),
              ElementsAre("E4005 label `x` is given to more than one revision",
                          "E4005 label `a` is also the id of a revision"));
}

TEST(GraphMistakes, UnknownDependency) {
  EXPECT_THAT(
      mistakes_of({{"a", {}}, {"b", {"a"}, {"billin"}, {"billing"}}}),
      ElementsAre(
          "E4006 revision `b` depends on `billin`, which is neither a revision nor a label"));
}

TEST(GraphMistakes, ParentsThatContainEachOther) {
  EXPECT_THAT(
      mistakes_of({{"a", {}}, {"b", {"a"}}, {"c", {"b"}}, {"m", {"a", "c"}}}),
      ElementsAre("E4007 revision `m` revises `a` although its parent `c` already contains it"));
  EXPECT_THAT(mistakes_of({{"a", {}}, {"b", {"a", "a"}}}),
              ElementsAre("E4007 revision `b` revises `a` more than once"));
}

TEST(GraphMistakes, NamesThatNoTargetCouldName) {
  EXPECT_THAT(
      mistakes_of({{"head", {}}, {"a@b", {}}, {"c", {}, {}, {"-x"}}}),
      ElementsAre("E4008 revision id `head` has a meaning of its own",
                  "E4008 revision id `a@b` holds a character that could not be typed as a target",
                  "E4008 label `-x` holds a character that could not be typed as a target"));
}

TEST(GraphMistakes, AllAreFoundAtOnce) {
  EXPECT_EQ(mistakes_of({{"a", {"nowhere"}},
                         {"b", {"b"}},
                         {"b", {}},
                         {"c", {"d"}},
                         {"d", {"c"}},
                         {"e", {}, {"no"}}})
                .size(),
            5U);
}

// ---- structure

TEST(Graph, Empty) {
  const Graph graph = graph_of({});
  EXPECT_THAT(graph.heads(), IsEmpty());
  EXPECT_THAT(resolve(graph, "head"), IsEmpty());
  EXPECT_THAT(up(graph, "head", {}), IsEmpty());
  EXPECT_THAT(down(graph, "base", {}), IsEmpty());
}

TEST(Graph, OrderFinishesABranchBeforeTheNext) {
  EXPECT_THAT(two_branches().order(), ElementsAre("a", "b", "c1", "d1", "c2", "d2"));
}

TEST(Graph, OrderDoesNotDependOnTheOrderOfTheFiles) {
  std::vector<NodeSpec> specs{
      {"a", {}}, {"b", {"a"}}, {"c", {"a"}}, {"m", {"c", "b"}}, {"z", {}, {"b"}}};
  const Ids order = graph_of(specs).order();
  EXPECT_THAT(order, ElementsAre("a", "b", "c", "m", "z"));
  std::reverse(specs.begin(), specs.end());
  EXPECT_EQ(graph_of(specs).order(), order);
}

TEST(Graph, Points) {
  const Graph graph =
      graph_of({{"a", {}}, {"b", {"a"}}, {"c", {"a"}}, {"m", {"b", "c"}}, {"r", {}}});
  EXPECT_THAT(graph.heads(), ElementsAre("m", "r"));
  EXPECT_THAT(graph.roots(), ElementsAre("a", "r"));
  EXPECT_THAT(graph.branch_points(), ElementsAre("a"));
  EXPECT_THAT(graph.merge_points(), ElementsAre("m"));
  EXPECT_THAT(graph.children("a"), ElementsAre("b", "c"));
  EXPECT_THAT(graph.ancestors("m"), ElementsAre("a", "b", "c", "m"));
  EXPECT_THAT(graph.descendants("b"), ElementsAre("b", "m"));
  EXPECT_TRUE(graph.contains("r"));
  EXPECT_FALSE(graph.contains("q"));
}

TEST(Graph, LabelsSpread) {
  const Graph graph = graph_of({{"a", {}},
                                {"b", {"a"}},
                                {"c", {"b"}},
                                {"d", {"c"}, {}, {"x"}},
                                {"e", {"d"}},
                                {"f", {"a"}},
                                {"m", {"e", "f"}},
                                {"n", {"m"}}});
  for (const char* id : {"b", "c", "d", "e", "m", "n"})
    EXPECT_THAT(graph.labels_of(id), ElementsAre("x")) << id;
  EXPECT_THAT(graph.labels_of("a"), IsEmpty());  // a branch point
  EXPECT_THAT(graph.labels_of("f"), IsEmpty());
  EXPECT_EQ(*graph.find_label("x"), "d");
  EXPECT_EQ(graph.find_label("y"), nullptr);
}

TEST(Graph, HeadsOfApplied) {
  const Graph graph = two_branches();
  EXPECT_THAT(graph.heads_of({}), IsEmpty());
  EXPECT_THAT(graph.heads_of({"a", "b"}), ElementsAre("b"));
  EXPECT_THAT(graph.heads_of({"a", "b", "c1", "c2", "gone"}), ElementsAre("c1", "c2"));
}

TEST(Graph, PrerequisitesHoldResolvedDependencies) {
  const Graph graph =
      graph_of({{"a", {}, {}, {"lab"}}, {"x", {}}, {"y", {"x"}, {"lab"}}, {"z", {"y"}, {"y"}}});
  EXPECT_THAT(graph.prerequisites("y"), ElementsAre("a", "x"));
  EXPECT_THAT(graph.prerequisites("z"), ElementsAre("y"));
  EXPECT_THAT(graph.children("a"), IsEmpty());
  EXPECT_THAT(graph.descendants("a"), ElementsAre("a", "y", "z"));
}

// ---- a straight line

TEST(GraphLine, Absolute) {
  const Graph graph = linear();
  EXPECT_THAT(up(graph, "head", {}), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(up(graph, "e", {"a", "b", "c"}), ElementsAre("d", "e"));
  EXPECT_THAT(up(graph, "c", {"a"}), ElementsAre("b", "c"));
  EXPECT_THAT(up(graph, "b", {"a", "b", "c"}), IsEmpty());
  EXPECT_THAT(up(graph, "heads", {"a", "b", "c", "d", "e"}), IsEmpty());
  EXPECT_THAT(down(graph, "c", {"a", "b", "c", "d", "e"}), ElementsAre("e", "d"));
  EXPECT_THAT(down(graph, "base", {"a", "b", "c"}), ElementsAre("c", "b", "a"));
  EXPECT_THAT(down(graph, "current", {"a", "b", "c"}), IsEmpty());
  EXPECT_THAT(down(graph, "e", {"a"}),
              ElementsAre("error: revision `e` is not applied, so there is no way down to it"));
}

TEST(GraphLine, Relative) {
  const Graph graph = linear();
  EXPECT_THAT(up(graph, "+2", {}), ElementsAre("a", "b"));
  EXPECT_THAT(up(graph, "+1", {"a", "b"}), ElementsAre("c"));
  EXPECT_THAT(up(graph, "b+2", {"a", "b"}), ElementsAre("c", "d"));
  EXPECT_THAT(up(graph, "head-1", {"a", "b"}), ElementsAre("c", "d"));
  EXPECT_THAT(up(graph, "base+2", {}), ElementsAre("a", "b"));
  EXPECT_THAT(up(graph, "current+1", {"a"}), ElementsAre("b"));
  EXPECT_THAT(down(graph, "-1", {"a", "b", "c"}), ElementsAre("c"));
  EXPECT_THAT(down(graph, "-3", {"a", "b", "c"}), ElementsAre("c", "b", "a"));
  EXPECT_THAT(down(graph, "e-2", {"a", "b", "c", "d", "e"}), ElementsAre("e", "d"));
  EXPECT_THAT(down(graph, "a-1", {"a", "b"}), ElementsAre("b", "a"));
  EXPECT_THAT(down(graph, "a+1", {"a", "b", "c"}), ElementsAre("c"));
}

TEST(GraphLine, WaysToBeWrong) {
  const Graph graph = linear();
  EXPECT_THAT(up(graph, "+8", {"b", "a"}),
              ElementsAre("error: `+8` goes too far: only 3 steps up to the head"));
  EXPECT_THAT(up(graph, "-1", {"a"}),
              ElementsAre("error: `-1` leads down where the way up was asked for"));
  EXPECT_THAT(up(graph, "base", {"a"}), ElementsAre("error: `base` lies below what is applied"));
  EXPECT_THAT(up(graph, "base", {}), IsEmpty());
  EXPECT_THAT(down(graph, "-3", {"a", "b"}),
              ElementsAre("error: `-3` goes too far: only 2 steps up to the base"));
  EXPECT_THAT(down(graph, "-1", {}), ElementsAre("error: `-1` goes too far: nothing is applied"));
  EXPECT_THAT(down(graph, "+1", {"a"}),
              ElementsAre("error: `+1` leads up where the way down was asked for"));
  EXPECT_THAT(resolve(graph, ""), ElementsAre("error: the target is empty"));
  EXPECT_THAT(resolve(graph, "a:b"),
              ElementsAre("error: `a:b` is a range where one target is wanted"));
  EXPECT_THAT(resolve(graph, "@b"), ElementsAre("error: `@b` is not a target"));
  EXPECT_THAT(resolve(graph, "b@"), ElementsAre("error: `b@` is not a target"));
  EXPECT_THAT(resolve(graph, "+0"), ElementsAre("error: `+0` asks for no step at all"));
  EXPECT_THAT(resolve(graph, "+99999999999999999999"),
              ElementsAre("error: the number of steps in `+99999999999999999999` is too large"));
  EXPECT_THAT(resolve(graph, "nope"), ElementsAre("error: there is no revision or label `nope`"));
}

// ---- two branches

TEST(GraphBranches, UpgradeOneOrBoth) {
  const Graph graph = two_branches();
  EXPECT_THAT(up(graph, "d1", {"a", "b"}), ElementsAre("c1", "d1"));
  EXPECT_THAT(up(graph, "heads", {"a", "b"}), ElementsAre("c1", "d1", "c2", "d2"));
  EXPECT_THAT(up(graph, "c1branch@head", {}), ElementsAre("a", "b", "c1", "d1"));
  EXPECT_THAT(up(graph, "c2branch", {"a"}), ElementsAre("b", "c2"));
  EXPECT_THAT(up(graph, "head", {}), ElementsAre("error: the history has 2 heads: `d1` and `d2`"));
  EXPECT_THAT(up(graph, "b@heads", {}), ElementsAre("a", "b", "c1", "d1", "c2", "d2"));
  EXPECT_THAT(up(graph, "b@head", {}), ElementsAre("error: `b` has 2 heads: `d1` and `d2`"));
}

TEST(GraphBranches, RelativeWithALabel) {
  const Graph graph = two_branches();
  EXPECT_THAT(up(graph, "c1branch@head-1", {"a", "b"}), ElementsAre("c1"));
  EXPECT_THAT(up(graph, "c1branch@+1", {"a", "b"}), ElementsAre("c1"));
  EXPECT_THAT(up(graph, "c1branch@+2", {"a", "b", "c2", "d2"}), ElementsAre("c1", "d1"));
  EXPECT_THAT(up(graph, "c2branch@base+3", {}), ElementsAre("a", "b", "c2"));
  EXPECT_THAT(down(graph, "c1branch@-1", {"a", "b", "c1", "d1", "c2", "d2"}), ElementsAre("d1"));
  EXPECT_THAT(down(graph, "c2branch@-2", {"a", "b", "c1", "d1", "c2", "d2"}),
              ElementsAre("d2", "c2"));
  EXPECT_THAT(
      down(graph, "c1branch@-1", {"a", "b", "c2", "d2"}),
      ElementsAre("error: `c1branch@-1` goes too far: nothing of `c1branch` is applied last"));
}

TEST(GraphBranches, AmbiguousSteps) {
  const Graph graph = two_branches();
  EXPECT_THAT(up(graph, "+1", {"a", "b"}),
              ElementsAre("error: `+1` is ambiguous: the way up leads to `c1` and `c2`"));
  EXPECT_THAT(up(graph, "a+2", {}),
              ElementsAre("error: `a+2` is ambiguous: the way up leads to `c1` and `c2`"));
  EXPECT_THAT(down(graph, "-1", {"a", "b", "c1", "c2"}),
              ElementsAre("error: `-1` is ambiguous: the last ones are `c1` and `c2`"));
  // Not ambiguous: the other branch has nothing left to apply.
  EXPECT_THAT(up(graph, "+1", {"a", "b", "c1", "d1", "c2"}), ElementsAre("d2"));
}

TEST(GraphBranches, DowngradeOneBranchOnly) {
  const Graph graph = two_branches();
  const Applied all{"a", "b", "c1", "d1", "c2", "d2"};
  EXPECT_THAT(down(graph, "c1branch@b", all), ElementsAre("d1", "c1"));
  EXPECT_THAT(down(graph, "c1", all), ElementsAre("d1"));
  EXPECT_THAT(down(graph, "b", all), ElementsAre("d2", "c2", "d1", "c1"));
  EXPECT_THAT(down(graph, "c1branch@base", all), ElementsAre("d1", "c1"));
  EXPECT_THAT(down(graph, "base", all), ElementsAre("d2", "c2", "d1", "c1", "b", "a"));
}

TEST(GraphBranches, NamesAndLineages) {
  const Graph graph = two_branches();
  EXPECT_THAT(resolve(graph, "c1branch@d2"),
              ElementsAre("error: revision `d2` is not in the line of `c1branch`"));
  EXPECT_THAT(resolve(graph, "c1branch@a"), ElementsAre("a"));
  EXPECT_THAT(resolve(graph, "c1branch"), ElementsAre("c1"));
  EXPECT_THAT(resolve(graph, "nobranch@head"),
              ElementsAre("error: there is no label or revision `nobranch`"));
  const Result<Ids> near = graph.resolve("c1brnch@head", {});
  ASSERT_FALSE(near);
  EXPECT_EQ(near.error().detail, "help: a similar one exists: `c1branch`");
  const Result<Ids> strange = graph.resolve("elsewhere", {});
  ASSERT_FALSE(strange);
  EXPECT_EQ(strange.error().detail, "help: `migc history` lists what there is");
}

// ---- merges

TEST(GraphMerges, DownThroughAMerge) {
  const Graph graph = graph_of({{"a", {}},
                                {"b1", {"a"}},
                                {"b2", {"a"}},
                                {"b3", {"a"}},
                                {"m", {"b1", "b2", "b3"}},
                                {"n", {"m"}}});
  const Applied all{"a", "b1", "b2", "b3", "m", "n"};
  EXPECT_THAT(down(graph, "-1", all), ElementsAre("n"));
  EXPECT_THAT(down(graph, "-2", all), ElementsAre("n", "m"));
  EXPECT_THAT(down(graph, "-3", all),
              ElementsAre("error: `-3` is ambiguous: the way down leads to `b1`, `b2` and `b3`"));
  EXPECT_THAT(down(graph, "b1@-3", all), ElementsAre("n", "m", "b1"));
  EXPECT_THAT(down(graph, "b1", all), ElementsAre("n", "m"));
  EXPECT_THAT(resolve(graph, "m-1"), ElementsAre("b1", "b2", "b3"));
  EXPECT_THAT(up(graph, "m", {"a", "b1"}), ElementsAre("b2", "b3", "m"));
  EXPECT_THAT(up(graph, "+1", {"a", "b1", "b2", "b3"}), ElementsAre("m"));
}

TEST(GraphMerges, TwinMergesOverTheSameParents) {
  const Graph graph = graph_of(
      {{"a", {}}, {"b1", {"a"}}, {"b2", {"a"}}, {"f1", {"b1", "b2"}}, {"f2", {"b1", "b2"}}});
  EXPECT_THAT(graph.heads(), ElementsAre("f1", "f2"));
  Applied applied;
  std::vector<Ids> heads;
  for (const std::string& id : up(graph, "heads", {})) {
    applied.insert(id);
    heads.push_back(graph.heads_of(applied));
  }
  EXPECT_THAT(heads, ElementsAre(Ids{"a"}, Ids{"b1"}, Ids{"b1", "b2"}, Ids{"f1"}, Ids{"f1", "f2"}));
  EXPECT_THAT(down(graph, "f1@-1", applied), ElementsAre("f1"));
  EXPECT_THAT(down(graph, "b1", applied), ElementsAre("f2", "f1"));
}

// ---- dependencies

/// Three roots; c2 depends on b1's line, d on its own parent.
Graph forest() {
  return graph_of({{"a1", {}, {}, {"aaa"}},
                   {"b1", {"a1"}},
                   {"c1", {"b1"}},
                   {"a2", {}, {}, {"bbb"}},
                   {"b2", {"a2"}, {"b1"}},
                   {"c2", {"b2"}, {"aaa", "b2"}},
                   {"a3", {}, {"c2"}, {"ccc"}}});
}

TEST(GraphDependencies, AcrossRoots) {
  const Graph graph = forest();
  EXPECT_THAT(up(graph, "b2", {}), ElementsAre("a1", "a2", "b1", "b2"));
  EXPECT_THAT(up(graph, "ccc@head", {}), ElementsAre("a1", "a2", "b1", "b2", "c2", "a3"));
  EXPECT_THAT(graph.heads(), ElementsAre("a3", "c1", "c2"));
  const Applied all{"a1", "b1", "c1", "a2", "b2", "c2", "a3"};
  EXPECT_THAT(down(graph, "aaa@b1", all), ElementsAre("c1"));
  EXPECT_THAT(down(graph, "a1", all), ElementsAre("c1", "a3", "c2", "b2", "b1"));
  EXPECT_THAT(down(graph, "bbb@base", all), ElementsAre("a3", "c2", "b2", "a2"));
}

TEST(GraphDependencies, TheLastAppliedIsTheOneNobodyNeeds) {
  const Graph graph = forest();
  EXPECT_THAT(down(graph, "-1", {"a1", "b1", "a2", "b2"}), ElementsAre("b2"));
  EXPECT_THAT(down(graph, "-1", {"a1", "b1", "a2", "b2", "c2", "a3"}), ElementsAre("a3"));
  EXPECT_THAT(down(graph, "aaa@-1", {"a1", "b1", "a2", "b2"}), ElementsAre("b2", "b1"));
  EXPECT_THAT(up(graph, "bbb@+1", {"a1", "b1", "c1"}), ElementsAre("a2"));
  EXPECT_THAT(up(graph, "bbb@+2", {"a2"}), ElementsAre("a1", "b1", "b2", "c2"));
}

TEST(GraphDependencies, CrissCross) {
  const Graph graph =
      graph_of({{"a1", {}}, {"b1", {"a1"}, {"a2"}}, {"a2", {}}, {"b2", {"a2"}, {"a1"}}});
  EXPECT_THAT(up(graph, "heads", {}), ElementsAre("a1", "a2", "b1", "b2"));
  EXPECT_THAT(up(graph, "b1", {}), ElementsAre("a1", "a2", "b1"));
  EXPECT_THAT(down(graph, "a2", {"a1", "a2", "b1", "b2"}), ElementsAre("b2"));
}

TEST(GraphDependencies, MergeOfDependentBranches) {
  const Graph graph =
      graph_of({{"a", {}}, {"b1", {"a"}}, {"b2", {"a"}, {"b1"}}, {"m", {"b1", "b2"}}});
  EXPECT_THAT(up(graph, "head", {"a"}), ElementsAre("b1", "b2", "m"));
  EXPECT_THAT(down(graph, "-1", {"a", "b1", "b2", "m"}), ElementsAre("m"));
  EXPECT_THAT(down(graph, "-1", {"a", "b1", "b2"}), ElementsAre("b2"));
}

// ---- names

TEST(GraphNames, Prefixes) {
  const Graph graph = graph_of({{"8f2c1a9d3b47", {}},
                                {"8f2c77aa01bc", {"8f2c1a9d3b47"}},
                                {"41d7c0aa92be", {"8f2c77aa01bc"}}});
  EXPECT_THAT(resolve(graph, "41d7"), ElementsAre("41d7c0aa92be"));
  EXPECT_THAT(resolve(graph, "8f2c1"), ElementsAre("8f2c1a9d3b47"));
  EXPECT_THAT(resolve(graph, "41d7-1"), ElementsAre("8f2c77aa01bc"));
  EXPECT_THAT(resolve(graph, "8f2c"), ElementsAre("error: `8f2c` begins the ids of 2 revisions"));
  EXPECT_THAT(resolve(graph, "41d"),
              ElementsAre("error: `41d` is too short: an id needs at least 4 of its characters"));
  EXPECT_EQ(graph.resolve("8f2c", {}).error().detail,
            "help: write more of the one you mean: `8f2c1a9d3b47` and `8f2c77aa01bc`");
}

TEST(GraphNames, NamesThatLookLikeSteps) {
  const Graph graph =
      graph_of({{"add", {}}, {"add-2", {"add"}}, {"add-3", {"add-2"}, {}, {"v1-1"}}});
  EXPECT_THAT(resolve(graph, "add-2"), ElementsAre("add-2"));
  EXPECT_THAT(resolve(graph, "add-3-1"), ElementsAre("add-2"));
  EXPECT_THAT(resolve(graph, "v1-1"), ElementsAre("add-3"));
  EXPECT_THAT(resolve(graph, "add-1"), IsEmpty());
}

// ---- ranges

TEST(GraphRanges, Forms) {
  const Graph graph = linear();
  EXPECT_THAT(range(graph, "b:d"), ElementsAre("b", "c", "d"));
  EXPECT_THAT(range(graph, ":b"), ElementsAre("a", "b"));
  EXPECT_THAT(range(graph, "d:"), ElementsAre("d", "e"));
  EXPECT_THAT(range(graph, ":"), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(range(graph, "b:b"), ElementsAre("b"));
  EXPECT_THAT(range(graph, "base:b"), ElementsAre("a", "b"));
  EXPECT_THAT(range(graph, "-1:current", {"a", "b", "c"}), ElementsAre("b", "c"));
  EXPECT_THAT(range(graph, "current:", {"a", "b", "c"}), ElementsAre("c", "d", "e"));
  EXPECT_THAT(range(graph, "b:+2"), ElementsAre("b", "c", "d"));
}

TEST(GraphRanges, Mistakes) {
  const Graph graph = two_branches();
  EXPECT_THAT(range(graph, "d1:a"), ElementsAre("error: the range `d1:a` runs backwards"));
  EXPECT_THAT(range(graph, "a:base"), ElementsAre("error: the range `a:base` runs backwards"));
  EXPECT_THAT(
      range(graph, "c1:d2"),
      ElementsAre("error: the ends of `c1:d2` are not on one line: `c1` does not lead to `d2`"));
  EXPECT_THAT(range(graph, "a:b:c1"),
              ElementsAre("error: `a:b:c1` is not a range of the form `from:to`"));
  EXPECT_THAT(range(graph, "a:nope"), ElementsAre("error: there is no revision or label `nope`"));
}

// ---- size

/// Generous limits: they are to catch quadratic work, not slow machines.
TEST(GraphSize, TenThousandInALine) {
  std::vector<NodeSpec> specs;
  for (int i = 0; i < 10000; ++i)
    specs.push_back({fmt::format("r{:05}", i), i == 0 ? Ids{} : Ids{fmt::format("r{:05}", i - 1)}});
  const std::vector<GraphNode> nodes = nodes_of(specs);
  const auto start = std::chrono::steady_clock::now();
  Diagnostics diagnostics;
  const std::optional<Graph> graph = Graph::build(nodes, diagnostics);
  ASSERT_TRUE(graph);
  EXPECT_EQ(graph->order().front(), "r00000");
  EXPECT_EQ(up(*graph, "head", {}).size(), 10000U);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(GraphSize, ThreeThousandWithAThousandMerges) {
  std::vector<NodeSpec> specs{{"m0000", {}}};
  for (int i = 1; i <= 1000; ++i) {
    const std::string before = fmt::format("m{:04}", i - 1), left = fmt::format("l{:04}", i),
                      right = fmt::format("r{:04}", i);
    specs.push_back({left, {before}});
    specs.push_back({right, {before}});
    specs.push_back({fmt::format("m{:04}", i), {left, right}});
  }
  const std::vector<GraphNode> nodes = nodes_of(specs);
  const auto start = std::chrono::steady_clock::now();
  Diagnostics diagnostics;
  const std::optional<Graph> graph = Graph::build(nodes, diagnostics);
  ASSERT_TRUE(graph);
  EXPECT_EQ(up(*graph, "head", {}).size(), 3001U);
  EXPECT_EQ(graph->merge_points().size(), 1000U);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(GraphSize, LongBranchesMergedOftenStayFast) {
  std::vector<NodeSpec> specs{{"x0000", {}}, {"y0000", {}}};
  for (int i = 1; i < 1500; ++i) {
    const std::string x = fmt::format("x{:04}", i - 1), y = fmt::format("y{:04}", i - 1);
    specs.push_back({fmt::format("x{:04}", i), {x, y}});
    specs.push_back({fmt::format("y{:04}", i), {y}});
  }
  const auto start = std::chrono::steady_clock::now();
  Diagnostics diagnostics;
  ASSERT_TRUE(Graph::build(nodes_of(specs), diagnostics));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

}  // namespace
}  // namespace migc

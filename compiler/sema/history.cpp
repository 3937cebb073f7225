#include "compiler/sema/history.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/invert.h"
#include "compiler/sema/resolve.h"
#include "compiler/syntax/printer.h"

namespace migc {
namespace {

bool is_rule(std::string_view name) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (name.size() == 5 && equal_ignoring_case(name.substr(0, 2), "MG") &&
      std::ranges::all_of(name.substr(2), digit))
    return true;
#define MIGC_CODE(id, code, severity, title) \
  if (name == #code) return true;
#include "compiler/base/codes.def"
#undef MIGC_CODE
  return false;
}

void check_allows(const std::vector<ast::Allow>& allows, Diagnostics& diagnostics) {
  for (const ast::Allow& allow : allows) {
    for (const ast::Ident& rule : allow.rules) {
      if (is_rule(rule.text)) continue;
      diagnostics.add(Code::unknown_rule, rule.origin.span,
                      fmt::format("rule `{}` does not exist", rule.text), "not a rule");
    }
  }
}

/// Names of kept data hold the id, and PostgreSQL cuts names at 63 bytes.
bool check_id(const ast::Ident& id, Diagnostics& diagnostics) {
  constexpr std::size_t longest = 48;
  if (id.text.size() <= longest) return true;
  diagnostics.add(Code::revision_id_too_long, id.origin.span,
                  fmt::format("the id has {} bytes; {} are the most", id.text.size(), longest),
                  "too long");
  return false;
}

std::vector<GraphNode::Reference> references(const std::vector<ast::Ident>& names) {
  std::vector<GraphNode::Reference> result;
  for (const ast::Ident& name : names) {
    if (name.text != "base") result.push_back({name.text, name.origin});
  }
  return result;
}

std::vector<std::string> texts(const std::vector<GraphNode::Reference>& references) {
  std::vector<std::string> result;
  for (const GraphNode::Reference& reference : references) result.push_back(reference.text);
  return result;
}

/// Replays one migration: resolves, inverts and evolves its statements, then proves the way back.
class Replay {
 public:
  Replay(const ast::File& file, Schema& schema, const HistoryOptions& options,
         std::set<ObjectName>& damaged, Diagnostics& diagnostics)
      : file_(file),
        schema_(schema),
        options_(options),
        damaged_(damaged),
        diagnostics_(diagnostics) {}

  void run(Revision& revision) {
    schema_.begin_recording();
    const bool up = run_up(revision);
    const Schema::Before before = schema_.end_recording();
    if (!up) return;
    if (file_.irreversible) {
      revision.verdict = Verdict::irreversible;
      revision.reason = file_.irreversible->text;
      revision.down.clear();
      return;
    }
    if (file_.down) return run_handwritten(revision, before);
    if (revision.verdict == Verdict::irreversible) {
      diagnostics_
          .add(Code::no_inverse, irreversible_at_,
               fmt::format("this cannot be taken back: {}", revision.reason),
               "no downgrade can be derived")
          .with_help("add a `down { … }` block, or say `irreversible '<reason>';`");
      return;
    }
    prove(revision.down, before, Code::derived_down_mismatch, file_.id.origin.span);
  }

 private:
  bool run_up(Revision& revision) {
    bool ok = true;
    Resolver* active = nullptr;
    const Resolver::Apply apply = [&](Operation operation) {
      schema_.begin_recording();
      const bool fits = evolve(schema_, operation, diagnostics_);
      const Schema::Before touched = schema_.end_recording();
      if (!fits) return false;
      Inverse inverse = invert_here(operation, touched, *active);
      if (inverse.verdict > revision.verdict) {
        revision.verdict = inverse.verdict;
        revision.reason = inverse.reason;
        if (inverse.verdict == Verdict::irreversible) irreversible_at_ = operation.origin.span;
      }
      inverses_.push_back(std::move(inverse.operations));
      revision.up.push_back(std::move(operation));
      return true;
    };
    Resolver resolver(schema_, options_, revision.id, diagnostics_, apply);
    active = &resolver;
    resolver.damaged = &damaged_;
    resolver.has_down = file_.down.has_value();
    resolver.file_allows = &file_.allows;
    for (const ast::Statement& statement : file_.statements) {
      check_allows(statement.allows, diagnostics_);
      ok = resolver.resolve(statement) && ok;
    }
    for (auto part = inverses_.rbegin(); part != inverses_.rend(); ++part) {
      for (Operation& operation : *part) revision.down.push_back(std::move(operation));
    }
    return ok;
  }

  /// Rows and columns that this migration itself made vanish with them: what is done to them needs
  /// no inverse. Inverses read no more of the schema before than the objects that the operation
  /// touched, and of a new value the users of its enum.
  Inverse invert_here(const Operation& operation, const Schema::Before& touched,
                      const Resolver& resolver) {
    const auto all_new = [&](const ObjectName& table, const std::vector<Assignment>& assignments) {
      return std::ranges::all_of(
          assignments, [&](const Assignment& a) { return resolver.created_here(table, a.column); });
    };
    const bool vanishes = std::visit(
        [&](const auto& op) {
          using Op = std::decay_t<decltype(op)>;
          if constexpr (std::is_same_v<Op, InsertRows> || std::is_same_v<Op, DeleteRows>)
            return resolver.created_here(op.table);
          else if constexpr (std::is_same_v<Op, UpdateRows> || std::is_same_v<Op, Backfill>)
            return op_has_no_stash(op) && all_new(op.table, op.assignments);
          else
            return false;
        },
        operation.body);
    if (vanishes) return {};
    const bool of_rows = std::visit(
        [](const auto& op) {
          using Op = std::decay_t<decltype(op)>;
          return std::is_same_v<Op, InsertRows> || std::is_same_v<Op, DeleteRows> ||
                 std::is_same_v<Op, UpdateRows> || std::is_same_v<Op, Backfill> ||
                 std::is_same_v<Op, RawSql>;
        },
        operation.body);
    if (!of_rows && touched.empty()) return {};  // it changed nothing
    Schema before;
    for (const auto& [key, object] : touched) {
      if (object != nullptr) before.put(object);
    }
    if (const auto* add = std::get_if<AddEnumValue>(&operation.body)) {
      for (const ObjectKey& user : schema_.users_of({ObjectKind::enum_, add->name}))
        before.put(schema_.share(user));
    }
    Inverse inverse = invert(operation, before);
    if (keeps_position(operation, before)) inverse.verdict = Verdict::exact, inverse.reason.clear();
    // A column that this migration added holds nothing that its later changes could lose.
    const auto* type = std::get_if<SetColumnType>(&operation.body);
    const auto* not_null = std::get_if<SetNotNull>(&operation.body);
    const bool of_new_column =
        (type != nullptr && resolver.created_here(type->table, type->column)) ||
        (not_null != nullptr && resolver.created_here(not_null->table, not_null->column));
    if (of_new_column) inverse.verdict = Verdict::exact, inverse.reason.clear();
    return inverse;
  }

  /// Where a sequence stands is kept along with the rows that it numbers: when it goes right after
  /// them, nothing is lost.
  bool keeps_position(const Operation& operation, const Schema& before) {
    const auto remember = [&](const Column& column) {
      if (!column.default_value) return;
      if (const std::optional<ObjectName> sequence = sequence_of(*column.default_value))
        kept_positions_.insert(*sequence);
    };
    const auto* table = std::get_if<DropTable>(&operation.body);
    if (table != nullptr && table->retention == Retention::preserve) {
      for (const Column& column : before.find_table(table->name)->columns) remember(column);
    }
    const auto* column = std::get_if<DropColumn>(&operation.body);
    if (column != nullptr && column->retention == Retention::preserve)
      remember(*before.find_table(column->table)->find_column(column->column));
    const auto* object = std::get_if<DropObject>(&operation.body);
    return object != nullptr && object->object.kind == ObjectKind::sequence &&
           kept_positions_.contains(object->object.name);
  }

  static bool op_has_no_stash(const UpdateRows& op) { return op.stash.empty(); }
  static bool op_has_no_stash(const Backfill&) { return true; }

  void run_handwritten(Revision& revision, const Schema::Before& before) {
    revision.down.clear();
    schema_.begin_recording();
    const Resolver::Apply apply = [&](Operation operation) {
      if (!evolve(schema_, operation, diagnostics_)) return false;
      revision.down.push_back(std::move(operation));
      return true;
    };
    Resolver resolver(schema_, options_, revision.id, diagnostics_, apply);
    resolver.file_allows = &file_.allows;
    resolver.in_down = true;
    bool ok = true;
    for (const ast::Statement& statement : file_.down->statements)
      ok = resolver.resolve(statement) && ok;
    schema_.restore(schema_.end_recording());
    if (!ok) return;
    if (revision.verdict != Verdict::exact) {
      revision.verdict = Verdict::structure_only;
      revision.reason = "the downgrade is written by hand; " + revision.reason;
    }
    prove(revision.down, before, Code::down_mismatch, file_.down->origin.span);
  }

  /// Runs the way back on the model, compares object by object with what was there before, and
  /// comes forward again.
  void prove(const std::vector<Operation>& down, const Schema::Before& before, Code code,
             Span place) {
    Diagnostics problems;
    schema_.begin_recording();
    bool ok = true;
    for (const Operation& operation : down) ok = ok && evolve(schema_, operation, problems);
    Schema::Before after = schema_.end_recording();
    Schema was;
    Schema is;
    const auto compare = [&](const ObjectKey& key, const Schema::Shared& former) {
      const Schema::Shared now = schema_.share(key);
      const bool both = former != nullptr && now != nullptr;
      if (former == now || (both && *former == *now)) return;
      if (former != nullptr) was.put(former);
      if (now != nullptr) is.put(now);
    };
    for (const auto& [key, former] : before) compare(key, former);
    for (const auto& [key, former] : after) {
      if (!before.contains(key)) compare(key, former);
    }
    schema_.restore(std::move(after));
    if (ok && was == is) return;
    const std::string_view who =
        code == Code::down_mismatch ? "the downgrade" : "the derived downgrade";
    if (!ok) {
      const std::vector<const Diagnostic*> found = problems.sorted();
      diagnostics_.add(
          code, place,
          fmt::format("{} cannot run: {}", who,
                      found.empty() ? "an operation was refused" : found.front()->message));
      return;
    }
    std::string lines = difference(was, is);
    const std::size_t end = lines.find('\n');
    diagnostics_
        .add(code, place, fmt::format("{} does not lead back to the schema before", who),
             "leads elsewhere")
        .with_help(fmt::format("the first difference (`-` wanted, `+` reached): {}",
                               lines.substr(0, end)));
  }

  const ast::File& file_;
  Schema& schema_;
  const HistoryOptions& options_;
  std::set<ObjectName>& damaged_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<Operation>> inverses_;
  std::set<ObjectName> kept_positions_;
  Span irreversible_at_;
};

}  // namespace

const Revision* History::find(std::string_view id) const {
  const auto found = std::ranges::find(revisions, id, &Revision::id);
  return found == revisions.end() ? nullptr : &*found;
}

std::optional<History> build_history(std::span<const ast::File> files,
                                     const HistoryOptions& options, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  std::vector<GraphNode> nodes;
  std::map<std::string, const ast::File*, std::less<>> by_id;
  for (const ast::File& file : files) {
    if (file.kind != ast::FileKind::migration || !check_id(file.id, diagnostics)) continue;
    check_allows(file.allows, diagnostics);
    nodes.push_back({file.id.text, references(file.revises), references(file.depends_on),
                     references(file.labels), file.id.origin});
    by_id.emplace(file.id.text, &file);
  }
  std::optional<Graph> graph = Graph::build(nodes, diagnostics);
  if (!graph) return std::nullopt;
  History history;
  history.graph = std::move(*graph);
  std::set<ObjectName> damaged;
  for (const std::string& id : history.graph.order()) {
    const ast::File& file = *by_id.find(id)->second;
    const GraphNode& node = history.graph.node(id);
    Revision revision;
    revision.id = id;
    revision.parents = texts(node.parents);
    revision.depends_on = texts(node.depends_on);
    revision.labels = texts(node.labels);
    revision.title = file.title.text;
    revision.source = print_meaning(file);
    revision.digest = sha256(revision.source);
    revision.span = file.id.origin.span;
    Replay(file, history.head, options, damaged, diagnostics).run(revision);
    history.revisions.push_back(std::move(revision));
  }
  if (diagnostics.error_count() != errors_before) return std::nullopt;
  return history;
}

}  // namespace migc

#include "compiler/diff/rename.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/diff/equal.h"
#include "compiler/ops/conversion.h"

namespace migc {
namespace {

// ---- marks

ObjectKey former_key(const RenameMark& mark) {
  ObjectKey key = mark.object;
  key.name = mark.was;
  return key;
}

bool has_member(const Object& object, const std::string& name) {
  if (const auto* table = std::get_if<Table>(&object)) return table->find_column(name) != nullptr;
  if (const auto* enumeration = std::get_if<Enum>(&object))
    return std::ranges::find(enumeration->values, name) != enumeration->values.end();
  const auto* type = std::get_if<CompositeType>(&object);
  return type != nullptr && type->find_attribute(name) != nullptr;
}

/// The object of a mark on a member, as it is called before all renames; null when it is new.
const Object* former_owner(const Schema& from, const RenameMark& mark, const RenameMarks& marks) {
  for (const RenameMark& other : marks) {
    if (!other.member.empty() || other.object != mark.object) continue;
    if (const Object* object = from.find(former_key(other))) return object;
  }
  return from.find(mark.object);
}

/// Whether another mark takes the name away from what has it now.
bool is_vacated(const RenameMark& mark, const RenameMarks& marks) {
  return std::ranges::any_of(marks, [&](const RenameMark& other) {
    if (other.member.empty() != mark.member.empty()) return false;
    if (mark.member.empty()) return former_key(other) == mark.object;
    return other.object == mark.object && other.member_was == mark.member;
  });
}

bool applies(const Schema& from, const RenameMark& mark, const RenameMarks& marks) {
  if (mark.member.empty()) {
    const bool free = from.find(mark.object) == nullptr || is_vacated(mark, marks);
    return free && former_key(mark) != mark.object && from.find(former_key(mark)) != nullptr;
  }
  const Object* owner = former_owner(from, mark, marks);
  if (owner == nullptr || mark.member == mark.member_was) return false;
  const bool free = !has_member(*owner, mark.member) || is_vacated(mark, marks);
  return free && has_member(*owner, mark.member_was);
}

OperationBody operation_of(const ObjectKey& from, const ObjectName& to) {
  if (from.kind == ObjectKind::name_space) return RenameNamespace{.from = from.name, .to = to};
  if (from.kind == ObjectKind::enum_) return RenameEnum{.from = from.name, .to = to};
  if (from.kind == ObjectKind::table) return RenameTable{.from = from.name, .to = to};
  return RenameObject{.from = from, .to = to};
}

OperationBody operation_of(const ObjectKey& owner, const Object& before, const std::string& from,
                           const std::string& to) {
  if (owner.kind == ObjectKind::table)
    return RenameColumn{.table = owner.name, .from = from, .to = to};
  if (owner.kind == ObjectKind::enum_)
    return RenameEnumValue{.name = owner.name, .from = from, .to = to};
  CompositeType after = std::get<CompositeType>(before);
  after.name = owner.name;
  for (Attribute& attribute : after.attributes) {
    if (attribute.name == from) attribute.name = to;
  }
  return ReplaceObject{.after = after};
}

/// One step of a list of renames that may want each other's names.
template <typename Name>
struct Move {
  Name from, to;
  Origin origin;
};

/// The moves in an order in which each name is free; a ring is opened with a name of nobody's.
template <typename Name, typename Aside>
std::vector<Move<Name>> in_order(std::vector<Move<Name>> moves, const Aside& aside) {
  std::vector<Move<Name>> result;
  while (!moves.empty()) {
    const auto free = std::ranges::find_if(moves, [&](const Move<Name>& move) {
      return std::ranges::none_of(moves,
                                  [&](const Move<Name>& other) { return other.from == move.to; });
    });
    if (free != moves.end()) {
      result.push_back(*free);
      moves.erase(free);
      continue;
    }
    const Name between = aside(moves.front().from);
    result.push_back({.from = moves.front().from, .to = between, .origin = moves.front().origin});
    moves.front().from = between;
  }
  return result;
}

void rename_objects(const Schema& from, const RenameMarks& marks, std::vector<Operation>& result) {
  std::vector<Move<ObjectKey>> moves;
  for (const RenameMark& mark : marks) {
    if (mark.member.empty() && applies(from, mark, marks))
      moves.push_back({.from = former_key(mark), .to = mark.object, .origin = mark.origin});
  }
  // A schema takes what is in it along, so those come first.
  std::ranges::stable_sort(moves, {}, [](const auto& move) { return move.to.kind; });
  const auto aside = [&](ObjectKey key) {
    do key.name.name += "_";
    while (from.find(key) != nullptr);
    return key;
  };
  for (const auto& move : in_order(std::move(moves), aside))
    result.push_back({.body = operation_of(move.from, move.to.name), .origin = move.origin});
}

void rename_members(const Schema& from, const RenameMarks& marks, const ObjectKey& owner,
                    std::vector<Operation>& result) {
  std::vector<Move<std::string>> moves;
  const Object* before = nullptr;
  for (const RenameMark& mark : marks) {
    if (mark.member.empty() || mark.object != owner || !applies(from, mark, marks)) continue;
    before = former_owner(from, mark, marks);
    moves.push_back({.from = mark.member_was, .to = mark.member, .origin = mark.origin});
  }
  if (before == nullptr) return;
  Object now = *before;
  const auto aside = [&](std::string name) {
    do name += "_";
    while (has_member(*before, name));
    return name;
  };
  for (const auto& move : in_order(std::move(moves), aside)) {
    OperationBody body = operation_of(owner, now, move.from, move.to);
    if (const auto* replaced = std::get_if<ReplaceObject>(&body)) now = replaced->after;
    result.push_back({.body = std::move(body), .origin = move.origin});
  }
}

}  // namespace

std::vector<Operation> renames(const Schema& from, const RenameMarks& marks) {
  std::vector<Operation> result;
  rename_objects(from, marks, result);
  std::set<ObjectKey> owners;
  for (const RenameMark& mark : marks) {
    if (!mark.member.empty()) owners.insert(mark.object);
  }
  for (const ObjectKey& owner : owners) rename_members(from, marks, owner, result);
  return result;
}

RenameMarks wrong_marks(const Schema& from, const RenameMarks& marks) {
  RenameMarks wrong;
  for (const RenameMark& mark : marks) {
    if (mark.member.empty()) {
      const bool known =
          from.find(former_key(mark)) != nullptr || from.find(mark.object) != nullptr;
      if (!known) wrong.push_back(mark);
      continue;
    }
    const Object* owner = former_owner(from, mark, marks);
    const bool known = owner != nullptr &&
                       (has_member(*owner, mark.member) || has_member(*owner, mark.member_was));
    if (!known) wrong.push_back(mark);
  }
  return wrong;
}

// ---- candidates

namespace {

/// In percent, whatever the case.
int similarity(const std::string& a, const std::string& b) {
  const auto longest = std::max<std::size_t>({a.size(), b.size(), 1});
  const std::size_t edits = std::min(edit_distance(to_lower(a), to_lower(b)), longest);
  return static_cast<int>(100 * (longest - edits) / longest);
}

/// Takes the best pairs, each side once. Ties go to the first.
void keep_best(std::vector<RenameCandidate>& candidates) {
  std::ranges::stable_sort(candidates, std::ranges::greater{}, &RenameCandidate::score);
  std::set<std::pair<ObjectName, std::string>> from;
  std::set<std::pair<ObjectName, std::string>> to;
  std::erase_if(candidates, [&](const RenameCandidate& candidate) {
    const RenameMark& mark = candidate.mark;
    const std::pair source{mark.was, mark.member_was};
    const std::pair target{mark.object.name, mark.member};
    if (from.contains(source) || to.contains(target)) return true;
    from.insert(source);
    to.insert(target);
    return false;
  });
}

/// How alike a dropped and a new column are; nothing when no value could be kept.
std::optional<RenameCandidate> compare(const Table& before, const Column& a, const Table& after,
                                       const Column& b, std::string_view dialect) {
  if (a.generated || b.generated) return std::nullopt;
  const bool same_type = same(a.type, b.type, dialect);
  const int names = similarity(a.name, b.name);
  const bool near = equal_ignoring_case(a.name, b.name) || names >= 60;
  const auto place = [](const Table& table, const Column& column) {
    return &column - table.columns.data();
  };
  const bool same_place = place(before, a) == place(after, b);
  const bool fits = (near || same_place) && is_lossless(a.type, b.type);
  if (!same_type && !fits) return std::nullopt;
  RenameCandidate result;
  result.mark = {.object = {ObjectKind::table, after.name},
                 .member = b.name,
                 .was = {},
                 .member_was = a.name,
                 .origin = b.origin};
  result.score = (same_type ? 45 : 25) + (same_place ? 15 : 0) +
                 (a.not_null == b.not_null ? 10 : 0) +
                 (same_default(a, b, dialect, after) ? 10 : 0) + names / 5;
  result.reason = same_type ? fmt::format("both are {}", to_string(b.type))
                            : fmt::format("{} fits into {}", to_string(a.type), to_string(b.type));
  if (same_place) result.reason += ", in the same place";
  if (near) result.reason += ", with similar names";
  return result;
}

void column_candidates(const Table& before, const Table& after, std::string_view dialect,
                       std::vector<RenameCandidate>& result) {
  std::vector<RenameCandidate> found;
  for (const Column& a : before.columns) {
    if (after.find_column(a.name) != nullptr) continue;
    for (const Column& b : after.columns) {
      if (before.find_column(b.name) != nullptr) continue;
      if (auto candidate = compare(before, a, after, b, dialect)) found.push_back(*candidate);
    }
  }
  keep_best(found);
  result.insert(result.end(), found.begin(), found.end());
}

void value_candidates(const Enum& before, const Enum& after, std::vector<RenameCandidate>& result) {
  const auto has = [](const Enum& e, const std::string& value) {
    return std::ranges::find(e.values, value) != e.values.end();
  };
  std::vector<RenameCandidate> found;
  for (std::size_t i = 0; i < before.values.size(); ++i) {
    const std::string& a = before.values[i];
    if (has(after, a)) continue;
    for (std::size_t j = 0; j < after.values.size(); ++j) {
      const std::string& b = after.values[j];
      if (has(before, b)) continue;
      const bool same_place = i == j && before.values.size() == after.values.size();
      const int names = similarity(a, b);
      if (!same_place && names < 60) continue;
      RenameCandidate candidate;
      candidate.mark = {.object = {ObjectKind::enum_, after.name},
                        .member = b,
                        .was = {},
                        .member_was = a,
                        .origin = after.origin};
      candidate.score = (same_place ? 60 : 30) + names * 2 / 5;
      candidate.reason = same_place ? "they have the same place" : "their names are similar";
      found.push_back(std::move(candidate));
    }
  }
  keep_best(found);
  result.insert(result.end(), found.begin(), found.end());
}

/// The share of columns that two tables have in common, in percent.
int overlap(const Table& a, const Table& b, std::string_view dialect) {
  std::size_t common = 0;
  for (const Column& column : a.columns) {
    const Column* other = b.find_column(column.name);
    if (other != nullptr && same(column.type, other->type, dialect)) ++common;
  }
  const auto all = std::max<std::size_t>({a.columns.size(), b.columns.size(), 1});
  return static_cast<int>(100 * common / all);
}

std::optional<RenameCandidate> compare(const Object& before, const Object& after,
                                       std::string_view dialect) {
  const ObjectKey old = key_of(before);
  const ObjectKey now = key_of(after);
  RenameCandidate result;
  result.mark = {
      .object = now, .member = {}, .was = old.name, .member_was = {}, .origin = origin_of(after)};
  const int names = similarity(old.name.name, now.name.name);
  if (const auto* table = std::get_if<Table>(&before)) {
    const int common = overlap(*table, std::get<Table>(after), dialect);
    if (common < 60 && !(common >= 40 && names >= 60)) return std::nullopt;
    result.score = common * 4 / 5 + names / 5;
    result.reason = fmt::format("{} % of their columns are the same", common);
    return result;
  }
  Object renamed = before;
  std::visit(
      [&](auto& o) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(o)>, Privileges>) o.name = now.name;
      },
      renamed);
  // Extensions and schemas that hold nothing of their own would all be alike.
  const bool bare = old.kind == ObjectKind::extension || old.kind == ObjectKind::name_space ||
                    old.kind == ObjectKind::privileges;
  if (bare || old.detail != now.detail || !same(renamed, after, dialect)) return std::nullopt;
  result.score = 80 + names / 5;
  result.reason = "their definitions are the same";
  return result;
}

}  // namespace

std::vector<RenameCandidate> rename_candidates(const Schema& from, const Schema& to,
                                               std::string_view dialect) {
  std::vector<RenameCandidate> result;
  std::map<ObjectKind, std::pair<std::vector<const Object*>, std::vector<const Object*>>> alone;
  for (const auto& [key, object] : from.objects()) {
    const Object* now = to.find(key);
    if (now == nullptr) {
      alone[key.kind].first.push_back(&object);
      continue;
    }
    if (*now == object) continue;
    if (const auto* table = std::get_if<Table>(&object))
      column_candidates(*table, std::get<Table>(*now), dialect, result);
    if (const auto* enumeration = std::get_if<Enum>(&object))
      value_candidates(*enumeration, std::get<Enum>(*now), result);
  }
  for (const auto& [key, object] : to.objects()) {
    if (from.find(key) == nullptr) alone[key.kind].second.push_back(&object);
  }
  for (const auto& [kind, sides] : alone) {
    std::vector<RenameCandidate> found;
    for (const Object* before : sides.first) {
      for (const Object* after : sides.second) {
        if (auto candidate = compare(*before, *after, dialect)) found.push_back(*candidate);
      }
    }
    keep_best(found);
    result.insert(result.end(), found.begin(), found.end());
  }
  std::ranges::stable_sort(result, std::ranges::greater{}, &RenameCandidate::score);
  return result;
}

}  // namespace migc

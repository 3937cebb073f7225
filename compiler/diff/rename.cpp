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

/// Whether two columns or attributes look alike. Of values nothing can be seen.
bool looks_as_wanted(const Object& before, const Object& after, const std::string& member,
                     std::string_view dialect) {
  if (const auto* table = std::get_if<Table>(&before))
    return same(table->find_column(member)->type, std::get<Table>(after).find_column(member)->type,
                dialect);
  if (const auto* type = std::get_if<CompositeType>(&before))
    return same(type->find_attribute(member)->type,
                std::get<CompositeType>(after).find_attribute(member)->type, dialect);
  return true;
}

/// One step of a list of renames that may want each other's names.
template <typename Name>
struct Move {
  Name from, to;
  Origin origin;
};

/// Leaves out the moves to a name that somebody has and keeps, until none is left. `keeps(move)`:
/// when no other move takes it along, what has the name `move.to` is not dropped for the move.
template <typename Name, typename Has, typename Keeps>
void leave_kept_names(std::vector<Move<Name>>& moves, const Has& has, const Keeps& keeps) {
  const auto any = [&](auto Move<Name>::*side, const Name& name) {
    return std::ranges::find(moves, name, side) != moves.end();
  };
  bool changed = true;
  while (changed) {
    changed = std::erase_if(moves, [&](const Move<Name>& move) {
                return has(move.to) && !any(&Move<Name>::from, move.to) &&
                       keeps(move, any(&Move<Name>::to, move.from));
              }) > 0;
  }
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

/// The moves in an order in which each name is free. What has one and stays behind goes aside.
template <typename Name, typename Has, typename Clash, typename Aside>
std::vector<Move<Name>> with_room(std::vector<Move<Name>> moves, const Has& has, const Clash& clash,
                                  const Aside& aside) {
  const std::vector<Move<Name>> wanted = moves;
  for (const Move<Name>& move : wanted) {
    if (has(move.to) && std::ranges::find(wanted, move.to, &Move<Name>::from) == wanted.end())
      moves.push_back({.from = move.to, .to = aside(move.to), .origin = move.origin});
  }
  const auto blocks = [&](const Move<Name>& other, const Move<Name>& move) {
    return clash(other.from, move.to);
  };
  const auto open = [&](std::vector<Move<Name>>& ring, std::vector<Move<Name>>& result) {
    Move<Name>& first = ring.front();
    const Name between = aside(first.from);
    result.push_back({.from = first.from, .to = between, .origin = first.origin});
    first.from = between;
  };
  return in_order(std::move(moves), blocks, open);
}

std::vector<Move<ObjectKey>> object_moves(const Schema& from, const Schema& to,
                                          const RenameMarks& marks, std::string_view dialect) {
  std::vector<Move<ObjectKey>> moves;
  for (const RenameMark& mark : marks) {
    const ObjectKey former = former_key(mark);
    if (!mark.member.empty() || former == mark.object || from.find(former) == nullptr) continue;
    const Object* now = from.find(mark.object);
    const Object* wanted = to.find(mark.object);
    const bool is_done = now != nullptr && wanted != nullptr && same(*now, *wanted, dialect);
    if (!is_done) moves.push_back({.from = former, .to = mark.object, .origin = mark.origin});
  }
  const auto has = [&](const ObjectKey& key) { return from.find(key) != nullptr; };
  leave_kept_names(moves, has, [&](const Move<ObjectKey>& move, bool is_filled_again) {
    return to.find(move.from) != nullptr && !is_filled_again;
  });
  return moves;
}

void rename_objects(const Schema& from, std::vector<Move<ObjectKey>> moves, SpareNames& spare,
                    std::vector<Operation>& result) {
  // A schema takes what is in it along, so those come first.
  std::ranges::stable_sort(moves, {}, [](const auto& move) { return move.to.kind; });
  const auto has = [&](const ObjectKey& key) { return from.find(key) != nullptr; };
  const auto clash = [](const ObjectKey& a, const ObjectKey& b) {
    return a == b || (a.name == b.name && a.kind != b.kind && share_names(a.kind, b.kind));
  };
  const auto aside = [&](ObjectKey key) {
    key.name.name = spare.take(key.name.name);
    return key;
  };
  for (const auto& move : with_room(std::move(moves), has, clash, aside))
    result.push_back({.body = rename_of(move.from, move.to.name), .origin = move.origin});
}

/// `before` and `after`: the object that has them, under its former name and under its own.
void rename_members(const Object& before, const Object& after, const RenameMarks& marks,
                    std::string_view dialect, SpareNames& spare, std::vector<Operation>& result) {
  const ObjectKey owner = key_of(after);
  std::vector<Move<std::string>> moves;
  for (const RenameMark& mark : marks) {
    const bool is_one = !mark.member.empty() && mark.object == owner;
    if (is_one && mark.member != mark.member_was && has_member(before, mark.member_was))
      moves.push_back({.from = mark.member_was, .to = mark.member, .origin = mark.origin});
  }
  const auto has = [&](const std::string& name) { return has_member(before, name); };
  leave_kept_names(moves, has, [&](const Move<std::string>& move, bool is_filled_again) {
    return (has_member(after, move.from) && !is_filled_again) ||
           looks_as_wanted(before, after, move.to, dialect);
  });
  Object now = before;
  const auto aside = [&](const std::string& name) { return spare.take(name); };
  for (const auto& move : with_room(std::move(moves), has, std::equal_to<>(), aside)) {
    OperationBody body = operation_of(owner, now, move.from, move.to);
    if (const auto* replaced = std::get_if<ReplaceObject>(&body)) now = replaced->after;
    result.push_back({.body = std::move(body), .origin = move.origin});
  }
}

}  // namespace

std::vector<Operation> renames(const Schema& from, const Schema& to, const RenameMarks& marks,
                               std::string_view dialect, SpareNames& spare) {
  std::vector<Operation> result;
  const std::vector<Move<ObjectKey>> moves = object_moves(from, to, marks, dialect);
  rename_objects(from, moves, spare, result);
  std::set<ObjectKey> owners;
  for (const RenameMark& mark : marks) {
    if (!mark.member.empty()) owners.insert(mark.object);
  }
  for (const ObjectKey& owner : owners) {
    const auto renamed = std::ranges::find(moves, owner, &Move<ObjectKey>::to);
    const Object* before = from.find(renamed == moves.end() ? owner : renamed->from);
    const Object* after = to.find(owner);
    if (before != nullptr && after != nullptr && !same(*before, *after, dialect))
      rename_members(*before, *after, marks, dialect, spare, result);
  }
  return result;
}

RenameMarks wrong_marks(const Schema& from, const RenameMarks& marks) {
  const auto is_known = [&](const RenameMark& mark, const ObjectKey& key) {
    const Object* object = from.find(key);
    return object != nullptr && (mark.member.empty() || has_member(*object, mark.member) ||
                                 has_member(*object, mark.member_was));
  };
  RenameMarks wrong;
  for (const RenameMark& mark : marks) {
    const bool known =
        is_known(mark, mark.object) || std::ranges::any_of(marks, [&](const RenameMark& object) {
          return object.member.empty() && object.object == mark.object &&
                 is_known(mark, former_key(object));
        });
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

// How the overloads of `Evolver` rename: the object, and everything that mentions it.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/check.h"
#include "compiler/ops/evolver.h"
#include "compiler/ops/follow.h"

namespace migc {
namespace {

void set_name(Object& object, const ObjectName& to) {
  if (auto* privileges = std::get_if<Privileges>(&object)) {
    privileges->object.name = to;
    return;
  }
  std::visit(
      [&](auto& o) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(o)>, Privileges>) o.name = to;
      },
      object);
}

std::vector<ObjectKey> owned_sequences(const Schema& schema, const ObjectName& table) {
  std::vector<ObjectKey> sequences = schema.users_of({ObjectKind::table, table});
  std::erase_if(sequences, [&](const ObjectKey& key) {
    const auto* sequence = std::get_if<Sequence>(schema.find(key));
    return sequence == nullptr || sequence->owner_table != table;
  });
  return sequences;
}

}  // namespace

std::optional<std::vector<Object>> Evolver::renamed(const std::vector<ObjectKey>& old,
                                                    const ObjectKey& from, const ObjectName& to,
                                                    const FormerTexts& texts,
                                                    const std::vector<ObjectKey>& others) {
  Renaming renaming{.from = from, .to = to};
  if (!others.empty()) renaming.arity = overload_of(*schema_.find(from)).arity;
  for (const ObjectKey& other : others)
    renaming.others.push_back(overload_of(*schema_.find(other)));
  std::vector<Object> changed;
  for (const ObjectKey& key : old) {
    Object object = *schema_.find(key);
    std::string problem = follow(object, renaming);
    const auto is_former = [&](const Object& former) { return key_of(former) == key; };
    if (std::ranges::any_of(texts, is_former)) problem.clear();
    if (key == from && problem.empty()) {
      set_name(object, to);
      problem = rename_self(object, to);
    }
    if (!problem.empty()) {
      error(Code::text_cannot_follow,
            fmt::format("{} cannot follow the rename: {}", describe(key), problem))
          .label(origin_of(*schema_.find(key)).span,
                 key.kind == ObjectKind::table ? "created here" : "its text")
          .with_help(key.kind == ObjectKind::table
                         ? "drop what mentions it before the rename, and add it again after"
                         : "drop it before the rename, and create it again after");
      return std::nullopt;
    }
    changed.push_back(std::move(object));
  }
  return changed;
}

bool Evolver::rename_object(const ObjectKey& from, const ObjectName& to, const FormerTexts& texts,
                            const std::vector<ObjectKey>& others) {
  std::vector<ObjectKey> old = schema_.users_of(from);
  old.push_back(from);
  std::optional<std::vector<Object>> changed = renamed(old, from, to, texts, others);
  if (!changed) return false;
  // Keys of what is attached change with it.
  for (const ObjectKey& key : old) {
    if (schema_.find(key) != nullptr) schema_.erase(key);
  }
  std::vector<std::pair<ObjectKey, ObjectKey>> moved;
  for (std::size_t i = 0; i < old.size(); ++i) {
    const ObjectKey now = key_of((*changed)[i]);
    if (now != old[i] && old[i] != from) moved.emplace_back(old[i], now);
    schema_.put(std::move((*changed)[i]));
  }
  // What is about an attached object: its privileges are named after it.
  for (const auto& [was, now] : moved) {
    for (const ObjectKey& user : schema_.users_of(was)) {
      Object object = *schema_.find(user);
      if (auto* privileges = std::get_if<Privileges>(&object)) {
        schema_.erase(user);
        privileges->object = now;
        schema_.put(std::move(object));
      }
    }
  }
  return true;
}

bool Evolver::operator()(const RenameTable& op) {
  if (table(op.from) == nullptr || !namespace_exists(op.to)) return false;
  if (!relation_is_free(op.to)) return false;
  if (const Object* other = schema_.find_type(op.to)) {
    error(Code::duplicate_object,
          fmt::format("the name `{}` is taken by {}", op.to.display(), describe(key_of(*other))));
    return false;
  }
  // A table takes the sequences of its columns along into another schema (manual, ALTER TABLE).
  std::vector<ObjectKey> sequences;
  if (op.from.schema != op.to.schema) sequences = owned_sequences(schema_, op.from);
  for (const ObjectKey& key : sequences) {
    const ObjectName there{op.to.schema, key.name.name};
    std::vector<ObjectKey> mentions = schema_.users_of(key);
    mentions.push_back(key);
    if (!relation_is_free(there) || !renamed(mentions, key, there, op.texts, {})) return false;
  }
  if (!rename_object({ObjectKind::table, op.from}, op.to)) return false;
  for (const ObjectKey& key : sequences)
    rename_object(key, {op.to.schema, key.name.name}, op.texts);
  put_back(op.texts);
  return true;
}

bool Evolver::rename_column_elsewhere(const Table& table, const std::string& from,
                                      const std::string& to) {
  const ObjectKey owner{ObjectKind::table, table.name};
  const Renaming renaming{.from = owner, .to = table.name, .column_from = from, .column_to = to};
  std::vector<Object> changed;
  for (const ObjectKey& key : schema_.users_of(owner)) {
    if (key.kind == ObjectKind::table) continue;
    Object object = *schema_.find(key);
    const std::string problem = follow(object, renaming);
    if (!problem.empty()) {
      error(Code::text_cannot_follow,
            fmt::format("{} cannot follow the rename: {}", describe(key), problem))
          .label(origin_of(*schema_.find(key)).span, "its text")
          .with_help("drop it before the rename, and create it again after");
      return false;
    }
    if (!(object == *schema_.find(key))) changed.push_back(std::move(object));
  }
  for (Object& object : changed) schema_.put(std::move(object));
  return true;
}

void Evolver::put_back(const FormerTexts& texts) {
  for (const Object& object : texts) {
    // Comments and owners may have changed since; only the texts come back.
    const Object* now = schema_.find(key_of(object));
    if (now == nullptr) continue;
    Object changed = *now;
    *texts_of(changed) = *texts_of(object);
    schema_.put(std::move(changed));
  }
}

}  // namespace migc

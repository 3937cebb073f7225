// The desired schema: how it is built, and how it is compared with what the migrations lead to.
#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/compile.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "compiler/sema/desired.h"
#include "compiler/sema/resolve.h"
#include "compiler/sema/resolve_words.h"

namespace migc {
namespace {

// ---- former names

std::optional<ObjectName> former_name(const std::optional<ast::Name>& was) {
  return was ? std::optional(object_name(*was)) : std::nullopt;
}
std::optional<ObjectName> former_name(const std::optional<ast::Ident>& was) {
  return was ? std::optional(ObjectName{"", was->text}) : std::nullopt;
}

/// What a statement says of former names; `key` is of the object that it creates.
void collect(const ast::Statement& statement, const ObjectKey& key, RenameMarks& marks) {
  const auto member = [&](const ast::Ident& name, const std::optional<ast::Ident>& was) {
    if (!was) return;
    marks.push_back({.object = key,
                     .member = name.text,
                     .was = {},
                     .member_was = was->text,
                     .origin = was->origin});
  };
  std::visit(
      [&](const auto& s) {
        using S = std::decay_t<decltype(s)>;
        if constexpr (requires { s.was; }) {
          if (std::optional<ObjectName> was = former_name(s.was)) {
            // What is on a table has no schema of its own.
            if (is_attached(key.kind)) was->schema = key.name.schema;
            marks.push_back({.object = key,
                             .member = {},
                             .was = *was,
                             .member_was = {},
                             .origin = statement.origin});
          }
        }
        if constexpr (std::is_same_v<S, ast::CreateTable>) {
          for (const ast::TableElement& element : s.elements) {
            if (const auto* column = std::get_if<ast::Column>(&element))
              member(column->name, column->was);
          }
        } else if constexpr (std::is_same_v<S, ast::CreateEnum>) {
          for (const ast::EnumValue& value : s.values) member(value.name, value.was);
        } else if constexpr (std::is_same_v<S, ast::CreateType>) {
          for (const ast::Attribute& attribute : s.attributes)
            member(attribute.name, attribute.was);
        }
      },
      statement.body);
}

/// The object that a statement of a schema file creates; nothing for the other statements.
std::optional<ObjectKey> created_by(const ast::StatementBody& body) {
  if (const auto* s = std::get_if<ast::CreateSchema>(&body))
    return ObjectKey{ObjectKind::name_space, {"", s->name.text}};
  if (const auto* s = std::get_if<ast::CreateEnum>(&body))
    return ObjectKey{ObjectKind::enum_, object_name(s->name)};
  if (const auto* s = std::get_if<ast::CreateTable>(&body))
    return ObjectKey{ObjectKind::table, object_name(s->name)};
  if (const auto* s = std::get_if<ast::CreateView>(&body))
    return ObjectKey{ObjectKind::view, object_name(s->name)};
  if (const auto* s = std::get_if<ast::CreateSequence>(&body))
    return ObjectKey{ObjectKind::sequence, object_name(s->name)};
  if (const auto* s = std::get_if<ast::CreateDomain>(&body))
    return ObjectKey{ObjectKind::domain, object_name(s->name)};
  if (const auto* s = std::get_if<ast::CreateType>(&body))
    return ObjectKey{ObjectKind::composite_type, object_name(s->name)};
  if (const auto* s = std::get_if<ast::CreateStatistics>(&body))
    return ObjectKey{ObjectKind::statistics, object_name(s->name)};
  if (const auto* s = std::get_if<ast::CreatePublication>(&body))
    return ObjectKey{ObjectKind::publication, {"", s->name.text}};
  if (const auto* s = std::get_if<ast::CreateFromOptions>(&body)) {
    const std::optional<ObjectKind> kind = object_kind(s->kind);
    if (kind) return ObjectKey{*kind, object_name(s->name)};
  }
  const auto* s = std::get_if<ast::TextObject>(&body);
  const std::optional<ObjectKind> kind = s == nullptr ? std::nullopt : object_kind(s->kind);
  if (!kind) return std::nullopt;
  ObjectKey key{*kind, object_name(s->name)};
  if (!s->on.empty()) {
    key.name.schema = object_name(s->on).schema;
    key.detail = s->on.name.text;
  }
  if (s->arguments) {
    std::vector<Type> arguments;
    for (const Type& type : *s->arguments) arguments.push_back(normalized(type));
    key.detail = signature(arguments);
  }
  return key;
}

}  // namespace

void Compilation::build_desired() {
  desired_ = migc::build_desired(files_, history_options(Retention::discard), diagnostics_);
  for (const ast::File& file : files_) {
    if (file.kind != ast::FileKind::schema) continue;
    for (const ast::Statement& statement : file.statements) {
      if (const std::optional<ObjectKey> key = created_by(statement.body))
        collect(statement, *key, marks_);
    }
  }
}

void Compilation::check_desired() {
  if (!desired_ || !history_) return;
  for (const RenameMark& mark : wrong_marks(history_->head, marks_)) {
    const std::string was = mark.member.empty() ? mark.was.display() : mark.member_was;
    diagnostics_
        .add(Code::unknown_former_name, mark.origin.span,
             fmt::format("nothing was called `{}` in what the migrations lead to", was))
        .with_help("take the `was` out, or name what it was called");
  }
  const Diff way = diff(history_->head, *desired_, {.renames = marks_});
  if (way.operations.empty() && way.impossible.empty()) return;
  std::vector<std::string> lines;
  for (const Operation& operation : way.operations) lines.push_back(describe(operation));
  lines.insert(lines.end(), way.impossible.begin(), way.impossible.end());
  constexpr std::size_t most = 5;
  const std::size_t more = lines.size() > most ? lines.size() - most : 0;
  lines.resize(lines.size() - more);
  std::string missing = join(lines, "; ");
  if (more > 0) missing += fmt::format("; and {} more", more);
  diagnostics_
      .add(Code::desired_schema_differs, Span{},
           fmt::format("the desired schema is not what the migrations lead to: {} missing",
                       counted(lines.size() + more, "change is", "changes are")))
      .with_help(fmt::format("no migration does this: {}", missing));
}

void Compilation::check_renames() {
  if (!history_) return;
  Schema schema;
  Diagnostics ignored;
  for (const Revision& revision : history_->revisions) {
    std::map<std::pair<ObjectName, std::string>, Origin> added;
    bool drops = false;
    for (const Operation& operation : revision.up) {
      if (const auto* op = std::get_if<AddColumn>(&operation.body))
        added.emplace(std::pair(op->table, op->column.name), op->column.origin);
      drops = drops || std::holds_alternative<DropColumn>(operation.body);
    }
    const bool looks = drops && !added.empty();
    schema.begin_recording();
    for (const Operation& operation : revision.up) evolve(schema, operation, ignored);
    const Schema::Before before = schema.end_recording();
    if (!looks) continue;
    Schema former;
    Schema now;
    for (const auto& [key, object] : before) {
      const Schema::Shared changed = schema.share(key);
      if (key.kind != ObjectKind::table || object == nullptr || changed == nullptr) continue;
      former.put(object);
      now.put(changed);
    }
    for (const RenameCandidate& candidate : rename_candidates(former, now, {})) {
      const RenameMark& mark = candidate.mark;
      const auto origin = added.find({mark.object.name, mark.member});
      // Of the same type alone many columns are.
      constexpr int likely = 70;
      if (origin == added.end() || candidate.score < likely) continue;
      diagnostics_
          .add(Code::looks_like_rename, origin->second.span,
               fmt::format("column `{}` looks like `{}`, which this migration drops: {}",
                           mark.member, mark.member_was, candidate.reason),
               "its rows start without the values of the other one")
          .with_help(
              fmt::format("`rename column {} to {}` keeps them", mark.member_was, mark.member));
    }
  }
}

}  // namespace migc

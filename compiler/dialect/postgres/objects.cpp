#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/object_definitions.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/spelling.h"

namespace migc::postgres {
namespace {

/// `IS 'text'`, or IS NULL, which takes a comment away.
std::string take_comment(SqlWriter& w, std::string_view text) {
  w.word("is").raw(" ");
  return w.raw(text.empty() ? "NULL" : quote_literal(text)).take();
}

}  // namespace

void emit(const Context& context, const CreateNamespace& op) {
  context.add(context.writer().word("create schema").name(op.name_space.name).take());
  add_owner(context, op.name_space);
  if (op.name_space.comment.empty()) return;
  SqlWriter w = context.writer();
  w.word("comment on schema").name(op.name_space.name);
  context.add(take_comment(w, op.name_space.comment));
}

void emit(const Context& context, const DropNamespace& op) {
  context.add(context.writer().word("drop schema").name(op.name).take());
}

void emit(const Context& context, const RenameNamespace& op) {
  context.add(
      context.writer().word("alter schema").name(op.from).word("rename to").name(op.to).take());
}

void emit(const Context& context, const SetComment& op) {
  SqlWriter w = context.writer();
  const auto member_of_table = [&](std::string_view words) {
    w.word(words).identifier(op.member).word("on").name(op.object);
    context.add(take_comment(w, op.text), Fact::comment_on_constraint, op.object);
  };
  switch (op.target) {
    case CommentTarget::name_space: {
      w.word("comment on schema").name(op.object);
      const bool standard = op.text.empty() && is_public({ObjectKind::name_space, op.object});
      context.add(take_comment(w, standard ? public_comment : op.text));
      return;
    }
    case CommentTarget::enum_:
      w.word("comment on type").name(op.object);
      context.add(take_comment(w, op.text));
      return;
    case CommentTarget::table:
      w.word(context.schema.find_table(op.object)->foreign ? "comment on foreign table"
                                                           : "comment on table")
          .name(op.object);
      context.add(take_comment(w, op.text), Fact::comment, op.object);
      return;
    case CommentTarget::column:
      w.word("comment on column")
          .name(op.object)
          .raw(".")
          .raw(quote_identifier(op.member, spelling()));
      context.add(take_comment(w, op.text), Fact::comment, op.object);
      return;
    case CommentTarget::constraint:
      member_of_table("comment on constraint");
      return;
    case CommentTarget::index: {
      const ObjectName index{op.object.schema, op.member};
      w.word("comment on index").name(index);
      context.add(take_comment(w, op.text), Fact::comment, index);
      return;
    }
  }
}

}  // namespace migc::postgres

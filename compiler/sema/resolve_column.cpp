// The part of `Resolver` that changes columns.
#include <fmt/format.h>

#include "compiler/sema/resolve.h"
#include "compiler/sema/typecheck.h"

namespace migc {

void Resolver::change(const ast::SetType& c, const ast::Ident& column) {
  const Table& table = *current_table();
  check_type(c.type);
  check_collation(c.collation);
  const std::string what = fmt::format("column `{}`", column.text);
  if (!failed_ && c.using_ &&
      !check_expression(*c.using_, ExpressionPlace::value, &table, {&c.type, what}, schema_,
                        diagnostics_))
    failed_ = true;
  const std::optional<Expression>& current = table.find_column(column.text)->default_value;
  if (!failed_ && current &&
      !check_expression(*current, ExpressionPlace::default_value, nullptr,
                        {&c.type, "the default of " + what}, schema_, diagnostics_)) {
    failed_ = true;
  }
  if (failed_) return;
  Type type = c.type;
  if (type.name.schema == "public") type.name.schema.clear();
  if (!apply(
          SetColumnType{.table = table_, .column = column.text, .type = type, .using_ = c.using_},
          column.origin.span))
    return;
  if (!c.collation.empty())
    apply(SetCollation{table_, column.text, collation_name(c.collation.object_name())},
          c.collation.span());
}

void Resolver::change(const ast::SetDefault& c, const ast::Ident& column) {
  const Column& target = *current_table()->find_column(column.text);
  if (c.value) {
    const std::string what = fmt::format("column `{}`", column.text);
    if (!check_expression(*c.value, ExpressionPlace::default_value, nullptr, {&target.type, what},
                          schema_, diagnostics_))
      failed_ = true;
  }
  if (!failed_) apply(SetDefault{table_, column.text, c.value}, column.origin.span);
}

void Resolver::change(const ast::SetNotNull& c, const ast::Ident& column) {
  const Table& table = *current_table();
  if (c.fill) {
    const std::string what = fmt::format("column `{}`", column.text);
    if (!check_expression(*c.fill, ExpressionPlace::value, &table,
                          {&table.find_column(column.text)->type, what}, schema_, diagnostics_))
      failed_ = true;
  }
  if (!failed_) apply(SetNotNull{table_, column.text, c.fill}, column.origin.span);
}

void Resolver::change(const ast::DropNotNull&, const ast::Ident& column) {
  apply(DropNotNull{table_, column.text}, column.origin.span);
}

void Resolver::change(const ast::SetCollation& c, const ast::Ident& column) {
  check_collation(c.collation);
  if (failed_) return;
  apply(SetCollation{table_, column.text, collation_name(c.collation.object_name())},
        column.origin.span);
}

void Resolver::change(const ast::SetIdentity& c, const ast::Ident& column) {
  apply(SetIdentity{table_, column.text, c.identity}, column.origin.span);
}

void Resolver::change(const ast::SetGenerated& c, const ast::Ident& column) {
  const Table& table = *current_table();
  if (c.generated) {
    const std::string what = fmt::format("column `{}`", column.text);
    if (!check_expression(c.generated->expression, ExpressionPlace::generated, &table,
                          {&table.find_column(column.text)->type, what}, schema_, diagnostics_))
      failed_ = true;
  }
  if (!failed_) apply(SetGenerated{table_, column.text, c.generated}, column.origin.span);
}

void Resolver::change(const ast::SetStorage& c, const ast::Ident& column) {
  const Column& target = *current_table()->find_column(column.text);
  apply(SetColumnStorage{table_, column.text, c.storage.text, target.compression, target.statistics,
                         target.with},
        column.origin.span);
}

void Resolver::change(const ast::SetCompression& c, const ast::Ident& column) {
  const Column& target = *current_table()->find_column(column.text);
  apply(SetColumnStorage{table_, column.text, target.storage, c.compression.text, target.statistics,
                         target.with},
        column.origin.span);
}

void Resolver::change(const ast::SetStatistics& c, const ast::Ident& column) {
  const Column& target = *current_table()->find_column(column.text);
  apply(SetColumnStorage{table_, column.text, target.storage, target.compression, c.target,
                         target.with},
        column.origin.span);
}

void Resolver::change(const ast::SetParameters& c, const ast::Ident& column) {
  const Column& target = *current_table()->find_column(column.text);
  Parameters with = column_parameters(c.with);
  if (failed_) return;
  apply(SetColumnStorage{table_, column.text, target.storage, target.compression, target.statistics,
                         std::move(with)},
        column.origin.span);
}

void Resolver::change(const ast::SetComment& c, const ast::Ident& column) {
  apply(SetComment{CommentTarget::column, table_, column.text, c.comment ? c.comment->text : ""},
        column.origin.span);
}

}  // namespace migc

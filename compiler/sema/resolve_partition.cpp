// The part of `Resolver` for partitions, inheritance and foreign tables.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/ops/partitions.h"
#include "compiler/sema/resolve.h"
#include "compiler/sema/typecheck.h"

namespace migc {

PartitionKey Resolver::build_partition_key(const ast::PartitionBy& given, const Table& table) {
  PartitionKey key{.strategy = given.strategy, .parts = {}};
  for (const ast::IndexPart& part : given.parts) key.parts.push_back(build_part(part, table));
  return key;
}

bool Resolver::check_bound(const PartitionBound& bound, const Table& parent) {
  if (!parent.partition_by) return true;  // `evolve` says so
  bool fits = true;
  const auto check = [&](const std::vector<Expression>& values, bool one_column) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::size_t at = one_column ? 0 : i;
      if (values[i].kind == ExpressionKind::special || at >= parent.partition_by->parts.size())
        continue;
      const Expression& part = parent.partition_by->parts[at].expression;
      const Column* column =
          part.kind == ExpressionKind::column ? parent.find_column(part.text) : nullptr;
      const std::string what = column == nullptr ? "" : fmt::format("column `{}`", column->name);
      const ExpectedType expected =
          column == nullptr ? ExpectedType{} : ExpectedType{&column->type, what};
      fits = check_expression(values[i], ExpressionPlace::default_value, nullptr, expected, schema_,
                              diagnostics_) &&
             fits;
    }
  };
  if (const auto* range = std::get_if<RangeBound>(&bound)) {
    check(range->from, false);
    check(range->to, false);
  }
  if (const auto* list = std::get_if<ListBound>(&bound)) check(list->values, true);
  if (!fits) failed_ = true;
  return fits;
}

void Resolver::statement(const ast::CreatePartition& s) {
  check_new_name(s.name.name);
  const Table* parent = find_table(s.of);
  if (parent == nullptr || !check_bound(s.bound, *parent) || failed_) return;
  Table table = named_table(s.name, s.comment, s.options);
  table = new_partition(schema_, *parent, std::move(table));
  table.partition_of = PartitionOf{.parent = parent->name, .bound = s.bound};
  if (s.partition_by) table.partition_by = build_partition_key(*s.partition_by, table);
  if (failed_) return;
  const ObjectName name = table.name;
  if (apply(CreateTable{.table = std::move(table), .stash = {}}, s.name.span()))
    created_tables_.insert(name);
}

void Resolver::inherit(const std::vector<ast::Name>& parents, Table& table) {
  for (const ast::Name& name : parents) {
    const Table* parent = find_table(name);
    if (parent == nullptr) return;
    if (std::ranges::find(table.inherits, parent->name) != table.inherits.end()) {
      error(Code::duplicate_item, name.span(),
            fmt::format("the table `{}` is named twice", parent->name.display()), "second time");
      return;
    }
    table.inherits.push_back(parent->name);
    for (const Column& column : parent->columns) {
      if (Column* other = table.find_column(column.name)) {
        other->not_null = other->not_null || column.not_null;
        continue;
      }
      table.columns.push_back(inherited_column(column));
      table.columns.back().inherited = true;
    }
    for (const Constraint& constraint : parent->constraints) {
      const auto* check = std::get_if<Check>(&constraint.body);
      if (check == nullptr || check->no_inherit ||
          table.find_constraint(constraint.name) != nullptr)
        continue;
      table.insert(part_of(constraint));
    }
  }
}

void Resolver::action(const ast::AttachPartition& a, const Origin&) {
  const Table* partition = find_table(a.partition);
  if (partition == nullptr || !check_bound(a.bound, *current_table())) return;
  apply(AttachPartition{.table = table_, .partition = partition->name, .bound = a.bound},
        a.partition.span());
}

void Resolver::action(const ast::DetachPartition& a, const Origin&) {
  const Table* partition = find_table(a.partition);
  if (partition == nullptr) return;
  apply(DetachPartition{.table = table_, .partition = partition->name}, a.partition.span());
}

void Resolver::action(const ast::SetInherit& a, const Origin&) {
  const Table* parent = find_table(a.parent);
  if (parent == nullptr) return;
  apply(SetInherit{.table = table_, .parent = parent->name, .inherit = a.inherit}, a.parent.span());
}

void Resolver::set_foreign_options(const ast::DialectOptions& given, bool set) {
  Parameters options = current_table()->foreign->options;
  for (const auto& [name, value] : parameters(given.options)) {
    if (set)
      options[name] = value;
    else
      options.erase(name);
  }
  if (!failed_)
    apply(SetForeignOptions{.table = table_, .options = std::move(options)},
          given.dialect.origin.span);
}

}  // namespace migc

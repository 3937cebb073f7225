#include <algorithm>
#include <fmt/format.h>
#include <sstream>

#include "compiler/base/overloaded.h"
#include "compiler/schema/dump_words.h"
#include "compiler/schema/schema.h"
#include "compiler/schema/word.h"

namespace migc {
namespace dump_words {

std::string collate(const ObjectName& collation) {
  return collation.name.empty() ? "" : " collate " + collation.display();
}

std::string list(const std::vector<std::string>& items) {
  std::string text = "(";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i != 0) text += ", ";
    text += items[i];
  }
  return text + ")";
}

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
      continue;
    }
    if (c == '\'') result += '\'';
    result += c;
  }
  return result + "'";
}

std::string parameters(const Parameters& with) {
  std::vector<std::string> items;
  for (const auto& [name, value] : with) items.push_back(fmt::format("{} = {}", name, value));
  return list(items);
}

std::string sequence(const SequenceOptions& options) {
  std::string text;
  const auto add = [&](std::string_view word, const std::optional<std::int64_t>& value) {
    if (value) text += " " + std::string(word) + " " + std::to_string(*value);
  };
  add("start", options.start);
  add("increment", options.increment);
  add("minvalue", options.min_value);
  add("maxvalue", options.max_value);
  add("cache", options.cache);
  if (options.cycle) text += " cycle";
  return text;
}

}  // namespace dump_words

namespace {

using dump_words::collate;
using dump_words::list;
using dump_words::parameters;
using dump_words::quoted;
using dump_words::sequence;

std::string words(Deferral deferral) {
  switch (deferral) {
    case Deferral::not_deferrable:
      return "";
    case Deferral::initially_immediate:
      return " deferrable";
    case Deferral::initially_deferred:
      return " deferrable initially deferred";
  }
  return "";
}

std::string describe(const Column& column) {
  std::string text = column.name + " " + to_string(column.type);
  text += collate(column.collation);
  if (column.not_null) text += " not null";
  if (column.default_value) text += " default " + to_string(*column.default_value);
  if (column.identity) {
    text += column.identity->always ? " identity always" : " identity";
    text += sequence(column.identity->options);
  }
  if (column.generated) {
    text += " generated always as (" + to_string(column.generated->expression) + ")";
    text += column.generated->stored ? " stored" : " virtual";
  }
  if (!column.storage.empty()) text += " storage " + column.storage;
  if (!column.compression.empty()) text += " compression " + column.compression;
  if (column.statistics) text += " statistics " + std::to_string(*column.statistics);
  if (!column.with.empty()) text += " with " + parameters(column.with);
  if (column.inherited) text += " inherited";
  if (!column.comment.empty()) text += " comment " + quoted(column.comment);
  return text;
}

std::string part(const IndexPart& p) {
  std::string text = to_string(p.expression);
  if (p.expression.kind != ExpressionKind::column) text = "(" + text + ")";
  text += collate(p.collation);
  if (!p.opclass.empty()) text += " " + p.opclass;
  if (!p.opclass_parameters.empty()) text += " " + parameters(p.opclass_parameters);
  if (p.order == SortOrder::descending) text += " desc";
  if (p.nulls == NullsOrder::first) text += " nulls first";
  if (p.nulls == NullsOrder::last) text += " nulls last";
  if (!p.exclude_operator.empty()) text += " with " + p.exclude_operator;
  return text;
}

std::string parts(const std::vector<IndexPart>& items) {
  std::vector<std::string> texts;
  std::ranges::transform(items, std::back_inserter(texts), part);
  return list(texts);
}

std::string index_tail(const std::vector<std::string>& include, const Parameters& with,
                       const std::string& tablespace) {
  std::string text;
  if (!include.empty()) text += " include " + list(include);
  if (!with.empty()) text += " with " + parameters(with);
  if (!tablespace.empty()) text += " tablespace " + tablespace;
  return text;
}

std::string describe(const ConstraintBody& body) {
  return std::visit(
      overloaded{
          [](const PrimaryKey& c) {
            return "primary key " + list(c.columns) + index_tail(c.include, c.with, c.tablespace) +
                   words(c.deferral);
          },
          [](const Unique& c) {
            return std::string("unique ") + (c.nulls_not_distinct ? "nulls not distinct " : "") +
                   list(c.columns) + index_tail(c.include, c.with, c.tablespace) +
                   words(c.deferral);
          },
          [](const ForeignKey& c) {
            std::string text = "foreign key " + list(c.columns) + " references " +
                               c.target.display() + " " + list(c.target_columns);
            if (c.match == MatchType::full) text += " match full";
            text += " on delete " + std::string(spell_action(c.on_delete));
            if (!c.on_delete_columns.empty()) text += " " + list(c.on_delete_columns);
            text += " on update " + std::string(spell_action(c.on_update)) + words(c.deferral);
            if (c.not_valid) text += " not valid";
            return text;
          },
          [](const Check& c) {
            std::string text = "check (" + to_string(c.expression) + ")";
            if (c.no_inherit) text += " no inherit";
            if (c.not_valid) text += " not valid";
            return text;
          },
          [](const Exclusion& c) {
            std::string text = "exclude using " + c.method + " " + parts(c.parts);
            text += index_tail(c.include, c.with, c.tablespace);
            if (c.where) text += " where (" + to_string(*c.where) + ")";
            return text + words(c.deferral);
          },
      },
      body);
}

std::string describe(const Index& index) {
  std::string text = (index.unique ? "unique index " : "index ") + index.name;
  if (!index.method.empty()) text += " using " + index.method;
  text += " " + parts(index.parts) + index_tail(index.include, index.with, index.tablespace);
  if (index.nulls_not_distinct) text += " nulls not distinct";
  if (index.where) text += " where " + to_string(*index.where);
  if (!index.comment.empty()) text += " comment " + quoted(index.comment);
  return text;
}

std::string values(const std::vector<Expression>& items) {
  std::vector<std::string> texts;
  for (const Expression& item : items) texts.push_back(to_string(item));
  return list(texts);
}

std::string describe(const PartitionBound& bound) {
  return std::visit(
      overloaded{
          [](const RangeBound& b) { return "from " + values(b.from) + " to " + values(b.to); },
          [](const ListBound& b) { return "in " + values(b.values); },
          [](const HashBound& b) {
            return "modulus " + std::to_string(b.modulus) + " remainder " +
                   std::to_string(b.remainder);
          },
          [](const DefaultBound&) { return std::string("default"); },
      },
      bound);
}

std::string describe(const PartitionKey& key) {
  std::string_view strategy = "range";
  if (key.strategy == PartitionStrategy::list) strategy = "list";
  if (key.strategy == PartitionStrategy::hash) strategy = "hash";
  return "partition by " + std::string(strategy) + " " + parts(key.parts);
}

std::string part_of(const std::string& parent) {
  return parent.empty() ? "" : " part of " + parent;
}

void write_relatives(std::ostream& out, const Table& table) {
  const std::string head = "table " + table.name.display();
  if (table.partition_by) out << head << ' ' << describe(*table.partition_by) << '\n';
  if (table.partition_of)
    out << head << " partition of " << table.partition_of->parent.display() << ' '
        << describe(table.partition_of->bound) << '\n';
  for (const ObjectName& parent : table.inherits)
    out << head << " inherits " << parent.display() << '\n';
  if (!table.foreign) return;
  out << head << " server " << table.foreign->server;
  if (!table.foreign->options.empty()) out << " options " << parameters(table.foreign->options);
  out << '\n';
}

void write(std::ostream& out, const Table& table) {
  const std::string head = "table " + table.name.display();
  out << head;
  if (table.options.unlogged) out << " unlogged";
  if (table.options.strict) out << " strict";
  if (table.options.without_rowid) out << " without rowid";
  if (!table.options.tablespace.empty()) out << " tablespace " << table.options.tablespace;
  if (!table.options.with.empty()) out << " with " << parameters(table.options.with);
  if (table.options.replica_identity != ReplicaIdentity::standard)
    out << " replica identity " << spell_identity(table.options.replica_identity);
  if (!table.options.identity_index.empty()) out << ' ' << table.options.identity_index;
  if (!table.options.cluster_on.empty()) out << " cluster on " << table.options.cluster_on;
  if (table.options.row_security) out << " row level security";
  if (table.options.force_row_security) out << " forced";
  if (!table.owner.empty()) out << " owner " << table.owner;
  if (!table.comment.empty()) out << " comment " << quoted(table.comment);
  out << '\n';
  write_relatives(out, table);
  for (const Column& column : table.columns) out << head << " column " << describe(column) << '\n';
  for (const Constraint& constraint : table.constraints) {
    out << head << " constraint " << constraint.name << ' ' << describe(constraint.body)
        << part_of(constraint.parent);
    if (!constraint.comment.empty()) out << " comment " << quoted(constraint.comment);
    if (!constraint.index_comment.empty())
      out << " index comment " << quoted(constraint.index_comment);
    out << '\n';
  }
  for (const Index& index : table.indexes)
    out << head << ' ' << describe(index) << part_of(index.parent) << '\n';
}

void write(std::ostream& out, const Object& object) {
  if (const auto* table = std::get_if<Table>(&object))
    write(out, *table);
  else
    dump_words::write(out, object);
}

std::vector<std::string> lines_of(const Object* object) {
  std::vector<std::string> lines;
  if (object == nullptr) return lines;
  std::istringstream text(dump(*object));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

void write_difference(std::ostream& out, const Object* a, const Object* b) {
  const std::vector<std::string> left = lines_of(a);
  const std::vector<std::string> right = lines_of(b);
  bool found = false;
  for (const std::string& line : left) {
    if (std::ranges::find(right, line) == right.end()) out << "- " << line << '\n', found = true;
  }
  for (const std::string& line : right) {
    if (std::ranges::find(left, line) == left.end()) out << "+ " << line << '\n', found = true;
  }
  // The same lines in another sequence: the order of columns or of enum values.
  if (!found && left != right) out << "~ " << left.front() << " (another order of columns)\n";
}

}  // namespace

std::string dump_words::index(const Index& index) { return describe(index); }
std::string dump_words::constraint(const Constraint& constraint) {
  return constraint.name + " " + describe(constraint.body);
}

std::string dump(const Object& object) {
  std::ostringstream out;
  write(out, object);
  return out.str();
}

std::string dump(const Schema& schema) {
  std::ostringstream out;
  for (const auto& [key, object] : schema.objects()) write(out, object);
  return out.str();
}

std::string difference(const Schema& a, const Schema& b) {
  std::ostringstream out;
  for (const auto& [key, object] : a.objects()) {
    const Object* other = b.find(key);
    if (other == nullptr || !(*other == object)) write_difference(out, &object, other);
  }
  for (const auto& [key, object] : b.objects()) {
    if (a.find(key) == nullptr) write_difference(out, nullptr, &object);
  }
  return out.str();
}

}  // namespace migc

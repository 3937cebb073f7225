#include <utility>

#include "compiler/base/overloaded.h"
#include "compiler/schema/word.h"
#include "compiler/syntax/printer_statement.h"

/// Statements with a block of parts.
namespace migc {
namespace {

using namespace words;

const auto place_of = [](const auto& part) { return part.origin.span; };

void put_enum_value(Line& line, const ast::EnumValue& value) {
  line.add(enum_word(value.name));
  if (value.was) line.add("was " + enum_word(*value.was));
}

// What several kinds of objects have in common.
void put(Line& line, const ast::RenameTo& action) { line.add("rename to").add(word(action.name)); }
void put(Line& line, const ast::SetSchema& action) {
  line.add("set schema").add(word(action.schema));
}
void put(Line& line, const ast::SetOwner& action) { line.add("owner to").add(word(action.role)); }
void put(Line& line, const ast::SetComment& action) {
  line.add(action.comment ? "comment " + spell_string(action.comment->text) : "drop comment");
}
void put(Line& line, const ast::SetDefault& action) {
  line.add(action.value ? "set default " + to_string(*action.value) : "drop default");
}
void put(Line& line, const ast::SetNotNull& action) {
  line.add("set not null");
  if (action.fill) line.add("fill " + to_string(*action.fill));
}
void put(Line& line, const ast::DropNotNull&) { line.add("drop not null"); }
void put(Line& line, const ast::AddConstraint& action) {
  line.add("add");
  put_constraint(line, action.constraint);
}
void put(Line& line, const ast::DropConstraint& action) {
  line.add("drop constraint").add(word(action.name));
}
void put(Line& line, const ast::RenameConstraint& action) {
  line.add("rename constraint").add(word(action.from)).add("to").add(word(action.to));
}
void put(Line& line, const ast::ValidateConstraint& action) {
  line.add("validate constraint").add(word(action.name));
}

// Enums.
void put(Line& line, const ast::AddEnumValue& action) {
  line.add("add value").add(enum_word(action.value));
  if (action.before) line.add("before").add(enum_word(*action.before));
  if (action.after) line.add("after").add(enum_word(*action.after));
}
void put(Line& line, const ast::RenameEnumValue& action) {
  line.add("rename value").add(enum_word(action.from)).add("to").add(enum_word(action.to));
}
void put(Line& line, const ast::ReorderEnumValues& action) {
  std::vector<std::string> values;
  for (const ast::Ident& value : action.values) values.push_back(enum_word(value));
  put_list(line, "reorder values (", values);
}
void put(Line& line, const ast::DropEnumValue& action) {
  line.add("drop value").add(enum_word(action.value));
  if (action.map_to) line.add("map to").add(enum_word(*action.map_to));
}

// Composite types.
void put(Line& line, const ast::AddAttribute& action) {
  line.add("add attribute");
  put_attribute(line, action.attribute);
}
void put(Line& line, const ast::RenameAttribute& action) {
  line.add("rename attribute").add(word(action.from)).add("to").add(word(action.to));
}
void put(Line& line, const ast::AlterAttribute& action) {
  line.add("alter attribute").add(word(action.attribute)).add("type").add(to_string(action.type));
  if (!action.collation.empty()) line.add("collate " + name(action.collation));
}
void put(Line& line, const ast::DropAttribute& action) {
  line.add("drop attribute").add(word(action.attribute));
  put_disposal(line, action.disposal);
}

// Columns.
void put(Line& line, const ast::SetType& change) {
  line.add("type").add(to_string(change.type));
  if (!change.collation.empty()) line.add("collate " + name(change.collation));
  if (change.using_) line.add("using " + to_string(*change.using_));
}
void put(Line& line, const ast::SetCollation& change) {
  line.add(change.collation.empty() ? "drop collate" : "collate " + name(change.collation));
}
void put(Line& line, const ast::SetIdentity& change) {
  if (!change.identity) {
    line.add("drop identity");
    return;
  }
  line.add("set");
  put_identity(line, *change.identity);
}
void put(Line& line, const ast::SetGenerated& change) {
  if (!change.generated) {
    line.add("drop expression");
    return;
  }
  line.add("set");
  put_generated(line, *change.generated);
}
void put(Line& line, const ast::SetStorage& change) {
  line.add(change.storage.empty() ? "drop storage" : "set storage " + word(change.storage));
}
void put(Line& line, const ast::SetCompression& change) {
  line.add(change.compression.empty() ? "drop compression"
                                      : "set compression " + word(change.compression));
}
void put(Line& line, const ast::SetStatistics& change) {
  line.add(change.target ? "set statistics " + std::to_string(*change.target) : "drop statistics");
}
void put(Line& line, const ast::SetParameters& change) {
  line.add(change.with.empty() ? "drop with" : "set with " + options(change.with));
}

// Tables.
void put(Line& line, const ast::AddColumn& action) {
  line.add("add column");
  put_column(line, action.column);
  if (action.first) line.add("first");
  if (action.after) line.add("after " + word(*action.after));
  if (action.fill) line.add("fill " + to_string(*action.fill));
}
void put(Line& line, const ast::RenameColumn& action) {
  line.add("rename column").add(word(action.from)).add("to").add(word(action.to));
}
void put(Line& line, const ast::AlterColumn& action) {
  line.add("alter column").add(word(action.column));
  std::visit([&](const auto& change) { put(line, change); }, action.change);
}
void put(Line& line, const ast::DropColumn& action) {
  line.add("drop column").add(word(action.column));
  put_disposal(line, action.disposal);
  if (action.down_fill) line.add("down fill " + to_string(*action.down_fill));
}
void put(Line& line, const ast::AddIndex& action) {
  line.add("add");
  put_index(line, action.index);
}
void put(Line& line, const ast::DropIndex& action) {
  line.add("drop index").add(word(action.name));
}
void put(Line& line, const ast::RenameIndex& action) {
  line.add("rename index").add(word(action.from)).add("to").add(word(action.to));
}
void put(Line& line, const ast::AlterConstraint& action) {
  line.add("alter constraint").add(word(action.name));
  if (action.deferral == Deferral::not_deferrable) line.add("not deferrable");
  put_deferral(line, action.deferral);
}
void put(Line& line, const ast::SetOptions& action) { line.add(dialect_options(action.options)); }
void put(Line& line, const ast::DropOptions& action) {
  line.add("drop " + dialect_options(action.options));
}
void put(Line& line, const ast::AttachPartition& action) {
  line.add("attach partition").add(name(action.partition));
  put_bound(line, action.bound);
}
void put(Line& line, const ast::DetachPartition& action) {
  line.add("detach partition").add(name(action.partition));
}
void put(Line& line, const ast::SetInherit& action) {
  line.add(action.inherit ? "inherit" : "no inherit").add(name(action.parent));
}

const auto put_action = [](Line& line, const auto& action) {
  std::visit([&](const auto& body) { put(line, body); }, action.body);
};

}  // namespace

// ---- enums

Line StatementPrinter::enum_line(const ast::CreateEnum& made) const {
  Line head;
  head.add(create_ + "enum").add(name(made.name));
  put_was(head, made.was);
  put_comment(head, made.comment);
  return head;
}

bool StatementPrinter::enum_on_one_line(const ast::CreateEnum& made, Span place) const {
  if (layout_.has_comment(place.begin, place.end)) return false;
  Line all = enum_line(made);
  all.add("{");
  for (const ast::EnumValue& value : made.values) {
    put_enum_value(all, value);
    all.glue(",");
  }
  all.add("}");
  // The last comma is not written.
  return layout_.fits(all);
}

void StatementPrinter::write(const ast::CreateEnum& made) {
  Line head = enum_line(made);
  if (enum_on_one_line(made, place_)) {
    head.add("{");
    for (std::size_t i = 0; i < made.values.size(); ++i) {
      put_enum_value(head, made.values[i]);
      if (i + 1 < made.values.size()) head.glue(",");
    }
    head.add("}");
    layout_.line(head, place_, limit_);
    return;
  }
  block(
      std::move(head), made.values,
      [](const ast::EnumValue& value) { return value.name.origin.span; }, put_enum_value, ",");
}

void StatementPrinter::write(const ast::AlterEnum& changed) {
  Line head;
  head.add("alter enum").add(name(changed.name));
  block(std::move(head), changed.actions, place_of, put_action);
}

// ---- tables

void StatementPrinter::write(const ast::CreateTable& made) {
  Line head;
  head.add(create_ + (made.foreign ? "foreign table" : "table")).add(name(made.name));
  put_was(head, made.was);
  if (made.foreign) {
    head.add("server " + word(made.foreign->server));
    if (!made.foreign->options.empty()) head.add("options " + options(made.foreign->options));
  }
  put_comment(head, made.comment);
  Line tail;
  if (!made.inherits.empty()) {
    std::vector<std::string> parents;
    for (const ast::Name& parent : made.inherits) parents.push_back(name(parent));
    put_list(tail, "inherits (", parents);
  }
  if (made.partition_by) put_partition_by(tail, *made.partition_by);
  for (const ast::DialectOptions& options : made.options) tail.add(dialect_options(options));
  block(
      std::move(head), made.elements,
      [](const ast::TableElement& element) {
        return std::visit([](const auto& part) { return part.origin.span; }, element);
      },
      [](Line& line, const ast::TableElement& element) {
        std::visit(overloaded{
                       [&](const ast::Column& column) { put_column(line, column); },
                       [&](const ast::Constraint& constraint) { put_constraint(line, constraint); },
                       [&](const ast::Index& index) { put_index(line, index); },
                   },
                   element);
      },
      ";", tail);
}

void StatementPrinter::write(const ast::AlterTable& changed) {
  Line head;
  head.add("alter " + std::string(ast::spelling(changed.kind))).add(name(changed.name));
  block(std::move(head), changed.actions, place_of, put_action);
}

void StatementPrinter::write(const ast::Insert& data) {
  Line head;
  head.add("insert into").add(name(data.table)).add("(" + words::words(data.columns) + ")");
  if (!data.key.empty()) head.add("key (" + words::words(data.key) + ")");
  block(std::move(head), data.rows, place_of, [](Line& line, const ast::Row& row) {
    std::vector<std::string> values;
    for (const Expression& value : row.values) values.push_back(to_string(value));
    put_list(line, "(", values);
  });
}

// ---- other objects

void StatementPrinter::write(const ast::CreateView& made) {
  Line head;
  head.add(create_ + (made.replace ? "or replace " : "") +
           (made.materialized ? "materialized view" : "view"));
  head.add(name(made.name));
  put_was(head, made.was);
  if (!made.columns.empty()) head.add("(" + words::words(made.columns) + ")");
  put_comment(head, made.comment);
  if (!made.with.empty()) head.add("with " + options(made.with));
  head.add("as");
  put_bodies(head, made.bodies);
  if (made.check_option == ast::CheckOption::local) head.add("with local check option");
  if (made.check_option == ast::CheckOption::cascaded) head.add("with cascaded check option");
  if (made.with_no_data) head.add("with no data");
  if (made.indexes.empty()) {
    layout_.line(head.glue(";"), place_, limit_);
  } else {
    block(std::move(head), made.indexes, place_of, put_index);
  }
}

void StatementPrinter::write(const ast::AlterDomain& changed) {
  Line head;
  head.add("alter domain").add(name(changed.name));
  block(std::move(head), changed.actions, place_of, put_action);
}

void StatementPrinter::write(const ast::CreateType& made) {
  Line head;
  head.add(create_ + "type").add(name(made.name));
  put_was(head, made.was);
  put_comment(head, made.comment);
  block(std::move(head), made.attributes, place_of, put_attribute);
}

void StatementPrinter::write(const ast::AlterType& changed) {
  Line head;
  head.add("alter type").add(name(changed.name));
  block(std::move(head), changed.actions, place_of, put_action);
}

}  // namespace migc

#include <algorithm>
#include <iterator>
#include <ostream>

#include "compiler/base/overloaded.h"
#include "compiler/schema/dump_words.h"

namespace migc::dump_words {
namespace {

/// One line with the object's owner and comment at its end.
void line(std::ostream& out, std::string_view text, const std::string& owner,
          const std::string& comment) {
  out << text;
  if (!owner.empty()) out << " owner " << owner;
  if (!comment.empty()) out << " comment " << quoted(comment);
  out << '\n';
}

std::string head(const Object& object) {
  const ObjectKey key = key_of(object);
  std::string text = std::string(kind_name(key.kind)) + " " + key.name.display();
  return text;
}

void texts(std::ostream& out, const std::string& head, const std::vector<DefinitionText>& bodies) {
  for (const DefinitionText& body : bodies) {
    out << head << " for " << (body.dialect.empty() ? "all" : body.dialect) << ' '
        << quoted(body.text) << '\n';
  }
}

std::string shape(const Enum& o) {
  std::vector<std::string> values;
  std::ranges::transform(o.values, std::back_inserter(values), quoted);
  return " " + list(values);
}

std::string shape(const Extension& o) {
  std::string text;
  if (!o.schema.empty()) text += " in " + o.schema;
  if (!o.version.empty()) text += " version " + o.version;
  return text;
}

std::string shape(const Domain& o) {
  std::string text = " " + to_string(o.type);
  text += dump_words::collate(o.collation);
  if (o.not_null) text += " not null";
  if (o.default_value) text += " default " + to_string(*o.default_value);
  return text;
}

std::string shape(const Sequence& o) {
  std::string text;
  if (o.type) text += " as " + to_string(*o.type);
  text += sequence(o.options);
  if (!o.owner_table.name.empty())
    text += " owned by " + o.owner_table.display() + "." + o.owner_column;
  return text;
}

std::string shape(const View& o) {
  std::string text = o.materialized ? " materialized" : "";
  if (!o.columns.empty()) text += " " + list(o.columns);
  if (!o.with.empty()) text += " with " + parameters(o.with);
  if (o.check_option == CheckOption::local) text += " local check option";
  if (o.check_option == CheckOption::cascaded) text += " cascaded check option";
  if (o.with_no_data) text += " with no data";
  return text;
}

std::string expressions(const std::vector<Expression>& items) {
  std::vector<std::string> texts;
  std::ranges::transform(items, std::back_inserter(texts),
                         [](const Expression& e) { return to_string(e); });
  return list(texts);
}

std::string shape(const Publication& o) {
  std::string text = o.all_tables ? " for all tables" : "";
  for (const PublicationTable& table : o.tables) {
    text += " table " + table.table.display();
    if (!table.columns.empty()) text += " " + list(table.columns);
    if (table.where) text += " where " + to_string(*table.where);
  }
  for (const std::string& schema : o.schemas) text += " schema " + schema;
  if (!o.with.empty()) text += " with " + parameters(o.with);
  return text;
}

std::string words(const Privilege& privilege) {
  return privilege.column.empty() ? privilege.name : privilege.name + " (" + privilege.column + ")";
}

void write_composite(std::ostream& out, const CompositeType& o) {
  const std::string name = head(o);
  line(out, name, o.owner, o.comment);
  for (const Attribute& attribute : o.attributes) {
    std::string text = name + " attribute " + attribute.name + " " + to_string(attribute.type);
    text += dump_words::collate(attribute.collation);
    line(out, text, "", attribute.comment);
  }
}

void write_privileges(std::ostream& out, const Privileges& o) {
  std::string text = "privileges of " + o.role + " on " + describe(o.object);
  for (const auto& [privilege, grantable] : o.granted)
    text += " " + words(privilege) + (grantable ? " with grant option" : "");
  for (const Privilege& privilege : o.withheld) text += " not " + words(privilege);
  out << text << '\n';
}

}  // namespace

void write(std::ostream& out, const Object& object) {
  const std::string name = head(object);
  std::visit(overloaded{
                 [&](const Namespace& o) { line(out, name, o.owner, o.comment); },
                 [&](const Enum& o) { line(out, name + shape(o), o.owner, o.comment); },
                 [](const Table&) {},  // the other half writes tables
                 [&](const Extension& o) { line(out, name + shape(o), "", o.comment); },
                 [&](const Domain& o) {
                   line(out, name + shape(o), o.owner, o.comment);
                   for (const Constraint& check : o.checks)
                     line(out, name + " constraint " + constraint(check), "", check.comment);
                 },
                 [&](const CompositeType& o) { write_composite(out, o); },
                 [&](const DefinedObject& o) {
                   line(out, name + " " + parameters(o.options), o.owner, o.comment);
                 },
                 [&](const Sequence& o) { line(out, name + shape(o), o.owner, o.comment); },
                 [&](const View& o) {
                   line(out, name + shape(o), o.owner, o.comment);
                   texts(out, name, o.bodies);
                   for (const Index& each : o.indexes) out << name << ' ' << index(each) << '\n';
                   for (const auto& [column, comment] : o.column_comments)
                     line(out, name + " column " + column, "", comment);
                 },
                 [&](const TextObject& o) {
                   std::string text = name;
                   if (o.on.name.empty() && !key_of(object).detail.empty())
                     text += "(" + key_of(object).detail + ")";
                   if (!o.on.name.empty()) text += " on " + o.on.display();
                   const std::string fires =
                       o.firing == Firing::origin ? "" : " " + std::string(spell_firing(o.firing));
                   line(out, text + fires, o.owner, o.comment);
                   texts(out, text, o.bodies);
                 },
                 [&](const Statistics& o) {
                   line(out,
                        name + (o.kinds.empty() ? "" : " " + list(o.kinds)) + " on " +
                            expressions(o.expressions) + " of " + o.table.display(),
                        o.owner, o.comment);
                 },
                 [&](const Publication& o) { line(out, name + shape(o), o.owner, o.comment); },
                 [&](const Privileges& o) { write_privileges(out, o); },
             },
             object);
}

}  // namespace migc::dump_words

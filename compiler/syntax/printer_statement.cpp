#include "compiler/syntax/printer_statement.h"

#include <algorithm>
#include <utility>

#include "compiler/base/overloaded.h"
#include "compiler/schema/word.h"

namespace migc {
namespace {

using namespace words;

bool has_line_end(const std::vector<NativeText>& bodies) {
  return std::any_of(bodies.begin(), bodies.end(), [](const NativeText& body) {
    return body.text.find('\n') != std::string::npos;
  });
}

bool has_line_end(const std::optional<ast::Text>& text) {
  return text && text->text.find('\n') != std::string::npos;
}

void put_assignments(Line& line, const std::vector<ast::Assignment>& assignments) {
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    std::string piece = i == 0 ? "set " : "";
    piece += word(assignments[i].column) + " = " + to_string(assignments[i].value);
    if (i + 1 < assignments.size()) piece += ",";
    line.add(std::move(piece));
  }
}

void put_where(Line& line, const std::optional<Expression>& where, bool all_rows) {
  if (where) line.add("where " + to_string(*where));
  if (all_rows) line.add("all rows");
}

/// The owner of a sequence: t.c
void put_owner(Line& line, const ast::Name& table, const ast::Ident& column) {
  if (!column.empty()) line.add("owned by " + name(table) + "." + word(column));
}

std::string plural(ast::ObjectType kind) { return std::string(ast::spelling(kind)) + "s"; }

}  // namespace

void StatementPrinter::allow(const ast::Allow& allow, std::uint32_t limit, bool for_file) {
  Line line = words::allow(allow);
  if (for_file) line.glue(";");
  layout_.line(line, allow.origin.span, limit);
}

void StatementPrinter::print(const ast::Statement& statement, std::uint32_t limit) {
  place_ = statement.origin.span;
  limit_ = limit;
  for (const ast::Allow& item : statement.allows) {
    if (&item != &statement.allows.front()) layout_.before(item.origin.span);
    allow(item, place_.end, false);
  }
  std::visit([&](const auto& body) { write(body); }, statement.body);
}

bool StatementPrinter::is_tall(const ast::Statement& statement) const {
  if (!statement.allows.empty()) return true;
  if (const auto* made = std::get_if<ast::CreateEnum>(&statement.body)) {
    return !enum_on_one_line(*made, statement.origin.span);
  }
  if (const auto* made = std::get_if<ast::CreateView>(&statement.body)) {
    return has_line_end(made->bodies) || !made->indexes.empty();
  }
  if (const auto* made = std::get_if<ast::TextObject>(&statement.body))
    return has_line_end(made->bodies);
  if (const auto* raw = std::get_if<ast::Sql>(&statement.body)) {
    return std::any_of(raw->clauses.begin(), raw->clauses.end(), [](const ast::SqlClause& clause) {
      return has_line_end(clause.up) || has_line_end(clause.down);
    });
  }
  return std::holds_alternative<ast::CreateTable>(statement.body) ||
         std::holds_alternative<ast::AlterTable>(statement.body) ||
         std::holds_alternative<ast::AlterEnum>(statement.body) ||
         std::holds_alternative<ast::AlterDomain>(statement.body) ||
         std::holds_alternative<ast::AlterType>(statement.body) ||
         std::holds_alternative<ast::CreateType>(statement.body) ||
         std::holds_alternative<ast::Insert>(statement.body);
}

// ---- statements of one line

Line StatementPrinter::line(const ast::CreateSchema& made) const {
  Line out;
  out.add(create_ + "schema").add(word(made.name));
  put_was(out, made.was);
  put_comment(out, made.comment);
  return out;
}

Line StatementPrinter::line(const ast::DropTable& dropped) const {
  Line out;
  out.add("drop table").add(name(dropped.name));
  put_disposal(out, dropped.disposal);
  return out;
}

Line StatementPrinter::line(const ast::CreatePartition& made) const {
  Line out;
  out.add(create_ + "partition").add(name(made.name)).add("of").add(name(made.of));
  put_comment(out, made.comment);
  put_bound(out, made.bound);
  if (made.partition_by) put_partition_by(out, *made.partition_by);
  for (const ast::DialectOptions& options : made.options) out.add(dialect_options(options));
  return out;
}

Line StatementPrinter::line(const ast::Update& data) const {
  Line out;
  out.add("update").add(name(data.table));
  put_assignments(out, data.assignments);
  put_where(out, data.where, data.all_rows);
  if (data.restore) out.add("restore");
  return out;
}

Line StatementPrinter::line(const ast::Delete& data) const {
  Line out;
  out.add("delete from").add(name(data.table));
  put_where(out, data.where, data.all_rows);
  put_disposal(out, data.disposal);
  return out;
}

Line StatementPrinter::line(const ast::Backfill& data) const {
  Line out;
  out.add("backfill").add(name(data.table));
  put_assignments(out, data.assignments);
  put_where(out, data.where, false);
  if (data.batch_size) out.add("in batches of " + std::to_string(*data.batch_size));
  return out;
}

Line StatementPrinter::line(const ast::Sql& raw) const {
  Line out;
  out.add(raw.outside_transaction ? "sql outside transaction" : "sql");
  for (const ast::SqlClause& clause : raw.clauses) {
    out.add("for " + spell_name(clause.dialect.text) + " " +
            (clause.up ? dollar(clause.up->text) : "nothing"));
    if (clause.down) {
      out.add("down " + dollar(clause.down->text));
    } else if (clause.down_nothing) {
      out.add("down nothing");
    }
  }
  return out;
}

Line StatementPrinter::line(const ast::CreateSequence& made) const {
  Line out;
  out.add(create_ + "sequence").add(name(made.name));
  put_was(out, made.was);
  put_comment(out, made.comment);
  if (made.type) out.add("as " + to_string(*made.type));
  put_sequence_options(out, made.options);
  put_owner(out, made.owner_table, made.owner_column);
  return out;
}

Line StatementPrinter::line(const ast::AlterSequence& changed) const {
  Line out;
  out.add("alter sequence").add(name(changed.name));
  if (changed.type) out.add("as " + to_string(*changed.type));
  put_sequence_options(out, changed.options);
  if (changed.no_cycle) out.add("no cycle");
  if (changed.restart) out.add("restart " + std::to_string(*changed.restart));
  if (changed.owned_by_none) out.add("owned by none");
  put_owner(out, changed.owner_table, changed.owner_column);
  return out;
}

Line StatementPrinter::line(const ast::CreateDomain& made) const {
  Line out;
  out.add(create_ + "domain").add(name(made.name));
  put_was(out, made.was);
  put_comment(out, made.comment);
  out.add("as " + to_string(made.type));
  if (!made.collation.empty()) out.add("collate " + name(made.collation));
  if (made.not_null) out.add("not null");
  if (made.default_value) out.add("default " + to_string(*made.default_value));
  for (const ast::Constraint& check : made.checks) put_constraint(out, check);
  return out;
}

Line StatementPrinter::line(const ast::CreateExtension& made) const {
  Line out;
  out.add(create_ + "extension").add(word(made.name));
  put_comment(out, made.comment);
  if (!made.schema.empty()) out.add("schema " + word(made.schema));
  if (made.version) out.add("version " + spell_string(made.version->text));
  if (made.cascade) out.add("cascade");
  return out;
}

Line StatementPrinter::line(const ast::UpdateExtension& changed) const {
  Line out;
  out.add("alter extension").add(word(changed.name)).add("update");
  if (changed.version) out.add("to " + spell_string(changed.version->text));
  return out;
}

Line StatementPrinter::line(const ast::CreateFromOptions& made) const {
  Line out;
  out.add(create_ + std::string(ast::spelling(made.kind))).add(name(made.name));
  put_was(out, made.was);
  put_comment(out, made.comment);
  std::vector<std::string> items;
  for (const ast::Option& item : made.options) items.push_back(option(item));
  put_list(out, "(", items);
  return out;
}

Line StatementPrinter::line(const ast::TextObject& made) const {
  Line out;
  out.add(create_ + (made.replace ? "or replace " : "") + std::string(ast::spelling(made.kind)));
  out.add(name(made.name) + (made.arguments ? argument_types(*made.arguments) : ""));
  if (!made.on.empty()) out.add("on " + name(made.on));
  put_was(out, made.was);
  put_comment(out, made.comment);
  put_bodies(out, made.bodies);
  return out;
}

Line StatementPrinter::line(const ast::CreateStatistics& made) const {
  Line out;
  out.add(create_ + "statistics").add(name(made.name));
  put_was(out, made.was);
  put_comment(out, made.comment);
  if (!made.kinds.empty()) out.add("(" + words::words(made.kinds) + ")");
  out.add("on " + expressions(made.expressions)).add("from " + name(made.table));
  return out;
}

Line StatementPrinter::line(const ast::CreatePublication& made) const {
  Line out;
  out.add(create_ + "publication").add(word(made.name));
  put_was(out, made.was);
  put_comment(out, made.comment);
  if (made.all_tables) out.add("for all tables");
  std::vector<std::string> targets;
  for (const ast::PublicationTable& target : made.tables) {
    std::string text = "table " + name(target.table);
    if (!target.columns.empty()) text += " (" + words::words(target.columns) + ")";
    if (target.where) text += " where (" + to_string(*target.where) + ")";
    targets.push_back(std::move(text));
  }
  for (const ast::Ident& schema : made.schemas)
    targets.push_back("tables in schema " + word(schema));
  for (std::size_t i = 0; i < targets.size(); ++i) {
    out.add((i == 0 ? "for " : "") + targets[i] + (i + 1 < targets.size() ? "," : ""));
  }
  if (!made.with.empty()) out.add("with " + options(made.with));
  return out;
}

Line StatementPrinter::line(const ast::RowSecurity& changed) const {
  Line out;
  switch (changed.change) {
    case ast::RowSecurityChange::enable:
      out.add("enable");
      break;
    case ast::RowSecurityChange::disable:
      out.add("disable");
      break;
    case ast::RowSecurityChange::force:
      out.add("force");
      break;
    case ast::RowSecurityChange::no_force:
      out.add("no force");
      break;
  }
  out.add("row level security on").add(name(changed.table));
  return out;
}

Line StatementPrinter::line(const ast::SetFiring& changed) const {
  Line out;
  return out.add(std::string(spell_firing(changed.firing))).add(reference(changed.object));
}

Line StatementPrinter::line(const ast::Grant& granted) const {
  Line out;
  out.add(granted.revoke ? "revoke" : "grant");
  if (granted.revoke && granted.grant_option) out.add("grant option for");
  for (std::size_t i = 0; i < granted.privileges.size(); ++i) {
    const ast::Privilege& privilege = granted.privileges[i];
    std::string text = spell_name(privilege.name);
    if (!privilege.columns.empty()) text += " (" + words::words(privilege.columns) + ")";
    out.add(text + (i + 1 < granted.privileges.size() ? "," : ""));
  }
  out.add("on");
  if (granted.all_in_schema && !granted.objects.empty()) {
    out.add("all " + plural(granted.objects.front().kind) + " in schema");
  } else if (granted.future) {
    out.add("future " + plural(granted.objects.front().kind));
    if (!granted.objects.front().name.empty()) out.add("in schema");
  } else if (!granted.objects.empty() && granted.objects.front().kind != ast::ObjectType::table) {
    out.add(std::string(ast::spelling(granted.objects.front().kind)));
  }
  for (std::size_t i = 0; i < granted.objects.size(); ++i) {
    if (granted.objects[i].name.empty()) continue;  // in every schema
    out.add(reference_name(granted.objects[i]) + (i + 1 < granted.objects.size() ? "," : ""));
  }
  if (!granted.creator.empty()) out.add("by " + spell_name(granted.creator.text));
  out.add(granted.revoke ? "from" : "to").add(words::words(granted.roles));
  if (!granted.revoke && granted.grant_option) out.add("with grant option");
  if (granted.cascade) out.add("cascade");
  return out;
}

Line StatementPrinter::line(const ast::Drop& dropped) const {
  Line out;
  out.add("drop").add(reference(dropped.object));
  put_disposal(out, dropped.disposal);
  if (dropped.cascade) out.add("cascade");
  return out;
}

Line StatementPrinter::line(const ast::Rename& renamed) const {
  Line out;
  out.add("rename").add(reference(renamed.object)).add("to").add(word(renamed.to));
  return out;
}

Line StatementPrinter::line(const ast::AlterObject& changed) const {
  Line out;
  out.add("alter").add(reference(changed.object));
  std::visit(overloaded{
                 [&](const ast::SetSchema& set) { out.add("set schema " + word(set.schema)); },
                 [&](const ast::SetOwner& set) { out.add("owner to " + word(set.role)); },
             },
             changed.change);
  return out;
}

Line StatementPrinter::line(const ast::CommentOn& comment) const {
  Line out;
  out.add("comment on").add(reference(comment.object)).add("is");
  out.add(comment.comment ? spell_string(comment.comment->text) : "null");
  return out;
}

}  // namespace migc

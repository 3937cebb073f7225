#include "compiler/syntax/printer_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/schema/word.h"

namespace migc::words {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A number as the grammar reads it in an option: 70, -1, 0.5.
bool is_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  return is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

bool is_plain(std::string_view word) { return spell_name(word) == word; }

std::string option_value(const std::string& value) {
  if (is_number(value) || value == "true" || value == "false" || value == "null" || is_plain(value))
    return value;
  return spell_string(value);
}

/// Names behind which a constraint would read as something else: `primary key check (a)` is a
/// column named `primary`.
bool reads_as_clause(std::string_view name) {
  return equal_ignoring_case(name, "check") || equal_ignoring_case(name, "default") ||
         equal_ignoring_case(name, "index");
}

void put_columns(Line& line, const std::vector<ast::Ident>& columns) {
  if (!columns.empty()) line.add("(" + words(columns) + ")");
}

void put_references(Line& line, const ast::ForeignKey& key) {
  line.add("references").add(name(key.target));
  put_columns(line, key.target_columns);
  if (key.match == MatchType::full) line.add("match full");
  if (key.on_delete != ReferentialAction::no_action || !key.on_delete_columns.empty()) {
    line.add("on delete " + std::string(spell_action(key.on_delete)));
    put_columns(line, key.on_delete_columns);
  }
  if (key.on_update != ReferentialAction::no_action)
    line.add("on update " + std::string(spell_action(key.on_update)));
  put_deferral(line, key.deferral);
  if (key.not_valid) line.add("not valid");
}

void put_where(Line& line, const std::optional<Expression>& where) {
  if (where) line.add("where " + to_string(*where));
}

void put_index_tail(Line& line, const std::vector<ast::Ident>& include, const ast::Options& with,
                    const ast::Ident& tablespace) {
  if (!include.empty()) line.add("include (" + words(include) + ")");
  if (!with.empty()) line.add("with " + options(with));
  if (!tablespace.empty()) line.add("tablespace " + word(tablespace));
}

}  // namespace

std::string word(const ast::Ident& ident) { return spell_name(ident.text); }

std::string words(const std::vector<ast::Ident>& idents) {
  std::string out;
  for (const ast::Ident& ident : idents) {
    if (!out.empty()) out += ", ";
    out += word(ident);
  }
  return out;
}

std::string name(const ast::Name& name) {
  return name.schema.empty() ? word(name.name) : word(name.schema) + "." + word(name.name);
}

std::string revision(const ast::Ident& id) {
  const bool digit_first = !id.text.empty() && is_digits(std::string_view(id.text).substr(0, 1));
  const std::string as_word = digit_first ? "x" + id.text : id.text;
  const bool ascii = std::all_of(id.text.begin(), id.text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return is_plain(as_word) && (ascii || !digit_first) ? id.text : spell_string(id.text);
}

std::string enum_word(const ast::Ident& value) {
  return is_plain(value.text) ? value.text : spell_string(value.text);
}

std::string dollar(std::string_view text) {
  std::string delimiter = "$$";
  // A text that ends in `$` would join with the delimiter if no blank stood between them; there
  // always is one.
  for (int number = 0; text.find(delimiter) != std::string_view::npos; ++number) {
    delimiter = number == 0 ? "$body$" : "$body" + std::to_string(number) + "$";
  }
  const bool several_lines = text.find('\n') != std::string_view::npos;
  const std::string gap = several_lines ? "\n" : " ";
  return delimiter + gap + std::string(text) + (text.empty() ? "" : gap) + delimiter;
}

std::string option(const ast::Option& option) {
  return option.value ? option.name + " = " + option_value(*option.value) : option.name;
}

std::string options(const ast::Options& options) {
  std::string out;
  for (const ast::Option& item : options) {
    if (!out.empty()) out += ", ";
    out += option(item);
  }
  return "(" + out + ")";
}

std::string dialect_options(const ast::DialectOptions& options) {
  return options.dialect.text + " " + words::options(options.options);
}

std::string expressions(const std::vector<Expression>& list) {
  std::string out;
  for (const Expression& item : list) {
    if (!out.empty()) out += ", ";
    out += to_string(item);
  }
  return out;
}

std::string index_parts(const std::vector<ast::IndexPart>& parts) {
  std::string out;
  for (const ast::IndexPart& part : parts) {
    if (!out.empty()) out += ", ";
    std::string text = to_string(part.expression);
    if (part.expression.kind == ExpressionKind::number)
      text = fmt::format("({})", text);  // `index a (20)` is a column
    if (!part.collation.empty()) {
      const bool loose = precedence(part.expression) < precedence(ExpressionKind::collate, {});
      text = fmt::format(fmt::runtime(loose ? "({}) collate {}" : "{} collate {}"), text,
                         name(part.collation));
    }
    out += text;
    if (!part.opclass.empty()) out += " " + name(part.opclass);
    if (!part.opclass_options.empty()) out += " " + options(part.opclass_options);
    if (part.order == SortOrder::descending) out += " desc";
    if (part.nulls == NullsOrder::first) out += " nulls first";
    if (part.nulls == NullsOrder::last) out += " nulls last";
    if (!part.exclude_operator.empty()) out += " with " + part.exclude_operator;
  }
  return out;
}

std::string argument_types(const std::vector<Type>& types) {
  std::string out;
  for (const Type& type : types) {
    if (!out.empty()) out += ", ";
    out += to_string(type);
  }
  return "(" + out + ")";
}

std::string reference_name(const ast::ObjectReference& object) {
  if (object.kind == ast::ObjectType::column) return name(object.on) + "." + word(object.name.name);
  std::string out = name(object.name);
  if (object.arguments) out += argument_types(*object.arguments);
  if (!object.on.empty()) out += " on " + name(object.on);
  return out;
}

std::string reference(const ast::ObjectReference& object) {
  return std::string(ast::spelling(object.kind)) + " " + reference_name(object);
}

Line allow(const ast::Allow& allow) {
  Line line;
  line.add("allow " + words(allow.rules)).add(spell_string(allow.reason.text));
  if (allow.until) line.add("until " + spell_string(allow.until->text));
  return line;
}

void put_list(Line& line, const std::string& open, const std::vector<std::string>& items) {
  std::string piece = open;
  for (std::size_t i = 0; i < items.size(); ++i) {
    piece += items[i] + (i + 1 < items.size() ? "," : ")");
    line.add(std::move(piece));
    piece.clear();
  }
  if (items.empty()) line.add(open + ")");
}

void put_comment(Line& line, const std::optional<ast::Text>& comment) {
  if (comment) line.add(spell_string(comment->text));
}

void put_was(Line& line, const std::optional<ast::Ident>& was) {
  if (was) line.add("was " + word(*was));
}

void put_was(Line& line, const std::optional<ast::Name>& was) {
  if (was) line.add("was " + name(*was));
}

void put_disposal(Line& line, ast::Disposal disposal) {
  switch (disposal) {
    case ast::Disposal::unspecified:
      return;
    case ast::Disposal::preserve:
      line.add("preserve");
      return;
    case ast::Disposal::discard:
      line.add("discard");
      return;
  }
}

void put_sequence_options(Line& line, const SequenceOptions& options) {
  const auto put = [&](std::string_view option, const std::optional<std::int64_t>& value) {
    if (value) line.add(std::string(option) + " " + std::to_string(*value));
  };
  put("start", options.start);
  put("increment", options.increment);
  put("minvalue", options.min_value);
  put("maxvalue", options.max_value);
  put("cache", options.cache);
  if (options.cycle) line.add("cycle");
}

void put_identity(Line& line, const Identity& identity) {
  line.add(identity.always ? "identity always" : "identity");
  Line options;
  put_sequence_options(options, identity.options);
  if (!options.empty()) line.add("(" + join(options.pieces(), " ") + ")");
}

void put_generated(Line& line, const Generated& generated) {
  line.add("generated always as (" + to_string(generated.expression) + ")");
  line.add(generated.stored ? "stored" : "virtual");
}

void put_deferral(Line& line, Deferral deferral) {
  switch (deferral) {
    case Deferral::not_deferrable:
      return;
    case Deferral::initially_immediate:
      line.add("deferrable");
      return;
    case Deferral::initially_deferred:
      line.add("deferrable initially deferred");
      return;
  }
}

namespace {

void put_inline_constraint(Line& line, const ast::Constraint& constraint) {
  if (!constraint.name.empty()) line.add("constraint " + word(constraint.name));
  std::visit(overloaded{
                 [&](const ast::PrimaryKey& key) {
                   line.add("primary key");
                   put_deferral(line, key.deferral);
                 },
                 [&](const ast::Unique& unique) {
                   line.add(unique.nulls_not_distinct ? "unique nulls not distinct" : "unique");
                   put_deferral(line, unique.deferral);
                 },
                 [&](const ast::Check& check) {
                   line.add("check (" + to_string(check.expression) + ")");
                   if (check.no_inherit) line.add("no inherit");
                 },
                 [&](const ast::ForeignKey& key) { put_references(line, key); },
                 [&](const ast::Exclusion&) {},  // has no form inside a column
             },
             constraint.body);
}

}  // namespace

void put_column(Line& line, const ast::Column& column) {
  line.add(word(column.name)).add(to_string(column.type));
  if (!column.collation.empty()) line.add("collate " + name(column.collation));
  if (column.identity) put_identity(line, *column.identity);
  if (column.generated) put_generated(line, *column.generated);
  if (column.not_null) line.add("not null");
  if (column.default_value) line.add("default " + to_string(*column.default_value));
  for (const ast::Constraint& constraint : column.constraints)
    put_inline_constraint(line, constraint);
  if (!column.storage.empty()) line.add("storage " + word(column.storage));
  if (!column.compression.empty()) line.add("compression " + word(column.compression));
  if (column.statistics) line.add("statistics " + std::to_string(*column.statistics));
  if (!column.with.empty()) line.add("with " + options(column.with));
  put_was(line, column.was);
  put_comment(line, column.comment);
}

void put_constraint(Line& line, const ast::Constraint& constraint) {
  // Where the name stands.
  const auto head = [&](std::string_view keyword) {
    line.add(std::string(keyword));
    if (!constraint.name.empty())
      line.add(reads_as_clause(constraint.name.text) ? spell_quoted(constraint.name.text)
                                                     : word(constraint.name));
  };
  std::visit(
      overloaded{
          [&](const ast::PrimaryKey& key) {
            head("primary key");
            line.add("(" + words(key.columns) + ")");
            put_index_tail(line, key.include, key.with, key.tablespace);
            put_deferral(line, key.deferral);
            put_comment(line, constraint.comment);
          },
          [&](const ast::Unique& unique) {
            head(unique.nulls_not_distinct ? "unique nulls not distinct" : "unique");
            line.add("(" + words(unique.columns) + ")");
            put_index_tail(line, unique.include, unique.with, unique.tablespace);
            put_deferral(line, unique.deferral);
            put_comment(line, constraint.comment);
          },
          [&](const ast::Check& check) {
            head("check");
            const bool number =
                check.expression.kind == ExpressionKind::number;  // `check c (1)` is a column
            line.add((number ? "((" : "(") + to_string(check.expression) + (number ? "))" : ")"));
            if (check.no_inherit) line.add("no inherit");
            if (check.not_valid) line.add("not valid");
            put_comment(line, constraint.comment);
          },
          [&](const ast::ForeignKey& key) {
            head("foreign key");
            line.add("(" + words(key.columns) + ")");
            put_references(line, key);
            put_comment(line, constraint.comment);
          },
          [&](const ast::Exclusion& exclusion) {
            head("exclude");
            if (!exclusion.method.empty()) line.add("using " + word(exclusion.method));
            line.add("(" + index_parts(exclusion.parts) + ")");
            put_index_tail(line, exclusion.include, exclusion.with, exclusion.tablespace);
            put_deferral(line, exclusion.deferral);
            // Before the condition, whose last word a string could otherwise belong to.
            put_comment(line, constraint.comment);
            put_where(line, exclusion.where);
          },
      },
      constraint.body);
}

void put_index(Line& line, const ast::Index& index) {
  line.add(index.unique ? "unique index" : "index");
  if (!index.name.empty()) line.add(word(index.name));
  if (!index.method.empty()) line.add("using " + word(index.method));
  line.add("(" + index_parts(index.parts) + ")");
  if (index.nulls_not_distinct) line.add("nulls not distinct");
  put_index_tail(line, index.include, index.with, index.tablespace);
  put_comment(line, index.comment);
  put_where(line, index.where);
}

void put_attribute(Line& line, const ast::Attribute& attribute) {
  line.add(word(attribute.name)).add(to_string(attribute.type));
  if (!attribute.collation.empty()) line.add("collate " + name(attribute.collation));
  put_was(line, attribute.was);
  put_comment(line, attribute.comment);
}

void put_partition_by(Line& line, const ast::PartitionBy& partition) {
  line.add("partition by " + std::string(spell_strategy(partition.strategy)) + " (" +
           index_parts(partition.parts) + ")");
}

void put_bound(Line& line, const PartitionBound& bound) {
  std::visit(overloaded{
                 [&](const RangeBound& range) {
                   line.add("from (" + expressions(range.from) + ")")
                       .add("to (" + expressions(range.to) + ")");
                 },
                 [&](const ListBound& list) { line.add("in (" + expressions(list.values) + ")"); },
                 [&](const HashBound& hash) {
                   line.add("modulus " + std::to_string(hash.modulus));
                   line.add("remainder " + std::to_string(hash.remainder));
                 },
                 [&](const DefaultBound&) { line.add("default"); },
             },
             bound);
}

void put_bodies(Line& line, const std::vector<NativeText>& bodies) {
  for (const NativeText& body : bodies) {
    line.add((body.dialect.empty() ? "" : "for " + spell_name(body.dialect) + " ") +
             dollar(body.text));
  }
}

}  // namespace migc::words

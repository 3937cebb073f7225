#include "compiler/ops/follow.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/schema/named_in_text.h"
#include "compiler/schema/text_search.h"
#include "compiler/schema/word.h"

namespace migc {
namespace {

bool is_relation(ObjectKind kind) {
  return kind == ObjectKind::table || kind == ObjectKind::virtual_table ||
         kind == ObjectKind::view || kind == ObjectKind::sequence;
}
/// Quoted always: no list of reserved words is needed, and case is kept.
std::string quoted(const ObjectName& name) {
  const std::string own = spell_quoted(name.name);
  return name.schema.empty() ? own : spell_quoted(name.schema) + "." + own;
}

/// Whether a call means the routine that is renamed and not another one of its name. Where both
/// could be meant it says so.
bool is_meant(const Renaming& renaming, std::optional<std::size_t> arguments,
              std::string& problem) {
  const auto takes = [&](const std::optional<Arity>& arity) {
    return !arity || !arguments || arity->takes(*arguments);
  };
  if (renaming.others.empty()) return true;
  if (!takes(renaming.arity)) return false;
  const auto other = std::ranges::find_if(renaming.others, takes, &Overload::arity);
  if (other == renaming.others.end()) return true;
  problem = fmt::format(
      "its call of `{}`{} may mean {} or {}", renaming.from.name.display(),
      arguments ? fmt::format(" with {}", counted(*arguments, "argument")) : std::string(),
      describe(renaming.from), describe(other->key));
  return false;
}

// ---- texts

/// What becomes of one name; nothing: it stays.
struct Edit {
  std::string text;       ///< in place of the name
  std::size_t width = 0;  ///< how much of `text` is the name
};

/// Replaces names and moves the places of those behind them.
class TextRenamer {
 public:
  TextRenamer(DefinitionText& text, const Renaming& renaming) : text_(text), renaming_(renaming) {}

  std::string run() {
    std::string result;
    std::size_t done = 0;
    std::vector<TextName> names = text_.names;
    for (TextName& name : names) {
      const std::optional<Edit> edit = edit_of(name);
      if (!problem_.empty()) return problem_;
      if (!edit) {
        move(name, result.size() + name.begin - done);
        continue;
      }
      if (name.begin == name.end) return "its place in the text is not known";
      result += text_.text.substr(done, name.begin - done);
      done = name.end;
      const std::size_t begin = result.size();
      result += edit->text;
      name.begin = static_cast<std::uint32_t>(begin);
      name.end = static_cast<std::uint32_t>(begin + edit->width);
    }
    result += text_.text.substr(done);
    text_.text = std::move(result);
    text_.names = std::move(names);
    return {};
  }

 private:
  static void move(TextName& name, std::size_t begin) {
    if (name.begin == name.end) return;
    name.end = static_cast<std::uint32_t>(begin + name.end - name.begin);
    name.begin = static_cast<std::uint32_t>(begin);
  }

  std::optional<Edit> edit_of(TextName& name) {
    return renaming_.column_from.empty() ? object_edit(name) : column_edit(name);
  }

  std::optional<Edit> object_edit(TextName& name) {
    if (name.object != renaming_.from.name) return std::nullopt;
    const ObjectKind kind = renaming_.from.kind;
    const auto whole = [&] {
      name.object = renaming_.to;
      std::string text = quoted(renaming_.to);
      const std::size_t width = text.size();
      return Edit{std::move(text), width};
    };
    switch (name.role) {
      case TextName::Role::relation:
        if (is_relation(kind)) return whole();
        return std::nullopt;
      case TextName::Role::type:
        if (is_relation(kind) || is_type(kind)) return whole();
        return std::nullopt;
      case TextName::Role::collation:
        if (kind == ObjectKind::collation) return whole();
        return std::nullopt;
      case TextName::Role::routine:
        if (is_routine(kind) && is_meant(renaming_, name.arguments, problem_)) return whole();
        return std::nullopt;
      case TextName::Role::qualifier: {
        if (!is_relation(kind)) return std::nullopt;
        const std::string_view written =
            std::string_view(text_.text).substr(name.begin, name.end - name.begin);
        if (written.find('.') != std::string_view::npos) return whole();
        name.object = renaming_.to;
        std::string text = spell_quoted(renaming_.to.name);
        const std::size_t width = text.size();
        return Edit{std::move(text), width};
      }
      case TextName::Role::column:
      case TextName::Role::all_columns:
        if (is_relation(kind)) name.object = renaming_.to;
        return std::nullopt;
      case TextName::Role::self:
        return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<Edit> column_edit(TextName& name) {
    const bool of_table = name.object == renaming_.from.name;
    if (name.role == TextName::Role::all_columns) {
      if (of_table || name.object.name.empty())
        problem_ = "it takes all columns with `*`, which give their names to its own";
      return std::nullopt;
    }
    if (name.role != TextName::Role::column || name.column != renaming_.column_from)
      return std::nullopt;
    if (name.object.name.empty()) {
      problem_ = fmt::format("it is not certain whose column `{}` is meant", name.column);
      return std::nullopt;
    }
    if (!of_table) return std::nullopt;
    name.column = renaming_.column_to;
    std::string text = spell_quoted(renaming_.column_to);
    const std::size_t width = text.size();
    // The column of the result keeps its name.
    if (name.output) text += " AS " + spell_quoted(renaming_.column_from);
    name.output = false;
    return Edit{std::move(text), width};
  }

  DefinitionText& text_;
  const Renaming& renaming_;
  std::string problem_;
};

// ---- fields

class Follower {
 public:
  explicit Follower(const Renaming& renaming) : renaming_(renaming) {}

  void operator()(Namespace&) {}
  void operator()(Enum&) {}
  void operator()(Extension& o) {
    if (of_schema(o.schema)) o.schema = renaming_.to.name;
  }
  void operator()(Table& o) {
    if (of_column()) return;  // tables are the caller's
    for (Column& column : o.columns) {
      type(column.type);
      collation(column.collation);
      if (column.default_value) expression(*column.default_value);
      if (column.generated) expression(column.generated->expression);
    }
    for (Constraint& constraint : o.constraints) {
      auto* foreign_key = std::get_if<ForeignKey>(&constraint.body);
      if (foreign_key != nullptr) table(foreign_key->target);
      if (auto* check = std::get_if<Check>(&constraint.body)) expression(check->expression);
      if (auto* exclusion = std::get_if<Exclusion>(&constraint.body)) {
        parts(exclusion->parts);
        if (exclusion->where) expression(*exclusion->where);
      }
    }
    for (Index& index : o.indexes) {
      parts(index.parts);
      if (index.where) expression(*index.where);
    }
    if (o.partition_by) parts(o.partition_by->parts);
    if (o.partition_of) table(o.partition_of->parent);
    for (ObjectName& parent : o.inherits) table(parent);
    const bool of_server = renaming_.from.kind == ObjectKind::server;
    if (of_server && o.foreign && o.foreign->server == renaming_.from.name.name)
      o.foreign->server = renaming_.to.name;
  }
  void operator()(Domain& o) {
    type(o.type);
    collation(o.collation);
    if (o.default_value) expression(*o.default_value);
    for (Constraint& check : o.checks) expression(std::get<Check>(check.body).expression);
  }
  void operator()(CompositeType& o) {
    for (Attribute& attribute : o.attributes) {
      type(attribute.type);
      collation(attribute.collation);
    }
  }
  void operator()(DefinedObject& o) {
    for (const char* option : {"subtype", "collation", "copy"}) {
      const auto found = o.options.find(option);
      if (found != o.options.end() && found->second == renaming_.from.name.display())
        found->second = renaming_.to.display();
    }
    if (renaming_.from.kind != ObjectKind::text_search_dictionary) return;
    for (auto& [option, value] : o.options) {
      if (mapped_token(option).empty()) continue;
      std::vector<ObjectName> dictionaries = mapped_dictionaries(value);
      std::ranges::replace(dictionaries, renaming_.from.name, renaming_.to);
      value = spell_mapping(dictionaries);
    }
  }
  void operator()(Sequence& o) {
    if (of_column() && o.owner_table == renaming_.from.name) column(o.owner_column);
    table(o.owner_table);
  }
  void operator()(View& o) {
    for (Index& index : o.indexes) parts(index.parts);
    texts(o.bodies);
  }
  void operator()(TextObject& o) {
    for (Type& argument : o.arguments) type(argument);
    if (is_relation(renaming_.from.kind) && o.on == renaming_.from.name && !o.on.name.empty()) {
      o.on = renaming_.to;
      o.name.schema = renaming_.to.schema;
    }
    texts(o.bodies);
  }
  void operator()(Statistics& o) {
    if (of_column() && o.table == renaming_.from.name) {
      for (Expression& each : o.expressions)
        rename_column(each, renaming_.column_from, renaming_.column_to);
    }
    table(o.table);
    for (Expression& each : o.expressions) expression(each);
  }
  void operator()(Publication& o) {
    for (PublicationTable& entry : o.tables) {
      if (of_column() && entry.table == renaming_.from.name) {
        for (std::string& name : entry.columns) column(name);
        if (entry.where) rename_column(*entry.where, renaming_.column_from, renaming_.column_to);
      }
      table(entry.table);
    }
    for (std::string& schema : o.schemas) {
      if (of_schema(schema)) schema = renaming_.to.name;
    }
  }
  void operator()(Privileges& o) {
    // What is granted on objects to come names their schema alone.
    if (is_future(o.object) && of_schema(o.object.name.schema))
      o.object.name.schema = renaming_.to.name;
    if (o.object != renaming_.from) return;
    if (!of_column()) {
      o.object.name = renaming_.to;
      return;
    }
    std::map<Privilege, bool> granted;
    for (const auto& [privilege, grantable] : o.granted) {
      Privilege renamed = privilege;
      column(renamed.column);
      granted.emplace(std::move(renamed), grantable);
    }
    o.granted = std::move(granted);
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  [[nodiscard]] bool of_column() const { return !renaming_.column_from.empty(); }
  [[nodiscard]] bool of_schema(const std::string& name) const {
    return renaming_.from.kind == ObjectKind::name_space && name == renaming_.from.name.name;
  }
  void column(std::string& name) const {
    if (name == renaming_.column_from) name = renaming_.column_to;
  }
  void table(ObjectName& name) const {
    if (renaming_.from.kind == ObjectKind::table && !of_column() && name == renaming_.from.name)
      name = renaming_.to;
  }
  void type(Type& type) const {
    const ObjectKind kind = renaming_.from.kind;
    if ((is_type(kind) || is_relation(kind)) && !of_column() && type.kind == TypeKind::user &&
        type.name == renaming_.from.name)
      type.name = renaming_.to;
  }
  void collation(ObjectName& name) const {
    if (renaming_.from.kind == ObjectKind::collation && name == renaming_.from.name)
      name = renaming_.to;
  }
  void expression(Expression& expression) {
    for_each(expression, [&](Expression& e) {
      if (e.type) type(*e.type);
      if (e.kind == ExpressionKind::collate) {
        ObjectName followed = collation_of(e);
        collation(followed);
        e.qualifier = std::move(followed.schema);
        e.text = std::move(followed.name);
      }
      if (!of_column()) rename_in_text(e, renaming_.from, renaming_.to);
      const bool called = is_routine(renaming_.from.kind) && e.kind == ExpressionKind::call &&
                          e.text == renaming_.from.name.name &&
                          e.qualifier == renaming_.from.name.schema &&
                          is_meant(renaming_, arguments_of(e), problem_);
      if (called) {
        e.text = renaming_.to.name;
        e.qualifier = renaming_.to.schema;
      }
    });
    if (renaming_.from.kind == ObjectKind::sequence)
      rename_sequence(expression, renaming_.from.name, renaming_.to);
  }
  static std::size_t arguments_of(const Expression& call) {
    const bool star = !call.operands.empty() && call.operands[0].kind == ExpressionKind::star;
    return star ? 0 : call.operands.size();
  }
  void parts(std::vector<IndexPart>& parts) {
    for (IndexPart& part : parts) {
      expression(part.expression);
      collation(part.collation);
    }
  }
  void texts(std::vector<DefinitionText>& texts) {
    for (DefinitionText& text : texts) {
      std::string problem = TextRenamer(text, renaming_).run();
      if (problem_.empty()) problem_ = std::move(problem);
    }
  }

  const Renaming& renaming_;
  std::string problem_;
};

}  // namespace

Overload overload_of(const Object& routine) {
  Overload made{.key = key_of(routine), .arity = {}};
  for (const DefinitionText& text : *texts_of(routine)) {
    if (text.arity) made.arity = text.arity;
  }
  return made;
}

std::string follow(Object& object, const Renaming& renaming) {
  Follower follower(renaming);
  std::visit(follower, object);
  return follower.problem();
}

std::string rename_self(Object& object, const ObjectName& to) {
  auto* object_text = std::get_if<TextObject>(&object);
  if (object_text == nullptr) return {};
  // A trigger's own name has no schema: it is its table's.
  const bool bare = !object_text->on.name.empty() ||
                    object_text->kind == ObjectKind::event_trigger ||
                    object_text->kind == ObjectKind::server;
  for (DefinitionText& text : object_text->bodies) {
    const auto self = std::ranges::find(text.names, TextName::Role::self, &TextName::role);
    if (self == text.names.end() || self->begin == self->end) {
      if (text.text.empty()) continue;
      return "its own name was not found in its text";
    }
    const std::string name = bare ? spell_quoted(to.name) : quoted(to);
    const std::uint32_t end = self->end;
    const auto shift =
        static_cast<std::int64_t>(name.size()) - static_cast<std::int64_t>(self->end - self->begin);
    text.text.replace(self->begin, self->end - self->begin, name);
    for (TextName& each : text.names) {
      if (each.begin < end) continue;
      each.begin = static_cast<std::uint32_t>(each.begin + shift);
      each.end = static_cast<std::uint32_t>(each.end + shift);
    }
    self->end = static_cast<std::uint32_t>(self->end + shift);
  }
  return {};
}

}  // namespace migc

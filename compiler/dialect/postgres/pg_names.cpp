#include "compiler/dialect/postgres/pg_names.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/pg_text.h"
#include "compiler/dialect/sql_tokens.h"

namespace migc::postgres {
namespace {

using Json = nlohmann::json;
using Role = TextName::Role;

std::string word_of(const Json& node, const char* field) {
  const auto found = node.find(field);
  return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int place_of(const Json& node) {
  // A place of 0 is left out.
  return node.value("location", 0);
}

/// The words of a list of String nodes; A_Star is an empty word.
std::vector<std::string> words_of(const Json& list) {
  std::vector<std::string> words;
  if (!list.is_array()) return words;
  for (const Json& item : list) {
    const auto text = item.find("String");
    words.push_back(text == item.end() ? "" : word_of(*text, "sval"));
  }
  return words;
}

std::vector<std::string> words_of(const Json& node, const char* field) {
  const auto found = node.find(field);
  return found == node.end() ? std::vector<std::string>{} : words_of(*found);
}

ObjectName name_of(const std::vector<std::string>& words) {
  if (words.empty()) return {};
  const std::string schema = words.size() > 1 ? words[words.size() - 2] : "";
  return {schema == "public" ? "" : schema, words.back()};
}

ObjectName relation_of(const Json& range_var) {
  const std::string schema = word_of(range_var, "schemaname");
  return {schema == "public" ? "" : schema, word_of(range_var, "relname")};
}

bool is_range_var(const Json& node) { return node.is_object() && node.contains("relname"); }

/// A relation that rows come from, under the name that columns use for it.
struct Source {
  ObjectName relation;
  std::string called;
  bool renamed = false;  ///< has an alias
};

/// Walks the tree three times: for the WITH queries, for the relations, and for everything that is
/// told by them.
class NameFinder {
 public:
  NameFinder(const Object& object, const std::string& text)
      : object_(object), tokens_(sql_tokens(text, false)) {}

  std::vector<TextName> run(const Json& statement) {
    gather_queries(statement);
    gather(statement);
    if (const auto* made = std::get_if<TextObject>(&object_)) {
      own_name(*made);
      // In triggers and rules the row goes by these names.
      if (!made->on.name.empty() && made->kind != ObjectKind::policy) {
        sources_.push_back({made->on, "old", true});
        sources_.push_back({made->on, "new", true});
      }
    }
    walk(statement);
    std::ranges::stable_sort(names_, {}, &TextName::begin);
    return std::move(names_);
  }

 private:
  // ---- relations

  void gather_queries(const Json& node) {
    if (!node.is_structured()) return;
    if (node.is_object() && node.contains("ctename")) queries_.insert(word_of(node, "ctename"));
    for (const Json& item : node) gather_queries(item);
  }

  void gather(const Json& node) {
    if (node.is_array()) {
      for (const Json& item : node) gather(item);
      return;
    }
    if (!node.is_object()) return;
    for (const auto& [field, value] : node.items()) {
      if (field == "RangeSubselect" || field == "RangeFunction" || field == "RangeTableFunc")
        other_sources_ = true;
      gather(value);
    }
    if (!is_range_var(node)) return;
    const std::string name = word_of(node, "relname");
    const auto alias = node.find("alias");
    const std::string called = alias == node.end() ? std::string() : word_of(*alias, "aliasname");
    if (node.contains("schemaname") || !queries_.contains(name))
      sources_.push_back({relation_of(node), called.empty() ? name : called, !called.empty()});
  }

  /// The one relation that a bare column can belong to; an empty name when there is no such one.
  [[nodiscard]] ObjectName only_source() const {
    ObjectName only;
    for (const Source& source : sources_) {
      if (!only.name.empty() && only != source.relation) return {};
      only = source.relation;
    }
    return other_sources_ || !queries_.empty() ? ObjectName{} : only;
  }

  [[nodiscard]] const Source* source_called(const std::string& name, bool& certain) const {
    const Source* found = nullptr;
    for (const Source& source : sources_) {
      if (source.called != name) continue;
      if (found != nullptr && found->relation != source.relation) certain = false;
      found = &source;
    }
    return found;
  }

  // ---- places

  /// The tokens of `a.b.c` that begin at a place.
  [[nodiscard]] std::vector<const SqlToken*> dotted_at(std::size_t begin) const {
    std::vector<const SqlToken*> parts;
    auto token = std::ranges::lower_bound(tokens_, begin, {}, &SqlToken::begin);
    while (token != tokens_.end() && token->is_name()) {
      parts.push_back(&*token);
      if (token + 1 == tokens_.end() || (token + 1)->text != "." || token + 2 == tokens_.end())
        break;
      token += 2;
    }
    return parts;
  }

  void add(Role role, ObjectName object, const std::vector<const SqlToken*>& parts) {
    TextName name{.role = role, .object = std::move(object), .column = {}};
    if (!parts.empty()) {
      name.begin = static_cast<std::uint32_t>(parts.front()->begin);
      name.end = static_cast<std::uint32_t>(parts.back()->end);
    }
    names_.push_back(std::move(name));
  }

  void add_column(Role role, ObjectName object, std::string column, const SqlToken* token,
                  bool output) {
    TextName name{
        .role = role, .object = std::move(object), .column = std::move(column), .output = output};
    if (token != nullptr) {
      name.begin = static_cast<std::uint32_t>(token->begin);
      name.end = static_cast<std::uint32_t>(token->end);
    }
    names_.push_back(std::move(name));
  }

  /// The name behind these words, such as EXECUTE FUNCTION.
  [[nodiscard]] std::vector<const SqlToken*> dotted_behind(
      const std::vector<std::string_view>& words) const {
    for (std::size_t i = 0; i + words.size() < tokens_.size(); ++i) {
      bool same = true;
      for (std::size_t k = 0; k < words.size(); ++k)
        same = same && tokens_[i + k].is_word(words[k]);
      if (!same) continue;
      std::size_t next = i + words.size();
      const bool careful = next + 3 < tokens_.size() && tokens_[next].is_word("if") &&
                           tokens_[next + 1].is_word("not") && tokens_[next + 2].is_word("exists");
      if (careful) next += 3;
      return dotted_at(tokens_[next].begin);
    }
    return {};
  }

  void own_name(const TextObject& made) {
    std::vector<std::string_view> words{kind_name(made.kind)};
    if (made.kind == ObjectKind::event_trigger) words = {"event", "trigger"};
    add(Role::self, made.name, dotted_behind(words));
  }

  // ---- everything else

  void walk(const Json& node) {
    if (node.is_array()) {
      for (const Json& item : node) walk(item);
      return;
    }
    if (!node.is_object()) return;
    if (is_range_var(node)) return relation(node);
    for (const auto& [field, value] : node.items()) {
      if (field == "ColumnRef") {
        column(value, false);
      } else if (field == "ResTarget") {
        target(value);
      } else if (field == "UpdateStmt" || field == "InsertStmt") {
        written(value, field == "UpdateStmt" ? "targetList" : "cols");
      } else if (field == "CreateTrigStmt" || field == "CreateEventTrigStmt") {
        trigger(value);
        walk(value);
      } else if (field == "usingClause") {
        for (const std::string& name : words_of(value))
          add_column(Role::column, {}, name, nullptr, false);
      } else if (field == "DefElem" && word_of(value, "defname").ends_with("func")) {
        support_function(value);
      } else {
        if (field == "CollateClause") collation(value);
        if (field == "FuncCall")
          routine(words_of(value, "funcname"), place_of(value), arguments_of_call(value));
        walk(value);
      }
    }
    if (node.contains("names") && node.contains("typemod")) type(node);
  }

  void relation(const Json& node) {
    const std::string name = word_of(node, "relname");
    if (!node.contains("schemaname") && queries_.contains(name)) return;
    const int place = place_of(node);
    if (place < 0) return add(Role::relation, relation_of(node), {});
    add(Role::relation, relation_of(node), dotted_at(static_cast<std::size_t>(place)));
  }

  void type(const Json& node) {
    const std::vector<std::string> words = words_of(node, "names");
    if (words.empty() || words.front() == "pg_catalog" || place_of(node) < 0) return;
    add(Role::type, name_of(words), dotted_at(static_cast<std::size_t>(place_of(node))));
  }

  void collation(const Json& clause) {
    const std::vector<std::string> words = words_of(clause, "collname");
    const int place = place_of(clause);
    if (words.empty() || words.front() == "pg_catalog") return;
    // The place is that of the key word.
    const auto word = std::ranges::lower_bound(
        tokens_, static_cast<std::size_t>(std::max(place, 0)), {}, &SqlToken::begin);
    const bool found = place >= 0 && word != tokens_.end() && word + 1 != tokens_.end();
    add(Role::collation, name_of(words),
        found ? dotted_at((word + 1)->begin) : std::vector<const SqlToken*>{});
  }

  void routine(const std::vector<std::string>& words, int place,
               std::optional<std::size_t> arguments) {
    if (words.empty() || words.front() == "pg_catalog") return;
    add(Role::routine, name_of(words),
        place < 0 ? std::vector<const SqlToken*>{} : dotted_at(static_cast<std::size_t>(place)));
    names_.back().arguments = arguments;
  }

  /// What WITHIN GROUP orders by is given to the aggregate too.
  static std::size_t arguments_of_call(const Json& call) {
    const auto given = [&](const char* field) {
      const auto list = call.find(field);
      return list == call.end() ? 0 : list->size();
    };
    return given("args") + (call.value("agg_within_group", false) ? given("agg_order") : 0);
  }

  /// `sfunc = f` of an aggregate reads like a type.
  void support_function(const Json& option) {
    const auto argument = option.find("arg");
    const auto name = argument == option.end() ? option.end() : argument->find("TypeName");
    if (argument == option.end() || name == argument->end()) return;
    routine(words_of(*name, "names"), place_of(*name), std::nullopt);
  }

  void trigger(const Json& node) {
    std::vector<const SqlToken*> place = dotted_behind({"execute", "function"});
    if (place.empty()) place = dotted_behind({"execute", "procedure"});
    add(Role::routine, name_of(words_of(node, "funcname")), place);
    names_.back().arguments = 0;  // what the trigger gives comes another way
    const auto* made = std::get_if<TextObject>(&object_);
    const std::vector<std::string> columns = words_of(node, "columns");
    std::vector<const SqlToken*> tokens = list_behind({"update", "of"});
    tokens.resize(columns.size(), nullptr);
    for (std::size_t i = 0; i < columns.size(); ++i)
      add_column(Role::column, made == nullptr ? ObjectName{} : made->on, columns[i], tokens[i],
                 false);
  }

  /// `a, b` behind these words.
  [[nodiscard]] std::vector<const SqlToken*> list_behind(
      const std::vector<std::string_view>& words) const {
    std::vector<const SqlToken*> items = dotted_behind(words);
    if (items.empty()) return {};
    items.resize(1);
    auto token = std::ranges::lower_bound(tokens_, items.front()->begin, {}, &SqlToken::begin);
    while (token + 2 < tokens_.end() && (token + 1)->text == "," && (token + 2)->is_name()) {
      token += 2;
      items.push_back(&*token);
    }
    return items;
  }

  /// A column of a result: one that brings its own name keeps it through a rename.
  void target(const Json& node) {
    const auto value = node.find("val");
    if (value == node.end()) return;
    const auto plain = value->find("ColumnRef");
    if (plain != value->end() && !node.contains("name"))
      column(*plain, true);
    else
      walk(*value);
  }

  /// UPDATE and INSERT name columns of the table that they write.
  void written(const Json& node, const char* list) {
    const auto relation = node.find("relation");
    const auto columns = node.find(list);
    const ObjectName table = relation == node.end() ? ObjectName{} : relation_of(*relation);
    if (columns != node.end()) {
      for (const Json& item : *columns) {
        const auto target = item.find("ResTarget");
        if (target == item.end()) continue;
        const std::vector<const SqlToken*> place =
            dotted_at(static_cast<std::size_t>(std::max(place_of(*target), 0)));
        add_column(Role::column, table, word_of(*target, "name"),
                   place.empty() ? nullptr : place.front(), false);
        const auto value = target->find("val");
        if (value != target->end()) walk(*value);
      }
    }
    for (const auto& [field, value] : node.items()) {
      if (field != list && field != "relation") walk(value);
    }
    if (relation != node.end()) this->relation(*relation);
  }

  void column(const Json& node, bool output) {
    const auto fields = node.find("fields");
    if (fields == node.end()) return;
    const std::vector<std::string> words = words_of(*fields);
    const bool all = fields->back().contains("A_Star");
    const std::vector<const SqlToken*> parts =
        dotted_at(static_cast<std::size_t>(std::max(place_of(node), 0)));
    const Role role = all ? Role::all_columns : Role::column;
    if (words.size() == 1) {
      bool certain = true;
      const Source* whole_row = all ? nullptr : source_called(words.front(), certain);
      if (whole_row != nullptr && !whole_row->renamed && certain && parts.size() == 1)
        add(Role::qualifier, whole_row->relation, parts);
      add_column(role, only_source(), words.front(), all || parts.empty() ? nullptr : parts.front(),
                 output);
      return;
    }
    // `q.c` and `s.q.c`
    const std::string& called = words[words.size() - 2];
    bool certain = true;
    const Source* source = source_called(called, certain);
    ObjectName relation = source == nullptr ? ObjectName{"", called} : source->relation;
    if (!certain) relation = {};
    const std::size_t before = words.size() - 1;
    if (source != nullptr && certain && !source->renamed && parts.size() >= before) {
      add(Role::qualifier, source->relation,
          {parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(before)});
    }
    add_column(role, std::move(relation), all ? "" : words.back(),
               all || parts.size() < words.size() ? nullptr : parts[before], output);
  }

  const Object& object_;
  std::vector<SqlToken> tokens_;
  std::vector<Source> sources_;
  std::set<std::string> queries_;  ///< names of WITH queries
  bool other_sources_ = false;     ///< subqueries or functions that rows come from
  std::vector<TextName> names_;
};

// ---- does the text make what is declared?

struct Expected {
  const char* node;
  std::string_view words;  ///< "CREATE FUNCTION"
};

Expected expected_of(const Object& object) {
  switch (key_of(object).kind) {
    case ObjectKind::function:
    case ObjectKind::procedure:
      return {"CreateFunctionStmt",
              key_of(object).kind == ObjectKind::function ? "CREATE FUNCTION" : "CREATE PROCEDURE"};
    case ObjectKind::aggregate:
      return {"DefineStmt", "CREATE AGGREGATE"};
    case ObjectKind::trigger:
      return {"CreateTrigStmt", "CREATE TRIGGER"};
    case ObjectKind::event_trigger:
      return {"CreateEventTrigStmt", "CREATE EVENT TRIGGER"};
    case ObjectKind::rule:
      return {"RuleStmt", "CREATE RULE"};
    case ObjectKind::policy:
      return {"CreatePolicyStmt", "CREATE POLICY"};
    case ObjectKind::server:
      return {"CreateForeignServerStmt", "CREATE SERVER"};
    case ObjectKind::virtual_table:
    case ObjectKind::view:
    case ObjectKind::name_space:
    case ObjectKind::extension:
    case ObjectKind::enum_:
    case ObjectKind::collation:
    case ObjectKind::domain:
    case ObjectKind::composite_type:
    case ObjectKind::range_type:
    case ObjectKind::text_search_dictionary:
    case ObjectKind::text_search_configuration:
    case ObjectKind::sequence:
    case ObjectKind::table:
    case ObjectKind::statistics:
    case ObjectKind::publication:
    case ObjectKind::privileges:
      break;
  }
  return {"SelectStmt", "SELECT"};
}

/// The one statement of a tree, or null.
const Json* only_statement(const Json& tree) {
  const auto statements = tree.find("stmts");
  if (statements == tree.end() || statements->size() != 1) return nullptr;
  const auto statement = statements->front().find("stmt");
  return statement == statements->front().end() ? nullptr : &*statement;
}

/// The types of the arguments that a call gives.
std::vector<Type> arguments_of(const Json& parameters) {
  std::vector<Type> result;
  for (const Json& item : parameters) {
    const auto parameter = item.find("FunctionParameter");
    if (parameter == item.end()) continue;
    const std::string mode = word_of(*parameter, "mode");
    if (mode == "FUNC_PARAM_OUT" || mode == "FUNC_PARAM_TABLE") continue;
    const auto spelled = parameter->find("argType");
    if (spelled == parameter->end()) continue;
    const ObjectName name = name_of(words_of(*spelled, "names"));
    const bool system = name.schema.empty() || name.schema == "pg_catalog";
    const std::optional<Type> builtin =
        system ? find_builtin_type(name.name) : std::optional<Type>();
    Type type = builtin ? *builtin : Type{};
    if (!builtin) {
      type.kind = TypeKind::user;
      type.name = name;
    }
    const auto bounds = spelled->find("arrayBounds");
    if (bounds != spelled->end()) type.dimensions = static_cast<int>(bounds->size());
    result.push_back(std::move(type));
  }
  return result;
}

/// How many arguments calls of a function or aggregate give. Those of a procedure give what it puts
/// out as well, on some versions.
std::optional<Arity> arity_of(ObjectKind kind, const Json* parameters) {
  if (kind != ObjectKind::function && kind != ObjectKind::aggregate) return std::nullopt;
  Arity arity;
  if (parameters == nullptr) return arity;
  for (const Json& item : *parameters) {
    const auto parameter = item.find("FunctionParameter");
    if (parameter == item.end()) continue;
    const std::string mode = word_of(*parameter, "mode");
    if (mode == "FUNC_PARAM_OUT" || mode == "FUNC_PARAM_TABLE") continue;
    if (!parameter->contains("defexpr")) ++arity.least;
    if (mode == "FUNC_PARAM_VARIADIC")
      arity.most.reset();
    else if (arity.most)
      ++*arity.most;
  }
  return arity;
}

bool same_types(const std::vector<Type>& declared, const std::vector<Type>& found) {
  if (declared.size() != found.size()) return false;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    if (declared[i].kind == TypeKind::native || !declared[i].native.empty()) continue;
    if (declared[i].dimensions != found[i].dimensions) return false;
    if (declared[i].kind != found[i].kind) return false;
    if (declared[i].name != found[i].name) return false;
  }
  return true;
}

const Json* parameters_of(const Json& node) {
  const auto parameters = node.find("parameters");
  if (parameters != node.end()) return &*parameters;
  // Of an aggregate: a list of the list and a count.
  const auto arguments = node.find("args");
  if (arguments == node.end() || !arguments->is_array() || arguments->empty()) return nullptr;
  const auto list = arguments->front().find("List");
  if (list == arguments->front().end()) return nullptr;
  const auto items = list->find("items");
  return items == list->end() ? nullptr : &*items;
}

/// What the statement creates, in the words of `describe`.
ObjectKey created_by(const Json& node, const TextObject& declared) {
  ObjectKey key{declared.kind, {}};
  for (const char* field : {"trigname", "policy_name", "rulename", "servername"}) {
    if (node.contains(field)) key.name.name = word_of(node, field);
  }
  for (const char* field : {"funcname", "defnames"}) {
    if (key.name.name.empty() && node.contains(field)) key.name = name_of(words_of(node, field));
  }
  for (const char* field : {"relation", "table"}) {
    const auto relation = node.find(field);
    if (relation == node.end()) continue;
    const ObjectName on = relation_of(*relation);
    key.name.schema = on.schema;
    key.detail = on.name;
  }
  return key;
}

bool check_created(const Object& object, const Json& node, const DefinitionText& text,
                   Diagnostics& diagnostics) {
  const auto* declared = std::get_if<TextObject>(&object);
  if (declared == nullptr) return true;
  ObjectKey found = created_by(node, *declared);
  ObjectKey wanted = key_of(object);
  const bool routine = !node.contains("trigname") && declared->on.name.empty();
  if (routine) wanted.detail.clear();
  if (found != wanted) {
    if (routine) found.detail = signature({});
    diagnostics.add(Code::text_names_another, text.origin.span,
                    fmt::format("the text creates `{}`{} and not {}", found.name.display(),
                                found.detail.empty() ? "" : " on `" + found.detail + "`",
                                describe(key_of(object))));
    return false;
  }
  const Json* parameters = parameters_of(node);
  const std::vector<Type> arguments =
      parameters == nullptr ? std::vector<Type>{} : arguments_of(*parameters);
  if (is_routine(declared->kind) && !same_types(declared->arguments, arguments)) {
    diagnostics.add(Code::text_names_another, text.origin.span,
                    fmt::format("the text takes ({}) and not ({})", signature(arguments),
                                signature(declared->arguments)));
    return false;
  }
  return true;
}

/// The names of a query's columns; nothing where they are not certain from the text alone.
std::optional<std::set<std::string>> columns_of_result(const Json& query) {
  // Of several that are put together the first one names them.
  if (const auto left = query.find("larg"); left != query.end()) return columns_of_result(*left);
  const auto targets = query.find("targetList");
  if (targets == query.end()) return std::nullopt;
  std::set<std::string> names;
  for (const Json& item : *targets) {
    const Json& target = item.at("ResTarget");
    std::string name = word_of(target, "name");
    const auto value = target.find("val");
    if (name.empty() && value != target.end()) {
      const auto column = value->find("ColumnRef");
      const bool plain = column != value->end() && !column->at("fields").back().contains("A_Star");
      if (plain) name = words_of(*column, "fields").back();
    }
    if (name.empty()) return std::nullopt;
    names.insert(std::move(name));
  }
  return names;
}

/// A comment on a column that the query does not give would fail at run time.
bool check_comments(const Object& object, const Json& query, const DefinitionText& text,
                    Diagnostics& diagnostics) {
  const auto* view = std::get_if<View>(&object);
  if (view == nullptr || view->column_comments.empty() || !view->columns.empty()) return true;
  const std::optional<std::set<std::string>> columns = columns_of_result(query);
  if (!columns) return true;
  for (const auto& [column, comment] : view->column_comments) {
    if (columns->contains(column)) continue;
    diagnostics
        .add(Code::unknown_column, text.origin.span,
             fmt::format("view `{}` has no column `{}`", view->name.display(), column))
        .with_help(fmt::format("its comment goes with `comment on column {}.{} is null`, before "
                               "the view changes",
                               view->name.display(), column));
    return false;
  }
  return true;
}

}  // namespace

bool read_names(const Object& object, DefinitionText& text, Diagnostics& diagnostics) {
  const RawText raw = read_raw(text.text);
  if (raw.problem) {
    const Span place = place_in(text.origin.span, text.text, raw.problem->offset);
    if (may_be_newer(text.text)) {
      diagnostics
          .add(Code::raw_sql_unchecked, place,
               fmt::format("this SQL could not be checked: {}", raw.problem->message))
          .with_help("migc knows the syntax of PostgreSQL 15; a newer server may take it");
      return true;
    }
    diagnostics.add(Code::raw_sql_invalid, place,
                    fmt::format("this SQL is not valid: {}", raw.problem->message));
    return false;
  }
  const Expected expected = expected_of(object);
  const Json tree = Json::parse(parse_tree(text.text), nullptr, false);
  const Json* statement = only_statement(tree);
  if (statement == nullptr || !statement->contains(expected.node)) {
    diagnostics.add(
        Code::text_names_another, text.origin.span,
        fmt::format("the text is not one statement that begins with {}", expected.words));
    return false;
  }
  const Json& made = (*statement)[expected.node];
  if (!check_created(object, made, text, diagnostics) ||
      !check_comments(object, made, text, diagnostics))
    return false;
  text.names = NameFinder(object, text.text).run(*statement);
  text.arity = arity_of(key_of(object).kind, parameters_of(made));
  return true;
}

std::string statement_of(const DefinitionText& text) {
  const RawText raw = read_raw(text.text);
  // A text that is newer than the parser stands as it is.
  if (raw.statements.size() != 1) return std::string(trim(text.text));
  return raw.statements.front().text;
}

bool same_routine(std::string_view left, std::string_view right) {
  const auto head = [](std::string_view text) -> std::optional<std::string> {
    const Json tree = Json::parse(parse_tree(text), nullptr, false);
    const Json* statement = only_statement(tree);
    if (statement == nullptr || !statement->contains("CreateFunctionStmt")) return std::nullopt;
    const auto made = statement->find("CreateFunctionStmt");
    Json parts = {{"parameters", made->value("parameters", Json::array())},
                  {"result", made->value("returnType", Json::object())}};
    // Places are not part of what is compared.
    const std::function<void(Json&)> bare = [&](Json& node) {
      if (node.is_object()) node.erase("location");
      if (!node.is_structured()) return;
      for (Json& item : node) bare(item);
    };
    bare(parts);
    return parts.dump();
  };
  const std::optional<std::string> first = head(left);
  return first && first == head(right);
}

}  // namespace migc::postgres

#include "compiler/syntax/parser_report.h"

#include <atn/RuleStartState.h>
#include <atn/RuleTransition.h>
#include <atn/Transition.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/schema/word.h"

namespace migc {
namespace {

using grammar::MigParser;
using antlr4::atn::ATNState;

/// Rules that a message names as a whole instead of listing what they may begin with.
std::string_view concept_of(std::size_t rule) {
  switch (rule) {
    case MigParser::RuleIdentifier:
    case MigParser::RuleName:
    case MigParser::RuleDottedName:
    case MigParser::RuleEnumWord:
    case MigParser::RuleEnumValue:
      return "a name";
    case MigParser::RuleExpression:
    case MigParser::RuleOperand:
    case MigParser::RulePrimary:
      return "an expression";
    case MigParser::RuleDataType:
    case MigParser::RuleTypeName:
      return "a type";
    case MigParser::RuleTail:
      return "an operator";
    case MigParser::RuleStatement:
      return "a statement";
    case MigParser::RuleTableElement:
      return "a column, a constraint or an index";
    case MigParser::RuleColumnClause:
      return "a clause of the column";
    case MigParser::RuleConstraintTail:
    case MigParser::RuleReferencesTail:
    case MigParser::RuleExtensionTail:
    case MigParser::RuleViewTail:
    case MigParser::RuleTableTail:
    case MigParser::RuleDomainClause:
      return "another clause";
    case MigParser::RuleSequenceOption:
    case MigParser::RuleOption:
      return "an option";
    case MigParser::RuleNativeText:
      return "a text in backticks";
    case MigParser::RuleRevision:
      return "the id of a revision";
    case MigParser::RuleInteger:
      return "a number";
    default:  // a rule's index is a number; the rest are described by their tokens
      return {};
  }
}

std::string_view words_for(std::size_t type) {
  switch (type) {
    case antlr4::Token::EOF:
      return "the end of the file";
    case MigParser::NAME:
    case MigParser::QUOTED:
      return "a name";
    case MigParser::STRING:
      return "a string";
    case MigParser::INT:
    case MigParser::NUMBER:
      return "a number";
    case MigParser::REVISION:
      return "the id of a revision";
    case MigParser::DOLLAR:
      return "a text between `$$` and `$$`";
    case MigParser::RAW:
      return "a text in backticks";
    case MigParser::OPERATOR:
      return "an operator";
    default:
      return {};
  }
}

/// What may always follow a type or an expression, but is seldom what was meant.
bool is_noise(std::string_view item) {
  constexpr std::array<std::string_view, 10> noise = {"an operator", "a text in backticks", "`(`", "`.`", "`[`", "`precision`",
                                                      "`varying`", "`with`", "`without`", "`allow`"};
  return std::find(noise.begin(), noise.end(), item) != noise.end();
}

int rank(std::string_view item) {
  if (is_noise(item)) return 3;
  if (item.size() == 3 && item.front() == '`') return 0;  // punctuation
  return item.front() == '`' ? 2 : 1;
}

}  // namespace

/// A walk over the network of states that the grammar compiles to, with all ways at once.
struct SyntaxReporter::Walk {
  struct Frame {
    int parent;
    ATNState* follow;
  };
  using Config = std::pair<ATNState*, int>;  // the int is the frame to return to; -1: none
  using Configs = std::set<std::pair<std::size_t, int>>;

  const antlr4::atn::ATN& atn;
  std::vector<Frame> frames;
  std::map<std::pair<int, std::size_t>, int> frame_ids;
  std::vector<Config> kernel;
  std::set<std::string> items;          // what could come, for the message
  std::vector<std::string> candidates;  // keywords that could come, for did-you-mean
  std::set<std::size_t> types;          // the types of all tokens that could come, names apart

  int push(int parent, ATNState* follow) {
    const auto [place, added] = frame_ids.try_emplace({parent, follow->stateNumber}, static_cast<int>(frames.size()));
    if (added) frames.push_back({parent, follow});
    return place->second;
  }

  /// Everything that can be reached without a token. `visit` sees the transitions that need one; `enter` may keep the walk
  /// out of a rule.
  template <typename Visit, typename Enter>
  void close(const Visit& visit, const Enter& enter) {
    Configs seen;
    std::vector<Config> work = kernel;
    while (!work.empty()) {
      const auto [state, frame] = work.back();
      work.pop_back();
      if (!seen.insert({state->stateNumber, frame}).second) continue;
      if (state->getStateType() == ATNState::RULE_STOP) {
        if (frame >= 0) {
          const Frame top = frames[static_cast<std::size_t>(frame)];
          work.emplace_back(top.follow, top.parent);
        }
        continue;
      }
      for (const antlr4::atn::Transition* transition : state->transitions) {
        if (transition->getSerializationType() == antlr4::atn::Transition::RULE) {
          const auto* call = static_cast<const antlr4::atn::RuleTransition*>(transition);
          if (enter(call->target->ruleIndex)) work.emplace_back(call->target, push(frame, call->followState));
        } else if (transition->isEpsilon()) {
          work.emplace_back(transition->target, frame);
        } else {
          visit(transition, frame);
        }
      }
    }
  }

  /// Goes over one token; false, with the walk as it was, when it cannot follow.
  bool step(std::size_t type, std::size_t max_type) {
    std::vector<Config> next;
    close(
        [&](const antlr4::atn::Transition* transition, int frame) {
          if (transition->matches(type, antlr4::Token::MIN_USER_TOKEN_TYPE, max_type)) {
            next.emplace_back(transition->target, frame);
          }
        },
        [](std::size_t) { return true; });
    if (next.empty()) return false;
    kernel = std::move(next);
    return true;
  }

  /// Fills `items`, `candidates` and `types`.
  void collect(const Keywords& keywords, const antlr4::dfa::Vocabulary& vocabulary) {
    const auto each_type = [](const antlr4::atn::Transition* transition, const auto& use) {
      const antlr4::misc::IntervalSet set = transition->label();
      for (const ssize_t type : set.toList()) use(static_cast<std::size_t>(type));
    };
    close(
        [&](const antlr4::atn::Transition* transition, int) {
          each_type(transition, [&](std::size_t type) {
            const std::string_view words = words_for(type);
            const std::string_view keyword = keywords.spelling(type);
            std::string literal = vocabulary.getLiteralName(type);
            if (!words.empty()) {
              items.emplace(words);
            } else if (!keyword.empty()) {
              items.insert(fmt::format("`{}`", keyword));
            } else if (literal.size() > 2) {
              items.insert(fmt::format("`{}`", literal.substr(1, literal.size() - 2)));
            }
          });
        },
        [&](std::size_t rule) {
          const std::string_view name = concept_of(rule);
          if (!name.empty()) items.emplace(name);
          return name.empty();
        });
    close(
        [&](const antlr4::atn::Transition* transition, int) {
          each_type(transition, [&](std::size_t type) {
            types.insert(type);
            if (!keywords.spelling(type).empty()) candidates.emplace_back(keywords.spelling(type));
          });
        },
        [&](std::size_t rule) { return rule != MigParser::RuleIdentifier && rule != MigParser::RuleTail; });
  }
};

SyntaxReporter::SyntaxReporter(const grammar::MigParser& parser, const SourceText& source, const Keywords& keywords,
                               const std::vector<antlr4::Token*>& tokens, Diagnostics& diagnostics)
    : parser_(parser), source_(source), keywords_(keywords), tokens_(tokens), diagnostics_(diagnostics) {}

std::size_t SyntaxReporter::report(std::size_t rule, std::size_t first, std::size_t suspect) {
  const antlr4::atn::ATN& atn = parser_.getATN();
  Walk walk{.atn = atn, .frames = {}, .frame_ids = {}, .kernel = {}, .items = {}, .candidates = {}, .types = {}};
  walk.kernel.emplace_back(atn.ruleToStartState[rule], -1);
  std::size_t found = first;
  std::size_t before = first;
  for (; found < tokens_.size(); ++found) {
    const antlr4::Token* token = tokens_[found];
    if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    if (token->getType() == antlr4::Token::EOF || !walk.step(token->getType(), atn.maxTokenType)) break;
    before = found;
    if (found >= suspect) return suspect;  // a walk that knows no better: cannot happen, but must not say nonsense
  }
  walk.collect(keywords_, parser_.getVocabulary());
  add(std::min(found, tokens_.size() - 1), before, walk);
  return found;
}

std::string SyntaxReporter::describe(const antlr4::Token* token) const {
  if (token->getType() == antlr4::Token::EOF) return "the end of the file";
  std::string_view text = source_.text(token);
  if (token->getType() == MigParser::DOLLAR) return "a text between `$$` and `$$`";
  constexpr std::size_t longest = 40;
  text = text.substr(0, text.find('\n'));
  if (text.size() <= longest) return fmt::format("`{}`", text);
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;  // not inside a character
  return fmt::format("`{}…`", text.substr(0, cut));
}

void SyntaxReporter::add(std::size_t found, std::size_t before, const Walk& walk) {
  std::vector<std::string> items(walk.items.begin(), walk.items.end());
  std::stable_sort(items.begin(), items.end(),
                   [](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
  const auto noise = std::find_if(items.begin(), items.end(), [](const std::string& item) { return is_noise(item); });
  if (noise != items.begin()) items.erase(noise, items.end());
  constexpr std::size_t most = 6;
  if (items.size() > most) {
    items.resize(most);
    items.emplace_back("…");
  }
  std::string expected;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) expected += items[i] == "…" || i + 1 < items.size() ? ", " : " or ";
    expected += items[i];
  }

  const antlr4::Token* token = tokens_[found];
  Span place = source_.span(token);
  std::string what = describe(token);
  const bool same_file = found > 0 && before < found;
  const bool new_line = same_file && token->getLine() > tokens_[before]->getLine();
  const std::string help = hint(found, before, walk);
  if (new_line && walk.types.count(MigParser::SEMI) != 0 && help.empty()) {
    // What is missing is missing at the end of the line before, and the rest of the list is of no use there.
    const Span last = source_.span(tokens_[before]);
    place = {last.file, last.end, last.end};
    expected = "`;`";
  }
  diagnostics_.add(Code::syntax_error, place, fmt::format("found {}, expected {}", what, expected)).help = help;
}

std::string SyntaxReporter::hint(std::size_t found, std::size_t before, const Walk& walk) const {
  const antlr4::Token* token = tokens_[found];
  const std::string word = to_lower(source_.text(token));
  const std::size_t type = token->getType();
  const auto expects = [&](std::size_t wanted) { return walk.types.count(wanted) != 0; };
  const bool expects_name = walk.items.count("a name") != 0;
  if (type == MigParser::NAME || !keywords_.spelling(type).empty()) {
    if (expects_name && is_reserved_word(word)) {
      return fmt::format("`{}` is a reserved word; as a name it is written {}", word, spell_quoted(source_.text(token)));
    }
    if (const std::optional<std::string> near = closest(word, walk.candidates); near && *near != word) {
      return fmt::format("did you mean `{}`?", *near);
    }
    if (word == "exists" && to_lower(source_.text(tokens_[before])) == "if") {
      return "the compiler knows what exists: leave `if exists` out";
    }
    if (word == "select" || word == "with" || word == "begin" || word == "commit" || word == "do" || word == "set") {
      return "other SQL is written `sql for <dialect> $$ … $$ down $$ … $$;`";
    }
    if (word == "cascade") return "drop what depends on it first, each by its name";
    if (expects(MigParser::TABLE) && (word == "index" || word == "unique")) {
      return "an index belongs to its table: `alter table t { add index i (c); }`";
    }
  }
  if (type == MigParser::LPAREN && expects(MigParser::LBRACE)) {
    return "the parts stand between `{` and `}`, and each ends in `;`";
  }
  if (type == MigParser::COMMA && expects(MigParser::SEMI)) return "each part ends in `;`";
  if (type == MigParser::REVISION && expects_name) return "a name that begins with a digit needs double quotes";
  if (type == MigParser::QUOTED && expects(MigParser::STRING)) return "a string stands between single quotes";
  if (type == MigParser::STRING && expects(MigParser::DOLLAR)) return "texts of the database's own stand between `$$` and `$$`";
  return {};
}

}  // namespace migc

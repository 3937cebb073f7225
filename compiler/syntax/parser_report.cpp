#include "compiler/syntax/parser_report.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/schema/word.h"

namespace migc {
namespace {

using antlr4::atn::ATNState;
using grammar::MigParser;

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
    case MigParser::NAME:  // where any name may stand, it stands as the rule `identifier`
      return "a dialect";
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
  constexpr std::array<std::string_view, 11> noise = {
      "an operator", "a dialect", "a text in backticks", "`(`",    "`.`", "`[`", "`precision`",
      "`varying`",   "`with`",    "`without`",           "`allow`"};
  return std::find(noise.begin(), noise.end(), item) != noise.end();
}

/// Where a list must be cut, the words that are used most are kept.
bool is_common(std::string_view item) {
  constexpr std::array<std::string_view, 9> common = {"`add`",        "`alter`", "`column`",
                                                      "`constraint`", "`drop`",  "`enum`",
                                                      "`index`",      "`table`", "`view`"};
  return std::find(common.begin(), common.end(), item) != common.end();
}

int rank(std::string_view item) {
  if (is_noise(item)) return 4;
  if (item.size() == 3 && item.front() == '`') return 0;  // punctuation
  if (item.front() != '`') return 1;
  return is_common(item) ? 2 : 3;
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
  std::vector<Config> previous;         // the kernel one token earlier
  std::set<std::string> items;          // what could come, for the message
  std::vector<std::string> candidates;  // keywords that could come, for did-you-mean
  std::set<std::size_t> types;          // the types of all tokens that could come, names apart

  int push(int parent, ATNState* follow) {
    const auto [place, added] =
        frame_ids.try_emplace({parent, follow->stateNumber}, static_cast<int>(frames.size()));
    if (added) frames.push_back({parent, follow});
    return place->second;
  }

  /// Everything that can be reached without a token. `visit` sees the transitions that need one;
  /// `enter` may keep the walk out of a rule.
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
          if (enter(*call, frame)) work.emplace_back(call->target, push(frame, call->followState));
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
        [](const antlr4::atn::RuleTransition&, int) { return true; });
    return advance(std::move(next));
  }

  /// Goes over a whole rule, whatever stands in it.
  bool step_rule(std::size_t rule) {
    std::vector<Config> next;
    close([](const antlr4::atn::Transition*, int) {},
          [&](const antlr4::atn::RuleTransition& call, int frame) {
            if (call.target->ruleIndex == rule) next.emplace_back(call.followState, frame);
            return call.target->ruleIndex != rule;
          });
    return advance(std::move(next));
  }

  bool advance(std::vector<Config> next) {
    if (next.empty()) return false;
    previous = std::exchange(kernel, std::move(next));
    return true;
  }

  /// Fills `items`, `candidates` and `types`.
  void collect(const Keywords& keywords, const antlr4::dfa::Vocabulary& vocabulary) {
    items.clear();
    candidates.clear();
    types.clear();
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
        [&](const antlr4::atn::RuleTransition& call, int) {
          const std::string_view name = concept_of(call.target->ruleIndex);
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
        [&](const antlr4::atn::RuleTransition& call, int) {
          const std::size_t rule = call.target->ruleIndex;
          return rule != MigParser::RuleIdentifier && rule != MigParser::RuleTail;
        });
  }
};

SyntaxReporter::SyntaxReporter(const grammar::MigParser& parser, const SourceText& source,
                               const Keywords& keywords, const std::vector<antlr4::Token*>& tokens,
                               Diagnostics& diagnostics)
    : parser_(parser),
      source_(source),
      keywords_(keywords),
      tokens_(tokens),
      diagnostics_(diagnostics) {}

void SyntaxReporter::note_skipped(std::size_t rule, std::size_t first, std::size_t end) {
  skipped_[first] = {rule, end};
}

std::size_t SyntaxReporter::report(std::size_t rule, std::size_t first, std::size_t suspect) {
  const antlr4::atn::ATN& atn = parser_.getATN();
  Walk walk{.atn = atn,
            .frames = {},
            .frame_ids = {},
            .kernel = {{atn.ruleToStartState[rule], -1}},
            .previous = {},
            .items = {},
            .candidates = {},
            .types = {}};
  std::size_t found = first;
  std::size_t before = first;
  while (found < suspect && found + 1 < tokens_.size()) {
    const antlr4::Token* token = tokens_[found];
    if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL) {
      ++found;
      continue;
    }
    const auto skipped = skipped_.find(found);
    if (skipped != skipped_.end() && skipped->second.end > found &&
        walk.step_rule(skipped->second.rule)) {
      before = skipped->second.end - 1;
      found = skipped->second.end;
      continue;
    }
    if (!walk.step(token->getType(), atn.maxTokenType)) break;
    before = found++;
  }
  found = std::min(found, tokens_.size() - 1);
  walk.collect(keywords_, parser_.getVocabulary());
  // A name that was taken for a dialect, but what follows does not bear it out: then the name
  // itself is the mistake.
  const bool one_way = walk.types.size() == 1 && (walk.types.count(MigParser::RAW) +
                                                  walk.types.count(MigParser::LPAREN)) == 1;
  if (one_way && before < found && tokens_[before]->getType() == MigParser::NAME) {
    Walk earlier = walk;
    earlier.kernel = walk.previous;
    earlier.collect(keywords_, parser_.getVocabulary());
    if (earlier.items.count("a name") == 0) {
      std::size_t word_before = before;
      while (word_before > first &&
             tokens_[--word_before]->getChannel() != antlr4::Token::DEFAULT_CHANNEL) {
      }
      add(before, word_before, earlier);
      return before;
    }
  }
  if (found == first && !concept_of(rule).empty()) walk.items = {std::string(concept_of(rule))};
  add(found, before, walk);
  return found;
}

bool SyntaxReporter::on_new_line(std::size_t token, std::size_t before) const {
  if (before >= token) return false;
  const Span last = source_.span(tokens_[before]);
  const Span next = source_.span(tokens_[token]);
  return source_.all().substr(last.end, next.begin - last.end).find('\n') != std::string_view::npos;
}

std::string SyntaxReporter::describe(const antlr4::Token* token) const {
  if (token->getType() == antlr4::Token::EOF) return "the end of the file";
  std::string_view text = source_.text(token);
  if (token->getType() == MigParser::DOLLAR) return "a text between `$$` and `$$`";
  constexpr std::size_t longest = 40;
  text = text.substr(0, text.find('\n'));
  if (text.size() <= longest) return fmt::format("`{}`", text);
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
    --cut;  // not inside a character
  return fmt::format("`{}…`", text.substr(0, cut));
}

void SyntaxReporter::add(std::size_t found, std::size_t before, const Walk& walk) {
  std::vector<std::string> items(walk.items.begin(), walk.items.end());
  std::stable_sort(items.begin(), items.end(),
                   [](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
  const auto noise = std::find_if(items.begin(), items.end(),
                                  [](const std::string& item) { return is_noise(item); });
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
  const std::string near = misspelled(token, walk);
  std::string help =
      near.empty() ? hint(found, before, walk) : fmt::format("did you mean `{}`?", near);
  if (!near.empty()) expected = fmt::format("`{}`", near);
  if (help.empty() && walk.types.count(MigParser::SEMI) != 0 && on_new_line(found, before)) {
    // What is missing is missing at the end of the line before, and the rest of the list is of no
    // use there.
    const Span last = source_.span(tokens_[before]);
    place = {last.file, last.end, last.end};
    expected = "`;`";
  }
  diagnostics_
      .add(Code::syntax_error, place,
           fmt::format("found {}, expected {}", describe(token), expected))
      .help = help;
}

std::string SyntaxReporter::misspelled(const antlr4::Token* token, const Walk& walk) const {
  if (token->getType() != MigParser::NAME) return {};
  const std::string word = to_lower(source_.text(token));
  return closest(word, walk.candidates).value_or(std::string());
}

std::string SyntaxReporter::hint(std::size_t found, std::size_t before, const Walk& walk) const {
  const antlr4::Token* token = tokens_[found];
  const std::string word = to_lower(source_.text(token));
  const std::size_t type = token->getType();
  const auto expects = [&](std::size_t wanted) { return walk.types.count(wanted) != 0; };
  const bool expects_name = walk.items.count("a name") != 0;
  if (type == MigParser::NAME || !keywords_.spelling(type).empty()) {
    if (expects_name && is_reserved_word(word)) {
      return fmt::format("`{}` is a reserved word; as a name it is written `{}`", word,
                         spell_quoted(source_.text(token)));
    }
    if (word == "exists" && to_lower(source_.text(tokens_[before])) == "if") {
      return "the compiler knows what exists: leave `if exists` out";
    }
    if (word == "select" || word == "with" || word == "begin" || word == "commit" || word == "do") {
      return "other SQL is written `sql for <dialect> $$ … $$ down $$ … $$;`";
    }
    if (word == "cascade") return "drop what depends on it first, each by its name";
    if (expects(MigParser::TABLE) && (word == "index" || word == "unique")) {
      return "an index belongs to its table: `alter table t { add index i (c); }`";
    }
    if (expects(MigParser::LBRACE))
      return "the parts stand between `{` and `}`, and each ends in `;`";
  }
  if (type == MigParser::LPAREN && expects(MigParser::LBRACE)) {
    return "the parts stand between `{` and `}`, and each ends in `;`";
  }
  if (type == MigParser::COMMA && expects(MigParser::SEMI)) return "each part ends in `;`";
  if (type == MigParser::REVISION && expects_name)
    return "a name that begins with a digit needs double quotes";
  if (type == MigParser::QUOTED && expects(MigParser::STRING))
    return "a string stands between single quotes";
  if (type == MigParser::STRING && expects(MigParser::DOLLAR)) {
    return "texts of the database's own stand between `$$` and `$$`";
  }
  return {};
}

}  // namespace migc

#include "compiler/syntax/parser.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <string>
#include <utility>

#include "MigParser.h"
#include "antlr4-runtime.h"
#include "compiler/base/check.h"
#include "compiler/syntax/parser_builder.h"
#include "compiler/syntax/parser_lexer.h"
#include "compiler/syntax/parser_report.h"
#include "compiler/syntax/parser_tokens.h"

namespace migc {
namespace {

using grammar::MigParser;

constexpr std::size_t max_file_size = std::size_t{1024} * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Parts that are skipped as a whole after a mistake: what ends in `;`.
bool is_unit(std::size_t rule) {
  switch (rule) {
    case MigParser::RuleStatement:
    case MigParser::RuleTableElement:
    case MigParser::RuleTableAction:
    case MigParser::RuleEnumAction:
    case MigParser::RuleDomainAction:
    case MigParser::RuleTypeAction:
    case MigParser::RuleAttributeElement:
    case MigParser::RuleViewIndex:
    case MigParser::RuleRow:
      return true;
    default:  // a rule's index is a number
      return false;
  }
}

bool begins_statement(std::size_t type) {
  switch (type) {
    case MigParser::CREATE:
    case MigParser::ALTER:
    case MigParser::DROP:
    case MigParser::INSERT:
    case MigParser::UPDATE:
    case MigParser::DELETE:
    case MigParser::BACKFILL:
    case MigParser::GRANT:
    case MigParser::REVOKE:
    case MigParser::RENAME:
    case MigParser::SQL:
    case MigParser::MIGRATION:
    case MigParser::REVISES:
    case MigParser::DOWN:
      return true;
    default:  // a token's type is a number
      return false;
  }
}

/// Reports one mistake for each unit and goes on behind it. ANTLR's own recovery, which inserts and
/// deletes tokens by guessing, is not used: its guesses cause messages about mistakes that nobody
/// made.
class SkippingStrategy final : public antlr4::ANTLRErrorStrategy {
 public:
  void start(SyntaxReporter& reporter, const SourceText& source) {
    reporter_ = &reporter;
    source_ = &source;
    recovering_ = false;
    last_ = std::numeric_limits<std::size_t>::max();
  }

  void reset(antlr4::Parser*) override { recovering_ = false; }
  void sync(antlr4::Parser*) override {}
  bool inErrorRecoveryMode(antlr4::Parser*) override { return recovering_; }
  void reportMatch(antlr4::Parser*) override {}

  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    throw antlr4::InputMismatchException(parser);
  }

  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& problem) override {
    if (recovering_) return;
    recovering_ = true;
    offending_ = problem.getOffendingToken()->getTokenIndex();
    const auto* context = static_cast<const antlr4::ParserRuleContext*>(parser->getContext());
    const auto* unit = context;
    while (unit->parent != nullptr && !is_unit(unit->getRuleIndex())) {
      unit = static_cast<const antlr4::ParserRuleContext*>(unit->parent);
    }
    // Outside of every unit the file itself is wrong at this very token.
    const bool inside = is_unit(unit->getRuleIndex());
    const std::size_t rule =
        inside ? unit->getRuleIndex() : static_cast<std::size_t>(MigParser::RuleStatement);
    const std::size_t first = inside ? unit->start->getTokenIndex() : offending_;
    if (offending_ != last_) offending_ = reporter_->report(rule, first, offending_);
    last_ = offending_;
  }

  void recover(antlr4::Parser* parser, std::exception_ptr problem) override {
    const std::size_t rule = parser->getContext()->getRuleIndex();
    if (!is_unit(rule) && rule != MigParser::RuleFile) std::rethrow_exception(problem);
    recovering_ = false;
    const auto* context = parser->getContext();
    const std::size_t first =
        rule == MigParser::RuleFile ? offending_ : context->start->getTokenIndex();
    const bool in_block =
        rule != MigParser::RuleFile && context->parent != nullptr &&
        static_cast<const antlr4::RuleContext*>(context->parent)->getRuleIndex() !=
            MigParser::RuleFile;
    skip(parser, first, in_block, rule == MigParser::RuleStatement || rule == MigParser::RuleFile);
    reporter_->note_skipped(
        rule == MigParser::RuleFile ? static_cast<std::size_t>(MigParser::RuleStatement) : rule,
        first, parser->getTokenStream()->index());
  }

 private:
  /// Consumes to the end of the unit that began at token `first`.
  void skip(antlr4::Parser* parser, std::size_t first, bool in_block, bool statement) const {
    antlr4::TokenStream* tokens = parser->getTokenStream();
    int depth = 0;
    int parentheses = 0;  // of a list that stands where a block belongs
    const bool list = statement && tokens->get(offending_)->getType() == MigParser::LPAREN;
    for (std::size_t i = first; i < tokens->index(); ++i) depth += step(tokens->get(i)->getType());
    for (;; parser->consume()) {
      const antlr4::Token* token = tokens->LT(1);
      const std::size_t type = token->getType();
      if (type == antlr4::Token::EOF) return;
      const bool past = token->getTokenIndex() >= offending_;
      const bool later = token->getTokenIndex() > first && begins_line(tokens);
      if (statement && depth == 0 && past && later && begins_statement(type))
        return;  // the `;` was forgotten
      if (type == MigParser::RBRACE && depth == 0 && in_block) return;
      depth = std::max(0, depth + step(type));
      if (list && past && type == MigParser::LPAREN) ++parentheses;
      if (list && past && type == MigParser::RPAREN) --parentheses;
      if (depth > 0 || !past || parentheses > 0) continue;
      if (type == MigParser::SEMI || type == MigParser::RBRACE) break;
      // A comma in the place of `;`: what follows is a part of its own.
      if (!statement && type == MigParser::COMMA && token->getTokenIndex() == offending_) break;
    }
    const bool block = tokens->LT(1)->getType() == MigParser::RBRACE;
    parser->consume();
    if (block && tokens->LT(1)->getType() == MigParser::SEMI) parser->consume();
  }

  [[nodiscard]] bool begins_line(antlr4::TokenStream* tokens) const {
    const antlr4::Token* before = tokens->LT(-1);
    if (before == nullptr) return true;
    const std::uint32_t end = source_->span(before).end;
    const std::string_view gap =
        source_->all().substr(end, source_->span(tokens->LT(1)).begin - end);
    return gap.find('\n') != std::string_view::npos;
  }

  static int step(std::size_t type) {
    if (type == MigParser::LBRACE) return 1;
    return type == MigParser::RBRACE ? -1 : 0;
  }

  SyntaxReporter* reporter_ = nullptr;
  const SourceText* source_ = nullptr;
  bool recovering_ = false;
  std::size_t offending_ = 0;
  std::size_t last_ = 0;
};

/// Size, encoding and characters that no text may hold. False when something was reported.
bool check_text(FileId file, std::string_view text, Diagnostics& diagnostics) {
  if (text.size() > max_file_size) {
    diagnostics.add(
        Code::file_too_large, Span{file, 0, 0},
        // A reader may have stopped there, so that the size is not known.
        fmt::format("found more than {} bytes, the most that a file may have", max_file_size));
    return false;
  }
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos) {
    const auto at = static_cast<std::uint32_t>(bad);
    diagnostics.add(Code::invalid_utf8, Span{file, at, at + 1}, "found a byte that is not UTF-8");
    return false;
  }
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    const auto at = static_cast<std::uint32_t>(zero);
    diagnostics.add(Code::syntax_error, Span{file, at, at + 1},
                    "found the character U+0000, which no text may hold");
    return false;
  }
  return true;
}

}  // namespace

struct Parser::Engine {
  antlr4::ANTLRInputStream input;
  QuickLexer lexer{&input};
  antlr4::CommonTokenStream tokens{&lexer};
  MigParser parser{&tokens};
  Keywords keywords{parser.getVocabulary(), parser.getATN().maxTokenType};
  std::shared_ptr<antlr4::BailErrorStrategy> bail = std::make_shared<antlr4::BailErrorStrategy>();
  std::shared_ptr<SkippingStrategy> skipping = std::make_shared<SkippingStrategy>();

  Engine() {
    lexer.removeErrorListeners();
    parser.removeErrorListeners();
    parser.setBuildParseTree(false);  // the builder reads labels
  }

  /// First in the quick mode, which is right for everything that it accepts; what it refuses is
  /// read again in the full one.
  MigParser::FileContext* read(const SourceText& source, Diagnostics& diagnostics) {
    using antlr4::atn::PredictionMode;
    auto* simulator = parser.getInterpreter<antlr4::atn::ParserATNSimulator>();
    simulator->setPredictionMode(PredictionMode::SLL);
    parser.setErrorHandler(bail);
    parser.reset();
    try {
      return parser.file();
    } catch (const antlr4::ParseCancellationException&) {
      // Below.
    }
    simulator->setPredictionMode(PredictionMode::LL);
    parser.setErrorHandler(skipping);
    parser.reset();
    const std::size_t errors = diagnostics.error_count();
    const std::vector<antlr4::Token*> all = tokens.getTokens();
    SyntaxReporter reporter(parser, source, keywords, all, diagnostics);
    skipping->start(reporter, source);
    MigParser::FileContext* context = parser.file();
    // After a mistake between statements the rule ends early.
    while (tokens.LA(1) != antlr4::Token::EOF) static_cast<void>(parser.file());
    return diagnostics.error_count() == errors ? context : nullptr;
  }
};

Parser::Parser() : engine_(std::make_unique<Engine>()) {}
Parser::~Parser() = default;

std::optional<ast::File> Parser::parse(const SourceMap& sources, FileId file,
                                       Diagnostics& diagnostics) {
  const std::string_view text = sources.text(file);
  if (!check_text(file, text, diagnostics)) return std::nullopt;
  std::uint32_t skip = 0;
  while (text.substr(skip, byte_order_mark.size()) == byte_order_mark) {
    skip += static_cast<std::uint32_t>(byte_order_mark.size());
  }
  const std::size_t errors = diagnostics.error_count();
  const SourceText source(file, text, skip);
  Trivia trivia;
  engine_->input.load(std::string(text.substr(skip)));
  engine_->lexer.setInputStream(&engine_->input);
  engine_->lexer.set_text(text.substr(skip));
  engine_->tokens.setTokenSource(&engine_->lexer);
  engine_->tokens.fill();
  if (!scan_tokens(engine_->tokens.getTokens(), source, engine_->keywords, trivia, diagnostics))
    return std::nullopt;
  MigParser::FileContext* context = engine_->read(source, diagnostics);
  if (context == nullptr) return std::nullopt;
  Builder builder(source, diagnostics);
  ast::File result = builder.file(context, std::move(trivia));
  if (diagnostics.error_count() != errors) return std::nullopt;
  return result;
}

std::optional<ast::File> parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics) {
  return Parser().parse(sources, file, diagnostics);
}

}  // namespace migc

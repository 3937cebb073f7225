#pragma once

#include <string>
#include <vector>

#include "compiler/syntax/parser_tokens.h"

#include "MigParser.h"
#include "compiler/base/diagnostic.h"

namespace migc {

/// Says in our own words what stands at a place and what could have stood there. ANTLR's own set of expected tokens knows
/// only the decision that failed; here the whole rule is walked again, from `first` on, which finds every way to go on.
class SyntaxReporter {
 public:
  SyntaxReporter(const grammar::MigParser& parser, const SourceText& source, const Keywords& keywords,
                 const std::vector<antlr4::Token*>& tokens, Diagnostics& diagnostics);

  /// Reports the first token that cannot follow, when reading `rule` from token `first` (an index into all tokens).
  /// Returns the index of that token. `suspect` is where ANTLR stopped.
  std::size_t report(std::size_t rule, std::size_t first, std::size_t suspect);

 private:
  struct Walk;
  void add(std::size_t found, std::size_t before, const Walk& walk);
  [[nodiscard]] std::string describe(const antlr4::Token* token) const;
  [[nodiscard]] std::string hint(std::size_t found, std::size_t before, const Walk& walk) const;

  const grammar::MigParser& parser_;
  const SourceText& source_;
  const Keywords& keywords_;
  const std::vector<antlr4::Token*>& tokens_;
  Diagnostics& diagnostics_;
};

}  // namespace migc

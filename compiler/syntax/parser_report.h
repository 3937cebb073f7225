#pragma once

#include <map>
#include <string>
#include <vector>

#include "MigParser.h"
#include "compiler/base/diagnostic.h"
#include "compiler/syntax/parser_tokens.h"

namespace migc {

/// Says in our own words what stands at a place and what could have stood there. ANTLR's own set of
/// expected tokens knows only the decision that failed; here the whole rule is walked again, from
/// `first` on, which finds every way to go on.
class SyntaxReporter {
 public:
  SyntaxReporter(const grammar::MigParser& parser, const SourceText& source,
                 const Keywords& keywords, const std::vector<antlr4::Token*>& tokens,
                 Diagnostics& diagnostics);

  /// Reports the first token that cannot follow, when reading `rule` from token `first` (an index
  /// into all tokens). Returns the index of that token. `suspect` is where ANTLR stopped.
  std::size_t report(std::size_t rule, std::size_t first, std::size_t suspect);

  /// Tells that the tokens from `first` up to `end` were skipped as a `rule` with a mistake in it.
  void note_skipped(std::size_t rule, std::size_t first, std::size_t end);

 private:
  struct Walk;
  struct Skipped {
    std::size_t rule, end;
  };
  void add(std::size_t found, std::size_t before, const Walk& walk);
  [[nodiscard]] bool on_new_line(std::size_t token, std::size_t before) const;
  [[nodiscard]] std::string describe(const antlr4::Token* token) const;
  /// The keyword that was probably meant.
  [[nodiscard]] std::string misspelled(const antlr4::Token* token, const Walk& walk) const;
  [[nodiscard]] std::string hint(std::size_t found, std::size_t before, const Walk& walk) const;

  const grammar::MigParser& parser_;
  const SourceText& source_;
  const Keywords& keywords_;
  const std::vector<antlr4::Token*>& tokens_;
  Diagnostics& diagnostics_;
  std::map<std::size_t, Skipped> skipped_;  ///< by first token
};

}  // namespace migc

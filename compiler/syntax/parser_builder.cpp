#include "compiler/syntax/parser_builder.h"

#include <charconv>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "compiler/base/text.h"

namespace migc {

Diagnostic& Builder::error(Code code, Span place, std::string message, std::string label) {
  return diagnostics_.add(code, place, std::move(message), std::move(label));
}

void Builder::duplicate(Span place, std::string_view what) {
  error(Code::duplicate_clause, place, fmt::format("found {} a second time", what));
}

std::string Builder::unquote(std::string_view text) const {
  const char quote = text.front();
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\r' && text[i + 1] == '\n') continue;
    out += text[i];
    if (text[i] == quote) ++i;
  }
  return out;
}

ast::Ident Builder::ident(P::IdentifierContext* ctx) {
  if (ctx == nullptr) return {};
  const std::string_view written = source_.text(ctx->token);
  ast::Ident result{.text = {}, .origin = origin(ctx)};
  if (ctx->token->getType() != P::QUOTED) {
    result.text = written;
    return result;
  }
  result.text = unquote(written);
  if (result.text.empty())
    error(Code::bad_literal, span(ctx), "found an empty name, expected at least one character");
  return result;
}

std::optional<ast::Ident> Builder::optional_ident(P::IdentifierContext* ctx) {
  if (ctx == nullptr) return std::nullopt;
  return ident(ctx);
}

std::vector<ast::Ident> Builder::idents(P::IdentifierListContext* ctx) {
  if (ctx == nullptr) return {};
  return idents(ctx->names);
}

std::vector<ast::Ident> Builder::idents(const List<P::IdentifierContext*>& contexts) {
  List<ast::Ident> result;
  result.reserve(contexts.size());
  for (P::IdentifierContext* ctx : contexts) result.push_back(ident(ctx));
  return result;
}

ast::Name Builder::name(P::NameContext* ctx) {
  if (ctx == nullptr) return {};
  if (ctx->second == nullptr) return {.schema = {}, .name = ident(ctx->first)};
  return {.schema = ident(ctx->first), .name = ident(ctx->second)};
}

std::optional<ast::Name> Builder::optional_name(P::NameContext* ctx) {
  if (ctx == nullptr) return std::nullopt;
  return name(ctx);
}

std::vector<ast::Name> Builder::names(const List<P::NameContext*>& contexts) {
  List<ast::Name> result;
  result.reserve(contexts.size());
  for (P::NameContext* ctx : contexts) result.push_back(name(ctx));
  return result;
}

ast::Text Builder::text(const antlr4::Token* string) {
  if (string == nullptr) return {};
  return {.text = unquote(source_.text(string)), .origin = {span(string)}};
}

std::optional<ast::Text> Builder::optional_text(const antlr4::Token* string) {
  if (string == nullptr) return std::nullopt;
  return text(string);
}

std::string Builder::dollar(const antlr4::Token* token) const {
  std::string_view inside = source_.text(token);
  const std::size_t delimiter = inside.find('$', 1) + 1;
  inside = inside.substr(delimiter, inside.size() - 2 * delimiter);
  // Blank lines before the text, and blanks behind it, are layout. The first line keeps its
  // indentation when others follow, because theirs is kept too.
  const std::size_t first = inside.find_first_not_of(" \t\r\n\f\v");
  if (first == std::string_view::npos) return {};
  inside = inside.substr(0, inside.find_last_not_of(" \t\r\n\f\v") + 1);
  const std::size_t line = inside.find_last_of('\n', first);
  const bool several_lines = inside.find('\n', first) != std::string_view::npos;
  const bool keep = several_lines && line != std::string_view::npos && line < first;
  return unify_line_ends(inside.substr(keep ? line + 1 : first));
}

ast::Text Builder::dollar_text(const antlr4::Token* token) const {
  return {.text = dollar(token), .origin = {span(token)}};
}

std::int64_t Builder::integer(const antlr4::Token* digits, bool negative) {
  const std::string_view written = source_.text(digits);
  const std::string signed_text = (negative ? "-" : "") + std::string(written);
  std::int64_t value = 0;
  const auto read =
      std::from_chars(signed_text.data(), signed_text.data() + signed_text.size(), value);
  if (read.ec != std::errc{}) {
    error(Code::bad_literal, span(digits),
          fmt::format("found `{}`, expected a number between {} and {}", signed_text,
                      std::numeric_limits<std::int64_t>::min(),
                      std::numeric_limits<std::int64_t>::max()));
  }
  return value;
}

std::int64_t Builder::integer(P::IntegerContext* ctx) {
  return integer(ctx->digits, ctx->minus != nullptr);
}

int Builder::small_integer(const antlr4::Token* digits, bool negative) {
  const std::int64_t value = integer(digits, negative);
  constexpr std::int64_t limit = 1'000'000'000;
  if (value > limit || value < -limit) {
    error(Code::bad_literal, span(digits),
          fmt::format("found `{}`, expected a smaller number", source_.text(digits)));
    return 0;
  }
  return static_cast<int>(value);
}

ast::Option Builder::option(P::OptionContext* ctx) {
  ast::Option result{.name = {}, .value = {}, .origin = origin(ctx)};
  const auto add_word = [&](P::IdentifierContext* word, std::string_view separator) {
    if (word->token->getType() == P::QUOTED) {
      error(Code::bad_literal, span(word),
            "found a quoted name, expected the plain word of an option");
    }
    if (!result.name.empty()) result.name += separator;
    result.name += to_lower(source_.text(word->token));
  };
  for (P::IdentifierContext* word : ctx->words) add_word(word, " ");
  if (ctx->sub != nullptr) add_word(ctx->sub, ".");
  if (ctx->value == nullptr) return result;
  P::OptionValueContext* value = ctx->value;
  if (value->text != nullptr) {
    result.value = unquote(source_.text(value->text));
  } else if (value->number != nullptr) {
    const bool negative = value->sign != nullptr && value->sign->getType() == P::MINUS;
    result.value = (negative ? "-" : "") + std::string(source_.text(value->number));
  } else if (value->word != nullptr) {
    result.value = to_lower(source_.text(value->word));
  } else if (value->member != nullptr) {
    result.value = ident(value->schema_).text + "." + ident(value->member).text;
  } else {
    std::string words;
    for (P::IdentifierContext* word : value->words) {
      if (!words.empty()) words += " ";
      words += ident(word).text;
    }
    result.value = std::move(words);
  }
  return result;
}

ast::Options Builder::options(P::OptionListContext* ctx) {
  ast::Options result;
  if (ctx == nullptr) return result;
  for (P::OptionContext* item : ctx->options) {
    ast::Option next = option(item);
    for (const ast::Option& earlier : result) {
      if (earlier.name == next.name) {
        duplicate(next.origin.span, fmt::format("the option `{}`", next.name));
        break;
      }
    }
    result.push_back(std::move(next));
  }
  return result;
}

ast::Disposal Builder::disposal(P::DisposalContext* ctx) const {
  if (ctx == nullptr) return ast::Disposal::unspecified;
  return ctx->word->getType() == P::PRESERVE ? ast::Disposal::preserve : ast::Disposal::discard;
}

}  // namespace migc

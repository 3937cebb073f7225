#include "compiler/syntax/printer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "compiler/schema/word.h"
#include "compiler/syntax/printer_layout.h"
#include "compiler/syntax/printer_statement.h"
#include "compiler/syntax/printer_words.h"

namespace migc {
namespace {

constexpr std::uint32_t no_limit = std::numeric_limits<std::uint32_t>::max();

/// Writes a whole file: its head, the statements, what it says about the downgrade.
class FilePrinter {
 public:
  FilePrinter(const ast::File& file, const std::vector<ast::Comment>& comments,
              const ast::BlankLines& blank_lines)
      : file_(file), layout_(comments, blank_lines), statements_(layout_, file.kind) {}

  std::string print() {
    plan_head();
    for (std::size_t i = 0; i < head_.size(); ++i) {
      layout_.before(head_[i].place);
      layout_.line(head_[i].line, head_[i].place,
                   i + 1 < head_.size() ? head_[i + 1].place.begin : after_head());
    }
    bool tall = true;  // the head stands apart
    print_list(file_.statements, tall, after_statements());
    if (file_.down) print_down(*file_.down);
    if (file_.irreversible) {
      Line line;
      line.add("irreversible").add(spell_string(file_.irreversible->text)).glue(";");
      layout_.before(file_.irreversible->origin.span, true);
      layout_.line(line, file_.irreversible->origin.span, no_limit);
    }
    layout_.finish();
    return layout_.take();
  }

 private:
  struct HeadLine {
    Line line;
    Span place;
  };

  static Span around(const std::vector<ast::Ident>& idents) {
    Span place = idents.front().origin.span;
    place.end = std::max(place.end, idents.back().origin.span.end);
    return place;
  }

  void add_list(std::string_view word, const std::vector<ast::Ident>& idents, bool ids) {
    if (idents.empty()) return;
    Line line;
    std::vector<std::string> items;
    for (const ast::Ident& ident : idents)
      items.push_back(ids ? words::revision(ident) : words::word(ident));
    for (std::size_t i = 0; i < items.size(); ++i) {
      line.add((i == 0 ? std::string(word) + " " : "") + items[i] +
               (i + 1 < items.size() ? "," : ";"));
    }
    head_.push_back({std::move(line), around(idents)});
  }

  void plan_head() {
    Line first;
    if (file_.kind == ast::FileKind::schema) {
      first.add("schema;");
    } else {
      first.add("migration " + words::revision(file_.id))
          .add(spell_string(file_.title.text))
          .glue(";");
    }
    head_.push_back({std::move(first), file_.header.span});
    add_list("revises", file_.revises, true);
    add_list("label", file_.labels, false);
    add_list("depends on", file_.depends_on, true);
    for (const ast::Allow& allow : file_.allows) {
      head_.push_back({std::move(words::allow(allow).glue(";")), allow.origin.span});
    }
    // Head lines may come in any order; comments can only be placed going forward.
    for (std::size_t i = 1; i < head_.size(); ++i) {
      head_[i].place.begin = std::max(head_[i].place.begin, head_[i - 1].place.end);
      head_[i].place.end = std::max(head_[i].place.end, head_[i].place.begin);
    }
  }

  [[nodiscard]] std::uint32_t after_statements() const {
    if (file_.down) return file_.down->origin.span.begin;
    return file_.irreversible ? file_.irreversible->origin.span.begin : no_limit;
  }

  [[nodiscard]] std::uint32_t after_head() const {
    return file_.statements.empty() ? after_statements()
                                    : file_.statements.front().origin.span.begin;
  }

  void print_list(const std::vector<ast::Statement>& list, bool tall, std::uint32_t end) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const bool tall_now = statements_.is_tall(list[i]);
      layout_.before(list[i].origin.span, tall || tall_now);
      statements_.print(list[i], i + 1 < list.size() ? list[i + 1].origin.span.begin : end);
      tall = tall_now;
    }
  }

  void print_down(const ast::Down& down) {
    layout_.before(down.origin.span, true);
    const Span place = down.origin.span;
    Line head;
    head.add("down {");
    layout_.open(head,
                 down.statements.empty() ? place.end : down.statements.front().origin.span.begin);
    print_list(down.statements, false, place.end);
    layout_.close({}, place, no_limit);
  }

  const ast::File& file_;
  Layout layout_;
  StatementPrinter statements_;
  std::vector<HeadLine> head_;
};

}  // namespace

std::string print(const ast::File& file) {
  return FilePrinter(file, file.comments, file.blank_lines).print();
}

std::string print_meaning(const ast::File& file) {
  const std::vector<ast::Comment> no_comments;
  const ast::BlankLines no_blank_lines;
  return FilePrinter(file, no_comments, no_blank_lines).print();
}

std::string print(const ast::Statement& statement, ast::FileKind kind) {
  const std::vector<ast::Comment> no_comments;
  const ast::BlankLines no_blank_lines;
  Layout layout(no_comments, no_blank_lines);
  StatementPrinter(layout, kind).print(statement, no_limit);
  return layout.take();
}

}  // namespace migc

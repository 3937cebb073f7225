#pragma once

#include <cstdint>
#include <string>

#include "compiler/syntax/ast.h"
#include "compiler/syntax/printer_layout.h"
#include "compiler/syntax/printer_words.h"

namespace migc {

/// Writes statements into a layout. `create_` is the word, with a blank, that a migration has and a
/// desired schema lacks.
class StatementPrinter {
 public:
  StatementPrinter(Layout& layout, ast::FileKind kind)
      : layout_(layout), create_(kind == ast::FileKind::migration ? "create " : "") {}

  /// `limit` is where the next thing in the text begins: comments up to there may belong to the end
  /// of this one.
  void print(const ast::Statement& statement, std::uint32_t limit);
  /// Whether it takes several lines by its nature: then blank lines stand around it.
  [[nodiscard]] bool is_tall(const ast::Statement& statement) const;

  void allow(const ast::Allow& allow, std::uint32_t limit, bool for_file);

 private:
  [[nodiscard]] Line enum_line(const ast::CreateEnum& made) const;
  [[nodiscard]] bool enum_on_one_line(const ast::CreateEnum& made, Span place) const;

  void write(const ast::CreateEnum& made);
  void write(const ast::AlterEnum& changed);
  void write(const ast::CreateTable& made);
  void write(const ast::AlterTable& changed);
  void write(const ast::Insert& data);
  void write(const ast::CreateView& made);
  void write(const ast::AlterDomain& changed);
  void write(const ast::CreateType& made);
  void write(const ast::AlterType& changed);

  [[nodiscard]] Line line(const ast::CreateSchema& made) const;
  [[nodiscard]] Line line(const ast::DropTable& dropped) const;
  [[nodiscard]] Line line(const ast::CreatePartition& made) const;
  [[nodiscard]] Line line(const ast::Update& data) const;
  [[nodiscard]] Line line(const ast::Delete& data) const;
  [[nodiscard]] Line line(const ast::Backfill& data) const;
  [[nodiscard]] Line line(const ast::Sql& raw) const;
  [[nodiscard]] Line line(const ast::CreateSequence& made) const;
  [[nodiscard]] Line line(const ast::AlterSequence& changed) const;
  [[nodiscard]] Line line(const ast::CreateDomain& made) const;
  [[nodiscard]] Line line(const ast::CreateExtension& made) const;
  [[nodiscard]] Line line(const ast::UpdateExtension& changed) const;
  [[nodiscard]] Line line(const ast::CreateFromOptions& made) const;
  [[nodiscard]] Line line(const ast::TextObject& made) const;
  [[nodiscard]] Line line(const ast::CreateStatistics& made) const;
  [[nodiscard]] Line line(const ast::CreatePublication& made) const;
  [[nodiscard]] Line line(const ast::RowSecurity& changed) const;
  [[nodiscard]] Line line(const ast::SetFiring& changed) const;
  [[nodiscard]] Line line(const ast::Grant& granted) const;
  [[nodiscard]] Line line(const ast::Drop& dropped) const;
  [[nodiscard]] Line line(const ast::Rename& renamed) const;
  [[nodiscard]] Line line(const ast::AlterObject& changed) const;
  [[nodiscard]] Line line(const ast::CommentOn& comment) const;

  /// A statement of one line.
  template <typename Body>
  void write(const Body& body) {
    Line made = line(body);
    made.glue(";");
    layout_.line(made, place_, limit_);
  }

  /// A block: `place` gives an item's span, `put` its line without the end.
  template <typename Items, typename Place, typename Put>
  void block(Line head, const Items& items, const Place& place, const Put& put,
             std::string_view end = ";", const Line& tail = {}) {
    head.add("{");
    layout_.open(head, items.empty() ? place_.end : place(items.front()).begin);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Span span = place(items[i]);
      Line item;
      put(item, items[i]);
      item.glue(end);
      layout_.before(span);
      layout_.line(item, span, i + 1 < items.size() ? place(items[i + 1]).begin : place_.end);
    }
    layout_.close(tail, place_, limit_);
  }

  Layout& layout_;
  std::string create_;
  Span place_{};  ///< of the statement being written
  std::uint32_t limit_ = 0;
};

}  // namespace migc

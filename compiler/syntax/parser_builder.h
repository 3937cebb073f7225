#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "MigParser.h"
#include "compiler/base/diagnostic.h"
#include "compiler/syntax/ast.h"
#include "compiler/syntax/parser_tokens.h"

namespace migc {

/// Turns ANTLR's contexts of a file without syntax errors into the tree, one plain function a rule.
/// What the grammar lets through but the language does not mean is reported here. Contexts are read
/// by their labels only, since the parser runs without building its own tree.
class Builder {
 public:
  using P = grammar::MigParser;

  Builder(const SourceText& source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics) {}

  [[nodiscard]] ast::File file(P::FileContext* ctx, Trivia trivia);

 private:
  template <typename T>
  using List = std::vector<T>;

  // parser_builder.cpp: places, words, names, lists
  [[nodiscard]] Span span(const antlr4::ParserRuleContext* ctx) const {
    return source_.span(ctx->start, ctx->stop);
  }
  [[nodiscard]] Span span(const antlr4::Token* token) const { return source_.span(token); }
  [[nodiscard]] Origin origin(const antlr4::ParserRuleContext* ctx) const { return {span(ctx)}; }
  Diagnostic& error(Code code, Span place, std::string message, std::string label = {});
  void duplicate(Span place, std::string_view what);

  [[nodiscard]] std::string unquote(std::string_view text) const;
  [[nodiscard]] ast::Ident ident(P::IdentifierContext* ctx);
  [[nodiscard]] std::optional<ast::Ident> optional_ident(P::IdentifierContext* ctx);
  [[nodiscard]] List<ast::Ident> idents(P::IdentifierListContext* ctx);
  [[nodiscard]] List<ast::Ident> idents(const List<P::IdentifierContext*>& contexts);
  [[nodiscard]] ast::Name name(P::NameContext* ctx);
  [[nodiscard]] std::optional<ast::Name> optional_name(P::NameContext* ctx);
  [[nodiscard]] List<ast::Name> names(const List<P::NameContext*>& contexts);
  [[nodiscard]] ast::Text text(const antlr4::Token* string);
  [[nodiscard]] std::optional<ast::Text> optional_text(const antlr4::Token* string);
  [[nodiscard]] std::string dollar(const antlr4::Token* token) const;
  [[nodiscard]] ast::Text dollar_text(const antlr4::Token* token) const;
  [[nodiscard]] std::int64_t integer(const antlr4::Token* digits, bool negative = false);
  [[nodiscard]] std::int64_t integer(P::IntegerContext* ctx);
  [[nodiscard]] int small_integer(const antlr4::Token* digits, bool negative = false);
  [[nodiscard]] ast::Option option(P::OptionContext* ctx);
  [[nodiscard]] ast::Options options(P::OptionListContext* ctx);
  [[nodiscard]] ast::Disposal disposal(P::DisposalContext* ctx) const;

  // parser_expression.cpp: types and expressions
  struct Built {
    Expression expression;
    int depth = 1;
  };
  struct Chain;
  [[nodiscard]] Type type(P::DataTypeContext* ctx);
  void check_type_modifiers(Type& type, P::DataTypeContext* ctx, std::string_view written);
  [[nodiscard]] NativeText native(P::NativeTextContext* ctx);
  [[nodiscard]] Expression expression(P::ExpressionContext* ctx);
  [[nodiscard]] std::optional<Expression> optional_expression(P::ExpressionContext* ctx);
  [[nodiscard]] List<Expression> expressions(P::ExpressionListContext* ctx);
  [[nodiscard]] Built build(P::ExpressionContext* ctx);
  [[nodiscard]] Built climb(P::OperandContext* operand, std::size_t prefix, Chain& chain,
                            int level);
  [[nodiscard]] Built prefixed(P::OperandContext* operand, std::size_t prefix, Chain& chain);
  [[nodiscard]] Built apply(Built left, Chain& chain, int level);
  [[nodiscard]] Built apply_between(Built left, P::TailContext* tail, Chain& chain);
  [[nodiscard]] Built primary(P::PrimaryContext* ctx);
  [[nodiscard]] Built literal(P::PrimaryContext* ctx);
  [[nodiscard]] Built case_expression(P::PrimaryContext* ctx);
  [[nodiscard]] Built name_or_call(P::PrimaryContext* ctx);
  [[nodiscard]] Built typed_literal(P::PrimaryContext* ctx);
  void adopt(Built& parent, Built child);
  void adopt(Built& parent, P::ExpressionListContext* list);
  bool too_deep(int depth, Span place);

  // parser_table.cpp: parts of a table
  [[nodiscard]] ast::Column column(P::ColumnContext* ctx);
  void column_clause(ast::Column& column, P::ColumnClauseContext* ctx);
  [[nodiscard]] ast::Constraint inline_constraint(P::ColumnClauseContext* ctx);
  template <typename Context>
  [[nodiscard]] Identity identity(Context* ctx);
  template <typename Context>
  [[nodiscard]] Generated generated(Context* ctx);
  void sequence_option(SequenceOptions& options, P::SequenceOptionContext* ctx, bool in_sequence);
  [[nodiscard]] ast::ForeignKey references(P::ReferencesContext* ctx);
  void referential_action(ast::ForeignKey& key, P::ReferencesTailContext* ctx);
  [[nodiscard]] Deferral deferral(P::DeferralContext* ctx) const;
  [[nodiscard]] ast::Constraint constraint(P::TableConstraintContext* ctx);
  void constraint_tail(ast::Constraint& constraint, P::ConstraintTailContext* ctx);
  [[nodiscard]] ast::Index index(P::IndexContext* ctx);
  [[nodiscard]] ast::IndexPart index_part(P::IndexPartContext* ctx, bool exclusion);
  [[nodiscard]] List<ast::IndexPart> index_parts(const List<P::IndexPartContext*>& contexts,
                                                 bool exclusion = false);
  [[nodiscard]] ast::PartitionBy partition_by(P::PartitionByContext* ctx);
  [[nodiscard]] PartitionBound bound(P::BoundContext* ctx);
  [[nodiscard]] List<Expression> bound_values(P::ExpressionListContext* ctx);
  [[nodiscard]] ast::DialectOptions dialect_options(const antlr4::Token* dialect,
                                                    P::OptionListContext* list);

  // parser_alter.cpp: alter table and its kin
  [[nodiscard]] ast::StatementBody alter_table(P::AlterTableContext* ctx);
  [[nodiscard]] ast::TableAction table_action(P::TableActionContext* ctx);
  [[nodiscard]] ast::ColumnChange column_change(P::ColumnChangeContext* ctx);
  template <typename Context, typename Body>
  void common_action(Context* action, Body& body);
  [[nodiscard]] ast::StatementBody alter_enum(P::AlterEnumContext* ctx);
  [[nodiscard]] ast::StatementBody alter_domain(P::AlterDomainContext* ctx);
  [[nodiscard]] ast::StatementBody alter_type(P::AlterTypeContext* ctx);
  [[nodiscard]] ast::StatementBody alter_sequence(P::AlterSequenceContext* ctx);
  [[nodiscard]] ast::StatementBody alter_object(P::AlterObjectContext* ctx);
  bool refuse_part(P::ObjectKindContext* kind, const antlr4::ParserRuleContext* statement);
  [[nodiscard]] ast::StatementBody drop(P::DropContext* ctx);
  [[nodiscard]] ast::StatementBody rename(P::RenameContext* ctx);
  [[nodiscard]] ast::ObjectType object_kind(P::ObjectKindContext* ctx) const;
  [[nodiscard]] ast::ObjectReference reference(P::ObjectReferenceContext* ctx);
  void dotted(ast::ObjectReference& reference, P::DottedNameContext* ctx);

  // parser_object.cpp: create and what follows its pattern
  [[nodiscard]] ast::StatementBody create(P::CreateContext* ctx);
  [[nodiscard]] ast::StatementBody create_schema(P::CreateSchemaContext* ctx);
  [[nodiscard]] ast::StatementBody create_enum(P::CreateEnumContext* ctx);
  [[nodiscard]] ast::StatementBody create_table(P::CreateTableContext* ctx);
  [[nodiscard]] ast::StatementBody create_partition(P::CreatePartitionContext* ctx);
  [[nodiscard]] ast::StatementBody create_view(P::CreateViewContext* ctx, bool replace);
  [[nodiscard]] ast::StatementBody create_sequence(P::CreateSequenceContext* ctx);
  [[nodiscard]] ast::StatementBody create_domain(P::CreateDomainContext* ctx);
  [[nodiscard]] ast::StatementBody create_type(P::CreateTypeContext* ctx);
  [[nodiscard]] ast::StatementBody create_extension(P::CreateExtensionContext* ctx);
  [[nodiscard]] ast::StatementBody create_from_options(P::CreateFromOptionsContext* ctx);
  [[nodiscard]] ast::StatementBody text_object(P::TextObjectContext* ctx, bool replace);
  [[nodiscard]] ast::StatementBody create_statistics(P::CreateStatisticsContext* ctx);
  [[nodiscard]] ast::StatementBody create_publication(P::CreatePublicationContext* ctx);
  [[nodiscard]] ast::Ident enum_word(P::EnumWordContext* ctx);
  [[nodiscard]] std::optional<ast::Ident> optional_enum_word(P::EnumWordContext* ctx);
  [[nodiscard]] ast::Attribute attribute(P::AttributeContext* ctx);
  [[nodiscard]] List<NativeText> bodies(P::BodiesContext* ctx);
  [[nodiscard]] std::optional<List<Type>> argument_types(P::ArgumentTypesContext* ctx);

  // parser_file.cpp: the head of a file, statements, data
  void statement(ast::File& file, P::StatementContext* ctx);
  [[nodiscard]] bool head_statement(ast::File& file, P::StatementContext* ctx, bool late);
  [[nodiscard]] bool tail_statement(ast::File& file, P::StatementContext* ctx);
  void both_ways(Span place, Span other);
  [[nodiscard]] std::optional<ast::StatementBody> body(P::StatementContext* ctx);
  [[nodiscard]] std::optional<ast::StatementBody> data(P::StatementContext* ctx);
  void check_place(const ast::File& file, const ast::Statement& statement,
                   P::StatementContext* ctx);
  void check_was(const ast::Statement& statement);
  [[nodiscard]] ast::Allow allow(P::AllowContext* ctx);
  [[nodiscard]] ast::Ident revision(P::RevisionContext* ctx);
  [[nodiscard]] List<ast::Ident> revisions(const List<P::RevisionContext*>& contexts);
  [[nodiscard]] ast::StatementBody insert(P::InsertContext* ctx);
  [[nodiscard]] List<ast::Assignment> assignments(const List<P::AssignmentContext*>& contexts);
  [[nodiscard]] ast::StatementBody sql(P::SqlTextContext* ctx);
  [[nodiscard]] ast::StatementBody row_security(P::RowSecurityContext* ctx);
  [[nodiscard]] ast::StatementBody firing(P::FiringContext* ctx);
  [[nodiscard]] ast::StatementBody grant(P::GrantContext* ctx);
  [[nodiscard]] ast::StatementBody revoke(P::RevokeContext* ctx);
  [[nodiscard]] List<ast::Privilege> privileges(const List<P::PrivilegeContext*>& contexts);
  void grant_target(ast::Grant& grant, P::GrantTargetContext* ctx);

  const SourceText& source_;
  Diagnostics& diagnostics_;
  bool reported_depth_ = false;  ///< one message about it is enough
  bool reported_late_ = false;   ///< the same for statements behind the downgrade
};

}  // namespace migc

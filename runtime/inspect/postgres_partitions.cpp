// What makes a table more than one of its own: partitions, inheritance, rows that are elsewhere.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/inspect/postgres_catalog.h"

namespace migc::runtime::postgres {
namespace {

bool is_integral(const Type& type) {
  return type.dimensions == 0 &&
         (type.kind == TypeKind::smallint || type.kind == TypeKind::integer ||
          type.kind == TypeKind::bigint || type.kind == TypeKind::decimal);
}

/// A value of a bound. PostgreSQL writes some numbers as texts.
Expression bound_value(Expression value, const Type* type) {
  const bool word = value.kind == ExpressionKind::column && value.qualifier.empty() &&
                    (value.text == "minvalue" || value.text == "maxvalue");
  if (word) value.kind = ExpressionKind::special;
  const bool digits = value.kind == ExpressionKind::string && !value.text.empty() &&
                      value.text.find_first_not_of("0123456789") == std::string::npos;
  if (digits && type != nullptr && is_integral(*type)) value.kind = ExpressionKind::number;
  return value;
}

/// The text behind an opening parenthesis up to the closing one; `at` moves behind that.
std::string between_parentheses(const std::string& text, std::size_t& at) {
  const std::size_t begin = text.find('(', at);
  if (begin == std::string::npos) return {};
  int depth = 0;
  bool quoted = false;
  for (at = begin; at < text.size(); ++at) {
    if (text[at] == '\'') quoted = !quoted;
    if (quoted) continue;
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) break;
  }
  return text.substr(begin + 1, at++ - begin - 1);
}

std::int64_t number_behind(const std::string& text, std::string_view word) {
  const std::size_t at = text.find(word);
  std::int64_t value = 0;
  if (at == std::string::npos) return value;
  const char* begin = text.data() + at + word.size();
  std::from_chars(begin, text.data() + text.size(), value);
  return value;
}

class PartitionReader {
 public:
  explicit PartitionReader(Catalog& catalog) : catalog_(catalog) {}

  Result<void> run() {
    MIGC_TRY(keys());
    MIGC_TRY(parents());
    return foreign();
  }

 private:
  Result<void> keys() {
    return catalog_.read(
        "SELECT p.partrelid, p.partstrat, a.attname, pg_get_expr(p.partexprs, p.partrelid), "
        "on_.nspname, o.opcname, cn.nspname, co.collname FROM pg_partitioned_table p "
        "CROSS JOIN LATERAL generate_series(1, p.partnatts::integer) g(n) "
        "LEFT JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[g.n - 1] "
        "AND a.attnum <> 0 "
        "LEFT JOIN pg_opclass o ON o.oid = p.partclass[g.n - 1] AND NOT o.opcdefault "
        "LEFT JOIN pg_namespace on_ ON on_.oid = o.opcnamespace "
        "LEFT JOIN pg_collation co ON co.oid = p.partcollation[g.n - 1] AND co.oid <> "
        "coalesce(a.attcollation, 'pg_catalog.default'::regcollation) "
        "LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace ORDER BY p.partrelid, g.n",
        [this](Fields& fields) { key(fields); });
  }

  void key(Fields& fields) {
    const Relation* relation = catalog_.relation(fields.text());
    if (relation == nullptr || !relation->held) return;
    const char strategy = fields.letter();
    const std::optional<std::string> column = fields.maybe();
    const std::string expressions = fields.text();
    const ObjectName opclass = fields.name();
    const ObjectName collation = fields.name();
    catalog_.schema().edit_table(relation->name, [&](Table& table) {
      if (!table.partition_by) table.partition_by.emplace();
      PartitionKey& made = *table.partition_by;
      made.strategy = strategy == 'r'   ? PartitionStrategy::range
                      : strategy == 'l' ? PartitionStrategy::list
                                        : PartitionStrategy::hash;
      IndexPart part;
      if (column) {
        part.expression.kind = ExpressionKind::column;
        part.expression.text = *column;
      } else {
        // One text holds all the expressions of a key.
        const auto earlier = std::ranges::count_if(made.parts, [](const IndexPart& each) {
          return each.expression.kind != ExpressionKind::column;
        });
        std::vector<Expression> all = values(expressions);
        if (static_cast<std::size_t>(earlier) < all.size())
          part.expression = std::move(all[static_cast<std::size_t>(earlier)]);
      }
      const bool own_schema = opclass.schema != "pg_catalog" && !opclass.schema.empty();
      part.opclass = own_schema ? opclass.display() : opclass.name;
      part.collation = catalog_.collation(collation, named("table", relation->name));
      made.parts.push_back(std::move(part));
    });
  }

  /// The values of a list.
  std::vector<Expression> values(const std::string& list) {
    Expression row = catalog_.expression("ROW(" + list + ", NULL)");
    if (row.kind != ExpressionKind::row) return {catalog_.expression(list)};
    row.operands.pop_back();
    return std::move(row.operands);
  }

  Result<void> parents() {
    return catalog_.read(
        "SELECT i.inhrelid, i.inhparent, c.relispartition, pg_get_expr(c.relpartbound, c.oid) FROM "
        "pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind IN ('r', 'p', 'f') "
        "ORDER BY i.inhrelid, i.inhseqno",
        [this](Fields& fields) {
          const Relation* child = catalog_.relation(fields.text());
          const Relation* parent = catalog_.relation(fields.text());
          if (child == nullptr || !child->held || parent == nullptr || !parent->held) return;
          const bool partition = fields.flag();
          const std::string text = fields.text();
          const Table* above = catalog_.schema().find_table(parent->name);
          if (!partition) {
            catalog_.schema().edit_table(
                child->name, [&](Table& table) { table.inherits.push_back(parent->name); });
            return;
          }
          PartitionOf made{.parent = parent->name, .bound = bound(text, *above)};
          catalog_.schema().edit_table(child->name,
                                       [&](Table& table) { table.partition_of = std::move(made); });
        });
  }

  /// `FOR VALUES FROM ('2025-01-01') TO (MAXVALUE)`, `FOR VALUES IN ('a', 'b')`, `FOR VALUES WITH
  /// (modulus 4, remainder 1)`, `DEFAULT`
  PartitionBound bound(const std::string& text, const Table& parent) {
    std::size_t at = 0;
    if (text.starts_with("FOR VALUES FROM")) {
      RangeBound range;
      range.from = bound_values(between_parentheses(text, at), parent);
      range.to = bound_values(between_parentheses(text, at), parent);
      return range;
    }
    if (text.starts_with("FOR VALUES IN"))
      return ListBound{.values = bound_values(between_parentheses(text, at), parent)};
    if (text.starts_with("FOR VALUES WITH"))
      return HashBound{.modulus = number_behind(text, "modulus "),
                       .remainder = number_behind(text, "remainder ")};
    return DefaultBound{};
  }

  std::vector<Expression> bound_values(const std::string& list, const Table& parent) {
    std::vector<Expression> result = values(list);
    const std::vector<IndexPart>& keys = parent.partition_by->parts;
    for (std::size_t i = 0; i < result.size(); ++i) {
      // The values of a list are all of its one key.
      const Expression& key = keys[std::min(i, keys.size() - 1)].expression;
      const Column* column =
          key.kind == ExpressionKind::column ? parent.find_column(key.text) : nullptr;
      result[i] = bound_value(std::move(result[i]), column == nullptr ? nullptr : &column->type);
    }
    return result;
  }

  Result<void> foreign() {
    return catalog_.read(
        "SELECT f.ftrelid, s.srvname, array_to_json(f.ftoptions) FROM pg_foreign_table f JOIN "
        "pg_foreign_server s ON s.oid = f.ftserver ORDER BY f.ftrelid",
        [this](Fields& fields) {
          const Relation* relation = catalog_.relation(fields.text());
          if (relation == nullptr || !relation->held) return;
          Foreign made;
          made.server = fields.text();
          made.options = Catalog::parameters(fields.list());
          catalog_.schema().edit_table(relation->name,
                                       [&](Table& table) { table.foreign = std::move(made); });
        });
  }

  Catalog& catalog_;
};

}  // namespace

Result<void> read_partitions(Catalog& catalog) { return PartitionReader(catalog).run(); }

}  // namespace migc::runtime::postgres

// Schemas, extensions, types, collations, text search objects and sequences.
#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <set>

#include "compiler/base/text.h"
#include "compiler/schema/text_search.h"
#include "runtime/inspect/postgres_catalog.h"

namespace migc::runtime::postgres {
namespace {

Result<void> read_schemas(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT n.oid, n.nspname, pg_get_userbyid(n.nspowner), d.description "
                  "FROM pg_namespace n {} WHERE {} AND {} ORDER BY n.oid",
                  Catalog::comment_of("pg_namespace", "n.oid"), catalog.in_user_schema(),
                  Catalog::not_of_extension("pg_namespace", "n.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        const std::string name = fields.text();
        const std::string owner = fields.text();
        const std::string comment = fields.text();
        const ObjectKey key{ObjectKind::name_space, {"", name}};
        if (is_public(key) && (comment.empty() || comment == public_comment)) {
          catalog.know(key, "pg_namespace", oid);
          return;
        }
        catalog.put(Namespace{.name = key.name, .comment = comment, .origin = {}},
                    is_public(key) ? std::string() : owner, "pg_namespace", oid);
      });
}

/// A version is told where it is not what the server would install, a comment where it is not the
/// extension's own.
Result<void> read_extensions(Catalog& catalog) {
  constexpr int first_normal_oid = 16384;  // plpgsql comes with the database
  return catalog.read(
      fmt::format(
          "SELECT e.oid, e.extname, pg_get_userbyid(e.extowner), n.nspname, "
          "CASE WHEN e.extversion <> coalesce(a.default_version, '') THEN e.extversion END, "
          "CASE WHEN d.description <> coalesce(a.comment, '') THEN d.description END, "
          "n.nspname ~ '^pg_' OR EXISTS (SELECT FROM pg_depend o WHERE o.classid = "
          "'pg_namespace'::regclass AND o.objid = n.oid AND o.deptype = 'e') "
          "FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
          "LEFT JOIN pg_available_extensions() a ON a.name = e.extname {} "
          "WHERE e.oid >= {} ORDER BY e.oid",
          Catalog::comment_of("pg_extension", "e.oid"), first_normal_oid),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        Extension extension;
        extension.name.name = fields.text();
        const std::string owner = fields.text();
        const std::string schema = fields.text();
        extension.version = fields.text();
        extension.comment = fields.text();
        if (!fields.flag() && schema != "public") extension.schema = schema;
        catalog.put(std::move(extension), owner, "pg_extension", oid);
      });
}

Result<void> read_enums(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT t.oid, n.nspname, t.typname, pg_get_userbyid(t.typowner), d.description, "
                  "(SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e "
                  "WHERE e.enumtypid = t.oid) "
                  "FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace {} "
                  "WHERE t.typtype = 'e' AND {} AND {} ORDER BY t.oid",
                  Catalog::comment_of("pg_type", "t.oid"), catalog.in_user_schema(),
                  Catalog::not_of_extension("pg_type", "t.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        Enum made;
        made.name = fields.name();
        const std::string owner = fields.text();
        made.comment = fields.text();
        made.values = fields.list();
        catalog.put(std::move(made), owner, "pg_type", oid);
      });
}

// ---- domains

Result<void> read_domain_checks(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT k.contypid, k.conname, pg_get_expr(k.conbin, 0), k.convalidated, "
                  "d.description FROM pg_constraint k JOIN pg_namespace n ON n.oid = "
                  "k.connamespace {} WHERE k.contypid <> 0 AND k.contype = 'c' AND {} ORDER BY "
                  "k.oid",
                  Catalog::comment_of("pg_constraint", "k.oid"), catalog.in_user_schema()),
      [&catalog](Fields& fields) {
        const ObjectKey* key = catalog.find("pg_type", fields.text());
        if (key == nullptr) return;  // of an extension
        Constraint check;
        check.name = fields.text();
        Expression expression = catalog.expression(fields.text());
        check.body = Check{
            .expression = std::move(expression), .no_inherit = false, .not_valid = !fields.flag()};
        check.comment = fields.text();
        Domain changed = *catalog.schema().find_domain(key->name);
        changed.insert(std::move(check));
        catalog.schema().put(std::move(changed));
      });
}

Result<void> read_domains(Catalog& catalog) {
  MIGC_TRY(catalog.read(
      fmt::format("SELECT t.oid, n.nspname, t.typname, pg_get_userbyid(t.typowner), d.description, "
                  "format_type(t.typbasetype, t.typtypmod), cn.nspname, co.collname, t.typnotnull, "
                  "pg_get_expr(t.typdefaultbin, 0) "
                  "FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace "
                  "JOIN pg_type b ON b.oid = t.typbasetype "
                  "LEFT JOIN pg_collation co ON co.oid = t.typcollation AND t.typcollation <> "
                  "b.typcollation "
                  "LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace {} "
                  "WHERE t.typtype = 'd' AND {} AND {} ORDER BY t.oid",
                  Catalog::comment_of("pg_type", "t.oid"), catalog.in_user_schema(),
                  Catalog::not_of_extension("pg_type", "t.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        Domain domain;
        domain.name = fields.name();
        const std::string owner = fields.text();
        domain.comment = fields.text();
        domain.type = catalog.type(fields.text());
        domain.collation = catalog.collation(fields.name(), named("domain", domain.name));
        domain.not_null = fields.flag();
        if (const std::optional<std::string> value = fields.maybe())
          domain.default_value = catalog.default_value(*value, domain.type);
        catalog.put(std::move(domain), owner, "pg_type", oid);
      }));
  return read_domain_checks(catalog);
}

/// Composite types were read with the relations; this is what their types add.
Result<void> read_composites(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT t.oid, t.typrelid, pg_get_userbyid(t.typowner), d.description "
                  "FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c' "
                  "JOIN pg_namespace n ON n.oid = t.typnamespace {} WHERE {} ORDER BY t.oid",
                  Catalog::comment_of("pg_type", "t.oid"), catalog.in_user_schema()),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        const ObjectKey* key = catalog.find("pg_class", fields.text());
        const Object* found = key == nullptr ? nullptr : catalog.schema().find(*key);
        if (found == nullptr) return;
        CompositeType type = std::get<CompositeType>(*found);
        const std::string owner = fields.text();
        type.comment = fields.text();
        catalog.put(std::move(type), owner, "pg_type", oid);
      });
}

// ---- what options describe

/// The name that CREATE TYPE gives the multirange of a range when it is given none.
std::string default_multirange(std::string name) {
  const std::size_t at = name.find("range");
  return at == std::string::npos ? name + "_multirange" : name.insert(at, "multi");
}

Result<void> read_ranges(Catalog& catalog) {
  const bool multi = catalog.major() >= 14;
  return catalog.read(
      fmt::format("SELECT t.oid, n.nspname, t.typname, pg_get_userbyid(t.typowner), d.description, "
                  "format_type(r.rngsubtype, NULL), CASE WHEN NOT o.opcdefault THEN o.opcname END, "
                  "cn.nspname, co.collname, "
                  "CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::text END, "
                  "CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::text END, {} "
                  "FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid "
                  "JOIN pg_type s ON s.oid = r.rngsubtype JOIN pg_opclass o ON o.oid = r.rngsubopc "
                  "LEFT JOIN pg_collation co ON co.oid = r.rngcollation AND r.rngcollation <> "
                  "s.typcollation "
                  "LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace {} "
                  "JOIN pg_namespace n ON n.oid = t.typnamespace {} WHERE {} AND {} ORDER BY t.oid",
                  multi ? "m.typname" : "NULL",
                  multi ? "LEFT JOIN pg_type m ON m.oid = r.rngmultitypid" : "",
                  Catalog::comment_of("pg_type", "t.oid"), catalog.in_user_schema(),
                  Catalog::not_of_extension("pg_type", "t.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        DefinedObject range;
        range.kind = ObjectKind::range_type;
        range.name = fields.name();
        const std::string owner = fields.text();
        range.comment = fields.text();
        const auto option = [&](const char* name) {
          if (const std::optional<std::string> value = fields.maybe()) range.options[name] = *value;
        };
        option("subtype");
        option("subtype_opclass");
        const ObjectName collation = catalog.collation(fields.name(), named("range", range.name));
        if (!collation.name.empty()) range.options["collation"] = collation.display();
        option("canonical");
        option("subtype_diff");
        const std::string multirange = fields.text();
        if (!multirange.empty() && multirange != default_multirange(range.name.name))
          range.options["multirange_type_name"] = multirange;
        catalog.put(std::move(range), owner, "pg_type", oid);
      });
}

std::string provider_name(char letter) {
  if (letter == 'i') return "icu";
  return letter == 'b' ? "builtin" : "libc";
}

// ---- text search

/// `language = 'english', stopwords = 'english'`, as CREATE TEXT SEARCH DICTIONARY keeps it.
void add_options(const std::string& text, Parameters& options) {
  std::size_t at = 0;
  const auto blanks = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == ',' || text[at] == '=')) ++at;
  };
  const auto word = [&] {
    std::string result;
    const char quote = at < text.size() ? text[at] : ' ';
    const bool is_quoted = quote == '\'' || quote == '"';
    if (is_quoted) ++at;
    for (; at < text.size(); ++at) {
      if (is_quoted && text[at] == quote) {
        if (at + 1 >= text.size() || text[at + 1] != quote) break;
        ++at;
      } else if (!is_quoted && (text[at] == ' ' || text[at] == '=' || text[at] == ',')) {
        break;
      }
      result += text[at];
    }
    if (is_quoted) ++at;
    return result;
  };
  for (blanks(); at < text.size(); blanks()) {
    const std::string name = word();
    blanks();
    // E'…' stands before texts with backslashes.
    if (at + 1 < text.size() && text[at] == 'E' && text[at + 1] == '\'') ++at;
    options[name] = word();
  }
}

Result<void> read_dictionaries(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT t.oid, n.nspname, t.dictname, pg_get_userbyid(t.dictowner), "
                  "d.description, tn.nspname, m.tmplname, t.dictinitoption FROM pg_ts_dict t "
                  "JOIN pg_namespace n ON n.oid = t.dictnamespace "
                  "JOIN pg_ts_template m ON m.oid = t.dicttemplate "
                  "JOIN pg_namespace tn ON tn.oid = m.tmplnamespace {} WHERE {} AND {} ORDER BY "
                  "t.oid",
                  Catalog::comment_of("pg_ts_dict", "t.oid"), catalog.in_user_schema(),
                  Catalog::not_of_extension("pg_ts_dict", "t.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        DefinedObject made;
        made.kind = ObjectKind::text_search_dictionary;
        made.name = fields.name();
        const std::string owner = fields.text();
        made.comment = fields.text();
        const ObjectName pattern = fields.name();
        made.options["template"] =
            pattern.schema == "pg_catalog" ? pattern.name : pattern.display();
        add_options(fields.text(), made.options);
        catalog.put(std::move(made), owner, "pg_ts_dict", oid);
      });
}

/// `words`: for each mapping a kind of token, and the schema and name of a dictionary.
void add_mappings(const std::vector<std::string>& words, Parameters& options) {
  std::map<std::string, std::vector<ObjectName>> found;
  for (std::size_t i = 0; i + 2 < words.size(); i += 3) {
    const bool bare = words[i + 1] == "pg_catalog" || words[i + 1] == "public";
    found[words[i]].push_back({bare ? "" : words[i + 1], words[i + 2]});
  }
  for (const auto& [token, dictionaries] : found)
    options[mapping_option(token)] = spell_mapping(dictionaries);
}

/// A configuration that maps its tokens as a built-in one does is a copy of it.
Result<void> read_configurations(Catalog& catalog) {
  constexpr std::string_view mappings =
      "(SELECT string_agg(concat(m.maptokentype, ':', m.mapseqno, ':', m.mapdict), ',' ORDER BY "
      "m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = ";
  return catalog.read(
      fmt::format(
          "SELECT t.oid, n.nspname, t.cfgname, pg_get_userbyid(t.cfgowner), d.description, "
          "pn.nspname, p.prsname, (SELECT json_agg(x.word ORDER BY m.maptokentype, m.mapseqno, "
          "x.n) FROM pg_ts_config_map m JOIN ts_token_type(t.cfgparser) k ON k.tokid = "
          "m.maptokentype JOIN pg_ts_dict d ON d.oid = m.mapdict JOIN pg_namespace dn ON dn.oid = "
          "d.dictnamespace, unnest(ARRAY[k.alias, dn.nspname::text, d.dictname::text]) WITH "
          "ORDINALITY x(word, n) WHERE m.mapcfg = t.oid), "
          "(SELECT b.cfgname FROM pg_ts_config b WHERE b.cfgnamespace = 'pg_catalog'::regnamespace "
          "AND b.cfgparser = t.cfgparser AND {0} b.oid) = {0} t.oid) ORDER BY b.cfgname LIMIT 1) "
          "FROM pg_ts_config t JOIN pg_namespace n ON n.oid = t.cfgnamespace "
          "JOIN pg_ts_parser p ON p.oid = t.cfgparser "
          "JOIN pg_namespace pn ON pn.oid = p.prsnamespace {1} WHERE {2} AND {3} ORDER BY t.oid",
          mappings, Catalog::comment_of("pg_ts_config", "t.oid"), catalog.in_user_schema(),
          Catalog::not_of_extension("pg_ts_config", "t.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        DefinedObject made;
        made.kind = ObjectKind::text_search_configuration;
        made.name = fields.name();
        const std::string owner = fields.text();
        made.comment = fields.text();
        const ObjectName parser = fields.name();
        const std::vector<std::string> mapped = fields.list();
        const std::string copied = fields.text();
        if (!copied.empty()) {
          made.options["copy"] = copied;
        } else {
          made.options["parser"] = parser.schema == "pg_catalog" ? parser.name : parser.display();
          add_mappings(mapped, made.options);
        }
        catalog.put(std::move(made), owner, "pg_ts_config", oid);
      });
}

// ---- sequences

/// What a sequence of that type has when nothing is said.
SequenceOptions defaults(std::int64_t least, std::int64_t most, std::int64_t increment) {
  SequenceOptions options;
  options.increment = 1;
  options.cache = 1;
  options.min_value = increment > 0 ? 1 : least;
  options.max_value = increment > 0 ? most : -1;
  return options;
}

SequenceOptions read_options(Fields& fields, const std::string& type) {
  using Limits = std::numeric_limits<std::int64_t>;
  SequenceOptions found;
  found.start = fields.number();
  found.increment = fields.number();
  found.min_value = fields.number();
  found.max_value = fields.number();
  found.cache = fields.number();
  found.cycle = fields.flag();
  const std::int64_t increment = found.increment.value_or(1);
  const SequenceOptions usual =
      type == "smallint"  ? defaults(std::numeric_limits<std::int16_t>::min(),
                                     std::numeric_limits<std::int16_t>::max(), increment)
      : type == "integer" ? defaults(std::numeric_limits<std::int32_t>::min(),
                                     std::numeric_limits<std::int32_t>::max(), increment)
                          : defaults(Limits::min(), Limits::max(), increment);
  if (found.start == (increment > 0 ? found.min_value : found.max_value)) found.start.reset();
  if (found.increment == usual.increment) found.increment.reset();
  if (found.min_value == usual.min_value) found.min_value.reset();
  if (found.max_value == usual.max_value) found.max_value.reset();
  if (found.cache == usual.cache) found.cache.reset();
  return found;
}

}  // namespace

Result<void> read_sequences(Catalog& catalog) {
  return catalog.read(
      fmt::format(
          "SELECT c.oid, n.nspname, c.relname, c.relpersistence, pg_get_userbyid(c.relowner), "
          "d.description, o.refobjid, o.refobjsubid, o.deptype, format_type(s.seqtypid, NULL), "
          "s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle "
          "FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid "
          "JOIN pg_namespace n ON n.oid = c.relnamespace "
          "LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND "
          "o.refclassid = 'pg_class'::regclass AND o.deptype IN ('a', 'i') AND o.refobjsubid > 0 "
          "{} WHERE {} AND {} ORDER BY c.oid",
          Catalog::comment_of("pg_class", "c.oid"), catalog.in_user_schema(),
          Catalog::not_of_extension("pg_class", "c.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        Sequence sequence;
        sequence.name = fields.name();
        const bool unlogged = fields.letter() == 'u';
        const std::string owner = fields.text();
        sequence.comment = fields.text();
        const Relation* table = catalog.relation(fields.text());
        const std::string number = fields.text();
        const bool identity = fields.letter() == 'i';
        const std::string type = fields.text();
        const std::string column =
            table == nullptr ? std::string() : Catalog::column(*table, number);
        sequence.options = read_options(fields, type);
        if (table != nullptr && !table->held) {
          if (identity) return;  // goes with its table
          table = nullptr;
        }
        if (table != nullptr && identity) {
          catalog.schema().edit_table(table->name, [&](Table& changed) {
            Column* found = changed.find_column(column);
            if (found != nullptr && found->identity) found->identity->options = sequence.options;
          });
          return;
        }
        if (unlogged)
          catalog.leave_out("the mark `unlogged` of " + named("sequence", sequence.name));
        if (type != "bigint") sequence.type = catalog.type(type);
        if (table != nullptr) {
          sequence.owner_table = table->name;
          sequence.owner_column = column;
        }
        catalog.put(std::move(sequence), owner, "pg_class", oid);
      });
}

Result<void> read_collations(Catalog& catalog) {
  const int major = catalog.major();
  const std::string_view locale_column = major >= 17   ? "c.colllocale"
                                         : major >= 15 ? "c.colliculocale"
                                                       : "NULL";
  return catalog.read(
      fmt::format("SELECT c.oid, n.nspname, c.collname, pg_get_userbyid(c.collowner), "
                  "d.description, c.collprovider, c.collisdeterministic, {}, c.collcollate, "
                  "c.collctype, {} FROM pg_collation c JOIN pg_namespace n ON n.oid = "
                  "c.collnamespace {} WHERE {} AND {} ORDER BY c.oid",
                  locale_column, major >= 16 ? "c.collicurules" : "NULL",
                  Catalog::comment_of("pg_collation", "c.oid"), catalog.in_user_schema(),
                  Catalog::not_of_extension("pg_collation", "c.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        DefinedObject made;
        made.kind = ObjectKind::collation;
        made.name = fields.name();
        const std::string owner = fields.text();
        made.comment = fields.text();
        made.options["provider"] = provider_name(fields.letter());
        if (!fields.flag()) made.options["deterministic"] = "false";
        const std::string locale = fields.text();
        const std::string collate = fields.text();
        const std::string ctype = fields.text();
        const std::string rules = fields.text();
        if (!rules.empty()) made.options["rules"] = rules;
        if (!locale.empty()) {
          made.options["locale"] = locale;
        } else if (collate == ctype) {
          made.options["locale"] = collate;
        } else {
          made.options["lc_collate"] = collate;
          made.options["lc_ctype"] = ctype;
        }
        catalog.put(std::move(made), owner, "pg_collation", oid);
      });
}

Result<void> read_types(Catalog& catalog) {
  MIGC_TRY(read_schemas(catalog));
  MIGC_TRY(read_extensions(catalog));
  MIGC_TRY(read_enums(catalog));
  MIGC_TRY(read_domains(catalog));
  MIGC_TRY(read_composites(catalog));
  MIGC_TRY(read_ranges(catalog));
  MIGC_TRY(read_dictionaries(catalog));
  return read_configurations(catalog);
}

}  // namespace migc::runtime::postgres

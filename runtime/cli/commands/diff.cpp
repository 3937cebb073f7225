#include "compiler/diff/diff.h"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <optional>

#include "compiler/base/text.h"
#include "compiler/ops/describe.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/renames.h"
#include "runtime/cli/schema_text.h"
#include "runtime/cli/source.h"

namespace migc::runtime {
namespace {

/// What only the left side has, what only the right side has, and what differs.
std::string_view sign(const OperationBody& body) {
  return std::visit(
      [](const auto& op) -> std::string_view {
        using Op = std::decay_t<decltype(op)>;
        constexpr bool drops = std::is_same_v<Op, DropNamespace> || std::is_same_v<Op, DropEnum> ||
                               std::is_same_v<Op, DropEnumValue> || std::is_same_v<Op, DropTable> ||
                               std::is_same_v<Op, DropColumn> ||
                               std::is_same_v<Op, DropConstraint> ||
                               std::is_same_v<Op, DropIndex> || std::is_same_v<Op, DropObject>;
        constexpr bool adds = std::is_same_v<Op, CreateNamespace> ||
                              std::is_same_v<Op, CreateEnum> || std::is_same_v<Op, AddEnumValue> ||
                              std::is_same_v<Op, CreateTable> || std::is_same_v<Op, AddColumn> ||
                              std::is_same_v<Op, AddConstraint> || std::is_same_v<Op, AddIndex> ||
                              std::is_same_v<Op, CreateObject>;
        return drops ? "-" : adds ? "+" : "~";
      },
      body);
}

Paint paint_of(std::string_view change) {
  if (change == "-") return Paint::red;
  return change == "+" ? Paint::green : Paint::yellow;
}

void show_text(Output& output, const Source& from, const Source& to, const Diff& way) {
  for (const Operation& operation : way.operations) {
    const std::string_view change = sign(operation.body);
    output.result_line(
        output.paint_out(fmt::format("{} {}", change, describe(operation)), paint_of(change)));
  }
  for (const std::string& line : way.impossible) output.result_line("! " + line);
  for (const RenameCandidate& candidate : way.undecided) {
    output.say(fmt::format("{} may be the former {}: {}", thing(candidate.mark),
                           former_thing(candidate.mark), candidate.reason));
  }
  output.say(way.operations.empty() && way.impossible.empty()
                 ? fmt::format("{} and {} are the same", from.name, to.name)
                 : fmt::format("{} from {} to {}", counted(way.operations.size(), "change"),
                               from.name, to.name));
}

Json to_json(const Source& from, const Source& to, const Diff& way) {
  Json operations = Json::array();
  for (const Operation& operation : way.operations) {
    operations.add(
        Json::object({{"change", sign(operation.body)}, {"description", describe(operation)}}));
  }
  Json undecided = Json::array();
  for (const RenameCandidate& candidate : way.undecided) {
    undecided.add(Json::object({{"from", former_thing(candidate.mark)},
                                {"to", thing(candidate.mark)},
                                {"score", candidate.score},
                                {"reason", candidate.reason}}));
  }
  Json impossible = Json::array();
  for (const std::string& line : way.impossible) impossible.add(line);
  return Json::object({{"from", from.word},
                       {"to", to.word},
                       {"operations", std::move(operations)},
                       {"possible_renames", std::move(undecided)},
                       {"impossible", std::move(impossible)}});
}

}  // namespace

Result<ExitCode> run_diff(const Context& context) {
  const Result<Config> config = configure(context);
  if (!config) return tl::unexpected(config.error());
  const std::vector<std::string>& words = context.options.targets;
  std::vector<std::optional<Result<Source>>> sources(words.size());
  const auto read_databases = [&] {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (is_database(words[i])) sources[i] = read_database(context, *config, words[i]);
    }
  };
  // Reading a database is waiting for its server, mostly; the project is compiled meanwhile, which
  // says nothing to anybody.
  const bool any = std::any_of(words.begin(), words.end(), is_database);
  std::future<void> reading =
      std::async(any ? std::launch::async : std::launch::deferred, read_databases);
  Result<LoadedProject> project = load_project(*config);
  reading.get();
  if (!project) return tl::unexpected(std::move(project).error());
  MIGC_TRY(require_no_errors(context, *project->compilation));
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!sources[i]) sources[i] = read_source(context, *project, words[i]);
    if (!*sources[i]) return tl::unexpected(std::move(*sources[i]).error());
  }
  Source* from = &**sources.at(0);
  Source* to = &**sources.at(1);
  const Result<std::string> dialect = align(context, *project, *from, *to);
  if (!dialect) return tl::unexpected(dialect.error());
  tell_left_out(context, from->left_out);
  tell_left_out(context, to->left_out);
  const Diff way = diff(from->schema, to->schema, {.dialect = *dialect, .renames = to->marks});
  if (context.output.json())
    context.output.result_json(to_json(*from, *to, way));
  else
    show_text(context.output, *from, *to, way);
  return way.operations.empty() && way.impossible.empty() ? ExitCode::done : ExitCode::findings;
}

}  // namespace migc::runtime

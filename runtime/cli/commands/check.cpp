#include <fmt/format.h>
#include <map>

#include "compiler/base/render.h"
#include "compiler/base/report.h"
#include "compiler/base/text.h"
#include "runtime/cli/commands/commands.h"
#include "runtime/cli/project.h"

namespace migc::runtime {
namespace {

std::string words(const TargetDialect& dialect) {
  const Version& v = dialect.minimum;
  if (v.minor == 0 && v.patch == 0) return fmt::format("{} {}", dialect.name, v.major);
  if (v.patch == 0) return fmt::format("{} {}.{}", dialect.name, v.major, v.minor);
  return fmt::format("{} {}.{}.{}", dialect.name, v.major, v.minor, v.patch);
}

std::string verdict_of(const Revision& revision) {
  std::string text(to_string(revision.verdict));
  if (!revision.reason.empty()) text += ": " + revision.reason;
  return text;
}

void show_text(const Context& context, const LoadedProject& project) {
  Output& output = context.output;
  const Compilation& compilation = *project.compilation;
  const Diagnostics& diagnostics = compilation.diagnostics();
  const std::string findings =
      render_text(diagnostics, compilation.sources(), {.color = output.color_out()});
  if (!findings.empty()) {
    output.result(findings);
    output.result_line("");
  }
  std::vector<std::string> dialects;
  for (const TargetDialect& dialect : compile_options(project.config).dialects)
    dialects.push_back(words(dialect));
  const std::string found = summary(diagnostics);
  output.result_line(fmt::format("checked {} for {}: {}",
                                 counted(project.migrations.size(), "migration"),
                                 join(dialects, " and "), found.empty() ? "no findings" : found));
  const History* history = compilation.history();
  if (history == nullptr) return;
  std::map<Verdict, std::size_t> counts;
  for (const Revision& revision : history->revisions) ++counts[revision.verdict];
  std::vector<std::string> parts;
  for (const auto& [verdict, count] : counts)
    parts.push_back(fmt::format("{} {}", count, to_string(verdict)));
  if (!parts.empty()) output.result_line("downgrades: " + join(parts, ", "));
  for (const Revision& revision : history->revisions) {
    if (revision.verdict == Verdict::exact && !output.verbose()) continue;
    output.result_line(fmt::format("  {}  {}", revision.id, verdict_of(revision)));
  }
}

void show_json(const Context& context, const LoadedProject& project) {
  const Compilation& compilation = *project.compilation;
  Json verdicts = Json::array();
  if (const History* history = compilation.history()) {
    for (const Revision& revision : history->revisions) {
      verdicts.add(Json::object({{"revision", revision.id},
                                 {"verdict", to_string(revision.verdict)},
                                 {"reason", revision.reason}}));
    }
  }
  // The findings come as finished text from the one function that writes them; the document is put
  // together around it.
  std::string findings = to_json(compilation.diagnostics(), compilation.sources());
  findings.erase(findings.find_last_not_of('\n') + 1);
  context.output.result(
      fmt::format("{{\n\"migrations\": {},\n\"errors\": {},\n\"warnings\": {},\n\"verdicts\": "
                  "{},\n\"findings\": {}\n}}\n",
                  project.migrations.size(), compilation.diagnostics().error_count(),
                  compilation.diagnostics().warning_count(), verdicts.to_text(0), findings));
}

}  // namespace

Result<ExitCode> run_check(const Context& context) {
  Result<Config> config = configure(context);
  if (!config) return tl::unexpected(std::move(config).error());
  Result<LoadedProject> project = load_project(std::move(*config));
  if (!project) return tl::unexpected(std::move(project).error());
  Compilation& compilation = *project->compilation;
  if (compilation.history() != nullptr) {
    compilation.check_dialects();
    compilation.check_desired();
    compilation.check_renames();
  }
  compilation.check_layout();
  compilation.diagnostics().ignore(project->config.ignored_codes.value);
  const Diagnostics& diagnostics = compilation.diagnostics();
  switch (context.options.report) {
    case ReportFormat::text:
      show_text(context, *project);
      break;
    case ReportFormat::json:
      show_json(context, *project);
      break;
    case ReportFormat::sarif:
      context.output.result(to_sarif(diagnostics, compilation.sources(), migc_version()));
      break;
    case ReportFormat::github:
      context.output.result(to_github(diagnostics, compilation.sources()));
      break;
    case ReportFormat::junit:
      context.output.result(to_junit(diagnostics, compilation.sources()));
      break;
  }
  const bool failed =
      diagnostics.has_errors() || (context.options.strict && diagnostics.warning_count() != 0);
  return failed ? ExitCode::findings : ExitCode::done;
}

}  // namespace migc::runtime

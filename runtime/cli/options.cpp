#include "runtime/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "compiler/base/text.h"

namespace migc::runtime {
namespace {

constexpr std::string_view description =
    "migc compiles declarative migrations to SQL for PostgreSQL and SQLite, and runs them.\n"
    "Results go to standard output, talk to standard error.";

constexpr std::string_view footer =
    "Targets: an id or its beginning (4 characters or more), head, heads, base, current, a label,\n"
    "  label@head, +N, -N, id+N, id-N; ranges: a:b.\n"
    "Exit codes: 0 done or nothing to do · 1 the check found errors, or drift · 2 usage or "
    "configuration ·\n"
    "  3 the database or the file system failed · 4 refused for safety · 5 a lock could not be "
    "had.";

/// Words like `-1` are targets, yet look like options to the parser; they travel through it behind
/// this mark.
constexpr char mark = '\x1f';

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_relative_target(std::string_view word) {
  return word.size() >= 2 && word[0] == '-' && word[1] >= '0' && word[1] <= '9';
}

std::string unmarked(std::string text) {
  if (!text.empty() && text.front() == mark) text.erase(0, 1);
  return text;
}

/// Builds the parser. Options are bound to the members of `options`, so the builder must outlive
/// the parse.
class CommandLineParser {
 public:
  CommandLineParser() : app_(std::string(description), "migc") {
    app_.footer(std::string(footer));
    app_.require_subcommand(0, 1);
    app_.fallthrough();
    app_.set_help_flag("-h,--help", "Show help for migc or a command");
    app_.add_flag("--version", version_, "Show the version");
    add_global_options();
    add_project_commands();
    add_database_commands();
    add_history_commands();
  }

  Result<CommandLine> parse(const std::vector<std::string>& arguments) {
    std::vector<std::string> words;
    for (const std::string& argument : arguments) {
      std::string_view word = argument;
      // `-r=-2:current` is written like `--range=-2:current`; the parser would take the `=` for a
      // part of the value.
      const bool short_with_value =
          word.size() > 2 && word[0] == '-' && is_letter(word[1]) && word[2] == '=';
      if (short_with_value) {
        words.emplace_back(word.substr(0, 2));
        word.remove_prefix(3);
      }
      words.push_back((is_relative_target(word) ? std::string(1, mark) : std::string()) +
                      std::string(word));
    }
    std::ranges::reverse(words);  // CLI11 takes them from the back
    try {
      app_.parse(std::move(words));
    } catch (const CLI::CallForHelp&) {
      return CommandLine{std::nullopt, app_.help()};  // of the chosen command, if any
    } catch (const CLI::ExtrasError&) {
      return tl::unexpected(explain_extra(arguments));
    } catch (const CLI::ParseError& problem) {
      return tl::unexpected(explain(problem));
    }
    if (version_) return CommandLine{std::nullopt, fmt::format("migc {}\n", migc_version())};
    const std::string chosen = chosen_name();
    if (chosen.empty() || chosen == "stash") return CommandLine{std::nullopt, app_.help()};
    return finish();
  }

 private:
  void add_global_options() {
    Overrides& o = options_.overrides;
    app_.add_option("-C,--directory", o.directory, "Run as if started in this folder")
        ->type_name("DIR")
        ->group("Global options");
    app_.add_option("--config", o.config_file,
                    "The configuration file instead of the nearest migc.toml")
        ->type_name("FILE")
        ->group("Global options");
    app_.add_option("--env", o.environment, "Use the section [environments.NAME]")
        ->type_name("NAME")
        ->group("Global options");
    app_.add_option("--url", o.url, "The database, instead of the configured one")
        ->type_name("URL")
        ->group("Global options");
    app_.add_option("--migrations", o.migrations, "The folder of the migrations")
        ->type_name("DIR")
        ->group("Global options");
    app_.add_option("--dialect", options_.dialect,
                    "The dialect where no database says it: postgres, sqlite")
        ->type_name("NAME")
        ->group("Global options");
    app_.add_option("--lock-timeout", o.lock_timeout, "How long a statement waits for a lock (2s)")
        ->type_name("TIME")
        ->group("Global options");
    app_.add_option("--statement-timeout", o.statement_timeout,
                    "How long a statement may run (auto: by its kind; 0: no limit)")
        ->type_name("TIME")
        ->group("Global options");
    app_.add_option("--lock-wait", o.lock_wait, "How long to wait for another run of migc (5min)")
        ->type_name("TIME")
        ->group("Global options");
    app_.add_option("--retry-for", o.retry_for,
                    "How long to try again when others hold the locks (15min)")
        ->type_name("TIME")
        ->group("Global options");
    app_.add_option("--connect-timeout", o.connect_timeout,
                    "How long to wait for a database that is starting")
        ->type_name("TIME")
        ->group("Global options");
    app_.add_option("--drops", o.drops, "What drops do that do not say it: preserve, discard, ask")
        ->type_name("WORD")
        ->group("Global options");
    app_.add_option("--format", format_, "text or json (check also: sarif, github, junit)")
        ->type_name("FORMAT")
        ->group("Global options");
    app_.add_option("--color", color_, "auto, always or never")
        ->type_name("WHEN")
        ->group("Global options");
    app_.add_flag("-q,--quiet", options_.output.quiet, "No talk, only results and errors")
        ->group("Global options");
    app_.add_flag("-v,--verbose", options_.output.verbose, "More talk, more detail")
        ->group("Global options");
    app_.add_flag("-y,--yes", options_.yes, "Answer every question with yes")
        ->group("Global options");
  }

  /// A command whose options are made by `fill` once it is the chosen one: making those of all
  /// commands takes longer than anything else that a run without work does.
  template <typename Fill>
  CLI::App* command(std::string name, std::string text, std::string group, Fill fill) {
    CLI::App* sub = app_.add_subcommand(std::move(name), std::move(text));
    sub->group(std::move(group));
    sub->preparse_callback([sub, fill](std::size_t) {
      sub->footer("Options that every command takes: `migc --help`.");
      sub->set_help_flag("-h,--help", "Show this help");
      fill(sub);
    });
    return sub;
  }
  void command(std::string name, std::string text, std::string group) {
    command(std::move(name), std::move(text), std::move(group), [](CLI::App*) {});
  }

  void add_message(CLI::App* sub) {
    sub->add_option("-m,--message", options_.message, "What the migration does")->type_name("TEXT");
  }

  void add_new_options(CLI::App* sub) {
    add_message(sub);
    sub->add_option("--rev-id", options_.revision_id, "Use this id instead of a random one")
        ->type_name("ID");
    sub->add_option("--head", options_.head, "The parent, when it is not the only head")
        ->type_name("TARGET");
    sub->add_option("--label", options_.label, "Name the branch that starts here")
        ->type_name("LABEL");
    sub->add_option("--depends-on", options_.depends_on,
                    "Must be applied before, without being the parent")
        ->type_name("TARGET");
    sub->add_flag("--splice", options_.splice, "Allow a parent that is not a head");
  }

  void add_inspection(CLI::App* sub) {
    sub->add_option("--include", options_.include,
                    "Only what fits: name, or schema.name, with * and ? (repeat for more)")
        ->type_name("PATTERN")
        ->allow_extra_args(false);
    sub->add_option("--exclude", options_.exclude, "All but what fits")
        ->type_name("PATTERN")
        ->allow_extra_args(false);
    sub->add_option("--split", options_.split, "One schema file for each `schema` or `table`")
        ->type_name("BY");
  }

  void add_renames(CLI::App* sub) {
    sub->add_option("--renames", options_.renames,
                    "What looks renamed: ask, refuse, accept or never (default: ask at a terminal, "
                    "else refuse)")
        ->type_name("WORD");
  }

  void add_project_commands() {
    const std::string group = "Project";
    command("init", "Start a project: migc.toml, migrations/, schema/", group,
            [this](CLI::App* sub) { add_init_options(sub); });
    command("new", "Write an empty migration on the current head", group,
            [this](CLI::App* sub) { add_new_options(sub); });
    command("revision", "The same as new; with --autogenerate written by comparison", group,
            [this](CLI::App* sub) { add_revision_options(sub); });
    command("diff", "Show what differs between two schemas; exit 1 when anything does", group,
            [this](CLI::App* sub) {
              sub->add_option(
                     "source", options_.targets,
                     "Two of: a revision target, `schema`, a database's URL, a .mig or .sql file")
                  ->type_name("FROM TO")
                  ->expected(2)
                  ->required();
            });
    command("check", "Check everything that can be known without the database", group,
            [this](CLI::App* sub) {
              sub->add_flag("--strict", options_.strict, "Warnings fail the check too");
            });
    command("fmt", "Write .mig files in their one canonical layout", group, [this](CLI::App* sub) {
      sub->add_flag("--check", options_.check_only,
                    "Change nothing; exit 1 when a file would change");
      sub->add_option("files", options_.targets, "Files or folders (default: the project's)")
          ->type_name("PATH");
    });
  }

  void add_init_options(CLI::App* init) {
    init->add_option("folder", options_.targets, "Where (default: here)")
        ->type_name("DIR")
        ->expected(0, 1);
    init->add_option("--from", options_.from,
                     "Take over an existing database: its schema, a baseline migration, stamped")
        ->type_name("URL");
    add_inspection(init);
  }

  void add_revision_options(CLI::App* revision) {
    add_new_options(revision);
    revision->add_flag("--autogenerate", options_.autogenerate,
                       "Write what leads from the history to the desired schema");
    revision
        ->add_option("--from", options_.from,
                     "Compare with this instead of the replayed history: a source as of `diff`")
        ->type_name("SOURCE");
    revision->add_option("--to", options_.to, "Lead to this instead of the desired schema")
        ->type_name("SOURCE");
    revision->add_flag("--empty", options_.empty, "Write a migration even when nothing changed");
    add_renames(revision);
  }

  void add_database_commands() {
    const std::string group = "Database";
    command("plan", "Show what would run, statement by statement", group,
            [this](CLI::App* sub) { add_plan_options(sub); });
    command("apply", "Run migrations up to the target (default: head)", group,
            [this](CLI::App* sub) { add_apply_options(sub); })
        ->alias("upgrade");
    command("revert", "Run migrations down to the target", group, [this](CLI::App* sub) {
      add_revert_options(sub);
    })->alias("downgrade");
    command("current", "Show where the database stands", group, [this](CLI::App* sub) {
      sub->add_flag("--check-heads", options_.check_heads, "Exit 1 when something is pending");
    });
    command("stamp", "Record revisions as applied without running them", group,
            [this](CLI::App* sub) {
              sub->add_option("target", options_.targets, "Revision targets, or base")
                  ->type_name("TARGET")
                  ->required();
              sub->add_flag("--purge", options_.purge,
                            "Forget what is recorded first, unknown revisions included");
            });
    command("repair", "Record edited migrations as applied, after showing what was edited", group,
            [this](CLI::App* sub) {
              sub->add_option("target", options_.targets,
                              "Only these (default: all that were edited)")
                  ->type_name("TARGET");
            });
    command("inspect", "Write a database as a desired schema", group, [this](CLI::App* sub) {
      sub->add_option("url", options_.targets, "The database (default: the configured one)")
          ->type_name("URL")
          ->expected(0, 1);
      sub->add_option("--output", options_.output_folder, "Write files into this folder instead")
          ->type_name("DIR");
      add_inspection(sub);
    });
    command("stash", "Look after the data that `preserve` kept", group,
            [this](CLI::App* sub) { add_stash_commands(sub); });
  }

  void add_plan_options(CLI::App* plan) {
    plan->add_option("range", options_.range,
                     "A target or a range a:b (default: from the database's state to head)")
        ->type_name("RANGE");
    plan->add_flag("--sql", options_.sql, "Print one SQL script, ledger rows included");
    plan->add_flag("--down", options_.down, "The way back instead");
    plan->add_flag("--offline", options_.offline, "Do not ask a database: nothing is applied yet");
  }

  void add_apply_options(CLI::App* apply) {
    apply->add_option("target", options_.targets, "A revision target")
        ->type_name("TARGET")
        ->expected(0, 1);
    apply
        ->add_option("--plan", options_.plan_file,
                     "Run exactly this plan, as `migc plan --format json` wrote it")
        ->type_name("FILE");
    apply->add_flag("--dry-run", options_.dry_run, "Show what would run, and run nothing");
    apply->add_flag("--require-no-drift", options_.require_no_drift,
                    "Refuse when the database is not what its migrations made");
  }

  void add_revert_options(CLI::App* revert) {
    revert->add_option("target", options_.targets, "-1, base, an id …")
        ->type_name("TARGET")
        ->expected(1)
        ->required();
    revert->add_flag("--dry-run", options_.dry_run, "Show what would run, and run nothing");
    revert->add_flag("--without-data", options_.without_data,
                     "Bring back the structure alone where kept data is gone");
  }

  void add_stash_commands(CLI::App* stash) {
    stash->require_subcommand(0, 1);
    const auto action = [&](std::string name, std::string text) {
      CLI::App* sub = stash->add_subcommand(std::move(name), std::move(text));
      sub->footer("Options that every command takes: `migc --help`.");
      sub->set_help_flag("-h,--help", "Show this help");
      return sub;
    };
    action("list", "List what is kept: since when, until when, how much");
    CLI::App* restore = action("restore", "Copy kept data back by hand; it stays kept");
    restore
        ->add_option("revision", options_.targets,
                     "Whose data; REVISION_N where a revision kept several things")
        ->type_name("REVISION")
        ->expected(1)
        ->required();
    restore->add_option("--to", options_.into, "The table to fill (default: the one it comes from)")
        ->type_name("TABLE");
    CLI::App* purge =
        action("purge", "Drop kept data for good (default: what is due by [stash] keep)");
    purge->add_option("revision", options_.targets, "Only what these revisions keep, due or not")
        ->type_name("REVISION");
    purge
        ->add_option("--older-than", options_.older_than,
                     "Only what has been kept for longer, 30d or 12h")
        ->type_name("TIME");
    purge->add_flag("--all", options_.all, "Everything, due or not");
    purge->add_flag("--dry-run", options_.dry_run, "Show what would be gone, and drop nothing");
  }

  /// The chosen command, and the command of that command.
  std::vector<CLI::App*> chosen_commands() {
    std::vector<CLI::App*> chosen = app_.get_subcommands();
    if (!chosen.empty() && !chosen.front()->get_subcommands().empty())
      chosen.push_back(chosen.front()->get_subcommands().front());
    return chosen;
  }
  /// "apply", "stash list".
  std::string chosen_name() {
    std::string name;
    for (const CLI::App* chosen : chosen_commands())
      name += (name.empty() ? "" : " ") + chosen->get_name();
    return name;
  }

  void add_history_commands() {
    const std::string group = "History";
    command("history", "List the migrations, newest first", group, [this](CLI::App* sub) {
      sub->add_option("-r,--range", options_.range, "Only a:b")->type_name("A:B");
      sub->add_flag("-i,--indicate-current", options_.indicate_current,
                    "Mark what is applied; asks the database");
    });
    command("heads", "Show the revisions that no other revises", group);
    command("branches", "Show where the history forks", group);
    command("show", "Show one revision in full", group, [this](CLI::App* sub) {
      sub->add_option("target", options_.targets, "A revision target")
          ->type_name("TARGET")
          ->required();
    });
    command("edit", "Open a migration in $VISUAL or $EDITOR", group, [this](CLI::App* sub) {
      sub->add_option("target", options_.targets, "A revision target")
          ->type_name("TARGET")
          ->expected(1)
          ->required();
    });
  }

  /// Names and aliases of the commands that may stand here, for suggestions.
  std::vector<std::string> command_names() {
    std::vector<std::string> names;
    CLI::App* parent = chosen_commands().empty() ? &app_ : chosen_commands().front();
    for (const CLI::App* sub : parent->get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(sub->get_name());
      for (const std::string& alias : sub->get_aliases()) names.push_back(alias);
    }
    return names;
  }

  /// The long options that may stand here: those of migc and those of the chosen command.
  std::vector<std::string> option_names() {
    std::vector<const CLI::App*> apps{&app_};
    for (const CLI::App* chosen : chosen_commands()) apps.push_back(chosen);
    std::vector<std::string> names;
    for (const CLI::App* app : apps) {
      for (const CLI::Option* option : app->get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
      }
    }
    return names;
  }

  std::string see_help() {
    const std::string chosen = chosen_name();
    return chosen.empty() ? "help: see `migc --help`"
                          : fmt::format("help: see `migc {} --help`", chosen);
  }

  /// A word that nothing wants: a command, an option or an argument that does not exist.
  Error explain_extra(const std::vector<std::string>& arguments) {
    const std::vector<CLI::App*> chosen = chosen_commands();
    std::vector<std::string> extras = app_.remaining(true);
    const auto is_extra = [&extras](const std::string& word) {
      return std::ranges::find(extras, word) != extras.end();
    };
    const auto first = std::ranges::find_if(arguments, is_extra);
    const std::string word = first != arguments.end()
                                 ? *first
                                 : unmarked(extras.empty() ? std::string() : extras.back());
    const bool option = word.size() > 1 && word[0] == '-' && !is_relative_target(word);
    if (option) {
      const std::string name = word.substr(0, word.find('='));
      const auto near = closest(name, option_names());
      const std::string what =
          chosen.empty() ? fmt::format("there is no option `{}`", name)
                         : fmt::format("`migc {}` has no option `{}`", chosen_name(), name);
      return {ErrorKind::usage,
              what,
              near ? fmt::format("help: an option with a similar name exists: `{}`", *near)
                   : see_help(),
              {}};
    }
    const bool wants_command = chosen.empty() || (chosen.size() == 1 && !command_names().empty());
    if (wants_command) {
      const auto near = closest(word, command_names());
      const std::string place = chosen.empty() ? "" : chosen_name() + " ";
      return {ErrorKind::usage,
              fmt::format("there is no command `{}{}`", place, word),
              near ? fmt::format("help: a command with a similar name exists: `{}`", *near)
                   : see_help(),
              {}};
    }
    const std::string command = chosen_name();
    const bool wants_message = command == "new" || command == "revision";
    return {ErrorKind::usage,
            fmt::format("`migc {}` does not take the argument `{}`", command, word),
            wants_message ? "help: what the migration does is said with `-m`" : see_help(),
            {}};
  }

  Error explain(const CLI::ParseError& problem) {
    std::string message = problem.what();
    std::erase(message, mark);
    if (const std::size_t line = message.find('\n'); line != std::string::npos)
      message.resize(line);
    if (!message.empty() && !message.starts_with('-'))
      message[0] = to_lower(message.substr(0, 1))[0];
    // "--message: 1 required TEXT missing"
    if (const std::size_t colon = message.find(": 1 required ");
        colon != std::string::npos && message.ends_with(" missing")) {
      return {ErrorKind::usage,
              fmt::format("`{}` needs a value", message.substr(0, colon)),
              see_help(),
              {}};
    }
    // "source: At least 2 required but received 1"
    constexpr std::string_view at_least = ": At least ";
    if (const std::size_t colon = message.find(at_least); colon != std::string::npos) {
      const std::string_view count = std::string_view(message).substr(colon + at_least.size());
      return {ErrorKind::usage,
              fmt::format("`migc {}` needs {} {}s", chosen_name(), count.substr(0, count.find(' ')),
                          message.substr(0, colon)),
              see_help(),
              {}};
    }
    constexpr std::string_view required = " is required";
    if (!chosen_name().empty() && message.ends_with(required)) {
      message.resize(message.size() - required.size());
      message = fmt::format("`migc {}` needs a {}", chosen_name(), message);
    }
    return {ErrorKind::usage, message, see_help(), {}};
  }

  Result<CommandLine> finish() {
    options_.command = chosen_name();
    for (std::string& target : options_.targets) target = unmarked(std::move(target));
    if (options_.range) options_.range = unmarked(std::move(*options_.range));
    static const std::map<std::string, ReportFormat> reports{{"text", ReportFormat::text},
                                                             {"json", ReportFormat::json},
                                                             {"sarif", ReportFormat::sarif},
                                                             {"github", ReportFormat::github},
                                                             {"junit", ReportFormat::junit}};
    const auto report = reports.find(format_);
    if (report == reports.end())
      return fail(ErrorKind::usage, fmt::format("`{}` is not a format", format_),
                  "help: the formats are text, json, and for check sarif, github, junit");
    options_.report = report->second;
    if (options_.report == ReportFormat::json) options_.output.format = Format::json;
    if (report->second != ReportFormat::text && report->second != ReportFormat::json &&
        options_.command != "check") {
      return fail(ErrorKind::usage, fmt::format("`{}` is a format of `migc check` only", format_));
    }
    if (options_.plan_file && !options_.targets.empty()) {
      return fail(ErrorKind::usage, "a plan says itself how far it goes",
                  "help: leave the target out, or `--plan`");
    }
    if (options_.sql && options_.output.format == Format::json) {
      return fail(ErrorKind::usage, "`--sql` prints a script and `--format json` the plan",
                  "help: choose one of them");
    }
    if (color_ == "always")
      options_.output.color = ColorMode::always;
    else if (color_ == "never")
      options_.output.color = ColorMode::never;
    else if (color_ != "auto")
      return fail(ErrorKind::usage, fmt::format("`{}` is not a colour mode", color_),
                  "help: auto, always or never");
    return CommandLine{options_, {}};
  }

  CLI::App app_;
  Options options_;
  std::string format_ = "text";
  std::string color_ = "auto";
  bool version_ = false;
};

}  // namespace

std::string_view migc_version() { return MIGC_VERSION; }

Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments) {
  CommandLineParser parser;
  return parser.parse(arguments);
}

}  // namespace migc::runtime

#include "runtime/cli/renames.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/text.h"

namespace migc::runtime {
namespace {

std::string member_word(const RenameMark& mark) {
  if (mark.object.kind == ObjectKind::enum_) return "value";
  return mark.object.kind == ObjectKind::table ? "column" : "attribute";
}

std::string words(const RenameMark& mark, const ObjectName& object, const std::string& member) {
  if (mark.member.empty())
    return fmt::format("{} `{}`", kind_name(mark.object.kind), object.display());
  return fmt::format("{} `{}` of `{}`", member_word(mark), member, mark.object.name.display());
}

/// How the schema file says that it is a rename.
std::string rename_spelling(const RenameMark& mark) {
  if (mark.member.empty())
    return fmt::format("{} {} was {} …", kind_name(mark.object.kind), mark.object.name.display(),
                       mark.was.display());
  if (mark.object.kind == ObjectKind::enum_)
    return fmt::format("{} was {}", mark.member, mark.member_was);
  return fmt::format("{} … was {};", mark.member, mark.member_was);
}

/// How a migration says that it is none.
std::string drop_spelling(const RenameMark& mark) {
  if (mark.member.empty())
    return fmt::format("drop {} {}{};", kind_name(mark.object.kind), mark.was.display(),
                       mark.object.kind == ObjectKind::table ? " discard" : "");
  const bool has_rows = mark.object.kind == ObjectKind::table;
  return fmt::format("drop {} {}{};", member_word(mark), mark.member_was,
                     has_rows ? " discard" : "");
}

bool same_question(const RenameMark& a, const RenameMark& b) {
  return a.object == b.object && a.member == b.member && a.was == b.was &&
         a.member_was == b.member_was;
}

Error refusal(const std::vector<RenameCandidate>& open) {
  std::string detail;
  for (const RenameCandidate& candidate : open) {
    const RenameMark& mark = candidate.mark;
    detail += fmt::format("{} may be the former {}: {}\n", thing(mark), former_thing(mark),
                          candidate.reason);
    detail += fmt::format("  if it is:  `{}` in the desired schema\n", rename_spelling(mark));
    detail += fmt::format("  if not:    `{}` in the migration, which `--renames never` writes\n",
                          drop_spelling(mark));
  }
  detail += "help: decide in the schema, or with `--renames ask`, `accept` or `never`";
  return {ErrorKind::refused,
          fmt::format("{} a rename or a loss of data, and migc does not guess",
                      open.size() == 1 ? std::string("one difference is either")
                                       : counted(open.size(), "difference is", "differences are") +
                                             " each either"),
          std::move(detail),
          {}};
}

}  // namespace

std::string former_thing(const RenameMark& mark) { return words(mark, mark.was, mark.member_was); }
std::string thing(const RenameMark& mark) { return words(mark, mark.object.name, mark.member); }

Result<RenamePolicy> rename_policy(const Context& context) {
  const std::optional<std::string>& given = context.options.renames;
  const Terminal& terminal = context.output.terminal();
  const bool can_ask = terminal.in && terminal.err;
  if (!given) return can_ask ? RenamePolicy::ask : RenamePolicy::refuse;
  if (*given == "ask") {
    if (can_ask) return RenamePolicy::ask;
    return fail(ErrorKind::usage, "`--renames ask` needs a terminal to ask at",
                "help: `refuse`, `accept` or `never`");
  }
  if (*given == "refuse") return RenamePolicy::refuse;
  if (*given == "accept") return RenamePolicy::accept;
  if (*given == "never") return RenamePolicy::never;
  return fail(ErrorKind::usage, fmt::format("`{}` is no answer for `--renames`", *given),
              "help: ask, refuse, accept or never");
}

Result<DecidedDiff> decided_diff(const Context& context, RenamePolicy policy, const Schema& from,
                                 const Schema& to, DiffOptions options) {
  DecidedDiff result;
  RenameMarks declined;
  // A renamed table has columns of its own to compare, so an answer may raise another question.
  while (true) {
    result.way = diff(from, to, options);
    std::vector<RenameCandidate>& open = result.way.undecided;
    std::erase_if(open, [&](const RenameCandidate& candidate) {
      const auto answered = [&](const RenameMark& mark) {
        return same_question(mark, candidate.mark);
      };
      return std::ranges::any_of(declined, answered) ||
             std::ranges::any_of(result.accepted, answered);
    });
    if (open.empty() || policy == RenamePolicy::never) return result;
    if (policy == RenamePolicy::refuse) return tl::unexpected(refusal(open));
    for (const RenameCandidate& candidate : open) {
      const RenameMark& mark = candidate.mark;
      bool accepted = policy == RenamePolicy::accept;
      if (policy == RenamePolicy::ask) {
        const std::optional<bool> answer =
            ask_yes_no(context.in, context.output.talk(),
                       fmt::format("is {} the former {}? ({})", thing(mark), former_thing(mark),
                                   candidate.reason));
        if (!answer) return tl::unexpected(refusal({candidate}));
        accepted = *answer;
      }
      (accepted ? result.accepted : declined).push_back(mark);
      if (accepted) options.renames.push_back(mark);
    }
  }
}

}  // namespace migc::runtime

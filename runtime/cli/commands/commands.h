#pragma once

#include <filesystem>

#include "compiler/base/result.h"
#include "runtime/cli/context.h"
#include "runtime/cli/output.h"

namespace migc::runtime {

// One function a command, each in the file of its name. The result is the exit code of a run that
// did its work; a failure is an `Error` whose kind has an exit code of its own.

[[nodiscard]] Result<ExitCode> run_init(const Context& context);
/// `init --from`; `run_init` passes it on. `folder` is `root` as people wrote it.
[[nodiscard]] Result<ExitCode> run_init_from(const Context& context,
                                             const std::filesystem::path& root,
                                             const std::filesystem::path& folder);
[[nodiscard]] Result<ExitCode> run_inspect(const Context& context);
[[nodiscard]] Result<ExitCode> run_new(const Context& context);
/// Without `--autogenerate` the same as `run_new`.
[[nodiscard]] Result<ExitCode> run_revision(const Context& context);
[[nodiscard]] Result<ExitCode> run_diff(const Context& context);
[[nodiscard]] Result<ExitCode> run_check(const Context& context);
[[nodiscard]] Result<ExitCode> run_fmt(const Context& context);
[[nodiscard]] Result<ExitCode> run_plan(const Context& context);
[[nodiscard]] Result<ExitCode> run_apply(const Context& context);
/// `apply --plan FILE`; `run_apply` passes it on.
[[nodiscard]] Result<ExitCode> run_apply_plan(const Context& context);
[[nodiscard]] Result<ExitCode> run_revert(const Context& context);
[[nodiscard]] Result<ExitCode> run_stamp(const Context& context);
[[nodiscard]] Result<ExitCode> run_repair(const Context& context);
[[nodiscard]] Result<ExitCode> run_current(const Context& context);
[[nodiscard]] Result<ExitCode> run_history(const Context& context);
[[nodiscard]] Result<ExitCode> run_heads(const Context& context);
[[nodiscard]] Result<ExitCode> run_branches(const Context& context);
[[nodiscard]] Result<ExitCode> run_show(const Context& context);
[[nodiscard]] Result<ExitCode> run_edit(const Context& context);
[[nodiscard]] Result<ExitCode> run_stash_list(const Context& context);
[[nodiscard]] Result<ExitCode> run_stash_restore(const Context& context);
[[nodiscard]] Result<ExitCode> run_stash_purge(const Context& context);

}  // namespace migc::runtime

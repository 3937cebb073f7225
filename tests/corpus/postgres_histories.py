#!/usr/bin/env python3
"""Follows real PostgreSQL migration histories with migrations that migc writes by itself.

    MIGC_CORPUS=<folder> migc_pg_server -- postgres_histories.py <migc> [name[:steps] …]

The folder holds `<name>/pg/history/*.up.sql`. For each step psql brings one database from its state
to the next; `migc revision --autogenerate --to` writes the migration, which is applied to a copy of
the former state, and reverted, and applied again. `pg_dump -s` must say that the copy is like the
new state, then like the former one. After a step that fails the project is taken over anew from the
state that was wanted. Prints what failed, and a table.
"""

import os
import pathlib
import re
import sys
import tempfile

from postgres_schemas import SERVER, Database, columns_apart, dump, psql, run, url


def differences(left, right):
    """The objects in which two dumps differ, but for the order of columns."""
    found = []
    for head in sorted(left.keys() | right.keys()):
        one, other = left.get(head), right.get(head)
        if one == other or (one and other and columns_apart(one) == columns_apart(other)):
            continue
        found.append(f"{head}\n      wanted: {one}\n      made:   {other}")
    return found


class Follower:
    """A project and the copy that it manages."""

    def __init__(self, migc, folder, state, copy):
        self.migc, self.folder, self.state, self.copy = migc, folder, state, copy
        self.project, self.number = None, 0

    def migc_run(self, *words):
        return run(self.migc, *words, "-C", self.project)

    def take_over(self):
        """Starts anew from the state; what went wrong, or nothing."""
        self.number += 1
        self.project = str(self.folder / f"project{self.number}")
        psql("postgres", "-c", f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')
        psql("postgres", "-c", f'CREATE DATABASE "{self.copy}"')
        done = run(self.migc, "init", self.project, "--from", url(self.state))
        psql(self.state, "-c", "DROP SCHEMA IF EXISTS migc CASCADE")
        if done.returncode == 0:
            done = self.migc_run("apply", "--url", url(self.copy))
        return "" if done.returncode == 0 else (done.stderr + done.stdout)[:1200]

    def step(self, before, after):
        """One migration there, back and there again; what went wrong."""
        done = self.migc_run("revision", "--autogenerate", "-m", "step", "--to", url(self.state),
                             "--renames", "accept", "--drops", "discard")
        if done.returncode != 0:
            return "autogenerate: " + (done.stderr + done.stdout)[:1200]
        written = done.stdout.strip().splitlines()
        moves = [(("apply",), after), (("revert", "-1", "--yes"), before), (("apply",), after)]
        for words, wanted in moves:
            done = self.migc_run(*words, "--url", url(self.copy))
            if done.returncode != 0:
                return words[0] + ": " + done.stderr[:1200]
            found = differences(wanted, dump(self.copy, [], []))
            if found:
                return words[0] + ":\n    " + "\n    ".join(found)[:2400] + f"\n    {written}"
        return ""


def follow(migc, name, files):
    steps = good = 0
    with tempfile.TemporaryDirectory() as work, Database(f"state_{name}") as state:
        follower = Follower(migc, pathlib.Path(work), state, f"copy_{name}")
        before, stale = {}, True
        for file in files:
            loaded = psql(state, "-f", str(file))
            if loaded.returncode != 0:
                error = next((l for l in loaded.stderr.splitlines() if "ERROR" in l), loaded.stderr)
                print(f"    {file.name} does not load: {error.split('ERROR:')[-1].strip()}")
                stale = True
                continue
            after = dump(state, [], [])
            if after == before:
                continue
            if stale:
                problem = follower.take_over()
                stale = bool(problem)
                if problem:
                    print(f"    {file.name}: taken over: {problem}")
                before = after
                continue
            steps += 1
            problem = follower.step(before, after)
            good += not problem
            if problem:
                print(f"    {file.name}: {problem}")
                stale = bool(follower.take_over())
            before = after
            sys.stdout.flush()
        psql("postgres", "-c", f'DROP DATABASE IF EXISTS "{follower.copy}" WITH (FORCE)')
    return steps, good


def main():
    corpus = os.environ.get("MIGC_CORPUS")
    if not corpus or not SERVER:
        print("SKIPPED: MIGC_CORPUS names no folder, or no server (run it under migc_pg_server)")
        return 77
    histories = {
        folder.parent.parent.name: sorted(folder.glob("*.up.sql"))
        for folder in sorted(pathlib.Path(corpus).glob("*/pg/history"))
    }
    table = []
    for word in sys.argv[2:] or list(histories):
        name, _, most = word.partition(":")
        files = histories[name][: int(most) if most else None]
        print(name)
        table.append((name, *follow(sys.argv[1], re.sub(r"\W", "_", name), files)))
    all_steps = sum(steps for _, steps, _ in table)
    all_good = sum(good for _, _, good in table)
    for name, steps, good in table:
        print(f"{good:5} of {steps:5} steps  {name}")
    print(f"{all_good} of {all_steps} steps are the same there and back")
    return 0 if all_good == all_steps else 1


if __name__ == "__main__":
    sys.exit(main())

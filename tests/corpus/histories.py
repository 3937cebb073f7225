"""What following a real migration history is, whatever the database.

A `Side` has one database that the authors' own files bring from state to state, and a copy that migc
manages. For each step `migc revision --autogenerate --to` writes the migration, which is applied to
the copy, reverted and applied again. The copy must be like the new state, then like the former one.
After a step that fails the project is taken over anew from the state that was wanted.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile


# What to give existing rows in a new column, by a word of its declaration.
FILLS = [(r"\buuid\b", "'00000000-0000-0000-0000-000000000001'"), (r"\bbool", "false"),
         (r"\b(big|small|medium)?int|serial|numeric|decimal|real|double|float", "0"), (r"\bjson", "'{}'"),
         (r"\b(date|timestamp|datetime)", "'2024-01-01 00:00:00'"), (r"\bbytea|blob", "x'00'"),
         (r"\[\]", "'{}'")]


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, **more)


class Side:
    """The two databases; what a kind of database has to say for itself."""

    state_url = copy_url = ""

    def load(self, file):
        """Runs a file on the state; what went wrong, or nothing."""
        raise NotImplementedError

    def catalog(self, of_copy):
        """What there is in the state or in the copy."""
        raise NotImplementedError

    def empty_copy(self):
        raise NotImplementedError

    def forget_migc(self):
        """Takes what migc keeps out of the state."""
        raise NotImplementedError

    def leave_alone(self, tables):
        """What other tools keep: no part of the catalog."""
        raise NotImplementedError

    def fill(self):
        """Puts rows into the empty tables of the copy."""

    def rows(self):
        """The rows of the copy: for each table its columns and what they hold."""
        return {}

    def delete_rows(self):
        """Deletes the rows of the copy; whether there were any."""
        return False

    def differences(self, wanted, made):
        raise NotImplementedError


def lost(before, after):
    """The tables in which the columns that are there before and after hold other values."""
    found = []
    for table in sorted(before.keys() & after.keys()):
        (columns, rows), (new_columns, new_rows) = before[table], after[table]
        both = [column for column in columns if column in new_columns]
        parts = [
            collections.Counter(tuple(row[names.index(column)] for column in both) for row in all_rows)
            for names, all_rows in ((columns, rows), (new_columns, new_rows))
        ]
        if parts[0] != parts[1]:
            found.append(f"rows of {table} {both}\n      had: {dict(parts[0] - parts[1])}\n"
                         f"      has: {dict(parts[1] - parts[0])}")
    return found


def fill_in(path, told):
    """Does by hand what was asked for: a value for existing rows; whether anything was."""
    asked = re.findall(r"error\[MG353\].*\n +--> [^:\n]*:(\d+):\d+", told)
    lines = pathlib.Path(path).read_text().splitlines()
    for number in asked:
        line = lines[int(number) - 1]
        word = next((w for kind, w in FILLS if re.search(kind, line, flags=re.I)), "'x'")
        last = next(i for i in range(int(number) - 1, len(lines)) if lines[i].endswith(";"))
        lines[last] = f"{lines[last][:-1]} fill {word};"
    pathlib.Path(path).write_text("\n".join(lines) + "\n")
    return bool(asked)


class Follower:
    """A project that follows a side."""

    def __init__(self, migc, folder, side):
        self.migc, self.folder, self.side = migc, folder, side
        self.project, self.number = None, 0

    def migc_run(self, *words):
        return run(self.migc, *words, "-C", self.project)

    def take_over(self):
        """Starts anew from the state; what went wrong, or nothing."""
        self.number += 1
        self.project = str(self.folder / f"project{self.number}")
        self.side.empty_copy()
        done = run(self.migc, "init", self.project, "--from", self.side.state_url, "--format", "json")
        self.side.forget_migc()
        if done.returncode == 0:
            self.side.leave_alone([part.split("`")[1] for part in json.loads(done.stdout)["other_tools"]])
        if done.returncode == 0:
            done = self.migc_run("apply", "--url", self.side.copy_url)
        return "" if done.returncode == 0 else (done.stderr + done.stdout)[:1200]

    def step(self, before, after):
        """One migration there, back and there again; what went wrong."""
        done = self.migc_run("revision", "--autogenerate", "-m", "step", "--to", self.side.state_url,
                             "--renames", "accept", "--drops", "discard")
        written = done.stdout.strip().splitlines()
        by_hand = told = done.stderr if "it needs a hand" in done.stderr else ""
        for _ in range(9 if by_hand else 0):  # One mistake may hide another.
            if not fill_in(written[-1], told):
                break
            told = self.migc_run("check").stdout
        if done.returncode != 0 and not by_hand:
            return "autogenerate: " + (done.stderr + done.stdout)[:1200]
        self.side.fill()
        moves = [(("apply",), after), (("revert", "-1", "--yes"), before), (("apply",), after)]
        for words, wanted in moves:
            had = self.side.rows()
            done = self.migc_run(*words, "--url", self.side.copy_url)
            if done.returncode != 0 and self.side.delete_rows():
                refusal = " ".join(done.stderr.split())
                print(f"    {pathlib.Path(written[0]).name}: {words[0]} only without rows: {refusal[:400]}")
                had = {}
                done = self.migc_run(*words, "--url", self.side.copy_url)
            if done.returncode != 0:
                return words[0] + ": " + done.stderr[:1200] + f"\n    {written}"
            found = self.side.differences(wanted, self.side.catalog(True))
            found += lost(had, self.side.rows())
            if found:
                return words[0] + ":\n    " + "\n    ".join(found)[:2400] + f"\n    {written}"
        return ""


def follow(migc, side, files):
    """Follows one history; how many steps there were, and how many went well."""
    steps = good = 0
    with tempfile.TemporaryDirectory() as work:
        follower = Follower(migc, pathlib.Path(work), side)
        before, stale = side.catalog(False), True
        for file in files:
            error = side.load(file)
            if error:
                print(f"    {file.name} does not load: {error}")
                stale = True
                continue
            after = side.catalog(False)
            if after == before:
                continue
            if stale:
                problem = follower.take_over()
                stale = bool(problem)
                if problem:
                    print(f"    {file.name}: taken over: {problem}")
                before = side.catalog(False)
                continue
            steps += 1
            problem = follower.step(before, after)
            good += not problem
            if problem:
                print(f"    {file.name}: {problem}")
                stale = bool(follower.take_over())
                after = side.catalog(False)
            before = after
            sys.stdout.flush()
    return steps, good


def follow_all(dialect, make_side):
    """Follows the histories that the command line names (`name[:steps]`), or all, and prints a table."""
    corpus = pathlib.Path(os.environ["MIGC_CORPUS"])
    histories = {
        folder.parent.parent.name: sorted(folder.glob("*.up.sql"))
        for folder in sorted(corpus.glob(f"*/{dialect}/history"))
    }
    table = []
    for word in sys.argv[2:] or list(histories):
        name, _, most = word.partition(":")
        files = histories[name][: int(most) if most else None]
        print(name)
        with make_side(re.sub(r"\W", "_", name)) as side:
            table.append((name, *follow(sys.argv[1], side, files)))
        sys.stdout.flush()
    all_steps = sum(steps for _, steps, _ in table)
    all_good = sum(good for _, _, good in table)
    for name, steps, good in table:
        print(f"{good:5} of {steps:5} steps  {name}")
    print(f"{all_good} of {all_steps} steps are the same there and back")
    return 0 if all_good == all_steps else 1

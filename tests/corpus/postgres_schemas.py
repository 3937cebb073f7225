#!/usr/bin/env python3
"""Takes over real PostgreSQL schemas and compares what the baseline makes with what was there.

    MIGC_CORPUS=<folder> migc_pg_server -- postgres_schemas.py <migc> [name …]

The folder holds `<name>/pg/schema.sql`, or `<name>/pg/history/*.up.sql`, whose files make a schema
one after the other. Each is loaded by psql, taken over with `migc init --from`, and its baseline is
applied to an empty database; `pg_dump -s` must say the same of both, object by object, but for what
`init` said that it left out. Steps of a history that do not load are told and left away.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SERVER = os.environ.get("MIGC_TEST_PG_URL", "").rsplit("/", 1)[0]


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, **more)


def url(database):
    return f"{SERVER}/{database}"


def psql(database, *words):
    return run("psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", url(database), *words)


class Database:
    """An empty database that is there for a while."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        psql("postgres", "-c", f'DROP DATABASE IF EXISTS "{self.name}"')
        made = psql("postgres", "-c", f'CREATE DATABASE "{self.name}"')
        if made.returncode != 0:
            sys.exit(made.stderr)
        return self.name

    def __exit__(self, *_):
        psql("postgres", "-c", f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def load(database, folder):
    """Runs the files of a schema; the steps that failed."""
    schema = folder / "schema.sql"
    files = [schema] if schema.exists() else sorted((folder / "history").glob("*.up.sql"))
    failed = []
    for file in files:
        done = psql(database, "-f", str(file))
        if done.returncode != 0:
            message = next((line for line in done.stderr.splitlines() if "ERROR" in line), done.stderr)
            failed.append(f"{file.name}: {message.split('ERROR:')[-1].strip()}")
    return failed


def dump(database, left_alone, left_out):
    """What pg_dump says, by object."""
    words = ["--schema-only", "--no-owner", "--exclude-schema=migc"]
    for table in left_alone:
        words.append(f"--exclude-table={table}")
    made = run("pg_dump", *words, "-d", url(database))
    if made.returncode != 0:
        sys.exit(made.stderr)
    # The names of the sequences of identity columns are the server's own choice.
    text = re.sub(r"^ *SEQUENCE NAME .*\n", "", made.stdout, flags=re.M)
    text = re.sub(r"^\\(un)?restrict.*\n", "", text, flags=re.M)
    if any("is clustered by" in line for line in left_out):
        text = re.sub(r"^ALTER TABLE .* CLUSTER ON .*\n", "", text, flags=re.M)
    if any("statistics target" in line for line in left_out):
        text = re.sub(r"^ALTER INDEX .* SET STATISTICS .*\n", "", text, flags=re.M)
    text = text.replace("--\n-- PostgreSQL database dump complete\n--\n", "")
    parts = re.split(r"^--\n-- (?:Name: )(.*?); Owner: .*\n--\n", text, flags=re.M)
    objects = {}
    for head, body in zip(parts[1::2], parts[2::2]):
        of_public = {"public; Type: SCHEMA; Schema: -": "the privileges on schema `public`",
                     "SCHEMA public; Type: ACL; Schema: -": "the privileges on schema `public`",
                     "SCHEMA public; Type: COMMENT; Schema: -": "the comment on schema `public`"}
        # A schema that is not created is there for its owner's sake, and owners are not compared.
        if of_public.get(head) in left_out or body.lstrip().startswith("-- *not* creating schema"):
            continue
        if "; Type: SEQUENCE;" in head and "AS IDENTITY" in body:
            head = "identity of " + " ".join(body.split()[2:7])
        body = re.sub(r"^SET .*\n", "", body, flags=re.M)
        objects[head] = re.sub(r"\n{2,}", "\n", body).strip()
    return objects


def columns_apart(text):
    """The lines of a CREATE TABLE without their order."""
    return sorted(line.rstrip(",") for line in text.splitlines())


def take_over(migc, name, folder):
    notes = []
    with Database(f"there_{name}") as there, Database(f"made_{name}") as made:
        notes += ["not loaded: " + step for step in load(there, folder)]
        with tempfile.TemporaryDirectory() as work:
            project = str(pathlib.Path(work) / "project")
            started = run(migc, "init", project, "--from", url(there), "--format", "json")
            if started.returncode != 0:
                told = (started.stderr.strip() or started.stdout.strip())[:2000]
                return ["init --from: " + told], notes, 0
            answer = json.loads(started.stdout)
            notes += ["left out: " + line for line in answer["left_out"]]
            tools = [line.split("`")[1] for line in answer["other_tools"]]
            problems = []
            for words in (["check"], ["current", "--check-heads"]):
                done = run(migc, *words, "-C", project)
                if done.returncode != 0:
                    problems.append(" ".join(words) + ": " + (done.stdout + done.stderr)[:1000])
            applied = run(migc, "apply", "-C", project, "--url", url(made))
            if applied.returncode != 0:
                return problems + ["apply: " + applied.stderr[:1500]], notes, 0
        before, after = (dump(name, tools, answer["left_out"]) for name in (there, made))
    for head in sorted(before.keys() | after.keys()):
        one, other = before.get(head), after.get(head)
        if one == other:
            continue
        if one and other and columns_apart(one) == columns_apart(other):
            notes.append("columns in another order: " + head)
            continue
        problems.append(f"{head}\n      there: {one}\n      made:  {other}")
    return problems, notes, len(before)


def main():
    corpus = os.environ.get("MIGC_CORPUS")
    if not corpus:
        print("SKIPPED: MIGC_CORPUS names no folder of schemas")
        return 77
    if not SERVER:
        print("SKIPPED: no server; run it under migc_pg_server")
        return 77
    folders = {folder.parent.name: folder for folder in sorted(pathlib.Path(corpus).glob("*/pg"))}
    wanted = sys.argv[2:] or list(folders)
    failed = 0
    for name in wanted:
        problems, notes, objects = take_over(sys.argv[1], name, folders[name])
        told = sum(note.startswith("left out") for note in notes)
        print(f"{'FAILED' if problems else 'same  '} {name} ({objects} objects, {told} left out)")
        for line in notes + problems:
            print("    " + line)
        sys.stdout.flush()
        failed += bool(problems)
    print(f"{len(wanted) - failed} of {len(wanted)} schemas are the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

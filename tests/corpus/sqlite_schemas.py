#!/usr/bin/env python3
"""Takes over real SQLite schemas and compares what the baseline makes with what was there.

    MIGC_CORPUS=<folder> sqlite_schemas.py <migc>

The folder holds `<name>/sqlite/schema.sql`. Each is loaded by SQLite itself, taken over with
`migc init --from`, and its baseline is applied to an empty file; both catalogs must be the same, but
for what is known to differ: columns of a primary key are NOT NULL, constraints have names, and what
`init` said that it left out.
"""

import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

STANDARD = {"INT", "INTEGER", "TEXT", "REAL", "BLOB", "ANY"}


def squeezed(sql):
    """A text without its layout, comments and optional words."""
    sql = re.sub(r"/\*.*?\*/|--[^\n]*", " ", sql or "", flags=re.S)
    sql = re.sub(r"\s+", "", sql).lower().rstrip(";")
    sql = sql.replace("!=", "<>").replace("==", "=")
    return sql.replace("ifnotexists", "").replace('"', "").replace("`", "").replace("[", "").replace("]", "")


def default(text):
    if text is None:
        return None
    text = text.strip()
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = "'" + text[1:-1] + "'"
    return squeezed(text)


def condition(text):
    """A condition without the parentheses around the parts of an `and`, which say nothing."""
    text = re.sub(r"\s+", " ", text).strip()
    part = re.compile(r"(^|\(|\band )\s*\(([^()]*)\)(?= ?(\)|and\b|$))")
    plain = lambda match: match[0] if " or " in match[2] else f"{match[1]} {match[2]} "
    while text != (less := re.sub(r"\s+", " ", part.sub(plain, text)).strip()):
        text = less
    return squeezed(text)


def catalog(path, left_alone):
    db = sqlite3.connect(path)
    facts = set()
    kinds = {row[1]: row for row in db.execute("PRAGMA table_list") if row[0] == "main"}
    tables = [
        name
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "migc_")) and kinds[name][2] == "table"
    ]
    for table in tables:
        if table in left_alone:
            continue
        facts.add(("table", table, kinds[table][4], kinds[table][5]))
        keys = {row[1]: row[5] for row in db.execute(f"PRAGMA table_xinfo(\"{table}\")")}
        for cid, name, type_, notnull, value, pk, hidden in db.execute(f"PRAGMA table_xinfo(\"{table}\")"):
            type_ = type_.upper() if type_.upper() in STANDARD else type_
            facts.add(("column", table, cid, name, type_, notnull or pk > 0, default(value), pk, hidden))
        for row in db.execute(f"PRAGMA index_list(\"{table}\")"):
            _, name, unique, origin, partial = row
            parts = tuple(
                (part[2], part[3], part[4])
                for part in db.execute(f"PRAGMA index_xinfo(\"{name}\")")
                if part[5]
            )
            where = None
            if partial:
                sql = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
                where = condition(re.split(r"\bwhere\b", sql.lower(), maxsplit=1)[1])
            facts.add(("index", table, name if origin == "c" else "", unique, origin, parts, where))
        references = {}
        for number, _, target, column, to, update, delete, _ in db.execute(
            f"PRAGMA foreign_key_list(\"{table}\")"
        ):
            references.setdefault(number, []).append((target.lower(), column.lower(), to, update, delete))
        for parts in references.values():
            target = parts[0][0]
            primary = [
                row[1].lower()
                for row in sorted(db.execute(f"PRAGMA table_info(\"{target}\")"), key=lambda row: row[5])
                if row[5]
            ]
            facts.add(
                (
                    "foreign key",
                    table,
                    tuple(
                        (t, c, (to or (primary + [None])[i] or "").lower(), u, d)
                        for i, (t, c, to, u, d) in enumerate(parts)
                    ),
                )
            )
        text = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        facts.add(("checks", table, len(re.findall(r"\bcheck\s*\(", text, flags=re.I))))
        facts.add(("autoincrement", table, "autoincrement" in text.lower()))
    for type_, name, table, sql in db.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('view', 'trigger')"
    ):
        facts.add((type_, name, table, squeezed(sql)))
    db.close()
    return facts


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, check=False)


def take_over(migc, schema, folder):
    there, made = folder / "there.db", folder / "made.db"
    db = sqlite3.connect(there)
    db.executescript(schema.read_text())
    db.commit()
    db.close()
    problems = []
    project = folder / "project"
    started = run(migc, "init", str(project), "--from", f"sqlite:///{there}", "--format", "json")
    if started.returncode != 0:
        return ["init --from: " + (started.stderr.strip() or started.stdout.strip())[:2000]], []
    answer = json.loads(started.stdout)
    # A ledger of another tool that was taken out is in no file of the project.
    said = "".join(path.read_text() for path in (project / "schema").glob("*.mig"))
    tools = {name for part in answer["other_tools"] if (name := part.split("`")[1]) not in said}
    for words in (["check"], ["current", "--check-heads"]):
        done = run(migc, *words, "-C", str(project))
        if done.returncode != 0:
            problems.append(" ".join(words) + ": " + done.stdout[:500] + done.stderr[:500])
    applied = run(migc, "apply", "-C", str(project), "--url", f"sqlite:///{made}")
    if applied.returncode != 0:
        return problems + ["apply: " + applied.stderr[:1500]], answer["left_out"]
    before, after = catalog(there, tools), catalog(made, tools)
    problems += [f"only there: {fact}" for fact in sorted(before - after, key=str)]
    problems += [f"only made:  {fact}" for fact in sorted(after - before, key=str)]
    return problems, answer["left_out"]


def main():
    corpus = os.environ.get("MIGC_CORPUS")
    if not corpus:
        print("SKIPPED: MIGC_CORPUS names no folder of schemas")
        return 77
    schemas = sorted(pathlib.Path(corpus).glob("*/sqlite/schema.sql"))
    if not schemas:
        print(f"no schemas in {corpus}")
        return 1
    failed = 0
    for schema in schemas:
        with tempfile.TemporaryDirectory() as folder:
            problems, left_out = take_over(sys.argv[1], schema, pathlib.Path(folder))
        name = schema.parent.parent.name
        print(f"{'FAILED' if problems else 'same  '} {name} ({len(left_out)} left out)")
        for line in left_out:
            print("    left out:", line)
        for line in problems:
            print("   ", line)
        failed += bool(problems)
    print(f"{len(schemas) - failed} of {len(schemas)} schemas are the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

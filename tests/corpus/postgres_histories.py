#!/usr/bin/env python3
"""Follows real PostgreSQL migration histories with migrations that migc writes by itself.

    MIGC_CORPUS=<folder> migc_pg_server -- postgres_histories.py <migc> [name[:steps] …]

The folder holds `<name>/pg/history/*.up.sql`. psql brings one database from state to state;
histories.py says what migc does with a copy. What `pg_dump -s` says is compared.
"""

import json
import os
import pathlib
import sys

import histories
from postgres_schemas import SERVER, columns_apart, dump, psql, url


# What the services' own tools make before the first file.
MADE_BEFORE = {
    "graphile_worker": "CREATE SCHEMA graphile_worker",
    "harbor": "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean)",
}
HERE = pathlib.Path(__file__).parent


def plain(cell):
    """A value whatever type its column has."""
    if isinstance(cell, (dict, list)):
        return json.dumps(cell)
    try:
        return str(float(cell))
    except (TypeError, ValueError):
        return str(cell).rstrip()


class Postgres(histories.Side):
    """Two databases of the server."""

    def __init__(self, name):
        self.state, self.copy = f"state_{name}", f"copy_{name}"
        self.name, self.tools = name, []
        self.state_url, self.copy_url = url(self.state), url(self.copy)

    def __enter__(self):
        self.create(self.state)
        psql(self.state, "-c", MADE_BEFORE.get(self.name, ""))
        return self

    def __exit__(self, *_):
        for database in (self.state, self.copy):
            psql("postgres", "-c", f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def create(self, database):
        psql("postgres", "-c", f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        made = psql("postgres", "-c", f'CREATE DATABASE "{database}"')
        if made.returncode != 0:
            sys.exit(made.stderr)

    def load(self, file):
        loaded = psql(self.state, "-1", "-f", str(file))
        if loaded.returncode != 0:  # Some statements are for themselves.
            loaded = psql(self.state, "-f", str(file))
        if loaded.returncode == 0:
            return ""
        error = next((line for line in loaded.stderr.splitlines() if "ERROR" in line), loaded.stderr)
        return error.split("ERROR:")[-1].strip()

    def catalog(self, of_copy):
        return dump(self.copy if of_copy else self.state, self.tools, [])

    def leave_alone(self, tables):
        self.tools = tables

    def empty_copy(self):
        self.create(self.copy)

    def forget_migc(self):
        psql(self.state, "-c", "DROP SCHEMA IF EXISTS migc CASCADE")

    def fill(self):
        filled = psql(self.copy, "-f", str(HERE / "fill.sql"))
        if filled.returncode != 0:
            sys.exit(filled.stderr)

    def rows(self):
        asked = psql(self.copy, "-At", "-f", str(HERE / "rows.sql"))
        if asked.returncode != 0:
            sys.exit(asked.stderr)
        found = {}
        for line in asked.stdout.splitlines():
            table, columns, rows = json.loads(line)
            found[table] = columns, [tuple(plain(row[name]) for name in columns) for row in rows]
        return found

    def delete_rows(self):
        filled = [table for table, (_, rows) in self.rows().items() if rows]
        if filled:
            psql(self.copy, "-c", f"TRUNCATE {', '.join(filled)} CASCADE")
        return bool(filled)

    def differences(self, wanted, made):
        found = []
        for head in sorted(wanted.keys() | made.keys()):
            one, other = wanted.get(head), made.get(head)
            if one == other or (one and other and columns_apart(one) == columns_apart(other)):
                continue
            found.append(f"{head}\n      wanted: {one}\n      made:   {other}")
        return found


if __name__ == "__main__":
    if not os.environ.get("MIGC_CORPUS") or not SERVER:
        print("SKIPPED: MIGC_CORPUS names no folder, or no server (run it under migc_pg_server)")
        sys.exit(77)
    sys.exit(histories.follow_all("pg", Postgres))

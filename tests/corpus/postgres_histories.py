#!/usr/bin/env python3
"""Follows real PostgreSQL migration histories with migrations that migc writes by itself.

    MIGC_CORPUS=<folder> migc_pg_server -- postgres_histories.py <migc> [name[:steps] …]

The folder holds `<name>/pg/history/*.up.sql`. psql brings one database from state to state;
histories.py says what migc does with a copy. What `pg_dump -s` says is compared.
"""

import os
import sys

import histories
from postgres_schemas import SERVER, columns_apart, dump, psql, url


class Postgres(histories.Side):
    """Two databases of the server."""

    def __init__(self, name):
        self.state, self.copy = f"state_{name}", f"copy_{name}"
        self.state_url, self.copy_url = url(self.state), url(self.copy)

    def __enter__(self):
        self.create(self.state)
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
        loaded = psql(self.state, "-f", str(file))
        if loaded.returncode == 0:
            return ""
        error = next((line for line in loaded.stderr.splitlines() if "ERROR" in line), loaded.stderr)
        return error.split("ERROR:")[-1].strip()

    def catalog(self, of_copy):
        return dump(self.copy if of_copy else self.state, [], [])

    def empty_copy(self):
        self.create(self.copy)

    def forget_migc(self):
        psql(self.state, "-c", "DROP SCHEMA IF EXISTS migc CASCADE")

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

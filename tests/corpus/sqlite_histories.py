#!/usr/bin/env python3
"""Follows real SQLite migration histories with migrations that migc writes by itself.

    MIGC_CORPUS=<folder> sqlite_histories.py <migc> [name[:steps] …]

The folder holds `<name>/sqlite/history/*.up.sql`. SQLite itself brings one file from state to state;
histories.py says what migc does with a copy, which has rows, and what is compared.
"""

import os
import pathlib
import sqlite3
import sys
import tempfile

import histories
from sqlite_schemas import catalog


def value(number, type_):
    """A value that suits a declared type."""
    type_ = type_.upper()
    if "BOOL" in type_:
        return number % 2
    if "INT" in type_ or any(word in type_ for word in ("REAL", "NUM", "DEC", "FLOA", "DOUB")):
        return number
    if "DATE" in type_ or "TIME" in type_:
        return f"2024-01-0{number} 00:00:00"
    if "JSON" in type_:
        return "{}"
    return b"\x01\x02" if "BLOB" in type_ or not type_ else f"word {number}"


class Sqlite(histories.Side):
    """Two files."""

    def __init__(self, name):
        self.work = tempfile.TemporaryDirectory(prefix=name)
        folder = pathlib.Path(self.work.name)
        self.tools = []
        self.state, self.copy = folder / "state.db", folder / "copy.db"
        self.state_url, self.copy_url = f"sqlite:///{self.state}", f"sqlite:///{self.copy}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.work.cleanup()

    def load(self, file):
        # Some files are the whole script, some are run inside a transaction that they end themselves.
        error = self.script(file.read_text())
        if "cannot commit" in error:
            error = self.script("BEGIN;\n" + file.read_text() + "\n;COMMIT;")
        return error

    def script(self, text):
        before = self.state.read_bytes() if self.state.exists() else b""
        db = sqlite3.connect(self.state, isolation_level=None)
        for name in ("BIN2B64", "B642BIN"):  # authelia brings its own functions
            db.create_function(name, 1, lambda value: value)
        try:
            db.executescript(text)
            return ""
        except sqlite3.Error as error:
            db.close()
            self.state.write_bytes(before)
            return str(error)
        finally:
            db.close()

    def catalog(self, of_copy):
        """The facts of a file but for the order of columns, a default of null, and keys to nowhere."""
        facts = catalog(self.copy if of_copy else self.state, self.tools)
        tables = {fact[1].lower() for fact in facts if fact[0] == "table"}
        return {simplified(fact) for fact in facts
                if fact[0] != "foreign key" or fact[2][0][0] in tables}

    def leave_alone(self, tables):
        self.tools = tables

    def empty_copy(self):
        self.copy.unlink(missing_ok=True)

    def forget_migc(self):
        db = sqlite3.connect(self.state)
        for (name,) in tables(db, "name LIKE 'migc\\_%' ESCAPE '\\'"):
            db.execute(f'DROP TABLE "{name}"')
        db.commit()
        db.close()

    def fill(self):
        db = sqlite3.connect(self.copy, isolation_level=None)
        db.execute("PRAGMA foreign_keys = ON")
        names = own_tables(db)
        # A row may need rows of other tables first: as many turns as there are tables will do.
        for _ in range(min(len(names), 5)):
            for name in names:
                if db.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0] == 0:
                    fill_table(db, name)
        db.close()

    def rows(self):
        db = sqlite3.connect(self.copy)
        found = {}
        for name in own_tables(db):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({quoted(name)})")]
            listed = ", ".join(map(quoted, columns))
            found[name] = columns, [tuple(map(plain, row)) for row in
                                    db.execute(f"SELECT {listed} FROM {quoted(name)}")]
        db.close()
        return found

    def delete_rows(self):
        db = sqlite3.connect(self.copy)
        count = sum(db.execute(f"DELETE FROM {quoted(name)}").rowcount for name in own_tables(db))
        db.commit()
        db.close()
        return count > 0

    def differences(self, wanted, made):
        return [f"only wanted: {fact}" for fact in sorted(wanted - made, key=str)] + [
            f"only made:   {fact}" for fact in sorted(made - wanted, key=str)]


def tables(db, condition):
    return db.execute(f"SELECT name FROM sqlite_master WHERE type = 'table' AND {condition}").fetchall()


def own_tables(db):
    virtual = {name for (name,) in tables(db, "sql LIKE 'CREATE VIRTUAL%'")}
    return [name for (name,) in tables(db, "name NOT LIKE 'migc\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
            if not any(name == one or name.startswith(one + "_") for one in virtual)]


def fill_table(db, name):
    """Three rows, as far as the table takes them."""
    columns = db.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
    references = {row[3]: (row[2], row[4]) for row in db.execute(f"PRAGMA foreign_key_list({quoted(name)})")}
    for number in (1, 2, 3):
        row = {}
        for _, column, type_, _, _, _ in columns:
            row[column] = value(number, type_)
            if column in references:
                target, key = references[column]
                key = key or column
                try:
                    there = db.execute(f"SELECT {quoted(key)} FROM {quoted(target)} LIMIT 1").fetchone()
                except sqlite3.Error:
                    there = None
                row[column] = there[0] if there else None
        places = ", ".join("?" * len(row))
        try:
            db.execute(f"INSERT INTO {quoted(name)} ({', '.join(map(quoted, row))}) VALUES ({places})",
                       list(row.values()))
        except sqlite3.Error:
            continue  # A check or a key of the authors' wants other rows than these.


def simplified(fact):
    if fact[0] != "column":
        return fact
    _, table, _, name, type_, notnull, default, pk, hidden = fact
    return "column", table, name, type_, notnull, None if default == "null" else default, pk, hidden


def plain(cell):
    """A value whatever the affinity of its column."""
    try:
        return str(float(cell)) if isinstance(cell, (int, float, str)) else cell
    except ValueError:
        return cell


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


if __name__ == "__main__":
    if not os.environ.get("MIGC_CORPUS"):
        print("SKIPPED: MIGC_CORPUS names no folder")
        sys.exit(77)
    sys.exit(histories.follow_all("sqlite", Sqlite))

-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: enum in its order (down)
-- revises: before
-- verdict: exact
-- digest: d4b13c062e7c7223ed31f577b76e178344e488ff5d81e43e9033c62d32bda46d

-- migration before: what is there (down)
-- verdict: exact
-- digest: 82e2014e6abf485b8f17bcea3ba546291ca935baf8aa12942dee385fe5687e9a

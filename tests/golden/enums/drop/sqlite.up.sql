-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 7b30df7378a870efa64dbdab6af8a3c05ae48637a7d0ee4dae0c650246dc828e

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: ba4655bf43a12107e3baa785a5f99f17ce3a4f391dab8dbc63062eda27f9fcfa

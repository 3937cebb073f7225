-- migc: 4 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration m3: both (down)
-- revises: m1, m2
-- verdict: exact
-- digest: 6266149a0dfd4d4b49fbceec6326b7f408fe9cb6da6d3cf435c1a5b38cd5dd65

-- migration m2: right (down)
-- revises: m0
-- verdict: exact
-- digest: 5f0983a3b806865bdab1196dbd3255b75621ca0a6ee3407bc50f3935cdf9c7da

BEGIN;

-- drop column `users.b`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
ALTER TABLE users DROP COLUMN b;

COMMIT;

-- migration m1: left (down)
-- revises: m0
-- verdict: exact
-- digest: 7935dc61304158c82e5183b8bc9f93940c658a4cc71d3c235585919cf66ebbd4

BEGIN;

-- drop column `users.a`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
ALTER TABLE users DROP COLUMN a;

COMMIT;

-- migration m0: root (down)
-- verdict: exact
-- digest: 4d74618c93140908acfaefb3a7d76556fcec821823c5b9db13cfe22adc9c4750

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;

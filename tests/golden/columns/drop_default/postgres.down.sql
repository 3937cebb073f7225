-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop default (down)
-- revises: before
-- verdict: exact
-- digest: 2b336fb84a1ac0808812a99b95686982c076296c8b9e23408b13ede37a9e1836

BEGIN;

-- set the default of `users.age`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN age SET DEFAULT 18;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: af998c877f4bf76c1915ab9d5946351f1d45569d9bc3842bc1e816f4430963b6

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;

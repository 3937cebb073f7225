#!/usr/bin/env bash
# Climbs the history of the example up and down and up again, with rows in the tables.
#   demo.sh [MIGC] [POSTGRES_URL]
# MIGC is the program (default: $MIGC, else `migc` on PATH). Without a URL everything happens in an SQLite file; with one in
# that PostgreSQL database, which should be empty. Works on a copy of the example; nothing is left behind but what is in the
# PostgreSQL database.
set -euo pipefail

migc=${1:-${MIGC:-migc}}
url=${2:-}
if [[ $migc == */* ]]; then
  migc=$(realpath "$migc")
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/." "$work"
cd "$work"
# The surroundings must not lead the demo to somebody's database.
unset DATABASE_URL DATABASE_SERVICE MIGC_URL
database=()
if [[ -n $url ]]; then
  database=(--url "$url")
fi

step() { printf '\n\033[1m# %s\033[0m\n' "$*"; }

# Shows a command of migc and runs it.
run() {
  printf '\033[1m$ migc %s\033[0m\n' "$*"
  "$migc" "${database[@]}" "$@"
}

sql() {
  if [[ -n $url ]]; then
    psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$url" --command "$1"
  else
    sqlite3 -bail inference_core.db "PRAGMA foreign_keys = ON; $1"
  fi
}

expect() {
  local found
  found=$(sql "$1")
  printf '%s: %s\n' "$3" "$found"
  if [[ $found != "$2" ]]; then
    printf 'demo: expected %s\n' "$2" >&2
    exit 1
  fi
}

# The rows that matter: who there is, who may sign in, whose request was logged.
rows() {
  sql "SELECT username, is_active, is_deleted FROM users ORDER BY username"
  sql "SELECT config_value, is_deleted FROM llm_config_overrides ORDER BY id"
  sql "SELECT l.request_id, u.username FROM llm_request_logs l JOIN users u ON u.id = l.user_id ORDER BY 1"
}

step "Is everything right with the migrations? No database is needed to know."
run check

step "What would run?"
run plan | sed -n '1,24p'
echo "…"

step "The tables as they were before the service had a history, with rows in them"
run apply initial_schema
stamp="'2026-02-01 12:00:00'"
for user in 1:alice:0 2:bob:1; do
  IFS=: read -r number name deleted <<<"$user"
  sql "INSERT INTO users (id, email, username, hashed_password, is_active, is_superuser, is_verified, is_deleted, created_at, updated_at)
       VALUES ('3000000000000000000000000000000$number', '$name@example.org', '$name', 'x', '1', '0', '1', '$deleted', $stamp, $stamp)"
  sql "INSERT INTO llm_request_logs (id, user_id, request_id, task_type, request_mode, model_name, provider, success, usage_raw, cost_estimated, streamed, partial)
       VALUES ('1000000000000000000000000000000$number', '3000000000000000000000000000000$number', 'of $name', 'chat', 'sync', 'm', 'p', '1', '{}', '0', '0', '0')"
  sql "INSERT INTO llm_config_overrides (id, scope, scope_key, config_key, config_value, priority, is_active, created_by_id, is_deleted)
       VALUES ('2000000000000000000000000000000$number', 'model', 'm', 'temperature', '0.$number', 0, '1', '3000000000000000000000000000000$number', '$deleted')"
done
echo "bob is marked as deleted, and his setting equals alice's but for the mark:"
rows | tee before.txt

step "Up to the head"
run apply head
run current
run history
expect "SELECT count(*) FROM users WHERE username = 'bob'" 0 "users called bob"
expect "SELECT count(*) FROM llm_config_overrides" 1 "settings"
expect "SELECT first_name FROM users WHERE username = 'public'" Public "the public user"

step "Down again to where the rows were put in: every row is back"
run revert initial_schema
rows | tee after.txt
cmp before.txt after.txt

step "Down to the base, and up once more"
run apply head
run revert base
run current
run apply head
run current
step "Done: up, down and up again"

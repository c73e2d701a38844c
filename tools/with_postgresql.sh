#!/usr/bin/env bash
# Run one command with a PostgreSQL server of its own: tools/with_postgresql.sh COMMAND [ARGUMENT...]
# The server is durable (fsync on, unless POSTGRESQL_FSYNC=off: tests empty every table hundreds of times),
# listens on a free loopback port, and is gone afterwards.
# DATABASE_URL names it. The command's exit status is returned.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 2; }

programs=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || programs=$(dirname "$(command -v initdb)")

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" = 0 ]; then (cd / && exec runuser -u postgres -- "$@"); else (cd / && exec "$@"); fi
}

# A socket's path may have 107 characters at most, so the place is short.
place=$(mktemp -d /tmp/pg.XXXXXX)
stop() {
    trap '' INT TERM
    as_owner "$programs/pg_ctl" -D "$place/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$place"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
port=$("$(dirname "$0")/../.venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf '%s\n' "$password" >"$place/password"
[ "$(id -u)" != 0 ] || chown -R postgres "$place"

as_owner "$programs/initdb" -D "$place/data" -U openecf --pwfile="$place/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$place/initdb.log" 2>&1 \
    || { cat "$place/initdb.log" >&2; exit 1; }
as_owner "$programs/pg_ctl" -D "$place/data" -l "$place/server.log" -w -t 60 start \
    -o "-p $port -k $place -c listen_addresses=127.0.0.1 -c fsync=${POSTGRESQL_FSYNC:-on} -c max_connections=200" >/dev/null \
    || { cat "$place/server.log" >&2; exit 1; }
PGPASSWORD=$password "$programs/createdb" -h 127.0.0.1 -p "$port" -U openecf openecf

export DATABASE_URL="postgres://openecf:$password@127.0.0.1:$port/openecf"
status=0
"$@" || status=$?
exit "$status"

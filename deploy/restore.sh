#!/usr/bin/env bash
# Brings a backup back into an empty place, and has the forum verify it: restore.sh /var/backups/forum/forum-20260101T020000Z
#
# Writes to FORUM_DATABASE_URL and FORUM_DATA, as the forum reads them. Both must be empty: nothing is ever overwritten, so to
# replace a forum, move the old database and folder aside first. The forum itself must not run meanwhile.
set -euo pipefail
umask 077

unit=${FORUM_UNIT:-forum.service}
forum=${FORUM_BIN:-forum}
data=${FORUM_DATA:-./data}
database=${FORUM_DATABASE_URL:-$data/forum.db}

die() { printf 'restore: %s\n' "$*" >&2; exit 1; }

[[ $# -eq 1 && -d $1 ]] || die "name the folder of one backup"
backup=$(cd "$1" && pwd)
[[ $backup != *.partial ]] || die "this backup broke off: choose a whole one"
[[ -f $backup/SHA256SUMS ]] || die "$backup has no SHA256SUMS: it is not a backup"
(cd "$backup" && sha256sum --check --quiet --strict SHA256SUMS) || die "this backup is damaged"
command -v "$forum" >/dev/null || die "the program $forum was not found; name it in FORUM_BIN"
if command -v systemctl >/dev/null && systemctl is-active --quiet "$unit"; then die "stop $unit first"; fi

# escaped turns %41 into \x41, for printf.
escaped() { local text=${1//\\/\\\\}; printf '%s' "${text//%/\\x}"; }

# The password goes by the environment: what stands on the command line is read by everybody on the machine.
postgres() {
  local url=$1 there password=
  [[ -f $backup/database.dump ]] || die "this is a backup of SQLite: let FORUM_DATABASE_URL name a file"
  if [[ $url =~ ^(postgres(ql)?://[^:/@]*):([^@/]*)@(.*)$ ]]; then
    url=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
    printf -v password '%b' "$(escaped "${BASH_REMATCH[3]}")"
    export PGPASSWORD=$password
  fi
  there=$(psql --no-psqlrc --tuples-only --no-align --dbname="$url" --command="SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'")
  [[ $there == 0 ]] || die "the database is not empty: make a new one with createdb"
  pg_restore --exit-on-error --single-transaction --no-owner --no-privileges --dbname="$url" "$backup/database.dump"
  psql --no-psqlrc --quiet --dbname="$url" --command=ANALYZE # without statistics a page takes ten times as long
}

sqlite() {
  local file=$1
  [[ -f $backup/database.sqlite ]] || die "this is a backup of PostgreSQL: let FORUM_DATABASE_URL name a database"
  [[ ! -e $file && ! -e $file-wal ]] || die "$file is there already"
  mkdir -p "$(dirname "$file")"
  if [[ -f $backup/database.sqlite-wal ]]; then cp "$backup/database.sqlite-wal" "$file-wal"; fi
  cp "$backup/database.sqlite" "$file"
}

files() {
  [[ -f $backup/files.tar ]] || return 0
  mkdir -p "$data"
  tar --extract --file "$backup/files.tar" --directory "$data" --keep-old-files --no-same-owner
}

if [[ -d $data && -n $(ls -A "$data") ]]; then die "$data is not empty"; fi
case $database in
  postgres://* | postgresql://*) postgres "$database" ;;
  *) sqlite "$database" ;;
esac
files
if [[ $(id -u) -eq 0 && -n ${FORUM_OWNER:-} ]]; then
  chown -R "$FORUM_OWNER" "$data"
  [[ $database == postgres*://* ]] || chown "$FORUM_OWNER" "$database"
fi

# The register proves itself: a cut, changed or missing entry is named here.
FORUM_DATABASE_URL=$database FORUM_DATA=$data "$forum" verify
printf 'restored %s\n' "$backup"

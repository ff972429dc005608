#!/usr/bin/env bash
# Saves the forum's database and files while it runs: backup.sh /var/backups/forum
#
# Each run makes one folder, forum-<UTC time>, with the database, the files and their checksums; a folder without the ending
# .partial is whole. Older ones than FORUM_BACKUP_KEEP_DAYS (30) go, so that what was erased from the forum leaves the backups
# too, on a schedule that can be stated. Reads FORUM_DATABASE_URL and FORUM_DATA, as the forum does.
set -euo pipefail
umask 077

unit=${FORUM_UNIT:-forum.service}
keep=${FORUM_BACKUP_KEEP_DAYS:-30}
data=${FORUM_DATA:-./data}
database=${FORUM_DATABASE_URL:-$data/forum.db}

die() { printf 'backup: %s\n' "$*" >&2; exit 1; }

[[ $# -eq 1 ]] || die "name the folder that holds the backups"
[[ $keep =~ ^[1-9][0-9]*$ ]] || die "FORUM_BACKUP_KEEP_DAYS is a number of days, not \"$keep\""
mkdir -p "$1"
target=$(cd "$1" && pwd)/forum-$(date -u +%Y%m%dT%H%M%SZ)
work=$target.partial
stopped=
[[ ! -e $target ]] || die "$target is there already"
mkdir "$work" 2>/dev/null || die "$work is there already: another backup is running, or one broke off"

finish() {
  local status=$?
  [[ -z $stopped ]] || systemctl start "$unit" || status=1
  [[ $status -eq 0 ]] || rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# escaped turns %41 into \x41, for printf.
escaped() { local text=${1//\\/\\\\}; printf '%s' "${text//%/\\x}"; }

# The password goes by the environment: what stands on the command line is read by everybody on the machine.
postgres() {
  local url=$1 password=
  if [[ $url =~ ^(postgres(ql)?://[^:/@]*):([^@/]*)@(.*)$ ]]; then
    url=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
    printf -v password '%b' "$(escaped "${BASH_REMATCH[3]}")"
    export PGPASSWORD=$password
  fi
  pg_dump --format=custom --no-owner --no-privileges --dbname="$url" --file="$work/database.dump"
  pg_restore --list "$work/database.dump" >/dev/null
}

sqlite() {
  local file
  file=$(realpath -- "$1")
  [[ -f $file ]] || die "there is no database at $file"
  if command -v sqlite3 >/dev/null; then
    (cd "$work" && sqlite3 -bail -cmd '.timeout 30000' "$file" '.backup database.sqlite')
    [[ $(sqlite3 -bail "$work/database.sqlite" 'PRAGMA quick_check') == ok ]] || die "the copy of the database is damaged"
    return
  fi
  # Without its own tool a database can be copied only while nobody writes to it.
  if command -v systemctl >/dev/null && systemctl is-active --quiet "$unit"; then
    stopped=yes
    systemctl stop "$unit"
  elif [[ ${FORUM_STOPPED:-} != yes ]]; then
    die "sqlite3 is missing: install it, or stop the forum and say FORUM_STOPPED=yes"
  fi
  cp "$file" "$work/database.sqlite"
  if [[ -s $file-wal ]]; then cp "$file-wal" "$work/database.sqlite-wal"; fi
}

# files comes after the database: whatever a row names was there before the row. Letters stay behind: they hold one-time links.
files() {
  local status=0 file
  [[ -d $data ]] || return 0
  file=./$(realpath -m --relative-to="$data" -- "$database") # the database itself lies here if it is SQLite
  tar --create --file "$work/files.tar" --directory "$data" --sort=name --numeric-owner --anchored --no-wildcards \
    --exclude=./letters --exclude="$file" --exclude="$file-wal" --exclude="$file-shm" . || status=$?
  [[ $status -le 1 ]] || die "the files could not be saved" # 1: a file came or went meanwhile
}

case $database in
  postgres://* | postgresql://*) postgres "$database" ;;
  *) sqlite "$database" ;;
esac
files
(cd "$work" && sha256sum -- * >SHA256SUMS)
sync -f "$work" 2>/dev/null || sync
mv "$work" "$target"
find "$(dirname "$target")" -mindepth 1 -maxdepth 1 -type d -name 'forum-*' -mmin "+$((keep * 1440))" -exec rm -rf {} +
printf '%s\n' "$target"

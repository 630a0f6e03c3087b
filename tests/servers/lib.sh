# Sourced by the scripts of this folder: where servers live, and how their processes are watched.
#
# Everything is under MARBRE_SERVERS_DIR (default: marbre-servers in the user's cache): cache/ holds
# what was downloaded and may be deleted at any time, run/ the sites themselves.
servers_dir=${MARBRE_SERVERS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/marbre-servers}
cache=$servers_dir/cache

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { say "$*"; exit 1; }

# fetch_package SPEC : the path of a package's tarball, downloaded once. npm checks what it gets.
fetch_package() {
  local file=$cache/${1//[@\/]/_}.tgz scratch
  if [ ! -s "$file" ]; then
    mkdir -p "$cache"
    scratch=$(mktemp -d "$cache/.fetch.XXXXXX")
    say "downloading $1"
    if ! (cd "$scratch" && npm pack --loglevel=error "$1") >"$scratch/log" 2>&1; then
      cat "$scratch/log" >&2
      rm -rf "$scratch"
      die "$1 could not be downloaded; is there a network?"
    fi
    mv "$scratch"/*.tgz "$file"
    rm -rf "$scratch"
  fi
  printf '%s\n' "$file"
}

# is_running PIDFILE WORD : the process is there, is ours (WORD is in its command line) and no
# zombie.
is_running() {
  local pid
  pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] &&
    tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q "$2" && ! grep -qs '^State:.Z' "/proc/$pid/status"
}

# stop_process PIDFILE WORD : asks it to end, insists after ten seconds.
stop_process() {
  local pid tries
  if is_running "$1" "$2"; then
    pid=$(cat "$1")
    kill -TERM "$pid" 2>/dev/null || :
    for tries in $(seq 100); do
      is_running "$1" "$2" || break
      sleep 0.1
    done
    ! is_running "$1" "$2" || kill -KILL "$pid" 2>/dev/null || :
  fi
  rm -f "$1"
}

# wait_for_answer URL : until the server answers it, at most twenty seconds.
wait_for_answer() {
  local tries
  for tries in $(seq 100); do
    if curl -fsS -m 10 -o /dev/null "$1" 2>/dev/null; then
      return 0
    fi
    sleep 0.2
  done
  return 1
}

#!/usr/bin/env bash
# Serves a real WordPress on 127.0.0.1 with the release of dist/ and a page that contains the tag in a Custom HTML block.
#
#   tests/wordpress/serve.sh [PORT]      (default 8090; Ctrl-C ends it)
#   tests/wordpress/serve.sh --install   (installs what it needs, and ends)
#
# Needs Debian or a relative. Installs php-cli, php-mysql, mariadb-server-core and mariadb-client-core (about 90 MB; no service is
# started) if they are missing, and unpacks Debian's wordpress with two of its themes into target/wordpress (12 MB to download,
# 60 MB on disk).
# It changes nothing else on the machine: database and socket are removed at the end, and each start makes a new site. Prints `WordPress: ADDRESS` when the page is there.
# Exit code 75: the packages are not available here.
set -euo pipefail

port=${1:-8090}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/target/wordpress
# The client has `my_print_defaults`, without which `mariadb-install-db` of the server does nothing.
programs=(php-cli php-mysql mariadb-server-core mariadb-client-core)
packages=(wordpress wordpress-theme-twentytwentyone wordpress-theme-twentytwentythree)
tag='<script src="/candidate-check/candidate-check.js" async data-clinic="Willow Bend Clinic" data-phone="(555) 555-0142" data-booking="https://example.com/book"></script>'

cannot() {
  echo "tests/wordpress/serve.sh: $1" >&2
  exit 75
}

[ "$port" = --install ] || [ -f "$root/dist/candidate-check.js" ] || { echo "tests/wordpress/serve.sh: dist/ is empty; build it: cargo xtask build" >&2; exit 1; }
command -v apt-get >/dev/null || cannot "there is no apt-get here; WordPress comes from Debian’s packages"

# ---- programs ----

PATH=$PATH:/usr/sbin
are_there() {
  local program
  for program in php mariadbd mariadb-install-db my_print_defaults; do command -v "$program" >/dev/null || return 1; done
  php -r 'exit(extension_loaded("mysqli") ? 0 : 1);'
}
if ! are_there; then
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || cannot "install these first: apt-get install --no-install-recommends ${programs[*]}"
    as_root=(sudo -n)
  fi
  echo "Installing ${programs[*]} with apt-get: 90 MB on disk, about half a minute"
  apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update >&2 || true
  "${apt[@]}" install -y --no-install-recommends "${programs[@]}" >&2 || cannot "apt-get can’t install ${programs[*]}"
fi

# ---- WordPress itself, unpacked and not installed ----

if [ ! -d "$work/system" ]; then
  echo "Unpacking WordPress into target/wordpress: 60 MB on disk"
  rm -rf "$work/download" && mkdir -p "$work/download"
  (cd "$work/download" && apt-get -qq download "${packages[@]}" 2>&1) >&2 || cannot "apt-get can’t download ${packages[*]}"
  for package in "$work"/download/*.deb; do dpkg -x "$package" "$work/unpacked"; done
  mv "$work/unpacked" "$work/system"
fi

[ "$port" = --install ] && exit 0

# ---- a new site each time ----

site=$work/site
socket=$(mktemp -d) # A path for a socket must be short.
running=()
finish() {
  for process in "${running[@]}"; do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$socket" "$work/database"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

rm -rf "$site" "$work/database"
cp -a "$work/system/usr/share/wordpress" "$site"
rm -rf "$site/wp-content"
cp -a "$work/system/var/lib/wordpress/wp-content" "$site/wp-content"
for theme in "$work"/system/usr/share/wordpress/wp-content/themes/*; do
  name=$(basename "$theme")
  # Debian links from one folder to the other.
  [ -L "$site/wp-content/themes/$name" ] && rm "$site/wp-content/themes/$name"
  [ -d "$site/wp-content/themes/$name" ] || cp -a "$theme" "$site/wp-content/themes/$name"
done
mkdir -p "$site/wp-content/mu-plugins" "$site/candidate-check"
cp "$here/wp-config.php" "$site/wp-config.php"
cp "$here/theme.php" "$site/wp-content/mu-plugins/theme.php"
cp -r "$root/dist/." "$site/candidate-check/"

export DATABASE_SOCKET=$socket/db SITE_ADDRESS=http://127.0.0.1:$port
mariadb-install-db --no-defaults --datadir="$work/database" --auth-root-authentication-method=normal --skip-test-db \
  --user="$(id -un)" >"$work/database.log" 2>&1 || {
  cat "$work/database.log" >&2
  echo "tests/wordpress/serve.sh: mariadb-install-db can’t create a database in $work/database; its output is above" >&2
  exit 1
}
mariadbd --no-defaults --user="$(id -un)" --datadir="$work/database" --socket="$DATABASE_SOCKET" --skip-networking \
  --pid-file="$socket/pid" --innodb-flush-log-at-trx-commit=0 >>"$work/database.log" 2>&1 &
running+=($!)

page=$(php "$here/install.php" "$site" "$tag")
php -S "127.0.0.1:$port" -t "$site" >"$work/php.log" 2>&1 &
running+=($!)
for _ in $(seq 100); do
  if php -r 'exit(@file_get_contents($argv[1]) === false ? 1 : 0);' "$page"; then
    echo "WordPress: $page"
    wait -n "${running[@]}"
    echo "tests/wordpress/serve.sh: the database or the web server ended; see target/wordpress/*.log" >&2
    exit 1
  fi
  kill -0 "${running[1]}" 2>/dev/null || break
  sleep 0.1
done
echo "tests/wordpress/serve.sh: no page at $page; is port $port taken? See target/wordpress/php.log" >&2
exit 1

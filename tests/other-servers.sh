#!/usr/bin/env bash
# Unpacks Cyrus and Courier, the IMAP servers of Debian that exclude Dovecot when they are installed, for the tests of the
# desk on other servers. Those tests are skipped where this could not be done; nothing else needs it.
#
#   bash tests/other-servers.sh
set -euo pipefail

say() { printf 'other servers: %s\n' "$*" >&2; }

# HeadDesk.MailServers.Others.UnpackedServer looks in the same place.
if [[ $EUID -eq 0 ]]; then
  target=/var/cache/headdesk-tests
else
  target=${HOME:-/tmp}/.cache/headdesk-tests
fi

if [[ -e $target/complete ]]; then
  exit 0
fi

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  say "not a Debian system: the tests on Cyrus and Courier are skipped"
  exit 0
fi

as_root=()
if [[ $EUID -ne 0 ]]; then
  as_root=(sudo)
  [[ -t 0 ]] || as_root+=(-n)
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"

"${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update >"$work/log" 2>&1 </dev/null || say "apt-get update failed, trying with the package lists there are"

# What they need and what goes well with Dovecot is installed, the servers themselves are only unpacked.
if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install \
  --no-install-recommends --no-remove cyrus-common sasl2-bin libsasl2-modules-db libgdbm6 libidn12 libpcre3 >>"$work/log" 2>&1 </dev/null \
  || ! apt-get -qq download cyrus-imapd courier-imap courier-base courier-authlib libcourier-unicode4 libgamin0 >>"$work/log" 2>&1; then
  tail -n 5 "$work/log" >&2
  say "could not be had: the tests on Cyrus and Courier are skipped"
  exit 0
fi

mkdir -p "$work/new/cyrus" "$work/new/courier"
dpkg-deb --extract cyrus-imapd_*.deb new/cyrus
for package in courier-imap_*.deb courier-base_*.deb courier-authlib_*.deb libcourier-unicode4_*.deb libgamin0_*.deb; do
  dpkg-deb --extract "$package" new/courier
done
touch new/complete
chmod -R a+rX new
mkdir -p "$(dirname "$target")"
rm -rf "$target"
mv new "$target"

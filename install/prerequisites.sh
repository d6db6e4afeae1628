#!/usr/bin/env bash
# Installs the Debian packages that the demo and the tests need beside the .NET SDK: Dovecot and Exim, the real mail
# servers that both start for themselves, unprivileged, on loopback ports; and for the tests alone Chromium, which shows
# how the notices look. Does nothing where they are there already.
#
#   bash install/prerequisites.sh [--tests]
set -euo pipefail

packages=(dovecot-imapd dovecot-lmtpd exim4-daemon-light)
programs=(/usr/sbin/dovecot /usr/lib/dovecot/imap /usr/lib/dovecot/lmtp /usr/sbin/exim4)
if [[ ${1:-} == --tests ]]; then
  packages+=(chromium)
  programs+=(/usr/bin/chromium)
fi

say() { printf 'prerequisites: %s\n' "$*" >&2; }

all_there() {
  local program
  for program in "${programs[@]}"; do
    [[ -x $program ]] || return 1
  done
}

if ! command -v dotnet >/dev/null; then
  say "the .NET 10 SDK is missing: 'dotnet' is not on the PATH"
  exit 1
fi

if all_there; then
  exit 0
fi

if ! command -v apt-get >/dev/null; then
  say "not a Debian system: install Dovecot 2.3 (IMAP and LMTP), Exim 4.96 and, for the tests, Chromium yourself, so that ${programs[*]} exist"
  exit 1
fi

as_root=(env)
if [[ $EUID -ne 0 ]]; then
  if ! command -v sudo >/dev/null; then
    say "as root, please: apt-get install ${packages[*]}"
    exit 1
  fi
  # Without a terminal nobody could type the password.
  as_root=(sudo)
  [[ -t 0 ]] || as_root+=(-n)
  as_root+=(env)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# --no-remove: a machine whose mail goes through another MTA keeps it.
apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
say "installing ${packages[*]}"
"${apt[@]}" update >"$log" 2>&1 </dev/null || say "apt-get update failed, trying with the package lists there are"
result=0
"${apt[@]}" install --no-install-recommends --no-remove "${packages[@]}" >>"$log" 2>&1 </dev/null || result=$?

# The packages also set up Debian's own mail services. Those may fail to start, as in a container; nothing here uses them.
if ! all_there; then
  cat "$log" >&2
  say "could not install ${packages[*]} (apt-get ended with $result, see above)"
  if dpkg-query -W -f='${db:Status-Status}' postfix 2>/dev/null | grep -qx installed; then
    say "postfix is installed, and Debian's exim4 would replace it: use another machine or a container"
  fi
  exit 1
fi

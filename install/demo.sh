#!/usr/bin/env bash
# Builds Head Desk, starts real mail servers on loopback, runs the daemon and plays a day at the desk.
set -euo pipefail

usage() {
  cat <<'USAGE'
usage: bash install/demo.sh [--once]

  --once  exit when the day is over: with 0 only if all of it was right.
          Without it the desk is left running for you to try; Ctrl-C stops everything.

Installs the Debian packages it needs (install/prerequisites.sh); needs the .NET 10 SDK.
USAGE
}

case "$*" in
  -h | --help) usage; exit 0 ;;
  "" | --once) ;;
  *) usage >&2; exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export HOME="${HOME:-/tmp}"

bash install/prerequisites.sh </dev/null
echo "demo: building (a minute or two the first time)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for project in src/HeadDesk.Daemon install/Demo; do
  if ! dotnet build "$project" --configuration Release --disable-build-servers --verbosity quiet -nologo >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    echo "demo: the build of $project failed" >&2
    exit 1
  fi
done
rm -f "$log"

# exec: signals reach the player, which stops the servers and the daemon.
exec install/Demo/bin/Release/net10.0/headdesk-demo "$PWD/src/HeadDesk.Daemon/bin/Release/net10.0/headdesk" "$@"

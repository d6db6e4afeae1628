#!/usr/bin/env bash
# Installs Head Desk as a service on Debian or Ubuntu, or takes it away again. docs/operating.md says what comes after.
set -euo pipefail

usage() {
  cat <<'USAGE'
usage: install.sh [--from DIR] [--root DIR]
       install.sh --rollback | --uninstall [--root DIR]

  --from DIR   take the program that is built in DIR; without it, it is built from the sources beside this script
  --root DIR   put everything below DIR and touch nothing else: no user, no service (for packagers)
  --rollback   exchange the program for the one before it
  --uninstall  take away program, service and completion; configuration, data and the user stay

As root, but with --root. Needs the .NET 10 runtime (package aspnetcore-runtime-10.0), to build the SDK (dotnet-sdk-10.0).
A second run changes nothing; a run with a newer program is an upgrade, and restarts the service if it runs.

  sudo bash install/install.sh                                build and install
  sudo bash install/install.sh --from built                   install what was built elsewhere
  bash install/install.sh --root package --from built          for a package
USAGE
}

say() { printf 'install: %s\n' "$*"; }

die() {
  printf 'install: %s\n' "$*" >&2
  exit 1
}

misused() {
  printf 'install: %s\n' "$*" >&2
  usage >&2
  exit 2
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
action=install from="" root=""
while (($# > 0)); do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --from | --root)
      [[ -n ${2:-} ]] || misused "$1 wants a folder"
      [[ -d $2 ]] || die "$2 is no folder"
      if [[ $1 == --from ]]; then from=$(cd "$2" && pwd); else root=$(cd "$2" && pwd); fi
      shift 2
      ;;
    --rollback | --uninstall)
      [[ $action == install ]] || misused "one thing at a time: --$action or $1"
      action=${1#--}
      shift
      ;;
    *) misused "$1 is not known" ;;
  esac
done
[[ -z $from || $action == install ]] || misused "--from goes with an installation only"
[[ $root != / ]] || root=""

readonly user=headdesk
readonly program=$root/usr/lib/headdesk link=$root/usr/bin/headdesk
readonly previous=$program.previous staged=$program.new
readonly unit=$root/etc/systemd/system/headdesk.service
readonly completion=$root/usr/share/bash-completion/completions/headdesk
readonly settings=$root/etc/headdesk data=$root/var/lib/headdesk
readonly config=$settings/headdesk.json
changed=false ran=false scratch=""
# su without "-" leaves these out of the path.
PATH=$PATH:/usr/sbin:/sbin

if [[ -z $root && $EUID -ne 0 ]]; then
  die "as root, please: sudo bash ${BASH_SOURCE[0]}"
fi

has_systemctl() { [[ -z $root ]] && command -v systemctl >/dev/null; }

# Without a running systemd (a container, a chroot) units can be put into place and enabled, not started.
has_systemd() { has_systemctl && [[ -d /run/systemd/system ]]; }

# A program that is exchanged under a running daemon would load parts of the other one. One that failed was meant to run.
stop_if_it_runs() {
  if has_systemd && [[ $(systemctl show --property ActiveState --value headdesk) =~ ^(active|activating|reloading|failed)$ ]]; then
    say "stopping the service"
    systemctl stop headdesk
    ran=true
  fi
}

start_again() {
  if [[ $ran == true ]]; then
    say "starting the service"
    systemctl start headdesk || die "it does not start; see: journalctl -u headdesk; back to the program before: bash $here/install.sh --rollback"
  fi
}

# 0644 and 0755, root's, whatever the build or the archive said.
stage() {
  local built=$1
  rm -rf "$staged"
  mkdir -p "$staged"
  cp -R --no-preserve=mode,ownership "$built"/. "$staged"
  find "$staged" -type d -exec chmod 0755 {} +
  find "$staged" -type f -exec chmod 0644 {} +
  chmod 0755 "$staged/headdesk"
}

build() {
  local owner output=$1
  owner=$(stat -c %U "$here/..")
  command -v dotnet >/dev/null || die "the .NET 10 SDK is missing (package dotnet-sdk-10.0, see https://learn.microsoft.com/dotnet/core/install/linux); or build elsewhere and use --from"
  say "building (a few minutes the first time)"
  # As whoever owns the sources: they keep being able to build, and no build step runs as root for another's files.
  local as=()
  if [[ $EUID -eq 0 && $owner != root && $owner != UNKNOWN ]]; then
    chown "$owner" "$output"
    as=(runuser -u "$owner" -- env "HOME=$(getent passwd "$owner" | cut -d: -f6)")
  fi
  "${as[@]}" env DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
    dotnet publish "$here/../src/HeadDesk.Daemon" --configuration Release --output "$output" --disable-build-servers \
    --verbosity quiet -nologo </dev/null >&2 || die "the build failed, see above"
}

# As the service will: with nothing of this shell's environment, which may name a runtime that the service does not find.
try_to_start() {
  local as=() fault
  if [[ $EUID -eq 0 ]]; then
    as=(runuser -u "$1" --)
  fi
  if ! fault=$(cd / && "${as[@]}" env -i PATH=/usr/bin:/bin "$staged/headdesk" --version 2>&1 >/dev/null); then
    rm -rf "$staged"
    printf '%s\n' "$fault" >&2
    die "the program does not start (see above). It needs the .NET 10 runtime, package aspnetcore-runtime-10.0: https://learn.microsoft.com/dotnet/core/install/linux; where it lies at an unusual place, name that in /etc/dotnet/install_location"
  fi
}

make_user() {
  if ! getent group "$user" >/dev/null; then
    say "making the group $user"
    groupadd --system "$user"
  fi
  if ! getent passwd "$user" >/dev/null; then
    say "making the user $user"
    useradd --system --gid "$user" --home-dir "$data" --no-create-home --shell /usr/sbin/nologin --comment "Head Desk" "$user"
  fi
}

# A folder that is there keeps the owner and mode that somebody gave it.
make_folder() {
  local path=$1 mode=$2
  if [[ ! -d $path ]]; then
    say "making $path"
    mkdir -p "$(dirname "$path")"
    mkdir -m "$mode" "$path"
    [[ -n $root ]] || chown "$user:$user" "$path"
  fi
}

# Writes a file whole or not at all, and only where it says anything new.
put_file() {
  local path=$1 text=$2
  if [[ ! -f $path || $(<"$path") != "$text" ]]; then
    say "writing $path"
    mkdir -p "$(dirname "$path")"
    printf '%s\n' "$text" >"$path.new"
    mv -f "$path.new" "$path"
    changed=true
  fi
}

# Two renames: the program before stays whole beside the new one. Cut short between them, the next run puts it right.
exchange_program() {
  if [[ -d $program ]] && diff -rq "$staged" "$program" >/dev/null; then
    say "the program is up to date"
    rm -rf "$staged"
    return
  fi
  stop_if_it_runs
  if [[ -d $program ]]; then
    rm -rf "$previous"
    mv -T "$program" "$previous"
    say "the program before is kept: $previous"
  fi
  say "writing $program"
  mv -T "$staged" "$program"
  changed=true
}

next_steps() {
  if [[ -n $root ]]; then
    say "staged below $root; the user $user and the owners of $settings and $data are the package's to make"
  elif [[ -f $config ]]; then
    say "done; look whether all is well: runuser -u $user -- headdesk check --config $config"
  else
    cat <<NEXT

Head Desk is installed. Now set up your desk, as root:

  runuser -u $user -- headdesk init --config $config --data-directory $data
NEXT
    if has_systemd; then
      printf '  systemctl start headdesk\n'
    else
      printf '  runuser -u %s -- headdesk run --config %s\n' "$user" "$config"
    fi
    printf '\nIt asks what it needs to know. What else there is: headdesk --help\n'
  fi
}

install_all() {
  local built=$from starter=$user known_unit=true words
  if [[ -e $link || -L $link ]] && [[ $(readlink "$link") != ../lib/headdesk/headdesk ]]; then
    die "$link is there already and not ours; move it away first"
  fi
  if [[ -z $built ]]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    built=$scratch
    build "$built"
  fi
  [[ -f $built/headdesk && -f $built/headdesk.dll ]] || die "$built holds no built program: headdesk and headdesk.dll are wanted"

  mkdir -p "$(dirname "$program")"
  stage "$built"
  if [[ -n $root ]]; then
    starter=$(id -un)
  else
    make_user
  fi
  try_to_start "$starter"
  make_folder "$settings" 0750
  make_folder "$data" 0700
  exchange_program
  if [[ ! -L $link ]]; then
    say "writing $link"
    mkdir -p "$(dirname "$link")"
    ln -s ../lib/headdesk/headdesk "$link"
  fi
  words=$("$program/headdesk" completion bash)
  put_file "$completion" "$words"

  if [[ -n $root ]] || has_systemctl; then
    [[ -f $unit ]] || known_unit=false
    put_file "$unit" "$(<"$here/headdesk.service")"
  fi
  if has_systemctl && [[ $known_unit == false ]]; then
    systemctl --quiet enable headdesk
  fi
  if [[ $changed == true ]] && has_systemd; then
    systemctl daemon-reload
    stop_if_it_runs
    # A desk that somebody stopped stays stopped; one that is new here begins.
    if [[ $known_unit == false && -f $config ]]; then
      ran=true
    fi
    start_again
  fi
  next_steps
}

roll_back() {
  [[ -d $previous ]] || die "no program before this one is kept: $previous is not there"
  stop_if_it_runs
  if [[ -d $program ]]; then
    rm -rf "$staged"
    mv -T "$program" "$staged"
  fi
  mv -T "$previous" "$program"
  if [[ -d $staged ]]; then
    mv -T "$staged" "$previous"
  fi
  say "the program before is in place again; what it took the place of is $previous. If it refuses the store, see docs/upgrade.md"
  start_again
}

uninstall() {
  if has_systemctl && [[ -f $unit ]]; then
    has_systemd && systemctl --quiet stop headdesk
    systemctl --quiet disable headdesk
  fi
  local path
  for path in "$unit" "$completion" "$program" "$previous" "$staged"; do
    if [[ -e $path ]]; then
      say "removing $path"
      rm -rf "$path"
    fi
  done
  if [[ $(readlink "$link") == ../lib/headdesk/headdesk ]]; then
    say "removing $link"
    rm -f "$link"
  fi
  if has_systemd; then
    systemctl daemon-reload
  fi
  say "left as they are: $settings, $data and the user $user"
}

umask 022
# In one piece: bash reads as it goes, and sources that change during a long build must not change what is done.
{
  case $action in
    install) install_all ;;
    rollback) roll_back ;;
    uninstall) uninstall ;;
  esac
  exit 0
}

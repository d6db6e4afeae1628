#!/usr/bin/env bash
# Builds everything in Release and runs every test project of the solution; ends with "N passed, N failed".
set -euo pipefail

usage() {
  cat <<'USAGE'
usage: bash tests/run.sh [FILTER]

  FILTER  a part of a test's full name, such as "Threading" or "FetchCommandTests",
          or an expression of `dotnet test --filter`, such as "FullyQualifiedName!~EndToEnd"

Installs the Debian packages it needs (install/prerequisites.sh). The exit code is 0 only if tests ran and all passed.
USAGE
}

readonly project_limit=900 total_limit=1140   # seconds; the whole stays below 20 minutes
passed=0 failed=0 skipped=0 told=false

tell_totals() {
  told=true
  if ((skipped > 0)); then
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  else
    printf '%d passed, %d failed\n' "$passed" "$failed"
  fi
}

give_up() {
  printf 'tests: %s\n' "$*"
  failed=$((failed + 1))
  tell_totals
  exit 1
}

ended() {
  local code=$?
  [[ -z ${results:-} ]] || rm -rf "$results"
  # Something went wrong that nobody foresaw: the last line still says that it did.
  if ((code != 0)) && [[ $told == false ]]; then
    failed=$((failed + 1))
    tell_totals
  fi
}

filter=()
case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
  -*)
    usage >&2
    exit 2
    ;;
  "") ;;
  *[=~]*) filter=(--filter "$1") ;;
  *) filter=(--filter "FullyQualifiedName~$1") ;;
esac

trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_UI_LANGUAGE=en
export HOME="${HOME:-/tmp}"
results=$(mktemp -d)

bash install/prerequisites.sh --tests </dev/null || give_up "what the tests need could not be installed"

bash tests/other-servers.sh </dev/null || give_up "the other mail servers could not be unpacked"

echo "tests: building"
dotnet build HeadDesk.sln --configuration Release --disable-build-servers --verbosity quiet -nologo \
  -consoleLoggerParameters:'ErrorsOnly;NoSummary' </dev/null || give_up "the build failed"

# counter NAME FILE: one number of <Counters total="3" executed="3" passed="3" failed="0" error="0" … />
counter() {
  sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1
}

run_project() {
  local project=$1 name report code=0 limit left bad
  name=$(basename "$project" .csproj)
  report="$results/$name.trx"
  left=$((total_limit - SECONDS))
  limit=$((left < project_limit ? left : project_limit))
  if ((limit < 1)); then
    echo "tests: $name was not run, the time is used up"
    failed=$((failed + 1))
    return
  fi

  echo "tests: $name"
  timeout --kill-after=20 "$limit" dotnet test "$project" --configuration Release --no-build --nologo \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
    "${filter[@]}" </dev/null || code=$?
  if ((code == 124 || code == 137)); then
    echo "tests: $name did not end within $limit s"
  fi

  bad=0
  if [[ -f $report ]]; then
    passed=$((passed + $(counter passed "$report")))
    bad=$(($(counter failed "$report") + $(counter error "$report") + $(counter timeout "$report") + $(counter aborted "$report")))
    skipped=$((skipped + $(counter total "$report") - $(counter executed "$report")))
  fi
  # A run that crashed or was ended has failed, whatever it counted before.
  if ((code != 0 && bad == 0)); then
    echo "tests: $name ended with $code"
    bad=1
  fi
  failed=$((failed + bad))
}

mapfile -t projects < <(dotnet sln HeadDesk.sln list </dev/null | tr '\\' '/' | grep '^tests/.*\.Tests\.csproj$' | sort)
for project in "${projects[@]}"; do
  run_project "$project"
done

if ((passed + failed == 0)); then
  give_up "no test was run"
fi

tell_totals
((failed == 0))

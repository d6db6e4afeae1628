#!/usr/bin/env bash
# Writes the golden files of the notices (tests/HeadDesk.Daemon.Tests/Sending/Templates/Golden) and the tables of fields in
# docs/templates.md anew, from the templates and models as they are. Read the difference before you commit it.
#
#   bash tests/golden.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
HEADDESK_GOLDEN=write dotnet test tests/HeadDesk.Daemon.Tests -c Debug --nologo \
  --filter 'FullyQualifiedName~GoldenTests|FullyQualifiedName~TemplateDocsTests.Fields_AreThoseOfTheModels'
git --no-pager diff --stat -- docs/templates.md tests/HeadDesk.Daemon.Tests/Sending/Templates/Golden

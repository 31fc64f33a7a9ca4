#!/usr/bin/env bash
# The hook for pre-commit: runs `kidd` with what follows. The one on the path, else the one that action/program gets, which is kept
# beside this file: pre-commit makes a folder of its own for each revision.
set -euo pipefail

program=$(command -v kidd || true)
if [ -z "$program" ]; then
  here=$(cd "$(dirname "$0")" && pwd)
  program=$("$here/program" "$here/kept")
fi
exec "$program" "$@"

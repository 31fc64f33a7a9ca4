#!/usr/bin/env bash
# Puts kidd on the path of the steps that follow: the one that is there, else the one that action/program gets.
set -euo pipefail

if command -v kidd >/dev/null; then
  kidd --version
  exit
fi
program=$("$GITHUB_ACTION_PATH/action/program" "$RUNNER_TEMP/kidd")
dirname "$program" >>"$GITHUB_PATH"
"$program" --version

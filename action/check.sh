#!/usr/bin/env bash
# Holds what a branch changes in an archive against the policy of its base: annotations in the log, a summary of the
# step, SARIF where it is asked for. Ends as kidd does: 0 the gate holds, 1 it does not, 2 trouble.
set -euo pipefail

base=${KIDD_BASE:-}
if [ -z "$base" ] && [ -n "${GITHUB_BASE_REF:-}" ]; then
  base=refs/remotes/origin/$GITHUB_BASE_REF
fi

check=(kidd check)
if [ -n "$base" ]; then check+=("--base=$base"); fi
if [ -n "${KIDD_ARCHIVE_FOLDER:-}" ]; then check+=("--archive=$KIDD_ARCHIVE_FOLDER"); fi
if [ -n "${KIDD_POLICY:-}" ]; then check+=("--policy=$KIDD_POLICY"); fi
if [ -n "${KIDD_FAIL_ON:-}" ]; then check+=("--fail-on=$KIDD_FAIL_ON"); fi

trouble=$(mktemp)
trap 'rm -f "$trouble"' EXIT
status=0
"${check[@]}" --format github 2>"$trouble" || status=$?
cat "$trouble" >&2

summary=${GITHUB_STEP_SUMMARY:-/dev/null}
if [ "$status" -gt 1 ]; then
  # Four spaces make code of it, so that nothing in a message becomes markup.
  { printf '## ❌ kidd check could not be made\n\n'; sed 's/^/    /' "$trouble"; } >>"$summary"
else
  "${check[@]}" --format markdown >>"$summary" || true
  if [ -n "${KIDD_SARIF:-}" ]; then
    "${check[@]}" --format sarif --output "$KIDD_SARIF" || true
  fi
fi
passed=false
if [ "$status" -eq 0 ]; then passed=true; fi
echo "passed=$passed" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$status"

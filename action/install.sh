#!/usr/bin/env bash
# Puts kidd on the path of the steps that follow: the one that is there, else one built from the action's own sources.
set -euo pipefail

if command -v kidd >/dev/null; then
  kidd --version
  exit
fi
# Not in the checkout of a pull request: cargo would obey a .cargo/config.toml there, rustup a rust-toolchain.toml.
cd "$GITHUB_ACTION_PATH"
cargo install --path . --locked --no-default-features --quiet --root "$RUNNER_TEMP/kidd"
echo "$RUNNER_TEMP/kidd/bin" >>"$GITHUB_PATH"
"$RUNNER_TEMP/kidd/bin/kidd" --version

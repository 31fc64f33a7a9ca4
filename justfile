# `just` lists what there is; each recipe is one command, so that nobody needs `just`.

_default:
    @just --list

# Everything that has to hold before a change lands
ci:
    .ci/run

# Format the code
fmt:
    cargo fmt --all

# The lints that .ci/run has
lint:
    cargo clippy --workspace --all-targets -- -D warnings

# All tests, or those whose name holds FILTER
test FILTER="":
    cargo test {{FILTER}}

# Take today's output of the commands as the transcripts in tests/cmd (then read the diff)
transcripts:
    TRYCMD=overwrite cargo test --test it commands

# The documentation of the library, with the contracts of JSON and the ledger
doc:
    cargo doc --workspace --no-deps --open

# The main job on the shipped editions
demo:
    cargo run --release -- diff 23 sample

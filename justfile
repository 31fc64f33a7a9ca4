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

# Change the seeds of every fuzz target at random, RUNS times each from number START on; what is found is kept in fuzz/crashes
fuzz RUNS="10000" START="0":
    cargo build --release
    for target in text_pair page word pdf mail ledger policy rules front_matter; do cargo run --profile fuzz --example fuzz -- $target {{RUNS}} {{START}} || exit 1; done

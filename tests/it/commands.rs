//! Transcripts of the commands: what a user types, what he reads, and how the program ends.

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("COLUMNS", "80")
        .env("RUST_BACKTRACE", "0")
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml")
        .run();
}

//! Transcripts of the commands: what a user types, what he reads, and how the program ends.

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("COLUMNS", "80")
        .env("RUST_BACKTRACE", "0")
        .env("KIDD_CACHE", "off")
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml")
        .run();
}

fn kidd() -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kidd"));
    command
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("KIDD_ARCHIVE")
        .env("COLUMNS", "80");
    command
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let mut child = kidd()
        .args(["diff", "23", "sample", "--all"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert!(done.status.success());
}

#[test]
fn a_pipe_has_colour_only_where_it_is_asked_for() {
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let done =
            kidd().args(["diff", "23", "sample"]).args(arguments).envs(variables.iter().copied()).output();
        done.unwrap().stdout.contains(&0x1b)
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn the_same_input_gives_the_same_bytes_in_every_format() {
    for format in ["terminal", "brief", "html", "markdown", "json"] {
        let run = || kidd().args(["diff", "23", "sample", "--format", format]).output().unwrap();
        let (one, other) = (run(), run());
        assert!(one.status.success() && !one.stdout.is_empty(), "{format}");
        assert_eq!(one.stdout, other.stdout, "{format}");
    }
}

#[test]
fn the_report_of_the_shipped_pair_is_small_enough_to_mail() {
    let page = kidd().args(["diff", "23", "sample", "--format", "html"]).output().unwrap().stdout;
    assert!(page.len() < 200_000, "{} bytes", page.len());
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("is a made-up text"));
    assert!(page.contains("href=\"https://miragenews.com/"));
}

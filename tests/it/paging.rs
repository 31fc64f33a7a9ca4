//! Long reports on a terminal come through a pager, short ones do not.

use std::process::Command;

/// What a terminal of twenty lines shows of a command, by the `script` of util-linux.
fn shown(arguments: &str, variables: &[(&str, &str)]) -> String {
    let kidd = env!("CARGO_BIN_EXE_kidd");
    let output = Command::new("script")
        .args(["-qec", &format!("stty rows 20 cols 80; {kidd} --color never {arguments}"), "/dev/null"])
        .env_remove("PAGER")
        .env_remove("KIDD_PAGER")
        .env_remove("COLUMNS")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_report_longer_than_the_terminal_comes_through_the_pager() {
    let pager = [("KIDD_PAGER", "sed 's/^/PAGED /'"), ("PAGER", "false")];
    let long = shown("diff 23 sample", &pager);
    assert!(long.starts_with("PAGED kidd-23 →"), "{long}");
    assert!(long.contains("PAGED CONCLUSION"), "all of it: {long}");
}

#[test]
fn a_report_that_fits_is_shown_as_it_is() {
    let shown = shown("list", &[("KIDD_PAGER", "sed 's/^/PAGED /'")]);
    assert!(shown.contains("kidd-23@1") && !shown.contains("PAGED"), "{shown}");
}

#[test]
fn nobody_has_to_have_a_pager() {
    for (arguments, variables) in [
        ("diff 23 sample --no-pager", [("PAGER", "sed 's/^/PAGED /'")]),
        ("diff 23 sample", [("PAGER", "cat")]),
        ("diff 23 sample", [("KIDD_PAGER", "")]),
    ] {
        let shown = shown(arguments, &variables);
        assert!(
            shown.starts_with("kidd-23 →") && shown.contains("CONCLUSION"),
            "{arguments} {variables:?}: {shown}"
        );
    }
}

#[test]
fn a_pager_that_is_left_early_is_no_trouble() {
    let shown = shown("diff 23 sample; echo ended with $?", &[("PAGER", "head -2")]);
    assert!(shown.contains("ended with 0") && !shown.contains("kidd:"), "{shown}");
}

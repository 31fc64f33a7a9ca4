//! Files that are none: pipes, devices and folders in the place of whatever kidd reads are an error at once and never a
//! wait, and a long ledger is checked in time.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::repository::{line, the_23rd};

/// Longer than this nothing may take that has nothing to read.
const AT_ONCE: Duration = Duration::from_secs(20);

/// Runs kidd in a folder; whether it ended in time, with which code, and what it said.
fn kidd(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let aside = tempfile::tempdir().unwrap();
    let said = aside.path().join("said");
    let file = fs::File::create(&said).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("KIDD_ARCHIVE")
        // What a run before kept would answer in the place of the file.
        .env("KIDD_CACHE", "off")
        .stdin(Stdio::null())
        .stdout(file.try_clone().unwrap())
        .stderr(file)
        .spawn()
        .unwrap();
    let start = Instant::now();
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code().unwrap_or(-1);
        }
        if start.elapsed() > AT_ONCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{arguments:?} waits");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    (code, fs::read_to_string(said).unwrap())
}

/// An archive with the 23rd.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("23.txt"), the_23rd()).unwrap();
    let (code, said) = kidd(folder.path(), &["add", "23.txt"]);
    assert_eq!(code, 0, "{said}");
    folder
}

/// Puts a pipe or a folder in the place of a file; false where there are no pipes.
fn instead(path: &Path, kind: &str) -> bool {
    let _ = fs::remove_file(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match kind {
        "a folder" => fs::create_dir(path).is_ok(),
        _ => Command::new("mkfifo").arg(path).status().is_ok_and(|status| status.success()),
    }
}

#[test]
fn what_is_no_file_is_an_error_at_once_wherever_a_file_belongs() {
    let cases: &[(&str, &[&[&str]])] = &[
        (
            "draft.txt",
            &[
                &["show", "./draft.txt"],
                &["diff", "23", "./draft.txt"],
                &["check", "./draft.txt"],
                &["add", "draft.txt"],
                &["align", "draft.txt", "23.txt"],
                &["batch", "draft.txt"],
                &["check", "--policy", "draft.txt"],
                &["policy", "check", "draft.txt"],
                &["ledger", "merge", "draft.txt", "draft.txt"],
                &["verify", "--against", "./draft.txt"],
                &["git-textconv", "draft.txt"],
            ],
        ),
        (
            "statements/ledger.jsonl",
            &[&["list"], &["show", "23"], &["verify"], &["add", "23.txt"], &["verify", "--repair"]],
        ),
        ("statements/kidd/23.txt", &[&["show", "23"], &["verify"], &["verify", "--repair"], &["drift"]]),
        ("statements/kidd/series.toml", &[&["show", "23"], &["drift"]]),
        ("statements/kidd/catalog.toml", &[&["list", "--known"]]),
        ("kidd.toml", &[&["check"]]),
        ("accepted.toml", &[&["check"]]),
    ];
    for kind in ["a pipe", "a folder"] {
        for (file, commands) in cases {
            for command in *commands {
                let folder = archive();
                let place = folder.path().join(file);
                if !instead(&place, kind) {
                    continue;
                }
                let (code, said) = kidd(folder.path(), command);
                assert_ne!(code, 0, "{file} is {kind}, {command:?}: {said}");
                assert!(!said.contains("panicked"), "{said}");
            }
        }
    }
}

#[test]
fn a_device_is_no_statement_and_what_a_shell_hands_over_is() {
    let folder = archive();
    let (code, said) = kidd(folder.path(), &["show", "/dev/zero"]);
    assert_eq!(code, 2);
    assert!(said.contains("a pipe or a device"), "{said}");
    let script = format!("'{}' show <(cat 23.txt)", env!("CARGO_BIN_EXE_kidd"));
    let done = Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output();
    if let Ok(done) = done {
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

#[test]
fn a_pipe_that_nobody_lists_is_named() {
    let folder = archive();
    if instead(&folder.path().join("statements/kidd/x.txt"), "a pipe") {
        let (code, said) = kidd(folder.path(), &["verify"]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("kidd/x.txt: is a pipe or a device"), "{said}");
    }
}

#[test]
fn an_empty_ledger_and_a_shortened_one_are_damage() {
    for kept in [0, 1] {
        let folder = archive();
        let text = the_23rd().replace("23rd", "24th").replace("2023", "2024");
        fs::write(folder.path().join("24.txt"), text).unwrap();
        assert_eq!(kidd(folder.path(), &["add", "24.txt", "--source-url", "https://example.org/24"]).0, 0);
        let path = folder.path().join("statements/ledger.jsonl");
        let ledger = fs::read_to_string(&path).unwrap();
        fs::write(&path, ledger.split_inclusive('\n').take(kept).collect::<String>()).unwrap();
        for command in [&["verify"][..], &["verify", "--repair"]] {
            let (code, said) = kidd(folder.path(), command);
            assert_eq!(code, 1, "{kept} {command:?}: {said}");
            assert!(said.contains("damage") && said.contains("is not listed in the ledger"), "{said}");
        }
        // Nothing was taken in without its source.
        assert!(!fs::read_to_string(&path).unwrap().contains("kidd-24"));
    }
}

#[test]
fn stray_files_are_named_and_do_no_harm() {
    let folder = archive();
    fs::write(folder.path().join("statements/notes.txt"), "x").unwrap();
    fs::create_dir_all(folder.path().join("statements/kidd/old")).unwrap();
    let (code, said) = kidd(folder.path(), &["verify"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("notes.txt: is no part of an archive"), "{said}");
    assert!(said.contains("kidd/old: is a folder, which is no part of an archive"), "{said}");
}

#[test]
fn three_thousand_lines_are_checked_in_time() {
    let folder = archive();
    let root = folder.path().join("statements");
    let text = the_23rd();
    let last = |ledger: &str| -> String {
        let line: serde_json::Value = serde_json::from_str(ledger.lines().last().unwrap()).unwrap();
        line["hash"].as_str().unwrap().to_owned()
    };
    let mut ledger = fs::read_to_string(root.join("ledger.jsonl")).unwrap();
    for number in 0..3_000 {
        ledger.push_str(&line(
            &format!("kidd-{}", number + 100),
            1,
            "kidd/23.txt",
            &text,
            Some(&last(&ledger)),
        ));
    }
    fs::write(root.join("ledger.jsonl"), ledger).unwrap();
    // Each line is damage, and its original is read once.
    let (code, said) = kidd(folder.path(), &["verify"]);
    assert_eq!(code, 1);
    assert!(said.contains("kidd/23.txt is listed twice"), "{said}");
    assert_eq!(kidd(folder.path(), &["list"]).0, 0);
}

//! The archive as git and the command line see it.

use std::fs;
use std::path::Path;
use std::process::Command;

use kidd::Sides;
use kidd::archive::{self, Added, Draft, Severity, ledger};
use kidd::digest;

fn draft(id: &str, text: &str) -> Draft {
    Draft {
        series: "kidd".into(),
        id: id.into(),
        bytes: text.into(),
        media_type: "text/plain".into(),
        text_sha256: digest::canonical(text),
        source: None,
        date: None,
        end_date: None,
        retrieved: None,
        illustrative: false,
    }
}

fn add(root: &Path, id: &str, text: &str) {
    assert!(matches!(archive::add(root, &draft(id, text)).unwrap(), Added::New(_)));
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let identity =
        ["-c", "user.name=kidd", "-c", "user.email=kidd@example.org", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").arg("-C").arg(folder).args(identity).args(arguments).output().unwrap();
    output.status.success()
}

/// Runs `kidd` in a folder; its exit code and what it printed.
fn kidd(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("KIDD_ARCHIVE")
        .env("COLUMNS", "200")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

/// A repository with an archive of one edition on `main`.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(git(folder.path(), &["init", "-q"]));
    add(&folder.path().join("statements"), "kidd-23", "Both sides met.");
    commit(folder.path());
    folder
}

fn commit(folder: &Path) {
    assert!(git(folder, &["add", "-A"]) && git(folder, &["commit", "-qm", "x"]));
}

/// Holds the digests of the shipped ledger against what the program computes from the originals.
///
/// Before a release they change with the reader: `KIDD_SEAL=1 cargo test --test it ledger` writes the ledger anew.
#[test]
fn the_ledger_that_ships_agrees_with_what_the_program_reads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("statements");
    let mut text = String::new();
    let mut prev: Option<String> = None;
    for entry in archive::Archive::open(&root).unwrap().entries() {
        let (code, shown) = kidd(&root, &["show", &entry.name(), "--format", "json"]);
        assert_eq!(code, 0, "{shown}");
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        let mut entry = entry.clone();
        assert_eq!(shown["sha256"], entry.sha256.as_str());
        assert_eq!(shown["date"].as_str(), entry.date.map(|date| date.to_string()).as_deref());
        assert_eq!(shown["illustrative"], entry.illustrative);
        entry.text_sha256 = shown["text_sha256"].as_str().unwrap().to_owned();
        entry.canon = digest::CANON;
        let entry = entry.sealed(prev.as_deref());
        text.push_str(&(entry.line() + "\n"));
        prev = Some(entry.hash);
    }
    let path = root.join(ledger::FILE);
    if std::env::var_os("KIDD_SEAL").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn what_is_added_is_told_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let original = format!("{}/statements/kidd/23.txt", env!("CARGO_MANIFEST_DIR"));
    let add = |arguments: &[&str]| kidd(folder.path(), &[&["add"], arguments].concat());

    let (code, text) = add(&[&original, "--dry-run"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("23rd Korea-U.S. Integrated Defense Dialogue Joint Statement"), "{text}");
    assert!(text.contains("repost-notice") && text.contains("PAWG"), "{text}");
    assert!(text.ends_with("Not added (--dry-run): it would be kidd-23@1.\n"), "{text}");
    assert!(!folder.path().join("statements").exists());

    let (code, text) = add(&[&original, "--source-url", "https://example.org/23"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.ends_with("Added as kidd-23@1.\n"), "{text}");
    let kept = fs::read(folder.path().join("statements/kidd/23.txt")).unwrap();
    assert_eq!(kept, fs::read(&original).unwrap());

    let curly = String::from_utf8(kept).unwrap().replace('\'', "’").replace("\n\n", "\r\n\r\n");
    fs::write(folder.path().join("copy.txt"), &curly).unwrap();
    let (code, text) = add(&["copy.txt"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.ends_with("Nothing added: kidd-23@1 has the same text.\n"), "{text}");

    fs::write(folder.path().join("edited.txt"), curly.replace("ironclad", "enduring")).unwrap();
    let (code, text) = add(&["edited.txt"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("Added as kidd-23@2: the text differs from that of kidd-23@1."), "{text}");
    let (code, text) = kidd(folder.path(), &["verify"]);
    assert_eq!((code, text.lines().next()), (0, Some("whole: revisions 2, editions 1")), "{text}");
}

#[test]
fn a_text_that_cannot_be_filed_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let check = |text: &str, arguments: &[&str], expected: &str| {
        fs::write(folder.path().join("x.txt"), text).unwrap();
        let (code, said) = kidd(folder.path(), &[&["add", "x.txt"], arguments].concat());
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(expected), "{said}");
        assert!(!folder.path().join("statements").exists());
    };
    let text = "Both sides met and agreed to meet again.\n";
    check(text, &[], "does not show of which series it is; name the series with --series");
    check(text, &["--series", "scg"], "has neither an ordinal nor a date to name the edition by");
    check(text, &["--series", "../x", "--edition", "1"], "cannot be the name of series");
    check(text, &["--series", "scg", "--edition", "../1"], "cannot be the name of edition");
    check(text, &["--series", "scg", "--illustrative"], "must not take a real edition's place");
    check(
        text,
        &["--archive", "no/such/folder", "--series", "scg", "--edition", "1"],
        "is not a folder; make it first",
    );
    check("", &[], "x.txt: is empty");
}

#[test]
fn an_original_that_no_line_lists_is_damage_and_stays_until_somebody_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let original = format!("{}/statements/kidd/23.txt", env!("CARGO_MANIFEST_DIR"));
    let (code, _) = kidd(folder.path(), &["add", &original]);
    assert_eq!(code, 0);
    let text = fs::read_to_string(&original).unwrap().replace("23rd", "22nd");
    fs::write(folder.path().join("statements/kidd/22.txt"), text).unwrap();
    for command in [&["verify"][..], &["verify", "--repair"]] {
        let (code, said) = kidd(folder.path(), command);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("damage       kidd/22.txt: is not listed in the ledger"), "{said}");
    }
    let (code, said) =
        kidd(folder.path(), &["add", "statements/kidd/22.txt", "--source-url", "https://example.org/22"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = kidd(folder.path(), &["verify"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn an_archive_that_continues_the_base_branch_holds_and_one_that_rewrites_it_does_not() {
    let folder = repository();
    let root = folder.path().join("statements");
    add(&root, "kidd-24", "They met.");
    let (code, text) = kidd(folder.path(), &["verify", "--against", "main"]);
    assert_eq!(code, 0, "{text}");

    // Another first edition, and a chain that is whole in itself.
    fs::remove_dir_all(&root).unwrap();
    add(&root, "kidd-23", "Nobody met.");
    assert_eq!(kidd(folder.path(), &["verify"]).0, 0);
    let (code, text) = kidd(folder.path(), &["verify", "--against", "main"]);
    assert_eq!(code, 1);
    assert!(text.contains("has another line in the place of kidd-23@1"), "{text}");
    let (code, text) = kidd(folder.path(), &["verify", "--against", "--help"]);
    assert_eq!(code, 2, "{text}");
}

#[test]
fn branches_that_each_added_an_edition_are_joined_after_a_merge_conflict() {
    for (first, base) in [("ours", "one"), ("theirs", "two")] {
        let folder = repository();
        let root = folder.path().join("statements");
        for (branch, id) in [("one", "kidd-24"), ("two", "kidd-25")] {
            assert!(git(folder.path(), &["checkout", "-q", "-b", branch, "main"]));
            add(&root, id, id);
            commit(folder.path());
        }
        assert!(git(folder.path(), &["checkout", "-q", "one"]));
        assert!(!git(folder.path(), &["merge", "-q", "two"]), "both changed the ledger's end");
        let (code, text) = kidd(folder.path(), &["list"]);
        assert_eq!(code, 2);
        assert!(text.contains("kidd ledger merge"), "{text}");
        let (code, text) = kidd(folder.path(), &["ledger", "merge", "--first", first]);
        assert_eq!(code, 0, "{text}");
        commit(folder.path());
        let (code, text) = kidd(folder.path(), &["verify", "--against", base]);
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("whole: revisions 3"), "{text}");
    }
}

#[test]
fn two_ledgers_named_on_the_command_line_are_joined_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    for (name, id) in [("one", "kidd-24"), ("two", "kidd-25")] {
        let root = folder.path().join(name);
        add(&root, "kidd-23", "x");
        add(&root, id, id);
    }
    let (code, text) = kidd(folder.path(), &["ledger", "merge", "one/ledger.jsonl", "two/ledger.jsonl"]);
    assert_eq!((code, text.lines().count()), (0, 3), "{text}");
    let ledgers = Sides::new("one", "two")
        .map(|name| fs::read_to_string(folder.path().join(name).join(ledger::FILE)).unwrap());
    assert!(text.starts_with(&ledgers.before));
}

#[test]
fn what_is_recoverable_is_told_apart_from_damage() {
    let folder = repository();
    let path = folder.path().join("statements/ledger.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}{}", &text[..40])).unwrap();
    let (code, said) = kidd(folder.path(), &["verify"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.starts_with("recoverable"), "{said}");
    assert_eq!(kidd(folder.path(), &["verify", "--strict"]).0, 1);
    let (code, said) = kidd(folder.path(), &["verify", "--repair"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);

    fs::write(&path, text.replace("kidd-23", "kidd-22")).unwrap();
    let (code, said) = kidd(folder.path(), &["verify"]);
    assert_eq!(code, 1, "{said}");
    assert_eq!(kidd(folder.path(), &["verify", "--repair"]).0, 2);
}

/// The README's way to an archive of one's own, as it is written there.
#[cfg(unix)]
#[test]
fn the_readme_makes_an_archive() {
    let readme = include_str!("../../README.md");
    let section = readme.split("## Your own archive").nth(1).unwrap().split("\n## ").next().unwrap();
    let lines: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    assert_eq!(lines.len(), 5, "{lines:?}");
    let folder = tempfile::tempdir().unwrap();
    let mut said = String::new();
    for line in lines {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(arguments[0], "kidd");
        let (code, text) = kidd(folder.path(), &arguments[1..]);
        assert_eq!(code, 0, "{line}: {text}");
        said.push_str(&text);
    }
    assert!(said.contains("it would be kidd-23@1") && said.contains("Added as kidd-23@1."), "{said}");
    assert!(said.contains("23 and page.txt have one text, word for word."), "{said}");
    assert!(said.contains("whole: revisions 1, editions 1"), "{said}");
}

#[test]
fn an_archive_without_its_ledger_is_not_taken_for_the_one_in_the_program() {
    let folder = repository();
    fs::remove_file(folder.path().join("statements/ledger.jsonl")).unwrap();
    let (code, said) = kidd(folder.path(), &["verify"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("statements: has no ledger.jsonl: it was removed"), "{said}");
    assert_eq!(kidd(folder.path(), &["verify", "--archive", "statements"]).0, 2);
    let empty = tempfile::tempdir().unwrap();
    let (code, said) = kidd(empty.path(), &["verify"]);
    assert_eq!((code, said.starts_with("whole")), (0, true), "{said}");
}

#[test]
fn every_change_of_a_byte_is_found() {
    let folder = repository();
    let root = folder.path().join("statements");
    add(&root, "kidd-24", "They met again.");
    let whole = |root: &Path| archive::verify(root, None, None).unwrap().problems.is_empty();
    assert!(whole(&root));
    for file in ["ledger.jsonl", "kidd/23.txt", "kidd/24.txt"] {
        let path = root.join(file);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        for at in 0..bytes.len() {
            let flip = 1 << (at % 8);
            let mut altered = bytes.clone();
            altered[at] ^= flip;
            fs::write(&path, &altered).unwrap();
            let worst = archive::verify(&root, None, None).unwrap().worst();
            assert_eq!(worst, Some(Severity::Damage), "{file}: byte {at} with {flip:#x}");
        }
        for length in (0..bytes.len()).step_by(11) {
            fs::write(&path, &bytes[..length]).unwrap();
            assert!(!whole(&root), "{file}: cut after {length} bytes");
        }
        fs::write(&path, &bytes).unwrap();
    }
    assert!(whole(&root));
}

//! Ways through the gate that were tried: each branch is played in a real repository whose base is `origin/main`, and none
//! of them may run a command, be let pass, or be compared with less than the base has.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::repository::{POLICY, Repository, successor, the_23rd};

/// What a branch does to the place of the archive, and its name.
type Move = (&'static str, fn(&Repository));

/// What a branch says of a revision that is not so, and its name.
type Forgery = (&'static str, fn(&mut serde_json::Map<String, Value>));

/// A branch of a repository whose base is known as CI knows it.
fn branch() -> Option<Repository> {
    let r = Repository::new()?;
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    Some(r)
}

/// The pledge that each branch would like to drop unseen.
fn without_a_pledge() -> String {
    successor(&[(" They pledged to work closely together", " They worked closely together")])
}

/// The rules told about the archive and about the comparisons, and how the gate ends.
fn checked(r: &Repository, arguments: &[&str]) -> (i32, Vec<String>, String) {
    let done = r.kidd(&[&["check", "--base", "origin/main", "--format", "json"][..], arguments].concat());
    let document: Value = serde_json::from_str(&done.out).unwrap_or_default();
    let findings = |list: &Value| list.as_array().cloned().unwrap_or_default();
    let mut rules: Vec<String> =
        findings(&document["archive"]).iter().map(|told| told["rule"].as_str().unwrap().to_owned()).collect();
    for pair in findings(&document["comparisons"]) {
        rules
            .extend(findings(&pair["findings"]).iter().map(|told| told["rule"].as_str().unwrap().to_owned()));
    }
    (done.code, rules, format!("{}{}", done.out, done.err))
}

/// The gate stops the branch, and says so by this rule.
#[track_caller]
fn stopped(r: &Repository, rule: &str) {
    r.commit();
    let (code, rules, said) = checked(r, &[]);
    assert_eq!(code, 1, "{rule}: {said}");
    assert!(rules.iter().any(|told| told == rule), "{rule}: {rules:?}\n{said}");
}

/// Takes an edition in with these options.
#[track_caller]
fn add(r: &Repository, text: &str, options: &[&str]) {
    r.write("draft.txt", text);
    let done = r.kidd(&[&["add", "draft.txt", "--retrieved", "2024-09-25"][..], options].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    r.remove("draft.txt");
}

/// A repository that is no more than a folder with the right files in it, and whose configuration has git run a command
/// as soon as an object is missing.
fn bare_repository(r: &Repository, folder: &str, common: Option<&str>, mark: &Path) {
    let at = |file: &str| format!("{folder}/{file}");
    r.write(&at("HEAD"), "ref: refs/heads/main\n");
    let inner = common.map_or_else(|| folder.to_owned(), &at);
    if let Some(common) = common {
        r.write(&at("commondir"), &format!("{common}\n"));
    }
    let command = format!("touch '{}'; false", mark.display());
    r.write(
        &format!("{inner}/config"),
        &format!(
            "[core]\n\trepositoryformatversion = 1\n\tbare = true\n\tfsmonitor = \"{command}\"\n\tsshCommand = \"{command}\"\n\
             \tpager = \"{command}\"\n[extensions]\n\tpartialClone = evil\n[remote \"evil\"]\n\turl = \".\"\n\
             \tpromisor = true\n\tuploadpack = \"{command}\"\n[diff]\n\texternal = \"{command}\"\n"
        ),
    );
    r.write(&format!("{inner}/objects/info/x"), "");
    r.write(&format!("{inner}/refs/heads/x"), &format!("{}\n", "1".repeat(40)));
    let missing = "1".repeat(40);
    r.write(
        &format!("{inner}/packed-refs"),
        &format!("{missing} refs/heads/main\n{missing} refs/remotes/origin/main\n"),
    );
}

#[test]
fn a_folder_that_looks_like_a_repository_runs_nothing_and_decides_nothing() {
    for (folder, common) in [
        ("statements", Some("common")),
        ("statements", None),
        ("statements/kidd", Some("../.x")),
        (".", Some("common")),
    ] {
        let Some(r) = branch() else { return };
        let aside = tempfile::tempdir().unwrap();
        let mark = aside.path().join("ran");
        bare_repository(&r, folder, common, &mark);
        r.add_24(&without_a_pledge());
        r.commit();
        for arguments in [
            &["check", "--base", "origin/main"][..],
            &["verify", "--against", "origin/main"],
            &["accept", "0123456789ab", "--base", "origin/main", "--reason", "x"],
            &["list"],
            &["git-setup", "--print"],
        ] {
            for place in ["", "statements", "statements/kidd"] {
                let done = r.kidd_in(place, arguments);
                assert!(!mark.exists(), "{folder} {arguments:?} ran a command in {place:?}: {}", done.err);
            }
        }
        let (code, rules, said) = checked(&r, &[]);
        assert_eq!(code, 1, "{folder}: {said}");
        assert!(rules.iter().any(|rule| rule == "pledge/dropped"), "{folder}: {rules:?}");
    }
}

#[test]
fn what_the_configuration_of_a_checkout_would_run_is_not_run() {
    let Some(r) = branch() else { return };
    let mark = r.path().join(".git/ran");
    let command = format!("touch '{}'; false", mark.display());
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "diff.external",
        "diff.kidd.textconv",
        "filter.x.smudge",
        "alias.ls-tree",
        "alias.cat-file",
        "core.askPass",
        "credential.helper",
        "remote.origin.uploadpack",
    ] {
        r.git(&["config", key, &command]);
    }
    r.git(&["config", "remote.origin.url", "."]);
    r.git(&["config", "remote.origin.promisor", "true"]);
    r.git(&["config", "extensions.partialClone", "origin"]);
    r.git(&["config", "protocol.file.allow", "always"]);
    let hook = r.path().join(".git/hooks/reference-transaction");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, format!("#!/bin/sh\n{command}\n")).unwrap();
    r.write(".gitattributes", "* filter=x diff=kidd\n");
    // The blob of the ledger is not there, as in a partial clone.
    let id = r.git(&["-c", "core.fsmonitor=false", "rev-parse", "main:statements/ledger.jsonl"]).out;
    let _ = fs::remove_file(&mark);
    let (first, rest) = id.trim().split_at(2);
    fs::remove_file(r.path().join(".git/objects").join(first).join(rest)).unwrap();
    for arguments in [&["check", "--base", "origin/main"][..], &["verify", "--against", "origin/main"]] {
        let done = r.kidd(arguments);
        assert!(!mark.exists(), "{arguments:?}: {}", done.err);
        assert_eq!(done.code, 2, "{arguments:?}: {}{}", done.out, done.err);
        assert!(done.err.contains("not whole") || done.err.contains("git cannot tell"), "{}", done.err);
    }
}

#[test]
fn the_environment_leads_git_nowhere_else() {
    let Some(r) = branch() else { return };
    let Some(other) = Repository::new() else { return };
    other.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    r.add_24(&without_a_pledge());
    r.commit();
    let head = r.git(&["rev-parse", "HEAD"]).out;
    let aside = tempfile::tempdir().unwrap();
    let mark = aside.path().join("ran");
    let command = format!("touch '{}'; false", mark.display());
    let git = other.path().join(".git");
    for variables in [
        vec![("GIT_DIR", git.to_str().unwrap())],
        vec![("GIT_DIR", git.to_str().unwrap()), ("GIT_WORK_TREE", other.path().to_str().unwrap())],
        vec![("GIT_OBJECT_DIRECTORY", "/nowhere")],
        vec![
            ("GIT_CONFIG_COUNT", "1"),
            ("GIT_CONFIG_KEY_0", "core.fsmonitor"),
            ("GIT_CONFIG_VALUE_0", &command),
        ],
        vec![("GIT_CONFIG_PARAMETERS", "'core.fsmonitor=x'"), ("GIT_REPLACE_REF_BASE", "refs/heads/")],
        vec![("GIT_NAMESPACE", "evil"), ("GIT_TRACE", aside.path().join("trace").to_str().unwrap())],
    ] {
        let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
            .args(["check", "--base", "origin/main"])
            .current_dir(r.path())
            .env_remove("KIDD_ARCHIVE")
            .envs(variables.clone())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert_eq!(
            done.status.code(),
            Some(1),
            "{variables:?}: {said}{}",
            String::from_utf8_lossy(&done.stderr)
        );
        assert!(said.contains("pledge/dropped"), "{variables:?}: {said}");
        assert!(!mark.exists() && !aside.path().join("trace").exists(), "{variables:?}");
    }
    assert_eq!(r.git(&["rev-parse", "HEAD"]).out, head);
}

#[test]
fn a_program_that_the_branch_calls_git_is_not_run() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(r) = branch() else { return };
    let mark = r.path().join(".git/ran");
    for folder in ["", "bin/"] {
        r.write(&format!("{folder}git"), &format!("#!/bin/sh\ntouch '{}'\n", mark.display()));
        let path = r.path().join(format!("{folder}git"));
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = std::env::var("PATH").unwrap_or_default();
    for first in ["", ".", "./bin", r.path().join("bin").to_str().unwrap()] {
        let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
            .args(["check", "--base", "origin/main"])
            .current_dir(r.path())
            .env_remove("KIDD_ARCHIVE")
            .env("PATH", format!("{first}:{path}"))
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(0), "{first:?}: {}", String::from_utf8_lossy(&done.stderr));
        assert!(!mark.exists(), "{first:?}");
    }
}

#[test]
fn no_tag_and_no_branch_stands_in_for_the_base() {
    for name in [
        "refs/tags/origin/main",
        "refs/tags/refs/remotes/origin/main",
        "refs/heads/origin/main",
        "refs/heads/refs/remotes/origin/main",
        "refs/remotes/origin/main/HEAD",
    ] {
        let Some(r) = branch() else { return };
        r.add_24(&without_a_pledge());
        r.commit();
        if r.try_git(&["update-ref", name, "HEAD"]).code != 0 {
            continue;
        }
        for base in ["origin/main", "refs/remotes/origin/main"] {
            let done = r.kidd(&["check", "--base", base]);
            assert_eq!(done.code, 1, "{name} {base}: {}{}", done.out, done.err);
            assert!(done.out.contains("pledge/dropped"), "{name} {base}: {}", done.out);
            let done = r.kidd(&["verify", "--against", base]);
            assert_eq!(done.code, 0, "{name} {base}: {}{}", done.out, done.err);
        }
    }
}

#[test]
fn a_base_that_is_not_there_is_trouble_and_not_a_tag_of_its_name() {
    let Some(r) = branch() else { return };
    r.add_24(&without_a_pledge());
    r.commit();
    r.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    r.git(&["tag", "origin/main"]);
    r.git(&["update-ref", "refs/tags/refs/remotes/origin/main", "HEAD"]);
    r.git(&["update-ref", "refs/tags/FETCH_HEAD", "HEAD"]);
    for base in
        ["origin/main", "refs/remotes/origin/main", "FETCH_HEAD", "origin/main@{0}", "HEAD:statements"]
    {
        for command in [["check", "--base"], ["verify", "--against"]] {
            let done = r.kidd(&[&command[..], &[base]].concat());
            assert_eq!(done.code, 2, "{command:?} {base}: {}{}", done.out, done.err);
        }
    }
    let done = r.kidd(&["check", "--base", "refs/tags/origin/main"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
}

#[test]
fn names_that_have_always_meant_a_revision_still_do() {
    let Some(r) = branch() else { return };
    r.commit();
    let id = r.git(&["rev-parse", "HEAD"]).out.trim().to_owned();
    r.git(&["update-ref", "refs/remotes/origin/HEAD", "main"]);
    r.git(&["fetch", "--quiet", ".", "main"]);
    for base in [
        "HEAD",
        "@",
        "HEAD~1",
        "main",
        "origin/main",
        "origin",
        &id,
        &id[..12],
        "refs/heads/main",
        "FETCH_HEAD",
        "branch^",
    ] {
        let done = r.kidd(&["check", "--base", base]);
        assert_eq!(done.code, 0, "{base}: {}{}", done.out, done.err);
    }
}

#[test]
fn the_action_names_the_base_in_full() {
    let script = fs::read_to_string(format!("{}/action/check.sh", env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(script.contains("base=refs/remotes/origin/$GITHUB_BASE_REF"), "{script}");
}

#[test]
fn objects_that_stand_in_for_others_do_not_count() {
    let Some(r) = branch() else { return };
    let honest = r.git(&["rev-parse", "main"]).out.trim().to_owned();
    r.add_24(&without_a_pledge());
    r.commit();
    let mine = r.git(&["rev-parse", "HEAD"]).out.trim().to_owned();
    r.git(&["replace", &honest, &mine]);
    stopped(&r, "pledge/dropped");
}

#[test]
fn a_file_of_the_branch_that_is_called_as_the_base_is_not_the_base() {
    let Some(r) = branch() else { return };
    let text = the_23rd().replace("ironclad", "strong");
    r.write("statements/kidd/23.txt", &text);
    let forged = crate::repository::line("kidd-23", 1, "kidd/23.txt", &text, None);
    r.write("statements/ledger.jsonl", &forged);
    r.remove("statements/kidd/sample.txt");
    r.write("origin/main/ledger.jsonl", &forged);
    r.commit();
    let done = r.kidd(&["verify", "--against", "origin/main"]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    r.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    let done = r.kidd(&["verify", "--against", "origin/main"]);
    assert_eq!(done.code, 2, "{}{}", done.out, done.err);
}

#[test]
fn an_archive_that_is_moved_linked_or_a_repository_of_its_own_is_a_breach() {
    let moves: &[Move] = &[
        ("a link", |r| {
            fs::rename(r.path().join("statements"), r.path().join("kept")).unwrap();
            symlink("kept", r.path().join("statements")).unwrap();
        }),
        ("a link out of the checkout", |r| {
            let aside = tempfile::tempdir().unwrap().keep();
            fs::rename(r.path().join("statements"), aside.join("statements")).unwrap();
            symlink(aside.join("statements"), r.path().join("statements")).unwrap();
        }),
        ("one folder down", |r| {
            fs::rename(r.path().join("statements"), r.path().join("inner")).unwrap();
            fs::create_dir(r.path().join("statements")).unwrap();
            fs::rename(r.path().join("inner"), r.path().join("statements/statements")).unwrap();
        }),
        ("renamed", |r| {
            fs::create_dir(r.path().join("deep")).unwrap();
            fs::rename(r.path().join("statements"), r.path().join("deep/statements")).unwrap();
        }),
        ("a file", |r| {
            fs::rename(r.path().join("statements"), r.path().join("kept")).unwrap();
            r.write("statements", "x");
        }),
        ("a repository of its own", |r| {
            let init =
                Command::new("git").args(["init", "--quiet"]).arg(r.path().join("statements")).output();
            assert!(init.unwrap().status.success());
        }),
    ];
    for (name, change) in moves {
        let Some(r) = branch() else { return };
        r.add_24(&without_a_pledge());
        change(&r);
        let _ = r.try_git(&["add", "--all", "--force"]);
        let _ = r.try_git(&["commit", "--quiet", "--message", "x"]);
        for arguments in [
            &["check", "--base", "origin/main"][..],
            &["check", "--base", "origin/main", "--archive", "statements"],
            &["verify", "--against", "origin/main"],
        ] {
            let done = r.kidd(arguments);
            assert_eq!(done.code, 1, "{name} {arguments:?}: {}{}", done.out, done.err);
        }
        let (_, rules, said) = checked(&r, &[]);
        let told = ["archive/moved", "archive/history"];
        assert!(rules.iter().any(|rule| told.contains(&rule.as_str())), "{name}: {said}");
    }
}

#[test]
fn a_submodule_in_the_place_of_the_archive_is_not_asked() {
    let Some(other) = Repository::new() else { return };
    let Some(r) = branch() else { return };
    r.git(&["rm", "-r", "--quiet", "statements"]);
    let url = other.path().to_str().unwrap().to_owned();
    let done =
        r.try_git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "statements"]);
    assert_eq!(done.code, 0, "{}", done.err);
    r.git(&["commit", "--quiet", "--message", "x"]);
    for folder in ["", "statements", "statements/statements"] {
        let done = r.kidd_in(folder, &["check", "--base", "main"]);
        assert_eq!(done.code, 1, "{folder}: {}{}", done.out, done.err);
    }
    // Where nothing says what was checked out, the submodule itself is refused.
    let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(["check", "--base", "main"])
        .current_dir(r.path().join("statements"))
        .env_remove("KIDD_ARCHIVE")
        .env_remove("GITHUB_WORKSPACE")
        .env_remove("CI_PROJECT_DIR")
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("submodule"));
}

#[test]
fn a_second_archive_is_a_breach_wherever_it_is() {
    for folder in
        ["other", "statements/kidd/statements", "docs/statements", "Statements", "statements/statements"]
    {
        let Some(r) = branch() else { return };
        let text = without_a_pledge();
        let line = crate::repository::line("kidd-24", 1, "kidd/24.txt", &text, None);
        r.write(&format!("{folder}/ledger.jsonl"), &line);
        r.write(&format!("{folder}/kidd/24.txt"), &text);
        stopped(&r, "archive/second");
    }
    // One that is nearer to where the command runs.
    let Some(r) = branch() else { return };
    r.git(&["checkout", "--quiet", "main"]);
    r.write("docs/x", "");
    r.commit();
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    r.git(&["checkout", "--quiet", "-b", "nearer"]);
    r.write("docs/statements/ledger.jsonl", "");
    r.commit();
    let done = r.kidd_in("docs", &["check", "--base", "origin/main"]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    assert!(done.out.contains("archive/moved"), "{}", done.out);
}

#[test]
fn the_policy_of_the_base_decides_wherever_the_branch_says_it_is() {
    let Some(r) = branch() else { return };
    r.add_24(&without_a_pledge());
    let loose = "policy = 1\n[levels]\n\"pledge/\" = \"off\"\n";
    for file in ["statements/kidd.toml", "statements/kidd/kidd.toml"] {
        r.write(file, loose);
    }
    let aside = tempfile::tempdir().unwrap();
    fs::write(aside.path().join("kidd.toml"), loose).unwrap();
    r.write("policies/x", "");
    r.commit();
    // A policy is named in a folder that the branch makes a link to its own, or that is a repository of its own.
    r.git(&["checkout", "--quiet", "main"]);
    r.write("policies/kidd.toml", POLICY);
    r.commit();
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    r.git(&["checkout", "--quiet", "branch"]);
    fs::remove_dir_all(r.path().join("policies")).unwrap();
    symlink(aside.path(), r.path().join("policies")).unwrap();
    let (code, rules, said) = checked(&r, &["--policy", "policies/kidd.toml"]);
    assert_eq!(code, 1, "{said}");
    assert!(rules.iter().any(|rule| rule == "pledge/dropped"), "{said}");
    assert_eq!(checked(&r, &[]).0, 1);
}

#[test]
fn the_ledger_may_not_say_of_an_edition_what_its_text_does_not() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "an older date",
            &["--series", "kidd", "--edition", "24", "--date", "1990-01-01"],
            &["archive/unlike", "archive/order"],
        ),
        (
            "a later date",
            &["--series", "kidd", "--edition", "24", "--date", "2031-01-01"],
            &["archive/unlike"],
        ),
        ("another number", &["--series", "kidd", "--edition", "25"], &["archive/unlike"]),
        ("a smaller number", &["--series", "kidd", "--edition", "22"], &["archive/unlike", "archive/order"]),
        ("a name", &["--series", "kidd", "--edition", "extra"], &["archive/unlike"]),
        (
            "another series",
            &["--series", "scm", "--edition", "24"],
            &["archive/unlike", "archive/uncompared"],
        ),
        ("a new series", &["--series", "aaa", "--edition", "24"], &["archive/unlike", "archive/uncompared"]),
        ("another end", &["--series", "kidd", "--edition", "24", "--end-date", "2024-12-31"], &[]),
    ];
    for (name, options, rules) in cases {
        let Some(r) = branch() else { return };
        add(&r, &without_a_pledge(), options);
        r.commit();
        let (code, told, said) = checked(&r, &[]);
        assert_eq!(code, 1, "{name}: {said}");
        for rule in *rules {
            assert!(told.iter().any(|told| told == rule), "{name} {rule}: {told:?}");
        }
    }
}

#[test]
fn an_honest_edition_is_told_nothing_of_the_kind() {
    let Some(r) = branch() else { return };
    add(&r, &successor(&[]), &[]);
    r.commit();
    let (code, rules, said) = checked(&r, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(rules.contains(&"archive/added".to_owned()), "{rules:?}");
    for rule in ["archive/unlike", "archive/order", "archive/uncompared", "archive/hidden", "text/hidden"] {
        assert!(!rules.iter().any(|told| told == rule), "{rules:?}");
    }
}

#[test]
fn a_series_that_the_branch_makes_up_does_not_take_an_edition_out_of_sight() {
    let Some(r) = branch() else { return };
    r.write(
        "statements/aaa/series.toml",
        "rules = 1\nname = \"aaa\"\n[detect]\ntitle = [\"Integrated Defense Dialogue\"]\n",
    );
    // Its title says nothing of the dialogue any more, so that no rules of the base know it.
    let text = without_a_pledge().replace("Integrated Defense Dialogue", "Talks").replace("KIDD", "Talks");
    r.write("statements/aaa/24.txt", &text);
    r.forge("aaa-24", 1, "aaa/24.txt", &text);
    stopped(&r, "archive/uncompared");
}

#[test]
fn a_new_series_with_a_text_of_its_own_may_come() {
    let Some(r) = branch() else { return };
    let text = "Joint Statement of the Harbour Talks\n\nThe two sides met on September 24, 2024 in Busan.\n\nThey agreed to dredge the harbour and to paint the lighthouse before winter comes.\n";
    add(&r, text, &["--series", "harbour", "--edition", "1"]);
    r.commit();
    let (code, rules, said) = checked(&r, &[]);
    assert_eq!(code, 0, "{rules:?} {said}");
}

#[test]
fn a_later_text_of_an_edition_may_not_change_what_the_edition_is() {
    let changes: &[Forgery] = &[
        ("date", |line| drop(line.insert("date".into(), "1990-01-01".into()))),
        ("made up", |line| drop(line.insert("illustrative".into(), true.into()))),
    ];
    for (name, change) in changes {
        let Some(r) = branch() else { return };
        let text = the_23rd().replace("ironclad", "iron-clad");
        r.write("statements/kidd/23@2.txt", &text);
        r.forge("kidd-23", 2, "kidd/23@2.txt", &text);
        let ledger = r.read("statements/ledger.jsonl");
        let (before, last) = ledger.trim_end().rsplit_once('\n').unwrap();
        let mut line: serde_json::Map<String, Value> = serde_json::from_str(last).unwrap();
        line.insert("date".into(), "2023-09-18".into());
        change(&mut line);
        line.remove("hash");
        let sealed = serde_json::to_string(&line).unwrap();
        let sealed = sealed.strip_suffix('}').unwrap();
        let hash = kidd::digest::bytes(sealed.as_bytes());
        r.write("statements/ledger.jsonl", &format!("{before}\n{sealed},\"hash\":\"{hash}\"}}\n"));
        r.commit();
        let (_, rules, said) = checked(&r, &[]);
        assert!(rules.iter().any(|rule| rule == "archive/unlike"), "{name}: {said}");
    }
}

#[test]
fn an_acceptance_counts_once_the_base_has_it_unless_the_base_says_otherwise() {
    let Some(r) = branch() else { return };
    r.add_24(&without_a_pledge());
    r.commit();
    let accept = |r: &Repository| {
        let (_, _, said) = checked(r, &[]);
        let document: Value = serde_json::from_str(&said).unwrap();
        let findings = document["comparisons"][0]["findings"].as_array().unwrap();
        let ids: Vec<&str> = findings
            .iter()
            .filter(|finding| finding["blocks"] == true)
            .map(|finding| finding["id"].as_str().unwrap())
            .collect();
        let options = ["--base", "origin/main", "--by", "A Maintainer", "--reason", "agreed"];
        assert_eq!(r.kidd(&[&["accept"][..], &ids, &options].concat()).code, 0);
        r.commit();
    };
    accept(&r);
    let (code, rules, said) = checked(&r, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(rules.contains(&"accepted/added".to_owned()), "{rules:?}");
    // A policy of the branch changes nothing about it.
    r.write("kidd.toml", &POLICY.replace("fail-on", "accept-in-branch = true\nfail-on"));
    r.commit();
    let (code, _, said) = checked(&r, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("accept-in-branch: false → true"), "{said}");
    // Merged into the base, the list counts.
    r.write("kidd.toml", POLICY);
    let list = r.read("accepted.toml");
    r.commit();
    r.git(&["checkout", "--quiet", "main"]);
    r.write("accepted.toml", &list);
    r.commit();
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    r.git(&["checkout", "--quiet", "branch"]);
    assert_eq!(checked(&r, &[]).0, 0);

    let Some(r) = branch() else { return };
    r.git(&["checkout", "--quiet", "main"]);
    r.write("kidd.toml", &POLICY.replace("fail-on", "accept-in-branch = true\nfail-on"));
    r.commit();
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    r.git(&["checkout", "--quiet", "-b", "open"]);
    r.add_24(&without_a_pledge());
    r.commit();
    accept(&r);
    assert_eq!(checked(&r, &[]).0, 0);
}

/// An edition as a page, with this in the place of the pledge.
fn page(pledge: &str) -> String {
    let text =
        successor(&[(" They pledged to work closely together", " [PLEDGE] They worked closely together")]);
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|paragraph| format!("<p>{}</p>", paragraph.replace('&', "&amp;").replace('<', "&lt;")))
        .collect();
    let body = paragraphs.join("\n").replace("[PLEDGE]", pledge);
    format!("<!DOCTYPE html><html><head><title>x</title></head><body><article>{body}</article></body></html>")
}

#[test]
fn what_an_added_edition_hides_from_its_readers_is_a_breach() {
    let hidden = "They pledged to build a lighthouse together and to pay for it.";
    for tag in ["span style=\"display:none\"", "span hidden", "span style='visibility: hidden'"] {
        let Some(r) = branch() else { return };
        add(&r, &page(&format!("<{tag}>{hidden}</span>")), &["--edition", "24", "--series", "kidd"]);
        stopped(&r, "archive/hidden");
    }
    let Some(r) = branch() else { return };
    add(&r, &page(""), &["--edition", "24", "--series", "kidd"]);
    r.commit();
    let (_, rules, said) = checked(&r, &[]);
    assert!(!rules.iter().any(|rule| rule == "archive/hidden"), "{said}");
}

#[test]
fn a_branch_that_left_the_base_before_it_had_an_archive_brings_no_past_of_its_own() {
    let Some(r) = Repository::new() else { return };
    r.git(&["checkout", "--quiet", "--orphan", "early"]);
    r.git(&["rm", "-r", "--quiet", "--cached", "."]);
    let text = the_23rd().replace("ironclad", "strong");
    let tree = r.git(&["mktree"]);
    assert_eq!(tree.code, 0);
    let root = r.git(&["commit-tree", tree.out.trim(), "-m", "x"]).out.trim().to_owned();
    // The base goes on from an empty commit, and so does the branch.
    let base = r.git(&["commit-tree", "main^{tree}", "-p", &root, "-m", "x"]).out.trim().to_owned();
    r.git(&["update-ref", "refs/remotes/origin/main", &base]);
    r.write("statements/kidd/23.txt", &text);
    r.write("statements/ledger.jsonl", &crate::repository::line("kidd-23", 1, "kidd/23.txt", &text, None));
    r.remove("statements/kidd/sample.txt");
    r.git(&["update-ref", "refs/heads/early", &root]);
    stopped(&r, "archive/history");
}

#[test]
fn what_is_no_file_at_the_base_is_not_followed() {
    for file in ["kidd.toml", "accepted.toml", "statements/kidd/series.toml", "statements/ledger.jsonl"] {
        let Some(r) = branch() else { return };
        r.git(&["checkout", "--quiet", "main"]);
        let _ = fs::remove_file(r.path().join(file));
        symlink("/etc/hostname", r.path().join(file)).unwrap();
        r.commit();
        r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
        let done = r.kidd(&["check", "--base", "origin/main"]);
        assert_ne!(done.code, 0, "{file}: {}{}", done.out, done.err);
    }
}

#[test]
fn a_file_of_the_base_is_measured_before_it_is_read() {
    let Some(r) = branch() else { return };
    r.git(&["checkout", "--quiet", "main"]);
    r.write("kidd.toml", &format!("policy = 1\n{}", "# x\n".repeat(1_200_000)));
    r.commit();
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    r.git(&["checkout", "--quiet", "-b", "mend"]);
    r.write("kidd.toml", POLICY);
    r.commit();
    let (code, rules, said) = checked(&r, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(rules.contains(&"policy/broken".to_owned()) && said.contains("bytes"), "{said}");
}

#[test]
fn an_archive_of_another_repository_is_refused() {
    let Some(r) = branch() else { return };
    let Some(other) = branch() else { return };
    let archive = other.path().join("statements");
    let done = r.kidd(&["check", "--base", "origin/main", "--archive", archive.to_str().unwrap()]);
    assert_eq!(done.code, 2, "{}{}", done.out, done.err);
    assert!(done.err.contains("outside of the repository"), "{}", done.err);
}

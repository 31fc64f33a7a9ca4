//! Ways round the gate that lead past it and not through it: attributes by which git alters what was kept, styles whose effect
//! nobody can tell, words that are new to a base of one edition, outputs that a link or a pipe of the branch catches, and
//! names that would be commands.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::repository::{POLICY, Repository, successor};

fn branch() -> Option<Repository> {
    let r = Repository::new()?;
    r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    Some(r)
}

/// What the gate tells, as `rule: message`, and how it ends.
fn told(r: &Repository) -> (i32, Vec<String>) {
    let done = r.kidd(&["check", "--base", "origin/main", "--format", "json"]);
    let document: Value = serde_json::from_str(&done.out).unwrap_or_default();
    let list = |list: &Value| list.as_array().cloned().unwrap_or_default();
    let mut told = list(&document["archive"]);
    told.extend(list(&document["comparisons"]).iter().flat_map(|pair| list(&pair["findings"])));
    let told = told.iter().map(|told| {
        format!("{}: {}", told["rule"].as_str().unwrap(), told["message"].as_str().unwrap_or_default())
    });
    (done.code, told.chain([done.err]).collect())
}

/// The gate stops the branch and says so with these words.
#[track_caller]
fn stopped(r: &Repository, words: &str) {
    r.commit();
    let (code, told) = told(r);
    assert_eq!(code, 1, "{words}: {told:#?}");
    assert!(told.iter().any(|told| told.contains(words)), "{words}: {told:#?}");
}

#[test]
fn attributes_by_which_git_alters_what_was_kept_are_a_breach_wherever_they_stand() {
    for (file, line, attribute) in [
        (".gitattributes", "statements/** -text filter=evil", "filter"),
        (".gitattributes", "statements/** -text\n*.txt ident", "ident"),
        (
            ".gitattributes",
            "statements/** -text\n*.txt working-tree-encoding=ISO-8859-1",
            "working-tree-encoding",
        ),
        (".gitattributes", "*.txt text eol=crlf", "text"),
        (".gitattributes", "[attr]plain eol=crlf ident\n*.txt plain", "ident"),
        ("statements/.gitattributes", "* -text\n*.txt ident", "bytes of files"),
        ("statements/.gitattributes", "* -text\nkidd/*.txt filter=evil", "bytes of files"),
    ] {
        let Some(r) = branch() else { return };
        r.write(file, &format!("{line}\n"));
        stopped(&r, attribute);
        let (_, told) = told(&r);
        assert!(told.iter().any(|told| told.starts_with("archive/unlisted")), "{told:#?}");
    }
    // What the base says itself, and what says nothing of bytes, is no breach.
    for line in ["statements/** -text", "statements/** -text\n*.txt diff=kidd linguist-documentation"] {
        let Some(r) = branch() else { return };
        r.write(".gitattributes", &format!("{line}\n"));
        r.commit();
        let (code, told) = told(&r);
        assert_eq!(code, 0, "{line}: {told:#?}");
    }
}

#[test]
fn what_is_new_to_a_base_of_one_edition_is_first_seen() {
    for line in [
        "[[phrase]]\nphrase = \"nuclear sharing\"\nbreach = [\"first-seen\"]\n",
        "[[first-seen]]\nrule = \"pledge/\"\n",
    ] {
        let Some(r) = Repository::new() else { return };
        r.git(&["checkout", "--quiet", "main"]);
        r.write("kidd.toml", &format!("{POLICY}\n{line}"));
        r.commit();
        r.git(&["update-ref", "refs/remotes/origin/main", "main"]);
        r.git(&["checkout", "--quiet", "-B", "branch"]);
        r.add_24(&successor(&[(
            " They pledged to work closely together",
            " They pledged to explore nuclear sharing by 2026. They pledged to work closely together",
        )]));
        stopped(&r, "first-seen");
    }
}

/// A page of the next edition, with this in its head and this paragraph more.
fn page(head: &str, paragraph: &str) -> String {
    let body: String = successor(&[])
        .split("\n\n")
        .map(|block| format!("<p>{}</p>\n", block.replace('&', "&amp;").replace('<', "&lt;")))
        .collect();
    format!(
        "<!DOCTYPE html><html><head><title>24th KIDD Joint Press Statement</title>{head}</head><body><article>{body}{paragraph}</article></body></html>"
    )
}

/// The gate's answer to a page as the next edition.
fn with_page(page: &str) -> Option<(Repository, Vec<String>)> {
    let r = branch()?;
    r.write("draft.html", page);
    let options = ["--series", "kidd", "--edition", "24", "--retrieved", "2024-09-25"];
    let done = r.kidd(&[&["add", "draft.html"][..], &options].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    r.remove("draft.html");
    r.commit();
    let (_, told) = told(&r);
    Some((r, told))
}

#[test]
fn a_style_whose_effect_nobody_can_tell_is_a_breach() {
    let pledge = "<p class=x><b>Both sides pledged to share all costs of the exercise.</b></p>";
    for style in [
        ".x:has(b){display:none}",
        "article { & .x {display:none} }",
        "article { .x {visibility:hidden} }",
        "@import url(data:text/css,.x%7Bdisplay:none%7D);",
        "@container (min-width: 1px) {.x{display:none}}",
        "@scope (article) {.x{font-size:0}}",
        "@media (min-resolution: 1dpi) {.x{display:none}}",
        ":root{--gone:none} .x{display:var(--gone)}",
        ".x{--seen:hidden} p{visibility:var(--seen, visible)}",
        ":root{--at:inset(50%)} .x{clip-path:var(--at)}",
        ".x:not(:hover){opacity:0}",
        "p:nth-last-of-type(1 of .x){display:none}",
    ] {
        let Some((_r, told)) = with_page(&page(&format!("<style>{style}</style>"), pledge)) else { return };
        assert!(told.iter().any(|told| told.starts_with("archive/hidden")), "{style}: {told:#?}");
    }
    // Such rules as every page has are none of these.
    for style in [
        "a:hover{color:red} .menu li:hover ul{display:block} .menu ul{display:none}",
        "p::before{content:'';display:none} a:focus-visible{outline:none;opacity:0}",
        ":root{--text:#222;--gap:1rem} p{color:var(--text);margin:var(--gap);display:var(--shown, block)}",
        "@media print{.x{display:none}} @media (max-width:600px){.x{display:none}}",
        "@font-face{font-family:X;src:url(x.woff2)} @keyframes a{from{opacity:0}to{opacity:1}}",
        "@supports (display:grid){p{margin:0}} @media (prefers-reduced-motion: reduce){p{transition:none}}",
    ] {
        let Some((_r, told)) = with_page(&page(&format!("<style>{style}</style>"), pledge)) else { return };
        assert!(!told.iter().any(|told| told.starts_with("archive/hidden")), "{style}: {told:#?}");
    }
}

#[test]
fn no_output_follows_a_link_of_the_branch_out_of_the_checkout() {
    let Some(r) = branch() else { return };
    let aside = tempfile::tempdir().unwrap();
    let secret = aside.path().join("secret");
    fs::write(&secret, "untouched").unwrap();
    symlink(&secret, r.path().join("results.sarif")).unwrap();
    symlink(aside.path(), r.path().join("out")).unwrap();
    symlink(".git/config", r.path().join("report.html")).unwrap();
    let config = r.read(".git/config");
    r.commit();
    for output in
        ["results.sarif", "./results.sarif", "out/secret", "out/new", "report.html", "statements/../out/new"]
    {
        for command in [
            &["check", "--base", "origin/main", "--format", "sarif", "--output"][..],
            &["diff", "23", "sample", "--format", "html", "-o"],
            &["list", "-o"],
        ] {
            let done = r.kidd(&[command, &[output]].concat());
            assert_eq!(done.code, 2, "{command:?} {output}: {}", done.err);
            assert!(done.err.contains("leads out of the checkout"), "{command:?} {output}: {}", done.err);
        }
    }
    let done = r.kidd(&["site", "out/site"]);
    assert!(done.code == 2 && done.err.contains("leads out of the checkout"), "{}", done.err);
    assert_eq!(fs::read_to_string(&secret).unwrap(), "untouched");
    assert_eq!(fs::read_dir(aside.path()).unwrap().count(), 1);
    assert_eq!(r.read(".git/config"), config);
    // A link inside of the checkout, and any place outside that is named, are the user's own.
    symlink("kept.sarif", r.path().join("link.sarif")).unwrap();
    r.write("kept.sarif", "");
    let named = secret.to_str().unwrap();
    for output in ["link.sarif", "fresh.sarif", named] {
        let done = r.kidd(&["list", "-o", output]);
        assert_eq!(done.code, 0, "{output}: {}", done.err);
    }
    assert!(r.read("kept.sarif").contains("kidd-23"));
}

#[test]
fn a_pipe_in_the_place_of_an_output_is_an_error_at_once() {
    let Some(r) = branch() else { return };
    let pipe = r.path().join("results.sarif");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for command in [&["check", "--format", "sarif", "--output"][..], &["diff", "23", "sample", "-o"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kidd"))
            .args(command)
            .arg("results.sarif")
            .current_dir(r.path())
            .env_remove("KIDD_ARCHIVE")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            if start.elapsed() > Duration::from_secs(60) {
                child.kill().unwrap();
                break None;
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(status.and_then(|status| status.code()), Some(2), "{command:?}");
    }
}

#[test]
fn what_the_action_writes_runs_no_name_of_a_branch_or_a_file() {
    let Some(r) = branch() else { return };
    let ran = r.path().join(".git/ran");
    let run = format!("touch${{IFS}}{}", ran.display());
    let names = [
        format!("$({run})"),
        format!("`{run}`"),
        "::error::x".to_owned(),
        "a\n::set-output name=passed::true".to_owned(),
        "%0A::warning::x".to_owned(),
        "-rf".to_owned(),
        "'; exit 0; '".to_owned(),
    ];
    for name in &names {
        let file = name.replace('/', "_");
        r.write(&format!("statements/kidd/{file}.txt"), "Both sides met.");
        r.write(&format!("statements/{file}"), "x");
    }
    let bases =
        ["main".to_owned(), format!("$({run})"), format!("`{run}`"), "--help".to_owned(), "x\ny".to_owned()];
    r.commit();
    for base in bases {
        let aside = tempfile::tempdir().unwrap();
        let at = |name: &str| aside.path().join(name);
        let path = std::env::var("PATH").unwrap_or_default();
        let binaries = Path::new(env!("CARGO_BIN_EXE_kidd")).parent().unwrap();
        let done = Command::new("bash")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("action/check.sh"))
            .current_dir(r.path())
            .env("PATH", format!("{}:{path}", binaries.display()))
            .env("GITHUB_STEP_SUMMARY", at("summary"))
            .env("GITHUB_OUTPUT", at("output"))
            .env("KIDD_SARIF", "results.sarif")
            .env("KIDD_BASE", &base)
            .env_remove("KIDD_ARCHIVE")
            .output()
            .unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert_eq!(done.status.code(), Some(if base == "main" { 1 } else { 2 }), "{base:?}: {said}");
        assert!(!ran.exists(), "{base:?} ran");
        assert_eq!(fs::read_to_string(at("output")).unwrap(), "passed=false\n", "{base:?}");
        for line in said.lines().filter(|line| line.trim_start().starts_with("::")) {
            let known =
                ["::error file=", "::warning file=", "::notice file=", "::error title=", "::notice title="];
            assert!(known.iter().any(|known| line.starts_with(known)), "{base:?}: {line}");
        }
        let summary = fs::read_to_string(at("summary")).unwrap();
        assert!(!summary.contains("\n::"), "{summary}");
    }
}

//! The site of the archive that ships: whole, linked, the same each time, and careful with what is not its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn site(out: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kidd")).arg("site").arg(out).args(more).output().unwrap()
}

/// All files of a folder by their path in it.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

/// The values of an attribute.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let open = format!(" {attribute}=\"");
    page.split(open.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let folder = tempfile::tempdir().unwrap();
    // The browser's tests read this one.
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site");
    for out in [folder.path(), &kept] {
        let done = site(out, &[]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let files = files(folder.path());
    let expected = [
        "editions/kidd-23.html",
        "editions/kidd-sample.html",
        "feed.xml",
        "feed/kidd.xml",
        "history.html",
        "index.html",
        "pairs/kidd-23--kidd-sample.html",
        "search.html",
        "search/kidd-2023.js",
        "site.sha256",
    ];
    assert_eq!(files.keys().collect::<Vec<_>>(), expected);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")) {
        let page = String::from_utf8(bytes.clone()).unwrap();
        for link in values(&page, "href").into_iter().filter(|link| !link.starts_with("https://")) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match (target, target.strip_prefix("../")) {
                ("", _) => path.clone(),
                (_, Some(above)) => above.to_owned(),
                (beside, None) => beside.to_owned(),
            };
            assert!(files.contains_key(&target), "{path} links to {link}");
            let there = values(&text(&files, &target), "id").contains(&anchor);
            assert!(anchor.is_empty() || there, "{path} links to {link}");
        }
    }
}

#[test]
fn pages_of_pairs_say_what_earlier_editions_know_as_a_diff_does() {
    let talks = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/drift.in/talks");
    let folder = tempfile::tempdir().unwrap();
    // The browser's tests read this one.
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("talks");
    for out in [folder.path(), &kept] {
        let done = site(out, &["--archive", talks.to_str().unwrap()]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let files = files(folder.path());
    let mut told = 0;
    for (old, new) in [(1, 2), (2, 3), (3, 5), (5, 6)] {
        let (old, new) = (format!("harbour-{old}"), format!("harbour-{new}"));
        let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
            .args(["diff", &old, &new, "--format", "json", "--archive"])
            .arg(&talks)
            .env("KIDD_CACHE", "off")
            .output()
            .unwrap();
        let document: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        let findings = document["findings"].as_array().unwrap();
        let expected: Vec<String> =
            findings.iter().filter_map(|finding| Some(finding["history"].as_str()?.to_owned())).collect();
        let page = text(&files, &format!("pairs/{old}--{new}.html"));
        // Told in the list of findings, and in the note beside the words as well.
        let list = page.split("id=\"redline\"").next().unwrap();
        let shown: Vec<&str> = list
            .split("<span class=\"history\">")
            .skip(1)
            .filter_map(|rest| rest.split("</span>").next())
            .collect();
        assert_eq!(page.matches("<span class=\"history\">").count(), shown.len() * 2);
        assert_eq!(shown, expected, "{old} {new}");
        told += shown.len();
    }
    assert!(told >= 5, "{told}");
}

#[test]
fn made_up_texts_are_marked_on_every_page_that_shows_them() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    let files = files(folder.path());
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(bytes.clone()).unwrap();
        // The history leaves made-up texts out.
        let shows = path != "editions/kidd-23.html" && path != "history.html";
        assert_eq!(page.contains("class=\"illustrative\""), shows, "{path}");
    }
    assert!(text(&files, "feed.xml").contains("(illustrative: a made-up text)"));
    assert!(text(&files, "search/kidd-2023.js").contains("\"illustrative\":true"));
}

#[test]
fn the_same_archive_gives_the_same_bytes_and_writes_nothing_twice() {
    let [one, other] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for folder in [&one, &other] {
        site(folder.path(), &["--pair", "sample", "23"]);
    }
    let first = files(one.path());
    assert_eq!(first, files(other.path()));
    assert!(first.contains_key("pairs/kidd-sample--kidd-23.html"));
    let said = site(one.path(), &["--pair", "sample", "23"]).stdout;
    assert!(String::from_utf8(said).unwrap().ends_with("0 written, 10 unchanged\n"));
    // The pair's page goes, and the three pages that link to it change.
    let said = site(one.path(), &[]).stdout;
    assert!(String::from_utf8(said).unwrap().ends_with("3 written, 6 unchanged, 1 removed\n"));
}

#[test]
fn the_feed_is_what_readers_of_feeds_expect() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    // This reader refuses a feed without its required elements, and dates that are none.
    let feed = atom_syndication::Feed::read_from(&files(folder.path())["feed.xml"][..]).unwrap();
    assert!(feed.id().starts_with("urn:uuid:") && !feed.authors().is_empty());
    assert_eq!(feed.updated().to_rfc3339(), "2023-10-26T00:00:00+00:00");
    let [entry] = feed.entries() else { panic!("one pair, one entry") };
    assert!(entry.id().starts_with("urn:uuid:") && entry.id() != feed.id());
    assert!(entry.title().contains("24th against the 23rd: "), "{}", entry.title().value);
    assert_eq!(entry.links()[0].href(), "pairs/kidd-23--kidd-sample.html");
    let content = entry.content().unwrap();
    assert_eq!(content.content_type(), Some("xhtml"));
    assert!(content.value().unwrap().contains("<del>ironclad</del> <ins>unwavering</ins>"));

    let own = atom_syndication::Feed::read_from(&files(folder.path())["feed/kidd.xml"][..]).unwrap();
    assert_ne!(own.id(), feed.id());
    assert_eq!(own.entries()[0].id(), entry.id(), "one reader of both feeds sees it once");
    assert_eq!(own.entries()[0].links()[0].href(), "../pairs/kidd-23--kidd-sample.html");
}

#[test]
fn a_folder_with_other_things_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let done = site(folder.path(), &[]);
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("holds files that kidd did not make"), "{said}");
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_pair_that_cannot_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for (pair, message) in [(["23", "99"], "there is no such edition"), (["23", "23"], "are the same text")] {
        let done = site(&folder.path().join("new"), &["--pair", pair[0], pair[1]]);
        assert_eq!(done.status.code(), Some(2));
        assert!(String::from_utf8(done.stderr).unwrap().contains(message));
        assert!(!folder.path().join("new").exists());
    }
}

#[test]
fn a_series_with_a_history_has_a_page_for_each_phrase_body_and_commitment() {
    let folder = tempfile::tempdir().unwrap();
    let archive = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/drift.in/talks");
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_kidd"))
        .arg("site")
        .arg(folder.path().join("site"))
        .arg("--archive")
        .arg(archive)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = files(&folder.path().join("site"));
    let pages: Vec<&str> =
        files.keys().map(String::as_str).filter(|path| path.starts_with("history/")).collect();
    for page in [
        "history/harbour.html",
        "history/harbour.body-tide-committee.html",
        "history/harbour.phrase-commitment-strength.html",
        "history/harbour.commitment-te54b81.html",
    ] {
        assert!(pages.contains(&page), "{page} is not among {pages:?}");
    }
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("history")) {
        let page = String::from_utf8(bytes.clone()).unwrap();
        let up = if path.starts_with("history/") { "history/" } else { "" };
        for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match target.strip_prefix("../") {
                _ if target.is_empty() => path.clone(),
                Some(rest) => rest.to_owned(),
                None => format!("{up}{target}"),
            };
            let there = files.get(&target).unwrap_or_else(|| panic!("{path} links to {link}"));
            let named = String::from_utf8_lossy(there).contains(&format!("id=\"{anchor}\""));
            assert!(anchor.is_empty() || named, "{path} links to {link}");
        }
    }
    assert!(text(&files, "history/harbour.body-tide-committee.html").contains("editions/harbour-3.html#n4"));
    // A promise is named by its words.
    let index = text(&files, "history.html");
    let promise =
        index.split("harbour.commitment-te54b81.html\">").nth(1).and_then(|rest| rest.split("</a>").next());
    assert!(
        promise.is_some_and(|promise| promise.contains(' ') && !promise.contains("te54b81")),
        "{promise:?}"
    );
}

/// As `bindings/web/run` makes its head.
const COMPARER: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'none'\">\n\
    <meta name=\"generator\" content=\"kidd 0.1.0\">\n<title>kidd: compare two statements</title>\n</head>\n</html>\n";

#[test]
fn the_page_that_compares_is_put_in_and_linked() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("kidd.html");
    fs::write(&page, COMPARER).unwrap();
    let out = folder.path().join("site");
    let done = site(&out, &["--page", page.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = files(&out);
    assert_eq!(text(&files, "compare.html"), COMPARER);
    assert!(text(&files, "site.sha256").contains("  compare.html\n"));
    assert!(values(&text(&files, "index.html"), "href").contains(&"compare.html"));
    let edition = text(&files, "editions/kidd-23.html");
    let brings =
        values(&edition, "href").into_iter().find(|link| link.starts_with("../compare.html#")).unwrap();
    assert!(brings.starts_with("../compare.html#name=kidd%2D23&#38;older=23rd%20Korea"), "{}", &brings[..80]);
    assert!(brings.len() > 9000 && brings.len() < 20_000, "{}", brings.len());
    assert!(edition.contains(">Compare your draft with this edition</a>"));

    // Without it the next time, it goes.
    assert!(site(&out, &[]).status.success());
    assert!(!out.join("compare.html").exists());
    assert!(!fs::read_to_string(out.join("index.html")).unwrap().contains("compare.html"));
}

#[test]
fn what_is_not_the_page_that_compares_is_not_put_into_a_site() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    let refused = |expected: &str| {
        let done = site(&folder.path().join("site"), &["--page", page.to_str().unwrap()]);
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{told}");
        assert!(told.contains(expected) && told.contains("page.html"), "{told}");
        assert!(!folder.path().join("site").exists());
    };
    refused("cannot be read");
    fs::write(&page, "<script>alert(1)</script>").unwrap();
    refused("is not the page that compares two texts; take kidd.html from a release");
    // A report of kidd is none either.
    fs::write(&page, COMPARER.replace("; connect-src 'none'", "")).unwrap();
    refused("is not the page that compares");
    fs::write(&page, [0xff; 9000]).unwrap();
    refused("is not the page that compares");
}

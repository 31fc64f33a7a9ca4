//! What is packed and published names one address, one version, and what is inside.

use std::fs;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The tracked files whose text names an address of the project, each with the names that it has.
fn named(folder: &Path) -> Vec<(String, Vec<String>)> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(folder).output().unwrap().stdout;
    let names =
        regex::Regex::new(r"(?:https://github\.com/|uses: )([A-Za-z0-9-]+/kidd)(?:[@/#?\x22'\s)]|\.git|$)")
            .unwrap();
    let files = String::from_utf8(listed).unwrap();
    let files = files.split('\0').filter(|file| !file.is_empty() && !file.starts_with("tests/"));
    let mut found = Vec::new();
    for file in files {
        let Ok(text) = fs::read_to_string(folder.join(file)) else { continue };
        let all: Vec<String> = names.captures_iter(&text).map(|found| found[1].to_owned()).collect();
        if !all.is_empty() {
            found.push((file.to_owned(), all));
        }
    }
    found
}

fn address(folder: &Path, new: Option<&str>) -> (bool, String) {
    let done = Command::new(folder.join("packaging/address")).args(new).output().unwrap();
    (done.status.success(), String::from_utf8(done.stdout).unwrap().trim().to_owned())
}

#[test]
fn every_file_names_the_address_that_the_manifest_names() {
    if !crate::repository::has_git() || !root().join(".git").exists() {
        return;
    }
    let (_, known) = address(root(), None);
    let known = known.strip_prefix("https://github.com/").unwrap();
    let found = named(root());
    assert!(found.len() > 3, "{found:?}");
    for (file, names) in found {
        assert!(names.iter().all(|name| name == known), "{file}: {names:?}; run packaging/address");
    }
}

#[test]
fn one_script_sets_the_address_everywhere() {
    if !crate::repository::has_git() {
        return;
    }
    let copy = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        assert!(Command::new("git").args(arguments).current_dir(copy.path()).status().unwrap().success());
    };
    git(&["init", "--quiet"]);
    for (file, names) in named(root()) {
        assert!(!names.is_empty());
        let to = copy.path().join(&file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root().join(&file), to).unwrap();
    }
    let script = copy.path().join("packaging/address");
    fs::create_dir_all(script.parent().unwrap()).unwrap();
    fs::copy(root().join("packaging/address"), script).unwrap();
    git(&["add", "--all"]);
    let before = named(copy.path());
    let (done, _) = address(copy.path(), Some("https://github.com/some-one/kidd"));
    assert!(done);
    let after = named(copy.path());
    assert_eq!(after.len(), before.len());
    assert!(after.iter().flat_map(|(_, names)| names).all(|name| name == "some-one/kidd"), "{after:?}");
    for wrong in
        ["http://github.com/a/kidd", "https://example.org/a/kidd", "https://github.com/a", "a/kidd; rm -r x"]
    {
        assert!(!address(copy.path(), Some(wrong)).0, "{wrong}");
    }
}

#[test]
fn the_citation_has_the_version_of_the_program() {
    let citation = fs::read_to_string(root().join("CITATION.cff")).unwrap();
    let version = citation.lines().find_map(|line| line.strip_prefix("version: ")).unwrap();
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
}

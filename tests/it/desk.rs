//! The library's desk makes what the program makes, and the bindings are built of what the program is built of.

use std::fs;
use std::path::Path;

use kidd::archive::Archive;
use kidd::report::html;
use kidd::{Sides, source};
use kidd_core::desk::{Desk, Text};

/// Pairs of files under the project's top.
const PAIRS: &[(&str, &str)] = &[
    ("bindings/texts/dialogue.txt", "bindings/texts/dialogue.html"),
    ("bindings/texts/dialogue.html", "bindings/texts/meeting.txt"),
    ("bindings/texts/policy.txt", "bindings/texts/policy.md"),
    ("bindings/texts/policy.txt", "bindings/texts/plain.txt"),
    ("statements/kidd/23.txt", "bindings/texts/dialogue.txt"),
    ("tests/pages/word.docx", "tests/pages/browser.pdf"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the program says to these arguments.
fn said(arguments: &[&str]) -> Vec<u8> {
    let mut command = assert_cmd::Command::cargo_bin("kidd").unwrap();
    command.current_dir(root()).args(arguments).assert().success().get_output().stdout.clone()
}

/// The page that the desk makes of two files.
fn page(desk: &Desk<Archive>, before: &str, after: &str) -> Vec<u8> {
    let read = |name: &str| {
        let bytes = fs::read(root().join(name)).unwrap();
        let text = Text { name, bytes: &bytes, edition: None };
        desk.statement(text, None, &source::Options::default()).unwrap()
    };
    let (before, after) = (read(before), read(after));
    html(desk, Sides::new(&before, &after))
}

fn html(desk: &Desk<Archive>, sides: Sides<&kidd::statement::Statement>) -> Vec<u8> {
    let comparison = desk.compared(sides).unwrap();
    let mut bytes = Vec::new();
    html::comparison(&mut bytes, &comparison, sides.map(|side| desk.provenance(side)), &[]).unwrap();
    bytes
}

#[test]
fn the_desk_makes_the_page_that_the_program_makes() {
    let desk = Desk::new(Archive::built_in().unwrap());
    for (before, after) in PAIRS {
        let program = said(&["diff", before, after, "--format", "html"]);
        assert!(page(&desk, before, after) == program, "{before} and {after}");
    }
}

#[test]
fn an_edition_is_known_by_its_name_and_its_bytes() {
    let archive = Archive::built_in().unwrap();
    let entries = archive.entries().to_vec();
    let desk = Desk::new(archive);
    let editions: Vec<_> = entries.iter().map(|entry| desk.edition(entry, None).unwrap()).collect();
    let program = said(&["diff", &entries[0].id, &entries[1].id, "--format", "html"]);
    assert!(html(&desk, Sides::new(&editions[0], &editions[1])) == program);
}

#[test]
fn the_past_is_told_as_the_program_tells_it() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().to_str().unwrap();
    for (number, pledge) in [(1, "space"), (2, "cyber"), (3, "space"), (4, "logistics")] {
        let text = format!(
            "Joint Press Statement for the {number}th Korea-U.S. Integrated Defense Dialogue\n\n\
             The two sides held the {number}th Korea-U.S. Integrated Defense Dialogue (KIDD) in Seoul on May 1, 203{number}. \
             Both sides pledged to expand {pledge} cooperation by June 204{number}.\n"
        );
        let file = folder.path().join(format!("{number}.txt"));
        fs::write(&file, text).unwrap();
        let name = number.to_string();
        said(&[
            "add",
            file.to_str().unwrap(),
            "--archive",
            archive,
            "--series",
            "kidd",
            "--edition",
            &name,
            "--retrieved",
            "2031-01-01",
        ]);
    }
    let opened = Archive::open(folder.path()).unwrap();
    let entries = opened.entries().to_vec();
    let desk = Desk::new(opened);
    let read = |index: usize| desk.edition(&entries[index], None).unwrap();
    let (before, after) = (read(2), read(3));
    let program = said(&["diff", "kidd-3", "kidd-4", "--archive", archive, "--format", "html"]);
    assert!(String::from_utf8_lossy(&program).contains("History:"), "no finding has a history");
    assert!(html(&desk, Sides::new(&before, &after)) == program);
}

#[test]
fn the_bindings_are_built_of_the_versions_that_the_program_is_built_of() {
    let versions = |file: &str| -> Vec<(String, String)> {
        let lock: toml::Table = toml::from_str(&fs::read_to_string(root().join(file)).unwrap()).unwrap();
        let packages = lock["package"].as_array().unwrap().iter();
        let text = |package: &toml::Value, key: &str| package[key].as_str().unwrap().to_owned();
        packages.map(|package| (text(package, "name"), text(package, "version"))).collect()
    };
    let own = versions("Cargo.lock");
    for file in ["bindings/web/Cargo.lock", "bindings/python/Cargo.lock"] {
        for (name, version) in versions(file) {
            let known: Vec<&str> =
                own.iter().filter(|(known, _)| *known == name).map(|(_, version)| version.as_str()).collect();
            assert!(
                known.is_empty() || known.contains(&version.as_str()),
                "{file} has {name} {version}, the program {known:?}: run bindings/lock"
            );
        }
    }
}

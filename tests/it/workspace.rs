//! The doors of a workspace, as a library user calls them.

use std::path::{Path, PathBuf};
use std::thread;

use kidd::gate::Selection;
use kidd::workspace::{Illustrative, Input, Scope, Workspace};
use kidd::{Sides, digest, series, source, statement};

/// The archive of made-up talks that the transcripts use, too.
fn talks() -> Scope {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/drift.in/talks");
    Scope { archive: Some(folder), series: None }
}

/// The archive that ships.
fn shipped() -> Scope {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("statements");
    Scope { archive: Some(folder), series: None }
}

#[test]
fn a_statement_has_the_hashes_of_its_bytes_and_of_its_text() {
    let bytes = b"Both sides reaffirmed their commitment to the defense of the Republic of Korea.\n";
    let document = source::read("text", bytes).unwrap();
    let statement = statement::read(&document, &series::general().unwrap()).unwrap();
    assert_eq!(statement.sha256, digest::bytes(bytes));
    assert_eq!(statement.text_sha256, digest::canonical(&statement.clean_text));
}

#[test]
fn a_compressed_file_has_the_hash_of_what_was_published() {
    use std::io::Write as _;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed
        .write_all(b"Both sides reaffirmed their commitment to the defense of the Republic of Korea.\n")
        .unwrap();
    let bytes = packed.finish().unwrap();
    assert_eq!(source::read("text.gz", &bytes).unwrap().sha256, digest::bytes(&bytes));
}

#[test]
fn one_workspace_serves_any_number_of_threads() {
    let workspace = Workspace::open(shipped()).unwrap();
    let told = || {
        let statements = workspace.statements("23", "sample").unwrap();
        let comparison = workspace.compare(statements.as_ref()).unwrap();
        comparison.findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    let alone = told();
    assert!(alone.iter().any(|message| message.contains("complete denuclearization")), "{alone:?}");
    let together: Vec<Vec<String>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(told)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(together.iter().all(|messages| *messages == alone));
}

#[test]
fn texts_of_a_program_are_compared_by_the_rules_of_their_series() {
    let workspace = Workspace::open(shipped()).unwrap();
    let read = |name: &str, text: &str| workspace.read(Input::new(name, text.as_bytes().to_vec())).unwrap().0;
    let old = read("old", include_str!("../../statements/kidd/23.txt"));
    let new = read("new", "Both sides met in Seoul and reaffirmed their commitment.\n");
    assert_eq!(old.series.as_deref(), Some("kidd"));
    assert_eq!(new.series, None);
    let comparison = workspace.compare(Sides::new(&old, &new)).unwrap();
    assert!(comparison.is_changed());
}

#[test]
fn a_history_is_read_once_and_asked_for_any_phrase() {
    let workspace = Workspace::open(talks()).unwrap();
    let series = workspace.only_series().unwrap();
    let history = workspace.history(&series, Illustrative::LeftOut).unwrap();
    let whole = history.timeline(&[]).unwrap();
    assert_eq!(whole.series, series);
    assert!(history.timeline(&["no such phrase at all".to_owned()]).is_err());
}

#[test]
fn a_gate_is_held_without_a_command() {
    let selection = Selection { texts: vec!["23".into(), "sample".into()], ..Selection::default() };
    let verdict = Workspace::check(shipped(), &selection).unwrap().verdict;
    assert_eq!(verdict.pairs.len(), 1);
    assert!(verdict.blocking() > 0);
}

//! The history of a dialogue, from its files to its JSON: read by types of its own that refuse what they do not know.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    series: String,
    #[serde(rename = "title")]
    _title: String,
    cautions: Vec<String>,
    editions: Vec<Edition>,
    missing: Vec<Missing>,
    lifelines: Vec<Lifeline>,
    threads: Vec<Thread>,
    silences: Vec<Silence>,
    sections: Vec<Section>,
    drift: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edition {
    id: String,
    date: Option<String>,
    ordinal: Option<u32>,
    #[serde(rename = "title")]
    _title: String,
    illustrative: bool,
    sentences: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Missing {
    id: String,
    #[serde(rename = "date")]
    _date: Option<String>,
    ordinal: Option<u32>,
    #[serde(rename = "month")]
    _month: Option<String>,
    after: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lifeline {
    id: String,
    subject: String,
    kind: String,
    asked: bool,
    first: String,
    last: String,
    gone: bool,
    points: Vec<Point>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Point {
    edition: String,
    wording: Option<String>,
    sentence: Option<usize>,
    text: Option<String>,
    status: String,
    held: bool,
    count: usize,
    variant: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thread {
    id: String,
    #[serde(rename = "subject")]
    _subject: String,
    #[serde(rename = "kind")]
    _kind: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    edition: String,
    step: String,
    #[serde(rename = "changed")]
    _changed: bool,
    sentence: Option<usize>,
    text: Option<String>,
    #[serde(rename = "thread")]
    _thread: Option<String>,
    #[serde(rename = "why")]
    _why: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Silence {
    lifeline: String,
    #[serde(rename = "subject")]
    _subject: String,
    #[serde(rename = "kind")]
    _kind: String,
    seen: usize,
    of: usize,
    #[serde(rename = "last")]
    _last: String,
    #[serde(rename = "wording")]
    _wording: String,
    #[serde(rename = "text")]
    _text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    id: String,
    #[serde(rename = "title")]
    _title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    from: String,
    to: String,
    kept: Option<f64>,
    new: Option<f64>,
    sections: Vec<Figure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    id: String,
    kept: Option<f64>,
    new: Option<f64>,
}

fn talks() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/drift.in")
}

fn kidd(cache: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kidd"));
    command.env_remove("KIDD_ARCHIVE").env("KIDD_CACHE", cache).env("COLUMNS", "80");
    command
}

fn json(archive: &Path, cache: &Path, more: &[&str]) -> Vec<u8> {
    let done = kidd(cache)
        .arg("drift")
        .arg("--archive")
        .arg(archive)
        .args(["--format", "json"])
        .args(more)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert!(done.status.success());
    done.stdout
}

fn document(bytes: &[u8]) -> Document {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn the_document_says_what_the_contract_says() {
    let cache = tempfile::tempdir().unwrap();
    let found = document(&json(&talks().join("talks"), cache.path(), &["ironclad commitment"]));
    assert_eq!((found.schema.as_str(), found.series.as_str()), ("kidd.drift/1", "harbour"));
    let ids: Vec<&str> = found.editions.iter().map(|edition| edition.id.as_str()).collect();
    assert_eq!(ids, ["harbour-1", "harbour-2", "harbour-3", "harbour-5", "harbour-6"]);
    assert!(found.editions.iter().all(|edition| edition.date.is_some() && !edition.illustrative));
    assert_eq!(found.editions[3].ordinal, Some(5));
    assert_eq!((found.missing.len(), found.missing[0].id.as_str()), (1, "harbour-4"));
    assert_eq!((found.missing[0].ordinal, found.missing[0].after.as_deref()), (Some(4), Some("harbour-3")));
    assert_eq!(found.cautions.len(), 1);

    for line in &found.lifelines {
        assert!(["phrase", "body", "instrument", "pledge", "section"].contains(&line.kind.as_str()));
        assert_eq!(line.points[0].status, "first", "{}", line.id);
        assert_eq!(
            (&line.points[0].edition, &line.points.last().unwrap().edition),
            (&line.first, &line.last)
        );
        assert_eq!(line.gone, line.last != "harbour-6", "{}", line.id);
        for point in &line.points {
            let seen = point.status != "gap";
            assert_eq!(point.held, point.edition != "harbour-4");
            assert_eq!((seen, seen, seen), (point.wording.is_some(), point.text.is_some(), point.count > 0));
            assert_eq!(point.variant.is_some(), line.asked && seen);
            if let Some(sentence) = point.sentence {
                let edition = found.editions.iter().find(|edition| edition.id == point.edition).unwrap();
                assert!(sentence < edition.sentences);
            }
            if let (Some(wording), Some(text), "phrase") = (&point.wording, &point.text, line.kind.as_str()) {
                assert!(text.contains(wording.as_str()), "{wording:?} in {text:?}");
            }
        }
    }
    let ids: Vec<&str> = found.lifelines.iter().map(|line| line.id.as_str()).collect();
    assert!(found.silences.iter().all(|silence| ids.contains(&silence.lifeline.as_str())));
    assert!(found.silences.iter().all(|silence| 2 * silence.seen > silence.of));
    assert_eq!(found.drift.len(), 4);
    assert_eq!((found.drift[2].from.as_str(), found.drift[2].to.as_str()), ("harbour-3", "harbour-5"));
    let shares = found.drift.iter().flat_map(|pair| {
        assert!(pair.sections.iter().all(|figure| found.sections.iter().any(|known| known.id == figure.id)));
        let sections = pair.sections.iter().flat_map(|figure| [figure.kept, figure.new]);
        [pair.kept, pair.new].into_iter().chain(sections)
    });
    assert!(shares.flatten().all(|share| (0.0..=1.0).contains(&share)));
}

/// The points of a lifeline as `edition:status:wording`.
#[track_caller]
fn check(found: &Document, id: &str, expected: &[&str]) {
    let line = found.lifelines.iter().find(|line| line.id == id).unwrap();
    let told: Vec<String> = line
        .points
        .iter()
        .map(|point| {
            let edition = point.edition.trim_start_matches("harbour-");
            let wording = point.wording.as_ref().map(|wording| format!(":{wording}")).unwrap_or_default();
            format!("{edition}:{}{wording}", point.status)
        })
        .collect();
    assert_eq!(told, expected, "{} {}", line.id, line.subject);
}

#[test]
fn phrases_and_bodies_have_the_history_that_the_texts_have() {
    let cache = tempfile::tempdir().unwrap();
    let found = document(&json(&talks().join("talks"), cache.path(), &["ironclad commitment", "ironclad"]));
    let (old, new) = ("ironclad commitment", "unwavering commitment");
    let both = [
        &format!("1:first:{old}"),
        &format!("2:same:{old}"),
        &format!("3:changed:{new}"),
        "4:gap",
        &format!("5:same:{new}"),
        &format!("6:same:{new}"),
    ];
    check(&found, "phrase/commitment-strength", &both.map(|point| point));
    check(&found, "phrase/asked-1", &both.map(|point| point));
    check(&found, "phrase/asked-2", &["1:first:ironclad", "2:last:ironclad"]);
    let (lwg, tide) = ("Lighthouse Working Group", "Tide Committee");
    let body = |key: &str| {
        let known = found.lifelines.iter().find(|line| line.kind == "body" && line.subject == key);
        known.unwrap().id.clone()
    };
    check(
        &found,
        &body("LWG"),
        &[
            &format!("1:first:{lwg}"),
            &format!("2:same:{lwg}"),
            &format!("3:same:{lwg}"),
            "4:gap",
            &format!("5:last:{lwg}"),
        ],
    );
    check(
        &found,
        &body(tide),
        &[
            &format!("1:first:{tide}"),
            "2:gap",
            &format!("3:returned:{tide}"),
            "4:gap",
            "5:gap",
            &format!("6:returned:{tide}"),
        ],
    );
}

#[test]
fn a_commitment_is_followed_across_the_editions_that_do_not_have_it() {
    let cache = tempfile::tempdir().unwrap();
    let found = document(&json(&talks().join("talks"), cache.path(), &[]));
    let thread = found
        .threads
        .iter()
        .find(|thread| thread.steps[0].text.as_ref().is_some_and(|text| text.contains("pilots")))
        .unwrap();
    let steps: Vec<String> =
        thread.steps.iter().map(|step| format!("{} {}", step.edition, step.step)).collect();
    assert_eq!(
        steps,
        ["harbour-2 made", "harbour-3 dropped", "harbour-5 returned", "harbour-6 continued"],
        "{}",
        thread.id
    );
    assert!(thread.steps.iter().all(|step| step.sentence.is_some() == step.text.is_some()));
}

#[test]
fn a_page_of_some_kinds_has_these_alone_and_says_so() {
    let cache = tempfile::tempdir().unwrap();
    let page = |more: &[&str]| {
        let archive = talks().join("talks");
        let done = kidd(cache.path())
            .args(["drift", "--format", "html", "--archive"])
            .arg(archive)
            .args(more)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    let headings = |page: &str| -> Vec<String> {
        let parts = page.split("<h2 id=\"").skip(1);
        parts.filter_map(|part| Some(part.split_once('"')?.0.to_owned())).collect()
    };
    let whole = page(&[]);
    assert_eq!(headings(&whole), ["phrases", "bodies", "sections", "commitments", "silent", "kept"]);
    let bodies = page(&["--kind", "body"]);
    assert_eq!(headings(&bodies), ["bodies", "silent"]);
    assert!(bodies.contains("This is a part of the history: --kind body."));
    let commitments = page(&["--kind", "commitment,phrase"]);
    assert_eq!(headings(&commitments), ["phrases", "commitments", "silent"]);
    for page in [whole, bodies, commitments] {
        for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(page.contains(&format!("id=\"{link}\"")), "#{link}");
        }
    }
}

#[test]
fn the_order_of_adding_and_the_cache_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let mut documents = Vec::new();
    for (number, order) in [[1, 2, 3, 5, 6], [6, 5, 3, 2, 1], [5, 1, 6, 2, 3]].into_iter().enumerate() {
        let archive = folder.path().join(format!("archive{number}"));
        for edition in order {
            let done = kidd(&cache)
                .arg("add")
                .arg(talks().join(format!("texts/{edition}.txt")))
                .arg("--archive")
                .arg(&archive)
                .args(["--series", "harbour", "--retrieved", "2025-04-01"])
                .output()
                .unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        documents.push(json(&archive, &cache, &[]));
    }
    documents.push(json(&folder.path().join("archive0"), Path::new("off"), &[]));
    // Every entry damaged: all is made anew.
    for inner in std::fs::read_dir(&cache).unwrap() {
        for file in std::fs::read_dir(inner.unwrap().path()).unwrap() {
            std::fs::write(file.unwrap().path(), "kidd cache 1\nrubbish").unwrap();
        }
    }
    documents.push(json(&folder.path().join("archive0"), &cache, &[]));
    assert!(documents.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_new_series_file_is_written_once_and_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let archive = folder.path().join("statements");
    let new = || {
        let mut command = kidd(&cache);
        command.args(["series", "new", "ports", "--inherits", "scm", "--archive"]).arg(&archive);
        command.output().unwrap()
    };
    std::fs::create_dir(&archive).unwrap();
    std::fs::write(archive.join("ledger.jsonl"), "").unwrap();
    assert!(new().status.success());
    let path = archive.join("ports/series.toml");
    let written = std::fs::read(&path).unwrap();
    assert_eq!(new().status.code(), Some(2));
    assert_eq!(std::fs::read(&path).unwrap(), written);
    let check = kidd(&cache).args(["series", "check", "ports", "--archive"]).arg(&archive).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    assert!(String::from_utf8_lossy(&check.stdout).contains("inherits"));
}

#[test]
fn the_rules_that_ship_leave_no_cue_undecided() {
    let folder = tempfile::tempdir().unwrap();
    for series in ["fomc", "leaders", "ncg", "scm", "summit"] {
        let done = kidd(folder.path()).args(["series", "check", series]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    }
}

//! What holds for any bytes at all, one function a target. The fuzz targets, the driver on the stable toolchain and the
//! tests share them; each panics where its property does not hold.

use std::path::Path;
use std::sync::OnceLock;

use kidd::apart::Extractor;
use kidd::archive::{Catalog, Ledger};
use kidd::compare::{ChangeKind, Comparison, Fold, Options, Unit, align, compare};
use kidd::policy::{Accepted, Policy};
use kidd::series::{Rules, RulesFile};
use kidd::source::{self, Document};
use kidd::statement::{self, Statement};
use kidd::{Side, Sides, report, series};

/// A property: bytes, and the program that parses what is only read in a process of its own.
pub type Property = fn(&[u8], Option<&Path>);

/// Every target with its property.
pub const TARGETS: &[(&str, Property)] = &[
    ("text_pair", text_pair),
    ("page", page),
    ("word", word),
    ("pdf", pdf),
    ("mail", mail),
    ("ledger", ledger),
    ("policy", policy),
    ("rules", rules),
    ("front_matter", front_matter),
];

/// What stands between the older and the newer text of a pair.
pub const BETWEEN: &str = "\n=====\n";

fn general() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| series::general().expect("the general rules are read"))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn read(bytes: &[u8], extractor: Option<&Path>) -> Option<Document> {
    let extractor = extractor.map(|program| Extractor { program: program.to_owned() });
    let parser = extractor.as_ref().map(|extractor| extractor as &dyn source::Parser);
    let options = source::Options { parser, ..source::Options::default() };
    match source::read_with("file", bytes, &options) {
        Ok(document) => {
            sound(&document);
            Some(document)
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            None
        }
    }
}

/// Lines are what lines are: never empty, trimmed, without line ends.
fn sound(document: &Document) {
    for block in &document.blocks {
        assert!(!block.lines.is_empty(), "a block without lines");
        for line in &block.lines {
            assert!(!line.text.is_empty() && line.text.trim() == line.text, "{line:?}");
            assert!(!line.text.contains('\n'), "{line:?}");
            assert!(line.number > 0, "{line:?}");
        }
    }
}

fn said(document: &Document) -> Option<Statement> {
    let statement = statement::read(document, general()).ok()?;
    let mut at = 0;
    for sentence in &statement.sentences {
        assert_eq!(statement.clean_text[sentence.range.clone()], sentence.text);
        assert!(sentence.range.start >= at, "sentences overlap");
        at = sentence.range.end;
    }
    // Nothing but white space stands between sentences: the clean text rebuilds.
    let kept: String =
        statement.sentences.iter().flat_map(|sentence| sentence.text.split_whitespace()).collect();
    let whole: String = statement.clean_text.split_whitespace().collect();
    assert_eq!(kept, whole, "words are lost between sentences");
    Some(statement)
}

/// A file of any format: read alike twice, told without a raw character that cannot be seen.
fn file(bytes: &[u8], extractor: Option<&Path>) {
    let Some(document) = read(bytes, extractor) else { return };
    let again = read(bytes, extractor).expect("what was read once is read again");
    assert_eq!(document.blocks, again.blocks);
    let Some(statement) = said(&document) else { return };
    let mut shown = Vec::new();
    report::json::statement(&mut shown, &statement).expect("memory takes all");
    assert!(serde_json::from_slice::<serde_json::Value>(&shown).is_ok());
    visible(&String::from_utf8(shown).expect("JSON is UTF-8"));
}

fn visible(text: &str) {
    let hidden = text.chars().find(|&c| c != '\n' && report::escape::is_hidden(c));
    assert!(hidden.is_none(), "{hidden:?} gets through as it is");
}

/// Every sentence of both sides stands in one entry, and quotes are of the text.
fn whole(comparison: &Comparison<'_>) {
    for side in Side::BOTH {
        let mut seen: Vec<usize> =
            comparison.changes.iter().flat_map(|change| change.sentences.of(side).iter().copied()).collect();
        seen.sort_unstable();
        let count = comparison.statements.of(side).sentences.len();
        assert_eq!(seen, (0..count).collect::<Vec<_>>(), "a sentence is lost or told twice");
    }
    for finding in &comparison.findings {
        assert!(finding.change < comparison.changes.len());
        for side in Side::BOTH {
            let Some(quote) = finding.quote.of(side) else { continue };
            let Some(sentence) = quote.sentence else { continue };
            let text = &comparison.statements.of(side).sentences[sentence].text;
            assert!(text.contains(&quote.text), "{:?} is no quote", quote.text);
        }
    }
}

/// The links of a comparison as pairs of sentences, seen from one side, in order.
fn links(comparison: &Comparison<'_>, swap: bool) -> Vec<(Vec<usize>, Vec<usize>, bool)> {
    let one = |sentences: Sides<Vec<usize>>| if swap { sentences.swap() } else { sentences };
    let mut links: Vec<_> = comparison
        .changes
        .iter()
        .map(|change| {
            let Sides { before, after } = one(change.sentences.clone());
            (before, after, change.moved)
        })
        .collect();
    links.sort();
    links
}

/// Two texts: both rebuild, the reverse is the mirror image, each against itself is empty.
pub fn text_pair(bytes: &[u8], _: Option<&Path>) {
    let text = lossy(bytes);
    let (old, new) = text.split_once(BETWEEN).unwrap_or((&text, &text));
    lines(old, new);
    let of = |text: &str| read(text.as_bytes(), None).and_then(|document| said(&document));
    let (Some(old), Some(new)) = (of(old), of(new)) else { return };
    let options = Options::default();
    let forth = compare(Sides::new(&old, &new), general(), &options);
    let back = compare(Sides::new(&new, &old), general(), &options);
    whole(&forth);
    whole(&back);
    assert_eq!(links(&forth, false), links(&back, true), "the reverse is no mirror image");
    for statement in [&old, &new] {
        let own = compare(Sides::new(statement, statement), general(), &options);
        let same = |kind: ChangeKind| kind == ChangeKind::Same;
        assert!(
            own.changes.iter().all(|change| same(change.kind) && !change.moved),
            "a text differs from itself"
        );
        assert!(own.findings.is_empty() && own.header.is_empty(), "{:?}", own.findings);
    }
    let mut shown = Vec::new();
    report::json::comparison(&mut shown, &forth).expect("memory takes all");
    visible(&String::from_utf8(shown).expect("JSON is UTF-8"));
}

/// The same of bare lines, whose edits turn one side into the other.
fn lines(old: &str, new: &str) {
    static FOLD: OnceLock<Fold> = OnceLock::new();
    let fold = FOLD.get_or_init(|| Fold::new(general()));
    fn units(text: &str) -> Vec<Unit<'_>> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|text| Unit { text, paragraph: 0, section: "" }).collect()
    }
    let (old, new) = (units(old), units(new));
    let alignment = align(Sides::new(&old, &new), fold, &Options::default());
    let joined = |units: &[Unit<'_>], members: &[usize]| {
        members.iter().map(|&unit| units[unit].text).collect::<Vec<_>>().join(" ")
    };
    for link in &alignment.links {
        let (from, to) = (joined(&old, &link.units.before), joined(&new, &link.units.after));
        let (mut at, mut rebuilt) = (0, String::new());
        for edit in link.phrases.iter().flat_map(|phrase| &phrase.edits) {
            rebuilt.push_str(&from[at..edit.range.before.start]);
            rebuilt.push_str(&to[edit.range.after.clone()]);
            at = edit.range.before.end;
        }
        rebuilt.push_str(&from[at..]);
        // What stands between words belongs to none of them, whether it is white or cannot be seen at all.
        let between = |c: char| c.is_whitespace() || report::escape::is_hidden(c);
        let bare = |text: &str| text.split(between).collect::<String>();
        assert_eq!(bare(&rebuilt), bare(&to), "edits do not turn one side into the other");
    }
}

/// A web page; what is none is made one.
pub fn page(bytes: &[u8], _: Option<&Path>) {
    let is_page = bytes.starts_with(b"<!DOCTYPE html") || bytes.starts_with(b"<html");
    let head: &[u8] = if is_page { b"" } else { b"<!DOCTYPE html><html><body>" };
    file(&[head, bytes].concat(), None);
}

/// A Word file.
pub fn word(bytes: &[u8], _: Option<&Path>) {
    file(bytes, None);
}

/// A PDF file. Its parser may panic, which the process it runs in is for; without a program to run it in, it is not
/// called.
pub fn pdf(bytes: &[u8], extractor: Option<&Path>) {
    file(bytes, extractor);
}

/// A mail, as [`source::read`] takes it: as one, or not at all.
pub fn mail(bytes: &[u8], _: Option<&Path>) {
    file(bytes, None);
}

/// A ledger: what is read is written as it was.
pub fn ledger(bytes: &[u8], _: Option<&Path>) {
    let text = lossy(bytes);
    if let Ok(ledger) = Ledger::parse("ledger.jsonl", &text) {
        let lines: Vec<String> =
            ledger.entries.iter().map(|entry| entry.line().trim_end().to_owned()).collect();
        let read: Vec<&str> = text.lines().collect();
        assert!(
            read.starts_with(&lines.iter().map(String::as_str).collect::<Vec<_>>()),
            "a line is read as another"
        );
        // What was cut off while it was written is no line yet.
        let is_cut = read.len() == lines.len() + 1 && !text.ends_with('\n');
        assert!(read.len() == lines.len() || is_cut, "a line is left out");
    }
    let _ = Catalog::parse("catalog.toml", &text);
}

/// A policy, and what was accepted.
pub fn policy(bytes: &[u8], _: Option<&Path>) {
    let text = lossy(bytes);
    if let Err(error) = Policy::parse("kidd.toml", &text) {
        assert!(error.to_string().starts_with("kidd.toml"), "{error}");
    }
    if let Ok(accepted) = Accepted::parse("accepted.toml", &text) {
        let written: String = accepted.entries.iter().map(|entry| entry.text()).collect();
        let again = Accepted::parse("accepted.toml", &written);
        assert_eq!(again.ok(), Some(accepted), "what is accepted is written as something else");
    }
}

/// The rules of a series; those that are read read a statement.
pub fn rules(bytes: &[u8], _: Option<&Path>) {
    let file = RulesFile { origin: "series.toml".to_owned(), text: lossy(bytes).into() };
    match series::load(&file, &|_| Ok(None)) {
        Ok(rules) => {
            let text = "Joint Statement\n\nBoth sides met in Seoul on May 3, 2024, and pledged to share more. They will meet.";
            let document = source::read("text", text.as_bytes()).expect("a plain text");
            let _ = statement::read(&document, &rules);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Front matter, with a text behind it.
pub fn front_matter(bytes: &[u8], _: Option<&Path>) {
    let fence: &[u8] = if bytes.first() == Some(&b'+') { b"+++\n" } else { b"---\n" };
    file(&[fence, bytes, b"\n", fence, b"\nBoth sides met in Seoul.\n"].concat(), None);
}

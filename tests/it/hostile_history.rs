//! A history whose every text tries to be more than text: none changes the structure of a report.

use std::path::Path;
use std::sync::LazyLock;

use kidd::compare::{Options, compare};
use kidd::drift::{self, Asked, Edition, Kind, StepKind, Timeline, Transition};
use kidd::report::csv::DriftTable;
use kidd::report::escape::is_hidden;
use kidd::report::terminal::DriftView;
use kidd::report::{Layout, csv, drift_markdown, html, json, terminal};
use kidd::series::{self, Rules};
use kidd::statement::{self, Statement};
use kidd::{Sides, source};

use crate::hostile::{HOSTILE, keep, outline, skeleton, thousand};

static RULES: LazyLock<Rules> = LazyLock::new(|| series::general().unwrap());

/// The history of the talks, which has everything that a report of a history can show.
fn timeline() -> Timeline {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/drift.in/texts");
    let statements: Vec<Statement> = [1, 2, 3, 5, 6]
        .map(|number| {
            let text = std::fs::read(folder.join(format!("{number}.txt"))).unwrap();
            let mut statement = statement::read(&source::read("text", &text).unwrap(), &RULES).unwrap();
            statement.id = format!("harbour-{number}");
            statement
        })
        .into();
    let editions: Vec<Edition> = statements.iter().map(|statement| Edition::of(statement, &RULES)).collect();
    let pairs: Vec<Transition> = statements
        .windows(2)
        .map(|pair| {
            Transition::of(&compare(Sides::new(&pair[0], &pair[1]), &RULES, &Options::default()), &RULES)
        })
        .collect();
    let phrases = ["ironclad commitment".to_owned()];
    let asked = Asked { series: "harbour", rules: &RULES, known: &[], phrases: &phrases };
    let mut timeline = drift::timeline(&editions, &pairs, &asked).unwrap();
    // The talks name no instrument, and no commitment of theirs goes into another one.
    let mut instrument = timeline.lifelines.iter().find(|line| line.kind == Kind::Body).unwrap().clone();
    instrument.kind = Kind::Instrument;
    instrument.id = "instrument/chart".to_owned();
    timeline.lifelines.push(instrument);
    let last = timeline.threads.len() - 1;
    let step = timeline.threads[last].steps.last_mut().unwrap();
    step.kind = StepKind::Merged;
    step.other = Some("t1".to_owned());
    step.why.push("both name the chart".to_owned());
    timeline.cautions.push("What a reader must know.".to_owned());
    let kinds = [Kind::Phrase, Kind::Body, Kind::Instrument, Kind::Section];
    assert!(kinds.iter().all(|kind| timeline.lifelines.iter().any(|line| line.kind == *kind)));
    assert!(!timeline.silences.is_empty() && timeline.slots.iter().any(|slot| !slot.held));
    timeline
}

/// That history with a string put behind everything that comes from outside.
fn marked(text: &str) -> Timeline {
    static TIMELINE: LazyLock<Timeline> = LazyLock::new(timeline);
    let mut timeline = TIMELINE.clone();
    let push = |field: &mut String| field.push_str(text);
    push(&mut timeline.title);
    timeline.cautions.iter_mut().for_each(push);
    for slot in &mut timeline.slots {
        // A number is what an edition is called where it has one.
        slot.ordinal = None;
        push(&mut slot.id);
        push(&mut slot.title);
    }
    for line in &mut timeline.lifelines {
        push(&mut line.subject);
        for point in &mut line.points {
            point.wording.iter_mut().for_each(push);
            point.text.iter_mut().for_each(push);
        }
    }
    for thread in &mut timeline.threads {
        push(&mut thread.subject);
        for step in &mut thread.steps {
            push(&mut step.text);
            step.why.iter_mut().for_each(push);
        }
    }
    for silence in &mut timeline.silences {
        push(&mut silence.wording);
        push(&mut silence.text);
    }
    for (id, title) in &mut timeline.sections {
        push(id);
        push(title);
    }
    timeline
}

/// What a format writes of the marked history, in which nothing that cannot be seen is left.
fn written(text: &str, write: impl Fn(&mut Vec<u8>, &Timeline)) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes, &marked(text));
    let page = String::from_utf8(bytes).unwrap();
    let hidden = |c: char| c != '\n' && is_hidden(c);
    assert!(!page.contains(hidden), "{text:?} gets through as it is");
    page
}

/// The page of the whole, of a lifeline and of a commitment, one behind the other.
fn pages(text: &str) -> String {
    written(text, |writer, timeline| {
        let place = |slot: usize, _: Option<usize>| Some(format!("editions/{slot}.html"));
        html::drift(writer, timeline, &[], &place).unwrap();
        html::lifeline(writer, timeline, &timeline.lifelines[0], &[], &place).unwrap();
        html::thread(writer, timeline, timeline.threads.last().unwrap(), &[], &place).unwrap();
    })
}

fn page(text: &str) -> String {
    written(text, |writer, timeline| html::drift(writer, timeline, &[], &|_, _| None).unwrap())
}

#[test]
fn no_text_changes_the_structure_of_the_page_of_a_history() {
    let harmless = skeleton(&pages("x"));
    for text in HOSTILE {
        assert_eq!(skeleton(&pages(text)), harmless, "{text}");
    }
    // The test would notice.
    let broken = pages("x").replacen("ironclad commitmentx", "ironclad<img src=x onerror=alert(1)>", 1);
    assert_ne!(skeleton(&broken), harmless);
}

#[test]
fn no_text_changes_the_structure_of_the_markdown_of_a_history() {
    let markdown = |text: &str| written(text, |writer, timeline| drift_markdown(writer, timeline).unwrap());
    let harmless = outline(&markdown("x"));
    for text in HOSTILE {
        assert_eq!(outline(&markdown(text)), harmless, "{text}");
    }
}

#[test]
fn no_text_of_a_history_drives_a_terminal_or_a_spreadsheet() {
    for text in HOSTILE {
        let view = DriftView { layout: Layout::default(), all: true, kinds: Vec::new(), thread: None };
        written(text, |writer, timeline| terminal::drift(writer, timeline, &view).unwrap());
        written(text, |writer, timeline| json::drift(writer, timeline).unwrap());
        let table =
            written(text, |writer, timeline| csv::drift(writer, timeline, DriftTable::Lifelines).unwrap());
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        for record in reader.records() {
            for cell in record.unwrap().iter() {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{text}: {cell}");
            }
        }
    }
}

/// Writes the pages that the browser's tests try: the history as it is, and a thousand strings in every field, fifty a page.
#[test]
fn a_thousand_strings_stand_in_a_history() {
    keep("drift.html", &page(""));
    for (number, strings) in thousand().chunks(50).enumerate() {
        let text = strings.join(" ");
        let harmless = page(&text.replace(['<', '>', '&', '"'], "x"));
        let page = page(&text);
        assert!(skeleton(&page) == skeleton(&harmless), "strings {number} change the structure");
        keep(&format!("hostile-drift-{number}.html"), &page);
    }
}

//! What the templates of a history show: strip charts, the heat map, commitments, what has fallen silent.

use askama::Template;

use super::charts::{self, Heat, Strip};
use super::frame::{Frame, Link};
use super::policy::Scripts;
use crate::drift::{Kind, Lifeline, StepKind, Thread, Timeline};
use crate::report::lifelines::{
    clip, editions, kind_word, label, runs, span, standing, step_word, variant_word,
};
use crate::report::prose::count;

/// Where a history links to: the place of a sentence (or the head) of an edition, where there is one.
pub type Places<'p> = &'p dyn Fn(usize, Option<usize>) -> Option<String>;

/// The page of a whole history.
#[derive(Template)]
#[template(path = "drift.html")]
pub(super) struct Page<'t> {
    frame: Frame<'t>,
    title: &'t str,
    editions: String,
    cautions: &'t [String],
    groups: Vec<Group<'t>>,
    heat: Option<Heat>,
    silences: Vec<SilenceRow<'t>>,
    silent: Option<String>,
    threads: Vec<ThreadPart<'t>>,
}

/// The page of one lifeline.
#[derive(Template)]
#[template(path = "lifeline.html")]
pub(super) struct LifelinePage<'t> {
    frame: Frame<'t>,
    kind: &'static str,
    cautions: &'t [String],
    strip: Strip,
    part: LinePart<'t>,
}

/// The page of one commitment.
#[derive(Template)]
#[template(path = "thread.html")]
pub(super) struct ThreadPage<'t> {
    frame: Frame<'t>,
    cautions: &'t [String],
    part: ThreadPart<'t>,
}

/// The lifelines of one kind.
struct Group<'t> {
    id: &'static str,
    title: &'static str,
    strip: Strip,
    lines: Vec<LinePart<'t>>,
}

/// A lifeline with its wordings.
pub(super) struct LinePart<'t> {
    pub anchor: String,
    pub subject: &'t str,
    pub standing: String,
    pub runs: Vec<RunRow<'t>>,
    pub gone: Option<String>,
}

/// Editions in a row with one wording.
pub(super) struct RunRow<'t> {
    pub when: String,
    pub page: Option<String>,
    pub wording: &'t str,
    pub note: String,
    pub text: &'t str,
}

/// A commitment with its steps.
pub(super) struct ThreadPart<'t> {
    pub id: &'t str,
    pub kind: &'static str,
    pub subject: &'t str,
    /// What is promised, as long as a title may be.
    pub promise: String,
    pub summary: String,
    pub steps: Vec<StepRow<'t>>,
}

/// A step of a commitment.
pub(super) struct StepRow<'t> {
    pub when: String,
    pub page: Option<String>,
    pub step: &'static str,
    pub other: Option<&'t str>,
    pub text: &'t str,
    pub why: String,
}

struct SilenceRow<'t> {
    subject: &'t str,
    anchor: String,
    kind: &'static str,
    note: String,
    text: &'t str,
}

impl<'t> Page<'t> {
    pub(super) fn new(timeline: &'t Timeline, links: &'t [Link], places: Places<'_>) -> Self {
        let kinds = [
            (Kind::Phrase, "phrases", "Phrases"),
            (Kind::Body, "bodies", "Bodies"),
            (Kind::Instrument, "instruments", "Instruments"),
            (Kind::Section, "sections", "Sections"),
        ];
        let groups = kinds.into_iter().filter_map(|(kind, id, title)| {
            let lines: Vec<&Lifeline> = timeline.lifelines.iter().filter(|line| line.kind == kind).collect();
            (!lines.is_empty()).then(|| Group {
                id,
                title,
                strip: charts::strip(timeline, &lines, title),
                lines: lines.into_iter().map(|line| line_part(timeline, line, places)).collect(),
            })
        });
        let newest = timeline.held().next_back();
        let silences = timeline.silences.iter().map(|silence| {
            let line = &timeline.lifelines[silence.lifeline];
            SilenceRow {
                subject: &line.subject,
                anchor: anchor(line),
                kind: kind_word(line.kind),
                note: format!(
                    "in {} of the last {}, last in {}",
                    silence.seen,
                    silence.of,
                    label(timeline, silence.last)
                ),
                text: &silence.text,
            }
        });
        Self {
            frame: frame(timeline, format!("{}: its history", timeline.title), links),
            title: &timeline.title,
            editions: editions(timeline),
            cautions: &timeline.cautions,
            groups: groups.collect(),
            heat: charts::heat(timeline),
            silences: silences.collect(),
            silent: newest.map(|slot| label(timeline, slot).to_owned()),
            threads: timeline.threads.iter().map(|thread| thread_part(timeline, thread, places)).collect(),
        }
    }
}

impl<'t> LifelinePage<'t> {
    pub(super) fn new(
        timeline: &'t Timeline,
        line: &'t Lifeline,
        links: &'t [Link],
        places: Places<'_>,
    ) -> Self {
        Self {
            frame: frame(timeline, format!("{} in {}", line.subject, timeline.title), links),
            kind: kind_word(line.kind),
            cautions: &timeline.cautions,
            strip: charts::strip(timeline, &[line], &line.subject),
            part: line_part(timeline, line, places),
        }
    }
}

impl<'t> ThreadPage<'t> {
    pub(super) fn new(
        timeline: &'t Timeline,
        thread: &'t Thread,
        links: &'t [Link],
        places: Places<'_>,
    ) -> Self {
        let title = format!("{} ({})", promise(thread), kind_word(thread.kind));
        Self {
            frame: frame(timeline, title, links),
            cautions: &timeline.cautions,
            part: thread_part(timeline, thread, places),
        }
    }
}

fn frame<'t>(timeline: &Timeline, title: String, links: &'t [Link]) -> Frame<'t> {
    let made_up: Vec<&str> =
        timeline.slots.iter().filter(|slot| slot.illustrative).map(|slot| slot.id.as_str()).collect();
    Frame::new(title, "history", Scripts::None, links).made_up(&made_up)
}

/// The place of a lifeline on the page of a history; that of a commitment is its thread's.
fn anchor(line: &Lifeline) -> String {
    match line.kind {
        Kind::Pledge | Kind::Assurance | Kind::Warning | Kind::Schedule => {
            line.id.rsplit('/').next().unwrap_or_default().to_owned()
        }
        _ => line.id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect(),
    }
}

fn line_part<'t>(timeline: &'t Timeline, line: &'t Lifeline, places: Places<'_>) -> LinePart<'t> {
    let next = timeline.held().find(|&slot| slot > line.last);
    LinePart {
        anchor: anchor(line),
        subject: &line.subject,
        standing: standing(timeline, line),
        runs: runs(timeline, line)
            .into_iter()
            .map(|run| {
                let mut notes: Vec<String> = Vec::new();
                notes.extend(run.point.variant.map(|variant| variant_word(variant).to_owned()));
                if run.editions > 1 {
                    notes.push(count(run.editions, "edition", "editions"));
                }
                if run.point.count > 1 {
                    notes.push(format!("{} times", run.point.count));
                }
                RunRow {
                    when: span(timeline, run.first, run.last),
                    page: places(run.first, run.point.sentence),
                    wording: run.point.wording.as_deref().unwrap_or_default(),
                    note: notes.join(", "),
                    text: run.point.text.as_deref().unwrap_or_default(),
                }
            })
            .collect(),
        gone: next.filter(|_| line.gone).map(|slot| label(timeline, slot).to_owned()),
    }
}

/// A thread by its promise: what nobody remembers an id for.
pub(crate) fn promise(thread: &Thread) -> String {
    /// Columns of a promise in a list or a title: a line of the page.
    const COLUMNS: usize = 100;
    clip(&thread.promise, COLUMNS)
}

fn thread_part<'t>(timeline: &'t Timeline, thread: &'t Thread, places: Places<'_>) -> ThreadPart<'t> {
    let last = thread.steps.last();
    let first = thread.steps.first().map_or("", |step| label(timeline, step.slot));
    ThreadPart {
        id: &thread.id,
        kind: kind_word(thread.kind),
        subject: &thread.subject,
        promise: promise(thread),
        summary: match last.filter(|_| thread.steps.len() > 1) {
            Some(step) => {
                format!("made {first}, {} {}", step_word(step.kind), label(timeline, step.slot))
            }
            None => format!("made {first}"),
        },
        steps: step_rows(timeline, thread, places),
    }
}

/// The steps; those in a row that go on in the same words are one.
fn step_rows<'t>(timeline: &'t Timeline, thread: &'t Thread, places: Places<'_>) -> Vec<StepRow<'t>> {
    let mut rows: Vec<(usize, StepRow<'t>)> = Vec::new();
    let mut steady = false;
    for step in &thread.steps {
        let goes_on = step.kind == StepKind::Continued && !step.changed && step.why.is_empty();
        match rows.last_mut() {
            Some((first, row)) if goes_on && steady => row.when = span(timeline, *first, step.slot),
            _ => rows.push((
                step.slot,
                StepRow {
                    when: label(timeline, step.slot).to_owned(),
                    page: places(step.slot, step.sentence),
                    step: step_word(step.kind),
                    other: step.other.as_deref(),
                    text: &step.text,
                    why: step.why.join("; "),
                },
            )),
        }
        steady = goes_on;
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

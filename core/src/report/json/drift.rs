//! A timeline as `kidd.drift/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::document;
use super::phrase::rounded;
use crate::drift::{Figure, Lifeline, Silence, Slot, Thread, Timeline};
use crate::report::lifelines::{kind_word, status_word, step_word, variant_word};

/// Writes a timeline as `kidd.drift/1`.
///
/// # Errors
/// Those of the writer.
pub fn drift(writer: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    document(writer, &Document::of(timeline))
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'t> {
    #[cfg_attr(test, schemars(extend("const" = "kidd.drift/1")))]
    schema: &'static str,
    series: &'t str,
    title: &'t str,
    cautions: &'t [String],
    editions: Vec<Edition<'t>>,
    missing: Vec<Missing<'t>>,
    lifelines: Vec<Line<'t>>,
    threads: Vec<Commitment<'t>>,
    silences: Vec<Silent<'t>>,
    sections: Vec<Section<'t>>,
    drift: Vec<Pair<'t>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Edition<'t> {
    id: &'t str,
    date: Option<String>,
    ordinal: Option<u32>,
    title: &'t str,
    illustrative: bool,
    sentences: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Missing<'t> {
    id: &'t str,
    date: Option<String>,
    ordinal: Option<u32>,
    month: Option<&'t str>,
    after: Option<&'t str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Line<'t> {
    id: &'t str,
    subject: &'t str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::lifeline"))]
    kind: &'static str,
    asked: bool,
    first: &'t str,
    last: &'t str,
    gone: bool,
    points: Vec<Point<'t>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Point<'t> {
    edition: &'t str,
    wording: Option<&'t str>,
    sentence: Option<usize>,
    text: Option<&'t str>,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::point_status"))]
    status: &'static str,
    held: bool,
    count: usize,
    variant: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Commitment<'t> {
    id: &'t str,
    subject: &'t str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::lifeline"))]
    kind: &'static str,
    steps: Vec<Step<'t>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Step<'t> {
    edition: &'t str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::step"))]
    step: &'static str,
    changed: bool,
    sentence: Option<usize>,
    text: Option<&'t str>,
    thread: Option<&'t str>,
    why: &'t [String],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Silent<'t> {
    lifeline: &'t str,
    subject: &'t str,
    #[cfg_attr(test, schemars(schema_with = "super::schema_words::lifeline"))]
    kind: &'static str,
    seen: usize,
    of: usize,
    last: &'t str,
    wording: &'t str,
    text: &'t str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Section<'t> {
    id: &'t str,
    title: &'t str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Pair<'t> {
    from: &'t str,
    to: &'t str,
    kept: Option<f64>,
    new: Option<f64>,
    sections: Vec<SectionFigure<'t>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SectionFigure<'t> {
    id: &'t str,
    kept: Option<f64>,
    new: Option<f64>,
}

impl<'t> Document<'t> {
    fn of(timeline: &'t Timeline) -> Self {
        let id = |slot: usize| timeline.slots[slot].id.as_str();
        Self {
            schema: "kidd.drift/1",
            series: &timeline.series,
            title: &timeline.title,
            cautions: &timeline.cautions,
            editions: timeline.slots.iter().filter(|slot| slot.held).map(edition).collect(),
            missing: missing(timeline),
            lifelines: timeline.lifelines.iter().map(|line| lifeline(timeline, line)).collect(),
            threads: timeline.threads.iter().map(|thread| commitment(timeline, thread)).collect(),
            silences: timeline.silences.iter().map(|silence| silent(timeline, silence)).collect(),
            sections: timeline.sections.iter().map(|(id, title)| Section { id, title }).collect(),
            drift: timeline
                .drift
                .iter()
                .map(|drift| Pair {
                    from: id(drift.before),
                    to: id(drift.after),
                    kept: drift.whole.kept.map(rounded),
                    new: drift.whole.new.map(rounded),
                    sections: timeline
                        .sections
                        .iter()
                        .zip(&drift.sections)
                        .filter_map(|((id, _), figure)| figure.map(|figure| section(id, figure)))
                        .collect(),
                })
                .collect(),
        }
    }
}

fn edition(slot: &Slot) -> Edition<'_> {
    Edition {
        id: &slot.id,
        date: slot.date.map(|date| date.to_string()),
        ordinal: slot.ordinal,
        title: &slot.title,
        illustrative: slot.illustrative,
        sentences: slot.sentences,
    }
}

fn missing(timeline: &Timeline) -> Vec<Missing<'_>> {
    let mut after = None;
    let mut missing = Vec::new();
    for slot in &timeline.slots {
        if slot.held {
            after = Some(slot.id.as_str());
        } else {
            missing.push(Missing {
                id: &slot.id,
                date: slot.date.map(|date| date.to_string()),
                ordinal: slot.ordinal,
                month: slot.month.as_deref(),
                after,
            });
        }
    }
    missing
}

fn lifeline<'t>(timeline: &'t Timeline, line: &'t Lifeline) -> Line<'t> {
    let id = |slot: usize| timeline.slots[slot].id.as_str();
    Line {
        id: &line.id,
        subject: &line.subject,
        kind: kind_word(line.kind),
        asked: line.asked,
        first: id(line.first),
        last: id(line.last),
        gone: line.gone,
        points: line
            .points
            .iter()
            .map(|point| Point {
                edition: id(point.slot),
                wording: point.wording.as_deref(),
                sentence: point.sentence,
                text: point.text.as_deref(),
                status: status_word(point.status),
                held: timeline.slots[point.slot].held,
                count: point.count,
                variant: point.variant.map(variant_word),
            })
            .collect(),
    }
}

fn commitment<'t>(timeline: &'t Timeline, thread: &'t Thread) -> Commitment<'t> {
    Commitment {
        id: &thread.id,
        subject: &thread.subject,
        kind: kind_word(thread.kind),
        steps: thread
            .steps
            .iter()
            .map(|step| Step {
                edition: &timeline.slots[step.slot].id,
                step: step_word(step.kind),
                changed: step.changed,
                sentence: step.sentence,
                text: step.sentence.map(|_| step.text.as_str()),
                thread: step.other.as_deref(),
                why: &step.why,
            })
            .collect(),
    }
}

fn silent<'t>(timeline: &'t Timeline, silence: &'t Silence) -> Silent<'t> {
    let line = &timeline.lifelines[silence.lifeline];
    Silent {
        lifeline: &line.id,
        subject: &line.subject,
        kind: kind_word(line.kind),
        seen: silence.seen,
        of: silence.of,
        last: &timeline.slots[silence.last].id,
        wording: &silence.wording,
        text: &silence.text,
    }
}

fn section(id: &str, figure: Figure) -> SectionFigure<'_> {
    SectionFigure { id, kept: figure.kept.map(rounded), new: figure.new.map(rounded) }
}

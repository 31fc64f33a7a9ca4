//! The flowing redline as its template takes it: paragraphs with notes, marks of sections, folds.

use rustc_hash::FxHashSet;

use super::anchors::{origin, section as section_anchor};
use super::entries::Material;
use super::findings::{Note, note_anchor};
use super::marked::{Marked, spans};
use super::quiet::Quiet;
use super::rows::{CATCH_ALL, FlowPart, Reference, Row, RunPart, Sections};
use crate::compare::{Change, ChangeKind};
use crate::report::flowing::{Paragraph, Part, Place, Run, flowing};
use crate::report::prose::paragraphs;
use crate::report::redline::Mark;
use crate::report::spans::Span;
use crate::report::words::change_word;
use crate::statement::Role;
use crate::{Side, Sides};

/// The whole redline.
pub(super) fn redline<'c>(material: &Material<'c>) -> Vec<FlowPart<'c>> {
    let parts = flowing(material.comparison, material.texts);
    let sections: Sections<'c> =
        material.comparison.sections.iter().map(|section| (section.id.as_str(), section)).collect();
    let mut maker = Maker {
        material,
        sections: &sections,
        begun: FxHashSet::default(),
        section: "",
        opening: "",
        told: FxHashSet::default(),
    };
    let mut done: Vec<FlowPart<'c>> = Vec::new();
    let mut quiet = Quiet::default();
    for part in &parts {
        match part {
            Part::Heading(sides) => {
                quiet.end(&mut done);
                done.push(FlowPart::Heading {
                    before: sides.before,
                    after: sides.after,
                    renamed: sides.before != sides.after,
                });
            }
            Part::Paragraph(paragraph) => {
                let after_heading = quiet.is_empty() && matches!(done.last(), Some(FlowPart::Heading { .. }));
                let (mark, row) = maker.row(paragraph, after_heading);
                if row.class.is_empty() {
                    quiet.take(mark, row, paragraph, material, &sections);
                } else {
                    quiet.end(&mut done);
                    done.extend(mark);
                    done.push(FlowPart::Row(row));
                }
            }
        }
    }
    quiet.end(&mut done);
    done
}

struct Maker<'m, 'c> {
    sections: &'m Sections<'c>,
    material: &'m Material<'c>,
    /// Sections that have their anchor.
    begun: FxHashSet<&'c str>,
    /// The section of the sentence before, and that with which the paragraph before began.
    section: &'c str,
    opening: &'c str,
    /// Findings that have their note.
    told: FxHashSet<usize>,
}

impl<'c> Maker<'_, 'c> {
    /// A paragraph, and the mark of the section that begins with it.
    fn row(&mut self, paragraph: &Paragraph<'c>, after_heading: bool) -> (Option<FlowPart<'c>>, Row<'c>) {
        let material = self.material;
        let comparison = material.comparison;
        let mut notes = Vec::new();
        let mut runs: Vec<RunPart<'c>> = Vec::new();
        let mut mark = None;
        for (position, run) in paragraph.runs.iter().enumerate() {
            let change = run.entry.and_then(|entry| comparison.changes.get(entry));
            let mut anchor = None;
            if let Some(change) =
                change.filter(|_| run.place == Place::Here || paragraph.side == Side::Before)
            {
                let section = self.section_of(run, change);
                let opens = position == 0 && section != self.opening;
                if position == 0 {
                    self.opening = section;
                }
                if section != self.section || opens {
                    let first = self.begun.insert(section);
                    let title = self.sections.get(section).map_or(section, |section| section.title.as_str());
                    let named = section != CATCH_ALL && comparison.sections.len() > 1 && !after_heading;
                    if opens && named {
                        mark =
                            Some(FlowPart::Section { anchor: first.then(|| section_anchor(section)), title });
                    } else if first {
                        anchor = Some(section_anchor(section));
                    }
                    self.section = section;
                }
            }
            runs.push(self.run(run, change, anchor, &mut notes));
        }
        // Of sentences that moved together the first one says where to.
        let mut last: Option<String> = None;
        for run in &mut runs {
            let told = run.link.as_ref().map(|(_, told)| told.clone());
            if told.is_some() && told == last {
                run.link = None;
            }
            last = told;
        }
        let target = runs.iter().find_map(|run| run.id.clone());
        notes.sort_by_key(|note: &Note| note.number);
        let row = Row {
            class: class(paragraph, material),
            item: paragraph.role == Role::Item,
            number: paragraph.number.map(|number| format!("¶{}", number + 1)),
            target,
            label: paragraph.label,
            runs,
            notes,
        };
        (mark, row)
    }

    /// The section of a sentence on its own side.
    fn section_of(&self, run: &Run<'_>, change: &'c Change) -> &'c str {
        let sides = self.material.comparison.statements;
        let sentence = match run.place {
            Place::Here => run.sentence.and_then(|at| sides.after.sentences.get(at)),
            Place::Gone | Place::Origin => run.sentence.and_then(|at| sides.before.sentences.get(at)),
        };
        sentence.map_or(change.section.as_str(), |sentence| sentence.section.as_str())
    }

    fn run(
        &mut self,
        run: &Run<'c>,
        change: Option<&'c Change>,
        section: Option<String>,
        notes: &mut Vec<Note>,
    ) -> RunPart<'c> {
        let material = self.material;
        let sides = material.comparison.statements;
        let anchor = run.entry.and_then(|entry| material.anchors.get(entry)).cloned();
        let mut references: Vec<(usize, Reference)> = Vec::new();
        if let Some(entry) = run.entry.filter(|_| run.place != Place::Origin) {
            for note in material.findings.get(entry).into_iter().flatten() {
                // A sentence that was split has its note where the newer words stand.
                let elsewhere = note.sentences.after.is_some_and(|sentence| {
                    change.is_some_and(|change| change.sentences.after.contains(&sentence))
                        && run.sentence != Some(sentence)
                });
                if (elsewhere && run.place == Place::Here) || !self.told.insert(note.number) {
                    continue;
                }
                let reference =
                    Reference { number: note.number, weight: note.weight, anchor: note_anchor(&note.anchor) };
                references.push((spot(&run.spans, &note.quotes), reference));
                notes.push(note.clone());
            }
        }
        references.sort_by_key(|(spot, reference)| (*spot, reference.number));
        let mut cuts: Vec<(usize, Vec<Reference>)> = Vec::new();
        for (spot, reference) in references {
            match cuts.last_mut() {
                Some((last, list)) if *last == spot => list.push(reference),
                _ => cuts.push((spot, vec![reference])),
            }
        }
        let all = spans(&run.spans);
        let mut pieces = all.into_iter();
        let mut taken = 0;
        let mut next = |until: usize| {
            let piece: Vec<Marked<'c>> = pieces.by_ref().take(until.saturating_sub(taken)).collect();
            taken = until;
            piece
        };
        let words = next(cuts.first().map_or(usize::MAX, |(spot, _)| *spot));
        let mut rest = Vec::new();
        let spots: Vec<usize> = cuts.iter().skip(1).map(|(spot, _)| *spot).chain([usize::MAX]).collect();
        for ((_, references), until) in cuts.into_iter().zip(spots) {
            rest.push((references, next(until)));
        }
        let link = change.zip(anchor.as_ref()).filter(|(change, _)| change.moved && !run.continues).and_then(
            |(change, anchor)| {
                let old = paragraphs(sides.before, &change.sentences.before);
                let new = paragraphs(sides.after, &change.sentences.after);
                match run.place {
                    Place::Origin if old == new => Some((anchor.clone(), format!("moved within {new}"))),
                    Place::Origin => Some((anchor.clone(), format!("moved to {new}"))),
                    Place::Here if old == new => Some((origin(anchor), format!("moved within {old}"))),
                    Place::Here => Some((origin(anchor), format!("moved from {old}"))),
                    Place::Gone => None,
                }
            },
        );
        RunPart {
            id: match run.place {
                Place::Origin => anchor.as_deref().map(origin),
                _ => anchor.filter(|_| !run.continues),
            },
            section,
            class: kinds(run, change),
            whole: run.spans.iter().all(|span| span.mark != Mark::Kept) && run.spans.len() > 1,
            words,
            rest,
            link,
        }
    }
}

fn kinds(run: &Run<'_>, change: Option<&Change>) -> String {
    match (run.place, change) {
        (_, None) => "same".to_owned(),
        (Place::Origin, _) => "origin".to_owned(),
        (_, Some(change)) => match (change.kind, change.moved) {
            (ChangeKind::Same, true) => "changed moved".to_owned(),
            (ChangeKind::Same, false) if !change.phrases.is_empty() => "noisy".to_owned(),
            (ChangeKind::Same, false) => "same".to_owned(),
            (kind, true) => format!("changed {} moved", change_word(kind)),
            (kind, false) => format!("changed {}", change_word(kind)),
        },
    }
}

fn class(paragraph: &Paragraph<'_>, material: &Material<'_>) -> &'static str {
    let changes = &material.comparison.changes;
    let is = |run: &Run<'_>, kind| {
        run.entry.and_then(|entry| changes.get(entry)).is_some_and(|change| change.kind == kind)
    };
    let changed = |run: &Run<'_>| {
        let change = run.entry.and_then(|entry| changes.get(entry));
        run.place != Place::Here
            || change.is_some_and(|change| change.moved || change.kind != ChangeKind::Same)
    };
    let told = |run: &Run<'_>| {
        run.entry.is_some_and(|entry| material.findings.get(entry).is_some_and(|notes| !notes.is_empty()))
    };
    if paragraph.side == Side::Before {
        "went"
    } else if !paragraph.runs.is_empty() && paragraph.runs.iter().all(|run| is(run, ChangeKind::Added)) {
        "came"
    } else if paragraph.runs.iter().any(|run| changed(run) || told(run)) {
        "changed"
    } else {
        ""
    }
}

/// Behind how many spans the number of a finding stands: behind the first change in its quote, else at the end.
fn spot(spans: &[Span<'_>], quotes: &Sides<Option<String>>) -> usize {
    let mut at = Sides::new(0, 0);
    let side_text = |other: Mark| {
        spans.iter().filter(|span| span.mark != other).map(|span| span.text).collect::<String>()
    };
    let ranges = Sides::new(
        quotes
            .before
            .as_deref()
            .and_then(|quote| side_text(Mark::New).find(quote).map(|start| start..start + quote.len())),
        quotes
            .after
            .as_deref()
            .and_then(|quote| side_text(Mark::Old).find(quote).map(|start| start..start + quote.len())),
    );
    for (number, span) in spans.iter().enumerate() {
        let mut inside = false;
        for (side, other) in [(Side::Before, Mark::New), (Side::After, Mark::Old)] {
            if span.mark != other {
                let (start, end) = (*at.of(side), *at.of(side) + span.text.len());
                inside |=
                    ranges.of(side).as_ref().is_some_and(|quote| start < quote.end && quote.start < end);
                *at.of_mut(side) = end;
            }
        }
        if inside && span.mark != Mark::Kept && !span.noise {
            let replaced =
                span.mark == Mark::Old && spans.get(number + 1).is_some_and(|next| next.mark == Mark::New);
            return number + 1 + usize::from(replaced);
        }
    }
    spans.len()
}

//! Unchanged paragraphs of the redline, folded into one line.

use rustc_hash::FxHashSet;

use super::entries::Material;
use super::rows::{CATCH_ALL, FlowPart, Row, Sections};
use crate::compare::SectionStatus;
use crate::report::flowing::Paragraph;
use crate::report::prose::{count, list};

/// Unchanged paragraphs of sections with changes that are folded: fewer are the surroundings of what changed.
const FOLDED: usize = 2;
/// Titles of sections that a fold names.
const NAMED: usize = 3;

/// Unchanged paragraphs, one behind the other.
#[derive(Default)]
pub(super) struct Quiet<'c> {
    parts: Vec<FlowPart<'c>>,
    rows: usize,
    sentences: usize,
    noisy: bool,
    /// Whether all are of sections without a change.
    same: bool,
    numbers: Option<(String, String)>,
    titles: Vec<String>,
    /// Sections that are told, or counted.
    seen: FxHashSet<&'c str>,
}

impl<'c> Quiet<'c> {
    pub(super) const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(super) fn take(
        &mut self,
        mark: Option<FlowPart<'c>>,
        row: Row<'c>,
        paragraph: &Paragraph<'c>,
        material: &Material<'c>,
        sections: &Sections<'c>,
    ) {
        let comparison = material.comparison;
        if self.parts.is_empty() {
            self.same = true;
        }
        for run in &paragraph.runs {
            let Some(change) = run.entry.and_then(|entry| comparison.changes.get(entry)) else { continue };
            self.sentences += 1;
            self.noisy |= !change.phrases.is_empty();
            let section = sections.get(change.section.as_str());
            self.same &= section.is_some_and(|section| section.status == SectionStatus::Same);
            if let Some(section) = section.filter(|section| section.id != CATCH_ALL)
                && self.seen.insert(section.id.as_str())
                && self.titles.len() < NAMED
            {
                self.titles.push(section.title.clone());
            }
        }
        if let Some(number) = &row.number {
            let first = self.numbers.take().map_or_else(|| number.clone(), |(first, _)| first);
            self.numbers = Some((first, number.clone()));
        }
        self.rows += 1;
        self.parts.extend(mark);
        self.parts.push(FlowPart::Row(row));
    }

    pub(super) fn end(&mut self, done: &mut Vec<FlowPart<'c>>) {
        let quiet = std::mem::take(self);
        if quiet.rows < FOLDED && !(quiet.same && quiet.sentences > 0) {
            done.extend(quiet.parts);
            return;
        }
        let place = match &quiet.numbers {
            Some((first, last)) if first == last => format!("{first} "),
            Some((first, last)) => format!("{first}–{} ", last.trim_start_matches('¶')),
            None => String::new(),
        };
        let titles = match quiet.seen.len() {
            0 => String::new(),
            few if few <= NAMED => format!(": {}", list(&quiet.titles)),
            many => format!(
                ": {} and {}",
                quiet.titles[..NAMED - 1].join(", "),
                count(many + 1 - NAMED, "more section", "more sections")
            ),
        };
        let told = format!("{place}unchanged{titles}");
        done.push(FlowPart::Fold { told, noisy: quiet.noisy, rows: quiet.parts });
    }
}

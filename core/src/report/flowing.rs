//! The newer statement from top to bottom in its own paragraphs, with what went shown where it stood: no markup, no colours.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::redline::Mark;
use super::spans::{Span, cut, marked};
use crate::compare::{Change, ChangeKind, Comparison, HeadingChangeKind};
use crate::statement::{Block, Role, Statement};
use crate::{Side, Sides};

/// What stands on the page, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// A heading, as each side has it.
    Heading(Sides<Option<&'t str>>),
    Paragraph(Paragraph<'t>),
}

/// A paragraph, an item of a list, or names under the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph<'t> {
    /// The side that it is a paragraph of: the older one for a paragraph that went.
    pub side: Side,
    /// Its number on that side, from 0; none for names under the text.
    pub number: Option<usize>,
    pub role: Role,
    /// The printed number or bullet.
    pub label: Option<&'t str>,
    pub runs: Vec<Run<'t>>,
}

/// The words of one entry in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run<'t> {
    /// Position in [`Comparison::changes`]; none for words that are not compared.
    pub entry: Option<usize>,
    pub place: Place,
    /// The sentence on its own side, the first one of several.
    pub sentence: Option<usize>,
    /// Whether the entry's earlier words stand in front of it: a sentence that was split.
    pub continues: bool,
    pub spans: Vec<Span<'t>>,
}

/// Where the words of a run stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Where the newer edition has them.
    Here,
    /// Where the older edition had them, and nothing has them now.
    Gone,
    /// Where the older edition had them; they stand elsewhere now.
    Origin,
}

/// The whole text. `texts` has both sides of each entry.
pub(super) fn flowing<'t>(comparison: &'t Comparison<'_>, texts: &'t [Sides<String>]) -> Vec<Part<'t>> {
    let mut flow = Flow::new(comparison, texts);
    for block in &comparison.statements.after.blocks {
        flow.block(block);
    }
    flow.finish()
}

/// The text in the making.
struct Flow<'t, 'c> {
    comparison: &'t Comparison<'c>,
    texts: &'t [Sides<String>],
    /// Of each sentence of the newer side: its entry.
    entries: Vec<Option<usize>>,
    /// What stood behind each sentence of the newer side and stands there no more, by the older side's order; the first
    /// slot is in front of all.
    slots: Vec<Vec<Lost>>,
    /// Sentences of the newer side by paragraph.
    paragraphs: FxHashMap<usize, Vec<usize>>,
    /// Paragraphs of the older side by their numbers.
    blocks: FxHashMap<usize, &'t Block>,
    /// Headings that went, by the first sentence under them.
    headings: FxHashMap<usize, Vec<&'t str>>,
    /// Headings that only went or came or were renamed, by their newer words.
    renamed: FxHashMap<&'t str, Option<&'t str>>,
    parts: Vec<Part<'t>>,
    /// What stood in front of the next paragraph.
    waiting: Vec<Lost>,
    /// Pieces of the entry that is being written.
    pieces: Option<(usize, Vec<Vec<Span<'t>>>)>,
}

/// An entry where it stood.
#[derive(Debug, Clone, Copy)]
struct Lost {
    entry: usize,
    place: Place,
    /// Its first sentence on the older side, and that one's paragraph.
    sentence: usize,
    paragraph: usize,
}

impl<'t, 'c> Flow<'t, 'c> {
    fn new(comparison: &'t Comparison<'c>, texts: &'t [Sides<String>]) -> Self {
        let sides = comparison.statements;
        let mut entries = vec![None; sides.after.sentences.len()];
        for (position, change) in comparison.changes.iter().enumerate() {
            for &sentence in &change.sentences.after {
                if let Some(entry) = entries.get_mut(sentence) {
                    *entry = Some(position);
                }
            }
        }
        let mut paragraphs: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for sentence in &sides.after.sentences {
            paragraphs.entry(sentence.paragraph).or_default().push(sentence.index);
        }
        let mut headings: FxHashMap<usize, Vec<&'t str>> = FxHashMap::default();
        let mut renamed = FxHashMap::default();
        for change in &comparison.headings {
            match (change.kind, change.text.before.as_deref(), change.text.after.as_deref()) {
                (HeadingChangeKind::Moved, ..) => {}
                (_, Some(before), None) => {
                    // What stood under no sentence stands behind all.
                    headings.entry(change.next.before.unwrap_or(usize::MAX)).or_default().push(before);
                }
                (_, before, Some(after)) => {
                    renamed.insert(after, before);
                }
                _ => {}
            }
        }
        let before: &'t Statement = sides.before;
        let blocks = before.blocks.iter().filter_map(|block| Some((block.index?, block))).collect();
        let mut slots = slots(comparison);
        let waiting = slots.first_mut().map(std::mem::take).unwrap_or_default();
        Self {
            comparison,
            texts,
            entries,
            slots,
            paragraphs,
            blocks,
            headings,
            renamed,
            parts: Vec::new(),
            waiting,
            pieces: None,
        }
    }

    fn block(&mut self, block: &'t Block) {
        match block.role {
            Role::Title | Role::Byline => {}
            Role::Heading => {
                let text = block.text.as_str();
                let before = self.renamed.get(text).copied().unwrap_or(Some(text));
                self.parts.push(Part::Heading(Sides::new(before, Some(text))));
            }
            Role::Body | Role::Item if block.index.is_some() => {
                self.paragraph(block.index, block.role, block.label.as_deref());
            }
            Role::Body | Role::Item | Role::Signature => {
                let span = Span { mark: Mark::Kept, noise: false, text: &block.text };
                let run = Run {
                    entry: None,
                    place: Place::Here,
                    sentence: None,
                    continues: false,
                    spans: vec![span],
                };
                let paragraph = Paragraph {
                    side: Side::After,
                    number: None,
                    role: block.role,
                    label: block.label.as_deref(),
                    runs: vec![run],
                };
                self.parts.push(Part::Paragraph(paragraph));
            }
        }
    }

    fn paragraph(&mut self, number: Option<usize>, role: Role, label: Option<&'t str>) {
        let sentences = number.and_then(|number| self.paragraphs.remove(&number)).unwrap_or_default();
        let older = self.older_paragraphs(&sentences);
        // What stood in front and belongs to the same older paragraph opens this one; the rest went as paragraphs.
        let waiting = std::mem::take(&mut self.waiting);
        let own = waiting.iter().rev().take_while(|lost| older.contains(&lost.paragraph)).count();
        let (before, opening) = waiting.split_at(waiting.len() - own);
        self.gone(before);
        let mut runs: Vec<Run<'t>> = opening.iter().map(|&lost| self.lost(lost)).collect();
        for (at, &sentence) in sentences.iter().enumerate() {
            runs.extend(self.here(sentence));
            let mut behind = self.slots.get_mut(sentence + 1).map(std::mem::take).unwrap_or_default();
            let inside = if at + 1 < sentences.len() {
                behind.len()
            } else {
                behind.iter().take_while(|lost| older.contains(&lost.paragraph)).count()
            };
            self.waiting = behind.split_off(inside);
            runs.extend(behind.into_iter().map(|lost| self.lost(lost)));
        }
        let mut first: Vec<usize> = runs
            .iter()
            .filter_map(|run| run.entry)
            .flat_map(|entry| self.comparison.changes[entry].sentences.before.iter().copied())
            .collect();
        first.sort_unstable();
        first.into_iter().for_each(|sentence| self.heading(sentence));
        let paragraph = Paragraph { side: Side::After, number, role, label, runs };
        self.parts.push(Part::Paragraph(paragraph));
    }

    fn finish(mut self) -> Vec<Part<'t>> {
        // Paragraphs that have no block of their own: none is lost.
        let mut left: Vec<usize> = self.paragraphs.keys().copied().collect();
        left.sort_unstable();
        for number in left {
            self.paragraph(Some(number), Role::Body, None);
        }
        let waiting = std::mem::take(&mut self.waiting);
        self.gone(&waiting);
        let mut left: Vec<usize> = self.headings.keys().copied().collect();
        left.sort_unstable();
        left.into_iter().for_each(|sentence| self.heading(sentence));
        self.parts
    }

    /// Headings that went from in front of this sentence.
    fn heading(&mut self, sentence: usize) {
        for before in self.headings.remove(&sentence).unwrap_or_default() {
            self.parts.push(Part::Heading(Sides::new(Some(before), None)));
        }
    }

    /// Paragraphs of the older side that went or moved away.
    fn gone(&mut self, lost: &[Lost]) {
        for paragraph in lost.chunk_by(|one, other| one.paragraph == other.paragraph) {
            let Some(first) = paragraph.first() else { continue };
            self.heading(first.sentence);
            let block = self.blocks.get(&first.paragraph).copied();
            let runs = paragraph.iter().map(|&lost| self.lost(lost)).collect();
            self.parts.push(Part::Paragraph(Paragraph {
                side: Side::Before,
                number: Some(first.paragraph),
                role: block.map_or(Role::Body, |block| block.role),
                label: block.and_then(|block| block.label.as_deref()),
                runs,
            }));
        }
    }

    fn lost(&self, lost: Lost) -> Run<'t> {
        let text = self.texts.get(lost.entry).map_or("", |texts| texts.before.as_str());
        let spans = vec![Span { mark: Mark::Old, noise: false, text }];
        Run {
            entry: Some(lost.entry),
            place: lost.place,
            sentence: Some(lost.sentence),
            continues: false,
            spans,
        }
    }

    fn here(&mut self, sentence: usize) -> Option<Run<'t>> {
        let entry = self.entries.get(sentence).copied().flatten()?;
        let change: &'t Change = self.comparison.changes.get(entry)?;
        let part = change.sentences.after.iter().position(|&other| other == sentence)?;
        if self.pieces.as_ref().is_none_or(|(other, _)| *other != entry) {
            let texts = self.texts.get(entry)?;
            let texts = Sides::new(texts.before.as_str(), texts.after.as_str());
            let after = &self.comparison.statements.after.sentences;
            let lengths: Vec<usize> = change
                .sentences
                .after
                .iter()
                .filter_map(|&index| Some(after.get(index)?.text.len()))
                .collect();
            self.pieces = Some((entry, cut(&marked(texts, &change.phrases), Side::After, &lengths)));
        }
        let spans = self.pieces.as_mut()?.1.get_mut(part).map(std::mem::take)?;
        Some(Run {
            entry: Some(entry),
            place: Place::Here,
            sentence: Some(sentence),
            continues: part > 0,
            spans,
        })
    }

    /// The older paragraphs from which these sentences of one newer paragraph come.
    fn older_paragraphs(&self, sentences: &[usize]) -> BTreeSet<usize> {
        let before = &self.comparison.statements.before.sentences;
        let entries = sentences.iter().filter_map(|&sentence| self.entries.get(sentence).copied().flatten());
        entries
            .map(|entry| &self.comparison.changes[entry])
            .filter(|change| !change.moved)
            .flat_map(|change| &change.sentences.before)
            .filter_map(|&sentence| Some(before.get(sentence)?.paragraph))
            .collect()
    }
}

/// Where everything stood that went or moved: behind the sentence of the newer side that its nearest neighbour in front
/// became.
fn slots(comparison: &Comparison<'_>) -> Vec<Vec<Lost>> {
    let sides = comparison.statements;
    let mut slots = vec![Vec::new(); sides.after.sentences.len() + 1];
    let mut owners = vec![None; sides.before.sentences.len()];
    for (position, change) in comparison.changes.iter().enumerate() {
        for &sentence in &change.sentences.before {
            if let Some(owner) = owners.get_mut(sentence) {
                *owner = Some(position);
            }
        }
    }
    let mut slot = 0;
    for (sentence, owner) in owners.into_iter().enumerate() {
        let Some((entry, change)) = owner.and_then(|entry| Some((entry, comparison.changes.get(entry)?)))
        else {
            continue;
        };
        let place = match change.kind {
            ChangeKind::Removed => Place::Gone,
            _ if change.moved => Place::Origin,
            _ => {
                slot = change.sentences.after.last().map_or(slot, |&last| last + 1);
                continue;
            }
        };
        // An entry of several sentences is told at its first one.
        if change.sentences.before.first() == Some(&sentence) {
            let paragraph = sides.before.sentences[sentence].paragraph;
            if let Some(slot) = slots.get_mut(slot) {
                slot.push(Lost { entry, place, sentence, paragraph });
            }
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Options, compare};
    use crate::report::pieces::texts;
    use crate::report::spans::{one_side, written};
    use crate::{series, source, statement};

    /// What is shown of two texts, a paragraph a line.
    fn shown(before: &str, after: &str) -> Vec<String> {
        let rules = series::general().unwrap();
        let read =
            |text: &str| statement::read(&source::read("text", text.as_bytes()).unwrap(), &rules).unwrap();
        let (before, after) = (read(before), read(after));
        let comparison = compare(Sides::new(&before, &after), &rules, &Options::default());
        let texts: Vec<_> = comparison.changes.iter().map(|change| texts(&comparison, change)).collect();
        let parts = flowing(&comparison, &texts);
        let run = |run: &Run<'_>| match run.place {
            Place::Origin => format!("<{}>", written(&run.spans)),
            _ => written(&run.spans),
        };
        parts
            .iter()
            .map(|part| match part {
                Part::Heading(sides) => format!("# {:?} {:?}", sides.before, sides.after),
                Part::Paragraph(paragraph) => paragraph.runs.iter().map(run).collect::<Vec<_>>().join(" "),
            })
            .collect()
    }

    fn check(before: &str, after: &str, expected: &[&str]) {
        assert_eq!(shown(before, after), expected);
    }

    #[test]
    fn only_what_went_is_struck() {
        check(
            "Both sides reaffirmed the goal of the complete denuclearization of the peninsula.",
            "Both sides reaffirmed the goal of the denuclearization of the peninsula.",
            &["Both sides reaffirmed the goal of the[- complete-] denuclearization of the peninsula."],
        );
    }

    #[test]
    fn a_number_changes_as_a_whole() {
        check(
            "The Committee decided to keep the target range for the federal funds rate at 0 to 1/4 percent and will watch prices.",
            "The Committee decided to keep the target range for the federal funds rate at 1/4 to 1/2 percent and will watch prices.",
            &[
                "The Committee decided to keep the target range for the federal funds rate at [-0 to 1/4 percent-]{+1/4 to 1/2 percent+} and will watch prices.",
            ],
        );
        check(
            "The two governments will spend $1.5 million on the joint study of the coast.",
            "The two governments will spend $2.5 million on the joint study of the coast.",
            &[
                "The two governments will spend [-$1.5 million-]{+$2.5 million+} on the joint study of the coast.",
            ],
        );
    }

    #[test]
    fn what_went_stands_where_it_stood() {
        check(
            "The ministers met in Oslo. They praised the harbour pilots. They will meet again in May.\n\nThe fleet sails in winter and needs fuel.\n\nThe pledges of the past year stand.",
            "The ministers met in Oslo. They will meet again in May.\n\nThe pledges of the past year stand.",
            &[
                "The ministers met in Oslo. [-They praised the harbour pilots.-] They will meet again in May.",
                "[-The fleet sails in winter and needs fuel.-]",
                "The pledges of the past year stand.",
            ],
        );
    }

    #[test]
    fn a_paragraph_that_went_from_the_head_or_the_end_stands_there() {
        check(
            "The fleet sails in winter and needs fuel.\n\nThe ministers met in Oslo.\n\nNobody spoke of the budget this year.",
            "The ministers met in Oslo.",
            &[
                "[-The fleet sails in winter and needs fuel.-]",
                "The ministers met in Oslo.",
                "[-Nobody spoke of the budget this year.-]",
            ],
        );
    }

    #[test]
    fn what_moved_stands_at_both_ends() {
        let (one, two, three) = (
            "The two sides will open the northern harbour to all fishing vessels.",
            "The ministers welcomed the progress of the joint weather study.",
            "Both governments pledged to train more pilots for the winter convoys.",
        );
        check(
            &format!("{one}\n\n{two}\n\n{three}"),
            &format!("{two}\n\n{three}\n\n{one}"),
            &[&format!("<[-{one}-]>"), two, three, one],
        );
    }

    /// Sentences with some left out, some reworded and some in another order, told by a number.
    fn edition(number: u64) -> String {
        let mut state = number;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let objects =
            ["harbour", "weather study", "winter convoys", "fishing fleet", "lighthouse", "coastal survey"];
        let verbs = ["reviewed the progress of", "pledged to expand", "welcomed the plans for", "discussed"];
        let mut sentences: Vec<String> = (0..24)
            .map(|at| {
                let verb = verbs[(at / 6 + next(2) as usize) % 4];
                format!("The two sides {verb} the {} in area {at} and {} ports.", objects[at % 6], next(30))
            })
            .collect();
        sentences.retain(|_| next(6) > 0);
        for _ in 0..next(4) {
            let sentence = sentences.remove(next(sentences.len() as u64) as usize);
            sentences.insert(next(sentences.len() as u64) as usize, sentence);
        }
        let mut text = String::new();
        for sentence in sentences {
            text.push_str(&sentence);
            text.push_str(if next(3) == 0 { "\n\n" } else { " " });
        }
        text
    }

    #[test]
    fn every_word_of_both_sides_stands_where_its_side_has_it() {
        let rules = series::general().unwrap();
        let read =
            |text: &str| statement::read(&source::read("text", text.as_bytes()).unwrap(), &rules).unwrap();
        let own =
            |spans: &[Span<'_>], side| one_side(spans, side).iter().map(|span| span.text).collect::<String>();
        for number in 0..40 {
            let (before, after) = (read(&edition(number)), read(&edition(number + 1)));
            let comparison = compare(Sides::new(&before, &after), &rules, &Options::default());
            let texts: Vec<_> = comparison.changes.iter().map(|change| texts(&comparison, change)).collect();
            let parts = flowing(&comparison, &texts);
            let paragraphs: Vec<&Paragraph<'_>> = parts
                .iter()
                .filter_map(|part| match part {
                    Part::Paragraph(paragraph) => Some(paragraph),
                    Part::Heading(_) => None,
                })
                .collect();
            // The newer side: its paragraphs, each with its sentences.
            let shown: Vec<String> = paragraphs
                .iter()
                .filter(|paragraph| paragraph.side == Side::After)
                .map(|paragraph| {
                    let here = paragraph.runs.iter().filter(|run| run.place == Place::Here);
                    here.map(|run| own(&run.spans, Side::After)).collect::<Vec<_>>().join(" ")
                })
                .collect();
            let blocks = after.blocks.iter().filter(|block| block.index.is_some());
            assert_eq!(shown, blocks.map(|block| block.text.clone()).collect::<Vec<_>>(), "{number}");
            // The older side: each entry once where it is or was, and what moved once more where it stood.
            let mut left = vec![String::new(); comparison.changes.len()];
            let mut origins = 0;
            for run in paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
                match run.place {
                    Place::Origin => origins += 1,
                    _ => left[run.entry.unwrap()] += &own(&run.spans, Side::Before),
                }
            }
            let bare = |text: &str| text.replace(' ', "");
            for (left, texts) in left.iter().zip(&texts) {
                assert_eq!(bare(left), bare(&texts.before), "{number}");
            }
            assert_eq!(origins, comparison.changes.iter().filter(|change| change.moved).count(), "{number}");
        }
    }
}

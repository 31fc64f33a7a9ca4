//! Findings as comments: where each is anchored, and what it says.

use std::collections::BTreeMap;
use std::io;
use std::ops::{Bound, Range};

use super::script::Script;
use super::xml::{Stamp, Xml};
use crate::Sides;
use crate::compare::{Comparison, Finding, Quote};
use crate::report::account::headline;

/// All comments, numbered as the findings are.
pub(super) struct Comments {
    /// Where they begin and end on each side.
    pub anchors: Sides<Anchors>,
    count: usize,
}

/// Where the comments of one side begin and end.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    starts: BTreeMap<usize, Vec<usize>>,
    ends: BTreeMap<usize, Vec<usize>>,
}

impl Anchors {
    fn add(&mut self, comment: usize, range: Range<usize>) {
        self.starts.entry(range.start).or_default().push(comment);
        self.ends.entry(range.end).or_default().push(comment);
    }

    /// Places inside of a range where a comment begins or ends.
    pub fn places_in(&self, range: &Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let inside = (Bound::Excluded(range.start), Bound::Excluded(range.end.max(range.start + 1)));
        self.starts.range(inside).chain(self.ends.range(inside)).map(|(place, _)| *place)
    }

    /// The comments that begin at a place.
    pub fn starting(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        self.starts.get(&place).into_iter().flatten().copied()
    }

    /// The comments that end at a place.
    pub fn ending(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        self.ends.get(&place).into_iter().flatten().copied()
    }
}

impl Comments {
    pub fn new(comparison: &Comparison<'_>, scripts: Sides<&Script>) -> Self {
        let mut comments = Self { anchors: Sides::default(), count: comparison.findings.len() };
        for (number, finding) in comparison.findings.iter().enumerate() {
            let quote = finding.quote.as_ref().map(Option::as_ref);
            // The newer words; where there are none, the older ones, which are struck.
            let after = quote.after.and_then(|quote| anchor(quote, scripts.after));
            let before = quote.before.and_then(|quote| anchor(quote, scripts.before));
            match (after, before) {
                (Some(range), _) => comments.anchors.after.add(number, range),
                (None, Some(range)) => comments.anchors.before.add(number, range),
                (None, None) => comments.anywhere(number, finding, comparison, scripts),
            }
        }
        comments
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// At the sentences of its entry, or at the start of the text.
    fn anywhere(
        &mut self,
        number: usize,
        finding: &Finding,
        comparison: &Comparison<'_>,
        scripts: Sides<&Script>,
    ) {
        let entry = comparison.changes.get(finding.change);
        let sentence = |sentences: Option<&Vec<usize>>, script: &Script| {
            let range = script.sentences.get(*sentences?.first()?)?.clone();
            (!range.is_empty()).then_some(range)
        };
        let after = sentence(entry.map(|entry| &entry.sentences.after), scripts.after);
        let before = sentence(entry.map(|entry| &entry.sentences.before), scripts.before);
        let opening =
            |script: &Script| script.paragraphs.first().map(|first| first.range.start..first.mark());
        match (after, before) {
            (Some(range), _) => self.anchors.after.add(number, range),
            (None, Some(range)) => self.anchors.before.add(number, range),
            (None, None) => {
                if let Some(range) = opening(scripts.after).filter(|range| !range.is_empty()) {
                    self.anchors.after.add(number, range);
                }
            }
        }
    }

    /// Writes the part that holds what they say.
    pub fn part(&self, comparison: &Comparison<'_>, stamp: &Stamp) -> io::Result<Vec<u8>> {
        let mut xml = Xml::part("w:comments")?;
        for (number, finding) in comparison.findings.iter().enumerate() {
            let id = number.to_string();
            let mut attributes = stamp.attributes(&id);
            attributes.push(("w:initials", "k"));
            xml.open("w:comment", &attributes)?;
            for line in said(finding) {
                xml.paragraph("CommentText", &line)?;
            }
            xml.close("w:comment")?;
        }
        xml.finish("w:comments")
    }
}

/// What a finding says, in two or three lines.
fn said(finding: &Finding) -> Vec<String> {
    let mut lines = vec![
        format!("{}: {}", headline(finding.rule.id()), finding.subject),
        format!("{} · {}", finding.weight.word(), finding.message),
    ];
    lines.extend(finding.history.as_ref().map(|history| history.told.clone()));
    lines
}

/// Where the words of a quote stand: in their sentence, or for one from the header wherever the text has them first.
fn anchor(quote: &Quote, script: &Script) -> Option<Range<usize>> {
    let within = match quote.sentence {
        Some(sentence) => script.sentences.get(sentence)?.clone(),
        None => 0..script.text.len(),
    };
    let found = script.get(&within).find(quote.text.as_str());
    let range = match found {
        Some(start) => within.start + start..within.start + start + quote.text.len(),
        // Words that were joined from several places stand for their sentence.
        None => quote.sentence.map(|_| within)?,
    };
    (!range.is_empty()).then_some(range)
}

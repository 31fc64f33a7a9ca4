//! What a policy makes of one comparison while it is judged: what was found so far, each with its place.

use super::levels::{Asked, decide};
use super::model::{Policy, Setting};
use super::place::{Place, line_of, lines_after};
use super::rule_list;
use super::verdict::{Decision, Judged, Standing};
use crate::compare::{Comparison, Finding};
use crate::drift::Before;
use crate::{Side, Sides, Weight, digest};

/// What is needed while one comparison is judged.
pub(super) struct Judging<'a> {
    pub(super) comparison: &'a Comparison<'a>,
    /// By sentence the position of the entry that it stands in.
    entries: Sides<Vec<usize>>,
    /// By entry the line of the newer edition at which a reader looks for it.
    lines: Vec<usize>,
    files: Sides<Option<&'a str>>,
    pub(super) past: Option<&'a Before<'a>>,
    pub(super) judged: Vec<Judged>,
    pub(super) unused: Vec<(usize, String)>,
}

/// A breach of a line of the policy.
pub(super) struct Breached<'a> {
    pub rule: &'static str,
    pub level: Setting,
    pub line: usize,
    /// The line, short: `[[phrase]] ironclad`.
    pub what: String,
    pub subject: String,
    /// Sentences that are quoted, and the words.
    pub sentence: Sides<Option<usize>>,
    pub quote: Sides<Option<&'a str>>,
    /// Position in the comparison's changes.
    pub change: usize,
    pub section: Option<&'a str>,
    /// What earlier editions know of it.
    pub history: Option<String>,
}

impl<'a> Judging<'a> {
    pub(super) fn new(
        comparison: &'a Comparison<'a>,
        files: Sides<Option<&'a str>>,
        past: Option<&'a Before<'a>>,
    ) -> Self {
        let (entries, lines) = (entries(comparison), lines_after(comparison));
        Self { comparison, entries, lines, files, past, judged: Vec::new(), unused: Vec::new() }
    }

    /// Takes in a finding of the comparison.
    pub(super) fn finding(&mut self, finding: &Finding, policy: &Policy) {
        let quote = finding.quote.as_ref().map(Option::as_ref);
        let sentence = quote.map(|quote| quote.and_then(|quote| quote.sentence));
        let asked = Asked {
            rule: finding.rule.id(),
            weight: finding.weight,
            section: Some(&finding.section),
            quote: quote.map(|quote| quote.map(|quote| quote.text.as_str())),
            sentence,
            statements: self.comparison.statements,
        };
        let (setting, decision) = decide(asked, policy);
        let line = |side: Side| {
            let quote = (*quote.of(side))?;
            self.place(side, line_of(self.comparison.statements.of(side), quote))
        };
        let place = line(Side::After)
            .or_else(|| self.place(Side::After, self.line_after(finding.change)))
            .or_else(|| line(Side::Before));
        let old_place = line(Side::Before);
        let hash = |side: Side| {
            let quote = quote.of(side).map(|quote| (quote.sentence, quote.text.as_str()));
            self.hash(side, quote, finding.change)
        };
        let sentence = Sides::new(hash(Side::Before), hash(Side::After));
        self.judged.push(Judged {
            fingerprint: String::new(),
            rule: finding.rule.to_string(),
            weight: setting.weight().unwrap_or(Weight::Minor),
            subject: finding.subject.clone(),
            message: finding.message.clone(),
            section: Some(finding.section.clone()),
            quote: quote.map(|quote| quote.map(|quote| quote.text.clone())),
            place,
            old_place,
            sentence,
            history: finding.history.as_ref().map(|history| history.told.clone()),
            decision,
            standing: if setting == Setting::Off { Standing::Off } else { Standing::Open },
        });
    }

    /// Takes in a breach of a line of the policy.
    pub(super) fn breach(&mut self, breached: Breached<'_>) {
        let Some(weight) = breached.level.weight() else { return };
        let place = |side: Side| {
            let index = (*breached.sentence.of(side))?;
            let line = self.comparison.statements.of(side).sentences.get(index)?.line;
            self.place(side, line)
        };
        let message = rule_list::rule(breached.rule).map_or("", |rule| rule.message.as_str());
        let hash = |side: Side| {
            let quote = breached.quote.of(side).map(|quote| (*breached.sentence.of(side), quote));
            self.hash(side, quote, breached.change)
        };
        let judged = Judged {
            fingerprint: String::new(),
            rule: breached.rule.to_owned(),
            weight,
            message: message.replace("{subject}", &breached.subject),
            subject: breached.subject,
            section: breached.section.map(str::to_owned),
            quote: breached.quote.map(|quote| quote.map(str::to_owned)),
            place: place(Side::After)
                .or_else(|| self.place(Side::After, self.line_after(breached.change)))
                .or_else(|| place(Side::Before)),
            old_place: place(Side::Before),
            sentence: Sides::new(hash(Side::Before), hash(Side::After)),
            history: breached.history,
            decision: Decision::Line { line: breached.line, what: breached.what },
            standing: Standing::Open,
        };
        self.judged.push(judged);
    }

    fn line_after(&self, change: usize) -> usize {
        self.lines.get(change).copied().unwrap_or(1)
    }

    fn place(&self, side: Side, line: usize) -> Option<Place> {
        self.files.of(side).map(|file| Place { file: file.to_owned(), line })
    }

    /// The digest of the sentence that is quoted, of the quote itself where it is from no sentence; on a side without a
    /// quote, of what stands there instead.
    fn hash(&self, side: Side, quote: Option<(Option<usize>, &str)>, change: usize) -> Option<String> {
        let sentences = &self.comparison.statements.of(side).sentences;
        match quote {
            Some((sentence, text)) => {
                let sentence = sentence.and_then(|index| sentences.get(index));
                Some(digest::canonical(sentence.map_or(text, |sentence| sentence.text.as_str())))
            }
            None => {
                let linked = self.comparison.changes.get(change)?.sentences.of(side);
                let texts: Vec<&str> =
                    linked.iter().filter_map(|&index| Some(sentences.get(index)?.text.as_str())).collect();
                (!texts.is_empty()).then(|| digest::canonical(&texts.join(" ")))
            }
        }
    }

    /// The entry that a sentence of an edition stands in.
    pub(super) fn entry(&self, side: Side, sentence: usize) -> usize {
        self.entries.of(side).get(sentence).copied().unwrap_or(0)
    }
}

/// By sentence of each side the entry that it stands in.
fn entries(comparison: &Comparison<'_>) -> Sides<Vec<usize>> {
    let of = |side: Side| {
        let mut entries = vec![0; comparison.statements.of(side).sentences.len()];
        for (position, change) in comparison.changes.iter().enumerate() {
            for &sentence in change.sentences.of(side) {
                if let Some(entry) = entries.get_mut(sentence) {
                    *entry = position;
                }
            }
        }
        entries
    };
    Sides::new(of(Side::Before), of(Side::After))
}

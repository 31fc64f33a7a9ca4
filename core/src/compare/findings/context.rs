//! What every finder may ask of a comparison, made once.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::budget::Budget;
use super::naming::Naming;
use super::results::Results;
use super::words::content;
use crate::compare::counterparts::{Counterparts, Read};
use crate::compare::{self, ChangeKind, Comparison, Fold, Quote};
use crate::series::{Rules, Scanned, plain};
use crate::statement::{Claim, ClaimKind, Entity, Statement};
use crate::{Side, Sides};

/// Sentences of an edition from which a single promise is one of many: a readout or a press statement has fewer, a communiqué more.
const LONG: usize = 60;

/// Words of one side: what a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// Position in the side's sentences.
    pub sentence: usize,
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
}

impl Span {
    pub const fn new(sentence: usize, range: Range<usize>) -> Self {
        Self { sentence, range }
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.sentence == other.sentence
            && self.range.start < other.range.end
            && other.range.start < self.range.end
    }

    pub fn covers(&self, other: &Self) -> bool {
        self.sentence == other.sentence
            && self.range.start <= other.range.start
            && other.range.end <= self.range.end
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |span: &Self| (span.sentence, span.range.start, span.range.end);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A sentence that says that a promise was kept, by its index, with its content words.
type KeptPromise = (usize, Vec<String>);

/// A comparison with what the finders look up again and again.
pub(super) struct Context<'c> {
    pub comparison: &'c Comparison<'c>,
    pub rules: &'c Rules,
    /// The entry of each sentence.
    entries: Sides<Vec<usize>>,
    /// Where each sentence starts in the joined text of its entry.
    offsets: Sides<Vec<usize>>,
    /// Minimal spans of each entry that say something, in order.
    edits: Vec<Vec<Sides<Range<usize>>>>,
    fold: &'c Fold,
    /// What was read of both texts to link them.
    read: Option<&'c Read>,
    pub naming: Naming,
    /// The promises that a side says were kept, in the order of its sentences.
    kept: Sides<OnceLock<Vec<KeptPromise>>>,
    scanned: Sides<OnceLock<Vec<Scanned<'c>>>>,
    /// The bodies that each sentence names.
    named: Sides<OnceLock<FxHashMap<usize, Vec<NamedBody<'c>>>>>,
    /// What looking for findings may cost.
    pub budget: Budget,
    counterparts: OnceLock<Counterparts<'c>>,
}

/// A body that a sentence names.
pub(super) struct NamedBody<'c> {
    /// Its position among the bodies of the statement.
    pub index: usize,
    pub entity: &'c Entity,
    /// Where it is named.
    pub span: Span,
}

impl<'c> Context<'c> {
    pub fn new(
        comparison: &'c Comparison<'c>,
        rules: &'c Rules,
        fold: &'c Fold,
        read: Option<&'c Read>,
    ) -> Self {
        let mut entries = comparison.statements.map(|statement| vec![usize::MAX; statement.sentences.len()]);
        let mut offsets = comparison.statements.map(|statement| vec![0; statement.sentences.len()]);
        for (index, change) in comparison.changes.iter().enumerate() {
            for side in Side::BOTH {
                let mut offset = 0;
                for &sentence in change.sentences.of(side) {
                    entries.of_mut(side)[sentence] = index;
                    offsets.of_mut(side)[sentence] = offset;
                    offset += comparison.statements.of(side).sentences[sentence].text.len() + 1;
                }
            }
        }
        let edits = comparison.changes.iter().map(|change| {
            let telling = change.phrases.iter().filter(|phrase| !phrase.trivial);
            telling.flat_map(|phrase| phrase.edits.iter().map(|edit| edit.range.clone())).collect()
        });
        let edits = edits.collect();
        Self {
            comparison,
            rules,
            entries,
            offsets,
            edits,
            fold,
            read,
            naming: Naming::new(rules),
            kept: Sides::default(),
            scanned: Sides::default(),
            named: Sides::default(),
            budget: Budget::default(),
            counterparts: OnceLock::new(),
        }
    }

    pub fn statement(&self, side: Side) -> &'c Statement {
        self.comparison.statements.of(side)
    }

    /// Whether all that is claimed there only tells what was done, or would be (`they worked together`, `they would work together`):
    /// nobody promises, asks or judges anything.
    pub fn tells_only(&self, side: Side, span: &Span) -> bool {
        self.is_told_at_most(side, span) && self.claims_at(side, span).next().is_some()
    }

    /// The same, or nothing is claimed there that is understood.
    pub fn is_told_at_most(&self, side: Side, span: &Span) -> bool {
        self.claims_at(side, span).all(|claim| claim.kind == ClaimKind::Description && claim.level == 0)
    }

    fn claims_at(&self, side: Side, span: &Span) -> impl Iterator<Item = &'c Claim> {
        let claims = &self.statement(side).claims;
        let first = claims.partition_point(|claim| claim.sentence < span.sentence);
        let own = claims[first..].iter().take_while(|claim| claim.sentence == span.sentence);
        own.filter(|claim| span.meets(&Span::new(claim.sentence, claim.whole.clone())))
    }

    pub fn entry(&self, side: Side, sentence: usize) -> usize {
        self.entries.of(side)[sentence]
    }

    /// Whether the sentences of an entry have a counterpart.
    pub fn is_linked(&self, entry: usize) -> bool {
        !matches!(self.comparison.changes[entry].kind, ChangeKind::Added | ChangeKind::Removed)
    }

    pub fn text(&self, side: Side, span: &Span) -> &'c str {
        self.statement(side).sentences[span.sentence].text.get(span.range.clone()).unwrap_or_default()
    }

    pub fn whole(&self, side: Side, sentence: usize) -> Span {
        Span::new(sentence, 0..self.statement(side).sentences[sentence].text.len())
    }

    pub fn quote(&self, side: Side, span: &Span) -> Option<Quote> {
        let text = self.text(side, span).trim();
        (!text.is_empty()).then(|| Quote { sentence: Some(span.sentence), text: text.to_owned() })
    }

    pub fn section(&self, side: Side, sentence: usize) -> String {
        self.statement(side).sentences[sentence].section.clone()
    }

    /// The changed words of one side inside a span.
    pub fn edits_in(&self, side: Side, span: &Span) -> Vec<Span> {
        let joined = self.joined(side, span);
        self.edits_from(side, span, joined.start)
            .map(|edit| edit.of(side))
            .take_while(|edit| edit.start < joined.end)
            .filter(|edit| joined.start < edit.end)
            .flat_map(|edit| {
                self.parted(
                    side,
                    self.entry(side, span.sentence),
                    edit.start.max(joined.start)..edit.end.min(joined.end),
                )
            })
            .collect()
    }

    /// Whether any words, of this side or the other, changed inside a span of this side.
    pub fn is_edited(&self, side: Side, span: &Span) -> bool {
        let joined = self.joined(side, span);
        let edits = self.edits_from(side, span, joined.start);
        edits.take_while(|edit| edit.of(side).start < joined.end).any(|edit| {
            let here = edit.of(side);
            if here.is_empty() {
                joined.start < here.start && here.start < joined.end
            } else {
                here.start < joined.end && joined.start < here.end
            }
        })
    }

    /// The edits of a sentence's entry that end at a byte of its joined text or behind it, in order.
    fn edits_from(
        &self,
        side: Side,
        span: &Span,
        start: usize,
    ) -> impl Iterator<Item = &Sides<Range<usize>>> {
        let edits = &self.edits[self.entry(side, span.sentence)];
        edits[edits.partition_point(|edit| edit.of(side).end < start)..].iter()
    }

    /// A range of at most about `limit` bytes round a span: whole pieces between commas, or the whole sentence.
    pub fn around(&self, side: Side, span: &Span, limit: usize) -> Span {
        let text = &self.statement(side).sentences[span.sentence].text;
        if text.len() <= limit {
            return self.whole(side, span.sentence);
        }
        let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '—' | '–');
        // The comma of a date parts nothing.
        let in_date = |at: usize| text[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        let mut bounds: Vec<usize> = vec![0];
        let marks = text.char_indices().filter(|&(at, c)| is_mark(c) && !(c == ',' && in_date(at)));
        bounds.extend(marks.map(|(at, c)| at + c.len_utf8()));
        bounds.push(text.len());
        let mut first = bounds.iter().rposition(|&bound| bound <= span.range.start).unwrap_or(0);
        let mut last = bounds.iter().position(|&bound| bound >= span.range.end).unwrap_or(bounds.len() - 1);
        // Left first: what is said of it stands in front.
        while first > 0 && bounds[last] - bounds[first - 1] <= limit {
            first -= 1;
        }
        while last + 1 < bounds.len() && bounds[last + 1] - bounds[first] <= limit {
            last += 1;
        }
        let part = &text[bounds[first]..bounds[last]];
        let start = bounds[first] + (part.len() - part.trim_start().len());
        let end = bounds[first] + part.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c)).len();
        Span::new(span.sentence, start.min(span.range.start)..end.max(span.range.end))
    }

    /// The words across that stand where these stand, one span for each sentence they touch.
    pub fn trace(&self, side: Side, span: &Span) -> Vec<Span> {
        let entry = self.entry(side, span.sentence);
        if !self.is_linked(entry) {
            return Vec::new();
        }
        compare::trace(&self.comparison.changes[entry], side, self.joined(side, span))
            .map(|range| self.parted(side.other(), entry, range))
            .unwrap_or_default()
    }

    /// A range of an entry's joined text that stands in one sentence.
    pub fn place(&self, side: Side, entry: usize, range: Range<usize>) -> Option<Span> {
        let mut parts = self.parted(side, entry, range).into_iter();
        parts.next().filter(|_| parts.next().is_none())
    }

    /// A range of an entry's joined text, one span for each sentence it touches.
    pub fn places(&self, side: Side, entry: usize, range: Range<usize>) -> Vec<Span> {
        self.parted(side, entry, range)
    }

    /// The sentences of a side that say that something promised was carried out, in order, with their content words.
    pub fn kept(&self, side: Side) -> &[KeptPromise] {
        self.kept.of(side).get_or_init(|| {
            let results = self.results();
            let telling =
                self.scanned(side).iter().enumerate().filter(|(_, text)| results.cues.is_within(text));
            let sentences = &self.statement(side).sentences;
            telling.map(|(index, _)| (index, content(&sentences[index].text))).collect()
        })
    }

    /// Whether both editions say so much that a single promise is not what they are about.
    pub fn is_long(&self) -> bool {
        Side::BOTH.into_iter().all(|side| self.statement(side).sentences.len() >= LONG)
    }

    /// Whether a sentence only leads to a list: it ends in a colon or in words that wait for more (`the following`, `together to`).
    pub fn leads_to_list(&self, side: Side, sentence: usize) -> bool {
        let text = self.statement(side).sentences[sentence].text.trim_end();
        let last = text.trim_end_matches('.').rsplit(char::is_whitespace).next().unwrap_or_default();
        let waits = |word: &str| word == "following" || self.naming.is_preposition(word);
        text.ends_with(':') || !text.ends_with(['.', '!', '?', '”', '"']) && waits(last)
    }

    /// The sentences of a side, ready to be searched for words.
    pub fn scanned(&self, side: Side) -> &[Scanned<'c>] {
        self.scanned.of(side).get_or_init(|| {
            self.statement(side).sentences.iter().map(|sentence| Scanned::new(&sentence.text)).collect()
        })
    }

    /// The bodies that a sentence names.
    pub fn bodies_in(&self, side: Side, sentence: usize) -> &[NamedBody<'c>] {
        let named = self.named.of(side).get_or_init(|| {
            let mut named: FxHashMap<usize, Vec<NamedBody<'c>>> = FxHashMap::default();
            for (index, entity) in self.statement(side).bodies.iter().enumerate() {
                for mention in &entity.mentions {
                    let span = Span::new(mention.sentence, mention.range.clone());
                    named.entry(mention.sentence).or_default().push(NamedBody { index, entity, span });
                }
            }
            named
        });
        named.get(&sentence).map_or(&[], Vec::as_slice)
    }

    /// What the clauses of either edition have across.
    pub fn counterparts(&self) -> &Counterparts<'c> {
        self.counterparts.get_or_init(|| Counterparts::new(self.comparison.statements, self.fold, self.read))
    }

    /// How a text praises what a promise brought.
    pub fn results(&self) -> Arc<Results> {
        self.rules.compiled(Results::new)
    }

    /// Whether two pieces of text differ in noise alone.
    pub fn same(&self, one: &str, other: &str) -> bool {
        self.fold.same(one, other)
    }

    /// Whether two titles or headings differ in more than numbers, dates and order.
    pub fn says_another(&self, one: &str, other: &str) -> bool {
        let dates = self.rules.time.iter().flat_map(|time| &time.names);
        let expected: Vec<&String> = dates.chain(&self.rules.grammar.ordinals).collect();
        let is_expected = |word: &str| {
            word.split('-').all(|part| expected.iter().any(|known| known.eq_ignore_ascii_case(part)))
        };
        self.fold.says_another(one, other, &is_expected)
    }

    /// Words in one case, with plain typography and spelling and single spaces: to find them again elsewhere.
    pub fn plain(&self, text: &str) -> String {
        plain(text).trim().to_lowercase()
    }

    fn joined(&self, side: Side, span: &Span) -> Range<usize> {
        let offset = self.offsets.of(side)[span.sentence];
        offset + span.range.start..offset + span.range.end
    }

    /// A range of an entry's joined text, cut at the ends of sentences.
    fn parted(&self, side: Side, entry: usize, range: Range<usize>) -> Vec<Span> {
        let sentences = self.comparison.changes[entry].sentences.of(side);
        sentences
            .iter()
            .filter_map(|&sentence| {
                let offset = self.offsets.of(side)[sentence];
                let length = self.statement(side).sentences[sentence].text.len();
                let start = range.start.max(offset);
                let end = range.end.min(offset + length);
                (start < end).then(|| Span::new(sentence, start - offset..end - offset))
            })
            .collect()
    }
}

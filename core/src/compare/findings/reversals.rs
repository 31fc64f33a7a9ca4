//! pledge, assurance, warning, schedule, text: reversed. A clause stayed, and a word that negates it came in or went.
//!
//! A cue of negation counts where it changed and what it negates did not: the first telling word behind it stands on the
//! other side too, or another form of it does. So a clause that came in with its own "not" reverses nothing, and neither
//! does a "not" that wandered inside its clause.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::Rule;
use crate::compare::{Change, Edit, Token, tokens, trace};
use crate::series::{Lexicon, Rules};
use crate::statement::CommitmentKind;
use crate::{Side, Sides};

/// Bytes of a sentence that a quote holds at most, unless the changed words take more: a clause or two.
const QUOTE: usize = 120;

/// Letters that a word needs behind `un` or `in` to be the opposite of another: `closed` is none of `disclosed`, but six
/// letters and the same place in the same sentence rarely meet by chance.
const ROOT: usize = 5;

/// Words before what is negated in which the other side may keep it from happening ("to prevent Iran from ever again
/// acquiring"). A longer way would take in another clause.
const PREVENTED: usize = 10;

/// Share of words in common below which two sentences are linked by what they are about, and not by one clause that stayed, 0 to 1.
const SAME_CLAUSE: f64 = 0.3;

/// The rules of negation, ready to search with.
struct Negation {
    /// Cues, then what carries them on, then what only looks like one.
    lexicon: Lexicon,
    cues: usize,
    carries: usize,
    /// Words for keeping something from happening.
    prevents: Lexicon,
    skipped: FxHashSet<String>,
    ends: FxHashSet<String>,
    /// The group of a form of an irregular verb.
    forms: FxHashMap<String, usize>,
}

impl Negation {
    fn new(rules: &Rules) -> Self {
        let negation = &rules.negation;
        let expressions = negation.cues.iter().chain(&negation.carries).chain(&negation.but);
        let forms = negation.forms.iter().enumerate();
        Self {
            lexicon: Lexicon::new(expressions),
            prevents: Lexicon::new(negation.prevents.iter()),
            cues: negation.cues.len(),
            carries: negation.cues.len() + negation.carries.len(),
            skipped: rules.words.function.iter().chain(&negation.between).cloned().collect(),
            ends: negation.ends.iter().cloned().collect(),
            forms: forms
                .flat_map(|(group, forms)| forms.iter().map(move |form| (form.clone(), group)))
                .collect(),
        }
    }

    /// Where a text negates, in order.
    fn cues(&self, text: &str) -> Vec<Range<usize>> {
        let mut cues: Vec<Range<usize>> = Vec::new();
        for hit in self.lexicon.find(text) {
            let behind = &text[hit.range.end..];
            let numbered =
                behind.trim_start_matches('.').trim_start().starts_with(|c: char| c.is_ascii_digit());
            // "No. 5" negates nothing.
            if hit.pattern >= self.carries || (behind.starts_with('.') && numbered) {
                continue;
            }
            let goes_on = cues.last().is_some_and(|last| !text[last.end..hit.range.start].contains(". "));
            if hit.pattern < self.cues || !goes_on {
                cues.push(hit.range);
            }
        }
        cues
    }

    /// Words of one key are forms of one word.
    fn key(&self, word: &str, stemmer: &Stemmer) -> String {
        let word = word.to_lowercase();
        match self.forms.get(&word) {
            Some(group) => format!("form {group}"),
            None => stemmer.stem(&word).into_owned(),
        }
    }
}

/// A clause that says the opposite.
#[derive(Debug)]
struct Flip {
    /// The side that negates.
    side: Side,
    /// Bytes of that side's joined text.
    cue: Range<usize>,
    /// Bytes of both sides' joined texts: what is negated.
    head: Sides<Range<usize>>,
}

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let negation = context.rules.compiled(Negation::new);
    let stemmer = Stemmer::create(Algorithm::English);
    for (index, change) in context.comparison.changes.iter().enumerate() {
        if !context.is_linked(index)
            || change.similarity < SAME_CLAUSE
            || change.phrases.iter().all(|phrase| phrase.trivial)
        {
            continue;
        }
        let texts = Sides::new(joined(context, Side::Before, change), joined(context, Side::After, change));
        let entry = Entry { change, texts, negation: &negation, stemmer: &stemmer };
        let mut flips = entry.negated();
        flips.extend(entry.prefixed(&context.rules.negation.prefixes));
        flips.sort_by_key(|flip| flip.head.after.start);
        found.extend(flips.iter().filter_map(|flip| candidate(context, index, flip)));
    }
}

fn joined(context: &Context<'_>, side: Side, change: &Change) -> String {
    let sentences = &context.statement(side).sentences;
    let texts: Vec<&str> = change.sentences.of(side).iter().map(|&at| sentences[at].text.as_str()).collect();
    texts.join(" ")
}

/// One entry of the comparison.
struct Entry<'e> {
    change: &'e Change,
    texts: Sides<String>,
    negation: &'e Negation,
    stemmer: &'e Stemmer,
}

impl Entry<'_> {
    fn edits(&self) -> impl Iterator<Item = &Edit> {
        self.change.phrases.iter().filter(|phrase| !phrase.trivial).flat_map(|phrase| &phrase.edits)
    }

    /// Clauses of which one side has a cue more. Two of one clause are none: the negation wandered.
    fn negated(&self) -> Vec<Flip> {
        let before = self.of_side(Side::Before);
        let mut after: Vec<Option<Flip>> = self.of_side(Side::After).into_iter().map(Some).collect();
        let mut flips = Vec::new();
        for flip in before {
            let same = after.iter().position(|other| {
                other.as_ref().is_some_and(|other| self.is_one_clause(&flip.head.after, &other.head.after))
            });
            match same {
                Some(same) => after[same] = None,
                None => flips.push(flip),
            }
        }
        flips.extend(after.into_iter().flatten());
        flips
    }

    /// Whether nothing in the newer text parts two places of it.
    fn is_one_clause(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let between = one.end.min(other.end)..one.start.max(other.start);
        let Some(text) = self.texts.after.get(between) else { return true };
        let mut cut = Vec::new();
        tokens(text, &mut cut);
        !cut.iter().any(|token| self.ends(&text[token.start as usize..token.end as usize]))
    }

    fn ends(&self, word: &str) -> bool {
        matches!(word, "," | ";" | ":" | "." | "—" | "–") || self.negation.ends.contains(&word.to_lowercase())
    }

    fn of_side(&self, side: Side) -> Vec<Flip> {
        let text = self.texts.of(side);
        let cues = self.negation.cues(text);
        if cues.is_empty() {
            return Vec::new();
        }
        let mut cut = Vec::new();
        tokens(text, &mut cut);
        let mut flips = Vec::new();
        let mut through = 0;
        for (number, cue) in cues.iter().enumerate() {
            let changed = self.edits().any(|edit| {
                let edit = edit.range.of(side);
                edit.start < cue.end && cue.start < edit.end
            });
            if !changed || cue.start < through {
                continue;
            }
            let Some((head, cues)) = self.head(text, &cut, &cues[number..]) else { continue };
            through = head.end;
            // "did not decline to" negates nothing.
            if cues % 2 == 1
                && let Some(across) = self.across(side, &head)
            {
                let mut sides = Sides::new(head.clone(), head);
                *sides.of_mut(side.other()) = across;
                // "prevent Iran from acquiring" and "Iran can never acquire" say the same.
                if self.is_prevented(side.other(), &sides) && !self.is_prevented(side, &sides) {
                    continue;
                }
                flips.push(Flip { side, cue: cue.clone(), head: sides });
            }
        }
        flips
    }

    /// Whether a side has words for keeping something from happening before the head, in its sentence.
    fn is_prevented(&self, side: Side, head: &Sides<Range<usize>>) -> bool {
        let before = &self.texts.of(side)[..head.of(side).start];
        let sentence = before.rfind(". ").map_or(before, |end| &before[end..]);
        let start = sentence.split(' ').rev().take(PREVENTED + 1).map(|word| word.len() + 1).sum::<usize>();
        let near = &sentence[sentence.len().saturating_sub(start)..];
        self.negation.prevents.find(near).next().is_some()
    }

    /// The first telling word behind a cue, and how many cues stand before it.
    fn head(&self, text: &str, cut: &[Token], cues: &[Range<usize>]) -> Option<(Range<usize>, usize)> {
        let (first, mut rest) = cues.split_first()?;
        let mut count = 1;
        let mut from = first.end;
        let start = cut.partition_point(|token| (token.start as usize) < from);
        for token in &cut[start..] {
            let range = token.start as usize..token.end as usize;
            if range.start < from {
                continue;
            }
            if let Some((next, others)) = rest.split_first()
                && next.start == range.start
            {
                (count, from, rest) = (count + 1, next.end, others);
                continue;
            }
            let word = &text[range.clone()];
            let lower = word.to_lowercase();
            if self.ends(word) {
                return None;
            }
            let passes = token.mark || self.negation.skipped.contains(&lower) || lower.ends_with("ly");
            if !passes {
                return Some((range, count));
            }
        }
        None
    }

    /// Where the other side has a word of this side: untouched, or in another form in the same change.
    fn across(&self, side: Side, word: &Range<usize>) -> Option<Range<usize>> {
        let touched = self.edits().find(|edit| {
            let edit = edit.range.of(side);
            edit.start < word.end && word.start < edit.end
        });
        let Some(edit) = touched else { return trace(self.change, side, word.clone()) };
        let there = edit.range.of(side.other());
        let wanted = self.negation.key(&self.texts.of(side)[word.clone()], self.stemmer);
        let text = &self.texts.of(side.other())[there.clone()];
        let mut cut = Vec::new();
        tokens(text, &mut cut);
        let same = cut
            .iter()
            .map(|token| token.start as usize..token.end as usize)
            .find(|range| self.negation.key(&text[range.clone()], self.stemmer) == wanted);
        same.map(|range| there.start + range.start..there.start + range.end)
    }

    /// Words that took the place of their opposites: `lawful`, `unlawful`.
    fn prefixed(&self, prefixes: &[String]) -> Vec<Flip> {
        let mut flips = Vec::new();
        for edit in self.edits() {
            let words = Sides::new(
                self.texts.before[edit.range.before.clone()].to_lowercase(),
                self.texts.after[edit.range.after.clone()].to_lowercase(),
            );
            let opposes = |long: &str, short: &str| {
                short.len() >= ROOT
                    && short.chars().all(char::is_alphabetic)
                    && long.strip_suffix(short).is_some_and(|prefix| {
                        prefixes.iter().any(|known| prefix.trim_end_matches('-') == known)
                    })
            };
            let side = if opposes(&words.after, &words.before) {
                Side::After
            } else if opposes(&words.before, &words.after) {
                Side::Before
            } else {
                continue;
            };
            flips.push(Flip { side, cue: edit.range.of(side).clone(), head: edit.range.clone() });
        }
        flips
    }
}

fn candidate(context: &Context<'_>, index: usize, flip: &Flip) -> Option<Candidate> {
    let mut place = flip.head.clone();
    let negated = flip.head.of(flip.side);
    *place.of_mut(flip.side) = flip.cue.start.min(negated.start)..flip.cue.end.max(negated.end);
    let spans = Sides::new(
        context.place(Side::Before, index, place.before)?,
        context.place(Side::After, index, place.after)?,
    );
    let quote = |side: Side| {
        let span = spans.of(side);
        context.quote(side, &context.around(side, span, QUOTE))
    };
    let head = context.place(Side::After, index, flip.head.after.clone())?;
    let text = &context.statement(Side::After).sentences[head.sentence].text;
    let told = context.naming.noun_phrase(&text[head.range.start..]);
    let section = context.section(Side::After, head.sentence);
    let word = context.text(
        flip.side,
        &Span::new(spans.of(flip.side).sentence, {
            let shift = flip.cue.start.abs_diff(place_start(flip));
            let start = spans.of(flip.side).range.start + shift;
            start..start + flip.cue.len()
        }),
    );
    let verb = if flip.side == Side::After { "came in" } else { "went" };
    Some(Candidate {
        rule: Rule::reversed(kind(context, &spans)),
        subject: told.unwrap_or_else(|| context.text(Side::After, &head).to_owned()),
        change: index,
        quote: Sides::new(quote(Side::Before), quote(Side::After)),
        section,
        why: vec![format!("{word} {verb}")],
        spans: Sides::new(vec![spans.before], vec![spans.after]),
        bearing: Bearing::default(),
    })
}

/// Where the marked words of the side that negates begin.
fn place_start(flip: &Flip) -> usize {
    flip.cue.start.min(flip.head.of(flip.side).start)
}

/// The weightiest commitment of either side that holds the words.
fn kind(context: &Context<'_>, spans: &Sides<Span>) -> Option<CommitmentKind> {
    let rank = |kind: &CommitmentKind| match kind {
        CommitmentKind::Assessment => 0,
        CommitmentKind::Schedule => 1,
        CommitmentKind::Pledge => 2,
        CommitmentKind::Assurance => 3,
        CommitmentKind::Warning => 4,
    };
    let held = |side: Side| {
        let span = spans.of(side);
        let commitments = context.statement(side).commitments.iter();
        commitments
            .filter(|commitment| Span::new(commitment.sentence, commitment.range.clone()).meets(span))
            .map(|commitment| commitment.kind)
            .max_by_key(rank)
    };
    held(Side::Before).into_iter().chain(held(Side::After)).max_by_key(rank)
}

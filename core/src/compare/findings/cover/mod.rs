//! What no other rule tells: each clause without a counterpart, and each edit of a link that nothing explains. So that every
//! change is told once.

mod clauses;
mod edits;
pub(super) mod figures;
mod objects;

use std::ops::Range;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Bearing, Candidate};
use super::context::{Context, Span};
use super::rule::{Family, Fate, Rule};
use super::stances::{Shift, Stances};
use super::votes::tells_votes;
use crate::compare::counterparts::Counterparts;
use crate::compare::{Change, ChangeKind};
use crate::series::{Manner, StanceFamily};
use crate::source::Caution;
use crate::statement::Statement;
use crate::{Side, Sides};
use objects::Deeds;

// What words tell is counted in hundredths of a natural logarithm, as in the table of rarity: a word that one in a hundred
// statements has tells 460, `security` about 100, `also` about 30.

/// From this cosine a clause says the same as the one across.
const SAME: f64 = 0.8;

/// A clause is said across if one sentence there has this share of what its words tell.
const COVERED: f64 = 0.7;

/// What words that tell this much add to the rank: one point of weight.
const POINT: u32 = 250;

/// Most points that words add to the rank.
const MOST: i32 = 14;

/// Words of a pledge that stand nowhere in the newer edition and tell less are familiar: one rare word.
const FAMILIAR: u32 = 800;

/// Words that name a clause which has no noun phrase.
const WORDS: usize = 8;

/// Points for each grave matter of the rules (`[salience] grave`), for `MATTERS` at most.
const GRAVE_MATTER: i32 = 9;
const MATTERS: i32 = 2;

/// Points for what makes news of a clause (`[salience] news`).
const NEWS: i32 = 12;

/// Adds what no candidate tells, and takes out what is told as new or gone although it goes on across.
pub(super) fn complete(context: &Context<'_>, kept: Vec<Candidate>) -> Vec<Candidate> {
    let changes = &context.comparison.changes;
    if changes.iter().all(|change| is_linked(change) && change.phrases.iter().all(|phrase| phrase.trivial)) {
        return kept;
    }
    // What was cut into pieces has no clauses of a statement, and takes too much; that it is coarser is told.
    if Side::BOTH.into_iter().any(|side| is_in_pieces(context.statement(side))) {
        return kept;
    }
    let counterparts = context.counterparts();
    let stances = context.rules.compiled(Stances::new);
    let kept = figures::settled(context, counterparts, kept);
    let mut cover = Cover::new(context, counterparts, &stances, kept);
    for (entry, change) in changes.iter().enumerate().filter(|(_, change)| is_linked(change)) {
        cover.edits(entry, change);
    }
    for side in Side::BOTH {
        for change in changes.iter().filter(|change| !is_linked(change)) {
            for &sentence in change.sentences.of(side) {
                for clause in counterparts.of_sentence(side, sentence) {
                    cover.clause(side, clause);
                }
            }
        }
    }
    cover.finish()
}

fn is_in_pieces(statement: &Statement) -> bool {
    statement.cautions.iter().any(|caution| matches!(caution, Caution::LongSentences { .. }))
}

const fn is_linked(change: &Change) -> bool {
    !matches!(change.kind, ChangeKind::Added | ChangeKind::Removed)
}

struct Cover<'a, 'c> {
    context: &'a Context<'c>,
    counterparts: &'a Counterparts<'a>,
    stances: &'a Stances,
    deeds: Arc<Deeds>,
    kept: Vec<Candidate>,
    /// Whether a candidate is told by another one after all.
    gone: Vec<bool>,
    /// The candidates that explain words of a sentence.
    places: FxHashMap<(Side, usize), Vec<usize>>,
    /// Clauses that a finding tells together with one across.
    paired: Sides<FxHashSet<usize>>,
    /// Clauses of links that the other edition has elsewhere.
    said: FxHashMap<(Side, usize), Vec<Span>>,
    expected: FxHashSet<String>,
    out: Vec<Candidate>,
}

impl<'a, 'c> Cover<'a, 'c> {
    fn new(
        context: &'a Context<'c>,
        counterparts: &'a Counterparts<'a>,
        stances: &'a Stances,
        kept: Vec<Candidate>,
    ) -> Self {
        let mut places: FxHashMap<(Side, usize), Vec<usize>> = FxHashMap::default();
        for (number, candidate) in kept.iter().enumerate() {
            for side in Side::BOTH {
                let spans = candidate.spans.of(side);
                // The clauses of a section are told by themselves, unless it has no more than one sentence.
                if candidate.rule.is_section() && spans.len() > 1 {
                    continue;
                }
                for span in spans {
                    let here = places.entry((side, span.sentence)).or_default();
                    if here.last() != Some(&number) {
                        here.push(number);
                    }
                }
            }
        }
        let gone = vec![false; kept.len()];
        let expected = figures::expected(context);
        let (paired, said, out) = Default::default();
        let deeds = context.rules.compiled(Deeds::new);
        Self { context, counterparts, stances, deeds, kept, gone, places, paired, said, expected, out }
    }

    fn finish(self) -> Vec<Candidate> {
        let lifts: Vec<i32> = self.kept.iter().map(|candidate| self.lift(candidate)).collect();
        let familiar: Vec<bool> = self.kept.iter().map(|candidate| self.is_familiar(candidate)).collect();
        let said: Vec<bool> = self.out.iter().map(|candidate| self.is_familiar(candidate)).collect();
        let Self { mut kept, gone, mut out, .. } = self;
        for ((candidate, lift), familiar) in kept.iter_mut().zip(lifts).zip(familiar) {
            candidate.bearing.extra += lift;
            candidate.bearing.is_minor |= familiar;
        }
        for (candidate, familiar) in out.iter_mut().zip(said) {
            candidate.bearing.is_minor |= familiar;
        }
        let mut told: Vec<Candidate> =
            kept.into_iter().zip(gone).filter(|(_, gone)| !gone).map(|(candidate, _)| candidate).collect();
        told.append(&mut out);
        told
    }

    /// Whether a pledge is gone whose words all stand in the newer edition, no grave matter and no date among them: what it was about
    /// is spoken of still, and who reads both would hardly miss it.
    fn is_familiar(&self, candidate: &Candidate) -> bool {
        let [span] = candidate.spans.before.as_slice() else { return false };
        let is_gone = candidate.rule == Rule::new(Family::Pledge, Fate::Dropped);
        if !is_gone
            || candidate.bearing.is_watched
            || candidate.bearing.extra >= self.context.rules.salience.dated
        {
            return false;
        }
        let clauses = self.counterparts.of_sentence(Side::Before, span.sentence);
        let mut met = clauses.filter(|&clause| self.span(Side::Before, clause).meets(span));
        self.gravity(Side::Before, span) == 0
            && self.context.is_long()
            && met.all(|clause| {
                let nearest = self.counterparts.nearest(Side::Before, clause);
                nearest.foreign < FAMILIAR && nearest.names == 0
            })
    }

    /// Points for what a candidate of another finder speaks of. Watched formulas have points of their own.
    fn lift(&self, candidate: &Candidate) -> i32 {
        if candidate.bearing.is_watched || !candidate.rule.is_promise() {
            return 0;
        }
        let spans = Side::BOTH
            .into_iter()
            .flat_map(|side| candidate.spans.of(side).iter().map(move |span| (side, span)));
        let lift = spans
            .map(|(side, span)| self.gravity(side, span) + self.news(side, span) + self.founds(side, span));
        lift.max().unwrap_or_default()
    }

    /// Points for a promise to bring about a body that the text names.
    fn founds(&self, side: Side, span: &Span) -> i32 {
        let names = self.context.bodies_in(side, span.sentence).iter().any(|named| span.covers(&named.span));
        let brings = names && self.context.results().brings.is_in(self.context.text(side, span));
        if brings { NEWS } else { 0 }
    }

    /// The candidates that explain words of a sentence and stand, by their numbers.
    fn here(&self, side: Side, sentence: usize) -> Vec<usize> {
        let here = self.places.get(&(side, sentence)).into_iter().flatten().copied();
        here.filter(|&number| !self.gone[number]).collect()
    }

    fn span(&self, side: Side, clause: usize) -> Span {
        span(self.counterparts, side, clause)
    }

    /// The words of a span that no candidate explains.
    fn untold(&self, side: Side, span: &Span) -> Vec<Span> {
        let mut told: Vec<Range<usize>> = self
            .here(side, span.sentence)
            .into_iter()
            .flat_map(|number| self.kept[number].spans.of(side))
            .chain(self.said.get(&(side, span.sentence)).into_iter().flatten())
            .filter(|own| own.meets(span))
            .map(|own| own.range.clone())
            .collect();
        told.sort_unstable_by_key(|range| range.start);
        let mut rest = Vec::new();
        let mut at = span.range.start;
        for range in told {
            if range.start > at {
                rest.push(Span::new(span.sentence, at..range.start));
            }
            at = at.max(range.end);
        }
        if at < span.range.end {
            rest.push(Span::new(span.sentence, at..span.range.end));
        }
        rest
    }

    /// Points for the grave matters of which a text speaks.
    fn gravity(&self, side: Side, span: &Span) -> i32 {
        let text = self.context.text(side, span);
        GRAVE_MATTER * self.stances.grave_matters(text).min(MATTERS)
    }

    /// Points for what the newer edition tells as new.
    fn news(&self, side: Side, span: &Span) -> i32 {
        let is_news = side == Side::After && self.stances.is_news(self.context.text(side, span));
        if is_news { NEWS } else { 0 }
    }

    /// Whether a text binds its speaker; a clause that only says more of a noun (`a moment we intend to meet`) does not.
    fn binds(&self, text: &str) -> Option<Manner> {
        let subjects = &self.context.rules.modifiers.subjects;
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_relative = words.windows(2).any(|pair| {
            let noun = pair[0].len() > 2 && pair[0].chars().all(|c| c.is_ascii_lowercase());
            noun && self.context.naming.may_be_noun(pair[0])
                && subjects.iter().any(|subject| subject == pair[1])
        });
        self.stances.binds(text).filter(|_| !is_relative)
    }

    /// Whether a sentence tells of a vote against that has a finding of its own, which quotes all of it.
    fn is_dissent(&self, side: Side, sentence: usize) -> bool {
        self.here(side, sentence).into_iter().any(|number| {
            let rule = self.kept[number].rule;
            rule.family == Family::Vote && rule.fate == Fate::alone(side)
        })
    }

    /// Whether a sentence tells who voted how.
    fn is_ballot(&self, side: Side, sentence: usize) -> bool {
        tells_votes(self.context.statement(side), sentence)
    }

    /// What a clause is about: the object of what it says or judges, else of its last verb.
    fn subject(&self, text: &str) -> String {
        let naming = &self.context.naming;
        // What is described stands in front of how it is: `hiring | has slowed`.
        if let Some(described) = self.stances.described(text).and_then(|front| naming.described(front)) {
            return described;
        }
        let will = self.context.rules.grammar.will.iter().find_map(|will| {
            let end = text.find(&format!(" {will} "))? + will.len() + 2;
            let verb = text[end..].find(' ')?;
            Some(end + verb)
        });
        let said = self.stances.said_until(text).or(will).and_then(|end| {
            let object = text[end..].trim_start();
            naming.noun_phrase(object.strip_prefix("that ").unwrap_or(object))
        });
        let says = |phrase: &String| phrase.contains(' ') || phrase.starts_with(char::is_uppercase);
        // What one asks for is who is to do what: `the North to halt its programs`.
        let asked = self.stances.first(text).filter(|(family, _)| *family == StanceFamily::Call);
        let asked = asked.and_then(|_| naming.asked(text[self.stances.said_until(text)?..].trim_start()));
        asked.or(said.filter(says)).or_else(|| naming.last_object(text)).unwrap_or_else(|| shortened(text))
    }

    /// What is judged, described or asked for in a text in which a stance shifted.
    fn judged(&self, text: &str, shift: &Shift) -> Option<String> {
        let naming = &self.context.naming;
        match shift.family {
            StanceFamily::Description => {
                let front = text.get(..shift.now.start)?;
                naming.described(front.rsplit(", ").next().unwrap_or(front))
            }
            _ => None,
        }
    }

    fn push(&mut self, told: Told) {
        let Told { rule, spans, about, why, tells, extra, is_minor } = told;
        let side = if spans.after.is_empty() { Side::Before } else { Side::After };
        let Some(first) = spans.of(side).first().cloned() else { return };
        let quote = both(|side| spans.of(side).first().and_then(|span| self.context.quote(side, span)));
        let gravity =
            Side::BOTH.into_iter().flat_map(|side| spans.of(side).iter().map(move |span| (side, span)));
        let gravity = gravity.map(|(side, span)| self.gravity(side, span)).max().unwrap_or_default();
        let news = spans.after.iter().map(|span| self.news(Side::After, span)).max().unwrap_or_default();
        let text = self.context.text(side, &first);
        let subject = about.unwrap_or_else(|| self.subject(text));
        self.out.push(Candidate {
            rule,
            subject,
            change: self.context.entry(side, first.sentence),
            quote,
            section: self.context.section(side, first.sentence),
            why,
            spans,
            bearing: Bearing {
                extra: points(tells) + gravity + news + extra,
                is_minor: is_minor && gravity == 0,
                ..Bearing::default()
            },
        });
    }
}

/// What is to be told.
struct Told {
    rule: Rule,
    spans: Sides<Vec<Span>>,
    /// What it is about, where that is known.
    about: Option<String>,
    why: Vec<String>,
    /// What the words tell, for the rank.
    tells: u32,
    /// More points for the rank.
    extra: i32,
    is_minor: bool,
}

/// The first words of a text, where it has no phrase to be named by.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= WORDS { text.to_owned() } else { format!("{} …", words[..WORDS].join(" ")) }
}

fn both<T>(mut of: impl FnMut(Side) -> T) -> Sides<T> {
    Sides::new(of(Side::Before), of(Side::After))
}

fn span(counterparts: &Counterparts<'_>, side: Side, clause: usize) -> Span {
    let clause = counterparts.clause(side, clause);
    Span::new(clause.sentence, clause.range.clone())
}

fn points(tells: u32) -> i32 {
    i32::try_from(tells / POINT).unwrap_or(MOST).min(MOST)
}

/// Quotes the whole clause for a candidate that quotes a part of it.
fn widen(context: &Context<'_>, candidate: &mut Candidate, side: Side, span: &Span) {
    let Some(own) = candidate.spans.of(side).first().cloned() else { return };
    let range = own.range.start.min(span.range.start)..own.range.end.max(span.range.end);
    let whole = Span::new(span.sentence, range);
    *candidate.quote.of_mut(side) = context.quote(side, &whole);
    candidate.spans.of_mut(side).push(whole);
}

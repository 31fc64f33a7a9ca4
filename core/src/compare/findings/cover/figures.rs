//! Figures, what differs from edition to edition by its nature, and what candidates of other rules quote.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::candidate::Candidate;
use super::super::context::{Context, Span};
use super::super::naming::{bare, stripped};
use super::super::rule::{Family, Fate, Rule};
use super::{Cover, both, span, widen};
use crate::compare::counterparts::Counterparts;
use crate::series::{HeaderRules, Rules};
use crate::{Side, Sides};

/// A promise in other words that tell less is the same promise: `also`.
const REWORDED_LEAST: u32 = 120;

/// The same where another finding tells of some of its words already.
const BESIDE_LEAST: u32 = 550;

/// A promise in other words holds more than it did, or less, if those of either side tell this much that the others do not.
const GROWN: u32 = 450;

/// Takes out candidates whose words say nothing, and lets those of watched formulas quote their whole clause.
pub(super) fn settled(
    context: &Context<'_>,
    counterparts: &Counterparts<'_>,
    mut kept: Vec<Candidate>,
) -> Vec<Candidate> {
    backing(&mut kept);
    reworded(context, counterparts, &mut kept);
    leads(context, &mut kept);
    let decided = decisions(context, counterparts, &mut kept);
    // The formula and the promise of one decision are one finding.
    let mut told = FxHashSet::default();
    kept.retain(|candidate| {
        let quotes = candidate.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.clone()));
        candidate.rule != Rule::new(Family::Number, Fate::Changed) || told.insert((candidate.change, quotes))
    });
    kept.retain(|candidate| {
        let one_sided = Side::BOTH.into_iter().any(|side| {
            let own = candidate.spans.of(side);
            candidate.spans.of(side.other()).is_empty()
                && !own.is_empty()
                && own
                    .iter()
                    .all(|own| decided.of(side).contains(&(own.sentence, clause_of(counterparts, side, own))))
        });
        !(one_sided && candidate.rule.is_phrase())
    });
    for candidate in kept.iter_mut().filter(|candidate| candidate.rule.is_phrase()) {
        for side in Side::BOTH {
            let [own] = candidate.spans.of(side).as_slice() else { continue };
            if candidate.spans.of(side.other()).is_empty()
                && let Some(clause) = clause_of(counterparts, side, own)
            {
                *candidate.quote.of_mut(side) = context.quote(side, &span(counterparts, side, clause));
            }
        }
    }
    kept
}

/// Takes out promises in other words where those say nothing, and marks those that hold more than they did, or less. Words that
/// another finding explains count for nothing.
fn reworded(context: &Context<'_>, counterparts: &Counterparts<'_>, kept: &mut Vec<Candidate>) {
    let is_ours = |candidate: &Candidate| candidate.rule.is_reworded() && !candidate.bearing.is_watched;
    let mut told: FxHashMap<(Side, usize), Vec<Span>> = FxHashMap::default();
    for candidate in kept.iter().filter(|candidate| !candidate.rule.is_reworded()) {
        for side in Side::BOTH {
            for span in candidate.spans.of(side) {
                told.entry((side, span.sentence)).or_default().push(span.clone());
            }
        }
    }
    let differ = |candidate: &Candidate| {
        let left = both(|side| {
            let spans = candidate.spans.of(side).iter();
            let left = spans.filter(|span| {
                let mut others = told.get(&(side, span.sentence)).into_iter().flatten();
                !others.any(|other| other.meets(span))
            });
            left.cloned().collect::<Vec<_>>()
        });
        let some_told =
            Side::BOTH.into_iter().any(|side| left.of(side).len() < candidate.spans.of(side).len());
        let least = if some_told { BESIDE_LEAST } else { REWORDED_LEAST };
        (counterparts.differ(&ranges(&left), same_in(context, &left)), least)
    };
    kept.retain_mut(|candidate| {
        if !is_ours(candidate) {
            return true;
        }
        let (words, least) = differ(candidate);
        candidate.bearing.is_grown = words.before.max(words.after) >= GROWN;
        words.before + words.after >= least
    });
}

/// Words that take each other's place and say the same: `maintain` and `keep`, `in accordance with` and `consistent with`.
pub(super) fn same_in(context: &Context<'_>, spans: &Sides<Vec<Span>>) -> impl Fn(&str) -> bool {
    let rules = context.rules;
    let goes_on = &rules.act.goes_on;
    let is_kept = |side: Side| {
        let texts = spans.of(side).iter().map(|span| context.text(side, span));
        texts.flat_map(str::split_whitespace).any(|word| goes_on.iter().any(|known| *known == bare(word)))
    };
    let both_keep = is_kept(Side::Before) && is_kept(Side::After);
    // `our common goal` and `the shared U.S. and ROK goal` are one goal, where those two speak.
    let is_together = |word: &str| rules.words.together.iter().any(|known| *known == bare(word));
    let together = Side::BOTH.into_iter().all(|side| {
        let texts = spans.of(side).iter().map(|span| context.text(side, span));
        texts.flat_map(str::split_whitespace).any(is_together)
    });
    let authors = if together { authors(context) } else { FxHashSet::default() };
    move |word: &str| {
        // Names that say the same may be one word here: `U.S. and ROK`.
        let mut parts = word.split([' ', '-', '‑', '–']);
        let is_author = |part: &str| part == "and" || authors.contains(&bare(part));
        if together && (is_together(word) || parts.all(is_author)) {
            return true;
        }
        let word = bare(word);
        let leads = |phrase: &String| phrase.contains(' ') && phrase.split(' ').any(|part| part == word);
        both_keep && goes_on.contains(&word) || rules.grammar.prepositions.iter().any(leads)
    }
}

/// The names behind `met in` where a statement opens.
fn met_in<'t>(header: &HeaderRules, opening: &'t str) -> impl Iterator<Item = &'t str> {
    let words: Vec<&str> = opening.split_whitespace().collect();
    let meets =
        |pair: &[&str]| header.meeting.iter().any(|verb| verb == pair[0]) && matches!(pair[1], "in" | "at");
    let at = words.windows(2).position(meets).map_or(words.len(), |at| at + 2);
    let place = words.into_iter().skip(at);
    place.take_while(|word| word.starts_with(char::is_uppercase))
}

/// The words of the names of those who speak: who is named in the title or in the first sentence of both editions.
fn authors(context: &Context<'_>) -> FxHashSet<String> {
    let opening = both(|side| {
        let statement = context.statement(side);
        let first = statement.sentences.first().map_or("", |sentence| &*sentence.text);
        format!("{} {first}", statement.title)
    });
    let names = context.rules.party.iter().flat_map(|party| &party.names);
    let ours = names.filter(|name| opening.before.contains(*name) && opening.after.contains(*name));
    ours.flat_map(|name| name.split(' ')).map(bare).collect()
}

/// An assurance or a warning that lost a watched formula and gained none is weaker, and the reverse: `ironclad and backed by the
/// full range of capabilities` → `ironclad`.
fn backing(kept: &mut [Candidate]) {
    let mut formulas: Sides<FxHashSet<usize>> = Sides::default();
    for candidate in
        kept.iter().filter(|candidate| candidate.bearing.is_watched && candidate.rule.is_phrase())
    {
        for side in Side::BOTH {
            if candidate.spans.of(side.other()).is_empty() {
                formulas.of_mut(side).extend(candidate.spans.of(side).iter().map(|span| span.sentence));
            }
        }
    }
    for candidate in kept.iter_mut().filter(|candidate| candidate.rule.is_reworded()) {
        if !matches!(candidate.rule.family, Family::Assurance | Family::Warning) {
            continue;
        }
        let holds = both(|side| {
            let quote = candidate.quote.of(side).as_ref().and_then(|quote| quote.sentence);
            quote.is_some_and(|sentence| formulas.of(side).contains(&sentence))
        });
        candidate.rule.fate = match (holds.before, holds.after) {
            (true, false) => Fate::Weakened,
            (false, true) => Fate::Strengthened,
            _ => Fate::Reworded,
        };
        if candidate.rule.fate != Fate::Reworded {
            candidate.why.push("one edition alone has a watched formula in it".to_owned());
        }
    }
}

/// A promise that only leads to a list of what is promised (`… including the following:`) is minor: its members are told.
fn leads(context: &Context<'_>, kept: &mut [Candidate]) {
    for candidate in kept.iter_mut().filter(|candidate| candidate.rule.is_promise()) {
        let leads = |side: Side| {
            candidate.spans.of(side).iter().any(|span| context.leads_to_list(side, span.sentence))
        };
        candidate.bearing.is_minor |= Side::BOTH.into_iter().any(leads);
    }
}

/// Sentences and clauses in them.
type Clauses = FxHashSet<(usize, Option<usize>)>;

/// A watched formula whose figures changed is told with its whole clause, and what else came or went there with it: a decision
/// is one finding. Gives these clauses.
fn decisions(
    context: &Context<'_>,
    counterparts: &Counterparts<'_>,
    kept: &mut [Candidate],
) -> Sides<Clauses> {
    let mut clauses: Sides<Clauses> = Sides::default();
    let is_worded = |candidate: &&mut Candidate| {
        candidate.rule == Rule::new(Family::Phrase, Fate::Changed) || candidate.rule.is_reworded()
    };
    for candidate in kept.iter_mut().filter(is_worded) {
        let text = |side: Side| candidate.quote.of(side).as_ref().map_or("", |quote| quote.text.as_str());
        let edited = Side::BOTH.into_iter().any(|side| {
            let mut words = candidate.spans.of(side).iter().map(|span| context.text(side, span));
            words.any(|words| words.contains(|c: char| c.is_ascii_digit()))
        });
        let told = both(|side| figures(context.rules, text(side)));
        if !edited || told.before == told.after || told.before.is_empty() || told.after.is_empty() {
            continue;
        }
        candidate.rule = Rule::new(Family::Number, Fate::Changed);
        for side in Side::BOTH {
            let Some(own) = candidate.spans.of(side).first().cloned() else { continue };
            if let Some(clause) = clause_of(counterparts, side, &own) {
                widen(context, candidate, side, &span(counterparts, side, clause));
                clauses.of_mut(side).insert((own.sentence, Some(clause)));
            }
        }
    }
    clauses
}

/// The clause in which a span stands.
fn clause_of(counterparts: &Counterparts<'_>, side: Side, own: &Span) -> Option<usize> {
    counterparts.of_sentence(side, own.sentence).find(|&clause| span(counterparts, side, clause).covers(own))
}

/// The figures of a text, as written: no years, no days of a month, nothing that is part of a name.
pub(in crate::compare) fn figures<'t>(rules: &Rules, text: &'t str) -> Vec<&'t str> {
    let is_month = |word: &str| is_month(rules, word);
    let mut before = "";
    let mut is_first = true;
    let mut numbers = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let bare = stripped(word);
        let is_figure = bare.starts_with(|c: char| c.is_ascii_digit())
            && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-' | '–' | '‑'));
        // `Article 51` is a name; what a sentence starts with (`About 40 percent`) names nothing.
        let is_named = !is_first && is_name(rules, before);
        let next = words.peek().map_or("", |next| stripped(next));
        if is_figure && !is_year(bare) && !is_month(before) && !is_month(next) && !is_named {
            numbers.push(bare);
        }
        is_first = before.is_empty() || word.ends_with('.');
        before = bare;
    }
    numbers
}

/// Whether a word in front of a number makes a name of both: one with a capital that is no acronym (`Article`, not `USD`).
fn is_name(rules: &Rules, word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
    let small = word.to_lowercase();
    capital && !rules.grammar.prepositions.contains(&small) && !rules.grammar.adverbs.contains(&small)
}

/// Whether a word is the name of a month.
pub(in crate::compare) fn is_month(rules: &Rules, word: &str) -> bool {
    let mut months = rules.time.iter().filter(|time| time.month.is_some());
    !word.is_empty() && months.any(|time| time.names.iter().any(|name| name == word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

pub(super) fn ranges(spans: &Sides<Vec<Span>>) -> Sides<Vec<(usize, Range<usize>)>> {
    both(|side| spans.of(side).iter().map(|span| (span.sentence, span.range.clone())).collect())
}

/// Words that differ between two editions by their nature: months, the venue, who led the delegations.
pub(super) fn expected(context: &Context<'_>) -> FxHashSet<String> {
    let months = context.rules.time.iter().filter(|time| time.month.is_some()).flat_map(|time| &time.names);
    let mut expected: FxHashSet<String> = months.map(|month| month.to_lowercase()).collect();
    // Who speaks has a rule of its own, and what ties a sentence to the one before says nothing.
    let formula = &context.rules.words.formula;
    let speakers = context.rules.speaker.iter().flat_map(|speaker| &speaker.names);
    let speakers = speakers.flat_map(|name| name.split_whitespace()).map(bare);
    expected.extend(speakers.filter(|word| formula.iter().any(|known| known == word)));
    let adverbs = context.rules.grammar.adverbs.iter().flat_map(|adverb| adverb.split_whitespace());
    expected.extend(adverbs.map(bare));
    expected.extend(context.rules.grammar.ordinals.iter().map(|ordinal| ordinal.to_lowercase()));
    let mut take = |text: &str| expected.extend(text.split_whitespace().map(bare));
    let header = &context.rules.header;
    header.gatherings.iter().chain(&header.meeting).for_each(|word| take(word));
    context.rules.subject.honorifics.iter().for_each(|honorific| take(honorific));
    for side in Side::BOTH {
        let statement = context.statement(side);
        statement.venue.iter().for_each(|venue| take(venue));
        let opening = statement.sentences.first().map_or("", |sentence| &*sentence.text);
        met_in(header, opening).for_each(&mut take);
        for head in &statement.delegations {
            let party = context.rules.party.iter().find(|party| party.id == head.party);
            party.iter().flat_map(|party| &party.names).for_each(|name| take(name));
            take(&head.lead);
            head.office.iter().for_each(|office| take(office));
            if head.acting {
                take("acting");
            }
        }
    }
    expected
}

impl Cover<'_, '_> {
    /// Whether a word is a part of the name of a place where one meets.
    pub(super) fn is_place(&self, word: &str) -> bool {
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        let rules = self.context.rules;
        let capitals = rules.party.iter().flat_map(|party| &party.capitals);
        let word = bare(word);
        let mut places = rules.header.venues.iter().chain(capitals).flat_map(|place| place.split(' '));
        !word.is_empty() && places.any(|place| bare(place) == word)
    }

    /// Whether a word differs by its nature: one of `expected`, an ordinal (`23rd`), a year, a day.
    pub(super) fn is_expected(&self, word: &str) -> bool {
        let word = bare(word);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let ordinal = matches!(word.strip_prefix(digits), Some("st" | "nd" | "rd" | "th"));
        self.expected.contains(&word) || is_number && (ordinal || word.len() <= 2 || is_year(&word))
    }
}

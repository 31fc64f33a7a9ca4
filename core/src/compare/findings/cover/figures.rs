//! Figures, what differs from edition to edition by its nature, and what candidates of other rules quote.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::candidate::Candidate;
use super::super::context::{Context, Span};
use super::super::rule::{Family, Fate, Rule};
use super::{Cover, both, span, widen};
use crate::compare::counterparts::Counterparts;
use crate::series::Rules;
use crate::{Side, Sides};

/// A promise in other words that tell less is the same promise: `also`.
const REWORDED_LEAST: u32 = 120;

/// A promise in other words holds more than it did, or less, if those of either side tell this much that the others do not.
const GROWN: u32 = 450;

/// Takes out candidates whose words say nothing, and lets those of watched formulas quote their whole clause.
pub(super) fn settled(
    context: &Context<'_>,
    counterparts: &Counterparts<'_>,
    mut kept: Vec<Candidate>,
) -> Vec<Candidate> {
    kept.retain(|candidate| {
        let says_nothing = candidate.rule.is_reworded() && !candidate.bearing.is_watched && {
            let words = counterparts.differ(&ranges(&candidate.spans), |_| false);
            words.before + words.after < REWORDED_LEAST
        };
        !says_nothing
    });
    for candidate in
        kept.iter_mut().filter(|candidate| candidate.rule.is_reworded() && !candidate.bearing.is_watched)
    {
        let words = counterparts.differ(&ranges(&candidate.spans), |_| false);
        candidate.bearing.is_grown = words.before.max(words.after) >= GROWN;
    }
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
    let is_month = |word: &str| {
        let mut months = rules.time.iter().filter(|time| time.month.is_some());
        !word.is_empty() && months.any(|time| time.names.iter().any(|name| name == word))
    };
    let mut before = "";
    let mut numbers = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_figure = bare.starts_with(|c: char| c.is_ascii_digit())
            && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-' | '–' | '‑'));
        if is_figure && !is_year(bare) && !is_month(before) {
            numbers.push(bare);
        }
        before = bare;
    }
    numbers
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
    context.rules.subject.honorifics.iter().for_each(|honorific| take(honorific));
    for side in Side::BOTH {
        let statement = context.statement(side);
        statement.venue.iter().for_each(|venue| take(venue));
        for head in &statement.delegations {
            take(&head.lead);
            head.office.iter().for_each(|office| take(office));
            if head.acting {
                take("acting");
            }
        }
    }
    expected
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

impl Cover<'_, '_> {
    /// Whether a word differs by its nature: one of `expected`, an ordinal (`23rd`), a year, a day.
    pub(super) fn is_expected(&self, word: &str) -> bool {
        let word = bare(word);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let ordinal = matches!(word.strip_prefix(digits), Some("st" | "nd" | "rd" | "th"));
        self.expected.contains(&word) || is_number && (ordinal || word.len() <= 2 || is_year(&word))
    }
}

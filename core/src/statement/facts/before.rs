//! What stands between a subject and its finite verb.

use super::subjects::{Subject, Who};
use super::vocabulary::{Agent, Grammar};
use super::words::{Shape, Word};
use crate::statement::Speaker;

/// What stands before a finite verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// A subject that we know.
    Own {
        /// The first word of the clause.
        start: usize,
        who: Who,
    },
    /// `and`, or a comma in a list of verbs: the subject of the verb before.
    Carried {
        start: usize,
        /// A comma stands before it, which ties it to the outer clause.
        comma: bool,
    },
    /// A subject that we do not know.
    Unknown { start: usize },
    /// `to`, at this word.
    Infinitive { to: usize },
    /// `which`, `who`, `that`
    Relative,
    /// No finite verb: an adjective, a noun, a passive.
    Not,
}

/// How the words between subject and verb read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub before: Before,
    /// A form of `be` stands before the verb.
    pub passive: bool,
}

/// Looks back from the verb at `at`. `from` is where the clause can begin at the earliest (after the verb before).
pub(super) fn before(words: &[Word<'_>], subjects: &[Subject], at: usize, from: usize) -> Found {
    let of = if words[at].roles.verb.is_some() { Of::Speaks } else { Of::Belongs };
    let mut end = at;
    let mut passive = false;
    while let Some(word) = end.checked_sub(1).map(|last| &words[last]) {
        if word.is(Grammar::Be) {
            passive = true;
        } else if word.shape == Shape::Close && subjects.iter().any(|subject| subject.words.end == end) {
            // `U.S. Forces Korea (USFK)`
            break;
        } else if word.shape == Shape::Close {
            let open = words[..end].iter().rposition(|word| word.shape == Shape::Open);
            end = open.unwrap_or(end - 1);
            continue;
        } else if !word.is_adverb() && !word.is(Grammar::Have) {
            break;
        }
        end -= 1;
    }
    Found { before: subject_ending(words, subjects, end, from, of), passive }
}

fn subject_ending(words: &[Word<'_>], subjects: &[Subject], end: usize, from: usize, of: Of) -> Before {
    let Some(last) = end.checked_sub(1) else { return Before::Not };
    let whole = subjects.iter().find(|subject| subject.words.end == end);
    // `the leaders of both delegations`
    let leads = whole.filter(|whole| whole.words.start > 0 && words[whole.words.start - 1].text == "of");
    let leads = leads.and_then(|whole| {
        let ends = |subject: &&Subject| subject.words.end + 1 == whole.words.start;
        let leaders = |subject: &&Subject| subject.who == Who::Speaker(Speaker::Leaders);
        subjects.iter().rev().filter(ends).find(leaders)
    });
    if let Some(subject) = leads.or(whole).filter(|subject| !hangs(words, subject, of)) {
        return Before::Own { start: subject.words.start, who: subject.who };
    }
    let word = &words[last];
    match (word.shape, word.roles.grammar) {
        (_, Some(Grammar::Conjunction)) => {
            let comma = last > 0 && words[last - 1].shape == Shape::Comma;
            Before::Carried { start: end, comma }
        }
        (Shape::Comma | Shape::Dash, _) if from > 0 => Before::Carried { start: end, comma: true },
        (Shape::Comma | Shape::Dash, _) => {
            // `The leaders, in light of all this, pledged`; between dashes the leaders may be named.
            let opened = words[..last].iter().rposition(|word| word.shape == Shape::Dash);
            let last = opened.filter(|_| word.shape == Shape::Dash).unwrap_or(last);
            let heads = |subject: &&Subject| subject.words.end <= last && !hangs(words, subject, of);
            match subjects.iter().rev().find(heads) {
                Some(subject) => Before::Own { start: subject.words.start, who: subject.who },
                None => Before::Not,
            }
        }
        (_, Some(Grammar::Relative)) => Before::Relative,
        (_, Some(Grammar::Preposition)) if word.text.eq_ignore_ascii_case("to") => {
            Before::Infinitive { to: last }
        }
        (Shape::Word | Shape::Quote, None | Some(Grammar::Ordinal)) => {
            phrase_ending(words, subjects, end, from, of)
        }
        _ => Before::Not,
    }
}

/// A noun phrase of which we know no more than its end, or whose subject stands at its front.
fn phrase_ending(words: &[Word<'_>], subjects: &[Subject], end: usize, from: usize, of: Of) -> Before {
    // `and expects it will be appropriate`
    if words[end - 1].text.eq_ignore_ascii_case("it") {
        return Before::Unknown { start: end - 1 };
    }
    let start = clause_start(words, end, from);
    let inside = |subject: &&Subject| subject.words.start >= start && subject.words.end <= end;
    let Some(subject) = subjects.iter().find(|subject| inside(subject) && !hangs(words, subject, of)) else {
        return Before::Unknown { start };
    };
    let between = &words[subject.words.end..end];
    // `the Union to submit updated plans`: what the party is to do is no part of its name.
    let is_infinitive = between.first().is_some_and(|word| word.text == "to")
        && between.get(1).is_some_and(|word| !word.is(Grammar::Determiner) && !word.is_capital());
    let goes_on = between.first().is_none_or(|word| word.is(Grammar::Preposition)) && !is_infinitive;
    let acts = between.last().is_some_and(|word| word.roles.agent == Some(Agent::Plain));
    if goes_on || acts {
        Before::Own { start: subject.words.start, who: subject.who }
    } else {
        Before::Unknown { start }
    }
}

/// Where the clause begins whose subject ends before `end`.
pub(super) fn clause_start(words: &[Word<'_>], end: usize, from: usize) -> usize {
    let opens = |word: &Word<'_>| {
        matches!(word.shape, Shape::Comma | Shape::Break)
            || matches!(word.roles.grammar, Some(Grammar::Relative | Grammar::Subordinator))
    };
    // The verb before may reach past the end: `will remain` is read as one and `remain` as another.
    let from = from.min(end);
    let mut start = words[from..end].iter().rposition(opens).map_or(from, |at| from + at + 1);
    while start < end && words[start].is(Grammar::Conjunction) {
        start += 1;
    }
    start
}

/// What `of` makes of the party behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Before a verb of saying the party speaks: `Representatives of both sides agreed`.
    Speaks,
    /// Elsewhere something of the party's is meant: `the strength of our nations will`.
    Belongs,
}

/// Whether a subject hangs on a preposition (`by the DPRK`).
fn hangs(words: &[Word<'_>], subject: &Subject, of: Of) -> bool {
    subject.words.start.checked_sub(1).is_some_and(|last| {
        words[last].is(Grammar::Preposition)
            && !(of == Of::Speaks && matches!(words[last].text, "of" | "from"))
    })
}

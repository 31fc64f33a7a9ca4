//! Whether the other text says that a promise was carried out.

use super::context::Context;
use super::promise::Promise;
use super::words::content;
use crate::{Side, Sides};

/// Share of a promise's content words that a sentence must hold to tell of it, 0 to 1.
const TELLS_OF: f64 = 0.5;

/// Content words that a promise and the praise of what came of it must share: one alone may be a place.
const SHARED: usize = 2;

/// Bytes in front of what was brought about: `the | signing of`.
const ARTICLE: usize = 12;

/// Why a promise is called fulfilled.
pub(super) const CARRIED_OUT: &str = "the newer sentence says that it was carried out";

/// Why the clause of this side, which is no commitment, says that the one across from it was carried out.
pub(super) fn carried_out(context: &Context<'_>, side: Side, sides: Sides<&Promise<'_>>) -> Option<String> {
    let (told, promise) = (sides.of(side), sides.of(side.other()));
    let sentence = told.span.sentence;
    if context.kept(side).binary_search_by_key(&sentence, |(kept, _)| *kept).is_ok() {
        return Some(CARRIED_OUT.to_owned());
    }
    let (verb, praise) = (promise.commitment.verb.trim(), told.commitment.verb.trim());
    praises(context, side, sides).then(|| format!("verb: {verb} → {praise}, praise of what came of it"))
}

/// Whether one of two clauses, of which the other is a promise, praises what came of it. What is done is told without
/// its date and its purpose: half of the words of the shorter clause tell of it.
pub(super) fn praises_what_came(context: &Context<'_>, sides: Sides<&Promise<'_>>) -> bool {
    let told = match (sides.before.counts, sides.after.counts) {
        (true, false) => Side::After,
        (false, true) => Side::Before,
        _ => return false,
    };
    let [one, other] = [&sides.before.words, &sides.after.words];
    let shared = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    shared >= SHARED
        && shared as f64 >= TELLS_OF * one.len().min(other.len()) as f64
        && praises(context, told, sides)
}

/// Whether the clause of this side praises, and the one across promises to bring something about.
fn praises(context: &Context<'_>, side: Side, sides: Sides<&Promise<'_>>) -> bool {
    let (told, promise) = (sides.of(side), sides.of(side.other()));
    let results = context.results();
    let verb = promise.commitment.verb.trim();
    results.praises.is_in(told.commitment.verb.trim())
        && (results.brings.find(verb).any(|hit| hit.range.end == verb.len())
            || results.results.find(context.text(side, &told.object())).any(|hit| hit.range.start <= ARTICLE))
        && !results.unless.is_in(context.text(side, &told.span))
}

/// The sentence across that says this promise was carried out.
pub(super) fn fulfilment(context: &Context<'_>, side: Side, promise: &Promise<'_>) -> Option<usize> {
    let words = content(context.text(side, &promise.object()));
    if words.is_empty() {
        return None;
    }
    let tells = |told: &[String]| {
        let shared = words.iter().filter(|word| told.binary_search(word).is_ok()).count();
        shared as f64 >= TELLS_OF * words.len() as f64
    };
    let kept = context.kept(side.other());
    let here = context.comparison.changes[promise.entry].sentences.of(side.other());
    let near = here.iter().filter_map(|here| kept.iter().find(|(sentence, _)| sentence == here));
    near.chain(kept).find(|(_, told)| tells(told)).map(|(sentence, _)| *sentence)
}

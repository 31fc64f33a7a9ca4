//! Whether an edition only renews the one before: every sentence stands, and nothing but the dates in it is another.

use super::findings::figures;
use super::model::{Change, ChangeKind, Comparison};
use crate::rule::Family;
use crate::series::Rules;
use crate::{Side, Sides};

/// Whether nothing differs but dates, in the text and in what findings tell of it.
pub(super) fn is_renewed(comparison: &Comparison<'_>, rules: &Rules) -> bool {
    let telling = |change: &Change| change.phrases.iter().any(|phrase| !phrase.trivial);
    let is_date = |family: Family| matches!(family, Family::Deadline | Family::Header | Family::Schedule);
    comparison.changes.iter().any(telling)
        && comparison.findings.iter().all(|finding| is_date(finding.rule.family))
        && comparison.headings.is_empty()
        && comparison.changes.iter().all(|change| {
            !matches!(change.kind, ChangeKind::Added | ChangeKind::Removed)
                && (!telling(change) || is_dated_anew(comparison, change, rules))
        })
}

/// Whether all words that changed are parts of dates, and no figure is another.
fn is_dated_anew(comparison: &Comparison<'_>, change: &Change, rules: &Rules) -> bool {
    let texts = Sides::new(joined(comparison, change, Side::Before), joined(comparison, change, Side::After));
    let phrases = change.phrases.iter().filter(|phrase| !phrase.trivial);
    let words = phrases.flat_map(|phrase| {
        let text = |side: Side| texts.of(side).get(phrase.range.of(side).clone()).unwrap_or_default();
        [text(Side::Before), text(Side::After)]
    });
    figures(rules, &texts.before) == figures(rules, &texts.after)
        && words.flat_map(str::split_whitespace).all(|word| is_of_date(rules, word))
}

fn joined(comparison: &Comparison<'_>, change: &Change, side: Side) -> String {
    let sentences = &comparison.statements.of(side).sentences;
    let texts = change.sentences.of(side).iter().map(|&sentence| &*sentences[sentence].text);
    texts.collect::<Vec<_>>().join(" ")
}

/// A number, an ordinal, the name of a month or of a day, or what ties them.
fn is_of_date(rules: &Rules, word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = bare.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty();
    let named = || rules.time.iter().flat_map(|time| &time.names).any(|name| name.eq_ignore_ascii_case(bare));
    let ties = || {
        let function = &rules.words.function;
        rules.grammar.ordinals.iter().chain(function).any(|known| known.eq_ignore_ascii_case(bare))
    };
    bare.is_empty()
        || number && matches!(&bare[digits.len()..], "" | "st" | "nd" | "rd" | "th")
        || named()
        || ties()
}

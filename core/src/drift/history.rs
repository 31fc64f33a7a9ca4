//! What all earlier editions know of the findings of one comparison: since when, for the first time, never before.

use super::past::{Before, Past};
use crate::compare::{Comparison, Finding, Precedent};
use crate::statement::{Entity, Statement};
use crate::{Family, Fate, Rule, Sides};

/// Words from which on a quote is a sentence: rewordings of it are found as commitments, not as phrases.
const PHRASE: usize = 12;

/// Writes into each finding of a comparison what the editions before the newer one know of it. With fewer than two
/// earlier editions nothing is said.
pub fn annotate(comparison: &mut Comparison<'_>, past: &Past<'_>) {
    let statements = comparison.statements;
    let Some(before) = past.before(statements).filter(Before::are_telling) else { return };
    for finding in &mut comparison.findings {
        finding.history = told(finding, statements, &before);
    }
}

/// What the editions before the newer side, however few, know of one finding.
pub fn told(finding: &Finding, statements: Sides<&Statement>, before: &Before<'_>) -> Option<Precedent> {
    Telling { before }.tell(finding, statements)
}

/// Whether findings of this rule can bring words that no earlier edition has.
pub fn may_be_first_seen(rule: Rule) -> bool {
    matches!(question(rule), Some(Question::Came | Question::Changed))
}

/// What a finding asks of the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    /// Whether what came was there before.
    Came,
    /// Since when there was what went.
    Went,
    /// Since when the old words stood, and whether the new ones did before.
    Changed,
}

fn question(rule: Rule) -> Option<Question> {
    let Rule { family, fate } = rule;
    let comes_and_goes = family.is_promise()
        || matches!(
            family,
            Family::Body | Family::Instrument | Family::Section | Family::Phrase | Family::Item
        );
    match fate {
        Fate::New if comes_and_goes => Some(Question::Came),
        Fate::Dropped if comes_and_goes => Some(Question::Went),
        _ if family.is_promise() || matches!(family, Family::Phrase | Family::Modifier) => {
            Some(Question::Changed)
        }
        _ => None,
    }
}

struct Telling<'p> {
    before: &'p Before<'p>,
}

impl Telling<'_> {
    fn tell(&self, finding: &Finding, statements: Sides<&Statement>) -> Option<Precedent> {
        let quote = finding.quote.as_ref().map(|quote| quote.as_ref().map(|quote| quote.text.as_str()));
        match question(finding.rule)? {
            Question::Came => self.came(&self.seen(finding, statements.after, quote.after)?),
            Question::Went => self.went(&self.seen(finding, statements.before, quote.before)?),
            Question::Changed => self.changed(quote.before?, quote.after?),
        }
    }

    /// Which editions have what one side has and the other has not.
    fn seen(&self, finding: &Finding, statement: &Statement, quote: Option<&str>) -> Option<Vec<bool>> {
        Some(match finding.rule.family {
            Family::Body | Family::Instrument => self.before.naming(entity(statement, &finding.subject)?),
            Family::Section => self.before.having(&finding.section),
            Family::Phrase => self.saying(quote?),
            Family::Item => self.saying(&finding.subject),
            _ => self.before.promising(&self.before.read(quote?)),
        })
    }

    /// Which editions say this: a phrase in these words, a clause in like ones.
    fn saying(&self, text: &str) -> Vec<bool> {
        let words = self.before.read(text);
        if words.len() >= PHRASE { self.before.promising(&words) } else { self.before.standing(&words) }
    }

    /// What the newer side has and the older one has not.
    fn came(&self, seen: &[bool]) -> Option<Precedent> {
        let Self { before } = self;
        let newest = seen.len() - 1;
        match seen.iter().rposition(|&seen| seen) {
            None => Some(Precedent { told: format!("never before, in {}", before.all()), first_seen: true }),
            // Editions between the two have it.
            Some(last) if last == newest && before.old != Some(newest) => {
                let since = run(seen, last);
                known(match since == last {
                    true => format!("{} has it already", before.name(last)),
                    false => {
                        format!("in every edition{} since {}", before.at_hand(since), before.name(since))
                    }
                })
            }
            // The older side itself: its words stand elsewhere, and the finding says where.
            Some(last) if Some(last) == before.old => None,
            Some(last) => known(format!("first time since {}", before.name(last))),
        }
    }

    /// What the older side has and the newer one has not.
    fn went(&self, seen: &[bool]) -> Option<Precedent> {
        let Self { before } = self;
        let newest = seen.len() - 1;
        let old = before.old?;
        if let Some(still) = (old + 1..=newest).rev().find(|&edition| seen[edition]) {
            return known(format!("{} still had it", before.name(still)));
        }
        if !seen[old] {
            return None;
        }
        let since = run(seen, old);
        if since < old {
            let until =
                if old == newest { " until now".to_owned() } else { format!(" to {}", before.name(old)) };
            let at_hand = before.at_hand(since);
            return known(format!("in every edition{at_hand} since {}{until}", before.name(since)));
        }
        known(match seen[..old].iter().rposition(|&seen| seen) {
            Some(once) => format!("in {}, and before that in {}", before.name(old), before.name(once)),
            None => format!("in {} alone, of {}", before.name(old), before.all()),
        })
    }

    /// Words that gave way to others.
    fn changed(&self, old_words: &str, new_words: &str) -> Option<Precedent> {
        let Self { before } = self;
        let mut told = Vec::new();
        let seen = before.standing(&before.read(old_words));
        if let Some(old) = before.old
            && seen[old]
        {
            let since = run(&seen, old);
            if since < old {
                told.push(format!("the old words stood since {}", before.name(since)));
            }
        }
        let words = before.read(new_words);
        let seen = before.standing(&words);
        let mut first_seen = false;
        match seen.iter().rposition(|&seen| seen) {
            // Of a whole clause that is no news.
            None if words.len() >= PHRASE => {}
            None => {
                told.push(format!("the new words never before, in {}", before.all()));
                first_seen = true;
            }
            Some(last) if Some(last) != before.old => {
                told.push(format!("the new words last in {}", before.name(last)));
            }
            Some(_) => {}
        }
        (!told.is_empty()).then(|| Precedent { told: told.join("; "), first_seen })
    }
}

/// What is told of something that was there before.
#[expect(clippy::unnecessary_wraps, reason = "stands beside answers that tell nothing")]
fn known(told: String) -> Option<Precedent> {
    Some(Precedent { told, first_seen: false })
}

/// The first of the editions in a row that have it and end here.
fn run(seen: &[bool], end: usize) -> usize {
    (0..=end).rev().take_while(|&edition| seen[edition]).last().unwrap_or(end)
}

fn entity<'s>(statement: &'s Statement, subject: &str) -> Option<&'s Entity> {
    statement
        .bodies
        .iter()
        .chain(&statement.instruments)
        .find(|entity| entity.acronym.as_deref().unwrap_or(&entity.name) == subject)
}

//! Commitments and bodies that must stay.

use super::judging::{Breached, Judging};
use super::model::{Keep, Kept, Policy};
use super::quoted::{self, Words};
use crate::statement::{Commitment, Statement};
use crate::{Side, Sides};

pub(super) fn find(judging: &mut Judging<'_>, policy: &Policy) {
    for keep in &policy.keeps {
        match &keep.what {
            Kept::Body(name) => body(judging, keep, name),
            Kept::Pledge(words) => pledge(judging, keep, words),
        }
    }
}

fn body(judging: &mut Judging<'_>, keep: &Keep, name: &str) {
    let words = Words::new(name);
    let sides = judging.comparison.statements;
    let found = sides.map(|statement| quoted::entity(statement, &words));
    let what = format!("[[keep]] body {name}");
    match (found.before, found.after) {
        (None, None) => judging.unused.push((keep.line, what)),
        (Some(entity), None) => {
            let Some(mention) = entity.mentions.first() else { return };
            let sentence = sides.before.sentences.get(mention.sentence);
            let quote = sentence.and_then(|sentence| sentence.text.get(mention.range.clone()));
            tell(judging, keep, "policy/body-missing", what, name, mention.sentence, quote.unwrap_or(name));
        }
        _ => {}
    }
}

fn pledge(judging: &mut Judging<'_>, keep: &Keep, text: &str) {
    let words = Words::new(text);
    let sides = judging.comparison.statements;
    let what = format!("[[keep]] pledge {text}");
    match (first(sides.before, &words), first(sides.after, &words)) {
        (None, None) => judging.unused.push((keep.line, what)),
        (Some(gone), None) => {
            tell(judging, keep, "policy/pledge-missing", what, text, gone.sentence, &gone.text);
        }
        _ => {}
    }
}

fn first<'s>(statement: &'s Statement, words: &Words) -> Option<&'s Commitment> {
    statement.commitments.iter().find(|commitment| words.are_in(&commitment.text))
}

fn tell(
    judging: &mut Judging<'_>,
    keep: &Keep,
    rule: &'static str,
    what: String,
    subject: &str,
    sentence: usize,
    quote: &str,
) {
    let change = judging.entry(Side::Before, sentence);
    let section = judging.comparison.changes.get(change).map(|change| change.section.as_str());
    judging.breach(Breached {
        rule,
        level: keep.level,
        line: keep.line,
        what,
        subject: subject.to_owned(),
        sentence: Sides::new(Some(sentence), None),
        quote: Sides::new(Some(quote), None),
        change,
        section,
        history: None,
    });
}

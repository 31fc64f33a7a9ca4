//! Who, when, where: what the title, the furniture and the first sentences say about the meeting.

mod line;
mod ordinal;
mod people;
mod person;
mod place;
mod sides;
mod vocabulary;
mod when;
mod words;

use jiff::civil::Date;

pub(super) use self::vocabulary::Vocabulary;
use super::Statement;
use crate::series::{Lexicon, Rules};

/// How many sentences may tell of the meeting before the substance begins.
const OPENING: usize = 8;

/// How many paragraphs the opening has at most.
const OPENING_PARAGRAPHS: usize = 3;

/// Fills in the header of a statement whose title and sentences are known.
///
/// `published` is the day on which the page came out, where front matter or furniture says it.
pub(super) fn read(statement: &mut Statement, published: Option<Date>, venue: Option<String>, rules: &Rules) {
    let opening: Vec<&str> = statement
        .sentences
        .iter()
        .take(OPENING)
        .take_while(|sentence| sentence.paragraph < OPENING_PARAGRAPHS)
        .map(|sentence| sentence.text.as_str())
        .collect();
    let ordinal = ordinal::of(&statement.title, &opening, &rules.header);
    let line = line::read(statement);
    let published = published.or(line.date);
    let vocabulary = rules.compiled(Vocabulary::new);
    let telling = telling(&opening, &vocabulary.meeting);
    let days = when::held(&telling, published);
    let place = venue.or_else(|| place::venue(&telling, &vocabulary.places)).or(line.place);
    let delegations = people::delegations(&statement.title, &opening, rules, &vocabulary);
    statement.ordinal = ordinal;
    statement.date = days.map(|days| days.first).or(published);
    statement.end_date = days.and_then(|days| days.last);
    statement.venue = place;
    statement.sides = if rules.sides.is_empty() {
        sides::sides(&statement.title, &opening, &delegations, &vocabulary)
    } else {
        rules.sides.clone()
    };
    statement.delegations = delegations;
}

/// The sentences that tell that a meeting was held: they have one of its verbs.
fn telling<'o>(opening: &[&'o str], meeting: &Lexicon) -> Vec<&'o str> {
    opening.iter().copied().filter(|sentence| meeting.is_in(sentence)).collect()
}

//! The header: ordinal, dates, venue, title, heads of delegation.

use super::fold::Fold;
use super::model::HeaderChange;
use crate::Sides;
use crate::statement::{Delegation, Statement};

/// What the header says in one field.
type Field = fn(&Statement) -> Option<String>;

/// Fields of the header that differ. Names are compared so that order, hyphens and titles say nothing.
pub(super) fn header(statements: Sides<&Statement>, fold: &Fold) -> Vec<HeaderChange> {
    let mut changes = Vec::new();
    let mut field = |name: String, value: Sides<Option<String>>, equal: bool| {
        if !equal {
            changes.push(HeaderChange { field: name, value });
        }
    };
    let plain: [(&str, Field); 4] = [
        ("ordinal", |statement| statement.ordinal.map(|ordinal| ordinal.to_string())),
        ("date", |statement| statement.date.map(|date| date.to_string())),
        ("end_date", |statement| statement.end_date.map(|date| date.to_string())),
        ("venue", |statement| statement.venue.clone()),
    ];
    for (name, read) in plain {
        let value = statements.map(read);
        let equal = value.as_ref().map(|value| value.as_deref().map(letters));
        field(name.to_owned(), value, equal.before == equal.after);
    }
    let title = statements.map(|statement| Some(statement.title.clone()).filter(|title| !title.is_empty()));
    let equal = fold.same(&statements.before.title, &statements.after.title);
    field("title".to_owned(), title, equal);
    for party in parties(statements) {
        let heads = statements.map(|statement| statement.delegations.iter().find(|head| head.party == party));
        let lead = heads.map(|head| head.map(|head| head.lead.clone()));
        let equal = lead.as_ref().map(|lead| lead.as_deref().map(name_key));
        field(format!("{party}.lead"), lead, equal.before == equal.after);
        let office = heads.map(|head| head.and_then(|head| head.office.clone()));
        let equal = office.as_ref().map(|office| office.as_deref().map(letters));
        field(format!("{party}.office"), office, equal.before == equal.after);
        let acting = heads.map(|head| head.map(|head| head.acting));
        let equal = acting.before == acting.after || acting.before.is_none() || acting.after.is_none();
        let value =
            acting.map(|acting| acting.map(|acting| if acting { "acting" } else { "not acting" }.to_owned()));
        field(format!("{party}.acting"), value, equal);
    }
    changes
}

fn parties<'a>(statements: Sides<&'a Statement>) -> Vec<&'a str> {
    let mut parties: Vec<&'a str> = Vec::new();
    for Delegation { party, .. } in statements.before.delegations.iter().chain(&statements.after.delegations)
    {
        if !parties.contains(&party.as_str()) {
            parties.push(party);
        }
    }
    parties
}

/// A text by its letters and digits alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words before or after a name that are no part of it.
const TITLES: [&str; 16] = [
    "dr",
    "mr",
    "mrs",
    "ms",
    "jr",
    "sr",
    "gen",
    "general",
    "amb",
    "ambassador",
    "adm",
    "lt",
    "the",
    "hon",
    "honorable",
    "phd",
];

/// A name whose order of parts, hyphens, middle initials and titles do not count: "Mr. Taekeun Heo" is "Heo Tae-keun".
pub(super) fn name_key(name: &str) -> Vec<String> {
    let words =
        name.split(|c: char| c.is_whitespace() || c == ',').map(letters).filter(|word| !word.is_empty());
    let mut words: Vec<String> =
        words.filter(|word| !TITLES.contains(&word.as_str()) && (word.chars().count() > 1)).collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_hyphens_and_titles_of_a_name_do_not_count() {
        assert_eq!(name_key("Mr. Taekeun Heo"), name_key("Heo Tae-keun"));
        assert_eq!(name_key("Dr. Ely Ratner"), name_key("Ely S. Ratner"));
        assert_ne!(name_key("Allison Marshall"), name_key("Allison Hooker"));
    }
}

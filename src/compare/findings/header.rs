//! header: who led the delegations, in which rank, acting or not.
//!
//! That number, date and venue differ is no news between two editions: they stand in the comparison's header alone.

use super::candidate::Candidate;
use super::context::Context;
use super::rule::Rule;
use crate::Sides;
use crate::compare::{HeaderChange, Quote};

/// Fields that differ from edition to edition.
const EXPECTED: [&str; 5] = ["ordinal", "date", "end_date", "venue", "title"];

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Candidate>) {
    let mut parties: Vec<(&str, Vec<&HeaderChange>)> = Vec::new();
    for change in &context.comparison.header {
        if EXPECTED.contains(&change.field.as_str()) {
            continue;
        }
        let party = change.field.split('.').next().unwrap_or_default();
        match parties.iter_mut().find(|(known, _)| *known == party) {
            Some((_, changes)) => changes.push(change),
            None => parties.push((party, vec![change])),
        }
    }
    for (party, changes) in parties {
        found.extend(head(context, party, &changes));
    }
}

/// One finding for each delegation: a new head, another rank and a lost `acting` are one piece of news.
fn head(context: &Context<'_>, party: &str, changes: &[&HeaderChange]) -> Option<Candidate> {
    let first_entry = context.comparison.changes.first()?;
    let told = |of: fn(&HeaderChange) -> &Option<String>| {
        let words: Vec<&str> = changes
            .iter()
            .filter(|change| !change.field.ends_with(".acting"))
            .filter_map(|change| of(change).as_deref())
            .collect();
        (!words.is_empty()).then(|| Quote { sentence: None, text: words.join(", ") })
    };
    let acting = changes.iter().find(|change| change.field.ends_with(".acting"));
    let mut quote = Sides::new(told(|change| &change.value.before), told(|change| &change.value.after));
    let mut why: Vec<String> = changes.iter().map(|change| change.field.clone()).collect();
    let mut subject = format!("head of the {} delegation", party_name(party));
    if let Some(acting) = acting {
        let was = acting.value.before.as_deref() == Some("true");
        why.push(if was { "no longer acting" } else { "acting" }.to_owned());
        subject.push_str(if was { ", no longer acting" } else { ", now acting" });
        for (side, acts) in [(&mut quote.before, was), (&mut quote.after, !was)] {
            if let Some(quote) = side.as_mut().filter(|_| acts) {
                quote.text = format!("{} (acting)", quote.text);
            }
        }
    }
    Some(Candidate {
        rule: Rule::HEADER_CHANGED,
        subject,
        change: 0,
        quote,
        section: first_entry.section.clone(),
        why,
        spans: Sides::new(Vec::new(), Vec::new()),
        extra: 0,
        yields: 0,
    })
}

fn party_name(party: &str) -> String {
    match party {
        "us" => "U.S.".to_owned(),
        _ => party.to_uppercase(),
    }
}

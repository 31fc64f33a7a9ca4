//! An edition as the opening of a page shows it.

use crate::drift::nth;
use crate::report::account::head;
use crate::report::escape;
use crate::report::prose::{ILLUSTRATIVE, party_label, when_and_where};
use crate::statement::Statement;

/// What a page knows of an edition from outside the statement.
#[derive(Debug, Clone, Copy, Default)]
pub struct Provenance<'p> {
    /// Where it was published, as the archive has it: a link if it is a web address, else text.
    pub source: Option<&'p str>,
    /// The edition's own page, relative to this one.
    pub page: Option<&'p str>,
}

/// Who, when, where, and which bytes.
pub(super) struct Card<'c> {
    /// `old`, `new`, or nothing.
    pub side: &'static str,
    pub statement: &'c Statement,
    pub ordinal: Option<String>,
    pub when_and_where: Option<String>,
    pub heads: Vec<(String, String)>,
    /// The heads by their names alone.
    pub leads: Vec<(String, &'c str)>,
    pub source: Option<&'c str>,
    /// Whether the source is a web address; anything else is shown as text.
    pub linked: bool,
    /// The edition's own page.
    pub page: Option<&'c str>,
    /// What a copied citation says of the edition.
    pub citation: String,
}

impl<'c> Card<'c> {
    pub(super) fn new(side: &'static str, statement: &'c Statement, provenance: Provenance<'c>) -> Self {
        let source = provenance.source.filter(|source| !source.is_empty());
        let when_and_where = when_and_where(statement);
        let citation = [
            Some(statement.id.as_str()).filter(|id| !id.is_empty()),
            Some(statement.title.as_str()).filter(|title| !title.is_empty()),
            when_and_where.as_deref(),
            statement.illustrative.then_some(ILLUSTRATIVE),
            source,
        ];
        let mut citation: Vec<String> = citation.into_iter().flatten().map(str::to_owned).collect();
        citation.push(format!("sha256 {}", statement.sha256));
        Self {
            side,
            statement,
            ordinal: statement.ordinal.map(nth),
            heads: statement
                .delegations
                .iter()
                .map(|delegation| (party_label(&delegation.party), head(delegation)))
                .collect(),
            leads: statement
                .delegations
                .iter()
                .map(|delegation| (party_label(&delegation.party), delegation.lead.as_str()))
                .collect(),
            linked: source.is_some_and(is_web_address),
            source,
            page: provenance.page,
            citation: citation.join(", "),
            when_and_where,
        }
    }

    /// The title as published, else the edition's name.
    pub(super) fn title(&self) -> &str {
        if self.statement.title.is_empty() { &self.statement.id } else { &self.statement.title }
    }
}

/// Only these are made links: a scheme that runs nothing, and nothing in it that hides where it goes.
fn is_web_address(source: &str) -> bool {
    (source.starts_with("https://") || source.starts_with("http://"))
        && !source.contains(|c: char| c.is_whitespace() || c == '\\' || escape::is_hidden(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_end_as_they_are_said() {
        let said: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111].map(nth).into();
        let expected =
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "101st", "111th"];
        assert_eq!(said, expected);
    }
}

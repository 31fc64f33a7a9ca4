//! For whom a statement speaks: its sides, and what the naming of a party makes of a speaker.

use crate::series::{PartyKind, Rules};
use crate::statement::{Party, Speaker, Statement};

/// The sides of a statement, as positions in the parties of the rules.
#[derive(Debug)]
pub(super) struct Voices<'r> {
    rules: &'r Rules,
    pub sides: Vec<usize>,
    /// The series says who the sides are: whoever else is named is another speaker.
    fixed: bool,
    /// Names by which the text calls those together for whom it speaks (`Troika`, `Pact`).
    pub own: Vec<String>,
}

impl<'r> Voices<'r> {
    /// The sides that the series fixes, else those that the title or the first sentences name.
    pub(super) fn of(statement: &Statement, rules: &'r Rules) -> Self {
        let position = |id: &String| rules.party.iter().position(|party| party.id == *id);
        Self {
            rules,
            sides: statement.sides.iter().filter_map(position).collect(),
            fixed: !rules.sides.is_empty(),
            own: own(statement, rules),
        }
    }

    /// Who speaks where a party is named alone.
    pub(super) fn party(&self, party: usize) -> Speaker {
        match self.rules.party.get(party) {
            Some(rule) if !self.fixed || self.sides.contains(&party) => Speaker::Party(Party::of(rule)),
            _ => Speaker::Other,
        }
    }

    /// Who speaks for all: where there is only one side, it does.
    pub(super) fn together(&self) -> Speaker {
        match self.sides[..] {
            [side] if self.fixed || self.is_institution(side) => self.party(side),
            _ => Speaker::Joint,
        }
    }

    /// Whether the party speaks with one voice: no state, whose partners a title may leave out, and no group.
    fn is_institution(&self, party: usize) -> bool {
        let kind = self.rules.party.get(party).map(|rule| rule.kind);
        matches!(kind, Some(PartyKind::Office | PartyKind::Organisation))
    }

    /// Whether a statement speaks about the party and never for it.
    pub(super) fn is_silent(&self, party: usize) -> bool {
        !self.sides.contains(&party) && self.rules.party.get(party).is_some_and(|rule| rule.silent)
    }
}

/// The words for a group of parties that stand with a capital in the title or in what stands above the text.
fn own(statement: &Statement, rules: &Rules) -> Vec<String> {
    let headings = statement.blocks.iter().take_while(|block| block.index.is_none());
    let mut found: Vec<String> = Vec::new();
    for text in headings.map(|block| block.text.as_str()).chain([statement.title.as_str()]) {
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let is_group = rules.subject.groups.iter().any(|group| group == word);
            if is_group && !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
    }
    found
}

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
    /// The text itself gives them such a name, and then speaks of others as `the parties`.
    pub is_defined: bool,
}

impl<'r> Voices<'r> {
    /// The sides that the series fixes, else those that the title or the first sentences name.
    pub(super) fn of(statement: &Statement, rules: &'r Rules) -> Self {
        let position = |id: &String| rules.party.iter().position(|party| party.id == *id);
        let defined = defined(statement, rules);
        Self {
            rules,
            sides: statement.sides.iter().filter_map(position).collect(),
            fixed: !rules.sides.is_empty(),
            is_defined: !defined.is_empty(),
            own: own(statement, rules, defined),
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

    /// Whether the speaker is the institution for which the text speaks, or an office of its (`the Bank` beside `the
    /// Board`).
    pub(super) fn is_own(&self, speaker: Speaker) -> bool {
        let office = |party: Party| {
            self.rules.party.iter().any(|rule| rule.kind == PartyKind::Office && rule.id == party.id())
        };
        match speaker {
            Speaker::Party(party) => {
                speaker == self.together() || self.together().is_alone() && office(party)
            }
            _ => speaker.is_alone() && speaker == self.together(),
        }
    }

    /// Whether a statement speaks about the party and never for it.
    pub(super) fn is_silent(&self, party: usize) -> bool {
        !self.sides.contains(&party) && self.rules.party.get(party).is_some_and(|rule| rule.silent)
    }
}

/// Takes out the bodies that are the institution itself which makes the statement: a board is no body of what it decides.
pub(super) fn without_own(statement: &mut Statement, rules: &Rules) {
    let [side] = statement.sides.as_slice() else { return };
    let Some(rule) = rules.party.iter().find(|party| party.id == *side) else { return };
    if !matches!(rule.kind, PartyKind::Office | PartyKind::Organisation) {
        return;
    }
    let bare = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
    let names: Vec<String> = rule.names.iter().map(|name| bare(name)).collect();
    let title = bare(&statement.title);
    statement.bodies.retain(|body| {
        let opens = body.mentions.first().is_some_and(|mention| mention.sentence == 0);
        let body = bare(&body.name);
        // `the Federal Open Market Committee`, which is `the Committee` from then on
        let ends = |name: &String| {
            body.ends_with(&format!(" {name}")) && (name.contains(' ') || opens || title.contains(&body))
        };
        !names.iter().any(|name| body == *name || ends(name))
    });
}

/// The names that the opening gives to those together for whom it speaks: `Vietnam, Laos and Cambodia (the “Troika”)`, `We, the
/// ministers of the Coalition`.
fn defined(statement: &Statement, rules: &Rules) -> Vec<String> {
    /// Paragraphs; later ones define what they speak about.
    const OPENING: usize = 2;
    /// Words of a name.
    const LONGEST: usize = 3;
    let is_party = |name: &str| rules.party.iter().any(|party| party.names.iter().any(|known| known == name));
    let quotes = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | ' ' | ',');
    let mut found = Vec::new();
    for text in statement.blocks.iter().filter(|block| block.index.is_some_and(|index| index < OPENING)) {
        for part in text.text.split('(').skip(1).filter_map(|part| part.split_once(')')) {
            let inside = part.0.trim_matches(quotes);
            // `hereinafter the`, `together referred to as the`
            let Some((lead, name)) = inside.split_once("the ") else { continue };
            let name = name.trim_matches(quotes);
            let is_name = (1..=LONGEST).contains(&name.split(' ').count())
                && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
            if is_name && lead.chars().all(|c| !c.is_uppercase()) && !is_party(name) {
                found.extend(name.split(' ').next_back().map(str::to_owned));
            }
        }
    }
    let first = statement.blocks.iter().find(|block| block.index == Some(0));
    let opens =
        first.and_then(|block| block.text.split([',', '.']).take(2).find(|part| part.contains("the ")));
    for group in &rules.subject.groups {
        let of = opens.is_some_and(|text| text.contains(&format!(" of the {group}")));
        let is_subject = first.is_some_and(|block| block.text.starts_with(&format!("The {group} ")));
        if of && first.is_some_and(|block| block.text.starts_with("We")) || is_subject {
            found.push(group.clone());
        }
    }
    found
}

/// The names that the text defines, and the words for a group of parties that stand with a capital in the title or in what
/// stands above the text.
fn own(statement: &Statement, rules: &Rules, defined: Vec<String>) -> Vec<String> {
    let headings = statement.blocks.iter().take_while(|block| block.index.is_none());
    let mut found = defined;
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

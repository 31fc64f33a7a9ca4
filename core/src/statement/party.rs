//! A party as a statement names it: its id in the rules, and how its side is called.

use std::fmt;

use crate::series::{LONGEST, PartyKind, PartyRule};

/// A party by its id, with how it is called where it speaks. Small enough to be copied with every sentence.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Party {
    id: Name,
    label: Name,
}

/// A short text without a heap of its own; rules with longer ones are refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Name {
    bytes: [u8; LONGEST],
    length: u8,
}

impl Party {
    /// The party of a rule.
    pub fn of(rule: &PartyRule) -> Self {
        let name = rule.adjective.as_deref().or(rule.names.first().map(String::as_str)).unwrap_or(&rule.id);
        let label = match rule.kind {
            PartyKind::State => format!("{name} side"),
            PartyKind::Group | PartyKind::Organisation | PartyKind::Office => name.to_owned(),
        };
        Self { id: Name::new(&rule.id), label: Name::new(&label) }
    }

    /// `us`, `japan`, `nato`
    pub fn id(&self) -> &str {
        self.id.text()
    }

    /// `U.S. side`, `NATO`, `the Committee`
    pub fn label(&self) -> &str {
        self.label.text()
    }
}

impl fmt::Debug for Party {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl Name {
    fn new(text: &str) -> Self {
        let end = (0..=LONGEST.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        let mut bytes = [0; LONGEST];
        bytes[..end].copy_from_slice(&text.as_bytes()[..end]);
        Self { bytes, length: u8::try_from(end).unwrap_or(0) }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

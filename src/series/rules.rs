use serde::Deserialize;

use super::{NoiseRules, SectionRule};

/// The rules that read a text: the general ones, or those of a series merged over them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Version of the format of rules files; 1 is the only one.
    pub rules: u32,
    /// The name of the series (`kidd`); the general rules have none.
    pub name: Option<String>,
    /// How the series is called in prose.
    pub title: Option<String>,
    /// Ids of tables to remove from what is inherited (`section/opcon`).
    pub drop: Vec<String>,
    /// Canonical sections, in their order.
    pub section: Vec<SectionRule>,
    /// What says nothing when it differs.
    pub noise: NoiseRules,
}

/// One table of a rules file: how a later file's content joins an earlier one's.
pub(super) trait Table {
    /// Merges `later` over `self`.
    fn join(&mut self, later: Self);
    /// Removes what `drop` names with this id; true if something went.
    fn take_out(&mut self, id: &str) -> bool;
}

/// An entry that later files may replace.
pub(super) trait Keyed {
    /// Unique within its table.
    fn id(&self) -> &str;
}

impl<T: Keyed> Table for Vec<T> {
    fn join(&mut self, later: Self) {
        for entry in later {
            match self.iter_mut().find(|known| known.id() == entry.id()) {
                Some(known) => *known = entry,
                None => self.push(entry),
            }
        }
    }

    fn take_out(&mut self, id: &str) -> bool {
        let count = self.len();
        self.retain(|entry| entry.id() != id);
        self.len() != count
    }
}

impl Rules {
    /// Merges the rules of a series over these.
    pub fn merge(&mut self, later: Self) {
        for name in &later.drop {
            self.remove(name);
        }
        self.name = later.name.or(self.name.take());
        self.title = later.title.or(self.title.take());
        self.section.join(later.section);
        self.noise.join(later.noise);
    }

    fn remove(&mut self, name: &str) -> bool {
        match name.split_once('/') {
            Some(("section", id)) => self.section.take_out(id),
            Some(("noise", id)) => self.noise.take_out(id),
            _ => false,
        }
    }
}

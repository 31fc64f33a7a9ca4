//! The tables of bodies and instruments, and of their kinds.

use serde::Deserialize;

use super::table::{Keyed, list_table};

/// Which list of a statement an entity stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// A standing group, dialogue, committee or command.
    Body,
    /// A document, strategy, plan, exercise, meeting or deployed asset.
    Instrument,
    /// An organisation, authority or armed group: an actor.
    Organisation,
}

/// A kind of entity, and how an entity of that kind is recognised that no rule knows by name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindRule {
    /// `working-group`
    pub id: String,
    /// Which list it belongs to.
    pub family: Family,
    /// What a name ends in (`Working Group`). At least one of its words must have a capital, unless `between` is given.
    #[serde(default)]
    pub heads: Vec<String>,
    /// What a name begins with (`USS`).
    #[serde(default)]
    pub starts: Vec<String>,
    /// Small words that may stand between the name and its head (`field training` exercise); the head is then
    /// no part of the name and needs no capital.
    #[serde(default)]
    pub between: Option<Vec<String>>,
    /// Acronyms of the kind itself (`TTX`), which are no name's even where they stand behind one.
    #[serde(default)]
    pub acronyms: Vec<String>,
    /// What a name in small letters ends in, where its acronym is behind it (`coordination cell (RCC)`).
    #[serde(default)]
    pub common: Vec<String>,
    /// Words that a number of a resolution follows; each number is an entity of its own (`Resolution`).
    #[serde(default)]
    pub numbered: Vec<String>,
    /// Whether it meets, so that a date can be set for it.
    #[serde(default)]
    pub convenes: bool,
    /// Whether a party's name at the front belongs to the name (`U.S. Strategic Command`).
    #[serde(default)]
    pub party: bool,
}

/// A body or an instrument that is known by name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityRule {
    /// `ccwg`
    pub id: String,
    /// The long form.
    pub name: String,
    /// `CCWG`
    #[serde(default)]
    pub acronym: Option<String>,
    /// The id of a kind.
    pub kind: String,
    /// Other names, former ones too.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// By what a text calls an entity new.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EstablishedRules {
    /// Before the name (`newly established`, `launch of`); articles and adjectives may stand between.
    pub before: Vec<String>,
    /// After the name (`was established`, `which will be newly established`).
    pub after: Vec<String>,
}

impl Keyed for KindRule {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Keyed for EntityRule {
    fn id(&self) -> &str {
        &self.id
    }
}

list_table!(EstablishedRules { before, after });

//! A policy, as plain data.

use serde::{Deserialize, Deserializer, de};

use crate::Weight;

/// What a gate may let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The file, for messages; `None` where there is none and the rules' own levels hold.
    pub origin: Option<String>,
    /// The least weight that fails the gate.
    pub fail_on: Weight,
    /// Whether what a branch accepts counts before the base has it.
    pub accept_in_branch: bool,
    /// Levels of rules and families.
    pub levels: Vec<LevelLine>,
    /// Levels for a section, a body or a phrase.
    pub overrides: Vec<Override>,
    /// Phrases that are watched.
    pub watches: Vec<Watch>,
    /// Pledges and bodies that must stay.
    pub keeps: Vec<Keep>,
    /// How much of a section may change.
    pub budgets: Vec<Budget>,
    /// What may stand there though no earlier edition has it, and what may not.
    pub first_seen: Vec<FirstSeen>,
}

impl Policy {
    /// Whether a line asks what earlier editions have.
    pub fn asks_the_past(&self) -> bool {
        let watched = self
            .watches
            .iter()
            .any(|line| line.level != Setting::Off && line.breach.contains(&Breach::FirstSeen));
        watched || self.first_seen.iter().any(|line| line.level != Setting::Off)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            origin: None,
            fail_on: Weight::Key,
            accept_in_branch: false,
            levels: Vec::new(),
            overrides: Vec::new(),
            watches: Vec::new(),
            keeps: Vec::new(),
            budgets: Vec::new(),
            first_seen: Vec::new(),
        }
    }
}

/// The level of a rule as a policy sets it: off, or a weight by either of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// Not told at all.
    Off,
    /// Told with this weight.
    At(Weight),
}

impl Setting {
    /// The weight; `None` for off.
    pub const fn weight(self) -> Option<Weight> {
        match self {
            Self::Off => None,
            Self::At(weight) => Some(weight),
        }
    }

    /// As it stands in a policy.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::At(weight) => weight.level(),
        }
    }

    /// Reads what stands in a policy.
    pub(super) fn named(text: &str) -> Option<Self> {
        if text == "off" { Some(Self::Off) } else { Weight::named(text).map(Self::At) }
    }
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::named(&text)
            .ok_or_else(|| de::Error::unknown_variant(&text, &["off", "note", "warning", "error"]))
    }
}

/// `"pledge/dropped" = "error"` of `[levels]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelLine {
    /// A rule, or a family with its slash (`pledge/`).
    pub rule: String,
    /// Its level.
    pub level: Setting,
    /// The line of the file, counted from 1.
    pub line: usize,
}

/// An `[[override]]`. At least one of `rule`, `section`, `body` and `phrase` is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// A rule, or a family with its slash.
    pub rule: Option<String>,
    /// The id of a section.
    pub section: Option<String>,
    /// A body or an instrument, by name or acronym.
    pub body: Option<String>,
    /// Words that a quote of the finding holds.
    pub phrase: Option<String>,
    /// The level of such findings.
    pub level: Setting,
    /// The line of the file, counted from 1.
    pub line: usize,
}

/// A `[[phrase]]`: words that must not get lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// The words; case, dashes and kinds of quotation marks do not matter.
    pub phrase: String,
    /// What counts as a breach.
    pub breach: Vec<Breach>,
    /// The level of a breach.
    pub level: Setting,
    /// The line of the file, counted from 1.
    pub line: usize,
}

/// What can happen to a watched phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breach {
    /// The older edition has it and the newer one nowhere.
    Missing,
    /// A sentence that had it says it in other words.
    Changed,
    /// A commitment that has it is less firm or gone, or a qualifying word of it is.
    Weakened,
    /// The newer edition has it, and no edition before.
    FirstSeen,
}

impl Breach {
    /// As it stands in a policy.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Weakened => "weakened",
            Self::FirstSeen => "first-seen",
        }
    }
}

/// A `[[keep]]`: what the newer edition must name again if the older one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// What must stay.
    pub what: Kept,
    /// The level of a breach.
    pub level: Setting,
    /// The line of the file, counted from 1.
    pub line: usize,
}

/// What must stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// A commitment whose clause holds these words.
    Pledge(String),
    /// A body or an instrument, by name or acronym.
    Body(String),
}

/// A `[[budget]]`: how much of a section may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// The id of a section; `None` for each of them.
    pub section: Option<String>,
    /// The most that may change, in per cent of the words of both editions, 0 to 100.
    pub changed: u32,
    /// The level of a breach.
    pub level: Setting,
    /// The line of the file, counted from 1.
    pub line: usize,
}

/// A `[[first-seen]]`: what the newer edition has and no edition before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstSeen {
    /// A rule, or a family with its slash; `None` for each.
    pub rule: Option<String>,
    /// The id of a section; `None` for each.
    pub section: Option<String>,
    /// The level of a breach.
    pub level: Setting,
    /// The line of the file, counted from 1.
    pub line: usize,
}

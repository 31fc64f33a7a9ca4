//! What a finding tells: a family and a fate. Which pairs of these are rules, the table of findings (`[[finding]]`) says.

use std::cmp::Ordering;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, de};

use crate::Side;

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As an id says it.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// Reads the word of an id.
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// What a rule is about.
    Family {
        /// A promise to act.
        Pledge = "pledge",
        /// A standing promise of one side.
        Assurance = "assurance",
        /// A consequence that is held out.
        Warning = "warning",
        /// A meeting or a date that is set.
        Schedule = "schedule",
        /// How something is judged or described.
        Assessment = "assessment",
        /// What others are asked to do.
        Call = "call",
        /// A figure.
        Number = "number",
        /// Who acts, or is acted upon.
        Actor = "actor",
        /// A matter that a text speaks of.
        Topic = "topic",
        /// A formula.
        Phrase = "phrase",
        /// A word that qualifies a noun.
        Modifier = "modifier",
        /// Who says it.
        Speaker = "speaker",
        /// A date or a term.
        Deadline = "deadline",
        /// A group, a dialogue, a command.
        Body = "body",
        /// A document, an exercise, an asset.
        Instrument = "instrument",
        /// A member of a list.
        Item = "item",
        /// Who voted how.
        Vote = "vote",
        /// A section.
        Section = "section",
        /// What stands above the text.
        Header = "header",
        /// The text itself.
        Text = "text",
    }
}

words! {
    /// What happened to it.
    Fate {
        /// Only the newer edition has it.
        New = "new",
        /// Only the older edition has it.
        Dropped = "dropped",
        /// It binds or says less: a lower rung, a weaker complement, a hedge.
        Weakened = "weakened",
        /// It binds or says more.
        Strengthened = "strengthened",
        /// Its words changed, its force did not.
        Reworded = "reworded",
        /// It is another one.
        Changed = "changed",
        /// The newer edition says that it was carried out.
        Fulfilled = "fulfilled",
        /// It says the opposite.
        Reversed = "reversed",
        /// It goes by another name.
        Renamed = "renamed",
        /// What stood without it has it.
        Gained = "gained",
        /// What stood with it does without.
        Lost = "lost",
        /// It stands elsewhere.
        Moved = "moved",
        /// It was put where no reader sees it.
        Hidden = "hidden",
        /// A character that cannot be seen came in.
        HiddenCharacter = "hidden-character",
    }
}

impl Family {
    /// Whether it is a kind of promise.
    pub const fn is_promise(self) -> bool {
        matches!(self, Self::Pledge | Self::Assurance | Self::Warning | Self::Schedule)
    }
}

impl Fate {
    /// What became of something that this side alone has.
    pub const fn alone(side: Side) -> Self {
        match side {
            Side::Before => Self::Dropped,
            Side::After => Self::New,
        }
    }
}

/// A rule of findings.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    /// What it is about.
    pub family: Family,
    /// What happened to it.
    pub fate: Fate,
}

/// The ids of all pairs, a family's fates side by side.
static IDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let fates = |family: &'static Family| {
        Fate::ALL.iter().map(move |fate| format!("{}/{}", family.word(), fate.word()))
    };
    Family::ALL.iter().flat_map(fates).collect()
});

impl Rule {
    /// The rule of a family and a fate.
    pub const fn new(family: Family, fate: Fate) -> Self {
        Self { family, fate }
    }

    /// The rule for what this side alone has.
    pub const fn alone(family: Family, side: Side) -> Self {
        Self::new(family, Fate::alone(side))
    }

    /// `pledge/dropped`
    pub fn id(self) -> &'static str {
        IDS.get(self.family as usize * Fate::ALL.len() + self.fate as usize).map_or("", String::as_str)
    }

    /// Reads an id; whether the pair is a rule, the table of findings knows.
    pub fn named(id: &str) -> Option<Self> {
        let (family, fate) = id.split_once('/')?;
        Some(Self::new(Family::named(family)?, Fate::named(fate)?))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// By their ids: this decides which of two equal findings stands first, and a new family must not move them.
impl Ord for Rule {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id().cmp(other.id())
    }
}

impl PartialOrd for Rule {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::named(&id).ok_or_else(|| de::Error::custom(format_args!("there is no rule {id:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_read_by_the_id_that_it_writes() {
        for &family in Family::ALL {
            for &fate in Fate::ALL {
                let rule = Rule::new(family, fate);
                assert_eq!(rule.id(), format!("{}/{}", family.word(), fate.word()));
                assert_eq!(Rule::named(rule.id()), Some(rule));
            }
        }
        assert_eq!(Rule::named("pledge"), None);
        assert_eq!(Rule::named("pledge/gone"), None);
        assert!(Rule::new(Family::Assurance, Fate::New) < Rule::new(Family::Pledge, Fate::Dropped));
    }
}

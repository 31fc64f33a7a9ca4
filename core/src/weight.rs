//! How much a finding matters to a reader: one scale, from the rules files to the gate.

use serde::{Deserialize, Deserializer, de};

/// How much a finding matters to a reader. A gate calls the same three steps error, warning and note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Worth knowing.
    Minor,
    /// Worth a look before publishing.
    Notable,
    /// Belongs in the first lines to an editor.
    Key,
}

impl Weight {
    /// All of them, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Key, Self::Notable, Self::Minor];

    /// As reports and rules files say it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Notable => "notable",
            Self::Minor => "minor",
        }
    }

    /// As a gate and the formats of CI say it.
    pub const fn level(self) -> &'static str {
        match self {
            Self::Key => "error",
            Self::Notable => "warning",
            Self::Minor => "note",
        }
    }

    /// Reads either word.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weight| text == weight.word() || text == weight.level())
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let weight = Self::ALL.into_iter().find(|weight| weight.word() == text);
        weight.ok_or_else(|| match Self::named(&text) {
            Some(weight) => de::Error::custom(format_args!("`{text}` is `{}` now", weight.word())),
            None => de::Error::unknown_variant(&text, &["key", "notable", "minor"]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_by_both_its_names_and_the_key_one_is_the_heaviest() {
        for weight in Weight::ALL {
            assert_eq!(
                (Weight::named(weight.word()), Weight::named(weight.level())),
                (Some(weight), Some(weight))
            );
        }
        assert_eq!(Weight::named("fatal"), None);
        assert!(Weight::Key > Weight::Notable && Weight::Notable > Weight::Minor);
    }
}

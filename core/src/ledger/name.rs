//! How editions are named: `23`, `kidd-23`, `kidd-23@2`, `scg-2021-03-11`.

use std::fmt;

/// The longest id, in characters. Ids become file names; this leaves room for a revision and an extension everywhere.
const MAX_ID: usize = 64;

/// Whether this is an id of a series or an edition: `[a-z0-9-]{1,64}`, starting with a letter or a digit.
pub fn is_id(text: &str) -> bool {
    (1..=MAX_ID).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && !text.starts_with('-')
}

/// An edition as a user names it, with the revision if he gave one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// `kidd-23`, or `23` where the series is clear.
    pub edition: String,
    /// `2` in `kidd-23@2`.
    pub revision: Option<u32>,
}

impl Name {
    /// Reads a name; `None` for what can only be a file: a path, a name with an extension.
    pub fn parse(text: &str) -> Option<Self> {
        let (edition, revision) = match text.split_once('@') {
            Some((edition, revision)) if revision.bytes().all(|byte| byte.is_ascii_digit()) => {
                (edition, Some(revision.parse().ok()?))
            }
            Some(_) => return None,
            None => (text, None),
        };
        let edition = edition.to_ascii_lowercase();
        is_id(&edition).then_some(Self { edition, revision })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.edition)?;
        self.revision.map_or(Ok(()), |revision| write!(formatter, "@{revision}"))
    }
}

/// The name among `known` that a person most likely meant.
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Jaro-Winkler similarity, 0 to 1, below which a name is no help; by trial on mistyped names of editions.
    const NEAR: f64 = 0.75;
    let number = |text: &str| text.rsplit('-').next().and_then(|last| last.parse::<i64>().ok());
    let wanted = number(text);
    known
        .into_iter()
        .map(|name| {
            let short = name.split_once('-').map_or(name, |(_, short)| short);
            (strsim::jaro_winkler(text, name).max(strsim::jaro_winkler(text, short)), name)
        })
        .filter(|&(similarity, name)| similarity >= NEAR || (wanted.is_some() && number(name).is_some()))
        .min_by(|(one, one_name), (other, other_name)| {
            let distance = |name| {
                number(name).zip(wanted).map_or(i64::MAX, |(a, b)| a.saturating_sub(b).saturating_abs())
            };
            distance(one_name)
                .cmp(&distance(other_name))
                .then_with(|| other.total_cmp(one))
                .then_with(|| one_name.cmp(other_name))
        })
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_id_and_perhaps_a_revision() {
        let check = |text: &str, expected: Option<(&str, Option<u32>)>| {
            let name = Name::parse(text);
            let name = name.as_ref().map(|name| (name.edition.as_str(), name.revision));
            assert_eq!(name, expected, "{text:?}");
        };
        check("23", Some(("23", None)));
        check("KIDD-23", Some(("kidd-23", None)));
        check("kidd-23@2", Some(("kidd-23", Some(2))));
        check("scg-2021-03-11", Some(("scg-2021-03-11", None)));
        for file in
            ["./23", "23.txt", "a/b", "..", "-", "", "--", "-x", "kidd-23@", "kidd-23@x", "23@1@2", "ü"]
        {
            check(file, None);
        }
        check("23@99999999999999999999", None);
        assert!(!is_id(&"x".repeat(65)) && is_id(&"x".repeat(64)));
    }

    #[test]
    fn the_nearest_number_or_the_nearest_spelling_is_offered() {
        let known = ["kidd-21", "kidd-23", "kidd-sample"];
        assert_eq!(nearest("kidd-24", known), Some("kidd-23"));
        assert_eq!(nearest("24", known), Some("kidd-23"));
        assert_eq!(nearest("kid-sampel", known), Some("kidd-sample"));
        assert_eq!(nearest("samle", known), Some("kidd-sample"));
        assert_eq!(nearest("zzz", known), None);
    }
}

//! `accepted.toml`: findings that somebody looked at and let pass.
//!
//! ```toml
//! accepted = 1
//!
//! [[finding]]
//! id = "3f1c09a2b7de"
//! rule = "pledge/dropped"
//! subject = "combined exercises"
//! from = "kidd-23"
//! to = "kidd-24"
//! from_sentence = "…"        # sha256 of the canonical text of the sentence quoted, on either side
//! by = "Jane Doe"
//! when = "2026-11-24"
//! reason = "moved to the ministers' communiqué"
//! ```
//!
//! An entry holds for the words that it was written for: another wording on either side, and it lapses.

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::acceptance::Acceptance;
use super::read::{line_column, placed};
use super::verdict::{Judged, Standing, Verdict};
use crate::{Error, Result, Sides};

/// The most findings that one list may accept: beyond, it is a mistake or an attack.
const MOST: usize = 10_000;

/// What one archive let pass.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// In the order of the file.
    pub entries: Vec<Acceptance>,
}

/// What became of the entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matched {
    /// Entries whose finding is there in other words: entry, and the finding.
    pub lapsed: Vec<(Acceptance, Judged)>,
    /// Entries for one of the pairs compared that fit no finding.
    pub stale: Vec<Acceptance>,
    /// Entries for other pairs.
    pub elsewhere: Vec<Acceptance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    accepted: u32,
    #[serde(default)]
    finding: Vec<Spanned<Acceptance>>,
}

impl Accepted {
    /// Reads a list of what was accepted.
    ///
    /// # Errors
    /// Broken TOML, a wrong version, a missing or blank field, the same finding twice.
    pub fn parse(origin: &str, text: &str) -> Result<Self> {
        let file: File = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            placed(origin, text, offset, error.message().trim().replace('\n', " "))
        })?;
        if file.accepted != 1 {
            return Err(Error::new(format!(
                "accepted = {} is not a version that this program reads",
                file.accepted
            ))
            .at(origin)
            .help("write `accepted = 1` at the top of the file"));
        }
        if file.finding.len() > MOST {
            return Err(Error::new(format!("accepts more than {MOST} findings")).at(origin));
        }
        let mut entries: Vec<Acceptance> = Vec::with_capacity(file.finding.len());
        let mut seen = std::collections::BTreeSet::new();
        for entry in file.finding {
            let offset = entry.span().start;
            let mut entry = entry.into_inner();
            entry.line = line_column(text, offset).0;
            if let Some(message) = entry.fault() {
                return Err(placed(origin, text, offset, message));
            }
            if !seen.insert(entry.id.clone()) {
                return Err(placed(origin, text, offset, format!("{} is accepted twice", entry.id)));
            }
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    /// Marks what was accepted in a verdict, and tells what became of the entries.
    pub fn apply(&self, verdict: &mut Verdict) -> Matched {
        let mut matched = Matched::default();
        for entry in &self.entries {
            if !verdict.pairs.iter().any(|pair| entry.is_for(&pair.name)) {
                matched.elsewhere.push(entry.clone());
                continue;
            }
            match verdict.find(entry) {
                Fit::Same(judged) => {
                    if judged.standing == Standing::Open {
                        judged.standing = Standing::Accepted(Box::new(entry.clone()));
                    }
                }
                Fit::Reworded(judged) => matched.lapsed.push((entry.clone(), *judged)),
                Fit::None => matched.stale.push(entry.clone()),
            }
        }
        matched
    }
}

enum Fit<'v> {
    Same(&'v mut Judged),
    Reworded(Box<Judged>),
    None,
}

impl Verdict {
    /// The finding that an entry accepts; else one of the same rule that shares a sentence with it.
    fn find(&mut self, entry: &Acceptance) -> Fit<'_> {
        let near = self
            .pairs
            .iter()
            .filter(|pair| entry.is_for(&pair.name))
            .flat_map(|pair| &pair.judged)
            .find(|judged| judged.id() == entry.id || entry.is_near(judged))
            .cloned();
        let pairs = self.pairs.iter_mut().filter(|pair| entry.is_for(&pair.name));
        match pairs.flat_map(|pair| &mut pair.judged).find(|judged| entry.accepts(judged)) {
            Some(judged) => Fit::Same(judged),
            None => near.map_or(Fit::None, |judged| Fit::Reworded(Box::new(judged))),
        }
    }
}

impl Acceptance {
    /// The entry that accepts a finding of a pair.
    pub fn of(judged: &Judged, pair: &Sides<String>, by: &str, when: Date, reason: &str) -> Self {
        Self {
            id: judged.id().to_owned(),
            rule: judged.rule.clone(),
            subject: judged.subject.clone(),
            from: pair.before.clone(),
            to: pair.after.clone(),
            from_sentence: judged.sentence.before.clone(),
            to_sentence: judged.sentence.after.clone(),
            by: by.to_owned(),
            when: when.to_string(),
            reason: reason.to_owned(),
            line: 0,
        }
    }

    /// The entry as it stands in the file.
    pub fn text(&self) -> String {
        // A table of strings: nothing that could fail.
        format!("[[finding]]\n{}", toml::to_string(self).unwrap_or_default())
    }

    /// `3f1c09a2b7de pledge/dropped, combined exercises (kidd-23 → kidd-24)`
    pub fn rule_and_subject(&self) -> String {
        format!("{} {}, {} ({} → {})", self.id, self.rule, self.subject, self.from, self.to)
    }

    /// Whether two entries say the same, wherever they stand.
    pub fn same(&self, other: &Self) -> bool {
        Self { line: 0, ..self.clone() } == Self { line: 0, ..other.clone() }
    }

    /// Whether it is for findings of these editions.
    pub fn is_for(&self, pair: &Sides<String>) -> bool {
        self.from == pair.before && self.to == pair.after
    }

    fn accepts(&self, judged: &Judged) -> bool {
        self.id == judged.id()
            && self.rule == judged.rule
            && self.from_sentence == judged.sentence.before
            && self.to_sentence == judged.sentence.after
    }

    /// Whether it was of the same rule and shares a sentence with this finding.
    fn is_near(&self, judged: &Judged) -> bool {
        let shares = |own: &Option<String>, other: &Option<String>| own.is_some() && own == other;
        self.rule == judged.rule
            && (shares(&self.from_sentence, &judged.sentence.before)
                || shares(&self.to_sentence, &judged.sentence.after))
    }

    fn fault(&self) -> Option<String> {
        let hex = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        if !hex(&self.id, 12) {
            return Some(format!("{:?} is not the id of a finding", self.id));
        }
        if let Some(hash) = self.from_sentence.iter().chain(&self.to_sentence).find(|hash| !hex(hash, 64)) {
            return Some(format!("{hash:?} is not a sha256"));
        }
        if self.when.parse::<Date>().is_err() {
            return Some(format!("{:?} is not a day", self.when));
        }
        let named = [("reason", &self.reason), ("by", &self.by), ("rule", &self.rule)];
        let blank = named.into_iter().find(|(_, text)| text.trim().is_empty());
        blank.map(|(name, _)| format!("`{name}` is blank"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Acceptance {
        Acceptance {
            id: "0123456789ab".into(),
            rule: "pledge/dropped".into(),
            subject: "“x” = [y]\n".into(),
            from: "kidd-23".into(),
            to: "kidd-24".into(),
            from_sentence: Some("a".repeat(64)),
            to_sentence: None,
            by: "Jane \"J\" Doe".into(),
            when: "2026-11-24".into(),
            reason: "because".into(),
            line: 0,
        }
    }

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        let text = format!("accepted = 1\n\n{}", entry().text());
        let read = Accepted::parse("accepted.toml", &text).unwrap();
        assert!(read.entries[0].same(&entry()));
        assert_eq!(read.entries[0].line, 3);
    }

    #[test]
    fn a_list_without_reasons_or_with_doubtful_entries_is_refused() {
        let check = |change: &dyn Fn(&mut Acceptance), expected: &str| {
            let mut entry = entry();
            change(&mut entry);
            let error =
                Accepted::parse("accepted.toml", &format!("accepted = 1\n{}", entry.text())).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        };
        check(&|entry| entry.reason = "  ".into(), "accepted.toml:2:1: `reason` is blank");
        check(&|entry| entry.by = String::new(), "`by` is blank");
        check(&|entry| entry.id = "*".into(), "\"*\" is not the id of a finding");
        check(&|entry| entry.when = "soon".into(), "\"soon\" is not a day");
        check(&|entry| entry.to_sentence = Some("*".into()), "is not a sha256");
        let twice = format!("accepted = 1\n{}{}", entry().text(), entry().text());
        assert!(Accepted::parse("a", &twice).unwrap_err().to_string().contains("is accepted twice"));
        assert!(Accepted::parse("a", "accepted = 1\nall = true").is_err());
        assert!(Accepted::parse("a", "accepted = 2").is_err());
    }
}

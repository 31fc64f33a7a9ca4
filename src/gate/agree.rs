//! What a branch says of an edition that it adds, held against what the edition itself says.
//!
//! A line of the ledger is the word of whoever wrote it: its date decides what the edition is compared with, its series
//! by which rules it is read. So both must be those of the text, as the rules of the base read it.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use kidd_core::lookalike;

use crate::archive::{Archive, Entry};
use crate::series::RulesFile;
use crate::source::Caution;
use crate::statement::Statement;
use crate::workspace::{Input, Scope, Workspace};
use crate::{Result, digest};

/// The share of the runs of words, in per cent, of the shorter of two texts that must stand in the longer one for both to
/// be of one kind. Successive statements of one forum share a third to four fifths; unrelated ones, set phrases alone. Of
/// the shorter one, for a text may be filled up with anything.
const KIN: usize = 20;

/// How many words a run has: so many are no set phrase, and one word that is changed leaves most runs as they were.
const RUN: usize = 5;

/// Words that are hidden beside the text count from this many on: fewer are the labels of buttons ("Skip to main
/// content").
const HIDDEN_WORDS: usize = 5;

/// What a line of the ledger says otherwise than the text.
fn unlike(entry: &Entry, text: &Statement, base: &[Entry]) -> Vec<String> {
    let name = entry.name();
    let mut told = Vec::new();
    if let Some(series) = text.series.as_deref().filter(|series| *series != entry.series()) {
        told.push(format!("{name} is filed under {}, and its text is of {series}", entry.series()));
    }
    if !entry.id.starts_with(&format!("{}-", entry.series())) {
        told.push(format!("{name} is filed under {}, where it has no place", entry.series()));
    }
    if let Some(date) = text.date.filter(|date| entry.date != Some(*date)) {
        let listed = entry.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        told.push(format!("{name} has {listed} in the ledger, and its text says {date}"));
    }
    if let (Some(listed), Some(end)) = (entry.end_date, text.end_date)
        && listed != end
    {
        told.push(format!("{name} ends on {listed} in the ledger, and its text says {end}"));
    }
    let number = number(entry);
    if let Some(ordinal) = text.ordinal
        && number != Some(u64::from(ordinal))
        && (!entry.illustrative || number.is_some())
    {
        told.push(format!("{name} is no {ordinal}, which is the number that its text gives itself"));
    }
    if text.illustrative && !entry.illustrative {
        told.push(format!("{name} is published in the ledger, and its text says that it is made up"));
    }
    let earlier = base.iter().rfind(|known| known.id == entry.id && known.revision < entry.revision);
    if let Some(earlier) = earlier {
        if earlier.series() != entry.series() {
            told.push(format!("{name} is filed under {}, and {} is not", entry.series(), earlier.name()));
        }
        if earlier.illustrative != entry.illustrative {
            told.push(format!("of {name} and {} only one is made up", earlier.name()));
        }
        if text.date.is_none() && earlier.date != entry.date {
            told.push(format!("{name} and {} have different dates", earlier.name()));
        }
    }
    told
}

/// The edition of the base that an added one would stand before.
pub(super) fn out_of_order(entry: &Entry, base: &[Entry]) -> Option<String> {
    if entry.revision > 1 {
        return None;
    }
    let others = || base.iter().filter(|known| known.series() == entry.series() && !known.illustrative);
    let same =
        |known: &Entry| known.id != entry.id && number(known).is_some() && number(known) == number(entry);
    if let Some(known) = others().find(|known| same(known)) {
        return Some(format!("{} has the number of {}", entry.name(), known.name()));
    }
    let by_date = others().find(|known| known.date.zip(entry.date).is_some_and(|(known, own)| own < known));
    let by_number =
        || others().find(|known| number(known).zip(number(entry)).is_some_and(|(known, own)| own < known));
    by_date.or_else(by_number).map(|known| format!("{} stands before {}", entry.name(), known.name()))
}

/// `24` of `kidd-24`
fn number(entry: &Entry) -> Option<u64> {
    entry.short().parse().ok()
}

/// Reads what a branch adds by the rules of the base alone, and knows what is of one kind.
pub(super) struct Kin {
    workspace: Workspace,
    /// What the newest editions of the base say, by series; read when it is asked for.
    newest: Option<BTreeMap<String, Newest>>,
}

/// What the newest edition of a series says of itself.
struct Newest {
    name: String,
    runs: BTreeSet<u64>,
    has_series: bool,
    has_date: bool,
    has_number: bool,
}

impl Kin {
    /// With the rules of the base: those of the branch say what it likes.
    pub fn new(rules: BTreeMap<String, Option<RulesFile>>, scope: &Scope) -> Self {
        let workspace = Workspace::of(Archive::empty().pinned(rules), scope.clone()).detecting();
        Self { workspace, newest: None }
    }

    /// Reads bytes as if nothing were known of them.
    pub fn read(&mut self, origin: &str, bytes: Vec<u8>) -> Result<Statement> {
        self.workspace.read(Input::new(origin, bytes)).map(|(statement, _)| statement)
    }

    /// What a line of the ledger says otherwise than the text, or says alone where the edition before it says so itself.
    pub fn unlike(
        &mut self,
        entry: &Entry,
        text: &Statement,
        base: &[Entry],
        archive: &Archive,
    ) -> Vec<String> {
        let mut told = unlike(entry, text, base);
        let Some(newest) = self.newest(base, archive).get(entry.series()) else { return told };
        let (name, known) = (entry.name(), &newest.name);
        if text.series.is_none() && newest.has_series {
            told.push(format!("{name} is filed under {}, and its text does not say so", entry.series()));
        }
        if let Some(date) = entry.date.filter(|_| text.date.is_none() && newest.has_date) {
            told.push(format!("{name} has {date} in the ledger, and its text no date, as {known} has"));
        }
        if let Some(number) = number(entry).filter(|_| text.ordinal.is_none() && newest.has_number) {
            told.push(format!(
                "{name} is {number} in the ledger, and its text has no number, as {known} has"
            ));
        }
        told
    }

    /// The edition of the base that an added one is of one kind with, although it stands beside none of that kind: one of
    /// its series, of that which its text is of, or one that it has much in common with. `beside` tells whether the
    /// base has editions of its series that it is compared with: then it may be filed among strangers.
    pub fn kind(
        &mut self,
        entry: &Entry,
        text: &Statement,
        base: &[Entry],
        archive: &Archive,
        beside: bool,
    ) -> Option<String> {
        let same = |known: &&Entry| {
            (!known.illustrative || entry.illustrative)
                && (known.series() == entry.series() || text.series.as_deref() == Some(known.series()))
        };
        if !beside && let Some(known) = base.iter().find(same) {
            return Some(known.name());
        }
        let own = runs(text);
        let alike = |newest: &&Newest| {
            let shorter = own.len().min(newest.runs.len());
            shorter > 0 && own.intersection(&newest.runs).count() * 100 >= shorter * KIN
        };
        let newest = self.newest(base, archive);
        if beside && newest.get(entry.series()).is_some_and(|newest| alike(&newest)) {
            return None;
        }
        newest.values().find(alike).map(|newest| newest.name.clone())
    }

    /// Reads the newest edition of each series of the base, a published one where there is one.
    fn newest(&mut self, base: &[Entry], archive: &Archive) -> &BTreeMap<String, Newest> {
        if self.newest.is_none() {
            let mut entries: BTreeMap<&str, &Entry> = BTreeMap::new();
            for entry in base {
                let known = entries.entry(entry.series()).or_insert(entry);
                if !entry.illustrative || known.illustrative {
                    *known = entry;
                }
            }
            let mut newest = BTreeMap::new();
            for (series, entry) in entries {
                // What is damaged is told by others.
                let Ok(bytes) = archive.read(entry) else { continue };
                let Ok(statement) = self.read(&entry.file, bytes) else { continue };
                let known = Newest {
                    name: entry.name(),
                    runs: runs(&statement),
                    has_series: statement.series.as_deref() == Some(series),
                    has_date: statement.date.is_some(),
                    has_number: statement.ordinal.is_some(),
                };
                newest.insert(series.to_owned(), known);
            }
            self.newest = Some(newest);
        }
        self.newest.get_or_insert_default()
    }

    /// Words that an added edition hides from who reads it, and the one before it does not.
    pub fn hidden(
        &mut self,
        entry: &Entry,
        text: &Statement,
        before: Option<&Entry>,
        archive: &Archive,
    ) -> Vec<String> {
        let hidden = hidden(text);
        let styles = styles(text);
        if hidden.is_empty() && styles.is_empty() {
            return Vec::new();
        }
        let before = before.and_then(|before| archive.read(before).ok().map(|bytes| (before, bytes)));
        let before = before.and_then(|(before, bytes)| self.read(&before.file, bytes).ok());
        let known: BTreeSet<String> = before
            .iter()
            .flat_map(|statement| self::hidden(statement))
            .map(|(text, _)| digest::fold(text))
            .collect();
        let known_styles: Vec<&str> = before.iter().flat_map(|before| self::styles(before)).collect();
        let styles = styles.into_iter().filter(|rule| !known_styles.contains(rule));
        let told = hidden
            .into_iter()
            .filter(|(text, _)| !known.contains(&digest::fold(text)))
            .map(|(text, line)| format!("{}, line {line}: “{}”", entry.name(), shortened(text)));
        let styles = styles.map(|rule| {
            format!("{} may, by a style that only a browser can tell: {}", entry.name(), shortened(rule))
        });
        told.chain(styles).collect()
    }
}

/// The styles of a page of which nobody can tell what they hide.
fn styles(statement: &Statement) -> Vec<&str> {
    let rules = statement.cautions.iter().filter_map(|caution| match caution {
        Caution::Styles { rules } => Some(rules),
        _ => None,
    });
    rules.flatten().map(String::as_str).collect()
}

/// What a statement hides, as far as it is more than labels: text and line.
fn hidden(statement: &Statement) -> Vec<(&str, usize)> {
    let lines = || statement.blocks.iter().map(|block| block.line);
    let within = lines().min().unwrap_or(0)..=lines().max().unwrap_or(0);
    let is_hidden = |rule: &str| ["/hidden", "/deleted", "/struck"].iter().any(|end| rule.ends_with(end));
    let said = |text: &str, line: usize| {
        let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        words >= HIDDEN_WORDS || (words > 0 && within.contains(&line))
    };
    let taken = statement.furniture.iter().filter(|taken| is_hidden(&taken.rule));
    taken
        .filter(|taken| said(&taken.text, taken.line))
        .map(|taken| (taken.text.as_str(), taken.line))
        .collect()
}

/// The runs of words of a text, each as a hash of how they look: other letters, marks and points make no other text.
fn runs(statement: &Statement) -> BTreeSet<u64> {
    let words = statement.sentences.iter().flat_map(|sentence| sentence.text.split_whitespace());
    let words: Vec<String> = words.map(lookalike::shape).filter(|word| !word.is_empty()).collect();
    words.windows(RUN).map(|run| BuildHasherDefault::<DefaultHasher>::default().hash_one(run)).collect()
}

/// So much of a text as a message needs.
fn shortened(text: &str) -> String {
    /// Characters of a quote: as much as a line of a log shows beside the rest.
    const MOST: usize = 80;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= MOST { flat } else { flat.chars().take(MOST).chain(['…']).collect() }
}

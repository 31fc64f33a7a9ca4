//! What a branch says of an edition that it adds, held against what the edition itself says.
//!
//! A line of the ledger is the word of whoever wrote it: its date decides what the edition is compared with, its series
//! by which rules it is read. So both must be those of the text, as the rules of the base read it.

use std::collections::{BTreeMap, BTreeSet};

use super::args::Global;
use super::input::Input;
use super::reader::Reader;
use crate::archive::{Archive, Entry};
use crate::series::RulesFile;
use crate::statement::Statement;
use crate::{Result, digest};

/// The share of an edition's sentences, in per cent, that must stand in an edition of the base for it to be one of its
/// kind. Successive statements of one forum share a third to four fifths, those of unrelated ones nothing.
const KIN: usize = 20;

/// Words that are hidden beside the text count from this many on: fewer are the labels of buttons ("Skip to main
/// content").
const HIDDEN_WORDS: usize = 5;

/// What a line of the ledger says otherwise than the text.
pub(super) fn unlike(entry: &Entry, text: &Statement, base: &[Entry]) -> Vec<String> {
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
pub(super) struct Kin<'g> {
    reader: Reader<'g>,
    /// Sentences of the newest editions of the base, by series; read when they are asked for.
    sentences: Option<BTreeMap<String, BTreeSet<String>>>,
}

impl<'g> Kin<'g> {
    /// With the rules of the base: those of the branch say what it likes.
    pub fn new(rules: BTreeMap<String, Option<RulesFile>>, global: &'g Global) -> Self {
        Self { reader: Reader::of(Archive::empty().pinned(rules), global).detecting(), sentences: None }
    }

    /// Reads bytes as if nothing were known of them.
    pub fn read(&mut self, origin: &str, bytes: Vec<u8>) -> Result<Statement> {
        let input = Input { origin: origin.to_owned(), bytes, edition: None };
        self.reader.read(&input).map(|(statement, _)| statement)
    }

    /// Editions of the base that are of one kind with an added one: of its series, of that which its text is of, or of one
    /// that it has much in common with.
    pub fn kind(
        &mut self,
        entry: &Entry,
        text: &Statement,
        base: &[Entry],
        archive: &Archive,
    ) -> Result<Option<String>> {
        let published = || base.iter().filter(|known| !known.illustrative || entry.illustrative);
        let same = published()
            .find(|known| known.series() == entry.series() || text.series.as_deref() == Some(known.series()));
        if let Some(known) = same {
            return Ok(Some(known.name()));
        }
        if self.sentences.is_none() {
            let mut sentences = BTreeMap::new();
            let newest: BTreeMap<&str, &Entry> = base.iter().map(|known| (known.series(), known)).collect();
            for (_, known) in newest {
                // What is damaged is told by others.
                let Ok(bytes) = archive.read(known) else { continue };
                let Ok(statement) = self.read(&known.file, bytes) else { continue };
                sentences.insert(known.name(), folded(&statement));
            }
            self.sentences = Some(sentences);
        }
        let own = folded(text);
        let alike = |known: &BTreeSet<String>| own.intersection(known).count() * 100 >= own.len() * KIN;
        let all = self.sentences.iter().flatten();
        Ok(all.filter(|_| !own.is_empty()).find(|(_, known)| alike(known)).map(|(name, _)| name.clone()))
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
        if hidden.is_empty() {
            return Vec::new();
        }
        let before = before.and_then(|before| archive.read(before).ok().map(|bytes| (before, bytes)));
        let before = before.and_then(|(before, bytes)| self.read(&before.file, bytes).ok());
        let known: Vec<String> = before
            .iter()
            .flat_map(|statement| self::hidden(statement))
            .map(|(text, _)| digest::fold(text))
            .collect();
        hidden
            .into_iter()
            .filter(|(text, _)| !known.contains(&digest::fold(text)))
            .map(|(text, line)| format!("{}, line {line}: “{}”", entry.name(), shortened(text)))
            .collect()
    }
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

fn folded(statement: &Statement) -> BTreeSet<String> {
    statement.sentences.iter().map(|sentence| digest::fold(&sentence.text).to_lowercase()).collect()
}

/// So much of a text as a message needs.
fn shortened(text: &str) -> String {
    /// Characters of a quote: as much as a line of a log shows beside the rest.
    const MOST: usize = 80;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= MOST { flat } else { flat.chars().take(MOST).chain(['…']).collect() }
}

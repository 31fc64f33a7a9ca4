//! The ledger: `ledger.jsonl`, one line a revision, append-only.
//!
//! A line is one JSON object with these members, in this order, without spaces between them. What is not known is
//! absent; `prev` is always there.
//!
//! | member | what |
//! |---|---|
//! | `id` | the edition: `kidd-23`; `[a-z0-9-]{1,64}` |
//! | `revision` | 1 for the text first kept; a publisher's silent edit makes 2 |
//! | `file` | the original, relative to the ledger's folder: `<series>/<name>` |
//! | `media_type` | what the original is: `text/plain`, `text/html`, … |
//! | `sha256` | of the original's bytes |
//! | `text_sha256` | of its canonical text (see [`digest`]) |
//! | `canon` | the version of the canonical text that `text_sha256` was made with |
//! | `source` | where it was published: an address |
//! | `date`, `end_date` | first and last day of the meeting |
//! | `retrieved` | the day on which it was taken in |
//! | `illustrative` | true for a text that was made up to show how the tool works |
//! | `prev` | the `hash` of the line before; null in the first line |
//! | `hash` | sha256 of this line's bytes from its start up to `,"hash":` |
//!
//! So the last `hash` vouches for the whole ledger, and each line for its original. Any tool can check a line:
//! `sed 's/,"hash":.*//' | tr -d '\n' | sha256sum`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::day;
use super::name::is_id;
use crate::{Error, Result, digest};

/// The name of the ledger's file in the archive's folder.
pub const FILE: &str = "ledger.jsonl";

/// What stands between what a line's hash is made of and the hash.
const SEAL: &str = ",\"hash\":";

/// One line: a revision of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The edition.
    pub id: String,
    /// Counted from 1 within the edition.
    pub revision: u32,
    /// The original, relative to the archive's folder.
    pub file: String,
    /// What the original is.
    pub media_type: String,
    /// Hex sha256 of the original's bytes.
    pub sha256: String,
    /// Hex sha256 of its canonical text.
    pub text_sha256: String,
    /// The version of the canonical text.
    pub canon: u32,
    /// The address where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The first day of the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    pub date: Option<Date>,
    /// The last day of a meeting of several days.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    pub end_date: Option<Date>,
    /// The day on which it was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    pub retrieved: Option<Date>,
    /// Whether it is a made-up text.
    pub illustrative: bool,
    /// The hash of the line before.
    pub prev: Option<String>,
    /// The hash of this line.
    pub hash: String,
}

impl Entry {
    /// The series: the folder of the original.
    pub fn series(&self) -> &str {
        self.file.split_once('/').map_or("", |(series, _)| series)
    }

    /// The edition within its series: `23` of `kidd-23`.
    pub fn short(&self) -> &str {
        self.id.strip_prefix(self.series()).and_then(|rest| rest.strip_prefix('-')).unwrap_or(&self.id)
    }

    /// `kidd-23@1`
    pub fn name(&self) -> String {
        format!("{}@{}", self.id, self.revision)
    }

    /// Chains the entry to the line before it and gives it its hash.
    #[must_use]
    pub fn sealed(mut self, prev: Option<&str>) -> Self {
        self.prev = prev.map(str::to_owned);
        self.hash = digest::bytes(sealed_part(&self.line()).as_bytes());
        self
    }

    /// The line as it stands in the ledger, without its line end.
    pub fn line(&self) -> String {
        // Strings, numbers and options of them: nothing that could fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What is wrong with the members, if anything: above all a file that lies outside the archive.
    fn fault(&self) -> Option<String> {
        let sha = |text: &str| {
            text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        if !is_id(&self.id) {
            return Some(format!("{:?} is not the id of an edition", self.id));
        }
        if self.revision == 0 {
            return Some("revisions are counted from 1".to_owned());
        }
        if !is_file(&self.file) {
            return Some(format!("{:?} is not a file of an archive", self.file));
        }
        let hashes = [&self.sha256, &self.text_sha256, &self.hash].into_iter().chain(&self.prev);
        hashes.into_iter().find(|text| !sha(text)).map(|text| format!("{text:?} is not a sha256"))
    }
}

/// Whether this names a file that an archive may hold: `<series>/<name>`, neither of them hidden or leading elsewhere.
fn is_file(path: &str) -> bool {
    path.split_once('/').is_some_and(|(series, name)| {
        is_id(series)
            && (1..=128).contains(&name.len())
            && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'@' | b'.'))
            && name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && !name.ends_with('.')
    })
}

/// The part of a line that its hash is made of.
pub fn sealed_part(line: &str) -> &str {
    line.rfind(SEAL).map_or(line, |at| &line[..at])
}

/// All lines of a ledger.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// The revisions, in the order in which they were taken in.
    pub entries: Vec<Entry>,
    /// What stands after the last line end and is no line: a write that was cut off.
    pub torn: Option<String>,
}

impl Ledger {
    /// Reads a ledger. The chain is not checked here: that is what `kidd verify` is for.
    ///
    /// # Errors
    /// A line that is no entry, with its number.
    pub fn parse(origin: &str, text: &str) -> Result<Self> {
        let mut ledger = Self::default();
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let whole = line.ends_with('\n');
            match entry(line.trim_end_matches(['\n', '\r'])) {
                Ok(entry) => ledger.entries.push(entry),
                Err(_) if !whole && is_cut_off(line) => ledger.torn = Some(line.to_owned()),
                Err(message) if is_conflict(line) => {
                    return Err(Error::new(message)
                        .at(origin)
                        .line(number)
                        .help("two branches added to the archive: `kidd ledger merge` joins them"));
                }
                Err(message) => return Err(Error::new(message).at(origin).line(number)),
            }
        }
        Ok(ledger)
    }

    /// The hash that the next line is chained to.
    pub fn head(&self) -> Option<&str> {
        self.entries.last().map(|entry| entry.hash.as_str())
    }
}

/// Reads one line, without its line end; what is wrong with it otherwise.
pub fn entry(line: &str) -> Result<Entry, String> {
    if is_conflict(line) {
        return Err("holds a merge conflict".to_owned());
    }
    let entry: Entry = serde_json::from_str(line).map_err(|error| {
        let message = error.to_string();
        format!("is no line of a ledger ({})", message.split(" at line ").next().unwrap_or(&message))
    })?;
    entry.fault().map_or(Ok(entry), Err)
}

/// Whether this is the start of a line whose rest was never written.
pub fn is_cut_off(line: &str) -> bool {
    serde_json::from_str::<Entry>(line).is_err_and(|error| error.is_eof())
}

/// The line whose start this is, if only its hash or a part of that is lost.
pub fn completed(start: &str) -> Option<Entry> {
    let sealed = sealed_part(start);
    if sealed.len() == start.len() {
        return None;
    }
    let line = format!("{sealed}{SEAL}\"{}\"}}", digest::bytes(sealed.as_bytes()));
    line.starts_with(start).then(|| entry(&line).ok()).flatten()
}

/// Whether a line is one that git writes where two branches changed the same place.
pub fn is_conflict(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sample() -> Entry {
        Entry {
            id: "kidd-23".into(),
            revision: 1,
            file: "kidd/23.txt".into(),
            media_type: "text/plain".into(),
            sha256: digest::bytes(b"1"),
            text_sha256: digest::canonical("1"),
            canon: 1,
            source: None,
            date: Some(date(2023, 9, 18)),
            end_date: None,
            retrieved: None,
            illustrative: false,
            prev: None,
            hash: String::new(),
        }
        .sealed(None)
    }

    fn check(line: &str, expected: &str) {
        let text = format!("{}\n{line}\n", sample().line());
        let error = Ledger::parse("ledger.jsonl", &text).unwrap_err().to_string();
        assert!(error.starts_with("ledger.jsonl:2: ") && error.contains(expected), "{error}");
    }

    #[test]
    fn a_line_reads_back_and_its_hash_is_that_of_its_start() {
        let entry = sample();
        let line = entry.line();
        let (start, _) = line.split_once(",\"hash\":").unwrap();
        assert_eq!(digest::bytes(start.as_bytes()), entry.hash);
        assert_eq!(Ledger::parse("ledger.jsonl", &format!("{line}\n")).unwrap().entries, [entry]);
    }

    #[test]
    fn a_line_is_chained_to_the_one_before() {
        let first = sample();
        let second = Entry { revision: 2, ..sample() }.sealed(Some(&first.hash));
        let other = Entry { revision: 2, ..sample() }.sealed(Some(&second.hash));
        assert_eq!(second.prev.as_deref(), Some(first.hash.as_str()));
        assert_ne!(second.hash, other.hash);
    }

    #[test]
    fn a_line_that_is_no_entry_is_named() {
        check("{}", "missing field `id`");
        check("", "is no line of a ledger");
        check("<<<<<<< HEAD", "kidd ledger merge");
        check(&sample().line().replace("\"revision\":1", "\"revision\":0"), "counted from 1");
        check(&sample().line().replace("\"canon\"", "\"cannon\""), "unknown field `cannon`");
        check(&sample().line().replace("kidd-23", "KIDD"), "\"KIDD\" is not the id of an edition");
    }

    #[test]
    fn no_file_lies_outside_the_archive() {
        for file in [
            "/etc/passwd",
            "../x",
            "kidd/../../x",
            "kidd/.x",
            "kidd",
            "kidd/",
            "kidd/a/b",
            "a\\b/c",
            "kidd/x.",
        ] {
            check(
                &sample().line().replace("kidd/23.txt", &file.replace('\\', "\\\\")),
                "not a file of an archive",
            );
        }
    }

    #[test]
    fn a_torn_last_line_is_kept_apart_and_a_whole_one_without_its_end_is_read() {
        let line = sample().line();
        let torn = Ledger::parse("ledger.jsonl", &format!("{line}\n{}", &line[..20])).unwrap();
        assert_eq!((torn.entries.len(), torn.torn.as_deref()), (1, Some(&line[..20])));
        assert_eq!(Ledger::parse("ledger.jsonl", &line).unwrap().entries.len(), 1);
    }
}

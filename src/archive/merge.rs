//! Joins the ledgers of two branches that each added to an archive.

use std::collections::BTreeMap;

use super::Severity;
use super::ledger::{self, Entry};
use super::verify::chain;
use crate::{Error, Result, Sides};

/// Whose new lines come first: that ledger then continues the branch it came from unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum First {
    /// Those of the branch that one is on.
    #[default]
    Ours,
    /// Those of the branch that is merged in.
    Theirs,
}

/// Joins the ledgers of two branches that each added to an archive.
///
/// The lines that both have stay; then come the new lines of the first, unchanged, then those of the other, chained
/// to them anew.
///
/// # Errors
/// A ledger is damaged, the two do not begin with the same line, or both have another text as the same revision.
pub fn merge(ledgers: Sides<&str>, first: First) -> Result<String> {
    let entries = Sides::new(read("ours", ledgers.before)?, read("theirs", ledgers.after)?);
    let entries = if first == First::Ours { entries } else { entries.swap() };
    let (base, added) = (entries.before, entries.after);
    if let (Some(one), Some(other)) = (base.first(), added.first())
        && one.hash != other.hash
    {
        return Err(Error::new(
            "the two ledgers do not begin with the same line: they are of different archives",
        ));
    }
    let mut known: BTreeMap<String, Entry> = base.iter().map(|entry| (entry.name(), entry.clone())).collect();
    let mut merged = base;
    for entry in added {
        match known.get(&entry.name()) {
            Some(same) if same.sha256 == entry.sha256 => {}
            Some(_) => {
                return Err(Error::new(format!("both branches have {}, with different texts", entry.name())).help(
                    "keep one branch's file and ledger, then `kidd add` the other's file: it becomes a revision",
                ));
            }
            None => {
                let entry = entry.sealed(merged.last().map(|last: &Entry| last.hash.as_str()));
                known.insert(entry.name(), entry.clone());
                merged.push(entry);
            }
        }
    }
    Ok(merged.iter().map(|entry| entry.line() + "\n").collect())
}

/// Splits a ledger with merge conflicts into the two it was made from.
///
/// # Errors
/// There is no conflict in it, or one that is not closed.
pub fn split_conflict(text: &str) -> Result<Sides<String>> {
    #[derive(Clone, Copy, PartialEq)]
    enum In {
        Both,
        Ours,
        Base,
        Theirs,
    }
    let mut sides: Sides<String> = Sides::default();
    let mut place = In::Both;
    let mut conflicts = 0;
    for line in text.split_inclusive('\n') {
        let mark = line.get(..7).unwrap_or_default();
        place = match (place, mark) {
            (In::Both, "<<<<<<<") => {
                conflicts += 1;
                In::Ours
            }
            (In::Ours, "|||||||") => In::Base,
            (In::Ours | In::Base, "=======") => In::Theirs,
            (In::Theirs, ">>>>>>>") => In::Both,
            _ if ledger::is_conflict(line) => {
                return Err(Error::new("holds a merge conflict that is not closed"));
            }
            _ => {
                if matches!(place, In::Both | In::Ours) {
                    sides.before.push_str(line);
                }
                if matches!(place, In::Both | In::Theirs) {
                    sides.after.push_str(line);
                }
                place
            }
        };
    }
    match (conflicts, place) {
        (0, _) => Err(Error::new("holds no merge conflict").help("name the two ledgers to merge others")),
        (_, In::Both) => Ok(sides),
        _ => Err(Error::new("holds a merge conflict that is not closed")),
    }
}

fn read(origin: &str, text: &str) -> Result<Vec<Entry>> {
    if let Some(problem) = chain(origin, text).into_iter().find(|problem| problem.severity != Severity::Note)
    {
        return Err(Error::new(problem.message)
            .at(problem.place)
            .help("mend it first: `kidd verify` tells more"));
    }
    Ok(super::Ledger::parse(origin, text)?.entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest;

    fn ledger(names: &[(&str, u32, &str)]) -> String {
        let mut text = String::new();
        let mut prev: Option<String> = None;
        for (id, revision, content) in names {
            let entry = Entry {
                id: (*id).into(),
                revision: *revision,
                file: format!("kidd/{id}@{revision}.txt"),
                media_type: "text/plain".into(),
                sha256: digest::bytes(content.as_bytes()),
                text_sha256: digest::canonical(content),
                canon: 1,
                source: None,
                date: None,
                end_date: None,
                retrieved: None,
                illustrative: false,
                prev: None,
                hash: String::new(),
            }
            .sealed(prev.as_deref());
            text.push_str(&(entry.line() + "\n"));
            prev = Some(entry.hash);
        }
        text
    }

    fn names(text: &str) -> Vec<String> {
        super::super::Ledger::parse("x", text).unwrap().entries.iter().map(Entry::name).collect()
    }

    #[test]
    fn both_branches_lines_are_kept_and_the_chain_is_whole() {
        let ours = ledger(&[("kidd-23", 1, "a"), ("kidd-24", 1, "b")]);
        let theirs = ledger(&[("kidd-23", 1, "a"), ("kidd-25", 1, "c"), ("kidd-23", 2, "d")]);
        let merged = merge(Sides::new(&ours, &theirs), First::Ours).unwrap();
        assert_eq!(names(&merged), ["kidd-23@1", "kidd-24@1", "kidd-25@1", "kidd-23@2"]);
        assert!(chain("x", &merged).is_empty() && merged.starts_with(&ours));
        let merged = merge(Sides::new(&ours, &theirs), First::Theirs).unwrap();
        assert!(chain("x", &merged).is_empty() && merged.starts_with(&theirs));
    }

    #[test]
    fn the_same_text_on_both_branches_is_one_line() {
        let ours = ledger(&[("kidd-23", 1, "a"), ("kidd-24", 1, "b")]);
        let theirs = ledger(&[("kidd-23", 1, "a"), ("kidd-25", 1, "c"), ("kidd-24", 1, "b")]);
        let merged = merge(Sides::new(&ours, &theirs), First::Ours).unwrap();
        assert_eq!(names(&merged), ["kidd-23@1", "kidd-24@1", "kidd-25@1"]);
    }

    #[test]
    fn what_cannot_be_joined_is_an_error() {
        let check = |ours: &str, theirs: &str, expected: &str| {
            let error = merge(Sides::new(ours, theirs), First::Ours).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        let base = ledger(&[("kidd-23", 1, "a"), ("kidd-24", 1, "b")]);
        check(&base, &ledger(&[("kidd-23", 1, "a"), ("kidd-24", 1, "x")]), "both branches have kidd-24@1");
        check(&base, &ledger(&[("kidd-1", 1, "a")]), "different archives");
        check(&base, &base.replace("kidd-24", "kidd-25"), "theirs:2: the line of kidd-25@1 was altered");
    }

    #[test]
    fn a_conflict_is_split_into_its_two_ledgers() {
        let sides =
            split_conflict("a\n<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\n>>>>>>> other\nd\n").unwrap();
        assert_eq!(sides, Sides::new("a\nb\nd\n".to_owned(), "a\nc\nd\n".to_owned()));
        for text in ["a\n", "<<<<<<< HEAD\nb\n=======\n", "a\n>>>>>>> x\n", "<<<<<<< a\n<<<<<<< b\n"] {
            assert!(split_conflict(text).is_err(), "{text}");
        }
    }
}

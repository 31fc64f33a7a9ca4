//! `kidd site`: the whole archive as a static site.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::args::{Global, Site};
use super::input::Input;
use super::reader::Reader;
use super::{Exit, history};
use crate::archive::Entry;
use kidd_core::site::{self, Asked, Progress, Revision, Series};

use crate::site::{Count, Folder};
use crate::{Error, Result};

pub(super) fn run(command: &Site, global: &Global) -> Result<Exit> {
    let mut reader = Reader::new(global)?;
    let entries = entries(&reader, global)?;
    let bar = Bar::default();
    let all: usize = entries.values().map(Vec::len).sum();
    let mut read = 0;
    let mut series = Vec::new();
    for (id, entries) in entries {
        let mut revisions = Vec::with_capacity(entries.len());
        for entry in entries {
            revisions.push(revision(entry, &mut reader)?);
            read += 1;
            bar.say("reading", read, all);
        }
        let rules = reader.rules(Some(id.clone()))?.clone();
        let title = rules.title.clone().unwrap_or_else(|| id.to_uppercase());
        let known = history::known(&reader.archive, &id)?;
        series.push(Series { id, title, rules, known, revisions });
    }
    let asked: Vec<Asked> =
        command.pairs().map(|(old, new)| asked(old, new, &reader, &series, global)).collect::<Result<_>>()?;
    super::output::checked(&command.out)?;
    let folder = Folder::open(&command.out)?;
    site::build(&series, &asked, &folder, &bar)?;
    let count = folder.close()?;
    bar.clear();
    report(command, count)?;
    Ok(Exit::Done)
}

/// Every revision by series: by date, an edition's revisions together.
fn entries(reader: &Reader<'_>, global: &Global) -> Result<BTreeMap<String, Vec<Entry>>> {
    let listing = reader.archive.list(global.series.as_deref())?;
    let mut series: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in listing.revisions {
        let entries = series.entry(entry.series().to_owned()).or_default();
        let behind =
            entries.iter().rposition(|other| other.id == entry.id).map_or(entries.len(), |at| at + 1);
        entries.insert(behind, entry.clone());
    }
    Ok(series)
}

fn revision(entry: Entry, reader: &mut Reader<'_>) -> Result<Revision> {
    let input =
        Input { origin: entry.name(), bytes: reader.archive.read(&entry)?, edition: Some(entry.clone()) };
    let (statement, _) = reader.read(&input)?;
    Ok(Revision { number: entry.revision, statement, source: entry.source })
}

/// A pair that was asked for by name; both must be of one series.
fn asked(old: &str, new: &str, reader: &Reader<'_>, series: &[Series], global: &Global) -> Result<Asked> {
    let find = |name: &str| -> Result<(usize, usize)> {
        let entry = reader.archive.resolve(name, global.series.as_deref())?;
        let place = series.iter().enumerate().find_map(|(number, series)| {
            let is_it =
                |revision: &Revision| revision.statement.id == entry.id && revision.number == entry.revision;
            Some((number, series.revisions.iter().position(is_it)?))
        });
        place.ok_or_else(|| Error::new("is not among the editions of this site").at(name))
    };
    let [(one, before), (other, after)] = [find(old)?, find(new)?];
    if one != other {
        return Err(Error::new(format!("{old} and {new} are of different series"))
            .help("`kidd diff` compares any two texts"));
    }
    if before == after {
        return Err(Error::new(format!("{old} and {new} are the same text")));
    }
    Ok(Asked { series: one, before, after })
}

fn report(command: &Site, count: Count) -> Result<()> {
    let Count { written, same, removed, bytes } = count;
    let removed = if removed == 0 { String::new() } else { format!(", {removed} removed") };
    let text = format!(
        "{}: {} files, {} kB; {written} written, {same} unchanged{removed}",
        command.out.display(),
        written + same,
        bytes.div_ceil(1000),
    );
    super::output::write(None, |writer| writeln!(writer, "{}", crate::report::escape::line(&text)))
}

/// How far the work is, on standard error where that is a terminal.
pub(super) struct Bar {
    shown: bool,
    last: Mutex<Option<Instant>>,
}

/// How often the line is written anew: often enough to see it move.
const PAUSE: Duration = Duration::from_millis(100);

impl Default for Bar {
    fn default() -> Self {
        Self { shown: io::stderr().is_terminal(), last: Mutex::new(None) }
    }
}

impl Bar {
    pub fn say(&self, what: &str, done: usize, all: usize) {
        if !self.shown {
            return;
        }
        let Ok(mut last) = self.last.lock() else { return };
        if done < all && last.is_some_and(|last| last.elapsed() < PAUSE) {
            return;
        }
        *last = Some(Instant::now());
        let _ = write!(io::stderr(), "\r\u{1b}[K{what}: {done} of {all}");
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Progress for Bar {
    fn step(&self, what: &str, done: usize, all: usize) {
        self.say(what, done, all);
    }
}

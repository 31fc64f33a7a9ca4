//! `kidd add`: takes a file, an address or standard input into the archive.

use std::io::Write as _;

use super::args::Global;
use super::intake::{self, Known, today};
use super::keep::Add;
use super::reader::Reader;
use super::{Exit, input, net, output, terminal};
use crate::Result;
use crate::archive::{self, Added, Archive, Draft, Entry};
use crate::report::{escape, terminal as report};
use crate::source;

pub(super) fn run(command: &Add, global: &Global) -> Result<Exit> {
    let input = source(command)?;
    let known = Known {
        series: global.series.clone(),
        edition: command.edition.as_ref().map(|edition| edition.to_ascii_lowercase()),
        date: command.date,
        end_date: command.end_date,
        source: command
            .source_url
            .clone()
            .or_else(|| net::is_address(&input.origin).then(|| input.origin.clone()))
            .or_else(|| published(&input)),
        retrieved: Some(command.retrieved.unwrap_or_else(today)),
        illustrative: command.illustrative,
    };
    let mut reader = Reader::of(input::home(global)?, global);
    let (mut statement, kind) = reader.read(&input)?;
    let archive = reader.archive;
    let draft = intake::draft(&statement, kind, input.bytes, known)?;
    statement.id.clone_from(&draft.id);
    statement.illustrative = draft.illustrative;
    statement.date = draft.date;
    statement.end_date = draft.end_date;

    let root = archive.home(global.archive.as_deref());
    let added = if command.dry_run { None } else { Some(archive::add(&root, &draft)?) };
    let layout = terminal::layout(&command.output, global.color);
    output::write(command.output.file.as_deref(), |writer| {
        report::intake(writer, &statement, &layout)?;
        writeln!(writer)?;
        writeln!(writer, "{}", escape::line(&verdict(added.as_ref(), &archive, &draft)))
    })?;
    if let Some(Added::New(entry)) = &added
        && let Some(before) = before(&archive, entry)
    {
        // The text is in the archive, whatever comes of showing the difference.
        if let Err(error) = difference(before, entry, global, command) {
            let _ = writeln!(std::io::stderr(), "kidd: {}", escape::line(&error.to_string()));
        }
    }
    Ok(Exit::Done)
}

/// The bytes of a file, of standard input or of a page.
fn source(command: &Add) -> Result<input::Input> {
    if !net::is_address(&command.source) {
        return input::text(&command.source);
    }
    let (bytes, origin) = net::Net::new(command.allow_private).get(&command.source)?;
    Ok(input::Input { origin, bytes, edition: None })
}

/// Where front matter says that the text was published. A text that cannot be read is told when it is.
fn published(input: &input::Input) -> Option<String> {
    let is_fenced = input.bytes.starts_with(b"---") || input.bytes.starts_with(b"+++");
    let document = is_fenced.then(|| source::read(&input.origin, &input.bytes).ok()).flatten()?;
    document.front?.url.filter(|url| net::is_address(url))
}

/// What became of the text, in one sentence.
fn verdict(added: Option<&Added>, archive: &Archive, draft: &Draft) -> String {
    let revisions = archive.entries().iter().filter(|entry| entry.id == draft.id).count();
    match added {
        Some(Added::New(entry)) if entry.revision > 1 => {
            format!(
                "Added as {}: the text differs from that of {}@{}.",
                entry.name(),
                entry.id,
                entry.revision - 1
            )
        }
        Some(Added::New(entry)) => format!("Added as {}.", entry.name()),
        Some(Added::Same(entry)) => format!("Nothing added: {} has the same text.", entry.name()),
        None if revisions > 0 => {
            format!("Not added (--dry-run): the archive has {revisions} of {}.", draft.id)
        }
        None => format!("Not added (--dry-run): it would be {}@1.", draft.id),
    }
}

/// The revision that a new one follows.
fn before<'a>(archive: &'a Archive, entry: &Entry) -> Option<&'a Entry> {
    archive.entries().iter().filter(|earlier| earlier.id == entry.id).max_by_key(|earlier| earlier.revision)
}

/// A publisher's silent edit is news: it is shown at once.
fn difference(before: &Entry, after: &Entry, global: &Global, command: &Add) -> Result<()> {
    let mut reader = Reader::new(global)?;
    let statements = reader.statements(&before.name(), &after.name())?;
    let comparison = reader.compared(statements.as_ref())?;
    let layout = terminal::layout(&command.output, global.color);
    let view = report::View { layout, ..report::View::default() };
    output::write(None, |writer| {
        writeln!(writer)?;
        report::comparison(writer, &comparison, &view)
    })
}

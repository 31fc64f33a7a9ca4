//! `kidd add`: takes a file, an address or standard input into the archive.

use std::io::Write as _;

use clap::Args;
use jiff::civil::Date;

use super::options::{Global, Output};
use super::{Exit, net, output, terminal};
use crate::Result;
use crate::archive::{self, Added, Archive, Draft, Entry};
use crate::report::{escape, terminal as report};
use crate::source;
use crate::workspace::{Corrections, Input, Workspace, today};

/// Add a statement to the archive, as it was published
///
/// The archive is the one that the other commands use; where there is none, ./statements is made. Edition, date and
/// venue come from the text; options only correct them. The same text again adds nothing, a changed text of a known
/// edition becomes its next revision and is compared with the one before at once.
#[derive(Debug, Args)]
#[command(after_help = ADD_HELP)]
pub(super) struct Add {
    /// A file, a page's address (https://…), or - for standard input
    pub source: String,
    /// The edition, where the text does not say or is wrong: 24, or 2021-03-11
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// The first day of the meeting
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// The last day of a meeting of several days
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub end_date: Option<Date>,
    /// Where it was published [default: SOURCE, if it is an address]
    #[arg(long, value_name = "ADDRESS")]
    pub source_url: Option<String>,
    /// The day on which it was published in this form, or saved [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub retrieved: Option<Date>,
    /// Mark it as a made-up text in every output
    #[arg(long)]
    pub illustrative: bool,
    /// Show how it is understood, and add nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Allow an address on this machine or its network
    #[arg(long)]
    pub allow_private: bool,
    #[command(flatten)]
    pub output: Output,
}

const ADD_HELP: &str = "\
Examples:
  kidd add 24.txt
  kidd add page.html --source-url https://example.org/release/24
  kidd add https://example.org/release/24
  kidd add draft.md --edition 24 --dry-run     how it would be understood
  pbpaste | kidd add - --series kidd";

pub(super) fn run(command: &Add, global: &Global) -> Result<Exit> {
    let input = source(command)?;
    let corrections = Corrections {
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
    let scope = global.scope();
    let workspace = Workspace::of(scope.home()?, scope);
    let (statement, draft) = workspace.intake(input, corrections)?;
    let archive = workspace.archive();

    let root = archive.home(global.archive.as_deref());
    let added = if command.dry_run { None } else { Some(archive::add(&root, &draft)?) };
    let layout = terminal::layout(&command.output, global.color);
    output::write(command.output.file.as_deref(), |writer| {
        report::intake(writer, &statement, &layout)?;
        writeln!(writer)?;
        writeln!(writer, "{}", escape::line(&verdict(added.as_ref(), archive, &draft)))
    })?;
    if let Some(Added::New(entry)) = &added
        && let Some(before) = before(archive, entry)
    {
        // The text is in the archive, whatever comes of showing the difference.
        if let Err(error) = difference(before, entry, global, command) {
            let _ = writeln!(std::io::stderr(), "kidd: {}", escape::line(&error.to_string()));
        }
    }
    Ok(Exit::Done)
}

/// The bytes of a file, of standard input or of a page.
fn source(command: &Add) -> Result<Input> {
    if !net::is_address(&command.source) {
        return Input::read(&command.source);
    }
    let (bytes, origin) = net::Net::new(command.allow_private).get(&command.source)?;
    Ok(Input::new(origin, bytes))
}

/// Where front matter says that the text was published. A text that cannot be read is told when it is.
fn published(input: &Input) -> Option<String> {
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
    let workspace = Workspace::open(global.scope())?;
    let statements = workspace.statements(&before.name(), &after.name())?;
    let comparison = workspace.compare(statements.as_ref())?;
    let layout = terminal::layout(&command.output, global.color);
    let view = report::View { layout, ..report::View::default() };
    output::write(None, |writer| {
        writeln!(writer)?;
        report::comparison(writer, &comparison, &view)
    })
}

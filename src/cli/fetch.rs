//! Editions that the catalogues give an address for, from there into the archive.

use std::path::{Path, PathBuf};

use clap::Args;

use super::options::Global;
use super::{Exit, net, output};
use crate::archive::{self, Added, Archive, Known as Edition};
use crate::report::escape;
use crate::statement::Statement;
use crate::workspace::{Corrections, Input, Workspace, today};
use crate::{Error, Result};

/// Download editions from where the catalogue says they were published
///
/// An edition that is named is asked for again even if it is held: what its publisher changed since becomes its next
/// revision. Some publishers refuse programs; the report then says what to do. Ends with 2 if an edition could not be
/// had. Only public http and https addresses are asked, without a proxy.
#[derive(Debug, Args)]
#[command(after_help = FETCH_HELP)]
pub(super) struct Fetch {
    /// Editions of the catalogue: 23, kidd-25
    #[arg(value_name = "EDITION", required_unless_present = "all")]
    pub editions: Vec<String>,
    /// Every edition that has an address and is not in the archive, of the series that the archive keeps
    #[arg(long, conflicts_with = "editions")]
    pub all: bool,
    /// Show what is there, and add nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Allow addresses on this machine or its network
    #[arg(long)]
    pub allow_private: bool,
    /// Write the report to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

const FETCH_HELP: &str = "\
Examples:
  kidd fetch 25 26
  kidd fetch --all
  kidd list --known          what could be fetched, and from where";

pub(super) fn run(command: &Fetch, global: &Global) -> Result<Exit> {
    let scope = global.scope();
    let workspace = Workspace::of(scope.home()?, scope);
    let root = workspace.archive().home(global.archive.as_deref());
    let wanted = wanted(command, global, workspace.archive())?;
    let mut net = net::Net::new(command.allow_private);
    let mut failed = 0;
    let mut report = Vec::new();
    for (id, edition) in &wanted {
        let done = match one(id, edition, command, &workspace, &mut net, &root) {
            Ok(done) => done,
            Err(problem) => {
                failed += 1;
                problem
            }
        };
        report.push(format!("{id}  {done}"));
    }
    output::write(command.output.as_deref(), |writer| {
        report.iter().try_for_each(|line| writeln!(writer, "{}", escape::line(line)))
    })?;
    if failed > 0 {
        let of = wanted.len();
        return Err(Error::new(format!(
            "{failed} of {of} {} could not be fetched",
            if of == 1 { "edition" } else { "editions" }
        ))
        .help("the lines above say why each failed; `kidd add` takes a page that you saved"));
    }
    Ok(Exit::Done)
}

/// The editions that were named, or all that have an address and are not held.
fn wanted(command: &Fetch, global: &Global, archive: &Archive) -> Result<Vec<(String, Edition)>> {
    let mut known = Vec::new();
    let mut all = archive.series();
    all.retain(|id| global.series.as_ref().is_none_or(|name| name == id));
    // Whoever keeps one series does not ask for all the others that the program knows of.
    if command.all && global.series.is_none() && all.iter().any(|id| archive.keeps(id)) {
        all.retain(|id| archive.keeps(id));
    }
    for series in all {
        let Some(catalog) = archive.catalog(&series)? else { continue };
        known
            .extend(catalog.editions.into_iter().filter_map(|edition| Some((edition.id(&series)?, edition))));
    }
    if command.all {
        let held = |id: &str| archive.entries().iter().any(|entry| entry.id == id);
        return Ok(known
            .into_iter()
            .filter(|(id, edition)| !edition.published.is_empty() && !held(id))
            .collect());
    }
    let named = |name: &String| {
        let name = name.to_ascii_lowercase();
        let is = |id: &str| id == name || id.split_once('-').is_some_and(|(_, short)| short == name);
        known.iter().find(|(id, _)| is(id)).cloned().ok_or_else(|| {
            Error::new("is not in any catalogue")
                .at(name)
                .help("`kidd list --known` shows what the catalogues hold; `kidd add ADDRESS` adds any page")
        })
    };
    command.editions.iter().map(named).collect()
}

/// Takes one edition in from the first of its addresses that gives it; what became of it, or why it could not be fetched.
fn one(
    id: &str,
    edition: &Edition,
    command: &Fetch,
    workspace: &Workspace,
    net: &mut net::Net,
    root: &Path,
) -> Result<String, String> {
    let mut problems = Vec::new();
    for address in &edition.published {
        match take_in(id, edition, address, command, workspace, net, root) {
            Ok(done) => return Ok(done),
            Err(error) => problems.push(error.to_string()),
        }
    }
    if problems.is_empty() {
        let reported = edition.reported.join(", ");
        let reported =
            if reported.is_empty() { String::new() } else { format!("; these pages report it: {reported}") };
        return Err(format!("no address of its text is known{reported}"));
    }
    Err(format!("could not be fetched: {}", problems.join("; and ")))
}

fn take_in(
    id: &str,
    edition: &Edition,
    address: &str,
    command: &Fetch,
    workspace: &Workspace,
    net: &mut net::Net,
    root: &Path,
) -> Result<String> {
    let (bytes, from) = net.get(address)?;
    let corrections = Corrections {
        series: id.split_once('-').map(|(series, _)| series.to_owned()),
        edition: Some(id.to_owned()),
        date: edition.date,
        end_date: edition.end_date,
        source: Some(from.clone()),
        retrieved: Some(today()),
        illustrative: false,
    };
    let (statement, draft) = workspace.intake(Input::new(&from, bytes), corrections)?;
    is_edition(&statement, edition, id)?;
    if command.dry_run {
        return Ok(format!("is there: {from} (--dry-run: nothing was added)"));
    }
    Ok(match archive::add(root, &draft)? {
        Added::New(entry) if entry.revision > 1 => format!(
            "added as {0} from {from}: the text differs, see `kidd diff {1}@{2} {0}`",
            entry.name(),
            entry.id,
            entry.revision - 1
        ),
        Added::New(entry) => format!("added as {} from {from}", entry.name()),
        Added::Same(entry) => format!("nothing added: {} has the same text", entry.name()),
    })
}

/// Whether a page holds the edition that the catalogue says it holds: addresses are reused, and sites put their newest
/// page in the place of old ones.
fn is_edition(statement: &Statement, edition: &Edition, id: &str) -> Result<()> {
    let error = |message: String| Error::new(message).at(&statement.origin);
    if statement.illustrative {
        return Err(error("is a made-up text".to_owned()));
    }
    let ordinals = (edition.ordinal, statement.ordinal);
    let dates = (edition.date, statement.date);
    match (ordinals, dates) {
        ((Some(known), Some(found)), _) if known == found => Ok(()),
        ((Some(_), Some(found)), _) => Err(error(format!("is not {id}, but edition {found}"))),
        (_, (Some(known), Some(found))) if known == found => Ok(()),
        (_, (Some(known), Some(found))) => {
            Err(error(format!("is not {id}, which met on {known}: this text is of {found}")))
        }
        _ => Err(error(format!("does not show that it is {id}"))
            .help("look at the page, and take it in with `kidd add ADDRESS --edition NAME`")),
    }
}

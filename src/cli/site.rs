//! `kidd site`: the whole archive as a static site.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use kidd_core::site;

use super::bar::Bar;
use super::options::Global;
use super::{Exit, output};
use crate::Result;
use crate::report::escape;
use crate::site::{FileCount, Folder};
use crate::workspace::{Progress as _, Workspace};

/// Make a static site of the archive: a timeline, every edition, what changed, search, a feed
#[derive(Debug, Args)]
#[command(after_help = SITE_HELP)]
pub(super) struct Site {
    /// The folder of the site: a new one, an empty one, or one that kidd made before
    pub out: PathBuf,
    /// A pair that does not follow each other, for a page of its own; may be repeated
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    pub pair: Vec<String>,
}

impl Site {
    /// The pairs that were asked for.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pair.chunks_exact(2).map(|pair| (pair[0].as_str(), pair[1].as_str()))
    }
}

const SITE_HELP: &str = "\
The pages work from a disk and from any folder of a server. Pages that did not
change are left alone, and so is every file that kidd did not make.

Examples:
  kidd site public
  kidd site public --pair 19 23      what changed over several editions, too
  kidd site public --series kidd     one series of the archive";

pub(super) fn run(command: &Site, global: &Global) -> Result<Exit> {
    let bar = Arc::new(Bar::default());
    let workspace = Workspace::open(global.scope())?.with_progress(Arc::clone(&bar) as _);
    let series = workspace.site()?;
    let asked: Vec<site::Pair> =
        command.pairs().map(|(old, new)| workspace.site_pair(old, new, &series)).collect::<Result<_>>()?;
    output::checked(&command.out)?;
    let folder = Folder::open(&command.out)?;
    site::build(&series, &asked, &folder, &*bar)?;
    let count = folder.close()?;
    bar.end();
    report(command, count)?;
    Ok(Exit::Done)
}

fn report(command: &Site, count: FileCount) -> Result<()> {
    let FileCount { written, same, removed, bytes } = count;
    let removed = if removed == 0 { String::new() } else { format!(", {removed} removed") };
    let text = format!(
        "{}: {} files, {} kB; {written} written, {same} unchanged{removed}",
        command.out.display(),
        written + same,
        bytes.div_ceil(1000),
    );
    output::write(None, |writer| writeln!(writer, "{}", escape::line(&text)))
}

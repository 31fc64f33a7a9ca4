//! `kidd site`: the whole archive as a static site.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use kidd_core::site;

use super::bar::Bar;
use super::options::Global;
use super::{Exit, output};
use crate::report::escape;
use crate::site::{FileCount, Folder};
use crate::workspace::{Progress as _, Workspace};
use crate::{Error, Result, files, reason};

/// Make a static site of the archive: a timeline, every edition, what changed, search, a feed
#[derive(Debug, Args)]
#[command(after_help = SITE_HELP)]
pub(super) struct Site {
    /// The folder of the site: a new one, an empty one, or one that kidd made before
    pub out: PathBuf,
    /// A pair that does not follow each other, for a page of its own; may be repeated
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    pub pair: Vec<String>,
    /// The page that compares two texts in a browser (kidd.html), to put into the site
    #[arg(long, value_name = "FILE")]
    pub page: Option<PathBuf>,
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
  kidd site public --page kidd.html  with \"Compare your draft with this edition\"
  kidd site public --series kidd     one series of the archive";

/// The most that the page may have, in bytes; it has less than four million.
const MAX_PAGE: u64 = 64 << 20;

/// What every page of ours that compares has in its head, and no report.
const SIGNS: [&str; 2] = ["<meta name=\"generator\" content=\"kidd ", "connect-src 'none'"];

/// How far into the page its signs stand, in bytes.
const HEAD: usize = 4096;

pub(super) fn run(command: &Site, global: &Global) -> Result<Exit> {
    let bar = Arc::new(Bar::default());
    let workspace = Workspace::open(global.scope())?.with_progress(Arc::clone(&bar) as _);
    let series = workspace.site()?;
    let asked: Vec<site::Pair> =
        command.pairs().map(|(old, new)| workspace.site_pair(old, new, &series)).collect::<Result<_>>()?;
    let page = command.page.as_deref().map(comparer).transpose()?;
    output::checked(&command.out)?;
    let folder = Folder::open(&command.out)?;
    let extras = site::Extras { pairs: &asked, comparer: page.as_deref() };
    site::build(&series, extras, &folder, &*bar)?;
    let count = folder.close()?;
    bar.end();
    report(command, count)?;
    Ok(Exit::Done)
}

/// The page that compares, if the file is one: whatever is put into a site is run by those who read it.
fn comparer(path: &Path) -> Result<Vec<u8>> {
    let failed = |cause: io::Error| {
        Error::new(format!("cannot be read ({})", reason(&cause))).at_path(path).because(cause)
    };
    let wrong = |message: &str| {
        Error::new(message)
            .at_path(path)
            .help("take kidd.html from a release, or make it with bindings/web/run")
    };
    let mut page = Vec::new();
    files::open(path).map_err(failed)?.take(MAX_PAGE + 1).read_to_end(&mut page).map_err(failed)?;
    if page.len() as u64 > MAX_PAGE {
        return Err(wrong("is larger than 64 MiB, and so is not the page that compares two texts"));
    }
    let head = String::from_utf8_lossy(&page[..page.len().min(HEAD)]);
    if !SIGNS.iter().all(|sign| head.contains(sign)) {
        return Err(wrong("is not the page that compares two texts"));
    }
    Ok(page)
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

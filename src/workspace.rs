//! A workspace: an archive, the rules that read it, and the cache of what was read. The one door by which commands, the
//! site and batch read and compare.
//!
//! [`Workspace::statement`] reads what a name means, [`Workspace::compare`] compares two statements,
//! [`Workspace::history`] reads a whole series, [`Workspace::site`] all that a site shows, and [`Workspace::check`] holds
//! changes against a policy. Rules are loaded once for a workspace, which any number of threads may share.
//!
//! ```
//! use kidd::workspace::{Scope, Workspace};
//!
//! let workspace = Workspace::open(Scope::default())?;
//! let statements = workspace.statements("23", "sample")?;
//! let mut comparison = workspace.compare(statements.as_ref())?;
//! workspace.recall(&mut comparison);
//! assert!(comparison.findings.iter().any(|finding| finding.message.contains("complete denuclearization")));
//! # Ok::<(), kidd::Error>(())
//! ```

mod history;
mod input;
mod intake;
mod measure;
mod pages;
mod progress;
mod rulebook;
mod scope;

use std::path::Path;
use std::sync::Arc;

use crate::apart::Extractor;
use crate::archive::{Archive, Entry};
use crate::cache::Cache;
use crate::compare::{self, Comparison, Options, compare};
use crate::desk::{self, Rulebook};
use crate::series::Rules;
use crate::source::{self, Caution, Document, Kind, Tracked};
use crate::statement::{self, Statement};
use crate::{Error, Result, Sides, files};

pub use history::{History, Illustrative};
pub use input::{Input, one_stdin};
pub use intake::{Corrections, today};
pub use progress::{Progress, Quiet};
pub use scope::Scope;

/// Up to this length together, in bytes, both sides are read at once; longer ones one after the other, since what is
/// known of a text while it is read takes some fifteen times its length.
const AT_ONCE: usize = 4 << 20;

/// An archive with all that reading and comparing its editions, and other texts, needs.
pub struct Workspace {
    scope: Scope,
    archive: Archive,
    /// Where results are kept.
    cache: Cache,
    /// What parses files in a process of its own.
    extractor: Option<Extractor>,
    /// The side of drafts that was asked for, of texts that are named; what the archive keeps is always read as if changes
    /// were accepted.
    tracked: Option<Tracked>,
    /// Whether only the text says of which series it is, whatever the scope names.
    detecting: bool,
    progress: Arc<dyn Progress>,
    rulebook: Rulebook,
}

/// An input with its blocks, and the rules by which they are read.
struct Opened {
    input: Input,
    document: Document,
    rules: Arc<Rules>,
}

impl Workspace {
    /// The archive that is meant, with the user's cache.
    ///
    /// # Errors
    /// There is no archive where one is named, or it cannot be read.
    pub fn open(scope: Scope) -> Result<Self> {
        Ok(Self::of(scope.archive()?, scope))
    }

    /// With an archive that was found otherwise.
    ///
    /// Pages are parsed by the program that runs, in a process of its own, which must be `kidd`.
    pub fn of(archive: Archive, scope: Scope) -> Self {
        let extractor = std::env::current_exe().ok().map(|program| Extractor { program });
        Self {
            scope,
            archive,
            cache: Cache::user(),
            extractor,
            tracked: None,
            detecting: false,
            progress: Arc::new(Quiet),
            rulebook: Rulebook::default(),
        }
    }

    /// The same, asked what each text says itself.
    #[must_use]
    pub const fn detecting(mut self) -> Self {
        self.detecting = true;
        self
    }

    /// The same, reading this side of drafts that keep their changes.
    #[must_use]
    pub const fn with_tracked(mut self, tracked: Option<Tracked>) -> Self {
        self.tracked = tracked;
        self
    }

    /// The same, saying how far it is.
    #[must_use]
    pub fn with_progress(mut self, progress: Arc<dyn Progress>) -> Self {
        self.progress = progress;
        self
    }

    /// The same with another cache.
    #[must_use]
    pub fn with_cache(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// The archive.
    pub const fn archive(&self) -> &Archive {
        &self.archive
    }

    /// What was named.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Where results are kept.
    pub const fn cache(&self) -> &Cache {
        &self.cache
    }

    /// The rules of a series; the general ones where it has none.
    ///
    /// # Errors
    /// They are broken.
    pub fn rules(&self, series: Option<&str>) -> Result<Arc<Rules>> {
        self.rulebook.rules(series, &self.archive)
    }

    /// The bytes that a name means: an edition's name beats a file's.
    ///
    /// # Errors
    /// There is neither, or it cannot be read.
    pub fn find(&self, name: &str) -> Result<Input> {
        Input::find(name, &self.archive, self.scope.series.as_deref())
    }

    /// The file that a name means, or that the edition it names stands in, with slashes; nothing for standard input.
    pub fn file(&self, name: &str) -> Option<String> {
        if name == "-" {
            return None;
        }
        // A name that means nothing is told when it is read.
        let entry = self.archive.lookup(name, self.scope.series.as_deref()).ok().flatten();
        let path = entry.map_or_else(|| name.to_owned(), |entry| self.archive.path(entry));
        Some(files::slashed(Path::new(&path)))
    }

    /// Where these bytes were published, as far as the archive knows: also for a file that is the same as an edition.
    pub fn published(&self, statement: &Statement) -> Option<&str> {
        desk::published(self.archive.entries(), statement)
    }

    /// Reads what a name means.
    ///
    /// # Errors
    /// It cannot be read, is no statement, or is no draft where the old side of one is asked for.
    pub fn statement(&self, name: &str) -> Result<Statement> {
        let opened = self.named(name)?;
        if self.tracked == Some(Tracked::Old) && !is_draft(&opened.document) {
            return Err(no_draft(&opened.document));
        }
        opened.statement()
    }

    /// Reads both sides of a comparison.
    ///
    /// # Errors
    /// Those of [`statement`](Self::statement); both are standard input.
    pub fn statements(&self, old: &str, new: &str) -> Result<Sides<Statement>> {
        one_stdin(old, new)?;
        let (ready, ()) = rayon::join(|| self.ready(old, new), statement::prepare);
        let Sides { before, after } = ready?;
        if before.input.bytes.len() + after.input.bytes.len() > AT_ONCE {
            return Ok(Sides::new(before.statement()?, after.statement()?));
        }
        let (before, after) = rayon::join(|| before.statement(), || after.statement());
        Ok(Sides::new(before?, after?))
    }

    /// Reads what a draft said before its tracked changes, and what it says after them.
    ///
    /// # Errors
    /// It cannot be read, or has no tracked changes.
    pub fn draft_sides(&self, name: &str) -> Result<Sides<Statement>> {
        let input = self.find(name)?;
        let documents =
            Sides::new(self.document(&input, Tracked::Old)?, self.document(&input, Tracked::New)?);
        if !is_draft(&documents.after) {
            return Err(no_draft(&documents.after));
        }
        let rules = self.rules_of(&documents.after, &input)?;
        let side = |document: &Document, which: &str| {
            let mut statement = said(document, &input, &rules)?;
            let name = document.origin.rsplit(['/', '\\']).next().unwrap_or_default();
            statement.id = format!("{name} ({which} its changes)");
            Ok(statement)
        };
        Ok(Sides::new(side(&documents.before, "before")?, side(&documents.after, "after")?))
    }

    /// Reads bytes as a statement, and tells their format.
    ///
    /// # Errors
    /// They are no statement.
    pub fn read(&self, input: Input) -> Result<(Statement, Kind)> {
        let opened = self.opened(input, Tracked::default())?;
        Ok((opened.statement()?, opened.document.kind))
    }

    /// Reads an edition of the archive by the rules of the series that it is filed under.
    ///
    /// # Errors
    /// It is missing, was altered, or is no statement.
    pub fn edition(&self, entry: &Entry) -> Result<Statement> {
        let input = Input::kept(&self.archive, entry)?;
        let rules = self.rules(Some(entry.series()))?;
        said(&self.document(&input, Tracked::New)?, &input, &rules)
    }

    /// Compares both sides by the rules of their series if it is one; of two kindred series by those of the one that
    /// inherits from the other, or of what both inherit; else by the general ones.
    ///
    /// # Errors
    /// Rules are broken.
    pub fn compare<'s>(&self, statements: Sides<&'s Statement>) -> Result<Comparison<'s>> {
        let series = statements.map(|statement| statement.series.as_deref());
        let kinship = desk::kinship(series, &self.archive)?;
        let rules = self.rules(kinship.rules.as_deref())?;
        let mut comparison = compare(statements, &rules, &Options::default());
        if kinship.sisters {
            comparison.cautions.extend(desk::sister_sections(&comparison));
        }
        Ok(comparison)
    }

    /// Opens both sides, and has their rules ready to read with.
    fn ready(&self, old: &str, new: &str) -> Result<Sides<Opened>> {
        let sides = Sides::new(self.named(old)?, self.named(new)?);
        if self.tracked == Some(Tracked::Old)
            && !is_draft(&sides.before.document)
            && !is_draft(&sides.after.document)
        {
            return Err(no_draft(&sides.after.document));
        }
        for rules in [&sides.before.rules, &sides.after.rules] {
            rayon::join(|| statement::compile(rules), || compare::compile(rules));
        }
        Ok(sides)
    }

    /// Opens what a name means.
    fn named(&self, name: &str) -> Result<Opened> {
        self.opened(self.find(name)?, self.tracked.unwrap_or_default())
    }

    fn opened(&self, input: Input, tracked: Tracked) -> Result<Opened> {
        let document = self.document(&input, tracked)?;
        let rules = self.rules_of(&document, &input)?;
        Ok(Opened { input, document, rules })
    }

    /// A file that needs a large library is parsed by this program in a process of its own.
    fn document(&self, input: &Input, tracked: Tracked) -> Result<Document> {
        let parser = self.extractor.as_ref().map(|extractor| extractor as &dyn source::Parser);
        source::read_with(&input.origin, &input.bytes, &source::Options { parser, tracked })
    }

    /// The rules of the series that was asked for, else the edition's, else of the one that the text shows.
    fn rules_of(&self, document: &Document, input: &Input) -> Result<Arc<Rules>> {
        let asked = self.scope.series.as_deref().filter(|_| !self.detecting);
        match asked.or_else(|| input.edition.as_ref().map(Entry::series)) {
            Some(series) => self.rules(Some(series)),
            None => self.rules(self.rulebook.detected(document, &self.archive)?.as_deref()),
        }
    }
}

impl Opened {
    fn statement(&self) -> Result<Statement> {
        said(&self.document, &self.input, &self.rules)
    }
}

/// What a document says, and what the archive knows of it.
fn said(document: &Document, input: &Input, rules: &Rules) -> Result<Statement> {
    let mut statement = statement::read(document, rules)?;
    if let Some(edition) = &input.edition {
        desk::label(&mut statement, edition);
    }
    Ok(statement)
}

/// Whether a file keeps changes that were tracked.
fn is_draft(document: &Document) -> bool {
    document.cautions.iter().any(|caution| matches!(caution, Caution::TrackedChanges { .. }))
}

fn no_draft(document: &Document) -> Error {
    let error = match document.kind {
        Kind::Docx | Kind::Odt | Kind::Rtf => Error::new("has no tracked changes: it has one side only"),
        _ => Error::new("is no Word or RTF file, and only of those both sides of tracked changes are read"),
    };
    error.help("leave --tracked out").at(&document.origin)
}

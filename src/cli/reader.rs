//! Arguments → statements and the rules that read them; archive and rules are loaded once for a command.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use super::args::Global;
use super::input::{self, Input};
use crate::apart::Extractor;
use crate::archive::Archive;
use crate::cache::Cache;
use crate::compare::{self, Comparison, Options, SectionStatus, compare};
use crate::series::{self, Detector, Rules};
use crate::source::{self, Caution, Document, Kind, Tracked};
use crate::statement::{self, Statement};
use crate::{Error, Result, Sides, digest};

/// Reads bytes by the rules of a series that is known.
pub(super) fn statement(input: &Input, rules: &Rules) -> Result<Statement> {
    said(&source::read(&input.origin, &input.bytes)?, input, rules)
}

/// Up to this length together, in bytes, both sides are read at once; longer ones one after the other, since what is
/// known of a text while it is read takes some fifteen times its length.
const AT_ONCE: usize = 4 << 20;

/// What a document says, and what the archive knows of it.
fn said(document: &Document, input: &Input, rules: &Rules) -> Result<Statement> {
    let mut statement = statement::read(document, rules)?;
    statement.sha256 = digest::bytes(&input.bytes);
    if let Some(edition) = &input.edition {
        statement.illustrative |= edition.illustrative;
        statement.id.clone_from(&edition.id);
        if statement.date.is_none() {
            (statement.date, statement.end_date) = (edition.date, edition.end_date);
        }
    }
    Ok(statement)
}

/// An input with its blocks, and the series by whose rules they are read.
struct Opened {
    input: Input,
    document: Document,
    series: Option<String>,
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

/// Of sister texts, which sections have a counterpart: only these can be compared.
fn sister_sections(comparison: &Comparison<'_>) -> Vec<String> {
    let titles = |wanted: &[SectionStatus]| -> Vec<String> {
        let sections = comparison.sections.iter().filter(|section| wanted.contains(&section.status));
        sections.map(|section| section.title.clone()).collect()
    };
    let both = titles(&[SectionStatus::Same, SectionStatus::Changed]);
    let sides = comparison.statements;
    let mut told = vec![match both.as_slice() {
        [] => "These are sister texts, and no section of one has a counterpart in the other.".to_owned(),
        _ => format!("These are sister texts. Sections with a counterpart: {}.", both.join(", ")),
    }];
    for (status, statement) in [(SectionStatus::Removed, sides.before), (SectionStatus::Added, sides.after)] {
        let alone = titles(&[status]);
        if !alone.is_empty() {
            told.push(format!("Sections of {} alone: {}.", statement.id, alone.join(", ")));
        }
    }
    told
}

/// Rules by the name of their series; without a name the general ones.
type Loaded = BTreeMap<Option<String>, Rules>;

/// Reads the statements of one command.
pub(super) struct Reader<'g> {
    global: &'g Global,
    pub archive: Archive,
    extractor: Option<Extractor>,
    /// Where results are kept.
    pub cache: Cache,
    /// The side of drafts that was asked for, of texts that the command line names; what the archive keeps is always
    /// read as if changes were accepted.
    pub tracked: Option<Tracked>,
    rules: Loaded,
    /// Made for the first text that does not say its series.
    detector: OnceLock<Detector>,
    /// Whether only the text says of which series it is, whatever the command line names.
    detecting: bool,
}

impl<'g> Reader<'g> {
    pub fn new(global: &'g Global) -> Result<Self> {
        Ok(Self::of(input::archive(global)?, global))
    }

    /// With an archive that was found otherwise.
    ///
    /// This program itself is the one that parses pages in a process of their own.
    pub fn of(archive: Archive, global: &'g Global) -> Self {
        let extractor = std::env::current_exe().ok().map(|program| Extractor { program });
        Self {
            global,
            archive,
            tracked: None,
            extractor,
            cache: Cache::user(),
            rules: BTreeMap::new(),
            detector: OnceLock::new(),
            detecting: false,
        }
    }

    /// The same, asked what each text says itself.
    #[must_use]
    pub const fn detecting(mut self) -> Self {
        self.detecting = true;
        self
    }

    /// A file that needs a large library is parsed by this program in a process of its own.
    fn options(&self, tracked: Tracked) -> source::Options<'_> {
        let parser = self.extractor.as_ref().map(|extractor| extractor as &dyn source::Parser);
        source::Options { parser, tracked }
    }

    /// The file that an argument names, or that the edition it names stands in, with slashes; nothing for standard input.
    pub fn file(&self, argument: &str) -> Option<String> {
        if argument == "-" {
            return None;
        }
        // A name that means nothing is told when it is read.
        let entry = self.archive.lookup(argument, self.global.series.as_deref()).ok().flatten();
        let path = entry.map_or_else(|| argument.to_owned(), |entry| self.archive.path(entry));
        Some(input::slashed(Path::new(&path)))
    }

    /// Reads what an argument names.
    pub fn statement(&mut self, argument: &str) -> Result<Statement> {
        let opened = self.opened(argument)?;
        if self.tracked == Some(Tracked::Old) && !is_draft(&opened.document) {
            return Err(no_draft(&opened.document));
        }
        let rules = self.rules(opened.series.clone())?;
        said(&opened.document, &opened.input, rules)
    }

    /// Reads what a draft said before its tracked changes, and what it says after them.
    pub fn draft(&mut self, argument: &str) -> Result<Sides<Statement>> {
        let input = input::find(argument, self.global, &self.archive)?;
        let read = |tracked| source::read_with(&input.origin, &input.bytes, &self.options(tracked));
        let documents = Sides::new(read(Tracked::Old)?, read(Tracked::New)?);
        if !is_draft(&documents.after) {
            return Err(no_draft(&documents.after));
        }
        let series = self.series(&documents.after, &input)?;
        let rules = self.rules(series)?;
        let side = |document: &Document, which: &str| {
            let mut statement = said(document, &input, rules)?;
            let name = document.origin.rsplit(['/', '\\']).next().unwrap_or_default();
            statement.id = format!("{name} ({which} its changes)");
            Ok(statement)
        };
        Ok(Sides::new(side(&documents.before, "before")?, side(&documents.after, "after")?))
    }

    /// Reads both sides of a comparison.
    pub fn statements(&mut self, old: &str, new: &str) -> Result<Sides<Statement>> {
        input::one_stdin(old, new)?;
        let (ready, ()) = rayon::join(|| self.ready(old, new), statement::prepare);
        let (before, after, rules) = ready?;
        self.rules.extend(rules);
        let length = before.input.bytes.len() + after.input.bytes.len();
        let read = |opened: &Opened| said(&opened.document, &opened.input, &self.rules[&opened.series]);
        if length > AT_ONCE {
            return Ok(Sides::new(read(&before)?, read(&after)?));
        }
        let (before, after) = rayon::join(|| read(&before), || read(&after));
        Ok(Sides::new(before?, after?))
    }

    /// Opens both sides, and has their rules ready to read with.
    fn ready(&self, old: &str, new: &str) -> Result<(Opened, Opened, Loaded)> {
        let (before, after) = (self.opened(old)?, self.opened(new)?);
        if self.tracked == Some(Tracked::Old) && !is_draft(&before.document) && !is_draft(&after.document) {
            return Err(no_draft(&after.document));
        }
        let mut loaded = Loaded::new();
        for name in [&before.series, &after.series] {
            if !self.rules.contains_key(name) && !loaded.contains_key(name) {
                loaded.insert(name.clone(), self.loaded(name.as_deref())?);
            }
        }
        for rules in loaded.values() {
            rayon::join(|| statement::compile(rules), || compare::compile(rules));
        }
        Ok((before, after, loaded))
    }

    fn opened(&self, argument: &str) -> Result<Opened> {
        let input = input::find(argument, self.global, &self.archive)?;
        let document =
            source::read_with(&input.origin, &input.bytes, &self.options(self.tracked.unwrap_or_default()))?;
        let series = self.series(&document, &input)?;
        Ok(Opened { input, document, series })
    }

    /// Compares both sides, by the rules of their series if it is one; of two kindred series by those of the one that
    /// inherits from the other, or of what both inherit; else by the general ones.
    pub fn compared<'s>(&mut self, statements: Sides<&'s Statement>) -> Result<Comparison<'s>> {
        let series = statements.map(|statement| statement.series.as_deref());
        let name = match (series.before, series.after) {
            (before, after) if before == after => after.map(str::to_owned),
            (Some(before), Some(after)) => {
                let lines = Sides::new(self.lineage(before)?, self.lineage(after)?);
                let common = |line: &[String], other: &[String]| {
                    line.iter().find(|name| other.contains(name)).cloned()
                };
                match common(&lines.after, &lines.before) {
                    // The one that inherits from the other knows what both say.
                    Some(name) if name == before => Some(after.to_owned()),
                    Some(name) if name == after => Some(before.to_owned()),
                    common => common,
                }
            }
            _ => None,
        };
        let sisters = series.before.is_some() && series.after.is_some() && series.before != series.after;
        let mut comparison = compare(statements, self.rules(name)?, &Options::default());
        if sisters {
            comparison.cautions.extend(sister_sections(&comparison));
        }
        Ok(comparison)
    }

    /// A series and all that it inherits from, the nearest first.
    fn lineage(&self, series: &str) -> Result<Vec<String>> {
        let mut names = vec![series.to_owned()];
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            if let Some(file) = self.archive.rules(&name)? {
                let inherits = series::parse(&file.origin, &file.text)?.inherits;
                names.extend(
                    inherits.into_iter().rev().filter(|name| !names.contains(name)).collect::<Vec<_>>(),
                );
            }
            at += 1;
        }
        Ok(names)
    }

    /// Where these bytes were published, as far as the archive knows: also for a file that is the same as an edition.
    pub fn source(&self, statement: &Statement) -> Option<&str> {
        let kept = self.archive.entries().iter().filter(|entry| entry.sha256 == statement.sha256);
        kept.filter_map(|entry| entry.source.as_deref()).next()
    }

    /// Reads bytes as a statement, and tells their format.
    pub fn read(&mut self, input: &Input) -> Result<(Statement, Kind)> {
        let document = source::read_with(&input.origin, &input.bytes, &self.options(Tracked::default()))?;
        let name = self.series(&document, input)?;
        let statement = said(&document, input, self.rules(name)?)?;
        Ok((statement, document.kind))
    }

    /// A hash of all the rules that read a series.
    pub fn fingerprint(&self, series: &str) -> Result<String> {
        let mut texts = String::new();
        for name in self.lineage(series)? {
            if let Some(file) = self.archive.rules(&name)? {
                texts.push_str(&format!("{name} {}\n{}\n", file.text.len(), file.text));
            }
        }
        Ok(digest::bytes(texts.as_bytes()))
    }

    /// The series that was asked for, else the edition's, else the one that the text shows.
    fn series(&self, document: &Document, input: &Input) -> Result<Option<String>> {
        let edition = input.edition.as_ref().map(|entry| entry.series().to_owned());
        let named = self.global.series.clone().filter(|_| !self.detecting);
        if let Some(name) = named.or(edition) {
            return Ok(Some(name));
        }
        if let Some(detector) = self.detector.get() {
            return Ok(detector.detect(document));
        }
        let mut known = Vec::new();
        for name in self.archive.series() {
            if let Some(file) = self.archive.rules(&name)? {
                known.push((name, file));
            }
        }
        let detector = Detector::new(&known)?;
        Ok(self.detector.get_or_init(|| detector).detect(document))
    }

    /// The rules of a series; the general ones where it has none.
    pub fn rules(&mut self, name: Option<String>) -> Result<&Rules> {
        if !self.rules.contains_key(&name) {
            let rules = self.loaded(name.as_deref())?;
            self.rules.insert(name.clone(), rules);
        }
        // Just put there.
        Ok(&self.rules[&name])
    }

    fn loaded(&self, name: Option<&str>) -> Result<Rules> {
        let file = name.map(|name| self.archive.rules(name)).transpose()?.flatten();
        match file {
            Some(file) => series::load(&file, &|name| self.archive.rules(name)),
            None => series::general(),
        }
    }
}

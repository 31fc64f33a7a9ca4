//! How far the rules of a series reach on its own editions.

use super::Workspace;
use crate::Result;
use crate::report::terminal::SeriesReport;
use crate::series::parse;
use crate::statement::{Statement, coverage, overlaps};

impl Workspace {
    /// Reads the editions of a series and measures its rules on them.
    ///
    /// # Errors
    /// The rules are broken, or an edition cannot be read.
    pub fn measure(&self, series: &str) -> Result<SeriesReport> {
        let file = self.archive.rules(series)?;
        let own = file.as_ref().map(|file| parse(&file.origin, &file.text)).transpose()?.unwrap_or_default();
        let rules = self.rules(Some(series))?;
        let statements: Vec<Statement> = self
            .archive
            .newest(series, &|_| true)
            .into_iter()
            .map(|entry| self.edition(entry))
            .collect::<Result<_>>()?;
        Ok(SeriesReport {
            id: series.to_owned(),
            origin: file.map(|file| file.origin),
            inherits: own.inherits.clone(),
            sections: rules.section.len(),
            entities: rules.entity.len(),
            watched: rules.watch.len(),
            overlaps: overlaps(&rules, &own),
            coverage: coverage(&statements, &rules, &own),
            statements,
        })
    }
}

//! How the series of two statements are akin: which rules compare them, and what can be compared at all.

use super::rulebook::lineage;
use super::shelf::Shelf;
use crate::compare::{Comparison, SectionStatus};
use crate::{Result, Sides};

/// How two series are akin.
#[derive(Debug)]
pub struct Kinship {
    /// The series whose rules compare the two; the general ones where there is none.
    pub rules: Option<String>,
    /// Whether the two are of different series.
    pub sisters: bool,
}

/// How these two series are akin.
///
/// # Errors
/// The rules of one are broken.
pub fn kinship<S: Shelf>(series: Sides<Option<&str>>, shelf: &S) -> Result<Kinship> {
    let (before, after) = match (series.before, series.after) {
        (before, after) if before == after => {
            return Ok(Kinship { rules: after.map(str::to_owned), sisters: false });
        }
        (Some(before), Some(after)) => (before, after),
        _ => return Ok(Kinship { rules: None, sisters: false }),
    };
    let lines = Sides::new(lineage(before, shelf)?, lineage(after, shelf)?);
    let common = lines.after.iter().find(|name| lines.before.contains(name));
    let rules = match common.map(String::as_str) {
        // The one that inherits from the other knows what both say.
        Some(name) if name == before => Some(after),
        Some(name) if name == after => Some(before),
        common => common,
    };
    Ok(Kinship { rules: rules.map(str::to_owned), sisters: true })
}

/// Of sister texts, which sections have a counterpart: only these can be compared.
pub fn sister_sections(comparison: &Comparison<'_>) -> Vec<String> {
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

//! How far the rules of a series reach.

use std::io::{self, Write};

use crate::report::Layout;
use crate::report::lifelines::clip;
use crate::report::prose::{count, paragraphs};
use crate::report::rich::{Indent, Rich, Tone};
use crate::statement::{Coverage, Overlap, Rungless, Statement};

/// What is told of a series.
#[derive(Debug, Clone)]
pub struct SeriesReport {
    /// `ncg`
    pub id: String,
    /// Where its rules stand; `None` where it has none.
    pub origin: Option<String>,
    /// Series that it takes over.
    pub inherits: Vec<String>,
    /// How many sections the merged rules have.
    pub sections: usize,
    /// How many bodies and instruments they know by name.
    pub entities: usize,
    /// How many formulas they watch.
    pub watched: usize,
    /// Cues that decide nothing.
    pub overlaps: Vec<Overlap>,
    /// What was measured.
    pub coverage: Coverage,
    /// The editions that it was measured on.
    pub statements: Vec<Statement>,
}

/// Entries of a list that are shown unless all are wanted.
const FEW: usize = 6;

/// Writes what is told of a series.
///
/// # Errors
/// Those of the writer.
pub fn series(writer: &mut dyn Write, series: &SeriesReport, layout: &Layout, all: bool) -> io::Result<()> {
    let mut head = Rich::of(Tone::Strong, &series.id);
    match &series.origin {
        Some(origin) => head.plain("  ").push(Tone::Dim, origin),
        None => head.push(Tone::Dim, "  no rules of its own: the general ones"),
    };
    head.write(writer, layout, Indent { first: 0, rest: 2 })?;
    let mut size = format!(
        "{}, {} by name, {}",
        count(series.sections, "section", "sections"),
        count(series.entities, "body or instrument", "bodies and instruments"),
        count(series.watched, "watched formula", "watched formulas"),
    );
    if !series.inherits.is_empty() {
        size.push_str(&format!("; inherits {}", series.inherits.join(", ")));
    }
    line(writer, layout, Tone::Plain, &size)?;
    for overlap in &series.overlaps {
        let text = format!(
            "cue {:?} weighs the same for {}: it decides nothing; give one of them more, or take it out",
            overlap.cue,
            overlap.sections.join(" and ")
        );
        line(writer, layout, Tone::Error, &text)?;
    }
    let coverage = &series.coverage;
    if coverage.editions == 0 {
        return line(writer, layout, Tone::Warning, "no edition at hand: nothing could be measured");
    }
    let share = 100 * coverage.other.len() / coverage.sentences.max(1);
    let tone = if share > 25 { Tone::Warning } else { Tone::Plain };
    let filed = format!(
        "{}, {}: {} ({share} %) in no section",
        count(coverage.editions, "edition", "editions"),
        count(coverage.sentences, "sentence", "sentences"),
        coverage.other.len(),
    );
    line(writer, layout, tone, &filed)?;
    let shown = |number: usize| if all { number } else { number.min(FEW) };
    for &(edition, sentence) in &coverage.other[..shown(coverage.other.len())] {
        let statement = &series.statements[edition];
        let text = &statement.sentences[sentence].text;
        let place = format!("{} {}", statement.id, paragraphs(statement, &[sentence]));
        let quote = clip(
            &text.split_whitespace().collect::<Vec<_>>().join(" "),
            layout.width.saturating_sub(place.len() + 12),
        );
        Rich::of(Tone::Dim, &format!("{place}  “{quote}”")).write(
            writer,
            layout,
            Indent { first: 4, rest: 6 },
        )?;
    }
    rest(writer, layout, coverage.other.len() - shown(coverage.other.len()))?;
    let silent: Vec<String> =
        coverage.silent.iter().map(|(section, cue)| format!("{section}: {cue}")).collect();
    listed(
        writer,
        layout,
        &format!("{} of {} own cues never fire", silent.len(), coverage.cues),
        &silent,
        all,
    )?;
    let unseen =
        format!("{} of {} own bodies and instruments never named", coverage.unseen.len(), coverage.entities);
    listed(writer, layout, &unseen, &coverage.unseen, all)?;
    let verbs: Vec<String> =
        coverage.rungless.iter().map(|verb| format!("{} ({})", verb.verb, verb.count)).collect();
    listed(
        writer,
        layout,
        &format!("{} after a subject without a rung", count(verbs.len(), "verb", "verbs")),
        &verbs,
        all,
    )?;
    let unread = coverage.unread.iter().map(|&(edition, sentence)| {
        let statement = &series.statements[edition];
        format!("{} {}", statement.id, paragraphs(statement, &[sentence]))
    });
    let unread: Vec<String> = unread.collect();
    listed(
        writer,
        layout,
        &format!("{} without a claim that has a verb", count(unread.len(), "sentence", "sentences")),
        &unread,
        all,
    )?;
    let several = |list: &[Rungless]| -> Vec<String> {
        list.iter().map(|found| format!("{} ({})", found.verb, found.count)).collect()
    };
    let strangers = several(&coverage.strangers);
    let head =
        format!("{} speaking that no party of the rules is", count(strangers.len(), "subject", "subjects"));
    listed(writer, layout, &head, &strangers, all)?;
    let unranked = several(&coverage.unranked);
    let head = format!("{} of claims on no ladder of stances", count(unranked.len(), "verb", "verbs"));
    listed(writer, layout, &head, &unranked, all)
}

fn line(writer: &mut dyn Write, layout: &Layout, tone: Tone, text: &str) -> io::Result<()> {
    Rich::of(tone, text).write(writer, layout, Indent { first: 2, rest: 4 })
}

fn listed(
    writer: &mut dyn Write,
    layout: &Layout,
    head: &str,
    entries: &[String],
    all: bool,
) -> io::Result<()> {
    line(writer, layout, Tone::Plain, head)?;
    if entries.is_empty() {
        return Ok(());
    }
    let shown = if all { entries.len() } else { entries.len().min(FEW) };
    Rich::of(Tone::Dim, &entries[..shown].join("; ")).write(writer, layout, Indent::all(4))?;
    rest(writer, layout, entries.len() - shown)
}

fn rest(writer: &mut dyn Write, layout: &Layout, number: usize) -> io::Result<()> {
    if number == 0 {
        return Ok(());
    }
    Rich::of(Tone::Dim, &format!("… {number} more; --all lists them")).write(writer, layout, Indent::all(4))
}

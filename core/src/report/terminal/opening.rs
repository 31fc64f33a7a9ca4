//! The opening of a report, five lines at most: which editions, how much changed, and what a reader must know first.

use std::io::{self, Write};

use textwrap::core::display_width;

use super::view::{Part, View};
use crate::compare::Comparison;
use crate::report::account::{DEGRADED, head, kinds, noise};
use crate::report::brief::cautions;
use crate::report::prose::{ILLUSTRATIVE, party_label, when_and_where};
use crate::report::quote::ELLIPSIS;
use crate::report::rich::{Indent, Rich, Tone};
use crate::statement::{Delegation, Statement};

/// Columns of the labels `old` and `new` and of the space behind them.
const LABEL: usize = 7;

/// Columns of a title below which it says too little, and goes on a second line instead.
const LEAST_TITLE: usize = 16;

pub(super) fn write(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    let layout = &view.layout;
    let sides = comparison.statements;
    let mut title = Rich::default();
    push_name(&mut title, sides.before);
    title.plain(" → ");
    push_name(&mut title, sides.after);
    title.write(writer, layout, Indent::all(0))?;
    edition(writer, "old", sides.before, view)?;
    edition(writer, "new", sides.after, view)?;
    Rich::of(Tone::Plain, &counts(comparison)).write(writer, layout, Indent { first: 2, rest: 4 })?;

    let told = told(comparison);
    if let Some((first, more)) = told.split_first() {
        let mut text = Rich::of(Tone::Warning, "! ");
        text.plain(first);
        if !more.is_empty() {
            text.push(Tone::Dim, &format!(" (and {} more at the end)", more.len()));
        }
        text.write(writer, layout, Indent { first: 2, rest: 4 })?;
    }
    Ok(())
}

/// What the opening has no room for: the other cautions, and how many differences are not shown.
pub(super) fn rest(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    let told = told(comparison);
    let noise =
        noise(comparison, " (--all shows them)").filter(|_| view.part != Part::All && view.section.is_none());
    if told.len() < 2 && noise.is_none() {
        return Ok(());
    }
    writeln!(writer)?;
    if let Some(noise) = noise {
        Rich::of(Tone::Dim, &noise).write(writer, &view.layout, Indent { first: 0, rest: 4 })?;
    }
    for caution in told.iter().skip(1) {
        let mut text = Rich::of(Tone::Warning, "! ");
        text.plain(caution);
        text.write(writer, &view.layout, Indent { first: 0, rest: 2 })?;
    }
    Ok(())
}

/// What a reader must know before he trusts the report. That a text is made up stands behind its name already.
fn told<'c>(comparison: &'c Comparison<'_>) -> Vec<&'c str> {
    cautions(comparison).chain(comparison.degraded.then_some(DEGRADED)).collect()
}

/// `20 unchanged, 15 reworded, 2 added and 2 removed, 3 of them moved`
fn counts(comparison: &Comparison<'_>) -> String {
    let moved = (comparison.summary.moved, "moved");
    let counts: Vec<String> = kinds(comparison.summary)
        .into_iter()
        .chain([moved])
        .filter(|&(number, _)| number > 0)
        .map(|(number, kind)| format!("{number} {kind}"))
        .collect();
    match counts.as_slice() {
        [] => "No sentence on either side.".to_owned(),
        counts if comparison.is_changed() => counts.join(", "),
        counts => format!("No change: {}.", counts.join(", ")),
    }
}

/// The name of an edition, with the mark of a made-up text.
pub(super) fn push_name(text: &mut Rich, statement: &Statement) {
    text.push(Tone::Strong, &statement.id);
    if statement.illustrative {
        text.push(Tone::Warning, &format!(" ({ILLUSTRATIVE})"));
    }
}

/// An edition on one line; who led it where all is shown.
fn edition(writer: &mut dyn Write, label: &str, statement: &Statement, view: &View) -> io::Result<()> {
    let layout = &view.layout;
    let mut line = Rich::of(Tone::Dim, label);
    line.pad_to(LABEL - 2);
    let title = if statement.title.is_empty() { "(no title)" } else { &statement.title };
    line.plain(&titled(title, when_and_where(statement), layout.width.saturating_sub(LABEL)));
    line.write(writer, layout, Indent { first: 2, rest: LABEL })?;
    if view.part == Part::All {
        for delegation in &statement.delegations {
            delegation_line(delegation).write(writer, layout, Indent { first: LABEL, rest: LABEL + 5 })?;
        }
    }
    Ok(())
}

/// A title with when and where, the title cut so that both fit.
fn titled(title: &str, place: Option<String>, room: usize) -> String {
    let Some(place) = place else { return short(title, room) };
    let left = room.saturating_sub(display_width(&place) + 2).max(LEAST_TITLE);
    format!("{}, {place}", short(title, left))
}

/// As many of the first words as fit.
fn short(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if display_width(&short) + display_width(word) + 2 > columns {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    short + ELLIPSIS
}

/// `ROK  Dr. Taekeun Heo, Deputy Minister for National Defense Policy`
pub(super) fn delegation_line(delegation: &Delegation) -> Rich {
    let mut line = Rich::of(Tone::Dim, &party_label(&delegation.party));
    line.pad_to(5).plain(&head(delegation));
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_gives_way_to_when_and_where() {
        let title = "23rd Korea-U.S. Integrated Defense Dialogue Joint Statement";
        let place = || Some("18 September 2023, Seoul".to_owned());
        assert_eq!(titled(title, place(), 100), format!("{title}, 18 September 2023, Seoul"));
        assert_eq!(titled(title, place(), 60), "23rd Korea-U.S. Integrated …, 18 September 2023, Seoul");
        assert_eq!(titled(title, None, 30), "23rd Korea-U.S. Integrated …");
    }
}

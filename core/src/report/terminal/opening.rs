//! The opening of a report: who, when, where, and what a reader must know first.

use std::io::{self, Write};

use super::{Part, View};
use crate::compare::Comparison;
use crate::report::Layout;
use crate::report::account::{DEGRADED, head, summary};
use crate::report::prose::{ILLUSTRATIVE, party_label, when_and_where};
use crate::report::rich::{Indent, Rich, Tone};
use crate::statement::{Delegation, Statement};

/// Columns of the labels `old` and `new` and of the space behind them.
const LABEL: usize = 7;

pub(super) fn write(writer: &mut dyn Write, comparison: &Comparison<'_>, view: &View) -> io::Result<()> {
    let layout = &view.layout;
    let sides = comparison.statements;
    let mut title = Rich::default();
    push_name(&mut title, sides.before);
    title.plain(" → ");
    push_name(&mut title, sides.after);
    title.write(writer, layout, Indent::all(0))?;
    writeln!(writer)?;

    edition(writer, "old", sides.before, layout)?;
    edition(writer, "new", sides.after, layout)?;
    writeln!(writer)?;

    for caution in &comparison.cautions {
        let mut text = Rich::of(Tone::Warning, "! ");
        text.plain(caution);
        text.write(writer, layout, Indent { first: 2, rest: 4 })?;
    }
    if comparison.degraded {
        let mut text = Rich::of(Tone::Warning, "! ");
        text.plain(DEGRADED);
        text.write(writer, layout, Indent { first: 2, rest: 4 })?;
    }
    if comparison.degraded || !comparison.cautions.is_empty() {
        writeln!(writer)?;
    }
    Rich::of(Tone::Plain, &summary(comparison, hint(view.part))).write(writer, layout, Indent::all(2))
}

/// The name of an edition, with the mark of a made-up text.
pub(super) fn push_name(text: &mut Rich, statement: &Statement) {
    text.push(Tone::Strong, &statement.id);
    if statement.illustrative {
        text.push(Tone::Warning, &format!(" ({ILLUSTRATIVE})"));
    }
}

fn edition(writer: &mut dyn Write, label: &str, statement: &Statement, layout: &Layout) -> io::Result<()> {
    let mut title = Rich::of(Tone::Dim, label);
    title.pad_to(LABEL - 2);
    title.plain(if statement.title.is_empty() { "(no title)" } else { &statement.title });
    title.write(writer, layout, Indent { first: 2, rest: LABEL })?;
    if let Some(line) = when_and_where(statement) {
        Rich::of(Tone::Plain, &line).write(writer, layout, Indent::all(LABEL))?;
    }
    for delegation in &statement.delegations {
        delegation_line(delegation).write(writer, layout, Indent { first: LABEL, rest: LABEL + 5 })?;
    }
    Ok(())
}

/// `ROK  Dr. Taekeun Heo, Deputy Minister for National Defense Policy`
pub(super) fn delegation_line(delegation: &Delegation) -> Rich {
    let mut line = Rich::of(Tone::Dim, &party_label(&delegation.party));
    line.pad_to(5).plain(&head(delegation));
    line
}

/// Where the noise is shown that a part leaves out.
const fn hint(part: Part) -> &'static str {
    match part {
        Part::All => "",
        Part::Changes | Part::Findings => " (--all shows them)",
    }
}

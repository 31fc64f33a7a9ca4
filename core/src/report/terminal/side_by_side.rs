//! A changed sentence in two columns: the older edition on the left, the newer one on the right.

use std::io::{self, Write};

use super::marks::painted;
use crate::compare::{Change, ChangeKind};
use crate::report::Layout;
use crate::report::redline::{Mark, Noise, Part, Stretch};
use crate::report::spans::{Span, marked, one_side};
use crate::{Side, Sides};

/// Columns in front of the older text.
const MARGIN: usize = 4;

/// What stands between the two texts.
const GUTTER: &str = " │ ";

/// Writes the sentences of one entry beside each other.
pub(super) fn write(
    writer: &mut dyn Write,
    change: &Change,
    texts: Sides<&str>,
    noise: Noise,
    layout: &Layout,
) -> io::Result<()> {
    let width = (layout.width - MARGIN - GUTTER.chars().count()) / 2;
    let spans = match change.kind {
        ChangeKind::Added | ChangeKind::Removed => marked(texts, &[]),
        _ => marked(texts, &change.phrases),
    };
    let column = |side: Side| {
        let stretches: Vec<Stretch<'_>> =
            one_side(&spans, side).iter().map(|span| stretch(span, noise)).collect();
        if stretches.is_empty() {
            return Ok(Vec::new());
        }
        painted(&stretches, layout.colour).column(width, layout.colour)
    };
    let (left, right) = (column(Side::Before)?, column(Side::After)?);
    for row in 0..left.len().max(right.len()) {
        let (bytes, columns) =
            left.get(row).map_or((&[][..], 0), |(bytes, columns)| (bytes.as_slice(), *columns));
        write!(writer, "{:MARGIN$}", "")?;
        writer.write_all(bytes)?;
        write!(writer, "{:1$}", "", width.saturating_sub(columns))?;
        match right.get(row) {
            Some((bytes, _)) => {
                writer.write_all(GUTTER.as_bytes())?;
                writer.write_all(bytes)?;
            }
            None => writer.write_all(GUTTER.trim_end().as_bytes())?,
        }
        writeln!(writer)?;
    }
    Ok(())
}

/// Words with their mark; a difference that is not shown has none.
fn stretch<'t>(span: &Span<'t>, noise: Noise) -> Stretch<'t> {
    let is_quiet = span.noise && noise == Noise::Silent;
    let mark = if is_quiet { Mark::Kept } else { span.mark };
    Stretch { mark, noise: span.noise, follows_old: false, parts: vec![Part { text: span.text, edit: true }] }
}

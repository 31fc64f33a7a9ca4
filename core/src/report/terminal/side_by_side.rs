//! A changed sentence in two columns: the older edition on the left, the newer one on the right.

use std::io::{self, Write};

use super::marks::{painted, whole};
use crate::Sides;
use crate::compare::{Change, ChangeKind};
use crate::report::Layout;
use crate::report::pieces::is_whole;
use crate::report::redline::{Mark, Noise, Stretch, one_side};
use crate::report::rich::Rich;

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
    let linked =
        !matches!(change.kind, ChangeKind::Added | ChangeKind::Removed) && !is_whole(texts, &change.phrases);
    let side = |text: &str, mark: Mark| -> Rich {
        let inside = linked.then(|| one_side(texts, &change.phrases, mark)).flatten();
        match inside {
            Some(stretches) => painted(&quiet(stretches, noise), layout.colour),
            None => whole(text, mark, layout.colour),
        }
    };
    let column = |text: &str, mark: Mark| match text {
        "" => Ok(Vec::new()),
        _ => side(text, mark).column(width, layout.colour),
    };
    let (left, right) = (column(texts.before, Mark::Old)?, column(texts.after, Mark::New)?);
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

/// Without the marks of differences that are not shown.
fn quiet(mut stretches: Vec<Stretch<'_>>, noise: Noise) -> Vec<Stretch<'_>> {
    if noise == Noise::Silent {
        for stretch in stretches.iter_mut().filter(|stretch| stretch.noise) {
            stretch.mark = Mark::Kept;
        }
    }
    stretches
}

//! The revisions of one edition, with all that the ledger has on them.

use std::io::{self, Write};

use crate::ledger::Entry;
use crate::report::Layout;
use crate::report::rich::{Indent, Rich, Tone};

/// Where the values stand.
const VALUES: usize = 12;

/// Writes the revisions of an edition, the first one first, with all that the ledger has on them.
///
/// # Errors
/// Those of the writer.
pub fn log(writer: &mut dyn Write, revisions: &[&Entry], layout: &Layout) -> io::Result<()> {
    // Hashes and addresses are there to be copied: a line break in one would go with it.
    let layout = &Layout { width: usize::from(u16::MAX), ..*layout };
    for (number, entry) in revisions.iter().enumerate() {
        if number > 0 {
            writeln!(writer)?;
        }
        let mut title = Rich::of(Tone::Strong, &entry.name());
        if entry.illustrative {
            title.plain(" (illustrative: a made-up text)");
        }
        title.write(writer, layout, Indent::all(0))?;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let meeting = match (day(entry.date), day(entry.end_date)) {
            (Some(first), Some(last)) => Some(format!("{first} to {last}")),
            (first, last) => first.or(last),
        };
        let values = [
            ("meeting", meeting),
            ("retrieved", day(entry.retrieved)),
            ("source", entry.source.clone()),
            ("file", Some(format!("{} ({})", entry.file, entry.media_type))),
            ("sha256", Some(entry.sha256.clone())),
            ("text", Some(entry.text_sha256.clone())),
            ("canon", Some(entry.canon.to_string())),
            ("line", Some(entry.hash.clone())),
        ];
        for (name, value) in values {
            let Some(value) = value else { continue };
            let mut line = Rich::of(Tone::Dim, &format!("  {name}"));
            line.pad_to(VALUES).plain(&value);
            line.write(writer, layout, Indent { first: 0, rest: VALUES })?;
        }
    }
    Ok(())
}

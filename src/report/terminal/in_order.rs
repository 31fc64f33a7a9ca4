use std::io::{self, Write};

use rayon::prelude::*;

/// Entries that one thread writes at a time.
const PART: usize = 8;
/// Entries that are held before they go out: a long report is never held as a whole.
const HELD: usize = 4096;

/// Writes every entry in the order of the list, several at a time. `entry` gets the position in the list.
pub(super) fn in_order<T: Sync>(
    writer: &mut dyn Write,
    entries: &[T],
    entry: impl Fn(&mut dyn Write, usize, &T) -> io::Result<()> + Sync,
) -> io::Result<()> {
    for (number, held) in entries.chunks(HELD).enumerate() {
        let part = |(part, entries): (usize, &[T])| {
            let first = number * HELD + part * PART;
            let mut bytes = Vec::new();
            for (offset, one) in entries.iter().enumerate() {
                entry(&mut bytes, first + offset, one)?;
            }
            Ok(bytes)
        };
        let parts: Vec<io::Result<Vec<u8>>> = held.par_chunks(PART).enumerate().map(part).collect();
        for bytes in parts {
            writer.write_all(&bytes?)?;
        }
    }
    Ok(())
}

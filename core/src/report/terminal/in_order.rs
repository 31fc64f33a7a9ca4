//! Entries written by several threads, in the order of the list.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_written_once_in_its_order() {
        for count in [0, 1, PART, PART + 1, HELD, 2 * HELD + 3] {
            let entries: Vec<usize> = (0..count).collect();
            let mut bytes = Vec::new();
            in_order(&mut bytes, &entries, |writer, at, entry| {
                assert_eq!(at, *entry);
                writeln!(writer, "{entry}")
            })
            .unwrap();
            let expected: String = entries.iter().map(|entry| format!("{entry}\n")).collect();
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        }
    }

    #[test]
    fn trouble_with_an_entry_is_told() {
        let refused = |_: &mut dyn Write, at: usize, _: &()| {
            if at == 9 { Err(io::Error::other("full")) } else { Ok(()) }
        };
        assert!(in_order(&mut Vec::new(), &[(); 20], refused).is_err());
    }
}

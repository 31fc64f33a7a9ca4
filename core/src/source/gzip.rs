//! Compressed files (.gz) → the file in them.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::MAX_BYTES;
use crate::{Error, Result};

/// Unpacks a file once, whole: its checksum and length are checked.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let most = MAX_BYTES as u64 + 1;
    MultiGzDecoder::new(bytes).take(most).read_to_end(&mut unpacked).map_err(|cause| {
        Error::new(format!("is damaged: it cannot be unpacked ({cause})"))
            .help("download it again")
            .because(cause)
    })?;
    if unpacked.len() > MAX_BYTES {
        return Err(Error::new("unpacks to more than 64 MiB, the most that one statement may have"));
    }
    if unpacked.starts_with(b"\x1F\x8B") {
        return Err(Error::new("is compressed twice").help("unpack it once, and name the file in it"));
    }
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn refusal(bytes: &[u8]) -> String {
        unpacked(bytes).unwrap_err().to_string()
    }

    #[test]
    fn a_file_is_unpacked_whole_in_as_many_pieces_as_it_has() {
        assert_eq!(unpacked(&packed(b"Both sides met.")).unwrap(), b"Both sides met.");
        let two = [packed(b"Both sides "), packed(b"met.")].concat();
        assert_eq!(unpacked(&two).unwrap(), b"Both sides met.");
    }

    #[test]
    fn a_file_that_is_cut_off_altered_or_followed_by_something_else_is_an_error() {
        let whole = packed(&b"Both sides agreed to meet again. ".repeat(100));
        for length in 2..whole.len() {
            assert!(refusal(&whole[..length]).starts_with("is damaged"), "{length}");
        }
        let mut altered = whole.clone();
        let last = altered.len() - 5;
        altered[last] ^= 1;
        assert!(refusal(&altered).starts_with("is damaged"));
        assert!(refusal(&[&whole[..], b"more"].concat()).starts_with("is damaged"));
    }

    #[test]
    fn what_unpacks_to_too_much_or_is_packed_twice_is_refused() {
        assert!(refusal(&packed(&vec![b'a'; MAX_BYTES + 1])).starts_with("unpacks to more than 64 MiB"));
        assert!(refusal(&packed(&packed(b"x"))).starts_with("is compressed twice"));
    }
}

//! What tells one state of a series' rules from another.

use crate::archive::Archive;
use crate::desk::lineage;
use crate::{Result, digest};

/// A hash of all the rules that read a series.
pub(super) fn fingerprint(series: &str, archive: &Archive) -> Result<String> {
    let mut texts = String::new();
    for name in lineage(series, archive)? {
        if let Some(file) = archive.rules(&name)? {
            texts.push_str(&format!("{name} {}\n{}\n", file.text.len(), file.text));
        }
    }
    Ok(digest::bytes(texts.as_bytes()))
}

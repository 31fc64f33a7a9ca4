//! Names of places in the page that stay the same as long as what stands there does.

use rustc_hash::FxHashMap;

use crate::digest;

/// Hex digits of a digest in an anchor: 32 bits, enough to tell the few hundred places of a page apart.
const DIGITS: usize = 8;

/// Hands out anchors. The same content twice gets `-2`, `-3`, … in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    used: FxHashMap<String, usize>,
}

impl Anchors {
    /// The anchor of a place with this content: `c-1f3870be`.
    pub(super) fn of(&mut self, prefix: &str, content: &[&str]) -> String {
        // A character that no statement shows raw keeps ("ab", "c") and ("a", "bc") apart.
        let digest = digest::bytes(content.join("\u{0}").as_bytes());
        let anchor = format!("{prefix}-{}", digest.get(..DIGITS).unwrap_or(&digest));
        let number = self.used.entry(anchor.clone()).or_insert(0);
        *number += 1;
        match *number {
            1 => anchor,
            number => format!("{anchor}-{number}"),
        }
    }
}

/// The anchor of a section: its id, kept to letters, digits and hyphens.
pub(super) fn section(id: &str) -> String {
    let kept: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("s-{kept}")
}

/// The anchor of the place where a moved entry stood.
pub(super) fn origin(anchor: &str) -> String {
    format!("{anchor}-from")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_depends_on_the_content_alone() {
        let mut anchors = Anchors::default();
        let first = anchors.of("c", &["old", "new"]);
        assert_eq!(first, Anchors::default().of("c", &["old", "new"]));
        assert_eq!(first.len(), 2 + DIGITS);
        assert_eq!(anchors.of("c", &["old", "new"]), format!("{first}-2"));
        assert_ne!(anchors.of("c", &["ol", "dnew"]), first);
    }
}

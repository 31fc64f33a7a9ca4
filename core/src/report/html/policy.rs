//! The style and the script of the page, and the policy that allows exactly these.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::digest;

/// The style of every page.
pub(super) const STYLE: &str = include_str!("../../../templates/report.css");

/// The script of a report: comfort only, the page is whole without it.
pub(super) const SCRIPT: &str = include_str!("../../../templates/report.js");

/// The scripts of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scripts {
    /// None.
    None,
    /// This one, inside the page.
    Inside(&'static str),
    /// This one, and files of the same site.
    InsideAndBeside(&'static str),
}

/// The content security policy of a page with our style and these scripts, and nothing else.
pub(super) fn policy(scripts: Scripts) -> String {
    let scripts = match scripts {
        Scripts::None => "'none'".to_owned(),
        Scripts::Inside(script) => format!("'{}'", source(script)),
        // A site may be read from a disk, where browsers do not agree on what 'self' is.
        Scripts::InsideAndBeside(script) => format!("'{}' 'self' file:", source(script)),
    };
    static STYLE_SOURCE: LazyLock<String> = LazyLock::new(|| source(STYLE));
    format!(
        "default-src 'none'; style-src '{}'; script-src {scripts}; base-uri 'none'; form-action 'none'",
        *STYLE_SOURCE
    )
}

/// `sha256-…` in base64, as the policy wants it.
fn source(text: &str) -> String {
    let hex = digest::bytes(text.as_bytes());
    let bytes: Vec<u8> = (0..hex.len() / 2)
        .filter_map(|position| u8::from_str_radix(hex.get(position * 2..position * 2 + 2)?, 16).ok())
        .collect();
    format!("sha256-{}", STANDARD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_written_as_the_policy_wants_it() {
        // echo -n abc | openssl dgst -sha256 -binary | base64
        assert_eq!(source("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn style_and_script_cannot_close_their_own_element() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("<!--"));
        }
    }
}

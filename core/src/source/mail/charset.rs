//! Bytes of a part → text: what carried it through the net, and its character encoding.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{Encoding, UTF_8};

use super::super::decode;
use crate::{Error, Result};

/// Takes off what carried the bytes.
pub(super) fn carried<'a>(bytes: &'a [u8], by: Option<&str>) -> Result<Cow<'a, [u8]>> {
    match by.unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "" | "7bit" | "8bit" | "binary" => Ok(Cow::Borrowed(bytes)),
        "base64" => {
            let packed: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            let unpacked = STANDARD.decode(packed).map_err(|cause| {
                Error::new("is damaged: its text in base64 is cut off or broken")
                    .help("save it again")
                    .because(cause)
            })?;
            Ok(Cow::Owned(unpacked))
        }
        "quoted-printable" => quoted_printable(bytes).map(Cow::Owned),
        other => Err(Error::new(format!("has its text in an encoding that is not read ({other:?})"))
            .help("copy its text into a file, or save it as HTML or PDF")),
    }
}

/// `=E2=80=99` → three bytes, `=` at the end of a line → nothing. What looks like neither is left as it stands.
fn quoted_printable(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let text = line.trim_ascii_end();
        let is_joined = text.ends_with(b"=");
        let mut rest = text.strip_suffix(b"=").unwrap_or(text);
        while let Some(at) = memchr::memchr(b'=', rest) {
            out.extend_from_slice(&rest[..at]);
            let byte = rest.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
            let byte = byte.and_then(|hex| u8::from_str_radix(hex, 16).ok());
            out.push(byte.unwrap_or(b'='));
            rest = &rest[at + if byte.is_some() { 3 } else { 1 }..];
        }
        out.extend_from_slice(rest);
        let is_last = !line.ends_with(b"\n");
        if is_last && (is_joined || text.len() > 1 && text[text.len() - 2] == b'=') {
            return Err(
                Error::new("is damaged: its text is cut off in the middle of a line").help("save it again")
            );
        }
        if !is_last && !is_joined {
            out.push(b'\n');
        }
    }
    Ok(out)
}

/// Decodes text. Bytes that are UTF-8 are, whatever was declared; ISO-2022 is plain ASCII to look at, and is believed.
pub(super) fn decoded(bytes: &[u8], declared: Option<&str>) -> Result<String> {
    let label = declared.map(|name| name.trim().to_ascii_lowercase()).unwrap_or_default();
    let encoding = Encoding::for_label(label.as_bytes());
    let unknown = || {
        Error::new(format!("has its text in a character encoding that is not read ({label:?})"))
            .help("copy its text into a file, or save it as HTML or PDF")
    };
    match encoding {
        Some(encoding) if encoding == encoding_rs::REPLACEMENT => Err(unknown()),
        Some(encoding) if !encoding.is_ascii_compatible() => {
            decode::with(encoding, bytes).map(|found| found.text.into_owned())
        }
        _ if std::str::from_utf8(bytes).is_ok() && (encoding.is_some() || label != "utf-7") => {
            let text = String::from_utf8_lossy(bytes);
            Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
        }
        Some(encoding) if encoding != UTF_8 => {
            decode::with(encoding, bytes).map(|found| found.text.into_owned())
        }
        None if !label.is_empty() => Err(unknown()),
        _ => decode::decode(bytes).map(|found| found.text.into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_is_read_and_a_cut_in_it_is_an_error() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                String::from_utf8(quoted_printable(text.as_bytes()).unwrap()).unwrap(),
                expected,
                "{text}"
            );
        };
        check("sides=E2=80=99 so=\r\nle  \r\nx", "sides’ sole\nx");
        check("a=3Db & c=z = d\n", "a=b & c=z = d\n");
        check("=\n=\n", "");
        for cut in ["sides=", "sides=E"] {
            assert!(quoted_printable(cut.as_bytes()).is_err(), "{cut}");
        }
    }

    #[test]
    fn base64_is_read_whole_or_not_at_all() {
        let whole = b"Qm90aCBz\r\naWRlcw==\r\n";
        assert_eq!(carried(whole, Some("Base64")).unwrap().as_ref(), b"Both sides");
        for cut in [b"Qm90aCBz\r\naWRlcw=".as_slice(), b"Qm90aCBz\r\naWR", b"Qm90aC*z"] {
            assert!(carried(cut, Some("base64")).is_err());
        }
        assert!(carried(b"x", Some("x-uuencode")).unwrap_err().to_string().contains("x-uuencode"));
    }

    #[test]
    fn a_character_encoding_is_believed_as_far_as_the_bytes_bear_it_out() {
        let check = |bytes: &[u8], declared: Option<&str>, expected: &str| {
            assert_eq!(decoded(bytes, declared).unwrap(), expected);
        };
        check(b"sides\x92", Some("Windows-1252"), "sides’");
        check("sides’".as_bytes(), Some("us-ascii"), "sides’");
        check("sides’".as_bytes(), None, "sides’");
        check(b"\x1b$B%+\x1b(B", Some("iso-2022-jp"), "カ");
        check(b"caf\xE9", Some("iso-8859-1"), "café");
        assert!(decoded(b"x", Some("utf-7")).unwrap_err().to_string().contains("utf-7"));
        assert!(decoded(b"caf\xE9", Some("x-unknown")).unwrap_err().to_string().contains("x-unknown"));
    }
}

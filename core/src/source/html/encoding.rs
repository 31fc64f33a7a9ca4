//! Which encoding a page has: what its first bytes show, then what is declared, then what is likely.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::super::decode::{self, Decoded};
use crate::Result;

/// How far into a page its encoding is declared, in bytes. Browsers look for it in the first 1,024, and begin anew when it
/// comes later.
const PRESCAN: usize = 8 << 10;

/// Decodes a page behind the headers of its response.
pub(super) fn decoded<'a>(headers: &[u8], bytes: &'a [u8]) -> Result<Decoded<'a>> {
    // Browsers drop NUL in pages; in UTF-16 every other byte is one.
    let is_wide = Encoding::for_bom(bytes).is_some_and(|(found, _)| found != UTF_8) || decode::is_wide(bytes);
    if !is_wide && memchr::memchr(0, bytes).is_some() {
        let bytes: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
        return chosen(headers, &bytes).map(Decoded::into_owned);
    }
    chosen(headers, bytes)
}

fn chosen<'a>(headers: &[u8], bytes: &'a [u8]) -> Result<Decoded<'a>> {
    // A byte order mark beats what is declared, and so does UTF-8, with a slip in it, too.
    let is_utf_8 = || std::str::from_utf8(bytes).is_ok() || decode::is_likely_utf_8(bytes);
    let is_known = Encoding::for_bom(bytes).is_some() || is_utf_8();
    match declared(headers).or_else(|| declared(bytes)).filter(|_| !is_known && !decode::is_wide(bytes)) {
        Some(encoding) if encoding == UTF_8 => decode::declared_utf_8(bytes),
        Some(encoding) => decode::with(encoding, bytes),
        None => decode::decode(bytes),
    }
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")? + b"charset=".len();
    let name = head[at..].trim_ascii_start();
    let name = name.strip_prefix(b"\"").or(name.strip_prefix(b"'")).unwrap_or(name);
    let end = name.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_".contains(byte)));
    let encoding = Encoding::for_label(&name[..end.unwrap_or(name.len())])?;
    // A page that says so in single bytes is not of UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

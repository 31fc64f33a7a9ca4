//! Files that are no statement and no format that is read: each is refused by its name, with what to do.

use memchr::memmem;

use crate::{Error, Result};

/// What to do with a file that a program of its own shows.
const SAVE: &str = "open it in its own program, and save it as text, PDF or DOCX";

/// What to do with a picture of a text.
const RECOGNISE: &str = "a text that is a picture has to be read by OCR first";

/// What to do with a file that holds others.
const UNPACK: &str = "unpack it, and name the file in it";

/// What to do with what only speaks of a text.
const TEXT: &str = "save the text of the statement itself, as text, a web page, PDF or DOCX";

/// Formats by their first bytes: what they are, and what to do.
const STARTS: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG", "an image", RECOGNISE),
    (b"\xFF\xD8\xFF", "an image", RECOGNISE),
    (b"GIF8", "an image", RECOGNISE),
    (b"II*\0", "an image", RECOGNISE),
    (b"MM\0*", "an image", RECOGNISE),
    (b"BM", "an image", RECOGNISE),
    (b"AT&TFORM", "a DjVu file", "save it as PDF"),
    (b"%!PS", "a PostScript file", "save it as PDF"),
    (b"\x7FELF", "a program", TEXT),
    (b"MZ", "a program", TEXT),
    (b"ID3", "a sound", TEXT),
    (b"OggS", "a sound or a film", TEXT),
    (b"\x1A\x45\xDF\xA3", "a film", TEXT),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (b"BZh", "a file compressed with bzip2", UNPACK),
    (b"\xFD7zXZ\0", "a file compressed with xz", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a file compressed with zstd", UNPACK),
    (b"MSCF", "a cabinet archive", UNPACK),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (b"PK\x07\x08", "a ZIP archive in pieces", UNPACK),
    (b"SQLite format 3\0", "a database", TEXT),
    (b"\xFFWPC", "a WordPerfect document", SAVE),
    (b"\x31\xBE\x00\x00", "a Microsoft Write document", SAVE),
    (b"\x78\x9F\x3E\x22", "a mail attachment of Outlook (winmail.dat)", UNPACK),
    (b"bplist00", "a web archive of Safari, or another property list", "save the page as page source or PDF"),
    (b"WARC/", "a web archive (WARC)", "save the page itself out of it, and name the saved file"),
    (b"-----BEGIN PGP MESSAGE", "an encrypted message", "decrypt it first"),
    (b"-----BEGIN PKCS7", "an encrypted or signed message", "decrypt it first"),
    (b"BEGIN:VCALENDAR", "a calendar entry", TEXT),
    (b"BEGIN:VCARD", "an address card", TEXT),
    (b"[InternetShortcut]", "a shortcut to a page, not the page", "save the page, and name the saved file"),
    (b"\\documentclass", "a LaTeX source", "make a PDF of it, or save its text"),
];

/// How an OLE file says what it is: a name in its folder, in UTF-16.
const OLE: &[(&str, &str, &str)] = &[
    ("EncryptedPackage", "an encrypted office document", "save it without a password"),
    ("WordDocument", "a Word file of the old kind (.doc)", "save it as DOCX or PDF"),
    ("Workbook", "an Excel workbook", SAVE),
    ("PowerPoint Document", "a PowerPoint file", SAVE),
    ("__substg1.0_", "a mail of Outlook (.msg)", "save it as .eml, HTML or text"),
    ("HwpSummaryInformation", "a Hangul document (.hwp)", SAVE),
];

/// Vocabularies of XML by a sign near the start of the file.
const XML: &[(&str, &str, &str)] = &[
    ("<office:document", "a flat OpenDocument file", "save it as ODT or DOCX"),
    ("<w:wordDocument", "a Word file of 2003 (XML)", "save it as DOCX"),
    ("<pkg:package", "a Word file as flat XML", "save it as DOCX"),
    ("<rss", "a feed", "save the page of the statement, and name the saved file"),
    ("<feed", "a feed", "save the page of the statement, and name the saved file"),
    ("<svg", "an image", RECOGNISE),
];

/// How far into a file signs of its vocabulary are looked for, in bytes.
const HEAD: usize = 4 << 10;

/// Where a tar archive has its mark, in bytes from its start.
const TAR_MARK: usize = 257;

/// Refuses what shows by its own signs that it is another format, whatever pages it may hold.
pub(super) fn check(bytes: &[u8]) -> Result<()> {
    let found = STARTS
        .iter()
        .find(|(start, ..)| bytes.starts_with(start) && (start.len() > 3 || !is_text(bytes)))
        .map(|&(_, what, help)| (what, help))
        .or_else(|| ole(bytes))
        .or_else(|| container(bytes))
        .or_else(|| markup(bytes));
    found.map_or(Ok(()), refuse)
}

/// Refuses XML of any other kind, once it is known to be no page.
pub(super) fn check_xml(bytes: &[u8]) -> Result<()> {
    if start(bytes).starts_with(b"<?xml") { refuse(("an XML file", TEXT)) } else { Ok(()) }
}

fn refuse((what, help): (&str, &str)) -> Result<()> {
    Err(Error::new(format!("is {what}, not text")).help(help))
}

fn start(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start()
}

/// "BM" and "MZ" may begin a text, too.
fn is_text(bytes: &[u8]) -> bool {
    memchr::memchr(0, &bytes[..bytes.len().min(HEAD)]).is_none()
}

fn ole(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if !bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return None;
    }
    let known = OLE.iter().find(|(name, ..)| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &name).is_some()
    });
    Some(known.map_or(("an old or encrypted office document", SAVE), |&(_, what, help)| (what, help)))
}

fn container(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let at = |start: usize, mark: &[u8]| bytes.get(start..).is_some_and(|rest| rest.starts_with(mark));
    match () {
        () if at(TAR_MARK, b"ustar") => Some(("a tar archive", UNPACK)),
        () if bytes.starts_with(b"RIFF") && at(8, b"WEBP") => Some(("an image", RECOGNISE)),
        () if bytes.starts_with(b"RIFF") && !is_text(bytes) => Some(("a sound or a film", TEXT)),
        () if at(4, b"ftypheic") || at(4, b"ftypmif1") || at(4, b"ftypavif") => Some(("an image", RECOGNISE)),
        () if at(4, b"ftyp") => Some(("a film or a sound", TEXT)),
        () => None,
    }
}

fn markup(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let text = start(bytes);
    if is_json(text) {
        return Some(("JSON, data about a statement", TEXT));
    }
    if !text.starts_with(b"<?xml") {
        return None;
    }
    let head = &text[..text.len().min(HEAD)];
    // A page may hold a picture of that kind.
    let is_page = memmem::find(&head.to_ascii_lowercase(), b"<html").is_some();
    let known = XML.iter().filter(|_| !is_page);
    known
        .into_iter()
        .find(|(sign, ..)| memmem::find(head, sign.as_bytes()).is_some())
        .map(|&(_, what, help)| (what, help))
}

/// `{"`, `[{` and the like open no prose; "[Unofficial translation]" does.
fn is_json(text: &[u8]) -> bool {
    let opens = |bytes: &[u8]| {
        let (first, rest) = bytes.split_first()?;
        let next = rest.trim_ascii_start().first()?;
        Some((*first, *next))
    };
    match opens(text) {
        Some((b'{', b'"' | b'}')) => true,
        Some((b'[', b'{' | b'"' | b'[')) => {
            // A quotation in brackets is prose; then it is no JSON as a whole, and no object opens in it.
            opens(text).is_some_and(|(_, next)| next == b'{')
                || serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        let refused = check(bytes).and_then(|()| check_xml(bytes));
        refused.err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_holds_pages_is_refused_all_the_same() {
        let page = "<p>Both sides met in Seoul.</p><p>They agreed.</p>".repeat(4);
        for (head, expected) in [
            ("WARC/1.0\r\nWARC-Type: response\r\n\r\n", "is a web archive (WARC)"),
            ("<?xml version='1.0'?><rss version='2.0'><channel>", "is a feed"),
            ("{\"body\": \"", "is JSON"),
        ] {
            let error =
                crate::source::read("file", format!("{head}{page}").as_bytes()).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_format_that_is_not_read_is_refused_by_its_name_with_what_to_do() {
        let wide = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let ole =
            |name: &str| [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 600], wide(name)].concat();
        let tar = [&[b'x'; 257][..], b"ustar\0"].concat();
        for (bytes, expected) in [
            (ole("WordDocument"), "is a Word file of the old kind (.doc), not text; save it as DOCX or PDF"),
            (ole("EncryptedPackage"), "is an encrypted office document"),
            (ole("__substg1.0_0037001F"), "is a mail of Outlook (.msg)"),
            (ole("Other"), "is an old or encrypted office document"),
            (tar, "is a tar archive"),
            (b"WARC/1.1\r\n".to_vec(), "is a web archive (WARC)"),
            (b"{\"title\": \"x\"".to_vec(), "is JSON"),
            (b"[ {\"title\": 1".to_vec(), "is JSON"),
            (b"[\"a\", \"b\"]".to_vec(), "is JSON"),
            (b"\xEF\xBB\xBF<?xml version='1.0'?>\n<rss version='2.0'>".to_vec(), "is a feed"),
            (b"<?xml version='1.0'?><x/>".to_vec(), "is an XML file"),
            (b"\x89PNG\r\n".to_vec(), "is an image, not text; a text that is a picture"),
            (b"BM\0\0".to_vec(), "is an image"),
            (b"\0\0\0\x18ftypmp42".to_vec(), "is a film"),
            (b"[InternetShortcut]\r\nURL=https://x".to_vec(), "is a shortcut"),
        ] {
            assert!(refusal(&bytes).starts_with(expected), "{expected}: {}", refusal(&bytes));
        }
    }

    #[test]
    fn prose_that_begins_alike_is_no_other_format() {
        for text in [
            "[Unofficial translation] Both sides met.",
            "[\"Both sides\" means the two delegations.] They met.",
            "{Draft} Both sides met.",
            "BMD cooperation was discussed.",
            "MZ",
            "IDs were checked.",
            "",
        ] {
            assert_eq!(refusal(text.as_bytes()), "", "{text}");
        }
    }
}

//! The formats that are read, and how each is known by its content.

use super::{Page, Tracked};
use crate::{Error, Result};

/// The format of a page, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Kind {
    /// Plain text.
    #[default]
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// A PDF file.
    Pdf,
    /// A Word file in Office Open XML.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// A book.
    Epub,
    /// Rich Text Format.
    Rtf,
    /// A web page saved as one file of parts.
    Mhtml,
    /// A mail.
    Mail,
    /// One of the others, compressed.
    Gzip,
}

/// What there is to know of a format. A new one is a [`Kind`], a file and a line in [`FORMATS`].
pub(super) struct Format {
    kind: Kind,
    name: &'static str,
    ending: &'static str,
    media_type: &'static str,
    /// Whether these bytes are of the format; the ending of a file's name says nothing.
    is_it: fn(&[u8]) -> bool,
    /// Reads a file of the format; text needs no parser, and compressed files are unpacked first.
    parse: fn(&[u8], Tracked) -> Result<Page>,
}

/// All formats. The first that knows the bytes has them: a mail may carry a page.
const FORMATS: &[Format] = &[
    format(Kind::Mhtml, "mhtml", "mhtml", "multipart/related", super::mail::is_mhtml, |bytes, _| {
        super::mail::page_of_parts(bytes)
    }),
    format(Kind::Mail, "mail", "eml", "message/rfc822", super::mail::is_mail, |bytes, _| {
        super::mail::page(bytes)
    }),
    format(Kind::Html, "html", "html", "text/html", super::html::is_html, |bytes, _| {
        super::html::page(bytes)
    }),
    format(
        Kind::Odt,
        "odt",
        "odt",
        "application/vnd.oasis.opendocument.text",
        super::odt::is_odt,
        super::odt::page,
    ),
    format(Kind::Epub, "epub", "epub", "application/epub+zip", super::epub::is_epub, |bytes, _| {
        super::epub::page(bytes)
    }),
    format(Kind::Docx, "docx", "docx", WORD, |bytes| bytes.starts_with(b"PK\x03\x04"), super::docx::page),
    format(Kind::Pdf, "pdf", "pdf", "application/pdf", is_pdf, |bytes, _| pdf_page(bytes)),
    format(Kind::Rtf, "rtf", "rtf", "application/rtf", super::rtf::is_rtf, super::rtf::page),
    format(Kind::Gzip, "gzip", "gz", "application/gzip", |bytes| bytes.starts_with(b"\x1F\x8B"), no_parser),
    format(Kind::Markdown, "markdown", "md", "text/markdown", |_| false, |bytes, _| markdown_page(bytes)),
    format(Kind::Text, "text", "txt", "text/plain", |_| false, no_parser),
];

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const fn format(
    kind: Kind,
    name: &'static str,
    ending: &'static str,
    media_type: &'static str,
    is_it: fn(&[u8]) -> bool,
    parse: fn(&[u8], Tracked) -> Result<Page>,
) -> Format {
    Format { kind, name, ending, media_type, is_it, parse }
}

impl Kind {
    /// All formats that are read.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|format| format.kind)
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        FORMATS.iter().find(|format| format.name == name).map(|format| format.kind)
    }

    /// `text/plain`
    pub fn media_type(self) -> &'static str {
        self.format().media_type
    }

    /// `pdf`
    pub fn name(self) -> &'static str {
        self.format().name
    }

    /// The ending of the names of such files: `txt`.
    pub fn ending(self) -> &'static str {
        self.format().ending
    }

    pub(super) fn parse(self, bytes: &[u8], tracked: Tracked) -> Result<Page> {
        (self.format().parse)(bytes, tracked)
    }

    fn format(self) -> &'static Format {
        // The last one is plain text; a test holds that every kind has its line.
        FORMATS.iter().find(|format| format.kind == self).unwrap_or(&FORMATS[FORMATS.len() - 1])
    }
}

#[cfg(feature = "pdf")]
use super::pdf::page as pdf_page;

#[cfg(not(feature = "pdf"))]
fn pdf_page(_: &[u8]) -> Result<Page> {
    Err(Error::new("is a PDF file, and this kidd was built without the feature `pdf`")
        .help("save the statement as text first"))
}

/// Markdown without front matter, in UTF-8.
fn markdown_page(bytes: &[u8]) -> Result<Page> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::new("is not UTF-8"))?;
    super::markdown::page(text, 0)
}

fn no_parser(_: &[u8], _: Tracked) -> Result<Page> {
    Err(Error::new("is a format that needs no parser"))
}

/// How much of a text is searched for Markdown, in bytes. Statements are shorter; a longer text shows its markup here.
const SAMPLE: usize = 64 << 10;

/// How far into a PDF file its mark may stand, in bytes, as readers of such files allow (ISO 32000-1, annex H.3.4.1).
const PDF_MARK: usize = 1024;

/// The format of these bytes, unless they are text.
pub(super) fn by_bytes(bytes: &[u8]) -> Option<Kind> {
    FORMATS.iter().find(|format| (format.is_it)(bytes)).map(|format| format.kind)
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") || is_late_pdf(bytes)
}

/// Some servers put white space or a line of their own before the mark; text that only speaks of it has no binary.
fn is_late_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(PDF_MARK)];
    memchr::memmem::find(head, b"%PDF-").is_some_and(|at| {
        (at == 0 || bytes[at - 1].is_ascii_whitespace()) && std::str::from_utf8(bytes).is_err()
    })
}

/// Tells Markdown from plain text. Front matter decides; else a heading, a link, strong emphasis or an escaped sign.
pub(super) fn of(text: &str, has_front: bool) -> Kind {
    let end = (0..=text.len().min(SAMPLE)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    if has_front || text[..end].lines().any(is_marked) { Kind::Markdown } else { Kind::Text }
}

fn is_marked(line: &str) -> bool {
    is_heading(line)
        || line.contains("](")
        || has_pair(line, "**")
        || has_pair(line, "__")
        || has_escape(line)
        || has_emphasis(line)
        || has_pair(line, "~~")
        || has_change(line)
}

/// Marks of editors and converters: changes, attributes, notes, links of wikis, tables.
fn has_change(line: &str) -> bool {
    let is_cell = |cell: &str| cell.contains("--") && cell.chars().all(|c| matches!(c, '-' | ':' | ' '));
    let cells = line.trim().trim_matches('|');
    let is_rule_of_table = cells.contains('|') && cells.split('|').all(is_cell);
    is_rule_of_table
        || ["{--", "{++", "{~~", "{>>", "]{.", "[^", "> [!"].iter().any(|mark| line.contains(mark))
        || line.split_once("[[").is_some_and(|(_, rest)| rest.contains("]]"))
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    (1..=6).contains(&level)
        && rest.strip_prefix(' ').is_some_and(|title| title.contains(char::is_alphabetic))
}

/// `**strong**`: an opening pair before a word and a closing one after it.
fn has_pair(line: &str, mark: &str) -> bool {
    let Some((_, rest)) = line.split_once(mark) else { return false };
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '<' || c == '“' || c == '"') && rest.contains(mark)
}

/// `\###`, `\*`: nobody escapes in plain text.
fn has_escape(line: &str) -> bool {
    ["\\#", "\\*", "\\_", "\\[", "\\-"].iter().any(|escape| line.contains(escape))
}

/// `*Washington Declaration*`: a star that hugs a word on the inside and touches none on the outside, twice.
fn has_emphasis(line: &str) -> bool {
    let mut stars = line.match_indices('*').filter(|&(at, _)| !line[at + 1..].starts_with('*'));
    let opening = stars.by_ref().find(|&(at, _)| {
        line[at + 1..].starts_with(char::is_alphabetic) && !line[..at].ends_with(char::is_alphanumeric)
    });
    opening.is_some()
        && stars.any(|(at, _)| {
            line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.')
                && !line[at + 1..].starts_with(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_plain() {
        for text in [
            "Both sides agreed.\n\n1. The ministers met.\n\n* * *\n\n###\n\nA 3 * 4 * 5 grid; #KIDD; a_b_c.",
            "* A bullet\n* Another bullet",
            "Note* and again* here",
        ] {
            assert_eq!(of(text, false), Kind::Text, "{text}");
        }
    }

    #[test]
    fn what_is_no_plain_text_is_known_by_its_first_bytes() {
        let check = |bytes: &[u8], expected: Option<Kind>| assert_eq!(by_bytes(bytes), expected);
        check(b"<!DOCTYPE html><p>x", Some(Kind::Html));
        check(b"%PDF-1.7\n", Some(Kind::Pdf));
        check(b"\r\n%PDF-1.7\n%\xE2\xE3", Some(Kind::Pdf));
        check(b"PK\x03\x04....", Some(Kind::Docx));
        check(b"Files that start with %PDF- are PDF files.", None);
        check(b"", None);
    }

    #[test]
    fn every_kind_has_its_line_and_a_name_and_an_ending_of_its_own() {
        let all: Vec<Kind> = Kind::all().collect();
        assert_eq!(all.len(), 11);
        for kind in &all {
            assert_eq!(Kind::named(kind.name()), Some(*kind));
            assert_eq!(all.iter().filter(|other| other.ending() == kind.ending()).count(), 1);
            assert_eq!(all.iter().filter(|other| other.media_type() == kind.media_type()).count(), 1);
        }
    }

    #[test]
    fn markup_is_seen() {
        for text in [
            "# Joint Statement",
            "see [the text](https://example.org)",
            "**Pillar I** and",
            "\\###",
            "the *Washington Declaration* and",
            "They ~~never~~ met.",
            "They {--never--} met.",
            "more.[^1] They",
            "| Topic | Text |\n|---|---|",
            "the [[Seoul Declaration|declaration]]",
        ] {
            assert_eq!(of(text, false), Kind::Markdown, "{text}");
        }
        assert_eq!(of("Both sides agreed.", true), Kind::Markdown);
    }
}

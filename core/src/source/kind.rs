//! The format of a file, told by its content.

/// The format of a page, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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
}

impl Kind {
    /// `text/plain`
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// `pdf`
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }
}

/// How much of a text is searched for Markdown, in bytes. Statements are shorter; a longer text shows its markup here.
const SAMPLE: usize = 64 << 10;

/// How far into a PDF file its mark may stand, in bytes, as readers of such files allow (ISO 32000-1, annex H.3.4.1).
const PDF_MARK: usize = 1024;

/// The formats that are no plain text, by their first bytes; the ending of a file's name says nothing.
pub(super) fn by_bytes(bytes: &[u8]) -> Option<Kind> {
    let is_pdf = || bytes.starts_with(b"%PDF-") || is_late_pdf(bytes);
    match () {
        () if super::html::is_html(bytes) => Some(Kind::Html),
        () if bytes.starts_with(b"PK\x03\x04") => Some(Kind::Docx),
        () if is_pdf() => Some(Kind::Pdf),
        () => None,
    }
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

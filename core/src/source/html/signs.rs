//! Whether bytes are a web page, or a piece of one, by their decoded text; and what a server said before it.

use super::super::decode;

/// How much of a file tells whether it is a page, in bytes.
const SAMPLE: usize = 64 << 10;

/// The longest headers of a response, in bytes; servers send some 2,000.
const MAX_HEADERS: usize = 64 << 10;

/// Elements that a piece of a page starts with.
const FIRST: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "base",
    "blockquote",
    "body",
    "br",
    "center",
    "details",
    "div",
    "dl",
    "em",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "table",
    "tbody",
    "td",
    "template",
    "time",
    "title",
    "tr",
    "u",
    "ul",
];

/// Elements of which text that is a page has some, even where it starts with words.
const FREQUENT: &[&str] = &["<br", "<p>", "<p ", "</p>", "<div", "</div>", "<li>", "</li>"];

/// How many of them a text that starts with words must have.
const ENOUGH: usize = 4;

/// Whether these bytes are a web page.
pub(in super::super) fn is_html(bytes: &[u8]) -> bool {
    let (_, body) = headers(bytes);
    is_page(&decode::sample(&body[..body.len().min(SAMPLE)]))
}

/// The headers of a server's response, and what is behind them.
pub(super) fn headers(bytes: &[u8]) -> (&[u8], &[u8]) {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut rest = start;
    // A server that sends somebody elsewhere leaves a response of its own.
    while rest.starts_with(b"HTTP/") {
        let head = &rest[..rest.len().min(MAX_HEADERS)];
        let ends = [&b"\r\n\r\n"[..], b"\n\n"].into_iter();
        let end = ends.filter_map(|end| Some(memchr::memmem::find(head, end)? + end.len())).min();
        let Some(end) = end else { break };
        rest = &rest[end..];
    }
    let length = start.len() - rest.len();
    if length == 0 { (&[], bytes) } else { (&start[..length], rest) }
}

fn is_page(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0'));
    let Some(rest) = behind_comments(rest) else { return false };
    if opens(rest, "!doctype html") || opens(rest, "html") {
        return true;
    }
    let low = text.to_ascii_lowercase();
    let frequent = FREQUENT.iter().map(|tag| low.matches(tag).count()).sum::<usize>();
    let starts_with_tag = FIRST.iter().any(|name| opens(rest, name));
    // A tag alone may stand in plain words; one that is closed, or frequent, does not.
    let has_tags = frequent >= ENOUGH || starts_with_tag && (frequent > 0 || low.contains("</"));
    has_tags && !text.lines().any(is_markdown)
}

/// What is behind comments and declarations.
fn behind_comments(mut rest: &str) -> Option<&str> {
    loop {
        rest = rest.trim_start();
        let end = match () {
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<?xml") => "?>",
            () => return Some(rest),
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
}

fn opens(text: &str, name: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && rest[name.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
}

/// Whether a line is of Markdown, in which tags may stand, too.
fn is_markdown(line: &str) -> bool {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let is_heading = (1..=6).contains(&level) && line[level..].starts_with(' ');
    is_heading && line.contains(char::is_alphabetic) || line.contains("](") || line.starts_with("**")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_by_its_first_tag() {
        for html in [
            "<!DOCTYPE html>x",
            " \n<html lang=en>",
            "\u{feff}<!-- saved --><!doctype HTML>",
            "\u{feff}\u{feff}<!doctype html>",
            "<?xml version='1.0'?><html>",
            "<div class=x><p>Both sides</p></div>",
            "<p>Both sides met.<p>They agreed.",
            "<head><meta charset=utf-8></head><p>Both",
            "<meta charset=utf-8><h1>Joint</h1>",
            "HTTP/1.1 301 Moved\r\nLocation: x\r\n\r\nHTTP/2 200\r\nserver: x\r\n\r\n<!doctype html>",
            "Joint Statement<br><br>Both sides met.<br>They agreed.<br>",
        ] {
            assert!(is_html(html.as_bytes()), "{html}");
        }
        for text in [
            "",
            "Both <html> sides",
            "<!-- never closed <html>",
            "<!doctype xml>",
            "<rss><channel>",
            "<div align=center>\n\n# Joint Statement\n\n</div>\n\nBoth sides met.",
            "<pre-draft> Both sides met.",
            "<!-- a comment -->\n\nBoth sides met.",
        ] {
            assert!(!is_html(text.as_bytes()), "{text}");
        }
        let wide: Vec<u8> = "<!doctype html><p>Both".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_html(&wide) && is_html(&[b"\xFF\xFE", &wide[..]].concat()));
    }
}

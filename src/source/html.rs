//! HTML → blocks: the article of a page, its paragraphs whole and its list numbers kept.
//!
//! The page is cut into blocks first, all of them. Then the parts that are no article go: navigation, side columns,
//! footers, what is hidden. They are recognised by their element or name, and only as long as they hold little of the
//! page's prose: some sites wrap everything in a form. Of what remains, the article is the innermost element that is
//! marked as one, or else that holds nearly all prose. Nothing goes silently: what is left out is handed on as
//! [`Outside`], with the rule that left it out. The furniture rules of the series do the rest.

mod article;
mod elements;
mod walk;

use encoding_rs::{Encoding, UTF_8};

use super::{Block, Outside, Page, Shape, decode, text};
use crate::{Error, Result};

/// How far into a page its encoding is declared, in bytes, as browsers look for it.
const PRESCAN: usize = 1024;

/// Whether these bytes are a web page: a doctype or an `html` tag comes first, but for comments and white space.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match () {
            () if rest.starts_with(b"<!--") => b"-->",
            () if rest.starts_with(b"<?xml") => b"?>",
            () => break,
        };
        match memchr::memmem::find(rest, end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => return false,
        }
    }
    let opens = |tag: &[u8]| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    opens(b"<!doctype html") || opens(b"<html")
}

/// Reads a page.
pub(super) fn page(bytes: &[u8]) -> Result<Page> {
    let decoded = whole(bytes)?;
    let walked = walk::walk(&decoded)?;
    let (blocks, outside) = article::article(walked.blocks, &walked.flags, &walked.marks);
    if blocks.is_empty() {
        return Err(Error::new("has no text: a page that only a script fills, or a refusal")
            .help("open it in a browser, save it, and name the saved file"));
    }
    let blocks = blocks.into_iter().map(labelled).collect();
    let outside = outside
        .into_iter()
        .map(|(rule, block)| Outside {
            rule: rule.to_owned(),
            line: block.lines[0].number,
            text: block.raw(),
        })
        .collect();
    Ok(Page { blocks, outside, ..Page::default() })
}

/// Many pages print their numbers as text and not as a list.
fn labelled(block: Block) -> Block {
    match (block.shape, &block.label) {
        (Shape::Paragraph, None) => text::block(block.lines),
        _ => block,
    }
}

/// A parser of web pages drops zero bytes, and what they stood for would vanish untold.
fn whole(bytes: &[u8]) -> Result<String> {
    let text = decoded(bytes)?;
    if text.contains('\0') { Err(decode::binary()) } else { Ok(text) }
}

/// The declared encoding beats a guess; a byte order mark and valid UTF-8 beat both.
fn decoded(bytes: &[u8]) -> Result<String> {
    let is_utf_8 = std::str::from_utf8(bytes).is_ok() || Encoding::for_bom(bytes).is_some();
    if let Some(encoding) = declared(bytes).filter(|&encoding| encoding != UTF_8 && !is_utf_8) {
        return decode::with(encoding, bytes).map(|decoded| decoded.text.into_owned());
    }
    decode::decode(bytes).map(|decoded| decoded.text.into_owned())
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")? + b"charset=".len();
    let name = head[at..].trim_ascii_start();
    let name = name.strip_prefix(b"\"").or(name.strip_prefix(b"'")).unwrap_or(name);
    let end = name.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_".contains(byte)))?;
    Encoding::for_label(&name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str =
        "Both sides reaffirmed that the Alliance is the linchpin of peace, and pledged to continue it.";

    fn texts(html: &str) -> Vec<String> {
        let page = page(format!("<!doctype html>{html}").as_bytes()).unwrap();
        page.blocks
            .iter()
            .map(|block| match &block.label {
                Some(label) => format!("{label} {}", block.raw()),
                None => block.raw(),
            })
            .collect()
    }

    #[test]
    fn a_page_is_known_by_its_first_tag() {
        for html in [
            "<!DOCTYPE html>x",
            " \n<html lang=en>",
            "\u{feff}<!-- saved --><!doctype HTML>",
            "<?xml version='1.0'?><html>",
        ] {
            assert!(is_html(html.as_bytes()), "{html}");
        }
        for text in ["", "Both <html> sides", "<p>Both sides", "<!-- never closed <html>", "<!doctype xml>"] {
            assert!(!is_html(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn paragraphs_stay_whole_and_inline_markup_gives_way_to_its_text() {
        assert_eq!(
            texts(&format!(
                "<h1>23<sup>rd</sup> <em>Joint</em>\n Statement</h1><p>{LONG}\n <b>They</b>&nbsp;met.<p>Both &amp; all.</p>"
            )),
            ["23rd Joint Statement".to_owned(), format!("{LONG} They\u{a0}met."), "Both & all.".to_owned()]
        );
    }

    #[test]
    fn numbers_of_lists_are_kept() {
        assert_eq!(
            texts(
                "<p>Text.</p><ol start=3><li>Three<li><p>Four</p><p>more</p><li value=9>Nine</ol><ul><li>Dot</ul>"
            ),
            ["Text.", "3. Three", "4. Four", "more", "9. Nine", "• Dot"]
        );
        assert_eq!(texts("<ol type=a><li>x<ol type=I><li>y</ol></ol>"), ["a. x", "I. y"]);
    }

    #[test]
    fn a_break_after_a_sentence_or_two_breaks_end_a_paragraph() {
        assert_eq!(
            texts("<div>Both sides met.<br>They agreed<br>on much<br/><br/>and closed</div>"),
            ["Both sides met.", "They agreed\non much", "and closed"]
        );
    }

    #[test]
    fn what_is_no_article_goes_and_is_told() {
        let html = format!(
            "<!doctype html><title>T</title><nav><a href=/>Home</a></nav><main><h1>Title</h1><p>{LONG}</p>\
             <div class='share-buttons'>Share this</div></main><aside>More news</aside><footer>Contact</footer>\
             <script>var x = '<p>no</p>';</script><p style='display: none'>hidden words</p>"
        );
        let page = page(html.as_bytes()).unwrap();
        assert_eq!(page.blocks.iter().map(crate::source::Block::raw).collect::<Vec<_>>(), ["Title", LONG]);
        let outside: Vec<(&str, &str)> =
            page.outside.iter().map(|outside| (outside.rule.as_str(), outside.text.as_str())).collect();
        assert_eq!(
            outside,
            [
                ("html/nav", "Home"),
                ("html/share", "Share this"),
                ("html/aside", "More news"),
                ("html/footer", "Contact"),
                ("html/hidden", "hidden words")
            ]
        );
    }

    #[test]
    fn a_form_or_a_side_column_around_everything_is_no_reason_to_drop_it() {
        assert_eq!(texts(&format!("<form><div class=has-sidebar><p>{LONG}<p>{LONG}</div></form>")).len(), 2);
    }

    #[test]
    fn the_declared_encoding_is_used() {
        let html =
            b"<!doctype html><meta charset=windows-1252><p>the Alliance\x92s \x93new era\x94 of peace.";
        assert_eq!(page(html).unwrap().blocks[0].raw(), "the Alliance’s “new era” of peace.");
        let korean = "<!doctype html><meta http-equiv=x content='text/html; charset=euc-kr'><p>";
        let html = [korean.as_bytes(), b"\xC7\xD1\xB9\xCC"].concat();
        assert_eq!(page(&html).unwrap().blocks[0].raw(), "한미");
    }

    #[test]
    fn a_page_without_text_or_one_that_is_nested_too_deep_is_an_error() {
        let refusal = |html: &str| page(html.as_bytes()).unwrap_err().to_string();
        assert!(refusal("<!doctype html><script>x()</script>").starts_with("has no text"));
        let deep = format!("<!doctype html>{}x", "<div>".repeat(5000));
        assert!(refusal(&deep).contains("nested"), "{}", refusal(&deep));
    }
}

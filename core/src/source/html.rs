//! HTML → blocks: the article of a page, its paragraphs whole and its list numbers kept.
//!
//! The page is cut into blocks first, all of them. What a reader of the page does not see (hidden by a style, struck out,
//! a fallback for other browsers) is no text. Then the parts that are no article go: navigation, side columns, footers.
//! They are recognised by their element or name, and only as long as they hold little of the page's prose: some sites
//! wrap everything in a form. Of what remains, the article is the innermost element that is marked as one, or else that
//! holds nearly all prose. Nothing goes silently: what is left out is handed on as [`super::Outside`], with the rule
//! that left it out. The furniture rules of the series do the rest.

mod added;
mod article;
mod blocks;
mod colours;
mod data;
mod doubt;
mod elements;
mod encoding;
mod frames;
#[cfg(test)]
mod kinds;
mod media;
mod names;
mod seen;
mod sheet;
mod signs;
mod states;
mod style;
mod sums;
mod tree;
mod values;
mod walk;
mod walked;
mod whole;

use super::{Block, Caution, Page, Shape, text};
use crate::{Error, Result};
use seen::Trust;
use walked::Article;
use whole::parted;

pub(super) use sheet::Linked;
pub(super) use signs::is_html;

/// Reads a page.
pub(super) fn page(bytes: &[u8]) -> Result<Page> {
    page_with(bytes, &Linked::new())
}

/// Reads a page whose sheets stand beside it in one file.
pub(super) fn page_with(bytes: &[u8], linked: &Linked) -> Result<Page> {
    let (head, body) = signs::headers(bytes);
    let decoded = encoding::decoded(head, body)?;
    let mut parts = parted(&decoded.text, linked)?;
    if !parts.has_sentence()
        && let Some(blocks) = data::article(&decoded.text)?
    {
        parts.inside = blocks;
    }
    if parts.inside.is_empty() {
        return Err(Error::new("has no text: a page that only a script fills, or a refusal")
            .help("open it in a browser, save it, and name the saved file"));
    }
    if !head.is_empty() {
        let text = String::from_utf8_lossy(head).trim().replace("\r\n", "\n");
        parts.outside.insert(0, super::Outside { rule: "html/response-headers".to_owned(), line: 1, text });
    }
    let broken = (decoded.broken > 0).then_some(Caution::Undecoded { count: decoded.broken });
    Ok(Page {
        blocks: parts.inside.into_iter().map(labelled).collect(),
        outside: parts.outside,
        cautions: broken.into_iter().chain(doubtful(parts.doubts)).collect(),
    })
}

/// Reads a piece of a page that stands in a text of another format.
pub(super) fn fragment(text: &str) -> Result<Page> {
    let Article { inside, outside, doubts } = parted(text, &Linked::new())?;
    let cautions = doubtful(doubts).into_iter().collect();
    Ok(Page { blocks: inside.into_iter().map(labelled).collect(), outside, cautions })
}

fn doubtful(doubts: doubt::Doubts) -> Option<Caution> {
    let rules = doubts.into_texts();
    (!rules.is_empty()).then_some(Caution::Styles { rules })
}

/// Why the words behind a tag are not seen, by the tag alone.
pub(super) fn unseen(tag: &str) -> Option<&'static str> {
    // Most tags only set type, and building a tree for each takes time.
    let low = tag.to_ascii_lowercase();
    let is_struck = ["<s>", "<s ", "<del", "<strike"].iter().any(|start| low.starts_with(start));
    if !is_struck && !["style", "class", "hidden", "color"].iter().any(|word| low.contains(word)) {
        return None;
    }
    let html = scraper::Html::parse_fragment(tag);
    let element = html.root_element().child_elements().next()?;
    let mut styled = seen::given(element.value(), false);
    let none = doubt::Variables::default();
    let own = element.attr("style").map(|style| style::Declared::inline(style, &none)).unwrap_or_default();
    [false, true].into_iter().for_each(|important| styled.take(&own, important));
    seen::Sight::new(false).inside(element.value(), &styled, Trust::All).unseen()
}

/// Many pages print their numbers as text and not as a list.
fn labelled(block: Block) -> Block {
    match (block.shape, &block.label) {
        (Shape::Paragraph, None) => text::block(block.lines),
        _ => block,
    }
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

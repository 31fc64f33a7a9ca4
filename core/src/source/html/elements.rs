//! What HTML's elements are to a reader of text.

use scraper::node::Element;

use super::walked::Flag;

/// Elements that end the line before them and behind them.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Elements that hold nothing which anybody would read.
const NO_TEXT: &[&str] =
    &["annotation", "annotation-xml", "head", "img", "input", "rp", "script", "style", "title"];

/// Elements whose words a browser that can do more than show words does not show, or not as text of the page.
const UNSEEN: &[(&str, &str)] = &[
    ("audio", FALLBACK),
    ("button", "html/control"),
    ("canvas", FALLBACK),
    ("datalist", "html/control"),
    ("fencedframe", FALLBACK),
    ("iframe", FALLBACK),
    ("meter", FALLBACK),
    ("mphantom", super::seen::HIDDEN),
    ("noembed", FALLBACK),
    ("noframes", FALLBACK),
    ("noscript", "html/noscript"),
    ("object", FALLBACK),
    ("progress", FALLBACK),
    ("select", "html/control"),
    ("svg", "html/graphic"),
    ("template", "html/template"),
    ("textarea", "html/control"),
    ("video", FALLBACK),
];

const FALLBACK: &str = "html/fallback";

/// Elements that hold no article, unless they hold most of the page.
const NO_ARTICLE: &[(&str, &str)] = &[
    ("aside", "html/aside"),
    ("dialog", "html/dialog"),
    ("figcaption", "html/figure"),
    ("footer", "html/footer"),
    ("form", "html/form"),
    ("header", "html/header"),
    ("menu", "html/menu"),
    ("nav", "html/nav"),
    ("search", "html/search"),
];

/// Roles that say the same as an element of [`NO_ARTICLE`].
const NO_ARTICLE_ROLES: &[(&str, &str)] = &[
    ("alertdialog", "html/dialog"),
    ("banner", "html/header"),
    ("complementary", "html/aside"),
    ("contentinfo", "html/footer"),
    ("dialog", "html/dialog"),
    ("menu", "html/menu"),
    ("navigation", "html/nav"),
    ("search", "html/search"),
];

pub(super) fn is_block(element: &Element) -> bool {
    BLOCKS.binary_search(&element.name()).is_ok()
}

/// Whether an element is one that a page made up, which browsers show as its sheets and scripts say.
pub(super) fn is_custom(element: &Element) -> bool {
    element.name().contains('-') && element.name() != "annotation-xml"
}

pub(super) fn is_no_text(element: &Element) -> bool {
    NO_TEXT.binary_search(&element.name()).is_ok()
}

/// Why the words of an element are not seen as text of the page.
pub(super) fn unseen(element: &Element) -> Option<&'static str> {
    find(UNSEEN, element.name())
}

/// Whether the page marks this element as its article.
pub(super) fn is_article(element: &Element) -> bool {
    matches!(element.name(), "article" | "main")
        || matches!(element.attr("role"), Some("main" | "article"))
        || element
            .attr("itemprop")
            .is_some_and(|names| names.split_whitespace().any(|name| name == "articleBody"))
}

/// Why this element may be no part of the article.
pub(super) fn no_article(element: &Element, in_article: bool) -> Option<Flag> {
    let name = element.name();
    let sure = |rule| Flag { rule, unless_sentences: false };
    // The header of an article holds its title.
    if name == "header" && in_article || matches!(name, "html" | "body" | "main" | "article") {
        return None;
    }
    if let Some(rule) = find(NO_ARTICLE, name) {
        return Some(sure(rule));
    }
    if let Some(rule) = element.attr("role").and_then(|role| find(NO_ARTICLE_ROLES, role)) {
        return Some(sure(rule));
    }
    // Whoever has the page read aloud does not hear this; whoever looks at it sees it, unless a sheet that is not at
    // hand hides it, as with menus and dialogs.
    if element.attr("aria-hidden") == Some("true") && !in_article {
        return Some(sure(super::seen::HIDDEN));
    }
    // Sites make ids of headings, and headings are no part that is added.
    let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    super::names::flag(element).filter(|_| !is_heading)
}

fn find(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    table.binary_search_by_key(&word, |(known, _)| known).ok().map(|at| table[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(BLOCKS.is_sorted() && NO_TEXT.is_sorted() && UNSEEN.is_sorted());
        assert!(NO_ARTICLE.is_sorted() && NO_ARTICLE_ROLES.is_sorted());
    }
}

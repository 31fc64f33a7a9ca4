//! What HTML's elements are to a reader of text.

use scraper::node::Element;

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
    "main",
    "menu",
    "nav",
    "ol",
    "p",
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
];

/// Elements whose content is not text of the page.
const NO_TEXT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "head", "iframe", "img", "input", "map", "math", "noscript",
    "object", "option", "picture", "script", "select", "style", "svg", "template", "textarea", "title",
    "video",
];

/// Elements that hold no article, unless they hold most of the page.
const NO_ARTICLE: &[&str] =
    &["aside", "dialog", "figure", "footer", "form", "header", "menu", "nav", "search"];

/// Roles that say the same as an element of [`NO_ARTICLE`].
const NO_ARTICLE_ROLES: &[(&str, &str)] = &[
    ("banner", "html/header"),
    ("complementary", "html/aside"),
    ("contentinfo", "html/footer"),
    ("dialog", "html/dialog"),
    ("menu", "html/menu"),
    ("navigation", "html/nav"),
    ("search", "html/search"),
];

/// Words in the id or class of an element that mostly hold no article, with the rule they stand for.
const NO_ARTICLE_NAMES: &[(&str, &str)] = &[
    ("advert", "html/advert"),
    ("advertisement", "html/advert"),
    ("breadcrumb", "html/nav"),
    ("breadcrumbs", "html/nav"),
    ("comment", "html/comments"),
    ("comments", "html/comments"),
    ("cookie", "html/cookie"),
    ("cookies", "html/cookie"),
    ("newsletter", "html/newsletter"),
    ("pagination", "html/nav"),
    ("popular", "html/related"),
    ("recommended", "html/related"),
    ("related", "html/related"),
    ("share", "html/share"),
    ("sharedaddy", "html/share"),
    ("sharing", "html/share"),
    ("sidebar", "html/aside"),
    ("social", "html/share"),
    ("subscribe", "html/newsletter"),
    ("trending", "html/related"),
];

pub(super) fn is_block(element: &Element) -> bool {
    BLOCKS.binary_search(&element.name()).is_ok()
}

pub(super) fn is_no_text(element: &Element) -> bool {
    NO_TEXT.binary_search(&element.name()).is_ok()
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
pub(super) fn no_article(element: &Element, in_article: bool) -> Option<&'static str> {
    if is_hidden(element) {
        return Some(HIDDEN);
    }
    let name = element.name();
    // The header of an article holds its title.
    if name == "header" && in_article || matches!(name, "html" | "body" | "main" | "article") {
        return None;
    }
    if let Ok(at) = NO_ARTICLE.binary_search(&name) {
        return Some(RULES[at]);
    }
    let role = element.attr("role").and_then(|role| find(NO_ARTICLE_ROLES, role));
    role.or_else(|| {
        let names = [element.attr("id"), element.attr("class")].into_iter().flatten();
        let mut words = names.flat_map(|names| names.split([' ', '\t', '\n', '-', '_']));
        words.find_map(|word| find(NO_ARTICLE_NAMES, &word.to_ascii_lowercase()))
    })
}

/// The rule for what the page does not show.
pub(super) const HIDDEN: &str = "html/hidden";

/// The rules of [`NO_ARTICLE`], in its order.
const RULES: [&str; 9] = [
    "html/aside",
    "html/dialog",
    "html/figure",
    "html/footer",
    "html/form",
    "html/header",
    "html/menu",
    "html/nav",
    "html/search",
];

fn find(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    table.binary_search_by_key(&word, |(known, _)| known).ok().map(|at| table[at].1)
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default();
    let says = |property: &str, value: &str| {
        style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, set)| {
            name.trim().eq_ignore_ascii_case(property) && set.trim().to_ascii_lowercase().starts_with(value)
        })
    };
    element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || says("display", "none")
        || says("visibility", "hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(BLOCKS.is_sorted() && NO_TEXT.is_sorted() && NO_ARTICLE.is_sorted());
        assert!(NO_ARTICLE_ROLES.is_sorted() && NO_ARTICLE_NAMES.is_sorted());
        assert!(NO_ARTICLE.iter().zip(RULES).all(|(name, rule)| rule == format!("html/{name}")));
    }
}

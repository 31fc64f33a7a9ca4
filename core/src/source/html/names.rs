//! What the id and the classes of an element say about it: whether they name a part of the page's frame.
//!
//! A name such as `share-buttons` or `relatedStories` is of words that designers use, and says what the part is. In
//! `missile-warning-data-sharing` or `related-matters` the other words are the text's own: sites make ids of headings.
//! Such a name is only believed of a part without a sentence.

use scraper::node::Element;

use super::walked::{ARCHIVE, Flag};

/// Words that mostly name what is no article, with the rule they stand for.
const WORDS: &[(&str, &str)] = &[
    ("advert", "html/advert"),
    ("advertisement", "html/advert"),
    ("advertising", "html/advert"),
    ("breadcrumb", "html/nav"),
    ("breadcrumbs", "html/nav"),
    ("ccpa", COOKIE),
    ("cmp", COOKIE),
    ("comment", "html/comments"),
    ("comments", "html/comments"),
    ("consent", COOKIE),
    ("cookie", COOKIE),
    ("cookiebanner", COOKIE),
    ("cookieconsent", COOKIE),
    ("cookies", COOKIE),
    ("disqus", "html/comments"),
    ("gdpr", COOKIE),
    ("newsletter", "html/newsletter"),
    ("pagination", "html/nav"),
    ("popular", "html/related"),
    ("pullquote", "html/figure"),
    ("recommended", "html/related"),
    ("related", "html/related"),
    ("relatedposts", "html/related"),
    ("share", SHARE),
    ("sharedaddy", SHARE),
    ("sharing", SHARE),
    ("sidebar", "html/aside"),
    ("social", SHARE),
    ("sponsored", "html/advert"),
    ("subscribe", "html/newsletter"),
    ("trending", "html/related"),
];

const COOKIE: &str = "html/cookie";
const SHARE: &str = "html/share";

/// Words that go with these in names that designers give.
const FRAME: &[&str] = &[
    "ad",
    "ads",
    "all",
    "area",
    "article",
    "articles",
    "banner",
    "bar",
    "block",
    "body",
    "bottom",
    "box",
    "btn",
    "button",
    "buttons",
    "c",
    "card",
    "cards",
    "col",
    "column",
    "container",
    "content",
    "desktop",
    "dialog",
    "div",
    "email",
    "fixed",
    "follow",
    "footer",
    "form",
    "group",
    "has",
    "header",
    "holder",
    "icon",
    "icons",
    "inner",
    "item",
    "items",
    "js",
    "law",
    "layer",
    "layout",
    "left",
    "link",
    "links",
    "list",
    "m",
    "main",
    "manager",
    "media",
    "menu",
    "message",
    "mobile",
    "modal",
    "module",
    "more",
    "most",
    "nav",
    "network",
    "networks",
    "news",
    "notice",
    "o",
    "overlay",
    "page",
    "pages",
    "panel",
    "policy",
    "popup",
    "post",
    "posts",
    "preferences",
    "primary",
    "privacy",
    "region",
    "releases",
    "respond",
    "right",
    "root",
    "row",
    "sd",
    "secondary",
    "section",
    "settings",
    "sidebar",
    "signup",
    "site",
    "sitewide",
    "stories",
    "story",
    "tab",
    "tabs",
    "teaser",
    "teasers",
    "title",
    "toolbar",
    "tools",
    "top",
    "user",
    "view",
    "views",
    "widget",
    "widgets",
    "wp",
    "wrap",
    "wrapper",
];

/// How names start that programs give to parts which they put on a page: banners of consent, toolbars of archives.
const PROGRAMS: &[(&str, &str)] = &[
    ("_evidon", COOKIE),
    ("_wb_frame", ARCHIVE),
    ("_wb_plain", ARCHIVE),
    ("a2a_", SHARE),
    ("addthis", SHARE),
    ("addtoany", SHARE),
    ("archiveit", ARCHIVE),
    ("axeptio", COOKIE),
    ("borlabs", COOKIE),
    ("cassie-cookie", COOKIE),
    ("cc-window", COOKIE),
    ("ccc-module", COOKIE),
    ("ccc-notify", COOKIE),
    ("ccc-overlay", COOKIE),
    ("ccm-root", COOKIE),
    ("cky-", COOKIE),
    ("cmplz", COOKIE),
    ("consent_blackbar", COOKIE),
    ("cookie-law-info", COOKIE),
    ("cookiebot", COOKIE),
    ("cookiefirst", COOKIE),
    ("cookieyes", COOKIE),
    ("cybot", COOKIE),
    ("didomi", COOKIE),
    ("donato", ARCHIVE),
    ("eu-cookie", COOKIE),
    ("eupopup", COOKIE),
    ("fc-consent", COOKIE),
    ("google_ads", "html/advert"),
    ("govuk-cookie-banner", COOKIE),
    ("hs-eu-cookie", COOKIE),
    ("iubenda", COOKIE),
    ("jp-relatedposts", "html/related"),
    ("klaro", COOKIE),
    ("lanyard_root", COOKIE),
    ("moove_gdpr", COOKIE),
    ("onetrust", COOKIE),
    ("orejime", COOKIE),
    ("osano", COOKIE),
    ("ot-sdk", COOKIE),
    ("outbrain", "html/related"),
    ("qc-cmp", COOKIE),
    ("silktide", COOKIE),
    ("sliding-popup", COOKIE),
    ("sp_message", COOKIE),
    ("t-consentprompt", COOKIE),
    ("taboola", "html/related"),
    ("tarteaucitron", COOKIE),
    ("termly", COOKIE),
    ("transcend-consent", COOKIE),
    ("trustarc", COOKIE),
    ("truste", COOKIE),
    ("uc-banner", COOKIE),
    ("uc-embedding", COOKIE),
    ("usercentrics", COOKIE),
    ("webarchive", ARCHIVE),
    ("wm-ipp", ARCHIVE),
];

/// Words in which pages name the places of their notes.
const NOTES: &[&str] =
    &["edn", "ednref", "endnote", "fn", "fnref", "footnote", "footnotes", "ftn", "ftnref", "noteref"];

/// What the names of an element say it is. What its label says to those who have the page read aloud is a name, too.
pub(super) fn flag(element: &Element) -> Option<Flag> {
    let ids = element.attr("id").into_iter();
    let names = ids.chain(element.attr("class").into_iter().flat_map(str::split_ascii_whitespace));
    let flags = names.chain(element.attr("aria-label")).filter_map(|name| {
        let flag = of_name(name)?;
        // A paragraph with a word as its name (`related`, `consent`) may well be about that.
        let is_doubtful = element.name() == "p" && WORDS.iter().any(|(word, _)| *word == name);
        Some(Flag { unless_sentences: flag.unless_sentences || is_doubtful, ..flag })
    });
    // Any name that says it plainly counts more than one that only may.
    flags.min_by_key(|flag| flag.unless_sentences)
}

/// Whether a link to `place` leads to a note, or back from one.
pub(super) fn is_note(place: &str, element: &Element) -> bool {
    let names = [Some(place), element.attr("class"), element.attr("role"), element.attr("epub:type")];
    names
        .into_iter()
        .flatten()
        .flat_map(words)
        .any(|word| NOTES.binary_search(&word.trim_end_matches(|c: char| c.is_ascii_digit())).is_ok())
}

fn of_name(name: &str) -> Option<Flag> {
    let low = name.to_ascii_lowercase();
    if let Some((_, rule)) = PROGRAMS.iter().find(|(start, _)| low.starts_with(start)) {
        return Some(Flag { rule, unless_sentences: false });
    }
    let words = words(name);
    let rule = words.iter().find_map(|word| {
        WORDS.binary_search_by_key(&word.as_str(), |(known, _)| known).ok().map(|at| WORDS[at].1)
    })?;
    let is_frame = |word: &String| {
        FRAME.binary_search(&word.as_str()).is_ok()
            || WORDS.binary_search_by_key(&word.as_str(), |(known, _)| known).is_ok()
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    // Buttons and paths hold no sentences, whatever their names.
    let holds_none = matches!(rule, SHARE | "html/nav");
    Some(Flag { rule, unless_sentences: holds_none || !words.iter().all(is_frame) })
}

/// The words of a name: `share-buttons`, `share_buttons`, `shareButtons`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let is_new = c.is_ascii_uppercase() && before.is_ascii_lowercase();
        if is_new || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(WORDS.is_sorted() && FRAME.is_sorted() && PROGRAMS.is_sorted() && NOTES.is_sorted());
    }

    #[test]
    fn names_of_designers_are_believed_and_slugs_of_headings_only_without_sentences() {
        let check = |name: &str, expected: Option<(&str, bool)>| {
            assert_eq!(of_name(name).map(|flag| (flag.rule, flag.unless_sentences)), expected, "{name}");
        };
        check("related-stories", Some(("html/related", false)));
        check("relatedStories__list--2", Some(("html/related", false)));
        check("sidebar", Some(("html/aside", false)));
        check("comments", Some(("html/comments", false)));
        check("CybotCookiebotDialog", Some(("html/cookie", false)));
        check("onetrust-banner-sdk", Some(("html/cookie", false)));
        check("cookie-consent-banner", Some(("html/cookie", false)));
        check("wm-ipp-base", Some(("html/archive", false)));
        check("share-buttons", Some(("html/share", true)));
        check("information-sharing", Some(("html/share", true)));
        check("missile-warning-data-sharing", Some(("html/share", true)));
        check("related-matters", Some(("html/related", true)));
        check("recommended-next-steps", Some(("html/related", true)));
        check("consent-of-the-governed", Some(("html/cookie", true)));
        check("entry-content", None);
        check("shareholders", None);
    }
}

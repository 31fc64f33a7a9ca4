//! One statement as it is published in many forms: each gives one canonical text, or says why it cannot be read.
//!
//! The text of all is that of the 23rd edition. Web pages are made here, with the structure of the four kinds of page
//! on which such statements stand. The PDF and Word files in `tests/pages/` are made by `tests/pages/make.py`.

use std::fs;
use std::path::{Path, PathBuf};

use kidd::source::{self, Kind, Options};
use kidd::statement::{self, Statement};

use crate::reading::kidd as rules;

const EDITION: &str = include_str!("../../statements/kidd/23.txt");

/// This program parses in a process of its own.
fn options() -> Options {
    Options { extractor: Some(PathBuf::from(env!("CARGO_BIN_EXE_kidd"))), ..Options::default() }
}

fn read(bytes: &[u8]) -> kidd::Result<(Statement, Kind)> {
    let document = source::read_with("page", bytes, &options())?;
    Ok((statement::read(&document, &rules())?, document.kind))
}

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name)).unwrap()
}

/// The title, the byline and the paragraphs of the edition.
fn parts() -> (&'static str, &'static str, Vec<&'static str>) {
    let mut parts = EDITION.split("\n\n");
    let (title, byline) = (parts.next().unwrap(), parts.next().unwrap());
    (title, byline, parts.filter(|text| !text.starts_with("/Public Release")).collect())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The paragraphs as `<p>`, each changed by `change`.
fn paragraphs(change: impl Fn(usize, &str) -> String) -> String {
    parts().2.iter().enumerate().map(|(index, text)| change(index, text)).collect()
}

fn plain(_: usize, text: &str) -> String {
    format!("<p>{}</p>\n", escaped(text))
}

const GOVERNMENT_BANNER: &str = r##"<a class="skip-link" href="#skip">Skip to main content (Press Enter).</a>
<section class="usa-banner" aria-label="Official website of the United States government"><div class="usa-accordion">
<header class="usa-banner__header"><p>An official website of the United States Government</p>
<button><span>Here's how you know</span></button></header>
<div class="usa-banner__content"><p><strong>Official websites use .gov</strong><br>A .gov website belongs to an official
government organization in the United States.</p><p><strong>Secure .gov websites use HTTPS</strong><br>A lock (
<svg><title>Lock</title></svg> ) or https:// means you've safely connected to the .gov website. Share sensitive
information only on official, secure websites.</p></div></div></section>"##;

/// A release page of the Department of Defense.
fn release_page() -> String {
    let (title, _, _) = parts();
    format!(
        r##"<!DOCTYPE html>
<html lang="en-US"><head><meta charset="utf-8"><title>{title} &gt; U.S. Department of Defense &gt; Release</title>
<script>window.dataLayer = ["<p>not text</p>"];</script><style>p {{ margin: 0 }}</style></head>
<body class="release-page">{GOVERNMENT_BANNER}
<header role="banner"><a href="/"><img alt="U.S. Department of Defense"></a>
<nav aria-label="Main"><ul><li><a href="/News/">News</a><ul><li><a href="/News/Releases/">Releases</a></li>
<li><a href="/News/Transcripts/">Transcripts</a></li></ul></li><li><a href="/Spotlights/">Spotlights</a></li>
<li><a href="/About/">About</a></li></ul></nav></header>
<main id="skip"><div class="archive-banner">You have accessed part of a historical collection on defense.gov. Some of the
information contained within may be outdated and links may not function. Please contact the DOD Webmaster with any questions.
</div>
<div class="release-header"><p class="kicker">Release</p><p>Immediate Release</p><h1 class="maintitle">{title}</h1>
<time>Sept. 18, 2023 |</time></div>
<div class="content body">{}</div>
<div class="share-tools"><ul><li><a href="#">Share</a></li><li><a href="#">Print</a></li></ul></div></main>
<footer><ul><li><a href="/contact">Contact</a></li><li>Hosted by Defense Media Activity - WEB.mil</li></ul></footer>
</body></html>"##,
        paragraphs(plain)
    )
}

/// A page of the Indo-Pacific Command: old markup, a path, a line of its own for kind and date, a dateline.
fn command_page() -> String {
    let (title, _, _) = parts();
    let body = paragraphs(|index, text| {
        let dateline = if index == 0 { "WASHINGTON -- " } else { "" };
        format!(
            "{dateline}{}<br />\r\n&nbsp;<br />\r\n",
            escaped(text).replace(' ', if index == 3 { "&nbsp;" } else { " " })
        )
    });
    format!(
        r##"<!DOCTYPE html><html><head><title>{title} &gt; U.S. Indo-Pacific Command &gt; News Article View</title></head>
<body><form method="post" action="/Media/News/News-Article-View/" id="Form"><input type="hidden" name="__VIEWSTATE" value="x">
<div class="gov-banner"><span>An official website of the United States government</span><span>Here's how you know</span>
<div><strong>Official websites use .mil</strong><p>A .mil website belongs to an official U.S. Department of Defense
organization in the United States.</p></div></div>
<div id="nav" role="navigation"><a href="/">HOME</a> <a href="/About">ABOUT USINDOPACOM</a> <a href="/Media">MEDIA</a></div>
<div class="path"><a href="/">Home</a> : <a href="/Media">Media</a> : <a href="/Media/News">News</a> :
<a href="/x">News Article View</a></div>
<div class="article-view"><div class="info"><span>NEWS</span> | <time>Sept. 18, 2023</time></div>
<h1>{title}</h1><span class="byline">Department of Defense</span>
<div class="body"><p>{body}</p></div>
<ul class="share"><li><a href="#">Facebook</a></li><li><a href="#">X</a></li></ul></div>
<div class="related-stories"><h3>Related stories</h3><p>Commander of U.S. Indo-Pacific Command visits the Republic of Korea to
discuss the Alliance and the defense of the Peninsula.</p></div></form></body></html>"##
    )
}

/// A news site that reposts releases: the agency as byline, and a notice glued to the last sentence.
fn news_page() -> String {
    let (title, byline, texts) = parts();
    let last = texts.len() - 1;
    let notice = r##"<p>/Public Release. This material from the originating organization/author(s) might be of the point-in-time nature, and edited for clarity, style and length. Mirage.News does not take institutional positions or sides, and all views, positions, and conclusions expressed herein are solely those of the author(s).View in full <a href="https://example.org">here</a>.</p>"##;
    let body = paragraphs(|index, text| {
        let text = escaped(text).replace('\'', "&rsquo;");
        if index == last { format!("<p>{text}</p>{notice}") } else { format!("<p>{text}</p>") }
    });
    format!(
        r##"<!doctype html><html><head><meta charset=utf-8><title>{title} | Mirage News</title></head><body>
<header class="site-header"><nav><ul><li><a href="/">Home</a><li><a href="/politics">Politics</a></ul></nav></header>
<div class="container"><div class="row"><article class="post"><header><span class="meta"><time>18 Sep 2023</time></span>
<h1 class="entry-title">{title}</h1><p class="author">{byline}</p></header>
<div class="entry-content">{body}</div></article>
<aside class="sidebar"><h4>You might also like</h4><ul><li><a href="/1">Alliance holds exercise on the Peninsula</a></li></ul>
<p>Subscribe to our newsletter and get every release of every government the moment it is out, free of charge.</p></aside>
</div></div><div id="comments"><p>Great news for the region, and a very long comment on it that nobody asked for at all.</p></div>
<footer><p>Copyright 2023</p></footer></body></html>"##
    )
}

/// A blog: the post's title is a link, paragraphs are `div`s, and archives and comments stand around.
fn blog_page() -> String {
    let (title, _, _) = parts();
    let body = paragraphs(|_, text| {
        format!("<div style=\"text-align: justify;\">{}</div><div><br /></div>", escaped(text))
    });
    format!(
        r##"<!DOCTYPE html><html dir='ltr' xmlns='http://www.w3.org/1999/xhtml'><head><title>Military: {title}</title></head>
<body class='variant-dark'><div class='navbar section' id='navbar'><iframe src='about:blank'></iframe></div>
<div class='content'><div class='header-outer'><h1 class='title'><a href='/'>Military Online</a></h1></div>
<div class='main-outer'><div class='blog-posts hfeed'><div class='date-outer'><h2 class='date-header'>
<span>Monday, September 18, 2023</span></h2><div class='post hentry' itemprop='blogPost'>
<h3 class='post-title entry-title' itemprop='name'><a href='/2023/09/x.html'>{title}</a></h3>
<div class='post-body entry-content' itemprop='articleBody'>{body}</div>
<div class='post-footer'><div class='share-buttons'><a href='#'>Email This</a><a href='#'>BlogThis!</a></div></div></div></div>
<div class='comments' id='comments'><h4>1 comment:</h4><p>Thank you for the text of this statement, which I had been looking
for since this morning.</p></div></div>
<div class='sidebar section'><div class='widget BlogArchive'><h2>Blog Archive</h2><ul><li><a href='/2023/09/'>September</a></li>
</ul></div></div></div></div></body></html>"##
    )
}

#[test]
fn every_form_of_the_23rd_has_one_canonical_text() {
    let (expected, _) = read(EDITION.as_bytes()).unwrap();
    let check = |name: &str, bytes: &[u8], kind: Kind| {
        let (found, read_as) = read(bytes).unwrap();
        assert_eq!(read_as, kind, "{name}");
        if found.text_sha256 != expected.text_sha256 {
            let texts = |statement: &Statement| {
                statement.sentences.iter().map(|sentence| sentence.text.clone()).collect::<Vec<_>>()
            };
            let (old, new) = (texts(&expected), texts(&found));
            let only = |one: &[String], other: &[String]| {
                one.iter().filter(|text| !other.contains(text)).cloned().collect::<Vec<_>>()
            };
            panic!(
                "{name}: only in the text: {:#?}\nonly in the file: {:#?}",
                only(&old, &new),
                only(&new, &old)
            );
        }
        assert_eq!(
            (found.ordinal, found.date, found.venue),
            (Some(23), expected.date, expected.venue.clone()),
            "{name}"
        );
        assert!(
            found.title.starts_with("23rd Korea-U.S. Integrated Defense Dialogue"),
            "{name}: {:?}",
            found.title
        );
    };
    check("release page", release_page().as_bytes(), Kind::Html);
    check("command page", command_page().as_bytes(), Kind::Html);
    check("news page", news_page().as_bytes(), Kind::Html);
    check("blog page", blog_page().as_bytes(), Kind::Html);
    for name in ["word.docx", "word-numbered.docx"] {
        check(name, &file(name), Kind::Docx);
    }
    if cfg!(feature = "pdf") {
        for name in ["browser.pdf", "indented.pdf", "numbered-hyphens.pdf", "running-head.pdf"] {
            check(name, &file(name), Kind::Pdf);
        }
    }
}

/// Numbers as text, as a list, and with raised ordinals.
#[test]
fn numbered_paragraphs_have_their_numbers_as_labels() {
    let (title, _, texts) = parts();
    let (expected, _) = read(EDITION.as_bytes()).unwrap();
    let printed = paragraphs(|index, text| format!("<p>{}. {}</p>", index + 1, escaped(text)));
    let list = format!("<ol>{}</ol>", paragraphs(|_, text| format!("<li>{}</li>", escaped(text))));
    let raised = paragraphs(|_, text| {
        let text = escaped(text).replace("23rd", "23<sup>rd</sup>").replace("55th", "55<sup>th</sup>");
        format!("<p>{text}</p>")
    });
    for (body, labels) in [(printed, true), (list, true), (raised, false)] {
        let page = format!("<!doctype html><title>x</title><h1>{title}</h1>{body}");
        let (found, _) = read(page.as_bytes()).unwrap();
        assert_eq!(found.text_sha256, expected.text_sha256, "{page}");
        let labelled = found.blocks.iter().filter_map(|block| block.label.as_deref()).collect::<Vec<_>>();
        let numbers: Vec<String> = (1..=texts.len()).map(|number| format!("{number}.")).collect();
        assert_eq!(labelled, if labels { numbers } else { Vec::new() });
    }
}

#[test]
fn what_a_page_adds_is_told_with_the_rule_that_took_it() {
    let rules_of = |bytes: &[u8]| {
        let (found, _) = read(bytes).unwrap();
        found.furniture.into_iter().map(|piece| piece.rule).collect::<std::collections::BTreeSet<_>>()
    };
    let has = |page: &str, expected: &[&str]| {
        let found = rules_of(page.as_bytes());
        assert!(expected.iter().all(|rule| found.contains(*rule)), "{found:?}");
    };
    has(&release_page(), &["html/header", "html/footer", "site-banner", "release-line"]);
    has(&command_page(), &["html/nav", "date-line", "dateline"]);
    has(&news_page(), &["html/header", "html/aside", "html/comments", "repost-notice"]);
    has(&blog_page(), &["html/comments", "html/aside"]);
    let word = rules_of(&file("word.docx"));
    assert!(word.contains("docx/header"), "{word:?}");
    if cfg!(feature = "pdf") {
        let pdf = rules_of(&file("numbered-hyphens.pdf"));
        assert!(
            ["pdf/page-number", "pdf/running-line", "pdf/hyphen"].iter().all(|rule| pdf.contains(*rule)),
            "{pdf:?}"
        );
    }
}

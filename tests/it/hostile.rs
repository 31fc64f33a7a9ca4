//! Statements that try to be more than text: none changes the structure of a report.

use std::path::Path;
use std::sync::Arc;

use kidd::Sides;
use kidd::compare::{Change, ChangeKind, Precedent};
use kidd::drift::Edition;
use kidd::report::{self, Limit, html};
use kidd::site::Folder;
use kidd::statement::{Sentence, Statement};
use kidd_core::site::{self, Progress, Revision, Series};
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::fixture;

/// What has broken out of somebody's report before: elements, attributes, styles, templates, addresses, Markdown,
/// entities, and characters that cannot be seen.
pub const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text y=20>x</text></a></svg>",
    "\" onfocus=alert(1) autofocus x=\"",
    "' onmouseover='alert(1)",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><iframe src=\"https://example.org\"></iframe>",
    "<base href=\"https://example.org/\">",
    "<meta http-equiv=refresh content=0;url=https://example.org>",
    "<link rel=stylesheet href=https://example.org/a.css>",
    "<style>*{display:none}</style>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://example.org/\"onclick=\"alert(1)",
    "https://example.org\\@evil.example/",
    "{{ 7*7 }} {% if true %}x{% endif %} {# x #} ${7*7} #{7*7} <%= 7*7 %>",
    "&lt;script&gt; &#60;script&#62; &amp;amp; &notanentity; &#x0;",
    "\u{202e}txet desrever\u{202c} \u{2066}isolate\u{2069}",
    "zero\u{200b}width soft\u{ad}hyphen \u{feff}mark",
    "\u{1b}[2J\u{1b}]8;;https://example.org\u{7}x\u{9b}31m",
    "nul \u{0} and \u{8} back",
    "line\nbreaks\r\nand\ttabs\u{2028}and\u{2029}others",
    "| a | b |\n|---|---|\n| c | d |",
    "a | b | c",
    "# heading\n## heading",
    "- [ ] item\n1. item",
    "> quote",
    "```\ncode\n```",
    "`code` ``two`` ` lone",
    "**bold** __bold__ *em* _em_ ~~gone~~ ***x",
    "[link](https://example.org) ![image](https://example.org/x.png) [ref][1] [1]: https://example.org",
    "<https://example.org> https://example.org www.example.org a@example.org",
    "@octocat octo/cat#12 #12 GH-12 9fceb02d0ae598e95dc970b74767f19372d61af8 :smile: !12",
    "$x^2$ $$y$$ \\(z\\) ==mark== ++ins++ ^sup^ footnote[^1]",
    "\\",
    "\\`\\|",
    "trailing backslash \\\\",
    "&#64;octocat &commat;octocat",
    "<!-- comment -->",
    "<details open ontoggle=alert(1)>",
    "<x-element is=\"script\">",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F} tags",
    "＜script＞alert(1)＜/script＞",
    "constructor __proto__ toString",
];

/// How a page begins the link to where an edition was published.
const LINK: &str = "<dt>Source</dt><dd><a href=";

/// The fixture with a string put behind everything that comes from outside.
fn statements(text: &str) -> Sides<Statement> {
    let mut statements = fixture::statements();
    for statement in [&mut statements.before, &mut statements.after] {
        let Statement { id, title, sha256, origin, sentences, delegations, venue, .. } = statement;
        for field in [id, title, sha256, origin] {
            field.push_str(text);
        }
        for sentence in sentences {
            // Phrases of the fixture reach over the end of these two.
            if sentence.text.ends_with("on space.") || sentence.text.ends_with("(CCWG) meeting.") {
                sentence.text.insert_str(0, text);
            } else {
                sentence.text.push_str(text);
            }
        }
        for delegation in delegations {
            delegation.lead.push_str(text);
            delegation.office.as_mut().unwrap().push_str(text);
            delegation.party.push_str(text);
        }
        venue.as_mut().unwrap().push_str(text);
    }
    statements
}

/// Renders a report of the fixture with a string put everywhere.
fn rendered(text: &str, render: impl Fn(&mut Vec<u8>, &kidd::compare::Comparison<'_>)) -> String {
    let statements = statements(text);
    let mut comparison = fixture::comparison(&statements);
    for finding in &mut comparison.findings {
        finding.history = Some(Precedent { told: text.to_owned(), first_seen: true });
        finding.subject.push_str(text);
        finding.message.push_str(text);
        finding.why.push(text.to_owned());
        for quote in [&mut finding.quote.before, &mut finding.quote.after].into_iter().flatten() {
            quote.text.push_str(text);
        }
    }
    for change in &mut comparison.header {
        for value in [&mut change.value.before, &mut change.value.after].into_iter().flatten() {
            value.push_str(text);
        }
    }
    for section in &mut comparison.sections {
        section.title.push_str(text);
    }
    comparison.cautions.push(text.to_owned());
    let mut bytes = Vec::new();
    render(&mut bytes, &comparison);
    let page = String::from_utf8(bytes).unwrap();
    assert!(
        !page.contains(|c: char| c != '\n' && kidd::report::escape::is_hidden(c)),
        "{text:?} gets through as it is"
    );
    page
}

fn page(text: &str) -> String {
    rendered(text, |writer, comparison| {
        let provenance = html::Provenance { source: Some(text), page: None };
        html::comparison(writer, comparison, Sides::new(provenance, provenance), &[]).unwrap();
    })
}

/// What marks words inside a line: where the marks stand depends on the words.
const MARKS: [&str; 6] = ["del", "/del", "ins", "/ins", "del class=", "ins class="];

/// The tags of a page with the names of their attributes, without the marks of words.
pub fn skeleton(page: &str) -> Vec<String> {
    let tag = |rest: &str| {
        let end = rest.find('>').unwrap_or(rest.len());
        let mut names = String::new();
        let mut quoted = false;
        for c in rest[..end].chars() {
            match c {
                '"' => quoted = !quoted,
                _ if !quoted => names.push(c),
                _ => {}
            }
        }
        names
    };
    let tags = page.match_indices('<').map(|(at, _)| tag(&page[at + 1..]));
    tags.filter(|tag| !MARKS.contains(&tag.as_str())).collect()
}

#[test]
fn no_text_changes_the_structure_of_a_page() {
    let harmless = skeleton(&page("x"));
    // A web address makes a link of the source, and nothing else does.
    let linked = skeleton(&page("https://example.org/x"));
    assert_ne!(harmless, linked);
    for text in HOSTILE.iter().flat_map(|text| [(*text).to_owned(), format!("https://example.org/{text}")]) {
        let page = page(&text);
        let expected = if page.contains(LINK) { &linked } else { &harmless };
        let skeleton = skeleton(&page);
        let differs = skeleton.iter().zip(expected).position(|(one, other)| one != other);
        assert!(&skeleton == expected, "{text}: differs at {differs:?}");
    }
    // The test would notice: a page that is not escaped has another structure.
    let broken = page("x").replace("Seoulx", "Seoul<img src=x onerror=alert(1)>");
    assert_ne!(skeleton(&broken), harmless);
}

#[test]
fn only_web_addresses_become_links() {
    let source = |text: &str| page(text).contains(LINK);
    assert!(source("https://example.org/a?b=c&d"));
    for text in HOSTILE.iter().filter(|text| !text.starts_with("https://example.org/\"")) {
        assert!(!source(text), "{text}");
    }
}

/// What stands in front of a hostile string, to break out of where it is put.
const OPENERS: &[&str] = &[
    "", "\"", "'", ">", "\">", "'>", "]]>", "-->", "</p>", "</q>", "</del>", "*/", "`", "\\", "\n", " ", "&",
    "{{", "|", "\u{202e}",
];

/// A thousand strings; those that would show an alert count it as well.
pub fn thousand() -> Vec<String> {
    let strings: Vec<String> = OPENERS
        .iter()
        .flat_map(|opener| {
            HOSTILE.iter().map(move |text| format!("{opener}{}", text.replace("alert(1)", "ran=1;alert(1)")))
        })
        .collect();
    assert_eq!(strings.len(), 1000);
    strings
}

/// A page for the browser's tests.
pub fn keep(name: &str, page: &str) {
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), page).unwrap();
}

/// Writes pages that the browser's tests try: a thousand strings in every field, fifty a page.
#[test]
fn a_thousand_strings_stand_in_title_source_and_name() {
    for (number, strings) in thousand().chunks(50).enumerate() {
        let text = strings.join(" ");
        let harmless = page(&text.replace(['<', '>', '&', '"'], "x"));
        let page = page(&text);
        assert!(skeleton(&page) == skeleton(&harmless), "strings {number} change the structure");
        keep(&format!("hostile-{number}.html"), &page);
    }
}

/// Writes a site that the browser's tests try.
#[test]
fn a_thousand_strings_are_a_site() {
    let revision = |(number, strings): (usize, &[String])| {
        let text = strings.join(" ");
        // Half of them are published ones, which have a history.
        let illustrative = number % 2 == 0;
        let statement = Statement { id: format!("kidd-{number}"), illustrative, ..statements(&text).after };
        Revision { number: 1, statement, source: Some(text) }
    };
    let strings = thousand();
    let rules = Arc::new(kidd::series::general().unwrap());
    let revisions: Vec<Revision> = strings.chunks(50).enumerate().map(revision).collect();
    let published = revisions.iter().map(|revision| &revision.statement).filter(|text| !text.illustrative);
    let editions = published.map(|statement| Edition::of(statement, &rules)).collect();
    let series = Series {
        id: "kidd".to_owned(),
        title: strings.join(" "),
        rules,
        known: Vec::new(),
        editions,
        revisions,
    };
    let folder = Folder::open(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-site")).unwrap();
    site::build(&[series], site::Extras::default(), &folder, &Silent).unwrap();
    let count = folder.close().unwrap();
    let kept = std::fs::read_dir(Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-site/history"))
        .unwrap()
        .count();
    assert!(kept > 3, "{kept}");
    assert_eq!(count.written + count.same, 20 + 19 + 6 + kept);
}

/// Nobody watches.
struct Silent;

impl Progress for Silent {
    fn step(&self, _: &str, _: usize, _: usize) {}
}

/// Writes the page that the browser's tests try: a thousand strings, and the same page as it would be without escapes.
#[test]
fn a_thousand_strings_are_as_many_sentences() {
    let mut statements = statements("<script>ran = 1; alert(1)</script>");
    let strings = thousand();
    let after = &mut statements.after;
    let last = after.sentences.len() - 1;
    for text in &strings {
        let index = after.sentences.len();
        after.sentences.push(Sentence { index, text: text.clone(), ..after.sentences[last].clone() });
    }
    let mut comparison = fixture::comparison(&statements);
    let model = comparison.changes.iter().find(|change| change.kind == ChangeKind::Added).unwrap().clone();
    for index in last + 1..=last + strings.len() {
        comparison.sections[0].changes.push(comparison.changes.len());
        comparison.changes.push(Change { sentences: Sides::new(vec![], vec![index]), ..model.clone() });
    }
    let mut bytes = Vec::new();
    html::comparison(&mut bytes, &comparison, Sides::default(), &[]).unwrap();
    let page = String::from_utf8(bytes).unwrap();
    assert_eq!(page.matches("<article class=\"entry added\"").count(), strings.len() + 1);
    keep("hostile.html", &page);
    // A comment would swallow the others, and a refresh would leave the page.
    let raw: Vec<String> =
        strings.into_iter().filter(|text| !text.contains("<!--") && !text.contains("refresh")).collect();
    let raw = page.replacen("</main>", &format!("{}</main>", raw.join("\n")), 1);
    keep("hostile-raw.html", &raw);
}

fn markdown(text: &str) -> String {
    rendered(text, |writer, comparison| report::markdown(writer, comparison, Limit::default()).unwrap())
}

/// What the text is made of, without the text; code stands for text.
pub fn outline(text: &str) -> Vec<String> {
    let mut outline: Vec<String> = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(tag) => {
                assert!(!matches!(tag, Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock), "{tag:?}");
                outline.push(format!("{tag:?}"));
            }
            Event::End(tag) => outline.push(format!("/{tag:?}")),
            Event::Text(_) | Event::Code(_) => {}
            event => panic!("{event:?}"),
        }
    }
    outline
}

#[test]
fn no_text_changes_the_structure_of_markdown() {
    let harmless = outline(&markdown("x"));
    for &text in HOSTILE {
        assert_eq!(outline(&markdown(text)), harmless, "{text}");
    }
    assert_ne!(outline(&markdown("x").replace("Seoulx", "Seoul | x")), harmless);
}

/// What a second reader takes the text for: one with everything that platforms add, links made of bare addresses first.
fn nodes(text: &str) -> Vec<&'static str> {
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.autolink = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.inline_footnotes = true;
    options.extension.math_dollars = true;
    options.extension.math_code = true;
    options.extension.wikilinks_title_after_pipe = true;
    options.extension.alerts = true;
    options.extension.description_lists = true;
    options.extension.superscript = true;
    let root = comrak::parse_document(&arena, text, &options);
    let kinds = root.descendants().filter_map(|node| {
        use comrak::nodes::NodeValue as Value;
        Some(match &node.data.borrow().value {
            Value::Text(_) | Value::Code(_) => return None,
            Value::Document => "document",
            Value::Heading(_) => "heading",
            Value::Paragraph => "paragraph",
            Value::BlockQuote => "quote",
            Value::List(_) => "list",
            Value::Item(_) => "item",
            Value::Table(_) => "table",
            Value::TableRow(_) => "row",
            Value::TableCell => "cell",
            Value::Strong => "strong",
            Value::Emph => "emphasis",
            Value::Strikethrough => "strikethrough",
            other => panic!("{other:?}"),
        })
    });
    kinds.collect()
}

#[test]
fn a_second_reader_of_markdown_finds_no_link_and_the_same_tables() {
    let harmless = nodes(&markdown("x"));
    assert!(harmless.contains(&"table") && harmless.contains(&"strikethrough"));
    for &text in HOSTILE {
        assert_eq!(nodes(&markdown(text)), harmless, "{text}");
    }
    let broken = markdown("x").replace("Seoulx", "https://example.org");
    assert!(std::panic::catch_unwind(|| nodes(&broken)).is_err());
}

/// What platforms make of plain words: mentions, issues, commits, addresses, emoji.
fn active_words(text: &str) -> Vec<String> {
    let active = regex::Regex::new(concat!(
        r"(?i)(?:^|[^\w`])@\w|\w@\w+\.\w|#\d|\bGH-\d|(?:^|\W)!\d|https?:|www\.|mailto:|:[a-z_]+:",
        r"|\b(?:[0-9]+[a-f]|[a-f]+[0-9])[0-9a-f]{5,38}\b",
    ))
    .unwrap();
    let mut prose = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) => prose.push_str(&text),
            // Platforms leave code alone.
            Event::Code(_) => prose.push(' '),
            Event::Start(_) | Event::End(_) => prose.push('\n'),
            _ => {}
        }
    }
    active.find_iter(&prose).map(|found| found.as_str().to_owned()).collect()
}

#[test]
fn no_word_becomes_a_mention_or_a_reference() {
    for &text in HOSTILE {
        assert_eq!(active_words(&markdown(text)), Vec::<String>::new(), "{text}");
    }
    let found = active_words("see @octocat, a@b.org, #12 and 9fceb02d0ae5");
    assert_eq!(found, [" @o", "a@b.o", "#1", "9fceb02d0ae5"]);
}

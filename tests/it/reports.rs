//! The same comparison and the same statement through every format, against golden files.

use kidd::Sides;
use kidd::report::terminal::{self, Detail, Part, View};
use kidd::report::{self, Layout, Limit, html, json};

use crate::fixture;

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    for (number, line) in (1..).zip(text.lines()) {
        assert!(
            !line.contains(['\u{202e}', '\u{200b}']),
            "line {number} shows what must not be shown: {line}"
        );
        assert_eq!(line, line.trim_end(), "line {number} ends in white space");
    }
    text
}

fn diff(width: usize, colour: bool, part: Part, section: Option<&str>) -> String {
    colored::control::set_override(true);
    let statements = fixture::statements();
    let comparison = fixture::comparison(&statements);
    let view = View {
        layout: Layout { width, colour },
        part,
        section: section.map(str::to_owned),
        ..View::default()
    };
    let text = written(|writer| terminal::comparison(writer, &comparison, &view));
    if !colour {
        assert!(!text.contains('\u{1b}'));
        for line in text.lines() {
            assert!(textwrap::core::display_width(line) <= width, "wider than {width}: {line}");
        }
    }
    text
}

#[test]
fn diff_for_the_terminal() {
    for width in [60, 80, 160] {
        for (name, colour) in [("plain", false), ("colour", true)] {
            insta::assert_snapshot!(format!("diff-{name}-{width}"), diff(width, colour, Part::Changes, None));
        }
    }
}

#[test]
fn diff_with_everything() {
    insta::assert_snapshot!("diff-all-80", diff(80, false, Part::All, None));
}

#[test]
fn diff_of_findings_alone_and_of_one_section() {
    insta::assert_snapshot!("diff-findings-80", diff(80, false, Part::Findings, None));
    insta::assert_snapshot!("diff-section-80", diff(80, false, Part::Changes, Some("denuclearization")));
    insta::assert_snapshot!("diff-no-section-80", diff(80, false, Part::Changes, Some("cost-sharing")));
}

#[test]
fn colour_marks_the_same_words_as_signs_do() {
    let plain = diff(200, false, Part::Changes, None);
    let colour = diff(200, true, Part::Changes, None);
    let mut bare = String::new();
    let mut rest = colour.as_str();
    while let Some((before, escape)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = escape.split_once('m').unwrap().1;
    }
    bare.push_str(rest);
    let words = |text: &str| {
        text.replace("-]{+", " ")
            .replace(['[', ']', '{', '}', '+', '-'], "")
            .split_whitespace()
            .collect::<String>()
    };
    assert_eq!(words(&plain), words(&bare));
}

#[test]
fn brief_is_ten_plain_lines_at_most() {
    let statements = fixture::statements();
    let mut comparison = fixture::comparison(&statements);
    let text = written(|writer| report::brief(writer, &comparison));
    insta::assert_snapshot!("brief", text);

    let again = comparison.findings.clone();
    comparison.findings.extend(again);
    let text = written(|writer| report::brief(writer, &comparison));
    assert_eq!(text.lines().count(), 10);
    insta::assert_snapshot!("brief-long", text);

    comparison.findings.clear();
    insta::assert_snapshot!("brief-without-findings", written(|writer| report::brief(writer, &comparison)));
}

#[test]
fn comparison_as_json() {
    let statements = fixture::statements();
    let comparison = fixture::comparison(&statements);
    insta::assert_snapshot!("diff-json", written(|writer| json::comparison(writer, &comparison)));
}

#[test]
fn show_for_the_terminal() {
    let statement = fixture::statements().before;
    let show = |detail: &Detail| written(|writer| terminal::statement(writer, &statement, detail));
    let layout = Layout { width: 80, colour: false };
    insta::assert_snapshot!("show-80", show(&Detail { layout, ..Detail::default() }));
    insta::assert_snapshot!(
        "show-explain-160",
        show(&Detail { layout: Layout { width: 160, ..layout }, reasons: true, ..Detail::default() })
    );
    insta::assert_snapshot!(
        "show-section-80",
        show(&Detail { layout, section: Some("cyber".into()), ..Detail::default() })
    );
}

#[test]
fn statement_as_json() {
    let statement = fixture::statements().before;
    insta::assert_snapshot!("show-json", written(|writer| json::statement(writer, &statement)));
}

#[test]
fn comparison_as_html() {
    let statements = fixture::statements();
    let comparison = fixture::comparison(&statements);
    let provenance = Sides {
        before: html::Provenance { source: Some("https://example.org/kidd-23"), page: None },
        after: html::Provenance { source: Some("javascript:alert(1)"), page: None },
    };
    let page = written_page(|writer| html::comparison(writer, &comparison, provenance, &[]));
    // The browser's tests read this page.
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/report.html"), &page).unwrap();
    // Style and script have tests of their own in a browser; here they would hide what matters.
    let shown = [
        ("<style>", "</style>"),
        ("<script>", "</script>"),
        ("style-src &#39;", ";"),
        ("script-src &#39;", ";"),
    ]
    .into_iter()
    .fold(page, |page, (open, close)| without(&page, open, close));
    insta::assert_snapshot!("diff-html", shown.replace(env!("CARGO_PKG_VERSION"), "0.0.0"));
}

#[test]
fn a_finding_without_a_subject_is_linked_all_the_same() {
    let statements = fixture::statements();
    let mut comparison = fixture::comparison(&statements);
    comparison.findings.iter_mut().for_each(|finding| finding.subject.clear());
    let page = written_page(|writer| html::comparison(writer, &comparison, Sides::default(), &[]));
    assert!(page.contains("<a href=") && !page.contains("></a>"));
}

#[test]
fn comparison_as_markdown() {
    let statements = fixture::statements();
    let comparison = fixture::comparison(&statements);
    let whole = written(|writer| report::markdown(writer, &comparison, Limit::default()));
    insta::assert_snapshot!("diff-markdown", whole);
    insta::assert_snapshot!(
        "diff-markdown-cut",
        written(|writer| report::markdown(writer, &comparison, Limit { bytes: Some(1_800) }))
    );
    for bytes in Limit::LEAST..whole.len() + 2 {
        let text = written(|writer| report::markdown(writer, &comparison, Limit { bytes: Some(bytes) }));
        assert!(text.len() <= bytes, "{} bytes instead of {bytes}", text.len());
        assert_eq!(text == whole, bytes >= whole.len());
        assert_ne!(text == whole, text.contains("Cut here"));
    }
}

fn written_page(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn without(text: &str, open: &str, close: &str) -> String {
    let (before, rest) = text.split_once(open).unwrap();
    let (_, after) = rest.split_once(close).unwrap();
    format!("{before}{open}…{close}{after}")
}

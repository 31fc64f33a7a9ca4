//! The docs: every link of every page leads somewhere, and every page stands in the book.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages: those of the book, and those at the top that a reader of the repository meets.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "core/README.md"]
            .iter()
            .map(PathBuf::from)
            .collect();
    pages.extend(["bindings/python/README.md", "bindings/texts/README.md"].map(PathBuf::from));
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".md") {
            pages.push(Path::new("docs").join(name));
        }
    }
    pages.sort();
    pages
}

/// The links of a page, and the anchors of its headings as GitHub and mdBook make them.
fn read(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, link_type, .. })
                if !matches!(link_type, LinkType::Email | LinkType::Autolink) =>
            {
                links.push(dest_url.into_string());
            }
            Event::Start(Tag::Image { dest_url, .. }) => links.push(dest_url.into_string()),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let anchor = anchor(&heading.take().unwrap_or_default());
                let number = (1..).map(|number| format!("{anchor}-{number}"));
                let free = std::iter::once(anchor.clone()).chain(number).find(|name| !anchors.contains(name));
                anchors.extend(free);
            }
            _ => {}
        }
    }
    (links, anchors)
}

fn anchor(heading: &str) -> String {
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => assert!(plain.pop(), "{} leads out of the repository", path.display()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// What is wrong with the links of these pages. `there` tells whether a file exists.
fn broken(pages: &BTreeMap<PathBuf, String>, there: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let read: BTreeMap<&Path, (Vec<String>, BTreeSet<String>)> =
        pages.iter().map(|(place, text)| (place.as_path(), read(text))).collect();
    let mut broken = Vec::new();
    for (place, (links, _)) in &read {
        for link in links.iter().filter(|link| !link.starts_with("https://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let to = match file {
                "" => place.to_path_buf(),
                file => plain(&place.parent().unwrap().join(file)),
            };
            let leads = match read.get(to.as_path()) {
                Some((_, anchors)) => anchor.is_empty() || anchors.contains(anchor),
                None => anchor.is_empty() && there(&to),
            };
            // What lies outside of the book is not in the book.
            let leaves = place.starts_with("docs") && !to.starts_with("docs");
            if !leads || leaves {
                broken.push(format!("{} links to {link}", place.display()));
            }
        }
    }
    broken
}

#[test]
fn every_link_of_the_docs_leads_somewhere() {
    let pages: BTreeMap<PathBuf, String> = pages()
        .into_iter()
        .map(|place| {
            let text = fs::read_to_string(root().join(&place)).unwrap();
            (place, text)
        })
        .collect();
    assert_eq!(broken(&pages, &|place| root().join(place).exists()), [""; 0]);
}

#[test]
fn a_link_that_leads_nowhere_is_seen() {
    let check = |text: &str, expected: &[&str]| {
        let pages =
            [("docs/a.md", text), ("docs/b.md", "# Bee's `x`\n\n## Two\n\n## Two"), ("README.md", "# R")];
        let pages = pages.map(|(place, text)| (PathBuf::from(place), text.to_owned())).into();
        let expected: Vec<String> =
            expected.iter().map(|link| format!("docs/a.md links to {link}")).collect();
        assert_eq!(broken(&pages, &|place| place == Path::new("docs/x.png")), expected, "{text}");
    };
    check("# A\n[b](b.md) [b](b.md#bees-x) [b](b.md#two-1) [a](#a) ![x](x.png) [x](https://x.y/z)", &[]);
    check("[b](c.md)", &["c.md"]);
    check("[b](b.md#three)", &["b.md#three"]);
    check("[a](#b)", &["#b"]);
    check("[r](../README.md)", &["../README.md"]);
    check("[x][1]\n\n[1]: y.png", &["y.png"]);
}

#[test]
fn every_page_stands_in_the_book() {
    let (listed, _) = read(&fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap());
    let listed: BTreeSet<PathBuf> = listed.iter().map(|name| Path::new("docs").join(name)).collect();
    let kept: BTreeSet<PathBuf> = pages()
        .into_iter()
        .filter(|place| place.starts_with("docs") && !place.ends_with("SUMMARY.md"))
        .collect();
    assert_eq!(listed, kept);
}

//! The tree of a page, and what has to be known of it before it is walked.

use ego_tree::{NodeId, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use rustc_hash::FxHashSet;
use scraper::{Html, HtmlTreeSink, Node};

use super::doubt::Variables;
use super::media;
use super::sheet::{Linked, Sheets};
use crate::{Error, Result};

/// Elements that may stand in each other; real pages have some 30. Deeper ones are made to make programs slow.
pub(super) const MAX_DEPTH: usize = 1000;

/// How much of a page is parsed between two looks at the depth of its tree, in bytes; some 400 elements.
const PIECE: usize = 4 << 10;

/// Titles that are looked at to see whether they stand in the header of the page. Pages have one, or a few.
const MAX_TITLES: usize = 20;

/// What stands in comments round the toolbar of the Wayback Machine.
const TOOLBAR: [&str; 2] = ["BEGIN WAYBACK TOOLBAR INSERT", "END WAYBACK TOOLBAR INSERT"];

/// What the whole of a page tells about its parts.
#[derive(Default)]
pub(super) struct Overview {
    pub sheets: Sheets,
    /// Whether the page has sheets that are not in the file.
    pub has_other_sheets: bool,
    /// Headers that hold the title of the text, and not only the name of the site.
    pub title_headers: FxHashSet<NodeId>,
    /// Whether the comments round an archive's toolbar are there, in their order.
    pub has_toolbar: bool,
}

/// Builds the tree of a page, a piece at a time: the time that a deep tree takes grows with the square of its depth
/// (512 kB of `<ul><li>` take minutes), so the depth is looked at while it grows.
pub(super) fn parsed(text: &str) -> Result<Html> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = html5ever::parse_document(sink, html5ever::ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let end =
            (PIECE.min(rest.len())..=rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        parser.process(StrTendril::from(&rest[..end]));
        rest = &rest[end..];
        if depth(&parser.tokenizer.sink.sink.0.borrow()) > MAX_DEPTH {
            return Err(too_deep());
        }
    }
    Ok(parser.finish())
}

/// How deep the element stands that the parser added last.
fn depth(html: &Html) -> usize {
    std::iter::successors(Some(html.tree.root()), |node| node.last_child()).count()
}

pub(super) fn too_deep() -> Error {
    Error::new(format!("is nested deeper than {MAX_DEPTH} elements: it is no page to read"))
}

/// Looks a page over.
///
/// # Errors
/// It has more rules of style than are read.
pub(super) fn known(html: &Html, linked: &Linked) -> Result<Overview> {
    let mut known = Overview::default();
    variables(html, linked, &mut known.sheets.variables);
    let (mut titles, mut toolbar) = (0, [false; 2]);
    for node in html.tree.nodes() {
        let element = match node.value() {
            Node::Element(element) => element,
            Node::Comment(comment) => {
                toolbar[0] |= comment.contains(TOOLBAR[0]);
                toolbar[1] |= toolbar[0] && comment.contains(TOOLBAR[1]);
                continue;
            }
            _ => continue,
        };
        match element.name() {
            "style" if is_css(element) && !is_in_template(node) => {
                for sheet in node.children().filter_map(|child| child.value().as_text()) {
                    known.sheets.add(sheet)?;
                }
            }
            "style" if is_css(element) && is_in_shadow(node) => {
                for sheet in node.children().filter_map(|child| child.value().as_text()) {
                    known.sheets.add_apart(sheet)?;
                }
            }
            "link" => {
                let rel = element.attr("rel").unwrap_or_default().to_ascii_lowercase();
                if !rel.split_ascii_whitespace().any(|word| word == "stylesheet") {
                    continue;
                }
                match element.attr("href").and_then(|address| linked.get(address)) {
                    Some(sheet) if is_css(element) && !is_in_template(node) => known.sheets.add(sheet)?,
                    Some(_) => {}
                    // A sheet that stands here in other letters.
                    None if element
                        .attr("href")
                        .is_some_and(|address| address.trim_start().starts_with("data:")) =>
                    {
                        known.sheets.doubts.add("a sheet in an address");
                        known.has_other_sheets = true;
                    }
                    None => known.has_other_sheets = true,
                }
            }
            "h1" if titles < MAX_TITLES => {
                titles += 1;
                let header = node.ancestors().find(|above| is(*above, "header"));
                known.title_headers.extend(header.filter(|_| has_plain_text(node)).map(|header| header.id()));
            }
            _ => {}
        }
    }
    known.has_toolbar = toolbar[1];
    known.has_other_sheets |= known.sheets.has_imports;
    Ok(known)
}

/// Takes in the variables of all sheets and elements: one that is set below counts above.
fn variables(html: &Html, linked: &Linked, variables: &mut Variables) {
    for node in html.tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        if element.name() == "style" {
            node.children()
                .filter_map(|child| child.value().as_text())
                .for_each(|sheet| variables.scan(sheet));
        }
        if let Some(style) = element.attr("style").filter(|style| style.contains("--")) {
            variables.scan(style);
        }
    }
    linked.values().for_each(|sheet| variables.scan(sheet));
}

/// Whether a comment opens (`Some(true)`) or closes an archive's toolbar.
pub(super) fn toolbar(comment: &str) -> Option<bool> {
    TOOLBAR.iter().position(|mark| comment.contains(mark)).map(|at| at == 0)
}

/// The template with the shadow tree of an element, if it has one.
pub(super) fn shadow<'a>(host: NodeRef<'a, Node>) -> Option<NodeRef<'a, Node>> {
    host.children().find(|child| is_shadow(*child))
}

pub(super) fn is_shadow(node: NodeRef<'_, Node>) -> bool {
    let root = |name: &str| node.value().as_element().and_then(|element| element.attr(name));
    is(node, "template") && (root("shadowrootmode").is_some() || root("shadowroot").is_some())
}

pub(super) fn is(node: NodeRef<'_, Node>, name: &str) -> bool {
    node.value().as_element().is_some_and(|element| element.name() == name)
}

fn is_css(element: &scraper::node::Element) -> bool {
    element.attr("type").is_none_or(|kind| kind.trim().is_empty() || kind.eq_ignore_ascii_case("text/css"))
        && element.attr("media").is_none_or(media::is_screen)
}

fn is_in_template(node: NodeRef<'_, Node>) -> bool {
    node.ancestors().any(|above| is(above, "template"))
}

fn is_in_shadow(node: NodeRef<'_, Node>) -> bool {
    node.ancestors().any(is_shadow)
}

/// Whether a title has words that are no link; the name of a site is one.
fn has_plain_text(title: NodeRef<'_, Node>) -> bool {
    title.descendants().any(|node| {
        node.value().as_text().is_some_and(|text| !text.trim().is_empty())
            && !node.ancestors().take_while(|above| above.id() != title.id()).any(|above| is(above, "a"))
    })
}

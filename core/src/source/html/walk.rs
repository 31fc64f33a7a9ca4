//! One walk over a page's tree: its text as blocks, each with what stands around it, and what is not seen.

use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashMap;
use scraper::node::Element;
use scraper::{ElementRef, Node};

use super::super::Shape;
use super::super::numeral::numeral;
use super::article;
use super::blocks::{Blocks, Capture};
use super::elements::{is_article, is_block, is_custom, is_no_text, no_article, unseen};
use super::names;
use super::seen::{self, Sight, Trust};
use super::sheet::Linked;
use super::style::Styled;
use super::tree::{self, MAX_DEPTH, Overview};
use super::values::{Property, Value};
use super::walked::{ARCHIVE, Mark, Walked};
use crate::Result;

/// How deep pages may stand in each other (`srcdoc`); deeper ones are told as left out.
const MAX_PAGES: usize = 3;

/// Walks a page that stands in `pages` others.
pub(super) fn walk(text: &str, trust: Trust, pages: usize, linked: &Linked) -> Result<Walked> {
    let html = tree::parsed(text)?;
    let known = tree::known(&html, linked)?;
    let sight = Sight::new(known.has_other_sheets);
    let mut walk = Walk {
        known,
        linked,
        trust,
        pages,
        sight,
        blocks: Blocks::default(),
        steps: vec![Step::Open(html.tree.root())],
        open: Vec::new(),
        lists: Vec::new(),
        articles: 0,
        headings: 0,
        in_toolbar: false,
        light: FxHashMap::default(),
    };
    while let Some(step) = walk.steps.pop() {
        match step {
            Step::Open(node) => walk.node(node)?,
            Step::Close(node) => walk.close(node),
        }
    }
    let doubts = std::mem::take(&mut walk.known.sheets.doubts);
    Ok(Walked { doubts, ..walk.blocks.end() })
}

enum Step<'a> {
    Open(NodeRef<'a, Node>),
    Close(NodeRef<'a, Node>),
}

/// What one open element has set, to be taken back when it closes.
struct Open {
    sight: Sight,
    is_block: bool,
    /// Whether what stands directly inside are blocks and no words.
    is_flow: bool,
    flagged: bool,
    marked: bool,
    is_article: bool,
    linked: bool,
    strong: bool,
    list: bool,
    heading: bool,
    item: bool,
    quoted: bool,
    captured: bool,
    shape: Option<Shape>,
}

/// A list that is open.
struct List {
    /// The next number; `None` for bullets.
    next: Option<i64>,
    /// `1`, `a`, `A`, `i`, `I`.
    kind: char,
}

struct Walk<'a> {
    linked: &'a Linked,
    known: Overview,
    trust: Trust,
    pages: usize,
    /// Of the root.
    sight: Sight,
    blocks: Blocks,
    steps: Vec<Step<'a>>,
    open: Vec<Open>,
    lists: Vec<List>,
    articles: usize,
    headings: usize,
    in_toolbar: bool,
    /// What stands directly inside of elements with a shadow tree, and is seen where that tree has room for it.
    light: FxHashMap<NodeId, Vec<NodeRef<'a, Node>>>,
}

impl<'a> Walk<'a> {
    fn sight(&self) -> Sight {
        self.open.last().map_or(self.sight, |open| open.sight)
    }

    fn node(&mut self, node: NodeRef<'a, Node>) -> Result<()> {
        match node.value() {
            Node::Element(element) => {
                if !self.enter(node, element)? {
                    return Ok(());
                }
                self.steps.push(Step::Close(node));
                self.children(node, element);
            }
            Node::Text(text) => {
                let sight = self.sight();
                match sight.unseen().or(self.in_toolbar.then_some(ARCHIVE)) {
                    Some(rule) => self.blocks.unseen(rule, text),
                    None => self.blocks.text(text, sight.kept_space),
                }
            }
            Node::Comment(comment) if self.known.has_toolbar && self.trust == Trust::All => {
                self.in_toolbar = tree::toolbar(comment).unwrap_or(self.in_toolbar);
            }
            Node::Document | Node::Fragment => self.push(node.children()),
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, nodes: impl DoubleEndedIterator<Item = NodeRef<'a, Node>>) {
        self.steps.extend(nodes.rev().map(Step::Open));
    }

    /// What is seen inside of an element: its children, or its shadow tree with its children where they have room.
    fn children(&mut self, node: NodeRef<'a, Node>, element: &Element) {
        if element.name() == "slot" {
            let root = node.ancestors().find(|above| tree::is_shadow(*above));
            let host = root.and_then(|root| root.parent()).map(|host| host.id());
            let waiting = host.and_then(|host| self.light.get_mut(&host));
            let name = element.attr("name").unwrap_or_default();
            let (here, rest): (Vec<_>, Vec<_>) = waiting
                .map(std::mem::take)
                .unwrap_or_default()
                .into_iter()
                .partition(|child| slot_of(*child) == name);
            if let Some(host) = host {
                self.light.insert(host, rest);
            }
            if !here.is_empty() {
                self.push(here.into_iter());
                return;
            }
        }
        match tree::shadow(node) {
            Some(root) => {
                let light = node.children().filter(|child| !tree::is_shadow(*child)).collect();
                self.light.insert(node.id(), light);
                self.push(root.children());
            }
            None => self.push(node.children()),
        }
    }

    /// Whether what is inside of an element is walked, too.
    fn enter(&mut self, node: NodeRef<'a, Node>, element: &Element) -> Result<bool> {
        if self.open.len() >= MAX_DEPTH {
            return Err(tree::too_deep());
        }
        if is_no_text(element) {
            return Ok(false);
        }
        let above = self.sight();
        let hidden = above.gone();
        match element.name() {
            "iframe" | "noscript" | "noembed" | "noframes" => {
                let hidden = match hidden {
                    None if element.name() == "iframe" => {
                        let styled = self.styled(node, element)?;
                        self.sight().inside(element, &styled, self.trust).gone()
                    }
                    hidden => hidden,
                };
                self.page_inside(node, element, hidden)?;
                return Ok(false);
            }
            _ if hidden.is_some() => {
                if is_block(element) || element.name() == "br" {
                    self.blocks.unseen_line();
                }
                self.open.push(Open::hidden(above, is_block(element)));
                return Ok(true);
            }
            _ => {}
        }
        let styled = self.styled(node, element)?;
        let mut sight = above.inside(element, &styled, self.trust);
        self.doubt(node, element, &styled);
        // The words of a section that folds stand on a button.
        let is_heading_button = element.name() == "button" && self.headings > 0;
        if let Some(rule) = unseen(element).filter(|_| !is_heading_button) {
            sight.hide(rule);
        }
        let is_custom_block = is_custom(element) && self.open.last().is_some_and(|open| open.is_flow);
        let display = styled.get(Property::Display);
        let is_block = match display {
            Some(Value::Special) => true,
            Some(Value::Inline) => element.name() == "body",
            _ => is_block(element) || is_custom_block,
        };
        if sight.gone().is_some() {
            // What is not there at all parts no words; what is there and cannot be seen does.
            if is_block && display != Some(Value::Gone) {
                self.blocks.end_block();
            }
            self.open.push(Open::hidden(sight, is_block));
        } else {
            self.seen(node, element, sight, is_block);
        }
        Ok(true)
    }

    /// What the element itself and the sheets say of how it looks.
    fn styled(&mut self, node: NodeRef<'a, Node>, element: &Element) -> Result<Styled> {
        let mut styled = seen::given(element, self.known.has_other_sheets);
        if let Some(element) = ElementRef::wrap(node) {
            self.known.sheets.style(element, self.open.len(), &mut styled)?;
        }
        Ok(styled)
    }

    /// Words that are there and that nobody sees at first: behind a line to unfold, in letters that run backwards, in a
    /// column that is gone.
    fn doubt(&mut self, node: NodeRef<'a, Node>, element: &Element, styled: &Styled) {
        let is_doubtful = match element.name() {
            "details" => element.attr("open").is_none() && has_long_words(node),
            "bdo" => true,
            "col" | "colgroup" => styled.get(Property::Visibility) == Some(Value::Gone),
            _ => cuts_short(node, styled),
        };
        if is_doubtful && self.trust == Trust::All {
            self.known.sheets.doubts.add(&format!("<{}>", element.name()));
        }
    }

    /// Opens an element that is seen.
    fn seen(&mut self, node: NodeRef<'a, Node>, element: &Element, sight: Sight, is_block: bool) {
        let name = element.name();
        let mut open = Open { is_block, shape: self.blocks.shape, ..Open::hidden(sight, is_block) };
        if is_block {
            self.blocks.end_block();
            open.marked = true;
            open.is_article = is_article(element);
            self.blocks.open_mark(Mark { is_article: open.is_article });
            self.articles += usize::from(open.is_article);
            let holds_words =
                matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "summary");
            open.is_flow = !holds_words && !node.children().any(has_words);
            // What stands in the middle of a line is no part of the page's frame.
            let is_title = self.known.title_headers.contains(&node.id());
            if let Some(flag) = no_article(element, self.articles > 0).filter(|_| !is_title) {
                open.flagged = true;
                self.blocks.open_flag(flag);
            }
        }
        match name {
            // A place to link to is no link: pages leave them open, over all of their text.
            "a" => {
                let leads = element.attr("href");
                open.linked = leads.is_some();
                if let Some(place) = leads.and_then(|href| href.split_once('#')).map(|(_, place)| place) {
                    open.captured = true;
                    self.blocks.capture(Capture::link(names::is_note(place, element)));
                }
            }
            "b" | "strong" => open.strong = true,
            "q" => {
                open.quoted = true;
                self.blocks.text("“", false);
            }
            "br" => self.blocks.line_break(sight.kept_space),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if is_block => {
                open.heading = true;
                self.blocks.heading(name == "h1");
            }
            "ol" => {
                open.list = true;
                let start = element.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                let kind = element.attr("type").and_then(|kind| kind.chars().next()).unwrap_or('1');
                self.lists.push(List { next: Some(start), kind });
            }
            "ul" | "menu" | "dir" => {
                open.list = true;
                self.lists.push(List { next: None, kind: '•' });
            }
            "li" => {
                open.item = true;
                self.item(element);
            }
            _ if sight.raised && !is_block => {
                open.captured = true;
                self.blocks.capture(Capture::raised());
            }
            _ => {}
        }
        self.blocks.links += usize::from(open.linked);
        self.blocks.strong += usize::from(open.strong);
        self.headings += usize::from(open.heading);
        self.open.push(open);
    }

    fn close(&mut self, node: NodeRef<'a, Node>) {
        let Some(open) = self.open.pop() else { return };
        if open.captured {
            self.blocks.release();
        }
        if open.quoted {
            self.blocks.text("”", false);
        }
        if open.sight.gone().is_some() {
            if open.is_block {
                self.blocks.unseen_line();
            }
        } else if open.is_block {
            self.blocks.end_block();
        }
        if open.sight.unseen().is_some() && self.sight().unseen().is_none() {
            self.blocks.unseen_end();
        }
        if open.item {
            self.blocks.label = None;
            self.blocks.shape = None;
        }
        if open.heading {
            self.headings -= 1;
            self.blocks.shape = open.shape;
        }
        if open.flagged {
            self.blocks.close_flag();
        }
        if open.marked {
            self.blocks.close_mark();
        }
        if open.list {
            self.lists.pop();
        }
        self.articles -= usize::from(open.is_article);
        self.blocks.links -= usize::from(open.linked);
        self.blocks.strong -= usize::from(open.strong);
        // What the shadow tree had no room for is not seen.
        for left in self.light.remove(&node.id()).unwrap_or_default() {
            left.descendants()
                .filter(|node| {
                    !node.ancestors().any(|above| above.value().as_element().is_some_and(is_no_text))
                })
                .filter_map(|node| node.value().as_text())
                .for_each(|text| self.blocks.unseen(seen::HIDDEN, text));
            self.blocks.unseen_end();
        }
    }

    fn item(&mut self, element: &Element) {
        let Some(list) = self.lists.last_mut() else { return };
        let value = element.attr("value").and_then(|value| value.trim().parse().ok());
        let label = match value.or(list.next) {
            Some(number) if list.next.is_some() => {
                list.next = Some(number.saturating_add(1));
                format!("{}.", numeral(number, list.kind))
            }
            _ => "•".to_owned(),
        };
        self.blocks.label = Some(label);
        self.blocks.shape = Some(Shape::Item);
    }

    /// Reads the page that stands in an element: a frame shows it, all others are for browsers that can do less.
    fn page_inside(
        &mut self,
        node: NodeRef<'a, Node>,
        element: &Element,
        hidden: Option<&'static str>,
    ) -> Result<()> {
        let source = element.attr("srcdoc").filter(|_| element.name() == "iframe");
        let text = source.map(str::to_owned).unwrap_or_else(|| {
            node.descendants().filter_map(|node| node.value().as_text()).map(|text| &**text).collect()
        });
        if text.trim().is_empty() {
            return Ok(());
        }
        if self.pages >= MAX_PAGES {
            self.blocks.unseen(seen::HIDDEN, &text);
            self.blocks.unseen_end();
            return Ok(());
        }
        let walked = walk(&text, self.trust, self.pages + 1, self.linked)?;
        let mut parts = article::article(walked);
        self.known.sheets.doubts.extend(std::mem::take(&mut parts.doubts));
        match hidden.or_else(|| source.is_none().then(|| unseen(element).unwrap_or(seen::HIDDEN))) {
            None => self.blocks.page(parts),
            Some(rule) => {
                let texts: Vec<String> = parts.inside.iter().map(super::super::Block::raw).collect();
                let outside = parts.outside.into_iter().map(|outside| outside.text);
                let text = texts.into_iter().chain(outside).collect::<Vec<_>>().join("\n");
                if !text.is_empty() {
                    self.blocks.unseen_lines(rule, &text);
                }
            }
        }
        Ok(())
    }
}

impl Open {
    /// An element that sets nothing.
    const fn hidden(sight: Sight, is_block: bool) -> Self {
        Self {
            sight,
            is_block,
            is_flow: false,
            flagged: false,
            marked: false,
            is_article: false,
            linked: false,
            strong: false,
            list: false,
            heading: false,
            item: false,
            quoted: false,
            captured: false,
            shape: None,
        }
    }
}

fn has_words(node: NodeRef<'_, Node>) -> bool {
    node.value().as_text().is_some_and(|text| !text.trim().is_empty())
}

/// Whether a low box, or a number of lines, cuts off the end of the words that stand in it.
fn cuts_short(node: NodeRef<'_, Node>, styled: &Styled) -> bool {
    /// Characters of a line as wide as the window, in the smallest letters that pages have.
    const LINE: f32 = 256.0;
    /// The height of such a line, and of the highest box that is no window of its own, in pixels.
    const LINE_HEIGHT: f32 = 12.0;
    const LOW_BOX: f32 = 400.0;
    if styled.get(Property::Overflow) != Some(Value::Gone) {
        return false;
    }
    let heights = [Property::Height, Property::MaxHeight].map(|property| match styled.get(property) {
        Some(Value::Size(height)) if height <= LOW_BOX => Some((height / LINE_HEIGHT).ceil()),
        _ => None,
    });
    let clamp = match styled.get(Property::Clamp) {
        Some(Value::Size(lines)) => Some(lines),
        _ => None,
    };
    let lines = heights.into_iter().chain([clamp]).flatten().reduce(f32::min);
    let Some(room) = lines.map(|lines| (lines * LINE) as usize) else { return false };
    let texts = node.descendants().filter_map(|node| node.value().as_text());
    texts.flat_map(|text| text.chars()).filter(|c| !c.is_whitespace()).nth(room).is_some()
}

/// Whether more than a label stands in an element.
fn has_long_words(node: NodeRef<'_, Node>) -> bool {
    const LABEL: usize = 12;
    const NODES: usize = 256;
    let texts = node.descendants().take(NODES).filter_map(|node| node.value().as_text());
    texts.flat_map(|text| text.split_whitespace()).nth(LABEL).is_some()
}

fn slot_of(node: NodeRef<'_, Node>) -> &str {
    node.value().as_element().and_then(|element| element.attr("slot")).unwrap_or_default()
}

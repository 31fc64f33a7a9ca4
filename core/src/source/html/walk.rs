//! One walk over a page's tree: its text as blocks, each with what stands around it.

use ego_tree::iter::Edge;
use html5ever::tendril::{StrTendril, TendrilSink as _};
use scraper::node::Element;
use scraper::{Html, HtmlTreeSink, Node};

use super::super::numeral::numeral;
use super::super::{Block, Line, Shape};
use super::elements::{is_article, is_block, is_no_text, no_article};
use crate::{Error, Result};

/// Elements that may stand in each other; real pages have some 30. Deeper ones are made to make programs slow.
const MAX_DEPTH: usize = 1000;

/// How much of a page is parsed between two looks at the depth of its tree, in bytes; some 400 elements.
const PIECE: usize = 4 << 10;

/// The longest bold text that is a heading and not a paragraph set in bold, in characters.
const MAX_BOLD_HEADING: usize = 140;

/// A page cut into blocks.
pub(super) struct Walked {
    pub blocks: Vec<Found>,
    /// Elements that may be no part of the article: the rule, one for each.
    pub flags: Vec<&'static str>,
    /// Elements that hold a block; whether each is marked as the article, and how deep it stands.
    pub marks: Vec<Mark>,
}

/// A block and where it stands.
pub(super) struct Found {
    pub block: Block,
    /// Positions in [`Walked::flags`], the outermost first.
    pub flags: Vec<usize>,
    /// Positions in [`Walked::marks`], the outermost first.
    pub path: Vec<usize>,
    /// Characters, and how many of them are links.
    pub length: usize,
    pub linked: usize,
}

/// An element that blocks stand in.
pub(super) struct Mark {
    pub is_article: bool,
}

pub(super) fn walk(text: &str) -> Result<Walked> {
    let html = parsed(text)?;
    let mut walk = Walk::default();
    let mut skipped = 0_usize;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    if skipped > 0 || is_no_text(element) {
                        skipped += 1;
                        continue;
                    }
                    walk.open(element)?;
                }
                Node::Text(text) if skipped == 0 => walk.text(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    if skipped > 0 {
                        skipped -= 1;
                    } else {
                        walk.close(element);
                    }
                }
            }
        }
    }
    walk.end_block();
    Ok(Walked { blocks: walk.blocks, flags: walk.flags, marks: walk.marks })
}

/// Builds the tree of a page, a piece at a time: the time that a deep tree takes grows with the square of its depth
/// (512 kB of `<ul><li>` take minutes), so the depth is looked at while it grows.
fn parsed(text: &str) -> Result<Html> {
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

fn too_deep() -> Error {
    Error::new(format!("is nested deeper than {MAX_DEPTH} elements: it is no page to read"))
}

/// What one open element has set, to be taken back when it closes.
#[derive(Default)]
struct Open {
    flagged: bool,
    marked: bool,
    linked: bool,
    strong: bool,
    pre: bool,
    list: bool,
}

/// A list that is open.
struct List {
    /// The next number; `None` for bullets.
    next: Option<i64>,
    /// `1`, `a`, `A`, `i`, `I`.
    kind: char,
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Found>,
    flags: Vec<&'static str>,
    marks: Vec<Mark>,
    open: Vec<Open>,
    open_flags: Vec<usize>,
    open_marks: Vec<usize>,
    lists: Vec<List>,
    links: usize,
    strong: usize,
    pre: usize,
    articles: usize,
    /// The block that is being read.
    lines: Vec<String>,
    line: String,
    shape: Option<Shape>,
    label: Option<String>,
    length: usize,
    linked: usize,
    has_plain: bool,
    number: usize,
}

impl Walk {
    fn open(&mut self, element: &Element) -> Result<()> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep());
        }
        let mut open = Open::default();
        if is_block(element) {
            self.end_block();
            open.marked = true;
            self.open_marks.push(self.marks.len());
            self.marks.push(Mark { is_article: is_article(element) });
            self.articles += usize::from(is_article(element));
        }
        if let Some(rule) = no_article(element, self.articles > 0) {
            // What stands in the middle of a line is no part of the page's frame.
            if open.marked || rule == super::elements::HIDDEN {
                self.end_block_if(!open.marked);
                open.flagged = true;
                self.open_flags.push(self.flags.len());
                self.flags.push(rule);
            }
        }
        match element.name() {
            "a" => open.linked = true,
            "b" | "strong" => open.strong = true,
            "pre" => open.pre = true,
            "br" => self.line_break(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.shape = Some(Shape::Heading),
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
            "li" => self.item(element),
            _ => {}
        }
        self.links += usize::from(open.linked);
        self.strong += usize::from(open.strong);
        self.pre += usize::from(open.pre);
        self.open.push(open);
        Ok(())
    }

    fn close(&mut self, element: &Element) {
        let Some(open) = self.open.pop() else { return };
        if is_block(element) || open.flagged {
            self.end_block();
        }
        if element.name() == "li" {
            self.label = None;
            self.shape = None;
        }
        if open.flagged {
            self.open_flags.pop();
        }
        if open.marked {
            self.open_marks.pop();
            self.articles -= usize::from(is_article(element));
        }
        if open.list {
            self.lists.pop();
        }
        self.links -= usize::from(open.linked);
        self.strong -= usize::from(open.strong);
        self.pre -= usize::from(open.pre);
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
        self.label = Some(label);
        self.shape = Some(Shape::Item);
    }

    fn text(&mut self, text: &str) {
        if self.pre > 0 {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.end_line();
                }
                self.words(line);
            }
        } else {
            self.words(text);
        }
    }

    /// Appends text with each run of white space as one space, as a browser shows it.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                if !self.line.is_empty() && !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
                continue;
            }
            self.line.push(c);
            self.length += 1;
            self.linked += usize::from(self.links > 0);
            self.has_plain |= self.strong == 0;
        }
    }

    /// A break behind a sentence, or a second one, ends the paragraph; any other one just the line.
    fn line_break(&mut self) {
        let line = self.line.trim_end();
        let ended = line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?']);
        if line.is_empty() || ended {
            self.end_paragraph();
        } else {
            self.end_line();
        }
    }

    /// Ends the paragraph inside an element: what follows has the same shape and no label.
    fn end_paragraph(&mut self) {
        let shape = self.shape;
        self.end_block();
        self.shape = shape;
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }

    fn end_block_if(&mut self, ends: bool) {
        if ends {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        if self.lines.is_empty() {
            return;
        }
        let lines: Vec<Line> = std::mem::take(&mut self.lines)
            .into_iter()
            .map(|text| {
                self.number += 1;
                Line { number: self.number, text }
            })
            .collect();
        let is_bold = !self.has_plain && self.length <= MAX_BOLD_HEADING;
        let shape = self.shape.unwrap_or(if is_bold { Shape::Heading } else { Shape::Paragraph });
        self.blocks.push(Found {
            block: Block { shape, label: self.label.take(), lines },
            flags: self.open_flags.clone(),
            path: self.open_marks.clone(),
            length: self.length,
            linked: self.linked,
        });
        if self.shape == Some(Shape::Heading) {
            self.shape = None;
        }
        (self.length, self.linked, self.has_plain) = (0, 0, false);
    }
}

//! Markdown is cut into blocks of plain words.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::lines::Starts;
use super::{Block, Line, Shape};

/// The longest bold text that is a heading and not a sentence set in bold, in characters.
const MAX_HEADING: usize = 140;

/// Cuts Markdown into blocks of plain words: emphasis, links and HTML tags give way to their text.
pub(super) fn blocks(text: &str, start: usize) -> Vec<Block> {
    let body = &text[start..];
    let starts = Starts::of(text);
    let mut page = Page { line_of: &|at| starts.line(start + at), ..Page::default() };
    for (event, range) in Parser::new_ext(body, Options::empty()).into_offset_iter() {
        page.take(event, &range, body);
    }
    page.end_block();
    page.blocks
}

/// The page while it is read.
struct Page<'a> {
    line_of: &'a dyn Fn(usize) -> usize,
    blocks: Vec<Block>,
    lines: Vec<Line>,
    line: String,
    number: usize,
    shape: Option<Shape>,
    label: Option<String>,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// How deep in strong emphasis, and whether the block has text outside of it.
    strong: usize,
    has_plain: bool,
    /// Inside an image: its alternative text is no part of the statement.
    images: usize,
    /// Inside `<script>`, `<style>` or a comment.
    hidden: bool,
}

impl Default for Page<'_> {
    fn default() -> Self {
        Self {
            line_of: &|_| 0,
            blocks: Vec::new(),
            lines: Vec::new(),
            line: String::new(),
            number: 0,
            shape: None,
            label: None,
            lists: Vec::new(),
            strong: 0,
            has_plain: false,
            images: 0,
            hidden: false,
        }
    }
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>, body: &str) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag, range, body),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                if self.images == 0 {
                    self.has_plain |= self.strong == 0 && !text.trim().is_empty();
                    self.push(&text, range.start);
                }
            }
            Event::SoftBreak => self.end_line(),
            Event::HardBreak => self.end_block(),
            Event::Rule => {
                self.end_block();
                // Some write `***` under a text as its end mark; the furniture rules decide.
                self.push(body[range.clone()].trim(), range.start);
                self.end_block();
            }
            Event::Html(html) => self.html(&html, range.start),
            // Tags inside a line only set type (`<u>`, `<sup>`); `<br>` ends the block.
            Event::InlineHtml(html) => {
                if html.trim_start_matches(['<', '/']).to_ascii_lowercase().starts_with("br") {
                    self.end_block();
                }
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.end_block();
                self.shape = Some(Shape::Heading);
            }
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_block();
                self.label = self.next_label();
                self.shape = Some(if self.is_numbered() { Shape::Paragraph } else { Shape::Item });
            }
            Tag::Strong => self.strong += 1,
            Tag::Image { .. } => self.images += 1,
            Tag::Emphasis | Tag::Link { .. } | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            _ => {
                if !self.line.is_empty() || !self.lines.is_empty() {
                    self.end_block();
                }
            }
        }
    }

    fn close(&mut self, tag: TagEnd, range: &Range<usize>, body: &str) {
        match tag {
            TagEnd::Strong => {
                self.strong = self.strong.saturating_sub(1);
                if self.is_run_in_heading() {
                    self.end_block();
                }
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Emphasis
            | TagEnd::Link
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::Heading(_) => {
                if self.line.trim().is_empty() && self.lines.is_empty() {
                    // ` ###` is a heading without text to Markdown, and an end mark to a press office.
                    self.push(body[range.clone()].trim(), range.start);
                    self.shape = None;
                }
                self.end_block();
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
                self.label = None;
            }
            _ => self.end_block(),
        }
    }

    /// Strong words that open a paragraph and end in a full stop or a colon: `**Jordan.** At the request of …`.
    fn is_run_in_heading(&self) -> bool {
        self.strong == 0
            && !self.has_plain
            && self.shape.is_none()
            && self.label.is_none()
            && self.line.trim_end().ends_with(['.', ':'])
            && self.is_short()
    }

    fn is_numbered(&self) -> bool {
        self.lists.last().is_some_and(Option::is_some)
    }

    fn next_label(&mut self) -> Option<String> {
        match self.lists.last_mut()? {
            Some(number) => {
                let label = format!("{number}.");
                *number = number.saturating_add(1);
                Some(label)
            }
            None => Some("-".to_owned()),
        }
    }

    /// Text of an HTML block: tags are taken off, what a browser does not show is left out.
    fn html(&mut self, html: &str, at: usize) {
        let mut rest = html;
        while !rest.is_empty() {
            if self.hidden {
                let Some(end) = ["-->", "</script>", "</style>"]
                    .iter()
                    .filter_map(|end| rest.find(end).map(|found| found + end.len()))
                    .min()
                else {
                    return;
                };
                self.hidden = false;
                rest = &rest[end..];
                continue;
            }
            let Some(open) = rest.find('<') else { break };
            self.push(&rest[..open], at);
            let tag = &rest[open..];
            self.hidden = ["<!--", "<script", "<style"].iter().any(|start| tag.starts_with(start));
            rest = match tag.find('>') {
                _ if self.hidden => &tag[1..],
                Some(end) => &tag[end + 1..],
                None => "",
            };
        }
        self.push(rest, at);
    }

    fn push(&mut self, text: &str, at: usize) {
        for (index, piece) in text.split('\n').enumerate() {
            if index > 0 {
                self.end_line();
            }
            if self.line.is_empty() {
                self.number = (self.line_of)(at) + index;
            }
            self.line.push_str(piece);
        }
    }

    fn end_line(&mut self) {
        let text = self.line.trim();
        if !text.is_empty() {
            self.lines.push(Line { number: self.number, text: text.to_owned() });
        }
        self.line.clear();
    }

    fn end_block(&mut self) {
        self.end_line();
        self.unclosed_strong();
        if !self.lines.is_empty() {
            let is_strong = !self.has_plain && self.shape.is_none() && self.strong_text();
            let shape = if is_strong { Shape::Heading } else { self.shape.unwrap_or(Shape::Paragraph) };
            self.blocks.push(Block {
                shape,
                label: self.label.take(),
                lines: std::mem::take(&mut self.lines),
            });
            self.shape = None;
        }
        self.has_plain = false;
    }

    /// Converters write `**Iraq and Syria. ** As part of …`, which is no strong emphasis to Markdown for its space, and
    /// plain stars to a reader. The stars go; what stood between them at the start of a block is a heading.
    fn unclosed_strong(&mut self) {
        let Some(first) = self.lines.first_mut() else { return };
        if let Some((heading, rest)) = first.text.strip_prefix("**").and_then(|text| text.split_once("**")) {
            let (heading, rest) = (heading.trim().to_owned(), rest.trim().to_owned());
            let number = first.number;
            if heading.chars().count() <= MAX_HEADING && heading.ends_with(['.', ':']) && self.label.is_none()
            {
                let lines = vec![Line { number, text: heading }];
                self.blocks.push(Block { shape: Shape::Heading, label: None, lines });
                first.text = rest;
            }
        }
        for line in &mut self.lines {
            if line.text.contains("**") && line.text.contains(char::is_alphabetic) {
                line.text = line.text.replace("**", "").trim().to_owned();
            }
        }
        self.lines.retain(|line| !line.text.is_empty());
    }

    /// Whether the lines are short and hold words, not signs only.
    fn strong_text(&self) -> bool {
        self.is_short() && self.lines.iter().any(|line| line.text.contains(char::is_alphabetic))
    }

    fn is_short(&self) -> bool {
        self.lines.iter().map(|line| line.text.chars().count()).sum::<usize>() + self.line.chars().count()
            <= MAX_HEADING
    }
}

//! Markdown → blocks of plain words: emphasis, links and HTML tags give way to their text.

mod marks;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::lines::Starts;
use super::raised::{self, Raised};
use super::{Block, Caution, Line, Outside, Shape, headings, html};
use crate::{Error, Result};

/// The longest bold text that is a heading and not a sentence set in bold, in characters.
const MAX_HEADING: usize = 140;

/// The most different cautions about pieces of HTML; a text has none, or one.
const MAX_CAUTIONS: usize = 64;

/// Cuts Markdown into blocks, and tells what it says itself to be no text.
pub(super) fn page(text: &str, start: usize) -> Result<super::Page> {
    let first = text[..start].bytes().filter(|&byte| byte == b'\n').count();
    let (body, mut outside) = marks::take_off(&text[start..]);
    outside.iter_mut().for_each(|outside| outside.line += first);
    let starts = Starts::of(&body);
    let mut page = Page { line_of: &|at| first + starts.line(at), outside, ..Page::default() };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    for (event, range) in Parser::new_ext(&body, options).into_offset_iter() {
        page.take(event, &range, &body)?;
    }
    page.end_block();
    page.outside.sort_by_key(|outside| outside.line);
    Ok(super::Page { blocks: page.blocks, outside: page.outside, cautions: page.cautions })
}

/// Words that are looked at as a whole: struck, hidden, raised.
struct Capture {
    /// The tag that opened it; none for `~~`.
    tag: String,
    /// The rule that leaves them out; none where they are raised.
    rule: Option<&'static str>,
    text: String,
    line: usize,
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
    /// HTML between two blank lines, and where it starts.
    html: Option<(String, usize)>,
    captures: Vec<Capture>,
    is_title: bool,
    /// Whether words were left out just before.
    has_gap: bool,
    outside: Vec<Outside>,
    cautions: Vec<Caution>,
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
            html: None,
            captures: Vec::new(),
            is_title: false,
            has_gap: false,
            outside: Vec::new(),
            cautions: Vec::new(),
        }
    }
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>, body: &str) -> Result<()> {
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(TagEnd::HtmlBlock) => self.html()?,
            Event::End(tag) => self.close(tag, range, body),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                if self.images == 0 {
                    self.has_plain |= self.strong == 0 && !text.trim().is_empty();
                    self.push(&text, range.start);
                }
            }
            Event::SoftBreak => self.end_line(),
            Event::HardBreak => self.line_break(),
            Event::Rule => {
                self.end_block();
                // Some write `***` under a text as its end mark; the furniture rules decide.
                self.push(body[range.clone()].trim(), range.start);
                self.end_block();
            }
            Event::Html(html) => {
                self.html.get_or_insert_with(|| (String::new(), range.start)).0.push_str(&html);
            }
            Event::InlineHtml(tag) => self.tag(&tag, range.start),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        Ok(())
    }

    fn open(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_block();
                self.shape = Some(Shape::Heading);
                self.is_title = level == HeadingLevel::H1;
            }
            Tag::FootnoteDefinition(label) => {
                self.end_block();
                self.label = Some(label.to_string());
            }
            Tag::Strikethrough => self.capture(String::new(), Some(marks::STRUCK), range.start),
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
            Tag::Emphasis | Tag::Link { .. } | Tag::Superscript | Tag::Subscript => {}
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
            TagEnd::Strikethrough => self.release(),
            TagEnd::Emphasis | TagEnd::Link | TagEnd::Superscript | TagEnd::Subscript => {}
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
            && !headings::is_sentence(&self.line)
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

    /// Reads the HTML that stands by itself.
    fn html(&mut self) -> Result<()> {
        let Some((html, at)) = self.html.take() else { return Ok(()) };
        self.end_block();
        let first = (self.line_of)(at);
        let found = html::fragment(&html)?;
        for caution in found.cautions {
            if !self.cautions.contains(&caution) {
                self.cautions.push(caution);
            }
        }
        if self.cautions.len() > MAX_CAUTIONS {
            return Err(Error::new("has more styles that only a browser can tell than are told")
                .help("open it in a browser, and save the statement as text"));
        }
        for mut block in found.blocks {
            // Where in the source a line of it stands is not known; each is told where the piece starts.
            block.lines.iter_mut().for_each(|line| line.number = first);
            self.blocks.push(block);
        }
        self.outside.extend(found.outside.into_iter().map(|outside| Outside { line: first, ..outside }));
        Ok(())
    }

    /// A tag inside a line: most only set type (`<u>`).
    fn tag(&mut self, tag: &str, at: usize) {
        let low = tag.to_ascii_lowercase();
        let name = low.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if name == "br" {
            return self.line_break();
        }
        if low.starts_with("</") {
            // Whatever was opened inside of it ends with it.
            if let Some(open) = self.captures.iter().rposition(|capture| capture.tag == name) {
                (open..self.captures.len()).for_each(|_| self.release());
            }
        } else if let Some(rule) = html::unseen(tag) {
            self.capture(name.to_owned(), Some(rule), at);
        } else if name == "sup" {
            self.capture(name.to_owned(), None, at);
        }
    }

    /// A break inside a sentence ends the line, and any other one the block.
    fn line_break(&mut self) {
        let goes_on = self.captures.is_empty() && self.has_plain && headings::goes_on(&self.line);
        if goes_on { self.end_line() } else { self.end_block() }
    }

    fn capture(&mut self, tag: String, rule: Option<&'static str>, at: usize) {
        self.captures.push(Capture { tag, rule, text: String::new(), line: (self.line_of)(at) });
    }

    /// Decides on the words that were captured last.
    fn release(&mut self) {
        let Some(capture) = self.captures.pop() else { return };
        let before = self.captures.last().map_or(&self.line, |outer| &outer.text);
        let word = match capture.rule {
            Some(rule) => Err(rule),
            None => match raised::kind(before, &capture.text) {
                Raised::Mark => Err("markdown/note-mark"),
                Raised::Power(power) => Ok(power),
                Raised::Word => Ok(capture.text.clone()),
            },
        };
        match (word, self.captures.last_mut()) {
            (Ok(word), Some(outer)) => outer.text.push_str(&word),
            (Ok(word), None) => self.line.push_str(&word),
            (Err(rule), _) => {
                let text = capture.text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.has_gap = true;
                if !text.is_empty() {
                    self.outside.push(Outside { rule: rule.to_owned(), line: capture.line, text });
                }
            }
        }
    }

    fn push(&mut self, text: &str, at: usize) {
        if let Some(capture) = self.captures.last_mut() {
            capture.text.push_str(text);
            if self.line.is_empty() {
                self.number = (self.line_of)(at);
            }
            return;
        }
        let has_gap = std::mem::take(&mut self.has_gap) && self.line.ends_with(' ');
        let text = if has_gap { text.trim_start_matches(' ') } else { text };
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
        if let Some(capture) = self.captures.last_mut() {
            capture.text.push(' ');
            return;
        }
        let text = self.line.trim();
        if !text.is_empty() {
            self.lines.push(Line { number: self.number, text: text.to_owned() });
        }
        self.line.clear();
    }

    fn end_block(&mut self) {
        (0..self.captures.len()).for_each(|_| self.release());
        self.end_line();
        self.unclosed_strong();
        if !self.lines.is_empty() {
            let text: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
            let is_sentence = headings::is_sentence(&text.join(" "));
            let is_strong = !self.has_plain && self.shape.is_none() && self.strong_text() && !is_sentence;
            let shape = match self.shape {
                Some(Shape::Heading) if is_sentence && !self.is_title => Shape::Paragraph,
                None if is_strong => Shape::Heading,
                shape => shape.unwrap_or(Shape::Paragraph),
            };
            self.blocks.push(Block {
                shape,
                label: self.label.take(),
                lines: std::mem::take(&mut self.lines),
            });
            self.shape = None;
        }
        self.has_plain = false;
        self.is_title = false;
    }

    /// Converters write `**Iraq and Syria. ** As part of …`, which is no strong emphasis to Markdown for its space, and
    /// plain stars to a reader. The stars go; what stood between them at the start of a block is a heading.
    fn unclosed_strong(&mut self) {
        let Some(first) = self.lines.first_mut() else { return };
        if let Some((heading, rest)) = first.text.strip_prefix("**").and_then(|text| text.split_once("**")) {
            let (heading, rest) = (heading.trim().to_owned(), rest.trim().to_owned());
            let number = first.number;
            if heading.chars().count() <= MAX_HEADING
                && heading.ends_with(['.', ':'])
                && self.label.is_none()
                && !headings::is_sentence(&heading)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str], left_out: &[&str]) {
        let page = page(text, 0).unwrap();
        let blocks: Vec<String> = page
            .blocks
            .iter()
            .map(|block| {
                let heading = if block.shape == Shape::Heading { "# " } else { "" };
                let label = block.label.as_ref().map(|label| format!("({label}) ")).unwrap_or_default();
                format!("{}: {heading}{label}{}", block.lines[0].number, block.raw())
            })
            .collect();
        assert_eq!(blocks, expected, "{text}");
        let told = |outside: &Outside| format!("{}: {}: {}", outside.line, outside.rule, outside.text);
        assert_eq!(page.outside.iter().map(told).collect::<Vec<_>>(), left_out, "{text}");
    }

    #[test]
    fn sentences_set_in_bold_or_as_headings_are_text() {
        check(
            "# They met.\n\n**Both sides agreed never to meet again.**\n\n**Cyber and Space**\n\n\
             **Jordan.** They met.\n\n**They agreed to meet again.** Both left.\n\n#### They will never meet again.\n",
            &[
                "1: # They met.",
                "3: Both sides agreed never to meet again.",
                "5: # Cyber and Space",
                "7: # Jordan.",
                "7: They met.",
                "9: They agreed to meet again. Both left.",
                "11: They will never meet again.",
            ],
            &[],
        );
    }

    #[test]
    fn a_break_inside_a_sentence_ends_the_line_only() {
        check(
            "Joint Statement  \nSeoul, 2024\n\nBoth sides met to speak of the  \nalliance, and of<br>much more.  \nThey left.",
            &[
                "1: Joint Statement",
                "2: Seoul, 2024",
                "4: Both sides met to speak of the\nalliance, and of\nmuch more.",
                "6: They left.",
            ],
            &[],
        );
    }

    #[test]
    fn struck_and_hidden_words_are_told() {
        check(
            "They ~~never~~ met <s>once</s> in <del>May</del> June.\n\nThey <span style='display:none'>never</span> left.",
            &["1: They met in June.", "3: They left."],
            &[
                "1: markdown/struck: never",
                "1: html/struck: once",
                "1: html/struck: May",
                "3: html/hidden: never",
            ],
        );
    }

    #[test]
    fn notes_and_tables_are_words_without_signs() {
        check(
            "By 2025^2^, they met.[^1]<sup>3</sup> The 23<sup>rd</sup> time.\n\n| Topic | Text |\n|---|---|\n| Fund | They share **it**. |\n\n[^1]: A note.\n",
            &[
                "1: By 2025, they met. The 23rd time.",
                "3: Topic",
                "3: Text",
                "5: Fund",
                "5: They share it.",
                "7: (1) A note.",
            ],
            &["1: markdown/note-mark: 2", "1: markdown/note-mark: [^1]", "1: markdown/note-mark: 3"],
        );
    }

    #[test]
    fn html_between_blank_lines_is_read_as_a_page_is() {
        check(
            "They met.\n\n<div>\n<p>They agreed to <b>meet</b> again.</p>\n<p hidden>They left.</p>\n</div>\n\n<!-- no -->\n\nThe end.",
            &["1: They met.", "3: They agreed to meet again.", "10: The end."],
            &["3: html/hidden: They left."],
        );
    }
}

//! The blocks of a page while they are read: words to lines, lines to blocks, and what is left out of them.

use super::super::raised::{self, Raised};
use super::super::{Block, Line, Outside, Shape, headings, text};
use super::doubt::Doubts;
use super::walked::{Article, Flag, Mark, Placed, Walked};

/// The longest label of a note in brackets, in characters: `[note 12]`.
const MAX_MARK: usize = 9;

/// The rule for the numbers and signs of notes.
const MARK: &str = "html/note-mark";

/// Words that are looked at as a whole before they are text: what is raised, and links inside of the page.
pub(super) struct Capture {
    text: String,
    is_raised: bool,
    is_linked: bool,
    is_plain: bool,
    /// Whether the page says that this leads to a note, or back from one.
    is_note: bool,
}

impl Capture {
    pub const fn raised() -> Self {
        Self { text: String::new(), is_raised: true, is_linked: false, is_plain: false, is_note: false }
    }

    pub const fn link(is_note: bool) -> Self {
        Self { text: String::new(), is_raised: false, is_linked: true, is_plain: false, is_note }
    }
}

#[derive(Default)]
pub(super) struct Blocks {
    done: Vec<Placed>,
    flags: Vec<Flag>,
    marks: Vec<Mark>,
    left_out: Vec<Outside>,
    open_flags: Vec<usize>,
    open_marks: Vec<usize>,
    captures: Vec<Capture>,
    aside: Option<(&'static str, String)>,
    pub links: usize,
    pub strong: usize,
    pub shape: Option<Shape>,
    pub label: Option<String>,
    /// The block that is being read.
    lines: Vec<String>,
    line: String,
    length: usize,
    linked: usize,
    has_plain: bool,
    keeps_space: bool,
    is_title: bool,
    after_mark: bool,
    /// Whether a break stands behind words that are all bold.
    after_bold: bool,
    number: usize,
}

impl Blocks {
    pub fn end(mut self) -> Walked {
        self.end_block();
        self.unseen_end();
        Walked {
            blocks: self.done,
            flags: self.flags,
            marks: self.marks,
            unseen: self.left_out,
            doubts: Doubts::default(),
        }
    }

    pub fn open_flag(&mut self, flag: Flag) {
        self.open_flags.push(self.flags.len());
        self.flags.push(flag);
    }

    pub fn close_flag(&mut self) {
        self.open_flags.pop();
    }

    pub fn open_mark(&mut self, mark: Mark) {
        self.open_marks.push(self.marks.len());
        self.marks.push(mark);
    }

    pub fn close_mark(&mut self) {
        self.open_marks.pop();
    }

    pub fn heading(&mut self, is_title: bool) {
        self.shape = Some(Shape::Heading);
        self.is_title = is_title;
    }

    pub fn text(&mut self, text: &str, keeps_space: bool) {
        match self.captures.last_mut() {
            Some(capture) => {
                capture.text.push_str(text);
                capture.is_plain |= self.strong == 0 && !text.trim().is_empty();
            }
            None if keeps_space => {
                self.keeps_space = true;
                for (number, line) in text.split('\n').enumerate() {
                    if number > 0 {
                        let line = std::mem::take(&mut self.line);
                        self.lines.push(line.trim().to_owned());
                    }
                    self.words(line);
                }
            }
            None => self.words(text),
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
            if std::mem::take(&mut self.after_mark) {
                self.close_gap(c);
            }
            // A bold line over plain ones is a title, or a heading.
            if std::mem::take(&mut self.after_bold) && self.strong == 0 && !c.is_lowercase() {
                self.end_paragraph();
            }
            self.line.push(c);
            self.length += 1;
            self.linked += usize::from(self.links > 0);
            self.has_plain |= self.strong == 0;
        }
    }

    /// The label of a note leaves no space before a stop, and parts the sentences that it stands between.
    fn close_gap(&mut self, next: char) {
        if self.line.ends_with(' ') && ".,;:!?)]”’".contains(next) {
            self.line.pop();
        } else if next.is_uppercase() && self.line.ends_with(['.', '!', '?', '”']) {
            self.line.push(' ');
        }
    }

    pub fn capture(&mut self, capture: Capture) {
        if capture.is_linked {
            self.captures.iter_mut().for_each(|outer| outer.is_linked = true);
        }
        self.captures.push(capture);
    }

    /// Decides on the words that were captured last.
    pub fn release(&mut self) {
        let Some(capture) = self.captures.pop() else { return };
        let shown = capture.text.trim();
        let before = self.captures.last().map_or(self.line.as_str(), |outer| outer.text.as_str());
        let in_brackets = shown.starts_with('[') && shown.ends_with(']') && shown.chars().count() <= MAX_MARK;
        let goes_back = !shown.is_empty() && shown.chars().all(|c| "↩↑↵⏎^\u{fe0e}\u{fe0f}".contains(c));
        let is_linked = capture.is_linked || self.links > 0;
        let kind = match () {
            () if in_brackets && (is_linked || capture.is_raised) || goes_back && is_linked => Raised::Mark,
            // "See footnote 3" is text.
            () if capture.is_note
                && !before.ends_with(char::is_whitespace)
                && raised::kind("", shown) == Raised::Mark =>
            {
                Raised::Mark
            }
            () if capture.is_raised => raised::kind(if is_linked { "" } else { before }, shown),
            () => Raised::Word,
        };
        match kind {
            Raised::Mark => {
                let text = shown.to_owned();
                self.mark(&text);
            }
            Raised::Power(power) => self.text(&power, false),
            Raised::Word => {
                let is_strong = !capture.is_plain;
                self.strong += usize::from(is_strong);
                self.text(&capture.text, false);
                self.strong -= usize::from(is_strong);
            }
        }
    }

    /// The label of a note: of the paragraph, where it opens one.
    fn mark(&mut self, text: &str) {
        let is_first = self.line.trim().is_empty()
            && self.lines.is_empty()
            && self.captures.iter().all(|outer| outer.text.trim().is_empty());
        if is_first && self.label.is_none() && text.contains(char::is_alphanumeric) {
            self.label = Some(text.trim_matches(['[', ']']).to_owned());
            return;
        }
        let line = self.next_line();
        self.left_out.push(Outside { rule: MARK.to_owned(), line, text: text.to_owned() });
        self.after_mark = true;
    }

    fn next_line(&self) -> usize {
        self.number + self.lines.len() + 1
    }

    /// A break behind a sentence, or a second one, ends the paragraph; any other one just the line.
    pub fn line_break(&mut self, keeps_space: bool) {
        self.release_all();
        if keeps_space {
            return self.text("\n", true);
        }
        let line = self.line.trim_end();
        let ended = line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?']);
        if line.is_empty() || ended {
            self.end_paragraph();
        } else {
            self.after_bold = !self.has_plain && self.shape.is_none() && self.length <= headings::MAX_BOLD;
            self.end_line();
        }
    }

    /// Words behind a break or in a block are no label.
    fn release_all(&mut self) {
        let captures = std::mem::take(&mut self.captures);
        captures.iter().for_each(|capture| self.text(&capture.text, false));
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
        if !line.is_empty() || self.keeps_space {
            self.lines.push(line.to_owned());
        }
    }

    pub fn end_block(&mut self) {
        self.release_all();
        self.end_line();
        (self.after_mark, self.after_bold) = (false, false);
        let keeps_space = std::mem::take(&mut self.keeps_space);
        let lines = std::mem::take(&mut self.lines);
        if lines.iter().all(String::is_empty) {
            return;
        }
        if keeps_space {
            self.typed(&lines.join("\n"));
        } else {
            self.set(lines);
        }
        if self.shape == Some(Shape::Heading) {
            self.shape = None;
        }
        (self.length, self.linked, self.has_plain, self.is_title) = (0, 0, false, false);
    }

    /// Text whose lines stand as they were typed is cut as plain text is.
    fn typed(&mut self, typed: &str) {
        let linked = self.linked * 2 > self.length;
        for block in text::blocks(typed) {
            let lines = block.lines.into_iter().map(|line| line.text).collect();
            let label = self.label.take().or(block.label);
            let shape = self.shape.unwrap_or(block.shape);
            self.add(shape, label, lines, linked);
        }
    }

    fn set(&mut self, lines: Vec<String>) {
        let is_sentence = headings::is_sentence(&lines.join(" "));
        let is_bold = !self.has_plain && self.length <= headings::MAX_BOLD && !is_sentence;
        let shape = match self.shape {
            Some(Shape::Heading) if is_sentence && !self.is_title => Shape::Paragraph,
            Some(shape) => shape,
            None if is_bold => Shape::Heading,
            None => Shape::Paragraph,
        };
        let label = self.label.take();
        let (length, linked) = (self.length, self.linked);
        self.add(shape, label, lines, false);
        if let Some(found) = self.done.last_mut() {
            (found.length, found.linked) = (length, linked);
        }
    }

    fn add(&mut self, shape: Shape, label: Option<String>, lines: Vec<String>, is_linked: bool) {
        let is_sentence = headings::is_sentence(&lines.join(" "));
        let length = lines.iter().flat_map(|line| line.chars()).filter(|c| !c.is_ascii_whitespace()).count();
        let lines = lines
            .into_iter()
            .map(|text| {
                self.number += 1;
                Line { number: self.number, text }
            })
            .collect();
        self.done.push(Placed {
            block: Block { shape, label, lines },
            flags: self.open_flags.clone(),
            path: self.open_marks.clone(),
            length,
            linked: if is_linked { length } else { 0 },
            is_sentence,
            is_title: self.is_title,
        });
    }

    /// Takes in what a page inside of this one shows.
    pub fn page(&mut self, parts: Article) {
        self.end_block();
        for block in parts.inside {
            let lines = block.lines.into_iter().map(|line| line.text).collect();
            self.add(block.shape, block.label, lines, false);
        }
        for outside in parts.outside {
            self.unseen_lines(&outside.rule, &outside.text);
        }
    }

    /// Words that are not seen.
    pub fn unseen(&mut self, rule: &'static str, text: &str) {
        if self.aside.as_ref().is_some_and(|(before, _)| *before != rule) {
            self.unseen_end();
        }
        let (_, aside) = self.aside.get_or_insert_with(|| (rule, String::new()));
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                aside.push(c);
            } else if !aside.is_empty() && !aside.ends_with([' ', '\n']) {
                aside.push(' ');
            }
        }
    }

    /// Ends a line of words that are not seen.
    pub fn unseen_line(&mut self) {
        if let Some((_, aside)) = &mut self.aside
            && !aside.is_empty()
            && !aside.ends_with('\n')
        {
            aside.push('\n');
        }
    }

    pub fn unseen_end(&mut self) {
        if let Some((rule, aside)) = self.aside.take() {
            let lines: Vec<&str> = aside.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if !lines.is_empty() {
                self.unseen_lines(rule, &lines.join("\n"));
            }
        }
    }

    /// Lines that are not seen.
    pub fn unseen_lines(&mut self, rule: &str, text: &str) {
        let line = self.next_line();
        self.left_out.push(Outside { rule: rule.to_owned(), line, text: text.to_owned() });
    }
}

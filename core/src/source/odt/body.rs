//! The text of an OpenDocument text: its paragraphs in order, and what stands beside them.

use std::collections::{BTreeSet, HashMap};

use super::super::paper::{Ground, PAPER, Rgb};
use super::super::raised::{self, Raised};
use super::super::xml::{self, Element, Node, Space};
use super::super::{Caution, Line, Outside, Page, headings, text};
use super::lists::Label;
use super::styles::Styles;
use crate::{Error, Result};

/// Reads the text of `content.xml`.
pub(super) fn read(text: &str, styles: &Styles) -> Result<Page> {
    let mut walk = Walk::new(styles);
    let mut is_text = None;
    xml::walk(text, &mut |node| {
        match node {
            Node::Open(element) if element.space == Space::OdfOffice && element.name == "body" => {
                is_text = Some(false)
            }
            Node::Open(element) if is_text == Some(false) => {
                if element.space != Space::OdfOffice || element.name != "text" {
                    return Err(Error::new(format!("is an OpenDocument {}, and no text", element.name))
                        .help("copy the statement into a text, or save it as PDF"));
                }
                is_text = Some(true);
            }
            Node::Open(element) if is_text == Some(true) => walk.open(element),
            Node::Close(element) if is_text == Some(true) => walk.close(element),
            Node::Text(text) if is_text == Some(true) => walk.text(text),
            _ => {}
        }
        Ok(())
    })?;
    if is_text.is_none() {
        return Err(Error::new("is damaged: it has no body"));
    }
    walk.end();
    let Walk { mut page, changes, authors, comments, .. } = walk;
    if changes > 0 {
        page.cautions.push(Caution::TrackedChanges {
            count: changes,
            authors: authors.len(),
            accepted: true,
        });
    }
    if comments > 0 {
        page.cautions.push(Caution::Comments { count: comments });
    }
    Ok(page)
}

pub(super) struct Walk<'s> {
    styles: &'s Styles,
    pub(super) page: Page,
    line_number: usize,
    /// Inside of elements whose content is no text.
    skipped: usize,
    /// What stands beside the text, and how many elements of it are open.
    beside: Vec<&'static str>,
    paragraph: Paragraph,
    /// Paragraphs that a note, a remark or a text box stands in the middle of.
    outer: Vec<Paragraph>,
    /// For each open element that sets the style of text, what it sets.
    spans: Vec<Seen>,
    lists: Vec<List>,
    /// How far lists were counted that later ones go on with: by style.
    counted: HashMap<String, Vec<i64>>,
    changes: usize,
    authors: BTreeSet<String>,
    comments: usize,
    /// Tables around the place, and rows of them that are not shown.
    tables: usize,
    hidden_rows: usize,
    /// Inside of the list of changes; the words of an author's name.
    in_changes: bool,
    author: Option<String>,
}

#[derive(Default)]
struct Paragraph {
    is_heading: bool,
    lines: Vec<String>,
    line: String,
    /// Raised characters at the end of `line`, of which it is not yet known what they are.
    raised: String,
    left_out: Vec<(&'static str, String)>,
    has_plain: bool,
    /// It says of itself that it is not shown.
    is_hidden: bool,
    label: Option<Label>,
}

/// How text is shown.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    is_hidden: bool,
    is_struck: bool,
    is_bold: bool,
    is_raised: bool,
    color: Option<Rgb>,
    ground: Option<Ground>,
    is_tiny: bool,
}

struct List {
    style: Option<String>,
    numbers: Vec<i64>,
    /// The label of the item that is open, until a paragraph takes it.
    label: Option<Label>,
}

impl<'s> Walk<'s> {
    pub(super) fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            page: Page::default(),
            line_number: 0,
            skipped: 0,
            beside: Vec::new(),
            paragraph: Paragraph::default(),
            outer: Vec::new(),
            spans: Vec::new(),
            lists: Vec::new(),
            counted: HashMap::new(),
            changes: 0,
            authors: BTreeSet::new(),
            comments: 0,
            tables: 0,
            hidden_rows: 0,
            in_changes: false,
            author: None,
        }
    }

    pub(super) fn open(&mut self, element: &Element) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        if self.in_changes && element.name == "creator" {
            self.author = Some(String::new());
            return;
        }
        match (element.space, element.name.as_str()) {
            (Space::OdfOffice, "annotation") => {
                self.comments += 1;
                self.skipped = 1;
            }
            (Space::OdfText, "note-citation" | "ruby-text" | "number" | "script")
            | (Space::OdfOffice, "forms" | "event-listeners" | "change-info")
                if !(element.name == "change-info" && self.in_changes) =>
            {
                self.skipped = 1;
            }
            (Space::OdfText, "tracked-changes") => self.in_changes = true,
            (Space::OdfText, "insertion") if self.in_changes => self.changes += 1,
            (Space::OdfText, "deletion") if self.in_changes => {
                self.changes += 1;
                self.beside.push("odt/deleted");
            }
            (Space::OdfText, "note") => {
                let is_end = element.get("note-class") == Some("endnote");
                self.beside.push(if is_end { "odt/endnote" } else { "odt/footnote" });
            }
            (
                Space::OdfText,
                "table-of-content" | "illustration-index" | "table-index" | "alphabetical-index",
            ) => {
                self.beside.push("odt/contents");
            }
            (Space::OdfText, "section" | "hidden-paragraph") if is_hidden_here(element) => {
                self.beside.push("odt/hidden");
                // It stands in the paragraph that it hides, with nothing inside.
                self.paragraph.is_hidden |= element.name == "hidden-paragraph";
            }
            (Space::OdfText, "section" | "hidden-paragraph") => self.beside.push(""),
            (Space::OdfText, "hidden-text") => {
                let text = element.get("string-value").unwrap_or_default().to_owned();
                let seen = Seen { is_hidden: element.get("is-hidden") != Some("false"), ..self.seen() };
                self.push(&text, seen);
                self.skipped = 1;
            }
            (Space::OdfText, "p" | "h") => self.start(element),
            (Space::OdfText, "span" | "a" | "ruby-base") => {
                let seen =
                    element.get("style-name").map_or_else(|| self.seen(), |name| self.styled("text", name));
                self.spans.push(seen);
            }
            (_, "table") => self.tables += 1,
            (_, "table-row") if self.hidden_rows > 0 || is_folded(element) => self.hidden_rows += 1,
            (Space::OdfText, "list") => self.start_list(element),
            (Space::OdfText, "list-item") => self.start_item(element),
            (Space::OdfText, "s" | "tab") => self.text(" "),
            (Space::OdfText, "line-break") => self.line_break(),
            // What a picture shows, said for those who do not see it.
            (_, "title" | "desc") if element.space == Space::Other => self.skipped = 1,
            (_, "math" | "object") => self.skipped = 1,
            _ => {}
        }
    }

    pub(super) fn close(&mut self, element: &Element) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if element.name == "creator"
            && let Some(author) = self.author.take()
        {
            self.authors.insert(author.trim().to_owned());
            return;
        }
        match (element.space, element.name.as_str()) {
            (Space::OdfText, "tracked-changes") => self.in_changes = false,
            (Space::OdfText, "deletion") if self.in_changes => drop(self.beside.pop()),
            (
                Space::OdfText,
                "note" | "table-of-content" | "illustration-index" | "table-index" | "alphabetical-index"
                | "section" | "hidden-paragraph",
            ) => drop(self.beside.pop()),
            (Space::OdfText, "p" | "h") => {
                self.end();
                self.spans.pop();
                self.paragraph = self.outer.pop().unwrap_or_default();
            }
            (Space::OdfText, "span" | "a" | "ruby-base") => drop(self.spans.pop()),
            (_, "table") => self.tables = self.tables.saturating_sub(1),
            (_, "table-row") => self.hidden_rows = self.hidden_rows.saturating_sub(1),
            (Space::OdfText, "list") => {
                if let Some(List { style: Some(style), numbers, .. }) = self.lists.pop() {
                    self.counted.insert(style, numbers);
                }
            }
            (Space::OdfText, "list-item") => {
                if let Some(list) = self.lists.last_mut() {
                    list.label = None;
                }
            }
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        if let Some(author) = &mut self.author {
            author.push_str(text);
        } else if !self.outer.is_empty() && !self.is_between() {
            self.push(text, self.seen());
        }
    }

    /// Inside of the list of changes, but not of deleted text.
    fn is_between(&self) -> bool {
        self.in_changes && self.beside.last() != Some(&"odt/deleted")
    }

    fn seen(&self) -> Seen {
        self.spans.last().copied().unwrap_or_default()
    }

    /// How text of a style is shown here, where it says nothing as the text around it.
    fn styled(&self, family: &str, name: &str) -> Seen {
        let around = self.seen();
        Seen {
            is_hidden: self.styles.is_hidden(family, name).unwrap_or(around.is_hidden),
            is_struck: self.styles.is_struck(family, name).unwrap_or(around.is_struck),
            is_bold: self.styles.is_bold(family, name).unwrap_or(around.is_bold),
            is_raised: self.styles.is_raised(family, name).unwrap_or(around.is_raised),
            color: self.styles.color(family, name).unwrap_or(around.color),
            ground: self.styles.ground(family, name).or(around.ground),
            is_tiny: self.styles.is_tiny(family, name).unwrap_or(around.is_tiny),
        }
    }

    fn start(&mut self, element: &Element) {
        let name = element.get("style-name").unwrap_or_default();
        let is_heading = element.name == "h" || self.styles.is_heading(name);
        let seen = self.styled("paragraph", name);
        let list = self.styles.list_of(name).map(str::to_owned);
        if let (Some(list), Some(open)) = (list, self.lists.last_mut()) {
            open.style.get_or_insert(list);
        }
        let label = self.lists.last_mut().and_then(|list| list.label.take());
        self.spans.push(seen);
        self.outer.push(std::mem::replace(
            &mut self.paragraph,
            Paragraph { is_heading, label, ..Paragraph::default() },
        ));
    }

    fn start_list(&mut self, element: &Element) {
        let own = element.get("style-name").map(str::to_owned);
        let style = own.or_else(|| self.lists.last().and_then(|list| list.style.clone()));
        let level = self.lists.len();
        let goes_on = level == 0
            && (element.get("continue-numbering") == Some("true") || element.get("continue-list").is_some());
        let start =
            style.as_ref().and_then(|style| self.styles.list(style)).map_or(1, |style| style.start(level));
        let before = style.as_ref().filter(|_| goes_on).and_then(|style| self.counted.get(style));
        let mut numbers = self.lists.last().map(|list| list.numbers.clone()).unwrap_or_default();
        numbers.push(before.and_then(|before| before.first().copied()).unwrap_or(start - 1));
        self.lists.push(List { style, numbers, label: None });
    }

    fn start_item(&mut self, element: &Element) {
        let Some(list) = self.lists.last_mut() else { return };
        if let Some(last) = list.numbers.last_mut() {
            let own = element.get("start-value").and_then(|start| start.parse().ok());
            *last = own.unwrap_or(last.saturating_add(1));
        }
        let style = list.style.as_ref().and_then(|style| self.styles.list(style));
        list.label = style.and_then(|style| style.label(&list.numbers));
    }

    /// Appends text with each run of white space as one space, as a word processor shows it.
    fn push(&mut self, text: &str, seen: Seen) {
        // What a table, a frame or a page paints behind its text is not looked up: it may paint anything.
        let on_paper = self.tables == 0 && self.outer.len() < 2 && !self.styles.is_dark();
        let around = if on_paper { Ground::Plain(PAPER) } else { Ground::Unknown };
        let is_alike = seen.ground.unwrap_or(around).hides(seen.color);
        let is_unread = is_alike || seen.is_tiny || self.hidden_rows > 0 || self.paragraph.is_hidden;
        let paragraph = &mut self.paragraph;
        let rule = match seen {
            _ if seen.is_hidden || is_unread => Some("odt/hidden"),
            Seen { is_struck: true, .. } => Some("odt/struck"),
            _ => None,
        };
        if rule.is_none() && seen.is_raised {
            return paragraph.raised.push_str(text);
        }
        if rule.is_none() {
            paragraph.settle();
        }
        let into = match rule {
            None => &mut paragraph.line,
            Some(rule) => paragraph.left_out_by(rule),
        };
        // Where a word may be cut is no part of it.
        for c in text.chars().filter(|c| *c != '\u{ad}') {
            if c.is_ascii_whitespace() {
                if !into.is_empty() && !into.ends_with(' ') {
                    into.push(' ');
                }
                continue;
            }
            into.push(c);
        }
        if rule.is_none() && !seen.is_bold && !text.trim_ascii().is_empty() {
            paragraph.has_plain = true;
        }
    }

    /// A break behind a sentence, or a second one, ends the paragraph; any other one just the line.
    fn line_break(&mut self) {
        self.paragraph.settle();
        let line = self.paragraph.line.trim_end();
        let ended = line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?']);
        if line.is_empty() || ended {
            self.end();
        } else {
            self.paragraph.end_line();
        }
    }

    pub(super) fn end(&mut self) {
        self.paragraph.end_line();
        let lines = std::mem::take(&mut self.paragraph.lines);
        let first = self.line_number + 1;
        for (rule, text) in std::mem::take(&mut self.paragraph.left_out) {
            self.tell(rule, &text);
        }
        if lines.is_empty() {
            return;
        }
        if let Some(rule) = self.beside.iter().rev().find(|rule| !rule.is_empty()) {
            self.tell(rule, &lines.join("\n"));
            return;
        }
        let is_heading = headings::is_heading(&lines, self.paragraph.is_heading, !self.paragraph.has_plain);
        let lines: Vec<Line> = (first..).zip(lines).map(|(number, text)| Line { number, text }).collect();
        self.line_number += lines.len();
        let label = self.paragraph.label.take().map(|label| (label.text, label.is_bullet));
        self.page.blocks.push(text::counted(label, is_heading, lines));
        self.paragraph.has_plain = false;
    }

    fn tell(&mut self, rule: &str, text: &str) {
        if !text.trim().is_empty() {
            let line = self.line_number + 1;
            self.page.outside.push(Outside { rule: rule.to_owned(), line, text: text.trim().to_owned() });
        }
    }
}

impl Paragraph {
    /// What was left out by a rule so far.
    fn left_out_by(&mut self, rule: &'static str) -> &mut String {
        let at = self.left_out.iter().position(|(known, _)| *known == rule);
        let at = at.unwrap_or_else(|| {
            self.left_out.push((rule, String::new()));
            self.left_out.len() - 1
        });
        &mut self.left_out[at].1
    }

    /// Decides what the raised characters before this place are.
    fn settle(&mut self) {
        if self.raised.is_empty() {
            return;
        }
        let raised = std::mem::take(&mut self.raised);
        match raised::kind(&self.line, &raised) {
            Raised::Mark => {
                let told = self.left_out_by("odt/footnote-mark");
                if !told.is_empty() {
                    told.push(' ');
                }
                told.push_str(raised.trim());
                // White space that was raised with the number parts words all the same.
                if raised.ends_with(char::is_whitespace) {
                    self.line.push(' ');
                }
            }
            Raised::Power(power) => self.line.push_str(&power),
            Raised::Word => self.line.push_str(&raised),
        }
    }

    fn end_line(&mut self) {
        self.settle();
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }
}

/// Whether a row of a table is not shown.
fn is_folded(row: &Element) -> bool {
    matches!(row.get("visibility"), Some("collapse" | "filter"))
}

fn is_hidden_here(element: &Element) -> bool {
    element.get("display") == Some("none") || element.get("is-hidden") == Some("true")
}

//! The body of a Word file, or of another part with paragraphs → blocks.

use std::collections::HashSet;

use super::super::paper::{Ground, PAPER, is_white};
use super::super::symbols::Symbols;
use super::super::{Line, Outside, Page, headings, text};
use super::boxes::{Boxes, is_hidden_frame, is_low_line, is_low_row};
use super::changes::{Change, Changes, Mark};
use super::fields::Fields;
use super::look::{self, Look};
use super::numbering::{Label, Numbering};
use super::paragraph::{Left, Paragraph};
use super::styles::Styles;
use super::xml::{self, Element, Node, Space};
use crate::{Error, Result};

/// Reads the paragraphs of a part, its lines counted on from `last`, and its tracked changes to `changes`.
pub(super) fn read(
    text: &str,
    styles: &Styles,
    numbering: Numbering,
    changes: &mut Changes,
    last: usize,
) -> Result<Page> {
    let mut walk = Walk::new(styles, numbering, changes, last);
    let mut seen_root = false;
    xml::walk(text, &mut |node| {
        match node {
            Node::Open(element) => {
                if !std::mem::replace(&mut seen_root, true) && element.space != Space::Word {
                    return Err(Error::new("is an office document, not a Word file")
                        .help("save the statement as text, PDF or DOCX"));
                }
                walk.open(element)?;
            }
            Node::Close(element) => walk.close(element),
            Node::Text(text) => walk.text(text),
        }
        Ok(())
    })?;
    walk.end_joined();
    Ok(walk.page)
}

struct Walk<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    changes: &'s mut Changes,
    page: Page,
    line_number: usize,
    /// Inside of elements whose content is no text: fallbacks, changes of format.
    skipped: usize,
    /// For each choice of forms around the place, whether one has been read.
    choices: Vec<bool>,
    in_text: bool,
    keeps_space: bool,
    /// What the properties that stand at the place are those of.
    properties: Properties,
    paragraph: Paragraph,
    /// The changes of the paragraph's own mark.
    mark: Vec<(Change, Mark)>,
    /// A paragraph whose mark this side does not have: the next one goes on with it.
    joined: Option<Paragraph>,
    /// Paragraphs that a text box stands in the middle of.
    outer: Vec<Outer>,
    run: Look,
    /// Runs that a text box stands in the middle of, and that one's own.
    runs: Vec<Look>,
    /// How many changes were open before each table row, cell and change around the place.
    changed: Vec<usize>,
    /// What is behind each table and cell around the place, if it is known or not.
    shades: Vec<Option<Ground>>,
    /// For each row of a table around the place, whether it is hidden.
    rows: Vec<bool>,
    boxes: Boxes,
    fields: Fields,
    /// For each part of a formula that may be shown as a gap, whether it is.
    gaps: Vec<bool>,
    /// Whether what stands at the place says what fills letters.
    in_fill: bool,
    in_run_properties: bool,
    /// The paper is no white one.
    is_dark: bool,
    /// Labels of footnotes that the text has.
    notes: HashSet<String>,
}

/// What stands around a text box.
struct Outer {
    paragraph: Paragraph,
    mark: Vec<(Change, Mark)>,
    joined: Option<Paragraph>,
}

/// What properties are those of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Properties {
    Run,
    Paragraph,
    Mark,
    Row,
    Cell,
    Table,
}

impl<'s> Walk<'s> {
    fn new(styles: &'s Styles, numbering: Numbering, changes: &'s mut Changes, last: usize) -> Self {
        changes.part();
        Self {
            styles,
            numbering,
            changes,
            page: Page::default(),
            line_number: last,
            skipped: 0,
            choices: Vec::new(),
            in_text: false,
            keeps_space: false,
            properties: Properties::Run,
            paragraph: Paragraph::default(),
            mark: Vec::new(),
            joined: None,
            outer: Vec::new(),
            run: Look::default(),
            runs: Vec::new(),
            changed: Vec::new(),
            shades: Vec::new(),
            rows: Vec::new(),
            boxes: Boxes::default(),
            fields: Fields::default(),
            gaps: Vec::new(),
            in_fill: false,
            in_run_properties: false,
            is_dark: false,
            notes: HashSet::new(),
        }
    }

    fn open(&mut self, element: &Element) -> Result<()> {
        if self.skipped > 0 || is_skipped(element) || self.is_other_form(element) {
            self.skipped += 1;
            return Ok(());
        }
        if element.space == Space::Math {
            match (element.name.as_str(), self.gaps.last_mut()) {
                ("t", _) => (self.in_text, self.keeps_space) = (true, true),
                ("phant", _) => self.gaps.push(false),
                ("show", Some(gap)) => *gap |= !element.is_on(),
                _ => {}
            }
        }
        if element.space != Space::Word {
            if self.in_run_properties {
                self.in_fill =
                    element.name == "textFill" || self.in_fill && !element.name.starts_with("text");
                if self.in_fill {
                    self.run.fill(element);
                }
            }
            self.boxes.open(element);
            return Ok(());
        }
        match element.name.as_str() {
            "p" => self.start_paragraph(),
            "r" => self.runs.push(std::mem::take(&mut self.run)),
            "tbl" => {
                self.end_joined();
                self.shades.push(None);
            }
            "tr" => {
                self.changed.push(self.changes.depth());
                self.rows.push(false);
            }
            "tc" => {
                self.changed.push(self.changes.depth());
                self.shades.push(None);
            }
            "pPr" => self.properties = Properties::Paragraph,
            "rPr" if self.properties == Properties::Paragraph => self.properties = Properties::Mark,
            "rPr" if self.properties == Properties::Run => {
                (self.in_run_properties, self.in_fill) = (true, false);
            }
            "fldChar" => self.fields.mark(element),
            "trPr" => self.properties = Properties::Row,
            "tcPr" => self.properties = Properties::Cell,
            "tblPr" => self.properties = Properties::Table,
            "t" | "delText" => {
                self.in_text = true;
                self.keeps_space = element.get("space") == Some("preserve");
            }
            "tab" | "ptab" if self.properties != Properties::Paragraph => self.push(" "),
            "noBreakHyphen" => self.push("\u{2011}"),
            "sym" => self.symbol(element),
            "br" if element.get("type").is_none_or(|kind| kind == "textWrapping") => self.line_break(),
            "br" => self.push(" "),
            "cr" => self.line_break(),
            "footnoteReference" | "endnoteReference" => self.changes.pass(),
            "drawing" | "pict" | "object" => {
                self.changes.pass();
                self.boxes.begin();
            }
            "background" => self.is_dark = element.get("color").is_some_and(|color| !is_white(color)),
            "altChunk" => {
                return Err(Error::new("holds text in another format, which would be left out")
                    .help("open it in a word processor and save it anew"));
            }
            _ => self.property(element),
        }
        Ok(())
    }

    /// A property, or a change: both stand among the properties of a row, a cell and a mark, too.
    fn property(&mut self, element: &Element) {
        let change = Change::of(element).map(|change| (change, Mark::of(element)));
        match (self.properties, change) {
            (Properties::Run, Some((change, mark))) if !element.name.starts_with("cell") => {
                self.changed.push(self.changes.depth());
                self.changes.enter(change, mark);
            }
            (Properties::Run, _) => self.run.set(element),
            (Properties::Mark, Some(change)) => self.mark.push(change),
            // Until the row or the cell ends.
            (Properties::Row | Properties::Cell, Some((change, mark))) => {
                self.changes.enter(change, mark);
                self.changes.pass();
            }
            (Properties::Cell, None) if element.name == "shd" => {
                self.shades.last_mut().into_iter().for_each(|shade| *shade = look::shade(element).or(*shade));
            }
            (Properties::Row, None) => {
                let is_hidden = element.name == "hidden" && element.is_on() || is_low_row(element);
                self.rows.last_mut().into_iter().for_each(|row| *row |= is_hidden);
            }
            // What a style of tables paints is not looked up: it may paint anything.
            (Properties::Table, None) if matches!(element.name.as_str(), "tblStyle" | "shd") => {
                self.shades.last_mut().into_iter().for_each(|shade| *shade = Some(Ground::Unknown));
            }
            (Properties::Paragraph, None) => match element.name.as_str() {
                "pStyle" => self.paragraph.style = element.get("val").map(str::to_owned),
                "numId" => self.paragraph.list = element.number(),
                "ilvl" => self.paragraph.level = element.number(),
                "shd" => self.paragraph.ground = look::shade(element),
                "framePr" | "ind" => self.paragraph.is_hidden |= is_hidden_frame(element),
                "spacing" => self.paragraph.is_hidden |= is_low_line(element),
                _ => {}
            },
            // A list that was put there by a change is a change of format.
            (Properties::Mark | Properties::Cell | Properties::Table, None)
            | (Properties::Paragraph | Properties::Table, Some(_)) => {}
        }
    }

    fn close(&mut self, element: &Element) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if element.name == "t" || element.name == "delText" {
            self.in_text = false;
        }
        if element.space == Space::Alternative && element.name == "AlternateContent" {
            self.choices.pop();
        }
        if element.space == Space::Math && element.name == "phant" {
            self.gaps.pop();
        }
        if element.space != Space::Word {
            self.boxes.close(element);
            return;
        }
        match element.name.as_str() {
            "drawing" | "pict" | "object" => self.boxes.end(),
            "p" => self.close_paragraph(),
            "r" => self.run = self.runs.pop().unwrap_or_default(),
            "tbl" => drop(self.shades.pop()),
            "tr" => {
                self.leave_change();
                self.rows.pop();
            }
            "tc" => {
                self.end_joined();
                self.leave_change();
                self.shades.pop();
            }
            "rPr" if self.in_run_properties => self.in_run_properties = false,
            "rPr" if self.properties == Properties::Mark => self.properties = Properties::Paragraph,
            "pPr" | "trPr" | "tcPr" | "tblPr" => self.properties = Properties::Run,
            "ins" | "moveTo" | "del" | "moveFrom" if self.properties == Properties::Run => {
                self.leave_change()
            }
            _ => {}
        }
    }

    fn leave_change(&mut self) {
        if let Some(depth) = self.changed.pop() {
            self.changes.leave(depth);
        }
    }

    /// Of one content in several forms the first one is read.
    fn is_other_form(&mut self, element: &Element) -> bool {
        if element.space != Space::Alternative {
            return false;
        }
        match (element.name.as_str(), self.choices.last_mut()) {
            ("AlternateContent", _) => {
                self.choices.push(false);
                false
            }
            // What asks for more than word processors know is not what they show.
            ("Choice", _) if element.get("Requires").is_some_and(|needs| !is_known(needs)) => true,
            ("Choice" | "Fallback", Some(seen)) => std::mem::replace(seen, true),
            _ => false,
        }
    }

    fn text(&mut self, text: &str) {
        self.boxes.text(text);
        if self.in_text && self.skipped == 0 {
            let text = text.replace(['\n', '\r', '\t'], " ");
            // A reference (`&amp;`) cuts a text in pieces: only white space alone is dropped here.
            if self.keeps_space || !text.trim().is_empty() {
                // Where a word may be cut is no part of it.
                let text = text.replace('\u{ad}', "");
                match self.run.font {
                    Some(font) => self.push(&text.chars().map(|c| font.seen(c)).collect::<String>()),
                    None => self.push(&text),
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.changes.pass();
        let is_hidden_here = self.paragraph.is_hidden
            || self.rows.contains(&true)
            || self.gaps.contains(&true)
            || self.boxes.is_hidden()
            || self.fields.is_code();
        let ground = self.ground();
        let look =
            self.run.over(&self.styles.look(self.paragraph.style.as_deref(), self.run.style.as_deref()));
        let why = match self.changes.left_out() {
            Some(Change::Deleted) => Some(Left::Deleted),
            Some(Change::Inserted) => Some(Left::Inserted),
            None if look.is_struck() => Some(Left::Struck),
            None if is_hidden_here || look.is_hidden(ground) => Some(Left::Hidden),
            None => None,
        };
        match why {
            Some(why) => self.paragraph.leave(text, why),
            None if look.is_raised() => self.paragraph.push_raised(text),
            None => self.paragraph.push(text, look.is_bold == Some(true)),
        }
    }

    /// What is behind the letters at the place.
    fn ground(&self) -> Ground {
        let cell = self.shades.iter().rev().find_map(|shade| *shade);
        let page = if self.is_dark || self.outer.len() >= 2 { Ground::Unknown } else { Ground::Plain(PAPER) };
        self.paragraph.ground.or(cell).unwrap_or(page)
    }

    /// A character of a font stands at F000 and its code; those of fonts of letters are the usual ones.
    fn symbol(&mut self, element: &Element) {
        let code = element.get("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let of_font = code.map(|code| code.checked_sub(0xf000).unwrap_or(code));
        let of_font = of_font.and_then(|code| u8::try_from(code).ok());
        let c = match (element.get("font").and_then(Symbols::of), of_font) {
            (Some(font), Some(code)) => font.character(code),
            (None, Some(code @ 0x20..=0x7e)) => Some(char::from(code)),
            _ => code.and_then(char::from_u32),
        };
        if let Some(c) = c.filter(|c| *c != '\0') {
            self.push(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// A break behind a sentence, or a second one, ends the paragraph; any other one just the line.
    fn line_break(&mut self) {
        self.changes.pass();
        if let Some(change) = self.changes.left_out() {
            let why = if change == Change::Deleted { Left::Deleted } else { Left::Inserted };
            return self.paragraph.leave(" ", why);
        }
        self.paragraph.settle();
        let line = self.paragraph.line.trim_end();
        let ended = line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?']);
        if line.is_empty() || ended {
            self.end_paragraph();
        } else {
            self.paragraph.end_line();
        }
    }

    fn start_paragraph(&mut self) {
        if self.outer.is_empty() {
            self.run = Look::default();
        }
        self.outer.push(Outer {
            paragraph: std::mem::take(&mut self.paragraph),
            mark: std::mem::take(&mut self.mark),
            // A text box has paragraphs of its own.
            joined: if self.outer.is_empty() { None } else { self.joined.take() },
        });
    }

    fn close_paragraph(&mut self) {
        let mark = std::mem::take(&mut self.mark);
        self.changes.pass_with(&mark);
        if let Some(before) = self.joined.take() {
            self.paragraph.go_on(before);
        }
        let absent = self.changes.absent();
        let is_absent = mark.iter().any(|(change, _)| *change == absent) || self.changes.left_out().is_some();
        if is_absent {
            self.joined = Some(std::mem::take(&mut self.paragraph));
        } else {
            self.end_paragraph();
        }
        if let Some(outer) = self.outer.pop() {
            (self.paragraph, self.mark) = (outer.paragraph, outer.mark);
            if !self.outer.is_empty() {
                self.end_joined();
                self.joined = outer.joined;
            }
        }
    }

    /// Ends a paragraph that nothing goes on.
    fn end_joined(&mut self) {
        if let Some(joined) = self.joined.take() {
            let open = std::mem::replace(&mut self.paragraph, joined);
            self.end_paragraph();
            self.paragraph = open;
        }
    }

    fn end_paragraph(&mut self) {
        self.paragraph.end_line();
        let first = self.line_number + 1;
        let note = self.paragraph.note.take();
        let lines = std::mem::take(&mut self.paragraph.lines);
        let is_note = note.as_ref().is_some_and(|note| self.notes.contains(note));
        for (why, text) in self.paragraph.take_left() {
            if why == Left::FootnoteMark {
                self.notes.extend(text.split([' ', ',']).map(str::to_owned));
            }
            // A label that stands in front of its footnote is told with it.
            if !(why == Left::FootnoteMark && note.as_ref() == Some(&text)) {
                self.page.outside.push(Outside { rule: why.rule().to_owned(), line: first, text });
            }
        }
        if lines.is_empty() {
            return;
        }
        if is_note {
            let text = format!("{} {}", note.unwrap_or_default(), lines.join("\n"));
            self.line_number += lines.len();
            self.page.outside.push(Outside { rule: "docx/footnote".to_owned(), line: first, text });
            return;
        }
        let label = self.label().or(note.map(|text| Label { text, is_bullet: false }));
        let is_styled = self.paragraph.style.as_ref().is_some_and(|style| self.styles.is_heading(style));
        let is_heading = headings::is_heading(&lines, is_styled, !self.paragraph.has_plain);
        let lines: Vec<Line> = (first..).zip(lines).map(|(number, text)| Line { number, text }).collect();
        self.line_number += lines.len();
        let label = label.map(|label| (label.text, label.is_bullet));
        self.page.blocks.push(text::counted(label, is_heading, lines));
        self.paragraph.has_plain = false;
    }

    fn label(&mut self) -> Option<Label> {
        if std::mem::replace(&mut self.paragraph.is_counted, true) {
            return None;
        }
        let styled = self.paragraph.style.as_ref().and_then(|style| self.styles.list(style));
        let list = self.paragraph.list.or(styled.map(|(list, _)| list))?;
        let level = self.paragraph.level.or(styled.map(|(_, level)| level)).unwrap_or(0);
        self.numbering.next(list, level)
    }
}

/// Whether word processors of today know all the vocabularies that a form asks for.
fn is_known(needs: &str) -> bool {
    const KNOWN: &[&str] =
        &["a14", "aink", "am3d", "cx", "o", "oel", "v", "w", "wp", "wpc", "wpg", "wpi", "wps"];
    needs.split_ascii_whitespace().all(|name| {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        KNOWN.contains(&name) || KNOWN.contains(&stem) || name.starts_with("w16")
    })
}

/// What belongs to a change of format or to a field, the settings of a content control, and the notes that separate
/// footnotes from the text.
fn is_skipped(element: &Element) -> bool {
    match element.space {
        Space::Word => {
            let separates = || {
                matches!(
                    element.get("type"),
                    Some("separator" | "continuationSeparator" | "continuationNotice")
                )
            };
            matches!(
                element.name.as_str(),
                "sectPr" | "sdtPr" | "sdtEndPr" | "instrText" | "delInstrText" | "rt" | "numberingChange"
            ) || element.name.ends_with("PrChange")
                || matches!(element.name.as_str(), "footnote" | "endnote") && separates()
        }
        _ => false,
    }
}

use super::super::xml::{self, Element, Node, Space};
use super::super::{Block, Line, Outside, Page, Shape, text};
use super::numbering::{Label, Numbering};
use super::styles::Styles;
use crate::{Error, Result};

/// The longest bold text that is a heading and not a paragraph set in bold, in characters; as in web pages.
const MAX_BOLD_HEADING: usize = 140;

/// Reads the paragraphs of a part, its lines counted on from `last`.
pub(super) fn read(text: &str, styles: &Styles, numbering: Numbering, last: usize) -> Result<Page> {
    let mut walk = Walk { styles, numbering, line_number: last, ..Walk::new(styles) };
    let mut seen_root = false;
    xml::walk(text, &mut |node| {
        match node {
            Node::Open(element) => {
                if !std::mem::replace(&mut seen_root, true) && element.space != Space::Word {
                    return Err(Error::new("is an office document, and no Word file")
                        .help("save the statement as text, PDF or DOCX"));
                }
                walk.open(element)?;
            }
            Node::Close(element) => walk.close(element),
            Node::Text(text) => walk.text(text),
        }
        Ok(())
    })?;
    walk.end_paragraph();
    Ok(walk.page)
}

struct Walk<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    page: Page,
    line_number: usize,
    /// Inside of elements whose content is no text: fallbacks, what was moved away.
    skipped: usize,
    /// Inside of what was deleted.
    deleted: usize,
    in_text: bool,
    keeps_space: bool,
    paragraph: Paragraph,
    /// Paragraphs that a text box stands in the middle of.
    outer: Vec<Paragraph>,
    run: Run,
}

#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    list: Option<i64>,
    level: Option<i64>,
    lines: Vec<String>,
    line: String,
    deleted: String,
    hidden: String,
    has_plain: bool,
    /// Its label has been counted: what follows in it has none.
    is_counted: bool,
}

#[derive(Default)]
struct Run {
    is_bold: bool,
    is_hidden: bool,
}

impl<'s> Walk<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            numbering: Numbering::default(),
            page: Page::default(),
            line_number: 0,
            skipped: 0,
            deleted: 0,
            in_text: false,
            keeps_space: false,
            paragraph: Paragraph::default(),
            outer: Vec::new(),
            run: Run::default(),
        }
    }

    fn open(&mut self, element: &Element) -> Result<()> {
        if self.skipped > 0 || is_skipped(element) {
            self.skipped += 1;
            return Ok(());
        }
        if element.space == Space::Math && element.name == "t" {
            (self.in_text, self.keeps_space) = (true, true);
        }
        if element.space != Space::Word {
            return Ok(());
        }
        match element.name.as_str() {
            "p" => self.outer.push(std::mem::take(&mut self.paragraph)),
            "pStyle" => self.paragraph.style = element.get("val").map(str::to_owned),
            "numId" => self.paragraph.list = element.number(),
            "ilvl" => self.paragraph.level = element.number(),
            "r" => self.run = Run::default(),
            "b" => self.run.is_bold = element.is_on(),
            "vanish" => self.run.is_hidden = element.is_on(),
            "t" | "delText" => {
                self.in_text = true;
                self.keeps_space = element.get("space") == Some("preserve");
            }
            "del" | "moveFrom" => self.deleted += 1,
            "tab" | "ptab" => self.push(" "),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{ad}"),
            "sym" => self.symbol(element),
            "br" if element.get("type").is_none_or(|kind| kind == "textWrapping") => self.line_break(),
            "br" => self.push(" "),
            "cr" => self.line_break(),
            "altChunk" => {
                return Err(Error::new("holds text in another format, which would be left out")
                    .help("open it in a word processor and save it anew"));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, element: &Element) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if element.name == "t" || element.name == "delText" {
            self.in_text = false;
        }
        if element.space != Space::Word {
            return;
        }
        match element.name.as_str() {
            "p" => {
                self.end_paragraph();
                self.paragraph = self.outer.pop().unwrap_or_default();
            }
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.skipped == 0 {
            let text = text.replace(['\n', '\r', '\t'], " ");
            // A reference (`&amp;`) cuts a text in pieces: only white space alone is dropped here.
            if self.keeps_space || !text.trim().is_empty() {
                self.push(&text);
            }
        }
    }

    fn push(&mut self, text: &str) {
        let paragraph = &mut self.paragraph;
        if self.deleted > 0 {
            paragraph.deleted.push_str(text);
        } else if self.run.is_hidden {
            paragraph.hidden.push_str(text);
        } else {
            paragraph.has_plain |= !self.run.is_bold && !text.trim().is_empty();
            paragraph.line.push_str(text);
        }
    }

    /// A character of a symbol font stands at F000 and its code; those below are the usual ones.
    fn symbol(&mut self, element: &Element) {
        let code = element.get("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let code = code.map(|code| if (0xf020..=0xf07e).contains(&code) { code - 0xf000 } else { code });
        if let Some(c) = code.and_then(char::from_u32).filter(|c| *c != '\0') {
            self.push(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// A break behind a sentence, or a second one, ends the paragraph; any other one just the line.
    fn line_break(&mut self) {
        let line = self.paragraph.line.trim_end();
        let ended = line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?']);
        if line.is_empty() || ended {
            self.end_paragraph();
        } else {
            self.paragraph.end_line();
        }
    }

    fn end_paragraph(&mut self) {
        self.paragraph.end_line();
        let Paragraph { lines, deleted, hidden, .. } = &mut self.paragraph;
        let (lines, deleted, hidden) =
            (std::mem::take(lines), std::mem::take(deleted), std::mem::take(hidden));
        let first = self.line_number + 1;
        for (rule, text) in [("docx/deleted", deleted), ("docx/hidden", hidden)] {
            if !text.trim().is_empty() {
                self.page.outside.push(Outside {
                    rule: rule.to_owned(),
                    line: first,
                    text: text.trim().to_owned(),
                });
            }
        }
        if lines.is_empty() {
            return;
        }
        let label = self.label();
        let is_heading = self.is_heading(&lines);
        let lines: Vec<Line> = (first..).zip(lines).map(|(number, text)| Line { number, text }).collect();
        self.line_number += lines.len();
        self.page.blocks.push(match label {
            Some(label) => {
                let shape = if label.is_bullet { Shape::Item } else { Shape::Paragraph };
                Block { shape, label: Some(label.text), lines }
            }
            None if is_heading => Block { shape: Shape::Heading, label: None, lines },
            None => text::block(lines),
        });
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

    fn is_heading(&self, lines: &[String]) -> bool {
        let length: usize = lines.iter().map(|line| line.chars().count()).sum();
        let is_bold = !self.paragraph.has_plain && length <= MAX_BOLD_HEADING;
        is_bold || self.paragraph.style.as_ref().is_some_and(|style| self.styles.is_heading(style))
    }
}

impl Paragraph {
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }
}

/// A form for older programs of what stands there in a newer one already, what belongs to a change of format, and the
/// notes that separate footnotes from the text.
fn is_skipped(element: &Element) -> bool {
    match element.space {
        Space::Alternative => element.name == "Fallback",
        Space::Word => {
            let separates = || {
                matches!(
                    element.get("type"),
                    Some("separator" | "continuationSeparator" | "continuationNotice")
                )
            };
            matches!(
                element.name.as_str(),
                "pPrChange" | "rPrChange" | "sectPr" | "instrText" | "delInstrText" | "rt"
            ) || matches!(element.name.as_str(), "footnote" | "endnote") && separates()
        }
        _ => false,
    }
}

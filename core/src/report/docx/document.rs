//! The body of the file: paragraphs with their styles, and runs that stayed, went, came or moved.

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;

use super::comments::Comments;
use super::script::{MARK, Paragraph, Script};
use super::stream::{Fate, Piece};
use super::xml::{Stamp, Xml};
use crate::Sides;
use crate::statement::Role;

/// The name spaces of the body: that of the parts it names, too.
const NAMES: &[(&str, &str)] = &[
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// A page of A4 with room beside the text for comments: attributes in twentieths of a point.
const PAGE: &[(&str, &str)] = &[("w:w", "11906"), ("w:h", "16838")];
const MARGINS: &[(&str, &str)] = &[
    ("w:top", "1418"),
    ("w:right", "1418"),
    ("w:bottom", "1418"),
    ("w:left", "1418"),
    ("w:header", "709"),
    ("w:footer", "709"),
    ("w:gutter", "0"),
];

/// Writes the main part.
pub(super) fn part(
    scripts: Sides<&Script>,
    pieces: &[Piece],
    comments: &Comments,
    stamp: &Stamp,
) -> io::Result<Vec<u8>> {
    let mut xml = Xml::with_names("w:document", NAMES)?;
    xml.open("w:body", &[])?;
    let moves = pieces.iter().filter_map(|piece| piece.unit).max().map_or(0, |last| last + 1);
    let mut body = Body {
        xml: &mut xml,
        scripts,
        comments,
        stamp,
        ids: comments.len() + 2 * moves,
        unit: None,
        opened: BTreeSet::new(),
        spans: Vec::new(),
    };
    for piece in pieces {
        body.piece(piece)?;
    }
    body.end()?;
    xml.open("w:sectPr", &[])?;
    xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", "rId4")])?;
    xml.empty("w:pgSz", PAGE)?;
    xml.empty("w:pgMar", MARGINS)?;
    xml.empty("w:titlePg", &[])?;
    xml.close("w:sectPr")?;
    xml.close("w:body")?;
    xml.finish("w:document")
}

/// What stands in a paragraph: it is written when its mark is known, which says how the paragraph is set.
enum Span<'s> {
    Run {
        fate: Fate,
        text: &'s str,
    },
    /// The start or the end of a move.
    Move {
        from: bool,
        unit: usize,
        is_start: bool,
    },
    CommentStart(usize),
    CommentEnd(usize, Fate),
}

struct Body<'b, 's> {
    xml: &'b mut Xml,
    scripts: Sides<&'s Script>,
    comments: &'b Comments,
    stamp: &'b Stamp,
    /// The next free number: comments have the first ones, then the two places of each move.
    ids: usize,
    /// The move that is open, and whether it is its old place.
    unit: Option<(usize, bool)>,
    /// The places of moves that have been opened: each has one start.
    opened: BTreeSet<(usize, bool)>,
    spans: Vec<Span<'s>>,
}

impl<'s> Body<'_, 's> {
    fn piece(&mut self, piece: &Piece) -> io::Result<()> {
        let from = piece.range.before.is_some();
        let unit = piece.unit.map(|unit| (unit, from));
        if self.unit != unit {
            self.end_move();
            self.unit = unit.filter(|unit| self.opened.insert(*unit));
            if let Some((unit, from)) = self.unit {
                self.spans.push(Span::Move { from, unit, is_start: true });
            }
        }
        let scripts = self.scripts;
        // Kept words are the same on both sides: either may be written.
        let (script, range) = match (&piece.range.after, &piece.range.before) {
            (Some(range), _) => (scripts.after, range.clone()),
            (None, Some(range)) => (scripts.before, range.clone()),
            (None, None) => return Ok(()),
        };
        let mut at = range.start;
        for cut in self.cuts(piece, script, &range) {
            self.part(piece, script, at - range.start..cut - range.start, &range)?;
            at = cut;
        }
        Ok(())
    }

    /// Where a piece is cut: around paragraph marks, and where a comment begins or ends.
    fn cuts(&self, piece: &Piece, script: &Script, range: &Range<usize>) -> BTreeSet<usize> {
        let mut cuts = BTreeSet::from([range.end]);
        let mut from = range.start;
        while let Some(mark) = script.next_mark(&(from..range.end)) {
            from = mark + MARK.len();
            cuts.extend([mark, from]);
        }
        for (own, anchors) in [
            (&piece.range.before, &self.comments.anchors.before),
            (&piece.range.after, &self.comments.anchors.after),
        ] {
            let Some(own) = own else { continue };
            let inside = anchors.places_in(own).map(|place| place - own.start + range.start);
            cuts.extend(inside);
        }
        cuts.remove(&range.start);
        cuts
    }

    /// A part of a piece without a cut in it: `part` is counted from the start of the piece.
    fn part(
        &mut self,
        piece: &Piece,
        script: &'s Script,
        part: Range<usize>,
        range: &Range<usize>,
    ) -> io::Result<()> {
        let comments = self.comments;
        let sides =
            [(&piece.range.before, &comments.anchors.before), (&piece.range.after, &comments.anchors.after)];
        for (own, anchors) in &sides {
            let Some(own) = own else { continue };
            self.spans.extend(anchors.starting(own.start + part.start).map(Span::CommentStart));
        }
        let here = range.start + part.start..range.start + part.end;
        if script.is_mark(here.start) {
            self.end_paragraph(piece, script, here.start)?;
        } else {
            self.spans.push(Span::Run { fate: piece.fate, text: script.get(&here) });
        }
        for (own, anchors) in &sides {
            let Some(own) = own else { continue };
            let ending = anchors.ending(own.start + part.end);
            self.spans.extend(ending.map(|comment| Span::CommentEnd(comment, piece.fate)));
        }
        Ok(())
    }

    fn end_move(&mut self) {
        if let Some((unit, from)) = self.unit.take() {
            self.spans.push(Span::Move { from, unit, is_start: false });
        }
    }

    fn end_paragraph(&mut self, piece: &Piece, script: &Script, mark: usize) -> io::Result<()> {
        let style = script.paragraph(mark).and_then(style);
        self.xml.open("w:p", &[])?;
        if style.is_some() || piece.fate != Fate::Kept {
            self.xml.open("w:pPr", &[])?;
            if let Some(style) = style {
                self.xml.empty("w:pStyle", &[("w:val", style)])?;
            }
            if let Some(element) = element(piece.fate) {
                let id = self.id();
                self.xml.open("w:rPr", &[])?;
                self.xml.empty(element, &self.stamp.attributes(&id))?;
                self.xml.close("w:rPr")?;
            }
            self.xml.close("w:pPr")?;
        }
        for span in std::mem::take(&mut self.spans) {
            self.span(&span)?;
        }
        self.xml.close("w:p")
    }

    /// What is open when the last paragraph has ended has a place inside of none, and a file has one paragraph at least.
    fn end(&mut self) -> io::Result<()> {
        self.end_move();
        let is_empty = self.scripts.before.text.is_empty() && self.scripts.after.text.is_empty();
        if is_empty {
            self.xml.open("w:p", &[])?;
        }
        for span in std::mem::take(&mut self.spans) {
            self.span(&span)?;
        }
        if is_empty { self.xml.close("w:p") } else { Ok(()) }
    }

    fn span(&mut self, span: &Span<'_>) -> io::Result<()> {
        match span {
            Span::Run { fate, text } => self.run(*fate, |xml, element| xml.run(text, None, element)),
            Span::Move { from, unit, is_start } => self.boundary(*from, *unit, *is_start),
            Span::CommentStart(comment) => {
                self.xml.empty("w:commentRangeStart", &[("w:id", &comment.to_string())])
            }
            Span::CommentEnd(comment, fate) => {
                let id = comment.to_string();
                self.xml.empty("w:commentRangeEnd", &[("w:id", &id)])?;
                // A comment goes with the words that it ends at.
                self.run(*fate, |xml, _| {
                    xml.open("w:r", &[])?;
                    xml.open("w:rPr", &[])?;
                    xml.empty("w:rStyle", &[("w:val", "CommentReference")])?;
                    xml.close("w:rPr")?;
                    xml.empty("w:commentReference", &[("w:id", &id)])?;
                    xml.close("w:r")
                })
            }
        }
    }

    fn run(&mut self, fate: Fate, write: impl FnOnce(&mut Xml, &str) -> io::Result<()>) -> io::Result<()> {
        let Some(element) = element(fate) else { return write(self.xml, "w:t") };
        let id = self.id();
        self.xml.open(element, &self.stamp.attributes(&id))?;
        write(self.xml, if fate == Fate::Deleted { "w:delText" } else { "w:t" })?;
        self.xml.close(element)
    }

    /// The two places of a move know each other by its name.
    fn boundary(&mut self, from: bool, unit: usize, is_start: bool) -> io::Result<()> {
        let id = (self.comments.len() + 2 * unit + usize::from(from)).to_string();
        let name = format!("move{}", unit + 1);
        match (from, is_start) {
            (_, true) => {
                let mut attributes = self.stamp.attributes(&id);
                attributes.push(("w:name", &name));
                let element = if from { "w:moveFromRangeStart" } else { "w:moveToRangeStart" };
                self.xml.empty(element, &attributes)
            }
            (true, false) => self.xml.empty("w:moveFromRangeEnd", &[("w:id", &id)]),
            (false, false) => self.xml.empty("w:moveToRangeEnd", &[("w:id", &id)]),
        }
    }

    fn id(&mut self) -> String {
        self.ids += 1;
        (self.ids - 1).to_string()
    }
}

const fn element(fate: Fate) -> Option<&'static str> {
    match fate {
        Fate::Kept => None,
        Fate::Deleted => Some("w:del"),
        Fate::Inserted => Some("w:ins"),
        Fate::MovedFrom => Some("w:moveFrom"),
        Fate::MovedTo => Some("w:moveTo"),
    }
}

/// The style of a paragraph; plain ones have none of their own.
fn style(paragraph: &Paragraph) -> Option<&'static str> {
    match paragraph.role {
        Role::Title => Some("Title"),
        Role::Byline => Some("Subtitle"),
        Role::Heading => Some("Heading1"),
        Role::Item => Some("ListParagraph"),
        Role::Signature => Some("Signature"),
        Role::Body if paragraph.has_label() => Some("NumberedParagraph"),
        Role::Body => None,
    }
}

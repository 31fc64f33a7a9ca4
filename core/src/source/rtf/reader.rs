//! Groups and control words → paragraphs.

use std::collections::{BTreeSet, HashSet};

use encoding_rs::Encoding;

use super::super::paper::{Ground, Rgb};
use super::super::{Caution, Page, Tracked};
use super::fonts::{self, Fonts};
use super::paragraphs::{Paragraph, Seen};
use super::tokens::{Token, Tokens, cut_off};
use crate::{Error, Result};

/// Groups that may stand in each other; word processors nest some 20.
const MAX_DEPTH: usize = 500;

/// How far characters must be lifted by hand to count as raised, in half points, as in Word files.
const MIN_LIFTED: i32 = 6;

/// The smallest letters that are read, in half points, as in Word files.
const MIN_SIZE: i32 = 4;

/// The least share of their width, in per cent, at which letters are letters and no line.
const MIN_SCALE: i32 = 10;

/// From how far to each other letters lie on each other, in twentieths of a point.
const CROWDED: i32 = -100;

/// Reads a file.
pub(super) fn read(bytes: &[u8], side: Tracked) -> Result<Page> {
    let mut tokens = Tokens::new(bytes);
    let mut reader = RtfReader { side, ..RtfReader::default() };
    while let Some(token) = tokens.next()? {
        reader.take(&token)?;
        if reader.outer.is_empty() {
            let rest = tokens.rest();
            if rest.iter().any(|&byte| byte != 0 && !byte.is_ascii_whitespace()) {
                return Err(Error::new("is damaged: it has more behind its end").help("save it again"));
            }
            return reader.done();
        }
    }
    Err(cut_off())
}

/// What the text of a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum GroupRole {
    #[default]
    Text,
    /// What stands beside the text.
    Beside(&'static str),
    /// The number or bullet of a paragraph.
    Label,
    Fonts,
    Colors,
    Styles,
    /// Nothing that a reader sees.
    Nowhere,
}

/// What a group has set, to be taken back where it ends.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    place: GroupRole,
    seen: Seen,
    /// Who inserted, or deleted.
    author: Option<i32>,
    font: i32,
    style: Option<i32>,
    has_outline: bool,
    /// How many bytes stand in for a character that old programs do not know; the format says 1 unless told otherwise.
    stand_in: Option<usize>,
    /// The paragraph was put aside where the group began.
    is_aside: bool,
    /// `\*` came last: a group of a kind that is not known says nothing.
    is_optional: bool,
}

#[derive(Default)]
struct RtfReader {
    page: Page,
    group: Group,
    outer: Vec<Group>,
    aside: Vec<Paragraph>,
    paragraph: Paragraph,
    side: Tracked,
    fonts: Fonts,
    /// The colours of the file, of which the first is left to the program; and the one that is being read.
    colors: Vec<Option<Rgb>>,
    color: Option<[u32; 3]>,
    /// The paper is no white one.
    is_dark: bool,
    bytes: Vec<u8>,
    /// The first half of a character of two.
    half: Option<u16>,
    /// Bytes that stand in for a character and are passed over.
    passed_over: usize,
    headings: HashSet<i32>,
    /// The name of the style or of the font that is being read.
    style_name: String,
    authors: BTreeSet<i32>,
    changes: usize,
    /// The change that the last text was part of.
    change: Option<(bool, Option<i32>)>,
    comments: usize,
}

impl RtfReader {
    fn take(&mut self, token: &Token<'_>) -> Result<()> {
        match token {
            Token::Open => {
                self.flush()?;
                self.passed_over = 0;
                if self.outer.len() >= MAX_DEPTH {
                    return Err(Error::new(format!("is nested deeper than {MAX_DEPTH} groups")));
                }
                self.outer.push(self.group);
                self.group.is_aside = false;
                self.group.is_optional = false;
            }
            Token::Close => self.close()?,
            Token::Byte(_) | Token::Word(..) | Token::Symbol(_) if self.passed_over > 0 => {
                self.passed_over -= 1
            }
            Token::Byte(byte) => self.byte(*byte),
            Token::Symbol(symbol) => self.symbol(*symbol)?,
            Token::Word(word, number) => {
                // The code page of the bytes before may be another one than that of those behind.
                self.flush()?;
                self.word(word, *number)?;
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        self.flush()?;
        self.passed_over = 0;
        if self.group.place == GroupRole::Fonts {
            self.font_name();
        }
        if self.group.place == GroupRole::Styles
            && let Some(style) = self.group.style
        {
            let name = std::mem::take(&mut self.style_name).to_ascii_lowercase();
            let name = name.trim().trim_end_matches(';');
            if self.group.has_outline || name.starts_with("heading") || matches!(name, "title" | "subtitle") {
                self.headings.insert(style);
            }
        }
        if self.group.is_aside {
            self.end();
            self.paragraph = self.aside.pop().unwrap_or_default();
        }
        // More ends than beginnings: the text before them was whole, and what follows is refused.
        self.group = self.outer.pop().unwrap_or_default();
        Ok(())
    }

    fn byte(&mut self, byte: u8) {
        match self.group.place {
            GroupRole::Styles | GroupRole::Fonts => self.style_name.push(char::from(byte)),
            GroupRole::Colors if byte == b';' => self.colors.push(self.color.take()),
            GroupRole::Colors | GroupRole::Nowhere => {}
            _ => self.bytes.push(byte),
        }
    }

    /// The name of a font ends with its group, or where the next font begins.
    fn font_name(&mut self) {
        let name = std::mem::take(&mut self.style_name);
        self.fonts.name(self.group.font, &name);
    }

    fn symbol(&mut self, symbol: u8) -> Result<()> {
        self.flush()?;
        match symbol {
            b'*' => self.group.is_optional = true,
            b'~' => self.push('\u{a0}'),
            b'_' => self.push('\u{2011}'),
            b'-' => self.push('\u{ad}'),
            b'\n' | b'\r' => self.par(),
            b'\\' | b'{' | b'}' => self.push(char::from(symbol)),
            _ => {}
        }
        Ok(())
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<()> {
        let is_on = number != Some(0);
        let is_optional = std::mem::take(&mut self.group.is_optional);
        if self.group.place == GroupRole::Nowhere {
            return Ok(());
        }
        match word {
            "u" => self.character(number.unwrap_or(0)),
            "uc" => self.group.stand_in = Some(usize::try_from(number.unwrap_or(1)).unwrap_or(0)),
            "par" | "sect" | "page" | "cell" | "nestcell" | "row" | "nestrow" => self.par(),
            "line" => self.line(),
            "tab" => self.push('\t'),
            "emdash" => self.push('—'),
            "endash" => self.push('–'),
            "lquote" => self.push('‘'),
            "rquote" => self.push('’'),
            "ldblquote" => self.push('“'),
            "rdblquote" => self.push('”'),
            "bullet" => self.push('•'),
            "emspace" | "enspace" | "qmspace" => self.push(' '),
            "plain" => {
                // Changes that were tracked are no matter of looks.
                let Seen { is_deleted, is_inserted, .. } = self.group.seen;
                self.group.seen = Seen { is_deleted, is_inserted, ..Seen::default() };
            }
            "pard" => {
                (self.group.style, self.group.has_outline) = (None, false);
                self.paragraph.ground = None;
            }
            // A table may paint anything behind its text.
            "intbl" => self.paragraph.ground = Some(Ground::Unknown),
            "cbpat" => self.paragraph.ground = self.painted(number),
            "cb" | "chcbpat" | "highlight" => self.group.seen.ground = self.painted(number),
            "fs" => self.group.seen.is_tiny = number.is_some_and(|size| size < MIN_SIZE),
            "charscalex" => self.group.seen.is_tiny = number.is_some_and(|share| share < MIN_SCALE),
            "expndtw" => self.group.seen.is_tiny = number.is_some_and(|by| by <= CROWDED),
            "cf" => {
                let color = number.and_then(|at| usize::try_from(at).ok());
                self.group.seen.color = color.and_then(|at| self.colors.get(at).copied().flatten());
            }
            "super" => self.group.seen.is_raised = is_on,
            "up" => self.group.seen.is_raised = number.unwrap_or(MIN_LIFTED) >= MIN_LIFTED,
            "nosupersub" | "sub" | "dn" => self.group.seen.is_raised = false,
            "red" | "green" | "blue" if self.group.place == GroupRole::Colors => {
                let at = ["red", "green", "blue"].iter().position(|part| *part == word).unwrap_or(0);
                let part = number.and_then(|part| u32::try_from(part).ok()).unwrap_or(0);
                self.color.get_or_insert([0; 3])[at] = part;
            }
            "b" => self.group.seen.is_bold = is_on,
            "v" => self.group.seen.is_hidden = is_on,
            "strike" | "striked" => self.group.seen.is_struck = is_on,
            "deleted" => self.group.seen.is_deleted = is_on,
            "revised" => {
                self.group.seen.is_inserted = is_on;
                self.group.author = is_on.then_some(self.group.author.unwrap_or(0));
            }
            "revauth" | "revauthdel" => self.group.author = number,
            "f" => {
                if self.group.place == GroupRole::Fonts {
                    self.font_name();
                }
                self.group.font = number.unwrap_or(0);
            }
            "s" => self.group.style = number,
            "outlinelevel" => self.group.has_outline = number.is_some_and(|level| (0..9).contains(&level)),
            "ansicpg" => self.fonts.usual = code_page(number.unwrap_or(0))?,
            "mac" => self.fonts.usual = encoding_rs::MACINTOSH,
            "fcharset" if self.group.place == GroupRole::Fonts => {
                let encoding = number.and_then(fonts::charset);
                encoding.into_iter().for_each(|encoding| self.fonts.set(self.group.font, encoding));
            }
            "cpg" if self.group.place == GroupRole::Fonts => {
                self.fonts.set(self.group.font, code_page(number.unwrap_or(0))?);
            }
            _ => self.destination(word, is_optional),
        }
        Ok(())
    }

    /// A word that says what the text of its group is.
    fn destination(&mut self, word: &str, is_optional: bool) {
        let beside = match word {
            "footnote" => "rtf/footnote",
            "header" | "headerl" | "headerr" | "headerf" => "rtf/header",
            "footer" | "footerl" | "footerr" | "footerf" => "rtf/footer",
            _ => "",
        };
        match word {
            "fonttbl" => self.group.place = GroupRole::Fonts,
            "stylesheet" => self.group.place = GroupRole::Styles,
            "listtext" | "pntext" => self.group.place = GroupRole::Label,
            "annotation" => {
                self.comments += 1;
                self.group.place = GroupRole::Nowhere;
            }
            "colortbl" => self.group.place = GroupRole::Colors,
            "background" => {
                self.is_dark = true;
                self.group.place = GroupRole::Nowhere;
            }
            "info" | "pict" | "fldinst" | "nonshppict" | "shprslt" | "sp" | "xe" | "tc" | "upr"
            | "objdata" | "filetbl" | "revtbl" => self.group.place = GroupRole::Nowhere,
            // Text boxes and formulas are optional, and have text all the same.
            "shpinst" | "do" | "shppict" | "moMath" | "moMathPara" | "ud" => {}
            "shptxt" | "dptxbxtext" => {
                self.put_aside();
                self.paragraph.ground = Some(Ground::Unknown);
            }
            _ if !beside.is_empty() => {
                self.group.place = GroupRole::Beside(beside);
                self.put_aside();
            }
            _ if is_optional => self.group.place = GroupRole::Nowhere,
            _ => {}
        }
    }

    fn put_aside(&mut self) {
        if !std::mem::replace(&mut self.group.is_aside, true) {
            self.aside.push(std::mem::take(&mut self.paragraph));
        }
    }

    /// A character by its number, in halves if it is beyond the first 65,536.
    fn character(&mut self, number: i32) {
        self.passed_over = self.group.stand_in.unwrap_or(1);
        // Numbers above 32,767 are written as negative ones.
        let unit = (number & 0xffff) as u16;
        let found = match self.half.take() {
            Some(half) => char::decode_utf16([half, unit]).next(),
            None => char::decode_utf16([unit]).next(),
        };
        match found {
            Some(Ok(c)) => self.push(c),
            _ if (0xd800..0xdc00).contains(&unit) => self.half = Some(unit),
            _ => self.push(char::REPLACEMENT_CHARACTER),
        }
    }

    fn flush(&mut self) -> Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.bytes);
        if let Some(symbols) = self.fonts.symbols(self.group.font) {
            bytes.iter().filter_map(|byte| symbols.character(*byte)).for_each(|c| self.push(c));
            return Ok(());
        }
        let (text, _) = self.fonts.of(self.group.font).decode_without_bom_handling(&bytes);
        text.chars().for_each(|c| self.push(c));
        Ok(())
    }

    fn push(&mut self, c: char) {
        match self.group.place {
            GroupRole::Label => self.paragraph.label.push(if c == '\t' { ' ' } else { c }),
            GroupRole::Styles | GroupRole::Fonts => self.style_name.push(c),
            GroupRole::Colors | GroupRole::Nowhere => {}
            GroupRole::Text | GroupRole::Beside(_) => {
                self.note_change();
                let c = if c.is_ascii_control() && c != '\t' { ' ' } else { c };
                let c = self.fonts.symbols(self.group.font).map_or(c, |symbols| symbols.seen(c));
                let seen = self.group.seen;
                let is_new = self.side == Tracked::New;
                let seen = Seen {
                    is_deleted: seen.is_deleted && is_new,
                    is_inserted: seen.is_inserted && !is_new,
                    ground: seen.ground.or(self.is_dark.then_some(Ground::Unknown)),
                    ..seen
                };
                self.paragraph.push(c, seen);
            }
        }
    }

    /// Counts a change where it begins.
    fn note_change(&mut self) {
        let Group { seen, author, .. } = self.group;
        let change = (seen.is_deleted || author.is_some()).then_some((seen.is_deleted, author));
        if change.is_some() && change != self.change {
            self.changes += 1;
            self.authors.insert(author.unwrap_or(0));
        }
        self.change = change;
    }

    fn par(&mut self) {
        // The mark of a paragraph that this side does not have joins it with the next one.
        let Seen { is_deleted, is_inserted, .. } = self.group.seen;
        let is_absent = if self.side == Tracked::New { is_deleted } else { is_inserted };
        if is_absent && self.group.place == GroupRole::Text {
            self.note_change();
        } else {
            self.end();
        }
    }

    /// A ground of this colour; the first of all colours is no ground.
    fn painted(&self, color: Option<i32>) -> Option<Ground> {
        let at = color.and_then(|at| usize::try_from(at).ok()).filter(|at| *at > 0)?;
        Some(self.colors.get(at).copied().flatten().map_or(Ground::Unknown, Ground::Plain))
    }

    fn line(&mut self) {
        if self.paragraph.is_ended() { self.end() } else { self.paragraph.end_line() }
    }

    fn end(&mut self) {
        let beside = match self.group.place {
            GroupRole::Text => None,
            GroupRole::Beside(rule) => Some(rule),
            _ => return,
        };
        let is_styled =
            self.group.has_outline || self.group.style.is_some_and(|style| self.headings.contains(&style));
        self.paragraph.end(&mut self.page, beside, is_styled);
    }

    fn done(mut self) -> Result<Page> {
        self.group.place = GroupRole::Text;
        self.end();
        if self.changes > 0 {
            let (count, authors) = (self.changes, self.authors.len());
            self.page.cautions.push(Caution::TrackedChanges {
                count,
                authors,
                accepted: self.side == Tracked::New,
            });
        }
        if self.comments > 0 {
            self.page.cautions.push(Caution::Comments { count: self.comments });
        }
        Ok(self.page)
    }
}

fn code_page(number: i32) -> Result<&'static Encoding> {
    // 0 and 1 stand for the usual one.
    match (number, fonts::page(number)) {
        (_, Some(encoding)) => Ok(encoding),
        (0 | 1, None) => Ok(encoding_rs::WINDOWS_1252),
        _ => Err(Error::new(format!("is in the code page {number}, which is not read"))
            .help("save it as DOCX, or as text in UTF-8")),
    }
}

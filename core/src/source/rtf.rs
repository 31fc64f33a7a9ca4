//! Rich Text Format (RTF) → blocks.
//!
//! A reader of our own, for no library that is kept reads code pages, hidden words and tracked changes. Insertions that
//! were tracked are text, deletions are not, or the other way round. Deleted, hidden and struck words, notes, and the heads and feet of pages
//! are handed on as [`Outside`](super::Outside), so that nothing goes silently. A file that is not whole is an error.

mod fonts;
mod paragraphs;
mod reader;
mod tokens;

use super::{Page, Tracked};
use crate::{Error, Result};

/// How such files begin.
const MARK: &[u8] = b"{\\rtf";

/// Whether these bytes are RTF.
pub(super) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(MARK)
}

/// Reads an RTF file.
pub(super) fn page(bytes: &[u8], tracked: Tracked) -> Result<Page> {
    let page = reader::read(bytes.trim_ascii_start(), tracked)?;
    if page.blocks.is_empty() {
        return Err(Error::new("has no text").help("a page that was scanned has to be read by OCR first"));
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, blocks: &[&str], outside: &[(&str, &str)]) {
        let page = page(format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}").as_bytes(), Tracked::New).unwrap();
        let text = |block: &super::super::Block| match &block.label {
            Some(label) => format!("{label} {}", block.raw()),
            None => block.raw(),
        };
        assert_eq!(page.blocks.iter().map(text).collect::<Vec<_>>(), blocks, "{body}");
        let told: Vec<(&str, &str)> = page
            .outside
            .iter()
            .map(|outside| (outside.rule.trim_start_matches("rtf/"), outside.text.as_str()))
            .collect();
        assert_eq!(told, outside, "{body}");
    }

    #[test]
    fn text_is_read_as_it_is_shown() {
        check(
            "Both sides\\par They {\\b met}\\line and\r\n left.",
            &["Both sides", "They met\nand left."],
            &[],
        );
        check(
            "side\\rquote s \\ldblquote era\\rdblquote  \\'93x\\'94 caf\\'e9 a\\~b \\{c\\} d\\_e",
            &["side’s “era” “x” café a\u{a0}b {c} d\u{2011}e"],
            &[],
        );
        check("\\u8217 ?x\\u-10179\\'3f\\u-8704 ?y {\\uc0\\u8220}z\\uc2\\u8221 ab!", &["’x😀y “z”!"], &[]);
        check("one\\cell two\\cell\\row three", &["one", "two", "three"], &[]);
        check("a{\\*\\unknown no}b{\\pict 00ff}c\\bin3 }}}d", &["abcd"], &[]);
        check("{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt Seoul}} met", &["Seoul met"], &[]);
    }

    #[test]
    fn bytes_are_read_in_the_code_page_of_their_font() {
        let fonts =
            "{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset129 Batang;}{\\f2\\fcharset204 Arial;}}";
        check(
            &format!("{fonts}\\f0 a\\'e9 \\f1\\'c7\\'d1\\'b9\\'cc {{\\f2\\'cc\\'e8\\'f0}}"),
            &["aé 한미 Мир"],
            &[],
        );
    }

    #[test]
    fn white_words_on_white_paper_and_marks_of_footnotes_are_told() {
        let colors = "{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;}";
        check(
            &format!(
                "{colors}{{\\cf2 Nobody. }}Both sides met.{{\\super 2}} It was the 5{{\\super th}} time."
            ),
            &["Both sides met. It was the 5th time."],
            &[("hidden", "Nobody."), ("footnote-mark", "2")],
        );
        check(
            &format!("{colors}{{\\cf2\\highlight1 On black}}\\par\\pard\\intbl\\cf2 In a cell\\cell"),
            &["On black", "In a cell"],
            &[],
        );
        check("a co\\-operation \\u173 ?of both", &["a cooperation of both"], &[]);
    }

    #[test]
    fn characters_of_symbol_fonts_are_what_they_look_like() {
        let fonts =
            "{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset2 Wingdings;}}";
        check(
            &format!("{fonts}\\f0 It is {{\\f1\\'b3}} 5 {{\\f1 m}}g{{\\f1\\u-3913 ?}}"),
            &["It is ≥ 5 μg•"],
            &[],
        );
        check(&format!("{fonts}\\f0 a{{\\f2 l}}"), &["a\u{f06c}"], &[]);
    }

    #[test]
    fn a_draft_is_read_as_it_stood_before_its_changes_too() {
        let draft = "{\\rtf1 They {\\deleted\\revauthdel1 met}{\\revised\\revauth1 agreed} today.{\\revised\\par} Both left.\\par}";
        let read = |side| {
            let page = page(draft.as_bytes(), side).unwrap();
            let told = page.outside.iter().map(|outside| (outside.rule.clone(), outside.text.clone()));
            (page.blocks.iter().map(super::super::Block::raw).collect::<Vec<_>>(), told.collect::<Vec<_>>())
        };
        let told = |rule: &str, text: &str| vec![(format!("rtf/{rule}"), text.to_owned())];
        let new = vec!["They agreed today.".to_owned(), "Both left.".to_owned()];
        assert_eq!(read(Tracked::New), (new, told("deleted", "met")));
        let old = vec!["They met today. Both left.".to_owned()];
        assert_eq!(read(Tracked::Old), (old, told("inserted", "agreed")));
    }

    #[test]
    fn labels_headings_and_lists_are_known() {
        check(
            "{\\listtext 1.\\tab}First.\\par{\\pntext\\'b7\\tab}Second\\par\\pard Third",
            &["1. First.", "· Second", "Third"],
            &[],
        );
        let styled =
            "{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 1;}}\\s1 Security\\par\\pard Both sides met.";
        let page = page(format!("{{\\rtf1{styled}}}").as_bytes(), Tracked::New).unwrap();
        assert_eq!(page.blocks[0].shape, super::super::Shape::Heading);
        assert_eq!(page.blocks[1].shape, super::super::Shape::Paragraph);
    }

    #[test]
    fn what_a_reader_does_not_see_is_told() {
        check(
            "Both{\\v  secret}{\\strike  old}{\\deleted  never} sides{\\footnote A note.}{\\header Head} met.\\v0",
            &["Both sides met."],
            &[
                ("footnote", "A note."),
                ("header", "Head"),
                ("hidden", "secret"),
                ("struck", "old"),
                ("deleted", "never"),
            ],
        );
        check("Both sides {\\deleted\\par}met.", &["Both sides met."], &[]);
    }

    #[test]
    fn tracked_changes_and_remarks_are_counted() {
        let body = "{\\rtf1 Both {\\revised\\revauth1 sides }{\\deleted\\revauthdel2 never }met {\\*\\annotation no}again.}";
        let page = page(body.as_bytes(), Tracked::New).unwrap();
        let told: Vec<String> = page.cautions.iter().map(super::super::Caution::clause).collect();
        assert_eq!(page.blocks[0].raw(), "Both sides met again.");
        assert_eq!(
            told,
            [
                "is a draft with 2 tracked changes by 2 authors, read as if all were accepted",
                "has 1 comment in the margin, which was not read"
            ]
        );
    }

    #[test]
    fn a_file_that_is_cut_off_or_made_to_be_slow_is_an_error() {
        let whole = "{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}Both sides {\\b met}\\par They agreed \\'93so\\'94.\\u8217 ?}";
        assert!(page(whole.as_bytes(), Tracked::New).is_ok());
        for length in 5..whole.len() {
            let error = page(&whole.as_bytes()[..length], Tracked::New).unwrap_err().to_string();
            assert!(error.contains("cut off") || error.contains("damaged"), "{length}: {error}");
        }
        let refusal = |text: &str| page(text.as_bytes(), Tracked::New).unwrap_err().to_string();
        assert!(refusal(&format!("{{\\rtf1 {}", "{".repeat(5000))).contains("nested deeper"));
        assert!(refusal("{\\rtf1 Both}} sides").contains("more behind its end"));
        assert!(refusal("{\\rtf1 a\\bin999999999 x}").contains("cut off"));
        assert!(refusal("{\\rtf1 {\\pict 00}}").starts_with("has no text"));
    }
}

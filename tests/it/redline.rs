//! Word redlines by a reader of our own: accepted they say the newer text, rejected the older one.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use kidd::compare::{Options, compare};
use kidd::report::escape;
use kidd::series;
use kidd::source::{self, Tracked};
use kidd::statement::{self, Statement};
use kidd::{Sides, report};
use regex::Regex;

const OLD: &str = include_str!("../../statements/kidd/23.txt");
const NEW: &str = include_str!("../../statements/kidd/sample.txt");

fn read(text: &str) -> Statement {
    let document = source::read("statement", text.as_bytes()).unwrap();
    statement::read(&document, &series::general().unwrap()).unwrap()
}

fn redline(statements: Sides<&Statement>) -> (Vec<u8>, usize) {
    let comparison = compare(statements, &series::general().unwrap(), &Options::default());
    let mut bytes = Vec::new();
    report::docx(&mut bytes, &comparison).unwrap();
    let mut again = Vec::new();
    report::docx(&mut again, &comparison).unwrap();
    assert_eq!(bytes, again, "the same comparison makes the same bytes");
    (bytes, comparison.findings.len())
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of the body, all changes accepted or rejected. `gone` are the elements that go with their words.
fn decided(document: &str, gone: [&str; 2]) -> Vec<String> {
    let (mut paragraphs, mut paragraph) = (Vec::new(), String::new());
    let (mut left_out, mut in_text, mut in_properties, mut joins) = (0, false, false, false);
    for piece in Regex::new("<[^>]*>|[^<]+").unwrap().find_iter(document) {
        let piece = piece.as_str();
        let name = piece.trim_matches(['<', '>', '/']).split(' ').next().unwrap();
        let is_gone = gone.contains(&name);
        match (name, piece.starts_with("</"), piece.ends_with("/>")) {
            ("w:pPr", closes, false) => in_properties = !closes,
            // A mark that goes joins its paragraph with the next one.
            (_, false, true) if in_properties && is_gone => joins = true,
            ("w:t" | "w:delText", closes, false) => in_text = !closes,
            ("w:tab", ..) if left_out == 0 => paragraph.push('\t'),
            ("w:br", ..) if left_out == 0 => paragraph.push('\n'),
            ("w:p", true, _) if !std::mem::take(&mut joins) => {
                paragraphs.push(std::mem::take(&mut paragraph))
            }
            (_, closes, false) if is_gone => left_out = if closes { left_out - 1 } else { left_out + 1 },
            _ if in_text && left_out == 0 && !piece.starts_with('<') => paragraph.push_str(&unescaped(piece)),
            _ => {}
        }
    }
    assert_eq!(paragraph, "", "the last paragraph has an end");
    paragraphs
}

fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (written, meant)| text.replace(written, meant))
}

/// Every block as a redline shows it.
fn blocks(statement: &Statement) -> Vec<String> {
    let label = |label: &String| format!("{label}\t");
    let shown = |text: String| escape::document(&text).into_owned();
    let text = |block: &statement::Block| block.label.as_ref().map(label).unwrap_or_default() + &block.text;
    statement.blocks.iter().map(text).map(shown).collect()
}

/// The words of the body, white space made one.
fn words(statement: &Statement) -> Vec<String> {
    let text = escape::document(&statement.clean_text).into_owned();
    text.split("\n\n")
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .collect()
}

fn check(old: &str, new: &str) -> String {
    let statements = Sides::new(read(old), read(new));
    let (bytes, findings) = redline(statements.as_ref());
    let document = part(&bytes, "word/document.xml");
    assert_eq!(decided(&document, ["w:del", "w:moveFrom"]), blocks(&statements.after), "accepted");
    assert_eq!(decided(&document, ["w:ins", "w:moveTo"]), blocks(&statements.before), "rejected");

    // Changes have numbers of their own, and each comment is anchored once.
    let own = Regex::new(
        r#"<w:(?:ins|del|moveFrom|moveTo|moveFromRangeStart|moveToRangeStart|commentReference) w:id="(\d+)""#,
    )
    .unwrap();
    let ids: Vec<&str> = own.captures_iter(&document).map(|found| found.get(1).unwrap().as_str()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    let count = |text: &str, words: &str| text.matches(words).count();
    assert_eq!(count(&document, "<w:commentReference "), findings);
    assert_eq!(count(&document, "<w:commentRangeStart "), findings);
    assert_eq!(count(&part(&bytes, "word/comments.xml"), "<w:comment "), findings);
    assert_eq!(count(&document, "<w:moveFromRangeStart "), count(&document, "<w:moveFromRangeEnd "));
    assert_eq!(count(&document, "<w:moveToRangeStart "), count(&document, "<w:moveToRangeEnd "));

    for (side, statement) in [(Tracked::Old, &statements.before), (Tracked::New, &statements.after)] {
        let options = source::Options { tracked: side, ..source::Options::default() };
        let back = source::read_with("redline.docx", &bytes, &options).unwrap();
        let back = statement::read(&back, &series::general().unwrap()).unwrap();
        assert_eq!(words(&back), words(statement), "read back, {side:?}");
    }
    document
}

#[test]
fn accepted_a_redline_says_the_newer_text_and_rejected_the_older_one() {
    let document = check(OLD, NEW);
    for expected in [
        "<w:delText xml:space=\"preserve\">ironclad</w:delText>",
        "<w:t xml:space=\"preserve\">unwavering</w:t>",
        "<w:moveFromRangeStart ",
        "<w:moveTo w:id=",
        "w:author=\"kidd\" w:date=\"2023-10-26T00:00:00Z\"",
    ] {
        assert!(document.contains(expected), "{expected}");
    }
    check(NEW, OLD);
    assert!(!check(OLD, OLD).contains("w:author"), "a text against itself has no change");
}

#[test]
fn the_lead_stands_in_the_head_of_the_first_page() {
    let statements = Sides::new(read(OLD), read(NEW));
    let (bytes, _) = redline(statements.as_ref());
    let head = part(&bytes, "word/header1.xml");
    assert!(head.contains("LeadTitle") && head.contains("accept them all for the newer text"), "{head}");
    assert!(part(&bytes, "word/document.xml").contains("<w:headerReference w:type=\"first\""));
}

#[test]
fn hostile_text_stays_text() {
    let hostile = |extra: &str| {
        format!(
            "{}\n\nThe <w:del> side </w:t></w:r> pledged ]]> & <!-- --> &amp; &#x41; to act{extra}.\n\n\
             Both sides noted {{ HYPERLINK \"http://example.org\" }} and {{ PAGE }} in the te\u{200b}xt of the \
             a\u{202e}gree\u{202c}ment, the \u{7}bell and \u{fffe} of the ship{extra}.",
            OLD.split("\n\n").take(6).collect::<Vec<_>>().join("\n\n")
        )
    };
    let document = check(&hostile(""), &hostile(" with <w:p/> & \u{1b}[2J"));
    for forbidden in
        ["<w:fldSimple", "<w:instrText", "\u{7}", "\u{1b}", "\u{202e}", "\u{fffe}", "<!--", "]]>"]
    {
        assert!(!document.contains(forbidden), "{forbidden:?}");
    }
}

#[test]
fn copies_changed_at_random_come_back_whole() {
    /// Copies; what each is made of is fixed by its number. `tests/word/run` tries more, in LibreOffice.
    const COPIES: u64 = 12;
    for number in 0..COPIES {
        let mut state = number + 1;
        // A generator of Lehmer's: good enough to choose places by.
        let mut below = |limit: usize| {
            state = state * 48271 % 0x7fff_ffff;
            state as usize % limit
        };
        let mut paragraphs: Vec<String> = OLD.split("\n\n").map(str::to_owned).collect();
        for _ in 0..6 {
            let at = below(paragraphs.len());
            match below(7) {
                0 => drop(paragraphs.remove(at)),
                1 => paragraphs
                    .insert(at, format!("{at}. Both sides agreed to hold talks on matter {number} in 2027.")),
                2 => {
                    let moved = paragraphs.remove(at);
                    paragraphs.insert(below(paragraphs.len()), moved);
                }
                3 => paragraphs[at] = paragraphs[at].replacen(". ", ".\n\n", 1),
                4 if at + 1 < paragraphs.len() => {
                    let next = paragraphs.remove(at + 1);
                    paragraphs[at] = format!("{} {next}", paragraphs[at]);
                }
                5 => {
                    let mut sentences: Vec<&str> = paragraphs[at].split(". ").collect();
                    sentences.reverse();
                    paragraphs[at] = sentences.join(". ");
                }
                _ => {
                    let mut words: Vec<&str> = paragraphs[at].split(' ').collect();
                    let place = below(words.len());
                    words[place] = "steadfast";
                    words.insert(place, "and");
                    paragraphs[at] = words.join(" ");
                }
            }
        }
        check(OLD, &paragraphs.join("\n\n"));
    }
}

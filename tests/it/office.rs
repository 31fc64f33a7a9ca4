//! Word and PDF files: what a reader of the printed page sees is the text, all else is told.

use std::fs;
use std::io::Write as _;
use std::process::Command;

use kidd::source::{self, Caution, Document, Tracked};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::apart;

const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                     xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

fn read(bytes: &[u8], tracked: Tracked) -> Document {
    apart::read_tracked("file", bytes, tracked).unwrap()
}

fn texts(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|block| block.raw().replace('\n', " ")).collect()
}

fn outside(document: &Document) -> Vec<(&str, String)> {
    let told = |piece: &source::Outside| piece.text.replace('\n', " ");
    document.outside.iter().map(|piece| (piece.rule.as_str(), told(piece))).collect()
}

/// A Word file of these paragraphs, and of other parts by their names.
fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let relations = |kinds: &[(&str, String)]| {
        let all: String = kinds
            .iter()
            .map(|(kind, target)| {
                format!(
                    "<Relationship Id=\"{kind}\" Type=\"http://x/relationships/{kind}\" Target=\"{target}\"/>"
                )
            })
            .collect();
        format!("<Relationships xmlns=\"http://x\">{all}</Relationships>")
    };
    let beside: Vec<(&str, String)> = parts.iter().map(|(name, _)| (*name, format!("{name}.xml"))).collect();
    let mut all = vec![
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "word/document.xml".to_owned())])),
        ("word/_rels/document.xml.rels".to_owned(), relations(&beside)),
        (
            "word/document.xml".to_owned(),
            format!("<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"),
        ),
    ];
    all.extend(
        parts.iter().map(|(name, inner)| {
            (format!("word/{name}.xml"), format!("<w:{name} {NAMES}>{inner}</w:{name}>"))
        }),
    );
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in all {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn run(text: &str) -> String {
    set(text, "")
}

/// A run with properties.
fn set(text: &str, properties: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn inserted(author: &str, inner: &str) -> String {
    format!("<w:ins w:id=\"1\" w:author=\"{author}\" w:date=\"2025-01-01T09:00:00Z\">{inner}</w:ins>")
}

fn deleted(author: &str, text: &str) -> String {
    format!(
        "<w:del w:id=\"1\" w:author=\"{author}\" w:date=\"2025-01-01T09:00:00Z\"><w:r>\
         <w:delText xml:space=\"preserve\">{text}</w:delText></w:r></w:del>"
    )
}

fn paragraph(runs: &[String]) -> String {
    format!("<w:p>{}</w:p>", runs.concat())
}

/// A paragraph whose mark was changed.
fn marked(change: &str, runs: &[String]) -> String {
    format!("<w:p><w:pPr><w:rPr><w:{change} w:author=\"Kim\"/></w:rPr></w:pPr>{}</w:p>", runs.concat())
}

fn check_sides(body: &str, old: &[&str], new: &[&str], count: usize, authors: usize) {
    let file = word(body, &[]);
    for (side, expected, accepted) in [(Tracked::Old, old, false), (Tracked::New, new, true)] {
        let found = read(&file, side);
        assert_eq!(texts(&found), expected, "{side:?}");
        assert_eq!(found.cautions, [Caution::TrackedChanges { count, authors, accepted }]);
    }
}

#[test]
fn both_sides_of_a_draft_can_be_read() {
    let edited = paragraph(&[
        run("Both sides "),
        deleted("Kim", "discussed"),
        inserted("Kim", &format!("{}{}", run("agr"), run("eed"))),
        run(" to meet"),
        inserted("Lee", &format!("{}{}", run(" soon"), deleted("Kim", " enough"))),
        run("."),
    ]);
    check_sides(&edited, &["Both sides discussed to meet."], &["Both sides agreed to meet soon."], 4, 2);
}

#[test]
fn the_mark_of_a_paragraph_that_is_not_there_joins_it_with_the_next() {
    let joined = [
        marked("del", &[run("Both sides reaffirmed their ironclad commitment ")]),
        paragraph(&[run("to the defense of the Republic.")]),
    ];
    check_sides(
        &joined.concat(),
        &["Both sides reaffirmed their ironclad commitment", "to the defense of the Republic."],
        &["Both sides reaffirmed their ironclad commitment to the defense of the Republic."],
        1,
        1,
    );
    let split = [marked("ins", &[run("Both met. ")]), paragraph(&[run("They agreed.")])];
    check_sides(&split.concat(), &["Both met. They agreed."], &["Both met.", "They agreed."], 1, 1);
    let gone = [
        marked("del", &[deleted("Kim", "This is gone.")]),
        marked("del", &[deleted("Kim", "This, too.")]),
        paragraph(&[run("They agreed.")]),
    ];
    let file = word(&gone.concat(), &[]);
    assert_eq!(texts(&read(&file, Tracked::New)), ["They agreed."]);
    assert_eq!(texts(&read(&file, Tracked::Old)), ["This is gone.", "This, too.", "They agreed."]);
}

#[test]
fn rows_of_tables_and_moves_are_changes_too() {
    let row = |change: &str, text: &str| {
        format!("<w:tr><w:trPr>{change}</w:trPr><w:tc>{}</w:tc></w:tr>", paragraph(&[run(text)]))
    };
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("", "Stays."),
        row("<w:ins w:author=\"Kim\"/>", "Comes."),
        row("<w:del w:author=\"Kim\"/>", "Goes.")
    );
    check_sides(&table, &["Stays.", "Goes."], &["Stays.", "Comes."], 2, 1);
    let moved = |element: &str| {
        format!("<w:{element} w:author=\"Lee\">{}</w:{element}>", run("They will meet again."))
    };
    let moves = [
        marked("moveFrom", &[moved("moveFrom")]),
        paragraph(&[run("Both sides agreed.")]),
        marked("moveTo", &[moved("moveTo")]),
        paragraph(&[run("End.")]),
    ]
    .concat();
    let file = word(&moves, &[]);
    assert_eq!(texts(&read(&file, Tracked::Old)), ["They will meet again.", "Both sides agreed.", "End."]);
    assert_eq!(texts(&read(&file, Tracked::New)), ["Both sides agreed.", "They will meet again.", "End."]);
}

#[test]
fn a_change_of_format_is_none_of_the_text_and_comments_are_counted() {
    let formatted = set(
        "Both sides agreed.",
        "<w:b/><w:rPrChange w:author=\"Kim\"><w:rPr><w:strike/></w:rPr></w:rPrChange>",
    );
    let remark = format!("<w:comment w:author=\"Lee\">{}</w:comment>", paragraph(&[run("Really?")]));
    let found = read(&word(&paragraph(&[formatted]), &[("comments", &remark)]), Tracked::New);
    assert_eq!(texts(&found), ["Both sides agreed."]);
    assert_eq!(found.cautions, [Caution::Comments { count: 1 }]);
}

#[test]
fn words_that_nobody_sees_in_a_word_file_are_no_text() {
    let body = paragraph(&[
        run("Both sides "),
        set("never ", "<w:color w:val=\"FFFFFF\"/>"),
        set("ever ", "<w:sz w:val=\"2\"/>"),
        set("hardly ", "<w:dstrike/>"),
        set("not ", "<w:rStyle w:val=\"Away\"/>"),
        run("agreed "),
        set("at last", "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"000000\"/>"),
        run("."),
    ]);
    let styles = "<w:style w:type=\"character\" w:styleId=\"Away\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let found = read(&word(&body, &[("styles", styles)]), Tracked::New);
    assert_eq!(texts(&found), ["Both sides agreed at last."]);
    assert_eq!(
        outside(&found),
        [("docx/hidden", "never ever not".to_owned()), ("docx/struck", "hardly".to_owned())]
    );
}

#[test]
fn characters_of_symbol_fonts_are_what_they_look_like() {
    let symbol = |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    let body = paragraph(&[
        run("The floor is "),
        symbol("Symbol", "F0B3"),
        run(" 5 "),
        symbol("Symbol", "F06D"),
        run("g."),
    ]) + &paragraph(&[
        run("It is "),
        set("\u{f0a3}", "<w:rFonts w:ascii=\"Symbol\"/>"),
        run(" 7 percent."),
    ]) + &paragraph(&[symbol("Wingdings", "F06C"), run(" They met.")]);
    assert_eq!(
        texts(&read(&word(&body, &[]), Tracked::New)),
        ["The floor is ≥ 5 μg.", "It is ≤ 7 percent.", "They met."]
    );
}

#[test]
fn raised_numbers_are_labels_of_footnotes_and_raised_letters_are_not() {
    let raised = |text: &str| set(text, "<w:vertAlign w:val=\"superscript\"/>");
    let body = [
        paragraph(&[
            run("By the end of 2025"),
            raised("2"),
            run(", at the 23"),
            raised("rd"),
            run(" round, over 1,200 km"),
            raised("2"),
            run("."),
            raised("3"),
            run(" They met."),
        ]),
        paragraph(&[raised("2"), run(" A note that was typed by hand.")]),
    ];
    let found = read(&word(&body.concat(), &[]), Tracked::New);
    assert_eq!(texts(&found), ["By the end of 2025, at the 23rd round, over 1,200 km². They met."]);
    assert_eq!(
        outside(&found),
        [
            ("docx/footnote-mark", "2 3".to_owned()),
            ("docx/footnote", "2 A note that was typed by hand.".to_owned())
        ]
    );
}

#[test]
fn a_bold_sentence_is_text_and_a_bold_title_a_heading() {
    let bold = |text: &str| paragraph(&[set(text, "<w:b/>")]);
    let body = [bold("Extended Deterrence"), bold("Both sides agreed never to meet again.")].concat();
    let shapes: Vec<_> =
        read(&word(&body, &[]), Tracked::New).blocks.iter().map(|block| block.shape).collect();
    assert_eq!(shapes, [source::Shape::Heading, source::Shape::Paragraph]);
}

#[test]
fn one_content_in_several_forms_is_read_once() {
    let boxed = |form: &str| {
        format!(
            "<mc:{form}><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:{form}>",
            paragraph(&[run("In a box.")])
        )
    };
    let body = format!(
        "<w:p><w:r><mc:AlternateContent>{}{}{}</mc:AlternateContent></w:r>{}</w:p>",
        boxed("Choice"),
        boxed("Choice"),
        boxed("Fallback"),
        run("Both sides agreed.")
    );
    assert_eq!(texts(&read(&word(&body, &[]), Tracked::New)), ["In a box.", "Both sides agreed."]);
}

#[test]
fn diff_compares_the_two_sides_of_one_draft_or_says_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let body = paragraph(&[
        run("Both sides "),
        deleted("Kim", "discussed"),
        inserted("Kim", &run("agreed")),
        run(" to meet in Seoul in 2026."),
    ]);
    fs::write(folder.path().join("draft.docx"), word(&body, &[])).unwrap();
    fs::write(folder.path().join("plain.docx"), word(&paragraph(&[run("Both sides met in Seoul.")]), &[]))
        .unwrap();
    fs::write(
        folder.path().join("plain.txt"),
        "Both sides met in Seoul. They agreed to meet again in 2026.\n",
    )
    .unwrap();
    let check = |arguments: &[&str], code: i32, expected: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_kidd"))
            .current_dir(&folder)
            .args(arguments)
            .args(["--color", "never", "--width", "200"])
            .output()
            .unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert_eq!(run.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(expected.iter().all(|words| said.contains(words)), "{arguments:?}: {said}");
    };
    check(
        &["diff", "draft.docx", "--tracked"],
        0,
        &[
            "draft.docx (before its changes) → draft.docx (after its changes)",
            "is a draft with 2 tracked changes by 1 author, read as if all were rejected",
            "[-discussed-]{+agreed+}",
        ],
    );
    check(&["show", "draft.docx", "--tracked", "old"], 0, &["Both sides discussed to meet"]);
    check(&["show", "draft.docx"], 0, &["Both sides agreed to meet", "read as if all were accepted"]);
    check(&["diff", "plain.txt", "draft.docx", "--tracked", "old"], 0, &["discussed", "rejected"]);
    check(&["diff", "plain.docx", "--tracked"], 2, &["plain.docx: has no tracked changes"]);
    check(&["diff", "plain.txt", "--tracked"], 2, &["plain.txt: is no Word or RTF file"]);
    check(&["show", "plain.txt", "--tracked", "old"], 2, &["plain.txt: is no Word or RTF file"]);
    check(&["diff", "draft.docx", "--tracked", "old"], 2, &["name the newer text"]);
    check(&["diff", "draft.docx", "plain.docx", "--tracked"], 2, &["--tracked without a side"]);
    check(&["diff", "draft.docx"], 2, &["<NEW>"]);
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    /// A PDF file with these contents as its pages. Its fonts are Courier, so that each character is 0.6 wide.
    fn pdf(pages: &[String]) -> Vec<u8> {
        let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 4 + at * 2)).collect();
        let widths = "600 ".repeat(95);
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()),
            format!(
                "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[{widths}]>>"
            ),
        ];
        for (at, content) in pages.iter().enumerate() {
            objects.push(format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
                5 + at * 2
            ));
            objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
        }
        let mut file = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
        }
        let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
        let count = objects.len() + 1;
        let start = file.len();
        file.push_str(&format!(
            "xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        ));
        file.into_bytes()
    }

    /// Text of a size at a place.
    fn at(x: f64, y: f64, size: f64, text: &str) -> String {
        format!("BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n")
    }

    /// Lines one under the other.
    fn lines(x: f64, y: f64, lines: &[&str]) -> String {
        lines.iter().enumerate().map(|(index, text)| at(x, y - 13.0 * index as f64, 10.0, text)).collect()
    }

    const OPENING: &[&str] = &[
        "Both sides reaffirmed their ironclad commitment to the defense of the",
        "Republic of Korea. They agreed to hold the next exercise in 2025, and",
    ];

    #[track_caller]
    fn check(pages: &[String], expected: &[&str], told: &[(&str, &str)]) -> Document {
        let found = read(&pdf(pages), Tracked::New);
        assert_eq!(texts(&found), expected);
        let told: Vec<(&str, String)> = told.iter().map(|(rule, text)| (*rule, (*text).to_owned())).collect();
        assert_eq!(outside(&found), told);
        found
    }

    const TEXT: &str = "Both sides reaffirmed their ironclad commitment to the defense of the Republic of Korea. \
                        They agreed to hold the next exercise in 2025, and left.";

    fn page(more: &str) -> String {
        format!("{}{}{more}", lines(72.0, 700.0, OPENING), lines(72.0, 674.0, &["left."]))
    }

    #[test]
    fn words_that_nobody_sees_in_a_pdf_are_no_text() {
        let hidden = [
            format!("q 1 g {} Q", at(72.0, 500.0, 10.0, "white")),
            format!("q 3 Tr {} Q", at(72.0, 480.0, 10.0, "unpainted")),
            format!("q 0 0 9 9 re W n {} Q", at(72.0, 460.0, 10.0, "clipped")),
            at(800.0, 440.0, 10.0, "beside"),
        ];
        for (content, words) in hidden.iter().zip(["white", "unpainted", "clipped", "beside"]) {
            check(&[page(content)], &[TEXT], &[("pdf/hidden", words)]);
        }
    }

    #[test]
    fn white_words_on_a_dark_ground_are_text() {
        let dark = format!("q 0 g 60 490 300 30 re f 1 g {} Q", at(72.0, 500.0, 10.0, "They met again."));
        check(&[page(&dark)], &[TEXT, "They met again."], &[]);
    }

    #[test]
    fn text_behind_a_page_is_read_where_it_is_all_there_is() {
        let found = check(&[format!("3 Tr {}", page(""))], &[TEXT], &[]);
        assert_eq!(found.cautions, [Caution::TextLayer { pages: 1 }]);
    }

    #[test]
    fn what_is_drawn_twice_is_read_once_and_what_stands_across_not_at_all() {
        check(&[page(&lines(72.3, 700.0, OPENING))], &[TEXT], &[]);
        let across = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 200 400 Tm (DRAFT) Tj ET";
        check(&[page(across)], &[TEXT], &[("pdf/rotated", "DRAFT")]);
        check(&[page(&at(90.0, 672.0, 60.0, "COPY"))], &[TEXT], &[("pdf/watermark", "COPY")]);
    }

    #[test]
    fn operators_that_go_to_the_next_line_show_their_text() {
        let content =
            "BT /F 10 Tf 13 TL 72 700 Td (Both sides agreed) Tj (to meet in Seoul) ' 1 2 (in 2026.) \" ET";
        check(&[content.to_owned()], &["Both sides agreed to meet in Seoul in 2026."], &[]);
    }

    #[test]
    fn a_footnote_does_not_cut_the_sentence_over_it() {
        let first = format!(
            "{}{}{}{}",
            lines(72.0, 700.0, &OPENING[..1]),
            at(72.0, 687.0, 10.0, "Republic of Korea"),
            at(174.0, 691.0, 6.0, "1"),
            at(72.0, 60.0, 7.0, "1 A treaty of 1953, in force since."),
        );
        let second = lines(72.0, 700.0, &["and of its people in the years that follow the signing of it."]);
        check(
            &[first, second],
            &[
                "Both sides reaffirmed their ironclad commitment to the defense of the Republic of Korea and of its \
               people in the years that follow the signing of it.",
            ],
            &[("pdf/footnote-mark", "1"), ("pdf/footnote", "1 A treaty of 1953, in force since.")],
        );
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let left = [
            "Both sides agreed to hold the",
            "next tabletop exercise by the",
            "end of 2025 in the city of S.",
            "They condemned the launch of",
        ];
        let right = [
            "ballistic missiles in the month",
            "of April, and called on the",
            "North to refrain from more of",
            "them in the coming years.",
        ];
        // The base lines of the two do not meet.
        let content = format!("{}{}", lines(72.0, 700.0, &left), lines(330.0, 696.0, &right));
        let found = read(&pdf(&[content]), Tracked::New);
        assert_eq!(texts(&found).join(" "), [left.join(" "), right.join(" ")].join(" "));
    }

    #[test]
    fn numbers_of_lines_in_the_margin_are_no_text() {
        let all = [
            "Both sides agreed to hold the next exercise",
            "by the end of 2025, and to share the costs",
            "of it in equal parts, as they did before in",
            "the years of the first and of the second",
            "round of the dialogue, which was held here.",
        ];
        let numbers: String = (0..all.len())
            .map(|index| at(50.0, 700.0 - 13.0 * index as f64, 7.0, &(index + 1).to_string()))
            .collect();
        check(
            &[format!("{numbers}{}", lines(72.0, 700.0, &all))],
            &[&all.join(" ")],
            &[("pdf/line-number", "1 2 3 4 5")],
        );
    }
}

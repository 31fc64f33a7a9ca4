//! Files that are damaged, made to break a parser, or hold more than their text: each is read whole, or is one error.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use kidd::source::{self, Block, Document};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::apart;

const EDITION: &str = include_str!("../../statements/kidd/23.txt");
const SENTENCE: &str =
    "Both sides agreed to continue their close cooperation on the defense of the Peninsula.";

fn read(bytes: &[u8]) -> kidd::Result<Document> {
    apart::read("file", bytes)
}

fn refused(bytes: &[u8], expected: &str) {
    match read(bytes) {
        Ok(document) => panic!("expected {expected:?}, read {:?}", document.blocks),
        Err(error) => assert!(error.to_string().contains(expected), "expected {expected:?}: {error}"),
    }
}

/// A Word file of these parts, beside what every one has.
fn word(parts: &[(&str, &str)]) -> Vec<u8> {
    let relations = |kinds: &[(&str, &str)]| {
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
    let beside: Vec<(&str, &str)> = parts
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("word/")?.strip_suffix(".xml"))
        .filter(|name| *name != "document")
        .map(|name| (name.trim_end_matches(char::is_numeric), name))
        .collect();
    let targets: Vec<String> = beside.iter().map(|(_, name)| format!("{name}.xml")).collect();
    let beside: Vec<(&str, &str)> =
        beside.iter().zip(&targets).map(|((kind, _), target)| (*kind, target.as_str())).collect();
    let (package, own) = (relations(&[("officeDocument", "word/document.xml")]), relations(&beside));
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let all = [("_rels/.rels", package.as_str()), ("word/_rels/document.xml.rels", own.as_str())];
    for (name, text) in all.iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    )
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn texts(document: &Document) -> Vec<String> {
    let text = |block: &Block| match &block.label {
        Some(label) => format!("{label} {}", block.raw()),
        None => block.raw(),
    };
    document.blocks.iter().map(text).collect()
}

#[test]
fn a_word_file_is_read_as_it_would_be_printed() {
    let body = [
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Joint Statement</w:t></w:r></w:p>",
        "<w:p><w:r><w:t xml:space=\"preserve\">Both sides </w:t></w:r><w:ins><w:r><w:t>agreed</w:t></w:r></w:ins>\
         <w:del><w:r><w:delText>refused</w:delText></w:r></w:del><w:r><w:t xml:space=\"preserve\"> to meet the </w:t></w:r>\
         <w:hyperlink><w:r><w:t>U.S.</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:t>ROK R&amp;D group&#8217;s co</w:t>\
         <w:softHyphen/><w:t>operation.</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>They met.</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>First.</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Inner.</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Second.</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell one.</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Cell two.</w:t></w:r></w:p>\
         </w:tc></w:tr></w:tbl>",
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>New form.</w:t></mc:Choice><mc:Fallback><w:t>Old form.</w:t>\
         </mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ]
    .concat();
    let note = "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
                <w:footnote w:type=\"separator\"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>\
                <w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let styles = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
                  <w:style w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style></w:styles>";
    let numbering = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
                     <w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
                     <w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/>\
                     <w:lvlText w:val=\"%1(%2)\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
                     </w:numbering>";
    let file = word(&[
        ("word/document.xml", &document(&body)),
        ("word/footnotes.xml", note),
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
    ]);
    let read = read(&file).unwrap();
    assert_eq!(
        texts(&read),
        [
            "Joint Statement",
            "Both sides agreed to meet the U.S.\u{2011}ROK R&D group’s cooperation.",
            "They met.",
            "1. First.",
            "1(a) Inner.",
            "2. Second.",
            "Cell one.",
            "Cell two.",
            "New form.",
        ]
    );
    assert_eq!(read.blocks[0].shape, source::Shape::Heading);
    let outside: Vec<(&str, &str)> =
        read.outside.iter().map(|outside| (outside.rule.as_str(), outside.text.as_str())).collect();
    assert_eq!(
        outside,
        [("docx/deleted", "refused"), ("docx/hidden", "secret"), ("docx/footnote", "A note.")]
    );
}

#[test]
fn hostile_word_files_are_one_error_each() {
    let whole = |body: &str| word(&[("word/document.xml", &document(body))]);
    let raw = |text: &str| word(&[("word/document.xml", text)]);
    assert_eq!(texts(&read(&whole(&paragraph(SENTENCE))).unwrap()), [SENTENCE]);

    refused(&whole(&paragraph(&"a".repeat(70 << 20))), "unpacks to more than");
    refused(&whole(&paragraph(&" ".repeat(8 << 20))), "unpacks to more than 200 times its size");
    refused(&whole(""), "has no text");
    refused(
        &whole(&format!("{}{}", "<w:sdt>".repeat(600), "</w:sdt>".repeat(600))),
        "nested deeper than 500",
    );
    refused(&whole("<w:p><w:r><w:t>&unknown;</w:t></w:r></w:p>"), "unknown entity");
    refused(&whole("<w:p><w:r><w:t>a&#0;b</w:t></w:r></w:p>"), "is damaged");
    refused(&whole("<w:p><w:r><w:t>a\0b</w:t></w:r></w:p>"), "NUL");
    refused(&whole("<w:p><w:altChunk/></w:p>"), "in another format");
    refused(
        &raw(&document(&paragraph(SENTENCE)).replace("</w:body></w:document>", "")),
        "its XML is cut off",
    );
    refused(&raw(&document(&paragraph(SENTENCE)).replace("</w:t>", "</w:x>")), "its XML is broken");
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    refused(&raw(&document("").replace("?>", &format!("?>{bomb}"))), "has a document type");
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">";
    refused(&raw(&document("").replace("?>", &format!("?>{outside}"))), "has a document type");
    refused(&word(&[("word/styles.xml", "<w:styles/>")]), "\"word/document.xml\" is missing");
    refused(&raw("<workbook xmlns=\"http://x\"/>"), "is an office document, not a Word file");

    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("readme.txt", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"x").unwrap();
    refused(&zip.finish().unwrap().into_inner(), "is a ZIP archive, not a Word file");

    let attributes: String = (0..20_000).map(|number| format!(" a{number}=\"x\"")).collect();
    let read_attributes = read(&whole(&format!("<w:p{attributes}><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>")));
    assert_eq!(texts(&read_attributes.unwrap()), [SENTENCE]);
}

#[test]
fn hostile_web_pages_are_read_or_refused() {
    let page = |body: &str| format!("<!doctype html><title>x</title>{body}").into_bytes();
    refused(&page(&"<div>".repeat(100_000)), "nested deeper");
    // html5ever takes minutes for this one: the time grows with the square of the depth.
    refused(&page(&"<ul><li>".repeat(64 << 10)), "nested deeper");
    refused(&page(&"<b><i>".repeat(100_000)), "nested deeper");
    refused(
        &page(&format!("<nav><a href=/>{}</a></nav><script>{SENTENCE}</script>", "Home ")),
        "has no text",
    );
    let text = |body: &str| texts(&read(&page(body)).unwrap());
    // Browsers drop such characters.
    assert_eq!(text(&format!("<script>'\0'</script><p>{}", SENTENCE.replacen(' ', " \0", 1))), [SENTENCE]);
    assert_eq!(text(&format!("<p title=\"{}\">{SENTENCE}", "x".repeat(4 << 20))), [SENTENCE]);
    assert_eq!(text(&format!("<p>{SENTENCE}<!-- {}", "never closed ".repeat(10_000))), [SENTENCE]);
    assert_eq!(text(&format!("<svg><style><p>{SENTENCE}")).len(), 1);
    let broken = [
        page("<p>Both \u{1F600} sides").as_slice(),
        b"\xFF\xFE\xC3\x28 agreed to continue all of their work.",
    ]
    .concat();
    assert!(read(&broken).is_ok());
}

/// A generator of numbers that gives the same ones in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// Altered bytes, cuts and holes: what is read must be the whole text, never a part of it. `KIDD_DAMAGES=1000` tries more.
#[test]
fn a_damaged_file_is_read_whole_or_not_at_all() {
    let count = std::env::var("KIDD_DAMAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(24);
    let mut names = vec!["word.docx"];
    if cfg!(feature = "pdf") {
        names.extend(["browser.pdf", "running-head.pdf", "numbered-hyphens.pdf"]);
    }
    let mut numbers = Numbers(23);
    let (mut whole, mut refused) = (0, 0);
    for name in names {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name)).unwrap();
        let words = |document: &Document| {
            let text = texts(document).join(" ");
            text.split_whitespace().collect::<String>()
        };
        let expected = words(&read(&bytes).unwrap());
        for number in 0..count {
            let mut damaged = bytes.clone();
            let at = numbers.below(damaged.len());
            match number % 4 {
                0 => damaged[at] ^= 1 << numbers.below(8),
                1 => damaged.truncate(at),
                2 => drop(damaged.drain(at..(at + 1 + numbers.below(200)).min(bytes.len()))),
                _ => damaged[at..].iter_mut().take(16).for_each(|byte| *byte = 0),
            }
            match read(&damaged) {
                Ok(document) => {
                    let found = words(&document);
                    let lost = expected.len().saturating_sub(found.len());
                    // A bit in a file's table of characters makes one letter another; nothing may be missing.
                    assert!(
                        lost * 200 < expected.len(),
                        "{name}, {number} at {at}: {lost} characters are missing"
                    );
                    whole += 1;
                }
                Err(error) => {
                    assert!(error.to_string().starts_with("file: "), "{error}");
                    refused += 1;
                }
            }
        }
    }
    eprintln!("damaged files read whole: {whole}, refused: {refused}");
    assert!(refused > 0);
}

#[cfg(feature = "pdf")]
#[test]
fn pdf_files_that_cannot_be_read_say_why() {
    let file =
        |name: &str| fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name)).unwrap();
    refused(&file("scanned.pdf"), "has no text: its pages are pictures");
    refused(&file("encrypted.pdf"), "is encrypted; save it without a password");
    assert!(texts(&read(&file("no-printing.pdf")).unwrap())[0].starts_with("23rd Korea-U.S. Integrated"));
    refused(b"%PDF-1.7\n", "is damaged");
    let mut lost = file("running-head.pdf");
    let at = lost.windows(9).rposition(|word| word == b"/Contents").unwrap();
    lost[at + 8] = b'z';
    refused(&lost, "has no text on page ");
    refused(&[b"%PDF-1.4\n".as_slice(), &b"[".repeat(100_000)].concat(), "is damaged");
    // A library user may do without a process of its own.
    assert!(source::read("file", &file("no-printing.pdf")).is_ok());
}

#[test]
fn a_file_that_is_too_large_is_one_error() {
    let folder = tempfile::tempdir().unwrap();
    for (name, head) in
        [("large.txt", "Both sides"), ("large.html", "<!doctype html>"), ("large.pdf", "%PDF-1.7")]
    {
        let path = folder.path().join(name);
        let mut file = fs::File::create(&path).unwrap();
        file.write_all(head.as_bytes()).unwrap();
        file.set_len(100 << 20).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
            .args(["add", name])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert_eq!(
            said,
            format!("kidd: {name}: is larger than 64 MiB, the most that one statement may have\n")
        );
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "something was left behind");
}

#[test]
fn a_text_that_is_too_long_is_one_error() {
    let check = |text: &str, limit: &str| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("long.txt"), text).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
            .args(["diff", "long.txt", "sample"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let expected = format!(
            "kidd: long.txt: has more than {limit}, the most that one statement may have; \
             cut the file into the statements that it holds\n"
        );
        assert_eq!((String::from_utf8(done.stderr).unwrap(), done.status.code()), (expected, Some(2)));
    };
    check(&"Both sides agreed to meet again.\n".repeat(300_000), "9.6 MB of text");
    check(&"Both sides\n".repeat(250_001), "250,000 lines");
    check(&"Both sides agreed.\n\n".repeat(60_001), "60,000 sentences");
    check(&"Both sides agreed. ".repeat(60_001), "60,000 sentences");
}

#[test]
fn every_kind_of_original_is_kept_byte_for_byte() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut originals = vec![("word.docx", "docx")];
    if cfg!(feature = "pdf") {
        originals.push(("running-head.pdf", "pdf"));
    }
    for (name, ending) in originals {
        let folder = tempfile::tempdir().unwrap();
        // Under a name that says nothing.
        fs::copy(pages.join(name), folder.path().join("file.bin")).unwrap();
        let run = |arguments: &[&str]| {
            let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
                .args(arguments)
                .current_dir(folder.path())
                .env_remove("KIDD_ARCHIVE")
                .output()
                .unwrap();
            (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
        };
        assert_eq!(run(&["add", "file.bin"]).0, Some(0));
        let kept = fs::read(folder.path().join(format!("statements/kidd/23.{ending}"))).unwrap();
        assert_eq!(kept, fs::read(pages.join(name)).unwrap());
        let (code, said) = run(&["verify", "--strict"]);
        assert_eq!((code, said.starts_with("whole")), (Some(0), true), "{said}");
        fs::write(folder.path().join("copy.txt"), EDITION).unwrap();
        let (_, said) = run(&["add", "copy.txt"]);
        assert!(said.ends_with("Nothing added: kidd-23@1 has the same text.\n"), "{said}");
    }
}

//! Mails, saved pages of parts, OpenDocument, RTF, books and compressed files: each is read whole, or is one error, and
//! a text in another language is refused by its name.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use kidd::source::{self, Caution, Document, Kind, Shape};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::apart;

const TITLE: &str = "Joint Statement on the Harbour Dialogue";
const FIRST: &str =
    "The Deputy Ministers of Canada and Japan met in Ottawa on March 3, 2025. They reviewed the situation.";
const SECOND: &str =
    "Both sides agreed to hold the next exercise by the end of 2025, and pledged $4.5 million for rescue.";
const THIRD: &str =
    "The two sides’ experts will meet again in Yokohama. Japan welcomed Canada’s decision to send a frigate.";

fn read(bytes: &[u8]) -> kidd::Result<Document> {
    apart::read("file", bytes)
}

/// The text of a file, its labels with it.
fn texts(document: &Document) -> Vec<String> {
    let text = |block: &source::Block| match &block.label {
        Some(label) => format!("{label} {}", block.raw()),
        None => block.raw().replace('\n', " "),
    };
    document.blocks.iter().map(text).collect()
}

/// The file is of this kind and has just these blocks; what is told besides, with the last word of its rule.
fn check(bytes: &[u8], kind: Kind, blocks: &[&str], outside: &[(&str, &str)]) -> Document {
    let document = read(bytes).unwrap();
    assert_eq!(
        (document.kind, texts(&document)),
        (kind, blocks.iter().map(|&text| text.to_owned()).collect())
    );
    let told: Vec<(&str, &str)> = document
        .outside
        .iter()
        .map(|outside| (outside.rule.split('/').next_back().unwrap_or_default(), outside.text.as_str()))
        .collect();
    assert_eq!(told, outside);
    document
}

/// The file is refused with these words.
fn refused(bytes: &[u8], expected: &str) {
    match read(bytes) {
        Ok(document) => panic!("expected {expected:?}, read {:?}", texts(&document)),
        Err(error) => assert!(error.to_string().contains(expected), "expected {expected:?}: {error}"),
    }
}

/// Whatever is cut off the end of a file behind its first bytes, it is an error or reads as the whole does: never as a
/// part of it.
fn cut(whole: &[u8], first: usize, steps: usize) {
    let expected = texts(&source::read("file", whole).unwrap());
    for length in (first..whole.len())
        .step_by((whole.len() / steps).max(1))
        .chain(whole.len().saturating_sub(40)..whole.len())
    {
        if let Ok(document) = source::read("file", &whole[..length]) {
            assert_eq!(texts(&document), expected, "cut to {length} of {} bytes", whole.len());
        }
    }
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

fn odt(styles: &str, body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {SPACES}><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_str()),
        ("META-INF/manifest.xml", "<manifest/>"),
    ];
    zipped(&[&parts, more].concat())
}

#[test]
fn white_words_and_marks_of_footnotes_are_no_text_of_an_open_document() {
    let styles = "<style:style style:name=\"W\" style:family=\"text\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
        <style:style style:name=\"G\" style:family=\"text\"><style:text-properties fo:color=\"#ffffff\" fo:background-color=\"#000000\"/></style:style>\
        <style:style style:name=\"R\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>";
    let body = "<text:p>Both sides met in 2025<text:span text:style-name=\"R\">2</text:span> for the 5<text:span \
        text:style-name=\"R\">th</text:span> time.<text:span text:style-name=\"W\"> Nobody sees this.</text:span></text:p>\
        <text:p><text:span text:style-name=\"G\">They stand on black</text:span> in their co\u{ad}operation.</text:p>";
    check(
        &odt(styles, body, &[]),
        Kind::Odt,
        &["Both sides met in 2025 for the 5th time.", "They stand on black in their cooperation."],
        &[("footnote-mark", "2"), ("hidden", "Nobody sees this.")],
    );
}

#[test]
fn the_older_side_of_an_open_document_is_refused_and_never_the_newer_one_in_its_place() {
    let body = "<text:tracked-changes><text:changed-region><text:insertion><office:change-info><dc:creator>Bob</dc:creator>\
        </office:change-info></text:insertion></text:changed-region></text:tracked-changes><text:p>Both sides met.</text:p>";
    let draft = odt("", body, &[]);
    assert!(source::parse(Kind::Odt, &draft, source::Tracked::New).is_ok());
    let error = source::parse(Kind::Odt, &draft, source::Tracked::Old).unwrap_err().to_string();
    assert!(error.contains("read as accepted only"), "{error}");
    let plain = odt("", "<text:p>Both sides met.</text:p>", &[]);
    assert!(source::parse(Kind::Odt, &plain, source::Tracked::Old).is_ok());
}

fn paragraphs() -> String {
    format!(
        "<text:h>{TITLE}</text:h><text:p>{FIRST}</text:p><text:p>{SECOND}</text:p><text:p>{THIRD}</text:p>"
    )
}

#[test]
fn an_open_document_is_read_as_it_would_be_printed() {
    let styles = "<style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
        <style:style style:name=\"H\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
        <style:style style:name=\"S\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
        <style:style style:name=\"T\" style:family=\"paragraph\" style:parent-style-name=\"Title\"/>\
        <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-suffix=\".\" style:num-format=\"1\"/>\
        <text:list-level-style-bullet text:level=\"2\" text:bullet-char=\"•\"/></text:list-style>";
    let body = format!(
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ann</dc:creator>\
         <dc:date>2025-03-03</dc:date></office:change-info><text:p>never </text:p></text:deletion></text:changed-region>\
         <text:changed-region><text:insertion><office:change-info><dc:creator>Bob</dc:creator></office:change-info></text:insertion>\
         </text:changed-region></text:tracked-changes>\
         <text:p text:style-name=\"T\">{TITLE}</text:p>\
         <text:p>Both<text:s/>sides <text:change text:change-id=\"a\"/><text:change-start text:change-id=\"b\"/>agreed\
         <text:change-end text:change-id=\"b\"/> to meet<office:annotation><dc:creator>Carl</dc:creator><text:p>really?</text:p>\
         </office:annotation> again<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation>\
         <text:note-body><text:p>A note.</text:p></text:note-body></text:note>.\
         <text:span text:style-name=\"H\"> secret</text:span><text:span text:style-name=\"S\"> old</text:span></text:p>\
         <text:list text:style-name=\"L\"><text:list-item><text:p>One<text:line-break/>two.</text:p><text:list><text:list-item>\
         <text:p>Inner.</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Three.</text:p></text:list-item></text:list>\
         <text:p><text:span text:style-name=\"B\">Security</text:span></text:p>\
         <table:table><table:table-row><table:table-cell><text:p>Cell.</text:p></table:table-cell></table:table-row></table:table>\
         <text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box><svg:desc>A picture</svg:desc></draw:frame></text:p>\
         <text:section text:display=\"none\"><text:p>Not shown.</text:p></text:section>"
    );
    let frame = format!(
        "<office:document-styles {SPACES}><office:master-styles><style:master-page><style:header><text:p>Draft</text:p></style:header>\
         <style:footer><text:p>Page</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"
    );
    let document = check(
        &odt(styles, &body, &[("styles.xml", &frame)]),
        Kind::Odt,
        &[
            TITLE,
            "Both sides agreed to meet again.",
            "1. One\ntwo.",
            "• Inner.",
            "2. Three.",
            "Security",
            "Cell.",
            "In a box.",
        ],
        &[
            ("deleted", "never"),
            ("footnote", "A note."),
            ("hidden", "secret"),
            ("struck", "old"),
            ("hidden", "Not shown."),
            ("footer", "Page"),
            ("header", "Draft"),
        ],
    );
    assert_eq!([0, 5].map(|at| document.blocks[at].shape), [Shape::Heading; 2]);
    assert_eq!(
        document.cautions,
        [Caution::TrackedChanges { count: 2, authors: 2, accepted: true }, Caution::Comments { count: 1 }]
    );
}

#[test]
fn an_open_document_that_is_not_whole_or_no_text_is_one_error() {
    let whole = odt("", &paragraphs(), &[]);
    check(&whole, Kind::Odt, &[TITLE, FIRST, SECOND, THIRD], &[]);
    cut(&whole, 4, 200);
    refused(&odt("", "", &[]), "has no text");
    refused(&odt("", &"<text:section>".repeat(2000), &[]), "is nested deeper");
    let deep = format!("{}{}", "<text:section>".repeat(2000), "</text:section>".repeat(2000));
    refused(&odt("", &deep, &[]), "is nested deeper");
    refused(&odt("", &format!("<text:p>{}</text:p>", "a ".repeat(40 << 20)), &[]), "unpacks to more than");
    refused(
        &zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
        "\"content.xml\" is missing",
    );
    let sheet = format!(
        "<office:document-content {SPACES}><office:body><office:spreadsheet/></office:body></office:document-content>"
    );
    let mark = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    refused(&zipped(&[mark, ("content.xml", &sheet)]), "is an OpenDocument spreadsheet, and no text");
    let locked = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "x"),
        ("META-INF/manifest.xml", "<x encryption-data/>"),
    ];
    refused(&zipped(&locked), "is encrypted");
    let entity = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\">]><x>&a;</x>";
    refused(
        &zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", entity)]),
        "has a document type",
    );
    refused(&zipped(&[("Index/Document.iwa", "x")]), "is a Pages, Numbers or Keynote document");
    let package = "<Relationships xmlns=\"http://x\"><Relationship Type=\"http://x/officeDocument\" Target=\"ppt/presentation.xml\"/></Relationships>";
    refused(&zipped(&[("_rels/.rels", package)]), "is a PowerPoint file");
}

fn epub(spine: &str, chapters: &[(&str, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let items: String = chapters
        .iter()
        .map(|(name, _)| {
            format!("<item id=\"{name}\" href=\"{name}.xhtml\" media-type=\"application/xhtml+xml\"/>")
        })
        .chain(more.iter().filter_map(|(name, _)| {
            let sheet = name.strip_prefix("OPS/").filter(|name| name.ends_with(".css"))?;
            Some(format!("<item id=\"{sheet}\" href=\"{sheet}\" media-type=\"text/css\"/>"))
        }))
        .collect();
    let package = format!(
        "<package xmlns=\"http://www.idpf.org/2007/opf\"><manifest>{items}</manifest><spine>{spine}</spine></package>"
    );
    let files: Vec<(String, String)> = chapters
        .iter()
        .map(|(name, body)| {
            (format!("OPS/{name}.xhtml"), format!("<!doctype html><html><body>{body}</body></html>"))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let parts = [
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>",
        ),
        ("OPS/book.opf", package.as_str()),
    ];
    zipped(&[&parts, files.as_slice(), more].concat())
}

#[test]
fn what_a_sheet_of_a_book_hides_is_no_text() {
    let text = format!(
        "<link rel=\"stylesheet\" href=\"css/a.css\"><h1>{TITLE}</h1><p>{FIRST}</p><p class=\"x\">Nobody.</p>\
         <p>{SECOND}<span class=\"s\"> Struck.</span></p>"
    );
    let sheet = ("OPS/css/a.css", ".x { display: none } .s { text-decoration: line-through }");
    let book = epub("<itemref idref=\"one\"/>", &[("one", &text)], &[sheet]);
    let document = read(&book).unwrap();
    assert_eq!(texts(&document), [TITLE, FIRST, SECOND]);
    assert_eq!(
        document.outside.iter().map(|told| told.text.as_str()).collect::<Vec<_>>(),
        ["Nobody.", "Struck."]
    );
}

#[test]
fn a_book_is_read_chapter_by_chapter_or_is_one_error() {
    let chapters = [
        ("two", format!("<p>{SECOND}</p>")),
        ("one", format!("<h1>{TITLE}</h1><p>{FIRST}</p>")),
        ("notes", "<p>Beside the text.</p>".to_owned()),
        ("cover", "<img src=\"x\"/>".to_owned()),
    ];
    let chapters: Vec<(&str, &str)> = chapters.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let spine = "<itemref idref=\"cover\"/><itemref idref=\"one\"/><itemref idref=\"two\"/><itemref idref=\"notes\" linear=\"no\"/>";
    let whole = epub(spine, &chapters, &[]);
    let document = check(&whole, Kind::Epub, &[TITLE, FIRST, SECOND], &[("beside", "Beside the text.")]);
    assert_eq!(document.blocks.iter().map(|block| block.lines[0].number).collect::<Vec<_>>(), [1, 2, 3]);
    cut(&whole, 4, 200);
    refused(&epub("<itemref idref=\"gone\"/>", &chapters, &[]), "its part \"gone\" is missing");
    refused(&epub("", &chapters, &[]), "the order of its chapters is missing");
    refused(&epub("<itemref idref=\"cover\"/>", &chapters, &[]), "has no text");
    let protected =
        ("META-INF/encryption.xml", "<encryption><CipherReference URI=\"OPS/one.xhtml\"/></encryption>");
    refused(&epub(spine, &chapters, &[protected]), "is encrypted");
    let font =
        ("META-INF/encryption.xml", "<encryption><CipherReference URI=\"OPS/font.otf\"/></encryption>");
    assert!(read(&epub(spine, &chapters, &[font])).is_ok());
}

#[test]
fn rich_text_is_read_whole_or_is_one_error() {
    let text = |text: &str| text.replace('’', "\\rquote ");
    let whole = format!(
        "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times;}}}}{{\\b {TITLE}\\par}}{FIRST}\\par {SECOND}\\par {}\\par}}",
        text(THIRD)
    );
    check(whole.as_bytes(), Kind::Rtf, &[TITLE, FIRST, SECOND, THIRD], &[]);
    cut(whole.as_bytes(), 5, 500);
    refused(format!("{{\\rtf1 {}", "{\\b ".repeat(100_000)).as_bytes(), "is nested deeper");
    refused(b"{\\rtf1\\ansicpg437 Both sides met.}", "is in the code page 437");
}

fn mail(head: &str, body: &str) -> String {
    format!(
        "From: Press <press@example.org>\nTo: list@example.org\nSubject: Statement\nMIME-Version: 1.0\n{head}\n\n{body}"
    )
}

/// From here on the head of a mail shows what it is, in bytes.
const HEAD_LENGTH: usize = 110;

const HEAD: [(&str, &str); 3] = [
    ("header", "From: Press <press@example.org>"),
    ("header", "To: list@example.org"),
    ("header", "Subject: Statement"),
];

#[test]
fn a_mail_is_read_in_whatever_its_text_was_carried() {
    let text = format!("{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n");
    let blocks = [TITLE, FIRST, SECOND, THIRD];
    let quoted = text.replace('’', "=92").replace("the next", "the =\nnext");
    let head =
        "Content-Type: text/plain; charset=\"windows-1252\"\nContent-Transfer-Encoding: quoted-printable";
    check(mail(head, &quoted).as_bytes(), Kind::Mail, &blocks, &HEAD);
    let packed: String = base64(&text)
        .as_bytes()
        .chunks(60)
        .map(|line| format!("{}\r\n", std::str::from_utf8(line).unwrap()))
        .collect();
    let head = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: BASE64";
    check(
        mail(head, &packed).replace("\r\n", "\n").replace('\n', "\r\n").as_bytes(),
        Kind::Mail,
        &blocks,
        &HEAD,
    );
    check(mail("Content-Type: text/plain", &text).as_bytes(), Kind::Mail, &blocks, &HEAD);
    let page =
        format!("<html><body><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>");
    check(mail("Content-Type: text/html; charset=utf-8", &page).as_bytes(), Kind::Mail, &blocks, &HEAD);
    check(&self::packed(mail("Content-Type: text/plain", &text).as_bytes()), Kind::Gzip, &blocks, &HEAD);
}

fn base64(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in text.as_bytes().chunks(3) {
        let number = three.iter().fold(0_u32, |number, &byte| number << 8 | u32::from(byte))
            << (8 * (3 - three.len()));
        for at in 0..4 {
            let sign = SIGNS[(number >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= three.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

fn parts(kind: &str, boundary: &str, parts: &[(&str, &str)]) -> String {
    let inner: String =
        parts.iter().map(|(head, body)| format!("--{boundary}\n{head}\n\n{body}\n")).collect();
    format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\"\n\n{inner}--{boundary}--\n")
}

/// The same as a part of another one.
fn nested(text: &str) -> (&str, &str) {
    text.split_once("\n\n").unwrap()
}

#[test]
fn of_several_forms_the_one_with_the_text_is_read_and_what_differs_is_told() {
    let plain = format!(
        "View the pictures: https://example.org/x\n\n{TITLE}\n\n{FIRST}\n\n{SECOND}\n\nOnly in the plain text form."
    );
    let page = format!("<html><body><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>");
    let forms = |page: &str| {
        let forms = parts(
            "alternative",
            "=_a",
            &[
                ("Content-Type: text/plain; charset=utf-8", &plain),
                ("Content-Type: text/html; charset=utf-8", page),
            ],
        );
        let (head, body) = nested(&forms);
        mail(head, body)
    };
    let told = [
        ("alternative", "View the pictures: https://example.org/x"),
        ("alternative", "Only in the plain text form."),
    ];
    check(forms(&page).as_bytes(), Kind::Mail, &[TITLE, FIRST, SECOND], &[HEAD.as_slice(), &told].concat());
    let all =
        ["View the pictures: https://example.org/x", TITLE, FIRST, SECOND, "Only in the plain text form."];
    for picture in
        ["<html><body><img src=x></body></html>", "<html><body><p>Please turn pictures on.</p></body></html>"]
    {
        let document = read(forms(picture).as_bytes()).unwrap();
        assert_eq!(texts(&document), all);
    }
    cut(forms(&page).as_bytes(), HEAD_LENGTH, 400);
}

#[test]
fn what_hangs_on_a_mail_is_told_and_a_mere_note_on_it_is_refused() {
    let file = (
        "Content-Type: application/pdf; name=\"text.pdf\"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64",
        "JVBERi0=",
    );
    let make = |text: &str| {
        let all = parts("mixed", "x1", &[("Content-Type: text/plain; charset=utf-8", text), file]);
        let (head, body) = nested(&all);
        mail(head, body)
    };
    let text = format!("{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}");
    let document = check(
        make(&text).as_bytes(),
        Kind::Mail,
        &[TITLE, FIRST, SECOND, THIRD],
        &[HEAD.as_slice(), &[("attachment", "text.pdf")]].concat(),
    );
    let told: Vec<String> = document.cautions.iter().map(Caution::clause).collect();
    assert_eq!(told, ["is a mail with 1 attachment, which was not read: text.pdf"]);
    refused(
        make("Please find the statement attached.").as_bytes(),
        "is only a note of 5 words; its statement is in an attachment (text.pdf); save the attachment",
    );
    refused(make("").as_bytes(), "has no text of its own; its statement is in an attachment (text.pdf)");
    let inner = mail("Content-Type: text/plain; charset=utf-8", &text);
    let forwarded = parts(
        "mixed",
        "x2",
        &[("Content-Type: text/plain", "See below."), ("Content-Type: message/rfc822", &inner)],
    );
    let (head, body) = nested(&forwarded);
    check(
        mail(head, body).as_bytes(),
        Kind::Mail,
        &[TITLE, FIRST, SECOND, THIRD],
        &[HEAD.as_slice(), &[("note", "See below.")], &HEAD].concat(),
    );
    let locked = parts(
        "encrypted",
        "x3",
        &[
            ("Content-Type: application/pgp-encrypted", "Version: 1"),
            ("Content-Type: application/octet-stream", "-----BEGIN"),
        ],
    );
    let (head, body) = nested(&locked);
    refused(mail(head, body).as_bytes(), "is encrypted");
}

#[test]
fn a_mail_that_is_damaged_or_made_to_be_slow_is_one_error() {
    let start = |head: &str, body: &str| mail(head, body);
    refused(
        start(
            "Content-Type: multipart/mixed; boundary=b",
            "--b\nContent-Type: text/plain\n\nBoth sides met.\n",
        )
        .as_bytes(),
        "the end of its parts is missing",
    );
    refused(
        start("Content-Type: multipart/mixed; boundary=b", "Both sides met.\n--b--\n").as_bytes(),
        "has no text",
    );
    refused(
        start("Content-Type: multipart/mixed", "Both sides met.").as_bytes(),
        "what parts it is not said",
    );
    refused(
        start("Content-Type: text/plain\nContent-Transfer-Encoding: base64", "Qm90aCBzaWRl*").as_bytes(),
        "in base64 is cut off or broken",
    );
    refused(start("Content-Type: text/plain\nContent-Transfer-Encoding: x-uue", "x").as_bytes(), "\"x-uue\"");
    refused(
        start("Content-Type: text/plain; charset=x-martian", "caf\u{e9}")
            .replace('é', "e")
            .replace("x-martian", "utf-7")
            .as_bytes(),
        "\"utf-7\"",
    );
    refused(start("Content-Type: text/plain", "").as_bytes(), "has no text");
    refused(
        "From a\nFrom: a\nTo: b\nSubject: c\n\nBoth sides met.\n\n".repeat(2).as_bytes(),
        "is a mailbox of 2 mails",
    );
    let deep: String =
        (0..2000).map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n")).collect();
    refused(format!("MIME-Version: 1.0\nSubject: x\n{deep}").as_bytes(), "multiparts");
    let mut inner = mail("Content-Type: text/plain", "Both sides met.");
    for _ in 0..30 {
        inner = mail("Content-Type: message/rfc822", &inner);
    }
    refused(inner.as_bytes(), "");
    let head: String = (0..20_000).map(|at| format!("X-{at}: {at}\n")).collect();
    assert!(read(format!("MIME-Version: 1.0\n{head}\n{FIRST}").as_bytes()).is_ok());
}

#[test]
fn a_text_that_was_quoted_is_read_without_its_marks() {
    let quoted: String =
        format!("{TITLE}\n\n{FIRST}\n\n{SECOND}").lines().map(|line| format!("> {line}\n")).collect();
    check(quoted.as_bytes(), Kind::Text, &[TITLE, FIRST, SECOND], &[]);
    check(format!("FYI\n\n{quoted}").as_bytes(), Kind::Text, &[TITLE, FIRST, SECOND], &[("note", "FYI")]);
}

#[test]
fn a_page_saved_as_one_file_is_read_without_its_frames() {
    let page = format!(
        "<html><head><meta charset=3D\"utf-8\"><link rel=3Dstylesheet href=3D\"cid:css@x\"></head>\
         <body><h1>{TITLE}</h1><p>{FIRST}</p><p class=3Dgone>Nobody.</p><p>{}</p></body></html>",
        THIRD.replace('’', "=E2=80=99")
    );
    let all = parts(
        "related",
        "----B--x",
        &[
            ("Content-Type: text/css\nContent-Location: cid:css@x", ".gone { display: none }"),
            (
                "Content-Type: text/html\nContent-ID: <f@x>\nContent-Transfer-Encoding: quoted-printable",
                &page,
            ),
            ("Content-Type: text/html", "<html><body><p>Buy two, get one.</p></body></html>"),
        ],
    );
    let whole = format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nSubject: x\nMIME-Version: 1.0\n{all}"
    );
    check(
        whole.as_bytes(),
        Kind::Mhtml,
        &[TITLE, FIRST, THIRD],
        &[("hidden", "Nobody."), ("frame", "Buy two, get one.")],
    );
    cut(whole.as_bytes(), HEAD_LENGTH, 400);
    refused(whole.replace("text/html", "text/css").as_bytes(), "has no page among its parts");
}

#[test]
fn a_compressed_file_is_unpacked_once_and_never_in_part() {
    let text = format!("{TITLE}\n\n{FIRST}\n\n{SECOND}\n");
    check(&packed(text.as_bytes()), Kind::Gzip, &[TITLE, FIRST, SECOND], &[]);
    check(&packed(&odt("", &paragraphs(), &[])), Kind::Gzip, &[TITLE, FIRST, SECOND, THIRD], &[]);
    cut(&packed(text.as_bytes()), 2, 200);
    refused(&packed(&packed(text.as_bytes())), "is compressed twice");
    refused(&packed(&vec![b' '; (64 << 20) + 1]), "unpacks to more than 64 MiB");
    refused(&packed(&[&[b'x'; 257][..], b"ustar"].concat()), "is a tar archive");
}

fn kidd(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_kidd"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("KIDD_ARCHIVE")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn originals_of_every_format_are_kept_byte_for_byte() {
    let text = format!("{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n");
    let page =
        format!("<html><body><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>");
    let files = [
        ("odt", odt("", &paragraphs(), &[])),
        ("epub", epub("<itemref idref=\"a\"/>", &[("a", &page)], &[])),
        ("rtf", format!("{{\\rtf1 {TITLE}\\par {FIRST}\\par {SECOND}}}").into_bytes()),
        ("eml", mail("Content-Type: text/plain; charset=utf-8", &text).into_bytes()),
        (
            "mhtml",
            format!(
                "MIME-Version: 1.0\nX: y\n{}",
                parts("related", "b", &[("Content-Type: text/html", &page)])
            )
            .into_bytes(),
        ),
        ("gz", packed(text.as_bytes())),
    ];
    for (ending, bytes) in files {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file.bin"), &bytes).unwrap();
        let (code, _, said) =
            kidd(folder.path(), &["add", "file.bin", "--series", "harbour", "--edition", "4"]);
        assert_eq!(code, Some(0), "{ending}: {said}");
        assert_eq!(fs::read(folder.path().join(format!("statements/harbour/4.{ending}"))).unwrap(), bytes);
        let (code, said, _) = kidd(folder.path(), &["verify", "--strict"]);
        assert_eq!((code, said.starts_with("whole")), (Some(0), true), "{ending}: {said}");
    }
}

#[test]
fn a_text_in_another_language_is_refused_wherever_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let korean = "제4차 항만대화 공동성명\n\n양측은 지역의 평화와 안정을 위한 확고한 공약을 재확인하였다. 양측은 내년에 다시 만나기로 하였다.\n";
    fs::write(folder.path().join("korean.txt"), korean).unwrap();
    fs::write(folder.path().join("english.txt"), format!("{TITLE}\n\n{FIRST}\n")).unwrap();
    fs::write(folder.path().join("both.txt"), format!("{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{korean}")).unwrap();
    let expected =
        "kidd: korean.txt: is in Korean; kidd reads English: name the English text of the statement\n";
    for arguments in [
        vec!["show", "korean.txt"],
        vec!["diff", "english.txt", "korean.txt"],
        vec!["diff", "korean.txt", "english.txt"],
        vec!["add", "korean.txt", "--series", "harbour", "--edition", "4"],
    ] {
        assert_eq!(
            kidd(folder.path(), &arguments),
            (Some(2), String::new(), expected.to_owned()),
            "{arguments:?}"
        );
    }
    assert!(!folder.path().join("statements").exists());
    let (code, said, _) = kidd(folder.path(), &["diff", "english.txt", "both.txt"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("both has 2 paragraphs in Korean, which were not read"), "{said}");
}

#[test]
fn front_matter_with_a_stray_colon_is_read_with_a_caution() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("---\ntitle: {TITLE}: Ottawa\nlocation:\n  - Ottawa\n---\n\n{FIRST}\n");
    fs::write(folder.path().join("x.md"), text).unwrap();
    let (code, said, _) = kidd(folder.path(), &["show", "x.md"]);
    assert_eq!(code, Some(0));
    assert!(said.contains(&format!("{TITLE}: Ottawa")), "{said}");
    assert!(
        said.contains("Caution: x has front matter that is not valid in line 2, which was read as"),
        "{said}"
    );
}

fn git(folder: &Path, arguments: &[&str]) -> Output {
    let done = Command::new("git")
        .args(["-c", "user.name=Ann", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    done
}

#[test]
fn a_clone_that_changes_ends_of_lines_leaves_an_archive_whole() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("a");
    fs::create_dir(&home).unwrap();
    git(&home, &["init", "-q"]);
    fs::write(home.join("x.txt"), format!("{TITLE}\n\n{FIRST}\n")).unwrap();
    fs::create_dir(home.join("statements")).unwrap();
    fs::write(home.join("statements/.gitattributes"), "*.pdf diff=pdf").unwrap();
    assert_eq!(kidd(&home, &["add", "x.txt", "--series", "harbour", "--edition", "4"]).0, Some(0));
    let kept = fs::read_to_string(home.join("statements/.gitattributes")).unwrap();
    assert_eq!(kept, "*.pdf diff=pdf\n* -text\n");
    git(&home, &["add", "-A"]);
    git(&home, &["commit", "-qm", "x"]);
    git(folder.path(), &["clone", "-q", "-c", "core.autocrlf=true", "a", "b"]);
    let (code, said, _) = kidd(&folder.path().join("b"), &["verify"]);
    assert_eq!((code, said.starts_with("whole")), (Some(0), true), "{said}");
    fs::remove_file(home.join("statements/.gitattributes")).unwrap();
    assert_eq!(kidd(&home, &["git-setup"]).0, Some(0));
    assert_eq!(fs::read_to_string(home.join("statements/.gitattributes")).unwrap(), "* -text\n");
}

//! Words that stand in a file and that nobody sees, and words that everybody sees and no file has: by a style of a page, by
//! how a Word, RTF or OpenDocument file sets them. What an attacker hides is no text, or it is told that it may be none.

use std::io::Write as _;

use kidd::source::{Caution, Document};

use crate::repository::Repository;

const BEFORE: &str = "Both sides met in Seoul on Monday and spoke about the harbour of the old town.";
const WORDS: &str = "Both sides pledged to pay for the lighthouse together until the year is over.";

fn read(name: &str, bytes: &[u8]) -> Document {
    kidd::source::read(name, bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Whether the words are read as text and nobody is told that they may be hidden.
fn is_believed(page: &Document) -> bool {
    let has = page.blocks.iter().any(|block| block.raw().contains("lighthouse"));
    let told = page.cautions.iter().any(|caution| matches!(caution, Caution::Styles { .. }));
    has && !told
}

/// Whether the words are hidden, and told to be.
fn is_told(page: &Document) -> bool {
    let hidden = |rule: &str| ["/hidden", "/fallback", "/struck"].iter().any(|end| rule.ends_with(end));
    let outside = page.outside.iter().any(|one| hidden(&one.rule) && one.text.contains("lighthouse"));
    let doubted = page.cautions.iter().any(|caution| matches!(caution, Caution::Styles { .. }));
    outside || doubted
}

fn page(head: &str, body: &str) -> Document {
    let text = format!(
        "<!doctype html><head><meta charset=utf-8>{head}</head><body><p>{BEFORE}</p>{body}<p>{BEFORE}</p></body>"
    );
    read("page.html", text.as_bytes())
}

#[track_caller]
fn styled(style: &str, seen: bool) {
    let page = page("", &format!("<p style='{style}'>{WORDS}</p>"));
    assert_eq!(is_believed(&page), seen, "{style}: {page:?}");
    assert_eq!(is_told(&page), !seen, "{style}: {page:?}");
}

#[track_caller]
fn sheet(css: &str, seen: bool) {
    let page = page(&format!("<style>{css}</style>"), &format!("<p class=x>{WORDS}</p>"));
    assert_eq!(is_believed(&page), seen, "{css}: {page:?}");
    assert_eq!(is_told(&page), !seen, "{css}: {page:?}");
}

#[test]
fn a_style_that_leaves_nothing_to_read_hides_in_whatever_units_and_words_it_says_so() {
    for style in [
        "height:0;overflow:auto",
        "height:.5px;overflow:hidden",
        "height:calc(1px - 1px);overflow:hidden",
        "max-block-size:0;overflow:clip",
        "contain:strict",
        "height:0;contain:paint",
        "width:1ch;height:1em;overflow:hidden",
        "text-indent:100%;white-space:nowrap;overflow:hidden",
        "transform:translateX(3px) scale(0)",
        "transform:scale(.001)",
        "transform:skewX(90deg)",
        "zoom:.001",
        "scale:1 0",
        "clip-path:inset(0 100% 0 0)",
        "clip-path:inset(60% 0 40%)",
        "position:fixed;left:200vw",
        "position:fixed;bottom:100vh",
        "position:absolute;inset-block:-9999px auto",
        "position:absolute;top:calc(-1 * 9999px)",
        "margin-inline-start:-9999px",
        "opacity:.08",
        "font-size:min(0px, 3px)",
    ] {
        styled(style, false);
    }
    for style in [
        "height:auto;overflow:hidden",
        "max-height:300px;overflow:auto",
        "contain:content",
        "contain:layout style",
        "transform:scale(1.1) translateY(-2px)",
        "clip-path:inset(0 0 5% 0)",
        "position:fixed;left:10vw;top:calc(1px + 2px)",
        "margin-inline:auto",
        "text-indent:2em",
        "opacity:.6",
        "font-size:clamp(1rem, 2vw, 1.2rem)",
        "width:calc(100% - 20px);overflow:hidden",
    ] {
        styled(style, true);
    }
}

#[test]
fn a_colour_is_known_in_whatever_space_it_is_written() {
    for style in [
        "color:oklch(1 0 0)",
        "color:lab(100 0 0)",
        "color:hwb(0 100% 0%)",
        "color:color(srgb 1 1 1)",
        "color:color-mix(in srgb, white 97%, black)",
        "color:rgb(from white r g b)",
        "color:Canvas",
        "color:#eee",
        "color:rgb(0 0 0 / 5%)",
        "color:light-dark(white, black)",
        "color:#123;background:currentcolor",
        "background:linear-gradient(#000, #000);color:#000",
        "background:#111;color:#000",
    ] {
        styled(style, false);
    }
    for style in [
        "color:oklch(0.4 0.1 250)",
        "color:hsl(210 50% 30%)",
        "color:#767676",
        "color:CanvasText",
        "color:white;background:oklch(0.3 0 0)",
        "color:white;background:linear-gradient(#000, #333)",
        "color:light-dark(black, white)",
    ] {
        styled(style, true);
    }
    for attribute in ["color=white", "color=ffffff", "color=' #fefefe '"] {
        let page = page("", &format!("<p><font {attribute}>{WORDS}</font></p>"));
        assert!(!is_believed(&page) && is_told(&page), "{attribute}: {page:?}");
    }
}

#[test]
fn what_only_a_browser_can_tell_is_told() {
    for css in [
        "@keyframes go{to{opacity:0}} .x{animation:go 1ms forwards}",
        "@keyframes go{from,to{visibility:hidden}} .x{animation-name:go}",
        ".x{opacity:0;transition:opacity 9999s}",
        ".x{opacity:0;animation:none-such 1s}",
        "@supports not (display:none-such){.x{display:none}}",
        "@media (prefers-reduced-motion:no-preference){.x{display:none}}",
        "@media (scripting:enabled){.x{display:none}}",
        "p.x::first-line{font-size:0}",
        ".x:read-only{display:none}",
        ".x:defined{display:none}",
        "p:first-child ~ .x{display:none}",
        ".x{z-index:-1;position:relative}",
        ".x{mix-blend-mode:screen}",
        ".x{content:url(x.png)}",
        ".x{unicode-bidi:bidi-override;direction:rtl}",
        ".x{-webkit-text-security:disc}",
        ".x{offset-path:path('M-9999 0')}",
    ] {
        sheet(css, false);
    }
    for css in [
        "@keyframes go{from{opacity:0}to{opacity:1}} .x{opacity:0;animation:go 1s forwards}",
        "@keyframes go{to{opacity:0}} .y{animation:go 1s}",
        ".x{transition:opacity 1s;opacity:1}",
        "@supports (display:grid){.x{margin:0}}",
        "a:link{color:#fff} a:link:hover{opacity:0}",
        "input:checked ~ .x{display:none}",
        ".x::first-letter{font-size:3em}",
        ".x{z-index:1;mix-blend-mode:normal;direction:ltr}",
        "@media print{.x{display:none}}",
    ] {
        sheet(css, true);
    }
    for body in [
        format!("<details><summary>More</summary><p>{WORDS}</p></details>"),
        format!("<div popover>{WORDS}</div>"),
        format!("<p><bdo dir=rtl>{WORDS}</bdo></p>"),
        format!("<iframe width=0 height=0 srcdoc='<p>{WORDS}</p>'></iframe>"),
        format!("<iframe style='width:1px;height:1px;overflow:hidden' srcdoc='<p>{WORDS}</p>'></iframe>"),
        format!("<p><meter>{WORDS}</meter></p>"),
        format!(
            "<div><template shadowrootmode=open><style>:host{{display:none}}</style><slot></slot></template><p>{WORDS}</p></div>"
        ),
        format!(
            "<div style='max-height:20px;overflow:hidden'>{}</div>",
            format!("<p>{WORDS}</p>").repeat(20)
        ),
    ] {
        let page = page("", &body);
        assert!(!is_believed(&page) && is_told(&page), "{body}: {page:?}");
    }
    let open = page("", &format!("<details open><summary>More</summary><p>{WORDS}</p></details>"));
    assert!(is_believed(&open), "{open:?}");
}

#[test]
fn words_that_a_style_adds_are_told_and_signs_are_not() {
    let check = |css: &str, told: bool| {
        let page =
            page(&format!("<style>{css}</style>"), &format!("<p class=x title=never>{WORDS} <q>so</q></p>"));
        assert_eq!(is_believed(&page), !told, "{css}: {page:?}");
    };
    for css in [
        ".x::before{content:'We do not agree: '}",
        ".x:after{content:'\\6eot'}",
        ".x::before{content:attr(title)}",
        ".x{--n:'not '} .x::before{content:var(--n)}",
        "q{quotes:'not ' ''}",
        "p:has(q)::before{content:'not '}",
        "@media screen{.x::after{content:'000'}}",
        "@counter-style n{system:cyclic;symbols:'rejected'} .x::before{content:counter(a, n)}",
    ] {
        check(css, true);
    }
    for css in [
        ".x::before{content:'\\201C'} .x::after{content:'\\f101'}",
        ".x::before{content:'arrow_back';font-family:'Material Icons'}",
        ".y::before{content:'not '}",
        ".x:hover::after{content:attr(title)}",
        ".x::after{content:attr(title);visibility:hidden}",
        "@media print{.x::after{content:attr(title)}}",
        ".x::before{content:counter(a) '. '} .x{counter-increment:a}",
        "q{quotes:'\\201C' '\\201D'}",
    ] {
        check(css, false);
    }
}

const WORD: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' \
    xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:v='urn:schemas-microsoft-com:vml' \
    xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml' \
    xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'";

fn packed(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    // The kind of an OpenDocument file stands at its beginning in plain letters.
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Document {
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/word/document.xml' \
        ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    let links = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r' \
        Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>";
    let plain = format!("<w:p><w:r><w:t>{BEFORE}</w:t></w:r></w:p>");
    let text = format!("<w:document {WORD}><w:body>{plain}{body}{plain}</w:body></w:document>");
    let files = [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", links.to_owned()),
        ("word/document.xml", text),
    ];
    read("draft.docx", &packed(&files))
}

#[track_caller]
fn in_word(body: &str, seen: bool) {
    let page = docx(body);
    assert_eq!(is_believed(&page), seen, "{body}: {page:?}");
    assert_eq!(is_told(&page), !seen, "{body}: {page:?}");
}

#[test]
fn a_word_file_hides_letters_in_more_ways_than_by_hiding_them() {
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{WORDS}</w:t></w:r>");
    for (properties, seen) in [
        ("<w:color w:val='F0F0F0'/>", false),
        ("<w:color w:val='000000' w:themeColor='background1'/>", false),
        ("<w:color w:val='123456'/><w:shd w:val='clear' w:fill='123456'/>", false),
        ("<w:color w:val='000000'/><w:highlight w:val='black'/>", false),
        ("<w:color w:val='FFFFFF'/><w:highlight w:val='white'/>", false),
        ("<w:w w:val='1'/>", false),
        ("<w:spacing w:val='-200'/>", false),
        ("<w:position w:val='-3000'/>", false),
        ("<w:fitText w:val='1'/>", false),
        ("<w14:textFill><w14:noFill/></w14:textFill>", false),
        (
            "<w14:textFill><w14:solidFill><w14:srgbClr w14:val='FFFFFF'/></w14:solidFill></w14:textFill>",
            false,
        ),
        ("<w:color w:val='auto'/><w:shd w:val='clear' w:fill='000000'/>", true),
        ("<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='000080'/>", true),
        ("<w:color w:val='BFBFBF' w:themeColor='background1' w:themeShade='BF'/>", true),
        ("<w:highlight w:val='yellow'/><w:color w:val='FF0000'/>", true),
        ("<w:w w:val='90'/><w:spacing w:val='-10'/><w:position w:val='6'/>", true),
        ("<w14:textOutline><w14:noFill/></w14:textOutline>", true),
    ] {
        in_word(&format!("<w:p>{}</w:p>", run(properties)), seen);
    }
    let black = run("<w:color w:val='000000'/>");
    let plain = run("");
    for (body, seen) in [
        (format!("<w:p><w:pPr><w:shd w:val='clear' w:fill='000000'/></w:pPr>{black}</w:p>"), false),
        (format!("<w:p><w:pPr><w:spacing w:line='1' w:lineRule='exact'/></w:pPr>{plain}</w:p>"), false),
        (format!("<w:p><w:pPr><w:ind w:left='-31000'/></w:pPr>{plain}</w:p>"), false),
        (format!("<w:p><w:pPr><w:framePr w:h='1' w:hRule='exact'/></w:pPr>{plain}</w:p>"), false),
        (format!("<w:p><w:pPr><w:spacing w:line='240' w:lineRule='exact'/></w:pPr>{plain}</w:p>"), true),
        (
            format!(
                "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{plain}</w:p></w:tc></w:tr></w:tbl>"
            ),
            false,
        ),
        (
            format!(
                "<w:tbl><w:tr><w:trPr><w:trHeight w:val='1' w:hRule='exact'/></w:trPr><w:tc><w:p>{plain}</w:p></w:tc></w:tr></w:tbl>"
            ),
            false,
        ),
        (
            format!(
                "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val='clear' w:fill='000000'/></w:tcPr><w:p>{black}</w:p></w:tc></w:tr></w:tbl>"
            ),
            false,
        ),
        (
            format!(
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>{plain}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
            ),
            false,
        ),
        (
            format!(
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{plain}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
            ),
            true,
        ),
        (
            format!(
                "<w:p><m:oMath><m:phant><m:phantPr><m:show m:val='0'/></m:phantPr><m:e><m:r><m:t>{WORDS}</m:t></m:r></m:e></m:phant></m:oMath></w:p>"
            ),
            false,
        ),
        (
            format!(
                "<w:p><w:r><w:pict><v:shape style='visibility:hidden'><v:textbox><w:txbxContent><w:p>{plain}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
            ),
            false,
        ),
    ] {
        in_word(&body, seen);
    }
    for (anchor, seen) in [
        ("<wp:docPr id='1' name='x' hidden='1'/>", false),
        ("<wp:extent cx='0' cy='0'/>", false),
        ("<wp:positionH><wp:posOffset>-99999999</wp:posOffset></wp:positionH>", false),
        ("<wp:extent cx='3000000' cy='900000'/><wp:docPr id='1' name='x'/>", true),
    ] {
        in_word(
            &format!(
                "<w:p><w:r><w:drawing><wp:anchor>{anchor}<wps:txbx><w:txbxContent><w:p>{plain}</w:p></w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r></w:p>"
            ),
            seen,
        );
    }
    // Of two forms the one that word processors show.
    let other = "<w:r><w:t>The ministers took leave of each other in the evening of that day.</w:t></w:r>";
    let forms = |needs: &str| {
        docx(&format!(
            "<w:p><mc:AlternateContent><mc:Choice Requires='{needs}'>{plain}</mc:Choice><mc:Fallback>{other}</mc:Fallback></mc:AlternateContent></w:p>"
        ))
    };
    assert!(!is_believed(&forms("zzz")) && is_believed(&forms("wps w14")));
}

#[test]
fn a_rich_text_file_hides_letters_by_their_size_width_and_ground() {
    let colors =
        "{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;\\red240\\green240\\blue240;}";
    for (set, seen) in [
        ("\\fs2", false),
        ("\\cf3", false),
        ("\\cf1\\highlight1", false),
        ("\\cf1\\chcbpat1", false),
        ("\\charscalex1", false),
        ("\\expndtw-400", false),
        ("\\fs20\\charscalex90\\expndtw-4", true),
        ("\\cf2\\highlight1", true),
        ("\\cf1\\highlight2", true),
    ] {
        let page = read(
            "draft.rtf",
            format!("{{\\rtf1\\ansi{colors} {BEFORE}\\par{{{set} {WORDS}}}\\par {BEFORE}}}").as_bytes(),
        );
        assert_eq!(is_believed(&page), seen, "{set}: {page:?}");
        assert_eq!(is_told(&page), !seen, "{set}: {page:?}");
    }
}

#[test]
fn an_open_document_hides_letters_by_their_size_width_and_ground() {
    let odt = |properties: &str, body: &str| {
        let text = format!(
            "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
             xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
             xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
             xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'>\
             <office:automatic-styles><style:style style:name='H' style:family='text'><style:text-properties {properties}/></style:style>\
             </office:automatic-styles><office:body><office:text><text:p>{BEFORE}</text:p>{body}<text:p>{BEFORE}</text:p></office:text></office:body>\
             </office:document-content>"
        );
        let kind = "application/vnd.oasis.opendocument.text".to_owned();
        read("draft.odt", &packed(&[("mimetype", kind), ("content.xml", text)]))
    };
    let span = format!("<text:p><text:span text:style-name='H'>{WORDS}</text:span></text:p>");
    for (properties, seen) in [
        ("fo:color='#f5f5f5'", false),
        ("fo:color='#000000' fo:background-color='#000000'", false),
        ("fo:font-size='1pt'", false),
        ("fo:font-size='1%'", false),
        ("style:text-scale='1%'", false),
        ("loext:opacity='0%'", false),
        ("text:display='condition'", false),
        ("fo:color='#ffffff' fo:background-color='#000080'", true),
        ("fo:font-size='9pt' style:text-scale='95%'", true),
    ] {
        let page = odt(properties, &span);
        assert_eq!(is_believed(&page), seen, "{properties}: {page:?}");
        assert_eq!(is_told(&page), !seen, "{properties}: {page:?}");
    }
    for body in [
        format!("<text:p><text:hidden-paragraph text:is-hidden='true'/>{WORDS}</text:p>"),
        format!(
            "<table:table><table:table-row table:visibility='collapse'><table:table-cell><text:p>{WORDS}</text:p></table:table-cell></table:table-row></table:table>"
        ),
    ] {
        let page = odt("", &body);
        assert!(!is_believed(&page) && is_told(&page), "{body}: {page:?}");
    }
}

#[test]
fn a_file_that_is_an_original_in_other_letters_is_a_breach() {
    for file in ["statements/kidd/23.TXT", "statements/Kidd/23.txt", "statements/kidd/Sample.txt"] {
        let Some(r) = Repository::new() else { return };
        r.write(file, "Both sides met.");
        r.commit();
        let done = r.kidd(&["check", "--base", "main"]);
        assert_eq!(done.code, 1, "{file}: {}{}", done.out, done.err);
        assert!(done.out.contains("archive/second"), "{file}: {}{}", done.out, done.err);
    }
}

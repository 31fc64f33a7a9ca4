//! Small pages, one for each way in which pages hide words, show them, or add their own.

use super::super::{Outside, Shape};
use super::page;

const FIRST: &str = "Both sides met in Seoul on May 14, 2024, and took stock of the state of their alliance.";
const SECOND: &str =
    "They agreed to hold the next tabletop exercise by the end of 2025, and pledged to go on with it.";
const THIRD: &str =
    "The two sides noted the progress made, and thanked the working groups for their work on it.";

/// The page round this body is read as these paragraphs, headings with `# ` before them.
fn check(body: &str, expected: &[&str]) {
    read("", body, expected, &[]);
}

/// The same, with a head, and with what is left out as `rule: text`.
fn read(head: &str, body: &str, expected: &[&str], left_out: &[&str]) {
    let html = format!("<!doctype html><html><head><title>x</title>{head}</head><body>{body}</body></html>");
    let page = page(html.as_bytes()).unwrap();
    let blocks: Vec<String> = page
        .blocks
        .iter()
        .map(|block| {
            let heading = if block.shape == Shape::Heading { "# " } else { "" };
            let label = block.label.as_ref().map(|label| format!("({label}) ")).unwrap_or_default();
            format!("{heading}{label}{}", block.raw())
        })
        .collect();
    assert_eq!(blocks, expected, "{html}");
    if !left_out.is_empty() {
        let told = |outside: &Outside| format!("{}: {}", outside.rule, outside.text);
        assert_eq!(page.outside.iter().map(told).collect::<Vec<_>>(), left_out, "{html}");
    }
}

#[test]
fn what_a_sheet_of_the_page_hides_is_told_as_hidden() {
    let hides = |rules: &str, element: &str| {
        let head = format!("<style>{rules}</style>");
        let body = format!("<p>{FIRST}</p>{}<p>{SECOND}</p>", element.replace("WORDS", "They never met."));
        read(&head, &body, &[FIRST, SECOND], &["html/hidden: They never met."]);
    };
    for rules in [
        ".x { display: none }",
        ".x{visibility:hidden}",
        ".x{opacity:0}",
        ".x { opacity: 0% !important }",
        ".x{position:absolute;left:-9999px}",
        ".x{position:fixed; top: -999em}",
        ".x{text-indent:-9999px}",
        ".x{margin-left:-9999px}",
        ".x{height:0;overflow:hidden}",
        ".x{position:absolute;width:1px;height:1px;overflow:hidden}",
        ".x{position:absolute;clip:rect(0 0 0 0)}",
        ".x{position:absolute!important;clip:rect(1px, 1px, 1px, 1px)}",
        ".x{clip-path:inset(50%)}",
        ".x{clip-path:polygon(0 0,0 0,0 0)}",
        ".x{font-size:0}",
        ".x{font:0px/0 serif}",
        ".x{transform:scale(0)}",
        ".x{color:#fff}",
        ".x{color:white}",
        ".x{color:rgb(255 255 255)}",
        ".x{color:rgba(0,0,0,0)}",
        ".x{color:transparent}",
        "body{background:#eee}.x{color:#eee}",
        ".x{color:red;background:red}",
        "@media screen{.x{display:none}}",
        "@media (min-width:600px){@supports (display:grid){.x{display:none}}}",
        "@layer base{.x{display:none}}",
        "h2, .y:hover, .x{display:none}",
        "div .x{color:blue} body > .x{display:none}",
        "p.x{display:none}",
        "[class~=x]{display:none}",
        "p:not(.z).x{display:none}",
        "p + .x{display:none}",
        ".x{display:block}.x.x{display:none}.x{display:block}",
    ] {
        hides(rules, "<p class=x>WORDS</p>");
    }
    hides("#x{display:none}", "<p id=x>WORDS</p>");
    hides(".x p{display:none}", "<div class=x><p>WORDS</p></div>");
    hides("aside2{}", "<p hidden>WORDS</p>");
    hides("", "<p style='display:none'>WORDS</p>");
    hides("", "<p style='color:#FFFFFF'>WORDS</p>");
    hides("", "<font color=white><p>WORDS</p></font>");
    hides("", "<div style='position:absolute; left:-5000px'><p>WORDS</p></div>");
    hides("", "<p class=sr-only>WORDS</p>");
    hides("", "<p><span class='visually-hidden'>WORDS</span></p>");
    hides("", "<dialog><p>WORDS</p></dialog>");
}

#[test]
fn what_a_reader_sees_stays_whatever_the_sheets_say_elsewhere() {
    let shows = |head: &str, element: &str| {
        let body = format!("<p>{FIRST}</p>{}", element.replace("WORDS", SECOND));
        read(head, &body, &[FIRST, SECOND], &[]);
    };
    for rules in [
        "@media print{.x{display:none}}",
        "@media (max-width:600px){.x{display:none}}",
        ".x::before{display:none}",
        ".x:hover{opacity:0}",
        ".xx, .y .x, div > .x{display:none}",
        ".x{display:none}p.x{display:block}",
        ".x{display:none}.x{display:block!important}.x{display:none}",
        ".x{visibility:visible}",
        ".x{opacity:.6}",
        ".x{opacity:0;transition:opacity .3s}",
        ".x{left:-9999px}",
        ".x{text-indent:2em}",
        ".x{margin-left:-15px}",
        ".x{color:#fff;background:#036}",
        ".x{color:#fff;background-image:url(a.png)}",
        ".x{color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text}",
        "body{background:#000;color:#ccc}.x{color:#fff}",
        ".x{color:var(--ink)}",
        ".x{overflow:hidden;width:100%;height:auto}",
        ".x{max-height:none;overflow:hidden}",
        ".x{clip:auto}",
        "body{font-size:0}.x{font-size:16px}",
        "@keyframes k{from{opacity:0}to{opacity:1}}",
        "@font-face{display:none}",
        ".x{dis play:none}",
        "} .y{display:none}",
    ] {
        shows(&format!("<style>{rules}</style>"), "<p class=x>WORDS</p>");
    }
    shows("<style media=print>.x{display:none}</style>", "<p class=x>WORDS</p>");
    shows("<style type=text/template>.x{display:none}</style>", "<p class=x>WORDS</p>");
    shows("<link rel=stylesheet href=a.css>", "<div class=hero><p style='color:#fff'>WORDS</p></div>");
    shows("<link rel=stylesheet href=a.css>", "<p class='d-none d-md-block'>WORDS</p>");
    shows("", "<p class=not-sr-only>WORDS</p>");
    shows("<style>body{opacity:0}</style>", "<p>WORDS</p>");
    shows("<style>body{display:none !important}</style>", "<p>WORDS</p>");
}

#[test]
fn a_page_that_a_script_shows_is_read() {
    let body = format!("<div id=app><h1>Joint Statement</h1><p>{FIRST}</p><p>{SECOND}</p></div>");
    read("<style>#app{opacity:0}</style>", &body, &["# Joint Statement", FIRST, SECOND], &[]);
    read("<style>.fade{visibility:hidden}</style>", &format!("<p class=fade>{FIRST}"), &[FIRST], &[]);
}

#[test]
fn frameworks_hide_by_classes_whose_sheet_is_not_at_hand() {
    let body = format!(
        "<p>{FIRST}</p><p class=d-none>Not shown at all here.</p><p class='hidden lg:block'>{SECOND}</p>"
    );
    read(
        "<link rel=stylesheet href=a.css>",
        &body,
        &[FIRST, SECOND],
        &["html/hidden: Not shown at all here."],
    );
}

#[test]
fn what_is_hidden_inside_a_line_leaves_the_sentence_whole() {
    check(
        "<p>They agreed to use the <a href=x>new text<i class='fa fa-link' aria-hidden=true></i></a> by 2025.</p>\
         <p>They agreed to <span style='display:none'>never</span> meet again.</p>\
         <p>They will <span class=sr-only>(external link)</span>meet<span class=material-icons>open_in_new</span>.</p>\
         <div>They agreed to <div style='display:none'>never</div> meet in May.</div>",
        &[
            "They agreed to use the new text by 2025.",
            "They agreed to meet again.",
            "They will meet.",
            "They agreed to meet in May.",
        ],
    );
}

#[test]
fn the_article_is_seen_though_it_is_not_read_aloud() {
    check(
        &format!("<main aria-hidden=true><h1>Joint Statement</h1><p>{FIRST}</p></main>"),
        &["# Joint Statement", FIRST],
    );
    check(&format!("<div aria-hidden=true><p>{FIRST}</p><p>{SECOND}</p></div>"), &[FIRST, SECOND]);
    check(&format!("<main><p>{FIRST}</p><p aria-hidden=true>They met.</p></main>"), &[FIRST, "They met."]);
    check("<p>They agreed <span aria-hidden=true>never</span> to meet.</p>", &["They agreed never to meet."]);
}

#[test]
fn struck_words_are_told() {
    read(
        "<style>.gone{text-decoration:line-through}</style>",
        "<p>Both sides <del>restated</del> <ins>reaffirmed</ins> their <s>firm</s> <strike>old</strike> \
         <span style='text-decoration: line-through red'>new</span> <b class=gone>strong</b> commitment.</p>\
         <del><p>They left.</p></del>",
        &["Both sides reaffirmed their commitment."],
        &[
            "html/struck: restated",
            "html/struck: firm",
            "html/struck: old",
            "html/struck: new",
            "html/struck: strong",
            "html/struck: They left.",
        ],
    );
}

#[test]
fn what_other_browsers_fall_back_on_is_told_and_frames_and_shadow_trees_are_read() {
    read(
        "",
        &format!(
            "<p>{FIRST}</p><noscript><p>One step.</p></noscript><object data=x><p>Two steps.</p></object>\
             <iframe srcdoc='&lt;p&gt;{SECOND}&lt;/p&gt;'></iframe><iframe src=x>Frames.</iframe>\
             <x-a><template shadowrootmode=open><style>p{{color:red}}</style><p>{THIRD}</p><p><slot>None</slot></p>\
             <div><slot name=end></slot></div></template>Slotted words.<i slot=other>Lost.</i><b slot=end>The end.</b></x-a>\
             <template><p>Later.</p></template><select><option>One</select><button>Print</button>\
             <video>No video.</video><noscript><img src=x></noscript>"
        ),
        &[FIRST, SECOND, THIRD, "Slotted words.", "# The end."],
        &[
            "html/noscript: One step.",
            "html/fallback: Two steps.",
            "html/fallback: Frames.",
            "html/hidden: Lost.",
            "html/template: Later.",
            "html/control: One",
            "html/control: Print",
            "html/fallback: No video.",
        ],
    );
}

#[test]
fn names_made_of_a_heading_leave_its_text() {
    for id in [
        "missile-warning-data-sharing",
        "related-matters",
        "recommended-next-steps",
        "social-and-cultural-exchange",
        "information-sharing",
        "sharing",
        "popular-support",
        "consent-of-the-governed",
        "comments-on-the-draft",
    ] {
        let body = format!(
            "<main><h1>Joint Statement</h1><p>{FIRST}</p><p>{THIRD}</p><p>{THIRD}</p><p>{THIRD}</p>\
             <section id={id} class='part {id}'><h2>Of this</h2><p>{SECOND}</p></section></main>"
        );
        check(&body, &["# Joint Statement", FIRST, THIRD, THIRD, THIRD, "# Of this", SECOND]);
    }
}

#[test]
fn names_of_designers_take_what_a_site_adds() {
    for (name, text) in [
        ("share-buttons", "Share this"),
        ("information-sharing", "Share this"),
        (
            "relatedStories",
            "Commander visits the Republic of Korea to discuss the Alliance and the Peninsula.",
        ),
        (
            "c-related-posts__list",
            "Commander visits the Republic of Korea to discuss the Alliance and the Peninsula.",
        ),
        (
            "CybotCookiebotDialog",
            "This website uses small files to personalise content and to analyse our traffic.",
        ),
        (
            "onetrust-consent-sdk",
            "By clicking Accept you agree to the storing of small files on your device.",
        ),
        (
            "cookie-consent-banner",
            "By clicking Accept you agree to the storing of small files on your device.",
        ),
        ("gdpr-popup", "By clicking Accept you agree to the storing of small files on your device."),
        ("wm-ipp-base", "The Example Archive saves pages of the public web, day by day, so that they last."),
        ("newsletter-signup", "Get every release of every government the moment it is out, free of charge."),
    ] {
        let body = format!(
            "<div id={name}><div>{text}</div></div><h1>Joint Statement</h1><p>{FIRST}<p>{SECOND}<p>{THIRD}"
        );
        check(&body, &["# Joint Statement", FIRST, SECOND, THIRD]);
    }
}

#[test]
fn the_toolbar_of_an_archive_is_what_stands_between_its_comments() {
    let toolbar =
        "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div><p>12 captures were made of this page.</p></div>";
    read(
        "",
        &format!("{toolbar}<!-- END WAYBACK TOOLBAR INSERT --><h1>Joint Statement</h1><p>{FIRST}"),
        &["# Joint Statement", FIRST],
        &["html/archive: 12 captures were made of this page."],
    );
    check(&format!("{toolbar}<p>{FIRST}"), &["12 captures were made of this page.", FIRST]);
}

#[test]
fn marks_of_notes_are_labels_and_ordinals_and_powers_are_words() {
    read(
        "",
        "<p>The 23<sup>rd</sup> meeting ended.<sup>1</sup> They agreed by the end of 2025<sup>2</sup>.</p>\
         <p>Korea.<sup><a href='#f1'>3</a></sup>They left <a href='#n'><sup>4</sup></a>. An area of 5 km<sup>2</sup>.</p>\
         <p>Both<span style='vertical-align:super'>5</span> sides <a href='#_ftn6'>[6]</a> met, as <a href='#p7'>paragraph 7</a> says.</p>\
         <p><sup>1</sup> A note. <a href='#r1'>↩</a></p><p><a href='#r2'><sup>[2]</sup></a> Another.</p>",
        &[
            "The 23rd meeting ended. They agreed by the end of 2025.",
            "Korea. They left. An area of 5 km².",
            "Both sides met, as paragraph 7 says.",
            "(1) A note.",
            "(2) Another.",
        ],
        &[
            "html/note-mark: 1",
            "html/note-mark: 2",
            "html/note-mark: 3",
            "html/note-mark: 4",
            "html/note-mark: 5",
            "html/note-mark: [6]",
            "html/note-mark: ↩",
        ],
    );
}

#[test]
fn sentences_set_as_headings_are_text() {
    check(
        "<h1>Joint Statement</h1><p><b>Both sides agreed to meet again in 2025.</b></p><h4>They will never meet again.</h4>\
         <h2>Extended Deterrence</h2><p><strong>Cyber and Space</strong></p><h2><img alt=x></h2><p>They met.</p>\
         <h3><button>Working groups</button></h3>",
        &[
            "# Joint Statement",
            "Both sides agreed to meet again in 2025.",
            "They will never meet again.",
            "# Extended Deterrence",
            "# Cyber and Space",
            "They met.",
            "# Working groups",
        ],
    );
}

#[test]
fn typed_text_is_cut_as_plain_text_is() {
    let typed = "Joint Statement\n\nBoth sides met in Seoul on May 14, 2024, and took stock of the state of\n\
                 their alliance.\n\n1. They agreed to meet again.\n2. They left.";
    let expected = [
        "Joint Statement",
        "Both sides met in Seoul on May 14, 2024, and took stock of the state of\ntheir alliance.",
        "(1.) They agreed to meet again.",
        "(2.) They left.",
    ];
    check(&format!("<pre>{typed}</pre>"), &expected);
    check(&format!("<div style='white-space: pre-wrap'>{typed}</div>"), &expected);
    read("<style>.t{white-space:pre-line}</style>", &format!("<div class=t>{typed}</div>"), &expected, &[]);
}

#[test]
fn styled_and_made_up_elements_are_paragraphs() {
    let expected = [FIRST, SECOND];
    check(
        &format!("<span style='display:block'>{FIRST}</span><span style='display:block'>{SECOND}</span>"),
        &expected,
    );
    read(
        "<style>.p{display:block}</style>",
        &format!("<b class=p>{FIRST}</b><b class=p>{SECOND}</b>"),
        &expected,
        &[],
    );
    check(&format!("<x-text>{FIRST}</x-text><x-text>{SECOND}</x-text>"), &expected);
    check(&format!("<x-body><x-text>{FIRST}</x-text><x-text>{SECOND}</x-text></x-body>"), &expected);
    check("<p>Both <x-term>sides</x-term> <x-term>met</x-term>.</p>", &["Both sides met."]);
    check(&format!("<div>{FIRST}<br><br>{SECOND}</div>"), &expected);
    check(&format!("<div>{FIRST}<br>&nbsp;<br>{SECOND}</div>"), &expected);
    check(
        "<p>They met. <div style='display:inline'>They agreed</div> <h4 style='display:inline'>to meet.</h4>",
        &["They met.", "They agreed to meet."],
    );
}

#[test]
fn quotation_marks_that_a_browser_adds_are_text() {
    check("<p>They noted the <q>new era</q> of peace.</p>", &["They noted the “new era” of peace."]);
}

#[test]
fn the_title_in_the_header_of_the_page_stays() {
    let site = "<header><h1><a href=/>Ministry</a></h1><nav><a href=/x>News</a></nav></header>";
    check(&format!("<header><h1>Joint Statement</h1></header><p>{FIRST}</p>"), &["# Joint Statement", FIRST]);
    check(&format!("{site}<h2>Joint Statement</h2><p>{FIRST}</p>"), &["# Joint Statement", FIRST]);
}

#[test]
fn the_title_over_the_element_with_the_text_stays_with_its_date() {
    check(
        &format!(
            "<div class=top><p>News</p></div><div><h1>Joint Statement</h1><p>May 14, 2024</p></div>\
             <div class=text><p>{FIRST}</p><h4 id=data-sharing>Data sharing</h4><p>{SECOND}</p><p>{THIRD}</p></div>"
        ),
        &["# Joint Statement", "May 14, 2024", FIRST, "# Data sharing", SECOND, THIRD],
    );
}

#[test]
fn a_bold_line_over_plain_ones_is_a_title() {
    check(
        &format!("<div><b>Joint Statement</b><br>Office of the Spokesman<br>Washington<p>{FIRST}</div>"),
        &["# Joint Statement", "Office of the Spokesman\nWashington", FIRST],
    );
    check("<p><b>Both sides</b><br>agreed to meet.</p>", &["Both sides\nagreed to meet."]);
}

#[test]
fn a_table_in_a_figure_is_text_and_a_caption_is_not() {
    read(
        "",
        &format!(
            "<p>{FIRST}</p><figure><table><tr><td>Fund</td><td>{SECOND}</td></tr></table><figcaption>A table.</figcaption></figure>"
        ),
        &[FIRST, "Fund", SECOND],
        &["html/figure: A table."],
    );
}

#[test]
fn soft_hyphens_and_marks_of_no_width_are_those_of_the_same_text() {
    check(
        "<p>They ag&shy;reed on the table&ZeroWidthSpace;top ex<wbr>ercise.",
        &["They ag\u{ad}reed on the table\u{200b}top exercise."],
    );
}

#[test]
fn data_is_read_where_a_page_has_no_other_text() {
    let data = |body: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@graph\": [{{\"headline\": \"Joint Statement\", \"articleBody\": \"{body}\"}}]}}</script>"
        )
    };
    let plain = data(&format!("{FIRST}\\n\\n{SECOND}"));
    read(
        &plain,
        "<div id=app></div><nav><a href=x>Home</a></nav>",
        &["# Joint Statement", FIRST, SECOND],
        &[],
    );
    let tagged = data(&format!("<p>{FIRST}<\\/p><p>{SECOND}<\\/p>"));
    read(&tagged, "<div id=app></div>", &["# Joint Statement", FIRST, SECOND], &[]);
    read(&plain, &format!("<p>{THIRD}</p>"), &[THIRD], &[]);
    read(
        "<script type='application/ld+json'>{broken articleBody</script>",
        &format!("<p>{THIRD}</p>"),
        &[THIRD],
        &[],
    );
}

#[test]
fn sheets_that_cannot_be_held_against_a_page_are_an_error() {
    let rules: String = (0..60_000).map(|number| format!(".x{number} p{{display:none}}")).collect();
    let html = format!("<!doctype html><style>{rules}</style><p>{FIRST}</p>");
    assert!(page(html.as_bytes()).unwrap_err().to_string().contains("style rules"));
    let rules: String = (0..3_000).map(|number| format!("a b{number} p{{display:none}}")).collect();
    let (deep, words) = ("<div>".repeat(800), "<p>x</p>".repeat(100));
    let html = format!("<!doctype html><style>{rules}</style>{deep}{words}");
    assert!(page(html.as_bytes()).unwrap_err().to_string().contains("style rules"));
    let nested = format!("<style>{}{}</style>", "@media all{".repeat(5_000), ":not(".repeat(5_000));
    read(&nested, &format!("<p>{FIRST}</p>"), &[FIRST], &[]);
}

#[test]
fn pages_inside_of_pages_have_an_end() {
    let mut html = format!("<p>{FIRST}</p>");
    for _ in 0..8 {
        html = format!(
            "<p>{SECOND}</p><iframe srcdoc=\"{}\"></iframe>",
            html.replace('&', "&amp;").replace('"', "&quot;")
        );
    }
    let page = page(format!("<!doctype html>{html}").as_bytes()).unwrap();
    assert!(
        page.blocks.len() >= 4 && page.outside.iter().any(|outside| outside.text.contains("Both sides met"))
    );
}

#[test]
fn a_place_to_link_to_is_no_link_over_the_text_behind_it() {
    check(&format!("<a name=top><p>{FIRST}</p><p>{SECOND}</p>"), &[FIRST, SECOND]);
    check(&format!("<p>{FIRST}</p><p><a id=two>{SECOND}</a></p>"), &[FIRST, SECOND]);
}

#[test]
fn the_number_of_a_note_is_none_of_the_text_where_only_its_link_says_so() {
    let noted = |link: &str| {
        let body = format!("<p>They met in 2025{link}.</p><p>{SECOND}{link}</p>");
        read("", &body, &["They met in 2025.", SECOND], &["html/note-mark: 1", "html/note-mark: 1"]);
    };
    noted("<a href='#fn1'>1</a>");
    noted("<a href='x.html#_ftn1'>1</a>");
    noted("<a href='#a' class=footnote-ref>1</a>");
    noted("<a href='#a' role=doc-noteref>1</a>");
    check(
        "<p>See footnote <a href='#fn3'>3</a> below, and Article <a href='#a3'>3</a>.</p>",
        &["See footnote 3 below, and Article 3."],
    );
}

#[test]
fn a_paragraph_whose_name_is_a_word_is_about_that_word() {
    for name in ["related", "comments", "consent", "sharing"] {
        check(&format!("<p>{FIRST}</p><p class={name}>{SECOND}</p><p>{THIRD}</p>"), &[FIRST, SECOND, THIRD]);
    }
    read(
        "",
        &format!("<p>{FIRST}</p><p>{THIRD}</p><p class=cookie-notice>We store cookies here.</p>"),
        &[FIRST, THIRD],
        &["html/cookie: We store cookies here."],
    );
}

#[test]
fn a_banner_of_consent_goes_whichever_program_or_label_names_it() {
    for names in [
        "id=uc-banner-modal",
        "id=consent_blackbar",
        "class='cc-window cc-banner'",
        "class=t-consentPrompt",
        "id=ccc-notify",
        "id=tarteaucitronRoot",
        "id=axeptio_overlay",
        "id=lanyard_root",
        "id=_evidon_banner",
        "id=cookiefirst-root",
        "class=govuk-cookie-banner",
        "id=silktide-wrapper",
        "id=hs-eu-cookie-confirmation",
        "class=orejime-Notice",
        "id=transcend-consent-manager",
        "aria-label='Cookie banner'",
        "aria-label='Cookie settings' class=x",
    ] {
        let banner = "<p>We and our partners store data on this device.</p>";
        let body = format!("<div><p>{FIRST}</p><p>{SECOND}</p></div><div {names}>{banner}</div>");
        check(&body, &[FIRST, SECOND]);
    }
}

#[test]
fn utf_8_with_a_slip_in_it_is_utf_8_whatever_the_page_declares() {
    for declared in ["utf-8", "iso-8859-1", "windows-1252", "us-ascii", "euc-kr"] {
        let head = format!("<!doctype html><meta charset={declared}><p>They met in ");
        let html =
            [head.as_bytes(), "“Seoul”, took".as_bytes(), b"\x92", " stock’s worth.".as_bytes()].concat();
        let page = page(&html).unwrap();
        assert_eq!(page.blocks[0].raw(), "They met in “Seoul”, took\u{fffd} stock’s worth.", "{declared}");
    }
}

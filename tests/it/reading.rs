//! Pages in, statements out: the whole way, on the editions that ship and on hostile input.

use std::sync::LazyLock;

use kidd::series::{self, Rules, RulesFile};
use kidd::statement::{Role, Statement};
use kidd::{source, statement};
use proptest::prelude::*;

const EDITION_23: &[u8] = include_bytes!("../../statements/kidd/23.txt");
const SAMPLE: &[u8] = include_bytes!("../../statements/kidd/sample.txt");

pub(crate) fn kidd() -> Rules {
    let text = include_str!("../../statements/kidd/series.toml").into();
    series::load(&RulesFile { origin: "kidd/series.toml".into(), text }, &|_| Ok(None)).unwrap()
}

fn read(bytes: &[u8], rules: &Rules) -> kidd::Result<Statement> {
    let statement = statement::read(&source::read("page", bytes)?, rules)?;
    holds_together(&statement);
    Ok(statement)
}

fn general(text: &str) -> Statement {
    read(text.as_bytes(), &series::general().unwrap()).unwrap()
}

fn texts(statement: &Statement) -> Vec<&str> {
    statement.sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

fn sections(statement: &Statement) -> Vec<&str> {
    statement.sentences.iter().map(|sentence| sentence.section.as_str()).collect()
}

/// What every statement must fulfil, whatever was read.
fn holds_together(statement: &Statement) {
    let text = &statement.clean_text;
    let mut rebuilt = String::new();
    let body: Vec<_> = statement.blocks.iter().filter(|block| block.index.is_some()).collect();
    for (index, block) in body.iter().enumerate() {
        assert_eq!(block.index, Some(index));
        assert!(matches!(block.role, Role::Body | Role::Item));
        assert_eq!(text[block.range.clone().unwrap()], block.text);
        rebuilt.push_str(&block.text);
        rebuilt.push_str("\n\n");
    }
    assert_eq!(&rebuilt, text);
    let mut end = 0;
    let mut line = 0;
    for (index, sentence) in statement.sentences.iter().enumerate() {
        assert_eq!(sentence.index, index);
        assert_eq!(text[sentence.range.clone()], sentence.text);
        assert_eq!(sentence.text.trim(), sentence.text);
        assert!(!sentence.text.is_empty());
        assert!(text[end..sentence.range.start].trim().is_empty(), "words between sentences");
        let block = body[sentence.paragraph].range.clone().unwrap();
        assert!(block.start <= sentence.range.start && sentence.range.end <= block.end);
        assert!(sentence.line >= line);
        assert!(!sentence.section.is_empty());
        (end, line) = (sentence.range.end, sentence.line);
    }
    assert!(text[end..].trim().is_empty(), "words behind the last sentence");
    let filed: usize = statement.sections.iter().map(|section| section.sentences.len()).sum();
    assert_eq!(filed, statement.sentences.len());
}

#[test]
fn the_23rd_has_40_sentences_in_17_paragraphs_and_no_furniture_among_them() {
    let statement = read(EDITION_23, &kidd()).unwrap();
    assert_eq!(statement.sentences.len(), 40);
    assert_eq!(statement.blocks.iter().filter(|block| block.index.is_some()).count(), 17);
    assert!(texts(&statement).iter().all(|text| text.ends_with(['.', '"'])));
    for piece in ["Mirage", "Public Release", "View in full", "U.S. Department of Defense\n"] {
        assert!(!statement.clean_text.contains(piece), "{piece}");
    }
    let roles: Vec<_> = statement.blocks.iter().take(3).map(|block| block.role).collect();
    assert_eq!(roles, [Role::Title, Role::Byline, Role::Body]);
    assert_eq!(statement.furniture.len(), 1);
    assert_eq!((statement.furniture[0].rule.as_str(), statement.furniture[0].line), ("repost-notice", 39));
}

#[test]
fn the_header_of_the_23rd_says_who_when_and_where() {
    let statement = read(EDITION_23, &kidd()).unwrap();
    assert_eq!(statement.title, "23rd Korea-U.S. Integrated Defense Dialogue Joint Statement");
    assert_eq!(statement.ordinal, Some(23));
    assert_eq!(statement.date.unwrap().to_string(), "2023-09-18");
    assert_eq!(statement.end_date, None);
    assert_eq!(statement.venue.as_deref(), Some("Seoul"));
    let heads: Vec<_> = statement
        .delegations
        .iter()
        .map(|head| (head.party.as_str(), head.lead.as_str(), head.office.as_deref().unwrap(), head.acting))
        .collect();
    assert_eq!(
        heads,
        [
            (
                "us",
                "Cara Allison Marshall",
                "Deputy Assistant Secretary of Defense (DASD) for East Asia",
                true
            ),
            ("rok", "Taekeun Heo", "Deputy Minister for National Defense Policy (DEPMIN)", false),
        ]
    );
    assert!(!statement.illustrative);
}

#[test]
fn the_sample_says_that_it_is_illustrative() {
    let statement = read(SAMPLE, &kidd()).unwrap();
    assert!(statement.illustrative);
    assert_eq!(statement.ordinal, Some(24));
    assert_eq!(statement.venue.as_deref(), Some("Washington, D.C."));
    assert!(!statement.clean_text.contains("ILLUSTRATIVE"));
}

#[test]
fn every_sentence_of_the_23rd_is_filed_where_a_desk_officer_would() {
    let expected = [
        "meeting",
        "meeting",
        "meeting",
        "denuclearization",
        "combined-defense",
        "threat",
        "threat",
        "diplomacy",
        "extended-deterrence",
        "exercises",
        "exercises",
        "exercises",
        "exercises",
        "unc-armistice",
        "unc-armistice",
        "technology-industry",
        "technology-industry",
        "technology-industry",
        "extended-deterrence",
        "extended-deterrence",
        "missile-defense",
        "missile-defense",
        "cyber",
        "space",
        "space",
        "opcon",
        "opcon",
        "opcon",
        "regional",
        "regional",
        "regional",
        "regional",
        "trilateral",
        "trilateral",
        "trilateral",
        "extended-deterrence",
        "extended-deterrence",
        "conclusion",
        "conclusion",
        "next-meeting",
    ];
    assert_eq!(sections(&read(EDITION_23, &kidd()).unwrap()), expected);
}

#[test]
fn every_sentence_of_the_sample_is_filed_where_a_desk_officer_would() {
    let expected = [
        "meeting",
        "meeting",
        "meeting",
        "denuclearization",
        "combined-defense",
        "threat",
        "threat",
        "diplomacy",
        "extended-deterrence",
        "exercises",
        "exercises",
        "unc-armistice",
        "unc-armistice",
        "extended-deterrence",
        "extended-deterrence",
        "missile-defense",
        "missile-defense",
        "cyber",
        "cyber",
        "space",
        "space",
        "technology-industry",
        "opcon",
        "opcon",
        "opcon",
        "regional",
        "regional",
        "regional",
        "technology-industry",
        "technology-industry",
        "technology-industry",
        "trilateral",
        "trilateral",
        "trilateral",
        "trilateral",
        "extended-deterrence",
        "extended-deterrence",
        "conclusion",
        "conclusion",
        "next-meeting",
    ];
    assert_eq!(sections(&read(SAMPLE, &kidd()).unwrap()), expected);
}

#[test]
fn sessions_are_named_until_the_text_leaves_them() {
    let statement = read(EDITION_23, &kidd()).unwrap();
    let session = |index: usize| statement.sentences[index].session.as_deref();
    assert_eq!(session(2), None);
    assert_eq!(
        (session(3), session(24)),
        (Some("Security Policy Initiative"), Some("Security Policy Initiative"))
    );
    assert!(session(25).unwrap().ends_with("Transition Working Group"));
    assert_eq!((session(28), session(34)), (Some("Executive Session"), Some("Executive Session")));
    assert_eq!((session(35), session(39)), (None, None));
}

#[test]
fn sentences_survive_what_statements_are_full_of() {
    for sentence in [
        "Dr. Taekeun Heo met Joseph R. Biden, Jr. and Mr. Lee of the U.S. Department of Defense (DoD) in Washington, D.C. on Sept. 18.",
        "They implement the ROK Strategy and the U.S. Indo-Pacific Strategy.",
        "It marked the beginning of a \"new era of ROK-U.S.-Japan cooperation.\"",
        "It marked the beginning of a “new era of ROK-U.S.-Japan cooperation.”",
        "President Joseph R. Biden, Jr. and Prime Minister Rishi Sunak agreed on No. 3 of the list.",
        "About approx. 3,813 personnel of the U.S. and U.K. forces, i.e. the largest group, are deployed.",
        "The rate is 4.5 percent, vs. 3.2 percent in the U.S. economy.",
    ] {
        let other = "Both sides agreed to continue their work together.";
        let statement = general(&format!("{sentence} {other} {sentence}\n"));
        assert_eq!(texts(&statement), [sentence, other, sentence]);
    }
}

#[test]
fn abbreviations_end_a_sentence_where_another_one_starts() {
    let statement = general(
        "They met in Washington, D.C. The two sides agreed with the U.S. They left at 3 p.m. Both sides agreed.",
    );
    assert_eq!(statement.sentences.len(), 4, "{:?}", texts(&statement));
}

#[test]
fn markdown_text_crlf_utf_16_and_windows_1252_say_the_same() {
    let plain = "Joint Statement on Cooperation\n\nBoth sides met on May 3, 2024, in Seoul and reaffirmed the Alliance’s \
                 “new era” – with its partners. They agreed to continue.\n";
    let markdown = "---\ntitle: Joint Statement on Cooperation\n---\n\nBoth sides met on May 3, 2024,\nin Seoul and \
                    *reaffirmed* the [Alliance’s](https://example.org) “new era”\n– with its partners.\nThey agreed to \
                    continue.\n\n\\###\n";
    let wrapped = "Joint Statement on Cooperation\r\n\r\nBoth sides met on May 3, 2024, in Seoul and reaffirmed the\r\n\
                   Alliance’s “new era” – with its partners. They agreed to\r\ncontinue.\r\n";
    let utf_16: Vec<u8> =
        b"\xFF\xFE".iter().copied().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode(plain);
    let rules = series::general().unwrap();
    let one = read(plain.as_bytes(), &rules).unwrap();
    assert_eq!(one.sentences.len(), 2);
    for bytes in [markdown.as_bytes(), wrapped.as_bytes(), &utf_16, &western] {
        let other = read(bytes, &rules).unwrap();
        assert_eq!(other.clean_text, one.clean_text);
        assert_eq!(other.title, one.title);
        assert_eq!(other.text_sha256, one.text_sha256);
        assert_eq!((other.date, other.venue), (one.date, one.venue.clone()));
    }
}

#[test]
fn a_release_page_loses_its_banner_and_keeps_its_text() {
    let page = "An official website of the United States Government\nHere's how you know\n\nOfficial websites use .gov\n\n\
                A lock ( lock ) or https:// means you’ve safely connected to the .gov website. Share sensitive \
                information only on official, secure websites.\n\nHome : Media : News : News Article View\n\
                NEWS | Sept. 18, 2023\n\nJoint Press Statement for the 23rd Korea-U.S. Integrated Defense Dialogue\n\n\
                Department of Defense\n\nWASHINGTON -- The U.S. Department of Defense (DoD) held the 23rd Korea-U.S. \
                Integrated Defense Dialogue (KIDD) in Seoul. They agreed to continue.\n\nPage 1 of 2\n\n###\n";
    let statement = read(page.as_bytes(), &kidd()).unwrap();
    assert_eq!(statement.title, "Joint Press Statement for the 23rd Korea-U.S. Integrated Defense Dialogue");
    assert_eq!(statement.date.unwrap().to_string(), "2023-09-18");
    assert_eq!(statement.sentences.len(), 2);
    assert!(statement.sentences[0].text.starts_with("The U.S. Department"));
    let rules: Vec<_> = statement.furniture.iter().map(|piece| piece.rule.as_str()).collect();
    assert_eq!(rules.iter().filter(|rule| **rule == "site-banner").count(), 4);
    for rule in ["navigation", "date-line", "dateline", "page-mark", "end-mark"] {
        assert!(rules.contains(&rule), "{rule} of {rules:?}");
    }
}

#[test]
fn a_notice_glued_to_the_last_sentence_goes() {
    let glued = String::from_utf8(EDITION_23.to_vec())
        .unwrap()
        .replace("November 2023.\n\n/Public", "November 2023./Public");
    assert!(glued.contains("2023./Public"));
    let statement = read(glued.as_bytes(), &kidd()).unwrap();
    assert_eq!(statement.text_sha256, read(EDITION_23, &kidd()).unwrap().text_sha256);
}

#[test]
fn numbered_paragraphs_keep_their_numbers_as_labels() {
    let statement = general(
        "Joint Communique\n\n1. The 54th meeting was held in Washington, D.C. on November 3, 2022.\n\n\
         2. The Secretary and the Minister reaffirmed the Alliance.\n",
    );
    let labels: Vec<_> = statement.blocks.iter().filter_map(|block| block.label.as_deref()).collect();
    assert_eq!(labels, ["1.", "2."]);
    assert_eq!(texts(&statement)[1], "The Secretary and the Minister reaffirmed the Alliance.");
}

#[test]
fn a_page_without_a_sentence_is_no_statement() {
    for page in
        ["Immediate Release\n\n###\n", "---\ntitle: Joint Statement\n---\n", "ILLUSTRATIVE TEXT: nothing\n"]
    {
        let error = read(page.as_bytes(), &kidd()).unwrap_err().to_string();
        assert!(error.starts_with("page: is not a statement"), "{error}");
    }
}

#[test]
fn only_its_own_statements_are_of_the_series() {
    let file = |name: &str| {
        let text = std::fs::read_to_string(format!("statements/{name}/series.toml")).unwrap().into();
        (name.to_owned(), RulesFile { origin: name.to_owned(), text })
    };
    let known = [file("kidd")];
    let of = |text: &str| series::detect(&source::read("page", text.as_bytes()).unwrap(), &known).unwrap();
    assert_eq!(of(std::str::from_utf8(EDITION_23).unwrap()).as_deref(), Some("kidd"));
    assert_eq!(of(std::str::from_utf8(SAMPLE).unwrap()).as_deref(), Some("kidd"));
    assert_eq!(
        of("The Ministry and the Department held the 19th Korea-U.S. Integrated Defense Dialogue (KIDD) in Seoul.").as_deref(),
        Some("kidd")
    );
    for other in [
        "Joint Press Statement on Nuclear Consultative Group Meeting\n\nThe second Nuclear Consultative Group (NCG) convened \
         in Washington D.C. and noted the results of the Korea-U.S. Integrated Defense Dialogue (KIDD).",
        "Joint Communique of the 55th Security Consultative Meeting\n\n1. The 55th Security Consultative Meeting (SCM) was \
         held in Seoul.\n\n2. They noted that the Korea-U.S. Integrated Defense Dialogue (KIDD) advances the Alliance.",
        "The Minister spoke about the KIDD.",
        "Joint Leaders Statement on AUKUS\n\nWe announce a partnership.",
    ] {
        assert_eq!(of(other), None, "{other}");
    }
}

#[test]
fn the_mark_of_a_page_breaks_no_sentence() {
    let text = "Joint Statement\n\nThe two sides met on May 3, 2024 in Seoul and agreed to keep up\n\n- 2 -\n\n\
                the pressure together with their partners.\n\nThey will meet again.\n\n{end}";
    for end in ["###", "\\###"] {
        let statement = general(&text.replace("{end}", end));
        assert_eq!(
            texts(&statement),
            [
                "The two sides met on May 3, 2024 in Seoul and agreed to keep up the pressure together with their partners.",
                "They will meet again."
            ],
            "{end}"
        );
        let rules: Vec<_> = statement.furniture.iter().map(|piece| piece.rule.as_str()).collect();
        assert_eq!(rules, ["page-mark", "end-mark"]);
    }
}

// Nothing is timed here, since a busy machine is no fault of the code: a step that is not linear makes these pages hang.
#[test]
fn hostile_pages_are_read_or_refused() {
    let sentence = "Both sides agreed to continue their close cooperation. ";
    let pages = [
        ("one line", sentence.repeat(1 << 14)),
        ("one line without a stop", "cooperation and ".repeat(1 << 16)),
        ("one word", "a".repeat(1 << 20)),
        ("blank lines", format!("{sentence}{}{sentence}", "\n".repeat(100_000))),
        ("many paragraphs", format!("{sentence}\n\n").repeat(20_000)),
        ("many headings", "Cyber Cooperation\n\n".repeat(50_000) + sentence),
        ("many alternating headings", format!("Cyber Cooperation\n\n{sentence}\n\n").repeat(10_000)),
        ("quotes", "> ".repeat(20_000) + sentence),
        ("lists", "- ".repeat(20_000) + sentence),
        ("brackets", "**a** ".to_owned() + &"[".repeat(100_000) + sentence),
        ("stars", "**a** ".to_owned() + &"*a ".repeat(100_000) + sentence),
        ("parentheses", "(".repeat(200_000) + sentence),
        ("closed parentheses", "(a. ".repeat(50_000) + &")".repeat(50_000)),
        ("open quotes", "“We agreed. ".repeat(50_000)),
        ("abbreviations", "U.S. ".repeat(100_000)),
        ("times", "on Jan. 5 at 6 a.m. ".repeat(20_000)),
        ("dates", "on September 18, 2023 ".repeat(20_000)),
        (
            "persons",
            format!("{} led the U.S. delegation.", "Secretary of Defense John Doe and ".repeat(20_000)),
        ),
        ("tags", "**a** ".to_owned() + &"<div>".repeat(50_000) + sentence),
        ("comments", format!("**a**\n\n{}{sentence}", "<!-- ".repeat(50_000))),
        ("front matter that is not closed", format!("---\ntitle: a\n{}", sentence.repeat(10_000))),
        ("bidirectional marks", "\u{202e}Both\u{2066} sides\u{200f} agreed. ".repeat(10_000)),
        ("full stops", ". ".repeat(200_000)),
        ("dashes", "— ".repeat(100_000)),
        ("capitals", "WASHINGTON ".repeat(100_000)),
    ];
    let rules = kidd();
    for (name, page) in pages {
        if let Err(error) = read(page.as_bytes(), &rules) {
            assert!(error.to_string().starts_with("page: "), "{name}: {error}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &series::general().unwrap());
    }

    #[test]
    fn every_order_of_the_rules_own_expressions_is_read(words in prop::collection::vec(expression(), 200)) {
        let sentences: Vec<String> = words.chunks(12).map(|words| format!("Both {}.", words.join(" "))).collect();
        read(sentences.join("\n\n").as_bytes(), rules_of_the_series()).unwrap();
    }

    #[test]
    fn what_is_read_holds_together(pieces in prop::collection::vec(piece(), 1..40)) {
        let _ = read(pieces.concat().as_bytes(), &series::general().unwrap());
    }
}

/// The rules, read once.
fn rules_of_the_series() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(kidd);
    &RULES
}

/// What stands between the expressions of the rules.
const MARKS: [&str; 14] =
    [",", ";", "(", ")", "—", "“", "”", "and", "to", "that", "it", "will", "was", "2023"];

/// An expression that the rules know, or a mark between two.
fn expression() -> impl Strategy<Value = String> {
    static EXPRESSIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let general = include_str!("../../core/src/series/general.toml");
        let own = include_str!("../../statements/kidd/series.toml");
        let mut found = Vec::new();
        for text in [general, own] {
            strings(&toml::Value::Table(text.parse().unwrap()), &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    });
    prop_oneof![
        5 => prop::sample::select(&EXPRESSIONS[..]),
        2 => prop::sample::select(&MARKS[..]).prop_map(str::to_owned),
    ]
}

fn strings(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) if text.len() < 60 => found.push(text.clone()),
        toml::Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
        toml::Value::Table(table) => table.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}

/// What pages are made of, and what breaks readers.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "Both sides agreed. ",
        "the U.S. ",
        "Dr. ",
        "Washington, D.C. ",
        "(DoD) ",
        "\n",
        "\n\n",
        "\r\n",
        "  \n",
        "---\n",
        "title: x\n",
        "+++\n",
        "**",
        "*",
        "# ",
        "- ",
        "12. ",
        "\\###",
        "“",
        "”",
        "\"",
        "—",
        "-\n",
        "th\n",
        "55",
        "\t",
        "/Public Release. ",
        "Immediate Release",
        "Sincerely,\n",
        "Dear Mr. Speaker:\n",
        "WASHINGTON -- ",
        "September 18",
        ", 2023",
        " led the U.S. delegation",
        "Secretary of Defense ",
        "John Doe",
        "\u{202e}",
        "\u{a0}",
        "\u{feff}",
        "<u>",
        "</u>",
        "<!--",
        "&amp;",
        "[",
        "](x)",
        "> ",
        "|",
        "cyber ",
        "space ",
        "OPCON ",
        "é",
        "한국",
        "\u{2028}",
        "During the Executive Session, ",
        "    ",
        "`",
        "~~~\n",
        "1) ",
        "• ",
    ];
    prop_oneof![
        8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

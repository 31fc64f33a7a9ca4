//! Plain text and what all formats share: furniture, labels, headings, the marks of footnotes and the ends of sentences.

use kidd::series;
use kidd::statement::{Role, Statement};
use kidd::{source, statement};

const FIRST: &str = "Both sides met in Seoul on May 14, 2024 and reviewed their plans for the coming year.";
const LAST: &str = "Both delegations thanked the hosts and agreed to meet again in Washington in 2025.";

fn read(text: &str) -> Statement {
    statement::read(&source::read("page", text.as_bytes()).unwrap(), &series::general().unwrap()).unwrap()
}

fn sentences(text: &str) -> Vec<String> {
    read(text).sentences.into_iter().map(|sentence| sentence.text).collect()
}

/// The paragraphs of the text, each with its label.
fn paragraphs(text: &str) -> Vec<String> {
    let body = read(text).blocks.into_iter().filter(|block| block.index.is_some());
    body.map(|block| block.label.map_or_else(String::new, |label| format!("{label} ")) + &block.text)
        .collect()
}

fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().unwrap();
        if line.is_empty() {
            line.push_str(word);
        } else if line.len() + 1 + word.len() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}

/// The fixed words with which the lines of the furniture that ships begin.
fn openings() -> Vec<String> {
    let rules = [
        include_str!("../../core/src/series/general.toml"),
        include_str!("../../statements/fomc/series.toml"),
    ];
    let mut openings = Vec::new();
    for text in rules {
        let table: toml::Table = text.parse().unwrap();
        let lines = table["furniture"].as_array().unwrap().iter().filter_map(|rule| rule.get("line"));
        for line in lines.flat_map(|lines| lines.as_array().unwrap()) {
            let words = line.as_str().unwrap().split('{').next().unwrap().trim();
            if words.starts_with(char::is_alphabetic) && words.ends_with(char::is_alphanumeric) {
                openings.push(words.to_owned());
            }
        }
    }
    assert!(openings.len() > 150, "{}", openings.len());
    openings
}

#[test]
fn no_sentence_is_furniture_whatever_words_it_begins_with() {
    let tails = [
        "of the talks were set out, and both sides agreed to meet again in 2025.",
        "will be raised by the two sides, which have pledged to do more about it.",
        "was discussed at length. They agreed to share what they know.",
    ];
    let rules = series::general().unwrap();
    for (index, opening) in openings().iter().enumerate() {
        let sentence = format!("{opening} {}", tails[index % tails.len()]);
        for (place, width) in [(0, 400), (1, 400), (2, 400), (0, 50), (1, 50), (2, 50)] {
            let mut all = vec![FIRST.to_owned(), LAST.to_owned()];
            all.insert(place, wrapped(&sentence, width));
            let page = format!("Joint Statement\n\n{}\n", all.join("\n\n"));
            let read = statement::read(&source::read("page", page.as_bytes()).unwrap(), &rules).unwrap();
            assert!(read.clean_text.contains(&sentence), "{place} {width}: {sentence}\n{:?}", read.furniture);
            assert_eq!(read.furniture, [], "{sentence}");
        }
    }
}

#[test]
fn no_item_of_a_list_is_furniture_by_an_open_shape() {
    for opening in ["Topics:", "Contact:", "Tags:", "Keywords:", "Copyright 2024", "Read more:", "(c) 2024"] {
        let page = format!("Joint Statement\n\n{FIRST}\n\n- {opening} matters of the sea\n\n{LAST}\n");
        assert!(read(&page).clean_text.contains("matters of the sea"), "{opening}");
    }
}

#[test]
fn lines_of_a_page_are_still_furniture() {
    let lines = [
        "An official website of the United States government",
        "Here's how you know",
        "A lock ( lock ) or https:// means you’ve safely connected to the .gov website. Share sensitive information only on official, secure websites.",
        "Home : Spotlights : Releases",
        "Back to top",
        "For Immediate Release",
        "12 March 2027, Nagoya",
    ];
    let below = [
        "Share this page on X",
        "© 2024 Ministry of Harbours. All rights reserved.",
        "Copyright 2024 Harbour News Agency",
        "Topics: Defense, Korea",
        "For media inquiries, please email press@example.org or call 202-555-0100.",
        "###",
    ];
    let page =
        format!("{}\n\nJoint Statement\n\n{FIRST}\n\n{LAST}\n\n{}\n", lines.join("\n\n"), below.join("\n\n"));
    let read = read(&page);
    assert_eq!(read.sentences.len(), 2, "{:?}", read.clean_text);
    assert_eq!(read.furniture.len(), lines.len() + below.len(), "{:#?}", read.furniture);
    assert_eq!(read.blocks.iter().filter(|block| block.index.is_none()).count(), 1, "{:?}", read.blocks);
}

#[test]
fn the_mark_of_a_page_inside_a_sentence_comes_off() {
    let check = |mark: &str| {
        let page = format!(
            "Joint Statement\n\n{FIRST}\n\nThe two sides pledged to continue their close and steady cooperation on the\n{mark}\nsecurity of sea lanes.\n"
        );
        let read = sentences(&page);
        let expected = "The two sides pledged to continue their close and steady cooperation on the security of sea lanes.";
        assert_eq!(read[1..], [expected], "{mark:?}");
    };
    for mark in ["Page 3 of 12", "\nPage 3 of 12\n", "\n- 3 -\n", "\n\n3\n\u{c}", "\n  3\n\n\u{c}"] {
        check(mark);
    }
}

#[test]
fn heads_of_pages_come_off_at_form_feeds_and_the_title_stays() {
    let page = format!(
        "Joint Statement of the Harbour Dialogue\n\n{FIRST}\nThe two sides pledged to continue their cooperation on the\n\n1 / 2\n\u{c}\
         Joint Statement of the Harbour Dialogue\n\nsecurity of sea lanes.\n\n{LAST}\n\n2 / 2\n\u{c}"
    );
    let read = read(&page);
    assert_eq!(read.title, "Joint Statement of the Harbour Dialogue");
    assert!(read.clean_text.contains("cooperation on the security of sea lanes."), "{}", read.clean_text);
    assert_eq!(read.furniture.len(), 3, "{:?}", read.furniture);
}

#[test]
fn a_number_that_ends_a_wrapped_sentence_is_no_page() {
    let page = format!(
        "Joint Statement\n\n{FIRST}\n\nThe two sides agreed to raise the number of their joint patrols to\n25\n"
    );
    assert!(read(&page).clean_text.contains("patrols to 25"));
}

#[test]
fn a_bold_sentence_is_text_and_a_bold_title_is_a_heading() {
    let page = "# Joint Statement\n\nBoth sides met in Seoul on May 14, 2024.\n\n**Both sides agreed to meet again in 2025.**\n\n\
                **Extended deterrence**\n\nThey pledged more.\n\n#### They agreed never to meet there again.\n";
    let read = read(page);
    assert_eq!(read.sentences.len(), 4, "{:?}", read.blocks);
    let headings = read.blocks.iter().filter(|block| block.role == Role::Heading);
    assert_eq!(headings.map(|block| block.text.as_str()).collect::<Vec<_>>(), ["Extended deterrence"]);
}

#[test]
fn a_statement_of_one_sentence_is_a_statement() {
    assert_eq!(
        sentences("Joint Statement\n\nWe condemn the launch by the DPRK.\n"),
        ["We condemn the launch by the DPRK."]
    );
    assert_eq!(sentences("Joint Statement\n\nBoth sides met in Seoul.\n"), ["Both sides met in Seoul."]);
}

#[test]
fn a_sentence_that_ends_in_an_acronym_is_no_heading() {
    let first = "We strongly condemn violations of multiple United Nations Security Council (UNSC) resolutions by the DPRK.";
    assert_eq!(sentences(&format!("Joint Statement\n\n{first}\n\n{LAST}\n")), [first, LAST]);
}

#[test]
fn labels_are_no_text() {
    let forms: [&[&str]; 7] = [
        &["(a)", "(b)", "(d)"],
        &["a)", "b)", "c)"],
        &["A.", "B.", "D."],
        &["I.", "II.", "IV."],
        &["i.", "ii.", "iii."],
        &["1.1", "1.2", "1.4"],
        &["(1)(a)", "(1)(b)", "(1)(c)"],
    ];
    for form in forms {
        let items: Vec<String> = form.iter().map(|label| format!("{label} They met. Both agreed.")).collect();
        assert_eq!(paragraphs(&format!("Joint Statement\n\n{}\n", items.join("\n\n"))), items, "{form:?}");
        let read = sentences(&format!("Joint Statement\n\n{}\n", items.join("\n")));
        assert_eq!(read.len(), 6, "{form:?}: {read:?}");
    }
}

#[test]
fn initials_and_references_are_text() {
    for text in [
        "A. Smith met the minister in Seoul. They agreed on more.",
        "I agree with both sides. They will meet again soon.",
        "U.S. forces will stay in Korea. They are ready.",
    ] {
        assert_eq!(paragraphs(&format!("Joint Statement\n\n{FIRST}\n\n{text}\n"))[1], text);
    }
    let page = format!(
        "Joint Statement\n\n{FIRST}\n\nThe two sides agreed to maintain the force level in Korea under Article 4\n(c) of the treaty and to \
         report on it every year.\n"
    );
    assert_eq!(paragraphs(&page)[1].matches("4 (c) of the treaty").count(), 1);
}

#[test]
fn items_that_run_in_one_paragraph_stay_text() {
    let text = "They agreed to (a) expand exercises; (b) share data; and (c) meet again in 2025.";
    assert_eq!(sentences(&format!("Joint Statement\n\n{FIRST}\n\n{text}\n"))[1], text);
}

#[test]
fn bullets_of_every_font_begin_items() {
    for bullet in ["\u{f0b7}\t", "§\t", "➢ ", "► ", "✓ ", "❖ ", "‣ ", "⁃ ", "o\t", "\u{f0a7}  "]
    {
        let page = format!("Joint Statement\n\n{FIRST}\n{bullet}They met often.\n{bullet}They agreed.\n");
        assert_eq!(sentences(&page), [FIRST, "They met often.", "They agreed."], "{bullet:?}");
    }
}

#[test]
fn marks_of_footnotes_are_no_words() {
    let page = format!(
        "Joint Statement\n\n{FIRST}\n\nThey agreed to defend Korea.¹ They will meet by the end of 2025². They share 5 km² and 10⁻³ g of CO₂.[3] Both left.†\n"
    );
    let expected = [
        "They agreed to defend Korea.",
        "They will meet by the end of 2025.",
        "They share 5 km² and 10⁻³ g of CO₂.",
        "Both left.",
    ];
    assert_eq!(sentences(&page)[1..], expected);
    let told = read(&page).furniture;
    assert_eq!(
        (told.len(), told[0].rule.as_str(), told[0].text.as_str()),
        (1, "text/footnote-mark", "¹ ² [3] †")
    );
}

#[test]
fn words_that_were_cut_at_the_end_of_a_line_are_whole() {
    let page = "Joint Statement\n\nBoth sides met in Seoul and reaffirmed their ironclad commit-\nment to the defense of the Alliance. They \
                agreed on a multi-\nlayered plan and on consulta-\ntions.\n";
    let read = read(page).clean_text;
    assert!(
        read.contains("commitment to") && read.contains("multi-layered") && read.contains("consultations"),
        "{read}"
    );
}

#[test]
fn a_control_character_is_no_binary_file() {
    assert_eq!(sentences("Joint Statement\n\nBoth sides\u{7} met in Seoul on May 14, 2024.\n").len(), 1);
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    for text in [
        "At 9 a.m. Secretary Doe opened the talks.|At 11:58 p.m. EDT they ended.",
        "They met at 9 a.m.|The Secretary opened the talks.|They left at 6 p.m. Eastern time.",
        "RADM. Poe and Lt. Gen. Roe of Ft. Meade cited Para. 28 of it.|They left.",
        "Governors Michelle W. Bowman and Lisa D. Cook voted.|So did Jerome H. Powell.",
        "They live in the U.S.|How about you?",
        "Is it you and I.|Did Albert I. Jones come?",
        "He said, “We agree.”|They left.",
        "The two sides agreed (see Annex 2).|They left.",
        "They cited Art. 5, Sec. 3 and No. 7 of it, e.g. the U.N. Charter, i.e. its text.|They left.",
        "(They met twice.)|All left (but one).",
        "The launch cost $4.5 million.|It failed.",
        "Read https://example.org/a.b.html now.|They did.",
        "They met Smith et al. in Seoul.|All agreed.",
        "They waited ... and left.|Nobody came.",
        "The steps are: 1. They train.|2. They report.",
    ] {
        let expected: Vec<&str> = text.split('|').collect();
        let page = format!("Joint Statement\n\n{FIRST}\n\n{}\n", text.replace('|', " "));
        assert_eq!(sentences(&page)[1..], expected, "{text}");
    }
}

//! Letters that look like others: Cyrillic, Greek, fullwidth, mathematical and small capital ones in an English word.
//!
//! What looks alike is told by Unicode's tables of confusables (UTS 39). A word is read by its [`shape`] where nothing may
//! slip through, and [`disguised`] tells the words that only pretend to be English.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_script::{Script, UnicodeScript as _};
use unicode_security::GeneralSecurityProfile as _;
use unicode_security::confusable_detection::skeleton;
use unicode_security::restriction_level::{RestrictionLevel, RestrictionLevelDetection as _};

use crate::characters::{is_hidden, is_mark, is_overlay, is_raised};

/// The letters and digits of a text as they look, whatever their script, case, style and marks: two texts that a reader
/// could take for each other have one shape, and so have some that he could not (`1` and `l`).
pub fn shape(text: &str) -> String {
    if text.is_ascii() {
        return text.bytes().map(|byte| PLAIN[usize::from(byte)].as_str()).collect();
    }
    drawn(text)
}

/// The shapes of the characters that nearly all words are made of, which no neighbour changes.
static PLAIN: LazyLock<Vec<String>> =
    LazyLock::new(|| (0..128_u8).map(|byte| drawn(char::from(byte).encode_utf8(&mut [0; 4]))).collect());

fn drawn(text: &str) -> String {
    let seen: String = text.nfkd().filter(|&c| !is_hidden(c) && !is_mark(c)).map(plain).collect();
    let lower = skeleton(&seen).collect::<String>().to_lowercase();
    skeleton(&lower)
        .filter(|c| c.is_alphanumeric())
        // A capital I is drawn as a small l, and lower case makes an i of it.
        .map(|c| if c == 'i' { 'l' } else { c })
        .collect()
}

/// The letter of English that a letter is which Unicode's tables do not take for one: a small capital, a letter of a flag.
fn plain(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match c {
        '\u{1F1E6}'..='\u{1F1FF}' => char::from(b'a' + (u32::from(c) - 0x1F1E6) as u8),
        _ => SMALL_CAPITALS.iter().find(|(small, _)| *small == c).map_or(c, |&(_, letter)| letter),
    }
}

/// Letters in the shape of small capitals, which Unicode's tables of confusables leave alone, and the letters that they are.
const SMALL_CAPITALS: &[(char, char)] = &[
    ('\u{1D00}', 'a'),
    ('\u{1D03}', 'b'),
    ('\u{299}', 'b'),
    ('\u{1D05}', 'd'),
    ('\u{1D06}', 'd'),
    ('\u{1D07}', 'e'),
    ('\u{A730}', 'f'),
    ('\u{262}', 'g'),
    ('\u{29C}', 'h'),
    ('\u{26A}', 'i'),
    ('\u{1D0A}', 'j'),
    ('\u{1D0B}', 'k'),
    ('\u{29F}', 'l'),
    ('\u{1D0C}', 'l'),
    ('\u{1D0D}', 'm'),
    ('\u{274}', 'n'),
    ('\u{1D0E}', 'n'),
    ('\u{1D18}', 'p'),
    ('\u{A7AF}', 'q'),
    ('\u{280}', 'r'),
    ('\u{1D19}', 'r'),
    ('\u{1D1A}', 'r'),
    ('\u{A731}', 's'),
    ('\u{1D1B}', 't'),
    ('\u{28F}', 'y'),
];

/// Runs of letters, digits, their marks, and of what cannot be seen among them.
pub fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let inside =
            is_letter(c) || c.is_numeric() || (open && (is_mark(c) || (is_hidden(c) && !c.is_whitespace())));
        match runs.last_mut() {
            Some(last) if inside && open => last.end = at + c.len_utf8(),
            _ if inside => runs.push(at..at + c.len_utf8()),
            _ => {}
        }
        open = inside;
    }
    runs
}

/// Whether a character is read as a letter. Two letters of a flag are its country's name, more are a word.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// The words of a sentence that are written in letters which look like those of English and are none, or in letters of
/// scripts that no language writes in one word.
pub fn disguised(text: &str) -> Vec<Range<usize>> {
    if text.is_ascii() {
        return Vec::new();
    }
    let words: Vec<Range<usize>> =
        runs(text).into_iter().filter(|range| !text[range.clone()].is_ascii()).collect();
    // A word of another language beside others of it is no disguise.
    let foreign: Vec<Script> = words.iter().filter_map(|range| foreign(&text[range.clone()])).collect();
    words.into_iter().filter(|range| is_disguised(&text[range.clone()], &foreign)).collect()
}

/// The script of a word that can be nothing but one of another language.
fn foreign(word: &str) -> Option<Script> {
    let script = single(word)?;
    (script != Script::Latin && !looks_english(word)).then_some(script)
}

/// The one script of a word's letters.
fn single(word: &str) -> Option<Script> {
    let mut scripts = word.chars().filter(|c| c.is_alphabetic()).map(|c| c.script());
    let first = scripts.next()?;
    scripts.all(|script| script == first).then_some(first)
}

fn looks_english(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    skeleton(&letters).all(|c| c.is_ascii_alphabetic())
}

fn is_disguised(word: &str, foreign: &[Script]) -> bool {
    let mut word: String = word.chars().filter(|&c| !is_hidden(c)).nfc().collect();
    // 23ʳᵈ, Nº
    for _ in 0..MOST_RAISED {
        let end = word.char_indices().next_back().filter(|&(_, c)| is_raised(c)).map(|(at, _)| at);
        word.truncate(end.unwrap_or(word.len()));
    }
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    if word.chars().any(is_overlay) && letters.iter().any(char::is_ascii_alphabetic) {
        return true;
    }
    if letters.len() < 2 {
        return false;
    }
    if restyled(&word) {
        return true;
    }
    let plain: String = letters.iter().filter(|c| c.identifier_allowed()).collect();
    if plain.as_str().detect_restriction_level() > RestrictionLevel::HighlyRestrictive {
        // A unit or a symbol: μm, kΩ, Δt.
        let symbol = |c: &char| c.script() == Script::Greek && !looks_english(&c.to_string());
        let greek =
            letters.iter().all(|c| matches!(c.script(), Script::Greek | Script::Latin | Script::Common));
        return !(greek && letters.iter().any(symbol) && letters.len() <= LONGEST_UNIT);
    }
    if is_strange(&letters) {
        return true;
    }
    let script = single(&word);
    script.is_some_and(|script| script != Script::Latin && !foreign.contains(&script)) && looks_english(&word)
}

/// Whether a letter that no language of today is written in stands among letters of English: of phonetics, of a script that
/// is read by scholars alone. What it would be taken for nobody has listed.
fn is_strange(letters: &[char]) -> bool {
    // A ligature, and a letter in a style, are told by what they stand for.
    let is_own = |c: char| std::iter::once(c).nfkc().eq([c]);
    let is_rare = |c: &&char| !c.is_ascii() && !c.identifier_allowed() && is_own(**c) && !is_raised(**c);
    let is_latin = |c: &char| matches!(c.script(), Script::Latin | Script::Common | Script::Inherited);
    let rare: Vec<&char> = letters.iter().filter(is_rare).collect();
    !rare.is_empty() && (rare.iter().any(|c| is_latin(c)) || letters.iter().any(char::is_ascii_alphabetic))
}

/// Raised letters at the end of a word that are how it is abbreviated.
const MOST_RAISED: usize = 2;

/// Letters that a unit or a symbol with a Greek letter in it has at most: kΩ, μSv, Δt.
const LONGEST_UNIT: usize = 3;

/// Whether a letter of English stands in the word in a style that is a character of its own: fullwidth, mathematical, small
/// capital. A ligature is how a word is set.
fn restyled(word: &str) -> bool {
    word.chars().any(|c| {
        let shown = c.to_string();
        c.is_alphabetic()
            && !c.is_ascii()
            && !c.identifier_allowed()
            && shown.nfkc().count() == 1
            && shown.nfkc().chain(skeleton(&shown)).any(|c| c.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_has_one_shape() {
        let check = |one: &str, other: &str, same: bool| {
            assert_eq!(shape(one) == shape(other), same, "{one} {other}: {} {}", shape(one), shape(other));
        };
        for disguise in [
            "irоnclad",
            "ｉｒｏｎｃｌａｄ",
            "𝐢𝐫𝐨𝐧𝐜𝐥𝐚𝐝",
            "𝚒𝚛𝚘𝚗𝚌𝚕𝚊𝚍",
            "i\u{336}r\u{336}o\u{336}n\u{336}clad",
            "iron\u{2010}clad",
            "iron\u{1806}clad",
            "iron\u{200b}clad",
            "iron\u{3164}clad",
            "iron\u{2800}clad",
            "іronclad",
            "1ronclad",
            "IRΟΝCLAD",
            "ⓘⓡⓞⓝⓒⓛⓐⓓ",
            "ìŕönclad",
            "ɪʀᴏɴᴄʟᴀᴅ",
            "🇮🇷🇴🇳🇨🇱🇦🇩",
        ] {
            check(disguise, "ironclad", true);
        }
        check("ironclad", "ironsides", false);
        for text in ["Modern 1,000 Iron-clad I0l", "M", "rn", " \t\u{7f}"] {
            assert_eq!(shape(text), drawn(text), "{text}");
        }
        check("조약", "조치", false);
    }

    #[test]
    fn words_in_disguise_are_told_and_honest_ones_are_not() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = disguised(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("an irоnclad commitment", &["irоnclad"]);
        check("an ｉｒｏｎclad commitment", &["ｉｒｏｎclad"]);
        check("an 𝐢𝐫𝐨𝐧𝐜𝐥𝐚𝐝 commitment", &["𝐢𝐫𝐨𝐧𝐜𝐥𝐚𝐝"]);
        check("an i\u{336}ronclad commitment", &["i\u{336}ronclad"]);
        check("the соре of it", &["соре"]);
        check("the DРRK and the UΝ", &["DРRK", "UΝ"]);
        check("an irօnclad word", &["irօnclad"]);
        check("the ᴅᴘʀᴋ and the ʀᴏᴋ", &["ᴅᴘʀᴋ", "ʀᴏᴋ"]);
        check(
            "an ironcʟad, ironc\u{A741}ad, iron\u{1D9C}lad word",
            &["ironcʟad", "ironc\u{A741}ad", "iron\u{1D9C}lad"],
        );
        check(
            "an ir\u{10404}nclad, ir\u{2C9E}nclad, i\u{16B1}onclad word",
            &["ir\u{10404}nclad", "ir\u{2C9E}nclad", "i\u{16B1}onclad"],
        );
        for honest in [
            "Minister Pérez, Łukasz Żółć, Ngô Đình, İsmail, Þór and Bjørn met in Zürich; São Tomé and Côte d’Ivoire came.",
            "cafe\u{301} and Mare\u{301}chal",
            "Defense Minister 신원식 (申源湜) and the KIDD는 회의",
            "the Ω and the α of it, 5 μm, 3 kΩ, 12 µg, Δt",
            "the eﬃcient oﬃce, 23ʳᵈ, 1º, Nº 5, x² and H₂O, Phase Ⅱ, 300 K and 3 Å",
            "the minister Сергей Лавров and the word как он",
            "Ελλάδα, Україна, ישראל, العربية, 日本国の首相 and ไทย",
            "Hawaiʻi and Qurʼan",
            "Əliyev, Ŋgũgĩ, Ɓukar, Ƙofar, Đoković, Ħal, Øre, Þórr, Ǆ, ǅ, Ǆamonja, Çelik, Kœln, Æsir, Straße, STRAẞE",
            "🇰🇷🇺🇸 and the 🇯🇵 side",
        ] {
            check(honest, &[]);
        }
    }
}

//! Which language a text is in: another one than English is refused by its name, and told where it stands beside English.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Furniture;
use crate::series::Rules;
use crate::source::{Block, Caution};
use crate::{Error, Result};

/// A passage in Latin letters is in another language from so many of its small words on. Names bring one or two
/// ("Armée de Terre", "Ministerio de Defensa").
const MIN_WORDS: usize = 3;

/// How many of them English must not have.
const MIN_OWN: usize = 2;

/// The share of its words that must be such small words, in percent. Sentences of these languages have 25 to 50; the most
/// that a paragraph of English has among some 6,000 of statements and letters is 7, in a list of names.
const MIN_SHARE: usize = 15;

/// How many of them there must be for each small word of English that the language has not. A name in English has about
/// as many ("The Ministerio de Defensa de la República del Perú hosted the talks").
const MIN_TIMES: usize = 2;

/// The share of the text that must be English for the text to be read, in percent. A statement printed in two languages
/// has about half; a page in another language with English menus or names has a tenth.
const MIN_ENGLISH: usize = 35;

/// How many Latin letters a letter of a script says that writes syllables or words. A statement in Korean has 0.45 times
/// the letters of its English form, one in Chinese 0.3.
const SYLLABLE: usize = 2;

/// Scripts by the first and last of their letters, with the language that is most likely written in them.
const SCRIPTS: &[(char, char, Script)] = &[
    ('\u{370}', '\u{3ff}', Script::One("Greek")),
    ('\u{400}', '\u{52f}', Script::Cyrillic),
    ('\u{531}', '\u{58f}', Script::One("Armenian")),
    ('\u{590}', '\u{5ff}', Script::One("Hebrew")),
    ('\u{600}', '\u{77f}', Script::Arabic),
    ('\u{900}', '\u{97f}', Script::One("Hindi")),
    ('\u{980}', '\u{9ff}', Script::One("Bengali")),
    ('\u{a00}', '\u{a7f}', Script::One("Punjabi")),
    ('\u{b80}', '\u{bff}', Script::One("Tamil")),
    ('\u{c00}', '\u{c7f}', Script::One("Telugu")),
    ('\u{d80}', '\u{dff}', Script::One("Sinhala")),
    ('\u{e00}', '\u{e7f}', Script::One("Thai")),
    ('\u{e80}', '\u{eff}', Script::One("Lao")),
    ('\u{f00}', '\u{fff}', Script::One("Tibetan")),
    ('\u{1000}', '\u{109f}', Script::One("Burmese")),
    ('\u{10a0}', '\u{10ff}', Script::One("Georgian")),
    ('\u{1100}', '\u{11ff}', Script::Hangul),
    ('\u{1200}', '\u{139f}', Script::One("Amharic")),
    ('\u{1780}', '\u{17ff}', Script::One("Khmer")),
    ('\u{1800}', '\u{18af}', Script::One("Mongolian")),
    ('\u{3040}', '\u{30ff}', Script::Kana),
    ('\u{3130}', '\u{318f}', Script::Hangul),
    ('\u{3400}', '\u{9fff}', Script::Han),
    ('\u{ac00}', '\u{d7af}', Script::Hangul),
    ('\u{f900}', '\u{faff}', Script::Han),
    ('\u{20000}', '\u{323af}', Script::Han),
];

/// A writing that is not Latin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    One(&'static str),
    Arabic,
    Cyrillic,
    Han,
    Hangul,
    Kana,
}

/// A block that is in another language.
pub(super) struct Foreign {
    block: Block,
    language: String,
}

/// What a block shows of its language.
enum Found {
    English,
    Other(String),
    /// Too few words to tell.
    Unsure,
}

/// Parts the English blocks from the others.
///
/// # Errors
/// Most of the text is in another language, which is named.
pub(super) fn english(blocks: Vec<Block>, rules: &Rules) -> Result<(Vec<Block>, Vec<Foreign>)> {
    let words = rules.compiled(SmallWords::new);
    let texts: Vec<String> = blocks.iter().map(Block::raw).collect();
    let found: Vec<Found> = texts.iter().map(|text| words.language(text)).collect();
    if !found.iter().any(|found| matches!(found, Found::Other(_))) {
        return Ok((blocks, Vec::new()));
    }
    let languages = settled(found);
    let (mut english, mut others) = (0, BTreeMap::<&str, usize>::new());
    for (text, language) in texts.iter().zip(&languages) {
        match language {
            None => english += weight(text),
            Some(language) => *others.entry(language).or_default() += weight(text),
        }
    }
    let all = english + others.values().sum::<usize>();
    if english * 100 < all * MIN_ENGLISH {
        let most = others.iter().max_by_key(|&(_, weight)| *weight).map_or("", |(language, _)| language);
        return Err(Error::new(format!("is in {most}"))
            .help("kidd reads English: name the English text of the statement"));
    }
    let (mut kept, mut foreign) = (Vec::new(), Vec::new());
    for (block, language) in blocks.into_iter().zip(languages) {
        match language {
            None => kept.push(block),
            Some(language) => foreign.push(Foreign { block, language }),
        }
    }
    Ok((kept, foreign))
}

/// The language of each block, nothing for English. What is too short to tell is in that of the blocks around it; where
/// these differ it is kept.
fn settled(found: Vec<Found>) -> Vec<Option<String>> {
    let known = |found: &Found| match found {
        Found::English => Some(None),
        Found::Other(language) => Some(Some(language.clone())),
        Found::Unsure => None,
    };
    let mut next: Vec<Option<Option<String>>> = vec![None; found.len()];
    let mut behind = None;
    for (at, found) in found.iter().enumerate().rev() {
        next[at].clone_from(&behind);
        behind = known(found).or(behind);
    }
    let mut before: Option<Option<String>> = None;
    let settle = |(found, next): (Found, Option<Option<String>>)| {
        let language = known(&found).unwrap_or_else(|| match (&before, next) {
            (Some(before), Some(next)) if *before != next => None,
            (Some(before), _) => before.clone(),
            (None, next) => next.flatten(),
        });
        if !matches!(found, Found::Unsure) {
            before = Some(language.clone());
        }
        language
    };
    found.into_iter().zip(next).map(settle).collect()
}

/// What a reader must know of it, a caution for each language.
pub(super) fn cautions(foreign: &[Foreign]) -> Vec<Caution> {
    let mut counts = BTreeMap::<&str, usize>::new();
    foreign.iter().for_each(|foreign| *counts.entry(&foreign.language).or_default() += 1);
    counts
        .into_iter()
        .map(|(language, count)| Caution::Language { language: language.to_owned(), count })
        .collect()
}

/// The furniture with what is in another language.
pub(super) fn told(mut furniture: Vec<Furniture>, foreign: Vec<Foreign>) -> Vec<Furniture> {
    if foreign.is_empty() {
        return furniture;
    }
    furniture.extend(foreign.into_iter().map(|foreign| Furniture {
        text: foreign.block.raw(),
        rule: "language".to_owned(),
        line: foreign.block.lines[0].number,
    }));
    furniture.sort_by_key(|piece| piece.line);
    furniture
}

/// How much a text says, in Latin letters.
fn weight(text: &str) -> usize {
    let weight = |c: char| match script(c) {
        Some(Script::Han | Script::Hangul | Script::Kana) => SYLLABLE,
        _ => usize::from(c.is_alphabetic()),
    };
    text.chars().map(weight).sum()
}

fn script(c: char) -> Option<Script> {
    let at = SCRIPTS.partition_point(|&(_, last, _)| last < c);
    SCRIPTS.get(at).filter(|&&(first, ..)| first <= c).map(|&(.., script)| script)
}

/// The small words of English and of the languages in the rules.
struct SmallWords {
    /// For each word the languages that have it, as positions in `names`; English comes first.
    languages: FxHashMap<String, Vec<usize>>,
    names: Vec<String>,
}

impl SmallWords {
    fn new(rules: &Rules) -> Self {
        let mut languages: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut names = vec!["English".to_owned()];
        for word in &rules.words.function {
            languages.entry(word.clone()).or_default().push(0);
        }
        for rule in &rules.language {
            for word in &rule.words {
                languages.entry(word.clone()).or_default().push(names.len());
            }
            names.push(rule.name.clone());
        }
        Self { languages, names }
    }

    fn language(&self, text: &str) -> Found {
        if let Some(language) = by_script(text) {
            return Found::Other(language);
        }
        // For each language its own words, and those that it shares with English.
        let (mut own, mut shared) = (vec![0_usize; self.names.len()], vec![0_usize; self.names.len()]);
        let (mut all, mut english) = (0_usize, 0_usize);
        let mut small = String::new();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            all += 1;
            small.clear();
            if word.is_ascii() {
                small.push_str(word);
                small.make_ascii_lowercase();
            } else {
                small.extend(word.chars().flat_map(char::to_lowercase));
            }
            let Some(languages) = self.languages.get(&small) else { continue };
            let is_english = languages.first() == Some(&0);
            english += usize::from(is_english);
            for &language in languages.iter().filter(|&&language| language > 0) {
                if is_english { shared[language] += 1 } else { own[language] += 1 }
            }
        }
        // The first of those with the same count, as the rules list them.
        let most = (1..own.len()).rev().max_by_key(|&language| own[language]);
        let most = most.filter(|&language| {
            own[language] >= MIN_OWN
                && own[language] + shared[language] >= MIN_WORDS
                && own[language] * 100 >= all * MIN_SHARE
                && own[language] > (english - shared[language]) * MIN_TIMES
        });
        match most {
            Some(language) => Found::Other(self.names[language].clone()),
            None if english > 0 || all >= UNSURE => Found::English,
            None => Found::Unsure,
        }
    }
}

/// A passage with so many words is English unless it shows another language: a list of names or subjects.
const UNSURE: usize = 12;

/// The language of a passage most of whose letters are not Latin.
fn by_script(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (mut latin, mut counts) = (0_usize, BTreeMap::<Script, usize>::new());
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match script(c) {
            Some(script) => *counts.entry(script).or_default() += SYLLABLE,
            None => latin += SYLLABLE / 2,
        }
    }
    let all: usize = counts.values().sum();
    let (&most, _) = counts.iter().max_by_key(|&(_, count)| *count)?;
    if all <= latin {
        return None;
    }
    let has = |letters: &str| text.contains(|c: char| letters.contains(c));
    let name = match most {
        Script::One(name) => name,
        Script::Hangul => "Korean",
        Script::Kana => "Japanese",
        // Korean and Japanese use Chinese letters, too.
        Script::Han if counts.contains_key(&Script::Kana) => "Japanese",
        Script::Han if counts.contains_key(&Script::Hangul) => "Korean",
        Script::Han => "Chinese",
        Script::Arabic if has("ٹڈڑے") => "Urdu",
        Script::Arabic if has("پچژگ") => "Persian",
        Script::Arabic => "Arabic",
        Script::Cyrillic if has("ђјљњћџ") => "Serbian or Macedonian",
        Script::Cyrillic if has("іїєґ") => "Ukrainian",
        Script::Cyrillic if has("ыэё") || !has("ъ") => "Russian",
        Script::Cyrillic => "Bulgarian",
    };
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    /// What is told of a text: the language that it is refused for, or how many blocks are kept and told.
    fn check(text: &str, expected: &str) {
        let document = source::read("file", text.as_bytes()).unwrap();
        let told = match english(document.blocks, &crate::series::general().unwrap()) {
            Ok((kept, foreign)) => {
                let languages = cautions(&foreign);
                let languages: Vec<String> = languages.iter().map(Caution::clause).collect();
                format!("{} {}", kept.len(), languages.join("; ")).trim().to_owned()
            }
            Err(error) => error.message().to_owned(),
        };
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn the_scripts_are_in_order() {
        assert!(SCRIPTS.is_sorted_by(|one, next| one.1 < next.0));
    }

    #[test]
    fn a_text_in_another_language_is_refused_by_its_name() {
        for (text, language) in [
            ("양측은 한반도의 평화와 안정을 위한 확고한 공약을 재확인하였다.", "Korean"),
            (
                "제23차 한미통합국방협의체(KIDD) 회의가 서울에서 개최되었다. Ely Ratner 부차관보가 참석하였다.",
                "Korean",
            ),
            ("双方は、朝鮮半島の平和と安定に対する揺るぎない約束を再確認した。", "Japanese"),
            ("双方重申维护朝鲜半岛和平与稳定的坚定承诺，并同意明年在首尔举行下一次会议。", "Chinese"),
            (
                "Стороны подтвердили приверженность миру и стабильности и договорились провести встречу в Сеуле.",
                "Russian",
            ),
            (
                "Сторони підтвердили відданість миру та домовилися зустрітися наступного року в Києві.",
                "Ukrainian",
            ),
            ("أكد الجانبان مجددا التزامهما بالسلام والاستقرار في المنطقة.", "Arabic"),
            ("دو طرف بر تعهد خود به صلح و گفتگو تأکید کردند.", "Persian"),
            ("Οι δύο πλευρές επιβεβαίωσαν τη δέσμευσή τους για την ειρήνη.", "Greek"),
            ("שני הצדדים אישרו מחדש את מחויבותם לשלום וליציבות.", "Hebrew"),
            ("दोनों पक्षों ने शांति और स्थिरता के प्रति अपनी प्रतिबद्धता दोहराई।", "Hindi"),
            ("ทั้งสองฝ่ายยืนยันความมุ่งมั่นต่อสันติภาพและเสถียรภาพ", "Thai"),
            (
                "Les deux parties ont réaffirmé leur engagement en faveur de la paix et de la stabilité.",
                "French",
            ),
            ("Le ministre et le secrétaire se sont rencontrés à Séoul le 14 mai 2024.", "French"),
            ("Los ministros acordaron reunirse de nuevo en Washington el próximo año.", "Spanish"),
            (
                "As duas partes reafirmaram o seu compromisso com a paz e a estabilidade na península.",
                "Portuguese",
            ),
            (
                "Le due parti hanno riaffermato il loro impegno per la pace e la stabilità nella penisola.",
                "Italian",
            ),
            (
                "Die Minister kamen überein, im kommenden Jahr erneut in Berlin zusammenzutreffen und die Lage zu prüfen.",
                "German",
            ),
            (
                "Beide partijen bevestigden opnieuw hun inzet voor vrede en stabiliteit op het schiereiland.",
                "Dutch",
            ),
            (
                "Obie strony potwierdziły swoje zaangażowanie na rzecz pokoju i stabilności w regionie.",
                "Polish",
            ),
            (
                "Her iki taraf da Kore Yarımadası'nda barış ve istikrara olan bağlılıklarını yineledi.",
                "Turkish",
            ),
            (
                "Hai bên tái khẳng định cam kết đối với hòa bình và ổn định trên bán đảo Triều Tiên.",
                "Vietnamese",
            ),
            (
                "Kedua pihak menegaskan kembali komitmen mereka terhadap perdamaian dan stabilitas di Semenanjung.",
                "Indonesian or Malay",
            ),
            (
                "Båda parter bekräftade på nytt sitt åtagande för fred och stabilitet på Koreahalvön.",
                "Swedish",
            ),
        ] {
            check(text, &format!("is in {language}"));
        }
    }

    #[test]
    fn english_is_never_refused_however_short_or_full_of_names() {
        for text in [
            "Both sides met.",
            "Secretary Austin met Minister Shin Won-sik.",
            "Ballistic missile launches condemned; sanctions continue.",
            "Minister Nguyen Van Duc received Ambassador Marc Knapper.",
            "Foreign Ministers Jean-Noël Barrot, Annalena Baerbock, Antonio Tajani and José Manuel Albares met.",
            "Participants: Deputy Assistant Secretary Ely Ratner; Deputy Minister Cho Chang-rae; General Paul LaCamera",
            "Vice Minister Cho (조창래) met Assistant Secretary Ratner.",
            "The Bundeswehr, the Armée de Terre and the Ejército de Tierra took part in the exercise in the Land of Baden.",
            "The Ministerio de Defensa de la República del Perú hosted the talks.",
            "Delegations discussed cyber defense, space policy, missile defense, counter-WMD cooperation, extended deterrence.",
            "Ulchi Freedom Shield, Freedom Edge, Iron Mace concluded successfully.",
        ] {
            check(text, "1");
        }
    }

    #[test]
    fn of_a_text_in_two_languages_the_english_is_read_and_the_rest_is_told() {
        let english = "The two sides reaffirmed their commitment to the defense of the Republic of Korea.\n\n\
                       They agreed to hold the next meeting in Seoul next year, and to expand their exercises.";
        let korean = "한미통합국방협의체 공동성명\n\n양측은 대한민국 방위에 대한 확고한 공약을 재확인하였다.\n\n\
                      양측은 내년에 서울에서 차기 회의를 개최하기로 합의하였다.";
        let french = "Les deux parties ont réaffirmé leur engagement en faveur de la défense de la République de Corée.\n\n\
                      Séoul, 2024\n\nElles sont convenues de se réunir de nouveau à Séoul et de développer leurs exercices.";
        check(&format!("{english}\n\n{korean}"), "2 has 3 paragraphs in Korean, which were not read");
        check(&format!("{korean}\n\n{english}"), "2 has 3 paragraphs in Korean, which were not read");
        check(&format!("{english}\n\n{french}"), "2 has 3 paragraphs in French, which were not read");
        check(&format!("Home\n\nAbout us\n\n{}", [korean; 3].join("\n\n")), "is in Korean");
    }
}

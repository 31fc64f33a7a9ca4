//! Makes whole again the words that were cut at the ends of lines.

use std::collections::HashSet;

use super::{Line, Outside};

/// How many more lines must end in a hyphen than its compound words explain, before a file counts as one that cuts
/// words: this many times as many, and this many more. A file that is set without hyphenation has as many as its
/// compounds (`multi-layered`) fall on the ends of lines; one that is set with it has one on every tenth line or so.
const TIMES: usize = 3;
const MORE: usize = 2;

/// What a hyphen always stays behind, at the end of a line too.
const PREFIXES: &[&str] =
    &["all", "co", "cross", "ex", "half", "high", "long", "low", "multi", "non", "self", "short", "well"];

/// Ends of words that are no words themselves: what goes on with one was cut. Those that a compound may end in
/// (`based`, `standing`) are not among them.
const ENDINGS: &[&str] = &[
    "ability",
    "able",
    "ably",
    "age",
    "al",
    "ally",
    "ance",
    "ances",
    "ant",
    "ary",
    "ate",
    "ated",
    "ates",
    "ating",
    "ation",
    "ational",
    "ations",
    "ative",
    "bilities",
    "bility",
    "cate",
    "cated",
    "cation",
    "cations",
    "cial",
    "cially",
    "cies",
    "cise",
    "cises",
    "cy",
    "d",
    "ed",
    "eign",
    "ence",
    "ences",
    "ency",
    "ent",
    "er",
    "eral",
    "eration",
    "erations",
    "erence",
    "ering",
    "ers",
    "es",
    "est",
    "fication",
    "fied",
    "fies",
    "ful",
    "fully",
    "fying",
    "gation",
    "gic",
    "ible",
    "ic",
    "ical",
    "ically",
    "ics",
    "ies",
    "ified",
    "ify",
    "ifying",
    "ily",
    "iness",
    "ing",
    "ings",
    "ion",
    "ions",
    "isation",
    "ised",
    "ish",
    "ising",
    "ism",
    "ist",
    "istry",
    "ists",
    "ite",
    "ities",
    "ity",
    "ive",
    "ively",
    "ization",
    "ize",
    "ized",
    "izes",
    "izing",
    "lar",
    "larly",
    "lateral",
    "lation",
    "less",
    "liance",
    "lic",
    "lished",
    "lity",
    "lize",
    "lized",
    "logical",
    "logy",
    "ly",
    "ment",
    "mental",
    "mentation",
    "mented",
    "menting",
    "mently",
    "ments",
    "mit",
    "mitment",
    "mitments",
    "mitted",
    "mittee",
    "nance",
    "nation",
    "nership",
    "ness",
    "nication",
    "nities",
    "nity",
    "nologies",
    "nology",
    "ogy",
    "opment",
    "ous",
    "ously",
    "pment",
    "pments",
    "ration",
    "rations",
    "rence",
    "rent",
    "rial",
    "ried",
    "ries",
    "rity",
    "s",
    "sary",
    "sion",
    "sional",
    "sions",
    "sive",
    "sively",
    "sponse",
    "sult",
    "sultation",
    "sultations",
    "tain",
    "tained",
    "taining",
    "tary",
    "tate",
    "ted",
    "teed",
    "ten",
    "tened",
    "tening",
    "ter",
    "terly",
    "tial",
    "tially",
    "tic",
    "ties",
    "ting",
    "tinue",
    "tinued",
    "tinuing",
    "tion",
    "tional",
    "tionally",
    "tioned",
    "tions",
    "tive",
    "tively",
    "tives",
    "tor",
    "tors",
    "tory",
    "ture",
    "tures",
    "ty",
    "uation",
    "ular",
    "ulation",
    "uous",
    "ural",
    "ure",
    "ures",
    "utive",
    "vance",
    "vation",
    "vide",
    "vided",
    "viding",
    "vision",
    "zation",
];

/// Forms of one word differ in these ends.
const FORMS: &[&str] = &["s", "es", "d", "ed", "ing", "ly", "al"];

/// The words of a file, to tell a word that was cut at the end of a line from one that has a hyphen.
pub(super) struct Words {
    whole: HashSet<String>,
    /// Whether the file is one that cuts words.
    cuts: bool,
}

/// A word that was cut.
pub(super) struct Cut {
    pub before: String,
    pub after: String,
    /// The bytes of its hyphen.
    pub mark: usize,
}

impl Words {
    pub fn of<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Self {
        let mut words = Self { whole: HashSet::new(), cuts: false };
        // Where no line ends in a hyphen nobody asks.
        if !lines.clone().any(|line| last_half(line).is_some()) {
            return words;
        }
        let (mut all, mut compounds, mut ends, mut count) = (0, 0, 0, 0);
        let mut is_open = false;
        for line in lines.clone() {
            count += 1;
            // What stands before a hyphen at the end or after one may be half a word.
            let mut inner: Vec<&str> = line.split_whitespace().skip(usize::from(is_open)).collect();
            is_open = line.ends_with(HYPHENS);
            if is_open {
                ends += 1;
                inner.pop();
            }
            for word in inner {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                all += 1;
                compounds += usize::from(word.contains(HYPHENS));
                words.whole.insert(word.to_lowercase());
            }
        }
        // As many compounds fall on the ends of lines as on any other place between words.
        let expected = compounds * count / all.max(1);
        let pairs = lines.clone().zip(lines.skip(1));
        words.cuts = ends > expected * TIMES + MORE
            || pairs.clone().any(|(line, next)| words.is_cut(line, next) == Some(true));
        words
    }

    /// Where a word was cut between two lines, if it was.
    pub fn cut(&self, line: &str, next: &str) -> Option<Cut> {
        let (before, mark) = last_half(line)?;
        let after = first_word(next);
        if after.is_empty() {
            return None;
        }
        let is_cut = mark == '\u{ad}' || self.is_cut(line, next).unwrap_or(self.cuts);
        (is_cut && !before.is_empty()).then(|| Cut {
            before: before.to_owned(),
            after: after.to_owned(),
            mark: mark.len_utf8(),
        })
    }

    /// Whether the file itself shows that this is one word, or one with a hyphen.
    fn is_cut(&self, line: &str, next: &str) -> Option<bool> {
        let (before, _) = last_half(line)?;
        let after = first_word(next).to_owned();
        let has = |word: &str| self.whole.contains(&word.to_lowercase());
        let joined = format!("{before}{after}");
        let has_form = || {
            let longer = FORMS.iter().any(|end| has(&format!("{joined}{end}")));
            longer || FORMS.iter().any(|end| joined.strip_suffix(end).is_some_and(has))
        };
        let whole = (has(&joined), has(&format!("{before}-{after}")));
        // "short-" / "and long-term" is no word in two pieces.
        let is_list = ["and", "or", "to"].contains(&after.as_str());
        let is_name = !after.starts_with(char::is_lowercase);
        let is_compound = before.contains(HYPHENS) || PREFIXES.contains(&before.to_lowercase().as_str());
        match whole {
            _ if before.is_empty() || after.is_empty() => Some(false),
            (true, false) => Some(true),
            (_, true) => Some(false),
            _ if is_list || is_name || is_compound => Some(false),
            _ if ENDINGS.binary_search(&after.as_str()).is_ok() || has_form() => Some(true),
            _ if has(before) && has(&after) => Some(false),
            _ => None,
        }
    }
}

/// Lines with the words whole that were cut at their ends; each is told under the rule.
pub(super) fn mend(
    rows: impl Iterator<Item = Line>,
    words: &Words,
    rule: &str,
    outside: &mut Vec<Outside>,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for row in rows {
        // The first word of the line goes up where it is the rest of one.
        if let Some(last) = lines.last_mut()
            && let Some(cut) = words.cut(&last.text, &row.text)
        {
            outside.push(Outside {
                rule: rule.to_owned(),
                line: last.number,
                text: format!("{}-{}", cut.before, cut.after),
            });
            last.text.truncate(last.text.len() - cut.mark);
            last.text.push_str(&cut.after);
            let rest = &row.text[cut.after.len()..];
            // What hangs on the word goes up with it: "coopera-" / "tion, and".
            let hanging = rest.find(char::is_whitespace).unwrap_or(rest.len());
            last.text.push_str(&rest[..hanging]);
            let rest = rest[hanging..].trim_start();
            if !rest.is_empty() {
                lines.push(Line { number: row.number, text: rest.to_owned() });
            }
            continue;
        }
        lines.push(row);
    }
    lines
}

const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// The last word of a line without its hyphen, and the hyphen.
fn last_half(line: &str) -> Option<(&str, char)> {
    let mark = line.chars().next_back().filter(|mark| HYPHENS.contains(mark) || *mark == '\u{ad}')?;
    let before = &line[..line.len() - mark.len_utf8()];
    let word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default();
    Some((word, mark))
}

fn first_word(line: &str) -> &str {
    &line[..line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expected: &[&str]) {
        let words = Words::of(lines.iter().copied());
        let found: Vec<String> = lines
            .windows(2)
            .filter_map(|pair| words.cut(pair[0], pair[1]))
            .map(|cut| format!("{}{}", cut.before, cut.after))
            .collect();
        assert_eq!(found, expected, "{lines:?}");
    }

    #[test]
    fn words_that_the_file_has_whole_were_cut_and_those_with_a_hyphen_were_not() {
        check(&["the coopera-", "tion of both, and cooperation"], &["cooperation"]);
        check(&["a multi-", "layered and a multi-layered plan"], &[]);
        check(&["short-", "and long-term"], &[]);
        check(&["the coop\u{ad}", "eration went on"], &["cooperation"]);
        check(&["U.S.-", "ROK ties"], &[]);
        check(&["an all-", "out effort"], &[]);
        check(&["a state-of-the-", "art system"], &[]);
        check(&["the rules-", "based order"], &[]);
    }

    #[test]
    fn what_is_the_end_of_a_word_only_was_cut() {
        assert!(ENDINGS.is_sorted(), "the search needs it");
        check(&["their ironclad commit-", "ment to the defense"], &["commitment"]);
        check(&["the consul-", "tation and consultations"], &["consultation"]);
        check(&["a long-", "standing one"], &[]);
    }

    #[test]
    fn one_word_that_was_surely_cut_or_many_hyphens_show_that_the_file_cuts_words() {
        check(&["coopera-", "tion and cooperation, and consulta-", "tion"], &["cooperation", "consultation"]);
        check(
            &["the under-", "lying be-", "ginning of con-", "sultations"],
            &["underlying", "beginning", "consultations"],
        );
    }
}

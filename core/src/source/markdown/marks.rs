//! Marks of editors and converters that Markdown itself does not know: changes, attributes, labels of notes.
//!
//! They are taken off the source before it is parsed. What they leave out of the text is told; line ends are kept, so
//! that each line keeps its number.

use super::super::Outside;
use super::super::raised::{self, Raised};

/// The longest attributes behind a span, in bytes: pandoc writes an author and a date.
const MAX_ATTRIBUTES: usize = 600;

/// The longest raised or lowered text, and the longest label of a note or link, in bytes.
const MAX_RAISED: usize = 12;
const MAX_LABEL: usize = 200;

/// The longest code and highlighted words inside of a line, in bytes; longer ones are looked at as words.
const MAX_INSIDE: usize = 4 << 10;

/// How much of the words before it a raised text is judged by, in bytes.
const MAX_BEFORE: usize = 64;

/// Words that were struck out.
pub(super) const STRUCK: &str = "markdown/struck";

/// Remarks on the text.
const COMMENT: &str = "markdown/comment";

/// The numbers and signs of notes, and notes that stand in the text.
const MARK: &str = "markdown/note-mark";
const NOTE: &str = "markdown/note";

/// Takes the marks off; lines are counted from 1.
pub(super) fn take_off(text: &str) -> (String, Vec<Outside>) {
    let mut marks = Marks { rest: text, line: 1, ..Marks::default() };
    while !marks.rest.is_empty() {
        marks.step();
    }
    (marks.out.finish(), marks.told)
}

#[derive(Default)]
struct Marks<'a> {
    rest: &'a str,
    out: Output,
    told: Vec<Outside>,
    line: usize,
    /// Brackets that are open: where in the output, whether a note stands in it, and its line.
    brackets: Vec<(usize, bool, usize)>,
    /// Whether only `>` and spaces stand before on the line.
    is_start: bool,
    in_line: bool,
    fence: Option<&'a str>,
    /// Ends of changes that are not to be found any more.
    missing: Vec<&'static str>,
}

impl<'a> Marks<'a> {
    fn step(&mut self) {
        if !std::mem::replace(&mut self.in_line, true) {
            self.is_start = true;
            if self.whole_line() {
                return;
            }
        }
        let Some(c) = self.rest.chars().next() else { return };
        let was_start = self.is_start;
        self.is_start &= matches!(c, '>' | ' ');
        let taken = match c {
            '\n' => {
                self.pass(1);
                self.in_line = false;
                // A bracket does not go over the end of a paragraph.
                if self.rest.trim_start_matches([' ', '\t']).starts_with('\n') {
                    self.brackets.clear();
                }
                true
            }
            '\\' => {
                let next =
                    self.rest[1..].chars().next().filter(|next| *next != '\n').map_or(0, char::len_utf8);
                self.pass(1 + next);
                true
            }
            '`' => self.code(),
            '{' => self.change() || self.list_attributes(),
            '[' => self.open(was_start),
            ']' => self.close(),
            ')' => {
                self.pass(1);
                self.skip_attributes();
                true
            }
            '^' => self.raised(),
            '~' => self.lowered(),
            '=' => self.highlight(),
            _ => false,
        };
        if !taken {
            self.pass(c.len_utf8());
        }
    }

    /// Copies bytes.
    fn pass(&mut self, length: usize) {
        let (now, rest) = self.rest.split_at(length);
        for c in now.chars() {
            self.line += usize::from(c == '\n');
            self.out.push(c);
        }
        self.rest = rest;
    }

    /// Skips bytes, and keeps their line ends for later.
    fn skip(&mut self, length: usize) -> &'a str {
        let (now, rest) = self.rest.split_at(length);
        let lines = now.bytes().filter(|&byte| byte == b'\n').count();
        (self.line, self.out.late) = (self.line + lines, self.out.late + lines);
        self.rest = rest;
        now
    }

    /// Tells what is left out, and closes the gap that it leaves before a space or a stop.
    fn tell(&mut self, rule: &str, line: usize, text: &str) {
        if self.out.text.ends_with(' ') {
            if self.rest.starts_with(' ') {
                self.skip(1);
            } else if self.rest.starts_with(['.', ',', ';', ':', '!', '?', ')']) {
                self.out.text.pop();
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.told.push(Outside { rule: rule.to_owned(), line, text });
        }
    }

    /// Code stands as it is; lines that open or close a division are none.
    fn whole_line(&mut self) -> bool {
        let line = self.rest.split('\n').next().unwrap_or_default();
        let words = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark));
        match (self.fence, mark) {
            (Some(open), Some(mark)) if open == mark && words.trim_matches(['`', '~', ' ']).is_empty() => {
                self.fence = None;
            }
            (Some(_), _) => {}
            // "~~~" behind which words are struck is no fence: a fence has its line to itself.
            (None, Some(mark)) if !words[3..].contains(&mark[..1]) => self.fence = Some(mark),
            _ if words.starts_with(":::") => {
                self.skip(line.len());
                return true;
            }
            _ => return false,
        }
        self.pass(line.len());
        true
    }

    fn code(&mut self) -> bool {
        let ticks = self.rest.bytes().take_while(|&byte| byte == b'`').count();
        let near = &self.rest[ticks..ticks + ceil(&self.rest[ticks..], MAX_INSIDE)];
        let near = near.split("\n\n").next().unwrap_or_default();
        let end = near.find(&self.rest[..ticks]).map(|at| at + 2 * ticks);
        self.pass(end.unwrap_or(ticks));
        self.skip_attributes();
        true
    }

    /// Changes as editors mark them: `{--out--}`, `{++in++}`, `{~~old~>new~~}`, `{==marked==}`, `{>>remark<<}`.
    fn change(&mut self) -> bool {
        let pairs = [("{--", "--}"), ("{++", "++}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}")];
        let Some((open, close)) = pairs.into_iter().find(|(open, _)| self.rest.starts_with(open)) else {
            return false;
        };
        if self.missing.contains(&close) {
            return false;
        }
        let Some(length) = self.rest[3..].find(close) else {
            self.missing.push(close);
            return false;
        };
        let line = self.line;
        match open {
            "{--" => {
                let text = &self.skip(length + 6)[3..length + 3];
                self.tell(STRUCK, line, text);
            }
            "{>>" => {
                let text = &self.skip(length + 6)[3..length + 3];
                self.tell(COMMENT, line, text);
            }
            "{~~" => {
                let text = &self.rest[3..length + 3];
                let old = text.split("~>").next().unwrap_or_default();
                self.skip(3 + old.len());
                self.tell(STRUCK, line, old);
                let new = text.len() - old.len();
                if new > 0 {
                    self.skip(2);
                    self.pass(new - 2);
                }
                self.skip(3);
            }
            _ => {
                self.skip(3);
                self.pass(length);
                self.skip(3);
            }
        }
        true
    }

    /// `{: .class}`, as kramdown writes attributes.
    fn list_attributes(&mut self) -> bool {
        let line = self.line_within(MAX_ATTRIBUTES);
        match line.find('}') {
            Some(end) if line.starts_with("{:") => {
                self.skip(end + 1);
                true
            }
            _ => false,
        }
    }

    /// The rest of the line, or so many bytes of it.
    fn line_within(&self, length: usize) -> &'a str {
        self.rest[..ceil(self.rest, length)].split('\n').next().unwrap_or_default()
    }

    fn open(&mut self, is_start: bool) -> bool {
        let label = self.line_within(MAX_LABEL);
        // > [!NOTE]
        if let Some(end) = label.strip_prefix("[!").and_then(|rest| rest.find(']')).filter(|_| is_start)
            && label[2..2 + end].bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
        {
            self.skip(end + 3);
            return true;
        }
        // [[page|words]], but no link that is set in brackets
        if let Some(end) = label.strip_prefix("[[").and_then(|rest| rest.find("]]"))
            && !label[2..2 + end].contains('[')
            && !self.rest[end + 4..].starts_with(['(', '['])
            && end > 0
        {
            let page = &label[2..2 + end];
            let words = page.rsplit('|').next().unwrap_or(page);
            self.skip(end + 2 - words.len());
            self.pass(words.len());
            self.skip(2);
            return true;
        }
        // [^1]
        if let Some(end) = label.strip_prefix("[^").and_then(|rest| rest.find(']'))
            && end > 0
            && !label[..end + 2].contains(' ')
        {
            if is_start && self.rest[end + 3..].starts_with(':') {
                self.pass(end + 3);
                return true;
            }
            let line = self.line;
            let mark = self.skip(end + 3);
            self.tell(MARK, line, mark);
            return true;
        }
        self.brackets.push((self.out.text.len(), false, self.line));
        false
    }

    /// `[words]{.underline}` and `[words]{.deletion}`; `^[a note]`.
    fn close(&mut self) -> bool {
        let Some((start, is_note, line)) = self.brackets.pop() else { return false };
        if is_note {
            self.skip(1);
            let note = self.out.cut(start);
            self.tell(NOTE, line, note.trim_start_matches('['));
            return true;
        }
        let Some(length) = attributes(&self.rest[1..]) else { return false };
        let attributes = &self.skip(1 + length)[2..length];
        let has = |class: &str| attributes.split_whitespace().any(|word| word == class);
        let rule = match () {
            () if has(".deletion") || has(".strikeout") => Some(STRUCK),
            () if has(".comment-start") || has(".comment") => Some(COMMENT),
            () => None,
        };
        match rule {
            Some(rule) => {
                let text = self.out.cut(start);
                self.tell(rule, line, text.trim_start_matches('['));
            }
            None => self.out.drop(start),
        }
        true
    }

    fn skip_attributes(&mut self) {
        if let Some(length) = attributes(self.rest) {
            self.skip(length);
        }
    }

    /// `2025^2^`, `km^2^`, `23^rd^`; `^[a note]`.
    fn raised(&mut self) -> bool {
        if self.rest.starts_with("^[") {
            self.skip(1);
            self.brackets.push((self.out.text.len(), true, self.line));
            self.pass(1);
            return true;
        }
        let Some(text) = between(self.rest, '^') else { return false };
        let line = self.line;
        self.skip(text.len() + 2);
        let before = self.out.text.len().saturating_sub(MAX_BEFORE);
        let before = (before..).find(|&at| self.out.text.is_char_boundary(at)).unwrap_or(0);
        match raised::kind(&self.out.text[before..], text) {
            Raised::Mark => self.tell(MARK, line, text),
            Raised::Power(power) => power.chars().for_each(|c| self.out.push(c)),
            Raised::Word => text.chars().for_each(|c| self.out.push(c)),
        }
        true
    }

    /// `CO~2~`; two signs strike out.
    fn lowered(&mut self) -> bool {
        if self.rest.starts_with("~~") {
            let run = self.rest.bytes().take_while(|&byte| byte == b'~').count();
            self.pass(run);
            return true;
        }
        match between(self.rest, '~').filter(|_| self.out.text.ends_with(char::is_alphanumeric)) {
            Some(text) => {
                self.skip(1);
                self.pass(text.len());
                self.skip(1);
                true
            }
            None => false,
        }
    }

    /// `==words==` on one line.
    fn highlight(&mut self) -> bool {
        let run = self.rest.bytes().take_while(|&byte| byte == b'=').count();
        let line = self.line_within(MAX_INSIDE).get(run..).unwrap_or_default();
        let end =
            line.find("==").filter(|end| *end > 0 && !line.starts_with(' ') && !line[..*end].ends_with(' '));
        match end {
            Some(end) if run == 2 => {
                self.skip(2);
                self.pass(end);
                self.skip(2);
            }
            _ => self.pass(run),
        }
        true
    }
}

/// The length of attributes (`{.class key="value"}`) that a text starts with.
fn attributes(text: &str) -> Option<usize> {
    let inside = text[..ceil(text, MAX_ATTRIBUTES)].strip_prefix('{')?;
    let end = inside.find('}')?;
    let inside = &inside[..end];
    let is_one = inside.starts_with(['.', '#'])
        || inside
            .split_once('=')
            .is_some_and(|(key, _)| !key.is_empty() && !key.contains(char::is_whitespace));
    (is_one && !inside.contains("\n\n")).then_some(end + 2)
}

/// What stands between two signs without a space.
fn between(text: &str, sign: char) -> Option<&str> {
    let rest = text.strip_prefix(sign)?;
    let rest = &rest[..ceil(rest, MAX_RAISED)];
    let inside = &rest[..rest.find(sign)?];
    (!inside.is_empty() && !inside.contains(char::is_whitespace)).then_some(inside)
}

/// So many bytes of a text, or fewer, to the end of a character.
fn ceil(text: &str, length: usize) -> usize {
    (0..=text.len().min(length)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The text without its marks.
#[derive(Default)]
struct Output {
    text: String,
    /// Bytes that go at the end.
    dropped: Vec<usize>,
    /// Line ends that stood in marks, and come with the next white space.
    late: usize,
}

impl Output {
    fn push(&mut self, c: char) {
        if c == '\n' {
            self.text.push('\n');
            // The lines after this one have been counted on; blank ones would end the paragraph.
            self.late_lines();
        } else if c == ' ' && self.late > 0 {
            self.late -= 1;
            self.text.push('\n');
        } else {
            self.text.push(c);
        }
    }

    /// Line ends at the end of a line are made up for where a paragraph ends.
    fn late_lines(&mut self) {
        if self.text.ends_with("\n\n") {
            (0..std::mem::take(&mut self.late)).for_each(|_| self.text.push('\n'));
        }
    }

    fn drop(&mut self, at: usize) {
        self.dropped.push(at);
    }

    /// Takes off what stands behind a place.
    fn cut(&mut self, at: usize) -> String {
        let text = self.text.split_off(at);
        let dropped = self.dropped.extract_if(.., |dropped| *dropped >= at).map(|place| place - at);
        let dropped: Vec<usize> = dropped.collect();
        let lines = text.bytes().filter(|&byte| byte == b'\n').count();
        self.late += lines;
        without(&text, &dropped)
    }

    fn finish(mut self) -> String {
        self.dropped.sort_unstable();
        without(&self.text, &self.dropped)
    }
}

/// A text without the brackets at these places.
fn without(text: &str, places: &[usize]) -> String {
    let mut places = places.to_vec();
    places.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for place in places {
        out.push_str(&text[from..place]);
        from = place + 1;
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, told: &[&str]) {
        let (found, outside) = take_off(text);
        let outside: Vec<String> = outside
            .iter()
            .map(|outside| format!("{} {}: {}", outside.line, outside.rule, outside.text))
            .collect();
        assert_eq!(
            (found.as_str(), outside),
            (expected, told.iter().map(|told| (*told).to_owned()).collect())
        );
    }

    #[test]
    fn changes_are_made_and_what_is_out_is_told() {
        check("They {--never--} {++ever++} met.", "They ever met.", &["1 markdown/struck: never"]);
        check(
            "They {~~never~>ever~~} met {>>who?<<}.",
            "They ever met.",
            &["1 markdown/struck: never", "1 markdown/comment: who?"],
        );
        check(
            "a\nThey [never]{.deletion author=\"X\"\ndate=\"Y\"}[ever]{.insertion author=\"X\"} met\nagain.",
            "a\nThey ever\nmet\nagain.",
            &["2 markdown/struck: never"],
        );
    }

    #[test]
    fn attributes_and_links_of_wikis_give_way_to_their_words() {
        check("a [b [c]{.x}]{.underline} d", "a b c d", &[]);
        check("the [[Seoul Declaration|declaration]] and [[Treaty]]", "the declaration and Treaty", &[]);
        check("see [[1]](#_ftn1) and [x](y){.z} and [x]", "see [[1]](#_ftn1) and [x](y) and [x]", &[]);
        check("> [!NOTE]\n> They met.\n\n::: {.note}\nWords\n:::\n", "> \n> They met.\n\n\nWords\n\n", &[]);
        check("a ==b== c == d\n====\n", "a b c == d\n====\n", &[]);
        check(
            "`[a]{.b}` and \\[a\\]{.b}\n```\n[a]{.b}\n```\n",
            "`[a]{.b}` and \\[a\\]{.b}\n```\n[a]{.b}\n```\n",
            &[],
        );
    }

    #[test]
    fn labels_of_notes_go_and_ordinals_and_powers_stay() {
        check(
            "by 2025^2^. More.[^1] The 23^rd^ of 5 km^2^ and CO~2~ [^b].\n\n[^1]: A note.",
            "by 2025. More. The 23rd of 5 km² and CO2.\n\n[^1]: A note.",
            &["1 markdown/note-mark: 2", "1 markdown/note-mark: [^1]", "1 markdown/note-mark: [^b]"],
        );
        check(
            "They met.^[In [May]{.x}.] More; 2^10 and ^ signs.",
            "They met. More; 2^10 and ^ signs.",
            &["1 markdown/note: In May."],
        );
    }

    #[test]
    fn marks_that_are_never_closed_take_no_time_and_nothing_away() {
        for mark in ["{--", "{~~", "[", "[[", "^[", "[^", "`", "]{", "^", "~", "==", "{:"] {
            let text = format!("{mark} words ").repeat(20_000);
            assert!(take_off(&text).0.contains("words"), "{mark}");
        }
    }
}

//! The text of a mail as its reader sees it: heads of mails that were passed on, notes on them, quotes and signatures.

use std::collections::HashMap;

use super::super::quoted::{self, Passage};
use super::super::{Block, Line, Outside, Page, text};

/// A passage with more than one part in so many of the words of the longest one is text, too; shorter ones are notes
/// of those who passed it on ("FYI, see below"). Notes have some 20 words, statements some 1000.
const NOTE_SHARE: usize = 4;

/// The most lines of a signature, or of what a mailing list puts below a mail.
const MAX_FOOT: usize = 12;

/// The most words of what stands below the text that a mail passes on, whatever is above it.
const FOOT_WORDS: usize = 60;

/// The shortest line that a mailing list draws above what it says of itself, in signs; Mailman draws 47.
const LIST_RULE: usize = 20;

/// A line of so many dashes, underscores or equals signs is a rule.
const RULE: usize = 5;

/// Fields that stand above a mail that was passed on.
const FIELDS: &[&str] =
    &["from", "sent", "date", "to", "cc", "bcc", "subject", "reply-to", "importance", "attachments"];

/// Why a line is no text.
const HEADER: &str = "mail/header";
const NOTE: &str = "mail/note";
const FOOT: &str = "mail/signature";

/// Reads plain text, quoted or not.
pub(in super::super) fn letter(text: &str) -> Page {
    let passages = if quoted::is_quoted(text) {
        quoted::passages(text)
    } else {
        vec![Passage { depth: 0, line: 1, text: text.to_owned() }]
    };
    let mut outside = Vec::new();
    let mut parts = Vec::new();
    for passage in passages {
        let (text, foot) = without_foot(&passage.text, passage.line == 1);
        if !foot.trim().is_empty() {
            let line = passage.line + text.matches('\n').count();
            outside.push(Outside { rule: FOOT.to_owned(), line, text: foot.trim().to_owned() });
        }
        let mut page = text::page(text, 0);
        page.outside.iter_mut().for_each(|left| left.line += passage.line - 1);
        outside.append(&mut page.outside);
        for mut block in page.blocks {
            block.lines.iter_mut().for_each(|line| line.number += passage.line - 1);
            parts.push((passage.depth, block));
        }
    }
    sort(parts, outside)
}

/// The same for a page whose paragraphs are known.
pub(super) fn sorted(page: Page) -> Page {
    let Page { blocks, outside, cautions } = page;
    let sorted = sort(blocks.into_iter().map(|block| (0, block)).collect(), outside);
    Page { cautions, ..sorted }
}

/// Cuts off a signature (below `-- `), or what a mailing list says of itself below a rule. A head that stands below a
/// rule is that of a mail that was passed on.
fn without_foot(text: &str, is_first: bool) -> (&str, &str) {
    let lines = text.lines().count();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let (above, below) = text.split_at(at);
        let is_near = lines - number <= MAX_FOOT + 1;
        let shown = line.trim_end_matches(['\n', '\r']);
        let is_mark = shown == "-- " || shown == "--" || is_rule(shown);
        let words = |text: &str| text.split_whitespace().count();
        let is_short = || {
            if number == 0 {
                !is_first && words(below) <= FOOT_WORDS
            } else {
                words(below) * 2 <= words(above)
            }
        };
        if is_near && is_mark && is_short() && below.lines().all(|line| field(line.trim()).is_none()) {
            return (above, below);
        }
        at += line.len();
    }
    (text, "")
}

/// Mailing lists draw a long line above what they say.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= LIST_RULE && ['_', '=', '-'].iter().any(|&sign| line.chars().all(|c| c == sign))
}

/// What a passage of the mail belongs to: which head stands above it, and how many times it was quoted.
type Voice = (usize, usize);

/// Parts what was passed on from what was said about it.
fn sort(parts: Vec<(usize, Block)>, outside: Vec<Outside>) -> Page {
    let mut sorter = Sorter { outside, ..Sorter::default() };
    let mut parts = parts.into_iter().peekable();
    while let Some((depth, block)) = parts.next() {
        let is_deeper_next = parts.peek().is_some_and(|(next, _)| *next > depth);
        sorter.take(depth, block, is_deeper_next);
    }
    sorter.done()
}

#[derive(Default)]
struct Sorter {
    outside: Vec<Outside>,
    kept: Vec<(Voice, Block)>,
    /// How many heads came so far.
    group: usize,
    /// Blocks that look like a head, each with its depth and how many of its lines are fields.
    head: Vec<(usize, Block, usize)>,
}

impl Sorter {
    fn take(&mut self, depth: usize, block: Block, is_deeper_next: bool) {
        if is_announcement(&block.lines, is_deeper_next) {
            self.close();
            self.group += 1;
            tell(&mut self.outside, HEADER, block.lines);
            return;
        }
        // A field may go on in the next line; what follows the last one is text.
        let last = block.lines.iter().rposition(|line| field(&line.text).is_some());
        match last.filter(|_| block.label.is_none()) {
            Some(last) => {
                let is_last = last + 1 < block.lines.len();
                self.head.push((depth, block, last + 1));
                if is_last {
                    self.close();
                }
            }
            None => {
                self.close();
                self.kept.push(((self.group, depth), block));
            }
        }
    }

    /// Blocks that look like the head of a mail are one if sender and subject are among them; else they are text.
    fn close(&mut self) {
        let head = std::mem::take(&mut self.head);
        let mut fields = head.iter().flat_map(|(_, block, count)| &block.lines[..*count]);
        let names: Vec<&str> = fields.by_ref().filter_map(|line| field(&line.text)).collect();
        let has = |name: &str| names.contains(&name);
        if !(has("from") && has("subject") && (has("to") || has("sent") || has("date"))) {
            self.kept.extend(head.into_iter().map(|(depth, block, _)| ((self.group, depth), block)));
            return;
        }
        self.group += 1;
        for (depth, mut block, count) in head {
            let rest = block.lines.split_off(count);
            tell(&mut self.outside, HEADER, block.lines);
            if !rest.is_empty() {
                self.kept.push(((self.group, depth), text::block(rest)));
            }
        }
    }

    fn done(mut self) -> Page {
        self.close();
        let mut words: HashMap<Voice, usize> = HashMap::new();
        for (voice, block) in &self.kept {
            let count: usize = block.lines.iter().map(|line| line.text.split_whitespace().count()).sum();
            *words.entry(*voice).or_default() += count;
        }
        let most = words.values().copied().max().unwrap_or(0);
        let mut page = Page { outside: self.outside, ..Page::default() };
        for (voice, block) in self.kept {
            if words.get(&voice).is_none_or(|count| count * NOTE_SHARE > most) {
                page.blocks.push(block);
            } else {
                page.outside.push(Outside {
                    rule: NOTE.to_owned(),
                    line: block.lines[0].number,
                    text: block.raw(),
                });
            }
        }
        page
    }
}

fn tell(outside: &mut Vec<Outside>, rule: &str, lines: Vec<Line>) {
    outside.extend(lines.into_iter().map(|line| Outside {
        rule: rule.to_owned(),
        line: line.number,
        text: line.text,
    }));
}

/// The name of a field in small letters, if the line is one: `From: …`, `*Subject:* …`.
fn field(line: &str) -> Option<&'static str> {
    let (name, _) = line.trim_start_matches('*').split_once(':')?;
    FIELDS.iter().copied().find(|field| name.eq_ignore_ascii_case(field))
}

/// `-----Original Message-----`, `Begin forwarded message:`, `On Tuesday, Ann wrote:` before what was quoted.
fn is_announcement(lines: &[Line], is_deeper_next: bool) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    let bare = first.text.trim_matches(['-', ' ', '_', '=']).to_ascii_lowercase();
    let is_rule = bare.is_empty() && first.text.len() >= RULE;
    let is_told = matches!(
        bare.as_str(),
        "original message"
            | "original appointment"
            | "forwarded message"
            | "forwarded mail"
            | "begin forwarded message:"
    );
    let is_dated = first.text.starts_with("On ")
        && lines.iter().any(|line| line.text.contains(|c: char| c.is_ascii_digit()));
    let says_who = lines.len() <= 3
        && (is_deeper_next || is_dated)
        && last.text.ends_with(':')
        && last.text.trim_end_matches(':').trim_end().ends_with("wrote");
    lines.len() == 1 && (is_told || is_rule) || says_who
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Both sides reaffirmed their ironclad commitment to the defense of the Republic of Korea.\n\
                        They agreed to hold the next tabletop exercise by the end of next year, and to meet again.";

    /// What is text, and what is told, with the last word of its rule.
    fn check(text: &str, blocks: &[&str], told: &[(&str, &str)]) {
        let page = letter(text);
        let read: Vec<String> = page.blocks.iter().map(|block| block.raw().replace('\n', " ")).collect();
        assert_eq!(read, blocks, "{text}");
        let outside: Vec<(&str, &str)> = page
            .outside
            .iter()
            .map(|outside| (outside.rule.trim_start_matches("mail/"), outside.text.as_str()))
            .collect();
        assert_eq!(outside, told, "{text}");
    }

    #[test]
    fn a_text_that_was_passed_on_is_read_without_head_note_and_marks() {
        let joined = TEXT.replace('\n', " ");
        let head = "From: Ann\nSent: Tuesday\nTo: Bob\nSubject: FW: Statement";
        let told = [
            ("header", "From: Ann"),
            ("header", "Sent: Tuesday"),
            ("header", "To: Bob"),
            ("header", "Subject: FW: Statement"),
            ("note", "FYI"),
        ];
        check(&format!("FYI\n\n{head}\n\n{TEXT}\n"), &[&joined], &told);
        let quoted: String = format!("{head}\n\n{TEXT}").lines().map(|line| format!("> {line}\n")).collect();
        check(&format!("FYI\n\n{quoted}"), &[&joined], &told);
    }

    #[test]
    fn what_a_mail_answers_to_is_told() {
        let joined = TEXT.replace('\n', " ");
        check(
            &format!(
                "{TEXT}\n\nOn Tuesday, Ann <a@example.org> wrote:\n> When is the text due?\n> Thanks, Ann\n"
            ),
            &[&joined],
            &[
                ("header", "On Tuesday, Ann <a@example.org> wrote:"),
                ("note", "When is the text due?\nThanks, Ann"),
            ],
        );
    }

    #[test]
    fn signatures_go_and_lines_that_only_look_like_a_head_stay() {
        let joined = TEXT.replace('\n', " ");
        check(
            &format!("{TEXT}\n\n-- \nAnn Smith\nPress Office\n"),
            &[&joined],
            &[("signature", "-- \nAnn Smith\nPress Office")],
        );
        check(
            &format!(
                "FYI\n\n{}\nFrom: Ann\nTo: Bob\nSubject: Text\n\nBoth sides agreed to meet again next year.",
                "_".repeat(32)
            ),
            &["Both sides agreed to meet again next year."],
            &[
                ("header", &"_".repeat(32)),
                ("header", "From: Ann"),
                ("header", "To: Bob"),
                ("header", "Subject: Text"),
                ("note", "FYI"),
            ],
        );
        check(
            &format!("Statement\n{}\n\n{TEXT}", "=".repeat(30)),
            &[&format!("Statement {}", "=".repeat(30)), &joined],
            &[],
        );
        check(
            &format!("To: the people of both nations\n\n{TEXT}"),
            &["To: the people of both nations", &joined],
            &[],
        );
    }
}

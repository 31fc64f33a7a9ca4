//! The line between title and text that says when and where: `12 March 2027, Nagoya`.

use jiff::civil::Date;

use super::super::{Role, Statement};
use crate::dates;

/// The longest such line, in words; longer ones are subtitles, which name a day as well.
const LONGEST: usize = 24;

/// The rule of furniture that takes a line off that only says when and where.
const DATE_LINE: &str = "date-line";

/// The most words of a place.
const PLACE: usize = 4;

/// What the line says.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub date: Option<Date>,
    pub place: Option<String>,
}

/// The first line above the text, the title apart, that holds a whole date.
pub(super) fn read(statement: &Statement) -> Line {
    let above = statement.blocks.iter().take_while(|block| block.index.is_none());
    let above = above.filter(|block| matches!(block.role, Role::Heading | Role::Byline));
    let taken = statement.furniture.iter().filter(|furniture| furniture.rule == DATE_LINE);
    let lines = above.map(|block| block.text.as_str()).chain(taken.map(|furniture| furniture.text.as_str()));
    for text in lines {
        if text.split_whitespace().nth(LONGEST).is_some() {
            continue;
        }
        for written in dates::find(text) {
            let Some(date) = written.first.resolve(None) else { continue };
            return Line { date: Some(date), place: place(text, &written.range) };
        }
    }
    Line::default()
}

/// The place right behind the date, or right before it.
fn place(text: &str, date: &std::ops::Range<usize>) -> Option<String> {
    let behind = text[date.end..].trim_start_matches([',', ' ', '–', '-', '.']);
    let before = text[..date.start].trim_end_matches([',', ' ', '–', '-', '(']);
    // Before a date a sentence of its own may stand, of which the place is the last part.
    let before = before.rsplit([',', ';']).next().unwrap_or_default();
    let before = before.rsplit(" in ").next().unwrap_or_default();
    [behind, before].into_iter().map(|part| part.trim_matches([',', ' ', '.', '(', ')'])).find_map(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_place = (1..=PLACE).contains(&words.len())
            && words
                .iter()
                .all(|word| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase));
        is_place.then(|| words.join(" "))
    })
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(line: &str, expected: Option<&str>) {
        let page = format!(
            "Joint Statement of the Leaders\n\n{line}\n\nWe will meet again next year to go on with it.\n"
        );
        let document = crate::source::read("text", page.as_bytes()).unwrap();
        let statement = crate::statement::read(&document, &crate::series::general().unwrap()).unwrap();
        assert_eq!(statement.date.map(|date| date.to_string()).as_deref(), Some("2027-03-12"), "{line}");
        assert_eq!(statement.venue.as_deref(), expected, "{line}");
    }

    #[test]
    fn a_line_above_the_text_says_when_and_where() {
        check("12 March 2027, Nagoya", Some("Nagoya"));
        check("Nagoya, March 12, 2027", Some("Nagoya"));
        check("Issued by the Heads of State and Government meeting in Oslo, 12 March 2027", Some("Oslo"));
        check("12 March 2027", None);
    }
}

//! Front matter: what a file says about its text before the text.

use serde::Deserialize;

use super::Caution;
use crate::{Error, Result};

/// The most that front matter may have, in bytes; a closing fence further down belongs to the text.
const MAX_FRONT: usize = 64 << 10;

/// The facts that front matter (YAML between `---`, TOML between `+++`) gives about a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    /// The front matter as it stands in the file, without its fences.
    pub raw: String,
    /// `title`
    pub title: Option<String>,
    /// The line of the title in the original, counted from 1.
    pub title_line: usize,
    /// `date`, as written.
    pub date: Option<String>,
    /// `venue` or `location`
    pub venue: Option<String>,
    /// `url`, `source_url` or `canonical_url`: where it was published.
    pub url: Option<String>,
}

/// The fields that say something to us; all others are passed over.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fields {
    title: Value,
    date: Value,
    published: Value,
    published_time: Value,
    venue: Value,
    location: Value,
    url: Value,
    source_url: Value,
    canonical_url: Value,
}

/// What a field says: a text, or several; whatever else it holds says nothing to us.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(i64),
    List(Vec<Value>),
    Other(serde::de::IgnoredAny),
}

impl Default for Value {
    fn default() -> Self {
        Self::Other(serde::de::IgnoredAny)
    }
}

impl Value {
    fn text(self) -> Option<String> {
        let text = match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.to_string(),
            Self::List(values) => values.into_iter().filter_map(Self::text).collect::<Vec<_>>().join(", "),
            Self::Other(_) => String::new(),
        };
        (!text.is_empty()).then_some(text)
    }
}

/// Front matter split off a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    /// What it says.
    pub front: Option<Front>,
    /// Where the text starts.
    pub start: usize,
    /// Lines of it that are not valid.
    pub cautions: Vec<Caution>,
}

/// Splits front matter off.
///
/// A fence that is never closed, or encloses no mapping, is part of the text.
pub(super) fn split(text: &str) -> Result<Split> {
    let Some((fence, body)) = opening(text) else { return Ok(Split::default()) };
    let Some((raw, rest)) = closing(&text[body..], fence) else { return Ok(Split::default()) };
    if !looks_like_mapping(raw, fence) {
        return Ok(Split::default());
    }
    let (fields, cautions) = if fence == "---" { mended_yaml(raw)? } else { (toml(raw)?, Vec::new()) };
    let title_line = 2 + raw.lines().position(|line| line.starts_with("title")).unwrap_or(0);
    let front = Front {
        raw: raw.to_owned(),
        title: fields.title.text(),
        title_line,
        date: fields.date.text().or(fields.published.text()).or(fields.published_time.text()),
        venue: fields.venue.text().or(fields.location.text()),
        url: fields.url.text().or(fields.source_url.text()).or(fields.canonical_url.text()),
    };
    Ok(Split { front: Some(front), start: body + rest, cautions })
}

fn opening(text: &str) -> Option<(&'static str, usize)> {
    let (first, rest) = text.split_once('\n')?;
    let fence = ["---", "+++"].into_iter().find(|fence| first.trim_end() == *fence)?;
    Some((fence, text.len() - rest.len()))
}

/// The front matter, and the offset behind its closing fence.
fn closing<'a>(text: &'a str, fence: &str) -> Option<(&'a str, usize)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            return Some((&text[..at], at + line.len()));
        }
        at += line.len();
        if at > MAX_FRONT {
            break;
        }
    }
    None
}

/// The first line that says something starts with a key.
fn looks_like_mapping(raw: &str, fence: &str) -> bool {
    let Some(line) = raw.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')) else {
        return true;
    };
    let separator = if fence == "---" { ':' } else { '=' };
    line.split_once(separator).is_some_and(|(key, _)| {
        let key = key.trim().trim_matches(['"', '\'']);
        !key.is_empty() && !key.contains(char::is_whitespace) || line.starts_with('[')
    })
}

/// The most fields that are mended; a file with more is something else.
const MAX_MENDED: usize = 20;

/// Reads YAML, and does without fields that are not valid for a colon in their text ("title: Statement: Seoul"), which
/// people write all the time. What stands behind the first colon is taken as it is where it fills one line.
fn mended_yaml(raw: &str) -> Result<(Fields, Vec<Caution>)> {
    let mut lines: Vec<&str> = raw.lines().collect();
    let (mut taken, mut cautions) = (Vec::new(), Vec::new());
    loop {
        let error = match yaml(&lines.join("\n")) {
            Ok(mut fields) => {
                taken.into_iter().for_each(|(key, text)| fields.set(key, text));
                return Ok((fields, cautions));
            }
            Err(error) => error,
        };
        // The front matter starts on the second line of the file.
        let at = error.line_number().and_then(|line| line.checked_sub(2)).filter(|&at| at < lines.len());
        let Some((at, field)) =
            at.filter(|_| cautions.len() < MAX_MENDED).and_then(|at| stray_colon(&lines, at))
        else {
            return Err(error);
        };
        let line = lines[at];
        if field.len() == 1
            && let Some((key, text)) = line.split_once(':').filter(|_| !line.starts_with(char::is_whitespace))
        {
            taken.push((key.trim(), text.trim()));
        }
        cautions.push(Caution::FrontMatter { line: at + 2, taken: field.len() == 1 });
        lines[field].fill("");
    }
}

/// The line near `at` whose plain text has a colon in it, and the lines of its field: those that are indented below it,
/// and where it is indented itself those of the field around it.
fn stray_colon(lines: &[&str], at: usize) -> Option<(usize, std::ops::Range<usize>)> {
    let is_stray = |line: &str| {
        let text = line.trim_start().trim_start_matches("- ");
        let value = text.split_once(':').map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
        value.is_some_and(|value| {
            !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!', '#'])
                && (value.contains(": ") || value.ends_with(':'))
        })
    };
    // Some parsers name the line behind the one that is not valid.
    let at = [at, at.saturating_sub(1)].into_iter().find(|&at| is_stray(lines[at]))?;
    let is_indented = |line: &&str| line.starts_with([' ', '\t', '-']);
    let first = (0..=at).rev().find(|&line| !is_indented(&lines[line]))?;
    let end = (at + 1..lines.len()).find(|&line| !is_indented(&lines[line])).unwrap_or(lines.len());
    Some((at, first..end))
}

impl Fields {
    fn set(&mut self, key: &str, text: &str) {
        let slot = match key {
            "title" => &mut self.title,
            "date" => &mut self.date,
            "published" => &mut self.published,
            "published_time" => &mut self.published_time,
            "venue" => &mut self.venue,
            "location" => &mut self.location,
            _ => return,
        };
        *slot = Value::Text(text.to_owned());
    }
}

fn yaml(raw: &str) -> Result<Fields> {
    if raw.trim().is_empty() {
        return Ok(Fields::default());
    }
    serde_saphyr::from_str(raw).map_err(|error| {
        // The front matter starts on the second line of the file.
        let line = error.location().map_or(1, |place| usize::try_from(place.line()).unwrap_or(1));
        let message = error.to_string();
        let message = message.lines().next().unwrap_or_default();
        broken(message).line(line + 1)
    })
}

fn toml(raw: &str) -> Result<Fields> {
    let table: toml::Table = raw.parse().map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start).min(raw.len());
        broken(error.message())
            .line(2 + raw.as_bytes()[..start].iter().filter(|&&byte| byte == b'\n').count())
    })?;
    let text = |key: &str| {
        let value = table.get(key).and_then(|value| match value {
            toml::Value::String(text) => Some(Value::Text(text.clone())),
            toml::Value::Datetime(date) => Some(Value::Text(date.to_string())),
            _ => None,
        });
        value.unwrap_or_default()
    };
    Ok(Fields {
        title: text("title"),
        date: text("date"),
        published: text("published"),
        published_time: text("published_time"),
        venue: text("venue"),
        location: text("location"),
        url: text("url"),
        source_url: text("source_url"),
        canonical_url: text("canonical_url"),
    })
}

fn broken(message: &str) -> Error {
    Error::new(format!("the front matter cannot be read: {}", message.trim()))
        .help("mend it, or take it out of the file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_gives_title_and_date() {
        let text = "---\ntags: x\ndate: 2023-09-18\ntitle: \"Joint\\_Statement\\\n  \\ on X\"\n---\n\nBoth sides met.\n";
        let Split { front, start, cautions } = split(text).unwrap();
        let front = front.unwrap();
        assert_eq!(cautions, []);
        assert_eq!(front.title.as_deref(), Some("Joint\u{a0}Statement on X"));
        assert_eq!(front.date.as_deref(), Some("2023-09-18"));
        assert_eq!(front.title_line, 4);
        assert_eq!(&text[start..], "\nBoth sides met.\n");
    }

    #[test]
    fn toml_gives_title_and_date() {
        let Split { front, .. } =
            split("+++\ntitle = \"Joint Statement\"\ndate = 2023-09-18\n+++\nBoth\n").unwrap();
        let front = front.unwrap();
        assert_eq!(front.title.as_deref(), Some("Joint Statement"));
        assert_eq!(front.date.as_deref(), Some("2023-09-18"));
    }

    #[test]
    fn a_fence_that_is_not_closed_or_holds_no_mapping_is_text() {
        for text in
            ["---\ntitle: never closed\n", "---\nBoth sides met.\n---\n", "---", "+++\n", "---\n- a\n---\n"]
        {
            assert_eq!(split(text).unwrap(), Split::default(), "{text}");
        }
    }

    #[test]
    fn a_colon_in_a_field_is_no_reason_to_refuse_the_text() {
        let check = |text: &str, title: Option<&str>, date: Option<&str>, expected: &[(usize, bool)]| {
            let Split { front, cautions, .. } = split(text).unwrap();
            let front = front.unwrap();
            assert_eq!((front.title.as_deref(), front.date.as_deref()), (title, date), "{text}");
            let told: Vec<(usize, bool)> = cautions
                .iter()
                .map(|caution| match caution {
                    Caution::FrontMatter { line, taken } => (*line, *taken),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(told, expected, "{text}");
        };
        check(
            "---\ntitle: Joint Statement: Seoul\ntags:\n  - Seoul\ndate: 2024-05-14\n---\nBoth\n",
            Some("Joint Statement: Seoul"),
            Some("2024-05-14"),
            &[(2, true)],
        );
        check(
            "---\ndate: 2024-05-14\nsummary: Both sides: the text\n  in full\ntitle: A: B: C\n---\nBoth\n",
            Some("A: B: C"),
            Some("2024-05-14"),
            &[(3, false), (5, true)],
        );
        check("---\ntitle: T\nplaces:\n  - Seoul: a: b\n---\nBoth\n", Some("T"), None, &[(4, false)]);
        check("---\ntitle: T\nlocation:\n  - Seoul\n---\nBoth\n", Some("T"), None, &[]);
    }

    #[test]
    fn broken_front_matter_names_its_line() {
        let error =
            split("---\ndate: x\ntitle: \"never closed\n---\nBoth\n").unwrap_err().at("a.md").to_string();
        assert!(error.starts_with("a.md:"), "{error}");
        assert!(error.contains("the front matter cannot be read"), "{error}");
        let error = split("+++\ntitle = \n+++\nBoth\n").unwrap_err().at("a.md").to_string();
        assert!(error.starts_with("a.md:2: the front matter cannot be read"), "{error}");
    }
}

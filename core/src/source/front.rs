//! Front matter: facts about a text that stand above it.

use serde::Deserialize;

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
}

/// The fields that say something to us; all others are passed over.
#[derive(Debug, Default, Deserialize)]
struct Fields {
    title: Option<String>,
    date: Option<String>,
    published: Option<String>,
    published_time: Option<String>,
    venue: Option<String>,
    location: Option<String>,
}

/// Splits front matter off: what it says, and where the text starts.
///
/// A fence that is never closed, or encloses no mapping, is part of the text.
pub(super) fn split(text: &str) -> Result<(Option<Front>, usize)> {
    let Some((fence, body)) = opening(text) else { return Ok((None, 0)) };
    let Some((raw, rest)) = closing(&text[body..], fence) else { return Ok((None, 0)) };
    if !looks_like_mapping(raw, fence) {
        return Ok((None, 0));
    }
    let fields = if fence == "---" { yaml(raw)? } else { toml(raw)? };
    let title_line = 2 + raw.lines().position(|line| line.starts_with("title")).unwrap_or(0);
    let front = Front {
        raw: raw.to_owned(),
        title: fields.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty()),
        title_line,
        date: fields.date.or(fields.published).or(fields.published_time),
        venue: fields.venue.or(fields.location),
    };
    Ok((Some(front), body + rest))
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
        table.get(key).and_then(|value| match value {
            toml::Value::String(text) => Some(text.clone()),
            toml::Value::Datetime(date) => Some(date.to_string()),
            _ => None,
        })
    };
    Ok(Fields {
        title: text("title"),
        date: text("date"),
        published: text("published"),
        published_time: text("published_time"),
        venue: text("venue"),
        location: text("location"),
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
        let (front, start) = split(text).unwrap();
        let front = front.unwrap();
        assert_eq!(front.title.as_deref(), Some("Joint\u{a0}Statement on X"));
        assert_eq!(front.date.as_deref(), Some("2023-09-18"));
        assert_eq!(front.title_line, 4);
        assert_eq!(&text[start..], "\nBoth sides met.\n");
    }

    #[test]
    fn toml_gives_title_and_date() {
        let (front, _) = split("+++\ntitle = \"Joint Statement\"\ndate = 2023-09-18\n+++\nBoth\n").unwrap();
        let front = front.unwrap();
        assert_eq!(front.title.as_deref(), Some("Joint Statement"));
        assert_eq!(front.date.as_deref(), Some("2023-09-18"));
    }

    #[test]
    fn a_fence_that_is_not_closed_or_holds_no_mapping_is_text() {
        for text in
            ["---\ntitle: never closed\n", "---\nBoth sides met.\n---\n", "---", "+++\n", "---\n- a\n---\n"]
        {
            assert_eq!(split(text).unwrap(), (None, 0), "{text}");
        }
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

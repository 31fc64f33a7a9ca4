//! Words that a style adds: `p::before { content: "not " }`. They are no words of the page's text, and its reader sees them.

use super::doubt::Variables;

/// Letters and digits that are signs and no word: "§", "a)", "→".
const SIGN: usize = 1;

/// The fonts in which a word is the name of a picture, by what their names have.
const PICTURES: &[&str] = &["awesome", "glyph", "icon", "symbol"];

/// What a block of declarations adds to an element.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Added {
    /// The words.
    text: Option<String>,
    /// The attributes of the element whose values are words to see.
    attributes: Vec<String>,
    /// A font of pictures: the words are no words.
    is_picture: bool,
}

impl Added {
    /// What a declaration adds.
    pub fn of(name: &str, value: &str, variables: &Variables) -> Self {
        let mut added = Self::default();
        match name {
            "content" | "quotes" | "list-style" | "list-style-type" => {
                let meanings = variables.meanings(value).unwrap_or_else(|| vec![value.to_owned()]);
                for meaning in meanings {
                    added.value(&meaning);
                }
            }
            "font" | "font-family" => {
                let value = value.to_ascii_lowercase();
                added.is_picture = PICTURES.iter().any(|name| value.contains(name));
            }
            _ => {}
        }
        added
    }

    fn value(&mut self, value: &str) {
        use cssparser::{Parser, Token};
        let mut input = Parser::new(value);
        while let Ok(token) = input.next().cloned() {
            match token {
                Token::QuotedString(text) if is_word(&text) => {
                    self.text.get_or_insert_with(|| text.to_string());
                }
                Token::Function(name) if name.eq_ignore_ascii_case("attr") => {
                    let attribute = input.parse_nested_block(|input| {
                        let name = input.expect_ident().map(|name| name.to_ascii_lowercase());
                        while input.next().is_ok() {}
                        name.map_err(cssparser::ParseError::<()>::from)
                    });
                    self.attributes.extend(attribute);
                }
                _ => {}
            }
        }
    }

    pub fn take(&mut self, other: Self) {
        self.text = self.text.take().or(other.text);
        self.attributes.extend(other.attributes);
        self.is_picture |= other.is_picture;
    }

    pub const fn is_empty(&self) -> bool {
        self.text.is_none() && self.attributes.is_empty()
    }

    /// The words that are added to an element with these attributes.
    pub fn words<'a>(&'a self, attribute: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
        if self.is_picture {
            return None;
        }
        let of_attributes =
            || self.attributes.iter().filter_map(|name| attribute(name)).find(|text| is_word(text));
        self.text.as_deref().or_else(of_attributes)
    }
}

/// Whether a reader takes this for a word or a number of the text.
fn is_word(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() > SIGN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_added_and_signs_are_not() {
        let check = |value: &str, expected: Option<&str>| {
            let added = Added::of("content", value, &Variables::default());
            assert_eq!(added.words(|name| (name == "title").then_some("never")), expected, "{value}");
        };
        check("\"not \"", Some("not "));
        check("\"\\6eot\"", Some("not"));
        check("attr(title)", Some("never"));
        check("attr(data-x) \" 000\"", Some(" 000"));
        check("\"\u{2192}\"", None);
        check("\"\\f101\"", None);
        check("counter(a) \". \"", None);
        check("none", None);
    }
}

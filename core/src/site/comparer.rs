//! The page in which a reader compares a text of his own, and links to it that bring an edition along.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::statement::Statement;

/// Its place in the site.
pub(super) const PATH: &str = "compare.html";

/// Its name and its place, in the navigation.
pub(super) const LINK: (&str, &str) = ("Compare a draft", PATH);

/// The longest link, in bytes: browsers take some two million. Of a longer edition the reader has to give the text himself.
const MAX_LINK: usize = 500_000;

/// The address of the page, from that of an edition, with the edition's text for the older side behind the `#`. What stands
/// there is not sent to any server, and the page has no other way to get at it: it may ask for nothing.
pub(super) fn with(statement: &Statement) -> String {
    let text: Vec<String> = statement
        .blocks
        .iter()
        .map(|block| match &block.label {
            Some(label) => format!("{label} {}", block.text),
            None => block.text.clone(),
        })
        .collect();
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let name = encoded(&statement.id);
    let address = format!("../{PATH}#name={name}&older={}", encoded(&text.join("\n\n")));
    if address.len() > MAX_LINK { format!("../{PATH}") } else { address }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::{Block, Role};

    fn check(text: &str, label: Option<&str>, expected: &str) {
        let block = Block {
            index: Some(0),
            role: Role::Body,
            label: label.map(str::to_owned),
            line: 1,
            text: text.to_owned(),
            range: None,
        };
        let statement = Statement { id: "kidd-23".to_owned(), blocks: vec![block], ..Statement::default() };
        assert_eq!(with(&statement), expected);
    }

    #[test]
    fn an_edition_comes_along_behind_the_hash() {
        check("Both met.", None, "../compare.html#name=kidd%2D23&older=Both%20met%2E");
        check(
            "a \"b\" & <c>",
            Some("2."),
            "../compare.html#name=kidd%2D23&older=2%2E%20a%20%22b%22%20%26%20%3Cc%3E",
        );
    }

    #[test]
    fn a_text_that_is_too_long_for_a_link_stays_where_it_is() {
        check(&"x".repeat(MAX_LINK), None, "../compare.html");
    }
}

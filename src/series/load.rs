use crate::{Error, Result};

use super::Rules;

/// The general rules, which are part of the program.
///
/// # Errors
/// Never with the rules that ship; a test reads them.
pub fn general() -> Result<Rules> {
    parse("general.toml", include_str!("general.toml"))
}

/// Reads one rules file without merging it into anything.
///
/// # Errors
/// A syntax error, an unknown key, or a wrong version, with line and column.
pub fn parse(origin: &str, text: &str) -> Result<Rules> {
    let rules: Rules = toml::from_str(text).map_err(|error| located(origin, text, &error))?;
    if rules.rules != 1 {
        return Err(Error::new(format!("rules = {} is not a version that this program reads", rules.rules))
            .at(origin)
            .help("write `rules = 1` at the top of the file"));
    }
    Ok(rules)
}

fn located(origin: &str, text: &str, error: &toml::de::Error) -> Error {
    let start = error.span().map_or(0, |span| span.start).min(text.len());
    let before = &text[..start];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    Error::new(error.message().trim().replace('\n', " ")).at(origin).line(line).column(column)
}
